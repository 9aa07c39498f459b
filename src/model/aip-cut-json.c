/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-json"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "aip-cut-json.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-paths.h"

#define FORMAT "aipipeline-cut"
#define VERSION 1

/* Bounds of what is read: a day at 60 frames a second is five million. */
#define MAX_FRAMES G_GINT64_CONSTANT (1000000000)
#define MAX_SIZE   32768
#define MAX_TEXT   (1024 * 1024)
#define MAX_GAIN   200.0

static const char *const media_nicks[] = { "card", "still", "movie" };

/* Writing ------------------------------------------------------------------------------------- */

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, member, text);
}

static void
set_number (JsonObject *object,
            const char *member,
            gint64      number)
{
  if (number != 0)
    json_object_set_int_member (object, member, number);
}

static JsonObject *
write_shot (const AipCutShot *shot)
{
  JsonObject *object = json_object_new ();

  set_text (object, "id", shot->id);
  set_text (object, "code", shot->code);
  set_text (object, "name", shot->name);
  set_text (object, "notes", shot->notes);
  set_text (object, "scene", shot->scene);
  set_text (object, "setup", shot->setup);
  set_text (object, "status", aip_status_to_nick (shot->status));
  set_number (object, "duration", shot->duration);
  set_number (object, "source", shot->source);
  if (shot->available != AIP_CUT_ENDLESS)
    set_number (object, "available", shot->available);
  set_text (object, "media", media_nicks[shot->media]);
  set_text (object, "take", shot->take);
  set_number (object, "take-number", shot->take_number);
  set_text (object, "file", shot->file);
  set_text (object, "media-type", shot->media_type);
  set_text (object, "seed", shot->seed);
  set_text (object, "prompt", shot->prompt);
  set_number (object, "width", shot->width);
  set_number (object, "height", shot->height);
  set_number (object, "offset", shot->offset);
  set_text (object, "transition", aip_transition_to_nick (shot->transition));
  set_number (object, "transition-length", shot->before + shot->after);

  return object;
}

static JsonObject *
write_clip (const AipCutClip *clip)
{
  JsonObject *object = json_object_new ();

  set_text (object, "id", clip->id);
  set_text (object, "name", clip->name);
  set_text (object, "role", clip->role);
  set_text (object, "file", clip->file);
  set_number (object, "record", clip->record);
  set_number (object, "duration", clip->duration);
  set_number (object, "source", clip->source);
  json_object_set_double_member (object, "gain", clip->gain);
  set_number (object, "fade-in", clip->fade_in);
  set_number (object, "fade-out", clip->fade_out);
  json_object_set_boolean_member (object, "disabled", clip->disabled);

  return object;
}

static JsonObject *
write_track (const AipCutTrack *track)
{
  JsonObject *object = json_object_new ();
  JsonArray *clips = json_array_new ();

  set_text (object, "id", track->id);
  set_text (object, "name", track->name);
  json_object_set_boolean_member (object, "audio", track->is_audio);
  json_object_set_double_member (object, "gain", track->gain);
  json_object_set_boolean_member (object, "muted", track->muted);
  json_object_set_boolean_member (object, "solo", track->solo);
  for (guint i = 0; i < track->clips->len; i++)
    json_array_add_object_element (clips, write_clip (track->clips->pdata[i]));
  json_object_set_array_member (object, "clips", clips);

  return object;
}

static JsonObject *
write_marker (const AipCutMarker *marker)
{
  JsonObject *object = json_object_new ();

  set_text (object, "id", marker->id);
  json_object_set_int_member (object, "frame", marker->frame);
  set_number (object, "duration", marker->duration);
  set_text (object, "color", marker->color);
  set_text (object, "name", marker->name);
  set_text (object, "comment", marker->comment);

  return object;
}

static char *
to_text (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return aip_json_to_text (node, FALSE);
}

char *
aip_cut_to_json (AipCut     *self,
                 const char *folder)
{
  g_autoptr(JsonObject) object = json_object_new ();
  const AipFrameRate *rate;
  JsonArray *shots = json_array_new ();
  JsonArray *tracks = json_array_new ();
  JsonArray *markers = json_array_new ();

  g_return_val_if_fail (self != NULL && folder != NULL, NULL);

  rate = aip_cut_get_rate (self);
  json_object_set_string_member (object, "format", FORMAT);
  json_object_set_int_member (object, "version", VERSION);
  set_text (object, "folder", folder);
  set_text (object, "name", aip_cut_get_name (self));
  set_text (object, "code", aip_cut_get_code (self));
  set_number (object, "rate-numerator", rate->numerator);
  set_number (object, "rate-denominator", rate->denominator);
  json_object_set_boolean_member (object, "drop-frame", rate->drop_frame);
  set_number (object, "start", aip_cut_get_start (self));
  set_number (object, "width", aip_cut_get_width (self));
  set_number (object, "height", aip_cut_get_height (self));

  for (guint i = 0; i < aip_cut_get_n_shots (self); i++)
    json_array_add_object_element (shots, write_shot (aip_cut_get_shot (self, i)));
  for (guint i = 0; i < aip_cut_get_n_tracks (self); i++)
    json_array_add_object_element (tracks, write_track (aip_cut_get_track (self, i)));
  for (guint i = 0; i < aip_cut_get_n_markers (self); i++)
    json_array_add_object_element (markers, write_marker (aip_cut_get_marker (self, i)));
  json_object_set_array_member (object, "shots", shots);
  json_object_set_array_member (object, "tracks", tracks);
  json_object_set_array_member (object, "markers", markers);

  return to_text (object);
}

char *
aip_cut_shot_to_json (const AipCutShot *shot)
{
  g_autoptr(JsonObject) object = NULL;

  g_return_val_if_fail (shot != NULL, NULL);

  object = write_shot (shot);

  return to_text (object);
}

/* Reading ------------------------------------------------------------------------------------- */

/* (nullable) (transfer none): too long is as if it were not there. */
static char *
get_text (JsonObject *object,
          const char *member)
{
  const char *text = aip_json_get_string (object, member, NULL);

  return text != NULL && strlen (text) <= MAX_TEXT ? (char *) text : NULL;
}

/* (nullable) (transfer none): nothing outside of the project is opened. */
static char *
get_file (JsonObject *object)
{
  char *file = get_text (object, "file");

  return file != NULL && aip_path_is_inside (file) ? file : NULL;
}

static double
get_gain (JsonObject *object)
{
  double gain = aip_json_get_double (object, "gain", 0);

  return isfinite (gain) ? CLAMP (gain, -MAX_GAIN, MAX_GAIN) : 0;
}

/* Sets the error once and answers what keeps the arithmetic of others sound. */
static gint64
get_number (JsonObject  *object,
            const char  *member,
            gint64       least,
            gint64       most,
            GError     **error)
{
  gint64 number = aip_json_get_int (object, member, 0);

  if (number >= least && number <= most)
    return number;
  if (error != NULL && *error == NULL)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("The cut cannot be used: what it says as “%s” cannot be."), member);

  return least;
}

static void
read_shot (AipCut      *cut,
           JsonObject  *object,
           GError     **error)
{
  AipCutShot shot = { .status = AIP_STATUS_DRAFT, .available = AIP_CUT_ENDLESS };
  const char *media = aip_json_get_string (object, "media", "card");
  gint64 length;

  shot.id = get_text (object, "id");
  shot.code = get_text (object, "code");
  shot.name = get_text (object, "name");
  shot.notes = get_text (object, "notes");
  shot.scene = get_text (object, "scene");
  shot.setup = get_text (object, "setup");
  shot.duration = get_number (object, "duration", 1, MAX_FRAMES, error);
  shot.source = get_number (object, "source", 0, MAX_FRAMES, error);
  if (json_object_has_member (object, "available"))
    shot.available = get_number (object, "available", 1, MAX_FRAMES, error);
  shot.take = get_text (object, "take");
  shot.take_number = get_number (object, "take-number", 0, G_MAXINT64, error);
  shot.file = get_file (object);
  shot.media_type = get_text (object, "media-type");
  shot.seed = get_text (object, "seed");
  shot.prompt = get_text (object, "prompt");
  shot.width = get_number (object, "width", 0, MAX_FRAMES, error);
  shot.height = get_number (object, "height", 0, MAX_FRAMES, error);
  shot.offset = get_number (object, "offset", 0, MAX_FRAMES, error);
  length = get_number (object, "transition-length", 0, MAX_FRAMES, error);
  aip_status_from_nick (aip_json_get_string (object, "status", ""), &shot.status);
  aip_transition_from_nick (aip_json_get_string (object, "transition", ""), &shot.transition);

  if (shot.file != NULL && g_str_equal (media, "movie"))
    shot.media = AIP_CUT_MOVIE;
  else if (shot.file != NULL && g_str_equal (media, "still"))
    shot.media = AIP_CUT_STILL;
  /* What is not there cannot be looked up by others. */
  shot.id = shot.id != NULL ? shot.id : (char *) "";
  shot.code = shot.code != NULL ? shot.code : (char *) "";
  shot.name = shot.name != NULL ? shot.name : (char *) "";

  aip_cut_add_shot (cut, &shot, length);
}

static void
read_track (AipCut      *cut,
            JsonObject  *object,
            GError     **error)
{
  AipCutTrack track = {
    .id = get_text (object, "id"),
    .name = get_text (object, "name"),
    .is_audio = aip_json_get_boolean (object, "audio", FALSE),
    .gain = get_gain (object),
    .muted = aip_json_get_boolean (object, "muted", FALSE),
    .solo = aip_json_get_boolean (object, "solo", FALSE),
  };
  JsonArray *clips = aip_json_get_array (object, "clips");
  guint index = aip_cut_add_track (cut, &track);

  for (guint i = 0; clips != NULL && i < json_array_get_length (clips); i++)
    {
      JsonObject *item = aip_json_node_object (json_array_get_element (clips, i));
      AipCutClip clip = {
        .id = get_text (item, "id"),
        .name = get_text (item, "name"),
        .role = get_text (item, "role"),
        .file = get_file (item),
        .record = get_number (item, "record", 0, MAX_FRAMES, error),
        .duration = get_number (item, "duration", 1, MAX_FRAMES, error),
        .source = get_number (item, "source", 0, MAX_FRAMES, error),
        .gain = get_gain (item),
        .fade_in = get_number (item, "fade-in", 0, MAX_FRAMES, error),
        .fade_out = get_number (item, "fade-out", 0, MAX_FRAMES, error),
        .disabled = aip_json_get_boolean (item, "disabled", FALSE),
      };

      aip_cut_add_clip (cut, index, &clip);
    }
}

static void
read_marker (AipCut      *cut,
             JsonObject  *object,
             GError     **error)
{
  AipCutMarker marker = {
    .id = get_text (object, "id"),
    .frame = get_number (object, "frame", -MAX_FRAMES, MAX_FRAMES, error),
    .duration = get_number (object, "duration", 0, MAX_FRAMES, error),
    .color = get_text (object, "color"),
    .name = get_text (object, "name"),
    .comment = get_text (object, "comment"),
  };

  aip_cut_add_marker (cut, &marker);
}

static AipCut *
read_spec (JsonObject  *object,
           GError     **error)
{
  AipCutSpec spec = {
    .name = get_text (object, "name"),
    .code = get_text (object, "code"),
    .rate = {
      get_number (object, "rate-numerator", 1, MAX_FRAMES, error),
      get_number (object, "rate-denominator", 1, MAX_FRAMES, error),
      aip_json_get_boolean (object, "drop-frame", FALSE),
    },
    .start = get_number (object, "start", 0, MAX_FRAMES, error),
    .width = get_number (object, "width", 1, MAX_SIZE, error),
    .height = get_number (object, "height", 1, MAX_SIZE, error),
  };

  if (*error == NULL && !aip_frame_rate_is_valid (&spec.rate))
    g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                         _("The cut cannot be used: its frame rate is none."));

  return *error == NULL ? aip_cut_new (&spec) : NULL;
}

typedef void (*ReadItem) (AipCut      *cut,
                          JsonObject  *object,
                          GError     **error);

static void
read_items (AipCut      *cut,
            JsonObject  *object,
            const char  *member,
            ReadItem     read,
            GError     **error)
{
  JsonArray *array = aip_json_get_array (object, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (*error == NULL && n > AIP_CUT_JSON_MAX_ITEMS)
    g_set_error (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                 _("The cut cannot be used: there are %u “%s”."), n, member);

  for (guint i = 0; i < n && *error == NULL; i++)
    {
      JsonObject *item = aip_json_node_object (json_array_get_element (array, i));

      if (item != NULL)
        read (cut, item, error);
    }
}

AipCut *
aip_cut_from_json (JsonNode  *node,
                   char     **folder,
                   GError   **error)
{
  JsonObject *object = aip_json_node_object (node);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(AipCut) cut = NULL;
  const char *text;

  text = aip_json_get_string (object, "folder", "");
  if (!g_str_equal (aip_json_get_string (object, "format", ""), FORMAT) ||
      !g_path_is_absolute (text))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, _("This is no cut."));
      return NULL;
    }
  if (aip_json_get_int (object, "version", 0) > VERSION)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_TOO_NEW,
                           _("The cut was written by a newer version of AIPipeline."));
      return NULL;
    }

  cut = read_spec (object, &local_error);
  read_items (cut, object, "shots", read_shot, &local_error);
  read_items (cut, object, "tracks", read_track, &local_error);
  read_items (cut, object, "markers", read_marker, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (folder != NULL)
    *folder = g_strdup (text);

  return g_steal_pointer (&cut);
}
