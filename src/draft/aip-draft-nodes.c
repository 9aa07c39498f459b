/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-nodes"

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "aip-draft-nodes.h"
#include "aip-draft-resources.h"

#define PREFIX "/io/github/aipipeline/AIPipeline/draft/"
#define INPUT_FILES "$input"

struct _AipDraftNodes
{
  AipDraftJson *models;     /* folder → array of file names */
  AipDraftJson *templates;  /* class → entry in which "$folder" stands for a list of files */
  AipDraftJson *classes;    /* the same with the lists filled in, that of the input folder empty */
};

static AipDraftJson *
load_resource (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  AipDraftJson *json;
  const char *data;
  gsize size;

  bytes = g_resource_lookup_data (aip_draft_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                  &error);
  if (bytes == NULL)
    g_error ("%s: %s", path, error->message);

  data = g_bytes_get_data (bytes, &size);
  json = aip_draft_json_parse (data, size, &error);
  if (json == NULL)
    g_error ("%s: %s", path, error->message);

  return json;
}

/* A copy of @json in which every string "$folder" is the list of that folder's files. */
static AipDraftJson *
fill_lists (AipDraftJson *json,
            AipDraftJson *models,
            AipDraftJson *input_files)
{
  const char *text = aip_draft_json_get_string (json);
  AipDraftJson *copy;

  if (g_strcmp0 (text, INPUT_FILES) == 0)
    return input_files != NULL ? aip_draft_json_ref (input_files) : aip_draft_json_array ();
  if (text != NULL && *text == '$')
    return aip_draft_json_ref (aip_draft_json_get (models, text + 1));

  if (aip_draft_json_is_object (json))
    {
      copy = aip_draft_json_object ();
      for (guint i = 0; i < aip_draft_json_get_length (json); i++)
        aip_draft_json_set (copy, aip_draft_json_get_key (json, i),
                            fill_lists (aip_draft_json_get_element (json, i), models, input_files));
    }
  else if (aip_draft_json_is_array (json))
    {
      copy = aip_draft_json_array ();
      for (guint i = 0; i < aip_draft_json_get_length (json); i++)
        aip_draft_json_append (copy, fill_lists (aip_draft_json_get_element (json, i), models,
                                                 input_files));
    }
  else
    copy = aip_draft_json_ref (json);

  return copy;
}

/* nodes.json leaves out what follows from the rest. */
static void
complete_entry (AipDraftJson *entry,
                const char   *class_type)
{
  AipDraftJson *input = aip_draft_json_get (entry, "input");
  AipDraftJson *order = aip_draft_json_object ();
  AipDraftJson *is_list = aip_draft_json_array ();

  for (guint i = 0; i < aip_draft_json_get_length (input); i++)
    {
      AipDraftJson *section = aip_draft_json_get_element (input, i);
      AipDraftJson *names = aip_draft_json_array ();

      for (guint k = 0; k < aip_draft_json_get_length (section); k++)
        aip_draft_json_append (names, aip_draft_json_string (aip_draft_json_get_key (section, k)));
      aip_draft_json_set (order, aip_draft_json_get_key (input, i), names);
    }

  for (guint i = 0; i < aip_draft_json_get_length (aip_draft_json_get (entry, "output")); i++)
    aip_draft_json_append (is_list, aip_draft_json_bool (FALSE));

  aip_draft_json_set (entry, "input_order", order);
  aip_draft_json_set (entry, "output_is_list", is_list);
  aip_draft_json_set_string (entry, "name", class_type);
  aip_draft_json_set_string (entry, "description",
                             "Acted out by the AIPipeline draft worker: cards are drawn, "
                             "nothing is diffused.");
}

AipDraftNodes *
aip_draft_nodes_new (void)
{
  AipDraftNodes *self = g_new0 (AipDraftNodes, 1);
  g_autoptr(AipDraftJson) raw = load_resource (PREFIX "nodes.json");

  self->models = load_resource (PREFIX "models.json");
  for (guint i = 0; i < aip_draft_json_get_length (raw); i++)
    complete_entry (aip_draft_json_get_element (raw, i), aip_draft_json_get_key (raw, i));
  self->templates = g_steal_pointer (&raw);
  self->classes = fill_lists (self->templates, self->models, NULL);

  return self;
}

void
aip_draft_nodes_free (AipDraftNodes *self)
{
  if (self == NULL)
    return;

  aip_draft_json_unref (self->models);
  aip_draft_json_unref (self->templates);
  aip_draft_json_unref (self->classes);
  g_free (self);
}

AipDraftJson *
aip_draft_nodes_lookup (AipDraftNodes *self,
                        const char    *class_type)
{
  g_return_val_if_fail (self != NULL, NULL);

  return class_type != NULL ? aip_draft_json_get (self->classes, class_type) : NULL;
}

gboolean
aip_draft_nodes_is_output (AipDraftNodes *self,
                           const char    *class_type)
{
  return aip_draft_json_is_truthy (aip_draft_json_get (aip_draft_nodes_lookup (self, class_type),
                                                       "output_node"));
}

AipDraftJson *
aip_draft_nodes_to_document (AipDraftNodes *self,
                             const char    *class_type,
                             AipDraftJson  *input_files)
{
  AipDraftJson *entry;
  AipDraftJson *document;

  g_return_val_if_fail (self != NULL, NULL);

  if (class_type == NULL)
    return fill_lists (self->templates, self->models, input_files);

  document = aip_draft_json_object ();
  entry = aip_draft_json_get (self->templates, class_type);
  if (entry != NULL)
    aip_draft_json_set (document, class_type, fill_lists (entry, self->models, input_files));

  return document;
}

AipDraftJson *
aip_draft_nodes_get_models (AipDraftNodes *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->models;
}

double
aip_draft_nodes_model_size (const char *file_name)
{
  /* First match wins. Sizes are those of the published 16 bit files, in GB. */
  static const struct { const char *part; double size; } families[] = {
    { "flux", 23.8 },   { "qwen", 40.9 },    { "14b", 28.6 },   { "5b", 10.0 },
    { "1.3b", 2.8 },    { "hunyuan", 25.6 }, { "sd3.5_large", 16.5 }, { "sd3.5_medium", 5.1 },
    { "ltx-2", 38.0 },  { "ltx", 6.3 },      { "sd_xl", 6.9 },  { "sdxl", 6.9 },
    { "v1-5", 2.1 },
  };
  g_autofree char *lower = g_ascii_strdown (file_name != NULL ? file_name : "", -1);
  double size = 4.0;

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (strstr (lower, families[i].part) != NULL)
      {
        size = families[i].size;
        break;
      }

  return strstr (lower, "fp8") != NULL ? size / 2 : size;
}
