/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-rules.h"

G_BEGIN_DECLS

/*
 * What can be chosen for each control, and what each choice would add. The n-th option of a field
 * is always the same for the same setup and catalogue, so that a list of widgets and a list of
 * marks go together by index.
 */

/* How many; 0 for fields without a list of their own (year, look). */
guint       aip_options_get_count (AipCatalogue         *catalogue,
                                   const AipSetup       *setup,
                                   AipSetupField         field);

/**
 * aip_options_choose:
 * @chosen: (out): the setup with that option: what depends on it follows (another lens brings its
 *   nearest focal length, another body its own mode); a practical light and a filter are added to
 *   those there, or taken away if there already
 *
 * Returns: the fields that may have changed
 */
guint64     aip_options_choose    (AipCatalogue         *catalogue,
                                   const AipSetup       *setup,
                                   AipSetupField         field,
                                   guint                 index,
                                   AipSetup             *chosen);
/* As in files: an id, a nick, a number. */
char       *aip_options_get_id    (AipCatalogue         *catalogue,
                                   const AipSetup       *setup,
                                   AipSetupField         field,
                                   guint                 index) G_GNUC_WARN_UNUSED_RESULT;
/* Translated. */
char       *aip_options_get_text  (AipCatalogue         *catalogue,
                                   const AipSetup       *setup,
                                   AipSetupField         field,
                                   guint                 index) G_GNUC_WARN_UNUSED_RESULT;

/* Chooses @gear in @field, with what follows from it; returns the fields that may have changed. */
guint64     aip_setup_choose_gear (AipSetup             *setup,
                                   AipSetupField         field,
                                   const AipGear        *gear);

#define AIP_OPTION_FINE (-1)

/**
 * aip_options_mark:
 * @marks: (array length=n_marks): for each option the severity of the worst finding that it would
 *   *add* to those that the setup has, or %AIP_OPTION_FINE. What is wrong already marks nothing.
 *
 * Without allocation. All fields together take a few milliseconds.
 */
void        aip_options_mark      (AipCatalogue         *catalogue,
                                   const AipSetup       *setup,
                                   const AipRuleContext *context,
                                   AipSetupField         field,
                                   int                  *marks,
                                   guint                 n_marks);

/**
 * AipFix:
 * @setup: what the setup would be
 * @field: the control that the fix is about
 * @fields: everything that it changes
 * @drops: whether it leaves the field out
 *
 * A patch that takes a finding away and adds none as severe.
 */
typedef struct {
  AipSetup      setup;
  AipSetupField field;
  guint64       fields;
  gboolean      drops;
} AipFix;

#define AIP_MAX_FIXES 4

/**
 * aip_finding_get_fixes:
 * @fixes: room for %AIP_MAX_FIXES
 *
 * Tries every option of the fields that the rule names and keeps, for each, the one that leaves the
 * fewest findings and is nearest to what was chosen.
 *
 * Returns: how many there are, in the order of the rule
 */
guint       aip_finding_get_fixes (const AipFinding     *finding,
                                   const AipSetup       *setup,
                                   const AipRuleContext *context,
                                   AipCatalogue         *catalogue,
                                   AipFix               *fixes);
/* "Lens → Cooke S4/i": what a fix does. */
char       *aip_fix_to_text       (const AipFix         *fix) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
