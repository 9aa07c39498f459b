/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

/*
 * What the fields of a project say of a shot, formulas included: they are worked out when somebody
 * asks.
 */

/* As it can be typed again and as lists that go out say it. */
char       *aip_shot_field_dup_text     (AipDocument      *document,
                                         AipShot          *shot,
                                         AipCustomField   *field) G_GNUC_WARN_UNUSED_RESULT;
/* As a table shows it: with decimals, unit, stars; the mark of what is wrong with a formula. */
char       *aip_shot_field_dup_display  (AipDocument      *document,
                                         AipShot          *shot,
                                         AipCustomField   *field) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): a sentence why a cell shows a mark, or nothing though something is stored. */
char       *aip_shot_field_dup_problem  (AipDocument      *document,
                                         AipShot          *shot,
                                         AipCustomField   *field) G_GNUC_WARN_UNUSED_RESULT;
/* Compares with strcmp(); nothing comes last. */
char       *aip_shot_field_dup_sort_key (AipDocument      *document,
                                         AipShot          *shot,
                                         AipCustomField   *field) G_GNUC_WARN_UNUSED_RESULT;
/* What it counts as in a sum; %FALSE: it is no number. */
gboolean    aip_shot_field_get_number   (AipDocument      *document,
                                         AipShot          *shot,
                                         AipCustomField   *field,
                                         double           *number);

/* What a formula came to as a text for lists; empty for nothing. (transfer full) */
char       *aip_shot_field_result_to_text
                                        (const AipFormulaValue *value) G_GNUC_WARN_UNUSED_RESULT;
/* Works @formula out for @shot; clear @value when done. */
void        aip_shot_field_evaluate     (AipDocument      *document,
                                         AipShot          *shot,
                                         const AipFormula *formula,
                                         AipFormulaValue  *value);

/*
 * What a formula can ask every shot: the names as they are stored, %NULL-terminated, and what
 * people call them, translated (%NULL for a name that is none of them).
 */
const char *const *
            aip_shot_field_get_names    (void);
const char *aip_shot_field_get_name_title    (const char       *name);
/* The stored name that a person means, in English or their language. (nullable) */
const char *aip_shot_field_find_name    (const char       *typed);

/* A formula as people write it: names of fields in braces. (transfer full) */
char       *aip_shot_field_formula_to_typed
                                        (AipDocument      *document,
                                         const char       *stored) G_GNUC_WARN_UNUSED_RESULT;
/*
 * The other way; %AIP_ERROR_INVALID with a sentence if it cannot be read, names a field that there
 * is not, or depends on @self (nullable), the field that it is for.
 */
char       *aip_shot_field_formula_from_typed
                                        (AipDocument      *document,
                                         AipCustomField   *self,
                                         const char       *typed,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
