/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-lane"

#include "config.h"

#include "aip-shot-lane.h"

struct _AipShotLane
{
  GObject parent_instance;

  AipShotView *view;
  char        *value;
  char        *title;
  GPtrArray   *shots;
};

static void aip_shot_lane_list_init (GListModelInterface *iface);
static void aip_shot_lane_selection_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AipShotLane, aip_shot_lane, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, aip_shot_lane_list_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      aip_shot_lane_selection_init))

/* List ---------------------------------------------------------------------------------------- */

static GType
aip_shot_lane_get_item_type (GListModel *list)
{
  return AIP_TYPE_SHOT;
}

static guint
aip_shot_lane_get_n_items (GListModel *list)
{
  return AIP_SHOT_LANE (list)->shots->len;
}

static gpointer
aip_shot_lane_get_item (GListModel *list,
                        guint       position)
{
  AipShotLane *self = AIP_SHOT_LANE (list);

  return position < self->shots->len ? g_object_ref (g_ptr_array_index (self->shots, position))
                                     : NULL;
}

static void
aip_shot_lane_list_init (GListModelInterface *iface)
{
  iface->get_item_type = aip_shot_lane_get_item_type;
  iface->get_n_items = aip_shot_lane_get_n_items;
  iface->get_item = aip_shot_lane_get_item;
}

/* Selection ----------------------------------------------------------------------------------- */

/* FALSE while the view knows more, or less, than the lane does. */
static gboolean
find_in_view (AipShotLane *self,
              guint        position,
              guint       *in_view)
{
  return position < self->shots->len
         && aip_shot_list_find (aip_shot_view_get_list (self->view),
                                g_ptr_array_index (self->shots, position), in_view);
}

static gboolean
aip_shot_lane_is_selected (GtkSelectionModel *model,
                           guint              position)
{
  AipShotLane *self = AIP_SHOT_LANE (model);
  guint in_view;

  return find_in_view (self, position, &in_view)
         && gtk_selection_model_is_selected (aip_shot_view_get_selection (self->view), in_view);
}

static GtkBitset *
aip_shot_lane_get_selection_in_range (GtkSelectionModel *model,
                                      guint              position,
                                      guint              n_items)
{
  AipShotLane *self = AIP_SHOT_LANE (model);
  GtkBitset *selected = gtk_bitset_new_empty ();
  guint end = MIN (self->shots->len, position + n_items);

  for (guint i = position; i < end; i++)
    if (aip_shot_lane_is_selected (model, i))
      gtk_bitset_add (selected, i);

  return selected;
}

/* What is asked of the lane, asked of the view: @positions of here as positions of there. */
static GtkBitset *
translate (AipShotLane *self,
           GtkBitset   *positions)
{
  GtkBitset *result = gtk_bitset_new_empty ();
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, positions, &position);
       more && position < self->shots->len; more = gtk_bitset_iter_next (&iter, &position))
    {
      guint in_view;

      if (find_in_view (self, position, &in_view))
        gtk_bitset_add (result, in_view);
    }

  return result;
}

static gboolean
aip_shot_lane_set_selection (GtkSelectionModel *model,
                             GtkBitset         *selected,
                             GtkBitset         *mask)
{
  AipShotLane *self = AIP_SHOT_LANE (model);
  g_autoptr(GtkBitset) selected_in_view = translate (self, selected);
  g_autoptr(GtkBitset) mask_in_view = translate (self, mask);

  return gtk_selection_model_set_selection (aip_shot_view_get_selection (self->view),
                                            selected_in_view, mask_in_view);
}

static gboolean
aip_shot_lane_select_item (GtkSelectionModel *model,
                           guint              position,
                           gboolean           unselect_rest)
{
  AipShotLane *self = AIP_SHOT_LANE (model);
  guint in_view;

  return find_in_view (self, position, &in_view)
         && gtk_selection_model_select_item (aip_shot_view_get_selection (self->view), in_view,
                                             unselect_rest);
}

static gboolean
aip_shot_lane_unselect_item (GtkSelectionModel *model,
                             guint              position)
{
  AipShotLane *self = AIP_SHOT_LANE (model);
  guint in_view;

  return find_in_view (self, position, &in_view)
         && gtk_selection_model_unselect_item (aip_shot_view_get_selection (self->view), in_view);
}

static gboolean
aip_shot_lane_select_range (GtkSelectionModel *model,
                            guint              position,
                            guint              n_items,
                            gboolean           unselect_rest)
{
  AipShotLane *self = AIP_SHOT_LANE (model);
  g_autoptr(GtkBitset) range = gtk_bitset_new_range (position, n_items);
  g_autoptr(GtkBitset) selected = translate (self, range);
  g_autoptr(GtkBitset) mask = NULL;

  if (unselect_rest)
    mask = gtk_bitset_new_range (
      0, g_list_model_get_n_items (G_LIST_MODEL (aip_shot_view_get_list (self->view))));
  else
    mask = gtk_bitset_copy (selected);

  return gtk_selection_model_set_selection (aip_shot_view_get_selection (self->view), selected,
                                            mask);
}

static gboolean
aip_shot_lane_select_all (GtkSelectionModel *model)
{
  return aip_shot_lane_select_range (model, 0, AIP_SHOT_LANE (model)->shots->len, FALSE);
}

static gboolean
aip_shot_lane_unselect_all (GtkSelectionModel *model)
{
  return gtk_selection_model_unselect_all (
    aip_shot_view_get_selection (AIP_SHOT_LANE (model)->view));
}

static void
aip_shot_lane_selection_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = aip_shot_lane_is_selected;
  iface->get_selection_in_range = aip_shot_lane_get_selection_in_range;
  iface->set_selection = aip_shot_lane_set_selection;
  iface->select_item = aip_shot_lane_select_item;
  iface->unselect_item = aip_shot_lane_unselect_item;
  iface->select_range = aip_shot_lane_select_range;
  iface->select_all = aip_shot_lane_select_all;
  iface->unselect_all = aip_shot_lane_unselect_all;
}

static void
selection_changed_cb (AipShotLane *self)
{
  if (self->shots->len > 0 && !aip_shot_view_is_refreshing (self->view))
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, self->shots->len);
}

/* Object -------------------------------------------------------------------------------------- */

static void
aip_shot_lane_finalize (GObject *object)
{
  AipShotLane *self = AIP_SHOT_LANE (object);

  g_clear_object (&self->view);
  g_ptr_array_unref (self->shots);
  g_free (self->value);
  g_free (self->title);

  G_OBJECT_CLASS (aip_shot_lane_parent_class)->finalize (object);
}

static void
aip_shot_lane_class_init (AipShotLaneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_shot_lane_finalize;
}

static void
aip_shot_lane_init (AipShotLane *self)
{
  self->shots = g_ptr_array_new_with_free_func (g_object_unref);
}

AipShotLane *
aip_shot_lane_new (AipShotView *view,
                   const char  *value,
                   const char  *title)
{
  AipShotLane *self;

  g_return_val_if_fail (AIP_IS_SHOT_VIEW (view), NULL);
  g_return_val_if_fail (value != NULL && title != NULL, NULL);

  self = g_object_new (AIP_TYPE_SHOT_LANE, NULL);
  self->view = g_object_ref (view);
  self->value = g_strdup (value);
  self->title = g_strdup (title);
  g_signal_connect_object (aip_shot_view_get_selection (view), "selection-changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

const char *
aip_shot_lane_get_value (AipShotLane *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_LANE (self), NULL);

  return self->value;
}

const char *
aip_shot_lane_get_title (AipShotLane *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_LANE (self), NULL);

  return self->title;
}

void
aip_shot_lane_replace (AipShotLane *self,
                       GPtrArray   *shots)
{
  g_autoptr(GPtrArray) old = NULL;
  guint start = 0;
  guint end = 0;
  guint shorter;

  g_return_if_fail (AIP_IS_SHOT_LANE (self));
  g_return_if_fail (shots != NULL);

  old = self->shots;
  self->shots = shots;
  shorter = MIN (old->len, shots->len);
  while (start < shorter && g_ptr_array_index (old, start) == g_ptr_array_index (shots, start))
    start++;
  while (end < shorter - start && g_ptr_array_index (old, old->len - 1 - end)
                                  == g_ptr_array_index (shots, shots->len - 1 - end))
    end++;

  if (old->len != shots->len || start < shorter)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end,
                                shots->len - start - end);
  /* The view's selection may have changed while it was looking anew. */
  selection_changed_cb (self);
}

GPtrArray *
aip_shot_lane_get_all (AipShotLane *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_LANE (self), NULL);

  return self->shots;
}
