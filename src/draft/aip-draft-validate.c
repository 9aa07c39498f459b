/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-validate"

#include "config.h"

#include <string.h>

#include "aip-draft-coerce.h"
#include "aip-draft-validate.h"

/*
 * The checks of POST /prompt. They follow the real server's control flow closely, because it
 * shows: which of several faults is reported, on which node, and whether at all, depends on it.
 */

/* Lists longer than this are not repeated in an error. */
#define MAX_LISTED 20

/* How deep a chain of nodes may be before the recursion is given up, as Python does. */
#define MAX_CHAIN 900

typedef struct
{
  AipDraftNodes *nodes;
  AipDraftStore *store;
  AipDraftJson  *graph;
  AipDraftJson  *results;  /* node id → array of errors; a node with errors upstream has [] too */
  GHashTable    *invalid;  /* ids of bad nodes */
  GHashTable    *visiting; /* the chain from the output down to here */
} Validation;

AipDraftJson *
aip_draft_error_new (const char   *type,
                     const char   *message,
                     const char   *details,
                     AipDraftJson *extra)
{
  AipDraftJson *error = aip_draft_json_object ();

  aip_draft_json_set_string (error, "type", type);
  aip_draft_json_set_string (error, "message", message);
  aip_draft_json_set_string (error, "details", details);
  aip_draft_json_set (error, "extra_info", extra != NULL ? extra : aip_draft_json_object ());

  return error;
}

static AipDraftJson *
new_traceback (void)
{
  AipDraftJson *traceback = aip_draft_json_array ();

  aip_draft_json_append (traceback,
                         aip_draft_json_string ("  File \"draft-worker\", in validate_inputs\n"));

  return traceback;
}

/* The `extra_info` of most input errors. */
static AipDraftJson *
new_input_info (const char   *name,
                AipDraftJson *config,
                AipDraftJson *received)
{
  AipDraftJson *info = aip_draft_json_object ();

  aip_draft_json_set_string (info, "input_name", name);
  aip_draft_json_set (info, "input_config",
                      config != NULL ? aip_draft_json_ref (config) : aip_draft_json_null ());
  if (received != NULL)
    aip_draft_json_set (info, "received_value", aip_draft_json_ref (received));

  return info;
}

/* LoadImage and its kin check the file themselves, whatever their list says. */
static gboolean
has_own_check (const char *class_type,
               const char *input)
{
  return g_str_equal (input, "image") &&
         (g_str_equal (class_type, "LoadImage") || g_str_equal (class_type, "LoadImageMask"));
}

static void
check_range (AipDraftJson *errors,
             const char   *name,
             AipDraftJson *config,
             AipDraftJson *value)
{
  AipDraftJson *options = aip_draft_json_get_element (config, 1);
  AipDraftJson *min = aip_draft_json_get (options, "min");
  AipDraftJson *max = aip_draft_json_get (options, "max");
  g_autofree char *message = NULL;
  const char *type = NULL;

  if (!aip_draft_json_is_number (value))
    return;

  if (aip_draft_json_is_number (min) && aip_draft_compare_numbers (value, min) < 0)
    {
      type = "value_smaller_than_min";
      message = g_strdup_printf ("Value %s smaller than min of %s",
                                 aip_draft_json_get_digits (value),
                                 aip_draft_json_get_digits (min));
    }
  else if (aip_draft_json_is_number (max) && aip_draft_compare_numbers (value, max) > 0)
    {
      type = "value_bigger_than_max";
      message = g_strdup_printf ("Value %s bigger than max of %s",
                                 aip_draft_json_get_digits (value),
                                 aip_draft_json_get_digits (max));
    }

  if (type != NULL)
    aip_draft_json_append (errors, aip_draft_error_new (type, message, name,
                                                        new_input_info (name, config, value)));
}

static void
check_list (AipDraftJson *errors,
            const char   *name,
            AipDraftJson *config,
            AipDraftJson *value)
{
  AipDraftJson *list = aip_draft_json_get_element (config, 0);
  guint length = aip_draft_json_get_length (list);
  g_autofree char *shown_value = aip_draft_json_to_python (value);
  g_autofree char *shown_list = NULL;
  g_autofree char *details = NULL;

  for (guint i = 0; i < length; i++)
    if (aip_draft_json_equal (aip_draft_json_get_element (list, i), value))
      return;

  if (length > MAX_LISTED)
    shown_list = g_strdup_printf ("(list of length %u)", length);
  else
    shown_list = aip_draft_json_to_python (list);
  details = g_strdup_printf ("%s: '%s' not in %s", name, shown_value, shown_list);

  aip_draft_json_append (errors,
                         aip_draft_error_new ("value_not_in_list", "Value not in list", details,
                                              new_input_info (name, length > MAX_LISTED ? NULL
                                                                                        : config,
                                                              value)));
}

static void
check_file (Validation   *self,
            AipDraftJson *errors,
            const char   *name,
            AipDraftJson *value)
{
  g_autofree char *shown = aip_draft_json_to_python (value);
  g_autofree char *path = aip_draft_store_find_input (self->store, shown);
  g_autofree char *details = NULL;
  AipDraftJson *info;

  if (path != NULL)
    return;

  details = g_strdup_printf ("%s - Invalid image file: %s", name, shown);
  info = aip_draft_json_object ();
  aip_draft_json_set_string (info, "input_name", name);
  aip_draft_json_append (errors, aip_draft_error_new ("custom_validation_failed",
                                                      "Custom validation failed for node", details,
                                                      info));
}

static void
check_value (Validation   *self,
             AipDraftJson *errors,
             AipDraftJson *inputs,
             const char   *class_type,
             const char   *name,
             AipDraftJson *config)
{
  AipDraftJson *type = aip_draft_json_get_element (config, 0);
  AipDraftJson *wrapped = aip_draft_json_get (aip_draft_json_get (inputs, name), "__value__");
  AipDraftJson *value = wrapped != NULL ? wrapped : aip_draft_json_get (inputs, name);
  g_autoptr(AipDraftJson) received = aip_draft_json_ref (value);
  g_auto(AipDraftException) exception = { NULL, NULL };
  AipDraftJson *coerced = aip_draft_coerce (received, aip_draft_json_get_string (type), &exception);

  if (coerced == NULL)
    {
      const char *type_text = aip_draft_json_get_string (type);
      g_autofree char *message = NULL;
      g_autofree char *shown = aip_draft_json_to_python (received);
      g_autofree char *details = NULL;
      AipDraftJson *info = new_input_info (name, config, received);

      message = g_strdup_printf ("Failed to convert an input value to a %s value", type_text);
      details = g_strdup_printf ("%s, %s, %s", name, shown, exception.message);
      aip_draft_json_set_string (info, "exception_message", exception.message);
      aip_draft_json_append (errors, aip_draft_error_new ("invalid_input_type", message, details,
                                                          info));
      return;
    }

  aip_draft_json_set (inputs, name, coerced);

  if (has_own_check (class_type, name))
    check_file (self, errors, name, coerced);
  else if (aip_draft_json_is_array (type))
    check_list (errors, name, config, coerced);
  else
    check_range (errors, name, config, coerced);
}

static gboolean
types_match (const char   *received,
             AipDraftJson *expected)
{
  const char *text = aip_draft_json_is_array (expected) ? "COMBO"
                                                        : aip_draft_json_get_string (expected);
  g_auto(GStrv) wanted = NULL;
  g_auto(GStrv) offered = NULL;

  if (received == NULL || text == NULL)
    return FALSE;
  if (g_str_equal (received, "*") || g_str_equal (text, "*"))
    return TRUE;

  wanted = g_strsplit (text, ",", -1);
  offered = g_strsplit (received, ",", -1);
  for (guint i = 0; offered[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) wanted, offered[i]))
      return FALSE;

  return TRUE;
}

/* The type that comes out of a link, or NULL with an exception as Python would raise it. */
static const char *
find_link_type (Validation        *self,
                AipDraftJson      *link,
                AipDraftException *exception)
{
  AipDraftJson *id = aip_draft_json_get_element (link, 0);
  AipDraftJson *slot = aip_draft_json_get_element (link, 1);
  AipDraftJson *node = NULL;
  AipDraftJson *outputs;
  gint64 index;
  gint64 length;

  if (aip_draft_json_is_array (id) || aip_draft_json_is_object (id))
    {
      aip_draft_raise (exception, "TypeError",
                       g_strdup_printf ("unhashable type: '%s'", aip_draft_type_name (id)));
      return NULL;
    }

  if (aip_draft_json_get_string (id) != NULL)
    node = aip_draft_json_get (self->graph, aip_draft_json_get_string (id));
  if (node == NULL)
    {
      g_autofree char *shown = aip_draft_json_to_python (id);

      aip_draft_raise (exception, "KeyError",
                       aip_draft_json_get_string (id) != NULL ? g_strdup_printf ("'%s'", shown)
                                                              : g_steal_pointer (&shown));
      return NULL;
    }

  if (aip_draft_json_get_kind (slot) != AIP_DRAFT_JSON_INT)
    {
      aip_draft_raise (exception, "TypeError",
                       g_strdup_printf ("tuple indices must be integers or slices, not %s",
                                        aip_draft_type_name (slot)));
      return NULL;
    }

  outputs = aip_draft_json_get (
    aip_draft_nodes_lookup (self->nodes,
                            aip_draft_json_get_string (aip_draft_json_get (node, "class_type"))),
    "output");
  length = aip_draft_json_get_length (outputs);
  index = aip_draft_json_get_int (slot, length);
  if (index < 0)
    index += length;
  if (index < 0 || index >= length)
    {
      aip_draft_raise (exception, "IndexError", g_strdup ("tuple index out of range"));
      return NULL;
    }

  return aip_draft_json_get_string (aip_draft_json_get_element (outputs, (guint) index));
}

static gboolean validate_node (Validation *self,
                               const char *id,
                               gboolean   *good,
                               AipDraftException  *exception);

static void
set_result (Validation   *self,
            const char   *id,
            gboolean      good,
            AipDraftJson *errors)
{
  aip_draft_json_set (self->results, id, errors);
  if (good)
    g_hash_table_remove (self->invalid, id);
  else
    g_hash_table_add (self->invalid, g_strdup (id));
}

static AipDraftJson *
new_inner_error (const char              *name,
                 AipDraftJson            *config,
                 AipDraftJson            *link,
                 const AipDraftException *exception)
{
  AipDraftJson *info = new_input_info (name, config, NULL);

  aip_draft_json_set_string (info, "exception_message", exception->message);
  aip_draft_json_set_string (info, "exception_type", exception->type);
  aip_draft_json_set (info, "traceback", new_traceback ());
  aip_draft_json_set (info, "linked_node", aip_draft_json_ref (link));

  return aip_draft_error_new ("exception_during_inner_validation",
                              "Exception when validating inner node", exception->message, info);
}

/* FALSE: the link itself raised @exception, which goes up to whoever validates this node. */
static gboolean
check_link (Validation        *self,
            AipDraftJson      *errors,
            const char        *name,
            AipDraftJson      *config,
            AipDraftJson      *link,
            gboolean          *upstream_good,
            AipDraftException *exception)
{
  g_auto(AipDraftException) inner = { NULL, NULL };
  const char *received;
  const char *source;
  gboolean good = TRUE;

  if (aip_draft_json_get_length (link) != 2)
    {
      aip_draft_json_append (errors,
                             aip_draft_error_new ("bad_linked_input",
                                                  "Bad linked input, must be a length-2 list of "
                                                  "[node_id, slot_index]", name,
                                                  new_input_info (name, config, link)));
      return TRUE;
    }

  received = find_link_type (self, link, exception);
  if (received == NULL)
    return FALSE;

  if (!types_match (received, aip_draft_json_get_element (config, 0)))
    {
      g_autofree char *expected = NULL;
      g_autofree char *details = NULL;
      AipDraftJson *info = new_input_info (name, config, NULL);

      expected = aip_draft_json_to_python (aip_draft_json_get_element (config, 0));
      details = g_strdup_printf ("%s, received_type(%s) mismatch input_type(%s)", name, received,
                                 expected);
      aip_draft_json_set_string (info, "received_type", received);
      aip_draft_json_set (info, "linked_node", aip_draft_json_ref (link));
      aip_draft_json_append (errors,
                             aip_draft_error_new ("return_type_mismatch",
                                                  "Return type mismatch between linked nodes",
                                                  details, info));
      return TRUE;
    }

  source = aip_draft_json_get_string (aip_draft_json_get_element (link, 0));
  if (!validate_node (self, source, &good, &inner))
    {
      AipDraftJson *inner_errors = aip_draft_json_array ();

      aip_draft_json_append (inner_errors, new_inner_error (name, config, link, &inner));
      set_result (self, source, FALSE, inner_errors);
      good = FALSE;
    }
  if (!good)
    *upstream_good = FALSE;

  return TRUE;
}

static gboolean
validate_node (Validation        *self,
               const char        *id,
               gboolean          *good,
               AipDraftException *exception)
{
  AipDraftJson *node = aip_draft_json_get (self->graph, id);
  AipDraftJson *inputs = aip_draft_json_get (node, "inputs");
  const char *class_type = aip_draft_json_get_string (aip_draft_json_get (node, "class_type"));
  AipDraftJson *info = aip_draft_json_get (aip_draft_nodes_lookup (self->nodes, class_type),
                                           "input");
  g_autoptr(AipDraftJson) errors = NULL;
  gboolean upstream_good = TRUE;

  if (aip_draft_json_get (self->results, id) != NULL)
    {
      *good = !g_hash_table_contains (self->invalid, id);
      return TRUE;
    }

  /* A cycle (or a chain without end) is bad, but nobody's error in particular. */
  if (g_hash_table_contains (self->visiting, id) || g_hash_table_size (self->visiting) > MAX_CHAIN)
    {
      *good = FALSE;
      return TRUE;
    }

  if (!aip_draft_json_is_object (inputs))
    return aip_draft_raise (exception, "KeyError", g_strdup ("'inputs'"));

  g_hash_table_add (self->visiting, (gpointer) id);
  errors = aip_draft_json_array ();

  for (guint s = 0; s < aip_draft_json_get_length (info); s++)
    {
      const char *section = aip_draft_json_get_key (info, s);
      AipDraftJson *configs = aip_draft_json_get_element (info, s);

      if (g_str_equal (section, "hidden"))
        continue;

      for (guint i = 0; i < aip_draft_json_get_length (configs); i++)
        {
          const char *name = aip_draft_json_get_key (configs, i);
          AipDraftJson *config = aip_draft_json_get_element (configs, i);
          AipDraftJson *value = aip_draft_json_get (inputs, name);

          if (value == NULL)
            {
              AipDraftJson *missing;

              if (!g_str_equal (section, "required"))
                continue;
              missing = aip_draft_json_object ();
              aip_draft_json_set_string (missing, "input_name", name);
              aip_draft_json_append (errors, aip_draft_error_new ("required_input_missing",
                                                                  "Required input is missing",
                                                                  name, missing));
            }
          else if (!aip_draft_json_is_array (value))
            check_value (self, errors, inputs, class_type, name, config);
          else if (!check_link (self, errors, name, config, value, &upstream_good, exception))
            {
              g_hash_table_remove (self->visiting, id);
              return FALSE;
            }
        }
    }

  g_hash_table_remove (self->visiting, id);
  *good = upstream_good && aip_draft_json_get_length (errors) == 0;
  set_result (self, id, *good, g_steal_pointer (&errors));

  return TRUE;
}

/* Writes down every node found bad so far as something that output @id depends on. */
static void
report_bad_nodes (Validation   *self,
                  AipDraftJson *node_errors,
                  const char   *id)
{
  for (guint i = 0; i < aip_draft_json_get_length (self->results); i++)
    {
      const char *bad = aip_draft_json_get_key (self->results, i);
      AipDraftJson *errors = aip_draft_json_get_element (self->results, i);
      AipDraftJson *report = aip_draft_json_get (node_errors, bad);

      if (!g_hash_table_contains (self->invalid, bad) || aip_draft_json_get_length (errors) == 0)
        continue;

      if (report == NULL)
        {
          AipDraftJson *node = aip_draft_json_get (self->graph, bad);

          report = aip_draft_json_object ();
          aip_draft_json_set (report, "errors", aip_draft_json_ref (errors));
          aip_draft_json_set (report, "dependent_outputs", aip_draft_json_array ());
          aip_draft_json_set (report, "class_type",
                              aip_draft_json_ref (aip_draft_json_get (node, "class_type")));
          aip_draft_json_set (node_errors, bad, report);
        }
      aip_draft_json_append (aip_draft_json_get (report, "dependent_outputs"),
                             aip_draft_json_string (id));
    }
}

static void
reject (AipDraftVerdict *verdict,
        const char      *type,
        const char      *message,
        const char      *details)
{
  verdict->status = 400;
  verdict->error = aip_draft_error_new (type, message, details, NULL);
}

static gboolean
is_target (AipDraftJson *targets,
           const char   *id)
{
  if (targets == NULL || aip_draft_json_get_kind (targets) == AIP_DRAFT_JSON_NULL)
    return TRUE;

  for (guint i = 0; i < aip_draft_json_get_length (targets); i++)
    if (g_strcmp0 (aip_draft_json_get_string (aip_draft_json_get_element (targets, i)), id) == 0)
      return TRUE;

  return FALSE;
}

/* Every node must be of a known class. Collects the outputs on the way. */
static gboolean
check_classes (AipDraftNodes   *nodes,
               AipDraftJson    *graph,
               AipDraftJson    *targets,
               AipDraftJson    *outputs,
               AipDraftVerdict *verdict)
{
  for (guint i = 0; i < aip_draft_json_get_length (graph); i++)
    {
      const char *id = aip_draft_json_get_key (graph, i);
      AipDraftJson *node = aip_draft_json_get_element (graph, i);
      AipDraftJson *class_type = aip_draft_json_get (node, "class_type");
      g_autofree char *shown = NULL;
      g_autofree char *message = NULL;
      g_autofree char *details = g_strdup_printf ("Node ID '#%s'", id);

      if (!aip_draft_json_is_object (node))
        {
          verdict->status = 500;
          return FALSE;
        }

      if (class_type == NULL)
        {
          reject (verdict, "invalid_prompt",
                  "Cannot execute because a node is missing the class_type property.", details);
          return FALSE;
        }

      if (aip_draft_nodes_lookup (nodes, aip_draft_json_get_string (class_type)) == NULL)
        {
          shown = aip_draft_json_to_python (class_type);
          message = g_strdup_printf ("Cannot execute because node %s does not exist.", shown);
          reject (verdict, "invalid_prompt", message, details);
          return FALSE;
        }

      if (aip_draft_nodes_is_output (nodes, aip_draft_json_get_string (class_type)) &&
          is_target (targets, id))
        aip_draft_json_append (outputs, aip_draft_json_string (id));
    }

  return TRUE;
}

void
aip_draft_validate (AipDraftNodes   *nodes,
                    AipDraftStore   *store,
                    AipDraftJson    *graph,
                    AipDraftJson    *targets,
                    AipDraftVerdict *verdict)
{
  g_autoptr(AipDraftJson) candidates = aip_draft_json_array ();
  g_autoptr(AipDraftJson) results = aip_draft_json_object ();
  g_autoptr(GHashTable) invalid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) visiting = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GString) details = g_string_new (NULL);
  Validation self = { nodes, store, graph, results, invalid, visiting };

  *verdict = (AipDraftVerdict) { 200, NULL, aip_draft_json_object (), aip_draft_json_array () };

  if (!aip_draft_json_is_object (graph) && aip_draft_json_get_length (graph) > 0)
    {
      verdict->status = 500;
      return;
    }

  if (!check_classes (nodes, graph, targets, candidates, verdict))
    return;

  if (aip_draft_json_get_length (candidates) == 0)
    {
      reject (verdict, "prompt_no_outputs", "Prompt has no outputs", "");
      return;
    }

  for (guint i = 0; i < aip_draft_json_get_length (candidates); i++)
    {
      AipDraftJson *candidate = aip_draft_json_get_element (candidates, i);
      const char *id = aip_draft_json_get_string (candidate);
      g_auto(AipDraftException) exception = { NULL, NULL };
      AipDraftJson *errors;
      gboolean good = FALSE;

      if (!validate_node (&self, id, &good, &exception))
        {
          AipDraftJson *info = aip_draft_json_object ();
          AipDraftJson *list = aip_draft_json_array ();

          aip_draft_json_set_string (info, "exception_type", exception.type);
          aip_draft_json_set (info, "traceback", new_traceback ());
          aip_draft_json_append (list, aip_draft_error_new ("exception_during_validation",
                                                            "Exception when validating node",
                                                            exception.message, info));
          set_result (&self, id, FALSE, list);
          good = FALSE;
        }

      if (good)
        {
          aip_draft_json_append (verdict->outputs, aip_draft_json_ref (candidate));
          continue;
        }

      errors = aip_draft_json_get (results, id);
      for (guint k = 0; k < aip_draft_json_get_length (errors); k++)
        {
          AipDraftJson *error = aip_draft_json_get_element (errors, k);

          g_string_append_printf (details, "%s%s: %s", details->len > 0 ? "\n" : "",
                                  aip_draft_json_get_string (aip_draft_json_get (error, "message")),
                                  aip_draft_json_get_string (aip_draft_json_get (error,
                                                                                 "details")));
        }
      report_bad_nodes (&self, verdict->node_errors, id);
    }

  if (aip_draft_json_get_length (verdict->outputs) == 0)
    reject (verdict, "prompt_outputs_failed_validation", "Prompt outputs failed validation",
            details->str);
}

void
aip_draft_verdict_clear (AipDraftVerdict *verdict)
{
  g_clear_pointer (&verdict->error, aip_draft_json_unref);
  g_clear_pointer (&verdict->node_errors, aip_draft_json_unref);
  g_clear_pointer (&verdict->outputs, aip_draft_json_unref);
}
