/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-vary-window"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-picture-grid.h"
#include "aip-shot-picture.h"
#include "aip-vary-cell.h"
#include "aip-vary-window.h"

/* Progress comes many times a second. */
#define UPDATE_MS 100
/* Of the pictures, in application pixels. */
#define MIN_WIDTH 96
#define MAX_WIDTH 480
#define DEFAULT_WIDTH 200
/* Longest side of what is shown large. */
#define LARGE_PICTURE 1600
/* More beside each other are too small to be compared. */
#define MAX_COMPARED 4

struct _AipVaryWindow
{
  AdwWindow parent_instance;

  AipSession        *session;
  AipShotPreviews   *previews;
  AipVarySheet      *sheet;
  GPtrArray         *cells;
  guint              update_source;

  AdwNavigationView *navigation;
  AdwNavigationPage *detail;
  AdwWindowTitle    *title;
  AdwToastOverlay   *toasts;
  GtkGrid           *grid;
  GtkRange          *size;
  GtkBox            *compared;
  AdwWindowTitle    *detail_title;
  guint              shown;      /* index of the cell that is shown large, if it is one */
};

G_DEFINE_FINAL_TYPE (AipVaryWindow, aip_vary_window, ADW_TYPE_WINDOW)

static void
toast (AipVaryWindow *self,
       const char    *text)
{
  AdwToast *message = adw_toast_new ("");

  /* A sentence of a worker may hold what looks like mark-up. */
  adw_toast_set_use_markup (message, FALSE);
  adw_toast_set_title (message, text);
  adw_toast_overlay_add_toast (self->toasts, message);
}

/* The sheet ---------------------------------------------------------------------------------- */

static guint
count_marked (AipVaryWindow *self)
{
  guint n = 0;

  for (guint i = 0; i < self->cells->len; i++)
    n += aip_vary_cell_get_marked (g_ptr_array_index (self->cells, i)) ? 1 : 0;

  return n;
}

static void
update_actions (AipVaryWindow *self)
{
  guint n = count_marked (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.compare", n >= 2 && n <= MAX_COMPARED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.cancel-all",
                                 aip_vary_sheet_get_n_open (self->sheet) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.export",
                                 aip_vary_sheet_get_n_takes (self->sheet) > 0);
}

static gboolean
update_cb (gpointer user_data)
{
  AipVaryWindow *self = user_data;
  guint n_made = aip_vary_sheet_get_n_takes (self->sheet);
  guint n_open = aip_vary_sheet_get_n_open (self->sheet);
  g_autofree char *title = aip_vary_sheet_dup_title (self->sheet);
  g_autofree char *made = NULL;
  g_autofree char *subtitle = NULL;

  self->update_source = 0;
  for (guint i = 0; i < self->cells->len; i++)
    aip_vary_cell_update (g_ptr_array_index (self->cells, i));

  made = n_open > 0 ? g_strdup_printf (_("%u of %u made, %u to come"), n_made, self->cells->len, n_open)
                    : g_strdup_printf (_("%u of %u made"), n_made, self->cells->len);
  subtitle = g_strdup_printf ("%s · %s", aip_shot_get_code (aip_vary_sheet_get_shot (self->sheet)),
                              made);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
  update_actions (self);

  return G_SOURCE_REMOVE;
}

static void
queue_update (AipVaryWindow *self)
{
  if (self->update_source == 0)
    self->update_source = g_timeout_add (UPDATE_MS, update_cb, self);
}

static void
size_changed_cb (AipVaryWindow *self)
{
  int width = (int) gtk_range_get_value (self->size);

  for (guint i = 0; i < self->cells->len; i++)
    aip_vary_cell_set_width (g_ptr_array_index (self->cells, i), width);
}

static GtkWidget *
make_heading (const char *text,
              const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, class);

  return label;
}

static GtkWidget *
make_value (AipVaryWindow *self,
            guint          axis,
            guint          index)
{
  g_autofree char *value = aip_vary_sheet_dup_value (self->sheet, axis, index);

  return make_heading (value, "numeric");
}

static void
add_headings (AipVaryWindow *self)
{
  g_autofree char *across = aip_vary_sheet_dup_axis (self->sheet, 0);
  g_autofree char *down = aip_vary_sheet_dup_axis (self->sheet, 1);
  guint n_columns = aip_vary_sheet_get_n_columns (self->sheet);
  guint n_rows = aip_vary_sheet_get_n_rows (self->sheet);

  gtk_grid_attach (self->grid, make_heading (across, "heading"), 2, 0, (int) n_columns, 1);
  for (guint i = 0; i < n_columns; i++)
    gtk_grid_attach (self->grid,
                     make_value (self, 0, i), (int) i + 2, 1, 1, 1);
  if (*down == '\0')
    return;

  gtk_grid_attach (self->grid, make_heading (down, "heading"), 0, 2, 1, (int) n_rows);
  for (guint i = 0; i < n_rows; i++)
    gtk_grid_attach (self->grid,
                     make_value (self, 1, i), 1, (int) i + 2, 1, 1);
}

/* One large, and several beside each other ---------------------------------------------------- */

static void
use (AipVaryWindow *self,
     AipVaryCell   *cell)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;

  if (!aip_vary_sheet_use (self->sheet, aip_vary_cell_get_column (cell),
                           aip_vary_cell_get_row (cell), &error))
    {
      toast (self, error->message);
      return;
    }
  label = aip_vary_sheet_dup_label (self->sheet, aip_vary_cell_get_column (cell),
                                    aip_vary_cell_get_row (cell));
  /* Translators: code of a shot, then “Steps 20 · Guidance 3.5” */
  text = g_strdup_printf (_("%s uses %s now"),
                          aip_shot_get_code (aip_vary_sheet_get_shot (self->sheet)), label);
  toast (self, text);
  aip_session_toast_undo (self->session, text);
}

static void
use_clicked_cb (GtkWidget     *button,
                AipVaryWindow *self)
{
  use (self, g_object_get_data (G_OBJECT (button), "cell"));
}

static GtkWidget *
make_large (AipVaryWindow *self,
            AipVaryCell   *cell)
{
  guint column = aip_vary_cell_get_column (cell);
  guint row = aip_vary_cell_get_row (cell);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Use This One"));
  g_autofree char *text = aip_vary_sheet_dup_label (self->sheet, column, row);
  GtkWidget *label = gtk_label_new (text);
  g_autoptr(AipShotPicture) picture = aip_shot_picture_new (self->session, self->previews,
                                                            LARGE_PICTURE);
  GtkWidget *view;

  aip_shot_picture_set_take (picture, aip_vary_sheet_get_take (self->sheet, column, row));
  view = gtk_picture_new_for_paintable (GDK_PAINTABLE (picture));
  gtk_picture_set_content_fit (GTK_PICTURE (view), GTK_CONTENT_FIT_CONTAIN);
  gtk_picture_set_alternative_text (GTK_PICTURE (view), text);
  gtk_widget_set_hexpand (view, TRUE);
  gtk_widget_set_vexpand (view, TRUE);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "suggested-action");
  g_object_set_data (G_OBJECT (button), "cell", cell);
  g_signal_connect (button, "clicked", G_CALLBACK (use_clicked_cb), self);

  gtk_box_append (GTK_BOX (box), view);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_hexpand (box, TRUE);

  return box;
}

static void
show_large (AipVaryWindow *self,
            GPtrArray     *cells)
{
  g_autofree char *title = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->compared))) != NULL)
    gtk_box_remove (self->compared, child);
  for (guint i = 0; i < cells->len; i++)
    gtk_box_append (self->compared, make_large (self, g_ptr_array_index (cells, i)));

  title = cells->len == 1
            ? aip_vary_sheet_dup_label (self->sheet,
                                        aip_vary_cell_get_column (g_ptr_array_index (cells, 0)),
                                        aip_vary_cell_get_row (g_ptr_array_index (cells, 0)))
            : g_strdup_printf (_("%u Compared"), cells->len);
  adw_window_title_set_title (self->detail_title, title);
  adw_window_title_set_subtitle (self->detail_title,
                                 aip_shot_get_code (aip_vary_sheet_get_shot (self->sheet)));
  adw_navigation_page_set_title (self->detail, title);
  if (cells->len == 1)
    g_ptr_array_find (self->cells, g_ptr_array_index (cells, 0), &self->shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.step", cells->len == 1);
  if (adw_navigation_view_get_visible_page (self->navigation) != self->detail)
    adw_navigation_view_push (self->navigation, self->detail);
}

static void
cell_opened_cb (AipVaryWindow *self,
                AipVaryCell   *cell)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new ();

  g_ptr_array_add (cells, cell);
  show_large (self, cells);
}

static void
compare_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  AipVaryWindow *self = AIP_VARY_WINDOW (widget);
  g_autoptr(GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < self->cells->len; i++)
    if (aip_vary_cell_get_marked (g_ptr_array_index (self->cells, i)))
      g_ptr_array_add (cells, g_ptr_array_index (self->cells, i));
  show_large (self, cells);
}

/* The next one that is there, around the end. */
static void
step_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  AipVaryWindow *self = AIP_VARY_WINDOW (widget);
  int step = g_variant_get_int32 (parameter);
  guint n = self->cells->len;

  for (guint i = 1; i < n; i++)
    {
      guint index = (self->shown + (step > 0 ? i : n - i)) % n;
      AipVaryCell *cell = g_ptr_array_index (self->cells, index);

      if (aip_vary_sheet_get_take (self->sheet, aip_vary_cell_get_column (cell),
                                   aip_vary_cell_get_row (cell)) != NULL)
        {
          cell_opened_cb (self, cell);
          return;
        }
    }
}

/* Cancelling --------------------------------------------------------------------------------- */

static void
cancel_all_activated_cb (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  AipVaryWindow *self = AIP_VARY_WINDOW (widget);
  g_autoptr(GPtrArray) open = aip_vary_sheet_dup_open (self->sheet);

  for (guint i = 0; i < open->len; i++)
    aip_scheduler_cancel (aip_session_get_scheduler (self->session),
                          aip_session_get_document (self->session), g_ptr_array_index (open, i));
  queue_update (self);
}

/* Export ------------------------------------------------------------------------------------- */

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(AipVaryWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (self->session == NULL)
    return;

  if (aip_picture_grid_write_finish (result, &error))
    toast (self, _("The sheet is saved."));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    toast (self, error->message);
}

/* The sheet as it is now, for another thread. */
static AipPictureGrid *
make_grid (AipVaryWindow *self)
{
  AipDocument *document = aip_session_get_document (self->session);
  AipProject *project = aip_document_get_project (document);
  guint n_columns = aip_vary_sheet_get_n_columns (self->sheet);
  guint n_rows = aip_vary_sheet_get_n_rows (self->sheet);
  g_autofree char *title = g_strdup_printf (
    "%s · %s", aip_project_get_name (project),
    aip_shot_get_code (aip_vary_sheet_get_shot (self->sheet)));
  g_autofree char *subtitle = aip_vary_sheet_dup_title (self->sheet);
  AipPictureGrid *grid;

  grid = aip_picture_grid_new (title, subtitle, n_columns, n_rows,
                               (double) MAX (aip_project_get_height (project), 1) /
                               (double) MAX (aip_project_get_width (project), 1));
  for (guint axis = 0; axis < 2; axis++)
    {
      g_autofree char *name = aip_vary_sheet_dup_axis (self->sheet, axis);

      aip_picture_grid_set_axis (grid, axis, name);
      for (guint i = 0; i < (axis == 0 ? n_columns : n_rows); i++)
        {
          g_autofree char *value = aip_vary_sheet_dup_value (self->sheet, axis, i);

          aip_picture_grid_set_value (grid, axis, i, value);
        }
    }
  for (guint i = 0; i < n_columns * n_rows; i++)
    {
      AipTake *take = aip_vary_sheet_get_take (self->sheet, i % n_columns, i / n_columns);
      g_autofree char *path = take != NULL ? aip_document_get_take_path (document, take) : NULL;
      g_autofree char *state = aip_vary_sheet_dup_state (self->sheet, i % n_columns, i / n_columns);

      aip_picture_grid_set_cell (grid, i % n_columns, i / n_columns, path, state);
    }

  return grid;
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AipVaryWindow) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr(AipPictureGrid) grid = NULL;

  if (file == NULL || self->session == NULL)
    return;

  grid = make_grid (self);
  aip_picture_grid_write_async (grid, g_file_peek_path (file), NULL, exported_cb,
                                g_steal_pointer (&self));
}

static void
export_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AipVaryWindow *self = AIP_VARY_WINDOW (widget);
  const char *ending = g_variant_get_string (parameter, NULL);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *title = aip_vary_sheet_dup_title (self->sheet);
  g_autofree char *name_of_file =
    g_strdup_printf ("%s %s.%s", aip_shot_get_code (aip_vary_sheet_get_shot (self->sheet)), title,
                     ending);

  g_strdelimit (name_of_file, "/\\:", '-');
  gtk_file_dialog_set_title (dialog, _("Save Sheet"));
  gtk_file_dialog_set_initial_name (dialog, name_of_file);
  gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, chosen_cb, g_object_ref (self));
}

/* Widget ------------------------------------------------------------------------------------- */

static void
aip_vary_window_dispose (GObject *object)
{
  AipVaryWindow *self = AIP_VARY_WINDOW (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), AIP_TYPE_VARY_WINDOW);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_object (&self->sheet);
  g_clear_object (&self->previews);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_vary_window_parent_class)->dispose (object);
}

static void
aip_vary_window_class_init (AipVaryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_vary_window_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-vary-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AipVaryWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, AipVaryWindow, detail);
  gtk_widget_class_bind_template_child (widget_class, AipVaryWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AipVaryWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AipVaryWindow, grid);
  gtk_widget_class_bind_template_child (widget_class, AipVaryWindow, size);
  gtk_widget_class_bind_template_child (widget_class, AipVaryWindow, compared);
  gtk_widget_class_bind_template_child (widget_class, AipVaryWindow, detail_title);
  gtk_widget_class_bind_template_callback (widget_class, size_changed_cb);

  gtk_widget_class_install_action (widget_class, "sheet.compare", NULL, compare_activated_cb);
  gtk_widget_class_install_action (widget_class, "sheet.cancel-all", NULL, cancel_all_activated_cb);
  gtk_widget_class_install_action (widget_class, "sheet.export", "s", export_activated_cb);
  gtk_widget_class_install_action (widget_class, "sheet.step", "i", step_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "sheet.step", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "sheet.step", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
aip_vary_window_init (AipVaryWindow *self)
{
  self->cells = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_range_set_range (self->size, MIN_WIDTH, MAX_WIDTH);
  gtk_range_set_value (self->size, DEFAULT_WIDTH);
}

static void
fill (AipVaryWindow *self)
{
  guint n_columns = aip_vary_sheet_get_n_columns (self->sheet);

  add_headings (self);
  for (guint i = 0; i < n_columns * aip_vary_sheet_get_n_rows (self->sheet); i++)
    {
      GtkWidget *cell = aip_vary_cell_new (self->session, self->previews, self->sheet,
                                           i % n_columns, i / n_columns);

      g_ptr_array_add (self->cells, cell);
      g_signal_connect_object (cell, "opened", G_CALLBACK (cell_opened_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (cell, "notify::marked", G_CALLBACK (update_actions), self,
                               G_CONNECT_SWAPPED);
      gtk_grid_attach (self->grid, cell, (int) (i % n_columns) + 2, (int) (i / n_columns) + 2, 1, 1);
    }
  size_changed_cb (self);
}

void
aip_vary_window_present (AipSession   *session,
                         AipVarySheet *sheet,
                         GtkWindow    *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();
  AipVaryWindow *self;

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (AIP_IS_VARY_SHEET (sheet));

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (AIP_IS_VARY_WINDOW (window) && AIP_VARY_WINDOW (window)->session == session &&
          g_str_equal (aip_vary_sheet_get_id (AIP_VARY_WINDOW (window)->sheet),
                       aip_vary_sheet_get_id (sheet)))
        {
          gtk_window_present (window);
          return;
        }
    }

  self = g_object_new (AIP_TYPE_VARY_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE,
                       NULL);
  self->session = g_object_ref (session);
  self->previews = aip_shot_previews_new (session);
  self->sheet = g_object_ref (sheet);
  g_signal_connect_object (sheet, "changed", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  fill (self);
  update_cb (self);
  gtk_window_present (GTK_WINDOW (self));
}
