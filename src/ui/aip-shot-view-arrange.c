/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-view"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "aip-shot-view-private.h"

/* Answers whether @keys says something else now; a column counts once. */
static gboolean
set_keys (GArray           *keys,
          const AipSortKey *new_keys,
          guint             n_keys,
          guint             max,
          gboolean          (*allowed) (AipShotColumn))
{
  g_autoptr(GArray) old = g_array_copy (keys);
  gboolean same;

  g_array_set_size (keys, 0);
  for (guint i = 0; i < n_keys && keys->len < max; i++)
    {
      AipSortKey key = { new_keys[i].column, !!new_keys[i].descending };
      gboolean known = FALSE;

      for (guint j = 0; j < keys->len; j++)
        known |= _aip_shot_view_get_keys (keys)[j].column == key.column;
      if (!known && allowed (key.column))
        g_array_append_val (keys, key);
    }

  same = old->len == keys->len;
  for (guint i = 0; same && i < keys->len; i++)
    same = _aip_shot_view_get_keys (keys)[i].column == _aip_shot_view_get_keys (old)[i].column
           && _aip_shot_view_get_keys (keys)[i].descending == _aip_shot_view_get_keys (old)[i].descending;

  return !same;
}

const AipSortKey *
aip_shot_view_get_sort_keys (AipShotView *self,
                             guint       *n_keys)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);
  g_return_val_if_fail (n_keys != NULL, NULL);

  *n_keys = self->sort_keys->len;

  return _aip_shot_view_get_keys (self->sort_keys);
}

void
aip_shot_view_set_sort_keys (AipShotView      *self,
                             const AipSortKey *keys,
                             guint             n_keys)
{
  g_return_if_fail (AIP_IS_SHOT_VIEW (self));
  g_return_if_fail (keys != NULL || n_keys == 0);

  if (set_keys (self->sort_keys, keys, n_keys, AIP_MAX_SORT_KEYS, aip_shot_order_can_sort))
    _aip_shot_view_arrange (self);
}

const AipSortKey *
aip_shot_view_get_group_keys (AipShotView *self,
                              guint       *n_keys)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);
  g_return_val_if_fail (n_keys != NULL, NULL);

  *n_keys = self->group_keys->len;

  return _aip_shot_view_get_keys (self->group_keys);
}

void
aip_shot_view_set_group_keys (AipShotView      *self,
                              const AipSortKey *keys,
                              guint             n_keys)
{
  g_return_if_fail (AIP_IS_SHOT_VIEW (self));
  g_return_if_fail (keys != NULL || n_keys == 0);

  if (set_keys (self->group_keys, keys, n_keys, AIP_MAX_GROUP_KEYS, aip_shot_order_can_group))
    _aip_shot_view_arrange (self);
}

AipShotColumn
aip_shot_view_get_sort (AipShotView *self,
                        gboolean    *descending)
{
  const AipSortKey *first;

  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), AIP_SHOT_COLUMN_NONE);

  first = self->sort_keys->len > 0 ? _aip_shot_view_get_keys (self->sort_keys) : NULL;
  if (descending != NULL)
    *descending = first != NULL && first->descending;

  return first != NULL ? first->column : AIP_SHOT_COLUMN_NONE;
}

void
aip_shot_view_set_sort (AipShotView   *self,
                        AipShotColumn  column,
                        gboolean       descending)
{
  AipSortKey key = { column, descending };

  aip_shot_view_set_sort_keys (self, &key, column != AIP_SHOT_COLUMN_NONE ? 1 : 0);
}

gboolean
aip_shot_view_is_film_order (AipShotView *self)
{
  const AipSortKey *group;

  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), FALSE);

  if (self->sort_keys->len > 0 || self->group_keys->len > 1)
    return FALSE;

  group = self->group_keys->len > 0 ? _aip_shot_view_get_keys (self->group_keys) : NULL;

  return group == NULL || (group->column == AIP_SHOT_COLUMN_SCENE && !group->descending);
}

gboolean
aip_shot_view_get_grouped (AipShotView *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), FALSE);

  return self->group_keys->len > 0;
}

void
aip_shot_view_set_grouped (AipShotView *self,
                           gboolean     grouped)
{
  const AipSortKey scene = { AIP_SHOT_COLUMN_SCENE, FALSE };

  g_return_if_fail (AIP_IS_SHOT_VIEW (self));

  if (!!grouped != (self->group_keys->len > 0))
    aip_shot_view_set_group_keys (self, &scene, grouped ? 1 : 0);
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
aip_shot_view_dup_collapsed (AipShotView *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer path;
  GStrv paths;

  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);

  g_hash_table_iter_init (&iter, self->grouping->collapsed);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    g_strv_builder_add (builder, path);
  paths = g_strv_builder_end (builder);
  qsort (paths, g_strv_length (paths), sizeof *paths, compare_paths);

  return paths;
}

static void
collapsed_changed (AipShotView *self)
{
  _aip_shot_view_show_order (self);
  _aip_shot_view_arranged (self);
}

void
aip_shot_view_set_collapsed (AipShotView       *self,
                             const char *const *paths)
{
  g_return_if_fail (AIP_IS_SHOT_VIEW (self));

  g_hash_table_remove_all (self->grouping->collapsed);
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    g_hash_table_add (self->grouping->collapsed, g_strdup (paths[i]));
  collapsed_changed (self);
}

/* Answers whether that is news. */
static gboolean
set_expanded (AipShotView  *self,
              AipShotGroup *group,
              gboolean      expanded)
{
  const char *path = aip_shot_group_get_path (group);

  return expanded ? g_hash_table_remove (self->grouping->collapsed, path)
                  : g_hash_table_add (self->grouping->collapsed, g_strdup (path));
}

void
aip_shot_view_set_expanded (AipShotView  *self,
                            AipShotGroup *group,
                            gboolean      expanded)
{
  g_return_if_fail (AIP_IS_SHOT_VIEW (self));
  g_return_if_fail (AIP_IS_SHOT_GROUP (group));

  if (set_expanded (self, group, expanded))
    collapsed_changed (self);
}

void
aip_shot_view_set_level_expanded (AipShotView *self,
                                  int          level,
                                  gboolean     expanded)
{
  gboolean changed = FALSE;
  GHashTableIter iter;
  gpointer group;

  g_return_if_fail (AIP_IS_SHOT_VIEW (self));

  g_hash_table_iter_init (&iter, self->grouping->groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    {
      if (level < 0 || aip_shot_group_get_level (group) == (guint) level)
        changed |= set_expanded (self, group, expanded);
    }

  if (changed)
    collapsed_changed (self);
}

AipShotGroup *
aip_shot_view_get_group (AipShotView *self,
                         AipShot     *shot)
{
  guint index;

  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  if (!g_ptr_array_find (self->order->shots, shot, &index))
    return NULL;

  return aip_shot_grouping_find (self->grouping, index);
}

AipShotGroup *
aip_shot_view_find_group (AipShotView *self,
                          const char  *path)
{
  AipShotGroup *found = NULL;
  GHashTableIter iter;
  gpointer group;
  guint first = G_MAXUINT;

  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  g_hash_table_iter_init (&iter, self->grouping->groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    {
      guint start, end;

      aip_shot_group_get_range (group, &start, &end);
      if (start < first && g_str_equal (aip_shot_group_get_path (group), path))
        {
          found = group;
          first = start;
        }
    }

  return found;
}

GPtrArray *
aip_shot_view_dup_group_shots (AipShotView  *self,
                               AipShotGroup *group)
{
  GPtrArray *shots = g_ptr_array_new_with_free_func (g_object_unref);
  guint start, end;

  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), shots);
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (group), shots);

  aip_shot_group_get_range (group, &start, &end);
  for (guint i = start; i < MIN (end, self->order->shots->len); i++)
    g_ptr_array_add (shots, g_object_ref (self->order->shots->pdata[i]));

  return shots;
}

gboolean
aip_shot_view_reveal (AipShotView *self,
                      AipShot     *shot)
{
  gboolean changed = FALSE;

  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);

  if (aip_shot_list_find (self->list, shot, NULL))
    return TRUE;

  for (AipShotGroup *group = aip_shot_view_get_group (self, shot); group != NULL;
       group = aip_shot_group_get_parent (group))
    changed |= set_expanded (self, group, TRUE);
  if (changed)
    collapsed_changed (self);

  return aip_shot_list_find (self->list, shot, NULL);
}

void
aip_shot_view_hold (AipShotView *self,
                    GPtrArray   *shots)
{
  g_return_if_fail (AIP_IS_SHOT_VIEW (self));
  g_return_if_fail (shots != NULL);

  for (guint i = 0; i < shots->len; i++)
    g_hash_table_add (self->held, g_object_ref (g_ptr_array_index (shots, i)));
}

void
aip_shot_view_release (AipShotView *self)
{
  gboolean any;

  g_return_if_fail (AIP_IS_SHOT_VIEW (self));

  any = self->n_held > 0;
  g_hash_table_remove_all (self->held);
  if (any)
    _aip_shot_view_refresh (self);
}

guint
aip_shot_view_get_n_held (AipShotView *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), 0);

  return self->n_held;
}
