/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-naming.h"
#include "aip-paths.h"

static void
test_version (void)
{
  static const struct { gint64 number; const char *text; } cases[] = {
    { 1, "v001" }, { 42, "v042" }, { 999, "v999" }, { 1000, "v1000" }, { -3, "v000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = aip_naming_version (cases[i].number);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_take_file (void)
{
  static const struct {
    const char *project;
    const char *shot;
    const char *suffix;
    const char *path;
  } cases[] = {
    { "FILM", "SHT-0010", "png", "takes/SHT-0010/FILM_SHT-0010_v007.png" },
    { "FILM", "SHT-0010", "PNG", "takes/SHT-0010/FILM_SHT-0010_v007.png" },
    { "밤비", "장면-0010", "webm", "takes/장면-0010/밤비_장면-0010_v007.webm" },
    /* decomposed Hangul is composed */
    { "\xe1\x84\x87\xe1\x85\xa1\xe1\x86\xb7", "A", "png", "takes/A/밤_A_v007.png" },
    { "a/../b", "../../etc", "../sh", "takes/_._etc/a_._b__._etc_v007.sh" },
    { "", "", "", "takes/SHOT/FILM_SHOT_v007.bin" },
    { NULL, NULL, NULL, "takes/SHOT/FILM_SHOT_v007.bin" },
    { "F", "CON:1?", "png", "takes/CON_1_/F_CON_1__v007.png" },
  };
  g_autofree char *long_code = g_strnfill (400, 'x');
  g_autofree char *long_path = NULL;
  g_autofree char *name = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = aip_naming_take_file (cases[i].project, cases[i].shot, 7,
                                                    cases[i].suffix);

      g_assert_cmpstr (path, ==, cases[i].path);
      g_assert_true (aip_path_is_inside (path));
    }

  long_path = aip_naming_take_file (long_code, long_code, G_MAXINT64, long_code);
  name = g_path_get_basename (long_path);
  g_assert_cmpuint (strlen (name), <, 255);
  g_assert_true (aip_path_is_inside (long_path));
}

static void
test_long_hangul_code_is_cut_between_letters (void)
{
  g_autoptr(GString) code = g_string_new (NULL);
  g_autofree char *path = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append (code, "밤");
  path = aip_naming_take_file ("F", code->str, 1, "png");

  g_assert_true (g_utf8_validate (path, -1, NULL));
}

static void
test_job_prefix (void)
{
  static const struct { const char *project; const char *shot; const char *prefix; } cases[] = {
    { "FILM", "SHT-0010", "aipipeline/FILM_SHT-0010_0f0e0d0c" },
    { "밤비", "장면-0010", "aipipeline/FILM_-0010_0f0e0d0c" },
    { "100%width%", "../SH", "aipipeline/100width_SH_0f0e0d0c" },
    { "", NULL, "aipipeline/FILM_SHOT_0f0e0d0c" },
    { "---", "___", "aipipeline/FILM_SHOT_0f0e0d0c" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *prefix = aip_naming_job_prefix (cases[i].project, cases[i].shot, "0F0E-0d0c");

      g_assert_cmpstr (prefix, ==, cases[i].prefix);
      g_assert_true (g_str_is_ascii (prefix));
      g_assert_true (aip_path_is_inside (prefix));
    }
}

static void
test_project_code (void)
{
  static const struct { const char *name; const char *code; } cases[] = {
    { "비 오는 밤", "BION" }, { "Night Ferry", "NIGH" }, { "Über", "UBER" }, { "a", "A" },
    { "밤", "BAM" }, { "2046", "2046" }, { "夜", "FILM" }, { "", "FILM" }, { NULL, "FILM" },
    { "…!", "FILM" }, { "\xff\xfe Rain", "RAIN" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = aip_naming_project_code (cases[i].name);

      g_assert_cmpstr (code, ==, cases[i].code);
    }
}

static void
test_render_file (void)
{
  g_autofree char *movie = aip_naming_render_file ("LGT", 3, "prores-hq", ".mov");
  g_autofree char *pictures = aip_naming_render_file ("../a", 1, "png", "");

  g_assert_cmpstr (movie, ==, "renders/LGT_v003_prores-hq.mov");
  g_assert_true (aip_path_is_inside (pictures));
  g_assert_null (strstr (pictures, ".."));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/naming/version", test_version);
  g_test_add_func ("/naming/take-file", test_take_file);
  g_test_add_func ("/naming/take-file/hangul-cut", test_long_hangul_code_is_cut_between_letters);
  g_test_add_func ("/naming/render-file", test_render_file);
  g_test_add_func ("/naming/job-prefix", test_job_prefix);
  g_test_add_func ("/naming/project-code", test_project_code);

  return g_test_run ();
}
