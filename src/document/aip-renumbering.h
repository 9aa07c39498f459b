/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

/**
 * AipRenumberRule:
 * @pattern: text with {number}, {scene} and {project} in it; without {number} it comes last
 * @digits: at least so many, 1 to 9
 * @per_scene: whether the numbers begin again in each scene
 *
 * How shots get new codes.
 */
typedef struct {
  const char *pattern;
  gint64      start;
  gint64      step;
  guint       digits;
  gboolean    per_scene;
} AipRenumberRule;

/**
 * AipRenumberProblem:
 * @AIP_RENUMBER_FINE: gets the new code
 * @AIP_RENUMBER_SAME: has it already
 * @AIP_RENUMBER_LOCKED: keeps its own, because it is locked
 * @AIP_RENUMBER_TAKEN: another shot has the code, or gets it too
 * @AIP_RENUMBER_INVALID: it cannot be a code
 */
typedef enum {
  AIP_RENUMBER_FINE,
  AIP_RENUMBER_SAME,
  AIP_RENUMBER_LOCKED,
  AIP_RENUMBER_TAKEN,
  AIP_RENUMBER_INVALID,
} AipRenumberProblem;

/**
 * AipRenumberLine:
 * @other: (nullable): who has the code
 */
typedef struct {
  AipShot            *shot;
  char               *code;
  AipRenumberProblem  problem;
  AipShot            *other;
} AipRenumberLine;

/*
 * What would become of @shots (element-type AipShot), in the order of the film: (transfer full)
 * (element-type AipRenumberLine). Changes nothing.
 */
GPtrArray *aip_document_plan_renumbering (AipDocument            *self,
                                          GPtrArray              *shots,
                                          const AipRenumberRule  *rule);
/*
 * Does it; codes that change places are no collision. %AIP_ERROR_EXISTS or %AIP_ERROR_INVALID for
 * the first line that cannot be done: then it is for the caller to roll back.
 */
gboolean   aip_document_renumber         (AipDocument            *self,
                                          GPtrArray              *lines,
                                          GError                **error);

G_END_DECLS
