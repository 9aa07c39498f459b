/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The dialog of the setup against the eye, at 1280×800: how long it takes to open, and every handle
 * dragged by a real pointer at 125 events a second. Of each drag: how long the main thread works for
 * a frame of the window, how long a preview frame takes to draw (in its own thread), and how often
 * there is a new one; at best that is the 16.7 ms of the display. Nothing here passes or fails;
 * without a display nothing is measured.
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "aip-cinematic-selector.h"
#include "aip-frame-view.h"
#include "aip-lamps-view.h"
#include "aip-paths.h"
#include "aip-plan-view.h"
#include "aip-resources.h"
#include "aip-stage-lamps.h"
#include "aip-stage-plan.h"
#include "bench-support.h"
#include "test-support.h"

#define RUNS 10
#define N_STEPS 240
#define STEP_SECONDS "0.008"

static const char setup[] =
  "{\"year\":2019,\"body\":\"arri_alexa_mini\",\"lens\":\"cooke_s4\",\"focal\":50,\"stop\":2.8,"
  "\"focus\":2.5,\"aspect\":2.39,\"size\":\"medium\",\"time\":\"night\",\"tone\":\"teal-orange\","
  "\"key\":{\"light\":\"hmi\",\"azimuth\":50,\"elevation\":30},"
  "\"fill\":{\"light\":\"hmi\",\"azimuth\":300,\"elevation\":5,\"stops\":-3}}";

typedef struct {
  AipDocument    *document;
  AipScheduler   *scheduler;
  AipThumbnailer *thumbnailer;
  AipActivityLog *activity;
  AipSession     *session;
  GtkWidget      *window;
  GdkFrameClock  *clock;

  guint           n_frames;
  double          last_work;
  gint64          last_drawn;
  GArray         *work;             /* main thread, a frame of the window */
  GArray         *cost;             /* a preview frame */
  GArray         *interval;         /* from one preview frame to the next */
} Bench;

static void
report (const char *subject,
        const char *what,
        GArray     *samples)
{
  g_print ("%-24s %-28s p50 %7.2f ms   p99 %7.2f   max %7.2f   (%u)\n", subject, what,
           bench_quantile (samples, 0.5), bench_quantile (samples, 0.99), bench_quantile (samples, 1), samples->len);
  g_array_set_size (samples, 0);
}

/* Finding ------------------------------------------------------------------------------------- */

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
wait_frames (Bench *bench,
             guint  n)
{
  guint until = bench->n_frames + n;

  while (bench->n_frames < until)
    {
      gtk_widget_queue_draw (bench->window);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
after_paint_cb (Bench *bench)
{
  double now = bench_get_work_ms ();
  double work = now - bench->last_work;

  bench->n_frames++;
  if (bench->last_work > 0)
    g_array_append_val (bench->work, work);
  bench->last_work = now;
}

static void
drawn_cb (Bench        *bench,
          AipFrameView *frame)
{
  gint64 now = g_get_monotonic_time ();
  double cost = (double) aip_frame_view_get_cost (frame) / 1000.0;
  double interval = (double) (now - bench->last_drawn) / 1000.0;

  g_array_append_val (bench->cost, cost);
  if (bench->last_drawn > 0)
    g_array_append_val (bench->interval, interval);
  bench->last_drawn = now;
}

/* A project with one shot --------------------------------------------------------------------- */

static void
open_project (Bench      *bench,
              const char *parent)
{
  const AipProjectSpec spec = { .name = "Bench", .rate = { 24, 1, FALSE }, .width = 1920,
                                .height = 1080 };
  g_autofree char *folder = g_build_filename (parent, "project", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GVariantDict dict;

  aip_document_create_async (folder, &spec, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  bench->document = aip_document_create_finish (result, &error);
  g_assert_no_error (error);

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "setup", "s", setup);
  aip_document_begin (bench->document, "Fill");
  aip_document_insert_shot (bench->document, NULL, g_variant_dict_end (&dict), NULL);
  aip_document_commit (bench->document);

  bench->scheduler = aip_scheduler_new (NULL);
  aip_scheduler_add_document (bench->scheduler, bench->document);
  bench->thumbnailer = aip_thumbnailer_new (1024 * 1024);
  bench->activity = aip_activity_log_new ();
  bench->session = aip_session_new (bench->document, bench->scheduler, bench->thumbnailer,
                                    bench->activity);
  test_spin_while (aip_scheduler_get_cinema (bench->scheduler, bench->document) == NULL);
}

static void
close_project (Bench *bench)
{
  g_autoptr(GAsyncResult) result = NULL;

  g_clear_object (&bench->session);
  aip_scheduler_remove_document (bench->scheduler, bench->document);
  aip_document_close_async (bench->document, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_document_close_finish (bench->document, result, NULL);
  g_clear_object (&bench->document);
  g_clear_object (&bench->scheduler);
  g_clear_object (&bench->thumbnailer);
  g_clear_object (&bench->activity);
}

static AdwDialog *
open_dialog (Bench *bench)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();

  g_ptr_array_add (shots, aip_entity_list_peek (aip_document_get_shots (bench->document), 0));
  aip_cinematic_selector_present (bench->session, bench->window, shots);

  return adw_window_get_visible_dialog (ADW_WINDOW (bench->window));
}

/* What is measured ---------------------------------------------------------------------------- */

static void
bench_open (Bench *bench)
{
  g_autoptr(GArray) opened = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) worked = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) pictured = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint run = 0; run < RUNS; run++)
    {
      gint64 since = g_get_monotonic_time ();
      double work = bench_get_work_ms ();
      AdwDialog *dialog = open_dialog (bench);
      AipFrameView *frame = AIP_FRAME_VIEW (find (GTK_WIDGET (dialog), AIP_TYPE_FRAME_VIEW));
      double ms;

      wait_frames (bench, 1);
      ms = (double) (g_get_monotonic_time () - since) / 1000.0;
      g_array_append_val (opened, ms);
      ms = bench_get_work_ms () - work;
      g_array_append_val (worked, ms);
      test_spin_while (aip_frame_view_get_texture (frame) == NULL);
      ms = (double) (g_get_monotonic_time () - since) / 1000.0;
      g_array_append_val (pictured, ms);

      adw_dialog_force_close (dialog);
      test_spin_while (adw_window_get_visible_dialog (ADW_WINDOW (bench->window)) != NULL);
      wait_frames (bench, 5);
    }

  report ("open the dialog", "to its first frame", opened);
  report ("open the dialog", "… the main thread works", worked);
  report ("open the dialog", "to the preview frame", pictured);
}

/* Moves the pointer as a hand would: there and back, one drag. */
static void
drag (Bench     *bench,
      GtkWidget *widget,
      double     x,
      double     y,
      double     dx,
      double     dy)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GString) script = g_string_new (NULL);
  g_autoptr(GBytes) input = NULL;
  graphene_point_t point;
  double left, top;

  g_assert_true (gtk_widget_compute_point (widget, bench->window,
                                           &GRAPHENE_POINT_INIT ((float) x, (float) y), &point));
  gtk_native_get_surface_transform (GTK_NATIVE (bench->window), &left, &top);
  point.x += (float) left;
  point.y += (float) top;

  g_string_append_printf (script, "mousemove %.0f %.0f\nsleep 0.2\nmousedown 1\nsleep 0.1\n",
                          (double) point.x, (double) point.y);
  for (guint i = 1; i <= N_STEPS; i++)
    {
      double part = 1 - fabs (2.0 * i / N_STEPS - 1);

      g_string_append_printf (script, "mousemove %.0f %.0f\nsleep " STEP_SECONDS "\n",
                              point.x + dx * part, point.y + dy * part);
    }
  g_string_append (script, "mouseup 1\n");
  input = g_bytes_new (script->str, script->len);

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, NULL, "xdotool", "-", NULL);
  if (process == NULL)
    {
      g_print ("There is no xdotool to drag with.\n");
      return;
    }

  g_array_set_size (bench->work, 0);
  g_array_set_size (bench->cost, 0);
  g_array_set_size (bench->interval, 0);
  bench->last_drawn = 0;
  g_subprocess_communicate_async (process, input, NULL, test_store_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  /* The pointer was let go: that is still on its way here. */
  wait_frames (bench, 3);
}

static void
bench_handle (Bench      *bench,
              GtkWidget  *diagram,
              const char *subject,
              int         handle,
              double      dx,
              double      dy)
{
  GtkWidget *widget = aip_diagram_get_handle (AIP_DIAGRAM (diagram), handle);
  graphene_rect_t bounds;

  if (widget == NULL || !gtk_widget_compute_bounds (widget, diagram, &bounds))
    return;

  drag (bench, diagram, bounds.origin.x + bounds.size.width / 2,
        bounds.origin.y + bounds.size.height / 2, dx, dy);
  report (subject, "main thread, a frame", bench->work);
  report (subject, "preview frame drawn", bench->cost);
  report (subject, "preview frame to the next", bench->interval);
}

static void
bench_drags (Bench *bench)
{
  AdwDialog *dialog = open_dialog (bench);
  GtkWidget *frame = find (GTK_WIDGET (dialog), AIP_TYPE_FRAME_VIEW);
  GtkWidget *plan = find (GTK_WIDGET (dialog), AIP_TYPE_PLAN_VIEW);
  GtkWidget *lamps = find (GTK_WIDGET (dialog), AIP_TYPE_LAMPS_VIEW);

  g_signal_connect_swapped (frame, "drawn", G_CALLBACK (drawn_cb), bench);
  /* The thumbnails are drawn meanwhile. */
  wait_frames (bench, 120);
  g_print ("preview frame of %d × %d\n", gtk_widget_get_width (frame),
           gtk_widget_get_height (frame));

  bench_handle (bench, plan, "drag the camera", AIP_STAGE_PLAN_CAMERA - 1, -120, 0);
  bench_handle (bench, plan, "drag the subject", AIP_STAGE_PLAN_SUBJECT - 1, 150, 0);
  bench_handle (bench, plan, "drag the near limit", AIP_STAGE_PLAN_NEAR - 1, -100, 0);
  bench_handle (bench, plan, "drag the far limit", AIP_STAGE_PLAN_FAR - 1, 150, 0);
  bench_handle (bench, plan, "drag the focal length", AIP_STAGE_PLAN_FOCAL - 1, 0, 60);
  bench_handle (bench, plan, "drag the height", AIP_STAGE_PLAN_HEIGHT - 1, 0, -90);
  bench_handle (bench, lamps, "drag the key", AIP_STAGE_LAMPS_AROUND (AIP_STAGE_LAMP_KEY), -120,
                0);
  bench_handle (bench, lamps, "raise the key", AIP_STAGE_LAMPS_RAISE (AIP_STAGE_LAMP_KEY), -80,
                -90);

  adw_dialog_force_close (dialog);
  wait_frames (bench, 5);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *parent = NULL;
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
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  parent = test_dir_new ();
  bench.work = g_array_new (FALSE, FALSE, sizeof (double));
  bench.cost = g_array_new (FALSE, FALSE, sizeof (double));
  bench.interval = g_array_new (FALSE, FALSE, sizeof (double));
  open_project (&bench, parent);

  bench.window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1280, 800);
  adw_window_set_content (ADW_WINDOW (bench.window), gtk_label_new ("Bench"));
  gtk_widget_realize (bench.window);
  bench.clock = gtk_widget_get_frame_clock (bench.window);
  g_signal_connect_swapped (bench.clock, "after-paint", G_CALLBACK (after_paint_cb), &bench);
  gtk_window_present (GTK_WINDOW (bench.window));
  wait_frames (&bench, 3);

  bench_open (&bench);
  bench_drags (&bench);

  g_signal_handlers_disconnect_by_data (bench.clock, &bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  close_project (&bench);
  g_array_unref (bench.work);
  g_array_unref (bench.cost);
  g_array_unref (bench.interval);
  test_dir_remove (parent);

  return EXIT_SUCCESS;
}
