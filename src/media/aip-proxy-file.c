/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-proxy-file"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aip-error.h"
#include "aip-jpeg.h"
#include "aip-proxy-file.h"

#define MAGIC        "AIPPROX1"
#define HEADER_BYTES 40
#define MAX_SIDE     16384
#define MAX_RATE     1000000
/* A day at 60 frames a second. */
#define MAX_FRAMES   (24 * 60 * 60 * 60)
#define MAX_JPEG     (64 * 1024 * 1024)
#define BUFFER_BYTES (1024 * 1024)

static guint32
read_32 (const guchar *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);

  return GUINT32_FROM_LE (value);
}

static guint64
read_64 (const guchar *bytes)
{
  guint64 value;

  memcpy (&value, bytes, sizeof value);

  return GUINT64_FROM_LE (value);
}

static gboolean
read_at (int      fd,
         guint64  place,
         gpointer bytes,
         gsize    length)
{
  gsize done = 0;

  while (done < length)
    {
      gssize got = pread (fd, (guchar *) bytes + done, length - done, (off_t) (place + done));

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return FALSE;
      done += (gsize) got;
    }

  return TRUE;
}

/* Reading -------------------------------------------------------------------------------------- */

static void
clear (gpointer data)
{
  AipProxyFile *self = data;

  g_clear_fd (&self->fd, NULL);
  g_clear_pointer (&self->places, g_free);
}

static gboolean
read_header (AipProxyFile *self,
             guint64      *list)
{
  guchar header[HEADER_BYTES];

  if (!read_at (self->fd, 0, header, sizeof header) || memcmp (header, MAGIC, 8) != 0)
    return FALSE;

  self->width = (int) read_32 (header + 8);
  self->height = (int) read_32 (header + 12);
  self->numerator = read_32 (header + 16);
  self->denominator = read_32 (header + 20);
  self->n_frames = read_32 (header + 24);
  *list = read_64 (header + 32);

  return self->width > 0 && self->width <= MAX_SIDE && self->height > 0 &&
         self->height <= MAX_SIDE && self->numerator > 0 && self->numerator <= MAX_RATE &&
         self->denominator > 0 && self->denominator <= MAX_RATE && self->n_frames > 0 &&
         self->n_frames <= MAX_FRAMES;
}

/* Whatever else it says: every frame must lie between the header and the list. */
static gboolean
read_places (AipProxyFile *self,
             guint64       list)
{
  gsize count = (gsize) self->n_frames + 1;
  struct stat info;

  if (fstat (self->fd, &info) != 0 || list < HEADER_BYTES || list > (guint64) info.st_size ||
      (guint64) info.st_size - list != count * sizeof (guint64))
    return FALSE;

  self->places = g_new (guint64, count);
  if (!read_at (self->fd, list, self->places, count * sizeof (guint64)))
    return FALSE;

  for (gsize i = 0; i < count; i++)
    {
      self->places[i] = GUINT64_FROM_LE (self->places[i]);
      if (self->places[i] < (i > 0 ? self->places[i - 1] : HEADER_BYTES) ||
          self->places[i] > list)
        return FALSE;
    }

  return TRUE;
}

AipProxyFile *
aip_proxy_file_open (const char  *path,
                     GError     **error)
{
  g_autoptr(AipProxyFile) self = NULL;
  guint64 list;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_atomic_rc_box_new0 (AipProxyFile);
  self->fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (self->fd < 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, "“%s”: %s", path, g_strerror (errno));
      return NULL;
    }

  if (!read_header (self, &list) || !read_places (self, list))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_DAMAGED, "“%s” is not a whole proxy.", path);
      return NULL;
    }

  return g_steal_pointer (&self);
}

AipProxyFile *
aip_proxy_file_ref (AipProxyFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
aip_proxy_file_unref (AipProxyFile *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

AipFrame *
aip_proxy_file_decode (AipProxyFile *self,
                       gint64        frame,
                       int           width,
                       int           height)
{
  g_autofree guchar *jpeg = NULL;
  guint64 length;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (frame >= 0 && frame < self->n_frames, NULL);

  length = self->places[frame + 1] - self->places[frame];
  if (length == 0 || length > MAX_JPEG)
    return NULL;

  jpeg = g_malloc (length);
  if (!read_at (self->fd, self->places[frame], jpeg, length))
    return NULL;

  return aip_jpeg_decode (jpeg, length, width, height);
}

/* Writing -------------------------------------------------------------------------------------- */

struct _AipProxyWriter
{
  char       *path;
  char       *temporary; /* %NULL once it is finished */
  int         fd;
  GArray     *places;    /* little-endian already */
  guint64     length;
  GByteArray *buffer;
};

static void
set_errno (GError     **error,
           const char  *path,
           int          code)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (code == ENOSPC || code == EDQUOT)
    g_set_error (error, AIP_ERROR, AIP_ERROR_NO_SPACE,
                 _("The disk with “%s” is full. Make room there, then previews are made again."),
                 folder);
  else if (code == EACCES || code == EPERM || code == EROFS)
    g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY,
                 _("Previews cannot be written to “%s”. Check who may write there."), folder);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
                 _("Previews cannot be written to “%s”: %s."), folder, g_strerror (code));
}

static gboolean
write_all (AipProxyWriter  *self,
           const guchar    *bytes,
           gsize            length,
           GError         **error)
{
  while (length > 0)
    {
      gssize done = write (self->fd, bytes, length);

      if (done < 0 && errno == EINTR)
        continue;
      if (done < 0)
        {
          set_errno (error, self->path, errno);
          return FALSE;
        }
      bytes += done;
      length -= (gsize) done;
    }

  return TRUE;
}

static gboolean
flush (AipProxyWriter  *self,
       GError         **error)
{
  if (!write_all (self, self->buffer->data, self->buffer->len, error))
    return FALSE;
  g_byte_array_set_size (self->buffer, 0);

  return TRUE;
}

static void
append_place (AipProxyWriter *self)
{
  guint64 place = GUINT64_TO_LE (self->length);

  g_array_append_val (self->places, place);
}

AipProxyWriter *
aip_proxy_writer_new (const char  *path,
                      GError     **error)
{
  g_autoptr(AipProxyWriter) self = NULL;
  static const guchar header[HEADER_BYTES] = { 0 };

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (AipProxyWriter, 1);
  self->path = g_strdup (path);
  self->temporary = g_strconcat (path, ".XXXXXX", NULL);
  self->places = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->buffer = g_byte_array_new ();
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      set_errno (error, path, errno);
      g_clear_pointer (&self->temporary, g_free);
      return NULL;
    }

  g_byte_array_append (self->buffer, header, sizeof header);
  self->length = sizeof header;
  append_place (self);

  return g_steal_pointer (&self);
}

void
aip_proxy_writer_free (AipProxyWriter *self)
{
  if (self == NULL)
    return;

  g_clear_fd (&self->fd, NULL);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_array_unref (self->places);
  g_byte_array_unref (self->buffer);
  g_free (self);
}

gboolean
aip_proxy_writer_add (AipProxyWriter  *self,
                      gconstpointer    jpeg,
                      gsize            length,
                      GError         **error)
{
  g_return_val_if_fail (self != NULL && jpeg != NULL, FALSE);

  if (length == 0 || length > MAX_JPEG || self->places->len > MAX_FRAMES)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                           _("The movie is too long to be prepared for playing."));
      return FALSE;
    }

  g_byte_array_append (self->buffer, jpeg, (guint) length);
  self->length += length;
  append_place (self);

  return self->buffer->len < BUFFER_BYTES || flush (self, error);
}

gint64
aip_proxy_writer_get_n (AipProxyWriter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint64) self->places->len - 1;
}

static gboolean
write_header (AipProxyWriter  *self,
              const guint32   *numbers,
              guint64          list,
              GError         **error)
{
  guchar header[HEADER_BYTES] = MAGIC;

  for (gsize i = 0; i < 5; i++)
    {
      guint32 number = GUINT32_TO_LE (numbers[i]);

      memcpy (header + 8 + i * sizeof number, &number, sizeof number);
    }
  list = GUINT64_TO_LE (list);
  memcpy (header + 32, &list, sizeof list);

  if (lseek (self->fd, 0, SEEK_SET) != 0)
    {
      set_errno (error, self->path, errno);
      return FALSE;
    }

  return write_all (self, header, sizeof header, error);
}

gboolean
aip_proxy_writer_finish (AipProxyWriter  *self,
                         int              width,
                         int              height,
                         gint64           numerator,
                         gint64           denominator,
                         GError         **error)
{
  guint32 numbers[5];

  g_return_val_if_fail (self != NULL && self->temporary != NULL, FALSE);
  g_return_val_if_fail (aip_proxy_writer_get_n (self) > 0, FALSE);

  numbers[0] = (guint32) width;
  numbers[1] = (guint32) height;
  numbers[2] = (guint32) numerator;
  numbers[3] = (guint32) denominator;
  numbers[4] = (guint32) aip_proxy_writer_get_n (self);

  if (!flush (self, error) ||
      !write_all (self, (const guchar *) self->places->data,
                  self->places->len * sizeof (guint64), error) ||
      !write_header (self, numbers, self->length, error))
    return FALSE;

  if (!g_clear_fd (&self->fd, NULL) || g_rename (self->temporary, self->path) != 0)
    {
      set_errno (error, self->path, errno);
      return FALSE;
    }
  g_clear_pointer (&self->temporary, g_free);

  return TRUE;
}
