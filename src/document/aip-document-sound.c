/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-document-sound"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-clip.h"
#include "aip-document-private.h"
#include "aip-error.h"
#include "aip-track.h"

/* What the clips beside the shots have to do with them; see AipClip. */

/* Where a shot is in the cut, and the frame of its take that it begins with. */
typedef struct {
  gint64 record;
  gint64 source;
  gint64 duration;
} Place;

/* (element-type AipShot Place): of all that are in the cut, edits of the open transaction included */
static GHashTable *
compute_places (AipDocument *self)
{
  g_autoptr(GHashTable) places = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  gint64 record = 0;

  for (AipEntity *shot = aip_contents_get_last (self->contents, AIP_KIND_SHOT); shot != NULL;
       shot = aip_contents_get_previous (self->contents, shot))
    g_ptr_array_add (shots, shot);

  for (guint i = shots->len; i > 0; i--)
    {
      AipShot *shot = shots->pdata[i - 1];
      Place place = { record, aip_shot_get_source_in (shot), aip_shot_get_duration (shot) };

      if (aip_shot_get_omitted (shot))
        continue;
      g_hash_table_insert (places, shot, g_memdup2 (&place, sizeof place));
      record += place.duration;
    }

  return g_steal_pointer (&places);
}

void
aip_document_note_places (AipDocument    *self,
                          AipKind         kind,
                          const AipField *field)
{
  static const char *const fields[] = { "order", "duration", "source-in", "omitted", NULL };

  if (kind != AIP_KIND_SHOT || self->kind != AIP_TRANSACTION_EDIT || self->places != NULL ||
      (field != NULL && !g_strv_contains (fields, field->name)) ||
      aip_entity_list_get_count (aip_contents_get_list (self->contents, AIP_KIND_CLIP)) == 0)
    return;

  self->places = compute_places (self);
}

static gboolean
is_locked (AipDocument *self,
           const char  *track_id)
{
  AipEntity *track = aip_contents_lookup (self->contents, track_id);

  return AIP_IS_TRACK (track) && aip_track_get_locked (AIP_TRACK (track));
}

/* Where the anchor of a clip is in @places; %FALSE if it is not in the cut. */
static gboolean
find_moment (AipDocument *self,
             GHashTable  *places,
             AipClip     *clip,
             gint64      *moment)
{
  AipEntity *shot = aip_contents_lookup (self->contents, aip_clip_get_anchor (clip));
  const Place *place = shot != NULL ? g_hash_table_lookup (places, shot) : NULL;

  if (place == NULL)
    return FALSE;
  *moment = place->record + aip_clip_get_anchor_frame (clip) - place->source;

  return TRUE;
}

/* By as much as the shots have moved what it was put to: a clip that was off stays off. */
static void
follow (AipDocument *self,
        GHashTable  *now,
        AipClip     *clip)
{
  gint64 before, after;

  if (is_locked (self, aip_clip_get_track_id (clip)) ||
      !find_moment (self, self->places, clip, &before) || !find_moment (self, now, clip, &after))
    return;

  aip_document_set_integer (self, AIP_ENTITY (clip), "start",
                            MAX (0, aip_clip_get_start (clip) + after - before), NULL);
}

static void
put_anchor (AipDocument *self,
            GHashTable  *now,
            AipClip     *clip)
{
  gint64 start = aip_clip_get_start (clip);
  const char *id = "";
  gint64 frame = 0;
  GHashTableIter iter;
  gpointer shot, value;

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &shot, &value))
    {
      const Place *place = value;

      if (start >= place->record && start < place->record + place->duration)
        {
          id = aip_entity_get_id (shot);
          frame = start - place->record + place->source;
        }
    }

  aip_document_set_text (self, AIP_ENTITY (clip), "anchor", id, NULL);
  aip_document_set_integer (self, AIP_ENTITY (clip), "anchor-frame", frame, NULL);
}

/* The anchor was removed, or the part of it with the clip has become a shot of its own. */
static gboolean
is_anchored_wrongly (AipDocument *self,
                     GHashTable  *now,
                     AipClip     *clip)
{
  const char *anchor = aip_clip_get_anchor (clip);
  AipEntity *shot = aip_contents_lookup (self->contents, anchor);
  const Place *place;
  GHashTableIter iter;
  gpointer other, value;
  gint64 start = aip_clip_get_start (clip);

  if (*anchor == '\0')
    return FALSE;
  if (shot == NULL)
    return TRUE;
  place = g_hash_table_lookup (now, shot);
  if (place == NULL || (start >= place->record && start < place->record + place->duration))
    return FALSE;

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &other, &value))
    {
      place = value;
      if (start >= place->record && start < place->record + place->duration)
        return !g_hash_table_contains (self->places, other);
    }

  return FALSE;
}

/* (element-type AipClip): that somebody has put somewhere in the open transaction. */
static GHashTable *
find_placed (AipDocument *self)
{
  g_autoptr(GHashTable) placed = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->changes->len; i++)
    {
      const AipChange *change = &g_array_index (self->changes, AipChange, i);
      AipEntity *clip;

      if (change->kind != AIP_KIND_CLIP || change->op == AIP_CHANGE_REMOVE ||
          (change->op == AIP_CHANGE_SET && !g_str_equal (change->field, "start")))
        continue;
      clip = aip_contents_lookup (self->contents, change->id);
      if (clip != NULL)
        g_hash_table_add (placed, clip);
    }

  return g_steal_pointer (&placed);
}

void
aip_document_settle_sound (AipDocument *self)
{
  g_autoptr(GHashTable) placed = NULL;
  g_autoptr(GHashTable) now = NULL;
  AipEntityList *clips;
  GHashTableIter iter;
  gpointer clip;

  if (self->kind != AIP_TRANSACTION_EDIT)
    return;
  placed = find_placed (self);
  if (self->places == NULL && g_hash_table_size (placed) == 0)
    return;

  now = compute_places (self);
  g_hash_table_iter_init (&iter, placed);
  while (g_hash_table_iter_next (&iter, &clip, NULL))
    put_anchor (self, now, clip);
  if (self->places == NULL)
    return;

  clips = aip_contents_get_list (self->contents, AIP_KIND_CLIP);
  for (guint i = 0; i < aip_entity_list_get_count (clips); i++)
    {
      AipClip *other = AIP_CLIP (aip_entity_list_peek (clips, i));

      if (!aip_entity_is_alive (AIP_ENTITY (other)) || g_hash_table_contains (placed, other))
        continue;
      if (aip_project_get_sound_follows (self->project))
        follow (self, now, other);
      if (is_anchored_wrongly (self, now, other))
        put_anchor (self, now, other);
    }
}

gboolean
aip_document_check_track_unlocked (AipDocument     *self,
                                   AipEntity       *entity,
                                   const AipField  *field,
                                   GError         **error)
{
  /* Whether a track is heard and where it stands has nothing to do with what is on it. */
  static const char *const free_fields[] = { "locked", "muted", "solo", "order", NULL };

  if (AIP_IS_CLIP (entity))
    return aip_document_check_room (self, aip_clip_get_track_id (AIP_CLIP (entity)), error);
  if (AIP_IS_TRACK (entity) && (field == NULL || !g_strv_contains (free_fields, field->name)))
    return aip_document_check_room (self, aip_entity_get_id (entity), error);

  return TRUE;
}

gboolean
aip_document_check_room (AipDocument  *self,
                         const char   *track_id,
                         GError      **error)
{
  if (!is_locked (self, track_id))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_LOCKED,
               _("The track “%s” is locked. Unlock it to change what is on it."),
               aip_track_get_name (AIP_TRACK (aip_contents_lookup (self->contents, track_id))));

  return FALSE;
}
