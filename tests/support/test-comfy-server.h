/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * A ComfyUI server for tests, in the test's own process and main loop, on a free port of 127.0.0.1.
 * Any number of them may live in one test. Unless told otherwise it behaves: a posted graph is
 * queued, run (messages in the real order, a few progress steps), written into the history and
 * reported; each run makes one small real PNG per SaveImage node, which /view serves.
 *
 * It can be told to misbehave in every way that the protocol page lists:
 *
 *  - hold points: test_comfy_server_hold (server, POINT) makes everything that reaches POINT wait;
 *    spin until test_comfy_server_get_n_waiting () says that it is there, look around, then step ()
 *    one or release () all. Tests use these instead of sleeping.
 *  - faults: test_comfy_server_set_fault (server, FAULT, n) for the next n times (-1: always).
 *  - scripts: send_text (), send_binary (), send_raw () put anything on a client's socket.
 *  - stop () and start () (same port), restart () (queue and history lost, no close frame),
 *    drop_sockets () and freeze_sockets ().
 *
 * A record of everything that was posted is kept: get_n_posts (), get_post_body () …
 */

#define TEST_TYPE_COMFY_SERVER (test_comfy_server_get_type ())
G_DECLARE_FINAL_TYPE (TestComfyServer, test_comfy_server, TEST, COMFY_SERVER, GObject)

/**
 * TestComfyPoint:
 * @TEST_COMFY_POINT_ANSWER: the graph is queued, the answer to POST /prompt is not sent yet
 * @TEST_COMFY_POINT_START: pending, about to run
 * @TEST_COMFY_POINT_RUNNING: `execution_start` and the first half of the progress are out
 * @TEST_COMFY_POINT_HISTORY: `execution_success` is out, the history is not written
 * @TEST_COMFY_POINT_END: the history is written, `status` and `executing {node: null}` are not out
 * @TEST_COMFY_POINT_VIEW: GET /view, before its answer
 * @TEST_COMFY_POINT_UPLOAD: POST /upload/image, before its answer
 * @TEST_COMFY_POINT_GREETING: sockets that open while it is held never get a first `status`
 * @TEST_COMFY_POINT_HTTP: every other HTTP request, before it is looked at
 */
typedef enum {
  TEST_COMFY_POINT_ANSWER,
  TEST_COMFY_POINT_START,
  TEST_COMFY_POINT_RUNNING,
  TEST_COMFY_POINT_HISTORY,
  TEST_COMFY_POINT_END,
  TEST_COMFY_POINT_VIEW,
  TEST_COMFY_POINT_UPLOAD,
  TEST_COMFY_POINT_GREETING,
  TEST_COMFY_POINT_HTTP,
  TEST_COMFY_N_POINTS,
} TestComfyPoint;

/**
 * TestComfyFault:
 * @TEST_COMFY_FAULT_PROMPT_400: the graph is refused with node errors
 * @TEST_COMFY_FAULT_PROMPT_413: refused as too large, in plain text
 * @TEST_COMFY_FAULT_PROMPT_500: refused with the server's text, nothing queued
 * @TEST_COMFY_FAULT_PROMPT_500_QUEUED: the same answer although it was queued
 * @TEST_COMFY_FAULT_PROMPT_BREAK: queued, then the connection ends without an answer
 * @TEST_COMFY_FAULT_PROMPT_HALF: queued, then half an answer
 * @TEST_COMFY_FAULT_PROMPT_PARTIAL: queued, 200 with node_errors
 * @TEST_COMFY_FAULT_RUN_ERROR: the run fails with a RuntimeError
 * @TEST_COMFY_FAULT_RUN_OOM: the run fails with torch.OutOfMemoryError
 * @TEST_COMFY_FAULT_RUN_BLOCKED: `execution_error`, then success without any output
 * @TEST_COMFY_FAULT_RUN_SILENT: the run sends nothing on the socket but its `status` messages
 * @TEST_COMFY_FAULT_RUN_NO_END: the run's `executing {node: null}` is not sent
 * @TEST_COMFY_FAULT_RUN_TWICE: every message of the run is sent twice
 * @TEST_COMFY_FAULT_RUN_UNINTERRUPTIBLE: the run does not react to /interrupt until it is released
 * @TEST_COMFY_FAULT_VIEW_404: the reported file is gone
 * @TEST_COMFY_FAULT_VIEW_500: the server's text
 * @TEST_COMFY_FAULT_VIEW_HALF: half the announced bytes, then the connection ends
 * @TEST_COMFY_FAULT_VIEW_CUT: a file that was cut short on the worker's disk
 * @TEST_COMFY_FAULT_VIEW_HTML: an HTML page with status 200
 * @TEST_COMFY_FAULT_VIEW_ENDLESS: a chunked body without end
 * @TEST_COMFY_FAULT_UPLOAD_RENAME: the file is stored under another name
 * @TEST_COMFY_FAULT_UPLOAD_500: the server's text
 * @TEST_COMFY_FAULT_DEAF: new messages are not sent to any socket (pings are answered)
 * @TEST_COMFY_FAULT_REFUSE_SOCKET: /ws answers 403
 * @TEST_COMFY_FAULT_HTTP_500: every GET but /ws and /view answers the server's text
 * @TEST_COMFY_FAULT_HTTP_HALF: every GET but /ws and /view sends half an answer
 * @TEST_COMFY_FAULT_HTTP_ENDLESS: every GET but /ws and /view sends a chunked body without end
 */
typedef enum {
  TEST_COMFY_FAULT_PROMPT_400,
  TEST_COMFY_FAULT_PROMPT_413,
  TEST_COMFY_FAULT_PROMPT_500,
  TEST_COMFY_FAULT_PROMPT_500_QUEUED,
  TEST_COMFY_FAULT_PROMPT_BREAK,
  TEST_COMFY_FAULT_PROMPT_HALF,
  TEST_COMFY_FAULT_PROMPT_PARTIAL,
  TEST_COMFY_FAULT_RUN_ERROR,
  TEST_COMFY_FAULT_RUN_OOM,
  TEST_COMFY_FAULT_RUN_BLOCKED,
  TEST_COMFY_FAULT_RUN_SILENT,
  TEST_COMFY_FAULT_RUN_NO_END,
  TEST_COMFY_FAULT_RUN_TWICE,
  TEST_COMFY_FAULT_RUN_UNINTERRUPTIBLE,
  TEST_COMFY_FAULT_VIEW_404,
  TEST_COMFY_FAULT_VIEW_500,
  TEST_COMFY_FAULT_VIEW_HALF,
  TEST_COMFY_FAULT_VIEW_CUT,
  TEST_COMFY_FAULT_VIEW_HTML,
  TEST_COMFY_FAULT_VIEW_ENDLESS,
  TEST_COMFY_FAULT_UPLOAD_RENAME,
  TEST_COMFY_FAULT_UPLOAD_500,
  TEST_COMFY_FAULT_DEAF,
  TEST_COMFY_FAULT_REFUSE_SOCKET,
  TEST_COMFY_FAULT_HTTP_500,
  TEST_COMFY_FAULT_HTTP_HALF,
  TEST_COMFY_FAULT_HTTP_ENDLESS,
  TEST_COMFY_N_FAULTS,
} TestComfyFault;

TestComfyServer *test_comfy_server_new             (void);
/* "http://127.0.0.1:PORT", the same for the server's life. */
const char      *test_comfy_server_get_address     (TestComfyServer *self);
guint            test_comfy_server_get_port        (TestComfyServer *self);

void             test_comfy_server_start           (TestComfyServer *self);
void             test_comfy_server_stop            (TestComfyServer *self);
void             test_comfy_server_restart         (TestComfyServer *self);
/* All sockets end without a close frame. */
void             test_comfy_server_drop_sockets    (TestComfyServer *self);
/* All sockets stay open and are never read or written again: not even a ping is answered. */
void             test_comfy_server_freeze_sockets  (TestComfyServer *self);

void             test_comfy_server_hold            (TestComfyServer *self,
                                                    TestComfyPoint   point);
void             test_comfy_server_step            (TestComfyServer *self,
                                                    TestComfyPoint   point);
void             test_comfy_server_release         (TestComfyServer *self,
                                                    TestComfyPoint   point);
guint            test_comfy_server_get_n_waiting   (TestComfyServer *self,
                                                    TestComfyPoint   point);
void             test_comfy_server_set_fault       (TestComfyServer *self,
                                                    TestComfyFault   fault,
                                                    int              times);

/* What /system_stats reports: one CUDA device of this name and size. */
void             test_comfy_server_set_gpu         (TestComfyServer *self,
                                                    const char      *name,
                                                    guint64          vram_total);
/* What GET PATH answers from now on, instead of the server's own answer. */
void             test_comfy_server_set_answer      (TestComfyServer *self,
                                                    const char      *path,
                                                    guint            status,
                                                    const char      *content_type,
                                                    const char      *body,
                                                    gssize           length);

/* What nodes of a class report as their output from now on, such as “{"gifs": [{"filename": …}]}”,
 * instead of the server's own pictures; makes output nodes of them. */
void             test_comfy_server_set_output      (TestComfyServer *self,
                                                    const char      *class_type,
                                                    const char      *output);
/* A file that /view serves. @type: `output` or `temp` */
void             test_comfy_server_add_file        (TestComfyServer *self,
                                                    const char      *type,
                                                    const char      *subfolder,
                                                    const char      *name,
                                                    GBytes          *content);

/* Posted graphs, oldest first, accepted or not. */
guint            test_comfy_server_get_n_posts     (TestComfyServer *self);
const char      *test_comfy_server_get_post_id     (TestComfyServer *self,
                                                    guint            index);
/* The whole body as it came. */
const char      *test_comfy_server_get_post_body   (TestComfyServer *self,
                                                    guint            index);
/* How often a prompt of this id was run to the end; more than once is a failure of the client. */
guint            test_comfy_server_get_n_runs      (TestComfyServer *self,
                                                    const char      *prompt_id);
/* Requests so far, such as ("GET", "/view"); NULL matches anything. */
guint            test_comfy_server_get_n_requests  (TestComfyServer *self,
                                                    const char      *method,
                                                    const char      *path);
/* The value of a header in the last request of that path, "" if it had none. */
const char      *test_comfy_server_get_last_header (TestComfyServer *self,
                                                    const char      *path,
                                                    const char      *header);
gboolean         test_comfy_server_has_upload      (TestComfyServer *self,
                                                    const char      *name,
                                                    GBytes         **content);

guint            test_comfy_server_get_n_sockets   (TestComfyServer *self);
/* Sockets accepted so far. */
guint            test_comfy_server_get_n_connects  (TestComfyServer *self);
/* Text messages of clients so far, oldest first. */
guint            test_comfy_server_get_n_received  (TestComfyServer *self);
const char      *test_comfy_server_get_received    (TestComfyServer *self,
                                                    guint            index);

/* @client_id: NULL for every socket. send_raw () writes bytes below the frame layer. */
void             test_comfy_server_send_text       (TestComfyServer *self,
                                                    const char      *client_id,
                                                    const char      *text);
void             test_comfy_server_send_binary     (TestComfyServer *self,
                                                    const char      *client_id,
                                                    const void      *data,
                                                    gsize            length);
void             test_comfy_server_send_raw        (TestComfyServer *self,
                                                    const char      *client_id,
                                                    const void      *data,
                                                    gsize            length);

G_END_DECLS
