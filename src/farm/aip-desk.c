/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-desk"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-chain-job.h"
#include "aip-desk.h"
#include "aip-job-wait.h"
#include "aip-repeat-cache.h"
#include "aip-take-survey.h"
#include "aip-variation.h"

struct _AipDesk
{
  GObject           parent_instance;

  AipDocument      *document;
  AipWorkflowStore *workflows;
  AipJobQueue      *queue;
  AipTakeNumbers   *numbers;
  AipRepeatCache   *repeats;
  GHashTable       *by_shot;    /* shot id → GPtrArray of AipJob in the queue */
  GHashTable       *runs;       /* AipJob → AipRun */
  GPtrArray        *bound;      /* AipJob: at a worker, but nobody looks after it yet */
  GHashTable       *awaited;    /* shot id → GHashTable of the ids of shots whose jobs wait for it */
  GPtrArray        *approvals;  /* Approval: what people have said and no job knows yet */
  GHashTable       *forgiven;   /* ids of jobs whose file was gone once */
  AipCinema        *cinema;     /* NULL until it is loaded, and if it could not be */
  gboolean          composes;
  gboolean          open;
  gint64            halted_until;
  GCancellable     *survey;     /* of movies nobody has looked at yet */
};

/* That somebody approved a take of a shot, or took it back. */
typedef struct {
  char     *shot_id;
  char     *take_id;
  gboolean  approved;
} Approval;

enum {
  SIGNAL_CHANGED,
  SIGNAL_STORAGE_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AipDesk, aip_desk, G_TYPE_OBJECT)

static void
approval_free (gpointer data)
{
  Approval *approval = data;

  g_free (approval->shot_id);
  g_free (approval->take_id);
  g_free (approval);
}

static void
aip_desk_finalize (GObject *object)
{
  AipDesk *self = AIP_DESK (object);

  g_object_unref (self->document);
  g_object_unref (self->workflows);
  g_object_unref (self->queue);
  g_object_unref (self->numbers);
  g_object_unref (self->repeats);
  g_hash_table_unref (self->by_shot);
  g_hash_table_unref (self->runs);
  g_ptr_array_unref (self->bound);
  g_hash_table_unref (self->awaited);
  g_ptr_array_unref (self->approvals);
  g_hash_table_unref (self->forgiven);
  g_clear_pointer (&self->cinema, aip_cinema_unref);
  g_object_unref (self->survey);

  G_OBJECT_CLASS (aip_desk_parent_class)->finalize (object);
}

static void
aip_desk_class_init (AipDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_desk_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AIP_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_STORAGE_FAILED] = g_signal_new ("storage-failed", AIP_TYPE_DESK, G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
aip_desk_init (AipDesk *self)
{
  self->queue = aip_job_queue_new ();
  self->survey = g_cancellable_new ();
  self->by_shot = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  self->runs = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->bound = g_ptr_array_new_with_free_func (g_object_unref);
  self->awaited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_hash_table_unref);
  self->approvals = g_ptr_array_new_with_free_func (approval_free);
  self->forgiven = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* What waits ----------------------------------------------------------------------------------- */

static void
note_awaited (AipDesk *self,
              AipShot *awaited,
              AipJob  *job)
{
  const char *id = aip_entity_get_id (AIP_ENTITY (awaited));
  GHashTable *waiting = g_hash_table_lookup (self->awaited, id);

  if (waiting == NULL)
    {
      waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->awaited, g_strdup (id), waiting);
    }
  g_hash_table_add (waiting, g_strdup (aip_job_get_shot_id (job)));
}

/* (nullable): why @job of @shot, a neighbour of @awaited, waits for it. */
static char *
explain_neighbour (AipDesk     *self,
                   AipShot     *shot,
                   AipWorkflow *workflow,
                   AipShot     *awaited)
{
  GPtrArray *theirs = g_hash_table_lookup (self->by_shot,
                                           aip_entity_get_id (AIP_ENTITY (awaited)));

  /* It was refused when they were queued; somebody has edited them since. */
  for (guint i = 0; theirs != NULL && i < theirs->len; i++)
    {
      AipWorkflow *other =
        aip_freeze_find_workflow (self->document, awaited,
                                  aip_entity_get_text (g_ptr_array_index (theirs, i), "workflow"),
                                  self->workflows, NULL);

      if (other != NULL &&
          aip_job_wait_is_circle (self->document, shot, workflow, awaited, other))
        return aip_job_wait_explain_circle (shot, awaited);
    }

  return g_strdup_printf (_("Waits for %s"), aip_shot_get_code (awaited));
}

/* (nullable) (transfer full): why a job of @shot may not be sent now, whatever the workers do. */
static char *
find_hold (AipDesk     *self,
           AipJob      *job,
           AipShot     *shot,
           AipWorkflow *workflow)
{
  AipShot *awaited;
  char *hold;

  /* A new take could become the current one, so what is locked stays as it is. */
  if (aip_shot_get_locked (shot))
    return g_strdup (_("Its shot is locked"));

  hold = aip_chain_job_explain (self->document, job, self->workflows);
  if (hold != NULL)
    return hold;

  awaited = aip_job_wait_find (self->document, shot, workflow, NULL);
  if (awaited == NULL)
    return NULL;

  note_awaited (self, awaited, job);

  return explain_neighbour (self, shot, workflow, awaited);
}

/* The same for a job that makes a take again. */
static char *
find_repeat_hold (AipDesk *self,
                  AipJob  *job,
                  AipShot *shot)
{
  if (aip_shot_get_locked (shot))
    return g_strdup (_("Its shot is locked"));

  return aip_repeat_cache_look (self->repeats, job, NULL, NULL)
           ? NULL : g_strdup (_("Reads how the take was made"));
}

static void
enter (AipDesk *self,
       AipJob  *job)
{
  AipEntity *shot = aip_document_lookup (self->document, aip_job_get_shot_id (job));
  const char *workflow_id = aip_entity_get_text (AIP_ENTITY (job), "workflow");
  g_auto(GStrv) excluded = aip_entity_dup_texts (AIP_ENTITY (job), "excluded");
  AipNeed need = {
    .vram = (guint64) MAX (aip_entity_get_integer (AIP_ENTITY (job), "vram"), 0),
    .only = aip_job_get_only_worker (job),
  };
  AipWorkflow *workflow = NULL;
  g_autofree char *hold = NULL;
  GPtrArray *siblings;

  if (excluded != NULL && excluded[0] != NULL)
    need.excluded = (const char *const *) excluded;

  /* Undo may bring the shot back, so its jobs are kept. */
  if (!AIP_IS_SHOT (shot))
    hold = g_strdup (_("Its shot was deleted"));
  else
    workflow = aip_freeze_find_workflow (self->document, AIP_SHOT (shot), workflow_id,
                                         self->workflows, NULL);

  if (hold == NULL && *aip_entity_get_text (AIP_ENTITY (job), "repeats") != '\0')
    {
      /* What the shot says now and what its workflow wants has nothing to do with it. */
      workflow_id = "";
      hold = find_repeat_hold (self, job, AIP_SHOT (shot));
    }
  /* Without a workflow it goes ahead, and fails with the sentence that says so. */
  else if (workflow != NULL)
    {
      g_autoptr(AipVariation) variation = aip_variation_parse (aip_job_get_variation (job));
      const char *own = aip_shot_get_overrides (AIP_SHOT (shot));
      g_autofree char *overrides = variation != NULL ? aip_variation_apply (variation, own)
                                                     : g_strdup (own);

      need.vram = MAX (need.vram, aip_freeze_fit_vram (self->document, AIP_SHOT (shot), overrides,
                                                       workflow));
      workflow_id = aip_workflow_get_id (workflow);
      hold = find_hold (self, job, AIP_SHOT (shot), workflow);
    }

  aip_job_queue_add (self->queue, job, workflow_id != NULL ? workflow_id : "", &need, hold);

  siblings = g_hash_table_lookup (self->by_shot, aip_job_get_shot_id (job));
  if (siblings == NULL)
    {
      siblings = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->by_shot, g_strdup (aip_job_get_shot_id (job)), siblings);
    }
  g_ptr_array_add (siblings, g_object_ref (job));
}

void
aip_desk_remove_job (AipDesk *self,
                     AipJob  *job)
{
  g_autoptr(AipJob) hold = NULL;
  GPtrArray *siblings;

  g_return_if_fail (AIP_IS_DESK (self));
  g_return_if_fail (AIP_IS_JOB (job));

  hold = g_object_ref (job);
  g_ptr_array_remove (self->bound, job);
  if (!aip_job_queue_remove (self->queue, job))
    return;

  siblings = g_hash_table_lookup (self->by_shot, aip_job_get_shot_id (job));
  if (siblings == NULL)
    return;
  g_ptr_array_remove_fast (siblings, job);
  if (siblings->len == 0)
    g_hash_table_remove (self->by_shot, aip_job_get_shot_id (job));
}

void
aip_desk_add_job (AipDesk *self,
                  AipJob  *job)
{
  g_return_if_fail (AIP_IS_DESK (self));
  g_return_if_fail (AIP_IS_JOB (job));
  g_return_if_fail (aip_job_get_state (job) == AIP_JOB_WAITING);

  aip_desk_remove_job (self, job);
  enter (self, job);
}

static void
refresh_shot (AipDesk    *self,
              const char *shot_id)
{
  GPtrArray *siblings = g_hash_table_lookup (self->by_shot, shot_id);
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);

  /* Whoever has just moved a job on takes it out of line next. */
  for (guint i = 0; siblings != NULL && i < siblings->len; i++)
    if (aip_job_get_state (g_ptr_array_index (siblings, i)) == AIP_JOB_WAITING)
      g_ptr_array_add (jobs, g_object_ref (g_ptr_array_index (siblings, i)));
  for (guint i = 0; i < jobs->len; i++)
    aip_desk_add_job (self, g_ptr_array_index (jobs, i));
}

/* Something happened to a shot: its own jobs may need something else, and so may those that wait. */
static void
refresh_shot_and_waiting (AipDesk    *self,
                          const char *shot_id)
{
  g_autofree char *id = g_strdup (shot_id);
  g_autoptr(GHashTable) waiting = NULL;
  GHashTableIter iter;
  gpointer key, value;

  refresh_shot (self, id);
  if (!g_hash_table_steal_extended (self->awaited, id, &key, &value))
    return;

  g_free (key);
  waiting = value;
  g_hash_table_iter_init (&iter, waiting);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    refresh_shot (self, key);
}

static void
refresh_all (AipDesk *self)
{
  g_autoptr(GPtrArray) shot_ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->by_shot);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (shot_ids, g_strdup (id));
  for (guint i = 0; i < shot_ids->len; i++)
    refresh_shot (self, g_ptr_array_index (shot_ids, i));
}

/* (nullable): the shot that a record is about. */
static const char *
get_shot_of (AipDesk         *self,
             const AipChange *change)
{
  AipEntity *entity = aip_document_lookup (self->document, change->id);

  return entity != NULL && (change->kind == AIP_KIND_JOB || change->kind == AIP_KIND_TAKE)
           ? aip_entity_get_text (entity, "shot") : NULL;
}

static void
follow_record (AipDesk      *self,
               AipChangeSet *changes)
{
  const char *last = NULL;

  for (guint i = 0; i < aip_change_set_get_size (changes); i++)
    {
      const AipChange *change = aip_change_set_get_change (changes, i);
      const char *shot_id;

      /* Who waits, waits for a job to end or for a take. */
      if (change->op == AIP_CHANGE_SET && !g_str_equal (change->field, "state") &&
          !g_str_equal (change->field, "source"))
        continue;

      shot_id = get_shot_of (self, change);
      if (shot_id != NULL && g_strcmp0 (shot_id, last) != 0)
        refresh_shot_and_waiting (self, shot_id);
      last = shot_id;
    }
}

static void
note_approval (AipDesk    *self,
               const char *shot_id,
               const char *take_id,
               gboolean    approved)
{
  Approval *approval = g_new0 (Approval, 1);

  approval->shot_id = g_strdup (shot_id);
  approval->take_id = g_strdup (take_id);
  approval->approved = approved;
  g_ptr_array_add (self->approvals, approval);
}

/* A take in @from that is not in @to. */
static void
note_differences (AipDesk    *self,
                  const char *shot_id,
                  GVariant   *from,
                  GVariant   *to,
                  gboolean    approved)
{
  g_autofree const char **theirs = g_variant_get_strv (to, NULL);
  GVariantIter iter;
  const char *id;

  g_variant_iter_init (&iter, from);
  while (g_variant_iter_next (&iter, "&s", &id))
    if (!g_strv_contains (theirs, id))
      note_approval (self, shot_id, id, approved);
}

/* A take is approved by itself, or as what its shot shows when that is. */
static void
follow_approval (AipDesk         *self,
                 const AipChange *change)
{
  AipEntity *shot;
  AipTake *take;

  if (change->op != AIP_CHANGE_SET || !g_hash_table_contains (self->by_shot, change->id))
    return;

  if (g_str_equal (change->field, "approved-takes"))
    {
      note_differences (self, change->id, change->old_value, change->new_value, FALSE);
      note_differences (self, change->id, change->new_value, change->old_value, TRUE);
    }
  else if (g_str_equal (change->field, "status"))
    {
      shot = aip_document_lookup (self->document, change->id);
      take = AIP_IS_SHOT (shot) ? aip_shot_get_take (AIP_SHOT (shot)) : NULL;
      if (take != NULL && aip_shot_get_status (AIP_SHOT (shot)) == AIP_STATUS_APPROVED)
        note_approval (self, change->id, aip_entity_get_id (AIP_ENTITY (take)), TRUE);
    }
}

static void
document_changed_cb (AipDocument  *document,
                     AipChangeSet *changes,
                     AipDesk      *self)
{
  if (g_hash_table_size (self->by_shot) == 0)
    return;

  if (aip_change_set_get_kind (changes) == AIP_TRANSACTION_RECORD)
    follow_record (self, changes);
  else if (aip_change_set_touches (changes, AIP_KIND_PROJECT, NULL))
    refresh_all (self);
  else if (aip_change_set_touches (changes, AIP_KIND_SHOT, NULL))
    for (guint i = 0; i < aip_change_set_get_size (changes); i++)
      {
        const AipChange *change = aip_change_set_get_change (changes, i);

        if (change->kind != AIP_KIND_SHOT)
          continue;
        refresh_shot_and_waiting (self, change->id);
        follow_approval (self, change);
      }
  else
    return;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
aip_desk_take_approval (AipDesk   *self,
                        AipShot  **shot,
                        AipTake  **take,
                        gboolean  *approved)
{
  g_return_val_if_fail (AIP_IS_DESK (self), FALSE);
  g_return_val_if_fail (shot != NULL && take != NULL && approved != NULL, FALSE);

  while (self->approvals->len > 0)
    {
      Approval *approval = g_ptr_array_steal_index (self->approvals, 0);
      AipEntity *found = aip_document_lookup (self->document, approval->shot_id);
      AipEntity *found_take = aip_document_lookup (self->document, approval->take_id);

      *approved = approval->approved;
      approval_free (approval);
      if (AIP_IS_SHOT (found) && AIP_IS_TAKE (found_take))
        {
          *shot = AIP_SHOT (found);
          *take = AIP_TAKE (found_take);
          return TRUE;
        }
    }

  return FALSE;
}

static void
repeat_loaded_cb (AipRepeatCache *repeats,
                  AipJob         *job,
                  AipDesk        *self)
{
  if (!aip_job_queue_contains (self->queue, job))
    return;

  aip_desk_add_job (self, job);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

AipRepeat *
aip_desk_take_repeat (AipDesk  *self,
                      AipJob   *job,
                      GError  **error)
{
  AipRepeat *repeat = NULL;

  g_return_val_if_fail (AIP_IS_DESK (self), NULL);
  g_return_val_if_fail (AIP_IS_JOB (job), NULL);

  aip_repeat_cache_look (self->repeats, job, &repeat, error);
  aip_repeat_cache_forget (self->repeats, job);

  return repeat;
}

static void
storage_failed_cb (AipDocument  *document,
                   const GError *error,
                   AipDesk      *self)
{
  g_signal_emit (self, signals[SIGNAL_STORAGE_FAILED], 0, error);
}

void
aip_desk_reload (AipDesk *self)
{
  g_autoptr(GPtrArray) waiting = NULL;
  AipEntityList *jobs;

  g_return_if_fail (AIP_IS_DESK (self));

  waiting = aip_job_queue_list (self->queue);
  for (guint i = 0; i < waiting->len; i++)
    {
      AipJob *job = g_ptr_array_index (waiting, i);

      if (!aip_entity_is_alive (AIP_ENTITY (job)) || aip_job_get_state (job) != AIP_JOB_WAITING)
        aip_desk_remove_job (self, job);
    }

  g_ptr_array_set_size (self->bound, 0);
  jobs = aip_document_get_jobs (self->document);
  for (guint i = 0; i < aip_entity_list_get_count (jobs); i++)
    {
      AipJob *job = AIP_JOB (aip_entity_list_peek (jobs, i));
      AipJobState state = aip_job_get_state (job);

      if (state == AIP_JOB_WAITING)
        {
          if (!aip_job_queue_contains (self->queue, job))
            enter (self, job);
        }
      else if (aip_job_state_is_open (state) && !g_hash_table_contains (self->runs, job))
        g_ptr_array_add (self->bound, g_object_ref (job));
    }
}

GPtrArray *
aip_desk_take_bound (AipDesk *self)
{
  g_autoptr(GPtrArray) bound = NULL;

  g_return_val_if_fail (AIP_IS_DESK (self), NULL);

  bound = g_steal_pointer (&self->bound);
  self->bound = g_ptr_array_new_with_free_func (g_object_unref);

  return g_steal_pointer (&bound);
}

/* What is at a worker -------------------------------------------------------------------------- */

void
aip_desk_add_run (AipDesk *self,
                  AipRun  *run)
{
  g_return_if_fail (AIP_IS_DESK (self));
  g_return_if_fail (AIP_IS_RUN (run));

  g_hash_table_insert (self->runs, aip_run_get_job (run), g_object_ref (run));
}

void
aip_desk_remove_run (AipDesk *self,
                     AipRun  *run)
{
  g_return_if_fail (AIP_IS_DESK (self));
  g_return_if_fail (AIP_IS_RUN (run));

  /* The job may have a newer run by now. */
  if (g_hash_table_lookup (self->runs, aip_run_get_job (run)) == run)
    g_hash_table_remove (self->runs, aip_run_get_job (run));
}

AipRun *
aip_desk_find_run (AipDesk *self,
                   AipJob  *job)
{
  g_return_val_if_fail (AIP_IS_DESK (self), NULL);

  return g_hash_table_lookup (self->runs, job);
}

GPtrArray *
aip_desk_list_runs (AipDesk *self)
{
  g_autoptr(GPtrArray) runs = NULL;
  GHashTableIter iter;
  gpointer run;

  g_return_val_if_fail (AIP_IS_DESK (self), NULL);

  runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_iter_init (&iter, self->runs);
  while (g_hash_table_iter_next (&iter, NULL, &run))
    g_ptr_array_add (runs, g_object_ref (run));

  return g_steal_pointer (&runs);
}

guint
aip_desk_get_n_runs (AipDesk *self)
{
  g_return_val_if_fail (AIP_IS_DESK (self), 0);

  return g_hash_table_size (self->runs);
}

guint
aip_desk_get_n_open (AipDesk *self)
{
  g_return_val_if_fail (AIP_IS_DESK (self), 0);

  return aip_job_queue_get_n_jobs (self->queue) + g_hash_table_size (self->runs) + self->bound->len;
}

void
aip_desk_halt (AipDesk *self,
               gint64   until)
{
  g_return_if_fail (AIP_IS_DESK (self));

  self->halted_until = until;
}

gboolean
aip_desk_is_halted (AipDesk *self)
{
  g_return_val_if_fail (AIP_IS_DESK (self), FALSE);

  return g_get_monotonic_time () < self->halted_until;
}

void
aip_desk_set_open (AipDesk  *self,
                   gboolean  open)
{
  g_return_if_fail (AIP_IS_DESK (self));

  self->open = open;
}

void
aip_desk_set_cinema (AipDesk   *self,
                     AipCinema *cinema)
{
  g_return_if_fail (AIP_IS_DESK (self));

  g_clear_pointer (&self->cinema, aip_cinema_unref);
  self->cinema = cinema != NULL ? aip_cinema_ref (cinema) : NULL;
  self->composes = TRUE;
}

AipCinema *
aip_desk_get_cinema (AipDesk *self)
{
  g_return_val_if_fail (AIP_IS_DESK (self), NULL);

  return self->cinema;
}

gboolean
aip_desk_may_send (AipDesk *self)
{
  g_return_val_if_fail (AIP_IS_DESK (self), FALSE);

  return self->open && self->composes && !aip_desk_is_halted (self);
}

gboolean
aip_desk_forgive (AipDesk *self,
                  AipJob  *job)
{
  g_return_val_if_fail (AIP_IS_DESK (self), FALSE);

  return g_hash_table_add (self->forgiven, g_strdup (aip_entity_get_id (AIP_ENTITY (job))));
}

/* Life ----------------------------------------------------------------------------------------- */

AipDesk *
aip_desk_new (AipDocument      *document,
              AipWorkflowStore *workflows)
{
  AipDesk *self = g_object_new (AIP_TYPE_DESK, NULL);

  self->document = g_object_ref (document);
  self->workflows = g_object_ref (workflows);
  self->numbers = aip_take_numbers_new (document);
  self->repeats = aip_repeat_cache_new (document);
  g_signal_connect_object (self->repeats, "loaded", G_CALLBACK (repeat_loaded_cb), self, 0);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self, 0);
  g_signal_connect_object (document, "storage-failed", G_CALLBACK (storage_failed_cb), self, 0);
  aip_desk_reload (self);
  aip_take_survey_async (document, self->survey, NULL, NULL);

  return self;
}

void
aip_desk_close (AipDesk *self)
{
  g_return_if_fail (AIP_IS_DESK (self));

  g_signal_handlers_disconnect_by_data (self->document, self);
  g_cancellable_cancel (self->survey);
  aip_repeat_cache_close (self->repeats);
}

AipDocument *
aip_desk_get_document (AipDesk *self)
{
  g_return_val_if_fail (AIP_IS_DESK (self), NULL);

  return self->document;
}

AipJobQueue *
aip_desk_get_queue (AipDesk *self)
{
  g_return_val_if_fail (AIP_IS_DESK (self), NULL);

  return self->queue;
}

AipTakeNumbers *
aip_desk_get_numbers (AipDesk *self)
{
  g_return_val_if_fail (AIP_IS_DESK (self), NULL);

  return self->numbers;
}
