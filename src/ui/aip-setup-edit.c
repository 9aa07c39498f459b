/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-edit"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-json.h"
#include "aip-setup-edit.h"

char *
aip_setup_edit_dup_json (AipShotSetups  *setups,
                         AipShot        *shot,
                         AipSetupCell    cell,
                         const char     *text,
                         GError        **error)
{
  AipCinema *cinema;
  AipSetup setup;
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (AIP_IS_SHOT_SETUPS (setups), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  cinema = aip_shot_setups_get_cinema (setups);
  if (cinema == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED,
                           _("The catalogue of cameras and lenses is not loaded yet. Try again in "
                             "a moment."));
      return NULL;
    }

  setup = *aip_shot_setups_get (setups, shot);
  if (!aip_setup_cell_set_text (&setup, cinema->catalogue, cell, text, error))
    return NULL;
  if (setup.given == 0)
    return g_strdup ("");

  node = aip_setup_to_json (&setup);

  return aip_json_to_text (node, FALSE);
}

gboolean
aip_setup_edit_set_text (AipShotSetups  *setups,
                         AipDocument    *document,
                         GPtrArray      *shots,
                         AipShotColumn   column,
                         const char     *text,
                         GError        **error)
{
  g_autofree char *label = NULL;
  AipSetupCell cell;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_SHOT_SETUPS (setups), FALSE);
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (shots != NULL && text != NULL, FALSE);
  g_return_val_if_fail (aip_shot_column_get_setup_cell (column, &cell), FALSE);

  if (shots->len == 1)
    label = g_strdup_printf (_("Change %s of %s"), aip_shot_column_get_title (column),
                             aip_shot_get_code (g_ptr_array_index (shots, 0)));
  else
    label = g_strdup_printf (ngettext ("Change %s of %u Shot", "Change %s of %u Shots",
                                       shots->len),
                             aip_shot_column_get_title (column), shots->len);

  aip_document_begin (document, label);
  for (guint i = 0; ok && i < shots->len; i++)
    {
      AipEntity *shot = g_ptr_array_index (shots, i);
      g_autofree char *json = aip_setup_edit_dup_json (setups, AIP_SHOT (shot), cell, text, error);

      ok = json != NULL
           && (g_str_equal (json, aip_entity_get_text (shot, "setup"))
               || aip_document_set_text (document, shot, "setup", json, error));
    }

  aip_document_end (document, ok);

  return ok;
}
