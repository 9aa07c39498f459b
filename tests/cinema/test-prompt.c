/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-prompt.h"

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
  g_autofree char *positive = aip_prompt_compose_positive (&parts);
  g_autofree char *negative = aip_prompt_compose_negative (&parts);

  g_assert_cmpstr (positive, ==,
                   "Wide shot of a harbour at night. Mina runs along the pier. "
                   "Mina: a woman of thirty in a red raincoat. Joon: an old ferryman. "
                   "Harbour: wet cobblestones, sodium lamps. 35mm film grain.");
  g_assert_cmpstr (negative, ==, "text, watermark");
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
      g_autofree char *prompt = aip_prompt_compose_positive (&parts);

      g_assert_cmpstr (prompt, ==, cases[i].prompt);
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
      g_autofree char *negative = aip_prompt_compose_negative (&parts);

      g_assert_null (aip_prompt_compose_positive (&parts));
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
  g_autofree char *prompt = aip_prompt_compose_positive (&parts);

  g_assert_cmpstr (prompt, ==, "Mina waits. Joon. Harbour.");
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
      g_autofree char *prompt = NULL;
      g_autofree char *again = NULL;
      AipPromptParts parts = { 0 };

      for (int n = g_test_rand_int_range (0, 12); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      parts.description = text->str;
      prompt = aip_prompt_compose_positive (&parts);
      if (prompt == NULL)
        continue;

      g_assert_true (g_utf8_validate (prompt, -1, NULL));
      g_assert_null (strstr (prompt, "  "));
      g_assert_null (strstr (prompt, ".."));
      g_assert_null (strpbrk (prompt, "\n\r\t"));

      parts.description = prompt;
      again = aip_prompt_compose_positive (&parts);
      g_assert_cmpstr (again, ==, prompt);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/prompt/order", test_order);
  g_test_add_func ("/prompt/sentences", test_sentences);
  g_test_add_func ("/prompt/nothing-to-say", test_nothing_to_say);
  g_test_add_func ("/prompt/names", test_names_are_not_repeated);
  g_test_add_func ("/prompt/random", test_random_texts);

  return g_test_run ();
}
