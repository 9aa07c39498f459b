/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-prompt-edits"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "aip-json.h"
#include "aip-prompt-edits.h"
#include "aip-prompt-private.h"

#define VERSION 1
#define TEXT_PREFIX "text#"

/* The elements are those that the composer takes; their texts are owned here. */
struct _AipPromptEdits
{
  char   *target;
  GArray *fragments;    /* AipFragmentEdit */
  GArray *texts;        /* AipFreeText */
  GArray *moves;        /* AipFragmentMove */
};

static void
clear_fragment (gpointer data)
{
  AipFragmentEdit *edit = data;

  g_free ((char *) edit->key);
  g_free ((char *) edit->text);
  g_free ((char *) edit->instead_of);
}

static void
clear_text (gpointer data)
{
  AipFreeText *text = data;

  g_free ((char *) text->key);
  g_free ((char *) text->text);
}

static void
clear_move (gpointer data)
{
  AipFragmentMove *move = data;

  g_free ((char *) move->key);
  g_free ((char *) move->after);
  g_free ((char *) move->before);
}

AipPromptEdits *
aip_prompt_edits_new (void)
{
  AipPromptEdits *self = g_new0 (AipPromptEdits, 1);

  self->target = g_strdup ("");
  self->fragments = g_array_new (FALSE, FALSE, sizeof (AipFragmentEdit));
  self->texts = g_array_new (FALSE, FALSE, sizeof (AipFreeText));
  self->moves = g_array_new (FALSE, FALSE, sizeof (AipFragmentMove));
  g_array_set_clear_func (self->fragments, clear_fragment);
  g_array_set_clear_func (self->texts, clear_text);
  g_array_set_clear_func (self->moves, clear_move);

  return self;
}

void
aip_prompt_edits_free (AipPromptEdits *self)
{
  if (self == NULL)
    return;

  g_free (self->target);
  g_array_unref (self->fragments);
  g_array_unref (self->texts);
  g_array_unref (self->moves);
  g_free (self);
}

static AipFragmentEdit *
fragment_at (const AipPromptEdits *self,
             guint                 index)
{
  return &g_array_index (self->fragments, AipFragmentEdit, index);
}

static AipFreeText *
text_at (const AipPromptEdits *self,
         guint                 index)
{
  return &g_array_index (self->texts, AipFreeText, index);
}

static AipFragmentMove *
move_at (const AipPromptEdits *self,
         guint                 index)
{
  return &g_array_index (self->moves, AipFragmentMove, index);
}

static void
append_fragment (AipPromptEdits        *self,
                 const AipFragmentEdit *from)
{
  AipFragmentEdit edit = {
    g_strdup (from->key), g_strdup (from->text), g_strdup (from->instead_of), from->left_out,
    from->locked,
  };

  g_array_append_val (self->fragments, edit);
}

static void
append_text (AipPromptEdits *self,
             const char     *key,
             const char     *words,
             gboolean        locked)
{
  AipFreeText text = { g_strdup (key), g_strdup (words), locked };

  g_array_append_val (self->texts, text);
}

static void
append_move (AipPromptEdits *self,
             const char     *key,
             const char     *after,
             const char     *before)
{
  AipFragmentMove move = { g_strdup (key), g_strdup (after), g_strdup (before) };

  g_array_append_val (self->moves, move);
}

AipPromptEdits *
aip_prompt_edits_copy (const AipPromptEdits *self)
{
  AipPromptEdits *copy = aip_prompt_edits_new ();

  g_return_val_if_fail (self != NULL, copy);

  g_set_str (&copy->target, self->target);
  for (guint i = 0; i < self->fragments->len; i++)
    append_fragment (copy, fragment_at (self, i));
  for (guint i = 0; i < self->texts->len; i++)
    append_text (copy, text_at (self, i)->key, text_at (self, i)->text, text_at (self, i)->locked);
  for (guint i = 0; i < self->moves->len; i++)
    append_move (copy, move_at (self, i)->key, move_at (self, i)->after, move_at (self, i)->before);

  return copy;
}

gboolean
aip_prompt_edits_equal (const AipPromptEdits *a,
                        const AipPromptEdits *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (!g_str_equal (a->target, b->target) || a->fragments->len != b->fragments->len ||
      a->texts->len != b->texts->len || a->moves->len != b->moves->len)
    return FALSE;

  for (guint i = 0; i < a->fragments->len; i++)
    {
      const AipFragmentEdit *one = fragment_at (a, i), *other = fragment_at (b, i);

      if (!g_str_equal (one->key, other->key) || g_strcmp0 (one->text, other->text) != 0 ||
          g_strcmp0 (one->instead_of, other->instead_of) != 0 ||
          one->left_out != other->left_out || one->locked != other->locked)
        return FALSE;
    }
  for (guint i = 0; i < a->texts->len; i++)
    {
      const AipFreeText *one = text_at (a, i), *other = text_at (b, i);

      if (!g_str_equal (one->key, other->key) || !g_str_equal (one->text, other->text) ||
          one->locked != other->locked)
        return FALSE;
    }
  for (guint i = 0; i < a->moves->len; i++)
    {
      const AipFragmentMove *one = move_at (a, i), *other = move_at (b, i);

      if (!g_str_equal (one->key, other->key) || g_strcmp0 (one->after, other->after) != 0 ||
          g_strcmp0 (one->before, other->before) != 0)
        return FALSE;
    }

  return TRUE;
}

gboolean
aip_prompt_edits_is_empty (const AipPromptEdits *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return *self->target == '\0' && self->fragments->len == 0 && self->texts->len == 0 &&
         self->moves->len == 0;
}

void
aip_prompt_edits_apply (const AipPromptEdits *self,
                        AipComposerInput     *input)
{
  g_return_if_fail (self != NULL && input != NULL);

  input->edits = (const AipFragmentEdit *) (gconstpointer) self->fragments->data;
  input->n_edits = self->fragments->len;
  input->texts = (const AipFreeText *) (gconstpointer) self->texts->data;
  input->n_texts = self->texts->len;
  input->moves = (const AipFragmentMove *) (gconstpointer) self->moves->data;
  input->n_moves = self->moves->len;
}

/* Reading ----------------------------------------------------------------------------------- */

static void
add_problem (GPtrArray  *problems,
             const char *format,
             ...) G_GNUC_PRINTF (2, 3);

static void
add_problem (GPtrArray  *problems,
             const char *format,
             ...)
{
  va_list args;

  if (problems == NULL)
    return;

  va_start (args, format);
  g_ptr_array_add (problems, g_strdup_vprintf (format, args));
  va_end (args);
}

static gboolean
is_key (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > AIP_PROMPT_EDITS_MAX_KEY || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return FALSE;

  return TRUE;
}

static gboolean
is_text_key (const char *text)
{
  return g_str_has_prefix (text, TEXT_PREFIX) &&
         g_ascii_string_to_unsigned (text + strlen (TEXT_PREFIX), 10, 1, G_MAXINT32, NULL, NULL);
}

/* (nullable): one line, or %NULL if it is too long or says nothing */
static char *
read_words (JsonObject *object,
            const char *member)
{
  const char *raw = aip_json_get_string (object, member, NULL);
  g_autofree char *text = NULL;

  if (raw == NULL || strlen (raw) > AIP_PROMPT_EDITS_MAX_LENGTH)
    return NULL;
  text = aip_prompt_tidy (raw);

  return aip_prompt_has_words (text) ? g_steal_pointer (&text) : NULL;
}

static AipFragmentEdit *
find_fragment (const AipPromptEdits *self,
               const char           *key)
{
  for (guint i = 0; i < self->fragments->len; i++)
    if (g_str_equal (fragment_at (self, i)->key, key))
      return fragment_at (self, i);

  return NULL;
}

static AipFreeText *
find_text (const AipPromptEdits *self,
           const char           *key)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (g_str_equal (text_at (self, i)->key, key))
      return text_at (self, i);

  return NULL;
}

static void
read_fragment (AipPromptEdits *self,
               JsonObject     *object,
               GPtrArray      *problems)
{
  const char *key = aip_json_get_string (object, "of", "");
  g_autofree char *text = read_words (object, "text");
  g_autofree char *instead_of = read_words (object, "instead-of");
  const AipFragmentEdit edit = {
    key, text, instead_of, aip_json_get_boolean (object, "left-out", FALSE),
    aip_json_get_boolean (object, "locked", FALSE),
  };

  if (!is_key (key) || find_fragment (self, key) != NULL)
    add_problem (problems, _("An edit of the prompt names no fragment of its own."));
  else if (text == NULL && !edit.left_out && !edit.locked)
    add_problem (problems, _("The edit of the prompt at “%s” changes nothing."), key);
  else
    append_fragment (self, &edit);
}

static void
read_text (AipPromptEdits *self,
           JsonObject     *object,
           GPtrArray      *problems)
{
  const char *key = aip_json_get_string (object, "key", "");
  g_autofree char *text = read_words (object, "text");

  if (!is_text_key (key) || find_text (self, key) != NULL || text == NULL)
    add_problem (problems, _("A text in the prompt has no number of its own or says nothing."));
  else
    append_text (self, key, text, aip_json_get_boolean (object, "locked", FALSE));
}

static void
read_move (AipPromptEdits *self,
           JsonObject     *object,
           GPtrArray      *problems)
{
  const char *key = aip_json_get_string (object, "move", "");
  const char *after = aip_json_get_string (object, "after", NULL);
  const char *before = aip_json_get_string (object, "before", NULL);

  if (!is_key (key) || (after != NULL && !is_key (after)) || (before != NULL && !is_key (before)))
    add_problem (problems, _("A move within the prompt does not say what goes where."));
  else
    append_move (self, key, after, before);
}

static void
read_rows (AipPromptEdits  *self,
           JsonObject      *object,
           const char      *member,
           guint            most,
           void           (*read_row) (AipPromptEdits *, JsonObject *, GPtrArray *),
           GPtrArray       *problems)
{
  JsonArray *rows = aip_json_get_array (object, member);
  guint n_rows = rows != NULL ? json_array_get_length (rows) : 0;

  if (n_rows > most)
    add_problem (problems, _("The edits of the prompt hold %u “%s”; the first %u are used."),
                 n_rows, member, most);

  for (guint i = 0; i < MIN (n_rows, most); i++)
    read_row (self, aip_json_node_object (json_array_get_element (rows, i)), problems);
}

AipPromptEdits *
aip_prompt_edits_from_text (const char *text,
                            GPtrArray  *problems)
{
  AipPromptEdits *self = aip_prompt_edits_new ();
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *object;
  const char *target;

  if (text == NULL || *text == '\0')
    return self;

  node = aip_json_parse (text, -1, AIP_PROMPT_EDITS_MAX_BYTES, &error);
  object = aip_json_node_object (node);
  if (object == NULL)
    {
      add_problem (problems, _("The edits of the prompt cannot be read and are not used: %s"),
                   error != NULL ? error->message : _("they are no JSON object."));
      return self;
    }
  if (aip_json_get_int (object, "version", VERSION) > VERSION)
    {
      add_problem (problems,
                   _("The edits of the prompt were written by a newer version of AIPipeline and "
                     "are not used."));
      return self;
    }

  target = aip_json_get_string (object, "target", "");
  if (*target != '\0' && !is_key (target))
    add_problem (problems, _("The edits of the prompt name no model that could be meant."));
  else
    g_set_str (&self->target, target);

  read_rows (self, object, "fragments", AIP_PROMPT_EDITS_MAX_FRAGMENTS, read_fragment, problems);
  read_rows (self, object, "texts", AIP_PROMPT_EDITS_MAX_TEXTS, read_text, problems);
  read_rows (self, object, "moves", AIP_PROMPT_EDITS_MAX_MOVES, read_move, problems);

  return self;
}

/* Writing ----------------------------------------------------------------------------------- */

static void
set_words (JsonObject *object,
           const char *member,
           const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static void
set_flag (JsonObject *object,
          const char *member,
          gboolean    flag)
{
  if (flag)
    json_object_set_boolean_member (object, member, TRUE);
}

/* Takes @rows over; empty ones are not written. */
static void
set_rows (JsonObject *object,
          const char *member,
          JsonArray  *rows)
{
  if (json_array_get_length (rows) > 0)
    json_object_set_array_member (object, member, rows);
  else
    json_array_unref (rows);
}

char *
aip_prompt_edits_to_text (const AipPromptEdits *self)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;
  JsonArray *fragments, *texts, *moves;

  g_return_val_if_fail (self != NULL, NULL);

  if (aip_prompt_edits_is_empty (self))
    return g_strdup ("");

  fragments = json_array_new ();
  for (guint i = 0; i < self->fragments->len; i++)
    {
      const AipFragmentEdit *edit = fragment_at (self, i);
      JsonObject *row = json_object_new ();

      set_words (row, "of", edit->key);
      set_words (row, "text", edit->text);
      set_words (row, "instead-of", edit->instead_of);
      set_flag (row, "left-out", edit->left_out);
      set_flag (row, "locked", edit->locked);
      json_array_add_object_element (fragments, row);
    }

  texts = json_array_new ();
  for (guint i = 0; i < self->texts->len; i++)
    {
      JsonObject *row = json_object_new ();

      set_words (row, "key", text_at (self, i)->key);
      set_words (row, "text", text_at (self, i)->text);
      set_flag (row, "locked", text_at (self, i)->locked);
      json_array_add_object_element (texts, row);
    }

  moves = json_array_new ();
  for (guint i = 0; i < self->moves->len; i++)
    {
      JsonObject *row = json_object_new ();

      set_words (row, "move", move_at (self, i)->key);
      set_words (row, "after", move_at (self, i)->after);
      set_words (row, "before", move_at (self, i)->before);
      json_array_add_object_element (moves, row);
    }

  object = json_object_new ();
  json_object_set_int_member (object, "version", VERSION);
  if (*self->target != '\0')
    json_object_set_string_member (object, "target", self->target);
  set_rows (object, "fragments", fragments);
  set_rows (object, "texts", texts);
  set_rows (object, "moves", moves);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);

  return aip_json_to_text (node, FALSE);
}

/* Editing ----------------------------------------------------------------------------------- */

const char *
aip_prompt_edits_get_target (const AipPromptEdits *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->target;
}

void
aip_prompt_edits_set_target (AipPromptEdits *self,
                             const char     *target)
{
  g_return_if_fail (self != NULL && target != NULL);

  if (*target == '\0' || is_key (target))
    g_set_str (&self->target, target);
}

/* On one line and no longer than is read again. */
static char *
bounded_words (const char *text)
{
  g_autofree char *tidy = aip_prompt_tidy (text);
  gsize length = strlen (tidy);

  if (length > AIP_PROMPT_EDITS_MAX_LENGTH)
    {
      char *end = g_utf8_find_prev_char (tidy, tidy + AIP_PROMPT_EDITS_MAX_LENGTH);

      *end = '\0';
      g_strchomp (tidy);
    }

  return g_steal_pointer (&tidy);
}

/* (nullable): %NULL if there are too many already */
static AipFragmentEdit *
ensure_fragment (AipPromptEdits *self,
                 const char     *key)
{
  AipFragmentEdit *found = find_fragment (self, key);
  const AipFragmentEdit fresh = { .key = key };

  if (found != NULL)
    return found;
  if (!is_key (key) || is_text_key (key) || self->fragments->len >= AIP_PROMPT_EDITS_MAX_FRAGMENTS)
    return NULL;

  append_fragment (self, &fresh);

  return fragment_at (self, self->fragments->len - 1);
}

/* An edit that changes nothing any more is none. */
static void
drop_if_empty (AipPromptEdits *self,
               const char     *key)
{
  for (guint i = 0; i < self->fragments->len; i++)
    {
      const AipFragmentEdit *edit = fragment_at (self, i);

      if (g_str_equal (edit->key, key) && edit->text == NULL && !edit->left_out && !edit->locked)
        {
          g_array_remove_index (self->fragments, i);
          return;
        }
    }
}

static void
drop_moves_of (AipPromptEdits *self,
               const char     *key)
{
  for (guint i = self->moves->len; i > 0; i--)
    if (g_str_equal (move_at (self, i - 1)->key, key))
      g_array_remove_index (self->moves, i - 1);
}

void
aip_prompt_edits_set_text (AipPromptEdits *self,
                           const char     *key,
                           const char     *text)
{
  g_autofree char *words = NULL;

  g_return_if_fail (self != NULL && key != NULL && text != NULL);

  words = bounded_words (text);
  for (guint i = 0; i < self->texts->len; i++)
    {
      AipFreeText *found = text_at (self, i);

      if (!g_str_equal (found->key, key))
        continue;

      if (aip_prompt_has_words (words))
        {
          g_free ((char *) found->text);
          found->text = g_steal_pointer (&words);
        }
      else
        {
          drop_moves_of (self, key);
          g_array_remove_index (self->texts, i);
        }
      return;
    }
}

void
aip_prompt_edits_set_fragment (AipPromptEdits *self,
                               const char     *key,
                               const char     *text,
                               const char     *instead_of)
{
  g_autofree char *words = NULL;
  AipFragmentEdit *edit;

  g_return_if_fail (self != NULL && key != NULL && text != NULL && instead_of != NULL);

  if (find_text (self, key) != NULL)
    {
      aip_prompt_edits_set_text (self, key, text);
      return;
    }
  words = bounded_words (text);
  edit = ensure_fragment (self, key);
  if (edit == NULL)
    return;

  edit->left_out = !aip_prompt_has_words (words);
  g_clear_pointer ((char **) &edit->text, g_free);
  g_clear_pointer ((char **) &edit->instead_of, g_free);
  /* Typing what stands there anyway is no edit, unless it is to be kept so. */
  if (!edit->left_out && (edit->locked || !g_str_equal (words, instead_of)))
    {
      edit->text = g_steal_pointer (&words);
      edit->instead_of = bounded_words (instead_of);
    }
  drop_if_empty (self, key);
}

void
aip_prompt_edits_set_left_out (AipPromptEdits *self,
                               const char     *key,
                               gboolean        left_out)
{
  AipFragmentEdit *edit;

  g_return_if_fail (self != NULL && key != NULL);

  if (find_text (self, key) != NULL)
    {
      if (left_out)
        aip_prompt_edits_set_text (self, key, "");
      return;
    }
  edit = ensure_fragment (self, key);
  if (edit == NULL)
    return;
  edit->left_out = left_out;
  drop_if_empty (self, key);
}

void
aip_prompt_edits_set_locked (AipPromptEdits *self,
                             const char     *key,
                             gboolean        locked)
{
  AipFreeText *text;
  AipFragmentEdit *edit;

  g_return_if_fail (self != NULL && key != NULL);

  text = find_text (self, key);
  if (text != NULL)
    {
      text->locked = locked;
      return;
    }

  edit = ensure_fragment (self, key);
  if (edit == NULL)
    return;
  edit->locked = locked;
  /* Words that were only kept, not edited, follow the setup again. */
  if (!locked && edit->text != NULL && g_strcmp0 (edit->text, edit->instead_of) == 0)
    {
      g_clear_pointer ((char **) &edit->text, g_free);
      g_clear_pointer ((char **) &edit->instead_of, g_free);
    }
  drop_if_empty (self, key);
}

void
aip_prompt_edits_reset (AipPromptEdits *self,
                        const char     *key)
{
  g_return_if_fail (self != NULL && key != NULL);

  for (guint i = self->fragments->len; i > 0; i--)
    if (g_str_equal (fragment_at (self, i - 1)->key, key))
      g_array_remove_index (self->fragments, i - 1);
}

/* Not one that was taken away: something may still be anchored at it. */
static guint64
next_number (AipPromptEdits *self)
{
  guint64 next = 1;

  for (guint i = 0; i < self->texts->len; i++)
    {
      guint64 number = g_ascii_strtoull (text_at (self, i)->key + strlen (TEXT_PREFIX), NULL, 10);

      next = MAX (next, number + 1);
    }
  for (guint i = 0; i < self->moves->len; i++)
    {
      const AipFragmentMove *move = move_at (self, i);
      const char *keys[] = { move->key, move->after, move->before };

      for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
        if (keys[j] != NULL && is_text_key (keys[j]))
          {
            guint64 number = g_ascii_strtoull (keys[j] + strlen (TEXT_PREFIX), NULL, 10);

            next = MAX (next, number + 1);
          }
    }

  return next;
}

const char *
aip_prompt_edits_add_text (AipPromptEdits *self,
                           const char     *text,
                           const char     *after,
                           const char     *before)
{
  g_autofree char *words = NULL;
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  words = bounded_words (text);
  if (!aip_prompt_has_words (words) || self->texts->len >= AIP_PROMPT_EDITS_MAX_TEXTS)
    return NULL;

  key = g_strdup_printf (TEXT_PREFIX "%" G_GUINT64_FORMAT, next_number (self));
  append_text (self, key, words, FALSE);
  aip_prompt_edits_move (self, key, after, before);

  return text_at (self, self->texts->len - 1)->key;
}

void
aip_prompt_edits_move (AipPromptEdits *self,
                       const char     *key,
                       const char     *after,
                       const char     *before)
{
  g_return_if_fail (self != NULL && key != NULL);

  if (!is_key (key) || (after != NULL && !is_key (after)) || (before != NULL && !is_key (before)))
    return;

  /* Step by step through the prompt is one move, as long as nothing went to it in between. */
  for (guint i = self->moves->len; i > 0; i--)
    {
      const AipFragmentMove *move = move_at (self, i - 1);

      if (g_str_equal (move->key, key))
        {
          g_array_remove_index (self->moves, i - 1);
          break;
        }
      if (g_strcmp0 (move->after, key) == 0 || g_strcmp0 (move->before, key) == 0)
        break;
    }

  if (self->moves->len >= AIP_PROMPT_EDITS_MAX_MOVES)
    g_array_remove_index (self->moves, 0);
  append_move (self, key, after, before);
}

gboolean
aip_prompt_edits_has_moves (const AipPromptEdits *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->moves->len; i++)
    if (!is_text_key (move_at (self, i)->key))
      return TRUE;

  return FALSE;
}

void
aip_prompt_edits_reset_order (AipPromptEdits *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = self->moves->len; i > 0; i--)
    if (!is_text_key (move_at (self, i - 1)->key))
      g_array_remove_index (self->moves, i - 1);
}
