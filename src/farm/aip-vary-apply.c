/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-vary-apply"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-casting.h"
#include "aip-json.h"
#include "aip-lora-file.h"
#include "aip-variation.h"
#include "aip-vary-apply.h"

#define MAX_SETUP_BYTES (64 * 1024)

static gboolean
set_text (AipDocument  *document,
          AipShot      *shot,
          const char   *field,
          const char   *text,
          GError      **error)
{
  return aip_document_set_text (document, AIP_ENTITY (shot), field, text, error);
}

static gboolean
apply_words (AipDocument  *document,
             AipShot      *shot,
             const char   *words,
             GError      **error)
{
  const char *own = aip_entity_get_text (AIP_ENTITY (shot), "prompt");
  g_autofree char *both = NULL;

  if (*words == '\0')
    return TRUE;
  both = g_strjoin (*own != '\0' ? ", " : "", own, words, NULL);

  return set_text (document, shot, "prompt", both, error);
}

static gboolean
apply_setup (AipDocument  *document,
             AipShot      *shot,
             const char   *nick,
             const char   *value,
             GError      **error)
{
  const char *own = aip_shot_get_setup (shot);
  g_autoptr(JsonNode) root = *own != '\0' ? aip_json_parse (own, -1, MAX_SETUP_BYTES, NULL) : NULL;
  g_autofree char *text = NULL;
  char *end;
  double number = g_ascii_strtod (value, &end);

  if (aip_json_node_object (root) == NULL)
    {
      g_clear_pointer (&root, json_node_unref);
      root = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (root, json_object_new ());
    }
  if (*value != '\0' && *end == '\0')
    json_object_set_double_member (aip_json_node_object (root), nick, number);
  else
    json_object_set_string_member (aip_json_node_object (root), nick, value);
  text = aip_json_to_text (root, FALSE);

  return set_text (document, shot, "setup", text, error);
}

static const AipLoraFile *
find_file (GPtrArray  *files,
           const char *name)
{
  for (guint i = 0; i < files->len; i++)
    {
      const AipLoraFile *file = g_ptr_array_index (files, i);

      if (g_str_equal (file->file, name))
        return file;
    }

  return NULL;
}

/* The weight of the cast multiplies the strength that the character’s page says. */
static gboolean
apply_lora (AipDocument  *document,
            AipShot      *shot,
            const char   *name,
            const char   *value,
            GError      **error)
{
  g_auto(GStrv) cast = aip_entity_dup_texts (AIP_ENTITY (shot), "characters");

  for (guint i = 0; cast != NULL && cast[i] != NULL; i++)
    {
      AipEntity *character = aip_document_lookup (document, cast[i]);
      g_autoptr(GPtrArray) files = AIP_IS_CHARACTER (character)
                                     ? aip_character_get_lora_files (AIP_CHARACTER (character)) : NULL;
      const AipLoraFile *file = files != NULL ? find_file (files, name) : NULL;
      g_autoptr(AipCasting) casting = NULL;
      g_autofree char *text = NULL;

      if (file == NULL || file->model == 0)
        continue;
      casting = aip_casting_read (aip_shot_get_casting (shot), cast[i]);
      casting->weight = CLAMP (g_ascii_strtod (value, NULL) / file->model, 0, AIP_MAX_CAST_WEIGHT);
      text = aip_casting_write (aip_shot_get_casting (shot), cast[i], casting);
      return set_text (document, shot, "casting", text, error);
    }

  return TRUE;
}

static gboolean
apply (AipDocument         *document,
       AipShot             *shot,
       const AipVariation  *variation,
       GError             **error)
{
  const char *seed = aip_variation_get_value (variation, AIP_VARIATION_SEED);
  g_autofree char *overrides = aip_variation_apply (variation, aip_shot_get_overrides (shot));

  if (!set_text (document, shot, "overrides", overrides, error) ||
      (seed != NULL && !set_text (document, shot, "seed", seed, error)))
    return FALSE;

  for (guint i = 0; i < variation->n_axes; i++)
    {
      const char *key = variation->axes[i].key;
      const char *value = aip_variation_value_get_id (aip_variation_get_own (variation, i));
      gboolean good = TRUE;

      if (g_str_equal (key, AIP_VARIATION_WORDS))
        good = apply_words (document, shot, value, error);
      else if (g_str_has_prefix (key, AIP_VARIATION_SETUP))
        good = apply_setup (document, shot, key + strlen (AIP_VARIATION_SETUP), value, error);
      else if (g_str_has_prefix (key, AIP_VARIATION_LORA))
        good = apply_lora (document, shot, key + strlen (AIP_VARIATION_LORA), value, error);
      if (!good)
        return FALSE;
    }

  return TRUE;
}

gboolean
aip_vary_apply (AipDocument  *document,
                AipShot      *shot,
                AipTake      *take,
                GError      **error)
{
  g_autoptr(AipVariation) variation = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);
  g_return_val_if_fail (AIP_IS_TAKE (take), FALSE);

  variation = aip_variation_parse (aip_take_get_variation (take));
  /* Translators: an undo step: number of a take, code of a shot */
  label = g_strdup_printf (_("Use Variation v%03d for %s"), (int) aip_take_get_number (take),
                           aip_shot_get_code (shot));
  aip_document_begin (document, label);
  if ((variation != NULL && !apply (document, shot, variation, error)) ||
      !set_text (document, shot, "current-take", aip_entity_get_id (AIP_ENTITY (take)), error))
    {
      aip_document_rollback (document);
      return FALSE;
    }
  aip_document_commit (document);

  return TRUE;
}
