/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-batch-estimate"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-batch-estimate.h"
#include "aip-freeze.h"
#include "aip-scheduler-private.h"
#include "aip-variation.h"

static void
share_free (gpointer data)
{
  AipBatchShare *share = data;

  g_free (share->name);
  g_free (share);
}

void
aip_batch_estimate_free (AipBatchEstimate *self)
{
  g_free (self->reason);
  g_ptr_array_unref (self->shares);
  g_free (self);
}

/**
 * Plan:
 * @backlog: seconds of each worker, what was given to it included
 * @seats: workflow → GArray of AipSeat: asking a worker means looking through its models
 */
typedef struct {
  AipScheduler     *scheduler;
  AipDocument      *document;
  AipBatchEstimate *estimate;
  double           *backlog;
  GHashTable       *seats;
} Plan;

static GArray *
get_seats (Plan        *plan,
           AipWorkflow *workflow)
{
  GPtrArray *links = plan->scheduler->links;
  GArray *seats = g_hash_table_lookup (plan->seats, workflow);

  if (seats != NULL)
    return seats;

  seats = g_array_sized_new (FALSE, TRUE, sizeof (AipSeat), links->len);
  g_array_set_size (seats, links->len);
  for (guint i = 0; i < links->len; i++)
    {
      AipSeat *seat = &g_array_index (seats, AipSeat, i);

      aip_link_get_seat (g_ptr_array_index (links, i), plan->scheduler->estimates, workflow, seat);
      /* Who has its hands full has time later. */
      seat->n_mine = 0;
      if (plan->backlog[i] < 0)
        plan->backlog[i] = seat->backlog;
    }
  g_hash_table_insert (plan->seats, workflow, seats);

  return seats;
}

static void
give (Plan          *plan,
      guint          index,
      const AipSeat *seat)
{
  AipWorker *worker = aip_link_get_worker (g_ptr_array_index (plan->scheduler->links, index));
  AipBatchShare *share = g_ptr_array_index (plan->estimate->shares, index);

  if (share->name == NULL)
    {
      share->name = g_strdup (aip_worker_get_name (worker));
      share->vram = seat->vram;
    }
  share->n_jobs++;
  share->seconds += seat->seconds;
  plan->backlog[index] += seat->seconds;
  plan->estimate->work += seat->seconds;
  plan->estimate->seconds = MAX (plan->estimate->seconds, plan->backlog[index]);
}

static void
place (Plan               *plan,
       const AipBatchItem *item)
{
  AipWorkflow *workflow = aip_freeze_find_workflow (plan->document, item->shot, item->workflow,
                                                    plan->scheduler->workflows, NULL);
  g_autoptr(AipVariation) variation = NULL;
  g_autofree char *overrides = NULL;
  AipPlacement placement;
  AipNeed need = { 0 };
  GArray *seats;

  plan->estimate->n_jobs++;
  if (workflow == NULL)
    {
      plan->estimate->n_waiting++;
      return;
    }

  variation = item->variation != NULL ? aip_variation_parse (item->variation) : NULL;
  overrides = variation != NULL
                ? aip_variation_apply (variation, aip_shot_get_overrides (item->shot))
                : g_strdup (aip_shot_get_overrides (item->shot));
  need.vram = aip_freeze_fit_vram (plan->document, item->shot, overrides, workflow);
  plan->estimate->vram = MAX (plan->estimate->vram, need.vram);

  seats = get_seats (plan, workflow);
  for (guint i = 0; i < seats->len; i++)
    g_array_index (seats, AipSeat, i).backlog = plan->backlog[i];
  placement = aip_placement_choose (&need, (const AipSeat *) seats->data, seats->len);
  if (placement.verdict == AIP_PLACEMENT_FOUND)
    {
      give (plan, placement.seat, &g_array_index (seats, AipSeat, placement.seat));
      return;
    }

  plan->estimate->n_waiting++;
  if (plan->estimate->reason == NULL)
    plan->estimate->reason = aip_placement_explain (&placement, &need);
}

AipBatchEstimate *
aip_batch_estimate_new (AipScheduler *scheduler,
                        AipDocument  *document,
                        GArray       *items)
{
  AipBatchEstimate *self;
  Plan plan = { 0 };

  g_return_val_if_fail (AIP_IS_SCHEDULER (scheduler), NULL);
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (items != NULL, NULL);

  self = g_new0 (AipBatchEstimate, 1);
  self->shares = g_ptr_array_new_with_free_func (share_free);
  plan = (Plan) { scheduler, document, self, g_new (double, scheduler->links->len + 1), NULL };
  plan.seats = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < scheduler->links->len; i++)
    {
      plan.backlog[i] = -1;
      g_ptr_array_add (self->shares, g_new0 (AipBatchShare, 1));
    }

  for (guint i = 0; i < items->len; i++)
    place (&plan, &g_array_index (items, AipBatchItem, i));

  for (guint i = self->shares->len; i > 0; i--)
    if (((AipBatchShare *) g_ptr_array_index (self->shares, i - 1))->n_jobs == 0)
      g_ptr_array_remove_index (self->shares, i - 1);
  g_hash_table_unref (plan.seats);
  g_free (plan.backlog);

  return self;
}

/* In words ----------------------------------------------------------------------------------- */

/* An estimate, so of three digits none is known: “40 s”, “12 min”, “3 h 20 min”. */
static char *
dup_time (double seconds)
{
  int minutes = (int) lround (seconds / 60);

  if (seconds < 90)
    return g_strdup_printf (_("%d s"), MAX ((int) lround (seconds), 1));
  if (minutes < 90)
    return g_strdup_printf (_("%d min"), minutes);

  return g_strdup_printf (_("%d h %d min"), minutes / 60, minutes % 60);
}

char *
aip_batch_estimate_to_text (AipBatchEstimate *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  g_string_printf (text, ngettext ("%u job", "%u jobs", self->n_jobs), self->n_jobs);
  if (self->shares->len > 0)
    {
      g_autofree char *time = dup_time (self->seconds);

      g_string_append (text, ", ");
      g_string_append_printf (text, ngettext ("about %s on %u worker", "about %s on %u workers",
                                              self->shares->len), time, self->shares->len);
    }
  if (self->vram > 0)
    {
      g_autofree char *memory = g_format_size_full (self->vram, G_FORMAT_SIZE_IEC_UNITS);

      g_string_append (text, ", ");
      /* Translators: graphics memory, such as 12 GiB */
      g_string_append_printf (text, _("up to %s of graphics memory"), memory);
    }
  g_string_append_c (text, '.');
  if (self->n_waiting > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("%u of them would have to wait",
                                              "%u of them would have to wait", self->n_waiting),
                              self->n_waiting);
      g_string_append_printf (text, self->reason != NULL ? ": %s." : ".", self->reason);
    }

  return g_string_free (text, FALSE);
}

GStrv
aip_batch_estimate_list (AipBatchEstimate *self)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->shares->len; i++)
    {
      const AipBatchShare *share = g_ptr_array_index (self->shares, i);
      g_autofree char *time = dup_time (share->seconds);
      g_autofree char *jobs = g_strdup_printf (ngettext ("%u job", "%u jobs", share->n_jobs),
                                               share->n_jobs);
      g_autofree char *memory = share->vram > 0
                                  ? g_format_size_full (share->vram, G_FORMAT_SIZE_IEC_UNITS)
                                  : NULL;

      /* Translators: name of a worker, “8 jobs”, “4 min”, “24 GiB” */
      if (memory != NULL)
        g_strv_builder_take (lines, g_strdup_printf (_("%s: %s, %s, %s"), share->name, jobs, time,
                                                     memory));
      else
        g_strv_builder_take (lines, g_strdup_printf (_("%s: %s, %s"), share->name, jobs, time));
    }

  return g_strv_builder_end (lines);
}
