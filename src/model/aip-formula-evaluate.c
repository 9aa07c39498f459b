/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-formula"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-custom-value.h"
#include "aip-formula-private.h"
#include "aip-text.h"

#define MAX_NUMBER 1e15

typedef struct {
  AipFormulaRead read;
  gpointer       user_data;
} Reader;

/* Values -------------------------------------------------------------------------------------- */

void
aip_formula_value_clear (AipFormulaValue *self)
{
  g_clear_pointer (&self->text, g_free);
  self->kind = AIP_FORMULA_EMPTY;
  self->number = 0;
}

void
aip_formula_value_set_number (AipFormulaValue *self,
                              double           number)
{
  if (!isfinite (number) || fabs (number) > MAX_NUMBER)
    {
      aip_formula_value_set_error (self, AIP_FORMULA_PROBLEM_RANGE);
      return;
    }

  aip_formula_value_clear (self);
  self->kind = AIP_FORMULA_NUMBER;
  self->number = number;
}

void
aip_formula_value_set_bool (AipFormulaValue *self,
                            gboolean         yes)
{
  aip_formula_value_clear (self);
  self->kind = AIP_FORMULA_BOOLEAN;
  self->number = yes ? 1 : 0;
}

void
aip_formula_value_set_text (AipFormulaValue *self,
                            const char      *text)
{
  g_autofree char *copy = NULL;

  if (strlen (text) > AIP_FORMULA_MAX_RESULT)
    {
      aip_formula_value_set_error (self, AIP_FORMULA_PROBLEM_LONG);
      return;
    }

  copy = g_strdup (text);
  aip_formula_value_clear (self);
  if (*copy != '\0')
    {
      self->kind = AIP_FORMULA_TEXT;
      self->text = g_steal_pointer (&copy);
    }
}

void
aip_formula_value_set_error (AipFormulaValue   *self,
                             AipFormulaProblem  problem)
{
  aip_formula_value_clear (self);
  self->kind = AIP_FORMULA_ERROR;
  self->problem = problem;
}

/* FALSE, with the problem in @value, when it is none. */
static gboolean
to_number (AipFormulaValue *value)
{
  double number;

  switch (value->kind)
    {
    case AIP_FORMULA_NUMBER:
    case AIP_FORMULA_BOOLEAN:
      return TRUE;
    case AIP_FORMULA_EMPTY:
      value->number = 0;
      return TRUE;
    case AIP_FORMULA_TEXT:
      if (aip_custom_number_read (value->text, "", &number))
        aip_formula_value_set_number (value, number);
      else
        aip_formula_value_set_error (value, AIP_FORMULA_PROBLEM_NUMBER);
      return value->kind == AIP_FORMULA_NUMBER;
    case AIP_FORMULA_ERROR:
    default:
      return FALSE;
    }
}

static char *
dup_text (const AipFormulaValue *value)
{
  switch (value->kind)
    {
    case AIP_FORMULA_NUMBER:
      return aip_custom_number_to_display (value->number, -1, "");
    case AIP_FORMULA_BOOLEAN:
      return g_strdup (value->number != 0 ? "TRUE" : "FALSE");
    case AIP_FORMULA_TEXT:
      return g_strdup (value->text);
    case AIP_FORMULA_EMPTY:
    case AIP_FORMULA_ERROR:
    default:
      return g_strdup ("");
    }
}

static gboolean
is_true (const AipFormulaValue *value)
{
  return value->kind == AIP_FORMULA_TEXT || value->number != 0;
}

/* Operators ----------------------------------------------------------------------------------- */

static void evaluate (const Node *node, const Reader *reader, AipFormulaValue *value);

/* Whether @text counts as a number beside @other: "24" is 24, but "" is no 0. */
static gboolean
counts_as_number (const AipFormulaValue *text,
                  const AipFormulaValue *other,
                  double                *number)
{
  return (other->kind == AIP_FORMULA_NUMBER || other->kind == AIP_FORMULA_BOOLEAN)
         && aip_custom_number_read (text->text, "", number);
}

static int
compare (const AipFormulaValue *left,
         const AipFormulaValue *right)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *folded_a = NULL;
  g_autofree char *folded_b = NULL;
  double one = left->number;
  double two = right->number;

  if ((left->kind != AIP_FORMULA_TEXT || counts_as_number (left, right, &one))
      && (right->kind != AIP_FORMULA_TEXT || counts_as_number (right, left, &two)))
    return (one > two) - (one < two);

  a = dup_text (left);
  b = dup_text (right);
  folded_a = aip_text_fold (a);
  folded_b = aip_text_fold (b);

  return strcmp (folded_a, folded_b);
}

static void
calculate (Operator         op,
           AipFormulaValue *left,
           AipFormulaValue *right,
           AipFormulaValue *value)
{
  if (!to_number (left))
    aip_formula_value_set_error (value, left->problem);
  else if (!to_number (right))
    aip_formula_value_set_error (value, right->problem);
  else if (op == OP_DIVIDE && right->number == 0)
    aip_formula_value_set_error (value, AIP_FORMULA_PROBLEM_ZERO);
  else
    aip_formula_value_set_number (value, op == OP_ADD ? left->number + right->number
                                         : op == OP_SUBTRACT ? left->number - right->number
                                         : op == OP_MULTIPLY ? left->number * right->number
                                                             : left->number / right->number);
}

static void
evaluate_binary (const Node      *node,
                 const Reader    *reader,
                 AipFormulaValue *value)
{
  g_auto(AipFormulaValue) left = { 0 };
  g_auto(AipFormulaValue) right = { 0 };
  Operator op = (Operator) node->what;

  evaluate (g_ptr_array_index (node->children, 0), reader, &left);
  evaluate (g_ptr_array_index (node->children, 1), reader, &right);
  if (left.kind == AIP_FORMULA_ERROR || right.kind == AIP_FORMULA_ERROR)
    {
      aip_formula_value_set_error (value, left.kind == AIP_FORMULA_ERROR ? left.problem
                                                                         : right.problem);
      return;
    }

  switch (op)
    {
    case OP_EQUAL:
      aip_formula_value_set_bool (value, compare (&left, &right) == 0);
      break;
    case OP_UNEQUAL:
      aip_formula_value_set_bool (value, compare (&left, &right) != 0);
      break;
    case OP_LESS:
      aip_formula_value_set_bool (value, compare (&left, &right) < 0);
      break;
    case OP_AT_MOST:
      aip_formula_value_set_bool (value, compare (&left, &right) <= 0);
      break;
    case OP_MORE:
      aip_formula_value_set_bool (value, compare (&left, &right) > 0);
      break;
    case OP_AT_LEAST:
      aip_formula_value_set_bool (value, compare (&left, &right) >= 0);
      break;
    case OP_JOIN:
      {
        g_autofree char *a = dup_text (&left);
        g_autofree char *b = dup_text (&right);
        g_autofree char *both = g_strconcat (a, b, NULL);

        aip_formula_value_set_text (value, both);
      }
      break;
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_DIVIDE:
    default:
      calculate (op, &left, &right, value);
      break;
    }
}

/* Functions ----------------------------------------------------------------------------------- */

/* FALSE, with the problem in @value. */
static gboolean
get_argument (const Node      *node,
              guint            index,
              const Reader    *reader,
              AipFormulaValue *argument,
              AipFormulaValue *value)
{
  evaluate (g_ptr_array_index (node->children, index), reader, argument);
  if (argument->kind == AIP_FORMULA_ERROR)
    aip_formula_value_set_error (value, argument->problem);

  return argument->kind != AIP_FORMULA_ERROR;
}

static gboolean
get_number (const Node      *node,
            guint            index,
            const Reader    *reader,
            double          *number,
            AipFormulaValue *value)
{
  g_auto(AipFormulaValue) argument = { 0 };

  if (!get_argument (node, index, reader, &argument, value))
    return FALSE;
  if (!to_number (&argument))
    {
      aip_formula_value_set_error (value, argument.problem);
      return FALSE;
    }
  *number = argument.number;

  return TRUE;
}

static char *
get_text (const Node      *node,
          guint            index,
          const Reader    *reader,
          AipFormulaValue *value)
{
  g_auto(AipFormulaValue) argument = { 0 };

  return get_argument (node, index, reader, &argument, value) ? dup_text (&argument) : NULL;
}

static void
evaluate_if (const Node      *node,
             const Reader    *reader,
             AipFormulaValue *value)
{
  g_auto(AipFormulaValue) condition = { 0 };

  if (!get_argument (node, 0, reader, &condition, value))
    return;

  if (is_true (&condition))
    evaluate (g_ptr_array_index (node->children, 1), reader, value);
  else if (node->children->len > 2)
    evaluate (g_ptr_array_index (node->children, 2), reader, value);
}

static void
evaluate_conditions (const Node      *node,
                     const Reader    *reader,
                     AipFormulaValue *value)
{
  gboolean all = node->what == FUNCTION_AND;

  for (guint i = 0; i < node->children->len; i++)
    {
      g_auto(AipFormulaValue) condition = { 0 };

      if (!get_argument (node, i, reader, &condition, value))
        return;
      if (is_true (&condition) != all)
        {
          aip_formula_value_set_bool (value, !all);
          return;
        }
    }

  aip_formula_value_set_bool (value, all);
}

/* MIN, MAX, SUM, AVERAGE: what says nothing does not count. */
static void
evaluate_numbers (const Node      *node,
                  const Reader    *reader,
                  AipFormulaValue *value)
{
  double least = 0, most = 0, sum = 0;
  guint n = 0;

  for (guint i = 0; i < node->children->len; i++)
    {
      g_auto(AipFormulaValue) argument = { 0 };

      if (!get_argument (node, i, reader, &argument, value))
        return;
      if (argument.kind == AIP_FORMULA_EMPTY)
        continue;
      if (!to_number (&argument))
        {
          aip_formula_value_set_error (value, argument.problem);
          return;
        }
      least = n == 0 ? argument.number : MIN (least, argument.number);
      most = n == 0 ? argument.number : MAX (most, argument.number);
      sum += argument.number;
      n++;
    }

  if (n > 0 || node->what == FUNCTION_SUM)
    aip_formula_value_set_number (value, node->what == FUNCTION_MIN ? least
                                         : node->what == FUNCTION_MAX ? most
                                         : node->what == FUNCTION_SUM ? sum : sum / n);
}

static void
evaluate_rounding (const Node      *node,
                   const Reader    *reader,
                   AipFormulaValue *value)
{
  double number, other = 0;

  if (!get_number (node, 0, reader, &number, value)
      || (node->children->len > 1 && !get_number (node, 1, reader, &other, value)))
    return;

  switch ((Function) node->what)
    {
    case FUNCTION_ROUND:
      other = pow (10, CLAMP (trunc (other), -15, 15));
      aip_formula_value_set_number (value, round (number * other) / other);
      break;
    case FUNCTION_FLOOR:
      aip_formula_value_set_number (value, floor (number));
      break;
    case FUNCTION_CEILING:
      aip_formula_value_set_number (value, ceil (number));
      break;
    case FUNCTION_MOD:
      if (other == 0)
        aip_formula_value_set_error (value, AIP_FORMULA_PROBLEM_ZERO);
      else
        aip_formula_value_set_number (value, number - other * floor (number / other));
      break;
    default:
      aip_formula_value_set_number (value, fabs (number));
      break;
    }
}

/* The first (last) characters. */
static void
cut_text (const Node      *node,
          const Reader    *reader,
          AipFormulaValue *value)
{
  g_autofree char *text = get_text (node, 0, reader, value);
  g_autofree char *part = NULL;
  double wanted;
  long length, n;

  if (text == NULL || !get_number (node, 1, reader, &wanted, value))
    return;

  length = g_utf8_strlen (text, -1);
  n = (long) CLAMP (wanted, 0, (double) length);
  part = node->what == FUNCTION_LEFT ? g_utf8_substring (text, 0, n)
                                     : g_utf8_substring (text, length - n, length);
  aip_formula_value_set_text (value, part);
}

static void
join_texts (const Node      *node,
            const Reader    *reader,
            AipFormulaValue *value)
{
  g_autoptr(GString) whole = g_string_new (NULL);

  for (guint i = 0; i < node->children->len; i++)
    {
      g_autofree char *text = get_text (node, i, reader, value);

      if (text == NULL)
        return;
      g_string_append (whole, text);
    }

  aip_formula_value_set_text (value, whole->str);
}

static void
substitute (const Node      *node,
            const Reader    *reader,
            AipFormulaValue *value)
{
  g_autofree char *text = get_text (node, 0, reader, value);
  g_autofree char *part = text != NULL ? get_text (node, 1, reader, value) : NULL;
  g_autofree char *by = part != NULL ? get_text (node, 2, reader, value) : NULL;
  g_autoptr(GString) whole = NULL;

  if (by == NULL)
    return;

  /* 8,000 times 8,000 characters are no text for a cell. */
  if (*part != '\0' && strlen (text) / strlen (part) * strlen (by) > AIP_FORMULA_MAX_RESULT * 10)
    {
      aip_formula_value_set_error (value, AIP_FORMULA_PROBLEM_LONG);
      return;
    }

  whole = g_string_new (text);
  if (*part != '\0')
    g_string_replace (whole, part, by, 0);
  aip_formula_value_set_text (value, whole->str);
}

static void
evaluate_text (const Node      *node,
               const Reader    *reader,
               AipFormulaValue *value)
{
  g_autofree char *text = get_text (node, 0, reader, value);
  g_autofree char *other = NULL;

  if (text == NULL)
    return;

  switch ((Function) node->what)
    {
    case FUNCTION_LEN:
      aip_formula_value_set_number (value, (double) g_utf8_strlen (text, -1));
      break;
    case FUNCTION_LOWER:
      other = g_utf8_strdown (text, -1);
      aip_formula_value_set_text (value, other);
      break;
    case FUNCTION_UPPER:
      other = g_utf8_strup (text, -1);
      aip_formula_value_set_text (value, other);
      break;
    case FUNCTION_TRIM:
      aip_formula_value_set_text (value, g_strstrip (text));
      break;
    default:
      {
        g_autofree char *part = get_text (node, 1, reader, value);
        g_autofree char *folded = aip_text_fold (text);

        if (part == NULL)
          return;
        other = aip_text_fold (part);
        aip_formula_value_set_bool (value, strstr (folded, other) != NULL);
      }
      break;
    }
}

static void
evaluate_call (const Node      *node,
               const Reader    *reader,
               AipFormulaValue *value)
{
  g_auto(AipFormulaValue) argument = { 0 };

  switch ((Function) node->what)
    {
    case FUNCTION_IF:
      evaluate_if (node, reader, value);
      break;
    case FUNCTION_AND:
    case FUNCTION_OR:
      evaluate_conditions (node, reader, value);
      break;
    case FUNCTION_NOT:
      if (get_argument (node, 0, reader, &argument, value))
        aip_formula_value_set_bool (value, !is_true (&argument));
      break;
    case FUNCTION_ISEMPTY:
      if (get_argument (node, 0, reader, &argument, value))
        aip_formula_value_set_bool (value, argument.kind == AIP_FORMULA_EMPTY);
      break;
    case FUNCTION_ROUND:
    case FUNCTION_FLOOR:
    case FUNCTION_CEILING:
    case FUNCTION_ABS:
    case FUNCTION_MOD:
      evaluate_rounding (node, reader, value);
      break;
    case FUNCTION_MIN:
    case FUNCTION_MAX:
    case FUNCTION_SUM:
    case FUNCTION_AVERAGE:
      evaluate_numbers (node, reader, value);
      break;
    case FUNCTION_CONCAT:
      join_texts (node, reader, value);
      break;
    case FUNCTION_LEFT:
    case FUNCTION_RIGHT:
      cut_text (node, reader, value);
      break;
    case FUNCTION_SUBSTITUTE:
      substitute (node, reader, value);
      break;
    case FUNCTION_LEN:
    case FUNCTION_LOWER:
    case FUNCTION_UPPER:
    case FUNCTION_TRIM:
    case FUNCTION_CONTAINS:
    case N_FUNCTIONS:
    default:
      evaluate_text (node, reader, value);
      break;
    }
}

static void
evaluate (const Node      *node,
          const Reader    *reader,
          AipFormulaValue *value)
{
  switch (node->kind)
    {
    case NODE_NUMBER:
      aip_formula_value_set_number (value, node->number);
      break;
    case NODE_TEXT:
      aip_formula_value_set_text (value, node->text);
      break;
    case NODE_FIELD:
      reader->read (node->text, value, reader->user_data);
      break;
    case NODE_NEGATE:
      {
        double number;

        if (get_number (node, 0, reader, &number, value))
          aip_formula_value_set_number (value, -number);
      }
      break;
    case NODE_BINARY:
      evaluate_binary (node, reader, value);
      break;
    case NODE_CALL:
    default:
      evaluate_call (node, reader, value);
      break;
    }
}

/**
 * aip_formula_evaluate:
 * @read: asked for each field when its value is needed: only the branch of an IF that is taken is
 *   worked out
 * @value: (out caller-allocates): cleared first; clear it when done
 */
void
aip_formula_evaluate (const AipFormula *self,
                      AipFormulaRead    read,
                      gpointer          user_data,
                      AipFormulaValue  *value)
{
  Reader reader = { read, user_data };

  g_return_if_fail (self != NULL && read != NULL && value != NULL);

  *value = (AipFormulaValue) { 0 };
  evaluate (self->root, &reader, value);
}
