/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-insert"

#include "config.h"

#include <math.h>

#include "aip-draft-stage.h"
#include "aip-draft-words.h"

/* Things are drawn about their own middle, in heights of the picture. */

static void
paint_phone (const AipDraftStage *stage)
{
  cairo_t *cr = stage->cr;

  aip_draft_set_color (cr, stage->palette.dark, 1);
  cairo_rectangle (cr, -0.1, -0.2, 0.2, 0.4);
  cairo_fill (cr);
  cairo_rectangle (cr, -0.088, -0.175, 0.176, 0.35);
  aip_draft_fill_gradient (cr, 0, -0.18, AIP_DRAFT_RGB (0xcfe6f2), 1, 0, 0.18,
                           AIP_DRAFT_RGB (0x7fa6c4), 1);
  aip_draft_set_color (cr, AIP_DRAFT_RGB (0x2f4658), 0.8);
  for (int i = 0; i < 4; i++)
    {
      cairo_rectangle (cr, i % 2 == 0 ? -0.07 : -0.03, -0.12 + i * 0.06, 0.1, 0.035);
      cairo_fill (cr);
    }
  aip_draft_glow (cr, 0, 0, 0.4, 0.4, AIP_DRAFT_RGB (0xbfe0f5), 0.3);
}

static void
paint_paper (const AipDraftStage *stage)
{
  cairo_t *cr = stage->cr;

  AipDraftColor paper = aip_draft_color_times (AIP_DRAFT_RGB (0xf1e8d4), stage->palette.ambient);

  aip_draft_set_color (cr, stage->palette.dark, 0.35);
  cairo_rectangle (cr, -0.24, -0.17, 0.52, 0.38);
  cairo_fill (cr);
  cairo_rectangle (cr, -0.26, -0.19, 0.52, 0.38);
  aip_draft_fill_gradient (cr, -stage->scene->light * 0.26, 0,
                           aip_draft_color_shade (paper, 0.8), 1,
                           stage->scene->light * 0.26, 0, aip_draft_color_shade (paper, 1.1), 1);
  aip_draft_set_color (cr, AIP_DRAFT_RGB (0x3a3f55), 0.7);
  cairo_set_line_width (cr, 0.006);
  for (int i = 0; i < 7; i++)
    {
      double y = -0.13 + i * 0.042;

      cairo_move_to (cr, -0.21, y);
      for (double x = -0.21; x < (i == 6 ? 0.0 : 0.2); x += 0.02)
        cairo_line_to (cr, x, y + 0.006 * sin (x * 210 + i * 2));
      cairo_stroke (cr);
    }
}

static void
paint_cup (const AipDraftStage *stage)
{
  cairo_t *cr = stage->cr;

  AipDraftColor white = aip_draft_color_times (AIP_DRAFT_RGB (0xe9e4da), stage->palette.ambient);
  double light = stage->scene->light;

  aip_draft_glow (cr, -light * 0.2, 0.2, 0.34, 0.06, stage->palette.dark, 0.7);
  cairo_move_to (cr, -0.17, -0.14);
  cairo_curve_to (cr, -0.16, 0.1, -0.12, 0.2, -0.06, 0.21);
  cairo_line_to (cr, 0.06, 0.21);
  cairo_curve_to (cr, 0.12, 0.2, 0.16, 0.1, 0.17, -0.14);
  cairo_close_path (cr);
  aip_draft_fill_gradient (cr, -light * 0.18, 0, aip_draft_color_shade (white, 0.4), 1,
                           light * 0.18, 0, aip_draft_color_shade (white, 1.1), 1);
  cairo_save (cr);
  cairo_translate (cr, 0, -0.14);
  cairo_scale (cr, 0.17, 0.045);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  aip_draft_set_color (cr, AIP_DRAFT_RGB (0x4a2f1f), 1);
  cairo_fill_preserve (cr);
  aip_draft_set_color (cr, white, 1);
  cairo_set_line_width (cr, 0.014);
  cairo_stroke (cr);
  cairo_set_line_width (cr, 0.03);
  cairo_arc (cr, 0.18, 0.0, 0.07, -1.3, 1.5);
  aip_draft_set_color (cr, aip_draft_color_shade (white, 0.75), 1);
  cairo_stroke (cr);
  for (int i = -1; i <= 1; i++)
    {
      cairo_move_to (cr, i * 0.06, -0.2);
      cairo_curve_to (cr, i * 0.06 - 0.05, -0.28, i * 0.06 + 0.05, -0.34, i * 0.06, -0.44);
      aip_draft_set_color (cr, AIP_DRAFT_RGB (0xffffff), 0.16);
      cairo_set_line_width (cr, 0.03);
      cairo_stroke (cr);
    }
}

static void
paint_key (const AipDraftStage *stage)
{
  cairo_t *cr = stage->cr;

  AipDraftColor brass = aip_draft_color_mix (AIP_DRAFT_RGB (0xb8934c), stage->palette.light, 0.25);

  cairo_rotate (cr, -0.5);
  aip_draft_glow (cr, 0, 0.06, 0.4, 0.06, stage->palette.dark, 0.6);
  aip_draft_set_color (cr, brass, 1);
  cairo_set_line_width (cr, 0.045);
  cairo_arc (cr, -0.2, 0, 0.095, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_rectangle (cr, -0.11, -0.022, 0.38, 0.044);
  cairo_rectangle (cr, 0.17, 0, 0.035, 0.1);
  cairo_rectangle (cr, 0.225, 0, 0.035, 0.08);
  cairo_fill (cr);
  aip_draft_set_color (cr, AIP_DRAFT_RGB (0xffffff), 0.4);
  cairo_rectangle (cr, -0.1, -0.018, 0.36, 0.01);
  cairo_fill (cr);
}

static void
paint_envelope (const AipDraftStage *stage)
{
  AipDraftColor paper = aip_draft_color_times (AIP_DRAFT_RGB (0xe6d5ae), stage->palette.ambient);
  AipDraftColor line = aip_draft_color_shade (paper, 0.55);
  cairo_t *cr = stage->cr;

  aip_draft_set_color (cr, stage->palette.dark, 0.4);
  cairo_rectangle (cr, -0.285, -0.155, 0.6, 0.36);
  cairo_fill (cr);
  cairo_rectangle (cr, -0.3, -0.18, 0.6, 0.36);
  aip_draft_fill_gradient (cr, -stage->scene->light * 0.3, 0,
                           aip_draft_color_shade (paper, 0.78), 1,
                           stage->scene->light * 0.3, 0, aip_draft_color_shade (paper, 1.1), 1);

  /* Address in brush strokes, a stamp, and a fold across the corner. */
  aip_draft_set_color (cr, AIP_DRAFT_RGB (0x2c2a33), 0.85);
  for (int i = 0; i < 4; i++)
    {
      cairo_set_line_width (cr, 0.009 + 0.004 * (i % 2));
      cairo_move_to (cr, -0.02 + i * 0.055, -0.09);
      cairo_curve_to (cr, -0.03 + i * 0.055, -0.03, 0.0 + i * 0.055, 0.02, -0.02 + i * 0.055,
                      0.09 - 0.02 * i);
      cairo_stroke (cr);
    }
  aip_draft_set_color (cr, aip_draft_color_times (AIP_DRAFT_RGB (0xa1453c), stage->palette.ambient),
                       1);
  cairo_rectangle (cr, -0.265, -0.15, 0.075, 0.095);
  cairo_fill (cr);
  aip_draft_set_color (cr, aip_draft_color_shade (paper, 1.05), 0.8);
  cairo_set_line_width (cr, 0.006);
  cairo_rectangle (cr, -0.256, -0.14, 0.057, 0.075);
  cairo_stroke (cr);
  aip_draft_set_color (cr, line, 0.6);
  cairo_set_line_width (cr, 0.003);
  cairo_move_to (cr, -0.3, -0.18);
  cairo_line_to (cr, -0.08, 0.02);
  cairo_line_to (cr, -0.3, 0.18);
  cairo_stroke (cr);
}

static void
paint_rope (const AipDraftStage *stage)
{
  AipDraftColor hemp = aip_draft_color_times (AIP_DRAFT_RGB (0xb59a6a), stage->palette.ambient);
  double half = stage->aspect / 2 + 0.2;
  cairo_t *cr = stage->cr;

  aip_draft_glow (cr, 0, 0.14, half, 0.05, stage->palette.dark, 0.6);
  cairo_rotate (cr, stage->scene->light * 0.12);
  cairo_rectangle (cr, -half, -0.07, 2 * half, 0.14);
  cairo_save (cr);
  cairo_clip_preserve (cr);
  aip_draft_fill_gradient (cr, 0, -0.07, aip_draft_color_mix (hemp, stage->palette.light, 0.4), 1,
                           0, 0.08, aip_draft_color_shade (hemp, 0.35), 1);
  aip_draft_set_color (cr, aip_draft_color_shade (hemp, 0.35), 0.8);
  cairo_set_line_width (cr, 0.012);
  for (double x = -half; x < half; x += 0.055)
    {
      cairo_move_to (cr, x, 0.08);
      cairo_curve_to (cr, x + 0.02, 0.03, x + 0.05, -0.03, x + 0.075, -0.08);
      cairo_stroke (cr);
    }
  cairo_restore (cr);

  /* Loose ends. */
  aip_draft_set_color (cr, hemp, 0.9);
  cairo_set_line_width (cr, 0.004);
  for (int i = 0; i < 9; i++)
    {
      double x = -0.2 + i * 0.05;

      cairo_move_to (cr, x, i % 2 == 0 ? -0.068 : 0.068);
      cairo_curve_to (cr, x + 0.02, i % 2 == 0 ? -0.1 : 0.1, x + 0.05, i % 2 == 0 ? -0.1 : 0.12,
                      x + 0.07, i % 2 == 0 ? -0.14 : 0.11);
      cairo_stroke (cr);
    }
}

/* Rings of glass around a flame, as in a lighthouse. */
static void
paint_lens (const AipDraftStage *stage)
{
  AipDraftColor glass = aip_draft_color_mix (stage->palette.sky_low, stage->palette.lamp, 0.4);
  cairo_t *cr = stage->cr;

  aip_draft_glow (cr, 0, 0, 0.75, 0.6, stage->palette.lamp, 0.7);
  for (int i = 9; i > 0; i--)
    {
      double r = 0.045 * i;

      cairo_save (cr);
      cairo_scale (cr, 0.92, 1);
      cairo_arc (cr, 0, 0, r, 0, 2 * G_PI);
      cairo_restore (cr);
      aip_draft_fill_gradient (cr, -r * stage->scene->light, -r, aip_draft_color_shade (glass, 0.5),
                               0.5, r * stage->scene->light, r,
                               aip_draft_color_mix (glass, AIP_DRAFT_RGB (0xffffff), 0.5), 0.45);
      cairo_save (cr);
      cairo_scale (cr, 0.92, 1);
      cairo_arc (cr, 0, 0, r, 0, 2 * G_PI);
      cairo_restore (cr);
      aip_draft_set_color (cr, AIP_DRAFT_RGB (0xffffff), 0.25);
      cairo_set_line_width (cr, 0.003);
      cairo_stroke (cr);
    }
  for (int i = 0; i < 24; i++)
    {
      double angle = i * G_PI / 12;

      cairo_move_to (cr, 0.06 * cos (angle), 0.06 * sin (angle));
      cairo_line_to (cr, 0.37 * cos (angle), 0.4 * sin (angle));
    }
  aip_draft_set_color (cr, stage->palette.dark, 0.22);
  cairo_stroke (cr);
  aip_draft_glow (cr, 0, 0, 0.16, 0.2, AIP_DRAFT_RGB (0xfff6dd), 1);
}

/* Nothing is known about it but that it matters: a block, as artists put for a prop to come. */
static void
paint_block (const AipDraftStage *stage)
{
  AipDraftColor clay = aip_draft_color_times (AIP_DRAFT_RGB (0xb8a894), stage->palette.ambient);
  gboolean right = stage->scene->light > 0;
  cairo_t *cr = stage->cr;

  aip_draft_glow (cr, right ? -0.2 : 0.2, 0.2, 0.36, 0.07, stage->palette.dark, 0.75);
  aip_draft_quad (cr, 0, -0.2, 0.22, -0.13, 0, -0.05, -0.22, -0.13);
  aip_draft_set_color (cr, aip_draft_color_mix (clay, stage->palette.light, 0.45), 1);
  cairo_fill (cr);
  aip_draft_quad (cr, -0.22, -0.13, 0, -0.05, 0, 0.22, -0.22, 0.12);
  aip_draft_set_color (cr, aip_draft_color_shade (clay, right ? 0.45 : 0.95), 1);
  cairo_fill (cr);
  aip_draft_quad (cr, 0.22, -0.13, 0, -0.05, 0, 0.22, 0.22, 0.12);
  aip_draft_set_color (cr, aip_draft_color_shade (clay, right ? 0.95 : 0.45), 1);
  cairo_fill (cr);

  aip_draft_set_color (cr, stage->palette.dark, 0.3);
  for (int i = 0; i < 12; i++)
    {
      double x = (right ? -0.21 : 0.01) + i * 0.0175;

      cairo_set_line_width (cr, 0.003);
      cairo_move_to (cr, x, 0.14);
      cairo_line_to (cr, x + 0.02, -0.05);
      cairo_stroke (cr);
    }
}

/* @edge: where the table ends and the room behind it begins; 0 looks straight down. */
static const struct
{
  const char *words;
  double      edge;
  void      (*paint) (const AipDraftStage *stage);
} things[] = {
  { "phone|telephone|screen|휴대폰|전화", 0, paint_phone },
  { "envelope|bundle|letters|봉투", 0, paint_envelope },
  { "letter|note|photo|photograph|map|book|page|diary|newspaper|편지|종이|사진|지도|책|수첩|일기",
    0,
    paint_paper },
  { "key|lock|plate|coin|ring|열쇠|자물쇠|반지|동전", 0, paint_key },
  /* Not the bare word: prompts also say through which lens the camera looks. */
  { "glass lens|the lens|a lens|its lens|lamp|lantern|flame|candle|렌즈|등불|촛불|불꽃", 0.6,
    paint_lens },
  { "rope|cable|chain|wire|밧줄|줄|사슬", 0.75, paint_rope },
  { "cup|mug|coffee|tea|컵|찻잔|커피|잔", 0.42, paint_cup },
};

/* A thing close to the camera, on a table or before the place. */
void
aip_draft_paint_insert (const AipDraftStage *stage)
{
  g_autofree char *text = g_utf8_strdown (stage->scene->prompt, -1);
  AipDraftRandom random = aip_draft_random_new (stage->scene->seed, "table");
  AipDraftColor wood = aip_draft_color_times (AIP_DRAFT_RGB (0x7a5840), stage->palette.ambient);
  void (*paint) (const AipDraftStage *stage) = paint_block;
  double a = stage->aspect;
  double edge = 0.5;
  gssize first = -1;
  cairo_t *cr = stage->cr;

  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      gssize found = aip_draft_words_find (text, things[i].words);

      if (found < 0 || (first >= 0 && found >= first))
        continue;
      first = found;
      paint = things[i].paint;
      edge = things[i].edge;
    }

  cairo_rectangle (cr, 0, edge, a, 1);
  aip_draft_fill_gradient (cr, 0, edge, aip_draft_color_shade (wood, 1.1), 1, 0, 1,
                           aip_draft_color_shade (wood, 0.5), 1);
  for (int i = 0; i < 40; i++)
    {
      double y = edge + 0.02 + (1 - edge) * pow (aip_draft_random_range (&random, 0, 1), 1.3);

      aip_draft_glow (cr, aip_draft_random_range (&random, 0, a), y,
                      aip_draft_random_range (&random, 0.2, 0.9), 0.004,
                      aip_draft_color_shade (wood, 0.4), 0.5);
    }
  aip_draft_glow (cr, a * (stage->scene->light > 0 ? 0.66 : 0.34), 0.5, 0.6, 0.3,
                  stage->palette.light, 0.55);

  cairo_save (cr);
  cairo_translate (cr, a * 0.5 + aip_draft_random_range (&random, -0.06, 0.06),
                   edge > 0.55 ? 0.4 : (edge > 0 ? 0.5 : 0.45));
  cairo_rotate (cr, aip_draft_random_range (&random, -0.1, 0.1));
  cairo_scale (cr, 1.1, 1.1);
  paint (stage);
  cairo_restore (cr);
}
