/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-shot-list"

#include "config.h"

#include "aip-shot-table.h"
#include "aip-shots-page.h"
#include "ui-support.h"

#define N_SCENES 40
#define N_SHOTS 12
#define N_STEPS 80

/*
 * Rows come and go at random within and across scenes that have a title in the table. What GTK
 * does not expect of sections ends in an abort.
 */
static void
test_random_filters (void)
{
  static const char *const words[] = { "rain", "dawn", "ferry", "neon", "crowd" };
  g_autoptr(GRand) random = g_rand_new_with_seed (42);
  TestUi *ui = test_ui_new (N_SCENES, N_SHOTS);
  GtkWidget *page = aip_shots_page_new (ui->session);
  GActionGroup *actions = aip_shots_page_get_actions (AIP_SHOTS_PAGE (page));
  GtkWidget *table;

  aip_document_begin (ui->document, "Words");
  for (guint i = 0; i < N_SCENES * N_SHOTS; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint w = 0; w < G_N_ELEMENTS (words); w++)
        if (g_rand_int_range (random, 0, 3) == 0)
          g_string_append_printf (text, " %s", words[w]);
      g_assert_true (aip_document_set_text (ui->document, AIP_ENTITY (test_ui_shot (ui, i)),
                                            "description", text->str, NULL));
    }
  aip_document_commit (ui->document);
  test_ui_present (ui, page);
  table = test_ui_find (page, AIP_TYPE_SHOT_TABLE, NULL, NULL);

  for (guint step = 0; step < N_STEPS; step++)
    {
      g_autofree char *text = g_strdup_printf ("%s %s", words[g_rand_int_range (random, 0, 5)],
                                               words[g_rand_int_range (random, 0, 5)]);
      guint index = (guint) g_rand_int_range (random, 0, N_SCENES * N_SHOTS);

      /* Where the table is scrolled to decides which sections have a title just now. */
      aip_shot_table_focus (AIP_SHOT_TABLE (table), test_ui_shot (ui, index),
                            AIP_SHOT_COLUMN_NONE, TRUE);
      if (step % 7 == 0)
        g_action_group_activate_action (actions, "sort",
                                        g_variant_new_string (step % 2 ? "film" : "status"));
      aip_shots_page_set_search (AIP_SHOTS_PAGE (page), step % 5 == 4 ? "" : text);
      test_ui_settle (ui);
    }
  test_ui_free (ui, page);
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  g_test_add_func ("/shot-list/random-filters", test_random_filters);

  return g_test_run ();
}
