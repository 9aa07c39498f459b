/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-body"

#include "config.h"

#include <math.h>

#include "aip-stage-body.h"

/* Distances --------------------------------------------------------------------------------- */

static inline float
ball (const float p[3],
      float       x,
      float       y,
      float       z,
      float       radius)
{
  float dx = p[0] - x, dy = p[1] - y, dz = p[2] - z;

  return sqrtf (dx * dx + dy * dy + dz * dz) - radius;
}

/* A bound that is exact enough near the surface. */
static inline float
egg (const float p[3],
     float       x,
     float       y,
     float       z,
     float       rx,
     float       ry,
     float       rz)
{
  float dx = (p[0] - x) / rx, dy = (p[1] - y) / ry, dz = (p[2] - z) / rz;
  float k0 = sqrtf (dx * dx + dy * dy + dz * dz);
  float gx = dx / rx, gy = dy / ry, gz = dz / rz;
  float k1 = sqrtf (gx * gx + gy * gy + gz * gz);

  return k1 < 1e-6f ? -MIN (rx, MIN (ry, rz)) : k0 * (k0 - 1) / k1;
}

/* From a to b, with a radius at each end. */
static inline float
limb (const float p[3],
      float       ax,
      float       ay,
      float       az,
      float       ra,
      float       bx,
      float       by,
      float       bz,
      float       rb)
{
  float px = p[0] - ax, py = p[1] - ay, pz = p[2] - az;
  float dx = bx - ax, dy = by - ay, dz = bz - az;
  float t = (px * dx + py * dy + pz * dz) / (dx * dx + dy * dy + dz * dz);

  t = CLAMP (t, 0, 1);
  px -= dx * t;
  py -= dy * t;
  pz -= dz * t;

  return sqrtf (px * px + py * py + pz * pz) - (ra + (rb - ra) * t);
}

static inline float
join (float a,
      float b,
      float smooth)
{
  float h = MAX (smooth - fabsf (a - b), 0) / smooth;

  return MIN (a, b) - h * h * smooth * 0.25f;
}

static inline float
carve (float a,
       float b,
       float smooth)
{
  return -join (-a, b, smooth);
}

/* Parts ------------------------------------------------------------------------------------- */

/* The body is the same on both sides: p[0] is never negative below. */

static float
get_head (const float p[3],
          gboolean    woman)
{
  float jaw = woman ? 0.050f : 0.056f;
  float d = egg (p, 0, 1.662f, 0.014f, 0.073f, 0.090f, 0.093f);

  d = join (d, egg (p, 0, 1.588f, -0.026f, jaw, 0.066f, 0.060f), 0.040f);
  d = join (d, ball (p, 0, 1.530f, -0.066f, woman ? 0.014f : 0.018f), 0.034f);
  d = join (d, ball (p, 0.043f, 1.603f, -0.054f, 0.023f), 0.030f);
  d = join (d, limb (p, 0, 1.655f, -0.077f, 0.012f, 0.040f, 1.652f, -0.068f, 0.009f), 0.016f);
  d = carve (d, ball (p, 0.032f, 1.632f, -0.103f, 0.019f), 0.016f);
  d = join (d, limb (p, 0, 1.640f, -0.086f, 0.008f, 0, 1.594f, -0.109f, 0.0115f), 0.014f);
  d = join (d, ball (p, 0.0125f, 1.589f, -0.097f, 0.0085f), 0.008f);
  d = carve (d, ball (p, 0.007f, 1.581f, -0.104f, 0.004f), 0.004f);
  d = join (d, egg (p, 0, 1.562f, -0.082f, 0.024f, 0.012f, 0.012f), 0.012f);
  d = join (d, egg (p, 0, 1.5605f, -0.0925f, 0.020f, 0.0042f, 0.0055f), 0.005f);
  d = join (d, egg (p, 0, 1.5510f, -0.0905f, 0.017f, 0.0052f, 0.0065f), 0.004f);
  d = join (d, ball (p, 0.031f, 1.631f, -0.0755f, 0.0135f), 0.005f);
  d = join (d, egg (p, 0.077f, 1.622f, 0.014f, 0.008f, 0.030f, 0.018f), 0.010f);
  d = join (d, limb (p, 0, 1.545f, 0.018f, woman ? 0.045f : 0.053f, 0, 1.40f, 0.028f,
                     woman ? 0.050f : 0.060f), 0.022f);

  return d;
}

static float
get_hair (const float p[3],
          gboolean    woman)
{
  float d = egg (p, 0, 1.674f, 0.022f, 0.083f, 0.092f, 0.099f);
  /* The hairline runs from the forehead over the temples to the nape. */
  float line = 1.662f - p[2] * 0.62f + p[0] * p[0] * 2.2f - p[1];

  d = join (d, egg (p, 0, 1.728f, -0.040f, 0.066f, 0.030f, 0.046f), 0.03f);
  d = carve (d, -line * 0.8f, 0.014f);

  if (woman)
    {
      float back = egg (p, 0, 1.585f, 0.070f, 0.082f, 0.150f, 0.058f);

      back = join (back, limb (p, 0.076f, 1.66f, 0.03f, 0.022f, 0.084f, 1.47f, 0.02f, 0.024f),
                   0.03f);
      d = join (d, back, 0.03f);
    }

  return d;
}

static float
get_coat (const float p[3],
          gboolean    woman)
{
  float wide = woman ? 0.86f : 1;
  float d = egg (p, 0, 1.27f, 0.012f, 0.168f * wide, 0.20f, 0.112f);

  d = join (d, egg (p, 0, 1.05f, 0.008f, 0.140f * wide, 0.19f, 0.103f), 0.05f);
  d = join (d, egg (p, 0, 0.86f, 0.004f, 0.186f, 0.22f, 0.132f), 0.07f);
  d = join (d, limb (p, 0, 1.415f, 0.020f, 0.066f, 0.165f * wide, 1.385f, 0.018f, 0.060f), 0.04f);
  /* From the neck to the shoulder. */
  d = join (d, limb (p, 0.030f, 1.462f, 0.030f, 0.040f, 0.150f * wide, 1.402f, 0.022f, 0.046f),
            0.03f);
  if (woman)
    d = join (d, egg (p, 0.062f, 1.262f, -0.070f, 0.056f, 0.058f, 0.042f), 0.05f);
  /* Sleeves. */
  d = join (d, limb (p, 0.195f * wide, 1.375f, 0.018f, 0.058f, 0.240f * wide, 1.115f, 0.035f,
                     0.046f), 0.025f);
  d = join (d, limb (p, 0.240f * wide, 1.115f, 0.035f, 0.046f, 0.252f * wide, 0.885f, -0.035f,
                     0.038f), 0.015f);
  /* The collar and the lapels. */
  d = join (d, limb (p, 0.058f, 1.462f, 0.030f, 0.012f, 0.030f, 1.370f, -0.088f, 0.010f), 0.012f);
  d = join (d, limb (p, 0.030f, 1.370f, -0.090f, 0.011f, 0.006f, 1.205f, -0.108f, 0.008f), 0.010f);
  d = join (d, limb (p, 0, 1.470f, 0.078f, 0.014f, 0.058f, 1.462f, 0.030f, 0.012f), 0.012f);

  /* Open at the hem. */
  return MAX (d, 0.80f - p[1]);
}

static float
get_hands (const float p[3],
           gboolean    woman)
{
  float wide = woman ? 0.86f : 1;
  float d = egg (p, 0.253f * wide, 0.822f, -0.052f, 0.020f, 0.050f, 0.034f);

  d = join (d, limb (p, 0.250f * wide, 0.800f, -0.060f, 0.012f, 0.248f * wide, 0.745f, -0.058f,
                     0.009f), 0.02f);
  return join (d, limb (p, 0.240f * wide, 0.830f, -0.075f, 0.010f, 0.232f * wide, 0.780f, -0.092f,
                        0.008f), 0.010f);
}

static float
get_legs (const float p[3])
{
  float d = limb (p, 0.082f, 0.92f, 0.004f, 0.088f, 0.096f, 0.50f, -0.004f, 0.064f);

  return join (d, limb (p, 0.096f, 0.50f, -0.004f, 0.064f, 0.104f, 0.08f, 0.020f, 0.054f), 0.03f);
}

static float
get_shoes (const float p[3])
{
  float d = limb (p, 0.104f, 0.044f, 0.040f, 0.042f, 0.122f, 0.036f, -0.120f, 0.036f);

  return MAX (d, -p[1]);
}

float
aip_stage_body_distance (const float point[3],
                         gboolean    woman)
{
  const float p[3] = { fabsf (point[0]), point[1], point[2] };
  float d = 1;

  if (p[1] > 1.36f)
    d = MIN (get_head (p, woman), get_hair (p, woman));
  if (p[1] < 1.60f && p[1] > 0.70f)
    d = MIN (d, get_coat (p, woman));
  if (p[1] < 1.0f && p[1] > 0.64f)
    d = MIN (d, get_hands (p, woman));
  if (p[1] < 1.1f)
    d = MIN (d, get_legs (p));
  if (p[1] < 0.2f)
    d = MIN (d, get_shoes (p));

  return d;
}

static float
fade (float from,
      float to,
      float at)
{
  float t = CLAMP ((at - from) / (to - from), 0, 1);

  return t * t * (3 - 2 * t);
}

AipStageMaterial
aip_stage_body_material (const float       point[3],
                         gboolean          woman,
                         AipStageMaterial *other,
                         float            *blend)
{
  const float p[3] = { fabsf (point[0]), point[1], point[2] };
  AipStageMaterial material = AIP_STAGE_SKIN;
  float least = 1, d;

  *blend = 0;
  *other = AIP_STAGE_SKIN;

  if (p[1] > 1.36f)
    {
      least = get_head (p, woman);
      d = get_hair (p, woman);
      if (d < least)
        {
          least = d;
          material = AIP_STAGE_HAIR;
        }
    }
  if (p[1] < 1.60f && (d = get_coat (p, woman)) < least)
    {
      least = d;
      material = AIP_STAGE_COAT;
    }
  if (p[1] < 1.0f && (d = get_hands (p, woman)) < least)
    {
      least = d;
      material = AIP_STAGE_SKIN;
    }
  if (p[1] < 1.1f && (d = get_legs (p)) < least)
    {
      least = d;
      material = AIP_STAGE_TROUSERS;
    }
  if (p[1] < 0.2f && (d = get_shoes (p)) < least)
    material = AIP_STAGE_SHOES;

  /* What is cut into a surface rather than built: the shirt between the lapels, lips, brows. */
  if (material == AIP_STAGE_COAT && p[2] < -0.03f && p[1] > 1.19f)
    {
      float edge = (p[1] - 1.20f) * 0.20f - p[0];

      *other = AIP_STAGE_SHIRT;
      *blend = fade (-0.006f, 0.006f, edge);
    }

  if (material == AIP_STAGE_SKIN && p[1] > 1.48f)
    {
      float lips = egg (p, 0, 1.5555f, -0.092f, 0.020f, 0.0095f, 0.012f);
      float along = (p[0] - 0.033f) / 0.021f;
      float brow = fabsf (p[1] - 1.6555f + 0.006f * along * along) - 0.0042f;

      if (lips < 0.002f)
        {
          *other = AIP_STAGE_LIPS;
          *blend = (woman ? 0.9f : 0.55f) * (1 - fade (-0.003f, 0.002f, lips));
        }
      else if (p[2] < -0.045f && fabsf (along) < 1.1f && brow < 0.003f)
        {
          *other = AIP_STAGE_HAIR;
          *blend = 0.85f * (1 - fade (-0.001f, 0.003f, brow)) * (1 - fade (0.8f, 1.1f, fabsf (along)));
        }
    }

  return material;
}
