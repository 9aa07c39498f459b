/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-progress"

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "aip-cell-progress.h"
#include "aip-shot-generation.h"

#define BAR_HEIGHT 4
#define ICON_SIZE 16
#define SPACING 6

struct _AipCellProgress
{
  AipCell parent_instance;

  AipGeneration  generation;
  GSignalGroup  *job_signals;
  /* Made when first drawn: of 205 realised rows only those on screen ever need one. */
  PangoLayout   *layout;
  GdkPaintable  *icon;
};

G_DEFINE_FINAL_TYPE (AipCellProgress, aip_cell_progress, AIP_TYPE_CELL)

static void
update_accessible (AipCellProgress *self)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);

  aip_cell_set_spoken (AIP_CELL (self), self->generation.text);
  if (self->generation.look == AIP_GENERATION_RUNNING && self->generation.fraction >= 0)
    gtk_accessible_update_property (accessible,
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0,
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                    floor (self->generation.fraction * 100),
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, self->generation.text,
                                    -1);
  else
    {
      gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW);
      gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                      self->generation.text, -1);
    }
}

static void
describe (AipCellProgress *self)
{
  AipShot *shot = aip_cell_get_shot (AIP_CELL (self));
  g_auto(AipGeneration) old = self->generation;

  if (shot != NULL)
    aip_generation_describe (shot, &self->generation);
  else
    self->generation = (AipGeneration) { AIP_GENERATION_NOTHING, -1, g_strdup ("") };

  if (old.look != self->generation.look)
    {
      g_clear_object (&self->icon);
      if (self->generation.look == AIP_GENERATION_FAILED)
        gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
    }

  if (old.look == self->generation.look && old.fraction == self->generation.fraction
      && g_strcmp0 (old.text, self->generation.text) == 0)
    return;

  if (self->layout != NULL)
    pango_layout_set_text (self->layout, self->generation.text, -1);
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
aip_cell_progress_update (AipCell *cell)
{
  AipCellProgress *self = AIP_CELL_PROGRESS (cell);
  AipShot *shot = aip_cell_get_shot (cell);

  g_signal_group_set_target (self->job_signals,
                             shot != NULL ? aip_shot_get_active_job (shot) : NULL);
  describe (self);
}

static void
aip_cell_progress_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  /* The row is as high as its text cells; a bar must fit under a line of text of any size. */
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = aip_cell_context_get_line_height (
                            aip_cell_get_context (AIP_CELL (widget)), widget) + 2 + BAR_HEIGHT;
  else
    *minimum = *natural = 0;
}

static void
snapshot_bar (AipCellProgress *self,
              GtkSnapshot     *snapshot,
              float            y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  g_autoptr(GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (style);
  float width = gtk_widget_get_width (widget);
  float filled = width * CLAMP (self->generation.fraction, 0, 1);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GskRoundedRect outline;
  GdkRGBA trough;

  gtk_widget_get_color (widget, &trough);
  trough.alpha *= adw_style_manager_get_high_contrast (style) ? 0.4 : 0.15;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, y, width, BAR_HEIGHT),
                                   BAR_HEIGHT / 2.0);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &trough, &outline.bounds);
  if (filled > 0)
    gtk_snapshot_append_color (snapshot, accent,
                               &GRAPHENE_RECT_INIT (rtl ? width - filled : 0, y, filled,
                                                    BAR_HEIGHT));
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_icon (AipCellProgress *self,
               GtkSnapshot     *snapshot,
               const char      *name,
               float            x,
               const GdkRGBA   *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int y;

  if (self->icon == NULL)
    {
      GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

      self->icon = GDK_PAINTABLE (
        gtk_icon_theme_lookup_icon (theme, name, NULL, ICON_SIZE,
                                    gtk_widget_get_scale_factor (widget),
                                    gtk_widget_get_direction (widget),
                                    GTK_ICON_LOOKUP_FORCE_SYMBOLIC));
    }

  y = (gtk_widget_get_height (widget) - ICON_SIZE) / 2;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (self->icon), snapshot,
                                            ICON_SIZE, ICON_SIZE, color, 1);
  gtk_snapshot_restore (snapshot);
}

static const char *
get_icon_name (AipCellProgress *self)
{
  switch (self->generation.look)
    {
    case AIP_GENERATION_FAILED:
      return "dialog-warning-symbolic";
    case AIP_GENERATION_WAITING:
      return "preferences-system-time-symbolic";
    case AIP_GENERATION_DONE:
      return "object-select-symbolic";
    case AIP_GENERATION_NOTHING:
    case AIP_GENERATION_RUNNING:
    case AIP_GENERATION_CANCELLED:
    default:
      return NULL;
    }
}

static void
aip_cell_progress_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  AipCellProgress *self = AIP_CELL_PROGRESS (widget);
  gboolean running = self->generation.look == AIP_GENERATION_RUNNING;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const char *icon = get_icon_name (self);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int indent = icon != NULL ? ICON_SIZE + SPACING : 0;
  int text_height, y;
  GdkRGBA color;

  if (*self->generation.text == '\0' || width <= indent)
    return;

  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (widget, self->generation.text);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
    }
  pango_layout_set_width (self->layout, (width - indent) * PANGO_SCALE);
  pango_layout_get_pixel_size (self->layout, NULL, &text_height);

  y = (height - text_height - (running ? 2 + BAR_HEIGHT : 0)) / 2;
  gtk_widget_get_color (widget, &color);
  if (self->generation.look != AIP_GENERATION_RUNNING
      && self->generation.look != AIP_GENERATION_FAILED)
    color.alpha *= 0.7;

  if (icon != NULL)
    snapshot_icon (self, snapshot, icon, rtl ? width - ICON_SIZE : 0, &color);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (rtl ? 0 : indent, y));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);

  if (running)
    snapshot_bar (self, snapshot, y + text_height + 2);
}

static gboolean
aip_cell_progress_query_tooltip (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 gboolean    keyboard,
                                 GtkTooltip *tooltip)
{
  AipCellProgress *self = AIP_CELL_PROGRESS (widget);

  if (self->layout == NULL || !pango_layout_is_ellipsized (self->layout))
    return FALSE;

  gtk_tooltip_set_text (tooltip, self->generation.text);
  return TRUE;
}

/* Font, scale and direction are baked into what is kept for drawing. */
static void
forget_drawing (AipCellProgress *self)
{
  g_clear_object (&self->layout);
  g_clear_object (&self->icon);
}

static void
aip_cell_progress_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (aip_cell_progress_parent_class)->css_changed (widget, change);

  forget_drawing (AIP_CELL_PROGRESS (widget));
}

static void
aip_cell_progress_direction_changed (GtkWidget        *widget,
                                     GtkTextDirection  previous)
{
  GTK_WIDGET_CLASS (aip_cell_progress_parent_class)->direction_changed (widget, previous);

  forget_drawing (AIP_CELL_PROGRESS (widget));
}

static void
aip_cell_progress_dispose (GObject *object)
{
  AipCellProgress *self = AIP_CELL_PROGRESS (object);

  g_clear_object (&self->job_signals);
  forget_drawing (self);

  G_OBJECT_CLASS (aip_cell_progress_parent_class)->dispose (object);
}

static void
aip_cell_progress_finalize (GObject *object)
{
  aip_generation_clear (&AIP_CELL_PROGRESS (object)->generation);

  G_OBJECT_CLASS (aip_cell_progress_parent_class)->finalize (object);
}

static void
aip_cell_progress_class_init (AipCellProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_cell_progress_dispose;
  object_class->finalize = aip_cell_progress_finalize;
  widget_class->measure = aip_cell_progress_measure;
  widget_class->snapshot = aip_cell_progress_snapshot;
  widget_class->query_tooltip = aip_cell_progress_query_tooltip;
  widget_class->css_changed = aip_cell_progress_css_changed;
  widget_class->direction_changed = aip_cell_progress_direction_changed;
  AIP_CELL_CLASS (klass)->update = aip_cell_progress_update;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
}

static void
aip_cell_progress_init (AipCellProgress *self)
{
  self->generation = (AipGeneration) { AIP_GENERATION_NOTHING, -1, g_strdup ("") };
  self->job_signals = g_signal_group_new (AIP_TYPE_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify", G_CALLBACK (describe), self);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}
