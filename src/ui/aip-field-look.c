/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-field-look"

#include "config.h"

#include <adwaita.h>

#include "aip-field-look.h"

#define DOT_SIZE 10
#define CHIP_ALPHA 0.24f
#define CHIP_SPACE 2

void
aip_field_look_get_color (GtkWidget      *widget,
                          AipCustomColor  color,
                          GdkRGBA        *rgba)
{
  static const AdwAccentColor accents[AIP_N_CUSTOM_COLORS] = {
    [AIP_CUSTOM_COLOR_BLUE] = ADW_ACCENT_COLOR_BLUE,
    [AIP_CUSTOM_COLOR_TEAL] = ADW_ACCENT_COLOR_TEAL,
    [AIP_CUSTOM_COLOR_GREEN] = ADW_ACCENT_COLOR_GREEN,
    [AIP_CUSTOM_COLOR_YELLOW] = ADW_ACCENT_COLOR_YELLOW,
    [AIP_CUSTOM_COLOR_ORANGE] = ADW_ACCENT_COLOR_ORANGE,
    [AIP_CUSTOM_COLOR_RED] = ADW_ACCENT_COLOR_RED,
    [AIP_CUSTOM_COLOR_PINK] = ADW_ACCENT_COLOR_PINK,
    [AIP_CUSTOM_COLOR_PURPLE] = ADW_ACCENT_COLOR_PURPLE,
  };

  if (color == AIP_CUSTOM_COLOR_GREY)
    {
      gtk_widget_get_color (widget, rgba);
      rgba->alpha *= 0.45f;
    }
  else
    adw_accent_color_to_rgba (accents[color], rgba);
}

float
aip_field_look_draw_chip (GtkSnapshot    *snapshot,
                          GtkWidget      *widget,
                          PangoLayout    *layout,
                          AipCustomColor  color,
                          float           x,
                          float           height,
                          float           max_width)
{
  const int padding = AIP_FIELD_LOOK_CHIP_PADDING;
  GskRoundedRect outline;
  GdkRGBA ground, ink;
  int width, text_height;
  float chip_height, y;

  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &width, &text_height);
  if ((float) width + 2 * padding > max_width)
    {
      width = MAX (0, (int) max_width - 2 * padding);
      pango_layout_set_width (layout, width * PANGO_SCALE);
    }

  chip_height = (float) MIN (text_height + 2 * CHIP_SPACE, (int) height);
  y = (height - chip_height) / 2;
  aip_field_look_get_color (widget, color, &ground);
  ground.alpha *= CHIP_ALPHA;
  gtk_widget_get_color (widget, &ink);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (x, y, (float) (width + 2 * padding),
                                                        chip_height),
                                   chip_height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &ground, &outline.bounds);
  gtk_snapshot_pop (snapshot);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + padding,
                                                          (height - (float) text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);

  return (float) (width + 2 * padding);
}

void
aip_field_look_draw_box (GtkSnapshot *snapshot,
                         GtkWidget   *widget,
                         gboolean     checked,
                         float        x,
                         float        y)
{
  const float size = AIP_FIELD_LOOK_BOX_SIZE;
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  g_autoptr(GskPathBuilder) builder = NULL;
  g_autoptr(GskPath) path = NULL;
  g_autoptr(GskStroke) stroke = NULL;
  GskRoundedRect outline;
  GdkRGBA ink;

  gtk_widget_get_color (widget, &ink);
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, size, size), 4);
  if (!checked)
    {
      ink.alpha *= 0.4f;
      gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1.5f, 1.5f, 1.5f, 1.5f },
                                  (GdkRGBA[4]) { ink, ink, ink, ink });
      return;
    }

  {
    g_autoptr(GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (style);

    gtk_snapshot_push_rounded_clip (snapshot, &outline);
    gtk_snapshot_append_color (snapshot, accent, &outline.bounds);
    gtk_snapshot_pop (snapshot);
  }

  builder = gsk_path_builder_new ();
  gsk_path_builder_move_to (builder, x + 3.5f, y + 8.5f);
  gsk_path_builder_line_to (builder, x + 6.5f, y + 11.5f);
  gsk_path_builder_line_to (builder, x + 12.5f, y + 4.5f);
  path = gsk_path_builder_to_path (builder);
  stroke = gsk_stroke_new (2);
  gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &(GdkRGBA) { 1, 1, 1, 1 });
}

static void
draw_dot_cb (GtkDrawingArea *area,
             cairo_t        *cr,
             int             width,
             int             height,
             gpointer        user_data)
{
  GdkRGBA rgba;

  aip_field_look_get_color (GTK_WIDGET (area), GPOINTER_TO_INT (user_data), &rgba);
  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_arc (cr, width / 2.0, height / 2.0, MIN (width, height) / 2.0, 0, 2 * G_PI);
  cairo_fill (cr);
}

GtkWidget *
aip_field_look_new_dot (AipCustomColor color)
{
  GtkWidget *dot = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (dot), DOT_SIZE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (dot), DOT_SIZE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (dot), draw_dot_cb, GINT_TO_POINTER (color),
                                  NULL);
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);

  return dot;
}
