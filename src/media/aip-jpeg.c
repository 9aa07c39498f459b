/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-jpeg"

#include "config.h"

#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

#include "aip-jpeg.h"
#include "aip-picture-file.h"

/* The library's way to fail is a function that does not return. */
typedef struct {
  struct jpeg_error_mgr base;
  jmp_buf               back;
} Failure;

static void
fail_cb (j_common_ptr jpeg)
{
  Failure *failure = (Failure *) jpeg->err;

  longjmp (failure->back, 1);
}

/* A file that ends early is filled up with grey and only warned about: here that is damage. */
static void
warn_cb (j_common_ptr jpeg,
         int          level)
{
  if (level < 0)
    fail_cb (jpeg);
}

static void
choose_scale (struct jpeg_decompress_struct *jpeg,
              int                            width,
              int                            height)
{
  jpeg->scale_num = 1;
  jpeg->scale_denom = 1;
  while (jpeg->scale_denom < 8 &&
         (int) (jpeg->image_width / (jpeg->scale_denom * 2)) >= width &&
         (int) (jpeg->image_height / (jpeg->scale_denom * 2)) >= height)
    jpeg->scale_denom *= 2;
}

AipFrame *
aip_jpeg_decode (const guchar *data,
                 gsize         length,
                 int           width,
                 int           height)
{
  struct jpeg_decompress_struct jpeg;
  Failure failure;
  /* Allocated between setjmp() and longjmp(). */
  guchar *volatile pixels = NULL;

  g_return_val_if_fail (data != NULL || length == 0, NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  jpeg.err = jpeg_std_error (&failure.base);
  failure.base.error_exit = fail_cb;
  failure.base.emit_message = warn_cb;
  jpeg_create_decompress (&jpeg);

  if (setjmp (failure.back) != 0)
    {
      jpeg_destroy_decompress (&jpeg);
      g_free (pixels);
      return NULL;
    }

  jpeg_mem_src (&jpeg, data, length);
  jpeg_read_header (&jpeg, TRUE);
  if ((gint64) jpeg.image_width * jpeg.image_height > AIP_PICTURE_MAX_PIXELS)
    fail_cb ((j_common_ptr) &jpeg);

  choose_scale (&jpeg, width, height);
  jpeg.out_color_space = JCS_EXT_BGRA;
  jpeg_start_decompress (&jpeg);

  pixels = g_malloc ((gsize) jpeg.output_width * 4 * jpeg.output_height);
  while (jpeg.output_scanline < jpeg.output_height)
    {
      JSAMPROW row = pixels + (gsize) jpeg.output_width * 4 * jpeg.output_scanline;

      jpeg_read_scanlines (&jpeg, &row, 1);
    }

  jpeg_finish_decompress (&jpeg);
  /* What it is, stays to be read. */
  jpeg_destroy_decompress (&jpeg);

  return aip_frame_new ((int) jpeg.output_width, (int) jpeg.output_height,
                        (gsize) jpeg.output_width * 4, pixels);
}
