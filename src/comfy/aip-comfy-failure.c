/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-failure"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-comfy-failure.h"
#include "aip-error.h"
#include "aip-json.h"

/* Bytes; a traceback of a custom node can hold whole tensors. */
#define MAX_EXCEPTION 4096
#define MAX_TRACEBACK 32768
#define MAX_NAME      256

struct _AipComfyFailure
{
  int   code;
  char *message;
  char *node_id;
  char *node_type;
  char *exception_type;
  char *exception;
  char *traceback;
};

G_DEFINE_BOXED_TYPE (AipComfyFailure, aip_comfy_failure, aip_comfy_failure_ref,
                     aip_comfy_failure_unref)

/* At most @max_bytes of @text, whole characters only, without white space at the ends. */
static char *
dup_bounded (const char *text,
             gsize       max_bytes)
{
  gsize length = strlen (text);
  char *copy;

  if (length > max_bytes)
    {
      const char *end = g_utf8_find_prev_char (text, text + max_bytes + 1);

      length = end != NULL ? (gsize) (end - text) : 0;
    }

  copy = g_strndup (text, length);

  return g_strstrip (copy);
}

static gboolean
contains_one_of (const char        *text,
                 const char *const *needles)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);

  for (gsize i = 0; needles[i] != NULL; i++)
    if (strstr (lower, needles[i]) != NULL)
      return TRUE;

  return FALSE;
}

static int
classify (const char *exception_type,
          const char *exception)
{
  static const char *const memory[] = {
    "out of memory", "can't allocate memory", "cannot allocate memory",
    "cublas_status_alloc_failed", NULL
  };
  /* A checkpoint that is not there or not whole: the job fails the same way every time here. */
  static const char *const unusable[] = {
    "no such file or directory", "not found in", "headertoolarge", "incomplete metadata",
    "error while deserializing header", "invalid image file", NULL
  };

  if (g_str_has_suffix (exception_type, "OutOfMemoryError") ||
      g_str_equal (exception_type, "MemoryError") || contains_one_of (exception, memory))
    return AIP_ERROR_OUT_OF_MEMORY;

  if (g_str_equal (exception_type, "FileNotFoundError") ||
      contains_one_of (exception, unusable))
    return AIP_ERROR_INVALID;

  return AIP_ERROR_EXECUTION;
}

/* The first line says what it was; the tips and addresses that follow are in the details. */
static char *
first_line (const char *text)
{
  const char *end = strchr (text, '\n');
  char *line = end != NULL ? g_strndup (text, (gsize) (end - text)) : g_strdup (text);

  g_strstrip (line);
  while (*line != '\0' && strchr (".: ", line[strlen (line) - 1]) != NULL)
    line[strlen (line) - 1] = '\0';

  return line;
}

static char *
join_traceback (JsonArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      const char *line = aip_json_node_string (json_array_get_element (lines, i));

      if (line != NULL)
        g_string_append (text, line);
      if (text->len > MAX_TRACEBACK)
        break;
    }

  return g_string_free_and_steal (text);
}

/**
 * aip_comfy_failure_new_from_json:
 * @data: (nullable): the `data` of an `execution_error`; whatever is missing in it is ""
 */
AipComfyFailure *
aip_comfy_failure_new_from_json (JsonObject *data)
{
  AipComfyFailure *self = g_atomic_rc_box_new0 (AipComfyFailure);
  g_autofree char *traceback = join_traceback (aip_json_get_array (data, "traceback"));
  g_autofree char *what = NULL;
  const char *node;

  self->node_id = dup_bounded (aip_json_get_string (data, "node_id", ""), MAX_NAME);
  self->node_type = dup_bounded (aip_json_get_string (data, "node_type", ""), MAX_NAME);
  self->exception_type = dup_bounded (aip_json_get_string (data, "exception_type", ""), MAX_NAME);
  self->exception = dup_bounded (aip_json_get_string (data, "exception_message", ""),
                                 MAX_EXCEPTION);
  self->traceback = dup_bounded (traceback, MAX_TRACEBACK);
  self->code = classify (self->exception_type, self->exception);

  what = first_line (*self->exception != '\0' ? self->exception : self->exception_type);
  node = *self->node_type != '\0' ? self->node_type : "?";

  if (self->code == AIP_ERROR_OUT_OF_MEMORY)
    /* Translators: %s are the name of a step such as "KSampler" and what the worker said */
    self->message = g_strdup_printf (_("The worker ran out of memory in “%s”: %s."), node, what);
  else if (*what != '\0')
    self->message = g_strdup_printf (_("The worker failed in “%s”: %s."), node, what);
  else
    self->message = g_strdup_printf (_("The worker failed in “%s” without saying why."), node);

  return self;
}

AipComfyFailure *
aip_comfy_failure_ref (AipComfyFailure *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
aip_comfy_failure_clear (gpointer data)
{
  AipComfyFailure *self = data;

  g_free (self->message);
  g_free (self->node_id);
  g_free (self->node_type);
  g_free (self->exception_type);
  g_free (self->exception);
  g_free (self->traceback);
}

void
aip_comfy_failure_unref (AipComfyFailure *self)
{
  g_atomic_rc_box_release_full (self, aip_comfy_failure_clear);
}

int
aip_comfy_failure_get_code (AipComfyFailure *self)
{
  g_return_val_if_fail (self != NULL, AIP_ERROR_FAILED);

  return self->code;
}

const char *
aip_comfy_failure_get_message (AipComfyFailure *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->message;
}

const char *
aip_comfy_failure_get_node_id (AipComfyFailure *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->node_id;
}

const char *
aip_comfy_failure_get_node_type (AipComfyFailure *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->node_type;
}

const char *
aip_comfy_failure_get_exception_type (AipComfyFailure *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->exception_type;
}

const char *
aip_comfy_failure_get_exception (AipComfyFailure *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->exception;
}

const char *
aip_comfy_failure_get_traceback (AipComfyFailure *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->traceback;
}

GError *
aip_comfy_failure_to_error (AipComfyFailure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_error_new_literal (AIP_ERROR, self->code, self->message);
}
