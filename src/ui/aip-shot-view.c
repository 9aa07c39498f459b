/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-view"

#include "config.h"

#include "aip-shot-text.h"
#include "aip-shot-view-private.h"

enum {
  REFRESHED,
  CURSOR_LOST,
  ARRANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipShotView, aip_shot_view, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/*
 * The first letter of the first search would have to fold the texts of 10,000 shots, which takes
 * as long as twenty frames. So it is done before, a little at a time.
 */
#define WARM_UP_SLICE 2000   /* microseconds */

static gboolean
warm_up_cb (gpointer user_data)
{
  AipShotView *self = user_data;
  AipEntityList *list = aip_document_get_shots (self->document);
  gint64 until = g_get_monotonic_time () + WARM_UP_SLICE;
  AipEntity *shot;

  while ((shot = aip_entity_list_peek (list, self->n_warm)) != NULL)
    {
      aip_shot_text_get_haystack (self->document, self->setups, AIP_SHOT (shot),
                                  self->generation);
      self->n_warm++;
      if (g_get_monotonic_time () >= until)
        return G_SOURCE_CONTINUE;
    }

  self->warm_up_source = 0;
  return G_SOURCE_REMOVE;
}

static void
warm_up (AipShotView *self)
{
  self->n_warm = 0;
  if (self->warm_up_source == 0)
    self->warm_up_source = g_idle_add_full (G_PRIORITY_LOW, warm_up_cb, self, NULL);
}

/* Order -------------------------------------------------------------------------------------- */

static gboolean
matches (AipShotView *self,
         AipShot     *shot)
{
  return self->query == NULL || aip_shot_filter_matches (self->filter, self->query, shot);
}

static gboolean
is_keyed_by (AipShotView   *self,
             AipShotColumn  column)
{
  for (guint i = 0; i < self->sort_keys->len; i++)
    {
      if (_aip_shot_view_get_keys (self->sort_keys)[i].column == column)
        return TRUE;
    }
  for (guint i = 0; i < self->group_keys->len; i++)
    {
      if (_aip_shot_view_get_keys (self->group_keys)[i].column == column)
        return TRUE;
    }

  return FALSE;
}

static AipShotOrder *
collect (AipShotView *self)
{
  AipEntityList *list = aip_document_get_shots (self->document);
  AipShotReader reader = { self->document, self->setups, self->generation };
  guint n = aip_entity_list_get_count (list);
  g_autoptr(GPtrArray) shots = g_ptr_array_new_full (n, NULL);
  AipShotOrder *order;

  self->filter->generation = self->generation;
  for (guint i = 0; i < n; i++)
    {
      AipShot *shot = AIP_SHOT (aip_entity_list_peek (list, i));

      if (matches (self, shot))
        g_ptr_array_add (shots, shot);
    }

  order = aip_shot_order_new (&reader, shots, _aip_shot_view_get_keys (self->group_keys), self->group_keys->len,
                              _aip_shot_view_get_keys (self->sort_keys), self->sort_keys->len);
  self->n_held = 0;
  if (self->order != NULL && !aip_shot_view_is_film_order (self))
    self->n_held = aip_shot_order_hold (order, self->order, self->held);

  return order;
}

/* Looking again ------------------------------------------------------------------------------ */

static void
remember_hidden (AipShotView *self,
                 GPtrArray   *selected)
{
  for (guint i = 0; i < selected->len; i++)
    {
      AipShot *shot = g_ptr_array_index (selected, i);

      if (!aip_shot_list_find (self->list, shot, NULL) && aip_entity_is_alive (AIP_ENTITY (shot)))
        g_hash_table_add (self->remembered, g_object_ref (shot));
    }
}

static void
recall_shown (AipShotView *self)
{
  g_autoptr(GtkBitset) back = gtk_bitset_new_empty ();
  GHashTableIter iter;
  gpointer shot;
  guint position;

  g_hash_table_iter_init (&iter, self->remembered);
  while (g_hash_table_iter_next (&iter, &shot, NULL))
    {
      if (!aip_shot_list_find (self->list, shot, &position))
        continue;

      gtk_bitset_add (back, position);
      g_hash_table_iter_remove (&iter);
    }

  if (!gtk_bitset_is_empty (back))
    gtk_selection_model_set_selection (self->selection, back, back);
}

/* The nearest row of the old ones, below first, that is still there. */
static gpointer
find_neighbour (AipShotView *self,
                GPtrArray   *old,
                gpointer     gone)
{
  guint position;

  if (!g_ptr_array_find (old, gone, &position))
    return aip_shot_list_peek (self->list, 0);

  for (guint i = position + 1; i < old->len; i++)
    {
      gpointer row = g_ptr_array_index (old, i);

      if (AIP_IS_SHOT (row) && aip_table_rows_find (self->rows, row, NULL))
        return row;
    }
  for (guint i = position; i > 0; i--)
    {
      gpointer row = g_ptr_array_index (old, i - 1);

      if (AIP_IS_SHOT (row) && aip_table_rows_find (self->rows, row, NULL))
        return row;
    }

  return NULL;
}

static void
follow_cursor (AipShotView *self,
               GPtrArray   *old)
{
  gpointer current = self->cursor_group != NULL ? (gpointer) self->cursor_group
                                                : (gpointer) self->cursor;
  g_autoptr(AipShot) neighbour = NULL;

  if (current == NULL || aip_table_rows_find (self->rows, current, NULL))
    return;

  neighbour = find_neighbour (self, old, current);
  if (neighbour != NULL)
    g_object_ref (neighbour);
  g_clear_object (&self->cursor_group);
  g_set_object (&self->cursor, neighbour);
  g_signal_emit (self, signals[CURSOR_LOST], 0, neighbour);
}

/* Shows the order as it is, with the groups that are expanded now. */
void
_aip_shot_view_show_order (AipShotView *self)
{
  g_autoptr(GPtrArray) old = aip_table_rows_ref_all (self->rows);
  g_autoptr(GPtrArray) selected = aip_shot_view_dup_selected (self);
  GPtrArray *rows, *shots;

  self->refreshing = TRUE;
  aip_shot_grouping_build (self->grouping, self->order, _aip_shot_view_get_keys (self->group_keys), &rows, &shots);
  aip_table_rows_freeze (self->rows);
  aip_shot_list_replace (self->list, shots);
  aip_table_rows_replace (self->rows, rows);
  remember_hidden (self, selected);
  recall_shown (self);
  self->refreshing = FALSE;
  follow_cursor (self, old);

  g_signal_emit (self, signals[REFRESHED], 0);
}

void
_aip_shot_view_refresh (AipShotView *self)
{
  AipShotOrder *order;

  g_clear_handle_id (&self->refresh_source, g_source_remove);

  order = collect (self);
  g_clear_pointer (&self->order, aip_shot_order_free);
  self->order = order;
  _aip_shot_view_show_order (self);
}

void
_aip_shot_view_arrange (AipShotView *self)
{
  g_hash_table_remove_all (self->held);
  _aip_shot_view_refresh (self);
  _aip_shot_view_arranged (self);
}

void
_aip_shot_view_arranged (AipShotView *self)
{
  g_signal_emit (self, signals[ARRANGED], 0);
}

static gboolean
refresh_source_cb (gpointer user_data)
{
  AipShotView *self = user_data;

  self->refresh_source = 0;
  _aip_shot_view_refresh (self);

  return G_SOURCE_REMOVE;
}

/* For what happens often and by itself: one look for all of it. */
static void
queue_refresh (AipShotView *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, refresh_source_cb, self, NULL);
}

/* Fields of the project can be deleted. */
static gboolean
drop_dead_keys (GArray *keys)
{
  gboolean any = FALSE;

  for (guint i = keys->len; i > 0; i--)
    {
      AipCustomField *field =
        aip_shot_column_get_custom (_aip_shot_view_get_keys (keys)[i - 1].column);

      if (field != NULL && !aip_entity_is_alive (AIP_ENTITY (field)))
        {
          g_array_remove_index (keys, i - 1);
          any = TRUE;
        }
    }

  return any;
}

/*
 * Whether an edit can change which rows there are, their order or what is said of groups. Texts that
 * nothing is filtered, sorted or grouped by are most of what is typed all day.
 */
static gboolean
concerns_rows (AipShotView     *self,
               const AipChange *change)
{
  static const char *const texts[] = {
    "description", "action", "dialogue", "notes", "prompt", "negative", "english", "prompt-edits",
    "seed",
  };
  GArray *keys[] = { self->sort_keys, self->group_keys };
  gboolean text = FALSE;

  for (guint i = 0; change->op == AIP_CHANGE_SET && i < G_N_ELEMENTS (texts) && !text; i++)
    text = g_str_equal (texts[i], change->field);
  if (!text || self->query != NULL)
    return TRUE;

  for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
    for (guint i = 0; i < keys[k]->len; i++)
      {
        AipShotColumn column = _aip_shot_view_get_keys (keys[k])[i].column;
        const AipShotColumnInfo *info = aip_shot_column_get_info (column);

        /* What is found in a setup, and formulas, can look at more than one field. */
        if (info->field == NULL || info->editor == AIP_SHOT_EDITOR_SETUP
            || column >= AIP_N_SHOT_COLUMNS || g_str_equal (info->field, change->field))
          return TRUE;
      }

  return FALSE;
}

static void
document_changed_cb (AipShotView  *self,
                     AipChangeSet *changes)
{
  gboolean shots_changed = FALSE;
  gboolean arranged;

  g_assert (AIP_IS_SHOT_VIEW (self));

  for (guint i = 0; i < aip_change_set_get_size (changes); i++)
    {
      const AipChange *change = aip_change_set_get_change (changes, i);
      AipEntity *entity;

      if (change->kind != AIP_KIND_SHOT)
        continue;

      shots_changed = shots_changed || concerns_rows (self, change);
      entity = aip_document_lookup (self->document, change->id);
      if (entity != NULL)
        aip_shot_text_forget (AIP_SHOT (entity));
    }

  arranged = drop_dead_keys (self->sort_keys);
  arranged |= drop_dead_keys (self->group_keys);
  if (aip_change_set_touches (changes, AIP_KIND_SCENE, NULL)
      || aip_change_set_touches (changes, AIP_KIND_PLACE, NULL)
      || aip_change_set_touches (changes, AIP_KIND_CHARACTER, NULL)
      || aip_change_set_touches (changes, AIP_KIND_FIELD, NULL))
    {
      self->generation++;
      warm_up (self);
      shots_changed = TRUE;
    }

  if (shots_changed || aip_change_set_touches (changes, AIP_KIND_PROJECT, NULL))
    _aip_shot_view_refresh (self);
  else if (is_keyed_by (self, AIP_SHOT_COLUMN_GENERATION)
           || is_keyed_by (self, AIP_SHOT_COLUMN_TAKES)
           || aip_query_uses (self->query, 1u << AIP_QUERY_TAKES | 1u << AIP_QUERY_MARK
                             | 1u << AIP_QUERY_FIELD))
    queue_refresh (self);
  if (arranged)
    _aip_shot_view_arranged (self);
}

/* Another year of the project, or the cinema has come: texts and findings are others. */
static void
setups_reset_cb (AipShotView *self)
{
  self->generation++;
  warm_up (self);
  queue_refresh (self);
}

void
aip_shot_view_marks_changed (AipShotView *self)
{
  g_return_if_fail (AIP_IS_SHOT_VIEW (self));

  if (is_keyed_by (self, AIP_SHOT_COLUMN_STALE) ||
      aip_query_uses (self->query, 1u << AIP_QUERY_MARK))
    queue_refresh (self);
}

/* The document says `changed` right after; this is for what it takes back without saying so. */
static void
shots_changed_cb (AipShotView *self)
{
  queue_refresh (self);
}

static void
selection_changed_cb (AipShotView *self)
{
  /* Somebody chose anew: what was selected before the search does not come back. */
  if (!self->refreshing)
    g_hash_table_remove_all (self->remembered);
}

/* Object ------------------------------------------------------------------------------------- */

static void
aip_shot_view_dispose (GObject *object)
{
  AipShotView *self = AIP_SHOT_VIEW (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->warm_up_source, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->cursor);
  g_clear_object (&self->cursor_group);
  g_hash_table_remove_all (self->remembered);
  g_hash_table_remove_all (self->held);

  G_OBJECT_CLASS (aip_shot_view_parent_class)->dispose (object);
}

static void
aip_shot_view_finalize (GObject *object)
{
  AipShotView *self = AIP_SHOT_VIEW (object);

  g_clear_object (&self->setups);
  g_clear_object (&self->document);
  g_clear_object (&self->rows);
  g_clear_object (&self->list);
  g_clear_pointer (&self->sort_keys, g_array_unref);
  g_clear_pointer (&self->group_keys, g_array_unref);
  g_clear_pointer (&self->order, aip_shot_order_free);
  g_clear_pointer (&self->grouping, aip_shot_grouping_free);
  g_clear_pointer (&self->held, g_hash_table_unref);
  g_clear_pointer (&self->remembered, g_hash_table_unref);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->query, aip_query_node_free);
  g_clear_pointer (&self->filter, aip_shot_filter_free);

  G_OBJECT_CLASS (aip_shot_view_parent_class)->finalize (object);
}

static void
aip_shot_view_class_init (AipShotViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_shot_view_dispose;
  object_class->finalize = aip_shot_view_finalize;

  signals[REFRESHED] =
    g_signal_new ("refreshed", AIP_TYPE_SHOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[CURSOR_LOST] =
    g_signal_new ("cursor-lost", AIP_TYPE_SHOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, AIP_TYPE_SHOT);
  signals[ARRANGED] =
    g_signal_new ("arranged", AIP_TYPE_SHOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
aip_shot_view_init (AipShotView *self)
{
  self->list = aip_shot_list_new ();
  self->selection = GTK_SELECTION_MODEL (
    gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->list))));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  self->remembered = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->held = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->rows = aip_table_rows_new (self->list, self->selection);
  self->grouping = aip_shot_grouping_new ();
  self->sort_keys = g_array_new (FALSE, FALSE, sizeof (AipSortKey));
  self->group_keys = g_array_new (FALSE, FALSE, sizeof (AipSortKey));
  g_array_append_val (self->group_keys, ((AipSortKey) { AIP_SHOT_COLUMN_SCENE, FALSE }));
}

/**
 * aip_shot_view_new:
 * @setups: (nullable): what the shots' setups say; %NULL for a view that knows of none
 */
AipShotView *
aip_shot_view_new (AipDocument   *document,
                   AipShotSetups *setups)
{
  AipShotView *self;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  self = g_object_new (AIP_TYPE_SHOT_VIEW, NULL);
  self->document = g_object_ref (document);
  self->setups = setups != NULL ? g_object_ref (setups) : aip_shot_setups_new (document, NULL);
  self->filter = aip_shot_filter_new (document, self->setups);
  g_signal_connect_object (self->setups, "reset", G_CALLBACK (setups_reset_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_document_get_shots (document), "items-changed",
                           G_CALLBACK (shots_changed_cb), self, G_CONNECT_SWAPPED);
  _aip_shot_view_refresh (self);
  warm_up (self);

  return self;
}

AipDocument *
aip_shot_view_get_document (AipShotView *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);

  return self->document;
}

AipShotList *
aip_shot_view_get_list (AipShotView *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);

  return self->list;
}

AipTableRows *
aip_shot_view_get_rows (AipShotView *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);

  return self->rows;
}

GPtrArray *
aip_shot_view_get_shots (AipShotView *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);

  return self->order->shots;
}

GtkSelectionModel *
aip_shot_view_get_selection (AipShotView *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);

  return self->selection;
}

gboolean
aip_shot_view_is_refreshing (AipShotView *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), FALSE);

  return self->refreshing;
}

guint
aip_shot_view_get_n_hidden (AipShotView *self)
{
  guint all;

  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), 0);

  all = aip_entity_list_get_count (aip_document_get_shots (self->document));

  return all - MIN (all, self->order->shots->len);
}

GPtrArray *
aip_shot_view_dup_selected (AipShotView *self)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);

  selected = gtk_selection_model_get_selection (self->selection);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      AipShot *shot = aip_shot_list_peek (self->list, position);

      if (shot != NULL)
        g_ptr_array_add (shots, g_object_ref (shot));
    }

  return g_steal_pointer (&shots);
}

void
aip_shot_view_select (AipShotView *self,
                      GPtrArray   *shots)
{
  g_autoptr(GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr(GtkBitset) mask = NULL;

  g_return_if_fail (AIP_IS_SHOT_VIEW (self));
  g_return_if_fail (shots != NULL);

  for (guint i = 0; i < shots->len; i++)
    {
      guint position;

      if (aip_shot_list_find (self->list, g_ptr_array_index (shots, i), &position))
        gtk_bitset_add (selected, position);
    }

  mask = gtk_bitset_new_range (0, aip_shot_list_get_all (self->list)->len);
  gtk_selection_model_set_selection (self->selection, selected, mask);
}

const char *
aip_shot_view_get_search (AipShotView *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);

  return self->search != NULL ? self->search : "";
}

void
aip_shot_view_set_search (AipShotView *self,
                          const char  *text)
{
  g_autoptr(AipQueryNode) query = NULL;
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;

  g_return_if_fail (AIP_IS_SHOT_VIEW (self));

  query = aip_query_parse (text);
  before = aip_query_to_text (self->query);
  now = aip_query_to_text (query);
  g_set_str (&self->search, text);
  if (g_str_equal (before, now))
    return;

  g_clear_pointer (&self->query, aip_query_node_free);
  if (!aip_query_is_empty (query))
    self->query = g_steal_pointer (&query);
  _aip_shot_view_refresh (self);
}

gboolean
aip_shot_view_matches (AipShotView        *self,
                       const AipQueryNode *query,
                       AipShot            *shot)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);

  self->filter->generation = self->generation;

  return aip_shot_filter_matches (self->filter, query, shot);
}

GPtrArray *
aip_shot_view_collect_values (AipShotView *self,
                              AipQueryKey  key,
                              const char  *field)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);

  self->filter->generation = self->generation;

  return aip_shot_filter_collect (self->filter, key, field, self->query);
}

/* Cursor -------------------------------------------------------------------------------------- */

AipShot *
aip_shot_view_get_cursor (AipShotView *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);

  return self->cursor;
}

void
aip_shot_view_set_cursor (AipShotView *self,
                          AipShot     *shot)
{
  gboolean moved;

  g_return_if_fail (AIP_IS_SHOT_VIEW (self));
  g_return_if_fail (shot == NULL || AIP_IS_SHOT (shot));

  g_clear_object (&self->cursor_group);
  moved = g_set_object (&self->cursor, shot);
  /* The rows go where they belong when whoever changed them has gone on to another one. */
  if (moved && self->n_held > 0 && shot != NULL && !g_hash_table_contains (self->held, shot))
    {
      g_hash_table_remove_all (self->held);
      queue_refresh (self);
    }
}

AipShotGroup *
aip_shot_view_get_cursor_group (AipShotView *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);

  return self->cursor_group;
}

void
aip_shot_view_set_cursor_group (AipShotView  *self,
                                AipShotGroup *group)
{
  g_return_if_fail (AIP_IS_SHOT_VIEW (self));
  g_return_if_fail (AIP_IS_SHOT_GROUP (group));

  g_clear_object (&self->cursor);
  g_set_object (&self->cursor_group, group);
  if (self->n_held > 0)
    {
      g_hash_table_remove_all (self->held);
      queue_refresh (self);
    }
}
