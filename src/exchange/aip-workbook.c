/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workbook"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-csv-reader.h"
#include "aip-error.h"
#include "aip-json-table.h"
#include "aip-workbook.h"
#include "aip-xlsx-reader.h"

#define READ_BYTES (256 * 1024)

struct _AipWorkbook
{
  GObject parent_instance;

  char              *name;
  AipWorkbookFormat  format;
  const char        *encoding;
  char               delimiter;
  GPtrArray         *sheets;
  GHashTable        *properties;
};

G_DEFINE_FINAL_TYPE (AipWorkbook, aip_workbook, G_TYPE_OBJECT)

static void
aip_workbook_finalize (GObject *object)
{
  AipWorkbook *self = AIP_WORKBOOK (object);

  g_free (self->name);
  g_ptr_array_unref (self->sheets);
  g_hash_table_unref (self->properties);

  G_OBJECT_CLASS (aip_workbook_parent_class)->finalize (object);
}

static void
aip_workbook_class_init (AipWorkbookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_workbook_finalize;
}

static void
aip_workbook_init (AipWorkbook *self)
{
  self->sheets = g_ptr_array_new_with_free_func (g_object_unref);
  self->properties = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

AipWorkbook *
aip_workbook_new_empty (const char        *name,
                        AipWorkbookFormat  format)
{
  AipWorkbook *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (AIP_TYPE_WORKBOOK, NULL);
  self->name = g_strdup (name);
  self->format = format;

  return self;
}

void
aip_workbook_add_sheet (AipWorkbook *self,
                        AipTable    *table)
{
  g_return_if_fail (AIP_IS_WORKBOOK (self));
  g_return_if_fail (AIP_IS_TABLE (table));

  g_ptr_array_add (self->sheets, g_object_ref (table));
}

void
aip_workbook_add_property (AipWorkbook *self,
                           const char  *name,
                           const char  *value)
{
  g_return_if_fail (AIP_IS_WORKBOOK (self));
  g_return_if_fail (name != NULL && value != NULL);

  g_hash_table_insert (self->properties, g_strdup (name), g_strdup (value));
}

/* Reading a file ---------------------------------------------------------------------------- */

/*
 * At most one byte more than is allowed is read, whatever the file says its size is: it may grow,
 * or be a pipe that never ends.
 */
static GBytes *
read_file (const char    *path,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = NULL;
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GError) local_error = NULL;
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree guint8 *buffer = g_malloc (READ_BYTES);
  gssize n_read = -1;

  /* Opening a pipe would wait for its other end. */
  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_SPECIAL)
    g_set_error_literal (&local_error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                         _("It is not a file"));
  else
    stream = g_file_read (file, cancellable, &local_error);

  while (stream != NULL && bytes->len <= AIP_WORKBOOK_MAX_BYTES)
    {
      n_read = g_input_stream_read (G_INPUT_STREAM (stream), buffer, READ_BYTES, cancellable,
                                    &local_error);
      if (n_read <= 0)
        break;
      g_byte_array_append (bytes, buffer, (guint) n_read);
    }

  if (local_error != NULL)
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local_error));
      else if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                     _("There is no file “%s”."), path);
      else
        g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED,
                     _("The file “%s” cannot be read: %s"), name, local_error->message);

      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* The old container of Office: workbooks until 2003, and everything since that has a password. */
static AipWorkbook *
refuse_ole (const char  *data,
            gsize        size,
            const char  *name,
            GError     **error)
{
  static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

  if (memmem (data, size, encrypted, sizeof encrypted - 1) != NULL)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("“%s” is protected by a password. Save it without one and try again."), name);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("“%s” is a workbook of the old kind (XLS). Save it as XLSX and try again."),
                 name);

  return NULL;
}

/* Pictures, films and documents that were chosen by mistake or given another name. */
static gboolean
refuse_others (const char  *data,
               gsize        size,
               const char  *name,
               GError     **error)
{
  static const struct { const char *magic; gsize length; } others[] = {
    { "%PDF-", 5 }, { "\x89PNG", 4 }, { "\xff\xd8\xff", 3 }, { "GIF8", 4 }, { "\x1f\x8b", 2 },
    { "7z\xbc\xaf", 4 }, { "Rar!", 4 }, { "SQLite format 3", 15 }, { "\x7f" "ELF", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (size >= others[i].length && memcmp (data, others[i].magic, others[i].length) == 0)
      {
        g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                     _("“%s” is no list: it holds neither a workbook nor text. Choose an XLSX, CSV "
                       "or JSON file."), name);
        return TRUE;
      }

  return FALSE;
}

static AipWorkbook *
read_csv (GBytes      *bytes,
          const char  *name,
          GError     **error)
{
  g_autoptr(AipCsvReader) reader = aip_csv_reader_new (bytes, error);
  AipWorkbook *self;

  if (reader == NULL)
    return NULL;

  self = aip_workbook_new_empty (name, AIP_WORKBOOK_CSV);
  self->encoding = aip_csv_reader_get_encoding (reader);
  self->delimiter = aip_csv_reader_get_delimiter (reader);
  aip_workbook_add_sheet (self, aip_csv_reader_get_table (reader));

  return self;
}

AipWorkbook *
aip_workbook_new (GBytes        *bytes,
                  const char    *name,
                  GCancellable  *cancellable,
                  GError       **error)
{
  const char *data;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (size > AIP_WORKBOOK_MAX_BYTES)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                   _("The file is larger than %d MiB, which no shot list is."),
                   AIP_WORKBOOK_MAX_BYTES / (1024 * 1024));
      return NULL;
    }

  if (size >= 4 && memcmp (data, "PK\x03\x04", 4) == 0)
    return aip_xlsx_read (bytes, name, cancellable, error);
  if (size >= 4 && memcmp (data, "\xd0\xcf\x11\xe0", 4) == 0)
    return refuse_ole (data, size, name, error);
  if (refuse_others (data, size, name, error))
    return NULL;
  if (g_str_has_suffix (name, ".json") || g_str_has_suffix (name, ".JSON"))
    return aip_json_table_read (bytes, name, error);

  return read_csv (bytes, name, error);
}

AipWorkbook *
aip_workbook_load (const char    *path,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = read_file (path, cancellable, error);
  if (bytes == NULL)
    return NULL;
  name = g_filename_display_basename (path);

  return aip_workbook_new (bytes, name, cancellable, error);
}

/* What is in it ----------------------------------------------------------------------------- */

const char *
aip_workbook_get_name (AipWorkbook *self)
{
  g_return_val_if_fail (AIP_IS_WORKBOOK (self), NULL);

  return self->name;
}

AipWorkbookFormat
aip_workbook_get_format (AipWorkbook *self)
{
  g_return_val_if_fail (AIP_IS_WORKBOOK (self), AIP_WORKBOOK_CSV);

  return self->format;
}

const char *
aip_workbook_get_encoding (AipWorkbook *self)
{
  g_return_val_if_fail (AIP_IS_WORKBOOK (self), NULL);

  return self->encoding != NULL ? self->encoding : "UTF-8";
}

char
aip_workbook_get_delimiter (AipWorkbook *self)
{
  g_return_val_if_fail (AIP_IS_WORKBOOK (self), ',');

  return self->delimiter;
}

guint
aip_workbook_get_n_sheets (AipWorkbook *self)
{
  g_return_val_if_fail (AIP_IS_WORKBOOK (self), 0);

  return self->sheets->len;
}

AipTable *
aip_workbook_get_sheet (AipWorkbook *self,
                        guint        index)
{
  g_return_val_if_fail (AIP_IS_WORKBOOK (self), NULL);
  g_return_val_if_fail (index < self->sheets->len, NULL);

  return g_ptr_array_index (self->sheets, index);
}

AipTable *
aip_workbook_find_sheet (AipWorkbook *self,
                         const char  *name)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (AIP_IS_WORKBOOK (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  wanted = g_utf8_casefold (name, -1);
  for (guint i = 0; i < self->sheets->len; i++)
    {
      AipTable *table = g_ptr_array_index (self->sheets, i);
      g_autofree char *folded = NULL;

      if (aip_table_get_name (table) == NULL)
        continue;
      folded = g_utf8_casefold (aip_table_get_name (table), -1);
      if (g_str_equal (folded, wanted))
        return table;
    }

  return NULL;
}

const char *
aip_workbook_get_property (AipWorkbook *self,
                           const char  *name)
{
  g_return_val_if_fail (AIP_IS_WORKBOOK (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->properties, name);
}
