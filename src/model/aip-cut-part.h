/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipCutPart:
 * @take: id of the take that the cut shows
 * @file: those frames as a movie of their own, inside the project; empty: the file of the take
 * @sha256: of @file
 * @first: the first of them in the file of the take
 * @frames: how many they are, in the rate of the file; 0: a still, or as many as the shot is long
 * @rate_numerator: of the file; 0: nobody knows
 * @rate_denominator: of the file
 * @offset: which frame of its shot's source the result begins with (see the field `offset` of #AipTake)
 *
 * The part of a take that the cut uses, with what is wanted before and after it: what a job that only
 * finishes the cut begins with, and why its result can stand in for that take without anything moving.
 */
typedef struct {
  char   *take;
  char   *file;
  char   *sha256;
  gint64  first;
  gint64  frames;
  gint64  rate_numerator;
  gint64  rate_denominator;
  gint64  offset;
} AipCutPart;

AipCutPart *aip_cut_part_new     (const char        *take) G_GNUC_WARN_UNUSED_RESULT;
AipCutPart *aip_cut_part_copy    (const AipCutPart  *self) G_GNUC_WARN_UNUSED_RESULT;
void        aip_cut_part_free    (AipCutPart        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipCutPart, aip_cut_part_free)

/* As it stands in a job. (transfer full) (nullable): nothing that can be used. */
AipCutPart *aip_cut_part_read    (const char        *text) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) */
char       *aip_cut_part_write   (const AipCutPart  *self) G_GNUC_WARN_UNUSED_RESULT;
/* The check of the field: one part, or nothing. */
gboolean    aip_cut_part_check   (GVariant          *value,
                                  GError           **error);

G_END_DECLS
