/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <locale.h>

#include "aip-code.h"
#include "aip-status.h"
#include "aip-text.h"

static gboolean
is_in_list_cb (const char *code,
               gpointer    user_data)
{
  return user_data != NULL && g_strv_contains (user_data, code);
}

static void
test_codes (void)
{
  static const char *const some[] = { "SHT-0020", "SHT-0030", "SHT-0015", NULL };
  static const struct {
    const char        *before;
    const char        *after;
    const char *const *taken;
    const char        *code;
  } rows[] = {
    { NULL, NULL, NULL, "SHT-0010" },
    { "SHT-0010", NULL, NULL, "SHT-0020" },
    { "SHT-0010", NULL, some, "SHT-0040" },
    { "SHT-0015", NULL, NULL, "SHT-0020" },
    { "SHT-00125", NULL, NULL, "SHT-0020" },
    { "SHT-9990", NULL, NULL, "SHT-10000" },
    { "SHT-10000", NULL, NULL, "SHT-10010" },
    { "SHT-0010", "SHT-0020", NULL, "SHT-0015" },
    { "SHT-0010", "SHT-0015", NULL, "SHT-00125" },
    { "SHT-0010", "SHT-00125", NULL, "SHT-0011" },
    { "SHT-00125", "SHT-0015", NULL, "SHT-0013" },
    { "SHT-0012", "SHT-00125", NULL, "SHT-00122" },
    { "SHT-0010", "SHT-0011", NULL, "SHT-00105" },
    { "SHT-0010", "SHT-0020", some, "SHT-0016" },
    { NULL, "SHT-0010", NULL, "SHT-0005" },
    { NULL, "SHT-0001", NULL, "SHT-00005" },
    { "SHT-10000", "SHT-10010", NULL, "SHT-10005" },
    { "SHT-9990", "SHT-10000", NULL, "SHT-9995" },
    { "SHT-0020", "SHT-0010", NULL, "SHT-0030" },
    { "A 1", "B 2", NULL, "SHT-0010" },
    { "SHT-", "SHT-x", NULL, "SHT-0010" },
    { "SHT-99999999999999999999", NULL, NULL, "SHT-0010" },
    { "SHT-1000", "SHT-1001", NULL, "SHT-1000A" },
    { "SHT-1000A", "SHT-1001", NULL, "SHT-1000B" },
    { "SHT-1000", "SHT-1000A", NULL, "SHT-1000.05" },
    { "SHT-1000", "SHT-1000.05", NULL, "SHT-1000.02" },
    { "SHT-1000A", NULL, NULL, "SHT-1010" },
  };
  g_autofree char *scene = aip_code_between ("SC-", 3, "SC-010", NULL, NULL, NULL);

  g_assert_cmpstr (scene, ==, "SC-020");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *code = aip_code_between ("SHT-", 4, rows[i].before, rows[i].after,
                                                is_in_list_cb, (gpointer) rows[i].taken);

      g_assert_cmpstr (code, ==, rows[i].code);
    }
}

static gboolean
is_in_table_cb (const char *code,
                gpointer    user_data)
{
  return g_hash_table_contains (user_data, code);
}

static void
assert_sorted (const char *before,
               const char *after)
{
  g_autofree char *key_before = aip_text_collate_key (before);
  g_autofree char *key_after = aip_text_collate_key (after);

  if (strcmp (before, after) >= 0 || strcmp (key_before, key_after) >= 0)
    g_error ("%s does not stand before %s", before, after);
}

/*
 * Whatever is squeezed in, anywhere, the codes stay unique and in the order of the film, by
 * characters and by natural order.
 */
static void
test_squeezed (gconstpointer data)
{
  const char *const *ends = data;
  g_autoptr(GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 2; i++)
    {
      g_ptr_array_add (codes, g_strdup (ends[i]));
      g_hash_table_add (taken, codes->pdata[i]);
    }

  for (guint i = 0; i < 1500; i++)
    {
      guint n = codes->len;
      /* Anywhere; again and again at one place; and always right behind the first. */
      guint place = i < 500 ? (guint) g_test_rand_int_range (1, (gint32) n)
                    : i < 1000 ? n / 2 : 1;
      g_autofree char *prefix = NULL;
      guint width = 0;
      char *code;

      g_assert_true (aip_code_find_style (ends[0], &prefix, &width));
      code = aip_code_between (prefix, width, codes->pdata[place - 1], codes->pdata[place],
                               is_in_table_cb, taken);
      /* Sixty characters are full at some time; until then there is room. */
      if (i >= 500 && strlen (code) > AIP_CODE_MAX_CHARS - 2)
        {
          g_free (code);
          break;
        }
      g_assert_cmpuint (strlen (code), <=, AIP_CODE_MAX_CHARS);
      g_assert_true (g_hash_table_add (taken, code));
      assert_sorted (codes->pdata[place - 1], code);
      assert_sorted (code, codes->pdata[place]);
      g_ptr_array_insert (codes, (int) place, code);
    }
  g_assert_cmpuint (codes->len, >, 500);
}

/* Also where the whole film is full of codes that stand somewhere else. */
static void
test_squeezed_among_others (void)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 1000; i < 1100; i++)
    for (char letter = 'A'; letter <= 'Z'; letter++)
      g_hash_table_add (taken, g_strdup_printf ("SHT-%u%c", i, letter));

  for (guint i = 0; i < 100; i++)
    {
      char *code = aip_code_between ("SHT-", 4, "SHT-1050", "SHT-1051", is_in_table_cb, taken);

      assert_sorted ("SHT-1050", code);
      assert_sorted (code, "SHT-1051");
      g_assert_true (g_hash_table_add (taken, code));
    }
}

static void
test_style (void)
{
  static const struct { const char *code; const char *prefix; guint width; } rows[] = {
    { "SHT-0010", "SHT-", 4 }, { "EP1_sc03_020", "EP1_sc03_", 3 }, { "SH010A", "SH", 3 },
    { "SH010.05", "SH", 3 }, { "SH010A.0125", "SH", 3 }, { "비 010", "비 ", 3 },
    { "A1", NULL, 0 }, { "Opening", NULL, 0 }, { "SH1234567890", NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *prefix = NULL;
      guint width = 0;

      g_assert_cmpint (aip_code_find_style (rows[i].code, &prefix, &width), ==,
                       rows[i].prefix != NULL);
      g_assert_cmpstr (prefix, ==, rows[i].prefix);
      g_assert_cmpuint (width, ==, rows[i].width);
    }
}

/* The way through the production, written down once more. */
static void
test_status_moves (void)
{
  static const char *const moves[AIP_N_STATUSES] = {
    [AIP_STATUS_DRAFT] = "ready", [AIP_STATUS_READY] = "draft review",
    [AIP_STATUS_REVIEW] = "ready approved retake", [AIP_STATUS_APPROVED] = "retake final",
    [AIP_STATUS_RETAKE] = "ready review", [AIP_STATUS_FINAL] = "approved",
  };
  AipStatus status = AIP_STATUS_DRAFT;
  guint n_steps = 0;

  for (guint from = 0; from < AIP_N_STATUSES; from++)
    for (guint to = 0; to < AIP_N_STATUSES; to++)
      {
        g_auto(GStrv) nicks = g_strsplit (moves[from], " ", -1);

        g_assert_cmpint (aip_status_may_move ((AipStatus) from, (AipStatus) to), ==,
                         from == to || g_strv_contains ((const char *const *) nicks,
                                                        aip_status_to_nick ((AipStatus) to)));
      }

  while (aip_status_get_next (status, &status))
    g_assert_cmpuint (n_steps++, <, AIP_N_STATUSES);
  g_assert_cmpint (status, ==, AIP_STATUS_FINAL);
  g_assert_cmpuint (n_steps, ==, 4);

  {
    g_autofree char *sentence = aip_status_explain ("SHT-0010", AIP_STATUS_DRAFT,
                                                    AIP_STATUS_FINAL);

    g_assert_cmpstr (sentence, ==, "SHT-0010 is “Draft” and cannot become “Final” from there. "
                     "It can become: Ready.");
  }
}

int
main (int   argc,
      char *argv[])
{
  static const char *const own[] = { "SHT-0010", "SHT-0020" };
  static const char *const dense[] = { "SHT-0010", "SHT-0011" };
  static const char *const large[] = { "SHT-1000", "SHT-1001" };
  static const char *const others[] = { "EP1_sc03_020", "EP1_sc03_030" };

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/code/between", test_codes);
  g_test_add_data_func ("/model/code/squeezed/own", own, test_squeezed);
  g_test_add_data_func ("/model/code/squeezed/dense", dense, test_squeezed);
  g_test_add_data_func ("/model/code/squeezed/large", large, test_squeezed);
  g_test_add_data_func ("/model/code/squeezed/others", others, test_squeezed);
  g_test_add_func ("/model/code/squeezed/among-others", test_squeezed_among_others);
  g_test_add_func ("/model/code/style", test_style);
  g_test_add_func ("/model/status/moves", test_status_moves);

  return g_test_run ();
}
