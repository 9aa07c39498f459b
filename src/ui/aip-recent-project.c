/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-recent-project"

#include "config.h"

#include "aip-recent-project.h"

struct _AipRecentProject
{
  GObject parent_instance;

  char     *folder;
  char     *name;
  char     *picture;
  gint64    opened;
  gboolean  missing;
};

G_DEFINE_FINAL_TYPE (AipRecentProject, aip_recent_project, G_TYPE_OBJECT)

static void
aip_recent_project_finalize (GObject *object)
{
  AipRecentProject *self = AIP_RECENT_PROJECT (object);

  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->picture, g_free);

  G_OBJECT_CLASS (aip_recent_project_parent_class)->finalize (object);
}

static void
aip_recent_project_class_init (AipRecentProjectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_recent_project_finalize;
}

static void
aip_recent_project_init (AipRecentProject *self)
{
}

AipRecentProject *
aip_recent_project_new (const char *folder,
                        const char *name,
                        gint64      opened,
                        const char *picture,
                        gboolean    missing)
{
  AipRecentProject *self;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (AIP_TYPE_RECENT_PROJECT, NULL);
  self->folder = g_strdup (folder);
  self->name = g_strdup (name);
  self->opened = opened;
  self->picture = g_strdup (picture);
  self->missing = missing;

  return self;
}

const char *
aip_recent_project_get_folder (AipRecentProject *self)
{
  g_return_val_if_fail (AIP_IS_RECENT_PROJECT (self), NULL);

  return self->folder;
}

const char *
aip_recent_project_get_name (AipRecentProject *self)
{
  g_return_val_if_fail (AIP_IS_RECENT_PROJECT (self), NULL);

  return self->name;
}

gint64
aip_recent_project_get_opened (AipRecentProject *self)
{
  g_return_val_if_fail (AIP_IS_RECENT_PROJECT (self), 0);

  return self->opened;
}

const char *
aip_recent_project_get_picture (AipRecentProject *self)
{
  g_return_val_if_fail (AIP_IS_RECENT_PROJECT (self), NULL);

  return self->picture;
}

gboolean
aip_recent_project_get_missing (AipRecentProject *self)
{
  g_return_val_if_fail (AIP_IS_RECENT_PROJECT (self), FALSE);

  return self->missing;
}
