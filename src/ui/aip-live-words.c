/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-live-words"

#include "config.h"

#include "aip-setup-text.h"
#include "aip-live-words.h"

AipLivePrompt *
aip_live_words_begin (AipShotPrompt *prompt,
                      AipCinema     *cinema,
                      AipLiveSetup  *setup)
{
  AipLivePrompt *words;

  g_return_val_if_fail (prompt != NULL && cinema != NULL, NULL);
  g_return_val_if_fail (AIP_IS_LIVE_SETUP (setup), NULL);

  words = aip_live_prompt_new (setup, aip_shot_prompt_get_input (prompt), cinema->targets,
                               aip_shot_prompt_get_workflow_target (prompt));
  aip_live_prompt_set_presets (words, cinema->presets);
  aip_live_prompt_begin (words, aip_shot_prompt_get_edits (prompt));

  return words;
}

/* (nullable) */
static AipTake *
find_newest_take (AipShot *shot)
{
  GListModel *takes = aip_shot_get_takes (shot);
  AipTake *newest = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (takes); i++)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i);

      /* The list keeps it. */
      if (newest == NULL || aip_take_get_number (take) > aip_take_get_number (newest))
        newest = take;
    }

  return newest;
}

GtkWidget *
aip_live_words_show (AipLivePrompt *words,
                     AipShot       *shot)
{
  g_autofree char *name = NULL;
  const char *prompt = NULL;
  GtkWidget *view;
  AipTake *take;

  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (words), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  take = find_newest_take (shot);
  if (take != NULL)
    prompt = aip_entity_get_text (AIP_ENTITY (take), "prompt");
  /* One that was brought in from elsewhere does not know its prompt. */
  if (prompt != NULL && *prompt == '\0')
    prompt = NULL;

  view = aip_setup_text_new (words, prompt);
  if (take != NULL)
    {
      name = g_strdup_printf ("v%03d", (int) aip_take_get_number (take));
      aip_setup_text_set_last_take (AIP_SETUP_TEXT (view), name);
    }

  return view;
}

static gboolean
store_text (AipDocument  *document,
            AipShot      *shot,
            const char   *field,
            const char   *text,
            GError      **error)
{
  if (g_str_equal (aip_entity_get_text (AIP_ENTITY (shot), field), text))
    return TRUE;

  return aip_document_set_text (document, AIP_ENTITY (shot), field, text, error);
}

gboolean
aip_live_words_store (AipLivePrompt  *words,
                      AipDocument    *document,
                      AipShot        *shot,
                      GError        **error)
{
  g_autofree char *edits = NULL;
  gboolean modified;

  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (words), FALSE);
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);

  g_object_get (words, "modified", &modified, NULL);
  if (!modified)
    return TRUE;

  edits = aip_prompt_edits_to_text (aip_live_prompt_get_edits (words));

  return store_text (document, shot, "prompt-edits", edits, error) &&
         store_text (document, shot, "english", aip_live_prompt_get_english (words), error) &&
         store_text (document, shot, "negative", aip_live_prompt_get_negative (words), error);
}
