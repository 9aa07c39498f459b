/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-stale"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-shot-stale.h"

/* Of the badge, in application pixels; a smaller picture gets a smaller one. */
#define BADGE_SIZE 18
#define BADGE_MARGIN 4

gboolean
aip_shot_stale_is (AipShot *shot)
{
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);

  return *aip_shot_get_stale (shot) != '\0';
}

static char *
dup_text (const char *parts)
{
  /* Translators: what has changed since a picture was made: “lens, Mina’s costume “Raincoat”” */
  return *parts != '\0' ? g_strdup_printf (_("Stale: %s"), parts) : NULL;
}

char *
aip_shot_stale_dup_text (AipShot *shot)
{
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  return dup_text (aip_shot_get_stale (shot));
}

char *
aip_shot_stale_dup_take_text (AipTake *take)
{
  g_return_val_if_fail (AIP_IS_TAKE (take), NULL);

  if (*aip_take_get_basis (take) == '\0')
    return g_strdup (_("It does not say what it was made from."));

  return dup_text (aip_take_get_stale_parts (take));
}

/* Two arrows that chase each other: what is seen here is to be made again. */
static void
append_arrows (GskPathBuilder *builder,
               float           x,
               float           y,
               float           radius)
{
  for (int half = 0; half < 2; half++)
    {
      double begin = half * G_PI + 0.35;
      double end = half * G_PI + G_PI - 0.35;
      float ex = x + radius * (float) cos (end);
      float ey = y + radius * (float) sin (end);
      float head = radius * 0.62f;

      gsk_path_builder_move_to (builder, x + radius * (float) cos (begin),
                                y + radius * (float) sin (begin));
      gsk_path_builder_svg_arc_to (builder, radius, radius, 0, FALSE, TRUE, ex, ey);
      gsk_path_builder_move_to (builder, ex + head * (float) cos (end - 0.25),
                                ey + head * (float) sin (end - 0.25));
      gsk_path_builder_line_to (builder, ex, ey);
      gsk_path_builder_line_to (builder, ex - head * (float) cos (end + 0.55),
                                ey - head * (float) sin (end + 0.55));
    }
}

void
aip_shot_stale_snapshot (GtkSnapshot           *snapshot,
                         GtkWidget             *widget,
                         const graphene_rect_t *bounds)
{
  static const GdkRGBA amber = { 0.90f, 0.53f, 0.04f, 1 };
  static const GdkRGBA dark = { 0, 0, 0, 0.35f };
  static const GdkRGBA white = { 1, 1, 1, 1 };
  float size = MIN (BADGE_SIZE, MIN (bounds->size.width, bounds->size.height) * 0.4f);
  float margin = MIN (BADGE_MARGIN, size / 4);
  gboolean rtl;
  float x, y;

  g_return_if_fail (GTK_IS_SNAPSHOT (snapshot));
  g_return_if_fail (GTK_IS_WIDGET (widget) && bounds != NULL);

  rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  x = bounds->origin.x + (rtl ? margin + size / 2 : bounds->size.width - margin - size / 2);
  y = bounds->origin.y + margin + size / 2;

  /* A ring around it, for pictures are of any colour. */
  for (int step = 0; step < 2; step++)
    {
      g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
      g_autoptr(GskPath) path = NULL;

      gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (x, y),
                                   size / 2 + (step == 0 ? 1 : 0));
      path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
      gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, step == 0 ? &dark : &amber);
    }

  if (size >= 10)
    {
      g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
      g_autoptr(GskPath) path = NULL;
      GskStroke *stroke = gsk_stroke_new (size / 11);

      append_arrows (builder, x, y, size * 0.24f);
      path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
      gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
      gtk_snapshot_append_stroke (snapshot, path, stroke, &white);
      gsk_stroke_free (stroke);
    }
}
