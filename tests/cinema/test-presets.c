/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "aip-paths.h"
#include "aip-presets.h"
#include "aip-rules.h"
#include "aip-setup-cells.h"

#include "cinema-fixture.h"

static AipCatalogue *catalogue;
static char *shipped;

static AipPresets *
load (const char *own)
{
  g_autoptr(GError) error = NULL;
  AipPresets *presets = aip_presets_load (catalogue, shipped, own, NULL, &error);

  g_assert_no_error (error);

  return presets;
}

/* Nothing in a shipped preset is impossible, also not in the year of its film. */
static void
test_pass_the_strict_rules (void)
{
  g_autoptr(AipPresets) presets = load (NULL);
  AipRuleContext context = AIP_RULE_CONTEXT_INIT;
  guint n_presets, n_films = 0, n_looks = 0;
  const AipPreset *const *all = aip_presets_get_all (presets, &n_presets);

  if (aip_presets_get_problems (presets)[0] != NULL)
    g_error ("%s", aip_presets_get_problems (presets)[0]);

  for (guint i = 0; i < n_presets; i++)
    {
      AipFinding findings[AIP_MAX_FINDINGS];
      guint n_findings = aip_rules_evaluate (&all[i]->setup, &context, AIP_ALL_FIELDS, findings);

      for (guint j = 0; j < n_findings; j++)
        {
          g_autofree char *text = aip_finding_to_text (&findings[j]);

          if (findings[j].severity >= AIP_SEVERITY_UNUSUAL)
            g_test_message ("%s (%d), %s: %s", all[i]->name, all[i]->year,
                            aip_rule_get_id (findings[j].rule), text);
          if (findings[j].severity >= AIP_SEVERITY_ANACHRONISM)
            g_test_fail ();
        }

      n_films += all[i]->kind == AIP_PRESET_FILM;
      n_looks += all[i]->kind == AIP_PRESET_LOOK;
    }

  g_assert_cmpuint (n_films, ==, 136);
  g_assert_cmpuint (n_looks, ==, 61);
}

static void
test_presets_say_something (void)
{
  g_autoptr(AipPresets) presets = load (NULL);
  guint n_presets;
  const AipPreset *const *all = aip_presets_get_all (presets, &n_presets);
  const guint64 wanted = AIP_SETUP_BIT (AIP_SETUP_MOOD) | AIP_SETUP_BIT (AIP_SETUP_TONE) |
                         AIP_SETUP_BIT (AIP_SETUP_COMPOSITION) | AIP_SETUP_BIT (AIP_SETUP_STYLE);

  for (guint i = 0; i < n_presets; i++)
    {
      g_assert_cmpuint (all[i]->setup.given & wanted, ==, wanted);
      g_assert_cmpint (all[i]->year, >, 1700);
      if (all[i]->kind == AIP_PRESET_FILM)
        {
          g_assert_true (aip_setup_has (&all[i]->setup, AIP_SETUP_BODY));
          g_assert_true (aip_setup_has (&all[i]->setup, AIP_SETUP_KEY));
          g_assert_cmpint (all[i]->setup.year, ==, all[i]->year);
          g_assert_cmpuint (strlen (all[i]->director), >, 3);
          /* Film is loaded where film is shot. */
          g_assert_true (all[i]->setup.body->film ==
                         aip_setup_has (&all[i]->setup, AIP_SETUP_STOCK));
        }
      else
        {
          g_autofree char *text = aip_setup_field_to_text (&all[i]->setup, AIP_SETUP_LOOK);
          g_autofree char *cell = aip_setup_cell_to_text (&all[i]->setup, AIP_SETUP_CELL_CAMERA);
          AipSetup read = { 0, };

          g_assert_cmpstr (all[i]->setup.look, ==, all[i]->id);
          /* Nobody ever reads the id, and what is read can be typed. */
          g_assert_cmpstr (text, ==, all[i]->name);
          g_assert_cmpstr (cell, ==, all[i]->name);
          g_assert_true (aip_setup_cell_set_text (&read, catalogue, AIP_SETUP_CELL_CAMERA, cell,
                                                  NULL));
          g_assert_cmpstr (read.look, ==, all[i]->id);
          g_assert_cmpuint (strlen (all[i]->words), >, 20);
        }
    }
}

static void
test_search (void)
{
  static const struct { const char *query; const char *id; } cases[] = {
    { "blade runner 1982", "blade_runner" },  { "deakins 1917", "film_1917" },
    { "kubrick candle", "barry_lyndon" },     { "bong parasite", "parasite" },
    { "romantic doyle", "in_the_mood_for_love" }, { "ukiyo", "ukiyo_e" },
    { "technicolor whimsical", "wizard_of_oz" }, { "기생충", "parasite" },
    { "박찬욱", "oldboy" },               { "spirited away", "studio_ghibli" },
  };
  g_autoptr(AipPresets) presets = load (NULL);
  g_autoptr(GPtrArray) all = aip_presets_search (presets, "");
  g_autoptr(GPtrArray) none = aip_presets_search (presets, "no such film");

  g_assert_cmpuint (all->len, ==, 136 + 61);
  g_assert_cmpuint (none->len, ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) found = aip_presets_search (presets, cases[i].query);

      if (found->len == 0)
        g_error ("“%s” finds nothing", cases[i].query);
      g_assert_cmpstr (((const AipPreset *) found->pdata[0])->id, ==, cases[i].id);
    }
}

static void
count_cb (AipPresets *presets,
          gpointer    user_data)
{
  (*(guint *) user_data)++;
}

static void
test_own (void)
{
  g_autofree char *top = g_dir_make_tmp ("aip-presets-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (top, "deep", "presets", NULL);
  g_autofree char *exported = g_build_filename (top, "export.json", NULL);
  g_autofree char *id = NULL;
  g_autoptr(AipPresets) presets = load (folder);
  g_autoptr(AipPresets) again = NULL;
  g_autoptr(GError) error = NULL;
  const AipPreset *film = aip_presets_find (presets, "blade_runner");
  const AipPreset *own, *imported, *copy;
  g_autofree char *copy_id = NULL;
  guint n_changes = 0;

  g_signal_connect (presets, "changed", G_CALLBACK (count_cb), &n_changes);
  own = aip_presets_create (presets, "  우리 밤거리 ", &film->setup, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (own->name, ==, "우리 밤거리");
  id = g_strdup (own->id);
  g_assert_true (aip_setup_equal (&own->setup, &film->setup));

  g_assert_null (aip_presets_create (presets, "우리 밤거리", &film->setup, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (aip_presets_create (presets, "  ", &film->setup, NULL));
  g_assert_false (aip_presets_rename (presets, "blade_runner", "Mine", NULL));
  g_assert_false (aip_presets_delete (presets, "blade_runner", NULL));

  g_assert_true (aip_presets_rename (presets, id, "Night street", &error));
  g_assert_no_error (error);
  film = aip_presets_find (presets, "alien");
  g_assert_true (aip_presets_replace (presets, id, &film->setup, &error));
  g_assert_true (aip_presets_set_favourite (presets, id, TRUE, &error));
  g_assert_true (aip_presets_set_favourite (presets, "her", TRUE, &error));
  g_assert_no_error (error);

  g_assert_true (aip_presets_export (presets, id, exported, &error));
  imported = aip_presets_import (presets, exported, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (imported->name, ==, "Night street (2)");
  g_assert_true (aip_presets_delete (presets, imported->id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_changes, ==, 7);

  /* A deletion can be taken back, unless another one has the name now. */
  g_free (exported);
  exported = g_strdup (imported->id);
  g_assert_null (aip_presets_find (presets, exported));
  g_assert_true (aip_presets_restore (presets, exported, &error));
  g_assert_true (aip_presets_find (presets, exported) == imported);
  g_assert_true (aip_presets_delete (presets, exported, &error));
  g_assert_nonnull (aip_presets_create (presets, "night STREET (2)", &film->setup, &error));
  g_assert_false (aip_presets_restore (presets, exported, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  /* A copy of a film keeps what is known of it. */
  copy = aip_presets_duplicate (presets, "alien", "Corridor", &error);
  g_assert_no_error (error);
  g_assert_cmpint (copy->kind, ==, AIP_PRESET_OWN);
  g_assert_cmpstr (copy->director, ==, film->director);
  g_assert_cmpint (copy->year, ==, film->year);
  g_assert_true (aip_presets_has_name (presets, "CORRIDOR", NULL));
  g_assert_false (aip_presets_has_name (presets, "corridor", copy->id));
  copy_id = g_strdup (copy->id);

  /* What is on the disk is what was seen. */
  again = load (folder);
  own = aip_presets_find (again, id);
  g_assert_nonnull (own);
  g_assert_cmpstr (own->name, ==, "Night street");
  g_assert_true (own->favourite);
  g_assert_true (aip_presets_find (again, "her")->favourite);
  g_assert_true (aip_setup_equal (&own->setup, &film->setup));
  g_assert_cmpstr (aip_presets_find (again, copy_id)->gear, ==, film->gear);
  g_assert_null (aip_presets_get_problems (again)[0]);
  {
    g_autoptr(GPtrArray) favourites = aip_presets_search (again, "");

    g_assert_true (((const AipPreset *) favourites->pdata[0])->favourite);
    g_assert_true (((const AipPreset *) favourites->pdata[1])->favourite);
    g_assert_false (((const AipPreset *) favourites->pdata[2])->favourite);
  }
}

static void
test_broken_files (void)
{
  static const char *const contents[] = {
    "", "{", "[]", "{\"name\":\"x\"}", "{\"name\":3,\"setup\":{}}", "null",
  };
  g_autofree char *top = g_dir_make_tmp ("aip-presets-XXXXXX", NULL);
  g_autoptr(AipPresets) presets = NULL;
  guint n_problems;

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.json", i);
      g_autofree char *path = g_build_filename (top, name, NULL);

      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
    }

  presets = load (top);
  n_problems = g_strv_length ((char **) aip_presets_get_problems (presets));
  g_assert_cmpuint (n_problems, ==, G_N_ELEMENTS (contents));
  g_assert_null (aip_presets_import (presets, "/nonexistent", NULL));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  catalogue = cinema_fixture_load ();
  shipped = aip_paths_data_file ("presets");

  g_test_add_func ("/cinema/presets/pass-the-strict-rules", test_pass_the_strict_rules);
  g_test_add_func ("/cinema/presets/say-something", test_presets_say_something);
  g_test_add_func ("/cinema/presets/search", test_search);
  g_test_add_func ("/cinema/presets/own", test_own);
  g_test_add_func ("/cinema/presets/broken-files", test_broken_files);

  status = g_test_run ();
  g_object_unref (catalogue);
  g_free (shipped);

  return status;
}
