/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-document"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-backup.h"
#include "aip-document-private.h"
#include "aip-error.h"
#include "aip-naming.h"
#include "aip-project-file.h"

#define MAX_SETTING_BYTES (64 * 1024)

G_DEFINE_FINAL_TYPE (AipDocument, aip_document, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  PROP_UNSAVED,
  PROP_FOLDER,
  PROP_POSITION,
  N_PROPS
};

enum {
  CHANGED,
  STORAGE_FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
aip_document_dispose (GObject *object)
{
  AipDocument *self = AIP_DOCUMENT (object);

  /*
   * Transactions that are being written hold a reference, so everything is on its way to the
   * disk.
   */
  g_assert (g_queue_is_empty (&self->unsaved));

  if (self->depth > 0)
    aip_document_clear_transaction (self);
  g_clear_object (&self->storage);

  G_OBJECT_CLASS (aip_document_parent_class)->dispose (object);
}

static void
aip_document_finalize (GObject *object)
{
  AipDocument *self = AIP_DOCUMENT (object);

  g_clear_pointer (&self->contents, aip_contents_free);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);
  g_clear_error (&self->close_problem);
  g_free (self->shown_undo_label);
  g_free (self->shown_redo_label);

  G_OBJECT_CLASS (aip_document_parent_class)->finalize (object);
}

static void
aip_document_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  AipDocument *self = AIP_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, aip_document_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, aip_document_can_redo (self));
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, aip_document_get_undo_label (self));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, aip_document_get_redo_label (self));
      break;
    case PROP_UNSAVED:
      g_value_set_boolean (value, aip_document_get_unsaved (self));
      break;
    case PROP_FOLDER:
      g_value_set_string (value, aip_document_get_folder (self));
      break;
    case PROP_POSITION:
      g_value_set_int64 (value, self->position);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_document_class_init (AipDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = aip_document_dispose;
  object_class->finalize = aip_document_finalize;
  object_class->get_property = aip_document_get_property;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  properties[PROP_UNSAVED] = g_param_spec_boolean ("unsaved", NULL, NULL, FALSE, flags);
  properties[PROP_FOLDER] = g_param_spec_string ("folder", NULL, NULL, NULL, flags);
  properties[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, AIP_TYPE_CHANGE_SET | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[STORAGE_FAILED] =
    g_signal_new ("storage-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
aip_document_init (AipDocument *self)
{
  g_queue_init (&self->unsaved);
  g_queue_init (&self->emissions);
}

/* Signals ----------------------------------------------------------------------------------- */

void
aip_document_emit_changed (AipDocument  *self,
                           AipChangeSet *set)
{
  g_queue_push_tail (&self->emissions, aip_change_set_ref (set));
  if (self->emitting)
    return;

  /* A listener may let go of the document. */
  g_object_ref (self);
  self->emitting = TRUE;
  while ((set = g_queue_pop_head (&self->emissions)) != NULL)
    {
      g_signal_emit (self, signals[CHANGED], 0, set);
      aip_change_set_unref (set);
    }
  self->emitting = FALSE;
  g_object_unref (self);
}

void
aip_document_emit_failed (AipDocument  *self,
                          const GError *error)
{
  g_info ("%s", error->message);
  g_signal_emit (self, signals[STORAGE_FAILED], 0, error);
}

void
aip_document_update_state (AipDocument *self)
{
  GObject *object = G_OBJECT (self);
  gboolean could_undo = self->shown_undo_label != NULL;
  gboolean could_redo = self->shown_redo_label != NULL;
  gboolean unsaved = !g_queue_is_empty (&self->unsaved);

  g_object_freeze_notify (object);

  if (g_set_str (&self->shown_undo_label, aip_document_get_undo_label (self)))
    g_object_notify_by_pspec (object, properties[PROP_UNDO_LABEL]);
  if (g_set_str (&self->shown_redo_label, aip_document_get_redo_label (self)))
    g_object_notify_by_pspec (object, properties[PROP_REDO_LABEL]);
  if (could_undo != aip_document_can_undo (self))
    g_object_notify_by_pspec (object, properties[PROP_CAN_UNDO]);
  if (could_redo != aip_document_can_redo (self))
    g_object_notify_by_pspec (object, properties[PROP_CAN_REDO]);

  if (self->shown_unsaved != unsaved)
    {
      self->shown_unsaved = unsaved;
      g_object_notify_by_pspec (object, properties[PROP_UNSAVED]);
    }
  if (self->shown_position != self->position)
    {
      self->shown_position = self->position;
      g_object_notify_by_pspec (object, properties[PROP_POSITION]);
    }

  g_object_thaw_notify (object);
}

/* Opening and closing ----------------------------------------------------------------------- */

static AipDocument *
document_new (AipStorage  *storage,
              AipSnapshot *snapshot)
{
  AipDocument *self = g_object_new (AIP_TYPE_DOCUMENT, NULL);

  self->storage = g_object_ref (storage);
  self->contents = g_steal_pointer (&snapshot->contents);
  self->project = snapshot->project;
  self->settings = g_steal_pointer (&snapshot->settings);
  self->undo = g_steal_pointer (&snapshot->undo);
  self->redo = g_steal_pointer (&snapshot->redo);
  self->problems = g_steal_pointer (&snapshot->problems);
  g_ptr_array_add (self->problems, NULL);
  self->position = snapshot->position;
  aip_document_update_state (self);

  return self;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipStorage *storage = g_task_get_task_data (task);
  g_autoptr(AipSnapshot) snapshot = NULL;
  AipDocument *document;
  GError *error = NULL;

  snapshot = aip_storage_open_finish (storage, result, &error);
  if (snapshot == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* A project that was just made has nothing to back up. */
  if (g_task_get_source_tag (task) == aip_document_open_async)
    aip_storage_maintain (storage);

  document = document_new (storage, snapshot);
  aip_document_prefetch_steps (document);
  g_task_return_pointer (task, document, g_object_unref);
}

static char *
make_aspect (int width,
             int height)
{
  int a = width;
  int b = height;

  while (b != 0)
    {
      int rest = a % b;

      a = b;
      b = rest;
    }

  return a > 0 ? g_strdup_printf ("%d:%d", width / a, height / a) : g_strdup ("");
}

static GVariant *
spec_to_row (const AipProjectSpec  *spec,
             GError               **error)
{
  g_autofree char *name = g_utf8_make_valid (spec->name != NULL ? spec->name : "", -1);
  g_autofree char *code = spec->code != NULL ? g_utf8_make_valid (spec->code, -1)
                                             : aip_naming_project_code (name);
  g_autofree char *aspect = spec->aspect != NULL ? g_utf8_make_valid (spec->aspect, -1)
                                                 : make_aspect (spec->width, spec->height);
  g_autoptr(GVariant) given = NULL;
  GVariantBuilder builder;
  const AipField *fields;
  guint n_fields;
  GVariantDict dict;

  if (!aip_frame_rate_is_valid (&spec->rate))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("The frame rate of the project is not possible."));
      return NULL;
    }

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "name", "s", name);
  g_variant_dict_insert (&dict, "code", "s", code);
  g_variant_dict_insert (&dict, "rate-numerator", "x", spec->rate.numerator);
  g_variant_dict_insert (&dict, "rate-denominator", "x", spec->rate.denominator);
  g_variant_dict_insert (&dict, "drop-frame", "b", spec->rate.drop_frame);
  g_variant_dict_insert (&dict, "width", "x", (gint64) spec->width);
  g_variant_dict_insert (&dict, "height", "x", (gint64) spec->height);
  g_variant_dict_insert (&dict, "aspect", "s", aspect);
  g_variant_dict_insert (&dict, "year", "x", (gint64) spec->year);
  if (spec->period != NULL)
    g_variant_dict_insert (&dict, "period", "s", spec->period);
  given = g_variant_ref_sink (g_variant_dict_end (&dict));

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  fields = aip_kind_get_fields (AIP_KIND_PROJECT, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr(GVariant) value = g_variant_lookup_value (given, fields[i].name, NULL);
      g_autoptr(GVariant) clean = NULL;

      if (value == NULL)
        value = g_variant_ref (aip_kind_get_default (AIP_KIND_PROJECT, i));
      clean = aip_document_clean_value (&fields[i], value);
      if (!aip_field_check (AIP_KIND_PROJECT, &fields[i], clean, error))
        {
          g_variant_builder_clear (&builder);
          return NULL;
        }
      g_variant_builder_add (&builder, "{sv}", fields[i].name, clean);
    }

  return g_variant_builder_end (&builder);
}

void
aip_document_create_async (const char           *folder,
                           const AipProjectSpec *spec,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *id = g_uuid_string_random ();
  AipStorage *storage;
  GError *error = NULL;
  GVariant *row;

  g_return_if_fail (folder != NULL && spec != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_document_create_async);

  row = spec_to_row (spec, &error);
  if (row == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  storage = aip_storage_new ();
  g_task_set_task_data (task, storage, g_object_unref);
  aip_storage_create_async (storage, folder, id, row, cancellable, opened_cb,
                            g_steal_pointer (&task));
}

AipDocument *
aip_document_create_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
aip_document_open_async (const char          *folder,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  AipStorage *storage;

  g_return_if_fail (folder != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_document_open_async);
  storage = aip_storage_new ();
  g_task_set_task_data (task, storage, g_object_unref);
  aip_storage_open_async (storage, folder, cancellable, opened_cb, g_steal_pointer (&task));
}

AipDocument *
aip_document_open_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipDocument *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (aip_storage_finish (self->storage, result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * aip_document_flush_async:
 * @self: a document
 * @cancellable: (nullable): stops the waiting, not the writing
 * @callback: called when what was committed before is in the file
 * @user_data: for @callback
 *
 * “In the file” survives the death of this process. Against a power cut the log is synchronised
 * with the disk at each checkpoint, not at each commit.
 */
void
aip_document_flush_async (AipDocument         *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (AIP_IS_DOCUMENT (self) && !self->closed);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_document_flush_async);
  aip_storage_flush_async (self->storage, self->generation, cancellable, answer_cb,
                           g_steal_pointer (&task));
}

gboolean
aip_document_flush_finish (AipDocument   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipDocument *self = g_task_get_source_object (task);
  GError *error = NULL;

  aip_storage_finish (self->storage, result, &error);
  if (self->close_problem != NULL)
    {
      g_clear_error (&error);
      error = g_steal_pointer (&self->close_problem);
    }

  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * aip_document_close_async:
 * @self: a document
 * @callback: called when the file is closed
 * @user_data: for @callback
 *
 * Not cancellable: a project that is half closed is of use to nobody. The finish fails if something
 * could not be written any more; the file is closed all the same.
 */
void
aip_document_close_async (AipDocument         *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (AIP_IS_DOCUMENT (self) && !self->closed);
  g_return_if_fail (self->depth == 0);

  self->closed = TRUE;
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, aip_document_close_async);
  aip_storage_close_async (self->storage, closed_cb, g_steal_pointer (&task));
}

gboolean
aip_document_close_finish (AipDocument   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What is in it ----------------------------------------------------------------------------- */

const char *
aip_document_get_folder (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);

  return aip_storage_get_folder (self->storage);
}

const char *const *
aip_document_get_problems (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);

  return (const char *const *) self->problems->pdata;
}

AipProject *
aip_document_get_project (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);

  return self->project;
}

AipEntityList *
aip_document_get_list (AipDocument *self,
                       AipKind      kind)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail ((guint) kind < AIP_N_KINDS, NULL);

  return aip_contents_get_list (self->contents, kind);
}

AipEntityList *
aip_document_get_shots (AipDocument *self)
{
  return aip_document_get_list (self, AIP_KIND_SHOT);
}

AipEntityList *
aip_document_get_scenes (AipDocument *self)
{
  return aip_document_get_list (self, AIP_KIND_SCENE);
}

AipEntityList *
aip_document_get_jobs (AipDocument *self)
{
  return aip_document_get_list (self, AIP_KIND_JOB);
}

AipEntity *
aip_document_lookup (AipDocument *self,
                     const char  *id)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);

  return aip_contents_lookup (self->contents, id);
}

AipEntity *
aip_document_lookup_any (AipDocument *self,
                         const char  *id)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);

  return aip_contents_lookup_any (self->contents, id);
}

AipShot *
aip_document_find_shot (AipDocument *self,
                        const char  *code)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);

  return (AipShot *) aip_contents_find (self->contents, AIP_KIND_SHOT, code);
}

AipScene *
aip_document_find_scene (AipDocument *self,
                         const char  *code)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);

  return (AipScene *) aip_contents_find (self->contents, AIP_KIND_SCENE, code);
}

gint64
aip_document_get_position (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), 0);

  return self->position;
}

gboolean
aip_document_get_unsaved (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), FALSE);

  return !g_queue_is_empty (&self->unsaved);
}

/**
 * aip_document_get_setting:
 * @self: a document
 * @key: what the caller called it
 * @type: (nullable): of what type it has to be: the file may hold another
 *
 * Returns: (transfer full) (nullable): the value, or %NULL
 */
GVariant *
aip_document_get_setting (AipDocument        *self,
                          const char         *key,
                          const GVariantType *type)
{
  GVariant *value;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  value = g_hash_table_lookup (self->settings, key);

  return value != NULL && (type == NULL || g_variant_is_of_type (value, type))
         ? g_variant_ref (value) : NULL;
}

void
aip_document_set_setting (AipDocument *self,
                          const char  *key,
                          GVariant    *value)
{
  g_autoptr(GVariant) owned = value != NULL ? g_variant_ref_sink (value) : NULL;
  GVariant *present;

  g_return_if_fail (AIP_IS_DOCUMENT (self) && !self->closed);
  g_return_if_fail (key != NULL && g_utf8_validate (key, -1, NULL));
  g_return_if_fail (owned == NULL || g_variant_get_size (owned) <= MAX_SETTING_BYTES);

  present = g_hash_table_lookup (self->settings, key);
  if (present == owned || (present != NULL && owned != NULL && g_variant_equal (present, owned)))
    return;

  if (owned != NULL)
    g_hash_table_replace (self->settings, g_strdup (key), g_variant_ref (owned));
  else
    g_hash_table_remove (self->settings, key);
  aip_storage_write_setting (self->storage, key, owned);
}
