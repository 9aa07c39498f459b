/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sound-edit"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-order.h"
#include "aip-sound-edit.h"

static gboolean
set_field (AipDocument  *document,
           gpointer      entity,
           const char   *field,
           GVariant     *value,
           const char   *label,
           GError      **error)
{
  aip_document_begin (document, label);

  return aip_document_end (document, aip_document_set (document, entity, field, value, error));
}

/* Tracks ---------------------------------------------------------------------------------------- */

/* The letter stands for what a track holds in every program for cutting, whatever its language. */
static char *
make_track_name (AipDocument *document,
                 const char  *type)
{
  AipEntityList *tracks = aip_document_get_list (document, AIP_KIND_TRACK);
  gboolean is_audio = g_str_equal (type, "audio");
  guint number = is_audio ? 1 : 2;

  for (guint i = 0; i < aip_entity_list_get_count (tracks); i++)
    {
      AipTrack *track = AIP_TRACK (aip_entity_list_peek (tracks, i));

      number += g_str_equal (aip_track_get_track_type (track), type);
    }

  return g_strdup_printf (is_audio ? "A%u" : "V%u", number);
}

static AipTrack *
insert_track (AipDocument  *document,
              const char   *type,
              GError      **error)
{
  g_autofree char *name = make_track_name (document, type);
  GVariantDict fields;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "name", "s", name);
  g_variant_dict_insert (&fields, "type", "s", type);

  return AIP_TRACK (aip_document_insert (document, AIP_KIND_TRACK, g_variant_dict_end (&fields),
                                         error));
}

AipTrack *
aip_sound_edit_add_track (AipDocument  *document,
                          const char   *type,
                          GError      **error)
{
  AipTrack *track;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (type != NULL, NULL);

  aip_document_begin (document, _("Add Track"));
  track = insert_track (document, type, error);
  aip_document_end (document, track != NULL);

  return track;
}

gboolean
aip_sound_edit_remove_track (AipDocument  *document,
                             AipTrack     *track,
                             GError      **error)
{
  AipEntityList *clips;
  g_autofree char *label = NULL;
  const char *id;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_TRACK (track), FALSE);

  label = g_strdup_printf (_("Remove Track %s"), aip_track_get_name (track));
  id = aip_entity_get_id (AIP_ENTITY (track));
  clips = aip_document_get_list (document, AIP_KIND_CLIP);
  aip_document_begin (document, label);
  for (guint i = 0; i < aip_entity_list_get_count (clips) && ok; i++)
    {
      AipEntity *clip = aip_entity_list_peek (clips, i);

      if (g_str_equal (aip_clip_get_track_id (AIP_CLIP (clip)), id))
        ok = aip_document_remove (document, clip, error);
    }

  ok = ok && aip_document_remove (document, AIP_ENTITY (track), error);

  return aip_document_end (document, ok);
}

gboolean
aip_sound_edit_rename_track (AipDocument  *document,
                             AipTrack     *track,
                             const char   *name,
                             GError      **error)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_TRACK (track), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  return set_field (document, track, "name", g_variant_new_string (name), _("Rename Track"), error);
}

gboolean
aip_sound_edit_move_track (AipDocument  *document,
                           AipTrack     *track,
                           int           step,
                           GError      **error)
{
  AipEntityList *tracks;
  guint n_tracks, place = 0;
  gint64 target;
  AipEntity *before, *after;
  g_autofree char *order = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_TRACK (track), FALSE);

  tracks = aip_document_get_list (document, AIP_KIND_TRACK);
  n_tracks = aip_entity_list_get_count (tracks);
  while (place < n_tracks && aip_entity_list_peek (tracks, place) != AIP_ENTITY (track))
    place++;
  target = CLAMP ((gint64) place + step, 0, (gint64) n_tracks - 1);
  if (place == n_tracks || target == place)
    return TRUE;

  /* Its neighbours there, with itself taken out. */
  before = target > place ? aip_entity_list_peek (tracks, (guint) target)
           : target > 0 ? aip_entity_list_peek (tracks, (guint) target - 1) : NULL;
  after = target < place ? aip_entity_list_peek (tracks, (guint) target)
          : target + 1 < n_tracks ? aip_entity_list_peek (tracks, (guint) target + 1) : NULL;
  order = aip_order_between (before != NULL ? aip_entity_get_text (before, "order") : NULL,
                             after != NULL ? aip_entity_get_text (after, "order") : NULL);

  return set_field (document, track, "order", g_variant_new_string (order), _("Move Track"), error);
}

static char *
dup_switch_label (const char *name,
                  const char *field,
                  gboolean    on)
{
  if (g_str_equal (field, "muted"))
    return on ? g_strdup_printf (_("Mute %s"), name) : g_strdup_printf (_("Unmute %s"), name);
  if (g_str_equal (field, "solo"))
    return on ? g_strdup_printf (_("Solo %s"), name) : g_strdup_printf (_("End Solo of %s"), name);

  return on ? g_strdup_printf (_("Lock %s"), name) : g_strdup_printf (_("Unlock %s"), name);
}

gboolean
aip_sound_edit_switch_track (AipDocument  *document,
                             AipTrack     *track,
                             const char   *field,
                             gboolean      on,
                             GError      **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_TRACK (track), FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  label = dup_switch_label (aip_track_get_name (track), field, on);

  return set_field (document, track, field, g_variant_new_boolean (on), label, error);
}

AipTrack *
aip_sound_edit_find_track (AipDocument *document,
                           const char  *type)
{
  AipEntityList *tracks;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (type != NULL, NULL);

  tracks = aip_document_get_list (document, AIP_KIND_TRACK);
  for (guint i = 0; i < aip_entity_list_get_count (tracks); i++)
    {
      AipTrack *track = AIP_TRACK (aip_entity_list_peek (tracks, i));

      if (g_str_equal (aip_track_get_track_type (track), type) && !aip_track_get_locked (track))
        return track;
    }

  return NULL;
}

/* Clips ----------------------------------------------------------------------------------------- */

void
aip_new_sound_free (AipNewSound *self)
{
  g_free (self->file);
  g_free (self->name);
  g_free (self);
}

static AipClip *
insert_sound (AipDocument        *document,
              AipTrack           *track,
              gint64              start,
              const AipNewSound  *sound,
              GError            **error)
{
  GVariantDict fields;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "track", "s", aip_entity_get_id (AIP_ENTITY (track)));
  g_variant_dict_insert (&fields, "name", "s", sound->name);
  g_variant_dict_insert (&fields, "file", "s", sound->file);
  g_variant_dict_insert (&fields, "start", "x", start);
  g_variant_dict_insert (&fields, "duration", "x", sound->available);
  g_variant_dict_insert (&fields, "available", "x", sound->available);

  return AIP_CLIP (aip_document_insert (document, AIP_KIND_CLIP, g_variant_dict_end (&fields),
                                        error));
}

GPtrArray *
aip_sound_edit_add (AipDocument  *document,
                    AipTrack     *track,
                    const char   *type,
                    gint64        start,
                    GPtrArray    *sounds,
                    GError      **error)
{
  g_autoptr(GPtrArray) clips = g_ptr_array_new ();
  g_autofree char *label = NULL;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (track == NULL || AIP_IS_TRACK (track), NULL);
  g_return_val_if_fail (sounds != NULL && sounds->len > 0, NULL);
  g_return_val_if_fail (start >= 0, NULL);

  if (sounds->len == 1)
    label = g_strdup_printf (_("Add “%s”"), ((AipNewSound *) sounds->pdata[0])->name);
  else
    label = g_strdup_printf (ngettext ("Add %u Sound", "Add %u Sounds", sounds->len), sounds->len);

  aip_document_begin (document, label);
  if (track == NULL)
    track = insert_track (document, type, error);
  ok = track != NULL;
  for (guint i = 0; i < sounds->len && ok; i++)
    {
      const AipNewSound *sound = sounds->pdata[i];
      AipClip *clip = insert_sound (document, track, start, sound, error);

      ok = clip != NULL;
      start += sound->available;
      g_ptr_array_add (clips, clip);
    }

  return aip_document_end (document, ok) ? g_steal_pointer (&clips) : NULL;
}

static char *
dup_change_label (const char  *name,
                  AipClipEdit  edit)
{
  switch (edit)
    {
    case AIP_CLIP_MOVE:
      return g_strdup_printf (_("Move “%s”"), name);
    case AIP_CLIP_TRIM_START:
      return g_strdup_printf (_("Trim Start of “%s”"), name);
    case AIP_CLIP_TRIM_END:
      return g_strdup_printf (_("Trim End of “%s”"), name);
    case AIP_CLIP_SLIP:
      return g_strdup_printf (_("Slip “%s”"), name);
    case AIP_CLIP_FADE_IN:
      return g_strdup_printf (_("Fade In “%s”"), name);
    case AIP_CLIP_FADE_OUT:
      return g_strdup_printf (_("Fade Out “%s”"), name);
    default:
      g_return_val_if_reached (NULL);
    }
}

gboolean
aip_sound_edit_change (AipDocument       *document,
                       const AipCutClip  *clip,
                       AipClipEdit        edit,
                       const char        *track,
                       GError           **error)
{
  gboolean ok;
  g_autofree char *label = NULL;
  AipEntity *entity;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (clip != NULL && track != NULL, FALSE);

  entity = aip_document_lookup (document, clip->id);
  if (!AIP_IS_CLIP (entity))
    return TRUE;

  label = dup_change_label (clip->name, edit);
  aip_document_begin (document, label);

  ok = aip_document_set_text (document, entity, "track", track, error) &&
       aip_document_set_integer (document, entity, "start", clip->record, error) &&
       aip_document_set_integer (document, entity, "duration", clip->duration, error) &&
       aip_document_set_integer (document, entity, "source-in", clip->source, error) &&
       aip_document_set_integer (document, entity, "fade-in", clip->fade_in, error) &&
       aip_document_set_integer (document, entity, "fade-out", clip->fade_out, error);

  return aip_document_end (document, ok);
}

static gboolean
set_all (AipDocument  *document,
         GPtrArray    *entities,
         const char   *field,
         GVariant     *value,
         const char   *label,
         GError      **error)
{
  g_autoptr(GVariant) kept = g_variant_ref_sink (value);
  gboolean ok = TRUE;

  aip_document_begin (document, label);
  for (guint i = 0; i < entities->len && ok; i++)
    ok = aip_document_set (document, entities->pdata[i], field, kept, error);

  return aip_document_end (document, ok);
}

gboolean
aip_sound_edit_nudge (AipDocument  *document,
                      GPtrArray    *clips,
                      gint64        delta,
                      GError      **error)
{
  g_autofree char *label = NULL;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (clips != NULL, FALSE);

  for (guint i = 0; i < clips->len; i++)
    delta = MAX (delta, -aip_clip_get_start (clips->pdata[i]));
  label = g_strdup_printf (ngettext ("Move Sound", "Move %u Sounds", clips->len), clips->len);
  aip_document_begin (document, label);
  for (guint i = 0; i < clips->len && ok; i++)
    ok = aip_document_set_integer (document, clips->pdata[i], "start",
                                   aip_clip_get_start (clips->pdata[i]) + delta, error);

  return aip_document_end (document, ok);
}

gboolean
aip_sound_edit_set_gain (AipDocument  *document,
                         GPtrArray    *entities,
                         double        gain,
                         GError      **error)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (entities != NULL, FALSE);

  return set_all (document, entities, "gain", g_variant_new_double (gain), _("Change Volume"), error);
}

gboolean
aip_sound_edit_set_role (AipDocument  *document,
                         GPtrArray    *clips,
                         const char   *role,
                         GError      **error)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (clips != NULL && role != NULL, FALSE);

  return set_all (document, clips, "role", g_variant_new_string (role), _("Change Role"), error);
}

gboolean
aip_sound_edit_set_disabled (AipDocument  *document,
                             GPtrArray    *clips,
                             gboolean      disabled,
                             GError      **error)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (clips != NULL, FALSE);

  return set_all (document, clips, "disabled", g_variant_new_boolean (disabled),
                  disabled ? _("Switch Off Sound") : _("Switch On Sound"), error);
}

gboolean
aip_sound_edit_sync (AipDocument  *document,
                     AipCut       *cut,
                     GPtrArray    *clips,
                     GError      **error)
{
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (cut != NULL && clips != NULL, FALSE);

  aip_document_begin (document, _("Bring Sound Back in Sync"));
  for (guint i = 0; i < clips->len && ok; i++)
    {
      AipEntity *clip = clips->pdata[i];
      const AipCutClip *shown = aip_cut_find_clip (cut, aip_entity_get_id (clip), NULL);

      if (shown != NULL)
        ok = aip_document_set_integer (document, clip, "start",
                                       MAX (0, shown->record - aip_cut_get_drift (cut, shown)),
                                       error);
    }

  return aip_document_end (document, ok);
}

AipClip *
aip_sound_edit_split (AipDocument  *document,
                      AipClip      *clip,
                      gint64        frame,
                      GError      **error)
{
  static const char *const copied[] = {
    "track", "name", "role", "file", "gain", "disabled", "available",
  };
  AipEntity *entity = AIP_ENTITY (clip);
  g_autofree char *label = NULL;
  gint64 first, rest;
  GVariantDict fields;
  AipEntity *second = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_CLIP (clip), NULL);

  first = frame - aip_clip_get_start (clip);
  rest = aip_clip_get_duration (clip) - first;
  if (first <= 0 || rest <= 0)
    return NULL;

  g_variant_dict_init (&fields, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (copied); i++)
    g_variant_dict_insert_value (&fields, copied[i], aip_entity_get_value (entity, copied[i]));
  g_variant_dict_insert (&fields, "start", "x", frame);
  g_variant_dict_insert (&fields, "duration", "x", rest);
  g_variant_dict_insert (&fields, "source-in", "x", aip_clip_get_source_in (clip) + first);
  g_variant_dict_insert (&fields, "fade-out", "x", MIN (aip_clip_get_fade_out (clip), rest));

  label = g_strdup_printf (_("Split “%s”"), aip_clip_get_name (clip));
  aip_document_begin (document, label);
  if (aip_document_set_integer (document, entity, "duration", first, error) &&
      aip_document_set_integer (document, entity, "fade-out", 0, error) &&
      aip_document_set_integer (document, entity, "fade-in",
                                MIN (aip_clip_get_fade_in (clip), first), error))
    second = aip_document_insert (document, AIP_KIND_CLIP, g_variant_dict_end (&fields), error);
  else
    g_variant_dict_clear (&fields);

  return aip_document_end (document, second != NULL) ? AIP_CLIP (second) : NULL;
}

gboolean
aip_sound_edit_remove (AipDocument  *document,
                       GPtrArray    *entities,
                       GError      **error)
{
  g_autofree char *label = NULL;
  gboolean only_markers = TRUE;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (entities != NULL, FALSE);

  for (guint i = 0; i < entities->len; i++)
    only_markers &= AIP_IS_MARKER (entities->pdata[i]);
  if (only_markers)
    label = g_strdup_printf (ngettext ("Delete Marker", "Delete %u Markers", entities->len),
                             entities->len);
  else
    label = g_strdup_printf (ngettext ("Delete Sound", "Delete %u Sounds", entities->len),
                             entities->len);

  aip_document_begin (document, label);
  for (guint i = 0; i < entities->len && ok; i++)
    ok = aip_document_remove (document, entities->pdata[i], error);

  return aip_document_end (document, ok);
}

/* Markers --------------------------------------------------------------------------------------- */

AipMarker *
aip_sound_edit_add_marker (AipDocument  *document,
                           gint64        frame,
                           GError      **error)
{
  AipEntity *marker;
  GVariantDict fields;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "frame", "x", frame);
  aip_document_begin (document, _("Add Marker"));
  marker = aip_document_insert (document, AIP_KIND_MARKER, g_variant_dict_end (&fields), error);

  return aip_document_end (document, marker != NULL) ? AIP_MARKER (marker) : NULL;
}

gboolean
aip_sound_edit_move_marker (AipDocument  *document,
                            AipMarker    *marker,
                            gint64        frame,
                            GError      **error)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_MARKER (marker), FALSE);

  return set_field (document, marker, "frame", g_variant_new_int64 (frame), _("Move Marker"), error);
}

gboolean
aip_sound_edit_set_marker (AipDocument  *document,
                           AipMarker    *marker,
                           const char   *name,
                           const char   *color,
                           const char   *comment,
                           gint64        duration,
                           GError      **error)
{
  gboolean ok;
  AipEntity *entity = AIP_ENTITY (marker);

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_MARKER (marker), FALSE);

  aip_document_begin (document, _("Edit Marker"));

  ok = aip_document_set_text (document, entity, "name", name, error) &&
       aip_document_set_text (document, entity, "color", color, error) &&
       aip_document_set_text (document, entity, "comment", comment, error) &&
       aip_document_set_integer (document, entity, "duration", duration, error);

  return aip_document_end (document, ok);
}
