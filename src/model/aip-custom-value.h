/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-custom-format.h"

G_BEGIN_DECLS

/*
 * The values of a project's own fields. A shot keeps them in `custom` as one JSON object by the id
 * of the field; in memory a value is a GVariant: a text (`s`; of a select the id of the choice, of
 * a date YYYY-MM-DD), a number (`d`; a rating too), yes (`b`) or the ids of choices (`as`). Nothing
 * stored is no value: an unticked box, no stars. What does not fit the type of its field reads as
 * nothing and stays stored.
 */

/*
 * (transfer full) (element-type utf8 GVariant): by id; members of another kind are left out. Never
 * %NULL: a text that is no object has no values.
 */
GHashTable *aip_custom_values_parse  (const char             *json);
/*
 * @json with @value (nullable: none) for the field @id; everything else in it stays as it is.
 * Empty when nothing is left.
 */
char       *aip_custom_values_set    (const char             *json,
                                      const char             *id,
                                      GVariant               *value) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @value (nullable) is one that a field of @format can have. */
gboolean    aip_custom_value_fits    (const AipCustomFormat  *format,
                                      GVariant               *value);
/* As it can be typed again and as lists that go out say it; empty for none. */
char       *aip_custom_value_to_text (const AipCustomFormat  *format,
                                      GVariant               *value) G_GNUC_WARN_UNUSED_RESULT;
/* As a table shows it: decimals, unit, stars. */
char       *aip_custom_value_to_display
                                     (const AipCustomFormat  *format,
                                      GVariant               *value) G_GNUC_WARN_UNUSED_RESULT;
/* Compares with strcmp(); nothing comes last. */
char       *aip_custom_value_to_sort_key
                                     (const AipCustomFormat  *format,
                                      GVariant               *value) G_GNUC_WARN_UNUSED_RESULT;
/* What it counts as in a sum: numbers, stars, a ticked box is one. */
gboolean    aip_custom_value_to_number
                                     (const AipCustomFormat  *format,
                                      GVariant               *value,
                                      double                 *number);

/**
 * aip_custom_value_read:
 * @text: as somebody typed it
 * @value: (out) (transfer full) (nullable): %NULL when @text says that there is none
 *
 * Understands numbers with the field's unit and with separators, dates in many notations, choices
 * by name or id. %AIP_ERROR_NOT_FOUND: a choice that there is not; %AIP_ERROR_INVALID: anything
 * else.
 */
gboolean    aip_custom_value_read    (const AipCustomFormat  *format,
                                      const char             *text,
                                      GVariant              **value,
                                      GError                **error);
/* The names in a text that says several, each once. (transfer full) */
GStrv       aip_custom_value_split   (const char             *text);

/* The shortest text that reads as the same number, to fifteen digits; without an exponent where
 * people write none. */
char       *aip_custom_number_to_text
                                     (double                  number) G_GNUC_WARN_UNUSED_RESULT;
/* @decimals: -1 for as many as it has, at most ten. */
char       *aip_custom_number_to_display
                                     (double                  number,
                                      int                     decimals,
                                      const char             *unit) G_GNUC_WARN_UNUSED_RESULT;
/* Sixteen digits that compare as the numbers do. */
char       *aip_custom_number_to_sort_key
                                     (double                  number) G_GNUC_WARN_UNUSED_RESULT;
gboolean    aip_custom_number_read   (const char             *text,
                                      const char             *unit,
                                      double                 *number);

G_END_DECLS
