/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup.h"
#include "aip-stage-scene.h"

G_BEGIN_DECLS

/**
 * AipStageFrameCache:
 *
 * Keeps what does not change from one drawing to the next: the sky while the focus is dragged, the
 * figure's shape while a lamp is. Belongs to one thread at a time.
 */
typedef struct _AipStageFrameCache AipStageFrameCache;

AipStageFrameCache *aip_stage_frame_cache_new  (void);
void                aip_stage_frame_cache_free (AipStageFrameCache *cache);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipStageFrameCache, aip_stage_frame_cache_free)

/**
 * aip_stage_frame_get_picture:
 *
 * Where in @width × @height the delivered picture lies: the largest centred rectangle of its ratio.
 */
void                aip_stage_frame_get_picture (const AipSetup      *setup,
                                                 double               width,
                                                 double               height,
                                                 double              *x,
                                                 double              *y,
                                                 double              *picture_width,
                                                 double              *picture_height);

/**
 * aip_stage_frame_draw:
 * @width, @height: of what is to be filled from the origin of @cr, in its units; the picture is
 *   as fine as the scale of @cr and of its surface asks for
 *
 * What the audience would see of @setup: the delivered picture, black around it. The same setup,
 * scene and size give the same picture. Any setup can be drawn, an empty one too.
 */
void                aip_stage_frame_draw        (cairo_t             *cr,
                                                 const AipSetup      *setup,
                                                 const AipStageScene *scene,
                                                 double               width,
                                                 double               height);
/* The same, and quick when only little has changed. */
void                aip_stage_frame_draw_cached (AipStageFrameCache  *cache,
                                                 cairo_t             *cr,
                                                 const AipSetup      *setup,
                                                 const AipStageScene *scene,
                                                 double               width,
                                                 double               height);

G_END_DECLS
