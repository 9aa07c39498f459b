/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-preset-item"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-preset-item.h"

struct _AipPresetItem
{
  GObject parent_instance;

  const AipPreset *preset;
  AipPresetState   state;
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipPresetItem, aip_preset_item, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
aip_preset_item_class_init (AipPresetItemClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", AIP_TYPE_PRESET_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
aip_preset_item_init (AipPresetItem *self)
{
}

AipPresetItem *
aip_preset_item_new (const AipPreset *preset)
{
  AipPresetItem *self;

  g_return_val_if_fail (preset != NULL, NULL);

  self = g_object_new (AIP_TYPE_PRESET_ITEM, NULL);
  self->preset = preset;

  return self;
}

const AipPreset *
aip_preset_item_get_preset (AipPresetItem *self)
{
  g_return_val_if_fail (AIP_IS_PRESET_ITEM (self), NULL);

  return self->preset;
}

AipPresetState
aip_preset_item_get_state (AipPresetItem *self)
{
  g_return_val_if_fail (AIP_IS_PRESET_ITEM (self), AIP_PRESET_STATE_OTHER);

  return self->state;
}

void
aip_preset_item_set_state (AipPresetItem  *self,
                           AipPresetState  state)
{
  g_return_if_fail (AIP_IS_PRESET_ITEM (self));

  if (self->state == state)
    return;

  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
aip_preset_item_changed (AipPresetItem *self)
{
  g_return_if_fail (AIP_IS_PRESET_ITEM (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
append (GString    *text,
        const char *separator,
        const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

/* "1982", "1928–1966", "1985–" for what is still made; empty if not known. */
static char *
dup_years (const AipPreset *preset)
{
  if (preset->year == 0)
    return g_strdup ("");
  if (preset->kind != AIP_PRESET_LOOK || preset->year_end == preset->year)
    return g_strdup_printf ("%d", preset->year);
  if (preset->year_end == 0)
    return g_strdup_printf ("%d–", preset->year);

  return g_strdup_printf ("%d–%d", preset->year, preset->year_end);
}

char *
aip_preset_item_dup_subtitle (AipPresetItem *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *years = NULL;

  g_return_val_if_fail (AIP_IS_PRESET_ITEM (self), NULL);

  years = dup_years (self->preset);
  append (text, " · ", years);
  append (text, " · ", self->preset->director);
  if (text->len == 0 && self->preset->kind == AIP_PRESET_OWN)
    g_string_append (text, _("Own preset"));
  else if (text->len == 0 && self->preset->kind == AIP_PRESET_PROJECT)
    g_string_append (text, _("Preset of the project"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
aip_preset_item_dup_details (AipPresetItem *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) people = g_string_new (NULL);
  g_autofree char *years = NULL;

  g_return_val_if_fail (AIP_IS_PRESET_ITEM (self), NULL);

  years = dup_years (self->preset);
  append (text, "\n", self->preset->name);
  append (text, "\n", self->preset->also);
  append (people, " · ", self->preset->director);
  append (people, " · ", self->preset->cinematographer);
  append (people, " · ", years);
  append (text, "\n", people->str);
  append (text, "\n", self->preset->gear);
  if (self->preset->confidence == AIP_CONFIDENCE_LOW)
    append (text, "\n", _("What was used is not known for sure."));
  if (self->state == AIP_PRESET_STATE_CURRENT)
    append (text, "\n", _("This is the setup as it is now."));
  else if (self->state == AIP_PRESET_STATE_MODIFIED)
    append (text, "\n", _("The setup began with it and was changed."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
aip_preset_item_dup_label (AipPresetItem *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *years = NULL;

  g_return_val_if_fail (AIP_IS_PRESET_ITEM (self), NULL);

  years = dup_years (self->preset);
  append (text, ", ", self->preset->name);
  append (text, ", ", years);
  append (text, ", ", self->preset->director);
  append (text, ", ", self->preset->cinematographer);
  if (self->preset->favourite)
    append (text, ", ", _("favourite"));
  if (self->preset->confidence == AIP_CONFIDENCE_LOW)
    append (text, ", ", _("uncertain"));
  if (self->state == AIP_PRESET_STATE_CURRENT)
    append (text, ", ", _("current"));
  else if (self->state == AIP_PRESET_STATE_MODIFIED)
    append (text, ", ", _("current, modified"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
