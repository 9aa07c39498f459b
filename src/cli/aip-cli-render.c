/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-render"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "aip-cli-project.h"
#include "aip-cli-remote.h"
#include "aip-cli-render.h"
#include "aip-cut-json.h"
#include "aip-document-cut.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-paths.h"
#include "aip-render-range.h"
#include "aip-render.h"
#include "aip-sound-cache.h"
#include "aip-task.h"

#define TICK_MS 200
#define DEFAULT_PRESET "h264"

/* A render on its way through this process. */
typedef struct {
  AipCliCall        *call;
  char              *borrowed;   /* (nullable): a file with the cut, to be removed */
  AipCut            *cut;
  char              *folder;
  char              *path;
  AipRenderOptions   options;
  char              *date;
  AipSoundCache     *sounds;
  AipSoundMix       *mix;
  AipRenderProgress  progress;
  AipRenderReport    report;
  guint              tick;
  gboolean           is_running;
  gint64             begin;
  int                told;       /* per mille, where no line can be drawn over */
} Render;

static void
render_free (gpointer data)
{
  Render *self = data;

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->borrowed != NULL)
    g_unlink (self->borrowed);
  g_free (self->borrowed);
  g_clear_pointer (&self->cut, aip_cut_unref);
  g_clear_object (&self->sounds);
  g_clear_pointer (&self->mix, aip_sound_mix_unref);
  aip_render_report_clear (&self->report);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->date);
  g_object_unref (self->call);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Render, render_free)

/* What is asked for --------------------------------------------------------------------------- */

static gboolean
find_preset (const AipCliOptions    *options,
             const AipRenderPreset **preset,
             GError                **error)
{
  const char *id = options->preset != NULL ? options->preset : DEFAULT_PRESET;
  const AipRenderPreset *all;
  g_autoptr(GString) names = NULL;
  guint n_presets;

  *preset = aip_render_preset_find (id);
  if (*preset != NULL)
    return TRUE;

  all = aip_render_presets_get_all (&n_presets);
  names = g_string_new (NULL);
  for (guint i = 0; i < n_presets; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", all[i].id);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("There is no preset “%s”; there are %s."), id, names->str);

  return FALSE;
}

/* All that can be read without the cut. */
static gboolean
read_options (AipCliCall        *call,
              AipRenderOptions  *render,
              GError           **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);

  *render = (AipRenderOptions) { 0 };
  render->slate = options->slate;
  render->silent = options->silent;
  render->note = options->text;
  render->overlay.text = options->text;
  if (!find_preset (options, &render->preset, error))
    return FALSE;

  if (options->size != NULL && !aip_cli_parse_size (options->size, &render->width, &render->height))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” is not a size such as 1920x1080."), options->size);
      return FALSE;
    }

  return (options->burn_in == NULL ||
          aip_cut_overlay_parse_parts (options->burn_in, &render->overlay.parts, error)) &&
         (options->ratio == NULL ||
          aip_cut_overlay_parse_ratio (options->ratio, &render->overlay.ratio, error));
}

gboolean
aip_cli_check_render (AipCliCall  *call,
                      GError     **error)
{
  guint n_arguments = g_strv_length ((char **) aip_cli_call_get_arguments (call));
  guint n_wanted = aip_cli_call_get_options (call)->cut != NULL ? 1 : 2;
  g_autoptr(GError) local_error = NULL;
  AipRenderOptions render;

  if (n_arguments != n_wanted)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _("Say what is rendered and where to: render PROJECT FILE, or render "
                             "--cut CUT FILE."));
      return FALSE;
    }

  if (read_options (call, &render, &local_error))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, local_error->message);

  return FALSE;
}

/* What depends on the film. */
static gboolean
fit_options (Render  *self,
             GError **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (self->call);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  if (!read_options (self->call, &self->options, error))
    return FALSE;

  self->date = g_date_time_format (now, "%x");
  self->options.date = self->date;
  if (self->options.width == 0)
    {
      self->options.width = (int) aip_cut_get_width (self->cut);
      self->options.height = (int) aip_cut_get_height (self->cut);
    }
  /* Encoders halve the size of colours. */
  self->options.width = MAX (16, self->options.width & ~1);
  self->options.height = MAX (16, self->options.height & ~1);

  return aip_render_range_parse (options->range, self->cut, &self->options.first,
                                 &self->options.n_frames, error);
}

/* How far it is ------------------------------------------------------------------------------- */

static void
print_progress (Render *self)
{
  gboolean joins = g_atomic_int_get (&self->progress.stage) == AIP_RENDER_JOINING;
  gint done = g_atomic_int_get (&self->progress.done);
  gint total = MAX (1, g_atomic_int_get (&self->progress.total));
  double seconds = (double) (g_get_monotonic_time () - self->begin) / G_USEC_PER_SEC;
  double rate = seconds > 0 ? done / seconds : 0;
  guint terminal = aip_cli_call_get_terminal (self->call);
  JsonObject *event = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (event, "event", "progress");
  json_object_set_string_member (event, "stage", joins ? "joining" : "pictures");
  json_object_set_int_member (event, "frame", done);
  json_object_set_int_member (event, "frames", total);
  json_object_set_double_member (event, "frames-per-second", joins ? 0 : rate);
  aip_cli_call_print_event (self->call, event);

  text = joins ? g_strdup (_("Putting the film together"))
               : g_strdup_printf (_("%d of %d frames, %.1f a second"), done, total, rate);
  if (terminal != 0)
    {
      g_autofree char *line = g_strdup_printf ("\r%s\033[K", text);

      aip_cli_call_print_news (self->call, line);
    }
  else if (joins ? self->told < 1000 : done * 10 / total > self->told / 100)
    {
      g_autofree char *line = g_strdup_printf ("%s\n", text);

      self->told = joins ? 1000 : done * 1000 / total;
      aip_cli_call_print_news (self->call, line);
    }
}

/* The end ------------------------------------------------------------------------------------- */

/* JSON has no infinity: silence has no loudness. */
static void
set_level (JsonObject *object,
           const char *member,
           double      level)
{
  if (isfinite (level))
    json_object_set_double_member (object, member, level);
  else
    json_object_set_null_member (object, member);
}

static void
tell_report (Render *self)
{
  const AipRenderReport *report = &self->report;
  JsonObject *answer = aip_cli_call_get_result (self->call);
  const AipFrameRate *rate = aip_cut_get_rate (self->cut);
  g_autofree char *name = g_filename_display_name (self->path);
  g_autofree char *length = aip_timecode_format (report->n_frames, rate);

  json_object_set_string_member (answer, "event", "done");
  json_object_set_string_member (answer, "file", name);
  json_object_set_string_member (answer, "preset", self->options.preset->id);
  json_object_set_int_member (answer, "frames", report->n_frames);
  json_object_set_int_member (answer, "parts", report->n_parts);
  json_object_set_int_member (answer, "kept-parts", report->n_kept);
  json_object_set_double_member (answer, "seconds", report->seconds);
  if (report->has_sound)
    {
      JsonObject *loudness = json_object_new ();

      set_level (loudness, "integrated", report->integrated);
      set_level (loudness, "range", report->range);
      set_level (loudness, "true-peak", report->true_peak);
      json_object_set_object_member (answer, "loudness", loudness);
    }

  if (aip_cli_call_get_terminal (self->call) != 0)
    aip_cli_call_print_news (self->call, "\r\033[K");
  aip_cli_call_print (self->call, _("Rendered %s (%s) in %.1f s."), name, length, report->seconds);
  if (report->n_kept > 0)
    aip_cli_call_print (self->call, _("%u of %u parts were there from before."), report->n_kept,
                        report->n_parts);
  if (report->has_sound && isfinite (report->integrated))
    aip_cli_call_print (self->call, _("Loudness %.1f LUFS, range %.1f LU, true peak %.1f dBTP."),
                        report->integrated, report->range, report->true_peak);
  for (guint i = 0; report->problems != NULL && report->problems[i] != NULL; i++)
    aip_cli_call_add_problem (self->call, report->problems[i]);
}

static void
rendered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Render) self = user_data;
  GError *error = NULL;

  g_clear_handle_id (&self->tick, g_source_remove);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (aip_cli_call_get_terminal (self->call) != 0)
        aip_cli_call_print_news (self->call, "\r\033[K");
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_clear_error (&error);
          g_set_error_literal (&error, AIP_ERROR, AIP_ERROR_CANCELLED,
                               _("The render was stopped; nothing of it was kept."));
        }
      aip_cli_call_fail (self->call, error);
      return;
    }

  tell_report (self);
  aip_cli_call_finish (self->call, self->report.problems != NULL && self->report.problems[0] != NULL
                                   ? AIP_CLI_PARTLY : AIP_CLI_OK);
}

static void
render_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Render *self = task_data;
  GError *error = NULL;

  if (aip_render_run (self->cut, self->folder, self->path, &self->options, self->mix,
                      &self->progress, cancellable, &self->report, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (Render *self)
{
  g_autoptr(GTask) task = NULL;

  if (self->sounds != NULL)
    {
      self->mix = aip_sound_mix_new (self->cut, self->sounds);
      if (aip_sound_mix_is_silent (self->mix))
        g_clear_pointer (&self->mix, aip_sound_mix_unref);
    }

  self->is_running = TRUE;
  self->begin = g_get_monotonic_time ();
  task = g_task_new (NULL, aip_cli_call_get_cancellable (self->call), rendered_cb, self);
  g_task_set_source_tag (task, start);
  /* A film that is there is there, also when somebody gave up a moment before. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, NULL);
  aip_task_run_in_thread (task, render_in_thread);
}

/* Sound --------------------------------------------------------------------------------------- */

static void
tell_sound (Render     *self,
            GHashTable *known,
            const char *file)
{
  const char *problem;

  if (file == NULL || *file == '\0' || !g_hash_table_add (known, (gpointer) file))
    return;
  problem = aip_sound_cache_get_problem (self->sounds, file);
  if (problem != NULL)
    aip_cli_call_add_problem (self->call, problem);
}

/* A picture that is missing is said by the render itself. */
static void
tell_sounds (Render *self)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < aip_cut_get_n_tracks (self->cut); i++)
    {
      const AipCutTrack *track = aip_cut_get_track (self->cut, i);

      for (guint j = 0; !track->muted && j < track->clips->len; j++)
        tell_sound (self, known, ((AipCutClip *) track->clips->pdata[j])->file);
    }
}

static gboolean
tick_cb (gpointer user_data)
{
  Render *self = user_data;
  GError *error = NULL;

  if (self->is_running)
    print_progress (self);
  else if (g_cancellable_set_error_if_cancelled (aip_cli_call_get_cancellable (self->call), &error))
    {
      self->tick = 0;
      aip_cli_call_fail (self->call, error);
      render_free (self);
      return G_SOURCE_REMOVE;
    }
  else if (aip_sound_cache_get_n_reading (self->sounds) == 0)
    {
      tell_sounds (self);
      start (self);
    }

  return G_SOURCE_CONTINUE;
}

/* Takes @self. */
static void
begin (Render *self)
{
  GError *error = NULL;

  if (!fit_options (self, &error) ||
      !aip_render_preset_check (self->options.preset, self->options.width, self->options.height,
                                &error))
    {
      aip_cli_call_fail (self->call, error);
      render_free (self);
      return;
    }

  self->tick = g_timeout_add (TICK_MS, tick_cb, self);
  if (self->options.silent || self->options.preset->kind == AIP_RENDER_IMAGES)
    {
      start (self);
      return;
    }

  /* What is heard has to be decoded before the first of it is needed. */
  self->sounds = aip_sound_cache_new (self->folder);
  self->mix = aip_sound_mix_new (self->cut, self->sounds);
  g_clear_pointer (&self->mix, aip_sound_mix_unref);
}

/* The cut ------------------------------------------------------------------------------------- */

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Render *self = task_data;
  GError *error = NULL;
  const char *path = self->borrowed;
  g_autofree char *given = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (path == NULL)
    path = given = aip_cli_call_resolve (self->call, aip_cli_call_get_options (self->call)->cut);
  node = aip_json_load (path, AIP_CUT_JSON_MAX_BYTES, &error);
  if (node != NULL)
    self->cut = aip_cut_from_json (node, &self->folder, &error);

  if (self->cut != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Render) self = user_data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      aip_cli_call_fail (self->call, error);
      return;
    }
  begin (g_steal_pointer (&self));
}

/* Takes @self. */
static void
load (Render *self)
{
  g_autoptr(GTask) task = g_task_new (NULL, aip_cli_call_get_cancellable (self->call), loaded_cb,
                                      self);

  g_task_set_source_tag (task, load);
  g_task_set_task_data (task, self, NULL);
  aip_task_run_in_thread (task, load_in_thread);
}

/* The app has the project open, so it writes the cut and this process goes on with that. */
static void
handed_over_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(Render) self = user_data;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  int status;
  GError *error = NULL;

  if (!aip_cli_remote_run_finish (result, &status, &out, &err, &error))
    {
      aip_cli_call_fail (self->call, error);
      return;
    }
  if (status != AIP_CLI_OK)
    {
      g_set_error (&error, AIP_ERROR, AIP_ERROR_FAILED,
                   _("AIPipeline, which has the project open, did not hand over the cut: %s"), err);
      aip_cli_call_fail (self->call, error);
      return;
    }
  load (g_steal_pointer (&self));
}

static void
ignore_news (const char *text,
             gpointer    user_data)
{
}

/* Takes @self. */
static void
ask_app (Render       *self,
         const char   *project,
         const GError *in_use)
{
  g_autofree char *folder = aip_paths_cache ("render");
  g_autofree char *name = g_uuid_string_random ();
  const char *argv[] = { "aipipeline", "cut", "export", project, NULL, "--format", "json", NULL };

  g_mkdir_with_parents (folder, 0700);
  self->borrowed = g_build_filename (folder, name, NULL);
  argv[4] = self->borrowed;
  aip_cli_remote_run_async (argv, project, in_use, ignore_news, NULL,
                            aip_cli_call_get_cancellable (self->call), handed_over_cb, self);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Render) self = user_data;
  GError *error = NULL;

  if (!aip_document_close_finish (AIP_DOCUMENT (source), result, &error))
    {
      aip_cli_call_fail (self->call, error);
      return;
    }
  begin (g_steal_pointer (&self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Render) self = user_data;
  GError *error = NULL;
  g_autoptr(AipDocument) document = aip_document_open_finish (result, &error);

  if (document != NULL)
    {
      self->cut = aip_document_dup_cut (document);
      self->folder = g_strdup (aip_document_get_folder (document));
      /* Nobody has to wait for the film before the project can be opened again. */
      aip_document_close_async (document, closed_cb, g_steal_pointer (&self));
      return;
    }

  if (g_error_matches (error, AIP_ERROR, AIP_ERROR_IN_USE))
    {
      g_autofree char *project =
        aip_cli_call_resolve (self->call, aip_cli_call_get_arguments (self->call)[0]);

      ask_app (g_steal_pointer (&self), project, error);
      g_error_free (error);
    }
  else
    aip_cli_call_fail (self->call, error);
}

void
aip_cli_run_render (AipCliCall *call)
{
  const char *const *arguments = aip_cli_call_get_arguments (call);
  gboolean has_cut = aip_cli_call_get_options (call)->cut != NULL;
  g_autofree char *project = NULL;
  g_autofree char *name = NULL;
  JsonObject *event = json_object_new ();
  Render *self = g_new0 (Render, 1);

  self->call = g_object_ref (call);
  self->path = aip_cli_call_resolve (call, arguments[has_cut ? 0 : 1]);
  /* Whoever reads lines reads them also when the next one is the last. */
  name = g_filename_display_name (self->path);
  json_object_set_string_member (event, "event", "begin");
  json_object_set_string_member (event, "file", name);
  aip_cli_call_print_event (call, event);
  if (has_cut)
    {
      load (self);
      return;
    }

  project = aip_cli_call_resolve (call, arguments[0]);
  if (g_str_has_suffix (project, G_DIR_SEPARATOR_S AIP_DOCUMENT_FILE))
    {
      char *inside = g_path_get_dirname (project);

      g_free (project);
      project = inside;
    }
  aip_document_open_async (project, aip_cli_call_get_cancellable (call), opened_cb, self);
}
