/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-custom-field.h"
#include "aip-replace-hits.h"

G_BEGIN_DECLS

/* One shot of a source. */
typedef struct {
  AipShot   *shot;
  char      *code;
  gboolean   locked;
  GVariant **values;    /* one for each field of the source */
} AipReplaceRow;

struct _AipReplaceSource {
  AipDocument *document;
  GPtrArray   *shots;   /* (nullable): those to read */
  GPtrArray   *fields;
  GPtrArray   *titles;  /* one for each */
  GPtrArray   *rows;    /* AipReplaceRow */
  guint        next;
};

struct _AipReplaceHit {
  GObject parent_instance;

  AipReplaceSource *source;
  guint             row;
  guint             field;
  guint             item;       /* of a list */
  const char       *text;       /* in the source */
  gsize             start;
  gsize             end;
  char             *replacement;
  char             *problem;
  gboolean          ticked;
};

struct _AipReplaceHits {
  GObject parent_instance;

  AipReplacePattern *pattern;
  GPtrArray         *hits;
  guint              n_shots;
  guint              n_problems;
  gboolean           truncated;
};

AipCustomField *_aip_replace_find_custom (AipDocument *document,
                                          const char  *field);
/* What a field says now, of the project's as well. (transfer full) */
GVariant       *_aip_replace_dup_value   (AipDocument *document,
                                          AipShot     *shot,
                                          const char  *field);

G_END_DECLS
