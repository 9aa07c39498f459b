/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-filter-popover"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-filter-popover.h"

/* More sections than this open at once would hide the rest. */
#define MAX_OPEN_VALUES 7

typedef struct {
  AipQueryKey     key;
  char           *value;
  GtkCheckButton *check;
  GtkLabel       *count;
} Choice;

struct _AipFilterPopover
{
  GtkPopover parent_instance;

  AipShotsPage *page;       /* weak pointer */
  GtkBox       *sections;
  GtkWidget    *clear;
  GPtrArray    *choices;
  AipQueryNode *query;
  gboolean      updating;
};

static const AipQueryKey section_keys[] = {
  AIP_QUERY_MARK, AIP_QUERY_FINDING, AIP_QUERY_STATUS, AIP_QUERY_SIZE, AIP_QUERY_LENS, AIP_QUERY_CAMERA,
  AIP_QUERY_MOVE, AIP_QUERY_LIGHT, AIP_QUERY_SCENE, AIP_QUERY_TAG,
};

enum {
  SEARCH,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipFilterPopover, aip_filter_popover, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->value);
  g_free (choice);
}

static guint
find_count (GPtrArray  *values,
            const char *value)
{
  for (guint i = 0; i < values->len; i++)
    if (g_str_equal (((AipFilterValue *) g_ptr_array_index (values, i))->value, value))
      return ((AipFilterValue *) g_ptr_array_index (values, i))->count;

  return 0;
}

static void
show_count (Choice *choice,
            guint   count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);
  g_autofree char *spoken = NULL;

  gtk_label_set_label (choice->count, text);
  spoken = g_strdup_printf (ngettext ("%s: %s, %u shot", "%s: %s, %u shots", count),
                            aip_query_key_get_title (choice->key), choice->value, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

/* Ticking one changes how many the others would show. */
static void
update_counts (AipFilterPopover *self)
{
  for (guint s = 0; s < G_N_ELEMENTS (section_keys); s++)
    {
      g_autoptr(GPtrArray) values = aip_shots_page_collect_values (self->page, section_keys[s]);

      for (guint i = 0; i < self->choices->len; i++)
        {
          Choice *choice = g_ptr_array_index (self->choices, i);

          if (choice->key == section_keys[s])
            show_count (choice, find_count (values, choice->value));
        }
    }
}

static void
emit_search (AipFilterPopover *self)
{
  g_autofree char *text = aip_query_to_text (self->query);

  gtk_widget_set_sensitive (self->clear, *text != '\0');
  g_signal_emit (self, signals[SEARCH], 0, text);
  if (self->page != NULL)
    update_counts (self);
}

static void
toggled_cb (GtkCheckButton   *check,
            AipFilterPopover *self)
{
  Choice *choice = g_object_get_data (G_OBJECT (check), "choice");

  if (self->updating)
    return;

  aip_query_set_choice (self->query, choice->key, choice->value,
                        gtk_check_button_get_active (check));
  emit_search (self);
}

static void
clear_cb (AipFilterPopover *self)
{
  self->updating = TRUE;
  for (guint i = 0; i < self->choices->len; i++)
    gtk_check_button_set_active (((Choice *) g_ptr_array_index (self->choices, i))->check, FALSE);
  self->updating = FALSE;

  g_clear_pointer (&self->query, aip_query_node_free);
  self->query = aip_query_parse ("");
  emit_search (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->sections));
}

static void
build_cb (AipFilterPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  if (self->page != NULL)
    g_action_group_activate_action (aip_shots_page_get_actions (self->page), "edit-filter", NULL);
}

static GtkWidget *
create_choice (AipFilterPopover     *self,
               AipQueryKey           key,
               const AipFilterValue *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *title = gtk_label_new (value->value);
  GtkWidget *count = gtk_label_new (NULL);
  Choice *choice = g_new0 (Choice, 1);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (title, value->value);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);

  choice->key = key;
  choice->value = g_strdup (value->value);
  choice->check = GTK_CHECK_BUTTON (check);
  choice->count = GTK_LABEL (count);
  g_ptr_array_add (self->choices, choice);
  g_object_set_data (G_OBJECT (check), "choice", choice);
  gtk_check_button_set_active (choice->check, aip_query_has_choice (self->query, key,
                                                                    value->value));
  show_count (choice, value->count);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);

  return check;
}

static void
add_section (AipFilterPopover *self,
             AipQueryKey       key)
{
  g_autoptr(GPtrArray) values = aip_shots_page_collect_values (self->page, key);
  GtkWidget *expander;
  GtkWidget *box;
  gboolean any = FALSE;

  if (values->len == 0)
    return;

  expander = gtk_expander_new (aip_query_key_get_title (key));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_margin_start (box, 18);
  for (guint i = 0; i < values->len; i++)
    {
      const AipFilterValue *value = g_ptr_array_index (values, i);

      gtk_box_append (GTK_BOX (box), create_choice (self, key, value));
      any = any || aip_query_has_choice (self->query, key, value->value);
    }
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), any || values->len <= MAX_OPEN_VALUES);
  gtk_box_append (self->sections, expander);
}

static void
add_help (AipFilterPopover *self)
{
  static const struct {
    const char *example;
    const char *meaning;
  } rows[] = {
    { "harbour night", N_("both words, anywhere") },
    { "scene:3 status:review,retake", N_("scene 3, in review or retake") },
    { "lens:\"Cooke S4\" focal:35..50", N_("a lens, between two focal lengths") },
    { "size:close -tag:vfx", N_("close-ups without that tag") },
    { "finding:impossible", N_("what cannot be done") },
    { "camera:none duration>4s", N_("no camera yet, longer than four seconds") },
    { "code^=SHT-00", N_("begins with it; = is exactly it") },
    { "(move:pan OR move:tilt) takes:0", N_("one of two, never generated") },
  };
  GtkWidget *expander = gtk_expander_new (_("How to Type a Filter"));
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_widget_set_margin_start (grid, 18);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *example = gtk_label_new (rows[i].example);
      GtkWidget *meaning = gtk_label_new (_(rows[i].meaning));

      gtk_widget_add_css_class (example, "monospace");
      gtk_widget_add_css_class (example, "caption");
      gtk_widget_add_css_class (meaning, "caption");
      gtk_widget_add_css_class (meaning, "dim-label");
      gtk_label_set_xalign (GTK_LABEL (example), 0);
      gtk_label_set_selectable (GTK_LABEL (example), TRUE);
      gtk_label_set_xalign (GTK_LABEL (meaning), 0);
      gtk_label_set_wrap (GTK_LABEL (meaning), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (meaning), 24);
      gtk_grid_attach (GTK_GRID (grid), example, 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), meaning, 1, (int) i, 1, 1);
    }
  gtk_expander_set_child (GTK_EXPANDER (expander), grid);
  gtk_box_append (self->sections, expander);
}

static void
rebuild (AipFilterPopover *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);
  g_ptr_array_set_size (self->choices, 0);
  g_clear_pointer (&self->query, aip_query_node_free);
  if (self->page == NULL)
    return;

  self->query = aip_query_parse (aip_shots_page_get_search (self->page));
  gtk_widget_set_sensitive (self->clear, !aip_query_is_empty (self->query));
  for (guint i = 0; i < G_N_ELEMENTS (section_keys); i++)
    add_section (self, section_keys[i]);
  add_help (self);
}

static void
aip_filter_popover_map (GtkWidget *widget)
{
  /* Shots change while nobody looks; what is shown then is what there is. */
  rebuild (AIP_FILTER_POPOVER (widget));

  GTK_WIDGET_CLASS (aip_filter_popover_parent_class)->map (widget);
}

static void
aip_filter_popover_dispose (GObject *object)
{
  AipFilterPopover *self = AIP_FILTER_POPOVER (object);

  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->query, aip_query_node_free);

  G_OBJECT_CLASS (aip_filter_popover_parent_class)->dispose (object);
}

static void
aip_filter_popover_finalize (GObject *object)
{
  g_ptr_array_unref (AIP_FILTER_POPOVER (object)->choices);

  G_OBJECT_CLASS (aip_filter_popover_parent_class)->finalize (object);
}

static void
aip_filter_popover_class_init (AipFilterPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_filter_popover_dispose;
  object_class->finalize = aip_filter_popover_finalize;
  GTK_WIDGET_CLASS (klass)->map = aip_filter_popover_map;

  signals[SEARCH] =
    g_signal_new ("search", AIP_TYPE_FILTER_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
aip_filter_popover_init (AipFilterPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *button;

  self->choices = g_ptr_array_new_with_free_func (choice_free);
  self->sections = GTK_BOX (sections);
  gtk_widget_set_margin_start (sections, 6);
  gtk_widget_set_margin_end (sections, 12);
  gtk_widget_set_margin_top (sections, 6);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 520);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), sections);
  gtk_widget_set_size_request (scroller, 340, -1);
  gtk_box_append (GTK_BOX (box), scroller);

  button = gtk_button_new_with_mnemonic (_("_Build Filter…"));
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (build_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);

  self->clear = gtk_button_new_with_mnemonic (_("_Clear Filter"));
  gtk_widget_add_css_class (self->clear, "flat");
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (clear_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->clear);

  gtk_popover_set_child (GTK_POPOVER (self), box);
}

void
aip_filter_popover_set_page (AipFilterPopover *self,
                             AipShotsPage     *page)
{
  g_return_if_fail (AIP_IS_FILTER_POPOVER (self));
  g_return_if_fail (page == NULL || AIP_IS_SHOTS_PAGE (page));

  g_set_weak_pointer (&self->page, page);
}
