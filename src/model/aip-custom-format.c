/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-custom-format"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-custom-format.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-text.h"

#define MAX_OPTIONS_BYTES (64 * 1024)
#define MAX_NAME_BYTES 120
#define MAX_UNIT_BYTES 24
#define MAX_DESCRIPTION_BYTES 2000
#define DEFAULT_RATING 5

/* In the order of the enumeration; stored in projects, so never renamed. */
static const struct {
  const char *nick;
  const char *title;
} types[AIP_N_CUSTOM_TYPES] = {
  { "text", NC_("field type", "Text") },
  { "long-text", NC_("field type", "Long Text") },
  { "number", NC_("field type", "Number") },
  { "checkbox", NC_("field type", "Checkbox") },
  { "select", NC_("field type", "Single Select") },
  { "multi-select", NC_("field type", "Multiple Select") },
  { "date", NC_("field type", "Date") },
  { "rating", NC_("field type", "Rating") },
  { "url", NC_("field type", "Link (URL)") },
  { "formula", NC_("field type", "Formula") },
};

static const struct {
  const char *nick;
  const char *title;
} colors[AIP_N_CUSTOM_COLORS] = {
  { "grey", NC_("colour", "Grey") },     { "blue", NC_("colour", "Blue") },
  { "teal", NC_("colour", "Teal") },     { "green", NC_("colour", "Green") },
  { "yellow", NC_("colour", "Yellow") }, { "orange", NC_("colour", "Orange") },
  { "red", NC_("colour", "Red") },       { "pink", NC_("colour", "Pink") },
  { "purple", NC_("colour", "Purple") },
};

const char *
aip_custom_type_to_nick (AipCustomType type)
{
  g_return_val_if_fail ((guint) type < AIP_N_CUSTOM_TYPES, NULL);

  return types[type].nick;
}

AipCustomType
aip_custom_type_from_nick (const char *nick)
{
  for (guint i = 0; nick != NULL && i < AIP_N_CUSTOM_TYPES; i++)
    if (g_str_equal (types[i].nick, nick))
      return (AipCustomType) i;

  return AIP_CUSTOM_UNKNOWN;
}

const char *
aip_custom_type_get_title (AipCustomType type)
{
  if (type == AIP_CUSTOM_UNKNOWN)
    return C_("field type", "Of a newer version");

  g_return_val_if_fail ((guint) type < AIP_N_CUSTOM_TYPES, NULL);

  return g_dpgettext2 (NULL, "field type", types[type].title);
}

gboolean
aip_custom_type_has_choices (AipCustomType type)
{
  return type == AIP_CUSTOM_SELECT || type == AIP_CUSTOM_MULTI_SELECT;
}

const char *
aip_custom_color_to_nick (AipCustomColor color)
{
  g_return_val_if_fail ((guint) color < AIP_N_CUSTOM_COLORS, NULL);

  return colors[color].nick;
}

const char *
aip_custom_color_get_title (AipCustomColor color)
{
  g_return_val_if_fail ((guint) color < AIP_N_CUSTOM_COLORS, NULL);

  return g_dpgettext2 (NULL, "colour", colors[color].title);
}

static AipCustomColor
color_from_nick (const char *nick)
{
  for (guint i = 0; i < AIP_N_CUSTOM_COLORS; i++)
    if (g_str_equal (colors[i].nick, nick))
      return (AipCustomColor) i;

  return AIP_CUSTOM_COLOR_GREY;
}

static void
choice_free (gpointer data)
{
  AipCustomChoice *choice = data;

  g_free (choice->id);
  g_free (choice->name);
  g_free (choice);
}

AipCustomFormat *
aip_custom_format_new (AipCustomType type)
{
  AipCustomFormat *self = g_new0 (AipCustomFormat, 1);

  self->type = type;
  self->description = g_strdup ("");
  self->initial = g_strdup ("");
  self->unit = g_strdup ("");
  self->formula = g_strdup ("");
  self->decimals = -1;
  self->max_rating = DEFAULT_RATING;
  self->choices = g_ptr_array_new_with_free_func (choice_free);

  return self;
}

void
aip_custom_format_free (AipCustomFormat *self)
{
  if (self == NULL)
    return;

  g_free (self->description);
  g_free (self->initial);
  g_free (self->unit);
  g_free (self->formula);
  g_ptr_array_unref (self->choices);
  g_free (self);
}

static void
push_choice (AipCustomFormat *self,
             const char      *id,
             const char      *name,
             AipCustomColor   color)
{
  AipCustomChoice *choice = g_new0 (AipCustomChoice, 1);

  choice->id = g_strdup (id);
  choice->name = g_strdup (name);
  choice->color = color;
  g_ptr_array_add (self->choices, choice);
}

AipCustomFormat *
aip_custom_format_copy (const AipCustomFormat *self)
{
  AipCustomFormat *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = aip_custom_format_new (self->type);
  g_set_str (&copy->description, self->description);
  g_set_str (&copy->initial, self->initial);
  g_set_str (&copy->unit, self->unit);
  g_set_str (&copy->formula, self->formula);
  copy->decimals = self->decimals;
  copy->max_rating = self->max_rating;
  for (guint i = 0; i < self->choices->len; i++)
    {
      const AipCustomChoice *choice = g_ptr_array_index (self->choices, i);

      push_choice (copy, choice->id, choice->name, choice->color);
    }

  return copy;
}

/* Reading ------------------------------------------------------------------------------------- */

static void
read_text (JsonObject  *object,
           const char  *member,
           gsize        max_bytes,
           char       **text)
{
  const char *value = aip_json_get_string (object, member, "");

  if (strlen (value) > max_bytes)
    return;

  g_free (*text);
  *text = aip_text_clean (value);
}

/* A comma separates choices where several are written as one text. */
static gboolean
name_is_usable (const char *name)
{
  return *name != '\0' && strlen (name) <= MAX_NAME_BYTES && strpbrk (name, ",\n\t") == NULL
         && !g_ascii_isspace (*name) && !g_ascii_isspace (name[strlen (name) - 1]);
}

static void
read_choices (AipCustomFormat *self,
              JsonArray       *array)
{
  guint n = array != NULL ? MIN (json_array_get_length (array), AIP_CUSTOM_MAX_CHOICES) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = aip_json_node_object (json_array_get_element (array, i));
      const char *id = aip_json_get_string (object, "id", "");
      g_autofree char *name = aip_text_clean (aip_json_get_string (object, "name", ""));

      if (*id == '\0' || strlen (id) > MAX_NAME_BYTES || !name_is_usable (name)
          || aip_custom_format_find_choice (self, id) != NULL
          || aip_custom_format_find_name (self, name) != NULL)
        continue;

      push_choice (self, id, name, color_from_nick (aip_json_get_string (object, "color", "")));
    }
}

AipCustomFormat *
aip_custom_format_parse (const char *type,
                         const char *options)
{
  AipCustomFormat *self = aip_custom_format_new (aip_custom_type_from_nick (type));
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;
  gint64 number;

  if (options != NULL && *options != '\0')
    node = aip_json_parse (options, -1, MAX_OPTIONS_BYTES, NULL);
  object = aip_json_node_object (node);
  if (object == NULL)
    return self;

  read_text (object, "description", MAX_DESCRIPTION_BYTES, &self->description);
  read_text (object, "default", MAX_DESCRIPTION_BYTES, &self->initial);
  read_text (object, "unit", MAX_UNIT_BYTES, &self->unit);
  read_text (object, "formula", MAX_OPTIONS_BYTES, &self->formula);
  number = aip_json_get_int (object, "decimals", -1);
  if (number >= 0 && number <= AIP_CUSTOM_MAX_DECIMALS)
    self->decimals = (int) number;
  number = aip_json_get_int (object, "max", DEFAULT_RATING);
  if (number >= 1 && number <= AIP_CUSTOM_MAX_RATING)
    self->max_rating = (int) number;
  read_choices (self, aip_json_get_array (object, "choices"));

  return self;
}

/* Writing ------------------------------------------------------------------------------------- */

static void
write_text (JsonObject *object,
            const char *member,
            const char *text)
{
  if (*text != '\0')
    json_object_set_string_member (object, member, text);
}

char *
aip_custom_format_to_options (const AipCustomFormat *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = NULL;
  JsonArray *array;
  gboolean number;

  g_return_val_if_fail (self != NULL, NULL);

  number = self->type == AIP_CUSTOM_NUMBER || self->type == AIP_CUSTOM_FORMULA;
  write_text (object, "description", self->description);
  if (self->type != AIP_CUSTOM_FORMULA)
    write_text (object, "default", self->initial);
  if (number)
    write_text (object, "unit", self->unit);
  if (number && self->decimals >= 0)
    json_object_set_int_member (object, "decimals", self->decimals);
  if (self->type == AIP_CUSTOM_RATING && self->max_rating != DEFAULT_RATING)
    json_object_set_int_member (object, "max", self->max_rating);
  if (self->type == AIP_CUSTOM_FORMULA)
    write_text (object, "formula", self->formula);

  if (aip_custom_type_has_choices (self->type) && self->choices->len > 0)
    {
      array = json_array_sized_new (self->choices->len);
      for (guint i = 0; i < self->choices->len; i++)
        {
          const AipCustomChoice *choice = g_ptr_array_index (self->choices, i);
          JsonObject *member = json_object_new ();

          json_object_set_string_member (member, "id", choice->id);
          json_object_set_string_member (member, "name", choice->name);
          json_object_set_string_member (member, "color", colors[choice->color].nick);
          json_array_add_object_element (array, member);
        }
      json_object_set_array_member (object, "choices", array);
    }

  if (json_object_get_size (object) == 0)
    return g_strdup ("");

  node = json_node_init_object (json_node_alloc (), object);

  return aip_json_to_text (node, FALSE);
}

/* Choices ------------------------------------------------------------------------------------- */

const AipCustomChoice *
aip_custom_format_find_choice (const AipCustomFormat *self,
                               const char            *id)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  for (guint i = 0; i < self->choices->len; i++)
    {
      const AipCustomChoice *choice = g_ptr_array_index (self->choices, i);

      if (g_str_equal (choice->id, id))
        return choice;
    }

  return NULL;
}

const AipCustomChoice *
aip_custom_format_find_name (const AipCustomFormat *self,
                             const char            *name)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->choices->len; i++)
    {
      const AipCustomChoice *choice = g_ptr_array_index (self->choices, i);
      g_autofree char *folded = NULL;

      if (g_str_equal (choice->name, name))
        return choice;
      if (wanted == NULL)
        wanted = aip_text_fold (name);
      folded = aip_text_fold (choice->name);
      if (g_str_equal (folded, wanted))
        return choice;
    }

  return NULL;
}

const AipCustomChoice *
aip_custom_format_add_choice (AipCustomFormat  *self,
                              const char       *name,
                              GError          **error)
{
  g_autofree char *clean = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  clean = g_strstrip (aip_text_clean (name));
  if (!name_is_usable (clean))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” cannot be a choice: write a short name without a comma."), clean);
      return NULL;
    }
  if (aip_custom_format_find_name (self, clean) != NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_EXISTS, _("There is a choice “%s” already."),
                   clean);
      return NULL;
    }
  if (self->choices->len >= AIP_CUSTOM_MAX_CHOICES)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("A field has at most %d choices."), AIP_CUSTOM_MAX_CHOICES);
      return NULL;
    }

  /* Never one that was there before: shots may still have it. */
  id = g_uuid_string_random ();
  id[8] = '\0';
  push_choice (self, id, clean,
               (AipCustomColor) (1 + self->choices->len % (AIP_N_CUSTOM_COLORS - 1)));

  return g_ptr_array_index (self->choices, self->choices->len - 1);
}
