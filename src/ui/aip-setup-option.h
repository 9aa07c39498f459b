/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-live-setup.h"
#include "aip-presets.h"

G_BEGIN_DECLS

#define AIP_TYPE_SETUP_OPTION (aip_setup_option_get_type ())

/**
 * AipSetupOption:
 *
 * One line of a list of choices for a field of a setup. Made for the setup of that moment.
 */
G_DECLARE_FINAL_TYPE (AipSetupOption, aip_setup_option, AIP, SETUP_OPTION, GObject)

/*
 * All choices of @field, in the order of the catalogue. @presets: (nullable): where animation looks
 * come from. (transfer full) (element-type AipSetupOption)
 */
GListStore *aip_setup_options_new        (AipLiveSetup   *live,
                                          AipPresets     *presets,
                                          AipSetupField   field);

const char *aip_setup_option_get_title   (AipSetupOption *self);
/* May be empty: “since 2010 · digital, 23.76 × 13.37 mm”. */
const char *aip_setup_option_get_detail  (AipSetupOption *self);
/* The severity of what it would add, AIP_OPTION_FINE for nothing. */
int         aip_setup_option_get_mark    (AipSetupOption *self);
/* (nullable): the sentence of the worst that it would add. */
const char *aip_setup_option_get_reason  (AipSetupOption *self);
gboolean    aip_setup_option_is_chosen   (AipSetupOption *self);
/* A fact that is not sure; gear that the user has added. */
gboolean    aip_setup_option_is_doubtful (AipSetupOption *self);
gboolean    aip_setup_option_is_own      (AipSetupOption *self);
/* @query: folded */
gboolean    aip_setup_option_matches     (AipSetupOption *self,
                                          const char     *query);

/* Chooses it in @live: one step, or nothing if it is what is there. */
void        aip_setup_option_choose      (AipSetupOption *self,
                                          AipLiveSetup   *live);

G_END_DECLS
