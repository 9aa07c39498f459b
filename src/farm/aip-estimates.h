/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define AIP_TYPE_ESTIMATES (aip_estimates_get_type ())

/*
 * What was learned about how long a workflow takes on a worker. Belongs to the machine; kept in the
 * registry of workers.
 */
G_DECLARE_FINAL_TYPE (AipEstimates, aip_estimates, AIP, ESTIMATES, GObject)

AipEstimates *aip_estimates_new         (void) G_GNUC_WARN_UNUSED_RESULT;
/* A job of @workflow ran for @seconds on the worker @address. */
void          aip_estimates_learn       (AipEstimates *self,
                                         const char   *address,
                                         const char   *workflow,
                                         double        seconds);
/* The best guess: of this worker, else of this workflow anywhere, else of anything. Never 0. */
double        aip_estimates_get_seconds (AipEstimates *self,
                                         const char   *address,
                                         const char   *workflow);
/* A workflow has run out of memory on a worker; not remembered over a restart. */
void          aip_estimates_learn_oom   (AipEstimates *self,
                                         const char   *address,
                                         const char   *workflow);
gboolean      aip_estimates_had_oom     (AipEstimates *self,
                                         const char   *address,
                                         const char   *workflow);

JsonObject   *aip_estimates_to_json     (AipEstimates *self) G_GNUC_WARN_UNUSED_RESULT;
/* Adds what can be read; the rest of @object is ignored. */
void          aip_estimates_read_json   (AipEstimates *self,
                                         JsonObject   *object);

G_END_DECLS
