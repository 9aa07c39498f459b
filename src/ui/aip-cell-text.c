/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-text"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cell-dot.h"
#include "aip-cell-text.h"
#include "aip-shot-edit.h"
#include "aip-shot-workflow.h"

#define MAX_LINES 2
#define SPACING 6
#define LOCK_SIZE 12

struct _AipCellText
{
  AipCell parent_instance;

  char        *text;
  /* Made when first drawn: of 205 realised rows only those on screen ever need one. */
  PangoLayout *layout;
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
  AipSetupCell cell;

  if (shot == NULL)
    return g_strdup ("");
  if (aip_shot_column_get_setup_cell (column, &cell))
    return g_strdup (aip_shot_setups_get_text (
      aip_session_get_setups (aip_cell_context_get_session (context)), shot, cell));
  if (column == AIP_SHOT_COLUMN_TAKES)
    return dup_takes_text (shot);
  if (column == AIP_SHOT_COLUMN_STALE)
    return g_strdup (aip_shot_get_stale (shot));
  if (column == AIP_SHOT_COLUMN_WORKFLOW)
    return g_strdup (aip_shot_workflow_get_title (aip_shot_get_workflow (shot)));

  return aip_shot_edit_get_display (aip_cell_context_get_document (context), shot,
                                    aip_shot_column_get_info (column)->field,
                                    aip_cell_context_get_timecode (context));
}

static void
aip_cell_text_update (AipCell *cell)
{
  AipCellText *self = AIP_CELL_TEXT (cell);
  AipShot *shot = aip_cell_get_shot (cell);
  g_autofree char *text = dup_text (self);

  if (aip_cell_get_column (cell) == AIP_SHOT_COLUMN_CODE && shot != NULL
      && aip_shot_get_locked (shot))
    {
      /* Translators: what is read aloud of a shot that is locked: its code */
      g_autofree char *spoken = g_strdup_printf (_("%s, locked"), text);

      aip_cell_set_spoken (cell, spoken);
      gtk_widget_queue_draw (GTK_WIDGET (cell));
    }
  else
    {
      aip_cell_set_spoken (cell, text);
      if (aip_cell_get_column (cell) == AIP_SHOT_COLUMN_CODE)
        gtk_widget_queue_draw (GTK_WIDGET (cell));
    }
  g_strdelimit (text, "\n\t", ' ');

  if (aip_cell_get_column (cell) == AIP_SHOT_COLUMN_WORKFLOW)
    {
      if (shot != NULL && *aip_shot_get_workflow (shot) == '\0')
        gtk_widget_add_css_class (GTK_WIDGET (cell), "dim-label");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (cell), "dim-label");
    }

  if (g_set_str (&self->text, text))
    {
      if (self->layout != NULL)
        pango_layout_set_text (self->layout, text, -1);
      gtk_widget_queue_draw (GTK_WIDGET (cell));
    }
}

static PangoLayout *
ensure_layout (AipCellText *self)
{
  const AipShotColumnInfo *info = aip_shot_column_get_info (aip_cell_get_column (AIP_CELL (self)));

  if (self->layout != NULL)
    return self->layout;

  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (self->layout, info->editor == AIP_SHOT_EDITOR_TEXT ? -MAX_LINES : -1);
  if (info->flags & AIP_SHOT_COLUMN_NUMBER)
    {
      g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (self->layout, attributes);
    }

  return self->layout;
}

static void
aip_cell_text_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  /* Of any row, so that rows of other texts are no higher. */
  *minimum = *natural = MAX_LINES * aip_cell_context_get_line_height (
                                      aip_cell_get_context (AIP_CELL (widget)), widget);
}

/* A higher row has room for more of a text. */
static int
get_n_lines (AipCellText *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int line = aip_cell_context_get_line_height (aip_cell_get_context (AIP_CELL (self)), widget);

  return MAX (MAX_LINES, gtk_widget_get_height (widget) / MAX (line, 1));
}

static gboolean
is_locked_code (AipCellText *self)
{
  AipShot *shot = aip_cell_get_shot (AIP_CELL (self));

  return aip_cell_get_column (AIP_CELL (self)) == AIP_SHOT_COLUMN_CODE && shot != NULL
         && aip_shot_get_locked (shot);
}

/* A padlock below the code says it in the row that is locked, whatever columns there are. */
static void
draw_lock (AipCellText   *self,
           GtkSnapshot   *snapshot,
           const GdkRGBA *color,
           int            x,
           int            y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr(GtkIconPaintable) icon = NULL;

  icon = gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)),
                                     "changes-prevent-symbolic", NULL, LOCK_SIZE,
                                     gtk_widget_get_scale_factor (widget),
                                     gtk_widget_get_direction (widget), 0);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, LOCK_SIZE,
                                            LOCK_SIZE, color, 1);
  gtk_snapshot_restore (snapshot);
}

static void
aip_cell_text_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  AipCellText *self = AIP_CELL_TEXT (widget);
  gboolean status = aip_cell_get_column (AIP_CELL (self)) == AIP_SHOT_COLUMN_STATUS;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  AipShot *shot = aip_cell_get_shot (AIP_CELL (self));
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int indent = status ? AIP_CELL_DOT_SIZE + SPACING : 0;
  int text_height;
  GdkRGBA color;

  if (shot == NULL || *self->text == '\0' || width <= indent)
    return;

  if (status)
    aip_cell_dot_draw (snapshot, widget, aip_shot_get_status (shot),
                       rtl ? width - AIP_CELL_DOT_SIZE : 0, (height - AIP_CELL_DOT_SIZE) / 2);

  ensure_layout (self);
  if (aip_shot_column_get_info (aip_cell_get_column (AIP_CELL (self)))->editor
      == AIP_SHOT_EDITOR_TEXT)
    pango_layout_set_height (self->layout, -get_n_lines (self));
  pango_layout_set_width (self->layout, (width - indent) * PANGO_SCALE);
  pango_layout_get_pixel_size (self->layout, NULL, &text_height);
  gtk_widget_get_color (widget, &color);
  if (is_locked_code (self))
    {
      height -= LOCK_SIZE + 2;
      draw_lock (self, snapshot, &color, rtl ? width - LOCK_SIZE : 0,
                 (height + text_height) / 2 + 2);
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (rtl ? 0 : indent, (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
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
  g_autofree char *text = NULL;

  if (self->layout == NULL || !pango_layout_is_ellipsized (self->layout))
    return FALSE;

  text = dup_text (self);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
aip_cell_text_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (aip_cell_text_parent_class)->css_changed (widget, change);

  /* The font is baked into it. */
  g_clear_object (&AIP_CELL_TEXT (widget)->layout);
}

static void
aip_cell_text_direction_changed (GtkWidget        *widget,
                                 GtkTextDirection  previous)
{
  GTK_WIDGET_CLASS (aip_cell_text_parent_class)->direction_changed (widget, previous);

  g_clear_object (&AIP_CELL_TEXT (widget)->layout);
}

static void
aip_cell_text_constructed (GObject *object)
{
  AipCellText *self = AIP_CELL_TEXT (object);

  G_OBJECT_CLASS (aip_cell_text_parent_class)->constructed (object);

  if (aip_cell_get_column (AIP_CELL (self)) == AIP_SHOT_COLUMN_CODE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "code");
}

static void
aip_cell_text_finalize (GObject *object)
{
  AipCellText *self = AIP_CELL_TEXT (object);

  g_free (self->text);
  g_clear_object (&self->layout);

  G_OBJECT_CLASS (aip_cell_text_parent_class)->finalize (object);
}

static void
aip_cell_text_class_init (AipCellTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = aip_cell_text_constructed;
  object_class->finalize = aip_cell_text_finalize;
  widget_class->measure = aip_cell_text_measure;
  widget_class->snapshot = aip_cell_text_snapshot;
  widget_class->query_tooltip = aip_cell_text_query_tooltip;
  widget_class->css_changed = aip_cell_text_css_changed;
  widget_class->direction_changed = aip_cell_text_direction_changed;
  AIP_CELL_CLASS (klass)->update = aip_cell_text_update;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
aip_cell_text_init (AipCellText *self)
{
  self->text = g_strdup ("");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}
