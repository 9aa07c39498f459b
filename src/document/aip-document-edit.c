/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-document-edit"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-document-private.h"
#include "aip-error.h"
#include "aip-field-edit.h"
#include "aip-order.h"
#include "aip-value.h"

/* A field of an entity, as a key. */
typedef struct {
  AipEntity *entity;
  guint      field;
} FieldKey;

static guint
field_key_hash (gconstpointer data)
{
  const FieldKey *key = data;

  return g_direct_hash (key->entity) * 31 + key->field;
}

static gboolean
field_key_equal (gconstpointer a,
                 gconstpointer b)
{
  const FieldKey *key_a = a;
  const FieldKey *key_b = b;

  return key_a->entity == key_b->entity && key_a->field == key_b->field;
}

/* Transactions ------------------------------------------------------------------------------ */

static void
begin (AipDocument        *self,
       AipTransactionKind  kind,
       const char         *label)
{
  /* A listener of lists or entities must not change what is being told. */
  g_return_if_fail (!self->publishing && !self->closed);
  g_return_if_fail (self->depth == 0 || self->kind == kind);

  if (self->depth++ > 0)
    return;

  self->kind = kind;
  self->label = g_strdup (label);
  self->changes = aip_changes_new ();
  self->latest = g_hash_table_new_full (field_key_hash, field_key_equal, g_free, NULL);
  self->doomed = FALSE;
}

/**
 * aip_document_begin:
 * @self: a document
 * @label: a translated phrase for menus and history, such as “Move 3 Shots”
 *
 * Opens a transaction of somebody's edits. It may stay open while the main loop runs, but nothing
 * of it is stored before the commit. A begin inside joins the outer one, whose label counts.
 */
void
aip_document_begin (AipDocument *self,
                    const char  *label)
{
  g_return_if_fail (AIP_IS_DOCUMENT (self));
  g_return_if_fail (label != NULL);

  begin (self, AIP_TRANSACTION_EDIT, label);
}

/**
 * aip_document_begin_record:
 * @self: a document
 * @label: a translated phrase for the history
 *
 * Opens a transaction of something that happened to jobs and takes. It cannot be inside an edit,
 * nor an edit inside it: one of them can be undone and the other cannot.
 */
void
aip_document_begin_record (AipDocument *self,
                           const char  *label)
{
  g_return_if_fail (AIP_IS_DOCUMENT (self));
  g_return_if_fail (label != NULL);

  begin (self, AIP_TRANSACTION_RECORD, label);
}

void
aip_document_clear_transaction (AipDocument *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->latest, g_hash_table_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  self->depth = 0;
}

/* Typing a letter and deleting it again is no change. */
static GArray *
drop_empty_changes (GArray *changes)
{
  GArray *kept = aip_changes_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      const AipChange *change = &g_array_index (changes, AipChange, i);

      if (change->op != AIP_CHANGE_SET || change->old_value == NULL ||
          !g_variant_equal (change->old_value, change->new_value))
        aip_changes_add (kept, change->op, change->kind, change->id, change->field,
                         change->old_value, change->new_value);
    }

  return kept;
}

/**
 * aip_document_commit:
 * @self: a document
 *
 * Ends the innermost begin; the outermost updates lists, makes a step that can be undone, hands the
 * changes to the storage thread and emits #AipDocument::changed before it returns. Whether the disk
 * took them shows later: in `unsaved`, aip_document_flush_async() or #AipDocument::storage-failed.
 */
void
aip_document_commit (AipDocument *self)
{
  g_autoptr(AipChangeSet) set = NULL;
  g_autoptr(GArray) changes = NULL;

  g_return_if_fail (AIP_IS_DOCUMENT (self));
  g_return_if_fail (self->depth > 0);

  if (self->depth > 1)
    {
      self->depth--;
      return;
    }

  if (!self->doomed)
    aip_document_settle_sound (self);
  changes = drop_empty_changes (self->changes);
  if (changes->len > 0 && !self->doomed)
    set = aip_change_set_new (self->kind, self->label, self->position + 1, g_get_real_time (), 0,
                              g_steal_pointer (&changes));
  aip_document_clear_transaction (self);

  if (set != NULL)
    aip_document_publish (self, set);
}

void
aip_document_doom_transaction (AipDocument *self)
{
  g_autoptr(AipChangeSet) set = NULL;
  g_autoptr(AipChangeSet) inverse = NULL;

  if (self->depth == 0 || self->doomed)
    return;

  set = aip_change_set_new (self->kind, self->label, 0, 0, 0, g_steal_pointer (&self->changes));
  inverse = aip_change_set_new_inverse (set, self->kind, 0, 0, 0);
  aip_contents_apply (self->contents, inverse);

  self->changes = aip_changes_new ();
  g_hash_table_remove_all (self->latest);
  self->doomed = TRUE;
}

/**
 * aip_document_rollback:
 * @self: a document
 *
 * Ends the innermost begin and takes back every edit since the outermost: a gesture is done whole
 * or not at all. Entities that it inserted are dead then, those that it removed alive again.
 */
void
aip_document_rollback (AipDocument *self)
{
  g_return_if_fail (AIP_IS_DOCUMENT (self));
  g_return_if_fail (self->depth > 0);

  /* The outer levels go on, but whatever they do is lost too. */
  aip_document_doom_transaction (self);
  if (self->depth > 1)
    self->depth--;
  else
    aip_document_clear_transaction (self);
}

gboolean
aip_document_end (AipDocument *self,
                  gboolean     ok)
{
  if (ok)
    aip_document_commit (self);
  else
    aip_document_rollback (self);

  return ok;
}

/* Edits ------------------------------------------------------------------------------------- */

/* @value: checked. Several changes of one field in one gesture are one. */
static void
apply_set (AipDocument    *self,
           AipEntity      *entity,
           const AipField *field,
           guint           index,
           GVariant       *value)
{
  FieldKey key = { entity, index };
  gpointer found;

  if (g_hash_table_lookup_extended (self->latest, &key, NULL, &found))
    {
      AipChange *change = &g_array_index (self->changes, AipChange, GPOINTER_TO_UINT (found));

      g_variant_unref (change->new_value);
      change->new_value = g_variant_ref (value);
    }
  else
    {
      gboolean lazy = (field->flags & AIP_FIELD_LAZY) != 0;

      g_hash_table_insert (self->latest, g_memdup2 (&key, sizeof key),
                           GUINT_TO_POINTER (self->changes->len));
      aip_changes_add (self->changes, AIP_CHANGE_SET, aip_entity_get_kind (entity),
                       aip_entity_peek_ref_id (entity), field->name,
                       lazy ? NULL : aip_entity_peek (entity, index), value);
    }

  aip_contents_set (self->contents, entity, index, value);
}

gboolean
aip_document_set (AipDocument  *self,
                  AipEntity    *entity,
                  const char   *field,
                  GVariant     *value,
                  GError      **error)
{
  g_autoptr(GVariant) given = NULL;
  g_autoptr(GVariant) clean = NULL;
  const AipField *found;
  AipKind kind;
  guint index = 0;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (AIP_IS_ENTITY (entity), FALSE);
  g_return_val_if_fail (field != NULL && value != NULL, FALSE);

  given = g_variant_ref_sink (value);
  g_return_val_if_fail (self->depth > 0, FALSE);
  g_return_val_if_fail (aip_contents_lookup_any (self->contents, aip_entity_get_id (entity)) ==
                        entity, FALSE);

  kind = aip_entity_get_kind (entity);
  if (!aip_document_check_kind (self, kind, error))
    return FALSE;

  found = aip_kind_find_field (kind, field, &index);
  if (found == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("A %s has no “%s”."),
                   aip_kind_get_title (kind), field);
      return FALSE;
    }

  if (!aip_entity_is_alive (entity))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("This %s was removed and cannot be changed."), aip_kind_get_title (kind));
      return FALSE;
    }

  clean = aip_document_clean_value (found, given);
  if (!aip_document_check_value (self, kind, entity, found, clean, error))
    return FALSE;

  if (!(found->flags & AIP_FIELD_LAZY) && g_variant_equal (aip_entity_peek (entity, index), clean))
    return TRUE;
  if (!aip_document_check_unlocked (entity, found, error) ||
      !aip_document_check_track_unlocked (self, entity, found, error) ||
      (found->target == AIP_KIND_TRACK && (found->flags & AIP_FIELD_LINK) != 0 &&
       !aip_document_check_room (self, g_variant_get_string (clean, NULL), error)))
    return FALSE;

  aip_document_note_places (self, kind, found);
  apply_set (self, entity, found, index, clean);

  return TRUE;
}

gboolean
aip_document_set_text (AipDocument  *self,
                       AipEntity    *entity,
                       const char   *field,
                       const char   *text,
                       GError      **error)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  return aip_document_set (self, entity, field, g_variant_new_string (valid), error);
}

gboolean
aip_document_set_integer (AipDocument  *self,
                          AipEntity    *entity,
                          const char   *field,
                          gint64        value,
                          GError      **error)
{
  return aip_document_set (self, entity, field, g_variant_new_int64 (value), error);
}

gboolean
aip_document_set_texts (AipDocument        *self,
                        AipEntity          *entity,
                        const char         *field,
                        const char *const  *texts,
                        GError            **error)
{
  g_autoptr(GStrvBuilder) valid = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    g_strv_builder_take (valid, g_utf8_make_valid (texts[i], -1));
  list = g_strv_builder_end (valid);

  return aip_document_set (self, entity, field,
                           g_variant_new_strv ((const char *const *) list, -1), error);
}

typedef struct {
  AipKind         kind;
  const AipField *fields;
  guint           n_fields;
  GVariant      **values;
} Draft;

static void
draft_init (Draft   *draft,
            AipKind  kind)
{
  draft->kind = kind;
  draft->fields = aip_kind_get_fields (kind, &draft->n_fields);
  draft->values = g_new0 (GVariant *, draft->n_fields);
}

static void
draft_clear (Draft *draft)
{
  for (guint i = 0; i < draft->n_fields; i++)
    g_clear_pointer (&draft->values[i], g_variant_unref);
  g_free (draft->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

/* What the caller gave, cleaned and checked. */
static gboolean
draft_take_fields (Draft        *draft,
                   AipDocument  *self,
                   GVariant     *given,
                   GError      **error)
{
  GVariantIter iter;
  const char *name;
  GVariant *item;

  if (given == NULL)
    return TRUE;

  g_return_val_if_fail (g_variant_is_of_type (given, G_VARIANT_TYPE_VARDICT), FALSE);

  g_variant_iter_init (&iter, given);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &item))
    {
      g_autoptr(GVariant) value = item;
      guint index = 0;

      if (aip_kind_find_field (draft->kind, name, &index) == NULL)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("A %s has no “%s”."),
                       aip_kind_get_title (draft->kind), name);
          return FALSE;
        }
      g_clear_pointer (&draft->values[index], g_variant_unref);
      draft->values[index] = aip_document_clean_value (&draft->fields[index], value);
    }

  return TRUE;
}

static gboolean
is_empty (GVariant *value)
{
  return value == NULL || (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) &&
                           *g_variant_get_string (value, NULL) == '\0');
}

static void
draft_fill (Draft       *draft,
            AipDocument *self)
{
  for (guint i = 0; i < draft->n_fields; i++)
    {
      const char *name = draft->fields[i].name;
      char *text = NULL;

      if (!is_empty (draft->values[i]))
        continue;

      /* A copy of a shot that says nothing says nothing. */
      if (g_str_equal (name, "custom") && draft->values[i] == NULL)
        text = aip_field_edit_dup_initial (self);
      else if (g_str_equal (name, "code"))
        text = aip_document_make_code (self, draft->kind,
                                       aip_contents_get_last (self->contents, draft->kind), NULL);
      else if (g_str_equal (name, "order"))
        {
          AipEntity *last = aip_contents_get_last (self->contents, draft->kind);

          text = aip_order_between (last != NULL ? aip_entity_get_text (last, "order") : NULL,
                                    NULL);
        }

      g_clear_pointer (&draft->values[i], g_variant_unref);
      if (text != NULL)
        draft->values[i] = g_variant_ref_sink (g_variant_new_take_string (text));
      else
        draft->values[i] = g_variant_ref (aip_kind_get_default (draft->kind, i));
    }
}

static gboolean
draft_check (Draft        *draft,
             AipDocument  *self,
             GError      **error)
{
  for (guint i = 0; i < draft->n_fields; i++)
    {
      /* Defaults are right by definition, except where something has to be said. */
      if (draft->values[i] == aip_kind_get_default (draft->kind, i) &&
          !(draft->fields[i].flags & AIP_FIELD_UNIQUE))
        continue;
      if (!aip_document_check_value (self, draft->kind, NULL, &draft->fields[i],
                                     draft->values[i], error))
        return FALSE;
    }

  return TRUE;
}

/* Nothing is put on a track that is locked. */
static gboolean
draft_check_room (Draft        *draft,
                  AipDocument  *self,
                  GError      **error)
{
  guint index = 0;

  if (draft->kind != AIP_KIND_CLIP)
    return TRUE;
  aip_kind_find_field (draft->kind, "track", &index);

  return aip_document_check_room (self, g_variant_get_string (draft->values[index], NULL), error);
}

/**
 * aip_document_insert:
 * @self: a document
 * @kind: what to make; not a project
 * @fields: (nullable): an `a{sv}` of field values, consumed if floating
 * @error: return location, as for aip_document_set()
 *
 * Fields that are not given get their defaults; `code` the next one in the style of the last,
 * `order` a place at the end. The entity is found at once; lists have it after the commit.
 *
 * Returns: (transfer none) (nullable): the new entity, %NULL if any field was refused
 */
AipEntity *
aip_document_insert (AipDocument  *self,
                     AipKind       kind,
                     GVariant     *fields,
                     GError      **error)
{
  return aip_document_insert_as (self, kind, NULL, fields, error);
}

AipEntity *
aip_document_insert_as (AipDocument  *self,
                        AipKind       kind,
                        const char   *id,
                        GVariant     *fields,
                        GError      **error)
{
  g_autoptr(GVariant) given = NULL;
  g_auto(Draft) draft = { 0 };
  g_autofree char *new_id = NULL;
  AipEntity *entity;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail ((guint) kind < AIP_N_KINDS && kind != AIP_KIND_PROJECT, NULL);

  given = fields != NULL ? g_variant_ref_sink (fields) : NULL;
  g_return_val_if_fail (self->depth > 0, NULL);

  draft_init (&draft, kind);
  if (!aip_document_check_kind (self, kind, error) ||
      !draft_take_fields (&draft, self, given, error))
    return NULL;
  draft_fill (&draft, self);
  if (!draft_check (&draft, self, error) || !draft_check_room (&draft, self, error))
    return NULL;

  aip_document_note_places (self, kind, NULL);
  if (id == NULL)
    id = new_id = g_uuid_string_random ();
  entity = aip_contents_insert (self->contents, kind, id, draft.values);
  aip_changes_add (self->changes, AIP_CHANGE_INSERT, kind, aip_entity_peek_ref_id (entity), NULL,
                   NULL, aip_value_pack_row (kind, draft.values, TRUE));

  return entity;
}

static void
unlink_field (AipDocument *self,
              AipEntity   *entity,
              guint        index,
              const char  *id)
{
  const AipField *field = &aip_kind_get_fields (aip_entity_get_kind (entity), NULL)[index];
  g_autoptr(GVariant) value = NULL;

  if (field->type[0] == 's')
    value = g_variant_ref_sink (g_variant_new_string (""));
  else
    {
      g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);
      GVariantIter iter;
      const char *text;

      g_variant_iter_init (&iter, aip_entity_peek (entity, index));
      while (g_variant_iter_next (&iter, "&s", &text))
        if (!g_str_equal (text, id))
          g_variant_builder_add (&builder, "s", text);
      value = g_variant_ref_sink (g_variant_builder_end (&builder));
    }

  apply_set (self, entity, field, index, value);
}

/*
 * What refers to something that goes forgets it in the same gesture, so that undo restores both.
 * A shot that is locked does not forget anything, so what it needs stays: %FALSE.
 */
static gboolean
unlink_all (AipDocument  *self,
            AipEntity    *entity,
            gboolean      only_check,
            GError      **error)
{
  AipKind target = aip_entity_get_kind (entity);
  const char *id = aip_entity_get_id (entity);

  for (guint kind = 0; kind < AIP_N_KINDS; kind++)
    {
      const AipField *fields;
      guint n_fields;

      if (kind == AIP_KIND_TAKE || kind == AIP_KIND_JOB)
        continue;

      fields = aip_kind_get_fields ((AipKind) kind, &n_fields);
      for (guint i = 0; i < n_fields; i++)
        {
          g_autoptr(GPtrArray) linked = NULL;

          if (!(fields[i].flags & AIP_FIELD_LINK) || fields[i].target != target)
            continue;
          linked = aip_contents_find_links (self->contents, (AipKind) kind, i, id);
          for (guint k = 0; k < linked->len; k++)
            if (!only_check)
              unlink_field (self, linked->pdata[k], i, id);
            else if (!aip_document_check_unlocked (linked->pdata[k], &fields[i], error))
              return FALSE;
        }
    }

  return TRUE;
}

static void
forget_latest (AipDocument *self,
               AipEntity   *entity)
{
  guint n_fields;

  aip_kind_get_fields (aip_entity_get_kind (entity), &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      FieldKey key = { entity, i };

      g_hash_table_remove (self->latest, &key);
    }
}

/**
 * aip_document_remove:
 * @self: a document
 * @entity: what to remove; not the project
 * @error: return location
 *
 * References from shots to @entity are cleared in the same transaction. A shot's takes and jobs
 * stay, with their files: they happened, and undo may bring the shot back.
 *
 * Returns: whether it was removed
 */
gboolean
aip_document_remove (AipDocument  *self,
                     AipEntity    *entity,
                     GError      **error)
{
  AipKind kind;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (AIP_IS_ENTITY (entity) && !AIP_IS_PROJECT (entity), FALSE);
  g_return_val_if_fail (self->depth > 0, FALSE);

  kind = aip_entity_get_kind (entity);
  if (!aip_document_check_kind (self, kind, error))
    return FALSE;

  if (aip_contents_lookup (self->contents, aip_entity_get_id (entity)) != entity)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("This %s was removed already."),
                   aip_kind_get_title (kind));
      return FALSE;
    }

  if (!aip_document_check_unlocked (entity, NULL, error) ||
      !aip_document_check_track_unlocked (self, entity, NULL, error))
    return FALSE;

  aip_document_note_places (self, kind, NULL);
  if (self->kind == AIP_TRANSACTION_EDIT && kind != AIP_KIND_SHOT &&
      (!unlink_all (self, entity, TRUE, error) || !unlink_all (self, entity, FALSE, error)))
    return FALSE;

  aip_changes_add (self->changes, AIP_CHANGE_REMOVE, kind, aip_entity_peek_ref_id (entity), NULL,
                   aip_contents_dup_row (entity), NULL);
  forget_latest (self, entity);
  aip_contents_remove (self->contents, entity);

  return TRUE;
}
