/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-composer"

#include "config.h"

#include <string.h>

#include "aip-composer-private.h"
#include "aip-prompt-private.h"

typedef struct {
  AipComposer *composer;
  GString     *text;
  GPtrArray   *fragments;
  int          open;          /* part whose sentence has not ended, -1: none */
} Writing;

AipFragment *
aip_composer_fragment_new (const AipPiece *piece,
                           const char     *text)
{
  AipFragment *fragment = g_new0 (AipFragment, 1);

  fragment->key = g_strdup (piece->key);
  fragment->text = g_strdup (text);
  fragment->words = g_strdup (piece->text);
  fragment->original = g_strdup (piece->original != NULL ? piece->original : "");
  fragment->part = piece->part;
  fragment->field = piece->field;
  fragment->state = piece->state;
  fragment->cut = piece->state != AIP_FRAGMENT_SAID;
  fragment->free = piece->free;
  fragment->locked = piece->locked;
  fragment->edited = piece->original != NULL && !g_str_equal (piece->text, piece->original);
  fragment->differs = piece->differs;

  return fragment;
}

void
aip_composer_fragment_free (AipFragment *fragment)
{
  g_free (fragment->key);
  g_free (fragment->text);
  g_free (fragment->words);
  g_free (fragment->original);
  g_free (fragment);
}

static void
note_fragment (Writing        *writing,
               const AipPiece *piece,
               gsize           start)
{
  g_autofree char *text = NULL;
  AipFragment *fragment;

  if (writing->fragments == NULL)
    return;

  text = g_strndup (writing->text->str + start, writing->text->len - start);
  fragment = aip_composer_fragment_new (piece, text);
  fragment->start = start;
  fragment->end = writing->text->len;
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

void
aip_composer_drop_end_marks (char *phrase)
{
  gsize length = strlen (phrase);

  while (length > 0 && strchr (".,; ", phrase[length - 1]) != NULL)
    phrase[--length] = '\0';
}

static gboolean
ends_sentence (const char *text,
               gsize       length)
{
  return length > 0 && (strchr (".!?", text[length - 1]) != NULL ||
                        (length >= 3 && g_str_equal (text + length - 3, "…")));
}

static void
close_sentence (Writing *writing)
{
  if (writing->open >= 0 && !ends_sentence (writing->text->str, writing->text->len))
    g_string_append_c (writing->text, '.');
  writing->open = -1;
}

/* The phrases of one part make one sentence: "Close-up, from a low angle." */
static void
write_phrase (Writing        *writing,
              const AipPiece *piece)
{
  const AipTarget *target = writing->composer->target;
  const char *lead = target->syntax == AIP_SYNTAX_INSTRUCTION ? lead_in (piece->part) : NULL;
  gboolean first = writing->open != (int) piece->part;
  gsize start;

  if (first)
    close_sentence (writing);
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
  writing->open = (int) piece->part;
}

static void
write_sentence (Writing        *writing,
                const AipPiece *piece)
{
  gsize start;

  close_sentence (writing);
  start = writing->text->len + (writing->text->len > 0);
  aip_prompt_append_sentence (writing->text, piece->text);
  note_fragment (writing, piece, start);
}

/* “through a doorway” behind “close-up” goes on with its sentence, “Rain falls.” does not. */
static gboolean
goes_on (Writing        *writing,
         const AipPiece *piece)
{
  return piece->free && writing->open >= 0 && g_unichar_islower (g_utf8_get_char (piece->text)) &&
         !ends_sentence (piece->text, strlen (piece->text));
}

/* Comma-separated: sentences lose their full stop. */
static void
write_tag (Writing        *writing,
           const AipPiece *piece)
{
  g_autofree char *text = g_strdup (piece->text);
  gsize start;

  aip_composer_drop_end_marks (text);
  if (*text == '\0')
    return;

  if (writing->text->len > 0)
    g_string_append (writing->text, ", ");
  start = writing->text->len;
  g_string_append (writing->text, text);
  note_fragment (writing, piece, start);
}

char *
aip_composer_write (AipComposer *self,
                    GPtrArray   *fragments)
{
  Writing writing = { self, g_string_new (NULL), fragments, -1 };

  for (guint i = 0; i < self->sequence->len; i++)
    {
      guint index = g_array_index (self->sequence, guint, i);
      const AipPiece *piece = &g_array_index (self->pieces, AipPiece, index);

      if (piece->state != AIP_FRAGMENT_SAID)
        continue;

      if (self->target->syntax == AIP_SYNTAX_TAGS || goes_on (&writing, piece))
        write_tag (&writing, piece);
      else if (piece->own)
        write_sentence (&writing, piece);
      else
        write_phrase (&writing, piece);
    }
  close_sentence (&writing);

  if (self->target->syntax == AIP_SYNTAX_INSTRUCTION && writing.text->len > 0)
    g_string_append (writing.text, " Keep everything else exactly as it is.");

  return g_string_free (writing.text, FALSE);
}
