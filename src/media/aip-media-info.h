/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AipMediaInfo:
 * @is_movie: has a picture that moves
 * @frames: of its picture, counted and not estimated; 0 without one
 * @rate_numerator, @rate_denominator: its own frame rate; 0 where nobody can say
 * @width, @height: pixels as they are shown; 0 without a picture
 * @channels, @sample_rate: of its first sound; 0 without one
 * @seconds: the longer of picture and sound
 * @codec: (nullable): of the picture, as GStreamer calls it: `video/x-h264`
 * @sound_codec: (nullable): of the sound: `audio/mpeg`
 *
 * What a movie or a sound is. Immutable.
 */
typedef struct {
  gboolean  is_movie;
  gboolean  has_video;
  gboolean  has_audio;
  gint64    frames;
  gint64    rate_numerator;
  gint64    rate_denominator;
  int       width;
  int       height;
  int       channels;
  int       sample_rate;
  double    seconds;
  char     *codec;
  char     *sound_codec;
} AipMediaInfo;

#define AIP_TYPE_MEDIA_INFO (aip_media_info_get_type ())

GType         aip_media_info_get_type    (void);
AipMediaInfo *aip_media_info_copy        (const AipMediaInfo   *self) G_GNUC_WARN_UNUSED_RESULT;
void          aip_media_info_free        (AipMediaInfo         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipMediaInfo, aip_media_info_free)

/*
 * Looks at a file without decoding it: its packets are read once and counted, so the figures are
 * exact and a broken file costs no decoder. A file that says nothing for ten seconds is given up.
 *
 * Blocks: for worker threads. %AIP_ERROR_NOT_FOUND, %AIP_ERROR_DAMAGED (neither movie nor sound, or
 * none that is understood here), %AIP_ERROR_FAILED (GStreamer is missing), each with a sentence;
 * cancelled as %G_IO_ERROR_CANCELLED.
 */
AipMediaInfo *aip_media_info_read        (const char           *path,
                                          GCancellable         *cancellable,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in a thread. */
void          aip_media_info_read_async  (const char           *path,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
AipMediaInfo *aip_media_info_read_finish (GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
