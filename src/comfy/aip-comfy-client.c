/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-client"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-backoff.h"
#include "aip-comfy-client-private.h"
#include "aip-comfy-http.h"
#include "aip-comfy-socket.h"
#include "aip-comfy-watch.h"
#include "aip-error.h"

/* A link that held this long was a good one: the next loss starts with short delays again. */
#define STABLE_MS 30000

/* Network changes come in bursts; between two tries that they cause lies at least this. */
#define NETWORK_CHANGE_MS 200

struct _AipComfyClient
{
  GObject              parent_instance;

  char                *address;
  char                *client_id;
  SoupSession         *session;
  AipComfySocketTimes  times;
  guint                poll_ms;
  guint                deaf_ms;
  guint                first_delay_ms;
  guint                max_delay_ms;

  AipComfyState        state;
  GError              *last_error;
  int                  queue_remaining;

  AipComfySocket      *socket;            /* the one that counts */
  AipComfySocket      *old_socket;        /* on its way out; the next one waits for it */
  gboolean             connect_when_gone;
  AipBackoff          *backoff;
  guint                retry_id;
  gint64               next_try;
  gint64               last_try;
  char                *credential_key;
  GNetworkMonitor     *monitor;
  AipComfyWatch       *watch;             /* while online */

  /* Event 1 of the binary frames does not say whose picture it is: that of the last progress. */
  char                *progress_prompt;
  char                *progress_node;
};

enum {
  PROP_0,
  PROP_ADDRESS,
  PROP_CLIENT_ID,
  PROP_SESSION,
  PROP_STATE,
  PROP_QUEUE_REMAINING,
  PROP_LAST_ERROR,
  PROP_KEEPALIVE_INTERVAL,
  PROP_PONG_TIMEOUT,
  PROP_POLL_INTERVAL,
  PROP_DEAF_TIMEOUT,
  PROP_CONNECT_TIMEOUT,
  PROP_FIRST_DELAY,
  PROP_MAX_DELAY,
  N_PROPS
};

enum {
  SIGNAL_STATE_CHANGED,
  SIGNAL_RESYNC,
  SIGNAL_STATUS,
  SIGNAL_EXECUTION_STARTED,
  SIGNAL_EXECUTION_CACHED,
  SIGNAL_EXECUTING,
  SIGNAL_PROGRESS,
  SIGNAL_PROGRESS_STATE,
  SIGNAL_PREVIEW,
  SIGNAL_TEXT,
  SIGNAL_EXECUTED,
  SIGNAL_EXECUTION_ERROR,
  SIGNAL_EXECUTION_SUCCESS,
  SIGNAL_INTERRUPTED,
  SIGNAL_FINISHED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipComfyClient, aip_comfy_client, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void lose_socket (AipComfyClient *self, const GError *error);

static void
set_state (AipComfyClient *self,
           AipComfyState   state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0, (int) state);
}

static void
set_queue_remaining (AipComfyClient *self,
                     int             remaining)
{
  if (self->queue_remaining == remaining)
    return;

  self->queue_remaining = remaining;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUEUE_REMAINING]);
}

static void
set_last_error (AipComfyClient *self,
                const GError   *error)
{
  g_clear_error (&self->last_error);
  if (error != NULL)
    self->last_error = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_ERROR]);
}

static void
stop_watching (AipComfyClient *self)
{
  g_clear_pointer (&self->watch, aip_comfy_watch_free);
}

static void
deaf_cb (int      remaining,
         gpointer user_data)
{
  AipComfyClient *self = AIP_COMFY_CLIENT (user_data);
  g_autofree char *host = aip_comfy_http_host (self->address);
  g_autoptr(GError) error = NULL;

  set_queue_remaining (self, remaining);
  g_set_error (&error, AIP_ERROR, AIP_ERROR_NETWORK,
               _("The worker at %s has stopped sending messages."), host);
  lose_socket (self, error);
}

static void
start_watching (AipComfyClient *self)
{
  stop_watching (self);
  self->watch = aip_comfy_watch_new (self, self->poll_ms, self->deaf_ms, deaf_cb, self);
}

/* The socket's life */

static void
status_received (AipComfyClient      *self,
                 const AipComfyEvent *event)
{
  if (self->watch != NULL)
    aip_comfy_watch_status (self->watch, event->queue_remaining);
  if (event->credential_key != NULL)
    g_set_str (&self->credential_key, event->credential_key);

  set_queue_remaining (self, (int) event->queue_remaining);
  g_signal_emit (self, signals[SIGNAL_STATUS], 0, event->queue_remaining);
}

static void
preview_received (AipComfyClient      *self,
                  const AipComfyEvent *event)
{
  const char *prompt_id = event->prompt_id != NULL ? event->prompt_id : self->progress_prompt;
  const char *node = event->prompt_id != NULL ? event->node : self->progress_node;

  g_signal_emit (self, signals[SIGNAL_PREVIEW], 0, prompt_id, node, event->image, event->mime);
}

static void
socket_event_cb (AipComfyClient *self,
                 AipComfyEvent  *event,
                 AipComfySocket *socket)
{
  switch (event->type)
    {
    case AIP_COMFY_EVENT_STATUS:
      status_received (self, event);
      break;

    case AIP_COMFY_EVENT_EXECUTION_START:
      g_signal_emit (self, signals[SIGNAL_EXECUTION_STARTED], 0, event->prompt_id);
      break;

    case AIP_COMFY_EVENT_EXECUTION_CACHED:
      g_signal_emit (self, signals[SIGNAL_EXECUTION_CACHED], 0, event->prompt_id, event->nodes);
      break;

    case AIP_COMFY_EVENT_EXECUTING:
      g_signal_emit (self, signals[SIGNAL_EXECUTING], 0, event->prompt_id, event->node);
      break;

    case AIP_COMFY_EVENT_PROGRESS:
      g_set_str (&self->progress_prompt, event->prompt_id);
      g_set_str (&self->progress_node, event->node);
      g_signal_emit (self, signals[SIGNAL_PROGRESS], 0, event->prompt_id, event->node, event->value,
                     event->max);
      break;

    case AIP_COMFY_EVENT_PROGRESS_STATE:
      g_signal_emit (self, signals[SIGNAL_PROGRESS_STATE], 0, event->prompt_id, event->object);
      break;

    case AIP_COMFY_EVENT_PREVIEW:
      preview_received (self, event);
      break;

    case AIP_COMFY_EVENT_TEXT:
      g_signal_emit (self, signals[SIGNAL_TEXT], 0, event->node, event->text);
      break;

    case AIP_COMFY_EVENT_EXECUTED:
      g_signal_emit (self, signals[SIGNAL_EXECUTED], 0, event->prompt_id, event->node,
                     event->object);
      break;

    case AIP_COMFY_EVENT_EXECUTION_ERROR:
      g_signal_emit (self, signals[SIGNAL_EXECUTION_ERROR], 0, event->prompt_id, event->failure);
      break;

    case AIP_COMFY_EVENT_EXECUTION_SUCCESS:
      g_signal_emit (self, signals[SIGNAL_EXECUTION_SUCCESS], 0, event->prompt_id);
      break;

    case AIP_COMFY_EVENT_INTERRUPTED:
      g_signal_emit (self, signals[SIGNAL_INTERRUPTED], 0, event->prompt_id);
      break;

    case AIP_COMFY_EVENT_FINISHED:
      g_signal_emit (self, signals[SIGNAL_FINISHED], 0, event->prompt_id);
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
socket_greeted_cb (AipComfyClient *self,
                   AipComfySocket *socket)
{
  g_debug ("%s: online", self->address);

  aip_backoff_connected (self->backoff, g_get_monotonic_time ());
  start_watching (self);
  set_state (self, AIP_COMFY_STATE_ONLINE);
  if (self->socket == socket)
    g_signal_emit (self, signals[SIGNAL_RESYNC], 0);
}

static void
socket_lost_cb (AipComfyClient *self,
                const GError   *error,
                AipComfySocket *socket)
{
  lose_socket (self, error);
}

static void socket_gone_cb (AipComfyClient *self, AipComfySocket *socket);

/* From here on nothing of the current socket is listened to but that it has ended. */
static void
retire_socket (AipComfyClient *self)
{
  AipComfySocket *socket = g_steal_pointer (&self->socket);

  stop_watching (self);
  g_clear_pointer (&self->progress_prompt, g_free);
  g_clear_pointer (&self->progress_node, g_free);

  if (socket == NULL)
    return;

  g_assert (self->old_socket == NULL);
  g_signal_handlers_disconnect_by_data (socket, self);
  self->old_socket = socket;
  g_signal_connect_object (socket, "gone", G_CALLBACK (socket_gone_cb), self, G_CONNECT_SWAPPED);
  aip_comfy_socket_close (socket);
}

static void
connect_socket (AipComfyClient *self)
{
  if (self->old_socket != NULL)
    {
      self->connect_when_gone = TRUE;
      return;
    }

  self->connect_when_gone = FALSE;
  self->next_try = 0;
  self->last_try = g_get_monotonic_time ();
  self->socket = aip_comfy_socket_new (self->session, self->address, self->client_id,
                                       self->credential_key, &self->times);
  g_signal_connect_object (self->socket, "greeted", G_CALLBACK (socket_greeted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->socket, "event", G_CALLBACK (socket_event_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->socket, "lost", G_CALLBACK (socket_lost_cb), self,
                           G_CONNECT_SWAPPED);
  aip_comfy_socket_open (self->socket);

  set_state (self, AIP_COMFY_STATE_CONNECTING);
}

static void
socket_gone_cb (AipComfyClient *self,
                AipComfySocket *socket)
{
  g_assert (socket == self->old_socket);

  g_signal_handlers_disconnect_by_data (socket, self);
  g_clear_object (&self->old_socket);
  if (self->connect_when_gone)
    connect_socket (self);
}

static gboolean
retry_cb (gpointer user_data)
{
  AipComfyClient *self = AIP_COMFY_CLIENT (user_data);

  self->retry_id = 0;
  connect_socket (self);

  return G_SOURCE_REMOVE;
}

static void
lose_socket (AipComfyClient *self,
             const GError   *error)
{
  gint64 now = g_get_monotonic_time ();
  guint delay = aip_backoff_next (self->backoff, now);

  g_debug ("%s: %s Next try in %u ms", self->address, error->message, delay);

  retire_socket (self);
  set_last_error (self, error);
  self->next_try = now + (gint64) delay * 1000;
  self->retry_id = g_timeout_add (delay, retry_cb, self);

  set_state (self, AIP_COMFY_STATE_LOST);
}

static void
network_changed_cb (AipComfyClient  *self,
                    gboolean         available,
                    GNetworkMonitor *monitor)
{
  if (self->retry_id != 0 &&
      g_get_monotonic_time () - self->last_try >= NETWORK_CHANGE_MS * G_TIME_SPAN_MILLISECOND)
    aip_comfy_client_retry_now (self);
}

void
aip_comfy_client_start (AipComfyClient *self)
{
  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));

  if (self->state != AIP_COMFY_STATE_STOPPED)
    return;

  g_clear_pointer (&self->backoff, aip_backoff_free);
  self->backoff = aip_backoff_new (self->first_delay_ms, MAX (self->first_delay_ms,
                                   self->max_delay_ms), STABLE_MS);

  if (self->monitor == NULL)
    {
      self->monitor = g_object_ref (g_network_monitor_get_default ());
      g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (network_changed_cb),
                               self, G_CONNECT_SWAPPED);
    }

  connect_socket (self);
  set_state (self, AIP_COMFY_STATE_CONNECTING);
}

void
aip_comfy_client_stop (AipComfyClient *self)
{
  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));

  if (self->state == AIP_COMFY_STATE_STOPPED)
    return;

  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->next_try = 0;
  self->connect_when_gone = FALSE;
  retire_socket (self);
  set_queue_remaining (self, -1);

  set_state (self, AIP_COMFY_STATE_STOPPED);
}

void
aip_comfy_client_retry_now (AipComfyClient *self)
{
  g_return_if_fail (AIP_IS_COMFY_CLIENT (self));

  if (self->state != AIP_COMFY_STATE_LOST)
    return;

  g_clear_handle_id (&self->retry_id, g_source_remove);
  aip_backoff_reset (self->backoff);
  connect_socket (self);
}

const char *
aip_comfy_client_get_address (AipComfyClient *self)
{
  g_return_val_if_fail (AIP_IS_COMFY_CLIENT (self), NULL);

  return self->address;
}

const char *
aip_comfy_client_get_client_id (AipComfyClient *self)
{
  g_return_val_if_fail (AIP_IS_COMFY_CLIENT (self), NULL);

  return self->client_id;
}

AipComfyState
aip_comfy_client_get_state (AipComfyClient *self)
{
  g_return_val_if_fail (AIP_IS_COMFY_CLIENT (self), AIP_COMFY_STATE_STOPPED);

  return self->state;
}

int
aip_comfy_client_get_queue_remaining (AipComfyClient *self)
{
  g_return_val_if_fail (AIP_IS_COMFY_CLIENT (self), -1);

  return self->queue_remaining;
}

const GError *
aip_comfy_client_get_last_error (AipComfyClient *self)
{
  g_return_val_if_fail (AIP_IS_COMFY_CLIENT (self), NULL);

  return self->last_error;
}

gint64
aip_comfy_client_get_next_try (AipComfyClient *self)
{
  g_return_val_if_fail (AIP_IS_COMFY_CLIENT (self), 0);

  return self->next_try;
}

SoupSession *
aip_comfy_client_get_session (AipComfyClient *self)
{
  g_assert (AIP_IS_COMFY_CLIENT (self));

  return self->session;
}

/* The object */

static void
aip_comfy_client_constructed (GObject *object)
{
  AipComfyClient *self = AIP_COMFY_CLIENT (object);

  G_OBJECT_CLASS (aip_comfy_client_parent_class)->constructed (object);

  if (self->client_id == NULL)
    self->client_id = g_uuid_string_random ();
  if (self->session == NULL)
    self->session = aip_comfy_http_new_session ();
}

static void
aip_comfy_client_dispose (GObject *object)
{
  AipComfyClient *self = AIP_COMFY_CLIENT (object);

  stop_watching (self);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (self->socket != NULL)
    g_signal_handlers_disconnect_by_data (self->socket, self);
  g_clear_object (&self->socket);
  if (self->old_socket != NULL)
    g_signal_handlers_disconnect_by_data (self->old_socket, self);
  g_clear_object (&self->old_socket);
  g_clear_object (&self->monitor);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_comfy_client_parent_class)->dispose (object);
}

static void
aip_comfy_client_finalize (GObject *object)
{
  AipComfyClient *self = AIP_COMFY_CLIENT (object);

  g_free (self->address);
  g_free (self->client_id);
  g_free (self->credential_key);
  g_free (self->progress_prompt);
  g_free (self->progress_node);
  g_clear_error (&self->last_error);
  g_clear_pointer (&self->backoff, aip_backoff_free);

  G_OBJECT_CLASS (aip_comfy_client_parent_class)->finalize (object);
}

static guint *
time_of_property (AipComfyClient *self,
                  guint           prop_id)
{
  switch (prop_id)
    {
    case PROP_KEEPALIVE_INTERVAL:
      return &self->times.keepalive_seconds;
    case PROP_PONG_TIMEOUT:
      return &self->times.pong_seconds;
    case PROP_POLL_INTERVAL:
      return &self->poll_ms;
    case PROP_DEAF_TIMEOUT:
      return &self->deaf_ms;
    case PROP_CONNECT_TIMEOUT:
      return &self->times.connect_ms;
    case PROP_FIRST_DELAY:
      return &self->first_delay_ms;
    default:
      return &self->max_delay_ms;
    }
}

static void
aip_comfy_client_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  AipComfyClient *self = AIP_COMFY_CLIENT (object);

  switch (prop_id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;

    case PROP_CLIENT_ID:
      g_value_set_string (value, self->client_id);
      break;

    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;

    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;

    case PROP_QUEUE_REMAINING:
      g_value_set_int (value, self->queue_remaining);
      break;

    case PROP_LAST_ERROR:
      g_value_set_boxed (value, self->last_error);
      break;

    case PROP_KEEPALIVE_INTERVAL:
    case PROP_PONG_TIMEOUT:
    case PROP_POLL_INTERVAL:
    case PROP_DEAF_TIMEOUT:
    case PROP_CONNECT_TIMEOUT:
    case PROP_FIRST_DELAY:
    case PROP_MAX_DELAY:
      g_value_set_uint (value, *time_of_property (self, prop_id));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_comfy_client_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  AipComfyClient *self = AIP_COMFY_CLIENT (object);

  switch (prop_id)
    {
    case PROP_ADDRESS:
      self->address = g_value_dup_string (value);
      break;

    case PROP_CLIENT_ID:
      self->client_id = g_value_dup_string (value);
      break;

    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;

    case PROP_KEEPALIVE_INTERVAL:
    case PROP_PONG_TIMEOUT:
    case PROP_POLL_INTERVAL:
    case PROP_DEAF_TIMEOUT:
    case PROP_CONNECT_TIMEOUT:
    case PROP_FIRST_DELAY:
    case PROP_MAX_DELAY:
      *time_of_property (self, prop_id) = g_value_get_uint (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static GParamSpec *
new_time_property (const char *name,
                   guint       minimum,
                   guint       fallback)
{
  return g_param_spec_uint (name, NULL, NULL, minimum, G_MAXINT / 4, fallback,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
}

static guint
new_signal (AipComfyClientClass *klass,
            const char          *name,
            guint                n_params,
            ...)
{
  va_list args;
  guint id;

  va_start (args, n_params);
  id = g_signal_new_valist (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, NULL, NULL, NULL,
                            NULL, G_TYPE_NONE, n_params, args);
  va_end (args);

  return id;
}

static void
aip_comfy_client_class_init (AipComfyClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = aip_comfy_client_constructed;
  object_class->dispose = aip_comfy_client_dispose;
  object_class->finalize = aip_comfy_client_finalize;
  object_class->get_property = aip_comfy_client_get_property;
  object_class->set_property = aip_comfy_client_set_property;

  properties[PROP_ADDRESS] =
    g_param_spec_string ("address", NULL, NULL, NULL, construct);
  properties[PROP_CLIENT_ID] =
    g_param_spec_string ("client-id", NULL, NULL, NULL, construct);
  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, SOUP_TYPE_SESSION, construct);
  properties[PROP_STATE] =
    g_param_spec_int ("state", NULL, NULL, AIP_COMFY_STATE_STOPPED, AIP_COMFY_STATE_LOST,
                      AIP_COMFY_STATE_STOPPED, readable);
  properties[PROP_QUEUE_REMAINING] =
    g_param_spec_int ("queue-remaining", NULL, NULL, -1, G_MAXINT, -1, readable);
  properties[PROP_LAST_ERROR] =
    g_param_spec_boxed ("last-error", NULL, NULL, G_TYPE_ERROR, readable);
  properties[PROP_KEEPALIVE_INTERVAL] = new_time_property ("keepalive-interval", 1, 15);
  properties[PROP_PONG_TIMEOUT] = new_time_property ("pong-timeout", 1, 10);
  properties[PROP_POLL_INTERVAL] = new_time_property ("poll-interval", 1, 5000);
  properties[PROP_DEAF_TIMEOUT] = new_time_property ("deaf-timeout", 1, 1500);
  properties[PROP_CONNECT_TIMEOUT] = new_time_property ("connect-timeout", 1, 10000);
  properties[PROP_FIRST_DELAY] = new_time_property ("first-delay", 1, 500);
  properties[PROP_MAX_DELAY] = new_time_property ("max-delay", 1, 30000);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_STATE_CHANGED] = new_signal (klass, "state-changed", 1, G_TYPE_INT);
  signals[SIGNAL_RESYNC] = new_signal (klass, "resync", 0);
  signals[SIGNAL_STATUS] = new_signal (klass, "status", 1, G_TYPE_UINT);
  signals[SIGNAL_EXECUTION_STARTED] = new_signal (klass, "execution-started", 1, G_TYPE_STRING);
  signals[SIGNAL_EXECUTION_CACHED] =
    new_signal (klass, "execution-cached", 2, G_TYPE_STRING, G_TYPE_STRV);
  signals[SIGNAL_EXECUTING] = new_signal (klass, "executing", 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_PROGRESS] =
    new_signal (klass, "progress", 4, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_PROGRESS_STATE] =
    new_signal (klass, "progress-state", 2, G_TYPE_STRING, JSON_TYPE_OBJECT);
  signals[SIGNAL_PREVIEW] =
    new_signal (klass, "preview", 4, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_BYTES, G_TYPE_STRING);
  signals[SIGNAL_TEXT] = new_signal (klass, "text", 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_EXECUTED] =
    new_signal (klass, "executed", 3, G_TYPE_STRING, G_TYPE_STRING, JSON_TYPE_OBJECT);
  signals[SIGNAL_EXECUTION_ERROR] =
    new_signal (klass, "execution-error", 2, G_TYPE_STRING, AIP_TYPE_COMFY_FAILURE);
  signals[SIGNAL_EXECUTION_SUCCESS] = new_signal (klass, "execution-success", 1, G_TYPE_STRING);
  signals[SIGNAL_INTERRUPTED] = new_signal (klass, "interrupted", 1, G_TYPE_STRING);
  signals[SIGNAL_FINISHED] = new_signal (klass, "finished", 1, G_TYPE_STRING);
}

static void
aip_comfy_client_init (AipComfyClient *self)
{
  self->queue_remaining = -1;
}

/**
 * aip_comfy_client_new:
 * @address: an address that aip_comfy_client_normalize_address() accepts
 */
AipComfyClient *
aip_comfy_client_new (const char *address)
{
  g_autofree char *normal = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  normal = aip_comfy_client_normalize_address (address, NULL);
  g_return_val_if_fail (normal != NULL, NULL);

  return g_object_new (AIP_TYPE_COMFY_CLIENT, "address", normal, NULL);
}
