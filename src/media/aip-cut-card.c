/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-card"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "aip-cut-card.h"
#include "aip-json.h"
#include "aip-media-text.h"
#include "aip-status.h"

/* In hundredths of the height. */
#define MARGIN      7.0
/* Above and below, so that what is burnt in has room. */
#define EDGE        11.0
#define CODE_SIZE   11.0
#define WORDS_SIZE  5.0
#define SMALL_SIZE  3.9
#define WORDS_LINES 3

/* Letters lower than this cannot be read. */
#define MIN_LETTERS 6.0

#define MAX_SETUP_BYTES (256 * 1024)

typedef struct {
  cairo_t *cr;
  double   width;
  double   height;
  double   unit;    /* a hundredth of the height of a picture of 16:9 that fits */
} Card;

typedef struct {
  double red;
  double green;
  double blue;
} Color;

static const Color paper = { 0.93, 0.92, 0.90 };
static const Color amber = { 0.96, 0.72, 0.33 };

static Color
get_status_color (AipStatus status)
{
  static const Color colors[AIP_N_STATUSES] = {
    [AIP_STATUS_DRAFT] = { 0.55, 0.56, 0.58 },
    [AIP_STATUS_READY] = { 0.21, 0.52, 0.89 },
    [AIP_STATUS_REVIEW] = { 0.87, 0.62, 0.10 },
    [AIP_STATUS_APPROVED] = { 0.23, 0.62, 0.32 },
    [AIP_STATUS_RETAKE] = { 0.90, 0.18, 0.26 },
    [AIP_STATUS_FINAL] = { 0.62, 0.32, 0.74 },
  };

  return colors[CLAMP ((int) status, 0, (int) AIP_N_STATUSES - 1)];
}

static void
set_color (Card  *self,
           Color  color,
           double alpha)
{
  cairo_set_source_rgba (self->cr, color.red, color.green, color.blue, alpha);
}

static void
draw_ground (Card *self)
{
  cairo_pattern_t *ground = cairo_pattern_create_radial (
    self->width * 0.62, self->height * 0.4, 0, self->width * 0.62, self->height * 0.4,
    hypot (self->width, self->height) * 0.75);

  cairo_pattern_add_color_stop_rgb (ground, 0, 0.165, 0.17, 0.185);
  cairo_pattern_add_color_stop_rgb (ground, 1, 0.06, 0.062, 0.07);
  cairo_set_source (self->cr, ground);
  cairo_paint (self->cr);
  cairo_pattern_destroy (ground);
}

/* Corners as in a viewfinder. */
static void
draw_corners (Card *self)
{
  double inset = 3 * self->unit;
  double arm = 5 * self->unit;

  set_color (self, paper, 0.22);
  cairo_set_line_width (self->cr, MAX (1, 0.25 * self->unit));
  for (int corner = 0; corner < 4; corner++)
    {
      double right = corner % 2 != 0 ? -1 : 1;
      double down = corner / 2 != 0 ? -1 : 1;
      double x = right > 0 ? inset : self->width - inset;
      double y = down > 0 ? inset : self->height - inset;

      cairo_move_to (self->cr, x, y + down * arm);
      cairo_line_to (self->cr, x, y);
      cairo_line_to (self->cr, x + right * arm, y);
    }
  cairo_stroke (self->cr);
}

/* Framing ------------------------------------------------------------------------------------- */

/*
 * How large a figure is in a shot of that size, from the top of its head to its soles, as a part of
 * the height of the picture, and where its head begins.
 */
static gboolean
find_figure (const char *setup,
             double     *tall,
             double     *head)
{
  static const struct {
    const char *framing;
    double      tall;
    double      head;
  } figures[] = {
    { "extreme-wide", 0.14, 0.66 }, { "wide", 0.42, 0.42 },         { "full", 0.80, 0.11 },
    { "cowboy", 1.20, 0.11 },       { "medium", 1.65, 0.11 },       { "medium-close", 2.3, 0.12 },
    { "close", 3.5, 0.12 },         { "big-close", 5.0, 0.04 },     { "extreme-close", 9.0, -0.35 },
  };

  g_autoptr(JsonNode) node = NULL;
  const char *framing;

  if (setup == NULL || *setup == '\0')
    return FALSE;
  node = aip_json_parse (setup, -1, MAX_SETUP_BYTES, NULL);
  framing = aip_json_get_string (aip_json_node_object (node), "size", "");

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (g_str_equal (figures[i].framing, framing))
      {
        *tall = figures[i].tall;
        *head = figures[i].head;
        return TRUE;
      }

  return FALSE;
}

/* A person, @tall from head to sole. */
static void
fill_figure (cairo_t *cr,
            double   x,
            double   top,
            double   tall)
{
  double head = tall / 7.5;
  double shoulder = head * 1.05;
  double neck = top + head * 1.18;
  double hip = top + tall * 0.52;
  double foot = top + tall;

  cairo_save (cr);
  cairo_translate (cr, x, top + head * 0.5);
  cairo_scale (cr, head * 0.38, head * 0.5);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  cairo_fill (cr);

  cairo_move_to (cr, x - head * 0.2, top + head * 0.8);
  cairo_line_to (cr, x - head * 0.2, neck);
  cairo_curve_to (cr, x - shoulder * 0.7, neck + head * 0.12, x - shoulder, neck + head * 0.2,
                  x - shoulder, neck + head * 0.75);
  cairo_line_to (cr, x - shoulder * 1.02, hip + head * 0.3);
  cairo_line_to (cr, x - shoulder * 0.72, hip + head * 0.3);
  cairo_line_to (cr, x - head * 0.62, foot);
  cairo_line_to (cr, x + head * 0.62, foot);
  cairo_line_to (cr, x + shoulder * 0.72, hip + head * 0.3);
  cairo_line_to (cr, x + shoulder * 1.02, hip + head * 0.3);
  cairo_line_to (cr, x + shoulder, neck + head * 0.75);
  cairo_curve_to (cr, x + shoulder, neck + head * 0.2, x + shoulder * 0.7, neck + head * 0.12,
                  x + head * 0.2, neck);
  cairo_line_to (cr, x + head * 0.2, top + head * 0.8);
  cairo_fill (cr);
}

/* The ground is seen only where the picture is wide enough to have one. */
static void
draw_framing (Card             *self,
              const AipCutShot *shot)
{
  double x = self->width * 0.68;
  double tall;
  double head;

  if (!find_figure (shot->setup, &tall, &head))
    return;

  if (tall < 1)
    {
      double y = self->height * MIN (0.97, head + tall);

      set_color (self, paper, 0.10);
      cairo_set_line_width (self->cr, MAX (1, 0.25 * self->unit));
      cairo_move_to (self->cr, 0, y);
      cairo_line_to (self->cr, self->width, y);
      cairo_stroke (self->cr);
    }

  /* In one go, so that head and body do not show through each other. */
  cairo_push_group (self->cr);
  set_color (self, paper, 1);
  fill_figure (self->cr, x, self->height * head, self->height * tall);
  cairo_pop_group_to_source (self->cr);
  cairo_paint_with_alpha (self->cr, 0.085);
}

/* Words --------------------------------------------------------------------------------------- */

static gboolean
is_readable (Card   *self,
             double  size)
{
  return size * self->unit >= MIN_LETTERS;
}

/*
 * Lines with their lower edge at @bottom. Answers how high they are; nothing for what cannot be
 * read.
 */
static double
write_above (Card       *self,
             const char *text,
             double      size,
             gboolean    bold,
             Color       color,
             double      alpha,
             double      bottom,
             double      width,
             int         lines)
{
  g_autoptr(PangoLayout) layout = NULL;
  double height;

  if (text == NULL || *text == '\0' || !is_readable (self, size))
    return 0;

  layout = aip_media_text_new (self->cr, text, size * self->unit, bold, width, lines);
  aip_media_text_get_size (layout, NULL, &height);
  set_color (self, color, alpha);
  cairo_move_to (self->cr, MARGIN * self->unit, bottom - height);
  pango_cairo_show_layout (self->cr, layout);

  return height;
}

static void
write_top (Card       *self,
           const char *text,
           double      alpha,
           gboolean    at_right)
{
  g_autoptr(PangoLayout) layout = NULL;
  double width;
  double room = self->width * 0.44 - MARGIN * self->unit;

  if (text == NULL || *text == '\0' || !is_readable (self, SMALL_SIZE))
    return;

  layout = aip_media_text_new (self->cr, text, SMALL_SIZE * self->unit, FALSE, room, 1);
  aip_media_text_get_size (layout, &width, NULL);
  set_color (self, paper, alpha);
  cairo_move_to (self->cr, at_right ? self->width - MARGIN * self->unit - width
                                    : MARGIN * self->unit, EDGE * self->unit);
  pango_cairo_show_layout (self->cr, layout);
}

/* Between what stands above and below, in the colour that says that something is wrong. */
static void
write_trouble (Card       *self,
               const char *trouble)
{
  double x = MARGIN * self->unit;
  double y = (EDGE + SMALL_SIZE * 2.6) * self->unit;
  double size = WORDS_SIZE * self->unit;
  g_autoptr(PangoLayout) layout = NULL;
  double height;

  if (!is_readable (self, WORDS_SIZE))
    {
      set_color (self, amber, 0.9);
      cairo_rectangle (self->cr, 0, 0, self->width, MAX (2, 2 * self->unit));
      cairo_fill (self->cr);
      return;
    }

  layout = aip_media_text_new (self->cr, trouble, size, FALSE, self->width - 2 * x - size, 3);
  aip_media_text_get_size (layout, NULL, &height);
  set_color (self, amber, 1);
  cairo_rectangle (self->cr, x, y, MAX (1, 0.6 * self->unit), height);
  cairo_fill (self->cr);
  cairo_move_to (self->cr, x + size * 0.6, y);
  pango_cairo_show_layout (self->cr, layout);
}

static char *
dup_length (const AipCutShot   *shot,
            const AipFrameRate *rate)
{
  g_autofree char *code = aip_timecode_format (shot->duration, rate);

  /* Hours and minutes only where there are any. */
  return g_strdup (g_str_has_prefix (code, "00:00:") ? code + strlen ("00:00:") : code);
}

/* A line in the colour of the status and its name. Answers where it begins. */
static double
draw_status (Card             *self,
             const AipCutShot *shot)
{
  Color color = get_status_color (shot->status);
  double bottom = self->height - EDGE * self->unit;
  double thick = MAX (2, 0.9 * self->unit);
  double room = self->width - 2 * MARGIN * self->unit;
  g_autoptr(PangoLayout) layout = NULL;
  double width;
  double height;

  set_color (self, color, 1);
  cairo_rectangle (self->cr, MARGIN * self->unit, bottom - thick, room, thick);
  cairo_fill (self->cr);

  if (!is_readable (self, SMALL_SIZE))
    return bottom - thick;

  layout = aip_media_text_new (self->cr, aip_status_get_title (shot->status),
                               SMALL_SIZE * self->unit, TRUE, room * 0.35, 1);
  aip_media_text_get_size (layout, &width, &height);
  cairo_move_to (self->cr, self->width - MARGIN * self->unit - width,
                 bottom - thick - 1.2 * self->unit - height);
  pango_cairo_show_layout (self->cr, layout);

  return bottom - thick - 1.6 * self->unit;
}

void
aip_cut_card_draw (cairo_t            *cr,
                   const AipCutShot   *shot,
                   const AipFrameRate *rate,
                   int                 width,
                   int                 height,
                   const char         *trouble)
{
  Card self = { cr, width, height, MIN (height, width * 9.0 / 16) / 100 };
  g_autofree char *length = NULL;
  double room;
  double bottom;

  g_return_if_fail (cr != NULL && shot != NULL && rate != NULL);
  g_return_if_fail (width > 0 && height > 0);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);

  draw_ground (&self);
  if (trouble == NULL)
    draw_framing (&self, shot);
  draw_corners (&self);

  length = dup_length (shot, rate);
  write_top (&self, shot->scene, 0.62, FALSE);
  write_top (&self, length, 0.62, TRUE);
  if (trouble != NULL)
    write_trouble (&self, trouble);

  bottom = draw_status (&self, shot);
  room = width - 2 * MARGIN * self.unit;
  bottom -= write_above (&self, shot->name, WORDS_SIZE, FALSE, paper, 0.82, bottom, room * 0.74,
                         WORDS_LINES) + self.unit;
  write_above (&self, shot->code, CODE_SIZE, TRUE, paper, 1, bottom, room, 1);

  cairo_restore (cr);
}

void
aip_cut_card_draw_nothing (cairo_t    *cr,
                           int         width,
                           int         height,
                           const char *sentence)
{
  g_autoptr(PangoLayout) layout = NULL;
  double words_height;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (width > 0 && height > 0);

  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  if (sentence == NULL)
    return;

  layout = aip_media_text_new (cr, sentence, MAX (MIN_LETTERS, height * WORDS_SIZE / 100), FALSE,
                               width * 0.8, WORDS_LINES);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  aip_media_text_get_size (layout, NULL, &words_height);
  cairo_set_source_rgba (cr, paper.red, paper.green, paper.blue, 0.6);
  cairo_move_to (cr, width * 0.1, (height - words_height) / 2);
  pango_cairo_show_layout (cr, layout);
}
