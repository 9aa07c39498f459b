/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Pictures that were brought into a project lie in it under the hash of their content, so that no
 * picture is there twice and none is ever overwritten: "assets/ab/ab12….png".
 */

/* The endings that workers and this program read, lower case. */
gboolean    aip_asset_is_suffix  (const char *suffix);
/*
 * (transfer full): where a picture, movie or sound of that content belongs; @sha256: 64 lower case
 * digits; @suffix: lower case letters and digits.
 */
char       *aip_asset_make_file  (const char *sha256,
                                  const char *suffix) G_GNUC_WARN_UNUSED_RESULT;
/* Whether @file is such a path, exactly. */
gboolean    aip_asset_is_file    (const char *file);
/* (transfer full) (nullable): the hash within such a path. */
char       *aip_asset_dup_sha256 (const char *file) G_GNUC_WARN_UNUSED_RESULT;

/* Checks of fields: one such path or nothing; a list of them. */
gboolean    aip_asset_check      (GVariant    *value,
                                  GError     **error);
gboolean    aip_asset_check_list (GVariant    *value,
                                  GError     **error);

G_END_DECLS
