/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-fields"

#include "config.h"

#include "aip-error.h"
#include "aip-field-edit.h"
#include "aip-shot-fields.h"
#include "document-support.h"

typedef struct {
  char        *folder;
  char        *project;
  AipDocument *document;
  AipShot     *one;
  AipShot     *two;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_dir_new ();
  fixture->project = g_build_filename (fixture->folder, "project", NULL);
  fixture->document = test_document_create (fixture->project);
  fixture->one = test_add_shot (fixture->document, "one");
  fixture->two = test_add_shot (fixture->document, "two");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_document_close (fixture->document);
  test_dir_remove (fixture->folder);
  g_free (fixture->project);
  g_free (fixture->folder);
}

static AipCustomField *
add (Fixture       *fixture,
     const char    *name,
     AipCustomType  type,
     const char    *more)
{
  g_autoptr(AipCustomFormat) format = aip_custom_format_new (type);
  g_autoptr(GError) error = NULL;
  AipCustomField *field;

  if (type == AIP_CUSTOM_FORMULA)
    {
      g_free (format->formula);
      format->formula = aip_shot_field_formula_from_typed (fixture->document, NULL, more, &error);
      g_assert_no_error (error);
    }
  else if (more != NULL)
    g_set_str (&format->initial, more);
  field = aip_field_edit_add (fixture->document, name, format, &error);
  g_assert_no_error (error);

  return field;
}

static void
put (Fixture        *fixture,
     AipShot        *shot,
     AipCustomField *field,
     const char     *text)
{
  g_autoptr(GVariant) value = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_begin (fixture->document, "Edit");
  aip_field_edit_read_text (fixture->document, field, text, TRUE, &value, &error);
  g_assert_no_error (error);
  aip_field_edit_set_value (fixture->document, shot, field, value, &error);
  g_assert_no_error (error);
  aip_document_commit (fixture->document);
}

static void
assert_says (Fixture        *fixture,
             AipShot        *shot,
             AipCustomField *field,
             const char     *expected)
{
  g_autofree char *text = aip_shot_field_dup_text (fixture->document, shot, field);

  g_assert_cmpstr (text, ==, expected);
}

/* A field, its values and its going are there again when the project is. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  AipCustomField *field = add (fixture, "Lens", AIP_CUSTOM_SELECT, NULL);
  g_autofree char *id = g_strdup (aip_entity_get_id (AIP_ENTITY (field)));

  put (fixture, fixture->one, field, "Cooke");
  g_assert_true (aip_field_edit_remove (fixture->document, field, NULL));
  g_assert_null (aip_document_lookup (fixture->document, id));
  g_assert_true (aip_document_undo (fixture->document));
  test_document_close (fixture->document);

  fixture->document = test_document_open (fixture->project);
  field = aip_field_edit_find (fixture->document, "LENS");
  fixture->one = aip_document_find_shot (fixture->document, "SHT-0010");
  fixture->two = aip_document_find_shot (fixture->document, "SHT-0020");
  g_assert_cmpstr (aip_entity_get_id (AIP_ENTITY (field)), ==, id);
  assert_says (fixture, fixture->one, field, "Cooke");
  assert_says (fixture, fixture->two, field, "");
}

/* Names that would not be told apart, or could not be written in a formula. */
static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const refused[] = { "", "  ", "lens", "Duration", "a {b}", "#1" };
  g_autoptr(AipCustomFormat) format = aip_custom_format_new (AIP_CUSTOM_TEXT);

  add (fixture, "Lens", AIP_CUSTOM_TEXT, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (aip_field_edit_add (fixture->document, refused[i], format, &error));
      g_assert_nonnull (error);
    }
}

/* Another type: what can be converted is, the rest is named before and cleared, as one step. */
static void
test_change_type (Fixture       *fixture,
                  gconstpointer  data)
{
  AipCustomField *field = add (fixture, "Extras", AIP_CUSTOM_TEXT, NULL);
  g_autoptr(AipCustomFormat) number = aip_custom_format_new (AIP_CUSTOM_NUMBER);
  g_autoptr(AipCustomFormat) select = aip_custom_format_new (AIP_CUSTOM_SELECT);
  g_auto(AipFieldLosses) losses = { 0 };
  g_autoptr(GError) error = NULL;

  put (fixture, fixture->one, field, "12");
  put (fixture, fixture->two, field, "many");
  aip_field_edit_preview (fixture->document, field, number, &losses);
  g_assert_cmpuint (losses.n_values, ==, 2);
  g_assert_cmpuint (losses.n_lost, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (losses.examples, 0), ==, "SHT-0020: many");
  assert_says (fixture, fixture->two, field, "many");

  g_assert_true (aip_field_edit_change (fixture->document, field, "Extras", number, &error));
  assert_says (fixture, fixture->one, field, "12");
  assert_says (fixture, fixture->two, field, "");
  g_assert_true (aip_document_undo (fixture->document));
  assert_says (fixture, fixture->two, field, "many");

  /* A select offers what there was. */
  g_assert_true (aip_field_edit_change (fixture->document, field, "Crowd", select, &error));
  assert_says (fixture, fixture->one, field, "12");
  assert_says (fixture, fixture->two, field, "many");
  g_assert_cmpuint (aip_custom_field_get_format (field)->choices->len, ==, 2);

  /* A choice that goes takes its values with it, and a new name does not. */
  {
    g_autoptr(AipCustomFormat) fewer =
      aip_custom_format_copy (aip_custom_field_get_format (field));
    AipCustomChoice *choice = g_ptr_array_index (fewer->choices, 1);

    g_set_str (&choice->name, "a lot");
    g_ptr_array_remove_index (fewer->choices, 0);
    g_assert_true (aip_field_edit_change (fixture->document, field, "Crowd", fewer, &error));
  }
  assert_says (fixture, fixture->one, field, "");
  assert_says (fixture, fixture->two, field, "a lot");
}

/* What refuses leaves everything as it was. */
static void
test_locked (Fixture       *fixture,
             gconstpointer  data)
{
  AipCustomField *field = add (fixture, "Extras", AIP_CUSTOM_TEXT, NULL);
  g_autoptr(AipCustomFormat) number = aip_custom_format_new (AIP_CUSTOM_NUMBER);
  g_autoptr(GError) error = NULL;

  put (fixture, fixture->one, field, "12");
  aip_document_begin (fixture->document, "Lock");
  g_assert_true (aip_document_set (fixture->document, AIP_ENTITY (fixture->one), "locked",
                                   g_variant_new_boolean (TRUE), NULL));
  aip_document_commit (fixture->document);

  g_assert_false (aip_field_edit_change (fixture->document, field, "Extras", number, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_LOCKED);
  g_assert_cmpint (aip_custom_field_get_format (field)->type, ==, AIP_CUSTOM_TEXT);
  assert_says (fixture, fixture->one, field, "12");
}

static void
test_initial (Fixture       *fixture,
              gconstpointer  data)
{
  AipCustomField *field = add (fixture, "Crew", AIP_CUSTOM_NUMBER, "4");
  AipShot *shot = test_add_shot (fixture->document, "three");
  AipShot *copy;

  assert_says (fixture, shot, field, "4");
  assert_says (fixture, fixture->one, field, "");
  aip_document_begin (fixture->document, "Copy");
  copy = aip_document_duplicate_shot (fixture->document, fixture->one, FALSE, NULL);
  aip_document_commit (fixture->document);
  assert_says (fixture, copy, field, "");
}

/* Formulas ask formulas, never in a circle, and a deleted field is said to be gone. */
static void
test_formulas (Fixture       *fixture,
               gconstpointer  data)
{
  AipCustomField *crew = add (fixture, "Crew size", AIP_CUSTOM_NUMBER, NULL);
  AipCustomField *cost = add (fixture, "Cost", AIP_CUSTOM_FORMULA, "{crew SIZE} * 10");
  AipCustomField *total = add (fixture, "Total", AIP_CUSTOM_FORMULA, "ROUND({Cost} * 1.2) & \"€\"");
  g_autofree char *stored = NULL;
  g_autofree char *problem = NULL;
  g_autoptr(GError) error = NULL;

  put (fixture, fixture->one, crew, "5");
  assert_says (fixture, fixture->one, total, "60€");
  assert_says (fixture, fixture->two, total, "0€");

  stored = aip_shot_field_formula_from_typed (fixture->document, cost, "{Total}", &error);
  g_assert_null (stored);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (aip_shot_field_formula_from_typed (fixture->document, NULL, "{Nobody}", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);

  g_assert_true (aip_field_edit_remove (fixture->document, crew, NULL));
  assert_says (fixture, fixture->one, total, "#NAME");
  problem = aip_shot_field_dup_problem (fixture->document, fixture->one, total);
  g_assert_nonnull (problem);
}

/* A file may say anything: a circle, or many formulas that each ask the one before twice. */
static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  AipCustomField *field = add (fixture, "F0", AIP_CUSTOM_FORMULA, "1");
  AipCustomField *first = field;
  g_autofree char *options = NULL;
  gint64 start;

  for (guint i = 1; i < 22; i++)
    {
      g_autofree char *name = g_strdup_printf ("F%u", i);
      g_autofree char *formula = g_strdup_printf ("{F%u} + {F%u}", i - 1, i - 1);

      field = add (fixture, name, AIP_CUSTOM_FORMULA, formula);
    }
  start = g_get_monotonic_time ();
  assert_says (fixture, fixture->one, field, "#CIRCLE");
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);

  options = g_strdup_printf ("{\"formula\":\"{#%s}\"}", aip_entity_get_id (AIP_ENTITY (field)));
  test_set_text (fixture->document, first, "options", options);
  assert_says (fixture, fixture->one, first, "#CIRCLE");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define TEST(path, func) g_test_add ("/fields/" path, Fixture, NULL, set_up, func, tear_down)
  TEST ("kept", test_kept);
  TEST ("names", test_names);
  TEST ("change-type", test_change_type);
  TEST ("locked", test_locked);
  TEST ("initial", test_initial);
  TEST ("formulas", test_formulas);
  TEST ("hostile", test_hostile);
#undef TEST

  return g_test_run ();
}
