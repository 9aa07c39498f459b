/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Random gestures, as a person in a hurry makes them. Whatever they are: each undo gives exactly
 * what was there before, each redo what was there after, and a project that is closed and opened
 * again is the same with the same history. The seed that is printed repeats a failure (--seed).
 */

#include "config.h"

#include <string.h>

#include "aip-error.h"
#include "aip-renumbering.h"
#include "document-support.h"

#define MAX_SHOTS 40

typedef struct {
  AipDocument *document;
  char        *folder;
  /* (element-type utf8): the film without records, after each step that can be undone */
  GPtrArray   *states;
  /* which of them is now */
  guint        now;
  guint        n_listed;
} World;

static const char *const texts[] = {
  "", "비 오는 밤", "\xe1\x84\x87\xe1\x85\xb5 \xe1\x84\x8b\xe1\x85\xa9", "A door opens.",
  "two\nlines\ttab", "“quotes” 'and' \\slashes\\", "😀", "\xff broken", "%s %n", "x",
};

static const char *
any_text (void)
{
  return texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
}

static gboolean
chance (int one_in)
{
  return g_test_rand_int_range (0, one_in) == 0;
}

static AipEntity *
any_of (World   *world,
        AipKind  kind)
{
  AipEntityList *list = aip_document_get_list (world->document, kind);
  guint n = aip_entity_list_get_count (list);

  return n > 0 ? aip_entity_list_peek (list, (guint) g_test_rand_int_range (0, (gint32) n)) : NULL;
}

/* The dump without jobs and takes, which undo never touches. */
static char *
dump_film (AipDocument *document)
{
  g_autofree char *dump = aip_document_dump (document);
  char *records = strstr (dump, "\ntake ");
  char *jobs = strstr (dump, "\njob ");

  if (records == NULL || (jobs != NULL && jobs < records))
    records = jobs;
  if (records != NULL)
    records[1] = '\0';

  return g_steal_pointer (&dump);
}

static void
edit_text (World *world)
{
  static const char *const fields[] = { "description", "action", "dialogue", "notes", "prompt",
                                        "negative", "code", "status", "seed", "scene", "place" };
  AipEntity *shot = any_of (world, AIP_KIND_SHOT);
  const char *field = fields[g_test_rand_int_range (0, G_N_ELEMENTS (fields))];
  AipEntity *other;

  if (shot == NULL)
    return;

  /* Many of these are refused; then nothing must have changed. */
  if (g_str_equal (field, "scene") || g_str_equal (field, "place"))
    {
      other = any_of (world, g_str_equal (field, "scene") ? AIP_KIND_SCENE : AIP_KIND_PLACE);
      aip_document_set_text (world->document, shot, field,
                             other != NULL && !chance (4) ? aip_entity_get_id (other) : any_text (),
                             NULL);
    }
  else if (g_str_equal (field, "status"))
    aip_document_set_text (world->document, shot, field,
                           chance (5) ? any_text () : aip_status_to_nick (
                             (AipStatus) g_test_rand_int_range (0, AIP_N_STATUSES)), NULL);
  else if (g_str_equal (field, "code") && chance (2))
    {
      g_autofree char *code = g_strdup_printf ("SHT-%04d", g_test_rand_int_range (0, 60) * 5);

      aip_document_set_text (world->document, shot, field, code, NULL);
    }
  else
    aip_document_set_text (world->document, shot, field, any_text (), NULL);
}

static void
edit_lists (World *world)
{
  AipEntity *shot = any_of (world, AIP_KIND_SHOT);
  AipEntity *who = any_of (world, AIP_KIND_CHARACTER);
  AipEntity *else_who = any_of (world, AIP_KIND_CHARACTER);
  const char *list[4] = { NULL };

  if (shot == NULL)
    return;

  if (chance (2))
    {
      list[0] = any_text ();
      list[1] = any_text ();
      aip_document_set_texts (world->document, shot, "tags", list, NULL);
    }
  else if (who != NULL)
    {
      list[0] = aip_entity_get_id (who);
      list[1] = aip_entity_get_id (else_who);
      aip_document_set_texts (world->document, shot, "characters", list, NULL);
    }
  aip_document_set_integer (world->document, shot, "duration", g_test_rand_int_range (-2, 500),
                            NULL);
}

static void
add_something (World *world)
{
  static const AipKind kinds[] = { AIP_KIND_SCENE, AIP_KIND_CHARACTER, AIP_KIND_PLACE };
  AipKind kind = kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))];
  GVariantDict dict;
  g_autofree char *valid = g_utf8_make_valid (any_text (), -1);

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "name", "s", valid);
  aip_document_insert (world->document, kind, g_variant_dict_end (&dict), NULL);
}

static void
remove_something (World *world)
{
  static const AipKind kinds[] = { AIP_KIND_SHOT, AIP_KIND_SHOT, AIP_KIND_SCENE,
                                   AIP_KIND_CHARACTER, AIP_KIND_PLACE };
  AipEntity *entity = any_of (world, kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))]);

  /* An earlier edit of the gesture may have removed it. */
  if (entity != NULL)
    aip_document_remove (world->document, entity, NULL);
}

static void
move_some (World *world)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  AipEntity *before = any_of (world, AIP_KIND_SHOT);

  for (int i = g_test_rand_int_range (1, 6); i > 0; i--)
    {
      AipEntity *shot = any_of (world, AIP_KIND_SHOT);

      if (shot != NULL)
        g_ptr_array_add (shots, shot);
    }
  if (before != NULL && !aip_entity_is_alive (before))
    before = NULL;
  aip_document_move_shots (world->document, shots, chance (5) ? NULL : (AipShot *) before, NULL);
}

/* Cutting shots up and putting them together, with their neighbours or with what is far away. */
static void
cut_some (World *world)
{
  AipEntity *shot = any_of (world, AIP_KIND_SHOT);
  AipEntity *other = any_of (world, AIP_KIND_SHOT);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();

  if (shot == NULL || !aip_entity_is_alive (shot) || !aip_entity_is_alive (other))
    return;

  if (chance (2))
    aip_document_split_shot (world->document, AIP_SHOT (shot), g_test_rand_int_range (0, 60),
                             NULL);
  else
    {
      AipEntityList *list = aip_document_get_shots (world->document);
      guint position;

      if (chance (3) || !aip_entity_list_find (list, shot, &position) || position == 0)
        g_ptr_array_add (shots, other);
      else
        g_ptr_array_add (shots, aip_entity_list_peek (list, position - 1));
      g_ptr_array_add (shots, shot);
      if (shots->pdata[0] != shot && aip_entity_is_alive (shots->pdata[0]))
        aip_document_merge_shots (world->document, shots, NULL, NULL);
    }
}

static void
renumber_some (World *world)
{
  AipEntityList *list = aip_document_get_shots (world->document);
  AipRenumberRule rule = {
    .pattern = chance (3) ? "{scene}_" : "SHT-",
    .start = g_test_rand_int_range (0, 30),
    .step = g_test_rand_int_range (1, 11),
    .digits = 4,
    .per_scene = chance (3),
  };
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GPtrArray) lines = NULL;

  for (guint i = 0; i < aip_entity_list_get_count (list); i++)
    if (!chance (4) && aip_entity_is_alive (aip_entity_list_peek (list, i)))
      g_ptr_array_add (shots, aip_entity_list_peek (list, i));
  lines = aip_document_plan_renumbering (world->document, shots, &rule);
  aip_document_renumber (world->document, lines, NULL);
}

static void
edit_once (World *world)
{
  AipEntityList *shots = aip_document_get_shots (world->document);
  AipEntity *shot = any_of (world, AIP_KIND_SHOT);

  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
    case 1:
      if (aip_entity_list_get_count (shots) < MAX_SHOTS)
        aip_document_insert_shot (world->document,
                                  shot != NULL && aip_entity_is_alive (shot) ? AIP_SHOT (shot)
                                                                             : NULL, NULL, NULL);
      break;
    case 2:
      if (shot != NULL && aip_entity_is_alive (shot) &&
          aip_entity_list_get_count (shots) < MAX_SHOTS)
        aip_document_duplicate_shot (world->document, AIP_SHOT (shot), chance (2), NULL);
      break;
    case 3:
      remove_something (world);
      break;
    case 4:
      move_some (world);
      break;
    case 5:
      add_something (world);
      break;
    case 6:
      edit_lists (world);
      break;
    case 7:
      cut_some (world);
      break;
    case 8:
      renumber_some (world);
      break;
    default:
      edit_text (world);
    }
}

static void
assert_sound (World *world)
{
  AipEntityList *shots = aip_document_get_shots (world->document);
  g_autoptr(GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpuint (world->n_listed, ==, aip_entity_list_get_count (shots));

  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      AipEntity *shot = aip_entity_list_peek (shots, i);
      const char *code = aip_shot_get_code (AIP_SHOT (shot));
      guint position;

      g_assert_true (aip_entity_is_alive (shot));
      g_assert_true (aip_document_lookup (world->document, aip_entity_get_id (shot)) == shot);
      g_assert_true (aip_document_find_shot (world->document, code) == AIP_SHOT (shot));
      g_assert_true (g_hash_table_add (codes, g_ascii_strdown (code, -1)));
      g_assert_true (aip_entity_list_find (shots, shot, &position));
      g_assert_cmpuint (position, ==, i);
      if (i > 0)
        g_assert_cmpstr (aip_shot_get_order (AIP_SHOT (aip_entity_list_peek (shots, i - 1))), <,
                         aip_shot_get_order (AIP_SHOT (shot)));
    }
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  World *world = user_data;

  world->n_listed += added - removed;
}

static void
watch (World *world)
{
  AipEntityList *shots = aip_document_get_shots (world->document);

  world->n_listed = aip_entity_list_get_count (shots);
  g_signal_connect (shots, "items-changed", G_CALLBACK (items_changed_cb), world);
}

static void
assert_state (World *world)
{
  g_autofree char *film = dump_film (world->document);

  g_assert_cmpstr (film, ==, world->states->pdata[world->now]);
  assert_sound (world);
}

static void
gesture (World *world)
{
  int n_edits = chance (4) ? g_test_rand_int_range (2, 12) : 1;
  gboolean nested = chance (5);
  gboolean roll_back = chance (8);
  gint64 position = aip_document_get_position (world->document);

  aip_document_begin (world->document, "Gesture");
  if (nested)
    aip_document_begin (world->document, "Part of it");
  for (int i = 0; i < n_edits; i++)
    edit_once (world);
  if (nested)
    aip_document_commit (world->document);

  if (roll_back)
    {
      aip_document_rollback (world->document);
      assert_state (world);
      return;
    }

  aip_document_commit (world->document);
  if (aip_document_get_position (world->document) == position)
    {
      assert_state (world);
      return;
    }

  /* Something new: what was undone is gone. */
  g_ptr_array_set_size (world->states, (int) world->now + 1);
  g_ptr_array_add (world->states, dump_film (world->document));
  world->now++;
  g_assert_false (aip_document_can_redo (world->document));
  assert_sound (world);
}

static void
record (World *world)
{
  AipEntity *shot = any_of (world, AIP_KIND_SHOT);
  AipEntity *job = any_of (world, AIP_KIND_JOB);

  aip_document_begin_record (world->document, "Record");
  if (shot != NULL && chance (2))
    aip_document_insert (world->document, chance (2) ? AIP_KIND_TAKE : AIP_KIND_JOB,
                         g_variant_new_parsed ("{'shot': <%s>}", aip_entity_get_id (shot)), NULL);
  if (job != NULL)
    aip_document_set_text (world->document, job, "state",
                           aip_job_state_to_nick (g_test_rand_int_range (0, AIP_N_JOB_STATES)),
                           NULL);
  aip_document_commit (world->document);
  assert_state (world);
}

static void
step_back (World *world)
{
  g_assert_cmpint (aip_document_can_undo (world->document), ==, world->now > 0);
  if (world->now == 0)
    return;

  g_assert_true (aip_document_undo (world->document));
  world->now--;
  assert_state (world);
}

static void
step_forth (World *world)
{
  gboolean possible = world->now + 1 < world->states->len;

  g_assert_cmpint (aip_document_can_redo (world->document), ==, possible);
  if (!possible)
    return;

  g_assert_true (aip_document_redo (world->document));
  world->now++;
  assert_state (world);
}

static void
reopen (World *world)
{
  g_autofree char *before = aip_document_dump (world->document);
  g_autofree char *after = NULL;

  test_document_close (world->document);
  world->document = test_document_open (world->folder);
  watch (world);
  g_assert_null (aip_document_get_problems (world->document)[0]);
  after = aip_document_dump (world->document);
  g_assert_cmpstr (before, ==, after);
  assert_state (world);
}

static void
play (guint n_gestures)
{
  World world = { NULL };
  g_auto(GStrv) problems = NULL;

  world.folder = test_dir_new ();
  world.document = test_document_create (world.folder);
  world.states = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (world.states, dump_film (world.document));
  watch (&world);

  for (guint i = 0; i < n_gestures; i++)
    switch (g_test_rand_int_range (0, 14))
      {
      case 0:
        step_back (&world);
        break;
      case 1:
        step_forth (&world);
        break;
      case 2:
        for (int k = g_test_rand_int_range (0, 8); k > 0; k--)
          step_back (&world);
        break;
      case 3:
        record (&world);
        break;
      case 4:
        if (chance (6))
          reopen (&world);
        break;
      default:
        gesture (&world);
      }

  while (world.now > 0)
    step_back (&world);
  g_assert_false (aip_document_undo (world.document));
  while (world.now + 1 < world.states->len)
    step_forth (&world);
  g_assert_false (aip_document_redo (world.document));

  reopen (&world);
  while (world.now > 0)
    {
      step_back (&world);
      if (chance (30))
        reopen (&world);
    }
  reopen (&world);
  while (world.now + 1 < world.states->len)
    step_forth (&world);

  problems = test_document_check (world.document);
  g_assert_cmpuint (g_strv_length (problems), ==, 0);

  test_document_close (world.document);
  test_dir_remove (world.folder);
  g_ptr_array_unref (world.states);
  g_free (world.folder);
}

static void
test_gestures (void)
{
  for (guint round = 0; round < (g_test_slow () ? 40 : 5); round++)
    play (g_test_slow () ? 600 : 120);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/gestures", test_gestures);

  return g_test_run ();
}
