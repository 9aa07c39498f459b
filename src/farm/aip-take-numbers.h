/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

#define AIP_TYPE_TAKE_NUMBERS (aip_take_numbers_get_type ())

/*
 * Gives out the numbers of takes that are still on their way, so that two results of one shot that
 * arrive together do not want the same name.
 */
G_DECLARE_FINAL_TYPE (AipTakeNumbers, aip_take_numbers, AIP, TAKE_NUMBERS, GObject)

AipTakeNumbers *aip_take_numbers_new     (AipDocument    *document) G_GNUC_WARN_UNUSED_RESULT;
/* The first of @n numbers in a row that no take of this shot has or will have. */
gint64          aip_take_numbers_reserve (AipTakeNumbers *self,
                                          const char     *shot_id,
                                          guint           n);
void            aip_take_numbers_release (AipTakeNumbers *self,
                                          const char     *shot_id,
                                          gint64          first);
/* Files of the shot's takes: (transfer full). */
GStrv           aip_take_numbers_files   (AipTakeNumbers *self,
                                          const char     *shot_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
