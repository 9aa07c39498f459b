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

/* A fragment before it has its place. */
typedef struct {
  char          *text;
  AipPromptPart  part;
  int            field;
  gboolean       own;
  gboolean       locked;
  gboolean       cut;
} Piece;

typedef struct {
  const AipComposerInput *input;
  const AipTarget        *target;
  GArray                 *pieces;
} Composer;

static void
clear_piece (gpointer data)
{
  g_free (((Piece *) data)->text);
}

/* Pieces ------------------------------------------------------------------------------------ */

static void
add_piece (Composer      *self,
           AipPromptPart  part,
           int            field,
           gboolean       own,
           const char    *raw)
{
  Piece piece = { NULL, part, field, own, FALSE, FALSE };
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->input->n_edits; i++)
    {
      const AipFragmentEdit *edit = &self->input->edits[i];

      if (edit->part != part || edit->field != field)
        continue;
      if (edit->text == NULL)
        return;
      raw = edit->text;
      piece.locked = edit->locked;
    }

  text = aip_prompt_tidy (raw);
  if (!aip_prompt_has_words (text))
    return;

  /* The same sentence twice says nothing more. */
  for (guint i = 0; i < self->pieces->len; i++)
    if (g_str_equal (g_array_index (self->pieces, Piece, i).text, text))
      return;

  piece.text = g_steal_pointer (&text);
  g_array_append_val (self->pieces, piece);
}

static void
add_phrase (gpointer       data,
            AipPromptPart  part,
            AipSetupField  field,
            const char    *text)
{
  add_piece (data, part, (int) field, FALSE, text);
}

static void
add_named (Composer      *self,
           AipPromptPart  part,
           const char    *raw_name,
           const char    *raw_description)
{
  g_autofree char *name = aip_prompt_tidy (raw_name);
  g_autofree char *description = aip_prompt_tidy (raw_description);
  g_autofree char *both = NULL;

  if (aip_prompt_has_words (name) && aip_prompt_has_words (description))
    {
      both = g_strdup_printf ("%s: %s", name, description);
      add_piece (self, part, -1, TRUE, both);
      return;
    }
  if (aip_prompt_has_words (description))
    {
      add_piece (self, part, -1, TRUE, description);
      return;
    }

  for (guint i = 0; i < self->pieces->len; i++)
    if (strstr (g_array_index (self->pieces, Piece, i).text, name) != NULL)
      return;
  add_piece (self, part, -1, TRUE, name);
}

static gboolean
has_hangul (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HANGUL)
      return TRUE;

  return FALSE;
}

static void
collect (Composer *self)
{
  const AipComposerInput *input = self->input;
  const AipPromptParts *parts = input->parts;
  g_autofree char *english = aip_prompt_tidy (input->english);
  g_autofree char *description = g_utf8_make_valid (parts->description ?: "", -1);
  g_autofree char *action = g_utf8_make_valid (parts->action ?: "", -1);

  if (!self->target->hangul && aip_prompt_has_words (english) &&
      (has_hangul (description) || has_hangul (action)))
    add_piece (self, AIP_PART_DESCRIPTION, -1, TRUE, english);
  else
    {
      add_piece (self, AIP_PART_DESCRIPTION, -1, TRUE, description);
      add_piece (self, AIP_PART_ACTION, -1, TRUE, action);
    }

  for (gsize i = 0; parts->characters != NULL && parts->characters[i] != NULL; i += 2)
    {
      add_named (self, AIP_PART_CAST, parts->characters[i], parts->characters[i + 1]);
      if (parts->characters[i + 1] == NULL)
        break;
    }
  add_named (self, AIP_PART_PLACE, parts->place_name, parts->place_description);
  add_piece (self, AIP_PART_ADDITIONS, -1, TRUE, parts->additions);

  if (input->look_words != NULL)
    add_piece (self, AIP_PART_LOOK, AIP_SETUP_LOOK, FALSE, input->look_words);
  if (input->setup != NULL)
    aip_composer_say_setup (input->setup, self->target, add_phrase, self);
}

/* Writing ----------------------------------------------------------------------------------- */

typedef struct {
  GString   *text;
  GPtrArray *fragments;
} Writing;

static void
free_fragment (gpointer data)
{
  AipFragment *fragment = data;

  g_free (fragment->text);
  g_free (fragment);
}

static void
note_fragment (Writing     *writing,
               const Piece *piece,
               gsize        start)
{
  AipFragment *fragment;

  if (writing->fragments == NULL)
    return;

  fragment = g_new0 (AipFragment, 1);
  fragment->part = piece->part;
  fragment->field = piece->field;
  fragment->start = start;
  fragment->end = writing->text->len;
  fragment->text = g_strndup (writing->text->str + start, fragment->end - start);
  g_ptr_array_add (writing->fragments, fragment);
}

static void
append_capitalised (GString    *text,
                    const char *phrase)
{
  g_string_append_unichar (text, g_unichar_toupper (g_utf8_get_char (phrase)));
  g_string_append (text, g_utf8_next_char (phrase));
}

/* What leads a part of an instruction in: a model that edits wants to be told what to do. */
static const char *
lead_in (AipPromptPart part)
{
  switch ((guint) part)
    {
    case AIP_PART_LIGHT:
      return "Change the light: ";

    case AIP_PART_SHOT:
      return "Change the shot: ";

    case AIP_PART_COMPOSITION:
      return "Change the framing: ";

    case AIP_PART_MOOD:
      return "Give it a ";

    case AIP_PART_LOOK:
      return "Change the look: ";

    default:
      return NULL;
    }
}

/* The phrases of one part as one sentence: "Close-up, from a low angle." */
static void
write_phrases (Composer      *self,
               Writing       *writing,
               AipPromptPart  part)
{
  const char *lead = self->target->syntax == AIP_SYNTAX_INSTRUCTION ? lead_in (part) : NULL;
  gboolean first = TRUE;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      gsize start;

      if (piece->part != part || piece->own || piece->cut)
        continue;

      if (first && writing->text->len > 0)
        g_string_append_c (writing->text, ' ');
      else if (!first)
        g_string_append (writing->text, ", ");
      if (first && lead != NULL)
        g_string_append (writing->text, lead);

      start = writing->text->len;
      if (first && lead == NULL)
        append_capitalised (writing->text, piece->text);
      else
        g_string_append (writing->text, piece->text);
      note_fragment (writing, piece, start);
      first = FALSE;
    }

  if (!first)
    g_string_append_c (writing->text, '.');
}

static void
write_sentences (Composer      *self,
                 Writing       *writing,
                 AipPromptPart  part)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      gsize start = writing->text->len + (writing->text->len > 0);

      if (piece->part != part || !piece->own || piece->cut)
        continue;

      aip_prompt_append_sentence (writing->text, piece->text);
      note_fragment (writing, piece, start);
    }

  write_phrases (self, writing, part);
}

/* Comma-separated: sentences lose their full stop. */
static void
write_tags (Composer      *self,
            Writing       *writing,
            AipPromptPart  part)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      g_autofree char *text = NULL;
      gsize start, length;

      if (piece->part != part || piece->cut)
        continue;

      text = g_strdup (piece->text);
      length = strlen (text);
      while (length > 0 && strchr (".,; ", text[length - 1]) != NULL)
        text[--length] = '\0';
      if (length == 0)
        continue;

      if (writing->text->len > 0)
        g_string_append (writing->text, ", ");
      start = writing->text->len;
      g_string_append (writing->text, text);
      note_fragment (writing, piece, start);
    }
}

static gboolean
is_ordered (const AipPromptPart *order,
            guint                n_order,
            AipPromptPart        part)
{
  for (guint i = 0; i < n_order; i++)
    if (order[i] == part)
      return TRUE;

  return FALSE;
}

static void
write_part (Composer      *self,
            Writing       *writing,
            AipPromptPart  part)
{
  /* Parts that the target leaves out stay out, whatever order a person has given. */
  if (!is_ordered (self->target->order, self->target->n_order, part))
    return;

  if (self->target->syntax == AIP_SYNTAX_TAGS)
    write_tags (self, writing, part);
  else
    write_sentences (self, writing, part);
}

static char *
write_prompt (Composer  *self,
              GPtrArray *fragments)
{
  Writing writing = { g_string_new (NULL), fragments };
  const AipComposerInput *input = self->input;

  for (guint i = 0; i < input->n_order; i++)
    if (!is_ordered (input->order, i, input->order[i]))
      write_part (self, &writing, input->order[i]);

  for (guint i = 0; i < self->target->n_order; i++)
    if (!is_ordered (input->order, input->n_order, self->target->order[i]))
      write_part (self, &writing, self->target->order[i]);

  if (self->target->syntax == AIP_SYNTAX_INSTRUCTION && writing.text->len > 0)
    g_string_append (writing.text, " Keep everything else exactly as it is.");

  return g_string_free (writing.text, FALSE);
}

/* Length ------------------------------------------------------------------------------------ */

static gboolean
cut_one (Composer *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (cutting_order); i++)
    {
      if (!is_ordered (self->target->order, self->target->n_order, cutting_order[i]))
        continue;

      /* What was said last within a part matters least. */
      for (guint j = self->pieces->len; j > 0; j--)
        {
          Piece *piece = &g_array_index (self->pieces, Piece, j - 1);

          if (piece->part == cutting_order[i] && !piece->cut && !piece->locked)
            {
              piece->cut = TRUE;
              return TRUE;
            }
        }
    }

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
fit (Composer             *self,
     AipPromptComposition *composition,
     guint                 reserved)
{
  guint n_cut = 0;

  for (;;)
    {
      g_autofree char *text = write_prompt (self, NULL);

      composition->tokens = aip_tokens_estimate (self->target->tokens, text) + reserved;
      if (self->target->max_tokens == 0 || composition->tokens <= self->target->max_tokens)
        break;
      if (!cut_one (self))
        {
          add_note (composition,
                    _ ("The description alone is longer than %s reads: about %u of %u tokens. "
                       "Shorten it; what comes last is ignored."),
                    self->target->name, composition->tokens, self->target->max_tokens);
          break;
        }
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

static void
compose_negative (Composer             *self,
                  AipPromptComposition *composition)
{
  g_autofree char *own = aip_prompt_compose_negative (self->input->parts);
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
trailing_parameters (Composer             *self,
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

static void
note_languages (Composer             *self,
                AipPromptComposition *composition)
{
  if (!self->target->hangul && has_hangul (composition->positive))
    add_note (composition,
              _ ("%s does not read Korean. Give the shot an English prompt text."),
              self->target->name);

  if (self->target->usual_words > 0)
    {
      guint words = aip_tokens_estimate (AIP_TOKENS_WORDS, composition->positive);

      if (words > self->target->usual_words * 3 / 2)
        add_note (composition, _ ("%u words: %s follows about %u."), words, self->target->name,
                  self->target->usual_words);
    }
}

static void
note_length (Composer             *self,
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
add_cut_fragments (Composer             *self,
                   AipPromptComposition *composition)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      AipFragment *fragment;

      if (!piece->cut)
        continue;

      fragment = g_new0 (AipFragment, 1);
      fragment->part = piece->part;
      fragment->field = piece->field;
      fragment->text = g_strdup (piece->text);
      fragment->cut = TRUE;
      g_ptr_array_add (composition->fragments, fragment);
    }
}

AipPromptComposition *
aip_composer_compose (const AipComposerInput *input,
                      const AipTarget        *target)
{
  g_autoptr(GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  Composer self = { input, target, pieces };
  AipPromptComposition *composition;
  g_autofree char *prompt = NULL;
  g_autofree char *trailing = NULL;
  double aspect;

  g_return_val_if_fail (input != NULL && input->parts != NULL && target != NULL, NULL);

  g_array_set_clear_func (pieces, clear_piece);
  aspect = input->setup != NULL && aip_setup_has (input->setup, AIP_SETUP_ASPECT)
             ? input->setup->aspect
             : 0;

  composition = g_new0 (AipPromptComposition, 1);
  composition->fragments = g_ptr_array_new_with_free_func (free_fragment);
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
  collect (&self);
  fit (&self, composition, aip_tokens_estimate (target->tokens, trailing));

  prompt = write_prompt (&self, composition->fragments);
  composition->positive = *prompt != '\0' ? g_strconcat (prompt, trailing, NULL) : g_strdup ("");
  if (*prompt == '\0')
    composition->tokens = 0;
  add_cut_fragments (&self, composition);
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
