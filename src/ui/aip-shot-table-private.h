/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cell-calendar.h"
#include "aip-cell-chooser.h"
#include "aip-cell-choices.h"
#include "aip-cell-editor.h"
#include "aip-cell.h"
#include "aip-group-layer.h"
#include "aip-frozen-header.h"
#include "aip-shot-table.h"

G_BEGIN_DECLS

/**
 * AipEditStart:
 * @AIP_EDIT_OPEN: as F2 does: the whole text, or the dialog that a column has instead
 * @AIP_EDIT_INLINE: the whole text, in the cell in any case
 * @AIP_EDIT_REPLACE: typing: what was there is gone
 */
typedef enum {
  AIP_EDIT_OPEN,
  AIP_EDIT_INLINE,
  AIP_EDIT_REPLACE,
} AipEditStart;

struct _AipShotTable
{
  GtkWidget parent_instance;

  AipCellContext      *context;
  AipSession          *session;
  AipDocument         *document;
  AipShotView         *view;

  GtkScrolledWindow   *scroller;
  GtkColumnView       *column_view;
  GtkSelectionModel   *resting_model;  /* while it is not seen */
  /* AipShotColumn → GtkColumnViewColumn: fields of the project come and go. */
  GHashTable          *columns;
  AipGroupLayer       *layer;
  AipShotFooter       *footer;
  guint                uncover_tick;
  guint                uncover_frames;
  GtkWidget           *menu;
  gboolean             setting_columns;
  GdkModifierType      click_state;    /* of the last click, see aip-shot-table-header.c */

  AipShotColumn        focus_column;
  gboolean             has_focus;
  GtkRoot             *root;

  /* The cells between the focused one and this, see aip-shot-table-range.c. */
  AipShot             *range_shot;
  AipShotColumn        range_column;
  gboolean             range_active;
  gboolean             range_whole;    /* all columns that are shown */
  gboolean             extending;
  gboolean             drag_selects;
  gboolean             at_handle;
  graphene_rect_t      fill_target;    /* what a fill would reach; no width: none */

  /* While many rows come or go: those that were there, and which of them was at the top. */
  GPtrArray           *old_rows;
  guint                old_top;

  /* The first columns, which stay where they are, see aip-shot-table-frozen.c. */
  AipFrozenHeader     *frozen_header;
  guint                n_frozen;       /* as is wanted */
  AipShotColumn        frozen_titles[AIP_VIEW_MAX_FROZEN];
  guint                n_frozen_titles;
  guint                n_frozen_shown; /* of them in the header */
  gboolean             frozen_placed;
  double               frozen_width;   /* that covers others; 0: none */
  double               laid_out_value; /* of the horizontal adjustment */
  guint                frozen_source;

  AipRowHeight         row_height;
  AipRowColors        *row_colors;

  /* Editing: set while the editor or the chooser is open. */
  AipCellEditor       *editor;
  AipCellChooser      *chooser;
  AipCellChoices      *choices;
  AipCellCalendar     *calendar;
  AipShot             *edit_shot;
  AipShotColumn        edit_column;
  AipCell             *edit_cell;      /* weak pointer */
  graphene_rect_t      edit_bounds;

  /* Typing before there is an editor. */
  GtkIMContext        *im_context;
  gboolean             composing;
  char                *preedit;
  guint                hand_over_source;

  /* Dragging rows. */
  GPtrArray           *drag_shots;
  AipShot             *drop_shot;      /* weak pointer */
  AipShotGroup        *drop_group;     /* weak pointer: or into this */
  gboolean             drop_after;
  int                  drop_y;         /* of the insertion line; -1: none */
  double               pointer_y;
  guint                scroll_tick;
};

/* aip-shot-table.c */
AipCell  *_aip_shot_table_get_focused_cell (AipShotTable *self);
AipCell  *_aip_shot_table_pick             (AipShotTable *self,
                                            double        x,
                                            double        y);

/* The group whose row is there. (nullable) */
AipShotGroup *
          _aip_shot_table_pick_group       (AipShotTable *self,
                                            double        x,
                                            double        y);

/* aip-shot-table-header.c */
void      _aip_shot_table_init_header      (AipShotTable *self);
void      _aip_shot_table_init_footer      (AipShotTable *self);
/* Gives the footer its place and takes it from @area. */
void      _aip_shot_table_reserve_footer   (AipShotTable *self,
                                            GtkAllocation *area);
/* When the columns have theirs. */
void      _aip_shot_table_place_footer     (AipShotTable *self);

/* aip-shot-table-groups.c */
void      _aip_shot_table_init_groups      (AipShotTable *self);
void      _aip_shot_table_add_group_shortcuts
                                           (AipShotTable *self,
                                            GtkShortcutController *shortcuts);
void      _aip_shot_table_setup_group_row  (AipShotTable *self,
                                            GtkColumnViewRow *row);
void      _aip_shot_table_setup_group_cell (AipShotTable *self,
                                            GtkColumnViewCell *cell,
                                            AipCell      *child);
void      _aip_shot_table_place_groups     (AipShotTable *self,
                                            int           width);
/* Where its row is in the table, if it is on the screen. */
gboolean  _aip_shot_table_compute_group    (AipShotTable *self,
                                            AipShotGroup *group,
                                            graphene_rect_t *bounds);
/* Scrolls the focused row out from below the groups at the top, a moment from now. */
void      _aip_shot_table_uncover_row      (AipShotTable *self);
gboolean  _aip_shot_table_focus_group      (AipShotTable *self,
                                            AipShotGroup *group);
void      _aip_shot_table_toggle_group     (AipShotTable *self,
                                            AipShotGroup *group);
/* The group whose row @cell is part of; %NULL in the row of a shot. */
AipShotGroup *
          _aip_shot_table_get_cell_group   (AipCell      *cell);

/* aip-shot-table-range.c */
void      _aip_shot_table_init_range       (AipShotTable *self);
void      _aip_shot_table_add_range_shortcuts
                                           (AipShotTable *self,
                                            GtkShortcutController *shortcuts);
void      _aip_shot_table_clear_range      (AipShotTable *self);
void      _aip_shot_table_extend_range     (AipShotTable *self,
                                            AipShot      *shot,
                                            AipShotColumn column);
void      _aip_shot_table_snapshot_range   (AipShotTable *self,
                                            GtkSnapshot  *snapshot);
gboolean  _aip_shot_table_is_at_handle     (AipShotTable *self,
                                            double        x,
                                            double        y);
GtkWidget *
          _aip_shot_table_get_list         (AipShotTable *self);
gboolean  _aip_shot_table_drags_rows       (AipShotColumn column);

/* aip-shot-table-select.c */
void      _aip_shot_table_init_select      (AipShotTable *self);
void      _aip_shot_table_add_select_shortcuts
                                           (AipShotTable *self,
                                            GtkShortcutController *shortcuts);

/* aip-shot-table-frozen.c */
void      _aip_shot_table_init_frozen      (AipShotTable *self);
void      _aip_shot_table_dispose_frozen   (AipShotTable *self);
/* While sizes are given out, after the column view has its own. */
void      _aip_shot_table_place_frozen     (AipShotTable *self);
void      _aip_shot_table_snapshot_frozen  (AipShotTable *self,
                                            GtkSnapshot  *snapshot);
void      _aip_shot_table_show_frozen_sort (AipShotTable *self);
/* Of @bounds, in the table, what frozen columns leave free of cells that begin with @first. */
gboolean  _aip_shot_table_clip_frozen      (AipShotTable    *self,
                                            AipShotColumn    first,
                                            graphene_rect_t *bounds);
void      _aip_shot_table_uncover_focus    (AipShotTable *self);

/* aip-shot-table-look.c */
void      _aip_shot_table_snapshot_colors  (AipShotTable *self,
                                            GtkSnapshot  *snapshot);
/* The width in which everything in @column can be read, within reason. */
int       _aip_shot_table_measure_column   (AipShotTable *self,
                                            AipShotColumn column);

/* aip-shot-table-clipboard.c */
void      _aip_shot_table_fill_rows        (AipShotTable *self,
                                            guint         first,
                                            guint         last,
                                            guint         to,
                                            gboolean      other);
/* @text into every cell of the range; an undo step that is called @label. */
void      _aip_shot_table_write_range      (AipShotTable *self,
                                            const char   *text,
                                            const char   *label);

/* aip-shot-table-columns.c */
void      _aip_shot_table_init_columns     (AipShotTable *self);
/* (nullable): %NULL for %AIP_SHOT_COLUMN_NONE and for a field that is gone. */
GtkColumnViewColumn *
          _aip_shot_table_get_view_column  (AipShotTable *self,
                                            AipShotColumn column);
/* @item: (nullable) */
AipShotColumn
          _aip_shot_table_get_column_of    (GtkColumnViewColumn *item);
/* The next visible column that can be edited; %AIP_SHOT_COLUMN_NONE at the end. */
AipShotColumn
          _aip_shot_table_next_column      (AipShotTable *self,
                                            AipShotColumn column,
                                            gboolean      forward,
                                            gboolean      editable);
AipShotColumn
          _aip_shot_table_edge_column      (AipShotTable *self,
                                            gboolean      last,
                                            gboolean      editable);

/* aip-shot-table-edit.c */
void      _aip_shot_table_init_edit        (AipShotTable *self);
void      _aip_shot_table_dispose_edit     (AipShotTable *self);
gboolean  _aip_shot_table_begin_edit       (AipShotTable *self,
                                            AipCell      *cell,
                                            AipEditStart  start);
/* Writes @text as an edit of that cell does; what is refused is said in a toast. */
void      _aip_shot_table_write            (AipShotTable *self,
                                            AipShot      *shot,
                                            AipShotColumn column,
                                            const char   *text);
/* A key that changes a box or a rating where it stands. */
gboolean  _aip_shot_table_set_by_key       (AipShotTable *self,
                                            AipCell      *cell,
                                            guint         keyval,
                                            GdkModifierType state);
/* Opens the list of @cell, narrowed down by what was typed. */
void      _aip_shot_table_open_choices     (AipShotTable *self,
                                            AipCell      *cell,
                                            const char   *typed);
/* Where the editor has to be now; ends the edit if its cell has gone. */
gboolean  _aip_shot_table_place_editor     (AipShotTable *self,
                                            GtkAllocation *area);

/* aip-shot-table-input.c */
void      _aip_shot_table_init_input       (AipShotTable *self);
void      _aip_shot_table_dispose_input    (AipShotTable *self);
void      _aip_shot_table_update_input     (AipShotTable *self);
/* Composing goes on in the editor, or nowhere. */
void      _aip_shot_table_stop_input       (AipShotTable *self);

/* aip-shot-table-drag.c */
void      _aip_shot_table_init_drag        (AipShotTable *self);
void      _aip_shot_table_dispose_drag     (AipShotTable *self);
void      _aip_shot_table_snapshot_drag    (AipShotTable *self,
                                            GtkSnapshot  *snapshot);

G_END_DECLS
