/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-picture-source"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-asset.h"
#include "aip-error.h"
#include "aip-picture-source.h"

#define TAKE     "take:"
#define TAKE_END "take-end:"
#define PREVIOUS "previous-end"
#define NEXT     "next-start"

#define MAX_SOURCES 16

gboolean
aip_picture_source_parse (const char      *text,
                          AipPictureFrom  *from,
                          const char     **what)
{
  const char *found = NULL;

  g_return_val_if_fail (text != NULL && from != NULL, FALSE);

  if (*text == '\0')
    *from = AIP_PICTURE_FROM_NOTHING;
  else if (g_str_equal (text, PREVIOUS))
    *from = AIP_PICTURE_FROM_PREVIOUS;
  else if (g_str_equal (text, NEXT))
    *from = AIP_PICTURE_FROM_NEXT;
  else if (aip_asset_is_file (text))
    {
      *from = AIP_PICTURE_FROM_ASSET;
      found = text;
    }
  else if (g_str_has_prefix (text, TAKE) && g_uuid_string_is_valid (text + strlen (TAKE)))
    {
      *from = AIP_PICTURE_FROM_TAKE;
      found = text + strlen (TAKE);
    }
  else if (g_str_has_prefix (text, TAKE_END) && g_uuid_string_is_valid (text + strlen (TAKE_END)))
    {
      *from = AIP_PICTURE_FROM_TAKE_END;
      found = text + strlen (TAKE_END);
    }
  else
    return FALSE;

  if (what != NULL)
    *what = found;

  return TRUE;
}

char *
aip_picture_source_make (AipPictureFrom  from,
                         const char     *what)
{
  switch (from)
    {
    case AIP_PICTURE_FROM_NOTHING:
      return g_strdup ("");
    case AIP_PICTURE_FROM_ASSET:
      return g_strdup (what);
    case AIP_PICTURE_FROM_TAKE:
      return g_strconcat (TAKE, what, NULL);
    case AIP_PICTURE_FROM_TAKE_END:
      return g_strconcat (TAKE_END, what, NULL);
    case AIP_PICTURE_FROM_PREVIOUS:
      return g_strdup (PREVIOUS);
    case AIP_PICTURE_FROM_NEXT:
      return g_strdup (NEXT);
    default:
      g_return_val_if_reached (NULL);
    }
}

static gboolean
check_source (const char  *text,
              GError     **error)
{
  AipPictureFrom from;

  if (aip_picture_source_parse (text, &from, NULL))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is neither a picture of the project nor a take."), text);

  return FALSE;
}

gboolean
aip_picture_source_check (GVariant  *value,
                          GError   **error)
{
  return check_source (g_variant_get_string (value, NULL), error);
}

gboolean
aip_picture_source_check_list (GVariant  *value,
                               GError   **error)
{
  GVariantIter iter;
  const char *text;

  if (g_variant_n_children (value) > MAX_SOURCES)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("A shot has at most %d references."),
                   MAX_SOURCES);
      return FALSE;
    }

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "&s", &text))
    if (!check_source (text, error))
      return FALSE;

  return TRUE;
}
