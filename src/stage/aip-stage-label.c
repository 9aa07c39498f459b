/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-label"

#include "config.h"

#include <string.h>

#include "aip-stage-label.h"

void
aip_stage_labels_add (AipStageLabels    *labels,
                      double             x,
                      double             y,
                      AipStageAnchor     anchor,
                      AipStageLabelRole  role,
                      const char        *format,
                      ...)
{
  AipStageLabel *label;
  g_autofree char *text = NULL;
  va_list args;

  g_return_if_fail (labels != NULL && format != NULL);

  if (labels->n_items == AIP_STAGE_MAX_LABELS)
    return;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  label = &labels->items[labels->n_items++];
  label->x = x;
  label->y = y;
  label->anchor = anchor;
  label->role = role;

  if (strlen (text) >= sizeof label->text)
    *g_utf8_find_prev_char (text, text + sizeof label->text) = '\0';
  g_strlcpy (label->text, text, sizeof label->text);
}
