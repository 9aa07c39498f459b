/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "aip-draft-executor.h"
#include "aip-draft-json.h"
#include "aip-draft-nodes.h"
#include "aip-draft-queue.h"
#include "aip-draft-server.h"
#include "aip-draft-sockets.h"
#include "aip-draft-store.h"

G_BEGIN_DECLS

/* The biggest request body, and what GET /features says about it. */
#define AIP_DRAFT_MAX_BODY 104857600

struct _AipDraftServer
{
  GObject            parent_instance;

  AipDraftOptions    options;
  char              *name;
  char              *url;
  SoupServer        *soup;

  AipDraftNodes     *nodes;
  AipDraftStore     *store;
  AipDraftExecutor  *executor;
  AipDraftQueue     *queue;
  AipDraftHistory   *history;
  AipDraftSockets   *sockets;

  AipDraftPrompt    *running;
  char              *running_node;  /* the last one that `executing` named */
  gint64             next_number;
};

/* Answers. */
void          _aip_draft_server_answer_json   (SoupServerMessage *message,
                                               guint              status,
                                               AipDraftJson      *json);
void          _aip_draft_server_answer_text   (SoupServerMessage *message,
                                               guint              status,
                                               const char        *text);
void          _aip_draft_server_answer_empty  (SoupServerMessage *message,
                                               guint              status);
/* The text of an error that a real server did not foresee. */
void          _aip_draft_server_answer_500    (SoupServerMessage *message);
AipDraftJson *_aip_draft_server_read_body     (SoupServerMessage *message)
  G_GNUC_WARN_UNUSED_RESULT;

/* The queue. */
guint         _aip_draft_server_get_remaining (AipDraftServer    *self);
void          _aip_draft_server_queue_changed (AipDraftServer    *self);
/* Takes @prompt. */
void          _aip_draft_server_enqueue       (AipDraftServer    *self,
                                               AipDraftPrompt    *prompt);

/* The routes. @path without the /api in front; FALSE if it is none of theirs. */
gboolean      _aip_draft_server_route         (AipDraftServer    *self,
                                               SoupServerMessage *message,
                                               const char        *path,
                                               GHashTable        *query);
gboolean      _aip_draft_server_route_files   (AipDraftServer    *self,
                                               SoupServerMessage *message,
                                               const char        *path,
                                               GHashTable        *query);
void          _aip_draft_server_post_prompt   (AipDraftServer    *self,
                                               SoupServerMessage *message);

G_END_DECLS
