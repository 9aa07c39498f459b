/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sheet-setups"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cinema.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-paths.h"
#include "aip-sheet-setups.h"

#define MAX_SETUP_BYTES (64 * 1024)

typedef struct {
  char *texts[AIP_N_SETUP_CELLS];
} Texts;

struct _AipSheetSetups {
  char       *folder;
  AipCinema  *cinema;
  gboolean    tried;
  GHashTable *texts; /* setup as JSON → Texts: films have few setups and many shots */
};

static void
texts_free (gpointer data)
{
  Texts *self = data;

  for (guint i = 0; i < AIP_N_SETUP_CELLS; i++)
    g_free (self->texts[i]);
  g_free (self);
}

AipSheetSetups *
aip_sheet_setups_new (const char *folder)
{
  AipSheetSetups *self = g_new0 (AipSheetSetups, 1);

  self->folder = g_strdup (folder);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, texts_free);

  return self;
}

void
aip_sheet_setups_free (AipSheetSetups *self)
{
  g_free (self->folder);
  g_clear_pointer (&self->cinema, aip_cinema_unref);
  g_hash_table_unref (self->texts);
  g_free (self);
}

static gboolean
load_cinema (AipSheetSetups *self)
{
  g_autofree char *shipped = NULL;
  g_autofree char *own = NULL;

  if (self->tried)
    return self->cinema != NULL;

  self->tried = TRUE;
  shipped = aip_paths_data_file ("presets");
  own = aip_paths_user_data ("presets");
  self->cinema = aip_cinema_load (shipped, own, self->folder, NULL);

  return self->cinema != NULL;
}

static void
read_setup (AipSheetSetups *self,
            const char     *json,
            AipSetup       *setup)
{
  g_autoptr(JsonNode) node = *json != '\0' ? aip_json_parse (json, -1, MAX_SETUP_BYTES, NULL) : NULL;
  JsonObject *object = node != NULL ? aip_json_node_object (node) : NULL;

  *setup = (AipSetup) { 0 };
  if (object != NULL)
    aip_setup_from_json (setup, self->cinema->catalogue, object, NULL);
}

const char *
aip_sheet_setups_get_text (AipSheetSetups *self,
                           const char     *json,
                           AipSetupCell    cell)
{
  Texts *texts;
  AipSetup setup;

  g_return_val_if_fail (self != NULL && json != NULL, "");
  g_return_val_if_fail (cell < AIP_N_SETUP_CELLS, "");

  if (*json == '\0' || !load_cinema (self))
    return "";

  texts = g_hash_table_lookup (self->texts, json);
  if (texts == NULL)
    {
      texts = g_new0 (Texts, 1);
      read_setup (self, json, &setup);
      for (guint i = 0; i < AIP_N_SETUP_CELLS; i++)
        texts->texts[i] = aip_setup_cell_to_text (&setup, i);
      g_hash_table_insert (self->texts, g_strdup (json), texts);
    }

  return texts->texts[cell];
}

char *
aip_sheet_setups_set_text (AipSheetSetups  *self,
                           const char      *json,
                           AipSetupCell     cell,
                           const char      *text,
                           GError         **error)
{
  g_autoptr(JsonNode) node = NULL;
  AipSetup setup;

  g_return_val_if_fail (self != NULL && json != NULL && text != NULL, NULL);

  if (!load_cinema (self))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED,
                           _("The catalogue of cameras and lenses cannot be read. Install "
                             "AIPipeline again."));
      return NULL;
    }

  read_setup (self, json, &setup);
  if (!aip_setup_cell_set_text (&setup, self->cinema->catalogue, cell, text, error))
    return NULL;
  if (setup.given == 0)
    return g_strdup ("");
  node = aip_setup_to_json (&setup);

  return aip_json_to_text (node, FALSE);
}
