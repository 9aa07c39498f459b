/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_CAST_CARD (aip_cast_card_get_type ())

/**
 * AipCastCard:
 *
 * A character or a place in the grid of its page: its picture, its name and what it is. Pictures
 * that are dropped on it become its references.
 */
G_DECLARE_FINAL_TYPE (AipCastCard, aip_cast_card, AIP, CAST_CARD, GtkBox)

GtkWidget *aip_cast_card_new        (AipSession  *session);
/* @entity: (nullable) */
void       aip_cast_card_set_entity (AipCastCard *self,
                                     AipEntity   *entity);
AipEntity *aip_cast_card_get_entity (AipCastCard *self);

G_END_DECLS
