/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-rows-edit"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-shot-rows-edit.h"
#include "aip-status.h"

GPtrArray *
aip_shot_rows_duplicate_with_takes (AipDocument  *document,
                                    GPtrArray    *shots,
                                    GError      **error)
{
  g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *label = NULL;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (shots != NULL && shots->len > 0, NULL);

  if (shots->len == 1)
    label = g_strdup_printf (_("Duplicate %s with Its Takes"),
                             aip_shot_get_code (g_ptr_array_index (shots, 0)));
  else
    label = g_strdup_printf (ngettext ("Duplicate %u Shot with Its Takes",
                                       "Duplicate %u Shots with Their Takes", shots->len),
                             shots->len);

  aip_document_begin (document, label);
  for (guint i = 0; ok && i < shots->len; i++)
    {
      AipShot *copy = aip_document_duplicate_shot (document, g_ptr_array_index (shots, i), TRUE,
                                                   error);

      ok = copy != NULL;
      if (ok)
        g_ptr_array_add (copies, g_object_ref (copy));
    }

  return aip_document_end (document, ok) ? g_steal_pointer (&copies) : NULL;
}

AipShot *
aip_shot_rows_split (AipDocument  *document,
                     AipShot      *shot,
                     gint64        frame,
                     GError      **error)
{
  g_autofree char *label = NULL;
  AipShot *second;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  label = g_strdup_printf (_("Split %s"), aip_shot_get_code (shot));
  aip_document_begin (document, label);
  second = aip_document_split_shot (document, shot, frame, error);

  return aip_document_end (document, second != NULL) ? second : NULL;
}

gboolean
aip_shot_rows_merge (AipDocument  *document,
                     GPtrArray    *shots,
                     AipTake      *current,
                     GError      **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (shots != NULL, FALSE);

  label = g_strdup_printf (ngettext ("Merge %u Shot", "Merge %u Shots", shots->len), shots->len);
  aip_document_begin (document, label);

  return aip_document_end (document, aip_document_merge_shots (document, shots, current, error));
}

gboolean
aip_shot_rows_renumber (AipDocument  *document,
                        GPtrArray    *lines,
                        GError      **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (lines != NULL, FALSE);

  label = g_strdup_printf (ngettext ("Renumber %u Shot", "Renumber %u Shots", lines->len),
                           lines->len);
  aip_document_begin (document, label);

  return aip_document_end (document, aip_document_renumber (document, lines, error));
}

static gboolean
keep_take (AipDocument  *document,
           AipShot      *shot,
           GError      **error)
{
  AipJob *job = aip_shot_get_active_job (shot);
  AipTake *take = aip_shot_get_take (shot);

  if (job == NULL || take == NULL || !aip_job_state_is_open (aip_job_get_state (job)) ||
      *aip_entity_get_text (AIP_ENTITY (shot), "current-take") != '\0')
    return TRUE;

  return aip_document_set_text (document, AIP_ENTITY (shot), "current-take",
                                aip_entity_get_id (AIP_ENTITY (take)), error);
}

gboolean
aip_shot_rows_set_locked (AipDocument  *document,
                          GPtrArray    *shots,
                          gboolean      locked,
                          GError      **error)
{
  g_autofree char *label = NULL;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (shots != NULL, FALSE);

  if (shots->len == 1)
    label = g_strdup_printf (locked ? _("Lock %s") : _("Unlock %s"),
                             aip_shot_get_code (g_ptr_array_index (shots, 0)));
  else
    label = g_strdup_printf (locked ? ngettext ("Lock %u Shot", "Lock %u Shots", shots->len)
                                    : ngettext ("Unlock %u Shot", "Unlock %u Shots", shots->len),
                             shots->len);

  aip_document_begin (document, label);
  for (guint i = 0; ok && i < shots->len; i++)
    {
      AipShot *shot = g_ptr_array_index (shots, i);

      ok = (!locked || aip_shot_get_locked (shot) || keep_take (document, shot, error)) &&
           aip_document_set (document, AIP_ENTITY (shot), "locked",
                             g_variant_new_boolean (locked), error);
    }

  return aip_document_end (document, ok);
}

guint
aip_shot_rows_advance (AipDocument  *document,
                       GPtrArray    *shots,
                       GError      **error)
{
  guint n_changed = 0;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), 0);
  g_return_val_if_fail (shots != NULL, 0);

  aip_document_begin (document, _("Next Status"));
  for (guint i = 0; ok && i < shots->len; i++)
    {
      AipShot *shot = g_ptr_array_index (shots, i);
      AipStatus next;

      if (aip_shot_get_locked (shot) || !aip_status_get_next (aip_shot_get_status (shot), &next))
        continue;
      ok = aip_document_set_text (document, AIP_ENTITY (shot), "status",
                                  aip_status_to_nick (next), error);
      n_changed++;
    }

  return aip_document_end (document, ok) ? n_changed : 0;
}

gboolean
aip_shot_rows_restore (AipDocument  *document,
                       GPtrArray    *items,
                       GPtrArray    *notes,
                       GError      **error)
{
  g_autofree char *label = NULL;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (items != NULL && items->len > 0 && notes != NULL, FALSE);

  if (items->len == 1)
    label = g_strdup_printf (_("Restore %s"), aip_removed_get_name (items->pdata[0]));
  else
    label = g_strdup_printf (ngettext ("Restore %u Thing", "Restore %u Things", items->len),
                             items->len);

  aip_document_begin (document, label);
  /* The oldest first: what went last may have been linked to what went before. */
  for (guint i = items->len; ok && i > 0; i--)
    ok = aip_document_restore (document, items->pdata[i - 1], notes, error) != NULL;

  return aip_document_end (document, ok);
}
