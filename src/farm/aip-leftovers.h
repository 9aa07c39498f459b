/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-comfy-client.h"

G_BEGIN_DECLS

#define AIP_TYPE_LEFTOVERS (aip_leftovers_get_type ())

/**
 * AipLeftovers:
 *
 * Prompts on one worker that nobody wants any more: cancelled, or moved elsewhere while the worker
 * was away. They are cancelled there as often as that takes, until they are certainly gone.
 *
 * Signal `released (char *prompt_id)`: that one is.
 */
G_DECLARE_FINAL_TYPE (AipLeftovers, aip_leftovers, AIP, LEFTOVERS, GObject)

AipLeftovers *aip_leftovers_new      (AipComfyClient *client) G_GNUC_WARN_UNUSED_RESULT;
/* @certain: the worker had said that it knows it; else it may still be on its way there. */
void          aip_leftovers_add      (AipLeftovers   *self,
                                      const char     *prompt_id,
                                      gboolean        certain);
/* The answer to its posting has come after all: it is known whether the worker has it. */
void          aip_leftovers_settle   (AipLeftovers   *self,
                                      const char     *prompt_id,
                                      gboolean        queued);
/* What the worker's queue says. */
void          aip_leftovers_check    (AipLeftovers   *self,
                                      AipComfyQueue  *queue);
/* The worker said that this prompt has ended. */
void          aip_leftovers_finished (AipLeftovers   *self,
                                      const char     *prompt_id);
gboolean      aip_leftovers_is_empty (AipLeftovers   *self);
GStrv         aip_leftovers_dup_ids  (AipLeftovers   *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
