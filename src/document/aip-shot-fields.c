/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-fields"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-shot-fields.h"
#include "aip-text.h"

/*
 * Formulas may ask formulas. Each asks for at most so many values in all: without it twenty fields
 * that each ask the one before twice would take a million steps.
 */
#define MAX_STEPS 2000
#define MAX_DEPTH 24

/* Names --------------------------------------------------------------------------------------- */

/* In formulas, so never renamed. */
static const struct {
  const char *name;
  const char *title;
} builtin[] = {
  { "code", N_("Code") },
  { "scene", N_("Scene") },
  { "description", N_("Description") },
  { "action", N_("Action") },
  { "dialogue", N_("Dialogue") },
  { "duration", N_("Duration") },
  { "seconds", N_("Seconds") },
  { "status", N_("Status") },
  { "tags", N_("Tags") },
  { "notes", N_("Notes") },
  { "workflow", N_("Workflow") },
  { "characters", N_("Characters") },
  { "place", N_("Place") },
  { "seed", N_("Seed") },
  { "takes", N_("Takes") },
};

const char *const *
aip_shot_field_get_names (void)
{
  static const char *names[G_N_ELEMENTS (builtin) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    names[i] = builtin[i].name;

  return names;
}

const char *
aip_shot_field_get_name_title (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    if (g_str_equal (builtin[i].name, name))
      return _(builtin[i].title);

  return NULL;
}

static gboolean
is_called (const char *title,
           const char *folded)
{
  g_autofree char *own = aip_text_fold (title);

  return g_str_equal (own, folded);
}

const char *
aip_shot_field_find_name (const char *typed)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (typed != NULL, NULL);

  folded = aip_text_fold (typed);
  g_strstrip (folded);
  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    if (g_str_equal (builtin[i].name, folded) || is_called (builtin[i].title, folded)
        || is_called (_(builtin[i].title), folded))
      return builtin[i].name;

  return NULL;
}

static AipCustomField *
find_field (AipDocument *document,
            const char  *id)
{
  AipEntity *entity = aip_document_lookup (document, id);

  return AIP_IS_CUSTOM_FIELD (entity) ? AIP_CUSTOM_FIELD (entity) : NULL;
}

/* Working out --------------------------------------------------------------------------------- */

typedef struct {
  AipDocument *document;
  AipShot     *shot;
  guint        n_steps;
  guint        depth;
} Reader;

static void read_field (Reader *self, AipCustomField *field, AipFormulaValue *value);

static const char *
get_name (AipDocument *document,
          const char  *id)
{
  AipEntity *entity = *id != '\0' ? aip_document_lookup (document, id) : NULL;

  return entity != NULL ? aip_entity_get_text (entity, "name") : "";
}

static void
read_scene (Reader          *self,
            AipFormulaValue *value)
{
  AipEntity *scene = aip_document_lookup (self->document, aip_shot_get_scene_id (self->shot));
  g_autofree char *text = NULL;

  if (!AIP_IS_SCENE (scene))
    return;

  text = g_strconcat (aip_scene_get_code (AIP_SCENE (scene)), " ",
                      aip_scene_get_name (AIP_SCENE (scene)), NULL);
  aip_formula_value_set_text (value, g_strstrip (text));
}

static void
read_texts (Reader          *self,
            const char      *name,
            AipFormulaValue *value)
{
  g_auto(GStrv) texts = aip_entity_dup_texts (AIP_ENTITY (self->shot), name);
  g_autoptr(GString) joined = g_string_new (NULL);

  for (guint i = 0; texts[i] != NULL; i++)
    g_string_append_printf (joined, joined->len > 0 ? ", %s" : "%s",
                            *name == 'c' ? get_name (self->document, texts[i]) : texts[i]);
  aip_formula_value_set_text (value, joined->str);
}

static void
read_builtin (Reader          *self,
              const char      *name,
              AipFormulaValue *value)
{
  AipFrameRate rate;

  if (g_str_equal (name, "duration"))
    aip_formula_value_set_number (value, (double) aip_shot_get_duration (self->shot));
  else if (g_str_equal (name, "takes"))
    aip_formula_value_set_number (value, aip_shot_get_n_takes (self->shot));
  else if (g_str_equal (name, "seconds"))
    {
      rate = aip_project_get_rate (aip_document_get_project (self->document));
      aip_formula_value_set_number (value, (double) aip_shot_get_duration (self->shot)
                                           * (double) rate.denominator / (double) rate.numerator);
    }
  else if (g_str_equal (name, "scene"))
    read_scene (self, value);
  else if (g_str_equal (name, "place"))
    aip_formula_value_set_text (value, get_name (self->document,
                                                 aip_entity_get_text (AIP_ENTITY (self->shot),
                                                                      "place")));
  else if (g_str_equal (name, "tags") || g_str_equal (name, "characters"))
    read_texts (self, name, value);
  else
    aip_formula_value_set_text (value, aip_entity_get_text (AIP_ENTITY (self->shot), name));
}

static void
read_name (const char      *name,
           AipFormulaValue *value,
           gpointer         user_data)
{
  Reader *self = user_data;
  AipCustomField *field;

  if (++self->n_steps > MAX_STEPS)
    {
      aip_formula_value_set_error (value, AIP_FORMULA_PROBLEM_CIRCLE);
      return;
    }

  if (*name != '#')
    {
      if (aip_shot_field_get_name_title (name) != NULL)
        read_builtin (self, name, value);
      else
        aip_formula_value_set_error (value, AIP_FORMULA_PROBLEM_NAME);
      return;
    }

  field = find_field (self->document, name + 1);
  if (field != NULL)
    read_field (self, field, value);
  else
    aip_formula_value_set_error (value, AIP_FORMULA_PROBLEM_NAME);
}

static void
read_stored (const AipCustomFormat *format,
             GVariant              *stored,
             AipFormulaValue       *value)
{
  g_autofree char *text = NULL;
  double number;

  if (format->type == AIP_CUSTOM_CHECKBOX)
    aip_formula_value_set_bool (value, aip_custom_value_to_number (format, stored, &number)
                                       && number != 0);
  else if (aip_custom_value_to_number (format, stored, &number))
    aip_formula_value_set_number (value, number);
  else
    {
      text = aip_custom_value_to_text (format, stored);
      aip_formula_value_set_text (value, text);
    }
}

static void
read_formula (Reader           *self,
              const AipFormula *formula,
              AipFormulaValue  *value)
{
  if (formula == NULL)
    aip_formula_value_set_error (value, AIP_FORMULA_PROBLEM_SYNTAX);
  else if (self->depth >= MAX_DEPTH)
    aip_formula_value_set_error (value, AIP_FORMULA_PROBLEM_CIRCLE);
  else
    {
      self->depth++;
      aip_formula_evaluate (formula, read_name, self, value);
      self->depth--;
    }
}

static void
read_field (Reader          *self,
            AipCustomField  *field,
            AipFormulaValue *value)
{
  const AipCustomFormat *format = aip_custom_field_get_format (field);

  if (format->type == AIP_CUSTOM_FORMULA)
    read_formula (self, aip_custom_field_get_formula (field), value);
  else
    read_stored (format, aip_shot_get_custom_value (self->shot,
                                                    aip_entity_get_id (AIP_ENTITY (field))), value);
}

void
aip_shot_field_evaluate (AipDocument      *document,
                         AipShot          *shot,
                         const AipFormula *formula,
                         AipFormulaValue  *value)
{
  Reader reader = { document, shot, 0, 0 };

  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (AIP_IS_SHOT (shot));
  g_return_if_fail (value != NULL);

  *value = (AipFormulaValue) { 0 };
  read_formula (&reader, formula, value);
}

/* Texts --------------------------------------------------------------------------------------- */

static GVariant *
get_stored (AipShot        *shot,
            AipCustomField *field)
{
  return aip_shot_get_custom_value (shot, aip_entity_get_id (AIP_ENTITY (field)));
}

static gboolean
is_formula (AipCustomField *field)
{
  return aip_custom_field_get_format (field)->type == AIP_CUSTOM_FORMULA;
}

static char *
dup_result (const AipCustomFormat *format,
            const AipFormulaValue *value,
            gboolean               display)
{
  switch (value->kind)
    {
    case AIP_FORMULA_NUMBER:
      return display ? aip_custom_number_to_display (value->number, format->decimals, format->unit)
                     : aip_custom_number_to_text (value->number);
    case AIP_FORMULA_BOOLEAN:
      return g_strdup (value->number == 0 ? "" : display ? _("yes") : "yes");
    case AIP_FORMULA_TEXT:
      return g_strdup (value->text);
    case AIP_FORMULA_ERROR:
      return g_strdup (aip_formula_problem_get_mark (value->problem));
    case AIP_FORMULA_EMPTY:
    default:
      return g_strdup ("");
    }
}

char *
aip_shot_field_result_to_text (const AipFormulaValue *value)
{
  g_autoptr(AipCustomFormat) format = NULL;

  g_return_val_if_fail (value != NULL, NULL);

  format = aip_custom_format_new (AIP_CUSTOM_FORMULA);

  return dup_result (format, value, FALSE);
}

static char *
dup_formula_text (AipDocument    *document,
                  AipShot        *shot,
                  AipCustomField *field,
                  gboolean        display)
{
  g_auto(AipFormulaValue) value = { 0 };

  aip_shot_field_evaluate (document, shot, aip_custom_field_get_formula (field), &value);

  return dup_result (aip_custom_field_get_format (field), &value, display);
}

char *
aip_shot_field_dup_text (AipDocument    *document,
                         AipShot        *shot,
                         AipCustomField *field)
{
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (field), NULL);

  if (is_formula (field))
    return dup_formula_text (document, shot, field, FALSE);

  return aip_custom_value_to_text (aip_custom_field_get_format (field), get_stored (shot, field));
}

char *
aip_shot_field_dup_display (AipDocument    *document,
                            AipShot        *shot,
                            AipCustomField *field)
{
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (field), NULL);

  if (is_formula (field))
    return dup_formula_text (document, shot, field, TRUE);

  return aip_custom_value_to_display (aip_custom_field_get_format (field),
                                      get_stored (shot, field));
}

char *
aip_shot_field_dup_problem (AipDocument    *document,
                            AipShot        *shot,
                            AipCustomField *field)
{
  g_auto(AipFormulaValue) value = { 0 };
  GVariant *stored;

  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (field), NULL);

  if (is_formula (field))
    {
      aip_shot_field_evaluate (document, shot, aip_custom_field_get_formula (field), &value);
      return value.kind == AIP_FORMULA_ERROR
             ? g_strdup (aip_formula_problem_get_text (value.problem)) : NULL;
    }

  stored = get_stored (shot, field);
  if (aip_custom_value_fits (aip_custom_field_get_format (field), stored))
    return NULL;

  return g_strdup (_("What is stored here does not fit the type of the field. It stays stored "
                     "until another value is written."));
}

char *
aip_shot_field_dup_sort_key (AipDocument    *document,
                             AipShot        *shot,
                             AipCustomField *field)
{
  g_auto(AipFormulaValue) value = { 0 };

  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (field), NULL);

  if (!is_formula (field))
    return aip_custom_value_to_sort_key (aip_custom_field_get_format (field),
                                         get_stored (shot, field));

  /* Numbers before texts, and what says nothing or cannot be worked out at the end. */
  aip_shot_field_evaluate (document, shot, aip_custom_field_get_formula (field), &value);
  if (value.kind == AIP_FORMULA_NUMBER || value.kind == AIP_FORMULA_BOOLEAN)
    {
      g_autofree char *key = aip_custom_number_to_sort_key (value.number);

      return g_strconcat ("\x01", key, NULL);
    }
  if (value.kind == AIP_FORMULA_TEXT)
    {
      g_autofree char *key = aip_text_collate_key (value.text);

      return g_strconcat ("\x02", key, NULL);
    }

  return g_strdup ("\xff");
}

gboolean
aip_shot_field_get_number (AipDocument    *document,
                           AipShot        *shot,
                           AipCustomField *field,
                           double         *number)
{
  g_auto(AipFormulaValue) value = { 0 };

  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);
  g_return_val_if_fail (AIP_IS_CUSTOM_FIELD (field), FALSE);
  g_return_val_if_fail (number != NULL, FALSE);

  if (!is_formula (field))
    return aip_custom_value_to_number (aip_custom_field_get_format (field),
                                       get_stored (shot, field), number);

  aip_shot_field_evaluate (document, shot, aip_custom_field_get_formula (field), &value);
  *number = value.number;

  return value.kind == AIP_FORMULA_NUMBER || value.kind == AIP_FORMULA_BOOLEAN;
}

/* Formulas as they are typed ------------------------------------------------------------------ */

static char *
to_typed_cb (const char *name,
             gpointer    user_data)
{
  AipDocument *document = user_data;
  AipCustomField *field = *name == '#' ? find_field (document, name + 1) : NULL;

  if (field != NULL)
    return g_strdup (aip_custom_field_get_name (field));

  return g_strdup (aip_shot_field_get_name_title (name));
}

char *
aip_shot_field_formula_to_typed (AipDocument *document,
                                 const char  *stored)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (stored != NULL, NULL);

  return aip_formula_rename (stored, to_typed_cb, document);
}

static char *
from_typed_cb (const char *typed,
               gpointer    user_data)
{
  AipDocument *document = user_data;
  AipEntityList *list = aip_document_get_list (document, AIP_KIND_FIELD);
  const char *name = aip_shot_field_find_name (typed);
  g_autofree char *folded = NULL;
  AipEntity *field;

  if (name != NULL)
    return g_strdup (name);

  folded = aip_text_fold (typed);
  for (guint i = 0; (field = aip_entity_list_peek (list, i)) != NULL; i++)
    if (is_called (aip_entity_get_text (field, "name"), folded))
      return g_strconcat ("#", aip_entity_get_id (field), NULL);

  return NULL;
}

/* Whether what @field is worked out from leads to @target. */
static gboolean
depends_on (AipDocument      *document,
            const AipFormula *formula,
            AipCustomField   *target,
            GHashTable       *seen)
{
  GPtrArray *names = aip_formula_get_names (formula);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      AipCustomField *field = *name == '#' ? find_field (document, name + 1) : NULL;

      if (field == NULL || !g_hash_table_add (seen, field))
        continue;
      if (field == target
          || (aip_custom_field_get_formula (field) != NULL
              && depends_on (document, aip_custom_field_get_formula (field), target, seen)))
        return TRUE;
    }

  return FALSE;
}

char *
aip_shot_field_formula_from_typed (AipDocument     *document,
                                   AipCustomField  *self,
                                   const char      *typed,
                                   GError         **error)
{
  g_autofree char *clean = NULL;
  g_autofree char *stored = NULL;
  g_autoptr(AipFormula) formula = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *names;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (typed != NULL, NULL);

  /* What is wrong is said of the text that the person sees. */
  clean = g_strstrip (aip_text_clean (typed));
  formula = aip_formula_parse (clean, error);
  if (formula == NULL)
    return NULL;
  g_clear_pointer (&formula, aip_formula_free);

  stored = aip_formula_rename (clean, from_typed_cb, document);
  formula = aip_formula_parse (stored, error);
  if (formula == NULL)
    return NULL;

  names = aip_formula_get_names (formula);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (*name == '#' ? find_field (document, name + 1) == NULL
                       : aip_shot_field_get_name_title (name) == NULL)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("There is no field “%s”."), name);
          return NULL;
        }
    }
  if (self != NULL && depends_on (document, formula, self, seen))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” would depend on itself. Leave it out of its own formula and of those "
                     "that the formula asks."), aip_custom_field_get_name (self));
      return NULL;
    }

  return g_steal_pointer (&stored);
}
