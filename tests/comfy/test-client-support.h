/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-comfy-client.h"
#include "aip-workflow-store.h"
#include "test-comfy-server.h"
#include "test-support.h"

G_BEGIN_DECLS

/* A client with times short enough for tests, and what it has told. */
typedef struct {
  TestComfyServer *server;
  AipComfyClient  *client;
  AipGraph        *graph;          /* flux-dev, bound */
  GPtrArray       *log;            /* texts: one a signal, in order */
  guint            n_resyncs;
  guint            n_previews;
  double           last_value;
} Fixture;

void             fixture_set_up      (Fixture         *self,
                                      gconstpointer    data);
void             fixture_tear_down   (Fixture         *self,
                                      gconstpointer    data);
void             fixture_go_online   (Fixture         *self);
/* Whether a line of the log is exactly @line. */
gboolean         fixture_has_line    (Fixture         *self,
                                      const char      *line);
guint            fixture_count_lines (Fixture         *self,
                                      const char      *line);
/* The log as one text, without the lines about state and queue. */
char            *fixture_dup_story   (Fixture         *self,
                                      const char      *prompt_id);

/* Each waits for its end. */
AipComfySubmission *
                 fixture_submit      (Fixture         *self,
                                      const char      *prompt_id,
                                      GError         **error);
AipComfyHistory *fixture_history     (Fixture         *self,
                                      const char      *prompt_id,
                                      GError         **error);
AipComfyQueue   *fixture_queue       (Fixture         *self,
                                      GError         **error);

AipGraph        *fixture_bind_flux   (const char      *prompt,
                                      const char      *negative,
                                      guint64          seed,
                                      const char      *prefix);

G_END_DECLS
