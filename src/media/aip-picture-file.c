/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-picture-file"

/* memmem() */
#define _GNU_SOURCE

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "aip-clip-frame.h"
#include "aip-error.h"
#include "aip-picture-file.h"

#define CHUNK_BYTES (64 * 1024)
#define TAIL_BYTES  4096
#define CHECK_SIZE  8
#define CHECK_LIGHT 0xc8c8c8
#define CHECK_DARK  0xa0a0a0

typedef struct {
  int      size;
  gboolean too_large;
} Bound;

/* Other loaders that happen to be installed (SVG, XPM, ANI …) read languages, not pictures. */
static gboolean
is_allowed_format (const char *format)
{
  static const char *const allowed[] = { "png", "jpeg", "webp", "gif", "tiff", "bmp", NULL };

  return g_strv_contains (allowed, format);
}

/*
 * The loaders take a file that was cut off and leave the rest grey. The formats that workers send
 * say at the end that they are whole; some programs put a few bytes of their own behind it.
 */
static gboolean
has_its_end (const char *path,
             const char *format)
{
  static const struct {
    const char *format;
    const char *end;
    gsize       length;
  } ends[] = {
    { "png", "IEND\xae\x42\x60\x82", 8 },
    { "jpeg", "\xff\xd9", 2 },
  };
  g_autofree char *tail = g_malloc (TAIL_BYTES);
  FILE *file;
  gsize length;

  file = g_fopen (path, "rbe");
  if (file == NULL)
    return FALSE;
  if (fseek (file, -TAIL_BYTES, SEEK_END) != 0)
    rewind (file);
  length = fread (tail, 1, TAIL_BYTES, file);
  fclose (file);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      if (g_str_equal (format, ends[i].format))
        return memmem (tail, length, ends[i].end, ends[i].length) != NULL;
    }

  return TRUE;
}

static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         user_data)
{
  Bound *bound = user_data;
  int longest = MAX (width, height);

  if ((gint64) width * height > AIP_PICTURE_MAX_PIXELS)
    {
      bound->too_large = TRUE;
      gdk_pixbuf_loader_set_size (loader, 1, 1);
      return;
    }

  if (longest > bound->size)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) ((gint64) width * bound->size / longest)),
                                MAX (1, (int) ((gint64) height * bound->size / longest)));
}

static void
set_too_large (GError     **error,
               const char  *name)
{
  g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
               _("The picture “%s” is too large to be shown."), name);
}

static void
set_damaged (GError     **error,
             const char  *name)
{
  g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED,
               _("The picture “%s” is damaged or incomplete."), name);
}

static GdkPixbuf *
flatten (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  GdkPixbuf *flat;

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return g_object_ref (pixbuf);

  flat = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  if (flat == NULL)
    return NULL;
  gdk_pixbuf_composite_color (pixbuf, flat, 0, 0, width, height, 0, 0, 1, 1, GDK_INTERP_NEAREST,
                              255, 0, 0, CHECK_SIZE, CHECK_LIGHT, CHECK_DARK);

  return flat;
}

static GdkPixbuf *
decode_still (const char    *path,
              const char    *name,
              int            size,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = NULL;
  g_autoptr(GdkPixbufLoader) loader = NULL;
  g_autoptr(GdkPixbuf) oriented = NULL;
  g_autofree guchar *chunk = g_malloc (CHUNK_BYTES);
  Bound bound = { .size = size };
  GdkPixbuf *flat;
  gssize got;

  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;

  loader = gdk_pixbuf_loader_new ();
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &bound);

  do
    {
      got = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK_BYTES, cancellable, error);
      if (got < 0 || bound.too_large ||
          (got > 0 && !gdk_pixbuf_loader_write (loader, chunk, (gsize) got, NULL)))
        break;
    }
  while (got > 0);

  /*
   * A loader must be closed whatever happened; what it says about a broken file is not for people.
   */
  if (!gdk_pixbuf_loader_close (loader, NULL) || got != 0 || bound.too_large)
    {
      if (bound.too_large)
        set_too_large (error, name);
      else if (got >= 0)
        set_damaged (error, name);
      return NULL;
    }

  if (gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    {
      set_damaged (error, name);
      return NULL;
    }

  oriented = gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  flat = flatten (oriented);
  if (flat == NULL)
    set_too_large (error, name);

  return flat;
}

GdkPixbuf *
aip_picture_file_decode (const char    *path,
                         int            size,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autofree char *name = NULL;
  g_autofree char *format_name = NULL;
  GdkPixbufFormat *format;
  GStatBuf info;
  int width = 0;
  int height = 0;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (size > 0, NULL);

  name = g_filename_display_basename (path);
  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("The picture “%s” is missing."), name);
      return NULL;
    }
  if (info.st_size > AIP_PICTURE_MAX_BYTES)
    {
      set_too_large (error, name);
      return NULL;
    }

  format = gdk_pixbuf_get_file_info (path, &width, &height);
  if (format == NULL)
    {
      if (aip_clip_frame_is_clip (path))
        return aip_clip_frame_decode (path, size, cancellable, error);
      set_damaged (error, name);
      return NULL;
    }

  format_name = gdk_pixbuf_format_get_name (format);
  if (!is_allowed_format (format_name))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” is not a picture that can be shown."), name);
      return NULL;
    }
  if ((gint64) width * height > AIP_PICTURE_MAX_PIXELS)
    {
      set_too_large (error, name);
      return NULL;
    }

  if (!has_its_end (path, format_name))
    {
      set_damaged (error, name);
      return NULL;
    }

  return decode_still (path, name, size, cancellable, error);
}
