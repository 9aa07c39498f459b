/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-scene"

#include "config.h"

#include <string.h>

#include "aip-draft-scene.h"
#include "aip-draft-words.h"

/*
 * A prompt is not parsed, it is searched: prompts come in fragments, in two languages and from
 * other programs, and a picture that is wrong in one respect is worth more than none.
 */

static const AipDraftMeaning shot_words[] = {
  { "insert|insert shot|detail shot|detail of|인서트|디테일 샷", AIP_DRAFT_SHOT_INSERT },
  { "extreme close-up|extreme close up|extreme closeup|ecu|xcu|bcu|익스트림 클로즈업|초근접",
    AIP_DRAFT_SHOT_EXTREME_CLOSE_UP },
  { "medium close-up|medium close up|medium closeup|mcu|over-the-shoulder|over the shoulder|ots|"
    "bust shot|미디엄 클로즈업|바스트|오버숄더|오버 더 숄더", AIP_DRAFT_SHOT_MEDIUM_CLOSE_UP },
  { "close-up|close up|closeup|cu|클로즈업|클로즈 업|얼굴 클로즈", AIP_DRAFT_SHOT_CLOSE_UP },
  { "extreme wide|extreme long|extreme wide shot|extreme long shot|ews|els|establishing|"
    "establishing shot|aerial|aerial shot|drone shot|익스트림 롱|익스트림 와이드|설정 샷|항공|원경",
    AIP_DRAFT_SHOT_EXTREME_LONG },
  { "medium long|medium wide|medium long shot|medium wide shot|mls|mws|cowboy|cowboy shot|"
    "american shot|미디엄 롱|미디엄 와이드|니샷|카우보이", AIP_DRAFT_SHOT_MEDIUM_LONG },
  { "wide shot|long shot|full shot|wide|ws|ls|fs|full body|wide angle view|와이드|롱샷|롱 샷|풀샷|"
    "풀 샷|전신", AIP_DRAFT_SHOT_LONG },
  { "medium shot|medium|mid shot|ms|two-shot|two shot|waist-up|waist up|미디엄|웨이스트|투샷|투 샷",
    AIP_DRAFT_SHOT_MEDIUM },
};

static const AipDraftMeaning time_words[] = {
  { "golden hour|sunset|magic hour|late afternoon|setting sun|골든아워|골든 아워|노을|석양|일몰",
    AIP_DRAFT_TIME_GOLDEN },
  { "dawn|sunrise|first light|daybreak|early morning|새벽|일출|여명|동틀|동이 트",
    AIP_DRAFT_TIME_DAWN },
  { "dusk|twilight|blue hour|evening|nightfall|황혼|해질녘|해 질 녘|땅거미|저녁|매직아워|블루아워",
    AIP_DRAFT_TIME_DUSK },
  { "night|midnight|moonlight|moonlit|nighttime|night-time|late at night|밤|심야|자정|달빛|야간",
    AIP_DRAFT_TIME_NIGHT },
  { "day|daylight|noon|midday|morning|afternoon|sunny|daytime|낮|정오|오전|오후|아침|대낮",
    AIP_DRAFT_TIME_DAY },
};

/* The rows of place_words that are inside; they stand first. */
#define N_INTERIORS 3

static const AipDraftMeaning place_words[] = {
  { "hospital corridor|school corridor|hotel corridor|office corridor|hospital hallway|"
    "school hallway|hotel hallway|corridor|hallway|tunnel|subway|staircase|stairwell|passage|복도|"
    "터널|지하철|계단|통로",
    AIP_DRAFT_PLACE_CORRIDOR },
  { "car interior|inside the car|inside a car|in the car|bus|train|cockpit|carriage|passenger seat|"
    "back seat|truck cab|차 안|버스|기차|열차|조수석|뒷좌석|운전석",
    AIP_DRAFT_PLACE_VEHICLE },
  { "room|inside the|table|desk|counter|stove|kitchen|post office|apartment|bedroom|living room|"
    "office|cafe|café|coffee shop|restaurant|bar|classroom|hospital|library|workshop|laboratory|"
    "lab|studio|bathroom|diner|shop|store|house|home|interior|indoors|방|거실|부엌|주방|아파트|"
    "사무실|카페|식당|침실|교실|병원|도서관|작업실|연구실|가게|편의점|실내|집 안|다방|우체국|식탁|"
    "책상|난로", AIP_DRAFT_PLACE_ROOM },
  { "street|alley|market|plaza|square|road|crossing|sidewalk|crosswalk|neighbourhood|neighborhood|"
    "bus stop|거리|골목|시장|도로|횡단보도|길거리|인도|정류장", AIP_DRAFT_PLACE_STREET },
  { "city|skyline|rooftop|downtown|skyscraper|seoul|tokyo|new york|building|town|도시|옥상|서울|"
    "빌딩|시내|도심|부산", AIP_DRAFT_PLACE_CITY },
  { "sea|ocean|beach|shore|coast|harbor|harbour|pier|quay|lake|river|boat|ferry|ship|lighthouse|"
    "wave|island|바다|해변|항구|호수|강가|강변|한강|배 위|등대|파도|섬|부두|바닷가|방파제",
    AIP_DRAFT_PLACE_SEA },
  { "cliff|bluff|headland|절벽|벼랑", AIP_DRAFT_PLACE_CLIFF },
  { "desert|dune|sand|wasteland|사막|모래|황무지", AIP_DRAFT_PLACE_DESERT },
  { "forest|woods|tree|pine|jungle|grove|bamboo|숲|나무|밀림|대나무", AIP_DRAFT_PLACE_FOREST },
  { "mountain|hill|hilltop|valley|ridge|peak|canyon|산속|산 정상|산맥|산길|설산|언덕|계곡|능선|"
    "산꼭대기", AIP_DRAFT_PLACE_MOUNTAIN },
  { "field|meadow|farm|grass|grassland|park|garden|rice paddy|countryside|들판|초원|논밭|공원|정원|"
    "시골|갈대밭|밭|잔디", AIP_DRAFT_PLACE_FIELD },
};

static const AipDraftMeaning weather_words[] = {
  { "rain|raining|rainy|downpour|thunderstorm|drizzle|비가|비 오|비오는|비 내|빗속|빗물|빗방울|"
    "폭우|장대비|소나기|장마|폭풍", AIP_DRAFT_WEATHER_RAIN },
  { "snow|snowing|snowy|snowfall|blizzard|snow-covered|눈이 내|눈 내|눈보라|눈밭|설원|눈 덮|함박눈|"
    "첫눈",
    AIP_DRAFT_WEATHER_SNOW },
  { "fog|foggy|mist|misty|haze|hazy|smoke|smoky|안개|연기|뿌연", AIP_DRAFT_WEATHER_FOG },
  { "cloud|cloudy|overcast|storm|stormy|grey sky|gray sky|흐린|구름|먹구름",
    AIP_DRAFT_WEATHER_CLOUDS },
};

static const AipDraftMeaning angle_words[] = {
  { "top shot|top-down|top down|overhead|overhead shot|bird's eye|bird's-eye|birds-eye view|탑샷|"
    "직부감|버즈아이", AIP_DRAFT_ANGLE_TOP },
  { "high angle|high-angle|from above|looking down on|aerial|drone|하이앵글|하이 앵글|부감|내려다",
    AIP_DRAFT_ANGLE_HIGH },
  { "low angle|low-angle|from below|worm's eye|worm's-eye|로우앵글|로우 앵글|앙각|올려다",
    AIP_DRAFT_ANGLE_LOW },
};

static const char words_seated[] = "sit|sits|sitting|seated|앉아|앉은|앉는";
static const char words_behind[] =
  "from behind|back to camera|back to the camera|rear view|뒷모습|뒤에서|등을 보";
static const char words_shoulder[] =
  "over-the-shoulder|over the shoulder|ots|오버숄더|오버 더 숄더|어깨 너머";
static const char words_walking[] =
  "walk|walks|walking|run|runs|running|stride|strides|chase|chases|걷|걸어|달리|달려|뛰";
static const char words_outside[] = "exterior|ext|outdoors|outside|실외|야외|밖";
static const char words_light_left[] =
  "light from the left|lit from the left|key left|camera left|왼쪽에서 빛|왼쪽 조명";
static const char words_light_right[] =
  "light from the right|lit from the right|key right|camera right|오른쪽에서 빛|오른쪽 조명";

#define RANK(text, table, fallback) \
  aip_draft_words_rank ((text), (table), G_N_ELEMENTS (table), (int) (fallback))
#define LEAD(text, table, fallback) \
  aip_draft_words_lead ((text), (table), G_N_ELEMENTS (table), (int) (fallback))

static char *
tidy_prompt (const char *prompt)
{
  g_autofree char *valid = g_utf8_make_valid (prompt != NULL ? prompt : "", -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autoptr(GString) text = g_string_new (NULL);

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          if (text->len > 0 && text->str[text->len - 1] != ' ')
            g_string_append_c (text, ' ');
        }
      else
        g_string_append_unichar (text, c);
    }

  g_strchomp (text->str);
  if (*text->str == '\0')
    return g_strdup ("(no prompt)");

  return g_strdup (text->str);
}

static gboolean
is_interior (AipDraftPlace place)
{
  return place == AIP_DRAFT_PLACE_ROOM || place == AIP_DRAFT_PLACE_CORRIDOR ||
         place == AIP_DRAFT_PLACE_VEHICLE;
}

/**
 * aip_draft_scene_new:
 * @prompt: (nullable): the positive prompt
 * @seed: the sampler's seed
 *
 * Returns: (transfer full): how to draw it; never changed afterwards
 */
AipDraftScene *
aip_draft_scene_new (const char *prompt,
                     guint64     seed)
{
  AipDraftScene *self = g_new0 (AipDraftScene, 1);
  g_autofree char *text = NULL;
  guint choice = (guint) ((seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 40);

  g_atomic_ref_count_init (&self->ref_count);
  self->prompt = tidy_prompt (prompt);
  self->seed = seed;

  text = g_utf8_strdown (self->prompt, -1);

  self->n_figures = aip_draft_looks_read (text, seed, self->looks);
  self->shot = (AipDraftShotSize) RANK (text, shot_words,
                                        self->n_figures > 0 ? AIP_DRAFT_SHOT_MEDIUM_LONG
                                                            : AIP_DRAFT_SHOT_LONG);
  self->time = (AipDraftTime) RANK (text, time_words, AIP_DRAFT_TIME_DAY);
  self->weather = (AipDraftWeather) RANK (text, weather_words, AIP_DRAFT_WEATHER_CLEAR);
  self->angle = (AipDraftAngle) RANK (text, angle_words, AIP_DRAFT_ANGLE_EYE);
  /* A shot is described before the place that it belongs to. */
  self->place = (AipDraftPlace) LEAD (text, place_words, AIP_DRAFT_PLACE_FIELD);
  self->seated = aip_draft_words_has (text, words_seated);
  self->from_behind = aip_draft_words_has (text, words_behind);
  self->over_shoulder = aip_draft_words_has (text, words_shoulder);
  self->walking = aip_draft_words_has (text, words_walking);

  self->interior = is_interior (self->place);
  if (self->interior && aip_draft_words_has (text, words_outside))
    {
      /* "A house in the field, exterior": the door is not what the camera sees. */
      self->place = (AipDraftPlace) aip_draft_words_lead (text, place_words + N_INTERIORS,
                                                          G_N_ELEMENTS (place_words) - N_INTERIORS,
                                                          AIP_DRAFT_PLACE_STREET);
      self->interior = FALSE;
    }

  self->object = self->shot == AIP_DRAFT_SHOT_INSERT ||
                 (self->shot <= AIP_DRAFT_SHOT_CLOSE_UP && self->n_figures < 0);
  /* Somebody is in most frames of most films. */
  if (self->object)
    self->n_figures = 0;
  else if (self->n_figures < 0)
    self->n_figures = 1;

  if (aip_draft_words_has (text, words_light_left))
    self->light = -1;
  else if (aip_draft_words_has (text, words_light_right))
    self->light = 1;
  else
    self->light = (choice & 1) != 0 ? 1 : -1;
  self->light *= 0.6 + 0.4 * ((choice >> 1) % 64) / 63.0;

  return self;
}

AipDraftScene *
aip_draft_scene_ref (AipDraftScene *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
aip_draft_scene_unref (AipDraftScene *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->prompt);
  g_free (self);
}

const char *
aip_draft_shot_size_label (AipDraftShotSize shot)
{
  static const char *const labels[] = { "INSERT", "ECU", "CU", "MCU", "MS", "MLS", "LS", "EWS" };

  g_return_val_if_fail ((guint) shot < G_N_ELEMENTS (labels), "");

  return labels[shot];
}
