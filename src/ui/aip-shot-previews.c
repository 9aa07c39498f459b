/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-previews"

#include "config.h"

#include "aip-shot-previews.h"

struct _AipShotPreviews
{
  GObject parent_instance;

  AipSession *session;
  /* Job id → GWeakRef of AipShotPreview: a preview lives as long as somebody shows it. */
  GHashTable *previews;
};

G_DEFINE_FINAL_TYPE (AipShotPreviews, aip_shot_previews, G_TYPE_OBJECT)

static void
free_weak_ref (gpointer data)
{
  GWeakRef *ref = data;

  g_weak_ref_clear (ref);
  g_free (ref);
}

static void
preview_cb (AipShotPreviews *self,
            AipDocument     *document,
            AipJob          *job,
            GBytes          *bytes,
            const char      *media_type,
            AipScheduler    *scheduler)
{
  const char *id = aip_entity_get_id (AIP_ENTITY (job));
  g_autoptr(AipShotPreview) preview = NULL;
  GWeakRef *ref;

  g_assert (AIP_IS_SHOT_PREVIEWS (self));

  if (document != aip_session_get_document (self->session))
    return;

  ref = g_hash_table_lookup (self->previews, id);
  if (ref == NULL)
    return;

  preview = g_weak_ref_get (ref);
  if (preview == NULL)
    g_hash_table_remove (self->previews, id);
  else
    aip_shot_preview_push (preview, bytes);
}

static void
aip_shot_previews_finalize (GObject *object)
{
  AipShotPreviews *self = AIP_SHOT_PREVIEWS (object);

  g_clear_pointer (&self->previews, g_hash_table_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_shot_previews_parent_class)->finalize (object);
}

static void
aip_shot_previews_class_init (AipShotPreviewsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_shot_previews_finalize;
}

static void
aip_shot_previews_init (AipShotPreviews *self)
{
  self->previews = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_weak_ref);
}

AipShotPreviews *
aip_shot_previews_new (AipSession *session)
{
  AipShotPreviews *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_SHOT_PREVIEWS, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (aip_session_get_scheduler (session), "preview", G_CALLBACK (preview_cb),
                           self, G_CONNECT_SWAPPED);

  return self;
}

static gboolean
is_dead (gpointer key,
         gpointer value,
         gpointer user_data)
{
  g_autoptr(GObject) object = g_weak_ref_get (value);

  return object == NULL;
}

AipShotPreview *
aip_shot_previews_get (AipShotPreviews *self,
                       AipJob          *job)
{
  AipShotPreview *preview;
  const char *id;
  GWeakRef *ref;

  g_return_val_if_fail (AIP_IS_SHOT_PREVIEWS (self), NULL);
  g_return_val_if_fail (AIP_IS_JOB (job), NULL);

  id = aip_entity_get_id (AIP_ENTITY (job));
  ref = g_hash_table_lookup (self->previews, id);
  preview = ref != NULL ? g_weak_ref_get (ref) : NULL;
  if (preview != NULL)
    return preview;

  if (g_hash_table_size (self->previews) > 512)
    g_hash_table_foreach_remove (self->previews, is_dead, NULL);

  preview = aip_shot_preview_new ();
  ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (ref, preview);
  g_hash_table_insert (self->previews, g_strdup (id), ref);

  return preview;
}
