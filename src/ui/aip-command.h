/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AipCommand:
 * @action: the detailed name, which is also what it is remembered by: "shots.sort::code"
 * @name: of the action alone: "shots.sort"
 * @target: (nullable): what it is activated with
 * @title: as a menu says it, without mnemonic
 * @path: the menus that it is in, or what it is about; may be empty
 * @accel: (nullable): its shortcut, as it is read
 * @keywords: what it is found by beside its title, folded
 *
 * Something that can be done, for the palette of commands.
 */
typedef struct {
  char     *action;
  char     *name;
  GVariant *target;
  char     *title;
  char     *path;
  char     *accel;
  char     *folded;
  char     *keywords;
} AipCommand;

void       aip_command_free    (AipCommand  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipCommand, aip_command_free)

/*
 * What the menus of @root and what is in it offer, and what is in no menu. @menus: (nullable)
 * (element-type GMenuModel): more menus, such as those of the secondary button. Each action once.
 * (transfer full) (element-type AipCommand)
 */
GPtrArray *aip_command_collect (GtkWidget   *root,
                                GPtrArray   *menus);

/*
 * How well @folded, the folded name of something, fits what was typed, folded as well: the more the
 * better, negative not at all. Beginnings of words, parts, initials (ㄱㄴㄷ) and letters in their
 * order all count.
 */
int        aip_command_score   (const char  *folded,
                                const char  *query);

G_END_DECLS
