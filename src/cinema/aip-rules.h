/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup.h"
#include "aip-target.h"

G_BEGIN_DECLS

/**
 * AipSeverity:
 * @AIP_SEVERITY_NOTE: worth knowing
 * @AIP_SEVERITY_UNUSUAL: possible, but not what one would expect
 * @AIP_SEVERITY_ANACHRONISM: impossible in that year
 * @AIP_SEVERITY_IMPOSSIBLE: cannot be done
 *
 * In ascending order.
 */
typedef enum {
  AIP_SEVERITY_NOTE,
  AIP_SEVERITY_UNUSUAL,
  AIP_SEVERITY_ANACHRONISM,
  AIP_SEVERITY_IMPOSSIBLE,
} AipSeverity;

const char *aip_severity_to_nick  (AipSeverity severity);
/* Translated: "Impossible in that year". */
const char *aip_severity_get_name (AipSeverity severity);

/**
 * AipRuleContext:
 * @loose: the project does not mind about years: anachronisms become notes
 * @dialogue: somebody speaks in the shot, so the camera must be quiet
 * @seconds: length of the shot, 0 if not known
 * @subjects: people in the shot, -1 if not known
 * @mains: frequency of the electricity in hertz, 0 if not known
 * @target: (nullable): the model that the shot is made with
 *
 * What the rules need to know beside the setup. A context of zeroes says that nobody is in the
 * shot: start with %AIP_RULE_CONTEXT_INIT.
 */
typedef struct {
  gboolean         loose;
  gboolean         dialogue;
  double           seconds;
  int              subjects;
  int              mains;
  const AipTarget *target;
} AipRuleContext;

#define AIP_RULE_CONTEXT_INIT { FALSE, FALSE, 0, -1, 0, NULL }

typedef struct _AipRule AipRule;

#define AIP_FINDING_NUMBERS 4
#define AIP_FINDING_NAMES 2

/**
 * AipFinding:
 * @fields: the controls that it is shown beside, as AIP_SETUP_BIT()s
 * @numbers, @names: what aip_finding_to_text() needs, so that no text is made for a finding that
 *   nobody reads
 *
 * A rule that applies to a setup. A plain value; @names belong to the catalogue.
 */
typedef struct {
  const AipRule *rule;
  AipSeverity    severity;
  guint64        fields;
  double         numbers[AIP_FINDING_NUMBERS];
  const AipGear *names[AIP_FINDING_NAMES];
} AipFinding;

#define AIP_MAX_FINDINGS 256
#define AIP_ALL_FIELDS (AIP_SETUP_BIT (AIP_N_SETUP_FIELDS) - 1)

guint          aip_rules_get_count    (void);
const AipRule *aip_rules_get          (guint                 index);
/* "camera.year": stable, never shown. */
const char    *aip_rule_get_id        (const AipRule        *rule);
/* The worst that it can say. */
AipSeverity    aip_rule_get_severity  (const AipRule        *rule);
/* The controls it is usually shown beside. */
guint64        aip_rule_get_fields    (const AipRule        *rule);
/* The controls whose change can change its answer. */
guint64        aip_rule_get_inputs    (const AipRule        *rule);

/**
 * aip_rules_evaluate:
 * @touching: only rules that look at one of these fields; %AIP_ALL_FIELDS for all
 * @findings: room for %AIP_MAX_FINDINGS
 *
 * Pure and without allocation; may be called from any thread.
 *
 * Returns: how many were found, in the order of the rules
 */
guint          aip_rules_evaluate     (const AipSetup       *setup,
                                       const AipRuleContext *context,
                                       guint64               touching,
                                       AipFinding           *findings);
/* The worst of them; AIP_SEVERITY_NOTE for none. */
AipSeverity    aip_findings_get_worst (const AipFinding     *findings,
                                       guint                 n_findings);
/* Whether the rule of @finding is among them, as severe or more. */
gboolean       aip_findings_have      (const AipFinding     *findings,
                                       guint                 n_findings,
                                       const AipFinding     *finding);
/* A translated sentence with its numbers. */
char          *aip_finding_to_text    (const AipFinding     *finding) G_GNUC_WARN_UNUSED_RESULT;

/**
 * aip_rules_get_added:
 * @changed: the fields in which the two differ, or more
 * @added: room for %AIP_MAX_FINDINGS
 *
 * The findings of @candidate that @setup has not, or only less severe: what a change adds, however
 * much was wrong before.
 *
 * Returns: how many
 */
guint          aip_rules_get_added    (const AipSetup       *setup,
                                       const AipSetup       *candidate,
                                       const AipRuleContext *context,
                                       guint64               changed,
                                       AipFinding           *added);

G_END_DECLS
