/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-edit"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-field-edit.h"
#include "aip-shot-column.h"
#include "aip-shot-edit.h"
#include "aip-shot-fields.h"
#include "aip-shot-workflow.h"
#include "aip-status.h"
#include "aip-text.h"

#define CUSTOM "custom:"

AipCustomField *
aip_shot_edit_get_custom (AipDocument *document,
                          const char  *field)
{
  AipEntity *entity;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  if (field == NULL || !g_str_has_prefix (field, CUSTOM))
    return NULL;

  entity = aip_document_lookup (document, field + strlen (CUSTOM));

  return AIP_IS_CUSTOM_FIELD (entity) ? AIP_CUSTOM_FIELD (entity) : NULL;
}

const char *
aip_shot_field_get_title (const char *field)
{
  AipShotColumn column = aip_shot_column_from_field (field);

  if (column != AIP_SHOT_COLUMN_NONE)
    return aip_shot_column_get_title (column);
  if (g_str_equal (field, "prompt"))
    return _("Prompt Additions");
  if (g_str_equal (field, "negative"))
    return _("Negative Prompt");
  if (g_str_equal (field, "english"))
    return _("English Prompt");
  if (g_str_equal (field, "setup"))
    return _("Setup");

  g_return_val_if_reached (field);
}

const char *
aip_shot_edit_get_title (AipDocument *document,
                         const char  *field)
{
  AipCustomField *custom = aip_shot_edit_get_custom (document, field);

  return custom != NULL ? aip_custom_field_get_name (custom) : aip_shot_field_get_title (field);
}

static AipKind
link_kind (const char *field)
{
  if (g_str_equal (field, "scene"))
    return AIP_KIND_SCENE;
  if (g_str_equal (field, "place"))
    return AIP_KIND_PLACE;

  return AIP_KIND_CHARACTER;
}

static gboolean
field_is_link (const char *field)
{
  return g_str_equal (field, "scene") || g_str_equal (field, "place");
}

/* "SC-010 Harbour", or what there is of it. */
static char *
dup_scene_text (AipScene *scene)
{
  const char *code = aip_scene_get_code (scene);
  const char *name = aip_scene_get_name (scene);

  if (*name == '\0')
    return g_strdup (code);
  if (*code == '\0')
    return g_strdup (name);

  return g_strdup_printf ("%s %s", code, name);
}

static char *
dup_link_text (AipDocument *document,
               const char  *id)
{
  AipEntity *entity = *id != '\0' ? aip_document_lookup (document, id) : NULL;

  if (entity == NULL)
    return g_strdup ("");
  if (AIP_IS_SCENE (entity))
    return dup_scene_text (AIP_SCENE (entity));

  return g_strdup (aip_entity_get_text (entity, "name"));
}

char *
aip_shot_edit_get_text (AipDocument *document,
                        AipShot     *shot,
                        const char  *field,
                        gboolean     timecode)
{
  AipEntity *entity = AIP_ENTITY (shot);

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  if (g_str_has_prefix (field, CUSTOM))
    {
      AipCustomField *custom = aip_shot_edit_get_custom (document, field);

      return custom != NULL ? aip_shot_field_dup_text (document, shot, custom) : g_strdup ("");
    }

  if (g_str_equal (field, "duration"))
    {
      AipFrameRate rate;

      if (!timecode)
        return g_strdup_printf ("%" G_GINT64_FORMAT, aip_shot_get_duration (shot));

      rate = aip_project_get_rate (aip_document_get_project (document));
      return aip_timecode_format (aip_shot_get_duration (shot), &rate);
    }

  if (g_str_equal (field, "status"))
    return g_strdup (aip_status_get_title (aip_shot_get_status (shot)));

  if (g_str_equal (field, "workflow"))
    {
      const char *id = aip_shot_get_workflow (shot);

      return g_strdup (*id != '\0' ? aip_shot_workflow_get_title (id) : "");
    }

  if (field_is_link (field))
    return dup_link_text (document, aip_entity_get_text (entity, field));

  if (g_str_equal (field, "characters"))
    {
      g_auto(GStrv) ids = aip_entity_dup_texts (entity, field);
      g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; ids[i] != NULL; i++)
        {
          g_autofree char *name = dup_link_text (document, ids[i]);

          if (*name != '\0')
            g_ptr_array_add (names, g_steal_pointer (&name));
        }
      g_ptr_array_add (names, NULL);

      return g_strjoinv (", ", (char **) names->pdata);
    }

  if (g_str_equal (field, "tags"))
    {
      g_auto(GStrv) tags = aip_entity_dup_texts (entity, field);

      return g_strjoinv (", ", tags);
    }

  return g_strdup (aip_entity_get_text (entity, field));
}

char *
aip_shot_edit_get_display (AipDocument *document,
                           AipShot     *shot,
                           const char  *field,
                           gboolean     timecode)
{
  AipCustomField *custom = aip_shot_edit_get_custom (document, field);

  if (custom != NULL)
    return aip_shot_field_dup_display (document, shot, custom);

  return aip_shot_edit_get_text (document, shot, field, timecode);
}

/* Writing ------------------------------------------------------------------------------------ */

static gboolean
texts_equal_folded (const char *a,
                    const char *b)
{
  g_autofree char *folded_a = aip_text_fold (a);
  g_autofree char *folded_b = aip_text_fold (b);

  return g_str_equal (folded_a, folded_b);
}

static AipEntity *
find_by_name (AipDocument *document,
              AipKind      kind,
              const char  *name)
{
  AipEntityList *list = aip_document_get_list (document, kind);
  AipEntity *entity = aip_document_lookup (document, name);

  if (entity != NULL && aip_entity_get_kind (entity) == kind)
    return entity;

  for (guint i = 0; (entity = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      g_autofree char *full = NULL;

      if (texts_equal_folded (aip_entity_get_text (entity, "name"), name))
        return entity;
      if (kind != AIP_KIND_SCENE)
        continue;

      full = dup_scene_text (AIP_SCENE (entity));
      if (texts_equal_folded (full, name)
          || texts_equal_folded (aip_scene_get_code (AIP_SCENE (entity)), name))
        return entity;
    }

  return NULL;
}

/* Answers the id; makes the entity if nothing has that name. "" for no name. */
static const char *
resolve_link (AipDocument  *document,
              AipKind       kind,
              const char   *name,
              GError      **error)
{
  AipEntity *entity;
  GVariantDict dict;

  if (*name == '\0')
    return "";

  entity = find_by_name (document, kind, name);
  if (entity == NULL)
    {
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "name", "s", name);
      entity = aip_document_insert (document, kind, g_variant_dict_end (&dict), error);
    }

  return entity != NULL ? aip_entity_get_id (entity) : NULL;
}

/* Commas of every script separate; what is left between them is trimmed and never doubled. */
static GPtrArray *
split_list (const char *text)
{
  g_auto(GStrv) parts = NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) commas = g_string_new (text);

  g_string_replace (commas, "，", ",", 0);
  g_string_replace (commas, "、", ",", 0);
  g_string_replace (commas, "\n", ",", 0);
  parts = g_strsplit (commas->str, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (*parts[i] != '\0'
          && !g_ptr_array_find_with_equal_func (list, parts[i], g_str_equal, NULL))
        g_ptr_array_add (list, g_strdup (parts[i]));
    }

  return list;
}

static GVariant *
new_list_value (AipDocument  *document,
                const char   *field,
                const char   *text,
                GError      **error)
{
  g_autoptr(GPtrArray) parts = split_list (text);
  g_autoptr(GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE_STRING_ARRAY);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < parts->len; i++)
    {
      const char *part = g_ptr_array_index (parts, i);

      if (g_str_equal (field, "characters"))
        {
          part = resolve_link (document, AIP_KIND_CHARACTER, part, error);
          if (part == NULL)
            return NULL;
        }
      else if (*part == '#' && part[1] != '\0')
        part++;

      if (g_hash_table_add (seen, (gpointer) part))
        g_variant_builder_add (builder, "s", part);
    }

  return g_variant_ref_sink (g_variant_builder_end (builder));
}

static gboolean
parse_status (const char  *text,
              const char **nick,
              GError     **error)
{
  g_autoptr(GString) choices = g_string_new (NULL);

  for (guint i = 0; i < AIP_N_STATUSES; i++)
    {
      *nick = aip_status_to_nick ((AipStatus) i);
      if (texts_equal_folded (*nick, text)
          || texts_equal_folded (aip_status_get_title ((AipStatus) i), text))
        return TRUE;

      g_string_append_printf (choices, i > 0 ? ", %s" : "%s",
                              aip_status_get_title ((AipStatus) i));
    }

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               /* Translators: the second %s is a list such as “Draft, Ready, Final” */
               _("“%s” is not a status. Choose one of: %s."), text, choices->str);
  return FALSE;
}

/* An array of no or one value, for a field of the project may have none. */
static GVariant *
new_custom_value (AipDocument     *document,
                  AipCustomField  *custom,
                  const char      *text,
                  GError         **error)
{
  g_autoptr(GVariant) value = NULL;
  GVariant *child;

  if (!aip_field_edit_read_text (document, custom, text, TRUE, &value, error))
    return NULL;

  child = value != NULL ? g_variant_new_variant (value) : NULL;

  return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_VARIANT, &child,
                                                  child != NULL ? 1 : 0));
}

/* The transaction is open: names that are new become entities in it. (transfer full) */
static GVariant *
new_value (AipDocument  *document,
           const char   *field,
           const char   *text,
           GError      **error)
{
  g_autofree char *clean = aip_text_clean (text);
  AipFrameRate rate = aip_project_get_rate (aip_document_get_project (document));
  AipCustomField *custom = aip_shot_edit_get_custom (document, field);
  const char *word = NULL;
  gint64 frames = 0;

  if (custom != NULL)
    return new_custom_value (document, custom, text, error);

  g_strstrip (clean);

  if (g_str_equal (field, "duration"))
    {
      if (!aip_duration_parse (clean, &rate, &frames, error))
        return NULL;
      return g_variant_ref_sink (g_variant_new_int64 (frames));
    }

  if (g_str_equal (field, "tags") || g_str_equal (field, "characters"))
    return new_list_value (document, field, clean, error);

  if (g_str_equal (field, "status"))
    {
      if (!parse_status (clean, &word, error))
        return NULL;
      return g_variant_ref_sink (g_variant_new_string (word));
    }

  if (g_str_equal (field, "workflow"))
    {
      word = aip_shot_workflow_find (clean);
      if (word != NULL)
        return g_variant_ref_sink (g_variant_new_string (word));
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("There is no workflow “%s” here. Choose one from the list."), clean);
      return NULL;
    }

  if (field_is_link (field))
    {
      word = resolve_link (document, link_kind (field), clean, error);
      return word != NULL ? g_variant_ref_sink (g_variant_new_string (word)) : NULL;
    }

  return g_variant_ref_sink (g_variant_new_string (clean));
}

static gboolean
field_is_known (AipDocument  *document,
                const char   *field,
                GError      **error)
{
  static const char *const editable[] = {
    "code", "scene", "description", "action", "dialogue", "duration", "status", "tags", "notes",
    "workflow", "seed", "prompt", "negative", "english", "characters", "place", NULL
  };

  if (g_strv_contains (editable, field) || aip_shot_edit_get_custom (document, field) != NULL)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("A shot has no field “%s” to change."),
               field);
  return FALSE;
}

GVariant *
aip_shot_edit_read_text (AipDocument  *document,
                         const char   *field,
                         const char   *text,
                         GError      **error)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (field != NULL && text != NULL, NULL);

  return field_is_known (document, field, error) ? new_value (document, field, text, error) : NULL;
}

static char *
new_label (GPtrArray  *shots,
           const char *title)
{
  if (shots->len == 1)
    /* Translators: an undo step, such as “Change Description of SHT-0010” */
    return g_strdup_printf (_("Change %s of %s"), title,
                            aip_shot_get_code (g_ptr_array_index (shots, 0)));

  return g_strdup_printf (ngettext ("Change %s of %u Shot", "Change %s of %u Shots", shots->len),
                          title, shots->len);
}

gboolean
aip_shot_edit_set_text (AipDocument  *document,
                        GPtrArray    *shots,
                        const char   *field,
                        const char   *text,
                        GError      **error)
{
  g_autofree char *label = NULL;
  g_autoptr(GVariant) value = NULL;
  gboolean ok;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (shots != NULL, FALSE);
  g_return_val_if_fail (field != NULL && text != NULL, FALSE);

  if (!field_is_known (document, field, error))
    return FALSE;
  if (shots->len == 0)
    return TRUE;

  label = new_label (shots, aip_shot_edit_get_title (document, field));
  aip_document_begin (document, label);

  value = new_value (document, field, text, error);
  ok = value != NULL;
  for (guint i = 0; ok && i < shots->len; i++)
    {
      gboolean changed;

      ok = aip_shot_edit_set_value (document, g_ptr_array_index (shots, i), field, value, &changed,
                                    error);
    }

  return aip_document_end (document, ok);
}

gboolean
aip_shot_edit_set_value (AipDocument  *document,
                         AipShot      *shot,
                         const char   *field,
                         GVariant     *value,
                         gboolean     *changed,
                         GError      **error)
{
  AipCustomField *custom;
  g_autoptr(GVariant) before = NULL;
  g_autoptr(GVariant) now = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);
  g_return_val_if_fail (field != NULL && value != NULL && changed != NULL, FALSE);

  custom = aip_shot_edit_get_custom (document, field);
  before = g_variant_ref (aip_entity_get_value (AIP_ENTITY (shot),
                                                custom != NULL ? "custom" : field));
  if (custom == NULL)
    {
      *changed = !g_variant_equal (before, value);
      return !*changed || aip_document_set (document, AIP_ENTITY (shot), field, value, error);
    }

  if (g_variant_n_children (value) > 0)
    g_variant_get_child (value, 0, "v", &now);
  if (!aip_field_edit_set_value (document, shot, custom, now, error))
    return FALSE;
  *changed = before != aip_entity_get_value (AIP_ENTITY (shot), "custom");

  return TRUE;
}

gboolean
aip_shot_edit_pin_take (AipDocument  *document,
                        AipShot      *shot,
                        AipTake      *take,
                        GError      **error)
{
  gboolean ok;
  g_autofree char *label = NULL;
  const char *id = take != NULL ? aip_entity_get_id (AIP_ENTITY (take)) : "";

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);

  if (g_str_equal (aip_entity_get_text (AIP_ENTITY (shot), "current-take"), id))
    return TRUE;

  if (take != NULL)
    /* Translators: an undo step, such as “Choose v003 for SHT-0010” */
    label = g_strdup_printf (_("Choose v%03d for %s"), (int) aip_take_get_number (take),
                             aip_shot_get_code (shot));
  else
    label = g_strdup_printf (_("Choose the Newest Take for %s"), aip_shot_get_code (shot));

  aip_document_begin (document, label);
  ok = aip_document_set_text (document, AIP_ENTITY (shot), "current-take", id, error);

  return aip_document_end (document, ok);
}

AipShot *
aip_shot_edit_insert (AipDocument  *document,
                      AipShot      *anchor,
                      gboolean      below,
                      GError      **error)
{
  AipEntityList *list;
  AipShot *before = anchor;
  AipShot *shot;
  GVariant *fields = NULL;
  guint position;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (anchor == NULL || AIP_IS_SHOT (anchor), NULL);

  list = aip_document_get_shots (document);
  if (anchor != NULL)
    {
      GVariantDict dict;

      if (below && aip_entity_list_find (list, AIP_ENTITY (anchor), &position))
        before = (AipShot *) aip_entity_list_peek (list, position + 1);

      /* The neighbour in the film may belong to the scene before. */
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "scene", "s", aip_shot_get_scene_id (anchor));
      fields = g_variant_dict_end (&dict);
    }

  aip_document_begin (document, _("New Shot"));
  shot = aip_document_insert_shot (document, before, fields, error);
  aip_document_end (document, shot != NULL);

  return shot;
}

GPtrArray *
aip_shot_edit_duplicate (AipDocument  *document,
                         GPtrArray    *shots,
                         GError      **error)
{
  g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *label = NULL;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (shots != NULL && shots->len > 0, NULL);

  if (shots->len == 1)
    label = g_strdup_printf (_("Duplicate %s"), aip_shot_get_code (g_ptr_array_index (shots, 0)));
  else
    label = g_strdup_printf (ngettext ("Duplicate %u Shot", "Duplicate %u Shots", shots->len),
                             shots->len);

  aip_document_begin (document, label);
  for (guint i = 0; ok && i < shots->len; i++)
    {
      AipShot *copy = aip_document_duplicate_shot (document, g_ptr_array_index (shots, i), FALSE,
                                                   error);

      ok = copy != NULL;
      if (ok)
        g_ptr_array_add (copies, g_object_ref (copy));
    }

  return aip_document_end (document, ok) ? g_steal_pointer (&copies) : NULL;
}

gboolean
aip_shot_edit_remove (AipDocument  *document,
                      GPtrArray    *shots,
                      GError      **error)
{
  g_autofree char *label = NULL;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (shots != NULL && shots->len > 0, FALSE);

  if (shots->len == 1)
    label = g_strdup_printf (_("Delete %s"), aip_shot_get_code (g_ptr_array_index (shots, 0)));
  else
    label = g_strdup_printf (ngettext ("Delete %u Shot", "Delete %u Shots", shots->len),
                             shots->len);

  aip_document_begin (document, label);
  for (guint i = 0; ok && i < shots->len; i++)
    ok = aip_document_remove (document, g_ptr_array_index (shots, i), error);

  return aip_document_end (document, ok);
}

gboolean
aip_shot_edit_move (AipDocument  *document,
                    GPtrArray    *shots,
                    AipShot      *anchor,
                    gboolean      after,
                    gboolean      join,
                    GError      **error)
{
  AipEntityList *list;
  AipShot *before = anchor;
  g_autofree char *label = NULL;
  g_autofree char *scene = NULL;
  guint position;
  gboolean ok;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (shots != NULL && shots->len > 0, FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (anchor), FALSE);

  if (g_ptr_array_find (shots, anchor, NULL))
    return TRUE;

  list = aip_document_get_shots (document);
  if (after)
    {
      g_return_val_if_fail (aip_entity_list_find (list, AIP_ENTITY (anchor), &position), FALSE);
      /* The one to come before must not be moved itself. */
      do
        before = (AipShot *) aip_entity_list_peek (list, ++position);
      while (before != NULL && g_ptr_array_find (shots, before, NULL));
    }

  if (shots->len == 1)
    label = g_strdup_printf (_("Move %s"), aip_shot_get_code (g_ptr_array_index (shots, 0)));
  else
    label = g_strdup_printf (ngettext ("Move %u Shot", "Move %u Shots", shots->len), shots->len);

  scene = g_strdup (aip_shot_get_scene_id (anchor));
  aip_document_begin (document, label);
  ok = aip_document_move_shots (document, shots, before, error);
  for (guint i = 0; ok && join && i < shots->len; i++)
    {
      AipEntity *shot = g_ptr_array_index (shots, i);

      if (!g_str_equal (aip_entity_get_text (shot, "scene"), scene))
        ok = aip_document_set_text (document, shot, "scene", scene, error);
    }

  return aip_document_end (document, ok);
}

gboolean
aip_shot_edit_rename_scene (AipDocument  *document,
                            AipScene     *scene,
                            const char   *name,
                            GError      **error)
{
  gboolean ok;
  g_autofree char *label = NULL;
  g_autofree char *clean = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_SCENE (scene), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  clean = aip_text_clean (name);
  g_strstrip (clean);
  if (g_str_equal (clean, aip_scene_get_name (scene)))
    return TRUE;

  label = g_strdup_printf (_("Rename Scene %s"), aip_scene_get_code (scene));
  aip_document_begin (document, label);
  ok = aip_document_set_text (document, AIP_ENTITY (scene), "name", clean, error);

  return aip_document_end (document, ok);
}
