/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-output"

#include "config.h"

#include <string.h>

#include "aip-comfy-json.h"
#include "aip-comfy-output.h"
#include "aip-json.h"
#include "aip-paths.h"

#define MAX_OUTPUTS 10000
#define MAX_PATH_BYTES 1024
/* A worker may say anything; nobody reads more of it. */
#define MAX_TEXT_BYTES (1024 * 1024)
#define MAX_TEXTS 16

struct _AipComfyOutput
{
  char     *node_id;
  char     *kind;
  char     *filename;
  char     *subfolder;
  char     *folder_type;
  char     *text;         /* nullable: what it is, instead of a file */
  gboolean  animated;
};

G_DEFINE_BOXED_TYPE (AipComfyOutput, aip_comfy_output, aip_comfy_output_ref,
                     aip_comfy_output_unref)

static void
aip_comfy_output_clear (gpointer data)
{
  AipComfyOutput *self = data;

  g_free (self->node_id);
  g_free (self->kind);
  g_free (self->filename);
  g_free (self->subfolder);
  g_free (self->folder_type);
  g_free (self->text);
}

/**
 * aip_comfy_output_new:
 *
 * A folder inside @filename moves to @subfolder: the server would drop it.
 *
 * Returns: (transfer full) (nullable): %NULL when the parts name no file that a server would serve
 */
AipComfyOutput *
aip_comfy_output_new (const char *node_id,
                      const char *kind,
                      const char *filename,
                      const char *subfolder,
                      const char *folder_type,
                      gboolean    animated)
{
  g_autofree char *path = NULL;
  g_autofree char *base = NULL;
  g_autofree char *folder = NULL;
  AipComfyOutput *self;

  g_return_val_if_fail (node_id != NULL && kind != NULL, NULL);

  if (filename == NULL || subfolder == NULL || folder_type == NULL)
    return NULL;

  /* Windows workers write backslashes into `subfolder`. */
  path = *subfolder != '\0' ? g_strconcat (subfolder, "/", filename, NULL) : g_strdup (filename);
  g_strdelimit (path, "\\", '/');

  if (strlen (path) > MAX_PATH_BYTES || !aip_path_is_inside (path) || strstr (path, "..") != NULL ||
      g_str_has_suffix (path, "/") || *filename == '\0')
    return NULL;
  if (!g_str_equal (folder_type, "output") && !g_str_equal (folder_type, "temp") &&
      !g_str_equal (folder_type, "input"))
    return NULL;
  for (const char *p = path; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return NULL;

  base = g_path_get_basename (path);
  folder = g_path_get_dirname (path);

  self = g_atomic_rc_box_new0 (AipComfyOutput);
  self->node_id = g_strdup (node_id);
  self->kind = g_strdup (kind);
  self->filename = g_steal_pointer (&base);
  self->subfolder = g_str_equal (folder, ".") ? g_strdup ("") : g_steal_pointer (&folder);
  self->folder_type = g_strdup (folder_type);
  self->animated = animated;

  return self;
}

AipComfyOutput *
aip_comfy_output_new_text (const char *node_id,
                           const char *text)
{
  AipComfyOutput *self;
  const char *end;

  g_return_val_if_fail (node_id != NULL, NULL);

  if (text == NULL || *text == '\0')
    return NULL;

  g_utf8_validate (text, (gssize) strnlen (text, MAX_TEXT_BYTES), &end);
  self = g_atomic_rc_box_new0 (AipComfyOutput);
  self->node_id = g_strdup (node_id);
  self->kind = g_strdup ("text");
  self->filename = g_strdup ("text.txt");
  self->subfolder = g_strdup ("");
  self->folder_type = g_strdup ("output");
  self->text = g_strndup (text, (gsize) (end - text));

  return self;
}

AipComfyOutput *
aip_comfy_output_ref (AipComfyOutput *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
aip_comfy_output_unref (AipComfyOutput *self)
{
  g_atomic_rc_box_release_full (self, aip_comfy_output_clear);
}

/* “text”: a list of strings, or one string. */
static void
add_texts (GPtrArray  *list,
           const char *node_id,
           JsonNode   *member)
{
  JsonArray *texts = aip_json_node_array (member);
  guint n = texts != NULL ? json_array_get_length (texts) : 1;

  for (guint i = 0; i < MIN (n, MAX_TEXTS); i++)
    {
      JsonNode *node = texts != NULL ? json_array_get_element (texts, i) : member;
      g_autofree char *text = aip_comfy_json_dup_string (node);
      AipComfyOutput *self = aip_comfy_output_new_text (node_id, text);

      if (self != NULL)
        g_ptr_array_add (list, self);
    }
}

/**
 * aip_comfy_output_list_from_json:
 * @node_id: the node that made them
 * @output: (nullable): its output by key: references to files, and the texts of nodes that show some.
 *   Flags, and files that no server could serve or that lead out of its folders, are left out.
 */
GPtrArray *
aip_comfy_output_list_from_json (const char *node_id,
                                 JsonObject *output)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_comfy_output_unref);
  JsonArray *flags = aip_json_get_array (output, "animated");
  gboolean animated = FALSE;
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  g_return_val_if_fail (node_id != NULL, list);

  if (output == NULL)
    return list;

  for (guint i = 0; flags != NULL && i < json_array_get_length (flags); i++)
    {
      JsonNode *flag = json_array_get_element (flags, i);

      if (JSON_NODE_HOLDS_VALUE (flag) && json_node_get_value_type (flag) == G_TYPE_BOOLEAN)
        animated |= json_node_get_boolean (flag);
    }

  json_object_iter_init_ordered (&iter, output);
  while (json_object_iter_next_ordered (&iter, &key, &member))
    {
      JsonArray *files = aip_json_node_array (member);

      if (g_str_equal (key, "text"))
        {
          add_texts (list, node_id, member);
          continue;
        }
      for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
        {
          JsonObject *file = aip_json_node_object (json_array_get_element (files, i));
          g_autofree char *filename = NULL;
          AipComfyOutput *self;

          if (list->len == MAX_OUTPUTS)
            return list;

          filename = aip_comfy_json_dup_string (aip_json_get (file, "filename"));
          self = aip_comfy_output_new (node_id, key, filename,
                                       aip_json_get_string (file, "subfolder", ""),
                                       aip_json_get_string (file, "type", "output"), animated);
          if (self != NULL)
            g_ptr_array_add (list, self);
        }
    }

  return list;
}

const char *
aip_comfy_output_get_node_id (AipComfyOutput *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->node_id;
}

const char *
aip_comfy_output_get_kind (AipComfyOutput *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->kind;
}

const char *
aip_comfy_output_get_filename (AipComfyOutput *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->filename;
}

const char *
aip_comfy_output_get_subfolder (AipComfyOutput *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->subfolder;
}

const char *
aip_comfy_output_get_folder_type (AipComfyOutput *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->folder_type;
}

const char *
aip_comfy_output_get_text (AipComfyOutput *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

gboolean
aip_comfy_output_get_animated (AipComfyOutput *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->animated;
}

char *
aip_comfy_output_dup_extension (AipComfyOutput *self)
{
  const char *dot;

  g_return_val_if_fail (self != NULL, NULL);

  dot = strrchr (self->filename, '.');

  return dot != NULL && dot != self->filename ? g_ascii_strdown (dot + 1, -1) : g_strdup ("");
}
