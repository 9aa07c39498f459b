/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-vary"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "aip-error.h"
#include "aip-freeze.h"
#include "aip-lora.h"
#include "aip-options.h"
#include "aip-overrides.h"
#include "aip-shot-prompt.h"
#include "aip-shot-query.h"
#include "aip-vary.h"

/* Of a LoRA where no worker says more. */
#define MAX_STRENGTH 10.0

/* Longer words are a prompt of their own. */
#define MAX_WORDS 500

static void
parameter_free (gpointer data)
{
  AipVaryParameter *parameter = data;

  g_free (parameter->key);
  g_free (parameter->title);
  g_free (parameter->current);
  g_strfreev (parameter->options);
  g_free (parameter);
}

static AipVaryParameter *
add (GPtrArray   *list,
     const char  *key,
     AipVaryKind  kind,
     const char  *current)
{
  AipVaryParameter *parameter = g_new0 (AipVaryParameter, 1);

  parameter->key = g_strdup (key);
  parameter->title = aip_vary_dup_title (key);
  parameter->kind = kind;
  parameter->min = -INFINITY;
  parameter->max = INFINITY;
  parameter->current = g_strdup (current);
  g_ptr_array_add (list, parameter);

  return parameter;
}

/* “20”, “0.35”: as short as it can be said. */
static char *
dup_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.9g", number));
}

/* Roles of the workflow ---------------------------------------------------------------------- */

/* What the worker says about the inputs that a role goes to. */
static void
read_catalogue (AipVaryParameter *parameter,
                AipWorkflow      *workflow,
                const char       *role,
                AipNodeCatalogue *catalogue)
{
  const GArray *refs = aip_workflow_get_bindings (workflow, role);

  for (guint i = 0; catalogue != NULL && i < refs->len; i++)
    {
      const AipGraphRef *ref = &g_array_index (refs, AipGraphRef, i);
      const char *class_type = aip_graph_get_class (aip_workflow_get_graph (workflow), ref->node);
      const AipNodeClass *class = class_type != NULL
                                    ? aip_node_catalogue_lookup (catalogue, class_type) : NULL;
      const AipNodeInput *input = class != NULL ? aip_node_class_find_input (class, ref->input)
                                                : NULL;
      const char *const *options;
      double bound;

      if (input == NULL)
        continue;
      if (aip_node_input_get_minimum (input, &bound, NULL))
        parameter->min = MAX (parameter->min, bound);
      if (aip_node_input_get_maximum (input, &bound, NULL))
        parameter->max = MIN (parameter->max, bound);
      if (g_str_equal (aip_node_input_get_type_name (input), "INT"))
        parameter->whole = TRUE;
      options = aip_node_input_get_options (input);
      if (options != NULL && parameter->options == NULL)
        {
          parameter->options = g_strdupv ((GStrv) options);
          parameter->kind = AIP_VARY_CHOICE;
        }
    }
}

/* What the graph has at the first input that a role goes to, if it is a text. */
static char *
dup_graph_text (AipWorkflow *workflow,
                const char  *role)
{
  const GArray *refs = aip_workflow_get_bindings (workflow, role);
  const AipGraphRef *ref = refs->len > 0 ? &g_array_index (refs, AipGraphRef, 0) : NULL;

  return ref != NULL ? aip_graph_dup_string (aip_workflow_get_graph (workflow), ref->node,
                                             ref->input, NULL) : NULL;
}

static void
add_roles (GPtrArray        *list,
           AipShot          *shot,
           AipWorkflow      *workflow,
           AipNodeCatalogue *catalogue)
{
  g_auto(GStrv) roles = aip_workflow_list_roles (workflow);
  const char *overrides = aip_shot_get_overrides (shot);

  for (guint i = 0; roles[i] != NULL; i++)
    {
      AipVaryParameter *parameter;
      double value, min, max;
      g_autofree char *current = NULL;

      if (!aip_freeze_may_override (roles[i]))
        continue;

      if (aip_workflow_get_parameter (workflow, roles[i], &value, &min, &max))
        {
          gboolean whole = value == floor (value) && (isinf (max) || max > 8);

          aip_overrides_get_number (overrides, roles[i], &value);
          current = dup_number (value);
          parameter = add (list, roles[i], AIP_VARY_NUMBER, current);
          parameter->min = min;
          parameter->max = max;
          parameter->whole = whole;
        }
      else
        {
          current = aip_overrides_dup_string (overrides, roles[i]);
          if (current == NULL)
            current = dup_graph_text (workflow, roles[i]);
          if (current == NULL)
            continue;
          parameter = add (list, roles[i], AIP_VARY_TEXT, current);
        }
      read_catalogue (parameter, workflow, roles[i], catalogue);
    }
}

/* The film ----------------------------------------------------------------------------------- */

static void
add_loras (GPtrArray     *list,
           AipShotPrompt *words)
{
  GPtrArray *loras = aip_shot_prompt_get_loras (words);

  for (guint i = 0; i < loras->len; i++)
    {
      const AipLora *lora = g_ptr_array_index (loras, i);
      g_autofree char *key = g_strconcat (AIP_VARIATION_LORA, lora->file, NULL);
      g_autofree char *current = dup_number (lora->model);
      AipVaryParameter *parameter = add (list, key, AIP_VARY_NUMBER, current);

      parameter->min = -MAX_STRENGTH;
      parameter->max = MAX_STRENGTH;
    }
}

/* What it is called, and what it is: files know only the latter. */
static char *
dup_option (AipCatalogue   *catalogue,
            const AipSetup *setup,
            AipSetupField   field,
            guint           index)
{
  g_autofree char *title = aip_options_get_text (catalogue, setup, field, index);
  g_autofree char *id = aip_options_get_id (catalogue, setup, field, index);

  return g_strdup_printf ("%s\t%s", title, id);
}

static void
add_setup (GPtrArray     *list,
           AipShotPrompt *words,
           AipCinema     *cinema)
{
  /* One thing at a time; lamps and filters are several. */
  static const AipSetupField fields[] = {
    AIP_SETUP_SIZE, AIP_SETUP_ANGLE, AIP_SETUP_LENS, AIP_SETUP_FOCAL, AIP_SETUP_STOP,
    AIP_SETUP_BODY, AIP_SETUP_STOCK, AIP_SETUP_MOVE, AIP_SETUP_STYLE, AIP_SETUP_TIME,
    AIP_SETUP_WEATHER, AIP_SETUP_COMPOSITION, AIP_SETUP_MOOD, AIP_SETUP_TONE,
  };
  const AipSetup *setup = aip_shot_prompt_get_setup (words);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      guint n = aip_options_get_count (cinema->catalogue, setup, fields[i]);
      g_autofree char *key = g_strconcat (AIP_VARIATION_SETUP, aip_setup_field_to_nick (fields[i]),
                                          NULL);
      g_autofree char *current = aip_setup_field_to_text (setup, fields[i]);
      g_autoptr(GStrvBuilder) options = NULL;
      AipVaryParameter *parameter;

      if (n == 0)
        continue;
      options = g_strv_builder_new ();
      for (guint j = 0; j < n; j++)
        g_strv_builder_take (options, dup_option (cinema->catalogue, setup, fields[i], j));
      parameter = add (list, key, AIP_VARY_CHOICE, current);
      parameter->options = g_strv_builder_end (options);
    }
}

GPtrArray *
aip_vary_list (AipDocument      *document,
               AipShot          *shot,
               AipWorkflow      *workflow,
               AipCinema        *cinema,
               AipNodeCatalogue *catalogue)
{
  g_autoptr(AipShotPrompt) words = NULL;
  GPtrArray *list;
  gboolean says;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), NULL);

  list = g_ptr_array_new_with_free_func (parameter_free);
  says = aip_workflow_has_role (workflow, AIP_ROLE_PROMPT);
  if (aip_workflow_has_role (workflow, AIP_ROLE_SEED))
    {
      AipVaryParameter *seed = add (list, AIP_VARIATION_SEED, AIP_VARY_SEED,
                                    aip_entity_get_text (AIP_ENTITY (shot), "seed"));

      seed->whole = TRUE;
      seed->min = 0;
    }
  add_roles (list, shot, workflow, catalogue);
  if (says)
    add (list, AIP_VARIATION_WORDS, AIP_VARY_TEXT, "");
  if (says && cinema != NULL)
    {
      words = aip_shot_prompt_new (document, shot, cinema, workflow);
      add_loras (list, words);
      add_setup (list, words, cinema);
    }

  return list;
}

const AipVaryParameter *
aip_vary_find (GPtrArray  *parameters,
               const char *key)
{
  g_return_val_if_fail (parameters != NULL && key != NULL, NULL);

  for (guint i = 0; i < parameters->len; i++)
    {
      const AipVaryParameter *parameter = g_ptr_array_index (parameters, i);

      if (g_str_equal (parameter->key, key))
        return parameter;
    }

  return NULL;
}

char *
aip_vary_dup_title (const char *key)
{
  static const struct {
    const char *role;
    const char *title;
  } known[] = {
    { AIP_VARIATION_SEED, N_("Seed") },
    { AIP_VARIATION_WORDS, N_("Words Added to the Prompt") },
    { AIP_ROLE_STEPS, N_("Steps") },
    { AIP_ROLE_GUIDANCE, N_("Guidance") },
    { "cfg", N_("CFG") },
    { "denoise", N_("Denoise") },
    { AIP_ROLE_WIDTH, N_("Width") },
    { AIP_ROLE_HEIGHT, N_("Height") },
    { AIP_ROLE_FRAMES, N_("Frames") },
    { AIP_ROLE_CONTROL_STRENGTH, N_("Control Strength") },
  };

  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].role, key))
      return g_strdup (_(known[i].title));
  if (g_str_has_prefix (key, AIP_VARIATION_SETUP))
    {
      int field = aip_setup_field_from_nick (key + strlen (AIP_VARIATION_SETUP));

      if (field >= 0)
        return g_strdup (aip_setup_field_get_name ((AipSetupField) field));
    }
  if (g_str_has_prefix (key, AIP_VARIATION_LORA))
    /* Translators: name of a file, whose strength is varied */
    return g_strdup_printf (_("LoRA %s"), key + strlen (AIP_VARIATION_LORA));

  return g_strdup (key);
}

/* Lists as they are typed -------------------------------------------------------------------- */

static gboolean
refuse (GError     **error,
        const char  *format,
        ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, text);

  return FALSE;
}

static gboolean
add_value (GPtrArray   *values,
           const char  *value,
           GError     **error)
{
  if (g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL))
    return TRUE;
  if (values->len == AIP_VARIATION_MAX_VALUES)
    return refuse (error, _("These are more than %d values. Take fewer, or larger steps."),
                   AIP_VARIATION_MAX_VALUES);

  g_ptr_array_add (values, g_strdup (value));

  return TRUE;
}

/* “12 ”: moves behind it and the space after it. The first point of “5..9” is none of the number. */
static gboolean
read_number (const char **p,
             double      *number)
{
  const char *dots = strstr (*p, "..");
  g_autofree char *part = dots != NULL ? g_strndup (*p, (gsize) (dots - *p)) : g_strdup (*p);
  char *end;

  *number = g_ascii_strtod (part, &end);
  if (end == part || !isfinite (*number))
    return FALSE;
  *p += end - part;
  while (g_ascii_isspace (**p))
    (*p)++;

  return TRUE;
}

static gboolean
skip (const char **p,
      const char  *word)
{
  if (!g_str_has_prefix (*p, word))
    return FALSE;

  *p += strlen (word);
  while (g_ascii_isspace (**p))
    (*p)++;

  return TRUE;
}

static gboolean
check_number (const AipVaryParameter  *parameter,
              double                   number,
              GError                 **error)
{
  g_autofree char *said = dup_number (number);

  if (parameter->whole && number != floor (number))
    return refuse (error, _("“%s” is a whole number, so it cannot be %s."), parameter->title, said);
  if (number < parameter->min)
    return refuse (error, _("“%s” is at least %.9g, so it cannot be %s."), parameter->title,
                   parameter->min, said);
  if (number > parameter->max)
    return refuse (error, _("“%s” is at most %.9g, so it cannot be %s."), parameter->title,
                   parameter->max, said);

  return TRUE;
}

/* “5”, “1…9”, “0.2…1 step 0.2”. */
static gboolean
read_range (const AipVaryParameter  *parameter,
            const char              *item,
            GPtrArray               *values,
            GError                 **error)
{
  const char *p = item;
  double from, to, step;
  guint n;

  if (!read_number (&p, &from))
    return refuse (error, _("“%s” is no number."), item);
  to = from;
  step = 1;
  if (skip (&p, "…") || skip (&p, "...") || skip (&p, ".."))
    {
      if (!read_number (&p, &to))
        return refuse (error, _("“%s” has no end. Write for example 1…9 or 0.2…1 step 0.2."), item);
      if (!parameter->whole)
        step = fabs (to - from) / 4;
      if ((skip (&p, "step") || skip (&p, _("step"))) &&
          (!read_number (&p, &step) || !(step > 0)))
        return refuse (error, _("“%s” has no step. Write for example 0.2…1 step 0.2."), item);
    }
  if (*p != '\0')
    return refuse (error, _("“%s” was not understood. Write for example 1, 2, 5 or 0.2…1 step 0.2."),
                   item);
  if (!check_number (parameter, from, error) || !check_number (parameter, to, error))
    return FALSE;
  if (step == 0 || from == to)
    step = 1;
  if (fabs (to - from) / step >= AIP_VARIATION_MAX_VALUES)
    return refuse (error, _("These are more than %d values. Take fewer, or larger steps."),
                   AIP_VARIATION_MAX_VALUES);

  /* Counted, not added up: 0.2 five times is not 1. */
  n = (guint) floor (fabs (to - from) / step + 1e-6) + 1;
  for (guint i = 0; i < n; i++)
    {
      double number = from + (to < from ? -1.0 : 1.0) * i * step;
      g_autofree char *text = dup_number (round (number * 1e6) / 1e6);

      if (!check_number (parameter, number, error) || !add_value (values, text, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_seed (const char  *item,
           GPtrArray   *values,
           GError     **error)
{
  g_autofree char *digits = g_strdup (item);
  const char *rest = item + strspn (item, "0123456789");
  guint64 number;

  digits[rest - item] = '\0';
  while (g_ascii_isspace (*rest))
    rest++;
  if (!g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT64, &number, NULL))
    return refuse (error, _("“%s” is no seed. Write numbers, or for example “4 new”."), item);
  if (*rest == '\0')
    return add_value (values, digits, error);
  if (!g_str_equal (rest, "new") && !g_str_equal (rest, _("new")))
    return refuse (error, _("“%s” is no seed. Write numbers, or for example “4 new”."), item);
  if (number > AIP_VARIATION_MAX_VALUES)
    return refuse (error, _("These are more than %d values. Take fewer, or larger steps."),
                   AIP_VARIATION_MAX_VALUES);

  for (guint i = 0; i < number; i++)
    {
      /* 63 bits, as everybody who reads a seed can hold. */
      guint64 seed = ((guint64) g_random_int () << 32 | g_random_int ()) & G_MAXINT64;
      g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, seed);

      if (!add_value (values, text, error))
        return FALSE;
    }

  return TRUE;
}

/* The option that is called so, or the only one that begins so. */
static const char *
find_option (const AipVaryParameter *parameter,
             const char             *text)
{
  g_autofree char *wanted = g_utf8_casefold (text, -1);
  const char *found = NULL;
  guint n = 0;

  for (guint i = 0; parameter->options[i] != NULL; i++)
    {
      g_autofree char *title = aip_variation_value_dup_title (parameter->options[i]);
      g_autofree char *folded = g_utf8_casefold (title, -1);

      if (g_str_equal (folded, wanted) ||
          g_str_equal (aip_variation_value_get_id (parameter->options[i]), text))
        return parameter->options[i];
      if (g_str_has_prefix (folded, wanted))
        {
          found = parameter->options[i];
          n++;
        }
    }

  return n == 1 ? found : NULL;
}

static gboolean
read_item (const AipVaryParameter  *parameter,
           const char              *item,
           GPtrArray               *values,
           GError                 **error)
{
  const char *option;

  switch (parameter->kind)
    {
    case AIP_VARY_NUMBER:
      return read_range (parameter, item, values, error);
    case AIP_VARY_SEED:
      return read_seed (item, values, error);
    case AIP_VARY_CHOICE:
      option = find_option (parameter, item);
      if (option == NULL)
        return refuse (error, _("“%s” is none of what “%s” can be."), item, parameter->title);
      return add_value (values, option, error);
    case AIP_VARY_TEXT:
    default:
      if (g_utf8_strlen (item, -1) > MAX_WORDS)
        return refuse (error, _("Words to compare are at most %d characters long."), MAX_WORDS);
      return add_value (values, item, error);
    }
}

GStrv
aip_vary_parse (const AipVaryParameter  *parameter,
                const char              *text,
                GError                 **error)
{
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *commas = NULL;

  g_return_val_if_fail (parameter != NULL && text != NULL, NULL);

  commas = g_strdup (text);
  if (parameter->kind == AIP_VARY_NUMBER || parameter->kind == AIP_VARY_SEED)
    g_strdelimit (commas, ";", ',');
  items = aip_query_values_from_text (commas);
  for (guint i = 0; i < items->len; i++)
    {
      char *item = g_strstrip (g_ptr_array_index (items, i));

      /* “, rain”: without any, too. */
      if (*item == '\0' && parameter->kind != AIP_VARY_TEXT)
        continue;
      if (!read_item (parameter, item, values, error))
        return NULL;
    }
  if (values->len == 0)
    {
      refuse (error, _("There are no values yet."));
      return NULL;
    }
  g_ptr_array_add (values, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&values), FALSE);
}

/* A sheet ------------------------------------------------------------------------------------ */

static char *
choose_seed (AipShot           *shot,
             const char *const *keys,
             guint              n_axes)
{
  const char *own = aip_entity_get_text (AIP_ENTITY (shot), "seed");

  for (guint i = 0; i < n_axes; i++)
    if (g_str_equal (keys[i], AIP_VARIATION_SEED))
      return g_strdup ("");
  /* Only what is compared may be different. */
  if (*own != '\0')
    return g_strdup (own);

  return g_strdup_printf ("%" G_GUINT64_FORMAT,
                          ((guint64) g_random_int () << 32 | g_random_int ()) & G_MAXINT64);
}

GPtrArray *
aip_vary_make (AipShot            *shot,
               const char *const  *keys,
               const GStrv        *values,
               guint               n_axes,
               GError            **error)
{
  g_autofree char *sheet = g_uuid_string_random ();
  g_autofree char *seed = NULL;
  GPtrArray *cells;
  guint across, down;

  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (n_axes == 1 || n_axes == 2, NULL);

  across = g_strv_length (values[0]);
  down = n_axes == 2 ? g_strv_length (values[1]) : 1;
  if (n_axes == 2 && g_str_equal (keys[0], keys[1]))
    {
      refuse (error, _("Both axes are the same. Choose another one."));
      return NULL;
    }
  if (across * down > AIP_VARIATION_MAX_CELLS)
    {
      refuse (error, _("These are %u pictures. A sheet has at most %d: take fewer values."),
              across * down, AIP_VARIATION_MAX_CELLS);
      return NULL;
    }

  seed = choose_seed (shot, keys, n_axes);
  cells = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_variation_free);
  for (guint i = 0; i < across * down; i++)
    {
      AipVariation *cell = aip_variation_new (n_axes);

      cell->sheet = g_strdup (sheet);
      g_set_str (&cell->seed, seed);
      for (guint axis = 0; axis < n_axes; axis++)
        {
          cell->axes[axis].key = g_strdup (keys[axis]);
          cell->axes[axis].values = g_strdupv (values[axis]);
          cell->at[axis] = axis == 0 ? i % across : i / across;
        }
      g_ptr_array_add (cells, cell);
    }

  return cells;
}
