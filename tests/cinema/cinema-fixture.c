/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-json.h"
#include "aip-options.h"
#include "aip-paths.h"

#include "cinema-fixture.h"

AipCatalogue *
cinema_fixture_load (void)
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autoptr(GError) error = NULL;
  AipCatalogue *catalogue = aip_catalogue_load (shipped, NULL, &error);

  g_assert_no_error (error);

  return catalogue;
}

JsonNode *
cinema_fixture_read (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("AIPIPELINE_TEST_DATA"), "cinema", name,
                                            NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  JsonNode *node;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  node = aip_json_parse (text, (gssize) length, 16 * 1024 * 1024, &error);
  g_assert_no_error (error);

  return node;
}

void
cinema_fixture_random_setup (AipCatalogue *catalogue,
                             AipSetup     *setup)
{
  /* From bare setups to such in which everything is chosen. */
  int density = g_test_rand_int_range (1, 10);

  *setup = (AipSetup) { 0, };

  for (AipSetupField field = 0; field < AIP_N_SETUP_FIELDS; field++)
    {
      guint n_options = aip_options_get_count (catalogue, setup, field);
      AipSetup chosen;

      if (g_test_rand_int_range (0, 10) >= density)
        continue;

      if (field == AIP_SETUP_YEAR)
        {
          setup->year = g_test_rand_int_range (1895, 2030);
          setup->given |= AIP_SETUP_BIT (field);
        }
      else if (n_options > 0)
        {
          int option = g_test_rand_int_range (0, (int) n_options);

          aip_options_choose (catalogue, setup, field, (guint) option, &chosen);
          *setup = chosen;
        }
    }

  if (aip_setup_has (setup, AIP_SETUP_KEY))
    {
      setup->key.azimuth = g_test_rand_int_range (-180, 181);
      setup->key.elevation = g_test_rand_int_range (-60, 90);
    }
  if (aip_setup_has (setup, AIP_SETUP_FILL))
    setup->fill.stops = g_test_rand_int_range (-5, 3);
}
