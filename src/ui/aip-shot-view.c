/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-view"

#include "config.h"

#include <string.h>

#include "aip-shot-text.h"
#include "aip-shot-view.h"

struct _AipShotView
{
  GObject parent_instance;

  AipDocument       *document;
  AipShotSetups     *setups;
  AipShotList       *rows;
  GtkSelectionModel *selection;

  char              *search;
  AipQueryNode      *query;       /* NULL shows all */
  AipShotFilter     *filter;
  AipShotColumn      sort;
  gboolean           descending;
  gboolean           grouped;

  AipShot           *cursor;
  /* Selected shots that a search hides: they are selected again when it lets them back in. */
  GHashTable        *remembered;
  guint              generation;  /* of the cached texts, see aip-shot-text.h */
  gboolean           refreshing;
  guint              refresh_source;
  guint              warm_up_source;
  guint              n_warm;
};

enum {
  REFRESHED,
  CURSOR_LOST,
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

/* What one row is compared by: read once, not again in each of the n log n comparisons. */
typedef struct {
  AipShot    *shot;
  const char *scene;   /* order key of its scene, "" for none: those come first */
  const char *text;
  gint64      number;
  guint       index;   /* in the film */
} AipSortRow;

/* Running first, then what waits, then what went wrong: what a person wants to look at. */
static gint64
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
get_scene_order (AipShotView *self,
                 AipShot     *shot)
{
  const char *id = aip_shot_get_scene_id (shot);
  AipEntity *scene = *id != '\0' ? aip_document_lookup (self->document, id) : NULL;

  return AIP_IS_SCENE (scene) ? aip_scene_get_order (AIP_SCENE (scene)) : "";
}

/* From far to near, then by angle; shots without a size come last. */
static gint64
get_size_rank (const AipSetup *setup)
{
  gint64 angle = aip_setup_has (setup, AIP_SETUP_ANGLE) ? (gint64) setup->angle : -1;

  return (aip_setup_has (setup, AIP_SETUP_SIZE) ? (gint64) setup->size : 1000) * 100 + angle;
}

static void
fill_row (AipShotView *self,
          AipSortRow  *row)
{
  switch (self->sort)
    {
    case AIP_SHOT_COLUMN_NONE:
      break;
    case AIP_SHOT_COLUMN_SCENE:
      row->text = get_scene_order (self, row->shot);
      break;
    case AIP_SHOT_COLUMN_STATUS:
      row->number = aip_shot_get_status (row->shot);
      break;
    case AIP_SHOT_COLUMN_DURATION:
      row->number = aip_shot_get_duration (row->shot);
      break;
    case AIP_SHOT_COLUMN_GENERATION:
      row->number = get_generation_rank (row->shot);
      break;
    case AIP_SHOT_COLUMN_TAKES:
      row->number = aip_shot_get_n_takes (row->shot);
      break;
    case AIP_SHOT_COLUMN_FINDINGS:
      row->number = aip_shot_setups_get_severity (self->setups, row->shot);
      break;
    case AIP_SHOT_COLUMN_SIZE:
      row->number = get_size_rank (aip_shot_setups_get (self->setups, row->shot));
      break;
    default:
      row->text = aip_shot_text_get_sort_key (self->document, self->setups, row->shot, self->sort,
                                              self->generation);
      break;
    }

  if (self->grouped && self->sort != AIP_SHOT_COLUMN_NONE)
    row->scene = get_scene_order (self, row->shot);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  AipShotView *self = user_data;
  const AipSortRow *one = a;
  const AipSortRow *two = b;
  int result = 0;

  if (one->scene != NULL)
    {
      result = strcmp (one->scene, two->scene);
      if (result != 0)
        return result;
    }

  if (one->text != NULL)
    result = strcmp (one->text, two->text);
  else
    result = (one->number > two->number) - (one->number < two->number);
  if (result != 0)
    return self->descending ? -result : result;

  return (one->index > two->index) - (one->index < two->index);
}

static gboolean
matches (AipShotView *self,
         AipShot     *shot)
{
  return self->query == NULL || aip_shot_filter_matches (self->filter, self->query, shot);
}

static GPtrArray *
collect (AipShotView *self)
{
  AipEntityList *list = aip_document_get_shots (self->document);
  guint n = aip_entity_list_get_count (list);
  GPtrArray *shots = g_ptr_array_new_full (n, g_object_unref);
  g_autoptr(GArray) rows = g_array_sized_new (FALSE, TRUE, sizeof (AipSortRow), n);

  self->filter->generation = self->generation;
  for (guint i = 0; i < n; i++)
    {
      AipSortRow row = { .shot = AIP_SHOT (aip_entity_list_peek (list, i)), .index = i };

      if (!matches (self, row.shot))
        continue;

      fill_row (self, &row);
      g_array_append_val (rows, row);
    }

  if (self->sort != AIP_SHOT_COLUMN_NONE)
    g_array_sort_with_data (rows, compare_rows, self);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (shots, g_object_ref (g_array_index (rows, AipSortRow, i).shot));

  return shots;
}

/* Looking again ------------------------------------------------------------------------------ */

static void
remember_hidden (AipShotView *self,
                 GPtrArray   *selected)
{
  for (guint i = 0; i < selected->len; i++)
    {
      AipShot *shot = g_ptr_array_index (selected, i);

      if (!aip_shot_list_find (self->rows, shot, NULL) && aip_entity_is_alive (AIP_ENTITY (shot)))
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
      if (!aip_shot_list_find (self->rows, shot, &position))
        continue;

      gtk_bitset_add (back, position);
      g_hash_table_iter_remove (&iter);
    }

  if (!gtk_bitset_is_empty (back))
    gtk_selection_model_set_selection (self->selection, back, back);
}

/* The nearest row of the old order, below first, that is still shown. */
static AipShot *
find_neighbour (AipShotView *self,
                GPtrArray   *old)
{
  guint position;

  if (!g_ptr_array_find (old, self->cursor, &position))
    return aip_shot_list_peek (self->rows, 0);

  for (guint i = position + 1; i < old->len; i++)
    {
      if (aip_shot_list_find (self->rows, g_ptr_array_index (old, i), NULL))
        return g_ptr_array_index (old, i);
    }
  for (guint i = position; i > 0; i--)
    {
      if (aip_shot_list_find (self->rows, g_ptr_array_index (old, i - 1), NULL))
        return g_ptr_array_index (old, i - 1);
    }

  return NULL;
}

static void
follow_cursor (AipShotView *self,
               GPtrArray   *old)
{
  g_autoptr(AipShot) neighbour = NULL;

  if (self->cursor == NULL || aip_shot_list_find (self->rows, self->cursor, NULL))
    return;

  neighbour = find_neighbour (self, old);
  if (neighbour != NULL)
    g_object_ref (neighbour);
  g_set_object (&self->cursor, neighbour);
  g_signal_emit (self, signals[CURSOR_LOST], 0, neighbour);
}

static void
refresh (AipShotView *self)
{
  g_autoptr(GPtrArray) old = NULL;
  g_autoptr(GPtrArray) selected = NULL;

  g_clear_handle_id (&self->refresh_source, g_source_remove);

  old = g_ptr_array_ref (aip_shot_list_get_all (self->rows));
  selected = aip_shot_view_dup_selected (self);

  self->refreshing = TRUE;
  aip_shot_list_replace (self->rows, collect (self), self->grouped);
  remember_hidden (self, selected);
  recall_shown (self);
  self->refreshing = FALSE;
  follow_cursor (self, old);

  g_signal_emit (self, signals[REFRESHED], 0);
}

static gboolean
refresh_source_cb (gpointer user_data)
{
  AipShotView *self = user_data;

  self->refresh_source = 0;
  refresh (self);

  return G_SOURCE_REMOVE;
}

/* For what happens often and by itself: one look for all of it. */
static void
queue_refresh (AipShotView *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, refresh_source_cb, self, NULL);
}

static void
document_changed_cb (AipShotView  *self,
                     AipChangeSet *changes)
{
  gboolean shots_changed = FALSE;

  g_assert (AIP_IS_SHOT_VIEW (self));

  for (guint i = 0; i < aip_change_set_get_size (changes); i++)
    {
      const AipChange *change = aip_change_set_get_change (changes, i);
      AipEntity *entity;

      if (change->kind != AIP_KIND_SHOT)
        continue;

      shots_changed = TRUE;
      entity = aip_document_lookup (self->document, change->id);
      if (entity != NULL)
        aip_shot_text_forget (AIP_SHOT (entity));
    }

  if (aip_shot_column_get_custom (self->sort) != NULL
      && !aip_entity_is_alive (AIP_ENTITY (aip_shot_column_get_custom (self->sort))))
    self->sort = AIP_SHOT_COLUMN_NONE;
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
    refresh (self);
  else if (self->sort == AIP_SHOT_COLUMN_GENERATION || self->sort == AIP_SHOT_COLUMN_TAKES
           || aip_query_uses (self->query, 1u << AIP_QUERY_TAKES))
    queue_refresh (self);
}

/* Another year of the project, or the cinema has come: texts and findings are others. */
static void
setups_reset_cb (AipShotView *self)
{
  self->generation++;
  warm_up (self);
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
  g_hash_table_remove_all (self->remembered);

  G_OBJECT_CLASS (aip_shot_view_parent_class)->dispose (object);
}

static void
aip_shot_view_finalize (GObject *object)
{
  AipShotView *self = AIP_SHOT_VIEW (object);

  g_clear_object (&self->setups);
  g_clear_object (&self->document);
  g_clear_object (&self->rows);
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
}

static void
aip_shot_view_init (AipShotView *self)
{
  self->rows = aip_shot_list_new ();
  self->selection = GTK_SELECTION_MODEL (
    gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->rows))));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  self->remembered = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->sort = AIP_SHOT_COLUMN_NONE;
  self->grouped = TRUE;
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
  refresh (self);
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

  return self->rows;
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

  return all - MIN (all, aip_shot_list_get_all (self->rows)->len);
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
      AipShot *shot = aip_shot_list_peek (self->rows, position);

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

      if (aip_shot_list_find (self->rows, g_ptr_array_index (shots, i), &position))
        gtk_bitset_add (selected, position);
    }

  mask = gtk_bitset_new_range (0, aip_shot_list_get_all (self->rows)->len);
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
  refresh (self);
}

GPtrArray *
aip_shot_view_collect_values (AipShotView *self,
                              AipQueryKey  key)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), NULL);

  self->filter->generation = self->generation;

  return aip_shot_filter_collect (self->filter, key, self->query);
}

AipShotColumn
aip_shot_view_get_sort (AipShotView *self,
                        gboolean    *descending)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), AIP_SHOT_COLUMN_NONE);

  if (descending != NULL)
    *descending = self->descending;

  return self->sort;
}

void
aip_shot_view_set_sort (AipShotView   *self,
                        AipShotColumn  column,
                        gboolean       descending)
{
  g_return_if_fail (AIP_IS_SHOT_VIEW (self));
  g_return_if_fail (column == AIP_SHOT_COLUMN_NONE
                    || (aip_shot_column_get_info (column)->flags & AIP_SHOT_COLUMN_SORTED));

  descending = descending && column != AIP_SHOT_COLUMN_NONE;
  if (self->sort == column && self->descending == descending)
    return;

  self->sort = column;
  self->descending = descending;
  refresh (self);
}

gboolean
aip_shot_view_get_grouped (AipShotView *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (self), FALSE);

  return self->grouped;
}

void
aip_shot_view_set_grouped (AipShotView *self,
                           gboolean     grouped)
{
  g_return_if_fail (AIP_IS_SHOT_VIEW (self));

  grouped = !!grouped;
  if (self->grouped == grouped)
    return;

  self->grouped = grouped;
  refresh (self);
}

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
  g_return_if_fail (AIP_IS_SHOT_VIEW (self));
  g_return_if_fail (shot == NULL || AIP_IS_SHOT (shot));

  g_set_object (&self->cursor, shot);
}
