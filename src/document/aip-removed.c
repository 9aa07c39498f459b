/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-removed"

#include "config.h"

#include "aip-removed.h"

struct _AipRemoved {
  GObject parent_instance;

  AipChangeSet    *set;
  /* Lives in @set. */
  const AipChange *change;
  char            *name;
  char            *description;
  guint            n_takes;
};

G_DEFINE_FINAL_TYPE (AipRemoved, aip_removed, G_TYPE_OBJECT)

static void
aip_removed_finalize (GObject *object)
{
  AipRemoved *self = AIP_REMOVED (object);

  g_clear_pointer (&self->set, aip_change_set_unref);
  g_free (self->name);
  g_free (self->description);

  G_OBJECT_CLASS (aip_removed_parent_class)->finalize (object);
}

static void
aip_removed_class_init (AipRemovedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_removed_finalize;
}

static void
aip_removed_init (AipRemoved *self)
{
}

static char *
dup_text (GVariant   *row,
          const char *field)
{
  char *text = NULL;

  g_variant_lookup (row, field, "s", &text);

  return text;
}

AipRemoved *
aip_removed_new (AipChangeSet *set,
                 guint         index,
                 guint         n_takes)
{
  AipRemoved *self = g_object_new (AIP_TYPE_REMOVED, NULL);

  self->set = aip_change_set_ref (set);
  self->change = aip_change_set_get_change (set, index);
  self->n_takes = n_takes;
  g_return_val_if_fail (self->change != NULL && self->change->op == AIP_CHANGE_REMOVE, self);

  self->name = dup_text (self->change->old_value, "code");
  if (self->name == NULL)
    self->name = dup_text (self->change->old_value, "name");
  self->description = dup_text (self->change->old_value, "description");
  if (self->change->kind == AIP_KIND_SCENE)
    {
      g_free (self->description);
      self->description = dup_text (self->change->old_value, "name");
    }

  return self;
}

const char *
aip_removed_get_id (AipRemoved *self)
{
  g_return_val_if_fail (AIP_IS_REMOVED (self), NULL);

  return self->change->id;
}

AipKind
aip_removed_get_kind (AipRemoved *self)
{
  g_return_val_if_fail (AIP_IS_REMOVED (self), AIP_KIND_SHOT);

  return self->change->kind;
}

const char *
aip_removed_get_name (AipRemoved *self)
{
  g_return_val_if_fail (AIP_IS_REMOVED (self), NULL);

  return self->name != NULL ? self->name : "";
}

const char *
aip_removed_get_description (AipRemoved *self)
{
  g_return_val_if_fail (AIP_IS_REMOVED (self), NULL);

  return self->description != NULL ? self->description : "";
}

GVariant *
aip_removed_get_row (AipRemoved *self)
{
  g_return_val_if_fail (AIP_IS_REMOVED (self), NULL);

  return self->change->old_value;
}

gint64
aip_removed_get_time (AipRemoved *self)
{
  g_return_val_if_fail (AIP_IS_REMOVED (self), 0);

  return aip_change_set_get_time (self->set);
}

const char *
aip_removed_get_label (AipRemoved *self)
{
  g_return_val_if_fail (AIP_IS_REMOVED (self), NULL);

  return aip_change_set_get_label (self->set);
}

guint
aip_removed_get_n_takes (AipRemoved *self)
{
  g_return_val_if_fail (AIP_IS_REMOVED (self), 0);

  return self->n_takes;
}

AipChangeSet *
aip_removed_get_set (AipRemoved *self)
{
  g_return_val_if_fail (AIP_IS_REMOVED (self), NULL);

  return self->set;
}
