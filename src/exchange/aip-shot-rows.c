/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-rows"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-shot-rows.h"
#include "aip-shot-words.h"
#include "aip-text.h"

/* A sentence of hundreds of row numbers helps nobody. */
#define MAX_NAMED_ROWS 8

/* A row on its way to a variant: its code is settled only when all rows are known. */
typedef struct {
  guint         number;
  char         *code;
  char         *scene;
  GVariantDict *fields;
} Draft;

typedef struct {
  AipTable      *table;
  AipShotLayout *layout;
  GArray        *problems;
  AipShotGear   *gear;
  GPtrArray     *drafts;
  GPtrArray     *notes;
  char          *scene; /* of the row before, or of the heading above */
  char          *scene_name;
  gboolean       scene_from_heading;
  gboolean       inherited_scene;
  guint          n_skipped;
  GArray        *separators;
  char          *separator;
  guint          untitled_row;
  char          *untitled;
} Parser;

static void
defect_clear (gpointer data)
{
  g_free (((AipShotDefect *) data)->sentence);
}

static int
defect_compare (gconstpointer a,
                gconstpointer b)
{
  guint x = ((const AipShotDefect *) a)->row;
  guint y = ((const AipShotDefect *) b)->row;

  return x < y ? -1 : x > y;
}

static void
draft_free (Draft *self)
{
  g_free (self->code);
  g_free (self->scene);
  g_clear_pointer (&self->fields, g_variant_dict_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Draft, draft_free)

static void
parser_free (Parser *self)
{
  g_clear_pointer (&self->problems, g_array_unref);
  aip_shot_gear_free (self->gear);
  g_ptr_array_unref (self->drafts);
  g_ptr_array_unref (self->notes);
  g_array_unref (self->separators);
  g_free (self->scene);
  g_free (self->scene_name);
  g_free (self->separator);
  g_free (self->untitled);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Parser, parser_free)

void
aip_shot_rows_free (AipShotRows *self)
{
  g_ptr_array_unref (self->rows);
  g_array_unref (self->numbers);
  g_array_unref (self->problems);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static void
add_problem (Parser *self,
             guint   number,
             int     column,
             char   *sentence)
{
  AipShotDefect defect = { number, column, sentence };

  g_array_append_val (self->problems, defect);
}

/* @reason: part of a sentence or a sentence; its own full stop gives way. */
static void
add_skipped (Parser     *self,
             guint       number,
             int         column,
             const char *reason)
{
  g_autofree char *bare = g_strdup (reason);

  if (g_str_has_suffix (bare, "."))
    bare[strlen (bare) - 1] = '\0';
  self->n_skipped++;
  add_problem (self, number, column,
               g_strdup_printf (_("Row %u was skipped: %s."), number, bare));
}

/* Merged cells of a spreadsheet leave the scene in the first of their rows only. */
static void
read_scene (Parser             *self,
            const AipShotCells *cells,
            Draft              *draft)
{
  g_autofree char *scene = aip_shot_cells_get_text (cells, AIP_COLUMN_SCENE);
  g_autofree char *name = aip_shot_cells_get_text (cells, AIP_COLUMN_SCENE_NAME);

  g_strdelimit (scene, "\n\t", ' ');
  g_strdelimit (name, "\n\t", ' ');
  if (*scene == '\0' && *name != '\0' && g_strcmp0 (name, self->scene_name) != 0)
    g_set_str (&scene, name);

  if (*scene != '\0')
    {
      if (g_strcmp0 (scene, self->scene) != 0 || *name != '\0')
        g_set_str (&self->scene_name, name);
      g_set_str (&self->scene, scene);
      self->scene_from_heading = FALSE;
    }
  else if (self->scene != NULL && !self->scene_from_heading)
    self->inherited_scene = TRUE;

  if (self->scene == NULL)
    return;

  draft->scene = g_strdup (self->scene);
  g_variant_dict_insert (draft->fields, "scene", "s", self->scene);
  if (self->scene_name != NULL && *self->scene_name != '\0')
    g_variant_dict_insert (draft->fields, "scene-name", "s", self->scene_name);
}

static gboolean
repeats_header (Parser *self,
                guint   row)
{
  guint n = aip_table_get_n_cells (self->table, row);

  if (n != self->layout->n_columns)
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (strcmp (aip_table_get_cell (self->table, row, i),
                aip_table_get_cell (self->table, self->layout->header_row, i)) != 0)
      return FALSE;

  return TRUE;
}

/* How many cells say anything; @first: (out) (transfer full): the first of them. */
static guint
count_filled (Parser  *self,
              guint    row,
              char   **first)
{
  guint n = 0;

  *first = NULL;
  for (guint i = 0; i < aip_table_get_n_cells (self->table, row); i++)
    {
      g_autofree char *text =
        g_strstrip (aip_text_clean (aip_table_get_cell (self->table, row, i)));

      if (*text == '\0')
        continue;
      n++;
      if (i >= self->layout->n_columns && self->untitled == NULL)
        {
          self->untitled = aip_shot_cells_brief (text);
          self->untitled_row = row + 1;
        }
      if (*first == NULL)
        *first = g_steal_pointer (&text);
    }

  return n;
}

/* Rows that lists have beside their shots. */
static gboolean
is_no_shot (Parser     *self,
            guint       row,
            guint       n_filled,
            const char *first)
{
  const AipShotCells cells = { self->table, self->layout, row };
  g_autofree char *description = aip_shot_cells_get_text (&cells, AIP_COLUMN_DESCRIPTION);
  guint number = row + 1;

  if (repeats_header (self, row) || aip_shot_words_is_total (first))
    return TRUE;

  if (n_filled == 1 && aip_shot_words_is_heading (first))
    {
      g_set_str (&self->scene, first);
      self->scene_from_heading = TRUE;
      g_clear_pointer (&self->scene_name, g_free);

      return TRUE;
    }

  if (aip_shot_words_is_separator (first) || aip_shot_words_is_separator (description))
    {
      g_array_append_val (self->separators, number);
      if (self->separator == NULL)
        self->separator = aip_shot_cells_brief (*description != '\0' ? description : first);

      return TRUE;
    }

  return FALSE;
}

static void
read_row (Parser *self,
          guint   row)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) defects = g_array_new (FALSE, FALSE, sizeof (AipShotDefect));
  g_autoptr(GVariant) fields = NULL;
  g_autoptr(Draft) draft = NULL;
  g_autofree char *first = NULL;
  const char *problem = aip_table_get_problem (self->table, row);
  AipShotCells cells = { self->table, self->layout, row, NULL, defects, self->gear, -1 };
  guint n_filled;
  gboolean good;

  if (problem != NULL)
    {
      add_skipped (self, row + 1, -1, problem);
      return;
    }

  n_filled = count_filled (self, row, &first);
  if (n_filled == 0 || is_no_shot (self, row, n_filled, first))
    return;

  draft = g_new0 (Draft, 1);
  draft->number = row + 1;
  draft->fields = cells.fields = g_variant_dict_new (NULL);
  draft->code = aip_shot_cells_get_text (&cells, AIP_COLUMN_CODE);
  good = aip_shot_cells_read (&cells, &error);

  fields = g_variant_ref_sink (g_variant_dict_end (draft->fields));
  g_variant_dict_unref (draft->fields);
  draft->fields = g_variant_dict_new (fields);
  if (good && *draft->code == '\0' && g_variant_n_children (fields) == 0)
    {
      good = FALSE;
      g_set_error_literal (&error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("it says nothing under the titles that are known"));
    }

  /* Also for a row that is skipped: those below it may belong to the scene it names. */
  read_scene (self, &cells, draft);
  if (!good)
    {
      add_skipped (self, draft->number, cells.culprit, error->message);
      g_array_set_clear_func (defects, defect_clear);

      return;
    }

  g_array_append_vals (self->problems, defects->data, defects->len);
  g_ptr_array_add (self->drafts, g_steal_pointer (&draft));
}

static gboolean
codes_are_unique (Parser   *self,
                  gboolean  with_scene)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->drafts->len; i++)
    {
      Draft *draft = g_ptr_array_index (self->drafts, i);
      g_autofree char *key = NULL;

      if (*draft->code == '\0')
        continue;
      if (with_scene && draft->scene == NULL)
        return FALSE;
      key = with_scene ? g_strdup_printf ("%s\n%s", draft->scene, draft->code)
                       : g_strdup (draft->code);
      if (!g_hash_table_add (seen, g_steal_pointer (&key)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_short_ascii (const char *text)
{
  return strlen (text) <= 16 && g_str_is_ascii (text) && strpbrk (text, " /\\:*?\"<>|") == NULL;
}

/*
 * Shots that are counted anew in each scene (scene 2, shot 1) are told apart by the scene in front:
 * “2-1”. A scene that is called by a sentence counts by its place in the list.
 */
static void
put_scenes_before_codes (Parser *self)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->drafts->len; i++)
    {
      Draft *draft = g_ptr_array_index (self->drafts, i);
      g_autofree char *code = NULL;
      guint number;

      if (draft->scene == NULL || *draft->code == '\0')
        continue;
      number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, draft->scene));
      if (number == 0)
        {
          number = g_hash_table_size (numbers) + 1;
          g_hash_table_insert (numbers, draft->scene, GUINT_TO_POINTER (number));
        }
      code = is_short_ascii (draft->scene)
             ? g_strdup_printf ("%s-%s", draft->scene, draft->code)
             : g_strdup_printf ("%u-%s", number, draft->code);
      g_set_str (&draft->code, code);
    }

  g_ptr_array_add (self->notes,
                   g_strdup (_("Shots are numbered anew in each scene, so the scene stands in "
                               "front of each code.")));
}

static int
find_code_column (Parser *self)
{
  for (guint i = 0; i < self->layout->n_columns; i++)
    if (self->layout->columns[i] == AIP_COLUMN_CODE)
      return (int) i;

  return -1;
}

static gboolean
put_code (Draft   *draft,
          GError **error)
{
  g_autoptr(GVariant) code = g_variant_ref_sink (g_variant_new_string (draft->code));
  const AipField *field = aip_kind_find_field (AIP_KIND_SHOT, "code", NULL);

  if (!aip_field_check (AIP_KIND_SHOT, field, code, error))
    return FALSE;

  g_variant_dict_insert_value (draft->fields, "code", code);

  return TRUE;
}

static void
finish_rows (Parser      *self,
             AipShotRows *result)
{
  g_autoptr(GHashTable) rows = g_hash_table_new (g_str_hash, g_str_equal);

  if (!codes_are_unique (self, FALSE) && codes_are_unique (self, TRUE))
    put_scenes_before_codes (self);

  for (guint i = 0; i < self->drafts->len; i++)
    {
      Draft *draft = g_ptr_array_index (self->drafts, i);
      g_autoptr(GError) error = NULL;

      if (*draft->code != '\0')
        {
          guint earlier = GPOINTER_TO_UINT (g_hash_table_lookup (rows, draft->code));

          if (earlier > 0)
            {
              g_autofree char *reason =
                g_strdup_printf (_("row %u has the code “%s” already"), earlier, draft->code);

              add_skipped (self, draft->number, find_code_column (self), reason);
              continue;
            }
          if (!put_code (draft, &error))
            {
              add_skipped (self, draft->number, find_code_column (self), error->message);
              continue;
            }
          g_hash_table_insert (rows, draft->code, GUINT_TO_POINTER (draft->number));
        }

      g_ptr_array_add (result->rows,
                       g_variant_ref_sink (g_variant_dict_end (draft->fields)));
      g_array_append_val (result->numbers, draft->number);
    }
}

static void
add_notes (Parser *self)
{
  if (self->inherited_scene)
    g_ptr_array_add (self->notes,
                     g_strdup (_("Rows without a scene belong to the scene of the row above.")));

  if (self->separators->len > 0)
    {
      g_autoptr(GString) numbers = g_string_new (NULL);

      for (guint i = 0; i < MIN (self->separators->len, MAX_NAMED_ROWS); i++)
        g_string_append_printf (numbers, "%s%u", i > 0 ? ", " : "",
                                g_array_index (self->separators, guint, i));
      if (self->separators->len > MAX_NAMED_ROWS)
        g_string_append (numbers, ", …");
      g_ptr_array_add (self->notes,
                       g_strdup_printf (ngettext ("Row %s divides the list and is no shot: “%s”.",
                                                  "Rows %s divide the list and are no shots: "
                                                  "“%s”.", self->separators->len),
                                        numbers->str, self->separator));
    }

  if (self->untitled != NULL)
    g_ptr_array_add (self->notes,
                     g_strdup_printf (_("Columns without a title were not read; in row %u one says "
                                        "“%s”."), self->untitled_row, self->untitled));
}

/**
 * aip_shot_rows_new:
 * @table: a shot list
 * @layout: how to read it
 * @cancellable: (nullable): checked now and then
 * @error: return location
 *
 * Returns: (transfer full): what the rows say; %NULL only when cancelled
 */
AipShotRows *
aip_shot_rows_new (AipTable       *table,
                   AipShotLayout  *layout,
                   GCancellable   *cancellable,
                   GError        **error)
{
  g_autoptr(Parser) parser = g_new0 (Parser, 1);
  AipShotRows *result;

  g_return_val_if_fail (AIP_IS_TABLE (table), NULL);
  g_return_val_if_fail (layout != NULL, NULL);

  parser->table = table;
  parser->layout = layout;
  parser->problems = g_array_new (FALSE, FALSE, sizeof (AipShotDefect));
  g_array_set_clear_func (parser->problems, defect_clear);
  parser->gear = aip_shot_gear_new ();
  parser->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) draft_free);
  parser->notes = g_ptr_array_new_with_free_func (g_free);
  parser->separators = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint row = layout->header_row + 1; row < aip_table_get_n_rows (table); row++)
    {
      if (row % 1000 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      read_row (parser, row);
    }

  result = g_new0 (AipShotRows, 1);
  result->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  result->numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  finish_rows (parser, result);
  add_notes (parser);

  g_array_sort (parser->problems, defect_compare);
  result->problems = g_steal_pointer (&parser->problems);
  result->n_skipped = parser->n_skipped;
  result->notes = g_steal_pointer (&parser->notes);
  parser->notes = g_ptr_array_new ();

  return result;
}
