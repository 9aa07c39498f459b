/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "aip-workflow.h"

G_BEGIN_DECLS

/**
 * AipJobInput:
 * @role: of the workflow
 * @shot: code of the shot that it was taken from
 * @number: of the take
 * @path: where it lies here
 * @sha256: of its content, hexadecimal
 * @reference: what the worker will call it
 *
 * A picture that a job begins with.
 */
typedef struct {
  const char *role;
  char       *shot;
  gint64      number;
  char       *path;
  char       *sha256;
  char       *reference;
} AipJobInput;

/**
 * aip_job_inputs_find:
 *
 * The pictures that @workflow wants, from the film itself: what it begins with is the shot's still
 * (the current take if that is one, else the newest), where it ends the still of the shot that
 * follows.
 *
 * Returns: (transfer full) (element-type AipJobInput): empty if it wants none; %NULL with
 *   %AIP_ERROR_NOT_FOUND and a sentence when there is no such picture
 */
GPtrArray *aip_job_inputs_find      (AipDocument  *document,
                                     AipShot      *shot,
                                     AipWorkflow  *workflow,
                                     GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Says in a recipe (JSON) what they were. (transfer full) */
char      *aip_job_inputs_to_recipe (GPtrArray    *inputs,
                                     const char   *recipe) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
