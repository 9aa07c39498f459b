/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-draw"

#include "config.h"

#include <inttypes.h>

#include "aip-timeline-draw.h"

#define PADDING 8

void
aip_timeline_draw_badge (GtkWidget   *widget,
                         GtkSnapshot *snapshot,
                         const char  *text,
                         double       x,
                         double       y)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  PangoAttrList *attributes = pango_attr_list_new ();
  GskRoundedRect box;
  int width, height;
  float left, top;

  /* On any picture, light or dark. */
  static const GdkRGBA back = { 0.1f, 0.1f, 0.12f, 0.92f };
  static const GdkRGBA color = { 1, 1, 1, 1 };

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.9));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, &height);

  left = (float) CLAMP (x - width / 2.0 - PADDING, 4,
                        MAX (4, gtk_widget_get_width (widget) - width - 2 * PADDING - 4));
  top = (float) CLAMP (y - height - 2 * PADDING, 2,
                       MAX (2, gtk_widget_get_height (widget) - height - PADDING - 2));
  gsk_rounded_rect_init_from_rect (
    &box, &GRAPHENE_RECT_INIT ((int) left, (int) top, (float) (width + 2 * PADDING),
                               (float) (height + PADDING)), 6);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_color (snapshot, &back, &box.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (box.bounds.origin.x + PADDING,
                                                box.bounds.origin.y + PADDING / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

char *
aip_timeline_format_delta (gint64 frames)
{
  /* A real minus sign stands as high as the plus. */
  return frames < 0 ? g_strdup_printf ("−%" PRIi64, -frames)
                    : g_strdup_printf ("+%" PRIi64, frames);
}
