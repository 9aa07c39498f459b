/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-target-item"

#include "config.h"

#include "aip-target-item.h"

struct _AipTargetItem
{
  GObject          parent_instance;

  AipTargets      *targets;
  const AipTarget *target;
};

enum {
  PROP_SEARCH_TEXT = 1,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipTargetItem, aip_target_item, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
aip_target_item_get_property (GObject    *object,
                              guint       property,
                              GValue     *value,
                              GParamSpec *pspec)
{
  AipTargetItem *self = AIP_TARGET_ITEM (object);

  switch (property)
    {
    case PROP_SEARCH_TEXT:
      /* “flux-dev” finds it as well as “FLUX.1 dev”. */
      g_value_take_string (value, g_strconcat (self->target->name, " ", self->target->id, NULL));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
aip_target_item_finalize (GObject *object)
{
  g_object_unref (AIP_TARGET_ITEM (object)->targets);

  G_OBJECT_CLASS (aip_target_item_parent_class)->finalize (object);
}

static void
aip_target_item_class_init (AipTargetItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = aip_target_item_finalize;
  object_class->get_property = aip_target_item_get_property;

  properties[PROP_SEARCH_TEXT] =
    g_param_spec_string ("search-text", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
aip_target_item_init (AipTargetItem *self)
{
}

AipTargetItem *
aip_target_item_new (AipTargets      *targets,
                     const AipTarget *target)
{
  AipTargetItem *self;

  g_return_val_if_fail (AIP_IS_TARGETS (targets), NULL);
  g_return_val_if_fail (target != NULL, NULL);

  self = g_object_new (AIP_TYPE_TARGET_ITEM, NULL);
  self->targets = g_object_ref (targets);
  self->target = target;

  return self;
}

const AipTarget *
aip_target_item_get (AipTargetItem *self)
{
  g_return_val_if_fail (AIP_IS_TARGET_ITEM (self), NULL);

  return self->target;
}
