/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AipCellMove:
 *
 * Where a person wants to go when an edit is done.
 */
typedef enum {
  AIP_CELL_MOVE_STAY,
  AIP_CELL_MOVE_UP,
  AIP_CELL_MOVE_DOWN,
  AIP_CELL_MOVE_LEFT,
  AIP_CELL_MOVE_RIGHT,
} AipCellMove;

#define AIP_TYPE_CELL_EDITOR (aip_cell_editor_get_type ())

/**
 * AipCellEditor:
 *
 * The one text editor of a shot table, laid over the cell that is edited. It knows nothing of
 * shots: its owner gives it a text and decides what happens with the new one.
 *
 * Keys that mean something to us (Enter, Tab, Escape) go to the input method first: while a
 * syllable is being composed they belong to it, and what it commits on Enter is in the text
 * before the edit is finished.
 *
 * Signals:
 * - `finish (int move)`: Ctrl+Enter (stay), Enter (down), Shift+Enter (up), Tab (right), Shift+Tab (left)
 * - `cancel ()`: Escape
 * - `leave ()`: the keyboard focus went elsewhere in the window
 */
G_DECLARE_FINAL_TYPE (AipCellEditor, aip_cell_editor, AIP, CELL_EDITOR, GtkWidget)

GtkWidget *aip_cell_editor_new         (void);

/*
 * Begins with @text, selected if @select. @multiline: Alt+Enter makes a line break, long text
 * wraps. @label: what a screen reader calls it. Does not take the focus.
 */
void       aip_cell_editor_start       (AipCellEditor *self,
                                        const char    *text,
                                        gboolean       multiline,
                                        gboolean       select,
                                        const char    *label);
void       aip_cell_editor_stop        (AipCellEditor *self);
gboolean   aip_cell_editor_get_active  (AipCellEditor *self);
char      *aip_cell_editor_dup_text    (AipCellEditor *self) G_GNUC_WARN_UNUSED_RESULT;
/* @sentence: (nullable): why the text cannot be taken; shown until it is changed. */
void       aip_cell_editor_set_problem (AipCellEditor *self,
                                        const char    *sentence);
/* @hint: (nullable): shown below, such as “Changes 3 shots”. */
void       aip_cell_editor_set_hint    (AipCellEditor *self,
                                        const char    *hint);
void       aip_cell_editor_focus       (AipCellEditor *self);

/*
 * For the first keys, which reach the table before the editor has the focus: text that an input
 * method has committed, and the syllable it is composing (empty: none).
 */
void       aip_cell_editor_insert      (AipCellEditor *self,
                                        const char    *text);
void       aip_cell_editor_set_preedit (AipCellEditor *self,
                                        const char    *text);
/* Where keys that are no text can be forwarded to. (transfer none) */
GtkWidget *aip_cell_editor_get_text_view (AipCellEditor *self);
/* Handles a key as if it was pressed in the editor. */
gboolean   aip_cell_editor_handle_key  (AipCellEditor *self,
                                        GdkEvent      *event);

G_END_DECLS
