/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-status"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-status.h"

#define TO(status) (1u << AIP_STATUS_##status)

typedef struct {
  const char *title;
  guint       moves;
  AipStatus   next;
} Step;

/* The way through the production as data: where to from each status, and where to as a rule. */
static const Step steps[AIP_N_STATUSES] = {
  [AIP_STATUS_DRAFT] = { NC_("shot status", "Draft"), TO (READY), AIP_STATUS_READY },
  [AIP_STATUS_READY] = { NC_("shot status", "Ready"), TO (REVIEW) | TO (DRAFT),
                         AIP_STATUS_REVIEW },
  [AIP_STATUS_REVIEW] = { NC_("shot status", "In Review"),
                          TO (APPROVED) | TO (RETAKE) | TO (READY), AIP_STATUS_APPROVED },
  [AIP_STATUS_APPROVED] = { NC_("shot status", "Approved"), TO (FINAL) | TO (RETAKE),
                            AIP_STATUS_FINAL },
  [AIP_STATUS_RETAKE] = { NC_("shot status", "Retake"), TO (READY) | TO (REVIEW),
                          AIP_STATUS_REVIEW },
  /* The last one; opening it again leads back to what was approved. */
  [AIP_STATUS_FINAL] = { NC_("shot status", "Final"), TO (APPROVED), AIP_STATUS_FINAL },
};

gboolean
aip_status_may_move (AipStatus from,
                     AipStatus to)
{
  g_return_val_if_fail ((guint) from < AIP_N_STATUSES && (guint) to < AIP_N_STATUSES, FALSE);

  return from == to || (steps[from].moves & (1u << to)) != 0;
}

gboolean
aip_status_get_next (AipStatus  from,
                     AipStatus *next)
{
  g_return_val_if_fail ((guint) from < AIP_N_STATUSES && next != NULL, FALSE);

  if (steps[from].next == from)
    return FALSE;
  *next = steps[from].next;

  return TRUE;
}

char *
aip_status_explain (const char *code,
                    AipStatus   from,
                    AipStatus   to)
{
  g_autoptr(GString) allowed = g_string_new (NULL);

  g_return_val_if_fail (code != NULL, NULL);

  for (guint i = 0; i < AIP_N_STATUSES; i++)
    if ((AipStatus) i != from && aip_status_may_move (from, (AipStatus) i))
      g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "",
                              aip_status_get_title ((AipStatus) i));

  /* Translators: a shot's code, two statuses, and a list of statuses */
  return g_strdup_printf (_("%s is “%s” and cannot become “%s” from there. It can become: %s."),
                          code, aip_status_get_title (from), aip_status_get_title (to),
                          allowed->str);
}

const char *
aip_status_get_title (AipStatus status)
{
  g_return_val_if_fail ((guint) status < AIP_N_STATUSES, NULL);

  return g_dpgettext2 (NULL, "shot status", steps[status].title);
}
