/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-shots-page.h"
#include "test-shots.h"

void
test_shots_set_up (TestShots     *shots,
                   gconstpointer  data)
{
  test_shots_open (shots, test_ui_new (2, 3));
}

void
test_shots_open (TestShots *shots,
                 TestUi    *ui)
{
  shots->ui = ui;
  shots->page = aip_shots_page_new (ui->session);
  test_ui_present (ui, shots->page);
  shots->table = AIP_SHOT_TABLE (test_ui_find (shots->page, AIP_TYPE_SHOT_TABLE, NULL, NULL));
}

void
test_shots_tear_down (TestShots     *shots,
                      gconstpointer  data)
{
  test_ui_free (shots->ui, shots->page);
}

void
test_shots_focus (TestShots     *shots,
                  guint          index,
                  AipShotColumn  column)
{
  g_assert_true (aip_shot_table_focus (shots->table, test_ui_shot (shots->ui, index), column,
                                       TRUE));
  test_ui_settle (shots->ui);
}

void
test_shots_activate (TestShots  *shots,
                     const char *action,
                     GVariant   *parameter)
{
  g_action_group_activate_action (aip_shots_page_get_actions (AIP_SHOTS_PAGE (shots->page)),
                                  action, parameter);
  test_ui_settle (shots->ui);
}
