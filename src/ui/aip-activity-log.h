/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-activity-entry.h"

G_BEGIN_DECLS

/* The oldest entries go when there are more. */
#define AIP_ACTIVITY_LOG_LENGTH 2000

#define AIP_TYPE_ACTIVITY_LOG (aip_activity_log_get_type ())

/**
 * AipActivityLog:
 *
 * A #GListModel of #AipActivityEntry, newest first and of bounded length. Entries that arrive in a
 * burst are shown together in the next idle moment.
 */
G_DECLARE_FINAL_TYPE (AipActivityLog, aip_activity_log, AIP, ACTIVITY_LOG, GObject)

AipActivityLog *aip_activity_log_new   (void);
/* @entry: (transfer full) */
void            aip_activity_log_take  (AipActivityLog   *self,
                                        AipActivityEntry *entry);
void            aip_activity_log_clear (AipActivityLog   *self);

G_END_DECLS
