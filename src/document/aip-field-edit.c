/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-field-edit"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-field-edit.h"
#include "aip-shot-fields.h"
#include "aip-text.h"

#define MAX_EXAMPLES 10

void
aip_field_losses_clear (AipFieldLosses *self)
{
  g_clear_pointer (&self->examples, g_ptr_array_unref);
}

AipCustomField *
aip_field_edit_find (AipDocument *document,
                     const char  *name)
{
  AipEntityList *list;
  g_autofree char *folded = NULL;
  AipEntity *field;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  list = aip_document_get_list (document, AIP_KIND_FIELD);
  folded = aip_text_fold (name);
  for (guint i = 0; (field = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      g_autofree char *own = aip_text_fold (aip_entity_get_text (field, "name"));

      if (g_str_equal (own, folded) || g_str_equal (aip_entity_get_id (field), name))
        return AIP_CUSTOM_FIELD (field);
    }

  return NULL;
}

/* Fields -------------------------------------------------------------------------------------- */

/* Braces would end a name in a formula, and a leading # means an id there. */
static char *
clean_name (AipDocument     *document,
            AipCustomField  *field,
            const char      *name,
            GError         **error)
{
  g_autofree char *clean = aip_text_clean (name);
  AipCustomField *other;

  g_strdelimit (clean, "\n\t", ' ');
  g_strstrip (clean);
  other = aip_field_edit_find (document, clean);

  if (*clean == '\0')
    g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, _("A field needs a name."));
  else if (strpbrk (clean, "{}") != NULL || *clean == '#' || *clean == '-')
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("“%s” cannot be the name of a field: use no braces, and no “#” or “-” at its "
                   "beginning."), clean);
  else if (aip_shot_field_find_name (clean) != NULL || (other != NULL && other != field))
    g_set_error (error, AIP_ERROR, AIP_ERROR_EXISTS, _("There is a field “%s” already."), clean);
  else
    return g_steal_pointer (&clean);

  return NULL;
}

static gboolean
check_format (const AipCustomFormat  *format,
              GError                **error)
{
  g_autoptr(GVariant) value = NULL;

  if (format->type == AIP_CUSTOM_FORMULA && *format->formula == '\0')
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, _("A formula is missing."));
      return FALSE;
    }
  if (format->type == AIP_CUSTOM_FORMULA || format->type == AIP_CUSTOM_UNKNOWN)
    return TRUE;

  return aip_custom_value_read (format, format->initial, &value, error);
}

AipCustomField *
aip_field_edit_add (AipDocument            *document,
                    const char             *name,
                    const AipCustomFormat  *format,
                    GError                **error)
{
  g_autofree char *clean = NULL;
  g_autofree char *label = NULL;
  g_autofree char *options = NULL;
  GVariantDict dict;
  AipEntity *field;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (format != NULL && format->type != AIP_CUSTOM_UNKNOWN, NULL);

  if (aip_entity_list_get_count (aip_document_get_list (document, AIP_KIND_FIELD))
      >= AIP_FIELD_EDIT_MAX_FIELDS)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("A project has at most %d fields."),
                   AIP_FIELD_EDIT_MAX_FIELDS);
      return NULL;
    }

  clean = clean_name (document, NULL, name, error);
  if (clean == NULL || !check_format (format, error))
    return NULL;

  options = aip_custom_format_to_options (format);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "name", "s", clean);
  g_variant_dict_insert (&dict, "type", "s", aip_custom_type_to_nick (format->type));
  g_variant_dict_insert (&dict, "options", "s", options);

  label = g_strdup_printf (_("Add Field “%s”"), clean);
  aip_document_begin (document, label);
  field = aip_document_insert (document, AIP_KIND_FIELD, g_variant_dict_end (&dict), error);

  return aip_document_end (document, field != NULL) ? AIP_CUSTOM_FIELD (field) : NULL;
}

/* Conversion ---------------------------------------------------------------------------------- */

/* A select that becomes one of many keeps its choices under their ids. */
static gboolean
is_carried_over (const AipCustomFormat *from,
                 const AipCustomFormat *to,
                 GVariant              *value)
{
  return value != NULL && from->type == to->type && from->type != AIP_CUSTOM_FORMULA
         && !aip_custom_type_has_choices (from->type) && aip_custom_value_fits (to, value);
}

static char *
dup_old_text (AipDocument    *document,
              AipShot        *shot,
              AipCustomField *field)
{
  g_auto(AipFormulaValue) value = { 0 };

  if (aip_custom_field_get_format (field)->type != AIP_CUSTOM_FORMULA)
    return aip_shot_field_dup_text (document, shot, field);

  aip_shot_field_evaluate (document, shot, aip_custom_field_get_formula (field), &value);

  return value.kind == AIP_FORMULA_ERROR ? g_strdup ("")
                                         : aip_shot_field_dup_text (document, shot, field);
}

/* Choices that are there keep their ids, under whatever name they have now. */
static GVariant *
carry_choices (const AipCustomFormat *from,
               const AipCustomFormat *to,
               GVariant              *value)
{
  g_autoptr(GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE_STRING_ARRAY);
  g_autofree const char **ids = NULL;
  guint n = 0;

  if (!aip_custom_type_has_choices (from->type) || !aip_custom_type_has_choices (to->type))
    return NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    ids = g_variant_get_strv (value, NULL);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      ids = g_new0 (const char *, 2);
      ids[0] = g_variant_get_string (value, NULL);
    }

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (aip_custom_format_find_choice (to, ids[i]) != NULL)
      {
        n++;
        g_variant_builder_add (builder, "s", ids[i]);
        if (to->type == AIP_CUSTOM_SELECT)
          return g_variant_ref_sink (g_variant_new_string (ids[i]));
      }

  return n > 0 ? g_variant_ref_sink (g_variant_builder_end (builder)) : NULL;
}

/*
 * @to: choices are added to it for what text says, but not for choices that were taken away. Answers
 * whether anything was lost.
 */
static gboolean
convert (AipDocument      *document,
         AipShot          *shot,
         AipCustomField   *field,
         AipCustomFormat  *to,
         const char       *text,
         GVariant        **value)
{
  const AipCustomFormat *from = aip_custom_field_get_format (field);
  GVariant *old = aip_shot_get_custom_value (shot, aip_entity_get_id (AIP_ENTITY (field)));

  *value = NULL;
  if (*text == '\0')
    return FALSE;
  if (is_carried_over (from, to, old))
    {
      *value = g_variant_ref (old);
      return FALSE;
    }
  if (old != NULL && aip_custom_type_has_choices (from->type)
      && aip_custom_type_has_choices (to->type))
    {
      g_autofree char *now = NULL;
      guint n_old, n_now;

      *value = carry_choices (from, to, old);
      n_old = g_variant_is_container (old) ? (guint) g_variant_n_children (old) : 1;
      n_now = *value == NULL ? 0
              : g_variant_is_container (*value) ? (guint) g_variant_n_children (*value) : 1;
      return n_now < n_old;
    }

  if (aip_custom_type_has_choices (to->type) && !aip_custom_type_has_choices (from->type))
    {
      g_auto(GStrv) names = aip_custom_value_split (text);
      gboolean several = to->type == AIP_CUSTOM_MULTI_SELECT;

      for (guint i = 0; i < (several ? g_strv_length (names) : 1); i++)
        {
          const char *name = several ? names[i] : text;

          if (aip_custom_format_find_name (to, name) == NULL)
            aip_custom_format_add_choice (to, name, NULL);
        }
    }

  return !aip_custom_value_read (to, text, value, NULL) || *value == NULL;
}

void
aip_field_edit_preview (AipDocument           *document,
                        AipCustomField        *field,
                        const AipCustomFormat *format,
                        AipFieldLosses        *losses)
{
  AipEntityList *list;
  g_autoptr(AipCustomFormat) to = NULL;
  AipEntity *shot;

  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (AIP_IS_CUSTOM_FIELD (field));
  g_return_if_fail (format != NULL && losses != NULL);

  *losses = (AipFieldLosses) { .examples = g_ptr_array_new_with_free_func (g_free) };
  list = aip_document_get_shots (document);
  to = aip_custom_format_copy (format);
  for (guint i = 0; (shot = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      g_autofree char *text = dup_old_text (document, AIP_SHOT (shot), field);
      g_autoptr(GVariant) value = NULL;

      losses->n_values += *text != '\0';
      /* What was worked out is not lost: it was never written. */
      if (!convert (document, AIP_SHOT (shot), field, to, text, &value)
          || aip_custom_field_get_format (field)->type == AIP_CUSTOM_FORMULA)
        continue;

      losses->n_lost++;
      if (losses->examples->len < MAX_EXAMPLES)
        g_ptr_array_add (losses->examples,
                         g_strdup_printf ("%s: %s", aip_shot_get_code (AIP_SHOT (shot)), text));
    }
}

static gboolean
convert_values (AipDocument      *document,
                AipCustomField   *field,
                AipCustomFormat  *to,
                GPtrArray        *values,
                GError          **error)
{
  AipEntityList *list = aip_document_get_shots (document);
  AipEntity *shot;

  /* All are read before the field changes: a formula may ask the field itself. */
  for (guint i = 0; (shot = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      g_autofree char *text = dup_old_text (document, AIP_SHOT (shot), field);
      GVariant *value;

      convert (document, AIP_SHOT (shot), field, to, text, &value);
      g_ptr_array_add (values, value);
    }

  return TRUE;
}

static void
variant_unref0 (gpointer value)
{
  g_clear_pointer ((GVariant **) &value, g_variant_unref);
}

gboolean
aip_field_edit_change (AipDocument            *document,
                       AipCustomField         *field,
                       const char             *name,
                       const AipCustomFormat  *format,
                       GError                **error)
{
  g_autofree char *clean = NULL;
  g_autofree char *label = NULL;
  g_autofree char *options = NULL;
  g_autoptr(AipCustomFormat) to = NULL;
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (variant_unref0);
  AipEntity *entity = AIP_ENTITY (field);
  AipEntityList *list;
  gboolean ok;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (field), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (format != NULL && format->type != AIP_CUSTOM_UNKNOWN, FALSE);

  clean = clean_name (document, field, name, error);
  if (clean == NULL || !check_format (format, error))
    return FALSE;

  to = aip_custom_format_copy (format);
  convert_values (document, field, to, values, error);
  options = aip_custom_format_to_options (to);

  label = g_strdup_printf (_("Change Field “%s”"), aip_custom_field_get_name (field));
  aip_document_begin (document, label);
  ok = aip_document_set_text (document, entity, "name", clean, error)
       && aip_document_set_text (document, entity, "type", aip_custom_type_to_nick (to->type), error)
       && aip_document_set_text (document, entity, "options", options, error);
  list = aip_document_get_shots (document);
  for (guint i = 0; ok && i < values->len; i++)
    ok = aip_field_edit_set_value (document, AIP_SHOT (aip_entity_list_peek (list, i)), field,
                                   values->pdata[i], error);

  return aip_document_end (document, ok);
}

AipCustomField *
aip_field_edit_duplicate (AipDocument     *document,
                          AipCustomField  *field,
                          GError         **error)
{
  g_autofree char *label = NULL;
  g_autofree char *name = NULL;
  AipEntityList *list;
  AipCustomField *copy;
  AipEntity *shot;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (field), NULL);

  for (guint n = 2; name == NULL || aip_field_edit_find (document, name) != NULL; n++)
    {
      g_free (name);
      /* Translators: the copy of a field: its name and a number, “Lens 2” */
      name = g_strdup_printf (_("%s %u"), aip_custom_field_get_name (field), n);
    }

  label = g_strdup_printf (_("Duplicate Field “%s”"), aip_custom_field_get_name (field));
  aip_document_begin (document, label);
  copy = aip_field_edit_add (document, name, aip_custom_field_get_format (field), error);
  list = aip_document_get_shots (document);
  for (guint i = 0; copy != NULL && ok && (shot = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      GVariant *value = aip_shot_get_custom_value (AIP_SHOT (shot),
                                                   aip_entity_get_id (AIP_ENTITY (field)));

      if (value != NULL && !aip_shot_get_locked (AIP_SHOT (shot)))
        ok = aip_field_edit_set_value (document, AIP_SHOT (shot), copy, value, error);
    }

  return aip_document_end (document, copy != NULL && ok) ? copy : NULL;
}

gboolean
aip_field_edit_remove (AipDocument     *document,
                       AipCustomField  *field,
                       GError         **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (field), FALSE);

  label = g_strdup_printf (_("Delete Field “%s”"), aip_custom_field_get_name (field));
  aip_document_begin (document, label);

  return aip_document_end (document, aip_document_remove (document, AIP_ENTITY (field), error));
}

/* Values -------------------------------------------------------------------------------------- */

static gboolean
add_choices (AipDocument     *document,
             AipCustomField  *field,
             const char      *text,
             GError         **error)
{
  g_autoptr(AipCustomFormat) format =
    aip_custom_format_copy (aip_custom_field_get_format (field));
  g_autofree char *options = NULL;
  g_auto(GStrv) names = aip_custom_value_split (text);
  guint n = format->type == AIP_CUSTOM_MULTI_SELECT ? g_strv_length (names) : 1;

  for (guint i = 0; i < n; i++)
    {
      const char *name = format->type == AIP_CUSTOM_MULTI_SELECT ? names[i] : text;

      if (aip_custom_format_find_name (format, name) == NULL
          && aip_custom_format_find_choice (format, name) == NULL
          && aip_custom_format_add_choice (format, name, error) == NULL)
        return FALSE;
    }

  options = aip_custom_format_to_options (format);

  return aip_document_set_text (document, AIP_ENTITY (field), "options", options, error);
}

gboolean
aip_field_edit_read_text (AipDocument     *document,
                          AipCustomField  *field,
                          const char      *text,
                          gboolean         create,
                          GVariant       **value,
                          GError         **error)
{
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (field), FALSE);
  g_return_val_if_fail (text != NULL && value != NULL, FALSE);

  if (aip_custom_value_read (aip_custom_field_get_format (field), text, value, &local_error))
    return TRUE;

  if (create && g_error_matches (local_error, AIP_ERROR, AIP_ERROR_NOT_FOUND))
    return add_choices (document, field, text, error)
           && aip_custom_value_read (aip_custom_field_get_format (field), text, value, error);

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

gboolean
aip_field_edit_set_value (AipDocument     *document,
                          AipShot         *shot,
                          AipCustomField  *field,
                          GVariant        *value,
                          GError         **error)
{
  const char *id;
  g_autofree char *json = NULL;
  GVariant *old;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (field), FALSE);

  id = aip_entity_get_id (AIP_ENTITY (field));
  old = aip_shot_get_custom_value (shot, id);
  if (old == value || (old != NULL && value != NULL && g_variant_equal (old, value)))
    return TRUE;

  json = aip_custom_values_set (aip_shot_get_custom (shot), id, value);

  return aip_document_set_text (document, AIP_ENTITY (shot), "custom", json, error);
}

char *
aip_field_edit_dup_initial (AipDocument *document)
{
  AipEntityList *list;
  g_autofree char *json = g_strdup ("");
  AipEntity *field;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  list = aip_document_get_list (document, AIP_KIND_FIELD);
  for (guint i = 0; (field = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      const AipCustomFormat *format = aip_custom_field_get_format (AIP_CUSTOM_FIELD (field));
      g_autoptr(GVariant) value = NULL;
      g_autofree char *more = NULL;

      if (*format->initial == '\0'
          || !aip_custom_value_read (format, format->initial, &value, NULL) || value == NULL)
        continue;

      more = aip_custom_values_set (json, aip_entity_get_id (field), value);
      g_free (json);
      json = g_steal_pointer (&more);
    }

  return g_steal_pointer (&json);
}
