/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-grouping"

#include "config.h"

#include "aip-shot-grouping.h"

/* No text has these: between the steps of a path, and before the number of one that is repeated. */
#define STEP "\x1f"
#define REPEATED "\x1e"

AipShotGrouping *
aip_shot_grouping_new (void)
{
  AipShotGrouping *self = g_new0 (AipShotGrouping, 1);

  self->collapsed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  return self;
}

void
aip_shot_grouping_free (AipShotGrouping *self)
{
  g_hash_table_unref (self->collapsed);
  g_hash_table_unref (self->groups);
  g_free (self);
}

/* A group while its shots are counted; told to the group when the last one is. */
typedef struct {
  AipShotGroup        *group;
  const AipGroupValue *value;
  AipGroupFigures      figures;
  guint                start;
  gboolean             expanded;
} Open;

typedef struct {
  AipShotGrouping    *self;
  const AipShotOrder *order;
  const AipSortKey   *keys;
  GHashTable         *old;      /* as the groups before */
  GHashTable         *counts;   /* path → how often it has been there */
  Open                open[AIP_MAX_GROUP_KEYS];
  guint               n_open;
} Builder;

static void
close_levels (Builder *builder,
              guint    level)
{
  while (builder->n_open > level)
    {
      Open *open = &builder->open[--builder->n_open];

      aip_shot_group_update (open->group, open->value, &open->figures, open->expanded,
                             open->start);
    }
}

static void
open_level (Builder *builder,
            guint    level,
            guint    index)
{
  Open *open = &builder->open[level];
  AipShotGroup *parent = level > 0 ? builder->open[level - 1].group : NULL;
  const AipGroupValue *value = aip_shot_order_get_value (builder->order, index, level);
  AipShotColumn column = builder->keys[level].column;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autofree char *old_name = NULL;
  gpointer old = NULL;
  guint number;

  path = g_strdup_printf ("%s%s%s=%s", parent != NULL ? aip_shot_group_get_path (parent) : "",
                          parent != NULL ? STEP : "", aip_shot_column_get_info (column)->id,
                          value->id);
  number = GPOINTER_TO_UINT (g_hash_table_lookup (builder->counts, path));
  g_hash_table_insert (builder->counts, g_strdup (path), GUINT_TO_POINTER (number + 1));
  name = g_strdup_printf ("%s" REPEATED "%u", path, number);

  /* The same object as before, unless what it is part of has become another one. */
  if (g_hash_table_steal_extended (builder->old, name, (gpointer *) &old_name, &old)
      && aip_shot_group_get_parent (old) == parent)
    open->group = old;
  else
    {
      g_clear_object (&old);
      open->group = aip_shot_group_new (parent, column, path);
    }
  open->value = value;
  open->figures = (AipGroupFigures) { 0 };
  open->start = index;
  open->expanded = !g_hash_table_contains (builder->self->collapsed, path);
  g_hash_table_insert (builder->self->groups, g_steal_pointer (&name), open->group);
  builder->n_open = level + 1;
}

/* How many of the groups that are open the shot at @index belongs to. */
static guint
count_common (Builder *builder,
              guint    index)
{
  guint level = 0;

  while (level < builder->n_open
         && builder->open[level].value == aip_shot_order_get_value (builder->order, index, level))
    level++;

  return level;
}

static gboolean
count_shot (Builder *builder,
            AipShot *shot)
{
  AipStatus status = aip_shot_get_status (shot);
  gboolean approved = status == AIP_STATUS_APPROVED || status == AIP_STATUS_FINAL;
  gboolean shown = TRUE;

  for (guint level = 0; level < builder->n_open; level++)
    {
      Open *open = &builder->open[level];

      open->figures.n_shots++;
      open->figures.n_approved += approved;
      open->figures.duration += aip_shot_get_duration (shot);
      shown = shown && open->expanded;
    }

  return shown;
}

void
aip_shot_grouping_build (AipShotGrouping     *self,
                         const AipShotOrder  *order,
                         const AipSortKey    *keys,
                         GPtrArray          **rows,
                         GPtrArray          **shots)
{
  g_autoptr(GHashTable) old = g_steal_pointer (&self->groups);
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Builder builder = { .self = self, .order = order, .keys = keys, .old = old, .counts = counts };

  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  *rows = g_ptr_array_new_full (order->shots->len, g_object_unref);
  *shots = g_ptr_array_new_full (order->shots->len, g_object_unref);

  for (guint i = 0; i < order->shots->len; i++)
    {
      AipShot *shot = g_ptr_array_index (order->shots, i);
      guint level = count_common (&builder, i);

      close_levels (&builder, level);
      for (; level < order->n_levels; level++)
        {
          gboolean shown = TRUE;

          open_level (&builder, level, i);
          for (guint j = 0; j < level; j++)
            shown = shown && builder.open[j].expanded;
          if (shown)
            g_ptr_array_add (*rows, g_object_ref (builder.open[level].group));
        }
      if (count_shot (&builder, shot))
        {
          g_ptr_array_add (*rows, g_object_ref (shot));
          g_ptr_array_add (*shots, g_object_ref (shot));
        }
    }
  close_levels (&builder, 0);
}

AipShotGroup *
aip_shot_grouping_find (AipShotGrouping *self,
                        guint            index)
{
  AipShotGroup *found = NULL;
  GHashTableIter iter;
  gpointer group;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    {
      guint start, end;

      aip_shot_group_get_range (group, &start, &end);
      if (start <= index && index < end
          && (found == NULL
              || aip_shot_group_get_level (group) > aip_shot_group_get_level (found)))
        found = group;
    }

  return found;
}
