/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-document-renumber"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-code.h"
#include "aip-document-private.h"
#include "aip-error.h"
#include "aip-renumbering.h"
#include "aip-text.h"

#define MAX_DIGITS 9

static void
line_free (gpointer data)
{
  AipRenumberLine *line = data;

  g_object_unref (line->shot);
  g_free (line->code);
  g_free (line);
}

static int
compare_shots (gconstpointer a,
               gconstpointer b)
{
  return strcmp (aip_shot_get_order (*(AipShot *const *) a),
                 aip_shot_get_order (*(AipShot *const *) b));
}

static char *
make_code (AipDocument           *self,
           AipShot               *shot,
           const AipRenumberRule *rule,
           gint64                 number)
{
  AipEntity *scene = aip_contents_lookup (self->contents, aip_shot_get_scene_id (shot));
  g_autofree char *digits = g_strdup_printf ("%0*" G_GINT64_FORMAT,
                                             (int) CLAMP (rule->digits, 1, MAX_DIGITS), number);
  g_autoptr(GString) code = g_string_new (rule->pattern);

  if (strstr (code->str, "{number}") == NULL)
    g_string_append (code, "{number}");
  g_string_replace (code, "{number}", digits, 0);
  g_string_replace (code, "{scene}", scene != NULL ? aip_entity_get_text (scene, "code") : "", 0);
  g_string_replace (code, "{project}", aip_project_get_code (self->project), 0);

  return g_strdup (g_strstrip (code->str));
}

static gboolean
is_code (const char *text)
{
  const AipField *field = aip_kind_find_field (AIP_KIND_SHOT, "code", NULL);
  g_autoptr(GVariant) value = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  value = g_variant_ref_sink (g_variant_new_string (text));

  return aip_field_check (AIP_KIND_SHOT, field, value, NULL);
}

static void
find_problem (AipDocument     *self,
              AipRenumberLine *line,
              GHashTable      *by_code,
              GHashTable      *staying)
{
  g_autofree char *folded = aip_text_fold (line->code);
  AipEntity *owner = aip_contents_find (self->contents, AIP_KIND_SHOT, line->code);
  AipRenumberLine *first = g_hash_table_lookup (by_code, folded);

  if (line->problem != AIP_RENUMBER_FINE)
    return;

  if (!is_code (line->code))
    line->problem = AIP_RENUMBER_INVALID;
  else if (owner != NULL && owner != AIP_ENTITY (line->shot) &&
           g_hash_table_contains (staying, owner))
    {
      line->problem = AIP_RENUMBER_TAKEN;
      line->other = AIP_SHOT (owner);
    }
  else if (first != NULL && first != line)
    {
      line->problem = AIP_RENUMBER_TAKEN;
      line->other = first->shot;
    }
  else if (g_str_equal (aip_shot_get_code (line->shot), line->code))
    line->problem = AIP_RENUMBER_SAME;
}

/* Whoever has a code and does not give it away. */
static GHashTable *
find_staying (AipDocument *self,
              GPtrArray   *lines)
{
  GHashTable *staying = g_hash_table_new (NULL, NULL);
  AipEntityList *shots = aip_document_get_shots (self);

  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    g_hash_table_add (staying, aip_entity_list_peek (shots, i));
  for (guint i = 0; i < lines->len; i++)
    {
      AipRenumberLine *line = lines->pdata[i];

      if (line->problem != AIP_RENUMBER_LOCKED)
        g_hash_table_remove (staying, line->shot);
    }

  return staying;
}

GPtrArray *
aip_document_plan_renumbering (AipDocument           *self,
                               GPtrArray             *shots,
                               const AipRenumberRule *rule)
{
  g_autoptr(GPtrArray) sorted = NULL;
  g_autoptr(GHashTable) counters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) staying = NULL;
  GPtrArray *lines;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (shots != NULL && rule != NULL && rule->pattern != NULL, NULL);

  /* A copy of the array would drop references that it does not have. */
  sorted = g_ptr_array_new ();
  for (guint i = 0; i < shots->len; i++)
    g_ptr_array_add (sorted, shots->pdata[i]);
  g_ptr_array_sort (sorted, compare_shots);
  lines = g_ptr_array_new_with_free_func (line_free);

  for (guint i = 0; i < sorted->len; i++)
    {
      AipShot *shot = sorted->pdata[i];
      const char *scene = rule->per_scene ? aip_shot_get_scene_id (shot) : "";
      gint64 *number = g_hash_table_lookup (counters, scene);
      AipRenumberLine *line = g_new0 (AipRenumberLine, 1);
      char *folded;

      if (number == NULL)
        {
          number = g_new (gint64, 1);
          *number = rule->start;
          g_hash_table_insert (counters, g_strdup (scene), number);
        }

      line->shot = g_object_ref (shot);
      line->code = make_code (self, shot, rule, *number);
      *number += rule->step;
      if (aip_shot_get_locked (shot))
        {
          g_free (line->code);
          line->code = g_strdup (aip_shot_get_code (shot));
          line->problem = AIP_RENUMBER_LOCKED;
        }
      g_ptr_array_add (lines, line);

      folded = aip_text_fold (line->code);
      if (g_hash_table_contains (by_code, folded))
        g_free (folded);
      else
        g_hash_table_insert (by_code, folded, line);
    }

  staying = find_staying (self, lines);
  for (guint i = 0; i < lines->len; i++)
    find_problem (self, lines->pdata[i], by_code, staying);

  return lines;
}

static gboolean
check_line (const AipRenumberLine  *line,
            GError                **error)
{
  if (line->problem == AIP_RENUMBER_TAKEN)
    g_set_error (error, AIP_ERROR, AIP_ERROR_EXISTS,
                 _("%s cannot become %s: %s has that code."), aip_shot_get_code (line->shot),
                 line->code, aip_shot_get_code (line->other));
  else if (line->problem == AIP_RENUMBER_INVALID)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("“%s” cannot be the code of a shot."),
                 line->code);
  else
    return TRUE;

  return FALSE;
}

gboolean
aip_document_renumber (AipDocument  *self,
                       GPtrArray    *lines,
                       GError      **error)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (lines != NULL, FALSE);
  g_return_val_if_fail (self->depth > 0, FALSE);

  for (guint i = 0; i < lines->len; i++)
    if (!check_line (lines->pdata[i], error))
      return FALSE;

  /* Codes that change places go by way of one that nobody has: each is unique all the time. */
  for (guint i = 0; i < lines->len; i++)
    {
      const AipRenumberLine *line = lines->pdata[i];
      AipEntity *owner = aip_contents_find (self->contents, AIP_KIND_SHOT, line->code);
      g_autofree char *uuid = NULL;
      g_autofree char *nobodys = NULL;

      if (line->problem != AIP_RENUMBER_FINE || owner == NULL || owner == AIP_ENTITY (line->shot))
        continue;
      uuid = g_uuid_string_random ();
      nobodys = g_strconcat ("~", uuid, NULL);
      if (!aip_document_set_text (self, owner, "code", nobodys, error))
        return FALSE;
    }

  for (guint i = 0; i < lines->len; i++)
    {
      const AipRenumberLine *line = lines->pdata[i];

      if (line->problem == AIP_RENUMBER_FINE &&
          !aip_document_set_text (self, AIP_ENTITY (line->shot), "code", line->code, error))
        return FALSE;
    }

  return TRUE;
}
