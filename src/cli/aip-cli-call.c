/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-call"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-cli-call.h"
#include "aip-cli-help.h"
#include "aip-cli-workflow.h"
#include "aip-cli-remote.h"
#include "aip-error.h"
#include "aip-json.h"

struct _AipCliCall
{
  GObject parent_instance;

  GStrv             argv; /* as typed */
  char             *cwd;
  AipCliWriter      writer;
  gpointer          writer_data;
  guint             terminal; /* its width */

  const AipCliVerb *verb;
  AipCliOptions     options;
  GStrv             arguments;
  GError           *usage_error;

  AipDocument      *document;
  AipScheduler     *scheduler;
  gboolean          lent;
  AipCliNews        news; /* (nullable): only when lent */
  gpointer          news_data;

  GTask            *task;
  JsonObject       *result;
  JsonArray        *problems;
  gboolean          in_lines; /* JSON a line each */
  GError           *error; /* why it failed */
  AipCliStatus      status;
};

G_DEFINE_FINAL_TYPE (AipCliCall, aip_cli_call, G_TYPE_OBJECT)

static void
options_clear (AipCliOptions *options)
{
  g_free (options->into);
  g_free (options->name);
  g_free (options->code);
  g_free (options->rate);
  g_free (options->size);
  g_free (options->aspect);
  g_free (options->shots);
  g_free (options->workflow);
  g_free (options->chain);
  g_free (options->repeat);
  g_free (options->timeout);
  g_free (options->target);
  g_free (options->object_info);
  g_free (options->purpose);
  g_free (options->dialect);
  g_free (options->encoding);
  g_free (options->sheet);
  g_free (options->accept);
  g_free (options->fields);
  g_free (options->format);
  g_free (options->paper);
  g_free (options->year);
  g_free (options->preset);
  g_free (options->range);
  g_free (options->burn_in);
  g_free (options->text);
  g_free (options->ratio);
  g_free (options->cut);
  g_free (options->project);
  g_strfreev (options->workers);
  g_strfreev (options->maps);
  g_strfreev (options->binds);
}

static void
aip_cli_call_finalize (GObject *object)
{
  AipCliCall *self = AIP_CLI_CALL (object);

  g_strfreev (self->argv);
  g_free (self->cwd);
  options_clear (&self->options);
  g_strfreev (self->arguments);
  g_clear_error (&self->usage_error);
  g_clear_object (&self->document);
  g_clear_object (&self->scheduler);
  g_clear_pointer (&self->result, json_object_unref);
  g_clear_pointer (&self->problems, json_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (aip_cli_call_parent_class)->finalize (object);
}

static void
aip_cli_call_class_init (AipCliCallClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_cli_call_finalize;
}

static void
aip_cli_call_init (AipCliCall *self)
{
  self->result = json_object_new ();
  self->problems = json_array_new ();
  self->options.handles = -1;
}

/* The command line -------------------------------------------------------------------------- */

static gboolean
looks_like_address (const char *text)
{
  const char *colon = strrchr (text, ':');
  guint64 port;

  return g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://") ||
         (colon != NULL && strchr (text, '/') == NULL &&
          g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &port, NULL));
}

/* `--worker A B` means `--worker A --worker B`; what follows must look like an address. */
static GStrv
spread_workers (const char *const *argv)
{
  GStrvBuilder *spread = g_strv_builder_new ();
  gboolean after_worker = FALSE;

  for (guint i = 0; argv[i] != NULL; i++)
    {
      gboolean is_option = g_str_equal (argv[i], "--worker") || g_str_equal (argv[i], "-w");

      if (after_worker && looks_like_address (argv[i]) && !g_str_has_prefix (argv[i - 1], "-"))
        g_strv_builder_add (spread, "--worker");
      g_strv_builder_add (spread, argv[i]);
      after_worker = is_option || (after_worker && looks_like_address (argv[i]));
    }

  return g_strv_builder_unref_to_strv (spread);
}

/* Everything that is not a path has to be text; the shell passes any bytes. */
static gboolean
check_texts (AipCliCall  *self,
             GError     **error)
{
  const char *const texts[] = {
    self->options.name, self->options.code, self->options.rate, self->options.size,
    self->options.aspect, self->options.shots, self->options.workflow, self->options.timeout,
    self->options.target, self->options.purpose, self->options.encoding, self->options.sheet,
    self->options.accept, self->options.year, self->options.fields, self->options.format,
    self->options.paper, self->options.dialect, self->options.preset, self->options.range,
    self->options.burn_in, self->options.text, self->options.ratio,
    self->options.chain, self->options.repeat,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && !g_utf8_validate (texts[i], -1, NULL))
      {
        g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                             _("An option is not valid UTF-8."));
        return FALSE;
      }

  return TRUE;
}

static gboolean
parse (AipCliCall  *self,
       GError     **error)
{
  g_autoptr(GOptionContext) context = NULL;
  g_auto(GStrv) argv = NULL;
  g_autofree GOptionEntry *entries = NULL;
  guint n_arguments;

  self->options.json = g_strv_contains ((const char *const *) self->argv, "--json");
  if (g_strv_length (self->argv) < 2)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("No command is given."));
      return FALSE;
    }

  for (const AipCliVerb *verb = aip_cli_get_verbs (); verb->name != NULL; verb++)
    if (g_str_equal (verb->name, self->argv[1]))
      self->verb = verb;
  if (self->verb == NULL)
    {
      g_autofree char *display = g_filename_display_name (self->argv[1]);

      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _("There is no command “%s”."), display);
      return FALSE;
    }

  argv = spread_workers ((const char *const *) self->argv + 1);
  entries = aip_cli_help_make_entries (self->verb, &self->options);
  context = g_option_context_new (NULL);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse_strv (context, &argv, error))
    return FALSE;

  g_strfreev (self->arguments);
  self->arguments = g_strdupv (argv + 1);
  if (self->options.help)
    return TRUE;
  if (!check_texts (self, error))
    return FALSE;

  n_arguments = g_strv_length (self->arguments);
  if (n_arguments < self->verb->min_arguments || n_arguments > self->verb->max_arguments)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   n_arguments < self->verb->min_arguments
                   ? _("Something is missing: aipipeline %s %s")
                   : _("There are too many arguments: aipipeline %s %s"),
                   self->verb->name, _(self->verb->usage));
      return FALSE;
    }
  if (self->verb->project == AIP_CLI_PROJECT_INTO && self->options.into == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _("Something is missing: aipipeline %s %s"), self->verb->name,
                   _(self->verb->usage));
      return FALSE;
    }

  return self->verb->check == NULL || self->verb->check (self, error);
}

AipCliCall *
aip_cli_call_new (const char *const *argv,
                  const char        *cwd,
                  AipCliWriter       writer,
                  gpointer           writer_data)
{
  AipCliCall *self;

  g_return_val_if_fail (argv != NULL && argv[0] != NULL, NULL);
  g_return_val_if_fail (cwd != NULL, NULL);
  g_return_val_if_fail (writer != NULL, NULL);

  self = g_object_new (AIP_TYPE_CLI_CALL, NULL);
  self->argv = g_strdupv ((char **) argv);
  self->cwd = g_strdup (cwd);
  self->writer = writer;
  self->writer_data = writer_data;
  self->arguments = g_new0 (char *, 1);
  parse (self, &self->usage_error);

  return self;
}

void
aip_cli_call_lend (AipCliCall   *self,
                   AipDocument  *document,
                   AipScheduler *scheduler,
                   AipCliNews    news,
                   gpointer      news_data)
{
  g_return_if_fail (AIP_IS_CLI_CALL (self));
  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (AIP_IS_SCHEDULER (scheduler));

  g_set_object (&self->document, document);
  g_set_object (&self->scheduler, scheduler);
  self->lent = TRUE;
  self->news = news;
  self->news_data = news_data;
}

void
aip_cli_call_set_terminal (AipCliCall *self,
                           guint       width)
{
  g_return_if_fail (AIP_IS_CLI_CALL (self));

  self->terminal = width;
}

char *
aip_cli_call_resolve (AipCliCall *self,
                      const char *path)
{
  g_return_val_if_fail (AIP_IS_CLI_CALL (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return g_canonicalize_filename (path, self->cwd);
}

char *
aip_cli_call_get_project_path (AipCliCall *self)
{
  g_autofree char *path = NULL;
  const char *typed = NULL;

  g_return_val_if_fail (AIP_IS_CLI_CALL (self), NULL);

  if (self->verb == NULL)
    return NULL;
  if (self->verb->project == AIP_CLI_PROJECT_INTO)
    typed = self->options.into;
  else if (self->verb->project == AIP_CLI_PROJECT_FIRST)
    typed = self->arguments[0];
  else if (self->verb->project == AIP_CLI_PROJECT_SECOND && self->options.into != NULL)
    typed = self->options.into;
  else if (self->verb->project == AIP_CLI_PROJECT_SECOND && self->arguments[0] != NULL)
    typed = self->arguments[1];
  else if (self->verb->project == AIP_CLI_PROJECT_ASKED)
    typed = self->options.into != NULL ? self->options.into
                                       : aip_cli_workflow_find_project ((const char *const *) self->arguments);
  if (typed == NULL)
    return NULL;

  path = aip_cli_call_resolve (self, typed);
  if (g_str_has_suffix (path, G_DIR_SEPARATOR_S AIP_DOCUMENT_FILE))
    return g_path_get_dirname (path);

  return g_steal_pointer (&path);
}

/* Output ------------------------------------------------------------------------------------ */

void
aip_cli_call_print_raw (AipCliCall *self,
                        const char *text)
{
  g_return_if_fail (AIP_IS_CLI_CALL (self));
  g_return_if_fail (text != NULL);

  if (!self->options.json)
    self->writer (text, FALSE, self->writer_data);
}

void
aip_cli_call_print (AipCliCall *self,
                    const char *format,
                    ...)
{
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;
  va_list arguments;

  g_return_if_fail (AIP_IS_CLI_CALL (self));
  g_return_if_fail (format != NULL);

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  text = g_strconcat (line, "\n", NULL);
  aip_cli_call_print_raw (self, text);
}

void
aip_cli_call_print_news (AipCliCall *self,
                         const char *text)
{
  g_return_if_fail (AIP_IS_CLI_CALL (self));
  g_return_if_fail (text != NULL);

  if (!self->lent)
    aip_cli_call_print_raw (self, text);
  else if (self->news != NULL && !self->options.json)
    self->news (text, self->news_data);
}

void
aip_cli_call_print_event (AipCliCall *self,
                          JsonObject *event)
{
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (AIP_IS_CLI_CALL (self));
  g_return_if_fail (event != NULL);

  root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, event);
  self->in_lines = TRUE;
  if (!self->options.json)
    return;

  json = aip_json_to_text (root, FALSE);
  text = g_strconcat (json, "\n", NULL);
  self->writer (text, FALSE, self->writer_data);
}

static void
print_error (AipCliCall *self,
             const char *sentence)
{
  g_autofree char *text = g_strdup_printf ("aipipeline: %s\n", sentence);

  self->writer (text, TRUE, self->writer_data);
}

void
aip_cli_call_add_problem (AipCliCall *self,
                          const char *sentence)
{
  g_return_if_fail (AIP_IS_CLI_CALL (self));
  g_return_if_fail (sentence != NULL);

  print_error (self, sentence);
  json_array_add_string_element (self->problems, sentence);
}

JsonObject *
aip_cli_call_get_result (AipCliCall *self)
{
  g_return_val_if_fail (AIP_IS_CLI_CALL (self), NULL);

  return self->result;
}

static void
print_json (AipCliCall *self)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  json_object_set_boolean_member (self->result, "ok", self->status == AIP_CLI_OK);
  json_object_set_int_member (self->result, "status", self->status);
  json_object_set_string_member (self->result, "command",
                                 self->verb != NULL ? self->verb->name : "");
  json_object_set_array_member (self->result, "problems", json_array_ref (self->problems));
  if (self->error != NULL)
    {
      JsonObject *error = json_object_new ();

      json_object_set_string_member (error, "code",
                                     self->error->domain == AIP_ERROR
                                     ? aip_error_to_nick (self->error->code)
                                     : self->error->domain == G_OPTION_ERROR ? "usage" : "failed");
      json_object_set_string_member (error, "message", self->error->message);
      json_object_set_object_member (self->result, "error", error);
    }

  json_node_set_object (root, self->result);
  json = aip_json_to_text (root, !self->in_lines);
  text = g_strconcat (json, "\n", NULL);
  self->writer (text, FALSE, self->writer_data);
}

/* Ending ------------------------------------------------------------------------------------ */

static AipCliStatus
status_of (const GError *error)
{
  if (error->domain == G_OPTION_ERROR)
    return AIP_CLI_USAGE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return AIP_CLI_INTERRUPTED;
  if (error->domain != AIP_ERROR)
    return AIP_CLI_FAILED;

  switch ((AipError) error->code)
    {
    case AIP_ERROR_NOT_FOUND:
      return AIP_CLI_NOT_FOUND;
    case AIP_ERROR_IN_USE:
      return AIP_CLI_IN_USE;
    case AIP_ERROR_DAMAGED:
      return AIP_CLI_DAMAGED;
    case AIP_ERROR_TIMEOUT:
      return AIP_CLI_TIMEOUT;
    case AIP_ERROR_CANCELLED:
      return AIP_CLI_INTERRUPTED;
    default:
      return AIP_CLI_FAILED;
    }
}

static void
end (AipCliCall *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  if (self->options.json)
    print_json (self);

  g_task_return_int (task, self->status);
}

static void
document_closed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(AipCliCall) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!aip_document_close_finish (AIP_DOCUMENT (source), result, &error))
    {
      aip_cli_call_add_problem (self, error->message);
      if (self->status == AIP_CLI_OK)
        self->status = AIP_CLI_FAILED;
    }
  g_clear_object (&self->document);

  end (self);
}

static void
close_document (AipCliCall *self)
{
  if (self->document != NULL && !self->lent)
    aip_document_close_async (self->document, document_closed_cb, g_object_ref (self));
  else
    end (self);
}

static void
scheduler_stopped_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(AipCliCall) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!aip_scheduler_stop_finish (AIP_SCHEDULER (source), result, &error))
    aip_cli_call_add_problem (self, error->message);
  g_clear_object (&self->scheduler);

  close_document (self);
}

void
aip_cli_call_finish (AipCliCall   *self,
                     AipCliStatus  status)
{
  g_return_if_fail (AIP_IS_CLI_CALL (self));
  g_return_if_fail (self->task != NULL);

  self->status = status;
  if (self->scheduler != NULL && !self->lent)
    {
      if (self->document != NULL)
        aip_scheduler_remove_document (self->scheduler, self->document);
      aip_scheduler_stop_async (self->scheduler, scheduler_stopped_cb, g_object_ref (self));
    }
  else
    close_document (self);
}

void
aip_cli_call_fail (AipCliCall *self,
                   GError     *error)
{
  g_return_if_fail (AIP_IS_CLI_CALL (self));
  g_return_if_fail (error != NULL);

  g_clear_error (&self->error);
  self->error = error;
  print_error (self, error->message);
  if (error->domain == G_OPTION_ERROR)
    {
      g_autofree char *hint = self->verb != NULL
                              ? g_strdup_printf (_("“aipipeline %s --help” explains the command."),
                                                 self->verb->name)
                              : g_strdup (_("“aipipeline help” lists the commands."));

      print_error (self, hint);
    }

  aip_cli_call_finish (self, status_of (error));
}

/* Running ----------------------------------------------------------------------------------- */

static void
news_cb (const char *text,
         gpointer    user_data)
{
  AipCliCall *self = user_data;

  self->writer (text, FALSE, self->writer_data);
}

static void
handed_over_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(AipCliCall) self = user_data;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  int status;
  GError *error = NULL;

  if (!aip_cli_remote_run_finish (result, &status, &out, &err, &error))
    {
      aip_cli_call_fail (self, error);
      return;
    }

  if (*err != '\0')
    self->writer (err, TRUE, self->writer_data);
  if (*out != '\0')
    self->writer (out, FALSE, self->writer_data);

  /* The app has printed the JSON document, so this process must not. */
  self->options.json = FALSE;
  aip_cli_call_finish (self, (AipCliStatus) status);
}

static void
document_opened_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(AipCliCall) self = user_data;
  GError *error = NULL;

  self->document = aip_document_open_finish (result, &error);
  if (self->document != NULL)
    self->verb->run (self);
  else if (g_error_matches (error, AIP_ERROR, AIP_ERROR_IN_USE))
    {
      aip_cli_remote_run_async ((const char *const *) self->argv, self->cwd, error, news_cb, self,
                                aip_cli_call_get_cancellable (self), handed_over_cb,
                                g_object_ref (self));
      g_error_free (error);
    }
  else
    aip_cli_call_fail (self, error);
}

void
aip_cli_call_run_async (AipCliCall          *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autofree char *project = NULL;

  g_return_if_fail (AIP_IS_CLI_CALL (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, aip_cli_call_run_async);
  /* Being cancelled is an ending like others: it has to be said, and the project closed. */
  g_task_set_check_cancellable (self->task, FALSE);

  if (self->usage_error != NULL)
    {
      aip_cli_call_fail (self, g_steal_pointer (&self->usage_error));
      return;
    }

  if (self->options.help)
    {
      g_autofree char *help = aip_cli_help_for_verb (self->verb);

      self->options.json = FALSE;
      aip_cli_call_print_raw (self, help);
      aip_cli_call_finish (self, AIP_CLI_OK);
      return;
    }

  project = aip_cli_call_get_project_path (self);
  if (project != NULL)
    json_object_set_string_member (self->result, "project", project);

  if (project == NULL || self->lent)
    self->verb->run (self);
  else
    aip_document_open_async (project, cancellable, document_opened_cb, g_object_ref (self));
}

AipCliStatus
aip_cli_call_run_finish (AipCliCall   *self,
                         GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), AIP_CLI_FAILED);

  return (AipCliStatus) g_task_propagate_int (G_TASK (result), NULL);
}

/* Getters ----------------------------------------------------------------------------------- */

const AipCliOptions *
aip_cli_call_get_options (AipCliCall *self)
{
  g_return_val_if_fail (AIP_IS_CLI_CALL (self), NULL);

  return &self->options;
}

const char *const *
aip_cli_call_get_arguments (AipCliCall *self)
{
  g_return_val_if_fail (AIP_IS_CLI_CALL (self), NULL);

  return (const char *const *) self->arguments;
}

GCancellable *
aip_cli_call_get_cancellable (AipCliCall *self)
{
  g_return_val_if_fail (AIP_IS_CLI_CALL (self), NULL);

  return self->task != NULL ? g_task_get_cancellable (self->task) : NULL;
}

guint
aip_cli_call_get_terminal (AipCliCall *self)
{
  g_return_val_if_fail (AIP_IS_CLI_CALL (self), 0);

  return self->terminal;
}

gboolean
aip_cli_call_is_lent (AipCliCall *self)
{
  g_return_val_if_fail (AIP_IS_CLI_CALL (self), FALSE);

  return self->lent;
}

AipDocument *
aip_cli_call_get_document (AipCliCall *self)
{
  g_return_val_if_fail (AIP_IS_CLI_CALL (self), NULL);

  return self->document;
}

void
aip_cli_call_take_document (AipCliCall  *self,
                            AipDocument *document)
{
  g_return_if_fail (AIP_IS_CLI_CALL (self));
  g_return_if_fail (self->document == NULL);

  self->document = document;
}

AipScheduler *
aip_cli_call_get_scheduler (AipCliCall *self)
{
  g_return_val_if_fail (AIP_IS_CLI_CALL (self), NULL);

  return self->scheduler;
}

void
aip_cli_call_take_scheduler (AipCliCall   *self,
                             AipScheduler *scheduler)
{
  g_return_if_fail (AIP_IS_CLI_CALL (self));
  g_return_if_fail (self->scheduler == NULL);

  self->scheduler = scheduler;
}
