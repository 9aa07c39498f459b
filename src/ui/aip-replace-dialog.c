/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-replace-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-replace-dialog.h"
#include "aip-replace-hits.h"
#include "aip-replace-row.h"

/* As long as a search entry waits for the next key. */
#define SEARCH_DELAY_MSEC 150
/* Half of what one turn of the main loop may take. */
#define SLICE_USEC 4000
#define MAX_SHOWN_PROBLEMS 12
/*
 * A list keeps some 205 rows alive whatever is on the screen. They come a few at a time, each few in
 * less than a frame; after that more rows cost nothing.
 */
#define ROWS_PER_TURN 8
#define MAX_LIVE_ROWS 208

typedef enum {
  SCOPE_ALL,
  SCOPE_SHOWN,
  SCOPE_SELECTED,
} Scope;

struct _AipReplaceDialog
{
  AdwDialog parent_instance;

  AipSession       *session;
  GPtrArray        *shown;
  GPtrArray        *selected;

  GtkEditable      *find;
  GtkEditable      *replace;
  GtkToggleButton  *match_case;
  GtkToggleButton  *whole_words;
  GtkToggleButton  *regex;
  GtkDropDown      *scope;
  GtkWidget        *fields_button;
  GPtrArray        *field_checks;
  GtkLabel         *problem;
  GtkStack         *stack;
  AdwStatusPage    *status;
  GtkSliceListModel *slice;
  GtkLabel         *count;
  GtkWidget        *tick_all;
  GtkWidget        *untick_all;
  GtkWidget        *apply;

  AipReplaceSource *source;       /* NULL: to be read anew */
  gboolean          source_ready;
  AipReplaceHits   *hits;
  GCancellable     *cancellable;  /* of the search under way */
  guint             search_source;
  guint             read_source;
  guint             count_source;
  guint             grow_source;
};

G_DEFINE_FINAL_TYPE (AipReplaceDialog, aip_replace_dialog, ADW_TYPE_DIALOG)

/* What was found ------------------------------------------------------------------------------ */

static guint
count_ticked (AipReplaceDialog *self)
{
  guint n = 0;

  for (guint i = 0; self->hits != NULL && i < aip_replace_hits_get_count (self->hits); i++)
    n += aip_replace_hit_get_ticked (aip_replace_hits_peek (self->hits, i));

  return n;
}

static void
update_count (AipReplaceDialog *self)
{
  guint n_ticked = count_ticked (self);
  guint n_hits = self->hits != NULL ? aip_replace_hits_get_count (self->hits) : 0;
  guint n_problems = self->hits != NULL ? aip_replace_hits_get_n_problems (self->hits) : 0;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *label = NULL;

  if (n_hits > 0)
    {
      g_autofree char *places = g_strdup_printf (ngettext ("%u place", "%u places", n_hits), n_hits);
      guint n_shots = aip_replace_hits_get_n_shots (self->hits);

      /* Translators: “38 places in 21 shots” */
      g_string_append_printf (text, ngettext ("%s in %u shot", "%s in %u shots", n_shots), places,
                              n_shots);
    }
  if (n_problems > 0)
    {
      g_autofree char *part = g_strdup_printf (ngettext ("%u cannot be changed",
                                                         "%u cannot be changed", n_problems),
                                               n_problems);

      g_string_append_printf (text, " · %s", part);
    }
  if (self->hits != NULL && aip_replace_hits_get_truncated (self->hits))
    g_string_append_printf (text, " · %s", _("there are more"));
  gtk_label_set_label (self->count, text->str);

  label = n_ticked > 0 ? g_strdup_printf (ngettext ("_Replace %u Ticked", "_Replace %u Ticked",
                                                    n_ticked), n_ticked)
                       : g_strdup (_("_Replace Ticked"));
  gtk_button_set_label (GTK_BUTTON (self->apply), label);
  gtk_widget_set_sensitive (self->apply, n_ticked > 0);
  gtk_widget_set_sensitive (self->tick_all, n_ticked + n_problems < n_hits);
  gtk_widget_set_sensitive (self->untick_all, n_ticked > 0);
}

static gboolean
grow_cb (gpointer user_data)
{
  AipReplaceDialog *self = user_data;
  guint size = gtk_slice_list_model_get_size (self->slice) + ROWS_PER_TURN;

  if (size < MAX_LIVE_ROWS)
    {
      gtk_slice_list_model_set_size (self->slice, size);
      return G_SOURCE_CONTINUE;
    }

  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  self->grow_source = 0;

  return G_SOURCE_REMOVE;
}

static void
show_rows (AipReplaceDialog *self)
{
  g_clear_handle_id (&self->grow_source, g_source_remove);
  gtk_slice_list_model_set_model (self->slice, NULL);
  gtk_slice_list_model_set_size (self->slice, ROWS_PER_TURN);
  gtk_slice_list_model_set_model (self->slice, G_LIST_MODEL (self->hits));
  if (self->hits != NULL)
    self->grow_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, grow_cb, self, NULL);
}

static void
show_hits (AipReplaceDialog *self,
           AipReplaceHits   *hits)
{
  g_set_object (&self->hits, hits);
  show_rows (self);
  if (hits != NULL && aip_replace_hits_get_count (hits) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else
    {
      adw_status_page_set_title (self->status,
                                 hits != NULL ? _("Nothing Found") : _("Find and Replace"));
      adw_status_page_set_description (self->status,
                                       hits != NULL ? NULL
                                       : _("Every place that is found is listed before anything "
                                           "is changed."));
      gtk_stack_set_visible_child_name (self->stack, "status");
    }
  update_count (self);
  if (hits != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->count),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_problem (AipReplaceDialog *self,
              const char       *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
  if (sentence != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->find), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->find), "error");
}

/* Looking ------------------------------------------------------------------------------------- */

static void
stop (AipReplaceDialog *self)
{
  g_clear_handle_id (&self->search_source, g_source_remove);
  g_clear_handle_id (&self->read_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
forget_source (AipReplaceDialog *self)
{
  g_clear_handle_id (&self->read_source, g_source_remove);
  g_clear_pointer (&self->source, aip_replace_source_unref);
  self->source_ready = FALSE;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(AipReplaceDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipReplaceHits) hits = aip_replace_find_finish (result, &error);

  /* Another one is under way, or the dialog has gone. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  show_problem (self, error != NULL ? error->message : NULL);
  show_hits (self, hits);
}

static void
find (AipReplaceDialog *self)
{
  AipReplaceFlags flags = AIP_REPLACE_PLAIN;
  g_autoptr(AipReplacePattern) pattern = NULL;
  g_autoptr(GError) error = NULL;

  if (*gtk_editable_get_text (self->find) == '\0')
    {
      show_problem (self, NULL);
      show_hits (self, NULL);
      return;
    }

  if (gtk_toggle_button_get_active (self->regex))
    flags |= AIP_REPLACE_REGEX;
  if (gtk_toggle_button_get_active (self->match_case))
    flags |= AIP_REPLACE_MATCH_CASE;
  if (gtk_toggle_button_get_active (self->whole_words))
    flags |= AIP_REPLACE_WHOLE_WORDS;
  pattern = aip_replace_pattern_new (gtk_editable_get_text (self->find),
                                     gtk_editable_get_text (self->replace), flags, &error);
  if (pattern == NULL)
    {
      show_problem (self, error->message);
      show_hits (self, NULL);
      return;
    }

  self->cancellable = g_cancellable_new ();
  aip_replace_find_async (self->source, pattern, self->cancellable, found_cb,
                          g_object_ref (self));
}

static gboolean
read_cb (gpointer user_data)
{
  AipReplaceDialog *self = user_data;

  if (!aip_replace_source_read (self->source, SLICE_USEC))
    return G_SOURCE_CONTINUE;

  self->read_source = 0;
  self->source_ready = TRUE;
  find (self);

  return G_SOURCE_REMOVE;
}

static AipReplaceSource *
new_source (AipReplaceDialog *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) fields = NULL;
  guint scope = gtk_drop_down_get_selected (self->scope);

  for (guint i = 0; i < self->field_checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->field_checks, i)))
      g_strv_builder_add (builder, g_object_get_data (g_ptr_array_index (self->field_checks, i),
                                                      "field"));
  fields = g_strv_builder_end (builder);

  return aip_replace_source_new (aip_session_get_document (self->session),
                                 scope == SCOPE_SHOWN ? self->shown
                                 : scope == SCOPE_SELECTED ? self->selected : NULL,
                                 (const char *const *) fields);
}

static gboolean
search_cb (gpointer user_data)
{
  AipReplaceDialog *self = user_data;

  self->search_source = 0;
  stop (self);
  if (self->source_ready)
    {
      find (self);
      return G_SOURCE_REMOVE;
    }

  forget_source (self);
  self->source = new_source (self);
  self->read_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, read_cb, self, NULL);

  return G_SOURCE_REMOVE;
}

static void
queue_search (AipReplaceDialog *self)
{
  g_clear_handle_id (&self->search_source, g_source_remove);
  self->search_source = g_timeout_add (SEARCH_DELAY_MSEC, search_cb, self);
}

/* Other shots, other fields, or another film. */
static void
queue_new_search (AipReplaceDialog *self)
{
  guint n = 0;
  g_autofree char *label = NULL;

  for (guint i = 0; i < self->field_checks->len; i++)
    n += gtk_check_button_get_active (g_ptr_array_index (self->field_checks, i));
  label = n == self->field_checks->len
          ? g_strdup (_("All Fields"))
          : g_strdup_printf (ngettext ("%u Field", "%u Fields", n), n);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->fields_button), label);

  forget_source (self);
  queue_search (self);
}

/* Ticks and the button ------------------------------------------------------------------------ */

static gboolean
count_cb (gpointer user_data)
{
  AipReplaceDialog *self = user_data;

  self->count_source = 0;
  update_count (self);

  return G_SOURCE_REMOVE;
}

static void
ticked_cb (AipReplaceDialog *self)
{
  if (self->count_source == 0)
    self->count_source = g_idle_add (count_cb, self);
}

static void
set_all_ticked (AipReplaceDialog *self,
                gboolean          ticked)
{
  for (guint i = 0; self->hits != NULL && i < aip_replace_hits_get_count (self->hits); i++)
    {
      AipReplaceHit *hit = aip_replace_hits_peek (self->hits, i);

      aip_replace_hit_set_ticked (hit, ticked && aip_replace_hit_get_problem (hit) == NULL);
    }
  update_count (self);
}

static void
tick_all_cb (AipReplaceDialog *self)
{
  set_all_ticked (self, TRUE);
}

static void
untick_all_cb (AipReplaceDialog *self)
{
  set_all_ticked (self, FALSE);
}

static void
show_refused (AipReplaceDialog       *self,
              const AipReplaceReport *report)
{
  g_autofree char *heading = g_strdup_printf (ngettext ("%u Place Was Not Changed",
                                                        "%u Places Were Not Changed",
                                                        report->n_refused), report->n_refused);
  g_autoptr(GString) body = g_string_new (NULL);
  AdwDialog *dialog;

  for (guint i = 0; i < MIN (report->problems->len, MAX_SHOWN_PROBLEMS); i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "",
                            (char *) g_ptr_array_index (report->problems, i));
  if (report->problems->len > MAX_SHOWN_PROBLEMS)
    g_string_append (body, "\n…");
  dialog = adw_alert_dialog_new (heading, body->str);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
apply_cb (AipReplaceDialog *self)
{
  g_auto(AipReplaceReport) report = { 0 };
  g_autofree char *text = NULL;

  if (self->hits == NULL)
    return;

  aip_replace_hits_apply (self->hits, aip_session_get_document (self->session), &report);
  text = g_strdup_printf (ngettext ("%u place replaced", "%u places replaced",
                                    report.n_replaced), report.n_replaced);
  if (report.n_replaced > 0)
    aip_session_toast_undo (self->session, text);
  if (report.n_refused > 0)
    show_refused (self, &report);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

/* Building ------------------------------------------------------------------------------------ */

static GtkWidget *
create_entry (AipReplaceDialog *self,
              const char       *label)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (queue_search), self, G_CONNECT_SWAPPED);

  return entry;
}

static GtkToggleButton *
create_toggle (AipReplaceDialog *self,
               GtkWidget        *box,
               const char       *label,
               const char       *tip)
{
  GtkWidget *toggle = gtk_toggle_button_new_with_label (label);

  gtk_widget_set_tooltip_text (toggle, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (queue_search), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), toggle);

  return GTK_TOGGLE_BUTTON (toggle);
}

/* Known when there is a document. */
static void
fill_fields (AipReplaceDialog *self)
{
  AipDocument *document = aip_session_get_document (self->session);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_auto(GStrv) fields = aip_replace_dup_fields (document);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *title = aip_replace_dup_field_title (document, fields[i]);
      GtkWidget *check = gtk_check_button_new_with_label (title);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      g_object_set_data_full (G_OBJECT (check), "field", g_strdup (fields[i]), g_free);
      g_signal_connect_object (check, "toggled", G_CALLBACK (queue_new_search), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (self->field_checks, check);
      gtk_box_append (GTK_BOX (box), check);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->fields_button), popover);
}

static GtkWidget *
create_fields (AipReplaceDialog *self)
{
  self->fields_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->fields_button), _("All Fields"));

  return self->fields_button;
}

static GtkWidget *
create_top (AipReplaceDialog *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *entries = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *options = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *toggles = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *where = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *const scopes[] = { _("All Shots"), _("Shown Shots"), _("Selected Shots"), NULL };

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "replacetop");
  gtk_widget_add_css_class (toggles, "linked");
  self->find = GTK_EDITABLE (create_entry (self, _("Find")));
  self->replace = GTK_EDITABLE (create_entry (self, _("Replace with")));
  self->match_case = create_toggle (self, toggles, _("Aa"), _("Match Case"));
  self->whole_words = create_toggle (self, toggles, _("Word"), _("Whole Words"));
  self->regex = create_toggle (self, toggles, _(".*"),
                               _("Regular Expression; $1 is its first group"));
  self->scope = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (scopes));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scope), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Where to look"), -1);
  g_signal_connect_object (self->scope, "notify::selected", G_CALLBACK (queue_new_search), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (where), GTK_WIDGET (self->scope));
  gtk_box_append (GTK_BOX (where), create_fields (self));
  gtk_widget_set_halign (toggles, GTK_ALIGN_START);

  /* Columns, so that Tab leads from what is looked for to what comes in its place. */
  gtk_widget_set_hexpand (entries, TRUE);
  gtk_box_append (GTK_BOX (entries), GTK_WIDGET (self->find));
  gtk_box_append (GTK_BOX (entries), GTK_WIDGET (self->replace));
  gtk_box_append (GTK_BOX (options), toggles);
  gtk_box_append (GTK_BOX (options), where);
  gtk_grid_attach (GTK_GRID (grid), entries, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), options, 1, 0, 1, 1);

  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->problem, 0);
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "caption");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->problem), 0, 1, 2, 1);

  return grid;
}

static void
setup_row_cb (AipReplaceDialog *self,
              GtkListItem      *item)
{
  GtkWidget *row = aip_replace_row_new ();

  g_signal_connect_object (row, "ticked", G_CALLBACK (ticked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, TRUE);
}

static void
bind_row_cb (AipReplaceDialog *self,
             GtkListItem      *item)
{
  aip_replace_row_set_hit (AIP_REPLACE_ROW (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
unbind_row_cb (AipReplaceDialog *self,
               GtkListItem      *item)
{
  aip_replace_row_set_hit (AIP_REPLACE_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
row_activated_cb (AipReplaceDialog *self,
                  guint             position)
{
  AipReplaceHit *hit = aip_replace_hits_peek (self->hits, position);

  if (aip_replace_hit_get_problem (hit) != NULL)
    return;

  aip_replace_hit_set_ticked (hit, !aip_replace_hit_get_ticked (hit));
  ticked_cb (self);
}

static GtkWidget *
create_list (AipReplaceDialog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self,
                           G_CONNECT_SWAPPED);
  self->slice = gtk_slice_list_model_new (NULL, 0, ROWS_PER_TURN);
  list = gtk_list_view_new (
    GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->slice)))), factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Places that were found"), -1);
  g_signal_connect_object (list, "activate", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);

  self->status = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->status, "edit-find-replace-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "compact");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->status), "status");
  gtk_stack_add_named (self->stack, scroller, "list");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);

  return GTK_WIDGET (self->stack);
}

static GtkWidget *
create_button (AipReplaceDialog *self,
               const char       *label,
               GCallback         callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
create_bottom (AipReplaceDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (box, "replacebottom");
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->count, 0);
  gtk_label_set_ellipsize (self->count, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (self->count), TRUE);
  self->tick_all = create_button (self, _("_Tick All"), G_CALLBACK (tick_all_cb));
  self->untick_all = create_button (self, _("_Untick All"), G_CALLBACK (untick_all_cb));
  self->apply = create_button (self, _("_Replace Ticked"), G_CALLBACK (apply_cb));
  gtk_widget_add_css_class (self->apply, "suggested-action");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (box), self->tick_all);
  gtk_box_append (GTK_BOX (box), self->untick_all);
  gtk_box_append (GTK_BOX (box), self->apply);

  return box;
}

/* Class --------------------------------------------------------------------------------------- */

static void
aip_replace_dialog_closed (AdwDialog *dialog)
{
  stop (AIP_REPLACE_DIALOG (dialog));
}

static void
aip_replace_dialog_dispose (GObject *object)
{
  AipReplaceDialog *self = AIP_REPLACE_DIALOG (object);

  stop (self);
  forget_source (self);
  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_handle_id (&self->grow_source, g_source_remove);
  if (self->slice != NULL)
    gtk_slice_list_model_set_model (self->slice, NULL);
  g_clear_object (&self->slice);
  g_clear_object (&self->hits);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->selected, g_ptr_array_unref);
  g_clear_pointer (&self->field_checks, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_replace_dialog_parent_class)->dispose (object);
}

static void
aip_replace_dialog_class_init (AipReplaceDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_replace_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = aip_replace_dialog_closed;
}

static void
aip_replace_dialog_init (AipReplaceDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->field_checks = g_ptr_array_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), create_top (self));
  gtk_box_append (GTK_BOX (box), create_list (self));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), box);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), create_bottom (self));
  adw_toolbar_view_set_bottom_bar_style (ADW_TOOLBAR_VIEW (view), ADW_TOOLBAR_RAISED_BORDER);

  adw_dialog_set_title (ADW_DIALOG (self), _("Find and Replace"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 820);
  adw_dialog_set_content_height (ADW_DIALOG (self), 600);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->find));
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->apply);
  show_hits (self, NULL);
}

AdwDialog *
aip_replace_dialog_new (AipSession *session,
                        GPtrArray  *shown,
                        GPtrArray  *selected)
{
  AipReplaceDialog *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (shown != NULL && selected != NULL, NULL);

  self = g_object_new (AIP_TYPE_REPLACE_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->shown = g_ptr_array_ref (shown);
  self->selected = g_ptr_array_ref (selected);
  fill_fields (self);
  gtk_drop_down_set_selected (self->scope, selected->len > 1 ? SCOPE_SELECTED : SCOPE_ALL);
  g_signal_connect_object (aip_session_get_document (session), "changed",
                           G_CALLBACK (queue_new_search), self, G_CONNECT_SWAPPED);

  return ADW_DIALOG (self);
}

gboolean
aip_replace_dialog_is_busy (AipReplaceDialog *self)
{
  g_return_val_if_fail (AIP_IS_REPLACE_DIALOG (self), FALSE);

  return self->search_source != 0 || self->read_source != 0 || self->cancellable != NULL
         || self->grow_source != 0;
}
