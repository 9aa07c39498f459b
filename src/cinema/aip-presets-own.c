/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-presets"

#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "aip-error.h"
#include "aip-json.h"
#include "aip-presets-private.h"
#include "aip-text.h"

/* The user's own presets: each is a file, written whole or not at all. */

#define MAX_NAME_CHARS 200

static char *
own_path (AipPresets *self,
          const char *id)
{
  g_autofree char *name = g_strconcat (id, ".json", NULL);

  return g_build_filename (self->folder, name, NULL);
}

static gboolean
write_json (const char  *path,
            JsonNode    *node,
            GError     **error)
{
  g_autofree char *text = aip_json_to_text (node, TRUE);

  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0644, error);
}

static gboolean
prepare_folder (AipPresets  *self,
                GError     **error)
{
  if (self->folder == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _ ("Presets cannot be kept here."));
      return FALSE;
    }

  if (g_mkdir_with_parents (self->folder, 0755) != 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _ ("The folder for presets “%s” cannot be made: %s"), self->folder,
                   g_strerror (errno));
      return FALSE;
    }

  return TRUE;
}

static gboolean
write_preset (const char      *path,
              const char      *name,
              const AipPreset *from,
              const AipSetup  *setup,
              GError         **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "name", name);
  if (from != NULL && from->year > 0)
    json_object_set_int_member (object, "year", from->year);
  if (from != NULL && from->director[0] != '\0')
    json_object_set_string_member (object, "director", from->director);
  if (from != NULL && from->cinematographer[0] != '\0')
    json_object_set_string_member (object, "cinematographer", from->cinematographer);
  if (from != NULL && from->gear[0] != '\0')
    json_object_set_string_member (object, "gear", from->gear);
  if (from != NULL && from->confidence != AIP_CONFIDENCE_HIGH)
    json_object_set_string_member (object, "confidence",
                                   aip_confidence_to_nick (from->confidence));
  if (from != NULL && from->words[0] != '\0')
    json_object_set_string_member (object, "words", from->words);
  json_object_set_member (object, "setup", aip_setup_to_json (setup));
  json_node_set_object (node, object);

  return write_json (path, node, error);
}

static AipPreset *
find_own (AipPresets  *self,
          const char  *id,
          GError     **error)
{
  AipPreset *preset = (AipPreset *) aip_presets_find (self, id);

  if (preset != NULL && preset->kind == AIP_PRESET_OWN)
    return preset;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _ ("Only your own presets can be changed. Make a copy first."));

  return NULL;
}

gboolean
aip_presets_has_name (AipPresets *self,
                      const char *name,
                      const char *but)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (AIP_IS_PRESETS (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  folded = aip_text_fold (name);

  for (guint i = 0; i < self->presets->len; i++)
    {
      const AipPreset *preset = self->presets->pdata[i];
      g_autofree char *other = NULL;

      if (preset->kind != AIP_PRESET_OWN || g_strcmp0 (preset->id, but) == 0)
        continue;
      other = aip_text_fold (preset->name);
      if (g_str_equal (other, folded))
        return TRUE;
    }

  return FALSE;
}

static char *
check_name (AipPresets       *self,
            const char       *raw,
            const AipPreset  *but,
            GError          **error)
{
  g_autofree char *name = g_strstrip (aip_text_clean (raw));

  if (*name == '\0' || g_utf8_strlen (name, -1) > MAX_NAME_CHARS)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _ ("A preset needs a name of at most %d characters."), MAX_NAME_CHARS);
      return NULL;
    }

  if (aip_presets_has_name (self, name, but != NULL ? but->id : NULL))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _ ("There is a preset “%s” already. Choose another name."), name);
      return NULL;
    }

  return g_steal_pointer (&name);
}

static const AipPreset *
keep_new (AipPresets       *self,
          const char       *name,
          const AipPreset  *from,
          const AipSetup   *setup,
          GError          **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *path = NULL;
  AipPreset *preset;

  if (!prepare_folder (self, error))
    return NULL;

  path = own_path (self, id);
  if (!write_preset (path, name, from, setup, error))
    return NULL;

  preset = _aip_presets_read_file (self, path, id, AIP_PRESET_OWN, error);
  if (preset != NULL)
    {
      _aip_presets_add (self, preset);
      _aip_presets_changed (self);
    }

  return preset;
}

const AipPreset *
aip_presets_create (AipPresets      *self,
                    const char      *raw_name,
                    const AipSetup  *setup,
                    GError         **error)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (AIP_IS_PRESETS (self), NULL);
  g_return_val_if_fail (raw_name != NULL && setup != NULL, NULL);

  name = check_name (self, raw_name, NULL, error);

  return name != NULL ? keep_new (self, name, NULL, setup, error) : NULL;
}

const AipPreset *
aip_presets_duplicate (AipPresets  *self,
                       const char  *id,
                       const char  *raw_name,
                       GError     **error)
{
  const AipPreset *from;
  g_autofree char *name = NULL;

  g_return_val_if_fail (AIP_IS_PRESETS (self), NULL);
  g_return_val_if_fail (raw_name != NULL, NULL);

  from = aip_presets_find (self, id);
  g_return_val_if_fail (from != NULL, NULL);

  name = check_name (self, raw_name, NULL, error);

  return name != NULL ? keep_new (self, name, from, &from->setup, error) : NULL;
}

gboolean
aip_presets_replace (AipPresets      *self,
                     const char      *id,
                     const AipSetup  *setup,
                     GError         **error)
{
  AipPreset *preset;
  g_autofree char *path = NULL;

  g_return_val_if_fail (AIP_IS_PRESETS (self), FALSE);
  g_return_val_if_fail (setup != NULL, FALSE);

  preset = find_own (self, id, error);
  if (preset == NULL || !prepare_folder (self, error))
    return FALSE;

  path = own_path (self, id);
  if (!write_preset (path, preset->name, preset, setup, error))
    return FALSE;

  preset->setup = *setup;
  g_hash_table_remove (self->haystacks, preset);
  _aip_presets_changed (self);

  return TRUE;
}

gboolean
aip_presets_rename (AipPresets  *self,
                    const char  *id,
                    const char  *raw_name,
                    GError     **error)
{
  AipPreset *preset;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (AIP_IS_PRESETS (self), FALSE);
  g_return_val_if_fail (raw_name != NULL, FALSE);

  preset = find_own (self, id, error);
  if (preset == NULL || !prepare_folder (self, error))
    return FALSE;

  name = check_name (self, raw_name, preset, error);
  if (name == NULL)
    return FALSE;

  path = own_path (self, id);
  if (!write_preset (path, name, preset, &preset->setup, error))
    return FALSE;

  preset->name = g_string_chunk_insert_const (self->texts, name);
  g_hash_table_remove (self->haystacks, preset);
  _aip_presets_changed (self);

  return TRUE;
}

gboolean
aip_presets_delete (AipPresets  *self,
                    const char  *id,
                    GError     **error)
{
  AipPreset *preset;
  g_autofree char *path = NULL;
  guint position;

  g_return_val_if_fail (AIP_IS_PRESETS (self), FALSE);

  preset = find_own (self, id, error);
  if (preset == NULL)
    return FALSE;

  path = own_path (self, id);
  if (g_unlink (path) != 0 && errno != ENOENT)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _ ("The preset “%s” cannot be deleted: %s"), preset->name, g_strerror (errno));
      return FALSE;
    }

  /* Somebody may still show it: it is freed with the rest. */
  g_hash_table_remove (self->haystacks, preset);
  if (g_ptr_array_find (self->presets, preset, &position))
    g_ptr_array_add (self->deleted, g_ptr_array_steal_index (self->presets, position));
  _aip_presets_changed (self);

  return TRUE;
}

gboolean
aip_presets_restore (AipPresets  *self,
                     const char  *id,
                     GError     **error)
{
  AipPreset *preset = NULL;
  guint position;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (AIP_IS_PRESETS (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  for (position = 0; position < self->deleted->len; position++)
    {
      preset = self->deleted->pdata[position];
      if (g_str_equal (preset->id, id))
        break;
    }
  g_return_val_if_fail (position < self->deleted->len, FALSE);

  /* Its name may have been given to another one meanwhile. */
  name = check_name (self, preset->name, NULL, error);
  if (name == NULL || !prepare_folder (self, error))
    return FALSE;

  path = own_path (self, id);
  if (!write_preset (path, preset->name, preset, &preset->setup, error))
    return FALSE;

  _aip_presets_add (self, g_ptr_array_steal_index (self->deleted, position));
  /* The list of favourites may have been written without it. */
  if (preset->favourite)
    aip_presets_set_favourite (self, id, TRUE, NULL);
  _aip_presets_changed (self);

  return TRUE;
}

gboolean
aip_presets_export (AipPresets  *self,
                    const char  *id,
                    const char  *path,
                    GError     **error)
{
  const AipPreset *preset;

  g_return_val_if_fail (AIP_IS_PRESETS (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  preset = aip_presets_find (self, id);
  g_return_val_if_fail (preset != NULL, FALSE);

  return write_preset (path, preset->name, preset, &preset->setup, error);
}

const AipPreset *
aip_presets_import (AipPresets  *self,
                    const char  *path,
                    GError     **error)
{
  g_autofree AipPreset *read = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (AIP_IS_PRESETS (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  read = _aip_presets_read_file (self, path, "import", AIP_PRESET_OWN, error);
  if (read == NULL)
    return NULL;

  name = g_strdup (read->name);
  for (guint number = 2; aip_presets_has_name (self, name, NULL); number++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", read->name, number);
    }

  return keep_new (self, name, read, &read->setup, error);
}

gboolean
aip_presets_set_favourite (AipPresets  *self,
                           const char  *id,
                           gboolean     favourite,
                           GError     **error)
{
  AipPreset *preset;
  g_autoptr(JsonArray) ids = json_array_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *path = NULL;
  gboolean before;

  g_return_val_if_fail (AIP_IS_PRESETS (self), FALSE);

  preset = (AipPreset *) aip_presets_find (self, id);
  g_return_val_if_fail (preset != NULL, FALSE);

  if (!prepare_folder (self, error))
    return FALSE;

  before = preset->favourite;
  preset->favourite = favourite;

  for (guint i = 0; i < self->presets->len; i++)
    {
      const AipPreset *other = self->presets->pdata[i];

      if (other->favourite)
        json_array_add_string_element (ids, other->id);
    }
  json_node_set_array (node, ids);

  path = g_build_filename (self->folder, "favourites.json", NULL);
  if (!write_json (path, node, error))
    {
      preset->favourite = before;
      return FALSE;
    }
  _aip_presets_changed (self);

  return TRUE;
}
