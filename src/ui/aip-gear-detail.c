/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-gear-detail"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-gear-detail.h"

static void add (GString    *line,
                 const char *format,
                 ...) G_GNUC_PRINTF (2, 3);

static void
add (GString    *line,
     const char *format,
     ...)
{
  va_list args;

  if (line->len > 0)
    g_string_append (line, " · ");

  va_start (args, format);
  g_string_append_vprintf (line, format, args);
  va_end (args);
}

static void
add_years (GString       *line,
           const AipGear *gear)
{
  if (gear->year > 0 && gear->year_end > 0)
    add (line, "%d–%d", gear->year, gear->year_end);
  else if (gear->year > 0)
    add (line, _("since %d"), gear->year);
}

static void
add_body (GString       *line,
          const AipBody *body)
{
  if (body->film && body->gauge > 0)
    add (line, _("film, %d mm"), body->gauge);
  else if (body->film)
    add (line, _("film"));
  else if (body->n_modes > 0)
    add (line, _("digital, %.4g × %.4g mm"), body->modes[0].width, body->modes[0].height);
  if (body->weight > 0)
    add (line, _("%.3g kg"), body->weight);
}

static void
add_lens (GString       *line,
          const AipLens *lens)
{
  if (lens->n_focals == 1)
    add (line, _("%.4g mm"), lens->focals[0]);
  else if (lens->n_focals > 1)
    add (line, ngettext ("%u focal length, %.4g–%.4g mm", "%u focal lengths, %.4g–%.4g mm",
                         lens->n_focals),
         lens->n_focals, lens->focals[0], lens->focals[lens->n_focals - 1]);
  for (guint i = 0; i < MIN (lens->n_zooms, 3); i++)
    add (line, _("zoom %.4g–%.4g mm"), lens->zooms[i].shortest, lens->zooms[i].longest);
  if (lens->squeeze > 1)
    add (line, _("anamorphic %.3g×"), lens->squeeze);
  if (lens->stop > 0)
    add (line, "T%.3g", lens->stop);
}

static void
add_stock (GString        *line,
           const AipStock *stock)
{
  static const char *const balances[] = {
    [AIP_BALANCE_DAYLIGHT] = N_("daylight"),
    [AIP_BALANCE_TUNGSTEN] = N_("tungsten"),
    [AIP_BALANCE_BOTH] = N_("daylight and tungsten"),
    [AIP_BALANCE_PANCHROMATIC] = N_("panchromatic"),
    [AIP_BALANCE_ORTHOCHROMATIC] = N_("orthochromatic"),
  };

  if (stock->exposure_index > 0)
    add (line, _("EI %d"), stock->exposure_index);
  add (line, "%s", _(balances[stock->balance]));
  if (stock->monochrome)
    add (line, "%s", _("black and white"));
  if (stock->reversal)
    add (line, "%s", _("reversal"));
}

static void
add_light (GString        *line,
           const AipLight *light)
{
  if (light->cct_low > 0 && light->cct_high > light->cct_low)
    add (line, _("%d–%d K"), light->cct_low, light->cct_high);
  else if (light->cct > 0)
    add (line, _("%d K"), light->cct);
  add (line, "%s", light->hard ? C_("light", "hard") : C_("light", "soft"));
}

char *
aip_gear_dup_detail (const AipGear *gear)
{
  GString *line = g_string_new (NULL);

  g_return_val_if_fail (gear != NULL, NULL);

  add_years (line, gear);

  switch (gear->kind)
    {
    case AIP_GEAR_BODY:
      add_body (line, (const AipBody *) gear);
      break;

    case AIP_GEAR_LENS:
      add_lens (line, (const AipLens *) gear);
      break;

    case AIP_GEAR_STOCK:
      add_stock (line, (const AipStock *) gear);
      break;

    case AIP_GEAR_LIGHT:
      add_light (line, (const AipLight *) gear);
      break;

    case AIP_GEAR_SUPPORT:
      if (((const AipSupport *) gear)->max_payload > 0)
        add (line, _("carries up to %.3g kg"), ((const AipSupport *) gear)->max_payload);
      break;

    default:
      break;
    }

  return g_string_free (line, FALSE);
}
