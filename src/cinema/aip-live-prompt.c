/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-live-prompt"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "aip-composer-private.h"
#include "aip-live-prompt.h"

#define ENGLISH_KEY "description#english"

/* Everything that a person changes here; a step of the history. */
typedef struct {
  AipPromptEdits *edits;
  char           *english;
  char           *negative;
} State;

/* What keys go into while they make one step. */
typedef enum {
  TYPING_NOTHING,
  TYPING_ENGLISH,
  TYPING_NEGATIVE,
} Typing;

struct _AipLivePrompt
{
  GObject               parent_instance;

  AipLiveSetup         *setup;
  AipTargets           *targets;
  AipPresets           *presets;
  const AipTarget      *workflow_target;

  GStringChunk         *texts;          /* what the parts point to */
  GPtrArray            *cast;
  GPtrArray            *triggers;
  AipPromptParts        parts;
  char                 *look_words;     /* as the shot came with them */
  double                seconds;

  State                *state;
  State                *original;
  Typing                typing;

  AipPromptComposition *composition;    /* %NULL: to be composed */
};

enum {
  PROP_MODIFIED = 1,
  N_PROPS
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipLivePrompt, aip_live_prompt, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static State *
state_copy (const State *from)
{
  State *state = g_new0 (State, 1);

  state->edits = aip_prompt_edits_copy (from->edits);
  state->english = g_strdup (from->english);
  state->negative = g_strdup (from->negative);

  return state;
}

static void
state_free (gpointer data)
{
  State *state = data;

  aip_prompt_edits_free (state->edits);
  g_free (state->english);
  g_free (state->negative);
  g_free (state);
}

static gboolean
state_equal (const State *a,
             const State *b)
{
  return g_str_equal (a->english, b->english) && g_str_equal (a->negative, b->negative) &&
         aip_prompt_edits_equal (a->edits, b->edits);
}

/* Changing ---------------------------------------------------------------------------------- */

static void
emit_changed (AipLivePrompt *self)
{
  g_clear_pointer (&self->composition, aip_prompt_composition_free);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The rules of the setup speak of the same model; this emits through the setup. */
static void
tell_target (AipLivePrompt *self)
{
  AipRuleContext context = *aip_live_setup_get_context (self->setup);
  const AipTarget *target = aip_live_prompt_get_target (self);

  if (context.target == target)
    return;
  context.target = target;
  aip_live_setup_set_context (self->setup, &context);
}

static gpointer
swap_state (gpointer companion,
            gpointer state)
{
  AipLivePrompt *self = companion;
  State *before = self->state;

  self->state = state;
  self->typing = TYPING_NOTHING;
  tell_target (self);
  emit_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);

  return before;
}

/* @before: (transfer full): what was there until now */
static void
finish_step (AipLivePrompt *self,
             State         *before)
{
  if (state_equal (before, self->state))
    {
      state_free (before);
      return;
    }

  self->typing = TYPING_NOTHING;
  aip_live_setup_push_companion (self->setup, self, before, swap_state, state_free);
  tell_target (self);
  emit_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

static void
type (AipLivePrompt  *self,
      Typing          typing,
      char          **place,
      const char     *text)
{
  State *before;

  if (g_str_equal (*place, text))
    return;

  before = state_copy (self->state);
  g_set_str (place, text);
  if (self->typing == typing)
    {
      state_free (before);
      emit_changed (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
      return;
    }

  finish_step (self, before);
  self->typing = typing;
}

void
aip_live_prompt_set_english (AipLivePrompt *self,
                             const char    *english)
{
  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));
  g_return_if_fail (english != NULL);

  type (self, TYPING_ENGLISH, &self->state->english, english);
}

void
aip_live_prompt_set_negative (AipLivePrompt *self,
                              const char    *negative)
{
  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));
  g_return_if_fail (negative != NULL);

  type (self, TYPING_NEGATIVE, &self->state->negative, negative);
}

void
aip_live_prompt_end_typing (AipLivePrompt *self)
{
  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));

  self->typing = TYPING_NOTHING;
}

void
aip_live_prompt_set_target (AipLivePrompt   *self,
                            const AipTarget *target)
{
  State *before;

  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));
  g_return_if_fail (target != NULL);

  /* The workflow's own is not written down: it follows when the shot gets another workflow. */
  before = state_copy (self->state);
  aip_prompt_edits_set_target (self->state->edits,
                               target == self->workflow_target ? "" : target->id);
  finish_step (self, before);
}

void
aip_live_prompt_edit (AipLivePrompt *self,
                      const char    *key,
                      const char    *text)
{
  const AipFragment *fragment;
  State *before;

  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));
  g_return_if_fail (key != NULL && text != NULL);

  fragment = aip_live_prompt_find (self, key);
  if (fragment == NULL)
    return;

  before = state_copy (self->state);
  /* It is shown beside the prompt; two versions of it would only be confused. */
  if (g_str_equal (key, ENGLISH_KEY) && !fragment->edited)
    g_set_str (&self->state->english, text);
  else
    aip_prompt_edits_set_fragment (self->state->edits, key, text, fragment->original);
  finish_step (self, before);
}

void
aip_live_prompt_leave_out (AipLivePrompt *self,
                           const char    *key,
                           gboolean       left_out)
{
  State *before;

  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));
  g_return_if_fail (key != NULL);

  before = state_copy (self->state);
  aip_prompt_edits_set_left_out (self->state->edits, key, left_out);
  finish_step (self, before);
}

void
aip_live_prompt_set_locked (AipLivePrompt *self,
                            const char    *key,
                            gboolean       locked)
{
  const AipFragment *fragment;
  State *before;

  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));
  g_return_if_fail (key != NULL);

  fragment = aip_live_prompt_find (self, key);
  if (fragment == NULL)
    return;

  before = state_copy (self->state);
  aip_prompt_edits_set_locked (self->state->edits, key, locked);
  /* What is longer than an edit can hold is not cut off for being kept. */
  if (locked && !fragment->free && strlen (fragment->words) <= AIP_PROMPT_EDITS_MAX_LENGTH)
    aip_prompt_edits_set_fragment (self->state->edits, key, fragment->words, fragment->original);
  finish_step (self, before);
}

void
aip_live_prompt_reset (AipLivePrompt *self,
                       const char    *key)
{
  State *before;

  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));
  g_return_if_fail (key != NULL);

  before = state_copy (self->state);
  aip_prompt_edits_reset (self->state->edits, key);
  finish_step (self, before);
}

void
aip_live_prompt_reset_all (AipLivePrompt *self)
{
  State *before;

  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));

  before = self->state;
  self->state = g_new0 (State, 1);
  self->state->edits = aip_prompt_edits_new ();
  self->state->english = g_strdup (before->english);
  self->state->negative = g_strdup (before->negative);
  aip_prompt_edits_set_target (self->state->edits, aip_prompt_edits_get_target (before->edits));
  finish_step (self, before);
}

void
aip_live_prompt_reset_order (AipLivePrompt *self)
{
  State *before;

  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));

  before = state_copy (self->state);
  aip_prompt_edits_reset_order (self->state->edits);
  finish_step (self, before);
}

/* (transfer container): what is in the prompt, without @but (nullable) */
static GPtrArray *
list_said (AipLivePrompt *self,
           const char    *but)
{
  const AipPromptComposition *composition = aip_live_prompt_get_composition (self);
  GPtrArray *said = g_ptr_array_new ();

  for (guint i = 0; i < composition->fragments->len; i++)
    {
      const AipFragment *fragment = g_ptr_array_index (composition->fragments, i);

      if (!fragment->cut && g_strcmp0 (fragment->key, but) != 0)
        g_ptr_array_add (said, (gpointer) fragment);
    }

  return said;
}

/* The neighbours at @position of @said; they outlive what @said points to. */
static void
find_neighbours (GPtrArray  *said,
                 guint       position,
                 char      **after,
                 char      **before)
{
  *after = *before = NULL;
  if (position > 0 && said->len > 0)
    *after = g_strdup (
      ((const AipFragment *) g_ptr_array_index (said, MIN (position, said->len) - 1))->key);
  if (position < said->len)
    *before = g_strdup (((const AipFragment *) g_ptr_array_index (said, position))->key);
}

const char *
aip_live_prompt_add_text (AipLivePrompt *self,
                          const char    *text,
                          guint          position)
{
  g_autoptr(GPtrArray) said = NULL;
  g_autofree char *after_key = NULL;
  g_autofree char *before_key = NULL;
  State *before;
  const char *key;

  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  said = list_said (self, NULL);
  find_neighbours (said, position, &after_key, &before_key);
  before = state_copy (self->state);
  key = aip_prompt_edits_add_text (self->state->edits, text, after_key, before_key);
  finish_step (self, before);

  return key;
}

void
aip_live_prompt_move (AipLivePrompt *self,
                      const char    *key,
                      guint          position)
{
  g_autoptr(GPtrArray) others = NULL;
  g_autofree char *after_key = NULL;
  g_autofree char *before_key = NULL;
  State *before;
  int now;

  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));
  g_return_if_fail (key != NULL);

  now = aip_live_prompt_get_position (self, key);
  if (now < 0 || (guint) now == position)
    return;

  others = list_said (self, key);
  find_neighbours (others, position, &after_key, &before_key);
  before = state_copy (self->state);
  aip_prompt_edits_move (self->state->edits, key, after_key, before_key);
  finish_step (self, before);
}

/* Reading ----------------------------------------------------------------------------------- */

static const char *
find_look_words (AipLivePrompt *self)
{
  const AipSetup *setup = aip_live_setup_get (self->setup);
  const AipPreset *look;

  if (self->presets == NULL)
    return self->look_words;
  if (!aip_setup_has (setup, AIP_SETUP_LOOK))
    return NULL;

  look = aip_presets_find (self->presets, setup->look);

  return look != NULL && *look->words != '\0' ? look->words : NULL;
}

const AipPromptComposition *
aip_live_prompt_get_composition (AipLivePrompt *self)
{
  AipComposerInput input = { 0, };

  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), NULL);

  if (self->composition != NULL)
    return self->composition;

  self->parts.negative = self->state->negative;
  input.parts = &self->parts;
  input.english = self->state->english;
  input.setup = aip_live_setup_get (self->setup);
  input.look_words = find_look_words (self);
  input.seconds = self->seconds;
  aip_prompt_edits_apply (self->state->edits, &input);
  self->composition = aip_composer_compose (&input, aip_live_prompt_get_target (self));

  return self->composition;
}

const AipFragment *
aip_live_prompt_find (AipLivePrompt *self,
                      const char    *key)
{
  const AipPromptComposition *composition;

  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  composition = aip_live_prompt_get_composition (self);
  for (guint i = 0; i < composition->fragments->len; i++)
    {
      const AipFragment *fragment = g_ptr_array_index (composition->fragments, i);

      if (g_str_equal (fragment->key, key))
        return fragment;
    }

  return NULL;
}

int
aip_live_prompt_get_position (AipLivePrompt *self,
                              const char    *key)
{
  g_autoptr(GPtrArray) said = NULL;

  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), -1);
  g_return_val_if_fail (key != NULL, -1);

  said = list_said (self, NULL);
  for (guint i = 0; i < said->len; i++)
    if (g_str_equal (((const AipFragment *) g_ptr_array_index (said, i))->key, key))
      return (int) i;

  return -1;
}

char *
aip_live_prompt_dup_whole (AipLivePrompt *self)
{
  const AipPromptComposition *composition;
  const AipTarget *target;
  GString *text;

  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), NULL);

  composition = aip_live_prompt_get_composition (self);
  target = aip_live_prompt_get_target (self);
  text = g_string_new (composition->positive);

  /* Where the negative is a parameter it stands in the prompt already, and so does the ratio. */
  if (target->negative == AIP_NEGATIVE_TEXT && *composition->negative != '\0')
    g_string_append_printf (text, "\n\nNegative prompt: %s", composition->negative);
  if (target->negative != AIP_NEGATIVE_PARAMETER && composition->parameter != NULL)
    g_string_append_printf (text, "\n\nAspect ratio: %s", composition->parameter);

  return g_string_free (text, FALSE);
}

AipLiveSetup *
aip_live_prompt_get_setup (AipLivePrompt *self)
{
  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), NULL);

  return self->setup;
}

AipTargets *
aip_live_prompt_get_targets (AipLivePrompt *self)
{
  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), NULL);

  return self->targets;
}

const AipPromptEdits *
aip_live_prompt_get_edits (AipLivePrompt *self)
{
  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), NULL);

  return self->state->edits;
}

const char *
aip_live_prompt_get_english (AipLivePrompt *self)
{
  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), NULL);

  return self->state->english;
}

const char *
aip_live_prompt_get_negative (AipLivePrompt *self)
{
  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), NULL);

  return self->state->negative;
}

gboolean
aip_live_prompt_is_korean (AipLivePrompt *self)
{
  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), FALSE);

  return aip_composer_has_hangul (self->parts.description) ||
         aip_composer_has_hangul (self->parts.action);
}

const AipTarget *
aip_live_prompt_get_target (AipLivePrompt *self)
{
  const char *id;
  const AipTarget *target = NULL;

  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), NULL);

  id = aip_prompt_edits_get_target (self->state->edits);
  if (*id != '\0')
    target = aip_targets_find (self->targets, id);

  return target != NULL ? target : self->workflow_target;
}

const AipTarget *
aip_live_prompt_get_workflow_target (AipLivePrompt *self)
{
  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (self), NULL);

  return self->workflow_target;
}

/* The object -------------------------------------------------------------------------------- */

static const char *
keep (AipLivePrompt *self,
      const char    *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  return g_string_chunk_insert (self->texts, valid);
}

static void
copy_parts (AipLivePrompt        *self,
            const AipPromptParts *from)
{
  self->parts.description = keep (self, from->description);
  self->parts.action = keep (self, from->action);
  self->parts.place_name = keep (self, from->place_name);
  self->parts.place_description = keep (self, from->place_description);
  self->parts.place_setting = keep (self, from->place_setting);
  self->parts.place_time = keep (self, from->place_time);
  self->parts.place_weather = keep (self, from->place_weather);
  self->parts.additions = keep (self, from->additions);
  self->parts.cast_negative = keep (self, from->cast_negative);

  for (guint i = 0; from->characters != NULL && from->characters[i] != NULL; i++)
    g_ptr_array_add (self->cast, (gpointer) keep (self, from->characters[i]));
  g_ptr_array_add (self->cast, NULL);
  self->parts.characters = (const char *const *) self->cast->pdata;

  for (guint i = 0; from->triggers != NULL && from->triggers[i] != NULL; i++)
    g_ptr_array_add (self->triggers, (gpointer) keep (self, from->triggers[i]));
  g_ptr_array_add (self->triggers, NULL);
  self->parts.triggers = (const char *const *) self->triggers->pdata;
}

static void
setup_changed_cb (AipLivePrompt *self)
{
  g_assert (AIP_IS_LIVE_PROMPT (self));

  self->typing = TYPING_NOTHING;
  emit_changed (self);
}

AipLivePrompt *
aip_live_prompt_new (AipLiveSetup           *setup,
                     const AipComposerInput *input,
                     AipTargets             *targets,
                     const AipTarget        *target)
{
  AipLivePrompt *self;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (setup), NULL);
  g_return_val_if_fail (input != NULL && input->parts != NULL, NULL);
  g_return_val_if_fail (AIP_IS_TARGETS (targets), NULL);
  g_return_val_if_fail (target != NULL, NULL);

  self = g_object_new (AIP_TYPE_LIVE_PROMPT, NULL);
  self->setup = g_object_ref (setup);
  self->targets = g_object_ref (targets);
  self->workflow_target = target;
  self->look_words = g_strdup (input->look_words);
  self->seconds = input->seconds;
  copy_parts (self, input->parts);
  g_set_str (&self->state->english, input->english != NULL ? keep (self, input->english) : "");
  g_set_str (&self->state->negative, keep (self, input->parts->negative));
  self->original = state_copy (self->state);
  g_signal_connect_object (setup, "changed", G_CALLBACK (setup_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
aip_live_prompt_set_presets (AipLivePrompt *self,
                             AipPresets    *presets)
{
  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));
  g_return_if_fail (AIP_IS_PRESETS (presets));

  if (g_set_object (&self->presets, presets))
    emit_changed (self);
}

void
aip_live_prompt_begin (AipLivePrompt        *self,
                       const AipPromptEdits *edits)
{
  g_return_if_fail (AIP_IS_LIVE_PROMPT (self));
  g_return_if_fail (edits != NULL);

  aip_live_setup_forget_companion (self->setup, self);
  aip_prompt_edits_free (self->state->edits);
  self->state->edits = aip_prompt_edits_copy (edits);
  state_free (self->original);
  self->original = state_copy (self->state);
  self->typing = TYPING_NOTHING;
  tell_target (self);
  emit_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

static void
aip_live_prompt_dispose (GObject *object)
{
  AipLivePrompt *self = AIP_LIVE_PROMPT (object);

  if (self->setup != NULL)
    aip_live_setup_forget_companion (self->setup, self);
  g_clear_object (&self->setup);
  g_clear_object (&self->targets);
  g_clear_object (&self->presets);

  G_OBJECT_CLASS (aip_live_prompt_parent_class)->dispose (object);
}

static void
aip_live_prompt_finalize (GObject *object)
{
  AipLivePrompt *self = AIP_LIVE_PROMPT (object);

  g_clear_pointer (&self->composition, aip_prompt_composition_free);
  g_clear_pointer (&self->state, state_free);
  g_clear_pointer (&self->original, state_free);
  g_ptr_array_unref (self->cast);
  g_ptr_array_unref (self->triggers);
  g_string_chunk_free (self->texts);
  g_free (self->look_words);

  G_OBJECT_CLASS (aip_live_prompt_parent_class)->finalize (object);
}

static void
aip_live_prompt_get_property (GObject    *object,
                              guint       property,
                              GValue     *value,
                              GParamSpec *pspec)
{
  AipLivePrompt *self = AIP_LIVE_PROMPT (object);

  switch (property)
    {
    case PROP_MODIFIED:
      g_value_set_boolean (value, !state_equal (self->state, self->original));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
aip_live_prompt_class_init (AipLivePromptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_live_prompt_dispose;
  object_class->finalize = aip_live_prompt_finalize;
  object_class->get_property = aip_live_prompt_get_property;

  properties[PROP_MODIFIED] =
    g_param_spec_boolean ("modified", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
aip_live_prompt_init (AipLivePrompt *self)
{
  self->texts = g_string_chunk_new (1024);
  self->cast = g_ptr_array_new ();
  self->triggers = g_ptr_array_new ();
  self->state = g_new0 (State, 1);
  self->state->edits = aip_prompt_edits_new ();
  self->state->english = g_strdup ("");
  self->state->negative = g_strdup ("");
}
