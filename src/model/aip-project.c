/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-project"

#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "aip-entity-private.h"
#include "aip-error.h"
#include "aip-field-private.h"
#include "aip-project.h"

struct _AipProject {
  AipEntity parent_instance;
};

G_DEFINE_FINAL_TYPE (AipProject, aip_project, AIP_TYPE_ENTITY)

#define MAX_CODE_BYTES 16

/* It begins the names of files on every system and on every worker. */
static gboolean
check_project_code (GVariant  *value,
                    GError   **error)
{
  gsize length;
  const char *text = g_variant_get_string (value, &length);
  gboolean ok = length > 0 && length <= MAX_CODE_BYTES;

  for (const char *p = text; ok && *p != '\0'; p++)
    ok = g_ascii_isalnum (*p) || ((*p == '-' || *p == '_') && p != text);

  if (!ok)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("“%s” cannot be the code of a project: use 1 to %d of the letters A–Z and "
                   "digits, “-” and “_”."), text, MAX_CODE_BYTES);

  return ok;
}

static gboolean
check_year (GVariant  *value,
            GError   **error)
{
  gint64 year = g_variant_get_int64 (value);

  if (year == 0 || (year >= AIP_PROJECT_FIRST_YEAR && year <= AIP_PROJECT_LAST_YEAR))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("A film is made in a year from %d to %d, not in %" PRIi64 ". Write 0 if the "
                 "year is open."), AIP_PROJECT_FIRST_YEAR, AIP_PROJECT_LAST_YEAR, year);

  return FALSE;
}

static gboolean
check_period (GVariant  *value,
              GError   **error)
{
  const char *text = g_variant_get_string (value, NULL);

  if (g_str_equal (text, AIP_PROJECT_PERIOD_STRICT) || g_str_equal (text, AIP_PROJECT_PERIOD_LOOSE))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” does not say how strictly the year is taken. Use strict or loose."), text);

  return FALSE;
}

/* Right at every rate: only the hour and minute are asked for, the rate may still change. */
static gboolean
check_start (GVariant  *value,
             GError   **error)
{
  static const AipFrameRate slowest = { 24, 1, FALSE };
  const char *text = g_variant_get_string (value, NULL);
  g_autofree char *plain = g_strdelimit (g_strdup (text), ";", ':');
  gint64 frame;

  if (aip_timecode_parse (plain, &slowest, &frame, NULL) && frame >= 0)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” is no time code that a film can begin with. Write it as 01:00:00:00."), text);

  return FALSE;
}

static gboolean
check_status_moves (GVariant  *value,
                    GError   **error)
{
  const char *text = g_variant_get_string (value, NULL);

  if (g_str_equal (text, AIP_PROJECT_MOVES_STRICT) || g_str_equal (text, AIP_PROJECT_MOVES_FREE))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” does not say how a status may change. Use strict or free."), text);

  return FALSE;
}

enum {
  FIELD_NAME,
  FIELD_CODE,
  FIELD_RATE_NUMERATOR,
  FIELD_RATE_DENOMINATOR,
  FIELD_DROP_FRAME,
  FIELD_WIDTH,
  FIELD_HEIGHT,
  FIELD_ASPECT,
  FIELD_WORKFLOW,
  FIELD_YEAR,
  FIELD_PERIOD,
  FIELD_START,
  FIELD_STATUS_MOVES,
  FIELD_SOUND_FOLLOWS,
  N_FIELDS
};

static const AipField fields[N_FIELDS] = {
  [FIELD_NAME] = { "name", "s", AIP_FIELD_NONE, "''", aip_check_name },
  [FIELD_CODE] = { "code", "s", AIP_FIELD_NONE, "'FILM'", check_project_code },
  [FIELD_RATE_NUMERATOR] = { "rate-numerator", "x", AIP_FIELD_NONE, "24", aip_check_positive },
  [FIELD_RATE_DENOMINATOR] = { "rate-denominator", "x", AIP_FIELD_NONE, "1", aip_check_positive },
  [FIELD_DROP_FRAME] = { "drop-frame", "b", AIP_FIELD_NONE, "false" },
  [FIELD_WIDTH] = { "width", "x", AIP_FIELD_NONE, "1920", aip_check_pixels },
  [FIELD_HEIGHT] = { "height", "x", AIP_FIELD_NONE, "1080", aip_check_pixels },
  [FIELD_ASPECT] = { "aspect", "s", AIP_FIELD_NONE, "'16:9'" },
  [FIELD_WORKFLOW] = { "workflow", "s", AIP_FIELD_NONE, "''" },
  [FIELD_YEAR] = { "year", "x", AIP_FIELD_NONE, "0", check_year },
  [FIELD_PERIOD] = { "period", "s", AIP_FIELD_NONE, "'strict'", check_period },
  [FIELD_START] = { "start", "s", AIP_FIELD_NONE, "'01:00:00:00'", check_start },
  [FIELD_STATUS_MOVES] = { "status-moves", "s", AIP_FIELD_NONE, "'strict'", check_status_moves },
  [FIELD_SOUND_FOLLOWS] = { "sound-follows", "b", AIP_FIELD_NONE, "true" },
};

const AipField *
aip_project_get_fields (guint *n_fields)
{
  if (n_fields != NULL)
    *n_fields = N_FIELDS;

  return fields;
}

static void
aip_project_class_init (AipProjectClass *klass)
{
  aip_entity_class_install_fields (AIP_ENTITY_CLASS (klass), AIP_KIND_PROJECT);
}

static void
aip_project_init (AipProject *self)
{
}

const char *
aip_project_get_name (AipProject *self)
{
  g_return_val_if_fail (AIP_IS_PROJECT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_NAME);
}

const char *
aip_project_get_code (AipProject *self)
{
  g_return_val_if_fail (AIP_IS_PROJECT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_CODE);
}

gint64
aip_project_get_width (AipProject *self)
{
  g_return_val_if_fail (AIP_IS_PROJECT (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_WIDTH);
}

gint64
aip_project_get_height (AipProject *self)
{
  g_return_val_if_fail (AIP_IS_PROJECT (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_HEIGHT);
}

const char *
aip_project_get_workflow (AipProject *self)
{
  g_return_val_if_fail (AIP_IS_PROJECT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_WORKFLOW);
}

gint64
aip_project_get_year (AipProject *self)
{
  g_return_val_if_fail (AIP_IS_PROJECT (self), 0);

  return aip_entity_peek_integer (AIP_ENTITY (self), FIELD_YEAR);
}

const char *
aip_project_get_period (AipProject *self)
{
  g_return_val_if_fail (AIP_IS_PROJECT (self), NULL);

  return aip_entity_peek_text (AIP_ENTITY (self), FIELD_PERIOD);
}

gboolean
aip_project_may_move (AipProject *self,
                      AipStatus   from,
                      AipStatus   to)
{
  g_return_val_if_fail (AIP_IS_PROJECT (self), FALSE);

  return g_str_equal (aip_entity_peek_text (AIP_ENTITY (self), FIELD_STATUS_MOVES),
                      AIP_PROJECT_MOVES_FREE) || aip_status_may_move (from, to);
}

AipFrameRate
aip_project_get_rate (AipProject *self)
{
  AipFrameRate rate = { 24, 1, FALSE };
  AipFrameRate stored;

  g_return_val_if_fail (AIP_IS_PROJECT (self), rate);

  stored.numerator = aip_entity_peek_integer (AIP_ENTITY (self), FIELD_RATE_NUMERATOR);
  stored.denominator = aip_entity_peek_integer (AIP_ENTITY (self), FIELD_RATE_DENOMINATOR);
  stored.drop_frame = g_variant_get_boolean (aip_entity_peek (AIP_ENTITY (self),
                                                              FIELD_DROP_FRAME));

  /* Three fields that only make sense together: a file from outside may hold nonsense. */
  return aip_frame_rate_is_valid (&stored) ? stored : rate;
}

gint64
aip_project_get_start (AipProject *self)
{
  AipFrameRate rate;
  gint64 frame = 0;

  g_return_val_if_fail (AIP_IS_PROJECT (self), 0);

  rate = aip_project_get_rate (self);
  if (!aip_timecode_parse (aip_entity_peek_text (AIP_ENTITY (self), FIELD_START), &rate, &frame,
                           NULL))
    return 0;

  return frame;
}

gboolean
aip_project_get_sound_follows (AipProject *self)
{
  g_return_val_if_fail (AIP_IS_PROJECT (self), FALSE);

  return g_variant_get_boolean (aip_entity_peek (AIP_ENTITY (self), FIELD_SOUND_FOLLOWS));
}
