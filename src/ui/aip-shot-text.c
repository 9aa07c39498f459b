/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-text"

#include "config.h"

#include <string.h>

#include "aip-shot-edit.h"
#include "aip-shot-fields.h"
#include "aip-shot-text.h"
#include "aip-text.h"

typedef struct {
  AipShotColumn  column;
  char          *key;
} SortText;

/**
 * AipShotText:
 * @haystack: (nullable)
 * @sort_texts: (nullable) (element-type SortText): for the columns that were asked for last
 *
 * Hangs on the shot itself, so it goes when the shot goes.
 */
typedef struct {
  guint    generation;
  char    *haystack;
  GArray  *sort_texts;
} AipShotText;

/* More columns than anybody sorts and groups by at a time. */
#define MAX_SORT_TEXTS 8

static GQuark
text_quark (void)
{
  static GQuark quark;

  if (quark == 0)
    quark = g_quark_from_static_string ("aip-shot-text");

  return quark;
}

static void
shot_text_free (gpointer data)
{
  AipShotText *text = data;

  g_free (text->haystack);
  g_clear_pointer (&text->sort_texts, g_array_unref);
  g_free (text);
}

static void
clear_sort_text (gpointer data)
{
  SortText *text = data;

  g_clear_pointer (&text->key, g_free);
}

static AipShotText *
get_text (AipShot *shot,
          guint    generation)
{
  AipShotText *text = g_object_get_qdata (G_OBJECT (shot), text_quark ());

  if (text == NULL || text->generation != generation)
    {
      text = g_new0 (AipShotText, 1);
      text->generation = generation;
      g_object_set_qdata_full (G_OBJECT (shot), text_quark (), text, shot_text_free);
    }

  return text;
}

/*
 * The fields of a haystack, in their order, each ended by a character that no text can have: so
 * no word is found across two of them.
 */
static const char *const haystack_fields[] = {
  "code", "scene", "description", "action", "dialogue", "notes", "status", "tags", "characters",
  "place", "prompt", "workflow",
};

#define END_OF_FIELD '\x1f'

/* What the project's own fields say; formulas only repeat what stands elsewhere. */
static void
append_fields (GString     *whole,
               AipDocument *document,
               AipShot     *shot)
{
  AipEntityList *list = aip_document_get_list (document, AIP_KIND_FIELD);
  AipEntity *entity;

  if (*aip_shot_get_custom (shot) == '\0')
    return;

  for (guint i = 0; (entity = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      AipCustomField *field = AIP_CUSTOM_FIELD (entity);
      g_autofree char *value = NULL;

      if (aip_custom_field_get_format (field)->type == AIP_CUSTOM_FORMULA
          || aip_custom_field_get_format (field)->type == AIP_CUSTOM_CHECKBOX)
        continue;
      value = aip_shot_field_dup_text (document, shot, field);
      g_string_append (whole, value);
      g_string_append_c (whole, END_OF_FIELD);
    }
}

const char *
aip_shot_text_get_haystack (AipDocument   *document,
                            AipShotSetups *setups,
                            AipShot       *shot,
                            guint          generation)
{
  AipShotText *text = get_text (shot, generation);

  if (text->haystack == NULL)
    {
      g_autoptr(GString) whole = g_string_new (NULL);

      for (guint i = 0; i < G_N_ELEMENTS (haystack_fields); i++)
        {
          g_autofree char *value = aip_shot_edit_get_text (document, shot, haystack_fields[i],
                                                           FALSE);

          g_string_append (whole, value);
          g_string_append_c (whole, END_OF_FIELD);
        }
      for (AipSetupCell cell = 0; cell < AIP_N_SETUP_CELLS; cell++)
        {
          g_string_append (whole, aip_shot_setups_get_text (setups, shot, cell));
          g_string_append_c (whole, END_OF_FIELD);
        }
      append_fields (whole, document, shot);
      text->haystack = aip_text_fold (whole->str);
    }

  return text->haystack;
}

void
aip_shot_text_read_field (AipDocument   *document,
                          AipShotSetups *setups,
                          AipShot       *shot,
                          const char    *field,
                          guint          generation,
                          GString       *text)
{
  const char *part = aip_shot_text_get_haystack (document, setups, shot, generation);
  const char *end;

  for (guint i = 0; i < G_N_ELEMENTS (haystack_fields) && !g_str_equal (haystack_fields[i], field);
       i++)
    part = strchr (part, END_OF_FIELD) + 1;

  end = strchr (part, END_OF_FIELD);
  g_string_truncate (text, 0);
  g_string_append_len (text, part, end - part);
}

char *
aip_shot_text_dup_value (AipDocument   *document,
                         AipShotSetups *setups,
                         AipShot       *shot,
                         AipShotColumn  column)
{
  const AipShotColumnInfo *info = aip_shot_column_get_info (column);
  AipSetupCell cell;

  if (aip_shot_column_get_setup_cell (column, &cell))
    return g_strdup (aip_shot_setups_get_text (setups, shot, cell));
  if (column == AIP_SHOT_COLUMN_FINDINGS)
    return aip_shot_setups_dup_state (setups, shot);
  if (column == AIP_SHOT_COLUMN_TAKES)
    return g_strdup_printf ("%u", aip_shot_get_n_takes (shot));
  if (column == AIP_SHOT_COLUMN_STALE)
    return g_strdup (aip_shot_get_stale (shot));
  if (info->field == NULL)
    return g_strdup ("");

  return aip_shot_edit_get_text (document, shot, info->field, FALSE);
}

const char *
aip_shot_text_get_sort_key (AipDocument   *document,
                            AipShotSetups *setups,
                            AipShot       *shot,
                            AipShotColumn  column,
                            guint          generation)
{
  AipShotText *text = get_text (shot, generation);
  g_autofree char *value = NULL;
  SortText sort_text = { .column = column };

  for (guint i = 0; text->sort_texts != NULL && i < text->sort_texts->len; i++)
    {
      const SortText *known = &g_array_index (text->sort_texts, SortText, i);

      if (known->column == column)
        return known->key;
    }

  if (aip_shot_column_get_custom (column) != NULL)
    sort_text.key = aip_shot_field_dup_sort_key (document, shot,
                                                 aip_shot_column_get_custom (column));
  else
    {
      value = aip_shot_text_dup_value (document, setups, shot, column);
      sort_text.key = *value != '\0' ? aip_text_collate_key (value) : g_strdup ("");
    }
  if (text->sort_texts == NULL)
    {
      text->sort_texts = g_array_new (FALSE, FALSE, sizeof (SortText));
      g_array_set_clear_func (text->sort_texts, clear_sort_text);
    }
  else if (text->sort_texts->len == MAX_SORT_TEXTS)
    g_array_remove_index (text->sort_texts, 0);
  g_array_append_val (text->sort_texts, sort_text);

  return sort_text.key;
}

void
aip_shot_text_forget (AipShot *shot)
{
  g_object_set_qdata (G_OBJECT (shot), text_quark (), NULL);
}
