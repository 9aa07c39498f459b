/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-job-check"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-freeze.h"
#include "aip-job-check.h"
#include "aip-lora-chain.h"
#include "aip-overrides.h"
#include "aip-placement.h"

/* Half a frame, so that input and drawing always come in between. */
#define SLICE_USEC 4000

/* A worker in the eyes of all checks. */
typedef struct {
  char             *name;
  gboolean          there;
  AipNodeCatalogue *catalogue;
  guint64           vram;
  gboolean          draft;
  GHashTable       *missing;      /* AipWorkflow → GStrv, see aip_workflow_check() */
} Worker;

struct _AipJobChecker {
  AipDocument      *document;
  AipWorkflowStore *store;
  AipCinema        *cinema;
  GPtrArray        *workers;
};

const char *
aip_job_check_verdict_to_nick (AipJobCheckVerdict verdict)
{
  static const char *const nicks[] = {
    [AIP_JOB_CHECK_FINE] = "fine",
    [AIP_JOB_CHECK_CHANGED] = "changed",
    [AIP_JOB_CHECK_UNKNOWN] = "unknown",
    [AIP_JOB_CHECK_NOWHERE] = "nowhere",
    [AIP_JOB_CHECK_BLOCKED] = "blocked",
  };

  g_return_val_if_fail ((gsize) verdict < G_N_ELEMENTS (nicks), "");

  return nicks[verdict];
}

static void
worker_free (gpointer data)
{
  Worker *worker = data;

  g_free (worker->name);
  g_clear_pointer (&worker->catalogue, aip_node_catalogue_unref);
  g_hash_table_unref (worker->missing);
  g_free (worker);
}

static void
check_worker_free (gpointer data)
{
  AipJobCheckWorker *worker = data;

  g_free (worker->name);
  g_strfreev (worker->problems);
  g_free (worker);
}

void
aip_job_check_free (AipJobCheck *self)
{
  g_clear_object (&self->shot);
  g_free (self->workflow);
  g_free (self->reason);
  g_strfreev (self->changes);
  g_ptr_array_unref (self->workers);
  g_free (self);
}

static void
add_line (GString    *text,
          const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

char *
aip_job_check_dup_text (const AipJobCheck *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  if (self->reason != NULL)
    return g_strdup (self->reason);

  for (guint i = 0; self->verdict == AIP_JOB_CHECK_NOWHERE && i < self->workers->len; i++)
    {
      const AipJobCheckWorker *worker = g_ptr_array_index (self->workers, i);

      for (guint j = 0; worker->known && worker->problems[j] != NULL; j++)
        {
          /* Translators: name of a worker, a sentence about it */
          g_autofree char *line = g_strdup_printf (_("%s: %s"), worker->name, worker->problems[j]);

          add_line (text, line);
        }
    }

  for (guint i = 0; self->changes[i] != NULL; i++)
    add_line (text, self->changes[i]);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* What is not exactly as asked ---------------------------------------------------------------- */

static void
add_size (AipDocument  *document,
          AipShot      *shot,
          AipWorkflow  *workflow,
          GStrvBuilder *changes)
{
  int wanted_width, wanted_height, width, height;

  if (!aip_workflow_has_role (workflow, AIP_ROLE_WIDTH) ||
      !aip_workflow_has_role (workflow, AIP_ROLE_HEIGHT))
    return;

  aip_freeze_get_wanted_size (document, shot, &wanted_width, &wanted_height);
  aip_freeze_get_size (document, shot, workflow, &width, &height);
  if (width != wanted_width || height != wanted_height)
    g_strv_builder_take (changes, g_strdup_printf (_("%d × %d becomes %d × %d."), wanted_width,
                                                   wanted_height, width, height));
}

static void
add_frames (AipDocument  *document,
            AipShot      *shot,
            AipWorkflow  *workflow,
            GStrvBuilder *changes)
{
  AipFrameRate rate = aip_project_get_rate (aip_document_get_project (document));
  double project_fps = 1 / aip_frame_rate_to_seconds (&rate, 1);
  double fps = aip_workflow_get_fps (workflow);
  gint64 wanted = aip_shot_get_duration (shot);
  double wanted_seconds = aip_frame_rate_to_seconds (&rate, wanted);
  double number, seconds;
  int frames;

  if (!aip_workflow_has_role (workflow, AIP_ROLE_FRAMES))
    return;

  frames = aip_freeze_get_frames (document, shot, workflow);
  if (fps <= 0)
    fps = project_fps;
  seconds = frames / fps;
  if (aip_overrides_get_number (aip_shot_get_overrides (shot), AIP_ROLE_FRAMES, &number))
    {
      wanted = aip_freeze_get_wanted_frames (document, shot, workflow);
      wanted_seconds = (double) wanted / fps;
      project_fps = fps;
    }

  if (fabs (fps - project_fps) > 0.01)
    g_strv_builder_take (changes,
                         g_strdup_printf (_("%d frames become %d at %g a second (%.2f s)."),
                                          (int) wanted, frames, fps, seconds));
  else if (frames != wanted)
    g_strv_builder_take (changes, g_strdup_printf (_("%d frames become %d (%.2f s)."), (int) wanted,
                                                   frames, seconds));

  /* The cut would hold its last frame: worth knowing before an hour of work. */
  if (seconds + 1 / fps < wanted_seconds)
    g_strv_builder_take (changes,
                         g_strdup_printf (_("The movie is %.2f s shorter than the shot: the model "
                                            "makes no more frames."), wanted_seconds - seconds));
}

static void
add_numbers (AipShot      *shot,
             AipWorkflow  *workflow,
             GStrvBuilder *changes)
{
  const char *overrides = aip_shot_get_overrides (shot);
  g_auto(GStrv) roles = aip_overrides_list (overrides);

  for (guint i = 0; roles[i] != NULL; i++)
    {
      double wanted, used;

      if (!aip_workflow_has_role (workflow, roles[i]) || !aip_freeze_may_override (roles[i]) ||
          g_str_equal (roles[i], AIP_ROLE_WIDTH) || g_str_equal (roles[i], AIP_ROLE_HEIGHT) ||
          g_str_equal (roles[i], AIP_ROLE_FRAMES) ||
          !aip_overrides_get_number (overrides, roles[i], &wanted))
        continue;

      used = aip_workflow_fit_number (workflow, roles[i], wanted);
      if (used != wanted)
        g_strv_builder_take (changes,
                             /* Translators: a role such as “steps”, two numbers */
                             g_strdup_printf (_("“%s” %g becomes %g."), roles[i], wanted, used));
    }
}

/* What a worker lacks ------------------------------------------------------------------------- */

static void
add_memory (guint64       need,
            guint64       there,
            GStrvBuilder *problems)
{
  g_autofree char *needed = NULL;
  g_autofree char *largest = NULL;

  if (there == 0 || need <= there)
    return;

  needed = aip_placement_format_gigabytes (need);
  largest = aip_placement_format_gigabytes (there);
  g_strv_builder_take (problems,
                       g_strdup_printf (_("Needs %s GB of graphics memory; the largest card there "
                                          "has %s GB."), needed, largest));
}

GStrv
aip_job_check_workflow (AipWorkflow      *workflow,
                        AipNodeCatalogue *catalogue,
                        guint64           vram,
                        int               width,
                        int               height,
                        int               frames)
{
  g_autoptr(GStrvBuilder) problems = g_strv_builder_new ();
  g_auto(GStrv) missing = NULL;

  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), NULL);
  g_return_val_if_fail (catalogue != NULL, NULL);

  missing = aip_workflow_check (workflow, catalogue);
  g_strv_builder_addv (problems, (const char **) missing);
  aip_workflow_fit_size (workflow, &width, &height);
  add_memory (aip_workflow_estimate_vram (workflow, width, height,
                                          aip_workflow_fit_frames (workflow, frames)), vram,
              problems);

  return g_strv_builder_end (problems);
}

static const char *const *
find_missing (Worker      *worker,
              AipWorkflow *workflow)
{
  GStrv missing = g_hash_table_lookup (worker->missing, workflow);

  if (missing == NULL)
    {
      missing = aip_workflow_check (workflow, worker->catalogue);
      g_hash_table_insert (worker->missing, g_object_ref (workflow), missing);
    }

  return (const char *const *) missing;
}

/* Numbers and choices as they would be sent. */
static AipWorkflowValues *
make_values (AipDocument *document,
             AipShot     *shot,
             AipWorkflow *workflow)
{
  AipWorkflowValues *values = aip_workflow_values_new ();
  g_auto(GStrv) roles = NULL;
  int width, height;

  aip_freeze_set_overrides (values, workflow, aip_shot_get_overrides (shot));
  roles = aip_workflow_values_list_roles (values);
  for (guint i = 0; roles[i] != NULL; i++)
    {
      double number = aip_workflow_values_get_number (values, roles[i], NAN);

      if (!isnan (number))
        aip_workflow_values_set_double (values, roles[i],
                                        aip_workflow_fit_number (workflow, roles[i], number));
    }

  aip_freeze_get_size (document, shot, workflow, &width, &height);
  aip_workflow_values_set_int (values, AIP_ROLE_WIDTH, width);
  aip_workflow_values_set_int (values, AIP_ROLE_HEIGHT, height);
  aip_workflow_values_set_int (values, AIP_ROLE_FRAMES,
                               aip_freeze_get_frames (document, shot, workflow));

  return values;
}

/* The files that the cast brings along, put in as they would be. */
static void
add_loras (Worker       *worker,
           AipWorkflow  *workflow,
           GPtrArray    *loras,
           GStrvBuilder *problems)
{
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(GError) error = NULL;

  if (loras == NULL || loras->len == 0)
    return;

  graph = aip_graph_copy (aip_workflow_get_graph (workflow));
  if (!aip_lora_chain_insert (graph, aip_workflow_get_output_node (workflow), loras,
                              worker->catalogue, worker->draft, NULL, &error))
    g_strv_builder_add (problems, error->message);
}

/* (nullable) */
static AipShotPrompt *
read_cast (AipJobChecker *self,
           AipShot       *shot,
           AipWorkflow   *workflow)
{
  g_auto(GStrv) cast = NULL;

  if (self->cinema == NULL || !aip_workflow_has_role (workflow, AIP_ROLE_PROMPT))
    return NULL;

  cast = aip_entity_dup_texts (AIP_ENTITY (shot), "characters");

  return cast != NULL && cast[0] != NULL
           ? aip_shot_prompt_new (self->document, shot, self->cinema, workflow) : NULL;
}

static void
check_workers (AipJobChecker *self,
               AipJobCheck   *check,
               AipWorkflow   *workflow)
{
  g_autoptr(AipWorkflowValues) values = make_values (self->document, check->shot, workflow);
  g_autoptr(AipShotPrompt) words = read_cast (self, check->shot, workflow);
  guint64 need = aip_freeze_get_vram (self->document, check->shot, workflow);

  for (guint i = 0; i < self->workers->len; i++)
    {
      Worker *worker = g_ptr_array_index (self->workers, i);
      AipJobCheckWorker *said = g_new0 (AipJobCheckWorker, 1);
      g_autoptr(GStrvBuilder) problems = g_strv_builder_new ();

      said->name = g_strdup (worker->name);
      said->there = worker->there;
      said->known = worker->there && worker->catalogue != NULL;
      if (said->known)
        {
          g_auto(GStrv) outside = aip_workflow_check_values (workflow, values, worker->catalogue);

          g_strv_builder_addv (problems, (const char **) find_missing (worker, workflow));
          g_strv_builder_addv (problems, (const char **) outside);
          add_memory (need, worker->vram, problems);
          add_loras (worker, workflow, words != NULL ? aip_shot_prompt_get_loras (words) : NULL,
                     problems);
        }
      said->problems = g_strv_builder_end (problems);
      g_ptr_array_add (check->workers, said);
    }
}

static AipJobCheckVerdict
judge (const AipJobCheck *check)
{
  gboolean refused = FALSE;
  gboolean asked_all = TRUE;

  if (check->reason != NULL)
    return AIP_JOB_CHECK_BLOCKED;

  for (guint i = 0; i < check->workers->len; i++)
    {
      const AipJobCheckWorker *worker = g_ptr_array_index (check->workers, i);

      if (worker->known && worker->problems[0] == NULL)
        return check->changes[0] != NULL ? AIP_JOB_CHECK_CHANGED : AIP_JOB_CHECK_FINE;
      refused |= worker->known;
      asked_all &= worker->known || !worker->there;
    }

  return refused && asked_all ? AIP_JOB_CHECK_NOWHERE : AIP_JOB_CHECK_UNKNOWN;
}

AipJobCheck *
aip_job_checker_check (AipJobChecker *self,
                       AipShot       *shot,
                       const char    *workflow_id,
                       GPtrArray     *coming)
{
  g_autoptr(GStrvBuilder) changes = g_strv_builder_new ();
  g_autoptr(GError) error = NULL;
  AipWorkflow *workflow;
  AipJobCheck *check;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  check = g_new0 (AipJobCheck, 1);
  check->shot = g_object_ref (shot);
  check->workers = g_ptr_array_new_with_free_func (check_worker_free);

  workflow = aip_freeze_find_workflow (self->document, shot, workflow_id, self->store, &error);
  if (workflow != NULL)
    {
      check->workflow = g_strdup (aip_workflow_get_title (workflow));
      aip_freeze_check_shot (self->document, shot, workflow, coming, &error);
      add_size (self->document, shot, workflow, changes);
      add_frames (self->document, shot, workflow, changes);
      add_numbers (shot, workflow, changes);
      check_workers (self, check, workflow);
    }
  if (error != NULL)
    check->reason = g_strdup (error->message);
  check->changes = g_strv_builder_end (changes);
  check->verdict = judge (check);

  return check;
}

AipJobChecker *
aip_job_checker_new (AipDocument      *document,
                     AipWorkflowStore *store,
                     AipCinema        *cinema)
{
  AipJobChecker *self;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (store), NULL);

  self = g_new0 (AipJobChecker, 1);
  self->document = g_object_ref (document);
  self->store = g_object_ref (store);
  self->cinema = cinema != NULL ? aip_cinema_ref (cinema) : NULL;
  self->workers = g_ptr_array_new_with_free_func (worker_free);

  return self;
}

void
aip_job_checker_free (AipJobChecker *self)
{
  g_object_unref (self->document);
  g_object_unref (self->store);
  g_clear_pointer (&self->cinema, aip_cinema_unref);
  g_ptr_array_unref (self->workers);
  g_free (self);
}

void
aip_job_checker_add_worker (AipJobChecker    *self,
                            const char       *name,
                            gboolean          there,
                            AipNodeCatalogue *catalogue,
                            guint64           vram,
                            gboolean          draft)
{
  Worker *worker;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  worker = g_new0 (Worker, 1);
  worker->name = g_strdup (name);
  worker->there = there;
  worker->catalogue = catalogue != NULL ? aip_node_catalogue_ref (catalogue) : NULL;
  worker->vram = vram;
  worker->draft = draft;
  worker->missing = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) g_strfreev);
  g_ptr_array_add (self->workers, worker);
}

/* Many at once -------------------------------------------------------------------------------- */

typedef struct {
  AipJobChecker *checker;
  GPtrArray     *shots;
  char          *workflow;   /* nullable */
  GPtrArray     *checks;
} Inspection;

static void
inspection_free (gpointer data)
{
  Inspection *inspection = data;

  aip_job_checker_free (inspection->checker);
  g_ptr_array_unref (inspection->shots);
  g_free (inspection->workflow);
  g_ptr_array_unref (inspection->checks);
  g_free (inspection);
}

static gboolean
check_some_cb (gpointer user_data)
{
  GTask *task = user_data;
  Inspection *inspection = g_task_get_task_data (task);
  gint64 deadline = g_get_monotonic_time () + SLICE_USEC;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  while (inspection->checks->len < inspection->shots->len)
    {
      AipShot *shot = g_ptr_array_index (inspection->shots, inspection->checks->len);

      g_ptr_array_add (inspection->checks,
                       aip_job_checker_check (inspection->checker, shot, inspection->workflow,
                                              inspection->shots));
      if (g_get_monotonic_time () > deadline && inspection->checks->len < inspection->shots->len)
        return G_SOURCE_CONTINUE;
    }

  g_task_return_pointer (task, g_ptr_array_ref (inspection->checks),
                         (GDestroyNotify) g_ptr_array_unref);

  return G_SOURCE_REMOVE;
}

void
aip_job_checker_check_async (AipJobChecker       *self,
                             GPtrArray           *shots,
                             const char          *workflow_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Inspection *inspection;

  g_return_if_fail (self != NULL);
  g_return_if_fail (shots != NULL);

  inspection = g_new0 (Inspection, 1);
  inspection->checker = self;
  inspection->shots = g_ptr_array_new_full (shots->len, g_object_unref);
  for (guint i = 0; i < shots->len; i++)
    g_ptr_array_add (inspection->shots, g_object_ref (g_ptr_array_index (shots, i)));
  inspection->workflow = g_strdup (workflow_id);
  inspection->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_job_check_free);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_job_checker_check_async);
  g_task_set_task_data (task, inspection, inspection_free);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, check_some_cb, g_steal_pointer (&task), g_object_unref);
}

GPtrArray *
aip_job_checker_check_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
