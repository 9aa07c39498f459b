/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-server"

#include "config.h"

#include <math.h>
#include <string.h>
#include <sys/sysinfo.h>

#include "aip-draft-server-private.h"
#include "aip-draft-validate.h"

/*
 * Every route but those of files, each answering as the real server does, its odd corners
 * included: clients have to live with those, so a double that is better behaved tests nothing.
 */

/* The version whose behaviour this server follows, marked as not being it. */
#define COMFYUI_VERSION "0.3.64-draft"

#define DEVICE_NAME "Draft worker (draws storyboard cards, no diffusion)"

typedef void (*RouteFunc) (AipDraftServer    *self,
                           SoupServerMessage *message,
                           const char        *rest,
                           GHashTable        *query);

/* Honest about what it is, in the fields that a real server fills. */
static void
get_system_stats (AipDraftServer    *self,
                  SoupServerMessage *message,
                  const char        *rest,
                  GHashTable        *query)
{
  g_autoptr(AipDraftJson) stats = aip_draft_json_object ();
  g_autofree char *name = NULL;
  AipDraftJson *system = aip_draft_json_object ();
  AipDraftJson *devices = aip_draft_json_array ();
  AipDraftJson *device = aip_draft_json_object ();
  AipDraftJson *argv = aip_draft_json_array ();
  gint64 vram = (gint64) (self->options.vram_gb * (1 << 30));
  struct sysinfo info = { 0 };

  sysinfo (&info);
  aip_draft_json_append (argv, aip_draft_json_string ("aipipeline-draft-worker"));
  aip_draft_json_set_string (system, "os", "posix");
  aip_draft_json_set_int (system, "ram_total", (gint64) info.totalram * info.mem_unit);
  aip_draft_json_set_int (system, "ram_free", (gint64) info.freeram * info.mem_unit);
  aip_draft_json_set_string (system, "comfyui_version", COMFYUI_VERSION);
  aip_draft_json_set_string (system, "python_version", "none (AIPipeline draft worker "
                                                       PACKAGE_VERSION ")");
  aip_draft_json_set_string (system, "pytorch_version", "none");
  aip_draft_json_set_bool (system, "embedded_python", FALSE);
  aip_draft_json_set (system, "argv", argv);

  name = self->name != NULL ? g_strdup_printf ("%s: %s", self->name, DEVICE_NAME)
                            : g_strdup (DEVICE_NAME);
  aip_draft_json_set_string (device, "name", name);
  aip_draft_json_set_string (device, "type", "draft");
  aip_draft_json_set_int (device, "index", 0);
  aip_draft_json_set_int (device, "vram_total", vram);
  aip_draft_json_set_int (device, "vram_free", self->running != NULL ? vram / 4 : vram);
  aip_draft_json_set_int (device, "torch_vram_total", 0);
  aip_draft_json_set_int (device, "torch_vram_free", 0);
  aip_draft_json_append (devices, device);

  aip_draft_json_set (stats, "system", system);
  aip_draft_json_set (stats, "devices", devices);
  _aip_draft_server_answer_json (message, 200, stats);
}

static void
get_features (AipDraftServer    *self,
              SoupServerMessage *message,
              const char        *rest,
              GHashTable        *query)
{
  g_autoptr(AipDraftJson) features = aip_draft_features ();

  _aip_draft_server_answer_json (message, 200, features);
}

static void
get_prompt (AipDraftServer    *self,
            SoupServerMessage *message,
            const char        *rest,
            GHashTable        *query)
{
  g_autoptr(AipDraftJson) document = aip_draft_json_object ();
  AipDraftJson *info = aip_draft_json_object ();

  aip_draft_json_set_int (info, "queue_remaining", _aip_draft_server_get_remaining (self));
  aip_draft_json_set (document, "exec_info", info);
  _aip_draft_server_answer_json (message, 200, document);
}

/* With complete graphs, and API keys in clear: so it is on 0.3.64. */
static void
get_queue (AipDraftServer    *self,
           SoupServerMessage *message,
           const char        *rest,
           GHashTable        *query)
{
  g_autoptr(AipDraftJson) document = aip_draft_json_object ();
  AipDraftJson *running = aip_draft_json_array ();

  if (self->running != NULL)
    aip_draft_json_append (running, aip_draft_prompt_to_json (self->running, TRUE));
  aip_draft_json_set (document, "queue_running", running);
  aip_draft_json_set (document, "queue_pending", aip_draft_queue_to_json (self->queue));
  _aip_draft_server_answer_json (message, 200, document);
}

/* FALSE only for text that is no number; a number that is not given is -1. */
static gboolean
read_number (GHashTable *query,
             const char *name,
             gint64     *value)
{
  const char *text = g_hash_table_lookup (query, name);
  char *end;

  *value = -1;
  if (text == NULL)
    return TRUE;

  *value = g_ascii_strtoll (text, &end, 10);

  return end > text && *end == '\0';
}

static void
get_history (AipDraftServer    *self,
             SoupServerMessage *message,
             const char        *rest,
             GHashTable        *query)
{
  g_autoptr(AipDraftJson) document = NULL;
  gint64 max_items;
  gint64 offset;

  if (rest != NULL)
    document = aip_draft_history_lookup (self->history, rest);
  else if (!read_number (query, "max_items", &max_items) ||
           !read_number (query, "offset", &offset))
    {
      _aip_draft_server_answer_500 (message);
      return;
    }
  else if (g_hash_table_lookup (query, "max_items") != NULL && max_items <= 0)
    document = aip_draft_json_object ();
  else
    document = aip_draft_history_to_json (self->history, max_items, offset);

  _aip_draft_server_answer_json (message, 200, document);
}

/* The list of input files is read anew each time, so that an upload shows at once. */
static void
get_object_info (AipDraftServer    *self,
                 SoupServerMessage *message,
                 const char        *rest,
                 GHashTable        *query)
{
  g_autoptr(AipDraftJson) files = aip_draft_store_list_input (self->store);
  g_autoptr(AipDraftJson) document = aip_draft_nodes_to_document (self->nodes, rest, files);

  _aip_draft_server_answer_json (message, 200, document);
}

static void
get_models (AipDraftServer    *self,
            SoupServerMessage *message,
            const char        *rest,
            GHashTable        *query)
{
  AipDraftJson *models = aip_draft_nodes_get_models (self->nodes);
  g_autoptr(AipDraftJson) names = NULL;

  if (rest != NULL)
    {
      AipDraftJson *folder = aip_draft_json_get (models, rest);

      if (folder == NULL)
        _aip_draft_server_answer_empty (message, 404);
      else
        _aip_draft_server_answer_json (message, 200, folder);
      return;
    }

  names = aip_draft_json_array ();
  for (guint i = 0; i < aip_draft_json_get_length (models); i++)
    aip_draft_json_append (names, aip_draft_json_string (aip_draft_json_get_key (models, i)));
  _aip_draft_server_answer_json (message, 200, names);
}

static void
get_empty_list (AipDraftServer    *self,
                SoupServerMessage *message,
                const char        *rest,
                GHashTable        *query)
{
  g_autoptr(AipDraftJson) list = aip_draft_json_array ();

  _aip_draft_server_answer_json (message, 200, list);
}

static void
get_empty_object (AipDraftServer    *self,
                  SoupServerMessage *message,
                  const char        *rest,
                  GHashTable        *query)
{
  g_autoptr(AipDraftJson) object = aip_draft_json_object ();

  _aip_draft_server_answer_json (message, 200, object);
}

static void
get_view_metadata (AipDraftServer    *self,
                   SoupServerMessage *message,
                   const char        *rest,
                   GHashTable        *query)
{
  /* The models are names without files. */
  _aip_draft_server_answer_empty (message, 404);
}

static void
get_index (AipDraftServer    *self,
           SoupServerMessage *message,
           const char        *rest,
           GHashTable        *query)
{
  static const char page[] =
    "<!doctype html><title>AIPipeline draft worker</title>"
    "<p>This is the AIPipeline draft worker. It speaks the protocol of a ComfyUI server and draws "
    "storyboard cards; nothing is diffused. It has no page to work with.\n";

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, page, strlen (page));
}

static void
post_prompt (AipDraftServer    *self,
             SoupServerMessage *message,
             const char        *rest,
             GHashTable        *query)
{
  _aip_draft_server_post_prompt (self, message);
}

static void
post_queue (AipDraftServer    *self,
            SoupServerMessage *message,
            const char        *rest,
            GHashTable        *query)
{
  g_autoptr(AipDraftJson) body = _aip_draft_server_read_body (message);
  AipDraftJson *deleted;

  if (body == NULL)
    return;

  deleted = aip_draft_json_get (body, "delete");
  if (!aip_draft_json_is_object (body) || aip_draft_json_is_number (deleted))
    {
      _aip_draft_server_answer_500 (message);
      return;
    }

  if (aip_draft_json_is_truthy (aip_draft_json_get (body, "clear")))
    {
      aip_draft_queue_clear (self->queue);
      _aip_draft_server_queue_changed (self);
    }

  for (guint i = 0; aip_draft_json_is_array (deleted) && i < aip_draft_json_get_length (deleted);
       i++)
    {
      const char *id = aip_draft_json_get_string (aip_draft_json_get_element (deleted, i));

      if (id != NULL && aip_draft_queue_remove (self->queue, id))
        _aip_draft_server_queue_changed (self);
    }

  _aip_draft_server_answer_empty (message, 200);
}

static void
post_history (AipDraftServer    *self,
              SoupServerMessage *message,
              const char        *rest,
              GHashTable        *query)
{
  g_autoptr(AipDraftJson) body = _aip_draft_server_read_body (message);
  AipDraftJson *deleted;

  if (body == NULL)
    return;

  deleted = aip_draft_json_get (body, "delete");
  if (!aip_draft_json_is_object (body) || aip_draft_json_is_number (deleted))
    {
      _aip_draft_server_answer_500 (message);
      return;
    }

  if (aip_draft_json_is_truthy (aip_draft_json_get (body, "clear")))
    aip_draft_history_clear (self->history);
  for (guint i = 0; aip_draft_json_is_array (deleted) && i < aip_draft_json_get_length (deleted);
       i++)
    {
      const char *id = aip_draft_json_get_string (aip_draft_json_get_element (deleted, i));

      if (id != NULL)
        aip_draft_history_remove (self->history, id);
    }

  _aip_draft_server_answer_empty (message, 200);
}

static void
post_interrupt (AipDraftServer    *self,
                SoupServerMessage *message,
                const char        *rest,
                GHashTable        *query)
{
  SoupMessageBody *raw = soup_server_message_get_request_body (message);
  g_autoptr(AipDraftJson) body = NULL;
  AipDraftJson *id = NULL;

  /* An empty body is allowed here, and so is one that is no JSON. */
  if (raw->length > 0)
    {
      g_autoptr(GBytes) bytes = soup_message_body_flatten (raw);
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);

      body = aip_draft_json_parse (data, size, NULL);
      if (body != NULL && !aip_draft_json_is_object (body))
        {
          _aip_draft_server_answer_500 (message);
          return;
        }
      id = aip_draft_json_get (body, "prompt_id");
    }

  if (self->running != NULL &&
      (!aip_draft_json_is_truthy (id) ||
       g_strcmp0 (aip_draft_json_get_string (id), self->running->id) == 0))
    aip_draft_executor_interrupt (self->executor);

  _aip_draft_server_answer_empty (message, 200);
}

static void
post_free (AipDraftServer    *self,
           SoupServerMessage *message,
           const char        *rest,
           GHashTable        *query)
{
  g_autoptr(AipDraftJson) body = _aip_draft_server_read_body (message);

  if (body == NULL)
    return;
  if (!aip_draft_json_is_object (body))
    {
      _aip_draft_server_answer_500 (message);
      return;
    }

  if (aip_draft_json_is_truthy (aip_draft_json_get (body, "free_memory")))
    aip_draft_executor_forget (self->executor);
  _aip_draft_server_answer_empty (message, 200);
}

/* @nested: the path goes on with a name, which the function gets. */
static const struct
{
  const char *path;
  gboolean    nested;
  RouteFunc   get;
  RouteFunc   post;
} routes[] = {
  { "/", FALSE, get_index, NULL },
  { "/system_stats", FALSE, get_system_stats, NULL },
  { "/features", FALSE, get_features, NULL },
  { "/prompt", FALSE, get_prompt, post_prompt },
  { "/queue", FALSE, get_queue, post_queue },
  { "/history", FALSE, get_history, post_history },
  { "/history/", TRUE, get_history, NULL },
  { "/interrupt", FALSE, NULL, post_interrupt },
  { "/free", FALSE, NULL, post_free },
  { "/object_info", FALSE, get_object_info, NULL },
  { "/object_info/", TRUE, get_object_info, NULL },
  { "/models", FALSE, get_models, NULL },
  { "/models/", TRUE, get_models, NULL },
  { "/view_metadata/", TRUE, get_view_metadata, NULL },
  { "/embeddings", FALSE, get_empty_list, NULL },
  { "/extensions", FALSE, get_empty_list, NULL },
  { "/i18n", FALSE, get_empty_object, NULL },
  { "/workflow_templates", FALSE, get_empty_object, NULL },
  { "/settings", FALSE, get_empty_object, NULL },
};

gboolean
_aip_draft_server_route (AipDraftServer    *self,
                         SoupServerMessage *message,
                         const char        *path,
                         GHashTable        *query)
{
  const char *method = soup_server_message_get_method (message);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const char *rest = routes[i].nested ? path + strlen (routes[i].path) : NULL;
      gboolean get = g_str_equal (method, "GET") || g_str_equal (method, "HEAD");
      RouteFunc func = get ? routes[i].get
                           : (g_str_equal (method, "POST") ? routes[i].post : NULL);

      if (routes[i].nested ? !g_str_has_prefix (path, routes[i].path) || *rest == '\0'
                           : !g_str_equal (path, routes[i].path))
        continue;

      if (func == NULL)
        {
          _aip_draft_server_answer_text (message, 405, "405: Method Not Allowed");
          soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                        routes[i].get == NULL  ? "POST"
                                        : routes[i].post == NULL ? "GET,HEAD"
                                                                 : "GET,HEAD,POST");
        }
      else
        func (self, message, rest, query);

      return TRUE;
    }

  return FALSE;
}

/* The number that the item is sorted by: the client's own, or the next of the counter. */
static AipDraftJson *
take_number (AipDraftServer *self,
             AipDraftJson   *body)
{
  AipDraftJson *given = aip_draft_json_get (body, "number");
  const char *text = aip_draft_json_get_string (given);
  gint64 number;

  if (given != NULL)
    {
      double value = aip_draft_json_get_double (given, NAN);
      char *end;

      if (text != NULL)
        {
          value = g_ascii_strtod (text, &end);
          if (end == text || *end != '\0')
            value = NAN;
        }

      return isfinite (value) ? aip_draft_json_float (value) : NULL;
    }

  number = self->next_number++;
  if (aip_draft_json_is_truthy (aip_draft_json_get (body, "front")))
    number = -number;

  return aip_draft_json_int (number);
}

static void
answer_rejection (SoupServerMessage *message,
                  AipDraftJson      *error,
                  AipDraftJson      *node_errors)
{
  g_autoptr(AipDraftJson) document = aip_draft_json_object ();

  aip_draft_json_set (document, "error", aip_draft_json_ref (error));
  aip_draft_json_set (document, "node_errors", node_errors != NULL
                                                 ? aip_draft_json_ref (node_errors)
                                                 : aip_draft_json_object ());
  _aip_draft_server_answer_json (message, 400, document);
}

void
_aip_draft_server_post_prompt (AipDraftServer    *self,
                               SoupServerMessage *message)
{
  g_autoptr(AipDraftJson) body = _aip_draft_server_read_body (message);
  g_autoptr(AipDraftJson) number = NULL;
  g_autoptr(AipDraftJson) extra_data = NULL;
  g_autoptr(AipDraftJson) answer = NULL;
  g_auto(AipDraftVerdict) verdict = { 0 };
  g_autofree char *prompt_id = NULL;
  AipDraftJson *graph;
  AipDraftJson *given;

  if (body == NULL)
    return;
  if (!aip_draft_json_is_object (body) && !aip_draft_json_is_array (body))
    {
      _aip_draft_server_answer_500 (message);
      return;
    }

  number = take_number (self, body);
  if (number == NULL)
    {
      _aip_draft_server_answer_500 (message);
      return;
    }

  graph = aip_draft_json_get (body, "prompt");
  if (graph == NULL)
    {
      g_autoptr(AipDraftJson) error = aip_draft_error_new ("no_prompt", "No prompt provided",
                                                           "No prompt provided", NULL);

      answer_rejection (message, error, NULL);
      return;
    }

  aip_draft_validate (self->nodes, self->store, graph,
                      aip_draft_json_get (body, "partial_execution_targets"), &verdict);
  if (verdict.status == 500)
    {
      _aip_draft_server_answer_500 (message);
      return;
    }
  if (verdict.status == 400)
    {
      answer_rejection (message, verdict.error, verdict.node_errors);
      return;
    }

  given = aip_draft_json_get (body, "prompt_id");
  prompt_id = given != NULL ? aip_draft_json_to_python (given) : g_uuid_string_random ();

  given = aip_draft_json_get (body, "extra_data");
  extra_data = given != NULL ? aip_draft_json_ref (given) : aip_draft_json_object ();
  given = aip_draft_json_get (body, "client_id");
  if (!aip_draft_json_is_object (extra_data))
    {
      /* The real server's worker thread dies of this when there is no client either. */
      if (given != NULL)
        {
          _aip_draft_server_answer_500 (message);
          return;
        }
      aip_draft_json_unref (extra_data);
      extra_data = aip_draft_json_object ();
    }
  if (given != NULL)
    aip_draft_json_set (extra_data, "client_id", aip_draft_json_ref (given));

  answer = aip_draft_json_object ();
  aip_draft_json_set_string (answer, "prompt_id", prompt_id);
  aip_draft_json_set (answer, "number", aip_draft_json_ref (number));
  aip_draft_json_set (answer, "node_errors", aip_draft_json_ref (verdict.node_errors));

  given = aip_draft_json_get (extra_data, "client_id");
  _aip_draft_server_enqueue (self, aip_draft_prompt_new (g_steal_pointer (&number), prompt_id,
                                                         aip_draft_json_ref (graph),
                                                         aip_draft_json_ref (extra_data),
                                                         g_steal_pointer (&verdict.outputs),
                                                         aip_draft_json_get_string (given)));
  _aip_draft_server_answer_json (message, 200, answer);
}
