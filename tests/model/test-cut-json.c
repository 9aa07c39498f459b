/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "aip-cut-json.h"
#include "aip-error.h"
#include "aip-json.h"

static const char *const words[] = { "", "a", "새벽의 등대", "\"quoted\"\n\t", "😀", "SHT-0010" };

static char *
pick (GRand *rand)
{
  return (char *) words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
}

static AipCut *
random_cut (GRand *rand)
{
  guint n_rates;
  const AipFrameRate *rates = aip_frame_rate_get_all (&n_rates);
  AipCutSpec spec = {
    pick (rand), "LGT", rates[g_rand_int_range (rand, 0, (int) n_rates)],
    g_rand_int_range (rand, 0, 100000), g_rand_int_range (rand, 1, 8000),
    g_rand_int_range (rand, 1, 8000),
  };
  AipCut *cut = aip_cut_new (&spec);

  for (int i = g_rand_int_range (rand, 0, 40); i > 0; i--)
    {
      g_autofree char *id = g_strdup_printf ("shot-%d", i);
      AipCutShot shot = {
        .id = id, .code = pick (rand), .name = pick (rand), .notes = pick (rand),
        .scene = pick (rand), .setup = pick (rand),
        .status = g_rand_int_range (rand, 0, AIP_N_STATUSES),
        .duration = g_rand_int_range (rand, 1, 300), .source = g_rand_int_range (rand, 0, 50),
        .available = AIP_CUT_ENDLESS, .media = g_rand_int_range (rand, 0, 3),
        .transition = g_rand_int_range (rand, 0, AIP_N_TRANSITIONS),
        .seed = (char *) "18446744073709551615", .offset = g_rand_int_range (rand, 0, 9),
      };

      if (shot.media != AIP_CUT_CARD)
        {
          shot.file = (char *) "takes/SHT-0010/a.mp4";
          shot.take = (char *) "take";
          shot.take_number = g_rand_int_range (rand, 1, 99);
        }
      if (shot.media == AIP_CUT_MOVIE && g_rand_boolean (rand))
        shot.available = g_rand_int_range (rand, 1, 400);
      aip_cut_add_shot (cut, &shot, g_rand_int_range (rand, 0, 60));
    }

  for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    {
      AipCutTrack track = {
        .id = (char *) "track", .name = pick (rand), .is_audio = g_rand_boolean (rand),
        .gain = g_rand_double_range (rand, -20, 10), .muted = g_rand_boolean (rand),
        .solo = g_rand_boolean (rand),
      };
      guint index = aip_cut_add_track (cut, &track);

      for (int j = g_rand_int_range (rand, 0, 8); j > 0; j--)
        {
          AipCutClip clip = {
            .id = (char *) "clip", .name = pick (rand), .role = (char *) "music",
            .file = (char *) "assets/ab/c.wav", .record = g_rand_int_range (rand, 0, 5000),
            .duration = g_rand_int_range (rand, 1, 500), .source = g_rand_int_range (rand, 0, 99),
            .gain = g_rand_double_range (rand, -20, 10), .fade_in = g_rand_int_range (rand, 0, 20),
            .fade_out = g_rand_int_range (rand, 0, 20), .disabled = g_rand_boolean (rand),
          };

          aip_cut_add_clip (cut, index, &clip);
        }
      {
        AipCutMarker marker = { (char *) "m", 12, 3, (char *) "red", pick (rand), pick (rand) };

        aip_cut_add_marker (cut, &marker);
      }
    }

  return cut;
}

static void
test_round_trip (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);

  for (int i = 0; i < 300; i++)
    {
      g_autoptr(AipCut) cut = random_cut (rand);
      g_autofree char *text = aip_cut_to_json (cut, "/films/등대");
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = aip_json_parse (text, -1, AIP_CUT_JSON_MAX_BYTES, &error);
      g_autofree char *folder = NULL;
      g_autoptr(AipCut) back = NULL;
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      back = aip_cut_from_json (node, &folder, &error);
      g_assert_no_error (error);
      again = aip_cut_to_json (back, folder);
      g_assert_cmpstr (again, ==, text);
      g_assert_cmpint (aip_cut_get_duration (back), ==, aip_cut_get_duration (cut));
      /* Where transitions are is worked out anew, and comes out the same. */
      for (guint j = 0; j < aip_cut_get_n_shots (cut); j++)
        {
          const AipCutShot *a = aip_cut_get_shot (cut, j);
          const AipCutShot *b = aip_cut_get_shot (back, j);

          g_assert_cmpint (a->record, ==, b->record);
          g_assert_cmpint (a->before, ==, b->before);
          g_assert_cmpint (a->after, ==, b->after);
          g_assert_cmpint (a->transition, ==, b->transition);
          g_assert_cmpint (a->media, ==, b->media);
        }
    }
}

static AipCut *
read_text (const char  *text,
           GError     **error)
{
  g_autoptr(JsonNode) node = aip_json_parse (text, -1, AIP_CUT_JSON_MAX_BYTES, NULL);

  return node != NULL ? aip_cut_from_json (node, NULL, error) : NULL;
}

#define HEAD "{\"format\":\"aipipeline-cut\",\"version\":1,\"folder\":\"/a\",\"width\":10," \
             "\"height\":10,\"rate-numerator\":24,\"rate-denominator\":1"

static void
test_refuses (void)
{
  static const char *const bad[] = {
    "{}", "[]", "7", "{\"format\":\"aipipeline-cut\",\"version\":1}",
    "{\"format\":\"aipipeline-cut\",\"version\":1,\"folder\":\"relative\"}",
    "{\"format\":\"aipipeline-cut\",\"version\":2,\"folder\":\"/a\"}",
    "{\"format\":\"aipipeline-cut\",\"version\":1,\"folder\":\"/a\",\"width\":0}",
    HEAD ",\"shots\":[{}]}",
    HEAD ",\"shots\":[{\"duration\":-5}]}",
    HEAD ",\"shots\":[{\"duration\":9223372036854775807}]}",
    HEAD ",\"shots\":[{\"duration\":10,\"source\":-1}]}",
    HEAD ",\"shots\":[{\"duration\":10,\"available\":0}]}",
    HEAD ",\"tracks\":[{\"clips\":[{}]}]}",
    HEAD ",\"tracks\":[{\"clips\":[7]}]}",
    HEAD ",\"markers\":[{\"frame\":99999999999}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (read_text (bad[i], &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == AIP_ERROR);
    }
}

/* Nothing outside of the project is named, however it is written. */
static void
test_stays_inside (void)
{
  static const char *const files[] = { "/etc/passwd", "../x.mp4", "a/../../x", "" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *text =
        g_strdup_printf (HEAD ",\"shots\":[{\"duration\":5,\"media\":\"movie\",\"file\":\"%s\"}],"
                         "\"tracks\":[{\"clips\":[{\"duration\":3,\"file\":\"%s\"}]}]}",
                         files[i], files[i]);
      g_autoptr(GError) error = NULL;
      g_autoptr(AipCut) cut = read_text (text, &error);

      g_assert_no_error (error);
      g_assert_null (aip_cut_get_shot (cut, 0)->file);
      g_assert_cmpint (aip_cut_get_shot (cut, 0)->media, ==, AIP_CUT_CARD);
      g_assert_null (((AipCutClip *) aip_cut_get_track (cut, 0)->clips->pdata[0])->file);
    }
}

/* Whatever becomes of the text, it is refused or a cut that can be walked through. */
static void
test_survives_damage (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);

  for (int i = 0; i < 400; i++)
    {
      g_autoptr(AipCut) cut = random_cut (rand);
      g_autofree char *text = aip_cut_to_json (cut, "/a");
      gsize length = strlen (text);
      g_autoptr(AipCut) back = NULL;
      g_autoptr(GError) error = NULL;

      for (int j = g_rand_int_range (rand, 1, 6); j > 0; j--)
        text[g_rand_int_range (rand, 0, (int) length)] = "0-9{}[]\",:e"[g_rand_int_range (rand, 0, 12)];
      back = read_text (text, &error);
      if (back != NULL)
        {
          gint64 record = 0;

          for (guint j = 0; j < aip_cut_get_n_shots (back); j++)
            {
              const AipCutShot *shot = aip_cut_get_shot (back, j);

              g_assert_cmpint (shot->record, ==, record);
              record += shot->duration;
            }
          g_assert_cmpint (aip_cut_get_duration (back), ==, record);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/cut-json/round-trip", test_round_trip);
  g_test_add_func ("/model/cut-json/refuses", test_refuses);
  g_test_add_func ("/model/cut-json/stays-inside", test_stays_inside);
  g_test_add_func ("/model/cut-json/survives-damage", test_survives_damage);

  return g_test_run ();
}
