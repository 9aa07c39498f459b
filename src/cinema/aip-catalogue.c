/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-catalogue"

#include "config.h"

#include <stdarg.h>
#include <string.h>

#include <glib/gi18n.h>

#include "aip-catalogue.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-text.h"

#define MAX_FILE_BYTES (8 * 1024 * 1024)
#define MAX_ROWS 20000
#define MAX_LIST 64
#define FIRST_YEAR 1700
#define LAST_YEAR 2100

struct _AipCatalogue {
  GObject       parent_instance;

  /* Everything that rows point to lives exactly as long as the catalogue. */
  GPtrArray    *memory;
  GStringChunk *texts;
  GPtrArray    *rows[AIP_N_GEAR_KINDS];
  GHashTable   *by_id[AIP_N_GEAR_KINDS];
  GPtrArray    *problems;
};

G_DEFINE_FINAL_TYPE (AipCatalogue, aip_catalogue, G_TYPE_OBJECT)

/* One row being read: the first thing that is wrong with it ends it. */
typedef struct {
  AipCatalogue *catalogue;
  JsonObject   *object;
  const char   *id;
  char         *problem;
} Reader;

static const char *const gauge_nicks[] = { "8", "s8", "16", "35", "65", "35x3", NULL };
static const char *const axis_nicks[] = {
  "pan", "tilt", "roll", "forward", "lateral", "vertical", "arc", "free", NULL,
};
static const char *const balance_nicks[] = {
  "daylight", "tungsten", "both", "panchromatic", "orthochromatic", NULL,
};
static const char *const shutter_nicks[] = {
  "rolling", "global", "mirror", "disc", "mechanical", NULL,
};
static const char *const source_nicks[] = { "natural", "practical", "artificial", NULL };
static const char *const role_nicks[] = {
  "lamp", "sun", "low-sun", "sky", "overcast", "window", "moon", "twilight", "stars", "lightning",
  "flame", "crt", "flash", "volume", NULL,
};
static const char *const confidence_nicks[] = { "low", "medium", "high", NULL };

static gpointer
allocate (AipCatalogue *self,
          gsize         size)
{
  gpointer memory = g_malloc0 (size);

  g_ptr_array_add (self->memory, memory);

  return memory;
}

static void refuse (Reader     *reader,
                    const char *format,
                    ...) G_GNUC_PRINTF (2, 3);

static void
refuse (Reader     *reader,
        const char *format,
        ...)
{
  va_list args;

  if (reader->problem != NULL)
    return;

  va_start (args, format);
  reader->problem = g_strdup_vprintf (format, args);
  va_end (args);
}

static const char *
read_text (Reader     *reader,
           const char *member,
           gboolean    required)
{
  const char *text = aip_json_get_string (reader->object, member, NULL);

  if (text == NULL || *text == '\0')
    {
      if (required)
        refuse (reader, _ ("“%s” is missing"), member);
      return "";
    }

  return g_string_chunk_insert_const (reader->catalogue->texts, text);
}

static double
read_number (Reader     *reader,
             const char *member,
             double      fallback,
             double      least,
             double      most)
{
  double value;

  if (aip_json_get (reader->object, member) == NULL)
    return fallback;

  value = aip_json_get_double (reader->object, member, -G_MAXDOUBLE);
  if (value < least || value > most)
    refuse (reader, _ ("“%s” must be a number from %g to %g"), member, least, most);

  return value;
}

static int
read_year (Reader     *reader,
           const char *member)
{
  return (int) read_number (reader, member, 0, FIRST_YEAR, LAST_YEAR);
}

static gboolean
read_flag (Reader     *reader,
           const char *member)
{
  return aip_json_get_boolean (reader->object, member, FALSE);
}

static int
find_choice (const char *const *choices,
             const char        *text)
{
  for (int i = 0; choices[i] != NULL; i++)
    if (g_strcmp0 (choices[i], text) == 0)
      return i;

  return -1;
}

static int
read_choice (Reader            *reader,
             const char        *member,
             const char *const *choices)
{
  const char *text = aip_json_get_string (reader->object, member, NULL);
  int choice = find_choice (choices, text);

  if (choice < 0)
    {
      g_autofree char *all = g_strjoinv (", ", (char **) choices);

      refuse (reader, _ ("“%s” must be one of %s"), member, all);
      return 0;
    }

  return choice;
}

/* The list @member, empty when absent. */
static JsonArray *
read_list (Reader     *reader,
           const char *member,
           gboolean    required,
           guint      *length)
{
  JsonArray *list = aip_json_get_array (reader->object, member);

  *length = list != NULL ? json_array_get_length (list) : 0;
  if ((list == NULL && aip_json_get (reader->object, member) != NULL) ||
      (required && *length == 0) || *length > MAX_LIST)
    {
      refuse (reader, _ ("“%s” must be a list of at most %d entries"), member, MAX_LIST);
      *length = 0;
    }

  return list;
}

static guint
read_bits (Reader            *reader,
           const char        *member,
           const char *const *choices)
{
  guint bits = 0, length;
  JsonArray *list = read_list (reader, member, FALSE, &length);

  for (guint i = 0; i < length; i++)
    {
      const char *text = aip_json_node_string (json_array_get_element (list, i));
      int choice = find_choice (choices, text);

      if (choice < 0)
        refuse (reader, _ ("“%s” has the unknown entry “%s”"), member, text != NULL ? text : "");
      else
        bits |= 1u << choice;
    }

  return bits;
}

static double *
read_numbers (Reader     *reader,
              JsonArray  *list,
              guint       length,
              const char *member,
              double      least,
              double      most)
{
  /* One more than needed: some lists are read to a final 0. */
  double *numbers = allocate (reader->catalogue, (length + 1) * sizeof (double));

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      numbers[i] = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : -1;
      if (!(numbers[i] >= least && numbers[i] <= most))
        refuse (reader, _ ("“%s” must hold numbers from %g to %g"), member, least, most);
    }

  return numbers;
}

static const AipMount **
read_mounts (Reader     *reader,
             const char *member,
             gboolean    required,
             guint      *n_mounts)
{
  JsonArray *list = read_list (reader, member, required, n_mounts);
  const AipMount **mounts = allocate (reader->catalogue, (*n_mounts + 1) * sizeof (*mounts));

  for (guint i = 0; i < *n_mounts; i++)
    {
      const char *id = aip_json_node_string (json_array_get_element (list, i));

      if (id != NULL)
        mounts[i] = g_hash_table_lookup (reader->catalogue->by_id[AIP_GEAR_MOUNT], id);
      if (mounts[i] == NULL)
        refuse (reader, _ ("“%s” names the unknown mount “%s”"), member, id != NULL ? id : "");
    }

  return mounts;
}

static AipGear *
read_mount (Reader *reader)
{
  AipMount *mount = allocate (reader->catalogue, sizeof (*mount));

  mount->flange = read_number (reader, "flange", 0, 1, 200);

  return &mount->gear;
}

static AipGear *
read_body (Reader *reader)
{
  static const char *const types[] = { "digital", "film", NULL };
  AipBody *body = allocate (reader->catalogue, sizeof (*body));
  JsonObject *row = reader->object;
  JsonArray *modes, *bases;
  AipMode *read;
  guint n_bases;

  body->film = read_choice (reader, "type", types) == 1;
  body->gauge = (int) read_number (reader, "gauge", 0, 8, 70);
  body->weight = read_number (reader, "weight", 0, 0.01, 500);
  body->shutter = read_choice (reader, "shutter", shutter_nicks);
  body->sync = read_flag (reader, "sync");
  body->spring_seconds = (int) read_number (reader, "spring", 0, 1, 600);
  body->flies = read_flag (reader, "flies");
  body->strips = (int) read_number (reader, "strips", 0, 2, 3);
  body->mounts = read_mounts (reader, "mounts", TRUE, &body->n_mounts);
  body->adapts = read_mounts (reader, "adapts", FALSE, &body->n_adapts);

  bases = read_list (reader, "base", FALSE, &n_bases);
  body->n_bases = MIN (n_bases, AIP_MAX_BASES);
  for (guint i = 0; i < body->n_bases; i++)
    {
      JsonNode *node = json_array_get_element (bases, i);

      body->bases[i] = JSON_NODE_HOLDS_VALUE (node) ? (int) json_node_get_int (node) : 0;
      if (body->bases[i] < 1 || body->bases[i] > 1000000)
        refuse (reader, _ ("“%s” must hold numbers from %g to %g"), "base", 1.0, 1000000.0);
    }

  modes = read_list (reader, "modes", TRUE, &body->n_modes);
  read = allocate (reader->catalogue, (body->n_modes + 1) * sizeof (*read));
  for (guint i = 0; i < body->n_modes; i++)
    {
      reader->object = aip_json_node_object (json_array_get_element (modes, i));
      read[i].id = read_text (reader, "id", TRUE);
      read[i].name = read_text (reader, "name", TRUE);
      read[i].width = read_number (reader, "width", 0, 1, 200);
      read[i].height = read_number (reader, "height", 0, 1, 200);
      read[i].max_fps = read_number (reader, "fps", 0, 1, 100000);
      read[i].perforations = (int) read_number (reader, "perforations", 0, 1, 15);
      if (read[i].width <= 0 || read[i].height <= 0)
        refuse (reader, _ ("a mode lacks its size"));
    }
  reader->object = row;
  body->modes = read;

  return &body->gear;
}

static AipGear *
read_lens (Reader *reader)
{
  static const char *const kinds[] = { "prime", "zoom", NULL };
  AipLens *lens = allocate (reader->catalogue, sizeof (*lens));
  JsonArray *list;

  lens->zoom = read_choice (reader, "kind", kinds) == 1;
  lens->squeeze = read_number (reader, "squeeze", 1, 1, 2);
  lens->circle = read_number (reader, "circle", 0, 1, 200);
  lens->stop = read_number (reader, "stop", 0, 0.5, 64);
  lens->deep = read_flag (reader, "deep");
  lens->probe = read_flag (reader, "probe");
  lens->mounts = read_mounts (reader, "mounts", TRUE, &lens->n_mounts);

  if (lens->zoom)
    {
      AipZoomRange *zooms;

      list = read_list (reader, "zooms", TRUE, &lens->n_zooms);
      zooms = allocate (reader->catalogue, (lens->n_zooms + 1) * sizeof (*zooms));
      for (guint i = 0; i < lens->n_zooms; i++)
        {
          JsonArray *pair = aip_json_node_array (json_array_get_element (list, i));
          double *ends;

          if (pair == NULL || json_array_get_length (pair) != 2)
            {
              refuse (reader, _ ("“zooms” must hold pairs of focal lengths"));
              break;
            }
          ends = read_numbers (reader, pair, 2, "zooms", 1, 3000);
          zooms[i].shortest = ends[0];
          zooms[i].longest = ends[1];
          if (ends[0] >= ends[1])
            refuse (reader, _ ("“zooms” must hold pairs of focal lengths"));
        }
      lens->zooms = zooms;
    }
  else
    {
      list = read_list (reader, "focals", TRUE, &lens->n_focals);
      lens->focals = read_numbers (reader, list, lens->n_focals, "focals", 1, 3000);
      for (guint i = 1; i < lens->n_focals; i++)
        if (lens->focals[i] <= lens->focals[i - 1])
          refuse (reader, _ ("“focals” must be in ascending order"));
    }

  return &lens->gear;
}

static AipGear *
read_stock (Reader *reader)
{
  static const char *const colours[] = { "colour", "two-colour", "bw", NULL };
  AipStock *stock = allocate (reader->catalogue, sizeof (*stock));
  int colour;

  stock->code = read_text (reader, "code", FALSE);
  stock->process = read_text (reader, "process", FALSE);
  stock->gauges = read_bits (reader, "gauges", gauge_nicks);
  stock->exposure_index = (int) read_number (reader, "ei", 0, 1, 10000);
  stock->balance = read_choice (reader, "balance", balance_nicks);
  colour = read_choice (reader, "colour", colours);
  stock->two_colour = colour == 1;
  stock->monochrome = colour == 2;
  stock->reversal = strstr (stock->process, "reversal") != NULL;
  if (stock->gauges == 0 || stock->exposure_index == 0)
    refuse (reader, _ ("“gauges” and “ei” must be given"));

  return &stock->gear;
}

static AipGear *
read_light (Reader *reader)
{
  static const char *const qualities[] = { "soft", "hard", NULL };
  static const char *const times[] = {
    "dawn", "morning", "midday", "afternoon", "golden-hour", "dusk", "blue-hour", "night", NULL,
  };
  AipLight *light = allocate (reader->catalogue, sizeof (*light));
  JsonArray *range;
  guint n_range;

  light->source = read_choice (reader, "kind", source_nicks);
  if (aip_json_get (reader->object, "role") != NULL)
    light->role = read_choice (reader, "role", role_nicks);
  light->cct = (int) read_number (reader, "cct", 0, 1000, 40000);
  light->lux = read_number (reader, "lux", 0, 0.0001, 1000000);
  light->hard = read_choice (reader, "quality", qualities) == 1;
  light->flickers = read_flag (reader, "flickers");
  light->times = read_bits (reader, "times", times);
  light->words = read_text (reader, "words", FALSE);

  range = read_list (reader, "range", FALSE, &n_range);
  if (n_range == 2)
    {
      double *ends = read_numbers (reader, range, 2, "range", 1000, 40000);

      light->cct_low = (int) ends[0];
      light->cct_high = (int) ends[1];
    }
  else if (n_range != 0)
    refuse (reader, _ ("“range” must be a pair of colour temperatures"));

  return &light->gear;
}

static AipGear *
read_support (Reader *reader)
{
  AipSupport *support = allocate (reader->catalogue, sizeof (*support));
  JsonArray *list;
  guint length;

  support->min_payload = read_number (reader, "min", 0, 0, 1000);
  support->max_payload = read_number (reader, "max", 0, 0, 1000);
  support->axes = read_bits (reader, "axes", axis_nicks);
  support->hand = read_flag (reader, "hand");
  support->air = read_flag (reader, "air");
  support->water = read_flag (reader, "water");
  support->worn = read_flag (reader, "worn");
  support->array = read_flag (reader, "array");
  support->words = read_text (reader, "words", FALSE);

  list = read_list (reader, "bodies", FALSE, &length);
  if (length > 0)
    {
      const char **bodies = allocate (reader->catalogue, (length + 1) * sizeof (*bodies));

      for (guint i = 0; i < length; i++)
        {
          const char *id = aip_json_node_string (json_array_get_element (list, i));

          if (id == NULL)
            refuse (reader, _ ("“%s” has the unknown entry “%s”"), "bodies", "");
          else
            bodies[i] = g_string_chunk_insert_const (reader->catalogue->texts, id);
        }
      support->bodies = bodies;
    }

  return &support->gear;
}

static AipGear *
read_move (Reader *reader)
{
  static const char *const paces[] = {
    "static", "very-slow", "slow", "moderate", "fast", "whip", NULL,
  };
  AipMove *move = allocate (reader->catalogue, sizeof (*move));

  move->axes = read_bits (reader, "axes", axis_nicks);
  move->paces = read_bits (reader, "paces", paces);
  move->zoom = read_flag (reader, "zoom");
  move->still = read_flag (reader, "still");
  move->array = read_flag (reader, "array");
  move->words = read_text (reader, "words", FALSE);

  return &move->gear;
}

static AipGear *
read_format (Reader *reader)
{
  AipFormat *format = allocate (reader->catalogue, sizeof (*format));
  JsonArray *aspects;
  guint n_aspects;

  format->gauge = (int) read_number (reader, "gauge", 0, 8, 70);
  format->perforations = (int) read_number (reader, "perforations", 0, 1, 15);
  format->area.width = read_number (reader, "width", 0, 1, 200);
  format->area.height = read_number (reader, "height", 0, 1, 200);
  format->area.squeeze = read_number (reader, "squeeze", 1, 1, 2);
  aspects = read_list (reader, "aspects", FALSE, &n_aspects);
  format->aspects = read_numbers (reader, aspects, n_aspects, "aspects", 0.3, 4);
  if (format->area.width <= 0 || format->area.height <= 0)
    refuse (reader, _ ("“width” and “height” must be given"));

  return &format->gear;
}

/* In reading order: mounts first, for others point to them. */
static const struct {
  AipGearKind  kind;
  const char  *table;
  AipGear   *(*read) (Reader *reader);
} tables[] = {
  { AIP_GEAR_MOUNT, "mounts", read_mount },
  { AIP_GEAR_BODY, "bodies", read_body },
  { AIP_GEAR_LENS, "lenses", read_lens },
  { AIP_GEAR_STOCK, "stocks", read_stock },
  { AIP_GEAR_LIGHT, "lights", read_light },
  { AIP_GEAR_SUPPORT, "supports", read_support },
  { AIP_GEAR_MOVE, "moves", read_move },
  { AIP_GEAR_FORMAT, "formats", read_format },
};

static void
add_problem (AipCatalogue *self,
             const char   *path,
             guint         row,
             const char   *id,
             const char   *what)
{
  g_autofree char *name = g_path_get_basename (path);

  g_ptr_array_add (self->problems,
                   g_strdup_printf (_ ("%s, row %u (%s): %s. The row is left out."), name, row,
                                    id != NULL ? id : "–", what));
}

static void
add_row (AipCatalogue *self,
         AipGear      *gear)
{
  AipGear *earlier = g_hash_table_lookup (self->by_id[gear->kind], gear->id);
  guint position;

  if (earlier != NULL && g_ptr_array_find (self->rows[gear->kind], earlier, &position))
    g_ptr_array_index (self->rows[gear->kind], position) = gear;
  else
    g_ptr_array_add (self->rows[gear->kind], gear);

  g_hash_table_insert (self->by_id[gear->kind], (gpointer) gear->id, gear);
}

static void
read_row (AipCatalogue *self,
          guint         table,
          const char   *path,
          guint         number,
          JsonNode     *node,
          gboolean      own)
{
  Reader reader = { self, aip_json_node_object (node), NULL, NULL };
  const char *name, *maker;
  AipGear *gear;

  if (reader.object == NULL)
    {
      add_problem (self, path, number, NULL, _ ("it is not an object"));
      return;
    }

  reader.id = read_text (&reader, "id", TRUE);
  name = read_text (&reader, "name", TRUE);
  maker = read_text (&reader, "maker", FALSE);
  gear = tables[table].read (&reader);
  gear->id = reader.id;
  gear->name = name;
  gear->maker = maker;
  gear->kind = tables[table].kind;
  gear->own = own;
  gear->year = read_year (&reader, "year");
  gear->year_end = read_year (&reader, "end");
  gear->confidence = read_choice (&reader, "confidence", confidence_nicks);

  if (reader.problem != NULL)
    {
      add_problem (self, path, number, reader.id, reader.problem);
      g_free (reader.problem);
      return;
    }

  add_row (self, gear);
}

static gboolean
read_file (AipCatalogue  *self,
           guint          table,
           const char    *folder,
           gboolean       own,
           GError       **error)
{
  g_autofree char *file = g_strconcat (tables[table].table, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) local_error = NULL;
  JsonArray *rows;

  root = aip_json_load (path, MAX_FILE_BYTES, &local_error);
  if (own && g_error_matches (local_error, AIP_ERROR, AIP_ERROR_NOT_FOUND))
    return TRUE;
  if (root == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _ ("The gear list “%s” cannot be read: %s"), path, local_error->message);
      return FALSE;
    }

  rows = aip_json_get_array (aip_json_node_object (root), "rows");
  if (rows == NULL || json_array_get_length (rows) > MAX_ROWS ||
      g_strcmp0 (aip_json_get_string (aip_json_node_object (root), "table", NULL),
                 tables[table].table) != 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _ ("“%s” is not a list of %s"), path, tables[table].table);
      return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (rows); i++)
    read_row (self, table, path, i + 1, json_array_get_element (rows, i), own);

  return TRUE;
}

AipCatalogue *
aip_catalogue_load (const char         *shipped,
                    const char *const  *own,
                    GError            **error)
{
  g_autoptr(AipCatalogue) self = g_object_new (AIP_TYPE_CATALOGUE, NULL);

  g_return_val_if_fail (shipped != NULL, NULL);

  for (guint table = 0; table < G_N_ELEMENTS (tables); table++)
    {
      if (!read_file (self, table, shipped, FALSE, error))
        return NULL;

      /* A broken file of the user's costs only itself. */
      for (guint i = 0; own != NULL && own[i] != NULL; i++)
        {
          g_autoptr(GError) local_error = NULL;

          if (!read_file (self, table, own[i], TRUE, &local_error))
            g_ptr_array_add (self->problems, g_strdup (local_error->message));
        }
    }

  g_ptr_array_add (self->problems, NULL);

  return g_steal_pointer (&self);
}

const char *const *
aip_catalogue_get_problems (AipCatalogue *self)
{
  g_return_val_if_fail (AIP_IS_CATALOGUE (self), NULL);

  return (const char *const *) self->problems->pdata;
}

const AipGear *const *
aip_catalogue_get_rows (AipCatalogue *self,
                        AipGearKind   kind,
                        guint        *n_rows)
{
  g_return_val_if_fail (AIP_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (kind < AIP_N_GEAR_KINDS, NULL);

  if (n_rows != NULL)
    *n_rows = self->rows[kind]->len;

  return (const AipGear *const *) self->rows[kind]->pdata;
}

const AipGear *
aip_catalogue_find (AipCatalogue *self,
                    AipGearKind   kind,
                    const char   *id)
{
  g_return_val_if_fail (AIP_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (kind < AIP_N_GEAR_KINDS, NULL);

  return id != NULL ? g_hash_table_lookup (self->by_id[kind], id) : NULL;
}

static gboolean
ends_word (const char *p)
{
  return *p == '\0' || !g_unichar_isalnum (g_utf8_get_char (p));
}

/* Whether @query is of whole words of @text: "s4" is one of "cooke s4/i", not of "minis4". */
static gboolean
has_words (const char *text,
           const char *query)
{
  g_auto(GStrv) words = g_strsplit (query, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean found = FALSE;

      if (*words[i] == '\0')
        continue;
      for (const char *p = strstr (text, words[i]); p != NULL && !found;
           p = strstr (p + 1, words[i]))
        found = (p == text || ends_word (g_utf8_prev_char (p)))
                && ends_word (p + strlen (words[i]));
      if (!found)
        return FALSE;
    }

  return TRUE;
}

/* Stocks of one name are told apart by their codes: "Kodak EXR 500T 5298". */
static char *
dup_full_name (const AipGear *gear)
{
  const char *code = gear->kind == AIP_GEAR_STOCK ? ((const AipStock *) gear)->code : NULL;
  g_autofree char *text = aip_gear_to_text (gear);

  return code != NULL && *code != '\0' ? g_strdup_printf ("%s %s", text, code)
                                       : g_steal_pointer (&text);
}

const AipGear *
aip_catalogue_match (AipCatalogue *self,
                     AipGearKind   kind,
                     const char   *text)
{
  g_autofree char *wanted = NULL;
  const AipGear *found;
  const AipGear *partly = NULL;
  const AipGear *whole = NULL;
  guint n_found = 0;
  guint n_partly = 0;
  guint n_whole = 0;

  g_return_val_if_fail (AIP_IS_CATALOGUE (self), NULL);

  if (text == NULL || *text == '\0')
    return NULL;

  found = aip_catalogue_find (self, kind, text);
  if (found != NULL)
    return found;

  wanted = aip_text_fold (text);

  for (guint i = 0; i < self->rows[kind]->len; i++)
    {
      const AipGear *gear = g_ptr_array_index (self->rows[kind], i);
      g_autofree char *full = dup_full_name (gear);
      g_autofree char *full_folded = aip_text_fold (full);
      g_autofree char *name_folded = aip_text_fold (gear->name);

      if (g_str_equal (full_folded, wanted))
        return gear;
      if (g_str_equal (name_folded, wanted)
          || (g_str_has_prefix (full_folded, wanted) && g_str_has_suffix (wanted, name_folded)))
        {
          found = gear;
          n_found++;
        }
      else if (aip_text_matches (full_folded, wanted))
        {
          partly = gear;
          n_partly++;
          if (has_words (full_folded, wanted))
            {
              whole = gear;
              n_whole++;
            }
        }
    }

  /* Two stocks share the name Plus-X: a name that means several means none. */
  if (n_found > 0)
    return n_found == 1 ? found : NULL;
  if (n_whole > 0)
    return n_whole == 1 ? whole : NULL;

  return n_partly == 1 ? partly : NULL;
}

#define DEFINE_FIND(Type, name, KIND)                                             \
  const Type *aip_catalogue_find_##name (AipCatalogue *self, const char *id)      \
  {                                                                               \
    return (const Type *) aip_catalogue_find (self, KIND, id);                    \
  }

DEFINE_FIND (AipBody, body, AIP_GEAR_BODY)
DEFINE_FIND (AipLens, lens, AIP_GEAR_LENS)
DEFINE_FIND (AipStock, stock, AIP_GEAR_STOCK)
DEFINE_FIND (AipLight, light, AIP_GEAR_LIGHT)
DEFINE_FIND (AipSupport, support, AIP_GEAR_SUPPORT)
DEFINE_FIND (AipMove, move, AIP_GEAR_MOVE)

static void
aip_catalogue_finalize (GObject *object)
{
  AipCatalogue *self = AIP_CATALOGUE (object);

  for (guint kind = 0; kind < AIP_N_GEAR_KINDS; kind++)
    {
      g_ptr_array_unref (self->rows[kind]);
      g_hash_table_unref (self->by_id[kind]);
    }
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->memory);
  g_string_chunk_free (self->texts);

  G_OBJECT_CLASS (aip_catalogue_parent_class)->finalize (object);
}

static void
aip_catalogue_class_init (AipCatalogueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_catalogue_finalize;
}

static void
aip_catalogue_init (AipCatalogue *self)
{
  self->memory = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_string_chunk_new (64 * 1024);
  self->problems = g_ptr_array_new_with_free_func (g_free);

  for (guint kind = 0; kind < AIP_N_GEAR_KINDS; kind++)
    {
      self->rows[kind] = g_ptr_array_new ();
      self->by_id[kind] = g_hash_table_new (g_str_hash, g_str_equal);
    }
}
