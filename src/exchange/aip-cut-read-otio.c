/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-read-otio"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "aip-cut-reading.h"
#include "aip-error.h"
#include "aip-json.h"

#define MAX_BYTES (64 * 1024 * 1024)
#define MAX_VALUE 1e12

/* See aip-cut-otio.c for the format. */

typedef struct {
  AipCutSheet   *sheet;
  gint64         at;
  AipTransition  transition;     /* into what comes next */
  gint64         length;
} Otio;

static gboolean
has_schema (JsonObject *object,
            const char *name)
{
  const char *schema = aip_json_get_string (object, "OTIO_SCHEMA", "");
  gsize length = strlen (name);

  return strncmp (schema, name, length) == 0 && schema[length] == '.';
}

/* In frames of the film; @fallback if it says no time that can be. */
static gint64
read_time (Otio       *self,
           JsonObject *time,
           gint64      fallback)
{
  double value = aip_json_get_double (time, "value", NAN);
  double rate = aip_json_get_double (time, "rate", NAN);
  double own = (double) self->sheet->rate->numerator / (double) self->sheet->rate->denominator;

  if (!isfinite (value) || !isfinite (rate) || rate < 0.01 || fabs (value) > MAX_VALUE)
    return fallback;
  /* Rates are written with different numbers of digits. */
  if (fabs (rate - own) < 0.01)
    return llround (value);

  return llround (CLAMP (value * own / rate, -MAX_VALUE, MAX_VALUE));
}

static void
take_names (AipCutEvent *event,
            JsonObject  *clip)
{
  JsonObject *own = aip_json_get_object (aip_json_get_object (clip, "metadata"), "aipipeline");
  JsonObject *media = aip_json_get_object (clip, "media_reference");
  const char *key = aip_json_get_string (clip, "active_media_reference_key", NULL);
  const char *url;

  /* Clip.2 has several media. */
  if (media == NULL && key != NULL)
    media = aip_json_get_object (aip_json_get_object (clip, "media_references"), key);
  url = aip_json_get_string (media, "target_url", NULL);

  event->name = g_strdup (aip_json_get_string (clip, "name", NULL));
  event->code = g_strdup (event->name);
  event->shot = g_strdup (aip_json_get_string (own, "shot", NULL));
  if (url != NULL)
    {
      g_autofree char *path = g_uri_unescape_string (url, NULL);

      event->file = g_path_get_basename (path != NULL ? path : url);
    }
}

static void
read_child (Otio       *self,
            JsonObject *child)
{
  JsonObject *range = aip_json_get_object (child, "source_range");
  AipCutEvent *event;
  gint64 duration;

  if (has_schema (child, "Transition"))
    {
      const char *type = aip_json_get_string (child, "transition_type", "");
      const char *name = aip_json_get_string (child, "name", "");
      gint64 in = read_time (self, aip_json_get_object (child, "in_offset"), 0);
      gint64 out = read_time (self, aip_json_get_object (child, "out_offset"), 0);

      if (!aip_transition_from_nick (name, &self->transition) ||
          g_str_equal (type, "SMPTE_Dissolve"))
        self->transition = AIP_TRANSITION_DISSOLVE;
      self->length = MAX (0, in) + MAX (0, out);
      return;
    }

  if (range == NULL)
    range = aip_json_get_object (aip_json_get_object (child, "media_reference"), "available_range");
  duration = read_time (self, aip_json_get_object (range, "duration"), 0);
  if (duration < 1)
    {
      aip_cut_sheet_complain (self->sheet, _("“%s” has no length and is left out."),
                              aip_json_get_string (child, "name", ""));
      return;
    }

  if (!has_schema (child, "Gap"))
    {
      event = aip_cut_sheet_add (self->sheet, self->at, duration);
      event->source = read_time (self, aip_json_get_object (range, "start_time"),
                                 AIP_CUT_READING_NO_SOURCE);
      event->transition = self->length > 0 ? self->transition : AIP_TRANSITION_CUT;
      event->transition_length = self->length;
      take_names (event, child);
    }
  self->length = 0;
  self->at = MIN (self->at + duration, (gint64) MAX_VALUE);
}

static JsonArray *
find_pictures (AipCutSheet *sheet,
               JsonObject  *root)
{
  JsonArray *tracks = aip_json_get_array (aip_json_get_object (root, "tracks"), "children");
  JsonArray *found = NULL;
  guint n_video = 0;

  for (guint i = 0; tracks != NULL && i < json_array_get_length (tracks); i++)
    {
      JsonObject *track = aip_json_node_object (json_array_get_element (tracks, i));

      if (g_ascii_strcasecmp (aip_json_get_string (track, "kind", "Video"), "Video") != 0)
        continue;
      if (n_video++ == 0)
        found = aip_json_get_array (track, "children");
    }
  if (n_video > 1)
    aip_cut_sheet_complain (sheet, _("Only the lowest of %u tracks of pictures is taken over."),
                            n_video);

  return found;
}

gboolean
aip_cut_read_otio (AipCutSheet  *sheet,
                   const char   *text,
                   GError      **error)
{
  Otio self = { sheet };
  g_autoptr(JsonNode) node = NULL;
  JsonArray *children;

  g_return_val_if_fail (sheet != NULL && text != NULL, FALSE);

  node = aip_json_parse (text, -1, MAX_BYTES, error);
  if (node == NULL)
    return FALSE;

  children = find_pictures (sheet, aip_json_node_object (node));
  if (!has_schema (aip_json_node_object (node), "Timeline") || children == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("This JSON is no OpenTimelineIO timeline with a track of pictures."));
      return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (children); i++)
    read_child (&self, aip_json_node_object (json_array_get_element (children, i)));
  sheet->end = self.at;

  return TRUE;
}
