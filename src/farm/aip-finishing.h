/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-scheduler.h"

G_BEGIN_DECLS

#define AIP_FINISHING_HANDLES     8
#define AIP_FINISHING_MAX_HANDLES 1000

/* What finishes movies and stills where nobody chose anything. */
#define AIP_FINISHING_MOVIES      "upscale-video-2x"
#define AIP_FINISHING_STILLS      "upscale-2x"

/**
 * AipFinishingOptions:
 * @movies: (nullable): what is made of movies in the cut; %NULL leaves them
 * @stills: (nullable): of stills
 * @handles: frames of the film that are wanted before and after what the cut shows
 */
typedef struct {
  AipWorkflow *movies;
  AipWorkflow *stills;
  gint64       handles;
} AipFinishingOptions;

#define AIP_TYPE_FINISHING (aip_finishing_get_type ())

/**
 * AipFinishing:
 *
 * Finishes what the cut shows, and nothing else: of each shot in it the frames that are seen, with
 * what transitions and handles need, as far as the take has them. A workflow that begins with a movie
 * gets exactly these frames (aip-movie-part.h); one that begins with a still gets the still; any other
 * makes the shot again with the seed of the take. The new take says where it begins (its `offset`),
 * so it is in the cut as soon as it is there, with the same frames, and nothing moves.
 *
 * What is made is decided when it is made, from the cut of that moment; it changes nothing before
 * aip_finishing_run_async().
 *
 * Properties: `position` u, how many shots are prepared and queued; read only
 */
G_DECLARE_FINAL_TYPE (AipFinishing, aip_finishing, AIP, FINISHING, GObject)

/* @shots: (nullable) (element-type AipShot): only these, as far as they are in the cut */
AipFinishing      *aip_finishing_new            (AipDocument                *document,
                                                 GPtrArray                  *shots,
                                                 const AipFinishingOptions  *options);

/* How many jobs there will be, and frames in them; a still is one. */
guint              aip_finishing_get_n_jobs     (AipFinishing               *self);
gint64             aip_finishing_get_n_frames   (AipFinishing               *self);
/* Shots that show such a take already, and those that have none to be made from, or are left. */
guint              aip_finishing_get_n_finished (AipFinishing               *self);
guint              aip_finishing_get_n_empty    (AipFinishing               *self);
guint              aip_finishing_get_n_left     (AipFinishing               *self);
/* About as much as the project will grow by. */
guint64            aip_finishing_get_bytes      (AipFinishing               *self);
/* About how long the workers of the moment will take. */
double             aip_finishing_get_seconds    (AipFinishing               *self,
                                                 AipScheduler               *scheduler);
/* A sentence for each shot that cannot be finished. (transfer none) (element-type utf8) */
GPtrArray         *aip_finishing_get_problems   (AipFinishing               *self);

/*
 * Cuts the parts out, one after the other in a thread, and queues each as soon as it is there. Once
 * for each object. Cancelled, what is queued stays queued.
 */
void               aip_finishing_run_async      (AipFinishing               *self,
                                                 AipScheduler               *scheduler,
                                                 GCancellable               *cancellable,
                                                 GAsyncReadyCallback         callback,
                                                 gpointer                    user_data);
/*
 * (transfer full) (element-type AipJob): what was queued; what could not be is in the problems by then.
 * %NULL only if it was cancelled before anything was.
 */
GPtrArray         *aip_finishing_run_finish     (AipFinishing               *self,
                                                 GAsyncResult               *result,
                                                 GError                    **error)
                                                                        G_GNUC_WARN_UNUSED_RESULT;

/*
 * A take has come of @job: where it was made to stand in for the take that its shot is pinned to, the shot
 * is pinned to it instead, as a step that can be undone. A shot that shows its newest take does so by
 * itself.
 */
void               aip_finishing_show_take      (AipDocument                *document,
                                                 AipJob                     *job,
                                                 AipTake                    *take);

/* Whether a workflow makes something of what the cut shows (a movie, else a still). */
gboolean           aip_finishing_may_use        (AipWorkflow                *workflow,
                                                 gboolean                    movies);

G_END_DECLS
