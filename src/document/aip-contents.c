/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-contents"

#include "config.h"

#include <string.h>

#include "aip-contents.h"
#include "aip-shot-private.h"
#include "aip-text.h"
#include "aip-value.h"

#define NO_FIELD G_MAXUINT

/* What a kind's table says about finding and ordering, looked up once. */
typedef struct {
  AipEntityList *list;
  guint          order_field;   /* what the list is sorted by */
  guint          unique_field;  /* or NO_FIELD */
  guint          shot_field;    /* of takes and jobs, or NO_FIELD */
  GHashTable    *by_text;       /* (element-type utf8 AipEntity): folded @unique_field */
  GSequence     *ordered;       /* (nullable): kinds with an `order`, always up to date */
  GHashTable    *touched;       /* (element-type AipEntity): owned, since the last publish */
} Kind;

struct _AipContents {
  Kind        kinds[AIP_N_KINDS];
  /* (element-type utf8 AipEntity): owned, alive or not */
  GHashTable *by_id;
  /* (element-type AipEntity GSequenceIter) */
  GHashTable *places;
  /* (element-type AipEntity AipShot): whose list a take or job is in */
  GHashTable *homes;
  /* (element-type AipEntity GHashTable): takes of others that are listed in a shot as well */
  GHashTable *guests;
  guint       shared_field;
  /* (element-type utf8 GPtrArray): takes and jobs by the id of a shot that has no object (yet) */
  GHashTable *orphans;
};

AipContents *
aip_contents_new (void)
{
  AipContents *self = g_new0 (AipContents, 1);

  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->places = g_hash_table_new (NULL, NULL);
  self->homes = g_hash_table_new (NULL, NULL);
  self->guests = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  aip_kind_find_field (AIP_KIND_SHOT, "shared-takes", &self->shared_field);
  self->orphans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < AIP_N_KINDS; i++)
    {
      Kind *kind = &self->kinds[i];
      const AipField *fields;
      guint n_fields;

      kind->list = aip_entity_list_new ((AipKind) i);
      kind->unique_field = NO_FIELD;
      kind->shot_field = NO_FIELD;
      kind->touched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

      if (g_str_equal (aip_kind_get_order_field ((AipKind) i, &kind->order_field), "order"))
        kind->ordered = g_sequence_new (NULL);
      if (i == AIP_KIND_TAKE || i == AIP_KIND_JOB)
        aip_kind_find_field ((AipKind) i, "shot", &kind->shot_field);

      fields = aip_kind_get_fields ((AipKind) i, &n_fields);
      for (guint f = 0; f < n_fields; f++)
        if (fields[f].flags & AIP_FIELD_UNIQUE)
          kind->unique_field = f;
      if (kind->unique_field != NO_FIELD)
        kind->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }

  return self;
}

void
aip_contents_free (AipContents *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < AIP_N_KINDS; i++)
    {
      Kind *kind = &self->kinds[i];

      g_clear_object (&kind->list);
      g_clear_pointer (&kind->by_text, g_hash_table_unref);
      g_clear_pointer (&kind->ordered, g_sequence_free);
      g_clear_pointer (&kind->touched, g_hash_table_unref);
    }
  g_hash_table_unref (self->orphans);
  g_hash_table_unref (self->guests);
  g_hash_table_unref (self->homes);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->by_id);
  g_free (self);
}

static Kind *
get_kind (AipContents *self,
          AipEntity   *entity)
{
  return &self->kinds[aip_entity_get_kind (entity)];
}

static void
touch (AipContents *self,
       AipEntity   *entity)
{
  g_hash_table_add (get_kind (self, entity)->touched, g_object_ref (entity));
}

AipEntity *
aip_contents_lookup_any (AipContents *self,
                         const char  *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

AipEntity *
aip_contents_lookup (AipContents *self,
                     const char  *id)
{
  AipEntity *entity = aip_contents_lookup_any (self, id);

  return entity != NULL && aip_entity_is_alive (entity) ? entity : NULL;
}

AipEntity *
aip_contents_find (AipContents *self,
                   AipKind      kind,
                   const char  *text)
{
  g_autofree char *folded = NULL;

  if (text == NULL || self->kinds[kind].by_text == NULL)
    return NULL;
  folded = aip_text_fold (text);

  return g_hash_table_lookup (self->kinds[kind].by_text, folded);
}

AipEntityList *
aip_contents_get_list (AipContents *self,
                       AipKind      kind)
{
  return self->kinds[kind].list;
}

/*
 * While a gesture is applied two entities may hold the same text for a moment (codes that are
 * swapped): the newest owner wins, and a former owner leaves without taking it along.
 */
static void
add_text (AipContents *self,
          AipEntity   *entity)
{
  Kind *kind = get_kind (self, entity);

  if (kind->by_text != NULL)
    g_hash_table_replace (kind->by_text,
                          aip_text_fold (aip_entity_peek_text (entity, kind->unique_field)),
                          entity);
}

static void
drop_text (AipContents *self,
           AipEntity   *entity)
{
  Kind *kind = get_kind (self, entity);
  g_autofree char *folded = NULL;

  if (kind->by_text == NULL)
    return;

  folded = aip_text_fold (aip_entity_peek_text (entity, kind->unique_field));
  if (g_hash_table_lookup (kind->by_text, folded) == entity)
    g_hash_table_remove (kind->by_text, folded);
}

static int
compare_order (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  guint field = GPOINTER_TO_UINT (user_data);
  int result = strcmp (aip_entity_peek_text ((AipEntity *) a, field),
                       aip_entity_peek_text ((AipEntity *) b, field));

  return result != 0 ? result : strcmp (aip_entity_get_id ((AipEntity *) a),
                                        aip_entity_get_id ((AipEntity *) b));
}

static void
add_place (AipContents *self,
           AipEntity   *entity)
{
  Kind *kind = get_kind (self, entity);

  if (kind->ordered != NULL)
    g_hash_table_insert (self->places, entity,
                         g_sequence_insert_sorted (kind->ordered, entity, compare_order,
                                                   GUINT_TO_POINTER (kind->order_field)));
}

static void
drop_place (AipContents *self,
            AipEntity   *entity)
{
  gpointer place;

  if (g_hash_table_steal_extended (self->places, entity, NULL, &place))
    g_sequence_remove (place);
}

AipEntity *
aip_contents_get_last (AipContents *self,
                       AipKind      kind)
{
  GSequenceIter *end;

  g_return_val_if_fail (self->kinds[kind].ordered != NULL, NULL);

  end = g_sequence_get_end_iter (self->kinds[kind].ordered);

  return g_sequence_iter_is_begin (end) ? NULL : g_sequence_get (g_sequence_iter_prev (end));
}

AipEntity *
aip_contents_get_previous (AipContents *self,
                           AipEntity   *entity)
{
  GSequenceIter *place = g_hash_table_lookup (self->places, entity);

  return place == NULL || g_sequence_iter_is_begin (place)
         ? NULL : g_sequence_get (g_sequence_iter_prev (place));
}

AipEntity *
aip_contents_get_next (AipContents *self,
                       AipEntity   *entity)
{
  GSequenceIter *place = g_hash_table_lookup (self->places, entity);

  if (place == NULL)
    return NULL;
  place = g_sequence_iter_next (place);

  return g_sequence_iter_is_end (place) ? NULL : g_sequence_get (place);
}

void
aip_contents_find_place (AipContents  *self,
                         AipKind       kind,
                         const char   *order,
                         AipEntity   **previous,
                         AipEntity   **next)
{
  GSequence *ordered = self->kinds[kind].ordered;
  guint field = self->kinds[kind].order_field;
  int low = 0;
  int high;

  g_return_if_fail (ordered != NULL);

  /* The first with a larger key. */
  high = g_sequence_get_length (ordered);
  while (low < high)
    {
      int middle = low + (high - low) / 2;
      AipEntity *entity = g_sequence_get (g_sequence_get_iter_at_pos (ordered, middle));

      if (strcmp (aip_entity_peek_text (entity, field), order) <= 0)
        low = middle + 1;
      else
        high = middle;
    }

  *previous = low > 0 ? g_sequence_get (g_sequence_get_iter_at_pos (ordered, low - 1)) : NULL;
  *next = low < g_sequence_get_length (ordered)
          ? g_sequence_get (g_sequence_get_iter_at_pos (ordered, low)) : NULL;
}

static gboolean
links_to (GVariant   *value,
          const char *id)
{
  GVariantIter iter;
  const char *text;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_str_equal (g_variant_get_string (value, NULL), id);

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "&s", &text))
    if (g_str_equal (text, id))
      return TRUE;

  return FALSE;
}

GPtrArray *
aip_contents_find_links (AipContents *self,
                         AipKind      kind,
                         guint        field_index,
                         const char  *id)
{
  GPtrArray *found = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (aip_entity_get_kind (value) == kind && aip_entity_is_alive (value) &&
        links_to (aip_entity_peek (value, field_index), id))
      g_ptr_array_add (found, value);

  /* The journal lists them; it should not depend on how a hash table feels today. */
  g_ptr_array_sort_values_with_data (found, compare_order,
                                     GUINT_TO_POINTER (self->kinds[kind].order_field));

  return found;
}

AipEntity *
aip_contents_insert (AipContents  *self,
                     AipKind       kind,
                     const char   *id,
                     GVariant    **values)
{
  AipEntity *entity = aip_contents_lookup_any (self, id);

  if (entity == NULL)
    {
      GPtrArray *orphans = kind == AIP_KIND_SHOT ? g_hash_table_lookup (self->orphans, id) : NULL;

      entity = aip_entity_new (kind, id);
      g_hash_table_insert (self->by_id, (gpointer) aip_entity_get_id (entity), entity);
      aip_entity_init_values (entity, values);

      for (guint i = 0; orphans != NULL && i < orphans->len; i++)
        touch (self, orphans->pdata[i]);
      g_hash_table_remove (self->orphans, id);
    }
  else
    {
      guint n_fields;

      g_return_val_if_fail (!aip_entity_is_alive (entity), entity);
      g_return_val_if_fail (aip_entity_get_kind (entity) == kind, entity);

      aip_kind_get_fields (kind, &n_fields);
      for (guint i = 0; i < n_fields; i++)
        if (!g_variant_equal (aip_entity_peek (entity, i), values[i]))
          aip_entity_apply (entity, i, values[i]);
    }

  add_text (self, entity);
  add_place (self, entity);
  touch (self, entity);
  aip_entity_set_alive (entity, TRUE);

  return entity;
}

/*
 * Whether lists, or what is derived from them, depend on a field. Of shots that are the place and
 * the takes, so pasting ten thousand texts concerns no list.
 */
static gboolean
concerns_lists (const Kind *kind,
                AipKind     kind_of,
                guint       field_index)
{
  const AipField *field = &aip_kind_get_fields (kind_of, NULL)[field_index];

  return kind->shot_field != NO_FIELD || field_index == kind->order_field ||
         ((field->flags & AIP_FIELD_LINK) && field->target == AIP_KIND_TAKE);
}

void
aip_contents_set (AipContents *self,
                  AipEntity   *entity,
                  guint        field_index,
                  GVariant    *value)
{
  Kind *kind = get_kind (self, entity);
  gboolean is_order = field_index == kind->order_field;
  gboolean is_text = field_index == kind->unique_field;

  if (is_text)
    drop_text (self, entity);
  if (is_order)
    drop_place (self, entity);

  /* Listeners of the notify may ask for neighbours, so the place comes first. */
  g_object_freeze_notify (G_OBJECT (entity));
  aip_entity_apply (entity, field_index, value);
  if (is_text)
    add_text (self, entity);
  if (is_order)
    add_place (self, entity);
  if (concerns_lists (kind, aip_entity_get_kind (entity), field_index))
    touch (self, entity);
  g_object_thaw_notify (G_OBJECT (entity));
}

void
aip_contents_remove (AipContents *self,
                     AipEntity   *entity)
{
  drop_text (self, entity);
  drop_place (self, entity);
  touch (self, entity);
  aip_entity_set_alive (entity, FALSE);
}

GVariant *
aip_contents_dup_row (AipEntity *entity)
{
  AipKind kind = aip_entity_get_kind (entity);
  GVariant *values[AIP_VALUE_MAX_FIELDS];
  guint n_fields;

  aip_kind_get_fields (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    values[i] = aip_entity_peek (entity, i);

  return aip_value_pack_row (kind, values, FALSE);
}

static void
apply_insert (AipContents     *self,
              const AipChange *change)
{
  GVariant *values[AIP_VALUE_MAX_FIELDS];

  aip_value_unpack_row (change->kind, change->new_value, values);
  aip_contents_insert (self, change->kind, change->id, values);
  aip_value_clear_row (change->kind, values);
}

void
aip_contents_apply (AipContents  *self,
                    AipChangeSet *set)
{
  for (guint i = 0; i < aip_change_set_get_size (set); i++)
    {
      const AipChange *change = aip_change_set_get_change (set, i);
      AipEntity *entity = aip_contents_lookup (self, change->id);
      guint index = 0;

      switch (change->op)
        {
        case AIP_CHANGE_INSERT:
          apply_insert (self, change);
          break;
        case AIP_CHANGE_REMOVE:
          aip_contents_remove (self, entity);
          break;
        case AIP_CHANGE_SET:
          aip_kind_find_field (change->kind, change->field, &index);
          /* The old value of a lazy field is not known; memory does not hold it anyway. */
          if (change->new_value != NULL)
            aip_contents_set (self, entity, index, change->new_value);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

gboolean
aip_contents_fits (AipContents  *self,
                   AipChangeSet *set)
{
  /* (element-type utf8): what the set itself has changed about who is alive */
  g_autoptr(GHashTable) alive = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < aip_change_set_get_size (set); i++)
    {
      const AipChange *change = aip_change_set_get_change (set, i);
      AipEntity *known = aip_contents_lookup_any (self, change->id);
      gpointer here;

      if (change->kind == AIP_KIND_TAKE || change->kind == AIP_KIND_JOB ||
          (change->kind == AIP_KIND_PROJECT && change->op != AIP_CHANGE_SET) ||
          (known != NULL && aip_entity_get_kind (known) != change->kind))
        return FALSE;

      if (!g_hash_table_lookup_extended (alive, change->id, NULL, &here))
        here = GINT_TO_POINTER (known != NULL && aip_entity_is_alive (known));
      if (!GPOINTER_TO_INT (here) != (change->op == AIP_CHANGE_INSERT))
        return FALSE;

      g_hash_table_insert (alive, change->id, GINT_TO_POINTER (change->op != AIP_CHANGE_REMOVE));
    }

  return TRUE;
}

/* The changes of one shot's lists; index 0 are takes, 1 jobs. */
typedef struct {
  GPtrArray *present[2];
  GPtrArray *gone[2];
} Family;

static void
family_free (gpointer data)
{
  Family *family = data;

  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&family->present[i], g_ptr_array_unref);
      g_clear_pointer (&family->gone[i], g_ptr_array_unref);
    }
  g_free (family);
}

static Family *
get_family (GHashTable *families,
            AipEntity  *shot)
{
  Family *family = g_hash_table_lookup (families, shot);

  if (family == NULL)
    {
      family = g_new0 (Family, 1);
      g_hash_table_insert (families, g_object_ref (shot), family);
    }

  return family;
}

static void
add_to (GPtrArray **array,
        AipEntity  *entity)
{
  if (*array == NULL)
    *array = g_ptr_array_new ();
  g_ptr_array_add (*array, entity);
}

/* Which shot's list a take or job has to join, to stay in, or to leave. */
static void
sort_into_families (AipContents *self,
                    AipEntity   *entity,
                    GHashTable  *families)
{
  guint which = aip_entity_get_kind (entity) == AIP_KIND_JOB;
  const char *shot_id = aip_entity_peek_text (entity, get_kind (self, entity)->shot_field);
  AipEntity *old_home = g_hash_table_lookup (self->homes, entity);
  AipEntity *new_home = NULL;

  if (aip_entity_is_alive (entity) && *shot_id != '\0')
    {
      /* A shot that was removed keeps its takes: undo brings both back. */
      new_home = aip_contents_lookup_any (self, shot_id);
      if (new_home != NULL && !AIP_IS_SHOT (new_home))
        new_home = NULL;

      if (new_home == NULL)
        {
          GPtrArray *orphans = g_hash_table_lookup (self->orphans, shot_id);

          if (orphans == NULL)
            {
              orphans = g_ptr_array_new ();
              g_hash_table_insert (self->orphans, g_strdup (shot_id), orphans);
            }
          if (!g_ptr_array_find (orphans, entity, NULL))
            g_ptr_array_add (orphans, entity);
        }
    }

  if (old_home != NULL && old_home != new_home)
    add_to (&get_family (families, old_home)->gone[which], entity);

  if (new_home != NULL)
    {
      g_hash_table_insert (self->homes, entity, new_home);
      add_to (&get_family (families, new_home)->present[which], entity);
    }
  else
    g_hash_table_remove (self->homes, entity);
}

/* Which takes of others @shot lists, by its `shared-takes`. */
static void
sort_guests (AipContents *self,
             AipEntity   *shot,
             GHashTable  *families)
{
  g_autoptr(GHashTable) now = g_hash_table_new (NULL, NULL);
  GHashTable *before = g_hash_table_lookup (self->guests, shot);
  Family *family = get_family (families, shot);
  GVariantIter links;
  GHashTableIter iter;
  const char *id;
  gpointer take;

  g_variant_iter_init (&links, aip_entity_peek (shot, self->shared_field));
  while (g_variant_iter_next (&links, "&s", &id))
    {
      take = aip_contents_lookup (self, id);
      if (take != NULL && AIP_IS_TAKE (take) && g_hash_table_lookup (self->homes, take) != shot &&
          g_hash_table_add (now, take))
        add_to (&family->present[0], take);
    }

  if (before != NULL)
    {
      g_hash_table_iter_init (&iter, before);
      while (g_hash_table_iter_next (&iter, &take, NULL))
        if (!g_hash_table_contains (now, take) && g_hash_table_lookup (self->homes, take) != shot)
          add_to (&family->gone[0], take);
    }

  if (g_hash_table_size (now) > 0)
    g_hash_table_insert (self->guests, shot, g_steal_pointer (&now));
  else
    g_hash_table_remove (self->guests, shot);
}

/* Takes that changed are looked at again wherever they are guests: few shots have any. */
static void
sort_all_guests (AipContents *self,
                 GHashTable  *families)
{
  g_autoptr(GHashTable) shots = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer shot;

  g_hash_table_iter_init (&iter, self->kinds[AIP_KIND_SHOT].touched);
  while (g_hash_table_iter_next (&iter, &shot, NULL))
    if (g_hash_table_contains (self->guests, shot) ||
        g_variant_n_children (aip_entity_peek (shot, self->shared_field)) > 0)
      g_hash_table_add (shots, shot);

  if (g_hash_table_size (self->kinds[AIP_KIND_TAKE].touched) > 0)
    {
      g_hash_table_iter_init (&iter, self->guests);
      while (g_hash_table_iter_next (&iter, &shot, NULL))
        g_hash_table_add (shots, shot);
    }

  g_hash_table_iter_init (&iter, shots);
  while (g_hash_table_iter_next (&iter, &shot, NULL))
    sort_guests (self, shot, families);
}

static void
update_families (GHashTable *families)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, families);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      AipShot *shot = key;
      Family *family = value;

      if (family->present[0] != NULL || family->gone[0] != NULL)
        aip_entity_list_update (aip_shot_get_take_list (shot), family->present[0],
                                family->gone[0]);
      if (family->present[1] != NULL || family->gone[1] != NULL)
        aip_entity_list_update (aip_shot_get_job_list (shot), family->present[1],
                                family->gone[1]);
      aip_shot_update_derived (shot);
    }
}

void
aip_contents_publish (AipContents *self)
{
  g_autoptr(GHashTable) families = g_hash_table_new_full (NULL, NULL, g_object_unref, family_free);

  /* Shots know their takes before a list shows a shot that is new. */
  for (guint i = 0; i < AIP_N_KINDS; i++)
    {
      GHashTableIter iter;
      gpointer entity;

      g_hash_table_iter_init (&iter, self->kinds[i].touched);
      while (g_hash_table_iter_next (&iter, &entity, NULL))
        if (self->kinds[i].shot_field != NO_FIELD)
          sort_into_families (self, entity, families);
        else if (i == AIP_KIND_SHOT)
          get_family (families, entity);
    }
  sort_all_guests (self, families);
  update_families (families);

  for (guint i = 0; i < AIP_N_KINDS; i++)
    {
      g_autoptr(GHashTable) touched = NULL;
      g_autoptr(GPtrArray) present = g_ptr_array_new ();
      g_autoptr(GPtrArray) gone = g_ptr_array_new ();
      GHashTableIter iter;
      gpointer entity;

      if (g_hash_table_size (self->kinds[i].touched) == 0)
        continue;

      touched = g_steal_pointer (&self->kinds[i].touched);
      self->kinds[i].touched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

      g_hash_table_iter_init (&iter, touched);
      while (g_hash_table_iter_next (&iter, &entity, NULL))
        g_ptr_array_add (aip_entity_is_alive (entity) ? present : gone, entity);

      aip_entity_list_update (self->kinds[i].list, present, gone);
    }
}
