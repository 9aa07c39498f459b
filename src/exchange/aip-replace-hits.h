/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-replace-pattern.h"
#include "aip-replace-source.h"

G_BEGIN_DECLS

#define AIP_TYPE_REPLACE_HIT (aip_replace_hit_get_type ())

/**
 * AipReplaceHit:
 *
 * One place in one text of one shot, and what would stand there afterwards.
 *
 * Property: `ticked` b: whether it is to be replaced.
 */
G_DECLARE_FINAL_TYPE (AipReplaceHit, aip_replace_hit, AIP, REPLACE_HIT, GObject)

/* All transfer none. */
AipShot    *aip_replace_hit_get_shot        (AipReplaceHit     *self);
const char *aip_replace_hit_get_code        (AipReplaceHit     *self);
const char *aip_replace_hit_get_field       (AipReplaceHit     *self);
const char *aip_replace_hit_get_field_title (AipReplaceHit     *self);
/* The whole text, or the one item of a list, and where in it, in bytes. */
const char *aip_replace_hit_get_text        (AipReplaceHit     *self,
                                             gsize             *start,
                                             gsize             *end);
const char *aip_replace_hit_get_replacement (AipReplaceHit     *self);
/* (nullable): why the shot would refuse it, a whole sentence. */
const char *aip_replace_hit_get_problem     (AipReplaceHit     *self);
gboolean    aip_replace_hit_get_ticked      (AipReplaceHit     *self);
void        aip_replace_hit_set_ticked      (AipReplaceHit     *self,
                                             gboolean           ticked);

#define AIP_TYPE_REPLACE_HITS (aip_replace_hits_get_type ())

/**
 * AipReplaceHits:
 *
 * What was found, a #GListModel of #AipReplaceHit in the order of the film. What would be refused
 * is not ticked.
 */
G_DECLARE_FINAL_TYPE (AipReplaceHits, aip_replace_hits, AIP, REPLACE_HITS, GObject)

/* More than anybody looks through; the rest is found when these are replaced. */
#define AIP_REPLACE_MAX_HITS 100000

/* @source: read to its end. Any thread may ask. */
void            aip_replace_find_async       (AipReplaceSource     *source,
                                              AipReplacePattern    *pattern,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
AipReplaceHits *aip_replace_find_finish      (GAsyncResult         *result,
                                              GError              **error);

guint           aip_replace_hits_get_count   (AipReplaceHits       *self);
/* (transfer none) */
AipReplaceHit  *aip_replace_hits_peek        (AipReplaceHits       *self,
                                              guint                 index);
guint           aip_replace_hits_get_n_shots (AipReplaceHits       *self);
/* Hits that would be refused. */
guint           aip_replace_hits_get_n_problems (AipReplaceHits    *self);
/* Whether there is more than is in here. */
gboolean        aip_replace_hits_get_truncated (AipReplaceHits     *self);

/**
 * AipReplaceReport:
 * @n_replaced: places
 * @n_shots: that say something else now
 * @n_refused: ticked places that are as they were
 * @problems: (element-type utf8): why, a sentence for each of the first hundred texts
 */
typedef struct {
  guint      n_replaced;
  guint      n_shots;
  guint      n_refused;
  GPtrArray *problems;
} AipReplaceReport;

void            aip_replace_report_clear     (AipReplaceReport     *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AipReplaceReport, aip_replace_report_clear)

/*
 * Replaces what is ticked, as one undo step. A text that was changed since it was found, or that
 * its field refuses, stays as it is and is in the report.
 */
void            aip_replace_hits_apply       (AipReplaceHits       *self,
                                              AipDocument          *document,
                                              AipReplaceReport     *report);

G_END_DECLS
