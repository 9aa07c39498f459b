/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"
#include "aip-sound-edit.h"

G_BEGIN_DECLS

/**
 * AipSoundsBroughtFunc:
 * @sounds: (element-type AipNewSound): at least one
 *
 * Called when sounds or movies are in the project.
 */
typedef void (*AipSoundsBroughtFunc) (GObject   *owner,
                                      GPtrArray *sounds,
                                      gpointer   user_data);

/*
 * Brings sounds and movies into the project of @session, one after the other; what cannot be used is
 * said in a toast. @files: (element-type GFile). @brought is called once, unless none could be used or
 * @owner is gone. @user_data: freed with @destroy.
 */
void aip_sound_import_files  (AipSession           *session,
                              GListModel           *files,
                              GObject              *owner,
                              AipSoundsBroughtFunc  brought,
                              gpointer              user_data,
                              GDestroyNotify        destroy);
/* Asks for the files first. */
void aip_sound_import_choose (AipSession           *session,
                              GtkWidget            *parent,
                              GObject              *owner,
                              AipSoundsBroughtFunc  brought,
                              gpointer              user_data,
                              GDestroyNotify        destroy);

G_END_DECLS
