/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-gallery"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-shot-edit.h"
#include "aip-shot-gallery.h"
#include "aip-tile-host.h"

/* GTK keeps thirty lines of as many tiles alive as there may be columns, whatever is seen. */
#define MAX_COLUMNS 16
/* Around a tile, as the style sheet has it. */
#define TILE_PADDING 16

struct _AipShotGallery
{
  GtkWidget parent_instance;

  AipCellContext    *context;
  AipSession        *session;
  AipDocument       *document;
  AipShotView       *view;
  AipRowColors      *colors;
  AipTileHost       *host;

  GtkOverlay        *overlay;
  GtkScrolledWindow *scroller;
  GtkGridView       *grid;
  int                width;
  guint              columns_source;

  AipShot           *drop_shot;    /* weak pointer */
  gboolean           drop_after;
  graphene_rect_t    drop_line;    /* no height: none */
};

enum {
  PROP_0,
  PROP_PICTURE_WIDTH,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipShotGallery, aip_shot_gallery, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

/* Tiles --------------------------------------------------------------------------------------- */

static void
setup_tile_cb (AipShotGallery *self,
               GtkListItem    *item)
{
  GtkWidget *tile = aip_shot_tile_new (self->context, self->colors);

  gtk_list_item_set_child (item, tile);
  g_object_bind_property (item, "item", tile, "item", G_BINDING_SYNC_CREATE);
  g_object_bind_property (tile, "spoken", item, "accessible-label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "picture-width", tile, "picture-width", G_BINDING_SYNC_CREATE);
}

static gboolean
update_columns_cb (gpointer user_data)
{
  AipShotGallery *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int columns = CLAMP (width / (self->width + TILE_PADDING), 1, MAX_COLUMNS);

  self->columns_source = 0;
  if (width > 0 && (guint) columns != gtk_grid_view_get_max_columns (self->grid))
    gtk_grid_view_set_max_columns (self->grid, (guint) columns);

  return G_SOURCE_REMOVE;
}

/* Not while sizes are given out: another number of columns asks for another size. */
static void
queue_columns (AipShotGallery *self)
{
  if (self->columns_source == 0)
    self->columns_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 15, update_columns_cb, self,
                                            NULL);
}

gboolean
aip_shot_gallery_focus (AipShotGallery *self,
                        AipShot        *shot,
                        gboolean        select)
{
  guint position;

  g_return_val_if_fail (AIP_IS_SHOT_GALLERY (self), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);

  if (gtk_grid_view_get_model (self->grid) == NULL
      || !aip_shot_list_find (aip_shot_view_get_list (self->view), shot, &position))
    return FALSE;

  gtk_grid_view_scroll_to (self->grid, position,
                           GTK_LIST_SCROLL_FOCUS | (select ? GTK_LIST_SCROLL_SELECT : 0), NULL);
  if (!(gtk_widget_get_state_flags (GTK_WIDGET (self->grid)) & GTK_STATE_FLAG_FOCUS_WITHIN))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));

  return TRUE;
}

static void
cursor_lost_cb (AipShotGallery *self,
                AipShot        *neighbour)
{
  g_autoptr(GtkBitset) selected = NULL;

  if (neighbour == NULL || !aip_tile_host_has_focus (self->host))
    return;

  selected = gtk_selection_model_get_selection (aip_shot_view_get_selection (self->view));
  aip_shot_gallery_focus (self, neighbour, gtk_bitset_is_empty (selected));
}

gboolean
aip_shot_gallery_edit (AipShotGallery *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_GALLERY (self), FALSE);

  return aip_tile_host_edit (self->host);
}

/* Dropping ------------------------------------------------------------------------------------ */

static void
clear_target (AipShotGallery *self)
{
  g_clear_weak_pointer (&self->drop_shot);
  self->drop_line = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GdkDragAction
drop_motion_cb (AipShotGallery *self,
                double          x,
                double          y)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  AipShotTile *tile;
  graphene_rect_t bounds;
  graphene_point_t point;
  gboolean right;

  /* Only what was taken here has a place here, and places mean something in film order only. */
  if (aip_tile_host_get_dragged (self->host) == NULL
      || aip_shot_view_get_sort (self->view, NULL) != AIP_SHOT_COLUMN_NONE
      || !gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (self->grid),
                                    &GRAPHENE_POINT_INIT (x, y), &point))
    return 0;

  tile = aip_shot_tile_find (gtk_widget_pick (GTK_WIDGET (self->grid), point.x, point.y,
                                              GTK_PICK_DEFAULT));
  if (tile == NULL || aip_shot_tile_get_shot (tile) == NULL
      || !gtk_widget_compute_bounds (GTK_WIDGET (tile), GTK_WIDGET (self), &bounds))
    {
      clear_target (self);
      return 0;
    }

  right = x > bounds.origin.x + bounds.size.width / 2;
  g_set_weak_pointer (&self->drop_shot, aip_shot_tile_get_shot (tile));
  self->drop_after = right != rtl;
  graphene_rect_init (&self->drop_line,
                      right ? bounds.origin.x + bounds.size.width + 5 : bounds.origin.x - 8,
                      bounds.origin.y, 3, bounds.size.height);
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return GDK_ACTION_MOVE;
}

static gboolean
drop_cb (AipShotGallery *self)
{
  g_autoptr(GPtrArray) shots = NULL;
  g_autoptr(AipShot) target = NULL;
  g_autoptr(GError) error = NULL;
  gboolean after = self->drop_after;

  if (aip_tile_host_get_dragged (self->host) == NULL || self->drop_shot == NULL)
    return FALSE;

  shots = g_ptr_array_ref (aip_tile_host_get_dragged (self->host));
  target = g_object_ref (self->drop_shot);
  clear_target (self);
  /* There are no scenes to be seen here that a shot could be dropped into. */
  if (!aip_shot_edit_move (self->document, shots, target, after, FALSE, &error))
    {
      aip_session_toast_error (self->session, error);
      return FALSE;
    }
  aip_shot_gallery_focus (self, g_ptr_array_index (shots, 0), FALSE);

  return TRUE;
}

/* Widget -------------------------------------------------------------------------------------- */

static void
aip_shot_gallery_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  AipShotGallery *self = AIP_SHOT_GALLERY (widget);

  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->overlay), snapshot);
  if (self->drop_line.size.height > 0)
    {
      AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
      g_autoptr(GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (style);

      gtk_snapshot_append_color (snapshot, accent, &self->drop_line);
    }
}

static void
aip_shot_gallery_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (aip_shot_gallery_parent_class)->root (widget);

  aip_tile_host_root (AIP_SHOT_GALLERY (widget)->host);
}

static void
aip_shot_gallery_unroot (GtkWidget *widget)
{
  aip_tile_host_unroot (AIP_SHOT_GALLERY (widget)->host);

  GTK_WIDGET_CLASS (aip_shot_gallery_parent_class)->unroot (widget);
}

static gboolean
aip_shot_gallery_grab_focus (GtkWidget *widget)
{
  AipShotGallery *self = AIP_SHOT_GALLERY (widget);
  AipShot *shot = aip_shot_view_get_cursor (self->view);

  if (shot == NULL || !aip_shot_list_find (aip_shot_view_get_list (self->view), shot, NULL))
    shot = aip_shot_list_peek (aip_shot_view_get_list (self->view), 0);

  return shot != NULL && aip_shot_gallery_focus (self, shot, FALSE);
}

static void
aip_shot_gallery_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PICTURE_WIDTH:
      g_value_set_int (value, AIP_SHOT_GALLERY (object)->width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_shot_gallery_dispose (GObject *object)
{
  AipShotGallery *self = AIP_SHOT_GALLERY (object);

  g_clear_handle_id (&self->columns_source, g_source_remove);
  if (self->host != NULL)
    aip_tile_host_dispose (self->host);
  if (self->overlay != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->overlay));
  self->overlay = NULL;
  g_clear_weak_pointer (&self->drop_shot);

  G_OBJECT_CLASS (aip_shot_gallery_parent_class)->dispose (object);
}

static void
aip_shot_gallery_finalize (GObject *object)
{
  AipShotGallery *self = AIP_SHOT_GALLERY (object);

  g_clear_object (&self->host);
  g_clear_object (&self->colors);
  g_clear_object (&self->view);
  g_clear_object (&self->document);
  g_clear_object (&self->session);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (aip_shot_gallery_parent_class)->finalize (object);
}

static void
aip_shot_gallery_class_init (AipShotGalleryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_shot_gallery_dispose;
  object_class->finalize = aip_shot_gallery_finalize;
  object_class->get_property = aip_shot_gallery_get_property;
  widget_class->root = aip_shot_gallery_root;
  widget_class->unroot = aip_shot_gallery_unroot;
  widget_class->snapshot = aip_shot_gallery_snapshot;
  widget_class->grab_focus = aip_shot_gallery_grab_focus;

  properties[PROP_PICTURE_WIDTH] =
    g_param_spec_int ("picture-width", NULL, NULL, 48, 1024, 176,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "shotgallery");
}

static void
aip_shot_gallery_init (AipShotGallery *self)
{
  self->width = 176;
}

GtkWidget *
aip_shot_gallery_new (AipCellContext *context,
                      AipShotView    *view,
                      AipRowColors   *colors)
{
  AipShotGallery *self;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkDropTarget *target = gtk_drop_target_new (AIP_TYPE_SHOT, GDK_ACTION_MOVE);

  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (context), NULL);
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (view), NULL);

  self = g_object_new (AIP_TYPE_SHOT_GALLERY, NULL);
  self->context = g_object_ref (context);
  self->session = g_object_ref (aip_cell_context_get_session (context));
  self->document = g_object_ref (aip_cell_context_get_document (context));
  self->view = g_object_ref (view);
  self->colors = g_object_ref (colors);
  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->overlay), GTK_WIDGET (self));
  self->host = aip_tile_host_new (GTK_WIDGET (self), self->overlay, self->session, view);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_tile_cb), self, G_CONNECT_SWAPPED);
  self->grid = GTK_GRID_VIEW (gtk_grid_view_new (NULL, factory));
  gtk_grid_view_set_max_columns (self->grid, MAX_COLUMNS / 4);
  gtk_grid_view_set_enable_rubberband (self->grid, FALSE);
  gtk_grid_view_set_tab_behavior (self->grid, GTK_LIST_TAB_ITEM);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Shots"), -1);
  aip_tile_host_attach (self->host, GTK_WIDGET (self->grid));

  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->grid));
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (self->scroller));

  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size", G_CALLBACK (queue_columns), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "enter", G_CALLBACK (drop_motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "motion", G_CALLBACK (drop_motion_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (clear_target), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (view, "cursor-lost", G_CALLBACK (cursor_lost_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

void
aip_shot_gallery_set_menu (AipShotGallery *self,
                           GMenuModel     *menu)
{
  g_return_if_fail (AIP_IS_SHOT_GALLERY (self));

  aip_tile_host_set_menu (self->host, menu);
}

void
aip_shot_gallery_set_active (AipShotGallery *self,
                             gboolean        active)
{
  g_return_if_fail (AIP_IS_SHOT_GALLERY (self));

  gtk_grid_view_set_model (self->grid, active ? aip_shot_view_get_selection (self->view) : NULL);
}

void
aip_shot_gallery_set_picture_width (AipShotGallery *self,
                                    int             width)
{
  g_return_if_fail (AIP_IS_SHOT_GALLERY (self));

  if (self->width == width)
    return;

  self->width = width;
  queue_columns (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICTURE_WIDTH]);
}
