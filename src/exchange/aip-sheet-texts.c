/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sheet-texts"

#include "config.h"

#include "aip-cinema.h"
#include "aip-json.h"
#include "aip-naming.h"
#include "aip-setup-cells.h"
#include "aip-sheet-fields.h"
#include "aip-sheet-setups.h"
#include "aip-sheet-source.h"
#include "aip-shot.h"

struct _AipSheetTexts {
  AipSheetSource *source;
  AipSheetSetups *setups;
  AipSheetFields *fields;
};

AipSheetTexts *
aip_sheet_texts_new (AipSheetSource *source)
{
  AipSheetTexts *self = g_new0 (AipSheetTexts, 1);

  self->source = aip_sheet_source_ref (source);
  self->setups = aip_sheet_setups_new (aip_sheet_source_get_folder (source));
  self->fields = aip_sheet_fields_new (source);

  return self;
}

void
aip_sheet_texts_free (AipSheetTexts *self)
{
  aip_sheet_source_unref (self->source);
  aip_sheet_setups_free (self->setups);
  aip_sheet_fields_free (self->fields);
  g_free (self);
}

/* What somebody calls the thing with this id: scenes by code, the others by name. */
static const char *
get_link_text (AipSheetTexts *self,
               const char    *id)
{
  const AipSheetItem *item = *id != '\0' ? aip_sheet_source_lookup (self->source, id) : NULL;

  if (item == NULL)
    return "";

  return aip_sheet_item_get_text (item, item->kind == AIP_KIND_SCENE ? "code" : "name");
}

static char *
join_texts (AipSheetTexts *self,
            GVariant      *texts,
            gboolean       links)
{
  g_autoptr(GString) joined = g_string_new (NULL);
  GVariantIter iter;
  const char *text;

  g_variant_iter_init (&iter, texts);
  while (g_variant_iter_next (&iter, "&s", &text))
    {
      const char *shown = links ? get_link_text (self, text) : text;

      if (*shown != '\0')
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", shown);
    }

  return g_string_free_and_steal (g_steal_pointer (&joined));
}

static char *
describe (AipSheetTexts      *self,
          const AipSheetItem *item,
          AipSheetInfo        info)
{
  AipFrameRate rate = aip_sheet_source_get_rate (self->source);
  const AipSheetItem *scene;
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];
  gint64 duration = item->kind == AIP_KIND_SHOT
                    ? g_variant_get_int64 (aip_sheet_item_get_value (item, "duration")) : 0;

  switch (info)
    {
    case AIP_SHEET_INFO_NUMBER:
      return g_strdup_printf ("%u", item->place + 1);
    case AIP_SHEET_INFO_SCENE_NAME:
      scene = aip_sheet_source_lookup (self->source, aip_sheet_item_get_text (item, "scene"));
      return g_strdup (scene != NULL ? aip_sheet_item_get_text (scene, "name") : "");
    case AIP_SHEET_INFO_TIMECODE:
      return aip_timecode_format (duration, &rate);
    case AIP_SHEET_INFO_START:
      return aip_timecode_format (item->start, &rate);
    case AIP_SHEET_INFO_SECONDS:
      return g_strdup (g_ascii_formatd (seconds, sizeof seconds, "%.3f",
                                        aip_frame_rate_to_seconds (&rate, duration)));
    case AIP_SHEET_INFO_VERSION:
      return item->take_number > 0 ? aip_naming_version (item->take_number) : g_strdup ("");
    case AIP_SHEET_INFO_TAKES:
      return g_strdup_printf ("%u", item->n_takes);
    case AIP_SHEET_INFO_FILE:
      return g_strdup (item->file != NULL ? item->file : "");
    case AIP_SHEET_INFO_RESOLUTION:
      return item->width > 0 ? g_strdup_printf ("%d×%d", (int) item->width, (int) item->height)
                             : g_strdup ("");
    case AIP_SHEET_INFO_FORMULA:
      return g_strdup ("");
    case AIP_SHEET_INFO_SHOTS:
      return g_strdup_printf ("%u", item->n_shots);
    default:
      return g_strdup ("");
    }
}

char *
aip_sheet_texts_dup (AipSheetTexts        *self,
                     const AipSheetItem   *item,
                     const AipSheetColumn *column)
{
  g_return_val_if_fail (self != NULL && item != NULL && column != NULL, NULL);
  g_return_val_if_fail (item->kind == column->kind, NULL);

  switch (column->type)
    {
    case AIP_SHEET_FRAMES:
      return g_strdup_printf ("%" G_GINT64_FORMAT,
                              g_variant_get_int64 (aip_sheet_item_get_value (item, column->key)));
    case AIP_SHEET_TAGS:
    case AIP_SHEET_LINKS:
      return join_texts (self, aip_sheet_item_get_value (item, column->key),
                         column->type == AIP_SHEET_LINKS);
    case AIP_SHEET_LINK:
      return g_strdup (get_link_text (self, aip_sheet_item_get_text (item, column->key)));
    case AIP_SHEET_SETUP:
      return g_strdup (aip_sheet_setups_get_text (self->setups,
                                                  aip_sheet_item_get_text (item, "setup"),
                                                  column->detail));
    case AIP_SHEET_INFO:
      if (column->format != NULL)
        return aip_sheet_fields_dup_text (self->fields, item, column);
      return describe (self, item, column->detail);
    case AIP_SHEET_CUSTOM:
      return aip_sheet_fields_dup_text (self->fields, item, column);
    case AIP_SHEET_TEXT:
    case AIP_SHEET_CODE:
    case AIP_SHEET_STATUS:
    default:
      return g_strdup (aip_sheet_item_get_text (item, column->key));
    }
}
