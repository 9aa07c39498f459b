/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "aip-optics.h"

G_BEGIN_DECLS

/*
 * The facts of the catalogue as plain structures: rows of the files in presets/, immutable once
 * loaded and owned by their #AipCatalogue. Lengths in millimetres, weights in kilograms, years as
 * numbers with 0 for "not known" (or, for an end, "still made").
 */

/* How sure the row is. Rows of low confidence are marked where a person sees them. */
typedef enum {
  AIP_CONFIDENCE_LOW,
  AIP_CONFIDENCE_MEDIUM,
  AIP_CONFIDENCE_HIGH,
} AipConfidence;

typedef enum {
  AIP_GEAR_BODY,
  AIP_GEAR_LENS,
  AIP_GEAR_STOCK,
  AIP_GEAR_LIGHT,
  AIP_GEAR_SUPPORT,
  AIP_GEAR_MOVE,
  AIP_GEAR_FORMAT,
  AIP_GEAR_MOUNT,
} AipGearKind;

#define AIP_N_GEAR_KINDS (AIP_GEAR_MOUNT + 1)

/**
 * AipGear:
 * @id: stable, never shown
 * @name: without the maker
 * @maker: may be empty
 * @own: whether it comes from the user's or the project's folder
 *
 * What all rows begin with.
 */
typedef struct {
  const char    *id;
  const char    *name;
  const char    *maker;
  AipGearKind    kind;
  AipConfidence  confidence;
  gboolean       own;
  int            year;
  int            year_end;
} AipGear;

/* Flange focal distance 0 where it is not known. */
typedef struct {
  AipGear gear;
  double  flange;
} AipMount;

typedef enum {
  AIP_SHUTTER_ROLLING,
  AIP_SHUTTER_GLOBAL,
  AIP_SHUTTER_MIRROR,
  AIP_SHUTTER_DISC,
  AIP_SHUTTER_MECHANICAL,
} AipShutterKind;

/**
 * AipMode:
 * @perforations: that one frame of film is long, 0 for digital
 *
 * What part of the sensor or negative is recorded, and how fast at most.
 */
typedef struct {
  const char *id;
  const char *name;
  double      width;
  double      height;
  double      max_fps;
  int         perforations;
} AipMode;

#define AIP_MAX_BASES 4

/**
 * AipBody:
 * @film: film or digital
 * @gauge: mm of film, 0 for digital
 * @mounts: lenses of these fit as they are
 * @adapts: lenses of these fit with a known adapter
 * @weight: 0 where not known
 * @bases: native sensitivities, digital only
 * @sync: quiet enough for dialogue
 * @spring_seconds: longest run of a clockwork drive, otherwise 0
 * @flies: exists only as part of an aircraft
 * @strips: of film that run through it side by side, 0 for one
 */
typedef struct {
  AipGear          gear;
  gboolean         film;
  int              gauge;
  const AipMode   *modes;
  guint            n_modes;
  const AipMount **mounts;
  guint            n_mounts;
  const AipMount **adapts;
  guint            n_adapts;
  double           weight;
  int              bases[AIP_MAX_BASES];
  guint            n_bases;
  AipShutterKind   shutter;
  gboolean         sync;
  int              spring_seconds;
  gboolean         flies;
  int              strips;
} AipBody;

typedef struct {
  double shortest;
  double longest;
} AipZoomRange;

/**
 * AipLens:
 *
 * A family of lenses. @focals for primes, ascending; @zooms otherwise. @circle and @stop are the
 * smallest circle and the fastest stop of the family, 0 where not known.
 * @deep: reaches so far into the camera that a reflex mirror hits it.
 */
typedef struct {
  AipGear             gear;
  gboolean            zoom;
  double              squeeze;
  const AipMount    **mounts;
  guint               n_mounts;
  double              circle;
  double              stop;
  const double       *focals;
  guint               n_focals;
  const AipZoomRange *zooms;
  guint               n_zooms;
  gboolean            deep;
  gboolean            probe;
} AipLens;

typedef enum {
  AIP_BALANCE_DAYLIGHT,
  AIP_BALANCE_TUNGSTEN,
  AIP_BALANCE_BOTH,
  AIP_BALANCE_PANCHROMATIC,
  AIP_BALANCE_ORTHOCHROMATIC,
} AipBalance;

/* Bits of AipStock.gauges. */
typedef enum {
  AIP_GAUGE_8 = 1 << 0,
  AIP_GAUGE_SUPER_8 = 1 << 1,
  AIP_GAUGE_16 = 1 << 2,
  AIP_GAUGE_35 = 1 << 3,
  AIP_GAUGE_65 = 1 << 4,
  AIP_GAUGE_THREE_STRIP = 1 << 5,
} AipGauge;

typedef struct {
  AipGear     gear;
  const char *code;
  const char *process;
  AipGauge    gauges;
  int         exposure_index;
  AipBalance  balance;
  gboolean    monochrome;
  gboolean    two_colour;
  gboolean    reversal;
} AipStock;

typedef enum {
  AIP_DAWN,
  AIP_MORNING,
  AIP_MIDDAY,
  AIP_AFTERNOON,
  AIP_GOLDEN_HOUR,
  AIP_DUSK,
  AIP_BLUE_HOUR,
  AIP_NIGHT,
} AipTimeOfDay;

#define AIP_N_TIMES_OF_DAY (AIP_NIGHT + 1)

typedef enum {
  AIP_LIGHT_NATURAL,
  AIP_LIGHT_PRACTICAL,
  AIP_LIGHT_ARTIFICIAL,
} AipLightKind;

/* What a light is beside a lamp, where that matters. */
typedef enum {
  AIP_ROLE_LAMP,
  AIP_ROLE_SUN,
  AIP_ROLE_LOW_SUN,
  AIP_ROLE_SKY,
  AIP_ROLE_OVERCAST,
  AIP_ROLE_WINDOW,
  AIP_ROLE_MOON,
  AIP_ROLE_TWILIGHT,
  AIP_ROLE_STARS,
  AIP_ROLE_LIGHTNING,
  AIP_ROLE_FLAME,
  AIP_ROLE_CRT,
  AIP_ROLE_FLASH,
  AIP_ROLE_VOLUME,
} AipLightRole;

/**
 * AipLight:
 * @cct: correlated colour temperature in kelvin, 0 for a source without one (neon, laser) or with
 *   any
 * @cct_low, @cct_high: what it can be, 0 where it cannot be set
 * @lux: order of magnitude on a subject at a usual distance
 * @times: bits 1 << AipTimeOfDay when a natural source is there, 0 for always
 * @words: what a prompt says of it, English; may be empty
 */
typedef struct {
  AipGear      gear;
  AipLightKind source;
  AipLightRole role;
  int          cct;
  int          cct_low;
  int          cct_high;
  double       lux;
  gboolean     hard;
  gboolean     flickers;
  guint        times;
  const char  *words;
} AipLight;

/* Bits of AipSupport.axes and AipMove.axes. */
typedef enum {
  AIP_AXIS_PAN = 1 << 0,
  AIP_AXIS_TILT = 1 << 1,
  AIP_AXIS_ROLL = 1 << 2,
  AIP_AXIS_FORWARD = 1 << 3,
  AIP_AXIS_LATERAL = 1 << 4,
  AIP_AXIS_VERTICAL = 1 << 5,
  AIP_AXIS_ARC = 1 << 6,
  AIP_AXIS_FREE = 1 << 7,
} AipAxis;

typedef enum {
  AIP_PACE_STATIC,
  AIP_PACE_VERY_SLOW,
  AIP_PACE_SLOW,
  AIP_PACE_MODERATE,
  AIP_PACE_FAST,
  AIP_PACE_WHIP,
} AipPace;

#define AIP_N_PACES (AIP_PACE_WHIP + 1)

/**
 * AipSupport:
 * @min_payload, @max_payload: kilograms of the whole package; a maximum of 0 carries only what is
 *   built in
 * @hand: the operator carries it
 * @water: keeps the water out
 * @worn: fixed to the actor
 * @array: many cameras around the subject
 * @bodies: (nullable): ids of the only bodies it carries, %NULL-terminated
 * @words: how the camera moves on it, English; may be empty
 */
typedef struct {
  AipGear            gear;
  double             min_payload;
  double             max_payload;
  AipAxis            axes;
  gboolean           hand;
  gboolean           air;
  gboolean           water;
  gboolean           worn;
  gboolean           array;
  const char *const *bodies;
  const char        *words;
} AipSupport;

/**
 * AipMove:
 * @axes: all of them must be there
 * @paces: bits 1 << AipPace it can have, 0 for any but static
 * @zoom: needs a zoom lens
 * @still: the camera itself stays where it is, so it can stand on anything
 * @array: is made by many cameras, not by moving one
 * @words: what the camera does, English: "pushes in"; may be empty
 */
typedef struct {
  AipGear     gear;
  AipAxis     axes;
  guint       paces;
  gboolean    zoom;
  gboolean    still;
  gboolean    array;
  const char *words;
} AipMove;

/**
 * AipFormat:
 * @gauge: mm of film, 0 for digital
 * @aspects: usual delivery ratios, 0-terminated; none: any by extraction
 */
typedef struct {
  AipGear       gear;
  int           gauge;
  int           perforations;
  AipFrameArea  area;
  const double *aspects;
} AipFormat;

const char *aip_confidence_to_nick  (AipConfidence  confidence);
const char *aip_time_of_day_to_nick (AipTimeOfDay   time);
gboolean    aip_time_of_day_from_nick (const char  *nick,
                                       AipTimeOfDay *time);
const char *aip_pace_to_nick        (AipPace        pace);
gboolean    aip_pace_from_nick      (const char    *nick,
                                     AipPace       *pace);
/*
 * "Cooke S4/i", never "ARRI ARRIFLEX 35 II": the maker is left out where the name begins with it.
 * (transfer full)
 */
char       *aip_gear_to_text        (const AipGear *gear) G_GNUC_WARN_UNUSED_RESULT;
/* What the lens has that is nearest to @focal mm. */
double      aip_lens_get_nearest_focal (const AipLens *lens,
                                        double         focal);

G_END_DECLS
