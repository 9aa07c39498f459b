/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cinema"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cinema.h"
#include "aip-error.h"

#define PROJECT_FOLDER "presets"
#define SETUPS_FOLDER "setups"

G_DEFINE_BOXED_TYPE (AipCinema, aip_cinema, aip_cinema_ref, aip_cinema_unref)

static char *
setups_folder (const char *folder)
{
  return folder != NULL ? g_build_filename (folder, SETUPS_FOLDER, NULL) : NULL;
}

AipCinema *
aip_cinema_load (const char  *shipped,
                 const char  *own,
                 const char  *project,
                 GError     **error)
{
  g_autoptr(AipCinema) self = NULL;
  g_autofree char *added = NULL;
  g_autofree char *own_setups = NULL;
  g_autofree char *added_setups = NULL;
  const char *folders[] = { NULL, NULL, NULL };
  guint n_folders = 0;

  g_return_val_if_fail (shipped != NULL, NULL);

  added = project != NULL ? g_build_filename (project, PROJECT_FOLDER, NULL) : NULL;
  if (own != NULL)
    folders[n_folders++] = own;
  if (added != NULL)
    folders[n_folders++] = added;
  own_setups = setups_folder (own);
  added_setups = setups_folder (added);

  self = g_atomic_rc_box_new0 (AipCinema);
  self->catalogue = aip_catalogue_load (shipped, folders, error);
  if (self->catalogue == NULL)
    return NULL;
  self->targets = aip_targets_load (shipped, folders, error);
  if (self->targets == NULL)
    return NULL;
  if (aip_targets_find (self->targets, AIP_TARGET_GENERIC) == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("The list of models in “%s” lacks “%s”."), shipped, AIP_TARGET_GENERIC);
      return NULL;
    }
  self->presets = aip_presets_load (self->catalogue, shipped, own_setups, added_setups, error);
  if (self->presets == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

AipCinema *
aip_cinema_ref (AipCinema *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  AipCinema *self = data;

  g_clear_object (&self->presets);
  g_clear_object (&self->targets);
  g_clear_object (&self->catalogue);
}

void
aip_cinema_unref (AipCinema *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

GStrv
aip_cinema_dup_problems (AipCinema *self)
{
  g_autoptr(GStrvBuilder) problems = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  g_strv_builder_addv (problems, (const char **) aip_catalogue_get_problems (self->catalogue));
  g_strv_builder_addv (problems, (const char **) aip_targets_get_problems (self->targets));
  g_strv_builder_addv (problems, (const char **) aip_presets_get_problems (self->presets));

  return g_strv_builder_end (problems);
}
