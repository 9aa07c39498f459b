/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which point of the text lies at x, y. The text is one line. */
typedef enum {
  AIP_STAGE_ANCHOR_CENTRE,
  AIP_STAGE_ANCHOR_TOP,
  AIP_STAGE_ANCHOR_BOTTOM,
  AIP_STAGE_ANCHOR_LEFT,
  AIP_STAGE_ANCHOR_RIGHT,
} AipStageAnchor;

typedef enum {
  AIP_STAGE_LABEL_NORMAL,
  AIP_STAGE_LABEL_DIM,
  AIP_STAGE_LABEL_ACCENT,
  AIP_STAGE_LABEL_WARNING,
} AipStageLabelRole;

/**
 * AipStageLabel:
 * @x, @y: in the picture that it belongs to
 * @text: translated
 *
 * A text of a diagram. The stage draws no text: whoever shows the picture has fonts.
 */
typedef struct {
  double            x;
  double            y;
  AipStageAnchor    anchor;
  AipStageLabelRole role;
  char              text[80];
} AipStageLabel;

#define AIP_STAGE_MAX_LABELS 24

typedef struct {
  AipStageLabel items[AIP_STAGE_MAX_LABELS];
  guint         n_items;
} AipStageLabels;

/* A label too many is dropped, one too long cut at a character. */
void aip_stage_labels_add (AipStageLabels    *labels,
                           double             x,
                           double             y,
                           AipStageAnchor     anchor,
                           AipStageLabelRole  role,
                           const char        *format,
                           ...) G_GNUC_PRINTF (6, 7);

G_END_DECLS
