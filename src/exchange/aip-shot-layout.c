/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-layout"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-shot-layout.h"
#include "aip-shot-words.h"
#include "aip-text.h"

/* Titles of the sheet, dates and credits may stand above the titles of the columns. */
#define MAX_HEADER_ROW 30

/*
 * A column of plain numbers whose middle one is below this is in seconds: half a second is no shot.
 */
#define MIDDLE_OF_SECONDS 12

/* Codes are short and single words; names and descriptions are not. */
#define MAX_CODE_LENGTH 40

/* The rank of a title that may mean something else: “Shot”, “Time”. */
#define AMBIGUOUS 2

void
aip_shot_layout_free (AipShotLayout *self)
{
  g_free (self->columns);
  g_free (self->units);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

char *
aip_shot_layout_fold_title (const char *title)
{
  g_autofree char *clean = aip_text_clean (title);

  return aip_text_fold (g_strstrip (clean));
}

/* What somebody said that a title means goes before what is known about titles. */
static AipColumn
read_title (AipTable    *table,
            guint        row,
            guint        column,
            GVariant    *mapping,
            AipListUnit *unit,
            guint       *rank,
            gboolean    *is_mapped)
{
  const char *title = aip_table_get_cell (table, row, column);
  AipColumn known = aip_column_from_title (title, unit, rank);
  g_autofree char *key = NULL;
  const char *nick;
  AipColumn mapped;

  *is_mapped = FALSE;
  if (mapping == NULL || *title == '\0')
    return known;

  key = aip_shot_layout_fold_title (title);
  if (!g_variant_lookup (mapping, key, "&s", &nick) || !aip_column_from_nick (nick, &mapped))
    return known;
  *rank = 0;
  *is_mapped = TRUE;

  return mapped;
}

static guint
count_titles (AipTable *table,
              guint     row,
              GVariant *mapping)
{
  gboolean seen[AIP_N_COLUMNS] = { FALSE };
  guint n = 0;

  for (guint i = 0; i < aip_table_get_n_cells (table, row); i++)
    {
      AipListUnit unit;
      gboolean is_mapped;
      guint rank;
      AipColumn column = read_title (table, row, i, mapping, &unit, &rank, &is_mapped);

      if (column != AIP_COLUMN_IGNORED && !seen[column])
        {
          seen[column] = TRUE;
          n++;
        }
    }

  return n;
}

/*
 * The row with the most known titles. One title is enough only in the first row that says anything:
 * further down a cell that happens to be called “Shot” proves nothing.
 */
static guint
find_header (AipTable *table,
             GVariant *mapping,
             guint    *header)
{
  guint n_rows = MIN (aip_table_get_n_rows (table), MAX_HEADER_ROW);
  guint best = 0;
  gboolean first = TRUE;

  for (guint row = 0; row < n_rows; row++)
    {
      guint n;

      if (aip_table_get_n_cells (table, row) == 0)
        continue;
      n = count_titles (table, row, mapping);
      if (n > best && (n > 1 || first))
        {
          best = n;
          *header = row;
        }
      first = FALSE;
    }

  return best;
}

guint
aip_shot_layout_rate (AipTable *table,
                      GVariant *mapping)
{
  guint header;

  g_return_val_if_fail (AIP_IS_TABLE (table), 0);

  return find_header (table, mapping, &header);
}

typedef gboolean (*CellTest) (const char *text);

/* The share of the filled cells of a column that pass @test; -1 when none is filled. */
static double
share_of (AipTable      *table,
          AipShotLayout *self,
          guint          column,
          CellTest       test)
{
  guint n_filled = 0;
  guint n_passed = 0;

  for (guint row = self->header_row + 1; row < aip_table_get_n_rows (table); row++)
    {
      const char *text = aip_table_get_cell (table, row, column);

      if (*text == '\0')
        continue;
      n_filled++;
      n_passed += test (text) ? 1 : 0;
    }

  return n_filled > 0 ? (double) n_passed / n_filled : -1;
}

static gboolean
looks_like_code (const char *text)
{
  guint n_spaces = 0;

  if (g_utf8_strlen (text, -1) > MAX_CODE_LENGTH)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    n_spaces += *p == ' ' || *p == '\n' ? 1 : 0;

  return n_spaces <= 1;
}

static gboolean
looks_like_size (const char *text)
{
  return aip_shot_words_expand_size (text) != NULL;
}

static gboolean
has_digit (const char *text)
{
  g_autofree char *wide = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return wide != NULL && strpbrk (wide, "0123456789") != NULL;
}

/*
 * “Shot” may head codes, sizes (“WS”, “CU”) or whole sentences; “Time” lengths or times of day: the
 * cells decide.
 */
static void
look_at_cells (AipTable      *table,
               AipShotLayout *self,
               guint         *ranks)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      double share;

      if (self->columns[i] == AIP_COLUMN_CODE && ranks[i] == AMBIGUOUS)
        {
          share = share_of (table, self, i, looks_like_size);
          if (share > 0.5)
            self->columns[i] = AIP_COLUMN_SIZE;
          else
            {
              share = share_of (table, self, i, looks_like_code);
              if (share >= 0 && share < 0.5)
                self->columns[i] = AIP_COLUMN_NAME;
            }
        }
      else if (self->columns[i] == AIP_COLUMN_LENGTH && ranks[i] == AMBIGUOUS)
        {
          share = share_of (table, self, i, has_digit);
          if (share >= 0 && share < 0.5)
            self->columns[i] = AIP_COLUMN_TIME_OF_DAY;
        }
    }
}

static gboolean
has_column (AipShotLayout *self,
            AipColumn      column)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i] == column)
      return TRUE;

  return FALSE;
}

static void
replace_column (AipShotLayout *self,
                AipColumn      from,
                AipColumn      to)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i] == from)
      self->columns[i] = to;
}

/* Of several columns that can hold only one value the surest, then the first, is read. */
static void
keep_one (AipShotLayout *self,
          AipColumn      column,
          const guint   *ranks)
{
  int best = -1;

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i] == column && (best < 0 || ranks[i] < ranks[best]))
      best = (int) i;

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i] == column && (int) i != best)
      self->columns[i] = AIP_COLUMN_IGNORED;
}

/* What a column means depends on which others there are. */
static void
settle_columns (AipShotLayout *self,
                const guint   *ranks)
{
  static const AipColumn single[] = {
    AIP_COLUMN_CODE, AIP_COLUMN_SCENE, AIP_COLUMN_SCENE_NAME, AIP_COLUMN_PLACE, AIP_COLUMN_IN,
    AIP_COLUMN_OUT, AIP_COLUMN_STATUS, AIP_COLUMN_WORKFLOW, AIP_COLUMN_SEED, AIP_COLUMN_LENGTH,
    AIP_COLUMN_RANGE,
  };
  gboolean described = has_column (self, AIP_COLUMN_DESCRIPTION);

  /*
   * Beside a description, what is meant for the model adds to the prompt; alone it is the
   * description.
   */
  replace_column (self, AIP_COLUMN_IMAGE_PROMPT,
                  described ? AIP_COLUMN_PROMPT : AIP_COLUMN_DESCRIPTION);
  described = has_column (self, AIP_COLUMN_DESCRIPTION);
  if (!described)
    {
      replace_column (self, AIP_COLUMN_PROMPT, AIP_COLUMN_DESCRIPTION);
      described = has_column (self, AIP_COLUMN_DESCRIPTION);
    }
  replace_column (self, AIP_COLUMN_TRANSCRIPT,
                  described ? AIP_COLUMN_DIALOGUE : AIP_COLUMN_DESCRIPTION);

  if (!has_column (self, AIP_COLUMN_SCENE))
    replace_column (self, AIP_COLUMN_SCENE_NAME, AIP_COLUMN_SCENE);

  for (guint i = 0; i < G_N_ELEMENTS (single); i++)
    keep_one (self, single[i], ranks);

  /* A length that is written wins over one that must be computed. */
  if (has_column (self, AIP_COLUMN_LENGTH))
    {
      replace_column (self, AIP_COLUMN_IN, AIP_COLUMN_IGNORED);
      replace_column (self, AIP_COLUMN_OUT, AIP_COLUMN_IGNORED);
      replace_column (self, AIP_COLUMN_RANGE, AIP_COLUMN_IGNORED);
    }
  else if (has_column (self, AIP_COLUMN_IN) && has_column (self, AIP_COLUMN_OUT))
    replace_column (self, AIP_COLUMN_RANGE, AIP_COLUMN_IGNORED);
  else
    {
      replace_column (self, AIP_COLUMN_IN, AIP_COLUMN_IGNORED);
      replace_column (self, AIP_COLUMN_OUT, AIP_COLUMN_IGNORED);
    }
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Whether plain numbers in a column speak for seconds: fractions do, and small ones do. */
static gboolean
counts_seconds (AipTable      *table,
                AipShotLayout *self,
                guint          column)
{
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint row = self->header_row + 1; row < aip_table_get_n_rows (table); row++)
    {
      double number;

      if (!aip_list_time_is_number (aip_table_get_cell (table, row, column), &number))
        continue;
      if (number != (double) (gint64) number)
        return TRUE;
      g_array_append_val (numbers, number);
    }

  if (numbers->len == 0)
    return FALSE;

  g_array_sort (numbers, compare_doubles);

  return g_array_index (numbers, double, numbers->len / 2) < MIDDLE_OF_SECONDS;
}

static void
settle_units (AipTable      *table,
              AipShotLayout *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *title = NULL;

      if (self->units[i] != AIP_LIST_UNIT_UNKNOWN)
        continue;

      switch (self->columns[i])
        {
        case AIP_COLUMN_LENGTH:
        case AIP_COLUMN_IN:
        case AIP_COLUMN_OUT:
          if (!counts_seconds (table, self, i))
            continue;
          self->units[i] = AIP_LIST_UNIT_SECONDS;
          title = aip_text_clean (aip_table_get_cell (table, self->header_row, i));
          g_ptr_array_add (self->notes,
                           g_strdup_printf (_("Plain numbers under “%s” are read as seconds."),
                                            g_strstrip (title)));
          break;
        default:
          break;
        }
    }
}

/*
 * A list cut at 30 frames a second cannot be read with a project's 24: a frame number that the
 * project's rate does not have shows it. Such a list is read at the lowest common rate that has it,
 * and lengths are converted.
 */
static void
settle_rate (AipTable      *table,
             AipShotLayout *self)
{
  static const gint64 rates[] = { 25, 30, 50, 60 };
  g_autofree char *project = NULL;
  gint64 highest = -1;

  self->clock.list = self->clock.project;

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->columns[i] != AIP_COLUMN_IN && self->columns[i] != AIP_COLUMN_OUT &&
          self->columns[i] != AIP_COLUMN_RANGE && self->columns[i] != AIP_COLUMN_LENGTH)
        continue;
      for (guint row = self->header_row + 1; row < aip_table_get_n_rows (table); row++)
        {
          const char *text = aip_table_get_cell (table, row, i);

          highest = MAX (highest, aip_list_time_get_frame_part (text));
        }
    }

  if (highest < aip_frame_rate_get_nominal (&self->clock.project))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    if (highest < rates[i])
      {
        self->clock.list = (AipFrameRate) { rates[i], 1, FALSE };
        project = aip_frame_rate_to_text (&self->clock.project);
        g_ptr_array_add (self->notes,
                         g_strdup_printf (_("Time codes reach frame %d, so they are read at %d "
                                            "frames per second and converted to the %s of the "
                                            "project."),
                                          (int) highest, (int) rates[i], project));
        break;
      }
}

/**
 * aip_shot_layout_new:
 * @table: a shot list
 * @rate: the frame rate of the project it is for
 * @mapping: (nullable): `a{ss}`: what titles mean that are not known, or mean something else: from
 *   aip_shot_layout_fold_title() to aip_column_to_nick()
 * @error: return location
 *
 * Finds the row of titles, what each column means and in what its times are written.
 *
 * Returns: (transfer full): the layout, or %NULL with %AIP_ERROR_INVALID
 */
AipShotLayout *
aip_shot_layout_new (AipTable            *table,
                     const AipFrameRate  *rate,
                     GVariant            *mapping,
                     GError             **error)
{
  g_autoptr(AipShotLayout) self = NULL;
  g_autofree guint *ranks = NULL;
  g_autofree gboolean *is_mapped = NULL;
  guint header;

  g_return_val_if_fail (AIP_IS_TABLE (table), NULL);
  g_return_val_if_fail (rate != NULL, NULL);

  if (aip_table_get_n_rows (table) == 0)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("The list is empty. Save it again and try again."));
      return NULL;
    }

  if (find_header (table, mapping, &header) == 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("None of the first %d rows has column titles that are known. Give the columns "
                     "titles such as Shot, Scene, Description and Duration."), MAX_HEADER_ROW);
      return NULL;
    }

  self = g_new0 (AipShotLayout, 1);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->header_row = header;
  self->n_columns = aip_table_get_n_cells (table, header);
  self->columns = g_new0 (AipColumn, self->n_columns);
  self->units = g_new0 (AipListUnit, self->n_columns);
  self->clock.project = *rate;
  ranks = g_new0 (guint, self->n_columns);
  is_mapped = g_new0 (gboolean, self->n_columns);

  for (guint i = 0; i < self->n_columns; i++)
    self->columns[i] = read_title (table, header, i, mapping, &self->units[i], &ranks[i],
                                   &is_mapped[i]);

  look_at_cells (table, self, ranks);
  /* Of two columns with one meaning the one wins of which somebody has said it. */
  for (guint i = 0; i < self->n_columns; i++)
    ranks[i] += is_mapped[i] ? 0 : 1;
  settle_columns (self, ranks);
  settle_units (table, self);
  settle_rate (table, self);

  return g_steal_pointer (&self);
}
