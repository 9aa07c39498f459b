/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-log"
/* Under g_test_init() the classic API goes to the test's own output instead of the writer. */
#define G_LOG_USE_STRUCTURED 1

#include "config.h"

#include <string.h>

#include "aip-json.h"
#include "aip-log.h"
#include "test-support.h"

static char *folder;

static GPtrArray *
read_lines (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  GPtrArray *nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return nodes;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      JsonNode *node;

      if (*lines[i] == '\0')
        continue;
      node = aip_json_parse (lines[i], -1, 1 << 20, &error);
      g_assert_no_error (error);
      g_ptr_array_add (nodes, node);
    }

  return nodes;
}

static void
test_every_line_is_json (void)
{
  g_autoptr(GPtrArray) nodes = NULL;
  JsonObject *last;

  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE,
                    "AIP_CODE", "network",
                    "AIP_JOB", "1234",
                    "MESSAGE", "He said “go”,\n\t\"now\" \\ %s", "\x01 씬");
  aip_log_flush ();

  nodes = read_lines ("test.jsonl");
  g_assert_cmpuint (nodes->len, >, 0);
  last = aip_json_node_object (g_ptr_array_index (nodes, nodes->len - 1));
  g_assert_cmpstr (aip_json_get_string (last, "message", NULL), ==,
                   "He said “go”,\n\t\"now\" \\ \x01 씬");
  g_assert_cmpstr (aip_json_get_string (last, "level", NULL), ==, "message");
  g_assert_cmpstr (aip_json_get_string (last, "domain", NULL), ==, "test-log");
  g_assert_cmpstr (aip_json_get_string (last, "code", NULL), ==, "network");
  g_assert_cmpstr (aip_json_get_string (last, "job", NULL), ==, "1234");
  g_assert_cmpuint (strlen (aip_json_get_string (last, "time", "")), ==,
                    strlen ("2026-03-01T12:00:00.123456Z"));
}

static void
test_long_and_broken_text_is_bounded (void)
{
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autoptr(GPtrArray) nodes = NULL;
  JsonObject *last;

  g_debug ("%s", long_text);
  g_debug ("\xff\xfe broken");
  aip_log_flush ();

  nodes = read_lines ("test.jsonl");
  last = aip_json_node_object (g_ptr_array_index (nodes, nodes->len - 2));
  g_assert_cmpuint (strlen (aip_json_get_string (last, "message", "")), <, 10000);
  last = aip_json_node_object (g_ptr_array_index (nodes, nodes->len - 1));
  g_assert_nonnull (strstr (aip_json_get_string (last, "message", ""), "broken"));
}

static void
test_files_rotate (void)
{
  g_autofree char *text = g_strnfill (4000, 'y');
  guint n_files = 0;
  guint last_of_all = 0;

  /* More than all the files hold, so that the oldest must have gone. */
  for (guint i = 0; i < 3200; i++)
    {
      g_debug ("%u %s", i, text);
      if (i % 500 == 0)
        aip_log_flush ();
    }
  aip_log_flush ();

  for (guint i = 0; i < AIP_LOG_FILES + 2; i++)
    {
      g_autofree char *name = i == 0 ? g_strdup ("test.jsonl") : g_strdup_printf ("test.%u.jsonl", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize length = 0;

      if (!g_file_get_contents (path, &contents, &length, NULL))
        continue;
      n_files++;
      g_assert_cmpuint (length, <=, AIP_LOG_FILE_BYTES);
      if (i == 0)
        {
          g_autoptr(GPtrArray) nodes = read_lines (name);
          JsonObject *last = aip_json_node_object (g_ptr_array_index (nodes, nodes->len - 1));

          last_of_all = (guint) g_ascii_strtoull (aip_json_get_string (last, "message", ""), NULL, 10);
        }
    }

  g_assert_cmpuint (n_files, ==, AIP_LOG_FILES);
  g_assert_cmpuint (last_of_all, ==, 3199);
}

static gpointer
log_many (gpointer user_data)
{
  for (guint i = 0; i < 200; i++)
    g_debug ("from a thread %u", i);

  return NULL;
}

static void
test_threads_do_not_mix_lines (void)
{
  GThread *threads[4];
  g_autoptr(GPtrArray) nodes = NULL;
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("logger", log_many, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  aip_log_flush ();

  nodes = read_lines ("test.jsonl");
  for (guint i = 0; i < nodes->len; i++)
    {
      JsonObject *line = aip_json_node_object (g_ptr_array_index (nodes, i));

      n_found += g_str_has_prefix (aip_json_get_string (line, "message", ""), "from a thread");
    }
  g_assert_cmpuint (n_found, ==, 800);
}

static void
store_message_cb (const AipLogRecord *record,
                  gpointer            user_data)
{
  g_ptr_array_add (user_data, g_strdup (record->message));
}

static void
test_watch_hears_messages_not_debug (void)
{
  g_autoptr(GPtrArray) heard = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) recent = NULL;

  aip_log_set_watch (store_message_cb, heard);
  g_debug ("not for the page");
  g_message ("one");
  g_message ("two");
  test_spin_while (heard->len < 2);
  aip_log_set_watch (NULL, NULL);

  g_assert_cmpstr (g_ptr_array_index (heard, 0), ==, "one");
  g_assert_cmpstr (g_ptr_array_index (heard, 1), ==, "two");

  for (guint i = 0; i < AIP_LOG_RING + 10; i++)
    g_message ("%u", i);
  recent = aip_log_dup_recent ();
  g_assert_cmpuint (recent->len, ==, AIP_LOG_RING);
  g_assert_cmpstr (((AipLogRecord *) g_ptr_array_index (recent, 0))->message, ==, "10");
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  folder = test_dir_new ();
  aip_log_start (folder, "test");

  g_test_add_func ("/log/every-line-is-json", test_every_line_is_json);
  g_test_add_func ("/log/long-and-broken-text-is-bounded", test_long_and_broken_text_is_bounded);
  g_test_add_func ("/log/files-rotate", test_files_rotate);
  g_test_add_func ("/log/threads-do-not-mix-lines", test_threads_do_not_mix_lines);
  g_test_add_func ("/log/watch-hears-messages-not-debug", test_watch_hears_messages_not_debug);

  status = g_test_run ();

  aip_log_stop ();
  test_dir_remove (folder);
  g_free (folder);

  return status;
}
