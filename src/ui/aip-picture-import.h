/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"

G_BEGIN_DECLS

/**
 * AipPicturesBroughtFunc:
 * @pictures: assets, at least one
 *
 * Called when pictures are in the project.
 */
typedef void (*AipPicturesBroughtFunc) (GObject           *owner,
                                        const char *const *pictures,
                                        gpointer           user_data);

/*
 * Brings pictures into the project of @session, one after the other; what cannot be used is said in
 * a toast. @files: (element-type GFile). @brought is called once, unless none could be used or
 * @owner is gone. @user_data: freed with @destroy.
 */
void  aip_picture_import_files  (AipSession              *session,
                                 GListModel              *files,
                                 GObject                 *owner,
                                 AipPicturesBroughtFunc   brought,
                                 gpointer                 user_data,
                                 GDestroyNotify           destroy);
/* Asks for the files first. */
void  aip_picture_import_choose (AipSession              *session,
                                 GtkWidget               *parent,
                                 gboolean                 several,
                                 AipPicturesBroughtFunc   brought,
                                 gpointer                 user_data,
                                 GDestroyNotify           destroy);
/* Lets pictures from file managers and from the takes be dropped on @widget, which owns the target. */
void  aip_picture_import_add_drop (GtkWidget              *widget,
                                   AipSession             *session,
                                   AipPicturesBroughtFunc  brought,
                                   gpointer                user_data);
/* Lets @file be dragged out of @widget, as a copy. */
GdkContentProvider *
      aip_picture_import_provide (const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
