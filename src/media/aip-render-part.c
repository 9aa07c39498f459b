/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render-part"

#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "aip-render-file.h"
#include "aip-render-part.h"

/*
 * magic, caps; packets, each with a head; a head with END for a length; the number of packets and
 * the problems; magic. All of it in the byte order of the machine that goes on with it.
 */
#define MAGIC "AIPpart1"
#define END   G_MAXUINT32

/* One packet of an 8K picture without loss fits. */
#define MAX_PACKET (512u * 1024 * 1024)
#define MAX_TEXT   (16u * 1024 * 1024)

typedef struct {
  guint32 size;
  gint32  show;
  gint32  decode;
  guint32 is_key;
} Head;

/* Writing ------------------------------------------------------------------------------------- */

struct _AipRenderPartWriter
{
  char  *path;
  char  *temporary;
  FILE  *file;
  guint  n_packets;
};

static gboolean
put (AipRenderPartWriter  *self,
     gconstpointer         data,
     gsize                 size,
     GError              **error)
{
  if (fwrite (data, 1, size, self->file) == size)
    return TRUE;

  return aip_render_file_set_error (self->path, errno, error);
}

static gboolean
put_text (AipRenderPartWriter  *self,
          const char           *text,
          GError              **error)
{
  guint32 size = (guint32) strlen (text);

  return put (self, &size, sizeof size, error) && put (self, text, size, error);
}

AipRenderPartWriter *
aip_render_part_writer_new (const char  *path,
                            GError     **error)
{
  g_autoptr(AipRenderPartWriter) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (AipRenderPartWriter, 1);
  self->path = g_strdup (path);
  self->temporary = aip_render_file_temporary (path);
  self->file = g_fopen (self->temporary, "wbe");
  if (self->file == NULL)
    {
      aip_render_file_set_error (path, errno, error);
      return NULL;
    }
  if (!put (self, MAGIC, strlen (MAGIC), error))
    return NULL;

  return g_steal_pointer (&self);
}

void
aip_render_part_writer_free (AipRenderPartWriter *self)
{
  g_return_if_fail (self != NULL);

  if (self->file != NULL)
    {
      fclose (self->file);
      g_unlink (self->temporary);
    }
  g_free (self->path);
  g_free (self->temporary);
  g_free (self);
}

gboolean
aip_render_part_writer_set_caps (AipRenderPartWriter  *self,
                                 const char           *caps,
                                 GError              **error)
{
  g_return_val_if_fail (self != NULL && caps != NULL, FALSE);

  return put_text (self, caps, error);
}

gboolean
aip_render_part_writer_add (AipRenderPartWriter  *self,
                            gint32                show,
                            gint32                decode,
                            gboolean              is_key,
                            const guint8         *data,
                            gsize                 size,
                            GError              **error)
{
  Head head = { (guint32) size, show, decode, is_key };

  g_return_val_if_fail (self != NULL && size < MAX_PACKET, FALSE);

  self->n_packets++;

  return put (self, &head, sizeof head, error) && put (self, data, size, error);
}

guint
aip_render_part_writer_get_n_packets (AipRenderPartWriter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_packets;
}

gboolean
aip_render_part_writer_close (AipRenderPartWriter  *self,
                              const char *const    *problems,
                              GError              **error)
{
  g_autofree char *text = NULL;
  Head head = { END, 0, 0, 0 };

  g_return_val_if_fail (self != NULL && self->file != NULL, FALSE);

  text = problems != NULL ? g_strjoinv ("\n", (char **) problems) : g_strdup ("");
  if (!put (self, &head, sizeof head, error) ||
      !put (self, &self->n_packets, sizeof self->n_packets, error) ||
      !put_text (self, text, error) || !put (self, MAGIC, strlen (MAGIC), error))
    return FALSE;

  if (!aip_render_file_commit (g_steal_pointer (&self->file), self->temporary, self->path, error))
    {
      g_unlink (self->temporary);
      return FALSE;
    }

  return TRUE;
}

/* Reading ------------------------------------------------------------------------------------- */

struct _AipRenderPart
{
  FILE  *file;
  char  *caps;
  GStrv  problems;
};

static gboolean
get (AipRenderPart *self,
     gpointer       data,
     gsize          size)
{
  return fread (data, 1, size, self->file) == size;
}

/* (transfer full) (nullable) */
static char *
get_text (AipRenderPart *self)
{
  g_autofree char *text = NULL;
  guint32 size;

  if (!get (self, &size, sizeof size) || size > MAX_TEXT)
    return NULL;
  text = g_malloc0 (size + 1);

  return get (self, text, size) ? g_steal_pointer (&text) : NULL;
}

static gboolean
get_magic (AipRenderPart *self)
{
  char magic[sizeof MAGIC - 1];

  return get (self, magic, sizeof magic) && memcmp (magic, MAGIC, sizeof magic) == 0;
}

/* From the first packet to the end of the file, without reading what is in the packets. */
static gboolean
check (AipRenderPart *self,
       guint          n_packets)
{
  g_autofree char *problems = NULL;
  guint n = 0;
  Head head;

  while (get (self, &head, sizeof head) && head.size != END)
    {
      if (head.size >= MAX_PACKET || fseeko (self->file, (off_t) head.size, SEEK_CUR) != 0)
        return FALSE;
      n++;
    }
  if (feof (self->file) || n != n_packets || !get (self, &n, sizeof n) || n != n_packets ||
      (problems = get_text (self)) == NULL || !get_magic (self))
    return FALSE;
  self->problems = g_strsplit (problems, "\n", -1);

  return TRUE;
}

AipRenderPart *
aip_render_part_open (const char *path,
                      guint       n_packets)
{
  g_autoptr(AipRenderPart) self = NULL;
  off_t start;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (AipRenderPart, 1);
  self->file = g_fopen (path, "rbe");
  if (self->file == NULL || !get_magic (self) || (self->caps = get_text (self)) == NULL)
    return NULL;
  start = ftello (self->file);
  if (!check (self, n_packets) || fseeko (self->file, start, SEEK_SET) != 0)
    return NULL;

  return g_steal_pointer (&self);
}

void
aip_render_part_free (AipRenderPart *self)
{
  g_return_if_fail (self != NULL);

  if (self->file != NULL)
    fclose (self->file);
  g_free (self->caps);
  g_strfreev (self->problems);
  g_free (self);
}

const char *
aip_render_part_get_caps (AipRenderPart *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->caps;
}

const char *const *
aip_render_part_get_problems (AipRenderPart *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->problems;
}

gboolean
aip_render_part_next (AipRenderPart  *self,
                      GstBuffer     **buffer,
                      gint32         *show,
                      gint32         *decode)
{
  g_autofree guint8 *data = NULL;
  Head head;

  g_return_val_if_fail (self != NULL && buffer != NULL, FALSE);

  if (!get (self, &head, sizeof head) || head.size == END || head.size >= MAX_PACKET)
    return FALSE;
  data = g_malloc (MAX (1, head.size));
  if (!get (self, data, head.size))
    return FALSE;

  *buffer = gst_buffer_new_wrapped (g_steal_pointer (&data), head.size);
  if (!head.is_key)
    GST_BUFFER_FLAG_SET (*buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  *show = head.show;
  *decode = head.decode;

  return TRUE;
}
