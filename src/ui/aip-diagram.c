/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-diagram"

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "aip-diagram-handle.h"
#include "aip-diagram.h"

/* How far from a handle it can still be caught. */
#define REACH 20
/* What the pointer may move in a click. */
#define CLICK_SLOP 3

typedef struct {
  AipLiveSetup *live;

  GPtrArray    *handles;            /* of GtkWidget, children */
  PangoLayout  *layouts[AIP_STAGE_MAX_LABELS];
  gboolean      laid_out;

  int           hovered;            /* handle */
  double        pointer_x;          /* where it was last */
  double        pointer_y;
  int           dragged;            /* handle */
  AipSetup      before;             /* when the drag began */
  double        grip_x;             /* from the pointer to the handle */
  double        grip_y;
  GtkGesture   *drag;
} AipDiagramPrivate;

enum {
  EDIT_FIELD,
  N_SIGNALS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AipDiagram, aip_diagram, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

#define PRIVATE(self) ((AipDiagramPrivate *) aip_diagram_get_instance_private (self))

void
aip_diagram_value_clear (AipDiagramValue *value)
{
  g_clear_pointer (&value->name, g_free);
  g_clear_pointer (&value->text, g_free);
}

static AipStageColor
to_stage (const GdkRGBA *color)
{
  return (AipStageColor) { color->red, color->green, color->blue };
}

void
aip_diagram_fill_palette (GtkWidget       *widget,
                          AipStagePalette *palette)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  gboolean dark = adw_style_manager_get_dark (manager);
  GdkRGBA foreground, accent;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (palette != NULL);

  *palette = dark ? *aip_stage_palette_get_dark () : *aip_stage_palette_get_light ();
  gtk_widget_get_color (widget, &foreground);
  adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (manager), dark,
                                       &accent);
  palette->foreground = to_stage (&foreground);
  palette->accent = to_stage (&accent);
  if (adw_style_manager_get_high_contrast (manager))
    palette->dim = aip_stage_color_mix (palette->dim, palette->foreground, 0.6);
}

/* What is active ------------------------------------------------------------------------------ */

static int
find_focused (AipDiagram *self)
{
  AipDiagramPrivate *priv = PRIVATE (self);

  for (guint i = 0; i < priv->handles->len; i++)
    {
      if (gtk_widget_has_focus (priv->handles->pdata[i]))
        return (int) i;
    }

  return AIP_DIAGRAM_NONE;
}

static gboolean
is_there (AipDiagram *self,
          int         handle)
{
  double x, y;

  return AIP_DIAGRAM_GET_CLASS (self)->get_handle (self, handle, &x, &y);
}

gboolean
aip_diagram_is_laid_out (AipDiagram *self)
{
  g_return_val_if_fail (AIP_IS_DIAGRAM (self), FALSE);

  return PRIVATE (self)->laid_out;
}

int
aip_diagram_get_active (AipDiagram *self)
{
  AipDiagramPrivate *priv;
  AipDiagramClass *klass;
  int focused, highlight;

  g_return_val_if_fail (AIP_IS_DIAGRAM (self), AIP_DIAGRAM_NONE);

  priv = PRIVATE (self);
  klass = AIP_DIAGRAM_GET_CLASS (self);
  focused = find_focused (self);
  if (priv->dragged != AIP_DIAGRAM_NONE)
    return priv->dragged;
  if (priv->hovered != AIP_DIAGRAM_NONE)
    return priv->hovered;
  if (focused != AIP_DIAGRAM_NONE && gtk_widget_has_visible_focus (priv->handles->pdata[focused]))
    return focused;

  /* The pointer is at the field somewhere else. */
  highlight = priv->live != NULL ? aip_live_setup_get_highlight (priv->live) : -1;
  for (int i = 0; highlight >= 0 && i < klass->n_handles; i++)
    {
      if ((int) klass->get_field (self, i) == highlight && is_there (self, i))
        return i;
    }

  return AIP_DIAGRAM_NONE;
}

static void
update_lit (AipDiagram *self)
{
  AipDiagramPrivate *priv = PRIVATE (self);
  int highlight = aip_live_setup_get_highlight (priv->live);
  gboolean lit = highlight >= 0
                 && (AIP_DIAGRAM_GET_CLASS (self)->depends & AIP_SETUP_BIT (highlight)) != 0;

  if (lit)
    gtk_widget_add_css_class (GTK_WIDGET (self), "lit");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "lit");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
highlight_cb (AipDiagram *self)
{
  update_lit (self);
}

static void
set_highlight (AipDiagram *self,
               int         field)
{
  AipDiagramPrivate *priv = PRIVATE (self);

  if (priv->live != NULL)
    aip_live_setup_set_highlight (priv->live, field);
}

/* Layout -------------------------------------------------------------------------------------- */

static void
describe_handles (AipDiagram *self)
{
  AipDiagramPrivate *priv = PRIVATE (self);
  AipDiagramClass *klass = AIP_DIAGRAM_GET_CLASS (self);
  const AipSetup *setup = aip_live_setup_get (priv->live);

  for (guint i = 0; i < priv->handles->len; i++)
    {
      GtkWidget *handle = priv->handles->pdata[i];
      gboolean there = is_there (self, (int) i);

      /* What is in the hand may be dragged out of sight; without a widget it would lose the focus. */
      if ((int) i != priv->dragged)
        gtk_widget_set_visible (handle, there);
      if (there)
        {
          AipDiagramValue value = { 0, };

          klass->describe (self, setup, (int) i, &value);
          aip_diagram_handle_set_value (AIP_DIAGRAM_HANDLE (handle), value.name, value.text,
                                        value.value, value.lower, value.upper);
          aip_diagram_value_clear (&value);
        }
    }
}

void
aip_diagram_ensure_layout (AipDiagram *self)
{
  AipDiagramPrivate *priv;

  g_return_if_fail (AIP_IS_DIAGRAM (self));

  priv = PRIVATE (self);
  if (priv->laid_out || priv->live == NULL)
    return;

  AIP_DIAGRAM_GET_CLASS (self)->layout (self, aip_live_setup_get (priv->live),
                                        gtk_widget_get_width (GTK_WIDGET (self)),
                                        gtk_widget_get_height (GTK_WIDGET (self)));
  priv->laid_out = TRUE;
}

static void
place_handles (AipDiagram *self)
{
  AipDiagramPrivate *priv = PRIVATE (self);
  const double half = AIP_DIAGRAM_HANDLE_SIZE / 2.0;

  for (guint i = 0; i < priv->handles->len; i++)
    {
      double x, y;

      if (!AIP_DIAGRAM_GET_CLASS (self)->get_handle (self, (int) i, &x, &y))
        continue;

      gtk_widget_size_allocate (priv->handles->pdata[i],
                                &(GtkAllocation) { (int) (x - half), (int) (y - half),
                                                   AIP_DIAGRAM_HANDLE_SIZE,
                                                   AIP_DIAGRAM_HANDLE_SIZE },
                                -1);
    }
}

static void
invalidate (AipDiagram *self)
{
  AipDiagramPrivate *priv = PRIVATE (self);

  priv->laid_out = FALSE;
  if (priv->handles->len > 0)
    {
      aip_diagram_ensure_layout (self);
      describe_handles (self);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
changed_cb (AipDiagram *self,
            guint64     fields)
{
  if ((fields & AIP_DIAGRAM_GET_CLASS (self)->depends) != 0)
    invalidate (self);
}

static void
aip_diagram_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  AipDiagram *self = AIP_DIAGRAM (widget);
  AipDiagramPrivate *priv = PRIVATE (self);

  if (priv->live == NULL)
    return;

  priv->laid_out = FALSE;
  aip_diagram_ensure_layout (self);
  describe_handles (self);
  place_handles (self);
}

/* Drawing ------------------------------------------------------------------------------------- */

static void
snapshot_labels (AipDiagram            *self,
                 GtkSnapshot           *snapshot,
                 const AipStageLabels  *labels,
                 const AipStagePalette *palette)
{
  AipDiagramPrivate *priv = PRIVATE (self);
  int room = MAX (1, gtk_widget_get_width (GTK_WIDGET (self)) - 8);

  for (guint i = 0; i < labels->n_items; i++)
    {
      const AipStageLabel *label = &labels->items[i];
      AipStageColor color = palette->foreground;
      double alpha = 1, x = label->x, y = label->y;
      int width, height;

      if (priv->layouts[i] == NULL)
        priv->layouts[i] = gtk_widget_create_pango_layout (GTK_WIDGET (self), label->text);
      else if (!g_str_equal (pango_layout_get_text (priv->layouts[i]), label->text))
        pango_layout_set_text (priv->layouts[i], label->text, -1);
      pango_layout_set_width (priv->layouts[i], -1);
      pango_layout_get_pixel_size (priv->layouts[i], &width, &height);
      if (width > room)
        {
          pango_layout_set_width (priv->layouts[i], room * PANGO_SCALE);
          pango_layout_set_wrap (priv->layouts[i], PANGO_WRAP_WORD_CHAR);
          pango_layout_set_alignment (priv->layouts[i], PANGO_ALIGN_CENTER);
          pango_layout_get_pixel_size (priv->layouts[i], NULL, &height);
          width = room;
        }

      switch (label->role)
        {
        case AIP_STAGE_LABEL_DIM:
          alpha = 0.65;
          break;
        case AIP_STAGE_LABEL_ACCENT:
          color = palette->accent;
          break;
        case AIP_STAGE_LABEL_WARNING:
          color = palette->warning;
          break;
        case AIP_STAGE_LABEL_NORMAL:
        default:
          break;
        }

      if (label->anchor == AIP_STAGE_ANCHOR_RIGHT)
        x -= width;
      else if (label->anchor != AIP_STAGE_ANCHOR_LEFT)
        x -= width / 2.0;
      if (label->anchor == AIP_STAGE_ANCHOR_BOTTOM)
        y -= height;
      else if (label->anchor != AIP_STAGE_ANCHOR_TOP)
        y -= height / 2.0;
      /* What a translation made longer is moved rather than cut. */
      x = CLAMP (x, 2, MAX (2, gtk_widget_get_width (GTK_WIDGET (self)) - width - 2));
      y = CLAMP (y, 0, MAX (0, gtk_widget_get_height (GTK_WIDGET (self)) - height));

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x),
                                                              (float) round (y)));
      gtk_snapshot_append_layout (snapshot, priv->layouts[i],
                                  &(GdkRGBA) { (float) color.red, (float) color.green,
                                               (float) color.blue, (float) alpha });
      gtk_snapshot_restore (snapshot);
    }
}

static void
aip_diagram_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  AipDiagram *self = AIP_DIAGRAM (widget);
  AipDiagramPrivate *priv = PRIVATE (self);
  AipDiagramClass *klass = AIP_DIAGRAM_GET_CLASS (self);
  const AipSetup *setup;
  AipStagePalette palette;
  AipStageLabels labels;
  cairo_t *cr;

  if (priv->live == NULL)
    return;

  setup = aip_live_setup_get (priv->live);
  aip_diagram_ensure_layout (self);
  aip_diagram_fill_palette (widget, &palette);

  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0,
                                                       (float) gtk_widget_get_width (widget),
                                                       (float) gtk_widget_get_height (widget)));
  klass->draw (self, cr, setup, &palette, aip_diagram_get_active (self));
  cairo_destroy (cr);

  labels.n_items = 0;
  klass->get_labels (self, setup, &labels);
  snapshot_labels (self, snapshot, &labels, &palette);

  for (guint i = 0; i < priv->handles->len; i++)
    gtk_widget_snapshot_child (widget, priv->handles->pdata[i], snapshot);
}

/* The pointer --------------------------------------------------------------------------------- */

static int
pick (AipDiagram *self,
      double      x,
      double      y)
{
  AipDiagramClass *klass = AIP_DIAGRAM_GET_CLASS (self);

  if (PRIVATE (self)->live == NULL)
    return AIP_DIAGRAM_NONE;

  aip_diagram_ensure_layout (self);

  return klass->pick != NULL ? klass->pick (self, x, y, REACH) : AIP_DIAGRAM_NONE;
}

static int
find_field (AipDiagram *self,
            double      x,
            double      y)
{
  AipDiagramClass *klass = AIP_DIAGRAM_GET_CLASS (self);
  int handle = pick (self, x, y);

  if (handle != AIP_DIAGRAM_NONE)
    return (int) klass->get_field (self, handle);

  return klass->find_field != NULL ? klass->find_field (self, x, y) : -1;
}

static void
hover (AipDiagram *self,
       double      x,
       double      y)
{
  AipDiagramPrivate *priv = PRIVATE (self);
  AipDiagramClass *klass = AIP_DIAGRAM_GET_CLASS (self);
  gboolean moved = x != priv->pointer_x || y != priv->pointer_y;
  int handle;

  if (priv->dragged != AIP_DIAGRAM_NONE)
    return;

  handle = pick (self, x, y);
  priv->pointer_x = x;
  priv->pointer_y = y;
  /* What is drawn under a pointer that rests does not take the light from what has the focus. */
  if (moved)
    set_highlight (self, find_field (self, x, y));
  if (handle == priv->hovered)
    return;

  priv->hovered = handle;
  gtk_widget_set_cursor_from_name (
    GTK_WIDGET (self), handle != AIP_DIAGRAM_NONE ? klass->get_cursor (self, handle) : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (AipDiagram *self,
           double      x,
           double      y)
{
  hover (self, x, y);
}

static void
leave_cb (AipDiagram *self)
{
  AipDiagramPrivate *priv = PRIVATE (self);

  if (priv->dragged != AIP_DIAGRAM_NONE)
    return;

  priv->hovered = AIP_DIAGRAM_NONE;
  priv->pointer_x = priv->pointer_y = -1;
  set_highlight (self, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_begin_cb (AipDiagram     *self,
               double          x,
               double          y,
               GtkGestureDrag *gesture)
{
  AipDiagramPrivate *priv = PRIVATE (self);
  AipDiagramClass *klass = AIP_DIAGRAM_GET_CLASS (self);
  int handle = pick (self, x, y);
  double handle_x, handle_y;

  if (handle == AIP_DIAGRAM_NONE || !klass->get_handle (self, handle, &handle_x, &handle_y))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  /* Where it was caught stays under the pointer. */
  priv->grip_x = handle_x - x;
  priv->grip_y = handle_y - y;
  priv->dragged = handle;
  priv->before = *aip_live_setup_get (priv->live);
  aip_live_setup_begin_drag (priv->live);
  if (klass->freeze != NULL)
    klass->freeze (self, handle);
  if (g_str_equal (klass->get_cursor (self, handle), "grab"))
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
  set_highlight (self, (int) klass->get_field (self, handle));
  gtk_widget_grab_focus (priv->handles->pdata[handle]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_update_cb (AipDiagram     *self,
                double          dx,
                double          dy,
                GtkGestureDrag *gesture)
{
  AipDiagramPrivate *priv = PRIVATE (self);
  AipSetup setup;
  double x, y;

  if (priv->dragged == AIP_DIAGRAM_NONE)
    return;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (AIP_DIAGRAM_GET_CLASS (self)->drag (self, &priv->before, priv->dragged,
                                          x + dx + priv->grip_x, y + dy + priv->grip_y,
                                          &setup) != 0)
    aip_live_setup_set (priv->live, &setup);
  else
    aip_live_setup_set (priv->live, &priv->before);
}

static void
finish_drag (AipDiagram *self)
{
  AipDiagramPrivate *priv = PRIVATE (self);
  AipDiagramClass *klass = AIP_DIAGRAM_GET_CLASS (self);

  if (priv->dragged == AIP_DIAGRAM_NONE)
    return;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), klass->get_cursor (self, priv->dragged));
  priv->dragged = AIP_DIAGRAM_NONE;
  if (klass->freeze != NULL)
    klass->freeze (self, AIP_DIAGRAM_NONE);
  if (priv->live != NULL)
    {
      aip_live_setup_end_drag (priv->live);
      invalidate (self);
    }
}

static void
drag_end_cb (AipDiagram     *self,
             double          dx,
             double          dy,
             GtkGestureDrag *gesture)
{
  AipDiagramPrivate *priv = PRIVATE (self);
  double x = 0, y = 0;
  int field;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (priv->dragged != AIP_DIAGRAM_NONE)
    finish_drag (self);
  else
    {
      field = find_field (self, x, y);
      if (field >= 0 && dx * dx + dy * dy <= CLICK_SLOP * CLICK_SLOP)
        g_signal_emit (self, signals[EDIT_FIELD], 0, field);
    }
  hover (self, x + dx, y + dy);
}

static void
give_up_drag (AipDiagram *self)
{
  AipDiagramPrivate *priv = PRIVATE (self);

  if (priv->dragged == AIP_DIAGRAM_NONE)
    return;

  aip_live_setup_set (priv->live, &priv->before);
  finish_drag (self);
}

static void
cancel_cb (AipDiagram *self)
{
  give_up_drag (self);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  AipDiagram *self = AIP_DIAGRAM (widget);

  if (PRIVATE (self)->dragged == AIP_DIAGRAM_NONE)
    return FALSE;

  give_up_drag (self);
  gtk_gesture_set_state (PRIVATE (self)->drag, GTK_EVENT_SEQUENCE_DENIED);

  return TRUE;
}

/* The keyboard -------------------------------------------------------------------------------- */

static int
find_handle (AipDiagram *self,
             gpointer    widget)
{
  guint index = 0;

  return g_ptr_array_find (PRIVATE (self)->handles, widget, &index) ? (int) index
                                                                     : AIP_DIAGRAM_NONE;
}

static void
step_cb (AipDiagram       *self,
         int               dx,
         int               dy,
         gboolean          coarse,
         AipDiagramHandle *handle)
{
  AipDiagramPrivate *priv = PRIVATE (self);
  AipSetup setup;

  aip_diagram_ensure_layout (self);
  if (priv->dragged == AIP_DIAGRAM_NONE
      && AIP_DIAGRAM_GET_CLASS (self)->step (self, aip_live_setup_get (priv->live),
                                             find_handle (self, handle), dx, dy, coarse, &setup)
           != 0)
    aip_live_setup_set (priv->live, &setup);
}

static void
set_value_cb (AipDiagram       *self,
              double            value,
              AipDiagramHandle *handle)
{
  AipDiagramPrivate *priv = PRIVATE (self);
  AipSetup setup;

  aip_diagram_ensure_layout (self);
  if (priv->dragged == AIP_DIAGRAM_NONE
      && AIP_DIAGRAM_GET_CLASS (self)->put (self, aip_live_setup_get (priv->live),
                                            find_handle (self, handle), value, &setup) != 0)
    aip_live_setup_set (priv->live, &setup);
}

static void
end_cb (AipDiagram       *self,
        int               direction,
        AipDiagramHandle *handle)
{
  set_value_cb (self, direction * INFINITY, handle);
}

static void
open_cb (AipDiagram       *self,
         AipDiagramHandle *handle)
{
  g_signal_emit (self, signals[EDIT_FIELD], 0,
                 (int) AIP_DIAGRAM_GET_CLASS (self)->get_field (self,
                                                                find_handle (self, handle)));
}

static void
focus_changed_cb (AipDiagram *self)
{
  int focused = find_focused (self);

  if (focused != AIP_DIAGRAM_NONE)
    set_highlight (self, (int) AIP_DIAGRAM_GET_CLASS (self)->get_field (self, focused));
  else if (PRIVATE (self)->hovered == AIP_DIAGRAM_NONE)
    set_highlight (self, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Tab goes through them in their order, wherever they are just now. */
static gboolean
aip_diagram_focus (GtkWidget        *widget,
                   GtkDirectionType  direction)
{
  AipDiagram *self = AIP_DIAGRAM (widget);
  AipDiagramPrivate *priv = PRIVATE (self);
  int step = direction == GTK_DIR_TAB_BACKWARD ? -1 : 1;
  int n_handles = (int) priv->handles->len;
  int focused = find_focused (self);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;

  for (int i = focused >= 0 ? focused + step : step > 0 ? 0 : n_handles - 1;
       i >= 0 && i < n_handles; i += step)
    {
      if (gtk_widget_get_visible (priv->handles->pdata[i])
          && gtk_widget_grab_focus (priv->handles->pdata[i]))
        return TRUE;
    }

  return FALSE;
}

/* Widget -------------------------------------------------------------------------------------- */

static void
aip_diagram_css_changed (GtkWidget         *widget,
                         GtkCssStyleChange *change)
{
  AipDiagramPrivate *priv = PRIVATE (AIP_DIAGRAM (widget));

  GTK_WIDGET_CLASS (aip_diagram_parent_class)->css_changed (widget, change);

  /* Their font may be another one. */
  for (guint i = 0; i < AIP_STAGE_MAX_LABELS; i++)
    g_clear_object (&priv->layouts[i]);
  gtk_widget_queue_draw (widget);
}

static void
aip_diagram_unmap (GtkWidget *widget)
{
  give_up_drag (AIP_DIAGRAM (widget));

  GTK_WIDGET_CLASS (aip_diagram_parent_class)->unmap (widget);
}

static void
aip_diagram_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : 64;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 180;
}

static void
aip_diagram_dispose (GObject *object)
{
  AipDiagram *self = AIP_DIAGRAM (object);
  AipDiagramPrivate *priv = PRIVATE (self);

  for (guint i = 0; i < priv->handles->len; i++)
    gtk_widget_unparent (priv->handles->pdata[i]);
  g_ptr_array_set_size (priv->handles, 0);
  for (guint i = 0; i < AIP_STAGE_MAX_LABELS; i++)
    g_clear_object (&priv->layouts[i]);
  g_clear_object (&priv->live);

  G_OBJECT_CLASS (aip_diagram_parent_class)->dispose (object);
}

static void
aip_diagram_finalize (GObject *object)
{
  g_ptr_array_unref (PRIVATE (AIP_DIAGRAM (object))->handles);

  G_OBJECT_CLASS (aip_diagram_parent_class)->finalize (object);
}

static void
aip_diagram_class_init (AipDiagramClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_diagram_dispose;
  object_class->finalize = aip_diagram_finalize;
  widget_class->measure = aip_diagram_measure;
  widget_class->size_allocate = aip_diagram_size_allocate;
  widget_class->snapshot = aip_diagram_snapshot;
  widget_class->css_changed = aip_diagram_css_changed;
  widget_class->unmap = aip_diagram_unmap;
  widget_class->focus = aip_diagram_focus;

  signals[EDIT_FIELD] = g_signal_new ("edit-field", AIP_TYPE_DIAGRAM, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "diagram");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
aip_diagram_init (AipDiagram *self)
{
  AipDiagramPrivate *priv = PRIVATE (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  priv->handles = g_ptr_array_new ();
  priv->hovered = AIP_DIAGRAM_NONE;
  priv->dragged = AIP_DIAGRAM_NONE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  priv->drag = gtk_gesture_drag_new ();
  g_signal_connect_object (priv->drag, "drag-begin", G_CALLBACK (drag_begin_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->drag, "drag-end", G_CALLBACK (drag_end_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->drag, "cancel", G_CALLBACK (cancel_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (priv->drag));
}

void
aip_diagram_set_live (AipDiagram   *self,
                      AipLiveSetup *live)
{
  AipDiagramPrivate *priv;
  AipDiagramClass *klass;

  g_return_if_fail (AIP_IS_DIAGRAM (self));
  g_return_if_fail (AIP_IS_LIVE_SETUP (live));

  priv = PRIVATE (self);
  klass = AIP_DIAGRAM_GET_CLASS (self);
  g_return_if_fail (priv->live == NULL);

  priv->live = g_object_ref (live);
  g_signal_connect_object (live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (live, "notify::highlight", G_CALLBACK (highlight_cb), self,
                           G_CONNECT_SWAPPED);

  for (int i = 0; i < klass->n_handles; i++)
    {
      GtkWidget *handle = aip_diagram_handle_new ();

      g_signal_connect_object (handle, "step", G_CALLBACK (step_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (handle, "end", G_CALLBACK (end_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (handle, "set-value", G_CALLBACK (set_value_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (handle, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (handle, "notify::has-focus", G_CALLBACK (focus_changed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_set_parent (handle, GTK_WIDGET (self));
      g_ptr_array_add (priv->handles, handle);
    }
}

AipLiveSetup *
aip_diagram_get_live (AipDiagram *self)
{
  g_return_val_if_fail (AIP_IS_DIAGRAM (self), NULL);

  return PRIVATE (self)->live;
}

GtkWidget *
aip_diagram_get_handle (AipDiagram *self,
                        int         handle)
{
  AipDiagramPrivate *priv;

  g_return_val_if_fail (AIP_IS_DIAGRAM (self), NULL);

  priv = PRIVATE (self);
  g_return_val_if_fail (handle >= 0 && handle < (int) priv->handles->len, NULL);

  return gtk_widget_get_visible (priv->handles->pdata[handle]) ? priv->handles->pdata[handle]
                                                               : NULL;
}
