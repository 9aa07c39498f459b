/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-cut-card.h"
#include "aip-cut-overlay.h"
#include "aip-error.h"

#define WIDTH  640
#define HEIGHT 360

static const AipFrameRate rate = { 24, 1, FALSE };

static AipCut *
new_cut (AipStatus   status,
         const char *name,
         const char *setup)
{
  AipCutSpec spec = { "새벽의 등대", "LGT", rate, 86400, WIDTH, HEIGHT };
  AipCutShot shot = {
    .id = (char *) "1", .code = (char *) "SHT-0010", .name = (char *) name,
    .scene = (char *) "SC-01", .setup = (char *) setup, .status = status, .duration = 50,
    .source = 12, .available = AIP_CUT_ENDLESS, .take = (char *) "2", .take_number = 3,
  };
  AipCut *cut = aip_cut_new (&spec);

  aip_cut_add_shot (cut, &shot, 0);

  return cut;
}

static cairo_surface_t *
new_surface (void)
{
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
}

static guint
count_pixels (cairo_surface_t *surface,
              int              red,
              int              green,
              int              blue,
              int              from,
              int              to)
{
  guint n = 0;

  cairo_surface_flush (surface);
  for (int y = from; y < to; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        const guint8 *pixel = cairo_image_surface_get_data (surface)
                              + y * cairo_image_surface_get_stride (surface) + x * 4;

        n += ABS (pixel[2] - red) < 12 && ABS (pixel[1] - green) < 12 && ABS (pixel[0] - blue) < 12;
      }

  return n;
}

static cairo_surface_t *
draw_card (AipCut     *cut,
           const char *trouble)
{
  cairo_surface_t *surface = new_surface ();
  cairo_t *cr = cairo_create (surface);

  aip_cut_card_draw (cr, aip_cut_get_shot (cut, 0), &rate, WIDTH, HEIGHT, trouble);
  cairo_destroy (cr);

  return surface;
}

static gboolean
is_same (cairo_surface_t *a,
         cairo_surface_t *b)
{
  cairo_surface_flush (a);
  cairo_surface_flush (b);

  return memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b),
                 (gsize) cairo_image_surface_get_stride (a) * HEIGHT) == 0;
}

static void
test_card_says_status_and_trouble (void)
{
  g_autoptr(AipCut) ready = new_cut (AIP_STATUS_READY, "A keeper climbs", NULL);
  g_autoptr(AipCut) retake = new_cut (AIP_STATUS_RETAKE, "A keeper climbs", NULL);
  cairo_surface_t *blue = draw_card (ready, NULL);
  cairo_surface_t *red = draw_card (retake, NULL);
  cairo_surface_t *broken = draw_card (ready, "The file “a.mp4” is missing.");

  g_assert_cmpuint (count_pixels (blue, 54, 133, 227, 0, HEIGHT), >, 500);
  g_assert_cmpuint (count_pixels (red, 54, 133, 227, 0, HEIGHT), ==, 0);
  g_assert_cmpuint (count_pixels (red, 230, 46, 66, 0, HEIGHT), >, 500);
  g_assert_cmpuint (count_pixels (blue, 245, 184, 84, 0, HEIGHT), ==, 0);
  g_assert_cmpuint (count_pixels (broken, 245, 184, 84, 0, HEIGHT), >, 100);
  /* The same picture every time. */
  g_assert_false (is_same (blue, broken));
  cairo_surface_destroy (broken);
  broken = draw_card (ready, NULL);
  g_assert_true (is_same (blue, broken));

  cairo_surface_destroy (blue);
  cairo_surface_destroy (red);
  cairo_surface_destroy (broken);
}

/* Words wrap within the card, whatever they are; a setup that is none costs the figure only. */
static void
test_card_takes_anything (void)
{
  static const char *const names[] = {
    "", "등대지기 노인이 젖은 계단을 천천히 올라가며 손전등으로 벽에 새겨진 오래된 이름들을 비춘다",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsgebäude",
    "a\nb\nc\nd\ne\nf\ng",
  };
  static const char *const setups[] = {
    "", "{\"size\":\"close\"}", "{\"size\":\"wide\"}", "{\"size\":7}", "[1,2", "{\"size\":\"no\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; j < G_N_ELEMENTS (setups); j++)
      {
        g_autoptr(AipCut) cut = new_cut (AIP_STATUS_DRAFT, names[i], setups[j]);
        cairo_surface_t *surface = draw_card (cut, NULL);

        /* Nothing is written over the line of the status or under it. */
        g_assert_cmpuint (count_pixels (surface, 237, 235, 230, HEIGHT * 90 / 100, HEIGHT), ==, 0);
        cairo_surface_destroy (surface);
      }

  for (int size = 1; size < 400; size = size * 3 + 1)
    {
      g_autoptr(AipCut) cut = new_cut (AIP_STATUS_DRAFT, names[1], setups[1]);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
      cairo_t *cr = cairo_create (surface);

      aip_cut_card_draw (cr, aip_cut_get_shot (cut, 0), &rate, size, size, "Broken.");
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_letterbox (void)
{
  cairo_rectangle_int_t picture;

  aip_cut_overlay_get_picture (2390, 1920, 1080, &picture);
  g_assert_cmpint (picture.width, ==, 1920);
  g_assert_cmpint (picture.height, ==, 804);
  g_assert_cmpint (picture.y, ==, 138);
  aip_cut_overlay_get_picture (1333, 1920, 1080, &picture);
  g_assert_cmpint (picture.height, ==, 1080);
  g_assert_cmpint (picture.x, ==, 240);
  g_assert_cmpint (picture.width, ==, 1440);
  aip_cut_overlay_get_picture (0, 1920, 1080, &picture);
  g_assert_cmpint (picture.width, ==, 1920);
  g_assert_cmpint (picture.height, ==, 1080);
}

static void
test_overlay_parses (void)
{
  AipCutOverlayParts parts;
  g_autoptr(GError) error = NULL;
  int ratio;

  g_assert_true (aip_cut_overlay_parse_parts ("code, record,safe-areas", &parts, &error));
  g_assert_cmpint (parts, ==, AIP_CUT_OVERLAY_CODE | AIP_CUT_OVERLAY_RECORD
                              | AIP_CUT_OVERLAY_SAFE_AREAS);
  for (guint i = 0; i < AIP_N_CUT_OVERLAY_PARTS; i++)
    {
      g_assert_true (aip_cut_overlay_parse_parts (aip_cut_overlay_part_to_nick (1 << i), &parts,
                                                  &error));
      g_assert_cmpint (parts, ==, 1 << i);
    }
  g_assert_false (aip_cut_overlay_parse_parts ("code,timecode", &parts, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (aip_cut_overlay_parse_ratio ("2.39", &ratio, &error));
  g_assert_cmpint (ratio, ==, 2390);
  g_assert_true (aip_cut_overlay_parse_ratio ("16:9", &ratio, &error));
  g_assert_cmpint (ratio, ==, 1778);
  g_assert_true (aip_cut_overlay_parse_ratio ("2.35:1", &ratio, &error));
  g_assert_cmpint (ratio, ==, 2350);
  for (guint i = 0; i < 7; i++)
    {
      static const char *const bad[] = { "", "0", "wide", "16:0", "-2", "1e9", "2.39x" };

      g_assert_false (aip_cut_overlay_parse_ratio (bad[i], &ratio, &error));
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
      g_clear_error (&error);
    }
}

/* Every part shows, inside of the bars only. */
static void
test_overlay_draws (void)
{
  g_autoptr(AipCut) cut = new_cut (AIP_STATUS_DRAFT, "", NULL);

  for (guint i = 0; i < AIP_N_CUT_OVERLAY_PARTS; i++)
    {
      cairo_surface_t *surface = new_surface ();
      cairo_t *cr = cairo_create (surface);
      AipCutOverlay overlay = { 1 << i, "검토용", 2390 };

      aip_cut_overlay_draw (cr, &overlay, cut, 20, WIDTH, HEIGHT);
      g_assert_cmpuint (count_pixels (surface, 0, 0, 0, 0, HEIGHT), <, WIDTH * HEIGHT);
      g_assert_cmpuint (count_pixels (surface, 0, 0, 0, 0, 40), ==, WIDTH * 40);
      g_assert_cmpuint (count_pixels (surface, 0, 0, 0, HEIGHT - 40, HEIGHT), ==, WIDTH * 40);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media/cut-card/says-status-and-trouble", test_card_says_status_and_trouble);
  g_test_add_func ("/media/cut-card/takes-anything", test_card_takes_anything);
  g_test_add_func ("/media/cut-overlay/letterbox", test_letterbox);
  g_test_add_func ("/media/cut-overlay/parses", test_overlay_parses);
  g_test_add_func ("/media/cut-overlay/draws", test_overlay_draws);

  return g_test_run ();
}
