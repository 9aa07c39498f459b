/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-json.h"
#include "aip-paths.h"
#include "aip-prompt-edits.h"
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
};

static void
read_setup (AipSetup *setup)
{
  g_autoptr(JsonNode) node = cinema_fixture_read ("harbour.json");

  aip_setup_from_json (setup, catalogue, aip_json_node_object (node), NULL);
}

static AipPromptComposition *
compose (const AipPromptEdits *edits,
         const AipSetup       *setup,
         const char           *target)
{
  AipComposerInput input = { .parts = &harbour, .setup = setup, .seconds = 4 };

  aip_prompt_edits_apply (edits, &input);

  return aip_composer_compose (&input, aip_targets_find (targets, target));
}

static const AipFragment *
find (const AipPromptComposition *prompt,
      const char                 *key)
{
  for (guint i = 0; i < prompt->fragments->len; i++)
    {
      const AipFragment *fragment = g_ptr_array_index (prompt->fragments, i);

      if (g_str_equal (fragment->key, key))
        return fragment;
    }

  return NULL;
}

static gboolean
says (const AipPromptComposition *prompt,
      const char                 *words)
{
  return strstr (prompt->positive, words) != NULL;
}

/* Storing ----------------------------------------------------------------------------------- */

static void
test_file (void)
{
  g_autoptr(JsonNode) node = cinema_fixture_read ("prompt-edits.json");
  g_autofree char *written = aip_json_to_text (node, FALSE);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_from_text (written, problems);
  g_autoptr(AipPromptEdits) copy = aip_prompt_edits_copy (edits);
  g_autofree char *again = aip_prompt_edits_to_text (copy);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (aip_prompt_edits_get_target (edits), ==, "flux-dev");
  g_assert_true (aip_prompt_edits_equal (edits, copy));
  g_assert_cmpstr (again, ==, written);

  aip_prompt_edits_reset (copy, "mood/mood");
  g_assert_false (aip_prompt_edits_equal (edits, copy));
}

static void
test_nothing (void)
{
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_from_text ("", NULL);
  g_autofree char *text = aip_prompt_edits_to_text (edits);

  g_assert_true (aip_prompt_edits_is_empty (edits));
  g_assert_cmpstr (text, ==, "");

  /* What is taken back leaves nothing. */
  aip_prompt_edits_set_fragment (edits, "shot/size", "two-shot", "close-up");
  aip_prompt_edits_set_left_out (edits, "mood/mood", TRUE);
  aip_prompt_edits_set_locked (edits, "lens/focal", TRUE);
  g_assert_false (aip_prompt_edits_is_empty (edits));
  aip_prompt_edits_set_fragment (edits, "shot/size", "close-up", "close-up");
  aip_prompt_edits_set_left_out (edits, "mood/mood", FALSE);
  aip_prompt_edits_set_locked (edits, "lens/focal", FALSE);
  g_assert_true (aip_prompt_edits_is_empty (edits));
}

/* A file from outside costs only what is wrong with it. */
static void
test_strange_files (void)
{
  static const struct {
    const char *text;
    guint       n_problems;
    gboolean    empty;
  } rows[] = {
    { "[]", 1, TRUE },
    { "{", 1, TRUE },
    { "{\"version\": 2, \"target\": \"sdxl\"}", 1, TRUE },
    { "{\"version\": 1, \"fragments\": 7, \"texts\": {}, \"moves\": null}", 0, TRUE },
    { "{\"fragments\": [null, {}, {\"of\": \"mood/mood\"}, {\"of\": 3, \"text\": \"a\"}]}", 4, TRUE },
    { "{\"fragments\": [{\"of\": \"a\", \"locked\": true}, {\"of\": \"a\", \"text\": \"b\"}]}", 1,
      FALSE },
    { "{\"texts\": [{\"key\": \"text#0\", \"text\": \"a\"}, {\"key\": \"text#1\", \"text\": \" . \"},"
      " {\"key\": \"shot/size\", \"text\": \"a\"}, {\"key\": \"text#4\", \"text\": \"a\"}]}", 3,
      FALSE },
    { "{\"moves\": [{\"move\": \"\"}, {\"move\": \"a\", \"after\": \"\\n\"}, {\"move\": \"a\"}]}", 2,
      FALSE },
    { "{\"target\": \"sd\\u0001xl\"}", 1, TRUE },
  };
  g_autoptr(GString) many = g_string_new ("{\"moves\": [");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(AipPromptEdits) edits = aip_prompt_edits_from_text (rows[i].text, problems);

      if (problems->len != rows[i].n_problems)
        g_error ("%s: %u problems", rows[i].text, problems->len);
      g_assert_cmpint (aip_prompt_edits_is_empty (edits), ==, rows[i].empty);
    }

  for (guint i = 0; i < 600; i++)
    g_string_append_printf (many, "%s{\"move\": \"text#%u\"}", i > 0 ? "," : "", i + 1);
  g_string_append (many, "]}");
  {
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
    g_autoptr(AipPromptEdits) edits = aip_prompt_edits_from_text (many->str, problems);
    AipComposerInput input = { 0, };

    aip_prompt_edits_apply (edits, &input);
    g_assert_cmpuint (input.n_moves, ==, AIP_PROMPT_EDITS_MAX_MOVES);
    g_assert_cmpuint (problems->len, ==, 1);
  }
}

static void
test_bounds (void)
{
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_new ();
  g_autoptr(AipPromptEdits) again = NULL;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) endless = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append (endless, "부두 ");
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *key = g_strdup_printf ("cast#%u", i);
      g_autofree char *words = g_strdup_printf ("words %u", i);

      aip_prompt_edits_set_fragment (edits, key, words, "others");
      aip_prompt_edits_add_text (edits, words, key, NULL);
    }
  aip_prompt_edits_set_fragment (edits, "cast#0", endless->str, "others");

  /* What was taken is also read again. */
  text = aip_prompt_edits_to_text (edits);
  again = aip_prompt_edits_from_text (text, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_true (aip_prompt_edits_equal (edits, again));
}

/* Composing --------------------------------------------------------------------------------- */

static void
test_fragments (void)
{
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_new ();
  g_autoptr(AipPromptComposition) prompt = NULL;
  const AipFragment *size, *mood, *joon;
  AipSetup setup;

  read_setup (&setup);
  aip_prompt_edits_set_fragment (edits, "shot/size", "tight two-shot.", "medium close-up");
  aip_prompt_edits_set_left_out (edits, "mood/mood", TRUE);
  aip_prompt_edits_set_fragment (edits, "cast#Joon", "Joon: a boy", "Joon: an old ferryman");
  prompt = compose (edits, &setup, "generic");

  g_assert_true (says (prompt, "Tight two-shot, from a low angle"));
  g_assert_false (says (prompt, "medium close-up"));
  g_assert_false (says (prompt, "mood"));
  g_assert_true (says (prompt, "Joon: a boy."));

  size = find (prompt, "shot/size");
  g_assert_cmpstr (size->text, ==, "Tight two-shot");
  g_assert_cmpstr (size->words, ==, "tight two-shot");
  g_assert_cmpstr (size->original, ==, "medium close-up");
  g_assert_true (size->edited);
  g_assert_false (size->differs);
  mood = find (prompt, "mood/mood");
  g_assert_true (mood->cut);
  g_assert_cmpint (mood->state, ==, AIP_FRAGMENT_LEFT_OUT);

  /* It was written for somebody else than the shot has now. */
  joon = find (prompt, "cast#Joon");
  g_assert_true (joon->differs);
  g_assert_cmpuint (prompt->notes->len, >=, 1);
}

/* An edit stays when its control changes, and one click takes it back. */
static void
test_control_changes (void)
{
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_new ();
  AipSetup setup;

  read_setup (&setup);
  aip_prompt_edits_set_fragment (edits, "shot/size", "tight two-shot", "medium close-up");
  aip_prompt_edits_set_locked (edits, "shot/angle", TRUE);
  aip_prompt_edits_set_fragment (edits, "shot/angle", "from a low angle", "from a low angle");
  setup.size = AIP_SIZE_WIDE;
  setup.angle = AIP_ANGLE_HIGH;
  {
    g_autoptr(AipPromptComposition) prompt = compose (edits, &setup, "flux-dev");

    g_assert_true (says (prompt, "Tight two-shot, from a low angle"));
    g_assert_true (find (prompt, "shot/size")->differs);
    g_assert_cmpstr (find (prompt, "shot/size")->original, ==, "wide shot");
    g_assert_true (find (prompt, "shot/angle")->differs);
  }

  aip_prompt_edits_reset (edits, "shot/size");
  aip_prompt_edits_set_locked (edits, "shot/angle", FALSE);
  g_assert_true (aip_prompt_edits_is_empty (edits));
  aip_prompt_edits_set_fragment (edits, "shot/size", "tight two-shot", "wide shot");
  aip_setup_unset (&setup, AIP_SETUP_SIZE);
  {
    g_autoptr(AipPromptComposition) prompt = compose (edits, &setup, "flux-dev");

    /* Nothing to say it of: it waits until there is a size again. */
    g_assert_null (find (prompt, "shot/size"));
    g_assert_false (says (prompt, "two-shot"));
    g_assert_true (says (prompt, "From a high angle"));
  }
}

static void
test_free_texts (void)
{
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_new ();
  g_autofree char *doorway = NULL;
  AipSetup setup;

  read_setup (&setup);
  doorway = g_strdup (aip_prompt_edits_add_text (edits, "through a doorway,", "shot/size",
                                                 "shot/angle"));
  aip_prompt_edits_add_text (edits, "Rain is about to fall", "action", NULL);
  aip_prompt_edits_add_text (edits, "Look at this", NULL, NULL);
  aip_prompt_edits_add_text (edits, "the end", "nothing/like-this", "nor/this");
  {
    g_autoptr(AipPromptComposition) prompt = compose (edits, &setup, "generic");
    g_autoptr(AipPromptComposition) tags = compose (edits, &setup, "sdxl");

    g_assert_true (g_str_has_prefix (prompt->positive, "Look at this. Mina waits"));
    g_assert_true (says (prompt, "begins to run. Rain is about to fall. "));
    g_assert_true (says (prompt, "Medium close-up, through a doorway, from a low angle"));
    g_assert_true (g_str_has_suffix (prompt->positive, "the end."));
    g_assert_true (find (prompt, doorway)->free);
    g_assert_cmpint (find (prompt, doorway)->field, ==, -1);

    g_assert_true (says (tags, "medium close-up, through a doorway, from a low angle"));
  }

  aip_prompt_edits_set_text (edits, doorway, "In a doorway.");
  {
    g_autoptr(AipPromptComposition) prompt = compose (edits, &setup, "generic");

    g_assert_true (says (prompt, "Medium close-up. In a doorway. From a low angle"));
  }

  aip_prompt_edits_set_text (edits, doorway, " ");
  {
    g_autoptr(AipPromptComposition) prompt = compose (edits, &setup, "generic");
    g_autofree char *text = aip_prompt_edits_to_text (edits);

    g_assert_true (says (prompt, "Medium close-up, from a low angle"));
    g_assert_null (strstr (text, doorway));
  }
}

/* Their own words go last, and never without a word about it. */
static void
test_cutting_texts (void)
{
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_new ();
  g_autoptr(GString) endless = g_string_new ("Behind her");
  g_autofree char *free_text = NULL;
  AipSetup setup;

  read_setup (&setup);
  for (guint i = 0; i < 60; i++)
    g_string_append (endless, " another wooden boat");
  free_text = g_strdup (aip_prompt_edits_add_text (edits, endless->str, "action", NULL));
  {
    g_autoptr(AipPromptComposition) prompt = compose (edits, &setup, "sdxl");
    gboolean said = FALSE;

    g_assert_cmpuint (prompt->tokens, <=, 77);
    g_assert_cmpint (find (prompt, free_text)->state, ==, AIP_FRAGMENT_TOO_LONG);
    g_assert_cmpint (find (prompt, "additions")->state, ==, AIP_FRAGMENT_TOO_LONG);
    for (guint i = 0; i < prompt->notes->len; i++)
      said = said || strstr (prompt->notes->pdata[i], "another wooden boat") != NULL;
    g_assert_true (said);
  }

  aip_prompt_edits_set_locked (edits, free_text, TRUE);
  {
    g_autoptr(AipPromptComposition) prompt = compose (edits, &setup, "sdxl");

    g_assert_true (says (prompt, "another wooden boat"));
    g_assert_cmpuint (prompt->tokens, >, 77);
    g_assert_nonnull (strstr (prompt->notes->pdata[0], "locked"));
  }
}

static void
test_moves (void)
{
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_new ();
  g_autoptr(AipPromptComposition) prompt = NULL;
  g_autoptr(AipPromptComposition) back = NULL;
  g_autoptr(AipPromptComposition) video = NULL;
  g_autofree char *plain = NULL;
  AipSetup setup;

  read_setup (&setup);
  {
    g_autoptr(AipPromptComposition) before = compose (edits, &setup, "flux-dev");

    plain = g_strdup (before->positive);
  }

  aip_prompt_edits_move (edits, "shot/size", NULL, "description");
  aip_prompt_edits_move (edits, "place", "nothing/like-this", "cast#Mina");
  aip_prompt_edits_move (edits, "action", "nothing/like-this", NULL);
  prompt = compose (edits, &setup, "flux-dev");
  g_assert_true (g_str_has_prefix (prompt->positive, "Medium close-up. Mina waits"));
  g_assert_true (says (prompt, "begins to run. Harbour: wet cobblestones, moored boats. Mina:"));
  g_assert_true (aip_prompt_edits_has_moves (edits));

  /* Where nobody has touched it, a prompt keeps its target's order. */
  video = compose (edits, &setup, "wan-2.1-i2v");
  g_assert_true (g_str_has_prefix (video->positive, "The camera"));

  aip_prompt_edits_reset_order (edits);
  back = compose (edits, &setup, "flux-dev");
  g_assert_cmpstr (back->positive, ==, plain);
}

/* Whatever was moved where before, the newest move goes where it says. */
static void
test_moves_settle (void)
{
  for (guint round = 0; round < (g_test_slow () ? 1000 : 40); round++)
    {
      g_autoptr(AipPromptEdits) edits = aip_prompt_edits_new ();
      AipSetup setup;

      read_setup (&setup);
      for (guint i = 0; i < 20; i++)
        {
          g_autoptr(AipPromptComposition) before = compose (edits, &setup, "flux-dev");
          g_autoptr(GPtrArray) expected = g_ptr_array_new ();
          g_autoptr(AipPromptComposition) prompt = NULL;
          guint from = (guint) g_test_rand_int_range (0, (int) before->fragments->len);
          guint to = (guint) g_test_rand_int_range (0, (int) before->fragments->len);
          const AipFragment *moved = g_ptr_array_index (before->fragments, from);
          const AipFragment *after = NULL;

          for (guint j = 0; j < before->fragments->len; j++)
            if (j != from)
              g_ptr_array_add (expected, g_ptr_array_index (before->fragments, j));
          if (to > 0)
            after = g_ptr_array_index (expected, to - 1);
          g_ptr_array_insert (expected, (int) to, (gpointer) moved);

          aip_prompt_edits_move (edits, moved->key, after != NULL ? after->key : NULL, NULL);
          prompt = compose (edits, &setup, "flux-dev");
          g_assert_cmpuint (prompt->fragments->len, ==, expected->len);
          for (guint j = 0; j < expected->len; j++)
            g_assert_cmpstr (((AipFragment *) prompt->fragments->pdata[j])->key, ==,
                             ((AipFragment *) expected->pdata[j])->key);
        }
    }
}

static void
test_english (void)
{
  const AipPromptParts korean = {
    .description = "미나가 부두 끝에서 기다린다", .action = "달리기 시작한다",
  };
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_new ();
  AipComposerInput input = { .parts = &korean, .english = "Mina waits and runs" };
  g_autoptr(AipPromptComposition) flux = NULL;
  g_autoptr(AipPromptComposition) qwen = NULL;

  aip_prompt_edits_set_fragment (edits, "description#english", "Mina waits, then runs",
                                 "Mina waits and runs");
  aip_prompt_edits_apply (edits, &input);
  flux = aip_composer_compose (&input, aip_targets_find (targets, "flux-dev"));
  qwen = aip_composer_compose (&input, aip_targets_find (targets, "qwen-image"));
  g_assert_cmpstr (flux->positive, ==, "Mina waits, then runs.");
  g_assert_cmpstr (qwen->positive, ==, "미나가 부두 끝에서 기다린다. 달리기 시작한다.");
}

static void
test_states (void)
{
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_new ();
  g_autoptr(AipPromptComposition) prompt = NULL;
  AipSetup setup;

  read_setup (&setup);
  aip_prompt_edits_set_fragment (edits, "light/style", "Medium close-up", "x");
  aip_prompt_edits_set_fragment (edits, "shot/size", "Medium close-up", "x");
  prompt = compose (edits, &setup, "flux-kontext");
  g_assert_cmpint (find (prompt, "cast#Mina")->state, ==, AIP_FRAGMENT_UNUSED);
  g_assert_cmpint (find (prompt, "light/style")->state, ==, AIP_FRAGMENT_REPEATED);
  g_assert_true (says (prompt, "Change the shot: Medium close-up, from a low angle"));
}

/* Random edits --------------------------------------------------------------------------------- */

static void
edit_at_random (AipPromptEdits             *edits,
                const AipPromptComposition *prompt)
{
  static const char *const words[] = {
    "through a doorway", "Rain is about to fall.", "안개 낀 부두", "seagulls, many of them", "Now!",
  };
  guint n_fragments = prompt->fragments->len;
  const AipFragment *one, *other;
  const char *text = words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];

  one = g_ptr_array_index (prompt->fragments, g_test_rand_int_range (0, (int) n_fragments));
  other = g_ptr_array_index (prompt->fragments, g_test_rand_int_range (0, (int) n_fragments));
  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      aip_prompt_edits_set_fragment (edits, one->key, text, one->original);
      break;

    case 1:
      aip_prompt_edits_set_left_out (edits, one->key, TRUE);
      break;

    case 2:
      aip_prompt_edits_set_locked (edits, one->key, TRUE);
      aip_prompt_edits_set_fragment (edits, one->key, one->words, one->original);
      break;

    case 3:
      aip_prompt_edits_add_text (edits, text, one->key, other->key);
      break;

    case 4:
      aip_prompt_edits_reset (edits, one->key);
      break;

    default:
      aip_prompt_edits_move (edits, one->key, other->key, NULL);
      break;
    }
}

static void
check (const AipPromptComposition *prompt,
       const AipTarget            *target)
{
  gsize end = 0;
  g_autoptr(GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_true (g_utf8_validate (prompt->positive, -1, NULL));
  if (strstr (prompt->positive, "  ") != NULL || strstr (prompt->positive, "..") != NULL ||
      strstr (prompt->positive, ",,") != NULL || strstr (prompt->positive, " ,") != NULL ||
      strpbrk (prompt->positive, "#_") != NULL)
    g_error ("%s: %s", target->id, prompt->positive);
  if (!aip_target_is_video (target))
    g_assert_null (strstr (prompt->positive, "camera moves"));

  for (guint i = 0; i < prompt->fragments->len; i++)
    {
      const AipFragment *fragment = g_ptr_array_index (prompt->fragments, i);
      g_autofree char *there = NULL;

      g_assert_true (g_hash_table_add (keys, fragment->key));
      g_assert_false (fragment->locked && fragment->state == AIP_FRAGMENT_TOO_LONG);
      g_assert_cmpint (fragment->cut, ==, fragment->state != AIP_FRAGMENT_SAID);
      if (fragment->cut)
        continue;

      /* In reading order, and there to the letter. */
      there = g_strndup (prompt->positive + fragment->start, fragment->end - fragment->start);
      g_assert_cmpstr (there, ==, fragment->text);
      g_assert_cmpuint (fragment->start, >=, end);
      end = fragment->end;
    }
}

static void
test_random (void)
{
  guint n_targets;
  const AipTarget *const *all = aip_targets_get_all (targets, &n_targets);

  for (guint round = 0; round < (g_test_slow () ? 2000 : 100); round++)
    {
      g_autoptr(AipPromptEdits) edits = aip_prompt_edits_new ();
      g_autoptr(AipPromptEdits) again = NULL;
      g_autofree char *stored = NULL;
      AipSetup setup;

      cinema_fixture_random_setup (catalogue, &setup);
      for (guint i = 0; i < 12; i++)
        {
          const AipTarget *target = all[g_test_rand_int_range (0, (int) n_targets)];
          g_autoptr(AipPromptComposition) prompt = compose (edits, &setup, target->id);

          edit_at_random (edits, prompt);
        }
      stored = aip_prompt_edits_to_text (edits);
      again = aip_prompt_edits_from_text (stored, NULL);
      if (!aip_prompt_edits_equal (edits, again))
        g_error ("%s", stored);

      for (guint i = 0; i < n_targets; i++)
        {
          g_autoptr(AipPromptComposition) prompt = compose (edits, &setup, all[i]->id);
          g_autoptr(AipPromptComposition) same = compose (again, &setup, all[i]->id);

          check (prompt, all[i]);
          g_assert_cmpstr (prompt->positive, ==, same->positive);
          g_assert_cmpuint (prompt->tokens, ==, same->tokens);
        }
    }
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

  g_test_add_func ("/cinema/prompt-edits/file", test_file);
  g_test_add_func ("/cinema/prompt-edits/nothing", test_nothing);
  g_test_add_func ("/cinema/prompt-edits/strange-files", test_strange_files);
  g_test_add_func ("/cinema/prompt-edits/bounds", test_bounds);
  g_test_add_func ("/cinema/prompt-edits/fragments", test_fragments);
  g_test_add_func ("/cinema/prompt-edits/control-changes", test_control_changes);
  g_test_add_func ("/cinema/prompt-edits/free-texts", test_free_texts);
  g_test_add_func ("/cinema/prompt-edits/cutting-texts", test_cutting_texts);
  g_test_add_func ("/cinema/prompt-edits/moves", test_moves);
  g_test_add_func ("/cinema/prompt-edits/moves-settle", test_moves_settle);
  g_test_add_func ("/cinema/prompt-edits/english", test_english);
  g_test_add_func ("/cinema/prompt-edits/states", test_states);
  g_test_add_func ("/cinema/prompt-edits/random", test_random);

  status = g_test_run ();
  g_object_unref (targets);
  g_object_unref (catalogue);

  return status;
}
