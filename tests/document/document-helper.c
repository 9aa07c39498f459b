/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A program of its own that works on a project until it is told to stop, or is killed.
 *
 *   hold FOLDER        opens the project, says "open", closes it when standard input ends
 *   burst FOLDER SEED  edits without end; says "stored N" after gesture N is on disk
 *   flood FOLDER SEED  the same without waiting for the disk after each gesture
 *   fixture FOLDER     makes a project with something of everything and prints its dump: how the
 *                      files in tests/data/document are made, once for each version
 *   dump FOLDER        prints the dump of a project: how those of the older files are made again
 *                      when there are new fields
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document-support.h"

#define MAX_GESTURES 100000

static void
hold (AipDocument *document)
{
  char buffer[16];

  puts ("open");
  fflush (stdout);
  while (read (STDIN_FILENO, buffer, sizeof buffer) > 0)
    ;
}

/*
 * Gesture N writes N into the notes of every shot and adds or removes one: half a gesture would be
 * seen in the file.
 */
static void
make_gesture (AipDocument *document,
              GRand       *random,
              guint        number)
{
  AipEntityList *shots = aip_document_get_shots (document);
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autoptr(GError) error = NULL;
  guint n_shots = aip_entity_list_get_count (shots);

  aip_document_begin (document, text);
  for (guint i = 0; i < n_shots; i++)
    aip_document_set_text (document, aip_entity_list_peek (shots, i), "notes", text, &error);
  if (n_shots < 5 || (n_shots < 30 && g_rand_boolean (random)))
    {
      AipShot *shot = aip_document_insert_shot (document, NULL, NULL, &error);

      aip_document_set_text (document, AIP_ENTITY (shot), "notes", text, &error);
    }
  else
    aip_document_remove (document,
                         aip_entity_list_peek (shots, (guint) g_rand_int_range (random, 0,
                                                                                (gint32) n_shots)),
                         &error);
  aip_document_set_text (document, AIP_ENTITY (aip_document_get_project (document)), "workflow",
                         text, &error);
  g_assert_no_error (error);
  aip_document_commit (document);
}

static void
work (AipDocument *document,
      guint32      seed,
      gboolean     wait)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  guint number = (guint) atoi (aip_project_get_workflow (aip_document_get_project (document)));

  for (guint i = 0; i < MAX_GESTURES; i++)
    {
      make_gesture (document, random, ++number);
      if (wait || i % 20 == 19)
        {
          test_document_flush (document);
          printf ("stored %u\n", number);
          fflush (stdout);
        }
    }
}

static void
print (AipDocument *document)
{
  g_autofree char *dump = aip_document_dump (document);

  fputs (dump, stdout);
}

static void
make_fixture (const char *folder)
{
  AipDocument *document = test_document_create (folder);
  AipEntity *scene = test_add (document, AIP_KIND_SCENE, "'name': <'골목'>");
  AipEntity *lina = test_add (document, AIP_KIND_CHARACTER,
                              "'name': <'리나'>, 'description': <'a woman of thirty'>");
  AipEntity *place = test_add (document, AIP_KIND_PLACE, "'name': <'비 오는 골목'>");
  AipEntity *field = test_add (document, AIP_KIND_FIELD,
                               "'name': <'촬영일'>, 'type': <'date'>, 'options': <'{}'>");
  const char *const tags[] = { "밤", "night", NULL };
  const char *const cast[] = { aip_entity_get_id (lina), NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *custom = g_strdup_printf ("{\"%s\": \"1962-05-01\"}",
                                             aip_entity_get_id (field));
  g_autofree char *job = NULL;
  g_autofree char *take = NULL;
  AipShot *shot;

  test_add (document, AIP_KIND_VIEW, "'name': <'밤 촬영'>, 'type': <'board'>");
  for (guint i = 0; i < 12; i++)
    {
      shot = test_add_shot (document, i % 2 == 0 ? "비가 내린다" : "Rain falls");
      test_set_text (document, shot, "scene", aip_entity_get_id (scene));
    }
  shot = aip_document_find_shot (document, "SHT-0010");
  test_set_text (document, shot, "seed", "18446744073709551615");
  test_set_text (document, shot, "place", aip_entity_get_id (place));
  aip_document_begin (document, "Lists");
  aip_document_set_texts (document, AIP_ENTITY (shot), "tags", tags, &error);
  aip_document_set_texts (document, AIP_ENTITY (shot), "characters", cast, &error);
  aip_document_set_integer (document, AIP_ENTITY (shot), "duration", 96, &error);
  aip_document_set_text (document, AIP_ENTITY (shot), "setup", "{\"camera\": \"arriflex-35-iic\"}",
                         &error);
  aip_document_set_text (document, AIP_ENTITY (shot), "prompt-edits", "{\"order\": []}", &error);
  aip_document_set_text (document, AIP_ENTITY (shot), "english", "Rain falls on an alley", &error);
  aip_document_set_text (document, AIP_ENTITY (shot), "custom", custom, &error);
  aip_document_set_integer (document, AIP_ENTITY (aip_document_get_project (document)), "year",
                            1962, &error);
  g_assert_no_error (error);
  aip_document_commit (document);

  job = g_strdup_printf ("'shot': <'%s'>, 'graph': <'{\"1\":{}}'>, 'created': <int64 1000>, "
                         "'excluded': <['http://127.0.0.1:8188']>",
                         aip_entity_get_id (AIP_ENTITY (shot)));
  take = g_strdup_printf ("'shot': <'%s'>, 'number': <int64 1>, 'seconds': <2.5>, "
                          "'file': <'takes/SHT-0010/FILM_SHT-0010_v001.png'>, "
                          "'recipe': <'{\"seed\":\"1\"}'>",
                          aip_entity_get_id (AIP_ENTITY (shot)));
  test_record (document, AIP_KIND_JOB, job);
  test_record (document, AIP_KIND_TAKE, take);

  aip_document_begin (document, "Remove");
  aip_document_remove (document, AIP_ENTITY (aip_document_find_shot (document, "SHT-0050")),
                       &error);
  aip_document_commit (document);
  test_set_text (document, shot, "notes", "undone");
  g_assert_true (aip_document_undo (document));
  aip_document_set_setting (document, "zoom", g_variant_new_double (1.5));

  print (document);
  test_document_close (document);
}

int
main (int   argc,
      char *argv[])
{
  AipDocument *document;

  if (argc < 3)
    return EXIT_FAILURE;

  if (g_str_equal (argv[1], "fixture"))
    {
      make_fixture (argv[2]);
      return EXIT_SUCCESS;
    }

  document = test_document_open (argv[2]);
  if (g_str_equal (argv[1], "hold"))
    hold (document);
  else if (g_str_equal (argv[1], "dump"))
    print (document);
  else
    work (document, (guint32) strtoul (argv[3], NULL, 10), g_str_equal (argv[1], "burst"));
  test_document_close (document);

  return EXIT_SUCCESS;
}
