/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-submission"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-comfy-json.h"
#include "aip-comfy-submission.h"
#include "aip-error.h"
#include "aip-json.h"

#define MAX_SENTENCES    20
#define MAX_DETAIL_CHARS 200

struct _AipComfySubmission
{
  AipComfyOutcome  outcome;
  char            *prompt_id;
  double           number;
};

G_DEFINE_BOXED_TYPE (AipComfySubmission, aip_comfy_submission, aip_comfy_submission_ref,
                     aip_comfy_submission_unref)

AipComfySubmission *
aip_comfy_submission_new (AipComfyOutcome  outcome,
                          const char      *prompt_id,
                          double           number)
{
  AipComfySubmission *self;

  g_return_val_if_fail (prompt_id != NULL, NULL);

  self = g_atomic_rc_box_new0 (AipComfySubmission);
  self->outcome = outcome;
  self->prompt_id = g_strdup (prompt_id);
  self->number = number;

  return self;
}

AipComfySubmission *
aip_comfy_submission_ref (AipComfySubmission *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
aip_comfy_submission_clear (gpointer data)
{
  AipComfySubmission *self = data;

  g_free (self->prompt_id);
}

void
aip_comfy_submission_unref (AipComfySubmission *self)
{
  g_atomic_rc_box_release_full (self, aip_comfy_submission_clear);
}

static char *
shorten (const char *text)
{
  if (g_utf8_strlen (text, -1) <= MAX_DETAIL_CHARS)
    return g_strdup (text);

  return g_utf8_substring (text, 0, MAX_DETAIL_CHARS);
}

/* What the worker received, as a person would write it. */
static char *
describe_value (JsonNode *node)
{
  g_autofree char *text = aip_comfy_json_dup_string (node);

  if (text == NULL)
    text = aip_comfy_json_to_text (node);

  return shorten (text);
}

static char *
describe_error (const char *node,
                const char *class_type,
                JsonObject *error)
{
  const char *type = aip_json_get_string (error, "type", "");
  const char *message = aip_json_get_string (error, "message", "");
  g_autofree char *details = shorten (aip_json_get_string (error, "details", ""));
  JsonObject *info = aip_json_get_object (error, "extra_info");
  const char *input = aip_json_get_string (info, "input_name", NULL);
  JsonNode *received = aip_json_get (info, "received_value");

  if (input != NULL && received != NULL && g_str_equal (type, "value_not_in_list"))
    {
      g_autofree char *value = describe_value (received);

      return g_strdup_printf (_("“%s” of %s (node %s) is “%s”, which the worker does not have."),
                              input, class_type, node, value);
    }

  if (input != NULL && received != NULL && g_str_equal (type, "value_smaller_than_min"))
    {
      g_autofree char *value = describe_value (received);

      return g_strdup_printf (_("“%s” of %s (node %s) is %s, less than the worker takes."), input,
                              class_type, node, value);
    }

  if (input != NULL && received != NULL && g_str_equal (type, "value_bigger_than_max"))
    {
      g_autofree char *value = describe_value (received);

      return g_strdup_printf (_("“%s” of %s (node %s) is %s, more than the worker takes."), input,
                              class_type, node, value);
    }

  if (input != NULL && g_str_equal (type, "required_input_missing"))
    return g_strdup_printf (_("“%s” of %s (node %s) is missing."), input, class_type, node);

  if (*details != '\0')
    return g_strdup_printf (_("%s (node %s): %s: %s."), class_type, node, message, details);

  return g_strdup_printf (_("%s (node %s): %s."), class_type, node, message);
}

/* One sentence an error, in one paragraph. NULL when there is none. */
static char *
describe_node_errors (JsonObject *node_errors)
{
  g_autoptr(GString) text = g_string_new (NULL);
  JsonObjectIter iter;
  const char *node;
  JsonNode *member;
  guint n = 0;

  if (node_errors == NULL)
    return NULL;

  json_object_iter_init_ordered (&iter, node_errors);
  while (json_object_iter_next_ordered (&iter, &node, &member))
    {
      JsonObject *object = aip_json_node_object (member);
      JsonArray *errors = aip_json_get_array (object, "errors");
      const char *class_type = aip_json_get_string (object, "class_type", "?");

      for (guint i = 0; errors != NULL && i < json_array_get_length (errors); i++)
        {
          JsonObject *error = aip_json_node_object (json_array_get_element (errors, i));
          g_autofree char *sentence = NULL;

          if (++n > MAX_SENTENCES)
            break;
          sentence = describe_error (node, class_type, error);
          g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
        }
    }

  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

static AipComfySubmission *
read_acceptance (const char  *prompt_id,
                 JsonObject  *root,
                 GError     **error)
{
  const char *answered_id = aip_json_get_string (root, "prompt_id", NULL);
  JsonObject *node_errors = aip_json_get_object (root, "node_errors");
  g_autofree char *problems = NULL;
  double number = 0;

  if (answered_id == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_PROTOCOL,
                           _("The worker’s answer to a new job cannot be read."));
      return aip_comfy_submission_new (AIP_COMFY_OUTCOME_UNKNOWN, prompt_id, 0);
    }

  aip_comfy_json_get_number (aip_json_get (root, "number"), &number);

  if (!g_str_equal (answered_id, prompt_id))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_PROTOCOL,
                           _("The worker’s ComfyUI is too old: it does not keep the number that a "
                             "job is given. Update ComfyUI there."));
      return aip_comfy_submission_new (AIP_COMFY_OUTCOME_PARTIAL, answered_id, number);
    }

  if (node_errors == NULL || json_object_get_size (node_errors) == 0)
    return aip_comfy_submission_new (AIP_COMFY_OUTCOME_QUEUED, prompt_id, number);

  problems = describe_node_errors (node_errors);
  g_set_error (error, AIP_ERROR, AIP_ERROR_REJECTED,
               _("The worker would only do a part of this job. %s"),
               problems != NULL ? problems : "");

  return aip_comfy_submission_new (AIP_COMFY_OUTCOME_PARTIAL, prompt_id, number);
}

static void
set_refusal (JsonObject  *root,
             GError     **error)
{
  JsonObject *refusal = aip_json_get_object (root, "error");
  g_autofree char *problems = describe_node_errors (aip_json_get_object (root, "node_errors"));
  g_autofree char *message = NULL;
  g_autofree char *details = NULL;

  if (problems != NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_REJECTED, _("The worker refused the job. %s"),
                   problems);
      return;
    }

  /* Newer servers answer a plain text for some refusals. */
  message = shorten (refusal != NULL ? aip_json_get_string (refusal, "message", "")
                                     : aip_json_get_string (root, "error", ""));
  details = shorten (aip_json_get_string (refusal, "details", ""));
  g_strchomp (message);
  g_strchomp (details);

  if (*message == '\0')
    g_set_error_literal (error, AIP_ERROR, AIP_ERROR_REJECTED,
                         _("The worker refused the job without saying why."));
  else if (*details == '\0')
    g_set_error (error, AIP_ERROR, AIP_ERROR_REJECTED, _("The worker refused the job: %s"),
                 message);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_REJECTED, _("The worker refused the job: %s (%s)"),
                 message, details);
}

/**
 * aip_comfy_submission_new_from_answer:
 * @http_status: of `POST /prompt`
 * @prompt_id: the id that was sent
 * @body: what was answered
 * @error: return location, set unless everything was queued as asked
 *
 * Returns: (transfer full): what is known to be queued, never %NULL
 */
AipComfySubmission *
aip_comfy_submission_new_from_answer (guint        http_status,
                                      const char  *prompt_id,
                                      GBytes      *body,
                                      GError     **error)
{
  AipComfyOutcome outcome = AIP_COMFY_OUTCOME_NOT_QUEUED;
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (prompt_id != NULL && body != NULL, NULL);

  /* A body that is no JSON is as good as an empty one: the status decides. */
  node = aip_comfy_json_parse_bytes (body, G_MAXSIZE, NULL);

  switch (http_status)
    {
    case 200:
      return read_acceptance (prompt_id, aip_json_node_object (node), error);

    case 400:
      set_refusal (aip_json_node_object (node), error);
      break;

    case 409:
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_EXISTS,
                           _("The worker has this job already."));
      outcome = AIP_COMFY_OUTCOME_UNKNOWN;
      break;

    case 413:
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                           _("The job is larger than the worker accepts. Start ComfyUI there with "
                             "a larger “--max-upload-size”."));
      break;

    default:
      /* A 500 can come although the job was queued; a proxy's 502 or 504 says even less. */
      if (http_status >= 500)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_NETWORK,
                       _("The worker answered with an error of its own (%u), so it is not known "
                         "whether it has the job."), http_status);
          outcome = AIP_COMFY_OUTCOME_UNKNOWN;
        }
      else
        g_set_error (error, AIP_ERROR, AIP_ERROR_PROTOCOL,
                     _("The worker does not accept jobs: it answered with status %u."),
                     http_status);
    }

  return aip_comfy_submission_new (outcome, prompt_id, 0);
}

AipComfyOutcome
aip_comfy_submission_get_outcome (AipComfySubmission *self)
{
  g_return_val_if_fail (self != NULL, AIP_COMFY_OUTCOME_UNKNOWN);

  return self->outcome;
}

const char *
aip_comfy_submission_get_prompt_id (AipComfySubmission *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->prompt_id;
}

double
aip_comfy_submission_get_number (AipComfySubmission *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->number;
}
