/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-ui"

#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "aip-naming.h"
#include "aip-resources.h"
#include "ui-support.h"

gboolean
test_ui_init (int    *argc,
              char ***argv)
{
  g_autoptr(GtkCssProvider) css = NULL;

  g_test_init (argc, argv, NULL);

  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP There is no display\n");
      return FALSE;
    }

  adw_init ();
  aip_register_resource ();

  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, "/io/github/aipipeline/AIPipeline/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  return TRUE;
}

static void
toast_locked_cb (TestUi     *ui,
                 const char *text)
{
  g_set_str (&ui->toast, text);
}

static void
toast_cb (TestUi     *ui,
          const char *text)
{
  g_set_str (&ui->toast, text);
}

TestUi *
test_ui_new (guint n_scenes,
             guint n_shots)
{
  static const char *const names[] = { "Harbour", "Rooftop", "비 오는 밤", "Tunnel" };
  TestUi *ui = g_new0 (TestUi, 1);
  g_autofree char *project = NULL;

  ui->folder = test_dir_new ();
  project = g_build_filename (ui->folder, "project", NULL);
  ui->document = test_document_create (project);

  aip_document_begin (ui->document, "Fill");
  for (guint i = 0; i < n_scenes; i++)
    {
      GVariantDict dict;
      AipEntity *scene;

      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "name", "s", names[i % G_N_ELEMENTS (names)]);
      scene = aip_document_insert (ui->document, AIP_KIND_SCENE, g_variant_dict_end (&dict), NULL);

      for (guint j = 0; j < n_shots; j++)
        {
          g_autofree char *text = g_strdup_printf ("Scene %u picture %u, wide and calm", i + 1,
                                                   j + 1);

          g_variant_dict_init (&dict, NULL);
          g_variant_dict_insert (&dict, "scene", "s", aip_entity_get_id (scene));
          g_variant_dict_insert (&dict, "description", "s", text);
          g_variant_dict_insert (&dict, "duration", "x", (gint64) 24 + (gint64) j);
          aip_document_insert_shot (ui->document, NULL, g_variant_dict_end (&dict), NULL);
        }
    }
  aip_document_commit (ui->document);

  ui->scheduler = aip_scheduler_new (NULL);
  ui->thumbnailer = aip_thumbnailer_new (32 * 1024 * 1024);
  ui->activity = aip_activity_log_new ();
  ui->session = aip_session_new (ui->document, ui->scheduler, ui->thumbnailer, ui->activity);
  g_signal_connect_swapped (ui->session, "toast", G_CALLBACK (toast_cb), ui);
  g_signal_connect_swapped (ui->session, "toast-locked", G_CALLBACK (toast_locked_cb), ui);

  return ui;
}

static void
xdotool (TestUi     *ui,
         const char *first,
         ...)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  va_list args;

  g_ptr_array_add (argv, (gpointer) "xdotool");
  va_start (args, first);
  for (const char *arg = first; arg != NULL; arg = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) arg);
  va_end (args);
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                               | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, test_store_result_cb, &result);
  test_spin_while (result == NULL);
  g_subprocess_wait_check_finish (process, result, &error);
  g_assert_no_error (error);
}

void
test_ui_press (TestUi     *ui,
               const char *key,
               ...)
{
  va_list args;

  va_start (args, key);
  for (const char *name = key; name != NULL; name = va_arg (args, const char *))
    {
      xdotool (ui, "key", name, NULL);
      test_ui_settle (ui);
    }
  va_end (args);
}

void
test_ui_type (TestUi     *ui,
              const char *text)
{
  xdotool (ui, "type", "--delay", "0", text, NULL);
  test_ui_settle (ui);
}

/* The window is at the origin of the screen: nobody manages it. */
static void
point (TestUi    *ui,
       GtkWidget *widget,
       double     x,
       double     y)
{
  g_autofree char *screen_x = NULL;
  g_autofree char *screen_y = NULL;
  graphene_point_t on_window;
  double left, top;

  g_assert_true (gtk_widget_compute_point (widget, ui->window,
                                           &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                           &on_window));
  gtk_native_get_surface_transform (GTK_NATIVE (ui->window), &left, &top);
  screen_x = g_strdup_printf ("%d", (int) (on_window.x + left + 0.5));
  screen_y = g_strdup_printf ("%d", (int) (on_window.y + top + 0.5));
  xdotool (ui, "mousemove", screen_x, screen_y, NULL);
}

void
test_ui_point (TestUi    *ui,
               GtkWidget *widget,
               double     x,
               double     y)
{
  point (ui, widget, x, y);
  test_ui_settle (ui);
}

void
test_ui_click (TestUi    *ui,
               GtkWidget *widget,
               double     x,
               double     y,
               guint      button)
{
  g_autofree char *number = g_strdup_printf ("%u", button);

  test_ui_point (ui, widget, x, y);
  xdotool (ui, "click", number, NULL);
  test_ui_settle (ui);
}

void
test_ui_ctrl_click (TestUi    *ui,
                    GtkWidget *widget,
                    double     x,
                    double     y)
{
  test_ui_point (ui, widget, x, y);
  xdotool (ui, "keydown", "ctrl", NULL);
  xdotool (ui, "click", "1", NULL);
  xdotool (ui, "keyup", "ctrl", NULL);
  test_ui_settle (ui);
}

void
test_ui_press_button (TestUi    *ui,
                      GtkWidget *widget,
                      double     x,
                      double     y)
{
  test_ui_point (ui, widget, x, y);
  xdotool (ui, "mousedown", "1", NULL);
  test_ui_settle (ui);
}

void
test_ui_release_button (TestUi *ui)
{
  xdotool (ui, "mouseup", "1", NULL);
  test_ui_settle (ui);
}

void
test_ui_drag (TestUi    *ui,
              GtkWidget *widget,
              double     x,
              double     y,
              double     dx,
              double     dy,
              guint      n_steps)
{
  test_ui_press_button (ui, widget, x, y);
  for (guint i = 1; i <= n_steps; i++)
    test_ui_point (ui, widget, x + dx * i / n_steps, y + dy * i / n_steps);
  test_ui_release_button (ui);
}

static void
frame_painted_cb (GdkFrameClock *clock,
                  gpointer       user_data)
{
  guint *count = user_data;

  (*count)++;
}

void
test_ui_settle (TestUi *ui)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (ui->window));
  GdkFrameClock *clock = gdk_surface_get_frame_clock (surface);
  guint frames = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (frame_painted_cb), &frames);

  /* Our own X server has handled what was sent before it answers this. */
  gdk_display_sync (gdk_display_get_default ());
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* One frame lays out what was changed, the next one shows what that made visible. */
  while (frames < 2)
    {
      gtk_widget_queue_draw (ui->window);
      g_main_context_iteration (NULL, TRUE);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_signal_handler_disconnect (clock, handler);
}

void
test_ui_present (TestUi    *ui,
                 GtkWidget *content)
{
  g_autofree char *id = NULL;

  /* One that dialogs can float in. */
  ui->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (ui->window), 1240, 760);
  adw_window_set_content (ADW_WINDOW (ui->window), content);
  gtk_window_present (GTK_WINDOW (ui->window));
  test_spin_while (!gtk_widget_get_mapped (content));
  test_ui_settle (ui);
  /* There is no window manager that would give it the keyboard. */
  id = g_strdup_printf ("%d", (int) getpid ());
  xdotool (ui, "search", "--sync", "--onlyvisible", "--pid", id, "windowfocus", NULL);
  test_spin_while (!gtk_window_is_active (GTK_WINDOW (ui->window)));
}

void
test_ui_free (TestUi    *ui,
              GtkWidget *content)
{
  GtkWidget *weak = content;

  if (content != NULL)
    g_object_add_weak_pointer (G_OBJECT (content), (gpointer *) &weak);
  if (ui->window != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (ui->window));
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  if (content != NULL)
    test_spin_while (weak != NULL);

  g_signal_handlers_disconnect_by_data (ui->session, ui);
  test_spin_while (G_OBJECT (ui->session)->ref_count > 1);
  g_assert_finalize_object (ui->session);
  g_clear_object (&ui->activity);
  g_clear_object (&ui->thumbnailer);
  g_clear_object (&ui->scheduler);
  test_document_close (ui->document);
  test_dir_remove (ui->folder);
  g_free (ui->folder);
  g_free (ui->toast);
  g_free (ui);
}

AipShot *
test_ui_shot (TestUi *ui,
              guint   index)
{
  return AIP_SHOT (aip_entity_list_peek (aip_document_get_shots (ui->document), index));
}

AipTake *
test_ui_add_take (TestUi  *ui,
                  AipShot *shot,
                  guint32  rgba)
{
  gint64 number = (gint64) aip_shot_get_n_takes (shot) + 1;
  g_autofree char *file = aip_naming_take_file ("TEST", aip_shot_get_code (shot), number, "png");
  g_autofree char *path = g_build_filename (aip_document_get_folder (ui->document), file, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *fields = NULL;
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 192, 108);
  g_autoptr(GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, rgba);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);

  fields = g_strdup_printf ("'shot': <'%s'>, 'number': <int64 %" G_GINT64_FORMAT ">, "
                            "'file': <'%s'>, 'media-type': <'image/png'>, 'width': <int64 192>, "
                            "'height': <int64 108>, 'worker-name': <'render-01'>, "
                            "'seconds': <12.0>, 'seed': <'42'>",
                            aip_entity_get_id (AIP_ENTITY (shot)), number, file);

  return AIP_TAKE (test_record (ui->document, AIP_KIND_TAKE, fields));
}

AipJob *
test_ui_add_job (TestUi     *ui,
                 AipShot    *shot,
                 const char *state)
{
  g_autofree char *fields = NULL;

  fields = g_strdup_printf ("'shot': <'%s'>, 'state': <'%s'>, 'created': <int64 %" G_GINT64_FORMAT
                            ">, 'worker-name': <'render-01'>",
                            aip_entity_get_id (AIP_ENTITY (shot)), state, g_get_real_time ());

  return AIP_JOB (test_record (ui->document, AIP_KIND_JOB, fields));
}

GtkWidget *
test_ui_find (GtkWidget     *widget,
              GType          type,
              TestUiMatch    match,
              gconstpointer  data)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (match == NULL || match (widget, data)))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = test_ui_find (child, type, match, data);

      if (found != NULL)
        return found;
    }

  return NULL;
}
