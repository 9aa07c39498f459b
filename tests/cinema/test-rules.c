/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-json.h"
#include "aip-options.h"
#include "aip-paths.h"

#include "cinema-fixture.h"

static AipCatalogue *catalogue;

static const AipTarget still_target = {
  .id = "still", .name = "Still", .kind = AIP_TARGET_IMAGE, .multiple = 16, .n_sizes = 2,
  .sizes = { { 1664, 928 }, { 1328, 1328 } },
};
static const AipTarget video_target = {
  .id = "video", .name = "Video", .kind = AIP_TARGET_TEXT_TO_VIDEO, .multiple = 16, .fps = 16,
  .frame_step = 4, .frame_offset = 1, .max_frames = 81,
};

static void
read_context (JsonObject     *object,
              AipRuleContext *context)
{
  const char *target;

  *context = (AipRuleContext) AIP_RULE_CONTEXT_INIT;
  if (object == NULL)
    return;

  context->dialogue = aip_json_get_boolean (object, "dialogue", FALSE);
  context->seconds = aip_json_get_double (object, "seconds", 0);
  context->subjects = (int) aip_json_get_int (object, "subjects", -1);
  context->mains = (int) aip_json_get_int (object, "mains", 0);
  target = aip_json_get_string (object, "target", "");
  if (g_str_equal (target, "image"))
    context->target = &still_target;
  else if (g_str_equal (target, "video"))
    context->target = &video_target;
}

static void
read_setup (AipSetup   *setup,
            JsonObject *object,
            const char *rule)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  aip_setup_from_json (setup, catalogue, object, problems);
  if (problems->len > 0)
    g_error ("%s: %s", rule, (char *) problems->pdata[0]);
}

static const AipFinding *
find_finding (const AipFinding *findings,
              guint             n_findings,
              const char       *id)
{
  for (guint i = 0; i < n_findings; i++)
    if (g_str_equal (aip_rule_get_id (findings[i].rule), id))
      return &findings[i];

  return NULL;
}

static void
check_text (const char *text,
            const char *id)
{
  if (text == NULL || strpbrk (text, "{}_") != NULL || strstr (text, "nan") != NULL ||
      strstr (text, "inf ") != NULL || strstr (text, "–") != NULL || strlen (text) < 15)
    g_error ("%s says “%s”", id, text);
}

/* Every fix that is offered takes the finding away and adds nothing as severe. */
static void
check_fixes (const AipFinding     *finding,
             const AipSetup       *setup,
             const AipRuleContext *context)
{
  AipFix fixes[AIP_MAX_FIXES];
  guint n_fixes = aip_finding_get_fixes (finding, setup, context, catalogue, fixes);

  for (guint i = 0; i < n_fixes; i++)
    {
      AipFinding after[AIP_MAX_FINDINGS], added[AIP_MAX_FINDINGS];
      g_autofree char *text = aip_fix_to_text (&fixes[i]);
      guint n_after, n_added;

      n_after = aip_rules_evaluate (&fixes[i].setup, context, AIP_ALL_FIELDS, after);
      g_assert_null (find_finding (after, n_after, aip_rule_get_id (finding->rule)));

      n_added = aip_rules_get_added (setup, &fixes[i].setup, context, AIP_ALL_FIELDS, added);
      for (guint j = 0; j < n_added; j++)
        g_assert_true (added[j].severity < finding->severity ||
                       added[j].severity == AIP_SEVERITY_NOTE);
      g_assert_cmpuint (strlen (text), >, 3);
    }
}

/* tests/data/cinema/rules.json: for every rule a setup with which it speaks and one without. */
static void
test_table (void)
{
  g_autoptr(JsonNode) root = cinema_fixture_read ("rules.json");
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *rows = aip_json_node_array (root);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      const char *id = aip_json_get_string (row, "rule", NULL);
      JsonObject *silent_context = aip_json_get_object (row, "silent-context");
      AipFinding findings[AIP_MAX_FINDINGS];
      AipRuleContext context;
      AipSetup setup;
      const AipFinding *finding;
      g_autofree char *text = NULL;
      guint n_findings;

      read_context (aip_json_get_object (row, "context"), &context);
      read_setup (&setup, aip_json_get_object (row, "fires"), id);
      n_findings = aip_rules_evaluate (&setup, &context, AIP_ALL_FIELDS, findings);
      finding = find_finding (findings, n_findings, id);
      if (finding == NULL)
        {
          g_test_message ("%s does not fire", id);
          g_test_fail ();
          continue;
        }
      g_assert_cmpint (finding->severity, <=, aip_rule_get_severity (finding->rule));
      g_assert_cmpuint (finding->fields, !=, 0);
      text = aip_finding_to_text (finding);
      g_test_message ("%s (%s): %s", id, aip_severity_to_nick (finding->severity), text);
      check_text (text, id);
      check_fixes (finding, &setup, &context);

      if (silent_context != NULL)
        read_context (silent_context, &context);
      read_setup (&setup, aip_json_get_object (row, "silent"), id);
      n_findings = aip_rules_evaluate (&setup, &context, AIP_ALL_FIELDS, findings);
      if (find_finding (findings, n_findings, id) != NULL)
        {
          g_test_message ("%s fires where it should not", id);
          g_test_fail ();
        }

      g_assert_true (g_hash_table_add (seen, (gpointer) id));
    }

  for (guint i = 0; i < aip_rules_get_count (); i++)
    if (!g_hash_table_contains (seen, aip_rule_get_id (aip_rules_get (i))))
      {
        g_test_message ("%s has no row in the table", aip_rule_get_id (aip_rules_get (i)));
        g_test_fail ();
      }

  g_assert_cmpuint (aip_rules_get_count (), >=, 90);
}

static void
test_ids_are_unique (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < aip_rules_get_count (); i++)
    {
      const AipRule *rule = aip_rules_get (i);

      g_assert_true (g_hash_table_add (seen, (gpointer) aip_rule_get_id (rule)));
      g_assert_cmpuint (aip_rule_get_fields (rule), !=, 0);
      g_assert_cmpuint (aip_rule_get_inputs (rule), !=, 0);
      g_assert_nonnull (strchr (aip_rule_get_id (rule), '.'));
    }
}

static void
test_loose_period (void)
{
  AipRuleContext context = AIP_RULE_CONTEXT_INIT;
  AipFinding findings[AIP_MAX_FINDINGS];
  AipSetup setup = { 0, };
  guint n_findings;

  setup.year = 1960;
  setup.body = aip_catalogue_find_body (catalogue, "arri_alexa_mini");
  setup.given = AIP_SETUP_BIT (AIP_SETUP_YEAR) | AIP_SETUP_BIT (AIP_SETUP_BODY);

  n_findings = aip_rules_evaluate (&setup, &context, AIP_ALL_FIELDS, findings);
  g_assert_cmpint (aip_findings_get_worst (findings, n_findings), ==, AIP_SEVERITY_ANACHRONISM);

  context.loose = TRUE;
  n_findings = aip_rules_evaluate (&setup, &context, AIP_ALL_FIELDS, findings);
  g_assert_cmpint (aip_findings_get_worst (findings, n_findings), ==, AIP_SEVERITY_NOTE);
}

static void
check_marks (const AipSetup       *setup,
             const AipRuleContext *context,
             AipSetupField         field)
{
  guint n_options = aip_options_get_count (catalogue, setup, field);
  g_autofree int *marks = g_new (int, n_options + 1);

  aip_options_mark (catalogue, setup, context, field, marks, n_options);

  for (guint i = 0; i < n_options; i++)
    {
      AipFinding added[AIP_MAX_FINDINGS];
      AipSetup chosen;
      guint n_added;
      int worst = AIP_OPTION_FINE;

      aip_options_choose (catalogue, setup, field, i, &chosen);
      /* Brute force: all rules, whatever they look at. */
      n_added = aip_rules_get_added (setup, &chosen, context, AIP_ALL_FIELDS, added);
      for (guint j = 0; j < n_added; j++)
        worst = MAX (worst, (int) added[j].severity);

      if (worst != marks[i])
        g_error ("%s, option %u: marked %d instead of %d (%s)", aip_setup_field_to_nick (field), i,
                 marks[i], worst, n_added > 0 ? aip_rule_get_id (added[0].rule) : "-");
    }
}

static void
test_random_setups (void)
{
  guint n_rounds = g_test_slow () ? 2000 : 120;

  for (guint round = 0; round < n_rounds; round++)
    {
      AipRuleContext context = AIP_RULE_CONTEXT_INIT;
      AipFinding findings[AIP_MAX_FINDINGS], again[AIP_MAX_FINDINGS];
      AipSetup setup;
      guint n_findings;

      cinema_fixture_random_setup (catalogue, &setup);
      context.dialogue = g_test_rand_bit ();
      context.seconds = g_test_rand_int_range (0, 400);
      context.subjects = g_test_rand_int_range (-1, 4);
      context.mains = g_test_rand_int_range (0, 3) * 10 + 40;
      if (context.mains == 40)
        context.mains = 0;
      context.target = g_test_rand_bit () ? &still_target : &video_target;

      n_findings = aip_rules_evaluate (&setup, &context, AIP_ALL_FIELDS, findings);
      g_assert_cmpuint (aip_rules_evaluate (&setup, &context, AIP_ALL_FIELDS, again), ==,
                        n_findings);
      g_assert_cmpmem (findings, n_findings * sizeof findings[0], again,
                       n_findings * sizeof again[0]);

      for (guint i = 0; i < n_findings; i++)
        {
          g_autofree char *text = aip_finding_to_text (&findings[i]);

          check_text (text, aip_rule_get_id (findings[i].rule));
          if (round % 6 == 0)
            check_fixes (&findings[i], &setup, &context);
        }

      check_marks (&setup, &context, round % AIP_N_SETUP_FIELDS);
    }
}

static void
test_unrelated_errors_mark_nothing (void)
{
  AipRuleContext context = AIP_RULE_CONTEXT_INIT;
  AipSetup setup = { 0, };
  int marks[AIP_N_TIMES_OF_DAY];

  /* The stock is impossible, and that is no reason to grey out the evening. */
  setup.year = 1960;
  setup.stock = aip_catalogue_find_stock (catalogue, "vision3_500t");
  setup.given = AIP_SETUP_BIT (AIP_SETUP_YEAR) | AIP_SETUP_BIT (AIP_SETUP_STOCK);
  aip_options_mark (catalogue, &setup, &context, AIP_SETUP_TIME, marks, AIP_N_TIMES_OF_DAY);
  for (guint i = 0; i < AIP_N_TIMES_OF_DAY; i++)
    g_assert_cmpint (marks[i], ==, AIP_OPTION_FINE);

  setup.key.light = aip_catalogue_find_light (catalogue, "sun_noon");
  setup.given |= AIP_SETUP_BIT (AIP_SETUP_KEY);
  aip_options_mark (catalogue, &setup, &context, AIP_SETUP_TIME, marks, AIP_N_TIMES_OF_DAY);
  g_assert_cmpint (marks[AIP_NIGHT], ==, AIP_SEVERITY_IMPOSSIBLE);
  g_assert_cmpint (marks[AIP_MIDDAY], ==, AIP_OPTION_FINE);
}

static void
test_choices_follow (void)
{
  AipSetup setup = { 0, }, chosen;
  g_autofree char *fix = NULL;

  setup.body = aip_catalogue_find_body (catalogue, "arricam_lt");
  setup.mode = 1;
  setup.focal = 50;
  setup.stop = 1.3;
  setup.given = AIP_SETUP_BIT (AIP_SETUP_BODY) | AIP_SETUP_BIT (AIP_SETUP_MODE) |
                AIP_SETUP_BIT (AIP_SETUP_FOCAL) | AIP_SETUP_BIT (AIP_SETUP_STOP);

  chosen = setup;
  aip_setup_choose_gear (&chosen, AIP_SETUP_LENS,
                         aip_catalogue_find (catalogue, AIP_GEAR_LENS, "hawk_v_lite"));
  g_assert_cmpfloat (chosen.focal, ==, 45);
  g_assert_cmpfloat (chosen.stop, ==, 2.2);

  aip_setup_choose_gear (&chosen, AIP_SETUP_BODY,
                         aip_catalogue_find (catalogue, AIP_GEAR_BODY, "mitchell_bnc"));
  g_assert_cmpstr (chosen.body->modes[chosen.mode].id, ==, "academy");

  aip_setup_choose_gear (&chosen, AIP_SETUP_PRACTICALS,
                         aip_catalogue_find (catalogue, AIP_GEAR_LIGHT, "candle"));
  g_assert_cmpuint (chosen.n_practicals, ==, 1);
  aip_setup_choose_gear (&chosen, AIP_SETUP_PRACTICALS,
                         aip_catalogue_find (catalogue, AIP_GEAR_LIGHT, "candle"));
  g_assert_cmpuint (chosen.n_practicals, ==, 0);
  g_assert_false (aip_setup_has (&chosen, AIP_SETUP_PRACTICALS));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  catalogue = cinema_fixture_load ();

  g_test_add_func ("/cinema/rules/table", test_table);
  g_test_add_func ("/cinema/rules/ids", test_ids_are_unique);
  g_test_add_func ("/cinema/rules/loose-period", test_loose_period);
  g_test_add_func ("/cinema/rules/unrelated-errors", test_unrelated_errors_mark_nothing);
  g_test_add_func ("/cinema/rules/choices-follow", test_choices_follow);
  g_test_add_func ("/cinema/rules/random", test_random_setups);

  status = g_test_run ();
  g_object_unref (catalogue);

  return status;
}
