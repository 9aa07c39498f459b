/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-setup.h"
#include "aip-stage-label.h"
#include "aip-stage-palette.h"

G_BEGIN_DECLS

/* Lamps are counted: the key, the fill, then the practicals. */
#define AIP_STAGE_LAMP_KEY 0
#define AIP_STAGE_LAMP_FILL 1
#define AIP_STAGE_LAMP_PRACTICAL 2
#define AIP_STAGE_MAX_LAMPS (AIP_STAGE_LAMP_PRACTICAL + AIP_MAX_PRACTICALS)

/*
 * Two handles a lamp: where it stands around the subject, and how high, on the arc. -1 is none.
 * How far out a fill or practical stands is how dim it is.
 */
#define AIP_STAGE_LAMPS_NONE (-1)
#define AIP_STAGE_LAMPS_AROUND(lamp) ((lamp) * 2)
#define AIP_STAGE_LAMPS_RAISE(lamp) ((lamp) * 2 + 1)
#define AIP_STAGE_N_LAMPS_HANDLES (AIP_STAGE_MAX_LAMPS * 2)

/**
 * AipStageLamps:
 * @lamps: (array length=AIP_STAGE_MAX_LAMPS): those without a light are not there
 * @x, @y: of the subject seen from above, the camera is below it and 90° is to the right
 * @radius: at which the key stands
 * @arc_x, @arc_y, @arc_radius: of the arc of elevations, -90° at its lower end and 90° at its upper
 *
 * The light around the subject. A plain value.
 */
typedef struct {
  AipLamp       lamps[AIP_STAGE_MAX_LAMPS];
  AipLightStyle style;
  double        balance;
  double        width;
  double        height;
  double        x;
  double        y;
  double        radius;
  double        arc_x;
  double        arc_y;
  double        arc_radius;
} AipStageLamps;

void        aip_stage_lamps_layout     (AipStageLamps         *lamps,
                                        const AipSetup        *setup,
                                        double                 width,
                                        double                 height);
void        aip_stage_lamps_draw       (const AipStageLamps   *lamps,
                                        cairo_t               *cr,
                                        const AipStagePalette *palette,
                                        int                    active);
void        aip_stage_lamps_get_labels (const AipStageLamps   *lamps,
                                        AipStageLabels        *labels);
gboolean    aip_stage_lamps_get_handle (const AipStageLamps   *lamps,
                                        int                    handle,
                                        double                *x,
                                        double                *y);
int         aip_stage_lamps_pick       (const AipStageLamps   *lamps,
                                        double                 x,
                                        double                 y,
                                        double                 reach);
/*
 * @setup_out is @setup with @handle at @x, @y. Azimuths are 0…360 and, like elevations, whole
 * degrees; stops are tenths. Returns AIP_SETUP_BIT() of what differs.
 */
guint64     aip_stage_lamps_drag       (const AipStageLamps   *lamps,
                                        const AipSetup        *setup,
                                        int                    handle,
                                        double                 x,
                                        double                 y,
                                        AipSetup              *setup_out);
/* Translated: "Key light", "Fill light", "Practical 2". (transfer full) */
char       *aip_stage_lamps_get_name   (int                    lamp) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
