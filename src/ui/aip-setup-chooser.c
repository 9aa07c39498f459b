/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-chooser"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-setup-chooser.h"
#include "aip-setup-option.h"
#include "aip-severity-look.h"
#include "aip-text.h"

/* With more than this many options there is something to search. */
#define FEW 10
#define MAX_HEIGHT 320

struct _AipSetupChooser
{
  GtkPopover parent_instance;

  AipLiveSetup       *live;
  AipPresets         *presets;
  AipSetupField       field;
  GtkWidget          *control;       /* that it was opened at; weak */

  GtkWidget          *entry;
  GtkListView        *list;
  GtkFilterListModel *filtered;
  GtkCustomFilter    *filter;
  GtkSingleSelection *selection;
  GtkWidget          *nothing_label;
  GtkWidget          *reason_box;
  GtkImage           *reason_icon;
  GtkLabel           *reason_label;
  char               *query;         /* (nullable): folded */
  guint               tick;
  guint               restoring;     /* tick callback of the parent */
  guint               n_ticks;
  gboolean            by_key;        /* closed by choosing or Escape, not by a click elsewhere */
};

enum {
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipSetupChooser, aip_setup_chooser, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

/* Rows --------------------------------------------------------------------------------------- */

static GtkWidget *
new_icon (const char *name,
          const char *text,
          const char *css_class)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (name);

  gtk_widget_set_tooltip_text (icon, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (css_class != NULL)
    gtk_widget_add_css_class (icon, css_class);

  return icon;
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *detail = new_label ("option-detail");

  /* The list guesses its height from empty rows. */
  gtk_widget_set_visible (detail, FALSE);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), new_label (NULL));
  gtk_box_append (GTK_BOX (texts), detail);
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_box_append (GTK_BOX (row), texts);
  gtk_widget_add_css_class (row, "option");
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  AipSetupOption *option = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *check = gtk_widget_get_first_child (row);
  GtkWidget *texts = gtk_widget_get_next_sibling (check);
  GtkWidget *title = gtk_widget_get_first_child (texts);
  GtkWidget *line = gtk_widget_get_next_sibling (title);
  const char *detail = aip_setup_option_get_detail (option);
  const char *reason = aip_setup_option_get_reason (option);
  int severity = aip_setup_option_get_mark (option);

  gtk_widget_set_opacity (check, aip_setup_option_is_chosen (option) ? 1 : 0);
  gtk_label_set_label (GTK_LABEL (title), aip_setup_option_get_title (option));
  gtk_label_set_label (GTK_LABEL (line), detail);
  gtk_widget_set_visible (line, *detail != '\0');
  if (severity >= AIP_SEVERITY_ANACHRONISM)
    gtk_widget_add_css_class (texts, "dimmed");
  else
    gtk_widget_remove_css_class (texts, "dimmed");

  /* Most options have none of them, and a list has a hundred and more. */
  if (aip_setup_option_is_own (option))
    gtk_box_append (GTK_BOX (row), new_icon ("avatar-default-symbolic", _("Your own"), NULL));
  if (aip_setup_option_is_doubtful (option))
    gtk_box_append (GTK_BOX (row), new_icon ("dialog-question-symbolic",
                                             _("Not sure: sources differ or are few"), "dimmed"));
  if (severity > AIP_SEVERITY_NOTE)
    gtk_box_append (GTK_BOX (row), new_icon (aip_severity_get_icon (severity),
                                             aip_severity_get_name (severity),
                                             aip_severity_get_css_class (severity)));

  gtk_widget_set_tooltip_text (row, reason);
  gtk_list_item_set_accessible_label (item, aip_setup_option_get_title (option));
  gtk_list_item_set_accessible_description (item, reason != NULL ? reason : detail);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *texts = gtk_widget_get_next_sibling (gtk_widget_get_first_child (row));
  GtkWidget *icon;

  while ((icon = gtk_widget_get_next_sibling (texts)) != NULL)
    gtk_box_remove (GTK_BOX (row), icon);
}

/* Searching ---------------------------------------------------------------------------------- */

static gboolean
match_cb (gpointer item,
          gpointer user_data)
{
  AipSetupChooser *self = user_data;

  return self->query == NULL || aip_setup_option_matches (item, self->query);
}

static void
selected_cb (AipSetupChooser *self)
{
  AipSetupOption *option = gtk_single_selection_get_selected_item (self->selection);
  const char *reason = option != NULL ? aip_setup_option_get_reason (option) : NULL;

  for (int i = AIP_SEVERITY_NOTE; i <= AIP_SEVERITY_IMPOSSIBLE; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->reason_icon), aip_severity_get_css_class (i));

  gtk_widget_set_visible (self->reason_box, reason != NULL);
  if (reason != NULL)
    {
      int severity = aip_setup_option_get_mark (option);

      gtk_label_set_label (self->reason_label, reason);
      gtk_image_set_from_icon_name (self->reason_icon, aip_severity_get_icon (severity));
      gtk_widget_add_css_class (GTK_WIDGET (self->reason_icon),
                                aip_severity_get_css_class (severity));
    }

  /* The focus stays in the entry, so that the reader has to be told what is selected. */
  if (option != NULL && gtk_widget_has_visible_focus (self->entry))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), aip_setup_option_get_title (option),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
select_position (AipSetupChooser *self,
                 guint            position)
{
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_SELECT, NULL);
}

static void
search_changed_cb (AipSetupChooser *self)
{
  g_autofree char *folded = aip_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gboolean any;

  g_strstrip (folded);
  g_set_str (&self->query, *folded != '\0' ? folded : NULL);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);

  any = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;
  gtk_widget_set_visible (self->nothing_label, !any);
  if (self->query != NULL)
    select_position (self, 0);
}

/* Choosing ----------------------------------------------------------------------------------- */

static gboolean
several (AipSetupField field)
{
  return field == AIP_SETUP_FILTERS || field == AIP_SETUP_PRACTICALS;
}

static void
fill (AipSetupChooser *self)
{
  g_autoptr(GListStore) options = aip_setup_options_new (self->live, self->presets, self->field);

  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (options));
}

static void
close_list (AipSetupChooser *self)
{
  self->by_key = TRUE;
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
choose (AipSetupChooser *self,
        guint            position)
{
  g_autoptr(AipSetupOption) option =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (option == NULL)
    return;

  aip_setup_option_choose (option, self->live);
  g_signal_emit (self, signals[CHOSEN], 0, (guint) self->field);

  if (several (self->field))
    {
      fill (self);
      select_position (self, position);
    }
  else
    close_list (self);
}

static void
activated_cb (AipSetupChooser *self,
              guint            position)
{
  choose (self, position);
}

static void
entry_activated_cb (AipSetupChooser *self)
{
  choose (self, gtk_single_selection_get_selected (self->selection));
}

static void
stop_search_cb (AipSetupChooser *self)
{
  close_list (self);
}

static gboolean
key_pressed_cb (AipSetupChooser *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (keyval == GDK_KEY_Escape)
    {
      close_list (self);
      return GDK_EVENT_STOP;
    }

  /* Only while the search has the focus; the list knows its own keys. */
  if (!gtk_widget_get_visible (self->entry) || n_items == 0
      || (gtk_widget_get_state_flags (self->entry) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      select_position (self, position == GTK_INVALID_LIST_POSITION ? 0
                                                                   : MIN (position + 1, n_items - 1));
      return GDK_EVENT_STOP;

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      select_position (self, position == GTK_INVALID_LIST_POSITION || position == 0 ? 0
                                                                                    : position - 1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Page_Down:
      select_position (self, MIN (position + 8, n_items - 1));
      return GDK_EVENT_STOP;

    case GDK_KEY_Page_Up:
      select_position (self, position > 8 ? position - 8 : 0);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/*
 * The window passes the focus of a popover that goes away on to what comes after, with the next
 * frame. Then it is put right.
 */
static gboolean
restore_focus_cb (GtkWidget     *parent,
                  GdkFrameClock *clock,
                  gpointer       user_data)
{
  AipSetupChooser *self = user_data;

  if (self->n_ticks++ == 0)
    return G_SOURCE_CONTINUE;

  self->restoring = 0;
  if (self->control != NULL)
    gtk_widget_grab_focus (self->control);

  return G_SOURCE_REMOVE;
}

static void
stop_restoring (AipSetupChooser *self)
{
  if (self->restoring != 0)
    gtk_widget_remove_tick_callback (gtk_widget_get_parent (GTK_WIDGET (self)), self->restoring);
  self->restoring = 0;
}

static void
aip_setup_chooser_closed (GtkPopover *popover)
{
  AipSetupChooser *self = AIP_SETUP_CHOOSER (popover);

  if (GTK_POPOVER_CLASS (aip_setup_chooser_parent_class)->closed != NULL)
    GTK_POPOVER_CLASS (aip_setup_chooser_parent_class)->closed (popover);

  /* The rows go with the list: opening it again is for another setup anyway. */
  if (self->filtered != NULL)
    gtk_filter_list_model_set_model (self->filtered, NULL);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  self->n_ticks = 0;
  /* A click elsewhere has put the focus there. */
  if (self->by_key && self->restoring == 0)
    self->restoring = gtk_widget_add_tick_callback (gtk_widget_get_parent (GTK_WIDGET (self)),
                                                    restore_focus_cb, g_object_ref (self),
                                                    g_object_unref);
}

static guint
find_chosen (AipSetupChooser *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(AipSetupOption) option =
        g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (aip_setup_option_is_chosen (option))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static gboolean
opened_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  AipSetupChooser *self = AIP_SETUP_CHOOSER (widget);
  guint position = gtk_single_selection_get_selected (self->selection);
  gboolean searched = gtk_widget_get_visible (self->entry);

  /* The first frame makes the rows, and only then is there something to scroll. */
  if (self->n_ticks++ < 2)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    gtk_list_view_scroll_to (self->list, position,
                             searched ? GTK_LIST_SCROLL_NONE : GTK_LIST_SCROLL_FOCUS, NULL);

  return G_SOURCE_REMOVE;
}

void
aip_setup_chooser_open (AipSetupChooser *self,
                        AipSetupField    field,
                        GtkWidget       *control)
{
  GtkWidget *parent;
  graphene_rect_t bounds;
  GdkRectangle area;
  g_autofree char *label = NULL;
  guint n_items;

  g_return_if_fail (AIP_IS_SETUP_CHOOSER (self));
  g_return_if_fail (GTK_IS_WIDGET (control));

  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  if (!gtk_widget_compute_bounds (control, parent, &bounds))
    return;

  stop_restoring (self);
  self->by_key = FALSE;
  self->field = field;
  g_set_weak_pointer (&self->control, control);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  search_changed_cb (self);
  fill (self);

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  gtk_widget_set_visible (self->entry, n_items > FEW);
  gtk_widget_set_visible (self->nothing_label, n_items == 0);

  label = g_strdup (aip_setup_field_get_name (field));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);

  area = (GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                          (int) bounds.size.width, (int) bounds.size.height };
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &area);
  gtk_popover_popup (GTK_POPOVER (self));

  gtk_single_selection_set_selected (self->selection, find_chosen (self));
  self->n_ticks = 0;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), opened_cb, NULL, NULL);
  gtk_widget_grab_focus (n_items > FEW ? self->entry : GTK_WIDGET (self->list));
}

/* The object --------------------------------------------------------------------------------- */

static void
aip_setup_chooser_dispose (GObject *object)
{
  AipSetupChooser *self = AIP_SETUP_CHOOSER (object);

  g_clear_weak_pointer (&self->control);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->live);
  g_clear_object (&self->presets);

  G_OBJECT_CLASS (aip_setup_chooser_parent_class)->dispose (object);
}

static void
aip_setup_chooser_finalize (GObject *object)
{
  g_free (AIP_SETUP_CHOOSER (object)->query);

  G_OBJECT_CLASS (aip_setup_chooser_parent_class)->finalize (object);
}

static void
aip_setup_chooser_class_init (AipSetupChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_setup_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = aip_setup_chooser_finalize;
  GTK_POPOVER_CLASS (klass)->closed = aip_setup_chooser_closed;

  signals[CHOSEN] =
    g_signal_new ("chosen", AIP_TYPE_SETUP_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static GtkWidget *
new_list (AipSetupChooser *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  self->filter = gtk_custom_filter_new (match_cb, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                           self, G_CONNECT_SWAPPED);

  self->list = GTK_LIST_VIEW (
    gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "option-list");
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));

  return scroller;
}

static void
aip_setup_chooser_init (AipSetupChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_add_css_class (GTK_WIDGET (self), "setup-chooser");
  gtk_widget_set_size_request (box, 360, -1);

  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->entry),
                                         _("Search name, maker, year"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search"), -1);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (stop_search_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->entry);

  self->nothing_label = gtk_label_new (_("Nothing is called so"));
  gtk_widget_add_css_class (self->nothing_label, "dimmed");
  gtk_widget_set_margin_top (self->nothing_label, 12);
  gtk_widget_set_margin_bottom (self->nothing_label, 12);
  gtk_box_append (GTK_BOX (box), self->nothing_label);
  gtk_box_append (GTK_BOX (box), new_list (self));

  self->reason_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->reason_box, "option-reason");
  self->reason_icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->reason_icon), GTK_ALIGN_START);
  self->reason_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->reason_label, TRUE);
  gtk_label_set_xalign (self->reason_label, 0);
  gtk_label_set_max_width_chars (self->reason_label, 40);
  gtk_widget_set_hexpand (GTK_WIDGET (self->reason_label), TRUE);
  gtk_box_append (GTK_BOX (self->reason_box), GTK_WIDGET (self->reason_icon));
  gtk_box_append (GTK_BOX (self->reason_box), GTK_WIDGET (self->reason_label));
  gtk_box_append (GTK_BOX (box), self->reason_box);

  gtk_popover_set_child (GTK_POPOVER (self), box);

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

GtkWidget *
aip_setup_chooser_new (AipLiveSetup *live,
                       AipPresets   *presets)
{
  AipSetupChooser *self;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);

  self = g_object_new (AIP_TYPE_SETUP_CHOOSER, NULL);
  self->live = g_object_ref (live);
  g_set_object (&self->presets, presets);

  return GTK_WIDGET (self);
}
