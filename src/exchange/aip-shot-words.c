/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-words"

#include "config.h"

#include <string.h>

#include "aip-shot-words.h"
#include "aip-text.h"

/* Compared folded and without anything but letters and digits. */
static const struct {
  const char *text;
  const char *size;
} sizes[] = {
  { "ecu", "Extreme close-up" }, { "xcu", "Extreme close-up" }, { "bcu", "Extreme close-up" },
  { "익스트림클로즈업", "Extreme close-up" }, { "extremecloseup", "Extreme close-up" },
  { "cu", "Close-up" }, { "클로즈업", "Close-up" }, { "closeup", "Close-up" },
  { "クローズアップ", "Close-up" }, { "アップ", "Close-up" }, { "바스트샷", "Medium close-up" },
  { "mcu", "Medium close-up" }, { "bs", "Medium close-up" }, { "バストショット", "Medium close-up" },
  { "mediumcloseup", "Medium close-up" },
  { "ms", "Medium shot" }, { "미디엄샷", "Medium shot" },
  { "웨이스트샷", "Medium shot" }, { "ミディアムショット", "Medium shot" },
  { "mediumshot", "Medium shot" }, { "medium", "Medium shot" },
  { "mls", "Medium wide shot" }, { "mws", "Medium wide shot" }, { "니샷", "Medium wide shot" },
  { "mediumwideshot", "Medium wide shot" }, { "mediumlongshot", "Medium wide shot" },
  { "ls", "Wide shot" }, { "ws", "Wide shot" }, { "fs", "Full shot" }, { "풀샷", "Full shot" },
  { "롱샷", "Wide shot" }, { "와이드샷", "Wide shot" }, { "ロングショット", "Wide shot" },
  { "フルショット", "Full shot" }, { "wideshot", "Wide shot" }, { "longshot", "Wide shot" },
  { "wide", "Wide shot" }, { "fullshot", "Full shot" },
  { "ews", "Extreme wide shot" }, { "els", "Extreme wide shot" }, { "xls", "Extreme wide shot" },
  { "익스트림롱샷", "Extreme wide shot" }, { "extremewideshot", "Extreme wide shot" },
  { "extremelongshot", "Extreme wide shot" }, { "est", "Establishing wide shot" },
  { "ots", "Over-the-shoulder shot" },
  { "overtheshoulder", "Over-the-shoulder shot" }, { "오버숄더샷", "Over-the-shoulder shot" },
  { "2s", "Two-shot" }, { "twoshot", "Two-shot" }, { "투샷", "Two-shot" },
  { "pov", "Point-of-view shot" }, { "insert", "Insert, close-up" },
  { "인서트", "Insert, close-up" },
};

static const struct {
  const char *text;
  AipStatus   status;
} statuses[] = {
  { "draft", AIP_STATUS_DRAFT }, { "todo", AIP_STATUS_DRAFT }, { "new", AIP_STATUS_DRAFT },
  { "notstarted", AIP_STATUS_DRAFT }, { "open", AIP_STATUS_DRAFT }, { "idea", AIP_STATUS_DRAFT },
  { "wip", AIP_STATUS_DRAFT }, { "inprogress", AIP_STATUS_DRAFT }, { "pending", AIP_STATUS_DRAFT },
  { "초안", AIP_STATUS_DRAFT }, { "작업중", AIP_STATUS_DRAFT }, { "진행중", AIP_STATUS_DRAFT },
  { "대기", AIP_STATUS_DRAFT }, { "미착수", AIP_STATUS_DRAFT }, { "下書き", AIP_STATUS_DRAFT },
  { "作業中", AIP_STATUS_DRAFT }, { "未着手", AIP_STATUS_DRAFT },
  { "⬜", AIP_STATUS_DRAFT }, { "☐", AIP_STATUS_DRAFT }, { "◻", AIP_STATUS_DRAFT },
  { "🔲", AIP_STATUS_DRAFT }, { "🚧", AIP_STATUS_DRAFT },
  { "ready", AIP_STATUS_READY }, { "readytogo", AIP_STATUS_READY }, { "준비", AIP_STATUS_READY },
  { "준비됨", AIP_STATUS_READY }, { "준비완료", AIP_STATUS_READY }, { "準備完了", AIP_STATUS_READY },
  { "review", AIP_STATUS_REVIEW }, { "inreview", AIP_STATUS_REVIEW },
  { "forreview", AIP_STATUS_REVIEW }, { "검토", AIP_STATUS_REVIEW },
  { "검토중", AIP_STATUS_REVIEW }, { "確認中", AIP_STATUS_REVIEW }, { "👀", AIP_STATUS_REVIEW },
  { "approved", AIP_STATUS_APPROVED }, { "ok", AIP_STATUS_APPROVED },
  { "done", AIP_STATUS_APPROVED }, { "complete", AIP_STATUS_APPROVED },
  { "completed", AIP_STATUS_APPROVED }, { "승인", AIP_STATUS_APPROVED },
  { "승인됨", AIP_STATUS_APPROVED }, { "완료", AIP_STATUS_APPROVED },
  { "承認", AIP_STATUS_APPROVED }, { "完了", AIP_STATUS_APPROVED },
  { "✅", AIP_STATUS_APPROVED }, { "☑", AIP_STATUS_APPROVED }, { "✔", AIP_STATUS_APPROVED },
  { "✓", AIP_STATUS_APPROVED },
  { "retake", AIP_STATUS_RETAKE }, { "redo", AIP_STATUS_RETAKE }, { "revise", AIP_STATUS_RETAKE },
  { "rejected", AIP_STATUS_RETAKE }, { "ng", AIP_STATUS_RETAKE }, { "재작업", AIP_STATUS_RETAKE },
  { "재촬영", AIP_STATUS_RETAKE }, { "수정", AIP_STATUS_RETAKE }, { "리테이크", AIP_STATUS_RETAKE },
  { "リテイク", AIP_STATUS_RETAKE }, { "要修正", AIP_STATUS_RETAKE }, { "❌", AIP_STATUS_RETAKE },
  { "final", AIP_STATUS_FINAL }, { "locked", AIP_STATUS_FINAL }, { "최종", AIP_STATUS_FINAL },
  { "최종본", AIP_STATUS_FINAL }, { "最終", AIP_STATUS_FINAL }, { "🔒", AIP_STATUS_FINAL },
};

/* Remarks of a screenplay behind a name, which do not describe the person. */
static const char *const name_remarks[] = {
  "vo", "os", "oc", "off", "contd", "pre-lap", "prelap", "nar", "na", "on", "filtered", "v", "소리",
};

/* Letters, digits and symbols; no punctuation, no space, no variation selector behind an emoji. */
static char *
reduce (const char *text)
{
  g_autofree char *folded = aip_text_fold (text);
  g_autoptr(GString) plain = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL)
        g_string_append_unichar (plain, c);
    }

  return g_string_free_and_steal (g_steal_pointer (&plain));
}

const char *
aip_shot_words_expand_size (const char *text)
{
  g_autofree char *reduced = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > 60)
    return NULL;
  reduced = reduce (text);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (g_str_equal (sizes[i].text, reduced))
      return sizes[i].size;

  return NULL;
}

gboolean
aip_shot_words_parse_status (const char *text,
                             AipStatus  *status)
{
  g_autofree char *reduced = NULL;

  g_return_val_if_fail (text != NULL && status != NULL, FALSE);

  if (strlen (text) > 60)
    return FALSE;
  reduced = reduce (text);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (statuses[i].text, reduced))
      {
        *status = statuses[i].status;

        return TRUE;
      }

  return FALSE;
}

gboolean
aip_shot_words_is_separator (const char *text)
{
  static const char marks[] = "-=*_#~";
  g_autofree char *trimmed = NULL;
  gsize length;

  g_return_val_if_fail (text != NULL, FALSE);

  trimmed = g_strstrip (g_strdup (text));
  length = strlen (trimmed);

  return length >= 3 && strchr (marks, trimmed[0]) != NULL && trimmed[1] == trimmed[0] &&
         trimmed[length - 1] == trimmed[0] && trimmed[length - 2] == trimmed[0];
}

gboolean
aip_shot_words_is_total (const char *text)
{
  static const char *const totals[] = {
    "total", "totals", "sum", "grandtotal", "totalduration", "totallength", "합계", "총계", "총합", "合計",
  };
  g_autofree char *reduced = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (strlen (text) > 60)
    return FALSE;
  reduced = reduce (text);
  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    if (g_str_equal (totals[i], reduced))
      return TRUE;

  return FALSE;
}

gboolean
aip_shot_words_is_heading (const char *text)
{
  static const char *const openings[] = {
    "scene ", "int. ", "int ", "ext. ", "ext ", "int/ext", "int./ext", "i/e", "씬 ", "씬#", "장면 ",
    "シーン", "s#",
  };
  g_autofree char *folded = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (strlen (text) > 200)
    return FALSE;
  folded = aip_text_fold (text);
  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (g_str_has_prefix (folded, openings[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_divider (gunichar c)
{
  return c == ',' || c == ';' || c == '|' || c == '\n' || c == 0x3001 || c == 0xff0c ||
         c == 0xff1b || c == 0x30fb;
}

static void
add_part (GPtrArray  *parts,
          const char *start,
          const char *end)
{
  g_autofree char *part = g_strstrip (g_strndup (start, (gsize) (end - start)));

  /* A tag may be written with its mark. */
  if (*part == '#')
    memmove (part, part + 1, strlen (part));
  if (*part != '\0' && !g_ptr_array_find_with_equal_func (parts, part, g_str_equal, NULL))
    g_ptr_array_add (parts, g_steal_pointer (&part));
}

GStrv
aip_shot_words_split (const char *text)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *start = text;
  guint depth = 0;

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '(' || c == 0xff08)
        depth++;
      else if ((c == ')' || c == 0xff09) && depth > 0)
        depth--;
      else if (depth == 0 && is_divider (c))
        {
          add_part (parts, start, p);
          start = g_utf8_next_char (p);
        }
    }
  add_part (parts, start, start + strlen (start));
  g_ptr_array_add (parts, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&parts), FALSE);
}

char *
aip_shot_words_split_name (const char  *text,
                           char       **description)
{
  g_autofree char *inside = NULL;
  g_autofree char *reduced = NULL;
  g_autofree char *name = NULL;
  const char *open;
  const char *close;

  g_return_val_if_fail (text != NULL && description != NULL, NULL);

  *description = NULL;
  open = strchr (text, '(');
  close = strrchr (text, ')');
  if (open == NULL || open == text || close == NULL || close < open)
    return g_strstrip (g_strdup (text));

  name = g_strstrip (g_strndup (text, (gsize) (open - text)));
  inside = g_strstrip (g_strndup (open + 1, (gsize) (close - open - 1)));
  reduced = reduce (inside);
  for (guint i = 0; i < G_N_ELEMENTS (name_remarks); i++)
    if (g_str_equal (name_remarks[i], reduced))
      return g_steal_pointer (&name);

  if (*inside != '\0')
    *description = g_steal_pointer (&inside);

  return g_steal_pointer (&name);
}

void
aip_shot_words_append (GString    *sentences,
                       const char *text)
{
  static const char *const ends[] = { ".", "!", "?", "…", "。", "！", "？", ":", "”", "\"", "」" };
  gboolean ended = FALSE;

  g_return_if_fail (sentences != NULL && text != NULL);

  if (*text == '\0' || strstr (sentences->str, text) != NULL)
    return;

  if (sentences->len > 0)
    {
      for (guint i = 0; i < G_N_ELEMENTS (ends) && !ended; i++)
        ended = g_str_has_suffix (sentences->str, ends[i]);
      g_string_append (sentences, ended ? " " : ". ");
    }
  g_string_append (sentences, text);
}
