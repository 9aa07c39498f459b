/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-lora-file"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "aip-error.h"
#include "aip-json-list.h"
#include "aip-json.h"
#include "aip-lora-file.h"

#define MAX_NAME_BYTES 512

/* Either separator: the name is one of a worker, whatever system that runs. */
static gboolean
is_name (const char *file)
{
  gsize length = strlen (file);

  return length > 0 && length <= MAX_NAME_BYTES && *file != '/' && strstr (file, "..") == NULL &&
         strpbrk (file, "\n\r\t") == NULL;
}

static gboolean
is_strength (double strength)
{
  return isfinite (strength) && fabs (strength) <= AIP_MAX_LORA_STRENGTH;
}

AipLoraFile *
aip_lora_file_new (const char *file)
{
  AipLoraFile *self;

  g_return_val_if_fail (file != NULL, NULL);

  self = g_new0 (AipLoraFile, 1);
  self->file = g_strdup (file);
  self->model = 1;
  self->clip = 1;
  self->triggers = g_new0 (char *, 1);

  return self;
}

void
aip_lora_file_free (AipLoraFile *self)
{
  if (self == NULL)
    return;

  g_free (self->file);
  g_strfreev (self->triggers);
  g_free (self);
}

GStrv
aip_lora_file_split_triggers (const char *text)
{
  g_auto(GStrv) words = NULL;
  GPtrArray *triggers = g_ptr_array_new ();

  g_return_val_if_fail (text != NULL, NULL);

  words = g_strsplit_set (text, ",\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_strstrip (words[i]);
      if (*words[i] != '\0' &&
          !g_ptr_array_find_with_equal_func (triggers, words[i], g_str_equal, NULL))
        g_ptr_array_add (triggers, g_strdup (words[i]));
    }
  g_ptr_array_add (triggers, NULL);

  return (GStrv) g_ptr_array_free (triggers, FALSE);
}

/* (nullable) */
static AipLoraFile *
read_file (JsonNode *node)
{
  JsonObject *object = aip_json_node_object (node);
  JsonArray *triggers = aip_json_get_array (object, "triggers");
  const char *file = aip_json_get_string (object, "file", "");
  double model = aip_json_get_double (object, "model", 1);
  double clip = aip_json_get_double (object, "clip", model);
  g_autoptr(GString) words = g_string_new (NULL);
  AipLoraFile *self;

  if (!is_name (file) || !is_strength (model) || !is_strength (clip))
    return NULL;

  for (guint i = 0; triggers != NULL && i < json_array_get_length (triggers); i++)
    {
      const char *word = aip_json_node_string (json_array_get_element (triggers, i));

      g_string_append_printf (words, "%s,", word != NULL ? word : "");
    }

  self = g_new0 (AipLoraFile, 1);
  self->file = g_strdup (file);
  self->model = model;
  self->clip = clip;
  self->triggers = aip_lora_file_split_triggers (words->str);

  return self;
}

GPtrArray *
aip_lora_files_parse (const char *text)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_lora_file_free);
  g_autoptr(JsonNode) node = NULL;
  JsonArray *array;

  g_return_val_if_fail (text != NULL, files);

  array = aip_json_list_parse (text, &node);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      AipLoraFile *file = read_file (json_array_get_element (array, i));

      if (file != NULL)
        g_ptr_array_add (files, file);
    }

  return files;
}

char *
aip_lora_files_to_text (GPtrArray *files)
{
  JsonArray *array;

  g_return_val_if_fail (files != NULL, NULL);

  array = json_array_new ();
  for (guint i = 0; i < files->len; i++)
    {
      const AipLoraFile *file = g_ptr_array_index (files, i);
      JsonObject *object = json_object_new ();
      JsonArray *triggers = json_array_new ();

      json_object_set_string_member (object, "file", file->file);
      json_object_set_double_member (object, "model", file->model);
      json_object_set_double_member (object, "clip", file->clip);
      for (guint j = 0; file->triggers != NULL && file->triggers[j] != NULL; j++)
        json_array_add_string_element (triggers, file->triggers[j]);
      json_object_set_array_member (object, "triggers", triggers);
      json_array_add_object_element (array, object);
    }

  return aip_json_list_to_text (array);
}

gboolean
aip_lora_files_check (GVariant  *value,
                      GError   **error)
{
  const char *text = g_variant_get_string (value, NULL);
  g_autoptr(GPtrArray) files = aip_lora_files_parse (text);

  if (aip_json_list_is_whole (text, files->len, AIP_MAX_LORA_FILES))
    return TRUE;

  if (files->len > AIP_MAX_LORA_FILES)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("A character has at most %d LoRA files."),
                 AIP_MAX_LORA_FILES);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("That is not a list of LoRA files: each needs a name and strengths from %g to "
                   "%g."), -AIP_MAX_LORA_STRENGTH, AIP_MAX_LORA_STRENGTH);

  return FALSE;
}
