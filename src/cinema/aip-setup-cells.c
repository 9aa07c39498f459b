/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-cells"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-options.h"
#include "aip-setup-cells.h"
#include "aip-text.h"

#define SEPARATOR " · "
/* Pasted text may be anything; nobody names gear at such length. */
#define MAX_LENGTH 400
#define MAX_CANDIDATES 3

/* In the order in which a cell is read out; -1 ends. */
static const int cell_fields[AIP_N_SETUP_CELLS][4] = {
  [AIP_SETUP_CELL_CAMERA] = { AIP_SETUP_BODY, AIP_SETUP_LOOK, -1 },
  [AIP_SETUP_CELL_LENS] = { AIP_SETUP_LENS, AIP_SETUP_FOCAL, AIP_SETUP_STOP, -1 },
  [AIP_SETUP_CELL_STOCK] = { AIP_SETUP_STOCK, -1 },
  [AIP_SETUP_CELL_LIGHT] = { AIP_SETUP_STYLE, AIP_SETUP_KEY, AIP_SETUP_TIME, -1 },
  [AIP_SETUP_CELL_MOVE] = { AIP_SETUP_MOVE, AIP_SETUP_SUPPORT, AIP_SETUP_PACE, -1 },
  [AIP_SETUP_CELL_SIZE] = { AIP_SETUP_SIZE, AIP_SETUP_ANGLE, -1 },
};

guint64
aip_setup_cell_get_fields (AipSetupCell cell)
{
  guint64 mask = 0;

  g_return_val_if_fail (cell < AIP_N_SETUP_CELLS, 0);

  for (guint i = 0; cell_fields[cell][i] >= 0; i++)
    mask |= AIP_SETUP_BIT (cell_fields[cell][i]);
  /* A recording mode is one of its camera. */
  if (cell == AIP_SETUP_CELL_CAMERA)
    mask |= AIP_SETUP_BIT (AIP_SETUP_MODE);

  return mask;
}

char *
aip_setup_cell_to_text (const AipSetup *setup,
                        AipSetupCell    cell)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (setup != NULL && cell < AIP_N_SETUP_CELLS, NULL);

  for (guint i = 0; cell_fields[cell][i] >= 0; i++)
    {
      AipSetupField field = cell_fields[cell][i];
      g_autofree char *part = NULL;

      /* "Static" twice in a row says nothing more. */
      if (!aip_setup_has (setup, field)
          || (field == AIP_SETUP_PACE && setup->pace == AIP_PACE_STATIC))
        continue;

      part = aip_setup_field_to_text (setup, field);
      /* Several stocks may share a name. */
      if (field == AIP_SETUP_STOCK && setup->stock->code != NULL && *setup->stock->code != '\0')
        {
          char *whole = g_strdup_printf ("%s %s", part, setup->stock->code);

          g_free (part);
          part = whole;
        }
      if (text->len > 0 && *part != '\0')
        g_string_append (text, SEPARATOR);
      g_string_append (text, part);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Reading ----------------------------------------------------------------------------------- */

static gboolean
set_word (AipSetup      *setup,
          AipSetupField  field,
          AipWords       words,
          const char    *text)
{
  int word = aip_words_find (words, text);

  if (word < 0)
    return FALSE;

  switch ((guint) field)
    {
    case AIP_SETUP_STYLE:
      setup->style = word;
      break;
    case AIP_SETUP_TIME:
      setup->time = word;
      break;
    case AIP_SETUP_PACE:
      setup->pace = word;
      break;
    case AIP_SETUP_SIZE:
      setup->size = word;
      break;
    case AIP_SETUP_ANGLE:
      setup->angle = word;
      break;
    default:
      g_assert_not_reached ();
    }
  setup->given |= AIP_SETUP_BIT (field);

  return TRUE;
}

/* How shot lists abbreviate. */
static gboolean
set_size (AipSetup   *setup,
          const char *text)
{
  static const struct {
    const char  *text;
    AipShotSize  size;
  } short_names[] = {
    { "ews", AIP_SIZE_EXTREME_WIDE }, { "els", AIP_SIZE_EXTREME_WIDE },
    { "xls", AIP_SIZE_EXTREME_WIDE }, { "extreme long shot", AIP_SIZE_EXTREME_WIDE },
    { "extreme wide", AIP_SIZE_EXTREME_WIDE },
    { "ws", AIP_SIZE_WIDE }, { "ls", AIP_SIZE_WIDE }, { "wide", AIP_SIZE_WIDE },
    { "long shot", AIP_SIZE_WIDE }, { "롱 샷", AIP_SIZE_WIDE }, { "롱샷", AIP_SIZE_WIDE },
    { "와이드", AIP_SIZE_WIDE },
    { "fs", AIP_SIZE_FULL }, { "full", AIP_SIZE_FULL }, { "풀샷", AIP_SIZE_FULL },
    { "cs", AIP_SIZE_COWBOY }, { "mls", AIP_SIZE_COWBOY }, { "cowboy", AIP_SIZE_COWBOY },
    { "medium long shot", AIP_SIZE_COWBOY }, { "니 샷", AIP_SIZE_COWBOY },
    { "ms", AIP_SIZE_MEDIUM }, { "medium", AIP_SIZE_MEDIUM }, { "미디엄샷", AIP_SIZE_MEDIUM },
    { "웨이스트 샷", AIP_SIZE_MEDIUM },
    { "mcu", AIP_SIZE_MEDIUM_CLOSE }, { "medium close up", AIP_SIZE_MEDIUM_CLOSE },
    { "바스트 샷", AIP_SIZE_MEDIUM_CLOSE }, { "바스트샷", AIP_SIZE_MEDIUM_CLOSE },
    { "cu", AIP_SIZE_CLOSE }, { "close up", AIP_SIZE_CLOSE }, { "closeup", AIP_SIZE_CLOSE },
    { "클로즈업", AIP_SIZE_CLOSE }, { "클로즈 업", AIP_SIZE_CLOSE },
    { "bcu", AIP_SIZE_BIG_CLOSE }, { "big close up", AIP_SIZE_BIG_CLOSE },
    { "ecu", AIP_SIZE_EXTREME_CLOSE }, { "xcu", AIP_SIZE_EXTREME_CLOSE },
    { "extreme close up", AIP_SIZE_EXTREME_CLOSE },
    { "ins", AIP_SIZE_INSERT }, { "insert shot", AIP_SIZE_INSERT }, { "인서트", AIP_SIZE_INSERT },
  };
  g_autofree char *folded = NULL;

  if (set_word (setup, AIP_SETUP_SIZE, AIP_WORDS_SIZE, text))
    return TRUE;

  folded = aip_text_fold (text);
  for (guint i = 0; i < G_N_ELEMENTS (short_names); i++)
    if (g_str_equal (short_names[i].text, folded))
      {
        setup->size = short_names[i].size;
        setup->given |= AIP_SETUP_BIT (AIP_SETUP_SIZE);
        return TRUE;
      }

  return FALSE;
}

static gboolean
set_gear (AipSetup      *setup,
          AipCatalogue  *catalogue,
          AipSetupField  field,
          AipGearKind    kind,
          const char    *text)
{
  const AipGear *gear = aip_catalogue_match (catalogue, kind, text);

  if (gear == NULL)
    return FALSE;

  /* A lamp that is there already keeps its place. */
  if (field == AIP_SETUP_KEY && !aip_setup_has (setup, field))
    setup->key = (AipLamp) { NULL, 45, 30, 0 };
  aip_setup_choose_gear (setup, field, gear);

  return TRUE;
}

/* Says what a name may mean if it means several. */
static void
refuse (AipCatalogue  *catalogue,
        AipSetupField  field,
        AipGearKind    kind,
        const char    *text,
        GError       **error)
{
  g_autofree char *folded = NULL;
  g_autoptr(GString) candidates = g_string_new (NULL);
  const AipGear *const *rows;
  guint n_rows;
  guint n_found = 0;

  /* Only tried; and the names of all rows are no small matter. */
  if (error == NULL)
    return;

  folded = aip_text_fold (text);
  rows = aip_catalogue_get_rows (catalogue, kind, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *name = aip_gear_to_text (rows[i]);
      g_autofree char *name_folded = aip_text_fold (name);

      if (!aip_text_matches (name_folded, folded))
        continue;
      if (n_found++ < MAX_CANDIDATES)
        g_string_append_printf (candidates, "%s%s", candidates->len > 0 ? ", " : "", name);
    }

  if (n_found > 1)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 /* Translators: a field such as Camera, what was written, names of cameras */
                 _ ("%s “%s” may be one of several: %s%s. Write more of the name."),
                 aip_setup_field_get_name (field), text, candidates->str,
                 n_found > MAX_CANDIDATES ? "…" : "");
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _ ("%s “%s” is not known. Choose one in the setup of the shot."),
                 aip_setup_field_get_name (field), text);
}

/*
 * Takes "50 mm" or "T2.8" out of @text and answers the number; 0 if there is none. A range in the
 * name of a zoom ("24-290mm") is none.
 */
static double
take_number (GString    *text,
             const char *pattern)
{
  g_autoptr(GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *number = NULL;
  int start;
  int end;

  if (!g_regex_match (regex, text->str, 0, &match))
    return 0;

  g_match_info_fetch_pos (match, 0, &start, &end);
  number = g_match_info_fetch (match, 1);
  g_string_erase (text, start, end - start);

  return g_ascii_strtod (number, NULL);
}

static gboolean
set_lens (AipSetup      *setup,
          AipCatalogue  *catalogue,
          const char    *text,
          GError       **error)
{
  g_autoptr(GString) rest = g_string_new (text);
  double focal;
  double stop;

  /* Some families have a focal length in their name. */
  if (set_gear (setup, catalogue, AIP_SETUP_LENS, AIP_GEAR_LENS, text))
    return TRUE;

  focal = take_number (rest, "(?:^|[\\s·,])([0-9]+(?:\\.[0-9]+)?)\\s*mm\\b");
  stop = take_number (rest, "(?:^|[\\s·,])[tf]\\s*/?\\s*([0-9]+(?:\\.[0-9]+)?)(?=$|[\\s·,])");
  g_string_replace (rest, "·", " ", 0);
  g_string_replace (rest, ",", " ", 0);
  g_strstrip (rest->str);

  if (*rest->str != '\0'
      && !set_gear (setup, catalogue, AIP_SETUP_LENS, AIP_GEAR_LENS, rest->str))
    {
      refuse (catalogue, AIP_SETUP_LENS, AIP_GEAR_LENS, rest->str, error);
      return FALSE;
    }

  if ((focal != 0 && (focal < 1 || focal > 3000)) || (stop != 0 && (stop < 0.5 || stop > 64)))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _ ("“%s” is no lens: focal lengths go from 1 to 3000 mm, stops from T0.5 to "
                      "T64."), text);
      return FALSE;
    }
  if (focal > 0)
    {
      setup->focal = focal;
      setup->given |= AIP_SETUP_BIT (AIP_SETUP_FOCAL);
    }
  if (stop > 0)
    {
      setup->stop = stop;
      setup->given |= AIP_SETUP_BIT (AIP_SETUP_STOP);
    }

  return TRUE;
}

/* One of several words or names in a cell; @first: whether it is the first of them. */
static gboolean
set_part (AipSetup      *setup,
          AipCatalogue  *catalogue,
          AipSetupCell   cell,
          const char    *part,
          gboolean       first,
          GError       **error)
{
  switch (cell)
    {
    case AIP_SETUP_CELL_LIGHT:
      if (set_word (setup, AIP_SETUP_TIME, AIP_WORDS_TIME, part)
          || set_word (setup, AIP_SETUP_STYLE, AIP_WORDS_STYLE, part)
          || set_gear (setup, catalogue, AIP_SETUP_KEY, AIP_GEAR_LIGHT, part))
        return TRUE;
      refuse (catalogue, AIP_SETUP_KEY, AIP_GEAR_LIGHT, part, error);
      return FALSE;

    case AIP_SETUP_CELL_MOVE:
      /* "Static" is a move and a pace. */
      if ((first && set_gear (setup, catalogue, AIP_SETUP_MOVE, AIP_GEAR_MOVE, part))
          || set_word (setup, AIP_SETUP_PACE, AIP_WORDS_PACE, part)
          || set_gear (setup, catalogue, AIP_SETUP_SUPPORT, AIP_GEAR_SUPPORT, part)
          || set_gear (setup, catalogue, AIP_SETUP_MOVE, AIP_GEAR_MOVE, part))
        return TRUE;
      refuse (catalogue, AIP_SETUP_MOVE, AIP_GEAR_MOVE, part, error);
      return FALSE;

    case AIP_SETUP_CELL_SIZE:
      if (set_size (setup, part) || set_word (setup, AIP_SETUP_ANGLE, AIP_WORDS_ANGLE, part))
        return TRUE;
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _ ("%s “%s” is not known. Choose one in the setup of the shot."),
                   aip_setup_field_get_name (AIP_SETUP_SIZE), part);
      return FALSE;

    case AIP_SETUP_CELL_CAMERA:
    case AIP_SETUP_CELL_LENS:
    case AIP_SETUP_CELL_STOCK:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
set_parts (AipSetup      *setup,
           AipCatalogue  *catalogue,
           AipSetupCell   cell,
           const char    *text,
           GError       **error)
{
  g_autoptr(GString) unified = g_string_new (text);
  g_auto(GStrv) parts = NULL;
  gboolean first = TRUE;

  /* "Over the Shoulder", "85, hard": whole before in parts. */
  if (set_part (setup, catalogue, cell, text, TRUE, NULL))
    return TRUE;

  g_string_replace (unified, ",", "·", 0);
  g_string_replace (unified, ";", "·", 0);
  parts = g_strsplit (unified->str, "·", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (*parts[i] == '\0')
        continue;
      if (!set_part (setup, catalogue, cell, parts[i], first, error))
        return FALSE;
      first = FALSE;
    }

  return TRUE;
}

static gboolean
set_only (AipSetup       *setup,
          AipCatalogue   *catalogue,
          AipSetupField   field,
          AipGearKind     kind,
          const char     *text,
          GError        **error)
{
  if (set_gear (setup, catalogue, field, kind, text))
    return TRUE;

  refuse (catalogue, field, kind, text, error);
  return FALSE;
}

gboolean
aip_setup_cell_set_text (AipSetup      *setup,
                         AipCatalogue  *catalogue,
                         AipSetupCell   cell,
                         const char    *text,
                         GError       **error)
{
  AipSetup changed;
  g_autofree char *clean = NULL;
  const char *look;
  gboolean ok;

  g_return_val_if_fail (setup != NULL && text != NULL, FALSE);
  g_return_val_if_fail (AIP_IS_CATALOGUE (catalogue), FALSE);
  g_return_val_if_fail (cell < AIP_N_SETUP_CELLS, FALSE);

  changed = *setup;
  clean = aip_text_clean (text);
  g_strdelimit (clean, "\n\t", ' ');
  g_strstrip (clean);

  if (strlen (clean) > MAX_LENGTH)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _ ("The text is too long to be the name of anything."));
      return FALSE;
    }

  if (*clean == '\0')
    {
      for (AipSetupField field = 0; field < AIP_N_SETUP_FIELDS; field++)
        if ((aip_setup_cell_get_fields (cell) & AIP_SETUP_BIT (field)) != 0)
          aip_setup_unset (setup, field);
      return TRUE;
    }

  switch (cell)
    {
    case AIP_SETUP_CELL_CAMERA:
      /* A camera and a look that replaces it cannot both be. */
      look = aip_setup_find_look (clean);
      if (look != NULL)
        {
          aip_setup_unset (&changed, AIP_SETUP_BODY);
          aip_setup_unset (&changed, AIP_SETUP_MODE);
          changed.look = look;
          changed.given |= AIP_SETUP_BIT (AIP_SETUP_LOOK);
          ok = TRUE;
          break;
        }
      ok = set_only (&changed, catalogue, AIP_SETUP_BODY, AIP_GEAR_BODY, clean, error);
      if (ok)
        aip_setup_unset (&changed, AIP_SETUP_LOOK);
      break;
    case AIP_SETUP_CELL_LENS:
      ok = set_lens (&changed, catalogue, clean, error);
      break;
    case AIP_SETUP_CELL_STOCK:
      ok = set_only (&changed, catalogue, AIP_SETUP_STOCK, AIP_GEAR_STOCK, clean, error);
      break;
    case AIP_SETUP_CELL_LIGHT:
    case AIP_SETUP_CELL_MOVE:
    case AIP_SETUP_CELL_SIZE:
      ok = set_parts (&changed, catalogue, cell, clean, error);
      break;
    default:
      g_assert_not_reached ();
    }

  if (ok)
    *setup = changed;

  return ok;
}
