/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-look"

#include "config.h"

#include <string.h>

#include "aip-draft-look.h"
#include "aip-draft-random.h"
#include "aip-draft-words.h"

/*
 * The words for people. Where a composed prompt names its cast, one sentence is one person, and
 * the same sentence gives the same person in all shots: an animatic needs that more than likeness.
 */

/* How far from "two" the people may be that are counted. */
#define COUNT_REACH 28

/* How far before a garment its colour may stand, and before hair its kind. */
#define COLOR_REACH 28

static const char words_nobody[] =
  "nobody|no one|no people|unoccupied|deserted|empty street|empty room|empty landscape|empty frame|"
  "empty field|아무도 없|텅 빈|빈 방|빈 거리";
static const char words_crowd[] =
  "crowd|crowded|group of|people|team|family|villagers|soldiers|students|passers-by|군중|사람들|"
  "무리|가족|일행|학생들|단체";
static const char words_two[] =
  "couple|two-shot|two shot|over-the-shoulder|over the shoulder|each other|twins|두 사람|둘이|"
  "두 명|부부|연인|투샷|투 샷|오버숄더|마주";
static const char words_three[] = "trio|세 사람|셋이|세 명";
static const char words_figure[] = "person|figure|people|silhouette|사람|인물";
static const char words_cast[] =
  "man|men|woman|women|boy|girl|child|children|mother|father|detective|soldier|student|doctor|"
  "nurse|driver|sailor|keeper|carrier|captain|ferryman|fisherman|fishermen|teacher|guard|officer|"
  "dancer|farmer|worker|stranger|friend|kid|lady|grandmother|grandfather|남자|여자|소년|소녀|아이|"
  "엄마|아빠|노인|할머니|할아버지|여인|청년|형사|의사|여성|남성|어부|해녀|아저씨|아주머니";
static const char words_pronoun[] =
  "she|he|her|his|him|herself|himself|face|eyes|그녀|그는|얼굴|눈동자|눈빛";
static const char words_woman[] =
  "woman|women|girl|she|her|mother|grandmother|lady|wife|sister|actress|queen|여자|여인|소녀|그녀|"
  "엄마|어머니|할머니|아내|언니|누나|여성|아주머니|해녀";
static const char words_man[] =
  "man|men|boy|he|his|him|father|grandfather|husband|brother|king|fisherman|ferryman|남자|소년|"
  "아빠|아버지|할아버지|남편|오빠|남성|청년|아저씨|어부";
static const char words_child[] = "child|children|boy|girl|kid|toddler|아이|소년|소녀|꼬마|어린이";
static const char words_old[] =
  "old man|old woman|elderly|grandmother|grandfather|aged|of sixty|of seventy|of eighty|of ninety|"
  "seventy-year-old|white beard|grey beard|gray beard|white hair|grey hair|gray hair|노인|할머니|"
  "할아버지|노파|백발";
static const char words_beard[] = "beard|bearded|whiskers|수염";
static const char words_garment[] =
  "coat|raincoat|oilskin|jacket|sweater|shirt|hoodie|hood|dress|uniform|cardigan|suit|gown|코트|"
  "우비|재킷|스웨터|셔츠|후드|원피스|제복|외투|점퍼";

static const AipDraftMeaning garment_kinds[] = {
  { "dress|gown|원피스", AIP_DRAFT_CLOTHES_DRESS },
  { "hood|hoodie|raincoat|우비|후드", AIP_DRAFT_CLOTHES_HOOD },
  { "coat|oilskin|overcoat|코트|외투", AIP_DRAFT_CLOTHES_COAT },
  { "jacket|sweater|shirt|uniform|suit|cardigan|재킷|스웨터|셔츠|제복|점퍼",
    AIP_DRAFT_CLOTHES_JACKET },
};

static const AipDraftMeaning color_names[] = {
  { "navy|남색", 0x2b3a5c },          { "red|빨간|붉은", 0x9c3a34 },
  { "yellow|노란|노랑", 0xd9b23f },   { "blue|파란|푸른", 0x3f628f },
  { "green|초록|녹색", 0x4a6a4c },    { "white|흰|하얀", 0xd8d3c8 },
  { "black|검은|까만", 0x25262b },    { "grey|gray|회색", 0x777a7e },
  { "brown|갈색", 0x6b4a35 },         { "orange|주황", 0xc46f35 },
  { "purple|violet|보라", 0x5d4a7a }, { "pink|분홍", 0xc98292 },
  { "beige|cream|베이지", 0xc4b090 },
};

static const AipDraftMeaning hair_kinds[] = {
  { "bun|쪽머리|올림머리", AIP_DRAFT_HAIR_BUN },
  { "bob|단발", AIP_DRAFT_HAIR_BOB },
  { "long|긴", AIP_DRAFT_HAIR_LONG },
  { "short|짧은", AIP_DRAFT_HAIR_SHORT },
  { "cropped|shaved|까까머리", AIP_DRAFT_HAIR_CROP },
};

static const guint32 skins[] = { 0xe6bd9b, 0xd9a981, 0xf0cdb0, 0xe0b595, 0xb98562, 0x8e5f45 };
static const guint32 hairs[] = { 0x1d1817, 0x2b211d, 0x3a2a20, 0x221d22, 0x4b3a2c };
static const guint32 cloths[] = { 0x35496b, 0x7c4a35, 0x4d5b43, 0x3a3d44, 0x8b7444, 0x6a3440,
                                  0x566a75, 0xa49479 };
static const guint32 trousers[] = { 0x2c3038, 0x3d3a36, 0x4a4640, 0x26303f };

static guint32
pick (AipDraftRandom *random,
      const guint32  *colors,
      gsize           n_colors)
{
  return colors[aip_draft_random_pick (random, (int) n_colors)];
}

/* The part of @text before @position that may say something about what stands there. */
static char *
get_before (const char *text,
            gssize      position)
{
  gssize start = MAX (0, position - COLOR_REACH);

  while (start < position && ((guchar) text[start] & 0xc0) == 0x80)
    start++;

  return g_strndup (text + start, (gsize) (position - start));
}

/* The last colour in @text: the one that stands next to what follows. */
static guint32
find_last_color (const char *text,
                 guint32     fallback)
{
  for (const char *p = text; *p != '\0';)
    {
      gssize nearest = -1;

      for (gsize i = 0; i < G_N_ELEMENTS (color_names); i++)
        {
          gssize found = aip_draft_words_find (p, color_names[i].words);

          if (found < 0 || (nearest >= 0 && found > nearest))
            continue;
          nearest = found;
          fallback = (guint32) color_names[i].value;
        }
      if (nearest < 0)
        break;
      p = g_utf8_next_char (p + nearest);
    }

  return fallback;
}

static void
read_clothes (AipDraftLook *look,
              const char   *text)
{
  gssize garment = aip_draft_words_find (text, words_garment);
  g_autofree char *before = NULL;

  if (garment < 0)
    return;

  before = get_before (text, garment);
  look->clothes = (AipDraftClothes) aip_draft_words_rank (text + garment, garment_kinds,
                                                          G_N_ELEMENTS (garment_kinds),
                                                          (int) look->clothes);
  look->cloth = find_last_color (before, look->cloth);
}

static void
read_hair (AipDraftLook *look,
           const char   *text)
{
  gssize hair = aip_draft_words_find (text, "hair|머리");
  g_autofree char *before = NULL;

  if (hair < 0)
    return;

  before = get_before (text, hair);
  look->hair = (AipDraftHair) aip_draft_words_rank (before, hair_kinds, G_N_ELEMENTS (hair_kinds),
                                                    (int) look->hair);
  look->hair_color = find_last_color (before, look->hair_color);
}

/* @text: the words about this person, or the whole prompt if there are none. */
static void
read_look (AipDraftLook *look,
           const char   *text,
           guint64       seed,
           int           index)
{
  AipDraftRandom random = aip_draft_random_new (seed, "look");
  gboolean woman = aip_draft_words_has (text, words_woman);
  gboolean man = aip_draft_words_has (text, words_man);

  look->seed = seed;
  look->woman = aip_draft_random_pick (&random, 2) == 0;
  if (woman != man)
    look->woman = woman;
  else if (woman)
    look->woman = (index % 2 == 0) == (aip_draft_words_find (text, words_woman) <
                                       aip_draft_words_find (text, words_man));
  look->child = aip_draft_words_has (text, words_child);
  look->old = !look->child && aip_draft_words_has (text, words_old);
  look->beard = !look->woman && !look->child && aip_draft_words_has (text, words_beard);

  look->hair = (AipDraftHair) (look->woman ? AIP_DRAFT_HAIR_BOB + aip_draft_random_pick (&random, 3)
                                           : aip_draft_random_pick (&random, 2));
  look->clothes = (AipDraftClothes) aip_draft_random_pick (&random, 4);
  if (!look->woman && look->clothes == AIP_DRAFT_CLOTHES_DRESS)
    look->clothes = AIP_DRAFT_CLOTHES_JACKET;
  look->skin = pick (&random, skins, G_N_ELEMENTS (skins));
  look->hair_color = pick (&random, hairs, G_N_ELEMENTS (hairs));
  look->cloth = pick (&random, cloths, G_N_ELEMENTS (cloths));
  look->trousers = pick (&random, trousers, G_N_ELEMENTS (trousers));
  if (look->old)
    look->hair_color = 0xb4afa8;

  read_clothes (look, text);
  read_hair (look, text);
}

/* Whether a number word stands before people, and not before windows. */
static gboolean
counts_people (const char *text,
               const char *number)
{
  for (const char *p = text; p != NULL && *p != '\0';)
    {
      gssize found = aip_draft_words_find (p, number);
      g_autofree char *after = NULL;

      if (found < 0)
        return FALSE;
      p += found;
      after = g_strndup (p, COUNT_REACH);
      if (aip_draft_words_has (after, words_cast) || aip_draft_words_has (after, words_figure))
        return TRUE;
      p += strlen (number);
    }

  return FALSE;
}

/* "Keeper's room" says nothing about a keeper being there. */
static void
blank_possessives (char *text)
{
  static const char *const endings[] = { "'s", "’s" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    for (char *p = text; (p = strstr (p, endings[i])) != NULL; p++)
      for (char *back = p - 1; back >= text && g_ascii_isalpha (*back); back--)
        *back = ' ';
}

/*
 * The sentences of the form "Name: who that is" that a composed prompt has for its cast. Two shots
 * with the same person have the same sentence, and so the same look.
 */
static int
read_cast (const char   *text,
           AipDraftLook *looks)
{
  g_auto(GStrv) sentences = g_strsplit (text, ". ", -1);
  int n = 0;

  for (guint i = 0; sentences[i] != NULL && n < AIP_DRAFT_MAX_LOOKS; i++)
    {
      char *colon = strstr (sentences[i], ": ");

      if (colon == NULL)
        continue;
      blank_possessives (colon);
      if (!aip_draft_words_has (colon, words_cast))
        continue;
      g_strchomp (sentences[i]);
      read_look (&looks[n], colon, g_str_hash (colon), n);
      n++;
    }

  return n;
}

int
aip_draft_looks_read (const char   *text,
                      guint64       seed,
                      AipDraftLook *looks)
{
  int n_cast = read_cast (text, looks);

  for (int i = n_cast; i < AIP_DRAFT_MAX_LOOKS; i++)
    {
      AipDraftRandom random = aip_draft_random_new (seed + (guint64) i, "person");

      read_look (&looks[i], text, aip_draft_random_next (&random), i);
      /* "A woman and a girl": not everybody is a child. */
      if (i > n_cast && looks[i].child && aip_draft_words_has (text, "woman|man|mother|father|엄마|"
                                                               "아빠|여자|남자"))
        looks[i].child = FALSE;
    }

  if (aip_draft_words_has (text, words_nobody) && n_cast == 0)
    return 0;
  if (aip_draft_words_has (text, words_crowd) && n_cast < 2)
    return 5;
  if (n_cast > 0)
    return n_cast;
  if (aip_draft_words_has (text, words_three) || counts_people (text, "three"))
    return 3;
  if (aip_draft_words_has (text, words_two) || counts_people (text, "two"))
    return 2;
  if (aip_draft_words_has (text, words_cast) || aip_draft_words_has (text, words_figure) ||
      aip_draft_words_has (text, words_pronoun))
    return 1;

  return -1;
}
