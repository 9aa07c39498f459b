/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The window against the eye: a project of 0, 1,000 and 10,000 shots from opening to its first
 * frame, scrolling, jumping, 200 progress streams at once, and the memory that 10,000 shots with
 * thumbnails take; what is done in the table is bench-table.c. Opening is measured by the clock on the wall; the rest by
 * the time that the main thread works from the gesture until its frame is drawn, which waiting for
 * the next frame is no part of. Nothing here passes or fails; without a display nothing is
 * measured.
 */

#include "config.h"

#include <stdlib.h>

#include "bench-film.h"
#include "bench-support.h"

#define RUNS 5
#define N_STREAMS 200

static double
elapsed_ms (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / 1000.0;
}

static void
report (const char *name,
        guint       n_shots,
        GArray     *samples)
{
  g_print ("%-36s %6u shots   p50 %8.2f ms   p99 %8.2f   max %8.2f   (%u)\n", name, n_shots,
           bench_quantile (samples, 0.5), bench_quantile (samples, 0.99),
           bench_quantile (samples, 1), samples->len);
  g_array_set_size (samples, 0);
}

/* What is measured ----------------------------------------------------------------------------- */

static void
bench_open (BenchFilm  *bench,
            const char *folder,
            guint       n_shots)
{
  g_autoptr(GArray) opened = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) shown = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) worked = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint run = 0; run < RUNS; run++)
    {
      gint64 since = g_get_monotonic_time ();
      double work = bench_get_work_ms ();
      double ms;

      bench_film_open (bench, folder);
      bench_film_open_window (bench);
      bench_film_wait_frames (bench, 1);
      ms = elapsed_ms (since);
      g_array_append_val (opened, ms);
      ms = bench_get_work_ms () - work;
      g_array_append_val (worked, ms);
      bench_film_close_window (bench);

      since = g_get_monotonic_time ();
      bench_film_open_window (bench);
      bench_film_wait_frames (bench, 1);
      ms = elapsed_ms (since);
      g_array_append_val (shown, ms);
      bench_film_close_window (bench);
      bench_film_close (bench);
    }

  report ("open project to first frame", n_shots, opened);
  report ("… of which the main thread works", n_shots, worked);
  report ("page to first frame", n_shots, shown);
}

static void
add_step (BenchFilm  *bench,
          GArray *samples,
          double  since)
{
  double ms;

  bench_film_wait_frames (bench, 1);
  ms = bench_get_work_ms () - since;
  g_array_append_val (samples, ms);
}

static void
bench_scroll (BenchFilm *bench,
              guint  n_shots)
{
  GtkAdjustment *adjustment = bench_film_get_adjustment (bench);
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  double range;

  bench_film_wait_frames (bench, 30);
  range = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  for (guint i = 0; i < 300; i++)
    {
      double since = bench_get_work_ms ();

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 60);
      add_step (bench, samples, since);
    }
  report ("scrolling by a row", n_shots, samples);

  for (guint i = 0; i < 40; i++)
    {
      double since = bench_get_work_ms ();

      gtk_adjustment_set_value (adjustment, range * (i * 17 % 40) / 40);
      add_step (bench, samples, since);
    }
  report ("jumping somewhere else", n_shots, samples);
}

/* News for every stream, and the frame that shows them. */
static void
bench_streams (BenchFilm *bench,
               guint  n_shots)
{
  AipEntityList *shots = aip_document_get_shots (bench->document);
  g_autoptr(GPtrArray) jobs = g_ptr_array_new ();
  g_autoptr(GArray) news = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) frames = g_array_new (FALSE, FALSE, sizeof (double));
  guint n_stalls = 0;

  aip_document_begin_record (bench->document, "Jobs");
  for (guint i = 0; i < N_STREAMS; i++)
    {
      GVariantDict dict;

      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "shot", "s",
                             aip_entity_get_id (aip_entity_list_peek (shots, i)));
      g_variant_dict_insert (&dict, "state", "s", "running");
      g_variant_dict_insert (&dict, "created", "x", (gint64) i + 1);
      g_ptr_array_add (jobs, aip_document_insert (bench->document, AIP_KIND_JOB,
                                                  g_variant_dict_end (&dict), NULL));
    }
  aip_document_commit (bench->document);
  gtk_adjustment_set_value (bench_film_get_adjustment (bench), 0);
  bench_film_wait_frames (bench, 30);

  for (guint round = 0; round < 100; round++)
    {
      double since = bench_get_work_ms ();
      double ms;

      for (guint i = 0; i < jobs->len; i++)
        {
          aip_job_set_stage (g_ptr_array_index (jobs, i), "Sampling");
          aip_job_set_progress (g_ptr_array_index (jobs, i), (round + i % 10) % 100 / 100.0);
        }
      ms = bench_get_work_ms () - since;
      g_array_append_val (news, ms);

      since = bench_get_work_ms ();
      for (guint until = bench->n_frames + 1; bench->n_frames < until;)
        g_main_context_iteration (NULL, TRUE);
      ms = bench_get_work_ms () - since;
      n_stalls += ms > 8;
      g_array_append_val (frames, ms);
    }

  report ("200 streams, news of all", n_shots, news);
  report ("200 streams, the frame after", n_shots, frames);
  g_print ("%-36s %6u shots   %u of 100 frames\n", "200 streams, stalls over 8 ms", n_shots,
           n_stalls);
}

static void
bench_memory (BenchFilm *bench,
              guint  n_shots)
{
  GtkAdjustment *adjustment = bench_film_get_adjustment (bench);
  double before = bench_get_memory ();

  /* Past every row, slowly enough for each picture to come. */
  while (gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) + 1
         < gtk_adjustment_get_upper (adjustment))
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 4000);
      bench_film_wait_frames (bench, 2);
    }
  bench_film_wait_frames (bench, 60);
  g_print ("%-36s %6u shots   %.0f MB, %.0f MB before scrolling\n", "memory with thumbnails",
           n_shots, bench_get_memory (), before);
}

int
main (int   argc,
      char *argv[])
{
  static const guint sizes[] = { 0, 1000, 10000 };
  BenchFilm bench;

  if (!bench_film_init (&bench))
    {
      g_print ("There is no display.\n");
      return EXIT_SUCCESS;
    }

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *folder = bench_film_make (&bench, sizes[i]);

      bench_open (&bench, folder, sizes[i]);
      if (sizes[i] == 0)
        continue;

      bench_film_open (&bench, folder);
      bench_film_open_window (&bench);
      bench_scroll (&bench, sizes[i]);
      bench_streams (&bench, sizes[i]);
      bench_memory (&bench, sizes[i]);
      bench_film_close_window (&bench);
      bench_film_close (&bench);
    }
  bench_film_clear (&bench);

  return EXIT_SUCCESS;
}
