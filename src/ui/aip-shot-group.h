/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-shot-order.h"

G_BEGIN_DECLS

#define AIP_TYPE_SHOT_GROUP (aip_shot_group_get_type ())

/**
 * AipShotGroup:
 *
 * The row above shots that have the same in one column. A group of the same values at the same
 * place of the order stays the same object, whatever comes into it and goes.
 *
 * Signals: `changed`: its figures, its title or whether it is expanded.
 */
G_DECLARE_FINAL_TYPE (AipShotGroup, aip_shot_group, AIP, SHOT_GROUP, GObject)

/**
 * AipGroupFigures:
 * @n_approved: shots that are approved or final
 * @duration: of all together, in frames
 */
typedef struct {
  guint  n_shots;
  guint  n_approved;
  gint64 duration;
} AipGroupFigures;

/* @parent: (nullable): the group that it is part of. */
AipShotGroup          *aip_shot_group_new          (AipShotGroup          *parent,
                                                    AipShotColumn          column,
                                                    const char            *path);
/* 0 is the outermost. */
guint                  aip_shot_group_get_level    (AipShotGroup          *self);
AipShotColumn          aip_shot_group_get_column   (AipShotGroup          *self);
/* (transfer none) (nullable) */
AipShotGroup          *aip_shot_group_get_parent   (AipShotGroup          *self);
/* The columns and ids of its values from outside in: what is remembered of a collapsed one. */
const char            *aip_shot_group_get_path     (AipShotGroup          *self);
/* See #AipGroupValue. */
const char            *aip_shot_group_get_id       (AipShotGroup          *self);
const char            *aip_shot_group_get_text     (AipShotGroup          *self);
/* @text, or a word for it if it is empty. */
const char            *aip_shot_group_get_title    (AipShotGroup          *self);
const AipGroupFigures *aip_shot_group_get_figures  (AipShotGroup          *self);
gboolean               aip_shot_group_get_expanded (AipShotGroup          *self);
/* Its shots are those from @start up to @end of the order. */
void                   aip_shot_group_get_range    (AipShotGroup          *self,
                                                    guint                 *start,
                                                    guint                 *end);

/* For the view, which owns it. */
void                   aip_shot_group_update       (AipShotGroup          *self,
                                                    const AipGroupValue   *value,
                                                    const AipGroupFigures *figures,
                                                    gboolean               expanded,
                                                    guint                  start);

G_END_DECLS
