/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-replace-source"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-replace-private.h"

#define CUSTOM "custom:"

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

/* (nullable): the field of the project that "custom:ID" is, if it is a text. */
AipCustomField *
_aip_replace_find_custom (AipDocument *document,
                          const char  *field)
{
  AipEntity *entity = g_str_has_prefix (field, CUSTOM)
                      ? aip_document_lookup (document, field + strlen (CUSTOM)) : NULL;
  AipCustomType type;

  if (!AIP_IS_CUSTOM_FIELD (entity))
    return NULL;

  type = aip_custom_field_get_format (AIP_CUSTOM_FIELD (entity))->type;

  return type == AIP_CUSTOM_TEXT || type == AIP_CUSTOM_LONG_TEXT || type == AIP_CUSTOM_URL
         ? AIP_CUSTOM_FIELD (entity) : NULL;
}

GStrv
aip_replace_dup_fields (AipDocument *document)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  AipEntityList *list;
  AipEntity *entity;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (known_fields); i++)
    g_strv_builder_add (builder, known_fields[i].name);
  list = aip_document_get_list (document, AIP_KIND_FIELD);
  for (guint i = 0; (entity = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      g_autofree char *field = g_strconcat (CUSTOM, aip_entity_get_id (entity), NULL);

      if (_aip_replace_find_custom (document, field) != NULL)
        g_strv_builder_add (builder, field);
    }

  return g_strv_builder_end (builder);
}

char *
aip_replace_dup_field_title (AipDocument *document,
                             const char  *field)
{
  AipCustomField *custom;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (known_fields); i++)
    if (g_str_equal (known_fields[i].name, field))
      return g_strdup (_(known_fields[i].title));

  custom = _aip_replace_find_custom (document, field);

  return custom != NULL ? g_strdup (aip_custom_field_get_name (custom)) : NULL;
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
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new ();
  for (guint i = 0; fields[i] != NULL; i++)
    {
      char *title = aip_replace_dup_field_title (document, fields[i]);

      /* One that has gone in between. */
      if (title == NULL)
        continue;
      g_ptr_array_add (self->fields, g_strdup (fields[i]));
      g_ptr_array_add (self->titles, title);
    }

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
  g_ptr_array_unref (self->titles);
  g_clear_pointer (&self->shots, g_ptr_array_unref);
  g_object_unref (self->document);
}

void
aip_replace_source_unref (AipReplaceSource *self)
{
  g_atomic_rc_box_release_full (self, source_clear);
}

GVariant *
_aip_replace_dup_value (AipDocument *document,
                        AipShot     *shot,
                        const char  *field)
{
  AipCustomField *custom;
  GVariant *value;

  if (!g_str_has_prefix (field, CUSTOM))
    return g_variant_ref (aip_entity_get_value (AIP_ENTITY (shot), field));

  custom = _aip_replace_find_custom (document, field);
  value = custom != NULL ? aip_shot_get_custom_value (shot, field + strlen (CUSTOM)) : NULL;
  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_ref_sink (g_variant_new_string (""));

  return g_variant_ref (value);
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
    row->values[i] = _aip_replace_dup_value (self->document, shot,
                                             g_ptr_array_index (self->fields, i));

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
