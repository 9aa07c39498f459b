/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "aip-json.h"
#include "aip-paths.h"
#include "aip-setup-cells.h"

static AipCatalogue *catalogue;

static void
read_setup (AipSetup   *setup,
            GPtrArray  *problems,
            const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = aip_json_parse (text, -1, 100000, &error);

  g_assert_no_error (error);
  aip_setup_from_json (setup, catalogue, aip_json_node_object (node), problems);
}

static const char full_setup[] =
  "{\"year\":1994,\"body\":\"Arriflex 535B\",\"mode\":\"scope\",\"lens\":\"hawk c-series\","
  "\"focal\":50,\"stop\":2.8,"
  "\"focus\":3,\"stock\":\"exr_500t_5298\",\"push\":1,\"aspect\":\"2.39:1\","
  "\"support\":\"steadicam\",\"move\":\"follow\",\"pace\":\"slow\","
  "\"key\":{\"light\":\"tungsten_halogen\",\"azimuth\":45,\"elevation\":30},\"fill\":\"window\","
  "\"practicals\":[\"candle\",{\"light\":\"neon\",\"stops\":-2}],\"style\":\"low-key\","
  "\"time\":\"night\",\"weather\":\"rain\","
  "\"interior\":true,\"size\":\"Medium Close-Up\",\"height\":1.5,\"angle\":\"low\","
  "\"composition\":\"thirds\",\"mood\":\"tense\","
  "\"tone\":\"cool-muted\",\"fps\":24,\"shutter\":180,\"filters\":[\"promist\",\"85\"]}";

static void
test_round_trip (void)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(JsonNode) node = NULL;
  AipSetup setup, again;

  read_setup (&setup, problems, full_setup);
  if (problems->len > 0)
    g_error ("%s", (char *) problems->pdata[0]);

  g_assert_cmpint (setup.year, ==, 1994);
  g_assert_cmpstr (setup.body->gear.id, ==, "arriflex_535b");
  g_assert_cmpstr (setup.body->modes[setup.mode].id, ==, "scope");
  g_assert_cmpfloat_with_epsilon (setup.aspect, 2.39, 1e-9);
  g_assert_cmpint (setup.size, ==, AIP_SIZE_MEDIUM_CLOSE);
  g_assert_cmpuint (setup.n_practicals, ==, 2);
  g_assert_cmpuint (setup.filters, ==, 1u << AIP_FILTER_PROMIST | 1u << AIP_FILTER_85);

  node = aip_setup_to_json (&setup);
  aip_setup_from_json (&again, catalogue, aip_json_node_object (node), problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_true (aip_setup_equal (&setup, &again));
}

static void
test_bad_members_cost_only_themselves (void)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  AipSetup setup;

  read_setup (&setup, problems,
              "{\"body\":\"no such camera\",\"focal\":\"wide\",\"stop\":-1,\"size\":\"huge\","
              "\"aspect\":\"1:0\",\"key\":{},"
              "\"interior\":3,\"filters\":[\"none\"],\"colour\":1,\"mode\":\"x\",\"year\":1e99,"
              "\"time\":\"night\",\"lens\":null}");

  g_assert_cmpuint (setup.given, ==, AIP_SETUP_BIT (AIP_SETUP_TIME));
  g_assert_cmpint (setup.time, ==, AIP_NIGHT);
  g_assert_cmpuint (problems->len, ==, 11);
}

static void
test_take_and_unset (void)
{
  AipSetup setup, other, kept;

  read_setup (&setup, NULL, full_setup);
  read_setup (&other, NULL, "{\"lens\":\"cooke_s4\",\"focal\":32,\"key\":\"candle\"}");
  kept = setup;

  aip_setup_take (&setup, &other,
                  AIP_SETUP_BIT (AIP_SETUP_LENS) | AIP_SETUP_BIT (AIP_SETUP_FOCAL) |
                    AIP_SETUP_BIT (AIP_SETUP_STOP));
  g_assert_cmpstr (setup.lens->gear.id, ==, "cooke_s4");
  g_assert_cmpfloat (setup.focal, ==, 32);
  g_assert_false (aip_setup_has (&setup, AIP_SETUP_STOP));
  g_assert_true (setup.key.light == kept.key.light);
  g_assert_false (aip_setup_equal (&setup, &kept));

  aip_setup_unset (&setup, AIP_SETUP_PRACTICALS);
  g_assert_cmpuint (setup.n_practicals, ==, 0);
  g_assert_false (aip_setup_has (&setup, AIP_SETUP_PRACTICALS));
}

static void
test_what_follows (void)
{
  AipSetup setup;
  AipFrameArea area;
  double share;

  read_setup (&setup, NULL,
              "{\"body\":\"arri_alexa_mini\",\"mode\":\"4_3\",\"lens\":\"cooke_anamorphic\","
              "\"focal\":50,\"size\":\"full\","
              "\"aspect\":\"2.39:1\",\"exposure-index\":1600,\"white-balance\":4300}");

  g_assert_true (aip_setup_get_area (&setup, &area));
  g_assert_cmpfloat (area.squeeze, ==, 2);
  g_assert_true (aip_setup_get_delivered (&setup, &area, &share));
  g_assert_cmpfloat_with_epsilon (aip_optics_aspect (&area), 2.39, 1e-9);
  g_assert_cmpfloat_with_epsilon (share, 2.39 / (23.76 * 2 / 17.82), 1e-6);
  /* A person from head to toe (2.1 m of frame) on 17.82 mm at 50 mm. */
  g_assert_cmpfloat_with_epsilon (aip_setup_get_distance (&setup), 2.1 * 50 / 17.82 + 0.05, 1e-9);
  g_assert_cmpfloat (aip_setup_get_sensitivity (&setup), ==, 1600);
  g_assert_cmpfloat (aip_setup_get_balance (&setup), ==, 4300);

  read_setup (&setup, NULL, "{\"stock\":\"vision3_500t\",\"push\":1}");
  g_assert_cmpfloat (aip_setup_get_sensitivity (&setup), ==, 1000);
  g_assert_cmpfloat (aip_setup_get_balance (&setup), ==, 3200);
  g_assert_false (aip_setup_get_area (&setup, &area));
}

static void
test_words (void)
{
  for (AipWords words = 0; words < AIP_N_WORDS; words++)
    for (guint i = 0; i < aip_words_get_count (words); i++)
      {
        g_assert_cmpint (aip_words_find (words, aip_words_get_nick (words, i)), ==, i);
        g_assert_cmpint (aip_words_find (words, aip_words_get_name (words, i)), ==, i);
      }

  g_assert_cmpint (aip_words_find (AIP_WORDS_SIZE, "nothing"), ==, -1);
  g_assert_cmpint (aip_words_find (AIP_WORDS_SIZE, NULL), ==, -1);

  for (AipShotSize size = AIP_SIZE_EXTREME_WIDE; size < AIP_SIZE_EXTREME_CLOSE; size++)
    g_assert_cmpfloat (aip_shot_size_get_field_height (size), >,
                       aip_shot_size_get_field_height (size + 1));
}

/* Cells ------------------------------------------------------------------------------------- */

static void
test_cells_round_trip (void)
{
  AipSetup setup;
  AipSetup again = { 0, };

  read_setup (&setup, NULL, full_setup);
  for (AipSetupCell cell = 0; cell < AIP_N_SETUP_CELLS; cell++)
    {
      g_autofree char *text = aip_setup_cell_to_text (&setup, cell);
      g_autofree char *copied = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_cmpstr (text, !=, "");
      aip_setup_cell_set_text (&again, catalogue, cell, text, &error);
      g_assert_no_error (error);
      copied = aip_setup_cell_to_text (&again, cell);
      g_assert_cmpstr (copied, ==, text);
    }
  g_assert_cmpstr (again.body->gear.id, ==, "arriflex_535b");
  g_assert_cmpfloat (again.focal, ==, 50);
  g_assert_cmpfloat (again.stop, ==, 2.8);
  g_assert_cmpint (again.style, ==, AIP_STYLE_LOW_KEY);
  g_assert_cmpint (again.pace, ==, AIP_PACE_SLOW);
  g_assert_cmpint (again.angle, ==, AIP_ANGLE_LOW);
}

static void
test_cells_as_people_write (void)
{
  static const struct {
    AipSetupCell  cell;
    const char   *text;
    const char   *shown;
  } rows[] = {
    { AIP_SETUP_CELL_CAMERA, "alexa mini lf", "ARRI ALEXA Mini LF" },
    { AIP_SETUP_CELL_LENS, "cooke s4 50mm t2.8", "Cooke S4/i · 50 mm · T2.8" },
    { AIP_SETUP_CELL_LENS, "T4, 35 mm, Cooke S4/i", "Cooke S4/i · 35 mm · T4" },
    { AIP_SETUP_CELL_LENS, "85mm", "85 mm" },
    { AIP_SETUP_CELL_STOCK, "5219", "Kodak Vision3 500T 5219" },
    { AIP_SETUP_CELL_SIZE, "CU", "Close-Up" },
    { AIP_SETUP_CELL_SIZE, "ECU, low angle", "Extreme Close-Up · Low Angle" },
    { AIP_SETUP_CELL_SIZE, "바스트샷", "Medium Close-Up" },
    { AIP_SETUP_CELL_SIZE, "Over the Shoulder", "Over the Shoulder" },
    { AIP_SETUP_CELL_MOVE, "push in; slow", "Push in · Slow" },
    { AIP_SETUP_CELL_MOVE, "Static", "Static" },
    { AIP_SETUP_CELL_LIGHT, "low key, night", "Low Key · Night" },
    { AIP_SETUP_CELL_LIGHT, "Candle", "Candle" },
    { AIP_SETUP_CELL_CAMERA, "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      AipSetup setup = { 0, };
      g_autoptr(GError) error = NULL;
      g_autofree char *shown = NULL;

      aip_setup_cell_set_text (&setup, catalogue, rows[i].cell, rows[i].text, &error);
      g_assert_no_error (error);
      shown = aip_setup_cell_to_text (&setup, rows[i].cell);
      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
}

static void
test_cells_refuse (void)
{
  static const struct {
    AipSetupCell  cell;
    const char   *text;
    const char   *says;
  } rows[] = {
    { AIP_SETUP_CELL_CAMERA, "alexa", "Camera “alexa” may be one of several: ARRI ALEXA" },
    { AIP_SETUP_CELL_CAMERA, "toaster", "Camera “toaster” is not known." },
    { AIP_SETUP_CELL_LENS, "toaster 50mm", "Lens “toaster” is not known." },
    { AIP_SETUP_CELL_LENS, "0.1 mm", "“0.1 mm” is no lens: " },
    { AIP_SETUP_CELL_MOVE, "push in, teleport", "Move “teleport” is not known." },
    { AIP_SETUP_CELL_SIZE, "CU, huge", "Shot size “huge” is not known." },
  };
  g_autofree char *endless = g_strnfill (100000, 'x');
  AipSetup setup;
  AipSetup before;

  read_setup (&setup, NULL, full_setup);
  before = setup;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (aip_setup_cell_set_text (&setup, catalogue, rows[i].cell, rows[i].text,
                                               &error));
      if (!g_str_has_prefix (error->message, rows[i].says))
        g_error ("“%s”: %s", rows[i].text, error->message);
      g_assert_true (aip_setup_equal (&setup, &before));
    }
  g_assert_false (aip_setup_cell_set_text (&setup, catalogue, AIP_SETUP_CELL_LENS, endless, NULL));

  /* What a cell does not speak of stays; an empty one clears only its own fields. */
  g_assert_true (aip_setup_cell_set_text (&setup, catalogue, AIP_SETUP_CELL_LENS, "T8", NULL));
  g_assert_true (setup.lens == before.lens);
  g_assert_cmpfloat (setup.stop, ==, 8);
  g_assert_true (aip_setup_cell_set_text (&setup, catalogue, AIP_SETUP_CELL_LENS, " ", NULL));
  g_assert_cmpuint (setup.given, ==,
                    before.given & ~aip_setup_cell_get_fields (AIP_SETUP_CELL_LENS));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *shipped = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);

  shipped = aip_paths_data_file ("presets");
  catalogue = aip_catalogue_load (shipped, NULL, NULL);
  g_assert_nonnull (catalogue);

  g_test_add_func ("/cinema/setup/round-trip", test_round_trip);
  g_test_add_func ("/cinema/setup/bad-members-cost-only-themselves",
                   test_bad_members_cost_only_themselves);
  g_test_add_func ("/cinema/setup/take-and-unset", test_take_and_unset);
  g_test_add_func ("/cinema/setup/what-follows", test_what_follows);
  g_test_add_func ("/cinema/setup/words", test_words);

  g_test_add_func ("/cinema/setup/cells/round-trip", test_cells_round_trip);
  g_test_add_func ("/cinema/setup/cells/as-people-write", test_cells_as_people_write);
  g_test_add_func ("/cinema/setup/cells/refuse", test_cells_refuse);

  status = g_test_run ();
  g_object_unref (catalogue);

  return status;
}
