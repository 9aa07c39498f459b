/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-presets"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-json.h"
#include "aip-presets-private.h"
#include "aip-text.h"

#define MAX_SHIPPED_BYTES (4 * 1024 * 1024)
#define MAX_PRESETS 5000
#define FAVOURITES "favourites.json"

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipPresets, aip_presets, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

void
_aip_presets_changed (AipPresets *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Reading ----------------------------------------------------------------------------------- */

static const char *
keep_text (AipPresets *self,
           JsonObject *row,
           const char *member)
{
  const char *text = aip_json_get_string (row, member, "");

  return g_string_chunk_insert_const (self->texts, text);
}

static AipConfidence
read_confidence (JsonObject *row)
{
  const char *text = aip_json_get_string (row, "confidence", "high");

  for (AipConfidence i = AIP_CONFIDENCE_LOW; i <= AIP_CONFIDENCE_HIGH; i++)
    if (g_str_equal (aip_confidence_to_nick (i), text))
      return i;

  return AIP_CONFIDENCE_LOW;
}

/* The texts of two arrays, one after the other. */
static const char *
keep_also (AipPresets *self,
           JsonObject *row)
{
  static const char *const members[] = { "also", "works" };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonArray *array = aip_json_get_array (row, members[i]);

      for (guint j = 0; array != NULL && j < json_array_get_length (array); j++)
        {
          const char *item = aip_json_node_string (json_array_get_element (array, j));

          if (item != NULL)
            g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", item);
        }
    }

  return g_string_chunk_insert_const (self->texts, text->str);
}

/* A preset whose setup names something unknown is kept, with a sentence about what is missing. */
static AipPreset *
read_preset (AipPresets    *self,
             JsonObject    *row,
             const char    *id,
             AipPresetKind  kind)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  const char *name = aip_json_get_string (row, "name", "");
  JsonObject *setup = aip_json_get_object (row, "setup");
  AipPreset *preset;

  if (*name == '\0' || id == NULL || *id == '\0' || setup == NULL)
    return NULL;

  preset = g_new0 (AipPreset, 1);
  preset->id = g_string_chunk_insert_const (self->texts, id);
  preset->name = keep_text (self, row, "name");
  preset->kind = kind;
  preset->year = (int) CLAMP (aip_json_get_int (row, "year", 0), 0, 3000);
  preset->year_end = (int) CLAMP (aip_json_get_int (row, "end", 0), 0, 3000);
  preset->director = keep_text (self, row, kind == AIP_PRESET_LOOK ? "makers" : "director");
  preset->cinematographer = keep_text (self, row, "cinematographer");
  preset->gear = keep_text (self, row, kind == AIP_PRESET_LOOK ? "technique" : "gear");
  preset->also = keep_also (self, row);
  preset->words = keep_text (self, row, "words");
  if (kind == AIP_PRESET_LOOK)
    aip_setup_set_look_name (id, name);
  preset->confidence = read_confidence (row);
  aip_setup_from_json (&preset->setup, self->catalogue, setup, problems);

  for (guint i = 0; i < problems->len; i++)
    g_ptr_array_add (self->problems,
                     g_strdup_printf ("%s: %s", name, (char *) problems->pdata[i]));

  return preset;
}

static gboolean
read_shipped (AipPresets     *self,
              const char     *folder,
              const char     *table,
              AipPresetKind   kind,
              GError        **error)
{
  g_autofree char *file = g_strconcat (table, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) local_error = NULL;
  JsonArray *rows = NULL;

  root = aip_json_load (path, MAX_SHIPPED_BYTES, &local_error);
  if (root != NULL)
    rows = aip_json_get_array (aip_json_node_object (root), "rows");
  if (rows == NULL || json_array_get_length (rows) > MAX_PRESETS)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _ ("The presets in “%s” cannot be read: %s"), path,
                   local_error != NULL ? local_error->message : _ ("it has no rows"));
      return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = aip_json_node_object (json_array_get_element (rows, i));
      AipPreset *preset = row != NULL
                            ? read_preset (self, row, aip_json_get_string (row, "id", NULL), kind)
                            : NULL;

      if (preset != NULL)
        _aip_presets_add (self, preset);
      else
        g_ptr_array_add (self->problems,
                         g_strdup_printf (_ ("%s, row %u: name, id or setup is missing."), file,
                                          i + 1));
    }

  return TRUE;
}

AipPreset *
_aip_presets_read_file (AipPresets     *self,
                        const char     *path,
                        const char     *id,
                        AipPresetKind   kind,
                        GError        **error)
{
  g_autoptr(JsonNode) root = NULL;
  AipPreset *preset;

  root = aip_json_load (path, AIP_PRESET_FILE_BYTES, error);
  if (root == NULL)
    return NULL;

  preset = aip_json_node_object (root) != NULL
             ? read_preset (self, aip_json_node_object (root), id, kind)
             : NULL;
  if (preset == NULL)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _ ("“%s” is not a preset."), path);

  return preset;
}

/* @folder: (nullable); it may be missing */
static void
read_folder (AipPresets    *self,
             const char    *folder,
             AipPresetKind  kind)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json") && !g_str_equal (name, FAVOURITES) &&
        names->len < MAX_PRESETS)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autofree char *id = g_strndup (names->pdata[i], strlen (names->pdata[i]) - 5);
      g_autoptr(GError) error = NULL;
      AipPreset *preset = NULL;

      /* A preset that was brought from the own folder into a project is the same one. */
      if (kind == AIP_PRESET_PROJECT && aip_presets_find (self, id) != NULL)
        continue;

      preset = _aip_presets_read_file (self, path, id, kind, &error);
      if (preset != NULL)
        _aip_presets_add (self, preset);
      else
        g_ptr_array_add (self->problems, g_strdup_printf ("%s: %s", path, error->message));
    }
}

static void
read_favourites (AipPresets *self)
{
  g_autofree char *path = NULL;
  g_autoptr(JsonNode) root = NULL;
  JsonArray *ids;

  if (self->folder == NULL)
    return;

  path = g_build_filename (self->folder, FAVOURITES, NULL);
  root = aip_json_load (path, AIP_PRESET_FILE_BYTES, NULL);
  ids = root != NULL ? aip_json_node_array (root) : NULL;
  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      const char *id = aip_json_node_string (json_array_get_element (ids, i));

      for (guint j = 0; id != NULL && j < self->presets->len; j++)
        {
          AipPreset *preset = self->presets->pdata[j];

          preset->favourite |= g_str_equal (preset->id, id);
        }
    }
}

void
_aip_presets_add (AipPresets *self,
                  AipPreset  *preset)
{
  g_ptr_array_add (self->presets, preset);
}

AipPresets *
aip_presets_load (AipCatalogue  *catalogue,
                  const char    *shipped,
                  const char    *own,
                  const char    *project,
                  GError       **error)
{
  g_autoptr(AipPresets) self = g_object_new (AIP_TYPE_PRESETS, NULL);

  g_return_val_if_fail (AIP_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (shipped != NULL, NULL);

  self->catalogue = g_object_ref (catalogue);
  self->folder = g_strdup (own);

  if (!read_shipped (self, shipped, "films", AIP_PRESET_FILM, error) ||
      !read_shipped (self, shipped, "looks", AIP_PRESET_LOOK, error))
    return NULL;
  read_folder (self, own, AIP_PRESET_OWN);
  read_folder (self, project, AIP_PRESET_PROJECT);
  read_favourites (self);
  g_ptr_array_add (self->problems, NULL);

  return g_steal_pointer (&self);
}

/* Finding ----------------------------------------------------------------------------------- */

const char *const *
aip_presets_get_problems (AipPresets *self)
{
  g_return_val_if_fail (AIP_IS_PRESETS (self), NULL);

  return (const char *const *) self->problems->pdata;
}

const AipPreset *const *
aip_presets_get_all (AipPresets *self,
                     guint      *n_presets)
{
  g_return_val_if_fail (AIP_IS_PRESETS (self), NULL);

  if (n_presets != NULL)
    *n_presets = self->presets->len;

  return (const AipPreset *const *) self->presets->pdata;
}

const AipPreset *
aip_presets_find (AipPresets *self,
                  const char *id)
{
  g_return_val_if_fail (AIP_IS_PRESETS (self), NULL);

  for (guint i = 0; id != NULL && i < self->presets->len; i++)
    {
      const AipPreset *preset = self->presets->pdata[i];

      if (g_str_equal (preset->id, id))
        return preset;
    }

  return NULL;
}

/* English words stay findable where the names of the vocabulary are translated. */
static void
append_nicks (GString        *text,
              const AipSetup *setup)
{
  const struct { AipSetupField field; AipWords words; guint value; } said[] = {
    { AIP_SETUP_MOOD, AIP_WORDS_MOOD, setup->mood },
    { AIP_SETUP_TIME, AIP_WORDS_TIME, setup->time },
    { AIP_SETUP_TONE, AIP_WORDS_TONE, setup->tone },
    { AIP_SETUP_STYLE, AIP_WORDS_STYLE, setup->style },
    { AIP_SETUP_WEATHER, AIP_WORDS_WEATHER, setup->weather },
    { AIP_SETUP_SIZE, AIP_WORDS_SIZE, setup->size },
    { AIP_SETUP_ANGLE, AIP_WORDS_ANGLE, setup->angle },
    { AIP_SETUP_COMPOSITION, AIP_WORDS_COMPOSITION, setup->composition },
  };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    if (aip_setup_has (setup, said[i].field))
      g_string_append_printf (text, " %s", aip_words_get_nick (said[i].words, said[i].value));
}

/* Everything that a person may type to find it, folded once. */
static const char *
haystack_of (AipPresets      *self,
             const AipPreset *preset)
{
  char *haystack = g_hash_table_lookup (self->haystacks, preset);
  g_autoptr(GString) text = NULL;

  if (haystack != NULL)
    return haystack;

  text = g_string_new (preset->name);
  g_string_append_printf (text, " %s %s %s %s", preset->director, preset->cinematographer,
                          preset->gear, preset->also);
  if (preset->year > 0)
    g_string_append_printf (text, " %d", preset->year);

  for (AipSetupField field = 0; field < AIP_N_SETUP_FIELDS; field++)
    {
      g_autofree char *value = aip_setup_field_to_text (&preset->setup, field);

      g_string_append_printf (text, " %s", value);
    }
  append_nicks (text, &preset->setup);

  haystack = aip_text_fold (text->str);
  g_hash_table_insert (self->haystacks, (gpointer) preset, haystack);

  return haystack;
}

GPtrArray *
aip_presets_search (AipPresets *self,
                    const char *query)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  g_autofree char *folded = NULL;

  g_return_val_if_fail (AIP_IS_PRESETS (self), NULL);

  folded = aip_text_fold (query != NULL ? query : "");

  for (guint favourite = 2; favourite-- > 0;)
    for (guint i = 0; i < self->presets->len; i++)
      {
        AipPreset *preset = self->presets->pdata[i];

        if (preset->favourite == (favourite == 1) &&
            (*folded == '\0' || aip_text_matches (haystack_of (self, preset), folded)))
          g_ptr_array_add (found, preset);
      }

  return g_steal_pointer (&found);
}

static void
aip_presets_finalize (GObject *object)
{
  AipPresets *self = AIP_PRESETS (object);

  g_hash_table_unref (self->haystacks);
  g_ptr_array_unref (self->presets);
  g_ptr_array_unref (self->deleted);
  g_ptr_array_unref (self->problems);
  g_string_chunk_free (self->texts);
  g_clear_object (&self->catalogue);
  g_free (self->folder);

  G_OBJECT_CLASS (aip_presets_parent_class)->finalize (object);
}

static void
aip_presets_class_init (AipPresetsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_presets_finalize;

  signals[CHANGED] = g_signal_new ("changed", AIP_TYPE_PRESETS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
aip_presets_init (AipPresets *self)
{
  self->presets = g_ptr_array_new_with_free_func (g_free);
  self->deleted = g_ptr_array_new_with_free_func (g_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_string_chunk_new (64 * 1024);
  self->haystacks = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}
