/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AIP_MAX_CAST_WEIGHT 2.0

/**
 * AipCasting:
 * @action: what this character does
 * @position: where in the picture, in words
 * @costume: id of one of the character's costumes; empty: the first of them
 * @weight: factor on the strengths of the character's LoRA files; 0 leaves them out
 *
 * How one character appears in one shot. Who appears, and in which order, says the shot's
 * `characters`; this is what a shot's `casting` says about one of them. It waits there when the
 * character is taken out of the shot.
 */
typedef struct {
  char   *action;
  char   *position;
  char   *costume;
  double  weight;
} AipCasting;

AipCasting *aip_casting_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void        aip_casting_free  (AipCasting  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipCasting, aip_casting_free)

/* (transfer full): what @text, a shot's casting, says about @character; never %NULL. */
AipCasting *aip_casting_read  (const char  *text,
                               const char  *character) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): @text with @casting for @character; what it says about others stays. */
char       *aip_casting_write (const char  *text,
                               const char  *character,
                               AipCasting  *casting) G_GNUC_WARN_UNUSED_RESULT;
/* The check of the field. */
gboolean    aip_casting_check (GVariant    *value,
                               GError     **error);

G_END_DECLS
