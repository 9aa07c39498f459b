/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Names inside a project folder. Nothing here touches the disk. All returned paths are relative, with '/', NFC, and pass
 * aip_path_is_inside().
 */

/* "v001" … "v999", "v1000". */
char *aip_naming_version     (gint64      number) G_GNUC_WARN_UNUSED_RESULT;
/* "takes/SHT-0010/FILM_SHT-0010_v001.png"; @suffix: without dot. */
char *aip_naming_take_file   (const char *project_code,
                              const char *shot_code,
                              gint64      number,
                              const char *suffix) G_GNUC_WARN_UNUSED_RESULT;
/*
 * "renders/FILM_v001_h264.mp4"; @kind: what tells films of one version apart; @suffix: with the dot, or
 * empty for a folder.
 */
char *aip_naming_render_file (const char *project_code,
                              gint64      number,
                              const char *kind,
                              const char *suffix) G_GNUC_WARN_UNUSED_RESULT;
/* File name prefix on a worker, unique for each job: "aipipeline/FILM_SHT-0010_3f2a…". ASCII only. */
char *aip_naming_job_prefix  (const char *project_code,
                              const char *shot_code,
                              const char *job_id) G_GNUC_WARN_UNUSED_RESULT;
/* A short code for file names from a name in any script: "비 오는 밤" → "BION" or "FILM" when nothing ASCII is left. */
char *aip_naming_project_code (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
