/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What folders of files that can be made again have in common. A file of a cache is written under
 * another name and renamed, and gets a new time whenever it is used.
 */

/*
 * A name for what is made of the file @path as it is now: another one when the file is changed.
 * @salt: what else decides about it. (transfer full) (nullable): %NULL without such a file
 */
char *aip_disk_cache_name  (const char *path,
                            const char *salt) G_GNUC_WARN_UNUSED_RESULT;

/*
 * If the files of @folder are more than @max_bytes, removes those that were used longest ago until a
 * quarter of that is free. Links to files that are gone go too. Blocks: for worker threads.
 */
void  aip_disk_cache_prune (const char *folder,
                            gint64      max_bytes);

G_END_DECLS
