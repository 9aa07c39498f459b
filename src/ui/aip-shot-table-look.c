/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-table"

#include "config.h"

#include "aip-cell-thumbnail.h"
#include "aip-shot-table-private.h"

/* Room for what a cell has around its text. */
#define CELL_PADDING 18
#define TITLE_PADDING 40
#define MIN_FIT 48
#define MAX_FIT 640
/* Texts that are measured for a fit: the longest ones by characters. */
#define MAX_MEASURED 40

/* Height of rows -------------------------------------------------------------------------------- */

static int
get_picture_width (AipShotTable *self)
{
  int height = aip_cell_thumbnail_get_height (self->row_height);
  double aspect = aip_cell_context_get_aspect (self->context);

  return CLAMP ((int) (height * aspect), height / 2, aip_cell_thumbnail_get_width (self->row_height))
         + CELL_PADDING;
}

void
aip_shot_table_set_row_height (AipShotTable *self,
                               AipRowHeight  height)
{
  GtkColumnViewColumn *picture;

  g_return_if_fail (AIP_IS_SHOT_TABLE (self));
  g_return_if_fail ((guint) height < AIP_N_ROW_HEIGHTS);

  if (self->row_height == height)
    return;

  /* The style sheet knows how high cells are then; cells fill whatever they get. */
  gtk_widget_remove_css_class (GTK_WIDGET (self), aip_row_height_to_nick (self->row_height));
  self->row_height = height;
  gtk_widget_add_css_class (GTK_WIDGET (self), aip_row_height_to_nick (height));

  picture = _aip_shot_table_get_view_column (self, AIP_SHOT_COLUMN_THUMBNAIL);
  self->setting_columns = TRUE;
  gtk_column_view_column_set_fixed_width (picture, get_picture_width (self));
  self->setting_columns = FALSE;
}

/* Colours of rows ------------------------------------------------------------------------------- */

void
aip_shot_table_set_row_colors (AipShotTable *self,
                               AipRowColors *colors)
{
  g_return_if_fail (AIP_IS_SHOT_TABLE (self));
  g_return_if_fail (AIP_IS_ROW_COLORS (colors));

  g_set_object (&self->row_colors, colors);
  g_signal_connect_object (colors, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

void
_aip_shot_table_snapshot_colors (AipShotTable *self,
                                 GtkSnapshot  *snapshot)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float width = gtk_widget_get_width (GTK_WIDGET (self));
  float height = gtk_widget_get_height (GTK_WIDGET (self));
  GtkWidget *list = _aip_shot_table_get_list (self);
  graphene_rect_t area;

  if (self->row_colors == NULL || aip_row_colors_is_empty (self->row_colors) || list == NULL
      || !gtk_widget_compute_bounds (list, GTK_WIDGET (self), &area))
    return;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, area.origin.y, width,
                                                         height - area.origin.y));
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      AipCell *cell = aip_cell_find (gtk_widget_get_first_child (row));
      AipShot *shot = cell != NULL ? aip_cell_get_shot (cell) : NULL;
      graphene_rect_t bounds;
      AipRowColor color;
      GdkRGBA rgba;

      if (shot == NULL || !gtk_widget_get_child_visible (row)
          || !gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds)
          || bounds.origin.y > height || bounds.origin.y + bounds.size.height < area.origin.y
          || !aip_row_colors_find (self->row_colors, shot, &color))
        continue;

      aip_row_color_to_rgba (color, &rgba);
      gtk_snapshot_append_color (snapshot, &rgba,
                                 &GRAPHENE_RECT_INIT (rtl ? width - 4 : 0, bounds.origin.y + 1, 4,
                                                      bounds.size.height - 2));
      rgba.alpha *= 0.12f;
      gtk_snapshot_append_color (snapshot, &rgba,
                                 &GRAPHENE_RECT_INIT (0, bounds.origin.y, width,
                                                      bounds.size.height));
    }
  gtk_snapshot_pop (snapshot);
}

/* Width of columns ------------------------------------------------------------------------------ */

static int
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  glong one = g_utf8_strlen (*(const char *const *) a, -1);
  glong two = g_utf8_strlen (*(const char *const *) b, -1);

  return (one < two) - (one > two);
}

static int
measure_text (AipShotTable *self,
              const char   *text)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width;

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

int
_aip_shot_table_measure_column (AipShotTable  *self,
                                AipShotColumn  column)
{
  GPtrArray *shots = aip_shot_list_get_all (aip_shot_view_get_list (self->view));
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  int width = measure_text (self, aip_shot_column_get_title (column)) + TITLE_PADDING;

  if (column == AIP_SHOT_COLUMN_THUMBNAIL)
    return get_picture_width (self);

  for (guint i = 0; i < shots->len; i++)
    g_ptr_array_add (texts, aip_shot_table_dup_text (self, g_ptr_array_index (shots, i), column));
  g_ptr_array_sort (texts, compare_lengths);

  for (guint i = 0; i < MIN (texts->len, MAX_MEASURED); i++)
    {
      int text = measure_text (self, g_ptr_array_index (texts, i));

      /* Descriptions have more than one line to stand in. */
      if (aip_shot_column_get_info (column)->editor == AIP_SHOT_EDITOR_TEXT)
        text = text / 2 + 24;
      if (column == AIP_SHOT_COLUMN_STATUS || column == AIP_SHOT_COLUMN_CODE)
        text += 20;
      width = MAX (width, text + CELL_PADDING);
    }

  return CLAMP (width, MIN_FIT, MAX_FIT);
}

void
aip_shot_table_fit_column (AipShotTable  *self,
                           AipShotColumn  column)
{
  GtkColumnViewColumn *item;

  g_return_if_fail (AIP_IS_SHOT_TABLE (self));

  item = _aip_shot_table_get_view_column (self, column);
  if (item != NULL)
    gtk_column_view_column_set_fixed_width (item, _aip_shot_table_measure_column (self, column));
}
