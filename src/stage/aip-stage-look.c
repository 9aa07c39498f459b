/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-look"

#include "config.h"

#include <string.h>

#include "aip-stage-look.h"

static gboolean
says (const char *words,
      const char *const *any)
{
  for (guint i = 0; any[i] != NULL; i++)
    if (strstr (words, any[i]) != NULL)
      return TRUE;

  return FALSE;
}

#define SAYS(...) says (words, (const char *const[]) { __VA_ARGS__, NULL })

static AipStageTechnique
find_technique (const char *words)
{
  if (SAYS ("clay", "puppet", "stop-motion"))
    return AIP_STAGE_TECHNIQUE_CLAY;
  if (SAYS ("manga", "screentone", "graphic novel", "ink, hatching", "ink line"))
    return AIP_STAGE_TECHNIQUE_INK;
  if (SAYS ("oil on canvas", "oil painting", "gouache", "digital painting", "concept art"))
    return AIP_STAGE_TECHNIQUE_OIL;
  if (SAYS ("watercolour;", "ink and watercolour", "loose watercolour", "watercolour, ink"))
    return AIP_STAGE_TECHNIQUE_WASH;
  if (SAYS ("cg with line art", "hand-drawn overlays", "scribble"))
    return AIP_STAGE_TECHNIQUE_MODEL;
  if (SAYS ("three-dimensional", "cg ", "ray tracing", "real-time", "blender"))
    return SAYS ("digital 2d", "cel + early", "with cg action") ? AIP_STAGE_TECHNIQUE_CEL
                                                                : AIP_STAGE_TECHNIQUE_MODEL;
  if (SAYS ("flat geometric", "flat bright", "flat decorative", "woodblock", "even black outlines",
            "limited palette", "flat colour areas", "flat primary"))
    return AIP_STAGE_TECHNIQUE_FLAT;

  return AIP_STAGE_TECHNIQUE_CEL;
}

void
aip_stage_look_init (AipStageLook *look,
                     const char   *text,
                     gboolean      animated)
{
  g_autofree char *words = g_ascii_strdown (text != NULL ? text : "", -1);

  g_return_if_fail (look != NULL);

  *look = (AipStageLook) {
    .head = 1, .eyes = 1, .ink = AIP_STAGE_RGB (0x1c1715), .sheet = AIP_STAGE_RGB (0xf4efe4),
  };
  if (!animated)
    return;

  look->technique = find_technique (words);
  look->dots = SAYS ("halftone", "screentone");
  look->hatch = SAYS ("hatch");
  look->scribble = SAYS ("scribble", "sketch", "pencil", "loose ink", "wobbling");
  look->glow = SAYS ("glow", "neon", "luminous", "particles", "volumetric", "light trails") ? 0.6
                                                                                             : 0.15;

  switch (look->technique)
    {
    case AIP_STAGE_TECHNIQUE_CEL:
      look->steps = SAYS ("shadow", "rim light", "detail") ? 2 : 1;
      look->outline = SAYS ("thick outline", "bold") ? 0.0075 : 0.0042;
      look->head = SAYS ("realistic") ? 1.06 : 1.22;
      look->eyes = SAYS ("realistic") ? 1.15 : SAYS ("expressive eyes") ? 1.75 : 1.55;
      if (SAYS ("rubber-hose", "slapstick"))
        {
          look->head = 1.55;
          look->eyes = 2.1;
          look->outline = 0.008;
        }
      look->colourless = SAYS ("black-and-white");
      look->paper = SAYS ("watercolour") ? 0.2 : 0;
      break;

    case AIP_STAGE_TECHNIQUE_FLAT:
      look->steps = 0;
      look->outline = SAYS ("outline", "woodblock") ? 0.006 : 0;
      look->head = 1.18;
      look->eyes = 1.2;
      look->paper = 0.35;
      break;

    case AIP_STAGE_TECHNIQUE_INK:
      look->steps = 2;
      look->outline = SAYS ("thin", "fine") ? 0.003 : 0.0062;
      look->head = SAYS ("graphic novel") ? 1.02 : 1.12;
      look->eyes = SAYS ("large bright eyes") ? 1.95 : 1.3;
      look->colourless = TRUE;
      look->paper = 0.25;
      break;

    case AIP_STAGE_TECHNIQUE_WASH:
      look->steps = 1;
      look->outline = SAYS ("ink") ? 0.0035 : 0;
      look->head = 1.12;
      look->eyes = 1.2;
      look->paper = 0.85;
      break;

    case AIP_STAGE_TECHNIQUE_OIL:
      look->steps = 2;
      look->paper = 0.4;
      break;

    case AIP_STAGE_TECHNIQUE_MODEL:
      look->head = SAYS ("photoreal") ? 1 : SAYS ("angular") ? 1.15 : 1.42;
      look->eyes = SAYS ("photoreal") ? 1 : 1.5;
      break;

    case AIP_STAGE_TECHNIQUE_CLAY:
      look->head = 1.5;
      look->eyes = 1.45;
      break;

    case AIP_STAGE_TECHNIQUE_PHOTO:
    default:
      break;
    }
}
