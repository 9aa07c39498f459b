/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-regenerate-item"

#include "config.h"

#include "aip-regenerate-item.h"

struct _AipRegenerateItem
{
  GObject parent_instance;

  AipShot  *shot;
  char     *obstacle;
  gboolean  chosen;
};

enum {
  PROP_0,
  PROP_CHOSEN,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipRegenerateItem, aip_regenerate_item, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
aip_regenerate_item_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (prop_id == PROP_CHOSEN)
    g_value_set_boolean (value, AIP_REGENERATE_ITEM (object)->chosen);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
aip_regenerate_item_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  AipRegenerateItem *self = AIP_REGENERATE_ITEM (object);
  gboolean chosen = g_value_get_boolean (value) && self->obstacle == NULL;

  g_assert (prop_id == PROP_CHOSEN);

  if (self->chosen == chosen)
    return;

  self->chosen = chosen;
  g_object_notify_by_pspec (object, pspec);
}

static void
aip_regenerate_item_finalize (GObject *object)
{
  AipRegenerateItem *self = AIP_REGENERATE_ITEM (object);

  g_object_unref (self->shot);
  g_free (self->obstacle);

  G_OBJECT_CLASS (aip_regenerate_item_parent_class)->finalize (object);
}

static void
aip_regenerate_item_class_init (AipRegenerateItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = aip_regenerate_item_finalize;
  object_class->get_property = aip_regenerate_item_get_property;
  object_class->set_property = aip_regenerate_item_set_property;

  properties[PROP_CHOSEN] =
    g_param_spec_boolean ("chosen", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
aip_regenerate_item_init (AipRegenerateItem *self)
{
}

AipRegenerateItem *
aip_regenerate_item_new (AipShot    *shot,
                         const char *obstacle)
{
  AipRegenerateItem *self;

  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  self = g_object_new (AIP_TYPE_REGENERATE_ITEM, NULL);
  self->shot = g_object_ref (shot);
  self->obstacle = g_strdup (obstacle);
  self->chosen = obstacle == NULL;

  return self;
}

AipShot *
aip_regenerate_item_get_shot (AipRegenerateItem *self)
{
  g_return_val_if_fail (AIP_IS_REGENERATE_ITEM (self), NULL);

  return self->shot;
}

const char *
aip_regenerate_item_get_obstacle (AipRegenerateItem *self)
{
  g_return_val_if_fail (AIP_IS_REGENERATE_ITEM (self), NULL);

  return self->obstacle;
}

gboolean
aip_regenerate_item_get_chosen (AipRegenerateItem *self)
{
  g_return_val_if_fail (AIP_IS_REGENERATE_ITEM (self), FALSE);

  return self->chosen;
}
