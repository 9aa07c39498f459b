/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-activity-entry"

#include "config.h"

#include "aip-activity-entry.h"
#include "aip-text.h"

struct _AipActivityEntry
{
  GObject parent_instance;

  gint64            time;
  AipActivityLevel  level;
  char             *sentence;
  char             *haystack;
  const char       *project;
  char             *job_id;
};

G_DEFINE_FINAL_TYPE (AipActivityEntry, aip_activity_entry, G_TYPE_OBJECT)

static void
aip_activity_entry_finalize (GObject *object)
{
  AipActivityEntry *self = AIP_ACTIVITY_ENTRY (object);

  g_clear_pointer (&self->sentence, g_free);
  g_clear_pointer (&self->haystack, g_free);
  g_clear_pointer (&self->job_id, g_free);

  G_OBJECT_CLASS (aip_activity_entry_parent_class)->finalize (object);
}

static void
aip_activity_entry_class_init (AipActivityEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_activity_entry_finalize;
}

static void
aip_activity_entry_init (AipActivityEntry *self)
{
}

AipActivityEntry *
aip_activity_entry_new (gint64            time,
                        AipActivityLevel  level,
                        const char       *sentence,
                        const char       *project,
                        const char       *job_id)
{
  AipActivityEntry *self;

  g_return_val_if_fail (sentence != NULL, NULL);

  self = g_object_new (AIP_TYPE_ACTIVITY_ENTRY, NULL);
  self->time = time;
  self->level = level;
  self->sentence = g_strdup (sentence);
  /* A handful of folders is named by thousands of entries. */
  self->project = g_intern_string (project);
  self->job_id = g_strdup (job_id);

  return self;
}

gint64
aip_activity_entry_get_time (AipActivityEntry *self)
{
  g_return_val_if_fail (AIP_IS_ACTIVITY_ENTRY (self), 0);

  return self->time;
}

AipActivityLevel
aip_activity_entry_get_level (AipActivityEntry *self)
{
  g_return_val_if_fail (AIP_IS_ACTIVITY_ENTRY (self), AIP_ACTIVITY_INFO);

  return self->level;
}

const char *
aip_activity_entry_get_sentence (AipActivityEntry *self)
{
  g_return_val_if_fail (AIP_IS_ACTIVITY_ENTRY (self), NULL);

  return self->sentence;
}

const char *
aip_activity_entry_get_project (AipActivityEntry *self)
{
  g_return_val_if_fail (AIP_IS_ACTIVITY_ENTRY (self), NULL);

  return self->project;
}

const char *
aip_activity_entry_get_job_id (AipActivityEntry *self)
{
  g_return_val_if_fail (AIP_IS_ACTIVITY_ENTRY (self), NULL);

  return self->job_id;
}

const char *
aip_activity_entry_get_haystack (AipActivityEntry *self)
{
  g_return_val_if_fail (AIP_IS_ACTIVITY_ENTRY (self), NULL);

  if (self->haystack == NULL)
    self->haystack = aip_text_fold (self->sentence);

  return self->haystack;
}
