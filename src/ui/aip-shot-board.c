/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-board"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-board-lane.h"
#include "aip-custom-field.h"
#include "aip-shot-board.h"
#include "aip-shot-edit.h"
#include "aip-status.h"
#include "aip-tile-host.h"

/* Beside what is on the screen, so that a lane is there when it is scrolled to. */
#define MARGIN 240

struct _AipShotBoard
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
  GtkWidget         *box;
  GPtrArray         *lanes;      /* of AipBoardLane */
  char              *column;
  gboolean           active;
  guint              wake_source;
};

G_DEFINE_FINAL_TYPE (AipShotBoard, aip_shot_board, GTK_TYPE_WIDGET)

static const char *const columns[] = { "status", "scene", "place" };

static gboolean
is_choice (AipCustomField *field)
{
  return field != NULL && aip_custom_field_get_format (field)->type == AIP_CUSTOM_SELECT;
}

GStrv
aip_shot_board_list_columns (AipDocument *document)
{
  AipEntityList *fields;
  GStrvBuilder *ids;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  ids = g_strv_builder_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    g_strv_builder_add (ids, columns[i]);
  fields = aip_document_get_list (document, AIP_KIND_FIELD);
  for (guint i = 0; i < aip_entity_list_get_count (fields); i++)
    {
      AipCustomField *field = AIP_CUSTOM_FIELD (aip_entity_list_peek (fields, i));

      if (is_choice (field))
        g_strv_builder_add (ids, aip_shot_column_get_info (aip_shot_column_of_field (field))->id);
    }

  return g_strv_builder_unref_to_strv (ids);
}

/* Lanes --------------------------------------------------------------------------------------- */

/* What the column is called where shots are edited. */
static const char *
get_field_name (AipShotBoard *self)
{
  AipShotColumn column = aip_shot_column_find (self->document, self->column);

  return column != AIP_SHOT_COLUMN_NONE ? aip_shot_column_get_info (column)->field : self->column;
}

/* (nullable): the field of the project whose choices are the lanes */
static AipCustomField *
get_field (AipShotBoard *self)
{
  AipCustomField *field = aip_shot_edit_get_custom (self->document, get_field_name (self));

  return is_choice (field) ? field : NULL;
}

/* The choice by its name, which is what is written, too. */
static const char *
get_choice (AipCustomField *field,
            AipShot        *shot)
{
  GVariant *value = aip_shot_get_custom_value (shot, aip_entity_get_id (AIP_ENTITY (field)));
  const AipCustomChoice *choice = NULL;

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    choice = aip_custom_format_find_choice (aip_custom_field_get_format (field),
                                            g_variant_get_string (value, NULL));

  return choice != NULL ? choice->name : "";
}

static const char *
get_value (AipShotBoard *self,
           AipShot      *shot)
{
  AipCustomField *field = get_field (self);
  const char *id;

  if (field != NULL)
    return get_choice (field, shot);
  if (g_str_equal (self->column, "status"))
    return aip_status_to_nick (aip_shot_get_status (shot));

  /* A link to something that was removed is none. */
  id = aip_entity_get_text (AIP_ENTITY (shot), self->column);

  return *id != '\0' && aip_document_lookup (self->document, id) != NULL ? id : "";
}

static void
add_pair (GPtrArray  *pairs,
          const char *value,
          const char *title)
{
  g_ptr_array_add (pairs, g_strdup (value));
  g_ptr_array_add (pairs, g_strdup (title));
}

/* The values of all lanes with their titles, one after the other. */
static GPtrArray *
dup_values (AipShotBoard *self)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func (g_free);
  gboolean scene = g_str_equal (self->column, "scene");
  AipCustomField *field = get_field (self);
  AipEntityList *list;

  if (field != NULL)
    {
      const GPtrArray *choices = aip_custom_field_get_format (field)->choices;
      /* Translators: a lane of the board: shots for which nothing is chosen in that field */
      g_autofree char *none = g_strdup_printf (_("No %s"), aip_custom_field_get_name (field));

      add_pair (pairs, "", none);
      for (guint i = 0; choices != NULL && i < choices->len; i++)
        {
          const AipCustomChoice *choice = g_ptr_array_index (choices, i);

          add_pair (pairs, choice->name, choice->name);
        }
      return pairs;
    }
  if (g_str_equal (self->column, "status"))
    {
      for (guint i = 0; i < AIP_N_STATUSES; i++)
        add_pair (pairs, aip_status_to_nick (i), aip_status_get_title (i));
      return pairs;
    }

  add_pair (pairs, "", scene ? _("No Scene") : _("No Place"));
  list = aip_document_get_list (self->document, scene ? AIP_KIND_SCENE : AIP_KIND_PLACE);
  for (guint i = 0; i < aip_entity_list_get_count (list); i++)
    {
      AipEntity *entity = aip_entity_list_peek (list, i);
      const char *name = aip_entity_get_text (entity, "name");
      g_autofree char *title = NULL;

      if (scene)
        title = g_strdup_printf ("%s %s", aip_scene_get_code (AIP_SCENE (entity)), name);
      add_pair (pairs, aip_entity_get_id (entity), scene ? g_strstrip (title) : name);
    }

  return pairs;
}

static AipBoardLane *
get_lane (AipShotBoard *self,
          guint         index)
{
  return g_ptr_array_index (self->lanes, index);
}

/* Only what is on the screen holds tiles: a film has more scenes than a screen has room for. */
static void
wake_lanes (AipShotBoard *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  double from = gtk_adjustment_get_value (adjustment) - MARGIN;
  double to = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment)
              + MARGIN;

  for (guint i = 0; i < self->lanes->len; i++)
    {
      AipBoardLane *lane = get_lane (self, i);
      graphene_rect_t bounds;
      gboolean seen;

      if (!gtk_widget_compute_bounds (GTK_WIDGET (lane), self->box, &bounds)
          || bounds.size.width < 1)
        continue;
      seen = bounds.origin.x + bounds.size.width > from && bounds.origin.x < to;
      if (seen || gtk_widget_get_focus_child (GTK_WIDGET (lane)) == NULL)
        aip_board_lane_set_active (lane, self->active && seen);
    }
}

static gboolean
wake_cb (gpointer user_data)
{
  AipShotBoard *self = user_data;

  self->wake_source = 0;
  wake_lanes (self);

  return G_SOURCE_REMOVE;
}

/* Not while sizes are being given out, for a list that gets tiles asks for another one. */
static void
queue_wake (AipShotBoard *self)
{
  if (self->wake_source == 0)
    self->wake_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 5, wake_cb, self, NULL);
}

static void
fill_lanes (AipShotBoard *self)
{
  GPtrArray *shots = aip_shot_list_get_all (aip_shot_view_get_list (self->view));
  g_autoptr(GHashTable) by_value = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree GPtrArray **parts = g_new (GPtrArray *, self->lanes->len);

  for (guint i = 0; i < self->lanes->len; i++)
    {
      parts[i] = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (by_value,
                           (gpointer) aip_shot_lane_get_value (
                             aip_board_lane_get_lane (get_lane (self, i))),
                           parts[i]);
    }
  for (guint i = 0; i < shots->len; i++)
    {
      AipShot *shot = g_ptr_array_index (shots, i);
      GPtrArray *part = g_hash_table_lookup (by_value, get_value (self, shot));

      if (part != NULL)
        g_ptr_array_add (part, g_object_ref (shot));
    }
  for (guint i = 0; i < self->lanes->len; i++)
    {
      aip_shot_lane_replace (aip_board_lane_get_lane (get_lane (self, i)), parts[i]);
      aip_board_lane_update (get_lane (self, i));
    }
}

static void lane_dropped_cb (AipShotBoard *self,
                             AipBoardLane *lane);
static void add_lane_shortcuts (AipShotBoard *self,
                                GtkWidget    *list);

/* FALSE if the lanes are those that there are already. */
static gboolean
build_lanes (AipShotBoard *self)
{
  g_autoptr(GPtrArray) values = dup_values (self);
  gboolean status = g_str_equal (self->column, "status");
  gboolean same = values->len == self->lanes->len * 2;

  for (guint i = 0; i < self->lanes->len && same; i++)
    {
      AipShotLane *lane = aip_board_lane_get_lane (get_lane (self, i));

      same = g_str_equal (aip_shot_lane_get_value (lane), g_ptr_array_index (values, i * 2))
             && g_str_equal (aip_shot_lane_get_title (lane),
                             g_ptr_array_index (values, i * 2 + 1));
    }
  if (same)
    return FALSE;

  g_ptr_array_set_size (self->lanes, 0);
  while (gtk_widget_get_first_child (self->box) != NULL)
    gtk_box_remove (GTK_BOX (self->box), gtk_widget_get_first_child (self->box));
  for (guint i = 0; i + 1 < values->len; i += 2)
    {
      const char *value = g_ptr_array_index (values, i);
      g_autoptr(AipShotLane) lane = aip_shot_lane_new (self->view, value,
                                                       g_ptr_array_index (values, i + 1));
      GtkWidget *widget = aip_board_lane_new (self->context, self->colors, self->host, lane,
                                              status ? value : NULL);

      g_signal_connect_object (widget, "dropped", G_CALLBACK (lane_dropped_cb), self,
                               G_CONNECT_SWAPPED);
      add_lane_shortcuts (self, aip_board_lane_get_list (AIP_BOARD_LANE (widget)));
      gtk_box_append (GTK_BOX (self->box), widget);
      g_ptr_array_add (self->lanes, widget);
    }

  return TRUE;
}

static gboolean
find_shot (AipShotBoard *self,
           AipShot      *shot,
           guint        *lane_index,
           guint        *position)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      GPtrArray *shots = aip_shot_lane_get_all (aip_board_lane_get_lane (get_lane (self, i)));

      if (g_ptr_array_find (shots, shot, position))
        {
          *lane_index = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
refreshed_cb (AipShotBoard *self)
{
  if (!self->active)
    return;

  build_lanes (self);
  fill_lanes (self);
  queue_wake (self);
}

/* Moving -------------------------------------------------------------------------------------- */

static gboolean
put_into (AipShotBoard *self,
          GPtrArray    *shots,
          AipBoardLane *lane)
{
  g_autoptr(AipShot) first = g_object_ref (g_ptr_array_index (shots, 0));
  g_autofree char *value = g_strdup (aip_shot_lane_get_value (aip_board_lane_get_lane (lane)));
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (!aip_shot_edit_set_text (self->document, shots, get_field_name (self), value, &error))
    {
      aip_session_toast_error (self->session, error);
      return FALSE;
    }

  aip_shot_board_focus (self, first, FALSE);
  /* Translators: a card was moved to a column of the board: “SHT-0010: In Review” */
  text = g_strdup_printf (_("%s: %s"), aip_shot_get_code (first),
                          aip_shot_lane_get_title (aip_board_lane_get_lane (lane)));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);

  return TRUE;
}

static void
lane_dropped_cb (AipShotBoard *self,
                 AipBoardLane *lane)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_ref (aip_tile_host_get_dragged (self->host));

  put_into (self, shots, lane);
}

gboolean
aip_shot_board_move (AipShotBoard *self,
                     GPtrArray    *shots,
                     int           by)
{
  guint index, position;

  g_return_val_if_fail (AIP_IS_SHOT_BOARD (self), FALSE);
  g_return_val_if_fail (shots != NULL && shots->len > 0, FALSE);

  if (!find_shot (self, g_ptr_array_index (shots, 0), &index, &position)
      || (int) index + by < 0 || (int) index + by >= (int) self->lanes->len)
    return FALSE;

  return put_into (self, shots, get_lane (self, (guint) ((int) index + by)));
}

/* What a key is about: the selected shots if the focused one is among them. */
static GPtrArray *
dup_targets (AipShotBoard *self,
             AipShot      *cursor)
{
  GtkSelectionModel *selection = aip_shot_view_get_selection (self->view);
  GPtrArray *shots;
  guint position;

  if (aip_shot_list_find (aip_shot_view_get_list (self->view), cursor, &position)
      && gtk_selection_model_is_selected (selection, position))
    return aip_shot_view_dup_selected (self->view);

  shots = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (shots, g_object_ref (cursor));

  return shots;
}

static void
move_in_film (AipShotBoard *self,
              GPtrArray    *shots,
              guint         lane_index,
              gboolean      down)
{
  GPtrArray *lane = aip_shot_lane_get_all (aip_board_lane_get_lane (get_lane (self, lane_index)));
  g_autoptr(AipShot) first = g_object_ref (g_ptr_array_index (shots, 0));
  AipShot *edge = g_ptr_array_index (shots, down ? shots->len - 1 : 0);
  g_autoptr(GError) error = NULL;
  guint position;

  if (!g_ptr_array_find (lane, edge, &position) || (!down && position == 0)
      || (down && position + 1 >= lane->len))
    return;
  if (aip_shot_view_get_sort (self->view, NULL) != AIP_SHOT_COLUMN_NONE)
    {
      aip_session_toast (self->session, _("Rows can be moved while they stand in film order."));
      return;
    }

  if (!aip_shot_edit_move (self->document, shots,
                           g_ptr_array_index (lane, down ? position + 1 : position - 1), down,
                           FALSE, &error))
    aip_session_toast_error (self->session, error);
  else
    aip_shot_board_focus (self, first, FALSE);
}

/* (sideways, forward, with the shots) */
static gboolean
go_shortcut_cb (GtkWidget *widget,
                GVariant  *args,
                gpointer   user_data)
{
  AipShotBoard *self = user_data;
  AipShotTile *tile = aip_tile_host_get_focused (self->host);
  AipShot *shot = tile != NULL ? aip_shot_tile_get_shot (tile) : NULL;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean sideways, forward, carry;
  guint index, position;
  int step;

  g_variant_get (args, "(bbb)", &sideways, &forward, &carry);
  if (shot == NULL || !find_shot (self, shot, &index, &position))
    return FALSE;

  step = forward != (sideways && rtl) ? 1 : -1;
  if (carry)
    {
      g_autoptr(GPtrArray) shots = dup_targets (self, shot);

      if (sideways)
        aip_shot_board_move (self, shots, step);
      else
        move_in_film (self, shots, index, forward);
      return TRUE;
    }

  /* Lanes without a shot have nothing that could take the focus. */
  for (int i = (int) index + step; i >= 0 && i < (int) self->lanes->len; i += step)
    {
      GPtrArray *shots;

      shots = aip_shot_lane_get_all (aip_board_lane_get_lane (get_lane (self, (guint) i)));
      if (shots->len > 0)
        return aip_shot_board_focus (self,
                                     g_ptr_array_index (shots, MIN (position, shots->len - 1)),
                                     TRUE);
    }

  return TRUE;
}

static void
add_lane_shortcuts (AipShotBoard *self,
                    GtkWidget    *list)
{
  static const struct {
    const char *trigger;
    gboolean    sideways;
    gboolean    forward;
    gboolean    carry;
  } keys[] = {
    { "Left|KP_Left", TRUE, FALSE, FALSE },
    { "Right|KP_Right", TRUE, TRUE, FALSE },
    { "<Control><Shift>Left|<Control><Shift>KP_Left", TRUE, FALSE, TRUE },
    { "<Control><Shift>Right|<Control><Shift>KP_Right", TRUE, TRUE, TRUE },
    { "<Control><Shift>Up|<Control><Shift>KP_Up", FALSE, FALSE, TRUE },
    { "<Control><Shift>Down|<Control><Shift>KP_Down", FALSE, TRUE, TRUE },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new_with_arguments (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                                       gtk_callback_action_new (go_shortcut_cb, self, NULL),
                                       "(bbb)", keys[i].sideways, keys[i].forward,
                                       keys[i].carry));
  gtk_widget_add_controller (list, controller);
}

/* Focus --------------------------------------------------------------------------------------- */

gboolean
aip_shot_board_focus (AipShotBoard *self,
                      AipShot      *shot,
                      gboolean      select)
{
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  AipBoardLane *lane;
  guint index, position;

  g_return_val_if_fail (AIP_IS_SHOT_BOARD (self), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);

  if (!self->active || !find_shot (self, shot, &index, &position))
    return FALSE;

  lane = get_lane (self, index);
  adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  if (gtk_widget_compute_bounds (GTK_WIDGET (lane), self->box, &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.x, bounds.origin.x + bounds.size.width);
  aip_board_lane_focus (lane, position, select);

  return TRUE;
}

gboolean
aip_shot_board_edit (AipShotBoard *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_BOARD (self), FALSE);

  return aip_tile_host_edit (self->host);
}

static void
cursor_lost_cb (AipShotBoard *self,
                AipShot      *neighbour)
{
  if (neighbour == NULL || !self->active || !aip_tile_host_has_focus (self->host))
    return;

  fill_lanes (self);
  aip_shot_board_focus (self, neighbour, FALSE);
}

/* Widget -------------------------------------------------------------------------------------- */

static void
aip_shot_board_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (aip_shot_board_parent_class)->root (widget);

  aip_tile_host_root (AIP_SHOT_BOARD (widget)->host);
}

static void
aip_shot_board_unroot (GtkWidget *widget)
{
  aip_tile_host_unroot (AIP_SHOT_BOARD (widget)->host);

  GTK_WIDGET_CLASS (aip_shot_board_parent_class)->unroot (widget);
}

static gboolean
aip_shot_board_grab_focus (GtkWidget *widget)
{
  AipShotBoard *self = AIP_SHOT_BOARD (widget);
  AipShot *shot = aip_shot_view_get_cursor (self->view);

  if (shot != NULL && aip_shot_board_focus (self, shot, FALSE))
    return TRUE;

  for (guint i = 0; i < self->lanes->len; i++)
    {
      GPtrArray *shots = aip_shot_lane_get_all (aip_board_lane_get_lane (get_lane (self, i)));

      if (shots->len > 0)
        return aip_shot_board_focus (self, g_ptr_array_index (shots, 0), FALSE);
    }

  return FALSE;
}

static void
aip_shot_board_dispose (GObject *object)
{
  AipShotBoard *self = AIP_SHOT_BOARD (object);

  g_clear_handle_id (&self->wake_source, g_source_remove);
  if (self->host != NULL)
    aip_tile_host_dispose (self->host);
  g_ptr_array_set_size (self->lanes, 0);
  if (self->overlay != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->overlay));
  self->overlay = NULL;

  G_OBJECT_CLASS (aip_shot_board_parent_class)->dispose (object);
}

static void
aip_shot_board_finalize (GObject *object)
{
  AipShotBoard *self = AIP_SHOT_BOARD (object);

  g_ptr_array_unref (self->lanes);
  g_free (self->column);
  g_clear_object (&self->host);
  g_clear_object (&self->colors);
  g_clear_object (&self->view);
  g_clear_object (&self->document);
  g_clear_object (&self->session);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (aip_shot_board_parent_class)->finalize (object);
}

static void
aip_shot_board_class_init (AipShotBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_shot_board_dispose;
  object_class->finalize = aip_shot_board_finalize;
  widget_class->root = aip_shot_board_root;
  widget_class->unroot = aip_shot_board_unroot;
  widget_class->grab_focus = aip_shot_board_grab_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "shotboard");
}

static void
aip_shot_board_init (AipShotBoard *self)
{
  self->lanes = g_ptr_array_new ();
  self->column = g_strdup (columns[0]);
}

GtkWidget *
aip_shot_board_new (AipCellContext *context,
                    AipShotView    *view,
                    AipRowColors   *colors)
{
  AipShotBoard *self;
  GtkAdjustment *adjustment;

  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (context), NULL);
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (view), NULL);

  self = g_object_new (AIP_TYPE_SHOT_BOARD, NULL);
  self->context = g_object_ref (context);
  self->session = g_object_ref (aip_cell_context_get_session (context));
  self->document = g_object_ref (aip_cell_context_get_document (context));
  self->view = g_object_ref (view);
  self->colors = g_object_ref (colors);
  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->overlay), GTK_WIDGET (self));
  self->host = aip_tile_host_new (GTK_WIDGET (self), self->overlay, self->session, view);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_widget_add_css_class (self->box, "lanes");
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (self->scroller, self->box);
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (self->scroller));

  adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (queue_wake), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (queue_wake), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "cursor-lost", G_CALLBACK (cursor_lost_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

void
aip_shot_board_set_menu (AipShotBoard *self,
                         GMenuModel   *menu)
{
  g_return_if_fail (AIP_IS_SHOT_BOARD (self));

  aip_tile_host_set_menu (self->host, menu);
}

void
aip_shot_board_set_active (AipShotBoard *self,
                           gboolean      active)
{
  g_return_if_fail (AIP_IS_SHOT_BOARD (self));

  if (self->active == active)
    return;

  self->active = active;
  if (active)
    refreshed_cb (self);
  else
    for (guint i = 0; i < self->lanes->len; i++)
      aip_board_lane_set_active (get_lane (self, i), FALSE);
}

void
aip_shot_board_set_column (AipShotBoard *self,
                           const char   *id)
{
  g_auto(GStrv) known = NULL;

  g_return_if_fail (AIP_IS_SHOT_BOARD (self));

  known = aip_shot_board_list_columns (self->document);
  if (!g_strv_contains ((const char *const *) known, id != NULL ? id : ""))
    id = columns[0];
  if (g_set_str (&self->column, id))
    refreshed_cb (self);
}
