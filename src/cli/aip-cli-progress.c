/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-progress"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cli-progress.h"
#include "aip-cli-table.h"

/* A terminal is drawn anew this often at most. */
#define REDRAW_MILLISECONDS 100

#define BAR_WIDTH 20

struct _AipCliProgress
{
  AipCliCall *call;
  guint       n_jobs;
  guint       n_ended;
  GHashTable *reasons; /* those that were explained */
  GHashTable *shown;  /* job id → what was shown last, so that only news is shown */
  GPtrArray  *active; /* AipJob on a worker now, in the order they got there */
  guint       n_drawn;
  guint       redraw;
};

const char *
aip_cli_get_job_shot (AipDocument *document,
                      AipJob      *job)
{
  AipEntity *shot;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_JOB (job), NULL);

  shot = aip_document_lookup (document, aip_job_get_shot_id (job));

  return AIP_IS_SHOT (shot) ? aip_shot_get_code (AIP_SHOT (shot)) : "";
}

AipCliProgress *
aip_cli_progress_new (AipCliCall *call,
                      guint       n_jobs)
{
  AipCliProgress *self = g_new0 (AipCliProgress, 1);

  g_return_val_if_fail (AIP_IS_CLI_CALL (call), NULL);

  self->call = g_object_ref (call);
  self->n_jobs = n_jobs;
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->active = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

static const char *
get_shot (AipCliProgress *self,
          AipJob         *job)
{
  return aip_cli_get_job_shot (aip_cli_call_get_document (self->call), job);
}

static const char *
get_worker (AipJob *job)
{
  const char *name = aip_entity_get_text (AIP_ENTITY (job), "worker-name");

  return *name != '\0' ? name : aip_job_get_worker (job);
}

static int
get_percent (AipJob *job)
{
  double progress = aip_job_get_progress (job);

  return progress >= 0 ? (int) (CLAMP (progress, 0, 1) * 100) : -1;
}

/* What happened to a job in words; %NULL for what is not worth a line. */
static char *
describe (AipCliProgress *self,
          AipJob         *job)
{
  AipDocument *document = aip_cli_call_get_document (self->call);
  int percent = get_percent (job);
  AipEntity *take;

  switch (aip_job_get_state (job))
    {
    case AIP_JOB_SUBMITTED:
      return g_strdup_printf (_("sent to %s"), get_worker (job));
    case AIP_JOB_RUNNING:
      if (percent < 0)
        return g_strdup_printf (_("runs on %s"), get_worker (job));
      /* A line for each tenth: a log of a night should stay readable. */
      return g_strdup_printf (_("%d %% on %s"), percent / 10 * 10, get_worker (job));
    case AIP_JOB_FETCHING:
      return g_strdup_printf (_("comes from %s"), get_worker (job));
    case AIP_JOB_DONE:
      take = aip_document_lookup (document, aip_entity_get_text (AIP_ENTITY (job), "take"));
      return AIP_IS_TAKE (take)
             ? g_strdup_printf (_("done in %.1f s on %s: %s"),
                                aip_take_get_seconds (AIP_TAKE (take)), get_worker (job),
                                aip_take_get_file (AIP_TAKE (take)))
             : g_strdup (_("done"));
    case AIP_JOB_FAILED:
      return g_strdup_printf (_("failed: %s"), aip_job_get_error_text (job));
    case AIP_JOB_CANCELLED:
      return g_strdup (_("cancelled"));
    case AIP_JOB_WAITING:
      /* All wait at first; only going back to it is news. */
      return g_hash_table_contains (self->shown, aip_entity_get_id (AIP_ENTITY (job)))
             ? g_strdup_printf (_("waits again: %s"), aip_job_get_reason (job)) : NULL;
    case AIP_JOB_PREPARING:
    default:
      return NULL;
    }
}

static void G_GNUC_PRINTF (2, 3)
print_line (AipCliProgress *self,
            const char     *format,
            ...)
{
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  text = g_strconcat (line, "\n", NULL);
  aip_cli_call_print_news (self->call, text);
}

static void
erase (AipCliProgress *self)
{
  for (guint i = 0; i < self->n_drawn; i++)
    aip_cli_call_print_news (self->call, "\033[1A\033[2K");
  self->n_drawn = 0;
}

static void
draw_line (AipCliProgress *self,
           const char     *line)
{
  /* One less, because a full line makes some terminals begin another. */
  g_autofree char *cut = aip_cli_text_cut (line, aip_cli_call_get_terminal (self->call) - 1);

  print_line (self, "%s", cut);
  self->n_drawn++;
}

static void
draw (AipCliProgress *self)
{
  g_autofree char *summary = NULL;

  erase (self);
  for (guint i = 0; i < self->active->len; i++)
    {
      AipJob *job = g_ptr_array_index (self->active, i);
      int percent = get_percent (job);
      g_autoptr(GString) line = g_string_new (get_shot (self, job));

      g_string_append (line, "  [");
      for (int j = 0; j < BAR_WIDTH; j++)
        g_string_append_c (line, j < MAX (percent, 0) * BAR_WIDTH / 100 ? '#' : '.');
      if (percent >= 0)
        g_string_append_printf (line, "] %3d %%  ", percent);
      else
        g_string_append (line, "]        ");
      g_string_append_printf (line, "%s  %s", get_worker (job), aip_job_get_stage (job));
      draw_line (self, line->str);
    }

  summary = g_strdup_printf (_("%u of %u done, %u on workers, %u waiting"), self->n_ended,
                             self->n_jobs, self->active->len,
                             self->n_jobs - MIN (self->n_jobs, self->n_ended + self->active->len));
  draw_line (self, summary);
}

static gboolean
redraw_cb (gpointer user_data)
{
  AipCliProgress *self = user_data;

  self->redraw = 0;
  draw (self);

  return G_SOURCE_REMOVE;
}

static void
count (AipCliProgress *self,
       AipJob         *job)
{
  AipJobState state = aip_job_get_state (job);
  gboolean on_worker = aip_job_state_is_open (state) && state != AIP_JOB_WAITING;
  guint index;

  if (g_ptr_array_find (self->active, job, &index) == on_worker)
    return;
  if (on_worker)
    g_ptr_array_add (self->active, g_object_ref (job));
  else
    g_ptr_array_remove_index (self->active, index);
}

void
aip_cli_progress_update (AipCliProgress *self,
                         AipJob         *job)
{
  g_autofree char *text = NULL;
  const char *id;
  gboolean ended;
  gboolean news;

  g_return_if_fail (self != NULL);
  g_return_if_fail (AIP_IS_JOB (job));

  if (aip_cli_call_get_options (self->call)->json)
    return;

  count (self, job);
  ended = !aip_job_state_is_open (aip_job_get_state (job));
  id = aip_entity_get_id (AIP_ENTITY (job));
  text = describe (self, job);
  news = text != NULL && g_strcmp0 (g_hash_table_lookup (self->shown, id), text) != 0;

  if (aip_cli_call_get_terminal (self->call) > 0)
    {
      if (news && ended)
        erase (self);
      if (self->redraw == 0)
        self->redraw = g_timeout_add (REDRAW_MILLISECONDS, redraw_cb, self);
    }
  if (!news)
    return;

  if (ended)
    self->n_ended++;
  if (ended || aip_cli_call_get_terminal (self->call) == 0)
    print_line (self, "%s  %s", get_shot (self, job), text);
  g_hash_table_replace (self->shown, g_strdup (id), g_steal_pointer (&text));
}

void
aip_cli_progress_explain (AipCliProgress *self,
                          AipJob         *job)
{
  const char *reason;

  g_return_if_fail (self != NULL);
  g_return_if_fail (AIP_IS_JOB (job));

  reason = aip_job_get_reason (job);
  if (*reason == '\0' || self->active->len > 0 ||
      !g_hash_table_add (self->reasons, g_strdup (reason)))
    return;

  if (aip_cli_call_get_terminal (self->call) > 0)
    erase (self);
  print_line (self, _("%s waits: %s"), get_shot (self, job), reason);
}

void
aip_cli_progress_free (AipCliProgress *self)
{
  erase (self);
  g_clear_handle_id (&self->redraw, g_source_remove);
  g_hash_table_unref (self->shown);
  g_hash_table_unref (self->reasons);
  g_ptr_array_unref (self->active);
  g_object_unref (self->call);
  g_free (self);
}
