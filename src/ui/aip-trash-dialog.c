/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-trash-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-format.h"
#include "aip-shot-rows-edit.h"
#include "aip-text.h"
#include "aip-trash-dialog.h"

struct _AipTrashDialog
{
  AdwDialog parent_instance;

  AipSession         *session;
  GCancellable       *cancellable;
  gboolean            reading;
  gboolean            read_again;

  GListStore         *items;
  GtkFilter          *filter;
  GtkSelectionModel  *selection;
  char               *query;

  GtkStack           *stack;
  GtkListView        *list;
  GtkSearchEntry     *search_entry;
};

G_DEFINE_FINAL_TYPE (AipTrashDialog, aip_trash_dialog, ADW_TYPE_DIALOG)

static void read_trash (AipTrashDialog *self);

static const char *
get_kind_title (AipKind kind)
{
  switch (kind)
    {
    case AIP_KIND_SHOT:
      return _("Shot");
    case AIP_KIND_SCENE:
      return _("Scene");
    case AIP_KIND_CHARACTER:
      return _("Character");
    case AIP_KIND_PLACE:
      return _("Place");
    case AIP_KIND_FIELD:
      return _("Field");
    case AIP_KIND_VIEW:
      return _("View");
    default:
      return aip_kind_get_title (kind);
    }
}

static char *
dup_title (AipRemoved *item)
{
  g_autofree char *line = g_strdelimit (g_strdup (aip_removed_get_description (item)), "\n\t", ' ');

  /* Translators: what was deleted, such as “Shot SHT-0010 · Rain falls” */
  return *line != '\0'
         ? g_strdup_printf (_("%s %s · %s"), get_kind_title (aip_removed_get_kind (item)),
                            aip_removed_get_name (item), line)
         : g_strdup_printf ("%s %s", get_kind_title (aip_removed_get_kind (item)),
                            aip_removed_get_name (item));
}

static char *
dup_subtitle (AipRemoved *item)
{
  g_autofree char *time = aip_format_time (aip_removed_get_time (item));
  guint n_takes = aip_removed_get_n_takes (item);
  g_autofree char *takes = n_takes == 0 ? NULL
                           : g_strdup_printf (ngettext ("%u take", "%u takes", n_takes), n_takes);

  return g_strjoin (" · ", time, aip_removed_get_label (item), takes, NULL);
}

static void
update_page (AipTrashDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (self->selection);

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list"
                                                       : self->reading ? "reading" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.restore",
                                 !gtk_bitset_is_empty (selected));
}

/* Restoring ----------------------------------------------------------------------------------- */

static void
restore (AipTrashDialog *self,
         GPtrArray      *items)
{
  AipDocument *document = aip_session_get_document (self->session);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  AipEntity *last;

  if (items->len == 0)
    return;

  if (!aip_shot_rows_restore (document, items, notes, &error))
    {
      aip_session_toast_error (self->session, error);
      return;
    }

  if (items->len == 1)
    text = g_strdup_printf (_("%s restored"), aip_removed_get_name (items->pdata[0]));
  else
    text = g_strdup_printf (ngettext ("%u restored", "%u restored", items->len), items->len);
  aip_session_toast_undo (self->session, text);
  for (guint i = 0; i < notes->len; i++)
    aip_session_toast (self->session, notes->pdata[i]);

  last = aip_document_lookup (document, aip_removed_get_id (items->pdata[0]));
  if (AIP_IS_SHOT (last))
    aip_session_reveal_shot (self->session, AIP_SHOT (last));
}

static void
restore_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  AipTrashDialog *self = AIP_TRASH_DIALOG (widget);
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->selection), position));

  restore (self, items);
}

static void
activate_cb (AipTrashDialog *self,
             guint           position)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->selection), position));
  restore (self, items);
}

/* Reading ------------------------------------------------------------------------------------- */

static void
trash_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(AipTrashDialog) self = user_data;
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GError) error = NULL;

  items = aip_document_read_trash_finish (AIP_DOCUMENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;

  self->reading = FALSE;
  if (items == NULL)
    aip_session_toast_error (self->session, error);
  else
    g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                         items->pdata, items->len);
  update_page (self);

  if (self->read_again)
    read_trash (self);
}

static void
read_trash (AipTrashDialog *self)
{
  self->read_again = self->reading;
  if (self->reading)
    return;

  self->reading = TRUE;
  aip_document_read_trash_async (aip_session_get_document (self->session), self->cancellable,
                                 trash_read_cb, g_object_ref (self));
}

static void
document_changed_cb (AipTrashDialog *self,
                     AipChangeSet   *changes)
{
  if (aip_change_set_get_kind (changes) != AIP_TRANSACTION_RECORD)
    read_trash (self);
}

/* Rows ---------------------------------------------------------------------------------------- */

static gboolean
matches_cb (gpointer item,
            gpointer user_data)
{
  AipTrashDialog *self = user_data;
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (self->query == NULL)
    return TRUE;

  text = dup_title (item);
  folded = aip_text_fold (text);

  return aip_text_matches (folded, self->query);
}

static void
search_changed_cb (AipTrashDialog *self)
{
  g_free (self->query);
  self->query = aip_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  if (*g_strstrip (self->query) == '\0')
    g_clear_pointer (&self->query, g_free);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
search_stopped_cb (AipTrashDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
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
      if (i == 1)
        {
          gtk_widget_add_css_class (label, "caption");
          gtk_widget_add_css_class (label, "dimmed");
        }
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_item_set_child (item, box);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item)
{
  AipRemoved *removed = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  g_autofree char *title = dup_title (removed);
  g_autofree char *subtitle = dup_subtitle (removed);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), title);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), subtitle);
  gtk_list_item_set_accessible_label (item, title);
  gtk_list_item_set_accessible_description (item, subtitle);
}

static void
aip_trash_dialog_dispose (GObject *object)
{
  AipTrashDialog *self = AIP_TRASH_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_TRASH_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->items);
  g_clear_pointer (&self->query, g_free);

  G_OBJECT_CLASS (aip_trash_dialog_parent_class)->dispose (object);
}

static void
aip_trash_dialog_class_init (AipTrashDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_trash_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-trash-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipTrashDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AipTrashDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AipTrashDialog, search_entry);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);

  gtk_widget_class_install_action (widget_class, "dialog.restore", NULL, restore_activated_cb);
}

static void
aip_trash_dialog_init (AipTrashDialog *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (AIP_TYPE_REMOVED);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches_cb, self, NULL));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)),
                                        g_object_ref (self->filter));
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (filtered)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (update_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (update_page), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, self->selection);
}

void
aip_trash_dialog_present (AipSession *session,
                          GtkWidget  *parent)
{
  AipTrashDialog *self;

  g_return_if_fail (AIP_IS_SESSION (session));

  self = g_object_new (AIP_TYPE_TRASH_DIALOG, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (aip_session_get_document (session), "changed",
                           G_CALLBACK (document_changed_cb), self, G_CONNECT_SWAPPED);
  read_trash (self);
  update_page (self);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->list));
  adw_dialog_present (ADW_DIALOG (self), parent);
}
