/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-presets.h"

G_BEGIN_DECLS

/* In application pixels. */
#define AIP_PRESET_THUMBNAIL_WIDTH 144
#define AIP_PRESET_THUMBNAIL_HEIGHT 81

#define AIP_TYPE_PRESET_THUMBNAILS (aip_preset_thumbnails_get_type ())

/**
 * AipPresetThumbnails:
 *
 * The preview frames of presets, drawn in threads of its own, the newest wish first, and kept in
 * memory. A preset whose setup has changed is drawn anew.
 */
G_DECLARE_FINAL_TYPE (AipPresetThumbnails, aip_preset_thumbnails, AIP, PRESET_THUMBNAILS, GObject)

/*
 * (transfer none): one for all who show @presets, living as long as these, so that what was drawn
 * once is there when a dialog opens again. @catalogue: the one of @presets
 */
AipPresetThumbnails *aip_preset_thumbnails_get         (AipPresets           *presets,
                                                        AipCatalogue         *catalogue);
/* (transfer none) (nullable): already there. */
GdkTexture          *aip_preset_thumbnails_peek        (AipPresetThumbnails  *self,
                                                        const AipPreset      *preset,
                                                        int                   scale);
/* @scale: pixels per application pixel. */
void                 aip_preset_thumbnails_load_async  (AipPresetThumbnails  *self,
                                                        const AipPreset      *preset,
                                                        int                   scale,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
/* (transfer full) */
GdkTexture          *aip_preset_thumbnails_load_finish (AipPresetThumbnails  *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

/*
 * (nullable) (transfer full): technique and words of the look that @setup names, as an
 * #AipStageScene wants them.
 */
char                *aip_presets_describe_look         (AipPresets           *presets,
                                                        const AipSetup       *setup)
                                                        G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
