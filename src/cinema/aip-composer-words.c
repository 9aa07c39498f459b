/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-composer"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-composer-private.h"

/*
 * What a setup says to a model. Prompts are English whatever language the app speaks, for that is
 * what the encoders were trained on; nothing here is translated.
 */

static const char *const sizes[] = {
  "extreme wide shot", "wide shot", "full shot", "cowboy shot", "medium shot", "medium close-up",
  "close-up", "tight close-up", "extreme close-up", "insert shot of a detail",
};
static const char *const angles[] = {
  "at eye level", "from a low angle", "from a high angle", "from ground level",
  "from directly overhead", "with a tilted horizon", "over the shoulder",
  "as a point-of-view shot",
};
static const char *const weathers[] = {
  "under a clear sky", "under broken clouds", "under an overcast sky", "in the rain", "in a storm",
  "in falling snow", "in thick fog", "in hazy air", "in blowing dust",
};
static const char *const indoor_weathers[] = {
  NULL, NULL, NULL, "rain outside the windows", "a storm outside the windows",
  "snow outside the windows", "fog outside the windows", "hazy air", "dusty air",
};
static const char *const times[] = {
  "at dawn", "in the morning", "at midday", "in the afternoon", "at golden hour", "at dusk",
  "at blue hour", "at night",
};
static const char *const compositions[] = {
  "composed on the rule of thirds", "centred composition", "symmetrical composition",
  "asymmetrical composition", "diagonal composition", "strong leading lines",
  "a frame within the frame", "layered foreground, middle ground and background",
  "large negative space around the subject", "the subject filling the frame",
  "framed through foreground objects", "the subject as a silhouette against the light",
};
static const char *const moods[] = {
  "cheerful", "hopeful", "whimsical", "romantic", "serene", "contemplative", "melancholic",
  "nostalgic", "intimate", "tense", "ominous", "terrifying", "mysterious", "epic", "triumphant",
  "surreal", "dreamlike", "gritty", "energetic", "chaotic", "desolate",
};
static const char *const tones[] = {
  "warm saturated colours", "warm muted colours", "cool saturated colours", "cool muted colours",
  "neutral saturated colours", "neutral muted colours", "teal and orange colour grade",
  "silvery bleach-bypass colours with deep blacks", "cross-processed colours with shifted hues",
  "sepia toning", "black and white", "high-contrast black and white",
  "soft low-contrast black and white",
};
static const char *const styles[] = {
  "naturalistic lighting", "bright high-key lighting", "dark low-key lighting",
  "soft lighting", "hard lighting with sharp shadows", "Rembrandt lighting on the face",
  "split lighting across the face", "rim lighting from behind", "backlit silhouettes",
  "strong chiaroscuro contrast", "light motivated by visible sources", "available light",
  "flat even lighting",
};
static const char *const filters[] = {
  [AIP_FILTER_POLARISER] = "deep sky without reflections",
  [AIP_FILTER_DIFFUSION] = "softly diffused image",
  [AIP_FILTER_PROMIST] = "soft halation around highlights",
  [AIP_FILTER_FOG] = "misty glow",
  [AIP_FILTER_STAR] = "star-shaped highlights",
  [AIP_FILTER_STREAK] = "horizontal light streaks",
  [AIP_FILTER_SPLIT_DIOPTRE] = "split dioptre focus, near and far both sharp",
  [AIP_FILTER_RED] = "dramatically darkened sky",
  [AIP_FILTER_YELLOW] = "gently darkened sky",
};
static const char *const paces[] = {
  "", "very slowly", "slowly", "steadily", "quickly", "at whip speed",
};

typedef struct {
  const AipSetup  *setup;
  const AipTarget *target;
  AipPhraseSink    sink;
  gpointer         data;
} Speaker;

static void
say (const Speaker *speaker,
     AipPromptPart  part,
     AipSetupField  field,
     const char    *text)
{
  if (text != NULL && *text != '\0')
    speaker->sink (speaker->data, part, field, text);
}

static gboolean
has (const Speaker *speaker,
     AipSetupField  field)
{
  return aip_setup_has (speaker->setup, field);
}

static const char *
pick (const char *const *words,
      guint              n_words,
      guint              value)
{
  return value < n_words ? words[value] : NULL;
}

#define PICK(words, value) pick (words, G_N_ELEMENTS (words), value)

static void
say_shot (const Speaker *speaker)
{
  const AipSetup *setup = speaker->setup;

  if (has (speaker, AIP_SETUP_SIZE))
    say (speaker, AIP_PART_SHOT, AIP_SETUP_SIZE, PICK (sizes, setup->size));
  if (has (speaker, AIP_SETUP_ANGLE))
    say (speaker, AIP_PART_SHOT, AIP_SETUP_ANGLE, PICK (angles, setup->angle));
  else if (has (speaker, AIP_SETUP_HEIGHT) && setup->height >= 8)
    say (speaker, AIP_PART_SHOT, AIP_SETUP_HEIGHT, "from high above the ground");
  else if (has (speaker, AIP_SETUP_HEIGHT) && setup->height <= 0.4)
    say (speaker, AIP_PART_SHOT, AIP_SETUP_HEIGHT, "close to the ground");
  if (has (speaker, AIP_SETUP_SUPPORT) && setup->support->air &&
      !aip_target_is_video (speaker->target))
    say (speaker, AIP_PART_SHOT, AIP_SETUP_SUPPORT, "aerial view");
  if (has (speaker, AIP_SETUP_INTERIOR))
    say (speaker, AIP_PART_SHOT, AIP_SETUP_INTERIOR, setup->interior ? "interior" : "exterior");
  if (has (speaker, AIP_SETUP_UNDERWATER) && setup->underwater)
    say (speaker, AIP_PART_SHOT, AIP_SETUP_UNDERWATER, "under water");
}

/* How wide the lens sees, in words that a picture can show. */
static void
say_lens (const Speaker *speaker)
{
  const AipSetup *setup = speaker->setup;
  AipFrameArea area;
  double distance = aip_setup_get_distance (setup);

  if (has (speaker, AIP_SETUP_FOCAL) && aip_setup_get_delivered (setup, &area, NULL))
    {
      double angle = aip_optics_angle_horizontal (&area, setup->focal);

      say (speaker, AIP_PART_LENS, AIP_SETUP_FOCAL,
           angle > 95   ? "ultra-wide lens with stretched perspective"
           : angle > 65 ? "wide-angle lens"
           : angle > 45 ? "moderately wide lens"
           : angle > 26 ? "natural perspective"
           : angle > 16 ? "short telephoto lens"
                        : "long telephoto lens with flattened perspective");

      if (has (speaker, AIP_SETUP_STOP) && distance > setup->focal / 1000 * 1.01)
        {
          double near_limit, far_limit, depth;

          aip_optics_depth_of_field (setup->focal, setup->stop, aip_optics_circle (&area),
                                     distance, &near_limit, &far_limit);
          depth = (far_limit - near_limit) / distance;
          say (speaker, AIP_PART_LENS, AIP_SETUP_STOP,
               isinf (far_limit) ? (near_limit < distance * 0.7 ? "deep focus" : NULL)
               : depth < 0.08    ? "very shallow depth of field, creamy background blur"
               : depth < 0.35    ? "shallow depth of field"
                                 : NULL);
        }
    }

  if (has (speaker, AIP_SETUP_LENS) && speaker->target->equipment != AIP_EQUIPMENT_DROP)
    {
      if (setup->lens->squeeze > 1.2)
        say (speaker, AIP_PART_LENS, AIP_SETUP_LENS,
             "anamorphic rendering with oval bokeh and horizontal flares");
      else if (setup->lens->gear.year > 0 && setup->lens->gear.year < 1975)
        say (speaker, AIP_PART_LENS, AIP_SETUP_LENS,
             "vintage lens with gentle flare and soft contrast");
      else if (setup->lens->probe)
        say (speaker, AIP_PART_LENS, AIP_SETUP_LENS, "probe lens macro perspective");
    }

  for (guint i = 0; has (speaker, AIP_SETUP_FILTERS) && i < G_N_ELEMENTS (filters); i++)
    if ((setup->filters & (1u << i)) != 0)
      say (speaker, AIP_PART_LENS, AIP_SETUP_FILTERS, filters[i]);
}

static const char *
direction_of (const AipLamp *lamp)
{
  double azimuth = fmod (lamp->azimuth + 540, 360) - 180;

  if (lamp->elevation > 60)
    return " from above";
  if (lamp->elevation < -15)
    return " from below";
  if (fabs (azimuth) > 135)
    return " from behind";
  if (azimuth > 25)
    return " from the right";
  if (azimuth < -25)
    return " from the left";

  return "";
}

static char *
lamp_words (const AipLamp *lamp)
{
  const AipLight *light = lamp->light;

  if (light->words[0] != '\0')
    return g_strconcat (light->words, direction_of (lamp), NULL);

  /* Somebody's own light has no words: say what it does. */
  return g_strconcat (light->hard ? "hard " : "soft ",
                      light->cct > 0 && light->cct < 3600 ? "warm light"
                      : light->cct > 6800                 ? "cool light"
                                                          : "light",
                      direction_of (lamp), NULL);
}

static void
say_light (const Speaker *speaker)
{
  const AipSetup *setup = speaker->setup;

  if (has (speaker, AIP_SETUP_STYLE))
    say (speaker, AIP_PART_LIGHT, AIP_SETUP_STYLE, PICK (styles, setup->style));
  if (has (speaker, AIP_SETUP_KEY))
    {
      g_autofree char *words = lamp_words (&setup->key);

      say (speaker, AIP_PART_LIGHT, AIP_SETUP_KEY, words);
    }
  if (has (speaker, AIP_SETUP_FILL))
    say (speaker, AIP_PART_LIGHT, AIP_SETUP_FILL,
         setup->fill.stops <= -3   ? "deep shadows"
         : setup->fill.stops >= -1 ? "gently filled shadows"
                                   : "soft fill light");
  for (guint i = 0; has (speaker, AIP_SETUP_PRACTICALS) && i < setup->n_practicals; i++)
    {
      const char *words = setup->practicals[i].light->words;
      g_autofree char *seen = NULL;

      /* What lights the scene already is not named twice. */
      if (words[0] == '\0' ||
          (has (speaker, AIP_SETUP_KEY) && setup->key.light == setup->practicals[i].light))
        continue;
      seen = g_strconcat (words, " in the picture", NULL);
      say (speaker, AIP_PART_LIGHT, AIP_SETUP_PRACTICALS, seen);
    }
  if (has (speaker, AIP_SETUP_TIME))
    say (speaker, AIP_PART_LIGHT, AIP_SETUP_TIME, PICK (times, setup->time));
  if (has (speaker, AIP_SETUP_WEATHER))
    say (speaker, AIP_PART_LIGHT, AIP_SETUP_WEATHER,
         has (speaker, AIP_SETUP_INTERIOR) && setup->interior
           ? PICK (indoor_weathers, setup->weather)
           : PICK (weathers, setup->weather));
}

static void
say_motion (const Speaker *speaker)
{
  const AipSetup *setup = speaker->setup;

  if (!aip_target_is_video (speaker->target))
    return;

  if (has (speaker, AIP_SETUP_MOVE) && setup->move->words[0] != '\0')
    {
      const char *pace = has (speaker, AIP_SETUP_PACE) ? PICK (paces, setup->pace) : "";
      g_autofree char *words = NULL;

      /* "very slowly pushes in", but "whips sideways at whip speed". */
      if (setup->move->axes == 0 && !setup->move->zoom)
        pace = "";
      if (setup->pace == AIP_PACE_WHIP && *pace != '\0')
        words = g_strconcat ("the camera ", setup->move->words, " ", pace, NULL);
      else
        words = g_strconcat ("the camera ", pace, *pace != '\0' ? " " : "", setup->move->words,
                             NULL);
      say (speaker, AIP_PART_MOTION, AIP_SETUP_MOVE, words);
    }

  if (has (speaker, AIP_SETUP_SUPPORT))
    say (speaker, AIP_PART_MOTION, AIP_SETUP_SUPPORT, setup->support->words);
  if (has (speaker, AIP_SETUP_FPS) && setup->fps >= 48)
    say (speaker, AIP_PART_MOTION, AIP_SETUP_FPS, "in slow motion");
  else if (has (speaker, AIP_SETUP_FPS) && setup->fps < 20)
    say (speaker, AIP_PART_MOTION, AIP_SETUP_FPS, "with sped-up motion");
  if (has (speaker, AIP_SETUP_SHUTTER) && setup->shutter <= 90)
    say (speaker, AIP_PART_MOTION, AIP_SETUP_SHUTTER, "crisp staccato motion");
  else if (has (speaker, AIP_SETUP_SHUTTER) && setup->shutter >= 270)
    say (speaker, AIP_PART_MOTION, AIP_SETUP_SHUTTER, "smeared motion blur");
}

/* What a stock looks like. */
static const char *
stock_words (const Speaker *speaker)
{
  const AipStock *stock = speaker->setup->stock;
  double index = aip_setup_get_sensitivity (speaker->setup);

  if (stock->balance == AIP_BALANCE_ORTHOCHROMATIC)
    return "orthochromatic silent-era film with dark lips and white skies";
  if (stock->two_colour)
    return "early two-colour film of red-orange and blue-green";
  if (stock->gauges == AIP_GAUGE_THREE_STRIP)
    return "richly saturated early colour film";
  if (stock->monochrome)
    return index >= 320 ? "grainy black-and-white film" : "fine black-and-white film";
  if (stock->reversal)
    return "dense saturated reversal film";
  if (index >= 800)
    return "coarse film grain";
  if (index >= 320)
    return "visible film grain";

  return index <= 64 ? "very fine film grain" : "fine film grain";
}

static void
say_look (const Speaker *speaker)
{
  const AipSetup *setup = speaker->setup;

  if (has (speaker, AIP_SETUP_COMPOSITION))
    say (speaker, AIP_PART_COMPOSITION, AIP_SETUP_COMPOSITION,
         PICK (compositions, setup->composition));
  if (has (speaker, AIP_SETUP_MOOD))
    {
      g_autofree char *words = g_strconcat (PICK (moods, setup->mood), " mood", NULL);

      say (speaker, AIP_PART_MOOD, AIP_SETUP_MOOD, words);
    }
  if (has (speaker, AIP_SETUP_TONE))
    say (speaker, AIP_PART_LOOK, AIP_SETUP_TONE, PICK (tones, setup->tone));
  if (has (speaker, AIP_SETUP_STOCK))
    say (speaker, AIP_PART_LOOK, AIP_SETUP_STOCK, stock_words (speaker));
  if (has (speaker, AIP_SETUP_BODY) && speaker->target->equipment != AIP_EQUIPMENT_DROP)
    {
      int gauge = setup->body->gauge;

      say (speaker, AIP_PART_LOOK, AIP_SETUP_BODY,
           gauge == 65   ? "large-format film clarity"
           : gauge == 16 ? "16 mm film texture"
           : gauge == 8  ? "Super 8 home-movie texture"
                         : NULL);
    }
  if (has (speaker, AIP_SETUP_ASPECT) && speaker->target->aspect == AIP_ASPECT_WORDS)
    {
      g_autofree char *words = g_strdup_printf ("%.4g:1 %s frame", setup->aspect,
                                                setup->aspect >= 1.6   ? "widescreen"
                                                : setup->aspect >= 0.99 ? "nearly square"
                                                                        : "upright");

      /* Prompts are the same in every locale. */
      g_strdelimit (words, ",", '.');
      say (speaker, AIP_PART_LOOK, AIP_SETUP_ASPECT, words);
    }
}

/* "ALEXA (Classic)" and "Todd-AO / American Optical 65" as a person would say them. */
static char *
gear_words (const AipGear *gear)
{
  g_autofree char *name = aip_gear_to_text (gear);
  g_autoptr(GString) words = g_string_new (NULL);
  guint depth = 0;
  char *end = strstr (name, " / ");

  if (end != NULL)
    *end = '\0';

  for (const char *p = name; *p != '\0'; p++)
    {
      depth += *p == '(';
      /* Brackets mean weights to some encoders. */
      if (depth == 0 && strchr ("[]{}", *p) == NULL &&
          !(*p == ' ' && words->len > 0 && words->str[words->len - 1] == ' '))
        g_string_append_c (words, *p == '_' ? ' ' : *p);
      depth -= *p == ')' && depth > 0;
    }

  return g_strstrip (g_string_free_and_steal (g_steal_pointer (&words)));
}

static void
say_equipment (const Speaker *speaker)
{
  const AipSetup *setup = speaker->setup;

  if (speaker->target->equipment != AIP_EQUIPMENT_NAME)
    return;

  if (has (speaker, AIP_SETUP_BODY))
    {
      g_autofree char *name = gear_words (&setup->body->gear);
      g_autofree char *words = g_strconcat ("shot on ", name, NULL);

      say (speaker, AIP_PART_EQUIPMENT, AIP_SETUP_BODY, words);
    }
  if (has (speaker, AIP_SETUP_LENS))
    {
      g_autofree char *name = gear_words (&setup->lens->gear);
      g_autofree char *words = NULL;
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%.4g", setup->focal);
      words = has (speaker, AIP_SETUP_FOCAL) ? g_strconcat (name, " ", number, " mm lens", NULL)
                                             : g_strconcat (name, " lens", NULL);
      say (speaker, AIP_PART_EQUIPMENT, AIP_SETUP_LENS, words);
    }
  if (has (speaker, AIP_SETUP_STOCK))
    {
      g_autofree char *name = gear_words (&setup->stock->gear);
      g_autofree char *words = g_strconcat (name, " film stock", NULL);

      say (speaker, AIP_PART_EQUIPMENT, AIP_SETUP_STOCK, words);
    }
}

static void
say_period (const Speaker *speaker)
{
  int year = speaker->setup->year;

  if (has (speaker, AIP_SETUP_YEAR) && year < 2005)
    {
      g_autofree char *words = g_strdup_printf ("in the look of %ds cinema", year / 10 * 10);

      say (speaker, AIP_PART_PERIOD, AIP_SETUP_YEAR, words);
    }
}

void
aip_composer_say_setup (const AipSetup  *setup,
                        const AipTarget *target,
                        AipPhraseSink    sink,
                        gpointer         data)
{
  const Speaker speaker = { setup, target, sink, data };

  g_return_if_fail (setup != NULL && target != NULL && sink != NULL);

  say_shot (&speaker);
  say_lens (&speaker);
  say_light (&speaker);
  say_motion (&speaker);
  say_look (&speaker);
  say_equipment (&speaker);
  say_period (&speaker);
}
