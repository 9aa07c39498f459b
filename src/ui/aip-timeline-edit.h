/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut-edit.h"
#include "aip-document.h"

G_BEGIN_DECLS

/*
 * What a person does to the cut, each as one labelled undo step. No widget here: drags and keys come
 * through these functions alike. See also aip-shot-edit.h.
 */

/*
 * @changes: what aip_cut_trim() or aip_cut_trim_many() says of @cut for the shot at @index (of
 * several: the one it is about). Nothing is written where nothing changes.
 */
gboolean  aip_timeline_edit_trim   (AipDocument  *document,
                                    AipCut       *cut,
                                    AipCutTrim    trim,
                                    guint         index,
                                    GArray       *changes,
                                    GError      **error);
/* @before: (nullable): to the end; may be one of @shots (element-type AipShot) */
gboolean  aip_timeline_edit_move   (AipDocument  *document,
                                    GPtrArray    *shots,
                                    AipShot      *before,
                                    GError      **error);
/* (transfer none): the new shot, which shows what follows @frame of the shot. */
AipShot  *aip_timeline_edit_split  (AipDocument  *document,
                                    AipShot      *shot,
                                    gint64        frame,
                                    GError      **error);
gboolean  aip_timeline_edit_omit   (AipDocument  *document,
                                    GPtrArray    *shots,
                                    gboolean      omitted,
                                    GError      **error);
gboolean  aip_timeline_edit_length (AipDocument  *document,
                                    GPtrArray    *shots,
                                    gint64        frames,
                                    GError      **error);
/*
 * Makes another take the one that is shown: @step takes newer, older if negative. Answers the
 * number of the take, 0 when there is no other.
 */
gint64    aip_timeline_edit_take   (AipDocument  *document,
                                    AipShot      *shot,
                                    int           step,
                                    GError      **error);
/* The shots that are not in the cut, in order. (transfer container) (element-type AipShot) */
GPtrArray *aip_timeline_edit_dup_omitted (AipDocument *document);

G_END_DECLS
