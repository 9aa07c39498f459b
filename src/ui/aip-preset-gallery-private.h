/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-preset-gallery.h"
#include "aip-preset-item.h"
#include "aip-preset-thumbnails.h"

G_BEGIN_DECLS

struct _AipPresetGallery
{
  GtkWidget parent_instance;

  AipLiveSetup        *live;
  AipPresets          *presets;
  AipPresetThumbnails *thumbnails;

  GHashTable          *items;         /* AipPreset → AipPresetItem, also of those not shown */
  GListStore          *store;
  const AipPreset     *current;
  GArray              *trail;         /* what was before a preset was chosen, the newest last */

  GtkWidget           *box;
  GtkWidget           *entry;
  AdwToggleGroup      *kinds;
  GtkToggleButton     *favourites;
  GtkToggleButton     *expand;
  GtkStack            *stack;
  GtkScrolledWindow   *scroller;
  GtkGridView         *grid;
  GtkLabel            *empty;
  GtkWidget           *menu;
  AipPresetItem       *menu_item;
  GSimpleActionGroup  *actions;
  guint                reveal_id;
};

/* In aip-preset-gallery-actions.c */
void           _aip_preset_gallery_init_actions (AipPresetGallery *self);
void           _aip_preset_gallery_init_keys    (AipPresetGallery *self);
/* What can be done depends on what they are about. */
void           _aip_preset_gallery_update_actions (AipPresetGallery *self);

/* In aip-preset-gallery.c */
/* (nullable): what the menu is about, or what has the focus, or what is current. */
AipPresetItem *_aip_preset_gallery_get_target   (AipPresetGallery *self);
void           _aip_preset_gallery_choose       (AipPresetGallery *self,
                                                 const AipPreset  *preset);
void           _aip_preset_gallery_set_current  (AipPresetGallery *self,
                                                 const AipPreset  *preset);
/* Of the preset that has the focus. */
gboolean       _aip_preset_gallery_popup_menu   (AipPresetGallery *self);
/* Or the last one, if there are fewer. */
void           _aip_preset_gallery_focus        (AipPresetGallery *self,
                                                 guint             position);
/* Shows @preset and gives it the focus, whatever was searched for. */
void           _aip_preset_gallery_reveal       (AipPresetGallery *self,
                                                 const AipPreset  *preset);

G_END_DECLS
