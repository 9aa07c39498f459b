/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-workflow"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cinema-loader.h"
#include "aip-cli-table.h"
#include "aip-cli-workflow.h"
#include "aip-comfy-json.h"
#include "aip-error.h"
#include "aip-freeze.h"
#include "aip-graph-file.h"
#include "aip-json.h"
#include "aip-scheduler.h"
#include "aip-workflow-sketch.h"
#include "aip-workflow-store.h"
#include "aip-workflow-survey.h"

/* `workflow inspect|convert|list`: what a graph says of itself. */

#define MAX_FILE_BYTES (256 * 1024 * 1024)
#define MAX_CATALOGUE_BYTES (64 * 1024 * 1024)

typedef struct {
  const char *name;
  guint       n_arguments; /* after the name */
} Question;

static const Question questions[] = {
  { "inspect", 1 }, { "convert", 1 }, { "add", 1 }, { "freeze", 2 }, { "list", 0 },
};

const char *
aip_cli_workflow_find_project (const char *const *arguments)
{
  return arguments != NULL && arguments[0] != NULL && g_str_equal (arguments[0], "freeze")
           ? arguments[1] : NULL;
}

gboolean
aip_cli_check_workflow (AipCliCall  *call,
                        GError     **error)
{
  const char *const *arguments = aip_cli_call_get_arguments (call);
  guint n_arguments = g_strv_length ((char **) arguments);

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (g_str_equal (questions[i].name, arguments[0]) &&
        n_arguments == questions[i].n_arguments + 1)
      {
        if (!g_str_equal (arguments[0], "add") || aip_cli_call_get_options (call)->into != NULL)
          return TRUE;
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                     _("Say with --into which project gets the workflow."));
        return FALSE;
      }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("Ask for: inspect FILE, convert FILE, add FILE, freeze PROJECT SHOT or list."));

  return FALSE;
}

static GBytes *
load (AipCliCall  *call,
      const char  *argument,
      GError     **error)
{
  g_autofree char *path = aip_cli_call_resolve (call, argument);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info = NULL;
  g_autoptr(GError) local_error = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, NULL, &local_error);
  if (info == NULL)
    {
      g_set_error_literal (error, AIP_ERROR,
                           g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
                             ? AIP_ERROR_NOT_FOUND
                             : AIP_ERROR_FAILED, local_error->message);
      return NULL;
    }

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR ||
      g_file_info_get_size (info) > MAX_FILE_BYTES)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                   _("“%s” is no file that could hold a workflow."), argument);
      return NULL;
    }

  return g_file_load_bytes (file, NULL, NULL, error);
}

/* (nullable): what the worker's /object_info said, if it was given. */
static gboolean
load_catalogue (AipCliCall        *call,
                AipNodeCatalogue **catalogue,
                GError           **error)
{
  const char *argument = aip_cli_call_get_options (call)->object_info;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonNode) root = NULL;

  *catalogue = NULL;
  if (argument == NULL)
    return TRUE;

  bytes = load (call, argument, error);
  if (bytes == NULL)
    return FALSE;

  root = aip_comfy_json_parse_bytes (bytes, MAX_CATALOGUE_BYTES, error);
  if (root != NULL)
    *catalogue = aip_node_catalogue_new_from_json (root, error);

  return *catalogue != NULL;
}

/* Inspecting -------------------------------------------------------------------------------- */

static const char *
get_state_nick (AipSurveyState state)
{
  static const char *const nicks[] = { "found", "ambiguous", "linked", "missing" };

  return nicks[state];
}

static char *
get_places (const AipSurveyRole *role)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < role->refs->len; i++)
    {
      const AipGraphRef *ref = &g_array_index (role->refs, AipGraphRef, i);

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? " " : "", ref->node,
                              *ref->input != '\0' ? "." : "", ref->input);
    }

  return g_string_free_and_steal (text);
}

static JsonObject *
role_to_json (const AipSurveyRole *role)
{
  JsonObject *object = json_object_new ();
  JsonArray *places = json_array_new ();

  for (guint i = 0; i < role->refs->len; i++)
    {
      const AipGraphRef *ref = &g_array_index (role->refs, AipGraphRef, i);
      JsonObject *place = json_object_new ();

      json_object_set_string_member (place, "node", ref->node);
      if (*ref->input != '\0')
        json_object_set_string_member (place, "input", ref->input);
      json_array_add_object_element (places, place);
    }

  json_object_set_string_member (object, "role", role->role);
  json_object_set_string_member (object, "state", get_state_nick (role->state));
  json_object_set_array_member (object, "places", places);
  if (role->value != NULL)
    json_object_set_string_member (object, "value", role->value);
  json_object_set_string_member (object, "reason", role->reason);

  return object;
}

static void
add_roles (AipCliCall        *call,
           AipWorkflowSurvey *survey)
{
  static const char *const titles[] = { N_("ROLE"), N_("GOES TO"), N_("NOW"), N_("WHY"), NULL };
  g_autoptr(AipCliTable) table = aip_cli_table_new ("llll", titles);
  GPtrArray *roles = aip_workflow_survey_get_roles (survey);
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < roles->len; i++)
    {
      const AipSurveyRole *role = g_ptr_array_index (roles, i);
      g_autofree char *places = get_places (role);
      g_autofree char *value = aip_cli_text_cut (role->value != NULL ? role->value : "", 30);

      if (role->state == AIP_SURVEY_AMBIGUOUS)
        {
          g_autofree char *asked = g_strdup_printf ("? %s", places);

          aip_cli_table_add (table, role->role, asked, value, role->reason);
        }
      else
        aip_cli_table_add (table, role->role, places, value, role->reason);
      json_array_add_object_element (array, role_to_json (role));
    }

  text = aip_cli_table_to_text (table);
  aip_cli_call_print_raw (call, text);
  json_object_set_array_member (aip_cli_call_get_result (call), "roles", array);
}

static void
add_models (AipCliCall        *call,
            AipWorkflowSurvey *survey)
{
  GPtrArray *models = aip_workflow_survey_get_models (survey);
  JsonArray *array = json_array_new ();

  if (models->len > 0)
    aip_cli_call_print (call, "\n%s", _("Models:"));
  for (guint i = 0; i < models->len; i++)
    {
      const AipSurveyModel *model = g_ptr_array_index (models, i);
      JsonObject *object = json_object_new ();

      aip_cli_call_print (call, "  %s  (%s.%s)", model->file, model->node, model->input);
      json_object_set_string_member (object, "file", model->file);
      json_object_set_string_member (object, "node", model->node);
      json_object_set_string_member (object, "input", model->input);
      json_array_add_object_element (array, object);
    }

  json_object_set_array_member (aip_cli_call_get_result (call), "models", array);
}

static void
add_nodes (AipCliCall *call,
           AipGraph   *graph)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < aip_graph_get_n_nodes (graph); i++)
    {
      const char *class_type = aip_graph_get_class (graph, aip_graph_get_node (graph, i));

      if (g_hash_table_add (seen, (gpointer) class_type))
        json_array_add_string_element (array, class_type);
    }

  json_object_set_array_member (aip_cli_call_get_result (call), "nodes", array);
}

static void
add_concerns (AipCliCall        *call,
              AipWorkflowSurvey *survey)
{
  static const struct {
    AipSurveyTrust trust;
    const char    *nick;
  } nicks[] = {
    { AIP_SURVEY_NOT_CORE, "not-core" }, { AIP_SURVEY_UNKNOWN, "unknown" },
    { AIP_SURVEY_FILES, "files" },       { AIP_SURVEY_NETWORK, "network" },
  };
  gboolean asked = aip_cli_call_get_options (call)->object_info != NULL;
  GPtrArray *concerns = aip_workflow_survey_get_concerns (survey);
  JsonArray *array = json_array_new ();
  gboolean printed = FALSE;

  for (guint i = 0; i < concerns->len; i++)
    {
      const AipSurveyConcern *concern = g_ptr_array_index (concerns, i);
      JsonObject *object = json_object_new ();
      JsonArray *kinds = json_array_new ();

      for (guint j = 0; j < G_N_ELEMENTS (nicks); j++)
        if (concern->trust & nicks[j].trust)
          json_array_add_string_element (kinds, nicks[j].nick);

      json_object_set_string_member (object, "node", concern->node);
      json_object_set_string_member (object, "class", concern->class_type);
      json_object_set_array_member (object, "kinds", kinds);
      json_object_set_string_member (object, "sentence", concern->reason);
      json_array_add_object_element (array, object);

      /* Without the worker's list nothing is known of any node: one sentence says it. */
      if (concern->trust == AIP_SURVEY_UNKNOWN && !asked)
        continue;
      if (!printed)
        aip_cli_call_print (call, "\n%s", _("Before it is used:"));
      printed = TRUE;
      aip_cli_call_print (call, "  %s", concern->reason);
    }

  if (!asked)
    aip_cli_call_print (call, "\n%s",
                        _("Give --object-info, what a worker answers to /object_info, to learn "
                          "which nodes it lacks and where they come from."));
  json_object_set_array_member (aip_cli_call_get_result (call), "trust", array);
}

static AipCliStatus
inspect (AipCliCall     *call,
         AipGraph       *graph,
         AipGraphFormat  format,
         AipNodeCatalogue *catalogue)
{
  g_autoptr(AipWorkflowSurvey) survey = aip_workflow_survey_new (graph, catalogue);
  const char *const *problems = aip_workflow_survey_get_problems (survey);
  JsonObject *result = aip_cli_call_get_result (call);

  json_object_set_string_member (result, "format",
                                 format == AIP_GRAPH_FORMAT_API ? "api" : "editor");
  json_object_set_string_member (result, "kind", aip_workflow_survey_get_kind (survey));
  json_object_set_boolean_member (result, "usable", problems[0] == NULL);
  aip_cli_call_print (call, format == AIP_GRAPH_FORMAT_API
                              ? _("A graph as a server runs it, with %u nodes.")
                              : _("A workflow of the editor, with %u nodes."),
                      aip_graph_get_n_nodes (graph));
  aip_cli_call_print (call, "%s", "");

  add_roles (call, survey);
  add_models (call, survey);
  add_nodes (call, graph);
  add_concerns (call, survey);
  for (guint i = 0; problems[i] != NULL; i++)
    aip_cli_call_add_problem (call, problems[i]);

  return problems[0] != NULL ? AIP_CLI_PARTLY : AIP_CLI_OK;
}

static void
convert (AipCliCall *call,
         AipGraph   *graph)
{
  g_autofree char *text = aip_graph_to_text (graph);
  g_autoptr(JsonNode) node = aip_graph_to_json (graph);

  aip_cli_call_print (call, "%s", text);
  json_object_set_member (aip_cli_call_get_result (call), "graph", g_steal_pointer (&node));
}

/* Adding ------------------------------------------------------------------------------------- */

static AipCliStatus
add (AipCliCall        *call,
     AipGraph          *graph,
     AipNodeCatalogue  *catalogue,
     const char        *argument,
     GError           **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);
  g_autofree char *title = options->name != NULL ? g_strdup (options->name)
                                                 : aip_graph_file_dup_title (argument);
  g_autoptr(AipWorkflowSketch) sketch = aip_workflow_sketch_new (graph, catalogue, title);
  AipScheduler *scheduler = aip_cli_call_get_scheduler (call);
  g_autoptr(AipWorkflow) workflow = NULL;
  g_autoptr(GFile) folder = NULL;

  if (!aip_workflow_sketch_bind_texts (sketch, (const char *const *) options->binds, error))
    return AIP_CLI_FAILED;
  folder = aip_freeze_get_workflow_folder (aip_cli_call_get_document (call));
  workflow = aip_workflow_sketch_save (sketch, folder, error);
  if (workflow == NULL)
    return AIP_CLI_FAILED;

  /* The app's list shows it at once. */
  if (scheduler != NULL)
    aip_workflow_store_add_folder (aip_scheduler_get_workflows (scheduler), folder);

  json_object_set_string_member (aip_cli_call_get_result (call), "id",
                                 aip_workflow_get_id (workflow));
  add_roles (call, aip_workflow_sketch_get_survey (sketch));
  add_concerns (call, aip_workflow_sketch_get_survey (sketch));
  aip_cli_call_print (call, "\n%s", "");
  aip_cli_call_print (call, _("Added “%s”. Shots use it as “%s”."),
                      aip_workflow_get_title (workflow), aip_workflow_get_id (workflow));

  return AIP_CLI_OK;
}

static void
run_on_file (AipCliCall *call,
             const char *question,
             const char *argument)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AipNodeCatalogue) catalogue = NULL;
  g_autoptr(AipGraph) graph = NULL;
  g_autoptr(GBytes) bytes = NULL;
  AipGraphFormat format;
  AipCliStatus status = AIP_CLI_OK;
  GError *error = NULL;

  bytes = load (call, argument, &error);
  if (bytes != NULL && load_catalogue (call, &catalogue, &error))
    graph = aip_graph_new_from_file (bytes, catalogue, &format, problems, &error);
  if (graph == NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  if (g_str_equal (question, "inspect"))
    status = inspect (call, graph, format, catalogue);
  else if (g_str_equal (question, "add"))
    status = add (call, graph, catalogue, argument, &error);
  else
    convert (call, graph);

  for (guint i = 0; i < problems->len; i++)
    aip_cli_call_add_problem (call, g_ptr_array_index (problems, i));
  if (error != NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }
  aip_cli_call_finish (call, problems->len > 0 ? AIP_CLI_PARTLY : status);
}

/* Freezing ----------------------------------------------------------------------------------- */

static AipWorkflowStore *
make_store (AipCliCall *call)
{
  AipWorkflowStore *store = aip_workflow_store_new ();

  if (aip_cli_call_get_document (call) != NULL)
    {
      g_autoptr(GFile) folder = aip_freeze_get_workflow_folder (aip_cli_call_get_document (call));

      aip_workflow_store_add_folder (store, folder);
    }

  return store;
}

static void
cinema_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  const char *const *arguments = aip_cli_call_get_arguments (call);
  AipDocument *document = aip_cli_call_get_document (call);
  AipShot *shot = aip_document_find_shot (document, arguments[2]);
  g_autoptr(AipWorkflowStore) store = make_store (call);
  g_autoptr(AipCinema) cinema = NULL;
  g_autoptr(AipNodeCatalogue) catalogue = NULL;
  g_autoptr(AipFrozenJob) frozen = NULL;
  g_autoptr(JsonNode) graph = NULL;
  AipFreezeWorker worker = { 0 };
  GError *error = NULL;

  cinema = aip_cinema_loader_load_finish (result, &error);
  if (cinema != NULL && shot == NULL)
    g_set_error (&error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("There is no shot “%s”."), arguments[2]);
  if (error == NULL && load_catalogue (call, &catalogue, &error))
    {
      worker.catalogue = catalogue;
      frozen = aip_freeze_shot (document, shot, aip_cli_call_get_options (call)->workflow, store,
                                cinema, &worker, &error);
    }
  if (frozen == NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  graph = aip_graph_to_json (frozen->graph);
  aip_cli_call_print (call, "%s", frozen->graph_text);
  json_object_set_string_member (aip_cli_call_get_result (call), "workflow", frozen->workflow);
  json_object_set_member (aip_cli_call_get_result (call), "graph", g_steal_pointer (&graph));
  for (guint i = 0; frozen->changes[i] != NULL; i++)
    aip_cli_call_add_problem (call, frozen->changes[i]);
  aip_cli_call_finish (call, AIP_CLI_OK);
}

static void
freeze (AipCliCall *call)
{
  aip_cinema_loader_load_async (aip_document_get_folder (aip_cli_call_get_document (call)),
                                aip_cli_call_get_cancellable (call), cinema_loaded_cb,
                                g_object_ref (call));
}

/* Listing ----------------------------------------------------------------------------------- */

static void
list (AipCliCall *call)
{
  static const char *const titles[] = { N_("WORKFLOW"), N_("MAKES"), N_("TITLE"), NULL };
  g_autoptr(AipCliTable) table = aip_cli_table_new ("lll", titles);
  g_autoptr(AipWorkflowStore) store = make_store (call);
  const char *const *problems = aip_workflow_store_get_problems (store);
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (store), i);
      JsonObject *object = json_object_new ();
      JsonArray *models = json_array_new ();

      aip_cli_table_add (table, aip_workflow_get_id (workflow), aip_workflow_get_kind (workflow),
                         aip_workflow_get_title (workflow));
      for (guint j = 0; j < aip_workflow_get_n_models (workflow); j++)
        {
          const AipWorkflowModel *model = aip_workflow_get_model (workflow, j);
          JsonObject *file = json_object_new ();

          json_object_set_string_member (file, "file", model->file);
          json_object_set_string_member (file, "folder", model->folder);
          json_object_set_string_member (file, "url", model->url);
          json_array_add_object_element (models, file);
        }
      json_object_set_string_member (object, "id", aip_workflow_get_id (workflow));
      json_object_set_string_member (object, "title", aip_workflow_get_title (workflow));
      json_object_set_string_member (object, "description",
                                     aip_workflow_get_description (workflow));
      json_object_set_string_member (object, "kind", aip_workflow_get_kind (workflow));
      json_object_set_array_member (object, "models", models);
      json_array_add_object_element (array, object);
    }

  text = aip_cli_table_to_text (table);
  aip_cli_call_print_raw (call, text);
  json_object_set_array_member (aip_cli_call_get_result (call), "workflows", array);
  for (guint i = 0; problems[i] != NULL; i++)
    aip_cli_call_add_problem (call, problems[i]);
  aip_cli_call_finish (call, problems[0] != NULL ? AIP_CLI_PARTLY : AIP_CLI_OK);
}

void
aip_cli_run_workflow (AipCliCall *call)
{
  const char *const *arguments = aip_cli_call_get_arguments (call);

  if (g_str_equal (arguments[0], "list"))
    list (call);
  else if (g_str_equal (arguments[0], "freeze"))
    freeze (call);
  else
    run_on_file (call, arguments[0], arguments[1]);
}
