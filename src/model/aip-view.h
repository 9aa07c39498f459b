/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-entity.h"

G_BEGIN_DECLS

#define AIP_TYPE_VIEW (aip_view_get_type ())

/**
 * AipView:
 *
 * A way to look at the shots that a project keeps. Fields: `name` s unique, `type` s what it looks
 * like (`table`, `gallery`, `board`), `definition` s JSON object of what is shown and how or empty,
 * `locked` b, `order` s.
 */
G_DECLARE_FINAL_TYPE (AipView, aip_view, AIP, VIEW, AipEntity)

const char *aip_view_get_name       (AipView *self);
const char *aip_view_get_view_type  (AipView *self);
const char *aip_view_get_definition (AipView *self);
gboolean    aip_view_get_locked     (AipView *self);

G_END_DECLS
