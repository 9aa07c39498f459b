/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-cinema.h"
#include "aip-composer.h"
#include "aip-paths.h"

/* What the shot itself says, without a look, for any model. */

static AipCinema *cinema;

static AipPromptComposition *
compose (const AipPromptParts *parts)
{
  AipComposerInput input = { .parts = parts };

  return aip_composer_compose (&input, aip_targets_find (cinema->targets, AIP_TARGET_GENERIC));
}

static void
test_order (void)
{
  static const char *const cast[] = {
    "Mina", "a woman of thirty in a red raincoat", "Joon", "an old ferryman", NULL,
  };
  static const AipPromptParts parts = {
    .description = "Wide shot of a harbour at night.",
    .action = "Mina runs along the pier",
    .characters = cast,
    .place_name = "Harbour",
    .place_description = "wet cobblestones, sodium lamps.",
    .additions = "35mm film grain",
    .negative = "text, watermark",
  };
  g_autoptr(AipPromptComposition) composition = compose (&parts);

  g_assert_cmpstr (composition->positive, ==,
                   "Wide shot of a harbour at night. Mina runs along the pier. "
                   "Mina: a woman of thirty in a red raincoat. Joon: an old ferryman. "
                   "Harbour: wet cobblestones, sodium lamps. 35mm film grain.");
  g_assert_cmpstr (composition->negative, ==, "text, watermark");
}

static void
test_sentences (void)
{
  static const struct { const char *text; const char *prompt; } cases[] = {
    { "A street", "A street." },
    { "A street.", "A street." },
    { "A street..", "A street." },
    { "A street. . .", "A street." },
    { "A street...", "A street…" },
    { "A street!", "A street!" },
    { "  A\n\n street \t at  night , rain ", "A street at night, rain." },
    { "A street,", "A street." },
    { "A street ;, ", "A street." },
    { "She says “Go.”", "She says “Go.”" },
    { "She says “Go”", "She says “Go”." },
    { "비가 온다。", "비가 온다。" },
    { "비 오는 밤", "비 오는 밤." },
    /* decomposed Hangul is composed */
    { "\xe1\x84\x87\xe1\x85\xa1\xe1\x86\xb7", "밤." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AipPromptParts parts = { .description = cases[i].text };
      g_autoptr(AipPromptComposition) composition = compose (&parts);

      g_assert_cmpstr (composition->positive, ==, cases[i].prompt);
    }
}

static void
test_nothing_to_say (void)
{
  static const char *const empties[] = { NULL, "", "   ", "\n", ".", " , ; …" };

  for (gsize i = 0; i < G_N_ELEMENTS (empties); i++)
    {
      const char *cast[] = { empties[i], "", NULL };
      AipPromptParts parts = {
        .description = empties[i],
        .action = empties[i],
        .characters = cast,
        .place_name = empties[i],
        .additions = empties[i],
        .negative = empties[i],
      };
      g_autoptr(AipPromptComposition) composition = compose (&parts);
      g_autofree char *negative = aip_composer_tidy_negative (&parts);

      g_assert_true (aip_prompt_parts_are_empty (&parts));
      g_assert_cmpstr (composition->positive, ==, "");
      g_assert_cmpstr (composition->negative, ==, "");
      g_assert_cmpstr (negative, ==, "");
    }
}

static void
test_names_are_not_repeated (void)
{
  static const char *const cast[] = { "Mina", "", "Joon", "", NULL };
  static const AipPromptParts parts = {
    .description = "Mina waits",
    .action = "Mina waits",
    .characters = cast,
    .place_name = "Harbour",
  };
  g_autoptr(AipPromptComposition) composition = compose (&parts);

  g_assert_false (aip_prompt_parts_are_empty (&parts));
  g_assert_cmpstr (composition->positive, ==, "Mina waits. Joon. Harbour.");
}

/* Whatever people paste into the boxes, the result keeps its promises. */
static void
test_random_texts (void)
{
  static const char *const pieces[] = {
    "rain", " ", "\n", ".", "..", "...", "!", "“", "”", ",", "밤", "\r\n", "\t", ";", "…",
    "\xff", ")",
  };

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(AipPromptComposition) composition = NULL;
      g_autoptr(AipPromptComposition) again = NULL;
      const char *prompt;
      AipPromptParts parts = { 0 };

      for (int n = g_test_rand_int_range (0, 12); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      parts.description = text->str;
      composition = compose (&parts);
      prompt = composition->positive;
      g_assert_cmpint (*prompt == '\0', ==, aip_prompt_parts_are_empty (&parts));
      if (*prompt == '\0')
        continue;

      g_assert_true (g_utf8_validate (prompt, -1, NULL));
      g_assert_null (strstr (prompt, "  "));
      g_assert_null (strstr (prompt, ".."));
      g_assert_null (strpbrk (prompt, "\n\r\t"));

      parts.description = prompt;
      again = compose (&parts);
      g_assert_cmpstr (again->positive, ==, prompt);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *shipped = NULL;
  g_autoptr(GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  shipped = aip_paths_data_file ("presets");
  cinema = aip_cinema_load (shipped, NULL, NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/prompt/order", test_order);
  g_test_add_func ("/prompt/sentences", test_sentences);
  g_test_add_func ("/prompt/nothing-to-say", test_nothing_to_say);
  g_test_add_func ("/prompt/names", test_names_are_not_repeated);
  g_test_add_func ("/prompt/random", test_random_texts);

  result = g_test_run ();
  aip_cinema_unref (cinema);

  return result;
}
