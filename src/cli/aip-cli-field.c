/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-field"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cli-field.h"
#include "aip-cli-project.h"
#include "aip-cli-table.h"
#include "aip-error.h"
#include "aip-field-edit.h"
#include "aip-shot-fields.h"

static const struct {
  const char *name;
  guint       min_arguments;
  guint       max_arguments;
} commands[] = {
  { "list", 2, 2 },
  { "add", 4, 5 },
  { "set", 4, 4 },
  { "remove", 3, 3 },
};

gboolean
aip_cli_check_field (AipCliCall  *call,
                     GError     **error)
{
  const char *const *arguments = aip_cli_call_get_arguments (call);
  guint n = g_strv_length ((GStrv) arguments);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, arguments[0]))
      {
        if (n >= commands[i].min_arguments && n <= commands[i].max_arguments)
          return TRUE;
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                     _("“field %s” was given too few or too many arguments."), arguments[0]);
        return FALSE;
      }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("There is no “field %s”; there are list, add, set and remove."), arguments[0]);

  return FALSE;
}

static JsonObject *
describe (AipDocument    *document,
          AipCustomField *field)
{
  const AipCustomFormat *format = aip_custom_field_get_format (field);
  JsonObject *object = json_object_new ();
  JsonArray *choices = json_array_new ();

  json_object_set_string_member (object, "id", aip_entity_get_id (AIP_ENTITY (field)));
  json_object_set_string_member (object, "name", aip_custom_field_get_name (field));
  json_object_set_string_member (object, "type", aip_custom_field_get_field_type (field));
  json_object_set_string_member (object, "description", format->description);
  json_object_set_string_member (object, "unit", format->unit);
  for (guint i = 0; i < format->choices->len; i++)
    json_array_add_string_element (
      choices, ((const AipCustomChoice *) g_ptr_array_index (format->choices, i))->name);
  json_object_set_array_member (object, "choices", choices);
  if (format->type == AIP_CUSTOM_FORMULA)
    {
      g_autofree char *typed = aip_shot_field_formula_to_typed (document, format->formula);

      json_object_set_string_member (object, "formula", typed);
    }

  return object;
}

static void
run_list (AipCliCall *call)
{
  static const char *const titles[] = { N_("Field"), N_("Type"), N_("Description"), NULL };
  AipDocument *document = aip_cli_call_get_document (call);
  AipEntityList *list = aip_document_get_list (document, AIP_KIND_FIELD);
  g_autoptr(AipCliTable) table = aip_cli_table_new ("lll", titles);
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;
  AipEntity *entity;

  for (guint i = 0; (entity = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      AipCustomField *field = AIP_CUSTOM_FIELD (entity);

      aip_cli_table_add (table, aip_custom_field_get_name (field),
                         aip_custom_field_get_field_type (field),
                         aip_custom_field_get_format (field)->description);
      json_array_add_object_element (array, describe (document, field));
    }
  json_object_set_array_member (aip_cli_call_get_result (call), "fields", array);
  text = aip_cli_table_to_text (table);
  aip_cli_call_print_raw (call, text);
  aip_cli_call_finish (call, AIP_CLI_OK);
}

/* What DETAIL means depends on the type: choices, a formula, or the unit of a number. */
static AipCustomFormat *
new_format (AipCliCall  *call,
            GError     **error)
{
  const char *const *arguments = aip_cli_call_get_arguments (call);
  AipCustomType type = aip_custom_type_from_nick (arguments[3]);
  g_autoptr(AipCustomFormat) format = NULL;
  const char *detail = arguments[4];

  if (type == AIP_CUSTOM_UNKNOWN)
    {
      g_autoptr(GString) known = g_string_new (NULL);

      for (guint i = 0; i < AIP_N_CUSTOM_TYPES; i++)
        g_string_append_printf (known, i > 0 ? ", %s" : "%s", aip_custom_type_to_nick (i));
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("There is no type “%s”; there are %s."), arguments[3], known->str);
      return NULL;
    }

  format = aip_custom_format_new (type);
  if (detail == NULL)
    return g_steal_pointer (&format);

  if (aip_custom_type_has_choices (type))
    {
      g_auto(GStrv) names = aip_custom_value_split (detail);

      for (guint i = 0; names[i] != NULL; i++)
        if (aip_custom_format_add_choice (format, names[i], error) == NULL)
          return NULL;
    }
  else if (type == AIP_CUSTOM_FORMULA)
    {
      g_free (format->formula);
      format->formula = aip_shot_field_formula_from_typed (aip_cli_call_get_document (call), NULL,
                                                           detail, error);
      if (format->formula == NULL)
        return NULL;
    }
  else if (type == AIP_CUSTOM_NUMBER)
    g_set_str (&format->unit, detail);
  else
    g_set_str (&format->description, detail);

  return g_steal_pointer (&format);
}

static void
run_add (AipCliCall *call)
{
  const char *const *arguments = aip_cli_call_get_arguments (call);
  AipDocument *document = aip_cli_call_get_document (call);
  GError *error = NULL;
  g_autoptr(AipCustomFormat) format = new_format (call, &error);
  AipCustomField *field = NULL;

  if (format != NULL)
    field = aip_field_edit_add (document, arguments[2], format, &error);
  if (field == NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  json_object_set_object_member (aip_cli_call_get_result (call), "field",
                                 describe (document, field));
  aip_cli_call_print (call, _("Added the field “%s”."), aip_custom_field_get_name (field));
  aip_cli_call_finish (call, AIP_CLI_OK);
}

/* %NULL after saying so. */
static AipCustomField *
find_field (AipCliCall *call)
{
  const char *name = aip_cli_call_get_arguments (call)[2];
  AipCustomField *field = aip_field_edit_find (aip_cli_call_get_document (call), name);

  if (field == NULL)
    aip_cli_call_fail (call, g_error_new (AIP_ERROR, AIP_ERROR_NOT_FOUND,
                                          _("There is no field “%s”."), name));

  return field;
}

static GPtrArray *
choose_shots (AipCliCall  *call,
              GError     **error)
{
  AipDocument *document = aip_cli_call_get_document (call);
  AipEntityList *list = aip_document_get_shots (document);
  g_autoptr(GPtrArray) shots = NULL;
  AipEntity *shot;

  if (aip_cli_call_get_options (call)->shots != NULL)
    return aip_cli_choose_shots (document, aip_cli_call_get_options (call)->shots, error);

  if (!aip_cli_call_get_options (call)->all)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("Say for which shots: --shots CODES, or --all."));
      return NULL;
    }

  shots = g_ptr_array_new ();
  for (guint i = 0; (shot = aip_entity_list_peek (list, i)) != NULL; i++)
    g_ptr_array_add (shots, shot);

  return g_steal_pointer (&shots);
}

static void
run_set (AipCliCall *call)
{
  AipDocument *document = aip_cli_call_get_document (call);
  const char *text = aip_cli_call_get_arguments (call)[3];
  AipCustomField *field = find_field (call);
  g_autoptr(GPtrArray) shots = NULL;
  g_autoptr(GVariant) value = NULL;
  g_autofree char *label = NULL;
  GError *error = NULL;
  gboolean ok;

  if (field == NULL)
    return;

  shots = choose_shots (call, &error);
  if (shots == NULL)
    {
      aip_cli_call_fail (call, error);
      return;
    }

  label = g_strdup_printf (ngettext ("Change %s of %u Shot", "Change %s of %u Shots", shots->len),
                           aip_custom_field_get_name (field), shots->len);
  aip_document_begin (document, label);
  ok = aip_field_edit_read_text (document, field, text, TRUE, &value, &error);
  for (guint i = 0; ok && i < shots->len; i++)
    ok = aip_field_edit_set_value (document, g_ptr_array_index (shots, i), field, value, &error);
  if (!ok)
    {
      aip_document_rollback (document);
      aip_cli_call_fail (call, error);
      return;
    }
  aip_document_commit (document);

  json_object_set_int_member (aip_cli_call_get_result (call), "shots", shots->len);
  aip_cli_call_print (call, ngettext ("Wrote “%s” of %u shot.", "Wrote “%s” of %u shots.",
                                      shots->len),
                      aip_custom_field_get_name (field), shots->len);
  aip_cli_call_finish (call, AIP_CLI_OK);
}

static void
run_remove (AipCliCall *call)
{
  AipCustomField *field = find_field (call);
  GError *error = NULL;

  if (field == NULL)
    return;

  if (!aip_field_edit_remove (aip_cli_call_get_document (call), field, &error))
    {
      aip_cli_call_fail (call, error);
      return;
    }
  aip_cli_call_print (call, _("Removed the field “%s”."), aip_custom_field_get_name (field));
  aip_cli_call_finish (call, AIP_CLI_OK);
}

void
aip_cli_run_field (AipCliCall *call)
{
  const char *command = aip_cli_call_get_arguments (call)[0];

  if (g_str_equal (command, "add"))
    run_add (call);
  else if (g_str_equal (command, "set"))
    run_set (call);
  else if (g_str_equal (command, "remove"))
    run_remove (call);
  else
    run_list (call);
}
