/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-preset-gallery"

#include "config.h"

#include <glib/gstdio.h>

#include "aip-cinema.h"
#include "aip-paths.h"
#include "aip-preset-cell.h"
#include "aip-preset-gallery.h"
#include "ui-support.h"

/* The shipped presets, a folder for own ones, and an empty setup. */
typedef struct {
  TestUi           *ui;
  char             *own;
  AipCinema        *cinema;
  AipLiveSetup     *live;
  GtkWidget        *overlay;
  AipPresetGallery *gallery;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *shipped = aip_paths_data_file ("presets");
  const AipRuleContext context = AIP_RULE_CONTEXT_INIT;
  const AipSetup nothing = { 0, };
  g_autoptr(GError) error = NULL;

  fixture->ui = test_ui_new (1, 1);
  fixture->own = g_build_filename (fixture->ui->folder, "own", NULL);
  fixture->cinema = aip_cinema_load (shipped, fixture->own, NULL, &error);
  g_assert_no_error (error);
  fixture->live = aip_live_setup_new (fixture->cinema->catalogue, &nothing, &context);

  fixture->overlay = adw_toast_overlay_new ();
  fixture->gallery =
    AIP_PRESET_GALLERY (aip_preset_gallery_new (fixture->live, fixture->cinema->presets));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (fixture->overlay),
                               GTK_WIDGET (fixture->gallery));
  test_ui_present (fixture->ui, fixture->overlay);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_ui_free (fixture->ui, fixture->overlay);
  g_assert_finalize_object (fixture->live);
  aip_cinema_unref (fixture->cinema);
  g_free (fixture->own);
}

/* Finding ------------------------------------------------------------------------------------- */

static gboolean
is_cell_of (GtkWidget     *widget,
            gconstpointer  name)
{
  AipPresetItem *item = aip_preset_cell_get_item (AIP_PRESET_CELL (widget));

  return item != NULL && gtk_widget_get_mapped (widget)
         && g_str_equal (aip_preset_item_get_preset (item)->name, name);
}

static GtkWidget *
find_cell (Fixture    *fixture,
           const char *name)
{
  return test_ui_find (GTK_WIDGET (fixture->gallery), AIP_TYPE_PRESET_CELL, is_cell_of, name);
}

static gboolean
says (GtkWidget     *widget,
      gconstpointer  text)
{
  return gtk_widget_get_mapped (widget)
         && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return test_ui_find (fixture->ui->window, GTK_TYPE_LABEL, says, text) != NULL;
}

static void
search (Fixture    *fixture,
        const char *text)
{
  GtkWidget *entry = test_ui_find (GTK_WIDGET (fixture->gallery), GTK_TYPE_SEARCH_ENTRY, NULL,
                                   NULL);

  g_assert_true (gtk_widget_grab_focus (entry));
  test_ui_press (fixture->ui, "ctrl+a", NULL);
  test_ui_type (fixture->ui, text);
}

/* Searches for it, and gives it the focus by Enter in the search. */
static void
focus (Fixture    *fixture,
       const char *query,
       const char *name)
{
  search (fixture, query);
  test_spin_while (find_cell (fixture, name) == NULL);
  test_ui_settle (fixture->ui);
  test_ui_press (fixture->ui, "Return", NULL);
}

static void
act (Fixture    *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->gallery), action, NULL));
  test_ui_settle (fixture->ui);
}

static guint
count_own_files (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->own, "setups", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_files = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n_files += g_str_has_suffix (name, ".json") && !g_str_equal (name, "favourites.json");

  return n_files;
}

/* Tests --------------------------------------------------------------------------------------- */

static void
test_draws (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *cell = find_cell (fixture, "Citizen Kane");

  g_assert_nonnull (cell);
  test_spin_while (!aip_preset_cell_is_drawn (AIP_PRESET_CELL (cell)));
  gtk_test_accessible_assert_role (cell, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  int height;

  search (fixture, "deakins 2049");
  test_spin_while (find_cell (fixture, "Blade Runner 2049") == NULL);
  test_spin_while (find_cell (fixture, "Citizen Kane") != NULL);

  gtk_widget_set_valign (GTK_WIDGET (fixture->gallery), GTK_ALIGN_START);
  test_ui_settle (fixture->ui);
  height = gtk_widget_get_height (GTK_WIDGET (fixture->gallery));
  search (fixture, "no such film");
  test_spin_while (!shows (fixture, "No preset matches “no such film”."));
  test_ui_settle (fixture->ui);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture->gallery)), ==, height);
  /* Escape gives the search up first. */
  test_ui_press (fixture->ui, "Escape", NULL);
  test_spin_while (find_cell (fixture, "Citizen Kane") == NULL);
}

static void
test_choose (Fixture       *fixture,
             gconstpointer  data)
{
  const AipPreset *film = aip_presets_find (fixture->cinema->presets, "blade_runner");
  const AipPreset *other = aip_presets_find (fixture->cinema->presets, "alien");
  GtkWidget *cell;

  aip_live_setup_choose (fixture->live, AIP_SETUP_WEATHER, AIP_WEATHER_SNOW);

  search (fixture, "blade runner 1982");
  test_spin_while ((cell = find_cell (fixture, film->name)) == NULL);
  test_ui_settle (fixture->ui);
  test_ui_click (fixture->ui, cell, 40, 40, 1);
  g_assert_true (aip_live_setup_get (fixture->live)->body == film->setup.body);
  g_assert_true (aip_preset_gallery_get_current (fixture->gallery) == film);
  g_assert_true (gtk_widget_has_css_class (cell, "current"));

  /* The keyboard does the same. */
  focus (fixture, "ridley alien", other->name);
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_true (aip_preset_gallery_get_current (fixture->gallery) == other);
  g_assert_true (aip_live_setup_get (fixture->live)->lens == other->setup.lens);

  /* Changed, it is still known where it came from. */
  aip_live_setup_set_number (fixture->live, AIP_SETUP_STOP, 11);
  cell = find_cell (fixture, other->name);
  g_assert_cmpint (aip_preset_item_get_state (aip_preset_cell_get_item (AIP_PRESET_CELL (cell))),
                   ==, AIP_PRESET_STATE_MODIFIED);

  aip_live_setup_undo (fixture->live);
  g_assert_cmpint (aip_preset_item_get_state (aip_preset_cell_get_item (AIP_PRESET_CELL (cell))),
                   ==, AIP_PRESET_STATE_CURRENT);
  aip_live_setup_undo (fixture->live);
  g_assert_true (aip_preset_gallery_get_current (fixture->gallery) == film);
  aip_live_setup_undo (fixture->live);
  g_assert_null (aip_preset_gallery_get_current (fixture->gallery));
  g_assert_true (aip_live_setup_get (fixture->live)->given
                 == AIP_SETUP_BIT (AIP_SETUP_WEATHER));
}

static void
test_keeps_the_scene (Fixture       *fixture,
                      gconstpointer  data)
{
  const AipPreset *look = aip_presets_find (fixture->cinema->presets, "studio_ghibli");

  aip_live_setup_choose (fixture->live, AIP_SETUP_SIZE, AIP_SIZE_CLOSE);
  aip_live_setup_choose (fixture->live, AIP_SETUP_WEATHER, AIP_WEATHER_RAIN);
  focus (fixture, "ghibli", look->name);
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_true (aip_setup_has (aip_live_setup_get (fixture->live), AIP_SETUP_LOOK));
  g_assert_cmpint (aip_live_setup_get (fixture->live)->size, ==, AIP_SIZE_CLOSE);
  g_assert_cmpint (aip_live_setup_get (fixture->live)->weather, ==, AIP_WEATHER_RAIN);
  g_assert_true (aip_preset_gallery_get_current (fixture->gallery) == look);
}

static void
test_own (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *undo;
  const AipPreset *own;

  focus (fixture, "blade runner 1982", "Blade Runner");
  test_ui_press (fixture->ui, "Return", NULL);
  aip_live_setup_set_number (fixture->live, AIP_SETUP_STOP, 5.6);

  /* Keep what is there. */
  act (fixture, "presets.create");
  test_spin_while (!shows (fixture, "New Preset from This Setup"));
  test_ui_press (fixture->ui, "ctrl+a", NULL);
  test_ui_type (fixture->ui, "Rain alley");
  test_ui_press (fixture->ui, "Return", NULL);
  test_spin_while (count_own_files (fixture) != 1);
  own = aip_preset_gallery_get_current (fixture->gallery);
  g_assert_cmpstr (own->name, ==, "Rain alley");
  test_spin_while (find_cell (fixture, "Rain alley") == NULL);

  /* A name that is taken cannot be given. */
  test_ui_settle (fixture->ui);
  focus (fixture, "rain alley", "Rain alley");
  test_ui_press (fixture->ui, "ctrl+d", NULL);
  test_spin_while (!shows (fixture, "Duplicate Preset"));
  test_ui_press (fixture->ui, "ctrl+a", NULL);
  test_ui_type (fixture->ui, "rain ALLEY");
  test_spin_while (
    !shows (fixture, "There is a preset “rain ALLEY” already. Choose another name."));
  test_ui_press (fixture->ui, "Return", NULL);
  g_assert_cmpuint (count_own_files (fixture), ==, 1);
  test_ui_press (fixture->ui, "ctrl+a", NULL);
  test_ui_type (fixture->ui, "Alley by day");
  test_ui_press (fixture->ui, "Return", NULL);
  test_spin_while (count_own_files (fixture) != 2);

  /* Another name, another setup. */
  focus (fixture, "alley by day", "Alley by day");
  test_ui_press (fixture->ui, "F2", NULL);
  test_spin_while (!shows (fixture, "Rename Preset"));
  test_ui_press (fixture->ui, "ctrl+a", NULL);
  test_ui_type (fixture->ui, "Alley at dawn");
  test_ui_press (fixture->ui, "Return", NULL);
  test_spin_while (!aip_presets_has_name (fixture->cinema->presets, "alley at dawn", NULL));
  test_ui_settle (fixture->ui);

  focus (fixture, "alley at dawn", "Alley at dawn");
  aip_live_setup_set_number (fixture->live, AIP_SETUP_STOP, 8);
  act (fixture, "presets.replace");
  own = aip_preset_gallery_get_current (fixture->gallery);
  g_assert_cmpstr (own->name, ==, "Alley at dawn");
  g_assert_cmpfloat (own->setup.stop, ==, 8);

  /* Deleted and taken back. */
  test_ui_press (fixture->ui, "Delete", NULL);
  test_spin_while (count_own_files (fixture) != 1);
  test_spin_while (!shows (fixture, "Preset “Alley at dawn” deleted"));
  undo = test_ui_find (fixture->ui->window, GTK_TYPE_LABEL, says, "Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (gtk_widget_get_ancestor (undo, GTK_TYPE_BUTTON), "clicked");
  test_spin_while (count_own_files (fixture) != 2);
  test_spin_while (find_cell (fixture, "Alley at dawn") == NULL);

  /* A film is nobody's to change. */
  focus (fixture, "citizen kane", "Citizen Kane");
  test_ui_press (fixture->ui, "Delete", "F2", NULL);
  g_assert_cmpuint (count_own_files (fixture), ==, 2);
  g_assert_false (shows (fixture, "Rename Preset"));
}

static gboolean
is_child_of (GtkWidget     *widget,
             gconstpointer  parent)
{
  return gtk_widget_get_parent (widget) == parent;
}

static GtkWidget *
find_menu (Fixture *fixture)
{
  return test_ui_find (GTK_WIDGET (fixture->gallery), GTK_TYPE_POPOVER_MENU, is_child_of,
                       fixture->gallery);
}

static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  const AipPreset *film = aip_presets_find (fixture->cinema->presets, "alien");

  focus (fixture, "ridley alien", film->name);
  test_ui_click (fixture->ui, find_cell (fixture, film->name), 40, 40, 3);
  test_spin_while (!gtk_widget_get_mapped (find_menu (fixture)));
  /* The second item. */
  test_ui_press (fixture->ui, "Down", "Return", NULL);
  test_spin_while (!film->favourite);
}

static void
test_menu_key (Fixture       *fixture,
               gconstpointer  data)
{
  const AipPreset *film = aip_presets_find (fixture->cinema->presets, "alien");

  focus (fixture, "ridley alien", film->name);
  test_ui_press (fixture->ui, "shift+F10", NULL);
  test_spin_while (!gtk_widget_get_mapped (find_menu (fixture)));
  /* The first item. */
  test_ui_press (fixture->ui, "Return", NULL);
  test_spin_while (aip_preset_gallery_get_current (fixture->gallery) != film);
}

static guint
count_favourites (Fixture *fixture)
{
  guint n_presets, n_favourites = 0;
  const AipPreset *const *presets = aip_presets_get_all (fixture->cinema->presets, &n_presets);

  for (guint i = 0; i < n_presets; i++)
    n_favourites += presets[i]->favourite;

  return n_favourites;
}

static void
test_favourites (Fixture       *fixture,
                 gconstpointer  data)
{
  const AipPreset *film = aip_presets_find (fixture->cinema->presets, "her");
  GtkWidget *cell;

  focus (fixture, "her jonze", film->name);
  test_ui_press (fixture->ui, "ctrl+b", NULL);
  g_assert_true (film->favourite);
  search (fixture, " ");
  test_ui_press (fixture->ui, "BackSpace", NULL);
  /* Favourites come first. */
  test_spin_while ((cell = find_cell (fixture, film->name)) == NULL);
  g_assert_null (gtk_widget_get_prev_sibling (gtk_widget_get_parent (cell)));

  /* Another one goes to the front too, and takes the focus along: the same key takes it back. */
  test_ui_settle (fixture->ui);
  gtk_widget_grab_focus (gtk_widget_get_ancestor (cell, GTK_TYPE_GRID_VIEW));
  test_ui_press (fixture->ui, "Home", "Right", "Right", "Right", "ctrl+b", NULL);
  g_assert_cmpuint (count_favourites (fixture), ==, 2);
  test_ui_press (fixture->ui, "ctrl+b", NULL);
  g_assert_cmpuint (count_favourites (fixture), ==, 1);
  g_assert_true (film->favourite);
}

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->ui->folder, "alien.json", NULL);
  g_autofree char *bad = g_build_filename (fixture->ui->folder, "bad.json", NULL);
  g_autofree char *said = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (aip_presets_export (fixture->cinema->presets, "alien", path, &error));
  aip_preset_gallery_import (fixture->gallery, path);
  test_spin_while (!shows (fixture, "Preset “Alien” imported"));
  g_assert_cmpuint (count_own_files (fixture), ==, 1);

  g_assert_true (g_file_set_contents (bad, "{}", -1, NULL));
  aip_preset_gallery_import (fixture->gallery, bad);
  g_assert_cmpuint (count_own_files (fixture), ==, 1);
  said = g_strdup_printf ("Nothing was imported: “%s” is not a preset.", bad);
  test_spin_while (!shows (fixture, said));
}

static void
test_expand (Fixture       *fixture,
             gconstpointer  data)
{
  int height = gtk_widget_get_height (GTK_WIDGET (fixture->gallery));

  gtk_widget_set_valign (GTK_WIDGET (fixture->gallery), GTK_ALIGN_START);
  test_ui_settle (fixture->ui);
  height = gtk_widget_get_height (GTK_WIDGET (fixture->gallery));
  g_assert_cmpint (height, <, 200);
  gtk_widget_set_valign (GTK_WIDGET (fixture->gallery), GTK_ALIGN_FILL);
  aip_preset_gallery_set_expanded (fixture->gallery, TRUE);
  test_ui_settle (fixture->ui);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture->gallery)), >, 500);
}

int
main (int   argc,
      char *argv[])
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  /* A dialog that is still going away would take the keyboard back. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(path, function)                                                                       \
  g_test_add ("/ui/preset-gallery/" path, Fixture, NULL, set_up, function, tear_down)

  ADD ("draws", test_draws);
  ADD ("search", test_search);
  ADD ("choose", test_choose);
  ADD ("keeps-the-scene", test_keeps_the_scene);
  ADD ("own", test_own);
  ADD ("menu", test_menu);
  ADD ("menu-key", test_menu_key);
  ADD ("favourites", test_favourites);
  ADD ("files", test_files);
  ADD ("expand", test_expand);

  return g_test_run ();
}
