/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-history-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-history-dialog.h"
#include "aip-history-entry.h"
#include "aip-history.h"

/* Gestures that are read at once. */
#define PAGE 200

struct _AipHistoryDialog
{
  AdwDialog parent_instance;

  AipSession         *session;
  AipShot            *shot;         /* (nullable): of which it is the history */
  GCancellable       *cancellable;
  GPtrArray          *sets;         /* of the shot, newest first, as far as they are read */
  GPtrArray          *fields;       /* names of the fields to choose from; the first is NULL */
  gboolean            complete;
  gboolean            reading;
  gboolean            read_again;
  guint               going_source;
  guint               going_to;

  GListStore         *entries;
  GtkFilter          *filter;
  GtkSingleSelection *selection;

  GtkStack           *stack;
  GtkListView        *list;
  GtkDropDown        *field_chooser;
  GtkLabel           *hint_label;
  GtkWidget          *value_button;
  GtkWidget          *shot_button;
};

G_DEFINE_FINAL_TYPE (AipHistoryDialog, aip_history_dialog, ADW_TYPE_DIALOG)

static AipDocument *
get_document (AipHistoryDialog *self)
{
  return aip_session_get_document (self->session);
}

static void
update_actions (AipHistoryDialog *self)
{
  AipHistoryEntry *entry = gtk_single_selection_get_selected_item (self->selection);
  gboolean alive = self->shot != NULL && aip_entity_is_alive (AIP_ENTITY (self->shot));
  const char *field = entry != NULL ? aip_history_entry_get_field (entry) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.restore-value",
                                 alive && field != NULL && !g_str_equal (field, "order") &&
                                 aip_history_entry_get_old (entry) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.restore-shot", alive && entry != NULL);
}

static void
update_page (AipHistoryDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->entries));

  gtk_stack_set_visible_child_name (self->stack, n > 0 || self->reading ? "list" : "empty");
  update_actions (self);
}

/* The project --------------------------------------------------------------------------------- */

static void
show_steps (AipHistoryDialog *self)
{
  AipDocument *document = get_document (self);
  guint n = aip_document_get_n_steps (document);
  guint n_done = aip_document_get_n_done (document);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = n; i > 0; i--)
    g_ptr_array_add (entries, aip_history_entry_new_step (document, i - 1));
  g_list_store_splice (self->entries, 0, g_list_model_get_n_items (G_LIST_MODEL (self->entries)),
                       entries->pdata, entries->len);

  /* Where the project stands now. */
  gtk_single_selection_set_selected (self->selection, n_done > 0 ? n - n_done
                                                                 : GTK_INVALID_LIST_POSITION);
  update_page (self);
}

/* A few steps at a time: each may be ten thousand cells. */
static gboolean
go_cb (gpointer user_data)
{
  AipHistoryDialog *self = user_data;
  AipDocument *document = get_document (self);
  gint64 end = g_get_monotonic_time () + 4 * G_TIME_SPAN_MILLISECOND;
  gboolean moved = TRUE;

  while (moved && aip_document_get_n_done (document) != self->going_to &&
         g_get_monotonic_time () < end)
    moved = aip_document_get_n_done (document) > self->going_to ? aip_document_undo (document)
                                                                : aip_document_redo (document);

  if (moved && aip_document_get_n_done (document) != self->going_to)
    return G_SOURCE_CONTINUE;

  self->going_source = 0;
  show_steps (self);

  return G_SOURCE_REMOVE;
}

static void
go_to (AipHistoryDialog *self,
       guint             n_done)
{
  self->going_to = n_done;
  if (self->going_source == 0)
    self->going_source = g_idle_add (go_cb, self);
}

/* A shot -------------------------------------------------------------------------------------- */

static void
add_field (AipHistoryDialog *self,
           const char       *field)
{
  for (guint i = 1; i < self->fields->len; i++)
    if (g_str_equal (self->fields->pdata[i], field))
      return;

  g_ptr_array_add (self->fields, g_strdup (field));
  gtk_string_list_append (GTK_STRING_LIST (gtk_drop_down_get_model (self->field_chooser)),
                          aip_history_entry_get_field_title (field));
}

static void
add_sets (AipHistoryDialog *self,
          GPtrArray        *sets)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sets->len; i++)
    {
      AipChangeSet *set = sets->pdata[i];

      g_ptr_array_add (self->sets, aip_change_set_ref (set));
      for (guint k = 0; k < aip_change_set_get_size (set); k++)
        {
          AipHistoryEntry *entry = aip_history_entry_new_change (get_document (self), set, k);

          g_ptr_array_add (entries, entry);
          if (aip_history_entry_get_field (entry) != NULL)
            add_field (self, aip_history_entry_get_field (entry));
        }
    }

  g_list_store_splice (self->entries, g_list_model_get_n_items (G_LIST_MODEL (self->entries)), 0,
                       entries->pdata, entries->len);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void read_page (AipHistoryDialog *self,
                       gboolean          from_start);

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(AipHistoryDialog) self = user_data;
  g_autoptr(GPtrArray) sets = NULL;
  g_autoptr(GError) error = NULL;

  sets = aip_document_read_history_finish (AIP_DOCUMENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;

  self->reading = FALSE;
  if (sets == NULL)
    aip_session_toast_error (self->session, error);
  else
    {
      self->complete = sets->len < PAGE;
      add_sets (self, sets);
    }
  update_page (self);

  if (self->read_again)
    read_page (self, TRUE);
}

static void
read_page (AipHistoryDialog *self,
           gboolean          from_start)
{
  gint64 before = 0;

  if (self->reading)
    {
      self->read_again |= from_start;
      return;
    }
  if (from_start)
    {
      self->read_again = FALSE;
      self->complete = FALSE;
      g_ptr_array_set_size (self->sets, 0);
      g_list_store_remove_all (self->entries);
    }
  else if (self->complete)
    return;

  if (self->sets->len > 0)
    before = aip_change_set_get_position (self->sets->pdata[self->sets->len - 1]);
  self->reading = TRUE;
  aip_document_read_history_async (get_document (self), aip_entity_get_id (AIP_ENTITY (self->shot)),
                                   before, PAGE, self->cancellable, page_read_cb,
                                   g_object_ref (self));
}

static void
edge_reached_cb (AipHistoryDialog *self,
                 GtkPositionType   edge)
{
  if (edge == GTK_POS_BOTTOM && self->shot != NULL)
    read_page (self, FALSE);
}

static void
finish_restore (AipHistoryDialog *self,
                GVariant         *fields,
                const char       *label)
{
  AipDocument *document = get_document (self);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  int n_changed;

  aip_document_begin (document, label);
  n_changed = aip_document_restore_fields (document, AIP_ENTITY (self->shot), fields, notes,
                                           &error);
  if (n_changed < 0)
    aip_document_rollback (document);
  else
    aip_document_commit (document);

  if (n_changed < 0)
    aip_session_toast_error (self->session, error);
  else if (n_changed == 0 && notes->len == 0)
    aip_session_toast (self->session, _("It is so already."));
  else if (n_changed > 0)
    aip_session_toast_undo (self->session, label);
  for (guint i = 0; i < notes->len; i++)
    aip_session_toast (self->session, notes->pdata[i]);
}

static void
restore_value_activated_cb (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  AipHistoryDialog *self = AIP_HISTORY_DIALOG (widget);
  AipHistoryEntry *entry = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr(GVariant) fields = NULL;
  g_autofree char *label = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, aip_history_entry_get_field (entry),
                               aip_history_entry_get_old (entry));
  fields = g_variant_ref_sink (g_variant_dict_end (&dict));
  /* Translators: an undo step, such as “Restore Description of SHT-0010” */
  label = g_strdup_printf (_("Restore %s of %s"),
                           aip_history_entry_get_field_title (aip_history_entry_get_field (entry)),
                           aip_shot_get_code (self->shot));
  finish_restore (self, fields, label);
}

static void
restore_shot_activated_cb (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  AipHistoryDialog *self = AIP_HISTORY_DIALOG (widget);
  AipHistoryEntry *entry = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *label = NULL;
  g_autoptr(GVariant) fields = NULL;

  fields = aip_document_rewind (get_document (self), AIP_ENTITY (self->shot), self->sets,
                                aip_history_entry_get_position (entry));
  if (fields == NULL)
    {
      aip_session_toast (self->session, _("The shot was deleted then."));
      return;
    }
  label = g_strdup_printf (_("Restore %s as It Was"), aip_shot_get_code (self->shot));
  finish_restore (self, fields, label);
}

static gboolean
matches_cb (gpointer item,
            gpointer user_data)
{
  AipHistoryDialog *self = user_data;
  guint chosen = gtk_drop_down_get_selected (self->field_chooser);

  return chosen == 0 || chosen >= self->fields->len ||
         g_strcmp0 (aip_history_entry_get_field (item), self->fields->pdata[chosen]) == 0;
}

static void
field_changed_cb (AipHistoryDialog *self)
{
  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/* Both ---------------------------------------------------------------------------------------- */

static void
activate_cb (AipHistoryDialog *self,
             guint             position)
{
  g_autoptr(AipHistoryEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->selection),
                                                            position);

  if (self->shot == NULL)
    go_to (self, aip_history_entry_get_index (entry) + 1);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "dialog.restore-value", NULL);
}

static void
document_changed_cb (AipHistoryDialog *self,
                     AipChangeSet     *changes)
{
  if (aip_change_set_get_kind (changes) == AIP_TRANSACTION_RECORD)
    return;

  if (self->shot != NULL)
    read_page (self, TRUE);
  else if (self->going_source == 0)
    show_steps (self);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_wrap (GTK_LABEL (label), i == 0);
      gtk_label_set_lines (GTK_LABEL (label), i == 0 ? 3 : 1);
      if (i == 1)
        {
          gtk_widget_add_css_class (label, "caption");
          gtk_widget_add_css_class (label, "dimmed");
        }
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_list_item_set_child (item, box);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item)
{
  AipHistoryEntry *entry = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *title = gtk_widget_get_first_child (box);
  const char *subtitle = aip_history_entry_get_subtitle (entry);
  g_autofree char *undone = NULL;

  if (aip_history_entry_get_undone (entry))
    {
      /* Dimmed alone would tell nothing to a screen reader. */
      undone = g_strdup_printf (_("%s · undone"), subtitle);
      gtk_widget_add_css_class (title, "dimmed");
    }
  else
    gtk_widget_remove_css_class (title, "dimmed");

  gtk_label_set_label (GTK_LABEL (title), aip_history_entry_get_title (entry));
  gtk_widget_set_tooltip_text (title, aip_history_entry_get_title (entry));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)),
                       undone != NULL ? undone : subtitle);
  gtk_list_item_set_accessible_label (item, aip_history_entry_get_title (entry));
  gtk_list_item_set_accessible_description (item, undone != NULL ? undone : subtitle);
}

static void
aip_history_dialog_dispose (GObject *object)
{
  AipHistoryDialog *self = AIP_HISTORY_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->going_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_HISTORY_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->shot);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->entries);
  g_clear_pointer (&self->sets, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_history_dialog_parent_class)->dispose (object);
}

static void
aip_history_dialog_class_init (AipHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_history_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipHistoryDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AipHistoryDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AipHistoryDialog, field_chooser);
  gtk_widget_class_bind_template_child (widget_class, AipHistoryDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, AipHistoryDialog, value_button);
  gtk_widget_class_bind_template_child (widget_class, AipHistoryDialog, shot_button);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_changed_cb);

  gtk_widget_class_install_action (widget_class, "dialog.restore-value", NULL,
                                   restore_value_activated_cb);
  gtk_widget_class_install_action (widget_class, "dialog.restore-shot", NULL,
                                   restore_shot_activated_cb);
}

static void
aip_history_dialog_init (AipHistoryDialog *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GtkFilterListModel *filtered;

  self->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_change_set_unref);
  self->fields = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->fields, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->entries = g_list_store_new (AIP_TYPE_HISTORY_ENTRY);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches_cb, self, NULL));
  gtk_string_list_append (names, _("All Fields"));
  gtk_drop_down_set_model (self->field_chooser, G_LIST_MODEL (names));

  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->entries)),
                                        g_object_ref (self->filter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (filtered));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

static AipHistoryDialog *
new_dialog (AipSession *session)
{
  AipHistoryDialog *self = g_object_new (AIP_TYPE_HISTORY_DIALOG, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (aip_session_get_document (session), "changed",
                           G_CALLBACK (document_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
aip_history_dialog_present (AipSession *session,
                            GtkWidget  *parent)
{
  AipHistoryDialog *self;

  g_return_if_fail (AIP_IS_SESSION (session));

  self = new_dialog (session);
  gtk_label_set_label (self->hint_label, _("Open a step to go there. What is dimmed is undone and "
                                           "can be done again until something else is changed."));
  show_steps (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}

void
aip_history_dialog_present_shot (AipSession *session,
                                 AipShot    *shot,
                                 GtkWidget  *parent)
{
  AipHistoryDialog *self;
  g_autofree char *title = NULL;

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (AIP_IS_SHOT (shot));

  self = new_dialog (session);
  self->shot = g_object_ref (shot);
  title = g_strdup_printf (_("History of %s"), aip_shot_get_code (shot));
  adw_dialog_set_title (ADW_DIALOG (self), title);
  gtk_widget_set_visible (GTK_WIDGET (self->field_chooser), TRUE);
  gtk_widget_set_visible (self->value_button, TRUE);
  gtk_widget_set_visible (self->shot_button, TRUE);
  read_page (self, TRUE);
  update_page (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
