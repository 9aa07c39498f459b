/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"
#include "document-support.h"

G_BEGIN_DECLS

/**
 * TestUi:
 *
 * A project that is open in a window of its own, as the widgets of the program find it: a real
 * document in a folder, a real scheduler without workers, a real thumbnailer.
 */
typedef struct {
  char           *folder;
  AipDocument    *document;
  AipScheduler   *scheduler;
  AipThumbnailer *thumbnailer;
  AipActivityLog *activity;
  AipSession     *session;
  GtkWidget      *window;
  /* What the session has said last. */
  char           *toast;
} TestUi;

/* FALSE, after saying so to the test runner, when there is no display at all. */
gboolean  test_ui_init           (int          *argc,
                                  char       ***argv);

/* @n_scenes scenes of @n_shots shots each: SHT-0010, SHT-0020 … */
TestUi   *test_ui_new            (guint         n_scenes,
                                  guint         n_shots);
/* Shows @content in the window and waits until it is drawn and has the keyboard. */
void      test_ui_present        (TestUi       *ui,
                                  GtkWidget    *content);
/* Checks that @content and everything that was made for it is gone. */
void      test_ui_free           (TestUi       *ui,
                                  GtkWidget    *content);

AipShot  *test_ui_shot           (TestUi       *ui,
                                  guint         index);
/* A take with a real picture of one colour in the project's folder. */
AipTake  *test_ui_add_take       (TestUi       *ui,
                                  AipShot      *shot,
                                  guint32       rgba);
AipJob   *test_ui_add_job        (TestUi       *ui,
                                  AipShot      *shot,
                                  const char   *state);

/* Waits until everything that is queued has been done and drawn. */
void      test_ui_settle         (TestUi       *ui);
/* Presses keys as a person would, each a name such as "F2", "shift+Tab", "a". */
void      test_ui_press          (TestUi       *ui,
                                  const char   *key,
                                  ...) G_GNUC_NULL_TERMINATED;
void      test_ui_type           (TestUi       *ui,
                                  const char   *text);
/* Moves the pointer to x, y of @widget and clicks there. */
void      test_ui_click          (TestUi       *ui,
                                  GtkWidget    *widget,
                                  double        x,
                                  double        y,
                                  guint         button);
void      test_ui_ctrl_click     (TestUi       *ui,
                                  GtkWidget    *widget,
                                  double        x,
                                  double        y);
/* Moves the pointer there without a click. */
void      test_ui_point          (TestUi       *ui,
                                  GtkWidget    *widget,
                                  double        x,
                                  double        y);
/* Holds the first button down at x, y of @widget, and lets it go. */
void      test_ui_press_button   (TestUi       *ui,
                                  GtkWidget    *widget,
                                  double        x,
                                  double        y);
void      test_ui_release_button (TestUi       *ui);
/* Presses the first button at x, y of @widget, moves by dx, dy in @n_steps and releases it there. */
void      test_ui_drag           (TestUi       *ui,
                                  GtkWidget    *widget,
                                  double        x,
                                  double        y,
                                  double        dx,
                                  double        dy,
                                  guint         n_steps);
/* The first widget of @type below @widget that @match accepts. (nullable) */
typedef gboolean (*TestUiMatch)  (GtkWidget    *widget,
                                  gconstpointer data);
GtkWidget *test_ui_find          (GtkWidget    *widget,
                                  GType         type,
                                  TestUiMatch   match,
                                  gconstpointer data);

G_END_DECLS
