/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-targets"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-json.h"
#include "aip-targets.h"
#include "aip-text.h"

#define MAX_FILE_BYTES (1024 * 1024)
#define MAX_TARGETS 500

struct _AipTargets {
  GObject       parent_instance;

  GStringChunk *texts;
  GPtrArray    *targets;
  GPtrArray    *problems;
};

G_DEFINE_FINAL_TYPE (AipTargets, aip_targets, G_TYPE_OBJECT)

static const char *const kinds[] = {
  "image", "edit", "text-to-video", "image-to-video", NULL,
};
static const char *const syntaxes[] = {
  "sentences", "paragraph", "tags", "instruction", NULL,
};
static const char *const negatives[] = { "none", "text", "parameter", NULL };
static const char *const equipments[] = { "name", "look", "drop", NULL };
static const char *const aspects[] = { "words", "parameter", "pixels", NULL };
static const char *const tokens[] = { "clip", "t5", "llm", "words", NULL };

static const struct {
  const char *nick;
  const char *name;
} parts[AIP_N_PROMPT_PARTS] = {
  [AIP_PART_DESCRIPTION] = { "description", NC_ ("part of a prompt", "Description") },
  [AIP_PART_ACTION] = { "action", NC_ ("part of a prompt", "Action") },
  [AIP_PART_CAST] = { "cast", NC_ ("part of a prompt", "Cast") },
  [AIP_PART_PLACE] = { "place", NC_ ("part of a prompt", "Place") },
  [AIP_PART_SHOT] = { "shot", NC_ ("part of a prompt", "Shot") },
  [AIP_PART_LENS] = { "lens", NC_ ("part of a prompt", "Lens") },
  [AIP_PART_LIGHT] = { "light", NC_ ("part of a prompt", "Light") },
  [AIP_PART_MOTION] = { "motion", NC_ ("part of a prompt", "Camera movement") },
  [AIP_PART_COMPOSITION] = { "composition", NC_ ("part of a prompt", "Composition") },
  [AIP_PART_MOOD] = { "mood", NC_ ("part of a prompt", "Mood") },
  [AIP_PART_LOOK] = { "look", NC_ ("part of a prompt", "Look") },
  [AIP_PART_EQUIPMENT] = { "equipment", NC_ ("part of a prompt", "Equipment") },
  [AIP_PART_PERIOD] = { "period", NC_ ("part of a prompt", "Period") },
  [AIP_PART_ADDITIONS] = { "additions", NC_ ("part of a prompt", "Additions") },
};

const char *
aip_prompt_part_to_nick (AipPromptPart part)
{
  g_return_val_if_fail (part < AIP_N_PROMPT_PARTS, NULL);

  return parts[part].nick;
}

const char *
aip_prompt_part_get_name (AipPromptPart part)
{
  g_return_val_if_fail (part < AIP_N_PROMPT_PARTS, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "part of a prompt", parts[part].name);
}

/* Reading: the first member that is wrong ends the row. */

typedef struct {
  AipTargets *targets;
  JsonObject *object;
  const char *wrong;
} Reader;

static const char *
read_text (Reader     *reader,
           const char *member,
           gboolean    required)
{
  const char *text = aip_json_get_string (reader->object, member, NULL);

  if (text == NULL || *text == '\0')
    {
      if (required && reader->wrong == NULL)
        reader->wrong = member;
      return NULL;
    }

  return g_string_chunk_insert_const (reader->targets->texts, text);
}

static int
read_choice (Reader            *reader,
             const char        *member,
             const char *const *choices)
{
  const char *text = aip_json_get_string (reader->object, member, NULL);

  for (int i = 0; text != NULL && choices[i] != NULL; i++)
    if (g_str_equal (choices[i], text))
      return i;

  if (reader->wrong == NULL)
    reader->wrong = member;

  return 0;
}

static double
read_number (Reader     *reader,
             const char *member,
             double      least,
             double      most)
{
  double number;

  if (aip_json_get (reader->object, member) == NULL)
    return 0;

  number = aip_json_get_double (reader->object, member, -1);
  if (!(number >= least && number <= most) && reader->wrong == NULL)
    reader->wrong = member;

  return number;
}

static void
read_order (Reader    *reader,
            AipTarget *target)
{
  JsonArray *order = aip_json_get_array (reader->object, "order");
  guint n_order = order != NULL ? json_array_get_length (order) : 0;
  guint seen = 0;

  for (guint i = 0; i < n_order; i++)
    {
      const char *nick = aip_json_node_string (json_array_get_element (order, i));
      guint part = 0;

      while (part < AIP_N_PROMPT_PARTS && g_strcmp0 (parts[part].nick, nick) != 0)
        part++;
      if (part == AIP_N_PROMPT_PARTS || (seen & 1u << part) != 0)
        {
          n_order = 0;
          break;
        }
      seen |= 1u << part;
      target->order[target->n_order++] = part;
    }

  /* Whatever else is left out: what is seen and what happens is always said. */
  if ((n_order == 0 || (seen & 1u << AIP_PART_DESCRIPTION) == 0 ||
       (seen & 1u << AIP_PART_ACTION) == 0) && reader->wrong == NULL)
    reader->wrong = "order";
}

static void
read_sizes (Reader    *reader,
            AipTarget *target)
{
  JsonArray *sizes = aip_json_get_array (reader->object, "sizes");
  guint n_sizes = sizes != NULL ? json_array_get_length (sizes) : 0;

  for (guint i = 0; i < MIN (n_sizes, AIP_TARGET_MAX_SIZES); i++)
    {
      JsonArray *pair = aip_json_node_array (json_array_get_element (sizes, i));
      AipPixels *size = &target->sizes[i];

      if (pair != NULL && json_array_get_length (pair) == 2 &&
          JSON_NODE_HOLDS_VALUE (json_array_get_element (pair, 0)) &&
          JSON_NODE_HOLDS_VALUE (json_array_get_element (pair, 1)))
        *size = (AipPixels) { (int) json_array_get_int_element (pair, 0),
                              (int) json_array_get_int_element (pair, 1) };
      if ((size->width < 64 || size->height < 64 || size->width > 8192 || size->height > 8192) &&
          reader->wrong == NULL)
        reader->wrong = "sizes";
      target->n_sizes++;
    }
}

static void
read_frames (Reader    *reader,
             AipTarget *target)
{
  JsonObject *frames = aip_json_get_object (reader->object, "frames");
  JsonObject *row = reader->object;

  if (frames == NULL)
    return;

  reader->object = frames;
  target->frame_step = (int) read_number (reader, "step", 1, 64);
  target->frame_offset = (int) read_number (reader, "offset", 0, 64);
  target->max_frames = (int) read_number (reader, "most", 1, 100000);
  reader->object = row;
}

static void
read_target (AipTargets *self,
             const char *path,
             guint       number,
             JsonNode   *node)
{
  Reader reader = { self, aip_json_node_object (node), NULL };
  g_autofree AipTarget *target = g_new0 (AipTarget, 1);
  guint position;

  if (reader.object != NULL)
    {
      target->id = read_text (&reader, "id", TRUE);
      target->name = read_text (&reader, "name", TRUE);
      target->kind = read_choice (&reader, "kind", kinds);
      target->syntax = read_choice (&reader, "syntax", syntaxes);
      target->tokens = read_choice (&reader, "tokens", tokens);
      target->negative = read_choice (&reader, "negative", negatives);
      target->equipment = read_choice (&reader, "equipment", equipments);
      target->aspect = read_choice (&reader, "aspect", aspects);
      target->fixed_negative = read_text (&reader, "fixed-negative", FALSE);
      target->max_tokens = (guint) read_number (&reader, "max", 10, 100000);
      target->usual_words = (guint) read_number (&reader, "words", 5, 10000);
      target->multiple = MAX (1, (int) read_number (&reader, "multiple", 1, 256));
      target->pixels = (int) read_number (&reader, "pixels", 10000, 100000000);
      target->fps = read_number (&reader, "fps", 1, 240);
      target->guidance = read_number (&reader, "guidance", 0, 100);
      target->hangul = aip_json_get_boolean (reader.object, "hangul", FALSE);
      target->local = aip_json_get_boolean (reader.object, "local", FALSE);
      read_order (&reader, target);
      read_sizes (&reader, target);
      read_frames (&reader, target);
    }
  else
    reader.wrong = "{}";

  if (reader.wrong != NULL)
    {
      g_autofree char *name = g_path_get_basename (path);

      g_ptr_array_add (self->problems,
                       g_strdup_printf (_ ("%s, row %u: “%s” is missing or wrong. The model is "
                                           "left out."), name, number, reader.wrong));
      return;
    }

  for (position = 0; position < self->targets->len; position++)
    {
      AipTarget *earlier = g_ptr_array_index (self->targets, position);

      if (g_str_equal (earlier->id, target->id))
        {
          *earlier = *target;
          return;
        }
    }

  g_ptr_array_add (self->targets, g_steal_pointer (&target));
}

static gboolean
read_file (AipTargets  *self,
           const char  *folder,
           gboolean     own,
           GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "targets.json", NULL);
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) local_error = NULL;
  JsonArray *rows = NULL;

  root = aip_json_load (path, MAX_FILE_BYTES, &local_error);
  if (own && g_error_matches (local_error, AIP_ERROR, AIP_ERROR_NOT_FOUND))
    return TRUE;
  if (root != NULL)
    rows = aip_json_get_array (aip_json_node_object (root), "rows");
  if (rows == NULL || json_array_get_length (rows) > MAX_TARGETS)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _ ("The list of models “%s” cannot be read: %s"), path,
                   local_error != NULL ? local_error->message : _ ("it has no rows"));
      return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (rows); i++)
    read_target (self, path, i + 1, json_array_get_element (rows, i));

  return TRUE;
}

AipTargets *
aip_targets_load (const char         *shipped,
                  const char *const  *own,
                  GError            **error)
{
  g_autoptr(AipTargets) self = g_object_new (AIP_TYPE_TARGETS, NULL);

  g_return_val_if_fail (shipped != NULL, NULL);

  if (!read_file (self, shipped, FALSE, error))
    return NULL;

  for (guint i = 0; own != NULL && own[i] != NULL; i++)
    {
      g_autoptr(GError) local_error = NULL;

      if (!read_file (self, own[i], TRUE, &local_error))
        g_ptr_array_add (self->problems, g_strdup (local_error->message));
    }

  g_ptr_array_add (self->problems, NULL);

  return g_steal_pointer (&self);
}

const char *const *
aip_targets_get_problems (AipTargets *self)
{
  g_return_val_if_fail (AIP_IS_TARGETS (self), NULL);

  return (const char *const *) self->problems->pdata;
}

const AipTarget *const *
aip_targets_get_all (AipTargets *self,
                     guint      *n_targets)
{
  g_return_val_if_fail (AIP_IS_TARGETS (self), NULL);

  if (n_targets != NULL)
    *n_targets = self->targets->len;

  return (const AipTarget *const *) self->targets->pdata;
}

const AipTarget *
aip_targets_find (AipTargets *self,
                  const char *text)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (AIP_IS_TARGETS (self), NULL);

  if (text == NULL)
    return NULL;

  wanted = aip_text_fold (text);

  for (guint i = 0; i < self->targets->len; i++)
    {
      const AipTarget *target = g_ptr_array_index (self->targets, i);
      g_autofree char *name = aip_text_fold (target->name);

      if (g_str_equal (target->id, text) || g_str_equal (name, wanted))
        return target;
    }

  return NULL;
}

static void
aip_targets_finalize (GObject *object)
{
  AipTargets *self = AIP_TARGETS (object);

  g_ptr_array_unref (self->targets);
  g_ptr_array_unref (self->problems);
  g_string_chunk_free (self->texts);

  G_OBJECT_CLASS (aip_targets_parent_class)->finalize (object);
}

static void
aip_targets_class_init (AipTargetsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_targets_finalize;
}

static void
aip_targets_init (AipTargets *self)
{
  self->texts = g_string_chunk_new (4096);
  self->targets = g_ptr_array_new_with_free_func (g_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
}
