/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-error.h"
#include "aip-estimates.h"
#include "aip-placement.h"

#define GIB ((guint64) 1 << 30)

#define MAX_SEATS 4

static const char *const not_a_b[] = { "a", "b", NULL };
static const char *const not_a[] = { "a", NULL };

/* Seats are named "a", "b" … by their place. */
static const struct {
  const char          *what;
  guint64              need;
  const char *const   *excluded;
  AipSeat              seats[MAX_SEATS];
  guint                n_seats;
  AipPlacementVerdict  verdict;
  guint                seat;
} cases[] = {
  { "nobody", 0, NULL, { { 0 } }, 0, AIP_PLACEMENT_NO_WORKER, 0 },
  { "nobody at home", 0, NULL, { { .vram = 24 * GIB } }, 1, AIP_PLACEMENT_OFFLINE, 0 },
  { "one", 14 * GIB, NULL, { { .online = TRUE, .vram = 24 * GIB } }, 1, AIP_PLACEMENT_FOUND, 0 },
  { "exactly enough", 24 * GIB, NULL, { { .online = TRUE, .vram = 24 * GIB } }, 1,
    AIP_PLACEMENT_FOUND, 0 },
  { "one byte short", 24 * GIB + 1, NULL, { { .online = TRUE, .vram = 24 * GIB } }, 1,
    AIP_PLACEMENT_TOO_SMALL, 0 },
  { "memory of several is not added up", 14 * GIB, NULL,
    { { .online = TRUE, .vram = 8 * GIB }, { .online = TRUE, .vram = 12 * GIB } }, 2,
    AIP_PLACEMENT_TOO_SMALL, 0 },
  { "unknown memory fits", 14 * GIB, NULL, { { .online = TRUE } }, 1, AIP_PLACEMENT_FOUND, 0 },
  { "unknown need fits", 0, NULL, { { .online = TRUE, .vram = GIB } }, 1, AIP_PLACEMENT_FOUND, 0 },
  { "known memory before unknown", 14 * GIB, NULL,
    { { .online = TRUE }, { .online = TRUE, .vram = 24 * GIB } }, 2, AIP_PLACEMENT_FOUND, 1 },
  { "paused", 0, NULL, { { .online = TRUE, .paused = TRUE } }, 1, AIP_PLACEMENT_PAUSED, 0 },
  { "resting", 0, NULL, { { .online = TRUE, .resting = TRUE } }, 1, AIP_PLACEMENT_RESTING, 0 },
  { "failed there", 0, not_a, { { .online = TRUE } }, 1, AIP_PLACEMENT_EXCLUDED, 0 },
  { "failed on the first", 0, not_a, { { .online = TRUE }, { .online = TRUE } }, 2,
    AIP_PLACEMENT_FOUND, 1 },
  { "failed everywhere", 0, not_a_b, { { .online = TRUE }, { .online = TRUE } }, 2,
    AIP_PLACEMENT_EXCLUDED, 0 },
  { "a second one may wait there", 0, NULL,
    { { .online = TRUE, .n_mine = 1, .backlog = 20, .seconds = 20 } }, 1, AIP_PLACEMENT_FOUND, 0 },
  { "a third may not", 0, NULL, { { .online = TRUE, .n_mine = 2, .backlog = 40, .seconds = 20 } }, 1,
    AIP_PLACEMENT_BUSY, 0 },
  { "idle before busy", 0, NULL,
    { { .online = TRUE, .n_mine = 1, .backlog = 20, .seconds = 20 },
      { .online = TRUE, .seconds = 20 } }, 2, AIP_PLACEMENT_FOUND, 1 },
  { "fast and busy before slow and idle", 0, NULL,
    { { .online = TRUE, .n_mine = 1, .backlog = 5, .seconds = 5 },
      { .online = TRUE, .seconds = 60 } }, 2, AIP_PLACEMENT_FOUND, 0 },
  { "others' jobs count", 0, NULL,
    { { .online = TRUE, .backlog = 200, .seconds = 20 }, { .online = TRUE, .seconds = 100 } }, 2,
    AIP_PLACEMENT_FOUND, 1 },
  { "lacks a model", 0, NULL, { { .online = TRUE, .missing = "no flux" } }, 1,
    AIP_PLACEMENT_MISSING, 0 },
  { "the other has it", 0, NULL,
    { { .online = TRUE, .missing = "no flux", .seconds = 1 }, { .online = TRUE, .seconds = 99 } }, 2,
    AIP_PLACEMENT_FOUND, 1 },
  { "leave the large one free", 8 * GIB, NULL,
    { { .online = TRUE, .vram = 48 * GIB, .seconds = 20 },
      { .online = TRUE, .vram = 12 * GIB, .seconds = 20 } }, 2, AIP_PLACEMENT_FOUND, 1 },
  { "not where it ran out of memory", 8 * GIB, NULL,
    { { .online = TRUE, .vram = 12 * GIB, .seconds = 1, .reluctant = TRUE },
      { .online = TRUE, .vram = 24 * GIB, .seconds = 99 } }, 2, AIP_PLACEMENT_FOUND, 1 },
  { "unless there is no other", 8 * GIB, NULL,
    { { .online = TRUE, .vram = 12 * GIB, .reluctant = TRUE },
      { .online = TRUE, .vram = 4 * GIB } }, 2, AIP_PLACEMENT_FOUND, 0 },
  { "the closest to taking it explains", 14 * GIB, NULL,
    { { 0 }, { .online = TRUE, .vram = 8 * GIB }, { .online = TRUE, .vram = 24 * GIB, .n_mine = 2 },
      { .online = TRUE, .paused = TRUE } }, 4, AIP_PLACEMENT_BUSY, 0 },
  { "equal ones in order", 0, NULL, { { .online = TRUE }, { .online = TRUE } }, 2,
    AIP_PLACEMENT_FOUND, 0 },
};

static void
test_choose (void)
{
  static const char *const names[MAX_SEATS] = { "a", "b", "c", "d" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AipSeat seats[MAX_SEATS];
      AipNeed need = { .vram = cases[i].need, .excluded = cases[i].excluded };
      AipPlacement placement;
      g_autofree char *reason = NULL;

      memcpy (seats, cases[i].seats, sizeof seats);
      for (guint s = 0; s < MAX_SEATS; s++)
        seats[s].address = names[s];

      g_test_message ("%s", cases[i].what);
      placement = aip_placement_choose (&need, seats, cases[i].n_seats);
      g_assert_cmpint (placement.verdict, ==, cases[i].verdict);
      if (placement.verdict == AIP_PLACEMENT_FOUND)
        g_assert_cmpuint (placement.seat, ==, cases[i].seat);

      reason = aip_placement_explain (&placement, &need);
      g_assert_cmpint (placement.verdict == AIP_PLACEMENT_FOUND, ==, *reason == '\0');
    }
}

static void
test_explain_names_the_numbers (void)
{
  const AipSeat seats[] = { { .address = "a", .online = TRUE, .vram = 8 * GIB },
                            { .address = "b", .online = TRUE, .vram = 12 * GIB } };
  const AipNeed need = { .vram = 14 * GIB + GIB / 2 };
  AipPlacement placement = aip_placement_choose (&need, seats, G_N_ELEMENTS (seats));
  g_autofree char *reason = aip_placement_explain (&placement, &need);

  g_assert_cmpstr (reason, ==, "Needs 14.5 GB of graphics memory; the largest worker has 12 GB");
}

static void
test_verdict (void)
{
  static const struct {
    int        code;
    guint      attempts;
    gboolean   other;
    gboolean   bigger;
    AipVerdict verdict;
  } verdicts[] = {
    { AIP_ERROR_NETWORK, 1, FALSE, FALSE, AIP_VERDICT_REQUEUE },
    { AIP_ERROR_NETWORK, AIP_MAX_ATTEMPTS, TRUE, TRUE, AIP_VERDICT_FAIL },
    { AIP_ERROR_REJECTED, 0, TRUE, TRUE, AIP_VERDICT_FAIL },
    { AIP_ERROR_INVALID, 1, TRUE, TRUE, AIP_VERDICT_FAIL },
    { AIP_ERROR_UNBOUND, 0, TRUE, TRUE, AIP_VERDICT_FAIL },
    { AIP_ERROR_OUT_OF_MEMORY, 1, TRUE, FALSE, AIP_VERDICT_FAIL },
    { AIP_ERROR_OUT_OF_MEMORY, 1, TRUE, TRUE, AIP_VERDICT_BIGGER },
    { AIP_ERROR_OUT_OF_MEMORY, 9, TRUE, TRUE, AIP_VERDICT_BIGGER },
    { AIP_ERROR_EXECUTION, 1, FALSE, FALSE, AIP_VERDICT_FAIL },
    { AIP_ERROR_EXECUTION, 1, TRUE, FALSE, AIP_VERDICT_ELSEWHERE },
    { AIP_ERROR_EXECUTION, 2, TRUE, TRUE, AIP_VERDICT_FAIL },
    { AIP_ERROR_NO_SPACE, 1, TRUE, TRUE, AIP_VERDICT_FAIL },
    { AIP_ERROR_CANCELLED, 1, TRUE, TRUE, AIP_VERDICT_FAIL },
    { AIP_ERROR_FAILED, 1, TRUE, TRUE, AIP_VERDICT_FAIL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (verdicts); i++)
    g_assert_cmpint (aip_verdict_for (verdicts[i].code, verdicts[i].attempts, verdicts[i].other,
                                      verdicts[i].bigger), ==, verdicts[i].verdict);

  g_assert_false (aip_verdict_blames_worker (AIP_ERROR_REJECTED));
  g_assert_false (aip_verdict_blames_worker (AIP_ERROR_OUT_OF_MEMORY));
  g_assert_true (aip_verdict_blames_worker (AIP_ERROR_EXECUTION));
}

static void
test_estimates (void)
{
  g_autoptr(AipEstimates) estimates = aip_estimates_new ();
  g_autoptr(AipEstimates) copy = aip_estimates_new ();
  g_autoptr(JsonObject) json = NULL;
  double guess = aip_estimates_get_seconds (estimates, "a", "flux");

  g_assert_cmpfloat (guess, >, 0);

  aip_estimates_learn (estimates, "a", "flux", 10);
  aip_estimates_learn (estimates, "b", "flux", 20);
  g_assert_cmpfloat (aip_estimates_get_seconds (estimates, "a", "flux"), ==, 10);
  g_assert_cmpfloat (aip_estimates_get_seconds (estimates, "b", "flux"), ==, 20);
  /* somewhere between the two for a worker that has not done it yet */
  g_assert_cmpfloat (aip_estimates_get_seconds (estimates, "c", "flux"), >, 10);
  g_assert_cmpfloat (aip_estimates_get_seconds (estimates, "c", "flux"), <, 20);

  for (guint i = 0; i < 50; i++)
    aip_estimates_learn (estimates, "a", "flux", 4);
  g_assert_cmpfloat_with_epsilon (aip_estimates_get_seconds (estimates, "a", "flux"), 4, 0.01);

  /* a clock that jumped teaches nothing */
  aip_estimates_learn (estimates, "a", "flux", -1);
  aip_estimates_learn (estimates, "a", "flux", 1e300);
  aip_estimates_learn (estimates, "a", "flux", 0.0 / 0.0);
  g_assert_cmpfloat_with_epsilon (aip_estimates_get_seconds (estimates, "a", "flux"), 4, 0.01);

  json = aip_estimates_to_json (estimates);
  json_object_set_string_member (json, "flux\nz", "soon");
  json_object_set_double_member (json, "flux\ny", -5);
  aip_estimates_read_json (copy, json);
  g_assert_cmpfloat_with_epsilon (aip_estimates_get_seconds (copy, "a", "flux"), 4, 0.01);

  g_assert_false (aip_estimates_had_oom (estimates, "a", "flux"));
  aip_estimates_learn_oom (estimates, "a", "flux");
  g_assert_true (aip_estimates_had_oom (estimates, "a", "flux"));
  g_assert_false (aip_estimates_had_oom (estimates, "a", "sdxl"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/placement/choose", test_choose);
  g_test_add_func ("/placement/explain", test_explain_names_the_numbers);
  g_test_add_func ("/placement/verdict", test_verdict);
  g_test_add_func ("/placement/estimates", test_estimates);

  return g_test_run ();
}
