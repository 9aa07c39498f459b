/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sheet-value"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-sheet-value.h"
#include "aip-shot-words.h"
#include "aip-text.h"

/* “48”, “48.0” and “4.8E1” are a number of frames. */
static gboolean
parse_frames (const char *text,
              gint64     *frames)
{
  char *end;
  double number;

  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, frames, NULL))
    return TRUE;

  number = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !(number >= 0 && number < 1e15) ||
      number != (double) (gint64) number)
    return FALSE;
  *frames = (gint64) number;

  return TRUE;
}

/* As the field would say it; choices that there are not yet are divided alike. */
static char *
normalize_custom (const AipSheetColumn *column,
                  const char           *text)
{
  g_autoptr(GVariant) value = NULL;
  g_auto(GStrv) names = NULL;

  if (aip_custom_value_read (column->format, text, &value, NULL))
    return aip_custom_value_to_text (column->format, value);
  if (column->format->type != AIP_CUSTOM_MULTI_SELECT)
    return g_strdup (text);

  names = aip_custom_value_split (text);

  return g_strjoinv (", ", names);
}

/* A choice that the field does not offer yet becomes one when the cell is taken over. */
static gboolean
check_custom (const AipSheetColumn  *column,
              const char            *text,
              GError               **error)
{
  g_autoptr(GVariant) value = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autoptr(AipCustomFormat) format = NULL;
  g_auto(GStrv) names = NULL;

  if (aip_custom_value_read (column->format, text, &value, &local_error))
    return TRUE;
  if (!g_error_matches (local_error, AIP_ERROR, AIP_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  format = aip_custom_format_copy (column->format);
  if (format->type == AIP_CUSTOM_SELECT)
    return aip_custom_format_add_choice (format, text, error) != NULL;

  names = aip_custom_value_split (text);
  for (guint i = 0; names[i] != NULL; i++)
    if (aip_custom_format_find_name (format, names[i]) == NULL
        && aip_custom_format_add_choice (format, names[i], error) == NULL)
      return FALSE;

  return TRUE;
}

char *
aip_sheet_value_normalize (const AipSheetColumn *column,
                           const char           *text)
{
  g_autofree char *clean = NULL;
  g_auto(GStrv) parts = NULL;
  AipStatus status;
  gint64 frames;

  g_return_val_if_fail (column != NULL && text != NULL, NULL);

  clean = g_strstrip (aip_text_clean (text));
  switch (column->type)
    {
    case AIP_SHEET_FRAMES:
      if (parse_frames (clean, &frames))
        return g_strdup_printf ("%" G_GINT64_FORMAT, frames);
      break;
    case AIP_SHEET_STATUS:
      if (aip_shot_words_parse_status (clean, &status))
        return g_strdup (aip_status_to_nick (status));
      break;
    case AIP_SHEET_TAGS:
    case AIP_SHEET_LINKS:
      parts = aip_shot_words_split (clean);
      return g_strjoinv (", ", parts);
    case AIP_SHEET_CODE:
    case AIP_SHEET_LINK:
      g_strdelimit (clean, "\n\t", ' ');
      break;
    case AIP_SHEET_CUSTOM:
      return normalize_custom (column, clean);
    case AIP_SHEET_TEXT:
    case AIP_SHEET_SETUP:
    case AIP_SHEET_INFO:
    default:
      break;
    }

  return g_steal_pointer (&clean);
}

GVariant *
aip_sheet_value_parse (const AipSheetColumn  *column,
                       const char            *text,
                       GError               **error)
{
  const AipField *field;
  g_autoptr(GVariant) value = NULL;
  g_auto(GStrv) parts = NULL;
  AipStatus status = AIP_STATUS_DRAFT;
  gint64 frames;

  g_return_val_if_fail (column != NULL && text != NULL, NULL);

  field = aip_kind_find_field (column->kind, column->key, NULL);
  g_return_val_if_fail (field != NULL, NULL);

  switch (column->type)
    {
    case AIP_SHEET_FRAMES:
      if (!parse_frames (text, &frames))
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("“%s” is not a number of frames."), text);
          return NULL;
        }
      value = g_variant_ref_sink (g_variant_new_int64 (frames));
      break;
    case AIP_SHEET_STATUS:
      if (*text != '\0' && !aip_shot_words_parse_status (text, &status))
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("The status “%s” is not known."), text);
          return NULL;
        }
      value = g_variant_ref_sink (g_variant_new_string (aip_status_to_nick (status)));
      break;
    case AIP_SHEET_TAGS:
      parts = aip_shot_words_split (text);
      value = g_variant_ref_sink (g_variant_new_strv ((const char *const *) parts, -1));
      break;
    case AIP_SHEET_TEXT:
    case AIP_SHEET_CODE:
      value = g_variant_ref_sink (g_variant_new_string (text));
      break;
    case AIP_SHEET_LINK:
    case AIP_SHEET_LINKS:
    case AIP_SHEET_SETUP:
    case AIP_SHEET_CUSTOM:
    case AIP_SHEET_INFO:
    default:
      g_return_val_if_reached (NULL);
    }

  if (!aip_field_check (column->kind, field, value, error))
    return NULL;

  return g_steal_pointer (&value);
}

static gboolean
check_name (const AipSheetColumn  *column,
            const char            *text,
            GError               **error)
{
  AipKind target = aip_kind_find_field (column->kind, column->key, NULL)->target;
  g_autoptr(GVariant) value = g_variant_ref_sink (g_variant_new_string (text));

  return aip_field_check (target, aip_kind_find_field (target, "name", NULL), value, error);
}

gboolean
aip_sheet_value_check (const AipSheetColumn  *column,
                       const char            *text,
                       GError               **error)
{
  g_autoptr(GVariant) value = NULL;
  g_auto(GStrv) parts = NULL;

  g_return_val_if_fail (column != NULL && text != NULL, FALSE);

  switch (column->type)
    {
    case AIP_SHEET_LINK:
      return *text == '\0' || check_name (column, text, error);
    case AIP_SHEET_LINKS:
      parts = aip_shot_words_split (text);
      for (guint i = 0; parts[i] != NULL; i++)
        if (!check_name (column, parts[i], error))
          return FALSE;
      return TRUE;
    case AIP_SHEET_CUSTOM:
      return check_custom (column, text, error);
    case AIP_SHEET_SETUP:
    case AIP_SHEET_INFO:
      return TRUE;
    case AIP_SHEET_TEXT:
    case AIP_SHEET_CODE:
    case AIP_SHEET_FRAMES:
    case AIP_SHEET_STATUS:
    case AIP_SHEET_TAGS:
    default:
      value = aip_sheet_value_parse (column, text, error);
      return value != NULL;
    }
}

char *
aip_sheet_value_fold_code (const char *text)
{
  g_autofree char *folded = NULL;
  g_autoptr(GString) code = g_string_new (NULL);
  gboolean in_number = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  folded = g_strstrip (aip_text_fold (text));
  for (const char *p = folded; *p != '\0'; p++)
    {
      /* A zero in front of another digit says nothing. */
      if (*p == '0' && !in_number && g_ascii_isdigit (p[1]))
        continue;
      in_number = g_ascii_isdigit (*p);
      g_string_append_c (code, *p);
    }

  return g_string_free_and_steal (g_steal_pointer (&code));
}
