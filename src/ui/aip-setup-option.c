/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-option"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-gear-detail.h"
#include "aip-setup-option.h"
#include "aip-text.h"

struct _AipSetupOption
{
  GObject parent_instance;

  AipSetupField  field;
  guint          index;
  const AipGear *gear;         /* (nullable) */
  const char    *look;         /* (nullable): interned */
  char          *title;
  char          *detail;
  char          *reason;
  char          *key;          /* what a search looks into */
  int            mark;
  gboolean       chosen;
  gboolean       doubtful;
};

G_DEFINE_FINAL_TYPE (AipSetupOption, aip_setup_option, G_TYPE_OBJECT)

/* Where a new light stands: the usual three-quarter key, a weaker fill opposite, the rest behind. */
static const AipLamp new_key = { NULL, 45, 35, 0 };
static const AipLamp new_fill = { NULL, 315, 10, -2 };
static const AipLamp new_practical = { NULL, 135, 15, -1 };

static const AipGear *
get_gear (AipLiveSetup  *live,
          AipSetupField  field,
          guint          index)
{
  static const struct {
    AipSetupField field;
    AipGearKind   kind;
  } kinds[] = {
    { AIP_SETUP_BODY, AIP_GEAR_BODY },
    { AIP_SETUP_LENS, AIP_GEAR_LENS },
    { AIP_SETUP_STOCK, AIP_GEAR_STOCK },
    { AIP_SETUP_SUPPORT, AIP_GEAR_SUPPORT },
    { AIP_SETUP_MOVE, AIP_GEAR_MOVE },
    { AIP_SETUP_KEY, AIP_GEAR_LIGHT },
    { AIP_SETUP_FILL, AIP_GEAR_LIGHT },
    { AIP_SETUP_PRACTICALS, AIP_GEAR_LIGHT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].field == field)
      return aip_catalogue_get_rows (aip_live_setup_get_catalogue (live), kinds[i].kind,
                                     NULL)[index];

  return NULL;
}

/* Those of which several can be chosen are not an index of the live setup. */
static gboolean
is_among (const AipSetup *setup,
          AipSetupField   field,
          guint           index,
          const AipGear  *gear)
{
  if (!aip_setup_has (setup, field))
    return FALSE;
  if (field == AIP_SETUP_FILTERS)
    return (setup->filters & (1u << index)) != 0;

  for (guint i = 0; i < setup->n_practicals; i++)
    if (&setup->practicals[i].light->gear == gear)
      return TRUE;

  return FALSE;
}

static char *
dup_reason (AipLiveSetup   *live,
            const AipSetup *candidate,
            int            *mark)
{
  AipFinding added[AIP_MAX_FINDINGS];
  const AipSetup *setup = aip_live_setup_get (live);
  const AipFinding *worst = NULL;
  guint n_added;

  n_added = aip_rules_get_added (setup, candidate, aip_live_setup_get_context (live),
                                 aip_setup_compare (setup, candidate), added);
  for (guint i = 0; i < n_added; i++)
    if (worst == NULL || added[i].severity > worst->severity)
      worst = &added[i];
  if (worst == NULL)
    return NULL;

  *mark = (int) worst->severity;

  return aip_finding_to_text (worst);
}

static AipSetupOption *
option_new (AipLiveSetup  *live,
            AipSetupField  field,
            guint          index,
            int            mark)
{
  AipCatalogue *catalogue = aip_live_setup_get_catalogue (live);
  const AipSetup *setup = aip_live_setup_get (live);
  AipSetupOption *self = g_object_new (AIP_TYPE_SETUP_OPTION, NULL);
  g_autofree char *whole = NULL;
  g_autofree char *year = NULL;

  self->field = field;
  self->index = index;
  self->gear = get_gear (live, field, index);
  self->title = aip_options_get_text (catalogue, setup, field, index);
  self->mark = mark;

  if (self->gear != NULL)
    {
      self->detail = aip_gear_dup_detail (self->gear);
      self->doubtful = self->gear->confidence == AIP_CONFIDENCE_LOW;
      year = g_strdup_printf ("%d", self->gear->year);
    }

  if (mark > AIP_OPTION_FINE)
    {
      AipSetup candidate;

      aip_options_choose (catalogue, setup, field, index, &candidate);
      self->reason = dup_reason (live, &candidate, &self->mark);
    }

  whole = g_strjoin (" ", self->title, self->gear != NULL ? self->gear->maker : "",
                     self->detail != NULL ? self->detail : "", year != NULL ? year : "", NULL);
  self->key = aip_text_fold (whole);

  return self;
}

static void
add_looks (GListStore   *store,
           AipLiveSetup *live,
           AipPresets   *presets)
{
  const AipSetup *setup = aip_live_setup_get (live);
  const AipPreset *const *all;
  guint n_presets;

  all = aip_presets_get_all (presets, &n_presets);
  for (guint i = 0; i < n_presets; i++)
    {
      g_autoptr(AipSetupOption) option = NULL;
      g_autofree char *whole = NULL;
      AipSetup candidate;

      if (all[i]->kind != AIP_PRESET_LOOK)
        continue;

      option = g_object_new (AIP_TYPE_SETUP_OPTION, NULL);
      option->field = AIP_SETUP_LOOK;
      option->look = g_intern_string (all[i]->id);
      option->title = g_strdup (all[i]->name);
      option->detail = all[i]->year > 0
                         ? g_strdup_printf ("%d · %s", all[i]->year, all[i]->director)
                         : g_strdup (all[i]->director);
      option->doubtful = all[i]->confidence == AIP_CONFIDENCE_LOW;
      option->chosen = aip_setup_has (setup, AIP_SETUP_LOOK)
                       && g_strcmp0 (setup->look, option->look) == 0;
      option->mark = AIP_OPTION_FINE;

      candidate = *setup;
      candidate.look = option->look;
      candidate.given |= AIP_SETUP_BIT (AIP_SETUP_LOOK);
      option->reason = dup_reason (live, &candidate, &option->mark);

      whole = g_strjoin (" ", option->title, option->detail, all[i]->gear, NULL);
      option->key = aip_text_fold (whole);
      g_list_store_append (store, option);
    }
}

GListStore *
aip_setup_options_new (AipLiveSetup  *live,
                       AipPresets    *presets,
                       AipSetupField  field)
{
  g_autoptr(GPtrArray) options = g_ptr_array_new_with_free_func (g_object_unref);
  GListStore *store;
  const int *marks;
  guint n_marks;
  int chosen;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);
  g_return_val_if_fail (presets == NULL || AIP_IS_PRESETS (presets), NULL);

  store = g_list_store_new (AIP_TYPE_SETUP_OPTION);
  if (field == AIP_SETUP_LOOK)
    {
      if (presets != NULL)
        add_looks (store, live, presets);
      return store;
    }

  marks = aip_live_setup_get_marks (live, field, &n_marks);
  chosen = aip_live_setup_get_index (live, field);
  for (guint i = 0; i < n_marks; i++)
    {
      AipSetupOption *option = option_new (live, field, i, marks[i]);

      if (field == AIP_SETUP_FILTERS || field == AIP_SETUP_PRACTICALS)
        option->chosen = is_among (aip_live_setup_get (live), field, i, option->gear);
      else
        option->chosen = (int) i == chosen;
      g_ptr_array_add (options, option);
    }
  g_list_store_splice (store, 0, 0, options->pdata, options->len);

  return store;
}

static void
choose_lamp (AipSetupOption *self,
             AipLiveSetup   *live)
{
  const AipSetup *setup = aip_live_setup_get (live);
  gboolean given = aip_setup_has (setup, self->field);
  AipLamp lamp;
  guint index = 0;

  if (self->field == AIP_SETUP_KEY)
    lamp = given ? setup->key : new_key;
  else if (self->field == AIP_SETUP_FILL)
    lamp = given ? setup->fill : new_fill;
  else
    {
      lamp = new_practical;
      index = given ? setup->n_practicals : 0;
      for (guint i = 0; i < index; i++)
        if (&setup->practicals[i].light->gear == self->gear)
          {
            aip_live_setup_set_lamp (live, self->field, i, NULL);
            return;
          }
      index = MIN (index, AIP_MAX_PRACTICALS - 1);
    }

  lamp.light = (const AipLight *) self->gear;
  aip_live_setup_set_lamp (live, self->field, index, &lamp);
}

void
aip_setup_option_choose (AipSetupOption *self,
                         AipLiveSetup   *live)
{
  g_return_if_fail (AIP_IS_SETUP_OPTION (self));
  g_return_if_fail (AIP_IS_LIVE_SETUP (live));

  switch ((guint) self->field)
    {
    case AIP_SETUP_LOOK:
      aip_live_setup_set_look (live, self->look);
      break;

    case AIP_SETUP_KEY:
    case AIP_SETUP_FILL:
    case AIP_SETUP_PRACTICALS:
      choose_lamp (self, live);
      break;

    default:
      aip_live_setup_choose (live, self->field, self->index);
      break;
    }
}

const char *
aip_setup_option_get_title (AipSetupOption *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_OPTION (self), NULL);

  return self->title;
}

const char *
aip_setup_option_get_detail (AipSetupOption *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_OPTION (self), NULL);

  return self->detail != NULL ? self->detail : "";
}

int
aip_setup_option_get_mark (AipSetupOption *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_OPTION (self), AIP_OPTION_FINE);

  return self->mark;
}

const char *
aip_setup_option_get_reason (AipSetupOption *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_OPTION (self), NULL);

  return self->reason;
}

gboolean
aip_setup_option_is_chosen (AipSetupOption *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_OPTION (self), FALSE);

  return self->chosen;
}

gboolean
aip_setup_option_is_doubtful (AipSetupOption *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_OPTION (self), FALSE);

  return self->doubtful;
}

gboolean
aip_setup_option_is_own (AipSetupOption *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_OPTION (self), FALSE);

  return self->gear != NULL && self->gear->own;
}

gboolean
aip_setup_option_matches (AipSetupOption *self,
                          const char     *query)
{
  g_return_val_if_fail (AIP_IS_SETUP_OPTION (self), FALSE);
  g_return_val_if_fail (query != NULL, FALSE);

  return aip_text_matches (self->key, query);
}

static void
aip_setup_option_finalize (GObject *object)
{
  AipSetupOption *self = AIP_SETUP_OPTION (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->reason);
  g_free (self->key);

  G_OBJECT_CLASS (aip_setup_option_parent_class)->finalize (object);
}

static void
aip_setup_option_class_init (AipSetupOptionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_setup_option_finalize;
}

static void
aip_setup_option_init (AipSetupOption *self)
{
}
