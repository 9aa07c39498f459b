/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-graph.h"
#include "aip-node-catalogue.h"
#include "aip-workflow-values.h"

G_BEGIN_DECLS

#define AIP_TYPE_WORKFLOW (aip_workflow_get_type ())
G_DECLARE_FINAL_TYPE (AipWorkflow, aip_workflow, AIP, WORKFLOW, GObject)

/* The names of roles, as workflow.json spells them. A workflow may bind further ones. */
#define AIP_ROLE_PROMPT          "prompt"
#define AIP_ROLE_NEGATIVE        "negative"
#define AIP_ROLE_SEED            "seed"
#define AIP_ROLE_WIDTH           "width"
#define AIP_ROLE_HEIGHT          "height"
#define AIP_ROLE_FRAMES          "frames"
#define AIP_ROLE_STEPS           "steps"
#define AIP_ROLE_GUIDANCE        "guidance"
#define AIP_ROLE_FILENAME_PREFIX "filename-prefix"
#define AIP_ROLE_INIT_IMAGE      "init-image"
#define AIP_ROLE_FIRST_FRAME     "first-frame"
#define AIP_ROLE_LAST_FRAME      "last-frame"
#define AIP_ROLE_REFERENCE_IMAGE "reference-image"   /* further ones: -2, -3 … */
#define AIP_ROLE_MASK            "mask"
#define AIP_ROLE_CONTROL_IMAGE   "control-image"
#define AIP_ROLE_CONTROL_SOURCE  "control-source"    /* of which the worker makes the control image */
#define AIP_ROLE_CONTROL_VIDEO   "control-video"
#define AIP_ROLE_CONTROL_STRENGTH "control-strength"
#define AIP_ROLE_INIT_VIDEO      "init-video"
#define AIP_ROLE_FPS             "fps"
#define AIP_ROLE_MULTIPLIER      "multiplier"        /* of the frames a second */
#define AIP_ROLE_PAD_LEFT        "pad-left"
#define AIP_ROLE_PAD_TOP         "pad-top"
#define AIP_ROLE_PAD_RIGHT       "pad-right"
#define AIP_ROLE_PAD_BOTTOM      "pad-bottom"
#define AIP_ROLE_OUTPUT          "output"

/* One model file that a workflow needs; belongs to the workflow. */
typedef struct {
  char    *file;
  char    *folder;   /* below the worker's models folder: "diffusion_models" … */
  char    *url;      /* where it is published, "" if unknown */
  guint64  bytes;    /* 0 if unknown */
} AipWorkflowModel;

/*
 * A workflow = a graph and what in it is bound to which role. Immutable. Properties id, title,
 * description, kind (strings).
 */
AipWorkflow *aip_workflow_load            (GFile              *folder,
                                           GError            **error) G_GNUC_WARN_UNUSED_RESULT;
AipWorkflow *aip_workflow_new_from_text   (const char         *description_json,
                                           const char         *graph_json,
                                           GError            **error) G_GNUC_WARN_UNUSED_RESULT;

const char  *aip_workflow_get_id          (AipWorkflow        *self);
const char  *aip_workflow_get_title       (AipWorkflow        *self);
const char  *aip_workflow_get_description (AipWorkflow        *self);
/* "still", "video", "upscale" … */
const char  *aip_workflow_get_kind        (AipWorkflow        *self);
/* Which model it runs, as presets/targets.json calls it; empty when the workflow does not say. */
const char  *aip_workflow_get_target      (AipWorkflow        *self);
/* Which kind of control picture it follows ("pose", "depth", "canny", "tile"); empty: none or any. */
const char  *aip_workflow_get_control     (AipWorkflow        *self);
/* What its workflow.json says, whether it is understood here or not. Not to be changed. */
JsonNode    *aip_workflow_get_source      (AipWorkflow        *self);
/* Not to be changed; aip_workflow_bind() answers copies. */
AipGraph    *aip_workflow_get_graph       (AipWorkflow        *self);
guint        aip_workflow_get_n_models    (AipWorkflow        *self);
const AipWorkflowModel *
             aip_workflow_get_model       (AipWorkflow        *self,
                                           guint               index);
gboolean     aip_workflow_has_role        (AipWorkflow        *self,
                                           const char         *role);
/* Whether a job may leave a role that is bound without a value: its nodes are taken out then. */
gboolean     aip_workflow_is_optional     (AipWorkflow        *self,
                                           const char         *role);
/* (element-type AipGraphRef), empty when the role is not bound; belongs to the workflow. */
const GArray *aip_workflow_get_bindings   (AipWorkflow        *self,
                                           const char         *role);
/* The node whose file is the result. */
const char  *aip_workflow_get_output_node (AipWorkflow        *self);
/* What an unset role is bound to; @fallback when the workflow names no default. */
double       aip_workflow_get_default_number (AipWorkflow     *self,
                                              const char      *role,
                                              double           fallback);

/*
 * (transfer full): every role that is bound, sorted.
 */
char       **aip_workflow_list_roles      (AipWorkflow        *self) G_GNUC_WARN_UNUSED_RESULT;
/*
 * What @role is when nobody says anything, and what it may be; FALSE if it is not bound to a number.
 * Where the workflow names no limit, @min and @max are infinite.
 */
gboolean     aip_workflow_get_parameter   (AipWorkflow        *self,
                                           const char         *role,
                                           double             *value,
                                           double             *min,
                                           double             *max);

/* Rounds a wanted size to what the workflow can do, keeping the aspect as nearly as it allows.
 * TRUE if it changed. */
gboolean     aip_workflow_fit_size        (AipWorkflow        *self,
                                           int                *width,
                                           int                *height);
/* Frames a second of the movies it makes; 0 for stills and where it does not say. */
double       aip_workflow_get_fps         (AipWorkflow        *self);
/* The number of frames nearest to @frames that the workflow can make. */
int          aip_workflow_fit_frames      (AipWorkflow        *self,
                                           int                 frames);
/* GPU memory in bytes for one image (or, where frames are bound, a clip of @frames) of this size; 0
 * when the workflow does not say. */
guint64      aip_workflow_estimate_vram   (AipWorkflow        *self,
                                           int                 width,
                                           int                 height,
                                           int                 frames);

/*
 * Answers a copy of the graph with every bound role set. Prompt, seed, filename-prefix and output
 * must be bound (AIP_ERROR_UNBOUND otherwise), the first three must be given (AIP_ERROR_INVALID).
 * What only changes a picture needs neither prompt nor seed.
 * A negative that is not given is the empty text, never the prompt. @changes (out, optional,
 * transfer full): sentences about what could not be done exactly as asked (size rounded …).
 */
AipGraph    *aip_workflow_bind            (AipWorkflow        *self,
                                           AipWorkflowValues  *values,
                                           char             ***changes,
                                           GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* That prompt and negative go to the encoders which really are wired to the samplers' positive and
 * negative, by following links; AIP_ERROR_INVALID naming the node otherwise. Done by load. */
gboolean     aip_workflow_verify_roles    (AipWorkflow        *self,
                                           GError            **error);
/* What is missing on a worker for this workflow, as sentences; empty when nothing is. */
char       **aip_workflow_check           (AipWorkflow        *self,
                                           AipNodeCatalogue   *catalogue) G_GNUC_WARN_UNUSED_RESULT;
/* The same for what a job would set in it, beside pictures: numbers outside of what the nodes of the
 * worker take, choices that are not in its lists. */
char       **aip_workflow_check_values    (AipWorkflow        *self,
                                           AipWorkflowValues  *values,
                                           AipNodeCatalogue   *catalogue) G_GNUC_WARN_UNUSED_RESULT;
/* The number that is used where @value is wanted: the same, or the limit of the workflow. */
double       aip_workflow_fit_number      (AipWorkflow        *self,
                                           const char         *role,
                                           double              value);

G_END_DECLS
