/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cast-edit"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cast-edit.h"
#include "aip-text.h"

static const char *
get_name (AipEntity *entity)
{
  return aip_entity_get_text (entity, "name");
}

GPtrArray *
aip_cast_edit_find_uses (AipDocument *document,
                         AipEntity   *entity)
{
  AipEntityList *shots;
  GPtrArray *uses;
  const char *id;
  gboolean place;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_ENTITY (entity), NULL);

  uses = g_ptr_array_new ();
  shots = aip_document_get_shots (document);
  id = aip_entity_get_id (entity);
  place = AIP_IS_PLACE (entity);
  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      AipEntity *shot = aip_entity_list_peek (shots, i);
      gboolean used = place && g_str_equal (aip_entity_get_text (shot, "place"), id);

      if (!place)
        {
          g_autofree const char **cast =
            g_variant_get_strv (aip_entity_get_value (shot, "characters"), NULL);

          used = g_strv_contains (cast, id);
        }
      if (used)
        g_ptr_array_add (uses, shot);
    }

  return uses;
}

gboolean
aip_cast_edit_set (AipDocument  *document,
                   AipEntity    *entity,
                   const char   *field,
                   GVariant     *value,
                   GError      **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_ENTITY (entity), FALSE);
  g_return_val_if_fail (field != NULL && value != NULL, FALSE);

  label = g_strdup_printf (_("Change “%s”"), get_name (entity));
  aip_document_begin (document, label);

  return aip_document_end (document, aip_document_set (document, entity, field, value, error));
}

gboolean
aip_cast_edit_add_pictures (AipDocument        *document,
                            AipEntity          *entity,
                            const char *const  *pictures,
                            GError            **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) present = NULL;
  g_auto(GStrv) all = NULL;

  g_return_val_if_fail (AIP_IS_ENTITY (entity), FALSE);
  g_return_val_if_fail (pictures != NULL, FALSE);

  present = aip_entity_dup_texts (entity, "references");
  g_strv_builder_addv (builder, (const char **) present);
  g_strv_builder_addv (builder, (const char **) pictures);
  all = g_strv_builder_end (builder);

  return aip_cast_edit_set (document, entity, "references",
                            g_variant_new_strv ((const char *const *) all, -1), error);
}

gboolean
aip_cast_edit_remove_picture (AipDocument  *document,
                              AipEntity    *entity,
                              const char   *picture,
                              GError      **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) present = NULL;
  g_auto(GStrv) left = NULL;

  g_return_val_if_fail (AIP_IS_ENTITY (entity), FALSE);
  g_return_val_if_fail (picture != NULL, FALSE);

  present = aip_entity_dup_texts (entity, "references");
  for (guint i = 0; present[i] != NULL; i++)
    if (!g_str_equal (present[i], picture))
      g_strv_builder_add (builder, present[i]);
  left = g_strv_builder_end (builder);

  return aip_cast_edit_set (document, entity, "references",
                            g_variant_new_strv ((const char *const *) left, -1), error);
}

/* (transfer full): @wanted, or @wanted and the first number that nobody of that kind has. */
static char *
find_free_name (AipDocument *document,
                AipKind      kind,
                const char  *wanted)
{
  AipEntityList *list = aip_document_get_list (document, kind);
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char *name = g_strdup (wanted);

  for (guint i = 0; i < aip_entity_list_get_count (list); i++)
    g_hash_table_add (taken, aip_text_fold (get_name (aip_entity_list_peek (list, i))));

  for (guint number = 2;; number++)
    {
      g_autofree char *folded = aip_text_fold (name);

      if (!g_hash_table_contains (taken, folded))
        return name;
      g_free (name);
      name = g_strdup_printf ("%s %u", wanted, number);
    }
}

AipEntity *
aip_cast_edit_add (AipDocument        *document,
                   AipKind             kind,
                   const char         *name,
                   const char *const  *pictures,
                   GError            **error)
{
  g_autofree char *free_name = NULL;
  g_auto(GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);
  gboolean place = kind == AIP_KIND_PLACE;
  AipEntity *entity;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (place || kind == AIP_KIND_CHARACTER, NULL);

  if (name == NULL)
    name = place ? _("New Place") : _("New Character");
  free_name = find_free_name (document, kind, name);
  g_variant_dict_insert (&fields, "name", "s", free_name);
  if (pictures != NULL)
    g_variant_dict_insert_value (&fields, "references", g_variant_new_strv (pictures, -1));

  aip_document_begin (document, place ? _("Add Place") : _("Add Character"));
  entity = aip_document_insert (document, kind, g_variant_dict_end (&fields), error);
  aip_document_end (document, entity != NULL);

  return entity;
}

AipEntity *
aip_cast_edit_duplicate (AipDocument  *document,
                         AipEntity    *entity,
                         GError      **error)
{
  g_auto(GVariantDict) values = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;
  const AipField *fields;
  AipEntity *copy;
  AipKind kind;
  guint n_fields;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_ENTITY (entity), NULL);

  kind = aip_entity_get_kind (entity);
  fields = aip_kind_get_fields (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    if (!g_str_equal (fields[i].name, "order"))
      g_variant_dict_insert_value (&values, fields[i].name,
                                   aip_entity_get_value (entity, fields[i].name));
  name = find_free_name (document, kind, get_name (entity));
  g_variant_dict_insert (&values, "name", "s", name);

  label = g_strdup_printf (_("Duplicate “%s”"), get_name (entity));
  aip_document_begin (document, label);
  copy = aip_document_insert (document, kind, g_variant_dict_end (&values), error);
  aip_document_end (document, copy != NULL);

  return copy;
}

gboolean
aip_cast_edit_remove (AipDocument  *document,
                      AipEntity    *entity,
                      GError      **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_ENTITY (entity), FALSE);

  label = g_strdup_printf (_("Delete “%s”"), get_name (entity));
  aip_document_begin (document, label);

  return aip_document_end (document, aip_document_remove (document, entity, error));
}
