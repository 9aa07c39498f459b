/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "aip-cell-context.h"
#include "aip-shot-view.h"

G_BEGIN_DECLS

/**
 * AipSummary:
 *
 * What the line below the table says of a column. The nicks are stored and never renamed.
 */
typedef enum {
  AIP_SUMMARY_NONE,
  AIP_SUMMARY_COUNT,
  AIP_SUMMARY_FILLED,
  AIP_SUMMARY_EMPTY,
  AIP_SUMMARY_SUM,
  AIP_SUMMARY_AVERAGE,
  AIP_SUMMARY_MIN,
  AIP_SUMMARY_MAX,
} AipSummary;

#define AIP_N_SUMMARIES (AIP_SUMMARY_MAX + 1)

const char *aip_summary_to_nick   (AipSummary   summary);
/* %AIP_SUMMARY_NONE for what is not known. */
AipSummary  aip_summary_from_nick (const char  *nick);

#define AIP_TYPE_SHOT_FOOTER (aip_shot_footer_get_type ())

/**
 * AipShotFooter:
 *
 * A line below the table with a figure for each column that one was chosen for, of all shots that
 * match the search. Figures are worked out when nothing else is to be done. A click on one offers
 * the others; the same menu is part of the title’s.
 *
 * Signals: `changed`: another figure was chosen.
 */
G_DECLARE_FINAL_TYPE (AipShotFooter, aip_shot_footer, AIP, SHOT_FOOTER, GtkWidget)

GtkWidget  *aip_shot_footer_new         (AipCellContext *context,
                                         AipShotView    *view);
AipSummary  aip_shot_footer_get_summary (AipShotFooter  *self,
                                         AipShotColumn   column);
void        aip_shot_footer_set_summary (AipShotFooter  *self,
                                         AipShotColumn   column,
                                         AipSummary      summary);
/* Whether there is anything to show. */
gboolean    aip_shot_footer_is_used     (AipShotFooter  *self);
/* Its items activate `footer.set`, with the column and a nick. (transfer full) */
GMenuModel *aip_shot_footer_create_menu (AipShotColumn   column);

/* While sizes are given out, after the footer has its own: where the columns are. */
void        aip_shot_footer_begin       (AipShotFooter  *self);
void        aip_shot_footer_place       (AipShotFooter  *self,
                                         AipShotColumn   column,
                                         double          x,
                                         double          width);

G_END_DECLS
