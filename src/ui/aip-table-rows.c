/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-table-rows"

#include "config.h"

#include "aip-table-rows.h"

struct _AipTableRows
{
  GObject parent_instance;

  AipShotList       *list;
  GtkSelectionModel *selection;
  GPtrArray         *items;
  /* How many shots there are above each row, and above the end. */
  GArray            *above;
  /* The row of each shot. */
  GArray            *rows;
  GHashTable        *positions;   /* item → row; NULL when it has to be made again */
  gboolean           frozen;
  /* While rows change in steps: how many at the top are there to stay. */
  guint              n_staying;
};

/* So many rows more or less are not worth several steps. */
#define MAX_PLAIN_CHANGE 16

enum {
  MOVING,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void aip_table_rows_list_model_init      (GListModelInterface        *iface);
static void aip_table_rows_selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AipTableRows, aip_table_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      aip_table_rows_list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      aip_table_rows_selection_model_init))

static GType
aip_table_rows_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
aip_table_rows_get_n_items (GListModel *model)
{
  return AIP_TABLE_ROWS (model)->items->len;
}

static gpointer
aip_table_rows_get_item (GListModel *model,
                        guint       position)
{
  gpointer item = aip_table_rows_peek (AIP_TABLE_ROWS (model), position);

  return item != NULL ? g_object_ref (item) : NULL;
}

static void
aip_table_rows_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = aip_table_rows_get_item_type;
  iface->get_n_items = aip_table_rows_get_n_items;
  iface->get_item = aip_table_rows_get_item;
}

/* Selection ----------------------------------------------------------------------------------- */

static guint
count_above (AipTableRows *self,
             guint        row)
{
  return g_array_index (self->above, guint, MIN (row, self->items->len));
}

static gboolean
is_group (AipTableRows *self,
          guint        row)
{
  return count_above (self, row) == count_above (self, row + 1);
}

static gboolean
aip_table_rows_is_selected (GtkSelectionModel *model,
                           guint              position)
{
  AipTableRows *self = AIP_TABLE_ROWS (model);

  return position < self->items->len && !is_group (self, position)
         && gtk_selection_model_is_selected (self->selection, count_above (self, position));
}

static GtkBitset *
aip_table_rows_get_selection_in_range (GtkSelectionModel *model,
                                      guint              position,
                                      guint              n_items)
{
  AipTableRows *self = AIP_TABLE_ROWS (model);
  GtkBitset *selected = gtk_bitset_new_empty ();
  guint end = MIN (position + MIN (n_items, self->items->len), self->items->len);
  guint first = count_above (self, position);
  guint n_shots = count_above (self, end) - MIN (first, count_above (self, end));
  g_autoptr(GtkBitset) shots = NULL;
  GtkBitsetIter iter;
  guint shot;

  if (n_shots == 0)
    return selected;

  shots = gtk_selection_model_get_selection_in_range (self->selection, first, n_shots);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, shots, &shot);
       more && shot < self->rows->len; more = gtk_bitset_iter_next (&iter, &shot))
    {
      if (shot >= first && shot < first + n_shots)
        gtk_bitset_add (selected, g_array_index (self->rows, guint, shot));
    }

  return selected;
}

/* The shots among rows, as positions of the list. */
static GtkBitset *
to_shots (AipTableRows *self,
          GtkBitset   *rows)
{
  GtkBitset *shots = gtk_bitset_new_empty ();
  GtkBitsetIter iter;
  guint row;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, rows, &row);
       more && row < self->items->len; more = gtk_bitset_iter_next (&iter, &row))
    {
      if (!is_group (self, row))
        gtk_bitset_add (shots, count_above (self, row));
    }

  return shots;
}

static gboolean
aip_table_rows_set_selection (GtkSelectionModel *model,
                             GtkBitset         *selected,
                             GtkBitset         *mask)
{
  AipTableRows *self = AIP_TABLE_ROWS (model);
  g_autoptr(GtkBitset) shots = to_shots (self, selected);
  g_autoptr(GtkBitset) shots_mask = to_shots (self, mask);

  return gtk_selection_model_set_selection (self->selection, shots, shots_mask);
}

/* To choose a group is to choose no shot, and surely none of those that were chosen before. */
static gboolean
aip_table_rows_select_item (GtkSelectionModel *model,
                           guint              position,
                           gboolean           unselect_rest)
{
  AipTableRows *self = AIP_TABLE_ROWS (model);

  if (position < self->items->len && !is_group (self, position))
    return gtk_selection_model_select_item (self->selection, count_above (self, position),
                                            unselect_rest);

  return unselect_rest && gtk_selection_model_unselect_all (self->selection);
}

static gboolean
aip_table_rows_unselect_item (GtkSelectionModel *model,
                             guint              position)
{
  AipTableRows *self = AIP_TABLE_ROWS (model);

  return position < self->items->len && !is_group (self, position)
         && gtk_selection_model_unselect_item (self->selection, count_above (self, position));
}

static gboolean
aip_table_rows_select_range (GtkSelectionModel *model,
                            guint              position,
                            guint              n_items,
                            gboolean           unselect_rest)
{
  AipTableRows *self = AIP_TABLE_ROWS (model);
  guint first = count_above (self, position);
  guint end = count_above (self, position + n_items);

  if (end > first)
    return gtk_selection_model_select_range (self->selection, first, end - first, unselect_rest);

  return unselect_rest && gtk_selection_model_unselect_all (self->selection);
}

static gboolean
aip_table_rows_unselect_range (GtkSelectionModel *model,
                              guint              position,
                              guint              n_items)
{
  AipTableRows *self = AIP_TABLE_ROWS (model);
  guint first = count_above (self, position);
  guint end = count_above (self, position + n_items);

  return end > first
         && gtk_selection_model_unselect_range (self->selection, first, end - first);
}

static gboolean
aip_table_rows_select_all (GtkSelectionModel *model)
{
  return gtk_selection_model_select_all (AIP_TABLE_ROWS (model)->selection);
}

static gboolean
aip_table_rows_unselect_all (GtkSelectionModel *model)
{
  return gtk_selection_model_unselect_all (AIP_TABLE_ROWS (model)->selection);
}

static void
aip_table_rows_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = aip_table_rows_is_selected;
  iface->get_selection_in_range = aip_table_rows_get_selection_in_range;
  iface->set_selection = aip_table_rows_set_selection;
  iface->select_item = aip_table_rows_select_item;
  iface->unselect_item = aip_table_rows_unselect_item;
  iface->select_range = aip_table_rows_select_range;
  iface->unselect_range = aip_table_rows_unselect_range;
  iface->select_all = aip_table_rows_select_all;
  iface->unselect_all = aip_table_rows_unselect_all;
}

static void
selection_changed_cb (AipTableRows *self,
                      guint        position,
                      guint        n_items)
{
  guint first, last;

  if (self->frozen || n_items == 0 || position >= self->rows->len)
    return;

  first = g_array_index (self->rows, guint, position);
  last = g_array_index (self->rows, guint,
                        MIN (position + n_items, self->rows->len) - 1);
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first, last - first + 1);
}

/* Object -------------------------------------------------------------------------------------- */

static void
aip_table_rows_finalize (GObject *object)
{
  AipTableRows *self = AIP_TABLE_ROWS (object);

  g_clear_object (&self->list);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->above, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->positions, g_hash_table_unref);

  G_OBJECT_CLASS (aip_table_rows_parent_class)->finalize (object);
}

static void
aip_table_rows_class_init (AipTableRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_table_rows_finalize;

  signals[MOVING] =
    g_signal_new ("moving", AIP_TYPE_TABLE_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[MOVED] =
    g_signal_new ("moved", AIP_TYPE_TABLE_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
count_shots (AipTableRows *self)
{
  guint n = 0;

  g_array_set_size (self->above, 0);
  g_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->items->len; i++)
    {
      g_array_append_val (self->above, n);
      if (AIP_IS_SHOT (self->items->pdata[i]))
        {
          g_array_append_val (self->rows, i);
          n++;
        }
    }
  g_array_append_val (self->above, n);
}

static void
aip_table_rows_init (AipTableRows *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->above = g_array_new (FALSE, FALSE, sizeof (guint));
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->n_staying = G_MAXUINT;
  count_shots (self);
}

AipTableRows *
aip_table_rows_new (AipShotList       *list,
                   GtkSelectionModel *selection)
{
  AipTableRows *self;

  g_return_val_if_fail (AIP_IS_SHOT_LIST (list), NULL);
  g_return_val_if_fail (GTK_IS_SELECTION_MODEL (selection), NULL);

  self = g_object_new (AIP_TYPE_TABLE_ROWS, NULL);
  self->list = g_object_ref (list);
  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
aip_table_rows_freeze (AipTableRows *self)
{
  g_return_if_fail (AIP_IS_TABLE_ROWS (self));

  self->frozen = TRUE;
}

static void
show (AipTableRows *self,
      GPtrArray    *items,
      guint         position,
      guint         n_removed,
      guint         n_added)
{
  g_autoptr(GPtrArray) old = g_steal_pointer (&self->items);

  self->items = g_ptr_array_ref (items);
  count_shots (self);
  g_clear_pointer (&self->positions, g_hash_table_unref);
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static GHashTable *
collect_items (GPtrArray *items)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (set, items->pdata[i]);

  return set;
}

/* Those of @items that are not in @others are added to @to, and counted. */
static guint
add_others (GPtrArray  *to,
            GPtrArray  *items,
            GHashTable *others)
{
  guint before = to->len;

  for (guint i = 0; i < items->len; i++)
    if (!g_hash_table_contains (others, items->pdata[i]))
      g_ptr_array_add (to, g_object_ref (items->pdata[i]));

  return to->len - before;
}

static gpointer
copy_item (gconstpointer item,
           gpointer      user_data)
{
  return g_object_ref ((gpointer) item);
}

static GPtrArray *
copy_items (GPtrArray *items)
{
  return g_ptr_array_copy (items, copy_item, NULL);
}

/*
 * GTK 4.18 destroys the widgets of rows that leave and makes new ones for rows that come, which is
 * nearly all that a filter costs. Widgets of rows that only move far away serve others. So rows that
 * come are appended first; then each goes to its place, those that leave to the end; there they
 * leave, when nobody sees them any more.
 */
static void
change_in_steps (AipTableRows *self,
                 GPtrArray    *items)
{
  g_autoptr(GPtrArray) old = g_ptr_array_ref (self->items);
  g_autoptr(GHashTable) old_set = collect_items (old);
  g_autoptr(GHashTable) new_set = collect_items (items);
  g_autoptr(GPtrArray) more = copy_items (old);
  g_autoptr(GPtrArray) all = copy_items (items);
  guint n_coming = add_others (more, items, old_set);
  guint n_leaving = add_others (all, old, new_set);

  if (n_coming + n_leaving <= MAX_PLAIN_CHANGE)
    {
      show (self, items, 0, old->len, items->len);
      return;
    }

  g_signal_emit (self, signals[MOVING], 0);
  if (n_coming > 0)
    show (self, more, old->len, 0, n_coming);
  show (self, all, 0, all->len, all->len);
  self->n_staying = items->len;
  g_signal_emit (self, signals[MOVED], 0);
  self->n_staying = G_MAXUINT;
  if (n_leaving > 0)
    show (self, items, items->len, n_leaving, 0);
}

void
aip_table_rows_replace (AipTableRows *self,
                        GPtrArray    *items)
{
  g_autoptr(GPtrArray) given = items;
  guint shorter;
  guint start = 0;
  guint end = 0;
  guint old_length;

  g_return_if_fail (AIP_IS_TABLE_ROWS (self));
  g_return_if_fail (items != NULL);

  old_length = self->items->len;
  shorter = MIN (old_length, items->len);
  while (start < shorter && self->items->pdata[start] == items->pdata[start])
    start++;
  while (end < shorter - start
         && self->items->pdata[old_length - 1 - end] == items->pdata[items->len - 1 - end])
    end++;

  self->frozen = FALSE;
  if (old_length == items->len && start == shorter)
    return;

  if (old_length + items->len - 2 * (start + end) <= MAX_PLAIN_CHANGE)
    show (self, items, start, old_length - start - end, items->len - start - end);
  else
    change_in_steps (self, items);
  g_warn_if_fail (self->rows->len == aip_shot_list_get_all (self->list)->len);
}

gboolean
aip_table_rows_is_staying (AipTableRows *self,
                           gpointer      item,
                           guint        *position)
{
  g_return_val_if_fail (AIP_IS_TABLE_ROWS (self), FALSE);
  g_return_val_if_fail (position != NULL, FALSE);

  return aip_table_rows_find (self, item, position) && *position < self->n_staying;
}

gpointer
aip_table_rows_peek (AipTableRows *self,
                    guint        position)
{
  g_return_val_if_fail (AIP_IS_TABLE_ROWS (self), NULL);

  return position < self->items->len ? g_ptr_array_index (self->items, position) : NULL;
}

gboolean
aip_table_rows_find (AipTableRows *self,
                    gpointer     item,
                    guint       *position)
{
  gpointer value;

  g_return_val_if_fail (AIP_IS_TABLE_ROWS (self), FALSE);

  if (self->positions == NULL)
    {
      self->positions = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < self->items->len; i++)
        g_hash_table_insert (self->positions, self->items->pdata[i], GUINT_TO_POINTER (i));
    }

  if (!g_hash_table_lookup_extended (self->positions, item, NULL, &value))
    return FALSE;

  if (position != NULL)
    *position = GPOINTER_TO_UINT (value);
  return TRUE;
}

GPtrArray *
aip_table_rows_ref_all (AipTableRows *self)
{
  g_return_val_if_fail (AIP_IS_TABLE_ROWS (self), NULL);

  return g_ptr_array_ref (self->items);
}

guint
aip_table_rows_get_n (AipTableRows *self)
{
  g_return_val_if_fail (AIP_IS_TABLE_ROWS (self), 0);

  return self->items->len;
}
