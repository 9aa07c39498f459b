/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-field-edit.h"
#include "aip-shot-fields.h"
#include "sheet-support.h"
#include "test-support.h"

/* Fields of the project in lists that go out and come back. */

#define FIRST_ROW 2
#define N_SHOTS 12
#define N_ROUNDS 20

typedef struct {
  SheetRig       *rig;
  AipCustomField *fields[AIP_N_CUSTOM_TYPES];
} Fixture;

static AipCustomField *
add_field (Fixture    *fixture,
           guint       type,
           const char *name)
{
  g_autoptr(AipCustomFormat) format = aip_custom_format_new ((AipCustomType) type);
  g_autoptr(GError) error = NULL;
  AipCustomField *field;

  aip_custom_format_add_choice (format, "Crane", NULL);
  aip_custom_format_add_choice (format, "Rain, none", NULL);
  aip_custom_format_add_choice (format, "비", NULL);
  aip_custom_format_add_choice (format, "0010", NULL);
  if (type == AIP_CUSTOM_FORMULA)
    {
      g_free (format->formula);
      format->formula = aip_shot_field_formula_from_typed (
        fixture->rig->document, NULL, "{number} * 2 & \" \" & {Scene}", &error);
      g_assert_no_error (error);
    }
  field = aip_field_edit_add (fixture->rig->document, name, format, &error);
  g_assert_no_error (error);

  return field;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->rig = sheet_rig_new (N_SHOTS);
  for (guint i = 0; i < AIP_N_CUSTOM_TYPES; i++)
    fixture->fields[i] = add_field (fixture, i, aip_custom_type_to_nick ((AipCustomType) i));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sheet_rig_free (fixture->rig);
}

static AipShot *
nth_shot (Fixture *fixture,
          guint    index)
{
  return AIP_SHOT (aip_entity_list_peek (aip_document_get_shots (fixture->rig->document), index));
}

static void
write_value (Fixture    *fixture,
             guint       index,
             guint       type,
             const char *text)
{
  AipDocument *document = fixture->rig->document;
  g_autoptr(GVariant) value = NULL;
  g_autoptr(GError) error = NULL;

  aip_document_begin (document, "Edit");
  aip_field_edit_read_text (document, fixture->fields[type], text, TRUE, &value, &error);
  g_assert_no_error (error);
  aip_field_edit_set_value (document, nth_shot (fixture, index), fixture->fields[type], value,
                            &error);
  g_assert_no_error (error);
  aip_document_commit (document);
}

static char *
read_value (Fixture *fixture,
            guint    index,
            guint    type)
{
  return aip_shot_field_dup_text (fixture->rig->document, nth_shot (fixture, index),
                                  fixture->fields[type]);
}

static char *
random_text (guint type)
{
  static const char *const words[] = { "0010", "=1+1", "1e3", " \"x\" ", "3/4", "한글", "TRUE",
                                       "a,b;c", "2026-01-02", "-" };
  const char *word = words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];

  switch (type)
    {
    case AIP_CUSTOM_NUMBER:
      return aip_custom_number_to_text (g_test_rand_double_range (-1e6, 1e6));
    case AIP_CUSTOM_CHECKBOX:
      return g_strdup (g_test_rand_bit () ? "yes" : "no");
    case AIP_CUSTOM_SELECT:
      return g_strdup (g_test_rand_bit () ? "비" : "0010");
    case AIP_CUSTOM_MULTI_SELECT:
      return g_strdup (g_test_rand_bit () ? "Crane, 0010" : "0010");
    case AIP_CUSTOM_DATE:
      return g_strdup_printf ("2026-%02d-%02d", g_test_rand_int_range (1, 13),
                              g_test_rand_int_range (1, 29));
    case AIP_CUSTOM_RATING:
      return g_strdup_printf ("%d", g_test_rand_int_range (0, 6));
    case AIP_CUSTOM_URL:
      return g_strdup ("https://example.org/?a=1&b=<2>");
    case AIP_CUSTOM_LONG_TEXT:
      return g_strdup_printf ("%s\n%s", word, word);
    default:
      return g_strdup (word);
    }
}

/* What goes out and comes back untouched is no change, whatever it says. */
static void
test_identity (Fixture       *fixture,
               gconstpointer  data)
{
  static const AipSheetFormat formats[] = { AIP_SHEET_XLSX, AIP_SHEET_JSON, AIP_SHEET_CSV };
  static const char *const names[] = { "a.xlsx", "a.json", "a.csv" };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      for (guint i = 0; i < N_SHOTS; i++)
        for (guint type = 0; type < AIP_CUSTOM_FORMULA; type++)
          {
            g_autofree char *text = g_test_rand_int_range (0, 4) > 0 ? random_text (type)
                                                                     : g_strdup ("");

            write_value (fixture, i, type, text);
          }
      for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
        {
          g_autofree char *path = sheet_rig_path (fixture->rig, names[i]);

          sheet_rig_export (fixture->rig, path, AIP_SHEET_FULL, formats[i]);
          sheet_rig_assert_unchanged (fixture->rig, path);
        }
    }
}

/* A field that came after the list did not cost its rows their values. */
static void
test_new_field (Fixture       *fixture,
                gconstpointer  data)
{
  static const AipSheetFormat formats[] = { AIP_SHEET_XLSX, AIP_SHEET_JSON, AIP_SHEET_CSV };
  static const char *const names[] = { "a.xlsx", "a.json", "a.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = sheet_rig_path (fixture->rig, names[i]);
      g_autofree char *name = g_strdup_printf ("Later %u", i);

      sheet_rig_export (fixture->rig, path, AIP_SHEET_FULL, formats[i]);
      fixture->fields[AIP_CUSTOM_TEXT] = add_field (fixture, AIP_CUSTOM_TEXT, name);
      write_value (fixture, 1, AIP_CUSTOM_TEXT, "kept");
      sheet_rig_assert_unchanged (fixture->rig, path);
    }
}

/* Every true edit is found and taken over as one step, and a bad one costs only itself. */
static void
test_edits (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct {
    guint       type;
    const char *text;
    gboolean    number;
    const char *expected;   /* NULL: refused */
  } edits[] = {
    { AIP_CUSTOM_TEXT, "새 값", FALSE, "새 값" },
    { AIP_CUSTOM_NUMBER, "12.5", TRUE, "12.5" },
    { AIP_CUSTOM_CHECKBOX, "TRUE", FALSE, "yes" },
    { AIP_CUSTOM_SELECT, "Drone", FALSE, "Drone" },
    { AIP_CUSTOM_MULTI_SELECT, "비, Fog", FALSE, "비, Fog" },
    { AIP_CUSTOM_DATE, "2026. 12. 24.", FALSE, "2026-12-24" },
    { AIP_CUSTOM_RATING, "3", TRUE, "3" },
    { AIP_CUSTOM_RATING, "nine", FALSE, NULL },
    { AIP_CUSTOM_FORMULA, "7", FALSE, NULL },
  };
  g_autofree char *path = sheet_rig_path (fixture->rig, "list.xlsx");
  g_autoptr(Grid) grid = NULL;
  g_autoptr(AipSheetMerge) merged = NULL;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  GridSheet *sheet;
  AipMergeCounts counts;

  sheet_rig_export (fixture->rig, path, AIP_SHEET_FULL, AIP_SHEET_XLSX);
  grid = grid_load (path);
  sheet = grid_get_sheet (grid, "Shots");
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *key = g_strconcat (
        "aip:shot:custom.", aip_entity_get_id (AIP_ENTITY (fixture->fields[edits[i].type])), NULL);

      grid_sheet_set (sheet, FIRST_ROW + i, grid_sheet_find (sheet, key), edits[i].text,
                      edits[i].number);
    }
  grid_save (grid, path);

  merged = sheet_rig_merge (fixture->rig, path);
  aip_sheet_merge_get_counts (merged, &counts);
  g_assert_cmpuint (counts.n_cells, ==, G_N_ELEMENTS (edits) - 2);
  g_assert_cmpuint (aip_sheet_merge_get_problems (merged)->len, ==, 1);
  aip_sheet_merge_accept (merged, "theirs", &error);
  g_assert_no_error (error);
  aip_sheet_merge_apply (merged, fixture->rig->document, problems);
  g_assert_cmpuint (problems->len, ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *text = read_value (fixture, i, edits[i].type);

      if (edits[i].expected != NULL)
        g_assert_cmpstr (text, ==, edits[i].expected);
    }
  g_assert_true (aip_document_undo (fixture->rig->document));
  for (guint i = 0; i < G_N_ELEMENTS (edits) - 1; i++)
    {
      g_autofree char *text = read_value (fixture, i, edits[i].type);

      g_assert_cmpstr (text, ==, "");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/sheet-fields/identity", Fixture, NULL, set_up, test_identity, tear_down);
  g_test_add ("/sheet-fields/new-field", Fixture, NULL, set_up, test_new_field, tear_down);
  g_test_add ("/sheet-fields/edits", Fixture, NULL, set_up, test_edits, tear_down);

  return g_test_run ();
}
