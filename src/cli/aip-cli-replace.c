/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-replace"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cli-project.h"
#include "aip-cli-replace.h"
#include "aip-replace-hits.h"
#include "aip-text.h"

/* Half of what one turn of the main loop may take: the app may be running it. */
#define SLICE_USEC 4000
/* Around a place, for a person. */
#define CONTEXT_CHARS 24

typedef struct {
  AipCliCall        *call;
  AipReplaceSource  *source;
  AipReplacePattern *pattern;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_pointer (&run->source, aip_replace_source_unref);
  g_clear_pointer (&run->pattern, aip_replace_pattern_unref);
  g_object_unref (run->call);
  g_free (run);
}

static AipReplacePattern *
new_pattern (AipCliCall  *call,
             GError     **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);
  const char *const *arguments = aip_cli_call_get_arguments (call);
  AipReplaceFlags flags = AIP_REPLACE_PLAIN;

  if (!g_utf8_validate (arguments[1], -1, NULL) || !g_utf8_validate (arguments[2], -1, NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("What to look for and what to put there must be valid UTF-8."));
      return NULL;
    }
  if (options->regex)
    flags |= AIP_REPLACE_REGEX;
  if (options->match_case)
    flags |= AIP_REPLACE_MATCH_CASE;
  if (options->whole_words)
    flags |= AIP_REPLACE_WHOLE_WORDS;

  return aip_replace_pattern_new (arguments[1], arguments[2], flags, error);
}

/* A field by its own name, or by the one that the project gave it. (transfer full) (nullable) */
static char *
dup_field (AipDocument *document,
           const char  *typed)
{
  g_auto(GStrv) fields = aip_replace_dup_fields (document);
  g_autofree char *wanted = aip_text_fold (typed);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *title = aip_replace_dup_field_title (document, fields[i]);
      g_autofree char *folded = aip_text_fold (title);

      if (g_str_equal (fields[i], wanted) || g_str_equal (folded, wanted))
        return g_strdup (fields[i]);
    }

  return NULL;
}

/* (transfer full) (nullable): all of them where none were named. */
static GStrv
dup_fields (AipCliCall  *call,
            GError     **error)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);
  AipDocument *document = aip_cli_call_get_document (call);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) typed = NULL;

  if (options->fields == NULL)
    return aip_replace_dup_fields (document);

  typed = g_strsplit (options->fields, ",", -1);
  for (guint i = 0; typed[i] != NULL; i++)
    {
      char *field = dup_field (document, g_strstrip (typed[i]));

      if (field == NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _("“%s” holds no words to replace. Use code, description, action, dialogue, "
                         "notes, tags, prompt, negative, english or a text field of the project."),
                       typed[i]);
          return NULL;
        }
      g_strv_builder_take (builder, field);
    }

  return g_strv_builder_end (builder);
}

gboolean
aip_cli_check_replace (AipCliCall  *call,
                       GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(AipReplacePattern) pattern = new_pattern (call, &local_error);

  if (pattern == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, local_error->message);

  return pattern != NULL;
}

/* What is found ------------------------------------------------------------------------------- */

/* As --fields takes it. */
static const char *
get_field (AipReplaceHit *hit)
{
  const char *field = aip_replace_hit_get_field (hit);

  return g_str_has_prefix (field, "custom:") ? aip_replace_hit_get_field_title (hit) : field;
}

/* A line with what is around the place: “… the [rain → snow] falls …”. */
static char *
dup_line (AipReplaceHit *hit)
{
  gsize start, end;
  const char *text = aip_replace_hit_get_text (hit, &start, &end);
  const char *from = text + start;
  const char *to = text + end;
  g_autofree char *before = NULL;
  g_autofree char *found = g_strndup (text + start, end - start);
  g_autofree char *after = NULL;
  g_autofree char *line = NULL;

  for (guint i = 0; i < CONTEXT_CHARS && from > text; i++)
    from = g_utf8_prev_char (from);
  for (guint i = 0; i < CONTEXT_CHARS && *to != '\0'; i++)
    to = g_utf8_next_char (to);
  before = g_strndup (from, (gsize) (text + start - from));
  after = g_strndup (text + end, (gsize) (to - text) - end);
  line = g_strdup_printf ("%s%s[%s → %s]%s%s", from > text ? "…" : "", before, found,
                          aip_replace_hit_get_replacement (hit), after, *to != '\0' ? "…" : "");
  g_strdelimit (line, "\n\t", ' ');

  return g_steal_pointer (&line);
}

static JsonArray *
describe (AipReplaceHits *hits)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < aip_replace_hits_get_count (hits); i++)
    {
      AipReplaceHit *hit = aip_replace_hits_peek (hits, i);
      JsonObject *object = json_object_new ();
      gsize start, end;
      const char *text = aip_replace_hit_get_text (hit, &start, &end);
      g_autofree char *found = g_strndup (text + start, end - start);

      json_object_set_string_member (object, "shot", aip_replace_hit_get_code (hit));
      json_object_set_string_member (object, "field", get_field (hit));
      json_object_set_int_member (object, "offset", g_utf8_pointer_to_offset (text, text + start));
      json_object_set_string_member (object, "before", found);
      json_object_set_string_member (object, "after", aip_replace_hit_get_replacement (hit));
      if (aip_replace_hit_get_problem (hit) != NULL)
        json_object_set_string_member (object, "problem", aip_replace_hit_get_problem (hit));
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
report_dry (AipCliCall     *call,
            AipReplaceHits *hits)
{
  guint n = aip_replace_hits_get_count (hits);

  for (guint i = 0; i < n && !aip_cli_call_get_options (call)->json; i++)
    {
      AipReplaceHit *hit = aip_replace_hits_peek (hits, i);
      g_autofree char *line = dup_line (hit);

      aip_cli_call_print (call, "%s  %s  %s", aip_replace_hit_get_code (hit),
                          get_field (hit), line);
      if (aip_replace_hit_get_problem (hit) != NULL)
        aip_cli_call_print (call, "    %s", aip_replace_hit_get_problem (hit));
    }
  aip_cli_call_print (call, ngettext ("%u place in %u shots would be replaced.",
                                      "%u places in %u shots would be replaced.",
                                      n - aip_replace_hits_get_n_problems (hits)),
                      n - aip_replace_hits_get_n_problems (hits),
                      aip_replace_hits_get_n_shots (hits));
}

static AipCliStatus
replace (AipCliCall     *call,
         AipReplaceHits *hits)
{
  JsonObject *answer = aip_cli_call_get_result (call);
  g_auto(AipReplaceReport) report = { 0 };

  /* Also what will be refused, so that it is said. */
  for (guint i = 0; i < aip_replace_hits_get_count (hits); i++)
    aip_replace_hit_set_ticked (aip_replace_hits_peek (hits, i), TRUE);
  aip_replace_hits_apply (hits, aip_cli_call_get_document (call), &report);

  json_object_set_int_member (answer, "replaced", report.n_replaced);
  json_object_set_int_member (answer, "refused", report.n_refused);
  for (guint i = 0; i < report.problems->len; i++)
    aip_cli_call_add_problem (call, g_ptr_array_index (report.problems, i));
  aip_cli_call_print (call, ngettext ("Replaced %u place in %u shots.",
                                      "Replaced %u places in %u shots.", report.n_replaced),
                      report.n_replaced, report.n_shots);

  return report.n_refused > 0 ? AIP_CLI_PARTLY : AIP_CLI_OK;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(AipCliCall) call = user_data;
  JsonObject *answer = aip_cli_call_get_result (call);
  GError *error = NULL;
  g_autoptr(AipReplaceHits) hits = aip_replace_find_finish (result, &error);
  AipCliStatus status = AIP_CLI_OK;

  if (hits == NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  json_object_set_int_member (answer, "found", aip_replace_hits_get_count (hits));
  json_object_set_int_member (answer, "shots", aip_replace_hits_get_n_shots (hits));
  json_object_set_boolean_member (answer, "truncated", aip_replace_hits_get_truncated (hits));
  if (aip_cli_call_get_options (call)->dry_run)
    {
      json_object_set_array_member (answer, "hits", describe (hits));
      report_dry (call, hits);
    }
  else
    status = replace (call, hits);

  aip_cli_call_finish (call, status);
}

static gboolean
read_cb (gpointer user_data)
{
  Run *run = user_data;

  if (!aip_replace_source_read (run->source, SLICE_USEC))
    return G_SOURCE_CONTINUE;

  aip_replace_find_async (run->source, run->pattern, aip_cli_call_get_cancellable (run->call),
                          found_cb, g_object_ref (run->call));

  return G_SOURCE_REMOVE;
}

void
aip_cli_run_replace (AipCliCall *call)
{
  const AipCliOptions *options = aip_cli_call_get_options (call);
  AipDocument *document = aip_cli_call_get_document (call);
  GError *error = NULL;
  g_auto(GStrv) fields = dup_fields (call, &error);
  g_autoptr(AipReplacePattern) pattern = NULL;
  g_autoptr(GPtrArray) shots = NULL;
  Run *run;

  if (fields != NULL)
    pattern = new_pattern (call, &error);
  if (pattern != NULL && options->shots != NULL)
    shots = aip_cli_choose_shots (document, options->shots, &error);
  if (error != NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  run = g_new0 (Run, 1);
  run->call = g_object_ref (call);
  run->pattern = g_steal_pointer (&pattern);
  run->source = aip_replace_source_new (document, shots, (const char *const *) fields);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, read_cb, run, run_free);
}
