/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-filter"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "aip-severity-look.h"
#include "aip-shot-edit.h"
#include "aip-shot-fields.h"
#include "aip-shot-filter.h"
#include "aip-shot-stale.h"
#include "aip-shot-text.h"
#include "aip-status.h"
#include "aip-text.h"

/* Between the fields of a setup's cell, see aip_setup_cell_to_text(). */
#define PART " · "

AipShotFilter *
aip_shot_filter_new (AipDocument   *document,
                     AipShotSetups *setups)
{
  AipShotFilter *self = g_new0 (AipShotFilter, 1);

  self->document = document;
  self->setups = setups;
  self->text = g_string_new (NULL);

  return self;
}

void
aip_shot_filter_free (AipShotFilter *self)
{
  g_string_free (self->text, TRUE);
  g_free (self->field_name);
  g_clear_object (&self->field);
  g_free (self);
}

/* Reading ------------------------------------------------------------------------------------- */

static void
append_folded (GString    *lines,
               const char *text)
{
  g_autofree char *folded = aip_text_fold (text);

  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append (lines, folded);
}

/* "sc-010 harbour" is found by all of it, by its code, its number and its name. */
static void
read_scene (GString *lines)
{
  g_autofree char *whole = g_strdup (lines->str);
  char *name = strchr (whole, ' ');
  const char *number = strpbrk (whole, "0123456789");

  if (name != NULL)
    {
      *name++ = '\0';
      g_string_append_printf (lines, "\n%s\n%s", whole, name);
    }
  if (number == NULL || number >= whole + strlen (whole))
    return;

  number += MIN (strspn (number, "0"), strlen (number) - 1);
  g_string_append_printf (lines, "\n%s", number);
}

/* What statuses and severities are called is asked for every shot: fold it once. */
static const char *
get_status_lines (AipStatus status)
{
  static char *lines[AIP_N_STATUSES];

  if (lines[status] == NULL)
    {
      GString *text = g_string_new (aip_status_to_nick (status));

      append_folded (text, aip_status_get_title (status));
      lines[status] = g_string_free (text, FALSE);
    }

  return lines[status];
}

static const char *
get_finding_lines (int severity)
{
  static char *lines[AIP_SEVERITY_IMPOSSIBLE + 2];

  if (severity == AIP_SHOT_SETUP_NONE)
    return "";

  if (lines[severity + 1] == NULL)
    {
      g_autofree char *state = aip_severity_dup_state (severity, 0);
      GString *text = g_string_new (severity >= 0 ? aip_severity_to_nick (severity) : "possible");

      append_folded (text, state);
      if (severity >= 0)
        append_folded (text, aip_severity_get_name (severity));
      lines[severity + 1] = g_string_free (text, FALSE);
    }

  return lines[severity + 1];
}

/* What can be asked with `is:`, as it is typed and as people call it. */
static const struct {
  const char *name;
  const char *title;
} marks[] = {
  { "stale", N_("Stale") },
  { "unknown", N_("Unknown") },
  { "locked", N_("Locked") },
  { "omitted", N_("Omitted") },
};

enum {
  MARK_STALE,
  MARK_UNKNOWN,
  MARK_LOCKED,
  MARK_OMITTED,
};

static gboolean
has_mark (AipShot *shot,
          guint    mark)
{
  AipTake *take = aip_shot_get_take (shot);

  switch (mark)
    {
    case MARK_STALE:
      return aip_shot_stale_is (shot);
    case MARK_UNKNOWN:
      return take != NULL && aip_take_get_freshness (take) == AIP_FRESHNESS_UNKNOWN;
    case MARK_LOCKED:
      return aip_shot_get_locked (shot);
    case MARK_OMITTED:
    default:
      return aip_shot_get_omitted (shot);
    }
}

static void
read_marks (AipShotFilter *self,
            AipShot       *shot)
{
  g_string_truncate (self->text, 0);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (has_mark (shot, i))
      {
        append_folded (self->text, marks[i].name);
        append_folded (self->text, _(marks[i].title));
      }
}

static void
read_cell (AipShotFilter *self,
           AipShot       *shot,
           AipSetupCell   cell)
{
  const char *whole = aip_shot_setups_get_folded (self->setups, shot, cell);

  g_string_assign (self->text, whole);
  if (strstr (whole, PART) == NULL)
    return;

  g_string_append_c (self->text, '\n');
  for (const char *p = whole; *p != '\0';)
    {
      const char *end = strstr (p, PART);

      g_string_append_len (self->text, p, end != NULL ? end - p : (gssize) strlen (p));
      if (end == NULL)
        break;
      g_string_append_c (self->text, '\n');
      p = end + strlen (PART);
    }
}

AipCustomField *
aip_shot_filter_find_field (AipDocument *document,
                            const char  *name)
{
  AipEntityList *list;
  g_autofree char *wanted = NULL;
  AipEntity *entity;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  list = aip_document_get_list (document, AIP_KIND_FIELD);
  wanted = aip_text_fold (name);
  for (guint i = 0; (entity = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      g_autofree char *known = aip_text_fold (aip_custom_field_get_name (AIP_CUSTOM_FIELD (entity)));

      /* As a filter can write it. */
      g_strdelimit (known, "{}", ' ');
      if (g_str_equal (g_strstrip (known), wanted))
        return AIP_CUSTOM_FIELD (entity);
    }

  return NULL;
}

static AipCustomField *
get_field (AipShotFilter *self,
           const char    *name)
{
  /* Asked for every shot; it may have gone or be called otherwise in between. */
  if (self->field == NULL || g_strcmp0 (self->field_name, name) != 0
      || !aip_entity_is_alive (AIP_ENTITY (self->field))
      || g_ascii_strcasecmp (aip_custom_field_get_name (self->field), name) != 0)
    {
      g_set_str (&self->field_name, name);
      g_set_object (&self->field, aip_shot_filter_find_field (self->document, name));
    }

  return self->field;
}

static const char *
read_field (AipShotFilter *self,
            AipShot       *shot,
            const char    *name,
            double        *number)
{
  AipCustomField *field = get_field (self, name);
  g_autofree char *text = NULL;
  AipCustomType type;

  g_string_truncate (self->text, 0);
  if (field == NULL)
    return "";

  type = aip_custom_field_get_format (field)->type;
  if (type == AIP_CUSTOM_CHECKBOX)
    return aip_shot_field_get_number (self->document, shot, field, number) && *number > 0
           ? (*number = NAN, "yes\n예") : (*number = NAN, "no\n아니요");
  if (type == AIP_CUSTOM_NUMBER || type == AIP_CUSTOM_RATING || type == AIP_CUSTOM_FORMULA)
    {
      if (aip_shot_field_get_number (self->document, shot, field, number)
          && (type != AIP_CUSTOM_RATING || *number > 0))
        return "";
      *number = NAN;
      if (type != AIP_CUSTOM_FORMULA)
        return "";
    }

  text = aip_shot_field_dup_text (self->document, shot, field);
  append_folded (self->text, text);
  if (type == AIP_CUSTOM_MULTI_SELECT)
    g_string_replace (self->text, ", ", "\n", 0);

  return self->text->str;
}

static const char *
read_shot (gpointer     shot,
           AipQueryKey  key,
           const char  *field,
           double      *number,
           gpointer     user_data)
{
  static const struct {
    AipQueryKey  key;
    const char  *field;
  } fields[] = {
    { AIP_QUERY_CODE, "code" }, { AIP_QUERY_SCENE, "scene" },
    { AIP_QUERY_DESCRIPTION, "description" }, { AIP_QUERY_ACTION, "action" },
    { AIP_QUERY_DIALOGUE, "dialogue" }, { AIP_QUERY_CHARACTER, "characters" },
    { AIP_QUERY_PLACE, "place" }, { AIP_QUERY_TAG, "tags" }, { AIP_QUERY_NOTES, "notes" },
    { AIP_QUERY_WORKFLOW, "workflow" },
  };
  AipShotFilter *self = user_data;
  const AipSetup *setup;

  *number = NAN;
  switch (key)
    {
    case AIP_QUERY_FIELD:
      return read_field (self, shot, field, number);
    case AIP_QUERY_TEXT:
      return aip_shot_text_get_haystack (self->document, self->setups, shot, self->generation);
    case AIP_QUERY_STATUS:
      return get_status_lines (aip_shot_get_status (shot));
    case AIP_QUERY_DURATION:
      *number = (double) aip_shot_get_duration (shot);
      return "";
    case AIP_QUERY_TAKES:
      *number = aip_shot_get_n_takes (shot);
      return "";
    case AIP_QUERY_FOCAL:
      setup = aip_shot_setups_get (self->setups, shot);
      if (aip_setup_has (setup, AIP_SETUP_FOCAL))
        *number = setup->focal;
      return "";
    case AIP_QUERY_FINDING:
      return get_finding_lines (aip_shot_setups_get_severity (self->setups, shot));
    case AIP_QUERY_MARK:
      read_marks (self, shot);
      return self->text->str;
    case AIP_QUERY_CAMERA:
      read_cell (self, shot, AIP_SETUP_CELL_CAMERA);
      return self->text->str;
    case AIP_QUERY_LENS:
      read_cell (self, shot, AIP_SETUP_CELL_LENS);
      return self->text->str;
    case AIP_QUERY_STOCK:
      read_cell (self, shot, AIP_SETUP_CELL_STOCK);
      return self->text->str;
    case AIP_QUERY_LIGHT:
      read_cell (self, shot, AIP_SETUP_CELL_LIGHT);
      return self->text->str;
    case AIP_QUERY_MOVE:
      read_cell (self, shot, AIP_SETUP_CELL_MOVE);
      return self->text->str;
    case AIP_QUERY_SIZE:
      read_cell (self, shot, AIP_SETUP_CELL_SIZE);
      setup = aip_shot_setups_get (self->setups, shot);
      if (aip_setup_has (setup, AIP_SETUP_SIZE))
        g_string_append_printf (self->text, "\n%s",
                                aip_words_get_nick (AIP_WORDS_SIZE, setup->size));
      return self->text->str;
    case AIP_QUERY_CODE:
    case AIP_QUERY_SCENE:
    case AIP_QUERY_DESCRIPTION:
    case AIP_QUERY_ACTION:
    case AIP_QUERY_DIALOGUE:
    case AIP_QUERY_CHARACTER:
    case AIP_QUERY_PLACE:
    case AIP_QUERY_TAG:
    case AIP_QUERY_NOTES:
    case AIP_QUERY_WORKFLOW:
    default:
      break;
    }

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].key == key)
      aip_shot_text_read_field (self->document, self->setups, shot, fields[i].field,
                                self->generation, self->text);
  if (key == AIP_QUERY_SCENE && self->text->len > 0)
    read_scene (self->text);
  else if (key == AIP_QUERY_TAG || key == AIP_QUERY_CHARACTER)
    g_string_replace (self->text, ", ", "\n", 0);

  return self->text->str;
}

static double
get_rate (AipShotFilter *self)
{
  AipFrameRate rate = aip_project_get_rate (aip_document_get_project (self->document));

  return (double) rate.numerator / (double) rate.denominator;
}

gboolean
aip_shot_filter_matches (AipShotFilter      *self,
                         const AipQueryNode *query,
                         AipShot            *shot)
{
  g_return_val_if_fail (self != NULL && query != NULL, TRUE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), TRUE);

  return aip_query_matches (query, shot, read_shot, self, get_rate (self));
}

/* Values -------------------------------------------------------------------------------------- */

static void
value_free (gpointer data)
{
  AipFilterValue *value = data;

  g_free (value->value);
  g_free (value);
}

static void
count (GHashTable *values,
       char       *value)
{
  guint *n = *value != '\0' ? g_hash_table_lookup (values, value) : NULL;

  if (n != NULL)
    (*n)++;
  else if (*value != '\0')
    {
      n = g_new (guint, 1);
      *n = 1;
      g_hash_table_insert (values, g_strdup (value), n);
    }
  g_free (value);
}

static void
count_field (const AipSetup *setup,
             AipSetupField   field,
             GHashTable     *values)
{
  count (values, aip_setup_field_to_text (setup, field));
}

/* Names of what was chosen; a box says yes or no. */
static void
count_project_field (AipShotFilter *self,
                     const char    *name,
                     AipShot       *shot,
                     GHashTable    *values)
{
  AipCustomField *field = get_field (self, name);
  g_autofree char *text = NULL;
  g_auto(GStrv) parts = NULL;

  if (field == NULL)
    return;

  text = aip_shot_field_dup_text (self->document, shot, field);
  if (aip_custom_field_get_format (field)->type == AIP_CUSTOM_CHECKBOX && *text == '\0')
    text = (g_free (text), g_strdup ("no"));
  if (aip_custom_field_get_format (field)->type != AIP_CUSTOM_MULTI_SELECT)
    {
      count (values, g_steal_pointer (&text));
      return;
    }

  parts = g_strsplit (text, ", ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    count (values, g_strdup (parts[i]));
}

static void
count_shot (AipShotFilter *self,
            AipQueryKey    key,
            const char    *field,
            AipShot       *shot,
            GHashTable    *values)
{
  const AipSetup *setup = aip_shot_setups_get (self->setups, shot);
  int severity;

  switch (key)
    {
    case AIP_QUERY_FIELD:
      count_project_field (self, field, shot, values);
      break;
    case AIP_QUERY_STATUS:
      count (values, g_strdup (aip_status_get_title (aip_shot_get_status (shot))));
      break;
    case AIP_QUERY_FINDING:
      severity = aip_shot_setups_get_severity (self->setups, shot);
      if (severity != AIP_SHOT_SETUP_NONE)
        count (values, aip_severity_dup_state (severity, 0));
      break;
    case AIP_QUERY_MARK:
      for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
        if (has_mark (shot, i))
          count (values, g_strdup (_(marks[i].title)));
      break;
    case AIP_QUERY_CAMERA:
      count (values, g_strdup (aip_shot_setups_get_text (self->setups, shot,
                                                         AIP_SETUP_CELL_CAMERA)));
      break;
    case AIP_QUERY_LENS:
      count_field (setup, AIP_SETUP_LENS, values);
      break;
    case AIP_QUERY_STOCK:
      count (values, aip_setup_cell_to_text (setup, AIP_SETUP_CELL_STOCK));
      break;
    case AIP_QUERY_LIGHT:
      count_field (setup, AIP_SETUP_STYLE, values);
      count_field (setup, AIP_SETUP_KEY, values);
      count_field (setup, AIP_SETUP_TIME, values);
      break;
    case AIP_QUERY_MOVE:
      count_field (setup, AIP_SETUP_MOVE, values);
      count_field (setup, AIP_SETUP_SUPPORT, values);
      break;
    case AIP_QUERY_SIZE:
      count_field (setup, AIP_SETUP_SIZE, values);
      break;
    case AIP_QUERY_SCENE:
    case AIP_QUERY_PLACE:
    case AIP_QUERY_WORKFLOW:
      count (values, aip_shot_edit_get_text (self->document, shot, aip_query_key_get_name (key),
                                             FALSE));
      break;
    case AIP_QUERY_TAG:
    case AIP_QUERY_CHARACTER:
      {
        g_autofree char *text =
          aip_shot_edit_get_text (self->document, shot,
                                  key == AIP_QUERY_TAG ? "tags" : "characters", FALSE);
        g_auto(GStrv) parts = g_strsplit (text, ", ", -1);

        for (guint i = 0; parts[i] != NULL; i++)
          count (values, g_strdup (parts[i]));
      }
      break;
    case AIP_QUERY_TEXT:
    case AIP_QUERY_CODE:
    case AIP_QUERY_DESCRIPTION:
    case AIP_QUERY_ACTION:
    case AIP_QUERY_DIALOGUE:
    case AIP_QUERY_NOTES:
    case AIP_QUERY_DURATION:
    case AIP_QUERY_TAKES:
    case AIP_QUERY_FOCAL:
    default:
      break;
    }
}

static gboolean
compare_in_list (const char *a,
                 const char *b,
                 const char *candidate,
                 int        *result)
{
  if (g_str_equal (candidate, a))
    *result = -1;
  else if (g_str_equal (candidate, b))
    *result = 1;
  else
    return FALSE;

  return TRUE;
}

/* Sizes from far to near, findings from bad to good, statuses as work goes on; the rest by name. */
static int
compare_values (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  AipQueryKey key = GPOINTER_TO_UINT (user_data);
  const char *one = (*(AipFilterValue **) a)->value;
  const char *two = (*(AipFilterValue **) b)->value;
  g_autofree char *key_one = NULL;
  g_autofree char *key_two = NULL;
  int result = 0;

  for (guint i = 0; key == AIP_QUERY_SIZE && i < aip_words_get_count (AIP_WORDS_SIZE); i++)
    if (compare_in_list (one, two, aip_words_get_name (AIP_WORDS_SIZE, i), &result))
      return result;
  for (guint i = 0; key == AIP_QUERY_STATUS && i < AIP_N_STATUSES; i++)
    if (compare_in_list (one, two, aip_status_get_title (i), &result))
      return result;
  for (int i = AIP_SEVERITY_IMPOSSIBLE; key == AIP_QUERY_FINDING && i >= AIP_OPTION_FINE; i--)
    {
      g_autofree char *state = aip_severity_dup_state (i, 0);

      if (compare_in_list (one, two, state, &result))
        return result;
    }

  key_one = aip_text_collate_key (one);
  key_two = aip_text_collate_key (two);

  return strcmp (key_one, key_two);
}

/* The query without what its buttons say of @key. */
static AipQueryNode *
without_choice (const AipQueryNode *query,
                AipQueryKey         key,
                const char         *field)
{
  g_autofree char *text = aip_query_to_text (query);
  AipQueryNode *copy = aip_query_parse (text);

  for (guint i = copy->children->len; i > 0; i--)
    {
      AipQueryNode *node = g_ptr_array_index (copy->children, i - 1);

      if (node->kind == AIP_QUERY_NODE_TERM && node->key == key && node->op == AIP_QUERY_IS
          && g_strcmp0 (node->field, field) == 0)
        g_ptr_array_remove_index (copy->children, i - 1);
    }

  return copy;
}

GPtrArray *
aip_shot_filter_collect (AipShotFilter      *self,
                         AipQueryKey         key,
                         const char         *field,
                         const AipQueryNode *query)
{
  AipEntityList *list = aip_document_get_shots (self->document);
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(AipQueryNode) others = query != NULL ? without_choice (query, key, field) : NULL;
  GPtrArray *values = g_ptr_array_new_with_free_func (value_free);
  GHashTableIter iter;
  gpointer value, n;
  AipEntity *shot;

  for (guint i = 0; (shot = aip_entity_list_peek (list, i)) != NULL; i++)
    if (others == NULL || aip_shot_filter_matches (self, others, AIP_SHOT (shot)))
      count_shot (self, key, field, AIP_SHOT (shot), counts);

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &value, &n))
    {
      AipFilterValue *entry = g_new0 (AipFilterValue, 1);

      entry->value = g_strdup (value);
      entry->count = *(guint *) n;
      g_ptr_array_add (values, entry);
    }
  g_ptr_array_sort_with_data (values, compare_values, GUINT_TO_POINTER (key));

  return values;
}
