/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_CAST_LISTS (aip_cast_lists_get_type ())

/**
 * AipCastLists:
 *
 * Costumes and LoRA files of a character: a row for each, which opens to what there is to say.
 */
G_DECLARE_FINAL_TYPE (AipCastLists, aip_cast_lists, AIP, CAST_LISTS, GtkBox)

GtkWidget *aip_cast_lists_new           (AipSession   *session);
/* @character: (nullable) */
void       aip_cast_lists_set_character (AipCastLists *self,
                                         AipCharacter *character);

G_END_DECLS
