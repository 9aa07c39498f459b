/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-board-lane"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-board-lane.h"
#include "aip-cell-dot.h"

#define TILE_WIDTH 184

struct _AipBoardLane
{
  GtkWidget parent_instance;

  AipCellContext *context;
  AipRowColors   *colors;
  AipTileHost    *host;
  AipShotLane    *lane;

  GtkLabel       *count;
  GtkListView    *list;
};

enum {
  DROPPED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipBoardLane, aip_board_lane, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
setup_tile_cb (AipBoardLane *self,
               GtkListItem  *item)
{
  GtkWidget *tile = aip_shot_tile_new (self->context, self->colors);

  g_object_set (tile, "picture-width", TILE_WIDTH, NULL);
  gtk_list_item_set_child (item, tile);
  g_object_bind_property (item, "item", tile, "item", G_BINDING_SYNC_CREATE);
  g_object_bind_property (tile, "spoken", item, "accessible-label", G_BINDING_SYNC_CREATE);
}

/* Dropping ------------------------------------------------------------------------------------ */

static GdkDragAction
drop_motion_cb (AipBoardLane *self)
{
  if (aip_tile_host_get_dragged (self->host) == NULL)
    return 0;

  gtk_widget_add_css_class (GTK_WIDGET (self), "target");

  return GDK_ACTION_MOVE;
}

static void
drop_leave_cb (AipBoardLane *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "target");
}

static gboolean
drop_cb (AipBoardLane *self)
{
  drop_leave_cb (self);
  if (aip_tile_host_get_dragged (self->host) == NULL)
    return FALSE;

  g_signal_emit (self, signals[DROPPED], 0);

  return TRUE;
}

/* Widget -------------------------------------------------------------------------------------- */

void
aip_board_lane_update (AipBoardLane *self)
{
  AipFrameRate rate;
  GPtrArray *shots;
  g_autofree char *count = NULL;
  g_autofree char *length = NULL;
  g_autofree char *text = NULL;
  g_autofree char *spoken = NULL;
  gint64 frames = 0;

  g_return_if_fail (AIP_IS_BOARD_LANE (self));

  rate = aip_project_get_rate (
    aip_document_get_project (aip_cell_context_get_document (self->context)));
  shots = aip_shot_lane_get_all (self->lane);
  for (guint i = 0; i < shots->len; i++)
    frames += aip_shot_get_duration (g_ptr_array_index (shots, i));

  count = g_strdup_printf (ngettext ("%u shot", "%u shots", shots->len), shots->len);
  length = aip_timecode_format (frames, &rate);
  text = g_strdup_printf (_("%s · %s"), count, length);
  gtk_label_set_label (self->count, text);

  spoken = g_strdup_printf ("%s, %s", aip_shot_lane_get_title (self->lane), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

void
aip_board_lane_set_active (AipBoardLane *self,
                           gboolean      active)
{
  g_return_if_fail (AIP_IS_BOARD_LANE (self));

  if (active == (gtk_list_view_get_model (self->list) != NULL))
    return;

  gtk_list_view_set_model (self->list, active ? GTK_SELECTION_MODEL (self->lane) : NULL);
}

void
aip_board_lane_focus (AipBoardLane *self,
                      guint         position,
                      gboolean      select)
{
  g_return_if_fail (AIP_IS_BOARD_LANE (self));

  aip_board_lane_set_active (self, TRUE);
  gtk_list_view_scroll_to (self->list, position,
                           GTK_LIST_SCROLL_FOCUS | (select ? GTK_LIST_SCROLL_SELECT : 0), NULL);
  if (!(gtk_widget_get_state_flags (GTK_WIDGET (self->list)) & GTK_STATE_FLAG_FOCUS_WITHIN))
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

AipShotLane *
aip_board_lane_get_lane (AipBoardLane *self)
{
  g_return_val_if_fail (AIP_IS_BOARD_LANE (self), NULL);

  return self->lane;
}

GtkWidget *
aip_board_lane_get_list (AipBoardLane *self)
{
  g_return_val_if_fail (AIP_IS_BOARD_LANE (self), NULL);

  return GTK_WIDGET (self->list);
}

static void
aip_board_lane_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (aip_board_lane_parent_class)->dispose (object);
}

static void
aip_board_lane_finalize (GObject *object)
{
  AipBoardLane *self = AIP_BOARD_LANE (object);

  g_clear_object (&self->lane);
  g_clear_object (&self->host);
  g_clear_object (&self->colors);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (aip_board_lane_parent_class)->finalize (object);
}

static void
aip_board_lane_class_init (AipBoardLaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_board_lane_dispose;
  object_class->finalize = aip_board_lane_finalize;

  signals[DROPPED] = g_signal_new ("dropped", AIP_TYPE_BOARD_LANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "boardlane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_board_lane_init (AipBoardLane *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
}

static GtkWidget *
create_head (AipBoardLane *self,
             const char   *status)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (aip_shot_lane_get_title (self->lane));
  AipStatus value;

  if (status != NULL && aip_status_from_nick (status, &value))
    {
      GtkWidget *dot = aip_cell_dot_new ();

      aip_cell_dot_set_status (AIP_CELL_DOT (dot), value);
      gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (head), dot);
    }
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_tooltip_text (title, aip_shot_lane_get_title (self->lane));
  gtk_box_append (GTK_BOX (head), title);
  gtk_widget_add_css_class (head, "lanehead");

  return head;
}

GtkWidget *
aip_board_lane_new (AipCellContext *context,
                    AipRowColors   *colors,
                    AipTileHost    *host,
                    AipShotLane    *lane,
                    const char     *status)
{
  AipBoardLane *self;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkDropTarget *target = gtk_drop_target_new (AIP_TYPE_SHOT, GDK_ACTION_MOVE);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_return_val_if_fail (AIP_IS_SHOT_LANE (lane), NULL);

  self = g_object_new (AIP_TYPE_BOARD_LANE, NULL);
  self->context = g_object_ref (context);
  self->colors = g_object_ref (colors);
  self->host = g_object_ref (host);
  self->lane = g_object_ref (lane);

  gtk_widget_set_parent (create_head (self, status), GTK_WIDGET (self));
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->count, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dim-label");
  gtk_widget_set_parent (GTK_WIDGET (self->count), GTK_WIDGET (self));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_tile_cb), self, G_CONNECT_SWAPPED);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_tab_behavior (self->list, GTK_LIST_TAB_ITEM);
  aip_tile_host_attach (host, GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_size_request (scroller, TILE_WIDTH + 32, -1);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));

  g_signal_connect_object (target, "enter", G_CALLBACK (drop_motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "motion", G_CALLBACK (drop_motion_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (drop_leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  aip_board_lane_update (self);

  return GTK_WIDGET (self);
}
