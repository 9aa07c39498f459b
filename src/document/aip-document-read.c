/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-document-read"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-backup.h"
#include "aip-document-private.h"
#include "aip-error.h"
#include "aip-paths.h"
#include "aip-project-file.h"
#include "aip-task.h"

/* Backups of projects that are not open ----------------------------------------------------- */

typedef struct {
  char      *path;
  GDateTime *when;
} Backup;

typedef struct {
  char *folder;
  char *backup;
} Restore;

static void
backup_free (gpointer data)
{
  Backup *backup = data;

  g_free (backup->path);
  g_clear_pointer (&backup->when, g_date_time_unref);
  g_free (backup);
}

static void
restore_free (gpointer data)
{
  Restore *restore = data;

  g_free (restore->folder);
  g_free (restore->backup);
  g_free (restore);
}

static void
find_backup_in_thread (GTask        *task,
                       gpointer      source,
                       gpointer      task_data,
                       GCancellable *cancellable)
{
  g_autofree char *file = aip_project_file_find (task_data);
  g_autofree char *folder = g_path_get_dirname (file);
  Backup *backup = g_new0 (Backup, 1);
  GError *error = NULL;

  backup->path = aip_backup_find (folder, &backup->when, &error);
  if (backup->path != NULL)
    {
      g_task_return_pointer (task, backup, backup_free);
      return;
    }

  backup_free (backup);
  if (g_error_matches (error, AIP_ERROR, AIP_ERROR_NOT_FOUND))
    {
      g_error_free (error);
      g_task_return_pointer (task, NULL, NULL);
    }
  else
    g_task_return_error (task, error);
}

void
aip_document_find_backup_async (const char          *folder,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (folder != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_document_find_backup_async);
  g_task_set_task_data (task, g_canonicalize_filename (folder, NULL), g_free);
  aip_task_run_in_thread (task, find_backup_in_thread);
}

/**
 * aip_document_find_backup_finish:
 * @result: a result
 * @when: (out) (optional) (nullable) (transfer full): when the backup was made
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the path of the newest backup that opens; %NULL without
 *   @error if there is none
 */
char *
aip_document_find_backup_finish (GAsyncResult  *result,
                                 GDateTime    **when,
                                 GError       **error)
{
  Backup *backup;
  char *path;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  backup = g_task_propagate_pointer (G_TASK (result), error);
  if (backup == NULL)
    return NULL;

  path = g_steal_pointer (&backup->path);
  if (when != NULL)
    *when = g_steal_pointer (&backup->when);
  backup_free (backup);

  return path;
}

static void
restore_backup_in_thread (GTask        *task,
                          gpointer      source,
                          gpointer      task_data,
                          GCancellable *cancellable)
{
  Restore *restore = task_data;
  g_autofree char *file = aip_project_file_find (restore->folder);
  GError *error = NULL;

  if (aip_project_file_restore (file, restore->backup, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
aip_document_restore_backup_async (const char          *folder,
                                   const char          *backup,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Restore *restore;

  g_return_if_fail (folder != NULL && backup != NULL);

  restore = g_new0 (Restore, 1);
  restore->folder = g_canonicalize_filename (folder, NULL);
  restore->backup = g_strdup (backup);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_document_restore_backup_async);
  g_task_set_task_data (task, restore, restore_free);
  aip_task_run_in_thread (task, restore_backup_in_thread);
}

gboolean
aip_document_restore_backup_finish (GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Checking ---------------------------------------------------------------------------------- */

static void
check_link (AipDocument     *self,
            AipEntity       *entity,
            const AipField  *field,
            const char      *id,
            const char      *name,
            GPtrArray       *problems)
{
  AipEntity *target = aip_contents_lookup (self->contents, id);

  if (*id != '\0' && (target == NULL || aip_entity_get_kind (target) != field->target))
    g_ptr_array_add (problems,
                     g_strdup_printf (_("“%s” of %s %s refers to a %s that does not exist."),
                                      field->name,
                                      aip_kind_get_title (aip_entity_get_kind (entity)), name,
                                      aip_kind_get_title (field->target)));
}

static void
check_entity (AipDocument *self,
              AipEntity   *entity,
              GPtrArray   *problems)
{
  AipKind kind = aip_entity_get_kind (entity);
  const char *name = aip_entity_get_id (entity);
  const AipField *fields;
  guint n_fields;

  fields = aip_kind_get_fields (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      GVariant *value = aip_entity_peek (entity, i);

      if (fields[i].flags & AIP_FIELD_UNIQUE)
        {
          name = g_variant_get_string (value, NULL);
          if (aip_contents_find (self->contents, kind, name) != entity)
            g_ptr_array_add (problems, g_strdup_printf (_("There are two of %s %s."),
                                                        aip_kind_get_title (kind), name));
        }

      if (!(fields[i].flags & AIP_FIELD_LINK))
        continue;

      if (fields[i].type[0] == 's')
        check_link (self, entity, &fields[i], g_variant_get_string (value, NULL), name, problems);
      else
        {
          GVariantIter iter;
          const char *id;

          g_variant_iter_init (&iter, value);
          while (g_variant_iter_next (&iter, "&s", &id))
            check_link (self, entity, &fields[i], id, name, problems);
        }
    }
}

static void
add_pictures (AipDocument *self,
              AipKind      kind,
              GPtrArray   *files)
{
  AipEntityList *list = aip_document_get_list (self, kind);

  for (guint i = 0; i < aip_entity_list_get_count (list); i++)
    {
      AipEntity *entity = aip_entity_list_peek (list, i);
      g_auto(GStrv) pictures = aip_entity_dup_texts (entity, "references");

      for (guint j = 0; pictures[j] != NULL; j++)
        {
          /* Translators: within “The file of … is missing”; the name of a character or place */
          g_ptr_array_add (files, g_strdup_printf (_("a picture of “%s”"),
                                                   aip_entity_get_text (entity, "name")));
          g_ptr_array_add (files, g_build_filename (aip_document_get_folder (self), pictures[j],
                                                    NULL));
        }
    }
}

/* Pairs of what a take or a picture is called and where its file should be. */
static GPtrArray *
list_files (AipDocument *self)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  AipEntityList *takes = aip_document_get_list (self, AIP_KIND_TAKE);

  for (guint i = 0; i < aip_entity_list_get_count (takes); i++)
    {
      AipTake *take = AIP_TAKE (aip_entity_list_peek (takes, i));
      AipEntity *shot = aip_contents_lookup_any (self->contents, aip_take_get_shot_id (take));
      char *path = aip_document_get_take_path (self, take);

      if (path == NULL)
        continue;
      g_ptr_array_add (files, g_strdup_printf (_("take %d of %s"),
                                               (int) aip_take_get_number (take),
                                               AIP_IS_SHOT (shot)
                                               ? aip_shot_get_code (AIP_SHOT (shot)) : "?"));
      g_ptr_array_add (files, path);
    }

  add_pictures (self, AIP_KIND_CHARACTER, files);
  add_pictures (self, AIP_KIND_PLACE, files);

  return files;
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipDocument *self = g_task_get_source_object (task);
  GPtrArray *problems = g_task_get_task_data (task);
  g_autoptr(GPtrArray) more = NULL;
  GError *error = NULL;
  GStrv sentences;

  more = aip_storage_check_finish (self->storage, result, &error);
  if (more == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  sentences = g_new0 (char *, problems->len + more->len + 1);
  for (guint i = 0; i < problems->len; i++)
    sentences[i] = g_strdup (problems->pdata[i]);
  for (guint i = 0; i < more->len; i++)
    sentences[problems->len + i] = g_strdup (more->pdata[i]);

  g_task_return_pointer (task, sentences, (GDestroyNotify) g_strfreev);
}

void
aip_document_check_async (AipDocument         *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GPtrArray *problems;

  g_return_if_fail (AIP_IS_DOCUMENT (self) && !self->closed);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_document_check_async);
  problems = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, problems, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; self->problems->pdata[i] != NULL; i++)
    g_ptr_array_add (problems, g_strdup (self->problems->pdata[i]));

  /* Takes and jobs outlive a shot that was removed: what they refer to need not be there. */
  for (guint kind = 0; kind < AIP_KIND_TAKE; kind++)
    {
      AipEntityList *list = aip_document_get_list (self, (AipKind) kind);

      for (guint i = 0; i < aip_entity_list_get_count (list); i++)
        check_entity (self, aip_entity_list_peek (list, i), problems);
    }

  aip_storage_check_async (self->storage, list_files (self), cancellable, checked_cb,
                           g_steal_pointer (&task));
}

GStrv
aip_document_check_finish (AipDocument   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Reading ----------------------------------------------------------------------------------- */

char *
aip_document_get_take_path (AipDocument *self,
                            AipTake     *take)
{
  const char *file;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (AIP_IS_TAKE (take), NULL);

  file = aip_take_get_file (take);

  return *file != '\0' ? aip_path_join_inside (aip_document_get_folder (self), file, NULL) : NULL;
}

static void
field_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipDocument *self = g_task_get_source_object (task);
  GError *error = NULL;
  GVariant *value = aip_storage_read_field_finish (self->storage, result, &error);

  if (value != NULL)
    g_task_return_pointer (task, value, (GDestroyNotify) g_variant_unref);
  else
    g_task_return_error (task, error);
}

void
aip_document_read_field_async (AipDocument         *self,
                               AipEntity           *entity,
                               const char          *field,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  const AipField *found;

  g_return_if_fail (AIP_IS_DOCUMENT (self) && !self->closed);
  g_return_if_fail (AIP_IS_ENTITY (entity));
  g_return_if_fail (field != NULL);

  found = aip_kind_find_field (aip_entity_get_kind (entity), field, NULL);
  g_return_if_fail (found != NULL && (found->flags & AIP_FIELD_LAZY));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_document_read_field_async);
  aip_storage_read_field_async (self->storage, aip_entity_get_id (entity), field, cancellable,
                                field_read_cb, g_steal_pointer (&task));
}

GVariant *
aip_document_read_field_finish (AipDocument   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
history_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipDocument *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *sets = aip_storage_read_history_finish (self->storage, result, &error);

  if (sets != NULL)
    g_task_return_pointer (task, sets, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
aip_document_read_history_async (AipDocument         *self,
                                 const char          *id,
                                 gint64               before,
                                 guint                limit,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (AIP_IS_DOCUMENT (self) && !self->closed);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_document_read_history_async);
  aip_storage_read_history_async (self->storage, id, before, limit, cancellable, history_read_cb,
                                  g_steal_pointer (&task));
}

GPtrArray *
aip_document_read_history_finish (AipDocument   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (aip_entity_get_id (*(AipEntity *const *) a),
                 aip_entity_get_id (*(AipEntity *const *) b));
}

char *
aip_document_dump (AipDocument *self)
{
  g_autoptr(GString) dump = g_string_new (NULL);

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);

  for (guint kind = 0; kind < AIP_N_KINDS; kind++)
    {
      AipEntityList *list = aip_document_get_list (self, (AipKind) kind);
      g_autoptr(GPtrArray) entities = g_ptr_array_new ();
      const AipField *fields;
      guint n_fields;

      for (guint i = 0; i < aip_entity_list_get_count (list); i++)
        g_ptr_array_add (entities, aip_entity_list_peek (list, i));
      g_ptr_array_sort (entities, compare_ids);

      fields = aip_kind_get_fields ((AipKind) kind, &n_fields);
      for (guint i = 0; i < entities->len; i++)
        {
          AipEntity *entity = entities->pdata[i];

          g_string_append_printf (dump, "%s %s\n", aip_kind_to_nick ((AipKind) kind),
                                  aip_entity_get_id (entity));
          for (guint f = 0; f < n_fields; f++)
            {
              if (fields[f].flags & AIP_FIELD_LAZY)
                continue;
              g_string_append_printf (dump, "  %s = ", fields[f].name);
              g_variant_print_string (aip_entity_peek (entity, f), dump, FALSE);
              g_string_append_c (dump, '\n');
            }
        }
    }

  return g_string_free_and_steal (g_steal_pointer (&dump));
}
