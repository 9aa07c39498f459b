/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most people that are looked at one by one; more are a crowd. */
#define AIP_DRAFT_MAX_LOOKS 5

typedef enum {
  AIP_DRAFT_HAIR_SHORT,
  AIP_DRAFT_HAIR_CROP,
  AIP_DRAFT_HAIR_BOB,
  AIP_DRAFT_HAIR_LONG,
  AIP_DRAFT_HAIR_BUN,
} AipDraftHair;

typedef enum {
  AIP_DRAFT_CLOTHES_JACKET,
  AIP_DRAFT_CLOTHES_COAT,
  AIP_DRAFT_CLOTHES_DRESS,
  AIP_DRAFT_CLOTHES_HOOD,
} AipDraftClothes;

/**
 * AipDraftLook:
 * @seed: the same for the same description, so that somebody looks alike in every shot
 *
 * What a prompt says about one person; what it leaves open follows from @seed.
 */
typedef struct
{
  guint64          seed;
  gboolean         woman;
  gboolean         child;
  gboolean         old;
  gboolean         beard;
  AipDraftHair     hair;
  AipDraftClothes  clothes;
  guint32          skin;       /* all colours as 0xRRGGBB */
  guint32          hair_color;
  guint32          cloth;
  guint32          trousers;
} AipDraftLook;

/* Reads the people off a prompt in lower case. Returns how many are in the frame: 0 … 5, or -1 if
 * the words say nothing about it. All of @looks are filled in. */
int aip_draft_looks_read (const char   *text,
                          guint64       seed,
                          AipDraftLook *looks);

G_END_DECLS
