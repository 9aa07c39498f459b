/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-timeline-page.h"
#include "aip-timeline-trim-drag.h"
#include "bench-film.h"
#include "bench-support.h"

/*
 * What a frame of the timeline costs the main thread, from the change to the end of its painting,
 * against how many clips the film has. The goal is under 8 ms with 2,000, drawn by cairo, and the
 * same for any number.
 */

#define N_FRAMES 120

typedef struct {
  BenchFilm           film;
  guint               n_shots;
  AipTimelineSession *session;
  AipTimelineCanvas  *canvas;
  GArray             *work;
} Bench;

static double since;

static void
begin (void)
{
  since = bench_get_work_ms ();
}

static void
end (Bench *self)
{
  double work;

  bench_film_wait_frames (&self->film, 1);
  work = bench_get_work_ms () - since;
  g_array_append_val (self->work, work);
}

static void
report (Bench      *self,
        const char *name)
{
  g_print ("%-32s %6u clips  p50 %6.2f  p95 %6.2f  max %6.2f ms\n", name, self->n_shots,
           bench_quantile (self->work, 0.5), bench_quantile (self->work, 0.95),
           bench_quantile (self->work, 1));
  g_array_set_size (self->work, 0);
}

/* So that a clip of the usual length is @pixels wide, from the beginning on. */
static void
zoom_to (Bench *self,
         double pixels)
{
  AipTimelineGeometry geometry = *aip_timeline_session_get_geometry (self->session);
  AipCut *cut = aip_timeline_session_get_cut (self->session);

  geometry.scale = CLAMP (pixels * self->n_shots / (double) aip_cut_get_duration (cut),
                          AIP_TIMELINE_MIN_SCALE, AIP_TIMELINE_MAX_SCALE);
  geometry.offset = 0;
  aip_timeline_session_set_geometry (self->session, &geometry);
  bench_film_wait_frames (&self->film, 10);
}

/* Pictures come while nobody scrolls: what is measured is drawing them. */
static void
scroll_through (Bench  *self,
                double  step,
                guint   n_frames)
{
  for (guint i = 0; i < n_frames; i++)
    {
      aip_timeline_session_scroll (self->session, step);
      bench_film_wait_frames (&self->film, 1);
    }
  bench_film_wait_frames (&self->film, 30);
}

static void
bench_scroll (Bench      *self,
              const char *name,
              double      pixels)
{
  zoom_to (self, pixels);
  scroll_through (self, 300, N_FRAMES * 17 / 300 + 4);
  zoom_to (self, pixels);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      begin ();
      aip_timeline_session_scroll (self->session, 17);
      end (self);
    }
  report (self, name);
}

static void
bench_zoom (Bench *self)
{
  zoom_to (self, 90);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      begin ();
      aip_timeline_session_zoom (self->session, i / 20 % 2 == 0 ? 0.93 : 1 / 0.93, 500);
      end (self);
    }
  report (self, "zoom");
}

static void
bench_drag (Bench *self)
{
  AipTimelineLane *lane = aip_timeline_canvas_get_lane (self->canvas, 0, NULL);
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  const char *id = aip_cut_get_shot (cut, 2)->id;
  g_autoptr(AipTimelineDrag) drag = NULL;
  AipTimelinePoint point = { 300, 40, 0 };

  zoom_to (self, 90);
  drag = aip_timeline_trim_drag_new (lane, AIP_CUT_TRIM_END, id);
  aip_timeline_drag_begin (drag, self->session, &point);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      begin ();
      point.x = 300 + (i % 40) * 3;
      aip_timeline_drag_update (drag, &point);
      end (self);
    }
  aip_timeline_drag_cancel (drag);
  report (self, "drag the end of a clip");
}

static void
bench_playhead (Bench *self)
{
  zoom_to (self, 90);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      begin ();
      aip_timeline_session_set_position (self->session, i);
      end (self);
    }
  report (self, "playhead moves");
}

static void
bench_film (Bench *self,
            guint  n_shots)
{
  g_autofree char *folder = bench_film_make (&self->film, n_shots);
  GtkWidget *page;

  self->n_shots = n_shots;
  bench_film_open (&self->film, folder);
  bench_film_open_session (&self->film);
  page = aip_timeline_page_new (self->film.session);
  self->session = aip_timeline_page_get_session (AIP_TIMELINE_PAGE (page));
  self->canvas = aip_timeline_view_get_canvas (aip_timeline_page_get_view (AIP_TIMELINE_PAGE (page)));
  bench_film_present (&self->film, page, page);
  bench_film_wait_frames (&self->film, 60);

  bench_scroll (self, "scroll, clips of 90 pixels", 90);
  bench_scroll (self, "scroll, clips of 400 pixels", 400);
  bench_scroll (self, "scroll, clips of 20 pixels", 20);
  bench_zoom (self);
  bench_drag (self);
  bench_playhead (self);
  aip_timeline_session_fit (self->session);
  bench_film_wait_frames (&self->film, 4);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      begin ();
      aip_timeline_session_zoom (self->session, i % 2 == 0 ? 1.02 : 1 / 1.02, 500);
      end (self);
    }
  report (self, "all of the film, zooming");

  bench_film_close_window (&self->film);
  bench_film_close (&self->film);
}

int
main (int   argc,
      char *argv[])
{
  guint sizes[] = { 100, 500, 2000 };
  Bench bench = { 0 };

  if (!bench_film_init (&bench.film))
    {
      g_print ("There is no display.\n");
      return EXIT_SUCCESS;
    }

  bench.work = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (argc < 2 || (guint) g_ascii_strtoull (argv[1], NULL, 10) == sizes[i])
      bench_film (&bench, sizes[i]);
  g_array_unref (bench.work);
  bench_film_clear (&bench.film);

  return EXIT_SUCCESS;
}
