/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-sound.h"

G_BEGIN_DECLS

/**
 * AipSoundState:
 * @AIP_SOUND_UNKNOWN: nobody has asked yet
 * @AIP_SOUND_READING: being decoded, or waiting for that
 * @AIP_SOUND_READY: can be heard
 * @AIP_SOUND_NONE: the file has no sound
 * @AIP_SOUND_BROKEN: missing, damaged or not understood; see aip_sound_cache_get_problem()
 */
typedef enum {
  AIP_SOUND_UNKNOWN,
  AIP_SOUND_READING,
  AIP_SOUND_READY,
  AIP_SOUND_NONE,
  AIP_SOUND_BROKEN,
} AipSoundState;

#define AIP_TYPE_SOUND_CACHE (aip_sound_cache_get_type ())

/**
 * AipSoundCache:
 *
 * The sounds of a project, decoded once each into the cache folder of the user and mapped from
 * there. A sound is found again by its content where its name says that (`assets/ab/HASH.wav`), and
 * otherwise by path, length and time of its file, which are never changed once they are there. The
 * folder is kept under four GiB: what was used longest ago goes.
 *
 * For the main thread; sounds themselves are for any. Signals:
 *
 * - `changed` (file s): its state is another.
 */
G_DECLARE_FINAL_TYPE (AipSoundCache, aip_sound_cache, AIP, SOUND_CACHE, GObject)

/* @folder: of the project */
AipSoundCache *aip_sound_cache_new         (const char          *folder);

/*
 * @file: path inside the project folder
 *
 * Decodes it in the background if that was not done; what is missing or broken is looked at again
 * when its file is another. Cheap: meant to be called for all that is in a cut.
 */
AipSoundState  aip_sound_cache_request     (AipSoundCache       *self,
                                            const char          *file);
AipSoundState  aip_sound_cache_get_state   (AipSoundCache       *self,
                                            const char          *file);
/* (nullable): a sentence for what is %AIP_SOUND_BROKEN. */
const char    *aip_sound_cache_get_problem (AipSoundCache       *self,
                                            const char          *file);
/* (transfer full) (nullable): if it is %AIP_SOUND_READY; requests it. */
AipSound      *aip_sound_cache_lookup      (AipSoundCache       *self,
                                            const char          *file);
/* How many are being decoded or wait for it. */
guint          aip_sound_cache_get_n_reading (AipSoundCache     *self);

/*
 * Before all that only was requested. The answer for a file without sound is a sound of no samples;
 * errors as in aip-sound-decode.h. Cancelling drops only this caller's wish.
 */
void           aip_sound_cache_load_async  (AipSoundCache       *self,
                                            const char          *file,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* (transfer full) */
AipSound      *aip_sound_cache_load_finish (AipSoundCache       *self,
                                            GAsyncResult        *result,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
