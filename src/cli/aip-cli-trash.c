/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-trash"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cli-trash.h"
#include "aip-text.h"
#include "aip-trash.h"

gboolean
aip_cli_check_trash (AipCliCall  *call,
                     GError     **error)
{
  const char *const *arguments = aip_cli_call_get_arguments (call);

  if ((g_str_equal (arguments[0], "list") && arguments[2] == NULL) ||
      (g_str_equal (arguments[0], "restore") && arguments[2] != NULL))
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("Ask for: list PROJECT or restore PROJECT NAMES."));

  return FALSE;
}

static JsonObject *
describe (AipRemoved *item)
{
  JsonObject *object = json_object_new ();
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc_usec (aip_removed_get_time (item));
  g_autofree char *text = when != NULL ? g_date_time_format_iso8601 (when) : NULL;

  json_object_set_string_member (object, "id", aip_removed_get_id (item));
  json_object_set_string_member (object, "kind", aip_kind_to_nick (aip_removed_get_kind (item)));
  json_object_set_string_member (object, "name", aip_removed_get_name (item));
  json_object_set_string_member (object, "description", aip_removed_get_description (item));
  json_object_set_string_member (object, "label", aip_removed_get_label (item));
  json_object_set_string_member (object, "when", text != NULL ? text : "");
  json_object_set_int_member (object, "takes", aip_removed_get_n_takes (item));

  return object;
}

static void
print_item (AipCliCall *call,
            AipRemoved *item)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (aip_removed_get_time (item));
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *when = local != NULL ? g_date_time_format (local, "%F %T") : g_strdup ("");
  g_autofree char *line = g_strdelimit (g_strdup (aip_removed_get_description (item)), "\n\t", ' ');
  guint n_takes = aip_removed_get_n_takes (item);
  g_autofree char *takes = n_takes == 0 ? g_strdup ("")
                           : g_strdup_printf (ngettext ("%u take", "%u takes", n_takes), n_takes);

  aip_cli_call_print (call, "%s  %s  %s  %s  %s", when,
                      aip_kind_to_nick (aip_removed_get_kind (item)), aip_removed_get_name (item),
                      takes, line);
}

/* By code, name or id; the newest where several had the same. */
static AipRemoved *
find_item (GPtrArray  *items,
           const char *name)
{
  g_autofree char *folded = aip_text_fold (name);

  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *own = aip_text_fold (aip_removed_get_name (items->pdata[i]));

      if (g_str_equal (own, folded) || g_str_equal (aip_removed_get_id (items->pdata[i]), name))
        return items->pdata[i];
    }

  return NULL;
}

static AipCliStatus
restore (AipCliCall *call,
         GPtrArray  *items,
         const char *names)
{
  AipDocument *document = aip_cli_call_get_document (call);
  JsonArray *restored = json_array_new ();
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) wanted = g_strsplit (names, ",", -1);
  AipCliStatus status = AIP_CLI_OK;

  aip_document_begin (document, _("Restore from the Trash"));
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      AipRemoved *item = find_item (items, g_strstrip (wanted[i]));
      g_autoptr(GError) error = NULL;
      g_autofree char *problem = NULL;

      if (item == NULL)
        problem = g_strdup_printf (_("“%s” is not in the trash."), wanted[i]);
      else if (aip_document_restore (document, item, notes, &error) == NULL)
        problem = g_strdup (error->message);
      if (problem != NULL)
        {
          aip_cli_call_add_problem (call, problem);
          status = AIP_CLI_PARTLY;
          continue;
        }
      json_array_add_object_element (restored, describe (item));
      aip_cli_call_print (call, _("%s restored"), aip_removed_get_name (item));
    }
  aip_document_commit (document);

  for (guint i = 0; i < notes->len; i++)
    aip_cli_call_add_problem (call, notes->pdata[i]);
  json_object_set_array_member (aip_cli_call_get_result (call), "restored", restored);

  return status;
}

static void
trash_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  const char *const *arguments = aip_cli_call_get_arguments (call);
  g_autoptr(GPtrArray) items = NULL;
  GError *error = NULL;
  AipCliStatus status = AIP_CLI_OK;

  items = aip_document_read_trash_finish (AIP_DOCUMENT (source), result, &error);
  if (items == NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  if (g_str_equal (arguments[0], "restore"))
    status = restore (call, items, arguments[2]);
  else
    {
      JsonArray *list = json_array_new ();

      for (guint i = 0; i < items->len; i++)
        {
          json_array_add_object_element (list, describe (items->pdata[i]));
          print_item (call, items->pdata[i]);
        }
      json_object_set_array_member (aip_cli_call_get_result (call), "trash", list);
      if (items->len == 0)
        aip_cli_call_print (call, "%s", _("Nothing was deleted."));
    }

  aip_cli_call_finish (call, status);
}

void
aip_cli_run_trash (AipCliCall *call)
{
  aip_document_read_trash_async (aip_cli_call_get_document (call),
                                 aip_cli_call_get_cancellable (call), trash_read_cb,
                                 g_object_ref (call));
}
