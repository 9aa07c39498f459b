/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-workflow-store.h"

G_BEGIN_DECLS

#define AIP_CHAIN_MAX_STEPS 8
#define AIP_CHAIN_MAX_COUNT 16

/**
 * AipChainStep:
 * @workflow: id
 * @approval: it does not begin before a person has approved the take that it begins with
 * @count: how many takes it makes, of which one is gone on with
 */
typedef struct {
  char     *workflow;
  gboolean  approval;
  guint     count;
} AipChainStep;

#define AIP_TYPE_CHAIN (aip_chain_get_type ())

/**
 * AipChain:
 *
 * Workflows that follow each other for one shot, each beginning with what the one before has made:
 * still, movie, larger, smoother. A plain value, filled once and then shared.
 *
 * As text the steps stand in a row with commas between; `*3` behind one makes three takes of it, and
 * `approve` before one waits for a person: `flux-schnell*3, approve, wan22-5b-i2v, upscale-video-2x`.
 */
typedef struct _AipChain AipChain;

GType               aip_chain_get_type    (void) G_GNUC_CONST;

AipChain           *aip_chain_new         (void) G_GNUC_WARN_UNUSED_RESULT;
AipChain           *aip_chain_ref         (AipChain          *self);
void                aip_chain_unref       (AipChain          *self);
void                aip_chain_add         (AipChain          *self,
                                           const char        *workflow,
                                           gboolean           approval,
                                           guint              count);
guint               aip_chain_get_n_steps (AipChain          *self);
const AipChainStep *aip_chain_get_step    (AipChain          *self,
                                           guint              index);

/* %AIP_ERROR_INVALID with a sentence about what cannot be read. */
AipChain           *aip_chain_parse       (const char        *text,
                                           GError           **error) G_GNUC_WARN_UNUSED_RESULT;
char               *aip_chain_to_text     (AipChain          *self) G_GNUC_WARN_UNUSED_RESULT;
/*
 * Whether every step is known, can begin with what the one before makes, and several takes are
 * followed by a choice. %AIP_ERROR_NOT_FOUND or %AIP_ERROR_INVALID with a sentence.
 */
gboolean            aip_chain_check       (AipChain          *self,
                                           AipWorkflowStore  *store,
                                           GError           **error);

/* What a workflow makes, and what it can begin with. */
gboolean            aip_chain_makes_movie (AipWorkflow       *workflow);
gboolean            aip_chain_takes_still (AipWorkflow       *workflow);
gboolean            aip_chain_takes_movie (AipWorkflow       *workflow);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipChain, aip_chain_unref)

G_END_DECLS
