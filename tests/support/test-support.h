/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Longer than anything takes under a sanitizer on a loaded machine: only a hang gets here. */
#define TEST_TIMEOUT_SECONDS 60

/**
 * test_spin_while:
 * @condition: an expression
 *
 * Runs the default main context until @condition is false. The test fails, naming the expression,
 * when that takes longer than %TEST_TIMEOUT_SECONDS.
 */
#define test_spin_while(condition)                                                              \
  G_STMT_START                                                                                  \
  {                                                                                             \
    gint64 test_deadline_ = g_get_monotonic_time () + TEST_TIMEOUT_SECONDS * G_USEC_PER_SEC;    \
    guint test_waker_ = g_timeout_add (20, test_wake_cb, NULL);                                 \
                                                                                                \
    while (condition)                                                                           \
      {                                                                                         \
        g_main_context_iteration (NULL, TRUE);                                                  \
        if (g_get_monotonic_time () > test_deadline_)                                           \
          g_error ("%s: still true after %d s: %s", G_STRLOC, TEST_TIMEOUT_SECONDS, #condition); \
      }                                                                                         \
    g_source_remove (test_waker_);                                                              \
  }                                                                                             \
  G_STMT_END

gboolean  test_wake_cb          (gpointer      user_data);

char     *test_dir_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void      test_dir_remove       (const char   *path);
char     *test_data_path        (const char   *relative) G_GNUC_WARN_UNUSED_RESULT;

/* A GAsyncReadyCallback that stores the result in the GAsyncResult ** behind @user_data. */
void      test_store_result_cb  (GObject      *source,
                                 GAsyncResult *result,
                                 gpointer      user_data);

G_END_DECLS
