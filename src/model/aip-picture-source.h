/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipPictureFrom:
 * @AIP_PICTURE_FROM_NOTHING: nothing was chosen
 * @AIP_PICTURE_FROM_ASSET: a picture in the project, "assets/ab/ab12….png"
 * @AIP_PICTURE_FROM_TAKE: a take, or the first frame of one that moves, "take:ID"
 * @AIP_PICTURE_FROM_TAKE_END: the last frame of a take, "take-end:ID"
 * @AIP_PICTURE_FROM_PREVIOUS: where the shot before ends, "previous-end"
 * @AIP_PICTURE_FROM_NEXT: where the shot that follows begins, "next-start"
 */
typedef enum {
  AIP_PICTURE_FROM_NOTHING,
  AIP_PICTURE_FROM_ASSET,
  AIP_PICTURE_FROM_TAKE,
  AIP_PICTURE_FROM_TAKE_END,
  AIP_PICTURE_FROM_PREVIOUS,
  AIP_PICTURE_FROM_NEXT,
} AipPictureFrom;

/**
 * aip_picture_source_parse:
 * @text: as it stands in a shot
 * @from: (out): what kind it is
 * @what: (out) (optional) (transfer none) (nullable): path or id, within @text
 *
 * Where a picture that a shot wants comes from. Neighbours are looked up when the shot is made, so
 * that shots can be moved.
 *
 * Returns: whether @text was understood
 */
gboolean  aip_picture_source_parse  (const char      *text,
                                     AipPictureFrom  *from,
                                     const char     **what);
/* @what: (nullable): path or id, where @from has one. */
char     *aip_picture_source_make   (AipPictureFrom   from,
                                     const char      *what) G_GNUC_WARN_UNUSED_RESULT;

/* Checks of fields: one source; a list of them. */
gboolean  aip_picture_source_check      (GVariant  *value,
                                         GError   **error);
gboolean  aip_picture_source_check_list (GVariant  *value,
                                         GError   **error);

G_END_DECLS
