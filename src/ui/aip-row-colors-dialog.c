/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-row-colors-dialog"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-row-colors-dialog.h"
#include "aip-row-colors.h"

struct _AipRowColorsDialog
{
  AdwDialog parent_instance;

  GtkListBox *list;
  GtkWidget  *add;
  GPtrArray  *rules;    /* of AipViewRule: as they stand in the list */
  gboolean    filling;
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipRowColorsDialog, aip_row_colors_dialog, ADW_TYPE_DIALOG)

static guint signals[N_SIGNALS];

static void fill (AipRowColorsDialog *self);

static void
changed (AipRowColorsDialog *self)
{
  gtk_widget_set_sensitive (self->add, self->rules->len < AIP_VIEW_MAX_RULES);
  g_signal_emit (self, signals[CHANGED], 0);
}

static guint
get_index (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

static void
query_changed_cb (AipRowColorsDialog *self,
                  GtkEditable        *entry)
{
  AipViewRule *rule = g_ptr_array_index (self->rules, get_index (GTK_WIDGET (entry)));

  g_set_str (&rule->query, gtk_editable_get_text (entry));
  changed (self);
}

static void
color_selected_cb (AipRowColorsDialog *self,
                   GParamSpec         *pspec,
                   GtkDropDown        *chooser)
{
  AipViewRule *rule;

  if (self->filling)
    return;

  rule = g_ptr_array_index (self->rules, get_index (GTK_WIDGET (chooser)));
  rule->color = (AipRowColor) gtk_drop_down_get_selected (chooser);
  changed (self);
}

static void
remove_clicked_cb (AipRowColorsDialog *self,
                   GtkWidget          *button)
{
  g_ptr_array_remove_index (self->rules, get_index (button));
  fill (self);
  changed (self);
}

static void
up_clicked_cb (AipRowColorsDialog *self,
               GtkWidget          *button)
{
  guint index = get_index (button);
  gpointer rule;

  if (index == 0)
    return;

  rule = self->rules->pdata[index];
  self->rules->pdata[index] = self->rules->pdata[index - 1];
  self->rules->pdata[index - 1] = rule;
  fill (self);
  changed (self);
}

static void
add_clicked_cb (AipRowColorsDialog *self)
{
  GtkListBoxRow *row;

  aip_view_rules_add (self->rules, "", (AipRowColor) (self->rules->len % AIP_N_ROW_COLORS));
  fill (self);
  row = gtk_list_box_get_row_at_index (self->list, (int) self->rules->len - 1);
  gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
  changed (self);
}

static GtkWidget *
create_button (AipRowColorsDialog *self,
               const char         *icon,
               const char         *label,
               GCallback           callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static void
draw_swatch (GtkDrawingArea *area,
             cairo_t        *cr,
             int             width,
             int             height,
             gpointer        user_data)
{
  GdkRGBA rgba;

  aip_row_color_to_rgba ((AipRowColor) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (area),
                                                                            "color")), &rgba);
  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

/* A colour and its name: nobody has to tell colours apart. */
static void
setup_color_cb (GtkListItemFactory *factory,
                GtkListItem        *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *swatch = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), 12);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), 12);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch, NULL, NULL);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_list_item_set_child (item, box);
}

static void
bind_color_cb (GtkListItemFactory *factory,
               GtkListItem        *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *swatch = gtk_widget_get_first_child (box);
  AipRowColor color = (AipRowColor) gtk_list_item_get_position (item);

  /* The button of the list has one item, which is the selected one whatever its position. */
  for (guint i = 0; i < AIP_N_ROW_COLORS; i++)
    if (g_str_equal (aip_row_color_get_title ((AipRowColor) i),
                     gtk_string_object_get_string (gtk_list_item_get_item (item))))
      color = (AipRowColor) i;
  g_object_set_data (G_OBJECT (swatch), "color", GUINT_TO_POINTER (color));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)),
                       aip_row_color_get_title (color));
  gtk_widget_queue_draw (swatch);
}

static GtkWidget *
create_chooser (AipRowColorsDialog *self,
                AipRowColor         color)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkStringList *titles = gtk_string_list_new (NULL);
  GtkWidget *chooser;

  for (guint i = 0; i < AIP_N_ROW_COLORS; i++)
    gtk_string_list_append (titles, aip_row_color_get_title ((AipRowColor) i));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_color_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_color_cb), NULL);
  chooser = gtk_drop_down_new (G_LIST_MODEL (titles), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (chooser), factory);
  g_object_unref (factory);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (chooser), color);
  gtk_widget_set_valign (chooser, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chooser), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Color"), -1);
  g_signal_connect_object (chooser, "notify::selected", G_CALLBACK (color_selected_cb), self,
                           G_CONNECT_SWAPPED);

  return chooser;
}

static void
add_row (AipRowColorsDialog *self,
         const AipViewRule  *rule)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), rule->query);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "status:review scene:3");
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Shots that match"), -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (query_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), create_chooser (self, rule->color));
  gtk_box_append (GTK_BOX (box), create_button (self, "go-up-symbolic", _("Move Up"),
                                                G_CALLBACK (up_clicked_cb)));
  gtk_box_append (GTK_BOX (box), create_button (self, "user-trash-symbolic", _("Remove"),
                                                G_CALLBACK (remove_clicked_cb)));
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
}

static void
fill (AipRowColorsDialog *self)
{
  self->filling = TRUE;
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < self->rules->len; i++)
    add_row (self, g_ptr_array_index (self->rules, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->rules->len > 0);
  self->filling = FALSE;
}

static void
aip_row_colors_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (AIP_ROW_COLORS_DIALOG (object)->rules);

  G_OBJECT_CLASS (aip_row_colors_dialog_parent_class)->finalize (object);
}

static void
aip_row_colors_dialog_class_init (AipRowColorsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = aip_row_colors_dialog_finalize;

  signals[CHANGED] = g_signal_new ("changed", AIP_TYPE_ROW_COLORS_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-row-colors-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipRowColorsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AipRowColorsDialog, add);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
aip_row_colors_dialog_init (AipRowColorsDialog *self)
{
  self->rules = aip_view_rules_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
aip_row_colors_dialog_new (GPtrArray *rules)
{
  AipRowColorsDialog *self;

  g_return_val_if_fail (rules != NULL, NULL);

  self = g_object_new (AIP_TYPE_ROW_COLORS_DIALOG, NULL);
  for (guint i = 0; i < rules->len; i++)
    {
      const AipViewRule *rule = g_ptr_array_index (rules, i);

      aip_view_rules_add (self->rules, rule->query, rule->color);
    }
  if (self->rules->len == 0)
    aip_view_rules_add (self->rules, "", AIP_ROW_COLOR_BLUE);
  fill (self);

  return ADW_DIALOG (self);
}

GPtrArray *
aip_row_colors_dialog_dup_rules (AipRowColorsDialog *self)
{
  GPtrArray *rules = aip_view_rules_new ();

  g_return_val_if_fail (AIP_IS_ROW_COLORS_DIALOG (self), rules);

  for (guint i = 0; i < self->rules->len; i++)
    {
      const AipViewRule *rule = g_ptr_array_index (self->rules, i);
      g_autofree char *query = g_strstrip (g_strdup (rule->query));

      if (*query != '\0')
        aip_view_rules_add (rules, query, rule->color);
    }

  return rules;
}
