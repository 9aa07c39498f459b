/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shots-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-row-colors-dialog.h"
#include "aip-shots-page-private.h"

/* How the table is drawn: frozen columns, height and colours of its rows, and widths that fit. */

static void
draw_swatch (GtkDrawingArea *area,
             cairo_t        *cr,
             int             width,
             int             height,
             gpointer        user_data)
{
  GdkRGBA rgba;

  aip_row_color_to_rgba ((AipRowColor) GPOINTER_TO_UINT (user_data), &rgba);
  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

/* What the colours mean, in words. */
static void
update_legend (AipShotsPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->legend_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->legend_box), child);

  for (guint i = 0; i < self->look->rules->len; i++)
    {
      const AipViewRule *rule = g_ptr_array_index (self->look->rules, i);
      GtkWidget *swatch = gtk_drawing_area_new ();
      GtkWidget *label = gtk_label_new (rule->query);
      g_autofree char *tooltip = NULL;

      gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), 4);
      gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), 14);
      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch,
                                      GUINT_TO_POINTER (rule->color), NULL);
      gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (label, "caption");
      /* Translators: what a colour of rows means: “Green: status:final” */
      tooltip = g_strdup_printf (_("%s: %s"), aip_row_color_get_title (rule->color), rule->query);
      gtk_widget_set_tooltip_text (label, tooltip);
      gtk_box_append (GTK_BOX (self->legend_box), swatch);
      gtk_box_append (GTK_BOX (self->legend_box), label);
    }
  gtk_widget_set_visible (self->legend_box, self->look->rules->len > 0);
}

void
_aip_shots_page_apply_table (AipShotsPage *self)
{
  GActionMap *actions = G_ACTION_MAP (self->actions);
  g_autofree char *frozen = g_strdup_printf ("%u", self->look->n_frozen);

  aip_shot_table_set_frozen (self->table, self->look->n_frozen);
  aip_shot_table_set_row_height (self->table, self->look->row_height);
  aip_row_colors_set_rules (self->row_colors, self->look->rules);
  update_legend (self);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "frozen")),
                             g_variant_new_string (frozen));
  g_simple_action_set_state (
    G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "row-height")),
    g_variant_new_string (aip_row_height_to_nick (self->look->row_height)));
}

static void
frozen_change_state_cb (GSimpleAction *action,
                        GVariant      *value,
                        gpointer       user_data)
{
  AipShotsPage *self = user_data;
  guint64 n;

  if (!g_ascii_string_to_unsigned (g_variant_get_string (value, NULL), 10, 0,
                                   AIP_VIEW_MAX_FROZEN, &n, NULL))
    return;

  self->look->n_frozen = (guint) n;
  _aip_shots_page_apply_table (self);
  _aip_shots_page_look_changed (self);
}

/* The shown columns up to one, as many as may be. */
static void
freeze_up_to_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  AipShotsPage *self = user_data;
  g_autoptr(GVariant) columns = aip_shot_table_dup_columns (self->table);
  const char *wanted = g_variant_get_string (parameter, NULL);
  GVariantIter iter;
  const char *id;
  int width;
  gboolean shown;
  guint n = 0;

  g_variant_iter_init (&iter, columns);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &shown))
    {
      n += shown;
      if (g_str_equal (id, wanted))
        {
          self->look->n_frozen = MIN (n, AIP_VIEW_MAX_FROZEN);
          _aip_shots_page_apply_table (self);
          _aip_shots_page_look_changed (self);
          return;
        }
    }
}

static void
fit_column_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipShotsPage *self = user_data;
  AipShotColumn column = aip_shot_column_find (self->document,
                                               g_variant_get_string (parameter, NULL));

  if (column != AIP_SHOT_COLUMN_NONE)
    aip_shot_table_fit_column (self->table, column);
}

static void
row_height_change_state_cb (GSimpleAction *action,
                            GVariant      *value,
                            gpointer       user_data)
{
  AipShotsPage *self = user_data;

  if (!aip_row_height_from_nick (g_variant_get_string (value, NULL), &self->look->row_height))
    return;

  aip_shot_table_finish_edit (self->table);
  _aip_shots_page_apply_table (self);
  _aip_shots_page_look_changed (self);
}

static void
rules_changed_cb (AipShotsPage       *self,
                  AipRowColorsDialog *dialog)
{
  g_clear_pointer (&self->look->rules, g_ptr_array_unref);
  self->look->rules = aip_row_colors_dialog_dup_rules (dialog);
  aip_row_colors_set_rules (self->row_colors, self->look->rules);
  update_legend (self);
}

/* All that was done in the dialog is one step. */
static void
dialog_closed_cb (AipShotsPage *self)
{
  _aip_shots_page_look_changed (self);
}

static void
row_colors_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipShotsPage *self = user_data;
  AdwDialog *dialog = aip_row_colors_dialog_new (self->look->rules);

  g_signal_connect_object (dialog, "changed", G_CALLBACK (rules_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (dialog_closed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
_aip_shots_page_init_table (AipShotsPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "frozen", .parameter_type = "s", .state = "'2'",
      .change_state = frozen_change_state_cb },
    { .name = "freeze-up-to", .activate = freeze_up_to_activated_cb, .parameter_type = "s" },
    { .name = "fit-column", .activate = fit_column_activated_cb, .parameter_type = "s" },
    { .name = "row-height", .parameter_type = "s", .state = "'short'",
      .change_state = row_height_change_state_cb },
    { .name = "row-colors", .activate = row_colors_activated_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  aip_shot_table_set_row_colors (self->table, self->row_colors);
}
