/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-gear"

#include "config.h"

#include <string.h>

#include "aip-paths.h"
#include "aip-shot-gear.h"
#include "aip-shot-words.h"

/* A cell that was understood, or why not. */
typedef struct {
  AipSetup  setup;
  char     *problem;
} Entry;

struct _AipShotGear {
  AipCatalogue *catalogue;
  gboolean      tried;
  GHashTable   *entries;   /* column and text → Entry */
};

static void
entry_free (gpointer data)
{
  g_free (((Entry *) data)->problem);
  g_free (data);
}

AipShotGear *
aip_shot_gear_new (void)
{
  AipShotGear *self = g_new0 (AipShotGear, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);

  return self;
}

void
aip_shot_gear_free (AipShotGear *self)
{
  g_clear_object (&self->catalogue);
  g_hash_table_unref (self->entries);
  g_free (self);
}

static AipCatalogue *
ensure_catalogue (AipShotGear *self)
{
  g_autofree char *shipped = NULL;
  g_autofree char *own = NULL;
  g_autoptr(GError) error = NULL;

  if (self->tried)
    return self->catalogue;

  self->tried = TRUE;
  shipped = aip_paths_data_file ("presets");
  own = aip_paths_user_data ("presets");
  self->catalogue = aip_catalogue_load (shipped, (const char *const[]) { own, NULL }, &error);
  if (self->catalogue == NULL)
    g_warning ("%s", error->message);

  return self->catalogue;
}

static gboolean
get_cell (AipColumn     column,
          AipSetupCell *cell)
{
  switch (column)
    {
    case AIP_COLUMN_BODY:
      *cell = AIP_SETUP_CELL_CAMERA;
      return TRUE;
    case AIP_COLUMN_LENS:
    case AIP_COLUMN_FOCAL:
    case AIP_COLUMN_STOP:
      *cell = AIP_SETUP_CELL_LENS;
      return TRUE;
    case AIP_COLUMN_STOCK:
      *cell = AIP_SETUP_CELL_STOCK;
      return TRUE;
    case AIP_COLUMN_LIGHT:
      *cell = AIP_SETUP_CELL_LIGHT;
      return TRUE;
    case AIP_COLUMN_SIZE:
      *cell = AIP_SETUP_CELL_SIZE;
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
aip_shot_gear_owns (AipColumn column)
{
  AipSetupCell cell;

  return column != AIP_COLUMN_SIZE && get_cell (column, &cell);
}

/* As aip_setup_cell_set_text() wants it: a bare number gets its unit. */
static char *
dup_words (AipColumn   column,
           const char *text)
{
  const char *size = column == AIP_COLUMN_SIZE ? aip_shot_words_expand_size (text) : NULL;
  gboolean bare = *text != '\0' && strspn (text, "0123456789. ") == strlen (text);

  if (size != NULL)
    return g_strdup (size);
  if (column == AIP_COLUMN_FOCAL && bare)
    return g_strdup_printf ("%smm", text);
  if (column == AIP_COLUMN_STOP && bare)
    return g_strdup_printf ("T%s", text);

  return g_strdup (text);
}

static Entry *
look_up (AipShotGear *self,
         AipColumn    column,
         const char  *text)
{
  g_autofree char *key = g_strdup_printf ("%d %s", (int) column, text);
  g_autofree char *words = NULL;
  g_autoptr(GError) error = NULL;
  Entry *entry = g_hash_table_lookup (self->entries, key);
  AipSetupCell cell;
  gboolean understood;

  if (entry != NULL)
    return entry;

  entry = g_new0 (Entry, 1);
  words = dup_words (column, text);
  if (column == AIP_COLUMN_CAMERA)
    /* One title for two things: the camera itself, or what it does. */
    understood = aip_setup_cell_set_text (&entry->setup, self->catalogue, AIP_SETUP_CELL_CAMERA,
                                          words, NULL)
                 || aip_setup_cell_set_text (&entry->setup, self->catalogue, AIP_SETUP_CELL_MOVE,
                                             words, &error);
  else
    understood = get_cell (column, &cell)
                 && aip_setup_cell_set_text (&entry->setup, self->catalogue, cell, words, &error);
  if (!understood)
    entry->problem = g_strdup (error != NULL ? error->message : "");
  g_hash_table_insert (self->entries, g_steal_pointer (&key), entry);

  return entry;
}

gboolean
aip_shot_gear_read (AipShotGear  *self,
                    AipColumn     column,
                    const char   *text,
                    AipSetup     *setup,
                    const char  **problem)
{
  AipSetupCell cell;
  Entry *entry;

  g_return_val_if_fail (self != NULL && text != NULL && setup != NULL, FALSE);

  if (*text == '\0' || (column != AIP_COLUMN_CAMERA && !get_cell (column, &cell))
      || ensure_catalogue (self) == NULL)
    return FALSE;

  entry = look_up (self, column, text);
  if (entry->problem != NULL)
    {
      if (problem != NULL)
        *problem = entry->problem;
      return FALSE;
    }
  aip_setup_take (setup, &entry->setup, entry->setup.given);

  return TRUE;
}
