/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-binding-editor"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-binding-editor.h"
#include "aip-comfy-json.h"
#include "aip-freeze.h"
#include "aip-graph-canvas.h"
#include "aip-text.h"

#define ZOOM_STEP 1.25
#define MAX_CHOICES 400    /* places in the list; searching finds the others */

struct _AipBindingEditor
{
  AdwDialog          parent_instance;

  AipSession        *session;
  AipWorkflowSketch *sketch;
  char              *role;          /* the one that is selected */
  gboolean           asked;         /* a worker's list of nodes was at hand */
  gboolean           filling;

  AdwEntryRow       *title_row;
  AdwViewStackPage  *trust_page;
  GtkListBox        *roles_list;
  GtkListBox        *trust_list;
  GtkButton         *save_button;
  GtkLabel          *problem_label;
  GtkLabel          *count_label;
  GtkSearchEntry    *search_entry;
  AipGraphCanvas    *canvas;
};

G_DEFINE_FINAL_TYPE (AipBindingEditor, aip_binding_editor, ADW_TYPE_DIALOG)

/* Roles -------------------------------------------------------------------------------------- */

static const struct {
  const char *role;
  const char *title;
} titles[] = {
  { AIP_ROLE_PROMPT, N_("Prompt") },
  { AIP_ROLE_NEGATIVE, N_("Negative Prompt") },
  { AIP_ROLE_SEED, N_("Seed") },
  { AIP_ROLE_WIDTH, N_("Width") },
  { AIP_ROLE_HEIGHT, N_("Height") },
  { AIP_ROLE_FRAMES, N_("Frames") },
  { AIP_ROLE_FPS, N_("Frames a Second") },
  { AIP_ROLE_STEPS, N_("Steps") },
  { AIP_ROLE_GUIDANCE, N_("Guidance") },
  { AIP_ROLE_FILENAME_PREFIX, N_("Name of the File") },
  { AIP_ROLE_OUTPUT, N_("Result") },
  { AIP_ROLE_INIT_IMAGE, N_("Still") },
  { AIP_ROLE_FIRST_FRAME, N_("First Frame") },
  { AIP_ROLE_LAST_FRAME, N_("Last Frame") },
  { AIP_ROLE_REFERENCE_IMAGE, N_("Reference") },
  { AIP_ROLE_MASK, N_("Mask") },
  { AIP_ROLE_CONTROL_IMAGE, N_("Control Picture") },
  { AIP_ROLE_CONTROL_VIDEO, N_("Control Movie") },
  { AIP_ROLE_INIT_VIDEO, N_("Movie") },
};

static const char *
get_title (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].role, role))
      return _(titles[i].title);

  return role;
}

static char *
dup_place (AipGraph          *graph,
           const AipGraphRef *ref)
{
  JsonNode *literal = aip_graph_get_literal (graph, ref->node, ref->input);
  g_autofree char *value = NULL;

  if (*ref->input == '\0')
    return g_strdup_printf ("%s · %s", ref->node, aip_graph_get_title (graph, ref->node));

  value = aip_comfy_json_dup_string (literal);
  if (value == NULL && literal != NULL)
    value = aip_comfy_json_to_text (literal);
  if (value != NULL)
    g_strdelimit (value, "\n\r\t", ' ');

  return g_strdup_printf ("%s.%s · %s", ref->node, ref->input, value != NULL ? value : "");
}

static void fill_roles (AipBindingEditor *self);

/* What Add would do, and everything that goes somewhere. */
static void
update (AipBindingEditor *self)
{
  g_autoptr(GArray) bound = g_array_new (FALSE, FALSE, sizeof (AipGraphRef));
  g_autoptr(AipWorkflow) workflow = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) roles = aip_workflow_sketch_list_roles (self->sketch);

  for (guint i = 0; roles[i] != NULL; i++)
    {
      const GArray *refs = aip_workflow_sketch_get_refs (self->sketch, roles[i]);

      if (refs != NULL)
        g_array_append_vals (bound, refs->data, refs->len);
    }
  aip_graph_canvas_set_bound (self->canvas, bound);

  workflow = aip_workflow_sketch_build (self->sketch, &error);
  gtk_label_set_label (self->problem_label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), error != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "binding.save", workflow != NULL);
}

static void
mark_role (AipBindingEditor *self)
{
  const GArray *refs = NULL;

  if (self->role != NULL)
    {
      const AipSurveyRole *found;

      refs = aip_workflow_sketch_get_refs (self->sketch, self->role);
      found = aip_workflow_survey_find_role (aip_workflow_sketch_get_survey (self->sketch), self->role);
      /* The places between which somebody has to choose. */
      if (refs == NULL && found != NULL)
        refs = found->refs;
    }
  aip_graph_canvas_set_marked (self->canvas, refs);
}

static void
bind (AipBindingEditor *self,
      const char       *node,
      const char       *input)
{
  g_autoptr(GError) error = NULL;

  if (self->role == NULL)
    return;

  if (!aip_workflow_sketch_bind (self->sketch, self->role, node, input, &error))
    {
      gtk_label_set_label (self->problem_label, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
      gtk_accessible_announce (GTK_ACCESSIBLE (self), error->message,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      return;
    }
  fill_roles (self);
  update (self);
}

static void
input_chosen_cb (AipBindingEditor *self,
                 const char       *node,
                 const char       *input)
{
  gboolean output = g_strcmp0 (self->role, AIP_ROLE_OUTPUT) == 0;

  /* A title is a node, and only the result is one. */
  if (*input != '\0' || output)
    bind (self, node, output ? "" : input);
}

static void
unbind_cb (GtkButton *button,
           gpointer   user_data)
{
  AipBindingEditor *self =
    AIP_BINDING_EDITOR (gtk_widget_get_ancestor (GTK_WIDGET (button), AIP_TYPE_BINDING_EDITOR));

  aip_workflow_sketch_unbind (self->sketch, user_data);
  fill_roles (self);
  update (self);
}

/* The list to choose from -------------------------------------------------------------------- */

typedef struct {
  AipBindingEditor *editor;      /* not owned: the popover is within */
  char             *role;
  GtkListBox       *list;
  GtkPopover       *popover;
  char             *wanted;
} Chooser;

static void
chooser_free (gpointer  data,
              GClosure *closure)
{
  Chooser *chooser = data;

  g_free (chooser->role);
  g_free (chooser->wanted);
  g_free (chooser);
}

static void
add_choice (Chooser    *chooser,
            const char *node,
            const char *input,
            guint      *n_rows)
{
  AipGraph *graph = aip_workflow_sketch_get_graph (chooser->editor->sketch);
  AipGraphRef ref = { node, input };
  g_autofree char *place = dup_place (graph, &ref);
  g_autofree char *folded = NULL;
  GtkWidget *label;

  if (chooser->wanted != NULL && *chooser->wanted != '\0')
    {
      g_autofree char *all = g_strdup_printf ("%s %s", place, aip_graph_get_title (graph, node));

      folded = aip_text_fold (all);
      if (!aip_text_matches (folded, chooser->wanted))
        return;
    }
  if ((*n_rows)++ >= MAX_CHOICES)
    return;

  label = gtk_label_new (place);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_set_tooltip_text (label, aip_graph_get_title (graph, node));
  g_object_set_data_full (G_OBJECT (label), "node", g_strdup (node), g_free);
  g_object_set_data_full (G_OBJECT (label), "input", g_strdup (input), g_free);
  gtk_list_box_append (chooser->list, label);
}

static void
fill_choices (Chooser *chooser)
{
  AipGraph *graph = aip_workflow_sketch_get_graph (chooser->editor->sketch);
  gboolean output = g_str_equal (chooser->role, AIP_ROLE_OUTPUT);
  guint n_rows = 0;

  gtk_list_box_remove_all (chooser->list);
  for (guint i = 0; i < aip_graph_get_n_nodes (graph); i++)
    {
      const char *node = aip_graph_get_node (graph, i);
      g_auto(GStrv) inputs = aip_graph_list_inputs (graph, node);

      if (output)
        add_choice (chooser, node, "", &n_rows);
      for (guint j = 0; !output && inputs[j] != NULL; j++)
        if (aip_graph_get_literal (graph, node, inputs[j]) != NULL)
          add_choice (chooser, node, inputs[j], &n_rows);
    }
}

static void
choice_searched_cb (GtkSearchEntry *entry,
                    gpointer        user_data)
{
  Chooser *chooser = user_data;

  g_free (chooser->wanted);
  chooser->wanted = aip_text_fold (gtk_editable_get_text (GTK_EDITABLE (entry)));
  fill_choices (chooser);
}

static void
choice_activated_cb (GtkListBox    *list,
                     GtkListBoxRow *row,
                     gpointer       user_data)
{
  Chooser *chooser = user_data;
  GtkWidget *label = gtk_list_box_row_get_child (row);
  AipBindingEditor *self = chooser->editor;
  g_autofree char *node = g_strdup (g_object_get_data (G_OBJECT (label), "node"));
  g_autofree char *input = g_strdup (g_object_get_data (G_OBJECT (label), "input"));

  g_set_str (&self->role, chooser->role);
  gtk_popover_popdown (chooser->popover);
  /* The row that it hangs on is made anew. */
  bind (self, node, input);
}

static void
popover_shown_cb (GtkWidget *popover,
                  gpointer   user_data)
{
  fill_choices (user_data);
}

static GtkWidget *
chooser_new (AipBindingEditor *self,
             const char       *role)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_search_entry_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  Chooser *chooser = g_new0 (Chooser, 1);
  g_autofree char *name = NULL;

  chooser->editor = self;
  chooser->role = g_strdup (role);
  chooser->list = GTK_LIST_BOX (list);
  chooser->popover = GTK_POPOVER (popover);

  gtk_widget_set_size_request (scrolled, 380, 300);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "pan-down-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* Translators: a role such as “Prompt” */
  name = g_strdup_printf (_("Choose where “%s” goes"), get_title (role));
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  g_signal_connect (entry, "search-changed", G_CALLBACK (choice_searched_cb), chooser);
  g_signal_connect (list, "row-activated", G_CALLBACK (choice_activated_cb), chooser);
  g_signal_connect_data (popover, "show", G_CALLBACK (popover_shown_cb), chooser, chooser_free, 0);

  return button;
}

/* The rows ----------------------------------------------------------------------------------- */

static GtkWidget *
role_row_new (AipBindingEditor *self,
              const char       *role)
{
  const GArray *refs = aip_workflow_sketch_get_refs (self->sketch, role);
  const AipSurveyRole *found =
    aip_workflow_survey_find_role (aip_workflow_sketch_get_survey (self->sketch), role);
  AipGraph *graph = aip_workflow_sketch_get_graph (self->sketch);
  GtkWidget *row = adw_action_row_new ();
  gboolean asks = refs == NULL && found != NULL && found->state == AIP_SURVEY_AMBIGUOUS;
  g_autoptr(GString) text = g_string_new (NULL);
  GtkWidget *icon;

  for (guint i = 0; refs != NULL && i < refs->len; i++)
    {
      g_autofree char *place = dup_place (graph, &g_array_index (refs, AipGraphRef, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", place);
    }
  if (refs == NULL && found != NULL)
    g_string_append (text, found->reason);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_title (role));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text->str);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_set_tooltip_text (row, found != NULL ? found->reason : NULL);
  g_object_set_data_full (G_OBJECT (row), "role", g_strdup (role), g_free);

  icon = gtk_image_new_from_icon_name (refs != NULL ? "object-select-symbolic"
                                       : asks       ? "dialog-question-symbolic"
                                                    : "list-remove-symbolic");
  gtk_widget_add_css_class (icon, refs != NULL ? "success" : asks ? "warning" : "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);

  if (refs != NULL)
    {
      GtkWidget *remove = gtk_button_new_from_icon_name ("edit-clear-symbolic");

      gtk_widget_add_css_class (remove, "flat");
      gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (remove, _("Bind It to Nothing"));
      g_signal_connect_data (remove, "clicked", G_CALLBACK (unbind_cb), g_strdup (role),
                             (GClosureNotify) (void (*) (void)) g_free, 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), chooser_new (self, role));

  return row;
}

static void
fill_roles (AipBindingEditor *self)
{
  g_auto(GStrv) roles = aip_workflow_sketch_list_roles (self->sketch);
  g_autofree char *selected = g_strdup (self->role);

  self->filling = TRUE;
  gtk_list_box_remove_all (self->roles_list);
  for (guint i = 0; roles[i] != NULL; i++)
    {
      GtkWidget *row = role_row_new (self, roles[i]);

      gtk_list_box_append (self->roles_list, row);
      if (g_strcmp0 (selected, roles[i]) == 0)
        gtk_list_box_select_row (self->roles_list, GTK_LIST_BOX_ROW (row));
    }
  self->filling = FALSE;
  mark_role (self);
}

static void
role_selected_cb (AipBindingEditor *self,
                  GtkListBoxRow    *row)
{
  if (self->filling)
    return;

  g_set_str (&self->role, row != NULL ? g_object_get_data (G_OBJECT (row), "role") : NULL);
  mark_role (self);
}

static void
add_trust (AipBindingEditor *self,
           const char       *icon_name,
           const char       *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 6);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_append (self->trust_list, row);
}

static gboolean
is_serious (const AipSurveyConcern *concern)
{
  return (concern->trust & (AIP_SURVEY_FILES | AIP_SURVEY_NETWORK | AIP_SURVEY_NOT_CORE)) != 0;
}

static guint
count_serious (AipBindingEditor *self)
{
  GPtrArray *concerns =
    aip_workflow_survey_get_concerns (aip_workflow_sketch_get_survey (self->sketch));
  guint n = 0;

  for (guint i = 0; i < concerns->len; i++)
    n += is_serious (g_ptr_array_index (concerns, i)) ? 1 : 0;

  return n;
}

static void
fill_trust (AipBindingEditor *self)
{
  AipWorkflowSurvey *survey = aip_workflow_sketch_get_survey (self->sketch);
  GPtrArray *concerns = aip_workflow_survey_get_concerns (survey);
  GPtrArray *models = aip_workflow_survey_get_models (survey);

  if (concerns->len == 0)
    add_trust (self, "object-select-symbolic",
               _("Every node comes with ComfyUI; none reads or writes elsewhere or uses the network."));
  /* Nobody was asked, so nothing is known of any node: one sentence says it. */
  if (!self->asked)
    add_trust (self, "dialog-question-symbolic",
               _("No worker is connected, so it is not known where the nodes come from. Connect one and "
                 "add the workflow again to learn it."));
  for (guint i = 0; i < concerns->len; i++)
    {
      const AipSurveyConcern *concern = g_ptr_array_index (concerns, i);

      if (!self->asked && concern->trust == AIP_SURVEY_UNKNOWN)
        continue;
      add_trust (self, is_serious (concern) ? "dialog-warning-symbolic" : "dialog-question-symbolic",
                 concern->reason);
    }
  for (guint i = 0; i < models->len; i++)
    {
      const AipSurveyModel *model = g_ptr_array_index (models, i);
      /* Translators: name of a file, node and input that name it */
      g_autofree char *text = g_strdup_printf (_("Needs the model “%s” (%s.%s)"), model->file,
                                               model->node, model->input);

      add_trust (self, "folder-symbolic", text);
    }

  adw_view_stack_page_set_badge_number (self->trust_page, count_serious (self));
  adw_view_stack_page_set_needs_attention (self->trust_page, count_serious (self) > 0);
}

/* Saving ------------------------------------------------------------------------------------- */

static void
save (AipBindingEditor *self)
{
  g_autoptr(GFile) folder = aip_freeze_get_workflow_folder (aip_session_get_document (self->session));
  g_autoptr(AipWorkflow) workflow = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  workflow = aip_workflow_sketch_save (self->sketch, folder, &error);
  if (workflow == NULL)
    {
      gtk_label_set_label (self->problem_label, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
      return;
    }

  aip_workflow_store_add_folder (aip_scheduler_get_workflows (
                                   aip_session_get_scheduler (self->session)), folder);
  text = g_strdup_printf (aip_workflow_sketch_is_saved (self->sketch)
                            ? _("“%s” was changed")
                            : _("“%s” was added to the workflows of this project"),
                          aip_workflow_get_title (workflow));
  aip_session_toast (self->session, text);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
trusted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(AipBindingEditor) self = user_data;

  if (g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "add"))
    save (self);
}

static void
save_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  AipBindingEditor *self = AIP_BINDING_EDITOR (widget);
  guint n = count_serious (self);
  AdwDialog *question;

  /* It is asked before the first use, and was answered. */
  if (n == 0 || aip_workflow_sketch_is_saved (self->sketch))
    {
      save (self);
      return;
    }

  question = adw_alert_dialog_new (_("Do You Trust This Workflow?"), NULL);
  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (question),
                                ngettext ("%u of its nodes does not come with ComfyUI, reaches files "
                                          "elsewhere or uses the network. See “Before Use”.",
                                          "%u of its nodes do not come with ComfyUI, reach files "
                                          "elsewhere or use the network. See “Before Use”.", n), n);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _("_Cancel"), "add",
                                  _("_Add to Project"), NULL);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (question), widget, NULL, trusted_cb,
                           g_object_ref (self));
}

/* Life --------------------------------------------------------------------------------------- */

static void
title_changed_cb (AipBindingEditor *self)
{
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->title_row));

  if (self->sketch != NULL && *title != '\0')
    aip_workflow_sketch_set_title (self->sketch, title);
}

static void
search_changed_cb (AipBindingEditor *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  guint n = aip_graph_canvas_search (self->canvas, text);
  g_autofree char *count = *text != '\0' ? g_strdup_printf ("%u", n) : g_strdup ("");

  gtk_label_set_label (self->count_label, count);
}

static void
zoom_in_cb (AipBindingEditor *self)
{
  aip_graph_canvas_zoom (self->canvas, ZOOM_STEP);
}

static void
zoom_out_cb (AipBindingEditor *self)
{
  aip_graph_canvas_zoom (self->canvas, 1 / ZOOM_STEP);
}

static void
zoom_fit_cb (AipBindingEditor *self)
{
  aip_graph_canvas_fit (self->canvas);
}

static void
aip_binding_editor_dispose (GObject *object)
{
  AipBindingEditor *self = AIP_BINDING_EDITOR (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_BINDING_EDITOR);
  g_clear_object (&self->session);
  g_clear_pointer (&self->sketch, aip_workflow_sketch_free);
  g_clear_pointer (&self->role, g_free);

  G_OBJECT_CLASS (aip_binding_editor_parent_class)->dispose (object);
}

static void
aip_binding_editor_class_init (AipBindingEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_binding_editor_dispose;

  g_type_ensure (AIP_TYPE_GRAPH_CANVAS);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-binding-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AipBindingEditor, title_row);
  gtk_widget_class_bind_template_child (widget_class, AipBindingEditor, trust_page);
  gtk_widget_class_bind_template_child (widget_class, AipBindingEditor, roles_list);
  gtk_widget_class_bind_template_child (widget_class, AipBindingEditor, trust_list);
  gtk_widget_class_bind_template_child (widget_class, AipBindingEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, AipBindingEditor, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AipBindingEditor, count_label);
  gtk_widget_class_bind_template_child (widget_class, AipBindingEditor, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AipBindingEditor, canvas);
  gtk_widget_class_bind_template_callback (widget_class, title_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, role_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_fit_cb);
  gtk_widget_class_bind_template_callback (widget_class, input_chosen_cb);
  gtk_widget_class_install_action (widget_class, "binding.save", NULL, save_cb);
}

static void
aip_binding_editor_init (AipBindingEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
aip_binding_editor_new (AipSession        *session,
                        AipWorkflowSketch *sketch)
{
  AipBindingEditor *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (sketch != NULL, NULL);

  self = g_object_new (AIP_TYPE_BINDING_EDITOR, NULL);
  self->session = g_object_ref (session);
  self->sketch = sketch;
  self->asked = aip_scheduler_get_catalogue (aip_session_get_scheduler (session), NULL) != NULL;
  if (aip_workflow_sketch_is_saved (sketch))
    {
      adw_dialog_set_title (ADW_DIALOG (self), _("Change Workflow"));
      gtk_button_set_label (self->save_button, _("_Save"));
    }
  gtk_editable_set_text (GTK_EDITABLE (self->title_row), aip_workflow_sketch_get_title (sketch));
  aip_graph_canvas_set_graph (self->canvas, aip_workflow_sketch_get_graph (sketch));
  fill_roles (self);
  fill_trust (self);
  update (self);

  return ADW_DIALOG (self);
}
