/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sheet-plain"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-json.h"
#include "aip-sheet-base.h"
#include "aip-sheet-export.h"

#define ROWS_PER_CHECK 256

/* Longer than any text of a shot. */
#define MAX_JSON_BYTES (64 * 1024)

/* Delimited text ---------------------------------------------------------------------------- */

static void
append_cell (GString    *csv,
             const char *text,
             gboolean    first)
{
  if (!first)
    g_string_append_c (csv, ',');
  if (strpbrk (text, ",;\t\"\n\r") == NULL && *text != ' ')
    {
      g_string_append (csv, text);
      return;
    }

  g_string_append_c (csv, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

/* A character that CP949 does not have is named with its cell; nothing is replaced. */
static GBytes *
encode_korean (const char  *text,
               gsize        length,
               GError     **error)
{
  gsize n_read = 0;
  gsize n_written;
  char *encoded = g_convert (text, (gssize) length, "CP949", "UTF-8", &n_read, &n_written, NULL);
  g_autofree char *character = NULL;
  guint row = 1;

  if (encoded != NULL)
    return g_bytes_new_take (encoded, n_written);

  for (gsize i = 0; i < n_read; i++)
    row += text[i] == '\r' ? 1 : 0;
  character = g_strndup (text + n_read, (gsize) (g_utf8_next_char (text + n_read) -
                                                 (text + n_read)));
  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” in row %u cannot be written in CP949. Export as UTF-8 instead."), character,
               row);

  return NULL;
}

GBytes *
aip_sheet_make_csv (AipSheetSource         *source,
                    const AipSheetOptions  *options,
                    GCancellable           *cancellable,
                    GError                **error)
{
  g_autoptr(AipSheetTexts) texts = NULL;
  g_autoptr(GString) csv = g_string_new (NULL);
  guint n_plans;
  const AipSheetPlan *plan;

  g_return_val_if_fail (source != NULL && options != NULL, NULL);

  texts = aip_sheet_texts_new (source);
  plan = aip_sheet_source_get_plans (source, options->purpose, &n_plans);
  if (options->format != AIP_SHEET_CSV_KOREAN)
    g_string_append (csv, "\xef\xbb\xbf");

  for (guint i = 0; plan->columns[i] != NULL; i++)
    append_cell (csv, aip_sheet_column_get_title (plan->columns[i]), i == 0);
  g_string_append (csv, "\r\n");
  for (guint row = 0; row < aip_sheet_source_get_n_items (source, plan->kind); row++)
    {
      const AipSheetItem *item = aip_sheet_source_get_item (source, plan->kind, row);

      if (row % ROWS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      for (guint i = 0; plan->columns[i] != NULL; i++)
        {
          g_autofree char *text = aip_sheet_texts_dup (texts, item, plan->columns[i]);

          append_cell (csv, text, i == 0);
        }
      g_string_append (csv, "\r\n");
    }

  return options->format == AIP_SHEET_CSV_KOREAN
         ? encode_korean (csv->str, csv->len, error)
         : g_string_free_to_bytes (g_steal_pointer (&csv));
}

/* JSON -------------------------------------------------------------------------------------- */

static JsonNode *
make_node (AipSheetTexts        *texts,
           const AipSheetItem   *item,
           const AipSheetColumn *column)
{
  g_autofree char *text = aip_sheet_texts_dup (texts, item, column);
  JsonNode *node = json_node_alloc ();
  g_auto(GStrv) parts = NULL;
  JsonArray *array;

  if (column->type == AIP_SHEET_FRAMES)
    return json_node_init_int (node, g_ascii_strtoll (text, NULL, 10));
  if (column->type == AIP_SHEET_CUSTOM && *text != '\0'
      && (column->format->type == AIP_CUSTOM_NUMBER || column->format->type == AIP_CUSTOM_RATING))
    return strchr (text, '.') == NULL && strchr (text, 'e') == NULL
           ? json_node_init_int (node, g_ascii_strtoll (text, NULL, 10))
           : json_node_init_double (node, g_ascii_strtod (text, NULL));
  if (column->type != AIP_SHEET_TAGS && column->type != AIP_SHEET_LINKS)
    return json_node_init_string (node, text);

  array = json_array_new ();
  parts = g_strsplit (text, ", ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      json_array_add_string_element (array, parts[i]);
  json_node_init_array (node, array);
  json_array_unref (array);

  return node;
}

/* What is stored as JSON goes out whole, for other programs; the columns show it in words. */
static void
add_stored_json (JsonObject         *entry,
                 const AipSheetItem *item)
{
  static const char *const fields[] = { "setup", "prompt-edits" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = aip_sheet_item_get_text (item, fields[i]);
      JsonNode *node = *text != '\0' ? aip_json_parse (text, -1, MAX_JSON_BYTES, NULL) : NULL;

      if (node != NULL)
        json_object_set_member (entry, fields[i], node);
    }
}

GBytes *
aip_sheet_make_json (AipSheetSource         *source,
                     const AipSheetOptions  *options,
                     GCancellable           *cancellable,
                     GError                **error)
{
  g_autoptr(AipSheetTexts) texts = NULL;
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  AipFrameRate rate;
  g_autofree char *rate_text = NULL;
  guint n_plans;
  const AipSheetPlan *plans;
  char *text;

  g_return_val_if_fail (source != NULL && options != NULL, NULL);

  json_node_take_object (root, object);
  texts = aip_sheet_texts_new (source);
  rate = aip_sheet_source_get_rate (source);
  rate_text = aip_frame_rate_to_text (&rate);
  json_object_set_string_member (object, "format", AIP_SHEET_JSON_FORMAT);
  json_object_set_int_member (object, "version", 1);
  json_object_set_string_member (object, "name", aip_sheet_source_get_name (source));
  json_object_set_string_member (object, "project", aip_sheet_source_get_project (source));
  json_object_set_int_member (object, "position", aip_sheet_source_get_position (source));
  json_object_set_string_member (object, "purpose", aip_sheet_purpose_to_nick (options->purpose));
  json_object_set_string_member (object, "rate", rate_text);
  if (aip_sheet_source_get_year (source) > 0)
    json_object_set_int_member (object, "year", aip_sheet_source_get_year (source));
  json_object_set_string_member (object, "period", aip_sheet_source_get_period (source));

  plans = aip_sheet_source_get_plans (source, options->purpose, &n_plans);
  for (guint p = 0; p < n_plans; p++)
    {
      JsonArray *array = json_array_new ();
      g_autofree char *name = g_strconcat (aip_kind_to_nick (plans[p].kind), "s", NULL);

      json_object_set_array_member (object, name, array);
      for (guint row = 0; row < aip_sheet_source_get_n_items (source, plans[p].kind); row++)
        {
          const AipSheetItem *item = aip_sheet_source_get_item (source, plans[p].kind, row);
          JsonObject *entry = json_object_new ();

          json_array_add_object_element (array, entry);
          if (row % ROWS_PER_CHECK == 0 &&
              g_cancellable_set_error_if_cancelled (cancellable, error))
            return NULL;
          json_object_set_string_member (entry, "id", item->id);
          for (guint i = 0; plans[p].columns[i] != NULL; i++)
            json_object_set_member (entry, plans[p].columns[i]->key,
                                    make_node (texts, item, plans[p].columns[i]));
          if (plans[p].kind == AIP_KIND_SHOT)
            add_stored_json (entry, item);
        }
    }

  text = aip_json_to_text (root, TRUE);

  return g_bytes_new_take (text, strlen (text));
}
