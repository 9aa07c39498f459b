/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-vary-dialog"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-batch-estimate.h"
#include "aip-freeze.h"
#include "aip-shot-query.h"
#include "aip-vary-dialog.h"
#include "aip-vary-window.h"
#include "aip-vary.h"

/* While somebody types. */
#define UPDATE_MS 150
#define N_AXES 2

/**
 * Axis:
 * @menu: offers the options of a choice
 *
 * One of the two axes: what is varied, and over what.
 */
typedef struct {
  AdwComboRow   *parameter_row;
  AdwEntryRow   *values_row;
  GtkLabel      *hint;
  GtkMenuButton *menu;
  GtkListBox    *options;
} Axis;

struct _AipVaryDialog
{
  AdwDialog parent_instance;

  AipSession *session;
  AipShot    *shot;
  char       *workflow;
  GPtrArray  *parameters;
  guint       update_source;

  Axis        axes[N_AXES];
  GtkLabel   *estimate_label;
  GtkLabel   *workers_label;
  GtkButton  *generate_button;
};

G_DEFINE_FINAL_TYPE (AipVaryDialog, aip_vary_dialog, ADW_TYPE_DIALOG)

/* (nullable): the second axis need not be there. */
static const AipVaryParameter *
get_parameter (AipVaryDialog *self,
               guint          axis)
{
  guint selected = adw_combo_row_get_selected (self->axes[axis].parameter_row);

  if (axis > 0 && selected == 0)
    return NULL;
  selected -= axis > 0 ? 1 : 0;

  return selected < self->parameters->len ? g_ptr_array_index (self->parameters, selected) : NULL;
}

/* (transfer full) (nullable) (element-type AipVariation): what the dialog asks for. */
static GPtrArray *
make_cells (AipVaryDialog  *self,
            GError        **error)
{
  const char *keys[N_AXES] = { NULL };
  GStrv values[N_AXES] = { NULL };
  GPtrArray *cells = NULL;
  guint n_axes = 0;

  for (guint i = 0; i < N_AXES; i++)
    {
      const AipVaryParameter *parameter = get_parameter (self, i);

      if (parameter == NULL)
        break;
      keys[i] = parameter->key;
      values[i] = aip_vary_parse (parameter,
                                  gtk_editable_get_text (GTK_EDITABLE (self->axes[i].values_row)),
                                  error);
      if (values[i] == NULL)
        break;
      n_axes++;
    }
  if (n_axes > 0 && (n_axes == N_AXES || get_parameter (self, n_axes) == NULL))
    cells = aip_vary_make (self->shot, keys, values, n_axes, error);
  for (guint i = 0; i < N_AXES; i++)
    g_strfreev (values[i]);

  return cells;
}

/* Estimate ----------------------------------------------------------------------------------- */

static void
show_estimate (AipVaryDialog *self,
               GPtrArray     *cells)
{
  g_autoptr(GArray) batch = g_array_new (FALSE, TRUE, sizeof (AipBatchItem));
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AipBatchEstimate) estimate = NULL;
  g_autofree char *text = NULL;
  g_autofree char *workers = NULL;
  g_autofree char *label = NULL;
  g_auto(GStrv) lines = NULL;

  for (guint i = 0; i < cells->len; i++)
    {
      AipBatchItem item = { .shot = self->shot, .workflow = self->workflow };

      item.variation = aip_variation_to_text (g_ptr_array_index (cells, i));
      g_ptr_array_add (texts, (char *) item.variation);
      g_array_append_val (batch, item);
    }
  estimate = aip_batch_estimate_new (aip_session_get_scheduler (self->session),
                                     aip_session_get_document (self->session), batch);
  text = aip_batch_estimate_to_text (estimate);
  lines = aip_batch_estimate_list (estimate);
  workers = g_strjoinv ("\n", lines);
  label = g_strdup_printf (_("_Generate %u"), cells->len);
  gtk_label_set_label (self->estimate_label, text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->estimate_label), "error");
  gtk_label_set_label (self->workers_label, workers);
  gtk_button_set_label (self->generate_button, label);
}

static gboolean
update_cb (gpointer user_data)
{
  AipVaryDialog *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) cells = make_cells (self, &error);

  self->update_source = 0;
  if (cells != NULL)
    show_estimate (self, cells);
  else
    {
      gtk_label_set_label (self->estimate_label, error != NULL ? error->message : "");
      gtk_widget_add_css_class (GTK_WIDGET (self->estimate_label), "error");
      gtk_label_set_label (self->workers_label, "");
      gtk_button_set_label (self->generate_button, _("_Generate"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->workers_label), cells != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.generate", cells != NULL);

  return G_SOURCE_REMOVE;
}

static void
queue_update (AipVaryDialog *self)
{
  if (self->update_source == 0)
    self->update_source = g_timeout_add (UPDATE_MS, update_cb, self);
}

/* An axis ------------------------------------------------------------------------------------ */

static char *
dup_range (const AipVaryParameter *parameter)
{
  if (isfinite (parameter->min) && isfinite (parameter->max))
    return g_strdup_printf (_("From %.9g to %.9g."), parameter->min, parameter->max);
  if (isfinite (parameter->min))
    return g_strdup_printf (_("At least %.9g."), parameter->min);
  if (isfinite (parameter->max))
    return g_strdup_printf (_("At most %.9g."), parameter->max);

  return g_strdup ("");
}

static char *
dup_hint (const AipVaryParameter *parameter)
{
  g_autofree char *now = NULL;
  g_autofree char *range = NULL;
  g_autofree char *hint = NULL;
  const char *how;

  if (parameter == NULL)
    return g_strdup (_("A second one makes a sheet of both."));

  switch (parameter->kind)
    {
    case AIP_VARY_SEED:
      how = _("Seeds with commas between, or how many: 4 new.");
      break;
    case AIP_VARY_CHOICE:
      how = _("Choose some, or write them with commas between.");
      break;
    case AIP_VARY_TEXT:
      how = _("Words with commas between; a comma at the beginning makes one without any.");
      break;
    case AIP_VARY_NUMBER:
    default:
      how = parameter->whole ? _("For example 10, 20, 50 or 10…50 step 10.")
                             : _("For example 1, 2.5, 4 or 0.2…1 step 0.2.");
      range = dup_range (parameter);
      break;
    }
  if (*parameter->current != '\0')
    now = g_strdup_printf (_("Now %s."), parameter->current);
  hint = g_strjoin (" ", now != NULL ? now : "", range != NULL ? range : "", how, NULL);

  return g_strdup (g_strstrip (hint));
}

/* A beginning that makes sense: what it is now and what lies around it. */
static char *
dup_proposal (const AipVaryParameter *parameter)
{
  double now;

  switch (parameter->kind)
    {
    case AIP_VARY_SEED:
      return g_strdup_printf ("4 %s", _("new"));
    case AIP_VARY_NUMBER:
      now = g_ascii_strtod (parameter->current, NULL);
      if (parameter->whole && now >= 4)
        return g_strdup_printf ("%.0f, %.0f, %.0f", MAX (floor (now / 2), parameter->min), now,
                                MIN (now * 2, parameter->max));
      return g_strdup (parameter->current);
    case AIP_VARY_CHOICE:
    case AIP_VARY_TEXT:
    default:
      return g_strdup ("");
    }
}

static void
fill_options (Axis                   *axis,
              const AipVaryParameter *parameter)
{
  gtk_list_box_remove_all (axis->options);
  gtk_widget_set_visible (GTK_WIDGET (axis->menu), parameter != NULL && parameter->options != NULL);

  for (guint i = 0; parameter != NULL && parameter->options != NULL && parameter->options[i] != NULL;
       i++)
    {
      g_autofree char *title = aip_variation_value_dup_title (parameter->options[i]);
      GtkWidget *label = gtk_label_new (title);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (axis->options, label);
    }
}

static void
parameter_changed_cb (AipVaryDialog *self,
                      GParamSpec    *pspec,
                      AdwComboRow   *row)
{
  Axis *axis = &self->axes[row == self->axes[0].parameter_row ? 0 : 1];
  const AipVaryParameter *parameter = get_parameter (self, axis == &self->axes[0] ? 0 : 1);
  g_autofree char *hint = dup_hint (parameter);
  g_autofree char *proposal = parameter != NULL ? dup_proposal (parameter) : g_strdup ("");

  gtk_label_set_label (axis->hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (axis->values_row), parameter != NULL);
  fill_options (axis, parameter);
  gtk_editable_set_text (GTK_EDITABLE (axis->values_row), proposal);
  queue_update (self);
}

/* A click adds one more. */
static void
option_activated_cb (AipVaryDialog *self,
                     GtkListBoxRow *row,
                     GtkListBox    *options)
{
  Axis *axis = &self->axes[options == self->axes[0].options ? 0 : 1];
  const char *title = gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row)));
  g_autoptr(GPtrArray) values =
    aip_query_values_from_text (gtk_editable_get_text (GTK_EDITABLE (axis->values_row)));
  g_autofree char *text = NULL;

  g_ptr_array_add (values, g_strdup (title));
  text = aip_query_values_to_text (values);
  gtk_editable_set_text (GTK_EDITABLE (axis->values_row), text);
}

static void
make_axis (AipVaryDialog *self,
           GtkBox        *box,
           guint          index)
{
  Axis *axis = &self->axes[index];
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  axis->parameter_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (axis->parameter_row),
                                 index == 0 ? _("Vary") : _("And"));
  axis->values_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (axis->values_row), _("Values"));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (axis->parameter_row));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (axis->values_row));

  axis->options = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (axis->options, GTK_SELECTION_NONE);
  g_signal_connect_object (axis->options, "row-activated", G_CALLBACK (option_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (axis->options));
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  axis->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (axis->menu, "list-add-symbolic");
  gtk_menu_button_set_popover (axis->menu, popover);
  gtk_widget_set_tooltip_text (GTK_WIDGET (axis->menu), _("Add a Value"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (axis->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Add a Value"), -1);
  gtk_widget_set_valign (GTK_WIDGET (axis->menu), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (axis->menu), "flat");
  adw_entry_row_add_suffix (axis->values_row, GTK_WIDGET (axis->menu));

  axis->hint = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (axis->hint, 0);
  gtk_label_set_wrap (axis->hint, TRUE);
  gtk_label_set_wrap_mode (axis->hint, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (axis->hint), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (axis->hint), "dimmed");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (axis->values_row),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, axis->hint, NULL, -1);
  gtk_box_append (box, list);
  gtk_box_append (box, GTK_WIDGET (axis->hint));

  g_signal_connect_object (axis->parameter_row, "notify::selected",
                           G_CALLBACK (parameter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (axis->values_row, "changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
}

/* Generating --------------------------------------------------------------------------------- */

static void
generate_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  AipVaryDialog *self = AIP_VARY_DIALOG (widget);
  AipDocument *document = aip_session_get_document (self->session);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) cells = make_cells (self, &error);
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(AipVarySheet) sheet = NULL;
  GtkRoot *root;

  if (cells != NULL)
    jobs = aip_scheduler_enqueue_sheet (aip_session_get_scheduler (self->session), document,
                                        self->shot, self->workflow, cells, &error);
  if (jobs == NULL)
    {
      gtk_label_set_label (self->estimate_label, error->message);
      gtk_widget_add_css_class (GTK_WIDGET (self->estimate_label), "error");
      return;
    }

  sheet = aip_vary_sheet_new (document, self->shot,
                              ((AipVariation *) g_ptr_array_index (cells, 0))->sheet);
  root = gtk_widget_get_root (widget);
  if (sheet != NULL)
    aip_vary_window_present (self->session, sheet, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
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
aip_vary_dialog_dispose (GObject *object)
{
  AipVaryDialog *self = AIP_VARY_DIALOG (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_pointer (&self->parameters, g_ptr_array_unref);
  g_clear_pointer (&self->workflow, g_free);
  g_clear_object (&self->shot);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_vary_dialog_parent_class)->dispose (object);
}

static void
aip_vary_dialog_class_init (AipVaryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_vary_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "dialog.generate", NULL, generate_activated_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_activated_cb);
}

static GtkLabel *
make_label (GtkBox *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (box, label);

  return GTK_LABEL (label);
}

static void
aip_vary_dialog_init (AipVaryDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  adw_dialog_set_title (ADW_DIALOG (self), _("Variations"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 520);
  adw_dialog_set_content_height (ADW_DIALOG (self), 560);

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "dialog.cancel");
  self->generate_button = GTK_BUTTON (gtk_button_new_with_mnemonic (_("_Generate")));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->generate_button), "dialog.generate");
  gtk_widget_add_css_class (GTK_WIDGET (self->generate_button), "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), GTK_WIDGET (self->generate_button));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);

  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  for (guint i = 0; i < N_AXES; i++)
    make_axis (self, GTK_BOX (box), i);
  self->estimate_label = make_label (GTK_BOX (box));
  gtk_widget_set_margin_top (GTK_WIDGET (self->estimate_label), 9);
  self->workers_label = make_label (GTK_BOX (box));
  gtk_widget_add_css_class (GTK_WIDGET (self->workers_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->workers_label), "dimmed");

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), scroller);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_default_widget (ADW_DIALOG (self), GTK_WIDGET (self->generate_button));
}

static void
fill_parameters (AipVaryDialog *self,
                 AipWorkflow   *workflow)
{
  AipScheduler *scheduler = aip_session_get_scheduler (self->session);
  AipDocument *document = aip_session_get_document (self->session);

  self->parameters = aip_vary_list (document, self->shot, workflow,
                                    aip_scheduler_get_cinema (scheduler, document),
                                    aip_scheduler_get_catalogue (scheduler, NULL));
  for (guint axis = 0; axis < N_AXES; axis++)
    {
      g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

      if (axis > 0)
        gtk_string_list_append (titles, _("Nothing Else"));
      for (guint i = 0; i < self->parameters->len; i++)
        gtk_string_list_append (titles,
                                ((AipVaryParameter *) g_ptr_array_index (self->parameters, i))->title);
      adw_combo_row_set_model (self->axes[axis].parameter_row, G_LIST_MODEL (titles));
      parameter_changed_cb (self, NULL, self->axes[axis].parameter_row);
    }
}

GtkWidget *
aip_vary_dialog_new (AipSession *session,
                     AipShot    *shot,
                     const char *workflow)
{
  AipVaryDialog *self;
  AipWorkflow *found;
  g_autofree char *title = NULL;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  self = g_object_new (AIP_TYPE_VARY_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->shot = g_object_ref (shot);
  found = aip_freeze_find_workflow (aip_session_get_document (session), shot, workflow,
                                    aip_scheduler_get_workflows (
                                      aip_session_get_scheduler (session)), NULL);
  self->workflow = g_strdup (workflow);
  /* Translators: code of a shot */
  title = g_strdup_printf (_("Variations of %s"), aip_shot_get_code (shot));
  adw_dialog_set_title (ADW_DIALOG (self), title);
  if (found != NULL)
    fill_parameters (self, found);
  else
    self->parameters = g_ptr_array_new ();

  return GTK_WIDGET (self);
}
