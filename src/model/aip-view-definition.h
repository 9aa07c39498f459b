/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a person may want, and a file may ask for. */
#define AIP_VIEW_MAX_FROZEN 8
#define AIP_VIEW_MAX_RULES 24
#define AIP_VIEW_MIN_PICTURE 96
#define AIP_VIEW_MAX_PICTURE 400

/**
 * AipRowHeight:
 *
 * How much room the rows of a table have. The nicks are stored and never renamed.
 */
typedef enum {
  AIP_ROW_HEIGHT_SHORT,
  AIP_ROW_HEIGHT_MEDIUM,
  AIP_ROW_HEIGHT_TALL,
  AIP_ROW_HEIGHT_EXTRA,
} AipRowHeight;

#define AIP_N_ROW_HEIGHTS (AIP_ROW_HEIGHT_EXTRA + 1)

const char *aip_row_height_to_nick   (AipRowHeight  height);
gboolean    aip_row_height_from_nick (const char   *nick,
                                      AipRowHeight *height);

/**
 * AipRowColor:
 *
 * A colour that rows can have; how it looks in light and dark is the table's business. The nicks
 * are stored and never renamed.
 */
typedef enum {
  AIP_ROW_COLOR_BLUE,
  AIP_ROW_COLOR_TEAL,
  AIP_ROW_COLOR_GREEN,
  AIP_ROW_COLOR_YELLOW,
  AIP_ROW_COLOR_ORANGE,
  AIP_ROW_COLOR_RED,
  AIP_ROW_COLOR_PINK,
  AIP_ROW_COLOR_PURPLE,
  AIP_ROW_COLOR_SLATE,
} AipRowColor;

#define AIP_N_ROW_COLORS (AIP_ROW_COLOR_SLATE + 1)

const char *aip_row_color_to_nick    (AipRowColor   color);
gboolean    aip_row_color_from_nick  (const char   *nick,
                                      AipRowColor  *color);

/**
 * AipViewColumn:
 * @id: of a column of the shot table, or of one that is not there now
 * @width: in application pixels; 0: the column's own
 * @summary: (nullable): nick of the figure below it
 * @rest: (nullable): members that this version does not know
 */
typedef struct {
  char       *id;
  int         width;
  gboolean    shown;
  char       *summary;
  JsonObject *rest;
} AipViewColumn;

/**
 * AipViewKey:
 * @id: of a column
 * @rest: (nullable): members that this version does not know
 *
 * What is sorted or grouped by.
 */
typedef struct {
  char       *id;
  gboolean    descending;
  JsonObject *rest;
} AipViewKey;

/**
 * AipViewRule:
 * @query: as aip_query_parse() reads it
 * @rest: (nullable): members that this version does not know
 */
typedef struct {
  char        *query;
  AipRowColor  color;
  JsonObject  *rest;
} AipViewRule;

/**
 * AipViewDefinition:
 * @columns: (element-type AipViewColumn): from the first to the last; those not named follow
 * @n_frozen: how many of the shown columns stay when the table is scrolled sideways
 * @sort: (element-type AipViewKey): the most important first; none: film order
 * @groups: (element-type AipViewKey): from outside in
 * @collapsed: paths of groups
 * @filter: as aip_query_parse() reads it
 * @rules: (element-type AipViewRule): the first that fits says the colour
 * @picture: width of a picture of the gallery
 * @board: id of the column whose values are the lanes of the board
 * @timecode: whether lengths are shown as time code
 * @rest: (nullable): members that this version does not know
 *
 * What a saved view says, out of the JSON text that the project keeps. It comes from a file: a part
 * that is not understood costs only itself, and members that a newer version wrote are kept.
 */
typedef struct {
  GPtrArray    *columns;
  guint         n_frozen;
  GPtrArray    *sort;
  GPtrArray    *groups;
  GStrv         collapsed;
  char         *filter;
  AipRowHeight  row_height;
  GPtrArray    *rules;
  int           picture;
  char         *board;
  gboolean      timecode;
  JsonObject   *rest;
} AipViewDefinition;

/* What a project without views shows: no word about columns, two of them frozen, by scenes. */
AipViewDefinition *aip_view_definition_new     (void);
/* @text: (nullable): never fails, what cannot be read is as aip_view_definition_new() has it. */
AipViewDefinition *aip_view_definition_parse   (const char              *text);
AipViewDefinition *aip_view_definition_copy    (const AipViewDefinition *self);
void               aip_view_definition_free    (AipViewDefinition       *self);
/* Equal definitions give equal texts. (transfer full) */
char              *aip_view_definition_to_text (const AipViewDefinition *self)
                                                G_GNUC_WARN_UNUSED_RESULT;

/*
 * What the columns are now: @columns (transfer full, element-type AipViewColumn), in their order.
 * What was known of others is kept behind them: their column may come back.
 */
void               aip_view_definition_set_columns (AipViewDefinition  *self,
                                                    GPtrArray          *columns);

/* Empty lists that own their elements. (transfer full) */
GPtrArray         *aip_view_columns_new        (void);
GPtrArray         *aip_view_keys_new           (void);
GPtrArray         *aip_view_rules_new          (void);
void               aip_view_columns_add        (GPtrArray               *columns,
                                                const char              *id,
                                                int                      width,
                                                gboolean                 shown);
void               aip_view_keys_add           (GPtrArray               *keys,
                                                const char              *id,
                                                gboolean                 descending);
void               aip_view_rules_add          (GPtrArray               *rules,
                                                const char              *query,
                                                AipRowColor              color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipViewDefinition, aip_view_definition_free)

G_END_DECLS
