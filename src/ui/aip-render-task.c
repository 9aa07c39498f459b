/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render-task"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>

#include "aip-cut-json.h"
#include "aip-json.h"
#include "aip-paths.h"
#include "aip-render-task.h"
#include "aip-task.h"

#define PROGRAM "aipipeline"
#define MAX_LINE_BYTES (4 * 1024 * 1024)

struct _AipRenderTask
{
  GObject parent_instance;

  AipCut           *cut;
  char             *folder;
  char             *path;
  char             *name;
  GStrv             arguments;   /* after the program, without the cut */
  gboolean          is_movie;

  AipRenderState    state;
  gboolean          is_stopping;
  char             *cut_path;    /* while the process may read it */
  GSubprocess      *process;
  GDataInputStream *output;
  double            fraction;
  double            seconds_left;
  gboolean          has_answer;
  gboolean          is_good;
  char             *problem;
  GStrv             warnings;
  double            loudness;
  double            true_peak;
};

G_DEFINE_FINAL_TYPE (AipRenderTask, aip_render_task, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void read_line (AipRenderTask *self);

static void
aip_render_task_finalize (GObject *object)
{
  AipRenderTask *self = AIP_RENDER_TASK (object);

  g_clear_pointer (&self->cut, aip_cut_unref);
  g_clear_object (&self->process);
  g_clear_object (&self->output);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->name);
  g_strfreev (self->arguments);
  g_free (self->cut_path);
  g_free (self->problem);
  g_strfreev (self->warnings);

  G_OBJECT_CLASS (aip_render_task_parent_class)->finalize (object);
}

static void
aip_render_task_class_init (AipRenderTaskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_render_task_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
aip_render_task_init (AipRenderTask *self)
{
  self->seconds_left = -1;
  self->loudness = -HUGE_VAL;
}

/* The command line ---------------------------------------------------------------------------- */

static char *
join_parts (AipCutOverlayParts parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < AIP_N_CUT_OVERLAY_PARTS; i++)
    if (parts & (1u << i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "",
                              aip_cut_overlay_part_to_nick ((AipCutOverlayParts) (1 << i)));

  return g_string_free_and_steal (text);
}

static GStrv
make_arguments (const AipRenderOptions *options)
{
  g_autoptr(GStrvBuilder) arguments = g_strv_builder_new ();

  g_strv_builder_add_many (arguments, "--json", "--preset", options->preset->id, "--range", NULL);
  g_strv_builder_take (arguments, g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT,
                                                   options->first,
                                                   options->first + options->n_frames));
  g_strv_builder_add (arguments, "--size");
  g_strv_builder_take (arguments, g_strdup_printf ("%dx%d", options->width, options->height));
  if (options->overlay.parts != AIP_CUT_OVERLAY_NONE)
    {
      g_strv_builder_add (arguments, "--burn-in");
      g_strv_builder_take (arguments, join_parts (options->overlay.parts));
    }
  if (options->overlay.text != NULL && *options->overlay.text != '\0')
    g_strv_builder_take (arguments, g_strconcat ("--text=", options->overlay.text, NULL));
  if (options->overlay.ratio != 0)
    {
      g_strv_builder_add (arguments, "--ratio");
      g_strv_builder_take (arguments, g_strdup_printf ("%d:1000", options->overlay.ratio));
    }
  if (options->slate)
    g_strv_builder_add (arguments, "--slate");
  if (options->silent)
    g_strv_builder_add (arguments, "--silent");

  return g_strv_builder_end (arguments);
}

AipRenderTask *
aip_render_task_new (AipCut                 *cut,
                     const char             *folder,
                     const char             *path,
                     const AipRenderOptions *options)
{
  AipRenderTask *self;

  g_return_val_if_fail (cut != NULL && folder != NULL && path != NULL, NULL);
  g_return_val_if_fail (options != NULL && options->preset != NULL, NULL);

  self = g_object_new (AIP_TYPE_RENDER_TASK, NULL);
  self->cut = aip_cut_ref (cut);
  self->folder = g_strdup (folder);
  self->path = g_strdup (path);
  self->name = g_filename_display_basename (path);
  self->arguments = make_arguments (options);
  self->is_movie = options->preset->kind != AIP_RENDER_IMAGES;

  return self;
}

/* The end ------------------------------------------------------------------------------------- */

static void
set_state (AipRenderTask  *self,
           AipRenderState  state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_cut (AipRenderTask *self)
{
  if (self->cut_path != NULL)
    g_unlink (self->cut_path);
  g_clear_pointer (&self->cut_path, g_free);
}

static void
end (AipRenderTask *self)
{
  remove_cut (self);
  g_clear_object (&self->process);
  g_clear_object (&self->output);

  if (self->has_answer && self->is_good)
    set_state (self, AIP_RENDER_DONE);
  else if (self->is_stopping)
    set_state (self, AIP_RENDER_CANCELLED);
  else
    {
      if (self->problem == NULL)
        self->problem = g_strdup (_("The render ended before it was through. Render again to go on "
                                    "where it was."));
      set_state (self, AIP_RENDER_FAILED);
    }
}

static void
fail (AipRenderTask *self,
      const GError  *error)
{
  g_free (self->problem);
  self->problem = g_strdup (error->message);
  end (self);
}

/* What the process says ----------------------------------------------------------------------- */

static void
read_progress (AipRenderTask *self,
               JsonObject    *object)
{
  double done = (double) aip_json_get_int (object, "frame", 0);
  double total = (double) MAX (1, aip_json_get_int (object, "frames", 1));
  double rate = aip_json_get_double (object, "frames-per-second", 0);

  /* Who renders has read it; should this program end first, nobody else would remove it. */
  remove_cut (self);
  /* Putting it together is fast, but not nothing. */
  self->fraction = g_str_equal (aip_json_get_string (object, "stage", ""), "joining")
                   ? 0.95 + 0.05 * CLAMP (done / total, 0, 1)
                   : 0.95 * CLAMP (done / total, 0, 1);
  self->seconds_left = rate > 0 ? (total - done) / rate : -1;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_answer (AipRenderTask *self,
             JsonObject    *object)
{
  JsonArray *problems = aip_json_get_array (object, "problems");
  JsonObject *error = aip_json_get_object (object, "error");
  JsonObject *loudness = aip_json_get_object (object, "loudness");
  g_autoptr(GStrvBuilder) warnings = g_strv_builder_new ();

  self->has_answer = TRUE;
  self->is_good = error == NULL;
  for (guint i = 0; problems != NULL && i < json_array_get_length (problems); i++)
    {
      const char *sentence = aip_json_node_string (json_array_get_element (problems, i));

      if (sentence != NULL)
        g_strv_builder_add (warnings, sentence);
    }
  g_strfreev (self->warnings);
  self->warnings = g_strv_builder_end (warnings);
  if (error != NULL)
    {
      g_free (self->problem);
      self->problem = g_strdup (aip_json_get_string (error, "message", ""));
    }
  self->loudness = aip_json_get_double (loudness, "integrated", -HUGE_VAL);
  self->true_peak = aip_json_get_double (loudness, "true-peak", -HUGE_VAL);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(AipRenderTask) self = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  end (self);
}

static void
line_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(AipRenderTask) self = user_data;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *line = NULL;
  JsonObject *object;

  line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  if (line == NULL)
    {
      g_subprocess_wait_async (self->process, NULL, ended_cb, g_object_ref (self));
      return;
    }

  node = aip_json_parse (line, -1, MAX_LINE_BYTES, NULL);
  object = aip_json_node_object (node);
  if (g_str_equal (aip_json_get_string (object, "event", ""), "progress"))
    read_progress (self, object);
  else if (object != NULL && json_object_has_member (object, "ok"))
    read_answer (self, object);
  read_line (self);
}

static void
read_line (AipRenderTask *self)
{
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL, line_read_cb,
                                       g_object_ref (self));
}

/* Starting ------------------------------------------------------------------------------------ */

/* This program, or in a test the one that was built with it. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (".");
  const char *const places[] = { ".", "../../src/app" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], PROGRAM, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }

  return g_strdup (PROGRAM);
}

static void
spawn (AipRenderTask *self)
{
  g_autofree char *program = find_program ();
  g_autoptr(GStrvBuilder) argv = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;
  g_autoptr(GError) error = NULL;

  g_strv_builder_add_many (argv, program, "render", "--cut", self->cut_path, NULL);
  g_strv_builder_addv (argv, (const char **) self->arguments);
  g_strv_builder_add_many (argv, "--", self->path, NULL);
  words = g_strv_builder_end (argv);

  self->process = g_subprocess_newv ((const char *const *) words,
                                     G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                     | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  if (self->process == NULL)
    {
      fail (self, error);
      return;
    }
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  read_line (self);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  AipRenderTask *self = source;
  g_autofree char *text = aip_cut_to_json (self->cut, self->folder);
  g_autofree char *folder = g_path_get_dirname (self->path);
  GError *error = NULL;

  /* The folder that was proposed is made when it is needed. */
  g_mkdir_with_parents (folder, 0777);
  if (g_file_set_contents_full (self->cut_path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  AipRenderTask *self = AIP_RENDER_TASK (source);
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    fail (self, error);
  else if (self->is_stopping)
    end (self);
  else
    spawn (self);
}

void
aip_render_task_start (AipRenderTask *self)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (AIP_IS_RENDER_TASK (self));
  g_return_if_fail (self->state == AIP_RENDER_WAITING || self->state == AIP_RENDER_FAILED);

  self->is_stopping = FALSE;
  self->has_answer = FALSE;
  self->fraction = 0;
  self->seconds_left = -1;
  g_clear_pointer (&self->problem, g_free);
  folder = aip_paths_cache ("render");
  name = g_uuid_string_random ();
  g_mkdir_with_parents (folder, 0700);
  self->cut_path = g_build_filename (folder, name, NULL);
  set_state (self, AIP_RENDER_RUNNING);

  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_source_tag (task, aip_render_task_start);
  aip_task_run_in_thread (task, write_in_thread);
}

void
aip_render_task_cancel (AipRenderTask *self)
{
  g_return_if_fail (AIP_IS_RENDER_TASK (self));

  if (self->state == AIP_RENDER_WAITING)
    {
      set_state (self, AIP_RENDER_CANCELLED);
      return;
    }
  if (self->state != AIP_RENDER_RUNNING)
    return;

  self->is_stopping = TRUE;
  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
}

/* Getters ------------------------------------------------------------------------------------- */

AipRenderState
aip_render_task_get_state (AipRenderTask *self)
{
  g_return_val_if_fail (AIP_IS_RENDER_TASK (self), AIP_RENDER_FAILED);

  return self->state;
}

const char *
aip_render_task_get_path (AipRenderTask *self)
{
  g_return_val_if_fail (AIP_IS_RENDER_TASK (self), NULL);

  return self->path;
}

const char *
aip_render_task_get_folder (AipRenderTask *self)
{
  g_return_val_if_fail (AIP_IS_RENDER_TASK (self), NULL);

  return self->folder;
}

const char *
aip_render_task_get_name (AipRenderTask *self)
{
  g_return_val_if_fail (AIP_IS_RENDER_TASK (self), NULL);

  return self->name;
}

gboolean
aip_render_task_is_movie (AipRenderTask *self)
{
  g_return_val_if_fail (AIP_IS_RENDER_TASK (self), FALSE);

  return self->is_movie;
}

double
aip_render_task_get_fraction (AipRenderTask *self)
{
  g_return_val_if_fail (AIP_IS_RENDER_TASK (self), 0);

  return self->fraction;
}

double
aip_render_task_get_seconds_left (AipRenderTask *self)
{
  g_return_val_if_fail (AIP_IS_RENDER_TASK (self), -1);

  return self->seconds_left;
}

const char *
aip_render_task_get_problem (AipRenderTask *self)
{
  g_return_val_if_fail (AIP_IS_RENDER_TASK (self), NULL);

  return self->problem;
}

const char *const *
aip_render_task_get_warnings (AipRenderTask *self)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail (AIP_IS_RENDER_TASK (self), none);

  return self->warnings != NULL ? (const char *const *) self->warnings : none;
}

char *
aip_render_task_dup_loudness (AipRenderTask *self)
{
  g_return_val_if_fail (AIP_IS_RENDER_TASK (self), NULL);

  if (!isfinite (self->loudness))
    return NULL;

  return g_strdup_printf (_("%.1f LUFS, peak %.1f dBTP"), self->loudness, self->true_peak);
}
