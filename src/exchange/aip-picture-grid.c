/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-picture-grid"

#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <math.h>

#include "aip-error.h"
#include "aip-media-text.h"
#include "aip-picture-file.h"
#include "aip-picture-grid.h"
#include "aip-picture-paint.h"
#include "aip-task.h"
#include "aip-written-file.h"

/* Of a cell in a PNG, and the longest side of the whole: what programs still open. */
#define CELL_PIXELS 384.0
#define MAX_PIXELS 12000.0
/* A4, lying; in points. */
#define PAGE_WIDTH 841.89
#define PAGE_HEIGHT 595.28
#define PAGE_MARGIN 28.0
/* Dots of a picture for a point of the page. */
#define PAGE_DETAIL (200.0 / 72)

/* All as parts of the width of a cell. */
#define TITLE 0.16
#define LETTER 0.055
#define GAP 0.035
#define HEADING 0.14
#define ROW_HEADING 0.34

typedef struct {
  char *path;
  char *text;
} Cell;

struct _AipPictureGrid {
  gatomicrefcount  ref_count;
  char            *title;
  char            *subtitle;
  guint            counts[2];   /* columns, rows */
  double           shape;
  char            *axes[2];
  char           **values[2];
  Cell            *cells;
};

AipPictureGrid *
aip_picture_grid_new (const char *title,
                      const char *subtitle,
                      guint       n_columns,
                      guint       n_rows,
                      double      shape)
{
  AipPictureGrid *self;

  g_return_val_if_fail (title != NULL && subtitle != NULL, NULL);
  g_return_val_if_fail (n_columns >= 1 && n_rows >= 1 && n_columns * n_rows <= 256, NULL);

  self = g_new0 (AipPictureGrid, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  self->counts[0] = n_columns;
  self->counts[1] = n_rows;
  self->shape = CLAMP (shape, 0.2, 5);
  for (guint axis = 0; axis < 2; axis++)
    {
      self->axes[axis] = g_strdup ("");
      self->values[axis] = g_new0 (char *, self->counts[axis] + 1);
      for (guint i = 0; i < self->counts[axis]; i++)
        self->values[axis][i] = g_strdup ("");
    }
  self->cells = g_new0 (Cell, n_columns * n_rows);

  return self;
}

AipPictureGrid *
aip_picture_grid_ref (AipPictureGrid *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
aip_picture_grid_unref (AipPictureGrid *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < self->counts[0] * self->counts[1]; i++)
    {
      g_free (self->cells[i].path);
      g_free (self->cells[i].text);
    }
  g_free (self->cells);
  for (guint axis = 0; axis < 2; axis++)
    {
      g_free (self->axes[axis]);
      g_strfreev (self->values[axis]);
    }
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self);
}

void
aip_picture_grid_set_axis (AipPictureGrid *self,
                           guint           axis,
                           const char     *title)
{
  g_return_if_fail (self != NULL && axis < 2 && title != NULL);

  g_set_str (&self->axes[axis], title);
}

void
aip_picture_grid_set_value (AipPictureGrid *self,
                            guint           axis,
                            guint           index,
                            const char     *value)
{
  g_return_if_fail (self != NULL && axis < 2 && index < self->counts[axis] && value != NULL);

  g_set_str (&self->values[axis][index], value);
}

void
aip_picture_grid_set_cell (AipPictureGrid *self,
                           guint           column,
                           guint           row,
                           const char     *path,
                           const char     *text)
{
  Cell *cell;

  g_return_if_fail (self != NULL && column < self->counts[0] && row < self->counts[1]);

  cell = &self->cells[row * self->counts[0] + column];
  g_set_str (&cell->path, path);
  g_set_str (&cell->text, text);
}

/* Drawing ------------------------------------------------------------------------------------ */

/**
 * Drawing:
 * @cell: width of a picture
 * @left: where the pictures begin
 * @top: the same
 * @detail: pixels of a picture for a unit
 */
typedef struct {
  AipPictureGrid *grid;
  GCancellable   *cancellable;
  cairo_t        *cr;
  double          cell;
  double          left;
  double          top;
  double          detail;
} Drawing;

static gboolean
has_rows (AipPictureGrid *grid)
{
  return *grid->axes[1] != '\0';
}

/* Of the whole, in widths of a cell. */
static void
measure (AipPictureGrid *grid,
         double         *width,
         double         *height)
{
  *width = (has_rows (grid) ? ROW_HEADING : 0) + grid->counts[0] * (1 + GAP) + GAP;
  *height = TITLE + HEADING + grid->counts[1] * (grid->shape + GAP) + GAP;
}

static void
write_text (Drawing        *drawing,
            const char     *text,
            double          size,
            gboolean        bold,
            double          grey,
            double          x,
            double          y,
            double          width,
            int             lines,
            PangoAlignment  alignment)
{
  g_autoptr(PangoLayout) layout = aip_media_text_new (drawing->cr, text, size, bold, width, lines);

  pango_layout_set_alignment (layout, alignment);
  cairo_set_source_rgb (drawing->cr, grey, grey, grey);
  cairo_move_to (drawing->cr, x, y);
  pango_cairo_show_layout (drawing->cr, layout);
}

static void
draw_headings (Drawing *drawing)
{
  AipPictureGrid *grid = drawing->grid;
  double letter = drawing->cell * LETTER;
  double across = grid->counts[0] * (1 + GAP) * drawing->cell;
  double x = drawing->left, y = drawing->top;

  write_text (drawing, grid->title, letter * 1.4, TRUE, 0.1, drawing->cell * GAP,
              y - drawing->cell * (HEADING + TITLE) + drawing->cell * GAP,
              drawing->left + across - drawing->cell * GAP, 1, PANGO_ALIGN_LEFT);
  write_text (drawing, grid->subtitle, letter, FALSE, 0.4, drawing->cell * GAP,
              y - drawing->cell * (HEADING + TITLE) + drawing->cell * GAP + letter * 1.9,
              drawing->left + across - drawing->cell * GAP, 1, PANGO_ALIGN_LEFT);

  write_text (drawing, grid->axes[0], letter, TRUE, 0.2, x, y - letter * 3.1, across, 1,
              PANGO_ALIGN_CENTER);
  for (guint i = 0; i < grid->counts[0]; i++)
    write_text (drawing, grid->values[0][i], letter, FALSE, 0.2,
                x + i * (1 + GAP) * drawing->cell, y - letter * 1.6, drawing->cell, 1,
                PANGO_ALIGN_CENTER);

  for (guint i = 0; has_rows (grid) && i < grid->counts[1]; i++)
    {
      double middle = y + (i * (grid->shape + GAP) + grid->shape / 2) * drawing->cell;

      write_text (drawing, grid->axes[1], letter * 0.85, FALSE, 0.45, drawing->cell * GAP,
                  middle - letter * 1.5, drawing->cell * (ROW_HEADING - GAP), 1, PANGO_ALIGN_LEFT);
      write_text (drawing, grid->values[1][i], letter, TRUE, 0.2, drawing->cell * GAP,
                  middle - letter * 0.2, drawing->cell * (ROW_HEADING - GAP), 2, PANGO_ALIGN_LEFT);
    }
}

static void
draw_cell (Drawing    *drawing,
           const Cell *cell,
           double      x,
           double      y)
{
  double width = drawing->cell;
  double height = drawing->cell * drawing->grid->shape;
  g_autoptr(GdkPixbuf) pixbuf = NULL;

  if (cell->path != NULL)
    pixbuf = aip_picture_file_decode (cell->path, (int) (MAX (width, height) * drawing->detail),
                                      drawing->cancellable, NULL);

  cairo_save (drawing->cr);
  cairo_rectangle (drawing->cr, x, y, width, height);
  cairo_set_source_rgb (drawing->cr, 0.93, 0.93, 0.93);
  cairo_fill_preserve (drawing->cr);
  cairo_clip (drawing->cr);
  if (pixbuf != NULL)
    aip_picture_paint (drawing->cr, pixbuf, x, y, width, height);
  else
    write_text (drawing, cell->text != NULL ? cell->text : "", drawing->cell * LETTER * 0.9, FALSE,
                0.35, x + width * 0.05, y + height * 0.3, width * 0.9, 4, PANGO_ALIGN_CENTER);
  cairo_restore (drawing->cr);
}

static gboolean
draw (Drawing  *drawing,
      GError  **error)
{
  AipPictureGrid *grid = drawing->grid;

  drawing->left = (has_rows (grid) ? ROW_HEADING : GAP) * drawing->cell;
  drawing->top = (TITLE + HEADING) * drawing->cell;
  draw_headings (drawing);

  for (guint row = 0; row < grid->counts[1]; row++)
    for (guint column = 0; column < grid->counts[0]; column++)
      {
        if (g_cancellable_set_error_if_cancelled (drawing->cancellable, error))
          return FALSE;
        draw_cell (drawing, &grid->cells[row * grid->counts[0] + column],
                   drawing->left + column * (1 + GAP) * drawing->cell,
                   drawing->top + row * (grid->shape + GAP) * drawing->cell);
      }

  return TRUE;
}

/* Files -------------------------------------------------------------------------------------- */

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static gboolean
finish_surface (cairo_surface_t  *surface,
                const char       *path,
                GByteArray       *bytes,
                GError          **error)
{
  cairo_status_t status = cairo_surface_status (surface);
  g_autoptr(GBytes) whole = NULL;

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("The sheet could not be drawn: %s"),
                   cairo_status_to_string (status));
      return FALSE;
    }
  whole = g_bytes_new (bytes->data, bytes->len);

  return aip_written_file_replace (path, whole, error);
}

static gboolean
write_png (AipPictureGrid  *grid,
           const char      *path,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  double width, height, cell;
  cairo_surface_t *surface;
  Drawing drawing = { grid, cancellable };
  gboolean good;

  measure (grid, &width, &height);
  cell = MIN (CELL_PIXELS, MAX_PIXELS / MAX (width, height));
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width * cell),
                                        (int) ceil (height * cell));
  drawing.cr = cairo_create (surface);
  drawing.cell = cell;
  drawing.detail = 1;
  cairo_set_source_rgb (drawing.cr, 1, 1, 1);
  cairo_paint (drawing.cr);
  good = draw (&drawing, error);
  cairo_destroy (drawing.cr);
  if (good)
    {
      cairo_surface_write_to_png_stream (surface, write_cb, bytes);
      good = finish_surface (surface, path, bytes, error);
    }
  cairo_surface_destroy (surface);

  return good;
}

static gboolean
write_pdf (AipPictureGrid  *grid,
           const char      *path,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, PAGE_WIDTH,
                                                                  PAGE_HEIGHT);
  double width, height;
  Drawing drawing = { grid, cancellable };
  gboolean good;

  measure (grid, &width, &height);
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, grid->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "AIPipeline");
  drawing.cr = cairo_create (surface);
  /* The whole on one page: what is compared is seen together. */
  drawing.cell = MIN ((PAGE_WIDTH - 2 * PAGE_MARGIN) / width,
                      (PAGE_HEIGHT - 2 * PAGE_MARGIN) / height);
  drawing.detail = PAGE_DETAIL;
  cairo_translate (drawing.cr, (PAGE_WIDTH - width * drawing.cell) / 2, PAGE_MARGIN);
  good = draw (&drawing, error);
  cairo_show_page (drawing.cr);
  cairo_destroy (drawing.cr);
  cairo_surface_finish (surface);
  good = good && finish_surface (surface, path, bytes, error);
  cairo_surface_destroy (surface);

  return good;
}

typedef struct {
  AipPictureGrid *grid;
  char           *path;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  aip_picture_grid_unref (writing->grid);
  g_free (writing->path);
  g_free (writing);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Writing *writing = task_data;
  g_autofree char *folded = g_ascii_strdown (writing->path, -1);
  GError *error = NULL;

  if (g_str_has_suffix (folded, ".pdf") ? write_pdf (writing->grid, writing->path, cancellable, &error)
                                        : write_png (writing->grid, writing->path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
aip_picture_grid_write_async (AipPictureGrid      *self,
                              const char          *path,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Writing *writing;

  g_return_if_fail (self != NULL && path != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_picture_grid_write_async);
  writing = g_new0 (Writing, 1);
  writing->grid = aip_picture_grid_ref (self);
  writing->path = g_strdup (path);
  g_task_set_task_data (task, writing, writing_free);
  aip_task_run_in_thread (task, write_thread);
}

gboolean
aip_picture_grid_write_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
