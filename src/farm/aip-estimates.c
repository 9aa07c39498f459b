/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-estimates"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-estimates.h"
#include "aip-json.h"

/* Of two runs the newer says more: settings and drivers change. */
#define NEWEST_WEIGHT   0.3
#define FIRST_GUESS     30.0
#define LONGEST         (7 * 24 * 3600.0)
#define MAX_ENTRIES     4096

struct _AipEstimates
{
  GObject     parent_instance;

  GHashTable *seconds;   /* "workflow\naddress", and "workflow\n" for all workers → double * */
  GHashTable *oom;       /* set of "workflow\naddress" */
  double      overall;
};

G_DEFINE_FINAL_TYPE (AipEstimates, aip_estimates, G_TYPE_OBJECT)

static void
aip_estimates_finalize (GObject *object)
{
  AipEstimates *self = AIP_ESTIMATES (object);

  g_hash_table_unref (self->seconds);
  g_hash_table_unref (self->oom);

  G_OBJECT_CLASS (aip_estimates_parent_class)->finalize (object);
}

static void
aip_estimates_class_init (AipEstimatesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_estimates_finalize;
}

static void
aip_estimates_init (AipEstimates *self)
{
  self->seconds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->oom = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AipEstimates *
aip_estimates_new (void)
{
  return g_object_new (AIP_TYPE_ESTIMATES, NULL);
}

static char *
make_key (const char *address,
          const char *workflow)
{
  return g_strconcat (workflow, "\n", address, NULL);
}

static void
learn (AipEstimates *self,
       char         *key,
       double        seconds)
{
  double *known = g_hash_table_lookup (self->seconds, key);

  if (known != NULL)
    {
      *known += NEWEST_WEIGHT * (seconds - *known);
      g_free (key);
    }
  else if (g_hash_table_size (self->seconds) < MAX_ENTRIES)
    g_hash_table_insert (self->seconds, key, g_memdup2 (&seconds, sizeof seconds));
  else
    g_free (key);
}

void
aip_estimates_learn (AipEstimates *self,
                     const char   *address,
                     const char   *workflow,
                     double        seconds)
{
  g_return_if_fail (AIP_IS_ESTIMATES (self));
  g_return_if_fail (address != NULL && workflow != NULL);

  if (!isfinite (seconds) || seconds < 0 || seconds > LONGEST)
    return;

  learn (self, make_key (address, workflow), seconds);
  learn (self, make_key ("", workflow), seconds);
  self->overall = self->overall > 0 ? self->overall + NEWEST_WEIGHT * (seconds - self->overall)
                                    : seconds;
}

double
aip_estimates_get_seconds (AipEstimates *self,
                           const char   *address,
                           const char   *workflow)
{
  g_autofree char *key = NULL;
  g_autofree char *any_key = NULL;
  const double *known;

  g_return_val_if_fail (AIP_IS_ESTIMATES (self), FIRST_GUESS);
  g_return_val_if_fail (address != NULL && workflow != NULL, FIRST_GUESS);

  key = make_key (address, workflow);
  known = g_hash_table_lookup (self->seconds, key);
  if (known == NULL)
    {
      any_key = make_key ("", workflow);
      known = g_hash_table_lookup (self->seconds, any_key);
    }
  if (known != NULL)
    return MAX (*known, 0.001);

  return self->overall > 0 ? self->overall : FIRST_GUESS;
}

void
aip_estimates_learn_oom (AipEstimates *self,
                         const char   *address,
                         const char   *workflow)
{
  g_return_if_fail (AIP_IS_ESTIMATES (self));

  g_hash_table_add (self->oom, make_key (address, workflow));
}

gboolean
aip_estimates_had_oom (AipEstimates *self,
                       const char   *address,
                       const char   *workflow)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (AIP_IS_ESTIMATES (self), FALSE);

  if (g_hash_table_size (self->oom) == 0)
    return FALSE;

  key = make_key (address, workflow);

  return g_hash_table_contains (self->oom, key);
}

JsonObject *
aip_estimates_to_json (AipEstimates *self)
{
  JsonObject *object;
  GHashTableIter iter;
  gpointer key, value;

  g_return_val_if_fail (AIP_IS_ESTIMATES (self), NULL);

  object = json_object_new ();
  g_hash_table_iter_init (&iter, self->seconds);
  while (g_hash_table_iter_next (&iter, &key, &value))
    json_object_set_double_member (object, key, *(double *) value);

  return object;
}

void
aip_estimates_read_json (AipEstimates *self,
                         JsonObject   *object)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *unused;

  g_return_if_fail (AIP_IS_ESTIMATES (self));
  g_return_if_fail (object != NULL);

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, &unused))
    {
      double seconds = aip_json_get_double (object, key, -1);

      if (strchr (key, '\n') != NULL && seconds >= 0 && seconds <= LONGEST)
        learn (self, g_strdup (key), seconds);
    }
}
