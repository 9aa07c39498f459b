/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-probe"

#include "config.h"

#include "aip-error.h"
#include "aip-probe.h"
#include "aip-worker-private.h"

/* Ask a worker that does not answer /system_stats this often, then work without knowing its memory. */
#define MAX_STATS_FAILURES  3
/* The catalogue of a worker that lacks something is read again after this many polls: somebody may
 * be putting the model there right now. */
#define POLLS_PER_CATALOGUE 3

struct _AipProbe
{
  GObject           parent_instance;

  AipWorker        *worker;
  AipComfyClient   *client;
  GCancellable     *cancellable;   /* NULL while stopped */

  AipNodeCatalogue *catalogue;     /* NULL: not known */
  GHashTable       *missing;       /* AipWorkflow → what is missing for it, "" if nothing is */
  gboolean          has_stats;
  gboolean          has_catalogue; /* it was asked for, and there was an answer */
  guint             n_failures;
  guint             n_polls;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AipProbe, aip_probe, G_TYPE_OBJECT)

static void
aip_probe_finalize (GObject *object)
{
  AipProbe *self = AIP_PROBE (object);

  g_object_unref (self->worker);
  g_object_unref (self->client);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->catalogue, aip_node_catalogue_unref);
  g_hash_table_unref (self->missing);

  G_OBJECT_CLASS (aip_probe_parent_class)->finalize (object);
}

static void
aip_probe_class_init (AipProbeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_probe_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AIP_TYPE_PROBE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
aip_probe_init (AipProbe *self)
{
  self->missing = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
}

AipProbe *
aip_probe_new (AipWorker      *worker,
               AipComfyClient *client)
{
  AipProbe *self = g_object_new (AIP_TYPE_PROBE, NULL);

  self->worker = g_object_ref (worker);
  self->client = g_object_ref (client);

  return self;
}

/* An answer that comes after stop() was cancelled: it says so itself, whatever it brings. */
static gboolean
is_late (const GError *error,
         AipProbe     *self)
{
  return self->cancellable == NULL || g_error_matches (error, AIP_ERROR, AIP_ERROR_CANCELLED);
}

static void
stats_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(AipProbe) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipComfySystemStats) stats = NULL;
  const AipComfyDevice *device;

  stats = aip_comfy_client_get_system_stats_finish (AIP_COMFY_CLIENT (source), result, &error);
  if (is_late (error, self))
    return;

  if (stats == NULL)
    {
      g_info ("%s: %s", aip_worker_get_address (self->worker), error->message);
      if (++self->n_failures < MAX_STATS_FAILURES || self->has_stats)
        return;
    }
  else
    {
      device = aip_comfy_system_stats_get_largest_gpu (stats);
      aip_worker_set_version (self->worker, aip_comfy_system_stats_get_version (stats));
      if (device != NULL)
        {
          aip_worker_set_gpu (self->worker, device->name, device->vram_total, device->vram_free);
          /* A draft worker says so, lest anybody takes a card for a picture. */
          aip_worker_set_draft (self->worker, g_str_equal (device->type, "draft"));
        }
      self->n_failures = 0;
    }

  aip_worker_touch (self->worker);
  if (!self->has_stats)
    {
      self->has_stats = TRUE;
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
}

static void
read_stats (AipProbe *self)
{
  aip_comfy_client_get_system_stats_async (self->client, self->cancellable, stats_cb,
                                           g_object_ref (self));
}

static void
catalogue_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(AipProbe) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipNodeCatalogue) catalogue = NULL;

  catalogue = aip_comfy_client_get_object_info_finish (AIP_COMFY_CLIENT (source), result, &error);
  if (is_late (error, self))
    return;

  /* Without it jobs are sent in good faith; the worker refuses what it cannot do. */
  if (catalogue == NULL)
    g_info ("%s: %s", aip_worker_get_address (self->worker), error->message);

  g_clear_pointer (&self->catalogue, aip_node_catalogue_unref);
  self->catalogue = g_steal_pointer (&catalogue);
  g_hash_table_remove_all (self->missing);
  self->has_catalogue = TRUE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
read_catalogue (AipProbe *self)
{
  self->n_polls = 0;
  aip_comfy_client_get_object_info_async (self->client, NULL, self->cancellable, catalogue_cb,
                                          g_object_ref (self));
}

void
aip_probe_start (AipProbe *self)
{
  g_return_if_fail (AIP_IS_PROBE (self));

  aip_probe_stop (self);
  self->cancellable = g_cancellable_new ();
  read_stats (self);
  read_catalogue (self);
}

void
aip_probe_stop (AipProbe *self)
{
  g_return_if_fail (AIP_IS_PROBE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->has_stats = FALSE;
  self->has_catalogue = FALSE;
  self->n_failures = 0;
}

static gboolean
lacks_anything (AipProbe *self)
{
  GHashTableIter iter;
  gpointer sentence;

  g_hash_table_iter_init (&iter, self->missing);
  while (g_hash_table_iter_next (&iter, NULL, &sentence))
    if (*(const char *) sentence != '\0')
      return TRUE;

  return FALSE;
}

void
aip_probe_poll (AipProbe *self)
{
  g_return_if_fail (AIP_IS_PROBE (self));

  if (self->cancellable == NULL)
    return;

  read_stats (self);
  if (++self->n_polls >= POLLS_PER_CATALOGUE && lacks_anything (self))
    read_catalogue (self);
}

gboolean
aip_probe_has_stats (AipProbe *self)
{
  g_return_val_if_fail (AIP_IS_PROBE (self), FALSE);

  return self->has_stats;
}

gboolean
aip_probe_is_complete (AipProbe *self)
{
  g_return_val_if_fail (AIP_IS_PROBE (self), FALSE);

  return self->has_stats && self->has_catalogue;
}

AipNodeCatalogue *
aip_probe_get_catalogue (AipProbe *self)
{
  g_return_val_if_fail (AIP_IS_PROBE (self), NULL);

  return self->catalogue;
}

const char *
aip_probe_find_missing (AipProbe    *self,
                        AipWorkflow *workflow)
{
  const char *known;
  g_auto(GStrv) problems = NULL;
  char *sentence;

  g_return_val_if_fail (AIP_IS_PROBE (self), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), NULL);

  if (self->catalogue == NULL)
    return NULL;

  known = g_hash_table_lookup (self->missing, workflow);
  if (known == NULL)
    {
      problems = aip_workflow_check (workflow, self->catalogue);
      sentence = problems[0] != NULL ? g_strdup_printf ("“%s”: %s", aip_worker_get_name (self->worker),
                                                        problems[0])
                                     : g_strdup ("");
      g_hash_table_insert (self->missing, g_object_ref (workflow), sentence);
      known = sentence;
    }

  return *known != '\0' ? known : NULL;
}
