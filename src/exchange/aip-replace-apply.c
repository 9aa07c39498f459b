/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-replace-apply"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-field-edit.h"
#include "aip-replace-private.h"

#define MAX_PROBLEMS 100
/* Of what was looked for, in the label of the undo step. */
#define MAX_LABEL_CHARS 24

void
aip_replace_report_clear (AipReplaceReport *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}

/* The ticked places of one field of one shot: from @first up to @last. */
typedef struct {
  guint first;
  guint last;
  guint n_ticked;
} Cell;

static char *
dup_label (AipReplaceHits *self,
           guint           n_shots)
{
  const char *text = aip_replace_pattern_get_text (self->pattern);
  g_autofree char *part = NULL;

  if (g_utf8_strlen (text, -1) > MAX_LABEL_CHARS)
    {
      g_autofree char *start = g_utf8_substring (text, 0, MAX_LABEL_CHARS);

      part = g_strconcat (start, "…", NULL);
    }

  return g_strdup_printf (ngettext ("Replace “%s” in %u Shot", "Replace “%s” in %u Shots", n_shots),
                          part != NULL ? part : text, n_shots);
}

static gboolean
same_cell (const AipReplaceHit *a,
           const AipReplaceHit *b)
{
  return a->row == b->row && a->field == b->field;
}

static GArray *
dup_cells (AipReplaceHits *self,
           guint          *n_shots)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  guint row = G_MAXUINT;

  *n_shots = 0;
  for (guint i = 0; i < self->hits->len;)
    {
      const AipReplaceHit *first = g_ptr_array_index (self->hits, i);
      Cell cell = { i, i, 0 };

      while (cell.last < self->hits->len
             && same_cell (first, g_ptr_array_index (self->hits, cell.last)))
        cell.n_ticked += ((AipReplaceHit *) g_ptr_array_index (self->hits, cell.last++))->ticked;
      i = cell.last;
      if (cell.n_ticked == 0)
        continue;
      g_array_append_val (cells, cell);
      *n_shots += first->row != row;
      row = first->row;
    }

  return cells;
}

/* What a text, or the item of a list, says after its ticked places were replaced. */
static char *
dup_after (AipReplaceHits *self,
           const Cell     *cell,
           guint           item,
           const char     *text)
{
  g_autoptr(GArray) matches = g_array_new (FALSE, FALSE, sizeof (AipReplaceMatch));

  for (guint i = cell->first; i < cell->last; i++)
    {
      const AipReplaceHit *hit = g_ptr_array_index (self->hits, i);
      AipReplaceMatch match = { hit->start, hit->end, hit->replacement };

      if (hit->ticked && hit->item == item)
        g_array_append_val (matches, match);
    }

  return aip_replace_matches (text, matches);
}

static GVariant *
new_value (AipReplaceHits *self,
           const Cell     *cell,
           GVariant       *before)
{
  g_autoptr(GStrvBuilder) items = NULL;
  g_autofree const char **texts = NULL;
  g_auto(GStrv) after = NULL;

  if (g_variant_is_of_type (before, G_VARIANT_TYPE_STRING))
    return g_variant_new_take_string (dup_after (self, cell, 0,
                                                 g_variant_get_string (before, NULL)));

  items = g_strv_builder_new ();
  texts = g_variant_get_strv (before, NULL);
  for (guint i = 0; texts[i] != NULL; i++)
    g_strv_builder_take (items, dup_after (self, cell, i, texts[i]));
  after = g_strv_builder_end (items);

  return g_variant_new_strv ((const char *const *) after, -1);
}

static gboolean
write_cell (AipReplaceHits  *self,
            AipDocument     *document,
            const Cell      *cell,
            GError         **error)
{
  const AipReplaceHit *hit = g_ptr_array_index (self->hits, cell->first);
  const AipReplaceRow *row = g_ptr_array_index (hit->source->rows, hit->row);
  const char *field = g_ptr_array_index (hit->source->fields, hit->field);
  AipCustomField *custom = _aip_replace_find_custom (document, field);
  g_autoptr(GVariant) now = NULL;
  g_autoptr(GVariant) after = NULL;

  if (!aip_entity_is_alive (AIP_ENTITY (row->shot)))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("%s was deleted."), row->code);
      return FALSE;
    }
  now = _aip_replace_dup_value (document, row->shot, field);
  if (!g_variant_equal (now, row->values[hit->field]))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("It was changed in the meantime."));
      return FALSE;
    }

  after = g_variant_ref_sink (new_value (self, cell, row->values[hit->field]));
  if (custom == NULL)
    return aip_document_set (document, AIP_ENTITY (row->shot), field, after, error);

  /* No text is no value. */
  return aip_field_edit_set_value (document, row->shot, custom,
                                   *g_variant_get_string (after, NULL) != '\0' ? after : NULL,
                                   error);
}

static void
refuse (AipReplaceHits   *self,
        AipReplaceReport *report,
        const Cell       *cell,
        const GError     *error)
{
  AipReplaceHit *hit = g_ptr_array_index (self->hits, cell->first);

  report->n_refused += cell->n_ticked;
  if (report->problems->len < MAX_PROBLEMS)
    g_ptr_array_add (report->problems,
                     /* Translators: a text that was refused: code of the shot, title of the
                      * field, a whole sentence why */
                     g_strdup_printf (_("%s, %s: %s"), aip_replace_hit_get_code (hit),
                                      aip_replace_hit_get_field_title (hit), error->message));
}

/*
 * Writes what can be written of @cells and keeps the rest in it, the other way round: codes that
 * all move up stand in each other's way until they are written from the end, those that move down
 * from the start.
 */
static guint
write_pass (AipReplaceHits   *self,
            AipDocument      *document,
            GArray           *cells,
            gboolean          last,
            GHashTable       *shots,
            AipReplaceReport *report)
{
  g_autoptr(GArray) left = g_array_new (FALSE, FALSE, sizeof (Cell));
  guint n_written = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      Cell cell = g_array_index (cells, Cell, i);
      g_autoptr(GError) error = NULL;

      if (write_cell (self, document, &cell, &error))
        {
          n_written++;
          report->n_replaced += cell.n_ticked;
          g_hash_table_add (shots, aip_replace_hit_get_shot (
                                     g_ptr_array_index (self->hits, cell.first)));
        }
      else if (!last && g_error_matches (error, AIP_ERROR, AIP_ERROR_EXISTS))
        g_array_append_val (left, cell);
      else
        refuse (self, report, &cell, error);
    }

  g_array_set_size (cells, 0);
  for (guint i = left->len; i > 0; i--)
    g_array_append_val (cells, g_array_index (left, Cell, i - 1));

  return n_written;
}

void
aip_replace_hits_apply (AipReplaceHits   *self,
                        AipDocument      *document,
                        AipReplaceReport *report)
{
  g_autoptr(GArray) cells = NULL;
  g_autoptr(GHashTable) shots = g_hash_table_new (NULL, NULL);
  g_autofree char *label = NULL;
  guint n_shots;

  g_return_if_fail (AIP_IS_REPLACE_HITS (self));
  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (report != NULL);

  *report = (AipReplaceReport) { .problems = g_ptr_array_new_with_free_func (g_free) };
  cells = dup_cells (self, &n_shots);
  label = dup_label (self, n_shots);

  aip_document_begin (document, label);
  while (cells->len > 0)
    {
      gboolean stuck = write_pass (self, document, cells, FALSE, shots, report) == 0;

      if (stuck && cells->len > 0)
        write_pass (self, document, cells, TRUE, shots, report);
    }
  aip_document_commit (document);

  report->n_shots = g_hash_table_size (shots);
}
