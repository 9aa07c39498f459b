/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-setup"

#include "config.h"

#include <math.h>

#include "aip-stage-setup.h"

static void
check (AipSetup      *setup,
       AipSetupField  field,
       double         value,
       double         low,
       double         high)
{
  if (!(value >= low && value <= high))
    setup->given &= ~AIP_SETUP_BIT (field);
}

static void
make_finite (AipLamp *lamp)
{
  lamp->azimuth = isfinite (lamp->azimuth) ? fmod (lamp->azimuth, 360) : 0;
  lamp->elevation = isfinite (lamp->elevation) ? CLAMP (lamp->elevation, -90, 90) : 0;
  lamp->stops = isfinite (lamp->stops) ? CLAMP (lamp->stops, -20, 20) : 0;
}

void
aip_stage_setup_clean (const AipSetup *setup,
                       AipSetup       *clean)
{
  g_return_if_fail (setup != NULL && clean != NULL);

  *clean = *setup;
  check (clean, AIP_SETUP_FOCAL, clean->focal, 1, 5000);
  check (clean, AIP_SETUP_STOP, clean->stop, 0.3, 256);
  check (clean, AIP_SETUP_FOCUS, clean->focus, 0.01, 1e5);
  check (clean, AIP_SETUP_PUSH, clean->push, -10, 10);
  check (clean, AIP_SETUP_EXPOSURE_INDEX, clean->exposure_index, 0.1, 1e7);
  check (clean, AIP_SETUP_WHITE_BALANCE, clean->white_balance, 500, 50000);
  check (clean, AIP_SETUP_ASPECT, clean->aspect, 0.2, 6);
  check (clean, AIP_SETUP_HEIGHT, clean->height, -1000, 10000);
  check (clean, AIP_SETUP_FPS, clean->fps, 0.01, 1e6);
  check (clean, AIP_SETUP_SHUTTER, clean->shutter, 0.1, 360);

  make_finite (&clean->key);
  make_finite (&clean->fill);
  clean->n_practicals = MIN (clean->n_practicals, AIP_MAX_PRACTICALS);
  for (guint i = 0; i < AIP_MAX_PRACTICALS; i++)
    make_finite (&clean->practicals[i]);
}
