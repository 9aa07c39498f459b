/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-activity-page"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-activity-page.h"
#include "aip-activity-row.h"
#include "aip-format.h"
#include "aip-job-row.h"
#include "aip-log.h"
#include "aip-text.h"

struct _AipActivityPage
{
  AdwBin parent_instance;

  AipSession         *session;
  GtkFilter          *job_filter;
  GtkSorter          *job_sorter;
  GtkFilterListModel *open_jobs;
  GtkFilter          *entry_filter;
  GtkFilterListModel *entries;
  GtkMultiSelection  *selection;
  char               *query;       /* folded */
  guint               jobs_source;

  GtkWidget          *search_entry;
  AdwToggleGroup     *kind_group;
  GtkWidget          *jobs_box;
  GtkLabel           *jobs_label;
  GtkListView        *jobs_view;
  GtkStack           *log_stack;
  GtkListView        *log_view;
};

G_DEFINE_FINAL_TYPE (AipActivityPage, aip_activity_page, ADW_TYPE_BIN)

/* Open jobs ------------------------------------------------------------------------------------ */

static gboolean
job_is_open_cb (gpointer item,
                gpointer user_data)
{
  return aip_job_state_is_open (aip_job_get_state (AIP_JOB (item)));
}

/* What runs comes first, what waits last; among equals the older one. */
static int
compare_jobs_cb (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  AipJobState first = aip_job_get_state ((AipJob *) a);
  AipJobState second = aip_job_get_state ((AipJob *) b);
  gint64 older = aip_entity_get_integer ((AipEntity *) a, "created");
  gint64 newer = aip_entity_get_integer ((AipEntity *) b, "created");

  if (first != second)
    return first > second ? GTK_ORDERING_SMALLER : GTK_ORDERING_LARGER;

  return gtk_ordering_from_cmpfunc ((older > newer) - (older < newer));
}

static void
update_jobs_label (AipActivityPage *self)
{
  guint n_open = g_list_model_get_n_items (G_LIST_MODEL (self->open_jobs));
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u Open Job", "%u Open Jobs", n_open), n_open);

  gtk_label_set_label (self->jobs_label, text);
  gtk_widget_set_visible (self->jobs_box, n_open > 0);
}

static gboolean
refilter_jobs_cb (gpointer user_data)
{
  AipActivityPage *self = user_data;

  g_clear_handle_id (&self->jobs_source, g_source_remove);
  gtk_filter_changed (self->job_filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (self->job_sorter, GTK_SORTER_CHANGE_DIFFERENT);

  return G_SOURCE_REMOVE;
}

/*
 * List models do not watch their items, so a change of state has to say so; one look serves a
 * burst.
 */
static void
job_changed_cb (AipActivityPage *self,
                AipDocument     *document,
                AipJob          *job,
                AipScheduler    *scheduler)
{
  if (document == aip_session_get_document (self->session) && self->jobs_source == 0 &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->jobs_source = g_timeout_add (200, refilter_jobs_cb, self);
}

static void
aip_activity_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (aip_activity_page_parent_class)->map (widget);

  /* Nothing was looked at while nobody saw it. */
  refilter_jobs_cb (widget);
}

static void
setup_job_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              AipActivityPage          *self)
{
  gtk_list_item_set_child (item, aip_job_row_new (self->session));
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_job_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             AipActivityPage          *self)
{
  aip_job_row_set_job (AIP_JOB_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_job_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               AipActivityPage          *self)
{
  aip_job_row_set_job (AIP_JOB_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
cancel_all_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  AipActivityPage *self = AIP_ACTIVITY_PAGE (widget);
  AipScheduler *scheduler = aip_session_get_scheduler (self->session);
  AipDocument *document = aip_session_get_document (self->session);
  AipEntityList *jobs = aip_document_get_jobs (document);
  g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < aip_entity_list_get_count (jobs); i++)
    {
      AipEntity *job = aip_entity_list_peek (jobs, i);

      if (job_is_open_cb (job, NULL))
        g_ptr_array_add (open, g_object_ref (job));
    }

  for (guint i = 0; i < open->len; i++)
    aip_scheduler_cancel (scheduler, document, g_ptr_array_index (open, i));
}

/* The log -------------------------------------------------------------------------------------- */

static gboolean
entry_matches_cb (gpointer item,
                  gpointer user_data)
{
  AipActivityPage *self = user_data;
  AipActivityEntry *entry = item;
  const char *kind = adw_toggle_group_get_active_name (self->kind_group);
  const char *project = aip_activity_entry_get_project (entry);

  if (project != NULL &&
      !g_str_equal (project, aip_document_get_folder (aip_session_get_document (self->session))))
    return FALSE;
  if (g_strcmp0 (kind, "jobs") == 0 && aip_activity_entry_get_job_id (entry) == NULL)
    return FALSE;
  if (g_strcmp0 (kind, "problems") == 0 &&
      aip_activity_entry_get_level (entry) == AIP_ACTIVITY_INFO)
    return FALSE;

  return self->query == NULL || *self->query == '\0' ||
         aip_text_matches (aip_activity_entry_get_haystack (entry), self->query);
}

static void
update_log_stack (AipActivityPage *self)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  guint n_all = g_list_model_get_n_items (G_LIST_MODEL (aip_session_get_activity (self->session)));

  gtk_stack_set_visible_child_name (self->log_stack,
                                    n_shown > 0 ? "log" : n_all > 0 ? "no-match" : "empty");
}

static void
filter_changed_cb (AipActivityPage *self)
{
  g_free (self->query);
  self->query = aip_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));

  if (self->entry_filter != NULL)
    gtk_filter_changed (self->entry_filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
setup_entry_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                AipActivityPage          *self)
{
  gtk_list_item_set_child (item, aip_activity_row_new (self->session));
}

static void
bind_entry_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               AipActivityPage          *self)
{
  AipActivityEntry *entry = gtk_list_item_get_item (item);

  aip_activity_row_set_entry (AIP_ACTIVITY_ROW (gtk_list_item_get_child (item)), entry);
  gtk_list_item_set_accessible_label (item, aip_activity_entry_get_sentence (entry));
}

static void
unbind_entry_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 AipActivityPage          *self)
{
  aip_activity_row_set_entry (AIP_ACTIVITY_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
search_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  gtk_widget_grab_focus (AIP_ACTIVITY_PAGE (widget)->search_entry);
}

static void
search_stopped_cb (AipActivityPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->log_view));
}

/* The selected lines, or all that are shown: oldest first, as a report is read. */
static void
copy_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  AipActivityPage *self = AIP_ACTIVITY_PAGE (widget);
  g_autoptr(GtkBitset) selected =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_entries = g_list_model_get_n_items (G_LIST_MODEL (self->entries));

  for (guint i = n_entries; i > 0; i--)
    {
      g_autoptr(AipActivityEntry) entry =
        g_list_model_get_item (G_LIST_MODEL (self->entries), i - 1);
      g_autoptr(GDateTime) time = NULL;
      g_autofree char *stamp = NULL;

      if (!gtk_bitset_is_empty (selected) && !gtk_bitset_contains (selected, i - 1))
        continue;

      time = g_date_time_new_from_unix_local_usec (aip_activity_entry_get_time (entry));
      stamp = g_date_time_format (time, "%F %T");
      g_string_append_printf (text, "%s  %s  %s\n", stamp,
                              aip_activity_row_level_to_text (aip_activity_entry_get_level (entry)),
                              aip_activity_entry_get_sentence (entry));
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  aip_session_toast (self->session, _("Activity copied"));
}

static void
clear_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  aip_activity_log_clear (aip_session_get_activity (AIP_ACTIVITY_PAGE (widget)->session));
}

static void
open_log_folder_cb (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  g_autofree char *path = aip_log_dup_folder ();
  g_autoptr(GFile) folder = NULL;
  g_autoptr(GtkFileLauncher) launcher = NULL;

  if (path == NULL)
    return;

  folder = g_file_new_for_path (path);
  launcher = gtk_file_launcher_new (folder);
  gtk_file_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, NULL, NULL);
}

/* The widget ----------------------------------------------------------------------------------- */

static void
aip_activity_page_dispose (GObject *object)
{
  AipActivityPage *self = AIP_ACTIVITY_PAGE (object);

  g_clear_handle_id (&self->jobs_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_ACTIVITY_PAGE);
  g_clear_object (&self->open_jobs);
  g_clear_object (&self->entries);
  g_clear_object (&self->selection);
  g_clear_object (&self->job_filter);
  g_clear_object (&self->job_sorter);
  g_clear_object (&self->entry_filter);
  g_clear_object (&self->session);
  g_clear_pointer (&self->query, g_free);

  G_OBJECT_CLASS (aip_activity_page_parent_class)->dispose (object);
}

static void
aip_activity_page_class_init (AipActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_activity_page_dispose;
  widget_class->map = aip_activity_page_map;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AipActivityPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AipActivityPage, kind_group);
  gtk_widget_class_bind_template_child (widget_class, AipActivityPage, jobs_box);
  gtk_widget_class_bind_template_child (widget_class, AipActivityPage, jobs_label);
  gtk_widget_class_bind_template_child (widget_class, AipActivityPage, jobs_view);
  gtk_widget_class_bind_template_child (widget_class, AipActivityPage, log_stack);
  gtk_widget_class_bind_template_child (widget_class, AipActivityPage, log_view);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);

  gtk_widget_class_install_action (widget_class, "activity.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "activity.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "activity.clear", NULL, clear_cb);
  gtk_widget_class_install_action (widget_class, "activity.open-log-folder", NULL,
                                   open_log_folder_cb);
  gtk_widget_class_install_action (widget_class, "activity.cancel-all", NULL, cancel_all_cb);
}

static void
aip_activity_page_init (AipActivityPage *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>c"),
                      gtk_named_action_new ("activity.copy")));
  gtk_widget_add_controller (GTK_WIDGET (self->log_view), shortcuts);
}

static void
build_jobs (AipActivityPage *self)
{
  AipEntityList *jobs = aip_document_get_jobs (aip_session_get_document (self->session));
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSortListModel *sorted;
  g_autoptr(GtkNoSelection) selection = NULL;

  self->job_filter = GTK_FILTER (gtk_custom_filter_new (job_is_open_cb, NULL, NULL));
  self->job_sorter = GTK_SORTER (gtk_custom_sorter_new (compare_jobs_cb, NULL, NULL));
  self->open_jobs = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (jobs)),
                                               g_object_ref (self->job_filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->open_jobs)),
                                    g_object_ref (self->job_sorter));
  selection = gtk_no_selection_new (G_LIST_MODEL (sorted));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_job_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_job_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_job_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->jobs_view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->jobs_view, GTK_SELECTION_MODEL (selection));

  g_signal_connect_object (self->open_jobs, "items-changed", G_CALLBACK (update_jobs_label), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_session_get_scheduler (self->session), "job-changed",
                           G_CALLBACK (job_changed_cb), self, G_CONNECT_SWAPPED);
  update_jobs_label (self);
}

static void
build_log (AipActivityPage *self)
{
  AipActivityLog *log = aip_session_get_activity (self->session);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->entry_filter = GTK_FILTER (gtk_custom_filter_new (entry_matches_cb, self, NULL));
  self->entries = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (log)),
                                             g_object_ref (self->entry_filter));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->entries)));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_entry_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_entry_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_entry_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->log_view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->log_view, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect_object (self->entries, "items-changed", G_CALLBACK (update_log_stack), self,
                           G_CONNECT_SWAPPED);
  update_log_stack (self);
}

GtkWidget *
aip_activity_page_new (AipSession *session)
{
  AipActivityPage *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_ACTIVITY_PAGE, NULL);
  self->session = g_object_ref (session);
  build_jobs (self);
  build_log (self);

  return GTK_WIDGET (self);
}
