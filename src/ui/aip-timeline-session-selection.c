/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-session"

#include "config.h"

#include "aip-timeline-session-private.h"

gboolean
aip_timeline_session_is_selected (AipTimelineSession *self,
                                  const char         *id)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), FALSE);

  return id != NULL && g_hash_table_contains (self->selection, id);
}

guint
aip_timeline_session_get_n_selected (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), 0);

  return g_hash_table_size (self->selection);
}

GPtrArray *
aip_timeline_session_dup_selected_shots (AipTimelineSession *self)
{
  GPtrArray *shots = g_ptr_array_new ();
  AipCut *cut;

  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), shots);

  cut = aip_timeline_session_get_cut (self);
  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    {
      const char *id = aip_cut_get_shot (cut, i)->id;

      if (g_hash_table_contains (self->selection, id))
        g_ptr_array_add (shots, aip_document_lookup (self->document, id));
    }

  return shots;
}

GPtrArray *
aip_timeline_session_dup_selected (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), NULL);

  return g_hash_table_get_keys_as_ptr_array (self->selection);
}

void
aip_timeline_session_select (AipTimelineSession *self,
                             const char         *id)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  if (id == NULL && g_hash_table_size (self->selection) == 0)
    return;

  g_hash_table_remove_all (self->selection);
  if (id != NULL)
    {
      g_hash_table_add (self->selection, g_strdup (id));
      g_set_str (&self->anchor, id);
      g_set_str (&self->current, id);
    }
  self->edge = AIP_TIMELINE_EDGE_NONE;
  _aip_timeline_session_selection_changed (self);
}

void
aip_timeline_session_toggle (AipTimelineSession *self,
                             const char         *id)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));
  g_return_if_fail (id != NULL);

  if (!g_hash_table_remove (self->selection, id))
    g_hash_table_add (self->selection, g_strdup (id));
  g_set_str (&self->anchor, id);
  g_set_str (&self->current, id);
  self->edge = AIP_TIMELINE_EDGE_NONE;
  _aip_timeline_session_selection_changed (self);
}

void
aip_timeline_session_select_to (AipTimelineSession *self,
                                const char         *id)
{
  AipCut *cut;
  guint from, to;

  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));
  g_return_if_fail (id != NULL);

  cut = aip_timeline_session_get_cut (self);
  if (self->anchor == NULL || !aip_cut_find_shot (cut, self->anchor, &from) ||
      !aip_cut_find_shot (cut, id, &to))
    {
      aip_timeline_session_select (self, id);
      return;
    }

  g_hash_table_remove_all (self->selection);
  for (guint i = MIN (from, to); i <= MAX (from, to); i++)
    g_hash_table_add (self->selection, g_strdup (aip_cut_get_shot (cut, i)->id));
  g_set_str (&self->current, id);
  self->edge = AIP_TIMELINE_EDGE_NONE;
  _aip_timeline_session_selection_changed (self);
}

void
aip_timeline_session_select_ids (AipTimelineSession *self,
                                 GPtrArray          *ids,
                                 gboolean            keep)
{
  gboolean changed = FALSE;

  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));
  g_return_if_fail (ids != NULL);

  if (!keep)
    {
      guint n_kept = 0;

      for (guint i = 0; i < ids->len; i++)
        n_kept += g_hash_table_contains (self->selection, ids->pdata[i]);
      changed = n_kept != g_hash_table_size (self->selection);
      if (changed)
        g_hash_table_remove_all (self->selection);
    }
  for (guint i = 0; i < ids->len; i++)
    changed |= g_hash_table_add (self->selection, g_strdup (ids->pdata[i]));

  if (changed)
    _aip_timeline_session_selection_changed (self);
}

void
aip_timeline_session_select_all (AipTimelineSession *self)
{
  AipCut *cut;

  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  cut = aip_timeline_session_get_cut (self);
  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    g_hash_table_add (self->selection, g_strdup (aip_cut_get_shot (cut, i)->id));
  _aip_timeline_session_selection_changed (self);
}

const char *
aip_timeline_session_get_current (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), NULL);

  return self->current;
}

void
aip_timeline_session_set_current (AipTimelineSession *self,
                                  const char         *id,
                                  AipTimelineEdge     edge)
{
  g_return_if_fail (AIP_IS_TIMELINE_SESSION (self));

  if (!g_set_str (&self->current, id) && self->edge == edge)
    return;
  self->edge = edge;
  _aip_timeline_session_selection_changed (self);
}

AipTimelineEdge
aip_timeline_session_get_edge (AipTimelineSession *self)
{
  g_return_val_if_fail (AIP_IS_TIMELINE_SESSION (self), AIP_TIMELINE_EDGE_NONE);

  return self->edge;
}

/* A shot that was omitted is still in the film, and no longer in the cut. */
static gboolean
is_gone (AipTimelineSession *self,
         const char         *id)
{
  AipEntity *entity = aip_document_lookup (self->document, id);

  return entity == NULL || (AIP_IS_SHOT (entity) && aip_shot_get_omitted (AIP_SHOT (entity)));
}

static gboolean
is_gone_cb (gpointer key,
            gpointer value,
            gpointer user_data)
{
  return is_gone (user_data, key);
}

void
_aip_timeline_session_prune_selection (AipTimelineSession *self)
{
  gboolean changed = g_hash_table_foreach_remove (self->selection, is_gone_cb, self) > 0;

  if (self->anchor != NULL && is_gone (self, self->anchor))
    g_clear_pointer (&self->anchor, g_free);
  if (self->current != NULL && is_gone (self, self->current))
    {
      g_clear_pointer (&self->current, g_free);
      self->edge = AIP_TIMELINE_EDGE_NONE;
      changed = TRUE;
    }

  if (changed)
    _aip_timeline_session_selection_changed (self);
}
