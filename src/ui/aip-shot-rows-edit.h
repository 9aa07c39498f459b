/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "aip-renumbering.h"
#include "aip-trash.h"

G_BEGIN_DECLS

/* What a person does to whole rows, each as one labelled undo step; see also aip-shot-edit.h. */

/* As aip_shot_edit_duplicate(), sharing the takes. */
GPtrArray *aip_shot_rows_duplicate_with_takes (AipDocument  *document,
                                               GPtrArray    *shots,
                                               GError      **error);
/* (transfer none): the new one */
AipShot   *aip_shot_rows_split                (AipDocument  *document,
                                               AipShot      *shot,
                                               gint64        frame,
                                               GError      **error);
gboolean   aip_shot_rows_merge                (AipDocument  *document,
                                               GPtrArray    *shots,
                                               AipTake      *current,
                                               GError      **error);
gboolean   aip_shot_rows_renumber             (AipDocument  *document,
                                               GPtrArray    *lines,
                                               GError      **error);
/*
 * A shot that is being generated keeps the take that it has: what arrives becomes one more, and
 * the one that somebody wanted to keep stays the current one.
 */
gboolean   aip_shot_rows_set_locked           (AipDocument  *document,
                                               GPtrArray    *shots,
                                               gboolean      locked,
                                               GError      **error);
/* Each shot to the status that follows its own. Those that are locked or final are passed over. */
guint      aip_shot_rows_advance              (AipDocument  *document,
                                               GPtrArray    *shots,
                                               GError      **error);
/* @items: (element-type AipRemoved). @notes: as for aip_document_restore(). */
gboolean   aip_shot_rows_restore              (AipDocument  *document,
                                               GPtrArray    *items,
                                               GPtrArray    *notes,
                                               GError      **error);

G_END_DECLS
