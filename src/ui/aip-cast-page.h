/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_CAST_PAGE (aip_cast_page_get_type ())

/**
 * AipCastPage:
 *
 * All characters of the film, or all its places, as cards; beside them everything about the one that
 * is selected. Pictures that are dropped between the cards become new ones.
 *
 * Actions: `cast.add`, `cast.duplicate`, `cast.remove` (asks where it is used), `cast.search`.
 */
G_DECLARE_FINAL_TYPE (AipCastPage, aip_cast_page, AIP, CAST_PAGE, AdwBin)

/* @kind: AIP_KIND_CHARACTER or AIP_KIND_PLACE */
GtkWidget *aip_cast_page_new    (AipSession  *session,
                                 AipKind      kind);
/* Selects @entity and shows it. */
void       aip_cast_page_select (AipCastPage *self,
                                 AipEntity   *entity);

G_END_DECLS
