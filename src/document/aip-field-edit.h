/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

/*
 * What a person does to the fields of a project and to their values, each as one labelled undo
 * step.
 */

#define AIP_FIELD_EDIT_MAX_FIELDS 200

/**
 * AipFieldLosses:
 * @n_values: shots that say something in the field
 * @n_lost: of them, those that would say nothing any more
 * @examples: (element-type utf8): "SHT-0010: Cooke S4", at most ten of those
 *
 * What another type would cost.
 */
typedef struct {
  guint      n_values;
  guint      n_lost;
  GPtrArray *examples;
} AipFieldLosses;

void            aip_field_losses_clear    (AipFieldLosses         *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AipFieldLosses, aip_field_losses_clear)

/*
 * A new field behind all others; a name that a field or a column of every shot has already is
 * refused. (transfer none) (nullable)
 */
AipCustomField *aip_field_edit_add        (AipDocument            *document,
                                           const char             *name,
                                           const AipCustomFormat  *format,
                                           GError                **error);
/*
 * Another name, type or options. Values are converted as if they had been typed; what a select does
 * not offer yet it will, what cannot be converted is cleared (aip_field_edit_preview() says what).
 */
gboolean        aip_field_edit_change     (AipDocument            *document,
                                           AipCustomField         *field,
                                           const char             *name,
                                           const AipCustomFormat  *format,
                                           GError                **error);
void            aip_field_edit_preview    (AipDocument            *document,
                                           AipCustomField         *field,
                                           const AipCustomFormat  *format,
                                           AipFieldLosses         *losses);
/* With its values. (transfer none) (nullable) */
AipCustomField *aip_field_edit_duplicate  (AipDocument            *document,
                                           AipCustomField         *field,
                                           GError                **error);
/* The values stay in the shots, unseen, so that undo brings them back whatever happened since. */
gboolean        aip_field_edit_remove     (AipDocument            *document,
                                           AipCustomField         *field,
                                           GError                **error);
/* By name, upper and lower case alike, or by id. (transfer none) (nullable) */
AipCustomField *aip_field_edit_find       (AipDocument            *document,
                                           const char             *name);

/*
 * Within an open transaction. @create: a choice that there is not becomes one. @value as
 * aip_custom_value_read() gives it.
 */
gboolean        aip_field_edit_read_text  (AipDocument            *document,
                                           AipCustomField         *field,
                                           const char             *text,
                                           gboolean                create,
                                           GVariant              **value,
                                           GError                **error);
/* Within an open transaction; a value that is there already changes nothing. */
gboolean        aip_field_edit_set_value  (AipDocument            *document,
                                           AipShot                *shot,
                                           AipCustomField         *field,
                                           GVariant               *value,
                                           GError                **error);
/* What a new shot has: JSON for `custom`. */
char           *aip_field_edit_dup_initial
                                          (AipDocument            *document)
                                           G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
