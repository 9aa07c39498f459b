/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "fixture.h"

/* Graphs that take pictures in: what is fed has to be seen in what comes out. */

/* The loaders that all of these graphs begin with. */
#define LOADERS                                                                                  \
  "\"m\": {\"class_type\": \"CheckpointLoaderSimple\", \"inputs\": {\"ckpt_name\": "             \
  "\"sd_xl_base_1.0.safetensors\"}}, "                                                           \
  "\"p\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": \"wide shot, forest, "     \
  "night\", \"clip\": [\"m\", 1]}}, "                                                            \
  "\"n\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": \"\", \"clip\": [\"m\", "  \
  "1]}}, "

#define SAMPLER(positive, latent, denoise)                                                       \
  "\"k\": {\"class_type\": \"KSampler\", \"inputs\": {\"seed\": 1, \"steps\": 2, \"cfg\": 7, "   \
  "\"sampler_name\": \"euler\", \"scheduler\": \"normal\", \"denoise\": " denoise ", "           \
  "\"model\": [\"m\", 0], \"positive\": [\"" positive "\", 0], \"negative\": [\"n\", 0], "       \
  "\"latent_image\": [\"" latent "\", 0]}}, "                                                    \
  "\"d\": {\"class_type\": \"VAEDecode\", \"inputs\": {\"samples\": [\"k\", 0], \"vae\": "       \
  "[\"m\", 2]}}, "

#define SAVE(image)                                                                              \
  "\"out\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"" image "\", 0], "       \
  "\"filename_prefix\": \"g\"}}}"

#define LOAD "\"l\": {\"class_type\": \"LoadImage\", \"inputs\": {\"image\": \"red.png\"}}, "
#define ENCODE "\"e\": {\"class_type\": \"VAEEncode\", \"inputs\": {\"pixels\": [\"l\", 0], "    \
               "\"vae\": [\"m\", 2]}}, "

static void
setup (Fixture *fixture)
{
  g_autoptr(GBytes) red = fixture_picture (320, 192, 0xe02010);
  g_auto(Answer) answer = { 0 };

  fixture_init (fixture, &fixture_fast);
  fixture_upload (fixture, "red.png", NULL, red, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
}

/* Runs the graph and fetches its pictures: the first one, and how many there are. */
static GdkPixbuf *
make (Fixture    *fixture,
      const char *graph,
      guint      *n_pictures)
{
  g_autofree char *id = fixture_post_prompt (fixture, graph, NULL, NULL);
  g_autoptr(AipDraftJson) entry = fixture_wait (fixture, id);
  g_autofree char *path = NULL;
  g_autofree char *status = aip_draft_json_to_text (json_at (entry, "status"));
  g_auto(Answer) view = { 0 };
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  GdkPixbuf *pixbuf;

  g_test_message ("%s", status);
  g_assert_cmpstr (json_text_at (entry, "status/status_str"), ==, "success");
  if (n_pictures != NULL)
    *n_pictures = aip_draft_json_get_length (json_at (entry, "outputs/out/images"));

  path = g_strdup_printf ("/view?filename=%s", json_text_at (entry,
                                                             "outputs/out/images/0/filename"));
  fixture_get (fixture, path, &view);
  stream = g_memory_input_stream_new_from_bytes (view.bytes);
  pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, &error);
  g_assert_no_error (error);

  return pixbuf;
}

static const guint8 *
pixel (GdkPixbuf *pixbuf,
       int        x,
       int        y)
{
  return gdk_pixbuf_read_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf) +
         x * gdk_pixbuf_get_n_channels (pixbuf);
}

static gboolean
is_red (GdkPixbuf *pixbuf,
        int        x,
        int        y)
{
  const guint8 *p = pixel (pixbuf, x, y);

  return p[0] > 150 && p[1] < 90 && p[2] < 90;
}

static void
test_sizes (void)
{
  static const struct { const char *node; int width; int height; guint n; } rows[] = {
    { "\"s\": {\"class_type\": \"ImageScale\", \"inputs\": {\"image\": [\"l\", 0], "
      "\"upscale_method\": \"lanczos\", \"width\": 100, \"height\": 50, \"crop\": \"center\"}}, ",
      100, 50, 1 },
    { "\"s\": {\"class_type\": \"ImageScale\", \"inputs\": {\"image\": [\"l\", 0], "
      "\"upscale_method\": \"area\", \"width\": 160, \"height\": 0, \"crop\": \"disabled\"}}, ",
      160, 96, 1 },
    { "\"s\": {\"class_type\": \"ImageScaleBy\", \"inputs\": {\"image\": [\"l\", 0], "
      "\"upscale_method\": \"area\", \"scale_by\": 0.5}}, ", 160, 96, 1 },
    { "\"u\": {\"class_type\": \"UpscaleModelLoader\", \"inputs\": {\"model_name\": "
      "\"RealESRGAN_x2plus.pth\"}}, \"s\": {\"class_type\": \"ImageUpscaleWithModel\", \"inputs\": "
      "{\"image\": [\"l\", 0], \"upscale_model\": [\"u\", 0]}}, ", 640, 384, 1 },
    { "\"s\": {\"class_type\": \"ImageCrop\", \"inputs\": {\"image\": [\"l\", 0], \"width\": 64, "
      "\"height\": 32, \"x\": 300, \"y\": 0}}, ", 20, 32, 1 },
    { "\"s\": {\"class_type\": \"ImagePadForOutpaint\", \"inputs\": {\"image\": [\"l\", 0], "
      "\"left\": 8, \"top\": 0, \"right\": 16, \"bottom\": 8, \"feathering\": 0}}, ", 344, 200, 1 },
    { "\"s\": {\"class_type\": \"ImageBatch\", \"inputs\": {\"image1\": [\"l\", 0], \"image2\": "
      "[\"l\", 0]}}, ", 320, 192, 2 },
    { "\"s\": {\"class_type\": \"FluxKontextImageScale\", \"inputs\": {\"image\": [\"l\", 0]}}, ",
      1328, 800, 1 },
  };
  g_auto(Fixture) fixture = { 0 };

  setup (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *graph = g_strconcat ("{" LOAD, rows[i].node, SAVE ("s"), NULL);
      g_autoptr(GdkPixbuf) pixbuf = NULL;
      guint n = 0;

      pixbuf = make (&fixture, graph, &n);
      g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, rows[i].width);
      g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, rows[i].height);
      g_assert_cmpuint (n, ==, rows[i].n);
      g_assert_true (is_red (pixbuf, 10, 10));
    }
}

/* With little noise the picture stays; with all of it only its size does. */
static void
test_image_to_image (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(GdkPixbuf) kept = NULL;
  g_autoptr(GdkPixbuf) replaced = NULL;

  setup (&fixture);
  kept = make (&fixture, "{" LOADERS LOAD ENCODE SAMPLER ("p", "e", "0.2") SAVE ("d"), NULL);
  g_assert_cmpint (gdk_pixbuf_get_width (kept), ==, 320);
  g_assert_true (is_red (kept, 160, 90));

  replaced = make (&fixture, "{" LOADERS LOAD ENCODE SAMPLER ("p", "e", "1") SAVE ("d"), NULL);
  g_assert_cmpint (gdk_pixbuf_get_width (replaced), ==, 320);
  g_assert_false (is_red (replaced, 160, 90));
}

/* Only what the mask covers is drawn anew; the rest stays to the pixel. */
static void
test_inpaint (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(GdkPixbuf) pixbuf = NULL;

  setup (&fixture);
  pixbuf = make (&fixture,
                 "{" LOADERS LOAD
                 "\"o\": {\"class_type\": \"ImagePadForOutpaint\", \"inputs\": {\"image\": [\"l\", "
                 "0], \"left\": 0, \"top\": 0, \"right\": 192, \"bottom\": 0, \"feathering\": "
                 "0}}, "
                 "\"e\": {\"class_type\": \"VAEEncodeForInpaint\", \"inputs\": {\"pixels\": "
                 "[\"o\", 0], \"vae\": [\"m\", 2], \"mask\": [\"o\", 1], \"grow_mask_by\": 0}}, "
                 SAMPLER ("p", "e", "1") SAVE ("d"), NULL);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 512);
  g_assert_cmpmem (pixel (pixbuf, 300, 90), 3, "\xe0\x20\x10", 3);
  g_assert_cmpmem (pixel (pixbuf, 100, 60), 3, "\xe0\x20\x10", 3);
  g_assert_false (is_red (pixbuf, 340, 90));
  g_assert_false (is_red (pixbuf, 500, 60));
}

/* A picture to refer to is pinned to the card. */
static void
test_reference (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(GdkPixbuf) with = NULL;
  int n_red = 0;

  setup (&fixture);
  with = make (&fixture,
               "{" LOADERS LOAD ENCODE
               "\"r\": {\"class_type\": \"ReferenceLatent\", \"inputs\": {\"conditioning\": "
               "[\"p\", 0], \"latent\": [\"e\", 0]}}, " SAMPLER ("r", "e", "1") SAVE ("d"), NULL);
  for (int y = 0; y < 96; y++)
    for (int x = 160; x < 320; x++)
      n_red += is_red (with, x, y);
  g_assert_cmpint (n_red, >, 300);
  g_assert_false (is_red (with, 40, 90));
}

/* A control picture shines through. */
static void
test_control (void)
{
  static const char empty[] =
    "\"e\": {\"class_type\": \"EmptyLatentImage\", \"inputs\": {\"width\": 320, \"height\": 192, "
    "\"batch_size\": 1}}, ";
  g_auto(Fixture) fixture = { 0 };
  g_autofree char *plain = g_strconcat ("{" LOADERS, empty, SAMPLER ("p", "e", "1") SAVE ("d"),
                                        NULL);
  g_autofree char *guided = NULL;
  g_autoptr(GdkPixbuf) without = NULL;
  g_autoptr(GdkPixbuf) with = NULL;
  int redder = 0;

  setup (&fixture);
  guided = g_strconcat ("{" LOADERS LOAD, empty,
                        "\"c\": {\"class_type\": \"ControlNetLoader\", \"inputs\": "
                        "{\"control_net_name\": \"controlnet-union-sdxl-1.0-promax.safetensors\""
                        "}}, "
                        "\"a\": {\"class_type\": \"ControlNetApplyAdvanced\", \"inputs\": "
                        "{\"positive\": [\"p\", 0], \"negative\": [\"n\", 0], \"control_net\": "
                        "[\"c\", 0], \"image\": [\"l\", 0], \"strength\": 1, \"start_percent\": 0, "
                        "\"end_percent\": 1}}, " SAMPLER ("a", "e", "1") SAVE ("d"), NULL);
  without = make (&fixture, plain, NULL);
  with = make (&fixture, guided, NULL);
  for (int x = 0; x < 320; x += 8)
    {
      const guint8 *a = pixel (without, x, 100);
      const guint8 *b = pixel (with, x, 100);

      redder += (b[0] - b[2]) > (a[0] - a[2]);
    }
  g_assert_cmpint (redder, >, 25);
}

/* A batch is one seed after the other; a second stage refines and does not start again. */
static void
test_batch_and_stages (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(GdkPixbuf) first = NULL;
  g_autoptr(GdkPixbuf) refined = NULL;
  guint n = 0;

  setup (&fixture);
  first = make (&fixture,
                "{" LOADERS
                "\"e\": {\"class_type\": \"EmptyLatentImage\", \"inputs\": {\"width\": 128, "
                "\"height\": 128, \"batch_size\": 3}}, " SAMPLER ("p", "e", "1") SAVE ("d"), &n);
  g_assert_cmpuint (n, ==, 3);

  refined = make (&fixture,
                  "{" LOADERS
                  "\"e\": {\"class_type\": \"EmptyLatentImage\", \"inputs\": {\"width\": 128, "
                  "\"height\": 128, \"batch_size\": 1}}, "
                  "\"k1\": {\"class_type\": \"KSampler\", \"inputs\": {\"seed\": 1, \"steps\": 2, "
                  "\"cfg\": 7, \"sampler_name\": \"euler\", \"scheduler\": \"normal\", "
                  "\"denoise\": 1, \"model\": [\"m\", 0], \"positive\": [\"p\", 0], \"negative\": "
                  "[\"n\", 0], \"latent_image\": [\"e\", 0]}}, "
                  "\"u\": {\"class_type\": \"LatentUpscaleBy\", \"inputs\": {\"samples\": "
                  "[\"k1\", 0], \"upscale_method\": \"bilinear\", \"scale_by\": 2}}, "
                  SAMPLER ("n", "u", "0.5") SAVE ("d"), NULL);
  g_assert_cmpint (gdk_pixbuf_get_width (refined), ==, 256);
  for (int i = 16; i < 80; i += 16)
    {
      const guint8 *a = pixel (first, i, i);
      const guint8 *b = pixel (refined, 2 * i, 2 * i);

      g_assert_cmpint (ABS (a[1] - b[1]), <, 40);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft/graph/sizes", test_sizes);
  g_test_add_func ("/draft/graph/image-to-image", test_image_to_image);
  g_test_add_func ("/draft/graph/inpaint", test_inpaint);
  g_test_add_func ("/draft/graph/reference", test_reference);
  g_test_add_func ("/draft/graph/control", test_control);
  g_test_add_func ("/draft/graph/batch-and-stages", test_batch_and_stages);

  return g_test_run ();
}
