/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-shot-setups"

#include "config.h"

#include "aip-options.h"
#include "aip-paths.h"
#include "aip-setup-edit.h"
#include "aip-shot-view.h"
#include "document-support.h"

/* Four shots of a film of 1966: an Arriflex, a camera of fifty years later, a size alone, nothing. */
typedef struct {
  char          *folder;
  AipDocument   *document;
  AipShotSetups *setups;
  guint          n_changed;
  guint          n_reset;
} Fixture;

static const char *const texts[] = {
  "{\"body\":\"arriflex_35_iic\",\"lens\":\"cooke_speed_panchro\",\"focal\":50,"
  "\"stop\":2.8,\"size\":\"medium\",\"move\":\"pan\",\"pace\":\"slow\"}",
  "{\"body\":\"arri_alexa_mini\",\"lens\":\"cooke_s4\",\"focal\":32,\"size\":\"close\","
  "\"angle\":\"low\",\"style\":\"low-key\",\"time\":\"night\"}",
  "{\"size\":\"wide\"}",
  "",
};

static void
count_cb (guint *counter)
{
  (*counter)++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *project = NULL;
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autoptr(GError) error = NULL;
  g_autoptr(AipCinema) cinema = aip_cinema_load (shipped, NULL, NULL, &error);

  g_assert_no_error (error);
  fixture->folder = test_dir_new ();
  project = g_build_filename (fixture->folder, "project", NULL);
  fixture->document = test_document_create (project);
  aip_document_begin (fixture->document, "Fill");
  aip_document_set_integer (fixture->document,
                            AIP_ENTITY (aip_document_get_project (fixture->document)), "year",
                            1966, &error);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GVariantDict dict;

      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "setup", "s", texts[i]);
      g_variant_dict_insert (&dict, "duration", "x", (gint64) 48);
      aip_document_insert_shot (fixture->document, NULL, g_variant_dict_end (&dict), &error);
      g_assert_no_error (error);
    }
  aip_document_commit (fixture->document);

  fixture->setups = aip_shot_setups_new (fixture->document, NULL);
  g_signal_connect_swapped (fixture->setups, "changed", G_CALLBACK (count_cb),
                            &fixture->n_changed);
  g_signal_connect_swapped (fixture->setups, "reset", G_CALLBACK (count_cb), &fixture->n_reset);
  aip_shot_setups_set_cinema (fixture->setups, cinema);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->setups);
  test_document_close (fixture->document);
  test_dir_remove (fixture->folder);
  g_free (fixture->folder);
}

static AipShot *
nth (Fixture *fixture,
     guint    index)
{
  return AIP_SHOT (aip_entity_list_peek (aip_document_get_shots (fixture->document), index));
}

static const char *
get_text (Fixture      *fixture,
          guint         index,
          AipSetupCell  cell)
{
  return aip_shot_setups_get_text (fixture->setups, nth (fixture, index), cell);
}

static int
get_severity (Fixture *fixture,
              guint    index)
{
  return aip_shot_setups_get_severity (fixture->setups, nth (fixture, index));
}

/* What columns show --------------------------------------------------------------------------- */

static void
test_texts (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_cmpstr (get_text (fixture, 0, AIP_SETUP_CELL_LENS), ==,
                   "Taylor-Hobson Cooke Speed Panchro (Ser. 0-III) · 50 mm · T2.8");
  g_assert_cmpstr (get_text (fixture, 0, AIP_SETUP_CELL_MOVE), ==, "Pan · Slow");
  g_assert_cmpstr (get_text (fixture, 1, AIP_SETUP_CELL_CAMERA), ==, "ARRI ALEXA Mini");
  g_assert_cmpstr (get_text (fixture, 1, AIP_SETUP_CELL_SIZE), ==, "Close-Up · Low Angle");
  g_assert_cmpstr (get_text (fixture, 1, AIP_SETUP_CELL_LIGHT), ==, "Low Key · Night");
  g_assert_cmpstr (get_text (fixture, 2, AIP_SETUP_CELL_SIZE), ==, "Wide Shot");
  g_assert_cmpstr (get_text (fixture, 3, AIP_SETUP_CELL_SIZE), ==, "");
}

static void
test_without_cinema (Fixture       *fixture,
                     gconstpointer  data)
{
  aip_shot_setups_set_cinema (fixture->setups, NULL);
  g_assert_cmpuint (fixture->n_reset, ==, 2);
  g_assert_cmpstr (get_text (fixture, 1, AIP_SETUP_CELL_CAMERA), ==, "");
  g_assert_cmpint (get_severity (fixture, 1), ==, AIP_SHOT_SETUP_NONE);
}

/* Findings ------------------------------------------------------------------------------------ */

static void
test_findings (Fixture       *fixture,
               gconstpointer  data)
{
  g_auto(GStrv) sentences = NULL;
  g_autofree char *state = NULL;

  g_assert_cmpint (get_severity (fixture, 3), ==, AIP_SHOT_SETUP_NONE);
  g_assert_cmpint (get_severity (fixture, 2), ==, AIP_OPTION_FINE);
  g_assert_cmpint (get_severity (fixture, 1), ==, AIP_SEVERITY_ANACHRONISM);

  sentences = aip_shot_setups_dup_findings (fixture->setups, nth (fixture, 1));
  g_assert_nonnull (strstr (sentences[0], "ALEXA Mini"));
  state = aip_shot_setups_dup_state (fixture->setups, nth (fixture, 1));
  g_assert_cmpstr (state, ==, "Impossible in 1966");
}

static void
test_project_decides (Fixture       *fixture,
                      gconstpointer  data)
{
  AipEntity *project = AIP_ENTITY (aip_document_get_project (fixture->document));

  /* Forgiving: years are only remarked on. */
  test_set_text (fixture->document, project, "period", "loose");
  g_assert_cmpuint (fixture->n_reset, ==, 2);
  g_assert_cmpint (get_severity (fixture, 1), <, AIP_SEVERITY_ANACHRONISM);

  test_set_text (fixture->document, project, "period", "strict");
  g_assert_cmpint (get_severity (fixture, 1), ==, AIP_SEVERITY_ANACHRONISM);

  aip_document_begin (fixture->document, "Year");
  aip_document_set_integer (fixture->document, project, "year", 2022, NULL);
  aip_document_commit (fixture->document);
  g_assert_cmpint (get_severity (fixture, 1), <, AIP_SEVERITY_ANACHRONISM);
}

static void
test_shot_decides (Fixture       *fixture,
                   gconstpointer  data)
{
  int before = get_severity (fixture, 0);

  /* An Arriflex IIC is loud: nobody can speak beside it. */
  g_assert_cmpint (before, <, AIP_SEVERITY_IMPOSSIBLE);
  test_set_text (fixture->document, nth (fixture, 0), "dialogue", "RINA: Wait.");
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpint (get_severity (fixture, 0), >, before);
  g_assert_true (aip_document_undo (fixture->document));
  g_assert_cmpint (get_severity (fixture, 0), ==, before);
}

static void
test_unknown_gear (Fixture       *fixture,
                   gconstpointer  data)
{
  g_auto(GStrv) sentences = NULL;

  test_set_text (fixture->document, nth (fixture, 3), "setup",
                 "{\"body\":\"grandfathers_camera\",\"size\":\"close\"}");
  g_assert_cmpint (get_severity (fixture, 3), ==, AIP_SEVERITY_UNUSUAL);
  sentences = aip_shot_setups_dup_findings (fixture->setups, nth (fixture, 3));
  g_assert_nonnull (strstr (sentences[0], "grandfathers_camera"));
  g_assert_cmpstr (get_text (fixture, 3, AIP_SETUP_CELL_SIZE), ==, "Close-Up");
}

/* Changing ------------------------------------------------------------------------------------ */

static void
test_edit_cells (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  gint64 position;

  g_ptr_array_add (shots, nth (fixture, 0));
  g_ptr_array_add (shots, nth (fixture, 3));
  g_assert_true (aip_setup_edit_set_text (fixture->setups, fixture->document, shots,
                                          AIP_SHOT_COLUMN_SIZE, "ECU", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (aip_document_get_undo_label (fixture->document), ==, "Change Size of 2 Shots");
  g_assert_cmpstr (get_text (fixture, 0, AIP_SETUP_CELL_SIZE), ==, "Extreme Close-Up");
  g_assert_cmpstr (get_text (fixture, 3, AIP_SETUP_CELL_SIZE), ==, "Extreme Close-Up");
  /* The rest of the setup is as it was. */
  g_assert_cmpstr (get_text (fixture, 0, AIP_SETUP_CELL_MOVE), ==, "Pan · Slow");

  position = aip_document_get_position (fixture->document);
  g_assert_false (aip_setup_edit_set_text (fixture->setups, fixture->document, shots,
                                           AIP_SHOT_COLUMN_LENS, "bottle", &error));
  g_assert_nonnull (strstr (error->message, "“bottle” is not known"));
  g_assert_cmpint (aip_document_get_position (fixture->document), ==, position);

  g_assert_true (aip_document_undo (fixture->document));
  g_assert_cmpstr (get_text (fixture, 0, AIP_SETUP_CELL_SIZE), ==, "Medium Shot");
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (nth (fixture, 3)), "setup"), ==, "");

  /* Nothing is left of a setup whose last cell was cleared. */
  g_ptr_array_set_size (shots, 0);
  g_ptr_array_add (shots, nth (fixture, 2));
  g_assert_true (aip_setup_edit_set_text (fixture->setups, fixture->document, shots,
                                          AIP_SHOT_COLUMN_SIZE, "", NULL));
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (nth (fixture, 2)), "setup"), ==, "");
}

/* Sorting and searching ----------------------------------------------------------------------- */

static char *
dup_shown (AipShotView *view)
{
  GPtrArray *shots = aip_shot_list_get_all (aip_shot_view_get_list (view));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < shots->len; i++)
    g_string_append_printf (text, i > 0 ? " %s" : "%s",
                            aip_shot_get_code (g_ptr_array_index (shots, i)) + strlen ("SHT-00"));

  return g_string_free (text, FALSE);
}

static void
test_sort (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct {
    AipShotColumn  column;
    gboolean       descending;
    const char    *shown;
  } rows[] = {
    { AIP_SHOT_COLUMN_FINDINGS, TRUE, "20 10 30 40" },
    { AIP_SHOT_COLUMN_SIZE, FALSE, "30 10 20 40" },
    { AIP_SHOT_COLUMN_CAMERA, FALSE, "20 10 30 40" },
    { AIP_SHOT_COLUMN_LENS, FALSE, "20 10 30 40" },
  };
  g_autoptr(AipShotView) view = aip_shot_view_new (fixture->document, fixture->setups);

  aip_shot_view_set_grouped (view, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = NULL;

      aip_shot_view_set_sort (view, rows[i].column, rows[i].descending);
      shown = dup_shown (view);
      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
}

static void
test_query (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const rows[][2] = {
    { "camera:alexa", "20" },
    { "lens=\"Cooke S4/i\"", "20" },
    { "lens:panchro focal:50", "10" },
    { "size:close,wide", "20 30" },
    { "move:pan", "10" },
    { "light:night", "20" },
    { "light=\"Low Key\"", "20" },
    { "finding:anachronism", "20" },
    { "finding:none", "40" },
    { "-camera:none", "10 20" },
    { "focal:<40 OR size:wide", "20 30" },
    { "duration:2s -finding:none", "10 20 30" },
    { "scene:none code:10", "10" },
  };
  g_autoptr(AipShotView) view = aip_shot_view_new (fixture->document, fixture->setups);
  g_autoptr(GPtrArray) sizes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = NULL;

      aip_shot_view_set_search (view, rows[i][0]);
      shown = dup_shown (view);
      if (!g_str_equal (shown, rows[i][1]))
        g_error ("“%s” shows %s", rows[i][0], shown);
    }

  /* Choices are counted among what the rest of the query leaves. */
  aip_shot_view_set_search (view, "size=\"Close-Up\" -camera:alexa");
  sizes = aip_shot_view_collect_values (view, AIP_QUERY_SIZE, NULL);
  g_assert_cmpuint (sizes->len, ==, 2);
  g_assert_cmpstr (((AipFilterValue *) sizes->pdata[0])->value, ==, "Wide Shot");
  g_assert_cmpstr (((AipFilterValue *) sizes->pdata[1])->value, ==, "Medium Shot");
  g_assert_cmpuint (((AipFilterValue *) sizes->pdata[1])->count, ==, 1);
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(AipShotView) view = aip_shot_view_new (fixture->document, fixture->setups);
  g_autofree char *alexa = NULL;
  g_autofree char *panchro = NULL;

  aip_shot_view_set_search (view, "alexa night");
  alexa = dup_shown (view);
  g_assert_cmpstr (alexa, ==, "20");

  test_set_text (fixture->document, nth (fixture, 2), "setup", texts[0]);
  aip_shot_view_set_search (view, "panchro");
  panchro = dup_shown (view);
  g_assert_cmpstr (panchro, ==, "10 30");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/ui/shot-setups/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("texts", test_texts);
  ADD ("without-cinema", test_without_cinema);
  ADD ("findings", test_findings);
  ADD ("project-decides", test_project_decides);
  ADD ("shot-decides", test_shot_decides);
  ADD ("unknown-gear", test_unknown_gear);
  ADD ("edit-cells", test_edit_cells);
  ADD ("sort", test_sort);
  ADD ("query", test_query);
  ADD ("search", test_search);

  return g_test_run ();
}
