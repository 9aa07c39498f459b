/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-formula"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "aip-error.h"
#include "aip-formula-private.h"

/* In the order of the enumeration. */
static const struct {
  const char *name;
  guint       min_arguments;
  guint       max_arguments;
  const char *hint;
} functions[N_FUNCTIONS] = {
  { "IF", 2, 3, N_("IF(condition, then, otherwise)") },
  { "AND", 1, 50, N_("AND(condition, condition, …)") },
  { "OR", 1, 50, N_("OR(condition, condition, …)") },
  { "NOT", 1, 1, N_("NOT(condition)") },
  { "ROUND", 1, 2, N_("ROUND(number, decimals)") },
  { "FLOOR", 1, 1, N_("FLOOR(number): the whole number below") },
  { "CEILING", 1, 1, N_("CEILING(number): the whole number above") },
  { "ABS", 1, 1, N_("ABS(number): without its sign") },
  { "MOD", 2, 2, N_("MOD(number, divisor): what a division leaves over") },
  { "MIN", 1, 50, N_("MIN(number, number, …)") },
  { "MAX", 1, 50, N_("MAX(number, number, …)") },
  { "SUM", 1, 50, N_("SUM(number, number, …)") },
  { "AVERAGE", 1, 50, N_("AVERAGE(number, number, …)") },
  { "LEN", 1, 1, N_("LEN(text): how many characters") },
  { "CONCAT", 1, 50, N_("CONCAT(text, text, …): one after the other") },
  { "LOWER", 1, 1, N_("LOWER(text): in small letters") },
  { "UPPER", 1, 1, N_("UPPER(text): in capital letters") },
  { "TRIM", 1, 1, N_("TRIM(text): without spaces around it") },
  { "LEFT", 2, 2, N_("LEFT(text, number): its first characters") },
  { "RIGHT", 2, 2, N_("RIGHT(text, number): its last characters") },
  { "CONTAINS", 2, 2, N_("CONTAINS(text, part): whether the part is in it") },
  { "SUBSTITUTE", 3, 3, N_("SUBSTITUTE(text, part, by): with another text for each part") },
  { "ISEMPTY", 1, 1, N_("ISEMPTY(value): whether there is nothing") },
};

/* Another bound than the depth: 2,000 additions in a row are not deep. */
#define MAX_NODES 600

typedef struct {
  const char *text;
  const char *p;
  guint       depth;
  guint       n_nodes;
  GPtrArray  *names;
  GError    **error;
} Parser;

static void
node_free (gpointer data)
{
  Node *node = data;

  if (node == NULL)
    return;

  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node->text);
  g_free (node);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Node, node_free)

/* Reading ------------------------------------------------------------------------------------- */

static gpointer
fail (Parser     *self,
      const char *sentence)
{
  long place = g_utf8_pointer_to_offset (self->text, self->p) + 1;

  if (self->error != NULL && *self->error == NULL)
    g_set_error (self->error, AIP_ERROR, AIP_ERROR_INVALID,
                 /* Translators: place in a formula, then a whole sentence that says what is wrong */
                 _("At character %ld of the formula: %s"), place, sentence);

  return NULL;
}

static void
skip_spaces (Parser *self)
{
  while (*self->p != '\0' && g_unichar_isspace (g_utf8_get_char (self->p)))
    self->p = g_utf8_next_char (self->p);
}

static gboolean
take (Parser     *self,
      const char *token)
{
  skip_spaces (self);
  if (!g_str_has_prefix (self->p, token))
    return FALSE;

  self->p += strlen (token);

  return TRUE;
}

static Node *
new_node (Parser   *self,
          NodeKind  kind)
{
  Node *node;

  if (++self->n_nodes > MAX_NODES)
    return fail (self, _("There is too much in it."));

  node = g_new0 (Node, 1);
  node->kind = kind;

  return node;
}

static void
add_child (Node *node,
           Node *child)
{
  if (node->children == NULL)
    node->children = g_ptr_array_new_with_free_func (node_free);
  g_ptr_array_add (node->children, child);
}

static Node *read_comparison (Parser *self);

/* Word processors and input methods make curly quotes of straight ones. */
static const char *
take_quote (Parser *self)
{
  if (take (self, "\""))
    return "\"";
  if (take (self, "“") || take (self, "”"))
    return "”";

  return NULL;
}

static Node *
read_text (Parser     *self,
           const char *quote)
{
  g_autoptr(GString) text = g_string_new (NULL);
  Node *node;

  while (*self->p != '\0')
    {
      if (g_str_has_prefix (self->p, quote))
        {
          self->p += strlen (quote);
          if (*quote != '"' || *self->p != '"')
            {
              node = new_node (self, NODE_TEXT);
              if (node != NULL)
                node->text = g_string_free_and_steal (g_steal_pointer (&text));
              return node;
            }
        }
      g_string_append_unichar (text, g_utf8_get_char (self->p));
      self->p = g_utf8_next_char (self->p);
    }

  return fail (self, _("A text has no quote at its end."));
}

static Node *
read_field (Parser *self)
{
  const char *end = strchr (self->p, '}');
  g_autofree char *name = NULL;
  Node *node;

  if (end == NULL)
    return fail (self, _("The name of a field has no “}” at its end."));
  name = g_strstrip (g_strndup (self->p, (gsize) (end - self->p)));
  if (*name == '\0')
    return fail (self, _("There is no name between the braces."));

  node = new_node (self, NODE_FIELD);
  if (node == NULL)
    return NULL;

  self->p = end + 1;
  if (!g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, NULL))
    g_ptr_array_add (self->names, g_strdup (name));
  node->text = g_steal_pointer (&name);

  return node;
}

static Node *
read_number (Parser *self)
{
  char *end;
  Node *node;
  double number = g_ascii_strtod (self->p, &end);

  if (!isfinite (number) || g_ascii_isalpha (*end))
    return fail (self, _("This is not a number."));

  node = new_node (self, NODE_NUMBER);
  if (node != NULL)
    {
      node->number = number;
      self->p = end;
    }

  return node;
}

static Node *
read_arguments (Parser *self,
                int     function)
{
  g_autoptr(Node) node = new_node (self, NODE_CALL);
  guint n = 0;

  if (node == NULL)
    return NULL;

  node->what = function;
  while (!take (self, ")"))
    {
      Node *argument;

      if (n > 0 && !take (self, ",") && !take (self, ";"))
        return fail (self, _("A “)” is missing."));
      argument = read_comparison (self);
      if (argument == NULL)
        return NULL;
      add_child (node, argument);
      n++;
    }

  if (n < functions[function].min_arguments || n > functions[function].max_arguments)
    {
      g_autofree char *sentence = g_strdup_printf (_("Write it as %s."),
                                                   _(functions[function].hint));

      return fail (self, sentence);
    }

  return g_steal_pointer (&node);
}

static Node *
read_word (Parser *self)
{
  gsize length = 0;
  g_autofree char *word = NULL;
  Node *node;

  while (g_ascii_isalpha (self->p[length]) || (length > 0 && g_ascii_isdigit (self->p[length])))
    length++;
  word = g_ascii_strup (self->p, (gssize) length);

  if (g_str_equal (word, "TRUE") || g_str_equal (word, "FALSE"))
    {
      node = new_node (self, NODE_NUMBER);
      if (node != NULL)
        {
          node->number = *word == 'T';
          self->p += length;
        }
      return node;
    }

  for (int i = 0; i < N_FUNCTIONS; i++)
    if (g_str_equal (functions[i].name, word))
      {
        self->p += length;
        if (!take (self, "("))
          return fail (self, _("A function is followed by “(”."));
        return read_arguments (self, i);
      }

  return fail (self, _("There is no function of that name. Names of fields stand in braces: "
                       "{Duration}."));
}

static Node *
read_single (Parser *self)
{
  const char *quote;
  Node *node;

  skip_spaces (self);
  if (take (self, "("))
    {
      g_autoptr(Node) inner = read_comparison (self);

      if (inner == NULL)
        return NULL;
      if (!take (self, ")"))
        return fail (self, _("A “)” is missing."));
      return g_steal_pointer (&inner);
    }
  if (take (self, "-"))
    {
      Node *child;

      if (++self->depth > AIP_FORMULA_MAX_DEPTH)
        return fail (self, _("It is nested too deep."));
      child = read_single (self);
      self->depth--;
      node = child != NULL ? new_node (self, NODE_NEGATE) : NULL;
      if (node != NULL)
        add_child (node, child);
      else
        node_free (child);
      return node;
    }
  if (take (self, "{"))
    return read_field (self);
  quote = take_quote (self);
  if (quote != NULL)
    return read_text (self, quote);
  if (g_ascii_isdigit (*self->p) || *self->p == '.')
    return read_number (self);
  if (g_ascii_isalpha (*self->p))
    return read_word (self);

  return fail (self, *self->p == '\0' ? _("Something is missing at the end.")
                                      : _("This is neither a number, a text, a function nor a "
                                          "field."));
}

/* From what binds least to what binds most; longer signs before those they begin with. */
static const struct {
  const char *sign;
  Operator    op;
} levels[][8] = {
  { { "<>", OP_UNEQUAL }, { "!=", OP_UNEQUAL }, { "<=", OP_AT_MOST }, { ">=", OP_AT_LEAST },
    { "==", OP_EQUAL }, { "=", OP_EQUAL }, { "<", OP_LESS }, { ">", OP_MORE } },
  { { "&", OP_JOIN } },
  { { "+", OP_ADD }, { "-", OP_SUBTRACT }, { "−", OP_SUBTRACT } },
  { { "*", OP_MULTIPLY }, { "/", OP_DIVIDE }, { "×", OP_MULTIPLY }, { "÷", OP_DIVIDE } },
};

static gboolean
take_operator (Parser   *self,
               guint     level,
               Operator *op)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels[level]) && levels[level][i].sign != NULL; i++)
    if (take (self, levels[level][i].sign))
      {
        *op = levels[level][i].op;
        return TRUE;
      }

  return FALSE;
}

static Node *
read_level (Parser *self,
            guint   level)
{
  g_autoptr(Node) left = NULL;
  Operator op;

  if (level == G_N_ELEMENTS (levels))
    return read_single (self);

  left = read_level (self, level + 1);
  while (left != NULL && take_operator (self, level, &op))
    {
      Node *right = read_level (self, level + 1);
      Node *node = right != NULL ? new_node (self, NODE_BINARY) : NULL;

      if (node == NULL)
        {
          node_free (right);
          return NULL;
        }
      node->what = op;
      add_child (node, g_steal_pointer (&left));
      add_child (node, right);
      left = node;
    }

  return g_steal_pointer (&left);
}

static Node *
read_comparison (Parser *self)
{
  Node *node;

  /* Every way to nest comes through here; the tree is freed and worked out by recursion too. */
  if (++self->depth > AIP_FORMULA_MAX_DEPTH)
    return fail (self, _("It is nested too deep."));
  node = read_level (self, 0);
  self->depth--;

  return node;
}

AipFormula *
aip_formula_parse (const char  *text,
                   GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(AipFormula) self = NULL;
  Parser parser = { .text = text, .p = text, .error = &local_error };

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > AIP_FORMULA_MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, _("The formula is too long."));
      return NULL;
    }

  self = g_new0 (AipFormula, 1);
  self->names = g_ptr_array_new_with_free_func (g_free);
  parser.names = self->names;
  /* As spreadsheets begin it. */
  take (&parser, "=");
  self->root = read_comparison (&parser);
  skip_spaces (&parser);
  if (self->root != NULL && *parser.p != '\0')
    fail (&parser, _("The formula should end here."));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
aip_formula_free (AipFormula *self)
{
  if (self == NULL)
    return;

  node_free (self->root);
  g_ptr_array_unref (self->names);
  g_free (self);
}

GPtrArray *
aip_formula_get_names (const AipFormula *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->names;
}

/* Names --------------------------------------------------------------------------------------- */

char *
aip_formula_rename (const char     *text,
                    AipFormulaName  rename,
                    gpointer        user_data)
{
  g_autoptr(GString) renamed = g_string_new (NULL);
  gboolean quoted = FALSE;

  g_return_val_if_fail (text != NULL && rename != NULL, NULL);

  for (const char *p = text; *p != '\0';)
    {
      const char *end = *p == '{' && !quoted ? strchr (p, '}') : NULL;

      if (*p == '"')
        quoted = !quoted;
      else if (g_str_has_prefix (p, "“"))
        quoted = TRUE;
      else if (g_str_has_prefix (p, "”"))
        quoted = FALSE;

      if (end != NULL)
        {
          g_autofree char *name = g_strstrip (g_strndup (p + 1, (gsize) (end - p - 1)));
          g_autofree char *other = rename (name, user_data);

          g_string_append_printf (renamed, "{%s}", other != NULL ? other : name);
          p = end + 1;
        }
      else
        g_string_append_c (renamed, *p++);
    }

  return g_string_free_and_steal (g_steal_pointer (&renamed));
}

const char *const *
aip_formula_get_functions (void)
{
  static const char *names[N_FUNCTIONS + 1];

  for (int i = 0; i < N_FUNCTIONS; i++)
    names[i] = functions[i].name;

  return names;
}

const char *
aip_formula_get_hint (const char *function)
{
  for (int i = 0; i < N_FUNCTIONS; i++)
    if (g_ascii_strcasecmp (functions[i].name, function) == 0)
      return _(functions[i].hint);

  return NULL;
}

/* Problems ------------------------------------------------------------------------------------ */

/* In the order of the enumeration. */
static const struct {
  const char *mark;
  const char *sentence;
} problems[] = {
  { "#SYNTAX", N_("The formula of this field cannot be read.") },
  { "#NAME", N_("The formula names a field that there is not.") },
  { "#NUMBER", N_("A text stands where the formula needs a number.") },
  { "#ZERO", N_("The formula divides by zero.") },
  { "#RANGE", N_("The formula arrives at a number that is too large.") },
  { "#LONG", N_("The formula makes a text that is too long.") },
  { "#CIRCLE", N_("The formula depends on itself.") },
};

const char *
aip_formula_problem_get_mark (AipFormulaProblem problem)
{
  g_return_val_if_fail ((guint) problem < G_N_ELEMENTS (problems), NULL);

  return problems[problem].mark;
}

const char *
aip_formula_problem_get_text (AipFormulaProblem problem)
{
  g_return_val_if_fail ((guint) problem < G_N_ELEMENTS (problems), NULL);

  return _(problems[problem].sentence);
}
