/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-live-setup.h"
#include "cinema-fixture.h"

static AipCatalogue *catalogue;
static const AipRuleContext context = AIP_RULE_CONTEXT_INIT;

typedef struct {
  guint   count;
  guint64 fields;
} Seen;

static void
changed_cb (Seen    *seen,
            guint64  fields)
{
  seen->count++;
  seen->fields = fields;
}

static AipLiveSetup *
new_live (const AipSetup *setup,
          Seen           *seen)
{
  AipLiveSetup *live = aip_live_setup_new (catalogue, setup, &context);

  g_signal_connect_swapped (live, "changed", G_CALLBACK (changed_cb), seen);

  return live;
}

static gboolean
can (AipLiveSetup *live,
     const char   *property)
{
  gboolean value;

  g_object_get (live, property, &value, NULL);

  return value;
}

static void
test_steps (void)
{
  AipSetup setup = { 0, };
  Seen seen = { 0, };
  g_autoptr(AipLiveSetup) live = new_live (&setup, &seen);
  AipLens *lens = (AipLens *) aip_catalogue_find_lens (catalogue, "cooke_s4");

  g_assert_false (can (live, "can-undo"));

  aip_live_setup_set_number (live, AIP_SETUP_FOCAL, 51);
  g_assert_cmpfloat (aip_live_setup_get_number (live, AIP_SETUP_FOCAL), ==, 51);
  g_assert_cmpuint (seen.fields, ==, AIP_SETUP_BIT (AIP_SETUP_FOCAL));

  /* The focal length follows the lens, in the same step. */
  aip_live_setup_choose_gear (live, AIP_SETUP_LENS, &lens->gear);
  g_assert_cmpfloat (aip_live_setup_get_number (live, AIP_SETUP_FOCAL), ==, 50);
  g_assert_cmpuint (seen.fields, ==,
                    AIP_SETUP_BIT (AIP_SETUP_FOCAL) | AIP_SETUP_BIT (AIP_SETUP_LENS));
  g_assert_cmpuint (seen.count, ==, 2);

  /* The same again is no step. */
  aip_live_setup_choose_gear (live, AIP_SETUP_LENS, &lens->gear);
  g_assert_cmpuint (seen.count, ==, 2);

  aip_live_setup_undo (live);
  g_assert_cmpfloat (aip_live_setup_get_number (live, AIP_SETUP_FOCAL), ==, 51);
  g_assert_false (aip_setup_has (aip_live_setup_get (live), AIP_SETUP_LENS));
  aip_live_setup_undo (live);
  g_assert_true (aip_setup_equal (aip_live_setup_get (live), &setup));
  g_assert_false (can (live, "can-undo"));
  g_assert_false (can (live, "modified"));

  aip_live_setup_redo (live);
  aip_live_setup_redo (live);
  g_assert_true (aip_live_setup_get (live)->lens == lens);
  g_assert_false (can (live, "can-redo"));
  g_assert_true (can (live, "modified"));
}

static void
test_drag (void)
{
  AipSetup setup = { 0, };
  Seen seen = { 0, };
  g_autoptr(AipLiveSetup) live = new_live (&setup, &seen);

  aip_live_setup_set_number (live, AIP_SETUP_FOCUS, 2);

  aip_live_setup_begin_drag (live);
  for (guint i = 1; i <= 30; i++)
    aip_live_setup_set_number (live, AIP_SETUP_FOCUS, 2 + i * 0.1);
  aip_live_setup_end_drag (live);
  g_assert_cmpuint (seen.count, ==, 31);

  aip_live_setup_undo (live);
  g_assert_cmpfloat (aip_live_setup_get_number (live, AIP_SETUP_FOCUS), ==, 2);

  /* There and back again is no step. */
  aip_live_setup_redo (live);
  aip_live_setup_begin_drag (live);
  aip_live_setup_set_number (live, AIP_SETUP_FOCUS, 9);
  aip_live_setup_set_number (live, AIP_SETUP_FOCUS, 5);
  aip_live_setup_end_drag (live);
  aip_live_setup_undo (live);
  g_assert_cmpfloat (aip_live_setup_get_number (live, AIP_SETUP_FOCUS), ==, 2);
}

static void
test_ranges (void)
{
  AipSetup setup = { 0, };
  Seen seen = { 0, };
  g_autoptr(AipLiveSetup) live = new_live (&setup, &seen);
  AipLens *lens = (AipLens *) aip_catalogue_find_lens (catalogue, "cooke_s4");
  double lower, upper, step;

  for (AipSetupField field = 0; field < AIP_N_SETUP_FIELDS; field++)
    {
      if (!aip_live_setup_get_range (live, field, &lower, &upper, &step))
        continue;

      g_assert_cmpfloat (step, >, 0);
      aip_live_setup_set_number (live, field, -1000);
      g_assert_cmpfloat (aip_live_setup_get_number (live, field), ==, lower);
      aip_live_setup_set_number (live, field, 1e9);
      g_assert_cmpfloat (aip_live_setup_get_number (live, field), ==, upper);
      aip_live_setup_unset (live, field);
      g_assert_cmpfloat (aip_live_setup_get_number (live, field), ==, 0);
    }
  g_assert_true (aip_setup_equal (aip_live_setup_get (live), &setup));
  g_assert_false (aip_live_setup_get_range (live, AIP_SETUP_BODY, NULL, NULL, NULL));

  aip_live_setup_choose_gear (live, AIP_SETUP_LENS, &lens->gear);
  g_assert_true (aip_live_setup_get_range (live, AIP_SETUP_FOCAL, &lower, &upper, NULL));
  g_assert_cmpfloat (lower, ==, 12);
  g_assert_cmpfloat (upper, >=, 135);
}

static void
test_lamps (void)
{
  AipSetup setup = { 0, };
  Seen seen = { 0, };
  g_autoptr(AipLiveSetup) live = new_live (&setup, &seen);
  const AipLight *candle = aip_catalogue_find_light (catalogue, "candle");
  const AipLight *neon = aip_catalogue_find_light (catalogue, "neon");
  const AipLamp lamps[] = {
    { candle, 45, 10, 0 }, { neon, 180, 30, -1 }, { candle, 270, 0, -2 },
  };

  g_assert_nonnull (candle);
  g_assert_nonnull (neon);

  aip_live_setup_set_lamp (live, AIP_SETUP_KEY, 0, &lamps[0]);
  for (guint i = 0; i < G_N_ELEMENTS (lamps); i++)
    aip_live_setup_set_lamp (live, AIP_SETUP_PRACTICALS, i, &lamps[i]);
  g_assert_cmpuint (aip_live_setup_get (live)->n_practicals, ==, 3);

  aip_live_setup_set_lamp (live, AIP_SETUP_PRACTICALS, 1, NULL);
  g_assert_cmpuint (aip_live_setup_get (live)->n_practicals, ==, 2);
  g_assert_cmpfloat (aip_live_setup_get (live)->practicals[1].azimuth, ==, 270);

  aip_live_setup_set_lamp (live, AIP_SETUP_PRACTICALS, 0, NULL);
  aip_live_setup_set_lamp (live, AIP_SETUP_PRACTICALS, 0, NULL);
  aip_live_setup_set_lamp (live, AIP_SETUP_KEY, 0, NULL);
  g_assert_true (aip_setup_equal (aip_live_setup_get (live), &setup));
}

/* Findings, marks and chosen options never lag behind the setup, whatever is done. */
static void
test_random_work (void)
{
  AipSetup setup;
  Seen seen = { 0, };
  g_autoptr(AipLiveSetup) live = NULL;

  cinema_fixture_random_setup (catalogue, &setup);
  live = new_live (&setup, &seen);

  for (guint round = 0; round < 150; round++)
    {
      AipSetupField field = (AipSetupField) g_test_rand_int_range (0, AIP_N_SETUP_FIELDS);
      AipSetup before = *aip_live_setup_get (live), expected;
      AipFinding findings[AIP_MAX_FINDINGS];
      int marks[512];
      const int *live_marks;
      guint n_options = aip_options_get_count (catalogue, &before, field);
      guint n_findings, n_live, n_before = seen.count;

      if (n_options > 0 && g_test_rand_bit ())
        {
          guint index = (guint) g_test_rand_int_range (0, (int) n_options);

          aip_options_choose (catalogue, &before, field, index, &expected);
          aip_live_setup_choose (live, field, index);
          g_assert_true (aip_setup_equal (aip_live_setup_get (live), &expected));
          if (field != AIP_SETUP_FILTERS && field != AIP_SETUP_PRACTICALS)
            {
              g_autofree char *chosen = aip_setup_field_to_text (&expected, field);
              g_autofree char *shown = aip_options_get_text (
                catalogue, &expected, field, (guint) aip_live_setup_get_index (live, field));

              g_assert_cmpstr (shown, ==, chosen);
            }
        }
      else
        aip_live_setup_unset (live, field);

      g_assert_cmpuint (seen.count - n_before, ==,
                        aip_setup_equal (&before, aip_live_setup_get (live)) ? 0 : 1);
      if (seen.count > n_before)
        g_assert_cmpuint (seen.fields, ==, aip_setup_compare (&before, aip_live_setup_get (live)));

      n_findings = aip_rules_evaluate (aip_live_setup_get (live), &context, AIP_ALL_FIELDS,
                                       findings);
      aip_live_setup_get_findings (live, &n_live);
      g_assert_cmpuint (n_live, ==, n_findings);
      g_assert_cmpint (aip_live_setup_get_worst (live, AIP_ALL_FIELDS), ==,
                       n_findings > 0 ? (int) aip_findings_get_worst (findings, n_findings)
                                      : AIP_OPTION_FINE);

      live_marks = aip_live_setup_get_marks (live, field, &n_options);
      g_assert_cmpuint (n_options, <=, G_N_ELEMENTS (marks));
      aip_options_mark (catalogue, aip_live_setup_get (live), &context, field, marks, n_options);
      g_assert_cmpmem (live_marks, n_options * sizeof (int), marks, n_options * sizeof (int));
    }

  while (can (live, "can-undo"))
    aip_live_setup_undo (live);
  while (can (live, "can-redo"))
    aip_live_setup_redo (live);
  while (can (live, "can-undo"))
    aip_live_setup_undo (live);
  g_assert_true (aip_setup_equal (aip_live_setup_get (live), &setup));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  catalogue = cinema_fixture_load ();

  g_test_add_func ("/cinema/live-setup/steps", test_steps);
  g_test_add_func ("/cinema/live-setup/drag", test_drag);
  g_test_add_func ("/cinema/live-setup/ranges", test_ranges);
  g_test_add_func ("/cinema/live-setup/lamps", test_lamps);
  g_test_add_func ("/cinema/live-setup/random-work", test_random_work);

  status = g_test_run ();
  g_object_unref (catalogue);

  return status;
}
