/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-group"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-setup-group.h"

#define MAX_FIELDS 8

/* Every field is in exactly one of them. */
static const struct {
  const char    *name;
  guint          n_fields;
  AipSetupField  fields[MAX_FIELDS];
} groups[AIP_N_SETUP_GROUPS] = {
  [AIP_SETUP_GROUP_CAMERA] = {
    N_("Camera"), 3, { AIP_SETUP_YEAR, AIP_SETUP_BODY, AIP_SETUP_MODE },
  },
  [AIP_SETUP_GROUP_LENS] = {
    N_("Lens"), 4, { AIP_SETUP_LENS, AIP_SETUP_FOCAL, AIP_SETUP_STOP, AIP_SETUP_FOCUS },
  },
  [AIP_SETUP_GROUP_EXPOSURE] = {
    N_("Film and Exposure"), 7,
    { AIP_SETUP_STOCK, AIP_SETUP_PUSH, AIP_SETUP_EXPOSURE_INDEX, AIP_SETUP_WHITE_BALANCE,
      AIP_SETUP_FPS, AIP_SETUP_SHUTTER, AIP_SETUP_FILTERS },
  },
  [AIP_SETUP_GROUP_LIGHT] = {
    N_("Light"), 4,
    { AIP_SETUP_STYLE, AIP_SETUP_KEY, AIP_SETUP_FILL, AIP_SETUP_PRACTICALS },
  },
  [AIP_SETUP_GROUP_SCENE] = {
    N_("Scene"), 4,
    { AIP_SETUP_TIME, AIP_SETUP_WEATHER, AIP_SETUP_INTERIOR, AIP_SETUP_UNDERWATER },
  },
  [AIP_SETUP_GROUP_FRAMING] = {
    N_("Framing"), 5,
    { AIP_SETUP_SIZE, AIP_SETUP_ANGLE, AIP_SETUP_HEIGHT, AIP_SETUP_COMPOSITION,
      AIP_SETUP_ASPECT },
  },
  [AIP_SETUP_GROUP_MOVEMENT] = {
    N_("Movement"), 3, { AIP_SETUP_SUPPORT, AIP_SETUP_MOVE, AIP_SETUP_PACE },
  },
  [AIP_SETUP_GROUP_TONE] = {
    N_("Mood and Tone"), 2, { AIP_SETUP_MOOD, AIP_SETUP_TONE },
  },
  [AIP_SETUP_GROUP_LOOK] = {
    N_("Animation Look"), 1, { AIP_SETUP_LOOK },
  },
};

const char *
aip_setup_group_get_name (AipSetupGroup group)
{
  g_return_val_if_fail (group < AIP_N_SETUP_GROUPS, NULL);

  return _(groups[group].name);
}

const AipSetupField *
aip_setup_group_get_fields (AipSetupGroup  group,
                            guint         *n_fields)
{
  g_return_val_if_fail (group < AIP_N_SETUP_GROUPS, NULL);
  g_return_val_if_fail (n_fields != NULL, NULL);

  *n_fields = groups[group].n_fields;

  return groups[group].fields;
}

guint64
aip_setup_group_get_mask (AipSetupGroup group)
{
  guint64 mask = 0;

  g_return_val_if_fail (group < AIP_N_SETUP_GROUPS, 0);

  for (guint i = 0; i < groups[group].n_fields; i++)
    mask |= AIP_SETUP_BIT (groups[group].fields[i]);

  return mask;
}
