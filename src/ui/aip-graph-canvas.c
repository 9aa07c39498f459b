/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-graph-canvas"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-comfy-json.h"
#include "aip-graph-canvas.h"
#include "aip-graph-layout.h"
#include "aip-text.h"

#define MIN_ZOOM   0.05
#define MAX_ZOOM   2.5
#define TEXT_ZOOM  0.4    /* below it texts would be dust */
#define READ_ZOOM  0.75   /* what is shown on purpose is to be read */
#define ZOOM_STEP  1.2
#define PAN_STEP   60
#define MAX_VALUE  200    /* bytes of a text that are looked at */

struct _AipGraphCanvas
{
  GtkWidget       parent_instance;

  AipGraph       *graph;
  AipGraphLayout *layout;
  GArray         *marked;     /* AipGraphRef */
  GArray         *bound;      /* AipGraphRef */
  gboolean       *found;      /* by box */
  gboolean        searching;

  double          zoom;
  double          x;          /* of the graph at the left edge */
  double          y;
  gboolean        fitted;     /* nobody has moved it yet */
  double          drag_x;
  double          drag_y;
  double          pointer_x;
  double          pointer_y;
};

G_DEFINE_FINAL_TYPE (AipGraphCanvas, aip_graph_canvas, GTK_TYPE_WIDGET)

enum {
  SIGNAL_INPUT_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* View --------------------------------------------------------------------------------------- */

void
aip_graph_canvas_fit (AipGraphCanvas *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double graph_width, graph_height;

  g_return_if_fail (AIP_IS_GRAPH_CANVAS (self));

  self->fitted = TRUE;
  if (self->layout == NULL || width <= 0 || height <= 0)
    return;

  aip_graph_layout_get_size (self->layout, &graph_width, &graph_height);
  self->zoom = CLAMP (MIN (width / MAX (graph_width, 1), height / MAX (graph_height, 1)), MIN_ZOOM, 1);
  self->x = -(width / self->zoom - graph_width) / 2;
  self->y = -(height / self->zoom - graph_height) / 2;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
zoom_at (AipGraphCanvas *self,
         double          factor,
         double          x,
         double          y)
{
  double zoom = CLAMP (self->zoom * factor, MIN_ZOOM, MAX_ZOOM);

  /* What is under the pointer stays there. */
  self->x += x / self->zoom - x / zoom;
  self->y += y / self->zoom - y / zoom;
  self->zoom = zoom;
  self->fitted = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
aip_graph_canvas_zoom (AipGraphCanvas *self,
                       double          factor)
{
  g_return_if_fail (AIP_IS_GRAPH_CANVAS (self));

  zoom_at (self, factor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
           gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

static void
pan (AipGraphCanvas *self,
     double          x,
     double          y)
{
  self->x += x / self->zoom;
  self->y += y / self->zoom;
  self->fitted = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
show_box (AipGraphCanvas *self,
          guint           index)
{
  const AipGraphBox *box = aip_graph_layout_get_box (self->layout, index);
  gboolean readable = self->zoom >= READ_ZOOM;
  double width, height;

  if (!readable)
    self->zoom = READ_ZOOM;
  width = gtk_widget_get_width (GTK_WIDGET (self)) / self->zoom;
  height = gtk_widget_get_height (GTK_WIDGET (self)) / self->zoom;
  if (readable && box->x >= self->x && box->x + box->width <= self->x + width && box->y >= self->y &&
      box->y + box->height <= self->y + height)
    return;

  self->x = box->x + box->width / 2 - width / 2;
  self->y = box->y + box->height / 2 - height / 2;
  self->fitted = FALSE;
}

/* Drawing ------------------------------------------------------------------------------------ */

static void
get_accent (GdkRGBA *color)
{
  g_autoptr(GdkRGBA) accent = NULL;
  AdwStyleManager *manager = adw_style_manager_get_default ();

  accent = adw_style_manager_get_accent_color_rgba (manager);
  *color = *accent;
}

static GdkRGBA
faded (GdkRGBA color,
       float   alpha)
{
  color.alpha *= alpha;

  return color;
}

static gboolean
has_ref (const GArray *refs,
         const char   *node,
         const char   *input)
{
  for (guint i = 0; refs != NULL && i < refs->len; i++)
    {
      const AipGraphRef *ref = &g_array_index (refs, AipGraphRef, i);

      if (g_str_equal (ref->node, node) && (input == NULL || g_str_equal (ref->input, input)))
        return TRUE;
    }

  return FALSE;
}

static void
draw_text (GtkSnapshot   *snapshot,
           PangoLayout   *layout,
           const char    *text,
           double         x,
           double         y,
           double         width,
           const GdkRGBA *color)
{
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &point);
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* (transfer full) (nullable): what a person wrote there. */
static char *
dup_value (AipGraph   *graph,
           const char *node,
           const char *input)
{
  JsonNode *literal = aip_graph_get_literal (graph, node, input);
  char *text;

  if (literal == NULL)
    return NULL;
  text = aip_comfy_json_dup_string (literal);
  if (text == NULL)
    text = aip_comfy_json_to_text (literal);
  if (strlen (text) > MAX_VALUE)
    {
      char *end = g_utf8_find_prev_char (text, text + MAX_VALUE);

      *end = '\0';
    }
  g_strdelimit (text, "\n\r\t", ' ');

  return text;
}

static void
draw_rows (AipGraphCanvas    *self,
           GtkSnapshot       *snapshot,
           PangoLayout       *layout,
           const AipGraphBox *box,
           const GdkRGBA     *color,
           const GdkRGBA     *accent)
{
  for (guint row = 0; box->inputs[row] != NULL; row++)
    {
      double y = box->y + AIP_GRAPH_LAYOUT_TITLE + row * AIP_GRAPH_LAYOUT_ROW;
      g_autofree char *value = dup_value (self->graph, box->node, box->inputs[row]);
      GdkRGBA dim = faded (*color, 0.65f);
      gboolean marked = has_ref (self->marked, box->node, box->inputs[row]);

      if (marked || has_ref (self->bound, box->node, box->inputs[row]))
        {
          GdkRGBA back = faded (*accent, marked ? 0.9f : 0.25f);

          gtk_snapshot_append_color (snapshot, &back,
                                     &GRAPHENE_RECT_INIT ((float) box->x + 1, (float) y,
                                                          (float) box->width - 2,
                                                          AIP_GRAPH_LAYOUT_ROW));
        }
      if (self->zoom < TEXT_ZOOM)
        continue;
      draw_text (snapshot, layout, box->inputs[row], box->x + 10, y + 2, box->width * 0.42, &dim);
      if (value != NULL)
        draw_text (snapshot, layout, value, box->x + box->width * 0.47, y + 2, box->width * 0.5, color);
    }
}

static void
draw_box (AipGraphCanvas *self,
          GtkSnapshot    *snapshot,
          PangoLayout    *layout,
          guint           index,
          const GdkRGBA  *color,
          const GdkRGBA  *accent)
{
  const AipGraphBox *box = aip_graph_layout_get_box (self->layout, index);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) box->x, (float) box->y, (float) box->width,
                                               (float) box->height);
  gboolean whole = has_ref (self->marked, box->node, "");
  gboolean lit = self->searching && self->found[index];
  float faint = self->searching && !lit ? 0.35f : 1;
  GdkRGBA text = faded (*color, faint);
  GdkRGBA back = adw_style_manager_get_dark (adw_style_manager_get_default ())
                   ? (GdkRGBA) { 0.21f, 0.21f, 0.23f, 1 } : (GdkRGBA) { 1, 1, 1, 1 };
  GdkRGBA head = faded (whole ? *accent : *color, whole ? 0.9f : 0.1f);
  GdkRGBA edge = lit || whole ? *accent : faded (*color, 0.3f * faint);
  float width = lit || whole ? 3 : 1;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, 8);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &back, &bounds);
  gtk_snapshot_append_color (snapshot, &head,
                             &GRAPHENE_RECT_INIT ((float) box->x, (float) box->y, (float) box->width,
                                                  AIP_GRAPH_LAYOUT_TITLE));
  draw_rows (self, snapshot, layout, box, &text, accent);
  if (self->zoom >= TEXT_ZOOM)
    {
      g_autofree char *title = g_strdup_printf ("%s  %s", box->node,
                                                aip_graph_get_title (self->graph, box->node));

      draw_text (snapshot, layout, title, box->x + 10, box->y + 5, box->width - 20, &text);
    }
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { edge, edge, edge, edge });
}

static void
draw_wires (AipGraphCanvas        *self,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *visible,
            const GdkRGBA         *color)
{
  g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr(GskStroke) stroke = gsk_stroke_new (1.5f);
  g_autoptr(GskPath) path = NULL;

  for (guint i = 0; i < aip_graph_layout_get_n_wires (self->layout); i++)
    {
      const AipGraphWire *wire = aip_graph_layout_get_wire (self->layout, i);
      const AipGraphBox *from = aip_graph_layout_get_box (self->layout, wire->from);
      const AipGraphBox *to = aip_graph_layout_get_box (self->layout, wire->to);
      float x0 = (float) (from->x + from->width), x1 = (float) to->x;
      float y0 = (float) from->y + AIP_GRAPH_LAYOUT_TITLE / 2;
      float y1 = (float) to->y + AIP_GRAPH_LAYOUT_TITLE + ((float) wire->row + 0.5f) * AIP_GRAPH_LAYOUT_ROW;
      float bend = MAX ((x1 - x0) / 2, 30);
      graphene_rect_t bounds = GRAPHENE_RECT_INIT (MIN (x0, x1), MIN (y0, y1), ABS (x1 - x0) + 1,
                                                   ABS (y1 - y0) + 1);

      if (!graphene_rect_intersection (&bounds, visible, NULL))
        continue;
      gsk_path_builder_move_to (builder, x0, y0);
      gsk_path_builder_cubic_to (builder, x0 + bend, y0, x1 - bend, y1, x1, y1);
    }

  path = gsk_path_builder_to_path (builder);
  if (!gsk_path_is_empty (path))
    gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

static void
aip_graph_canvas_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  AipGraphCanvas *self = AIP_GRAPH_CANVAS (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  g_autoptr(PangoLayout) layout = NULL;
  graphene_rect_t visible;
  GdkRGBA color, accent, wires;

  if (self->layout == NULL)
    return;

  gtk_widget_get_color (widget, &color);
  get_accent (&accent);
  wires = faded (color, self->searching ? 0.2f : 0.4f);
  layout = gtk_widget_create_pango_layout (widget, NULL);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  visible = GRAPHENE_RECT_INIT ((float) self->x, (float) self->y, (float) (width / self->zoom),
                                (float) (height / self->zoom));

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gtk_snapshot_scale (snapshot, (float) self->zoom, (float) self->zoom);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) -self->x, (float) -self->y));
  draw_wires (self, snapshot, &visible, &wires);
  for (guint i = 0; i < aip_graph_layout_get_n_boxes (self->layout); i++)
    {
      const AipGraphBox *box = aip_graph_layout_get_box (self->layout, i);
      graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) box->x, (float) box->y,
                                                   (float) box->width, (float) box->height);

      if (graphene_rect_intersection (&bounds, &visible, NULL))
        draw_box (self, snapshot, layout, i, &color, &accent);
    }
  gtk_snapshot_pop (snapshot);
}

static void
aip_graph_canvas_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = 200;
  *natural = 600;
}

static void
aip_graph_canvas_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  if (AIP_GRAPH_CANVAS (widget)->fitted)
    aip_graph_canvas_fit (AIP_GRAPH_CANVAS (widget));
}

/* Input -------------------------------------------------------------------------------------- */

static void
drag_begin_cb (AipGraphCanvas *self)
{
  self->drag_x = self->x;
  self->drag_y = self->y;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
drag_update_cb (AipGraphCanvas *self,
                double          x,
                double          y,
                GtkGesture     *gesture)
{
  if (!gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) x, (int) y) && self->fitted)
    return;

  self->x = self->drag_x - x / self->zoom;
  self->y = self->drag_y - y / self->zoom;
  self->fitted = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (AipGraphCanvas *self,
             double          x,
             double          y,
             GtkGesture     *gesture)
{
  double start_x, start_y;
  const AipGraphBox *box;
  int index, row;

  if (self->layout == NULL || gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) x, (int) y) ||
      !gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &start_x, &start_y))
    return;

  /* It was a click. */
  index = aip_graph_layout_pick (self->layout, self->x + start_x / self->zoom,
                                 self->y + start_y / self->zoom, &row);
  if (index < 0)
    return;
  box = aip_graph_layout_get_box (self->layout, (guint) index);
  g_signal_emit (self, signals[SIGNAL_INPUT_CHOSEN], 0, box->node,
                 row >= 0 ? box->inputs[row] : "");
}

static void
motion_cb (AipGraphCanvas *self,
           double          x,
           double          y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static gboolean
scroll_cb (AipGraphCanvas           *self,
           double                    x,
           double                    y,
           GtkEventControllerScroll *controller)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (state & GDK_CONTROL_MASK)
    zoom_at (self, y < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, self->pointer_x, self->pointer_y);
  else
    pan (self, x * PAN_STEP, y * PAN_STEP);

  return GDK_EVENT_STOP;
}

static gboolean
key_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  AipGraphCanvas *self = AIP_GRAPH_CANVAS (widget);
  int x, y;
  double factor;

  g_variant_get (args, "(iid)", &x, &y, &factor);
  if (factor == 0)
    aip_graph_canvas_fit (self);
  else if (factor != 1)
    aip_graph_canvas_zoom (self, factor);
  else
    pan (self, x, y);

  return GDK_EVENT_STOP;
}

/* Life --------------------------------------------------------------------------------------- */

void
aip_graph_canvas_set_graph (AipGraphCanvas *self,
                            AipGraph       *graph)
{
  g_return_if_fail (AIP_IS_GRAPH_CANVAS (self));
  g_return_if_fail (graph != NULL);

  g_clear_pointer (&self->layout, aip_graph_layout_free);
  g_clear_pointer (&self->graph, aip_graph_unref);
  g_free (self->found);
  self->graph = aip_graph_ref (graph);
  self->layout = aip_graph_layout_new (graph);
  self->found = g_new0 (gboolean, aip_graph_layout_get_n_boxes (self->layout) + 1);
  g_array_set_size (self->marked, 0);
  g_array_set_size (self->bound, 0);
  aip_graph_canvas_fit (self);
}

static void
copy_refs (GArray       *to,
           const GArray *from)
{
  g_array_set_size (to, 0);
  if (from != NULL)
    g_array_append_vals (to, from->data, from->len);
}

void
aip_graph_canvas_set_marked (AipGraphCanvas *self,
                             const GArray   *refs)
{
  g_return_if_fail (AIP_IS_GRAPH_CANVAS (self));

  copy_refs (self->marked, refs);
  if (self->layout != NULL && refs != NULL && refs->len > 0)
    {
      int index = aip_graph_layout_find_node (self->layout, g_array_index (refs, AipGraphRef, 0).node);

      if (index >= 0)
        show_box (self, (guint) index);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
aip_graph_canvas_set_bound (AipGraphCanvas *self,
                            const GArray   *refs)
{
  g_return_if_fail (AIP_IS_GRAPH_CANVAS (self));

  copy_refs (self->bound, refs);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
matches (AipGraphCanvas    *self,
         const AipGraphBox *box,
         const char        *wanted)
{
  g_autoptr(GString) all = g_string_new (box->node);
  g_autofree char *folded = NULL;

  g_string_append_printf (all, " %s %s", aip_graph_get_title (self->graph, box->node),
                          aip_graph_get_class (self->graph, box->node));
  for (guint i = 0; box->inputs[i] != NULL; i++)
    {
      g_autofree char *value = dup_value (self->graph, box->node, box->inputs[i]);

      g_string_append_printf (all, " %s %s", box->inputs[i], value != NULL ? value : "");
    }
  folded = aip_text_fold (all->str);

  return aip_text_matches (folded, wanted);
}

guint
aip_graph_canvas_search (AipGraphCanvas *self,
                         const char     *text)
{
  g_autofree char *wanted = NULL;
  guint n_found = 0;

  g_return_val_if_fail (AIP_IS_GRAPH_CANVAS (self), 0);
  g_return_val_if_fail (text != NULL, 0);

  wanted = aip_text_fold (text);
  self->searching = *wanted != '\0';
  for (guint i = 0; self->layout != NULL && i < aip_graph_layout_get_n_boxes (self->layout); i++)
    {
      self->found[i] = self->searching &&
                       matches (self, aip_graph_layout_get_box (self->layout, i), wanted);
      if (self->found[i] && n_found++ == 0)
        show_box (self, i);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return n_found;
}

static void
aip_graph_canvas_finalize (GObject *object)
{
  AipGraphCanvas *self = AIP_GRAPH_CANVAS (object);

  g_clear_pointer (&self->layout, aip_graph_layout_free);
  g_clear_pointer (&self->graph, aip_graph_unref);
  g_array_unref (self->marked);
  g_array_unref (self->bound);
  g_free (self->found);

  G_OBJECT_CLASS (aip_graph_canvas_parent_class)->finalize (object);
}

static void
aip_graph_canvas_class_init (AipGraphCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct {
    guint  key;
    int    x;
    int    y;
    double factor;
  } keys[] = {
    { GDK_KEY_Left, -PAN_STEP, 0, 1 },   { GDK_KEY_Right, PAN_STEP, 0, 1 },
    { GDK_KEY_Up, 0, -PAN_STEP, 1 },     { GDK_KEY_Down, 0, PAN_STEP, 1 },
    { GDK_KEY_plus, 0, 0, ZOOM_STEP },   { GDK_KEY_KP_Add, 0, 0, ZOOM_STEP },
    { GDK_KEY_minus, 0, 0, 1 / ZOOM_STEP }, { GDK_KEY_KP_Subtract, 0, 0, 1 / ZOOM_STEP },
    { GDK_KEY_0, 0, 0, 0 },              { GDK_KEY_KP_0, 0, 0, 0 },
  };

  object_class->finalize = aip_graph_canvas_finalize;
  widget_class->snapshot = aip_graph_canvas_snapshot;
  widget_class->measure = aip_graph_canvas_measure;
  widget_class->size_allocate = aip_graph_canvas_size_allocate;

  signals[SIGNAL_INPUT_CHOSEN] =
    g_signal_new ("input-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, key_cb, "(iid)", keys[i].x, keys[i].y,
                                  keys[i].factor);
  gtk_widget_class_set_css_name (widget_class, "graph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
aip_graph_canvas_init (AipGraphCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->zoom = 1;
  self->fitted = TRUE;
  self->marked = g_array_new (FALSE, FALSE, sizeof (AipGraphRef));
  self->bound = g_array_new (FALSE, FALSE, sizeof (AipGraphRef));

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The graph of the workflow"), -1);

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}
