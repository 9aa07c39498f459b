/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-document.h"
#include "aip-rules.h"
#include "aip-setup.h"

G_BEGIN_DECLS

#define AIP_TYPE_SETUP_PLAN (aip_setup_plan_get_type ())

/**
 * AipSetupPlan:
 *
 * What would change if some fields of a setup were written into some shots. It follows what it is
 * told in slices of a few milliseconds, whatever the number of shots; equal setups are compared
 * once. A list of #AipSetupChange, one for each shot that would change, in the order of the shots;
 * empty until all of them have been looked at.
 *
 * Signal `updated`: counts or completeness are others.
 */
G_DECLARE_FINAL_TYPE (AipSetupPlan, aip_setup_plan, AIP, SETUP_PLAN, GObject)

AipSetupPlan *aip_setup_plan_new            (AipDocument          *document,
                                             AipCatalogue         *catalogue,
                                             const AipRuleContext *context);

/* (element-type AipShot) */
void          aip_setup_plan_set_shots      (AipSetupPlan         *self,
                                             GPtrArray            *shots);
/* @fields: AIP_SETUP_BIT()s of what is written, also where @setup leaves it open. */
void          aip_setup_plan_set_change     (AipSetupPlan         *self,
                                             const AipSetup       *setup,
                                             guint64               fields);

/* Whether all shots have been looked at; until then the counts are of those that have. */
gboolean      aip_setup_plan_is_complete    (AipSetupPlan         *self);
guint         aip_setup_plan_get_n_shots    (AipSetupPlan         *self);
guint         aip_setup_plan_get_n_changed  (AipSetupPlan         *self);
/* The fields that change in one of them at least. */
guint64       aip_setup_plan_get_fields     (AipSetupPlan         *self);
/* Looks at the rest now. */
void          aip_setup_plan_finish         (AipSetupPlan         *self);

/*
 * Sentences of what would be impossible and was not before, each once; @n_shots: (out): how many
 * shots are concerned. Complete plans only.
 */
GStrv         aip_setup_plan_dup_objections (AipSetupPlan         *self,
                                             guint                *n_shots);

/* What the step in the history is called: “Change Setup of 5 Shots”. (transfer full) */
char         *aip_setup_plan_dup_label      (AipSetupPlan         *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Writes the fields into the shots as they are now: one transaction “Change Setup of 5 Shots”.
 * Nothing is written, and @error says why, if one shot refuses. @n_changed: (out) (optional)
 */
gboolean      aip_setup_plan_apply          (AipSetupPlan         *self,
                                             guint                *n_changed,
                                             GError              **error);

/*
 * @setup with @fields of @from, and what has to follow: a lens brings a focal length that it has, a
 * recording mode stays with its camera.
 */
void          aip_setup_merge               (AipSetup             *setup,
                                             const AipSetup       *from,
                                             guint64               fields);

#define AIP_TYPE_SETUP_CHANGE (aip_setup_change_get_type ())

/**
 * AipSetupChange:
 *
 * What changes in one shot.
 */
G_DECLARE_FINAL_TYPE (AipSetupChange, aip_setup_change, AIP, SETUP_CHANGE, GObject)

AipShot        *aip_setup_change_get_shot   (AipSetupChange       *self);
const AipSetup *aip_setup_change_get_before (AipSetupChange       *self);
const AipSetup *aip_setup_change_get_after  (AipSetupChange       *self);
guint64         aip_setup_change_get_fields (AipSetupChange       *self);

G_END_DECLS
