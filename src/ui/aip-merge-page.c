/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-merge-page"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-merge-entry.h"
#include "aip-merge-page.h"

struct _AipMergePage
{
  AdwBin parent_instance;

  AipSheetMerge *merge;
  GListStore    *entries;
  guint          n_taken;

  GtkLabel      *summary_label;
  GtkLabel      *detail_label;
  GtkBox        *problems_box;
  GtkLabel      *problems_label;
  GtkBox        *buttons_box;
  GtkBox        *heads_box;
  GtkWidget     *same_page;
  GtkWidget     *scroller;
  GtkListView   *list_view;
};

enum {
  PROP_N_TAKEN = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AipMergePage, aip_merge_page, ADW_TYPE_BIN)

/* What a line of the list is made of. */
typedef struct {
  AipMergePage   *page;
  GtkCheckButton *check;
  GtkWidget      *icon;
  GtkLabel       *title;
  GtkWidget      *values;
  GtkLabel       *mine;
  GtkLabel       *theirs;
  AipMergeEntry  *entry;   /* (nullable): not owned; the one that is shown */
  gboolean        showing; /* what was decided elsewhere */
} Line;

/* Counting ----------------------------------------------------------------------------------- */

static void
count_taken (AipMergePage *self)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      g_autoptr(AipMergeEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      n += aip_merge_entry_is_taken (entry) ? 1 : 0;
    }
  if (n == self->n_taken)
    return;

  self->n_taken = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TAKEN]);
}

/* Lines -------------------------------------------------------------------------------------- */

static void
check_toggled_cb (GtkCheckButton *check,
                  gpointer        user_data)
{
  Line *line = user_data;

  if (line->showing || line->entry == NULL)
    return;

  aip_merge_entry_take (line->entry, gtk_check_button_get_active (check));
  count_taken (line->page);
}

static void
show_taken (Line *line)
{
  line->showing = TRUE;
  gtk_check_button_set_active (line->check, aip_merge_entry_is_taken (line->entry));
  line->showing = FALSE;
}

static void
taken_changed_cb (AipMergeEntry *entry,
                  GParamSpec    *pspec,
                  gpointer       user_data)
{
  show_taken (user_data);
}

static GtkLabel *
add_value (GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  line->page = user_data;
  line->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  line->icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  line->title = GTK_LABEL (gtk_label_new (NULL));
  line->values = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_set_valign (GTK_WIDGET (line->check), GTK_ALIGN_START);
  gtk_widget_add_css_class (line->icon, "warning");
  gtk_widget_add_css_class (GTK_WIDGET (line->title), "caption-heading");
  gtk_label_set_xalign (line->title, 0);
  gtk_label_set_ellipsize (line->title, PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (head), line->icon);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (line->title));

  /* Two halves of the same width, so that one value stands beside the other in all lines. */
  gtk_box_set_homogeneous (GTK_BOX (line->values), TRUE);
  line->mine = add_value (line->values);
  line->theirs = add_value (line->values);
  gtk_widget_add_css_class (GTK_WIDGET (line->mine), "dimmed");

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), head);
  gtk_box_append (GTK_BOX (texts), line->values);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line->check));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);

  g_signal_connect (line->check, "toggled", G_CALLBACK (check_toggled_cb), line);
  g_object_set_data_full (G_OBJECT (item), "line", line, g_free);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  Line *line = g_object_get_data (G_OBJECT (item), "line");
  AipMergeEntry *entry = gtk_list_item_get_item (item);
  gboolean conflict = aip_merge_entry_is_conflict (entry);
  g_autofree char *title = aip_merge_entry_dup_title (entry);
  g_autofree char *mine = aip_merge_entry_dup_mine (entry);
  g_autofree char *theirs = aip_merge_entry_dup_theirs (entry);
  g_autofree char *label = NULL;
  g_autofree char *both = NULL;

  line->entry = entry;
  show_taken (line);
  g_signal_connect (entry, "notify::taken", G_CALLBACK (taken_changed_cb), line);

  gtk_widget_set_visible (line->icon, conflict);
  gtk_label_set_label (line->title, title);
  gtk_label_set_label (line->mine, mine);
  gtk_label_set_label (line->theirs, theirs);
  gtk_widget_set_visible (line->values, *mine != '\0' || *theirs != '\0');

  /* Translators: a line of a comparison for a screen reader: here “…”, in the list “…” */
  both = g_strdup_printf (_("Here “%s”, in the list “%s”"), mine, theirs);
  gtk_widget_set_tooltip_text (line->values, both);
  label = g_strdup_printf (conflict ? _("Take over, conflict: %s") : _("Take over: %s"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, both, -1);
  gtk_list_item_set_accessible_label (item, title);
  gtk_list_item_set_accessible_description (item, both);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  user_data)
{
  Line *line = g_object_get_data (G_OBJECT (item), "line");

  g_signal_handlers_disconnect_by_data (line->entry, line);
  line->entry = NULL;
}

/* Enter and a double click on a line do what its check box does. */
static void
activated_cb (GtkListView *list_view,
              guint        position,
              gpointer     user_data)
{
  AipMergePage *self = user_data;
  g_autoptr(AipMergeEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), position);

  aip_merge_entry_take (entry, !aip_merge_entry_is_taken (entry));
  count_taken (self);
}

/* The comparison ------------------------------------------------------------------------------ */

static void
add_entries (AipMergePage *self,
             gboolean      conflicts,
             GPtrArray    *entries)
{
  for (guint i = 0; i < aip_sheet_merge_get_n_rows (self->merge); i++)
    {
      const AipMergeRow *row = aip_sheet_merge_get_row (self->merge, i);

      if (row->change != AIP_MERGE_CHANGED)
        {
          if ((row->state == AIP_MERGE_CONFLICT) == conflicts)
            g_ptr_array_add (entries, aip_merge_entry_new (self->merge, i, -1));
          continue;
        }
      for (guint c = 0; c < row->cells->len; c++)
        {
          AipMergeState state = g_array_index (row->cells, AipMergeCell, c).state;

          if (state != AIP_MERGE_MINE && (state == AIP_MERGE_CONFLICT) == conflicts)
            g_ptr_array_add (entries, aip_merge_entry_new (self->merge, i, (int) c));
        }
    }
}

static void
fill_summary (AipMergePage *self,
              guint         n_entries)
{
  GArray *problems = aip_sheet_merge_get_problems (self->merge);
  GPtrArray *notes = aip_sheet_merge_get_notes (self->merge);
  g_autofree char *summary = NULL;
  g_autofree char *detail = NULL;
  AipMergeCounts counts;

  aip_sheet_merge_get_counts (self->merge, &counts);
  if (counts.n_conflicts > 0)
    /* Translators: the second number counts conflicts */
    summary = g_strdup_printf (ngettext ("%u change, conflicts: %u", "%u changes, conflicts: %u",
                                         n_entries), n_entries, counts.n_conflicts);
  else
    summary = g_strdup_printf (ngettext ("%u change", "%u changes", n_entries), n_entries);
  gtk_label_set_label (self->summary_label, summary);

  if (aip_sheet_merge_has_base (self->merge, NULL) || notes->len == 0)
    detail = g_strdup_printf (_("%u rows compared, %u as they were; cells changed only here: %u."),
                              counts.n_read, counts.n_unchanged, counts.n_mine);
  else
    detail = g_strdup (g_ptr_array_index (notes, 0));
  gtk_label_set_label (self->detail_label, detail);

  gtk_widget_set_visible (GTK_WIDGET (self->problems_box), problems->len > 0);
  if (problems->len == 1)
    gtk_label_set_label (self->problems_label,
                         g_array_index (problems, AipMergeProblem, 0).sentence);
  else if (problems->len > 1)
    {
      g_autofree char *text =
        g_strdup_printf (_("%s And %u more."), g_array_index (problems, AipMergeProblem, 0).sentence,
                         problems->len - 1);

      gtk_label_set_label (self->problems_label, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->summary_label), n_entries > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons_box), n_entries > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->heads_box), n_entries > 0);
  gtk_widget_set_visible (self->scroller, n_entries > 0);
  gtk_widget_set_visible (self->same_page, n_entries == 0);
}

guint
aip_merge_page_set_merge (AipMergePage  *self,
                          AipSheetMerge *merge)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (AIP_IS_MERGE_PAGE (self), 0);
  g_return_val_if_fail (AIP_IS_SHEET_MERGE (merge), 0);

  g_set_object (&self->merge, merge);
  aip_sheet_merge_accept (merge, "all", NULL);
  add_entries (self, TRUE, entries);
  add_entries (self, FALSE, entries);
  g_list_store_splice (self->entries, 0, g_list_model_get_n_items (G_LIST_MODEL (self->entries)),
                       entries->pdata, entries->len);
  fill_summary (self, entries->len);
  count_taken (self);

  return entries->len;
}

guint
aip_merge_page_get_n_taken (AipMergePage *self)
{
  g_return_val_if_fail (AIP_IS_MERGE_PAGE (self), 0);

  return self->n_taken;
}

static void
take_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  AipMergePage *self = AIP_MERGE_PAGE (widget);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->entries));

  if (self->merge == NULL)
    return;

  aip_sheet_merge_accept (self->merge, g_variant_get_string (parameter, NULL), NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AipMergeEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      aip_merge_entry_refresh (entry);
    }
  count_taken (self);
}

static void
aip_merge_page_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  AipMergePage *self = AIP_MERGE_PAGE (object);

  switch (property_id)
    {
    case PROP_N_TAKEN:
      g_value_set_uint (value, self->n_taken);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
aip_merge_page_dispose (GObject *object)
{
  AipMergePage *self = AIP_MERGE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_MERGE_PAGE);
  g_clear_object (&self->entries);
  g_clear_object (&self->merge);

  G_OBJECT_CLASS (aip_merge_page_parent_class)->dispose (object);
}

static void
aip_merge_page_class_init (AipMergePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_merge_page_dispose;
  object_class->get_property = aip_merge_page_get_property;

  properties[PROP_N_TAKEN] = g_param_spec_uint ("n-taken", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-merge-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AipMergePage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, AipMergePage, detail_label);
  gtk_widget_class_bind_template_child (widget_class, AipMergePage, problems_box);
  gtk_widget_class_bind_template_child (widget_class, AipMergePage, problems_label);
  gtk_widget_class_bind_template_child (widget_class, AipMergePage, buttons_box);
  gtk_widget_class_bind_template_child (widget_class, AipMergePage, heads_box);
  gtk_widget_class_bind_template_child (widget_class, AipMergePage, same_page);
  gtk_widget_class_bind_template_child (widget_class, AipMergePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, AipMergePage, list_view);

  gtk_widget_class_install_action (widget_class, "merge.take", "s", take_cb);
}

static void
aip_merge_page_init (AipMergePage *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->entries = g_list_store_new (AIP_TYPE_MERGE_ENTRY);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->entries)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  g_signal_connect_object (self->list_view, "activate", G_CALLBACK (activated_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
}
