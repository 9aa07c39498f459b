/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-query"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-shot-query.h"
#include "aip-text.h"

#define MAX_TERMS 1000
#define MAX_DEPTH 20

/* Keys ---------------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  const char *title;
  const char *others[4];
  gboolean    number;
  gboolean    closed;
} keys[AIP_N_QUERY_KEYS + 1] = {
  [AIP_QUERY_TEXT] = { "text", N_("Text"), { NULL } },
  [AIP_QUERY_CODE] = { "code", N_("Code"), { "shot", "코드", "샷" } },
  [AIP_QUERY_SCENE] = { "scene", N_("Scene"), { "seq", "장면", "씬" }, FALSE, TRUE },
  [AIP_QUERY_STATUS] = { "status", N_("Status"), { "state", "상태" }, FALSE, TRUE },
  [AIP_QUERY_DESCRIPTION] = { "description", N_("Description"), { "desc", "설명" } },
  [AIP_QUERY_ACTION] = { "action", N_("Action"), { "동작", "액션" } },
  [AIP_QUERY_DIALOGUE] = { "dialogue", N_("Dialogue"), { "dialog", "대사" } },
  [AIP_QUERY_CHARACTER] = { "character", N_("Characters"), { "characters", "cast", "인물" } },
  [AIP_QUERY_PLACE] = { "place", N_("Place"), { "location", "장소" } },
  [AIP_QUERY_TAG] = { "tag", N_("Tags"), { "tags", "태그" } },
  [AIP_QUERY_NOTES] = { "notes", N_("Notes"), { "note", "메모" } },
  [AIP_QUERY_WORKFLOW] = { "workflow", N_("Workflow"), { "워크플로", "워크플로우" } },
  [AIP_QUERY_DURATION] = { "duration", N_("Duration"), { "length", "길이" }, TRUE },
  [AIP_QUERY_TAKES] = { "takes", N_("Takes"), { "take", "테이크" }, TRUE },
  [AIP_QUERY_CAMERA] = { "camera", N_("Camera"), { "body", "카메라" } },
  [AIP_QUERY_LENS] = { "lens", N_("Lens"), { "렌즈" } },
  [AIP_QUERY_FOCAL] = { "focal", N_("Focal Length"), { "mm", "초점거리", "초점" }, TRUE },
  [AIP_QUERY_STOCK] = { "stock", N_("Film Stock"), { "film", "필름" } },
  [AIP_QUERY_LIGHT] = { "light", N_("Light"), { "lighting", "조명", "빛" } },
  [AIP_QUERY_MOVE] = { "move", N_("Move"), { "movement", "움직임", "무빙" } },
  [AIP_QUERY_SIZE] = { "size", N_("Size"), { "샷크기", "크기", "사이즈" }, FALSE, TRUE },
  [AIP_QUERY_FINDING] = { "finding", N_("Findings"), { "findings", "검토", "검토결과" }, FALSE,
                          TRUE },
  [AIP_QUERY_MARK] = { "is", N_("Marks"), { "mark", "marks", "표시" }, FALSE, TRUE },
  [AIP_QUERY_FIELD] = { "field", N_("Field"), { NULL } },
};

const char *
aip_query_key_get_name (AipQueryKey key)
{
  g_return_val_if_fail (key <= AIP_QUERY_FIELD, NULL);

  return keys[key].name;
}

const char *
aip_query_key_get_title (AipQueryKey key)
{
  g_return_val_if_fail (key <= AIP_QUERY_FIELD, NULL);

  return _(keys[key].title);
}

gboolean
aip_query_key_is_number (AipQueryKey key)
{
  g_return_val_if_fail (key <= AIP_QUERY_FIELD, FALSE);

  return keys[key].number;
}

gboolean
aip_query_key_is_closed (AipQueryKey key)
{
  g_return_val_if_fail (key <= AIP_QUERY_FIELD, FALSE);

  return keys[key].closed;
}

static gboolean
find_key (const char  *text,
          gsize        length,
          AipQueryKey *key)
{
  g_autofree char *part = g_strndup (text, length);
  g_autofree char *folded = aip_text_fold (part);

  for (guint i = AIP_QUERY_CODE; i < AIP_N_QUERY_KEYS; i++)
    {
      g_autofree char *title = aip_text_fold (_(keys[i].title));
      gboolean found = g_str_equal (folded, keys[i].name) || g_str_equal (folded, title);

      for (guint j = 0; !found && j < G_N_ELEMENTS (keys[i].others); j++)
        found = g_strcmp0 (folded, keys[i].others[j]) == 0;
      if (found)
        {
          *key = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* Nodes --------------------------------------------------------------------------------------- */

AipQueryNode *
aip_query_node_new_group (AipQueryNodeKind kind)
{
  AipQueryNode *self = g_new0 (AipQueryNode, 1);

  self->kind = kind;
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_query_node_free);

  return self;
}

AipQueryNode *
aip_query_node_new_term (AipQueryKey  key,
                         AipQueryOp   op,
                         const char  *value)
{
  AipQueryNode *self = g_new0 (AipQueryNode, 1);

  self->kind = AIP_QUERY_NODE_TERM;
  self->key = key;
  self->op = op;
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->folded = g_ptr_array_new_with_free_func (g_free);
  if (value != NULL)
    aip_query_node_add_value (self, value);

  return self;
}

AipQueryNode *
aip_query_node_new_field (const char *field,
                          AipQueryOp  op,
                          const char *value)
{
  AipQueryNode *self;

  g_return_val_if_fail (field != NULL, NULL);

  self = aip_query_node_new_term (AIP_QUERY_FIELD, op, value);
  self->field = g_strdup (field);
  /* What ends the name where it is written. */
  g_strdelimit (self->field, "{}", ' ');

  return self;
}

void
aip_query_node_add_value (AipQueryNode *self,
                          const char   *value)
{
  g_return_if_fail (self != NULL && self->kind == AIP_QUERY_NODE_TERM);
  g_return_if_fail (value != NULL);

  g_ptr_array_add (self->values, g_strdup (value));
  g_ptr_array_add (self->folded, aip_text_fold (value));
}

AipQueryNode *
aip_query_node_copy (const AipQueryNode *self)
{
  AipQueryNode *copy;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind == AIP_QUERY_NODE_TERM)
    {
      copy = aip_query_node_new_term (self->key, self->op, NULL);
      copy->field = g_strdup (self->field);
      for (guint i = 0; i < self->values->len; i++)
        aip_query_node_add_value (copy, g_ptr_array_index (self->values, i));
    }
  else
    {
      copy = aip_query_node_new_group (self->kind);
      for (guint i = 0; i < self->children->len; i++)
        g_ptr_array_add (copy->children,
                         aip_query_node_copy (g_ptr_array_index (self->children, i)));
    }
  copy->negated = self->negated;

  return copy;
}

void
aip_query_node_clear_values (AipQueryNode *self)
{
  g_return_if_fail (self != NULL && self->kind == AIP_QUERY_NODE_TERM);

  g_ptr_array_set_size (self->values, 0);
  g_ptr_array_set_size (self->folded, 0);
}

void
aip_query_node_free (AipQueryNode *self)
{
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->folded, g_ptr_array_unref);
  g_free (self->field);
  g_free (self);
}

/* Reading what was typed ---------------------------------------------------------------------- */

typedef struct {
  const char *p;
  guint       n_terms;
} Parser;

static gboolean
is_space (const char *p)
{
  return g_unichar_isspace (g_utf8_get_char (p));
}

static void
skip_space (Parser *parser)
{
  while (*parser->p != '\0' && is_space (parser->p))
    parser->p = g_utf8_next_char (parser->p);
}

/*
 * A word between spaces; a quote keeps them. @ends: further characters that end it; @literal: (out)
 * (optional): a quote was there.
 */
static char *
read_value (Parser     *parser,
            const char *ends,
            gboolean   *literal)
{
  GString *value = g_string_new (NULL);
  gboolean quoted = FALSE;

  if (literal != NULL)
    *literal = FALSE;

  while (*parser->p != '\0')
    {
      if (*parser->p == '"')
        {
          quoted = !quoted;
          if (literal != NULL)
            *literal = TRUE;
        }
      else if (*parser->p == '\\' && (parser->p[1] == '"' || parser->p[1] == '\\'))
        g_string_append_c (value, *++parser->p);
      else if (!quoted && (is_space (parser->p) || strchr (ends, *parser->p) != NULL))
        break;
      else
        g_string_append_unichar (value, g_utf8_get_char (parser->p));
      parser->p = g_utf8_next_char (parser->p);
    }

  return g_string_free (value, FALSE);
}

/* "{Due date}": the name, and where it ends. (transfer full) (nullable) */
static char *
dup_field (const char  *text,
           const char **end)
{
  const char *close = *text == '{' ? strchr (text, '}') : NULL;
  g_autofree char *name = NULL;

  if (close == NULL)
    return NULL;

  name = g_strndup (text + 1, (gsize) (close - text) - 1);
  if (*g_strstrip (name) == '\0' || strchr (name, '{') != NULL)
    return NULL;

  *end = close + 1;

  return g_steal_pointer (&name);
}

/* "scene:", "focal>=", "{Due date}<": moves behind it. @field: (out) (transfer full) */
static gboolean
read_key (Parser       *parser,
          AipQueryKey  *key,
          char        **field,
          AipQueryOp   *op)
{
  const char *end = parser->p;
  g_autofree char *name = dup_field (parser->p, &end);

  while (name == NULL && *end != '\0' && !is_space (end) && strchr (":=<>\"()", *end) == NULL
         && !g_str_has_prefix (end, "^="))
    end = g_utf8_next_char (end);
  if (*end == '\0' || strchr (":=<>^", *end) == NULL || end == parser->p
      || (*end == '^' && end[1] != '='))
    return FALSE;
  if (name != NULL)
    *key = AIP_QUERY_FIELD;
  else if (!find_key (parser->p, (gsize) (end - parser->p), key))
    return FALSE;
  *field = g_steal_pointer (&name);

  *op = *end == '=' ? AIP_QUERY_IS : *end == '^' ? AIP_QUERY_BEGINS : AIP_QUERY_HAS;
  /* "focal:>50" is as good as "focal>50". */
  if (*end == ':')
    end++;
  else if (*end == '=' || *end == '^')
    {
      parser->p = end + (*end == '=' ? 1 : 2);
      return TRUE;
    }
  if (*end == '<' || *end == '>')
    {
      gboolean less = *end == '<';

      end++;
      if (*end == '=')
        {
          *op = less ? AIP_QUERY_AT_MOST : AIP_QUERY_AT_LEAST;
          end++;
        }
      else
        *op = less ? AIP_QUERY_LESS : AIP_QUERY_MORE;
    }
  parser->p = end;

  return TRUE;
}

static gboolean
is_none (const char *folded)
{
  return g_str_equal (folded, "none") || g_str_equal (folded, "없음");
}

/* "3..5", "today..today+7": numbers or dates on both sides, or one of them. */
static gboolean
is_span (const char *folded)
{
  const char *dots = strstr (folded, "..");
  g_autofree char *from = NULL;

  if (dots == NULL)
    return FALSE;

  from = g_strndup (folded, (gsize) (dots - folded));

  return (*from == '\0' || aip_query_is_value (from))
         && (dots[2] == '\0' || aip_query_is_value (dots + 2)) && (*from != '\0' || dots[2] != '\0');
}

static void
settle_op (AipQueryNode *term,
           gboolean      literal)
{
  const char *value = term->values->len == 1 ? g_ptr_array_index (term->folded, 0) : "";

  if (term->op != AIP_QUERY_HAS)
    return;

  /* In quotes it is a word like others. */
  if (!literal && is_none (value))
    {
      term->op = AIP_QUERY_EMPTY;
      g_ptr_array_set_size (term->values, 0);
      g_ptr_array_set_size (term->folded, 0);
    }
  else if (term->key == AIP_QUERY_FIELD && is_span (value))
    term->op = AIP_QUERY_BETWEEN;
  else if (keys[term->key].number)
    term->op = strstr (value, "..") != NULL ? AIP_QUERY_BETWEEN : AIP_QUERY_IS;
}

static AipQueryNode *
read_term (Parser *parser)
{
  AipQueryNode *term;
  AipQueryKey key;
  AipQueryOp op;
  gboolean literal = FALSE;
  char *field = NULL;

  if (!read_key (parser, &key, &field, &op))
    {
      g_autofree char *word = read_value (parser, ")|", NULL);

      return aip_query_node_new_term (AIP_QUERY_TEXT, AIP_QUERY_HAS, word);
    }

  term = aip_query_node_new_term (key, op, NULL);
  term->field = field;
  for (;;)
    {
      g_autofree char *value = read_value (parser, ",)|", &literal);

      if (*value != '\0')
        aip_query_node_add_value (term, value);
      if (*parser->p != ',')
        break;
      parser->p++;
    }
  settle_op (term, literal);

  return term;
}

static gboolean
take_word (Parser     *parser,
           const char *word)
{
  gsize length = strlen (word);

  if (strncmp (parser->p, word, length) != 0
      || (parser->p[length] != '\0' && !is_space (parser->p + length)))
    return FALSE;

  parser->p += length;
  return TRUE;
}

static gboolean
take_or (Parser *parser)
{
  if (*parser->p == '|')
    {
      parser->p++;
      return TRUE;
    }

  return take_word (parser, "OR") || take_word (parser, "또는");
}

static AipQueryNode *read_group (Parser   *parser,
                                 guint     depth,
                                 gboolean  inner);

static AipQueryNode *
read_operand (Parser *parser,
              guint   depth)
{
  AipQueryNode *node;
  gboolean negated = FALSE;

  /* A dash in front of nothing is still being typed. */
  if (*parser->p == '-' && parser->p[1] != '\0' && !is_space (parser->p + 1))
    {
      negated = TRUE;
      parser->p++;
    }

  if (*parser->p == '(' && depth < MAX_DEPTH)
    {
      parser->p++;
      node = read_group (parser, depth + 1, TRUE);
    }
  else
    {
      /* Deeper than anybody means it. */
      while (*parser->p == '(')
        parser->p++;
      node = read_term (parser);
    }
  node->negated = negated;

  return node;
}

/* Says nothing: "lens:" before its value, "()", a dash alone. */
static gboolean
is_void (const AipQueryNode *node)
{
  if (node->kind != AIP_QUERY_NODE_TERM)
    return node->children->len == 0;
  if (node->op == AIP_QUERY_EMPTY)
    return FALSE;

  return node->values->len == 0
         || (node->key == AIP_QUERY_TEXT
             && (*(char *) g_ptr_array_index (node->values, 0) == '\0'
                 || g_str_equal (g_ptr_array_index (node->values, 0), "-")));
}

/* A group of one is that one. */
static AipQueryNode *
simplify (AipQueryNode *group)
{
  AipQueryNode *only;

  if (group->children->len != 1)
    return group;

  only = g_ptr_array_steal_index (group->children, 0);
  if (group->negated)
    only->negated = !only->negated;
  aip_query_node_free (group);

  return only;
}

static AipQueryNode *
read_group (Parser   *parser,
            guint     depth,
            gboolean  inner)
{
  g_autoptr(AipQueryNode) any = aip_query_node_new_group (AIP_QUERY_NODE_ANY);
  AipQueryNode *all = aip_query_node_new_group (AIP_QUERY_NODE_ALL);

  for (skip_space (parser); *parser->p != '\0'; skip_space (parser))
    {
      g_autoptr(AipQueryNode) node = NULL;

      if (*parser->p == ')')
        {
          parser->p++;
          if (inner)
            break;
          continue;
        }
      if (take_or (parser))
        {
          if (all->children->len > 0)
            {
              g_ptr_array_add (any->children, simplify (all));
              all = aip_query_node_new_group (AIP_QUERY_NODE_ALL);
            }
          continue;
        }
      if (take_word (parser, "AND"))
        continue;

      node = read_operand (parser, depth);
      if (is_void (node) || (node->kind == AIP_QUERY_NODE_TERM && parser->n_terms++ >= MAX_TERMS))
        continue;

      g_ptr_array_add (all->children, g_steal_pointer (&node));
    }

  if (any->children->len == 0)
    return inner ? simplify (all) : all;

  if (all->children->len > 0)
    g_ptr_array_add (any->children, simplify (all));
  else
    aip_query_node_free (all);

  return simplify (g_steal_pointer (&any));
}

AipQueryNode *
aip_query_parse (const char *text)
{
  g_autofree char *clean = aip_text_clean (text != NULL ? text : "");
  Parser parser = { clean, 0 };
  AipQueryNode *node = read_group (&parser, 0, FALSE);
  AipQueryNode *root;

  if (node->kind == AIP_QUERY_NODE_ALL && !node->negated)
    return node;

  root = aip_query_node_new_group (AIP_QUERY_NODE_ALL);
  g_ptr_array_add (root->children, node);

  return root;
}

gboolean
aip_query_is_empty (const AipQueryNode *self)
{
  return self == NULL || is_void (self);
}

gboolean
aip_query_uses (const AipQueryNode *self,
                guint               wanted)
{
  if (self == NULL)
    return FALSE;
  if (self->kind == AIP_QUERY_NODE_TERM)
    return (wanted & (1u << self->key)) != 0;

  for (guint i = 0; i < self->children->len; i++)
    if (aip_query_uses (g_ptr_array_index (self->children, i), wanted))
      return TRUE;

  return FALSE;
}

/* Writing it ---------------------------------------------------------------------------------- */

char *
aip_query_quote (const char *value)
{
  g_autoptr(GString) quoted = g_string_new (value);
  gboolean spaced = FALSE;

  g_return_val_if_fail (value != NULL, NULL);

  for (const char *p = value; *p != '\0' && !spaced; p = g_utf8_next_char (p))
    spaced = is_space (p);
  if (*value != '\0' && !spaced && strpbrk (value, "\"(),|\\") == NULL)
    return g_strdup (value);

  g_string_replace (quoted, "\\", "\\\\", 0);
  g_string_replace (quoted, "\"", "\\\"", 0);

  return g_strdup_printf ("\"%s\"", quoted->str);
}

GPtrArray *
aip_query_values_from_text (const char *text)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) value = g_string_new (NULL);
  gboolean quoted = FALSE;

  g_return_val_if_fail (text != NULL, values);

  for (const char *p = text;; p++)
    {
      if (*p == '\0' || (*p == ',' && !quoted))
        {
          g_autofree char *clean = aip_text_clean (value->str);

          if (*g_strstrip (clean) != '\0')
            g_ptr_array_add (values, g_steal_pointer (&clean));
          g_string_truncate (value, 0);
          if (*p == '\0')
            return values;
        }
      else if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
        g_string_append_c (value, *++p);
      else if (*p == '"')
        quoted = !quoted;
      else
        g_string_append_c (value, *p);
    }
}

char *
aip_query_values_to_text (GPtrArray *values)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (values != NULL, NULL);

  for (guint i = 0; i < values->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);
      g_autofree char *quoted = strpbrk (value, ",\"\\") != NULL ? aip_query_quote (value) : NULL;

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", quoted != NULL ? quoted : value);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
append_term (GString            *text,
             const AipQueryNode *term)
{
  static const char *const ops[] = {
    [AIP_QUERY_HAS] = ":", [AIP_QUERY_IS] = "=", [AIP_QUERY_LESS] = "<", [AIP_QUERY_MORE] = ">",
    [AIP_QUERY_AT_MOST] = "<=", [AIP_QUERY_AT_LEAST] = ">=", [AIP_QUERY_BETWEEN] = ":",
    [AIP_QUERY_EMPTY] = ":none", [AIP_QUERY_BEGINS] = "^=",
  };

  if (term->key == AIP_QUERY_FIELD)
    g_string_append_printf (text, "{%s}%s", term->field, ops[term->op]);
  else if (term->key != AIP_QUERY_TEXT)
    g_string_append_printf (text, "%s%s", keys[term->key].name, ops[term->op]);
  for (guint i = 0; i < term->values->len; i++)
    {
      const char *value = g_ptr_array_index (term->values, i);
      g_autofree char *quoted = aip_query_quote (value);
      AipQueryKey key;

      if (i > 0)
        g_string_append_c (text, ',');
      /* A word that looks like something else would be read as that. */
      if (*quoted != '"' && term->key != AIP_QUERY_TEXT
          && (strchr ("<>=", *value) != NULL
              || (term->op == AIP_QUERY_HAS && term->values->len == 1
                  && is_none (g_ptr_array_index (term->folded, 0)))))
        g_string_append_printf (text, "\"%s\"", quoted);
      else if (term->key == AIP_QUERY_TEXT && *quoted != '"'
          && (g_str_equal (value, "OR") || g_str_equal (value, "AND") || g_str_equal (value, "또는")
              || *value == '-' || *value == '{'
              || (strpbrk (value, ":=<>^") != NULL
                  && find_key (value, strcspn (value, ":=<>^"), &key))))
        g_string_append_printf (text, "\"%s\"", quoted);
      else
        g_string_append (text, quoted);
    }
}

static void
append_node (GString            *text,
             const AipQueryNode *node,
             gboolean            outermost)
{
  gboolean brackets = node->kind != AIP_QUERY_NODE_TERM && (!outermost || node->negated);

  if (node->negated)
    g_string_append_c (text, '-');
  if (node->kind == AIP_QUERY_NODE_TERM)
    {
      append_term (text, node);
      return;
    }

  if (brackets)
    g_string_append_c (text, '(');
  for (guint i = 0; i < node->children->len; i++)
    {
      if (i > 0)
        g_string_append (text, node->kind == AIP_QUERY_NODE_ANY ? " OR " : " ");
      append_node (text, g_ptr_array_index (node->children, i), FALSE);
    }
  if (brackets)
    g_string_append_c (text, ')');
}

char *
aip_query_to_text (const AipQueryNode *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  /* "a OR b" as it was typed, without brackets around all of it. */
  if (self != NULL && self->kind == AIP_QUERY_NODE_ALL && !self->negated
      && self->children->len == 1)
    self = g_ptr_array_index (self->children, 0);
  if (self != NULL)
    append_node (text, self, TRUE);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Completion ---------------------------------------------------------------------------------- */

void
aip_query_at_cursor (const char   *text,
                     guint         cursor,
                     AipQueryKey  *key,
                     char        **field,
                     guint        *start,
                     char        **part)
{
  g_autofree char *before = NULL;
  const char *word;
  gboolean quoted = FALSE;
  gboolean named = FALSE;
  Parser parser;
  AipQueryOp op;

  g_return_if_fail (text != NULL && key != NULL && field != NULL && start != NULL && part != NULL);

  before = g_utf8_substring (text, 0, MIN ((glong) cursor, g_utf8_strlen (text, -1)));
  word = before;
  for (const char *p = before; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == '"')
        quoted = !quoted;
      else if (!quoted && (*p == '{' || *p == '}'))
        named = *p == '{';
      else if (!quoted && !named && (is_space (p) || *p == '(' || *p == '|'))
        word = g_utf8_next_char (p);
    }
  if (*word == '-')
    word++;

  *key = AIP_QUERY_TEXT;
  *field = NULL;
  parser = (Parser) { word, 0 };
  if (read_key (&parser, key, field, &op))
    {
      /* The last of several values. */
      word = parser.p;
      quoted = FALSE;
      for (const char *p = parser.p; *p != '\0'; p = g_utf8_next_char (p))
        {
          if (*p == '"')
            quoted = !quoted;
          else if (*p == ',' && !quoted)
            word = p + 1;
        }
    }

  *start = (guint) g_utf8_pointer_to_offset (before, word);
  *part = g_strdup (*word == '"' ? word + 1 : word);
}
