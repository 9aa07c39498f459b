/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"

G_BEGIN_DECLS

#define AIP_TYPE_HISTORY_ENTRY (aip_history_entry_get_type ())

/**
 * AipHistoryEntry:
 *
 * One line of a history, readable: a step of the project, or what a gesture changed in a shot.
 */
G_DECLARE_FINAL_TYPE (AipHistoryEntry, aip_history_entry, AIP, HISTORY_ENTRY, GObject)

/* A step that can be undone or is undone; @index: as for aip_document_get_step(). */
AipHistoryEntry *aip_history_entry_new_step     (AipDocument     *document,
                                                 guint            index);
AipHistoryEntry *aip_history_entry_new_change   (AipDocument     *document,
                                                 AipChangeSet    *set,
                                                 guint            index);

const char      *aip_history_entry_get_title    (AipHistoryEntry *self);
/* When, and in a change also in which gesture. */
const char      *aip_history_entry_get_subtitle (AipHistoryEntry *self);
gboolean         aip_history_entry_get_undone   (AipHistoryEntry *self);
guint            aip_history_entry_get_index    (AipHistoryEntry *self);
/* Of a change; %NULL of a step, and of what adds or removes the whole. */
const char      *aip_history_entry_get_field    (AipHistoryEntry *self);
GVariant        *aip_history_entry_get_old      (AipHistoryEntry *self);
gint64           aip_history_entry_get_position (AipHistoryEntry *self);

/* The title of a field of a shot, also of those that no column shows. Translated. */
const char      *aip_history_entry_get_field_title (const char *field);

G_END_DECLS
