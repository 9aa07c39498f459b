/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-list"

#include "config.h"

#include <string.h>

#include "aip-shot-list.h"

struct _AipShotList
{
  GObject parent_instance;

  GPtrArray  *shots;
  GHashTable *positions;   /* AipShot → position; NULL when it has to be made again */
  GArray     *runs;        /* guint: first position of every section; empty: one section */
};

static void aip_shot_list_list_model_init    (GListModelInterface      *iface);
static void aip_shot_list_section_model_init (GtkSectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AipShotList, aip_shot_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      aip_shot_list_list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL,
                                                      aip_shot_list_section_model_init))

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
aip_shot_list_model_get_section (GtkSectionModel *model,
                                 guint            position,
                                 guint           *start,
                                 guint           *end)
{
  aip_shot_list_get_section (AIP_SHOT_LIST (model), position, start, end);
}

static void
aip_shot_list_section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = aip_shot_list_model_get_section;
}

static void
aip_shot_list_finalize (GObject *object)
{
  AipShotList *self = AIP_SHOT_LIST (object);

  g_clear_pointer (&self->shots, g_ptr_array_unref);
  g_clear_pointer (&self->positions, g_hash_table_unref);
  g_clear_pointer (&self->runs, g_array_unref);

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
  self->runs = g_array_new (FALSE, FALSE, sizeof (guint));
}

AipShotList *
aip_shot_list_new (void)
{
  return g_object_new (AIP_TYPE_SHOT_LIST, NULL);
}

static GArray *
find_runs (GPtrArray *shots)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *scene = NULL;

  for (guint i = 0; i < shots->len; i++)
    {
      const char *id = aip_shot_get_scene_id (g_ptr_array_index (shots, i));

      /* Neighbours mostly share the very text. */
      if (scene == NULL || (id != scene && !g_str_equal (id, scene)))
        g_array_append_val (runs, i);
      scene = id;
    }

  return runs;
}

/* How many runs start before @position. */
static guint
count_runs (GArray *runs,
            guint   position)
{
  guint low = 0;
  guint high = runs->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (runs, guint, middle) < position)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
is_boundary (GArray *runs,
             guint   position,
             guint   length)
{
  guint index = count_runs (runs, position);

  return position == 0 || position == length
         || (index < runs->len && g_array_index (runs, guint, index) == position);
}

/*
 * GTK 4.18 aborts when rows change from within one section to within another one
 * (gtk_list_item_manager_ensure_items()): so sections change as a whole.
 */
static void
widen_to_sections (GArray *old_runs,
                   guint   old_length,
                   GArray *runs,
                   guint   length,
                   guint  *start,
                   guint  *end)
{
  while (!is_boundary (old_runs, *start, old_length) || !is_boundary (runs, *start, length))
    (*start)--;
  while (!is_boundary (old_runs, old_length - *end, old_length)
         || !is_boundary (runs, length - *end, length))
    (*end)--;
}

static gboolean
same_runs (GArray *a,
           GArray *b)
{
  return a->len == b->len
         && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (guint)) == 0);
}

void
aip_shot_list_replace (AipShotList *self,
                       GPtrArray   *shots,
                       gboolean     grouped)
{
  g_autoptr(GPtrArray) old = NULL;
  g_autoptr(GArray) old_runs = NULL;
  guint shorter;
  guint start = 0;
  guint end = 0;

  g_return_if_fail (AIP_IS_SHOT_LIST (self));
  g_return_if_fail (shots != NULL);

  old = g_steal_pointer (&self->shots);
  old_runs = g_steal_pointer (&self->runs);
  self->shots = shots;
  self->runs = grouped ? find_runs (shots) : g_array_new (FALSE, FALSE, sizeof (guint));
  shorter = MIN (old->len, shots->len);

  while (start < shorter && old->pdata[start] == shots->pdata[start])
    start++;
  while (end < shorter - start
         && old->pdata[old->len - 1 - end] == shots->pdata[shots->len - 1 - end])
    end++;

  if (old->len != shots->len || start < shorter)
    {
      if (old_runs->len > 0 && self->runs->len > 0)
        widen_to_sections (old_runs, old->len, self->runs, shots->len, &start, &end);
      g_clear_pointer (&self->positions, g_hash_table_unref);
      g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end,
                                  shots->len - start - end);
    }

  /* A row that comes or goes can join or split sections beyond the range that has changed. */
  if (!same_runs (old_runs, self->runs) && shots->len > 0)
    gtk_section_model_sections_changed (GTK_SECTION_MODEL (self), 0, shots->len);
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

void
aip_shot_list_get_section (AipShotList *self,
                           guint        position,
                           guint       *start,
                           guint       *end)
{
  guint low = 0;
  guint high;

  g_return_if_fail (AIP_IS_SHOT_LIST (self));
  g_return_if_fail (start != NULL && end != NULL);

  if (position >= self->shots->len)
    {
      *start = self->shots->len;
      *end = G_MAXUINT;
      return;
    }

  if (self->runs->len == 0)
    {
      *start = 0;
      *end = self->shots->len;
      return;
    }

  /* The last run that starts at or before the position. */
  high = self->runs->len;
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->runs, guint, middle) <= position)
        low = middle;
      else
        high = middle;
    }

  *start = g_array_index (self->runs, guint, low);
  *end = high < self->runs->len ? g_array_index (self->runs, guint, high) : self->shots->len;
}
