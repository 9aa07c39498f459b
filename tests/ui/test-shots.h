/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shot-column.h"
#include "aip-shot-table.h"
#include "ui-support.h"

G_BEGIN_DECLS

/* The page of the shots in a window that has the keyboard. */
typedef struct {
  TestUi       *ui;
  GtkWidget    *page;
  AipShotTable *table;
} TestShots;

/* Two scenes of three shots; of the type that g_test_add() wants. */
void  test_shots_set_up    (TestShots     *shots,
                            gconstpointer  data);
/* The page of a film that @ui has already. */
void  test_shots_open      (TestShots     *shots,
                            TestUi        *ui);
void  test_shots_tear_down (TestShots     *shots,
                            gconstpointer  data);

/* Puts the cursor into a cell. */
void  test_shots_focus     (TestShots     *shots,
                            guint          index,
                            AipShotColumn  column);
/* @parameter: (nullable): consumed if floating */
void  test_shots_activate  (TestShots     *shots,
                            const char    *action,
                            GVariant      *parameter);

G_END_DECLS
