/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-regenerate-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-batch-estimate.h"
#include "aip-regenerate-dialog.h"
#include "aip-regenerate-item.h"
#include "aip-shot-stale.h"

/* Ticking many at once asks for an estimate once. */
#define ESTIMATE_MS 100

struct _AipRegenerateDialog
{
  AdwDialog parent_instance;

  AipSession    *session;
  GPtrArray     *selected;
  GPtrArray     *shown;
  GListStore    *items;
  guint          estimate_source;

  AdwComboRow   *scope_row;
  GtkStack      *stack;
  GtkListView   *list;
  GtkCheckButton *all_check;
  GtkLabel      *estimate_label;
  GtkLabel      *workers_label;
  GtkButton     *generate_button;
  gboolean       ticking;
};

G_DEFINE_FINAL_TYPE (AipRegenerateDialog, aip_regenerate_dialog, ADW_TYPE_DIALOG)

static AipStaleness *
get_staleness (AipRegenerateDialog *self)
{
  return aip_session_get_staleness (self->session);
}

static const char *
find_obstacle (AipShot *shot)
{
  AipJob *job = aip_shot_get_active_job (shot);

  if (aip_shot_get_locked (shot))
    return _("Locked: it is left out");
  if (job != NULL && aip_job_state_is_open (aip_job_get_state (job)))
    return _("It is being made already");

  return NULL;
}

/* (element-type AipBatchItem) */
static GArray *
dup_batch (AipRegenerateDialog *self)
{
  GArray *batch = g_array_new (FALSE, TRUE, sizeof (AipBatchItem));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(AipRegenerateItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      AipShot *shot = aip_regenerate_item_get_shot (item);
      AipBatchItem entry = { .shot = shot };

      if (!aip_regenerate_item_get_chosen (item) || !aip_entity_is_alive (AIP_ENTITY (shot)))
        continue;
      entry.workflow = aip_staleness_get_workflow (get_staleness (self), shot);
      g_array_append_val (batch, entry);
    }

  return batch;
}

/* Estimate ----------------------------------------------------------------------------------- */

static void
update_check (AipRegenerateDialog *self,
              guint                n_chosen)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(AipRegenerateItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      n += aip_regenerate_item_get_obstacle (item) == NULL ? 1 : 0;
    }

  self->ticking = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->all_check), n > 0);
  gtk_check_button_set_active (self->all_check, n > 0 && n_chosen == n);
  gtk_check_button_set_inconsistent (self->all_check, n_chosen > 0 && n_chosen < n);
  self->ticking = FALSE;
}

static gboolean
estimate_cb (gpointer user_data)
{
  AipRegenerateDialog *self = user_data;
  g_autoptr(GArray) batch = dup_batch (self);
  g_autoptr(AipBatchEstimate) estimate = NULL;
  g_autofree char *text = NULL;
  g_autofree char *workers = NULL;
  g_autofree char *label = NULL;
  g_auto(GStrv) lines = NULL;

  self->estimate_source = 0;
  if (batch->len > 0)
    {
      estimate = aip_batch_estimate_new (aip_session_get_scheduler (self->session),
                                         aip_session_get_document (self->session), batch);
      text = aip_batch_estimate_to_text (estimate);
      lines = aip_batch_estimate_list (estimate);
      workers = g_strjoinv ("\n", lines);
    }

  gtk_label_set_label (self->estimate_label, text != NULL ? text : _("Nothing is chosen."));
  gtk_label_set_label (self->workers_label, workers != NULL ? workers : "");
  gtk_widget_set_visible (GTK_WIDGET (self->workers_label), workers != NULL && *workers != '\0');
  label = batch->len > 0 ? g_strdup_printf (_("_Generate %u"), batch->len)
                         : g_strdup (_("_Generate"));
  gtk_button_set_label (self->generate_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.generate", batch->len > 0);
  update_check (self, batch->len);

  return G_SOURCE_REMOVE;
}

static void
queue_estimate (AipRegenerateDialog *self)
{
  if (self->estimate_source == 0)
    self->estimate_source = g_timeout_add (ESTIMATE_MS, estimate_cb, self);
}

/* Shots -------------------------------------------------------------------------------------- */

static void
add_shot (AipRegenerateDialog *self,
          GPtrArray           *items,
          AipShot             *shot)
{
  AipRegenerateItem *item;

  if (!aip_entity_is_alive (AIP_ENTITY (shot)) || !aip_shot_stale_is (shot))
    return;

  item = aip_regenerate_item_new (shot, find_obstacle (shot));
  g_signal_connect_object (item, "notify::chosen", G_CALLBACK (queue_estimate), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (items, item);
}

static void
fill (AipRegenerateDialog *self)
{
  AipEntityList *all = aip_document_get_shots (aip_session_get_document (self->session));
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint scope = adw_combo_row_get_selected (self->scope_row);
  GPtrArray *some = scope == AIP_REGENERATE_SELECTED ? self->selected : self->shown;

  aip_staleness_settle (get_staleness (self));
  for (guint i = 0; scope == AIP_REGENERATE_ALL && i < aip_entity_list_get_count (all); i++)
    add_shot (self, items, AIP_SHOT (aip_entity_list_peek (all, i)));
  for (guint i = 0; scope != AIP_REGENERATE_ALL && i < some->len; i++)
    add_shot (self, items, g_ptr_array_index (some, i));

  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "empty");
  g_clear_handle_id (&self->estimate_source, g_source_remove);
  estimate_cb (self);
}

static void
all_toggled_cb (AipRegenerateDialog *self)
{
  gboolean active = gtk_check_button_get_active (self->all_check);

  if (self->ticking)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(AipRegenerateItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      g_object_set (item, "chosen", active, NULL);
    }
}

/* Rows --------------------------------------------------------------------------------------- */

static void
setup_row_cb (AipRegenerateDialog *self,
              GtkListItem         *item)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      if (i == 0)
        gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      else
        {
          gtk_label_set_wrap (GTK_LABEL (label), TRUE);
          gtk_widget_add_css_class (label, "caption");
          gtk_widget_add_css_class (label, "dimmed");
        }
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_margin_top (check, 6);
  gtk_widget_set_margin_bottom (check, 6);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  gtk_list_item_set_child (item, check);
  gtk_list_item_set_focusable (item, FALSE);
}

static void
bind_row_cb (AipRegenerateDialog *self,
             GtkListItem         *list_item)
{
  AipRegenerateItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *check = gtk_list_item_get_child (list_item);
  GtkWidget *box = gtk_check_button_get_child (GTK_CHECK_BUTTON (check));
  AipShot *shot = aip_regenerate_item_get_shot (item);
  const char *obstacle = aip_regenerate_item_get_obstacle (item);
  g_autofree char *first = g_strdelimit (g_strdup (aip_shot_get_description (shot)), "\n\t", ' ');
  g_autofree char *title = g_strjoin (*first != '\0' ? " · " : "", aip_shot_get_code (shot), first,
                                      NULL);
  g_autofree char *stale = aip_shot_stale_dup_text (shot);
  g_autofree char *subtitle = NULL;

  subtitle = obstacle != NULL ? g_strjoin ("\n", stale != NULL ? stale : "", obstacle, NULL)
                              : g_steal_pointer (&stale);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), title);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)),
                       subtitle != NULL ? subtitle : "");
  gtk_widget_set_sensitive (check, obstacle == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle != NULL ? subtitle : "", -1);
  g_object_set_data_full (G_OBJECT (check), "binding",
                          g_object_ref (g_object_bind_property (
                            item, "chosen", check, "active",
                            G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL)), g_object_unref);
}

static void
unbind_row_cb (AipRegenerateDialog *self,
               GtkListItem         *item)
{
  GtkWidget *check = gtk_list_item_get_child (item);
  GBinding *binding = g_object_get_data (G_OBJECT (check), "binding");

  g_binding_unbind (binding);
  g_object_set_data (G_OBJECT (check), "binding", NULL);
}

/* Generating --------------------------------------------------------------------------------- */

static void
enqueued_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(AipSession) session = user_data;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GPtrArray) jobs = NULL;

  jobs = aip_scheduler_enqueue_finish (AIP_SCHEDULER (source), result, &problems);
  if (problems->len > 0)
    aip_session_toast (session, g_ptr_array_index (problems, 0));
}

/* Each with the workflow of its take, as many orders as there are different ones. */
static void
generate_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  AipRegenerateDialog *self = AIP_REGENERATE_DIALOG (widget);
  g_autoptr(GArray) batch = dup_batch (self);

  while (batch->len > 0)
    {
      const char *workflow = g_array_index (batch, AipBatchItem, 0).workflow;
      g_autoptr(GPtrArray) shots = g_ptr_array_new ();

      for (guint i = 0; i < batch->len;)
        {
          AipBatchItem *item = &g_array_index (batch, AipBatchItem, i);

          if (g_strcmp0 (item->workflow, workflow) == 0)
            {
              g_ptr_array_add (shots, item->shot);
              g_array_remove_index (batch, i);
            }
          else
            i++;
        }
      aip_scheduler_enqueue_async (aip_session_get_scheduler (self->session),
                                   aip_session_get_document (self->session), shots, workflow,
                                   enqueued_cb, g_object_ref (self->session));
    }

  adw_dialog_close (ADW_DIALOG (self));
}

static void
cancel_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* Widget ------------------------------------------------------------------------------------- */

static void
aip_regenerate_dialog_dispose (GObject *object)
{
  AipRegenerateDialog *self = AIP_REGENERATE_DIALOG (object);

  g_clear_handle_id (&self->estimate_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), AIP_TYPE_REGENERATE_DIALOG);
  g_clear_pointer (&self->selected, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->items);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_regenerate_dialog_parent_class)->dispose (object);
}

static void
aip_regenerate_dialog_class_init (AipRegenerateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_regenerate_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-regenerate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipRegenerateDialog, scope_row);
  gtk_widget_class_bind_template_child (widget_class, AipRegenerateDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AipRegenerateDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AipRegenerateDialog, all_check);
  gtk_widget_class_bind_template_child (widget_class, AipRegenerateDialog, estimate_label);
  gtk_widget_class_bind_template_child (widget_class, AipRegenerateDialog, workers_label);
  gtk_widget_class_bind_template_child (widget_class, AipRegenerateDialog, generate_button);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);

  gtk_widget_class_install_action (widget_class, "dialog.generate", NULL, generate_activated_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_activated_cb);
}

static void
aip_regenerate_dialog_init (AipRegenerateDialog *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.generate", FALSE);

  self->items = g_list_store_new (AIP_TYPE_REGENERATE_ITEM);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (
    self->list,
    GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)))));
}

GtkWidget *
aip_regenerate_dialog_new (AipSession         *session,
                           GPtrArray          *selected,
                           GPtrArray          *shown,
                           AipRegenerateScope  scope)
{
  AipRegenerateDialog *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (selected != NULL && shown != NULL, NULL);

  self = g_object_new (AIP_TYPE_REGENERATE_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->selected = g_ptr_array_copy (selected, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  g_ptr_array_set_free_func (self->selected, g_object_unref);
  self->shown = g_ptr_array_copy (shown, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  g_ptr_array_set_free_func (self->shown, g_object_unref);
  adw_combo_row_set_selected (self->scope_row, scope);
  g_signal_connect_object (self->scope_row, "notify::selected", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);

  return GTK_WIDGET (self);
}
