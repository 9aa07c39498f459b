/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-json.h"
#include "aip-live-prompt.h"
#include "aip-paths.h"

#include "cinema-fixture.h"

static AipCatalogue *catalogue;
static AipTargets *targets;

typedef struct {
  AipLiveSetup  *setup;
  AipLivePrompt *prompt;
  guint          n_changes;
} Fixture;

static void
count_change (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const char *const cast[] = { "Mina", "a woman in a red raincoat", NULL };
  g_autofree char *description = g_strdup (data != NULL ? data : "Mina waits on the pier");
  const AipPromptParts parts = {
    .description = description, .action = "She runs", .characters = cast, .negative = "cars",
  };
  const AipComposerInput input = { .parts = &parts, .seconds = 4 };
  const AipRuleContext context = AIP_RULE_CONTEXT_INIT;
  g_autoptr(JsonNode) node = cinema_fixture_read ("harbour.json");
  AipSetup setup;

  aip_setup_from_json (&setup, catalogue, aip_json_node_object (node), NULL);
  fixture->setup = aip_live_setup_new (catalogue, &setup, &context);
  fixture->prompt = aip_live_prompt_new (fixture->setup, &input, targets,
                                         aip_targets_find (targets, "flux-dev"));
  g_signal_connect_swapped (fixture->prompt, "changed", G_CALLBACK (count_change), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->prompt), (gpointer *) &fixture->prompt);
  g_object_unref (fixture->prompt);
  g_assert_null (fixture->prompt);
  g_assert_finalize_object (fixture->setup);
}

static const char *
get_text (Fixture *fixture)
{
  return aip_live_prompt_get_composition (fixture->prompt)->positive;
}

static gboolean
says (Fixture    *fixture,
      const char *words)
{
  return strstr (get_text (fixture), words) != NULL;
}

static gboolean
get_flag (gpointer    object,
          const char *property)
{
  gboolean flag;

  g_object_get (object, property, &flag, NULL);

  return flag;
}

static void
test_follows_setup (Fixture       *fixture,
                    gconstpointer  data)
{
  g_assert_true (says (fixture, "Medium close-up"));
  aip_live_setup_unset (fixture->setup, AIP_SETUP_SIZE);
  g_assert_cmpuint (fixture->n_changes, >, 0);
  g_assert_false (says (fixture, "edium close-up"));
  aip_live_setup_undo (fixture->setup);
  g_assert_true (says (fixture, "Medium close-up"));
}

/* One history: what came last goes first, whosever it is. */
static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *plain = g_strdup (get_text (fixture));

  aip_live_prompt_edit (fixture->prompt, "shot/size", "tight two-shot");
  aip_live_setup_unset (fixture->setup, AIP_SETUP_MOOD);
  aip_live_prompt_leave_out (fixture->prompt, "action", TRUE);
  aip_live_prompt_set_target (fixture->prompt, aip_targets_find (targets, "sdxl"));
  g_assert_true (get_flag (fixture->prompt, "modified"));
  g_assert_cmpstr (aip_live_setup_get_context (fixture->setup)->target->id, ==, "sdxl");

  aip_live_setup_undo (fixture->setup);
  g_assert_cmpstr (aip_live_prompt_get_target (fixture->prompt)->id, ==, "flux-dev");
  g_assert_cmpstr (aip_live_setup_get_context (fixture->setup)->target->id, ==, "flux-dev");
  g_assert_false (says (fixture, "She runs"));
  aip_live_setup_undo (fixture->setup);
  g_assert_true (says (fixture, "She runs"));
  g_assert_false (says (fixture, "ense mood"));
  aip_live_setup_undo (fixture->setup);
  g_assert_true (says (fixture, "ense mood"));
  g_assert_true (says (fixture, "Tight two-shot"));
  aip_live_setup_undo (fixture->setup);
  g_assert_cmpstr (get_text (fixture), ==, plain);
  g_assert_false (get_flag (fixture->prompt, "modified"));
  g_assert_false (get_flag (fixture->setup, "can-undo"));

  for (guint i = 0; i < 4; i++)
    aip_live_setup_redo (fixture->setup);
  g_assert_false (get_flag (fixture->setup, "can-redo"));
  g_assert_cmpstr (aip_live_prompt_get_target (fixture->prompt)->id, ==, "sdxl");
  g_assert_true (says (fixture, "tight two-shot"));
}

static void
test_nothing_changes (Fixture       *fixture,
                      gconstpointer  data)
{
  aip_live_prompt_edit (fixture->prompt, "shot/size", "medium close-up");
  aip_live_prompt_edit (fixture->prompt, "no/such", "thing");
  aip_live_prompt_reset (fixture->prompt, "shot/size");
  aip_live_prompt_set_target (fixture->prompt,
                              aip_live_prompt_get_workflow_target (fixture->prompt));
  aip_live_prompt_move (fixture->prompt, "description", 0);
  g_assert_null (aip_live_prompt_add_text (fixture->prompt, " ", 0));
  g_assert_false (get_flag (fixture->setup, "can-undo"));
  g_assert_false (get_flag (fixture->prompt, "modified"));
}

static void
test_begin (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_new ();

  aip_prompt_edits_set_target (edits, "qwen-image");
  aip_prompt_edits_set_left_out (edits, "action", TRUE);
  aip_live_prompt_begin (fixture->prompt, edits);
  g_assert_false (get_flag (fixture->prompt, "modified"));
  g_assert_false (get_flag (fixture->setup, "can-undo"));
  g_assert_false (says (fixture, "She runs"));
  g_assert_cmpstr (aip_live_prompt_get_target (fixture->prompt)->id, ==, "qwen-image");

  /* A model that is not there any more: the workflow's. */
  aip_prompt_edits_set_target (edits, "no-such-model");
  aip_live_prompt_begin (fixture->prompt, edits);
  g_assert_cmpstr (aip_live_prompt_get_target (fixture->prompt)->id, ==, "flux-dev");
}

static void
test_moving (Fixture       *fixture,
             gconstpointer  data)
{
  const char *key;
  int last;

  aip_live_prompt_move (fixture->prompt, "action", 0);
  g_assert_true (g_str_has_prefix (get_text (fixture), "She runs. Mina waits"));
  aip_live_prompt_move (fixture->prompt, "action", 1);
  g_assert_true (g_str_has_prefix (get_text (fixture), "Mina waits on the pier. She runs."));

  last = (int) aip_live_prompt_get_composition (fixture->prompt)->fragments->len - 1;
  aip_live_prompt_move (fixture->prompt, "action", 1000);
  g_assert_cmpint (aip_live_prompt_get_position (fixture->prompt, "action"), ==, last);
  g_assert_true (g_str_has_suffix (get_text (fixture), "She runs."));

  key = aip_live_prompt_add_text (fixture->prompt, "On a grey morning", 0);
  g_assert_nonnull (key);
  g_assert_true (g_str_has_prefix (get_text (fixture), "On a grey morning. Mina waits"));
  aip_live_prompt_add_text (fixture->prompt, "The end", 1000);
  g_assert_true (g_str_has_suffix (get_text (fixture), "The end."));
  aip_live_prompt_reset_order (fixture->prompt);
  g_assert_true (g_str_has_prefix (get_text (fixture), "On a grey morning. Mina waits on the pier. "
                                                       "She runs."));
  aip_live_prompt_reset_all (fixture->prompt);
  g_assert_false (get_flag (fixture->prompt, "modified"));
}

static void
test_locking (Fixture       *fixture,
              gconstpointer  data)
{
  aip_live_prompt_set_locked (fixture->prompt, "shot/size", TRUE);
  g_assert_true (aip_live_prompt_find (fixture->prompt, "shot/size")->locked);
  aip_live_setup_choose (fixture->setup, AIP_SETUP_SIZE, 1);
  g_assert_true (says (fixture, "Medium close-up"));
  g_assert_true (aip_live_prompt_find (fixture->prompt, "shot/size")->differs);
  aip_live_prompt_set_locked (fixture->prompt, "shot/size", FALSE);
  g_assert_false (says (fixture, "edium close-up"));
  g_assert_true (aip_prompt_edits_is_empty (aip_live_prompt_get_edits (fixture->prompt)));
}

/* Typing is one step, and ends with the next thing that is done. */
static void
test_typing (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_true (aip_live_prompt_is_korean (fixture->prompt));
  aip_live_prompt_set_english (fixture->prompt, "M");
  aip_live_prompt_set_english (fixture->prompt, "Mina");
  aip_live_prompt_set_english (fixture->prompt, "Mina waits");
  g_assert_cmpstr (aip_live_prompt_find (fixture->prompt, "description#english")->words, ==,
                   "Mina waits");
  aip_live_prompt_set_negative (fixture->prompt, "cars, text");
  aip_live_prompt_end_typing (fixture->prompt);
  aip_live_prompt_set_negative (fixture->prompt, "cars");

  /* In the prompt it is the same text. */
  aip_live_prompt_edit (fixture->prompt, "description#english", "Mina waits and waits");
  g_assert_cmpstr (aip_live_prompt_get_english (fixture->prompt), ==, "Mina waits and waits");

  aip_live_setup_undo (fixture->setup);
  g_assert_cmpstr (aip_live_prompt_get_english (fixture->prompt), ==, "Mina waits");
  aip_live_setup_undo (fixture->setup);
  g_assert_cmpstr (aip_live_prompt_get_negative (fixture->prompt), ==, "cars, text");
  aip_live_setup_undo (fixture->setup);
  aip_live_setup_undo (fixture->setup);
  g_assert_cmpstr (aip_live_prompt_get_english (fixture->prompt), ==, "");
  g_assert_false (get_flag (fixture->setup, "can-undo"));
}

static void
test_copying (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *flux = aip_live_prompt_dup_whole (fixture->prompt);
  g_autofree char *sdxl = NULL;
  g_autofree char *midjourney = NULL;

  g_assert_cmpstr (flux, ==, get_text (fixture));
  aip_live_prompt_set_target (fixture->prompt, aip_targets_find (targets, "sdxl"));
  sdxl = aip_live_prompt_dup_whole (fixture->prompt);
  g_assert_nonnull (strstr (sdxl, "\n\nNegative prompt: cars"));
  aip_live_prompt_set_target (fixture->prompt, aip_targets_find (targets, "midjourney"));
  midjourney = aip_live_prompt_dup_whole (fixture->prompt);
  g_assert_nonnull (strstr (midjourney, " --ar "));
  g_assert_nonnull (strstr (midjourney, " --no cars"));
  g_assert_null (strchr (midjourney, '\n'));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *shipped = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);

  shipped = aip_paths_data_file ("presets");
  catalogue = cinema_fixture_load ();
  targets = aip_targets_load (shipped, NULL, &error);
  g_assert_no_error (error);

#define ADD(name, data, test) \
  g_test_add ("/cinema/live-prompt/" name, Fixture, data, set_up, test, tear_down)

  ADD ("follows-setup", NULL, test_follows_setup);
  ADD ("history", NULL, test_history);
  ADD ("nothing-changes", NULL, test_nothing_changes);
  ADD ("begin", NULL, test_begin);
  ADD ("moving", NULL, test_moving);
  ADD ("locking", NULL, test_locking);
  ADD ("typing", "미나가 부두에서 기다린다", test_typing);
  ADD ("copying", NULL, test_copying);

  status = g_test_run ();
  g_object_unref (targets);
  g_object_unref (catalogue);

  return status;
}
