/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

/*
 * What a person does to characters and places, each as one labelled undo step. No widget here.
 */

/* (transfer container) (element-type AipShot): the shots in which @entity appears, in their order. */
GPtrArray *aip_cast_edit_find_uses    (AipDocument        *document,
                                       AipEntity          *entity) G_GNUC_WARN_UNUSED_RESULT;

/* @value: consumed if floating. What is there already leaves no undo step. */
gboolean   aip_cast_edit_set          (AipDocument        *document,
                                       AipEntity          *entity,
                                       const char         *field,
                                       GVariant           *value,
                                       GError            **error);
/* @pictures: assets; behind those that are there. */
gboolean   aip_cast_edit_add_pictures (AipDocument        *document,
                                       AipEntity          *entity,
                                       const char *const  *pictures,
                                       GError            **error);
gboolean   aip_cast_edit_remove_picture (AipDocument      *document,
                                       AipEntity          *entity,
                                       const char         *picture,
                                       GError            **error);

/* @name, @pictures: (nullable): a name that is taken gets a number. (transfer none) (nullable) */
AipEntity *aip_cast_edit_add          (AipDocument        *document,
                                       AipKind             kind,
                                       const char         *name,
                                       const char *const  *pictures,
                                       GError            **error);
/* (transfer none) (nullable) */
AipEntity *aip_cast_edit_duplicate    (AipDocument        *document,
                                       AipEntity          *entity,
                                       GError            **error);
/* Shots that it is used in do without it then. */
gboolean   aip_cast_edit_remove       (AipDocument        *document,
                                       AipEntity          *entity,
                                       GError            **error);

G_END_DECLS
