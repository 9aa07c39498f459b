/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-facts"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-optics.h"
#include "aip-setup-facts.h"

/* Where a shot does not say otherwise. */
#define USUAL_FPS 24
#define USUAL_SHUTTER 180
/* Less than this is no difference that anybody sees. */
#define FEW_STOPS 0.3

static void add (GString    *lines,
                 const char *format,
                 ...) G_GNUC_PRINTF (2, 3);

static void
add (GString    *lines,
     const char *format,
     ...)
{
  va_list args;

  if (lines->len > 0)
    g_string_append_c (lines, '\n');

  va_start (args, format);
  g_string_append_vprintf (lines, format, args);
  va_end (args);
}

static char *
dup_metres (double metres)
{
  if (isinf (metres))
    return g_strdup ("∞");
  if (metres < 1)
    return g_strdup_printf (_("%.0f cm"), metres * 100);

  return g_strdup_printf (metres < 10 ? _("%.2f m") : _("%.0f m"), metres);
}

static double
get_exposure_time (const AipSetup *setup)
{
  return aip_optics_exposure_time (
    aip_setup_has (setup, AIP_SETUP_SHUTTER) ? setup->shutter : USUAL_SHUTTER,
    aip_setup_has (setup, AIP_SETUP_FPS) ? setup->fps : USUAL_FPS);
}

static void
add_camera (GString        *lines,
            const AipSetup *setup)
{
  AipFrameArea area;

  if (!aip_setup_get_area (setup, &area))
    return;

  add (lines, _("Records %.4g × %.4g mm, crop factor %.2f"), area.width, area.height,
       aip_optics_crop (&area));
}

static void
add_lens (GString        *lines,
          const AipSetup *setup)
{
  AipFrameArea area;
  double share, distance, circle, near_limit, far_limit;
  g_autofree char *hyperfocal = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (!aip_setup_get_delivered (setup, &area, &share) || !aip_setup_has (setup, AIP_SETUP_FOCAL))
    return;

  add (lines, _("Angle of view %.1f° × %.1f°, like %.0f mm on full frame"),
       aip_optics_angle_horizontal (&area, setup->focal),
       aip_optics_angle_vertical (&area, setup->focal),
       aip_optics_equivalent_focal (&area, setup->focal));

  if (!aip_setup_has (setup, AIP_SETUP_STOP))
    return;

  circle = aip_optics_circle (&area);
  hyperfocal = dup_metres (aip_optics_hyperfocal (setup->focal, setup->stop, circle));
  distance = aip_setup_get_distance (setup);
  if (distance <= setup->focal / 1000 * 1.01)
    {
      add (lines, _("Hyperfocal distance %s"), hyperfocal);
      return;
    }

  aip_optics_depth_of_field (setup->focal, setup->stop, circle, distance, &near_limit, &far_limit);
  from = dup_metres (near_limit);
  to = dup_metres (far_limit);
  add (lines, _("Sharp from %s to %s, hyperfocal distance %s"), from, to, hyperfocal);
}

static void
add_exposure (GString        *lines,
              const AipSetup *setup)
{
  double sensitivity = aip_setup_get_sensitivity (setup);
  double balance = aip_setup_get_balance (setup);
  double time = get_exposure_time (setup);
  double lux, over;

  if (sensitivity > 0 && balance > 0)
    add (lines, _("EI %.0f, %.0f K is white, 1/%.4g s a frame"), sensitivity, balance, 1 / time);
  else if (sensitivity > 0)
    add (lines, _("EI %.0f, 1/%.4g s a frame"), sensitivity, 1 / time);

  if (sensitivity <= 0 || !aip_setup_has (setup, AIP_SETUP_STOP))
    return;

  lux = aip_optics_needed_lux (setup->stop, time, sensitivity);
  if (!aip_setup_has (setup, AIP_SETUP_KEY) || setup->key.light == NULL
      || setup->key.light->lux <= 0)
    {
      add (lines, _("Needs %.3g lux"), lux);
      return;
    }

  over = aip_optics_stops_over (setup->key.light->lux, lux);
  if (fabs (over) < FEW_STOPS)
    add (lines, _("Needs %.3g lux: exposed as the key light gives"), lux);
  else if (over > 0)
    add (lines, _("Needs %.3g lux: %.1f stops too much light, ND %.1f"), lux, over,
         aip_optics_neutral_density (over));
  else
    add (lines, _("Needs %.3g lux: %.1f stops too little light"), lux, -over);
}

static void
add_framing (GString        *lines,
             const AipSetup *setup)
{
  AipFrameArea area;
  double share;
  double distance = aip_setup_get_distance (setup);

  if (!aip_setup_get_delivered (setup, &area, &share))
    return;

  if (aip_setup_has (setup, AIP_SETUP_ASPECT))
    add (lines, _("Uses %.0f %% of the recorded area"), share * 100);
  if (aip_setup_has (setup, AIP_SETUP_FOCAL) && distance > 0)
    {
      g_autofree char *far = dup_metres (distance);

      add (lines, _("Sees %.2f × %.2f m at the subject, %s away"),
           aip_optics_field_width (&area, setup->focal, distance),
           aip_optics_field_height (&area, setup->focal, distance), far);
    }
}

static void
add_movement (GString        *lines,
              const AipSetup *setup)
{
  AipFrameArea area;
  double share;

  if (!aip_setup_get_delivered (setup, &area, &share) || !aip_setup_has (setup, AIP_SETUP_FOCAL))
    return;

  add (lines, _("Pans without judder up to %.1f° a second"),
       aip_optics_pan_limit (&area, setup->focal,
                             aip_setup_has (setup, AIP_SETUP_FPS) ? setup->fps : USUAL_FPS));
}

char *
aip_setup_dup_facts (const AipSetup *setup,
                     AipSetupGroup   group)
{
  GString *lines = g_string_new (NULL);

  g_return_val_if_fail (setup != NULL, NULL);

  switch ((guint) group)
    {
    case AIP_SETUP_GROUP_CAMERA:
      add_camera (lines, setup);
      break;

    case AIP_SETUP_GROUP_LENS:
      add_lens (lines, setup);
      break;

    case AIP_SETUP_GROUP_EXPOSURE:
      add_exposure (lines, setup);
      break;

    case AIP_SETUP_GROUP_FRAMING:
      add_framing (lines, setup);
      break;

    case AIP_SETUP_GROUP_MOVEMENT:
      add_movement (lines, setup);
      break;

    default:
      break;
    }

  return g_string_free (lines, FALSE);
}
