/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-query-completion"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-query-completion.h"
#include "aip-text.h"

#define MAX_OFFERS 8

struct _AipQueryCompletion
{
  GObject parent_instance;

  GtkEditable  *entry;     /* owns us */
  AipShotsPage *page;      /* weak pointer */
  GtkWidget    *popover;
  GtkListBox   *list;
  guint         start;     /* of what would be replaced, in characters */
  gboolean      taking;
};

G_DEFINE_FINAL_TYPE (AipQueryCompletion, aip_query_completion, G_TYPE_OBJECT)

static void
close_list (AipQueryCompletion *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static gboolean
is_open (AipQueryCompletion *self)
{
  return gtk_widget_get_visible (self->popover);
}

static void
add_offer (AipQueryCompletion *self,
           const char         *text,
           const char         *title,
           const char         *detail)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *title_label = gtk_label_new (title);
  GtkWidget *detail_label = gtk_label_new (detail);

  gtk_label_set_xalign (GTK_LABEL (title_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title_label, TRUE);
  gtk_widget_add_css_class (detail_label, "dim-label");
  gtk_widget_add_css_class (detail_label, "caption");
  gtk_box_append (GTK_BOX (box), title_label);
  gtk_box_append (GTK_BOX (box), detail_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "text", g_strdup (text), g_free);
  gtk_list_box_append (self->list, row);
}

/* Fields of the project, with or without the brace that they begin with. */
static guint
offer_fields (AipQueryCompletion *self,
              const char         *part,
              guint               max)
{
  AipEntityList *list;
  AipEntity *entity;
  guint n = 0;

  if (self->page == NULL)
    return 0;

  list = aip_document_get_list (aip_shots_page_get_document (self->page), AIP_KIND_FIELD);
  for (guint i = 0; n < max && (entity = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      const char *name = aip_custom_field_get_name (AIP_CUSTOM_FIELD (entity));
      g_autofree char *folded = aip_text_fold (name);
      g_autofree char *text = NULL;

      if (!g_str_has_prefix (folded, *part == '{' ? part + 1 : part))
        continue;
      text = g_strdup_printf ("{%s}:", name);
      add_offer (self, text, text, _("Field"));
      n++;
    }

  return n;
}

static guint
offer_keys (AipQueryCompletion *self,
            const char         *part)
{
  guint n = 0;

  for (guint i = AIP_QUERY_CODE; i < AIP_N_QUERY_KEYS && n < MAX_OFFERS; i++)
    {
      g_autofree char *title = aip_text_fold (aip_query_key_get_title (i));
      g_autofree char *text = NULL;

      if (!g_str_has_prefix (aip_query_key_get_name (i), part) && !g_str_has_prefix (title, part))
        continue;
      text = g_strdup_printf ("%s:", aip_query_key_get_name (i));
      add_offer (self, text, text, aip_query_key_get_title (i));
      n++;
    }

  n += offer_fields (self, part, MAX_OFFERS - n);

  return n;
}

static guint
offer_values (AipQueryCompletion *self,
              AipQueryKey         key,
              const char         *field,
              const char         *part)
{
  g_autoptr(GPtrArray) values = field != NULL
                                ? aip_shots_page_collect_field_values (self->page, field)
                                : aip_shots_page_collect_values (self->page, key);
  guint n = 0;

  for (guint i = 0; i < values->len && n < MAX_OFFERS; i++)
    {
      const AipFilterValue *value = g_ptr_array_index (values, i);
      g_autofree char *folded = aip_text_fold (value->value);
      g_autofree char *quoted = NULL;
      g_autofree char *text = NULL;
      g_autofree char *count = NULL;

      if (!aip_text_matches (folded, part) || g_str_equal (folded, part))
        continue;
      quoted = aip_query_quote (value->value);
      text = g_strconcat (quoted, " ", NULL);
      count = g_strdup_printf ("%u", value->count);
      add_offer (self, text, value->value, count);
      n++;
    }

  return n;
}

static void
changed_cb (AipQueryCompletion *self)
{
  g_autofree char *part = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *field = NULL;
  AipQueryKey key;
  guint n = 0;

  if (self->taking || self->page == NULL)
    return;

  gtk_list_box_remove_all (self->list);
  aip_query_at_cursor (gtk_editable_get_text (self->entry),
                       (guint) gtk_editable_get_position (self->entry), &key, &field,
                       &self->start,
                       &part);
  folded = aip_text_fold (part);
  if (key != AIP_QUERY_TEXT)
    n = offer_values (self, key, field, folded);
  else if (*folded != '\0')
    n = offer_keys (self, folded);

  if (n == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self->entry))
      || !(gtk_widget_get_state_flags (GTK_WIDGET (self->entry)) & GTK_STATE_FLAG_FOCUS_WITHIN))
    close_list (self);
  else if (!is_open (self))
    gtk_popover_popup (GTK_POPOVER (self->popover));
  else
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
take (AipQueryCompletion *self,
      GtkListBoxRow      *row)
{
  g_autofree char *text = g_strdup (g_object_get_data (G_OBJECT (row), "text"));
  int position = (int) self->start;

  self->taking = TRUE;
  gtk_editable_delete_text (self->entry, position, gtk_editable_get_position (self->entry));
  gtk_editable_insert_text (self->entry, text, -1, &position);
  gtk_editable_set_position (self->entry, position);
  self->taking = FALSE;

  /* Behind a key come its values. */
  changed_cb (self);
}

static void
row_activated_cb (AipQueryCompletion *self,
                  GtkListBoxRow      *row)
{
  take (self, row);
}

static void
move (AipQueryCompletion *self,
      int                 step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : (step > 0 ? 0 : -1);
  GtkWidget *label;

  row = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;
  gtk_list_box_select_row (self->list, row);
  if (row == NULL)
    return;

  /* The focus stays in the entry, so a screen reader has to be told. */
  label = gtk_widget_get_first_child (gtk_list_box_row_get_child (row));
  gtk_accessible_announce (GTK_ACCESSIBLE (self->entry), gtk_label_get_label (GTK_LABEL (label)),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
key_pressed_cb (AipQueryCompletion *self,
                guint               keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (!is_open (self))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      move (self, keyval == GDK_KEY_Down ? 1 : -1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Tab:
      if (row == NULL)
        row = gtk_list_box_get_row_at_index (self->list, 0);
      take (self, row);
      return GDK_EVENT_STOP;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (row == NULL)
        {
          close_list (self);
          return GDK_EVENT_PROPAGATE;
        }
      take (self, row);
      return GDK_EVENT_STOP;

    case GDK_KEY_Escape:
      close_list (self);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_left_cb (AipQueryCompletion *self)
{
  close_list (self);
}

/* Children of an entry are nobody's to dispose but who put them there. */
static void
entry_destroyed_cb (AipQueryCompletion *self)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

static void
aip_query_completion_finalize (GObject *object)
{
  g_clear_weak_pointer (&AIP_QUERY_COMPLETION (object)->page);

  G_OBJECT_CLASS (aip_query_completion_parent_class)->finalize (object);
}

static void
aip_query_completion_class_init (AipQueryCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_query_completion_finalize;
}

static void
aip_query_completion_init (AipQueryCompletion *self)
{
}

void
aip_query_completion_attach (GtkEditable  *entry,
                             AipShotsPage *page)
{
  AipQueryCompletion *self;
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_EDITABLE (entry));
  g_return_if_fail (AIP_IS_SHOTS_PAGE (page));

  self = g_object_new (AIP_TYPE_QUERY_COMPLETION, NULL);
  self->entry = entry;
  g_set_weak_pointer (&self->page, page);
  g_object_set_data_full (G_OBJECT (entry), "aip-query-completion", self, g_object_unref);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_widget_set_focusable (GTK_WIDGET (self->list), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Completions"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);

  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_size_request (self->popover, 300, -1);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (entry));

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), controller);

  controller = gtk_event_controller_focus_new ();
  g_signal_connect_object (controller, "leave", G_CALLBACK (focus_left_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), controller);

  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "destroy", G_CALLBACK (entry_destroyed_cb), self,
                           G_CONNECT_SWAPPED);
}
