/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "aip-media-info.h"
#include "farm-fixture.h"

/* Projects ------------------------------------------------------------------------------------- */

static void
add_shots (AipDocument *document,
           guint        n_shots)
{
  aip_document_begin (document, "Add Shots");
  for (guint i = 0; i < n_shots; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = g_strdup_printf ("A ferry in the rain, picture %u, 비 오는 밤", i);
      GVariantDict fields;

      g_variant_dict_init (&fields, NULL);
      g_variant_dict_insert (&fields, "description", "s", text);
      aip_document_insert (document, AIP_KIND_SHOT, g_variant_dict_end (&fields), &error);
      g_assert_no_error (error);
    }
  aip_document_commit (document);
}

AipDocument *
farm_project_create (const char *folder,
                     guint       n_shots)
{
  const AipProjectSpec spec = {
    .name = "비 오는 밤",
    .code = "RAIN",
    .rate = { 24, 1, FALSE },
    .width = 640,
    .height = 360,
  };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AipDocument *document;

  aip_document_create_async (folder, &spec, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  document = aip_document_create_finish (result, &error);
  g_assert_no_error (error);
  add_shots (document, n_shots);

  return document;
}

AipDocument *
farm_project_open (const char *folder)
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

void
farm_project_close (AipDocument *document)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_close_async (document, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_true (aip_document_close_finish (document, result, &error));
  g_assert_no_error (error);
}

AipScheduler *
farm_scheduler_new (void)
{
  AipScheduler *scheduler = aip_scheduler_new (NULL);

  g_object_set (scheduler, "lost-grace-ms", 300, "rest-ms", 300, "poll-ms", 200, "doubt-ms", 50,
                "retry-ms", 100, "halt-ms", 300, NULL);

  return scheduler;
}

void
farm_scheduler_stop (AipScheduler *scheduler)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  aip_scheduler_stop_async (scheduler, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_assert_true (aip_scheduler_stop_finish (scheduler, result, &error));
  g_assert_no_error (error);
}

/* The fixture ---------------------------------------------------------------------------------- */

static void
log_cb (AipScheduler *scheduler,
        AipDocument  *document,
        AipJob       *job,
        int           level,
        const char   *sentence,
        FarmFixture  *self)
{
  g_ptr_array_add (self->log, g_strdup (sentence));
}

static void
idle_cb (AipScheduler *scheduler,
         FarmFixture  *self)
{
  self->n_idle++;
}

static void
take_added_cb (AipScheduler *scheduler,
               AipDocument  *document,
               AipTake      *take,
               FarmFixture  *self)
{
  self->n_takes++;
}

static void
start (FarmFixture *self)
{
  self->scheduler = farm_scheduler_new ();
  g_signal_connect (self->scheduler, "log", G_CALLBACK (log_cb), self);
  g_signal_connect (self->scheduler, "idle", G_CALLBACK (idle_cb), self);
  g_signal_connect (self->scheduler, "take-added", G_CALLBACK (take_added_cb), self);
  aip_scheduler_add_document (self->scheduler, self->document);
}

FarmFixture *
farm_fixture_new (guint n_shots)
{
  FarmFixture *self = g_new0 (FarmFixture, 1);

  self->folder = test_dir_new ();
  self->project = g_build_filename (self->folder, "film", NULL);
  self->log = g_ptr_array_new_with_free_func (g_free);
  self->document = farm_project_create (self->project, n_shots);
  start (self);

  return self;
}

/* What was cancelled on the way may be the last to let go of it, a moment later. */
static void
let_go (gpointer object)
{
  gpointer left = object;

  g_object_add_weak_pointer (object, &left);
  g_object_unref (object);
  test_spin_while (left != NULL);
}

void
farm_fixture_close (FarmFixture *self)
{
  aip_scheduler_remove_document (self->scheduler, self->document);
  farm_scheduler_stop (self->scheduler);
  let_go (self->scheduler);
  self->scheduler = NULL;

  farm_project_close (self->document);
  let_go (self->document);
  self->document = NULL;
}

void
farm_fixture_open (FarmFixture *self)
{
  self->document = farm_project_open (self->project);
  start (self);
}

void
farm_fixture_free (FarmFixture *self)
{
  if (self->document != NULL)
    {
      farm_check_takes (self->document);
      farm_fixture_close (self);
    }
  test_dir_remove (self->folder);
  g_free (self->folder);
  g_free (self->project);
  g_ptr_array_unref (self->log);
  g_free (self);
}

AipCinema *
farm_wait_cinema (FarmFixture *self)
{
  AipCinema *cinema;

  test_spin_while (aip_scheduler_get_cinema (self->scheduler, self->document) == NULL);
  cinema = aip_scheduler_get_cinema (self->scheduler, self->document);

  return cinema;
}

AipShot *
farm_shot (FarmFixture *self,
           guint        index)
{
  AipEntity *shot = aip_entity_list_peek (aip_document_get_shots (self->document), index);

  g_assert_nonnull (shot);

  return AIP_SHOT (shot);
}

AipJob *
farm_job (FarmFixture *self,
          guint        index)
{
  AipJob *job = aip_shot_get_active_job (farm_shot (self, index));

  g_assert_nonnull (job);

  return job;
}

void
farm_enqueue (FarmFixture *self,
              guint        first,
              guint        n)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) jobs = NULL;

  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (shots, farm_shot (self, i));
  jobs = aip_scheduler_enqueue (self->scheduler, self->document, shots, NULL, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (jobs->len, ==, n);
}

AipWorker *
farm_add_worker (FarmFixture *self,
                 const char  *address)
{
  g_autoptr(GError) error = NULL;
  AipWorker *worker = aip_scheduler_add_worker (self->scheduler, address, TRUE, &error);

  g_assert_no_error (error);

  return worker;
}

AipWorker *
farm_add_ready_worker (FarmFixture *self,
                       const char  *address)
{
  AipWorker *worker = farm_add_worker (self, address);

  test_spin_while (aip_worker_get_state (worker) == AIP_WORKER_OFFLINE);

  return worker;
}

void
farm_edit_shot (FarmFixture *self,
                guint        index,
                const char  *field,
                const char  *text)
{
  g_autoptr(GError) error = NULL;

  aip_document_begin (self->document, "Edit");
  aip_document_set_text (self->document, AIP_ENTITY (farm_shot (self, index)), field, text, &error);
  g_assert_no_error (error);
  aip_document_commit (self->document);
}

void
farm_wait_state (FarmFixture *self,
                 guint        index,
                 AipJobState  state)
{
  AipJob *job = farm_job (self, index);

  test_spin_while (aip_job_get_state (job) != state);
}

void
farm_wait_all_done (FarmFixture *self)
{
  test_spin_while (aip_scheduler_get_n_open (self->scheduler, self->document) > 0);
}

gboolean
farm_log_contains (FarmFixture *self,
                   const char  *text)
{
  for (guint i = 0; i < self->log->len; i++)
    if (strstr (g_ptr_array_index (self->log, i), text) != NULL)
      return TRUE;

  return FALSE;
}

/* What must always be true --------------------------------------------------------------------- */

static void
check_leftovers (const char *folder)
{
  g_autofree char *takes_path = g_build_filename (folder, "takes", NULL);
  g_autoptr(GDir) takes = g_dir_open (takes_path, 0, NULL);
  const char *shot;

  while (takes != NULL && (shot = g_dir_read_name (takes)) != NULL)
    {
      g_autofree char *path = g_build_filename (takes_path, shot, NULL);
      g_autoptr(GDir) files = g_dir_open (path, 0, NULL);
      const char *file;

      while (files != NULL && (file = g_dir_read_name (files)) != NULL)
        g_assert_false (g_str_has_suffix (file, ".part"));
    }
}

/* Decoded, or for a movie counted through. */
static int
read_width (AipTake    *take,
            const char *path)
{
  g_autoptr(GdkPixbuf) picture = NULL;
  g_autoptr(AipMediaInfo) movie = NULL;
  g_autoptr(GError) error = NULL;

  /* Of a movie that cannot be read here, nothing is known. */
  if (g_str_has_prefix (aip_take_get_media_type (take), "video/"))
    {
      movie = aip_media_info_read (path, NULL, NULL);
      return movie != NULL ? movie->width : 0;
    }

  picture = gdk_pixbuf_new_from_file (path, &error);
  g_assert_no_error (error);

  return gdk_pixbuf_get_width (picture);
}

void
farm_check_takes (AipDocument *document)
{
  AipEntityList *takes = aip_document_get_list (document, AIP_KIND_TAKE);
  AipEntityList *jobs = aip_document_get_jobs (document);
  g_autoptr(GHashTable) by_job = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) files = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < aip_entity_list_get_count (takes); i++)
    {
      AipTake *take = AIP_TAKE (aip_entity_list_peek (takes, i));
      g_autofree char *path = aip_document_get_take_path (document, take);
      g_autofree char *number = g_strdup_printf ("%s %d", aip_take_get_shot_id (take),
                                                 (int) aip_take_get_number (take));
      g_assert_cmpint (read_width (take, path), ==,
                       aip_entity_get_integer (AIP_ENTITY (take), "width"));
      g_assert_true (g_hash_table_add (by_job, (char *) aip_entity_get_text (AIP_ENTITY (take), "job")));
      g_assert_true (g_hash_table_add (numbers, g_steal_pointer (&number)));
      g_assert_true (g_hash_table_add (files, (char *) aip_take_get_file (take)));
    }

  for (guint i = 0; i < aip_entity_list_get_count (jobs); i++)
    {
      AipJob *job = AIP_JOB (aip_entity_list_peek (jobs, i));
      gboolean done = aip_job_get_state (job) == AIP_JOB_DONE;

      g_assert_cmpint (done, ==,
                       g_hash_table_contains (by_job, aip_entity_get_id (AIP_ENTITY (job))));
      g_assert_cmpint (done, ==, *aip_entity_get_text (AIP_ENTITY (job), "take") != '\0');
    }

  check_leftovers (aip_document_get_folder (document));
}
