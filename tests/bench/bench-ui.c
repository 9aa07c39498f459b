/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The window against the eye: a project of 0, 1,000 and 10,000 shots from opening to its first
 * frame, scrolling, jumping, searching and sorting, 200 progress streams at once, and the memory
 * that 10,000 shots with thumbnails take. Opening is measured by the clock on the wall; the rest by
 * the time that the main thread works from the gesture until its frame is drawn, which waiting for
 * the next frame is no part of. Nothing here passes or fails; without a display nothing is
 * measured.
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "aip-inspector.h"
#include "aip-paths.h"
#include "aip-resources.h"
#include "aip-shots-page.h"
#include "bench-support.h"
#include "test-support.h"

#define RUNS 5
#define N_SCENES 40
#define N_PICTURES 64
#define N_STREAMS 200

typedef struct {
  AipDocument    *document;
  AipScheduler   *scheduler;
  AipThumbnailer *thumbnailer;
  AipActivityLog *activity;
  AipCinema      *cinema;
  AipSession     *session;
  GtkWidget      *page;
  GtkWidget      *window;
  GdkFrameClock  *clock;
  guint           n_frames;
} Bench;

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
           bench_quantile (samples, 0.5), bench_quantile (samples, 0.99), bench_quantile (samples, 1), samples->len);
  g_array_set_size (samples, 0);
}

static double
get_memory (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*d %ld", &pages);

  return (double) pages * (double) sysconf (_SC_PAGESIZE) / (1024.0 * 1024.0);
}

/* A project ----------------------------------------------------------------------------------- */

static AipDocument *
finish_document (GAsyncResult *result,
                 gboolean      create)
{
  g_autoptr(GError) error = NULL;
  AipDocument *document;

  document = create ? aip_document_create_finish (result, &error)
                    : aip_document_open_finish (result, &error);
  g_assert_no_error (error);

  return document;
}

static void
close_document (AipDocument *document)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_close_async (document, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_document_close_finish (document, result, &error);
  g_assert_no_error (error);
  g_object_unref (document);
}

static void
make_pictures (const char *folder)
{
  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1280, 720);
      g_autofree char *path = g_strdup_printf ("%s/%u.png", folder, i);
      guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
      gsize length = gdk_pixbuf_get_byte_length (pixbuf);

      /* Not one colour: that would decode in no time. */
      for (gsize j = 0; j < length; j++)
        pixels[j] = (guchar) ((j * (i + 3) / 97) ^ (j >> 9));
      g_assert_true (gdk_pixbuf_save (pixbuf, path, "png", NULL, "compression", "1", NULL));
    }
}

/* Every shot has a take with a file of its own name, as after a real night's work. */
static void
add_takes (AipDocument *document,
           const char  *folder)
{
  AipEntityList *shots = aip_document_get_shots (document);
  g_autofree char *takes = g_build_filename (folder, "takes", NULL);

  g_assert_cmpint (g_mkdir (takes, 0755), ==, 0);
  make_pictures (takes);

  aip_document_begin_record (document, "Takes");
  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      g_autofree char *file = g_strdup_printf ("takes/shot-%u.png", i);
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_autofree char *picture = g_strdup_printf ("%s/%u.png", takes, i % N_PICTURES);
      GVariantDict dict;

      g_assert_cmpint (link (picture, path), ==, 0);
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "shot", "s",
                             aip_entity_get_id (aip_entity_list_peek (shots, i)));
      g_variant_dict_insert (&dict, "number", "x", (gint64) 1);
      g_variant_dict_insert (&dict, "file", "s", file);
      g_variant_dict_insert (&dict, "worker-name", "s", "render-01");
      g_variant_dict_insert (&dict, "seconds", "d", 12.5);
      g_assert_nonnull (aip_document_insert (document, AIP_KIND_TAKE, g_variant_dict_end (&dict),
                                             NULL));
    }
  aip_document_commit (document);
}

static const char *const setups[] = {
  "{\"body\":\"arri_alexa_mini\",\"lens\":\"cooke_s4\",\"focal\":32,\"size\":\"close\"}",
  "{\"body\":\"arri_alexa_35\",\"lens\":\"cooke_s4\",\"focal\":50,\"size\":\"wide\","
  "\"move\":\"pan\",\"pace\":\"slow\",\"time\":\"night\"}",
  "{\"body\":\"arriflex_35_iic\",\"focal\":25,\"year\":1955,\"size\":\"medium\"}",
  "",
};

static char *
make_project (const char *parent,
              guint       n_shots)
{
  const AipProjectSpec spec = { .name = "Bench", .rate = { 24, 1, FALSE }, .width = 1920,
                                .height = 1080 };
  g_autofree char *name = g_strdup_printf ("ui-%u", n_shots);
  char *folder = g_build_filename (parent, name, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  AipDocument *document;
  AipEntity *scene = NULL;

  aip_document_create_async (folder, &spec, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  document = finish_document (result, TRUE);

  aip_document_begin (document, "Fill");
  for (guint i = 0; i < n_shots; i++)
    {
      GVariantDict dict;
      g_autofree char *text = NULL;

      if (i % MAX (1, n_shots / N_SCENES) == 0)
        scene = aip_document_insert (document, AIP_KIND_SCENE, NULL, NULL);

      text = g_strdup_printf ("Wide shot at dawn, number %u: rain over the harbour, a ferry "
                              "leaves, 비 오는 부두", i);
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "scene", "s", aip_entity_get_id (scene));
      g_variant_dict_insert (&dict, "description", "s", text);
      g_variant_dict_insert (&dict, "duration", "x", (gint64) 24 + i % 100);
      g_variant_dict_insert (&dict, "setup", "s", setups[i % G_N_ELEMENTS (setups)]);
      g_assert_nonnull (aip_document_insert (document, AIP_KIND_SHOT, g_variant_dict_end (&dict),
                                             NULL));
    }
  aip_document_commit (document);
  if (n_shots > 0)
    add_takes (document, folder);
  close_document (document);

  return folder;
}

/* A window ------------------------------------------------------------------------------------- */

static void
after_paint_cb (Bench *bench)
{
  bench->n_frames++;
}

static void
open_window (Bench *bench)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *inspector;

  bench->session = aip_session_new (bench->document, bench->scheduler, bench->thumbnailer,
                                    bench->activity);
  aip_shot_setups_set_cinema (aip_session_get_setups (bench->session), bench->cinema);
  bench->page = aip_shots_page_new (bench->session);
  inspector = aip_inspector_new (bench->session);
  gtk_widget_set_hexpand (bench->page, TRUE);
  gtk_widget_set_size_request (inspector, 340, -1);
  gtk_box_append (GTK_BOX (box), bench->page);
  gtk_box_append (GTK_BOX (box), inspector);

  bench->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (bench->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (bench->window), box);
  gtk_widget_realize (bench->window);
  bench->clock = gtk_widget_get_frame_clock (bench->window);
  g_signal_connect_swapped (bench->clock, "after-paint", G_CALLBACK (after_paint_cb), bench);
  gtk_window_present (GTK_WINDOW (bench->window));
}

static void
close_window (Bench *bench)
{
  GtkWidget *page = bench->page;

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_signal_handlers_disconnect_by_data (bench->clock, bench);
  gtk_window_destroy (GTK_WINDOW (bench->window));
  test_spin_while (page != NULL);
  g_clear_object (&bench->session);
}

static void
wait_frames (Bench *bench,
             guint  n)
{
  guint until = bench->n_frames + n;

  while (bench->n_frames < until)
    {
      gtk_widget_queue_draw (bench->page);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
open_document (Bench      *bench,
               const char *folder)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_document_open_async (folder, NULL, test_store_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  bench->document = finish_document (result, FALSE);
}

/* What is measured ----------------------------------------------------------------------------- */

static void
bench_open (Bench      *bench,
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

      open_document (bench, folder);
      open_window (bench);
      wait_frames (bench, 1);
      ms = elapsed_ms (since);
      g_array_append_val (opened, ms);
      ms = bench_get_work_ms () - work;
      g_array_append_val (worked, ms);
      close_window (bench);

      since = g_get_monotonic_time ();
      open_window (bench);
      wait_frames (bench, 1);
      ms = elapsed_ms (since);
      g_array_append_val (shown, ms);
      close_window (bench);
      close_document (bench->document);
    }

  report ("open project to first frame", n_shots, opened);
  report ("… of which the main thread works", n_shots, worked);
  report ("page to first frame", n_shots, shown);
}

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  GtkWidget *child;

  if (GTK_IS_COLUMN_VIEW (widget))
    return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget));

  for (child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAdjustment *adjustment = find_adjustment (child);

      if (adjustment != NULL)
        return adjustment;
    }

  return NULL;
}

static void
add_step (Bench  *bench,
          GArray *samples,
          double  since)
{
  double ms;

  wait_frames (bench, 1);
  ms = bench_get_work_ms () - since;
  g_array_append_val (samples, ms);
}

static void
bench_scroll (Bench *bench,
              guint  n_shots)
{
  GtkAdjustment *adjustment = find_adjustment (bench->page);
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  double range;

  wait_frames (bench, 30);
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

static void
bench_search_and_sort (Bench *bench,
                       guint  n_shots)
{
  static const char *const texts[] = { "f", "fe", "fer", "ferry 7", "부두", "" };
  static const char *const filters[] = {
    "status:draft", "duration>2s -description:dawn", "lens:\"Cooke S4\"", "size:close",
    "finding:possible OR finding:unusual", "scene:3 takes:1", "",
  };
  static const char *const columns[] = { "description", "duration", "status", "code", "film" };
  GActionGroup *actions = aip_shots_page_get_actions (AIP_SHOTS_PAGE (bench->page));
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint run = 0; run < RUNS; run++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          double since = bench_get_work_ms ();

          aip_shots_page_set_search (AIP_SHOTS_PAGE (bench->page), texts[i]);
          add_step (bench, samples, since);
        }
    }
  report ("searching, one more letter", n_shots, samples);

  for (guint run = 0; run < RUNS; run++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
        {
          double since = bench_get_work_ms ();

          aip_shots_page_set_search (AIP_SHOTS_PAGE (bench->page), filters[i]);
          add_step (bench, samples, since);
        }
    }
  report ("filtering by fields, with its frame", n_shots, samples);

  for (guint run = 0; run < RUNS; run++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
        {
          g_autoptr(AipShotFilter) filter =
            aip_shot_filter_new (bench->document, aip_session_get_setups (bench->session));
          g_autoptr(AipQueryNode) query = aip_query_parse (filters[i]);
          AipEntityList *shots = aip_document_get_shots (bench->document);
          double since = bench_get_work_ms ();
          double ms;

          for (guint j = 0; j < aip_entity_list_get_count (shots); j++)
            aip_shot_filter_matches (filter, query, AIP_SHOT (aip_entity_list_peek (shots, j)));
          ms = bench_get_work_ms () - since;
          g_array_append_val (samples, ms);
        }
    }
  report ("… of which reading the shots", n_shots, samples);

  for (guint run = 0; run < RUNS; run++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        {
          double since = bench_get_work_ms ();

          g_action_group_activate_action (actions, "sort", g_variant_new_string (columns[i]));
          add_step (bench, samples, since);
        }
    }
  report ("sorting by another column", n_shots, samples);
}

/* News for every stream, and the frame that shows them. */
static void
bench_streams (Bench *bench,
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
  gtk_adjustment_set_value (find_adjustment (bench->page), 0);
  wait_frames (bench, 30);

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
bench_memory (Bench *bench,
              guint  n_shots)
{
  GtkAdjustment *adjustment = find_adjustment (bench->page);
  double before = get_memory ();

  /* Past every row, slowly enough for each picture to come. */
  while (gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) + 1
         < gtk_adjustment_get_upper (adjustment))
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 4000);
      wait_frames (bench, 2);
    }
  wait_frames (bench, 60);
  g_print ("%-36s %6u shots   %.0f MB, %.0f MB before scrolling\n", "memory with thumbnails",
           n_shots, get_memory (), before);
}

int
main (int   argc,
      char *argv[])
{
  static const guint sizes[] = { 0, 1000, 10000 };
  g_autofree char *parent = NULL;
  g_autofree char *presets = aip_paths_data_file ("presets");
  g_autoptr(GtkCssProvider) css = NULL;
  Bench bench = { 0 };

  if (!gtk_init_check ())
    {
      g_print ("There is no display.\n");
      return EXIT_SUCCESS;
    }

  adw_init ();
  aip_register_resource ();
  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, "/io/github/aipipeline/AIPipeline/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  parent = test_dir_new ();
  bench.cinema = aip_cinema_load (presets, NULL, NULL, NULL);
  bench.scheduler = aip_scheduler_new (NULL);
  bench.thumbnailer = aip_thumbnailer_new (96 * 1024 * 1024);
  bench.activity = aip_activity_log_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *folder = make_project (parent, sizes[i]);

      bench_open (&bench, folder, sizes[i]);
      if (sizes[i] == 0)
        continue;

      open_document (&bench, folder);
      open_window (&bench);
      bench_scroll (&bench, sizes[i]);
      bench_search_and_sort (&bench, sizes[i]);
      bench_streams (&bench, sizes[i]);
      bench_memory (&bench, sizes[i]);
      close_window (&bench);
      close_document (bench.document);
    }

  g_clear_object (&bench.activity);
  g_clear_object (&bench.thumbnailer);
  g_clear_object (&bench.scheduler);
  g_clear_pointer (&bench.cinema, aip_cinema_unref);
  test_dir_remove (parent);

  return EXIT_SUCCESS;
}
