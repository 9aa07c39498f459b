/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-replace-source"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-replace-private.h"

/* How often a slice looks at the clock. */
#define ROWS_PER_LOOK 32

static const struct {
  const char *name;
  const char *title;
} known_fields[] = {
  { "code", N_("Code") },
  { "description", N_("Description") },
  { "action", N_("Action") },
  { "dialogue", N_("Dialogue") },
  { "notes", N_("Notes") },
  { "tags", N_("Tags") },
  { "prompt", N_("Prompt addition") },
  { "negative", N_("Negative prompt") },
  { "english", N_("English") },
};

const char *const *
aip_replace_get_fields (void)
{
  static const char *names[G_N_ELEMENTS (known_fields) + 1];

  for (guint i = 0; names[0] == NULL || i < G_N_ELEMENTS (known_fields); i++)
    names[i] = known_fields[i].name;

  return names;
}

const char *
aip_replace_get_field_title (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_fields); i++)
    if (g_strcmp0 (known_fields[i].name, field) == 0)
      return _(known_fields[i].title);

  return NULL;
}

AipReplaceSource *
aip_replace_source_new (AipDocument       *document,
                        GPtrArray         *shots,
                        const char *const *fields)
{
  AipReplaceSource *self;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (fields != NULL, NULL);

  self = g_atomic_rc_box_new0 (AipReplaceSource);
  self->document = g_object_ref (document);
  self->shots = shots != NULL ? g_ptr_array_ref (shots) : NULL;
  self->fields = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (known_fields); i++)
    if (g_strv_contains (fields, known_fields[i].name))
      g_ptr_array_add (self->fields, (gpointer) known_fields[i].name);

  return self;
}

AipReplaceSource *
aip_replace_source_ref (AipReplaceSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
source_clear (gpointer data)
{
  AipReplaceSource *self = data;

  for (guint i = 0; i < self->rows->len; i++)
    {
      AipReplaceRow *row = g_ptr_array_index (self->rows, i);

      for (guint j = 0; j < self->fields->len; j++)
        g_variant_unref (row->values[j]);
      g_free (row->values);
      g_free (row->code);
      g_object_unref (row->shot);
      g_free (row);
    }
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->shots, g_ptr_array_unref);
  g_object_unref (self->document);
}

void
aip_replace_source_unref (AipReplaceSource *self)
{
  g_atomic_rc_box_release_full (self, source_clear);
}

static AipReplaceRow *
new_row (AipReplaceSource *self,
         AipShot          *shot)
{
  AipReplaceRow *row = g_new0 (AipReplaceRow, 1);

  row->shot = g_object_ref (shot);
  row->code = g_strdup (aip_shot_get_code (shot));
  row->locked = aip_shot_get_locked (shot);
  row->values = g_new0 (GVariant *, self->fields->len);
  for (guint i = 0; i < self->fields->len; i++)
    row->values[i] = g_variant_ref (aip_entity_get_value (AIP_ENTITY (shot),
                                                          g_ptr_array_index (self->fields, i)));

  return row;
}

static AipShot *
peek_shot (AipReplaceSource *self,
           guint             index)
{
  if (self->shots == NULL)
    return (AipShot *) aip_entity_list_peek (aip_document_get_shots (self->document), index);

  return index < self->shots->len ? g_ptr_array_index (self->shots, index) : NULL;
}

gboolean
aip_replace_source_read (AipReplaceSource *self,
                         gint64            usec)
{
  gint64 end = g_get_monotonic_time () + usec;
  AipShot *shot;

  g_return_val_if_fail (self != NULL, TRUE);

  while ((shot = peek_shot (self, self->next)) != NULL)
    {
      if (aip_entity_is_alive (AIP_ENTITY (shot)))
        g_ptr_array_add (self->rows, new_row (self, shot));
      if (++self->next % ROWS_PER_LOOK == 0 && g_get_monotonic_time () >= end)
        return peek_shot (self, self->next) == NULL;
    }

  return TRUE;
}
