/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-shot-list"

#include "config.h"

#include <string.h>

#include "aip-cell.h"
#include "aip-shot-table.h"
#include "aip-shots-page.h"
#include "ui-support.h"

#define N_SCENES 40
#define N_SHOTS 12
#define N_STEPS 80

typedef struct {
  TestUi       *ui;
  GtkWidget    *page;
  AipShotTable *table;
  GRand        *random;
} Fixture;

static const char *const words[] = { "rain", "dawn", "ferry", "neon", "crowd" };

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  TestUi *ui = test_ui_new (N_SCENES, N_SHOTS);

  fixture->ui = ui;
  fixture->random = g_rand_new_with_seed (42);
  aip_document_begin (ui->document, "Words");
  for (guint i = 0; i < N_SCENES * N_SHOTS; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint w = 0; w < G_N_ELEMENTS (words); w++)
        if (g_rand_int_range (fixture->random, 0, 3) == 0)
          g_string_append_printf (text, " %s", words[w]);
      g_assert_true (aip_document_set_text (ui->document, AIP_ENTITY (test_ui_shot (ui, i)),
                                            "description", text->str, NULL));
    }
  aip_document_commit (ui->document);
  fixture->page = aip_shots_page_new (ui->session);
  test_ui_present (ui, fixture->page);
  fixture->table = AIP_SHOT_TABLE (test_ui_find (fixture->page, AIP_TYPE_SHOT_TABLE, NULL, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_ui_free (fixture->ui, fixture->page);
  g_rand_free (fixture->random);
}

/*
 * Rows come and go at random within and across groups, from wherever the table is scrolled to: what
 * GTK does not expect of a list ends in an abort.
 */
static void
test_random_filters (Fixture       *fixture,
                     gconstpointer  data)
{
  GActionGroup *actions = aip_shots_page_get_actions (AIP_SHOTS_PAGE (fixture->page));

  for (guint step = 0; step < N_STEPS; step++)
    {
      g_autofree char *text =
        g_strdup_printf ("%s %s", words[g_rand_int_range (fixture->random, 0, 5)],
                         words[g_rand_int_range (fixture->random, 0, 5)]);
      guint index = (guint) g_rand_int_range (fixture->random, 0, N_SCENES * N_SHOTS);

      aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, index),
                            AIP_SHOT_COLUMN_NONE, TRUE);
      if (step % 7 == 0)
        g_action_group_activate_action (actions, "sort",
                                        g_variant_new_string (step % 2 ? "film" : "status"));
      aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), step % 5 == 4 ? "" : text);
      test_ui_settle (fixture->ui);
    }
}

static gboolean
is_on_screen (GtkWidget     *widget,
              gconstpointer  shot)
{
  GtkWidget *view = gtk_widget_get_ancestor (widget, GTK_TYPE_COLUMN_VIEW);
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (widget) && aip_cell_get_shot (AIP_CELL (widget)) == shot
         && gtk_widget_compute_bounds (widget, view, &bounds) && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (view);
}

static void
assert_on_screen (Fixture *fixture,
                  guint    index)
{
  g_assert_nonnull (test_ui_find (GTK_WIDGET (fixture->table), AIP_TYPE_CELL, is_on_screen,
                                  test_ui_shot (fixture->ui, index)));
}

static gboolean
says (Fixture    *fixture,
      guint       index,
      const char *word)
{
  return strstr (aip_shot_get_description (test_ui_shot (fixture->ui, index)), word) != NULL;
}

/* A filter leaves one where one was, as far as there are rows. */
static void
test_place (Fixture       *fixture,
            gconstpointer  data)
{
  GtkAdjustment *adjustment;
  guint index = 200;

  aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, index), AIP_SHOT_COLUMN_NONE,
                        TRUE);
  test_ui_settle (fixture->ui);
  adjustment = gtk_scrollable_get_vadjustment (
    GTK_SCROLLABLE (test_ui_find (fixture->page, GTK_TYPE_COLUMN_VIEW, NULL, NULL)));
  assert_on_screen (fixture, index);

  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), "neon");
  test_ui_settle (fixture->ui);
  while (!says (fixture, index, "neon"))
    index++;
  assert_on_screen (fixture, index);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0);

  /* Rows that come push others away from the one at the top, which stays. */
  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), "");
  test_ui_settle (fixture->ui);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0);

  /* Nothing is left, and then everything again. */
  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), "no such word");
  test_ui_settle (fixture->ui);
  aip_shots_page_set_search (AIP_SHOTS_PAGE (fixture->page), "");
  test_ui_settle (fixture->ui);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >, 1000);
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  g_test_add ("/shot-list/random-filters", Fixture, NULL, set_up, test_random_filters, tear_down);
  g_test_add ("/shot-list/place", Fixture, NULL, set_up, test_place, tear_down);

  return g_test_run ();
}
