/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-frame"

#include "config.h"

#include <math.h>

#include "aip-stage-frame.h"
#include "aip-stage-grade.h"
#include "aip-stage-view.h"

struct _AipStageFrameCache {
  guint n_drawn;
};

AipStageFrameCache *
aip_stage_frame_cache_new (void)
{
  return g_new0 (AipStageFrameCache, 1);
}

void
aip_stage_frame_cache_free (AipStageFrameCache *cache)
{
  g_free (cache);
}

void
aip_stage_frame_get_picture (const AipSetup *setup,
                             double          width,
                             double          height,
                             double         *x,
                             double         *y,
                             double         *picture_width,
                             double         *picture_height)
{
  double aspect;

  g_return_if_fail (setup != NULL);

  aspect = aip_stage_view_get_aspect (setup);
  *picture_width = MIN (width, height * aspect);
  *picture_height = MIN (height, width / aspect);
  *x = (width - *picture_width) / 2;
  *y = (height - *picture_height) / 2;
}

void
aip_stage_frame_draw (cairo_t             *cr,
                      const AipSetup      *setup,
                      const AipStageScene *scene,
                      double               width,
                      double               height)
{
  g_autoptr(AipStageFrameCache) cache = aip_stage_frame_cache_new ();

  aip_stage_frame_draw_cached (cache, cr, setup, scene, width, height);
}

void
aip_stage_frame_draw_cached (AipStageFrameCache  *cache,
                             cairo_t             *cr,
                             const AipSetup      *setup,
                             const AipStageScene *scene,
                             double               width,
                             double               height)
{
  double x, y, picture_width, picture_height, head_x, head_y, foot_x, foot_y, tall;
  AipStageGrade grade;
  AipStageView view;

  g_return_if_fail (cache != NULL && cr != NULL && setup != NULL && scene != NULL);

  if (!(width > 0 && height > 0))
    return;

  cache->n_drawn++;
  aip_stage_frame_get_picture (setup, width, height, &x, &y, &picture_width, &picture_height);
  aip_stage_view_init (&view, setup, picture_width, picture_height);
  aip_stage_grade_init (&grade, setup);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);

  cairo_translate (cr, x, y);
  cairo_rectangle (cr, 0, 0, picture_width, picture_height);
  cairo_clip (cr);
  aip_stage_color_set (cr, aip_stage_grade_apply (&grade, AIP_STAGE_RGB (0x9fb8d0)), 1);
  cairo_paint (cr);

  if (aip_stage_view_project (&view, view.subject_x, AIP_STAGE_FIGURE_HEIGHT, 0, &head_x, &head_y,
                              NULL) &&
      aip_stage_view_project (&view, view.subject_x, 0, 0, &foot_x, &foot_y, NULL))
    {
      tall = foot_y - head_y;
      aip_stage_color_set (cr, aip_stage_grade_apply (&grade, AIP_STAGE_RGB (0x5d4a42)), 1);
      cairo_arc (cr, head_x, head_y + tall * 0.07, fabs (tall) * 0.065, 0, 2 * G_PI);
      cairo_fill (cr);
      cairo_move_to (cr, head_x - tall * 0.12, head_y + tall * 0.18);
      cairo_line_to (cr, head_x + tall * 0.12, head_y + tall * 0.18);
      cairo_line_to (cr, foot_x + tall * 0.07, foot_y);
      cairo_line_to (cr, foot_x - tall * 0.07, foot_y);
      cairo_close_path (cr);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}
