/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-composer"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "aip-composer-private.h"
#include "aip-prompt-private.h"

/* What is left out first when a prompt is too long. Description, action and shot never are. */
static const AipPromptPart cutting_order[] = {
  AIP_PART_PERIOD, AIP_PART_EQUIPMENT, AIP_PART_MOOD,  AIP_PART_COMPOSITION, AIP_PART_LOOK,
  AIP_PART_LENS,   AIP_PART_LIGHT,     AIP_PART_MOTION, AIP_PART_PLACE,      AIP_PART_CAST,
  AIP_PART_ADDITIONS,
};

static AipPiece *
piece_at (AipComposer *self,
          guint        index)
{
  return &g_array_index (self->pieces, AipPiece, index);
}

/* Length ------------------------------------------------------------------------------------ */

static gboolean
can_cut (const AipPiece *piece)
{
  return piece->state == AIP_FRAGMENT_SAID && !piece->locked;
}

/* (nullable): what is cut next */
static AipPiece *
next_to_cut (AipComposer *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (cutting_order); i++)
    {
      /* What was said last within a part matters least. */
      for (guint j = self->pieces->len; j > 0; j--)
        {
          AipPiece *piece = piece_at (self, j - 1);

          if (piece->part == cutting_order[i] && !piece->free && can_cut (piece))
            return piece;
        }
    }

  for (guint i = self->sequence->len; i > 0; i--)
    {
      AipPiece *piece = piece_at (self, g_array_index (self->sequence, guint, i - 1));

      if (piece->free && can_cut (piece))
        return piece;
    }

  return NULL;
}

static gboolean
has_locked (AipComposer *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    if (piece_at (self, i)->locked && piece_at (self, i)->state == AIP_FRAGMENT_SAID)
      return TRUE;

  return FALSE;
}

static void
add_note (AipPromptComposition *composition,
          const char           *format,
          ...) G_GNUC_PRINTF (2, 3);

static void
add_note (AipPromptComposition *composition,
          const char           *format,
          ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (composition->notes, g_strdup_vprintf (format, args));
  va_end (args);
}

static void
fit (AipComposer          *self,
     AipPromptComposition *composition,
     guint                 reserved)
{
  guint n_cut = 0;

  for (;;)
    {
      g_autofree char *text = aip_composer_write (self, NULL);
      AipPiece *piece;

      composition->tokens = aip_tokens_estimate (self->target->tokens, text) + reserved;
      if (self->target->max_tokens == 0 || composition->tokens <= self->target->max_tokens)
        break;

      piece = next_to_cut (self);
      if (piece == NULL)
        {
          add_note (composition,
                    has_locked (self)
                      ? _ ("The description and what is locked are longer than %s reads: about %u "
                           "of %u tokens. Shorten or unlock something; what comes last is ignored.")
                      : _ ("The description alone is longer than %s reads: about %u of %u tokens. "
                           "Shorten it; what comes last is ignored."),
                    self->target->name, composition->tokens, self->target->max_tokens);
          break;
        }

      piece->state = AIP_FRAGMENT_TOO_LONG;
      if (piece->free)
        add_note (composition,
                  _ ("Your own text “%s” did not fit and was left out. Lock it to keep it."),
                  piece->text);
      else
        n_cut++;
    }

  if (n_cut > 0)
    add_note (composition,
              g_dngettext (GETTEXT_PACKAGE, "%u phrase did not fit and was left out.",
                           "%u phrases did not fit and were left out.", n_cut),
              n_cut);
}

/* The rest ---------------------------------------------------------------------------------- */

/* "2.39:1" as whole numbers, as parameters want it: "239:100", "16:9". */
static char *
ratio_parameter (double aspect)
{
  for (int height = 1; height <= 10; height++)
    {
      double width = aspect * height;

      if (fabs (width - round (width)) < 0.0035 * height)
        return g_strdup_printf ("%d:%d", (int) round (width), height);
    }

  return g_strdup_printf ("%d:100", (int) round (aspect * 100));
}

/* Whether @word is one of the words between the commas of @text. */
static gboolean
lists (const char *text,
       const char *word)
{
  g_auto(GStrv) words = g_strsplit (text, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (g_strstrip (words[i]), word))
      return TRUE;

  return FALSE;
}

char *
aip_composer_tidy_negative (const AipPromptParts *parts)
{
  g_autofree char *own = NULL;
  g_auto(GStrv) usual = NULL;
  g_autoptr(GPtrArray) said = NULL;

  g_return_val_if_fail (parts != NULL, NULL);

  own = aip_prompt_tidy (parts->negative);
  if (parts->cast_negative == NULL || *parts->cast_negative == '\0')
    return g_strdup (aip_prompt_has_words (own) ? own : "");

  /* What the shot says already is not said again for its characters. */
  aip_composer_drop_end_marks (own);
  said = g_ptr_array_new ();
  usual = g_strsplit_set (parts->cast_negative, ",\n", -1);
  if (aip_prompt_has_words (own))
    g_ptr_array_add (said, own);
  for (guint i = 0; usual[i] != NULL; i++)
    {
      g_strstrip (usual[i]);
      if (aip_prompt_has_words (usual[i]) && !lists (own, usual[i]))
        g_ptr_array_add (said, usual[i]);
    }
  g_ptr_array_add (said, NULL);

  return g_strjoinv (", ", (char **) said->pdata);
}

static void
compose_negative (AipComposer          *self,
                  AipPromptComposition *composition)
{
  g_autofree char *own = aip_composer_tidy_negative (self->input->parts);
  const char *fixed = self->target->fixed_negative;

  if (self->target->negative == AIP_NEGATIVE_NONE)
    {
      composition->negative = g_strdup ("");
      if (*own != '\0')
        add_note (composition,
                  _ ("%s has no negative prompt: say what should be seen instead of “%s”."),
                  self->target->name, own);
      return;
    }

  if (*own != '\0' && fixed != NULL)
    composition->negative = g_strconcat (own, ", ", fixed, NULL);
  else
    composition->negative = g_strdup (*own != '\0' ? own : fixed != NULL ? fixed : "");
}

/* Parameters that stand behind the prompt. */
static char *
trailing_parameters (AipComposer          *self,
                     AipPromptComposition *composition)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->target->negative != AIP_NEGATIVE_PARAMETER)
    return g_string_free_and_steal (g_steal_pointer (&text));

  if (composition->parameter != NULL)
    g_string_append_printf (text, " --ar %s", composition->parameter);
  g_string_append (text, " --style raw");
  if (composition->negative[0] != '\0')
    g_string_append_printf (text, " --no %s", composition->negative);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* (nullable): the first that is said in Korean */
static const AipFragment *
find_korean (const AipPromptComposition *composition)
{
  for (guint i = 0; i < composition->fragments->len; i++)
    {
      const AipFragment *fragment = g_ptr_array_index (composition->fragments, i);

      if (!fragment->cut && aip_composer_has_hangul (fragment->text))
        return fragment;
    }

  return NULL;
}

static void
note_languages (AipComposer          *self,
                AipPromptComposition *composition)
{
  const AipFragment *korean = self->target->hangul ? NULL : find_korean (composition);

  /* The English text stands in for what is seen and what happens, not for the rest. */
  if (korean != NULL && korean->part <= AIP_PART_ACTION && !korean->free)
    add_note (composition,
              _ ("%s does not read Korean. Give the shot an English prompt text."),
              self->target->name);
  else if (korean != NULL)
    add_note (composition,
              _ ("%s does not read Korean: say “%s” in English."), self->target->name,
              korean->words);

  if (self->target->usual_words > 0)
    {
      guint words = aip_tokens_estimate (AIP_TOKENS_WORDS, composition->positive);

      if (words > self->target->usual_words * 3 / 2)
        add_note (composition, _ ("%u words: %s follows about %u."), words, self->target->name,
                  self->target->usual_words);
    }
}

static void
note_length (AipComposer          *self,
             AipPromptComposition *composition)
{
  double most;

  if (self->target->max_frames == 0 || self->target->fps <= 0)
    return;

  most = self->target->max_frames / self->target->fps;
  if (self->input->seconds > most * 1.02)
    add_note (composition, _ ("The shot lasts %.1f s, %s makes %.1f s in one go."),
              self->input->seconds, self->target->name, most);
}

static void
note_differences (AipComposer          *self,
                  AipPromptComposition *composition)
{
  guint n_different = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    n_different += piece_at (self, i)->differs && piece_at (self, i)->state == AIP_FRAGMENT_SAID;

  if (n_different > 0)
    add_note (composition,
              g_dngettext (GETTEXT_PACKAGE, "%u phrase that was edited differs from the setup now.",
                           "%u phrases that were edited differ from the setup now.", n_different),
              n_different);
}

static void
add_cut_fragments (AipComposer          *self,
                   AipPromptComposition *composition)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const AipPiece *piece = piece_at (self, i);

      if (piece->state != AIP_FRAGMENT_SAID)
        g_ptr_array_add (composition->fragments,
                         aip_composer_fragment_new (piece, piece->text));
    }
}

AipPromptComposition *
aip_composer_compose (const AipComposerInput *input,
                      const AipTarget        *target)
{
  g_autoptr(GArray) pieces = g_array_new (FALSE, FALSE, sizeof (AipPiece));
  g_autoptr(GArray) sequence = g_array_new (FALSE, FALSE, sizeof (guint));
  AipComposer self = { input, target, pieces, sequence };
  AipPromptComposition *composition;
  g_autofree char *prompt = NULL;
  g_autofree char *trailing = NULL;
  double aspect;

  g_return_val_if_fail (input != NULL && input->parts != NULL && target != NULL, NULL);

  aspect = input->setup != NULL && aip_setup_has (input->setup, AIP_SETUP_ASPECT)
             ? input->setup->aspect
             : 0;

  composition = g_new0 (AipPromptComposition, 1);
  composition->fragments = g_ptr_array_new_with_free_func (
    (GDestroyNotify) aip_composer_fragment_free);
  composition->notes = g_ptr_array_new_with_free_func (g_free);
  composition->max_tokens = target->max_tokens;
  composition->fps = target->fps;
  composition->guidance = target->guidance;
  composition->frames = aip_target_get_frames (target, input->seconds);
  aip_target_get_size (target, aspect, &composition->width, &composition->height);
  if (target->aspect == AIP_ASPECT_PARAMETER && aspect > 0)
    composition->parameter = ratio_parameter (aspect);

  compose_negative (&self, composition);
  trailing = trailing_parameters (&self, composition);
  aip_composer_collect (&self);
  fit (&self, composition, aip_tokens_estimate (target->tokens, trailing));

  prompt = aip_composer_write (&self, composition->fragments);
  composition->positive = *prompt != '\0' ? g_strconcat (prompt, trailing, NULL) : g_strdup ("");
  if (*prompt == '\0')
    composition->tokens = 0;
  add_cut_fragments (&self, composition);
  note_differences (&self, composition);
  note_languages (&self, composition);
  note_length (&self, composition);

  return composition;
}

void
aip_prompt_composition_free (AipPromptComposition *self)
{
  if (self == NULL)
    return;

  g_free (self->positive);
  g_free (self->negative);
  g_free (self->parameter);
  g_ptr_array_unref (self->fragments);
  g_ptr_array_unref (self->notes);
  g_free (self);
}
