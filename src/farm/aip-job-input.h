/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cut-part.h"
#include "aip-document.h"
#include "aip-workflow.h"

G_BEGIN_DECLS

/* Of what a job was composed of, without its graph. */
#define AIP_RECIPE_MAX_BYTES (1024 * 1024)

/**
 * AipJobInputPart:
 * @AIP_JOB_INPUT_WHOLE: the file as it is
 * @AIP_JOB_INPUT_FIRST_FRAME: of a movie, where a picture is wanted
 * @AIP_JOB_INPUT_LAST_FRAME: the same
 */
typedef enum {
  AIP_JOB_INPUT_WHOLE,
  AIP_JOB_INPUT_FIRST_FRAME,
  AIP_JOB_INPUT_LAST_FRAME,
} AipJobInputPart;

/**
 * AipJobInput:
 * @role: of the workflow
 * @name: what people call it, within a sentence
 * @shot: code of the shot that it was taken from
 * @number: of the take; 0: a picture that was brought into the project
 * @part: what of it is meant
 * @path: where it lies here
 * @sha256: of its content, hexadecimal
 * @reference: what the worker will call it
 * @width: pixels, 0 if that is not known
 * @height: pixels
 * @workflow: (nullable): that made the take
 * @offset: of the take
 * @first: of a part of a take, its first frame
 * @frames: how many are in the part; 0: it is no part
 *
 * A picture or movie that a job begins with.
 */
typedef struct {
  const char      *role;
  char            *name;
  char            *shot;
  gint64           number;
  AipJobInputPart  part;
  char            *path;
  char            *sha256;
  char            *reference;
  int              width;
  int              height;
  char            *workflow;
  gint64           offset;
  gint64           first;
  gint64           frames;
} AipJobInput;

/* @data: an #AipJobInput; as a #GDestroyNotify */
void               aip_job_input_free       (gpointer      data);

/**
 * aip_job_inputs_find:
 *
 * The pictures that @workflow wants. What the shot names (`first-frame`, `control`, `mask` …) counts;
 * else what it begins with is the shot's still (the current take if that is one, else the newest),
 * where it ends the still of the shot that follows. References are the shot's still, then its own,
 * then those of its characters and its place, as many as the workflow takes. @source: (nullable):
 * stands in for the shot's own still or movie, whatever the shot names (what the step before in a
 * chain has made, or a person approved).
 *
 * Returns: (transfer full) (element-type AipJobInput): empty if it wants none; %NULL with
 *   %AIP_ERROR_NOT_FOUND and a sentence when there is no such picture
 */
GPtrArray         *aip_job_inputs_find      (AipDocument  *document,
                                             AipShot      *shot,
                                             AipWorkflow  *workflow,
                                             AipTake      *source,
                                             GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether all but the shot's own still or movie is there: that is still being made. */
gboolean           aip_job_inputs_check     (AipDocument  *document,
                                             AipShot      *shot,
                                             AipWorkflow  *workflow,
                                             GError      **error);
/* (transfer none) (nullable) */
const AipJobInput *aip_job_inputs_get       (GPtrArray    *inputs,
                                             const char   *role);
/* Puts @part where the shot's own movie or still would stand. %AIP_ERROR_NOT_FOUND if its take is gone. */
gboolean           aip_job_inputs_use_part  (GPtrArray         *inputs,
                                             AipDocument       *document,
                                             const AipCutPart  *part,
                                             GError           **error);
/* Where what is made of them begins in the shot's source: where the movie among them does. */
gint64             aip_job_inputs_get_offset (GPtrArray        *inputs);
/* Puts them into a graph that @workflow was bound to; nobody else may hold it. */
gboolean           aip_job_inputs_apply     (GPtrArray    *inputs,
                                             AipWorkflow  *workflow,
                                             AipGraph     *graph,
                                             GError      **error);
/* Says in a recipe (JSON) what they were. (transfer full) */
char              *aip_job_inputs_to_recipe (GPtrArray    *inputs,
                                             const char   *recipe) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
