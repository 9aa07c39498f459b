/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-json.h"

G_BEGIN_DECLS

/*
 * Python's conversions, with Python's words when they fail: clients show these sentences.
 */

typedef struct
{
  const char *type;     /* the class, static */
  char       *message;
} AipDraftException;

void          aip_draft_exception_clear   (AipDraftException *exception);

/* Takes @message. Always returns FALSE, so that it can end a function. */
gboolean      aip_draft_raise             (AipDraftException *exception,
                                           const char        *type,
                                           char              *message);

/* The value as the declared @type (INT, FLOAT, BOOLEAN, STRING; others stay), or NULL. */
AipDraftJson *aip_draft_coerce            (AipDraftJson      *value,
                                           const char        *type,
                                           AipDraftException *exception) G_GNUC_WARN_UNUSED_RESULT;

const char   *aip_draft_type_name         (AipDraftJson      *value);
int           aip_draft_compare_numbers   (AipDraftJson      *a,
                                           AipDraftJson      *b);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AipDraftException, aip_draft_exception_clear)

G_END_DECLS
