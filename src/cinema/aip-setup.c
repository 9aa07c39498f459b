/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "aip-json.h"
#include "aip-setup.h"

#define DAYLIGHT_KELVIN 5600
#define TUNGSTEN_KELVIN 3200

typedef enum {
  FIELD_GEAR,
  FIELD_WORD,
  FIELD_NUMBER,
  FIELD_INTEGER,
  FIELD_FLAG,
  FIELD_SPECIAL,
} FieldShape;

/**
 * FieldInfo:
 * @offset: of the member in AipSetup
 * @detail: the AipGearKind of gear, the AipWords of words
 * @least, @most: bounds of numbers
 */
typedef struct {
  const char *nick;
  const char *name;
  FieldShape  shape;
  gsize       offset;
  int         detail;
  double      least;
  double      most;
} FieldInfo;

#define GEAR(nick, name, member, kind) \
  { nick, name, FIELD_GEAR, G_STRUCT_OFFSET (AipSetup, member), kind, 0, 0 }
#define WORD(nick, name, member, words) \
  { nick, name, FIELD_WORD, G_STRUCT_OFFSET (AipSetup, member), words, 0, 0 }
#define NUMBER(nick, name, member, least, most) \
  { nick, name, FIELD_NUMBER, G_STRUCT_OFFSET (AipSetup, member), 0, least, most }
#define FLAG(nick, name, member) \
  { nick, name, FIELD_FLAG, G_STRUCT_OFFSET (AipSetup, member), 0, 0, 0 }
#define SPECIAL(nick, name) { nick, name, FIELD_SPECIAL, 0, 0, 0, 0 }

static const FieldInfo fields[AIP_N_SETUP_FIELDS] = {
  [AIP_SETUP_YEAR] = { "year", N_ ("Year"), FIELD_INTEGER, G_STRUCT_OFFSET (AipSetup, year), 0,
                       1880, 2100 },
  [AIP_SETUP_BODY] = GEAR ("body", N_ ("Camera"), body, AIP_GEAR_BODY),
  [AIP_SETUP_MODE] = SPECIAL ("mode", N_ ("Recording mode")),
  [AIP_SETUP_LENS] = GEAR ("lens", N_ ("Lens"), lens, AIP_GEAR_LENS),
  [AIP_SETUP_FOCAL] = NUMBER ("focal", N_ ("Focal length"), focal, 1, 3000),
  [AIP_SETUP_STOP] = NUMBER ("stop", N_ ("T-stop"), stop, 0.5, 64),
  [AIP_SETUP_FOCUS] = NUMBER ("focus", N_ ("Focus distance"), focus, 0.05, 10000),
  [AIP_SETUP_STOCK] = GEAR ("stock", N_ ("Film stock"), stock, AIP_GEAR_STOCK),
  [AIP_SETUP_PUSH] = NUMBER ("push", N_ ("Push"), push, -3, 4),
  [AIP_SETUP_EXPOSURE_INDEX] = NUMBER ("exposure-index", N_ ("Exposure index"), exposure_index, 1,
                                       1000000),
  [AIP_SETUP_WHITE_BALANCE] = NUMBER ("white-balance", N_ ("White balance"), white_balance, 1500,
                                      20000),
  [AIP_SETUP_ASPECT] = SPECIAL ("aspect", N_ ("Aspect ratio")),
  [AIP_SETUP_SUPPORT] = GEAR ("support", N_ ("Support"), support, AIP_GEAR_SUPPORT),
  [AIP_SETUP_MOVE] = GEAR ("move", N_ ("Move"), move, AIP_GEAR_MOVE),
  [AIP_SETUP_PACE] = WORD ("pace", N_ ("Pace"), pace, AIP_WORDS_PACE),
  [AIP_SETUP_KEY] = SPECIAL ("key", N_ ("Key light")),
  [AIP_SETUP_FILL] = SPECIAL ("fill", N_ ("Fill light")),
  [AIP_SETUP_PRACTICALS] = SPECIAL ("practicals", N_ ("Practical lights")),
  [AIP_SETUP_STYLE] = WORD ("style", N_ ("Light style"), style, AIP_WORDS_STYLE),
  [AIP_SETUP_TIME] = WORD ("time", N_ ("Time of day"), time, AIP_WORDS_TIME),
  [AIP_SETUP_WEATHER] = WORD ("weather", N_ ("Weather"), weather, AIP_WORDS_WEATHER),
  [AIP_SETUP_INTERIOR] = FLAG ("interior", N_ ("Interior"), interior),
  [AIP_SETUP_UNDERWATER] = FLAG ("underwater", N_ ("Under water"), underwater),
  [AIP_SETUP_SIZE] = WORD ("size", N_ ("Shot size"), size, AIP_WORDS_SIZE),
  [AIP_SETUP_HEIGHT] = NUMBER ("height", N_ ("Camera height"), height, -50, 5000),
  [AIP_SETUP_ANGLE] = WORD ("angle", N_ ("Camera angle"), angle, AIP_WORDS_ANGLE),
  [AIP_SETUP_COMPOSITION] = WORD ("composition", N_ ("Composition"), composition,
                                  AIP_WORDS_COMPOSITION),
  [AIP_SETUP_MOOD] = WORD ("mood", N_ ("Mood"), mood, AIP_WORDS_MOOD),
  [AIP_SETUP_TONE] = WORD ("tone", N_ ("Colour tone"), tone, AIP_WORDS_TONE),
  [AIP_SETUP_FPS] = NUMBER ("fps", N_ ("Frame rate"), fps, 0.01, 100000),
  [AIP_SETUP_SHUTTER] = NUMBER ("shutter", N_ ("Shutter angle"), shutter, 1, 360),
  [AIP_SETUP_FILTERS] = SPECIAL ("filters", N_ ("Filters")),
  [AIP_SETUP_LOOK] = SPECIAL ("look", N_ ("Animation look")),
};

const char *
aip_setup_field_to_nick (AipSetupField field)
{
  g_return_val_if_fail (field < AIP_N_SETUP_FIELDS, NULL);

  return fields[field].nick;
}

int
aip_setup_field_from_nick (const char *nick)
{
  for (int field = 0; nick != NULL && field < AIP_N_SETUP_FIELDS; field++)
    if (g_str_equal (fields[field].nick, nick))
      return field;

  return -1;
}

const char *
aip_setup_field_get_name (AipSetupField field)
{
  g_return_val_if_fail (field < AIP_N_SETUP_FIELDS, NULL);

  return _ (fields[field].name);
}

/*
 * Copies what one field holds; both setups are whole structures, so special fields are spelt out.
 */
static void
copy_field (AipSetup       *to,
            const AipSetup *from,
            AipSetupField   field)
{
  static const gsize sizes[] = {
    [FIELD_GEAR] = sizeof (gpointer), [FIELD_WORD] = sizeof (int),
    [FIELD_NUMBER] = sizeof (double), [FIELD_INTEGER] = sizeof (int),
    [FIELD_FLAG] = sizeof (gboolean),
  };
  const FieldInfo *info = &fields[field];

  if (info->shape != FIELD_SPECIAL)
    {
      memcpy ((char *) to + info->offset, (const char *) from + info->offset, sizes[info->shape]);
      return;
    }

  switch (field)
    {
    case AIP_SETUP_MODE:
      to->mode = from->mode;
      break;

    case AIP_SETUP_ASPECT:
      to->aspect = from->aspect;
      break;

    case AIP_SETUP_KEY:
      to->key = from->key;
      break;

    case AIP_SETUP_FILL:
      to->fill = from->fill;
      break;

    case AIP_SETUP_PRACTICALS:
      memcpy (to->practicals, from->practicals, sizeof to->practicals);
      to->n_practicals = from->n_practicals;
      break;

    case AIP_SETUP_FILTERS:
      to->filters = from->filters;
      break;

    case AIP_SETUP_LOOK:
      to->look = from->look;
      break;

    default:
      g_assert_not_reached ();
    }
}

void
aip_setup_unset (AipSetup      *setup,
                 AipSetupField  field)
{
  static const AipSetup empty = { 0, };

  g_return_if_fail (setup != NULL && field < AIP_N_SETUP_FIELDS);

  copy_field (setup, &empty, field);
  setup->given &= ~AIP_SETUP_BIT (field);
}

void
aip_setup_take (AipSetup       *setup,
                const AipSetup *from,
                guint64         mask)
{
  g_return_if_fail (setup != NULL && from != NULL);

  for (AipSetupField field = 0; field < AIP_N_SETUP_FIELDS; field++)
    if ((mask & AIP_SETUP_BIT (field)) != 0)
      copy_field (setup, from, field);

  setup->given = (setup->given & ~mask) | (from->given & mask);
}

static gboolean
lamp_equal (const AipLamp *a,
            const AipLamp *b)
{
  return a->light == b->light && a->azimuth == b->azimuth && a->elevation == b->elevation &&
         a->stops == b->stops;
}

/* What both hold in a field that both have. */
static gboolean
field_equal (const AipSetup *a,
             const AipSetup *b,
             AipSetupField   field)
{
  const FieldInfo *info = &fields[field];
  const char *in_a = (const char *) a + info->offset;
  const char *in_b = (const char *) b + info->offset;

  switch (info->shape)
    {
    case FIELD_GEAR:
      return memcmp (in_a, in_b, sizeof (gpointer)) == 0;

    case FIELD_WORD:
    case FIELD_INTEGER:
    case FIELD_FLAG:
      return memcmp (in_a, in_b, sizeof (int)) == 0;

    case FIELD_NUMBER:
      return *(const double *) (gconstpointer) in_a == *(const double *) (gconstpointer) in_b;

    case FIELD_SPECIAL:
      break;

    default:
      g_assert_not_reached ();
    }

  switch ((guint) field)
    {
    case AIP_SETUP_MODE:
      return a->mode == b->mode;

    case AIP_SETUP_ASPECT:
      return a->aspect == b->aspect;

    case AIP_SETUP_KEY:
      return lamp_equal (&a->key, &b->key);

    case AIP_SETUP_FILL:
      return lamp_equal (&a->fill, &b->fill);

    case AIP_SETUP_FILTERS:
      return a->filters == b->filters;

    case AIP_SETUP_LOOK:
      return g_strcmp0 (a->look, b->look) == 0;

    case AIP_SETUP_PRACTICALS:
      if (a->n_practicals != b->n_practicals)
        return FALSE;
      for (guint i = 0; i < a->n_practicals; i++)
        if (!lamp_equal (&a->practicals[i], &b->practicals[i]))
          return FALSE;
      return TRUE;

    default:
      g_assert_not_reached ();
    }
}

guint64
aip_setup_compare (const AipSetup *a,
                   const AipSetup *b)
{
  guint64 different;

  g_return_val_if_fail (a != NULL && b != NULL, 0);

  different = a->given ^ b->given;
  for (AipSetupField field = 0; field < AIP_N_SETUP_FIELDS; field++)
    if (aip_setup_has (a, field) && aip_setup_has (b, field) && !field_equal (a, b, field))
      different |= AIP_SETUP_BIT (field);

  return different;
}

gboolean
aip_setup_equal (const AipSetup *a,
                 const AipSetup *b)
{
  return aip_setup_compare (a, b) == 0;
}

/* Reading ----------------------------------------------------------------------------------- */

typedef struct {
  AipSetup     *setup;
  AipCatalogue *catalogue;
  GPtrArray    *problems;
} Reading;

static void complain (Reading    *reading,
                      const char *format,
                      ...) G_GNUC_PRINTF (2, 3);

static void
complain (Reading    *reading,
          const char *format,
          ...)
{
  va_list args;

  if (reading->problems == NULL)
    return;

  va_start (args, format);
  g_ptr_array_add (reading->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

static gboolean
read_number (Reading    *reading,
             JsonNode   *node,
             const char *name,
             double      least,
             double      most,
             double     *number)
{
  const char *text = aip_json_node_string (node);

  if (text != NULL)
    {
      char *end;

      *number = g_ascii_strtod (text, &end);
      if (end == text || *end != '\0')
        *number = NAN;
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    *number = json_node_get_double (node);
  else
    *number = NAN;

  if (*number >= least && *number <= most)
    return TRUE;

  complain (reading, _ ("%s must be a number from %g to %g"), name, least, most);

  return FALSE;
}

static gboolean
read_gear (Reading        *reading,
           JsonNode       *node,
           const char     *name,
           AipGearKind     kind,
           const AipGear **gear)
{
  const char *text = aip_json_node_string (node);

  *gear = aip_catalogue_match (reading->catalogue, kind, text);
  if (*gear != NULL)
    return TRUE;

  complain (reading, _ ("%s “%s” is not in the catalogue"), name, text != NULL ? text : "");

  return FALSE;
}

/* "2.39:1", "16:9", "2.39" or a number. */
static gboolean
read_aspect (Reading  *reading,
             JsonNode *node,
             double   *aspect)
{
  const char *text = aip_json_node_string (node);
  double height = 1;

  if (text != NULL)
    {
      char *end;

      *aspect = g_ascii_strtod (text, &end);
      if (end != text && *end == ':')
        height = g_ascii_strtod (end + 1, &end);
      *aspect = *end == '\0' && height > 0 ? *aspect / height : NAN;
    }
  else if (JSON_NODE_HOLDS_VALUE (node))
    *aspect = json_node_get_double (node);

  if (*aspect >= 0.25 && *aspect <= 4)
    return TRUE;

  complain (reading, _ ("The aspect ratio must be written like 2.39:1 or 16:9"));

  return FALSE;
}

/* A lamp is an object {"light": …, "azimuth": …} or just the light. */
static gboolean
read_lamp (Reading    *reading,
           JsonNode   *node,
           const char *name,
           AipLamp    *lamp)
{
  JsonObject *object = aip_json_node_object (node);
  const AipGear *gear;

  *lamp = (AipLamp) { 0, };

  if (object != NULL)
    {
      node = aip_json_get (object, "light");
      if (node == NULL)
        {
          complain (reading, _ ("%s does not say which light"), name);
          return FALSE;
        }
      lamp->azimuth = CLAMP (aip_json_get_double (object, "azimuth", 0), -360, 360);
      lamp->elevation = CLAMP (aip_json_get_double (object, "elevation", 0), -90, 90);
      lamp->stops = CLAMP (aip_json_get_double (object, "stops", 0), -20, 20);
    }

  if (!read_gear (reading, node, name, AIP_GEAR_LIGHT, &gear))
    return FALSE;

  lamp->light = (const AipLight *) gear;

  return TRUE;
}

static gboolean
read_practicals (Reading  *reading,
                 JsonNode *node)
{
  JsonArray *list = aip_json_node_array (node);
  AipSetup *setup = reading->setup;

  setup->n_practicals = 0;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      if (setup->n_practicals == AIP_MAX_PRACTICALS)
        {
          complain (reading, _ ("A setup has at most %d practical lights"), AIP_MAX_PRACTICALS);
          break;
        }
      if (read_lamp (reading, json_array_get_element (list, i), _ ("Practical light"),
                     &setup->practicals[setup->n_practicals]))
        setup->n_practicals++;
    }

  return setup->n_practicals > 0;
}

static gboolean
read_filters (Reading  *reading,
              JsonNode *node)
{
  JsonArray *list = aip_json_node_array (node);

  reading->setup->filters = 0;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *text = aip_json_node_string (json_array_get_element (list, i));
      int filter = aip_words_find (AIP_WORDS_FILTER, text);

      if (filter < 0)
        complain (reading, _ ("The filter “%s” is not known"), text != NULL ? text : "");
      else
        reading->setup->filters |= 1u << filter;
    }

  return reading->setup->filters != 0;
}

/* By id or name; a mode belongs to its body, which comes before it in the order of the fields. */
static gboolean
read_mode (Reading  *reading,
           JsonNode *node)
{
  const char *text = aip_json_node_string (node);
  const AipBody *body = reading->setup->body;

  for (guint i = 0; text != NULL && body != NULL && i < body->n_modes; i++)
    if (g_str_equal (body->modes[i].id, text) ||
        g_ascii_strcasecmp (body->modes[i].name, text) == 0)
      {
        reading->setup->mode = i;
        return TRUE;
      }

  complain (reading, _ ("The camera has no recording mode “%s”"), text != NULL ? text : "");

  return FALSE;
}

static gboolean
read_special (Reading       *reading,
              AipSetupField  field,
              JsonNode      *node)
{
  const char *name = aip_setup_field_get_name (field);
  AipSetup *setup = reading->setup;

  switch (field)
    {
    case AIP_SETUP_MODE:
      return read_mode (reading, node);

    case AIP_SETUP_ASPECT:
      return read_aspect (reading, node, &setup->aspect);

    case AIP_SETUP_KEY:
      return read_lamp (reading, node, name, &setup->key);

    case AIP_SETUP_FILL:
      return read_lamp (reading, node, name, &setup->fill);

    case AIP_SETUP_PRACTICALS:
      return read_practicals (reading, node);

    case AIP_SETUP_FILTERS:
      return read_filters (reading, node);

    case AIP_SETUP_LOOK:
      setup->look = g_intern_string (aip_json_node_string (node));
      return setup->look != NULL && *setup->look != '\0';

    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_field (Reading       *reading,
            AipSetupField  field,
            JsonNode      *node)
{
  const FieldInfo *info = &fields[field];
  const char *name = aip_setup_field_get_name (field);
  gpointer member = (char *) reading->setup + info->offset;
  const AipGear *gear;
  double number;
  int word;

  switch (info->shape)
    {
    case FIELD_GEAR:
      if (!read_gear (reading, node, name, info->detail, &gear))
        return FALSE;
      *(const AipGear **) member = gear;
      return TRUE;

    case FIELD_WORD:
      word = aip_words_find (info->detail, aip_json_node_string (node));
      if (word < 0)
        {
          const char *text = aip_json_node_string (node);

          complain (reading, _ ("%s “%s” is not known"), name, text != NULL ? text : "");
          return FALSE;
        }
      *(int *) member = word;
      return TRUE;

    case FIELD_NUMBER:
    case FIELD_INTEGER:
      if (!read_number (reading, node, name, info->least, info->most, &number))
        return FALSE;
      if (info->shape == FIELD_NUMBER)
        *(double *) member = number;
      else
        *(int *) member = (int) number;
      return TRUE;

    case FIELD_FLAG:
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        {
          complain (reading, _ ("%s must be true or false"), name);
          return FALSE;
        }
      *(gboolean *) member = json_node_get_boolean (node);
      return TRUE;

    case FIELD_SPECIAL:
      return read_special (reading, field, node);

    default:
      g_assert_not_reached ();
    }
}

void
aip_setup_from_json (AipSetup     *setup,
                     AipCatalogue *catalogue,
                     JsonObject   *object,
                     GPtrArray    *problems)
{
  Reading reading = { setup, catalogue, problems };
  JsonObjectIter iter;
  const char *member;

  g_return_if_fail (setup != NULL && object != NULL);
  g_return_if_fail (AIP_IS_CATALOGUE (catalogue));

  *setup = (AipSetup) { 0, };

  for (AipSetupField field = 0; field < AIP_N_SETUP_FIELDS; field++)
    {
      JsonNode *node = aip_json_get (object, fields[field].nick);

      if (node != NULL && !JSON_NODE_HOLDS_NULL (node) && read_field (&reading, field, node))
        setup->given |= AIP_SETUP_BIT (field);
    }

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, NULL))
    if (aip_setup_field_from_nick (member) < 0)
      complain (&reading, _ ("“%s” is not part of a setup"), member);
}

/* Writing ----------------------------------------------------------------------------------- */

static void
write_lamp (JsonBuilder   *builder,
            const AipLamp *lamp)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "light");
  json_builder_add_string_value (builder, lamp->light->gear.id);
  json_builder_set_member_name (builder, "azimuth");
  json_builder_add_double_value (builder, lamp->azimuth);
  json_builder_set_member_name (builder, "elevation");
  json_builder_add_double_value (builder, lamp->elevation);
  json_builder_set_member_name (builder, "stops");
  json_builder_add_double_value (builder, lamp->stops);
  json_builder_end_object (builder);
}

static void
write_special (JsonBuilder    *builder,
               const AipSetup *setup,
               AipSetupField   field)
{
  switch (field)
    {
    case AIP_SETUP_MODE:
      json_builder_add_string_value (builder, setup->body->modes[setup->mode].id);
      break;

    case AIP_SETUP_ASPECT:
      json_builder_add_double_value (builder, setup->aspect);
      break;

    case AIP_SETUP_KEY:
      write_lamp (builder, &setup->key);
      break;

    case AIP_SETUP_FILL:
      write_lamp (builder, &setup->fill);
      break;

    case AIP_SETUP_PRACTICALS:
      json_builder_begin_array (builder);
      for (guint i = 0; i < setup->n_practicals; i++)
        write_lamp (builder, &setup->practicals[i]);
      json_builder_end_array (builder);
      break;

    case AIP_SETUP_FILTERS:
      json_builder_begin_array (builder);
      for (guint i = 0; i < aip_words_get_count (AIP_WORDS_FILTER); i++)
        if ((setup->filters & (1u << i)) != 0)
          json_builder_add_string_value (builder, aip_words_get_nick (AIP_WORDS_FILTER, i));
      json_builder_end_array (builder);
      break;

    case AIP_SETUP_LOOK:
      json_builder_add_string_value (builder, setup->look);
      break;

    default:
      g_assert_not_reached ();
    }
}

JsonNode *
aip_setup_to_json (const AipSetup *setup)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (setup != NULL, NULL);

  json_builder_begin_object (builder);

  for (AipSetupField field = 0; field < AIP_N_SETUP_FIELDS; field++)
    {
      const FieldInfo *info = &fields[field];
      gconstpointer member = (const char *) setup + info->offset;

      /* A mode without its camera says nothing. */
      if (!aip_setup_has (setup, field) || (field == AIP_SETUP_MODE && setup->body == NULL))
        continue;

      json_builder_set_member_name (builder, info->nick);

      switch (info->shape)
        {
        case FIELD_GEAR:
          json_builder_add_string_value (builder, (*(const AipGear *const *) member)->id);
          break;

        case FIELD_WORD:
          json_builder_add_string_value (builder,
                                         aip_words_get_nick (info->detail, *(const int *) member));
          break;

        case FIELD_NUMBER:
          json_builder_add_double_value (builder, *(const double *) member);
          break;

        case FIELD_INTEGER:
          json_builder_add_int_value (builder, *(const int *) member);
          break;

        case FIELD_FLAG:
          json_builder_add_boolean_value (builder, *(const gboolean *) member);
          break;

        case FIELD_SPECIAL:
          write_special (builder, setup, field);
          break;

        default:
          g_assert_not_reached ();
        }
    }

  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* What follows ------------------------------------------------------------------------------ */

gboolean
aip_setup_get_area (const AipSetup *setup,
                    AipFrameArea   *area)
{
  const AipMode *mode;

  g_return_val_if_fail (setup != NULL && area != NULL, FALSE);

  if (!aip_setup_has (setup, AIP_SETUP_BODY))
    return FALSE;

  mode = &setup->body->modes[aip_setup_has (setup, AIP_SETUP_MODE)
                               ? MIN (setup->mode, setup->body->n_modes - 1)
                               : 0];
  area->width = mode->width;
  area->height = mode->height;
  area->squeeze = aip_setup_has (setup, AIP_SETUP_LENS) ? setup->lens->squeeze : 1;

  return TRUE;
}

gboolean
aip_setup_get_delivered (const AipSetup *setup,
                         AipFrameArea   *area,
                         double         *share)
{
  AipFrameArea recorded;
  double used = 1;

  if (!aip_setup_get_area (setup, &recorded))
    return FALSE;

  *area = recorded;
  if (aip_setup_has (setup, AIP_SETUP_ASPECT))
    used = aip_optics_extract (&recorded, setup->aspect, area);
  if (share != NULL)
    *share = used;

  return TRUE;
}

double
aip_setup_get_distance (const AipSetup *setup)
{
  AipFrameArea area;

  if (aip_setup_has (setup, AIP_SETUP_FOCUS))
    return setup->focus;

  if (!aip_setup_has (setup, AIP_SETUP_SIZE) || !aip_setup_has (setup, AIP_SETUP_FOCAL) ||
      !aip_setup_get_delivered (setup, &area, NULL))
    return 0;

  return aip_optics_subject_distance (&area, setup->focal,
                                      aip_shot_size_get_field_height (setup->size));
}

double
aip_setup_get_sensitivity (const AipSetup *setup)
{
  if (aip_setup_has (setup, AIP_SETUP_STOCK))
    return setup->stock->exposure_index *
           exp2 (aip_setup_has (setup, AIP_SETUP_PUSH) ? setup->push : 0);

  if (aip_setup_has (setup, AIP_SETUP_EXPOSURE_INDEX))
    return setup->exposure_index;

  if (aip_setup_has (setup, AIP_SETUP_BODY) && setup->body->n_bases > 0)
    return setup->body->bases[0];

  return 0;
}

double
aip_setup_get_balance (const AipSetup *setup)
{
  if (aip_setup_has (setup, AIP_SETUP_STOCK))
    {
      if (setup->stock->balance == AIP_BALANCE_DAYLIGHT)
        return DAYLIGHT_KELVIN;
      if (setup->stock->balance == AIP_BALANCE_TUNGSTEN)
        return TUNGSTEN_KELVIN;
      return 0;
    }

  return aip_setup_has (setup, AIP_SETUP_WHITE_BALANCE) ? setup->white_balance : 0;
}
