/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-project-view"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-activity-page.h"
#include "aip-application.h"
#include "aip-cast-page.h"
#include "aip-format.h"
#include "aip-pane-grip.h"
#include "aip-player-view.h"
#include "aip-project-view-private.h"
#include "aip-query-completion.h"
#include "aip-queue-summary.h"
#include "aip-shot-column.h"
#include "aip-sidebar-row.h"
#include "aip-timeline-page.h"
#include "aip-workers-page.h"

G_DEFINE_FINAL_TYPE (AipProjectView, aip_project_view, ADW_TYPE_BREAKPOINT_BIN)

static GSettings *
get_settings (void)
{
  return aip_application_get_settings (aip_application_get_default ());
}

/* Pages ---------------------------------------------------------------------------------------- */

static void
add_timeline (AipProjectView *self)
{
  GtkWidget *page = aip_timeline_page_new (self->session);
  AipTimelineSession *timeline = aip_timeline_page_get_session (AIP_TIMELINE_PAGE (page));

  aip_timeline_page_set_player (AIP_TIMELINE_PAGE (page), aip_player_view_new (timeline));
  adw_bin_set_child (self->timeline_bin, page);
}

/*
 * The other pages are made when they are looked at first, so that the table comes up sooner.
 */
static void
ensure_page (AipProjectView *self,
             const char     *page)
{
  if (g_str_equal (page, "characters") && adw_bin_get_child (self->characters_bin) == NULL)
    adw_bin_set_child (self->characters_bin, aip_cast_page_new (self->session, AIP_KIND_CHARACTER));
  else if (g_str_equal (page, "places") && adw_bin_get_child (self->places_bin) == NULL)
    adw_bin_set_child (self->places_bin, aip_cast_page_new (self->session, AIP_KIND_PLACE));
  else if (g_str_equal (page, "timeline") && adw_bin_get_child (self->timeline_bin) == NULL)
    add_timeline (self);
  else if (g_str_equal (page, "workers") && adw_bin_get_child (self->workers_bin) == NULL)
    adw_bin_set_child (self->workers_bin, aip_workers_page_new (self->session));
  else if (g_str_equal (page, "activity") && adw_bin_get_child (self->activity_bin) == NULL)
    adw_bin_set_child (self->activity_bin, aip_activity_page_new (self->session));
}

static void
place_selected_cb (AipProjectView *self,
                   AipSidebarRow  *row,
                   GtkListBox     *places)
{
  if (row != NULL && self->session != NULL)
    gtk_stack_set_visible_child_name (self->pages, aip_sidebar_row_get_page (row));
}

static void
place_activated_cb (AipProjectView *self,
                    AipSidebarRow  *row,
                    GtkListBox     *places)
{
  if (adw_overlay_split_view_get_collapsed (self->split_view))
    adw_overlay_split_view_set_show_sidebar (self->split_view, FALSE);
}

static void
page_changed_cb (AipProjectView *self,
                 GParamSpec     *pspec,
                 GtkStack       *pages)
{
  const char *page = gtk_stack_get_visible_child_name (pages);
  AipSidebarRow *const rows[] = {
    self->shots_row, self->characters_row, self->places_row, self->timeline_row, self->workers_row,
    self->activity_row,
  };

  if (page == NULL || self->session == NULL)
    return;

  ensure_page (self, page);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_str_equal (aip_sidebar_row_get_page (rows[i]), page))
        gtk_list_box_select_row (self->places, GTK_LIST_BOX_ROW (rows[i]));
    }
}

/* Badges and banners --------------------------------------------------------------------------- */

static void
update_badges (AipProjectView *self)
{
  AipDocument *document = aip_session_get_document (self->session);
  AipScheduler *scheduler = aip_session_get_scheduler (self->session);
  GListModel *workers = aip_scheduler_get_workers (scheduler);
  guint n_shots = aip_entity_list_get_count (aip_document_get_shots (document));
  guint n_open = aip_scheduler_get_n_open (scheduler, document);
  guint n_workers = g_list_model_get_n_items (workers);
  guint n_online = 0;
  g_autofree char *shots = n_shots > 0 ? g_strdup_printf ("%u", n_shots) : NULL;
  g_autofree char *shots_words =
    g_strdup_printf (ngettext ("%u shot", "%u shots", n_shots), n_shots);
  g_autofree char *online = NULL;
  g_autofree char *online_words = NULL;
  g_autofree char *open = n_open > 0 ? g_strdup_printf ("%u", n_open) : NULL;
  g_autofree char *open_words =
    g_strdup_printf (ngettext ("%u open job", "%u open jobs", n_open), n_open);

  for (guint i = 0; i < n_workers; i++)
    {
      g_autoptr(AipWorker) worker = g_list_model_get_item (workers, i);

      n_online += aip_worker_get_state (worker) != AIP_WORKER_OFFLINE;
    }

  if (n_workers > 0)
    /* Translators: how many workers are connected of how many there are, as short as possible. */
    online = g_strdup_printf (_("%u/%u"), n_online, n_workers);
  online_words = g_strdup_printf (
    ngettext ("%u of %u worker is connected", "%u of %u workers are connected", n_workers),
    n_online, n_workers);

  aip_sidebar_row_set_badge (self->shots_row, shots, shots_words, FALSE);
  aip_sidebar_row_set_badge (self->workers_row, online, online_words, FALSE);
  aip_sidebar_row_set_badge (self->activity_row, open, open_words, TRUE);
  adw_banner_set_revealed (self->worker_banner, n_online == 0);
}

static gboolean
update_badges_cb (gpointer user_data)
{
  AipProjectView *self = user_data;

  self->badges_source = 0;
  update_badges (self);

  return G_SOURCE_REMOVE;
}

static void
queue_badges (AipProjectView *self)
{
  if (self->badges_source == 0)
    self->badges_source = g_timeout_add (100, update_badges_cb, self);
}

static void
storage_failed_cb (AipProjectView *self,
                   const GError   *error,
                   AipDocument    *document)
{
  adw_banner_set_use_markup (self->storage_banner, FALSE);
  adw_banner_set_title (self->storage_banner, error->message);
  adw_banner_set_revealed (self->storage_banner, TRUE);
  self->durable_position = aip_document_get_position (document);
  /* The banner is on the page of the shots only. */
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "shots") != 0)
    aip_session_toast_error (self->session, error);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), error->message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* Something newer than what the disk had when it refused is on it: saving works again. */
static void
unsaved_changed_cb (AipProjectView *self,
                    GParamSpec     *pspec,
                    AipDocument    *document)
{
  if (!aip_document_get_unsaved (document) &&
      aip_document_get_position (document) > self->durable_position)
    adw_banner_set_revealed (self->storage_banner, FALSE);
}

static void
storage_dismissed_cb (AipProjectView *self)
{
  adw_banner_set_revealed (self->storage_banner, FALSE);
}

/* Titles --------------------------------------------------------------------------------------- */

static void
update_history (AipProjectView *self)
{
  AipDocument *document = aip_session_get_document (self->session);
  const char *undo_label = aip_document_get_undo_label (document);
  const char *redo_label = aip_document_get_redo_label (document);
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;

  if (undo_label != NULL && *undo_label != '\0')
    /* Translators: %s is what would be undone, such as “Move 3 Shots”. */
    undo = g_strdup_printf (_("Undo “%s”"), undo_label);
  if (redo_label != NULL && *redo_label != '\0')
    /* Translators: %s is what would be done again, such as “Move 3 Shots”. */
    redo = g_strdup_printf (_("Redo “%s”"), redo_label);

  gtk_widget_set_tooltip_text (self->undo_button, undo != NULL ? undo : _("Nothing to Undo"));
  gtk_widget_set_tooltip_text (self->redo_button, redo != NULL ? redo : _("Nothing to Redo"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->undo_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  undo != NULL ? undo : _("Undo"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->redo_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  redo != NULL ? redo : _("Redo"), -1);
  _aip_project_view_update_actions (self);
}

/* The menu of columns has those of every shot; these come and go with the fields of the project. */
static void
update_fields (AipProjectView *self)
{
  AipDocument *document = aip_session_get_document (self->session);
  AipEntityList *list = aip_document_get_list (document, AIP_KIND_FIELD);
  AipEntity *field;

  g_menu_remove_all (self->fields_section);
  for (guint i = 0; (field = aip_entity_list_peek (list, i)) != NULL; i++)
    aip_shot_column_append_item (aip_shot_column_of_field (AIP_CUSTOM_FIELD (field)),
                                 self->fields_section);
}

static void
document_changed_cb (AipProjectView *self,
                     AipChangeSet   *changes)
{
  update_history (self);
  if (aip_change_set_touches (changes, AIP_KIND_FIELD, NULL))
    update_fields (self);
}

static void
update_project (AipProjectView *self)
{
  AipProject *project = aip_document_get_project (aip_session_get_document (self->session));
  AipFrameRate rate = aip_project_get_rate (project);
  g_autofree char *rate_text = aip_format_rate (&rate);
  g_autofree char *subtitle = NULL;

  /* Translators: width × height of the picture and the frame rate of a project. */
  subtitle = g_strdup_printf (_("%d × %d, %s"), (int) aip_project_get_width (project),
                              (int) aip_project_get_height (project), rate_text);
  adw_window_title_set_title (self->sidebar_title, aip_project_get_name (project));
  adw_window_title_set_subtitle (self->sidebar_title, subtitle);
}

/* The inspector -------------------------------------------------------------------------------- */

static void
grip_moved_cb (AipProjectView *self,
               GParamSpec     *pspec,
               AipPaneGrip    *grip)
{
  int width = aip_pane_grip_get_width (grip);

  /* In this order a minimum above the maximum never exists. */
  if (width > adw_overlay_split_view_get_max_sidebar_width (self->inspector_split))
    {
      adw_overlay_split_view_set_max_sidebar_width (self->inspector_split, width);
      adw_overlay_split_view_set_min_sidebar_width (self->inspector_split, width);
    }
  else
    {
      adw_overlay_split_view_set_min_sidebar_width (self->inspector_split, width);
      adw_overlay_split_view_set_max_sidebar_width (self->inspector_split, width);
    }
}

/*
 * In a narrow window a pane lies over the page and starts closed, in a wide one it is as the user
 * left it. The split view closes and opens by itself then, which is nobody's choice: it happens
 * before it notifies that it is collapsed or not, so a choice is what is made between two such
 * notifications.
 */
static void
show_sidebar_cb (AipProjectView      *self,
                 GParamSpec          *pspec,
                 AdwOverlaySplitView *split_view)
{
  Pane *pane = split_view == self->split_view ? &self->sidebar_pane : &self->inspector_pane;

  if (!pane->was_collapsed && !adw_overlay_split_view_get_collapsed (split_view))
    pane->wanted = adw_overlay_split_view_get_show_sidebar (split_view);
}

static gboolean
restore_panes_cb (gpointer user_data)
{
  AipProjectView *self = user_data;

  self->panes_source = 0;
  if (!self->sidebar_pane.was_collapsed)
    adw_overlay_split_view_set_show_sidebar (self->split_view, self->sidebar_pane.wanted);
  if (!self->inspector_pane.was_collapsed)
    adw_overlay_split_view_set_show_sidebar (self->inspector_split, self->inspector_pane.wanted);

  return G_SOURCE_REMOVE;
}

static void
collapsed_cb (AipProjectView      *self,
              GParamSpec          *pspec,
              AdwOverlaySplitView *split_view)
{
  Pane *pane = split_view == self->split_view ? &self->sidebar_pane : &self->inspector_pane;

  pane->was_collapsed = adw_overlay_split_view_get_collapsed (split_view);

  /*
   * Breakpoints apply while sizes are being given out; a change of the layout has to wait until
   * that is over.
   */
  if (self->panes_source == 0)
    self->panes_source = g_idle_add (restore_panes_cb, self);
}

/* Search --------------------------------------------------------------------------------------- */

static void
search_changed_cb (AipProjectView *self,
                   GtkSearchEntry *entry)
{
  aip_shots_page_set_search (self->shots_page, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

/* Another view of the shots brings its own filter. */
static void
page_search_changed_cb (AipProjectView *self)
{
  const char *text = aip_shots_page_get_search (self->shots_page);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->search_entry))))
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
}

/* What was ticked stands in the entry as if it had been typed, and is shown at once. */
static void
filter_search_cb (AipProjectView *self,
                  const char     *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
  aip_shots_page_set_search (self->shots_page, text);
}

/* Escape clears the search, Enter keeps it; both lead back to the table. */
static void
search_stopped_cb (AipProjectView *self,
                   GtkSearchEntry *entry)
{
  aip_shots_page_focus_table (self->shots_page);
}

static gboolean
search_key_cb (AipProjectView        *self,
               guint                  keyval,
               guint                  keycode,
               GdkModifierType        state,
               GtkEventControllerKey *controller)
{
  if (keyval == GDK_KEY_Escape)
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else if (keyval == GDK_KEY_Down)
    aip_shots_page_focus_table (self->shots_page);
  else
    return GDK_EVENT_PROPAGATE;

  /* Escape goes on to become stop-search. */
  return keyval == GDK_KEY_Down ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
reveal_shot_cb (AipProjectView *self)
{
  gtk_stack_set_visible_child_name (self->pages, "shots");
}

static void
reveal_in_cut_cb (AipProjectView *self,
                  AipShot        *shot)
{
  AipTimelinePage *page;

  gtk_stack_set_visible_child_name (self->pages, "timeline");
  page = AIP_TIMELINE_PAGE (adw_bin_get_child (self->timeline_bin));
  aip_timeline_page_reveal (page, shot);
}

/* The widget ----------------------------------------------------------------------------------- */

static void
aip_project_view_dispose (GObject *object)
{
  AipProjectView *self = AIP_PROJECT_VIEW (object);

  g_clear_handle_id (&self->badges_source, g_source_remove);
  g_clear_handle_id (&self->panes_source, g_source_remove);
  /* Disposing the template unparents children that are bound, behind the back of the bin. */
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_PROJECT_VIEW);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (aip_project_view_parent_class)->dispose (object);
}

static void
aip_project_view_class_init (AipProjectViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_project_view_dispose;

  g_type_ensure (AIP_TYPE_FILTER_POPOVER);
  g_type_ensure (AIP_TYPE_PANE_GRIP);
  g_type_ensure (AIP_TYPE_QUEUE_SUMMARY);
  g_type_ensure (AIP_TYPE_RENDER_BAR);
  g_type_ensure (AIP_TYPE_SIDEBAR_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-project-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, split_view);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, sidebar_title);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, places);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, shots_row);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, characters_row);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, places_row);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, timeline_row);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, workers_row);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, activity_row);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, queue_summary);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, render_bar);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, pages);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, filter_popover);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, undo_button);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, redo_button);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, storage_banner);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, worker_banner);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, fields_section);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, inspector_split);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, grip);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, shots_bin);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, inspector_bin);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, characters_bin);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, places_bin);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, timeline_bin);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, workers_bin);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, activity_bin);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, storage_dismissed_cb);
  gtk_widget_class_bind_template_callback (widget_class, grip_moved_cb);
}

static void
aip_project_view_init (AipProjectView *self)
{
  GtkEventController *keys;

  gtk_widget_init_template (GTK_WIDGET (self));

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (search_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search_entry), keys);

  self->sidebar_pane.wanted = TRUE;
  self->inspector_pane.wanted = TRUE;
  g_signal_connect_object (self->split_view, "notify::show-sidebar", G_CALLBACK (show_sidebar_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector_split, "notify::show-sidebar",
                           G_CALLBACK (show_sidebar_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split_view, "notify::collapsed", G_CALLBACK (collapsed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector_split, "notify::collapsed", G_CALLBACK (collapsed_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
load_state (AipProjectView *self)
{
  GSettings *settings = get_settings ();
  g_autofree char *page = g_settings_get_string (settings, "page");

  adw_overlay_split_view_set_show_sidebar (self->split_view,
                                           g_settings_get_boolean (settings, "show-sidebar"));
  adw_overlay_split_view_set_show_sidebar (self->inspector_split,
                                           g_settings_get_boolean (settings, "show-inspector"));
  aip_pane_grip_set_width (self->grip, g_settings_get_int (settings, "inspector-width"));
  grip_moved_cb (self, NULL, self->grip);
  gtk_stack_set_visible_child_name (self->pages, page);
  page_changed_cb (self, NULL, self->pages);
}

AipProjectView *
aip_project_view_new (AipSession *session)
{
  AipProjectView *self;
  AipDocument *document;
  AipScheduler *scheduler;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_PROJECT_VIEW, NULL);
  self->session = g_object_ref (session);
  document = aip_session_get_document (session);
  scheduler = aip_session_get_scheduler (session);

  self->shots_page = AIP_SHOTS_PAGE (aip_shots_page_new (session));
  adw_bin_set_child (self->shots_bin, GTK_WIDGET (self->shots_page));
  page_search_changed_cb (self);
  g_signal_connect_object (self->shots_page, "notify::search", G_CALLBACK (page_search_changed_cb),
                           self, G_CONNECT_SWAPPED);
  aip_filter_popover_set_page (self->filter_popover, self->shots_page);
  aip_query_completion_attach (GTK_EDITABLE (self->search_entry), self->shots_page);
  adw_bin_set_child (self->inspector_bin, aip_inspector_new (session));
  aip_queue_summary_set_session (self->queue_summary, session);
  /* A view may be looked at without the rest of the program. */
  if (aip_application_get_default () != NULL)
    aip_render_bar_set_queue (self->render_bar,
                              aip_application_get_renders (aip_application_get_default ()));

  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "storage-failed", G_CALLBACK (storage_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::unsaved", G_CALLBACK (unsaved_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_document_get_project (document), "notify",
                           G_CALLBACK (update_project), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_document_get_shots (document), "items-changed",
                           G_CALLBACK (queue_badges), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scheduler, "job-changed", G_CALLBACK (queue_badges), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scheduler, "worker-changed", G_CALLBACK (queue_badges), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_scheduler_get_workers (scheduler), "items-changed",
                           G_CALLBACK (queue_badges), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "reveal-shot", G_CALLBACK (reveal_shot_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "reveal-in-cut", G_CALLBACK (reveal_in_cut_cb), self,
                           G_CONNECT_SWAPPED);

  load_state (self);
  update_project (self);
  update_history (self);
  update_fields (self);
  update_badges (self);

  return self;
}

AipSession *
aip_project_view_get_session (AipProjectView *self)
{
  g_return_val_if_fail (AIP_IS_PROJECT_VIEW (self), NULL);

  return self->session;
}

GActionGroup *
aip_project_view_get_shots_actions (AipProjectView *self)
{
  g_return_val_if_fail (AIP_IS_PROJECT_VIEW (self), NULL);

  return aip_shots_page_get_actions (self->shots_page);
}

void
aip_project_view_focus (AipProjectView *self)
{
  g_return_if_fail (AIP_IS_PROJECT_VIEW (self));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "shots") == 0)
    aip_shots_page_focus_table (self->shots_page);
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "timeline") == 0)
    aip_timeline_page_focus (AIP_TIMELINE_PAGE (adw_bin_get_child (self->timeline_bin)));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

void
aip_project_view_save_state (AipProjectView *self)
{
  GSettings *settings = get_settings ();

  g_return_if_fail (AIP_IS_PROJECT_VIEW (self));

  g_settings_set_string (settings, "page", gtk_stack_get_visible_child_name (self->pages));
  g_settings_set_boolean (settings, "show-sidebar", self->sidebar_pane.wanted);
  g_settings_set_boolean (settings, "show-inspector", self->inspector_pane.wanted);
  g_settings_set_int (settings, "inspector-width", aip_pane_grip_get_width (self->grip));
}
