/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-error.h"
#include "document-support.h"

/*
 * Gestures as a table: each line is a command and what the film looks like afterwards. A shot is
 * written as CODE:DESCRIPTION.
 */
typedef struct {
  const char *command;
  const char *expected;
} Line;

static char *
sketch (AipDocument *document)
{
  AipEntityList *shots = aip_document_get_shots (document);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      AipShot *shot = AIP_SHOT (aip_entity_list_peek (shots, i));

      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", aip_shot_get_code (shot) + 4,
                              aip_shot_get_description (shot));
    }

  return g_string_free_and_steal (text);
}

static AipShot *
find (AipDocument *document,
      const char  *number)
{
  g_autofree char *code = g_strconcat ("SHT-", number, NULL);

  return aip_document_find_shot (document, code);
}

static void
run_command (AipDocument **document,
             const char   *folder,
             const char   *command)
{
  g_auto(GStrv) words = g_strsplit (command, " ", -1);
  g_autoptr(GError) error = NULL;

  if (g_str_equal (words[0], "undo"))
    g_assert_true (aip_document_undo (*document));
  else if (g_str_equal (words[0], "redo"))
    g_assert_true (aip_document_redo (*document));
  else if (g_str_equal (words[0], "no-undo"))
    g_assert_false (aip_document_undo (*document));
  else if (g_str_equal (words[0], "no-redo"))
    g_assert_false (aip_document_redo (*document));
  else if (g_str_equal (words[0], "reopen"))
    {
      test_document_close (*document);
      *document = test_document_open (folder);
    }
  else
    {
      aip_document_begin (*document, command);
      for (guint i = 0; words[i] != NULL; i++)
        {
          AipShot *shot;

          if (g_str_equal (words[i], "add"))
            {
              shot = aip_document_insert_shot (*document, NULL, NULL, &error);
              g_assert_no_error (error);
              aip_document_set_text (*document, AIP_ENTITY (shot), "description", words[++i],
                                     &error);
            }
          else if (g_str_equal (words[i], "before"))
            {
              shot = find (*document, words[++i]);
              aip_document_insert_shot (*document, shot, NULL, &error);
            }
          else if (g_str_equal (words[i], "set"))
            {
              shot = find (*document, words[++i]);
              aip_document_set_text (*document, AIP_ENTITY (shot), "description", words[++i],
                                     &error);
            }
          else if (g_str_equal (words[i], "code"))
            {
              g_autofree char *code = NULL;

              shot = find (*document, words[++i]);
              code = g_strconcat ("SHT-", words[++i], NULL);
              aip_document_set_text (*document, AIP_ENTITY (shot), "code", code, &error);
            }
          else if (g_str_equal (words[i], "copy"))
            aip_document_duplicate_shot (*document, find (*document, words[++i]), FALSE,
                                         &error);
          else if (g_str_equal (words[i], "remove"))
            aip_document_remove (*document, AIP_ENTITY (find (*document, words[++i])), &error);
          else if (g_str_equal (words[i], "move"))
            {
              g_autoptr(GPtrArray) shots = g_ptr_array_new ();

              for (i++; !g_str_equal (words[i], "to"); i++)
                g_ptr_array_add (shots, find (*document, words[i]));
              i++;
              aip_document_move_shots (*document, shots,
                                       g_str_equal (words[i], "end") ? NULL
                                                                     : find (*document, words[i]),
                                       &error);
            }
          else
            g_assert_not_reached ();
          g_assert_no_error (error);
        }
      aip_document_commit (*document);
    }
}

static const Line basics[] = {
  { "no-undo", "" },
  { "add a", "0010:a" },
  { "add b add c", "0010:a 0020:b 0030:c" },
  { "undo", "0010:a" },
  { "redo", "0010:a 0020:b 0030:c" },
  { "set 0020 B", "0010:a 0020:B 0030:c" },
  { "set 0020 b set 0020 B", "0010:a 0020:B 0030:c" },
  { "undo", "0010:a 0020:b 0030:c" },
  { "redo", "0010:a 0020:B 0030:c" },
  { "no-redo", "0010:a 0020:B 0030:c" },
  { "remove 0020", "0010:a 0030:c" },
  { "reopen", "0010:a 0030:c" },
  { "undo", "0010:a 0020:B 0030:c" },
  { "undo", "0010:a 0020:b 0030:c" },
  { "reopen", "0010:a 0020:b 0030:c" },
  { "undo", "0010:a" },
  { "redo", "0010:a 0020:b 0030:c" },
  { "redo", "0010:a 0020:B 0030:c" },
  { "redo", "0010:a 0030:c" },
  { "no-redo", "0010:a 0030:c" },
  { "undo", "0010:a 0020:B 0030:c" },
  { "set 0010 A", "0010:A 0020:B 0030:c" },
  { "no-redo", "0010:A 0020:B 0030:c" },
  { "reopen", "0010:A 0020:B 0030:c" },
  { "no-redo", "0010:A 0020:B 0030:c" },
  { "undo", "0010:a 0020:B 0030:c" },
  { "undo", "0010:a 0020:b 0030:c" },
  { "undo", "0010:a" },
  { "undo", "" },
  { "no-undo", "" },
  { "reopen", "" },
  { "redo", "0010:a" },
};

static const Line places[] = {
  { "add a add b add c add d", "0010:a 0020:b 0030:c 0040:d" },
  { "before 0020", "0010:a 0015: 0020:b 0030:c 0040:d" },
  { "before 0015 before 0015", "0010:a 00125: 0013: 0015: 0020:b 0030:c 0040:d" },
  { "undo", "0010:a 0015: 0020:b 0030:c 0040:d" },
  { "undo", "0010:a 0020:b 0030:c 0040:d" },
  { "before 0010", "0005: 0010:a 0020:b 0030:c 0040:d" },
  { "undo", "0010:a 0020:b 0030:c 0040:d" },
  { "copy 0020", "0010:a 0020:b 0025:b 0030:c 0040:d" },
  { "copy 0040", "0010:a 0020:b 0025:b 0030:c 0040:d 0050:d" },
  { "move 0050 0010 to 0025", "0020:b 0010:a 0050:d 0025:b 0030:c 0040:d" },
  { "undo", "0010:a 0020:b 0025:b 0030:c 0040:d 0050:d" },
  { "redo", "0020:b 0010:a 0050:d 0025:b 0030:c 0040:d" },
  { "move 0050 0025 to 0025", "0020:b 0010:a 0050:d 0025:b 0030:c 0040:d" },
  { "undo", "0010:a 0020:b 0025:b 0030:c 0040:d 0050:d" },
  { "move 0010 0020 to end", "0025:b 0030:c 0040:d 0050:d 0010:a 0020:b" },
  { "reopen", "0025:b 0030:c 0040:d 0050:d 0010:a 0020:b" },
  { "move 0050 to 0025", "0050:d 0025:b 0030:c 0040:d 0010:a 0020:b" },
  { "undo", "0025:b 0030:c 0040:d 0050:d 0010:a 0020:b" },
  { "undo", "0010:a 0020:b 0025:b 0030:c 0040:d 0050:d" },
  { "code 0010 X code 0020 0010 code X 0020", "0020:a 0010:b 0025:b 0030:c 0040:d 0050:d" },
  { "reopen", "0020:a 0010:b 0025:b 0030:c 0040:d 0050:d" },
  { "undo", "0010:a 0020:b 0025:b 0030:c 0040:d 0050:d" },
  { "redo", "0020:a 0010:b 0025:b 0030:c 0040:d 0050:d" },
};

static void
test_table (gconstpointer data)
{
  const Line *lines = data;
  guint n_lines = lines == basics ? G_N_ELEMENTS (basics) : G_N_ELEMENTS (places);
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);

  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *found = NULL;

      run_command (&document, folder, lines[i].command);
      found = sketch (document);
      g_test_message ("%s → %s", lines[i].command, found);
      g_assert_cmpstr (found, ==, lines[i].expected);
    }

  test_document_close (document);
  test_dir_remove (folder);
}

static void
count_cb (AipDocument  *document,
          AipChangeSet *set,
          gpointer      user_data)
{
  guint *count = user_data;

  (*count)++;
}

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           gpointer    user_data)
{
  g_string_append_printf (user_data, "%s ", pspec->name);
}

static void
test_labels_and_notify (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  g_autoptr(GString) notified = g_string_new (NULL);
  guint n_changed = 0;

  g_signal_connect (document, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect (document, "notify", G_CALLBACK (notify_cb), notified);

  test_add_shot (document, "a");
  g_assert_cmpstr (aip_document_get_undo_label (document), ==, "Add");
  g_assert_null (aip_document_get_redo_label (document));
  g_assert_nonnull (strstr (notified->str, "can-undo "));
  g_assert_nonnull (strstr (notified->str, "undo-label "));
  g_assert_nonnull (strstr (notified->str, "unsaved "));
  g_assert_cmpuint (n_changed, ==, 1);

  /* Nothing changed: no step, no signal, no position. */
  aip_document_begin (document, "Nothing");
  aip_document_commit (document);
  aip_document_begin (document, "Nothing");
  aip_document_begin (document, "Inside");
  aip_document_commit (document);
  aip_document_commit (document);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpstr (aip_document_get_undo_label (document), ==, "Add");

  g_string_truncate (notified, 0);
  g_assert_true (aip_document_undo (document));
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_false (aip_document_can_undo (document));
  g_assert_cmpstr (aip_document_get_redo_label (document), ==, "Add");
  g_assert_nonnull (strstr (notified->str, "can-undo "));
  g_assert_nonnull (strstr (notified->str, "can-redo "));

  test_document_flush (document);
  g_string_truncate (notified, 0);
  test_document_close (document);
  test_dir_remove (folder);
}

/* One object for one thing: whoever holds it sees it come back. */
static void
test_identity (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *shot = test_add_shot (document, "a");
  g_autoptr(GError) error = NULL;

  aip_document_begin (document, "Remove");
  g_assert_true (aip_document_remove (document, AIP_ENTITY (shot), &error));
  aip_document_commit (document);
  g_assert_false (aip_entity_is_alive (AIP_ENTITY (shot)));
  g_assert_true (aip_document_undo (document));
  g_assert_true (aip_entity_is_alive (AIP_ENTITY (shot)));
  g_assert_true (aip_document_find_shot (document, "SHT-0010") == shot);
  g_assert_true (aip_entity_list_peek (aip_document_get_shots (document), 0) ==
                 AIP_ENTITY (shot));

  test_document_close (document);
  test_dir_remove (folder);
}

/* What happened stays: undo goes past jobs and takes and never touches them. */
static void
test_records_stay (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *shot = test_add_shot (document, "a");
  g_autofree char *id = g_strdup (aip_entity_get_id (AIP_ENTITY (shot)));
  g_autofree char *fields = g_strdup_printf ("'shot': <'%s'>, 'number': <int64 1>", id);
  g_autofree char *more = g_strdup_printf ("'shot': <'%s'>, 'number': <int64 2>", id);
  AipEntity *take = test_record (document, AIP_KIND_TAKE, fields);
  AipEntity *late;

  g_assert_true (aip_shot_get_take (shot) == AIP_TAKE (take));
  g_assert_cmpstr (aip_document_get_undo_label (document), ==, "Add");
  test_set_text (document, shot, "current-take", aip_entity_get_id (take));

  /* A result that arrives while its shot is gone waits for it. */
  g_assert_true (aip_document_undo (document));
  g_assert_true (aip_document_undo (document));
  g_assert_cmpuint (aip_entity_list_get_count (aip_document_get_shots (document)), ==, 0);
  g_assert_true (aip_entity_is_alive (take));
  late = test_record (document, AIP_KIND_TAKE, more);
  g_assert_true (aip_document_redo (document));
  g_assert_cmpuint (aip_shot_get_n_takes (shot), ==, 2);
  g_assert_true (aip_shot_get_take (shot) == AIP_TAKE (late));
  g_assert_true (aip_document_redo (document));
  g_assert_true (aip_shot_get_take (shot) == AIP_TAKE (take));

  /* The same when the shot is not even in memory. */
  g_assert_true (aip_document_undo (document));
  g_assert_true (aip_document_undo (document));
  test_document_close (document);
  document = test_document_open (folder);
  g_assert_null (aip_document_lookup (document, id));
  g_assert_true (aip_document_redo (document));
  shot = AIP_SHOT (aip_document_lookup (document, id));
  g_assert_cmpuint (aip_shot_get_n_takes (shot), ==, 2);
  g_assert_cmpint (aip_take_get_number (aip_shot_get_take (shot)), ==, 2);

  test_document_close (document);
  test_dir_remove (folder);
}

static void
test_kinds_of_transactions (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *shot = test_add_shot (document, "a");
  g_autoptr(GError) error = NULL;

  aip_document_begin_record (document, "Record");
  g_assert_false (aip_document_set_text (document, AIP_ENTITY (shot), "description", "x", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (aip_document_insert (document, AIP_KIND_SHOT, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (aip_document_remove (document, AIP_ENTITY (shot), &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  aip_document_commit (document);

  aip_document_begin (document, "Edit");
  g_assert_null (aip_document_insert (document, AIP_KIND_JOB, NULL, &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  aip_document_commit (document);

  g_assert_cmpstr (aip_shot_get_description (shot), ==, "a");
  g_assert_cmpint (aip_document_get_position (document), ==, 2);

  test_document_close (document);
  test_dir_remove (folder);
}

static void
test_five_hundred_steps (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *shot = test_add_shot (document, "0");

  for (guint i = 1; i <= 700; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      test_set_text (document, shot, "description", text);
    }
  test_document_close (document);

  document = test_document_open (folder);
  shot = aip_document_find_shot (document, "SHT-0010");
  for (guint i = 700; i > 0; i--)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      g_assert_cmpstr (aip_shot_get_description (shot), ==, text);
      g_assert_true (aip_document_undo (document));
    }
  g_assert_cmpstr (aip_shot_get_description (shot), ==, "0");
  for (guint i = 0; i < 700; i++)
    g_assert_true (aip_document_redo (document));
  g_assert_cmpstr (aip_shot_get_description (shot), ==, "700");

  test_document_close (document);
  test_dir_remove (folder);
}

static void
test_history (void)
{
  g_autofree char *folder = test_dir_new ();
  AipDocument *document = test_document_create (folder);
  AipShot *shot = test_add_shot (document, "a");
  AipShot *other = test_add_shot (document, "other");
  const char *id = aip_entity_get_id (AIP_ENTITY (shot));
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) own = NULL;
  const AipChange *change;

  test_set_text (document, shot, "description", "b");
  test_set_text (document, other, "description", "else");
  g_assert_true (aip_document_undo (document));
  g_assert_true (aip_document_undo (document));

  all = test_document_history (document, NULL, 100);
  g_assert_cmpuint (all->len, ==, 7);
  own = test_document_history (document, id, 100);
  g_assert_cmpuint (own->len, ==, 3);
  g_assert_cmpuint (aip_change_set_get_kind (own->pdata[0]), ==, AIP_TRANSACTION_UNDO);
  g_assert_cmpstr (aip_change_set_get_label (own->pdata[0]), ==, "Set description");
  change = aip_change_set_get_change (own->pdata[0], 0);
  g_assert_cmpstr (g_variant_get_string (change->old_value, NULL), ==, "b");
  g_assert_cmpstr (g_variant_get_string (change->new_value, NULL), ==, "a");
  g_assert_true (aip_change_set_touches (own->pdata[2], AIP_KIND_SHOT, "code"));
  g_assert_false (aip_change_set_touches (own->pdata[1], AIP_KIND_SHOT, "code"));

  test_document_close (document);
  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/document/undo/basics", basics, test_table);
  g_test_add_data_func ("/document/undo/places", places, test_table);
  g_test_add_func ("/document/undo/labels", test_labels_and_notify);
  g_test_add_func ("/document/undo/identity", test_identity);
  g_test_add_func ("/document/undo/records-stay", test_records_stay);
  g_test_add_func ("/document/undo/kinds-of-transactions", test_kinds_of_transactions);
  g_test_add_func ("/document/undo/five-hundred-steps", test_five_hundred_steps);
  g_test_add_func ("/document/undo/history", test_history);

  return g_test_run ();
}
