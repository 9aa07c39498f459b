/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "document-support.h"

AipDocument *
test_document_create (const char *folder)
{
  AipProjectSpec spec = { "비 오는 밤", NULL, { 24, 1, FALSE }, 1920, 1080, NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipDocument *document;

  aip_document_create_async (folder, &spec, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  document = aip_document_create_finish (result, &error);
  g_assert_no_error (error);

  return document;
}

AipDocument *
test_document_open (const char *folder)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipDocument *document;

  aip_document_open_async (folder, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  document = aip_document_open_finish (result, &error);
  g_assert_no_error (error);

  return document;
}

GError *
test_document_open_fails (const char *folder)
{
  g_autoptr(GAsyncResult) result = NULL;
  GError *error = NULL;

  aip_document_open_async (folder, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_null (aip_document_open_finish (result, &error));
  g_assert_nonnull (error);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '\n'));
  g_test_message ("%s", error->message);

  return error;
}

void
test_document_flush (AipDocument *document)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_flush_async (document, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_document_flush_finish (document, result, &error);
  g_assert_no_error (error);
}

void
test_document_close (AipDocument *document)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_close_async (document, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_document_close_finish (document, result, &error);
  g_assert_no_error (error);

  g_clear_object (&result);
  g_assert_finalize_object (document);
}

GStrv
test_document_check (AipDocument *document)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GStrv problems;

  aip_document_check_async (document, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  problems = aip_document_check_finish (document, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; problems[i] != NULL; i++)
    g_test_message ("%s", problems[i]);

  return problems;
}

char *
test_document_read_lazy (AipDocument *document,
                         AipEntity   *entity,
                         const char  *field)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) value = NULL;

  aip_document_read_field_async (document, entity, field, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  value = aip_document_read_field_finish (document, result, &error);
  g_assert_no_error (error);

  return g_variant_dup_string (value, NULL);
}

GPtrArray *
test_document_history (AipDocument *document,
                       const char  *id,
                       guint        limit)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *sets;

  aip_document_read_history_async (document, id, 0, limit, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  sets = aip_document_read_history_finish (document, result, &error);
  g_assert_no_error (error);

  return sets;
}

static GVariant *
parse_fields (const char *fields)
{
  g_autofree char *text = g_strdup_printf ("{%s}", fields);
  g_autoptr(GError) error = NULL;
  GVariant *value = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);

  g_assert_no_error (error);

  return value;
}

AipEntity *
test_add (AipDocument *document,
          AipKind      kind,
          const char  *fields)
{
  g_autoptr(GVariant) row = parse_fields (fields);
  g_autoptr(GError) error = NULL;
  AipEntity *entity;

  aip_document_begin (document, "Add");
  entity = aip_document_insert (document, kind, row, &error);
  g_assert_no_error (error);
  aip_document_commit (document);

  return entity;
}

AipShot *
test_add_shot (AipDocument *document,
               const char  *description)
{
  g_autofree char *fields = g_strdup_printf ("'description': <'%s'>", description);

  return AIP_SHOT (test_add (document, AIP_KIND_SHOT, fields));
}

void
test_set_text (AipDocument *document,
               gpointer     entity,
               const char  *field,
               const char  *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *label = g_strdup_printf ("Set %s", field);

  aip_document_begin (document, label);
  aip_document_set_text (document, entity, field, text, &error);
  g_assert_no_error (error);
  aip_document_commit (document);
}

AipEntity *
test_record (AipDocument *document,
             AipKind      kind,
             const char  *fields)
{
  g_autoptr(GVariant) row = parse_fields (fields);
  g_autoptr(GError) error = NULL;
  AipEntity *entity;

  aip_document_begin_record (document, "Record");
  entity = aip_document_insert (document, kind, row, &error);
  g_assert_no_error (error);
  aip_document_commit (document);

  return entity;
}

AipTake *
test_add_take (AipDocument *document,
               AipShot     *shot,
               gint64       number)
{
  g_autofree char *fields = g_strdup_printf ("'shot': <'%s'>, 'number': <int64 %d>, "
                                             "'file': <'takes/%s/%d.png'>",
                                             aip_entity_get_id (AIP_ENTITY (shot)), (int) number,
                                             aip_shot_get_code (shot), (int) number);

  return AIP_TAKE (test_record (document, AIP_KIND_TAKE, fields));
}

char *
test_codes (AipDocument *document)
{
  AipEntityList *shots = aip_document_get_shots (document);
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? " " : "",
                            aip_shot_get_code (AIP_SHOT (aip_entity_list_peek (shots, i))));

  return g_string_free_and_steal (codes);
}

void
test_sql (const char *file,
          const char *sql)
{
  sqlite3 *handle = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open_v2 (file, &handle, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  if (sqlite3_exec (handle, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
test_fingerprint (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GString *print = g_string_new (NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autofree char *bytes = NULL;
      g_autofree char *sum = NULL;
      gsize length = 0;

      if (g_file_get_contents (path, &bytes, &length, NULL))
        sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
      g_string_append_printf (print, "%s %" G_GSIZE_FORMAT " %s\n", (char *) names->pdata[i],
                              length, sum != NULL ? sum : "-");
    }

  return g_string_free_and_steal (print);
}

void
test_copy_project (const char *from,
                   const char *to)
{
  g_autoptr(GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_cmpint (g_mkdir_with_parents (to, 0755), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length = 0;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        continue;
      g_assert_true (g_file_get_contents (source, &bytes, &length, NULL));
      g_assert_true (g_file_set_contents_full (target, bytes, (gssize) length,
                                               G_FILE_SET_CONTENTS_NONE, 0644, NULL));
    }
}
