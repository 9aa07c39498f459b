/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-field"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cell-field.h"
#include "aip-field-look.h"
#include "aip-shot-fields.h"

#define MAX_LINES 2
#define CHIP_GAP 4
/* Around a box a click is still meant for it. */
#define BOX_REACH 6

struct _AipCellField
{
  AipCell parent_instance;

  AipCustomType  type;
  char          *text;
  gboolean       checked;
  GArray        *colors;    /* of the chips, one after the other as in @text */
  /* Made when first drawn, as in AipCellText: of the text, or of each chip. */
  GPtrArray     *layouts;
};

G_DEFINE_FINAL_TYPE (AipCellField, aip_cell_field, AIP_TYPE_CELL)

static AipCustomField *
get_field (AipCellField *self)
{
  return aip_shot_column_get_custom (aip_cell_get_column (AIP_CELL (self)));
}

static AipDocument *
get_document (AipCellField *self)
{
  return aip_cell_context_get_document (aip_cell_get_context (AIP_CELL (self)));
}

static void
read_colors (AipCellField          *self,
             const AipCustomFormat *format)
{
  g_auto(GStrv) names = g_strsplit (self->text, ", ", -1);

  g_array_set_size (self->colors, 0);
  if (!aip_custom_type_has_choices (format->type))
    return;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const AipCustomChoice *choice = aip_custom_format_find_name (format, names[i]);
      AipCustomColor color = choice != NULL ? choice->color : AIP_CUSTOM_COLOR_GREY;

      g_array_append_val (self->colors, color);
    }
}

static void
aip_cell_field_update (AipCell *cell)
{
  AipCellField *self = AIP_CELL_FIELD (cell);
  AipShot *shot = aip_cell_get_shot (cell);
  AipCustomField *field = get_field (self);
  const AipCustomFormat *format;
  g_autofree char *text = NULL;

  /* Between its removal and that of its column a field has nothing to say. */
  if (shot == NULL || field == NULL)
    return;

  format = aip_custom_field_get_format (field);
  self->type = format->type;
  text = aip_shot_field_dup_display (get_document (self), shot, field);
  aip_cell_set_spoken (cell, format->type != AIP_CUSTOM_CHECKBOX ? text
                             : *text != '\0' ? _("ticked") : _("not ticked"));

  g_strdelimit (text, "\n\t", ' ');
  g_set_str (&self->text, text);
  self->checked = *text != '\0';
  read_colors (self, format);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);

  gtk_widget_remove_css_class (GTK_WIDGET (self), "computed");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  if (format->type == AIP_CUSTOM_FORMULA)
    gtk_widget_add_css_class (GTK_WIDGET (self), *text == '#' ? "error" : "computed");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
ensure_layouts (AipCellField *self)
{
  const AipShotColumnInfo *info = aip_shot_column_get_info (aip_cell_get_column (AIP_CELL (self)));
  g_auto(GStrv) parts = NULL;

  if (self->layouts != NULL)
    return;

  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  parts = g_strsplit (self->colors->len > 1 ? self->text : "", ", ", -1);
  for (guint i = 0; i < MAX (1, self->colors->len); i++)
    {
      PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self),
                                                            self->colors->len > 1 ? parts[i]
                                                                                  : self->text);

      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (layout, info->editor == AIP_SHOT_EDITOR_TEXT
                                       || self->type == AIP_CUSTOM_FORMULA ? -MAX_LINES : -1);
      if (info->flags & AIP_SHOT_COLUMN_NUMBER)
        {
          g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

          pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
          pango_layout_set_attributes (layout, attributes);
        }
      g_ptr_array_add (self->layouts, layout);
    }
}

static void
aip_cell_field_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = *natural = 0;
  /* Of any row, as in AipCellText. */
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = MAX_LINES * aip_cell_context_get_line_height (
                                        aip_cell_get_context (AIP_CELL (widget)), widget);
}

static void
draw_chips (AipCellField *self,
            GtkSnapshot  *snapshot,
            int           width,
            int           height)
{
  float x = 0;

  for (guint i = 0; i < self->layouts->len && x + 2 * AIP_FIELD_LOOK_CHIP_PADDING < (float) width;
       i++)
    x += aip_field_look_draw_chip (snapshot, GTK_WIDGET (self), self->layouts->pdata[i],
                                   g_array_index (self->colors, AipCustomColor, i), x,
                                   (float) height, (float) width - x) + CHIP_GAP;
}

static void
draw_text (AipCellField *self,
           GtkSnapshot  *snapshot,
           int           width,
           int           height)
{
  PangoLayout *layout = g_ptr_array_index (self->layouts, 0);
  GdkRGBA color;
  int text_height;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gtk_widget_get_color (GTK_WIDGET (self), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
aip_cell_field_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  AipCellField *self = AIP_CELL_FIELD (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  if (aip_cell_get_shot (AIP_CELL (self)) == NULL || width <= 0)
    return;

  if (self->type == AIP_CUSTOM_CHECKBOX)
    {
      aip_field_look_draw_box (snapshot, widget, self->checked, 0,
                               (float) (height - AIP_FIELD_LOOK_BOX_SIZE) / 2);
      return;
    }
  if (*self->text == '\0')
    return;

  ensure_layouts (self);
  if (self->colors->len > 0)
    draw_chips (self, snapshot, width, height);
  else
    draw_text (self, snapshot, width, height);
}

gboolean
aip_cell_field_is_box (AipCellField *self,
                       double        x,
                       double        y)
{
  double middle = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  g_return_val_if_fail (AIP_IS_CELL_FIELD (self), FALSE);

  return self->type == AIP_CUSTOM_CHECKBOX && x < AIP_FIELD_LOOK_BOX_SIZE + BOX_REACH
         && ABS (y - middle) < AIP_FIELD_LOOK_BOX_SIZE / 2.0 + BOX_REACH;
}

/* Why there is a mark, else all of a text that does not fit. */
static gboolean
aip_cell_field_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    keyboard,
                              GtkTooltip *tooltip)
{
  AipCellField *self = AIP_CELL_FIELD (widget);
  AipShot *shot = aip_cell_get_shot (AIP_CELL (self));
  AipCustomField *field = get_field (self);
  g_autofree char *text = NULL;
  gboolean cut = self->colors->len > 1;

  if (shot == NULL || field == NULL)
    return FALSE;

  text = aip_shot_field_dup_problem (get_document (self), shot, field);
  if (text == NULL)
    {
      if (self->layouts != NULL)
        cut = cut || pango_layout_is_ellipsized (g_ptr_array_index (self->layouts, 0));
      if (!cut)
        return FALSE;
      text = aip_shot_field_dup_display (get_document (self), shot, field);
    }
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
aip_cell_field_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (aip_cell_field_parent_class)->css_changed (widget, change);

  /* The font is baked into them. */
  g_clear_pointer (&AIP_CELL_FIELD (widget)->layouts, g_ptr_array_unref);
}

static void
aip_cell_field_finalize (GObject *object)
{
  AipCellField *self = AIP_CELL_FIELD (object);

  g_free (self->text);
  g_array_unref (self->colors);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_cell_field_parent_class)->finalize (object);
}

static void
aip_cell_field_class_init (AipCellFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_cell_field_finalize;
  widget_class->measure = aip_cell_field_measure;
  widget_class->snapshot = aip_cell_field_snapshot;
  widget_class->query_tooltip = aip_cell_field_query_tooltip;
  widget_class->css_changed = aip_cell_field_css_changed;
  AIP_CELL_CLASS (klass)->update = aip_cell_field_update;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
aip_cell_field_init (AipCellField *self)
{
  self->text = g_strdup ("");
  self->colors = g_array_new (FALSE, FALSE, sizeof (AipCustomColor));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}
