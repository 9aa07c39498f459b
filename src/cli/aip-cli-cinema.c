/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-cinema"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cinema-json.h"
#include "aip-cinema-loader.h"
#include "aip-cli-cinema.h"
#include "aip-cli-table.h"
#include "aip-error.h"
#include "aip-json.h"

/* `cinema check|options|optics|prompt|list`: what src/cinema answers, as tables or as JSON. */

#define MAX_SETUP_BYTES (1024 * 1024)

typedef struct {
  const char *name;
  guint       n_arguments; /* after the name */
} Question;

static const Question questions[] = {
  { "check", 1 }, { "options", 2 }, { "optics", 1 }, { "prompt", 1 }, { "list", 1 },
};

static guint
count_arguments (const char *const *arguments)
{
  return g_strv_length ((char **) arguments);
}

gboolean
aip_cli_check_cinema (AipCliCall  *call,
                      GError     **error)
{
  const char *const *arguments = aip_cli_call_get_arguments (call);
  guint n_arguments = count_arguments (arguments);

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (g_str_equal (questions[i].name, arguments[0]) &&
        n_arguments == questions[i].n_arguments + 1)
      return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("Ask for: check SETUP, options SETUP FIELD, optics SETUP, prompt SETUP or list "
                 "WHAT."));

  return FALSE;
}

static JsonNode *
read_setup (AipCliCall  *call,
            const char  *argument,
            GError     **error)
{
  g_autofree char *path = aip_cli_call_resolve (call, argument);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) local_error = NULL;
  gsize length;

  /* Whoever types the command may also pipe into it. */
  if (!g_file_get_contents (path, &text, &length, &local_error))
    {
      g_set_error (error, AIP_ERROR,
                   g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
                     ? AIP_ERROR_NOT_FOUND
                     : AIP_ERROR_FAILED,
                   _("The setup cannot be read: %s."), local_error->message);
      return NULL;
    }

  node = aip_json_parse (text, (gssize) length, MAX_SETUP_BYTES, &local_error);
  if (node == NULL)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("The setup “%s” cannot be read: %s."),
                 argument, local_error->message);
  if (node != NULL && aip_json_node_object (node) == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” does not hold a setup: it must be a JSON object."), argument);
      return NULL;
    }

  return g_steal_pointer (&node);
}

static JsonObject *
ask (AipCliCall         *call,
     AipCinema          *cinema,
     const char *const  *arguments,
     GError            **error)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *setup;

  if (g_str_equal (arguments[0], "list"))
    return aip_cinema_list (cinema, arguments[1], error);

  node = read_setup (call, arguments[1], error);
  if (node == NULL)
    return NULL;
  setup = aip_json_node_object (node);

  if (g_str_equal (arguments[0], "check"))
    return aip_cinema_check (cinema, setup, error);
  if (g_str_equal (arguments[0], "options"))
    return aip_cinema_options (cinema, setup, arguments[2], error);
  if (g_str_equal (arguments[0], "optics"))
    return aip_cinema_optics (cinema, setup, error);

  return aip_cinema_prompt (cinema, setup, aip_cli_call_get_options (call)->target, error);
}

/* For a person ------------------------------------------------------------------------------ */

static void
print_findings (AipCliCall *call,
                JsonObject *answer)
{
  JsonArray *findings = aip_json_get_array (answer, "findings");
  guint n_findings = json_array_get_length (findings);

  if (n_findings == 0)
    aip_cli_call_print (call, "%s", _("Nothing to remark."));

  for (guint i = 0; i < n_findings; i++)
    {
      JsonObject *finding = json_array_get_object_element (findings, i);
      JsonArray *fixes = aip_json_get_array (finding, "fixes");

      aip_cli_call_print (call, "%-12s %s  [%s]",
                          aip_json_get_string (finding, "severity", ""),
                          aip_json_get_string (finding, "sentence", ""),
                          aip_json_get_string (finding, "rule", ""));
      for (guint j = 0; j < json_array_get_length (fixes); j++)
        aip_cli_call_print (call, "%-12s %s", "",
                            aip_json_get_string (json_array_get_object_element (fixes, j), "text",
                                                 ""));
    }
}

static void
print_options (AipCliCall *call,
               JsonObject *answer)
{
  const char *const titles[] = { _("Option"), _("Id"), _("Would add"), NULL };
  g_autoptr(AipCliTable) table = aip_cli_table_new ("lll", titles);
  g_autofree char *text = NULL;
  JsonArray *options = aip_json_get_array (answer, "options");

  for (guint i = 0; i < json_array_get_length (options); i++)
    {
      JsonObject *option = json_array_get_object_element (options, i);
      JsonArray *adds = aip_json_get_array (option, "adds");
      const char *worst = "";

      for (guint j = 0; j < json_array_get_length (adds); j++)
        {
          JsonObject *finding = json_array_get_object_element (adds, j);

          if (g_str_equal (aip_json_get_string (finding, "severity", ""),
                           aip_json_get_string (option, "worst", "")))
            worst = aip_json_get_string (finding, "sentence", "");
        }
      aip_cli_table_add (table, aip_json_get_string (option, "name", ""),
                         aip_json_get_string (option, "id", ""), worst);
    }

  text = aip_cli_table_to_text (table);
  aip_cli_call_print_raw (call, text);
}

static void
print_members (AipCliCall *call,
               JsonObject *answer)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, answer);
  while (json_object_iter_next_ordered (&iter, &member, &value))
    if (JSON_NODE_HOLDS_VALUE (value))
      {
        g_autofree char *text = json_node_get_value_type (value) == G_TYPE_DOUBLE
                                  ? g_strdup_printf ("%.6g", json_node_get_double (value))
                                  : json_to_string (value, FALSE);

        aip_cli_call_print (call, "%-30s %s", member,
                            aip_json_node_string (value) != NULL ? aip_json_node_string (value)
                                                                 : text);
      }
}

static void
print_rows (AipCliCall *call,
            JsonObject *answer)
{
  const char *const titles[] = { _("Name"), _("Id"), _("Year"), NULL };
  g_autoptr(AipCliTable) table = aip_cli_table_new ("llr", titles);
  g_autofree char *text = NULL;
  JsonArray *rows = aip_json_get_array (answer, "rows");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      gint64 year = aip_json_get_int (row, "year", 0);
      g_autofree char *year_text = year > 0 ? g_strdup_printf ("%d", (int) year) : g_strdup ("");

      aip_cli_table_add (table, aip_json_get_string (row, "name", ""),
                         aip_json_get_string (row, "id", ""), year_text);
    }

  text = aip_cli_table_to_text (table);
  aip_cli_call_print_raw (call, text);
}

static void
print_answer (AipCliCall *call,
              const char *question,
              JsonObject *answer)
{
  JsonArray *notes = aip_json_get_array (answer, "notes");

  if (g_str_equal (question, "check"))
    print_findings (call, answer);
  else if (g_str_equal (question, "options"))
    print_options (call, answer);
  else if (g_str_equal (question, "list"))
    print_rows (call, answer);
  else
    print_members (call, answer);

  for (guint i = 0; notes != NULL && i < json_array_get_length (notes); i++)
    aip_cli_call_print (call, "%s", aip_json_node_string (json_array_get_element (notes, i)));
}

static void
move_members (JsonObject *from,
              JsonObject *to)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, from);
  while (json_object_iter_next_ordered (&iter, &member, &value))
    if (!g_str_equal (member, "problems"))
      json_object_set_member (to, member, json_node_copy (value));
}

/* The folder of the project whose gear is used too; %NULL without --project. */
static gboolean
find_folder (AipCliCall  *call,
             char       **folder,
             GError     **error)
{
  const char *typed = aip_cli_call_get_options (call)->project;
  g_autofree char *path = NULL;
  g_autofree char *file = NULL;

  if (typed == NULL)
    return TRUE;

  path = aip_cli_call_resolve (call, typed);
  if (g_str_has_suffix (path, "/" AIP_DOCUMENT_FILE))
    *folder = g_path_get_dirname (path);
  else
    *folder = g_steal_pointer (&path);

  file = g_build_filename (*folder, AIP_DOCUMENT_FILE, NULL);
  if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("There is no project in “%s”."), typed);

  return FALSE;
}

static void
add_problems (AipCliCall *call,
              JsonArray  *problems)
{
  guint n_problems = problems != NULL ? json_array_get_length (problems) : 0;

  for (guint i = 0; i < n_problems; i++)
    aip_cli_call_add_problem (call, aip_json_node_string (json_array_get_element (problems, i)));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  const char *const *arguments = aip_cli_call_get_arguments (call);
  GError *error = NULL;
  g_autoptr(AipCinema) cinema = aip_cinema_loader_load_finish (result, &error);
  g_autoptr(JsonObject) answer = NULL;
  g_auto(GStrv) lists = NULL;
  JsonArray *problems;

  if (cinema != NULL)
    answer = ask (call, cinema, arguments, &error);
  if (answer == NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  print_answer (call, arguments[0], answer);
  move_members (answer, aip_cli_call_get_result (call));

  problems = aip_json_get_array (answer, "problems");
  add_problems (call, problems);
  lists = aip_cinema_dup_problems (cinema);
  for (guint i = 0; lists[i] != NULL; i++)
    aip_cli_call_add_problem (call, lists[i]);

  aip_cli_call_finish (call, (problems != NULL && json_array_get_length (problems) > 0) ||
                               lists[0] != NULL
                               ? AIP_CLI_PARTLY
                               : AIP_CLI_OK);
}

void
aip_cli_run_cinema (AipCliCall *call)
{
  g_autofree char *folder = NULL;
  GError *error = NULL;

  if (!find_folder (call, &folder, &error))
    {
      aip_cli_call_fail (call, error);
      return;
    }

  aip_cinema_loader_load_async (folder, aip_cli_call_get_cancellable (call), loaded_cb,
                                g_object_ref (call));
}
