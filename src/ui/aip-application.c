/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-application"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-application-private.h"
#include "aip-paths.h"
#include "aip-resources.h"

#define THUMBNAIL_MEMORY (96 * 1024 * 1024)

struct _AipApplication
{
  AdwApplication parent_instance;

  GSettings      *settings;
  AipScheduler   *scheduler;
  AipThumbnailer *thumbnailer;
  AipActivityLog *activity;
};

G_DEFINE_FINAL_TYPE (AipApplication, aip_application, ADW_TYPE_APPLICATION)

static void
scheduler_log_cb (AipScheduler *scheduler,
                  AipDocument  *document,
                  AipJob       *job,
                  int           level,
                  const char   *sentence,
                  gpointer      user_data)
{
  AipApplication *self = user_data;

  g_assert (AIP_IS_APPLICATION (self));

  aip_activity_log_take (self->activity,
                         aip_activity_entry_new (g_get_real_time (), level, sentence,
                                                 document != NULL
                                                   ? aip_document_get_folder (document)
                                                   : NULL,
                                                 job != NULL
                                                   ? aip_entity_get_id (AIP_ENTITY (job))
                                                   : NULL));
}

static void
scheduler_stopped_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GApplication) app = user_data;
  g_autoptr(GError) error = NULL;

  if (!aip_scheduler_stop_finish (AIP_SCHEDULER (source), result, &error))
    g_warning ("The scheduler did not stop in good order: %s", error->message);

  g_application_release (app);
}

/* Nothing works without a window; the process stays until what is in flight has reached the disk. */
static void
aip_application_window_removed (GtkApplication *app,
                                GtkWindow      *window)
{
  AipApplication *self = AIP_APPLICATION (app);

  GTK_APPLICATION_CLASS (aip_application_parent_class)->window_removed (app, window);

  if (gtk_application_get_windows (app) != NULL || self->scheduler == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->scheduler, self);
  g_application_hold (G_APPLICATION (self));
  aip_scheduler_stop_async (self->scheduler, scheduler_stopped_cb, g_object_ref (self));
  g_clear_object (&self->scheduler);
}

static void
apply_appearance_cb (GSettings  *settings,
                     const char *key,
                     gpointer    user_data)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT,
    ADW_COLOR_SCHEME_FORCE_LIGHT,
    ADW_COLOR_SCHEME_FORCE_DARK,
  };
  int choice = g_settings_get_enum (settings, "appearance");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (choice, 0, 2)]);
}

static void
aip_application_startup (GApplication *app)
{
  AipApplication *self = AIP_APPLICATION (app);

  g_resources_register (aip_get_resource ());

  G_APPLICATION_CLASS (aip_application_parent_class)->startup (app);

  gtk_window_set_default_icon_name (APP_ID);
  self->settings = g_settings_new (APP_ID);
  g_signal_connect_object (self->settings, "changed::appearance",
                           G_CALLBACK (apply_appearance_cb), self, G_CONNECT_DEFAULT);
  apply_appearance_cb (self->settings, NULL, self);

  self->activity = aip_activity_log_new ();
  _aip_application_init_actions (self);
}

static void
aip_application_activate (GApplication *app)
{
  AipApplication *self = AIP_APPLICATION (app);

  gtk_window_present (GTK_WINDOW (_aip_application_ensure_window (self, FALSE)));
}

static void
aip_application_open (GApplication  *app,
                      GFile        **files,
                      int            n_files,
                      const char    *hint)
{
  AipApplication *self = AIP_APPLICATION (app);

  for (int i = 0; i < n_files; i++)
    {
      AipWindow *window = _aip_application_ensure_window (self, TRUE);

      aip_window_open_project (window, g_file_peek_path (files[i]));
      gtk_window_present (GTK_WINDOW (window));
    }
}

static int
aip_application_handle_local_options (GApplication *app,
                                      GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("%s %s\n", "AIPipeline", PACKAGE_VERSION);
      return 0;
    }

  return -1;
}

static void
aip_application_finalize (GObject *object)
{
  AipApplication *self = AIP_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->scheduler);
  g_clear_object (&self->thumbnailer);
  g_clear_object (&self->activity);

  G_OBJECT_CLASS (aip_application_parent_class)->finalize (object);
}

static void
aip_application_class_init (AipApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);
  GtkApplicationClass *gtk_app_class = GTK_APPLICATION_CLASS (klass);

  object_class->finalize = aip_application_finalize;

  app_class->startup = aip_application_startup;
  app_class->activate = aip_application_activate;
  app_class->open = aip_application_open;
  app_class->handle_local_options = aip_application_handle_local_options;

  gtk_app_class->window_removed = aip_application_window_removed;
}

static void
aip_application_init (AipApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[PROJECT…]"));
}

AipApplication *
aip_application_new (void)
{
  return g_object_new (AIP_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "resource-base-path", "/io/github/aipipeline/AIPipeline",
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

AipApplication *
aip_application_get_default (void)
{
  return AIP_APPLICATION (g_application_get_default ());
}

/* The machinery is made with the first window, because it ends with the last. */
AipScheduler *
aip_application_get_scheduler (AipApplication *self)
{
  g_return_val_if_fail (AIP_IS_APPLICATION (self), NULL);

  if (self->scheduler == NULL)
    {
      g_autofree char *registry = aip_paths_user_data ("workers.json");

      self->scheduler = aip_scheduler_new (registry);
      g_signal_connect (self->scheduler, "log", G_CALLBACK (scheduler_log_cb), self);
      aip_scheduler_probe_local (self->scheduler);
    }

  return self->scheduler;
}

AipThumbnailer *
aip_application_get_thumbnailer (AipApplication *self)
{
  g_return_val_if_fail (AIP_IS_APPLICATION (self), NULL);

  if (self->thumbnailer == NULL)
    self->thumbnailer = aip_thumbnailer_new (THUMBNAIL_MEMORY);

  return self->thumbnailer;
}

AipActivityLog *
aip_application_get_activity (AipApplication *self)
{
  g_return_val_if_fail (AIP_IS_APPLICATION (self), NULL);

  return self->activity;
}

GSettings *
aip_application_get_settings (AipApplication *self)
{
  g_return_val_if_fail (AIP_IS_APPLICATION (self), NULL);

  return self->settings;
}
