/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-cell-editor.h"
#include "aip-json.h"
#include "aip-paths.h"
#include "aip-prompt-flow.h"
#include "aip-prompt-fragment.h"
#include "aip-setup-text.h"
#include "aip-target-chooser.h"

#include "test-im.h"
#include "ui-support.h"

typedef struct {
  TestUi        *ui;
  AipCatalogue  *catalogue;
  AipTargets    *targets;
  AipLiveSetup  *setup;
  AipLivePrompt *prompt;
  GtkWidget     *text;
  GtkWidget     *flow;
  int            wanted;        /* field whose control was asked for, -1: none */
} Fixture;

static void
edit_field_cb (Fixture *fixture,
               int      field)
{
  fixture->wanted = field;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const gboolean korean = g_strcmp0 (data, "Korean") == 0;
  const gboolean empty = g_strcmp0 (data, "empty") == 0;
  const char *const cast[] = { "Mina", "a woman in a red raincoat", NULL };
  const AipPromptParts nothing = { 0, };
  const AipPromptParts parts = {
    .description = korean ? "미나가 부두에서 기다린다" : "Mina waits on the pier",
    .action = "She runs",
    .characters = cast,
    .negative = "cars",
  };
  const AipComposerInput input = { .parts = empty ? &nothing : &parts, .seconds = 4 };
  const AipRuleContext context = AIP_RULE_CONTEXT_INIT;
  g_autofree char *shipped = aip_paths_data_file ("presets");
  g_autoptr(JsonNode) node = aip_json_parse (
    empty ? "{}" : "{\"size\": \"close\", \"angle\": \"low\", \"mood\": \"tense\", "
                   "\"tone\": \"sepia\"}", -1, 1000, NULL);
  AipSetup setup;

  fixture->ui = test_ui_new (1, 1);
  fixture->catalogue = aip_catalogue_load (shipped, NULL, NULL);
  fixture->targets = aip_targets_load (shipped, NULL, NULL);
  aip_setup_from_json (&setup, fixture->catalogue, aip_json_node_object (node), NULL);
  fixture->setup = aip_live_setup_new (fixture->catalogue, &setup, &context);
  fixture->prompt = aip_live_prompt_new (fixture->setup, &input, fixture->targets,
                                         aip_targets_find (fixture->targets, "flux-dev"));
  fixture->text = aip_setup_text_new (fixture->prompt, "Mina waits on the quay. She runs.");
  aip_setup_text_set_last_take (AIP_SETUP_TEXT (fixture->text), "v003");
  fixture->wanted = -1;
  g_signal_connect_swapped (fixture->text, "edit-field", G_CALLBACK (edit_field_cb), fixture);
  fixture->flow = test_ui_find (fixture->text, AIP_TYPE_PROMPT_FLOW, NULL, NULL);
  test_ui_present (fixture->ui, fixture->text);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_ui_free (fixture->ui, fixture->text);
  g_assert_finalize_object (fixture->prompt);
  g_assert_finalize_object (fixture->setup);
  g_object_unref (fixture->targets);
  g_object_unref (fixture->catalogue);
}

static const char *
get_text (Fixture *fixture)
{
  return aip_live_prompt_get_composition (fixture->prompt)->positive;
}

static gboolean
has_key (GtkWidget     *widget,
         gconstpointer  key)
{
  return g_str_equal (aip_prompt_fragment_get_key (AIP_PROMPT_FRAGMENT (widget)), key);
}

static GtkWidget *
find_fragment (Fixture    *fixture,
               const char *key)
{
  return test_ui_find (fixture->flow, AIP_TYPE_PROMPT_FRAGMENT, has_key, key);
}

static const char *
get_focused (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->ui->window));

  return AIP_IS_PROMPT_FRAGMENT (focus) ? aip_prompt_fragment_get_key (AIP_PROMPT_FRAGMENT (focus))
                                        : NULL;
}

static void
focus (Fixture    *fixture,
       const char *key)
{
  aip_prompt_flow_focus (AIP_PROMPT_FLOW (fixture->flow), key);
  test_ui_settle (fixture->ui);
  g_assert_cmpstr (get_focused (fixture), ==, key);
}

static gboolean
shows_text (GtkWidget     *widget,
            gconstpointer  text)
{
  return gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return test_ui_find (fixture->text, GTK_TYPE_LABEL, shows_text, text) != NULL;
}

/* Walking ----------------------------------------------------------------------------------- */

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *size = find_fragment (fixture, "shot/size");

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->flow), GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (size), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (size), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Shot, Shot size: close-up");

  focus (fixture, "description");
  test_ui_press (fixture->ui, "Right", "Right", NULL);
  g_assert_cmpstr (get_focused (fixture), ==, "cast#Mina");
  test_ui_press (fixture->ui, "Home", NULL);
  g_assert_cmpstr (get_focused (fixture), ==, "description");
  test_ui_press (fixture->ui, "Left", NULL);
  g_assert_cmpstr (get_focused (fixture), ==, "description");
  test_ui_press (fixture->ui, "End", NULL);
  g_assert_cmpstr (get_focused (fixture), ==, "look/tone");

  /* Tab leaves it, and comes back to where one was. */
  test_ui_press (fixture->ui, "Left", "Tab", NULL);
  g_assert_null (get_focused (fixture));
  test_ui_press (fixture->ui, "shift+Tab", NULL);
  g_assert_cmpstr (get_focused (fixture), ==, "mood/mood");
}

static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  focus (fixture, "shot/size");
  g_assert_cmpint (aip_live_setup_get_highlight (fixture->setup), ==, AIP_SETUP_SIZE);
  g_assert_true (gtk_widget_has_css_class (find_fragment (fixture, "shot/size"), "highlight"));
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpint (fixture->wanted, ==, AIP_SETUP_SIZE);

  /* The other way round. */
  aip_live_setup_set_highlight (fixture->setup, AIP_SETUP_MOOD);
  g_assert_true (gtk_widget_has_css_class (find_fragment (fixture, "mood/mood"), "highlight"));
  g_assert_false (gtk_widget_has_css_class (find_fragment (fixture, "shot/size"), "highlight"));
}

/* @clicks: what xdotool does there */
static void
point_at (Fixture    *fixture,
          const char *key,
          const char *clicks)
{
  GtkWidget *fragment = find_fragment (fixture, key);
  graphene_rect_t bounds;
  double left, top;
  g_autofree char *command = NULL;

  /* Nobody manages windows here: this one is at the corner of the screen. */
  gtk_native_get_surface_transform (GTK_NATIVE (fixture->ui->window), &left, &top);
  g_assert_true (gtk_widget_compute_bounds (fragment, fixture->ui->window, &bounds));
  command = g_strdup_printf ("xdotool mousemove %d %d %s",
                             (int) (left + bounds.origin.x + MIN (bounds.size.width / 2, 30)),
                             (int) (top + bounds.origin.y + bounds.size.height / 2), clicks);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  test_ui_settle (fixture->ui);
}

static void
test_pointer (Fixture       *fixture,
              gconstpointer  data)
{
  point_at (fixture, "mood/mood", "");
  test_spin_while (aip_live_setup_get_highlight (fixture->setup) != AIP_SETUP_MOOD);
  point_at (fixture, "shot/angle", "click --repeat 2 --delay 30 1");
  test_spin_while (!aip_prompt_flow_get_editing (AIP_PROMPT_FLOW (fixture->flow)));
  test_ui_press (fixture->ui, "Escape", NULL);
  g_assert_false (aip_prompt_flow_get_editing (AIP_PROMPT_FLOW (fixture->flow)));
  point_at (fixture, "mood/mood", "click 1");
  test_spin_while (fixture->wanted != AIP_SETUP_MOOD);
}

static gboolean
is_mapped (GtkWidget     *widget,
           gconstpointer  data)
{
  return gtk_widget_get_mapped (widget);
}

/* To the middle of the paragraph and on to the end of another fragment, as a hand would. */
static void
test_drag (Fixture       *fixture,
           gconstpointer  data)
{
  point_at (fixture, "description", "mousedown 1");
  for (guint i = 0; i < 6; i++)
    {
      g_assert_true (g_spawn_command_line_sync ("xdotool mousemove_relative 12 0", NULL, NULL, NULL,
                                                NULL));
      test_ui_settle (fixture->ui);
    }
  point_at (fixture, "shot/size", "");
  point_at (fixture, "shot/size", "mousemove_relative -- -24 0");
  point_at (fixture, "shot/size", "mouseup 1");
  test_spin_while (g_str_has_prefix (get_text (fixture), "Mina waits"));
  g_assert_true (g_str_has_prefix (get_text (fixture), "She runs. Mina: a woman in a red raincoat. "
                                                       "Mina waits on the pier. Close-up"));
  g_assert_cmpstr (get_focused (fixture), ==, "description");
  aip_live_setup_undo (fixture->setup);
  g_assert_true (g_str_has_prefix (get_text (fixture), "Mina waits on the pier. She runs."));
}

static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *menu;

  focus (fixture, "shot/size");
  test_ui_press (fixture->ui, "Menu", NULL);
  menu = test_ui_find (fixture->text, GTK_TYPE_POPOVER_MENU, is_mapped, NULL);
  g_assert_nonnull (menu);
  test_ui_press (fixture->ui, "Escape", NULL);
  g_assert_false (gtk_widget_get_mapped (menu));
  g_assert_cmpstr (get_focused (fixture), ==, "shot/size");
}

/* Editing ----------------------------------------------------------------------------------- */

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  focus (fixture, "shot/size");
  test_ui_press (fixture->ui, "F2", NULL);
  g_assert_true (aip_prompt_flow_get_editing (AIP_PROMPT_FLOW (fixture->flow)));
  test_ui_type (fixture->ui, "tight two-shot");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_nonnull (strstr (get_text (fixture), "Tight two-shot, from a low angle"));
  g_assert_cmpstr (get_focused (fixture), ==, "shot/size");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_fragment (fixture, "shot/size")),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Edited; the setup says “close-up”.");

  /* The control changes: the words stay and say so, one key takes them back. */
  aip_live_setup_choose (fixture->setup, AIP_SETUP_SIZE, 1);
  test_ui_settle (fixture->ui);
  g_assert_nonnull (strstr (get_text (fixture), "Tight two-shot"));
  g_assert_true (gtk_widget_has_css_class (find_fragment (fixture, "shot/size"), "differs"));
  g_assert_true (shows (fixture, "differs from the setup"));
  test_ui_press (fixture->ui, "BackSpace", NULL);
  g_assert_nonnull (strstr (get_text (fixture), "Wide shot"));

  /* Escape changes nothing; leaving takes what was typed. */
  test_ui_press (fixture->ui, "F2", NULL);
  test_ui_type (fixture->ui, "nothing");
  test_ui_press (fixture->ui, "Escape", NULL);
  g_assert_nonnull (strstr (get_text (fixture), "Wide shot"));
  g_assert_cmpstr (get_focused (fixture), ==, "shot/size");
  test_ui_press (fixture->ui, "F2", NULL);
  test_ui_type (fixture->ui, "vast view");
  test_ui_press (fixture->ui, "Tab", NULL);
  g_assert_nonnull (strstr (get_text (fixture), "Vast view"));
  g_assert_cmpstr (get_focused (fixture), ==, "shot/angle");
}

static void
test_lock_and_leave_out (Fixture       *fixture,
                         gconstpointer  data)
{
  focus (fixture, "mood/mood");
  test_ui_press (fixture->ui, "ctrl+l", NULL);
  g_assert_true (aip_live_prompt_find (fixture->prompt, "mood/mood")->locked);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_fragment (fixture, "mood/mood")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Mood: tense mood, locked");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_fragment (fixture, "mood/mood")),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Locked: it keeps its words and is never cut.");
  test_ui_press (fixture->ui, "ctrl+l", NULL);
  g_assert_false (aip_live_prompt_find (fixture->prompt, "mood/mood")->locked);

  test_ui_press (fixture->ui, "Delete", NULL);
  g_assert_null (find_fragment (fixture, "mood/mood"));
  g_assert_true (shows (fixture, "Left out by you"));
  {
    GtkWidget *aside = test_ui_find (fixture->text, GTK_TYPE_LABEL, shows_text, "ense mood");

    g_assert_nonnull (aside);
    gtk_widget_activate (gtk_widget_get_ancestor (aside, GTK_TYPE_BUTTON));
    test_spin_while (find_fragment (fixture, "mood/mood") == NULL);
  }
  test_ui_settle (fixture->ui);
  g_assert_false (shows (fixture, "Left out by you"));
  g_assert_cmpstr (get_focused (fixture), ==, "mood/mood");
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  focus (fixture, "action");
  test_ui_press (fixture->ui, "alt+Left", NULL);
  g_assert_true (g_str_has_prefix (get_text (fixture), "She runs. Mina waits"));
  g_assert_cmpstr (get_focused (fixture), ==, "action");
  test_ui_press (fixture->ui, "alt+Left", NULL);
  test_ui_press (fixture->ui, "alt+Right", "alt+Right", NULL);
  g_assert_true (g_str_has_prefix (get_text (fixture), "Mina waits on the pier. Mina: a woman in a "
                                                       "red raincoat. She runs."));
  g_assert_cmpstr (get_focused (fixture), ==, "action");
}

static void
test_insert (Fixture       *fixture,
             gconstpointer  data)
{
  const char *key;

  focus (fixture, "description");
  test_ui_press (fixture->ui, "Insert", NULL);
  test_ui_type (fixture->ui, "Rain falls");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_true (g_str_has_prefix (get_text (fixture), "Mina waits on the pier. Rain falls. She"));
  key = get_focused (fixture);
  g_assert_true (g_str_has_prefix (key, "text#"));

  /* Emptied, it is gone. */
  test_ui_press (fixture->ui, "F2", "BackSpace", "Return", NULL);
  g_assert_true (g_str_has_prefix (get_text (fixture), "Mina waits on the pier. She runs"));

  /* Nothing typed, nothing there. */
  focus (fixture, "description");
  test_ui_press (fixture->ui, "Insert", "Return", NULL);
  g_assert_true (g_str_has_prefix (get_text (fixture), "Mina waits on the pier. She runs"));
  g_assert_true (aip_prompt_edits_is_empty (aip_live_prompt_get_edits (fixture->prompt)));
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_true (shows (fixture, "There is nothing to say yet."));
  g_assert_cmpstr (get_text (fixture), ==, "");

  gtk_widget_activate_action (fixture->text, "prompt.insert-after", NULL);
  test_ui_settle (fixture->ui);
  test_ui_type (fixture->ui, "A lighthouse");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpstr (get_text (fixture), ==, "A lighthouse.");
  g_assert_false (shows (fixture, "There is nothing to say yet."));
  test_ui_press (fixture->ui, "Delete", NULL);
  g_assert_cmpstr (get_text (fixture), ==, "");
  g_assert_true (shows (fixture, "There is nothing to say yet."));
}

/* The window goes away in the middle of an edit; the fixture looks for what is left behind. */
static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  focus (fixture, "shot/size");
  test_ui_press (fixture->ui, "F2", NULL);
  test_ui_type (fixture->ui, "half a");
  g_assert_true (aip_prompt_flow_get_editing (AIP_PROMPT_FLOW (fixture->flow)));
}

/* Korean -------------------------------------------------------------------------------------- */

/* Nothing is lost and nothing doubled, however the editor is left: 밤 비 is q-k-a, space, q-l. */
static void
test_hangul (Fixture       *fixture,
             gconstpointer  data)
{
  for (int async = FALSE; async <= TRUE; async++)
    {
      const char *const leave[] = { "Return", "Tab" };

      for (guint i = 0; i < G_N_ELEMENTS (leave); i++)
        {
          test_im_set_async (async);
          focus (fixture, "shot/angle");
          test_ui_press (fixture->ui, "F2", NULL);
          test_im_set_hangul (TRUE);
          test_ui_type (fixture->ui, "qka ql");
          test_ui_press (fixture->ui, leave[i], NULL);
          test_im_set_hangul (FALSE);
          test_spin_while (aip_prompt_flow_get_editing (AIP_PROMPT_FLOW (fixture->flow)));
          g_assert_cmpstr (aip_live_prompt_find (fixture->prompt, "shot/angle")->words, ==, "밤 비");
          aip_live_prompt_reset (fixture->prompt, "shot/angle");
        }
    }
  test_im_set_async (FALSE);

  /* Somebody clicks elsewhere in the middle of a syllable. */
  focus (fixture, "shot/angle");
  test_ui_press (fixture->ui, "F2", NULL);
  test_im_set_hangul (TRUE);
  test_ui_type (fixture->ui, "qka");
  gtk_widget_grab_focus (test_ui_find (fixture->text, AIP_TYPE_TARGET_CHOOSER, NULL, NULL));
  gtk_widget_child_focus (fixture->text, GTK_DIR_TAB_FORWARD);
  test_im_set_hangul (FALSE);
  test_ui_settle (fixture->ui);
  g_assert_false (aip_prompt_flow_get_editing (AIP_PROMPT_FLOW (fixture->flow)));
  g_assert_cmpstr (aip_live_prompt_find (fixture->prompt, "shot/angle")->words, ==, "밤");

  /* Or applies the whole dialog. */
  focus (fixture, "shot/angle");
  test_ui_press (fixture->ui, "F2", NULL);
  test_im_set_hangul (TRUE);
  test_ui_type (fixture->ui, "ql");
  test_im_set_hangul (FALSE);
  test_ui_press (fixture->ui, "ctrl+Return", NULL);
  g_assert_cmpstr (aip_live_prompt_find (fixture->prompt, "shot/angle")->words, ==, "비");
  g_assert_cmpstr (get_focused (fixture), ==, "shot/angle");
}

static gboolean
is_english (GtkWidget     *widget,
            gconstpointer  data)
{
  return gtk_widget_get_mapped (widget) &&
         gtk_widget_get_ancestor (widget, AIP_TYPE_CELL_EDITOR) == NULL;
}

static void
test_english (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *view = test_ui_find (fixture->text, GTK_TYPE_TEXT_VIEW, is_english, NULL);

  g_assert_nonnull (view);
  g_assert_true (shows (fixture, "does not read Korean. Give the shot an English"));
  gtk_widget_grab_focus (view);
  test_im_set_hangul (FALSE);
  test_ui_type (fixture->ui, "Mina waits");
  g_assert_cmpstr (aip_live_prompt_get_english (fixture->prompt), ==, "Mina waits");
  g_assert_true (g_str_has_prefix (get_text (fixture), "Mina waits."));
  g_assert_nonnull (find_fragment (fixture, "description#english"));
  g_assert_false (shows (fixture, "does not read Korean. Give the shot an English"));

  /* Its fragment and the field are one text. */
  focus (fixture, "description#english");
  test_ui_press (fixture->ui, "F2", NULL);
  test_ui_type (fixture->ui, "Mina sits");
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpstr (aip_live_prompt_get_english (fixture->prompt), ==, "Mina sits");
  {
    GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
    GtkTextIter start, end;
    g_autofree char *shown = NULL;

    gtk_text_buffer_get_bounds (buffer, &start, &end);
    shown = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    g_assert_cmpstr (shown, ==, "Mina sits");
  }

  aip_live_setup_undo (fixture->setup);
  aip_live_setup_undo (fixture->setup);
  g_assert_cmpstr (aip_live_prompt_get_english (fixture->prompt), ==, "");
}

/* The model ----------------------------------------------------------------------------------- */

static void
test_target (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *chooser = test_ui_find (fixture->text, AIP_TYPE_TARGET_CHOOSER, NULL, NULL);
  GtkWidget *drop_down = test_ui_find (chooser, GTK_TYPE_DROP_DOWN, NULL, NULL);
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down));
  const AipTarget *sdxl = aip_targets_find (fixture->targets, "sdxl");
  gboolean copying = FALSE;
  guint before;

  g_assert_true (shows (fixture, "of 512 tokens"));
  g_assert_cmpstr (aip_target_chooser_get (AIP_TARGET_CHOOSER (chooser))->id, ==, "flux-dev");

  /* Those that run here come first. */
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      const AipTarget *target;

      gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), i);
      target = aip_target_chooser_get (AIP_TARGET_CHOOSER (chooser));
      g_assert_true (target == aip_live_prompt_get_target (fixture->prompt));
      g_assert_false (copying && target->local);
      copying = copying || !target->local;
    }
  g_assert_true (copying);
  test_ui_settle (fixture->ui);
  g_assert_true (shows (fixture, "is for copying out: workers are told as FLUX.1 dev wants it."));

  before = aip_live_prompt_get_composition (fixture->prompt)->tokens;
  aip_live_prompt_set_target (fixture->prompt, sdxl);
  test_ui_settle (fixture->ui);
  g_assert_true (aip_target_chooser_get (AIP_TARGET_CHOOSER (chooser)) == sdxl);
  g_assert_true (shows (fixture, "of 77 tokens"));
  g_assert_cmpuint (aip_live_prompt_get_composition (fixture->prompt)->tokens, !=, before);
  g_assert_true (shows (fixture, "Negative Prompt"));
  g_assert_true (shows (fixture, "pixels"));
}

static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  /* quay → pier, and the cast and the look are new. */
  g_assert_true (shows (fixture, "Since v003: "));
  g_assert_true (shows (fixture, "1 word removed"));
  aip_live_prompt_edit (fixture->prompt, "description", "Mina waits on the quay");
  test_ui_settle (fixture->ui);
  g_assert_true (shows (fixture, "0 words removed"));
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->text);
  GdkContentProvider *content;
  g_auto(GValue) value = G_VALUE_INIT;

  gtk_widget_activate_action (fixture->text, "prompt.copy", NULL);
  content = gdk_clipboard_get_content (clipboard);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, get_text (fixture));
}

int
main (int   argc,
      char *argv[])
{
  test_im_choose ();
  if (!test_ui_init (&argc, &argv))
    return 0;
  test_im_register ();

#define ADD(name, data, test) \
  g_test_add ("/ui/setup-text/" name, Fixture, data, set_up, test, tear_down)

  ADD ("list", NULL, test_list);
  ADD ("links", NULL, test_links);
  ADD ("pointer", NULL, test_pointer);
  ADD ("drag", NULL, test_drag);
  ADD ("menu", NULL, test_menu);
  ADD ("edit", NULL, test_edit);
  ADD ("lock-and-leave-out", NULL, test_lock_and_leave_out);
  ADD ("move", NULL, test_move);
  ADD ("insert", NULL, test_insert);
  ADD ("empty", "empty", test_empty);
  ADD ("close", NULL, test_close);
  ADD ("hangul", NULL, test_hangul);
  ADD ("english", "Korean", test_english);
  ADD ("target", NULL, test_target);
  ADD ("changes", NULL, test_changes);
  ADD ("copy", NULL, test_copy);

  return g_test_run ();
}
