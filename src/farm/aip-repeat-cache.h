/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-repeat.h"

G_BEGIN_DECLS

#define AIP_TYPE_REPEAT_CACHE (aip_repeat_cache_get_type ())

/*
 * The recipes of takes that waiting jobs make again: read once, as soon as somebody asks, and kept until
 * the job is on its way.
 *
 * Signal: `loaded (AipJob *)`: aip_repeat_cache_look() has an answer now
 */
G_DECLARE_FINAL_TYPE (AipRepeatCache, aip_repeat_cache, AIP, REPEAT_CACHE, GObject)

AipRepeatCache *aip_repeat_cache_new    (AipDocument     *document) G_GNUC_WARN_UNUSED_RESULT;
/* Nothing is heard of it any more; the document may be closed. */
void            aip_repeat_cache_close  (AipRepeatCache  *self);
/* FALSE: it is being read. @repeat: (out) (optional) (transfer full) (nullable): %NULL with @error if it
 * cannot be. */
gboolean        aip_repeat_cache_look   (AipRepeatCache  *self,
                                         AipJob          *job,
                                         AipRepeat      **repeat,
                                         GError         **error);
void            aip_repeat_cache_forget (AipRepeatCache  *self,
                                         AipJob          *job);

G_END_DECLS
