/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-choices"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-cell-choices.h"
#include "aip-custom-value.h"
#include "aip-field-look.h"
#include "aip-text.h"

struct _AipCellChoices
{
  GtkPopover parent_instance;

  GtkWidget  *entry;
  GtkListBox *list;
  char       *before;
  char       *query;      /* folded; NULL: all */
  gboolean    cancelled;
};

enum {
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipCellChoices, aip_cell_choices, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

static GtkCheckButton *
get_check (GtkWidget *row)
{
  return GTK_CHECK_BUTTON (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
}

static const char *
get_name (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "name");
}

static char *
dup_ticked (AipCellChoices *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_check_button_get_active (get_check (row)))
      g_string_append_printf (text, text->len > 0 ? ", %s" : "%s", get_name (row));

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_row (AipCellChoices *self,
         const char     *name,
         AipCustomColor  color,
         gboolean        ticked)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_box_append (GTK_BOX (box), aip_field_look_new_dot (color));
  gtk_box_append (GTK_BOX (box), label);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), ticked);
  /* The row is what takes the focus and the click. */
  gtk_widget_set_can_focus (check, FALSE);
  gtk_widget_set_can_target (check, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), check);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_CHECKED,
                               ticked ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
  gtk_list_box_append (self->list, row);
}

static void
toggle (GtkWidget *row)
{
  gboolean ticked = !gtk_check_button_get_active (get_check (row));

  gtk_check_button_set_active (get_check (row), ticked);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_CHECKED,
                               ticked ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

static gboolean
filter_cb (GtkListBoxRow *row,
           gpointer       user_data)
{
  AipCellChoices *self = user_data;
  g_autofree char *folded = NULL;

  if (self->query == NULL)
    return TRUE;

  folded = aip_text_fold (get_name (GTK_WIDGET (row)));

  return aip_text_matches (folded, self->query);
}

static void
search_changed_cb (AipCellChoices *self)
{
  g_autofree char *folded = aip_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_strstrip (folded);
  g_set_str (&self->query, *folded != '\0' ? folded : NULL);
  gtk_list_box_invalidate_filter (self->list);
}

static void
row_activated_cb (AipCellChoices *self,
                  GtkListBoxRow  *row)
{
  toggle (GTK_WIDGET (row));
}

/* The name that was typed; else the first that contains it; else a new one. */
static void
entry_activated_cb (AipCellChoices *self)
{
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  GtkWidget *found = NULL;

  g_strstrip (typed);
  g_strdelimit (typed, ",", ' ');
  if (*typed == '\0')
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      g_autofree char *folded = aip_text_fold (get_name (row));

      if (self->query != NULL && g_str_equal (folded, self->query))
        {
          found = row;
          break;
        }
      if (found == NULL && gtk_widget_get_child_visible (row))
        found = row;
    }
  if (found != NULL)
    toggle (found);
  else
    add_row (self, typed, AIP_CUSTOM_COLOR_GREY, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
stop_search_cb (AipCellChoices *self)
{
  self->cancelled = TRUE;
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* Connected before anybody else is, who would take it for the end of the edit. */
static void
closed_cb (AipCellChoices *self)
{
  g_autofree char *ticked = dup_ticked (self);

  if (!self->cancelled && g_strcmp0 (ticked, self->before) != 0)
    g_signal_emit (self, signals[CHOSEN], 0, ticked);
}

static gboolean
key_pressed_cb (AipCellChoices  *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  stop_search_cb (self);

  return GDK_EVENT_STOP;
}

static void
aip_cell_choices_finalize (GObject *object)
{
  AipCellChoices *self = AIP_CELL_CHOICES (object);

  g_free (self->before);
  g_free (self->query);

  G_OBJECT_CLASS (aip_cell_choices_parent_class)->finalize (object);
}

static void
aip_cell_choices_class_init (AipCellChoicesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_cell_choices_finalize;

  signals[CHOSEN] =
    g_signal_new ("chosen", AIP_TYPE_CELL_CHOICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
aip_cell_choices_init (AipCellChoices *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *controller;

  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
  gtk_widget_add_css_class (GTK_WIDGET (self), "cellchooser");

  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->entry), _("Find or add"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find or add"), -1);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (stop_search_cb), self,
                           G_CONNECT_SWAPPED);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_size_request (box, 200, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

GtkWidget *
aip_cell_choices_new (void)
{
  return g_object_new (AIP_TYPE_CELL_CHOICES, NULL);
}

void
aip_cell_choices_open (AipCellChoices        *self,
                       const AipCustomFormat *format,
                       const GdkRectangle    *area,
                       const char            *current,
                       const char            *typed,
                       const char            *label)
{
  g_auto(GStrv) names = NULL;

  g_return_if_fail (AIP_IS_CELL_CHOICES (self));
  g_return_if_fail (format != NULL && area != NULL && current != NULL && label != NULL);

  names = aip_custom_value_split (current);
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < format->choices->len; i++)
    {
      const AipCustomChoice *choice = g_ptr_array_index (format->choices, i);

      add_row (self, choice->name, choice->color,
               g_strv_contains ((const char *const *) names, choice->name));
    }
  g_free (self->before);
  self->before = dup_ticked (self);
  self->cancelled = FALSE;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), typed != NULL ? typed : "");
  search_changed_cb (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), area);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}
