/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-setup.h"
#include "aip-text.h"

/* What the fields hold as a person reads it. */

static char *
lamps_to_text (const AipLamp *lamps,
               guint          n_lamps)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_lamps; i++)
    {
      g_autofree char *name = aip_gear_to_text (&lamps[i].light->gear);

      if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, name);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
filters_to_text (guint filters)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < aip_words_get_count (AIP_WORDS_FILTER); i++)
    {
      if ((filters & (1u << i)) == 0)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append (text, aip_words_get_name (AIP_WORDS_FILTER, i));
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
word (AipWords words,
      guint    value)
{
  return g_strdup (aip_words_get_name (words, value));
}

/* Of the looks that have been loaded, by id; a handful of strings. */
static GMutex look_lock;
static GHashTable *look_names;

void
aip_setup_set_look_name (const char *look,
                         const char *name)
{
  g_autoptr(GMutexLocker) locker = NULL;

  g_return_if_fail (look != NULL && name != NULL);

  locker = g_mutex_locker_new (&look_lock);
  if (look_names == NULL)
    look_names = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (look_names, (gpointer) g_intern_string (look),
                       (gpointer) g_intern_string (name));
}

const char *
aip_setup_find_look (const char *text)
{
  g_autofree char *wanted = NULL;
  g_autoptr(GMutexLocker) locker = NULL;
  GHashTableIter iter;
  gpointer look, name;

  g_return_val_if_fail (text != NULL, NULL);

  wanted = aip_text_fold (text);
  locker = g_mutex_locker_new (&look_lock);
  if (look_names == NULL)
    return NULL;

  g_hash_table_iter_init (&iter, look_names);
  while (g_hash_table_iter_next (&iter, &look, &name))
    {
      g_autofree char *folded = aip_text_fold (name);

      if (g_str_equal (folded, wanted) || g_str_equal (look, wanted))
        return look;
    }

  return NULL;
}

static char *
look_to_text (const char *look)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&look_lock);
  const char *name = look_names != NULL ? g_hash_table_lookup (look_names, look) : NULL;

  return g_strdup (name != NULL ? name : look);
}

char *
aip_setup_field_to_text (const AipSetup *setup,
                         AipSetupField   field)
{
  g_return_val_if_fail (setup != NULL && field < AIP_N_SETUP_FIELDS, NULL);

  if (!aip_setup_has (setup, field))
    return g_strdup ("");

  switch (field)
    {
    case AIP_SETUP_YEAR:
      return g_strdup_printf ("%d", setup->year);

    case AIP_SETUP_BODY:
      return aip_gear_to_text (&setup->body->gear);

    case AIP_SETUP_MODE:
      return g_strdup (setup->body != NULL ? setup->body->modes[setup->mode].name : "");

    case AIP_SETUP_LENS:
      return aip_gear_to_text (&setup->lens->gear);

    case AIP_SETUP_FOCAL:
      return g_strdup_printf (_ ("%.4g mm"), setup->focal);

    case AIP_SETUP_STOP:
      return g_strdup_printf ("T%.3g", setup->stop);

    case AIP_SETUP_FOCUS:
    case AIP_SETUP_HEIGHT:
      return g_strdup_printf (_ ("%.4g m"),
                              field == AIP_SETUP_FOCUS ? setup->focus : setup->height);

    case AIP_SETUP_STOCK:
      return aip_gear_to_text (&setup->stock->gear);

    case AIP_SETUP_PUSH:
      return g_strdup_printf (_ ("%+.3g stops"), setup->push);

    case AIP_SETUP_EXPOSURE_INDEX:
      return g_strdup_printf (_ ("EI %.0f"), setup->exposure_index);

    case AIP_SETUP_WHITE_BALANCE:
      return g_strdup_printf (_ ("%.0f K"), setup->white_balance);

    case AIP_SETUP_ASPECT:
      return setup->aspect < 1 ? g_strdup_printf ("1:%.3g", 1 / setup->aspect)
                               : g_strdup_printf ("%.2f:1", setup->aspect);

    case AIP_SETUP_SUPPORT:
      return aip_gear_to_text (&setup->support->gear);

    case AIP_SETUP_MOVE:
      return aip_gear_to_text (&setup->move->gear);

    case AIP_SETUP_PACE:
      return word (AIP_WORDS_PACE, setup->pace);

    case AIP_SETUP_KEY:
      return lamps_to_text (&setup->key, 1);

    case AIP_SETUP_FILL:
      return lamps_to_text (&setup->fill, 1);

    case AIP_SETUP_PRACTICALS:
      return lamps_to_text (setup->practicals, setup->n_practicals);

    case AIP_SETUP_STYLE:
      return word (AIP_WORDS_STYLE, setup->style);

    case AIP_SETUP_TIME:
      return word (AIP_WORDS_TIME, setup->time);

    case AIP_SETUP_WEATHER:
      return word (AIP_WORDS_WEATHER, setup->weather);

    case AIP_SETUP_INTERIOR:
      return g_strdup (setup->interior ? _ ("Interior") : _ ("Exterior"));

    case AIP_SETUP_UNDERWATER:
      return g_strdup (setup->underwater ? _ ("Under water") : _ ("On dry land"));

    case AIP_SETUP_SIZE:
      return word (AIP_WORDS_SIZE, setup->size);

    case AIP_SETUP_ANGLE:
      return word (AIP_WORDS_ANGLE, setup->angle);

    case AIP_SETUP_COMPOSITION:
      return word (AIP_WORDS_COMPOSITION, setup->composition);

    case AIP_SETUP_MOOD:
      return word (AIP_WORDS_MOOD, setup->mood);

    case AIP_SETUP_TONE:
      return word (AIP_WORDS_TONE, setup->tone);

    case AIP_SETUP_FPS:
      return g_strdup_printf (_ ("%.5g fps"), setup->fps);

    case AIP_SETUP_SHUTTER:
      return g_strdup_printf ("%.4g°", setup->shutter);

    case AIP_SETUP_FILTERS:
      return filters_to_text (setup->filters);

    case AIP_SETUP_LOOK:
      return look_to_text (setup->look);

    default:
      g_assert_not_reached ();
    }
}
