/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-tile"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-cell-dot.h"
#include "aip-shot-generation.h"
#include "aip-shot-picture.h"
#include "aip-shot-stale.h"
#include "aip-shot-tile.h"
#include "aip-status.h"

#define SPACING 6
#define DESCRIPTION_LINES 2
#define BAR_HEIGHT 4
/* The longest side of a thumbnail at the default size; larger ones are loaded larger. */
#define SMALL_PICTURE 256
#define LARGE_PICTURE 512

enum {
  LINE_CODE,
  LINE_TAKES,
  LINE_STATUS,
  LINE_GENERATION,
  LINE_DESCRIPTION,
  N_LINES
};

struct _AipShotTile
{
  GtkWidget parent_instance;

  AipCellContext *context;
  AipRowColors   *colors;
  AipShot        *shot;
  AipShotPicture *picture;
  int             picture_size;
  int             width;
  GSignalGroup   *shot_signals;
  GSignalGroup   *job_signals;
  AipGeneration   generation;
  char           *spoken;
  /* Made when first drawn. */
  PangoLayout    *layouts[N_LINES];
};

enum {
  PROP_0,
  PROP_ITEM,
  PROP_SPOKEN,
  PROP_PICTURE_WIDTH,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipShotTile, aip_shot_tile, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

/* Texts --------------------------------------------------------------------------------------- */

static char *
dup_takes (AipShot *shot)
{
  guint n = aip_shot_get_n_takes (shot);

  if (n == 0)
    return g_strdup ("");

  return g_strdup_printf (ngettext ("%u take", "%u takes", n), n);
}

static char *
dup_line (AipShotTile *self,
          guint        line)
{
  if (self->shot == NULL)
    return g_strdup ("");

  switch (line)
    {
    case LINE_CODE:
      return g_strdup (aip_shot_get_code (self->shot));
    case LINE_TAKES:
      return dup_takes (self->shot);
    case LINE_STATUS:
      return g_strdup (aip_status_get_title (aip_shot_get_status (self->shot)));
    case LINE_GENERATION:
      /* What was made is seen above; the rest is worth a word. */
      return g_strdup (self->generation.look != AIP_GENERATION_DONE
                       && self->generation.text != NULL ? self->generation.text : "");
    case LINE_DESCRIPTION:
    default:
      return g_strdelimit (g_strdup (aip_entity_get_text (AIP_ENTITY (self->shot), "description")),
                           "\n\t", ' ');
    }
}

static void
update_spoken (AipShotTile *self)
{
  g_autofree char *takes = NULL;
  g_autofree char *stale = NULL;
  g_autofree char *spoken = NULL;

  if (self->shot != NULL)
    {
      takes = dup_takes (self->shot);
      stale = aip_shot_stale_dup_text (self->shot);
      spoken = g_strdup_printf ("%s, %s, %s, %s%s%s %s", aip_shot_get_code (self->shot),
                                aip_status_get_title (aip_shot_get_status (self->shot)),
                                *takes != '\0' ? takes : _("no take yet"),
                                stale != NULL ? stale : "", stale != NULL ? ", " : "",
                                self->generation.text != NULL ? self->generation.text : "",
                                aip_entity_get_text (AIP_ENTITY (self->shot), "description"));
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), stale);
  if (g_set_str (&self->spoken, spoken != NULL ? g_strstrip (spoken) : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPOKEN]);
}

static void
update (AipShotTile *self)
{
  AipJob *job = self->shot != NULL ? aip_shot_get_active_job (self->shot) : NULL;

  g_signal_group_set_target (self->job_signals, job);
  aip_generation_clear (&self->generation);
  if (self->shot != NULL)
    aip_generation_describe (self->shot, &self->generation);
  else
    self->generation = (AipGeneration) { AIP_GENERATION_NOTHING, -1, NULL };

  for (guint i = 0; i < N_LINES; i++)
    {
      g_autofree char *text = self->layouts[i] != NULL ? dup_line (self, i) : NULL;

      if (text != NULL && !g_str_equal (text, pango_layout_get_text (self->layouts[i])))
        pango_layout_set_text (self->layouts[i], text, -1);
    }
  update_spoken (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static PangoLayout *
ensure_layout (AipShotTile *self,
               guint        line)
{
  g_autofree char *text = NULL;
  PangoLayout *layout;

  if (self->layouts[line] != NULL)
    return self->layouts[line];

  text = dup_line (self, line);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  if (line == LINE_DESCRIPTION)
    {
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (layout, -DESCRIPTION_LINES);
    }
  else
    pango_layout_set_height (layout, -1);
  if (line == LINE_CODE)
    {
      g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD));
      pango_layout_set_attributes (layout, attributes);
    }
  self->layouts[line] = layout;

  return layout;
}

static void
forget_layouts (AipShotTile *self)
{
  for (guint i = 0; i < N_LINES; i++)
    g_clear_object (&self->layouts[i]);
}

/* Size ---------------------------------------------------------------------------------------- */

static int
get_picture_height (AipShotTile *self)
{
  return (int) (self->width / aip_cell_context_get_aspect (self->context));
}

static int
get_line_height (AipShotTile *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);

  return height;
}

static void
aip_shot_tile_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  AipShotTile *self = AIP_SHOT_TILE (widget);

  /* All of one size whatever they say, so that the grid needs to measure only one. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = self->width;
  else
    *minimum = *natural = get_picture_height (self) + SPACING
                          + get_line_height (self) * (2 + DESCRIPTION_LINES);
}

/* Drawing ------------------------------------------------------------------------------------- */

static void
draw_text (AipShotTile *self,
           GtkSnapshot *snapshot,
           guint        line,
           float        x,
           float        y,
           float        width,
           float        alpha,
           gboolean     at_end)
{
  PangoLayout *layout = ensure_layout (self, line);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GdkRGBA color;

  if (width < 8)
    return;

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_alignment (layout, at_end != rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  gtk_widget_get_color (GTK_WIDGET (self), &color);
  color.alpha *= alpha;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* @start at the beginning of a line and @end at its end, whichever way the text runs. */
static void
draw_line (AipShotTile *self,
           GtkSnapshot *snapshot,
           guint        start,
           guint        end,
           float        indent,
           float        y)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float width = gtk_widget_get_width (GTK_WIDGET (self)) - indent;
  PangoLayout *layout = ensure_layout (self, start);
  int taken;
  float rest;

  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &taken, NULL);
  taken = MIN (taken + 2, (int) width);
  rest = width - taken - SPACING;
  draw_text (self, snapshot, start, rtl ? width - taken : indent, y, taken, 1, FALSE);
  draw_text (self, snapshot, end, rtl ? 0 : indent + taken + SPACING, y, rest, 0.65, TRUE);
}

static void
draw_bar (AipShotTile *self,
          GtkSnapshot *snapshot,
          float        y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  g_autoptr(GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (style);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = gtk_widget_get_width (widget);
  float filled = width * (float) CLAMP (self->generation.fraction, 0, 1);
  GdkRGBA trough = { 0, 0, 0, 0.5f };

  gtk_snapshot_append_color (snapshot, &trough, &GRAPHENE_RECT_INIT (0, y, width, BAR_HEIGHT));
  gtk_snapshot_append_color (snapshot, accent,
                             &GRAPHENE_RECT_INIT (rtl ? width - filled : 0, y, filled,
                                                  BAR_HEIGHT));
}

static void
aip_shot_tile_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  AipShotTile *self = AIP_SHOT_TILE (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = gtk_widget_get_width (widget);
  float height = get_picture_height (self);
  float line = get_line_height (self);
  float y = height + SPACING;
  graphene_rect_t bounds;
  AipRowColor row_color;
  GdkRGBA color;

  if (self->shot == NULL)
    return;

  graphene_rect_init (&bounds, 0, 0, width, height);
  aip_shot_picture_snapshot (self->picture, snapshot, widget, &bounds, 6);
  if (self->generation.look == AIP_GENERATION_RUNNING && self->generation.fraction >= 0)
    draw_bar (self, snapshot, height - BAR_HEIGHT);

  draw_line (self, snapshot, LINE_CODE, LINE_TAKES, 0, y);
  y += line;
  aip_cell_dot_draw (snapshot, widget, aip_shot_get_status (self->shot),
                     rtl ? width - AIP_CELL_DOT_SIZE : 0, y + (line - AIP_CELL_DOT_SIZE) / 2);
  draw_line (self, snapshot, LINE_STATUS, LINE_GENERATION, AIP_CELL_DOT_SIZE + SPACING, y);
  y += line;
  draw_text (self, snapshot, LINE_DESCRIPTION, 0, y, width, 0.65, FALSE);

  if (aip_row_colors_find (self->colors, self->shot, &row_color))
    {
      aip_row_color_to_rgba (row_color, &color);
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (rtl ? width + 2 : -6, 0, 4,
                                                      gtk_widget_get_height (widget)));
    }
}

/* Object -------------------------------------------------------------------------------------- */

/* Nobody will see what is still on its way. */
static void
aip_shot_tile_unrealize (GtkWidget *widget)
{
  AipShotTile *self = AIP_SHOT_TILE (widget);

  aip_shot_picture_set_shot (self->picture, NULL);
  forget_layouts (self);

  GTK_WIDGET_CLASS (aip_shot_tile_parent_class)->unrealize (widget);
}

static void
aip_shot_tile_realize (GtkWidget *widget)
{
  AipShotTile *self = AIP_SHOT_TILE (widget);

  GTK_WIDGET_CLASS (aip_shot_tile_parent_class)->realize (widget);

  aip_shot_picture_set_shot (self->picture, self->shot);
}

static void
aip_shot_tile_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (aip_shot_tile_parent_class)->css_changed (widget, change);

  /* The font is baked into them. */
  forget_layouts (AIP_SHOT_TILE (widget));
}

static void
ensure_picture (AipShotTile *self)
{
  int size = self->width * gtk_widget_get_scale_factor (GTK_WIDGET (self)) > SMALL_PICTURE
             ? LARGE_PICTURE : SMALL_PICTURE;

  if (self->picture != NULL && self->picture_size == size)
    return;

  if (self->picture != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->picture, self);
      aip_shot_picture_set_shot (self->picture, NULL);
    }
  g_clear_object (&self->picture);
  self->picture_size = size;
  self->picture = aip_shot_picture_new (aip_cell_context_get_session (self->context),
                                        aip_cell_context_get_previews (self->context), size);
  g_signal_connect_object (self->picture, "invalidate-contents",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_realized (GTK_WIDGET (self)))
    aip_shot_picture_set_shot (self->picture, self->shot);
}

static void
set_width (AipShotTile *self,
           int          width)
{
  if (self->width == width)
    return;

  self->width = width;
  if (self->context != NULL)
    ensure_picture (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICTURE_WIDTH]);
}

static void
aip_shot_tile_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  AipShotTile *self = AIP_SHOT_TILE (object);

  switch (prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, self->shot);
      break;
    case PROP_SPOKEN:
      g_value_set_string (value, self->spoken);
      break;
    case PROP_PICTURE_WIDTH:
      g_value_set_int (value, self->width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_shot_tile_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  AipShotTile *self = AIP_SHOT_TILE (object);

  switch (prop_id)
    {
    case PROP_ITEM:
      if (g_set_object (&self->shot, g_value_get_object (value)))
        {
          g_signal_group_set_target (self->shot_signals, self->shot);
          if (gtk_widget_get_realized (GTK_WIDGET (self)))
            aip_shot_picture_set_shot (self->picture, self->shot);
          update (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    case PROP_PICTURE_WIDTH:
      set_width (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_shot_tile_dispose (GObject *object)
{
  AipShotTile *self = AIP_SHOT_TILE (object);

  g_signal_group_set_target (self->shot_signals, NULL);
  g_signal_group_set_target (self->job_signals, NULL);
  forget_layouts (self);
  g_clear_object (&self->picture);
  g_clear_object (&self->shot);

  G_OBJECT_CLASS (aip_shot_tile_parent_class)->dispose (object);
}

static void
aip_shot_tile_finalize (GObject *object)
{
  AipShotTile *self = AIP_SHOT_TILE (object);

  g_clear_object (&self->shot_signals);
  g_clear_object (&self->job_signals);
  g_clear_object (&self->context);
  g_clear_object (&self->colors);
  aip_generation_clear (&self->generation);
  g_free (self->spoken);

  G_OBJECT_CLASS (aip_shot_tile_parent_class)->finalize (object);
}

static void
aip_shot_tile_class_init (AipShotTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = aip_shot_tile_dispose;
  object_class->finalize = aip_shot_tile_finalize;
  object_class->get_property = aip_shot_tile_get_property;
  object_class->set_property = aip_shot_tile_set_property;
  widget_class->measure = aip_shot_tile_measure;
  widget_class->snapshot = aip_shot_tile_snapshot;
  widget_class->realize = aip_shot_tile_realize;
  widget_class->unrealize = aip_shot_tile_unrealize;
  widget_class->css_changed = aip_shot_tile_css_changed;

  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, AIP_TYPE_SHOT, flags);
  properties[PROP_SPOKEN] =
    g_param_spec_string ("spoken", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PICTURE_WIDTH] =
    g_param_spec_int ("picture-width", NULL, NULL, 48, 1024, 176, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "shottile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
aip_shot_tile_init (AipShotTile *self)
{
  static const char *const watched[] = {
    "code", "description", "status", "take", "n-takes", "active-job", "stale",
  };

  self->width = 176;
  self->spoken = g_strdup ("");
  self->generation.fraction = -1;
  self->shot_signals = g_signal_group_new (AIP_TYPE_SHOT);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    {
      g_autofree char *name = g_strconcat ("notify::", watched[i], NULL);

      g_signal_group_connect_swapped (self->shot_signals, name, G_CALLBACK (update), self);
    }
  self->job_signals = g_signal_group_new (AIP_TYPE_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify", G_CALLBACK (update), self);
}

GtkWidget *
aip_shot_tile_new (AipCellContext *context,
                   AipRowColors   *colors)
{
  AipShotTile *self;

  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (context), NULL);
  g_return_val_if_fail (AIP_IS_ROW_COLORS (colors), NULL);

  self = g_object_new (AIP_TYPE_SHOT_TILE, NULL);
  self->context = g_object_ref (context);
  self->colors = g_object_ref (colors);
  ensure_picture (self);
  g_signal_connect_object (colors, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

AipShot *
aip_shot_tile_get_shot (AipShotTile *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_TILE (self), NULL);

  return self->shot;
}

AipShotTile *
aip_shot_tile_find (GtkWidget *widget)
{
  GtkWidget *child;

  for (GtkWidget *w = widget; w != NULL; w = gtk_widget_get_parent (w))
    {
      if (AIP_IS_SHOT_TILE (w))
        return AIP_SHOT_TILE (w);
      if (GTK_IS_GRID_VIEW (w) || GTK_IS_LIST_VIEW (w))
        break;
    }

  /* GTK focuses a widget of its own around each tile. */
  child = widget != NULL ? gtk_widget_get_first_child (widget) : NULL;

  return AIP_IS_SHOT_TILE (child) ? AIP_SHOT_TILE (child) : NULL;
}

gboolean
aip_shot_tile_is_on_picture (AipShotTile *self,
                             double       y)
{
  g_return_val_if_fail (AIP_IS_SHOT_TILE (self), FALSE);

  return y < get_picture_height (self);
}
