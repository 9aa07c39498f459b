/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-field.h"

G_BEGIN_DECLS

/* The tables themselves; each stands at the top of the file of its kind. */
const AipField *aip_project_get_fields   (guint *n_fields);
const AipField *aip_scene_get_fields     (guint *n_fields);
const AipField *aip_shot_get_fields      (guint *n_fields);
const AipField *aip_character_get_fields (guint *n_fields);
const AipField *aip_place_get_fields     (guint *n_fields);
const AipField *aip_custom_field_get_fields (guint *n_fields);
const AipField *aip_view_get_fields      (guint *n_fields);
const AipField *aip_track_get_fields     (guint *n_fields);
const AipField *aip_clip_get_fields      (guint *n_fields);
const AipField *aip_marker_get_fields    (guint *n_fields);
const AipField *aip_take_get_fields      (guint *n_fields);
const AipField *aip_job_get_fields       (guint *n_fields);

/* Checks that several kinds share. */
gboolean aip_check_code         (GVariant  *value,
                                 GError   **error);
gboolean aip_check_name         (GVariant  *value,
                                 GError   **error);
gboolean aip_check_order        (GVariant  *value,
                                 GError   **error);
gboolean aip_check_seed         (GVariant  *value,
                                 GError   **error);
gboolean aip_check_not_negative (GVariant  *value,
                                 GError   **error);
gboolean aip_check_positive     (GVariant  *value,
                                 GError   **error);
gboolean aip_check_pixels       (GVariant  *value,
                                 GError   **error);
gboolean aip_check_inside       (GVariant  *value,
                                 GError   **error);
gboolean aip_check_setup        (GVariant  *value,
                                 GError   **error);
/* A place or a length in the cut: up to 24 hours at any rate, from 0 or from 1 frame. */
gboolean aip_check_frame        (GVariant  *value,
                                 GError   **error);
gboolean aip_check_length       (GVariant  *value,
                                 GError   **error);
/* Decibels. */
gboolean aip_check_gain         (GVariant  *value,
                                 GError   **error);
/* A JSON object of any kind, or empty. */
gboolean aip_check_json_object  (GVariant  *value,
                                 GError   **error);

G_END_DECLS
