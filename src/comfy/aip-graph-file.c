/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-graph-file"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-graph-convert.h"
#include "aip-graph-embedded.h"
#include "aip-graph-file.h"
#include "aip-json.h"

/* What aip_graph_file_may_be() looks at. */
#define PEEK_BYTES 16384

static AipGraph *
read_text (const char        *text,
           gsize              length,
           AipNodeCatalogue  *catalogue,
           AipGraphFormat    *format,
           GPtrArray         *problems,
           GError           **error)
{
  g_autoptr(JsonNode) root = aip_comfy_json_parse (text, (gssize) length, AIP_GRAPH_MAX_BYTES,
                                                   error);
  JsonNode *wrapped;

  if (root == NULL)
    return NULL;

  /* What a program posts to a server: the graph is one of its members. */
  wrapped = aip_json_get (aip_json_node_object (root), "prompt");
  if (aip_json_node_object (wrapped) != NULL &&
      aip_json_get (aip_json_node_object (wrapped), "class_type") == NULL)
    {
      *format = AIP_GRAPH_FORMAT_API;
      return aip_graph_new_from_json (wrapped, error);
    }

  if (!aip_graph_is_editor_format (root))
    {
      *format = AIP_GRAPH_FORMAT_API;
      return aip_graph_new_from_json (root, error);
    }

  *format = AIP_GRAPH_FORMAT_EDITOR;
  if (catalogue == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_UNBOUND,
                           _("This is the editor’s own format, which does not name its fields: a "
                             "worker has to be asked. Add a worker, or save it in the editor with "
                             "“Export (API)”."));
      return NULL;
    }

  return aip_graph_new_from_editor (root, catalogue, problems, error);
}

AipGraph *
aip_graph_new_from_file (GBytes            *bytes,
                         AipNodeCatalogue  *catalogue,
                         AipGraphFormat    *format,
                         GPtrArray         *problems,
                         GError           **error)
{
  g_autofree char *prompt = NULL;
  g_autofree char *workflow = NULL;
  AipGraphFormat found;
  gsize length;
  const char *text;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (format == NULL)
    format = &found;

  if (aip_graph_find_embedded (bytes, &prompt, &workflow))
    {
      if (prompt == NULL && workflow == NULL)
        {
          g_set_error_literal (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                               _("The picture or movie carries no workflow. It was not made by "
                                 "ComfyUI, or something took its notes out."));
          return NULL;
        }

      return read_text (prompt != NULL ? prompt : workflow,
                        strlen (prompt != NULL ? prompt : workflow), catalogue, format, problems,
                        error);
    }

  text = g_bytes_get_data (bytes, &length);

  return read_text (text != NULL ? text : "", length, catalogue, format, problems, error);
}

char *
aip_graph_file_dup_title (const char *path)
{
  g_autofree char *name = NULL;
  char *point;

  g_return_val_if_fail (path != NULL, NULL);

  name = g_filename_display_basename (path);
  point = strrchr (name, '.');
  if (point != NULL && point > name)
    *point = '\0';

  return g_steal_pointer (&name);
}

gboolean
aip_graph_file_may_be (const char *path)
{
  static const char *const media[] = { ".png", ".webp", ".mp4", ".webm" };
  static const char *const marks[] = { "\"class_type\"", "\"last_node_id\"", "\"last_link_id\"" };
  g_autofree char *folded = NULL;
  g_autofree char *text = g_malloc0 (PEEK_BYTES + 1);
  g_autoptr(GFile) file = NULL;
  g_autoptr(GFileInputStream) stream = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  folded = g_ascii_strdown (path, -1);
  for (guint i = 0; i < G_N_ELEMENTS (media); i++)
    if (g_str_has_suffix (folded, media[i]))
      return TRUE;
  if (!g_str_has_suffix (folded, ".json"))
    return FALSE;

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, NULL);
  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), text, PEEK_BYTES, NULL, NULL, NULL))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (strstr (text, marks[i]) != NULL)
      return TRUE;

  return FALSE;
}
