/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-entity-list-private.h"
#include "aip-entity-private.h"
#include "aip-error.h"
#include "aip-job.h"
#include "aip-project.h"
#include "aip-shot-private.h"
#include "aip-take.h"

static void
count_notify_cb (GObject    *object,
                 GParamSpec *pspec,
                 gpointer    user_data)
{
  guint *count = user_data;

  (*count)++;
}

/* Every kind: the table, the properties and the defaults say the same. */
static void
test_tables (void)
{
  for (guint kind = 0; kind < AIP_N_KINDS; kind++)
    {
      g_autoptr(AipEntity) entity = aip_entity_new (kind, "0a");
      const char *nick = aip_kind_to_nick (kind);
      const AipField *fields;
      AipKind parsed;
      guint n_fields;

      g_assert_true (aip_kind_from_nick (nick, &parsed));
      g_assert_cmpuint (parsed, ==, kind);
      g_assert_cmpstr (aip_entity_get_id (entity), ==, "0a");
      g_assert_cmpuint (aip_entity_get_kind (entity), ==, kind);
      g_assert_false (aip_entity_is_alive (entity));

      fields = aip_kind_get_fields (kind, &n_fields);
      for (guint i = 0; i < n_fields; i++)
        {
          GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (entity),
                                                            fields[i].name);
          g_auto(GValue) value = G_VALUE_INIT;
          guint index;

          g_test_message ("%s.%s", nick, fields[i].name);
          g_assert_true (aip_kind_find_field (kind, fields[i].name, &index) == &fields[i]);
          g_assert_cmpuint (index, ==, i);
          g_assert_nonnull (pspec);
          g_assert_false (pspec->flags & G_PARAM_WRITABLE);
          g_object_get_property (G_OBJECT (entity), fields[i].name, &value);
          g_assert_true (g_variant_is_of_type (aip_entity_get_value (entity, fields[i].name),
                                               G_VARIANT_TYPE (fields[i].type)));
          /* The storage writes lazy fields of records only. */
          if (fields[i].flags & AIP_FIELD_LAZY)
            g_assert_true (kind == AIP_KIND_TAKE || kind == AIP_KIND_JOB);
        }
      g_assert_null (aip_kind_find_field (kind, "nonsense", NULL));
    }
}

static void
test_apply_notifies (void)
{
  g_autoptr(AipEntity) shot = aip_entity_new (AIP_KIND_SHOT, "0a");
  g_autofree char *description = NULL;
  g_auto(GStrv) tags = NULL;
  const char *const texts[] = { "밤", "비", NULL };
  guint index;
  guint n_notified = 0;

  g_signal_connect (shot, "notify::description", G_CALLBACK (count_notify_cb), &n_notified);
  aip_kind_find_field (AIP_KIND_SHOT, "description", &index);
  aip_entity_apply (shot, index, g_variant_new_string ("리나가 걷는다"));
  g_assert_cmpuint (n_notified, ==, 1);
  g_object_get (shot, "description", &description, NULL);
  g_assert_cmpstr (description, ==, "리나가 걷는다");
  g_assert_cmpstr (aip_shot_get_description (AIP_SHOT (shot)), ==, "리나가 걷는다");

  aip_kind_find_field (AIP_KIND_SHOT, "tags", &index);
  aip_entity_apply (shot, index, g_variant_new_strv (texts, -1));
  g_object_get (shot, "tags", &tags, NULL);
  g_assert_cmpstrv (tags, texts);
}

static void
test_lazy_is_not_kept (void)
{
  g_autoptr(AipEntity) job = aip_entity_new (AIP_KIND_JOB, "0a");
  guint index;
  guint n_notified = 0;

  g_signal_connect (job, "notify::graph", G_CALLBACK (count_notify_cb), &n_notified);
  aip_kind_find_field (AIP_KIND_JOB, "graph", &index);
  aip_entity_apply (job, index, g_variant_new_string ("{}"));
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpstr (aip_entity_get_text (job, "graph"), ==, "");
}

static void
test_checks (void)
{
  static const struct {
    AipKind     kind;
    const char *field;
    const char *value;
    gboolean    ok;
  } rows[] = {
    { AIP_KIND_SHOT, "code", "'SHT-0010'", TRUE },
    { AIP_KIND_SHOT, "code", "'샷 10'", TRUE },
    { AIP_KIND_SHOT, "code", "''", FALSE },
    { AIP_KIND_SHOT, "code", "' SHT'", FALSE },
    { AIP_KIND_SHOT, "code", "'SHT '", FALSE },
    { AIP_KIND_SHOT, "code", "'SHT\\n'", FALSE },
    { AIP_KIND_SHOT, "code", "5", FALSE },
    { AIP_KIND_SHOT, "order", "'V11111'", TRUE },
    { AIP_KIND_SHOT, "order", "'V10'", FALSE },
    { AIP_KIND_SHOT, "order", "''", FALSE },
    { AIP_KIND_SHOT, "order", "'a b'", FALSE },
    { AIP_KIND_SHOT, "duration", "int64 1", TRUE },
    { AIP_KIND_SHOT, "duration", "int64 0", FALSE },
    { AIP_KIND_SHOT, "duration", "int64 9223372036854775807", FALSE },
    { AIP_KIND_SHOT, "duration", "uint32 5", FALSE },
    { AIP_KIND_SHOT, "status", "'approved'", TRUE },
    { AIP_KIND_SHOT, "status", "'aproved'", FALSE },
    { AIP_KIND_SHOT, "seed", "''", TRUE },
    { AIP_KIND_SHOT, "seed", "'18446744073709551615'", TRUE },
    { AIP_KIND_SHOT, "seed", "'18446744073709551616'", FALSE },
    { AIP_KIND_SHOT, "seed", "'-1'", FALSE },
    { AIP_KIND_SHOT, "seed", "'1e5'", FALSE },
    { AIP_KIND_SHOT, "description", "'\xe1\x84\x85\xe1\x85\xb5'", FALSE }, /* NFD */
    { AIP_KIND_TAKE, "file", "'takes/SHT-0010/A_v001.png'", TRUE },
    { AIP_KIND_TAKE, "file", "'../secret'", FALSE },
    { AIP_KIND_TAKE, "file", "'/etc/passwd'", FALSE },
    { AIP_KIND_TAKE, "number", "int64 0", FALSE },
    { AIP_KIND_TAKE, "seconds", "inf", FALSE },
    { AIP_KIND_PROJECT, "start", "'00:59:50:23'", TRUE },
    { AIP_KIND_PROJECT, "start", "'01:00:00;00'", TRUE },
    { AIP_KIND_PROJECT, "start", "'-00:00:01:00'", FALSE },
    { AIP_KIND_PROJECT, "start", "'soon'", FALSE },
    { AIP_KIND_SHOT, "source-in", "int64 0", TRUE },
    { AIP_KIND_SHOT, "source-in", "int64 -1", FALSE },
    { AIP_KIND_SHOT, "transition", "'dissolve'", TRUE },
    { AIP_KIND_SHOT, "transition", "''", TRUE },
    { AIP_KIND_SHOT, "transition", "'star'", FALSE },
    { AIP_KIND_SHOT, "custom", "'{\"a\": 1}'", TRUE },
    { AIP_KIND_SHOT, "custom", "'[1]'", FALSE },
    { AIP_KIND_VIEW, "type", "'board'", TRUE },
    { AIP_KIND_VIEW, "type", "'pie'", FALSE },
    { AIP_KIND_TRACK, "type", "'audio'", TRUE },
    { AIP_KIND_TRACK, "type", "'smell'", FALSE },
    { AIP_KIND_TRACK, "gain", "-96.0", TRUE },
    { AIP_KIND_TRACK, "gain", "24.5", FALSE },
    { AIP_KIND_CLIP, "duration", "int64 0", FALSE },
    { AIP_KIND_CLIP, "file", "'../../etc/passwd'", FALSE },
    { AIP_KIND_CLIP, "role", "'music'", TRUE },
    { AIP_KIND_CLIP, "role", "'noise'", FALSE },
    { AIP_KIND_MARKER, "color", "'red'", TRUE },
    { AIP_KIND_MARKER, "color", "'#f00'", FALSE },
    { AIP_KIND_MARKER, "frame", "int64 -1", FALSE },
    { AIP_KIND_JOB, "state", "'running'", TRUE },
    { AIP_KIND_JOB, "state", "'flying'", FALSE },
    { AIP_KIND_JOB, "error-code", "'out-of-memory'", TRUE },
    { AIP_KIND_JOB, "error-code", "'oom'", FALSE },
    { AIP_KIND_PROJECT, "code", "'BION'", TRUE },
    { AIP_KIND_PROJECT, "code", "'비온'", FALSE },
    { AIP_KIND_PROJECT, "width", "int64 0", FALSE },
    { AIP_KIND_PROJECT, "year", "int64 0", TRUE },
    { AIP_KIND_PROJECT, "year", "int64 1888", TRUE },
    { AIP_KIND_PROJECT, "year", "int64 1887", FALSE },
    { AIP_KIND_PROJECT, "year", "int64 2201", FALSE },
    { AIP_KIND_PROJECT, "period", "'loose'", TRUE },
    { AIP_KIND_PROJECT, "period", "''", FALSE },
    { AIP_KIND_SHOT, "setup", "''", TRUE },
    { AIP_KIND_SHOT, "setup", "'{\"film\": {\"name\": \"밤\"}}'", TRUE },
    { AIP_KIND_SHOT, "setup", "'{\"camera\": '", FALSE },
    { AIP_KIND_SHOT, "setup", "'[]'", FALSE },
    { AIP_KIND_SHOT, "setup", "'null'", FALSE },
    { AIP_KIND_SHOT, "prompt-edits", "'{}'", TRUE },
    { AIP_KIND_SHOT, "prompt-edits", "'{} {}'", FALSE },
    { AIP_KIND_SHOT, "english", "'A taxi stops.'", TRUE },
    { AIP_KIND_CHARACTER, "name", "'리나'", TRUE },
    { AIP_KIND_CHARACTER, "name", "'  '", FALSE },
  };
  g_autofree char *long_text = g_strnfill (64 * 1024 + 1, 'x');
  const AipField *field = aip_kind_find_field (AIP_KIND_SHOT, "notes", NULL);
  g_autoptr(GVariant) too_long = g_variant_ref_sink (g_variant_new_string (long_text));
  g_autofree char *long_json = g_strdup_printf ("{\"notes\": \"%.*s\"}", 16 * 1024, long_text);
  g_autoptr(GVariant) large = g_variant_ref_sink (g_variant_new_string (long_json));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GVariant) value = g_variant_parse (NULL, rows[i].value, NULL, NULL, NULL);

      g_test_message ("%s = %s", rows[i].field, rows[i].value);
      g_assert_nonnull (value);
      field = aip_kind_find_field (rows[i].kind, rows[i].field, NULL);
      g_assert_cmpint (aip_field_check (rows[i].kind, field, value, &error), ==, rows[i].ok);
      if (!rows[i].ok)
        g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
    }

  field = aip_kind_find_field (AIP_KIND_SHOT, "notes", NULL);
  g_assert_false (aip_field_check (AIP_KIND_SHOT, field, too_long, NULL));
  g_assert_true (aip_field_check (AIP_KIND_SHOT, field, large, NULL));
  field = aip_kind_find_field (AIP_KIND_SHOT, "setup", NULL);
  g_assert_false (aip_field_check (AIP_KIND_SHOT, field, large, NULL));
  field = aip_kind_find_field (AIP_KIND_JOB, "graph", NULL);
  g_assert_true (aip_field_check (AIP_KIND_JOB, field, too_long, NULL));
}

static void
test_job_moves (void)
{
  g_assert_true (aip_job_state_may_move (AIP_JOB_WAITING, AIP_JOB_PREPARING));
  g_assert_true (aip_job_state_may_move (AIP_JOB_SUBMITTED, AIP_JOB_FETCHING));
  g_assert_true (aip_job_state_may_move (AIP_JOB_FETCHING, AIP_JOB_DONE));
  g_assert_true (aip_job_state_may_move (AIP_JOB_FAILED, AIP_JOB_WAITING));
  g_assert_false (aip_job_state_may_move (AIP_JOB_WAITING, AIP_JOB_SUBMITTED));
  g_assert_false (aip_job_state_may_move (AIP_JOB_RUNNING, AIP_JOB_DONE));
  g_assert_false (aip_job_state_may_move (AIP_JOB_FAILED, AIP_JOB_RUNNING));

  for (guint state = 0; state < AIP_N_JOB_STATES; state++)
    {
      g_assert_false (aip_job_state_may_move (AIP_JOB_DONE, state));
      if (aip_job_state_is_open (state))
        {
          g_assert_true (aip_job_state_may_move (state, AIP_JOB_FAILED));
          g_assert_true (aip_job_state_may_move (state, AIP_JOB_CANCELLED));
        }
    }
}

static void
test_job_news (void)
{
  g_autoptr(AipJob) job = AIP_JOB (aip_entity_new (AIP_KIND_JOB, "0a"));
  guint n_notified = 0;

  g_signal_connect (job, "notify::progress", G_CALLBACK (count_notify_cb), &n_notified);
  aip_job_set_progress (job, 0.5);
  aip_job_set_progress (job, 0.5);
  g_assert_cmpuint (n_notified, ==, 1);
  aip_job_set_progress (job, 7.0);
  g_assert_cmpfloat (aip_job_get_progress (job), ==, -1.0);
  aip_job_set_stage (job, NULL);
  g_assert_cmpstr (aip_job_get_stage (job), ==, "");
  aip_job_set_reason (job, "Waiting for a worker");
  g_assert_cmpstr (aip_job_get_reason (job), ==, "Waiting for a worker");
}

static AipEntity *
new_take (const char *id,
          gint64      number)
{
  AipEntity *take = aip_entity_new (AIP_KIND_TAKE, id);
  guint index;

  aip_kind_find_field (AIP_KIND_TAKE, "number", &index);
  aip_entity_apply (take, index, g_variant_new_int64 (number));

  return take;
}

static void
test_current_take (void)
{
  g_autoptr(AipShot) shot = AIP_SHOT (aip_entity_new (AIP_KIND_SHOT, "0a"));
  g_autoptr(GPtrArray) takes = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *model = aip_shot_get_takes (shot);
  guint index;
  guint n_notified = 0;

  g_signal_connect (shot, "notify::take", G_CALLBACK (count_notify_cb), &n_notified);
  g_signal_connect (shot, "notify::n-takes", G_CALLBACK (count_notify_cb), &n_notified);

  g_ptr_array_add (takes, new_take ("t2", 2));
  g_ptr_array_add (takes, new_take ("t1", 1));
  aip_entity_list_update (aip_shot_get_take_list (shot), takes, NULL);
  aip_shot_update_derived (shot);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_true ((gpointer) aip_shot_get_take (shot) == takes->pdata[0]);
  g_assert_cmpuint (aip_shot_get_n_takes (shot), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
  g_assert_true (model == aip_shot_get_takes (shot));

  aip_kind_find_field (AIP_KIND_SHOT, "current-take", &index);
  aip_entity_apply (AIP_ENTITY (shot), index, g_variant_new_string ("t1"));
  aip_shot_update_derived (shot);
  g_assert_true ((gpointer) aip_shot_get_take (shot) == takes->pdata[1]);

  /* A pinned take that does not exist: the newest. */
  aip_entity_apply (AIP_ENTITY (shot), index, g_variant_new_string ("gone"));
  aip_shot_update_derived (shot);
  g_assert_true ((gpointer) aip_shot_get_take (shot) == takes->pdata[0]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/entity/tables", test_tables);
  g_test_add_func ("/model/entity/apply-notifies", test_apply_notifies);
  g_test_add_func ("/model/entity/lazy-is-not-kept", test_lazy_is_not_kept);
  g_test_add_func ("/model/entity/checks", test_checks);
  g_test_add_func ("/model/job/moves", test_job_moves);
  g_test_add_func ("/model/job/news", test_job_news);
  g_test_add_func ("/model/shot/current-take", test_current_take);

  return g_test_run ();
}
