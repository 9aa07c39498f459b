/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sheet-pdf"

#include "config.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "aip-error.h"
#include "aip-media-text.h"
#include "aip-picture-file.h"
#include "aip-picture-paint.h"
#include "aip-sheet-export.h"

/* All in points. */
#define MARGIN 30.0
#define HEAD 26.0
#define FOOT 18.0
#define GAP 12.0
#define ROUNDING 3.0
#define DEFAULT_PER_ROW 4
/* Longest side of a picture for a page of one; enough for 200 dots an inch. */
#define MAX_PICTURE_PIXELS 1600
#define MIN_PICTURE_PIXELS 320

typedef struct {
  AipSheetSource *source;
  AipSheetTexts  *texts;
  GCancellable   *cancellable;
  cairo_t        *cr;

  double          width;
  double          height;
  guint           per_row;
  guint           n_rows;
  double          cell_width;
  double          cell_height;
  double          picture_height;
  double          small;        /* sizes of letters */
  double          normal;
  guint           n_shots;
  guint           n_pages;
  char           *date;
} Sheet;

/* Words --------------------------------------------------------------------------------------- */

static void
show (Sheet       *self,
      PangoLayout *layout,
      double       x,
      double       y,
      double       grey)
{
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, layout);
}

/* One or more lines of text; answers how high they are. */
static double
write_text (Sheet      *self,
            const char *text,
            double      size,
            gboolean    bold,
            double      grey,
            double      x,
            double      y,
            double      width,
            int         lines)
{
  g_autoptr(PangoLayout) layout = aip_media_text_new (self->cr, text, size, bold, width, lines);
  int height;

  show (self, layout, x, y, grey);
  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

static void
write_right (Sheet      *self,
             const char *text,
             double      size,
             double      grey,
             double      right,
             double      y,
             double      width)
{
  g_autoptr(PangoLayout) layout = aip_media_text_new (self->cr, text, size, FALSE, width, 1);

  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  show (self, layout, right - width, y, grey);
}

/* Pictures ------------------------------------------------------------------------------------ */

static void
add_frame (Sheet  *self,
           double  x,
           double  y)
{
  double right = x + self->cell_width;
  double bottom = y + self->picture_height;

  cairo_new_sub_path (self->cr);
  cairo_arc (self->cr, right - ROUNDING, y + ROUNDING, ROUNDING, -G_PI_2, 0);
  cairo_arc (self->cr, right - ROUNDING, bottom - ROUNDING, ROUNDING, 0, G_PI_2);
  cairo_arc (self->cr, x + ROUNDING, bottom - ROUNDING, ROUNDING, G_PI_2, G_PI);
  cairo_arc (self->cr, x + ROUNDING, y + ROUNDING, ROUNDING, G_PI, 3 * G_PI_2);
  cairo_close_path (self->cr);
}

static GdkPixbuf *
load_picture (Sheet              *self,
              const AipSheetItem *item)
{
  g_autofree char *path = NULL;
  int pixels = (int) (self->cell_width * 200 / 72);

  if (item->file == NULL)
    return NULL;

  path = g_build_filename (aip_sheet_source_get_folder (self->source), item->file, NULL);

  return aip_picture_file_decode (path, CLAMP (pixels, MIN_PICTURE_PIXELS, MAX_PICTURE_PIXELS),
                                  self->cancellable, NULL);
}

static void
draw_picture (Sheet              *self,
              const AipSheetItem *item,
              double              x,
              double              y)
{
  g_autoptr(GdkPixbuf) pixbuf = load_picture (self, item);

  cairo_save (self->cr);
  add_frame (self, x, y);
  cairo_set_source_rgb (self->cr, 0.93, 0.93, 0.93);
  if (pixbuf == NULL)
    {
      g_autoptr(PangoLayout) layout = aip_media_text_new (self->cr, _("No take yet"), self->small, FALSE,
                                                  self->cell_width, 1);

      cairo_fill (self->cr);
      pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
      show (self, layout, x, y + self->picture_height / 2 - self->small * 0.7, 0.55);
    }
  else
    {
      cairo_fill_preserve (self->cr);
      cairo_clip (self->cr);
      aip_picture_paint (self->cr, pixbuf, x, y, self->cell_width, self->picture_height);
    }
  cairo_restore (self->cr);
}

/* Shots --------------------------------------------------------------------------------------- */

static char *
dup_said (Sheet              *self,
          const AipSheetItem *item,
          const char         *key)
{
  return aip_sheet_texts_dup (self->texts, item, aip_sheet_column_find (AIP_KIND_SHOT, key));
}

/* What the columns say, with dots between. */
static char *
dup_joined (Sheet              *self,
            const AipSheetItem *item,
            const char *const  *keys)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *said = dup_said (self, item, keys[i]);

      if (*said != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", said);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
draw_shot (Sheet              *self,
           const AipSheetItem *item,
           double              x,
           double              y)
{
  static const char *const setup_keys[] = {
    "setup.size", "setup.lens", "setup.camera", "setup.move", NULL,
  };
  static const char *const more_keys[] = { "status", "scene", "info.version", NULL };
  g_autofree char *code = dup_said (self, item, "code");
  g_autofree char *length = dup_said (self, item, "info.timecode");
  g_autofree char *description = dup_said (self, item, "description");
  g_autofree char *setup = dup_joined (self, item, setup_keys);
  g_autofree char *more = dup_joined (self, item, more_keys);
  double width = self->cell_width;
  double line = self->small * 1.45;

  draw_picture (self, item, x, y);
  y += self->picture_height + 4;
  write_right (self, length, self->small, 0.4, x + width, y + 1, width * 0.5);
  write_text (self, code, self->normal, TRUE, 0.1, x, y, width * 0.6, 1);
  y += self->normal * 1.5;
  /* Below each other at the same heights in every cell, whatever is said above. */
  write_text (self, description, self->small, FALSE, 0.15, x, y, width, 3);
  y += line * 3;
  write_text (self, setup, self->small, FALSE, 0.4, x, y, width, 1);
  y += line;
  write_text (self, more, self->small, FALSE, 0.4, x, y, width, 1);
}

/* Pages --------------------------------------------------------------------------------------- */

static void
draw_frame_of_page (Sheet *self,
                    guint  page)
{
  double width = self->width - 2 * MARGIN;
  g_autofree char *count = g_strdup_printf (ngettext ("%u shot", "%u shots", self->n_shots),
                                            self->n_shots);
  g_autofree char *right = g_strdup_printf ("%s · %s", count, self->date);
  g_autofree char *place = g_strdup_printf (_("Page %u of %u"), page + 1, self->n_pages);

  write_text (self, aip_sheet_source_get_name (self->source), 13, TRUE, 0.1, MARGIN, MARGIN - 8,
              width * 0.6, 1);
  write_right (self, right, 8.5, 0.4, self->width - MARGIN, MARGIN - 4, width * 0.4);
  cairo_set_source_rgb (self->cr, 0.8, 0.8, 0.8);
  cairo_set_line_width (self->cr, 0.5);
  cairo_move_to (self->cr, MARGIN, MARGIN + HEAD - 14);
  cairo_line_to (self->cr, self->width - MARGIN, MARGIN + HEAD - 14);
  cairo_stroke (self->cr);
  write_right (self, place, 8.5, 0.4, self->width - MARGIN, self->height - MARGIN - 4, width);
}

/* Height by width of the pictures: as the takes are, within what can stand above words. */
static double
get_shape (Sheet *self)
{
  for (guint i = 0; i < self->n_shots; i++)
    {
      const AipSheetItem *item = aip_sheet_source_get_item (self->source, AIP_KIND_SHOT, i);

      if (item->file != NULL && item->width > 0 && item->height > 0)
        return CLAMP ((double) item->height / (double) item->width, 0.3, 1);
    }

  return 9.0 / 16;
}

static void
plan (Sheet                 *self,
      const AipSheetOptions *options)
{
  double room;

  self->width = options->letter ? 792 : 841.89;
  self->height = options->letter ? 612 : 595.28;
  self->per_row = CLAMP (options->per_row != 0 ? options->per_row : DEFAULT_PER_ROW, 1,
                         AIP_SHEET_MAX_PER_ROW);
  self->n_shots = aip_sheet_source_get_n_items (self->source, AIP_KIND_SHOT);
  /* Fewer and larger pictures come with larger words. */
  self->small = CLAMP (11 - self->per_row * 0.8, 5.5, 9.5);
  self->normal = self->small * 1.3;
  room = self->height - 2 * MARGIN - HEAD - FOOT;
  self->cell_width = (self->width - 2 * MARGIN - (self->per_row - 1) * GAP) / self->per_row;
  self->cell_height = 4 + self->normal * 1.5 + self->small * 1.45 * 5;
  self->picture_height = MIN (self->cell_width * get_shape (self), room - self->cell_height);
  self->cell_height += self->picture_height;
  self->n_rows = MAX (1, (guint) floor ((room + GAP) / (self->cell_height + GAP)));
  self->n_pages = MAX (1, (self->n_shots + self->per_row * self->n_rows - 1)
                          / (self->per_row * self->n_rows));
}

static gboolean
draw (Sheet   *self,
      GError **error)
{
  guint per_page = self->per_row * self->n_rows;

  for (guint page = 0; page < self->n_pages; page++)
    {
      draw_frame_of_page (self, page);
      for (guint i = page * per_page; i < MIN ((page + 1) * per_page, self->n_shots); i++)
        {
          guint column = i % self->per_row;
          guint row = i % per_page / self->per_row;

          if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
            return FALSE;
          draw_shot (self, aip_sheet_source_get_item (self->source, AIP_KIND_SHOT, i),
                     MARGIN + column * (self->cell_width + GAP),
                     MARGIN + HEAD + row * (self->cell_height + GAP));
        }
      cairo_show_page (self->cr);
    }

  return TRUE;
}

/* The file ------------------------------------------------------------------------------------ */

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  return fwrite (data, 1, length, closure) == length ? CAIRO_STATUS_SUCCESS
                                                     : CAIRO_STATUS_WRITE_ERROR;
}

static cairo_surface_t *
new_surface (Sheet *self,
             FILE  *file)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, file, self->width,
                                                                  self->height);

  /* The oldest that holds what is drawn, for the oldest printers. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  aip_sheet_source_get_name (self->source));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "AIPipeline");

  return surface;
}

gboolean
aip_sheet_write_pdf (AipSheetSource         *source,
                     const AipSheetOptions  *options,
                     const char             *path,
                     GCancellable           *cancellable,
                     GError                **error)
{
  Sheet self = { .source = source, .cancellable = cancellable };
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  cairo_surface_t *surface;
  cairo_status_t status;
  FILE *file;
  gboolean good;
  gboolean written;

  g_return_val_if_fail (source != NULL && options != NULL && path != NULL, FALSE);

  file = g_fopen (path, "wbe");
  if (file == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("“%s” could not be written: %s"), path,
                   g_strerror (errno));
      return FALSE;
    }

  self.texts = aip_sheet_texts_new (source);
  self.date = g_date_time_format (now, "%x");
  plan (&self, options);
  surface = new_surface (&self, file);
  self.cr = cairo_create (surface);
  good = draw (&self, error);
  cairo_destroy (self.cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  written = fflush (file) == 0 && !ferror (file);
  written = fclose (file) == 0 && written;
  aip_sheet_texts_free (self.texts);
  g_free (self.date);

  if (good && !written)
    g_set_error_literal (error, AIP_ERROR, AIP_ERROR_NO_SPACE,
                         _("There is no space left for the contact sheet."));
  else if (good && status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("The contact sheet cannot be drawn: %s"),
                 cairo_status_to_string (status));

  return good && written && status == CAIRO_STATUS_SUCCESS;
}
