/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Who and where in a prompt: costumes, actions, triggers, what a place is usually like. */

#include "config.h"

#include <string.h>

#include "aip-composer.h"
#include "aip-paths.h"
#include "aip-prompt-cast.h"
#include "aip-targets.h"

static AipTargets *targets;

static const char *const triggers[] = { "m1na woman", "redcoat", "m1na woman", "pier", NULL };

static void
test_said (void)
{
  static const struct {
    AipPromptCast  cast;
    const char    *text;
  } cases[] = {
    { { 0 }, "" },
    { { "a tall woman.", "34", "red raincoat", "at the left", "she runs." },
      "a tall woman, 34 years old, wearing red raincoat, at the left, she runs" },
    { { "", "late thirties", "wearing a cap", "", "" }, "late thirties, wearing a cap" },
    { { "", "", "Dressed in black", "", "" }, "Dressed in black" },
    { { "키가 큰 여자", "34", "빨간 코트", "왼쪽", "달린다" },
      "키가 큰 여자, 34세, 빨간 코트 차림, 왼쪽, 달린다" },
    { { "", "", "교복 차림", "", "" }, "교복 차림" },
    { { " ,. ", "", " . ", "\n", "" }, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = aip_prompt_cast_say (&cases[i].cast);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_golden (void)
{
  static const struct {
    const char *target;
    const char *text;
  } cases[] = {
    { "flux-dev",
      "m1na woman, redcoat. Mina waits on the pier. Mina: a tall woman, wearing a red raincoat. "
      "Joon: an old ferryman. Harbour: wet cobblestones, exterior, dusk, light rain." },
    { "sdxl",
      "m1na woman, redcoat, Mina waits on the pier, Mina: a tall woman, wearing a red raincoat, "
      "Joon: an old ferryman, Harbour: wet cobblestones, exterior, dusk, light rain" },
    /* Told only what moves, and never without the words that its LoRA files need. */
    { "wan-2.1-i2v", "m1na woman, redcoat. Mina waits on the pier." },
  };
  const char *const cast[] = { "Mina", "a tall woman, wearing a red raincoat", "Joon",
                               "an old ferryman", NULL };
  const AipPromptParts parts = {
    .description = "Mina waits on the pier",
    .characters = cast,
    .place_name = "Harbour",
    .place_description = "wet cobblestones.",
    .place_setting = "exterior",
    .place_time = "dusk",
    .place_weather = "light rain",
    .negative = "text,",
    .cast_negative = "blond hair",
    .triggers = triggers,
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AipTarget *target = aip_targets_find (targets, cases[i].target);
      AipComposerInput input = { .parts = &parts };
      g_autoptr(AipPromptComposition) prompt = aip_composer_compose (&input, target);

      g_assert_cmpstr (prompt->positive, ==, cases[i].text);
      if (target->negative == AIP_NEGATIVE_TEXT)
        g_assert_true (g_str_has_prefix (prompt->negative, "text, blond hair"));
    }
}

/* A setup that says what time it is, and not what weather. */
static void
test_setup_counts_more (void)
{
  const AipPromptParts parts = {
    .description = "Nobody", .place_name = "Harbour", .place_setting = "exterior",
    .place_time = "dusk", .place_weather = "light rain",
  };
  AipSetup setup = { .given = AIP_SETUP_BIT (AIP_SETUP_TIME) | AIP_SETUP_BIT (AIP_SETUP_INTERIOR),
                     .time = AIP_AFTERNOON, .interior = TRUE };
  AipComposerInput input = { .parts = &parts, .setup = &setup };
  g_autoptr(AipPromptComposition) prompt =
    aip_composer_compose (&input, aip_targets_find (targets, "flux-dev"));

  g_assert_nonnull (strstr (prompt->positive, "Harbour: light rain."));
  g_assert_null (strstr (prompt->positive, "dusk"));
  g_assert_null (strstr (prompt->positive, "exterior"));
  g_assert_nonnull (strstr (prompt->positive, "nterior"));
}

/* A cast of hundreds is cut; what loads a LoRA is not, and nothing is said twice. */
static void
test_triggers_stay (void)
{
  g_autoptr(GPtrArray) cast = g_ptr_array_new_with_free_func (g_free);
  const char *const words[] = { "zx9", "boat", "zx", "" , NULL };
  AipPromptParts parts = { .description = "A boat, (zx) in fog", .triggers = words };
  AipComposerInput input = { .parts = &parts };
  g_autoptr(AipPromptComposition) prompt = NULL;

  for (guint i = 0; i < 200; i++)
    {
      g_ptr_array_add (cast, g_strdup_printf ("Extra %u", i));
      g_ptr_array_add (cast, g_strdup ("one of many people in grey clothes who walk away"));
    }
  g_ptr_array_add (cast, NULL);
  parts.characters = (const char *const *) cast->pdata;
  prompt = aip_composer_compose (&input, aip_targets_find (targets, "sdxl"));

  g_assert_true (g_str_has_prefix (prompt->positive, "zx9, A boat, (zx) in fog"));
  g_assert_cmpuint (prompt->tokens, <=, prompt->max_tokens);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *presets = NULL;
  g_autoptr(GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);

  presets = aip_paths_data_file ("presets");
  targets = aip_targets_load (presets, NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/cinema/composer-cast/said", test_said);
  g_test_add_func ("/cinema/composer-cast/golden", test_golden);
  g_test_add_func ("/cinema/composer-cast/setup-counts-more", test_setup_counts_more);
  g_test_add_func ("/cinema/composer-cast/triggers-stay", test_triggers_stay);
  result = g_test_run ();
  g_object_unref (targets);

  return result;
}
