/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-csv-reader.h"
#include "aip-error.h"
#include "aip-shot-rows.h"
#include "aip-shot-words.h"

static AipShotRows *
read_rows (const char     *text,
           AipShotLayout **layout)
{
  static const AipFrameRate rate = { 24, 1, FALSE };
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  g_autoptr(AipCsvReader) reader = aip_csv_reader_new (bytes, &error);
  g_autoptr(AipShotLayout) own = NULL;
  AipShotRows *rows;

  g_assert_no_error (error);
  own = aip_shot_layout_new (aip_csv_reader_get_table (reader), &rate, NULL, &error);
  g_assert_no_error (error);
  rows = aip_shot_rows_new (aip_csv_reader_get_table (reader), own, NULL, &error);
  g_assert_no_error (error);
  if (layout != NULL)
    *layout = g_steal_pointer (&own);

  return rows;
}

static const char *
get_text (AipShotRows *rows,
          guint        row,
          const char  *field)
{
  const char *text = NULL;

  g_assert_cmpuint (row, <, rows->rows->len);
  g_variant_lookup (g_ptr_array_index (rows->rows, row), field, "&s", &text);

  return text;
}

static gint64
get_duration (AipShotRows *rows,
              guint        row)
{
  gint64 frames = -1;

  g_assert_cmpuint (row, <, rows->rows->len);
  g_variant_lookup (g_ptr_array_index (rows->rows, row), "duration", "x", &frames);

  return frames;
}

static char *
get_list (AipShotRows *rows,
          guint        row,
          const char  *field)
{
  g_auto(GStrv) texts = NULL;

  g_assert_cmpuint (row, <, rows->rows->len);
  if (!g_variant_lookup (g_ptr_array_index (rows->rows, row), field, "^as", &texts))
    return g_strdup ("");

  return g_strjoinv ("|", texts);
}

static void
assert_problems (AipShotRows *rows,
                 guint        n,
                 ...)
{
  va_list parts;

  va_start (parts, n);
  for (guint i = 0; i < MIN (n, rows->problems->len); i++)
    {
      const char *part = va_arg (parts, const char *);
      const char *sentence = g_array_index (rows->problems, AipShotDefect, i).sentence;

      if (strstr (sentence, part) == NULL)
        g_error ("“%s” does not say “%s”", sentence, part);
    }
  va_end (parts);
  g_assert_cmpuint (rows->problems->len, ==, n);
}

/* The English text beside a Korean description, under every title that we have seen for it. */
static void
test_english (void)
{
  static const char *const titles[] = {
    "English", "Prompt (EN)", "prompt_en", "Description (English)", "English Prompt", "영문 프롬프트",
    "프롬프트(영문)", "영문", "英語プロンプト",
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *list = g_strdup_printf ("Shot,Description,%s\nA-1,비가 온다,Rain falls\n",
                                               titles[i]);
      g_autoptr(AipShotRows) rows = read_rows (list, NULL);

      g_test_message ("%s", titles[i]);
      g_assert_cmpstr (get_text (rows, 0, "description"), ==, "비가 온다");
      g_assert_cmpstr (get_text (rows, 0, "english"), ==, "Rain falls");
    }
}

static void
test_all_fields (void)
{
  g_autoptr(AipShotRows) rows = read_rows (
    "Shot ID,Scene,Description,Action,Dialogue,Duration,Status,Tags,Notes,Workflow,Seed,Prompt,"
    "Negative Prompt,Characters,Location\n"
    "SHT-0010,SC-010,Rain on a window,A hand wipes it,\"Mina: Who, me?\",48,Approved,"
    "\"rain, night\","
    "Keep it dark,flux-still,18446744073709551615,\"35 mm, grain\",blurry,"
    "\"Mina (29, yellow raincoat), Dojin\",Attic (a low room)\n", NULL);
  g_autofree char *tags = NULL;
  g_autofree char *people = NULL;
  g_autofree char *descriptions = NULL;

  assert_problems (rows, 0);
  g_assert_cmpuint (rows->rows->len, ==, 1);
  g_assert_cmpuint (g_array_index (rows->numbers, guint, 0), ==, 2);
  g_assert_cmpstr (get_text (rows, 0, "code"), ==, "SHT-0010");
  g_assert_cmpstr (get_text (rows, 0, "scene"), ==, "SC-010");
  g_assert_cmpstr (get_text (rows, 0, "description"), ==, "Rain on a window");
  g_assert_cmpstr (get_text (rows, 0, "action"), ==, "A hand wipes it");
  g_assert_cmpstr (get_text (rows, 0, "dialogue"), ==, "Mina: Who, me?");
  g_assert_cmpint (get_duration (rows, 0), ==, 48);
  g_assert_cmpstr (get_text (rows, 0, "status"), ==, "approved");
  g_assert_cmpstr (get_text (rows, 0, "notes"), ==, "Keep it dark");
  g_assert_cmpstr (get_text (rows, 0, "workflow"), ==, "flux-still");
  g_assert_cmpstr (get_text (rows, 0, "seed"), ==, "18446744073709551615");
  g_assert_cmpstr (get_text (rows, 0, "prompt"), ==, "35 mm, grain");
  g_assert_cmpstr (get_text (rows, 0, "negative"), ==, "blurry");
  g_assert_cmpstr (get_text (rows, 0, "place"), ==, "Attic");
  g_assert_cmpstr (get_text (rows, 0, "place-description"), ==, "a low room");
  tags = get_list (rows, 0, "tags");
  g_assert_cmpstr (tags, ==, "rain|night");
  people = get_list (rows, 0, "characters");
  g_assert_cmpstr (people, ==, "Mina|Dojin");
  descriptions = get_list (rows, 0, "character-descriptions");
  g_assert_cmpstr (descriptions, ==, "29, yellow raincoat|");
}

static void
test_korean_and_japanese (void)
{
  g_autoptr(AipShotRows) korean = read_rows (
    "샷 번호\t장면\t화면 설명\t대사\t길이(초)\t상태\t태그\t등장인물\t장소\n"
    "컷-1\t옥상\t비가 그친 옥상\t괜찮아?\t3.5\t승인\t비、밤\t민아, 도진\t옥상\n", NULL);
  g_autoptr(AipShotRows) japanese = read_rows (
    "カット番号,シーン,説明,セリフ,秒数,登場人物\nC-1,2,雨上がりの屋上,大丈夫？,3.5,美奈・道人\n", NULL);
  g_autofree char *tags = get_list (korean, 0, "tags");
  g_autofree char *people = get_list (japanese, 0, "characters");

  assert_problems (korean, 0);
  g_assert_cmpstr (get_text (korean, 0, "code"), ==, "컷-1");
  g_assert_cmpstr (get_text (korean, 0, "scene"), ==, "옥상");
  g_assert_cmpstr (get_text (korean, 0, "description"), ==, "비가 그친 옥상");
  g_assert_cmpstr (get_text (korean, 0, "dialogue"), ==, "괜찮아?");
  g_assert_cmpint (get_duration (korean, 0), ==, 84);
  g_assert_cmpstr (get_text (korean, 0, "status"), ==, "approved");
  g_assert_cmpstr (tags, ==, "비|밤");

  assert_problems (japanese, 0);
  g_assert_cmpstr (get_text (japanese, 0, "code"), ==, "C-1");
  g_assert_cmpstr (get_text (japanese, 0, "description"), ==, "雨上がりの屋上");
  g_assert_cmpint (get_duration (japanese, 0), ==, 84);
  g_assert_cmpstr (people, ==, "美奈|道人");
}

static void
test_header_below_titles (void)
{
  g_autoptr(AipShotLayout) layout = NULL;
  g_autoptr(AipShotRows) rows = read_rows (
    "THE LONG NIGHT,,\nShot list,,v3\n\nShot,Description,Time\nA1,Rain,2s\n\n,,\nA2,Wind,3s\n"
    "Shot,Description,Time\nA3,Snow,4s\nTotal,,9s\n", &layout);

  assert_problems (rows, 0);
  g_assert_cmpuint (layout->header_row, ==, 3);
  g_assert_cmpuint (rows->rows->len, ==, 3);
  g_assert_cmpuint (g_array_index (rows->numbers, guint, 0), ==, 5);
  g_assert_cmpuint (g_array_index (rows->numbers, guint, 1), ==, 8);
  g_assert_cmpstr (get_text (rows, 2, "code"), ==, "A3");
}

static void
test_no_header (void)
{
  static const AipFrameRate rate = { 24, 1, FALSE };
  static const char *const texts[] = { "", "\n\n", "milk,eggs\nbread,rice\n", "1,2,3\n4,5,6\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (texts[i], strlen (texts[i]));
      g_autoptr(AipCsvReader) reader = aip_csv_reader_new (bytes, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(AipShotLayout) layout = aip_shot_layout_new (aip_csv_reader_get_table (reader), &rate, NULL, &error);

      g_assert_null (layout);
      g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
    }
}

static void
test_bad_rows_cost_only_themselves (void)
{
  g_autoptr(AipShotRows) rows = read_rows (
    "Shot,Description,Duration,Status,Seed,Workflow\n"
    "A1,Rain,2s,ready,,\n"
    "A2,Wind,soon,ready,,\n"
    "A3,Snow,2s,perhaps,abc,../../etc/passwd\n"
    "A1,Hail,2s,,,\n"
    "A5,Fog,0s,,,\n"
    "A6,\"Frost,2s,,,\n"
    "A7,Sun,2s,final,7,flux\n", NULL);
  g_autofree char *long_text = g_strnfill (70000, 'x');
  g_autofree char *long_list = g_strdup_printf ("Shot,Description\nA1,%s\nA2,Sun\n", long_text);
  g_autoptr(AipShotRows) long_rows = read_rows (long_list, NULL);

  assert_problems (rows, 7, "Row 3 was skipped", "Row 4: the status “perhaps”",
                   "Row 4: the seed “abc”", "Row 4: “../../etc/passwd”",
                   "Row 5 was skipped: row 2 has the code “A1” already", "Row 6 was skipped",
                   "Row 7 was skipped: a quotation mark");
  g_assert_cmpuint (rows->n_skipped, ==, 4);
  g_assert_cmpuint (rows->rows->len, ==, 3);
  g_assert_cmpstr (get_text (rows, 1, "code"), ==, "A3");
  g_assert_null (get_text (rows, 1, "status"));
  g_assert_null (get_text (rows, 1, "seed"));
  g_assert_null (get_text (rows, 1, "workflow"));
  g_assert_cmpstr (get_text (rows, 2, "code"), ==, "A7");
  g_assert_cmpstr (get_text (rows, 2, "status"), ==, "final");

  assert_problems (long_rows, 1, "Row 2 was skipped");
  g_assert_cmpuint (long_rows->rows->len, ==, 1);
}

static void
test_dividers_and_headings (void)
{
  g_autoptr(AipShotRows) rows = read_rows (
    "Shot,Description,In,Out\n"
    "SCENE 1 - INT. KITCHEN - NIGHT,,,\n"
    "A1,Rain,00:00:00:00,00:00:02:00\n"
    ",--- 20s GAP ---,00:00:00:00,00:00:10:02\n"
    "씬 2 옥상,,,\n"
    "A2,Wind,00:00:02:00,00:00:04:12\n"
    "=====,,,\n", NULL);

  assert_problems (rows, 0);
  g_assert_cmpuint (rows->rows->len, ==, 2);
  g_assert_cmpstr (get_text (rows, 0, "scene"), ==, "SCENE 1 - INT. KITCHEN - NIGHT");
  g_assert_cmpstr (get_text (rows, 1, "scene"), ==, "씬 2 옥상");
  g_assert_cmpint (get_duration (rows, 0), ==, 48);
  g_assert_cmpint (get_duration (rows, 1), ==, 60);
  g_assert_nonnull (strstr (g_ptr_array_index (rows->notes, 0), "4, 7"));
}

/* Spreadsheets write a merged cell once, and shots are often counted anew in each scene. */
static void
test_scenes (void)
{
  g_autoptr(AipShotRows) rows = read_rows (
    "Scene,Shot,Description\n1,1,Rain\n,2,Wind\n2,1,Snow\n,2,Hail\n", NULL);
  g_autoptr(AipShotRows) clash = read_rows (
    "Scene,Shot,Description\n1,1,Rain\n,2,Wind\n,1,Snow\n", NULL);

  assert_problems (rows, 0);
  g_assert_cmpstr (get_text (rows, 1, "scene"), ==, "1");
  g_assert_cmpstr (get_text (rows, 3, "scene"), ==, "2");
  g_assert_cmpstr (get_text (rows, 1, "code"), ==, "1-2");
  g_assert_cmpstr (get_text (rows, 2, "code"), ==, "2-1");

  assert_problems (clash, 1, "Row 4 was skipped: row 2 has the code “1” already");
}

static void
test_gear (void)
{
  g_autoptr(AipShotRows) rows = read_rows (
    "Shot,Camera,Lens,Focal Length,T-Stop,Film Stock,Shot Size,Lighting,Description\n"
    "1,ALEXA Mini,Cooke S4,50,2.8,,CU,low key,A face\n"
    "2,Pan,Cooke S4,,,5219,Two shot,,Two faces\n"
    "3,Slow push in,bottle,wide,,Plus-X,WS,,A street\n"
    "4,,,,,,,,Nothing\n", NULL);
  g_autoptr(AipShotRows) korean = read_rows ("샷,카메라 기종,렌즈,조명,설명\n1,ARRI ALEXA Mini,Cooke S4,촛불,얼굴\n", NULL);

  g_assert_cmpstr (get_text (rows, 0, "setup"), ==,
                   "{\"body\":\"arri_alexa_mini\",\"lens\":\"cooke_s4\",\"focal\":50.0,"
                   "\"stop\":2.8,\"style\":\"low-key\",\"size\":\"close\"}");
  g_assert_cmpstr (get_text (rows, 0, "description"), ==, "A face");
  g_assert_cmpstr (get_text (rows, 1, "setup"), ==,
                   "{\"lens\":\"cooke_s4\",\"stock\":\"vision3_500t\",\"move\":\"pan\"}");

  /* What is no size or move stays a text; what is no gear is said, and costs only itself. */
  g_assert_cmpstr (get_text (rows, 1, "description"), ==, "Two-shot. Two faces");
  g_assert_cmpstr (get_text (rows, 2, "action"), ==, "Slow push in");
  g_assert_cmpstr (get_text (rows, 2, "setup"), ==, "{\"size\":\"wide\"}");
  assert_problems (rows, 3, "Row 4: Lens “bottle” is not known.", "Row 4: Lens “wide” ",
                   "Row 4: Film stock “Plus-X” may be one of several");
  g_assert_null (get_text (rows, 3, "setup"));

  assert_problems (korean, 1, "Row 2: Key light “촛불” is not known.");
  g_assert_cmpstr (get_text (korean, 0, "setup"), ==,
                   "{\"body\":\"arri_alexa_mini\",\"lens\":\"cooke_s4\"}");
}

static void
test_merged_columns (void)
{
  g_autoptr(AipShotRows) prompts = read_rows (
    "ID,Shot Name,Timecode,Duration,Image Prompt,Video Prompt,Status\n"
    "G1,Key,0:00-0:04,4s,A macro of a key.,The key goes down,⬜\n", NULL);
  g_autoptr(AipShotRows) both = read_rows (
    "ID,Description,Image Prompt,Prompt\nG1,Rain,wet glass,film grain\n", NULL);
  g_autoptr(AipShotRows) sizes = read_rows (
    "Shot,Size,Description,Time of Day,Camera\n1,ECU,An eye,Night,Slow push in\n", NULL);
  g_autoptr(AipShotRows) ambiguous = read_rows (
    "#,Shot,Description,Time\n1,WS,A street,DAY\n2,CU,A face,NIGHT\n", NULL);
  g_autoptr(AipShotRows) speech = read_rows (
    "Speaker Name,イン点,アウト点,文字起こし,色選択\n舟津,00:00:02:03,00:00:08:29,そうです。,Violet\n", NULL);
  g_autofree char *speaker = get_list (speech, 0, "characters");

  assert_problems (prompts, 0);
  g_assert_cmpstr (get_text (prompts, 0, "description"), ==, "Key. A macro of a key.");
  g_assert_cmpstr (get_text (prompts, 0, "action"), ==, "The key goes down");
  g_assert_cmpstr (get_text (prompts, 0, "status"), ==, "draft");
  g_assert_cmpint (get_duration (prompts, 0), ==, 96);

  g_assert_cmpstr (get_text (both, 0, "description"), ==, "Rain");
  g_assert_cmpstr (get_text (both, 0, "prompt"), ==, "wet glass. film grain");

  g_assert_cmpstr (get_text (sizes, 0, "description"), ==, "An eye. Night");
  g_assert_cmpstr (get_text (sizes, 0, "setup"), ==, "{\"size\":\"extreme-close\"}");
  g_assert_cmpstr (get_text (sizes, 0, "action"), ==, "Slow push in");

  /* “Shot” holds sizes and “Time” times of day here. */
  g_assert_cmpstr (get_text (ambiguous, 1, "code"), ==, "2");
  g_assert_cmpstr (get_text (ambiguous, 1, "description"), ==, "A face. NIGHT");
  g_assert_cmpint (get_duration (ambiguous, 1), ==, -1);

  assert_problems (speech, 0);
  g_assert_cmpstr (get_text (speech, 0, "description"), ==, "そうです。");
  g_assert_cmpstr (speaker, ==, "舟津");
  /* Frame 29 shows that it was cut at 30: 6 s 26 fr are 164.8 frames of 24. */
  g_assert_cmpint (get_duration (speech, 0), ==, 165);
  g_assert_cmpuint (speech->notes->len, ==, 0);
}

static void
test_units (void)
{
  g_autoptr(AipShotLayout) layout = NULL;
  g_autoptr(AipShotRows) seconds = read_rows ("Shot,Duration\n1,4\n2,8\n3,6\n", &layout);
  g_autoptr(AipShotRows) fractions = read_rows ("Shot,Duration\n1,40\n2,80.5\n", NULL);
  g_autoptr(AipShotRows) frames = read_rows ("Shot,Duration\n1,48\n2,96\n3,8\n", NULL);
  g_autoptr(AipShotRows) named = read_rows ("Shot,Duration (frames)\n1,4\n2,8\n", NULL);

  g_assert_cmpint (get_duration (seconds, 0), ==, 96);
  g_assert_cmpuint (layout->notes->len, ==, 1);
  g_assert_cmpint (get_duration (fractions, 0), ==, 960);
  g_assert_cmpint (get_duration (frames, 0), ==, 48);
  g_assert_cmpint (get_duration (named, 0), ==, 4);
}

static void
test_untitled_columns (void)
{
  g_autoptr(AipShotRows) rows = read_rows ("Shot,Description\n1,Rain,and wind\n2,Snow\n", NULL);
  g_autoptr(AipShotRows) nothing = read_rows ("Shot,Description,Weight\n,,35 kg\n2,Snow,\n", NULL);

  assert_problems (rows, 0);
  g_assert_cmpuint (rows->notes->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (rows->notes, 0), "“and wind”"));

  assert_problems (nothing, 1, "Row 2 was skipped: it says nothing");
  g_assert_cmpuint (nothing->rows->len, ==, 1);
}

static void
test_words (void)
{
  AipStatus status;
  g_autofree char *description = NULL;
  g_autofree char *name = NULL;
  g_auto(GStrv) parts = aip_shot_words_split (" #a, b ,, b; c (d, e)\nf ");
  g_autofree char *joined = g_strjoinv ("|", parts);

  g_assert_cmpstr (joined, ==, "a|b|c (d, e)|f");
  g_assert_true (aip_shot_words_parse_status ("In Progress", &status));
  g_assert_cmpint (status, ==, AIP_STATUS_DRAFT);
  g_assert_true (aip_shot_words_parse_status ("✔️", &status));
  g_assert_cmpint (status, ==, AIP_STATUS_APPROVED);
  g_assert_false (aip_shot_words_parse_status ("", &status));
  name = aip_shot_words_split_name ("MINA (V.O.)", &description);
  g_assert_cmpstr (name, ==, "MINA");
  g_assert_null (description);
  g_assert_cmpstr (aip_shot_words_expand_size ("E.C.U."), ==, "Extreme close-up");
  g_assert_null (aip_shot_words_expand_size ("Establishing the town"));
  g_assert_false (aip_shot_words_is_separator ("-"));
  g_assert_false (aip_shot_words_is_separator ("--> go"));
  g_assert_true (aip_shot_words_is_separator ("--- GAP ---"));
}

/* Hostile lists: nothing but good rows and sentences comes out. */
static void
test_random_lists (void)
{
  static const char *const pieces[] = {
    "Shot", "Description", "Duration", "In", "Out", "Scene", "Characters", "Status", "1", "A1", ",",
    ",", ",", "\n", "\n", "\"", "00:00:01:29", "4s", "-", "---", "(", ")", "한글", "⬜", ";", "\t",
    "Total", "99999999999", "../x",
  };

  for (guint round = 0; round < 1000; round++)
    {
      static const AipFrameRate rate = { 24000, 1001, FALSE };
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(AipCsvReader) reader = NULL;
      g_autoptr(AipShotLayout) layout = NULL;
      g_autoptr(AipShotRows) rows = NULL;
      guint n = (guint) g_test_rand_int_range (0, 120);

      for (guint i = 0; i < n; i++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      bytes = g_bytes_new (text->str, text->len);
      reader = aip_csv_reader_new (bytes, NULL);
      g_assert_nonnull (reader);
      layout = aip_shot_layout_new (aip_csv_reader_get_table (reader), &rate, NULL, NULL);
      if (layout == NULL)
        continue;
      rows = aip_shot_rows_new (aip_csv_reader_get_table (reader), layout, NULL, NULL);
      g_assert_nonnull (rows);
      g_assert_cmpuint (rows->rows->len, ==, rows->numbers->len);
      for (guint i = 0; i < rows->rows->len; i++)
        g_assert_cmpint (get_duration (rows, i), !=, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/rows/all-fields", test_all_fields);
  g_test_add_func ("/exchange/rows/english", test_english);
  g_test_add_func ("/exchange/rows/korean-and-japanese", test_korean_and_japanese);
  g_test_add_func ("/exchange/rows/header-below-titles", test_header_below_titles);
  g_test_add_func ("/exchange/rows/no-header", test_no_header);
  g_test_add_func ("/exchange/rows/bad-rows-cost-only-themselves",
                   test_bad_rows_cost_only_themselves);
  g_test_add_func ("/exchange/rows/dividers-and-headings", test_dividers_and_headings);
  g_test_add_func ("/exchange/rows/scenes", test_scenes);
  g_test_add_func ("/exchange/rows/gear", test_gear);
  g_test_add_func ("/exchange/rows/merged-columns", test_merged_columns);
  g_test_add_func ("/exchange/rows/units", test_units);
  g_test_add_func ("/exchange/rows/untitled-columns", test_untitled_columns);
  g_test_add_func ("/exchange/rows/words", test_words);
  g_test_add_func ("/exchange/rows/random-lists", test_random_lists);

  return g_test_run ();
}
