/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-job-queue"

#include "config.h"

#include <string.h>

#include "aip-job-queue.h"

/* Looking at the clock costs as much as a few jobs. */
#define SPREAD_BATCH 32

typedef struct {
  char          *key;
  char          *workflow;
  guint64        vram;
  char         **excluded;
  char          *only;
  AipNeed        need;       /* points into those above */
  gboolean       held;
  gboolean       skipped;
  GSequence     *entries;    /* Entry */
  char          *reason;
  GSequenceIter *cursor;     /* the first entry that may not know the reason; NULL: all know */
} Line;

typedef struct {
  AipJob        *job;
  const char    *id;
  gint64         priority;
  gint64         created;
  Line          *line;
  GSequenceIter *iter;
} Entry;

struct _AipJobQueue
{
  GObject     parent_instance;

  GHashTable *entries;   /* AipJob → Entry */
  GPtrArray  *lines;
  GHashTable *by_key;    /* key → Line */
};

G_DEFINE_FINAL_TYPE (AipJobQueue, aip_job_queue, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_object_unref (entry->job);
  g_free (entry);
}

static void
line_free (Line *line)
{
  g_free (line->key);
  g_free (line->workflow);
  g_strfreev (line->excluded);
  g_free (line->only);
  g_sequence_free (line->entries);
  g_free (line->reason);
  g_free (line);
}

static void
aip_job_queue_finalize (GObject *object)
{
  AipJobQueue *self = AIP_JOB_QUEUE (object);

  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->lines);
  g_hash_table_unref (self->entries);

  G_OBJECT_CLASS (aip_job_queue_parent_class)->finalize (object);
}

static void
aip_job_queue_class_init (AipJobQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_job_queue_finalize;
}

static void
aip_job_queue_init (AipJobQueue *self)
{
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) entry_free);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
}

AipJobQueue *
aip_job_queue_new (void)
{
  return g_object_new (AIP_TYPE_JOB_QUEUE, NULL);
}

static int
compare_entries (gconstpointer a_pointer,
                 gconstpointer b_pointer,
                 gpointer      user_data)
{
  const Entry *a = a_pointer;
  const Entry *b = b_pointer;

  if (a->priority != b->priority)
    return a->priority > b->priority ? -1 : 1;
  if (a->created != b->created)
    return a->created < b->created ? -1 : 1;

  return strcmp (a->id, b->id);
}

static Line *
find_line (AipJobQueue   *self,
           const char    *workflow,
           const AipNeed *need,
           const char    *hold)
{
  g_autofree char *excluded = NULL;
  g_autofree char *key = NULL;
  Line *line;

  excluded = need->excluded != NULL ? g_strjoinv (" ", (char **) need->excluded) : g_strdup ("");
  key = g_strdup_printf ("%s\n%s\n%" G_GUINT64_FORMAT "\n%s\n%s", hold != NULL ? hold : "",
                         workflow, need->vram, excluded, need->only != NULL ? need->only : "");

  line = g_hash_table_lookup (self->by_key, key);
  if (line != NULL)
    return line;

  line = g_new0 (Line, 1);
  line->key = g_steal_pointer (&key);
  line->workflow = g_strdup (workflow);
  line->vram = need->vram;
  line->excluded = g_strdupv ((char **) need->excluded);
  line->need.vram = line->vram;
  line->need.excluded = (const char *const *) line->excluded;
  line->only = g_strdup (need->only);
  line->need.only = line->only;
  line->held = hold != NULL;
  line->reason = g_strdup (hold != NULL ? hold : "");
  line->entries = g_sequence_new (NULL);
  g_ptr_array_add (self->lines, line);
  g_hash_table_insert (self->by_key, line->key, line);

  return line;
}

void
aip_job_queue_add (AipJobQueue   *self,
                   AipJob        *job,
                   const char    *workflow,
                   const AipNeed *need,
                   const char    *hold)
{
  Entry *entry;

  g_return_if_fail (AIP_IS_JOB_QUEUE (self));
  g_return_if_fail (AIP_IS_JOB (job));
  g_return_if_fail (workflow != NULL && need != NULL);
  g_return_if_fail (!aip_job_queue_contains (self, job));

  entry = g_new0 (Entry, 1);
  entry->job = g_object_ref (job);
  entry->id = aip_entity_get_id (AIP_ENTITY (job));
  entry->priority = aip_entity_get_integer (AIP_ENTITY (job), "priority");
  entry->created = aip_entity_get_integer (AIP_ENTITY (job), "created");
  entry->line = find_line (self, workflow, need, hold);
  entry->iter = g_sequence_insert_sorted (entry->line->entries, entry, compare_entries, NULL);
  g_hash_table_insert (self->entries, job, entry);

  aip_job_set_reason (job, entry->line->reason);
}

gboolean
aip_job_queue_remove (AipJobQueue *self,
                      AipJob      *job)
{
  Entry *entry;
  Line *line;

  g_return_val_if_fail (AIP_IS_JOB_QUEUE (self), FALSE);

  entry = g_hash_table_lookup (self->entries, job);
  if (entry == NULL)
    return FALSE;

  line = entry->line;
  if (line->cursor == entry->iter)
    {
      line->cursor = g_sequence_iter_next (entry->iter);
      if (g_sequence_iter_is_end (line->cursor))
        line->cursor = NULL;
    }
  g_sequence_remove (entry->iter);
  if (g_sequence_is_empty (line->entries))
    {
      g_hash_table_remove (self->by_key, line->key);
      g_ptr_array_remove (self->lines, line);
    }
  g_hash_table_remove (self->entries, job);

  return TRUE;
}

gboolean
aip_job_queue_contains (AipJobQueue *self,
                        AipJob      *job)
{
  g_return_val_if_fail (AIP_IS_JOB_QUEUE (self), FALSE);

  return g_hash_table_contains (self->entries, job);
}

guint
aip_job_queue_get_n_jobs (AipJobQueue *self)
{
  g_return_val_if_fail (AIP_IS_JOB_QUEUE (self), 0);

  return g_hash_table_size (self->entries);
}

GPtrArray *
aip_job_queue_list (AipJobQueue *self)
{
  g_return_val_if_fail (AIP_IS_JOB_QUEUE (self), NULL);

  return g_hash_table_get_keys_as_ptr_array (self->entries);
}

guint
aip_job_queue_get_n_lines (AipJobQueue *self)
{
  g_return_val_if_fail (AIP_IS_JOB_QUEUE (self), 0);

  return self->lines->len;
}

static Line *
get_line (AipJobQueue *self,
          guint        line)
{
  return g_ptr_array_index (self->lines, line);
}

/* A line without a job is removed at once. */
static Entry *
line_head (Line *line)
{
  return g_sequence_get (g_sequence_get_begin_iter (line->entries));
}

AipJob *
aip_job_queue_peek (AipJobQueue *self,
                    guint        line)
{
  g_return_val_if_fail (AIP_IS_JOB_QUEUE (self), NULL);
  g_return_val_if_fail (line < self->lines->len, NULL);

  return line_head (get_line (self, line))->job;
}

const char *
aip_job_queue_get_workflow (AipJobQueue *self,
                            guint        line)
{
  g_return_val_if_fail (AIP_IS_JOB_QUEUE (self), NULL);
  g_return_val_if_fail (line < self->lines->len, NULL);

  return get_line (self, line)->workflow;
}

const AipNeed *
aip_job_queue_get_need (AipJobQueue *self,
                        guint        line)
{
  g_return_val_if_fail (AIP_IS_JOB_QUEUE (self), NULL);
  g_return_val_if_fail (line < self->lines->len, NULL);

  return &get_line (self, line)->need;
}

int
aip_job_queue_first (AipJobQueue *self)
{
  int best = -1;

  g_return_val_if_fail (AIP_IS_JOB_QUEUE (self), -1);

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = get_line (self, i);

      if (line->skipped || line->held)
        continue;
      if (best < 0 || compare_entries (line_head (line), line_head (get_line (self, (guint) best)),
                                       NULL) < 0)
        best = (int) i;
    }

  return best;
}

void
aip_job_queue_skip (AipJobQueue *self,
                    guint        line)
{
  g_return_if_fail (AIP_IS_JOB_QUEUE (self));
  g_return_if_fail (line < self->lines->len);

  get_line (self, line)->skipped = TRUE;
}

void
aip_job_queue_reset_skips (AipJobQueue *self)
{
  g_return_if_fail (AIP_IS_JOB_QUEUE (self));

  for (guint i = 0; i < self->lines->len; i++)
    get_line (self, i)->skipped = FALSE;
}

void
aip_job_queue_set_reason (AipJobQueue *self,
                          guint        line,
                          const char  *reason)
{
  Line *l;

  g_return_if_fail (AIP_IS_JOB_QUEUE (self));
  g_return_if_fail (line < self->lines->len);
  g_return_if_fail (reason != NULL);

  l = get_line (self, line);
  if (!l->held && g_set_str (&l->reason, reason))
    l->cursor = g_sequence_get_begin_iter (l->entries);
}

gboolean
aip_job_queue_spread (AipJobQueue     *self,
                      gint64           deadline,
                      AipJobQueueFunc  func,
                      gpointer         user_data)
{
  guint n_told = 0;

  g_return_val_if_fail (AIP_IS_JOB_QUEUE (self), TRUE);

  /* @func may change the queue: nothing is kept over the call but the cursor, which remove() and
   * set_reason() look after. */
  for (guint i = 0; i < self->lines->len; i++)
    while (i < self->lines->len && get_line (self, i)->cursor != NULL)
      {
        Line *line = get_line (self, i);
        Entry *entry = g_sequence_get (line->cursor);
        g_autoptr(AipJob) job = g_object_ref (entry->job);

        line->cursor = g_sequence_iter_next (line->cursor);
        if (g_sequence_iter_is_end (line->cursor))
          line->cursor = NULL;

        if (g_strcmp0 (aip_job_get_reason (job), line->reason) != 0)
          {
            aip_job_set_reason (job, line->reason);
            func (job, user_data);
          }

        if (++n_told % SPREAD_BATCH == 0 && g_get_monotonic_time () >= deadline)
          return FALSE;
      }

  return TRUE;
}
