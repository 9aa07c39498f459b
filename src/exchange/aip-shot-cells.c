/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-cells"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-json.h"
#include "aip-shot-cells.h"
#include "aip-shot-words.h"
#include "aip-text.h"

#define MAX_NAMED_CHARS 60

char *
aip_shot_cells_brief (const char *text)
{
  g_autofree char *start = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_utf8_strlen (text, -1) <= MAX_NAMED_CHARS)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, MAX_NAMED_CHARS);

  return g_strconcat (start, "…", NULL);
}

/* A formula that failed says nothing; aip_shot_cells_read() reports it. */
static char *
get_cell (const AipShotCells *cells,
          guint               column)
{
  if (aip_table_get_kind (cells->table, cells->row, column) == AIP_CELL_ERROR)
    return g_strdup ("");

  return g_strstrip (aip_text_clean (aip_table_get_cell (cells->table, cells->row, column)));
}

char *
aip_shot_cells_get_text (const AipShotCells *cells,
                         AipColumn           what)
{
  g_return_val_if_fail (cells != NULL, NULL);

  for (guint i = 0; i < cells->layout->n_columns; i++)
    if (cells->layout->columns[i] == what)
      return get_cell (cells, i);

  return g_strdup ("");
}

/* Where the first column is that says @what; -1 if there is none. */
static int
find_column (const AipShotCells *cells,
             AipColumn           what)
{
  for (guint i = 0; i < cells->layout->n_columns; i++)
    if (cells->layout->columns[i] == what)
      return (int) i;

  return -1;
}

/* @sentence: (transfer full) */
static void
add_defect (const AipShotCells *cells,
            int                 column,
            char               *sentence)
{
  AipShotDefect defect = { cells->row + 1, column, sentence };

  g_array_append_val (cells->defects, defect);
}

/* All cells that say one of @whats, each as a sentence of its own, in the order of @whats. */
static char *
join (const AipShotCells *cells,
      const AipColumn    *whats,
      guint               n_whats)
{
  g_autoptr(GString) sentences = g_string_new (NULL);

  for (guint i = 0; i < n_whats; i++)
    for (guint column = 0; column < cells->layout->n_columns; column++)
      if (cells->layout->columns[column] == whats[i])
        {
          g_autofree char *text = get_cell (cells, column);
          AipSetup ignored = { 0, };
          const char *size = whats[i] == AIP_COLUMN_SIZE ? aip_shot_words_expand_size (text) : NULL;

          /* What is in the setup is in the prompt; saying it twice would only weigh it twice. */
          if (aip_shot_gear_read (cells->gear, whats[i], text, &ignored, NULL))
            continue;

          aip_shot_words_append (sentences, size != NULL ? size : text);
        }

  return g_string_free_and_steal (g_steal_pointer (&sentences));
}

static gboolean
put (const AipShotCells  *cells,
     const char          *field,
     GVariant            *value,
     GError             **error)
{
  g_autoptr(GVariant) held = g_variant_ref_sink (value);
  const AipField *entry = aip_kind_find_field (AIP_KIND_SHOT, field, NULL);

  if (entry != NULL && !aip_field_check (AIP_KIND_SHOT, entry, held, error))
    return FALSE;

  g_variant_dict_insert_value (cells->fields, field, held);

  return TRUE;
}

static gboolean
put_text (const AipShotCells  *cells,
          const char          *field,
          const char          *text,
          GError             **error)
{
  return *text == '\0' || put (cells, field, g_variant_new_string (text), error);
}

static gboolean
read_dialogue (const AipShotCells  *cells,
               GError             **error)
{
  static const AipColumn column = AIP_COLUMN_DIALOGUE;
  g_autofree char *spoken = join (cells, &column, 1);
  g_autofree char *speaker = aip_shot_cells_get_text (cells, AIP_COLUMN_SPEAKER);

  if (*spoken != '\0' && *speaker != '\0')
    {
      g_autofree char *line = g_strdup_printf ("%s: %s", speaker, spoken);

      return put_text (cells, "dialogue", line, error);
    }

  return put_text (cells, "dialogue", spoken, error);
}

static gboolean
read_texts (const AipShotCells  *cells,
            GError             **error)
{
  static const struct {
    const char *field;
    AipColumn   columns[4];
    guint       n_columns;
  } texts[] = {
    { "description",
      { AIP_COLUMN_SIZE, AIP_COLUMN_NAME, AIP_COLUMN_DESCRIPTION, AIP_COLUMN_TIME_OF_DAY }, 4 },
    { "action", { AIP_COLUMN_ACTION, AIP_COLUMN_CAMERA }, 2 },
    { "notes", { AIP_COLUMN_NOTES }, 1 },
    { "prompt", { AIP_COLUMN_PROMPT }, 1 },
    { "negative", { AIP_COLUMN_NEGATIVE }, 1 },
    { "english", { AIP_COLUMN_ENGLISH }, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = join (cells, texts[i].columns, texts[i].n_columns);

      if (!put_text (cells, texts[i].field, text, error))
        return FALSE;
    }

  return read_dialogue (cells, error);
}

static gboolean
read_duration (AipShotCells  *cells,
               GError       **error)
{
  const AipListClock *clock = &cells->layout->clock;
  AipListUnit unit = AIP_LIST_UNIT_UNKNOWN;
  g_autofree char *length = NULL;
  g_autofree char *in = NULL;
  g_autofree char *out = NULL;
  gint64 frames;

  for (guint i = 0; i < cells->layout->n_columns; i++)
    switch (cells->layout->columns[i])
      {
      case AIP_COLUMN_LENGTH:
      case AIP_COLUMN_RANGE:
        length = get_cell (cells, i);
        cells->culprit = (int) i;
        unit = cells->layout->units[i];
        break;
      case AIP_COLUMN_IN:
        in = get_cell (cells, i);
        cells->culprit = (int) i;
        unit = cells->layout->units[i];
        break;
      case AIP_COLUMN_OUT:
        out = get_cell (cells, i);
        break;
      default:
        break;
      }

  if (in != NULL && out != NULL)
    {
      if (*in == '\0' && *out == '\0')
        return TRUE;
      if (!aip_list_time_parse_in_out (in, out, unit, clock, &frames, error))
        return FALSE;
    }
  else if (length == NULL || *length == '\0')
    return TRUE;
  else if (!aip_list_time_parse_length (length, unit, clock, &frames, error))
    return FALSE;

  return put (cells, "duration", g_variant_new_int64 (frames), error);
}

static gboolean
read_tags (const AipShotCells  *cells,
           GError             **error)
{
  g_autoptr(GString) all = g_string_new (NULL);
  g_auto(GStrv) tags = NULL;

  for (guint i = 0; i < cells->layout->n_columns; i++)
    if (cells->layout->columns[i] == AIP_COLUMN_TAGS)
      {
        g_autofree char *text = get_cell (cells, i);

        g_string_append_printf (all, "%s\n", text);
      }

  tags = aip_shot_words_split (all->str);

  return tags[0] == NULL ||
         put (cells, "tags", g_variant_new_strv ((const char *const *) tags, -1), error);
}

/* Who is in the shot, and what the list says about them in brackets behind a name. */
static void
read_cast (const AipShotCells *cells)
{
  static const AipColumn columns[] = { AIP_COLUMN_CHARACTERS, AIP_COLUMN_SPEAKER };
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) descriptions = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) name_list = NULL;
  g_auto(GStrv) description_list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *cell = aip_shot_cells_get_text (cells, columns[i]);
      g_auto(GStrv) people = aip_shot_words_split (cell);

      for (guint j = 0; people[j] != NULL; j++)
        {
          g_autofree char *description = NULL;
          g_autofree char *name = aip_shot_words_split_name (people[j], &description);

          if (*name == '\0' || !g_hash_table_add (seen, aip_text_fold (name)))
            continue;
          g_strv_builder_add (names, name);
          g_strv_builder_add (descriptions, description != NULL ? description : "");
        }
    }

  name_list = g_strv_builder_end (names);
  description_list = g_strv_builder_end (descriptions);
  if (name_list[0] == NULL)
    return;

  g_variant_dict_insert_value (cells->fields, "characters",
                               g_variant_new_strv ((const char *const *) name_list, -1));
  g_variant_dict_insert_value (cells->fields, "character-descriptions",
                               g_variant_new_strv ((const char *const *) description_list, -1));
}

static void
read_place (const AipShotCells *cells)
{
  g_autofree char *cell = aip_shot_cells_get_text (cells, AIP_COLUMN_PLACE);
  g_autofree char *more = aip_shot_cells_get_text (cells, AIP_COLUMN_PLACE_DESCRIPTION);
  g_autofree char *description = NULL;
  g_autofree char *name = aip_shot_words_split_name (cell, &description);

  if (*name == '\0')
    return;

  g_strdelimit (name, "\n\t", ' ');
  g_variant_dict_insert (cells->fields, "place", "s", name);
  if (*more != '\0' || description != NULL)
    g_variant_dict_insert (cells->fields, "place-description", "s",
                           *more != '\0' ? more : description);
}

static gboolean
is_workflow_id (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_' && *p != '.')
      return FALSE;

  return strlen (text) <= 100 && text[0] != '.';
}

/*
 * Cells whose defects a person mends in a second: they are left out, said so, and the row is kept.
 */
static void
read_choices (const AipShotCells *cells)
{
  guint number = cells->row + 1;
  g_autofree char *status_text = aip_shot_cells_get_text (cells, AIP_COLUMN_STATUS);
  g_autofree char *seed = aip_shot_cells_get_text (cells, AIP_COLUMN_SEED);
  g_autofree char *workflow = aip_shot_cells_get_text (cells, AIP_COLUMN_WORKFLOW);
  g_autofree char *brief_status = aip_shot_cells_brief (status_text);
  g_autofree char *brief_seed = aip_shot_cells_brief (seed);
  g_autofree char *brief_workflow = aip_shot_cells_brief (workflow);
  AipStatus status;

  if (aip_shot_words_parse_status (status_text, &status))
    put_text (cells, "status", aip_status_to_nick (status), NULL);
  else if (*status_text != '\0')
    add_defect (cells, find_column (cells, AIP_COLUMN_STATUS),
                g_strdup_printf (_("Row %u: the status “%s” is not known; the shot is a draft."),
                                 number, brief_status));

  if (!put_text (cells, "seed", seed, NULL))
    add_defect (cells, find_column (cells, AIP_COLUMN_SEED),
                g_strdup_printf (_("Row %u: the seed “%s” is not a whole number from 0 to "
                                   "18446744073709551615; each take gets a new one."),
                                 number, brief_seed));

  if (!is_workflow_id (workflow) || !put_text (cells, "workflow", workflow, NULL))
    add_defect (cells, find_column (cells, AIP_COLUMN_WORKFLOW),
                g_strdup_printf (_("Row %u: “%s” is not the id of a workflow; the shot uses the "
                                   "one of the project."), number, brief_workflow));
}

static void
report_errors (const AipShotCells *cells)
{
  for (guint i = 0; i < cells->layout->n_columns; i++)
    if (cells->layout->columns[i] != AIP_COLUMN_IGNORED &&
        aip_table_get_kind (cells->table, cells->row, i) == AIP_CELL_ERROR)
      {
        g_autofree char *address = aip_table_address (cells->row, i);

        add_defect (cells, (int) i,
                    g_strdup_printf (_("Row %u: the formula in cell %s failed (%s), so the cell "
                                       "was not read."), cells->row + 1, address,
                                     aip_table_get_cell (cells->table, cells->row, i)));
      }
}

static void
read_setup (const AipShotCells *cells)
{
  AipSetup setup = { 0, };
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *json = NULL;

  for (guint i = 0; i < cells->layout->n_columns; i++)
    {
      g_autofree char *text = get_cell (cells, i);
      const char *problem = NULL;

      if (aip_shot_gear_read (cells->gear, cells->layout->columns[i], text, &setup, &problem)
          || problem == NULL || !aip_shot_gear_owns (cells->layout->columns[i]))
        continue;
      add_defect (cells, (int) i,
                  /* Translators: a whole sentence about a camera or lens follows */
                  g_strdup_printf (_("Row %u: %s"), cells->row + 1, problem));
    }

  if (setup.given == 0)
    return;

  node = aip_setup_to_json (&setup);
  json = aip_json_to_text (node, FALSE);
  put_text (cells, "setup", json, NULL);
}

gboolean
aip_shot_cells_read (AipShotCells  *cells,
                     GError       **error)
{
  g_return_val_if_fail (cells != NULL, FALSE);

  if (!read_duration (cells, error))
    return FALSE;
  cells->culprit = -1;
  if (!read_texts (cells, error) || !read_tags (cells, error))
    return FALSE;
  report_errors (cells);

  read_cast (cells);
  read_place (cells);
  read_choices (cells);
  read_setup (cells);

  return TRUE;
}
