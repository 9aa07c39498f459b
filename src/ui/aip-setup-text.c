/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-text"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-cell-textbox.h"
#include "aip-prompt-asides.h"
#include "aip-prompt-changes.h"
#include "aip-prompt-flow.h"
#include "aip-prompt-fragment.h"
#include "aip-prompt-meter.h"
#include "aip-prompt-notes.h"
#include "aip-setup-text.h"
#include "aip-target-chooser.h"

struct _AipSetupText
{
  GtkWidget         parent_instance;

  AipLivePrompt    *prompt;
  char             *last_prompt;
  char             *last_take;
  AipSetupMade      made;
  gboolean          made_known;
  gboolean          loading;        /* texts are shown, nobody types */
  gboolean          stale;          /* the prompt has changed while nobody looked */

  GtkWidget        *head;
  GtkWidget        *scroller;
  AdwBin           *chooser_bin;
  AipTargetChooser *chooser;
  AipPromptMeter   *meter;
  GtkLabel         *remark_label;
  AipPromptNotes   *notes;
  AdwBin           *flow_bin;
  AipPromptFlow    *flow;
  GtkWidget        *empty_label;
  GtkLabel         *current_label;
  GtkLabel         *state_label;
  GtkLabel         *parameters_label;
  AdwBin           *asides_bin;
  AipPromptAsides  *asides;
  GtkWidget        *english_label;
  AdwBin           *english_bin;
  GtkTextView      *english_view;
  GtkLabel         *english_hint;
  GtkWidget        *negative_box;
  GtkWidget        *negative_label;
  AdwBin           *negative_bin;
  GtkTextView      *negative_view;
  GtkLabel         *negative_hint;
  AipPromptChanges *changes;
  GMenuModel       *fragment_menu;
  GtkPopover       *popover;
};

enum {
  PROP_LOCKED = 1,
  N_PROPS
};

enum {
  EDIT_FIELD,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipSetupText, aip_setup_text, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Showing ----------------------------------------------------------------------------------- */

/* A model other than the one that the worker runs is a decision that should not be forgotten. */
static void
show_notes (AipSetupText *self)
{
  const AipPromptComposition *composition = aip_live_prompt_get_composition (self->prompt);
  const AipTarget *target = aip_live_prompt_get_target (self->prompt);
  const AipTarget *runs = aip_live_prompt_get_workflow_target (self->prompt);
  g_autoptr(GPtrArray) notes = g_ptr_array_new ();
  g_autofree char *other = NULL;

  if (!target->local)
    other = g_strdup_printf (_("%s is for copying out: workers are told as %s wants it."),
                             target->name, runs->name);
  else if (target != runs)
    other = g_strdup_printf (_("The workflow runs %s, but its prompt will be written for %s."),
                             runs->name, target->name);
  if (other != NULL)
    g_ptr_array_add (notes, other);
  for (guint i = 0; i < composition->notes->len; i++)
    g_ptr_array_add (notes, g_ptr_array_index (composition->notes, i));
  aip_prompt_notes_show (self->notes, notes);
}

static void
show_parameters (AipSetupText *self)
{
  const AipPromptComposition *composition = aip_live_prompt_get_composition (self->prompt);
  const AipTarget *target = aip_live_prompt_get_target (self->prompt);
  AipSetupMade made = {
    composition->width, composition->height, composition->frames, composition->fps,
    composition->guidance,
  };
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  if (self->made_known && target->local)
    made = self->made;

  if (made.width > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("%d × %d pixels"), made.width, made.height));
  if (composition->parameter != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_("Aspect ratio %s"), composition->parameter));
  if (made.frames > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("%d frames at %g a second: %.1f s"), made.frames,
                                             made.fps, made.frames / MAX (made.fps, 1)));
  if (made.guidance > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("Guidance %g"), made.guidance));
  g_ptr_array_add (parts, NULL);

  text = g_strjoinv (" · ", (char **) parts->pdata);
  gtk_label_set_label (self->parameters_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->parameters_label), *text != '\0');
}

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* What stands there already is left alone: somebody may be in the middle of a syllable. */
static void
show_text (AipSetupText *self,
           GtkTextView  *view,
           const char   *text)
{
  g_autofree char *shown = dup_text (view);

  if (g_str_equal (shown, text))
    return;

  self->loading = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
  self->loading = FALSE;
}

static void
show_texts (AipSetupText *self)
{
  const AipTarget *target = aip_live_prompt_get_target (self->prompt);
  g_autofree char *hint = NULL;

  show_text (self, self->english_view, aip_live_prompt_get_english (self->prompt));
  if (aip_live_prompt_find (self->prompt, "description#english") != NULL)
    hint = g_strdup (_("Stands in for description and action here."));
  else if (!aip_live_prompt_is_korean (self->prompt))
    hint = g_strdup (_("Not used now: it stands in for description and action where they are "
                       "Korean and the model does not read Korean."));
  else if (target->hangul)
    hint = g_strdup_printf (_("Not used now: %s reads Korean."), target->name);
  else
    hint = g_strdup_printf (_("%s does not read Korean. What you write here stands in for "
                              "description and action."), target->name);
  gtk_label_set_label (self->english_hint, hint);

  show_text (self, self->negative_view, aip_live_prompt_get_negative (self->prompt));
  gtk_widget_set_visible (self->negative_box,
                          target->negative != AIP_NEGATIVE_NONE ||
                            *aip_live_prompt_get_negative (self->prompt) != '\0');
  g_clear_pointer (&hint, g_free);
  if (target->negative == AIP_NEGATIVE_NONE)
    hint = g_strdup_printf (_("%s has no negative prompt; this is kept for other models."),
                            target->name);
  else if (target->fixed_negative != NULL)
    hint = g_strdup_printf (_("%s always gets as well: %s"), target->name, target->fixed_negative);
  gtk_label_set_label (self->negative_hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->negative_hint), hint != NULL);
}

static void
show_changes (AipSetupText *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->changes), self->last_prompt != NULL);
  if (self->last_prompt != NULL)
    aip_prompt_changes_show (self->changes,
                             self->last_take != NULL ? self->last_take : _("the last take"),
                             self->last_prompt,
                             aip_live_prompt_get_composition (self->prompt)->positive);
}

/* The bar below the prompt, and what can be done to its fragment. */
static void
update_current (AipSetupText *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const AipFragment *fragment = aip_prompt_flow_get_current (self->flow);
  int position = fragment != NULL ? aip_live_prompt_get_position (self->prompt, fragment->key) : -1;
  gboolean said = position >= 0;
  const AipFragment *next = NULL;
  GPtrArray *all = aip_live_prompt_get_composition (self->prompt)->fragments;
  g_autofree char *state = NULL;

  if (said && (guint) position + 1 < all->len)
    next = g_ptr_array_index (all, (guint) position + 1);

  gtk_widget_action_set_enabled (widget, "prompt.control", said && fragment->field >= 0);
  gtk_widget_action_set_enabled (widget, "prompt.edit", said);
  gtk_widget_action_set_enabled (widget, "prompt.lock", said);
  gtk_widget_action_set_enabled (widget, "prompt.leave-out", said);
  gtk_widget_action_set_enabled (widget, "prompt.take-back", said && fragment->edited);
  gtk_widget_action_set_enabled (widget, "prompt.move-earlier", position > 0);
  gtk_widget_action_set_enabled (widget, "prompt.move-later", next != NULL && !next->cut);
  gtk_widget_action_set_enabled (widget, "prompt.insert-before", said);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKED]);

  if (said)
    state = aip_prompt_fragment_dup_state (fragment);
  gtk_label_set_label (self->current_label, said ? aip_prompt_fragment_name (fragment)
                                                 : _("Choose a part of the prompt"));
  gtk_label_set_label (self->state_label, state != NULL ? state : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state_label), state);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), state != NULL && *state != '\0');
}

static void
update (AipSetupText *self)
{
  const AipPromptComposition *composition = aip_live_prompt_get_composition (self->prompt);
  const AipTarget *target = aip_live_prompt_get_target (self->prompt);
  gboolean empty = *composition->positive == '\0';

  self->stale = FALSE;
  aip_target_chooser_show (self->chooser, target);
  aip_prompt_meter_show (self->meter, composition, target);
  show_notes (self);
  aip_prompt_asides_update (self->asides);
  gtk_widget_set_visible (self->empty_label, empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompt.copy", !empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompt.reset-order",
                                 aip_prompt_edits_has_moves (
                                   aip_live_prompt_get_edits (self->prompt)));
  show_parameters (self);
  show_texts (self);
  show_changes (self);
  update_current (self);
}

static void
prompt_changed_cb (AipSetupText *self)
{
  g_assert (AIP_IS_SETUP_TEXT (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
  else
    self->stale = TRUE;
}

static void
aip_setup_text_map (GtkWidget *widget)
{
  AipSetupText *self = AIP_SETUP_TEXT (widget);

  GTK_WIDGET_CLASS (aip_setup_text_parent_class)->map (widget);
  if (self->stale)
    update (self);
}

/* Doing ------------------------------------------------------------------------------------- */

/* (nullable): only what is in the prompt */
static const AipFragment *
get_current (AipSetupText *self)
{
  const AipFragment *fragment = aip_prompt_flow_get_current (self->flow);

  return fragment != NULL && !fragment->cut ? fragment : NULL;
}

static void
control_action_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  AipSetupText *self = AIP_SETUP_TEXT (widget);
  const AipFragment *fragment = get_current (self);

  if (fragment != NULL && fragment->field >= 0)
    g_signal_emit (self, signals[EDIT_FIELD], 0, fragment->field);
}

static void
edit_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  AipSetupText *self = AIP_SETUP_TEXT (widget);
  const AipFragment *fragment = get_current (self);

  if (fragment != NULL)
    aip_prompt_flow_edit (self->flow, fragment->key);
}

static void
leave_out_action_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AipSetupText *self = AIP_SETUP_TEXT (widget);
  const AipFragment *fragment = get_current (self);
  g_autofree char *words = NULL;

  if (fragment == NULL)
    return;

  words = g_strdup_printf (_("Left out: %s"), fragment->words);
  aip_live_prompt_leave_out (self->prompt, fragment->key, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
take_back_action_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AipSetupText *self = AIP_SETUP_TEXT (widget);
  const AipFragment *fragment = get_current (self);

  if (fragment != NULL)
    aip_live_prompt_reset (self->prompt, fragment->key);
}

static void
move_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  AipSetupText *self = AIP_SETUP_TEXT (widget);
  const AipFragment *fragment = get_current (self);
  g_autofree char *key = NULL;
  g_autofree char *words = NULL;
  int position;

  if (fragment == NULL)
    return;

  key = g_strdup (fragment->key);
  position = aip_live_prompt_get_position (self->prompt, key)
             + (g_str_equal (name, "prompt.move-later") ? 1 : -1);
  if (position < 0)
    return;

  aip_live_prompt_move (self->prompt, key, (guint) position);
  /* Translators: a screen reader says where a part of the prompt went; a number from 1 on */
  words = g_strdup_printf (_("Moved to position %d"),
                           aip_live_prompt_get_position (self->prompt, key) + 1);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
insert_action_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  AipSetupText *self = AIP_SETUP_TEXT (widget);
  const AipFragment *fragment = get_current (self);
  guint position = G_MAXUINT;

  if (fragment != NULL)
    position = (guint) aip_live_prompt_get_position (self->prompt, fragment->key)
               + g_str_equal (name, "prompt.insert-after");
  aip_prompt_flow_insert (self->flow, position);
}

static void
copy_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  AipSetupText *self = AIP_SETUP_TEXT (widget);
  g_autofree char *text = aip_live_prompt_dup_whole (self->prompt);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Prompt copied"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
reset_order_action_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  aip_live_prompt_reset_order (AIP_SETUP_TEXT (widget)->prompt);
}

static void
reset_all_action_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  aip_live_prompt_reset_all (AIP_SETUP_TEXT (widget)->prompt);
}

static void
menu_cb (AipSetupText *self,
         double        x,
         double        y)
{
  graphene_point_t point;

  g_assert (AIP_IS_SETUP_TEXT (self));

  if (!gtk_widget_compute_point (GTK_WIDGET (self->flow), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;

  gtk_popover_set_pointing_to (self->popover,
                               &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
  gtk_popover_popup (self->popover);
}

/* The focus goes back, unless what was chosen has sent it somewhere. */
static void
menu_closed_cb (AipSetupText *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_assert (AIP_IS_SETUP_TEXT (self));

  if (root != NULL &&
      (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->popover))))
    gtk_widget_grab_focus (GTK_WIDGET (self->flow));
}

static void
field_wanted_cb (AipSetupText *self,
                 int           field)
{
  g_signal_emit (self, signals[EDIT_FIELD], 0, field);
}

static void
target_chosen_cb (AipSetupText    *self,
                  const AipTarget *target)
{
  aip_live_prompt_set_target (self->prompt, target);
}

static void
resolved_cb (AipSetupText *self,
             const char   *key)
{
  aip_prompt_flow_focus (self->flow, key);
}

/* Texts ------------------------------------------------------------------------------------- */

static void
english_typed_cb (AipSetupText *self)
{
  g_autofree char *text = dup_text (self->english_view);

  if (!self->loading)
    aip_live_prompt_set_english (self->prompt, text);
}

static void
negative_typed_cb (AipSetupText *self)
{
  g_autofree char *text = dup_text (self->negative_view);

  if (!self->loading)
    aip_live_prompt_set_negative (self->prompt, text);
}

static void
typing_ended_cb (AipSetupText *self)
{
  if (self->prompt != NULL)
    aip_live_prompt_end_typing (self->prompt);
}

static GtkTextView *
add_text_field (AipSetupText *self,
                AdwBin       *bin,
                GtkWidget    *label,
                GCallback     typed)
{
  GtkWidget *box = aip_cell_textbox_new ();
  GtkTextView *view = aip_cell_textbox_get_view (AIP_CELL_TEXTBOX (box));
  GtkEventController *controller = gtk_event_controller_focus_new ();

  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (view, 12);
  gtk_text_view_set_right_margin (view, 12);
  gtk_text_view_set_top_margin (view, 9);
  gtk_text_view_set_bottom_margin (view, 9);
  adw_bin_set_child (bin, box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label,
                                  NULL, -1);
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", typed, self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "leave", G_CALLBACK (typing_ended_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), controller);

  return view;
}

/* The object -------------------------------------------------------------------------------- */

void
aip_setup_text_set_last_take (AipSetupText *self,
                              const char   *name)
{
  g_return_if_fail (AIP_IS_SETUP_TEXT (self));

  if (g_set_str (&self->last_take, name))
    show_changes (self);
}

void
aip_setup_text_set_made (AipSetupText       *self,
                         const AipSetupMade *made)
{
  g_return_if_fail (AIP_IS_SETUP_TEXT (self));
  g_return_if_fail (made != NULL);

  self->made = *made;
  self->made_known = TRUE;
  show_parameters (self);
}

void
aip_setup_text_set_remark (AipSetupText *self,
                           const char   *sentence)
{
  g_return_if_fail (AIP_IS_SETUP_TEXT (self));

  gtk_label_set_label (self->remark_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark_label), sentence != NULL);
}

static void
aip_setup_text_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  GTK_WIDGET_CLASS (aip_setup_text_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (AIP_SETUP_TEXT (widget)->popover);
}

static void
aip_setup_text_get_property (GObject    *object,
                             guint       property,
                             GValue     *value,
                             GParamSpec *pspec)
{
  AipSetupText *self = AIP_SETUP_TEXT (object);
  const AipFragment *fragment;

  switch (property)
    {
    case PROP_LOCKED:
      fragment = self->flow != NULL ? get_current (self) : NULL;
      g_value_set_boolean (value, fragment != NULL && fragment->locked);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
aip_setup_text_set_property (GObject      *object,
                             guint         property,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  AipSetupText *self = AIP_SETUP_TEXT (object);
  const AipFragment *fragment;

  switch (property)
    {
    case PROP_LOCKED:
      fragment = get_current (self);
      if (fragment != NULL)
        aip_live_prompt_set_locked (self->prompt, fragment->key, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
aip_setup_text_dispose (GObject *object)
{
  AipSetupText *self = AIP_SETUP_TEXT (object);

  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  if (self->prompt != NULL)
    g_signal_handlers_disconnect_by_data (self->prompt, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_SETUP_TEXT);
  g_clear_object (&self->prompt);

  G_OBJECT_CLASS (aip_setup_text_parent_class)->dispose (object);
}

static void
aip_setup_text_finalize (GObject *object)
{
  AipSetupText *self = AIP_SETUP_TEXT (object);

  g_free (self->last_prompt);
  g_free (self->last_take);

  G_OBJECT_CLASS (aip_setup_text_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct {
    const char                  *name;
    GtkWidgetActionActivateFunc  activate;
  } actions[] = {
    { "prompt.control", control_action_cb },
    { "prompt.edit", edit_action_cb },
    { "prompt.leave-out", leave_out_action_cb },
    { "prompt.take-back", take_back_action_cb },
    { "prompt.move-earlier", move_action_cb },
    { "prompt.move-later", move_action_cb },
    { "prompt.insert-before", insert_action_cb },
    { "prompt.insert-after", insert_action_cb },
    { "prompt.copy", copy_action_cb },
    { "prompt.reset-order", reset_order_action_cb },
    { "prompt.reset-all", reset_all_action_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  gtk_widget_class_install_property_action (widget_class, "prompt.lock", "locked");
}

static void
aip_setup_text_class_init (AipSetupTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = aip_setup_text_get_property;
  object_class->set_property = aip_setup_text_set_property;
  object_class->dispose = aip_setup_text_dispose;
  object_class->finalize = aip_setup_text_finalize;
  widget_class->map = aip_setup_text_map;
  widget_class->size_allocate = aip_setup_text_size_allocate;

  /* Whether the current fragment is locked. */
  properties[PROP_LOCKED] =
    g_param_spec_boolean ("locked", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[EDIT_FIELD] =
    g_signal_new ("edit-field", AIP_TYPE_SETUP_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT);

  install_actions (widget_class);

  g_type_ensure (AIP_TYPE_PROMPT_CHANGES);
  g_type_ensure (AIP_TYPE_PROMPT_METER);
  g_type_ensure (AIP_TYPE_PROMPT_NOTES);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-setup-text.ui");
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, head);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, scroller);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, chooser_bin);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, meter);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, remark_label);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, notes);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, flow_bin);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, empty_label);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, current_label);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, state_label);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, parameters_label);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, asides_bin);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, english_label);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, english_bin);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, english_hint);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, negative_box);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, negative_label);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, negative_bin);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, negative_hint);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, changes);
  gtk_widget_class_bind_template_child (widget_class, AipSetupText, fragment_menu);
  gtk_widget_class_set_css_name (widget_class, "setuptext");
}

static void
aip_setup_text_init (AipSetupText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->english_view = add_text_field (self, self->english_bin, self->english_label,
                                       G_CALLBACK (english_typed_cb));
  self->negative_view = add_text_field (self, self->negative_bin, self->negative_label,
                                        G_CALLBACK (negative_typed_cb));
  self->popover = GTK_POPOVER (gtk_popover_menu_new_from_model (self->fragment_menu));
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (menu_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->popover), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
}

GtkWidget *
aip_setup_text_new (AipLivePrompt *prompt,
                    const char    *last_prompt)
{
  AipSetupText *self;

  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (prompt), NULL);

  self = g_object_new (AIP_TYPE_SETUP_TEXT, NULL);
  self->prompt = g_object_ref (prompt);
  self->last_prompt = g_strdup (last_prompt);

  self->chooser = AIP_TARGET_CHOOSER (
    aip_target_chooser_new (aip_live_prompt_get_targets (prompt),
                            aip_live_prompt_get_workflow_target (prompt)));
  adw_bin_set_child (self->chooser_bin, GTK_WIDGET (self->chooser));
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (target_chosen_cb), self,
                           G_CONNECT_SWAPPED);

  self->flow = AIP_PROMPT_FLOW (aip_prompt_flow_new (prompt));
  adw_bin_set_child (self->flow_bin, GTK_WIDGET (self->flow));
  g_signal_connect_object (self->flow, "current-changed", G_CALLBACK (update_current), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flow, "edit-field", G_CALLBACK (field_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flow, "menu", G_CALLBACK (menu_cb), self, G_CONNECT_SWAPPED);

  self->asides = AIP_PROMPT_ASIDES (aip_prompt_asides_new (prompt));
  adw_bin_set_child (self->asides_bin, GTK_WIDGET (self->asides));
  g_object_bind_property (self->asides, "visible", self->asides_bin, "visible",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->asides, "resolved", G_CALLBACK (resolved_cb), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (prompt, "changed", G_CALLBACK (prompt_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
