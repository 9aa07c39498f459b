/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-query"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-query-date.h"
#include "aip-shot-query.h"
#include "aip-text.h"

/* Matching ------------------------------------------------------------------------------------ */

/* Frames, takes, millimetres; "2s" and "2초" are seconds. NAN for what is no number. */
static double
read_number (const char *text,
             double      rate)
{
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);

  if (end == text || !isfinite (number))
    return NAN;
  while (*end == ' ')
    end++;
  if (g_str_equal (end, "s") || g_str_equal (end, "sec") || g_str_equal (end, "초"))
    return number * rate;
  if (*end == '\0' || g_str_equal (end, "mm") || g_str_equal (end, "f"))
    return number;

  return NAN;
}

gboolean
aip_query_is_number (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return !isnan (read_number (text, 1));
}

static gboolean
number_matches (const AipQueryNode *term,
                double              number,
                const char         *value,
                double              rate)
{
  const char *dots;
  double wanted;

  if (term->op == AIP_QUERY_BETWEEN && (dots = strstr (value, "..")) != NULL)
    {
      g_autofree char *from = g_strndup (value, (gsize) (dots - value));
      double low = read_number (from, rate);
      double high = read_number (dots + 2, rate);

      return (isnan (low) || number >= low) && (isnan (high) || number <= high)
             && !(isnan (low) && isnan (high));
    }

  wanted = read_number (value, rate);
  switch (term->op)
    {
    case AIP_QUERY_LESS:
      return number < wanted;
    case AIP_QUERY_MORE:
      return number > wanted;
    case AIP_QUERY_AT_MOST:
      return number <= wanted;
    case AIP_QUERY_AT_LEAST:
      return number >= wanted;
    default:
      return fabs (number - wanted) < 0.005;
    }
}

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/* One of the lines of @lines is @value, or begins with it; a number is never part of another. */
static gboolean
line_matches (const char *lines,
              const char *value,
              AipQueryOp  op)
{
  gsize length = strlen (value);
  gboolean whole = op == AIP_QUERY_IS || (op == AIP_QUERY_HAS && is_digits (value));

  for (const char *line = lines; *line != '\0';)
    {
      const char *end = line + strcspn (line, "\n");

      if (strncmp (line, value, length) == 0 && (!whole || line + length == end))
        return TRUE;
      line = *end != '\0' ? end + 1 : end;
    }

  return FALSE;
}

/* Fields of the project ----------------------------------------------------------------------- */

/* The number at the beginning; what follows is a unit and has no digits. */
static gboolean
read_amount (const char *text,
             double     *amount)
{
  char *end = NULL;

  *amount = g_ascii_strtod (text, &end);

  return end != text && isfinite (*amount) && strpbrk (end, "0123456789") == NULL;
}

gboolean
aip_query_is_value (const char *text)
{
  guint32 first, last;
  double amount;

  g_return_val_if_fail (text != NULL, FALSE);

  return read_amount (text, &amount)
         || aip_query_date_read (text, aip_query_date_get_today (), &first, &last);
}

/* What a value stands for: one number, or all days of a date or of a span of them. */
static gboolean
read_range (const char *value,
            gboolean    date,
            double     *low,
            double     *high)
{
  guint32 first, last;

  if (!date)
    {
      if (!read_amount (value, low))
        return FALSE;
      *high = *low;
      return TRUE;
    }

  if (!aip_query_date_read (value, aip_query_date_get_today (), &first, &last))
    return FALSE;
  *low = first;
  *high = last;

  return TRUE;
}

static gboolean
span_matches (double      number,
              gboolean    date,
              const char *value)
{
  const char *dots = strstr (value, "..");
  g_autofree char *from = NULL;
  double low = -G_MAXDOUBLE;
  double high = G_MAXDOUBLE;
  double other;

  if (dots == NULL)
    return FALSE;

  from = g_strndup (value, (gsize) (dots - value));

  return (*from == '\0' || read_range (from, date, &low, &other))
         && (dots[2] == '\0' || read_range (dots + 2, date, &other, &high))
         && number >= low && number <= high;
}

/* @number: a number, or the day of a date. */
static gboolean
amount_matches (const AipQueryNode *term,
                double              number,
                gboolean            date,
                const char         *value)
{
  double low, high;

  if (term->op == AIP_QUERY_BETWEEN)
    return span_matches (number, date, value);
  if (!read_range (value, date, &low, &high))
    return FALSE;

  switch (term->op)
    {
    case AIP_QUERY_LESS:
      return number < low;
    case AIP_QUERY_MORE:
      return number > high;
    case AIP_QUERY_AT_MOST:
      return number <= high;
    case AIP_QUERY_AT_LEAST:
      return number >= low;
    default:
      return number >= low - 0.000001 && number <= high + 0.000001;
    }
}

/* Only what is there says whether it is a text, a number or a date. */
static gboolean
field_matches (const AipQueryNode *term,
               const char         *lines,
               double              number,
               const char         *value)
{
  guint32 day;
  gboolean date = aip_query_date_is_day (lines, &day);

  if (date)
    number = day;
  if (!isnan (number) && term->op != AIP_QUERY_BEGINS)
    return amount_matches (term, number, date, value);
  if (term->op == AIP_QUERY_IS || term->op == AIP_QUERY_BEGINS)
    return line_matches (lines, value, term->op);

  return term->op == AIP_QUERY_HAS && aip_text_matches (lines, value);
}

static gboolean
term_matches (const AipQueryNode *term,
              gpointer            shot,
              AipQueryRead        read,
              gpointer            user_data,
              double              rate)
{
  double number = NAN;
  const char *lines = read (shot, term->key, term->field, &number, user_data);

  if (term->op == AIP_QUERY_EMPTY)
    return aip_query_key_is_number (term->key)
           ? isnan (number) : *lines == '\0' && (term->key != AIP_QUERY_FIELD || isnan (number));

  for (guint i = 0; i < term->folded->len; i++)
    {
      const char *value = g_ptr_array_index (term->folded, i);

      if (term->key == AIP_QUERY_FIELD)
        {
          if (field_matches (term, lines, number, value))
            return TRUE;
        }
      else if (aip_query_key_is_number (term->key))
        {
          if (!isnan (number) && number_matches (term, number, value, rate))
            return TRUE;
        }
      else if (term->op == AIP_QUERY_IS || term->op == AIP_QUERY_BEGINS
               || aip_query_key_is_closed (term->key))
        {
          if (line_matches (lines, value, term->op))
            return TRUE;
        }
      else if (aip_text_matches (lines, value))
        return TRUE;
    }

  return FALSE;
}

gboolean
aip_query_matches (const AipQueryNode *self,
                   gpointer            shot,
                   AipQueryRead        read,
                   gpointer            user_data,
                   double              rate)
{
  gboolean result;

  g_return_val_if_fail (self != NULL && read != NULL, TRUE);

  switch (self->kind)
    {
    case AIP_QUERY_NODE_TERM:
      result = term_matches (self, shot, read, user_data, rate);
      break;
    case AIP_QUERY_NODE_ANY:
      result = FALSE;
      for (guint i = 0; i < self->children->len && !result; i++)
        result = aip_query_matches (g_ptr_array_index (self->children, i), shot, read, user_data,
                                    rate);
      break;
    case AIP_QUERY_NODE_ALL:
    default:
      result = TRUE;
      for (guint i = 0; i < self->children->len && result; i++)
        result = aip_query_matches (g_ptr_array_index (self->children, i), shot, read, user_data,
                                    rate);
      break;
    }

  return result != self->negated;
}

/* Buttons ------------------------------------------------------------------------------------- */

static AipQueryNode *
find_choice (const AipQueryNode *self,
             AipQueryKey         key)
{
  for (guint i = 0; self->kind == AIP_QUERY_NODE_ALL && i < self->children->len; i++)
    {
      AipQueryNode *node = g_ptr_array_index (self->children, i);

      if (node->kind == AIP_QUERY_NODE_TERM && node->key == key && node->op == AIP_QUERY_IS
          && !node->negated)
        return node;
    }

  return NULL;
}

gboolean
aip_query_has_choice (const AipQueryNode *self,
                      AipQueryKey         key,
                      const char         *value)
{
  AipQueryNode *term;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  term = find_choice (self, key);
  folded = aip_text_fold (value);

  return term != NULL
         && g_ptr_array_find_with_equal_func (term->folded, folded, g_str_equal, NULL);
}

void
aip_query_set_choice (AipQueryNode *self,
                      AipQueryKey   key,
                      const char   *value,
                      gboolean      chosen)
{
  AipQueryNode *term;
  g_autofree char *folded = NULL;
  guint index;

  g_return_if_fail (self != NULL && self->kind == AIP_QUERY_NODE_ALL);
  g_return_if_fail (value != NULL);

  if (chosen == aip_query_has_choice (self, key, value))
    return;

  term = find_choice (self, key);
  if (chosen && term != NULL)
    aip_query_node_add_value (term, value);
  else if (chosen)
    g_ptr_array_add (self->children, aip_query_node_new_term (key, AIP_QUERY_IS, value));
  else
    {
      folded = aip_text_fold (value);
      g_ptr_array_find_with_equal_func (term->folded, folded, g_str_equal, &index);
      g_ptr_array_remove_index (term->folded, index);
      g_ptr_array_remove_index (term->values, index);
      if (term->values->len == 0)
        g_ptr_array_remove (self->children, term);
    }
}
