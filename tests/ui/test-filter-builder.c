/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-filter-builder"

#include "config.h"

#include "aip-field-edit.h"
#include "aip-filter-builder.h"
#include "aip-filter-dialog.h"
#include "aip-filter-rule.h"
#include "aip-shot-edit.h"
#include "aip-shot-table.h"
#include "aip-shots-page.h"
#include "test-shots.h"
#include "ui-support.h"

/* Two scenes of three shots. */
typedef TestShots Fixture;

static guint
count_shown (Fixture *fixture)
{
  return aip_shots_page_count_shown (AIP_SHOTS_PAGE (fixture->page), NULL);
}

static const char *
get_search (Fixture *fixture)
{
  return aip_shots_page_get_search (AIP_SHOTS_PAGE (fixture->page));
}

static gboolean
match_label (GtkWidget     *widget,
             gconstpointer  data)
{
  const char *label = data;
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (widget));
  g_autofree char *tip = g_strdup (gtk_widget_get_tooltip_text (widget));

  return g_strcmp0 (tip, label) == 0
         || (ADW_IS_BUTTON_CONTENT (child)
             && g_str_equal (adw_button_content_get_label (ADW_BUTTON_CONTENT (child)), label));
}

static void
click (Fixture    *fixture,
       GtkWidget  *inside,
       const char *label)
{
  GtkWidget *button = test_ui_find (inside, GTK_TYPE_BUTTON, match_label, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  test_ui_settle (fixture->ui);
}

static gboolean
match_index (GtkWidget     *widget,
             gconstpointer  data)
{
  guint *index = (guint *) data;

  return (*index)-- == 0;
}

static GtkWidget *
find_nth (GtkWidget *inside,
          GType      type,
          guint      index)
{
  return test_ui_find (inside, type, match_index, &index);
}

/* Chooses by title, as a person does who reads the list. */
static void
choose (Fixture    *fixture,
        GtkWidget  *drop_down,
        const char *title)
{
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), title))
      {
        gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), i);
        test_ui_settle (fixture->ui);
        return;
      }

  g_error ("There is no “%s”", title);
}

static void
test_build (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *dialog, *builder, *rule, *entry;

  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 1), "description", "새벽 부두");
  test_shots_activate (fixture, "edit-filter", NULL);
  dialog = test_ui_find (fixture->ui->window, AIP_TYPE_FILTER_DIALOG, NULL, NULL);
  builder = test_ui_find (dialog, AIP_TYPE_FILTER_BUILDER, NULL, NULL);

  /* A new rule has no value yet and filters nothing. */
  click (fixture, builder, "Add Rule");
  rule = test_ui_find (builder, AIP_TYPE_FILTER_RULE, NULL, NULL);
  g_assert_nonnull (rule);
  g_assert_cmpuint (count_shown (fixture), ==, 6);

  choose (fixture, find_nth (rule, GTK_TYPE_DROP_DOWN, 0), "Description");
  choose (fixture, find_nth (rule, GTK_TYPE_DROP_DOWN, 1), "begins with");
  entry = find_nth (rule, GTK_TYPE_ENTRY, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "새벽");
  test_spin_while (count_shown (fixture) != 1);
  g_assert_cmpstr (get_search (fixture), ==, "description^=새벽");

  /* A second one in a group of its own, then any of both. */
  click (fixture, builder, "Add Group");
  rule = find_nth (builder, AIP_TYPE_FILTER_RULE, 1);
  choose (fixture, find_nth (rule, GTK_TYPE_DROP_DOWN, 0), "Code");
  entry = find_nth (rule, GTK_TYPE_ENTRY, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "0060");
  choose (fixture, find_nth (builder, GTK_TYPE_DROP_DOWN, 0), "Any of");
  test_spin_while (count_shown (fixture) != 2);
  g_assert_cmpstr (get_search (fixture), ==, "description^=새벽 OR code:0060");

  click (fixture, rule, "Duplicate Rule");
  g_assert_nonnull (find_nth (builder, AIP_TYPE_FILTER_RULE, 2));
  click (fixture, find_nth (builder, AIP_TYPE_FILTER_RULE, 0), "Remove Rule");
  test_spin_while (count_shown (fixture) != 1);
  g_assert_null (find_nth (builder, AIP_TYPE_FILTER_RULE, 2));

  /* What is typed below is shown above. */
  for (guint i = 0; (entry = find_nth (dialog, GTK_TYPE_ENTRY, i)) != NULL; i++)
    if (gtk_widget_has_css_class (entry, "filtertext"))
      break;
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "-(scene:1 takes>0) duration:1..2s");
  test_ui_settle (fixture->ui);
  g_assert_nonnull (find_nth (builder, AIP_TYPE_FILTER_RULE, 2));
  g_assert_null (find_nth (builder, AIP_TYPE_FILTER_RULE, 3));

  adw_dialog_force_close (ADW_DIALOG (dialog));
  test_ui_settle (fixture->ui);
  g_assert_cmpstr (get_search (fixture), ==, "-(scene:1 takes>0) duration:1..2s");
}

/* The builder says what the text says, whatever stands in it. */
static void
test_same_text (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const texts[] = {
    "", "harbour night", "status=Draft,\"In Review\"", "-status=Draft", "a OR b", "-(a OR b)",
    "-(a b)", "scene:3 (tag=vfx OR -tag:none) duration>=2s", "code^=SHT", "-code^=SHT",
    "lens:none", "-lens:none", "focal:35..50", "-focal:35..50", "-takes<2", "태그:밤",
    "notes=\"a, b\",c", "\"two words\"", "((a OR b) (c OR d)) OR e",
  };
  GtkWidget *builder = g_object_ref_sink (aip_filter_builder_new (AIP_SHOTS_PAGE (fixture->page)));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(AipQueryNode) query = aip_query_parse (texts[i]);
      g_autofree char *expected = aip_query_to_text (query);
      g_autofree char *text = NULL;

      aip_filter_builder_set_text (AIP_FILTER_BUILDER (builder), texts[i]);
      text = aip_filter_builder_dup_text (AIP_FILTER_BUILDER (builder));
      g_assert_cmpstr (text, ==, expected);
    }
  g_object_unref (builder);
}

static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(AipQueryNode) node = aip_query_node_new_term (AIP_QUERY_TAG, AIP_QUERY_IS, NULL);
  GtkWidget *dialog, *rule, *button, *check;

  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 0), "notes", "x");
  aip_document_begin (fixture->ui->document, "Tags");
  for (guint i = 0; i < 3; i++)
    {
      const char *const tags[] = { i == 0 ? "밤" : "vfx", NULL };

      g_assert_true (aip_document_set (fixture->ui->document,
                                       AIP_ENTITY (test_ui_shot (fixture->ui, i)), "tags",
                                       g_variant_new_strv (tags, -1), NULL));
    }
  aip_document_commit (fixture->ui->document);

  aip_shots_page_apply_search (AIP_SHOTS_PAGE (fixture->page), "tag=vfx");
  g_assert_cmpuint (count_shown (fixture), ==, 2);
  test_shots_activate (fixture, "edit-filter", NULL);
  dialog = test_ui_find (fixture->ui->window, AIP_TYPE_FILTER_DIALOG, NULL, NULL);
  rule = test_ui_find (dialog, AIP_TYPE_FILTER_RULE, NULL, NULL);
  button = test_ui_find (rule, GTK_TYPE_MENU_BUTTON, NULL, NULL);
  g_assert_nonnull (button);
  g_assert_cmpstr (gtk_menu_button_get_label (GTK_MENU_BUTTON (button)), ==, "vfx");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  test_ui_settle (fixture->ui);

  check = find_nth (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))),
                    GTK_TYPE_CHECK_BUTTON, 0);
  g_assert_nonnull (check);
  for (guint i = 0; i < 2; i++)
    gtk_check_button_set_active (
      GTK_CHECK_BUTTON (find_nth (GTK_WIDGET (gtk_menu_button_get_popover (
                                    GTK_MENU_BUTTON (button))), GTK_TYPE_CHECK_BUTTON, i)), TRUE);
  test_spin_while (count_shown (fixture) != 3);
  g_assert_cmpstr (get_search (fixture), ==, "tag=vfx,밤");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  test_ui_settle (fixture->ui);
}

static AipCustomField *
add_field (Fixture       *fixture,
           const char    *name,
           AipCustomType  type)
{
  g_autoptr(AipCustomFormat) format = aip_custom_format_new (type);
  g_autoptr(GError) error = NULL;
  AipCustomField *field;

  if (aip_custom_type_has_choices (type))
    {
      aip_custom_format_add_choice (format, "A-유닛", NULL);
      aip_custom_format_add_choice (format, "B", NULL);
    }
  field = aip_field_edit_add (fixture->ui->document, name, format, &error);
  g_assert_no_error (error);
  test_ui_settle (fixture->ui);

  return field;
}

static void
set_field (Fixture        *fixture,
           guint           index,
           AipCustomField *field,
           const char     *text)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autofree char *name = g_strconcat ("custom:", aip_entity_get_id (AIP_ENTITY (field)), NULL);
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (shots, test_ui_shot (fixture->ui, index));
  aip_shot_edit_set_text (fixture->ui->document, shots, name, text, &error);
  g_assert_no_error (error);
  test_ui_settle (fixture->ui);
}

/* Fields of the project are filtered by what they are: days, numbers, choices. */
static void
test_fields (Fixture       *fixture,
             gconstpointer  data)
{
  AipCustomField *due = add_field (fixture, "Due date", AIP_CUSTOM_DATE);
  AipCustomField *points = add_field (fixture, "Points", AIP_CUSTOM_NUMBER);
  AipCustomField *unit = add_field (fixture, "유닛", AIP_CUSTOM_MULTI_SELECT);
  static const struct {
    const char *text;
    guint       n;
  } rows[] = {
    { "{Due date}:2001-02-03", 1 }, { "{due date}<today", 1 }, { "{Due date}:none", 5 },
    { "{Points}>2", 2 }, { "{Points}:3", 1 }, { "{Points}:1..20", 2 }, { "-{Points}:none", 2 },
    { "{유닛}=A-유닛", 2 }, { "{유닛}=B", 1 }, { "-{유닛}=B,A-유닛", 4 }, { "{No}:x", 0 },
  };
  GtkWidget *dialog, *rule, *button;

  set_field (fixture, 0, due, "2001-02-03");
  set_field (fixture, 0, points, "3");
  set_field (fixture, 1, points, "13");
  set_field (fixture, 2, unit, "A-유닛, B");
  set_field (fixture, 3, unit, "A-유닛");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      aip_shots_page_apply_search (AIP_SHOTS_PAGE (fixture->page), rows[i].text);
      if (count_shown (fixture) != rows[i].n)
        g_error ("“%s” finds %u", rows[i].text, count_shown (fixture));
    }

  /* In the builder, with the words of a date and the names of choices. */
  aip_shots_page_apply_search (AIP_SHOTS_PAGE (fixture->page), "");
  test_shots_activate (fixture, "edit-filter", NULL);
  dialog = test_ui_find (fixture->ui->window, AIP_TYPE_FILTER_DIALOG, NULL, NULL);
  click (fixture, dialog, "Add Rule");
  rule = test_ui_find (dialog, AIP_TYPE_FILTER_RULE, NULL, NULL);
  choose (fixture, find_nth (rule, GTK_TYPE_DROP_DOWN, 0), "Due date");
  choose (fixture, find_nth (rule, GTK_TYPE_DROP_DOWN, 1), "is before");
  gtk_editable_set_text (GTK_EDITABLE (find_nth (rule, GTK_TYPE_ENTRY, 0)), "someday");
  g_assert_true (gtk_widget_has_css_class (find_nth (rule, GTK_TYPE_ENTRY, 0), "error"));
  gtk_editable_set_text (GTK_EDITABLE (find_nth (rule, GTK_TYPE_ENTRY, 0)), "thisyear");
  g_assert_false (gtk_widget_has_css_class (find_nth (rule, GTK_TYPE_ENTRY, 0), "error"));
  test_spin_while (count_shown (fixture) != 1);
  g_assert_cmpstr (get_search (fixture), ==, "{Due date}<thisyear");

  choose (fixture, find_nth (rule, GTK_TYPE_DROP_DOWN, 0), "유닛");
  test_spin_while (count_shown (fixture) != 6);
  button = test_ui_find (rule, GTK_TYPE_MENU_BUTTON, NULL, NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  test_ui_settle (fixture->ui);
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (find_nth (GTK_WIDGET (gtk_menu_button_get_popover (
                                  GTK_MENU_BUTTON (button))), GTK_TYPE_CHECK_BUTTON, 1)), TRUE);
  test_spin_while (count_shown (fixture) != 1);
  g_assert_cmpstr (get_search (fixture), ==, "{유닛}=B");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  test_ui_settle (fixture->ui);

  /* From a cell, and figures of a column. */
  aip_shots_page_apply_search (AIP_SHOTS_PAGE (fixture->page), "");
  aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, 1),
                        aip_shot_column_of_field (points), TRUE);
  test_ui_settle (fixture->ui);
  test_shots_activate (fixture, "filter-by-cell", NULL);
  g_assert_cmpstr (get_search (fixture), ==, "{Points}=13");
  g_assert_cmpuint (count_shown (fixture), ==, 1);
}

static void
test_cell (Fixture       *fixture,
           gconstpointer  data)
{
  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 1), "description",
                 "first line\nsecond (line)");
  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 2), "notes", "");
  aip_shot_table_set_column_visible (fixture->table, AIP_SHOT_COLUMN_NOTES, TRUE);
  aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, 1),
                        AIP_SHOT_COLUMN_DESCRIPTION, TRUE);
  test_ui_settle (fixture->ui);

  test_shots_activate (fixture, "filter-by-cell", NULL);
  g_assert_cmpstr (get_search (fixture), ==, "description^=\"first line\"");
  g_assert_cmpuint (count_shown (fixture), ==, 1);

  /* Beside what was there. */
  aip_shots_page_apply_search (AIP_SHOTS_PAGE (fixture->page), "a OR scene:1");
  aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, 0), AIP_SHOT_COLUMN_CODE, TRUE);
  test_ui_settle (fixture->ui);
  test_shots_activate (fixture, "exclude-cell", NULL);
  g_assert_cmpstr (get_search (fixture), ==, "(a OR scene:1) -code=SHT-0010");

  aip_shots_page_apply_search (AIP_SHOTS_PAGE (fixture->page), "");
  aip_shot_table_focus (fixture->table, test_ui_shot (fixture->ui, 2), AIP_SHOT_COLUMN_NOTES,
                        TRUE);
  test_ui_settle (fixture->ui);
  test_shots_activate (fixture, "exclude-cell", NULL);
  g_assert_cmpstr (get_search (fixture), ==, "-notes:none");
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  g_test_add ("/filter-builder/build", Fixture, NULL, test_shots_set_up, test_build,
              test_shots_tear_down);
  g_test_add ("/filter-builder/same-text", Fixture, NULL, test_shots_set_up, test_same_text,
              test_shots_tear_down);
  g_test_add ("/filter-builder/values", Fixture, NULL, test_shots_set_up, test_values,
              test_shots_tear_down);
  g_test_add ("/filter-builder/fields", Fixture, NULL, test_shots_set_up, test_fields,
              test_shots_tear_down);
  g_test_add ("/filter-builder/cell", Fixture, NULL, test_shots_set_up, test_cell,
              test_shots_tear_down);

  return g_test_run ();
}
