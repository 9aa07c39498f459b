/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cell-context.h"
#include "aip-selection-bar.h"
#include "aip-shot-table.h"
#include "aip-shots-page.h"

G_BEGIN_DECLS

struct _AipShotsPage
{
  GtkWidget parent_instance;

  AipSession         *session;
  AipDocument        *document;
  AipScheduler       *scheduler;
  AipCellContext     *context;
  AipShotView        *view;
  AipShotTable       *table;
  GtkSelectionModel  *selection;
  GSimpleActionGroup *actions;

  GtkStack           *stack;
  GtkWidget          *table_bin;
  GtkLabel           *count_label;
  AipSelectionBar    *selection_bar;
  GtkWidget          *hidden_box;
  GtkLabel           *hidden_label;
  GtkWidget          *sort_box;
  GtkLabel           *sort_label;
  GtkWidget          *first_button;
  GMenuModel         *row_menu;

  guint               update_source;
  guint               save_source;
  gboolean            loading_look;
};

/* aip-shots-page-actions.c */
void       _aip_shots_page_init_actions   (AipShotsPage *self);
/* The one place that says what can be done now. */
void       _aip_shots_page_update_actions (AipShotsPage *self);
void       _aip_shots_page_set_enabled    (AipShotsPage *self,
                                           const char   *name,
                                           gboolean      enabled);
/* What an action is about: the selected shots, or the focused one. (transfer full) */
GPtrArray *_aip_shots_page_dup_targets    (AipShotsPage *self);

/* aip-shots-page-look.c */
void       _aip_shots_page_init_look      (AipShotsPage *self);
/* Writes sorting, columns and so on into the project, a moment from now. */
void       _aip_shots_page_look_changed   (AipShotsPage *self);
void       _aip_shots_page_flush_look     (AipShotsPage *self);

/* aip-shots-page-filter.c */
void       _aip_shots_page_init_filter    (AipShotsPage *self);
void       _aip_shots_page_update_filter  (AipShotsPage *self);

/* aip-shots-page-generate.c */
void       _aip_shots_page_init_generate  (AipShotsPage *self);
void       _aip_shots_page_update_generate (AipShotsPage *self,
                                            GPtrArray    *targets);

G_END_DECLS
