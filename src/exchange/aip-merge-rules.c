/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-merge-rules"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-sheet-merge-private.h"
#include "aip-text.h"

typedef enum {
  WHAT_ALL,
  WHAT_ADDED,
  WHAT_REMOVED,
  WHAT_CHANGED,
  WHAT_CONFLICTS,
  WHAT_SIMILAR,
  WHAT_CELLS,
} What;

typedef struct {
  What              what;
  AipMergeDecision  decision;
  char             *name; /* (nullable): of a row, folded */
  char             *key;  /* (nullable): of a column */
} Rule;

static void
rule_clear (gpointer data)
{
  Rule *self = data;

  g_free (self->name);
  g_free (self->key);
}

void
aip_sheet_merge_decide (AipSheetMerge    *self,
                        guint             row,
                        int               cell,
                        AipMergeDecision  decision)
{
  AipMergeRow *entry;

  g_return_if_fail (AIP_IS_SHEET_MERGE (self));
  g_return_if_fail (row < self->rows->len);

  entry = g_ptr_array_index (self->rows, row);
  g_return_if_fail (cell < (int) entry->cells->len);

  if (cell < 0)
    entry->decision = decision;
  for (guint i = 0; i < entry->cells->len; i++)
    if (cell < 0 || (int) i == cell)
      g_array_index (entry->cells, AipMergeCell, i).decision = decision;
}

/* Reading rules ----------------------------------------------------------------------------- */

static gboolean
parse_decision (const char       *text,
                AipMergeDecision *decision)
{
  if (g_str_equal (text, "theirs") || g_str_equal (text, "yes"))
    *decision = AIP_MERGE_TAKE_THEIRS;
  else if (g_str_equal (text, "mine") || g_str_equal (text, "no"))
    *decision = AIP_MERGE_KEEP_MINE;
  else
    return FALSE;

  return TRUE;
}

static const char *
find_key (AipSheetMerge *self,
          const char    *text)
{
  for (AipKind kind = 0; kind < AIP_N_KINDS; kind++)
    {
      const AipSheetColumn *column = aip_sheet_source_find_column (self->source, kind, text);

      if (column == NULL)
        column = aip_sheet_source_find_title (self->source, kind, text);
      if (column != NULL)
        return column->key;
    }

  return NULL;
}

/* “SHT-0010” or “SHT-0010.notes”: codes may have dots of their own, so rows are asked first. */
static gboolean
parse_name (AipSheetMerge *self,
            const char    *text,
            Rule          *rule)
{
  g_autofree char *folded = aip_text_fold (text);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const AipMergeRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *name = aip_text_fold (row->name);
      gsize length = strlen (name);
      const char *key;

      if (length == 0 || !g_str_has_prefix (folded, name) ||
          (folded[length] != '.' && folded[length] != '\0'))
        continue;
      key = folded[length] == '.' ? find_key (self, folded + length + 1) : NULL;
      if (folded[length] == '.' && key == NULL)
        continue;
      rule->name = g_steal_pointer (&name);
      rule->key = g_strdup (key);

      return TRUE;
    }

  return FALSE;
}

static gboolean
parse_rule (AipSheetMerge  *self,
            const char     *text,
            GArray         *rules,
            GError        **error)
{
  static const char *const whats[] = {
    [WHAT_ALL] = "all", [WHAT_ADDED] = "added", [WHAT_REMOVED] = "removed",
    [WHAT_CHANGED] = "changed", [WHAT_CONFLICTS] = "conflicts", [WHAT_SIMILAR] = "similar",
  };
  const char *equals = strrchr (text, '=');
  g_autofree char *what = NULL;
  Rule rule = { WHAT_ALL, AIP_MERGE_TAKE_THEIRS, NULL, NULL };

  if (g_str_equal (text, "all") || g_str_equal (text, "theirs") || g_str_equal (text, "mine"))
    {
      g_array_append_val (rules, rule);
      rule.what = WHAT_CONFLICTS;
      rule.decision = *text == 'm' ? AIP_MERGE_KEEP_MINE : AIP_MERGE_TAKE_THEIRS;
      if (*text != 'a')
        g_array_append_val (rules, rule);

      return TRUE;
    }
  if (equals == NULL || !parse_decision (equals + 1, &rule.decision))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” is no rule: it takes WHAT=theirs or WHAT=mine, or all, theirs or "
                     "mine."), text);
      return FALSE;
    }

  what = g_strstrip (g_strndup (text, (gsize) (equals - text)));
  for (guint i = 0; i < G_N_ELEMENTS (whats); i++)
    if (g_str_equal (whats[i], what))
      {
        rule.what = i;
        g_array_append_val (rules, rule);

        return TRUE;
      }

  rule.what = WHAT_CELLS;
  if (!parse_name (self, what, &rule))
    rule.key = g_strdup (find_key (self, what));
  if (rule.name == NULL && rule.key == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("The rule “%s” is about “%s”, which is neither a column nor a changed row of "
                     "the list."), text, what);
      return FALSE;
    }
  g_array_append_val (rules, rule);

  return TRUE;
}

/* Following them ---------------------------------------------------------------------------- */

/* @column: (nullable): the column of a cell; %NULL for the row as a whole. */
static gboolean
rule_matches (const Rule           *self,
              const AipMergeRow    *row,
              AipMergeState         state,
              const AipSheetColumn *column,
              const char           *folded_name)
{
  gboolean similar = row->change == AIP_MERGE_CHANGED && row->match == AIP_MERGE_BY_LIKENESS;

  switch (self->what)
    {
    case WHAT_ALL:
      return state == AIP_MERGE_THEIRS && !similar;
    case WHAT_ADDED:
      return row->change == AIP_MERGE_ADDED && state == AIP_MERGE_THEIRS;
    case WHAT_REMOVED:
      return row->change == AIP_MERGE_REMOVED && state == AIP_MERGE_THEIRS;
    case WHAT_CHANGED:
      return row->change == AIP_MERGE_CHANGED && state == AIP_MERGE_THEIRS && !similar;
    case WHAT_CONFLICTS:
      return state == AIP_MERGE_CONFLICT;
    case WHAT_SIMILAR:
      return similar;
    case WHAT_CELLS:
    default:
      /* A column says nothing about whole rows, and a row without a column everything. */
      return (self->name == NULL || strcmp (self->name, folded_name) == 0) &&
             (self->key == NULL || (column != NULL && g_str_equal (column->key, self->key))) &&
             (self->name != NULL || (row->change == AIP_MERGE_CHANGED && !similar));
    }
}

static AipMergeDecision
decide (const GArray         *rules,
        const AipMergeRow    *row,
        AipMergeState         state,
        const AipSheetColumn *column,
        const char           *folded_name)
{
  for (guint i = rules->len; i > 0; i--)
    {
      const Rule *rule = &g_array_index (rules, Rule, i - 1);

      if (rule_matches (rule, row, state, column, folded_name))
        return rule->decision;
    }

  return AIP_MERGE_OPEN;
}

gboolean
aip_sheet_merge_accept (AipSheetMerge  *self,
                        const char     *rules,
                        GError        **error)
{
  g_autoptr(GArray) parsed = NULL;
  g_auto(GStrv) texts = NULL;

  g_return_val_if_fail (AIP_IS_SHEET_MERGE (self), FALSE);
  g_return_val_if_fail (rules != NULL, FALSE);

  parsed = g_array_new (FALSE, FALSE, sizeof (Rule));
  g_array_set_clear_func (parsed, rule_clear);
  texts = g_strsplit (rules, ",", -1);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_strstrip (texts[i]);
      if (*texts[i] != '\0' && !parse_rule (self, texts[i], parsed, error))
        return FALSE;
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      AipMergeRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *name = aip_text_fold (row->name);

      row->decision = decide (parsed, row, row->state, NULL, name);
      for (guint c = 0; c < row->cells->len; c++)
        {
          AipMergeCell *cell = &g_array_index (row->cells, AipMergeCell, c);

          cell->decision = row->change == AIP_MERGE_CHANGED
                           ? decide (parsed, row, cell->state, cell->column, name)
                           : row->decision;
        }
    }

  return TRUE;
}
