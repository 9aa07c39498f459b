/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-severity-look"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-severity-look.h"

static const struct {
  const char *css_class;
  const char *icon;
} looks[] = {
  [AIP_SEVERITY_NOTE] = { "finding-note", "aip-info-symbolic" },
  [AIP_SEVERITY_UNUSUAL] = { "finding-unusual", "dialog-warning-symbolic" },
  [AIP_SEVERITY_ANACHRONISM] = { "finding-anachronism", "aip-anachronism-symbolic" },
  [AIP_SEVERITY_IMPOSSIBLE] = { "finding-impossible", "dialog-error-symbolic" },
};

const char *
aip_severity_get_css_class (int severity)
{
  g_return_val_if_fail (severity < (int) G_N_ELEMENTS (looks), NULL);

  return severity >= 0 ? looks[severity].css_class : NULL;
}

const char *
aip_severity_get_icon (int severity)
{
  g_return_val_if_fail (severity < (int) G_N_ELEMENTS (looks), NULL);

  return severity >= 0 ? looks[severity].icon : NULL;
}

char *
aip_severity_dup_state (int severity,
                        int year)
{
  switch (severity)
    {
    case AIP_SEVERITY_IMPOSSIBLE:
      return g_strdup (C_("setup", "Impossible"));

    case AIP_SEVERITY_ANACHRONISM:
      if (year > 0)
        return g_strdup_printf (C_("setup", "Impossible in %d"), year);
      return g_strdup (C_("setup", "Impossible in That Year"));

    case AIP_SEVERITY_UNUSUAL:
      return g_strdup (C_("setup", "Unusual"));

    default:
      return g_strdup (C_("setup", "Possible"));
    }
}
