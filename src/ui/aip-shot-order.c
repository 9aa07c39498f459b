/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-order"

#include "config.h"

#include <string.h>

#include "aip-shot-order.h"
#include "aip-shot-text.h"

/*
 * What one cell is compared by: read once, not again in each of the n log n comparisons.
 * @text: (nullable): %NULL where numbers count
 */
typedef struct {
  const char *text;
  double      number;
  gboolean    empty;
} Value;

/* A shot on its way to its place. */
typedef struct {
  AipShot       *shot;
  guint          index;    /* in the film */
  AipGroupValue *groups[AIP_MAX_GROUP_KEYS];
  guint          ranks[AIP_MAX_GROUP_KEYS];
  Value          values[];
} Row;

typedef struct {
  const AipSortKey *keys;
  guint             n_keys;
  guint             n_levels;
} Comparison;

gboolean
aip_shot_order_can_sort (AipShotColumn column)
{
  return column != AIP_SHOT_COLUMN_NONE
         && (aip_shot_column_get_info (column)->flags & AIP_SHOT_COLUMN_SORTED) != 0;
}

gboolean
aip_shot_order_can_group (AipShotColumn column)
{
  switch (column)
    {
    case AIP_SHOT_COLUMN_CODE:
    case AIP_SHOT_COLUMN_GENERATION:
    case AIP_SHOT_COLUMN_TAKES:
    case AIP_SHOT_COLUMN_SEED:
    case AIP_SHOT_COLUMN_STALE:
      return FALSE;
    default:
      return aip_shot_order_can_sort (column)
             && aip_shot_column_get_info (column)->editor != AIP_SHOT_EDITOR_TEXT;
    }
}

/* Reading ------------------------------------------------------------------------------------- */

/* Running first, then what waits, then what went wrong: what a person wants to look at. */
static int
get_generation_rank (AipShot *shot)
{
  AipJob *job = aip_shot_get_active_job (shot);

  if (job == NULL)
    return aip_shot_get_n_takes (shot) > 0 ? 5 : 6;

  switch (aip_job_get_state (job))
    {
    case AIP_JOB_RUNNING:
    case AIP_JOB_FETCHING:
      return 0;
    case AIP_JOB_PREPARING:
    case AIP_JOB_SUBMITTED:
      return 1;
    case AIP_JOB_WAITING:
      return 2;
    case AIP_JOB_FAILED:
      return 3;
    case AIP_JOB_CANCELLED:
      return 4;
    case AIP_JOB_DONE:
    default:
      return 5;
    }
}

static const char *
get_scene_order (const AipShotReader *reader,
                 AipShot             *shot)
{
  const char *id = aip_shot_get_scene_id (shot);
  AipEntity *scene = *id != '\0' ? aip_document_lookup (reader->document, id) : NULL;

  return AIP_IS_SCENE (scene) ? aip_scene_get_order (AIP_SCENE (scene)) : "";
}

/* From far to near, then by angle. */
static void
read_size (Value          *value,
           const AipSetup *setup)
{
  int angle = aip_setup_has (setup, AIP_SETUP_ANGLE) ? (int) setup->angle : -1;
  int size = aip_setup_has (setup, AIP_SETUP_SIZE) ? (int) setup->size : 1000;

  value->number = size * 100 + angle;
  value->empty = size == 1000 && angle < 0;
}

static void
read_value (const AipShotReader *reader,
            AipShot             *shot,
            AipShotColumn        column,
            Value               *value)
{
  *value = (Value) { 0 };

  switch (column)
    {
    case AIP_SHOT_COLUMN_SCENE:
      value->text = get_scene_order (reader, shot);
      break;
    case AIP_SHOT_COLUMN_STATUS:
      value->number = aip_shot_get_status (shot);
      break;
    case AIP_SHOT_COLUMN_DURATION:
      value->number = (double) aip_shot_get_duration (shot);
      break;
    case AIP_SHOT_COLUMN_GENERATION:
      value->number = get_generation_rank (shot);
      break;
    case AIP_SHOT_COLUMN_TAKES:
      value->number = aip_shot_get_n_takes (shot);
      break;
    case AIP_SHOT_COLUMN_STALE:
      value->text = aip_shot_get_stale (shot);
      break;
    case AIP_SHOT_COLUMN_FINDINGS:
      value->number = aip_shot_setups_get_severity (reader->setups, shot);
      break;
    case AIP_SHOT_COLUMN_SIZE:
      read_size (value, aip_shot_setups_get (reader->setups, shot));
      break;
    default:
      value->text = aip_shot_text_get_sort_key (reader->document, reader->setups, shot, column,
                                                reader->generation);
      break;
    }

  /* The second is how fields of the project say it. */
  if (value->text != NULL)
    value->empty = *value->text == '\0' || *value->text == '\xff';
}

static int
compare_values (const Value *one,
                const Value *two,
                gboolean     descending)
{
  int result;

  /* What says nothing is last, whichever way the rest goes. */
  if (one->empty || two->empty)
    return (int) one->empty - (int) two->empty;

  if (one->text != NULL)
    result = strcmp (one->text, two->text);
  else
    result = (one->number > two->number) - (one->number < two->number);

  return descending ? -result : result;
}

/* Groups -------------------------------------------------------------------------------------- */

static void
group_value_free (gpointer data)
{
  AipGroupValue *value = data;

  g_free (value->id);
  g_free (value->text);
  g_free (value);
}

static AipGroupValue *
ensure_value (AipShotOrder *self,
              guint         level,
              const char   *id,
              const char   *text)
{
  AipGroupValue *value = g_hash_table_lookup (self->known[level], id);

  if (value == NULL)
    {
      value = g_new0 (AipGroupValue, 1);
      value->id = g_strdup (id);
      value->text = g_strdup (text);
      value->empty = *id == '\0';
      g_hash_table_insert (self->known[level], value->id, value);
    }

  return value;
}

static AipGroupValue *
read_group (AipShotOrder        *self,
            const AipShotReader *reader,
            guint                level,
            AipShotColumn        column,
            AipShot             *shot)
{
  g_autofree char *text = NULL;
  AipGroupValue *value;
  const char *id = NULL;

  /* What can be had without making a text, for there are as many as shots. */
  if (column == AIP_SHOT_COLUMN_SCENE)
    {
      id = aip_shot_get_scene_id (shot);
      if (*id != '\0' && aip_document_lookup (reader->document, id) == NULL)
        id = "";
    }
  else if (column == AIP_SHOT_COLUMN_STATUS)
    id = aip_status_to_nick (aip_shot_get_status (shot));

  value = id != NULL ? g_hash_table_lookup (self->known[level], id) : NULL;
  if (value != NULL)
    return value;

  text = aip_shot_text_dup_value (reader->document, reader->setups, shot, column);

  return ensure_value (self, level, id != NULL ? id : text, text);
}

typedef struct {
  AipGroupValue *group;
  Value          value;
  gboolean       descending;
} Ranked;

static int
compare_ranked (gconstpointer a,
                gconstpointer b)
{
  const Ranked *one = a;
  const Ranked *two = b;
  int result = compare_values (&one->value, &two->value, one->descending);

  return result != 0 ? result : strcmp (one->group->id, two->group->id);
}

/*
 * There are few groups and many shots: the groups are put in order once, and shots are compared by
 * the numbers that come of it.
 */
static void
rank_level (AipShotOrder        *self,
            const AipShotReader *reader,
            GPtrArray           *rows,
            guint                level,
            const AipSortKey    *key)
{
  g_autoptr(GArray) order = g_array_new (FALSE, FALSE, sizeof (Ranked));
  g_autoptr(GHashTable) ranks = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);
      Ranked ranked = { .descending = key->descending };

      row->groups[level] = read_group (self, reader, level, key->column, row->shot);
      if (g_hash_table_contains (ranks, row->groups[level]))
        continue;

      ranked.group = row->groups[level];
      read_value (reader, row->shot, key->column, &ranked.value);
      ranked.value.empty = ranked.group->empty;
      g_array_append_val (order, ranked);
      g_hash_table_add (ranks, ranked.group);
    }

  g_array_sort (order, compare_ranked);
  for (guint i = 0; i < order->len; i++)
    g_hash_table_insert (ranks, g_array_index (order, Ranked, i).group, GUINT_TO_POINTER (i));
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);

      row->ranks[level] = GPOINTER_TO_UINT (g_hash_table_lookup (ranks, row->groups[level]));
    }
}

/* Sorting ------------------------------------------------------------------------------------- */

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Comparison *comparison = user_data;
  const Row *one = *(const Row *const *) a;
  const Row *two = *(const Row *const *) b;

  for (guint i = 0; i < comparison->n_levels; i++)
    {
      if (one->ranks[i] != two->ranks[i])
        return one->ranks[i] < two->ranks[i] ? -1 : 1;
    }
  for (guint i = 0; i < comparison->n_keys; i++)
    {
      int result = compare_values (&one->values[i], &two->values[i],
                                   comparison->keys[i].descending);

      if (result != 0)
        return result;
    }

  return (one->index > two->index) - (one->index < two->index);
}

AipShotOrder *
aip_shot_order_new (const AipShotReader *reader,
                    GPtrArray           *shots,
                    const AipSortKey    *group_keys,
                    guint                n_group_keys,
                    const AipSortKey    *sort_keys,
                    guint                n_sort_keys)
{
  AipShotOrder *self;
  gsize size = sizeof (Row) + n_sort_keys * sizeof (Value);
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *memory = NULL;
  Comparison comparison = { sort_keys, n_sort_keys, n_group_keys };

  g_return_val_if_fail (shots != NULL, NULL);
  g_return_val_if_fail (n_group_keys <= AIP_MAX_GROUP_KEYS, NULL);
  g_return_val_if_fail (n_sort_keys <= AIP_MAX_SORT_KEYS, NULL);

  self = g_new0 (AipShotOrder, 1);
  self->n_levels = n_group_keys;
  rows = g_ptr_array_new_full (shots->len, NULL);
  memory = g_malloc0_n (shots->len + 1, size);
  for (guint i = 0; i < shots->len; i++)
    {
      Row *row = (Row *) (memory + i * size);

      row->shot = g_ptr_array_index (shots, i);
      row->index = i;
      for (guint j = 0; j < n_sort_keys; j++)
        read_value (reader, row->shot, sort_keys[j].column, &row->values[j]);
      g_ptr_array_add (rows, row);
    }
  for (guint level = 0; level < n_group_keys; level++)
    {
      self->known[level] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                  group_value_free);
      rank_level (self, reader, rows, level, &group_keys[level]);
    }

  if (n_sort_keys > 0 || n_group_keys > 1
      || (n_group_keys == 1
          && (group_keys[0].column != AIP_SHOT_COLUMN_SCENE || group_keys[0].descending)))
    g_ptr_array_sort_with_data (rows, compare_rows, &comparison);

  self->shots = g_ptr_array_new_full (rows->len, g_object_unref);
  self->values = g_new0 (AipGroupValue *, (gsize) rows->len * n_group_keys + 1);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (self->shots, g_object_ref (row->shot));
      for (guint level = 0; level < n_group_keys; level++)
        self->values[i * n_group_keys + level] = row->groups[level];
    }

  return self;
}

void
aip_shot_order_free (AipShotOrder *self)
{
  g_clear_pointer (&self->shots, g_ptr_array_unref);
  g_free (self->values);
  for (guint level = 0; level < self->n_levels; level++)
    g_clear_pointer (&self->known[level], g_hash_table_unref);
  g_free (self);
}

const AipGroupValue *
aip_shot_order_get_value (const AipShotOrder *self,
                          guint               index,
                          guint               level)
{
  g_return_val_if_fail (index < self->shots->len && level < self->n_levels, NULL);

  return self->values[index * self->n_levels + level];
}

/* Holding ------------------------------------------------------------------------------------- */

static GHashTable *
index_shots (GPtrArray *shots)
{
  GHashTable *positions = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < shots->len; i++)
    g_hash_table_insert (positions, shots->pdata[i], GUINT_TO_POINTER (i));

  return positions;
}

/* Appends the shot at @index of @from with the groups it has there. */
static void
append_from (AipShotOrder       *self,
             GPtrArray          *shots,
             GPtrArray          *values,
             const AipShotOrder *from,
             guint               index)
{
  g_ptr_array_add (shots, g_object_ref (from->shots->pdata[index]));
  for (guint level = 0; level < self->n_levels; level++)
    {
      const AipGroupValue *value = aip_shot_order_get_value (from, index, level);

      g_ptr_array_add (values, ensure_value (self, level, value->id, value->text));
    }
}

/* Whether the shot at @index stands behind another shot, or in other groups, than in @other. */
static gboolean
stands_elsewhere (const AipShotOrder *self,
                  guint               index,
                  const AipShotOrder *other,
                  guint               other_index)
{
  gpointer above = index > 0 ? self->shots->pdata[index - 1] : NULL;
  gpointer other_above = other_index > 0 ? other->shots->pdata[other_index - 1] : NULL;
  gboolean elsewhere = above != other_above;

  for (guint level = 0; level < self->n_levels && !elsewhere; level++)
    elsewhere = !g_str_equal (aip_shot_order_get_value (self, index, level)->id,
                              aip_shot_order_get_value (other, other_index, level)->id);

  return elsewhere;
}

/* What stood behind which shot before: a row of positions there. What was first is behind %NULL. */
static GHashTable *
find_anchors (const AipShotOrder *before,
              GHashTable         *held,
              GHashTable         *now,
              GHashTable         *kept)
{
  GHashTable *behind = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  gpointer anchor = NULL;

  for (guint i = 0; i < before->shots->len; i++)
    {
      gpointer shot = before->shots->pdata[i];
      GArray *row;

      if (!g_hash_table_contains (now, shot))
        continue;
      if (!g_hash_table_contains (held, shot))
        {
          anchor = shot;
          continue;
        }

      row = g_hash_table_lookup (behind, anchor);
      if (row == NULL)
        {
          row = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (behind, anchor, row);
        }
      g_array_append_val (row, i);
      g_hash_table_add (kept, shot);
    }

  return behind;
}

guint
aip_shot_order_hold (AipShotOrder       *self,
                     const AipShotOrder *before,
                     GHashTable         *held)
{
  g_autoptr(GHashTable) now = NULL;
  g_autoptr(GHashTable) kept = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) behind = NULL;
  g_autofree AipGroupValue **old_values = NULL;
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  AipShotOrder old = *self;
  GPtrArray *shots;
  guint n_displaced = 0;

  if (g_hash_table_size (held) == 0 || before->n_levels != self->n_levels)
    return 0;

  now = index_shots (self->shots);
  behind = find_anchors (before, held, now, kept);
  shots = g_ptr_array_new_full (self->shots->len, g_object_unref);
  for (int i = -1; i < (int) self->shots->len; i++)
    {
      gpointer shot = i >= 0 ? self->shots->pdata[i] : NULL;
      GArray *row;

      if (shot != NULL && g_hash_table_contains (kept, shot))
        continue;
      if (shot != NULL)
        append_from (self, shots, values, self, (guint) i);
      row = g_hash_table_lookup (behind, shot);
      for (guint j = 0; row != NULL && j < row->len; j++)
        append_from (self, shots, values, before, g_array_index (row, guint, j));
    }

  old_values = self->values;
  self->shots = shots;
  g_ptr_array_add (values, NULL);
  self->values = (AipGroupValue **) g_ptr_array_steal (values, NULL);
  for (guint i = 0; i < shots->len; i++)
    {
      gpointer position;

      if (g_hash_table_contains (kept, shots->pdata[i])
          && g_hash_table_lookup_extended (now, shots->pdata[i], NULL, &position))
        n_displaced += stands_elsewhere (self, i, &old, GPOINTER_TO_UINT (position));
    }
  g_ptr_array_unref (old.shots);

  return n_displaced;
}
