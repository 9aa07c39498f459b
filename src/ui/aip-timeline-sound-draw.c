/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-sound-draw"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-sound-mix.h"
#include "aip-timeline-sound-draw.h"

#define RADIUS     4
#define PADDING    5
/* Below these widths of a clip, in pixels, things would be dust. */
#define MIN_ROUND  8
#define MIN_WAVE   4
#define MIN_TITLE  28
#define MIN_HANDLE 40
#define HANDLE     4

/* The place of a clip in the view. */
typedef struct {
  float x;
  float width;
} Span;

static GdkRGBA
faded (GdkRGBA color,
       double  alpha)
{
  color.alpha *= (float) alpha;

  return color;
}

static GdkRGBA
get_color (const AipCutClip *clip)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  AdwAccentColor accent = ADW_ACCENT_COLOR_SLATE;
  GdkRGBA color;

  if (g_strcmp0 (clip->role, "music") == 0)
    accent = ADW_ACCENT_COLOR_PURPLE;
  else if (g_strcmp0 (clip->role, "dialogue") == 0)
    accent = ADW_ACCENT_COLOR_TEAL;
  else if (g_strcmp0 (clip->role, "effects") == 0)
    accent = ADW_ACCENT_COLOR_ORANGE;
  adw_accent_color_to_standalone_rgba (accent, dark, &color);

  return color;
}

static void
fill (const AipTimelineSoundLook *look,
      float                       x,
      float                       y,
      float                       width,
      float                       height,
      GdkRGBA                     color)
{
  if (width > 0 && height > 0)
    gtk_snapshot_append_color (look->snapshot, &color, &GRAPHENE_RECT_INIT (x, y, width, height));
}

/* The waveform ---------------------------------------------------------------------------------- */

static void
trace (cairo_t            *cr,
       const AipSoundPeak *peaks,
       gsize               n_peaks,
       double              left,
       double              middle,
       double              half,
       gboolean            loudness)
{
  for (gsize i = 0; i < n_peaks; i++)
    cairo_line_to (cr, left + (double) i + 0.5,
                   middle - MAX (0.4, half * (loudness ? peaks[i].rms : peaks[i].max) / 32768.0));
  for (gsize i = n_peaks; i > 0; i--)
    cairo_line_to (cr, left + (double) i - 0.5,
                   middle + MAX (0.4, half * (loudness ? peaks[i - 1].rms : -peaks[i - 1].min) /
                                      32768.0));
  cairo_close_path (cr);
}

/* Only the columns that are seen, each from a few peaks that were made with the sound. */
static void
draw_wave (const AipTimelineSoundLook *look,
           const AipCutClip           *clip,
           const Span                 *span,
           AipSound                   *sound,
           GdkRGBA                     color)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (look->session);
  const AipFrameRate *rate = aip_cut_get_rate (look->cut);
  double samples_a_frame = (double) AIP_SOUND_RATE * (double) rate->denominator /
                           (double) rate->numerator;
  double step = samples_a_frame / geometry->scale;
  double begin = (double) aip_sound_sample_of_frame (rate, clip->source);
  int from = MAX (look->from, (int) span->x);
  int to = MIN (look->to, (int) (span->x + span->width));
  double top = AIP_TIMELINE_SOUND_TITLE;
  double half = (look->height - top) / 2.0 - 1.0;
  g_autofree AipSoundPeak *peaks = NULL;
  cairo_t *cr;

  if (to <= from || half < 3)
    return;

  peaks = g_new (AipSoundPeak, to - from);
  aip_sound_get_peaks (sound, begin + (from - (double) span->x) * step, step, peaks,
                       (gsize) (to - from));

  cr = gtk_snapshot_append_cairo (look->snapshot,
                                  &GRAPHENE_RECT_INIT ((float) from, (float) top,
                                                       (float) (to - from),
                                                       (float) look->height - (float) top));
  color.alpha *= 0.55f;
  gdk_cairo_set_source_rgba (cr, &color);
  trace (cr, peaks, (gsize) (to - from), from, top + half, half, FALSE);
  cairo_fill (cr);
  color.alpha = MIN (1, color.alpha / 0.55f);
  gdk_cairo_set_source_rgba (cr, &color);
  trace (cr, peaks, (gsize) (to - from), from, top + half, half, TRUE);
  cairo_fill (cr);
  cairo_destroy (cr);
}

/* What is on a clip ----------------------------------------------------------------------------- */

/* Answers how wide it is. */
static float
draw_text (const AipTimelineSoundLook *look,
           const char                 *text,
           float                       x,
           float                       room,
           GdkRGBA                     color)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (look->widget, text);
  PangoAttrList *attributes = pango_attr_list_new ();
  int width, height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.78));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_width (layout, MAX (1, (int) room) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, &width, &height);

  gtk_snapshot_save (look->snapshot);
  gtk_snapshot_translate (look->snapshot,
                          &GRAPHENE_POINT_INIT (x, (float) (AIP_TIMELINE_SOUND_TITLE - height) / 2));
  gtk_snapshot_append_layout (look->snapshot, layout, &color);
  gtk_snapshot_restore (look->snapshot);

  return (float) width;
}

/* How far it is off what it was put to, in red; the first thing to see. */
static float
draw_drift (const AipTimelineSoundLook *look,
            const AipCutClip           *clip,
            float                       x,
            float                       room)
{
  gint64 drift = aip_cut_get_drift (look->cut, clip);
  g_autofree char *text = NULL;
  GdkRGBA red, white = { 1, 1, 1, 1 };
  float width;

  if (drift == 0 || room < MIN_TITLE)
    return 0;

  adw_accent_color_to_rgba (ADW_ACCENT_COLOR_RED, &red);
  text = g_strdup_printf ("%+" G_GINT64_FORMAT, drift);
  /* Its width is only known once it is laid out; digits of the same size are near enough. */
  width = 8.0f * (float) g_utf8_strlen (text, -1) + 6;
  fill (look, x - 2, 1, width, AIP_TIMELINE_SOUND_TITLE - 2, red);
  draw_text (look, text, x + 1, room, white);

  return width + 2;
}

static void
draw_title (const AipTimelineSoundLook *look,
            const AipCutClip           *clip,
            const Span                 *span,
            GdkRGBA                     text_color)
{
  /* What is left of the view has its title at the edge, as long as there is room. */
  float x = MAX (span->x, MIN (0, span->x + span->width - 120)) + PADDING;
  float right = span->x + span->width - PADDING;

  x += draw_drift (look, clip, x, right - x);
  if (right - x > 20)
    x += draw_text (look, clip->name, x, right - x, text_color) + 2 * PADDING;
  if (clip->gain != 0.0 && right - x > 48)
    {
      g_autofree char *gain = g_strdup_printf (_("%+.1f dB"), clip->gain);

      draw_text (look, gain, x, right - x, faded (text_color, 0.7));
    }
}

static void
draw_fade (const AipTimelineSoundLook *look,
           float                       silent,
           float                       full,
           GdkRGBA                     shade,
           GdkRGBA                     line)
{
  g_autoptr(GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr(GskPathBuilder) edge = gsk_path_builder_new ();
  g_autoptr(GskPath) area = NULL;
  g_autoptr(GskPath) curve = NULL;
  g_autoptr(GskStroke) stroke = gsk_stroke_new (1.5f);
  float top = AIP_TIMELINE_SOUND_TITLE;
  float bottom = (float) look->height;

  /* A quarter of a sine, as it sounds. */
  gsk_path_builder_move_to (builder, silent, bottom);
  gsk_path_builder_cubic_to (builder, silent + (full - silent) * 0.33f, bottom - (bottom - top) * 0.55f,
                             silent + (full - silent) * 0.62f, top, full, top);
  gsk_path_builder_line_to (builder, silent, top);
  gsk_path_builder_close (builder);
  area = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_fill (look->snapshot, area, GSK_FILL_RULE_WINDING, &shade);

  gsk_path_builder_move_to (edge, silent, bottom);
  gsk_path_builder_cubic_to (edge, silent + (full - silent) * 0.33f, bottom - (bottom - top) * 0.55f,
                             silent + (full - silent) * 0.62f, top, full, top);
  curve = gsk_path_builder_free_to_path (g_steal_pointer (&edge));
  gtk_snapshot_append_stroke (look->snapshot, curve, stroke, &line);
}

static void
draw_handle (const AipTimelineSoundLook *look,
             float                       x,
             GdkRGBA                     color)
{
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle,
                                   &GRAPHENE_RECT_INIT (x - HANDLE, AIP_TIMELINE_SOUND_TITLE - HANDLE,
                                                        2 * HANDLE, 2 * HANDLE), HANDLE);
  gtk_snapshot_push_rounded_clip (look->snapshot, &circle);
  gtk_snapshot_append_color (look->snapshot, &color, &circle.bounds);
  gtk_snapshot_pop (look->snapshot);
}

static void
draw_fades (const AipTimelineSoundLook *look,
            const AipCutClip           *clip,
            const Span                 *span,
            gboolean                    selected,
            GdkRGBA                     line)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (look->session);
  float in = (float) aip_timeline_geometry_get_x (geometry, clip->record + clip->fade_in);
  float out = (float) aip_timeline_geometry_get_x (geometry,
                                                   clip->record + clip->duration - clip->fade_out);
  GdkRGBA shade = { 0, 0, 0, 0.28f };

  if (clip->fade_in > 0 && in - span->x > 1)
    draw_fade (look, span->x, in, shade, line);
  if (clip->fade_out > 0 && span->x + span->width - out > 1)
    draw_fade (look, span->x + span->width, out, shade, line);
  if (selected && span->width >= MIN_HANDLE)
    {
      draw_handle (look, in, line);
      draw_handle (look, out, line);
    }
}

static void
draw_state (const AipTimelineSoundLook *look,
            const AipCutClip           *clip,
            const Span                 *span,
            GdkRGBA                     color)
{
  AipSoundState state = aip_sound_cache_request (look->sounds, clip->file);
  float top = AIP_TIMELINE_SOUND_TITLE;
  GdkRGBA red;

  if (state == AIP_SOUND_READY)
    {
      g_autoptr(AipSound) sound = aip_sound_cache_lookup (look->sounds, clip->file);

      draw_wave (look, clip, span, sound, color);
      return;
    }
  if (state == AIP_SOUND_BROKEN)
    {
      adw_accent_color_to_rgba (ADW_ACCENT_COLOR_RED, &red);
      fill (look, span->x, top, span->width, (float) look->height - top, faded (red, 0.45));
      return;
    }

  /* A line through the middle: silence, or not known yet. */
  fill (look, span->x, (top + (float) look->height) / 2, span->width, 1,
        faded (color, state == AIP_SOUND_NONE ? 0.8 : 0.4));
}

void
aip_timeline_sound_draw_clip (const AipTimelineSoundLook *look,
                              const AipCutClip           *clip,
                              double                      gain_y)
{
  const AipTimelineGeometry *geometry = aip_timeline_session_get_geometry (look->session);
  gint64 left = aip_timeline_geometry_get_x (geometry, clip->record);
  gint64 right = aip_timeline_geometry_get_x (geometry, clip->record + clip->duration);
  Span span = { (float) left, (float) (right - left - 1) };
  gboolean selected = aip_timeline_session_is_selected (look->session, clip->id);
  gboolean current = g_strcmp0 (aip_timeline_session_get_current (look->session), clip->id) == 0;
  gboolean round = span.width >= MIN_ROUND;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (span.x, 0, MAX (1, span.width), (float) look->height);
  GdkRGBA color = get_color (clip);
  GdkRGBA text, accent;
  GdkRGBA *own;
  GskRoundedRect outline;

  gtk_widget_get_color (look->widget, &text);
  own = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  accent = *own;
  gdk_rgba_free (own);
  if (clip->disabled || look->dimmed)
    {
      color = faded (color, 0.4);
      text = faded (text, 0.5);
    }

  gsk_rounded_rect_init_from_rect (&outline, &bounds, round ? RADIUS : 0);
  gtk_snapshot_push_rounded_clip (look->snapshot, &outline);
  fill (look, span.x, 0, span.width, (float) look->height, faded (color, 0.22));
  fill (look, span.x, 0, span.width, AIP_TIMELINE_SOUND_TITLE, faded (color, 0.3));
  if (span.width >= MIN_WAVE)
    draw_state (look, clip, &span, color);
  if (round)
    draw_fades (look, clip, &span, selected && !look->locked, text);
  if (round && (selected || clip->gain != 0.0))
    fill (look, span.x, (float) gain_y, span.width, 1, faded (text, selected ? 0.9 : 0.5));
  if (span.width >= MIN_TITLE)
    draw_title (look, clip, &span, text);
  gtk_snapshot_pop (look->snapshot);

  if (selected || current)
    {
      float thick = selected ? 2 : 1;
      GdkRGBA edge = selected ? accent : faded (text, 0.6);

      gtk_snapshot_append_border (look->snapshot, &outline,
                                  (float[4]) { thick, thick, thick, thick },
                                  (GdkRGBA[4]) { edge, edge, edge, edge });
    }
}
