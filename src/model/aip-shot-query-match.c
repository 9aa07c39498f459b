/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-query"

#include "config.h"

#include <math.h>
#include <string.h>

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

static gboolean
term_matches (const AipQueryNode *term,
              gpointer            shot,
              AipQueryRead        read,
              gpointer            user_data,
              double              rate)
{
  double number = NAN;
  const char *lines = read (shot, term->key, &number, user_data);

  if (term->op == AIP_QUERY_EMPTY)
    return aip_query_key_is_number (term->key) ? isnan (number) : *lines == '\0';

  for (guint i = 0; i < term->folded->len; i++)
    {
      const char *value = g_ptr_array_index (term->folded, i);

      if (aip_query_key_is_number (term->key))
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
