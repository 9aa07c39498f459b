/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

/**
 * AipReplaceSource:
 *
 * The texts of shots at one moment, to look for something in: references to values, taken on the
 * main thread in slices, read by any.
 */
typedef struct _AipReplaceSource AipReplaceSource;

/*
 * @shots: (nullable) (element-type AipShot): all of the film if %NULL. @fields: see
 * aip_replace_dup_fields().
 */
AipReplaceSource *aip_replace_source_new   (AipDocument        *document,
                                            GPtrArray          *shots,
                                            const char *const  *fields);
AipReplaceSource *aip_replace_source_ref   (AipReplaceSource   *self);
void              aip_replace_source_unref (AipReplaceSource   *self);
/* Goes on for @usec microseconds. %TRUE when everything is there. */
gboolean          aip_replace_source_read  (AipReplaceSource   *self,
                                            gint64              usec);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipReplaceSource, aip_replace_source_unref)

/*
 * What holds words of people, in their order: fields of a shot, and those of the project that are
 * texts, as `custom:` and their id. (transfer full)
 */
GStrv             aip_replace_dup_fields      (AipDocument    *document) G_GNUC_WARN_UNUSED_RESULT;
/* Translated: “Prompt addition”, or the name that the project gave. (nullable) (transfer full) */
char             *aip_replace_dup_field_title (AipDocument    *document,
                                               const char     *field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
