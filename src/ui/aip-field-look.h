/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-custom-format.h"

G_BEGIN_DECLS

/* How values of a project's own fields are drawn, in light and dark themes alike. */

#define AIP_FIELD_LOOK_BOX_SIZE 16
/* Of a chip, on either side of its text. */
#define AIP_FIELD_LOOK_CHIP_PADDING 7

/* The full colour, for dots. */
void       aip_field_look_get_color  (GtkWidget      *widget,
                                      AipCustomColor  color,
                                      GdkRGBA        *rgba);
/* @layout with a ground of @color, in the middle of @height. Answers the width, padding included. */
float      aip_field_look_draw_chip  (GtkSnapshot    *snapshot,
                                      GtkWidget      *widget,
                                      PangoLayout    *layout,
                                      AipCustomColor  color,
                                      float           x,
                                      float           height,
                                      float           max_width);
void       aip_field_look_draw_box   (GtkSnapshot    *snapshot,
                                      GtkWidget      *widget,
                                      gboolean        checked,
                                      float           x,
                                      float           y);
/* A dot of that colour for lists; decoration. */
GtkWidget *aip_field_look_new_dot    (AipCustomColor  color);

G_END_DECLS
