/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-field"

#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "aip-character.h"
#include "aip-clip.h"
#include "aip-code.h"
#include "aip-custom-field.h"
#include "aip-error.h"
#include "aip-field-private.h"
#include "aip-job.h"
#include "aip-json.h"
#include "aip-marker.h"
#include "aip-paths.h"
#include "aip-place.h"
#include "aip-project.h"
#include "aip-scene.h"
#include "aip-shot.h"
#include "aip-take.h"
#include "aip-text.h"
#include "aip-track.h"
#include "aip-view.h"

#define MAX_TEXT_BYTES (64 * 1024)
#define MAX_LAZY_BYTES (32 * 1024 * 1024)
#define MAX_LIST_ITEMS 1000
#define MAX_NAME_CHARS 200
#define MAX_ORDER_BYTES 1024
#define MAX_PIXELS 32768
#define MAX_FRAMES (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define MIN_GAIN (-96.0)
#define MAX_GAIN 24.0
#define MAX_SETUP_BYTES (16 * 1024)
#define MAX_QUOTED_CHARS 40

/* What follows from a table; made once and kept. */
typedef struct {
  const AipField  *fields;
  guint            n_fields;
  GVariant       **defaults;
  GHashTable      *by_name;
} Kind;

static const struct {
  const char      *nick;
  const char      *title;
  GType          (*get_type)   (void);
  const AipField *(*get_fields) (guint *n_fields);
} kinds[AIP_N_KINDS] = {
  [AIP_KIND_PROJECT] = { "project", NC_("kind", "project"), aip_project_get_type,
                         aip_project_get_fields },
  [AIP_KIND_SCENE] = { "scene", NC_("kind", "scene"), aip_scene_get_type, aip_scene_get_fields },
  [AIP_KIND_SHOT] = { "shot", NC_("kind", "shot"), aip_shot_get_type, aip_shot_get_fields },
  [AIP_KIND_CHARACTER] = { "character", NC_("kind", "character"), aip_character_get_type,
                           aip_character_get_fields },
  [AIP_KIND_PLACE] = { "place", NC_("kind", "place"), aip_place_get_type, aip_place_get_fields },
  [AIP_KIND_FIELD] = { "field", NC_("kind", "field"), aip_custom_field_get_type,
                       aip_custom_field_get_fields },
  [AIP_KIND_VIEW] = { "view", NC_("kind", "view"), aip_view_get_type, aip_view_get_fields },
  [AIP_KIND_TRACK] = { "track", NC_("kind", "track"), aip_track_get_type, aip_track_get_fields },
  [AIP_KIND_CLIP] = { "clip", NC_("kind", "clip"), aip_clip_get_type, aip_clip_get_fields },
  [AIP_KIND_MARKER] = { "marker", NC_("kind", "marker"), aip_marker_get_type,
                        aip_marker_get_fields },
  [AIP_KIND_TAKE] = { "take", NC_("kind", "take"), aip_take_get_type, aip_take_get_fields },
  [AIP_KIND_JOB] = { "job", NC_("kind", "job"), aip_job_get_type, aip_job_get_fields },
};

static Kind *
kind_new (AipKind kind)
{
  Kind *self = g_new0 (Kind, 1);

  self->fields = kinds[kind].get_fields (&self->n_fields);
  self->defaults = g_new0 (GVariant *, self->n_fields);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->n_fields; i++)
    {
      const AipField *field = &self->fields[i];

      self->defaults[i] = g_variant_parse (G_VARIANT_TYPE (field->type), field->fallback, NULL,
                                           NULL, NULL);
      g_assert (self->defaults[i] != NULL);
      g_hash_table_insert (self->by_name, (gpointer) field->name, GUINT_TO_POINTER (i));
    }

  return self;
}

static const Kind *
get_kind (AipKind kind)
{
  /* The storage thread makes entities too. */
  static Kind *made[AIP_N_KINDS];

  if (g_once_init_enter_pointer (&made[kind]))
    g_once_init_leave_pointer (&made[kind], kind_new (kind));

  return made[kind];
}

const char *
aip_kind_to_nick (AipKind kind)
{
  g_return_val_if_fail ((guint) kind < AIP_N_KINDS, NULL);

  return kinds[kind].nick;
}

gboolean
aip_kind_from_nick (const char *nick,
                    AipKind    *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  for (guint i = 0; nick != NULL && i < AIP_N_KINDS; i++)
    if (g_str_equal (kinds[i].nick, nick))
      {
        *kind = (AipKind) i;
        return TRUE;
      }

  return FALSE;
}

GType
aip_kind_get_gtype (AipKind kind)
{
  g_return_val_if_fail ((guint) kind < AIP_N_KINDS, G_TYPE_INVALID);

  return kinds[kind].get_type ();
}

/**
 * aip_kind_get_title:
 * @kind: a kind
 *
 * Returns: (transfer none): what @kind is called within a sentence, translated
 */
const char *
aip_kind_get_title (AipKind kind)
{
  g_return_val_if_fail ((guint) kind < AIP_N_KINDS, NULL);

  return g_dpgettext2 (NULL, "kind", kinds[kind].title);
}

/**
 * aip_kind_get_fields:
 * @kind: a kind
 * @n_fields: (out) (optional): how many
 *
 * Returns: (transfer none): the table of fields of @kind
 */
const AipField *
aip_kind_get_fields (AipKind  kind,
                     guint   *n_fields)
{
  g_return_val_if_fail ((guint) kind < AIP_N_KINDS, NULL);

  return kinds[kind].get_fields (n_fields);
}

/**
 * aip_kind_find_field:
 * @kind: a kind
 * @name: a field name
 * @index: (out) (optional): its place in the table
 *
 * Returns: (transfer none) (nullable): the field, %NULL if @kind has none of that name
 */
const AipField *
aip_kind_find_field (AipKind     kind,
                     const char *name,
                     guint      *index)
{
  const Kind *info;
  gpointer value;

  g_return_val_if_fail ((guint) kind < AIP_N_KINDS, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  info = get_kind (kind);
  if (!g_hash_table_lookup_extended (info->by_name, name, NULL, &value))
    return NULL;
  if (index != NULL)
    *index = GPOINTER_TO_UINT (value);

  return &info->fields[GPOINTER_TO_UINT (value)];
}

GVariant *
aip_kind_get_default (AipKind kind,
                      guint   index)
{
  g_return_val_if_fail ((guint) kind < AIP_N_KINDS, NULL);
  g_return_val_if_fail (index < get_kind (kind)->n_fields, NULL);

  return get_kind (kind)->defaults[index];
}

static gboolean
check_text (const AipField  *field,
            const char      *text,
            gsize            length,
            GError         **error)
{
  gsize max_bytes = field->flags & AIP_FIELD_LAZY ? MAX_LAZY_BYTES : MAX_TEXT_BYTES;

  if (length > max_bytes)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("The text of “%s” is %zu bytes long; at most %zu are kept."),
                   field->name, length, max_bytes);
      return FALSE;
    }

  /* A lazy text is kept exactly as it was sent, whatever its form. */
  if (!(field->flags & AIP_FIELD_LAZY) && !aip_text_is_normal (text, length))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("The text of “%s” is not in the normal form of Unicode (NFC)."),
                   field->name);
      return FALSE;
    }

  return TRUE;
}

gboolean
aip_field_check (AipKind          kind,
                 const AipField  *field,
                 GVariant        *value,
                 GError         **error)
{
  g_return_val_if_fail ((guint) kind < AIP_N_KINDS, FALSE);
  g_return_val_if_fail (field != NULL && value != NULL, FALSE);

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE (field->type)))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” of a %s cannot hold a value of type “%s”."), field->name,
                   aip_kind_get_title (kind), g_variant_get_type_string (value));
      return FALSE;
    }

  switch (field->type[0])
    {
    case 's':
      {
        gsize length;
        const char *text = g_variant_get_string (value, &length);

        if (!check_text (field, text, length, error))
          return FALSE;
      }
      break;

    case 'a':
      if (g_variant_n_children (value) > MAX_LIST_ITEMS)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("“%s” has more than %d entries."), field->name, MAX_LIST_ITEMS);
          return FALSE;
        }
      for (gsize i = 0; i < g_variant_n_children (value); i++)
        {
          g_autoptr(GVariant) child = g_variant_get_child_value (value, i);
          gsize length;
          const char *text = g_variant_get_string (child, &length);

          if (!check_text (field, text, length, error))
            return FALSE;
        }
      break;

    case 'd':
      if (!isfinite (g_variant_get_double (value)))
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("“%s” must be a number."),
                       field->name);
          return FALSE;
        }
      break;

    default:
      break;
    }

  return field->check == NULL || field->check (value, error);
}

gboolean
aip_check_code (GVariant  *value,
                GError   **error)
{
  const char *text = g_variant_get_string (value, NULL);
  gboolean ok = *text != '\0' && g_utf8_strlen (text, -1) <= AIP_CODE_MAX_CHARS;

  for (const char *p = text; ok && *p != '\0'; p = g_utf8_next_char (p))
    ok = g_unichar_isgraph (g_utf8_get_char (p)) || (*p == ' ' && p != text && p[1] != '\0');

  if (!ok)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("“%s” cannot be a code: it needs 1 to %d visible characters."), text,
                 AIP_CODE_MAX_CHARS);

  return ok;
}

gboolean
aip_check_name (GVariant  *value,
                GError   **error)
{
  const char *text = g_variant_get_string (value, NULL);
  gboolean ok = g_utf8_strlen (text, -1) <= MAX_NAME_CHARS && strpbrk (text, "\n\t") == NULL;
  gboolean visible = FALSE;

  for (const char *p = text; *p != '\0' && !visible; p = g_utf8_next_char (p))
    visible = g_unichar_isgraph (g_utf8_get_char (p));

  if (!ok || !visible)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("A name is one line of 1 to %d characters."), MAX_NAME_CHARS);
      return FALSE;
    }

  return TRUE;
}

/* As aip_order_between() makes them; a key that ends in the lowest digit has no room before it. */
gboolean
aip_check_order (GVariant  *value,
                 GError   **error)
{
  gsize length;
  const char *text = g_variant_get_string (value, &length);
  gboolean ok = length > 0 && length <= MAX_ORDER_BYTES && text[length - 1] != '0';

  for (gsize i = 0; ok && i < length; i++)
    ok = g_ascii_isalnum (text[i]);

  if (!ok)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("“%s” is not an order key."), text);

  return ok;
}

/* Up to 2^64-1, so a text and never a number. */
gboolean
aip_check_seed (GVariant  *value,
                GError   **error)
{
  const char *text = g_variant_get_string (value, NULL);

  if (*text == '\0' || g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, NULL, NULL))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is not a seed: write a whole number from 0 to %" PRIu64
                 ", or nothing for a new one each time."), text, G_MAXUINT64);

  return FALSE;
}

gboolean
aip_check_not_negative (GVariant  *value,
                        GError   **error)
{
  if (g_variant_get_int64 (value) >= 0)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("%" PRIi64 " is below zero."), g_variant_get_int64 (value));

  return FALSE;
}

gboolean
aip_check_positive (GVariant  *value,
                    GError   **error)
{
  if (g_variant_get_int64 (value) > 0)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("%" PRIi64 " is not above zero."), g_variant_get_int64 (value));

  return FALSE;
}

gboolean
aip_check_pixels (GVariant  *value,
                  GError   **error)
{
  gint64 pixels = g_variant_get_int64 (value);

  if (pixels >= 1 && pixels <= MAX_PIXELS)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("A picture can be 1 to %d pixels wide or high, not %" PRIi64 "."),
               MAX_PIXELS, pixels);

  return FALSE;
}

gboolean
aip_check_frame (GVariant  *value,
                 GError   **error)
{
  gint64 frame = g_variant_get_int64 (value);

  if (frame >= 0 && frame <= MAX_FRAMES)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("There is no frame %" PRIi64 ": a cut is at most 24 hours long and begins with "
                 "frame 0."), frame);

  return FALSE;
}

gboolean
aip_check_length (GVariant  *value,
                  GError   **error)
{
  gint64 frames = g_variant_get_int64 (value);

  if (frames >= 1 && frames <= MAX_FRAMES)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("A clip is at least one frame and at most 24 hours long, so it cannot be "
                 "%" PRIi64 " frames."), frames);

  return FALSE;
}

gboolean
aip_check_gain (GVariant  *value,
                GError   **error)
{
  double gain = g_variant_get_double (value);

  if (gain >= MIN_GAIN && gain <= MAX_GAIN)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("Sound is made louder or softer by %.0f to %.0f dB, not by %g."), MIN_GAIN,
               MAX_GAIN, gain);

  return FALSE;
}

gboolean
aip_check_inside (GVariant  *value,
                  GError   **error)
{
  const char *text = g_variant_get_string (value, NULL);

  if (*text == '\0' || aip_path_is_inside (text))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("The path “%s” leads out of the project folder and is not used."), text);

  return FALSE;
}

/* What is inside belongs to other rooms: here only that it can be read, by whoever wants to. */
static gboolean
check_json (GVariant  *value,
            gsize      max_bytes,
            GError   **error)
{
  gsize length;
  const char *text = g_variant_get_string (value, &length);
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *start = NULL;

  if (length == 0)
    return TRUE;

  if (length > max_bytes)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("The JSON text is %zu bytes long; at most %zu are kept."), length, max_bytes);
      return FALSE;
    }

  if (aip_json_is_plain_object (text, length))
    return TRUE;
  node = aip_json_parse (text, (gssize) length, max_bytes, NULL);
  if (aip_json_node_object (node) != NULL)
    return TRUE;

  start = g_utf8_truncate_middle (text, MAX_QUOTED_CHARS);
  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("“%s” is not a JSON object."), start);

  return FALSE;
}

gboolean
aip_check_setup (GVariant  *value,
                 GError   **error)
{
  return check_json (value, MAX_SETUP_BYTES, error);
}

gboolean
aip_check_json_object (GVariant  *value,
                       GError   **error)
{
  return check_json (value, MAX_TEXT_BYTES, error);
}
