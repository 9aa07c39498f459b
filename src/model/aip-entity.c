/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-entity"

#include "config.h"

#include "aip-entity-private.h"

typedef struct {
  char      *id;
  GVariant **values;
  guint      n_values;
  gboolean   alive;
} AipEntityPrivate;

enum {
  PROP_0,
  PROP_ID,
  PROP_ALIVE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* By kind and place in the table: notify without looking a name up. */
static GParamSpec **field_properties[AIP_N_KINDS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AipEntity, aip_entity, G_TYPE_OBJECT)

static AipEntityPrivate *
get_private (AipEntity *self)
{
  return aip_entity_get_instance_private (self);
}

static void
aip_entity_constructed (GObject *object)
{
  AipEntity *self = AIP_ENTITY (object);
  AipEntityPrivate *priv = get_private (self);
  AipKind kind = AIP_ENTITY_GET_CLASS (self)->kind;

  G_OBJECT_CLASS (aip_entity_parent_class)->constructed (object);

  aip_kind_get_fields (kind, &priv->n_values);
  priv->values = g_new (GVariant *, priv->n_values);
  for (guint i = 0; i < priv->n_values; i++)
    priv->values[i] = g_variant_ref (aip_kind_get_default (kind, i));
}

static void
aip_entity_finalize (GObject *object)
{
  AipEntityPrivate *priv = get_private (AIP_ENTITY (object));

  for (guint i = 0; i < priv->n_values; i++)
    g_variant_unref (priv->values[i]);
  g_free (priv->values);
  g_clear_pointer (&priv->id, g_ref_string_release);

  G_OBJECT_CLASS (aip_entity_parent_class)->finalize (object);
}

static void
get_field_property (AipEntity *self,
                    guint      index,
                    GValue    *value)
{
  GVariant *variant = aip_entity_peek (self, index);

  switch (g_variant_classify (variant))
    {
    case G_VARIANT_CLASS_STRING:
      g_value_set_string (value, g_variant_get_string (variant, NULL));
      break;
    case G_VARIANT_CLASS_INT64:
      g_value_set_int64 (value, g_variant_get_int64 (variant));
      break;
    case G_VARIANT_CLASS_BOOLEAN:
      g_value_set_boolean (value, g_variant_get_boolean (variant));
      break;
    case G_VARIANT_CLASS_DOUBLE:
      g_value_set_double (value, g_variant_get_double (variant));
      break;
    default:
      g_value_take_boxed (value, g_variant_dup_strv (variant, NULL));
      break;
    }
}

static void
aip_entity_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  AipEntity *self = AIP_ENTITY (object);

  /* The ids of a subclass start at 1 again: there they are places in the table of fields. */
  if (pspec->owner_type != AIP_TYPE_ENTITY)
    {
      get_field_property (self, prop_id - 1, value);
      return;
    }

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, aip_entity_get_id (self));
      break;
    case PROP_ALIVE:
      g_value_set_boolean (value, aip_entity_is_alive (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_entity_class_init (AipEntityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = aip_entity_constructed;
  object_class->finalize = aip_entity_finalize;
  object_class->get_property = aip_entity_get_property;

  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ALIVE] =
    g_param_spec_boolean ("alive", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
aip_entity_init (AipEntity *self)
{
}

static GParamSpec *
field_param_spec (AipKind         kind,
                  const AipField *field,
                  guint           index)
{
  GVariant *fallback = aip_kind_get_default (kind, index);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  switch (field->type[0])
    {
    case 's':
      return g_param_spec_string (field->name, NULL, NULL, g_variant_get_string (fallback, NULL),
                                  flags);
    case 'x':
      return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64,
                                 g_variant_get_int64 (fallback), flags);
    case 'b':
      return g_param_spec_boolean (field->name, NULL, NULL, g_variant_get_boolean (fallback),
                                   flags);
    case 'd':
      return g_param_spec_double (field->name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE,
                                  g_variant_get_double (fallback), flags);
    case 'a':
      return g_param_spec_boxed (field->name, NULL, NULL, G_TYPE_STRV, flags);
    default:
      g_assert_not_reached ();
    }
}

/**
 * aip_entity_class_install_fields:
 * @klass: the class of a kind, in its class_init
 * @kind: which kind
 *
 * Installs one property for each field of @kind, with the ids 1 to the number of fields; a
 * class's own properties come after them.
 */
void
aip_entity_class_install_fields (AipEntityClass *klass,
                                 AipKind         kind)
{
  const AipField *fields;
  guint n_fields;

  g_return_if_fail (AIP_IS_ENTITY_CLASS (klass));
  g_return_if_fail (field_properties[kind] == NULL);

  /* GObject clears this in every class; kinds with properties of their own have set theirs. */
  if (G_OBJECT_CLASS (klass)->get_property == NULL)
    G_OBJECT_CLASS (klass)->get_property = aip_entity_get_property;

  klass->kind = kind;
  fields = aip_kind_get_fields (kind, &n_fields);
  field_properties[kind] = g_new (GParamSpec *, n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      field_properties[kind][i] = field_param_spec (kind, &fields[i], i);
      g_object_class_install_property (G_OBJECT_CLASS (klass), i + 1, field_properties[kind][i]);
    }
}

/**
 * aip_entity_new:
 * @kind: what it is
 * @id: its UUID
 *
 * Returns: (transfer full): an entity with the defaults of its kind that is not alive yet
 */
AipEntity *
aip_entity_new (AipKind     kind,
                const char *id)
{
  AipEntity *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (aip_kind_get_gtype (kind), NULL);
  get_private (self)->id = g_ref_string_new (id);

  return self;
}

void
aip_entity_init_values (AipEntity  *self,
                        GVariant  **values)
{
  AipEntityPrivate *priv;
  AipKind kind;
  const AipField *fields;

  g_return_if_fail (AIP_IS_ENTITY (self));

  priv = get_private (self);
  kind = AIP_ENTITY_GET_CLASS (self)->kind;
  fields = aip_kind_get_fields (kind, NULL);

  for (guint i = 0; i < priv->n_values; i++)
    {
      if (fields[i].flags & AIP_FIELD_LAZY)
        continue;
      g_variant_ref_sink (values[i]);
      g_variant_unref (priv->values[i]);
      priv->values[i] = values[i];
    }
}

void
aip_entity_apply (AipEntity *self,
                  guint      field_index,
                  GVariant  *value)
{
  AipEntityPrivate *priv;
  AipKind kind;

  g_return_if_fail (AIP_IS_ENTITY (self));
  g_return_if_fail (value != NULL);

  priv = get_private (self);
  kind = AIP_ENTITY_GET_CLASS (self)->kind;
  g_return_if_fail (field_index < priv->n_values);

  g_variant_ref_sink (value);
  if (!(aip_kind_get_fields (kind, NULL)[field_index].flags & AIP_FIELD_LAZY))
    {
      g_variant_unref (priv->values[field_index]);
      priv->values[field_index] = g_variant_ref (value);
    }
  g_variant_unref (value);

  g_object_notify_by_pspec (G_OBJECT (self), field_properties[kind][field_index]);
}

void
aip_entity_set_alive (AipEntity *self,
                      gboolean   alive)
{
  AipEntityPrivate *priv;

  g_return_if_fail (AIP_IS_ENTITY (self));

  priv = get_private (self);
  alive = !!alive;
  if (priv->alive == alive)
    return;

  priv->alive = alive;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALIVE]);
}

const char *
aip_entity_get_id (AipEntity *self)
{
  g_return_val_if_fail (AIP_IS_ENTITY (self), NULL);

  return get_private (self)->id;
}

char *
aip_entity_peek_ref_id (AipEntity *self)
{
  g_return_val_if_fail (AIP_IS_ENTITY (self), NULL);

  return get_private (self)->id;
}

AipKind
aip_entity_get_kind (AipEntity *self)
{
  g_return_val_if_fail (AIP_IS_ENTITY (self), AIP_KIND_PROJECT);

  return AIP_ENTITY_GET_CLASS (self)->kind;
}

gboolean
aip_entity_is_alive (AipEntity *self)
{
  g_return_val_if_fail (AIP_IS_ENTITY (self), FALSE);

  return get_private (self)->alive;
}

GVariant *
aip_entity_peek (AipEntity *self,
                 guint      field_index)
{
  AipEntityPrivate *priv;

  g_return_val_if_fail (AIP_IS_ENTITY (self), NULL);

  priv = get_private (self);
  g_return_val_if_fail (field_index < priv->n_values, NULL);

  return priv->values[field_index];
}

const char *
aip_entity_peek_text (AipEntity *self,
                      guint      field_index)
{
  GVariant *value = aip_entity_peek (self, field_index);

  return value != NULL ? g_variant_get_string (value, NULL) : NULL;
}

gint64
aip_entity_peek_integer (AipEntity *self,
                         guint      field_index)
{
  GVariant *value = aip_entity_peek (self, field_index);

  return value != NULL ? g_variant_get_int64 (value) : 0;
}

GVariant *
aip_entity_get_value (AipEntity  *self,
                      const char *field)
{
  guint index = 0;

  g_return_val_if_fail (AIP_IS_ENTITY (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  if (aip_kind_find_field (aip_entity_get_kind (self), field, &index) == NULL)
    {
      g_critical ("A %s has no field “%s”", G_OBJECT_TYPE_NAME (self), field);
      return NULL;
    }

  return get_private (self)->values[index];
}

const char *
aip_entity_get_text (AipEntity  *self,
                     const char *field)
{
  GVariant *value = aip_entity_get_value (self, field);

  return value != NULL ? g_variant_get_string (value, NULL) : NULL;
}

gint64
aip_entity_get_integer (AipEntity  *self,
                        const char *field)
{
  GVariant *value = aip_entity_get_value (self, field);

  return value != NULL ? g_variant_get_int64 (value) : 0;
}

gboolean
aip_entity_get_boolean (AipEntity  *self,
                        const char *field)
{
  GVariant *value = aip_entity_get_value (self, field);

  return value != NULL ? g_variant_get_boolean (value) : FALSE;
}

double
aip_entity_get_number (AipEntity  *self,
                       const char *field)
{
  GVariant *value = aip_entity_get_value (self, field);

  return value != NULL ? g_variant_get_double (value) : 0.0;
}

GStrv
aip_entity_dup_texts (AipEntity  *self,
                      const char *field)
{
  GVariant *value = aip_entity_get_value (self, field);

  return value != NULL ? g_variant_dup_strv (value, NULL) : NULL;
}

GVariant **
aip_entity_dup_values (AipEntity *self,
                       guint     *n_values)
{
  GVariant **values;

  g_return_val_if_fail (AIP_IS_ENTITY (self), NULL);
  g_return_val_if_fail (n_values != NULL, NULL);

  aip_kind_get_fields (aip_entity_get_kind (self), n_values);
  values = g_new (GVariant *, *n_values);
  for (guint i = 0; i < *n_values; i++)
    values[i] = g_variant_ref (get_private (self)->values[i]);

  return values;
}
