/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-live-setup"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-live-setup.h"

/* More steps than anybody takes back; a setup is small. */
#define MAX_STEPS 200

/* What undo goes back to: a setup, or the @state of a companion, which @swap knows how to take. */
typedef struct {
  AipSetup         setup;
  gpointer         companion;
  gpointer         state;
  AipLiveSwapFunc  swap;
  GDestroyNotify   free_state;
} Step;

struct _AipLiveSetup
{
  GObject         parent_instance;

  AipCatalogue   *catalogue;
  AipRuleContext  context;
  AipSetup        original;
  AipSetup        setup;

  GArray         *undo;             /* Step, the newest last */
  GArray         *redo;
  guint           n_drags;          /* begun and not ended */
  AipSetup        before_drag;

  AipFinding      findings[AIP_MAX_FINDINGS];
  guint           n_findings;
  gboolean        judged;           /* findings are those of the setup */

  GArray         *marks[AIP_N_SETUP_FIELDS];
  guint64         marked;           /* which of them are those of the setup */

  int             highlight;
};

enum {
  PROP_HIGHLIGHT = 1,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_MODIFIED,
  N_PROPS
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipLiveSetup, aip_live_setup, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/*
 * What sliders and spin buttons offer. Files may say more (aip_setup_from_json()); a number beyond
 * these stays until it is changed.
 */
static const struct {
  AipSetupField field;
  gsize         offset;
  double        lower;
  double        upper;
  double        step;
} ranges[] = {
  { AIP_SETUP_FOCAL, G_STRUCT_OFFSET (AipSetup, focal), 4, 1200, 1 },
  { AIP_SETUP_STOP, G_STRUCT_OFFSET (AipSetup, stop), 0.7, 45, 0.1 },
  { AIP_SETUP_FOCUS, G_STRUCT_OFFSET (AipSetup, focus), 0.1, 300, 0.1 },
  { AIP_SETUP_PUSH, G_STRUCT_OFFSET (AipSetup, push), -3, 4, 0.5 },
  { AIP_SETUP_EXPOSURE_INDEX, G_STRUCT_OFFSET (AipSetup, exposure_index), 6, 25600, 10 },
  { AIP_SETUP_WHITE_BALANCE, G_STRUCT_OFFSET (AipSetup, white_balance), 1500, 15000, 100 },
  { AIP_SETUP_ASPECT, G_STRUCT_OFFSET (AipSetup, aspect), 0.25, 4, 0.01 },
  { AIP_SETUP_HEIGHT, G_STRUCT_OFFSET (AipSetup, height), 0, 150, 0.1 },
  { AIP_SETUP_FPS, G_STRUCT_OFFSET (AipSetup, fps), 1, 2000, 1 },
  { AIP_SETUP_SHUTTER, G_STRUCT_OFFSET (AipSetup, shutter), 1, 360, 1 },
};

static double *
number_of (AipSetup      *setup,
           AipSetupField  field,
           guint         *range)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (ranges[i].field == field)
      {
        if (range != NULL)
          *range = i;
        return (double *) (gpointer) ((char *) setup + ranges[i].offset);
      }

  return NULL;
}

/* Changing ---------------------------------------------------------------------------------- */

static void
clear_step (gpointer data)
{
  Step *step = data;

  if (step->state != NULL)
    step->free_state (step->state);
}

/* Takes the state over. */
static void
push_step (GArray     *steps,
           const Step *step)
{
  if (steps->len == MAX_STEPS)
    g_array_remove_index (steps, 0);
  g_array_append_vals (steps, step, 1);
}

static void
push (GArray         *steps,
      const AipSetup *setup)
{
  const Step step = { .setup = *setup };

  push_step (steps, &step);
}

static void
notify_history (AipLiveSetup *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

/* @setup: may lie inside of @self */
static gboolean
take (AipLiveSetup   *self,
      const AipSetup *setup)
{
  AipSetup next = *setup;
  guint64 changed = aip_setup_compare (&self->setup, &next);

  if (changed == 0)
    return FALSE;

  self->setup = next;
  self->judged = FALSE;
  self->marked = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changed);

  return TRUE;
}

static void
step (AipLiveSetup   *self,
      const AipSetup *setup)
{
  AipSetup before = self->setup;

  if (!take (self, setup) || self->n_drags > 0)
    return;

  push (self->undo, &before);
  g_array_set_size (self->redo, 0);
  notify_history (self);
}

void
aip_live_setup_set (AipLiveSetup   *self,
                    const AipSetup *setup)
{
  g_return_if_fail (AIP_IS_LIVE_SETUP (self));
  g_return_if_fail (setup != NULL);

  step (self, setup);
}

void
aip_live_setup_choose (AipLiveSetup  *self,
                       AipSetupField  field,
                       guint          index)
{
  AipSetup chosen;

  g_return_if_fail (AIP_IS_LIVE_SETUP (self));

  if (aip_options_choose (self->catalogue, &self->setup, field, index, &chosen) != 0)
    step (self, &chosen);
}

void
aip_live_setup_choose_gear (AipLiveSetup  *self,
                            AipSetupField  field,
                            const AipGear *gear)
{
  AipSetup chosen;

  g_return_if_fail (AIP_IS_LIVE_SETUP (self));
  g_return_if_fail (gear != NULL);

  chosen = self->setup;
  aip_setup_choose_gear (&chosen, field, gear);
  step (self, &chosen);
}

void
aip_live_setup_set_number (AipLiveSetup  *self,
                           AipSetupField  field,
                           double         number)
{
  AipSetup chosen;
  guint range;
  double *place;

  g_return_if_fail (AIP_IS_LIVE_SETUP (self));
  g_return_if_fail (isfinite (number));

  chosen = self->setup;
  chosen.given |= AIP_SETUP_BIT (field);

  if (field == AIP_SETUP_YEAR)
    chosen.year = (int) CLAMP (round (number), 1888, 2100);
  else
    {
      place = number_of (&chosen, field, &range);
      g_return_if_fail (place != NULL);

      *place = CLAMP (number, ranges[range].lower, ranges[range].upper);
      if (field == AIP_SETUP_FOCAL && aip_setup_has (&chosen, AIP_SETUP_LENS))
        *place = aip_lens_get_nearest_focal (chosen.lens, *place);
    }

  step (self, &chosen);
}

void
aip_live_setup_set_lamp (AipLiveSetup  *self,
                         AipSetupField  field,
                         guint          index,
                         const AipLamp *lamp)
{
  AipSetup chosen;

  g_return_if_fail (AIP_IS_LIVE_SETUP (self));
  g_return_if_fail (field == AIP_SETUP_KEY || field == AIP_SETUP_FILL ||
                    field == AIP_SETUP_PRACTICALS);

  chosen = self->setup;

  if (field != AIP_SETUP_PRACTICALS)
    {
      if (lamp != NULL)
        {
          *(field == AIP_SETUP_KEY ? &chosen.key : &chosen.fill) = *lamp;
          chosen.given |= AIP_SETUP_BIT (field);
        }
      else
        aip_setup_unset (&chosen, field);
    }
  else
    {
      if (!aip_setup_has (&chosen, field))
        chosen.n_practicals = 0;
      g_return_if_fail (index < MIN (chosen.n_practicals + (lamp != NULL ? 1 : 0),
                                     AIP_MAX_PRACTICALS));

      if (lamp != NULL)
        {
          chosen.practicals[index] = *lamp;
          chosen.n_practicals = MAX (chosen.n_practicals, index + 1);
          chosen.given |= AIP_SETUP_BIT (field);
        }
      else
        {
          memmove (&chosen.practicals[index], &chosen.practicals[index + 1],
                   (chosen.n_practicals - index - 1) * sizeof (AipLamp));
          chosen.n_practicals--;
          if (chosen.n_practicals == 0)
            aip_setup_unset (&chosen, field);
        }
    }

  step (self, &chosen);
}

void
aip_live_setup_set_look (AipLiveSetup *self,
                         const char   *look)
{
  AipSetup chosen;

  g_return_if_fail (AIP_IS_LIVE_SETUP (self));

  chosen = self->setup;
  if (look != NULL && *look != '\0')
    {
      chosen.look = g_intern_string (look);
      chosen.given |= AIP_SETUP_BIT (AIP_SETUP_LOOK);
    }
  else
    aip_setup_unset (&chosen, AIP_SETUP_LOOK);

  step (self, &chosen);
}

void
aip_live_setup_unset (AipLiveSetup  *self,
                      AipSetupField  field)
{
  AipSetup chosen;

  g_return_if_fail (AIP_IS_LIVE_SETUP (self));

  chosen = self->setup;
  aip_setup_unset (&chosen, field);
  /* A mode is one of its camera. */
  if (field == AIP_SETUP_BODY)
    aip_setup_unset (&chosen, AIP_SETUP_MODE);

  step (self, &chosen);
}

void
aip_live_setup_set_context (AipLiveSetup         *self,
                            const AipRuleContext *context)
{
  g_return_if_fail (AIP_IS_LIVE_SETUP (self));
  g_return_if_fail (context != NULL);

  self->context = *context;
  self->judged = FALSE;
  self->marked = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, G_GUINT64_CONSTANT (0));
}

void
aip_live_setup_begin_drag (AipLiveSetup *self)
{
  g_return_if_fail (AIP_IS_LIVE_SETUP (self));

  if (self->n_drags++ == 0)
    self->before_drag = self->setup;
}

void
aip_live_setup_end_drag (AipLiveSetup *self)
{
  g_return_if_fail (AIP_IS_LIVE_SETUP (self));
  g_return_if_fail (self->n_drags > 0);

  if (--self->n_drags > 0 || aip_setup_equal (&self->before_drag, &self->setup))
    return;

  push (self->undo, &self->before_drag);
  g_array_set_size (self->redo, 0);
  notify_history (self);
}

/* Takes the last of @from, keeping what is there now in @to. */
static void
go (AipLiveSetup *self,
    GArray       *from,
    GArray       *to)
{
  Step step;

  if (from->len == 0 || self->n_drags > 0)
    return;

  step = g_array_index (from, Step, from->len - 1);
  g_array_index (from, Step, from->len - 1).state = NULL;
  g_array_set_size (from, from->len - 1);

  if (step.companion == NULL)
    {
      push (to, &self->setup);
      take (self, &step.setup);
    }
  else
    {
      step.state = step.swap (step.companion, step.state);
      push_step (to, &step);
    }
  notify_history (self);
}

void
aip_live_setup_push_companion (AipLiveSetup    *self,
                               gpointer         companion,
                               gpointer         state,
                               AipLiveSwapFunc  swap,
                               GDestroyNotify   free_state)
{
  const Step step = { { 0, }, companion, state, swap, free_state };

  g_return_if_fail (AIP_IS_LIVE_SETUP (self));
  g_return_if_fail (companion != NULL && state != NULL && swap != NULL && free_state != NULL);

  push_step (self->undo, &step);
  g_array_set_size (self->redo, 0);
  notify_history (self);
}

void
aip_live_setup_forget_companion (AipLiveSetup *self,
                                 gpointer      companion)
{
  GArray *const all[] = { self->undo, self->redo };

  g_return_if_fail (AIP_IS_LIVE_SETUP (self));
  g_return_if_fail (companion != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    for (guint j = all[i]->len; j > 0; j--)
      if (g_array_index (all[i], Step, j - 1).companion == companion)
        g_array_remove_index (all[i], j - 1);
  notify_history (self);
}

void
aip_live_setup_undo (AipLiveSetup *self)
{
  g_return_if_fail (AIP_IS_LIVE_SETUP (self));

  go (self, self->undo, self->redo);
}

void
aip_live_setup_redo (AipLiveSetup *self)
{
  g_return_if_fail (AIP_IS_LIVE_SETUP (self));

  go (self, self->redo, self->undo);
}

/* Reading ----------------------------------------------------------------------------------- */

gboolean
aip_live_setup_get_range (AipLiveSetup  *self,
                          AipSetupField  field,
                          double        *lower,
                          double        *upper,
                          double        *step)
{
  guint range;
  double least, most;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (self), FALSE);

  if (field == AIP_SETUP_YEAR)
    {
      least = 1888;
      most = 2100;
    }
  else if (number_of (&self->setup, field, &range) != NULL)
    {
      least = ranges[range].lower;
      most = ranges[range].upper;
    }
  else
    return FALSE;

  if (field == AIP_SETUP_FOCAL && aip_setup_has (&self->setup, AIP_SETUP_LENS))
    {
      least = aip_lens_get_nearest_focal (self->setup.lens, 0);
      most = aip_lens_get_nearest_focal (self->setup.lens, 100000);
    }

  if (lower != NULL)
    *lower = least;
  if (upper != NULL)
    *upper = most;
  if (step != NULL)
    *step = field == AIP_SETUP_YEAR ? 1 : ranges[range].step;

  return TRUE;
}

double
aip_live_setup_get_number (AipLiveSetup  *self,
                           AipSetupField  field)
{
  double *place;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (self), 0);

  if (!aip_setup_has (&self->setup, field))
    return 0;
  if (field == AIP_SETUP_YEAR)
    return self->setup.year;

  place = number_of (&self->setup, field, NULL);
  g_return_val_if_fail (place != NULL, 0);

  return *place;
}

int
aip_live_setup_get_index (AipLiveSetup  *self,
                          AipSetupField  field)
{
  guint count;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (self), -1);

  if (!aip_setup_has (&self->setup, field) || field == AIP_SETUP_FILTERS ||
      field == AIP_SETUP_PRACTICALS)
    return -1;

  count = aip_options_get_count (self->catalogue, &self->setup, field);
  for (guint i = 0; i < count; i++)
    {
      AipSetup chosen;

      aip_options_choose (self->catalogue, &self->setup, field, i, &chosen);
      if ((aip_setup_compare (&self->setup, &chosen) & AIP_SETUP_BIT (field)) == 0)
        return (int) i;
    }

  return -1;
}

static int
worst_first (gconstpointer a,
             gconstpointer b,
             gpointer      user_data)
{
  return (int) ((const AipFinding *) b)->severity - (int) ((const AipFinding *) a)->severity;
}

const AipFinding *
aip_live_setup_get_findings (AipLiveSetup *self,
                             guint        *n_findings)
{
  g_return_val_if_fail (AIP_IS_LIVE_SETUP (self), NULL);

  if (!self->judged)
    {
      self->n_findings = aip_rules_evaluate (&self->setup, &self->context, AIP_ALL_FIELDS,
                                             self->findings);
      /* Stable: among equals the order of the rules. */
      g_sort_array (self->findings, self->n_findings, sizeof (AipFinding),
                    worst_first, NULL);
      self->judged = TRUE;
    }

  if (n_findings != NULL)
    *n_findings = self->n_findings;

  return self->findings;
}

int
aip_live_setup_get_worst (AipLiveSetup *self,
                          guint64       fields)
{
  const AipFinding *findings;
  guint n_findings;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (self), AIP_OPTION_FINE);

  findings = aip_live_setup_get_findings (self, &n_findings);
  for (guint i = 0; i < n_findings; i++)
    if ((findings[i].fields & fields) != 0)
      return (int) findings[i].severity;

  return AIP_OPTION_FINE;
}

const int *
aip_live_setup_get_marks (AipLiveSetup  *self,
                          AipSetupField  field,
                          guint         *n_marks)
{
  GArray *marks;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (self), NULL);
  g_return_val_if_fail (field < AIP_N_SETUP_FIELDS, NULL);

  marks = self->marks[field];
  if ((self->marked & AIP_SETUP_BIT (field)) == 0)
    {
      g_array_set_size (marks, aip_options_get_count (self->catalogue, &self->setup, field));
      aip_options_mark (self->catalogue, &self->setup, &self->context, field,
                        (int *) (gpointer) marks->data, marks->len);
      self->marked |= AIP_SETUP_BIT (field);
    }

  if (n_marks != NULL)
    *n_marks = marks->len;

  return (const int *) (gconstpointer) marks->data;
}

AipCatalogue *
aip_live_setup_get_catalogue (AipLiveSetup *self)
{
  g_return_val_if_fail (AIP_IS_LIVE_SETUP (self), NULL);

  return self->catalogue;
}

const AipSetup *
aip_live_setup_get (AipLiveSetup *self)
{
  g_return_val_if_fail (AIP_IS_LIVE_SETUP (self), NULL);

  return &self->setup;
}

const AipSetup *
aip_live_setup_get_original (AipLiveSetup *self)
{
  g_return_val_if_fail (AIP_IS_LIVE_SETUP (self), NULL);

  return &self->original;
}

const AipRuleContext *
aip_live_setup_get_context (AipLiveSetup *self)
{
  g_return_val_if_fail (AIP_IS_LIVE_SETUP (self), NULL);

  return &self->context;
}

void
aip_live_setup_set_highlight (AipLiveSetup *self,
                              int           field)
{
  g_return_if_fail (AIP_IS_LIVE_SETUP (self));
  g_return_if_fail (field >= -1 && field < AIP_N_SETUP_FIELDS);

  if (self->highlight == field)
    return;

  self->highlight = field;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HIGHLIGHT]);
}

int
aip_live_setup_get_highlight (AipLiveSetup *self)
{
  g_return_val_if_fail (AIP_IS_LIVE_SETUP (self), -1);

  return self->highlight;
}

/* The object -------------------------------------------------------------------------------- */

AipLiveSetup *
aip_live_setup_new (AipCatalogue         *catalogue,
                    const AipSetup       *setup,
                    const AipRuleContext *context)
{
  AipLiveSetup *self;

  g_return_val_if_fail (AIP_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (setup != NULL && context != NULL, NULL);

  self = g_object_new (AIP_TYPE_LIVE_SETUP, NULL);
  self->catalogue = g_object_ref (catalogue);
  self->context = *context;
  self->original = *setup;
  self->setup = *setup;

  return self;
}

static void
aip_live_setup_finalize (GObject *object)
{
  AipLiveSetup *self = AIP_LIVE_SETUP (object);

  for (guint i = 0; i < AIP_N_SETUP_FIELDS; i++)
    g_array_unref (self->marks[i]);
  g_array_unref (self->undo);
  g_array_unref (self->redo);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (aip_live_setup_parent_class)->finalize (object);
}

static void
aip_live_setup_get_property (GObject    *object,
                             guint       property,
                             GValue     *value,
                             GParamSpec *pspec)
{
  AipLiveSetup *self = AIP_LIVE_SETUP (object);

  switch (property)
    {
    case PROP_HIGHLIGHT:
      g_value_set_int (value, self->highlight);
      break;

    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->undo->len > 0);
      break;

    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->redo->len > 0);
      break;

    case PROP_MODIFIED:
      g_value_set_boolean (value, !aip_setup_equal (&self->setup, &self->original));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
aip_live_setup_set_property (GObject      *object,
                             guint         property,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  AipLiveSetup *self = AIP_LIVE_SETUP (object);

  switch (property)
    {
    case PROP_HIGHLIGHT:
      aip_live_setup_set_highlight (self, g_value_get_int (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
aip_live_setup_class_init (AipLiveSetupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = aip_live_setup_finalize;
  object_class->get_property = aip_live_setup_get_property;
  object_class->set_property = aip_live_setup_set_property;

  properties[PROP_HIGHLIGHT] =
    g_param_spec_int ("highlight", NULL, NULL, -1, AIP_N_SETUP_FIELDS - 1, -1,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_UNDO] =
    g_param_spec_boolean ("can-undo", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_REDO] =
    g_param_spec_boolean ("can-redo", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MODIFIED] =
    g_param_spec_boolean ("modified", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT64);
}

static void
aip_live_setup_init (AipLiveSetup *self)
{
  self->undo = g_array_new (FALSE, FALSE, sizeof (Step));
  self->redo = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->undo, clear_step);
  g_array_set_clear_func (self->redo, clear_step);
  for (guint i = 0; i < AIP_N_SETUP_FIELDS; i++)
    self->marks[i] = g_array_new (FALSE, TRUE, sizeof (int));
  self->highlight = -1;
}
