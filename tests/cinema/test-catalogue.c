/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "aip-catalogue.h"
#include "aip-paths.h"
#include "test-support.h"

static AipCatalogue *
load_shipped (const char *const *own)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *shipped = aip_paths_data_file ("presets");
  AipCatalogue *catalogue = aip_catalogue_load (shipped, own, &error);

  g_assert_no_error (error);

  return catalogue;
}

static void
test_shipped_is_sound (void)
{
  static const guint least[AIP_N_GEAR_KINDS] = {
    [AIP_GEAR_BODY] = 148, [AIP_GEAR_LENS] = 138, [AIP_GEAR_STOCK] = 88, [AIP_GEAR_LIGHT] = 51,
    [AIP_GEAR_SUPPORT] = 36, [AIP_GEAR_MOVE] = 34, [AIP_GEAR_FORMAT] = 20, [AIP_GEAR_MOUNT] = 38,
  };
  g_autoptr(AipCatalogue) catalogue = load_shipped (NULL);

  g_assert_cmpstr (aip_catalogue_get_problems (catalogue)[0], ==, NULL);

  for (AipGearKind kind = 0; kind < AIP_N_GEAR_KINDS; kind++)
    {
      guint n_rows;
      const AipGear *const *rows = aip_catalogue_get_rows (catalogue, kind, &n_rows);

      g_assert_cmpuint (n_rows, >=, least[kind]);

      for (guint i = 0; i < n_rows; i++)
        {
          g_assert_true (aip_catalogue_find (catalogue, kind, rows[i]->id) == rows[i]);
          if (rows[i]->year_end != 0 && rows[i]->year != 0)
            g_assert_cmpint (rows[i]->year, <=, rows[i]->year_end);
        }
    }
}

static void
test_rows_hold_facts (void)
{
  g_autoptr(AipCatalogue) catalogue = load_shipped (NULL);
  const AipBody *mini = aip_catalogue_find_body (catalogue, "arri_alexa_mini");
  const AipLens *s4 = aip_catalogue_find_lens (catalogue, "cooke_s4");
  const AipStock *stock = aip_catalogue_find_stock (catalogue, "vision3_500t");
  const AipLight *candle = aip_catalogue_find_light (catalogue, "candle");
  const AipMove *dolly_zoom = aip_catalogue_find_move (catalogue, "dolly_zoom");
  g_autofree char *text = NULL;

  g_assert_false (mini->film);
  g_assert_cmpfloat_with_epsilon (mini->modes[0].width, 28.25, 1e-9);
  g_assert_cmpint (mini->bases[0], ==, 800);
  g_assert_cmpfloat_with_epsilon (mini->mounts[0]->flange, 52, 1e-9);

  g_assert_false (s4->zoom);
  g_assert_cmpfloat (s4->focals[0], ==, 12);
  g_assert_cmpfloat (s4->focals[s4->n_focals - 1], ==, 300);

  g_assert_cmpint (stock->exposure_index, ==, 500);
  g_assert_cmpint (stock->balance, ==, AIP_BALANCE_TUNGSTEN);
  g_assert_true (stock->gauges & AIP_GAUGE_35);

  g_assert_cmpint (candle->cct, ==, 1900);
  g_assert_true (dolly_zoom->zoom);

  text = aip_gear_to_text (&aip_catalogue_find_body (catalogue, "arriflex_435")->gear);
  g_assert_false (g_str_has_prefix (text, "ARRI ARRI"));
}

static void
test_match_as_people_write (void)
{
  static const struct { AipGearKind kind; const char *text, *id; } rows[] = {
    { AIP_GEAR_LENS, "cooke_s4", "cooke_s4" },
    { AIP_GEAR_LENS, "cooke s4/i", "cooke_s4" },
    { AIP_GEAR_LENS, "S4/i", "cooke_s4" },
    { AIP_GEAR_LENS, "Cooke S4", "cooke_s4" },
    { AIP_GEAR_STOCK, "5219", "vision3_500t" },
    { AIP_GEAR_STOCK, "Kodak Plus-X", "plus_x_5231" },
    { AIP_GEAR_BODY, "arri alexa mini", "arri_alexa_mini" },
    { AIP_GEAR_BODY, "VENICE 2", "sony_venice_2" },
    { AIP_GEAR_LIGHT, "Candle", "candle" },
    { AIP_GEAR_STOCK, "Plus-X", NULL },
    { AIP_GEAR_BODY, "a camera", NULL },
    { AIP_GEAR_BODY, "", NULL },
  };
  g_autoptr(AipCatalogue) catalogue = load_shipped (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const AipGear *gear = aip_catalogue_match (catalogue, rows[i].kind, rows[i].text);

      g_assert_cmpstr (gear != NULL ? gear->id : NULL, ==, rows[i].id);
    }
}

static void
test_own_rows (void)
{
  g_autofree char *folder = test_dir_new ();
  g_autofree char *bodies = g_build_filename (folder, "bodies.json", NULL);
  g_autofree char *lenses = g_build_filename (folder, "lenses.json", NULL);
  const char *const own[] = { folder, NULL };
  g_autoptr(AipCatalogue) catalogue = NULL;
  g_autoptr(GError) error = NULL;
  const char *const *problems;
  const AipBody *body;

  g_file_set_contents (
    bodies,
    "{\"table\":\"bodies\",\"rows\":["
    "{\"id\":\"mine\",\"name\":\"우리 카메라\",\"type\":\"digital\",\"modes\":[{\"id\":\"f\","
    "\"name\":\"Full\","
    "\"width\":36,\"height\":24,\"fps\":60}],\"mounts\":[\"pl\"],\"shutter\":\"global\","
    "\"confidence\":\"high\"},"
    "{\"id\":\"arri_alexa_mini\",\"name\":\"Our Mini\",\"type\":\"digital\","
    "\"modes\":[{\"id\":\"f\",\"name\":\"Full\","
    "\"width\":28,\"height\":18}],\"mounts\":[\"pl\"],\"shutter\":\"rolling\","
    "\"confidence\":\"low\"},"
    "{\"id\":\"no-modes\",\"name\":\"X\",\"type\":\"digital\",\"mounts\":[\"pl\"],"
    "\"shutter\":\"global\",\"confidence\":\"high\"},"
    "{\"id\":\"bad-mount\",\"name\":\"X\",\"type\":\"digital\",\"modes\":[{\"id\":\"f\","
    "\"name\":\"F\",\"width\":1,\"height\":1}],"
    "\"mounts\":[\"nope\"],\"shutter\":\"global\",\"confidence\":\"high\"},"
    "{\"id\":\"huge\",\"name\":\"X\",\"type\":\"digital\",\"modes\":[{\"id\":\"f\",\"name\":\"F\","
    "\"width\":1e99,\"height\":1}],"
    "\"mounts\":[\"pl\"],\"shutter\":\"global\",\"confidence\":\"high\"},"
    "17]}",
    -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (lenses, "{]", -1, &error);
  g_assert_no_error (error);

  catalogue = load_shipped (own);

  body = aip_catalogue_find_body (catalogue, "mine");
  g_assert_nonnull (body);
  g_assert_true (body->gear.own);
  g_assert_cmpstr (aip_catalogue_find_body (catalogue, "arri_alexa_mini")->gear.name, ==,
                   "Our Mini");

  /* Four bad rows and one broken file: five sentences, and everything else is there. */
  problems = aip_catalogue_get_problems (catalogue);
  g_assert_cmpuint (g_strv_length ((char **) problems), ==, 5);
  g_assert_null (aip_catalogue_find_body (catalogue, "no-modes"));
  g_assert_null (aip_catalogue_find_body (catalogue, "bad-mount"));
  g_assert_null (aip_catalogue_find_body (catalogue, "huge"));
  g_assert_nonnull (aip_catalogue_find_lens (catalogue, "cooke_s4"));

  test_dir_remove (folder);
}

static void
test_shipped_missing (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipCatalogue) catalogue = aip_catalogue_load ("/nonexistent", NULL, &error);

  g_assert_null (catalogue);
  g_assert_nonnull (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cinema/catalogue/shipped-is-sound", test_shipped_is_sound);
  g_test_add_func ("/cinema/catalogue/rows-hold-facts", test_rows_hold_facts);
  g_test_add_func ("/cinema/catalogue/match-as-people-write", test_match_as_people_write);
  g_test_add_func ("/cinema/catalogue/own-rows", test_own_rows);
  g_test_add_func ("/cinema/catalogue/shipped-missing", test_shipped_missing);

  return g_test_run ();
}
