/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

#include "aip-draft-pixels.h"
#include "fixture.h"

static void
check_status (Fixture    *fixture,
              const char *method,
              const char *path,
              guint       status)
{
  g_auto(Answer) answer = { 0 };

  g_test_message ("%s %s", method, path);
  fixture_request (fixture, method, path, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, status);
}

/* What every client asks first. */
static void
test_routes (void)
{
  static const char *const both[] = { "", "/api" };
  AipDraftOptions options = fixture_fast;
  g_auto(Fixture) fixture = { 0 };

  options.vram_gb = 12;
  options.name = "Desk 2";
  fixture_init (&fixture, &options);

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autofree char *stats_path = g_strconcat (both[i], "/system_stats", NULL);
      g_autofree char *info_path = g_strconcat (both[i], "/object_info", NULL);
      g_autofree char *models_path = g_strconcat (both[i], "/models/checkpoints", NULL);
      g_auto(Answer) stats = { 0 };
      g_auto(Answer) info = { 0 };
      g_auto(Answer) models = { 0 };

      fixture_get (&fixture, stats_path, &stats);
      g_assert_cmpuint (stats.status, ==, 200);
      g_assert_cmpint (aip_draft_json_get_int (json_at (stats.json, "devices/0/vram_total"), 0), ==,
                       G_GINT64_CONSTANT (12) << 30);
      g_assert_cmpstr (json_text_at (stats.json, "devices/0/type"), ==, "draft");
      g_assert_nonnull (strstr (json_text_at (stats.json, "devices/0/name"), "Draft worker"));
      g_assert_true (g_str_has_prefix (json_text_at (stats.json, "devices/0/name"), "Desk 2"));
      g_assert_true (g_str_has_suffix (json_text_at (stats.json, "system/comfyui_version"),
                                       "-draft"));

      /* Both forms of a list. */
      fixture_get (&fixture, info_path, &info);
      g_assert_true (aip_draft_json_is_array (
        json_at (info.json, "KSampler/input/required/sampler_name/0")));
      g_assert_cmpstr (json_text_at (info.json, "SaveVideo/input/required/codec/0"), ==, "COMBO");
      g_assert_cmpstr (json_text_at (info.json, "SaveVideo/input/required/codec/1/options/0"), ==,
                       "auto");
      g_assert_cmpstr (json_text_at (info.json, "SaveVideo/input_order/required/0"), ==, "video");

      fixture_get (&fixture, models_path, &models);
      g_assert_cmpstr (json_text_at (models.json, "0"), ==, "sd_xl_base_1.0.safetensors");
    }

  check_status (&fixture, "GET", "/", 200);
  check_status (&fixture, "GET", "/models", 200);
  check_status (&fixture, "GET", "/models/nosuch", 404);
  check_status (&fixture, "GET", "/embeddings", 200);
  check_status (&fixture, "GET", "/object_info/NoSuch", 200);
  check_status (&fixture, "GET", "/history?max_items=abc", 500);
  check_status (&fixture, "GET", "/nosuch", 404);
  check_status (&fixture, "GET", "/api/internal/logs", 404);
  check_status (&fixture, "PUT", "/prompt", 405);
  check_status (&fixture, "DELETE", "/view", 405);
  check_status (&fixture, "OPTIONS", "/prompt", 200);
  check_status (&fixture, "HEAD", "/queue", 200);
}

static void
check_origin (Fixture    *fixture,
              const char *path,
              const char *host,
              const char *origin,
              guint       status)
{
  g_autofree char *uri = g_strconcat (aip_draft_server_get_url (fixture->server), path, NULL);
  SoupMessage *message = soup_message_new ("GET", uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_auto(Answer) answer = { 0 };

  if (host != NULL)
    soup_message_headers_replace (headers, "Host", host);
  if (origin != NULL)
    soup_message_headers_replace (headers, "Origin", origin);
  g_test_message ("%s: host %s, origin %s", path, host, origin);
  fixture_send (fixture, message, &answer);
  g_assert_cmpuint (answer.status, ==, status);
}

/* A page in somebody's browser must not drive the worker on the same machine. */
static void
test_origin (void)
{
  g_auto(Fixture) fixture = { 0 };
  const char *own;

  fixture_init (&fixture, &fixture_fast);
  own = aip_draft_server_get_url (fixture.server);

  check_origin (&fixture, "/queue", NULL, NULL, 200);
  check_origin (&fixture, "/queue", NULL, own, 200);
  check_origin (&fixture, "/queue", NULL, "null", 200);
  check_origin (&fixture, "/queue", NULL, "http://evil.example", 403);
  check_origin (&fixture, "/queue", NULL, "http://127.0.0.1:1", 403);
  check_origin (&fixture, "/queue", "localhost:8188", "http://127.0.0.1:8188", 403);
  check_origin (&fixture, "/queue", "worker.lan:8188", "http://evil.example", 200);
  check_origin (&fixture, "/ws", NULL, "http://evil.example", 403);
}

static void
test_too_large (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_auto(Answer) answer = { 0 };
  g_autofree char *uri = NULL;
  g_autoptr(GBytes) body = NULL;
  SoupMessage *message;
  gsize size = 104857601;

  fixture_init (&fixture, &fixture_fast);
  uri = g_strconcat (aip_draft_server_get_url (fixture.server), "/prompt", NULL);
  message = soup_message_new ("POST", uri);
  body = g_bytes_new_take (g_malloc0 (size), size);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  fixture_send (&fixture, message, &answer);
  g_assert_cmpuint (answer.status, ==, 413);
  g_assert_cmpstr (answer.text, ==,
                   "Maximum request body size 104857600 exceeded, actual body size 104857601");

  check_status (&fixture, "GET", "/queue", 200);
}

static void
check_upload (Fixture    *fixture,
              const char *name,
              const char *subfolder,
              GBytes     *content,
              guint       status,
              const char *answered)
{
  g_auto(Answer) answer = { 0 };

  g_test_message ("%s in %s", name, subfolder);
  fixture_upload (fixture, name, subfolder, content, &answer);
  g_assert_cmpuint (answer.status, ==, status);
  if (status == 200)
    {
      g_assert_cmpstr (json_text_at (answer.json, "name"), ==, answered);
      g_assert_cmpstr (json_text_at (answer.json, "type"), ==, "input");
    }
}

static void
test_upload (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(GBytes) red = fixture_picture (8, 8, 0xff0000);
  g_autoptr(GBytes) blue = fixture_picture (8, 8, 0x0000ff);
  g_auto(Answer) info = { 0 };
  g_auto(Answer) view = { 0 };

  fixture_init (&fixture, &fixture_fast);

  /* Equal content keeps its name, other content gets another one. */
  check_upload (&fixture, "a.png", NULL, red, 200, "a.png");
  check_upload (&fixture, "a.png", NULL, red, 200, "a.png");
  check_upload (&fixture, "a.png", NULL, blue, 200, "a (1).png");
  check_upload (&fixture, "a.png", NULL, blue, 200, "a (1).png");
  check_upload (&fixture, "리나.png", "인물/얼굴", red, 200, "리나.png");

  check_upload (&fixture, "../x.png", NULL, red, 400, NULL);
  check_upload (&fixture, "x.png", "..", red, 400, NULL);
  check_upload (&fixture, "x.png", "a/../..", red, 400, NULL);
  check_upload (&fixture, "x.png", "/tmp", red, 400, NULL);
  check_upload (&fixture, "/tmp/x.png", NULL, red, 400, NULL);

  fixture_get (&fixture, "/object_info/LoadImage", &info);
  g_assert_cmpuint (aip_draft_json_get_length (json_at (info.json,
                                                        "LoadImage/input/required/image/0")),
                    ==, 2);

  fixture_get (&fixture,
               "/view?type=input&subfolder=%EC%9D%B8%EB%AC%BC%2F%EC%96%BC%EA%B5%B4&filename="
               "%EB%A6%AC%EB%82%98.png", &view);
  g_assert_cmpuint (view.status, ==, 200);
  g_assert_true (g_bytes_equal (view.bytes, red));
}

/* Nothing outside the three folders is ever served. */
static void
test_view (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(GBytes) red = fixture_picture (8, 8, 0xff0000);
  g_auto(Answer) first = { 0 };
  g_auto(Answer) second = { 0 };
  g_auto(Answer) part = { 0 };
  g_auto(Answer) preview = { 0 };
  g_autofree char *uri = NULL;
  SoupMessage *message;
  const char *etag;

  fixture_init (&fixture, &fixture_fast);
  check_upload (&fixture, "a.png", NULL, red, 200, "a.png");
  check_upload (&fixture, "a..b.png", NULL, red, 200, "a..b.png");
  check_upload (&fixture, "page.html", NULL, red, 200, "page.html");

  check_status (&fixture, "GET", "/view", 404);
  check_status (&fixture, "GET", "/view?filename=", 400);
  check_status (&fixture, "GET", "/view?filename=a.png", 404);
  check_status (&fixture, "GET", "/view?type=input&filename=a.png", 200);
  check_status (&fixture, "HEAD", "/view?type=input&filename=a.png", 200);
  check_status (&fixture, "GET", "/view?type=input&filename=sub%2Fa.png", 200);
  check_status (&fixture, "GET", "/view?type=input&filename=a..b.png", 400);
  check_status (&fixture, "GET", "/view?type=models&filename=a.png", 400);
  check_status (&fixture, "GET", "/view?type=input&filename=%2Fetc%2Fpasswd", 400);
  check_status (&fixture, "GET", "/view?type=input&filename=..%2Fa.png", 400);
  check_status (&fixture, "GET", "/view?type=input&subfolder=..%2Foutput&filename=a.png", 403);
  check_status (&fixture, "GET", "/view?type=input&subfolder=%2Fetc&filename=passwd", 403);
  check_status (&fixture, "GET", "/view?type=input&subfolder=nosuch&filename=a.png", 404);
  check_status (&fixture, "GET", "/view?type=input&filename=.", 404);

  fixture_get (&fixture, "/view?type=input&filename=a.png", &first);
  etag = soup_message_headers_get_one (soup_message_get_response_headers (first.message), "ETag");
  g_assert_nonnull (etag);
  g_assert_cmpstr (soup_message_headers_get_content_type (
                     soup_message_get_response_headers (first.message), NULL), ==, "image/png");

  uri = g_strconcat (aip_draft_server_get_url (fixture.server),
                     "/view?type=input&filename=a.png", NULL);
  message = soup_message_new ("GET", uri);
  soup_message_headers_replace (soup_message_get_request_headers (message), "If-None-Match", etag);
  fixture_send (&fixture, message, &second);
  g_assert_cmpuint (second.status, ==, 304);
  g_assert_cmpuint (g_bytes_get_size (second.bytes), ==, 0);

  message = soup_message_new ("GET", uri);
  soup_message_headers_set_range (soup_message_get_request_headers (message), 1, 3);
  fixture_send (&fixture, message, &part);
  g_assert_cmpuint (part.status, ==, 206);
  g_assert_cmpstr (part.text, ==, "PNG");

  fixture_get (&fixture, "/view?type=input&filename=a.png&preview=jpeg;80", &preview);
  g_assert_cmpstr (soup_message_headers_get_content_type (
                     soup_message_get_response_headers (preview.message), NULL), ==, "image/jpeg");

  {
    g_auto(Answer) page = { 0 };

    fixture_get (&fixture, "/view?type=input&filename=page.html", &page);
    g_assert_cmpstr (soup_message_headers_get_content_type (
                       soup_message_get_response_headers (page.message), NULL), ==,
                     "application/octet-stream");
  }
}

/* The mask's alpha on the original's colours. */
static void
test_upload_mask (void)
{
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(GBytes) red = fixture_picture (8, 8, 0xff0000);
  g_autoptr(GBytes) png = NULL;
  g_autoptr(GdkPixbuf) mask = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 8, 8);
  g_autoptr(GdkPixbuf) merged = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(SoupMultipart) form = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  g_autoptr(GError) error = NULL;
  g_autofree char *uri = NULL;
  g_auto(Answer) answer = { 0 };
  g_auto(Answer) view = { 0 };
  char *buffer = NULL;
  gsize size;

  fixture_init (&fixture, &fixture_fast);
  check_upload (&fixture, "a.png", NULL, red, 200, "a.png");

  gdk_pixbuf_fill (mask, 0x00ff0040);
  gdk_pixbuf_save_to_buffer (mask, &buffer, &size, "png", &error, NULL);
  g_assert_no_error (error);
  png = g_bytes_new_take (buffer, size);

  uri = g_strconcat (aip_draft_server_get_url (fixture.server), "/upload/mask", NULL);
  soup_multipart_append_form_file (form, "image", "m.png", "image/png", png);
  soup_multipart_append_form_string (form, "original_ref",
                                     "{\"filename\": \"a.png\", \"type\": \"input\"}");
  fixture_send (&fixture, soup_message_new_from_multipart (uri, form), &answer);
  g_assert_cmpuint (answer.status, ==, 200);

  fixture_get (&fixture, "/view?type=input&filename=m.png", &view);
  stream = g_memory_input_stream_new_from_bytes (view.bytes);
  merged = gdk_pixbuf_new_from_stream (stream, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (gdk_pixbuf_read_pixels (merged), 4, "\xff\x00\x00\x40", 4);
}

/* Saved pictures number on, carry the graph, and are reported again when cached. */
static void
test_results (void)
{
  static const char graph[] =
    "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": 16, \"height\": 16, "
    "\"batch_size\": 2, \"color\": %d}}, \"2\": {\"class_type\": \"SaveImage\", \"inputs\": "
    "{\"images\": [\"1\", 0], \"filename_prefix\": \"film/SHT-0010 %%width%%\"}}}";
  g_auto(Fixture) fixture = { 0 };
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_auto(Answer) view = { 0 };
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(AipDraftJson) embedded = NULL;
  const char *text;

  fixture_init (&fixture, &fixture_fast);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *filled = g_strdup_printf (graph, i == 2 ? 1 : i);
      g_autofree char *id = fixture_post_prompt (&fixture, filled, NULL,
                                                 "\"extra_data\": {\"extra_pnginfo\": {\"shot\": "
                                                 "{\"code\": \"\\ucef7\"}}}");
      g_autoptr(AipDraftJson) entry = fixture_wait (&fixture, id);

      g_assert_cmpstr (json_text_at (entry, "outputs/2/images/0/subfolder"), ==, "film");
      g_assert_cmpstr (json_text_at (entry, "outputs/2/images/0/type"), ==, "output");
      for (guint k = 0; k < 2; k++)
        {
          g_autofree char *path = g_strdup_printf ("outputs/2/images/%u/filename", k);

          g_ptr_array_add (names, g_strdup (json_text_at (entry, path)));
        }
    }
  g_assert_cmpstr (names->pdata[0], ==, "SHT-0010 16_00001_.png");
  g_assert_cmpstr (names->pdata[1], ==, "SHT-0010 16_00002_.png");
  g_assert_cmpstr (names->pdata[2], ==, "SHT-0010 16_00003_.png");
  /* The third prompt was the second one again. */
  g_assert_cmpstr (names->pdata[4], ==, names->pdata[2]);

  fixture_get (&fixture, "/view?subfolder=film&filename=SHT-0010%2016_00001_.png", &view);
  g_assert_cmpuint (view.status, ==, 200);
  stream = g_memory_input_stream_new_from_bytes (view.bytes);
  pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  g_assert_nonnull (pixbuf);

  text = gdk_pixbuf_get_option (pixbuf, "tEXt::shot");
  g_assert_cmpstr (text, ==, "{\"code\": \"\\ucef7\"}");
  text = gdk_pixbuf_get_option (pixbuf, "tEXt::prompt");
  g_assert_nonnull (text);
  embedded = aip_draft_json_parse (text, strlen (text), NULL);
  g_assert_cmpstr (json_text_at (embedded, "2/class_type"), ==, "SaveImage");
}

/* History can be paged, shortened and emptied. */
static void
test_history (void)
{
  static const struct { const char *path; const char *ids; } rows[] = {
    { "/history", "h0 h1 h2 h3" },
    { "/history?max_items=2", "h2 h3" },
    { "/history?max_items=2&offset=1", "h1 h2" },
    { "/history?max_items=0", "" },
    { "/history?max_items=-5", "" },
    { "/history?offset=3", "h3" },
    { "/history/h1", "h1" },
    { "/history/nosuch", "" },
  };
  g_auto(Fixture) fixture = { 0 };
  g_auto(Answer) deleted = { 0 };
  g_auto(Answer) after = { 0 };
  g_auto(Answer) cleared = { 0 };
  g_auto(Answer) empty = { 0 };

  fixture_init (&fixture, &fixture_fast);
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *rest = g_strdup_printf ("\"prompt_id\": \"h%d\"", i);
      g_autofree char *id = NULL;
      g_autoptr(AipDraftJson) entry = NULL;

      id = fixture_post_prompt (&fixture,
                                "{\"1\": {\"class_type\": \"EmptyImage\", \"inputs\": {\"width\": "
                                "16, \"height\": 16, \"batch_size\": 1, \"color\": 0}}, \"2\": "
                                "{\"class_type\": \"PreviewImage\", \"inputs\": {\"images\": "
                                "[\"1\", 0]}}}", NULL, rest);
      entry = fixture_wait (&fixture, id);
    }

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(Answer) answer = { 0 };
      g_autoptr(GString) ids = g_string_new (NULL);

      fixture_get (&fixture, rows[i].path, &answer);
      for (guint k = 0; k < aip_draft_json_get_length (answer.json); k++)
        g_string_append_printf (ids, "%s%s", k > 0 ? " " : "",
                                aip_draft_json_get_key (answer.json, k));
      g_test_message ("%s", rows[i].path);
      g_assert_cmpstr (ids->str, ==, rows[i].ids);
    }

  fixture_request (&fixture, "POST", "/history", "{\"delete\": [\"h2\", \"x\"]}", &deleted);
  fixture_get (&fixture, "/history/h2", &after);
  g_assert_cmpstr (after.text, ==, "{}");
  fixture_request (&fixture, "POST", "/history", "{\"clear\": true}", &cleared);
  fixture_get (&fixture, "/history", &empty);
  g_assert_cmpstr (empty.text, ==, "{}");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft/http/routes", test_routes);
  g_test_add_func ("/draft/http/origin", test_origin);
  g_test_add_func ("/draft/http/too-large", test_too_large);
  g_test_add_func ("/draft/http/history", test_history);
  g_test_add_func ("/draft/files/upload", test_upload);
  g_test_add_func ("/draft/files/upload-mask", test_upload_mask);
  g_test_add_func ("/draft/files/view", test_view);
  g_test_add_func ("/draft/files/results", test_results);

  return g_test_run ();
}
