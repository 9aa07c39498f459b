/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-zip-package"

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-zip-package.h"

#define PIECE_BYTES (64 * 1024)

struct _AipZipPackage
{
  GObject parent_instance;

  GBytes     *bytes;
  char       *name;
  GHashTable *parts; /* normalized path → its place + 1 in the archive */
  gint64      total; /* bytes unpacked so far, of all parts */
};

G_DEFINE_FINAL_TYPE (AipZipPackage, aip_zip_package, G_TYPE_OBJECT)

typedef struct archive Archive;

static void
archive_close (Archive *archive)
{
  archive_read_free (archive);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_close)

static void
aip_zip_package_finalize (GObject *object)
{
  AipZipPackage *self = AIP_ZIP_PACKAGE (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_hash_table_unref (self->parts);

  G_OBJECT_CLASS (aip_zip_package_parent_class)->finalize (object);
}

static void
aip_zip_package_class_init (AipZipPackageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_zip_package_finalize;
}

static void
aip_zip_package_init (AipZipPackage *self)
{
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Old writers put a slash in front or use backslashes. */
static char *
normalize (const char *path)
{
  char *normal = g_ascii_strdown (path, -1);

  g_strdelimit (normal, "\\", '/');
  if (*normal == '/')
    memmove (normal, normal + 1, strlen (normal));

  return normal;
}

static gboolean
set_damaged (AipZipPackage  *self,
             GError        **error)
{
  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is damaged: a part of the file is missing or was changed. Save it once more "
                 "in the program that wrote it, or copy it again."), self->name);

  return FALSE;
}

static gboolean
set_too_large (AipZipPackage  *self,
               GError        **error)
{
  g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
               _("“%s” unpacks to far more than its size, which no shot list does. It was not "
                 "opened."), self->name);

  return FALSE;
}

static gboolean
set_encrypted (AipZipPackage  *self,
               GError        **error)
{
  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is protected by a password. Save it without one and try again."),
               self->name);

  return FALSE;
}

static Archive *
open_archive (AipZipPackage *self)
{
  g_autoptr(Archive) archive = archive_read_new ();
  gsize size;
  const void *data = g_bytes_get_data (self->bytes, &size);

  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_memory (archive, data, size) != ARCHIVE_OK)
    return NULL;

  return g_steal_pointer (&archive);
}

/* The names of all parts; what is in them is looked at only when it is asked for. */
static gboolean
list_parts (AipZipPackage  *self,
            GError        **error)
{
  g_autoptr(Archive) archive = open_archive (self);
  struct archive_entry *entry;
  guint place = 0;
  int status;

  if (archive == NULL)
    return set_damaged (self, error);

  while ((status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK ||
         status == ARCHIVE_WARN)
    {
      const char *path = archive_entry_pathname_utf8 (entry);
      g_autofree char *part = NULL;

      if (++place > AIP_ZIP_MAX_PARTS)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                       _("“%s” consists of more than %d parts, which no workbook does."),
                       self->name, AIP_ZIP_MAX_PARTS);
          return FALSE;
        }
      if (archive_entry_is_data_encrypted (entry))
        return set_encrypted (self, error);
      if (path == NULL || archive_entry_filetype (entry) == AE_IFDIR)
        continue;

      /* Two parts of one name: programs would disagree about what is in the workbook. */
      part = normalize (path);
      if (g_hash_table_contains (self->parts, part))
        return set_damaged (self, error);
      g_hash_table_insert (self->parts, g_steal_pointer (&part), GUINT_TO_POINTER (place));
    }

  return (status == ARCHIVE_EOF && place > 0) || set_damaged (self, error);
}

AipZipPackage *
aip_zip_package_new (GBytes      *bytes,
                     const char  *name,
                     GError     **error)
{
  g_autoptr(AipZipPackage) self = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (AIP_TYPE_ZIP_PACKAGE, NULL);
  self->bytes = g_bytes_ref (bytes);
  self->name = g_strdup (name);

  return list_parts (self, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
aip_zip_package_has_part (AipZipPackage *self,
                          const char    *part)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (AIP_IS_ZIP_PACKAGE (self), FALSE);
  g_return_val_if_fail (part != NULL, FALSE);

  key = normalize (part);

  return g_hash_table_contains (self->parts, key);
}

static gboolean
read_entry (AipZipPackage  *self,
            Archive        *archive,
            AipZipPiece     piece,
            gpointer        user_data,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autofree char *buffer = g_malloc (PIECE_BYTES);
  gint64 size = (gint64) g_bytes_get_size (self->bytes);
  gint64 unpacked = 0;
  la_ssize_t n_read;

  while ((n_read = archive_read_data (archive, buffer, PIECE_BYTES)) > 0)
    {
      unpacked += n_read;
      self->total += n_read;
      /* What a part is packed into is not told, but it is no more than the whole file. */
      if (unpacked > AIP_ZIP_MAX_PART_BYTES || self->total > AIP_ZIP_MAX_TOTAL_BYTES ||
          (unpacked > AIP_ZIP_FREE_BYTES && unpacked / size > AIP_ZIP_MAX_RATIO))
        return set_too_large (self, error);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !piece (buffer, (gsize) n_read, user_data, error))
        return FALSE;
    }

  return n_read == 0 || set_damaged (self, error);
}

gboolean
aip_zip_package_read (AipZipPackage  *self,
                      const char     *part,
                      AipZipPiece     piece,
                      gpointer        user_data,
                      GCancellable   *cancellable,
                      GError        **error)
{
  g_autoptr(Archive) archive = NULL;
  g_autofree char *key = NULL;
  struct archive_entry *entry;
  guint place;

  g_return_val_if_fail (AIP_IS_ZIP_PACKAGE (self), FALSE);
  g_return_val_if_fail (part != NULL, FALSE);
  g_return_val_if_fail (piece != NULL, FALSE);

  key = normalize (part);
  place = GPOINTER_TO_UINT (g_hash_table_lookup (self->parts, key));
  if (place == 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("“%s” is damaged: its part “%s” is missing."), self->name, part);
      return FALSE;
    }

  archive = open_archive (self);
  if (archive == NULL)
    return set_damaged (self, error);
  for (guint i = 0; i < place; i++)
    if (archive_read_next_header (archive, &entry) < ARCHIVE_WARN)
      return set_damaged (self, error);

  return read_entry (self, archive, piece, user_data, cancellable, error);
}
