/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

/* How long a shot is that comes without a length, so that there is a film to look at at once. */
#define AIP_SHOT_USUAL_SECONDS 2

/**
 * AipShotLinks:
 *
 * Finds the scenes, characters and places that a list calls by name, and makes those that are new.
 * Of one transaction: it does not see what others change meanwhile.
 */
typedef struct _AipShotLinks AipShotLinks;

AipShotLinks *aip_shot_links_new       (AipDocument   *document);
void          aip_shot_links_free      (AipShotLinks  *self);
/*
 * (transfer none): by code or name. A new one gets @text as its code or name, whichever it looks
 * like, and @name (nullable).
 */
AipEntity    *aip_shot_links_get_scene (AipShotLinks  *self,
                                        const char    *text,
                                        const char    *name,
                                        GError       **error);
/* (transfer none): a character or place. @description: (nullable): fills an empty one. */
AipEntity    *aip_shot_links_get_named (AipShotLinks  *self,
                                        AipKind        kind,
                                        const char    *name,
                                        const char    *description,
                                        GError       **error);

/* (transfer none): a shot from a row of a list, see aip_shot_import_get_row(). @order: (nullable) */
AipEntity    *aip_shot_links_insert_shot
                                       (AipShotLinks  *self,
                                        GVariant      *row,
                                        const char    *order,
                                        GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipShotLinks, aip_shot_links_free)

G_END_DECLS
