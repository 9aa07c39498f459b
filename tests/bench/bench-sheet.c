/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Workbooks against the clock: a film of 10,000 shots goes out as 30 columns and comes back, beside
 * what openpyxl and LibreOffice take for the same file in the same run. Ours writes and reads every
 * row twice, once for people and once as what was exported, checks the new file, and compares all
 * cells with the film; the peers only write and read the visible sheet. Medians; nothing here
 * passes or fails.
 */

#include "config.h"

#include <gio/gio.h>
#include <locale.h>
#include <string.h>

#include "aip-sheet-export.h"
#include "aip-sheet-merge.h"
#include "bench-support.h"
#include "test-support.h"

#define N_SHOTS 10000
#define RUNS 5
#define PEER_RUNS 3

typedef struct {
  AipDocument *document;
  char        *folder;
  char        *path;
} Bench;

/* Answers the median. */
static double
report (const char *name,
        GArray     *samples)
{
  double median = bench_quantile (samples, 0.5);

  g_print ("%-44s median %9.2f ms   min %9.2f   max %9.2f   (%u)\n", name, median,
           bench_quantile (samples, 0),
           bench_quantile (samples, 1), samples->len);
  g_array_set_size (samples, 0);

  return median;
}

static void
compare_with (const char *what,
              double      ours,
              double      theirs)
{
  g_print ("%-44s %9.2f times ours\n", what, theirs / ours);
}

/* The film ----------------------------------------------------------------------------------- */

static char *
make_text (GRand *random,
           guint  n_words)
{
  static const char *const words[] = {
    "dawn", "harbour", "mist", "항구", "새벽", "lantern", "slow", "dolly", "비", "골목", "neon",
    "window", "편지", "detective", "crowd", "눈", "handheld", "warm", "cold", "장면",
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static const char *
insert (AipDocument *document,
        AipKind      kind,
        const char  *name)
{
  GVariantBuilder fields;

  g_variant_builder_init (&fields, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&fields, "{sv}", "name", g_variant_new_string (name));

  return aip_entity_get_id (aip_document_insert (document, kind, g_variant_builder_end (&fields),
                                                 NULL));
}

static void
fill (AipDocument *document)
{
  static const char *const texts[] = {
    "description", "action", "dialogue", "notes", "prompt", "negative", "english",
  };
  static const char *const setup =
    "{\"body\":\"arri_alexa_mini\",\"lens\":\"cooke_s4\",\"focal\":35,\"size\":\"close-up\"}";
  g_autoptr(GRand) random = g_rand_new_with_seed (20240101);
  const char *scenes[100];
  const char *people[8];
  const char *place;

  aip_document_begin (document, "Fill");
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *name = g_strdup_printf ("Scene %u", i);

      scenes[i] = insert (document, AIP_KIND_SCENE, name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *name = g_strdup_printf ("인물 %u", i);

      people[i] = insert (document, AIP_KIND_CHARACTER, name);
    }
  place = insert (document, AIP_KIND_PLACE, "부두");

  for (guint i = 0; i < N_SHOTS; i++)
    {
      const char *cast[] = { people[i % 8], people[(i + 1) % 8], NULL };
      const char *tags[] = { "night", "rain", NULL };
      g_autofree char *code = g_strdup_printf ("SH%03u_%04u", i / 40 + 1, (i % 40 + 1) * 10);
      g_autofree char *seed = g_strdup_printf ("%u", g_rand_int (random));
      GVariantBuilder fields;

      g_variant_builder_init (&fields, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&fields, "{sv}", "code", g_variant_new_string (code));
      for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
        {
          g_autofree char *text = make_text (random, 4 + t * 2 % 9);

          g_variant_builder_add (&fields, "{sv}", texts[t], g_variant_new_string (text));
        }
      g_variant_builder_add (&fields, "{sv}", "seed", g_variant_new_string (seed));
      g_variant_builder_add (&fields, "{sv}", "workflow", g_variant_new_string ("flux1-dev-t2i"));
      g_variant_builder_add (&fields, "{sv}", "setup", g_variant_new_string (setup));
      g_variant_builder_add (&fields, "{sv}", "scene", g_variant_new_string (scenes[i / 100]));
      g_variant_builder_add (&fields, "{sv}", "place", g_variant_new_string (place));
      g_variant_builder_add (&fields, "{sv}", "characters", g_variant_new_strv (cast, -1));
      g_variant_builder_add (&fields, "{sv}", "tags", g_variant_new_strv (tags, -1));
      g_variant_builder_add (&fields, "{sv}", "duration",
                             g_variant_new_int64 (g_rand_int_range (random, 24, 240)));
      aip_document_insert (document, AIP_KIND_SHOT, g_variant_builder_end (&fields), NULL);
    }
  aip_document_commit (document);
}

/* Ours --------------------------------------------------------------------------------------- */

static double
export_list (Bench *self)
{
  const AipSheetOptions options = { AIP_SHEET_FULL, AIP_SHEET_XLSX, FALSE };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipSheetSource) source = NULL;
  gint64 since = g_get_monotonic_time ();

  source = aip_sheet_source_new (self->document);
  aip_sheet_export_async (source, self->path, &options, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  if (!aip_sheet_export_finish (result, NULL, &error))
    g_error ("%s", error->message);

  return (double) (g_get_monotonic_time () - since) / 1000;
}

static double
import_list (Bench *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipSheetMerge) merge = NULL;
  gint64 since = g_get_monotonic_time ();
  double passed;

  aip_sheet_merge_load_async (self->document, self->path, NULL, NULL, test_store_result_cb,
                              &result);
  test_spin_while (result == NULL);
  passed = (double) (g_get_monotonic_time () - since) / 1000;
  merge = aip_sheet_merge_load_finish (result, &error);
  if (merge == NULL)
    g_error ("%s", error->message);
  g_assert_cmpuint (aip_sheet_merge_get_n_rows (merge), ==, 0);

  return passed;
}

static double
take_snapshot (Bench *self)
{
  gint64 since = g_get_monotonic_time ();
  AipSheetSource *source = aip_sheet_source_new (self->document);
  double passed = (double) (g_get_monotonic_time () - since) / 1000;

  aip_sheet_source_unref (source);

  return passed;
}

/* The peers ---------------------------------------------------------------------------------- */

/* Milliseconds that the command says, or that it took; -1 if it cannot be run. */
static double
run_peer (const char *const *argv,
          gboolean           says)
{
  gint64 since = g_get_monotonic_time ();
  g_autoptr(GSubprocess) process =
    g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                       NULL);
  g_autofree char *out = NULL;

  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, NULL) ||
      !g_subprocess_get_successful (process))
    return -1;

  return says ? g_ascii_strtod (out, NULL) * 1000
              : (double) (g_get_monotonic_time () - since) / 1000;
}

static void
measure_peer (const char        *name,
              const char *const *argv,
              gboolean           says,
              double             ours)
{
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < PEER_RUNS; i++)
    {
      double passed = run_peer (argv, says);

      if (passed < 0)
        {
          g_print ("%-44s is not installed\n", name);
          return;
        }
      g_array_append_val (samples, passed);
    }
  compare_with (name, ours, report (name, samples));
}

static void
measure_peers (Bench  *self,
               double  export_median,
               double  import_median)
{
  g_autofree char *copy = g_build_filename (self->folder, "peer.xlsx", NULL);
  g_autofree char *csv = g_build_filename (self->folder, "list.csv", NULL);
  g_autofree char *saved = g_build_filename (self->folder, "saved", NULL);
  g_autofree char *profile = g_strdup_printf ("-env:UserInstallation=file://%s/profile",
                                              self->folder);
  const char *const py_write[] = { "python3", SHEET_PEER, "write", self->path, copy, NULL };
  const char *const py_read[] = { "python3", SHEET_PEER, "read", self->path, NULL };
  const char *const lo_read[] = {
    "soffice", profile, "--headless", "--norestore", "--convert-to",
    "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", self->folder, self->path, NULL
  };
  const char *const lo_write[] = {
    "soffice", profile, "--headless", "--norestore", "--convert-to", "xlsx",
    "--infilter=CSV:44,34,76,1,,0,false,true", "--outdir", saved, csv, NULL
  };

  measure_peer ("openpyxl, write", py_write, TRUE, export_median);
  measure_peer ("openpyxl, read", py_read, TRUE, import_median);
  /* Once for the profile; and the list as CSV, which the other way starts from. */
  run_peer (lo_read, FALSE);
  measure_peer ("LibreOffice, read and write CSV, with start", lo_read, FALSE, import_median);
  measure_peer ("LibreOffice, read CSV and write, with start", lo_write, FALSE, export_median);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) closed = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *project = NULL;
  AipProjectSpec spec = {
    .name = "Bench", .rate = { 24, 1, FALSE }, .width = 1920, .height = 1080,
  };
  Bench bench = { NULL };
  double export_median;
  double import_median;

  setlocale (LC_ALL, "");

  bench.folder = test_dir_new ();
  bench.path = g_build_filename (bench.folder, "list.xlsx", NULL);
  project = g_build_filename (bench.folder, "film", NULL);
  aip_document_create_async (project, &spec, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  bench.document = aip_document_create_finish (result, &error);
  if (bench.document == NULL)
    g_error ("%s", error->message);
  fill (bench.document);

  g_print ("%d shots, 30 columns:\n", N_SHOTS);
  for (guint i = 0; i < RUNS; i++)
    {
      double passed = take_snapshot (&bench);

      g_array_append_val (samples, passed);
    }
  report ("take the snapshot (main thread)", samples);
  for (guint i = 0; i < RUNS; i++)
    {
      double passed = export_list (&bench);

      g_array_append_val (samples, passed);
    }
  export_median = report ("export XLSX", samples);
  for (guint i = 0; i < RUNS; i++)
    {
      double passed = import_list (&bench);

      g_array_append_val (samples, passed);
    }
  import_median = report ("read XLSX and compare three ways", samples);
  measure_peers (&bench, export_median, import_median);

  aip_document_close_async (bench.document, test_store_result_cb, &closed);
  test_spin_while (closed == NULL);
  aip_document_close_finish (bench.document, closed, NULL);
  g_object_unref (bench.document);
  test_dir_remove (bench.folder);
  g_free (bench.folder);
  g_free (bench.path);

  return 0;
}
