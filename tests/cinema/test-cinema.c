/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include "aip-cinema.h"
#include "aip-paths.h"
#include "test-support.h"

static void
put (const char *folder,
     const char *name,
     const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static AipCinema *
load (const char *own,
      const char *project)
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autoptr(GError) error = NULL;
  AipCinema *cinema = aip_cinema_load (shipped, own, project, &error);

  g_assert_no_error (error);

  return cinema;
}

#define BODY(id, name) \
  "{\"table\": \"bodies\", \"rows\": [{\"id\": \"" id "\", \"name\": \"" name "\", " \
  "\"type\": \"digital\", \"modes\": [{\"id\": \"f\", \"name\": \"Full\", \"width\": 36, " \
  "\"height\": 24, \"fps\": 60}], \"mounts\": [\"pl\"], \"shutter\": \"global\", " \
  "\"confidence\": \"high\"}]}"
#define PRESET(name, body) "{\"name\": \"" name "\", \"setup\": {\"body\": \"" body "\"}}"

/* The project has the last word, the user's own folder the one before. */
static void
test_three_folders (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *own = g_build_filename (root, "own", NULL);
  g_autofree char *project = g_build_filename (root, "film", NULL);
  g_autoptr(AipCinema) cinema = NULL;
  g_auto(GStrv) problems = NULL;
  g_autoptr(GError) error = NULL;
  const AipPreset *preset;
  guint n_presets;
  guint n_shared = 0;
  const AipPreset *const *presets;

  put (own, "bodies.json", BODY ("mine", "우리 카메라"));
  put (own, "setups/shared.json", PRESET ("Night", "mine"));
  put (project, "presets/bodies.json", BODY ("theirs", "Rented"));
  put (project, "presets/setups/day.json", PRESET ("Day", "theirs"));
  put (project, "presets/setups/shared.json", PRESET ("Night", "mine"));

  cinema = load (own, project);
  problems = aip_cinema_dup_problems (cinema);
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
  g_assert_nonnull (aip_catalogue_find_body (cinema->catalogue, "arri_alexa_mini"));
  g_assert_nonnull (aip_catalogue_find_body (cinema->catalogue, "mine"));
  g_assert_nonnull (aip_catalogue_find_body (cinema->catalogue, "theirs"));

  preset = aip_presets_find (cinema->presets, "day");
  g_assert_nonnull (preset);
  g_assert_cmpint (preset->kind, ==, AIP_PRESET_PROJECT);
  g_assert_cmpstr (preset->setup.body->gear.id, ==, "theirs");
  presets = aip_presets_get_all (cinema->presets, &n_presets);
  for (guint i = 0; i < n_presets; i++)
    n_shared += g_str_equal (presets[i]->id, "shared");
  g_assert_cmpuint (n_shared, ==, 1);

  /* Other people work with it too: it can be copied, not changed. */
  g_assert_false (aip_presets_delete (cinema->presets, "day", &error));
  g_assert_nonnull (error);
  g_assert_nonnull (aip_presets_create (cinema->presets, "Day of mine", &preset->setup, NULL));

  test_dir_remove (root);
}

/* A project comes from anywhere. */
static void
test_bad_files_cost_themselves (void)
{
  g_autofree char *root = test_dir_new ();
  g_autofree char *project = g_build_filename (root, "film", NULL);
  g_autofree char *pipe = g_build_filename (project, "presets", "lenses.json", NULL);
  g_autofree char *folder = g_build_filename (project, "presets", "stocks.json", NULL);
  g_autofree char *huge = g_strnfill (9 * 1024 * 1024, ' ');
  g_autoptr(AipCinema) cinema = NULL;
  g_auto(GStrv) problems = NULL;

  put (project, "presets/bodies.json", "{]");
  put (project, "presets/lights.json", huge);
  put (project, "presets/targets.json", "[]");
  put (project, "presets/setups/good.json", PRESET ("Good", "arri_alexa_mini"));
  put (project, "presets/setups/bad.json", "{\"name\": \"Bad\"}");
  put (project, "presets/setups/unknown.json", PRESET ("Unknown", "no-such-body"));
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);

  cinema = load (NULL, project);
  problems = aip_cinema_dup_problems (cinema);
  g_assert_cmpuint (g_strv_length (problems), ==, 7);
  for (guint i = 0; problems[i] != NULL; i++)
    g_test_message ("%s", problems[i]);

  g_assert_nonnull (aip_catalogue_find_lens (cinema->catalogue, "cooke_s4"));
  g_assert_nonnull (aip_targets_find (cinema->targets, "flux-dev"));
  g_assert_nonnull (aip_presets_find (cinema->presets, "good"));
  g_assert_null (aip_presets_find (cinema->presets, "bad"));
  g_assert_nonnull (aip_presets_find (cinema->presets, "unknown"));

  test_dir_remove (root);
}

static gpointer
load_thread (gpointer data)
{
  AipCinema *cinema = load (NULL, NULL);

  for (guint i = 0; i < 1000; i++)
    aip_cinema_unref (aip_cinema_ref (cinema));

  return cinema;
}

static void
test_made_in_a_thread (void)
{
  g_autoptr(AipCinema) cinema = g_thread_join (g_thread_new ("load", load_thread, NULL));
  g_autoptr(AipCinema) other = aip_cinema_ref (cinema);

  g_clear_pointer (&cinema, aip_cinema_unref);
  g_assert_nonnull (aip_presets_find (other->presets, "blade_runner"));
}

static void
test_nothing_ships (void)
{
  g_autofree char *root = test_dir_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(AipCinema) cinema = aip_cinema_load (root, NULL, NULL, &error);

  g_assert_null (cinema);
  g_assert_nonnull (error);

  test_dir_remove (root);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cinema/cinema/three-folders", test_three_folders);
  g_test_add_func ("/cinema/cinema/bad-files-cost-themselves", test_bad_files_cost_themselves);
  g_test_add_func ("/cinema/cinema/made-in-a-thread", test_made_in_a_thread);
  g_test_add_func ("/cinema/cinema/nothing-ships", test_nothing_ships);

  return g_test_run ();
}
