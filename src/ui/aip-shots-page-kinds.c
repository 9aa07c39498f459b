/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shots-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-shots-page-private.h"

/*
 * Table, gallery and board: three ways to show the one view of the shots, with one selection. Only
 * the one that is seen has rows or tiles; gallery and board are made when they are first wanted.
 */

static gboolean
is_kind (AipShotsPage *self,
         const char   *kind)
{
  return g_str_equal (self->kind, kind);
}

gboolean
_aip_shots_page_shows_table (AipShotsPage *self)
{
  return is_kind (self, "table");
}

/* What stands beside the tabs ------------------------------------------------------------------- */

static void
size_changed_cb (AipShotsPage *self,
                 GtkRange     *range)
{
  int width = (int) gtk_range_get_value (range);

  if (self->loading_look || width == self->look->picture)
    return;

  self->look->picture = width;
  aip_shot_gallery_set_picture_width (self->gallery, width);
  _aip_shots_page_look_changed (self);
}

static GtkWidget *
create_size_scale (AipShotsPage *self)
{
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, AIP_VIEW_MIN_PICTURE,
                                               AIP_VIEW_MAX_PICTURE, 16);

  gtk_scale_set_draw_value (GTK_SCALE (scale), FALSE);
  gtk_range_set_value (GTK_RANGE (scale), self->look->picture);
  gtk_widget_set_size_request (scale, 120, -1);
  gtk_widget_set_tooltip_text (scale, _("Size of the Pictures"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Size of the Pictures"), -1);
  g_signal_connect_object (scale, "value-changed", G_CALLBACK (size_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return scale;
}

static GtkWidget *
create_board_button (AipShotsPage *self)
{
  g_auto(GStrv) columns =
    aip_shot_board_list_columns (aip_session_get_document (self->session));
  g_autoptr(GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  const char *title = "";
  g_autofree char *label = NULL;

  for (guint i = 0; columns[i] != NULL; i++)
    {
      AipShotColumn column =
        aip_shot_column_find (aip_session_get_document (self->session), columns[i]);
      const char *name = aip_shot_column_get_title (column);
      g_autofree char *action = g_strdup_printf ("shots.board::%s", columns[i]);

      g_menu_append (menu, name, action);
      if (i == 0 || g_str_equal (columns[i], self->look->board))
        title = name;
    }
  /* Translators: what the lanes of the board stand for: “By Status” */
  label = g_strdup_printf (_("By %s"), title);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");

  return button;
}

static void
update_extra (AipShotsPage *self)
{
  GtkWidget *extra = NULL;

  if (is_kind (self, "gallery"))
    extra = create_size_scale (self);
  else if (is_kind (self, "board"))
    extra = create_board_button (self);
  aip_view_bar_set_extra (self->bar, extra);
}

/* Switching ------------------------------------------------------------------------------------- */

static GtkWidget *
ensure_kind (AipShotsPage *self)
{
  if (is_kind (self, "gallery"))
    {
      if (self->gallery == NULL)
        {
          self->gallery = AIP_SHOT_GALLERY (aip_shot_gallery_new (self->context, self->view,
                                                                  self->row_colors));
          aip_shot_gallery_set_menu (self->gallery, self->row_menu);
          gtk_stack_add_child (self->kinds, GTK_WIDGET (self->gallery));
        }
      return GTK_WIDGET (self->gallery);
    }
  if (is_kind (self, "board"))
    {
      if (self->board == NULL)
        {
          self->board = AIP_SHOT_BOARD (aip_shot_board_new (self->context, self->view,
                                                            self->row_colors));
          aip_shot_board_set_menu (self->board, self->row_menu);
          gtk_stack_add_child (self->kinds, GTK_WIDGET (self->board));
        }
      return GTK_WIDGET (self->board);
    }

  return GTK_WIDGET (self->table);
}

void
_aip_shots_page_set_kind (AipShotsPage *self,
                          const char   *kind)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->kinds)) != NULL;
  gboolean other = g_strcmp0 (self->kind, kind) != 0;
  GtkWidget *child;

  g_set_str (&self->kind, kind);
  child = ensure_kind (self);
  if (self->gallery != NULL)
    aip_shot_gallery_set_picture_width (self->gallery, self->look->picture);
  if (self->board != NULL)
    aip_shot_board_set_column (self->board, self->look->board);

  aip_shot_table_set_active (self->table, is_kind (self, "table"));
  if (self->gallery != NULL)
    aip_shot_gallery_set_active (self->gallery, is_kind (self, "gallery"));
  if (self->board != NULL)
    aip_shot_board_set_active (self->board, is_kind (self, "board"));
  gtk_stack_set_visible_child (self->kinds, child);
  update_extra (self);

  if (had_focus && other)
    gtk_widget_grab_focus (child);
}

gboolean
_aip_shots_page_focus_shot (AipShotsPage  *self,
                            AipShot       *shot,
                            AipShotColumn  column,
                            gboolean       select)
{
  if (is_kind (self, "gallery"))
    return aip_shot_gallery_focus (self->gallery, shot, select);
  if (is_kind (self, "board"))
    return aip_shot_board_focus (self->board, shot, select);

  return aip_shot_table_focus (self->table, shot, column, select);
}

void
_aip_shots_page_focus_kind (AipShotsPage *self)
{
  gtk_widget_grab_focus (ensure_kind (self));
}

gboolean
_aip_shots_page_edit_tile (AipShotsPage *self,
                           AipShot      *shot)
{
  if (is_kind (self, "table") || !_aip_shots_page_focus_shot (self, shot, 0, FALSE))
    return FALSE;

  return is_kind (self, "gallery") ? aip_shot_gallery_edit (self->gallery)
                                   : aip_shot_board_edit (self->board);
}

/* Actions --------------------------------------------------------------------------------------- */

static void
board_change_state_cb (GSimpleAction *action,
                       GVariant      *value,
                       gpointer       user_data)
{
  AipShotsPage *self = user_data;
  const char *id = g_variant_get_string (value, NULL);

  g_auto(GStrv) columns =
    aip_shot_board_list_columns (aip_session_get_document (self->session));

  if (!g_strv_contains ((const char *const *) columns, id))
    return;

  g_set_str (&self->look->board, id);
  if (self->board != NULL)
    aip_shot_board_set_column (self->board, id);
  update_extra (self);
  _aip_shots_page_look_changed (self);
}

static void
picture_change_state_cb (GSimpleAction *action,
                         GVariant      *value,
                         gpointer       user_data)
{
  AipShotsPage *self = user_data;

  self->look->picture = CLAMP (g_variant_get_int32 (value), AIP_VIEW_MIN_PICTURE,
                               AIP_VIEW_MAX_PICTURE);
  if (self->gallery != NULL)
    aip_shot_gallery_set_picture_width (self->gallery, self->look->picture);
  update_extra (self);
  _aip_shots_page_look_changed (self);
}

void
_aip_shots_page_init_kinds (AipShotsPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "board", .parameter_type = "s", .state = "'status'",
      .change_state = board_change_state_cb },
    { .name = "picture-size", .parameter_type = "i", .state = "176",
      .change_state = picture_change_state_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  self->kind = g_strdup ("table");
  self->row_colors = aip_row_colors_new (self->view);
  self->kinds = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_child (self->kinds, GTK_WIDGET (self->table));
  adw_bin_set_child (ADW_BIN (self->table_bin), GTK_WIDGET (self->kinds));
}
