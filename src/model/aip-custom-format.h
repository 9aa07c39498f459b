/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipCustomType:
 * @AIP_CUSTOM_UNKNOWN: of a newer version: its values are kept and cannot be changed
 *
 * What the values of a project's own field are.
 */
typedef enum {
  AIP_CUSTOM_TEXT,
  AIP_CUSTOM_LONG_TEXT,
  AIP_CUSTOM_NUMBER,
  AIP_CUSTOM_CHECKBOX,
  AIP_CUSTOM_SELECT,
  AIP_CUSTOM_MULTI_SELECT,
  AIP_CUSTOM_DATE,
  AIP_CUSTOM_RATING,
  AIP_CUSTOM_URL,
  AIP_CUSTOM_FORMULA,
  AIP_CUSTOM_UNKNOWN,
} AipCustomType;

#define AIP_N_CUSTOM_TYPES AIP_CUSTOM_UNKNOWN

/**
 * AipCustomColor:
 *
 * The colours of choices, as a theme draws them.
 */
typedef enum {
  AIP_CUSTOM_COLOR_GREY,
  AIP_CUSTOM_COLOR_BLUE,
  AIP_CUSTOM_COLOR_TEAL,
  AIP_CUSTOM_COLOR_GREEN,
  AIP_CUSTOM_COLOR_YELLOW,
  AIP_CUSTOM_COLOR_ORANGE,
  AIP_CUSTOM_COLOR_RED,
  AIP_CUSTOM_COLOR_PINK,
  AIP_CUSTOM_COLOR_PURPLE,
} AipCustomColor;

#define AIP_N_CUSTOM_COLORS (AIP_CUSTOM_COLOR_PURPLE + 1)

#define AIP_CUSTOM_MAX_CHOICES 500
#define AIP_CUSTOM_MAX_DECIMALS 8
#define AIP_CUSTOM_MAX_RATING 10

/**
 * AipCustomChoice:
 * @id: what shots store; it stays when the name changes
 *
 * One of what a select offers.
 */
typedef struct {
  char           *id;
  char           *name;
  AipCustomColor  color;
} AipCustomChoice;

/**
 * AipCustomFormat:
 * @description: what people are told about the field, or empty
 * @initial: what a new shot has, as it would be typed, or empty
 * @unit: written behind a number, or empty
 * @decimals: that a number shows; -1: as many as it has
 * @max_rating: stars
 * @choices: (element-type AipCustomChoice): of a select
 * @formula: as it is stored, see aip-formula.h, or empty
 *
 * A field's type and what belongs to it, read from its `type` and `options`: an option that makes
 * no sense costs only itself.
 */
typedef struct {
  AipCustomType  type;
  char          *description;
  char          *initial;
  char          *unit;
  int            decimals;
  int            max_rating;
  GPtrArray     *choices;
  char          *formula;
} AipCustomFormat;

const char      *aip_custom_type_to_nick        (AipCustomType          type);
/* %AIP_CUSTOM_UNKNOWN for any other text. */
AipCustomType    aip_custom_type_from_nick      (const char            *nick);
/* Translated: "Number". */
const char      *aip_custom_type_get_title      (AipCustomType          type);
gboolean         aip_custom_type_has_choices    (AipCustomType          type);

const char      *aip_custom_color_to_nick       (AipCustomColor         color);
/* Translated. */
const char      *aip_custom_color_get_title     (AipCustomColor         color);

AipCustomFormat *aip_custom_format_new          (AipCustomType          type);
AipCustomFormat *aip_custom_format_parse        (const char            *type,
                                                 const char            *options);
AipCustomFormat *aip_custom_format_copy         (const AipCustomFormat *self);
void             aip_custom_format_free         (AipCustomFormat       *self);
/* JSON for `options`: only what the type uses and what is not the default; empty for nothing. */
char            *aip_custom_format_to_options   (const AipCustomFormat *self)
                                                 G_GNUC_WARN_UNUSED_RESULT;

/* (nullable) (transfer none) */
const AipCustomChoice *
                 aip_custom_format_find_choice  (const AipCustomFormat *self,
                                                 const char            *id);
/* Upper and lower case alike. (nullable) (transfer none) */
const AipCustomChoice *
                 aip_custom_format_find_name    (const AipCustomFormat *self,
                                                 const char            *name);
/*
 * Adds a choice, with the next colour and an id that none has. %AIP_ERROR_INVALID: no name, one that
 * is there, a comma, or too many. (transfer none)
 */
const AipCustomChoice *
                 aip_custom_format_add_choice   (AipCustomFormat       *self,
                                                 const char            *name,
                                                 GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipCustomFormat, aip_custom_format_free)

G_END_DECLS
