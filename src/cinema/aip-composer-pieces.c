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
#include "aip-targets.h"

static void
clear_piece (gpointer data)
{
  AipPiece *piece = data;

  g_free (piece->key);
  g_free (piece->text);
  g_free (piece->original);
}

static AipPiece *
piece_at (AipComposer *self,
          guint        index)
{
  return &g_array_index (self->pieces, AipPiece, index);
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

gboolean
aip_composer_uses (AipComposer   *self,
                   AipPromptPart  part)
{
  return is_ordered (self->target->order, self->target->n_order, part);
}

/* Pieces ------------------------------------------------------------------------------------ */

static gboolean
has_key (AipComposer *self,
         const char  *key)
{
  for (guint i = 0; i < self->pieces->len; i++)
    if (g_str_equal (piece_at (self, i)->key, key))
      return TRUE;

  return FALSE;
}

/* @which: (nullable): which of several. Two people of one name are told apart by a mark. */
static char *
make_key (AipComposer   *self,
          AipPromptPart  part,
          int            field,
          const char    *which)
{
  GString *key = g_string_new (aip_prompt_part_to_nick (part));

  if (field >= 0)
    g_string_append_printf (key, "/%s", aip_setup_field_to_nick ((AipSetupField) field));
  if (which != NULL)
    g_string_append_printf (key, "#%s", which);
  while (has_key (self, key->str))
    g_string_append_c (key, '+');

  return g_string_free (key, FALSE);
}

static const AipFragmentEdit *
find_edit (AipComposer *self,
           const char  *key)
{
  for (guint i = 0; i < self->input->n_edits; i++)
    if (g_str_equal (self->input->edits[i].key, key))
      return &self->input->edits[i];

  return NULL;
}

/* The same sentence twice says nothing more. */
static gboolean
is_repeated (AipComposer *self,
             const char  *text)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const AipPiece *other = piece_at (self, i);

      if (other->state == AIP_FRAGMENT_SAID && g_str_equal (other->text, text))
        return TRUE;
    }

  return FALSE;
}

static void
add_piece (AipComposer   *self,
           AipPromptPart  part,
           int            field,
           const char    *which,
           gboolean       own,
           const char    *raw)
{
  g_autofree char *original = aip_prompt_tidy (raw);
  AipPiece piece = { .part = part, .field = field, .own = own };
  const AipFragmentEdit *edit;

  if (!aip_prompt_has_words (original))
    return;

  piece.key = make_key (self, part, field, which);
  edit = find_edit (self, piece.key);
  if (edit != NULL)
    {
      piece.locked = edit->locked;
      if (edit->left_out)
        piece.state = AIP_FRAGMENT_LEFT_OUT;
      else if (edit->text != NULL)
        {
          piece.text = aip_prompt_tidy (edit->text);
          if (!own)
            aip_composer_drop_end_marks (piece.text);
          if (!aip_prompt_has_words (piece.text))
            {
              piece.state = AIP_FRAGMENT_LEFT_OUT;
              g_clear_pointer (&piece.text, g_free);
            }
          else
            piece.differs = edit->instead_of != NULL
                            && !g_str_equal (edit->instead_of, original)
                            && !g_str_equal (piece.text, original);
        }
    }

  if (piece.text == NULL)
    piece.text = g_strdup (original);
  if (!aip_composer_uses (self, part))
    piece.state = AIP_FRAGMENT_UNUSED;
  else if (piece.state == AIP_FRAGMENT_SAID && is_repeated (self, piece.text))
    piece.state = AIP_FRAGMENT_REPEATED;

  piece.original = g_steal_pointer (&original);
  g_array_append_val (self->pieces, piece);
}

static void
add_phrase (gpointer       data,
            AipPromptPart  part,
            AipSetupField  field,
            const char    *text)
{
  gboolean several = field == AIP_SETUP_FILTERS || field == AIP_SETUP_PRACTICALS;

  add_piece (data, part, (int) field, several ? text : NULL, FALSE, text);
}

static void
add_named (AipComposer   *self,
           AipPromptPart  part,
           gboolean       several,
           const char    *raw_name,
           const char    *raw_description)
{
  g_autofree char *name = aip_prompt_tidy (raw_name);
  g_autofree char *description = aip_prompt_tidy (raw_description);
  const char *which = several ? name : NULL;
  g_autofree char *both = NULL;

  if (aip_prompt_has_words (name) && aip_prompt_has_words (description))
    {
      both = g_strdup_printf ("%s: %s", name, description);
      add_piece (self, part, -1, which, TRUE, both);
      return;
    }
  if (aip_prompt_has_words (description))
    {
      add_piece (self, part, -1, which, TRUE, description);
      return;
    }

  /* Only a name that was not said yet adds anything on its own. */
  for (guint i = 0; i < self->pieces->len; i++)
    if (strstr (piece_at (self, i)->text, name) != NULL)
      return;
  add_piece (self, part, -1, which, TRUE, name);
}

static void
add_free_text (AipComposer       *self,
               const AipFreeText *text)
{
  AipPiece piece = {
    .part = AIP_PART_ADDITIONS, .field = -1, .own = TRUE, .free = TRUE, .locked = text->locked,
  };

  if (has_key (self, text->key))
    return;
  piece.text = aip_prompt_tidy (text->text);
  if (!aip_prompt_has_words (piece.text))
    {
      g_free (piece.text);
      return;
    }

  piece.key = g_strdup (text->key);
  if (is_repeated (self, piece.text))
    piece.state = AIP_FRAGMENT_REPEATED;
  g_array_append_val (self->pieces, piece);
}

/* Order ------------------------------------------------------------------------------------- */

/* What the shot says of a part comes before what its look says. */
static void
sequence_part (AipComposer   *self,
               AipPromptPart  part)
{
  for (int own = TRUE; own >= FALSE; own--)
    for (guint i = 0; i < self->pieces->len; i++)
      {
        const AipPiece *piece = piece_at (self, i);

        if (piece->part == part && piece->own == own && !piece->free)
          g_array_append_val (self->sequence, i);
      }
}

/* -1: not in this prompt */
static int
place_of (AipComposer *self,
          const char  *key)
{
  for (guint i = 0; key != NULL && i < self->sequence->len; i++)
    if (g_str_equal (piece_at (self, g_array_index (self->sequence, guint, i))->key, key))
      return (int) i;

  return -1;
}

static void
make_move (AipComposer           *self,
           const AipFragmentMove *move)
{
  int from = place_of (self, move->key);
  int after = place_of (self, move->after);
  int before = place_of (self, move->before);
  int to;
  guint index;

  if (move->after == NULL)
    to = 0;
  else if (after >= 0)
    to = after + 1;
  else
    to = before;
  if (from < 0 || to < 0 || to == from || to == from + 1)
    return;

  index = g_array_index (self->sequence, guint, from);
  g_array_remove_index (self->sequence, (guint) from);
  g_array_insert_val (self->sequence, (guint) (to > from ? to - 1 : to), index);
}

static void
arrange (AipComposer *self)
{
  const AipComposerInput *input = self->input;

  /* Parts that the target leaves out stay out, whatever order a person has given. */
  for (guint i = 0; i < input->n_order; i++)
    if (!is_ordered (input->order, i, input->order[i]) && aip_composer_uses (self, input->order[i]))
      sequence_part (self, input->order[i]);
  for (guint i = 0; i < self->target->n_order; i++)
    if (!is_ordered (input->order, input->n_order, self->target->order[i]))
      sequence_part (self, self->target->order[i]);

  for (guint i = 0; i < self->pieces->len; i++)
    if (piece_at (self, i)->free)
      g_array_append_val (self->sequence, i);

  for (guint i = 0; i < input->n_moves; i++)
    make_move (self, &input->moves[i]);
}

gboolean
aip_composer_has_hangul (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HANGUL)
      return TRUE;

  return FALSE;
}

/* Time, weather and whether it is inside are the setup's to say; a place only knows what is usual. */
static void
add_place (AipComposer *self)
{
  const AipPromptParts *parts = self->input->parts;
  const AipSetup *setup = self->input->setup;
  const struct {
    AipSetupField  field;
    const char    *words;
  } usual[] = {
    { AIP_SETUP_INTERIOR, parts->place_setting },
    { AIP_SETUP_TIME, parts->place_time },
    { AIP_SETUP_WEATHER, parts->place_weather },
  };
  GString *description = g_string_new (NULL);
  g_autofree char *all = NULL;

  g_string_append (description, parts->place_description != NULL ? parts->place_description : "");
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      g_autofree char *words = aip_prompt_tidy (usual[i].words);

      if (!aip_prompt_has_words (words) || (setup != NULL && aip_setup_has (setup, usual[i].field)))
        continue;
      aip_composer_drop_end_marks (description->str);
      g_string_truncate (description, strlen (description->str));
      g_string_append_printf (description, "%s%s", description->len > 0 ? ", " : "", words);
    }
  all = g_string_free (description, FALSE);

  add_named (self, AIP_PART_PLACE, FALSE, parts->place_name, all);
}

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || c == '-';
}

static gboolean
has_phrase (const char *text,
            const char *phrase)
{
  gsize length = strlen (phrase);

  for (const char *at = strstr (text, phrase); at != NULL; at = strstr (at + 1, phrase))
    {
      gunichar before = at > text ? g_utf8_get_char (g_utf8_prev_char (at)) : ' ';

      if (!is_word_char (before) && !is_word_char (g_utf8_get_char (at + length)))
        return TRUE;
    }

  return FALSE;
}

/* Those that description or action say anyway are not said twice: neither is ever cut. */
static void
add_triggers (AipComposer *self,
              const char  *description,
              const char  *action)
{
  const char *const *triggers = self->input->parts->triggers;
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; triggers != NULL && triggers[i] != NULL; i++)
    {
      g_autofree char *trigger = aip_prompt_tidy (triggers[i]);

      aip_composer_drop_end_marks (trigger);
      if (*trigger == '\0' || has_phrase (description, trigger) || has_phrase (action, trigger) ||
          has_phrase (text->str, trigger))
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", trigger);
    }

  if (text->len > 0)
    add_piece (self, AIP_PART_DESCRIPTION, -1, "triggers", TRUE, text->str);
}

void
aip_composer_collect (AipComposer *self)
{
  const AipComposerInput *input = self->input;
  const AipPromptParts *parts = input->parts;
  g_autofree char *english = aip_prompt_tidy (input->english);
  g_autofree char *description = g_utf8_make_valid (parts->description ?: "", -1);
  g_autofree char *action = g_utf8_make_valid (parts->action ?: "", -1);

  g_array_set_clear_func (self->pieces, clear_piece);

  /* A key of its own: what was done to the English text does not touch the Korean one. */
  if (aip_prompt_has_words (english) &&
      ((!self->target->hangul &&
        (aip_composer_has_hangul (description) || aip_composer_has_hangul (action))) ||
       (!aip_prompt_has_words (description) && !aip_prompt_has_words (action))))
    {
      add_triggers (self, english, "");
      add_piece (self, AIP_PART_DESCRIPTION, -1, "english", TRUE, english);
    }
  else
    {
      add_triggers (self, description, action);
      add_piece (self, AIP_PART_DESCRIPTION, -1, NULL, TRUE, description);
      add_piece (self, AIP_PART_ACTION, -1, NULL, TRUE, action);
    }

  for (gsize i = 0; parts->characters != NULL && parts->characters[i] != NULL; i += 2)
    {
      add_named (self, AIP_PART_CAST, TRUE, parts->characters[i], parts->characters[i + 1]);
      if (parts->characters[i + 1] == NULL)
        break;
    }
  add_place (self);
  add_piece (self, AIP_PART_ADDITIONS, -1, NULL, TRUE, parts->additions);

  if (input->look_words != NULL)
    add_piece (self, AIP_PART_LOOK, AIP_SETUP_LOOK, NULL, FALSE, input->look_words);
  if (input->setup != NULL)
    aip_composer_say_setup (input->setup, self->target, add_phrase, self);

  for (guint i = 0; i < input->n_texts; i++)
    add_free_text (self, &input->texts[i]);

  arrange (self);
}
