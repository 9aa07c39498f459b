/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-picture-import"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-asset-import.h"
#include "aip-picture-import.h"

/* More at once is a mistake with a folder. */
#define MAX_FILES 100

typedef struct {
  AipSession             *session;
  GListModel             *files;
  guint                   next;
  GPtrArray              *pictures;
  GWeakRef                owner;
  AipPicturesBroughtFunc  brought;
  gpointer                user_data;
  GDestroyNotify          destroy;
} Import;

static void
import_free (Import *import)
{
  g_object_unref (import->session);
  g_clear_object (&import->files);
  g_ptr_array_unref (import->pictures);
  g_weak_ref_clear (&import->owner);
  if (import->destroy != NULL)
    import->destroy (import->user_data);
  g_free (import);
}

static Import *
import_new (AipSession             *session,
            GObject                *owner,
            AipPicturesBroughtFunc  brought,
            gpointer                user_data,
            GDestroyNotify          destroy)
{
  Import *import = g_new0 (Import, 1);

  import->session = g_object_ref (session);
  import->pictures = g_ptr_array_new_with_free_func (g_free);
  g_weak_ref_init (&import->owner, owner);
  import->brought = brought;
  import->user_data = user_data;
  import->destroy = destroy;

  return import;
}

static void import_next (Import *import);

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Import *import = user_data;
  g_autoptr(GError) error = NULL;
  char *file = aip_asset_import_finish (result, &error);

  if (file != NULL)
    g_ptr_array_add (import->pictures, file);
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

      aip_asset_import_async (aip_document_get_folder (document), file, NULL, imported_cb, import);
      return;
    }

  owner = g_weak_ref_get (&import->owner);
  if (owner != NULL && import->pictures->len > 0)
    {
      g_ptr_array_add (import->pictures, NULL);
      import->brought (owner, (const char *const *) import->pictures->pdata, import->user_data);
    }
  import_free (import);
}

void
aip_picture_import_files (AipSession             *session,
                          GListModel             *files,
                          GObject                *owner,
                          AipPicturesBroughtFunc  brought,
                          gpointer                user_data,
                          GDestroyNotify          destroy)
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
  GListModel *files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (files == NULL)
    {
      import_free (import);
      return;
    }

  import->files = files;
  import_next (import);
}

static void
chosen_one_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Import *import = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  GListStore *files;

  if (file == NULL)
    {
      import_free (import);
      return;
    }

  files = g_list_store_new (G_TYPE_FILE);
  g_list_store_append (files, file);
  import->files = G_LIST_MODEL (files);
  import_next (import);
}

void
aip_picture_import_choose (AipSession             *session,
                           GtkWidget              *parent,
                           gboolean                several,
                           AipPicturesBroughtFunc  brought,
                           gpointer                user_data,
                           GDestroyNotify          destroy)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  GtkWindow *window;
  Import *import;

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  import = import_new (session, G_OBJECT (parent), brought, user_data, destroy);
  window = GTK_WINDOW (gtk_widget_get_root (parent));
  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/webp");
  gtk_file_filter_add_mime_type (filter, "image/gif");
  gtk_file_filter_add_mime_type (filter, "image/tiff");
  gtk_file_filter_add_mime_type (filter, "image/bmp");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, several ? _("Add Pictures") : _("Choose a Picture"));
  gtk_file_dialog_set_accept_label (dialog, several ? _("Add") : _("Choose"));
  if (several)
    gtk_file_dialog_open_multiple (dialog, window, NULL, chosen_cb, import);
  else
    gtk_file_dialog_open (dialog, window, NULL, chosen_one_cb, import);
}

/* Drag and drop ------------------------------------------------------------------------------- */

typedef struct {
  AipSession             *session;
  AipPicturesBroughtFunc  brought;
  gpointer                user_data;
} Drop;

static void
drop_free (gpointer  data,
           GClosure *closure)
{
  Drop *drop = data;

  g_object_unref (drop->session);
  g_free (drop);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       user_data)
{
  Drop *drop = user_data;
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  if (g_list_model_get_n_items (G_LIST_MODEL (files)) == 0)
    return FALSE;

  aip_picture_import_files (drop->session, G_LIST_MODEL (files), G_OBJECT (widget), drop->brought,
                            drop->user_data, NULL);

  return TRUE;
}

void
aip_picture_import_add_drop (GtkWidget              *widget,
                             AipSession             *session,
                             AipPicturesBroughtFunc  brought,
                             gpointer                user_data)
{
  GtkDropTarget *target;
  Drop *drop;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (AIP_IS_SESSION (session));

  drop = g_new0 (Drop, 1);
  drop->session = g_object_ref (session);
  drop->brought = brought;
  drop->user_data = user_data;
  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_data (target, "drop", G_CALLBACK (drop_cb), drop, drop_free, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

GdkContentProvider *
aip_picture_import_provide (const char *path)
{
  g_autoptr(GFile) file = NULL;
  GdkContentProvider *provider;
  GdkFileList *list;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_file_new_for_path (path);
  list = gdk_file_list_new_from_array (&file, 1);

  provider = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, list);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);

  return provider;
}
