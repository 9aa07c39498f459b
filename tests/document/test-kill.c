/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A program that edits a project without end is killed at a random moment, again and again. What
 * it had reported as stored is there, every gesture is there whole or not at all, and the project
 * always opens.
 */

#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "document-support.h"

typedef struct {
  GDataInputStream *output;
  guint             stored;
  gboolean          ended;
} Reader;

static void
line_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Reader *reader = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source),
                                                                result, NULL, NULL);

  if (line == NULL)
    {
      reader->ended = TRUE;
      return;
    }

  g_assert_true (g_str_has_prefix (line, "stored "));
  reader->stored = (guint) atoi (line + strlen ("stored "));
  g_data_input_stream_read_line_async (reader->output, G_PRIORITY_DEFAULT, NULL, line_read_cb,
                                       reader);
}

static gboolean
kill_cb (gpointer user_data)
{
  g_subprocess_force_exit (user_data);

  return G_SOURCE_REMOVE;
}

static guint
get_gesture (AipDocument *document)
{
  AipProject *project = aip_document_get_project (document);

  return (guint) atoi (aip_entity_get_text (AIP_ENTITY (project), "workflow"));
}

/* Gesture N left N in every shot and in the project. */
static void
assert_whole (AipDocument *document)
{
  AipEntityList *shots = aip_document_get_shots (document);
  g_autofree char *expected = g_strdup_printf ("%u", get_gesture (document));

  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    g_assert_cmpstr (aip_entity_get_text (aip_entity_list_peek (shots, i), "notes"), ==, expected);
}

static void
play (const char *folder,
      const char *mode)
{
  g_autofree char *seed = g_strdup_printf ("%d", g_test_rand_int ());
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) problems = NULL;
  Reader reader = { NULL };
  AipDocument *document;
  guint gesture;
  int delay = g_test_rand_int_range (0, 60);

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, DOCUMENT_HELPER, mode, folder,
                            seed, NULL);
  g_assert_no_error (error);
  reader.output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_data_input_stream_read_line_async (reader.output, G_PRIORITY_DEFAULT, NULL, line_read_cb,
                                       &reader);

  /* From before it has opened the project to well within the edits. */
  if (!g_test_rand_bit ())
    test_spin_while (reader.stored == 0 && !reader.ended);
  g_timeout_add ((guint) delay, kill_cb, child);
  test_spin_while (!reader.ended);
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  g_object_unref (reader.output);

  document = test_document_open (folder);
  gesture = get_gesture (document);
  g_test_message ("%s killed after %d ms: stored %u, found %u", mode, delay, reader.stored,
                  gesture);
  g_assert_cmpuint (gesture, >=, reader.stored);
  /* One gesture at a time: only that one can have been on its way. */
  if (g_str_equal (mode, "burst") && reader.stored > 0)
    g_assert_cmpuint (gesture, <=, reader.stored + 1);
  g_assert_null (aip_document_get_problems (document)[0]);
  problems = test_document_check (document);
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
  assert_whole (document);

  /* History fits, too. */
  for (guint i = 0; i < 5 && aip_document_undo (document); i++)
    assert_whole (document);
  while (aip_document_redo (document))
    ;
  g_assert_cmpuint (get_gesture (document), ==, gesture);
  test_document_close (document);
}

static void
test_kill (gconstpointer mode)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);

  test_document_close (document);
  for (guint round = 0; round < (g_test_slow () ? 120 : 5); round++)
    play (folder, mode);

  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/document/kill/burst", "burst", test_kill);
  g_test_add_data_func ("/document/kill/flood", "flood", test_kill);

  return g_test_run ();
}
