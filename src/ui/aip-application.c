/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-application"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-application-private.h"
#include "aip-log.h"
#include "aip-paths.h"
#include "aip-resources.h"
#include "aip-shot-workflow.h"

#define THUMBNAIL_MEMORY (96 * 1024 * 1024)

struct _AipApplication
{
  AdwApplication parent_instance;

  GSettings         *settings;
  AipScheduler      *scheduler;
  AipDraftWorkers   *draft_workers;
  AipRenderQueue    *renders;
  AipThumbnailer    *thumbnailer;
  AipActivityLog    *activity;
  AipRecentProjects *recent;

  GHashTable        *closing;   /* folder → GPtrArray of GTask that wait for it */
};

enum {
  BUS_ACQUIRED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipApplication, aip_application, ADW_TYPE_APPLICATION)

static guint signals[N_SIGNALS];

static void
scheduler_log_cb (AipScheduler *scheduler,
                  AipDocument  *document,
                  AipJob       *job,
                  int           level,
                  const char   *sentence,
                  gpointer      user_data)
{
  AipApplication *self = user_data;
  AipActivityLevel how_bad = AIP_ACTIVITY_INFO;

  g_assert (AIP_IS_APPLICATION (self));

  /*
   * The scheduler's message level is trouble that it gets over by itself, unless a job has failed
   * by it.
   */
  if ((level & G_LOG_LEVEL_MASK) <= G_LOG_LEVEL_MESSAGE)
    how_bad = job != NULL && aip_job_get_state (job) == AIP_JOB_FAILED ? AIP_ACTIVITY_ERROR
                                                                       : AIP_ACTIVITY_WARNING;

  aip_activity_log_take (self->activity,
                         aip_activity_entry_new (g_get_real_time (), how_bad, sentence,
                                                 document != NULL
                                                   ? aip_document_get_folder (document)
                                                   : NULL,
                                                 job != NULL
                                                   ? aip_entity_get_id (AIP_ENTITY (job))
                                                   : NULL));
}

/*
 * What the program itself has to say about trouble belongs to the activity, too; not what its
 * libraries say.
 */
static void
log_record_cb (const AipLogRecord *record,
               gpointer            user_data)
{
  AipApplication *self = user_data;

  if (record->level > G_LOG_LEVEL_WARNING || record->domain == NULL ||
      !g_str_has_prefix (record->domain, "aip-"))
    return;

  aip_activity_log_take (self->activity,
                         aip_activity_entry_new (record->time,
                                                 record->level == G_LOG_LEVEL_WARNING
                                                   ? AIP_ACTIVITY_WARNING
                                                   : AIP_ACTIVITY_ERROR,
                                                 record->message, NULL, NULL));
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

static void
recent_flushed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GApplication) app = user_data;

  g_application_release (app);
}

/*
 * Nothing works without a window; the process stays until what is in flight has reached the disk.
 */
static void
aip_application_window_removed (GtkApplication *app,
                                GtkWindow      *window)
{
  AipApplication *self = AIP_APPLICATION (app);

  GTK_APPLICATION_CLASS (aip_application_parent_class)->window_removed (app, window);

  if (gtk_application_get_windows (app) != NULL)
    return;

  g_application_hold (G_APPLICATION (self));
  aip_recent_projects_flush_async (self->recent, recent_flushed_cb, g_object_ref (self));

  if (self->renders != NULL)
    aip_render_queue_stop (self->renders);
  if (self->draft_workers != NULL)
    aip_draft_workers_stop (self->draft_workers);
  g_clear_object (&self->draft_workers);

  if (self->scheduler != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->scheduler, self);
      g_application_hold (G_APPLICATION (self));
      aip_scheduler_stop_async (self->scheduler, scheduler_stopped_cb, g_object_ref (self));
      g_clear_object (&self->scheduler);
    }
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
  g_autofree char *recent = NULL;

  aip_register_resource ();

  G_APPLICATION_CLASS (aip_application_parent_class)->startup (app);

  gtk_window_set_default_icon_name (APP_ID);
  self->settings = g_settings_new (APP_ID);
  g_signal_connect_object (self->settings, "changed::appearance",
                           G_CALLBACK (apply_appearance_cb), self, G_CONNECT_DEFAULT);
  apply_appearance_cb (self->settings, NULL, self);

  self->activity = aip_activity_log_new ();
  aip_log_set_watch (log_record_cb, self);
  recent = aip_paths_state ("recent-projects.json");
  self->recent = aip_recent_projects_new (recent);
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
      if (g_file_peek_path (files[i]) != NULL)
        _aip_application_open_path (self, g_file_peek_path (files[i]));
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

static gboolean
aip_application_dbus_register (GApplication     *app,
                               GDBusConnection  *connection,
                               const char       *object_path,
                               GError          **error)
{
  if (!G_APPLICATION_CLASS (aip_application_parent_class)
         ->dbus_register (app, connection, object_path, error))
    return FALSE;

  g_signal_emit (app, signals[BUS_ACQUIRED], 0, connection, object_path);

  return TRUE;
}

static void
aip_application_shutdown (GApplication *app)
{
  AipApplication *self = AIP_APPLICATION (app);

  aip_log_set_watch (NULL, NULL);
  g_clear_object (&self->recent);
  g_clear_object (&self->thumbnailer);

  G_APPLICATION_CLASS (aip_application_parent_class)->shutdown (app);
}

static void
aip_application_finalize (GObject *object)
{
  AipApplication *self = AIP_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->scheduler);
  g_clear_object (&self->thumbnailer);
  g_clear_object (&self->activity);
  g_clear_object (&self->recent);
  g_clear_object (&self->draft_workers);
  g_clear_object (&self->renders);
  g_clear_pointer (&self->closing, g_hash_table_unref);

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
  app_class->dbus_register = aip_application_dbus_register;
  app_class->shutdown = aip_application_shutdown;

  signals[BUS_ACQUIRED] =
    g_signal_new ("bus-acquired", AIP_TYPE_APPLICATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_DBUS_CONNECTION, G_TYPE_STRING);

  gtk_app_class->window_removed = aip_application_window_removed;
}

static void
aip_application_init (AipApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
    { NULL }
  };

  self->closing =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

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
      aip_shot_workflow_set_store (aip_scheduler_get_workflows (self->scheduler));
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

AipRecentProjects *
aip_application_get_recent (AipApplication *self)
{
  g_return_val_if_fail (AIP_IS_APPLICATION (self), NULL);

  return self->recent;
}

AipRenderQueue *
aip_application_get_renders (AipApplication *self)
{
  g_return_val_if_fail (AIP_IS_APPLICATION (self), NULL);

  if (self->renders == NULL)
    self->renders = aip_render_queue_new (aip_application_get_activity (self));

  return self->renders;
}

AipDraftWorkers *
aip_application_get_draft_workers (AipApplication *self)
{
  g_return_val_if_fail (AIP_IS_APPLICATION (self), NULL);

  if (self->draft_workers == NULL)
    self->draft_workers = aip_draft_workers_new (aip_application_get_scheduler (self));

  return self->draft_workers;
}

GSettings *
aip_application_get_settings (AipApplication *self)
{
  g_return_val_if_fail (AIP_IS_APPLICATION (self), NULL);

  return self->settings;
}

char *
aip_application_dup_projects_folder (AipApplication *self)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (AIP_IS_APPLICATION (self), NULL);

  folder = g_settings_get_string (self->settings, "projects-folder");
  if (g_path_is_absolute (folder))
    return g_steal_pointer (&folder);

  return aip_paths_projects ();
}

char *
aip_application_canonical_folder (const char *path)
{
  g_autofree char *absolute = NULL;
  g_autofree char *base = NULL;
  char *real;

  g_return_val_if_fail (path != NULL, NULL);

  absolute = g_canonicalize_filename (path, NULL);
  base = g_path_get_basename (absolute);
  if (g_str_equal (base, AIP_DOCUMENT_FILE))
    {
      char *folder = g_path_get_dirname (absolute);

      g_free (absolute);
      absolute = folder;
    }

  real = realpath (absolute, NULL);
  if (real != NULL)
    {
      char *copy = g_strdup (real);

      free (real);
      return copy;
    }

  return g_steal_pointer (&absolute);
}

AipWindow *
aip_application_find_window (AipApplication *self,
                             const char     *folder)
{
  g_return_val_if_fail (AIP_IS_APPLICATION (self), NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      g_autofree char *other = NULL;

      if (!AIP_IS_WINDOW (l->data) || aip_window_get_folder (l->data) == NULL)
        continue;
      other = aip_application_canonical_folder (aip_window_get_folder (l->data));
      if (g_str_equal (other, folder))
        return l->data;
    }

  return NULL;
}

/* Documents ------------------------------------------------------------------------------------ */

/* The still that stands for a project: the current take of the first shot that has one. */
static char *
dup_project_picture (AipDocument *document)
{
  AipEntityList *shots = aip_document_get_shots (document);
  guint n_shots = aip_entity_list_get_count (shots);

  for (guint i = 0; i < n_shots; i++)
    {
      AipTake *take = aip_shot_get_take (AIP_SHOT (aip_entity_list_peek (shots, i)));

      if (take != NULL)
        return aip_document_get_take_path (document, take);
    }

  return NULL;
}

static void
remember_project (AipApplication *self,
                  AipDocument    *document)
{
  g_autofree char *picture = dup_project_picture (document);

  aip_recent_projects_remember (self->recent, aip_document_get_folder (document),
                                aip_project_get_name (aip_document_get_project (document)),
                                picture);
}

static void
draft_autostarted_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipWorker) worker =
    aip_draft_workers_start_finish (AIP_DRAFT_WORKERS (source), result, &error);

  if (worker == NULL)
    g_warning ("%s", error->message);
}

void
aip_application_document_opened (AipApplication *self,
                                 AipDocument    *document)
{
  AipDraftWorkers *draft_workers;

  g_return_if_fail (AIP_IS_APPLICATION (self));
  g_return_if_fail (AIP_IS_DOCUMENT (document));

  remember_project (self, document);
  aip_scheduler_add_document (aip_application_get_scheduler (self), document);

  draft_workers = aip_application_get_draft_workers (self);
  if (g_settings_get_boolean (self->settings, "draft-autostart") &&
      aip_draft_workers_get_n_running (draft_workers) == 0)
    aip_draft_workers_start_async (draft_workers, g_settings_get_int (self->settings, "draft-vram"),
                                   g_settings_get_double (self->settings, "draft-speed"), NULL,
                                   draft_autostarted_cb, NULL);
}

static void
document_closed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(AipApplication) self = user_data;
  AipDocument *document = AIP_DOCUMENT (source);
  g_autofree char *folder = aip_application_canonical_folder (aip_document_get_folder (document));
  g_autoptr(GPtrArray) waiting = NULL;
  g_autofree char *key = NULL;
  g_autoptr(GError) error = NULL;

  if (!aip_document_close_finish (document, result, &error))
    g_warning ("%s", error->message);

  g_hash_table_steal_extended (self->closing, folder, (gpointer *) &key, (gpointer *) &waiting);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    g_task_return_boolean (g_ptr_array_index (waiting, i), TRUE);

  g_application_release (G_APPLICATION (self));
}

void
aip_application_close_document (AipApplication *self,
                                AipDocument    *document)
{
  g_return_if_fail (AIP_IS_APPLICATION (self));
  g_return_if_fail (AIP_IS_DOCUMENT (document));

  remember_project (self, document);
  if (self->scheduler != NULL)
    aip_scheduler_remove_document (self->scheduler, document);

  g_hash_table_insert (self->closing,
                       aip_application_canonical_folder (aip_document_get_folder (document)),
                       g_ptr_array_new_with_free_func (g_object_unref));
  g_application_hold (G_APPLICATION (self));
  aip_document_close_async (document, document_closed_cb, g_object_ref (self));
}

void
aip_application_wait_closed_async (AipApplication      *self,
                                   const char          *folder,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GPtrArray *waiting;

  g_return_if_fail (AIP_IS_APPLICATION (self));
  g_return_if_fail (folder != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, aip_application_wait_closed_async);

  waiting = g_hash_table_lookup (self->closing, folder);
  if (waiting != NULL)
    g_ptr_array_add (waiting, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
aip_application_find_document (AipApplication  *self,
                               const char      *folder,
                               AipDocument    **document,
                               AipScheduler   **scheduler)
{
  AipWindow *window;

  g_return_val_if_fail (AIP_IS_APPLICATION (self), FALSE);
  g_return_val_if_fail (document != NULL && scheduler != NULL, FALSE);

  window = aip_application_find_window (self, folder);
  if (window == NULL || aip_window_get_session (window) == NULL)
    return FALSE;

  *document = aip_session_get_document (aip_window_get_session (window));
  *scheduler = aip_session_get_scheduler (aip_window_get_session (window));

  return TRUE;
}
