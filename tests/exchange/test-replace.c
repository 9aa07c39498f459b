/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-replace"

#include "config.h"

#include <string.h>

#include "aip-error.h"
#include "aip-field-edit.h"
#include "aip-replace-hits.h"
#include "document-support.h"
#include "test-support.h"

typedef struct {
  char        *folder;
  AipDocument *document;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *project = NULL;

  fixture->folder = test_dir_new ();
  project = g_build_filename (fixture->folder, "project", NULL);
  fixture->document = test_document_create (project);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_document_close (g_steal_pointer (&fixture->document));
  test_dir_remove (fixture->folder);
  g_free (fixture->folder);
}

static char *
replace_text (const char      *text,
              const char      *pattern,
              const char      *replacement,
              AipReplaceFlags  flags)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AipReplacePattern) compiled = aip_replace_pattern_new (pattern, replacement, flags,
                                                                   &error);
  g_autoptr(GArray) matches = NULL;

  g_assert_no_error (error);
  matches = aip_replace_pattern_find (compiled, text, &error);
  g_assert_no_error (error);

  return aip_replace_matches (text, matches);
}

static void
test_pattern (void)
{
  static const struct {
    const char      *text;
    const char      *pattern;
    const char      *replacement;
    AipReplaceFlags  flags;
    const char      *after;
  } rows[] = {
    { "A red coat, a Red hat", "red", "blue", AIP_REPLACE_PLAIN, "A blue coat, a blue hat" },
    { "A red coat, a Red hat", "red", "blue", AIP_REPLACE_MATCH_CASE, "A blue coat, a Red hat" },
    { "a.c abc", "a.c", "x$1\\1", AIP_REPLACE_PLAIN, "x$1\\1 abc" },
    { "car, scar, car", "car", "van", AIP_REPLACE_WHOLE_WORDS, "van, scar, van" },
    { "비 오는 밤, 비옷", "비", "눈", AIP_REPLACE_WHOLE_WORDS, "눈 오는 밤, 비옷" },
    { "비 오는 밤, 비옷", "비", "눈", AIP_REPLACE_PLAIN, "눈 오는 밤, 눈옷" },
    { "SHT-0010", "SHT-(\\d+)", "SC1-$1", AIP_REPLACE_REGEX, "SC1-0010" },
    { "SHT-0010", "(SHT)-(\\d+)", "\\2/\\g<1>$$", AIP_REPLACE_REGEX, "0010/SHT$" },
    { "한서윤: 안녕", "(?<who>\\w+): (\\w+)", "$2 — \\g<who>", AIP_REPLACE_REGEX,
      "안녕 — 한서윤" },
    { "one\ntwo", "^", "- ", AIP_REPLACE_REGEX, "- one\n- two" },
    { "aaa", "a*?", "b", AIP_REPLACE_REGEX, NULL },
    { "É é", "é", "e", AIP_REPLACE_PLAIN, "e e" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *after = replace_text (rows[i].text, rows[i].pattern, rows[i].replacement,
                                             rows[i].flags);

      g_assert_true (g_utf8_validate (after, -1, NULL));
      if (rows[i].after != NULL)
        g_assert_cmpstr (after, ==, rows[i].after);
    }
}

static void
test_bad_patterns (void)
{
  static const struct {
    const char *pattern;
    const char *replacement;
  } rows[] = {
    { "", "x" }, { "(", "x" }, { "a**", "x" }, { "a", "\\g<" }, { "(*LIMIT_MATCH=9999999)a)(", "" },
  };
  g_autofree char *huge = g_strnfill (5000, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (aip_replace_pattern_new (rows[i].pattern, rows[i].replacement,
                                              AIP_REPLACE_REGEX, &error));
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
    }

  g_assert_null (aip_replace_pattern_new (huge, "", AIP_REPLACE_PLAIN, NULL));
}

/* An expression that would run for hours is given up in a moment. */
static void
test_endless (void)
{
  g_autoptr(AipReplacePattern) pattern = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strnfill (4000, 'a');
  gint64 start = g_get_monotonic_time ();

  pattern = aip_replace_pattern_new ("^(a+)+$|(a|aa)+b", "", AIP_REPLACE_REGEX, &error);
  g_assert_no_error (error);
  text[3999] = 'c';
  g_assert_null (aip_replace_pattern_find (pattern, text, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_TIMEOUT);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
}

/* Documents ----------------------------------------------------------------------------------- */

static AipReplaceHits *
find (Fixture           *fixture,
      const char *const *fields,
      const char        *pattern,
      const char        *replacement,
      AipReplaceFlags    flags)
{
  g_autoptr(AipReplaceSource) source = NULL;
  g_autoptr(AipReplacePattern) compiled = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) all = aip_replace_dup_fields (fixture->document);
  AipReplaceHits *hits;

  source = aip_replace_source_new (fixture->document, NULL,
                                   fields != NULL ? fields : (const char *const *) all);
  compiled = aip_replace_pattern_new (pattern, replacement, flags, &error);
  g_assert_no_error (error);
  while (!aip_replace_source_read (source, 1000))
    ;
  aip_replace_find_async (source, compiled, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  hits = aip_replace_find_finish (result, &error);
  g_assert_no_error (error);

  return hits;
}

static void
set_tags (Fixture           *fixture,
          AipShot           *shot,
          const char *const *tags)
{
  aip_document_begin (fixture->document, "Tags");
  g_assert_true (aip_document_set_texts (fixture->document, AIP_ENTITY (shot), "tags", tags,
                                         NULL));
  aip_document_commit (fixture->document);
}

static void
lock (Fixture *fixture,
      AipShot *shot)
{
  aip_document_begin (fixture->document, "Lock");
  g_assert_true (aip_document_set (fixture->document, AIP_ENTITY (shot), "locked",
                                   g_variant_new_boolean (TRUE), NULL));
  aip_document_commit (fixture->document);
}

static void
test_apply (Fixture       *fixture,
            gconstpointer  data)
{
  const char *const tags[] = { "rain", "night rain", "day", NULL };
  AipShot *one = test_add_shot (fixture->document, "Rain on the pier. More rain.");
  AipShot *two = test_add_shot (fixture->document, "No weather");
  AipShot *three = test_add_shot (fixture->document, "Rain again");
  g_autoptr(AipReplaceHits) hits = NULL;
  g_auto(AipReplaceReport) report = { 0 };
  g_auto(GStrv) now = NULL;

  set_tags (fixture, one, tags);
  test_set_text (fixture->document, two, "negative", "rain, umbrella");
  test_set_text (fixture->document, two, "english", "Rainy");
  lock (fixture, three);

  hits = find (fixture, NULL, "rain", "snow", AIP_REPLACE_PLAIN);
  g_assert_cmpuint (aip_replace_hits_get_count (hits), ==, 7);
  g_assert_cmpuint (aip_replace_hits_get_n_shots (hits), ==, 3);
  g_assert_cmpuint (aip_replace_hits_get_n_problems (hits), ==, 1);
  g_assert_false (aip_replace_hit_get_ticked (aip_replace_hits_peek (hits, 6)));
  g_assert_nonnull (strstr (aip_replace_hit_get_problem (aip_replace_hits_peek (hits, 6)),
                            "locked"));

  /* The first of two in one text stays; what is locked is ticked all the same and refused. */
  aip_replace_hit_set_ticked (aip_replace_hits_peek (hits, 0), FALSE);
  aip_replace_hit_set_ticked (aip_replace_hits_peek (hits, 6), TRUE);
  aip_replace_hits_apply (hits, fixture->document, &report);
  g_assert_cmpuint (report.n_replaced, ==, 5);
  g_assert_cmpuint (report.n_shots, ==, 2);
  g_assert_cmpuint (report.n_refused, ==, 1);
  g_assert_cmpuint (report.problems->len, ==, 1);
  g_assert_cmpstr (aip_shot_get_description (one), ==, "Rain on the pier. More snow.");
  now = aip_entity_dup_texts (AIP_ENTITY (one), "tags");
  g_assert_cmpstrv (now, ((const char *const[]) { "snow", "night snow", "day", NULL }));
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (two), "english"), ==, "snowy");
  g_assert_cmpstr (aip_shot_get_description (three), ==, "Rain again");

  /* One step. */
  g_assert_cmpstr (aip_document_get_undo_label (fixture->document), ==,
                   "Replace “rain” in 3 Shots");
  g_assert_true (aip_document_undo (fixture->document));
  g_assert_cmpstr (aip_shot_get_description (one), ==, "Rain on the pier. More rain.");
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (two), "negative"), ==, "rain, umbrella");
}

/* Codes that all take the place of the next one; and one that is no code any more. */
static void
test_new_codes (Fixture       *fixture,
                gconstpointer  data)
{
  const char *const fields[] = { "code", NULL };
  g_autoptr(AipReplaceHits) hits = NULL;
  g_autoptr(AipReplaceHits) worse = NULL;
  g_auto(AipReplaceReport) report = { 0 };
  g_autofree char *codes = NULL;
  g_autofree char *after = NULL;

  for (guint i = 0; i < 4; i++)
    test_add_shot (fixture->document, "");
  codes = test_codes (fixture->document);
  g_assert_cmpstr (codes, ==, "SHT-0010 SHT-0020 SHT-0030 SHT-0040");

  hits = find (fixture, fields, "SHT-", "A", AIP_REPLACE_MATCH_CASE);
  aip_replace_hits_apply (hits, fixture->document, &report);
  after = test_codes (fixture->document);
  g_assert_cmpstr (after, ==, "A0010 A0020 A0030 A0040");
  g_assert_cmpuint (report.n_refused, ==, 0);

  worse = find (fixture, fields, "A.*", "A", AIP_REPLACE_REGEX);
  aip_replace_report_clear (&report);
  aip_replace_hits_apply (worse, fixture->document, &report);
  /* The first may be called so; the others would be too. */
  g_assert_cmpuint (report.n_replaced, ==, 1);
  g_assert_cmpuint (report.n_refused, ==, 3);
  g_assert_cmpuint (report.problems->len, ==, 3);
}

/* A text field that the project has for itself. */
static void
test_project_field (Fixture       *fixture,
                    gconstpointer  data)
{
  AipShot *shot = test_add_shot (fixture->document, "rain");
  g_autoptr(AipCustomFormat) format = aip_custom_format_new (AIP_CUSTOM_TEXT);
  g_autoptr(AipReplaceHits) hits = NULL;
  g_auto(AipReplaceReport) report = { 0 };
  g_autoptr(GVariant) value = g_variant_ref_sink (g_variant_new_string ("비, rain"));
  AipCustomField *field;

  field = aip_field_edit_add (fixture->document, "Weather", format, NULL);
  g_assert_nonnull (field);
  aip_document_begin (fixture->document, "Weather");
  g_assert_true (aip_field_edit_set_value (fixture->document, shot, field, value, NULL));
  aip_document_commit (fixture->document);

  hits = find (fixture, NULL, "rain", "snow", AIP_REPLACE_PLAIN);
  g_assert_cmpuint (aip_replace_hits_get_count (hits), ==, 2);
  g_assert_cmpstr (aip_replace_hit_get_field_title (aip_replace_hits_peek (hits, 1)), ==,
                   "Weather");
  aip_replace_hits_apply (hits, fixture->document, &report);
  g_assert_cmpuint (report.n_replaced, ==, 2);
  g_assert_cmpstr (g_variant_get_string (
                     aip_shot_get_custom_value (shot, aip_entity_get_id (AIP_ENTITY (field))),
                     NULL), ==, "비, snow");
}

static void
test_changed_meanwhile (Fixture       *fixture,
                        gconstpointer  data)
{
  AipShot *one = test_add_shot (fixture->document, "old words");
  AipShot *two = test_add_shot (fixture->document, "old words");
  g_autoptr(AipReplaceHits) hits = find (fixture, NULL, "old", "new", AIP_REPLACE_PLAIN);
  g_auto(AipReplaceReport) report = { 0 };

  test_set_text (fixture->document, one, "description", "other old words");
  aip_replace_hits_apply (hits, fixture->document, &report);
  g_assert_cmpuint (report.n_replaced, ==, 1);
  g_assert_cmpuint (report.n_refused, ==, 1);
  g_assert_cmpstr (aip_shot_get_description (one), ==, "other old words");
  g_assert_cmpstr (aip_shot_get_description (two), ==, "new words");
}

static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(AipReplaceHits) hits = NULL;
  g_autoptr(AipReplaceSource) source = NULL;
  g_auto(AipReplaceReport) report = { 0 };
  g_auto(GStrv) all = aip_replace_dup_fields (fixture->document);
  gint64 start, longest = 0;
  guint n_slices = 0;

  aip_document_begin (fixture->document, "Many");
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *description = g_strdup_printf ("Shot %u of the harbour at dawn", i);
      GVariantDict fields;

      g_variant_dict_init (&fields, NULL);
      g_variant_dict_insert (&fields, "description", "s", description);
      g_assert_nonnull (aip_document_insert (fixture->document, AIP_KIND_SHOT,
                                             g_variant_dict_end (&fields), NULL));
    }
  aip_document_commit (fixture->document);

  source = aip_replace_source_new (fixture->document, NULL, (const char *const *) all);
  for (gboolean done = FALSE; !done; n_slices++)
    {
      start = g_get_monotonic_time ();
      done = aip_replace_source_read (source, 3000);
      longest = MAX (longest, g_get_monotonic_time () - start);
    }
  start = g_get_monotonic_time ();
  hits = find (fixture, NULL, "(\\d+) of the (h\\w+)", "$2 $1", AIP_REPLACE_REGEX);
  g_test_message ("%u slices, longest %" G_GINT64_FORMAT " µs; found in %" G_GINT64_FORMAT " µs",
                  n_slices, longest, g_get_monotonic_time () - start);
  g_assert_cmpuint (aip_replace_hits_get_count (hits), ==, 10000);

  start = g_get_monotonic_time ();
  aip_replace_hits_apply (hits, fixture->document, &report);
  g_test_message ("replaced in %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - start);
  g_assert_cmpuint (report.n_replaced, ==, 10000);
  g_assert_cmpstr (aip_shot_get_description (AIP_SHOT (aip_entity_list_peek (
                     aip_document_get_shots (fixture->document), 7))), ==,
                   "Shot harbour 7 at dawn");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/replace/pattern", test_pattern);
  g_test_add_func ("/exchange/replace/bad-patterns", test_bad_patterns);
  g_test_add_func ("/exchange/replace/endless", test_endless);
  g_test_add ("/exchange/replace/apply", Fixture, NULL, set_up, test_apply, tear_down);
  g_test_add ("/exchange/replace/codes", Fixture, NULL, set_up, test_new_codes, tear_down);
  g_test_add ("/exchange/replace/project-field", Fixture, NULL, set_up, test_project_field,
              tear_down);
  g_test_add ("/exchange/replace/changed-meanwhile", Fixture, NULL, set_up,
              test_changed_meanwhile, tear_down);
  g_test_add ("/exchange/replace/large", Fixture, NULL, set_up, test_large, tear_down);

  return g_test_run ();
}
