/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-proxy-make"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "aip-clip-frame.h"
#include "aip-disk-cache.h"
#include "aip-error.h"
#include "aip-picture-file.h"
#include "aip-proxy-file.h"
#include "aip-proxy-make.h"
#include "aip-proxy-movie.h"

/* Made anew when what a proxy looks like changes. */
#define RECIPE       1
#define CHUNK_BYTES  (256 * 1024)
#define JPEG_QUALITY "90"

char *
aip_proxy_link_path (const char *folder,
                     const char *file,
                     int         width,
                     int         height)
{
  g_autofree char *salt = NULL;
  g_autofree char *stamp = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (folder != NULL && file != NULL, NULL);

  salt = g_strdup_printf ("proxy %d %dx%d", RECIPE, width, height);
  stamp = aip_disk_cache_name (file, salt);
  if (stamp == NULL)
    return NULL;
  name = g_strconcat (stamp, ".link", NULL);

  return g_build_filename (folder, name, NULL);
}

/* The name of the proxy of a content: (transfer full) (nullable) */
static char *
make_name (const char  *file,
           int          width,
           int          height,
           GError     **error)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *chunk = g_malloc (CHUNK_BYTES);
  g_autofd int fd = g_open (file, O_RDONLY | O_CLOEXEC, 0);
  gssize got = fd < 0 ? -1 : 0;

  while (fd >= 0 && (got = read (fd, chunk, CHUNK_BYTES)) != 0)
    {
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        break;
      g_checksum_update (sum, chunk, got);
    }

  if (got < 0)
    {
      g_autofree char *name = g_filename_display_basename (file);

      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("“%s” cannot be read: %s."), name,
                   g_strerror (errno));
      return NULL;
    }

  return g_strdup_printf ("%s-%dx%d-%d.proxy", g_checksum_get_string (sum), width, height, RECIPE);
}

static gboolean
write_still (const char      *file,
             AipProxyWriter  *writer,
             int              width,
             int              height,
             GError         **error)
{
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autofree char *jpeg = NULL;
  gsize length;
  int full_width = width;
  int full_height = height;
  double scale;

  /* One side of the box decides: which, the shape says. Turned pictures fit too, only smaller. */
  gdk_pixbuf_get_file_info (file, &full_width, &full_height);
  scale = MIN (1.0, MIN ((double) width / MAX (1, full_width),
                         (double) height / MAX (1, full_height)));
  pixbuf = aip_picture_file_decode (file, MAX (1, (int) (MAX (full_width, full_height) * scale)),
                                    NULL, error);
  if (pixbuf == NULL)
    return FALSE;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &length, "jpeg", error, "quality", JPEG_QUALITY,
                                  NULL))
    return FALSE;

  return aip_proxy_writer_add (writer, jpeg, length, error) &&
         aip_proxy_writer_finish (writer, gdk_pixbuf_get_width (pixbuf),
                                  gdk_pixbuf_get_height (pixbuf), 1, 1, error);
}

static gboolean
is_whole (const char *path)
{
  g_autoptr(AipProxyFile) proxy = aip_proxy_file_open (path, NULL);

  return proxy != NULL;
}

static gboolean
make_link (const char  *link,
           const char  *name,
           GError     **error)
{
  g_unlink (link);
  /* Another process may make the same one at the same time: then it is there. */
  if (symlink (name, link) == 0 || errno == EEXIST)
    return TRUE;

  g_set_error (error, AIP_ERROR,
               errno == ENOSPC || errno == EDQUOT ? AIP_ERROR_NO_SPACE : AIP_ERROR_READ_ONLY,
               _("Previews cannot be written to “%s”: %s."), link, g_strerror (errno));

  return FALSE;
}

gboolean
aip_proxy_make (const char            *folder,
                const char            *file,
                int                    width,
                int                    height,
                AipProxyProgressFunc   progress,
                gpointer               user_data,
                GError               **error)
{
  g_autoptr(AipProxyWriter) writer = NULL;
  g_autofree char *link = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (folder != NULL && file != NULL, FALSE);
  g_return_val_if_fail (width > 0 && height > 0, FALSE);

  /* Before the content is read: should it change meanwhile, the link is for what it was. */
  link = aip_proxy_link_path (folder, file, width, height);
  if (link == NULL)
    {
      g_autofree char *shown = g_filename_display_basename (file);

      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("“%s” is missing."), shown);
      return FALSE;
    }

  name = make_name (file, width, height, error);
  if (name == NULL)
    return FALSE;

  path = g_build_filename (folder, name, NULL);
  if (is_whole (path))
    return make_link (link, name, error);

  writer = aip_proxy_writer_new (path, error);
  if (writer == NULL)
    return FALSE;

  if (aip_clip_frame_is_clip (file))
    {
      if (!aip_proxy_movie_write (file, writer, width, height, progress, user_data, error))
        return FALSE;
    }
  else if (!write_still (file, writer, width, height, error))
    return FALSE;

  return make_link (link, name, error);
}
