/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What dialogs that write a file have in common. */

/* @path: as a person chose it */
typedef void (*AipSaveFunc) (GtkWidget  *dialog,
                             const char *path);

/**
 * aip_save_dialog_ask:
 * @dialog: the dialog that wants to write
 * @title: of the question
 * @name: that is proposed; what no name may have in it becomes a dash
 * @cancellable: ends the question
 * @chosen: called once, if somebody chose a file and @cancellable was not triggered
 */
void aip_save_dialog_ask          (GtkWidget    *dialog,
                                   const char   *title,
                                   const char   *name,
                                   GCancellable *cancellable,
                                   AipSaveFunc   chosen);

/* Shows why it did not work, and says it. @box: around @label, hidden until then */
void aip_save_dialog_show_problem (GtkWidget    *dialog,
                                   GtkWidget    *box,
                                   GtkLabel     *label,
                                   const GError *error);

G_END_DECLS
