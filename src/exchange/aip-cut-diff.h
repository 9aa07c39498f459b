/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut-reading.h"
#include "aip-document.h"

G_BEGIN_DECLS

/**
 * AipCutDifferenceKind:
 * @AIP_CUT_TRIMMED: another length, or another part of its take
 * @AIP_CUT_MOVED: somewhere else in the film
 * @AIP_CUT_REPLACED: another take
 * @AIP_CUT_REMOVED: not in their cut
 * @AIP_CUT_RESTORED: in their cut, but omitted here
 * @AIP_CUT_MIXED: another transition
 */
typedef enum {
  AIP_CUT_TRIMMED,
  AIP_CUT_MOVED,
  AIP_CUT_REPLACED,
  AIP_CUT_REMOVED,
  AIP_CUT_RESTORED,
  AIP_CUT_MIXED,
} AipCutDifferenceKind;

#define AIP_N_CUT_DIFFERENCE_KINDS (AIP_CUT_MIXED + 1)

/**
 * AipCutDifference:
 * @text: a sentence with the shot in it
 * @accepted: whether aip_cut_diff_apply() does it
 */
typedef struct {
  AipCutDifferenceKind  kind;
  char                 *shot;
  char                 *code;
  char                 *text;
  gboolean              accepted;

  gint64                duration;
  gint64                source;
  char                 *take;
  char                 *after;    /* (nullable): of MOVED: id of the shot in front */
  AipTransition         transition;
  gint64                transition_length;
} AipCutDifference;

#define AIP_TYPE_CUT_DIFF (aip_cut_diff_get_type ())

/**
 * AipCutDiff:
 *
 * What a cut that comes back would change in the film. Only compares: nothing is changed before
 * aip_cut_diff_apply(), and what it says holds for the film as it was when it was made.
 */
G_DECLARE_FINAL_TYPE (AipCutDiff, aip_cut_diff, AIP, CUT_DIFF, GObject)

AipCutDiff        *aip_cut_diff_new             (AipDocument    *document,
                                                 AipCutReading  *reading);

guint              aip_cut_diff_get_n           (AipCutDiff     *self);
const AipCutDifference *
                   aip_cut_diff_get             (AipCutDiff     *self,
                                                 guint           index);
void               aip_cut_diff_set_accepted    (AipCutDiff     *self,
                                                 guint           index,
                                                 gboolean        accepted);
/* Events that are no shot of the film, shots that are used twice: sentences. (transfer none) */
const char *const *aip_cut_diff_get_problems    (AipCutDiff     *self);

/*
 * Everything that is accepted, in one transaction. Nothing at all if any of it is refused (a shot
 * that is locked or gone).
 */
gboolean           aip_cut_diff_apply           (AipCutDiff     *self,
                                                 AipDocument    *document,
                                                 GError        **error);

/* “trimmed”, “moved” … */
const char        *aip_cut_difference_kind_to_nick (AipCutDifferenceKind kind);

G_END_DECLS
