/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-composer.h"
#include "aip-json.h"
#include "aip-paths.h"
#include "aip-targets.h"

#include "cinema-fixture.h"

static AipCatalogue *catalogue;
static AipTargets *targets;

static const char *const cast[] = {
  "Mina", "a woman of thirty in a red raincoat", "Joon", "an old ferryman with a lantern", NULL,
};
static const AipPromptParts harbour = {
  .description = "Mina waits at the end of the pier",
  .action = "She turns around and begins to run.",
  .characters = cast,
  .place_name = "Harbour",
  .place_description = "wet cobblestones, moored boats",
  .additions = "steam rising from the water",
  .negative = "cars, text",
};

static void
read_setup (AipSetup *setup)
{
  g_autoptr(JsonNode) node = cinema_fixture_read ("harbour.json");
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  aip_setup_from_json (setup, catalogue, aip_json_node_object (node), problems);
  if (problems->len > 0)
    g_error ("%s", (char *) problems->pdata[0]);
}

static void
append_list (GString    *text,
             const char *title,
             GPtrArray  *lines)
{
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s: %s\n", title, (char *) g_ptr_array_index (lines, i));
}

static char *
describe (const AipPromptComposition *prompt)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n", prompt->positive);
  g_string_append_printf (text, "negative: %s\n", prompt->negative);
  g_string_append_printf (text, "size: %d × %d\n", prompt->width, prompt->height);
  g_string_append_printf (text, "frames: %d at %g\n", prompt->frames, prompt->fps);
  g_string_append_printf (text, "parameter: %s\n", prompt->parameter ?: "");
  g_string_append_printf (text, "tokens: %u of %u\n", prompt->tokens, prompt->max_tokens);
  append_list (text, "note", prompt->notes);

  return g_string_free (text, FALSE);
}

/*
 * tests/data/cinema/prompts/TARGET.txt holds what each target is told of the same shot. A change
 * of the composer shows as a change of these files: CINEMA_WRITE_PROMPTS=1 writes them anew.
 */
static void
test_golden (void)
{
  guint n_targets;
  const AipTarget *const *all = aip_targets_get_all (targets, &n_targets);
  AipSetup setup;

  read_setup (&setup);

  for (guint i = 0; i < n_targets; i++)
    {
      const AipComposerInput input = { .parts = &harbour, .setup = &setup, .seconds = 4 };
      g_autoptr(AipPromptComposition) prompt = aip_composer_compose (&input, all[i]);
      g_autofree char *text = describe (prompt);
      g_autofree char *name = g_strconcat (all[i]->id, ".txt", NULL);
      g_autofree char *path = g_build_filename (g_getenv ("AIPIPELINE_TEST_DATA"), "cinema",
                                                "prompts", name, NULL);
      g_autofree char *wanted = NULL;

      if (g_getenv ("CINEMA_WRITE_PROMPTS") != NULL)
        g_file_set_contents (path, text, -1, NULL);
      g_file_get_contents (path, &wanted, NULL, NULL);
      g_assert_cmpstr (text, ==, wanted);
    }

  g_assert_cmpuint (n_targets, >=, 19);
  g_assert_null (aip_targets_get_problems (targets)[0]);
}

static gboolean
says (const char *text,
      const char *word)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return strstr (lower, word) != NULL;
}

/* No word stands twice in a row: "LOMO LOMO". */
static gboolean
stutters (const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  const char *before = "";

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '\0')
        continue;
      if (g_ascii_isalpha (words[i][0]) && g_ascii_strcasecmp (before, words[i]) == 0)
        return TRUE;
      before = words[i];
    }

  return FALSE;
}

static void
check_prompt (const AipPromptComposition *prompt,
              const AipTarget            *target)
{
  g_assert_true (g_utf8_validate (prompt->positive, -1, NULL));
  g_assert_null (strchr (prompt->positive, '_'));
  g_assert_null (strstr (prompt->positive, "  "));
  g_assert_null (strstr (prompt->positive, ".."));
  g_assert_null (strstr (prompt->positive, " ,"));
  g_assert_null (strstr (prompt->positive, ", ,"));
  if (strpbrk (prompt->positive, "\n()[]{}") != NULL || stutters (prompt->positive))
    g_error ("%s: %s", target->id, prompt->positive);
  g_assert_true (says (prompt->positive, "mina waits at the end of the pier"));

  if (!aip_target_is_video (target))
    {
      g_assert_false (says (prompt->positive, "the camera"));
      g_assert_false (says (prompt->positive, "slow motion"));
      g_assert_cmpint (prompt->frames, ==, 0);
    }
  else if (target->frame_step > 0)
    g_assert_cmpint ((prompt->frames - target->frame_offset) % target->frame_step, ==, 0);

  if (target->negative == AIP_NEGATIVE_NONE)
    g_assert_cmpstr (prompt->negative, ==, "");
  if (target->aspect != AIP_ASPECT_WORDS)
    g_assert_false (says (prompt->positive, ":1 widescreen"));
  if (target->max_tokens > 0)
    g_assert_cmpuint (prompt->tokens, <=, target->max_tokens);
  if (target->n_sizes == 0 && prompt->width > 0)
    {
      g_assert_cmpint (prompt->width % target->multiple, ==, 0);
      g_assert_cmpint (prompt->height % target->multiple, ==, 0);
    }

  for (guint i = 0; i < prompt->fragments->len; i++)
    {
      const AipFragment *fragment = g_ptr_array_index (prompt->fragments, i);
      g_autofree char *there = NULL;

      g_assert_nonnull (fragment->text);
      if (fragment->cut)
        continue;
      there = g_strndup (prompt->positive + fragment->start, fragment->end - fragment->start);
      g_assert_cmpstr (there, ==, fragment->text);
    }
}

static void
test_random_setups (void)
{
  guint n_targets;
  const AipTarget *const *all = aip_targets_get_all (targets, &n_targets);

  for (guint round = 0; round < (g_test_slow () ? 3000 : 150); round++)
    {
      AipSetup setup;

      cinema_fixture_random_setup (catalogue, &setup);

      for (guint i = 0; i < n_targets; i++)
        {
          const AipComposerInput input = {
            .parts = &harbour, .setup = &setup, .seconds = g_test_rand_double_range (0, 30),
          };
          g_autoptr(AipPromptComposition) prompt = aip_composer_compose (&input, all[i]);
          g_autoptr(AipPromptComposition) again = aip_composer_compose (&input, all[i]);
          g_autofree char *text = describe (prompt);
          g_autofree char *text_again = describe (again);

          g_assert_cmpstr (text, ==, text_again);
          check_prompt (prompt, all[i]);
        }
    }
}

/* What is seen, what happens and the shot size stay, whatever has to go. */
static void
test_cutting (void)
{
  g_autoptr(GString) place = g_string_new (NULL);
  AipPromptParts parts = harbour;
  const AipTarget *target = aip_targets_find (targets, "CogVideoX");
  AipComposerInput input = { .parts = &parts };
  g_autoptr(AipPromptComposition) prompt = NULL;
  AipSetup setup;
  guint n_cut = 0;

  read_setup (&setup);
  input.setup = &setup;
  for (guint i = 0; i < 60; i++)
    g_string_append (place, "another wooden boat, ");
  parts.place_description = place->str;

  g_assert_nonnull (target);
  prompt = aip_composer_compose (&input, target);
  g_assert_cmpuint (prompt->tokens, <=, 226);
  g_assert_true (says (prompt->positive, "mina waits"));
  g_assert_true (says (prompt->positive, "begins to run"));
  g_assert_true (says (prompt->positive, "medium close-up"));
  g_assert_false (says (prompt->positive, "another wooden boat"));
  g_assert_cmpuint (prompt->notes->len, >, 0);
  for (guint i = 0; i < prompt->fragments->len; i++)
    n_cut += ((AipFragment *) g_ptr_array_index (prompt->fragments, i))->cut;
  g_assert_cmpuint (n_cut, >, 3);
}

static void
test_too_long_to_cut (void)
{
  g_autoptr(GString) description = g_string_new ("Mina waits");
  AipPromptParts parts = { 0, };
  const AipComposerInput input = { .parts = &parts };
  g_autoptr(AipPromptComposition) prompt = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append (description, " and waits still");
  parts.description = description->str;

  prompt = aip_composer_compose (&input, aip_targets_find (targets, "sdxl"));
  g_assert_cmpuint (prompt->tokens, >, 77);
  g_assert_true (says (prompt->positive, "and waits still"));
  g_assert_cmpuint (prompt->notes->len, >=, 1);
}

static void
test_korean (void)
{
  AipPromptParts parts = {
    .description = "미나가 부두 끝에서 기다린다",
    .action = "돌아서서 달리기 시작한다",
    .additions = "물안개",
  };
  AipComposerInput input = { .parts = &parts };
  const AipTarget *flux = aip_targets_find (targets, "flux-dev");
  const AipTarget *qwen = aip_targets_find (targets, "qwen-image");
  g_autoptr(AipPromptComposition) kept = aip_composer_compose (&input, flux);
  g_autoptr(AipPromptComposition) read = aip_composer_compose (&input, qwen);
  g_autoptr(AipPromptComposition) english = NULL;
  g_autoptr(AipPromptComposition) rest = NULL;
  g_autoptr(AipPromptComposition) not_needed = NULL;

  g_assert_true (g_str_has_prefix (kept->positive, "미나가 부두 끝에서 기다린다."));
  g_assert_cmpuint (kept->notes->len, ==, 1);
  g_assert_true (says (kept->notes->pdata[0], "korean"));
  g_assert_cmpuint (read->notes->len, ==, 0);

  input.english = "Mina waits at the end of the pier, then runs";
  parts.additions = NULL;
  english = aip_composer_compose (&input, flux);
  g_assert_cmpstr (english->positive, ==, "Mina waits at the end of the pier, then runs.");
  g_assert_cmpuint (english->notes->len, ==, 0);

  /* What it does not stand in for is named. */
  parts.additions = "물안개";
  rest = aip_composer_compose (&input, flux);
  g_assert_cmpuint (rest->notes->len, ==, 1);
  g_assert_nonnull (strstr (rest->notes->pdata[0], "“물안개”"));
  parts.additions = NULL;
  not_needed = aip_composer_compose (&input, qwen);
  g_assert_true (g_str_has_prefix (not_needed->positive, "미나가"));
}

static void
test_edits (void)
{
  const AipFragmentEdit edits[] = {
    { .key = "shot/size", .text = "tight two-shot", .locked = TRUE },
    { .key = "mood/mood", .left_out = TRUE },
  };
  const AipPromptPart order[] = { AIP_PART_LIGHT, AIP_PART_LIGHT, AIP_PART_SHOT };
  AipComposerInput input = { .parts = &harbour, .edits = edits, .n_edits = 2 };
  g_autoptr(AipPromptComposition) prompt = NULL;
  AipSetup setup;

  read_setup (&setup);
  input.setup = &setup;
  input.order = order;
  input.n_order = G_N_ELEMENTS (order);
  prompt = aip_composer_compose (&input, aip_targets_find (targets, "generic"));

  g_assert_true (g_str_has_prefix (prompt->positive, "Dark low-key lighting"));
  g_assert_true (says (prompt->positive, "tight two-shot"));
  g_assert_false (says (prompt->positive, "medium close-up"));
  g_assert_false (says (prompt->positive, "mood"));
}

static void
test_nothing_to_say (void)
{
  const AipPromptParts parts = { .description = " . ", .action = "\n" };
  const AipComposerInput input = { .parts = &parts };
  guint n_targets;
  const AipTarget *const *all = aip_targets_get_all (targets, &n_targets);

  for (guint i = 0; i < n_targets; i++)
    {
      g_autoptr(AipPromptComposition) prompt = aip_composer_compose (&input, all[i]);

      g_assert_cmpstr (prompt->positive, ==, "");
      g_assert_cmpuint (prompt->tokens, ==, 0);
    }
}

/* 24 words, two commas and a full stop are 27 pieces in any vocabulary that knows them all. */
static void
test_tokens (void)
{
  const char *caption = "A woman in a red raincoat runs along a wet pier at night, lit by orange "
                        "street lamps, film grain, shallow depth of field.";

  g_assert_cmpuint (aip_tokens_estimate (AIP_TOKENS_WORDS, caption), ==, 24);
  g_assert_cmpuint (aip_tokens_estimate (AIP_TOKENS_CLIP, caption), >=, 27);
  g_assert_cmpuint (aip_tokens_estimate (AIP_TOKENS_CLIP, caption), <=, 36);
  g_assert_cmpuint (aip_tokens_estimate (AIP_TOKENS_T5, caption), >=, 32);
  g_assert_cmpuint (aip_tokens_estimate (AIP_TOKENS_T5, caption), <=, 42);
  g_assert_cmpuint (aip_tokens_estimate (AIP_TOKENS_LLM, "밤의 부두"), ==, 4);
  g_assert_cmpuint (aip_tokens_estimate (AIP_TOKENS_T5, ""), ==, 0);
}

static void
test_sizes_and_frames (void)
{
  const AipTarget *wan = aip_targets_find (targets, "wan-2.2-t2v");
  const AipTarget *ltx = aip_targets_find (targets, "ltx-video");
  const AipTarget *sdxl = aip_targets_find (targets, "SDXL");
  int width, height;

  g_assert_cmpint (aip_target_get_frames (wan, 3), ==, 49);
  g_assert_cmpint (aip_target_get_frames (wan, 60), ==, 81);
  g_assert_cmpint (aip_target_get_frames (wan, 0), ==, 81);
  g_assert_cmpint (aip_target_get_frames (ltx, 4), ==, 97);
  g_assert_cmpint (aip_target_get_frames (sdxl, 4), ==, 0);

  aip_target_get_size (sdxl, 2.39, &width, &height);
  g_assert_cmpint (width, ==, 1536);
  g_assert_cmpint (height, ==, 640);
  aip_target_get_size (ltx, 16.0 / 9, &width, &height);
  g_assert_cmpint (width % 32, ==, 0);
  g_assert_cmpint (height % 32, ==, 0);
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

  g_test_add_func ("/cinema/composer/golden", test_golden);
  g_test_add_func ("/cinema/composer/random", test_random_setups);
  g_test_add_func ("/cinema/composer/cutting", test_cutting);
  g_test_add_func ("/cinema/composer/too-long-to-cut", test_too_long_to_cut);
  g_test_add_func ("/cinema/composer/korean", test_korean);
  g_test_add_func ("/cinema/composer/edits", test_edits);
  g_test_add_func ("/cinema/composer/nothing-to-say", test_nothing_to_say);
  g_test_add_func ("/cinema/composer/tokens", test_tokens);
  g_test_add_func ("/cinema/composer/sizes-and-frames", test_sizes_and_frames);

  status = g_test_run ();
  g_object_unref (targets);
  g_object_unref (catalogue);

  return status;
}
