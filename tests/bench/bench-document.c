/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The document against the disk: making and opening projects of 0, 1,000 and 10,000 shots, one edit
 * until it is durable, a paste of 10,000 cells and its undo. Medians of several runs; nothing here
 * passes or fails.
 */

#include "config.h"

#include <stdlib.h>

#include "aip-document.h"
#include "bench-support.h"
#include "test-support.h"

#define RUNS 7
#define N_EDITS 200

static void
report (const char *name,
        GArray     *samples)
{
  g_print ("%-44s median %9.2f ms   min %9.2f   max %9.2f   (%u)\n", name,
           bench_quantile (samples, 0.5), bench_quantile (samples, 0),
           bench_quantile (samples, 1), samples->len);
  g_array_set_size (samples, 0);
}

static double
elapsed_ms (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / 1000.0;
}

static void
add_sample (GArray *samples,
            gint64  since)
{
  double ms = elapsed_ms (since);

  g_array_append_val (samples, ms);
}

static AipDocument *
open_document (const char *folder)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipDocument *document;

  aip_document_open_async (folder, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  document = aip_document_open_finish (result, &error);
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
flush_document (AipDocument *document)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_flush_async (document, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  aip_document_flush_finish (document, result, &error);
  g_assert_no_error (error);
}

static GVariant *
shot_fields (guint number)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "description",
                         g_variant_new_take_string (g_strdup_printf (
                           "Wide shot: the harbour before dawn, boat %u leaves the quay", number)));
  g_variant_builder_add (&builder, "{sv}", "duration", g_variant_new_int64 (24 + number % 96));

  return g_variant_builder_end (&builder);
}

static char *
make_project (const char *parent,
              guint       n_shots)
{
  g_autofree char *name = g_strdup_printf ("film-%u", n_shots);
  char *folder = g_build_filename (parent, name, NULL);
  AipProjectSpec spec = { .name = "Bench", .rate = { 24, 1, FALSE }, .width = 1920, .height = 1080 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipDocument *document;
  gint64 since;

  aip_document_create_async (folder, &spec, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  document = aip_document_create_finish (result, &error);
  g_assert_no_error (error);

  since = g_get_monotonic_time ();
  aip_document_begin (document, "Import");
  for (guint i = 0; i < n_shots; i++)
    {
      aip_document_insert (document, AIP_KIND_SHOT, shot_fields (i), &error);
      g_assert_no_error (error);
    }
  aip_document_commit (document);
  if (n_shots > 0)
    g_print ("import of %6u shots, main thread            %9.2f ms\n", n_shots, elapsed_ms (since));
  flush_document (document);
  if (n_shots > 0)
    g_print ("import of %6u shots, until durable          %9.2f ms\n", n_shots, elapsed_ms (since));
  close_document (document);

  return folder;
}

static void
bench_open (const char *folder,
            guint       n_shots,
            GArray     *samples)
{
  g_autofree char *label = g_strdup_printf ("open %u shots", n_shots);

  for (guint run = 0; run < RUNS; run++)
    {
      gint64 since = g_get_monotonic_time ();
      AipDocument *document = open_document (folder);

      add_sample (samples, since);
      close_document (document);
    }

  report (label, samples);
}

static void
bench_edits (const char *folder,
             GArray     *samples)
{
  AipDocument *document = open_document (folder);
  AipEntityList *shots = aip_document_get_shots (document);
  guint n_shots = aip_entity_list_get_count (shots);
  g_autoptr(GArray) undos = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < N_EDITS; i++)
    {
      g_autofree char *text = g_strdup_printf ("Edit %u", i);
      gint64 since = g_get_monotonic_time ();

      aip_document_begin (document, "Edit");
      aip_document_set_text (document, aip_entity_list_peek (shots, i * 37 % n_shots),
                             "description", text, &error);
      g_assert_no_error (error);
      aip_document_commit (document);
      flush_document (document);
      add_sample (samples, since);
    }
  report ("one edit until durable", samples);

  for (guint run = 0; run < RUNS; run++)
    {
      gint64 since = g_get_monotonic_time ();

      aip_document_begin (document, "Paste");
      for (guint i = 0; i < n_shots; i++)
        {
          g_autofree char *text = g_strdup_printf ("Pasted %u in run %u", i, run);

          aip_document_set_text (document, aip_entity_list_peek (shots, i), "notes", text, &error);
          g_assert_no_error (error);
        }
      aip_document_commit (document);
      add_sample (samples, since);

      since = g_get_monotonic_time ();
      aip_document_undo (document);
      add_sample (undos, since);
      flush_document (document);
    }
  report ("paste of 10,000 cells, main thread", samples);
  report ("undo of it, main thread", undos);

  close_document (document);
}

int
main (int   argc,
      char *argv[])
{
  static const guint sizes[] = { 0, 1000, 10000 };
  g_autofree char *parent = test_dir_new ();
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *folder = make_project (parent, sizes[i]);

      bench_open (folder, sizes[i], samples);
      if (sizes[i] == 10000)
        bench_edits (folder, samples);
    }

  test_dir_remove (parent);

  return EXIT_SUCCESS;
}
