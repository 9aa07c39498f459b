/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AIP_MAX_COSTUMES 64

/**
 * AipCostume:
 * @id: what shots choose it by, unique within its character
 * @name: what people know it by
 * @words: what a prompt says of it
 * @reference: asset, or empty
 *
 * What a character may wear. A character's costumes are stored as one JSON array.
 */
typedef struct {
  char *id;
  char *name;
  char *words;
  char *reference;
} AipCostume;

/* With an id of its own and empty texts. */
AipCostume       *aip_costume_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void              aip_costume_free     (AipCostume  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipCostume, aip_costume_free)

/* (transfer full) (element-type AipCostume): what is stored; what is not understood is left out. */
GPtrArray        *aip_costumes_parse   (const char  *text) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): as it is stored; empty for none. */
char             *aip_costumes_to_text (GPtrArray   *costumes) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none) (nullable) */
const AipCostume *aip_costumes_find    (GPtrArray   *costumes,
                                        const char  *id);
/* The check of the field. */
gboolean          aip_costumes_check   (GVariant    *value,
                                        GError     **error);

G_END_DECLS
