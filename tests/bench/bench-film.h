/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"

G_BEGIN_DECLS

/**
 * BenchFilm:
 *
 * A film of many shots, every field of them filled and the first ten thousand with a take, and the
 * page and the inspector that show it in a window, without the rest of the app.
 */
typedef struct {
  char           *parent;
  AipScheduler   *scheduler;
  AipThumbnailer *thumbnailer;
  AipActivityLog *activity;
  AipCinema      *cinema;

  AipDocument    *document;
  AipSession     *session;
  GtkWidget      *page;
  GtkWidget      *window;
  GdkFrameClock  *clock;
  guint           n_frames;
} BenchFilm;

/* %FALSE when there is no display. */
gboolean       bench_film_init           (BenchFilm  *self);
void           bench_film_clear          (BenchFilm  *self);

/* Answers the folder. */
char          *bench_film_make           (BenchFilm  *self,
                                          guint       n_shots) G_GNUC_WARN_UNUSED_RESULT;
void           bench_film_open           (BenchFilm  *self,
                                          const char *folder);
void           bench_film_close          (BenchFilm  *self);
/* Until everything that was changed is on the disk. */
void           bench_film_flush          (BenchFilm  *self);

/* The page of shots in a window. */
void           bench_film_open_window    (BenchFilm  *self);
/* Or any other: first what it is made for, then it, which is in @content or is it. */
void           bench_film_open_session   (BenchFilm  *self);
void           bench_film_present        (BenchFilm  *self,
                                          GtkWidget  *page,
                                          GtkWidget  *content);
void           bench_film_close_window   (BenchFilm  *self);
/* Runs until @n more frames are drawn. */
void           bench_film_wait_frames    (BenchFilm  *self,
                                          guint       n);
GtkWidget     *bench_film_find           (BenchFilm  *self,
                                          GType       type);
/* Of the rows of the table. */
GtkAdjustment *bench_film_get_adjustment (BenchFilm  *self);

/* Megabytes of this process in memory. */
double         bench_get_memory          (void);

G_END_DECLS
