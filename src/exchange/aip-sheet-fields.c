/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sheet-fields"

#include "config.h"

#include <string.h>

#include "aip-sheet-fields.h"
#include "aip-shot-fields.h"

/* As in aip-shot-fields.c: formulas that ask formulas take no more steps than this in all. */
#define MAX_STEPS 2000
#define MAX_DEPTH 24

struct _AipSheetFields {
  AipSheetSource     *source;
  /* What the shot that was asked for last has stored: a row is asked for column by column. */
  const AipSheetItem *item;
  GHashTable         *values;
  guint               n_steps;
  guint               depth;
};

AipSheetFields *
aip_sheet_fields_new (AipSheetSource *source)
{
  AipSheetFields *self = g_new0 (AipSheetFields, 1);

  self->source = source;

  return self;
}

void
aip_sheet_fields_free (AipSheetFields *self)
{
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_free (self);
}

static GVariant *
get_stored (AipSheetFields       *self,
            const AipSheetColumn *column)
{
  return g_hash_table_lookup (self->values, column->key + strlen (AIP_SHEET_CUSTOM_PREFIX));
}

static const char *
get_name (AipSheetFields *self,
          const char     *id)
{
  const AipSheetItem *item = *id != '\0' ? aip_sheet_source_lookup (self->source, id) : NULL;

  return item != NULL ? aip_sheet_item_get_text (item, "name") : "";
}

static void
read_scene (AipSheetFields  *self,
            AipFormulaValue *value)
{
  const AipSheetItem *scene =
    aip_sheet_source_lookup (self->source, aip_sheet_item_get_text (self->item, "scene"));
  g_autofree char *text = NULL;

  if (scene == NULL)
    return;

  text = g_strconcat (aip_sheet_item_get_text (scene, "code"), " ",
                      aip_sheet_item_get_text (scene, "name"), NULL);
  aip_formula_value_set_text (value, g_strstrip (text));
}

static void
read_builtin (AipSheetFields  *self,
              const char      *name,
              AipFormulaValue *value)
{
  AipFrameRate rate = aip_sheet_source_get_rate (self->source);
  gint64 duration = g_variant_get_int64 (aip_sheet_item_get_value (self->item, "duration"));

  if (g_str_equal (name, "duration"))
    aip_formula_value_set_number (value, (double) duration);
  else if (g_str_equal (name, "seconds"))
    aip_formula_value_set_number (value, (double) duration * (double) rate.denominator
                                         / (double) rate.numerator);
  else if (g_str_equal (name, "takes"))
    aip_formula_value_set_number (value, self->item->n_takes);
  else if (g_str_equal (name, "scene"))
    read_scene (self, value);
  else if (g_str_equal (name, "place"))
    aip_formula_value_set_text (value, get_name (self, aip_sheet_item_get_text (self->item,
                                                                                "place")));
  else if (g_str_equal (name, "tags") || g_str_equal (name, "characters"))
    {
      g_autofree const char **texts =
        g_variant_get_strv (aip_sheet_item_get_value (self->item, name), NULL);
      g_autoptr(GString) joined = g_string_new (NULL);

      for (guint i = 0; texts[i] != NULL; i++)
        g_string_append_printf (joined, joined->len > 0 ? ", %s" : "%s",
                                *name == 'c' ? get_name (self, texts[i]) : texts[i]);
      aip_formula_value_set_text (value, joined->str);
    }
  else
    aip_formula_value_set_text (value, aip_sheet_item_get_text (self->item, name));
}

static void read_formula (AipSheetFields *self, const AipFormula *formula, AipFormulaValue *value);

static void
read_column (AipSheetFields       *self,
             const AipSheetColumn *column,
             AipFormulaValue      *value)
{
  GVariant *stored = get_stored (self, column);
  g_autofree char *text = NULL;
  double number;

  if (column->format->type == AIP_CUSTOM_FORMULA)
    read_formula (self, column->formula, value);
  else if (column->format->type == AIP_CUSTOM_CHECKBOX)
    aip_formula_value_set_bool (value, aip_custom_value_to_number (column->format, stored, &number)
                                       && number != 0);
  else if (aip_custom_value_to_number (column->format, stored, &number))
    aip_formula_value_set_number (value, number);
  else
    {
      text = aip_custom_value_to_text (column->format, stored);
      aip_formula_value_set_text (value, text);
    }
}

static void
read_name (const char      *name,
           AipFormulaValue *value,
           gpointer         user_data)
{
  AipSheetFields *self = user_data;
  const AipSheetColumn *column;
  g_autofree char *key = NULL;

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

  key = g_strconcat (AIP_SHEET_CUSTOM_PREFIX, name + 1, NULL);
  column = aip_sheet_source_find_column (self->source, AIP_KIND_SHOT, key);
  if (column != NULL)
    read_column (self, column, value);
  else
    aip_formula_value_set_error (value, AIP_FORMULA_PROBLEM_NAME);
}

static void
read_formula (AipSheetFields   *self,
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

char *
aip_sheet_fields_dup_text (AipSheetFields       *self,
                           const AipSheetItem   *item,
                           const AipSheetColumn *column)
{
  g_auto(AipFormulaValue) value = { 0 };

  g_return_val_if_fail (self != NULL && item != NULL, NULL);
  g_return_val_if_fail (column != NULL && column->format != NULL, NULL);

  if (self->item != item)
    {
      g_clear_pointer (&self->values, g_hash_table_unref);
      self->item = item;
      self->values = aip_custom_values_parse (aip_sheet_item_get_text (item, "custom"));
    }

  if (column->format->type != AIP_CUSTOM_FORMULA)
    return aip_custom_value_to_text (column->format, get_stored (self, column));

  self->n_steps = 0;
  read_column (self, column, &value);

  return aip_shot_field_result_to_text (&value);
}
