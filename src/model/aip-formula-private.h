/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-formula.h"

G_BEGIN_DECLS

typedef enum {
  NODE_NUMBER,
  NODE_TEXT,
  NODE_FIELD,
  NODE_NEGATE,
  NODE_BINARY,
  NODE_CALL,
} NodeKind;

typedef enum {
  OP_ADD,
  OP_SUBTRACT,
  OP_MULTIPLY,
  OP_DIVIDE,
  OP_JOIN,
  OP_EQUAL,
  OP_UNEQUAL,
  OP_LESS,
  OP_AT_MOST,
  OP_MORE,
  OP_AT_LEAST,
} Operator;

typedef enum {
  FUNCTION_IF,
  FUNCTION_AND,
  FUNCTION_OR,
  FUNCTION_NOT,
  FUNCTION_ROUND,
  FUNCTION_FLOOR,
  FUNCTION_CEILING,
  FUNCTION_ABS,
  FUNCTION_MOD,
  FUNCTION_MIN,
  FUNCTION_MAX,
  FUNCTION_SUM,
  FUNCTION_AVERAGE,
  FUNCTION_LEN,
  FUNCTION_CONCAT,
  FUNCTION_LOWER,
  FUNCTION_UPPER,
  FUNCTION_TRIM,
  FUNCTION_LEFT,
  FUNCTION_RIGHT,
  FUNCTION_CONTAINS,
  FUNCTION_SUBSTITUTE,
  FUNCTION_ISEMPTY,
  N_FUNCTIONS
} Function;

typedef struct _Node Node;

struct _Node {
  NodeKind  kind;
  int       what;       /* Operator or Function */
  double    number;
  char     *text;       /* of a text, or the name of a field */
  GPtrArray *children;  /* Node; NULL for none */
};

struct _AipFormula {
  Node      *root;
  GPtrArray *names;
};

G_END_DECLS
