/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-inspector"

#include "config.h"

#include "aip-inspector-field.h"
#include "aip-inspector-generation.h"
#include "aip-inspector-prompt.h"
#include "aip-inspector-setup.h"
#include "aip-inspector-take.h"
#include "aip-inspector.h"
#include "aip-paths.h"
#include "aip-shot-edit.h"
#include "test-im.h"
#include "ui-support.h"

/* Two scenes of three shots; what is selected is a plain list. */
typedef struct {
  TestUi     *ui;
  GtkWidget  *inspector;
  GListStore *selection;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  test_im_set_hangul (FALSE);
  test_im_set_async (FALSE);
  fixture->ui = test_ui_new (2, 3);
  fixture->selection = g_list_store_new (AIP_TYPE_SHOT);
  aip_session_set_selection (fixture->ui->session, G_LIST_MODEL (fixture->selection));
  fixture->inspector = aip_inspector_new (fixture->ui->session);
  gtk_widget_set_size_request (fixture->inspector, 340, -1);
  gtk_widget_set_halign (fixture->inspector, GTK_ALIGN_END);
  test_ui_present (fixture->ui, fixture->inspector);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  aip_session_set_selection (fixture->ui->session, NULL);
  g_clear_object (&fixture->selection);
  test_ui_free (fixture->ui, fixture->inspector);
}

static void
select_shots (Fixture *fixture,
              guint    first,
              guint    n)
{
  g_list_store_remove_all (fixture->selection);
  for (guint i = first; i < first + n; i++)
    g_list_store_append (fixture->selection, test_ui_shot (fixture->ui, i));
  test_ui_settle (fixture->ui);
}

static gboolean
is_field (GtkWidget     *widget,
          gconstpointer  data)
{
  return g_str_equal (aip_inspector_field_get_field (AIP_INSPECTOR_FIELD (widget)), data);
}

static GtkWidget *
get_field (Fixture    *fixture,
           const char *name)
{
  GtkWidget *field = test_ui_find (fixture->inspector, AIP_TYPE_INSPECTOR_FIELD, is_field, name);

  g_assert_nonnull (field);

  return field;
}

static GtkWidget *
get_text_view (Fixture    *fixture,
               const char *name)
{
  return test_ui_find (get_field (fixture, name), GTK_TYPE_TEXT_VIEW, NULL, NULL);
}

static void
focus (Fixture    *fixture,
       const char *name)
{
  g_assert_true (gtk_widget_grab_focus (get_text_view (fixture, name)));
  test_ui_settle (fixture->ui);
}

static void
assert_field (Fixture    *fixture,
              const char *name,
              const char *expected)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_text_view (fixture, name)));
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static gboolean
has_text (GtkWidget     *widget,
          gconstpointer  data)
{
  return gtk_widget_get_visible (widget)
         && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), data);
}

static gboolean
shows_label (GtkWidget  *widget,
             const char *text)
{
  return test_ui_find (widget, GTK_TYPE_LABEL, has_text, text) != NULL;
}

static void
test_one (Fixture       *fixture,
          gconstpointer  data)
{
  select_shots (fixture, 1, 1);
  assert_field (fixture, "code", "SHT-0020");
  assert_field (fixture, "description", "Scene 1 picture 2, wide and calm");
  assert_field (fixture, "duration", "25");
  g_assert_true (shows_label (get_field (fixture, "scene"), "SC-010 Harbour"));
  g_assert_true (shows_label (get_field (fixture, "status"), "Draft"));

  /* What somebody else writes appears. */
  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 1), "notes", "Mind the gulls");
  test_ui_settle (fixture->ui);
  assert_field (fixture, "notes", "Mind the gulls");
}

static void
test_commit (Fixture       *fixture,
             gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);

  select_shots (fixture, 0, 1);
  focus (fixture, "description");
  test_ui_press (fixture->ui, "ctrl+End", NULL);
  test_ui_type (fixture->ui, ". Then");
  test_ui_press (fixture->ui, "Return", NULL);
  test_ui_type (fixture->ui, "rain");
  /* Enter belongs to a text of several lines, and nothing is written while it is typed. */
  g_assert_cmpstr (aip_shot_get_description (shot), ==, "Scene 1 picture 1, wide and calm");
  test_ui_press (fixture->ui, "Tab", NULL);
  g_assert_cmpstr (aip_shot_get_description (shot), ==,
                   "Scene 1 picture 1, wide and calm. Then\nrain");
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Change Description of SHT-0010");

  /* One line: Enter commits, and it reads as it is stored. */
  focus (fixture, "duration");
  test_ui_press (fixture->ui, "ctrl+a", NULL);
  test_ui_type (fixture->ui, "2s");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpint (aip_shot_get_duration (shot), ==, 48);
  assert_field (fixture, "duration", "48");

  /* What cannot be taken stays to be put right; Escape gives up. */
  test_ui_press (fixture->ui, "ctrl+a", NULL);
  test_ui_type (fixture->ui, "soon");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpint (aip_shot_get_duration (shot), ==, 48);
  assert_field (fixture, "duration", "soon");
  g_assert_true (gtk_widget_has_css_class (get_field (fixture, "duration"), "error"));
  test_ui_press (fixture->ui, "Escape", NULL);
  assert_field (fixture, "duration", "48");
  g_assert_false (gtk_widget_has_css_class (get_field (fixture, "duration"), "error"));
}

static void
test_own_undo (Fixture       *fixture,
               gconstpointer  data)
{
  select_shots (fixture, 0, 1);
  focus (fixture, "notes");
  test_ui_type (fixture->ui, "one two");
  test_ui_press (fixture->ui, "ctrl+z", "ctrl+z", NULL);
  assert_field (fixture, "notes", "");
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==, "Fill");
}

static void
test_mixed (Fixture       *fixture,
            gconstpointer  data)
{
  select_shots (fixture, 0, 3);
  g_assert_true (shows_label (fixture->inspector, "3 Shots Selected"));
  g_assert_false (gtk_widget_get_visible (get_field (fixture, "code")));
  assert_field (fixture, "duration", "");
  g_assert_true (shows_label (get_field (fixture, "duration"), "Mixed"));
  g_assert_false (shows_label (get_field (fixture, "scene"), "Mixed"));

  /* Left as it was, it changes nothing. */
  focus (fixture, "duration");
  focus (fixture, "notes");
  g_assert_cmpint (aip_shot_get_duration (test_ui_shot (fixture->ui, 2)), ==, 26);

  test_ui_type (fixture->ui, "together");
  test_ui_press (fixture->ui, "ctrl+Return", NULL);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (test_ui_shot (fixture->ui, i)), "notes"), ==,
                     "together");
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Change Notes of 3 Shots");
}

/* What was typed goes to the shots it was typed for. */
static void
test_selection_moves_on (Fixture       *fixture,
                         gconstpointer  data)
{
  select_shots (fixture, 0, 1);
  focus (fixture, "notes");
  test_ui_type (fixture->ui, "for the first");
  select_shots (fixture, 1, 1);
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (test_ui_shot (fixture->ui, 0)), "notes"), ==,
                   "for the first");
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (test_ui_shot (fixture->ui, 1)), "notes"), ==,
                   "");
  assert_field (fixture, "notes", "");

  /* Nor does a deletion break anything. */
  focus (fixture, "notes");
  test_ui_type (fixture->ui, "for nobody");
  {
    g_autoptr(GPtrArray) gone = g_ptr_array_new ();

    g_ptr_array_add (gone, test_ui_shot (fixture->ui, 1));
    test_ui_add_take (fixture->ui, test_ui_shot (fixture->ui, 1), 0x336699ff);
    test_ui_settle (fixture->ui);
    g_assert_true (aip_shot_edit_remove (fixture->ui->document, gone, NULL));
  }
  g_list_store_remove_all (fixture->selection);
  test_ui_settle (fixture->ui);
}

static void
test_hangul (Fixture       *fixture,
             gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  g_auto(GStrv) tags = NULL;

  test_im_set_hangul (TRUE);
  select_shots (fixture, 0, 1);
  focus (fixture, "tags");
  test_ui_type (fixture->ui, "qlrk");
  /* The last syllable is still being composed. */
  test_ui_press (fixture->ui, "Return", NULL);
  tags = aip_entity_dup_texts (AIP_ENTITY (shot), "tags");
  g_assert_cmpstr (tags[0], ==, "비가");

  focus (fixture, "notes");
  test_ui_type (fixture->ui, "qka");
  focus (fixture, "tags");
  g_assert_cmpstr (aip_entity_get_text (AIP_ENTITY (shot), "notes"), ==, "밤");
}

static gboolean
is_take (GtkWidget     *widget,
         gconstpointer  data)
{
  return aip_inspector_take_get_take (AIP_INSPECTOR_TAKE (widget)) == data;
}

static void
test_takes (Fixture       *fixture,
            gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  AipTake *first = test_ui_add_take (fixture->ui, shot, 0x336699ff);
  AipTake *second = test_ui_add_take (fixture->ui, shot, 0x993333ff);
  GtkWidget *widget;

  select_shots (fixture, 0, 1);
  widget = test_ui_find (fixture->inspector, AIP_TYPE_INSPECTOR_TAKE, is_take, second);
  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_has_css_class (widget, "current"));

  /* Chosen with the keyboard, and undone like anything else. */
  g_assert_true (gtk_widget_grab_focus (gtk_widget_get_parent (widget)));
  test_ui_press (fixture->ui, "Left", "Return", NULL);
  g_assert_true (aip_shot_get_take (shot) == first);
  g_assert_false (gtk_widget_has_css_class (widget, "current"));
  g_assert_cmpstr (aip_document_get_undo_label (fixture->ui->document), ==,
                   "Choose v001 for SHT-0010");
  g_assert_true (aip_document_undo (fixture->ui->document));
  g_assert_true (aip_shot_get_take (shot) == second);

  /* A new take is there at once. */
  first = test_ui_add_take (fixture->ui, shot, 0x339933ff);
  test_ui_settle (fixture->ui);
  widget = test_ui_find (fixture->inspector, AIP_TYPE_INSPECTOR_TAKE, is_take, first);
  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_has_css_class (widget, "current"));
}

static void
test_generation (Fixture       *fixture,
                 gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  GtkWidget *generation = test_ui_find (fixture->inspector, AIP_TYPE_INSPECTOR_GENERATION, NULL,
                                        NULL);
  AipJob *job;

  select_shots (fixture, 0, 1);
  g_assert_true (shows_label (generation, "Not generated yet"));

  job = test_ui_add_job (fixture->ui, shot, "running");
  test_ui_settle (fixture->ui);
  aip_job_set_stage (job, "Sampling");
  aip_job_set_progress (job, 0.5);
  g_assert_true (shows_label (generation, "50 % · Sampling"));

  job = test_ui_add_job (fixture->ui, shot, "failed");
  aip_document_begin_record (fixture->ui->document, "Fail");
  g_assert_true (aip_document_set_text (fixture->ui->document, AIP_ENTITY (job), "error-text",
                                        "The worker has gone.", NULL));
  aip_document_commit (fixture->ui->document);
  test_ui_settle (fixture->ui);
  g_assert_true (shows_label (generation, "The worker has gone."));
  g_assert_true (gtk_widget_has_css_class (generation, "error"));

  select_shots (fixture, 0, 2);
  g_assert_true (shows_label (generation, "1 failed, 1 not generated yet"));
}

static gboolean
has_words (GtkWidget     *widget,
           gconstpointer  words)
{
  return gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_label (GTK_LABEL (widget)), words) != NULL;
}

static void
test_prompt (Fixture       *fixture,
             gconstpointer  data)
{
  AipShot *shot = test_ui_shot (fixture->ui, 0);
  GtkWidget *prompt = test_ui_find (fixture->inspector, AIP_TYPE_INSPECTOR_PROMPT, NULL, NULL);
  g_autofree char *text = NULL;
  g_autofree char *negative = NULL;

  select_shots (fixture, 0, 1);
  test_set_text (fixture->ui->document, shot, "prompt", "35mm film grain");
  test_set_text (fixture->ui->document, shot, "negative", "text, watermark");
  test_ui_settle (fixture->ui);

  aip_scheduler_add_document (fixture->ui->scheduler, fixture->ui->document);
  test_spin_while (aip_scheduler_get_cinema (fixture->ui->scheduler,
                                             fixture->ui->document) == NULL);
  test_ui_settle (fixture->ui);

  /* Exactly what would be sent. */
  g_assert_true (aip_scheduler_preview_prompt (fixture->ui->scheduler, fixture->ui->document, shot,
                                               &text, &negative, NULL));
  g_assert_nonnull (strstr (text, "35mm film grain"));
  g_assert_true (shows_label (prompt, text));
  g_assert_true (shows_label (prompt, negative));
  g_assert_true (shows_label (prompt, "FLUX.1 dev"));
  g_assert_nonnull (test_ui_find (prompt, GTK_TYPE_LABEL, has_words, " of 512 tokens"));

  /* What there is to know about it, until it is put right. */
  test_set_text (fixture->ui->document, shot, "description", "부두에 비가 내린다");
  test_ui_settle (fixture->ui);
  g_assert_nonnull (test_ui_find (prompt, GTK_TYPE_LABEL, has_words, "does not read Korean"));
  test_set_text (fixture->ui->document, shot, "english", "Rain falls on the pier");
  test_ui_settle (fixture->ui);
  g_assert_null (test_ui_find (prompt, GTK_TYPE_LABEL, has_words, "does not read Korean"));
  g_assert_nonnull (test_ui_find (prompt, GTK_TYPE_LABEL, has_words, "Rain falls on the pier."));

  select_shots (fixture, 0, 2);
  g_assert_true (shows_label (prompt, "Select one shot to see its prompt."));
  aip_scheduler_remove_document (fixture->ui->scheduler, fixture->ui->document);
}

/* The setup ------------------------------------------------------------------------------------ */

static gboolean
has_picture (GtkWidget     *widget,
             gconstpointer  data)
{
  return gtk_widget_get_visible (widget)
         && gtk_picture_get_paintable (GTK_PICTURE (widget)) != NULL;
}

static void
opened_cb (guint *n_opened)
{
  (*n_opened)++;
}

static void
test_setup (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autoptr(AipCinema) cinema = aip_cinema_load (shipped, NULL, NULL, NULL);
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) action = g_simple_action_new ("setup", NULL);
  GtkWidget *card;
  guint n_opened = 0;

  g_signal_connect_swapped (action, "activate", G_CALLBACK (opened_cb), &n_opened);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  gtk_widget_insert_action_group (fixture->ui->window, "shots", G_ACTION_GROUP (actions));

  select_shots (fixture, 0, 1);
  card = test_ui_find (fixture->inspector, AIP_TYPE_INSPECTOR_SETUP, NULL, NULL);
  g_assert_true (shows_label (card, "No camera, lens or light chosen yet"));
  g_assert_null (test_ui_find (card, GTK_TYPE_PICTURE, has_picture, NULL));

  aip_shot_setups_set_cinema (aip_session_get_setups (fixture->ui->session), cinema);
  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 0), "setup",
                 "{\"year\":1962,\"body\":\"arri_alexa_mini\",\"focal\":32,\"size\":\"close\"}");
  test_ui_settle (fixture->ui);
  g_assert_true (shows_label (card, "ARRI ALEXA Mini"));
  g_assert_true (shows_label (card, "Close-Up"));
  g_assert_true (shows_label (card, "Impossible in 1962"));
  test_spin_while (test_ui_find (card, GTK_TYPE_PICTURE, has_picture, NULL) == NULL);

  /* Of several shots it says in what they differ, and which is the worst. */
  test_set_text (fixture->ui->document, test_ui_shot (fixture->ui, 1), "setup",
                 "{\"size\":\"close\",\"focal\":50}");
  select_shots (fixture, 0, 2);
  g_assert_true (shows_label (card, "Mixed"));
  g_assert_true (shows_label (card, "Close-Up"));
  g_assert_true (shows_label (card, "SHT-0010: Impossible in 1962"));

  g_signal_emit_by_name (test_ui_find (card, GTK_TYPE_BUTTON, NULL, NULL), "clicked");
  g_assert_cmpuint (n_opened, ==, 1);
  gtk_widget_insert_action_group (fixture->ui->window, "shots", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  test_im_choose ();
  if (!test_ui_init (&argc, &argv))
    return 0;
  test_im_register ();

#define ADD(path, function)                                                                      \
  g_test_add ("/inspector/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("one", test_one);
  ADD ("commit", test_commit);
  ADD ("own-undo", test_own_undo);
  ADD ("mixed", test_mixed);
  ADD ("selection-moves-on", test_selection_moves_on);
  ADD ("hangul", test_hangul);
  ADD ("takes", test_takes);
  ADD ("generation", test_generation);
  ADD ("prompt", test_prompt);
  ADD ("setup", test_setup);
#undef ADD

  return g_test_run ();
}
