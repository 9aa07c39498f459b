/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-comfy-client.h"

G_BEGIN_DECLS

/**
 * AipTakeFile:
 * @file: path inside the project folder
 * @media_type: such as `image/png`
 * @sha256: lowercase hex
 * @bytes: its length
 * @width: pixels, 0 if it is neither picture nor movie
 * @height: pixels
 * @frames: of a movie or a picture that moves, 0 if it is neither or cannot be read here
 * @rate_numerator: of a movie, 0 where nobody can say
 * @rate_denominator: likewise
 *
 * A result that lies in the project folder, whole and durable.
 */
typedef struct {
  char    *file;
  char    *media_type;
  char    *sha256;
  guint64  bytes;
  int      width;
  int      height;
  gint64   frames;
  gint64   rate_numerator;
  gint64   rate_denominator;
} AipTakeFile;

void         aip_take_file_free   (AipTakeFile *self);
/* (transfer full) (nullable): the hash of a file, read piece by piece; %NULL if it cannot be read.
 * Blocks. */
char        *aip_take_file_hash   (const char  *path) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipTakeFile, aip_take_file_free)

/*
 * Brings one result home. Nothing is ever overwritten: when @relative exists already, a file of the
 * same content is taken as it is (the program was stopped after the file was there and before the
 * project knew), and anything else gets the next free name beside it.
 *
 * @taken: (nullable): paths inside the folder that belong to takes, and so are never reused
 */
void         aip_take_fetch_async  (AipComfyClient       *client,
                                    AipComfyOutput       *output,
                                    const char           *folder,
                                    const char           *relative,
                                    const char *const    *taken,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
AipTakeFile *aip_take_fetch_finish (GAsyncResult         *result,
                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes what an interrupted download left in the takes of @folder. Blocks: not for the main thread. */
guint        aip_take_fetch_clean  (const char           *folder);

G_END_DECLS
