/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-document-history"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-document-private.h"
#include "aip-error.h"
#include "aip-history.h"
#include "aip-value.h"

guint
aip_document_get_n_steps (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), 0);

  return self->undo->len + self->redo->len;
}

guint
aip_document_get_n_done (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), 0);

  return self->undo->len;
}

void
aip_document_get_step (AipDocument    *self,
                       guint           index,
                       AipHistoryStep *step)
{
  const AipStep *found;

  g_return_if_fail (AIP_IS_DOCUMENT (self) && step != NULL);
  g_return_if_fail (index < self->undo->len + self->redo->len);

  /* The last of the redo stack is the first to be done again. */
  found = index < self->undo->len
          ? self->undo->pdata[index]
          : self->redo->pdata[self->undo->len + self->redo->len - 1 - index];

  step->label = found->label;
  step->position = found->position;
  step->time = found->time;
  step->undone = index >= self->undo->len;
}

GVariant *
aip_document_rewind (AipDocument *self,
                     AipEntity   *entity,
                     GPtrArray   *sets,
                     gint64       position)
{
  GVariant *values[AIP_VALUE_MAX_FIELDS];
  AipKind kind;
  guint n_fields;
  gboolean exists = TRUE;
  GVariant *row;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (AIP_IS_ENTITY (entity), NULL);
  g_return_val_if_fail (sets != NULL, NULL);

  kind = aip_entity_get_kind (entity);
  aip_kind_get_fields (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    values[i] = g_variant_ref (aip_entity_peek (entity, i));

  for (guint i = 0; i < sets->len; i++)
    {
      AipChangeSet *set = sets->pdata[i];

      if (aip_change_set_get_position (set) <= position)
        break;
      for (guint k = aip_change_set_get_size (set); k > 0; k--)
        {
          const AipChange *change = aip_change_set_get_change (set, k - 1);
          guint index;

          if (!g_str_equal (change->id, aip_entity_get_id (entity)))
            continue;
          if (change->op == AIP_CHANGE_SET)
            {
              aip_kind_find_field (kind, change->field, &index);
              if (change->old_value == NULL)
                continue;
              g_variant_unref (values[index]);
              values[index] = g_variant_ref (change->old_value);
            }
          else
            {
              exists = change->op == AIP_CHANGE_REMOVE;
              if (exists)
                {
                  aip_value_clear_row (kind, values);
                  aip_value_unpack_row (kind, change->old_value, values);
                }
            }
        }
    }

  row = exists ? g_variant_ref_sink (aip_value_pack_row (kind, values, FALSE)) : NULL;
  aip_value_clear_row (kind, values);

  return row;
}

static gboolean
is_restorable (const AipField *field)
{
  return !(field->flags & AIP_FIELD_LAZY) && !g_str_equal (field->name, "order") &&
         !g_str_equal (field->name, "locked");
}

int
aip_document_restore_fields (AipDocument  *self,
                             AipEntity    *entity,
                             GVariant     *fields,
                             GPtrArray    *notes,
                             GError      **error)
{
  GVariantDict dict;
  AipKind kind;
  const AipField *table;
  guint n_fields;
  int n_changed = 0;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), -1);
  g_return_val_if_fail (AIP_IS_ENTITY (entity), -1);
  g_return_val_if_fail (notes != NULL && self->depth > 0, -1);

  kind = aip_entity_get_kind (entity);
  if (!aip_entity_is_alive (entity))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("This %s was removed and cannot be changed."), aip_kind_get_title (kind));
      return -1;
    }
  if (!aip_document_check_unlocked (entity, NULL, error))
    return -1;

  g_variant_dict_init (&dict, fields);
  aip_document_drop_dead_links (self, kind, &dict);
  table = aip_kind_get_fields (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr(GVariant) value = NULL;
      g_autoptr(GError) problem = NULL;

      if (!is_restorable (&table[i]))
        continue;
      value = g_variant_dict_lookup_value (&dict, table[i].name, G_VARIANT_TYPE (table[i].type));
      if (value == NULL || g_variant_equal (aip_entity_peek (entity, i), value))
        continue;
      if (aip_document_set (self, entity, table[i].name, value, &problem))
        n_changed++;
      else
        g_ptr_array_add (notes, g_strdup (problem->message));
    }
  g_variant_dict_clear (&dict);

  return n_changed;
}
