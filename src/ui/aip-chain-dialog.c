/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-chain-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-chain-dialog.h"

#define SETTING "generation-chain"

/* The places of a step; what a workflow can be in them follows from what it is bound to. */
typedef enum {
  SLOT_STILL,
  SLOT_MOVIE,
  SLOT_LARGER,
  SLOT_SMOOTHER,
  N_SLOTS
} Slot;

struct _AipChainDialog
{
  AdwDialog parent_instance;

  AipSession   *session;
  GPtrArray    *shots;
  GPtrArray    *choices[N_SLOTS];   /* AipWorkflow; in the row they stand behind “None” */
  gboolean      filling;

  AdwComboRow  *still_row;
  AdwSpinRow   *count_row;
  AdwSwitchRow *approve_still_row;
  AdwComboRow  *movie_row;
  AdwSwitchRow *approve_movie_row;
  AdwComboRow  *larger_row;
  AdwComboRow  *smoother_row;
  GtkLabel     *summary_label;
};

G_DEFINE_FINAL_TYPE (AipChainDialog, aip_chain_dialog, ADW_TYPE_DIALOG)

static AipWorkflowStore *
get_store (AipChainDialog *self)
{
  return aip_scheduler_get_workflows (aip_session_get_scheduler (self->session));
}

static AdwComboRow *
get_row (AipChainDialog *self,
         Slot            slot)
{
  AdwComboRow *rows[N_SLOTS] = {
    self->still_row, self->movie_row, self->larger_row, self->smoother_row,
  };

  return rows[slot];
}

static Slot
find_slot (AipWorkflow *workflow)
{
  if (aip_workflow_has_role (workflow, AIP_ROLE_MULTIPLIER))
    return SLOT_SMOOTHER;
  /* Without words it only changes what is there. */
  if (!aip_workflow_has_role (workflow, AIP_ROLE_PROMPT))
    return SLOT_LARGER;

  return aip_chain_makes_movie (workflow) ? SLOT_MOVIE : SLOT_STILL;
}

/* (nullable) (transfer none) */
static AipWorkflow *
get_chosen (AipChainDialog *self,
            Slot            slot)
{
  guint selected = adw_combo_row_get_selected (get_row (self, slot));

  return selected == GTK_INVALID_LIST_POSITION || selected == 0 ||
         selected > self->choices[slot]->len
           ? NULL : g_ptr_array_index (self->choices[slot], selected - 1);
}

/* What the rows say, as far as that is a chain at all. */
static AipChain *
make_chain (AipChainDialog *self)
{
  g_autoptr(AipChain) chain = aip_chain_new ();
  gboolean asked = FALSE;

  for (Slot slot = SLOT_STILL; slot < N_SLOTS; slot++)
    {
      AipWorkflow *workflow = get_chosen (self, slot);
      gboolean finishing = slot == SLOT_LARGER || slot == SLOT_SMOOTHER;
      gboolean approval = FALSE;

      if (workflow == NULL)
        continue;
      if (slot == SLOT_MOVIE)
        approval = adw_switch_row_get_active (self->approve_still_row);
      else if (finishing && !asked)
        approval = adw_switch_row_get_active (self->approve_movie_row);
      asked |= finishing;
      aip_chain_add (chain, aip_workflow_get_id (workflow), approval,
                     slot == SLOT_STILL ? (guint) adw_spin_row_get_value (self->count_row) : 1);
    }

  return g_steal_pointer (&chain);
}

static void
update (AipChainDialog *self)
{
  g_autoptr(AipChain) chain = make_chain (self);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean good;
  guint n_jobs = 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self->count_row), get_chosen (self, SLOT_STILL) != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->approve_still_row),
                            get_chosen (self, SLOT_MOVIE) != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->approve_movie_row),
                            get_chosen (self, SLOT_LARGER) != NULL ||
                            get_chosen (self, SLOT_SMOOTHER) != NULL);

  good = aip_chain_get_n_steps (chain) > 0 && aip_chain_check (chain, get_store (self), &error);
  for (guint i = 0; i < aip_chain_get_n_steps (chain); i++)
    n_jobs += aip_chain_get_step (chain, i)->count;

  if (good)
    {
      g_autofree char *shots = g_strdup_printf (ngettext ("%u shot", "%u shots", self->shots->len),
                                                self->shots->len);

      n_jobs *= self->shots->len;
      /* Translators: %s is “3 shots” */
      text = g_strdup_printf (ngettext ("%u job for %s.", "%u jobs for %s.", n_jobs), n_jobs, shots);
    }
  else
    text = g_strdup (error != NULL ? error->message : _("Choose at least one workflow."));

  gtk_label_set_label (self->summary_label, text);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->summary_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->summary_label), "error");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.generate", good);
}

static void
changed_cb (AipChainDialog *self)
{
  if (self->session != NULL && !self->filling)
    update (self);
}

/* Filling it in -------------------------------------------------------------------------------- */

static void
fill_choices (AipChainDialog *self)
{
  GListModel *workflows = G_LIST_MODEL (get_store (self));
  GtkStringList *titles[N_SLOTS];

  for (Slot slot = 0; slot < N_SLOTS; slot++)
    {
      titles[slot] = gtk_string_list_new (NULL);
      gtk_string_list_append (titles[slot], slot == SLOT_STILL ? _("None, use the one there is")
                                                               : _("None"));
    }
  for (guint i = 0; i < g_list_model_get_n_items (workflows); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (workflows, i);
      Slot slot = find_slot (workflow);

      gtk_string_list_append (titles[slot], aip_workflow_get_title (workflow));
      g_ptr_array_add (self->choices[slot], g_steal_pointer (&workflow));
    }
  for (Slot slot = 0; slot < N_SLOTS; slot++)
    {
      adw_combo_row_set_model (get_row (self, slot), G_LIST_MODEL (titles[slot]));
      g_object_unref (titles[slot]);
    }
}

static void
show_step (AipChainDialog     *self,
           const AipChainStep *step)
{
  AipWorkflow *workflow = aip_workflow_store_get (get_store (self), step->workflow);
  guint index;
  Slot slot;

  if (workflow == NULL)
    return;

  slot = find_slot (workflow);
  if (!g_ptr_array_find (self->choices[slot], workflow, &index))
    return;

  adw_combo_row_set_selected (get_row (self, slot), index + 1);
  if (slot == SLOT_STILL)
    adw_spin_row_set_value (self->count_row, step->count);
  else if (slot == SLOT_MOVIE)
    adw_switch_row_set_active (self->approve_still_row, step->approval);
  else if (step->approval)
    adw_switch_row_set_active (self->approve_movie_row, TRUE);
}

/* (nullable): what can follow a still, or with @movie a movie, in @slot, and needs the least memory. */
static AipWorkflow *
find_default (AipDocument      *document,
              AipWorkflowStore *store,
              Slot              slot,
              gboolean          movie)
{
  GListModel *workflows = G_LIST_MODEL (store);
  AipProject *project = aip_document_get_project (document);
  AipWorkflow *best = NULL;
  guint64 least = G_MAXUINT64;

  for (guint i = 0; i < g_list_model_get_n_items (workflows); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (workflows, i);
      int width = (int) CLAMP (aip_project_get_width (project), 16, 65536);
      int height = (int) CLAMP (aip_project_get_height (project), 16, 65536);
      guint64 vram;

      if (find_slot (workflow) != slot ||
          !(movie ? aip_chain_takes_movie (workflow) : aip_chain_takes_still (workflow)))
        continue;

      aip_workflow_fit_size (workflow, &width, &height);
      vram = aip_workflow_estimate_vram (workflow, width, height,
                                         aip_workflow_fit_frames (workflow, 100));
      if (vram < least)
        {
          least = vram;
          /* The store holds it on. */
          best = workflow;
        }
    }

  return best;
}

AipChain *
aip_chain_dialog_dup_last (AipDocument      *document,
                           AipWorkflowStore *store)
{
  g_autoptr(GVariant) setting = NULL;
  g_autoptr(AipChain) chain = NULL;
  AipWorkflow *still, *movie, *larger;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (store), NULL);

  setting = aip_document_get_setting (document, SETTING, G_VARIANT_TYPE_STRING);
  if (setting != NULL)
    chain = aip_chain_parse (g_variant_get_string (setting, NULL), NULL);
  if (chain != NULL)
    return g_steal_pointer (&chain);

  chain = aip_chain_new ();
  still = aip_workflow_store_get_default (store, "still");
  movie = find_default (document, store, SLOT_MOVIE, FALSE);
  larger = find_default (document, store, SLOT_LARGER, TRUE);
  if (still != NULL)
    aip_chain_add (chain, aip_workflow_get_id (still), FALSE, 1);
  if (movie != NULL)
    aip_chain_add (chain, aip_workflow_get_id (movie), TRUE, 1);
  if (movie != NULL && larger != NULL)
    aip_chain_add (chain, aip_workflow_get_id (larger), FALSE, 1);

  return g_steal_pointer (&chain);
}

static void
show_last (AipChainDialog *self)
{
  g_autoptr(AipChain) chain =
    aip_chain_dialog_dup_last (aip_session_get_document (self->session), get_store (self));

  self->filling = TRUE;
  for (guint i = 0; i < aip_chain_get_n_steps (chain); i++)
    show_step (self, aip_chain_get_step (chain, i));
  self->filling = FALSE;
}

/* Queueing ------------------------------------------------------------------------------------- */

static void
enqueued_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(AipSession) session = user_data;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GPtrArray) jobs = NULL;

  jobs = aip_scheduler_enqueue_finish (AIP_SCHEDULER (source), result, &problems);
  aip_session_toast_problems (session, problems);
}

static void
generate_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  AipChainDialog *self = AIP_CHAIN_DIALOG (widget);
  AipDocument *document = aip_session_get_document (self->session);
  g_autoptr(AipChain) chain = make_chain (self);
  g_autofree char *text = aip_chain_to_text (chain);

  aip_document_set_setting (document, SETTING, g_variant_new_string (text));
  aip_scheduler_enqueue_chain_async (aip_session_get_scheduler (self->session), document,
                                     self->shots, chain, enqueued_cb,
                                     g_object_ref (self->session));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
cancel_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
aip_chain_dialog_dispose (GObject *object)
{
  AipChainDialog *self = AIP_CHAIN_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_CHAIN_DIALOG);
  for (Slot slot = 0; slot < N_SLOTS; slot++)
    g_clear_pointer (&self->choices[slot], g_ptr_array_unref);
  g_clear_pointer (&self->shots, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_chain_dialog_parent_class)->dispose (object);
}

static void
aip_chain_dialog_class_init (AipChainDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_chain_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-chain-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipChainDialog, still_row);
  gtk_widget_class_bind_template_child (widget_class, AipChainDialog, count_row);
  gtk_widget_class_bind_template_child (widget_class, AipChainDialog, approve_still_row);
  gtk_widget_class_bind_template_child (widget_class, AipChainDialog, movie_row);
  gtk_widget_class_bind_template_child (widget_class, AipChainDialog, approve_movie_row);
  gtk_widget_class_bind_template_child (widget_class, AipChainDialog, larger_row);
  gtk_widget_class_bind_template_child (widget_class, AipChainDialog, smoother_row);
  gtk_widget_class_bind_template_child (widget_class, AipChainDialog, summary_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "dialog.generate", NULL, generate_activated_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_activated_cb);
}

static void
aip_chain_dialog_init (AipChainDialog *self)
{
  for (Slot slot = 0; slot < N_SLOTS; slot++)
    self->choices[slot] = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
aip_chain_dialog_present (AipSession *session,
                          GPtrArray  *shots,
                          GtkWidget  *parent)
{
  AipChainDialog *self;

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (shots != NULL && shots->len > 0);

  self = g_object_new (AIP_TYPE_CHAIN_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->shots = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < shots->len; i++)
    g_ptr_array_add (self->shots, g_object_ref (shots->pdata[i]));

  self->filling = TRUE;
  fill_choices (self);
  show_last (self);
  update (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
