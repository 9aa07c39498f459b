/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sound-import"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-asset-import.h"
#include "aip-sound-import.h"

/* More at once is a mistake with a folder. */
#define MAX_FILES 100

typedef struct {
  AipSession           *session;
  GListModel           *files;
  guint                 next;
  GPtrArray            *sounds;
  GWeakRef              owner;
  AipSoundsBroughtFunc  brought;
  gpointer              user_data;
  GDestroyNotify        destroy;
} Import;

static void import_next (Import *import);

static void
import_free (Import *import)
{
  g_object_unref (import->session);
  g_clear_object (&import->files);
  g_ptr_array_unref (import->sounds);
  g_weak_ref_clear (&import->owner);
  if (import->destroy != NULL)
    import->destroy (import->user_data);
  g_free (import);
}

static Import *
import_new (AipSession           *session,
            GObject              *owner,
            AipSoundsBroughtFunc  brought,
            gpointer              user_data,
            GDestroyNotify        destroy)
{
  Import *import = g_new0 (Import, 1);

  import->session = g_object_ref (session);
  import->sounds = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_new_sound_free);
  g_weak_ref_init (&import->owner, owner);
  import->brought = brought;
  import->user_data = user_data;
  import->destroy = destroy;

  return import;
}

/* "Rain on the Roof.wav" is called “Rain on the Roof”. */
static char *
dup_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  char *name = g_filename_display_name (base != NULL ? base : "");
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';

  return name;
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Import *import = user_data;
  AipProject *project = aip_document_get_project (aip_session_get_document (import->session));
  AipFrameRate rate = aip_project_get_rate (project);
  g_autoptr(AipMediaInfo) info = NULL;
  g_autoptr(GError) error = NULL;
  char *file = aip_asset_import_media_finish (result, &info, &error);

  if (file != NULL)
    {
      g_autoptr(GFile) origin = g_list_model_get_item (import->files, import->next - 1);
      AipNewSound *sound = g_new0 (AipNewSound, 1);

      sound->file = file;
      sound->name = dup_name (origin);
      sound->available = MAX (1, aip_frame_rate_from_seconds (&rate, info->seconds));
      g_ptr_array_add (import->sounds, sound);
    }
  else
    aip_session_toast_error (import->session, error);
  import_next (import);
}

static void
import_next (Import *import)
{
  g_autoptr(GObject) owner = NULL;

  if (import->next < MIN (g_list_model_get_n_items (import->files), MAX_FILES))
    {
      g_autoptr(GFile) file = g_list_model_get_item (import->files, import->next++);
      AipDocument *document = aip_session_get_document (import->session);

      aip_asset_import_media_async (aip_document_get_folder (document), file, NULL, imported_cb,
                                    import);
      return;
    }

  owner = g_weak_ref_get (&import->owner);
  if (owner != NULL && import->sounds->len > 0)
    import->brought (owner, import->sounds, import->user_data);
  import_free (import);
}

void
aip_sound_import_files (AipSession           *session,
                        GListModel           *files,
                        GObject              *owner,
                        AipSoundsBroughtFunc  brought,
                        gpointer              user_data,
                        GDestroyNotify        destroy)
{
  Import *import;

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (G_IS_LIST_MODEL (files));
  g_return_if_fail (G_IS_OBJECT (owner));

  import = import_new (session, owner, brought, user_data, destroy);
  import->files = g_object_ref (files);
  import_next (import);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Import *import = user_data;

  import->files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (import->files != NULL)
    import_next (import);
  else
    import_free (import);
}

void
aip_sound_import_choose (AipSession           *session,
                         GtkWidget            *parent,
                         GObject              *owner,
                         AipSoundsBroughtFunc  brought,
                         gpointer              user_data,
                         GDestroyNotify        destroy)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  gtk_file_filter_set_name (filter, _("Sounds and Movies"));
  gtk_file_filter_add_mime_type (filter, "audio/*");
  gtk_file_filter_add_mime_type (filter, "video/*");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _("Add Sound"));
  gtk_file_dialog_set_accept_label (dialog, _("Add"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, chosen_cb,
                                 import_new (session, owner, brought, user_data, destroy));
}
