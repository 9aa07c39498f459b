/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-project-view.h"
#include "aip-window.h"

G_BEGIN_DECLS

struct _AipWindow
{
  AdwApplicationWindow parent_instance;

  AipSession      *session;
  AipProjectView  *view;
  GHashTable      *toasts;         /* texts of those that are shown or wait to be */
  AdwToast        *undo_toast;     /* the one on screen that offers to undo */
  gint64           undo_position;  /* where the journal stood when it appeared */
  char            *loading_folder; /* what is being opened, %NULL otherwise */
  guint            loading_source;
  guint            shots_export;   /* of the shots' actions on the bus */
  gboolean         stop_renders;   /* somebody said that the window may close all the same */

  AdwToastOverlay *toast_overlay;
  GtkStack        *stack;
  AdwBin          *project_bin;
  GtkWidget       *start_page;
  AdwStatusPage   *loading_page;
};

/* Shows the open project in the window. */
void _aip_window_set_document (AipWindow   *self,
                               AipDocument *document);
/* Shows "start" or "project". */
void _aip_window_show_page    (AipWindow   *self,
                               const char  *name);
/* Shows that a project is being opened, unless that is over in a moment. */
void _aip_window_show_loading (AipWindow   *self);

G_END_DECLS
