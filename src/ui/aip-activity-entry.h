/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AipActivityLevel:
 *
 * How much an entry wants to be read.
 */
typedef enum {
  AIP_ACTIVITY_INFO,
  AIP_ACTIVITY_WARNING,
  AIP_ACTIVITY_ERROR,
} AipActivityLevel;

#define AIP_TYPE_ACTIVITY_ENTRY (aip_activity_entry_get_type ())

/**
 * AipActivityEntry:
 *
 * One sentence of the activity log; immutable. It names its project and job by folder and id
 * instead of holding them, so that a log of thousands of lines keeps nothing else alive.
 */
G_DECLARE_FINAL_TYPE (AipActivityEntry, aip_activity_entry, AIP, ACTIVITY_ENTRY, GObject)

/* @time: microseconds since 1970. @project, @job_id: (nullable). */
AipActivityEntry *aip_activity_entry_new          (gint64            time,
                                                   AipActivityLevel  level,
                                                   const char       *sentence,
                                                   const char       *project,
                                                   const char       *job_id);

gint64            aip_activity_entry_get_time     (AipActivityEntry *self);
AipActivityLevel  aip_activity_entry_get_level    (AipActivityEntry *self);
const char       *aip_activity_entry_get_sentence (AipActivityEntry *self);
/* (nullable): the folder of the project it belongs to; %NULL: to none or all of them. */
const char       *aip_activity_entry_get_project  (AipActivityEntry *self);
/* (nullable) */
const char       *aip_activity_entry_get_job_id   (AipActivityEntry *self);
/* The sentence folded for searching. */
const char       *aip_activity_entry_get_haystack (AipActivityEntry *self);

G_END_DECLS
