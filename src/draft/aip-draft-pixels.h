/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "aip-draft-json.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_surface_t, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_t, cairo_destroy)

/*
 * Whole-picture work on cairo image surfaces. Pictures are RGB24, masks are A8.
 */

/* More pixels than this in one picture or batch are refused: 64 Mpx are 256 MiB. */
#define AIP_DRAFT_MAX_PIXELS (64 * 1024 * 1024)

cairo_surface_t *aip_draft_pixels_new       (int               width,
                                             int               height,
                                             guint32           rgb) G_GNUC_WARN_UNUSED_RESULT;
cairo_surface_t *aip_draft_pixels_load      (const char       *path,
                                             cairo_surface_t **mask,
                                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* @cover: keep the aspect and cut what stands over; otherwise stretch. */
cairo_surface_t *aip_draft_pixels_scale     (cairo_surface_t  *surface,
                                             int               width,
                                             int               height,
                                             gboolean          cover) G_GNUC_WARN_UNUSED_RESULT;
cairo_surface_t *aip_draft_pixels_crop      (cairo_surface_t  *surface,
                                             int               x,
                                             int               y,
                                             int               width,
                                             int               height) G_GNUC_WARN_UNUSED_RESULT;
cairo_surface_t *aip_draft_pixels_invert    (cairo_surface_t  *surface) G_GNUC_WARN_UNUSED_RESULT;

cairo_surface_t *aip_draft_pixels_grey      (cairo_surface_t  *surface) G_GNUC_WARN_UNUSED_RESULT;
/* White where neighbours differ by more than @threshold of what they can, else black. */
cairo_surface_t *aip_draft_pixels_edges     (cairo_surface_t  *surface,
                                             double            threshold) G_GNUC_WARN_UNUSED_RESULT;

/* Between an A8 mask and the red channel of a picture. */
cairo_surface_t *aip_draft_pixels_to_mask   (cairo_surface_t  *surface) G_GNUC_WARN_UNUSED_RESULT;
cairo_surface_t *aip_draft_pixels_from_mask (cairo_surface_t  *mask) G_GNUC_WARN_UNUSED_RESULT;

/* @texts: (nullable): object; each member becomes a text chunk of that name. */
GBytes          *aip_draft_pixels_to_png    (cairo_surface_t  *surface,
                                             AipDraftJson     *texts,
                                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes          *aip_draft_pixels_to_jpeg   (cairo_surface_t  *surface,
                                             int               quality,
                                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* Half-finished pictures: @amount of noise (1 = nothing else) over @surface, of RGB24. */
cairo_surface_t *aip_draft_pixels_add_noise (cairo_surface_t  *surface,
                                             double            amount,
                                             guint64           seed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
