/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-view-definition"

#include "config.h"

#include <string.h>

#include "aip-json.h"
#include "aip-view-definition.h"

/* Of a field of an entity; see AipField. */
#define MAX_TEXT_BYTES (64 * 1024)
#define MAX_COLUMNS 400
#define MAX_KEYS 8
#define MAX_COLLAPSED 2000
#define MAX_ID_BYTES 256
#define MAX_QUERY_BYTES 4096
#define MIN_COLUMN_WIDTH 40
#define MAX_COLUMN_WIDTH 1600

#define DEFAULT_FROZEN 2
#define DEFAULT_PICTURE 176

static const char *const height_nicks[AIP_N_ROW_HEIGHTS] = { "short", "medium", "tall", "extra" };

static const char *const color_nicks[AIP_N_ROW_COLORS] = {
  "blue", "teal", "green", "yellow", "orange", "red", "pink", "purple", "slate",
};

static gboolean
find_nick (const char *const *nicks,
           guint              n_nicks,
           const char        *nick,
           guint             *index)
{
  for (guint i = 0; i < n_nicks; i++)
    {
      if (g_strcmp0 (nicks[i], nick) == 0)
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}

const char *
aip_row_height_to_nick (AipRowHeight height)
{
  g_return_val_if_fail ((guint) height < AIP_N_ROW_HEIGHTS, height_nicks[0]);

  return height_nicks[height];
}

gboolean
aip_row_height_from_nick (const char   *nick,
                          AipRowHeight *height)
{
  guint index;

  g_return_val_if_fail (height != NULL, FALSE);

  if (!find_nick (height_nicks, AIP_N_ROW_HEIGHTS, nick, &index))
    return FALSE;
  *height = (AipRowHeight) index;

  return TRUE;
}

const char *
aip_row_color_to_nick (AipRowColor color)
{
  g_return_val_if_fail ((guint) color < AIP_N_ROW_COLORS, color_nicks[0]);

  return color_nicks[color];
}

gboolean
aip_row_color_from_nick (const char  *nick,
                         AipRowColor *color)
{
  guint index;

  g_return_val_if_fail (color != NULL, FALSE);

  if (!find_nick (color_nicks, AIP_N_ROW_COLORS, nick, &index))
    return FALSE;
  *color = (AipRowColor) index;

  return TRUE;
}

/* Lists --------------------------------------------------------------------------------------- */

static void
column_free (gpointer data)
{
  AipViewColumn *column = data;

  g_clear_pointer (&column->rest, json_object_unref);
  g_free (column->id);
  g_free (column->summary);
  g_free (column);
}

static void
key_free (gpointer data)
{
  AipViewKey *key = data;

  g_clear_pointer (&key->rest, json_object_unref);
  g_free (key->id);
  g_free (key);
}

static void
rule_free (gpointer data)
{
  AipViewRule *rule = data;

  g_clear_pointer (&rule->rest, json_object_unref);
  g_free (rule->query);
  g_free (rule);
}

GPtrArray *
aip_view_columns_new (void)
{
  return g_ptr_array_new_with_free_func (column_free);
}

GPtrArray *
aip_view_keys_new (void)
{
  return g_ptr_array_new_with_free_func (key_free);
}

GPtrArray *
aip_view_rules_new (void)
{
  return g_ptr_array_new_with_free_func (rule_free);
}

void
aip_view_columns_add (GPtrArray  *columns,
                      const char *id,
                      int         width,
                      gboolean    shown)
{
  AipViewColumn *column;

  g_return_if_fail (columns != NULL && id != NULL);

  column = g_new0 (AipViewColumn, 1);
  column->id = g_strdup (id);
  column->width = width > 0 ? CLAMP (width, MIN_COLUMN_WIDTH, MAX_COLUMN_WIDTH) : 0;
  column->shown = !!shown;
  g_ptr_array_add (columns, column);
}

void
aip_view_keys_add (GPtrArray  *keys,
                   const char *id,
                   gboolean    descending)
{
  AipViewKey *key;

  g_return_if_fail (keys != NULL && id != NULL);

  key = g_new0 (AipViewKey, 1);
  key->id = g_strdup (id);
  key->descending = !!descending;
  g_ptr_array_add (keys, key);
}

void
aip_view_rules_add (GPtrArray   *rules,
                    const char  *query,
                    AipRowColor  color)
{
  AipViewRule *rule;

  g_return_if_fail (rules != NULL && query != NULL);
  g_return_if_fail ((guint) color < AIP_N_ROW_COLORS);

  rule = g_new0 (AipViewRule, 1);
  rule->query = g_strdup (query);
  rule->color = color;
  g_ptr_array_add (rules, rule);
}

void
aip_view_definition_set_columns (AipViewDefinition *self,
                                 GPtrArray         *columns)
{
  g_autoptr(GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_if_fail (self != NULL);
  g_return_if_fail (columns != NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      AipViewColumn *column = g_ptr_array_index (columns, i);

      g_hash_table_insert (present, column->id, column);
    }

  for (guint i = 0; i < self->columns->len; i++)
    {
      AipViewColumn *old = g_ptr_array_index (self->columns, i);
      AipViewColumn *column = g_hash_table_lookup (present, old->id);

      if (column == NULL)
        {
          aip_view_columns_add (columns, old->id, old->width, old->shown);
          column = g_ptr_array_index (columns, columns->len - 1);
          column->summary = g_strdup (old->summary);
        }
      if (old->rest != NULL && column->rest == NULL)
        column->rest = json_object_ref (old->rest);
    }

  g_ptr_array_unref (self->columns);
  self->columns = columns;
}

/* Reading ------------------------------------------------------------------------------------- */

/* What of @object this version does not know, for whoever does. */
static JsonObject *
dup_rest (JsonObject        *object,
          const char *const *known)
{
  g_autoptr(JsonObject) rest = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!g_strv_contains (known, name))
        json_object_set_member (rest, name, json_node_copy (node));
    }

  return json_object_get_size (rest) > 0 ? g_steal_pointer (&rest) : NULL;
}

/* NULL: missing, or nothing that an id or a query could be. */
static const char *
get_text (JsonObject *object,
          const char *member,
          gsize       max_bytes)
{
  const char *text = aip_json_get_string (object, member, NULL);

  return text != NULL && strlen (text) <= max_bytes ? text : NULL;
}

static const char *
get_id (JsonObject *object)
{
  const char *id = get_text (object, "id", MAX_ID_BYTES);

  return id != NULL && *id != '\0' ? id : NULL;
}

/* The next element of an array that is an object; others cost only themselves. */
static JsonObject *
next_object (JsonArray *array,
             guint     *index)
{
  while (array != NULL && *index < json_array_get_length (array))
    {
      JsonObject *object = aip_json_node_object (json_array_get_element (array, (*index)++));

      if (object != NULL)
        return object;
    }

  return NULL;
}

static void
read_columns (AipViewDefinition *self,
              JsonArray         *array)
{
  static const char *const known[] = { "id", "width", "shown", "summary", NULL };
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *object;

  for (guint i = 0; self->columns->len < MAX_COLUMNS
                    && (object = next_object (array, &i)) != NULL;)
    {
      const char *id = get_id (object);
      gint64 width = aip_json_get_int (object, "width", 0);
      AipViewColumn *column;

      if (id == NULL || !g_hash_table_add (seen, (gpointer) id))
        continue;

      aip_view_columns_add (self->columns, id, (int) CLAMP (width, 0, MAX_COLUMN_WIDTH),
                            aip_json_get_boolean (object, "shown", TRUE));
      column = g_ptr_array_index (self->columns, self->columns->len - 1);
      column->summary = g_strdup (aip_json_get_string (object, "summary", NULL));
      column->rest = dup_rest (object, known);
    }
}

static void
read_keys (GPtrArray *keys,
           JsonArray *array)
{
  static const char *const known[] = { "id", "descending", NULL };
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *object;

  for (guint i = 0; keys->len < MAX_KEYS && (object = next_object (array, &i)) != NULL;)
    {
      const char *id = get_id (object);
      AipViewKey *key;

      if (id == NULL || !g_hash_table_add (seen, (gpointer) id))
        continue;

      aip_view_keys_add (keys, id, aip_json_get_boolean (object, "descending", FALSE));
      key = g_ptr_array_index (keys, keys->len - 1);
      key->rest = dup_rest (object, known);
    }
}

static void
read_rules (AipViewDefinition *self,
            JsonArray         *array)
{
  static const char *const known[] = { "query", "color", NULL };
  JsonObject *object;

  for (guint i = 0; self->rules->len < AIP_VIEW_MAX_RULES
                    && (object = next_object (array, &i)) != NULL;)
    {
      const char *query = get_text (object, "query", MAX_QUERY_BYTES);
      AipViewRule *rule;
      AipRowColor color;

      /* A rule in a colour that is not known says nothing here. */
      if (query == NULL
          || !aip_row_color_from_nick (aip_json_get_string (object, "color", NULL), &color))
        continue;

      aip_view_rules_add (self->rules, query, color);
      rule = g_ptr_array_index (self->rules, self->rules->len - 1);
      rule->rest = dup_rest (object, known);
    }
}

static void
read_collapsed (AipViewDefinition *self,
                JsonArray         *array)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n = MIN (json_array_get_length (array), MAX_COLLAPSED);

  for (guint i = 0; i < n; i++)
    {
      const char *path = aip_json_node_string (json_array_get_element (array, i));

      if (path != NULL && strlen (path) <= MAX_QUERY_BYTES)
        g_strv_builder_add (builder, path);
    }

  g_strfreev (self->collapsed);
  self->collapsed = g_strv_builder_end (builder);
}

static void
read_members (AipViewDefinition *self,
              JsonObject        *object)
{
  static const char *const known[] = {
    "columns", "frozen", "sort", "groups", "collapsed", "filter", "row-height", "colors",
    "picture", "board", "timecode", NULL,
  };
  JsonArray *array;
  const char *text;

  read_columns (self, aip_json_get_array (object, "columns"));
  self->n_frozen = (guint) CLAMP (aip_json_get_int (object, "frozen", DEFAULT_FROZEN), 0,
                                  AIP_VIEW_MAX_FROZEN);
  read_keys (self->sort, aip_json_get_array (object, "sort"));
  array = aip_json_get_array (object, "groups");
  if (array != NULL)
    {
      g_ptr_array_set_size (self->groups, 0);
      read_keys (self->groups, array);
    }
  array = aip_json_get_array (object, "collapsed");
  if (array != NULL)
    read_collapsed (self, array);

  text = get_text (object, "filter", MAX_QUERY_BYTES);
  if (text != NULL)
    g_set_str (&self->filter, text);
  aip_row_height_from_nick (aip_json_get_string (object, "row-height", NULL), &self->row_height);
  read_rules (self, aip_json_get_array (object, "colors"));
  self->picture = (int) CLAMP (aip_json_get_int (object, "picture", DEFAULT_PICTURE),
                               AIP_VIEW_MIN_PICTURE, AIP_VIEW_MAX_PICTURE);
  text = get_text (object, "board", MAX_ID_BYTES);
  if (text != NULL && *text != '\0')
    g_set_str (&self->board, text);
  self->timecode = aip_json_get_boolean (object, "timecode", FALSE);
  self->rest = dup_rest (object, known);
}

AipViewDefinition *
aip_view_definition_new (void)
{
  AipViewDefinition *self = g_new0 (AipViewDefinition, 1);

  self->columns = aip_view_columns_new ();
  self->n_frozen = DEFAULT_FROZEN;
  self->sort = aip_view_keys_new ();
  self->groups = aip_view_keys_new ();
  aip_view_keys_add (self->groups, "scene", FALSE);
  self->collapsed = g_new0 (char *, 1);
  self->filter = g_strdup ("");
  self->row_height = AIP_ROW_HEIGHT_SHORT;
  self->rules = aip_view_rules_new ();
  self->picture = DEFAULT_PICTURE;
  self->board = g_strdup ("status");

  return self;
}

AipViewDefinition *
aip_view_definition_parse (const char *text)
{
  AipViewDefinition *self = aip_view_definition_new ();
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;

  if (text == NULL || *text == '\0')
    return self;

  node = aip_json_parse (text, -1, MAX_TEXT_BYTES, NULL);
  object = aip_json_node_object (node);
  if (object != NULL)
    read_members (self, object);

  return self;
}

AipViewDefinition *
aip_view_definition_copy (const AipViewDefinition *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  text = aip_view_definition_to_text (self);

  return aip_view_definition_parse (text);
}

void
aip_view_definition_free (AipViewDefinition *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->rest, json_object_unref);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->sort);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->rules);
  g_strfreev (self->collapsed);
  g_free (self->filter);
  g_free (self->board);
  g_free (self);
}

/* Writing ------------------------------------------------------------------------------------- */

static void
add_rest (JsonObject *object,
          JsonObject *rest)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (rest == NULL)
    return;

  json_object_iter_init_ordered (&iter, rest);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (object, name, json_node_copy (node));
}

static JsonArray *
write_keys (GPtrArray *keys)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < keys->len; i++)
    {
      const AipViewKey *key = g_ptr_array_index (keys, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", key->id);
      if (key->descending)
        json_object_set_boolean_member (object, "descending", TRUE);
      add_rest (object, key->rest);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
write_columns (const AipViewDefinition *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      const AipViewColumn *column = g_ptr_array_index (self->columns, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", column->id);
      if (column->width > 0)
        json_object_set_int_member (object, "width", column->width);
      json_object_set_boolean_member (object, "shown", column->shown);
      if (column->summary != NULL)
        json_object_set_string_member (object, "summary", column->summary);
      add_rest (object, column->rest);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
write_rules (const AipViewDefinition *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->rules->len; i++)
    {
      const AipViewRule *rule = g_ptr_array_index (self->rules, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "query", rule->query);
      json_object_set_string_member (object, "color", aip_row_color_to_nick (rule->color));
      add_rest (object, rule->rest);
      json_array_add_object_element (array, object);
    }

  return array;
}

char *
aip_view_definition_to_text (const AipViewDefinition *self)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_node_take_object (root, object);
  json_object_set_array_member (object, "columns", write_columns (self));
  json_object_set_int_member (object, "frozen", self->n_frozen);
  json_object_set_array_member (object, "sort", write_keys (self->sort));
  json_object_set_array_member (object, "groups", write_keys (self->groups));
  if (*self->collapsed != NULL)
    {
      JsonArray *array = json_array_new ();

      for (guint i = 0; self->collapsed[i] != NULL; i++)
        json_array_add_string_element (array, self->collapsed[i]);
      json_object_set_array_member (object, "collapsed", array);
    }
  json_object_set_string_member (object, "filter", self->filter);
  json_object_set_string_member (object, "row-height", height_nicks[self->row_height]);
  json_object_set_array_member (object, "colors", write_rules (self));
  json_object_set_int_member (object, "picture", self->picture);
  json_object_set_string_member (object, "board", self->board);
  json_object_set_boolean_member (object, "timecode", self->timecode);
  add_rest (object, self->rest);

  return aip_json_to_text (root, FALSE);
}
