/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-text"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cell-text.h"
#include "aip-shot-edit.h"
#include "aip-shot-workflow.h"

struct _AipCellText
{
  AipCell parent_instance;

  GtkInscription *inscription;
};

G_DEFINE_FINAL_TYPE (AipCellText, aip_cell_text, AIP_TYPE_CELL)

static char *
dup_takes_text (AipShot *shot)
{
  AipTake *take = aip_shot_get_take (shot);
  guint n_takes = aip_shot_get_n_takes (shot);

  if (n_takes == 0 || take == NULL)
    return g_strdup ("");

  if (n_takes == 1)
    return g_strdup_printf ("v%03d", (int) aip_take_get_number (take));

  /* Translators: the current take of how many, such as “v003 of 5” */
  return g_strdup_printf (_("v%03d of %u"), (int) aip_take_get_number (take), n_takes);
}

static char *
dup_text (AipCellText *self)
{
  AipShot *shot = aip_cell_get_shot (AIP_CELL (self));
  AipCellContext *context = aip_cell_get_context (AIP_CELL (self));
  AipShotColumn column = aip_cell_get_column (AIP_CELL (self));
  char *text;

  if (shot == NULL)
    return g_strdup ("");

  if (column == AIP_SHOT_COLUMN_TAKES)
    return dup_takes_text (shot);

  text = aip_shot_edit_get_text (aip_cell_context_get_document (context), shot,
                                 aip_shot_column_get_info (column)->field,
                                 aip_cell_context_get_timecode (context));
  if (column == AIP_SHOT_COLUMN_WORKFLOW && *text == '\0')
    {
      g_free (text);
      return g_strdup (aip_shot_workflow_get_title (""));
    }

  return text;
}

static void
aip_cell_text_update (AipCell *cell)
{
  AipCellText *self = AIP_CELL_TEXT (cell);
  AipShot *shot = aip_cell_get_shot (cell);
  g_autofree char *text = dup_text (self);

  aip_cell_set_spoken (cell, text);
  g_strdelimit (text, "\n\t", ' ');
  gtk_inscription_set_text (self->inscription, text);

  if (aip_cell_get_column (cell) == AIP_SHOT_COLUMN_WORKFLOW)
    {
      if (shot != NULL && *aip_shot_get_workflow (shot) == '\0')
        gtk_widget_add_css_class (GTK_WIDGET (cell), "dim-label");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (cell), "dim-label");
    }
}

/* Only a text that does not fit needs to be told in full. */
static gboolean
aip_cell_text_query_tooltip (GtkWidget  *widget,
                             int         x,
                             int         y,
                             gboolean    keyboard,
                             GtkTooltip *tooltip)
{
  AipCellText *self = AIP_CELL_TEXT (widget);
  g_autofree char *text = dup_text (self);
  g_autoptr(PangoLayout) layout = NULL;
  int width = 0;

  if (*text == '\0')
    return FALSE;

  layout = gtk_widget_create_pango_layout (widget, text);
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= gtk_widget_get_width (GTK_WIDGET (self->inscription))
      && pango_layout_get_line_count (layout) == 1)
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
aip_cell_text_constructed (GObject *object)
{
  AipCellText *self = AIP_CELL_TEXT (object);
  AipShotColumn column;
  const AipShotColumnInfo *info;

  G_OBJECT_CLASS (aip_cell_text_parent_class)->constructed (object);

  column = aip_cell_get_column (AIP_CELL (self));
  info = aip_shot_column_get_info (column);
  if (info->flags & AIP_SHOT_COLUMN_NUMBER)
    gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  if (column == AIP_SHOT_COLUMN_CODE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "code");
}

static void
aip_cell_text_class_init (AipCellTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AipCellClass *cell_class = AIP_CELL_CLASS (klass);

  object_class->constructed = aip_cell_text_constructed;
  widget_class->query_tooltip = aip_cell_text_query_tooltip;
  cell_class->update = aip_cell_text_update;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
aip_cell_text_init (AipCellText *self)
{
  self->inscription = GTK_INSCRIPTION (gtk_inscription_new (NULL));
  gtk_inscription_set_text_overflow (self->inscription, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (self->inscription, 0);
  gtk_inscription_set_nat_chars (self->inscription, 0);
  gtk_widget_set_parent (GTK_WIDGET (self->inscription), GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}
