/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-project"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-approval.h"
#include "aip-cli-project.h"
#include "aip-cli-table.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-naming.h"
#include "aip-paths.h"
#include "aip-sample.h"

#define MAX_SIDE 16384
#define MAX_MEMBER_BYTES (256 * 1024)

/* Places that a description takes in a table: with the other columns a terminal's line. */
#define DESCRIPTION_WIDTH 48

char *
aip_cli_take_version (AipTake *take)
{
  g_return_val_if_fail (AIP_IS_TAKE (take), NULL);

  return aip_naming_version (aip_take_get_number (take));
}

static gboolean
find_code (AipDocument  *document,
           const char   *code,
           guint        *position,
           GError      **error)
{
  AipShot *shot = aip_document_find_shot (document, code);

  if (shot != NULL &&
      aip_entity_list_find (aip_document_get_shots (document), AIP_ENTITY (shot), position))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("The project has no shot “%s”."), code);

  return FALSE;
}

GPtrArray *
aip_cli_choose_shots (AipDocument  *document,
                      const char   *codes,
                      GError      **error)
{
  AipEntityList *list = aip_document_get_shots (document);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_auto(GStrv) parts = NULL;
  g_autofree gboolean *chosen = NULL;
  guint n_shots;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (codes != NULL, NULL);

  n_shots = aip_entity_list_get_count (list);
  chosen = g_new0 (gboolean, n_shots + 1);
  parts = g_strsplit_set (codes, ", \n", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *dots = strstr (parts[i], "..");
      guint first;
      guint last;

      if (*parts[i] == '\0')
        continue;
      /* A code may have dots of its own. */
      if (dots != NULL && aip_document_find_shot (document, parts[i]) == NULL)
        {
          *dots = '\0';
          if (!find_code (document, parts[i], &first, error) ||
              !find_code (document, dots + 2, &last, error))
            return NULL;
        }
      else if (find_code (document, parts[i], &first, error))
        last = first;
      else
        return NULL;

      for (guint j = MIN (first, last); j <= MAX (first, last); j++)
        chosen[j] = TRUE;
    }

  for (guint i = 0; i < n_shots; i++)
    if (chosen[i])
      g_ptr_array_add (shots, aip_entity_list_peek (list, i));

  return g_steal_pointer (&shots);
}

/* new ------------------------------------------------------------------------------------------ */

gboolean
aip_cli_parse_size (const char *text,
                    int        *width,
                    int        *height)
{
  g_auto(GStrv) parts = g_strsplit_set (text, "xX×", -1);
  gint64 sides[2];
  guint n = 0;

  /* “×” is two bytes, so there may be an empty part between. */
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0')
        continue;
      if (n == G_N_ELEMENTS (sides) ||
          !g_ascii_string_to_signed (parts[i], 10, 16, MAX_SIDE, &sides[n++], NULL))
        return FALSE;
    }
  if (n != G_N_ELEMENTS (sides))
    return FALSE;

  *width = (int) sides[0];
  *height = (int) sides[1];

  return TRUE;
}

/* @name: (out) (transfer full): what the film is called. */
static gboolean
make_spec (AipCliCall      *call,
           AipProjectSpec  *spec,
           char           **name,
           GError         **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);
  const char *const *arguments = aip_cli_call_get_arguments (call);
  g_autoptr(GError) local_error = NULL;

  *spec = (AipProjectSpec) { .rate = { 24, 1, FALSE }, .width = 1920, .height = 1080 };

  if (options->rate != NULL && !aip_frame_rate_parse (options->rate, &spec->rate, &local_error))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s", local_error->message);
      return FALSE;
    }
  if (options->size != NULL && !aip_cli_parse_size (options->size, &spec->width, &spec->height))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” is not a size such as 1920x1080 (16 to %d pixels)."), options->size,
                   MAX_SIDE);
      return FALSE;
    }

  if (options->year != NULL)
    {
      gint64 year;

      if (!g_ascii_string_to_signed (options->year, 10, AIP_PROJECT_FIRST_YEAR,
                                     AIP_PROJECT_LAST_YEAR, &year, NULL))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("“%s” is not a year from %d to %d."), options->year,
                       AIP_PROJECT_FIRST_YEAR, AIP_PROJECT_LAST_YEAR);
          return FALSE;
        }
      spec->year = (int) year;
    }
  if (options->loose)
    spec->period = AIP_PROJECT_PERIOD_LOOSE;

  if (options->name != NULL)
    *name = g_strstrip (g_strdup (options->name));
  else if (arguments[0] != NULL)
    *name = g_filename_display_basename (arguments[0]);
  else
    *name = NULL;

  if (options->sample)
    return TRUE;
  if (*name == NULL || **name == '\0')
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("A new project needs a folder or a name."));
      return FALSE;
    }

  spec->name = *name;
  spec->code = options->code;
  spec->aspect = options->aspect;

  return TRUE;
}

gboolean
aip_cli_check_new (AipCliCall  *call,
                   GError     **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);
  g_autofree char *name = NULL;
  AipProjectSpec spec;

  if (options->sample && (options->name != NULL || options->rate != NULL || options->size != NULL ||
                          options->code != NULL || options->aspect != NULL ||
                          options->year != NULL || options->loose))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("The sample film has its own name, rate, size and year."));
      return FALSE;
    }

  return make_spec (call, &spec, &name, error);
}

static void
project_made (AipCliCall  *call,
              AipDocument *document)
{
  AipProject *project = aip_document_get_project (document);
  AipFrameRate rate = aip_project_get_rate (project);
  g_autofree char *rate_text = aip_frame_rate_to_text (&rate);
  JsonObject *result = aip_cli_call_get_result (call);
  guint n_shots = aip_entity_list_get_count (aip_document_get_shots (document));

  json_object_set_string_member (result, "project", aip_document_get_folder (document));
  json_object_set_string_member (result, "name", aip_project_get_name (project));
  json_object_set_string_member (result, "code", aip_project_get_code (project));
  json_object_set_string_member (result, "rate", rate_text);
  json_object_set_int_member (result, "width", aip_project_get_width (project));
  json_object_set_int_member (result, "height", aip_project_get_height (project));
  json_object_set_int_member (result, "year", aip_project_get_year (project));
  json_object_set_string_member (result, "period", aip_project_get_period (project));
  json_object_set_int_member (result, "shots", n_shots);

  aip_cli_call_print (call, _("Made “%s” in %s"), aip_project_get_name (project),
                      aip_document_get_folder (document));
  aip_cli_call_take_document (call, document);
  aip_cli_call_finish (call, AIP_CLI_OK);
}

static void
project_created_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  GError *error = NULL;
  AipDocument *document = aip_document_create_finish (result, &error);

  if (document != NULL)
    project_made (call, document);
  else
    aip_cli_call_fail (call, error);
}

static void
sample_created_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  GError *error = NULL;
  AipDocument *document = aip_sample_create_finish (result, &error);

  if (document != NULL)
    project_made (call, document);
  else
    aip_cli_call_fail (call, error);
}

void
aip_cli_run_new (AipCliCall *call)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);
  const char *const *arguments = aip_cli_call_get_arguments (call);
  GCancellable *cancellable = aip_cli_call_get_cancellable (call);
  g_autofree char *name = NULL;
  g_autofree char *folder = NULL;
  AipProjectSpec spec;
  GError *error = NULL;

  if (!make_spec (call, &spec, &name, &error))
    {
      aip_cli_call_fail (call, error);
      return;
    }

  if (arguments[0] != NULL)
    folder = aip_cli_call_resolve (call, arguments[0]);
  else
    {
      g_autofree char *projects = aip_paths_projects ();
      g_autofree char *title = options->sample ? aip_sample_get_name () : g_strdup (name);
      g_autofree char *safe = aip_path_safe_name (title, "film");

      folder = g_build_filename (projects, safe, NULL);
    }

  if (options->sample)
    aip_sample_create_async (folder, cancellable, sample_created_cb, g_object_ref (call));
  else
    aip_document_create_async (folder, &spec, cancellable, project_created_cb,
                               g_object_ref (call));
}

JsonArray *
aip_cli_make_strings (const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);

  return array;
}

/* shots and takes ------------------------------------------------------------------------------ */

static const char *
get_generation (AipShot *shot)
{
  AipJob *job = aip_shot_get_active_job (shot);

  return job != NULL ? aip_job_state_to_nick (aip_job_get_state (job)) : "";
}

static const char *
get_scene_code (AipDocument *document,
                AipShot     *shot)
{
  AipEntity *scene = aip_document_lookup (document, aip_shot_get_scene_id (shot));

  return AIP_IS_SCENE (scene) ? aip_scene_get_code (AIP_SCENE (scene)) : "";
}

static JsonObject *
make_take (AipDocument *document,
           AipTake     *take)
{
  static const char *const texts[] = {
    "file", "media-type", "worker", "worker-name", "workflow", "seed", "prompt", "negative",
    "sha256",
  };
  static const char *const integers[] = { "number", "width", "height", "frames", "bytes" };
  JsonObject *object = json_object_new ();
  g_autofree char *version = aip_cli_take_version (take);
  g_autofree char *path = aip_document_get_take_path (document, take);
  g_autoptr(GDateTime) created = NULL;
  g_autofree char *created_text = NULL;

  json_object_set_string_member (object, "version", version);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    json_object_set_string_member (object, texts[i],
                                   aip_entity_get_text (AIP_ENTITY (take), texts[i]));
  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    json_object_set_int_member (object, integers[i],
                                aip_entity_get_integer (AIP_ENTITY (take), integers[i]));
  json_object_set_double_member (object, "seconds", aip_take_get_seconds (take));
  if (path != NULL)
    json_object_set_string_member (object, "path", path);

  created = g_date_time_new_from_unix_utc_usec (aip_entity_get_integer (AIP_ENTITY (take),
                                                                        "created"));
  if (created != NULL)
    {
      created_text = g_date_time_format_iso8601 (created);
      json_object_set_string_member (object, "created", created_text);
    }

  return object;
}

static JsonArray *
make_field_array (AipEntity  *entity,
                  const char *field)
{
  g_auto(GStrv) texts = aip_entity_dup_texts (entity, field);

  return aip_cli_make_strings ((const char *const *) texts);
}

static const char *
get_name (AipDocument *document,
          const char  *id)
{
  AipEntity *entity = *id != '\0' ? aip_document_lookup (document, id) : NULL;

  return entity != NULL ? aip_entity_get_text (entity, "name") : "";
}

/* What is stored as JSON goes out as JSON; null for nothing. */
static void
set_json_member (JsonObject *object,
                 const char *member,
                 const char *text)
{
  g_autoptr(JsonNode) node = NULL;

  if (*text != '\0')
    node = aip_json_parse (text, -1, MAX_MEMBER_BYTES, NULL);

  if (node != NULL)
    json_object_set_member (object, member, g_steal_pointer (&node));
  else
    json_object_set_null_member (object, member);
}

static JsonObject *
make_shot (AipDocument *document,
           AipShot     *shot)
{
  static const char *const texts[] = {
    "code", "description", "action", "dialogue", "status", "notes", "workflow", "seed", "prompt",
    "negative", "english",
  };
  AipEntity *entity = AIP_ENTITY (shot);
  JsonObject *object = json_object_new ();
  JsonArray *people = json_array_new ();
  g_auto(GStrv) ids = aip_entity_dup_texts (entity, "characters");
  AipTake *take = aip_shot_get_take (shot);
  AipJob *job = aip_shot_get_active_job (shot);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    json_object_set_string_member (object, texts[i], aip_entity_get_text (entity, texts[i]));
  json_object_set_string_member (object, "scene", get_scene_code (document, shot));
  json_object_set_string_member (object, "place",
                                 get_name (document, aip_entity_get_text (entity, "place")));
  for (guint i = 0; ids[i] != NULL; i++)
    json_array_add_string_element (people, get_name (document, ids[i]));
  json_object_set_array_member (object, "characters", people);
  set_json_member (object, "setup", aip_shot_get_setup (shot));
  set_json_member (object, "prompt-edits", aip_shot_get_prompt_edits (shot));
  json_object_set_array_member (object, "tags", make_field_array (entity, "tags"));
  json_object_set_int_member (object, "duration", aip_shot_get_duration (shot));
  json_object_set_int_member (object, "takes", aip_shot_get_n_takes (shot));
  json_object_set_string_member (object, "generation", get_generation (shot));
  json_object_set_double_member (object, "progress", job != NULL ? aip_job_get_progress (job) : -1);
  if (take != NULL)
    json_object_set_object_member (object, "take", make_take (document, take));

  return object;
}

void
aip_cli_run_shots (AipCliCall *call)
{
  static const char *const titles[] = {
    N_("SHOT"), N_("SCENE"), N_("STATUS"), N_("LENGTH"), N_("TAKES"), N_("GENERATION"),
    N_("DESCRIPTION")
  };
  AipDocument *document = aip_cli_call_get_document (call);
  AipProject *project = aip_document_get_project (document);
  AipFrameRate rate = aip_project_get_rate (project);
  g_autofree char *rate_text = aip_frame_rate_to_text (&rate);
  AipEntityList *list = aip_document_get_shots (document);
  g_autoptr(AipCliTable) table = NULL;
  g_autofree char *text = NULL;
  g_autofree char *total_text = NULL;
  JsonArray *shots = json_array_new ();
  gint64 total = 0;

  table = aip_cli_table_new ("lllrrll", titles);

  for (guint i = 0; i < aip_entity_list_get_count (list); i++)
    {
      AipShot *shot = AIP_SHOT (aip_entity_list_peek (list, i));
      g_autofree char *length = aip_timecode_format (aip_shot_get_duration (shot), &rate);
      g_autofree char *n_takes = g_strdup_printf ("%u", aip_shot_get_n_takes (shot));
      g_autofree char *description = aip_cli_text_cut (aip_shot_get_description (shot),
                                                       DESCRIPTION_WIDTH);

      total += aip_shot_get_duration (shot);
      json_array_add_object_element (shots, make_shot (document, shot));
      aip_cli_table_add (table, aip_shot_get_code (shot), get_scene_code (document, shot),
                         aip_status_to_nick (aip_shot_get_status (shot)), length, n_takes,
                         get_generation (shot), description);
    }

  text = aip_cli_table_to_text (table);
  aip_cli_call_print_raw (call, text);
  total_text = aip_timecode_format (total, &rate);
  aip_cli_call_print (call, ngettext ("%u shot, %s at %s frames per second",
                                      "%u shots, %s at %s frames per second",
                                      aip_entity_list_get_count (list)),
                      aip_entity_list_get_count (list), total_text, rate_text);

  json_object_set_string_member (aip_cli_call_get_result (call), "name",
                                 aip_project_get_name (project));
  json_object_set_string_member (aip_cli_call_get_result (call), "rate", rate_text);
  json_object_set_int_member (aip_cli_call_get_result (call), "frames", total);
  json_object_set_array_member (aip_cli_call_get_result (call), "shots", shots);
  aip_cli_call_finish (call, AIP_CLI_OK);
}

void
aip_cli_run_takes (AipCliCall *call)
{
  static const char *const titles[] = {
    N_("SHOT"), N_("TAKE"), N_("WORKER"), N_("SECONDS"), N_("FILE")
  };
  AipDocument *document = aip_cli_call_get_document (call);
  const char *codes = aip_cli_call_get_options (call)->shots;
  g_autoptr(AipCliTable) table = NULL;
  g_autoptr(GPtrArray) chosen = NULL;
  g_autofree char *text = NULL;
  JsonArray *takes = json_array_new ();
  GError *error = NULL;

  json_object_set_array_member (aip_cli_call_get_result (call), "takes", takes);
  if (codes != NULL)
    chosen = aip_cli_choose_shots (document, codes, &error);
  else
    {
      AipEntityList *list = aip_document_get_shots (document);

      chosen = g_ptr_array_new ();
      for (guint i = 0; i < aip_entity_list_get_count (list); i++)
        g_ptr_array_add (chosen, aip_entity_list_peek (list, i));
    }
  if (chosen == NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  table = aip_cli_table_new ("lllrl", titles);

  for (guint i = 0; i < chosen->len; i++)
    {
      AipShot *shot = g_ptr_array_index (chosen, i);
      GListModel *list = aip_shot_get_takes (shot);

      for (guint j = 0; j < g_list_model_get_n_items (list); j++)
        {
          g_autoptr(AipTake) take = g_list_model_get_item (list, j);
          g_autofree char *version = aip_cli_take_version (take);
          g_autofree char *seconds = g_strdup_printf ("%.1f", aip_take_get_seconds (take));
          JsonObject *object = make_take (document, take);

          json_object_set_string_member (object, "shot", aip_shot_get_code (shot));
          json_object_set_boolean_member (object, "current", aip_shot_get_take (shot) == take);
          json_object_set_boolean_member (object, "approved", aip_approval_has (shot, take));
          json_array_add_object_element (takes, object);
          aip_cli_table_add (table, aip_shot_get_code (shot), version,
                             aip_entity_get_text (AIP_ENTITY (take), "worker-name"), seconds,
                             aip_take_get_file (take));
        }
    }

  text = aip_cli_table_to_text (table);
  aip_cli_call_print_raw (call, text);
  aip_cli_call_print (call, ngettext ("%u take", "%u takes", json_array_get_length (takes)),
                      json_array_get_length (takes));
  aip_cli_call_finish (call, AIP_CLI_OK);
}
