/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-options.h"

G_BEGIN_DECLS

#define AIP_TYPE_LIVE_SETUP (aip_live_setup_get_type ())

/**
 * AipLiveSetup:
 *
 * A setup while a person works on it: what every control of a dialog shows and changes. Findings
 * and the marks of options follow at once. It knows nothing of shots and stores nothing; whoever
 * made it asks for the result.
 *
 * Signals:
 * - `changed (guint64 fields)`: AIP_SETUP_BIT() of what may have another value now; findings and
 *   marks may be others too. 0: only the context changed
 *
 * Properties: `highlight` i (the AipSetupField that the pointer or the focus is at anywhere, -1 for
 * none; all views of it light up together), `can-undo`, `can-redo` b, `modified` b (differs from
 * what it began with).
 */
G_DECLARE_FINAL_TYPE (AipLiveSetup, aip_live_setup, AIP, LIVE_SETUP, GObject)

AipLiveSetup         *aip_live_setup_new           (AipCatalogue         *catalogue,
                                                    const AipSetup       *setup,
                                                    const AipRuleContext *context);

AipCatalogue         *aip_live_setup_get_catalogue (AipLiveSetup         *self);
/* Valid until the next change. */
const AipSetup       *aip_live_setup_get           (AipLiveSetup         *self);
/* What it began with. */
const AipSetup       *aip_live_setup_get_original  (AipLiveSetup         *self);
const AipRuleContext *aip_live_setup_get_context   (AipLiveSetup         *self);
void                  aip_live_setup_set_context   (AipLiveSetup         *self,
                                                    const AipRuleContext *context);

/* Changing it: each call is a step that can be undone, unless nothing changes -------------------- */

/* A preset, a fix, a setup of another shot. */
void                  aip_live_setup_set           (AipLiveSetup         *self,
                                                    const AipSetup       *setup);
/* The n-th option of aip_options_get_count(). */
void                  aip_live_setup_choose        (AipLiveSetup         *self,
                                                    AipSetupField         field,
                                                    guint                 index);
void                  aip_live_setup_choose_gear   (AipLiveSetup         *self,
                                                    AipSetupField         field,
                                                    const AipGear        *gear);
/*
 * For fields with a range; brought into it, and for a lens with fixed focal lengths to the nearest.
 */
void                  aip_live_setup_set_number    (AipLiveSetup         *self,
                                                    AipSetupField         field,
                                                    double                number);
/*
 * @field: key, fill or practicals; @index: which of the practicals, one after the last adds one.
 * @lamp: (nullable): %NULL takes it away
 */
void                  aip_live_setup_set_lamp      (AipLiveSetup         *self,
                                                    AipSetupField         field,
                                                    guint                 index,
                                                    const AipLamp        *lamp);
/* @look: (nullable): id of an animation look */
void                  aip_live_setup_set_look      (AipLiveSetup         *self,
                                                    const char           *look);
void                  aip_live_setup_unset         (AipLiveSetup         *self,
                                                    AipSetupField         field);

/* Everything between the two is one step. */
void                  aip_live_setup_begin_drag    (AipLiveSetup         *self);
void                  aip_live_setup_end_drag      (AipLiveSetup         *self);

void                  aip_live_setup_undo          (AipLiveSetup         *self);
void                  aip_live_setup_redo          (AipLiveSetup         *self);

/*
 * What is worked on together with the setup, such as the prompt, shares its history: undo takes the
 * newest step back, whosever it is. @state: what @companion was before, taken over; @swap takes
 * such a state over, makes it so and returns what was there.
 */
typedef gpointer    (*AipLiveSwapFunc)             (gpointer              companion,
                                                    gpointer              state);
void                  aip_live_setup_push_companion
                                                   (AipLiveSetup         *self,
                                                    gpointer              companion,
                                                    gpointer              state,
                                                    AipLiveSwapFunc       swap,
                                                    GDestroyNotify        free_state);
/* Before it goes away. */
void                  aip_live_setup_forget_companion
                                                   (AipLiveSetup         *self,
                                                    gpointer              companion);

/* Reading it -------------------------------------------------------------------------------- */

/* FALSE for a field that is no number. For sliders and spin buttons; in the field's own unit. */
gboolean              aip_live_setup_get_range     (AipLiveSetup         *self,
                                                    AipSetupField         field,
                                                    double               *lower,
                                                    double               *upper,
                                                    double               *step);
/* The number of a field that has one; 0 if it is not given. */
double                aip_live_setup_get_number    (AipLiveSetup         *self,
                                                    AipSetupField         field);
/* Which option is chosen; -1: none, or a number that is not among them, or several. */
int                   aip_live_setup_get_index     (AipLiveSetup         *self,
                                                    AipSetupField         field);

/* (array length=n_findings): the worst first; valid until the next change. */
const AipFinding     *aip_live_setup_get_findings  (AipLiveSetup         *self,
                                                    guint                *n_findings);
/* The severity of the worst finding beside one of @fields, or %AIP_OPTION_FINE. */
int                   aip_live_setup_get_worst     (AipLiveSetup         *self,
                                                    guint64               fields);
/* (array length=n_marks): as aip_options_mark(); valid until the next change. */
const int            *aip_live_setup_get_marks     (AipLiveSetup         *self,
                                                    AipSetupField         field,
                                                    guint                *n_marks);

void                  aip_live_setup_set_highlight (AipLiveSetup         *self,
                                                    int                   field);
int                   aip_live_setup_get_highlight (AipLiveSetup         *self);

G_END_DECLS
