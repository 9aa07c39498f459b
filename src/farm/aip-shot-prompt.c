/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-prompt"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-casting.h"
#include "aip-costume.h"
#include "aip-json.h"
#include "aip-lora-file.h"
#include "aip-lora.h"
#include "aip-prompt-cast.h"
#include "aip-shot-prompt.h"
#include "aip-shot-setup.h"

struct _AipShotPrompt {
  AipCinema        *cinema;
  AipProject       *project;
  GPtrArray        *texts;       /* everything that the input points to */
  GPtrArray        *cast;
  GPtrArray        *triggers;
  GPtrArray        *loras;       /* AipLora */
  JsonNode         *people;      /* who and where, for the recipe */
  AipPromptParts    parts;
  AipSetup          setup;
  AipPromptEdits   *edits;
  AipWorkflow      *workflow;
  AipComposerInput  input;
  AipRuleContext    context;
  GPtrArray        *problems;
  const char       *code;
  const char       *overrides;
  gboolean          says_negative;
};

static const char *
keep (AipShotPrompt *self,
      const char    *text)
{
  char *kept = g_strdup (text != NULL ? text : "");

  g_ptr_array_add (self->texts, kept);

  return kept;
}

static gboolean
has_text (GPtrArray  *texts,
          const char *text)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static gboolean
has_lora (AipShotPrompt *self,
          const char    *file)
{
  for (guint i = 0; i < self->loras->len; i++)
    if (g_str_equal (((const AipLora *) g_ptr_array_index (self->loras, i))->file, file))
      return TRUE;

  return FALSE;
}

/* In the order of the cast, and of the files of each: a graph and a prompt stay what they were. */
static void
read_lora_files (AipShotPrompt *self,
                 AipCharacter  *character,
                 double         weight)
{
  g_autoptr(GPtrArray) files = aip_character_get_lora_files (character);

  /* Without its LoRA a trigger is only a strange word. */
  if (weight == 0)
    return;

  for (guint i = 0; i < files->len; i++)
    {
      const AipLoraFile *file = g_ptr_array_index (files, i);

      if (!has_lora (self, file->file))
        g_ptr_array_add (self->loras, aip_lora_new (file->file, file->model * weight,
                                                    file->clip * weight));
      for (guint j = 0; file->triggers[j] != NULL; j++)
        if (!has_text (self->triggers, file->triggers[j]))
          g_ptr_array_add (self->triggers, (char *) keep (self, file->triggers[j]));
    }
}

static void
read_negative (AipShotPrompt *self,
               AipCharacter  *character,
               GString       *negative)
{
  g_auto(GStrv) words = g_strsplit_set (aip_entity_get_text (AIP_ENTITY (character), "negative"),
                                        ",\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto(GStrv) said = g_strsplit (negative->str, ", ", -1);

      g_strstrip (words[i]);
      if (*words[i] != '\0' && !g_strv_contains ((const char *const *) said, words[i]))
        g_string_append_printf (negative, "%s%s", negative->len > 0 ? ", " : "", words[i]);
    }
}

static void
read_character (AipShotPrompt *self,
                AipShot       *shot,
                AipCharacter  *character,
                GString       *negative)
{
  AipEntity *entity = AIP_ENTITY (character);
  g_autoptr(AipCasting) casting = aip_casting_read (aip_shot_get_casting (shot),
                                                    aip_entity_get_id (entity));
  g_autoptr(GPtrArray) costumes = aip_character_get_costumes (character);
  const AipCostume *costume = aip_costumes_find (costumes, casting->costume);
  JsonObject *who = json_object_new ();
  AipPromptCast said = {
    .description = aip_character_get_description (character),
    .age = aip_entity_get_text (entity, "age"),
    .position = casting->position,
    .action = casting->action,
  };
  g_autofree char *text = NULL;

  /* What a character usually wears stands first. */
  if (costume == NULL && costumes->len > 0)
    costume = g_ptr_array_index (costumes, 0);
  if (costume != NULL)
    said.costume = *costume->words != '\0' ? costume->words : costume->name;

  text = aip_prompt_cast_say (&said);
  g_ptr_array_add (self->cast, (char *) keep (self, aip_character_get_name (character)));
  g_ptr_array_add (self->cast, (char *) keep (self, text));
  read_lora_files (self, character, casting->weight);
  read_negative (self, character, negative);

  json_object_set_string_member (who, "id", aip_entity_get_id (entity));
  json_object_set_string_member (who, "name", aip_character_get_name (character));
  json_object_set_string_member (who, "words", text);
  json_array_add_object_element (json_object_get_array_member (
                                   json_node_get_object (self->people), "characters"), who);
}

static void
read_place (AipShotPrompt *self,
            AipPlace      *place)
{
  AipEntity *entity = AIP_ENTITY (place);
  const char *location = aip_entity_get_text (entity, "location");
  const char *description = aip_place_get_description (place);
  JsonObject *where = json_object_new ();
  g_autofree char *both = NULL;

  if (*description != '\0' && *location != '\0')
    both = g_strdup_printf ("%s, %s", description, location);
  self->parts.place_name = keep (self, aip_place_get_name (place));
  self->parts.place_description = keep (self, both != NULL ? both
                                              : *description != '\0' ? description : location);
  self->parts.place_setting = keep (self, aip_entity_get_text (entity, "setting"));
  self->parts.place_time = keep (self, aip_entity_get_text (entity, "time"));
  self->parts.place_weather = keep (self, aip_entity_get_text (entity, "weather"));

  json_object_set_string_member (where, "id", aip_entity_get_id (entity));
  json_object_set_string_member (where, "name", aip_place_get_name (place));
  json_object_set_string_member (where, "words", self->parts.place_description);
  json_object_set_object_member (json_node_get_object (self->people), "place", where);
}

static void
read_parts (AipShotPrompt *self,
            AipDocument   *document,
            AipShot       *shot)
{
  g_auto(GStrv) ids = aip_entity_dup_texts (AIP_ENTITY (shot), "characters");
  g_autoptr(GString) negative = g_string_new (NULL);
  AipEntity *place = aip_document_lookup (document, aip_entity_get_text (AIP_ENTITY (shot),
                                                                         "place"));

  self->code = keep (self, aip_shot_get_code (shot));
  self->overrides = keep (self, aip_shot_get_overrides (shot));
  self->parts.description = keep (self, aip_shot_get_description (shot));
  self->parts.action = keep (self, aip_entity_get_text (AIP_ENTITY (shot), "action"));
  self->parts.additions = keep (self, aip_entity_get_text (AIP_ENTITY (shot), "prompt"));
  self->parts.negative = keep (self, aip_entity_get_text (AIP_ENTITY (shot), "negative"));

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      AipEntity *character = aip_document_lookup (document, ids[i]);

      if (AIP_IS_CHARACTER (character))
        read_character (self, shot, AIP_CHARACTER (character), negative);
    }
  /* A shot without a cast may still be full of people: its description knows. */
  self->context.subjects = self->cast->len > 0 ? (int) self->cast->len / 2 : -1;
  g_ptr_array_add (self->cast, NULL);
  self->parts.characters = (const char *const *) self->cast->pdata;
  g_ptr_array_add (self->triggers, NULL);
  self->parts.triggers = (const char *const *) self->triggers->pdata;
  self->parts.cast_negative = keep (self, negative->str);

  if (AIP_IS_PLACE (place))
    read_place (self, AIP_PLACE (place));
}

/* What the workflow runs, else any. */
const AipTarget *
aip_shot_prompt_get_workflow_target (AipShotPrompt *self)
{
  const AipTarget *target = NULL;
  const char *runs;

  g_return_val_if_fail (self != NULL, NULL);

  runs = self->workflow != NULL ? aip_workflow_get_target (self->workflow) : "";
  if (*runs != '\0')
    target = aip_targets_find (self->cinema->targets, runs);

  return target != NULL ? target : aip_targets_find (self->cinema->targets, AIP_TARGET_GENERIC);
}

/*
 * What a person chose, else the workflow's. One for copying out is only looked at: no worker is
 * told “--ar 16:9”.
 */
static const AipTarget *
find_target (AipShotPrompt *self)
{
  const char *chosen = aip_prompt_edits_get_target (self->edits);
  const AipTarget *target = NULL;

  if (*chosen != '\0')
    target = aip_targets_find (self->cinema->targets, chosen);

  return target != NULL && target->local ? target : aip_shot_prompt_get_workflow_target (self);
}

static void
check_targets (AipShotPrompt *self)
{
  const char *chosen = aip_prompt_edits_get_target (self->edits);
  const char *runs = self->workflow != NULL ? aip_workflow_get_target (self->workflow) : "";

  if (*chosen != '\0' && aip_targets_find (self->cinema->targets, chosen) == NULL)
    g_ptr_array_add (self->problems,
                     g_strdup_printf (_("The prompt is to be written for the model “%s”, which is "
                                        "not in the list of models."), chosen));
  if (*runs != '\0' && aip_targets_find (self->cinema->targets, runs) == NULL)
    g_ptr_array_add (self->problems,
                     g_strdup_printf (_("The workflow “%s” runs the model “%s”, which is not in "
                                        "the list of models; its prompts are written for any."),
                                      aip_workflow_get_title (self->workflow), runs));
}

AipShotPrompt *
aip_shot_prompt_new (AipDocument *document,
                     AipShot     *shot,
                     AipCinema   *cinema,
                     AipWorkflow *workflow)
{
  g_autoptr(AipPromptEdits) edits = NULL;
  AipShotPrompt *self;
  AipFrameRate rate;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (cinema != NULL, NULL);
  g_return_val_if_fail (workflow == NULL || AIP_IS_WORKFLOW (workflow), NULL);

  self = g_new0 (AipShotPrompt, 1);
  self->cinema = aip_cinema_ref (cinema);
  self->project = g_object_ref (aip_document_get_project (document));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->cast = g_ptr_array_new ();
  self->triggers = g_ptr_array_new ();
  self->loras = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_lora_free);
  self->people = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (self->people, json_object_new ());
  json_object_set_array_member (json_node_get_object (self->people), "characters",
                                json_array_new ());
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->context = (AipRuleContext) AIP_RULE_CONTEXT_INIT;
  self->workflow = workflow != NULL ? g_object_ref (workflow) : NULL;
  self->says_negative = workflow == NULL || aip_workflow_has_role (workflow, AIP_ROLE_NEGATIVE);

  rate = aip_project_get_rate (self->project);
  self->context.loose = g_str_equal (aip_project_get_period (self->project),
                                     AIP_PROJECT_PERIOD_LOOSE);
  self->context.dialogue = *aip_entity_get_text (AIP_ENTITY (shot), "dialogue") != '\0';
  self->context.seconds = aip_frame_rate_to_seconds (&rate, aip_shot_get_duration (shot));
  read_parts (self, document, shot);

  self->input.parts = &self->parts;
  self->input.english = keep (self, aip_shot_get_english (shot));
  self->input.seconds = self->context.seconds;
  aip_shot_setup_parse (aip_shot_get_setup (shot), self->project, cinema->catalogue, &self->setup,
                        self->problems);
  aip_shot_prompt_set_setup (self, &self->setup);
  edits = aip_prompt_edits_from_text (aip_shot_get_prompt_edits (shot), self->problems);
  aip_shot_prompt_set_edits (self, edits);
  check_targets (self);
  g_ptr_array_add (self->problems, NULL);

  return self;
}

void
aip_shot_prompt_free (AipShotPrompt *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->cast);
  g_ptr_array_unref (self->triggers);
  g_ptr_array_unref (self->loras);
  json_node_unref (self->people);
  g_ptr_array_unref (self->problems);
  g_clear_pointer (&self->edits, aip_prompt_edits_free);
  g_clear_object (&self->workflow);
  g_object_unref (self->project);
  aip_cinema_unref (self->cinema);
  g_free (self);
}

const AipComposerInput *
aip_shot_prompt_get_input (AipShotPrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->input;
}

const AipTarget *
aip_shot_prompt_get_target (AipShotPrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->context.target;
}

const AipSetup *
aip_shot_prompt_get_setup (AipShotPrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->setup;
}

const AipRuleContext *
aip_shot_prompt_get_context (AipShotPrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->context;
}

GPtrArray *
aip_shot_prompt_get_loras (AipShotPrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->loras;
}

const char *const *
aip_shot_prompt_get_problems (AipShotPrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->problems->pdata;
}

void
aip_shot_prompt_set_setup (AipShotPrompt  *self,
                           const AipSetup *setup)
{
  const AipPreset *look = NULL;

  g_return_if_fail (self != NULL && setup != NULL);

  self->setup = *setup;
  self->input.setup = &self->setup;

  if (aip_setup_has (setup, AIP_SETUP_LOOK))
    look = aip_presets_find (self->cinema->presets, setup->look);
  self->input.look_words = look != NULL && *look->words != '\0' ? look->words : NULL;
}

const AipPromptEdits *
aip_shot_prompt_get_edits (AipShotPrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->edits;
}

void
aip_shot_prompt_set_edits (AipShotPrompt        *self,
                           const AipPromptEdits *edits)
{
  AipPromptEdits *copy;

  g_return_if_fail (self != NULL && edits != NULL);

  copy = aip_prompt_edits_copy (edits);
  g_clear_pointer (&self->edits, aip_prompt_edits_free);
  self->edits = copy;
  aip_prompt_edits_apply (self->edits, &self->input);
  self->context.target = find_target (self);
}

void
aip_shot_prompt_set_target (AipShotPrompt   *self,
                            const AipTarget *target)
{
  g_return_if_fail (self != NULL && target != NULL);

  self->context.target = target;
}

/* @value: as in files: an id, a nick, a number. */
static void
vary_setup (AipShotPrompt *self,
            const char    *nick,
            const char    *value)
{
  int field = aip_setup_field_from_nick (nick);
  g_autoptr(JsonObject) object = json_object_new ();
  AipSetup tried = { 0 };
  AipSetup setup = self->setup;
  char *end;
  double number = g_ascii_strtod (value, &end);

  if (field < 0)
    return;
  if (*value != '\0' && *end == '\0')
    json_object_set_double_member (object, nick, number);
  else
    json_object_set_string_member (object, nick, value);
  aip_setup_from_json (&tried, self->cinema->catalogue, object, NULL);
  aip_setup_take (&setup, &tried, AIP_SETUP_BIT (field));
  aip_shot_prompt_set_setup (self, &setup);
}

static void
vary_lora (AipShotPrompt *self,
           const char    *file,
           const char    *value)
{
  for (guint i = 0; i < self->loras->len; i++)
    {
      AipLora *lora = g_ptr_array_index (self->loras, i);

      if (g_str_equal (lora->file, file))
        lora->model = lora->clip = g_ascii_strtod (value, NULL);
    }
}

void
aip_shot_prompt_vary (AipShotPrompt      *self,
                      const AipVariation *variation)
{
  const char *words;
  g_autofree char *overrides = NULL;

  g_return_if_fail (self != NULL && variation != NULL);

  for (guint i = 0; i < variation->n_axes; i++)
    {
      const char *key = variation->axes[i].key;
      const char *value = aip_variation_value_get_id (aip_variation_get_own (variation, i));

      if (g_str_has_prefix (key, AIP_VARIATION_SETUP))
        vary_setup (self, key + strlen (AIP_VARIATION_SETUP), value);
      else if (g_str_has_prefix (key, AIP_VARIATION_LORA))
        vary_lora (self, key + strlen (AIP_VARIATION_LORA), value);
    }

  words = aip_variation_get_value (variation, AIP_VARIATION_WORDS);
  if (words != NULL && *words != '\0')
    {
      g_autofree char *both = g_strjoin (*self->parts.additions != '\0' ? ", " : "",
                                         self->parts.additions, words, NULL);

      self->parts.additions = keep (self, both);
    }
  overrides = aip_variation_apply (variation, self->overrides);
  self->overrides = keep (self, overrides);
}

gboolean
aip_shot_prompt_is_empty (AipShotPrompt *self)
{
  AipPromptParts parts;

  g_return_val_if_fail (self != NULL, TRUE);

  parts = self->parts;
  if (!aip_prompt_parts_are_empty (&parts))
    return FALSE;
  parts.description = self->input.english;

  return aip_prompt_parts_are_empty (&parts);
}

AipPromptComposition *
aip_shot_prompt_compose (AipShotPrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return aip_composer_compose (&self->input, self->context.target);
}

char *
aip_shot_prompt_dup_negative (AipShotPrompt        *self,
                              AipPromptComposition *composition)
{
  g_return_val_if_fail (self != NULL && composition != NULL, NULL);

  if (!self->says_negative)
    return g_strdup ("");
  if (self->context.target->negative == AIP_NEGATIVE_TEXT)
    return g_strdup (composition->negative);

  return aip_composer_tidy_negative (&self->parts);
}

static void
add_loras (AipShotPrompt *self,
           JsonObject    *object)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->loras->len; i++)
    {
      const AipLora *lora = g_ptr_array_index (self->loras, i);
      JsonObject *member = json_object_new ();

      json_object_set_string_member (member, "file", lora->file);
      json_object_set_double_member (member, "model", lora->model);
      json_object_set_double_member (member, "clip", lora->clip);
      json_array_add_object_element (array, member);
    }

  json_object_set_array_member (object, "loras", array);
}

char *
aip_shot_prompt_to_recipe (AipShotPrompt *self)
{
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *edits = NULL;
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();

  json_object_set_string_member (object, "shot", self->code);
  json_object_set_string_member (object, "target", self->context.target->id);
  if (self->setup.given != 0)
    json_object_set_member (object, "setup", aip_setup_to_json (&self->setup));
  edits = aip_prompt_edits_to_text (self->edits);
  if (*edits != '\0')
    json_object_set_member (object, "prompt-edits",
                            aip_json_parse (edits, -1, AIP_PROMPT_EDITS_MAX_BYTES, NULL));
  if (self->cast->len > 1 || json_object_has_member (json_node_get_object (self->people), "place"))
    json_object_set_member (object, "people", json_node_copy (self->people));
  if (self->loras->len > 0)
    add_loras (self, object);
  if (*self->overrides != '\0')
    json_object_set_member (object, "overrides",
                            aip_json_parse (self->overrides, -1, G_MAXUINT16, NULL));
  json_node_take_object (root, object);

  return aip_json_to_text (root, FALSE);
}
