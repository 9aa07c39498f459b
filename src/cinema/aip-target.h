/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How a model wants to be told what to draw: the rows of presets/targets.json.
 */

typedef enum {
  AIP_TARGET_IMAGE,
  AIP_TARGET_EDIT,
  AIP_TARGET_TEXT_TO_VIDEO,
  AIP_TARGET_IMAGE_TO_VIDEO,
} AipTargetKind;

typedef enum {
  AIP_SYNTAX_SENTENCES,
  AIP_SYNTAX_PARAGRAPH,
  AIP_SYNTAX_TAGS,
  AIP_SYNTAX_INSTRUCTION,
} AipSyntax;

typedef enum {
  AIP_NEGATIVE_NONE,
  AIP_NEGATIVE_TEXT,
  AIP_NEGATIVE_PARAMETER,
} AipNegativeKind;

/* What becomes of the names of gear. */
typedef enum {
  AIP_EQUIPMENT_NAME,
  AIP_EQUIPMENT_LOOK,
  AIP_EQUIPMENT_DROP,
} AipEquipment;

typedef enum {
  AIP_ASPECT_WORDS,
  AIP_ASPECT_PARAMETER,
  AIP_ASPECT_PIXELS,
} AipAspectKind;

/* How the length of a prompt is counted, see aip_tokens_estimate(). */
typedef enum {
  AIP_TOKENS_CLIP,
  AIP_TOKENS_T5,
  AIP_TOKENS_LLM,
  AIP_TOKENS_WORDS,
} AipTokens;

/* What a prompt is made of, in the composer's own order. */
typedef enum {
  AIP_PART_DESCRIPTION,
  AIP_PART_ACTION,
  AIP_PART_CAST,
  AIP_PART_PLACE,
  AIP_PART_SHOT,
  AIP_PART_LENS,
  AIP_PART_LIGHT,
  AIP_PART_MOTION,
  AIP_PART_COMPOSITION,
  AIP_PART_MOOD,
  AIP_PART_LOOK,
  AIP_PART_EQUIPMENT,
  AIP_PART_PERIOD,
  AIP_PART_ADDITIONS,
} AipPromptPart;

#define AIP_N_PROMPT_PARTS (AIP_PART_ADDITIONS + 1)
#define AIP_TARGET_MAX_SIZES 16

typedef struct {
  int width;
  int height;
} AipPixels;

/**
 * AipTarget:
 * @order: parts in the order in which they are written
 * @max_tokens: what its encoder reads, or 0 if not known
 * @usual_words: more than this is rarely followed, 0 if not known
 * @multiple: width and height are multiples of this
 * @pixels: width × height to aim at
 * @sizes: the only sizes it is good at; none: any
 * @frame_step, @frame_offset: the number of frames is step·n + offset; 0 for stills
 * @max_frames: in one go
 * @moves: camera movement means something to it
 * @hangul: its encoder reads Korean
 * @local: runs in ComfyUI; otherwise the prompt is for copying out
 * @fixed_negative: (nullable): words its makers always add
 */
typedef struct {
  const char      *id;
  const char      *name;
  AipTargetKind    kind;
  AipSyntax        syntax;
  AipPromptPart    order[AIP_N_PROMPT_PARTS];
  guint            n_order;
  AipTokens        tokens;
  guint            max_tokens;
  guint            usual_words;
  AipNegativeKind  negative;
  const char      *fixed_negative;
  AipEquipment     equipment;
  AipAspectKind    aspect;
  int              multiple;
  int              pixels;
  AipPixels        sizes[AIP_TARGET_MAX_SIZES];
  guint            n_sizes;
  int              frame_step;
  int              frame_offset;
  int              max_frames;
  double           fps;
  double           guidance;
  gboolean         hangul;
  gboolean         local;
} AipTarget;

static inline gboolean
aip_target_is_video (const AipTarget *target)
{
  return target->kind == AIP_TARGET_TEXT_TO_VIDEO || target->kind == AIP_TARGET_IMAGE_TO_VIDEO;
}

/* How many frames come nearest to @seconds by the target's own rule; 0 for stills. */
int          aip_target_get_frames (const AipTarget *target,
                                    double           seconds);
/* The size nearest to @aspect (width / height; 0: the target's usual one) that it is good at. */
void         aip_target_get_size   (const AipTarget *target,
                                    double           aspect,
                                    int             *width,
                                    int             *height);

G_END_DECLS
