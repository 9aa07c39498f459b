/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-document.h"

G_BEGIN_DECLS

#define AIP_TYPE_INSPECTOR_FIELD (aip_inspector_field_get_type ())

/**
 * AipInspectorField:
 *
 * One field of the selected shots as a row: its title, and below it the value to edit. It knows
 * nothing of documents: its owner gives it a value and writes what comes back.
 *
 * Texts are committed when the focus leaves, by Enter in a field of one line and by Ctrl+Enter in
 * one of several; Escape restores. While it is typed in, a text has its own undo, and the input
 * method sees every key first. A choice opens a list.
 *
 * Signals:
 * - `commit (const char *text)`: a new value; answer with aip_inspector_field_set_problem() if it
 *   cannot be taken
 * - `choose ()`: the list of choices is wanted at this row
 */
G_DECLARE_FINAL_TYPE (AipInspectorField, aip_inspector_field, AIP, INSPECTOR_FIELD,
                      AdwPreferencesRow)

/**
 * AipInspectorFieldKind:
 * @AIP_INSPECTOR_FIELD_LINE: one line of text
 * @AIP_INSPECTOR_FIELD_TEXT: text of several lines
 * @AIP_INSPECTOR_FIELD_CHOICE: a list to choose from
 * @AIP_INSPECTOR_FIELD_FIXED: text that cannot be changed
 */
typedef enum {
  AIP_INSPECTOR_FIELD_LINE,
  AIP_INSPECTOR_FIELD_TEXT,
  AIP_INSPECTOR_FIELD_CHOICE,
  AIP_INSPECTOR_FIELD_FIXED,
} AipInspectorFieldKind;

/* For a field of the project, which has a title of its own. */
GtkWidget  *aip_inspector_field_new_titled  (const char           *field,
                                             const char           *title,
                                             AipInspectorFieldKind kind);
/* @field: of every shot; @placeholder: (nullable): shown while it is empty */
GtkWidget  *aip_inspector_field_new         (const char        *field,
                                             const char        *placeholder);
const char *aip_inspector_field_get_field   (AipInspectorField *self);
gboolean    aip_inspector_field_is_choice   (AipInspectorField *self);

/* What is stored. A text that is being typed is not replaced. @mixed: the shots differ. */
void        aip_inspector_field_set_value   (AipInspectorField *self,
                                             const char        *text,
                                             gboolean           mixed);
/* What was committed, as it is stored now. */
void        aip_inspector_field_accept      (AipInspectorField *self,
                                             const char        *text,
                                             gboolean           mixed);
/* For the field `status`: the dot before its title; -1 for none. */
void        aip_inspector_field_set_status  (AipInspectorField *self,
                                             int                status);
/* @sentence: (nullable) */
void        aip_inspector_field_set_problem (AipInspectorField *self,
                                             const char        *sentence);
/* Commits a text that was changed and not committed yet. */
void        aip_inspector_field_flush       (AipInspectorField *self);

G_END_DECLS
