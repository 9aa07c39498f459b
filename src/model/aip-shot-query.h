/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AipQueryKey:
 *
 * What a term of a query asks about. %AIP_QUERY_TEXT is a plain word: it may stand anywhere.
 */
typedef enum {
  AIP_QUERY_TEXT,
  AIP_QUERY_CODE,
  AIP_QUERY_SCENE,
  AIP_QUERY_STATUS,
  AIP_QUERY_DESCRIPTION,
  AIP_QUERY_ACTION,
  AIP_QUERY_DIALOGUE,
  AIP_QUERY_CHARACTER,
  AIP_QUERY_PLACE,
  AIP_QUERY_TAG,
  AIP_QUERY_NOTES,
  AIP_QUERY_WORKFLOW,
  AIP_QUERY_DURATION,
  AIP_QUERY_TAKES,
  AIP_QUERY_CAMERA,
  AIP_QUERY_LENS,
  AIP_QUERY_FOCAL,
  AIP_QUERY_STOCK,
  AIP_QUERY_LIGHT,
  AIP_QUERY_MOVE,
  AIP_QUERY_SIZE,
  AIP_QUERY_FINDING,
  AIP_QUERY_MARK,
  AIP_QUERY_FIELD,
} AipQueryKey;

/* Those of every shot; %AIP_QUERY_FIELD is any field of the project: `{Due date}<today`. */
#define AIP_N_QUERY_KEYS (AIP_QUERY_MARK + 1)

/**
 * AipQueryOp:
 * @AIP_QUERY_HAS: `key:value`: contains it; of closed lists, one that begins so
 * @AIP_QUERY_IS: `key=value`: exactly
 * @AIP_QUERY_LESS, @AIP_QUERY_MORE: `key<5`, `key>5`
 * @AIP_QUERY_AT_MOST, @AIP_QUERY_AT_LEAST: `key<=5`, `key>=5`
 * @AIP_QUERY_BETWEEN: `key:5..10`
 * @AIP_QUERY_EMPTY: `key:none`
 * @AIP_QUERY_BEGINS: `key^=value`
 */
typedef enum {
  AIP_QUERY_HAS,
  AIP_QUERY_IS,
  AIP_QUERY_LESS,
  AIP_QUERY_MORE,
  AIP_QUERY_AT_MOST,
  AIP_QUERY_AT_LEAST,
  AIP_QUERY_BETWEEN,
  AIP_QUERY_EMPTY,
  AIP_QUERY_BEGINS,
} AipQueryOp;

#define AIP_N_QUERY_OPS (AIP_QUERY_BEGINS + 1)

typedef enum {
  AIP_QUERY_NODE_ALL,
  AIP_QUERY_NODE_ANY,
  AIP_QUERY_NODE_TERM,
} AipQueryNodeKind;

typedef struct _AipQueryNode AipQueryNode;

/**
 * AipQueryNode:
 * @negated: what it says must not be
 * @children: (element-type AipQueryNode): of ALL and ANY
 * @field: (nullable): the name of the field of the project, with %AIP_QUERY_FIELD
 * @values: (element-type utf8): of a term: any of them, as written
 * @folded: (element-type utf8): the same, folded
 *
 * A query is a tree: terms, and groups of which all or any must be true.
 */
struct _AipQueryNode {
  AipQueryNodeKind  kind;
  gboolean          negated;
  GPtrArray        *children;
  AipQueryKey       key;
  AipQueryOp        op;
  char             *field;
  GPtrArray        *values;
  GPtrArray        *folded;
};

AipQueryNode *aip_query_node_new_group (AipQueryNodeKind    kind);
/* @value: (nullable): for %AIP_QUERY_EMPTY */
AipQueryNode *aip_query_node_new_term  (AipQueryKey         key,
                                        AipQueryOp          op,
                                        const char         *value);
AipQueryNode *aip_query_node_new_field (const char         *field,
                                        AipQueryOp          op,
                                        const char         *value);
void          aip_query_node_add_value (AipQueryNode       *self,
                                        const char         *value);
void          aip_query_node_clear_values
                                       (AipQueryNode       *self);
AipQueryNode *aip_query_node_copy      (const AipQueryNode *self) G_GNUC_WARN_UNUSED_RESULT;
void          aip_query_node_free      (AipQueryNode       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipQueryNode, aip_query_node_free)

/**
 * AipQueryRead:
 * @field: (nullable): the name of the field, with %AIP_QUERY_FIELD
 * @number: (out): for keys that are numbers: frames, takes, millimetres; NAN if there is none
 *
 * What a shot says under @key, folded, several things on a line each; empty for nothing.
 * %AIP_QUERY_TEXT: everything. (transfer none): until the next call.
 */
typedef const char *(*AipQueryRead) (gpointer     shot,
                                     AipQueryKey  key,
                                     const char  *field,
                                     double      *number,
                                     gpointer     user_data);

/**
 * aip_query_parse:
 * @text: as people type it: `scene:3 status:review,retake lens:"Cooke S4" -tag:vfx`, with `OR` (or
 *   `|`) and parentheses; keys in English, Korean or the user's language
 *
 * Never fails: what is no key is a word to look for, a quote or parenthesis that is still open ends
 * with the text. At most a thousand terms and twenty levels deep.
 *
 * Returns: (transfer full): a group of which all must be true; empty for an empty text
 */
AipQueryNode *aip_query_parse          (const char         *text) G_GNUC_WARN_UNUSED_RESULT;
/* A text that gives the same tree when it is parsed. (transfer full) */
char         *aip_query_to_text        (const AipQueryNode *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean      aip_query_is_empty       (const AipQueryNode *self);
/* @rate: frames a second, for lengths in seconds ("2s"). */
gboolean      aip_query_matches        (const AipQueryNode *self,
                                        gpointer            shot,
                                        AipQueryRead        read,
                                        gpointer            user_data,
                                        double              rate);
/* Whether any term asks about one of @keys: 1 << AipQueryKey. */
gboolean      aip_query_uses           (const AipQueryNode *self,
                                        guint               keys);

/*
 * For buttons: a term `key=value` at the top, together with others of that key as one term with
 * several values.
 */
gboolean      aip_query_has_choice     (const AipQueryNode *self,
                                        AipQueryKey         key,
                                        const char         *value);
void          aip_query_set_choice     (AipQueryNode       *self,
                                        AipQueryKey         key,
                                        const char         *value,
                                        gboolean            chosen);

/* "camera": as it is typed. */
const char   *aip_query_key_get_name   (AipQueryKey         key);
/* Translated: "Camera". */
const char   *aip_query_key_get_title  (AipQueryKey         key);
gboolean      aip_query_key_is_number  (AipQueryKey         key);
/* Whether a key of numbers understands @text: "48", "2s", "50 mm". */
gboolean      aip_query_is_number      (const char         *text);
/* Whether a field of the project can be compared with @text, folded: a number or a date. */
gboolean      aip_query_is_value       (const char         *text);
/* Of a list of words, where `:` asks for the beginning of one. */
gboolean      aip_query_key_is_closed  (AipQueryKey         key);

/**
 * aip_query_at_cursor:
 * @cursor: in characters
 * @key: (out): whose value is being typed; %AIP_QUERY_TEXT: a word, which may become a key
 * @field: (out) (transfer full) (nullable): the name of the field, with %AIP_QUERY_FIELD
 * @start: (out): in characters, where what is being typed begins
 * @part: (out) (transfer full): what is there up to the cursor, without a quote
 *
 * For completion.
 */
void          aip_query_at_cursor      (const char         *text,
                                        guint               cursor,
                                        AipQueryKey        *key,
                                        char              **field,
                                        guint              *start,
                                        char              **part);
/* With quotes if it needs them. (transfer full) */
char         *aip_query_quote          (const char         *value) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Several values in one entry: "a, b c, \"d, e\"". Commas part them, quotes keep a comma.
 * (transfer full) (element-type utf8)
 */
GPtrArray    *aip_query_values_from_text (const char       *text) G_GNUC_WARN_UNUSED_RESULT;
char         *aip_query_values_to_text   (GPtrArray        *values) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
