/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-cut.h"
#include "aip-render-options.h"

G_BEGIN_DECLS

/**
 * AipRenderState:
 * @AIP_RENDER_WAITING: others go first
 * @AIP_RENDER_RUNNING: in a process of its own
 * @AIP_RENDER_DONE: the film is there
 * @AIP_RENDER_FAILED: see aip_render_task_get_problem()
 * @AIP_RENDER_CANCELLED: somebody stopped it
 */
typedef enum {
  AIP_RENDER_WAITING,
  AIP_RENDER_RUNNING,
  AIP_RENDER_DONE,
  AIP_RENDER_FAILED,
  AIP_RENDER_CANCELLED,
} AipRenderState;

#define AIP_TYPE_RENDER_TASK (aip_render_task_get_type ())

/**
 * AipRenderTask:
 *
 * A film that is rendered by a child process, `aipipeline render --cut`, from the cut as it was when
 * somebody asked for it. What a codec does to that process is no harm to this one.
 *
 * Signals: `changed`: its state or how far it is
 */
G_DECLARE_FINAL_TYPE (AipRenderTask, aip_render_task, AIP, RENDER_TASK, GObject)

/*
 * @folder: of the project; @path: absolute, of the film or of the folder of its pictures. Copies
 * what it needs of @options.
 */
AipRenderTask *aip_render_task_new          (AipCut                 *cut,
                                             const char             *folder,
                                             const char             *path,
                                             const AipRenderOptions *options);
/* Runs it; ends in one of the states after %AIP_RENDER_RUNNING. Also again after it failed. */
void           aip_render_task_start        (AipRenderTask          *self);
/* Completes like any ending: at once for one that waits, else when its process is gone. */
void           aip_render_task_cancel       (AipRenderTask          *self);

AipRenderState aip_render_task_get_state    (AipRenderTask          *self);
const char    *aip_render_task_get_path     (AipRenderTask          *self);
const char    *aip_render_task_get_folder   (AipRenderTask          *self);
/* The name of the film, to be shown. */
const char    *aip_render_task_get_name     (AipRenderTask          *self);
gboolean       aip_render_task_is_movie     (AipRenderTask          *self);
/* From 0 to 1. */
double         aip_render_task_get_fraction (AipRenderTask          *self);
/* Seconds that are left; -1 while nobody can say. */
double         aip_render_task_get_seconds_left (AipRenderTask      *self);
/* (nullable): why it failed: a sentence. */
const char    *aip_render_task_get_problem  (AipRenderTask          *self);
/* (array zero-terminated=1): what became a card, of one that is done. */
const char *const *
               aip_render_task_get_warnings (AipRenderTask          *self);
/* (nullable) (transfer full): how loud it is, of one that is done and has sound. */
char          *aip_render_task_dup_loudness (AipRenderTask          *self)
                                                                         G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
