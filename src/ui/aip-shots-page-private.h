/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cell-context.h"
#include "aip-selection-bar.h"
#include "aip-row-colors.h"
#include "aip-shot-board.h"
#include "aip-shot-gallery.h"
#include "aip-shot-table.h"
#include "aip-shots-page.h"
#include "aip-view-bar.h"
#include "aip-view-definition.h"

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
  AipViewBar         *bar;

  /* See aip-shots-page-kinds.c. */
  GtkStack           *kinds;
  char               *kind;
  AipRowColors       *row_colors;
  AipShotGallery     *gallery;      /* NULL until it is first wanted */
  AipShotBoard       *board;        /* the same */
  GtkSelectionModel  *selection;
  GSimpleActionGroup *actions;

  GtkStack           *stack;
  GtkWidget          *content;
  GtkWidget          *bar_bin;
  GtkWidget          *table_bin;
  GtkLabel           *count_label;
  AipSelectionBar    *selection_bar;
  GtkWidget          *legend_box;
  GtkWidget          *hidden_box;
  GtkLabel           *hidden_label;
  GtkWidget          *sort_box;
  GtkLabel           *sort_label;
  GtkWidget          *first_button;
  GtkMenuButton      *group_button;
  GtkMenuButton      *sort_button;
  GMenuModel         *row_menu;

  guint               update_source;
  gboolean            loading_look;

  /* The saved view that is shown, see aip-shots-page-views.c. */
  AipView            *current;      /* NULL: the one of a project without views */
  AipViewDefinition  *look;         /* as it is shown now; columns and order are in the widgets */
  char               *shown;        /* @look as text when it was last applied or written */
  GHashTable         *deviations;   /* id of a locked view → definition */
  guint               save_source;
  gboolean            writing_view;
  gboolean            typing_filter;
  gboolean            leaving;      /* the window */
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

/* aip-shots-page-fields.c */
void       _aip_shots_page_init_fields    (AipShotsPage *self);

/* aip-shots-page-arrange.c */
void       _aip_shots_page_init_arrange   (AipShotsPage *self);

/* aip-shots-page-look.c */
void       _aip_shots_page_init_look      (AipShotsPage *self);
/* Somebody chose other columns, another order and so on: it will be written into the view. */
void       _aip_shots_page_look_changed   (AipShotsPage *self);
/* After every look at the film: whether somebody sorted, grouped or collapsed. */
void       _aip_shots_page_order_changed  (AipShotsPage *self);
/* What the widgets show, into `look`. */
void       _aip_shots_page_read_look      (AipShotsPage *self);
/* `look` into the widgets. */
void       _aip_shots_page_apply_look     (AipShotsPage *self);
/* How the table of an older project looked, which kept it as a setting. (transfer full) */
AipViewDefinition *
           _aip_shots_page_dup_old_look   (AipShotsPage *self);

/* aip-shots-page-kinds.c */
void       _aip_shots_page_init_kinds     (AipShotsPage *self);
/* “table”, “gallery” or “board”, as `look` has it. */
void       _aip_shots_page_set_kind       (AipShotsPage *self,
                                           const char   *kind);
gboolean   _aip_shots_page_shows_table    (AipShotsPage *self);
/* As aip_shot_table_focus(), in whatever is shown. */
gboolean   _aip_shots_page_focus_shot     (AipShotsPage *self,
                                           AipShot      *shot,
                                           AipShotColumn column,
                                           gboolean      select);
void       _aip_shots_page_focus_kind     (AipShotsPage *self);
/* FALSE in the table, which edits cells. */
gboolean   _aip_shots_page_edit_tile      (AipShotsPage *self,
                                           AipShot      *shot);

/* aip-shots-page-table.c */
void       _aip_shots_page_init_table     (AipShotsPage *self);
/* Frozen columns, height and colours of rows from `look`. */
void       _aip_shots_page_apply_table    (AipShotsPage *self);

/* aip-shots-page-views.c */
void       _aip_shots_page_init_views     (AipShotsPage *self);
void       _aip_shots_page_dispose_views  (AipShotsPage *self);
/* Writes what was changed, @ms from now. */
void       _aip_shots_page_queue_save     (AipShotsPage *self,
                                           guint         ms);
void       _aip_shots_page_flush_views    (AipShotsPage *self);
void       _aip_shots_page_update_views   (AipShotsPage *self);

/* aip-shots-page-filter.c */
void       _aip_shots_page_init_filter    (AipShotsPage *self);
void       _aip_shots_page_update_filter  (AipShotsPage *self);

/* aip-shots-page-rows.c */
void       _aip_shots_page_init_rows      (AipShotsPage *self);
void       _aip_shots_page_update_rows    (AipShotsPage *self,
                                           GPtrArray    *targets);

/* aip-shots-page-generate.c */
void       _aip_shots_page_init_generate  (AipShotsPage *self);
void       _aip_shots_page_update_generate (AipShotsPage *self,
                                            GPtrArray    *targets);

G_END_DECLS
