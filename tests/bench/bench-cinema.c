/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Rules, options, prompts and the catalogue against the clock: a person drags a slider and everything
 * follows. Medians of several runs; nothing here passes or fails.
 */

#include "config.h"

#include <locale.h>

#include "aip-cinema-json.h"
#include "aip-paths.h"
#include "aip-prompt-edits.h"
#include "aip-rules.h"
#include "aip-word-diff.h"
#include "bench-stage.h"
#include "bench-support.h"

#define RUNS 31
#define EVALUATIONS 2000
#define COMPOSITIONS 200

static void
report (const char *name,
        const char *unit,
        GArray     *samples)
{
  g_print ("%-44s median %9.2f %s   min %9.2f   max %9.2f   (%u)\n", name,
           bench_quantile (samples, 0.5), unit,
           bench_quantile (samples, 0),
           bench_quantile (samples, 1), samples->len);
  g_array_set_size (samples, 0);
}

static void
add_sample (GArray *samples,
            gint64  since,
            double  divisor)
{
  double value = (double) (g_get_monotonic_time () - since) / divisor;

  g_array_append_val (samples, value);
}

static guint
mark_everything (AipCinema            *cinema,
                 const AipSetup       *setup,
                 const AipRuleContext *context,
                 int                  *marks)
{
  guint n_options = 0;

  for (AipSetupField field = 0; field < AIP_N_SETUP_FIELDS; field++)
    {
      guint count = aip_options_get_count (cinema->catalogue, setup, field);

      if (count == 0)
        continue;
      aip_options_mark (cinema->catalogue, setup, context, field, marks, count);
      n_options += count;
    }

  return n_options;
}

/* A prompt that somebody has worked on a lot: ten edits, ten texts in between, ten moves. */
static void
bench_edits (GArray                 *samples,
             const AipPromptParts   *parts,
             const AipSetup         *setup,
             const AipTarget *const *targets,
             guint                   n_targets)
{
  static const char *const keys[] = {
    "description", "action", "shot/size", "shot/angle", "lens/focal", "light/key", "light/time",
    "mood/mood", "look/tone", "composition/composition",
  };
  g_autoptr(AipPromptEdits) edits = aip_prompt_edits_new ();
  g_autoptr(AipPromptComposition) prompt = NULL;
  AipComposerInput input = { .parts = parts, .setup = setup };
  guint n_changes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text = g_strdup_printf ("a text of %u words somebody wrote", i);

      aip_prompt_edits_set_fragment (edits, keys[i], text, "other words");
      aip_prompt_edits_add_text (edits, text, keys[i], NULL);
      aip_prompt_edits_move (edits, keys[i], keys[(i + 3) % G_N_ELEMENTS (keys)], NULL);
    }

  for (guint run = 0; run < RUNS; run++)
    {
      gint64 since = g_get_monotonic_time ();

      for (guint i = 0; i < COMPOSITIONS; i++)
        {
          aip_prompt_edits_apply (edits, &input);
          aip_prompt_composition_free (aip_composer_compose (&input, targets[i % n_targets]));
        }
      add_sample (samples, since, COMPOSITIONS);
    }
  report ("compose a prompt with 30 edits", "µs", samples);

  prompt = aip_composer_compose (&input, targets[0]);
  for (guint run = 0; run < RUNS; run++)
    {
      gint64 since = g_get_monotonic_time ();
      g_autoptr(AipWordDiff) diff = aip_word_diff_new ("Mina waits at the end of the pier. She "
                                                       "turns. Close-up, at night, in the rain.",
                                                       prompt->positive);

      n_changes += diff->n_added;
      add_sample (samples, since, 1);
    }
  g_assert (n_changes > 0);
  report ("compare a prompt with an earlier one", "µs", samples);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(AipCinema) cinema = NULL;
  g_autofree int *marks = g_new (int, 20000);
  AipRuleContext context = AIP_RULE_CONTEXT_INIT;
  AipFinding findings[AIP_MAX_FINDINGS];
  const AipPromptParts parts = {
    .description = "Mina waits at the end of the pier",
    .action = "She turns around and begins to run",
  };
  const AipPreset *preset;
  AipSetup early;
  guint n_options = 0, n_targets, n_findings;
  const AipTarget *const *targets;

  /* Or the µ of the unit becomes a question mark. */
  setlocale (LC_ALL, "");

  for (guint run = 0; run < RUNS; run++)
    {
      gint64 since = g_get_monotonic_time ();
      g_autoptr(AipCatalogue) catalogue = aip_catalogue_load (shipped, NULL, NULL);

      add_sample (samples, since, 1000);
    }
  report ("load the catalogue", "ms", samples);

  for (guint run = 0; run < RUNS; run++)
    {
      gint64 since = g_get_monotonic_time ();

      g_clear_pointer (&cinema, aip_cinema_unref);
      cinema = aip_cinema_load (shipped, NULL, NULL, NULL);
      add_sample (samples, since, 1000);
    }
  g_assert (cinema != NULL);
  report ("load catalogue, models and presets", "ms", samples);

  preset = aip_presets_find (cinema->presets, "blade_runner");
  g_assert (preset != NULL);
  context.target = aip_targets_find (cinema->targets, "wan-2.2-t2v");
  context.seconds = 5;

  for (guint run = 0; run < RUNS; run++)
    {
      gint64 since = g_get_monotonic_time ();

      for (guint i = 0; i < EVALUATIONS; i++)
        aip_rules_evaluate (&preset->setup, &context, AIP_ALL_FIELDS, findings);
      add_sample (samples, since, EVALUATIONS);
    }
  g_print ("%u rules; a full setup:\n", aip_rules_get_count ());
  report ("evaluate all rules", "µs", samples);

  for (guint run = 0; run < RUNS; run++)
    {
      gint64 since = g_get_monotonic_time ();

      n_options = mark_everything (cinema, &preset->setup, &context, marks);
      add_sample (samples, since, 1000);
    }
  g_print ("%u options of all fields:\n", n_options);
  report ("mark all options", "ms", samples);

  /* The same film made thirty years too early. */
  early = preset->setup;
  early.year -= 30;
  n_findings = aip_rules_evaluate (&early, &context, AIP_ALL_FIELDS, findings);
  for (guint run = 0; run < RUNS; run++)
    for (guint i = 0; i < n_findings; i++)
      {
        AipFix fixes[AIP_MAX_FIXES];
        gint64 since = g_get_monotonic_time ();

        aip_finding_get_fixes (&findings[i], &early, &context, cinema->catalogue, fixes);
        add_sample (samples, since, 1000);
      }
  g_print ("%u findings:\n", n_findings);
  report ("look for the fixes of one", "ms", samples);

  targets = aip_targets_get_all (cinema->targets, &n_targets);
  for (guint run = 0; run < RUNS; run++)
    {
      gint64 since = g_get_monotonic_time ();

      for (guint i = 0; i < COMPOSITIONS; i++)
        {
          const AipComposerInput input = { .parts = &parts, .setup = &preset->setup };

          aip_prompt_composition_free (aip_composer_compose (&input, targets[i % n_targets]));
        }
      add_sample (samples, since, COMPOSITIONS);
    }
  report ("compose a prompt", "µs", samples);
  bench_edits (samples, &parts, &preset->setup, targets, n_targets);

  for (guint run = 0; run < RUNS; run++)
    {
      gint64 since = g_get_monotonic_time ();
      g_autoptr(GPtrArray) found = aip_presets_search (cinema->presets, "deakins night");

      add_sample (samples, since, 1);
    }
  report ("search the presets", "µs", samples);

  bench_stage (cinema);

  return 0;
}
