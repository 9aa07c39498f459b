/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "aip-catalogue.h"
#include "aip-vocabulary.h"

G_BEGIN_DECLS

/**
 * AipSetupField:
 *
 * The controls of a setup. Findings, fixes, options and prompt fragments name them.
 */
typedef enum {
  AIP_SETUP_YEAR,
  AIP_SETUP_BODY,
  AIP_SETUP_MODE,
  AIP_SETUP_LENS,
  AIP_SETUP_FOCAL,
  AIP_SETUP_STOP,
  AIP_SETUP_FOCUS,
  AIP_SETUP_STOCK,
  AIP_SETUP_PUSH,
  AIP_SETUP_EXPOSURE_INDEX,
  AIP_SETUP_WHITE_BALANCE,
  AIP_SETUP_ASPECT,
  AIP_SETUP_SUPPORT,
  AIP_SETUP_MOVE,
  AIP_SETUP_PACE,
  AIP_SETUP_KEY,
  AIP_SETUP_FILL,
  AIP_SETUP_PRACTICALS,
  AIP_SETUP_STYLE,
  AIP_SETUP_TIME,
  AIP_SETUP_WEATHER,
  AIP_SETUP_INTERIOR,
  AIP_SETUP_UNDERWATER,
  AIP_SETUP_SIZE,
  AIP_SETUP_HEIGHT,
  AIP_SETUP_ANGLE,
  AIP_SETUP_COMPOSITION,
  AIP_SETUP_MOOD,
  AIP_SETUP_TONE,
  AIP_SETUP_FPS,
  AIP_SETUP_SHUTTER,
  AIP_SETUP_FILTERS,
  AIP_SETUP_LOOK,
} AipSetupField;

#define AIP_N_SETUP_FIELDS (AIP_SETUP_LOOK + 1)
#define AIP_SETUP_BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/**
 * AipLamp:
 * @light: %NULL: none
 * @azimuth: degrees around the subject seen from above, 0 from the camera, 90 from the right of
 *   frame, 180 behind
 * @elevation: degrees above the subject's eyes, -90…90
 * @stops: brighter than the key; the key itself 0
 */
typedef struct {
  const AipLight *light;
  double          azimuth;
  double          elevation;
  double          stops;
} AipLamp;

#define AIP_MAX_PRACTICALS 4

/**
 * AipSetup:
 * @given: AIP_SETUP_BIT() of every field that was chosen; the others hold nothing of meaning
 * @year: of the production
 * @mode: index into the body's modes
 * @focal: mm; @stop: T-stop; @focus: metres
 * @push: stops, negative is pull; @exposure_index: digital; @white_balance: kelvin
 * @aspect: delivery, width / height
 * @height: of the camera in metres
 * @fps, @shutter: frames a second and degrees
 * @filters: bits 1 << AipFilter
 * @look: id of an animation look; replaces the camera
 *
 * What a person has chosen for a shot. Everything that follows from it is derived, never stored. A
 * plain value: copying the structure copies the setup, and its catalogue must outlive it.
 */
typedef struct {
  guint64           given;
  int               year;
  const AipBody    *body;
  guint             mode;
  const AipLens    *lens;
  double            focal;
  double            stop;
  double            focus;
  const AipStock   *stock;
  double            push;
  double            exposure_index;
  double            white_balance;
  double            aspect;
  const AipSupport *support;
  const AipMove    *move;
  AipPace           pace;
  AipLamp           key;
  AipLamp           fill;
  AipLamp           practicals[AIP_MAX_PRACTICALS];
  guint             n_practicals;
  AipLightStyle     style;
  AipTimeOfDay      time;
  AipWeather        weather;
  gboolean          interior;
  gboolean          underwater;
  AipShotSize       size;
  double            height;
  AipAngle          angle;
  AipComposition    composition;
  AipMood           mood;
  AipTone           tone;
  double            fps;
  double            shutter;
  guint             filters;
  const char       *look;
} AipSetup;

/* The name of a field in files and on the command line, kebab-case. */
const char   *aip_setup_field_to_nick   (AipSetupField   field);
int           aip_setup_field_from_nick (const char     *nick);
/* Translated: "Focal length". */
const char   *aip_setup_field_get_name  (AipSetupField   field);

static inline gboolean
aip_setup_has (const AipSetup *setup,
               AipSetupField   field)
{
  return (setup->given & AIP_SETUP_BIT (field)) != 0;
}

/* What a field holds, translated: "Cooke S4/i", "50 mm", "Dusk"; empty if it is not given. */
char         *aip_setup_field_to_text   (const AipSetup *setup,
                                         AipSetupField   field) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What people call an animation look: a setup knows only its id. Kept for the life of the program;
 * may be called from any thread.
 */
void          aip_setup_set_look_name   (const char     *look,
                                         const char     *name);
/* (nullable): the id of the look that is called @text, in any case, or has it as its id. */
const char   *aip_setup_find_look       (const char     *text);

void          aip_setup_unset           (AipSetup       *setup,
                                         AipSetupField   field);
gboolean      aip_setup_equal           (const AipSetup *a,
                                         const AipSetup *b);
/* AIP_SETUP_BIT() of the fields in which they differ; whether one is given at all counts too. */
guint64       aip_setup_compare         (const AipSetup *a,
                                         const AipSetup *b);
/* Copies the fields of @mask from @from, unset ones included. */
void          aip_setup_take            (AipSetup       *setup,
                                         const AipSetup *from,
                                         guint64         mask);

/**
 * aip_setup_from_json:
 * @object: for example {"body": "ARRI ALEXA Mini", "lens": "cooke_s4", "focal": 35}; ids and
 *   display
 *   names are accepted; described by presets/schema/setup.schema.json
 * @problems: (nullable) (element-type utf8): a sentence for everything that was not understood;
 *   such a member is left out
 *
 * Anything may be missing. Never fails: what remains is a valid setup.
 */
void          aip_setup_from_json       (AipSetup       *setup,
                                         AipCatalogue   *catalogue,
                                         JsonObject     *object,
                                         GPtrArray      *problems);
/*
 * With ids, members in the order of the fields; reading it again gives an equal setup. (transfer
 * full)
 */
JsonNode     *aip_setup_to_json         (const AipSetup *setup) G_GNUC_WARN_UNUSED_RESULT;

/* What follows ------------------------------------------------------------------------------ */

/* The recorded area with the lens's squeeze; FALSE without a body. */
gboolean      aip_setup_get_area        (const AipSetup *setup,
                                         AipFrameArea   *area);
/* The part of it that is delivered. */
gboolean      aip_setup_get_delivered   (const AipSetup *setup,
                                         AipFrameArea   *area,
                                         double         *share);
/*
 * Where the subject stands: the focus distance, or what the shot size asks of the lens. 0 if
 * neither is known.
 */
double        aip_setup_get_distance    (const AipSetup *setup);
/* EI of the stock, pushed, or of the camera; 0 if neither is known. */
double        aip_setup_get_sensitivity (const AipSetup *setup);
/* Kelvin that the stock or camera renders as white; 0 if not known. */
double        aip_setup_get_balance     (const AipSetup *setup);

G_END_DECLS
