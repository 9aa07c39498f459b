/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-scheduler.h"
#include "test-support.h"

G_BEGIN_DECLS

#define FARM_GIB ((guint64) 1 << 30)

/* An open project with a few shots and a scheduler that is quick to lose patience. */
typedef struct {
  char         *folder;      /* of the test; the project is in it */
  char         *project;
  AipDocument  *document;
  AipScheduler *scheduler;
  GPtrArray    *log;         /* sentences */
  guint         n_idle;
  guint         n_takes;     /* take-added */
} FarmFixture;

FarmFixture *farm_fixture_new          (guint         n_shots);
/* Closes everything and checks that nothing half written is left. */
void         farm_fixture_free         (FarmFixture  *self);

/* Close and open again, as another run of the program would. Any server stays as it is. */
void         farm_fixture_close        (FarmFixture  *self);
void         farm_fixture_open         (FarmFixture  *self);

AipScheduler *farm_scheduler_new       (void);
AipDocument *farm_project_create       (const char   *folder,
                                        guint         n_shots);
AipDocument *farm_project_open         (const char   *folder);
void         farm_project_close        (AipDocument  *document);
void         farm_scheduler_stop       (AipScheduler *scheduler);

/* What prompts are composed with, once it is there. */
AipCinema   *farm_wait_cinema          (FarmFixture  *self);
AipShot     *farm_shot                 (FarmFixture  *self,
                                        guint         index);
/* (transfer none): the newest job of that shot. */
AipJob      *farm_job                  (FarmFixture  *self,
                                        guint         index);
/* Queues the shots @first … @first + @n - 1. */
void         farm_enqueue              (FarmFixture  *self,
                                        guint         first,
                                        guint         n);
AipWorker   *farm_add_worker           (FarmFixture  *self,
                                        const char   *address);
/* Adds it and waits until it is ready for work. */
AipWorker   *farm_add_ready_worker     (FarmFixture  *self,
                                        const char   *address);
void         farm_edit_shot            (FarmFixture  *self,
                                        guint         index,
                                        const char   *field,
                                        const char   *text);

void         farm_wait_state           (FarmFixture  *self,
                                        guint         index,
                                        AipJobState   state);
void         farm_wait_all_done        (FarmFixture  *self);
gboolean     farm_log_contains         (FarmFixture  *self,
                                        const char   *text);

/* Exactly one accepted take for each done job, its file there and decodable, no two takes of a shot
 * with one number, no leftovers in the folders. */
void         farm_check_takes          (AipDocument  *document);

G_END_DECLS
