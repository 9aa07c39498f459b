/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-remote"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cli-remote.h"
#include "aip-error.h"

#define OBJECT_PATH "/io/github/aipipeline/AIPipeline"

typedef struct {
  GVariant        *parameters;
  GError          *in_use;
  AipCliNews       news;
  gpointer         news_data;
  GDBusConnection *bus;
  guint            subscription;
} RunData;

static void
run_data_free (gpointer data)
{
  RunData *run = data;

  if (run->subscription != 0)
    g_dbus_connection_signal_unsubscribe (run->bus, run->subscription);
  g_clear_object (&run->bus);
  g_variant_unref (run->parameters);
  g_error_free (run->in_use);
  g_free (run);
}

/* Whatever keeps the app from taking the command, the project is in use. */
static void
return_in_use (GTask *task)
{
  RunData *data = g_task_get_task_data (task);

  g_task_return_error (task, g_error_copy (data->in_use));
}

static void
run_called_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  GVariant *reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify) g_variant_unref);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_CANCELLED,
                             _("Not waiting any longer. The project is open in AIPipeline, which "
                               "goes on with the work."));
  else if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_FAILED,
                             _("AIPipeline, which has the project open, ended before it "
                               "answered."));
  else
    {
      g_debug ("The running app does not take the command: %s", error->message);
      return_in_use (task);
    }
}

static void
progress_cb (GDBusConnection *connection,
             const char      *sender,
             const char      *object_path,
             const char      *interface_name,
             const char      *signal_name,
             GVariant        *parameters,
             gpointer         user_data)
{
  RunData *data = user_data;
  const char *text;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(s)")))
    return;

  g_variant_get (parameters, "(&s)", &text);
  data->news (text, data->news_data);
}

static void
bus_got_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  RunData *data = g_task_get_task_data (task);

  data->bus = g_bus_get_finish (result, &error);
  if (data->bus == NULL)
    {
      g_debug ("There is no session bus: %s", error->message);
      return_in_use (task);
      return;
    }

  /* It is sent to this connection alone, so the bus needs no rule. */
  data->subscription =
    g_dbus_connection_signal_subscribe (data->bus, NULL, AIP_CLI_INTERFACE, "Progress", OBJECT_PATH,
                                        NULL, G_DBUS_SIGNAL_FLAGS_NO_MATCH_RULE, progress_cb, data,
                                        NULL);

  /* No time limit: `generate --wait` answers when the night is over. */
  g_dbus_connection_call (data->bus, APP_ID, OBJECT_PATH, AIP_CLI_INTERFACE, "Run",
                          data->parameters, G_VARIANT_TYPE ("(iss)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT,
                          g_task_get_cancellable (task), run_called_cb, g_object_ref (task));
}

void
aip_cli_remote_run_async (const char *const    *argv,
                          const char           *cwd,
                          const GError         *in_use,
                          AipCliNews            news,
                          gpointer              news_data,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  RunData *data;

  g_return_if_fail (argv != NULL && cwd != NULL && in_use != NULL && news != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_cli_remote_run_async);

  /* D-Bus carries nothing but UTF-8; a path that is not can only be used by this process. */
  for (guint i = 0; argv[i] != NULL; i++)
    g_ptr_array_add (texts, g_utf8_make_valid (argv[i], -1));

  data = g_new0 (RunData, 1);
  data->parameters = g_variant_ref_sink (
    g_variant_new ("(@ass)",
                   g_variant_new_strv ((const char *const *) texts->pdata, (gssize) texts->len),
                   cwd));
  data->in_use = g_error_copy (in_use);
  data->news = news;
  data->news_data = news_data;
  g_task_set_task_data (task, data, run_data_free);

  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_got_cb, g_object_ref (task));
}

gboolean
aip_cli_remote_run_finish (GAsyncResult  *result,
                           int           *status,
                           char         **out,
                           char         **err,
                           GError       **error)
{
  g_autoptr(GVariant) reply = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  reply = g_task_propagate_pointer (G_TASK (result), error);
  if (reply == NULL)
    return FALSE;

  g_variant_get (reply, "(iss)", status, out, err);

  return TRUE;
}
