/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Characters and places on their pages, and a mask over a picture, with mouse and keys. */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "aip-asset.h"
#include "aip-cast-card.h"
#include "aip-cast-edit.h"
#include "aip-cast-page.h"
#include "aip-costume.h"
#include "aip-inspector-cast.h"
#include "aip-casting.h"
#include "aip-mask-canvas.h"
#include "aip-mask-dialog.h"
#include "aip-picture-import.h"
#include "ui-support.h"

typedef struct {
  TestUi    *ui;
  GtkWidget *page;
} Fixture;

static AipDocument *
get_document (Fixture *fixture)
{
  return aip_session_get_document (fixture->ui->session);
}

static AipEntityList *
get_characters (Fixture *fixture)
{
  return aip_document_get_list (get_document (fixture), AIP_KIND_CHARACTER);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->ui = test_ui_new (1, 2);
  fixture->page = aip_cast_page_new (fixture->ui->session, AIP_KIND_CHARACTER);
  test_ui_present (fixture->ui, fixture->page);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_ui_free (fixture->ui, fixture->page);
}

/* (transfer full) */
static char *
write_picture (Fixture    *fixture,
               const char *name,
               guint32     color)
{
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 320, 180);
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (aip_document_get_folder (get_document (fixture)), name, NULL);

  gdk_pixbuf_fill (pixbuf, color);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);

  return path;
}

static gboolean
shows_entity (GtkWidget     *widget,
              gconstpointer  data)
{
  return aip_cast_card_get_entity (AIP_CAST_CARD (widget)) == data;
}

/* Added, named by typing, undone and redone. */
static void
test_add_and_name (Fixture       *fixture,
                   gconstpointer  data)
{
  AipDocument *document = get_document (fixture);
  guint before = aip_entity_list_get_count (get_characters (fixture));
  AipEntity *added;

  gtk_widget_activate_action (fixture->page, "cast.add", NULL);
  test_ui_settle (fixture->ui);
  g_assert_cmpuint (aip_entity_list_get_count (get_characters (fixture)), ==, before + 1);
  added = aip_entity_list_peek (get_characters (fixture), before);
  g_assert_cmpstr (aip_entity_get_text (added, "name"), ==, "New Character");
  g_assert_nonnull (test_ui_find (fixture->page, AIP_TYPE_CAST_CARD, shows_entity, added));

  test_ui_press (fixture->ui, "ctrl+a", NULL);
  test_ui_type (fixture->ui, "Mina");
  test_ui_press (fixture->ui, "Return", NULL);
  test_ui_settle (fixture->ui);
  g_assert_cmpstr (aip_entity_get_text (added, "name"), ==, "Mina");

  g_assert_true (aip_document_undo (document));
  g_assert_cmpstr (aip_entity_get_text (added, "name"), ==, "New Character");
  g_assert_true (aip_document_undo (document));
  g_assert_cmpuint (aip_entity_list_get_count (get_characters (fixture)), ==, before);
  g_assert_true (aip_document_redo (document));
  g_assert_true (aip_entity_is_alive (added));
}

static void
brought_cb (GObject           *owner,
            const char *const *pictures,
            gpointer           user_data)
{
  *(GStrv *) user_data = g_strdupv ((char **) pictures);
}

/* Two of three files are pictures, and two of those are the same. */
static void
test_pictures (Fixture       *fixture,
               gconstpointer  data)
{
  AipDocument *document = get_document (fixture);
  g_autofree char *one = write_picture (fixture, "one.png", 0xff0000ff);
  g_autofree char *same = write_picture (fixture, "same.png", 0xff0000ff);
  g_autofree char *bad = g_build_filename (aip_document_get_folder (document), "bad.png", NULL);
  const char *const paths[] = { one, bad, same };
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_auto(GStrv) pictures = NULL;
  g_auto(GStrv) stored = NULL;
  g_autoptr(GError) error = NULL;
  AipEntity *character;

  g_assert_true (g_file_set_contents (bad, "no picture", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GFile) file = g_file_new_for_path (paths[i]);

      g_list_store_append (files, file);
    }
  aip_picture_import_files (fixture->ui->session, G_LIST_MODEL (files), G_OBJECT (fixture->page),
                            brought_cb, &pictures, NULL);
  test_spin_while (pictures == NULL);
  g_assert_cmpuint (g_strv_length (pictures), ==, 2);
  g_assert_cmpstr (pictures[0], ==, pictures[1]);

  character = aip_cast_edit_add (document, AIP_KIND_CHARACTER, "Joon",
                                 (const char *const *) pictures, &error);
  g_assert_no_error (error);
  stored = aip_entity_dup_texts (character, "references");
  g_assert_cmpuint (g_strv_length (stored), ==, 1);
  g_assert_true (aip_asset_is_file (stored[0]));
  test_ui_settle (fixture->ui);
}

/* What is used is named before it goes, and comes back into its shots. */
static void
test_remove_used (Fixture       *fixture,
                  gconstpointer  data)
{
  AipDocument *document = get_document (fixture);
  AipEntity *shot = AIP_ENTITY (test_ui_shot (fixture->ui, 0));
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) uses = NULL;
  g_auto(GStrv) cast = NULL;
  g_auto(GStrv) none = NULL;
  AipEntity *character = aip_cast_edit_add (document, AIP_KIND_CHARACTER, "Mina", NULL, &error);

  aip_document_begin (document, "Cast");
  aip_document_set_texts (document, shot, "characters",
                          (const char *[]) { aip_entity_get_id (character), NULL }, &error);
  g_assert_no_error (error);
  aip_document_commit (document);
  uses = aip_cast_edit_find_uses (document, character);
  g_assert_cmpuint (uses->len, ==, 1);
  g_assert_true (g_ptr_array_index (uses, 0) == shot);

  aip_cast_page_select (AIP_CAST_PAGE (fixture->page), character);
  test_ui_settle (fixture->ui);
  gtk_widget_activate_action (fixture->page, "cast.remove", NULL);
  test_ui_settle (fixture->ui);
  /* Asked first: nothing is gone yet. */
  g_assert_true (aip_entity_is_alive (character));
  test_ui_press (fixture->ui, "Escape", NULL);
  test_ui_settle (fixture->ui);
  g_assert_true (aip_entity_is_alive (character));

  g_assert_true (aip_cast_edit_remove (document, character, &error));
  none = aip_entity_dup_texts (shot, "characters");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_true (aip_document_undo (document));
  cast = aip_entity_dup_texts (shot, "characters");
  g_assert_cmpuint (g_strv_length (cast), ==, 1);
}

static void
test_duplicate (Fixture       *fixture,
                gconstpointer  data)
{
  AipDocument *document = get_document (fixture);
  g_autoptr(GError) error = NULL;
  AipEntity *place = aip_cast_edit_add (document, AIP_KIND_PLACE, "Harbour", NULL, &error);
  AipEntity *copy;

  g_assert_true (aip_cast_edit_set (document, place, "time", g_variant_new_string ("dusk"), &error));
  copy = aip_cast_edit_duplicate (document, place, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (aip_entity_get_text (copy, "name"), ==, "Harbour 2");
  g_assert_cmpstr (aip_entity_get_text (copy, "time"), ==, "dusk");
  g_assert_false (aip_cast_edit_set (document, place, "setting", g_variant_new_string ("attic"),
                                     &error));
}

static gboolean
is_entry (GtkWidget     *widget,
          gconstpointer  data)
{
  return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), data) == 0;
}

/* What was typed for one shot is written to that one, whatever is selected next. */
static void
test_casting (Fixture       *fixture,
              gconstpointer  data)
{
  AipDocument *document = get_document (fixture);
  AipShot *first = test_ui_shot (fixture->ui, 0);
  AipShot *second = test_ui_shot (fixture->ui, 1);
  GtkWidget *cast = g_object_ref_sink (g_object_new (AIP_TYPE_INSPECTOR_CAST, NULL));
  AipEntity *mina = aip_cast_edit_add (document, AIP_KIND_CHARACTER, "Mina", NULL, NULL);
  const char *const ids[] = { aip_entity_get_id (mina), NULL };
  g_autoptr(AipCasting) casting = NULL;
  GtkWidget *entry;

  aip_document_begin (document, "Cast");
  g_assert_true (aip_document_set_texts (document, AIP_ENTITY (first), "characters", ids, NULL));
  g_assert_true (aip_document_set_texts (document, AIP_ENTITY (second), "characters", ids, NULL));
  aip_document_commit (document);

  aip_inspector_cast_show (AIP_INSPECTOR_CAST (cast), fixture->ui->session, first);
  entry = test_ui_find (cast, ADW_TYPE_ENTRY_ROW, is_entry, "What It Does");
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "she runs");
  aip_inspector_cast_show (AIP_INSPECTOR_CAST (cast), fixture->ui->session, second);

  casting = aip_casting_read (aip_shot_get_casting (first), ids[0]);
  g_assert_cmpstr (casting->action, ==, "she runs");
  g_assert_cmpstr (aip_shot_get_casting (second), ==, "");
  entry = test_ui_find (cast, ADW_TYPE_ENTRY_ROW, is_entry, "What It Does");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_true (aip_document_undo (document));
  g_assert_cmpstr (aip_shot_get_casting (first), ==, "");

  g_object_unref (cast);
}

static void
painted_cb (AipMaskDialog *dialog,
            const char    *asset,
            char         **painted)
{
  *painted = g_strdup (asset);
}

static void
test_mask (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *picture = write_picture (fixture, "still.png", 0x336699ff);
  g_autofree char *painted = NULL;
  g_autofree char *path = NULL;
  g_autofree char *png = NULL;
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autoptr(GError) error = NULL;
  AdwDialog *dialog = aip_mask_dialog_new (fixture->ui->session, picture, NULL);
  GtkWidget *canvas;
  const guchar *pixels;
  int stride, channels;

  g_signal_connect (dialog, "painted", G_CALLBACK (painted_cb), &painted);
  adw_dialog_present (dialog, fixture->page);
  canvas = test_ui_find (GTK_WIDGET (dialog), AIP_TYPE_MASK_CANVAS, NULL, NULL);
  g_assert_nonnull (canvas);
  test_spin_while (!gtk_widget_get_mapped (canvas) || gtk_widget_get_width (canvas) < 100);
  test_ui_settle (fixture->ui);

  test_ui_drag (fixture->ui, canvas, gtk_widget_get_width (canvas) / 2.0 - 40,
                gtk_widget_get_height (canvas) / 2.0, 80, 0, 8);
  test_ui_settle (fixture->ui);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "mask.save", NULL);
  test_spin_while (painted == NULL);
  test_ui_settle (fixture->ui);

  path = g_build_filename (aip_document_get_folder (get_document (fixture)), painted, NULL);
  g_assert_true (g_file_get_contents (path, &png, NULL, NULL));
  /* 8 bits, grey. */
  g_assert_cmpint (png[24], ==, 8);
  g_assert_cmpint (png[25], ==, 0);
  pixbuf = gdk_pixbuf_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 320);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, 180);
  pixels = gdk_pixbuf_read_pixels (pixbuf);
  stride = gdk_pixbuf_get_rowstride (pixbuf);
  channels = gdk_pixbuf_get_n_channels (pixbuf);
  g_assert_cmpint (pixels[90 * stride + 160 * channels], ==, 255);
  g_assert_cmpint (pixels[5 * stride + 5 * channels], ==, 0);
}

int
main (int    argc,
      char **argv)
{
  if (!test_ui_init (&argc, &argv))
    return 0;

  g_test_add ("/cast-page/add-and-name", Fixture, NULL, set_up, test_add_and_name, tear_down);
  g_test_add ("/cast-page/pictures", Fixture, NULL, set_up, test_pictures, tear_down);
  g_test_add ("/cast-page/remove-used", Fixture, NULL, set_up, test_remove_used, tear_down);
  g_test_add ("/cast-page/duplicate", Fixture, NULL, set_up, test_duplicate, tear_down);
  g_test_add ("/cast-page/casting", Fixture, NULL, set_up, test_casting, tear_down);
  g_test_add ("/cast-page/mask", Fixture, NULL, set_up, test_mask, tear_down);

  return g_test_run ();
}
