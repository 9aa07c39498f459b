/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cinematic-selector"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cinematic-selector.h"
#include "aip-freeze.h"
#include "aip-live-words.h"
#include "aip-setup-apply-bar.h"
#include "aip-setup-controls.h"
#include "aip-setup-findings.h"
#include "aip-setup-plan.h"
#include "aip-setup-text.h"
#include "aip-setup-visual.h"
#include "aip-severity-look.h"
#include "aip-shot-prompt.h"

/* More reasons than this are counted, not listed: nobody reads on. */
#define MAX_REASONS 4

struct _AipCinematicSelector
{
  AdwDialog parent_instance;

  AipSession       *session;
  AipCinema        *cinema;
  AipShotPrompt    *prompt;        /* of the first shot: what the rules need to know */
  AipLiveSetup     *live;
  AipShot          *shot;          /* the first one */
  AipLivePrompt    *words;         /* its prompt */
  gboolean          several;       /* it is not the only one */
  AipSetupPlan     *plan;
  guint64           mixed;         /* fields in which the shots differ */
  guint64           confirmed;     /* those of them that were chosen to be what the first shot has */

  GtkLabel         *title_label;
  AdwViewStack     *stack;
  AdwBin           *text_bin;      /* empty until somebody looks */
  GtkMenuButton    *state_button;
  GtkImage         *state_icon;
  GtkLabel         *state_label;
  AdwBin           *controls_bin;
  AdwBin           *apply_bin;
  GtkWidget        *bottom_bar;
  AipSetupControls *controls;
  AipSetupFindings *findings;
  AipSetupApplyBar *apply_bar;
  int               state;         /* what the pill shows; -2 before anything */
};

G_DEFINE_FINAL_TYPE (AipCinematicSelector, aip_cinematic_selector, ADW_TYPE_DIALOG)

/* What was touched --------------------------------------------------------------------------- */

static guint64
get_touched (AipCinematicSelector *self)
{
  return self->confirmed | aip_setup_compare (aip_live_setup_get_original (self->live),
                                              aip_live_setup_get (self->live));
}

static gboolean
has_new_words (AipCinematicSelector *self)
{
  gboolean modified;

  g_object_get (self->words, "modified", &modified, NULL);

  return modified;
}

static void
update_actions (AipCinematicSelector *self)
{
  gboolean can_undo, can_redo;

  g_object_get (self->live, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.undo", can_undo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.redo", can_redo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.apply",
                                 !aip_setup_plan_is_complete (self->plan)
                                 || aip_setup_plan_get_n_changed (self->plan) > 0
                                 || has_new_words (self));
}

static void
update_state (AipCinematicSelector *self)
{
  const AipSetup *setup = aip_live_setup_get (self->live);
  guint n_findings;
  int worst = aip_live_setup_get_worst (self->live, AIP_ALL_FIELDS);
  int shown = MAX (worst, AIP_OPTION_FINE);
  g_autofree char *state = NULL;
  g_autofree char *text = NULL;

  aip_live_setup_get_findings (self->live, &n_findings);
  state = aip_severity_dup_state (worst, aip_setup_has (setup, AIP_SETUP_YEAR) ? setup->year : 0);
  /* Translators: the state of a setup, and how much there is to read about it */
  text = n_findings > 0 ? g_strdup_printf (_("%s (%u)"), state, n_findings) : g_strdup (state);
  gtk_label_set_label (self->state_label, text);

  if (shown == self->state)
    return;

  if (self->state >= 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_button),
                                 aip_severity_get_css_class (self->state));
  if (shown >= 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_button), aip_severity_get_css_class (shown));
  gtk_image_set_from_icon_name (self->state_icon, shown > AIP_SEVERITY_NOTE
                                                    ? aip_severity_get_icon (shown)
                                                    : "object-select-symbolic");
  /* The first state is no news. */
  if (self->state != -2)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), state,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  self->state = shown;
}

static void
update (AipCinematicSelector *self)
{
  guint64 touched = get_touched (self);
  guint64 untouched = self->mixed & ~touched;

  aip_setup_controls_set_mixed (self->controls, untouched);
  aip_setup_apply_bar_update (self->apply_bar, aip_live_setup_get (self->live), touched, untouched);
  update_state (self);
  update_actions (self);
}

/* A step of the history that changes nothing in the setup: only that it is meant for all shots. */
static gpointer
swap_confirmed (gpointer companion,
                gpointer state)
{
  AipCinematicSelector *self = companion;
  guint64 *confirmed = state;
  guint64 before = self->confirmed;

  self->confirmed = *confirmed;
  *confirmed = before;
  update (self);

  return confirmed;
}

static void
touch (AipCinematicSelector *self,
       guint64               fields)
{
  guint64 confirmed = fields & self->mixed & ~get_touched (self);

  if (confirmed == 0)
    return;

  aip_live_setup_push_companion (self->live, self,
                                 g_memdup2 (&self->confirmed, sizeof self->confirmed),
                                 swap_confirmed, g_free);
  self->confirmed |= confirmed;
  update (self);
}

static void
field_touched_cb (AipCinematicSelector *self,
                  guint                 field)
{
  touch (self, AIP_SETUP_BIT (field));
}

static void
fields_touched_cb (AipCinematicSelector *self,
                   guint64               fields)
{
  touch (self, fields);
}

static gboolean
is_modified (AipCinematicSelector *self)
{
  return get_touched (self) != 0 || has_new_words (self);
}

/* Undo --------------------------------------------------------------------------------------- */

static gboolean
undo_in_text (AipCinematicSelector *self,
              const char           *action)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (!GTK_IS_TEXT_VIEW (focus))
    return FALSE;

  gtk_widget_activate_action (focus, action, NULL);

  return TRUE;
}

static void
undo_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  AipCinematicSelector *self = AIP_CINEMATIC_SELECTOR (widget);

  if (!undo_in_text (self, "text.undo"))
    aip_live_setup_undo (self->live);
}

static void
redo_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  AipCinematicSelector *self = AIP_CINEMATIC_SELECTOR (widget);

  if (!undo_in_text (self, "text.redo"))
    aip_live_setup_redo (self->live);
}

/* Apply -------------------------------------------------------------------------------------- */

static void
apply (AipCinematicSelector *self)
{
  AipDocument *document = aip_session_get_document (self->session);
  gboolean new_words = has_new_words (self);
  g_autoptr(GError) error = NULL;
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;
  guint n_changed;

  /* What the shots have and what the first of them says are one step. */
  if (aip_setup_plan_get_n_changed (self->plan) > 0)
    label = aip_setup_plan_dup_label (self->plan);
  else
    label = g_strdup_printf (_("Change Prompt of %s"), aip_shot_get_code (self->shot));
  aip_document_begin (document, label);
  if (!aip_setup_plan_apply (self->plan, &n_changed, &error) ||
      !aip_live_words_store (self->words, document, self->shot, &error))
    {
      aip_document_rollback (document);
      aip_session_toast_error (self->session, error);
      return;
    }
  aip_document_commit (document);

  if (n_changed > 0)
    text = g_strdup_printf (ngettext ("Setup of %u shot changed", "Setup of %u shots changed",
                                      n_changed), n_changed);
  else if (new_words)
    text = g_strdup_printf (_("Prompt of %s changed"), aip_shot_get_code (self->shot));
  if (text != NULL)
    aip_session_toast_undo (self->session, text);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
objection_response_cb (AipCinematicSelector *self,
                       const char           *response)
{
  if (g_str_equal (response, "keep"))
    apply (self);
}

/* One question for all shots, with the reasons; then it is the user's film. */
static void
ask (AipCinematicSelector *self,
     GStrv                 reasons,
     guint                 n_shots)
{
  g_autoptr(GString) body = g_string_new (NULL);
  guint n_reasons = g_strv_length (reasons);
  AdwDialog *dialog;

  for (guint i = 0; i < MIN (n_reasons, MAX_REASONS); i++)
    g_string_append_printf (body, "%s\n", reasons[i]);
  if (n_reasons > MAX_REASONS)
    g_string_append_printf (body, ngettext ("And %u more reason.\n", "And %u more reasons.\n",
                                            n_reasons - MAX_REASONS), n_reasons - MAX_REASONS);
  g_string_append_printf (body, ngettext ("\nThis concerns %u shot.", "\nThis concerns %u shots.",
                                          n_shots), n_shots);

  dialog = adw_alert_dialog_new (_("Keep an Impossible Setup?"), body->str);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "back", _("_Go Back"),
                                  "keep", _("_Keep It Anyway"),
                                  NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "back");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "back");
  g_signal_connect_object (dialog, "response", G_CALLBACK (objection_response_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
apply_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  AipCinematicSelector *self = AIP_CINEMATIC_SELECTOR (widget);
  g_auto(GStrv) reasons = NULL;
  guint n_shots;

  /* What is being typed counts. */
  gtk_root_set_focus (gtk_widget_get_root (widget), NULL);

  aip_setup_plan_finish (self->plan);
  reasons = aip_setup_plan_dup_objections (self->plan, &n_shots);
  if (n_shots > 0)
    ask (self, reasons, n_shots);
  else
    apply (self);
}

/* Closing ------------------------------------------------------------------------------------ */

static void
discard_response_cb (AipCinematicSelector *self,
                     const char           *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
close_attempt_cb (AipCinematicSelector *self)
{
  AdwDialog *dialog;

  if (!is_modified (self))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }

  dialog = adw_alert_dialog_new (_("Discard Changes?"),
                                 _("What you chose here has not been applied to any shot."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "keep", _("_Keep Choosing"),
                                  "discard", _("_Discard"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_response_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
cancel_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* Going there -------------------------------------------------------------------------------- */

static void
edit_field_cb (AipCinematicSelector *self,
               int                   field)
{
  gtk_menu_button_popdown (self->state_button);
  aip_setup_controls_reveal (self->controls, (AipSetupField) field);
}

static void
edit_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  int field = aip_setup_field_from_nick (g_variant_get_string (parameter, NULL));

  if (field >= 0)
    edit_field_cb (AIP_CINEMATIC_SELECTOR (widget), field);
}

static void
show_findings (AipCinematicSelector *self,
               int                   field)
{
  gtk_menu_button_popup (self->state_button);
  aip_setup_findings_focus (self->findings, field);
}

static void
show_findings_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  show_findings (AIP_CINEMATIC_SELECTOR (widget), -1);
}

static void
findings_wanted_cb (AipCinematicSelector *self,
                    guint                 field)
{
  show_findings (self, (int) field);
}

static void
show_tab_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AipCinematicSelector *self = AIP_CINEMATIC_SELECTOR (widget);
  const char *tab = g_variant_get_string (parameter, NULL);

  if (adw_view_stack_get_child_by_name (self->stack, tab) != NULL)
    adw_view_stack_set_visible_child_name (self->stack, tab);
}

static void
move_pane (AipCinematicSelector *self,
           int                   step)
{
  GtkWidget *panes[] = { GTK_WIDGET (self->stack), GTK_WIDGET (self->controls), self->bottom_bar };
  int n_panes = (int) G_N_ELEMENTS (panes);
  int current = step > 0 ? -1 : 0;

  for (int i = 0; i < n_panes; i++)
    if (gtk_widget_get_focus_child (panes[i]) != NULL)
      current = i;

  for (int i = 1; i <= n_panes; i++)
    {
      GtkWidget *pane = panes[((current + i * step) % n_panes + n_panes) % n_panes];

      if (gtk_widget_get_visible (pane) && gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD))
        return;
    }
}

static void
next_pane_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  move_pane (AIP_CINEMATIC_SELECTOR (widget), 1);
}

static void
previous_pane_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  move_pane (AIP_CINEMATIC_SELECTOR (widget), -1);
}

/* The object --------------------------------------------------------------------------------- */

static void
aip_cinematic_selector_dispose (GObject *object)
{
  AipCinematicSelector *self = AIP_CINEMATIC_SELECTOR (object);

  /* Nothing that goes away now may still be told about. */
  if (self->live != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->live, self);
      g_signal_handlers_disconnect_by_data (self->plan, self);
      aip_live_setup_forget_companion (self->live, self);
      g_signal_handlers_disconnect_by_data (self->words, self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_CINEMATIC_SELECTOR);
  g_clear_object (&self->plan);
  g_clear_object (&self->words);
  g_clear_object (&self->shot);
  g_clear_object (&self->live);
  g_clear_pointer (&self->prompt, aip_shot_prompt_free);
  g_clear_pointer (&self->cinema, aip_cinema_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_cinematic_selector_parent_class)->dispose (object);
}

static void
aip_cinematic_selector_class_init (AipCinematicSelectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GdkModifierType control = GDK_CONTROL_MASK;

  G_OBJECT_CLASS (klass)->dispose = aip_cinematic_selector_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-cinematic-selector.ui");
  gtk_widget_class_bind_template_child (widget_class, AipCinematicSelector, title_label);
  gtk_widget_class_bind_template_child (widget_class, AipCinematicSelector, stack);
  gtk_widget_class_bind_template_child (widget_class, AipCinematicSelector, state_button);
  gtk_widget_class_bind_template_child (widget_class, AipCinematicSelector, state_icon);
  gtk_widget_class_bind_template_child (widget_class, AipCinematicSelector, state_label);
  gtk_widget_class_bind_template_child (widget_class, AipCinematicSelector, controls_bin);
  gtk_widget_class_bind_template_child (widget_class, AipCinematicSelector, apply_bin);
  gtk_widget_class_bind_template_child (widget_class, AipCinematicSelector, bottom_bar);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);

  gtk_widget_class_install_action (widget_class, "setup.apply", NULL, apply_cb);
  gtk_widget_class_install_action (widget_class, "setup.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "setup.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "setup.redo", NULL, redo_cb);
  gtk_widget_class_install_action (widget_class, "setup.show-tab", "s", show_tab_cb);
  gtk_widget_class_install_action (widget_class, "setup.show-findings", NULL, show_findings_cb);
  gtk_widget_class_install_action (widget_class, "setup.edit", "s", edit_cb);
  gtk_widget_class_install_action (widget_class, "setup.next-pane", NULL, next_pane_cb);
  gtk_widget_class_install_action (widget_class, "setup.previous-pane", NULL, previous_pane_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, control, "setup.apply", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, control, "setup.apply",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, control, "setup.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, control | GDK_SHIFT_MASK,
                                       "setup.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, control, "setup.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_ALT_MASK, "setup.show-tab", "s",
                                       "visual");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_ALT_MASK, "setup.show-tab", "s",
                                       "text");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, 0, "setup.next-pane", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, GDK_SHIFT_MASK,
                                       "setup.previous-pane", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "setup.show-findings", NULL);
}

static void
aip_cinematic_selector_init (AipCinematicSelector *self)
{
  self->state = -2;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The setups of all shots against that of the first. */
static guint64
find_mixed (AipCinematicSelector *self,
            GPtrArray            *shots,
            const AipSetup       *first)
{
  AipShotSetups *setups = aip_session_get_setups (self->session);
  guint64 mixed = 0;

  for (guint i = 1; i < shots->len; i++)
    mixed |= aip_setup_compare (first, aip_shot_setups_get (setups,
                                                            g_ptr_array_index (shots, i)));

  return mixed;
}

/* @view: has the signal `edit-field`. */
static void
add_tab (AipCinematicSelector *self,
         GtkWidget            *view,
         const char           *name,
         const char           *title)
{
  adw_view_stack_add_titled (self->stack, view, name, title);
  g_signal_connect_object (view, "edit-field", G_CALLBACK (edit_field_cb), self,
                           G_CONNECT_SWAPPED);
}

/* (nullable): one that is not installed says nothing of the model. */
static AipWorkflow *
find_workflow (AipCinematicSelector *self,
               AipShot              *shot)
{
  AipScheduler *scheduler = aip_session_get_scheduler (self->session);

  return aip_freeze_find_workflow (aip_session_get_document (self->session), shot, NULL,
                                   aip_scheduler_get_workflows (scheduler), NULL);
}

/* The size of a frame is the project's business, not the setup's: what is told is what is made. */
static void
tell_made (AipCinematicSelector *self,
           AipSetupText         *view)
{
  AipDocument *document = aip_session_get_document (self->session);
  AipWorkflow *workflow = find_workflow (self, self->shot);
  AipSetupMade made = { 0 };

  if (workflow == NULL)
    return;

  if (aip_workflow_has_role (workflow, AIP_ROLE_WIDTH))
    aip_freeze_get_size (document, self->shot, workflow, &made.width, &made.height);
  if (aip_workflow_has_role (workflow, AIP_ROLE_FRAMES))
    {
      AipFrameRate rate = aip_project_get_rate (aip_document_get_project (document));

      made.frames = aip_freeze_get_frames (document, self->shot, workflow);
      made.fps = aip_workflow_get_fps (workflow);
      if (made.fps <= 0)
        made.fps = (double) rate.numerator / rate.denominator;
    }
  made.guidance = aip_workflow_get_default_number (workflow, AIP_ROLE_GUIDANCE, 0);
  aip_setup_text_set_made (view, &made);
}

/* Opening the dialog does not wait for what is behind another tab. */
static void
tab_shown_cb (AipCinematicSelector *self)
{
  GtkWidget *view;

  g_assert (AIP_IS_CINEMATIC_SELECTOR (self));

  if (adw_view_stack_get_visible_child (self->stack) != GTK_WIDGET (self->text_bin) ||
      adw_bin_get_child (self->text_bin) != NULL)
    return;

  view = aip_live_words_show (self->words, self->shot);
  g_signal_connect_object (view, "edit-field", G_CALLBACK (edit_field_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->text_bin, view);
  tell_made (self, AIP_SETUP_TEXT (view));
  if (self->several)
    {
      g_autofree char *remark = g_strdup_printf (
        _("This is the prompt of %s. The setup goes to all shots that are chosen below, what is "
          "done to the words only to this one."), aip_shot_get_code (self->shot));

      aip_setup_text_set_remark (AIP_SETUP_TEXT (view), remark);
    }
}

static void
words_changed_cb (AipCinematicSelector *self)
{
  g_assert (AIP_IS_CINEMATIC_SELECTOR (self));

  aip_setup_apply_bar_set_prompt (self->apply_bar, has_new_words (self)
                                                     ? aip_shot_get_code (self->shot)
                                                     : NULL);
  update_actions (self);
}

static void
add_text_tab (AipCinematicSelector *self,
              AipShot              *shot,
              gboolean              several)
{
  self->shot = g_object_ref (shot);
  self->several = several;
  self->words = aip_live_words_begin (self->prompt, self->cinema, self->live);
  self->text_bin = ADW_BIN (adw_bin_new ());
  adw_view_stack_add_titled (self->stack, GTK_WIDGET (self->text_bin), "text", _("Text"));
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (tab_shown_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fill (AipCinematicSelector *self,
      GPtrArray            *shots)
{
  AipDocument *document = aip_session_get_document (self->session);
  AipShot *first = g_ptr_array_index (shots, 0);
  const AipSetup *setup;
  GtkWidget *popover = gtk_popover_new ();
  g_autofree char *title = NULL;

  self->prompt = aip_shot_prompt_new (document, first, self->cinema,
                                      find_workflow (self, first));
  setup = aip_shot_prompt_get_setup (self->prompt);
  self->live = aip_live_setup_new (self->cinema->catalogue, setup,
                                   aip_shot_prompt_get_context (self->prompt));
  self->mixed = find_mixed (self, shots, setup);
  self->plan = aip_setup_plan_new (document, self->cinema->catalogue,
                                   aip_shot_prompt_get_context (self->prompt));

  if (shots->len == 1)
    title = g_strdup_printf (_("Setup — %s"), aip_shot_get_code (first));
  else
    title = g_strdup_printf (ngettext ("Setup — %u Shot", "Setup — %u Shots", shots->len),
                             shots->len);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  gtk_label_set_label (self->title_label, title);

  self->controls = AIP_SETUP_CONTROLS (aip_setup_controls_new (self->live));
  aip_setup_controls_set_presets (self->controls, self->cinema->presets);
  adw_bin_set_child (self->controls_bin, GTK_WIDGET (self->controls));
  g_signal_connect_object (self->controls, "touched", G_CALLBACK (field_touched_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->controls, "findings-wanted", G_CALLBACK (findings_wanted_cb),
                           self, G_CONNECT_SWAPPED);

  add_tab (self, aip_setup_visual_new (self->live, self->cinema->presets), "visual",
           _("Visual"));
  add_text_tab (self, first, shots->len > 1);

  self->findings = AIP_SETUP_FINDINGS (aip_setup_findings_new (self->live));
  g_signal_connect_object (self->findings, "edit-field", G_CALLBACK (edit_field_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->findings, "touched", G_CALLBACK (fields_touched_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->findings));
  gtk_menu_button_set_popover (self->state_button, popover);

  g_signal_connect_object (self->plan, "updated", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  self->apply_bar = AIP_SETUP_APPLY_BAR (aip_setup_apply_bar_new (self->session, shots,
                                                                  self->plan));
  adw_bin_set_child (self->apply_bin, GTK_WIDGET (self->apply_bar));

  g_signal_connect_object (self->live, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "notify::can-undo", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->words, "notify::modified", G_CALLBACK (words_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

void
aip_cinematic_selector_present (AipSession *session,
                                GtkWidget  *parent,
                                GPtrArray  *shots)
{
  AipCinematicSelector *self;
  AipCinema *cinema;

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (shots != NULL && shots->len > 0);

  cinema = aip_shot_setups_get_cinema (aip_session_get_setups (session));
  if (cinema == NULL)
    {
      aip_session_toast (session, _("The catalogue of cameras and lenses is still being read."));
      return;
    }

  self = g_object_new (AIP_TYPE_CINEMATIC_SELECTOR, NULL);
  self->session = g_object_ref (session);
  self->cinema = aip_cinema_ref (cinema);
  fill (self, shots);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
