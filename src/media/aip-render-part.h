/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/*
 * A part of a film, encoded: packets in the order of decoding with what they need to be put together
 * with others. A part exists whole or not at all: it is written to another name and renamed when it
 * is durable. So whatever a render that died has left behind is either good or not there.
 *
 * For one thread at a time. Times are in frames from the beginning of the part.
 */

/* Writing ------------------------------------------------------------------------------------- */

typedef struct _AipRenderPartWriter AipRenderPartWriter;

AipRenderPartWriter *aip_render_part_writer_new  (const char           *path,
                                                  GError              **error)
                                                                         G_GNUC_WARN_UNUSED_RESULT;
/* What was not closed leaves no file. */
void                 aip_render_part_writer_free (AipRenderPartWriter  *self);
/* Before the first packet. */
gboolean             aip_render_part_writer_set_caps (AipRenderPartWriter  *self,
                                                      const char           *caps,
                                                      GError              **error);
/* @decode: when it is decoded, which of reordered frames is before 0 */
gboolean             aip_render_part_writer_add  (AipRenderPartWriter  *self,
                                                  gint32                show,
                                                  gint32                decode,
                                                  gboolean              is_key,
                                                  const guint8         *data,
                                                  gsize                 size,
                                                  GError              **error);
guint                aip_render_part_writer_get_n_packets (AipRenderPartWriter *self);
/* @problems: (nullable): sentences that belong to these frames. Makes the file durable. */
gboolean             aip_render_part_writer_close (AipRenderPartWriter  *self,
                                                   const char *const    *problems,
                                                   GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipRenderPartWriter, aip_render_part_writer_free)

/* Reading ------------------------------------------------------------------------------------- */

typedef struct _AipRenderPart AipRenderPart;

/* %NULL where there is no such part, or none that is whole and has @n_packets. */
AipRenderPart       *aip_render_part_open        (const char           *path,
                                                  guint                 n_packets)
                                                                         G_GNUC_WARN_UNUSED_RESULT;
void                 aip_render_part_free        (AipRenderPart        *self);
const char          *aip_render_part_get_caps    (AipRenderPart        *self);
/* (array zero-terminated=1) */
const char *const   *aip_render_part_get_problems (AipRenderPart       *self);
/* The next packet; %FALSE after the last. @buffer: (out) (transfer full) */
gboolean             aip_render_part_next        (AipRenderPart        *self,
                                                  GstBuffer           **buffer,
                                                  gint32               *show,
                                                  gint32               *decode);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipRenderPart, aip_render_part_free)

G_END_DECLS
