/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-setup-visual"

#include "config.h"

#include <math.h>

#include "aip-cinema.h"
#include "aip-diagram-handle.h"
#include "aip-frame-view.h"
#include "aip-lamps-view.h"
#include "aip-paths.h"
#include "aip-plan-view.h"
#include "aip-preset-cell.h"
#include "aip-preset-gallery.h"
#include "aip-sensor-view.h"
#include "aip-setup-controls.h"
#include "aip-setup-visual.h"
#include "aip-stage-lamps.h"
#include "aip-stage-plan.h"
#include "aip-tone-view.h"
#include "ui-support.h"

/* The pictures and the controls of one live setup beside each other, as in the dialog. */
typedef struct {
  TestUi        *ui;
  AipCinema     *cinema;
  AipLiveSetup  *live;
  GtkWidget     *box;
  GtkWidget     *visual;
  GtkWidget     *controls;
  GtkWidget     *frame;
  GtkWidget     *plan;
  GtkWidget     *lamps;
  GtkWidget     *tones;
  int            edited;
} Fixture;

static void
edit_field_cb (Fixture *fixture,
               int      field)
{
  fixture->edited = field;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  const AipRuleContext context = AIP_RULE_CONTEXT_INIT;
  g_autoptr(GError) error = NULL;
  AipSetup setup = { 0, };

  fixture->ui = test_ui_new (1, 1);
  fixture->cinema = aip_cinema_load (shipped, NULL, NULL, &error);
  g_assert_no_error (error);

  setup = aip_presets_find (fixture->cinema->presets, "blade_runner")->setup;
  setup.focus = 2.5;
  setup.given |= AIP_SETUP_BIT (AIP_SETUP_FOCUS);
  fixture->live = aip_live_setup_new (fixture->cinema->catalogue, &setup, &context);
  fixture->edited = -1;

  fixture->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  fixture->visual = aip_setup_visual_new (fixture->live, fixture->cinema->presets);
  gtk_widget_set_hexpand (fixture->visual, TRUE);
  gtk_box_append (GTK_BOX (fixture->box), fixture->visual);
  fixture->controls = aip_setup_controls_new (fixture->live);
  gtk_widget_set_size_request (fixture->controls, 340, -1);
  gtk_box_append (GTK_BOX (fixture->box), fixture->controls);
  g_signal_connect_swapped (fixture->visual, "edit-field", G_CALLBACK (edit_field_cb), fixture);

  fixture->frame = test_ui_find (fixture->visual, AIP_TYPE_FRAME_VIEW, NULL, NULL);
  fixture->plan = test_ui_find (fixture->visual, AIP_TYPE_PLAN_VIEW, NULL, NULL);
  fixture->lamps = test_ui_find (fixture->visual, AIP_TYPE_LAMPS_VIEW, NULL, NULL);
  fixture->tones = test_ui_find (fixture->visual, AIP_TYPE_TONE_VIEW, NULL, NULL);
  test_ui_present (fixture->ui, fixture->box);
  test_spin_while (!aip_frame_view_is_current (AIP_FRAME_VIEW (fixture->frame)));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_signal_handlers_disconnect_by_data (fixture->visual, fixture);
  test_ui_free (fixture->ui, fixture->box);
  test_spin_while (G_OBJECT (fixture->live)->ref_count > 1);
  g_assert_finalize_object (fixture->live);
  aip_cinema_unref (fixture->cinema);
}

/* Seeing -------------------------------------------------------------------------------------- */

static gboolean
reads (GtkWidget     *widget,
       gconstpointer  text)
{
  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (widget)), text);
}

/* Whether a control reads it. */
static gboolean
control_reads (Fixture    *fixture,
               const char *text)
{
  return test_ui_find (fixture->controls, GTK_TYPE_TEXT, reads, text) != NULL;
}

static const AipSetup *
setup_of (Fixture *fixture)
{
  return aip_live_setup_get (fixture->live);
}

static gpointer
wait_for_picture (Fixture *fixture)
{
  test_ui_settle (fixture->ui);
  test_spin_while (!aip_frame_view_is_current (AIP_FRAME_VIEW (fixture->frame)));

  return aip_frame_view_get_texture (AIP_FRAME_VIEW (fixture->frame));
}

/* How bright a part of the preview frame is, 0…255; x and width in shares of it. */
static double
brightness (Fixture *fixture,
            double   from,
            double   to)
{
  GdkTexture *texture = wait_for_picture (fixture);
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * (gsize) height);
  double sum = 0;
  guint n_pixels = 0;

  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  for (int y = height / 4; y < height * 3 / 4; y++)
    for (int x = (int) (from * width); x < (int) (to * width); x++)
      {
        guint32 pixel = pixels[y * width + x];

        sum += ((pixel >> 16) & 255) * 0.21 + ((pixel >> 8) & 255) * 0.72 + (pixel & 255) * 0.07;
        n_pixels++;
      }

  return sum / MAX (n_pixels, 1);
}

/* Where a handle is, in its drawing. */
static void
find_handle (GtkWidget *diagram,
             int        handle,
             double    *x,
             double    *y)
{
  GtkWidget *widget = aip_diagram_get_handle (AIP_DIAGRAM (diagram), handle);
  graphene_rect_t bounds;

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_compute_bounds (widget, diagram, &bounds));
  *x = bounds.origin.x + bounds.size.width / 2;
  *y = bounds.origin.y + bounds.size.height / 2;
}

static void
drag_handle (Fixture   *fixture,
             GtkWidget *diagram,
             int        handle,
             double     dx,
             double     dy)
{
  double x, y;

  find_handle (diagram, handle, &x, &y);
  test_ui_drag (fixture->ui, diagram, x, y, dx, dy, 8);
}

static int
plan_handle (AipStagePlanHandle handle)
{
  return (int) handle - 1;
}

/* Tests --------------------------------------------------------------------------------------- */

static void
test_distance (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GdkTexture) before = g_object_ref (wait_for_picture (fixture));
  double distance = setup_of (fixture)->focus;
  gboolean can_undo;

  /* The camera goes back. */
  drag_handle (fixture, fixture->plan, plan_handle (AIP_STAGE_PLAN_CAMERA), -22, 0);
  g_assert_cmpfloat (setup_of (fixture)->focus, >, distance + 0.2);
  g_assert_true (wait_for_picture (fixture) != (gpointer) before);
  {
    g_autofree char *text = aip_setup_field_to_text (setup_of (fixture), AIP_SETUP_FOCUS);
    g_autofree char *number = g_strdup_printf ("%.2f", setup_of (fixture)->focus);
    g_autofree char *shorter = g_strdup_printf ("%.1f", setup_of (fixture)->focus);

    g_assert_true (control_reads (fixture, text) || control_reads (fixture, number)
                   || control_reads (fixture, shorter));
  }

  /* All of it was one step. */
  aip_live_setup_undo (fixture->live);
  g_assert_cmpfloat (setup_of (fixture)->focus, ==, distance);
  g_object_get (fixture->live, "can-undo", &can_undo, NULL);
  g_assert_false (can_undo);
}

static void
test_lens (Fixture       *fixture,
           gconstpointer  data)
{
  double focal = setup_of (fixture)->focal, stop = setup_of (fixture)->stop;
  double height;

  drag_handle (fixture, fixture->plan, plan_handle (AIP_STAGE_PLAN_FOCAL), 0, 30);
  g_assert_cmpfloat (setup_of (fixture)->focal, >, focal);
  aip_live_setup_undo (fixture->live);
  g_assert_cmpfloat (setup_of (fixture)->focal, ==, focal);

  test_ui_settle (fixture->ui);
  drag_handle (fixture, fixture->plan, plan_handle (AIP_STAGE_PLAN_FAR), 60, 0);
  g_assert_cmpfloat (setup_of (fixture)->stop, >, stop);

  test_ui_settle (fixture->ui);
  g_assert_false (aip_setup_has (setup_of (fixture), AIP_SETUP_HEIGHT));
  drag_handle (fixture, fixture->plan, plan_handle (AIP_STAGE_PLAN_HEIGHT), 0, 10);
  g_assert_true (aip_setup_has (setup_of (fixture), AIP_SETUP_HEIGHT));
  height = setup_of (fixture)->height;
  drag_handle (fixture, fixture->plan, plan_handle (AIP_STAGE_PLAN_HEIGHT), 0, -10);
  g_assert_cmpfloat (setup_of (fixture)->height, >, height);
}

static void
test_escape (Fixture       *fixture,
             gconstpointer  data)
{
  double distance = setup_of (fixture)->focus, x, y;
  gboolean can_undo;

  find_handle (fixture->plan, plan_handle (AIP_STAGE_PLAN_SUBJECT), &x, &y);
  test_ui_press_button (fixture->ui, fixture->plan, x, y);
  test_ui_point (fixture->ui, fixture->plan, x + 30, y);
  g_assert_cmpfloat (setup_of (fixture)->focus, >, distance);
  test_ui_press (fixture->ui, "Escape", NULL);
  g_assert_cmpfloat (setup_of (fixture)->focus, ==, distance);
  test_ui_point (fixture->ui, fixture->plan, x + 50, y);
  g_assert_cmpfloat (setup_of (fixture)->focus, ==, distance);
  test_ui_release_button (fixture->ui);
  g_object_get (fixture->live, "can-undo", &can_undo, NULL);
  g_assert_false (can_undo);
}

static void
test_light (Fixture       *fixture,
            gconstpointer  data)
{
  AipLamp key = setup_of (fixture)->key;
  int handle = AIP_STAGE_LAMPS_AROUND (AIP_STAGE_LAMP_KEY);
  double x, y, middle;
  double left, right;

  /* From the right of the frame … */
  key.azimuth = 75;
  key.elevation = 15;
  aip_live_setup_set_lamp (fixture->live, AIP_SETUP_KEY, 0, &key);
  aip_live_setup_choose (fixture->live, AIP_SETUP_COMPOSITION, AIP_COMPOSITION_CENTRED);
  aip_live_setup_choose (fixture->live, AIP_SETUP_ANGLE, AIP_ANGLE_EYE_LEVEL);
  aip_live_setup_unset (fixture->live, AIP_SETUP_FILL);
  aip_live_setup_unset (fixture->live, AIP_SETUP_PRACTICALS);
  right = brightness (fixture, 0.5, 0.62) - brightness (fixture, 0.38, 0.5);

  /* … to the left. */
  find_handle (fixture->lamps, handle, &x, &y);
  middle = gtk_widget_get_width (fixture->lamps) / 2.0;
  g_assert_cmpfloat (middle, >, 0);
  test_ui_drag (fixture->ui, fixture->lamps, x, y, -2 * 70, 0, 10);
  g_assert_cmpfloat (setup_of (fixture)->key.azimuth, >, 200);
  g_assert_cmpfloat (setup_of (fixture)->key.azimuth, <, 345);
  left = brightness (fixture, 0.5, 0.62) - brightness (fixture, 0.38, 0.5);
  g_test_message ("right minus left: %.2f lit from the right, %.2f from the left", right, left);
  g_assert_cmpfloat (left, <, right - 2);

  /* Higher. */
  drag_handle (fixture, fixture->lamps, AIP_STAGE_LAMPS_RAISE (AIP_STAGE_LAMP_KEY), -14, -40);
  g_assert_cmpfloat (setup_of (fixture)->key.elevation, >, 30);
}

static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *handle = aip_diagram_get_handle (AIP_DIAGRAM (fixture->plan),
                                              plan_handle (AIP_STAGE_PLAN_SUBJECT));
  double stop;

  test_ui_point (fixture->ui, fixture->visual, 1, 1);
  gtk_test_accessible_assert_role (handle, GTK_ACCESSIBLE_ROLE_SLIDER);
  g_assert_true (gtk_widget_grab_focus (handle));
  g_assert_cmpint (aip_live_setup_get_highlight (fixture->live), ==, AIP_SETUP_FOCUS);
  gtk_test_accessible_assert_property (handle, GTK_ACCESSIBLE_PROPERTY_LABEL, "Subject distance");
  gtk_test_accessible_assert_property (handle, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "2.50 m");
  test_ui_press (fixture->ui, "Right", NULL);
  g_assert_cmpfloat_with_epsilon (setup_of (fixture)->focus, 2.6, 0.001);
  gtk_test_accessible_assert_property (handle, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "2.60 m");
  test_ui_press (fixture->ui, "shift+Right", NULL);
  g_assert_cmpfloat_with_epsilon (setup_of (fixture)->focus, 3.1, 0.001);
  test_ui_press (fixture->ui, "Down", NULL);
  g_assert_cmpfloat_with_epsilon (setup_of (fixture)->focus, 3.0, 0.001);

  /* On to the near limit: farther away means wider open. */
  stop = setup_of (fixture)->stop;
  test_ui_press (fixture->ui, "Tab", NULL);
  g_assert_cmpint (aip_live_setup_get_highlight (fixture->live), ==, AIP_SETUP_STOP);
  test_ui_press (fixture->ui, "Left", NULL);
  g_assert_cmpfloat (setup_of (fixture)->stop, >, stop);

  test_ui_press (fixture->ui, "Tab", "Tab", NULL);
  g_assert_cmpint (aip_live_setup_get_highlight (fixture->live), ==, AIP_SETUP_FOCAL);
  test_ui_press (fixture->ui, "Home", NULL);
  g_assert_cmpfloat (setup_of (fixture)->focal, ==,
                     aip_lens_get_nearest_focal (setup_of (fixture)->lens, 0));

  /* Enter goes to the control. */
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpint (fixture->edited, ==, AIP_SETUP_FOCAL);

  handle = aip_diagram_get_handle (AIP_DIAGRAM (fixture->lamps),
                                   AIP_STAGE_LAMPS_AROUND (AIP_STAGE_LAMP_KEY));
  g_assert_true (gtk_widget_grab_focus (handle));
  {
    double azimuth = setup_of (fixture)->key.azimuth;

    test_ui_press (fixture->ui, "Right", "shift+Right", NULL);
    g_assert_cmpfloat_with_epsilon (fmod (setup_of (fixture)->key.azimuth - azimuth + 360, 360),
                                    20, 0.001);
  }
}

static gboolean
is_cell_of (GtkWidget     *widget,
            gconstpointer  name)
{
  AipPresetItem *item = aip_preset_cell_get_item (AIP_PRESET_CELL (widget));

  return item != NULL && gtk_widget_get_mapped (widget)
         && g_str_equal (aip_preset_item_get_preset (item)->name, name);
}

static void
test_preset (Fixture       *fixture,
             gconstpointer  data)
{
  const AipSetup before = *setup_of (fixture);
  const AipPreset *film = aip_presets_find (fixture->cinema->presets, "citizen_kane");
  g_autoptr(GdkTexture) picture = g_object_ref (wait_for_picture (fixture));
  GtkWidget *cell = test_ui_find (fixture->visual, AIP_TYPE_PRESET_CELL, is_cell_of, film->name);
  GtkWidget *chip;

  g_assert_nonnull (cell);
  test_ui_click (fixture->ui, cell, 30, 30, 1);
  g_assert_true (setup_of (fixture)->body == film->setup.body);
  g_assert_true (wait_for_picture (fixture) != (gpointer) picture);
  chip = aip_tone_view_get_chip (AIP_TONE_VIEW (fixture->tones), film->setup.tone);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)));

  aip_live_setup_undo (fixture->live);
  g_assert_true (aip_setup_equal (setup_of (fixture), &before));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)));
}

static void
test_tone (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *chip = aip_tone_view_get_chip (AIP_TONE_VIEW (fixture->tones), AIP_TONE_SEPIA);

  test_ui_click (fixture->ui, chip, 10, 10, 1);
  g_assert_true (aip_setup_has (setup_of (fixture), AIP_SETUP_TONE));
  g_assert_cmpint (setup_of (fixture)->tone, ==, AIP_TONE_SEPIA);
  test_ui_click (fixture->ui, chip, 10, 10, 1);
  g_assert_false (aip_setup_has (setup_of (fixture), AIP_SETUP_TONE));
}

static void
test_highlight (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *sensor = test_ui_find (fixture->visual, AIP_TYPE_SENSOR_VIEW, NULL, NULL);

  /* From a control to the drawings … */
  aip_live_setup_set_highlight (fixture->live, AIP_SETUP_HEIGHT);
  g_assert_true (gtk_widget_has_css_class (fixture->plan, "lit"));
  g_assert_false (gtk_widget_has_css_class (fixture->lamps, "lit"));
  g_assert_cmpint (aip_diagram_get_active (AIP_DIAGRAM (fixture->plan)), ==,
                   plan_handle (AIP_STAGE_PLAN_HEIGHT));

  /* … and from a drawing to the controls. */
  test_ui_point (fixture->ui, sensor, gtk_widget_get_width (sensor) / 2.0,
                 gtk_widget_get_height (sensor) / 2.0);
  g_assert_cmpint (aip_live_setup_get_highlight (fixture->live), ==, AIP_SETUP_ASPECT);
  test_ui_click (fixture->ui, sensor, gtk_widget_get_width (sensor) / 2.0,
                 gtk_widget_get_height (sensor) / 2.0, 1);
  g_assert_cmpint (fixture->edited, ==, AIP_SETUP_ASPECT);
}

/* Whatever there is room for: nothing complains, everything is drawn. */
static void
test_sizes (Fixture       *fixture,
            gconstpointer  data)
{
  static const int sizes[][2] = { { 900, 540 }, { 1280, 760 }, { 1900, 1000 }, { 900, 900 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (fixture->ui->window), sizes[i][0], sizes[i][1]);
      wait_for_picture (fixture);
      g_assert_cmpint (gtk_widget_get_width (fixture->frame), >, 200);
      g_assert_cmpint (gtk_widget_get_height (fixture->frame), >, 90);
      g_assert_cmpint (gtk_widget_get_height (fixture->plan), >, 60);
      g_assert_true (gtk_widget_get_mapped (fixture->lamps));
    }
}

/* Nothing is chosen, and everything that can be random. */
static void
test_any_setup (Fixture       *fixture,
                gconstpointer  data)
{
  const AipSetup nothing = { 0, };
  guint n_presets;
  const AipPreset *const *presets = aip_presets_get_all (fixture->cinema->presets, &n_presets);

  aip_live_setup_set (fixture->live, &nothing);
  wait_for_picture (fixture);
  for (guint i = 0; i < n_presets; i += 7)
    {
      aip_live_setup_set (fixture->live, &presets[i]->setup);
      test_ui_settle (fixture->ui);
    }
  wait_for_picture (fixture);
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(path, function)                                                                       \
  g_test_add ("/ui/setup-visual/" path, Fixture, NULL, set_up, function, tear_down)

  ADD ("distance", test_distance);
  ADD ("lens", test_lens);
  ADD ("escape", test_escape);
  ADD ("light", test_light);
  ADD ("keyboard", test_keyboard);
  ADD ("preset", test_preset);
  ADD ("tone", test_tone);
  ADD ("highlight", test_highlight);
  ADD ("sizes", test_sizes);
  ADD ("any-setup", test_any_setup);

  return g_test_run ();
}
