/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-options"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-options.h"

#define MAX_NUMBERS 96

/* What a person is offered where any number would do. */
static const double stops[] = {
  0.7, 1, 1.3, 1.4, 1.8, 2, 2.2, 2.5, 2.8, 3.5, 4, 4.5, 5.6, 8, 9, 11, 14, 16, 22,
};
static const double focals[] = {
  8,  10, 12, 14, 16, 18, 20, 21, 24, 25, 27, 28, 29, 32,  35,  40,  47,  50,
  58, 60, 65, 75, 80, 85, 95, 100, 125, 135, 150, 180, 200, 250, 300, 400, 500, 600,
};
static const double focuses[] = { 0.3, 0.5, 0.8, 1, 1.5, 2, 3, 5, 8, 12, 20, 40, 100 };
static const double pushes[] = { -2, -1, 0, 1, 2, 3 };
static const double indexes[] = {
  50,   64,   100,  160,  200,  250,  320,  400,  500,  640,   800,
  1000, 1250, 1600, 2000, 2500, 3200, 4000, 5000, 6400, 12800,
};
static const double balances[] = { 2000, 2700, 3200, 4300, 5000, 5600, 6500, 8000, 10000 };
static const double aspects[] = {
  9.0 / 16, 0.8, 1, 1.19, 1.33, 1.37, 1.43, 1.5,  1.66, 1.78,
  1.85,     1.9, 2, 2.2,  2.35, 2.39, 2.55, 2.76,
};
static const double heights[] = { 0.1, 0.4, 0.8, 1.2, 1.5, 1.7, 2, 2.5, 4, 8, 15, 40, 120 };
static const double rates[] = {
  12, 16, 18, 23.976, 24, 25, 29.97, 30, 36, 48, 50, 60, 72, 96, 120, 150, 240, 480, 1000,
};
static const double shutters[] = { 22.5, 45, 90, 144, 150, 172.8, 180, 200, 270, 360 };

typedef struct {
  double numbers[MAX_NUMBERS];
  guint  count;
} Numbers;

static void
add_number (Numbers *numbers,
            double   number)
{
  if (numbers->count < MAX_NUMBERS)
    numbers->numbers[numbers->count++] = number;
}

static void
add_numbers (Numbers      *numbers,
             const double *from,
             guint         count)
{
  for (guint i = 0; i < count; i++)
    add_number (numbers, from[i]);
}

static void
add_focals (Numbers       *numbers,
            const AipLens *lens)
{
  add_numbers (numbers, lens->focals, lens->n_focals);

  for (guint zoom = 0; zoom < lens->n_zooms; zoom++)
    {
      const AipZoomRange *range = &lens->zooms[zoom];

      add_number (numbers, range->shortest);
      for (guint i = 0; i < G_N_ELEMENTS (focals); i++)
        if (focals[i] > range->shortest && focals[i] < range->longest)
          add_number (numbers, focals[i]);
      add_number (numbers, range->longest);
    }
}

#define ADD_ALL(list) add_numbers (numbers, list, G_N_ELEMENTS (list))

static gboolean
get_numbers (const AipSetup *setup,
             AipSetupField   field,
             Numbers        *numbers)
{
  numbers->count = 0;

  switch ((guint) field)
    {
    case AIP_SETUP_FOCAL:
      if (aip_setup_has (setup, AIP_SETUP_LENS))
        add_focals (numbers, setup->lens);
      else
        ADD_ALL (focals);
      return TRUE;

    case AIP_SETUP_STOP:
      ADD_ALL (stops);
      return TRUE;

    case AIP_SETUP_FOCUS:
      ADD_ALL (focuses);
      return TRUE;

    case AIP_SETUP_PUSH:
      ADD_ALL (pushes);
      return TRUE;

    case AIP_SETUP_EXPOSURE_INDEX:
      if (aip_setup_has (setup, AIP_SETUP_BODY))
        for (guint i = 0; i < setup->body->n_bases; i++)
          add_number (numbers, setup->body->bases[i]);
      ADD_ALL (indexes);
      return TRUE;

    case AIP_SETUP_WHITE_BALANCE:
      ADD_ALL (balances);
      return TRUE;

    case AIP_SETUP_ASPECT:
      ADD_ALL (aspects);
      return TRUE;

    case AIP_SETUP_HEIGHT:
      ADD_ALL (heights);
      return TRUE;

    case AIP_SETUP_FPS:
      ADD_ALL (rates);
      return TRUE;

    case AIP_SETUP_SHUTTER:
      ADD_ALL (shutters);
      return TRUE;

    default:
      return FALSE;
    }
}

static double *
number_of (AipSetup      *setup,
           AipSetupField  field)
{
  switch ((guint) field)
    {
    case AIP_SETUP_FOCAL:
      return &setup->focal;

    case AIP_SETUP_STOP:
      return &setup->stop;

    case AIP_SETUP_FOCUS:
      return &setup->focus;

    case AIP_SETUP_PUSH:
      return &setup->push;

    case AIP_SETUP_EXPOSURE_INDEX:
      return &setup->exposure_index;

    case AIP_SETUP_WHITE_BALANCE:
      return &setup->white_balance;

    case AIP_SETUP_ASPECT:
      return &setup->aspect;

    case AIP_SETUP_HEIGHT:
      return &setup->height;

    case AIP_SETUP_FPS:
      return &setup->fps;

    case AIP_SETUP_SHUTTER:
      return &setup->shutter;

    default:
      return NULL;
    }
}

static gboolean
get_gear_kind (AipSetupField  field,
               AipGearKind   *kind)
{
  static const struct {
    AipSetupField field;
    AipGearKind   kind;
  } kinds[] = {
    { AIP_SETUP_BODY, AIP_GEAR_BODY },       { AIP_SETUP_LENS, AIP_GEAR_LENS },
    { AIP_SETUP_STOCK, AIP_GEAR_STOCK },     { AIP_SETUP_SUPPORT, AIP_GEAR_SUPPORT },
    { AIP_SETUP_MOVE, AIP_GEAR_MOVE },       { AIP_SETUP_KEY, AIP_GEAR_LIGHT },
    { AIP_SETUP_FILL, AIP_GEAR_LIGHT },      { AIP_SETUP_PRACTICALS, AIP_GEAR_LIGHT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].field == field)
      {
        *kind = kinds[i].kind;
        return TRUE;
      }

  return FALSE;
}

static gboolean
get_words (AipSetupField  field,
           AipWords      *words)
{
  static const struct {
    AipSetupField field;
    AipWords      words;
  } kinds[] = {
    { AIP_SETUP_PACE, AIP_WORDS_PACE },     { AIP_SETUP_STYLE, AIP_WORDS_STYLE },
    { AIP_SETUP_TIME, AIP_WORDS_TIME },     { AIP_SETUP_WEATHER, AIP_WORDS_WEATHER },
    { AIP_SETUP_SIZE, AIP_WORDS_SIZE },     { AIP_SETUP_ANGLE, AIP_WORDS_ANGLE },
    { AIP_SETUP_MOOD, AIP_WORDS_MOOD },     { AIP_SETUP_COMPOSITION, AIP_WORDS_COMPOSITION },
    { AIP_SETUP_TONE, AIP_WORDS_TONE },     { AIP_SETUP_FILTERS, AIP_WORDS_FILTER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].field == field)
      {
        *words = kinds[i].words;
        return TRUE;
      }

  return FALSE;
}

guint
aip_options_get_count (AipCatalogue   *catalogue,
                       const AipSetup *setup,
                       AipSetupField   field)
{
  AipGearKind kind;
  AipWords words;
  Numbers numbers;
  guint count;

  g_return_val_if_fail (AIP_IS_CATALOGUE (catalogue), 0);
  g_return_val_if_fail (setup != NULL, 0);

  if (get_gear_kind (field, &kind))
    {
      aip_catalogue_get_rows (catalogue, kind, &count);
      return count;
    }
  if (get_words (field, &words))
    return aip_words_get_count (words);
  if (get_numbers (setup, field, &numbers))
    return numbers.count;
  if (field == AIP_SETUP_MODE)
    return aip_setup_has (setup, AIP_SETUP_BODY) ? setup->body->n_modes : 0;
  if (field == AIP_SETUP_INTERIOR || field == AIP_SETUP_UNDERWATER)
    return 2;

  return 0;
}

static void
choose_body (AipSetup      *setup,
             const AipBody *body)
{
  const AipMode *old = NULL;

  if (aip_setup_has (setup, AIP_SETUP_BODY) && aip_setup_has (setup, AIP_SETUP_MODE))
    old = &setup->body->modes[MIN (setup->mode, setup->body->n_modes - 1)];

  if (body == setup->body)
    return;

  setup->body = body;
  aip_setup_unset (setup, AIP_SETUP_MODE);

  /* A mode of the same name stays chosen: "Academy" on another film camera. */
  for (guint i = 0; old != NULL && i < body->n_modes; i++)
    if (g_str_equal (body->modes[i].id, old->id))
      {
        setup->mode = i;
        setup->given |= AIP_SETUP_BIT (AIP_SETUP_MODE);
      }
}

static void
choose_lens (AipSetup      *setup,
             const AipLens *lens)
{
  setup->lens = lens;
  if (aip_setup_has (setup, AIP_SETUP_FOCAL))
    setup->focal = aip_lens_get_nearest_focal (lens, setup->focal);
  if (aip_setup_has (setup, AIP_SETUP_STOP) && lens->stop > setup->stop)
    setup->stop = lens->stop;
}

static void
toggle_practical (AipSetup       *setup,
                  const AipLight *light)
{
  if (!aip_setup_has (setup, AIP_SETUP_PRACTICALS))
    setup->n_practicals = 0;

  for (guint i = 0; i < setup->n_practicals; i++)
    if (setup->practicals[i].light == light)
      {
        for (guint j = i + 1; j < setup->n_practicals; j++)
          setup->practicals[j - 1] = setup->practicals[j];
        setup->n_practicals--;
        if (setup->n_practicals == 0)
          setup->given &= ~AIP_SETUP_BIT (AIP_SETUP_PRACTICALS);
        return;
      }

  if (setup->n_practicals == AIP_MAX_PRACTICALS)
    setup->n_practicals--;
  setup->practicals[setup->n_practicals++] = (AipLamp) { .light = light };
}

guint64
aip_setup_choose_gear (AipSetup      *setup,
                       AipSetupField  field,
                       const AipGear *gear)
{
  guint64 changed = AIP_SETUP_BIT (field);

  g_return_val_if_fail (setup != NULL && gear != NULL, 0);

  setup->given |= changed;

  switch ((guint) field)
    {
    case AIP_SETUP_BODY:
      choose_body (setup, (const AipBody *) gear);
      return changed | AIP_SETUP_BIT (AIP_SETUP_MODE);

    case AIP_SETUP_LENS:
      choose_lens (setup, (const AipLens *) gear);
      return changed | AIP_SETUP_BIT (AIP_SETUP_FOCAL) | AIP_SETUP_BIT (AIP_SETUP_STOP);

    case AIP_SETUP_STOCK:
      setup->stock = (const AipStock *) gear;
      return changed;

    case AIP_SETUP_SUPPORT:
      setup->support = (const AipSupport *) gear;
      return changed;

    case AIP_SETUP_MOVE:
      setup->move = (const AipMove *) gear;
      return changed;

    case AIP_SETUP_KEY:
      setup->key.light = (const AipLight *) gear;
      return changed;

    case AIP_SETUP_FILL:
      setup->fill.light = (const AipLight *) gear;
      return changed;

    case AIP_SETUP_PRACTICALS:
      /* toggle_practical() asks whether there were any. */
      if (setup->n_practicals == 0)
        setup->given &= ~changed;
      toggle_practical (setup, (const AipLight *) gear);
      if (setup->n_practicals > 0)
        setup->given |= changed;
      return changed;

    default:
      g_return_val_if_reached (0);
    }
}

static void
choose_word (AipSetup      *setup,
             AipSetupField  field,
             guint          value)
{
  switch ((guint) field)
    {
    case AIP_SETUP_PACE:
      setup->pace = value;
      break;

    case AIP_SETUP_STYLE:
      setup->style = value;
      break;

    case AIP_SETUP_TIME:
      setup->time = value;
      break;

    case AIP_SETUP_WEATHER:
      setup->weather = value;
      break;

    case AIP_SETUP_SIZE:
      setup->size = value;
      break;

    case AIP_SETUP_ANGLE:
      setup->angle = value;
      break;

    case AIP_SETUP_COMPOSITION:
      setup->composition = value;
      break;

    case AIP_SETUP_MOOD:
      setup->mood = value;
      break;

    case AIP_SETUP_TONE:
      setup->tone = value;
      break;

    case AIP_SETUP_FILTERS:
      setup->filters ^= 1u << value;
      if (setup->filters == 0)
        setup->given &= ~AIP_SETUP_BIT (field);
      break;

    case AIP_SETUP_INTERIOR:
      setup->interior = value == 1;
      break;

    case AIP_SETUP_UNDERWATER:
      setup->underwater = value == 1;
      break;

    case AIP_SETUP_MODE:
      setup->mode = value;
      break;

    default:
      g_assert_not_reached ();
    }
}

guint64
aip_options_choose (AipCatalogue   *catalogue,
                    const AipSetup *setup,
                    AipSetupField   field,
                    guint           index,
                    AipSetup       *chosen)
{
  AipGearKind kind;
  Numbers numbers;

  g_return_val_if_fail (AIP_IS_CATALOGUE (catalogue), 0);
  g_return_val_if_fail (setup != NULL && chosen != NULL, 0);

  *chosen = *setup;

  if (get_gear_kind (field, &kind))
    {
      guint n_rows;
      const AipGear *const *rows = aip_catalogue_get_rows (catalogue, kind, &n_rows);

      g_return_val_if_fail (index < n_rows, 0);

      return aip_setup_choose_gear (chosen, field, rows[index]);
    }

  chosen->given |= AIP_SETUP_BIT (field);

  if (get_numbers (setup, field, &numbers))
    {
      g_return_val_if_fail (index < numbers.count, 0);
      *number_of (chosen, field) = numbers.numbers[index];
    }
  else
    {
      g_return_val_if_fail (index < aip_options_get_count (catalogue, setup, field), 0);
      if (field == AIP_SETUP_FILTERS && !aip_setup_has (setup, field))
        chosen->filters = 0;
      choose_word (chosen, field, index);
    }

  return AIP_SETUP_BIT (field);
}

char *
aip_options_get_id (AipCatalogue   *catalogue,
                    const AipSetup *setup,
                    AipSetupField   field,
                    guint           index)
{
  AipGearKind kind;
  AipWords words;
  Numbers numbers;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_val_if_fail (index < aip_options_get_count (catalogue, setup, field), NULL);

  if (get_gear_kind (field, &kind))
    return g_strdup (aip_catalogue_get_rows (catalogue, kind, NULL)[index]->id);
  if (get_words (field, &words))
    return g_strdup (aip_words_get_nick (words, index));
  if (get_numbers (setup, field, &numbers))
    return g_strdup (g_ascii_formatd (text, sizeof text, "%.6g", numbers.numbers[index]));
  if (field == AIP_SETUP_MODE)
    return g_strdup (setup->body->modes[index].id);

  return g_strdup (index == 1 ? "true" : "false");
}

char *
aip_options_get_text (AipCatalogue   *catalogue,
                      const AipSetup *setup,
                      AipSetupField   field,
                      guint           index)
{
  AipGearKind kind;
  AipWords words;
  AipSetup chosen;

  g_return_val_if_fail (index < aip_options_get_count (catalogue, setup, field), NULL);

  /* Those that are added to others are named alone. */
  if (get_gear_kind (field, &kind))
    return aip_gear_to_text (aip_catalogue_get_rows (catalogue, kind, NULL)[index]);
  if (get_words (field, &words))
    return g_strdup (aip_words_get_name (words, index));

  aip_options_choose (catalogue, setup, field, index, &chosen);

  return aip_setup_field_to_text (&chosen, field);
}

void
aip_options_mark (AipCatalogue         *catalogue,
                  const AipSetup       *setup,
                  const AipRuleContext *context,
                  AipSetupField         field,
                  int                  *marks,
                  guint                 n_marks)
{
  AipFinding before[AIP_MAX_FINDINGS], after[AIP_MAX_FINDINGS];
  guint n_before;
  guint64 touched = AIP_SETUP_BIT (field);

  g_return_if_fail (setup != NULL && context != NULL);
  g_return_if_fail (n_marks == aip_options_get_count (catalogue, setup, field));

  /* What follows from a body and a lens changes other fields as well. */
  if (field == AIP_SETUP_BODY)
    touched |= AIP_SETUP_BIT (AIP_SETUP_MODE);
  if (field == AIP_SETUP_LENS)
    touched |= AIP_SETUP_BIT (AIP_SETUP_FOCAL) | AIP_SETUP_BIT (AIP_SETUP_STOP);

  n_before = aip_rules_evaluate (setup, context, touched, before);

  for (guint i = 0; i < n_marks; i++)
    {
      AipSetup chosen;
      guint n_after;

      aip_options_choose (catalogue, setup, field, i, &chosen);
      n_after = aip_rules_evaluate (&chosen, context, touched, after);
      marks[i] = AIP_OPTION_FINE;

      for (guint a = 0; a < n_after; a++)
        if ((int) after[a].severity > marks[i] && !aip_findings_have (before, n_before, &after[a]))
          marks[i] = (int) after[a].severity;
    }
}
