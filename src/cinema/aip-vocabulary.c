/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-vocabulary"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-text.h"
#include "aip-vocabulary.h"

typedef struct {
  const char *nick;
  const char *name;
} Word;

/* Each table in the order of its enumeration. */

static const Word sizes[] = {
  { "extreme-wide", NC_ ("shot size", "Extreme Wide Shot") },
  { "wide", NC_ ("shot size", "Wide Shot") },
  { "full", NC_ ("shot size", "Full Shot") },
  { "cowboy", NC_ ("shot size", "Cowboy Shot") },
  { "medium", NC_ ("shot size", "Medium Shot") },
  { "medium-close", NC_ ("shot size", "Medium Close-Up") },
  { "close", NC_ ("shot size", "Close-Up") },
  { "big-close", NC_ ("shot size", "Big Close-Up") },
  { "extreme-close", NC_ ("shot size", "Extreme Close-Up") },
  { "insert", NC_ ("shot size", "Insert") },
};

static const Word angles[] = {
  { "eye-level", NC_ ("camera angle", "Eye Level") },
  { "low", NC_ ("camera angle", "Low Angle") },
  { "high", NC_ ("camera angle", "High Angle") },
  { "ground", NC_ ("camera angle", "Ground Level") },
  { "overhead", NC_ ("camera angle", "Overhead") },
  { "dutch", NC_ ("camera angle", "Dutch Angle") },
  { "over-shoulder", NC_ ("camera angle", "Over the Shoulder") },
  { "point-of-view", NC_ ("camera angle", "Point of View") },
};

static const Word weathers[] = {
  { "clear", NC_ ("weather", "Clear") },
  { "cloudy", NC_ ("weather", "Cloudy") },
  { "overcast", NC_ ("weather", "Overcast") },
  { "rain", NC_ ("weather", "Rain") },
  { "storm", NC_ ("weather", "Storm") },
  { "snow", NC_ ("weather", "Snow") },
  { "fog", NC_ ("weather", "Fog") },
  { "haze", NC_ ("weather", "Haze") },
  { "dust", NC_ ("weather", "Dust") },
};

static const Word compositions[] = {
  { "thirds", NC_ ("composition", "Rule of Thirds") },
  { "centred", NC_ ("composition", "Centred") },
  { "symmetrical", NC_ ("composition", "Symmetrical") },
  { "asymmetrical", NC_ ("composition", "Asymmetrical") },
  { "diagonal", NC_ ("composition", "Diagonal") },
  { "leading-lines", NC_ ("composition", "Leading Lines") },
  { "frame-in-frame", NC_ ("composition", "Frame within the Frame") },
  { "layered", NC_ ("composition", "Layered Depth") },
  { "negative-space", NC_ ("composition", "Negative Space") },
  { "filled", NC_ ("composition", "Filled Frame") },
  { "foreground", NC_ ("composition", "Foreground Framing") },
  { "silhouette", NC_ ("composition", "Silhouette") },
};

static const Word moods[] = {
  { "cheerful", NC_ ("mood", "Cheerful") },
  { "hopeful", NC_ ("mood", "Hopeful") },
  { "whimsical", NC_ ("mood", "Whimsical") },
  { "romantic", NC_ ("mood", "Romantic") },
  { "serene", NC_ ("mood", "Serene") },
  { "contemplative", NC_ ("mood", "Contemplative") },
  { "melancholic", NC_ ("mood", "Melancholic") },
  { "nostalgic", NC_ ("mood", "Nostalgic") },
  { "intimate", NC_ ("mood", "Intimate") },
  { "tense", NC_ ("mood", "Tense") },
  { "ominous", NC_ ("mood", "Ominous") },
  { "terrifying", NC_ ("mood", "Terrifying") },
  { "mysterious", NC_ ("mood", "Mysterious") },
  { "epic", NC_ ("mood", "Epic") },
  { "triumphant", NC_ ("mood", "Triumphant") },
  { "surreal", NC_ ("mood", "Surreal") },
  { "dreamlike", NC_ ("mood", "Dreamlike") },
  { "gritty", NC_ ("mood", "Gritty") },
  { "energetic", NC_ ("mood", "Energetic") },
  { "chaotic", NC_ ("mood", "Chaotic") },
  { "desolate", NC_ ("mood", "Desolate") },
};

static const Word tones[] = {
  { "warm-saturated", NC_ ("colour tone", "Warm, Saturated") },
  { "warm-muted", NC_ ("colour tone", "Warm, Muted") },
  { "cool-saturated", NC_ ("colour tone", "Cool, Saturated") },
  { "cool-muted", NC_ ("colour tone", "Cool, Muted") },
  { "neutral-saturated", NC_ ("colour tone", "Neutral, Saturated") },
  { "neutral-muted", NC_ ("colour tone", "Neutral, Muted") },
  { "teal-orange", NC_ ("colour tone", "Teal and Orange") },
  { "bleach-bypass", NC_ ("colour tone", "Bleach Bypass") },
  { "cross-processed", NC_ ("colour tone", "Cross-Processed") },
  { "sepia", NC_ ("colour tone", "Sepia") },
  { "monochrome", NC_ ("colour tone", "Black and White") },
  { "monochrome-hard", NC_ ("colour tone", "Black and White, High Contrast") },
  { "monochrome-soft", NC_ ("colour tone", "Black and White, Low Contrast") },
};

static const Word styles[] = {
  { "naturalistic", NC_ ("light style", "Naturalistic") },
  { "high-key", NC_ ("light style", "High Key") },
  { "low-key", NC_ ("light style", "Low Key") },
  { "soft", NC_ ("light style", "Soft") },
  { "hard", NC_ ("light style", "Hard") },
  { "rembrandt", NC_ ("light style", "Rembrandt") },
  { "split", NC_ ("light style", "Split") },
  { "rim", NC_ ("light style", "Rim") },
  { "silhouette", NC_ ("light style", "Silhouette") },
  { "chiaroscuro", NC_ ("light style", "Chiaroscuro") },
  { "motivated", NC_ ("light style", "Motivated") },
  { "available", NC_ ("light style", "Available Light") },
  { "flat", NC_ ("light style", "Flat") },
};

static const Word filters[] = {
  { "nd", NC_ ("filter", "Neutral Density") },
  { "polariser", NC_ ("filter", "Polariser") },
  { "85", NC_ ("filter", "85 (Daylight to Tungsten)") },
  { "80a", NC_ ("filter", "80A (Tungsten to Daylight)") },
  { "diffusion", NC_ ("filter", "Diffusion") },
  { "promist", NC_ ("filter", "Black Pro-Mist") },
  { "fog", NC_ ("filter", "Fog") },
  { "star", NC_ ("filter", "Star") },
  { "streak", NC_ ("filter", "Streak") },
  { "split-dioptre", NC_ ("filter", "Split Dioptre") },
  { "red", NC_ ("filter", "Red") },
  { "yellow", NC_ ("filter", "Yellow") },
};

static const Word times[] = {
  { "dawn", NC_ ("time of day", "Dawn") },
  { "morning", NC_ ("time of day", "Morning") },
  { "midday", NC_ ("time of day", "Midday") },
  { "afternoon", NC_ ("time of day", "Afternoon") },
  { "golden-hour", NC_ ("time of day", "Golden Hour") },
  { "dusk", NC_ ("time of day", "Dusk") },
  { "blue-hour", NC_ ("time of day", "Blue Hour") },
  { "night", NC_ ("time of day", "Night") },
};

static const Word paces[] = {
  { "static", NC_ ("pace", "Static") },
  { "very-slow", NC_ ("pace", "Very Slow") },
  { "slow", NC_ ("pace", "Slow") },
  { "moderate", NC_ ("pace", "Moderate") },
  { "fast", NC_ ("pace", "Fast") },
  { "whip", NC_ ("pace", "Whip") },
};

static const struct {
  const Word *words;
  guint       count;
  const char *context;
} tables[AIP_N_WORDS] = {
  [AIP_WORDS_SIZE] = { sizes, G_N_ELEMENTS (sizes), "shot size" },
  [AIP_WORDS_ANGLE] = { angles, G_N_ELEMENTS (angles), "camera angle" },
  [AIP_WORDS_WEATHER] = { weathers, G_N_ELEMENTS (weathers), "weather" },
  [AIP_WORDS_COMPOSITION] = { compositions, G_N_ELEMENTS (compositions), "composition" },
  [AIP_WORDS_MOOD] = { moods, G_N_ELEMENTS (moods), "mood" },
  [AIP_WORDS_TONE] = { tones, G_N_ELEMENTS (tones), "colour tone" },
  [AIP_WORDS_STYLE] = { styles, G_N_ELEMENTS (styles), "light style" },
  [AIP_WORDS_FILTER] = { filters, G_N_ELEMENTS (filters), "filter" },
  [AIP_WORDS_TIME] = { times, G_N_ELEMENTS (times), "time of day" },
  [AIP_WORDS_PACE] = { paces, G_N_ELEMENTS (paces), "pace" },
};

guint
aip_words_get_count (AipWords words)
{
  g_return_val_if_fail (words < AIP_N_WORDS, 0);

  return tables[words].count;
}

const char *
aip_words_get_nick (AipWords words,
                    guint    value)
{
  g_return_val_if_fail (words < AIP_N_WORDS && value < tables[words].count, NULL);

  return tables[words].words[value].nick;
}

const char *
aip_words_get_name (AipWords words,
                    guint    value)
{
  g_return_val_if_fail (words < AIP_N_WORDS && value < tables[words].count, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, tables[words].context, tables[words].words[value].name);
}

int
aip_words_find (AipWords    words,
                const char *text)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (words < AIP_N_WORDS, -1);

  if (text == NULL)
    return -1;

  wanted = aip_text_fold (text);

  for (guint i = 0; i < tables[words].count; i++)
    {
      const Word *word = &tables[words].words[i];
      g_autofree char *english = aip_text_fold (word->name);
      g_autofree char *local = aip_text_fold (aip_words_get_name (words, i));

      if (g_str_equal (wanted, word->nick) || g_str_equal (wanted, english) ||
          g_str_equal (wanted, local))
        return (int) i;
    }

  return -1;
}

/*
 * Framing conventions for a person of about 1.75 m: head to toe with air for the full shot, to mid-
 * thigh for the cowboy, to the waist for the medium, to the chest, the shoulders, chin to hairline,
 * the eyes.
 */
double
aip_shot_size_get_field_height (AipShotSize size)
{
  static const double heights[] = {
    [AIP_SIZE_EXTREME_WIDE] = 14.0, [AIP_SIZE_WIDE] = 4.5,         [AIP_SIZE_FULL] = 2.1,
    [AIP_SIZE_COWBOY] = 1.35,       [AIP_SIZE_MEDIUM] = 1.0,       [AIP_SIZE_MEDIUM_CLOSE] = 0.68,
    [AIP_SIZE_CLOSE] = 0.42,        [AIP_SIZE_BIG_CLOSE] = 0.28,   [AIP_SIZE_EXTREME_CLOSE] = 0.14,
    [AIP_SIZE_INSERT] = 0.20,
  };

  g_return_val_if_fail (size < G_N_ELEMENTS (heights), 1.0);

  return heights[size];
}
