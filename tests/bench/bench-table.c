/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The shot table against the hand: what is done in it all day, in a film of 10,000 shots and in one
 * of 100,000, every time until the frame that shows it is drawn. Each line says the time on the
 * wall, which waiting for the display's next frame is part of, and, which other work on the machine
 * is no part of: how long all threads worked together, how long the main thread, and its longest
 * piece of work without looking at events. Nothing here passes or fails; without a
 * display nothing is measured.
 *
 * With arguments it is one film, of so many shots, and only the parts named: “bench-table 10000 sort”.
 * AIP_BENCH_GRID names a command that measures another grid with so many rows as its last argument
 * and prints lines like “sort_ms: 143”: it runs at the end and is compared.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "aip-cell-editor.h"
#include "aip-shot-table.h"
#include "aip-shots-page.h"
#include "bench-film.h"
#include "bench-support.h"

#define RUNS 5
#define N_CELLS 10000

typedef struct {
  BenchFilm  film;
  guint      n_shots;
  char     **parts;   /* empty: all */
  GArray    *wall;
  GArray    *all;
  GArray    *work;
  GArray    *block;
  gint64     since;
  double     since_all;
  double     since_work;
} Bench;

/* Pieces of work ------------------------------------------------------------------------------ */

static GPollFunc real_poll;
static double piece_since;
static double longest_piece;

static void
end_piece (void)
{
  longest_piece = MAX (longest_piece, bench_get_work_ms () - piece_since);
}

static int
poll_between (GPollFD *fds,
              guint    n_fds,
              int      timeout)
{
  int result;

  end_piece ();
  result = real_poll (fds, n_fds, timeout);
  piece_since = bench_get_work_ms ();

  return result;
}

static void
begin (Bench *self)
{
  self->since = g_get_monotonic_time ();
  self->since_all = bench_get_all_work_ms ();
  self->since_work = piece_since = bench_get_work_ms ();
  longest_piece = 0;
}

static void
end (Bench *self)
{
  double wall = (double) (g_get_monotonic_time () - self->since) / 1000.0;
  double all = bench_get_all_work_ms () - self->since_all;
  double work;

  end_piece ();
  work = bench_get_work_ms () - self->since_work;
  g_array_append_val (self->wall, wall);
  g_array_append_val (self->all, all);
  g_array_append_val (self->work, work);
  g_array_append_val (self->block, longest_piece);
}

static void
end_with_frame (Bench *self)
{
  bench_film_wait_frames (&self->film, 1);
  end (self);
}

/* Answers the median on the wall. */
static double
report (Bench      *self,
        const char *name)
{
  double median = bench_quantile (self->wall, 0.5);

  g_print ("%-40s %6u shots  p50 %7.1f p99 %7.1f  all %7.1f  main %7.1f  piece %6.1f max %6.1f ms"
           "  (%u)\n",
           name, self->n_shots, median, bench_quantile (self->wall, 0.99),
           bench_quantile (self->all, 0.5), bench_quantile (self->work, 0.5),
           bench_quantile (self->block, 0.5), bench_quantile (self->block, 1), self->wall->len);
  g_array_set_size (self->wall, 0);
  g_array_set_size (self->all, 0);
  g_array_set_size (self->work, 0);
  g_array_set_size (self->block, 0);

  return median;
}

/* What is measured ---------------------------------------------------------------------------- */

static double
bench_open (Bench      *self,
            const char *folder)
{
  for (guint run = 0; run < RUNS; run++)
    {
      begin (self);
      bench_film_open (&self->film, folder);
      end (self);
      bench_film_close (&self->film);
    }
  report (self, "open, the document only");

  for (guint run = 0; run < RUNS; run++)
    {
      begin (self);
      bench_film_open (&self->film, folder);
      bench_film_open_window (&self->film);
      end_with_frame (self);
      bench_film_close_window (&self->film);
      bench_film_close (&self->film);
    }

  return report (self, "open, to the first frame");
}

static double
bench_filter (Bench *self)
{
  static const char *const letters[] = {
    "neon d", "neon da", "neon daw", "neon dawn", "neon dawn c", "neon dawn co", "neon dawn cold",
    "항구 편지", "항구 편", "",
  };
  static const char *const filters[] = {
    "status:draft", "duration>4s -description:dawn", "lens:\"Cooke S4\"", "size:close",
    "finding:possible OR finding:unusual", "scene:3 takes:1", "",
  };

  for (guint run = 0; run < RUNS; run++)
    for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
      {
        begin (self);
        aip_shots_page_set_search (AIP_SHOTS_PAGE (self->film.page), letters[i]);
        end_with_frame (self);
      }
  report (self, "quick filter, one more letter");

  for (guint run = 0; run < RUNS; run++)
    for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
      {
        begin (self);
        aip_shots_page_set_search (AIP_SHOTS_PAGE (self->film.page), filters[i]);
        end_with_frame (self);
      }

  return report (self, "filter by fields");
}

static double
bench_sort (Bench *self)
{
  static const char *const columns[] = {
    "description", "duration", "status", "code", "lens", "scene", "film",
  };
  GActionGroup *actions = aip_shots_page_get_actions (AIP_SHOTS_PAGE (self->film.page));

  for (guint run = 0; run < RUNS; run++)
    for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
      {
        begin (self);
        g_action_group_activate_action (actions, "sort", g_variant_new_string (columns[i]));
        end_with_frame (self);
      }

  return report (self, "sort by another column");
}

static void
bench_scroll (Bench *self)
{
  GtkAdjustment *adjustment = bench_film_get_adjustment (&self->film);

  bench_film_wait_frames (&self->film, 30);
  for (guint i = 0; i < 300; i++)
    {
      begin (self);
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 60);
      end_with_frame (self);
    }
  report (self, "scroll by a row");
}

/* By one, two and three columns, collapsed and expanded. */
static void
bench_group (Bench *self)
{
  static const char *const keys[][4] = {
    { "status", NULL }, { "scene", "status", NULL }, { "characters", "lens", "size", NULL },
    { "scene", NULL },
  };
  GActionGroup *actions = aip_shots_page_get_actions (AIP_SHOTS_PAGE (self->film.page));

  for (guint run = 0; run < RUNS; run++)
    for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
      {
        begin (self);
        g_action_group_activate_action (actions, "group-keys", g_variant_new_strv (keys[i], -1));
        end_with_frame (self);
      }
  report (self, "group by other columns");

  g_action_group_activate_action (actions, "group-keys", g_variant_new_strv (keys[2], -1));
  bench_film_wait_frames (&self->film, 30);
  for (guint run = 0; run < 2 * RUNS; run++)
    {
      begin (self);
      g_action_group_activate_action (actions, run % 2 ? "expand-groups" : "collapse-groups",
                                      g_variant_new_int32 (-1));
      end_with_frame (self);
    }
  report (self, "collapse or expand all groups");

  bench_scroll (self);
  g_action_group_activate_action (actions, "group-keys", g_variant_new_strv (keys[3], -1));
  bench_film_wait_frames (&self->film, 30);
}

static void
bench_typing (Bench *self)
{
  AipShotTable *table = AIP_SHOT_TABLE (bench_film_find (&self->film, AIP_TYPE_SHOT_TABLE));
  AipEntityList *shots = aip_document_get_shots (self->film.document);
  GtkWidget *view = aip_cell_editor_get_text_view (
    AIP_CELL_EDITOR (bench_film_find (&self->film, AIP_TYPE_CELL_EDITOR)));

  for (guint run = 0; run < 4 * RUNS; run++)
    {
      AipShot *shot = AIP_SHOT (aip_entity_list_peek (shots, run));

      aip_shot_table_focus (table, shot, AIP_SHOT_COLUMN_DESCRIPTION, TRUE);
      bench_film_wait_frames (&self->film, 2);
      aip_shot_table_start_edit (table, shot, AIP_SHOT_COLUMN_DESCRIPTION);
      bench_film_wait_frames (&self->film, 2);
      for (guint i = 0; i < 10; i++)
        {
          begin (self);
          g_signal_emit_by_name (view, "insert-at-cursor", "가");
          end_with_frame (self);
        }
      aip_shot_table_finish_edit (table);
      bench_film_wait_frames (&self->film, 1);
    }
  report (self, "a letter in a cell");

  for (guint run = 0; run < 4 * RUNS; run++)
    {
      AipShot *shot = AIP_SHOT (aip_entity_list_peek (shots, run));

      aip_shot_table_start_edit (table, shot, AIP_SHOT_COLUMN_DESCRIPTION);
      g_signal_emit_by_name (view, "insert-at-cursor", "나");
      bench_film_wait_frames (&self->film, 2);
      begin (self);
      aip_shot_table_finish_edit (table);
      end_with_frame (self);
    }
  report (self, "the end of an edit");
  bench_film_flush (&self->film);

  for (guint run = 0; run < 4 * RUNS; run++)
    {
      begin (self);
      aip_shot_table_focus (table, AIP_SHOT (aip_entity_list_peek (shots, run % 10)),
                            AIP_SHOT_COLUMN_DESCRIPTION + (AipShotColumn) (run / 10), TRUE);
      end_with_frame (self);
    }
  report (self, "the focus one cell on");
}

static double
bench_block (Bench         *self,
             const char    *name,
             AipShotColumn  first,
             AipShotColumn  last)
{
  AipShotTable *table = AIP_SHOT_TABLE (bench_film_find (&self->film, AIP_TYPE_SHOT_TABLE));
  AipEntityList *shots = aip_document_get_shots (self->film.document);
  guint n_columns = (guint) (last - first) + 1;
  g_autofree char *undo_name = g_strconcat ("undo of it: ", name, NULL);
  double median;

  for (guint run = 0; run < RUNS; run++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint i = 0; i < N_CELLS / n_columns; i++)
        for (guint j = 0; j < n_columns; j++)
          g_string_append_printf (text, "Pasted %u.%u %u%c", run, j, i,
                                  j + 1 < n_columns ? '\t' : '\n');

      aip_shot_table_focus (table, AIP_SHOT (aip_entity_list_peek (shots, 0)), first, TRUE);
      bench_film_wait_frames (&self->film, 2);
      begin (self);
      aip_shot_table_paste_text (table, text->str);
      end_with_frame (self);
      bench_film_flush (&self->film);
    }
  median = report (self, name);

  for (guint run = 0; run < RUNS; run++)
    {
      begin (self);
      aip_document_undo (self->film.document);
      end_with_frame (self);
      bench_film_flush (&self->film);
    }
  report (self, undo_name);

  return median;
}

static void
bench_selection (Bench *self)
{
  AipShotTable *table = AIP_SHOT_TABLE (bench_film_find (&self->film, AIP_TYPE_SHOT_TABLE));
  AipEntityList *shots = aip_document_get_shots (self->film.document);

  for (guint run = 0; run < RUNS; run++)
    {
      gtk_widget_activate_action (GTK_WIDGET (table), "shots.clear-selection", NULL);
      bench_film_wait_frames (&self->film, 2);
      begin (self);
      aip_shot_table_select_range (table, AIP_SHOT (aip_entity_list_peek (shots, 0)),
                                   AIP_SHOT_COLUMN_DESCRIPTION,
                                   AIP_SHOT (aip_entity_list_peek (shots, self->n_shots - 1)),
                                   AIP_SHOT_COLUMN_DURATION);
      end_with_frame (self);
    }
  report (self, "select all rows");

  for (guint run = 0; run < RUNS; run++)
    {
      begin (self);
      aip_shot_table_copy (table, FALSE);
      end_with_frame (self);
    }
  report (self, "copy them");
  aip_shot_table_focus (table, AIP_SHOT (aip_entity_list_peek (shots, 0)),
                        AIP_SHOT_COLUMN_DESCRIPTION, TRUE);
}

/* The other grid ------------------------------------------------------------------------------ */

static void
compare (const char *output,
         const char *key,
         double      ours)
{
  g_autofree char *label = g_strconcat (" ", key, ": ", NULL);
  const char *found = strstr (output, label);

  if (found != NULL)
    {
      double theirs = g_ascii_strtod (found + strlen (label), NULL);

      g_print ("%-34s theirs %8.2f  ours %8.2f ms   %.2f times ours\n", key, theirs, ours,
               theirs / ours);
    }
}

static void
run_peer (guint  n_shots,
          double opened,
          double filtered,
          double sorted,
          double pasted)
{
  const char *command = g_getenv ("AIP_BENCH_GRID");
  g_autofree char *line = NULL;
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;

  if (command == NULL)
    return;

  line = g_strdup_printf ("%s %u", command, n_shots);
  if (!g_spawn_command_line_sync (line, &output, NULL, NULL, &error))
    {
      g_print ("%s: %s\n", line, error->message);
      return;
    }
  g_print ("%s", output);
  compare (output, "first_rows_ms", opened);
  compare (output, "filter_again_ms", filtered);
  compare (output, "sort_ms", sorted);
  compare (output, "set_again_ms", pasted);
}

static gboolean
wants (Bench      *self,
       const char *part)
{
  return *self->parts == NULL || g_strv_contains ((const char *const *) self->parts, part);
}

static void
bench_table (Bench *self,
             double *filtered,
             double *sorted,
             double *pasted)
{
  AipShotTable *table = AIP_SHOT_TABLE (bench_film_find (&self->film, AIP_TYPE_SHOT_TABLE));

  if (wants (self, "scroll"))
    bench_scroll (self);
  if (wants (self, "filter"))
    *filtered = bench_filter (self);
  if (wants (self, "sort"))
    *sorted = bench_sort (self);
  if (wants (self, "group"))
    bench_group (self);
  if (wants (self, "type"))
    bench_typing (self);
  if (wants (self, "paste"))
    *pasted = bench_block (self, "paste 10,000 x 1", AIP_SHOT_COLUMN_DESCRIPTION,
                           AIP_SHOT_COLUMN_DESCRIPTION);
  if (wants (self, "select"))
    bench_selection (self);

  for (AipShotColumn column = 0; column < AIP_N_SHOT_COLUMNS; column++)
    aip_shot_table_set_column_visible (table, column, TRUE);
  if (wants (self, "all-paste"))
    bench_block (self, "all columns: paste 5,000 x 2", AIP_SHOT_COLUMN_ACTION,
                 AIP_SHOT_COLUMN_DIALOGUE);
  if (wants (self, "all-filter"))
    bench_filter (self);
  if (wants (self, "all-sort"))
    bench_sort (self);
}

static void
bench_film (Bench *self,
            guint  n_shots)
{
  g_autofree char *folder = bench_film_make (&self->film, n_shots);
  double opened = 0, filtered = 0, sorted = 0, pasted = 0;

  self->n_shots = n_shots;
  if (wants (self, "open"))
    opened = bench_open (self, folder);

  bench_film_open (&self->film, folder);
  bench_film_open_window (&self->film);
  bench_film_wait_frames (&self->film, 60);
  g_print ("%-40s %6u shots  %.0f MB\n", "memory", n_shots, bench_get_memory ());
  bench_table (self, &filtered, &sorted, &pasted);
  g_print ("%-40s %6u shots  %.0f MB\n", "memory at the end", n_shots, bench_get_memory ());
  bench_film_close_window (&self->film);
  bench_film_close (&self->film);

  run_peer (n_shots, opened, filtered, sorted, pasted);
}

int
main (int   argc,
      char *argv[])
{
  guint sizes[] = { 10000, 100000 };
  Bench bench = { 0 };

  if (!bench_film_init (&bench.film))
    {
      g_print ("There is no display.\n");
      return EXIT_SUCCESS;
    }

  real_poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_between);
  bench.wall = g_array_new (FALSE, FALSE, sizeof (double));
  bench.all = g_array_new (FALSE, FALSE, sizeof (double));
  bench.work = g_array_new (FALSE, FALSE, sizeof (double));
  bench.block = g_array_new (FALSE, FALSE, sizeof (double));

  bench.parts = argv + MIN (argc, 2);
  if (argc > 1)
    bench_film (&bench, (guint) g_ascii_strtoull (argv[1], NULL, 10));
  else
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      bench_film (&bench, sizes[i]);

  g_array_unref (bench.wall);
  g_array_unref (bench.all);
  g_array_unref (bench.work);
  g_array_unref (bench.block);
  bench_film_clear (&bench.film);

  return EXIT_SUCCESS;
}
