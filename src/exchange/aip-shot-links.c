/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-links"

#include "config.h"

#include "aip-shot-links.h"
#include "aip-text.h"

struct _AipShotLinks {
  AipDocument *document;
  GHashTable  *scenes;   /* folded code or name → AipEntity */
  GHashTable  *people;
  GHashTable  *places;
};

static void
remember (GHashTable *table,
          AipEntity  *entity,
          const char *field)
{
  g_autofree char *key = aip_text_fold (aip_entity_get_text (entity, field));

  /* The first of a name wins, so that a scene's code is not hidden by another one's name. */
  if (*key != '\0' && !g_hash_table_contains (table, key))
    g_hash_table_insert (table, g_steal_pointer (&key), entity);
}

static GHashTable *
index_kind (AipDocument *document,
            AipKind      kind,
            const char  *field,
            const char  *other_field)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  AipEntityList *list = aip_document_get_list (document, kind);
  const char *const fields[] = { field, other_field };

  for (guint f = 0; f < G_N_ELEMENTS (fields) && fields[f] != NULL; f++)
    for (guint i = 0; i < aip_entity_list_get_count (list); i++)
      remember (table, aip_entity_list_peek (list, i), fields[f]);

  return table;
}

static AipEntity *
lookup (GHashTable *table,
        const char *text)
{
  g_autofree char *key = aip_text_fold (text);

  return g_hash_table_lookup (table, key);
}

AipShotLinks *
aip_shot_links_new (AipDocument *document)
{
  AipShotLinks *self;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  self = g_new0 (AipShotLinks, 1);
  self->document = g_object_ref (document);
  self->scenes = index_kind (document, AIP_KIND_SCENE, "code", "name");
  self->people = index_kind (document, AIP_KIND_CHARACTER, "name", NULL);
  self->places = index_kind (document, AIP_KIND_PLACE, "name", NULL);

  return self;
}

void
aip_shot_links_free (AipShotLinks *self)
{
  g_object_unref (self->document);
  g_hash_table_unref (self->scenes);
  g_hash_table_unref (self->people);
  g_hash_table_unref (self->places);
  g_free (self);
}

/*
 * “SC-010”, “12”, “12A”: what stands for a scene in a list is its code, anything longer its name.
 */
static gboolean
is_scene_code (const char *text)
{
  return g_regex_match_simple ("^[A-Za-z]{0,8}[-_ ]?[0-9]{1,6}[A-Za-z]?$", text, 0, 0);
}

AipEntity *
aip_shot_links_get_scene (AipShotLinks  *self,
                          const char    *text,
                          const char    *name,
                          GError       **error)
{
  AipEntity *scene = lookup (self->scenes, text);
  GVariantBuilder fields;

  if (scene != NULL)
    return scene;

  g_variant_builder_init (&fields, G_VARIANT_TYPE_VARDICT);
  if (is_scene_code (text))
    {
      g_variant_builder_add (&fields, "{sv}", "code", g_variant_new_string (text));
      if (name != NULL)
        g_variant_builder_add (&fields, "{sv}", "name", g_variant_new_string (name));
    }
  else
    g_variant_builder_add (&fields, "{sv}", "name", g_variant_new_string (text));

  scene = aip_document_insert (self->document, AIP_KIND_SCENE, g_variant_builder_end (&fields),
                               error);
  if (scene != NULL)
    {
      remember (self->scenes, scene, "code");
      remember (self->scenes, scene, "name");
    }

  return scene;
}

/* A description in the list fills an empty one and never replaces what somebody wrote. */
AipEntity *
aip_shot_links_get_named (AipShotLinks  *self,
                          AipKind        kind,
                          const char    *name,
                          const char    *description,
                          GError       **error)
{
  GHashTable *table = kind == AIP_KIND_PLACE ? self->places : self->people;
  AipEntity *entity = lookup (table, name);
  gboolean described = description != NULL && *description != '\0';

  if (entity == NULL)
    {
      GVariantBuilder fields;

      g_variant_builder_init (&fields, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&fields, "{sv}", "name", g_variant_new_string (name));
      if (described)
        g_variant_builder_add (&fields, "{sv}", "description", g_variant_new_string (description));
      entity = aip_document_insert (self->document, kind, g_variant_builder_end (&fields), error);
      if (entity != NULL)
        remember (table, entity, "name");
    }
  else if (described && *aip_entity_get_text (entity, "description") == '\0' &&
           !aip_document_set_text (self->document, entity, "description", description, error))
    return NULL;

  return entity;
}

static gboolean
put_characters (AipShotLinks  *self,
                GVariant      *row,
                GVariantDict  *fields,
                GError       **error)
{
  g_auto(GStrv) names = NULL;
  g_auto(GStrv) descriptions = NULL;
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  if (!g_variant_lookup (row, "characters", "^as", &names) ||
      !g_variant_lookup (row, "character-descriptions", "^as", &descriptions))
    return TRUE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      AipEntity *person = aip_shot_links_get_named (self, AIP_KIND_CHARACTER, names[i],
                                                    descriptions[i], error);

      if (person == NULL)
        return FALSE;
      g_ptr_array_add (ids, (gpointer) aip_entity_get_id (person));
    }

  g_variant_dict_insert_value (fields, "characters",
                               g_variant_new_strv ((const char *const *) ids->pdata, ids->len));

  return TRUE;
}

AipEntity *
aip_shot_links_insert_shot (AipShotLinks  *self,
                            GVariant      *row,
                            const char    *order,
                            GError       **error)
{
  g_autoptr(GVariantDict) fields = g_variant_dict_new (row);
  const char *scene = NULL;
  const char *scene_name = NULL;
  const char *place = NULL;
  const char *place_description = NULL;
  AipEntity *entity;

  g_variant_lookup (row, "scene", "&s", &scene);
  g_variant_lookup (row, "scene-name", "&s", &scene_name);
  g_variant_lookup (row, "place", "&s", &place);
  g_variant_lookup (row, "place-description", "&s", &place_description);
  g_variant_dict_remove (fields, "scene-name");
  g_variant_dict_remove (fields, "place-description");
  g_variant_dict_remove (fields, "character-descriptions");
  if (order != NULL)
    g_variant_dict_insert (fields, "order", "s", order);

  if (!g_variant_dict_contains (fields, "duration"))
    {
      AipFrameRate rate = aip_project_get_rate (aip_document_get_project (self->document));

      g_variant_dict_insert (fields, "duration", "x",
                             AIP_SHOT_USUAL_SECONDS * aip_frame_rate_get_nominal (&rate));
    }

  if (scene != NULL)
    {
      entity = aip_shot_links_get_scene (self, scene, scene_name, error);
      if (entity == NULL)
        return NULL;
      g_variant_dict_insert (fields, "scene", "s", aip_entity_get_id (entity));
    }
  if (place != NULL)
    {
      entity = aip_shot_links_get_named (self, AIP_KIND_PLACE, place, place_description,
                                         error);
      if (entity == NULL)
        return NULL;
      g_variant_dict_insert (fields, "place", "s", aip_entity_get_id (entity));
    }
  if (!put_characters (self, row, fields, error))
    return NULL;

  return aip_document_insert (self->document, AIP_KIND_SHOT, g_variant_dict_end (fields), error);
}
