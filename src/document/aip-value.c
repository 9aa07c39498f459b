/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-value"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-json.h"
#include "aip-value.h"

#define MAX_LIST_BYTES (8 * 1024 * 1024)
#define MAX_JOURNAL_BYTES (64 * 1024 * 1024)

void
aip_value_unpack_row (AipKind    kind,
                      GVariant  *row,
                      GVariant **values)
{
  const AipField *fields;
  guint n_fields;
  GVariantIter iter;
  const char *name;
  GVariant *item;

  fields = aip_kind_get_fields (kind, &n_fields);
  g_assert (n_fields <= AIP_VALUE_MAX_FIELDS);
  memset (values, 0, n_fields * sizeof values[0]);

  /* One pass: looking every field up by its name would go through the row each time. */
  g_variant_iter_init (&iter, row);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &item))
    {
      g_autoptr(GVariant) value = item;
      guint index;

      if (aip_kind_find_field (kind, name, &index) != NULL && values[index] == NULL &&
          g_variant_is_of_type (value, G_VARIANT_TYPE (fields[index].type)))
        values[index] = g_steal_pointer (&value);
    }

  for (guint i = 0; i < n_fields; i++)
    if (values[i] == NULL)
      values[i] = g_variant_ref (aip_kind_get_default (kind, i));
}

/* What the rows of a kind share: the keys, and whole entries for fields that hold their default. */
typedef struct {
  GVariant **keys;
  GVariant **entries;
} Shared;

static Shared *
shared_new (AipKind kind)
{
  Shared *shared = g_new0 (Shared, 1);
  const AipField *fields;
  guint n_fields;

  fields = aip_kind_get_fields (kind, &n_fields);
  shared->keys = g_new0 (GVariant *, n_fields);
  shared->entries = g_new0 (GVariant *, n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      GVariant *value = g_variant_new_variant (aip_kind_get_default (kind, i));

      shared->keys[i] = g_variant_ref_sink (g_variant_new_string (fields[i].name));
      shared->entries[i] = g_variant_ref_sink (g_variant_new_dict_entry (shared->keys[i], value));
    }

  return shared;
}

static const Shared *
get_shared (AipKind kind)
{
  static Shared *made[AIP_N_KINDS];

  if (g_once_init_enter_pointer (&made[kind]))
    g_once_init_leave_pointer (&made[kind], shared_new (kind));

  return made[kind];
}

GVariant *
aip_value_pack_row (AipKind    kind,
                    GVariant **values,
                    gboolean   with_lazy)
{
  const Shared *shared = get_shared (kind);
  GVariant *entries[AIP_VALUE_MAX_FIELDS];
  const AipField *fields;
  guint n_fields;
  guint n_entries = 0;

  fields = aip_kind_get_fields (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      if ((fields[i].flags & AIP_FIELD_LAZY) && !with_lazy)
        continue;
      if (values[i] == aip_kind_get_default (kind, i))
        entries[n_entries++] = shared->entries[i];
      else
        entries[n_entries++] = g_variant_new_dict_entry (shared->keys[i],
                                                         g_variant_new_variant (values[i]));
    }

  return g_variant_new_array (G_VARIANT_TYPE ("{sv}"), entries, n_entries);
}

void
aip_value_clear_row (AipKind    kind,
                     GVariant **values)
{
  guint n_fields;

  aip_kind_get_fields (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    g_clear_pointer (&values[i], g_variant_unref);
}

static char *
list_to_json (GVariant *value)
{
  g_autoptr(JsonNode) node = NULL;
  JsonArray *array;
  GVariantIter iter;
  const char *text;

  if (g_variant_n_children (value) == 0)
    return g_strdup ("[]");

  array = json_array_new ();
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "&s", &text))
    json_array_add_string_element (array, text);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);

  return aip_json_to_text (node, FALSE);
}

static GVariant *
list_from_json (const char *json)
{
  g_autoptr(JsonNode) node = NULL;
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);
  JsonArray *array;

  if (!g_str_equal (json, "[]"))
    {
      node = aip_json_parse (json, -1, MAX_LIST_BYTES, NULL);
      array = aip_json_node_array (node);
      if (array == NULL)
        return NULL;

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          const char *text = aip_json_node_string (json_array_get_element (array, i));

          if (text == NULL)
            return NULL;
          g_variant_builder_add (&builder, "s", text);
        }
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

gboolean
aip_value_bind (AipDatabase   *database,
                sqlite3_stmt  *statement,
                int            index,
                GVariant      *value,
                GError       **error)
{
  int code = SQLITE_MISUSE;

  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_STRING:
      {
        gsize length;
        const char *text = g_variant_get_string (value, &length);

        /* The change set outlives the statement's run. */
        code = sqlite3_bind_text64 (statement, index, text, length, SQLITE_STATIC, SQLITE_UTF8);
      }
      break;
    case G_VARIANT_CLASS_INT64:
      code = sqlite3_bind_int64 (statement, index, g_variant_get_int64 (value));
      break;
    case G_VARIANT_CLASS_BOOLEAN:
      code = sqlite3_bind_int64 (statement, index, g_variant_get_boolean (value));
      break;
    case G_VARIANT_CLASS_DOUBLE:
      code = sqlite3_bind_double (statement, index, g_variant_get_double (value));
      break;
    case G_VARIANT_CLASS_ARRAY:
      {
        char *json = list_to_json (value);

        code = sqlite3_bind_text64 (statement, index, json, strlen (json), g_free, SQLITE_UTF8);
      }
      break;
    default:
      g_assert_not_reached ();
    }

  if (code != SQLITE_OK)
    aip_database_set_error (database, error);

  return code == SQLITE_OK;
}

GVariant *
aip_value_read (sqlite3_stmt    *statement,
                int              column,
                AipKind          kind,
                const AipField  *field,
                GError         **error)
{
  g_autoptr(GVariant) value = NULL;
  int type = sqlite3_column_type (statement, column);
  const char *text;

  switch (field->type[0])
    {
    case 's':
      text = aip_database_column_text (statement, column);
      if (text != NULL)
        value = g_variant_ref_sink (g_variant_new_string (text));
      break;
    case 'x':
      if (type == SQLITE_INTEGER)
        value = g_variant_ref_sink (g_variant_new_int64 (sqlite3_column_int64 (statement, column)));
      break;
    case 'b':
      if (type == SQLITE_INTEGER)
        value = g_variant_ref_sink (g_variant_new_boolean (sqlite3_column_int64 (statement,
                                                                                 column) != 0));
      break;
    case 'd':
      if (type == SQLITE_FLOAT || type == SQLITE_INTEGER)
        value = g_variant_ref_sink (g_variant_new_double (sqlite3_column_double (statement,
                                                                                 column)));
      break;
    default:
      text = aip_database_column_text (statement, column);
      if (text != NULL)
        value = list_from_json (text);
      break;
    }

  if (value == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("The stored value is of another type."));
      return NULL;
    }

  return aip_field_check (kind, field, value, error) ? g_steal_pointer (&value) : NULL;
}

gboolean
aip_value_bind_journal (AipDatabase   *database,
                        sqlite3_stmt  *statement,
                        int            index,
                        GVariant      *value,
                        GError       **error)
{
  g_autoptr(GVariant) boxed = NULL;
  g_autoptr(GVariant) portable = NULL;

  if (value == NULL)
    return TRUE;

  boxed = g_variant_ref_sink (g_variant_new_variant (value));
#if G_BYTE_ORDER == G_BIG_ENDIAN
  portable = g_variant_byteswap (boxed);
#else
  portable = g_variant_ref (boxed);
#endif

  if (sqlite3_bind_blob64 (statement, index, g_variant_get_data (portable),
                           g_variant_get_size (portable), SQLITE_TRANSIENT) == SQLITE_OK)
    return TRUE;

  aip_database_set_error (database, error);

  return FALSE;
}

gboolean
aip_value_read_journal (sqlite3_stmt  *statement,
                        int            column,
                        GVariant     **value)
{
  g_autoptr(GVariant) boxed = NULL;
  g_autoptr(GBytes) bytes = NULL;
  int length;

  *value = NULL;

  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return TRUE;
  if (sqlite3_column_type (statement, column) != SQLITE_BLOB)
    return FALSE;

  length = sqlite3_column_bytes (statement, column);
  if (length == 0 || length > MAX_JOURNAL_BYTES)
    return FALSE;

  bytes = g_bytes_new (sqlite3_column_blob (statement, column), (gsize) length);
  boxed = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARIANT, bytes, FALSE));
#if G_BYTE_ORDER == G_BIG_ENDIAN
  {
    GVariant *swapped = g_variant_byteswap (boxed);

    g_variant_unref (boxed);
    boxed = swapped;
  }
#endif

  /* A file from outside may hold anything; values in normal form cannot surprise. */
  if (!g_variant_is_normal_form (boxed))
    return FALSE;
  *value = g_variant_get_variant (boxed);

  return TRUE;
}
