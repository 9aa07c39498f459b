/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-cinema.h"
#include "aip-document.h"
#include "aip-variation.h"
#include "aip-workflow.h"

G_BEGIN_DECLS

/**
 * AipVaryKind:
 * @AIP_VARY_NUMBER: “1, 2, 5” or “0.2…1 step 0.2”
 * @AIP_VARY_SEED: numbers, or “4 new”
 * @AIP_VARY_CHOICE: some of @options
 * @AIP_VARY_TEXT: any words
 */
typedef enum {
  AIP_VARY_NUMBER,
  AIP_VARY_SEED,
  AIP_VARY_CHOICE,
  AIP_VARY_TEXT,
} AipVaryKind;

/**
 * AipVaryParameter:
 * @key: as in #AipVariationAxis
 * @title: what people call it
 * @whole: only whole numbers
 * @min: of a number; infinite where nobody says
 * @max: the same
 * @current: what the shot has now, as text; may be empty
 * @options: (nullable): of a choice
 */
typedef struct {
  char         *key;
  char         *title;
  AipVaryKind   kind;
  gboolean      whole;
  double        min;
  double        max;
  char         *current;
  GStrv         options;
} AipVaryParameter;

/**
 * aip_vary_list:
 * @cinema: (nullable): for what the setup can be
 * @catalogue: (nullable): of a worker: its ranges and lists count as much as the workflow’s
 *
 * What can be varied of @shot when it is made with @workflow: seed, words, every role that may be set
 * by hand, the LoRA files of its cast, and its setup.
 *
 * Returns: (transfer full) (element-type AipVaryParameter)
 */
GPtrArray              *aip_vary_list        (AipDocument       *document,
                                              AipShot           *shot,
                                              AipWorkflow       *workflow,
                                              AipCinema         *cinema,
                                              AipNodeCatalogue  *catalogue)
                                              G_GNUC_WARN_UNUSED_RESULT;
/* (nullable) (transfer none) */
const AipVaryParameter *aip_vary_find        (GPtrArray         *parameters,
                                              const char        *key);
/*
 * (transfer full): the values of a list as a person types it, each once; %AIP_ERROR_INVALID with a
 * sentence for what is no list, out of range, or too long.
 */
GStrv                   aip_vary_parse       (const AipVaryParameter  *parameter,
                                              const char              *text,
                                              GError                 **error);
/* (transfer full): what a sheet calls @key where the parameters are not at hand. */
char                   *aip_vary_dup_title   (const char        *key) G_GNUC_WARN_UNUSED_RESULT;

/**
 * aip_vary_make:
 * @keys: one or two
 * @values: a list of values for each
 *
 * Returns: (transfer full) (element-type AipVariation): one for each cell, row by row, of one new
 *   sheet; %AIP_ERROR_INVALID if there are too many, or both axes are the same
 */
GPtrArray              *aip_vary_make        (AipShot            *shot,
                                              const char *const  *keys,
                                              const GStrv        *values,
                                              guint               n_axes,
                                              GError            **error);

G_END_DECLS
