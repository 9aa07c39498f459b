/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-draft-store.h"
#include "aip-draft-value.h"

G_BEGIN_DECLS

/**
 * AipDraftOptions:
 * @vram_gb: the GPU memory that the worker claims to have, in GiB
 * @speed: 1 takes about two seconds for a card of 20 steps; higher is faster
 * @step_ms: milliseconds of one sampling step at speed 1
 * @instant: no waiting and no previews at all
 * @quirks: also behave as badly as the real server where that only hurts
 * @name: (nullable): shown in the device name
 */
typedef struct
{
  double      vram_gb;
  double      speed;
  int         step_ms;
  gboolean    instant;
  gboolean    quirks;
  const char *name;
} AipDraftOptions;

/**
 * AipDraftCall:
 *
 * One node being acted out. The caller fills the first part; the node answers in the second.
 */
typedef struct _AipDraftCall AipDraftCall;

struct _AipDraftCall
{
  const AipDraftOptions *options;
  AipDraftStore         *store;
  const char            *class_type;
  AipDraftJson          *graph;
  AipDraftJson          *extra_data;
  GHashTable            *inputs;      /* name → AipDraftValue */
  gboolean               wants_preview;

  /* Waits @weight times as long as one step takes, then reports it. FALSE: interrupted, give up
   * at once. @preview: (nullable): JPEG bytes */
  gboolean             (*step)        (AipDraftCall *call,
                                       int           value,
                                       int           max,
                                       double        weight,
                                       GBytes       *preview);
  gpointer               user_data;

  GPtrArray             *outputs;     /* AipDraftValue, by slot */
  AipDraftJson          *ui;          /* of an output node, or NULL */
  const char            *exception_type;
  char                  *exception_message;
  gboolean               interrupted;
};

/* FALSE: failed (exception set) or interrupted. */
gboolean       aip_draft_ops_run           (AipDraftCall  *call);

/* For the nodes themselves. */
AipDraftValue *aip_draft_call_input        (AipDraftCall  *call,
                                            const char    *name);
gint64         aip_draft_call_int          (AipDraftCall  *call,
                                            const char    *name,
                                            gint64         fallback);
double         aip_draft_call_double       (AipDraftCall  *call,
                                            const char    *name,
                                            double         fallback);
const char    *aip_draft_call_string       (AipDraftCall  *call,
                                            const char    *name);
void           aip_draft_call_answer       (AipDraftCall  *call,
                                            AipDraftValue *value);
/* Always FALSE. */
gboolean       aip_draft_call_fail         (AipDraftCall  *call,
                                            const char    *type,
                                            const char    *format,
                                            ...) G_GNUC_PRINTF (3, 4);
gboolean       aip_draft_call_out_of_memory (AipDraftCall *call,
                                            double         wanted_gb);

/* The families of nodes; each sets *known to FALSE for a class that is not its own. */
gboolean       aip_draft_ops_run_sampling  (AipDraftCall  *call,
                                            gboolean      *known);
gboolean       aip_draft_ops_run_image     (AipDraftCall  *call,
                                            gboolean      *known);
gboolean       aip_draft_ops_run_movie     (AipDraftCall  *call,
                                            gboolean      *known);

G_END_DECLS
