/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TestIm:
 *
 * An input method for tests that composes Hangul from the keys of a two-set keyboard, as
 * ibus-hangul does: a syllable is shown while it is composed and committed when the next one
 * begins. Resetting it loses what is being composed, so a client that resets too early is found
 * out.
 */

/* Before gtk_init(): the contexts of this process use it from now on. */
void test_im_choose    (void);
/* After gtk_init(). */
void test_im_register  (void);
/* Whether keys make Hangul; off: Latin, as they are. */
void test_im_set_hangul (gboolean hangul);
/* Whether it answers later, as an input method in another process does. */
void test_im_set_async (gboolean async);

G_END_DECLS
