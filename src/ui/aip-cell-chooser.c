/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-chooser"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cell-chooser.h"
#include "aip-cell-dot.h"
#include "aip-field-look.h"
#include "aip-text.h"

/* With more than this many choices the search entry is shown from the start. */
#define FEW 8

struct _AipCellChooser
{
  GtkPopover parent_instance;

  GtkWidget  *entry;
  GtkListBox *list;
  GtkWidget  *create_row;
  GtkLabel   *create_label;
  char       *create;
  char       *query;
  guint       n_choices;
};

enum {
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipCellChooser, aip_cell_chooser, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

static const char *
get_row_value (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "value");
}

static const char *
get_row_title (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "title");
}

static gboolean
filter_cb (GtkListBoxRow *row,
           gpointer       user_data)
{
  AipCellChooser *self = user_data;
  g_autofree char *folded = NULL;

  if (self->query == NULL)
    return TRUE;
  if (GTK_WIDGET (row) == self->create_row)
    return gtk_widget_get_visible (GTK_WIDGET (row));

  folded = aip_text_fold (get_row_title (GTK_WIDGET (row)));
  return aip_text_matches (folded, self->query);
}

static GtkWidget *
next_shown (AipCellChooser *self,
            GtkWidget      *from,
            gboolean        forward)
{
  for (GtkWidget *row = from; row != NULL;
       row = forward ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row))
    {
      if (GTK_IS_LIST_BOX_ROW (row) && gtk_widget_get_visible (row)
          && gtk_widget_get_child_visible (row) && gtk_widget_get_sensitive (row))
        return row;
    }

  return NULL;
}

static void
highlight (AipCellChooser *self,
           GtkWidget      *row)
{
  gtk_list_box_select_row (self->list, (GtkListBoxRow *) row);
  if (row != NULL)
    gtk_viewport_scroll_to (GTK_VIEWPORT (gtk_widget_get_parent (GTK_WIDGET (self->list))), row,
                            NULL);
}

static void
choose (AipCellChooser *self,
        AipCellMove     move)
{
  g_autofree char *value = g_strdup (aip_cell_chooser_get_value (self));

  if (value != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, value, move);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
move_highlight (AipCellChooser *self,
                gboolean        forward)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_selected_row (self->list));

  if (row == NULL)
    row = next_shown (self, gtk_widget_get_first_child (GTK_WIDGET (self->list)), TRUE);
  else
    row = next_shown (self, forward ? gtk_widget_get_next_sibling (row)
                                    : gtk_widget_get_prev_sibling (row), forward);

  if (row != NULL)
    {
      highlight (self, row);
      if (!gtk_widget_get_visible (self->entry))
        gtk_widget_grab_focus (row);
    }
}

static gboolean
key_pressed_cb (AipCellChooser  *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  g_assert (AIP_IS_CELL_CHOOSER (self));

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_highlight (self, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_highlight (self, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      /* In the entry Enter comes through its input method. */
      if (gtk_widget_get_visible (self->entry))
        return GDK_EVENT_PROPAGATE;
      choose (self, AIP_CELL_MOVE_DOWN);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
      choose (self, AIP_CELL_MOVE_RIGHT);
      return GDK_EVENT_STOP;
    case GDK_KEY_ISO_Left_Tab:
      choose (self, AIP_CELL_MOVE_LEFT);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
search_changed_cb (AipCellChooser *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *folded = aip_text_fold (text);
  gboolean known = FALSE;

  g_strstrip (folded);
  g_set_str (&self->query, *folded != '\0' ? folded : NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL && !known;
       row = gtk_widget_get_next_sibling (row))
    {
      g_autofree char *name = row != self->create_row ? aip_text_fold (get_row_title (row)) : NULL;

      known = name != NULL && g_str_equal (name, folded);
    }

  if (self->create != NULL)
    {
      g_autoptr(GString) label = g_string_new (self->create);

      g_string_replace (label, "%s", text, 1);
      gtk_label_set_label (self->create_label, label->str);
      g_object_set_data_full (G_OBJECT (self->create_row), "value", g_strdup (text), g_free);
    }
  gtk_widget_set_visible (self->create_row, self->create != NULL && self->query != NULL && !known);

  gtk_list_box_invalidate_filter (self->list);
  highlight (self, next_shown (self, gtk_widget_get_first_child (GTK_WIDGET (self->list)), TRUE));
}

static void
row_activated_cb (AipCellChooser *self,
                  GtkListBoxRow  *row)
{
  gtk_list_box_select_row (self->list, row);
  choose (self, AIP_CELL_MOVE_STAY);
}

static void
entry_activated_cb (AipCellChooser *self)
{
  choose (self, AIP_CELL_MOVE_DOWN);
}

static void
stop_search_cb (AipCellChooser *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
aip_cell_chooser_finalize (GObject *object)
{
  AipCellChooser *self = AIP_CELL_CHOOSER (object);

  g_free (self->create);
  g_free (self->query);

  G_OBJECT_CLASS (aip_cell_chooser_parent_class)->finalize (object);
}

static void
aip_cell_chooser_class_init (AipCellChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_cell_chooser_finalize;

  signals[CHOSEN] =
    g_signal_new ("chosen", AIP_TYPE_CELL_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);
}

static void
aip_cell_chooser_init (AipCellChooser *self)
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search"), -1);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (stop_search_cb), self,
                           G_CONNECT_SWAPPED);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));

  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_size_request (box, 180, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  self->create_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->create_label, 0);
  gtk_label_set_ellipsize (self->create_label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->create_label, 30);
  self->create_row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->create_row), GTK_WIDGET (self->create_label));
  gtk_widget_set_visible (self->create_row, FALSE);
  gtk_list_box_append (self->list, self->create_row);

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

GtkWidget *
aip_cell_chooser_new (void)
{
  return g_object_new (AIP_TYPE_CELL_CHOOSER, NULL);
}

void
aip_cell_chooser_clear (AipCellChooser *self)
{
  GtkWidget *row;

  g_return_if_fail (AIP_IS_CELL_CHOOSER (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != self->create_row)
    gtk_list_box_remove (self->list, row);
  self->n_choices = 0;
}

/* @dot: (nullable) */
static void
add_row (AipCellChooser *self,
         const char     *value,
         const char     *title,
         GtkWidget      *dot)
{
  GtkWidget *row, *label;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  if (dot != NULL)
    gtk_box_append (GTK_BOX (box), dot);

  label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);

  row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "value", g_strdup (value), g_free);
  g_object_set_data_full (G_OBJECT (row), "title", g_strdup (title), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_insert (self->list, row, (int) self->n_choices++);
}

void
aip_cell_chooser_add (AipCellChooser *self,
                      const char     *value,
                      const char     *title,
                      int             status)
{
  GtkWidget *dot = NULL;

  g_return_if_fail (AIP_IS_CELL_CHOOSER (self));
  g_return_if_fail (value != NULL && title != NULL);

  if (status >= 0)
    {
      dot = aip_cell_dot_new ();
      aip_cell_dot_set_status (AIP_CELL_DOT (dot), (AipStatus) status);
    }
  add_row (self, value, title, dot);
}

void
aip_cell_chooser_add_colored (AipCellChooser *self,
                              const char     *value,
                              const char     *title,
                              AipCustomColor  color)
{
  g_return_if_fail (AIP_IS_CELL_CHOOSER (self));
  g_return_if_fail (value != NULL && title != NULL);

  add_row (self, value, title, aip_field_look_new_dot (color));
}

void
aip_cell_chooser_refuse (AipCellChooser *self,
                         const char     *reason)
{
  GtkWidget *row;

  g_return_if_fail (AIP_IS_CELL_CHOOSER (self) && self->n_choices > 0);
  g_return_if_fail (reason != NULL);

  row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) self->n_choices - 1));
  gtk_widget_set_sensitive (row, FALSE);
  gtk_widget_set_tooltip_text (row, reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason,
                                  -1);
}

void
aip_cell_chooser_open (AipCellChooser     *self,
                       const GdkRectangle *area,
                       const char         *current,
                       const char         *create,
                       const char         *label)
{
  GtkWidget *chosen = NULL;
  gboolean searched;

  g_return_if_fail (AIP_IS_CELL_CHOOSER (self));
  g_return_if_fail (area != NULL);

  g_set_str (&self->create, create);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  search_changed_cb (self);
  /* A handful needs no search: the list itself has the focus then. */
  searched = create != NULL || self->n_choices > FEW;
  gtk_widget_set_visible (self->entry, searched);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      if (row != self->create_row && g_strcmp0 (get_row_value (row), current) == 0)
        chosen = row;
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), area);
  gtk_popover_popup (GTK_POPOVER (self));
  if (chosen != NULL)
    highlight (self, chosen);
  chosen = GTK_WIDGET (gtk_list_box_get_selected_row (self->list));
  gtk_widget_grab_focus (searched || chosen == NULL ? self->entry : chosen);
}

void
aip_cell_chooser_type (AipCellChooser *self,
                       const char     *text)
{
  g_return_if_fail (AIP_IS_CELL_CHOOSER (self));

  gtk_widget_set_visible (self->entry, TRUE);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

const char *
aip_cell_chooser_get_value (AipCellChooser *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (AIP_IS_CELL_CHOOSER (self), NULL);

  row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? get_row_value (GTK_WIDGET (row)) : NULL;
}
