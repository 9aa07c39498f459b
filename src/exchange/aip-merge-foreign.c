/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-merge-foreign"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-sheet-merge-private.h"
#include "aip-sheet-value.h"
#include "aip-text.h"

/* Two texts are alike when they share at least this much of their words. */
#define LIKE_ENOUGH 0.6

/* A word that many shots have says little, and following it everywhere would take long. */
#define COMMON_WORD 200

typedef struct {
  GHashTable *words; /* word → GArray of places of shots */
  GArray     *sizes; /* how many different words each shot has */
} WordIndex;

/* The different words of the texts in which shots differ. */
static GHashTable *
split_words (const char *const *texts,
             guint              n_texts)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n_texts; i++)
    {
      g_autofree char *folded = aip_text_fold (texts[i]);
      const char *start = NULL;

      for (const char *p = folded; ; p = g_utf8_next_char (p))
        {
          gboolean in_word = *p != '\0' && g_unichar_isalnum (g_utf8_get_char (p));

          if (in_word && start == NULL)
            start = p;
          else if (!in_word && start != NULL)
            {
              g_hash_table_add (words, g_strndup (start, (gsize) (p - start)));
              start = NULL;
            }
          if (*p == '\0')
            break;
        }
    }

  return words;
}

static void
word_index_init (WordIndex       *self,
                 AipMergeContext *context)
{
  AipSheetSource *source = context->merge->source;

  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_array_unref);
  self->sizes = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < aip_sheet_source_get_n_items (source, AIP_KIND_SHOT); i++)
    {
      const AipSheetItem *item = aip_sheet_source_get_item (source, AIP_KIND_SHOT, i);
      const char *texts[] = {
        aip_sheet_item_get_text (item, "description"), aip_sheet_item_get_text (item, "action"),
        aip_sheet_item_get_text (item, "dialogue"),
      };
      g_autoptr(GHashTable) words = split_words (texts, G_N_ELEMENTS (texts));
      guint size = g_hash_table_size (words);
      GHashTableIter iter;
      gpointer word;

      g_array_append_val (self->sizes, size);
      g_hash_table_iter_init (&iter, words);
      while (g_hash_table_iter_next (&iter, &word, NULL))
        {
          GArray *places = g_hash_table_lookup (self->words, word);

          if (places == NULL)
            {
              places = g_array_new (FALSE, FALSE, sizeof (guint));
              g_hash_table_insert (self->words, g_strdup (word), places);
            }
          g_array_append_val (places, i);
        }
    }
}

static void
word_index_clear (WordIndex *self)
{
  g_hash_table_unref (self->words);
  g_array_unref (self->sizes);
}

static const char *
get_text (GVariant   *row,
          const char *field)
{
  const char *text = NULL;

  return g_variant_lookup (row, field, "&s", &text) ? text : "";
}

/* The place of the shot that is most like the row and is nobody else's; -1 if none is. */
static int
find_like (const WordIndex *self,
           AipMergeContext *context,
           GVariant        *row,
           GHashTable      *matched,
           double          *likeness)
{
  const char *texts[] = {
    get_text (row, "description"), get_text (row, "action"), get_text (row, "dialogue"),
  };
  g_autoptr(GHashTable) words = split_words (texts, G_N_ELEMENTS (texts));
  g_autoptr(GHashTable) shared = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer word;
  gpointer place;
  gpointer count;
  int best = -1;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      const GArray *places = g_hash_table_lookup (self->words, word);

      for (guint i = 0; places != NULL && places->len <= COMMON_WORD && i < places->len; i++)
        {
          gpointer key = GUINT_TO_POINTER (g_array_index (places, guint, i));

          g_hash_table_insert (shared, key,
                               GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (shared,
                                                                                        key)) + 1));
        }
    }

  *likeness = 0;
  g_hash_table_iter_init (&iter, shared);
  while (g_hash_table_iter_next (&iter, &place, &count))
    {
      guint at = GPOINTER_TO_UINT (place);
      const AipSheetItem *item = aip_sheet_source_get_item (context->merge->source, AIP_KIND_SHOT,
                                                            at);
      double score = 2.0 * GPOINTER_TO_UINT (count) /
                     (g_array_index (self->sizes, guint, at) + g_hash_table_size (words));

      if (score < LIKE_ENOUGH || g_hash_table_contains (matched, item->id))
        continue;
      /* Of equal ones the first, whatever the order of the table is. */
      if (score > *likeness || (score == *likeness && (int) at < best))
        {
          best = (int) at;
          *likeness = score;
        }
    }

  return best;
}

/* What a row of the list says in a column of ours; %NULL if it does not speak of it. */
static char *
dup_field (AipMergeContext      *self,
           GVariant             *row,
           const AipSheetColumn *column)
{
  g_auto(GStrv) texts = NULL;
  const char *text;
  gint64 number;

  if (column->type == AIP_SHEET_SETUP)
    {
      text = aip_sheet_setups_get_text (self->setups, get_text (row, "setup"), column->detail);

      return *text != '\0' ? g_strdup (text) : NULL;
    }
  if (g_variant_lookup (row, column->key, "&s", &text))
    return g_strdup (text);
  if (g_variant_lookup (row, column->key, "x", &number))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  if (g_variant_lookup (row, column->key, "^as", &texts))
    return g_strjoinv (", ", texts);

  return NULL;
}

static void
compare_row (AipMergeContext    *self,
             AipShotImport      *import,
             guint               index,
             const AipSheetItem *item,
             AipMergeMatch       match,
             double              likeness)
{
  AipMergeRow *result = aip_merge_row_new (AIP_KIND_SHOT, AIP_MERGE_CHANGED);
  GVariant *row = aip_shot_import_get_row (import, index);
  guint n_plans;
  const AipSheetPlan *plan = aip_sheet_purpose_get_plans (AIP_SHEET_FULL, &n_plans);

  result->match = match;
  result->likeness = likeness;
  result->id = g_strdup (item->id);
  result->name = g_strdup (aip_sheet_item_get_text (item, "code"));
  result->sheet = g_strdup (aip_table_get_name (aip_shot_import_get_table (import)));
  result->number = aip_shot_import_get_row_number (import, index);

  for (guint i = 0; plan->columns[i] != NULL; i++)
    {
      const AipSheetColumn *column = plan->columns[i];
      g_autofree char *said = dup_field (self, row, column);
      g_autofree char *normal = said != NULL ? aip_sheet_value_normalize (column, said) : NULL;
      g_autofree char *theirs = NULL;
      g_autofree char *mine = NULL;

      /* By its code, whatever zeros it lost, the row was known. */
      if (normal == NULL || (column->type == AIP_SHEET_CODE && match == AIP_MERGE_BY_CODE &&
                             g_str_equal (column->key, "code")))
        continue;
      theirs = aip_merge_context_resolve (self, column, normal);
      mine = aip_merge_context_dup_mine (self, item, column);
      if (strcmp (theirs, mine) != 0)
        aip_merge_row_add_cell (result, column, AIP_MERGE_THEIRS, NULL, mine, theirs, 0);
    }

  if (result->cells->len > 0 || match == AIP_MERGE_BY_LIKENESS)
    g_ptr_array_add (self->merge->rows, result);
  else
    {
      self->merge->n_unchanged++;
      aip_merge_row_free (result);
    }
}

static void
add_row (AipMergeContext *self,
         AipShotImport   *import,
         guint            index,
         const char      *after)
{
  AipMergeRow *result = aip_merge_row_new (AIP_KIND_SHOT, AIP_MERGE_ADDED);
  guint n_plans;
  const AipSheetPlan *plan = aip_sheet_purpose_get_plans (AIP_SHEET_FULL, &n_plans);

  result->fields = g_variant_ref (aip_shot_import_get_row (import, index));
  result->name = g_strdup (get_text (result->fields, "code"));
  result->sheet = g_strdup (aip_table_get_name (aip_shot_import_get_table (import)));
  result->number = aip_shot_import_get_row_number (import, index);
  result->after = g_strdup (after);
  for (guint i = 0; plan->columns[i] != NULL; i++)
    {
      g_autofree char *said = dup_field (self, result->fields, plan->columns[i]);

      if (said != NULL)
        aip_merge_row_add_cell (result, plan->columns[i], AIP_MERGE_THEIRS, NULL, "", said, 0);
    }
  g_ptr_array_add (self->merge->rows, result);
}

/* Shots by code, or by code without zeros; %NULL where two are alike. */
static GHashTable *
index_codes (AipSheetSource *source,
             gboolean        folded)
{
  GHashTable *codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < aip_sheet_source_get_n_items (source, AIP_KIND_SHOT); i++)
    {
      const AipSheetItem *item = aip_sheet_source_get_item (source, AIP_KIND_SHOT, i);
      const char *code = aip_sheet_item_get_text (item, "code");
      char *key = folded ? aip_sheet_value_fold_code (code) : aip_text_fold (code);

      if (g_hash_table_contains (codes, key))
        g_hash_table_replace (codes, key, NULL);
      else
        g_hash_table_insert (codes, key, (gpointer) item);
    }

  return codes;
}

/* @items: receives the shot of each row of the list, or %NULL. */
static void
match_codes (AipMergeContext     *self,
             AipShotImport       *import,
             const AipSheetItem **items,
             GHashTable          *matched)
{
  for (guint pass = 0; pass < 2; pass++)
    {
      g_autoptr(GHashTable) codes = index_codes (self->merge->source, pass == 1);

      for (guint i = 0; i < aip_shot_import_get_n_rows (import); i++)
        {
          const char *code = get_text (aip_shot_import_get_row (import, i), "code");
          g_autofree char *key = pass == 1 ? aip_sheet_value_fold_code (code)
                                           : aip_text_fold (code);
          const AipSheetItem *item = *key != '\0' ? g_hash_table_lookup (codes, key) : NULL;

          if (items[i] == NULL && item != NULL && g_hash_table_add (matched, item->id))
            items[i] = item;
        }
    }
}

gboolean
aip_merge_compare_foreign (AipMergeContext  *self,
                           AipShotImport    *import,
                           GError          **error)
{
  g_autoptr(GHashTable) matched = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_rows = aip_shot_import_get_n_rows (import);
  g_autofree const AipSheetItem **items = g_new0 (const AipSheetItem *, n_rows + 1);
  const char *const *problems = aip_shot_import_get_problems (import);
  const char *const *notes = aip_shot_import_get_notes (import);
  WordIndex words = { NULL, NULL };
  const char *after = NULL;
  gboolean good = TRUE;

  for (guint i = 0; problems[i] != NULL; i++)
    {
      guint row;
      int column;

      aip_shot_import_get_problem_place (import, i, &row, &column);
      aip_sheet_merge_add_problem (self->merge,
                                   aip_table_get_name (aip_shot_import_get_table (import)), row,
                                   column, g_strdup (problems[i]));
    }
  for (guint i = 0; notes[i] != NULL; i++)
    g_ptr_array_add (self->merge->notes, g_strdup (notes[i]));

  self->merge->n_read = n_rows;
  match_codes (self, import, items, matched);
  for (guint i = 0; i < n_rows && good; i++)
    {
      double likeness = 0;
      int like;

      good = !g_cancellable_set_error_if_cancelled (self->cancellable, error);
      if (items[i] != NULL)
        {
          compare_row (self, import, i, items[i], AIP_MERGE_BY_CODE, 1);
          after = items[i]->id;
          continue;
        }
      if (words.words == NULL)
        word_index_init (&words, self);
      like = find_like (&words, self, aip_shot_import_get_row (import, i), matched, &likeness);
      if (like < 0)
        {
          add_row (self, import, i, after);
          continue;
        }
      items[i] = aip_sheet_source_get_item (self->merge->source, AIP_KIND_SHOT, (guint) like);
      g_hash_table_add (matched, items[i]->id);
      compare_row (self, import, i, items[i], AIP_MERGE_BY_LIKENESS, likeness);
      after = items[i]->id;
    }
  if (words.words != NULL)
    word_index_clear (&words);

  return good;
}
