/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of one axis, and of a sheet: what a person can still compare. */
#define AIP_VARIATION_MAX_VALUES 64
#define AIP_VARIATION_MAX_CELLS 256

/* What is varied; everything else is a role of the workflow. */
#define AIP_VARIATION_SEED "seed"
#define AIP_VARIATION_WORDS "words"        /* put behind what the shot adds to its prompt */
#define AIP_VARIATION_SETUP "setup."       /* and a field of the setup: setup.lens */
#define AIP_VARIATION_LORA "lora."         /* and a file: its strength */

typedef struct {
  char  *key;
  GStrv  values;
} AipVariationAxis;

/**
 * AipVariation:
 * @sheet: UUID that all jobs and takes of one sheet have in common
 * @seed: that all of them have, decimal; empty where seeds are varied
 * @n_axes: 1 or 2: across, and down
 * @axes: the whole of both axes, so that any one job or take knows the sheet
 * @at: which value of each axis this is
 *
 * What one job does otherwise than its shot says (field `variation` of jobs and takes, JSON). A sheet
 * is nothing but the jobs and takes that name it, so it lives exactly as long as they do.
 */
typedef struct {
  char             *sheet;
  char             *seed;
  guint             n_axes;
  AipVariationAxis  axes[2];
  guint             at[2];
} AipVariation;

AipVariation *aip_variation_new        (guint               n_axes) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): %NULL for an empty text, and for one that makes no sense. */
AipVariation *aip_variation_parse      (const char         *text) G_GNUC_WARN_UNUSED_RESULT;
void          aip_variation_free       (AipVariation       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipVariation, aip_variation_free)

char         *aip_variation_to_text    (const AipVariation *self) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): only the id of its sheet, without reading the rest of @text. (transfer full) */
char         *aip_variation_dup_sheet  (const char         *text) G_GNUC_WARN_UNUSED_RESULT;

guint         aip_variation_get_n_values (const AipVariation *self,
                                          guint               axis);
guint         aip_variation_get_n_cells (const AipVariation *self);
/* (nullable): what is tried of @key here; %NULL: nothing. */
const char   *aip_variation_get_value  (const AipVariation *self,
                                        const char         *key);
/* The value of axis @axis here. */
const char   *aip_variation_get_own    (const AipVariation *self,
                                        guint               axis);
/* (transfer full): @overrides of a shot with what is tried of the workflow's roles. */
char         *aip_variation_apply      (const AipVariation *self,
                                        const char         *overrides) G_GNUC_WARN_UNUSED_RESULT;
/*
 * A value may be called otherwise than it is: “Close-up”, a tab, “close”. (transfer full): the
 * first; (transfer none): the second.
 */
char         *aip_variation_value_dup_title (const char     *value) G_GNUC_WARN_UNUSED_RESULT;
const char   *aip_variation_value_get_id (const char        *value);
/* Whether @key is a role of the workflow. */
gboolean      aip_variation_is_role    (const char         *key);

G_END_DECLS
