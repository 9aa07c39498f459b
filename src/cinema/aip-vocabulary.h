/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The words of a setup that are not gear: closed lists, each entry with a nick for files (never
 * renamed) and a name for people (translated).
 */

typedef enum {
  AIP_SIZE_EXTREME_WIDE,
  AIP_SIZE_WIDE,
  AIP_SIZE_FULL,
  AIP_SIZE_COWBOY,
  AIP_SIZE_MEDIUM,
  AIP_SIZE_MEDIUM_CLOSE,
  AIP_SIZE_CLOSE,
  AIP_SIZE_BIG_CLOSE,
  AIP_SIZE_EXTREME_CLOSE,
  AIP_SIZE_INSERT,
} AipShotSize;

typedef enum {
  AIP_ANGLE_EYE_LEVEL,
  AIP_ANGLE_LOW,
  AIP_ANGLE_HIGH,
  AIP_ANGLE_GROUND,
  AIP_ANGLE_OVERHEAD,
  AIP_ANGLE_DUTCH,
  AIP_ANGLE_OVER_SHOULDER,
  AIP_ANGLE_POINT_OF_VIEW,
} AipAngle;

typedef enum {
  AIP_WEATHER_CLEAR,
  AIP_WEATHER_CLOUDY,
  AIP_WEATHER_OVERCAST,
  AIP_WEATHER_RAIN,
  AIP_WEATHER_STORM,
  AIP_WEATHER_SNOW,
  AIP_WEATHER_FOG,
  AIP_WEATHER_HAZE,
  AIP_WEATHER_DUST,
} AipWeather;

typedef enum {
  AIP_COMPOSITION_THIRDS,
  AIP_COMPOSITION_CENTRED,
  AIP_COMPOSITION_SYMMETRICAL,
  AIP_COMPOSITION_ASYMMETRICAL,
  AIP_COMPOSITION_DIAGONAL,
  AIP_COMPOSITION_LEADING_LINES,
  AIP_COMPOSITION_FRAME_IN_FRAME,
  AIP_COMPOSITION_LAYERED,
  AIP_COMPOSITION_NEGATIVE_SPACE,
  AIP_COMPOSITION_FILLED,
  AIP_COMPOSITION_FOREGROUND,
  AIP_COMPOSITION_SILHOUETTE,
} AipComposition;

typedef enum {
  AIP_MOOD_CHEERFUL,
  AIP_MOOD_HOPEFUL,
  AIP_MOOD_WHIMSICAL,
  AIP_MOOD_ROMANTIC,
  AIP_MOOD_SERENE,
  AIP_MOOD_CONTEMPLATIVE,
  AIP_MOOD_MELANCHOLIC,
  AIP_MOOD_NOSTALGIC,
  AIP_MOOD_INTIMATE,
  AIP_MOOD_TENSE,
  AIP_MOOD_OMINOUS,
  AIP_MOOD_TERRIFYING,
  AIP_MOOD_MYSTERIOUS,
  AIP_MOOD_EPIC,
  AIP_MOOD_TRIUMPHANT,
  AIP_MOOD_SURREAL,
  AIP_MOOD_DREAMLIKE,
  AIP_MOOD_GRITTY,
  AIP_MOOD_ENERGETIC,
  AIP_MOOD_CHAOTIC,
  AIP_MOOD_DESOLATE,
} AipMood;

typedef enum {
  AIP_TONE_WARM_SATURATED,
  AIP_TONE_WARM_MUTED,
  AIP_TONE_COOL_SATURATED,
  AIP_TONE_COOL_MUTED,
  AIP_TONE_NEUTRAL_SATURATED,
  AIP_TONE_NEUTRAL_MUTED,
  AIP_TONE_TEAL_ORANGE,
  AIP_TONE_BLEACH_BYPASS,
  AIP_TONE_CROSS_PROCESSED,
  AIP_TONE_SEPIA,
  AIP_TONE_MONOCHROME,
  AIP_TONE_MONOCHROME_HARD,
  AIP_TONE_MONOCHROME_SOFT,
} AipTone;

typedef enum {
  AIP_STYLE_NATURALISTIC,
  AIP_STYLE_HIGH_KEY,
  AIP_STYLE_LOW_KEY,
  AIP_STYLE_SOFT,
  AIP_STYLE_HARD,
  AIP_STYLE_REMBRANDT,
  AIP_STYLE_SPLIT,
  AIP_STYLE_RIM,
  AIP_STYLE_SILHOUETTE,
  AIP_STYLE_CHIAROSCURO,
  AIP_STYLE_MOTIVATED,
  AIP_STYLE_AVAILABLE,
  AIP_STYLE_FLAT,
} AipLightStyle;

/* Bits: several filters at once. */
typedef enum {
  AIP_FILTER_ND,
  AIP_FILTER_POLARISER,
  AIP_FILTER_85,
  AIP_FILTER_80A,
  AIP_FILTER_DIFFUSION,
  AIP_FILTER_PROMIST,
  AIP_FILTER_FOG,
  AIP_FILTER_STAR,
  AIP_FILTER_STREAK,
  AIP_FILTER_SPLIT_DIOPTRE,
  AIP_FILTER_RED,
  AIP_FILTER_YELLOW,
} AipFilter;

typedef enum {
  AIP_WORDS_SIZE,
  AIP_WORDS_ANGLE,
  AIP_WORDS_WEATHER,
  AIP_WORDS_COMPOSITION,
  AIP_WORDS_MOOD,
  AIP_WORDS_TONE,
  AIP_WORDS_STYLE,
  AIP_WORDS_FILTER,
  AIP_WORDS_TIME,
  AIP_WORDS_PACE,
} AipWords;

#define AIP_N_WORDS (AIP_WORDS_PACE + 1)

guint       aip_words_get_count (AipWords    words);
const char *aip_words_get_nick  (AipWords    words,
                                 guint       value);
/* Translated, capitalised as a menu entry. */
const char *aip_words_get_name  (AipWords    words,
                                 guint       value);
/* By nick, or by name in any case, in English or the user's language; -1 if unknown. */
int         aip_words_find      (AipWords    words,
                                 const char *text);

/* How many metres of a standing person's world fill the frame's height. */
double      aip_shot_size_get_field_height (AipShotSize size);

G_END_DECLS
