/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-service"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cli-remote.h"
#include "aip-cli-service.h"
#include "aip-cli.h"

struct _AipCliService
{
  GObject parent_instance;

  GDBusConnection    *connection;
  guint               registration;
  GCancellable       *cancellable;
  AipCliFindDocument  find;
  gpointer            user_data;
};

G_DEFINE_FINAL_TYPE (AipCliService, aip_cli_service, G_TYPE_OBJECT)

static const char introspection[] =
  "<node>"
  "  <interface name='" AIP_CLI_INTERFACE "'>"
  "    <method name='Run'>"
  "      <arg name='argv' type='as' direction='in'/>"
  "      <arg name='cwd' type='s' direction='in'/>"
  "      <arg name='status' type='i' direction='out'/>"
  "      <arg name='out' type='s' direction='out'/>"
  "      <arg name='err' type='s' direction='out'/>"
  "    </method>"
  "    <signal name='Progress'>"
  "      <arg name='text' type='s'/>"
  "    </signal>"
  "  </interface>"
  "</node>";

/* Only the caller hears of it: two commands may run at once. */
static void
news_cb (const char *text,
         gpointer    user_data)
{
  GDBusMethodInvocation *invocation = user_data;

  g_dbus_connection_emit_signal (g_dbus_method_invocation_get_connection (invocation),
                                 g_dbus_method_invocation_get_sender (invocation),
                                 g_dbus_method_invocation_get_object_path (invocation),
                                 AIP_CLI_INTERFACE, "Progress", g_variant_new ("(s)", text), NULL);
}

static void
command_ran_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  int status = aip_cli_run_on_document_finish (result, &out, &err);

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(iss)", status, out, err));
}

static void
method_called_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *object_path,
                  const char            *interface_name,
                  const char            *method_name,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data)
{
  AipCliService *self = user_data;
  g_autofree const char **argv = NULL;
  g_autofree char *folder = NULL;
  const char *cwd;
  AipDocument *document = NULL;
  AipScheduler *scheduler = NULL;

  g_assert (AIP_IS_CLI_SERVICE (self));

  g_variant_get (parameters, "(^a&s&s)", &argv, &cwd);
  if (argv[0] == NULL || !g_path_is_absolute (cwd))
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                     G_DBUS_ERROR_INVALID_ARGS,
                                                     "Neither a command nor a folder");
      return;
    }

  folder = aip_cli_find_project (argv, cwd);
  if (folder == NULL || !self->find (folder, &document, &scheduler, self->user_data))
    {
      g_dbus_method_invocation_return_dbus_error (invocation, AIP_CLI_ERROR_NOT_OPEN,
                                                  _("The project is not open in AIPipeline."));
      return;
    }

  aip_cli_run_on_document_async (document, scheduler, argv, cwd, news_cb, invocation,
                                 self->cancellable, command_ran_cb, invocation);
}

static void
aip_cli_service_dispose (GObject *object)
{
  AipCliService *self = AIP_CLI_SERVICE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection,
                                         g_steal_handle_id (&self->registration));
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (aip_cli_service_parent_class)->dispose (object);
}

static void
aip_cli_service_finalize (GObject *object)
{
  AipCliService *self = AIP_CLI_SERVICE (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (aip_cli_service_parent_class)->finalize (object);
}

static void
aip_cli_service_class_init (AipCliServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_cli_service_dispose;
  object_class->finalize = aip_cli_service_finalize;
}

static void
aip_cli_service_init (AipCliService *self)
{
  self->cancellable = g_cancellable_new ();
}

AipCliService *
aip_cli_service_new (GDBusConnection     *connection,
                     const char          *object_path,
                     AipCliFindDocument   find,
                     gpointer             user_data,
                     GError             **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_called_cb };
  g_autoptr(AipCliService) self = NULL;
  g_autoptr(GDBusNodeInfo) node = NULL;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);
  g_return_val_if_fail (object_path != NULL && find != NULL, NULL);

  node = g_dbus_node_info_new_for_xml (introspection, error);
  if (node == NULL)
    return NULL;

  self = g_object_new (AIP_TYPE_CLI_SERVICE, NULL);
  self->connection = g_object_ref (connection);
  self->find = find;
  self->user_data = user_data;
  self->registration = g_dbus_connection_register_object (connection, object_path,
                                                          node->interfaces[0], &vtable, self, NULL,
                                                          error);
  if (self->registration == 0)
    return NULL;

  return g_steal_pointer (&self);
}
