/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-cli-service.h"
#include "aip-json.h"
#include "aip-sample.h"
#include "cli-support.h"
#include "test-support.h"

#define OBJECT_PATH "/io/github/aipipeline/AIPipeline"

/* This process plays the running app: it has the project open and answers on the session bus. */
typedef struct {
  CliRig          *rig;
  GTestDBus       *bus;
  GDBusConnection *connection;
  guint            name;
  gboolean         named;
  AipDocument     *document;
  AipScheduler    *scheduler;
  AipCliService   *service;
} Fixture;

static gboolean
find_document_cb (const char    *folder,
                  AipDocument  **document,
                  AipScheduler **scheduler,
                  gpointer       user_data)
{
  Fixture *fixture = user_data;

  *document = fixture->document;
  *scheduler = fixture->scheduler;

  return g_str_equal (folder, aip_document_get_folder (fixture->document));
}

static void
name_acquired_cb (GDBusConnection *connection,
                  const char      *name,
                  gpointer         user_data)
{
  ((Fixture *) user_data)->named = TRUE;
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = NULL;

  fixture->rig = cli_rig_new ();
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  g_subprocess_launcher_setenv (fixture->rig->launcher, "DBUS_SESSION_BUS_ADDRESS",
                                g_test_dbus_get_bus_address (fixture->bus), TRUE);
  fixture->connection =
    g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (fixture->bus),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, &error);
  g_assert_no_error (error);

  folder = cli_rig_path (fixture->rig, "영화");
  aip_sample_create_async (folder, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  fixture->document = aip_sample_create_finish (result, &error);
  g_assert_no_error (error);
  fixture->scheduler = aip_scheduler_new (NULL);
  aip_scheduler_add_document (fixture->scheduler, fixture->document);

  fixture->service = aip_cli_service_new (fixture->connection, OBJECT_PATH, find_document_cb,
                                          fixture, &error);
  g_assert_no_error (error);
  fixture->name = g_bus_own_name_on_connection (fixture->connection, APP_ID,
                                                G_BUS_NAME_OWNER_FLAGS_NONE, name_acquired_cb, NULL,
                                                fixture, NULL);
  test_spin_while (!fixture->named);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GAsyncResult) stopped = NULL;
  g_autoptr(GAsyncResult) closed = NULL;
  g_autoptr(GError) error = NULL;

  g_bus_unown_name (fixture->name);
  g_clear_object (&fixture->service);
  aip_scheduler_remove_document (fixture->scheduler, fixture->document);
  aip_scheduler_stop_async (fixture->scheduler, test_store_result_cb, &stopped);
  test_spin_while (stopped == NULL);
  aip_scheduler_stop_finish (fixture->scheduler, stopped, &error);
  g_assert_no_error (error);
  aip_document_close_async (fixture->document, test_store_result_cb, &closed);
  test_spin_while (closed == NULL);
  aip_document_close_finish (fixture->document, closed, &error);
  g_assert_no_error (error);
  g_clear_object (&stopped);
  g_clear_object (&closed);
  g_clear_object (&fixture->scheduler);
  g_clear_object (&fixture->document);
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_clear_object (&fixture->connection);
  g_test_dbus_down (fixture->bus);
  g_clear_object (&fixture->bus);
  cli_rig_free (fixture->rig);
}

static void
test_shots (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(JsonNode) node = cli_rig_run_json (fixture->rig, NULL, "shots", "영화/project.aip",
                                               NULL);
  JsonArray *shots = aip_json_get_array (aip_json_node_object (node), "shots");

  g_assert_cmpuint (json_array_get_length (shots), ==,
                    aip_entity_list_get_count (aip_document_get_shots (fixture->document)));
}

/* The app only says what is cut; the film is rendered by the process that was asked for it. */
static void
test_render (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = cli_rig_path (fixture->rig, "film.mov");
  g_autofree char *cache = cli_rig_path (fixture->rig, "home/cache/aipipeline/render");
  g_autoptr(GDir) dir = NULL;

  g_assert_cmpint (cli_rig_run (fixture->rig, NULL, NULL, "render", "영화", "film.mov", "--preset",
                                "mjpeg", "--size", "320x180", "--range", "0-30", NULL), ==,
                   AIP_CLI_OK);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  dir = g_dir_open (cache, 0, NULL);
  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
}

/* What a command adds is in the open document at once, as a step that the window can undo. */
static void
test_import (Fixture       *fixture,
             gconstpointer  data)
{
  guint n_shots = aip_entity_list_get_count (aip_document_get_shots (fixture->document));
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  cli_rig_write (fixture->rig, "more.csv",
                 "Shot,Description,Duration\nX-1,Rain,2s\nX-2,Wind,soon\n");
  g_assert_cmpint (cli_rig_run (fixture->rig, &out, &err, "import", "more.csv", "--into", "영화",
                                NULL), ==, AIP_CLI_PARTLY);
  g_assert_nonnull (strstr (out, "Added 1 shot"));
  g_assert_nonnull (strstr (err, "Row 3"));
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (fixture->document)), ==,
                    n_shots + 1);
  g_assert_nonnull (aip_document_find_shot (fixture->document, "X-1"));
  g_assert_true (aip_document_undo (fixture->document));
  g_assert_null (aip_document_find_shot (fixture->document, "X-1"));
}

static void
test_generate (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *worker = cli_rig_add_worker (fixture->rig, 20);
  g_autofree char *out = NULL;
  AipShot *shot = aip_document_find_shot (fixture->document, "SHT-0020");

  g_assert_cmpint (cli_rig_run (fixture->rig, &out, NULL, "generate", "영화", "--shots",
                                "SHT-0010..SHT-0030", "--worker", worker, "--wait", NULL), ==,
                   AIP_CLI_OK);
  /* News come while it runs, and the table at the end once. */
  g_assert_nonnull (strstr (out, "SHT-0010  sent to"));
  g_assert_nonnull (strstr (out, "0 % on "));
  g_assert_nonnull (strstr (out, "3 done, 0 failed"));
  g_assert_true (strstr (out, "3 done, 0 failed") > strstr (out, "0 % on "));
  g_assert_cmpuint (aip_shot_get_n_takes (shot), ==, 1);
}

static void
test_mistakes (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *err = NULL;

  g_assert_cmpint (cli_rig_run (fixture->rig, NULL, &err, "generate", "영화", "--shots", "SHT-7777",
                                "--worker", "127.0.0.1:9", NULL), ==, AIP_CLI_NOT_FOUND);
  g_assert_nonnull (strstr (err, "SHT-7777"));
}

/* A project that is open elsewhere, but not in the app, stays closed to commands. */
static void
test_not_open_here (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *err = NULL;

  g_clear_object (&fixture->service);
  g_assert_cmpint (cli_rig_run (fixture->rig, NULL, &err, "shots", "영화", NULL), ==, AIP_CLI_IN_USE);
  g_assert_nonnull (strstr (err, "영화"));
}

#define TEST(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/cli/handover/shots", test_shots);
  TEST ("/cli/handover/import", test_import);
  TEST ("/cli/handover/render", test_render);
  TEST ("/cli/handover/generate", test_generate);
  TEST ("/cli/handover/mistakes", test_mistakes);
  TEST ("/cli/handover/not-open-here", test_not_open_here);

  return g_test_run ();
}
