/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-approval"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-approval.h"

gboolean
aip_approval_has (AipShot *shot,
                  AipTake *take)
{
  g_auto(GStrv) ids = NULL;

  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);
  g_return_val_if_fail (AIP_IS_TAKE (take), FALSE);

  ids = aip_entity_dup_texts (AIP_ENTITY (shot), "approved-takes");

  return g_strv_contains ((const char *const *) ids, aip_entity_get_id (AIP_ENTITY (take)));
}

/* Within an open transaction. */
static gboolean
set_approved (AipDocument  *document,
              AipShot      *shot,
              AipTake      *take,
              gboolean      approved,
              GError      **error)
{
  const char *id = aip_entity_get_id (AIP_ENTITY (take));
  g_auto(GStrv) before = aip_entity_dup_texts (AIP_ENTITY (shot), "approved-takes");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) after = NULL;

  for (guint i = 0; before[i] != NULL; i++)
    if (!g_str_equal (before[i], id))
      g_strv_builder_add (builder, before[i]);
  if (approved)
    g_strv_builder_add (builder, id);
  after = g_strv_builder_end (builder);

  return aip_document_set_texts (document, AIP_ENTITY (shot), "approved-takes",
                                 (const char *const *) after, error);
}

gboolean
aip_approval_set (AipDocument  *document,
                  AipShot      *shot,
                  AipTake      *take,
                  gboolean      approved,
                  GError      **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);
  g_return_val_if_fail (AIP_IS_TAKE (take), FALSE);

  /* Translators: an undo step, such as “Approve v003 of SHT-0010” */
  label = g_strdup_printf (approved ? _("Approve v%03d of %s") : _("Withdraw Approval of v%03d of %s"),
                           (int) aip_take_get_number (take), aip_shot_get_code (shot));
  aip_document_begin (document, label);

  return aip_document_end (document, set_approved (document, shot, take, approved, error));
}

gboolean
aip_approval_set_shots (AipDocument  *document,
                        GPtrArray    *shots,
                        GError      **error)
{
  g_autofree char *label = NULL;
  gboolean good = TRUE;
  guint n_takes = 0;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (shots != NULL, FALSE);

  for (guint i = 0; i < shots->len; i++)
    n_takes += aip_shot_get_take (g_ptr_array_index (shots, i)) != NULL;

  label = g_strdup_printf (ngettext ("Approve %u Take", "Approve %u Takes", n_takes), n_takes);
  aip_document_begin (document, label);
  for (guint i = 0; i < shots->len && good; i++)
    {
      AipShot *shot = g_ptr_array_index (shots, i);
      AipTake *take = aip_shot_get_take (shot);

      good = take == NULL || set_approved (document, shot, take, TRUE, error);
    }

  return aip_document_end (document, good);
}
