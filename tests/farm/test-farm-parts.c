/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aip-entity-private.h"
#include "aip-error.h"
#include "aip-job-queue.h"
#include "aip-picture.h"
#include "aip-progress.h"
#include "aip-worker-registry.h"
#include "test-support.h"

/* Progress ------------------------------------------------------------------------------------- */

static const char flux_like[] =
  "{\"1\":{\"class_type\":\"UNETLoader\",\"inputs\":{}},"
  " \"2\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"clip\":[\"1\",0]}},"
  " \"3\":{\"class_type\":\"KSampler\",\"inputs\":{\"positive\":[\"2\",0]}},"
  " \"4\":{\"class_type\":\"VAEDecode\",\"inputs\":{\"samples\":[\"3\",0]}},"
  " \"5\":{\"class_type\":\"SaveImage\",\"inputs\":{\"images\":[\"4\",0]}}}";

static void
test_progress_rises (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipGraph) graph = aip_graph_parse (flux_like, -1, &error);
  g_autoptr(AipProgress) progress = NULL;
  double last;

  g_assert_no_error (error);
  progress = aip_progress_new (graph);
  g_assert_cmpfloat (aip_progress_get_fraction (progress), ==, -1);
  g_assert_cmpstr (aip_progress_get_stage (progress), ==, "");

  aip_progress_skip (progress, "1");
  aip_progress_enter (progress, "2");
  g_assert_cmpstr (aip_progress_get_stage (progress), ==, "Reading the prompt");
  aip_progress_enter (progress, "3");
  g_assert_cmpstr (aip_progress_get_stage (progress), ==, "Sampling");
  last = aip_progress_get_fraction (progress);
  g_assert_cmpfloat (last, >, 0);
  g_assert_cmpfloat (last, <, 0.2);

  for (guint i = 0; i <= 20; i++)
    {
      aip_progress_step (progress, "3", i, 20);
      g_assert_cmpfloat (aip_progress_get_fraction (progress), >=, last);
      last = aip_progress_get_fraction (progress);
    }
  g_assert_cmpfloat (last, >, 0.85);

  /* a second bar of the same node, a node that is not ours, and nonsense */
  aip_progress_step (progress, "3", 1, 20);
  aip_progress_step (progress, "nobody", 20, 20);
  aip_progress_step (progress, NULL, 20, 20);
  aip_progress_step (progress, "4", -5, 20);
  aip_progress_step (progress, "4", 5, 0);
  aip_progress_step (progress, "4", 0.0 / 0.0, 1);
  g_assert_cmpfloat (aip_progress_get_fraction (progress), ==, last);

  aip_progress_enter (progress, "4");
  aip_progress_enter (progress, "5");
  aip_progress_skip (progress, "5");
  g_assert_cmpfloat (aip_progress_get_fraction (progress), >, 0.99);
  g_assert_cmpfloat (aip_progress_get_fraction (progress), <=, 1);
}

/* After a restart of the program the graph is not at hand. */
static void
test_progress_without_graph (void)
{
  g_autoptr(AipProgress) progress = aip_progress_new (NULL);

  aip_progress_enter (progress, "3");
  aip_progress_step (progress, "3", 5, 20);
  g_assert_cmpfloat (aip_progress_get_fraction (progress), ==, 0.25);
}

/* Pictures ------------------------------------------------------------------------------------- */

static const guint8 png[] = {
  0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R',
  0, 0, 0, 2, 0, 0, 0, 3, 8, 2, 0, 0, 0, 0xde, 0xad, 0xbe, 0xef,
  0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82,
};
static const guint8 jpeg[] = {
  0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc0, 0, 11, 8, 0, 3, 0, 2, 1, 1, 0x11, 0,
  0xff, 0xda, 0, 2, 0x55, 0xff, 0xd9,
};
static const guint8 webp[] = {
  'R', 'I', 'F', 'F', 22, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'X', 10, 0, 0, 0, 0, 0, 0, 0,
  1, 0, 0, 2, 0, 0,
};
static const guint8 gif[] = { 'G', 'I', 'F', '8', '9', 'a', 2, 0, 3, 0, 0, 0, 0, ';' };

static gboolean
probe (const char   *path,
       const guint8 *bytes,
       gsize         length,
       int          *width,
       int          *height)
{
  g_autoptr(GError) error = NULL;
  gboolean good;

  g_assert_true (g_file_set_contents (path, (const char *) bytes, (gssize) length, NULL));
  good = aip_picture_probe (path, width, height, &error);
  if (!good)
    g_assert_error (error, AIP_ERROR, AIP_ERROR_PROTOCOL);

  return good;
}

static void
test_picture_sizes (void)
{
  static const struct { const guint8 *bytes; gsize length; } pictures[] = {
    { png, sizeof png }, { jpeg, sizeof jpeg }, { webp, sizeof webp }, { gif, sizeof gif },
  };
  g_autofree char *folder = test_dir_new ();
  g_autofree char *path = g_build_filename (folder, "picture", NULL);
  int width, height;

  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_assert_true (probe (path, pictures[i].bytes, pictures[i].length, &width, &height));
      g_assert_cmpint (width, ==, 2);
      g_assert_cmpint (height, ==, 3);

      /* Cut short anywhere, it is no longer whole; what is left of the magic bytes is no picture. */
      for (gsize n = 0; n < pictures[i].length; n++)
        if (probe (path, pictures[i].bytes, n, &width, &height))
          {
            g_assert_cmpint (width, ==, 0);
            g_assert_cmpuint (n, <, 30);
          }
    }

  g_assert_true (probe (path, (const guint8 *) "anything", 8, &width, &height));
  g_assert_cmpint (width, ==, 0);

  test_dir_remove (folder);
}

static void
test_picture_random_bytes (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *path = g_build_filename (folder, "picture", NULL);

  for (guint round = 0; round < 500; round++)
    {
      guint8 bytes[sizeof jpeg];
      int width, height;

      memcpy (bytes, jpeg, sizeof bytes);
      for (guint n = 0; n < 3; n++)
        bytes[g_test_rand_int_range (3, sizeof bytes)] = (guint8) g_test_rand_int ();
      probe (path, bytes, sizeof bytes, &width, &height);
    }

  test_dir_remove (folder);
}

/* The queue ------------------------------------------------------------------------------------ */

static AipJob *
make_job (const char *id,
          gint64      priority,
          gint64      created)
{
  AipEntity *job = aip_entity_new (AIP_KIND_JOB, id);
  guint index;

  g_assert_nonnull (aip_kind_find_field (AIP_KIND_JOB, "priority", &index));
  aip_entity_apply (job, index, g_variant_new_int64 (priority));
  g_assert_nonnull (aip_kind_find_field (AIP_KIND_JOB, "created", &index));
  aip_entity_apply (job, index, g_variant_new_int64 (created));

  return AIP_JOB (job);
}

static void
test_queue_order (void)
{
  g_autoptr(AipJobQueue) queue = aip_job_queue_new ();
  g_autoptr(AipJob) old = make_job ("b", 0, 1);
  g_autoptr(AipJob) twin = make_job ("a", 0, 1);
  g_autoptr(AipJob) young = make_job ("c", 0, 2);
  g_autoptr(AipJob) urgent = make_job ("d", 5, 3);
  g_autoptr(AipJob) held = make_job ("e", 9, 0);
  const AipNeed small = { .vram = 1 };
  const AipNeed large = { .vram = 2 };
  int line;

  aip_job_queue_add (queue, young, "flux", &small, NULL);
  aip_job_queue_add (queue, old, "flux", &small, NULL);
  aip_job_queue_add (queue, twin, "flux", &small, NULL);
  aip_job_queue_add (queue, urgent, "flux", &large, NULL);
  aip_job_queue_add (queue, held, "flux", &small, "because");
  g_assert_cmpuint (aip_job_queue_get_n_jobs (queue), ==, 5);
  g_assert_cmpuint (aip_job_queue_get_n_lines (queue), ==, 3);
  g_assert_cmpstr (aip_job_get_reason (held), ==, "because");

  line = aip_job_queue_first (queue);
  g_assert_true (aip_job_queue_peek (queue, (guint) line) == urgent);
  aip_job_queue_skip (queue, (guint) line);
  line = aip_job_queue_first (queue);
  g_assert_true (aip_job_queue_peek (queue, (guint) line) == twin);
  g_assert_true (aip_job_queue_remove (queue, twin));
  g_assert_false (aip_job_queue_remove (queue, twin));
  line = aip_job_queue_first (queue);
  g_assert_true (aip_job_queue_peek (queue, (guint) line) == old);
  aip_job_queue_skip (queue, (guint) line);
  g_assert_cmpint (aip_job_queue_first (queue), ==, -1);
  aip_job_queue_reset_skips (queue);
  g_assert_true (aip_job_queue_peek (queue, (guint) aip_job_queue_first (queue)) == urgent);
}

static void
count_cb (AipJob   *job,
          gpointer  user_data)
{
  (*(guint *) user_data)++;
}

static void
test_queue_spreads_reasons_in_slices (void)
{
  const guint n_jobs = 10000;
  g_autoptr(AipJobQueue) queue = aip_job_queue_new ();
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  const AipNeed need = { .vram = 1 };
  guint n_told = 0;
  guint n_slices = 0;

  for (guint i = 0; i < n_jobs; i++)
    {
      g_autofree char *id = g_strdup_printf ("%05u", i);
      AipJob *job = make_job (id, 0, i);

      g_ptr_array_add (jobs, job);
      aip_job_queue_add (queue, job, "flux", &need, NULL);
    }
  g_assert_cmpuint (aip_job_queue_get_n_lines (queue), ==, 1);

  aip_job_queue_set_reason (queue, 0, "All workers are busy");
  /* No time at all: one batch each. Some leave meanwhile. */
  while (!aip_job_queue_spread (queue, 0, count_cb, &n_told))
    {
      n_slices++;
      aip_job_queue_remove (queue, g_ptr_array_index (jobs, n_jobs - n_slices));
      aip_job_queue_remove (queue, g_ptr_array_index (jobs, n_told));
    }
  g_assert_cmpuint (n_slices, >, 100);
  g_assert_cmpuint (n_told, <=, n_jobs);
  for (guint i = 0; i < n_jobs; i++)
    if (aip_job_queue_contains (queue, g_ptr_array_index (jobs, i)))
      g_assert_cmpstr (aip_job_get_reason (g_ptr_array_index (jobs, i)), ==, "All workers are busy");

  /* The same again tells nobody anything. */
  n_told = 0;
  aip_job_queue_set_reason (queue, 0, "All workers are busy");
  g_assert_true (aip_job_queue_spread (queue, G_MAXINT64, count_cb, &n_told));
  g_assert_cmpuint (n_told, ==, 0);
}

/* The registry --------------------------------------------------------------------------------- */

static void
flush (AipWorkerRegistry *registry)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_worker_registry_flush_async (registry, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_true (aip_worker_registry_flush_finish (registry, result, &error));
  g_assert_no_error (error);
}

static void
test_registry_round_trip (void)
{
  static const char *const ids[] = { "5a2b1f0e-9d7c-4c4e-8b1a-0f1e2d3c4b5a", NULL };
  g_autofree char *folder = test_dir_new ();
  g_autofree char *path = g_build_filename (folder, "new", "folder", "workers.json", NULL);
  g_autoptr(AipWorkerRegistry) registry = aip_worker_registry_new (path);
  g_autoptr(AipEstimates) estimates = aip_estimates_new ();
  g_autoptr(AipEstimates) estimates_back = aip_estimates_new ();
  g_autoptr(GPtrArray) records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) aip_worker_record_free);
  g_autoptr(GPtrArray) back = NULL;
  g_autoptr(GError) error = NULL;
  AipWorkerRecord *record = aip_worker_record_new ("http://gpu.lan:8188");

  record->name = g_strdup ("큰 기계");
  record->paused = TRUE;
  record->client_id = g_strdup (ids[0]);
  record->vram_total = 24576;
  record->abandoned = g_strdupv ((char **) ids);
  aip_estimates_learn (estimates, "http://gpu.lan:8188", "flux", 12.5);

  /* Of many writes in a row the last counts. */
  for (guint i = 0; i < 20; i++)
    aip_worker_registry_save (registry, records, estimates);
  g_ptr_array_add (records, record);
  aip_worker_registry_save (registry, records, estimates);
  flush (registry);

  back = aip_worker_registry_load (registry, estimates_back, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->len, ==, 1);
  record = g_ptr_array_index (back, 0);
  g_assert_cmpstr (record->address, ==, "http://gpu.lan:8188");
  g_assert_cmpstr (record->name, ==, "큰 기계");
  g_assert_true (record->paused);
  g_assert_cmpstr (record->client_id, ==, ids[0]);
  g_assert_cmpuint (record->vram_total, ==, 24576);
  g_assert_cmpstrv (record->abandoned, ids);
  g_assert_cmpfloat (aip_estimates_get_seconds (estimates_back, "http://gpu.lan:8188", "flux"), ==,
                     12.5);

  test_dir_remove (folder);
}

static void
test_registry_puts_nonsense_aside (void)
{
  static const char *const texts[] = {
    "", "{", "[]", "null", "{\"version\":1}", "{\"version\":99,\"workers\":[]}", "\xff\xfe",
  };
  g_autofree char *folder = test_dir_new ();
  g_autofree char *path = g_build_filename (folder, "workers.json", NULL);
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  g_autoptr(AipWorkerRegistry) registry = aip_worker_registry_new (path);
  g_autoptr(AipEstimates) estimates = aip_estimates_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) records = NULL;
      g_autofree char *kept = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      records = aip_worker_registry_load (registry, estimates, &error);
      g_assert_error (error, AIP_ERROR, AIP_ERROR_DAMAGED);
      g_assert_cmpuint (records->len, ==, 0);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, texts[i]);
    }

  test_dir_remove (folder);
}

static void
test_registry_skips_bad_entries (void)
{
  static const char text[] =
    "{\"version\":1,\"workers\":[5,null,{},{\"address\":7},{\"address\":\"\"},"
    "{\"address\":\"http://a\",\"client-id\":\"../x\",\"paused\":\"yes\",\"vram-total\":-5,"
    "\"abandoned\":[1,\"x\",null]}],\"seconds\":[]}";
  g_autofree char *folder = test_dir_new ();
  g_autofree char *path = g_build_filename (folder, "workers.json", NULL);
  g_autoptr(AipWorkerRegistry) registry = aip_worker_registry_new (path);
  g_autoptr(AipEstimates) estimates = aip_estimates_new ();
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;
  AipWorkerRecord *record;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  records = aip_worker_registry_load (registry, estimates, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_null (record->client_id);
  g_assert_false (record->paused);
  g_assert_cmpuint (record->vram_total, ==, 0);
  g_assert_cmpuint (g_strv_length (record->abandoned), ==, 0);

  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/progress/rises", test_progress_rises);
  g_test_add_func ("/progress/without-graph", test_progress_without_graph);
  g_test_add_func ("/picture/sizes", test_picture_sizes);
  g_test_add_func ("/picture/random", test_picture_random_bytes);
  g_test_add_func ("/queue/order", test_queue_order);
  g_test_add_func ("/queue/spread", test_queue_spreads_reasons_in_slices);
  g_test_add_func ("/registry/round-trip", test_registry_round_trip);
  g_test_add_func ("/registry/nonsense", test_registry_puts_nonsense_aside);
  g_test_add_func ("/registry/bad-entries", test_registry_skips_bad_entries);

  return g_test_run ();
}
