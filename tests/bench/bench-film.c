/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "aip-inspector.h"
#include "aip-paths.h"
#include "aip-resources.h"
#include "aip-shots-page.h"
#include "bench-film.h"
#include "test-support.h"

#define SCENE_SHOTS 100
#define N_PICTURES 64
#define MAX_TAKES 10000

double
bench_get_memory (void)
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

void
bench_film_close (BenchFilm *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_close_async (self->document, test_store_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  aip_document_close_finish (self->document, result, &error);
  g_assert_no_error (error);
  g_clear_object (&self->document);
}

void
bench_film_flush (BenchFilm *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_document_flush_async (self->document, NULL, test_store_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (aip_document_flush_finish (self->document, result, NULL));
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

/* A take with a file of its own name, as after a real night's work. */
static void
add_takes (BenchFilm  *self,
           const char *folder)
{
  AipEntityList *shots = aip_document_get_shots (self->document);
  g_autofree char *takes = g_build_filename (folder, "takes", NULL);

  g_assert_cmpint (g_mkdir (takes, 0755), ==, 0);
  make_pictures (takes);

  aip_document_begin_record (self->document, "Takes");
  for (guint i = 0; i < MIN (MAX_TAKES, aip_entity_list_get_count (shots)); i++)
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
      g_assert_nonnull (aip_document_insert (self->document, AIP_KIND_TAKE,
                                             g_variant_dict_end (&dict), NULL));
    }
  aip_document_commit (self->document);
}

static const char *const setups[] = {
  "{\"body\":\"arri_alexa_mini\",\"lens\":\"cooke_s4\",\"focal\":32,\"size\":\"close\"}",
  "{\"body\":\"arri_alexa_35\",\"lens\":\"cooke_s4\",\"focal\":50,\"size\":\"wide\","
  "\"move\":\"pan\",\"pace\":\"slow\",\"time\":\"night\"}",
  "{\"body\":\"arriflex_35_iic\",\"focal\":25,\"year\":1955,\"size\":\"medium\"}",
  "",
};

static char *
make_text (GRand *random,
           guint  n_words)
{
  static const char *const words[] = {
    "dawn", "harbour", "mist", "항구", "새벽", "lantern", "slow", "dolly", "비", "골목", "neon",
    "window", "편지", "detective", "crowd", "눈", "handheld", "warm", "cold", "장면", "ferry",
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static const char *
insert_named (BenchFilm  *self,
              AipKind     kind,
              const char *what,
              guint       number)
{
  g_autofree char *name = g_strdup_printf ("%s %u", what, number);
  GVariantDict fields;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "name", "s", name);

  return aip_entity_get_id (aip_document_insert (self->document, kind, g_variant_dict_end (&fields),
                                                 NULL));
}

static void
fill (BenchFilm *self,
      guint      n_shots)
{
  static const char *const statuses[] = { "draft", "ready", "review", "approved", "retake" };
  static const char *const texts[] = {
    "description", "action", "dialogue", "notes", "prompt", "negative", "english",
  };
  static const char *const tags[] = { "night", "rain", NULL };
  g_autoptr(GRand) random = g_rand_new_with_seed (20240101);
  const char *people[8];
  const char *places[20];
  const char *scene = "";

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    people[i] = insert_named (self, AIP_KIND_CHARACTER, "인물", i);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    places[i] = insert_named (self, AIP_KIND_PLACE, "부두", i);

  for (guint i = 0; i < n_shots; i++)
    {
      const char *cast[] = { people[i % 8], people[(i + 1) % 8], NULL };
      GVariantDict dict;

      if (i % SCENE_SHOTS == 0)
        scene = insert_named (self, AIP_KIND_SCENE, "Scene", i / SCENE_SHOTS);

      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "scene", "s", scene);
      for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
        {
          g_autofree char *text = make_text (random, 4 + t * 2 % 9);

          g_variant_dict_insert (&dict, texts[t], "s", text);
        }
      g_variant_dict_insert (&dict, "duration", "x", (gint64) g_rand_int_range (random, 24, 240));
      g_variant_dict_insert (&dict, "status", "s", statuses[g_rand_int_range (random, 0, 5)]);
      g_variant_dict_insert (&dict, "setup", "s", setups[i % G_N_ELEMENTS (setups)]);
      g_variant_dict_insert (&dict, "place", "s", places[i / 50 % G_N_ELEMENTS (places)]);
      g_variant_dict_insert_value (&dict, "characters", g_variant_new_strv (cast, -1));
      g_variant_dict_insert_value (&dict, "tags", g_variant_new_strv (tags, i % 3));
      g_variant_dict_insert (&dict, "workflow", "s", "flux1-dev-t2i");
      g_assert_nonnull (aip_document_insert (self->document, AIP_KIND_SHOT,
                                             g_variant_dict_end (&dict), NULL));
    }
}

char *
bench_film_make (BenchFilm *self,
                 guint      n_shots)
{
  const AipProjectSpec spec = { .name = "Bench", .rate = { 24, 1, FALSE }, .width = 1920,
                                .height = 1080 };
  g_autofree char *name = g_strdup_printf ("film-%u", n_shots);
  char *folder = g_build_filename (self->parent, name, NULL);
  g_autoptr(GAsyncResult) result = NULL;

  aip_document_create_async (folder, &spec, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  self->document = finish_document (result, TRUE);

  aip_document_begin (self->document, "Fill");
  fill (self, n_shots);
  aip_document_commit (self->document);
  if (n_shots > 0)
    add_takes (self, folder);
  bench_film_close (self);

  return folder;
}

void
bench_film_open (BenchFilm  *self,
                 const char *folder)
{
  g_autoptr(GAsyncResult) result = NULL;

  aip_document_open_async (folder, NULL, test_store_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  self->document = finish_document (result, FALSE);
}

/* A window ------------------------------------------------------------------------------------- */

static void
after_paint_cb (BenchFilm *self)
{
  self->n_frames++;
}

void
bench_film_open_session (BenchFilm *self)
{
  self->session = aip_session_new (self->document, self->scheduler, self->thumbnailer,
                                   self->activity);
  aip_shot_setups_set_cinema (aip_session_get_setups (self->session), self->cinema);
}

void
bench_film_present (BenchFilm *self,
                    GtkWidget *page,
                    GtkWidget *content)
{
  self->page = page;
  self->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (self->window), content);
  gtk_widget_realize (self->window);
  self->clock = gtk_widget_get_frame_clock (self->window);
  g_signal_connect_swapped (self->clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  gtk_window_present (GTK_WINDOW (self->window));
}

void
bench_film_open_window (BenchFilm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *page, *inspector;

  bench_film_open_session (self);
  page = aip_shots_page_new (self->session);
  inspector = aip_inspector_new (self->session);
  gtk_widget_set_hexpand (page, TRUE);
  gtk_widget_set_size_request (inspector, 340, -1);
  gtk_box_append (GTK_BOX (box), page);
  gtk_box_append (GTK_BOX (box), inspector);
  bench_film_present (self, page, box);
}

void
bench_film_close_window (BenchFilm *self)
{
  GtkWidget *page = self->page;

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_signal_handlers_disconnect_by_data (self->clock, self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  test_spin_while (page != NULL);
  g_clear_object (&self->session);
}

void
bench_film_wait_frames (BenchFilm *self,
                        guint      n)
{
  guint until = self->n_frames + n;

  while (self->n_frames < until)
    {
      gtk_widget_queue_draw (self->page);
      g_main_context_iteration (NULL, TRUE);
    }
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
bench_film_find (BenchFilm *self,
                 GType      type)
{
  return find_widget (self->page, type);
}

GtkAdjustment *
bench_film_get_adjustment (BenchFilm *self)
{
  return gtk_scrollable_get_vadjustment (
    GTK_SCROLLABLE (bench_film_find (self, GTK_TYPE_COLUMN_VIEW)));
}

gboolean
bench_film_init (BenchFilm *self)
{
  g_autofree char *presets = aip_paths_data_file ("presets");
  g_autoptr(GtkCssProvider) css = NULL;

  *self = (BenchFilm) { NULL };
  if (!gtk_init_check ())
    return FALSE;

  adw_init ();
  aip_register_resource ();
  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, "/io/github/aipipeline/AIPipeline/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  self->parent = test_dir_new ();
  self->cinema = aip_cinema_load (presets, NULL, NULL, NULL);
  self->scheduler = aip_scheduler_new (NULL);
  self->thumbnailer = aip_thumbnailer_new (96 * 1024 * 1024);
  self->activity = aip_activity_log_new ();

  return TRUE;
}

void
bench_film_clear (BenchFilm *self)
{
  g_clear_object (&self->activity);
  g_clear_object (&self->thumbnailer);
  g_clear_object (&self->scheduler);
  g_clear_pointer (&self->cinema, aip_cinema_unref);
  test_dir_remove (self->parent);
  g_clear_pointer (&self->parent, g_free);
}
