/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AipPictureGrid:
 *
 * Pictures in columns and rows with a title on each axis, such as a sheet of variations: what is
 * drawn into a file. Filled by one thread, then only read.
 */
typedef struct _AipPictureGrid AipPictureGrid;

/* @n_columns, @n_rows: at least 1, at most 256 cells in all. @shape: height by width of a cell. */
AipPictureGrid *aip_picture_grid_new        (const char      *title,
                                             const char      *subtitle,
                                             guint            n_columns,
                                             guint            n_rows,
                                             double           shape) G_GNUC_WARN_UNUSED_RESULT;
AipPictureGrid *aip_picture_grid_ref        (AipPictureGrid  *self);
void            aip_picture_grid_unref      (AipPictureGrid  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipPictureGrid, aip_picture_grid_unref)

/* What stands over the columns (@axis 0) or beside the rows (1), and over each of them. */
void            aip_picture_grid_set_axis   (AipPictureGrid  *self,
                                             guint            axis,
                                             const char      *title);
void            aip_picture_grid_set_value  (AipPictureGrid  *self,
                                             guint            axis,
                                             guint            index,
                                             const char      *value);
/* @path: (nullable): a picture or movie; @text: what is said instead where it is missing. */
void            aip_picture_grid_set_cell   (AipPictureGrid  *self,
                                             guint            column,
                                             guint            row,
                                             const char      *path,
                                             const char      *text);

/*
 * Writes it to @path in a thread: a PDF of one lying page where @path ends so, else one PNG. An old
 * file stays whole until the new one is.
 */
void            aip_picture_grid_write_async  (AipPictureGrid       *self,
                                               const char           *path,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean        aip_picture_grid_write_finish (GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
