/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-session.h"

G_BEGIN_DECLS

#define AIP_TYPE_CAST_DETAIL (aip_cast_detail_get_type ())

/**
 * AipCastDetail:
 *
 * Everything about one character or place, to be read and changed: pictures, words, costumes, LoRA
 * files, and the shots it is used in. A text is written when it is left or Enter is pressed, each
 * change one undo step.
 */
G_DECLARE_FINAL_TYPE (AipCastDetail, aip_cast_detail, AIP, CAST_DETAIL, AdwBin)

/* Once, before anything is shown. */
void aip_cast_detail_set_session (AipCastDetail *self,
                                  AipSession    *session);
/* @entity: (nullable) */
void aip_cast_detail_set_entity  (AipCastDetail *self,
                                  AipEntity     *entity);
void aip_cast_detail_focus_name  (AipCastDetail *self);

G_END_DECLS
