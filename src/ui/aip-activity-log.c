/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-activity-log"

#include "config.h"

#include "aip-activity-log.h"

struct _AipActivityLog
{
  GObject parent_instance;

  GPtrArray *entries;       /* oldest first, so that a new one is appended cheaply */
  GPtrArray *pending;
  guint      flush_source;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AipActivityLog, aip_activity_log, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
aip_activity_log_get_item_type (GListModel *model)
{
  return AIP_TYPE_ACTIVITY_ENTRY;
}

static guint
aip_activity_log_get_n_items (GListModel *model)
{
  return AIP_ACTIVITY_LOG (model)->entries->len;
}

static gpointer
aip_activity_log_get_item (GListModel *model,
                           guint       position)
{
  AipActivityLog *self = AIP_ACTIVITY_LOG (model);

  if (position >= self->entries->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->entries, self->entries->len - 1 - position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = aip_activity_log_get_item_type;
  iface->get_n_items = aip_activity_log_get_n_items;
  iface->get_item = aip_activity_log_get_item;
}

static gboolean
flush_cb (gpointer user_data)
{
  AipActivityLog *self = user_data;
  guint added;
  guint removed = 0;

  self->flush_source = 0;

  if (self->pending->len > AIP_ACTIVITY_LOG_LENGTH)
    g_ptr_array_remove_range (self->pending, 0, self->pending->len - AIP_ACTIVITY_LOG_LENGTH);

  added = self->pending->len;
  if (self->entries->len + added > AIP_ACTIVITY_LOG_LENGTH)
    {
      guint before = self->entries->len;

      removed = before + added - AIP_ACTIVITY_LOG_LENGTH;
      g_ptr_array_remove_range (self->entries, 0, removed);
      g_list_model_items_changed (G_LIST_MODEL (self), before - removed, removed, 0);
    }

  g_ptr_array_extend_and_steal (self->entries, g_steal_pointer (&self->pending));
  self->pending = g_ptr_array_new_with_free_func (g_object_unref);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, added);

  return G_SOURCE_REMOVE;
}

static void
aip_activity_log_finalize (GObject *object)
{
  AipActivityLog *self = AIP_ACTIVITY_LOG (object);

  g_clear_handle_id (&self->flush_source, g_source_remove);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->pending, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_activity_log_parent_class)->finalize (object);
}

static void
aip_activity_log_class_init (AipActivityLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_activity_log_finalize;
}

static void
aip_activity_log_init (AipActivityLog *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->pending = g_ptr_array_new_with_free_func (g_object_unref);
}

AipActivityLog *
aip_activity_log_new (void)
{
  return g_object_new (AIP_TYPE_ACTIVITY_LOG, NULL);
}

void
aip_activity_log_take (AipActivityLog   *self,
                       AipActivityEntry *entry)
{
  g_return_if_fail (AIP_IS_ACTIVITY_LOG (self));
  g_return_if_fail (AIP_IS_ACTIVITY_ENTRY (entry));

  g_ptr_array_add (self->pending, entry);
  if (self->flush_source == 0)
    self->flush_source = g_idle_add (flush_cb, self);
}

void
aip_activity_log_clear (AipActivityLog *self)
{
  guint length;

  g_return_if_fail (AIP_IS_ACTIVITY_LOG (self));

  g_clear_handle_id (&self->flush_source, g_source_remove);
  g_ptr_array_set_size (self->pending, 0);

  length = self->entries->len;
  g_ptr_array_set_size (self->entries, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, length, 0);
}
