/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipFormula:
 *
 * A formula over the fields of a shot: `{Duration} / 24`, `IF({Status} = "approved", 1, 0)`.
 *
 * Numbers, texts in double quotes (a doubled quote stands for one), names of fields in braces,
 * parentheses, + - * / and & (joins texts), = <> < <= > >=, and functions: IF AND OR NOT ROUND
 * FLOOR CEILING ABS MOD MIN MAX SUM AVERAGE LEN CONCAT LOWER UPPER TRIM LEFT RIGHT CONTAINS
 * SUBSTITUTE ISEMPTY. Arguments are separated by `,` or `;`. Texts compare without regard to upper
 * and lower case.
 *
 * It only reads: there are no loops, no assignments and no way out. Length, depth and the texts it
 * makes are bounded. Where it is stored a name in braces is that of a field of every shot
 * (`{duration}`) or `#` and the id of a field of the project, so that formulas survive a new name.
 */
typedef struct _AipFormula AipFormula;

#define AIP_FORMULA_MAX_BYTES 4000
#define AIP_FORMULA_MAX_DEPTH 40
#define AIP_FORMULA_MAX_RESULT 8000

/**
 * AipFormulaKind:
 * @AIP_FORMULA_EMPTY: a field that says nothing: 0 among numbers, no text among texts
 * @AIP_FORMULA_BOOLEAN: what a comparison says; `number` is 1 or 0
 * @AIP_FORMULA_ERROR: see #AipFormulaProblem
 */
typedef enum {
  AIP_FORMULA_EMPTY,
  AIP_FORMULA_NUMBER,
  AIP_FORMULA_BOOLEAN,
  AIP_FORMULA_TEXT,
  AIP_FORMULA_ERROR,
} AipFormulaKind;

/**
 * AipFormulaProblem:
 * @AIP_FORMULA_PROBLEM_SYNTAX: it cannot be read
 * @AIP_FORMULA_PROBLEM_NAME: a field that there is not
 * @AIP_FORMULA_PROBLEM_NUMBER: a text stands where a number has to
 * @AIP_FORMULA_PROBLEM_ZERO: a division by zero
 * @AIP_FORMULA_PROBLEM_RANGE: a number too large
 * @AIP_FORMULA_PROBLEM_LONG: a text too long
 * @AIP_FORMULA_PROBLEM_CIRCLE: it depends on itself
 */
typedef enum {
  AIP_FORMULA_PROBLEM_SYNTAX,
  AIP_FORMULA_PROBLEM_NAME,
  AIP_FORMULA_PROBLEM_NUMBER,
  AIP_FORMULA_PROBLEM_ZERO,
  AIP_FORMULA_PROBLEM_RANGE,
  AIP_FORMULA_PROBLEM_LONG,
  AIP_FORMULA_PROBLEM_CIRCLE,
} AipFormulaProblem;

typedef struct {
  AipFormulaKind     kind;
  double             number;
  char              *text;
  AipFormulaProblem  problem;
} AipFormulaValue;

void        aip_formula_value_clear      (AipFormulaValue   *self);
void        aip_formula_value_set_number (AipFormulaValue   *self,
                                          double             number);
void        aip_formula_value_set_bool   (AipFormulaValue   *self,
                                          gboolean           yes);
/* An empty text is %AIP_FORMULA_EMPTY. */
void        aip_formula_value_set_text   (AipFormulaValue   *self,
                                          const char        *text);
void        aip_formula_value_set_error  (AipFormulaValue   *self,
                                          AipFormulaProblem  problem);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AipFormulaValue, aip_formula_value_clear)

/* What stands in a cell: "#ZERO". */
const char *aip_formula_problem_get_mark (AipFormulaProblem  problem);
/* A translated sentence. */
const char *aip_formula_problem_get_text (AipFormulaProblem  problem);

/*
 * What the field @name (as it is stored) says. @value is cleared by the caller.
 */
typedef void (*AipFormulaRead) (const char      *name,
                                AipFormulaValue *value,
                                gpointer         user_data);

/**
 * aip_formula_parse:
 * @text: as it is stored
 *
 * Returns: (transfer full): %NULL with %AIP_ERROR_INVALID, a sentence that says where it stops
 *   making sense
 */
AipFormula *aip_formula_parse    (const char        *text,
                                  GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void        aip_formula_free     (AipFormula        *self);
void        aip_formula_evaluate (const AipFormula  *self,
                                  AipFormulaRead     read,
                                  gpointer           user_data,
                                  AipFormulaValue   *value);
/* (transfer none) (element-type utf8): the names that it asks for, each once. */
GPtrArray  *aip_formula_get_names (const AipFormula *self);

/*
 * Another name for a field: (transfer full) (nullable): %NULL if there is none.
 */
typedef char *(*AipFormulaName) (const char *name,
                                 gpointer    user_data);

/*
 * @text with what @rename says in its braces; between stored and typed formulas, both ways. A name
 * that it does not know stays. (transfer full)
 */
char       *aip_formula_rename   (const char        *text,
                                  AipFormulaName     rename,
                                  gpointer           user_data) G_GNUC_WARN_UNUSED_RESULT;

/* The names of all functions, %NULL-terminated, for completion. */
const char *const *
            aip_formula_get_functions (void);
/* (nullable): "IF(condition, then, else)", translated. */
const char *aip_formula_get_hint (const char        *function);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipFormula, aip_formula_free)

G_END_DECLS
