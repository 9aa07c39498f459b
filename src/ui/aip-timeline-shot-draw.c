/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-shot-lane"

#include "config.h"

#include <string.h>

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-cell-dot.h"
#include "aip-shot-generation.h"
#include "aip-shot-stale.h"
#include "aip-timeline-shot-lane-private.h"

/* How a shot looks in the timeline. */

#define HEIGHT        AIP_TIMELINE_SHOT_HEIGHT
#define TITLE_HEIGHT  20
#define PICTURE_TOP   (TITLE_HEIGHT + 1)
#define PICTURE_HEIGHT 66
#define RADIUS        5
#define PADDING       6
#define NARROW_PADDING 4
/* Below these widths of a clip, in pixels, things would be dust. */
#define MIN_CLIP      3
#define MIN_ROUND     10
#define MIN_TITLE     20
#define MIN_PICTURE   22
#define MIN_DETAIL    130
#define MAX_LAYOUTS   2000

/* What a clip is drawn with, looked up once for a picture of the lane. */
typedef struct {
  GtkWidget   *widget;
  GtkSnapshot *snapshot;
  GdkRGBA      color;
  GdkRGBA      accent;
  GdkRGBA      error;
  GdkRGBA      warning;
  gboolean     dark;
} Pen;

static AipTimelineSession *
get_session (AipTimelineShotLane *self)
{
  return aip_timeline_lane_get_session (AIP_TIMELINE_LANE (self));
}

static void
pen_init (Pen         *pen,
          GtkWidget   *widget,
          GtkSnapshot *snapshot)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GdkRGBA *accent = adw_style_manager_get_accent_color_rgba (manager);

  pen->widget = widget;
  pen->snapshot = snapshot;
  pen->dark = adw_style_manager_get_dark (manager);
  pen->accent = *accent;
  gdk_rgba_free (accent);
  gtk_widget_get_color (widget, &pen->color);
  adw_accent_color_to_standalone_rgba (ADW_ACCENT_COLOR_RED, pen->dark, &pen->error);
  adw_accent_color_to_standalone_rgba (ADW_ACCENT_COLOR_YELLOW, pen->dark, &pen->warning);
}

static GdkRGBA
faded (GdkRGBA color,
       float   alpha)
{
  color.alpha *= alpha;

  return color;
}

static void
fill (const Pen *pen,
      float      x,
      float      y,
      float      width,
      float      height,
      GdkRGBA    color)
{
  if (width > 0 && height > 0)
    gtk_snapshot_append_color (pen->snapshot, &color, &GRAPHENE_RECT_INIT (x, y, width, height));
}

/* The colour of a status, laid under a clip. */
static GdkRGBA
get_back (const Pen *pen,
          AipStatus  status,
          float      strength)
{
  GdkRGBA color;

  if (!aip_cell_dot_get_color (status, &color))
    color = faded (pen->color, 0.6f);

  return faded (color, strength);
}

/* Text ---------------------------------------------------------------------------------------- */

/* (transfer none): shaped once for each text, however often it is drawn. */
static PangoLayout *
get_layout (AipTimelineShotLane *self,
            const Pen           *pen,
            const char          *text,
            gboolean             bold)
{
  PangoContext *context = gtk_widget_get_pango_context (pen->widget);
  g_autofree char *key = g_strdup_printf ("%c%s", bold ? 'b' : 'n', text);
  PangoLayout *layout;

  if (self->serial != pango_context_get_serial (context) ||
      g_hash_table_size (self->layouts) > MAX_LAYOUTS)
    {
      g_hash_table_remove_all (self->layouts);
      self->serial = pango_context_get_serial (context);
    }

  layout = g_hash_table_lookup (self->layouts, key);
  if (layout == NULL)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      layout = gtk_widget_create_pango_layout (pen->widget, text);
      pango_layout_set_single_paragraph_mode (layout, TRUE);
      pango_attr_list_insert (attributes, pango_attr_scale_new (0.82));
      if (bold)
        pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
      g_hash_table_insert (self->layouts, g_steal_pointer (&key), layout);
    }

  return layout;
}

/* Answers how wide it is. What is wider than @room is cut off. */
static int
draw_text (AipTimelineShotLane *self,
           const Pen           *pen,
           const char          *text,
           gboolean             bold,
           float                x,
           float                room,
           const GdkRGBA       *color)
{
  PangoLayout *layout = get_layout (self, pen, text, bold);
  int width, height;
  gboolean cut;

  pango_layout_get_pixel_size (layout, &width, &height);
  cut = width > room;
  if (cut)
    gtk_snapshot_push_clip (pen->snapshot, &GRAPHENE_RECT_INIT (x, 0, room, TITLE_HEIGHT));
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (x, (TITLE_HEIGHT - height) / 2));
  gtk_snapshot_append_layout (pen->snapshot, layout, color);
  gtk_snapshot_restore (pen->snapshot);
  if (cut)
    gtk_snapshot_pop (pen->snapshot);

  return width;
}

/* A clip -------------------------------------------------------------------------------------- */

static void
draw_pictures (AipTimelineShotLane *self,
               const Pen           *pen,
               const AipCutShot    *shot,
               AipShot             *entity,
               float                left,
               float                width,
               int                  clip_left,
               int                  clip_right)
{
  AipDocument *document = aip_timeline_session_get_document (get_session (self));
  int factor = gtk_widget_get_scale_factor (pen->widget);
  AipTake *take = entity != NULL ? aip_shot_get_take (entity) : NULL;
  g_autofree char *path = take != NULL ? aip_document_get_take_path (document, take) : NULL;
  GdkTexture *texture = NULL;
  gboolean missing = FALSE;
  float step;

  if (path != NULL)
    texture = aip_timeline_pictures_get (self->pictures, path, PICTURE_HEIGHT * factor, &missing);
  if (texture == NULL)
    {
      if (missing)
        fill (pen, left, PICTURE_TOP, width, PICTURE_HEIGHT, faded (pen->error, 0.22f));
      return;
    }

  step = (float) (gdk_texture_get_width (texture) / factor);
  if (step < 1)
    return;

  gtk_snapshot_push_clip (pen->snapshot,
                          &GRAPHENE_RECT_INIT (left, PICTURE_TOP, width, PICTURE_HEIGHT));
  for (float x = left; x < left + width && x < clip_right; x += step)
    if (x + step > clip_left)
      gtk_snapshot_append_scaled_texture (pen->snapshot, texture, GSK_SCALING_FILTER_NEAREST,
                                          &GRAPHENE_RECT_INIT (x, PICTURE_TOP, step,
                                                               PICTURE_HEIGHT));
  gtk_snapshot_pop (pen->snapshot);
}

/* Where its movie is over, the last frame is held: an editor has to see that. */
static void
draw_held (AipTimelineShotLane *self,
           const Pen           *pen,
           const AipCutShot    *shot,
           gint64               left,
           gint64               right)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (get_session (self));
  gint64 held;
  gint64 x;

  if (shot->media != AIP_CUT_MOVIE || shot->available == AIP_CUT_ENDLESS)
    return;
  held = shot->record + CLAMP (shot->available - shot->source, 0, shot->duration);
  if (held >= shot->record + shot->duration)
    return;

  x = MAX (left, aip_timeline_geometry_get_x (geometry, held));
  fill (pen, x, PICTURE_TOP, right - x, PICTURE_HEIGHT, faded (pen->error, 0.35f));
  fill (pen, x, 0, right - x, 3, pen->error);
}

static void
draw_generation (AipTimelineShotLane *self,
                 const Pen           *pen,
                 AipShot             *entity,
                 float                left,
                 float                width)
{
  AipJob *job = entity != NULL ? aip_shot_get_active_job (entity) : NULL;
  g_auto(AipGeneration) generation = { 0 };
  float y = HEIGHT - 6;

  if (job == NULL)
    return;

  aip_generation_describe (entity, &generation);
  switch (generation.look)
    {
    case AIP_GENERATION_RUNNING:
      fill (pen, left, y, width, 4, faded (pen->color, 0.2f));
      fill (pen, left, y, width * (float) CLAMP (generation.fraction, 0.02, 1), 4, pen->accent);
      break;

    case AIP_GENERATION_WAITING:
      fill (pen, left, y, width, 4, faded (pen->accent, 0.35f));
      break;

    case AIP_GENERATION_FAILED:
      fill (pen, left, y, width, 4, pen->error);
      break;

    case AIP_GENERATION_NOTHING:
    case AIP_GENERATION_DONE:
    case AIP_GENERATION_CANCELLED:
    default:
      break;
    }
}

/* What of a code there is room for: all of it, its number, that without zeros, or nothing. */
static const char *
fit_code (AipTimelineShotLane *self,
          const Pen           *pen,
          const char          *code,
          float                room)
{
  const char *number = code + strlen (code);
  const char *short_number;
  const char *choices[3];

  while (number > code && g_ascii_isalnum (number[-1]))
    number--;
  short_number = number + strspn (number, "0");

  choices[0] = code;
  choices[1] = number;
  choices[2] = short_number;
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      int width;

      pango_layout_get_pixel_size (get_layout (self, pen, choices[i], TRUE), &width, NULL);
      if (width <= room)
        return choices[i];
    }

  return "";
}

/* Whether there is a newer take than the one that somebody keeps. */
static gboolean
has_newer_take (AipShot *entity)
{
  GListModel *takes = aip_shot_get_takes (entity);
  guint n_takes = g_list_model_get_n_items (takes);
  g_autoptr(AipTake) newest = n_takes > 0 ? g_list_model_get_item (takes, n_takes - 1) : NULL;

  return newest != NULL && newest != aip_shot_get_take (entity);
}

static void
draw_title (AipTimelineShotLane *self,
            const Pen           *pen,
            const AipCutShot    *shot,
            AipShot             *entity,
            float                left,
            float                width)
{
  float padding = width < MIN_DETAIL ? NARROW_PADDING : PADDING;
  float x = left + padding;
  float right = left + width - padding;
  GdkRGBA dim = faded (pen->color, 0.7f);

  if (width >= MIN_DETAIL && shot->take_number > 0)
    {
      /* Translators: the number of a take, as short as possible. */
      g_autofree char *take = g_strdup_printf (_("v%d"), (int) shot->take_number);
      gboolean newer = entity != NULL && has_newer_take (entity);
      int room;

      pango_layout_get_pixel_size (get_layout (self, pen, take, FALSE), &room, NULL);
      right -= (float) room;
      draw_text (self, pen, take, FALSE, right, (float) room, newer ? &pen->warning : &dim);
      right -= PADDING;
    }
  if (entity != NULL && aip_shot_get_locked (entity) && right - x > 40)
    {
      g_autoptr(GtkIconPaintable) icon =
        gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (gtk_widget_get_display (pen->widget)),
                                    "changes-prevent-symbolic", NULL, 12,
                                    gtk_widget_get_scale_factor (pen->widget),
                                    GTK_TEXT_DIR_NONE, GTK_ICON_LOOKUP_PRELOAD);

      gtk_snapshot_save (pen->snapshot);
      gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (x, (TITLE_HEIGHT - 12) / 2));
      gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), pen->snapshot, 12, 12,
                                                &dim, 1);
      gtk_snapshot_restore (pen->snapshot);
      x += 16;
    }
  x += (float) draw_text (self, pen, fit_code (self, pen, shot->code, right - x), TRUE, x,
                          MAX (0, right - x), &pen->color) + PADDING;
  if (right - x > 24 && shot->name != NULL && *shot->name != '\0')
    draw_text (self, pen, shot->name, FALSE, x, right - x, &dim);
}

static void
draw_clip (AipTimelineShotLane *self,
           const Pen           *pen,
           const AipCutShot    *shot,
           gint64               left,
           gint64               right,
           int                  clip_left,
           int                  clip_right)
{
  AipTimelineSession *session = get_session (self);
  gboolean selected = aip_timeline_session_is_selected (session, shot->id);
  gboolean current = g_strcmp0 (aip_timeline_session_get_current (session), shot->id) == 0;
  AipShot *entity = aip_timeline_session_lookup_shot (session, shot->id);
  /* A hair of background between two clips. */
  float x = (float) left;
  float width = (float) (right - left - 1);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, 0, width, HEIGHT);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, width >= MIN_ROUND ? RADIUS : 0);
  {
    GdkRGBA back = get_back (pen, shot->status, pen->dark ? 0.32f : 0.30f);

    if (width >= MIN_ROUND)
      gtk_snapshot_push_rounded_clip (pen->snapshot, &outline);
    gtk_snapshot_append_color (pen->snapshot, &back, &bounds);
    if (width >= MIN_ROUND)
      gtk_snapshot_pop (pen->snapshot);
  }

  if (width >= MIN_PICTURE)
    draw_pictures (self, pen, shot, entity, x, width, clip_left, clip_right);
  draw_held (self, pen, shot, left, left + (gint64) width);
  if (width >= MIN_DETAIL && entity != NULL && aip_shot_stale_is (entity))
    aip_shot_stale_snapshot (pen->snapshot, pen->widget,
                             &GRAPHENE_RECT_INIT (x, PICTURE_TOP, width, PICTURE_HEIGHT));
  if (selected)
    fill (pen, x, 0, width, TITLE_HEIGHT, faded (pen->accent, 0.35f));
  if (width >= MIN_TITLE)
    {
      /* What is left of the view has its title at the edge, as long as there is room. */
      float shown = MAX (x, MIN (0, x + width - MIN_DETAIL));

      draw_title (self, pen, shot, entity, shown, x + width - shown);
    }
  if (width >= MIN_ROUND)
    draw_generation (self, pen, entity, x + 3, width - 6);

  if (selected || current)
    {
      float thick = selected ? 2 : 1;
      GdkRGBA edge = selected ? pen->accent : faded (pen->color, 0.6f);

      gtk_snapshot_append_border (pen->snapshot, &outline, (float[4]) { thick, thick, thick, thick },
                                  (GdkRGBA[4]) { edge, edge, edge, edge });
    }
}

/* Two shots at once: the part of both that a dissolve, fade or wipe takes. */
static void
draw_transition (AipTimelineShotLane *self,
                 const Pen           *pen,
                 const AipCutShot    *shot)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (get_session (self));
  g_autoptr(GskPathBuilder) builder = NULL;
  g_autoptr(GskPath) path = NULL;
  GdkRGBA color = faded (pen->color, 0.75f);
  float left, right;

  if (shot->transition == AIP_TRANSITION_CUT)
    return;
  left = (float) aip_timeline_geometry_get_x (geometry, shot->record - shot->before);
  right = (float) aip_timeline_geometry_get_x (geometry, shot->record + shot->after);
  if (right - left < 6)
    return;

  fill (pen, left, HEIGHT - 18, right - left, 12, faded (pen->dark ? (GdkRGBA) { 0, 0, 0, 1 }
                                                                   : (GdkRGBA) { 1, 1, 1, 1 }, 0.6f));
  builder = gsk_path_builder_new ();
  gsk_path_builder_move_to (builder, left, HEIGHT - 6);
  gsk_path_builder_line_to (builder, right, HEIGHT - 18);
  gsk_path_builder_line_to (builder, right, HEIGHT - 6);
  gsk_path_builder_close (builder);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_fill (pen->snapshot, path, GSK_FILL_RULE_WINDING, &color);
}

/* Where a pixel is more than a clip, each pixel has the colour of the clip that it is in. */
static void
draw_far (AipTimelineShotLane *self,
          const Pen           *pen,
          AipCut              *cut,
          int                  from,
          int                  to)
{
  AipTimelineSession *session = get_session (self);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  gint64 end = aip_timeline_geometry_get_x (geometry, aip_cut_get_duration (cut));
  int run = from;
  gint64 run_key = -1;

  for (int x = from; x <= to; x += 2)
    {
      gint64 key = -1;
      guint index;

      if (x < to && x < end &&
          aip_cut_find_frame (cut, aip_timeline_geometry_get_frame (geometry, x), &index))
        {
          const AipCutShot *shot = aip_cut_get_shot (cut, index);

          key = 2 * (gint64) shot->status + aip_timeline_session_is_selected (session, shot->id);
        }
      if (key == run_key && x < to)
        continue;
      if (run_key >= 0)
        {
          fill (pen, run, 0, x - run, HEIGHT, get_back (pen, (AipStatus) (run_key / 2), 0.5f));
          if (run_key % 2)
            fill (pen, run, 0, x - run, HEIGHT, faded (pen->accent, 0.5f));
        }
      run = x;
      run_key = key;
    }
}

void
_aip_timeline_shot_lane_snapshot (AipTimelineLane *lane,
                                  GtkWidget       *widget,
                                  GtkSnapshot     *snapshot,
                                  int              x,
                                  int              width)
{
  AipTimelineShotLane *self = AIP_TIMELINE_SHOT_LANE (lane);
  AipTimelineSession *session = get_session (self);
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (session);
  AipCut *cut = aip_timeline_session_get_shown (session);
  guint n_shots = aip_cut_get_n_shots (cut);
  guint index;
  Pen pen;

  aip_timeline_pictures_begin_frame (self->pictures);
  if (n_shots == 0)
    return;

  pen_init (&pen, widget, snapshot);
  /* By how long shots are on the whole, so that all of it is drawn in one manner. */
  if ((double) aip_cut_get_duration (cut) * geometry->scale < (double) n_shots * MIN_CLIP)
    {
      draw_far (self, &pen, cut, x, x + width);
      return;
    }

  if (!aip_cut_find_frame (cut, MAX (0, aip_timeline_geometry_get_frame (geometry, x)), &index))
    return;
  for (; index < n_shots; index++)
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, index);
      gint64 left = aip_timeline_geometry_get_x (geometry, shot->record);
      gint64 right = aip_timeline_geometry_get_x (geometry, shot->record + shot->duration);

      if (left >= x + width)
        break;
      if (right - left >= 2)
        draw_clip (self, &pen, shot, left, right, x, x + width);
      else if (right > left)
        fill (&pen, left, 0, 1, HEIGHT, get_back (&pen, shot->status, 0.5f));
      draw_transition (self, &pen, shot);
    }
}
