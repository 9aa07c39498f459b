/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup.h"

G_BEGIN_DECLS

typedef enum {
  AIP_PRESET_FILM,
  AIP_PRESET_LOOK,
  AIP_PRESET_OWN,
  AIP_PRESET_PROJECT,
} AipPresetKind;

/**
 * AipPreset:
 * @name: of the film, the look or what the user called it
 * @year, @year_end: of the film; from when to when of a look, 0 for still
 * @director: or the studio of a look; may be empty
 * @cinematographer: may be empty
 * @gear: of a film as it is recorded, also what the catalogue does not have; the technique of a look
 * @also: other titles, names and works, for searching; may be empty
 * @words: what a look says in a prompt, English; may be empty
 * @favourite: whether the user has marked it
 * @setup: what it chooses
 *
 * A setup with a name. Owned by its #AipPresets.
 */
typedef struct {
  const char    *id;
  const char    *name;
  AipPresetKind  kind;
  int            year;
  int            year_end;
  const char    *director;
  const char    *cinematographer;
  const char    *gear;
  const char    *also;
  const char    *words;
  AipConfidence  confidence;
  gboolean       favourite;
  AipSetup       setup;
} AipPreset;

#define AIP_TYPE_PRESETS (aip_presets_get_type ())

/**
 * AipPresets:
 *
 * The films and animation looks that ship with the program (`films.json`, `looks.json`), and the
 * user's own presets: one file each in a folder of theirs; and those that somebody laid into the
 * project, which can be used and copied but not changed. Used by one thread at a time.
 *
 * Signals:
 * - `changed`: a preset came, went, has another name or setup, or is a favourite now or no more. A
 *   preset that went stays valid memory as long as the presets do.
 */
G_DECLARE_FINAL_TYPE (AipPresets, aip_presets, AIP, PRESETS, GObject)

/**
 * aip_presets_load:
 * @own: (nullable): the user's folder, made when something is first kept in it; %NULL: nothing can
 *   be kept
 * @project: (nullable): a folder of the same kind in the project; only read
 */
AipPresets      *aip_presets_load          (AipCatalogue    *catalogue,
                                            const char      *shipped,
                                            const char      *own,
                                            const char      *project,
                                            GError         **error);
/* A sentence for everything that was left out, %NULL-terminated. */
const char *const *
                 aip_presets_get_problems  (AipPresets      *self);
/* In the order films, looks, own, project. */
const AipPreset *const *
                 aip_presets_get_all       (AipPresets      *self,
                                            guint           *n_presets);
/* (nullable): by id. */
const AipPreset *aip_presets_find          (AipPresets      *self,
                                            const char      *id);
/**
 * aip_presets_search:
 * @query: words that must all be found in name, director, cinematographer, year, gear, mood, tone …,
 *   in English or the user's language
 *
 * Returns: (transfer container) (element-type AipPreset): favourites first
 */
GPtrArray       *aip_presets_search        (AipPresets      *self,
                                            const char      *query);

/* Whether an own preset other than @but (nullable) has that name, however it is written. */
gboolean         aip_presets_has_name      (AipPresets      *self,
                                            const char      *name,
                                            const char      *but);

/* Own presets. A name that is taken is an error; files are written whole or not at all. */
const AipPreset *aip_presets_create        (AipPresets      *self,
                                            const char      *name,
                                            const AipSetup  *setup,
                                            GError         **error);
/* An own preset with everything that is known of @id, another name and the same setup. */
const AipPreset *aip_presets_duplicate     (AipPresets      *self,
                                            const char      *id,
                                            const char      *name,
                                            GError         **error);
gboolean         aip_presets_replace       (AipPresets      *self,
                                            const char      *id,
                                            const AipSetup  *setup,
                                            GError         **error);
gboolean         aip_presets_rename        (AipPresets      *self,
                                            const char      *id,
                                            const char      *name,
                                            GError         **error);
gboolean         aip_presets_delete        (AipPresets      *self,
                                            const char      *id,
                                            GError         **error);
/* Takes the deletion of @id back, while these presets live. */
gboolean         aip_presets_restore       (AipPresets      *self,
                                            const char      *id,
                                            GError         **error);
/* A file that another machine can import: for any preset. */
gboolean         aip_presets_export        (AipPresets      *self,
                                            const char      *id,
                                            const char      *path,
                                            GError         **error);
/* A name that is taken gets a number. */
const AipPreset *aip_presets_import        (AipPresets      *self,
                                            const char      *path,
                                            GError         **error);
gboolean         aip_presets_set_favourite (AipPresets      *self,
                                            const char      *id,
                                            gboolean         favourite,
                                            GError         **error);

G_END_DECLS
