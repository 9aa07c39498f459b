/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "aip-draft-json.h"
#include "aip-draft-server.h"
#include "test-support.h"

G_BEGIN_DECLS

/*
 * A draft worker in this process and a client that talks to it over real sockets.
 */

typedef struct
{
  AipDraftServer *server;
  SoupSession    *session;
} Fixture;

/* A web socket and everything that came through it. */
typedef struct
{
  SoupWebsocketConnection *connection;
  GPtrArray               *messages;  /* AipDraftJson; a string for a binary frame: its event */
  GPtrArray               *frames;    /* GBytes */
  GPtrArray               *texts;     /* char *: the text messages as they came */
  gboolean                 closed;
} Socket;

typedef struct
{
  guint         status;
  GBytes       *bytes;
  char         *text;
  AipDraftJson *json;     /* NULL if the body is none */
  SoupMessage  *message;
} Answer;

/* As fast as it can, but with previews. */
extern const AipDraftOptions fixture_fast;

void          fixture_init         (Fixture               *self,
                                    const AipDraftOptions *options);
void          fixture_clear        (Fixture               *self);

void          fixture_request      (Fixture               *self,
                                    const char            *method,
                                    const char            *path,
                                    const char            *body,
                                    Answer                *answer);
/* Sends a message the caller has made; takes it. */
void          fixture_send         (Fixture               *self,
                                    SoupMessage           *message,
                                    Answer                *answer);
void          fixture_get          (Fixture               *self,
                                    const char            *path,
                                    Answer                *answer);
/* The answer has to be 200. Returns the prompt id. @rest: more members of the request, or NULL. */
char         *fixture_post_prompt  (Fixture               *self,
                                    const char            *graph,
                                    const char            *client_id,
                                    const char            *rest) G_GNUC_WARN_UNUSED_RESULT;
/* Spins until the prompt is in the history; returns its entry. */
AipDraftJson *fixture_wait         (Fixture               *self,
                                    const char            *prompt_id) G_GNUC_WARN_UNUSED_RESULT;
void          fixture_upload       (Fixture               *self,
                                    const char            *name,
                                    const char            *subfolder,
                                    GBytes                *content,
                                    Answer                *answer);
/* A small PNG of one colour. */
GBytes       *fixture_picture      (int                    width,
                                    int                    height,
                                    guint32                rgb) G_GNUC_WARN_UNUSED_RESULT;

Socket       *socket_open          (Fixture               *self,
                                    const char            *client_id,
                                    gboolean               flags) G_GNUC_WARN_UNUSED_RESULT;
void          socket_close         (Socket                *self);
/* How many messages of this type have come. */
guint         socket_count         (Socket                *self,
                                    const char            *type);
/* The data of the last message of this type, or NULL. */
AipDraftJson *socket_last          (Socket                *self,
                                    const char            *type);
/* Spins until `executing {node: null}` for this prompt. */
void          socket_wait_end      (Socket                *self,
                                    const char            *prompt_id);
/* Each message as one short line, comparable between servers. */
GStrv         socket_to_lines      (Socket                *self) G_GNUC_WARN_UNUSED_RESULT;

void          answer_clear         (Answer                *self);
AipDraftJson *load_json            (const char            *relative) G_GNUC_WARN_UNUSED_RESULT;
/* The member at the end of a path like "a/b/0/c", or NULL. */
AipDraftJson *json_at              (AipDraftJson          *json,
                                    const char            *path);
const char   *json_text_at         (AipDraftJson          *json,
                                    const char            *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Socket, socket_close)

G_END_DECLS
