/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "aip-graph.h"
#include "test-comfy-server.h"

G_BEGIN_DECLS

typedef struct {
  TestComfyServer *server;       /* not owned */
  char            *id;
  char            *client_id;    /* NULL: the post had none */
  gint64           number;
  JsonNode        *body;         /* the whole post */
  AipGraph        *graph;
  JsonObject      *outputs;      /* node → output, so far */
  gboolean         cached;
  gboolean         interrupted;
} TestPrompt;

/* Somebody who waits at a hold point. */
typedef struct {
  TestPrompt        *prompt;     /* NULL: an HTTP request */
  SoupServerMessage *message;
  void             (*go_on) (TestComfyServer *self, gpointer data);
  gpointer           data;
} TestWaiter;

typedef struct {
  TestComfyServer         *server;
  SoupWebsocketConnection *connection;
  char                    *id;
} TestSocket;

typedef struct {
  char *id;
  char *body;
} TestPost;

typedef struct {
  guint   status;
  char   *content_type;
  GBytes *body;
} TestAnswer;

struct _TestComfyServer
{
  GObject      parent_instance;

  SoupServer  *server;
  guint        port;
  char        *address;

  GPtrArray   *sockets;          /* TestSocket: all that are open */
  GHashTable  *socket_by_id;     /* client id → TestSocket: the one that gets messages */
  GArray      *frozen;           /* descriptors that keep frozen sockets open */
  guint        n_connects;
  GPtrArray   *received;         /* texts */

  gboolean     held[TEST_COMFY_N_POINTS];
  GQueue       waiting[TEST_COMFY_N_POINTS];
  int          faults[TEST_COMFY_N_FAULTS];

  GPtrArray   *pending;          /* TestPrompt */
  TestPrompt  *running;
  guint        start_id;
  gint64       counter;
  JsonObject  *history;
  GHashTable  *cache;            /* text of a graph → its outputs */
  GHashTable  *files;            /* "type/subfolder/name" → GBytes */
  guint        n_files;
  GHashTable  *n_runs;           /* prompt id → count */

  GPtrArray   *posts;
  GPtrArray   *requests;         /* "METHOD /path" */
  GHashTable  *headers;          /* path → name → value, of the last request */
  GHashTable  *answers;          /* path → TestAnswer */
  GHashTable  *scripted;         /* class → JsonNode, its output */

  char        *gpu_name;
  guint64      vram_total;
};

/* test-comfy-run.c: the queue and what a run sends */

TestPrompt *test_prompt_new               (TestComfyServer *self,
                                           JsonNode        *body);
void        test_prompt_free              (gpointer         data);
void        test_comfy_run_enqueue        (TestComfyServer *self,
                                           TestPrompt      *prompt);
void        test_comfy_run_schedule       (TestComfyServer *self);
void        test_comfy_run_interrupt      (TestComfyServer *self,
                                           const char      *prompt_id);
void        test_comfy_run_delete         (TestComfyServer *self,
                                           const char      *prompt_id);
void        test_comfy_run_broadcast      (TestComfyServer *self);
JsonNode   *test_comfy_run_queue          (TestComfyServer *self);
guint       test_comfy_run_remaining      (TestComfyServer *self);

/* test-comfy-http.c: what is answered */

void        test_comfy_http_early_cb      (SoupServer        *server,
                                           SoupServerMessage *message,
                                           const char        *path,
                                           GHashTable        *query,
                                           gpointer           user_data);
void        test_comfy_http_request_cb    (SoupServer        *server,
                                           SoupServerMessage *message,
                                           const char        *path,
                                           GHashTable        *query,
                                           gpointer           user_data);

/* test-comfy-server.c */

gboolean    test_comfy_server_take_fault  (TestComfyServer *self,
                                           TestComfyFault   fault);
/* Calls @go_on now, or when the point is released. */
void        test_comfy_server_reach       (TestComfyServer *self,
                                           TestComfyPoint   point,
                                           TestPrompt      *prompt,
                                           void           (*go_on) (TestComfyServer *self,
                                                                    gpointer         data),
                                           gpointer         data);
/* The server's own messages, which deafness stops. */
void        test_comfy_server_tell        (TestComfyServer *self,
                                           const char      *client_id,
                                           const char      *text);
void        test_comfy_server_tell_binary (TestComfyServer *self,
                                           const char      *client_id,
                                           GBytes          *bytes);
/* Pure ASCII with \u escapes, as Python writes it. */
char       *test_comfy_to_ascii           (const char      *json);
GBytes     *test_comfy_make_png           (guint            seed);
char       *test_comfy_file_key           (const char      *type,
                                           const char      *subfolder,
                                           const char      *name);

G_END_DECLS
