/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-change"

#include "config.h"

#include "aip-change-private.h"

struct _AipChangeSet {
  gatomicrefcount     refs;
  AipTransactionKind  kind;
  char               *label;
  gint64              position;
  gint64              time;
  gint64              target;
  GArray             *changes;
};

G_DEFINE_BOXED_TYPE (AipChangeSet, aip_change_set, aip_change_set_ref, aip_change_set_unref)

/* Stored in projects, so never renamed. */
static const char *const kind_nicks[] = { "edit", "record", "undo", "redo" };
static const char *const op_nicks[] = { "insert", "remove", "set" };

static gboolean
find_nick (const char *const *nicks,
           guint              n_nicks,
           const char        *nick,
           guint             *index)
{
  for (guint i = 0; nick != NULL && i < n_nicks; i++)
    if (g_str_equal (nicks[i], nick))
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

const char *
aip_transaction_kind_to_nick (AipTransactionKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_nicks), NULL);

  return kind_nicks[kind];
}

gboolean
aip_transaction_kind_from_nick (const char         *nick,
                                AipTransactionKind *kind)
{
  guint index;

  if (!find_nick (kind_nicks, G_N_ELEMENTS (kind_nicks), nick, &index))
    return FALSE;
  *kind = (AipTransactionKind) index;

  return TRUE;
}

const char *
aip_change_op_to_nick (AipChangeOp op)
{
  g_return_val_if_fail ((guint) op < G_N_ELEMENTS (op_nicks), NULL);

  return op_nicks[op];
}

gboolean
aip_change_op_from_nick (const char  *nick,
                         AipChangeOp *op)
{
  guint index;

  if (!find_nick (op_nicks, G_N_ELEMENTS (op_nicks), nick, &index))
    return FALSE;
  *op = (AipChangeOp) index;

  return TRUE;
}

static void
change_clear (gpointer data)
{
  AipChange *change = data;

  g_clear_pointer (&change->id, g_ref_string_release);
  g_clear_pointer (&change->old_value, g_variant_unref);
  g_clear_pointer (&change->new_value, g_variant_unref);
}

GArray *
aip_changes_new (void)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (AipChange));

  g_array_set_clear_func (changes, change_clear);

  return changes;
}

void
aip_changes_add (GArray      *changes,
                 AipChangeOp  op,
                 AipKind      kind,
                 char        *id,
                 const char  *field,
                 GVariant    *old_value,
                 GVariant    *new_value)
{
  AipChange change = {
    .op = op,
    .kind = kind,
    .id = g_ref_string_acquire (id),
    .field = field,
    .old_value = old_value != NULL ? g_variant_ref_sink (old_value) : NULL,
    .new_value = new_value != NULL ? g_variant_ref_sink (new_value) : NULL,
  };

  g_array_append_val (changes, change);
}

AipChangeSet *
aip_change_set_new (AipTransactionKind  kind,
                    const char         *label,
                    gint64              position,
                    gint64              time,
                    gint64              target,
                    GArray             *changes)
{
  AipChangeSet *self = g_new0 (AipChangeSet, 1);

  g_atomic_ref_count_init (&self->refs);
  self->kind = kind;
  self->label = g_strdup (label);
  self->position = position;
  self->time = time;
  self->target = target;
  self->changes = changes;

  return self;
}

AipChangeSet *
aip_change_set_new_inverse (AipChangeSet       *self,
                            AipTransactionKind  kind,
                            gint64              position,
                            gint64              time,
                            gint64              target)
{
  GArray *changes = aip_changes_new ();

  for (guint i = self->changes->len; i > 0; i--)
    {
      const AipChange *change = &g_array_index (self->changes, AipChange, i - 1);
      AipChangeOp op = change->op;

      if (op == AIP_CHANGE_INSERT)
        op = AIP_CHANGE_REMOVE;
      else if (op == AIP_CHANGE_REMOVE)
        op = AIP_CHANGE_INSERT;

      aip_changes_add (changes, op, change->kind, change->id, change->field,
                       change->new_value, change->old_value);
    }

  return aip_change_set_new (kind, self->label, position, time, target, changes);
}

AipChangeSet *
aip_change_set_new_again (AipChangeSet       *self,
                          AipTransactionKind  kind,
                          gint64              position,
                          gint64              time,
                          gint64              target)
{
  return aip_change_set_new (kind, self->label, position, time, target,
                             g_array_ref (self->changes));
}

AipChangeSet *
aip_change_set_ref (AipChangeSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);

  return self;
}

void
aip_change_set_unref (AipChangeSet *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_free (self->label);
  g_array_unref (self->changes);
  g_free (self);
}

AipTransactionKind
aip_change_set_get_kind (AipChangeSet *self)
{
  g_return_val_if_fail (self != NULL, AIP_TRANSACTION_EDIT);

  return self->kind;
}

const char *
aip_change_set_get_label (AipChangeSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->label;
}

gint64
aip_change_set_get_position (AipChangeSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->position;
}

gint64
aip_change_set_get_time (AipChangeSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->time;
}

gint64
aip_change_set_get_target (AipChangeSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->target;
}

guint
aip_change_set_get_size (AipChangeSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->changes->len;
}

const AipChange *
aip_change_set_get_change (AipChangeSet *self,
                           guint         index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->changes->len, NULL);

  return &g_array_index (self->changes, AipChange, index);
}

gboolean
aip_change_set_touches (AipChangeSet *self,
                        AipKind       kind,
                        const char   *field)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->changes->len; i++)
    {
      const AipChange *change = &g_array_index (self->changes, AipChange, i);

      if (change->kind == kind && (change->op != AIP_CHANGE_SET || field == NULL ||
                                   g_str_equal (change->field, field)))
        return TRUE;
    }

  return FALSE;
}
