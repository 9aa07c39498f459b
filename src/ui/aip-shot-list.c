/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-list"

#include "config.h"

#include "aip-shot-list.h"

struct _AipShotList
{
  GObject parent_instance;

  GPtrArray  *shots;
  GHashTable *positions;   /* AipShot → position; NULL when it has to be made again */
};

static void aip_shot_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AipShotList, aip_shot_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      aip_shot_list_list_model_init))

static GType
aip_shot_list_get_item_type (GListModel *model)
{
  return AIP_TYPE_SHOT;
}

static guint
aip_shot_list_get_n_items (GListModel *model)
{
  return AIP_SHOT_LIST (model)->shots->len;
}

static gpointer
aip_shot_list_get_item (GListModel *model,
                        guint       position)
{
  AipShot *shot = aip_shot_list_peek (AIP_SHOT_LIST (model), position);

  return shot != NULL ? g_object_ref (shot) : NULL;
}

static void
aip_shot_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = aip_shot_list_get_item_type;
  iface->get_n_items = aip_shot_list_get_n_items;
  iface->get_item = aip_shot_list_get_item;
}

static void
aip_shot_list_finalize (GObject *object)
{
  AipShotList *self = AIP_SHOT_LIST (object);

  g_clear_pointer (&self->shots, g_ptr_array_unref);
  g_clear_pointer (&self->positions, g_hash_table_unref);

  G_OBJECT_CLASS (aip_shot_list_parent_class)->finalize (object);
}

static void
aip_shot_list_class_init (AipShotListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_shot_list_finalize;
}

static void
aip_shot_list_init (AipShotList *self)
{
  self->shots = g_ptr_array_new_with_free_func (g_object_unref);
}

AipShotList *
aip_shot_list_new (void)
{
  return g_object_new (AIP_TYPE_SHOT_LIST, NULL);
}

void
aip_shot_list_replace (AipShotList *self,
                       GPtrArray   *shots)
{
  g_autoptr(GPtrArray) old = NULL;
  guint shorter;
  guint start = 0;
  guint end = 0;

  g_return_if_fail (AIP_IS_SHOT_LIST (self));
  g_return_if_fail (shots != NULL);

  old = g_steal_pointer (&self->shots);
  self->shots = shots;
  shorter = MIN (old->len, shots->len);

  while (start < shorter && old->pdata[start] == shots->pdata[start])
    start++;
  while (end < shorter - start
         && old->pdata[old->len - 1 - end] == shots->pdata[shots->len - 1 - end])
    end++;

  if (old->len == shots->len && start == shorter)
    return;

  g_clear_pointer (&self->positions, g_hash_table_unref);
  g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end,
                              shots->len - start - end);
}

GPtrArray *
aip_shot_list_get_all (AipShotList *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_LIST (self), NULL);

  return self->shots;
}

AipShot *
aip_shot_list_peek (AipShotList *self,
                    guint        position)
{
  g_return_val_if_fail (AIP_IS_SHOT_LIST (self), NULL);

  return position < self->shots->len ? g_ptr_array_index (self->shots, position) : NULL;
}

gboolean
aip_shot_list_find (AipShotList *self,
                    AipShot     *shot,
                    guint       *position)
{
  gpointer value;

  g_return_val_if_fail (AIP_IS_SHOT_LIST (self), FALSE);

  if (self->positions == NULL)
    {
      self->positions = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < self->shots->len; i++)
        g_hash_table_insert (self->positions, self->shots->pdata[i], GUINT_TO_POINTER (i));
    }

  if (!g_hash_table_lookup_extended (self->positions, shot, NULL, &value))
    return FALSE;

  if (position != NULL)
    *position = GPOINTER_TO_UINT (value);
  return TRUE;
}
