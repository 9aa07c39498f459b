/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shot.h"

G_BEGIN_DECLS

/**
 * AipGenerationLook:
 * @AIP_GENERATION_NOTHING: never generated
 * @AIP_GENERATION_WAITING: has to wait, the text says why
 * @AIP_GENERATION_RUNNING: something is going on; `fraction` may say how much
 * @AIP_GENERATION_DONE: the newest job made a take
 * @AIP_GENERATION_FAILED: the text is the sentence of the failure
 * @AIP_GENERATION_CANCELLED: stopped by a person
 */
typedef enum {
  AIP_GENERATION_NOTHING,
  AIP_GENERATION_WAITING,
  AIP_GENERATION_RUNNING,
  AIP_GENERATION_DONE,
  AIP_GENERATION_FAILED,
  AIP_GENERATION_CANCELLED,
} AipGenerationLook;

/**
 * AipGeneration:
 * @fraction: 0…1, or -1 if unknown or nothing runs
 * @text: one line, translated
 *
 * How the generation of a shot stands, in words: the same in the table, the inspector and what a
 * screen reader says.
 */
typedef struct {
  AipGenerationLook  look;
  double             fraction;
  char              *text;
} AipGeneration;

/* @generation: cleared with aip_generation_clear() */
void aip_generation_describe (AipShot       *shot,
                              AipGeneration *generation);
void aip_generation_clear    (AipGeneration *generation);

/* Whole seconds under a minute, otherwise minutes and seconds. */
char *aip_generation_format_seconds (double seconds) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AipGeneration, aip_generation_clear)

G_END_DECLS
