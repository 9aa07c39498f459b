/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-table"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-shot-table-private.h"

/*
 * GtkColumnView scrolls all of its columns. Frozen ones are the same cells in the same rows, put
 * elsewhere: after GTK has given out the sizes, each row that is on the screen gets its frozen cells
 * back to where they are seen, and a cell that would lie beneath them is cut off at their edge, or
 * is neither drawn nor picked at all. So focus, editing, dragging, tooltips and screen readers know
 * nothing of it, and nothing has two rows. The titles are drawn once more above the header.
 */

/* A sliver that is no wider than the padding of a cell shows nothing, and has no room for it. */
#define MIN_SEEN 20
/* More frozen than this of the width would leave nothing to scroll. */
#define MAX_SHARE 0.6

/* What a title can be dragged down to: its first letters. */
#define MIN_FROZEN_WIDTH 40

typedef struct {
  AipShotColumn columns[AIP_VIEW_MAX_FROZEN];
  int           widths[AIP_VIEW_MAX_FROZEN];
  guint         n;
  double        width;      /* of all of them */
  double        shift;      /* how far the rows are scrolled; negative from right to left */
  double        row_width;
} Frozen;

static GtkWidget *
get_header (AipShotTable *self)
{
  /* A private widget, the first child that is no list. */
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_LIST_VIEW (child))
        return child;
    }

  return NULL;
}

/* The titles of the header stand in the order of the columns, shown or not. */
static void
measure_frozen (AipShotTable *self,
                Frozen       *frozen)
{
  GListModel *columns = gtk_column_view_get_columns (self->column_view);
  GtkWidget *header = get_header (self);
  int view_width = gtk_widget_get_width (GTK_WIDGET (self->column_view));
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  graphene_rect_t bounds;
  guint index = 0;

  memset (frozen, 0, sizeof *frozen);
  if (header == NULL
      || !gtk_widget_compute_bounds (header, GTK_WIDGET (self->column_view), &bounds))
    return;

  for (GtkWidget *title = gtk_widget_get_first_child (header);
       title != NULL && frozen->n < MIN (self->n_frozen, AIP_VIEW_MAX_FROZEN);
       title = gtk_widget_get_next_sibling (title), index++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, index);
      graphene_rect_t title_bounds;

      if (column == NULL || !gtk_column_view_column_get_visible (column))
        continue;
      if (!gtk_widget_compute_bounds (title, header, &title_bounds)
          || frozen->width + title_bounds.size.width > view_width * MAX_SHARE)
        break;
      frozen->columns[frozen->n] = _aip_shot_table_get_column_of (column);
      frozen->widths[frozen->n] = (int) title_bounds.size.width;
      frozen->width += title_bounds.size.width;
      frozen->n++;
    }

  frozen->row_width = bounds.size.width;
  frozen->shift = rtl ? view_width - (bounds.origin.x + bounds.size.width) : -bounds.origin.x;
}

/* Cells ----------------------------------------------------------------------------------------- */

static void
allocate (GtkWidget             *widget,
          const graphene_rect_t *bounds)
{
  gtk_widget_allocate (widget, (int) bounds->size.width, (int) bounds->size.height, -1,
                       gsk_transform_translate (NULL, &bounds->origin));
}

static void
set_seen (GtkWidget *widget,
          gboolean   seen)
{
  if (seen == gtk_widget_get_can_target (widget))
    return;

  /* Not unmapped: it may have the focus, and keeps it. */
  gtk_widget_set_can_target (widget, seen);
  gtk_widget_set_opacity (widget, seen ? 1 : 0);
}

/* Cuts a cell off at @edge: what is inside stays where it is, and what is beyond is clipped. */
static void
cut_cell (GtkWidget             *widget,
          const graphene_rect_t *natural,
          double                 edge,
          double                 seen,
          gboolean               rtl)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  graphene_rect_t bounds = *natural;
  graphene_rect_t inner;

  if (!rtl)
    bounds.origin.x = (float) edge;
  bounds.size.width = (float) floor (seen);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  allocate (widget, &bounds);

  if (child == NULL || !gtk_widget_get_visible (child)
      || !gtk_widget_compute_bounds (child, widget, &inner))
    return;
  /* The padding beside it is as wide as it was. */
  inner.size.width = natural->size.width - (bounds.size.width - gtk_widget_get_width (widget));
  inner.origin.x = rtl ? 0 : -(natural->size.width - bounds.size.width);
  inner.origin.y = 0;
  allocate (child, &inner);
}

/* @natural: where GTK puts the cell, in its row */
static void
place_cell (const Frozen          *frozen,
            GtkWidget             *widget,
            const graphene_rect_t *natural,
            gboolean               is_frozen,
            gboolean               rtl)
{
  graphene_rect_t bounds, wanted = *natural;
  double edge, seen;

  if (is_frozen)
    {
      wanted.origin.x += (float) frozen->shift;
      seen = natural->size.width;
    }
  else if (rtl)
    {
      edge = frozen->row_width + frozen->shift - frozen->width;
      seen = edge - natural->origin.x;
    }
  else
    {
      edge = frozen->shift + frozen->width;
      seen = natural->origin.x + natural->size.width - edge;
    }

  set_seen (widget, seen >= MIN_SEEN);
  if (!is_frozen && seen >= MIN_SEEN && seen < natural->size.width)
    {
      cut_cell (widget, natural, edge, seen, rtl);
      return;
    }

  /* As GTK left it, mostly. */
  if (!gtk_widget_compute_bounds (widget, gtk_widget_get_parent (widget), &bounds)
      || !graphene_rect_equal (&bounds, &wanted))
    allocate (widget, &wanted);
}

static gboolean
is_among (const Frozen *frozen,
          AipShotColumn column)
{
  for (guint i = 0; i < frozen->n; i++)
    if (frozen->columns[i] == column)
      return TRUE;

  return FALSE;
}

static void
place_row (AipShotTable *self,
           const Frozen *frozen,
           GHashTable   *naturals,
           GtkWidget    *row,
           float         height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  for (GtkWidget *widget = gtk_widget_get_first_child (row); widget != NULL;
       widget = gtk_widget_get_next_sibling (widget))
    {
      GtkWidget *cell = gtk_widget_get_first_child (widget);
      const graphene_rect_t *natural;
      graphene_rect_t bounds;
      AipShotColumn column;

      if (!AIP_IS_CELL (cell))
        continue;
      column = aip_cell_get_column (AIP_CELL (cell));
      natural = g_hash_table_lookup (naturals, GINT_TO_POINTER (column));
      if (natural == NULL)
        continue;
      bounds = *natural;
      bounds.size.height = height;
      place_cell (frozen, widget, &bounds, is_among (frozen, column), rtl);
    }
}

/* Where GTK puts the cells of each column: below its title. */
static GHashTable *
dup_naturals (AipShotTable *self)
{
  GHashTable *naturals = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  GListModel *columns = gtk_column_view_get_columns (self->column_view);
  GtkWidget *header = get_header (self);
  guint index = 0;

  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL;
       title = gtk_widget_get_next_sibling (title), index++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, index);
      graphene_rect_t bounds;

      if (column == NULL || !gtk_column_view_column_get_visible (column)
          || !gtk_widget_compute_bounds (title, header, &bounds))
        continue;
      bounds.origin.y = 0;
      g_hash_table_insert (naturals, GINT_TO_POINTER (_aip_shot_table_get_column_of (column)),
                           g_memdup2 (&bounds, sizeof bounds));
    }

  return naturals;
}

static void
place_rows (AipShotTable *self,
            const Frozen *frozen,
            gboolean      all)
{
  g_autoptr(GHashTable) naturals = dup_naturals (self);
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  GtkWidget *list = _aip_shot_table_get_list (self);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      graphene_rect_t bounds;

      /* Others are placed when they are scrolled to: that gives out sizes, too. */
      if (!all
          && (!gtk_widget_get_child_visible (row)
              || !gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds)
              || bounds.origin.y > height || bounds.origin.y + bounds.size.height < 0))
        continue;
      place_row (self, frozen, naturals, row, (float) gtk_widget_get_height (row));
    }
}

/* Header ---------------------------------------------------------------------------------------- */

void
_aip_shot_table_show_frozen_sort (AipShotTable *self)
{
  for (guint i = 0; i < self->n_frozen_shown; i++)
    {
      GtkColumnViewColumn *column = _aip_shot_table_get_view_column (self, self->frozen_titles[i]);

      aip_frozen_header_set_title (self->frozen_header, i,
                                   column != NULL ? gtk_column_view_column_get_title (column) : "");
    }
}

static gboolean
update_header_cb (gpointer user_data)
{
  AipShotTable *self = user_data;

  self->frozen_source = 0;
  self->n_frozen_shown = self->n_frozen_titles;
  aip_frozen_header_set_columns (self->frozen_header, self->frozen_titles, self->n_frozen_titles);
  _aip_shot_table_show_frozen_sort (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

static void
place_header (AipShotTable *self,
              const Frozen *frozen)
{
  GtkWidget *widget = GTK_WIDGET (self->frozen_header);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean shown = frozen->n > 0 && fabs (frozen->shift) >= 1;
  GtkWidget *header = get_header (self);
  int minimum;

  gtk_widget_set_child_visible (widget, shown);
  if (!shown)
    return;

  aip_frozen_header_set_widths (self->frozen_header, frozen->widths, frozen->n);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (widget,
                            &(GtkAllocation) {
                              rtl ? gtk_widget_get_width (GTK_WIDGET (self)) - (int) frozen->width
                                  : 0,
                              0, (int) frozen->width,
                              MAX (minimum, gtk_widget_get_height (header)) },
                            -1);
}

static void
sort_cb (AipShotTable *self,
         guint         column)
{
  const AipShotColumnInfo *info = aip_shot_column_get_info ((AipShotColumn) column);

  if (!(info->flags & AIP_SHOT_COLUMN_SORTED))
    return;
  if (aip_shot_view_get_sort (self->view, NULL) == (AipShotColumn) column)
    gtk_widget_activate_action (GTK_WIDGET (self), "shots.sort-descending", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "shots.sort", "s", info->id);
}

/* All together ---------------------------------------------------------------------------------- */

void
_aip_shot_table_place_frozen (AipShotTable *self)
{
  Frozen frozen;
  gboolean placed;

  measure_frozen (self, &frozen);
  if (self->frozen_source == 0)
    {
      /* Cheap while the columns are the same ones. */
      if (frozen.n != self->n_frozen_titles
          || memcmp (frozen.columns, self->frozen_titles, frozen.n * sizeof (AipShotColumn)) != 0)
        {
          memcpy (self->frozen_titles, frozen.columns, sizeof frozen.columns);
          self->n_frozen_titles = frozen.n;
          self->frozen_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 15, update_header_cb, self,
                                                 NULL);
        }
    }

  place_header (self, &frozen);
  placed = frozen.n > 0 && fabs (frozen.shift) >= 1;
  if (placed)
    place_rows (self, &frozen, FALSE);
  else if (self->frozen_placed)
    {
      /* Scrolled back, or none any more: all of them as GTK has them, for good. */
      frozen.n = 0;
      frozen.shift = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL
                     ? G_MAXINT16 : G_MININT16;
      place_rows (self, &frozen, TRUE);
    }
  self->frozen_placed = placed;
  self->frozen_width = self->frozen_placed ? frozen.width : 0;
  self->laid_out_value =
    gtk_adjustment_get_value (gtk_scrolled_window_get_hadjustment (self->scroller));
}

void
_aip_shot_table_snapshot_frozen (AipShotTable *self,
                                 GtkSnapshot  *snapshot)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float x = rtl ? gtk_widget_get_width (GTK_WIDGET (self)) - (float) self->frozen_width
                : (float) self->frozen_width;
  GdkRGBA color;

  if (self->frozen_width <= 0)
    return;

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  color.alpha *= 0.15f;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (rtl ? x : x - 1, 0, 1,
                                                  gtk_widget_get_height (GTK_WIDGET (self))));
}

gboolean
_aip_shot_table_clip_frozen (AipShotTable    *self,
                             AipShotColumn    first,
                             graphene_rect_t *bounds)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float width = gtk_widget_get_width (GTK_WIDGET (self));
  graphene_rect_t free_area;

  if (self->frozen_width <= 0)
    return TRUE;
  for (guint i = 0; i < self->n_frozen_titles; i++)
    if (self->frozen_titles[i] == first)
      return TRUE;

  graphene_rect_init (&free_area, rtl ? -G_MAXINT16 : (float) self->frozen_width, -G_MAXINT16,
                      rtl ? G_MAXINT16 + width - (float) self->frozen_width : G_MAXINT16,
                      2 * G_MAXINT16);

  return graphene_rect_intersection (bounds, &free_area, bounds) && bounds->size.width >= 2;
}

/*
 * GTK scrolls to the column that gets the focus, without knowing what lies over it: a frozen one is
 * seen where it is, and another one must not end up beneath them.
 */
void
_aip_shot_table_uncover_focus (AipShotTable *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GListModel *columns = gtk_column_view_get_columns (self->column_view);
  GtkWidget *header = get_header (self);
  guint index = 0;
  Frozen frozen;

  if (self->focus_column == AIP_SHOT_COLUMN_NONE || self->n_frozen == 0 || rtl || header == NULL)
    return;

  measure_frozen (self, &frozen);
  if (is_among (&frozen, self->focus_column))
    {
      gtk_adjustment_set_value (adjustment, self->laid_out_value);
      return;
    }

  for (GtkWidget *title = gtk_widget_get_first_child (header); title != NULL;
       title = gtk_widget_get_next_sibling (title), index++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, index);
      graphene_rect_t bounds;

      if (column == NULL || _aip_shot_table_get_column_of (column) != self->focus_column
          || !gtk_widget_compute_bounds (title, header, &bounds))
        continue;
      if (bounds.origin.x < gtk_adjustment_get_value (adjustment) + frozen.width)
        gtk_adjustment_set_value (adjustment, bounds.origin.x - frozen.width);
      break;
    }
}

/* A picture is as wide as the rows are high. */
static void
resize_cb (AipShotTable *self,
           guint         column,
           int           width)
{
  GtkColumnViewColumn *item = _aip_shot_table_get_view_column (self, (AipShotColumn) column);

  if (item != NULL && column != AIP_SHOT_COLUMN_THUMBNAIL)
    gtk_column_view_column_set_fixed_width (item, MAX (width, MIN_FROZEN_WIDTH));
}

void
_aip_shot_table_init_frozen (AipShotTable *self)
{
  self->frozen_header = AIP_FROZEN_HEADER (aip_frozen_header_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->frozen_header), GTK_WIDGET (self));
  gtk_widget_set_child_visible (GTK_WIDGET (self->frozen_header), FALSE);
  g_signal_connect_object (self->frozen_header, "sort", G_CALLBACK (sort_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->frozen_header, "resize", G_CALLBACK (resize_cb), self,
                           G_CONNECT_SWAPPED);
}

void
_aip_shot_table_dispose_frozen (AipShotTable *self)
{
  g_clear_handle_id (&self->frozen_source, g_source_remove);
  if (self->frozen_header != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->frozen_header));
  self->frozen_header = NULL;
}

guint
aip_shot_table_get_frozen (AipShotTable *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_TABLE (self), 0);

  return self->n_frozen;
}

void
aip_shot_table_set_frozen (AipShotTable *self,
                           guint         n_columns)
{
  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  if (self->n_frozen == n_columns)
    return;

  self->n_frozen = MIN (n_columns, AIP_VIEW_MAX_FROZEN);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
