/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-worker"

#include "config.h"

#include <string.h>

#include "aip-worker-private.h"

struct _AipWorker
{
  GObject         parent_instance;

  char           *address;
  char           *name;
  AipWorkerState  state;
  char           *gpu_name;
  guint64         vram_total;
  guint64         vram_free;
  char           *version;
  guint           queue_length;
  AipJob         *job;
  AipJob         *next_job;
  char           *problem;
  gint64          last_seen;
  gboolean        paused;
  gboolean        draft;
  gboolean        temporary;
};

enum {
  PROP_0,
  PROP_ADDRESS,
  PROP_NAME,
  PROP_STATE,
  PROP_PAUSED,
  PROP_GPU_NAME,
  PROP_VRAM_TOTAL,
  PROP_VRAM_FREE,
  PROP_VERSION,
  PROP_QUEUE_LENGTH,
  PROP_JOB,
  PROP_NEXT_JOB,
  PROP_PROBLEM,
  PROP_LAST_SEEN,
  PROP_DRAFT,
  PROP_TEMPORARY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AipWorker, aip_worker, G_TYPE_OBJECT)

static const char *const state_nicks[] = { "offline", "idle", "busy" };

/**
 * aip_worker_state_to_nick:
 * @state: a state
 *
 * Returns: (transfer none): its stable name for logs and scripts
 */
const char *
aip_worker_state_to_nick (AipWorkerState state)
{
  g_return_val_if_fail ((gsize) state < G_N_ELEMENTS (state_nicks), state_nicks[0]);

  return state_nicks[state];
}

GType
aip_worker_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { AIP_WORKER_OFFLINE, "AIP_WORKER_OFFLINE", "offline" },
        { AIP_WORKER_IDLE, "AIP_WORKER_IDLE", "idle" },
        { AIP_WORKER_BUSY, "AIP_WORKER_BUSY", "busy" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_enum_register_static ("AipWorkerState", values));
    }

  return type;
}

/* "http://127.0.0.1:8188" is shown as "127.0.0.1:8188". */
static char *
short_address (const char *address)
{
  const char *start = strstr (address, "://");

  return g_strdup (start != NULL ? start + strlen ("://") : address);
}

static void
aip_worker_finalize (GObject *object)
{
  AipWorker *self = AIP_WORKER (object);

  g_free (self->address);
  g_free (self->name);
  g_free (self->gpu_name);
  g_free (self->version);
  g_free (self->problem);
  g_clear_object (&self->job);
  g_clear_object (&self->next_job);

  G_OBJECT_CLASS (aip_worker_parent_class)->finalize (object);
}

static void
aip_worker_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  AipWorker *self = AIP_WORKER (object);

  switch (prop_id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_GPU_NAME:
      g_value_set_string (value, self->gpu_name);
      break;
    case PROP_VRAM_TOTAL:
      g_value_set_uint64 (value, self->vram_total);
      break;
    case PROP_VRAM_FREE:
      g_value_set_uint64 (value, self->vram_free);
      break;
    case PROP_VERSION:
      g_value_set_string (value, self->version);
      break;
    case PROP_QUEUE_LENGTH:
      g_value_set_uint (value, self->queue_length);
      break;
    case PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    case PROP_NEXT_JOB:
      g_value_set_object (value, self->next_job);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_LAST_SEEN:
      g_value_set_int64 (value, self->last_seen);
      break;
    case PROP_DRAFT:
      g_value_set_boolean (value, self->draft);
      break;
    case PROP_TEMPORARY:
      g_value_set_boolean (value, self->temporary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_worker_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  AipWorker *self = AIP_WORKER (object);

  switch (prop_id)
    {
    case PROP_NAME:
      aip_worker_set_name (self, g_value_get_string (value));
      break;
    case PROP_PAUSED:
      aip_worker_set_paused (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_worker_class_init (AipWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->finalize = aip_worker_finalize;
  object_class->get_property = aip_worker_get_property;
  object_class->set_property = aip_worker_set_property;

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, readable);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, writable);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, AIP_TYPE_WORKER_STATE,
                                              AIP_WORKER_OFFLINE, readable);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, writable);
  properties[PROP_GPU_NAME] = g_param_spec_string ("gpu-name", NULL, NULL, "", readable);
  properties[PROP_VRAM_TOTAL] = g_param_spec_uint64 ("vram-total", NULL, NULL, 0, G_MAXUINT64, 0,
                                                     readable);
  properties[PROP_VRAM_FREE] = g_param_spec_uint64 ("vram-free", NULL, NULL, 0, G_MAXUINT64, 0,
                                                    readable);
  properties[PROP_VERSION] = g_param_spec_string ("version", NULL, NULL, "", readable);
  properties[PROP_QUEUE_LENGTH] = g_param_spec_uint ("queue-length", NULL, NULL, 0, G_MAXUINT, 0,
                                                     readable);
  properties[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, AIP_TYPE_JOB, readable);
  properties[PROP_NEXT_JOB] = g_param_spec_object ("next-job", NULL, NULL, AIP_TYPE_JOB, readable);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, "", readable);
  properties[PROP_LAST_SEEN] = g_param_spec_int64 ("last-seen", NULL, NULL, 0, G_MAXINT64, 0,
                                                   readable);
  properties[PROP_DRAFT] = g_param_spec_boolean ("draft", NULL, NULL, FALSE, readable);
  properties[PROP_TEMPORARY] = g_param_spec_boolean ("temporary", NULL, NULL, FALSE, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
aip_worker_init (AipWorker *self)
{
  self->gpu_name = g_strdup ("");
  self->version = g_strdup ("");
  self->problem = g_strdup ("");
}

/**
 * aip_worker_new:
 * @address: canonical
 * @name: (nullable): what the user called it
 * @temporary: whether it is forgotten when the program ends
 */
AipWorker *
aip_worker_new (const char *address,
                const char *name,
                gboolean    temporary)
{
  AipWorker *self = g_object_new (AIP_TYPE_WORKER, NULL);

  self->address = g_strdup (address);
  self->name = name != NULL && *name != '\0' ? g_strdup (name) : short_address (address);
  self->temporary = temporary;

  return self;
}

const char *
aip_worker_get_address (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), NULL);

  return self->address;
}

const char *
aip_worker_get_name (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), NULL);

  return self->name;
}

void
aip_worker_set_name (AipWorker  *self,
                     const char *name)
{
  g_autofree char *fallback = NULL;

  g_return_if_fail (AIP_IS_WORKER (self));

  fallback = short_address (self->address);
  if (g_set_str (&self->name, name != NULL && *name != '\0' ? name : fallback))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/* Whether the name says more than the address does. */
gboolean
aip_worker_is_named (AipWorker *self)
{
  g_autofree char *fallback = NULL;

  g_return_val_if_fail (AIP_IS_WORKER (self), FALSE);

  fallback = short_address (self->address);

  return !g_str_equal (self->name, fallback);
}

AipWorkerState
aip_worker_get_state (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), AIP_WORKER_OFFLINE);

  return self->state;
}

void
aip_worker_set_state (AipWorker      *self,
                      AipWorkerState  state)
{
  g_return_if_fail (AIP_IS_WORKER (self));

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

gboolean
aip_worker_get_paused (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), FALSE);

  return self->paused;
}

void
aip_worker_set_paused (AipWorker *self,
                       gboolean   paused)
{
  g_return_if_fail (AIP_IS_WORKER (self));

  paused = !!paused;
  if (self->paused == paused)
    return;

  self->paused = paused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

const char *
aip_worker_get_gpu_name (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), "");

  return self->gpu_name;
}

guint64
aip_worker_get_vram_total (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), 0);

  return self->vram_total;
}

guint64
aip_worker_get_vram_free (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), 0);

  return self->vram_free;
}

void
aip_worker_set_gpu (AipWorker  *self,
                    const char *name,
                    guint64     vram_total,
                    guint64     vram_free)
{
  g_return_if_fail (AIP_IS_WORKER (self));

  g_object_freeze_notify (G_OBJECT (self));

  if (g_set_str (&self->gpu_name, name != NULL ? name : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GPU_NAME]);
  if (self->vram_total != vram_total)
    {
      self->vram_total = vram_total;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VRAM_TOTAL]);
    }
  if (self->vram_free != vram_free)
    {
      self->vram_free = vram_free;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VRAM_FREE]);
    }

  g_object_thaw_notify (G_OBJECT (self));
}

void
aip_worker_set_version (AipWorker  *self,
                        const char *version)
{
  g_return_if_fail (AIP_IS_WORKER (self));

  if (g_set_str (&self->version, version != NULL ? version : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERSION]);
}

guint
aip_worker_get_queue_length (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), 0);

  return self->queue_length;
}

void
aip_worker_set_queue_length (AipWorker *self,
                             guint      length)
{
  g_return_if_fail (AIP_IS_WORKER (self));

  if (self->queue_length == length)
    return;

  self->queue_length = length;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUEUE_LENGTH]);
}

AipJob *
aip_worker_get_job (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), NULL);

  return self->job;
}

AipJob *
aip_worker_get_next_job (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), NULL);

  return self->next_job;
}

void
aip_worker_set_jobs (AipWorker *self,
                     AipJob    *job,
                     AipJob    *next_job)
{
  g_return_if_fail (AIP_IS_WORKER (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_object (&self->job, job))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOB]);
  if (g_set_object (&self->next_job, next_job))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_JOB]);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
aip_worker_get_problem (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), "");

  return self->problem;
}

void
aip_worker_set_problem (AipWorker  *self,
                        const char *problem)
{
  g_return_if_fail (AIP_IS_WORKER (self));

  if (g_set_str (&self->problem, problem != NULL ? problem : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

gboolean
aip_worker_get_draft (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), FALSE);

  return self->draft;
}

void
aip_worker_set_draft (AipWorker *self,
                      gboolean   draft)
{
  g_return_if_fail (AIP_IS_WORKER (self));

  draft = !!draft;
  if (self->draft == draft)
    return;

  self->draft = draft;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAFT]);
}

gboolean
aip_worker_get_temporary (AipWorker *self)
{
  g_return_val_if_fail (AIP_IS_WORKER (self), FALSE);

  return self->temporary;
}

void
aip_worker_set_temporary (AipWorker *self,
                          gboolean   temporary)
{
  g_return_if_fail (AIP_IS_WORKER (self));

  temporary = !!temporary;
  if (self->temporary == temporary)
    return;

  self->temporary = temporary;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEMPORARY]);
}

/* It was heard of now. */
void
aip_worker_touch (AipWorker *self)
{
  g_return_if_fail (AIP_IS_WORKER (self));

  self->last_seen = g_get_real_time ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SEEN]);
}
