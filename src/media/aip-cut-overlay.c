/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-overlay"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cut-overlay.h"
#include "aip-error.h"
#include "aip-media-text.h"

/* Parts of the height of the picture. */
#define LETTERS      0.034
#define MARGIN       0.03
#define PADDING      0.35 /* of the letters */

/* SMPTE ST 2046-1: parts of width and height that stay inside. */
#define ACTION_SAFE 0.93
#define TITLE_SAFE  0.90

#define MIN_RATIO 200
#define MAX_RATIO 10000

static const char *const part_nicks[AIP_N_CUT_OVERLAY_PARTS] = {
  "code", "take", "record", "source", "frame", "text", "safe-areas",
};

const char *
aip_cut_overlay_part_to_nick (AipCutOverlayParts part)
{
  for (guint i = 0; i < AIP_N_CUT_OVERLAY_PARTS; i++)
    if (part == (AipCutOverlayParts) (1 << i))
      return part_nicks[i];

  g_return_val_if_reached (NULL);
}

gboolean
aip_cut_overlay_parse_parts (const char          *text,
                             AipCutOverlayParts  *parts,
                             GError             **error)
{
  g_auto(GStrv) words = NULL;

  g_return_val_if_fail (text != NULL && parts != NULL, FALSE);

  *parts = AIP_CUT_OVERLAY_NONE;
  words = g_strsplit (text, ",", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = g_strstrip (words[i]);
      guint part = 0;

      while (part < AIP_N_CUT_OVERLAY_PARTS && !g_str_equal (word, part_nicks[part]))
        part++;
      if (part == AIP_N_CUT_OVERLAY_PARTS)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("“%s” cannot be written over the picture; there are code, take, record, "
                         "source, frame, text and safe-areas."), word);
          return FALSE;
        }
      *parts |= 1 << part;
    }

  return TRUE;
}

gboolean
aip_cut_overlay_parse_ratio (const char  *text,
                             int         *ratio,
                             GError     **error)
{
  g_auto(GStrv) sides = NULL;
  double value = 0;
  char *end;

  g_return_val_if_fail (text != NULL && ratio != NULL, FALSE);

  sides = g_strsplit (text, ":", 2);
  if (sides[0] != NULL)
    {
      value = g_ascii_strtod (sides[0], &end);
      if (*end != '\0')
        value = 0;
      if (sides[1] != NULL)
        {
          double below = g_ascii_strtod (sides[1], &end);

          value = *end == '\0' && below > 0 ? value / below : 0;
        }
    }

  if (!(value * 1000 >= MIN_RATIO && value * 1000 <= MAX_RATIO))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” is no shape of a picture; write 2.39, 1.85 or 16:9."), text);
      return FALSE;
    }
  *ratio = (int) (value * 1000 + 0.5);

  return TRUE;
}

void
aip_cut_overlay_get_picture (int                    ratio,
                             int                    width,
                             int                    height,
                             cairo_rectangle_int_t *picture)
{
  int inner_width = width;
  int inner_height = height;

  g_return_if_fail (width > 0 && height > 0 && picture != NULL);

  if (ratio > 0 && (gint64) width * 1000 > (gint64) height * ratio)
    inner_width = (int) (((gint64) height * ratio + 500) / 1000);
  else if (ratio > 0)
    inner_height = (int) (((gint64) width * 1000 + ratio / 2) / ratio);

  /* Bars are as wide on both sides, and even, as chroma is. */
  picture->x = MAX (0, (width - inner_width) / 4 * 2);
  picture->y = MAX (0, (height - inner_height) / 4 * 2);
  picture->width = width - 2 * picture->x;
  picture->height = height - 2 * picture->y;
}

static void
draw_bars (cairo_t                     *cr,
           const cairo_rectangle_int_t *picture,
           int                          width,
           int                          height)
{
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_rectangle (cr, picture->x, picture->y, picture->width, picture->height);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* Light on dark, so that it is seen on any picture. */
static void
stroke_twice (cairo_t *cr,
              double   thick,
              double   alpha)
{
  cairo_set_line_width (cr, thick * 2.4);
  cairo_set_source_rgba (cr, 0, 0, 0, alpha * 0.6);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, thick);
  cairo_set_source_rgba (cr, 1, 1, 1, alpha);
  cairo_stroke (cr);
}

static void
draw_safe_area (cairo_t                     *cr,
                const cairo_rectangle_int_t *picture,
                double                       part,
                double                       thick)
{
  double width = picture->width * part;
  double height = picture->height * part;

  cairo_rectangle (cr, picture->x + (picture->width - width) / 2,
                   picture->y + (picture->height - height) / 2, width, height);
  stroke_twice (cr, thick, 0.7);
}

static void
draw_safe_areas (cairo_t                     *cr,
                 const cairo_rectangle_int_t *picture)
{
  double x = picture->x + picture->width / 2.0;
  double y = picture->y + picture->height / 2.0;
  double arm = picture->height * 0.025;
  double thick = MAX (1, picture->height / 720.0);

  cairo_save (cr);
  draw_safe_area (cr, picture, ACTION_SAFE, thick);
  draw_safe_area (cr, picture, TITLE_SAFE, thick);
  cairo_move_to (cr, x - arm, y);
  cairo_line_to (cr, x + arm, y);
  cairo_move_to (cr, x, y - arm);
  cairo_line_to (cr, x, y + arm);
  stroke_twice (cr, thick, 0.7);
  cairo_restore (cr);
}

/* @right, @down: 0, 0.5 or 1: which edge of the picture it stands at */
static void
write_at (cairo_t                     *cr,
          const cairo_rectangle_int_t *picture,
          const char                  *text,
          double                       right,
          double                       down)
{
  double size = MAX (7, picture->height * LETTERS);
  double margin = picture->height * MARGIN;
  double padding = size * PADDING;
  g_autoptr(PangoLayout) layout = NULL;
  double width;
  double height;
  double x;
  double y;

  if (text == NULL || *text == '\0')
    return;

  layout = aip_media_text_new (cr, text, size, TRUE, picture->width * 0.45, 1);
  aip_media_text_align_digits (layout);
  aip_media_text_get_size (layout, &width, &height);
  x = picture->x + margin + (picture->width - 2 * margin - width - 2 * padding) * right;
  y = picture->y + margin + (picture->height - 2 * margin - height - padding) * down;

  cairo_set_source_rgba (cr, 0, 0, 0, 0.55);
  cairo_rectangle (cr, x, y, width + 2 * padding, height + padding);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_move_to (cr, x + padding, y + padding / 2);
  pango_cairo_show_layout (cr, layout);
}

static char *
dup_name (const AipCutOverlay *overlay,
          const AipCutShot    *shot)
{
  GString *text = g_string_new (NULL);

  if (overlay->parts & AIP_CUT_OVERLAY_CODE && shot->code != NULL)
    g_string_append (text, shot->code);
  if (overlay->parts & AIP_CUT_OVERLAY_TAKE && shot->take_number > 0)
    g_string_append_printf (text, "%sT%" G_GINT64_FORMAT, text->len > 0 ? " · " : "",
                            shot->take_number);

  return g_string_free_and_steal (text);
}

static void
write_all (cairo_t                     *cr,
           const AipCutOverlay         *overlay,
           AipCut                      *cut,
           gint64                       frame,
           const cairo_rectangle_int_t *picture)
{
  const AipFrameRate *rate = aip_cut_get_rate (cut);
  const AipCutShot *shot;
  guint index;

  if (overlay->parts & AIP_CUT_OVERLAY_TEXT)
    write_at (cr, picture, overlay->text, 0, 0);
  if (overlay->parts & AIP_CUT_OVERLAY_FRAME)
    {
      g_autofree char *count = g_strdup_printf ("%06" G_GINT64_FORMAT, frame);

      write_at (cr, picture, count, 1, 0);
    }
  if (overlay->parts & AIP_CUT_OVERLAY_RECORD)
    {
      g_autofree char *code = aip_timecode_format (aip_cut_get_start (cut) + frame, rate);
      g_autofree char *text = g_strdup_printf ("TC %s", code);

      write_at (cr, picture, text, 1, 1);
    }

  /* In a transition it is about the shot whose frames of the film these are. */
  if (!aip_cut_find_frame (cut, frame, &index))
    return;
  shot = aip_cut_get_shot (cut, index);
  if (overlay->parts & (AIP_CUT_OVERLAY_CODE | AIP_CUT_OVERLAY_TAKE))
    {
      g_autofree char *name = dup_name (overlay, shot);

      write_at (cr, picture, name, 0, 1);
    }
  if (overlay->parts & AIP_CUT_OVERLAY_SOURCE && shot->take != NULL)
    {
      gint64 source = MIN (shot->source + frame - shot->record, shot->available - 1);
      g_autofree char *code = aip_timecode_format (MAX (0, source), rate);
      g_autofree char *text = g_strdup_printf ("SRC %s", code);

      write_at (cr, picture, text, 0.5, 1);
    }
}

void
aip_cut_overlay_draw (cairo_t             *cr,
                      const AipCutOverlay *overlay,
                      AipCut              *cut,
                      gint64               frame,
                      int                  width,
                      int                  height)
{
  cairo_rectangle_int_t picture;

  g_return_if_fail (cr != NULL && overlay != NULL && cut != NULL);
  g_return_if_fail (width > 0 && height > 0);

  cairo_save (cr);
  aip_cut_overlay_get_picture (overlay->ratio, width, height, &picture);
  if (picture.width != width || picture.height != height)
    draw_bars (cr, &picture, width, height);
  if (overlay->parts & AIP_CUT_OVERLAY_SAFE_AREAS)
    draw_safe_areas (cr, &picture);
  write_all (cr, overlay, cut, frame, &picture);
  cairo_restore (cr);
}

/* The slate ----------------------------------------------------------------------------------- */

static double
write_line (cairo_t    *cr,
            const char *text,
            double      size,
            gboolean    bold,
            double      grey,
            double      x,
            double      y,
            double      width,
            int         lines)
{
  g_autoptr(PangoLayout) layout = aip_media_text_new (cr, text, size, bold, width, lines);
  double height;

  aip_media_text_align_digits (layout);
  aip_media_text_get_size (layout, NULL, &height);
  cairo_set_source_rgb (cr, grey, grey, grey * 0.98);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);

  return y + height;
}

void
aip_cut_slate_draw (cairo_t    *cr,
                    AipCut     *cut,
                    gint64      first,
                    gint64      n_frames,
                    const char *note,
                    const char *date,
                    int         width,
                    int         height)
{
  const AipFrameRate *rate;
  g_autofree char *from = NULL;
  g_autofree char *length = NULL;
  g_autofree char *rate_text = NULL;
  g_autofree char *place = NULL;
  g_autofree char *shape = NULL;
  double unit;
  double x;
  double y;
  double room;

  g_return_if_fail (cr != NULL && cut != NULL && date != NULL);
  g_return_if_fail (width > 0 && height > 0);

  rate = aip_cut_get_rate (cut);
  from = aip_timecode_format (aip_cut_get_start (cut) + first, rate);
  length = aip_timecode_format (n_frames, rate);
  rate_text = aip_frame_rate_to_text (rate);
  place = g_strdup_printf (_("From %s, %s long"), from, length);
  shape = g_strdup_printf (_("%d × %d, %s frames a second"), width, height, rate_text);
  unit = MIN (height, width * 9.0 / 16) / 100;
  x = width / 2.0 - 62 * unit;
  room = 124 * unit;
  y = height / 2.0 - 27 * unit;

  cairo_save (cr);
  cairo_set_source_rgb (cr, 0.075, 0.077, 0.085);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);

  cairo_set_source_rgb (cr, 0.93, 0.92, 0.90);
  cairo_rectangle (cr, x, y - 6 * unit, 16 * unit, 0.8 * unit);
  cairo_fill (cr);
  y = write_line (cr, aip_cut_get_code (cut), 5 * unit, FALSE, 0.62, x, y, room, 1);
  y = write_line (cr, aip_cut_get_name (cut), 11 * unit, TRUE, 0.95, x, y, room, 2);
  y += 5 * unit;
  y = write_line (cr, place, 4.4 * unit, FALSE, 0.82, x, y, room, 1) + 1.2 * unit;
  y = write_line (cr, shape, 4.4 * unit, FALSE, 0.82, x, y, room, 1) + 1.2 * unit;
  if (note != NULL && *note != '\0')
    y = write_line (cr, note, 4.4 * unit, FALSE, 0.82, x, y, room, 2) + 1.2 * unit;
  write_line (cr, date, 4.4 * unit, FALSE, 0.62, x, y, room, 1);
  cairo_restore (cr);
}
