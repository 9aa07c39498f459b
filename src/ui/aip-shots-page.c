/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shots-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-shot-previews.h"
#include "aip-shots-page-private.h"

enum {
  PROP_0,
  PROP_SESSION,
  PROP_SEARCH,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipShotsPage, aip_shots_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

static char *
dup_summary (AipShotsPage *self,
             GPtrArray    *shots)
{
  AipFrameRate rate = aip_project_get_rate (aip_document_get_project (self->document));
  g_autofree char *count = NULL;
  g_autofree char *length = NULL;
  gint64 frames = 0;

  for (guint i = 0; i < shots->len; i++)
    frames += aip_shot_get_duration (g_ptr_array_index (shots, i));

  count = g_strdup_printf (ngettext ("%u shot", "%u shots", shots->len), shots->len);
  length = aip_timecode_format (frames, &rate);

  return g_strdup_printf (_("%s · %s"), count, length);
}

static void
update_labels (AipShotsPage *self)
{
  g_autofree char *count = dup_summary (self, aip_shot_view_get_shots (self->view));
  guint n_hidden = aip_shot_view_get_n_hidden (self->view);
  guint n_held;
  gboolean descending;
  AipShotColumn sort = aip_shot_view_get_sort (self->view, &descending);

  gtk_label_set_label (self->count_label, count);

  aip_selection_bar_refresh (self->selection_bar);

  gtk_widget_set_visible (self->hidden_box, n_hidden > 0);
  if (n_hidden > 0)
    {
      g_autofree char *text = NULL;

      text = g_strdup_printf (ngettext ("%u shot is hidden by the search",
                                        "%u shots are hidden by the search", n_hidden), n_hidden);
      gtk_label_set_label (self->hidden_label, text);
    }

  n_held = aip_shot_view_get_n_held (self->view);
  gtk_widget_set_visible (self->sort_box, sort != AIP_SHOT_COLUMN_NONE || n_held > 0);
  gtk_widget_set_hexpand (self->sort_box, n_hidden == 0);
  if (n_held > 0)
    {
      g_autofree char *text = NULL;

      text = g_strdup_printf (ngettext ("%u row goes to its place when you leave it",
                                        "%u rows go to their places when you leave them", n_held),
                              n_held);
      gtk_label_set_label (self->sort_label, text);
    }
  else if (sort != AIP_SHOT_COLUMN_NONE)
    {
      g_autofree char *text = g_strdup_printf (_("Sorted by %s"), aip_shot_column_get_title (sort));

      gtk_label_set_label (self->sort_label, text);
    }
}

static void
update_state (AipShotsPage *self)
{
  AipEntityList *shots;
  gboolean focus_inside = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  const char *name;

  /* The last edit of a page that goes away still changes the document. */
  if (self->table == NULL)
    return;

  shots = aip_document_get_shots (self->document);
  if (aip_entity_list_get_count (shots) == 0)
    name = "empty";
  else if (aip_shot_view_get_shots (self->view)->len == 0)
    name = "no-match";
  else
    name = "table";

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) != 0)
    {
      gtk_stack_set_visible_child_name (self->stack, name);
      /* The last row took the focus with it. */
      if (focus_inside && g_str_equal (name, "empty"))
        gtk_widget_grab_focus (self->first_button);
    }

  update_labels (self);
  _aip_shots_page_update_actions (self);
}

static gboolean
update_source_cb (gpointer user_data)
{
  AipShotsPage *self = user_data;

  self->update_source = 0;
  update_state (self);

  return G_SOURCE_REMOVE;
}

/* Selecting 500 rows or starting 200 jobs says so many times: one look for all. */
static void
queue_update (AipShotsPage *self)
{
  if (self->update_source == 0 && self->table != NULL)
    self->update_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_source_cb, self, NULL);
}

/* Whoever leaves the entry is done with typing; what is typed in cells is no matter of the view. */
static void
focus_widget_changed_cb (AipShotsPage *self)
{
  if (self->typing_filter)
    _aip_shots_page_flush_views (self);
}

static gboolean
is_typing (AipShotsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_TEXT (focus);
}

static void
columns_changed_cb (AipShotsPage *self)
{
  _aip_shots_page_look_changed (self);
}

static void
reveal_shot_cb (AipShotsPage *self,
                AipShot      *shot)
{
  if (!aip_shot_list_find (aip_shot_view_get_list (self->view), shot, NULL)
      && *aip_shot_view_get_search (self->view) != '\0')
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), "clear-search", NULL);

  _aip_shots_page_focus_shot (self, shot, AIP_SHOT_COLUMN_NONE, TRUE);
}

static void
aip_shots_page_constructed (GObject *object)
{
  AipShotsPage *self = AIP_SHOTS_PAGE (object);
  g_autoptr(AipShotPreviews) previews = NULL;
  g_autoptr(GtkSelectionFilterModel) selected = NULL;

  G_OBJECT_CLASS (aip_shots_page_parent_class)->constructed (object);

  self->document = g_object_ref (aip_session_get_document (self->session));
  self->scheduler = g_object_ref (aip_session_get_scheduler (self->session));
  previews = aip_shot_previews_new (self->session);
  self->context = aip_cell_context_new (self->session, previews);
  self->view = aip_shot_view_new (self->document, aip_session_get_setups (self->session));
  self->selection = g_object_ref (aip_shot_view_get_selection (self->view));
  self->table = AIP_SHOT_TABLE (aip_shot_table_new (self->context, self->view));
  aip_shot_table_set_menu (self->table, self->row_menu);
  aip_selection_bar_set_table (self->selection_bar, self->table, self->view, self->context);
  self->bar = AIP_VIEW_BAR (aip_view_bar_new (self->document));
  adw_bin_set_child (ADW_BIN (self->bar_bin), GTK_WIDGET (self->bar));

  _aip_shots_page_init_actions (self);
  _aip_shots_page_init_kinds (self);
  _aip_shots_page_init_table (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "shots", G_ACTION_GROUP (self->actions));
  _aip_shots_page_init_views (self);

  selected = gtk_selection_filter_model_new (self->selection);
  aip_session_set_selection (self->session, G_LIST_MODEL (selected));

  g_signal_connect_object (self->table, "columns-changed", G_CALLBACK (columns_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "focus-changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "refreshed", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "refreshed", G_CALLBACK (_aip_shots_page_order_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_session_get_staleness (self->session), "changed",
                           G_CALLBACK (aip_shot_view_marks_changed), self->view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_session_get_staleness (self->session), "changed",
                           G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "reveal-shot", G_CALLBACK (reveal_shot_cb), self,
                           G_CONNECT_SWAPPED);

  update_state (self);
}

static void
aip_shots_page_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  AipShotsPage *self = AIP_SHOTS_PAGE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_SEARCH:
      g_value_set_string (value, aip_shot_view_get_search (self->view));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_shots_page_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  AipShotsPage *self = AIP_SHOTS_PAGE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    case PROP_SEARCH:
      aip_shots_page_set_search (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_shots_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (aip_shots_page_parent_class)->root (widget);

  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget",
                           G_CALLBACK (focus_widget_changed_cb), widget, G_CONNECT_SWAPPED);
}

/* The window goes before the page does, and with it the project may be closed. */
static void
aip_shots_page_unroot (GtkWidget *widget)
{
  AipShotsPage *self = AIP_SHOTS_PAGE (widget);

  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), focus_widget_changed_cb,
                                        widget);
  aip_shot_table_finish_edit (self->table);
  self->leaving = TRUE;
  _aip_shots_page_flush_views (self);
  self->leaving = FALSE;

  GTK_WIDGET_CLASS (aip_shots_page_parent_class)->unroot (widget);
}

static void
aip_shots_page_dispose (GObject *object)
{
  AipShotsPage *self = AIP_SHOTS_PAGE (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  _aip_shots_page_dispose_views (self);
  if (self->table != NULL)
    {
      aip_session_set_selection (self->session, NULL);
      self->table = NULL;
      self->gallery = NULL;
      self->board = NULL;
      g_clear_object (&self->row_colors);
      g_clear_pointer (&self->kind, g_free);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_SHOTS_PAGE);

  g_clear_object (&self->actions);
  g_clear_object (&self->selection);
  g_clear_object (&self->view);
  g_clear_object (&self->context);
  g_clear_object (&self->scheduler);
  g_clear_object (&self->document);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_shots_page_parent_class)->dispose (object);
}

static void
aip_shots_page_class_init (AipShotsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = aip_shots_page_constructed;
  object_class->dispose = aip_shots_page_dispose;
  object_class->get_property = aip_shots_page_get_property;
  object_class->set_property = aip_shots_page_set_property;
  widget_class->root = aip_shots_page_root;
  widget_class->unroot = aip_shots_page_unroot;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, AIP_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEARCH] =
    g_param_spec_string ("search", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-shots-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, content);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, bar_bin);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, table_bin);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, hidden_box);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, legend_box);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, hidden_label);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, sort_box);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, sort_label);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, first_button);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, group_button);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, sort_button);
  gtk_widget_class_bind_template_child (widget_class, AipShotsPage, row_menu);
}

static void
aip_shots_page_init (AipShotsPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_type_ensure (AIP_TYPE_SELECTION_BAR);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
aip_shots_page_new (AipSession *session)
{
  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  return g_object_new (AIP_TYPE_SHOTS_PAGE, "session", session, NULL);
}

GActionGroup *
aip_shots_page_get_actions (AipShotsPage *self)
{
  g_return_val_if_fail (AIP_IS_SHOTS_PAGE (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

void
aip_shots_page_set_search (AipShotsPage *self,
                           const char   *text)
{
  g_return_if_fail (AIP_IS_SHOTS_PAGE (self));

  text = text != NULL ? text : "";
  if (g_str_equal (text, aip_shot_view_get_search (self->view)))
    return;

  aip_shot_table_finish_edit (self->table);
  aip_shot_view_set_search (self->view, text);
  /* A filter is typed in one go, with time to think between the words. */
  self->typing_filter = is_typing (self);
  _aip_shots_page_queue_save (self, self->typing_filter ? 4000 : 500);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH]);
}

const char *
aip_shots_page_get_search (AipShotsPage *self)
{
  g_return_val_if_fail (AIP_IS_SHOTS_PAGE (self), "");

  return aip_shot_view_get_search (self->view);
}

GPtrArray *
aip_shots_page_collect_values (AipShotsPage *self,
                               AipQueryKey   key)
{
  g_return_val_if_fail (AIP_IS_SHOTS_PAGE (self), NULL);

  return aip_shot_view_collect_values (self->view, key, NULL);
}

GPtrArray *
aip_shots_page_collect_field_values (AipShotsPage *self,
                                     const char   *field)
{
  g_return_val_if_fail (AIP_IS_SHOTS_PAGE (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  return aip_shot_view_collect_values (self->view, AIP_QUERY_FIELD, field);
}

AipDocument *
aip_shots_page_get_document (AipShotsPage *self)
{
  g_return_val_if_fail (AIP_IS_SHOTS_PAGE (self), NULL);

  return self->document;
}

void
aip_shots_page_focus_table (AipShotsPage *self)
{
  g_return_if_fail (AIP_IS_SHOTS_PAGE (self));

  _aip_shots_page_focus_kind (self);
}

void
aip_shots_page_flush (AipShotsPage *self)
{
  g_return_if_fail (AIP_IS_SHOTS_PAGE (self));

  _aip_shots_page_flush_views (self);
}

GMenuModel *
aip_shots_page_get_row_menu (AipShotsPage *self)
{
  g_return_val_if_fail (AIP_IS_SHOTS_PAGE (self), NULL);

  return self->row_menu;
}
