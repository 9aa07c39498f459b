/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-merge-entry"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-merge-entry.h"

struct _AipMergeEntry
{
  GObject parent_instance;

  AipSheetMerge *merge;
  guint          row;
  int            cell;
};

enum {
  PROP_TAKEN = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AipMergeEntry, aip_merge_entry, G_TYPE_OBJECT)

static void
aip_merge_entry_finalize (GObject *object)
{
  AipMergeEntry *self = AIP_MERGE_ENTRY (object);

  g_clear_object (&self->merge);

  G_OBJECT_CLASS (aip_merge_entry_parent_class)->finalize (object);
}

static void
aip_merge_entry_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_TAKEN:
      g_value_set_boolean (value, aip_merge_entry_is_taken (AIP_MERGE_ENTRY (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
aip_merge_entry_class_init (AipMergeEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = aip_merge_entry_finalize;
  object_class->get_property = aip_merge_entry_get_property;

  properties[PROP_TAKEN] = g_param_spec_boolean ("taken", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
aip_merge_entry_init (AipMergeEntry *self)
{
}

AipMergeEntry *
aip_merge_entry_new (AipSheetMerge *merge,
                     guint          row,
                     int            cell)
{
  AipMergeEntry *self;

  g_return_val_if_fail (AIP_IS_SHEET_MERGE (merge), NULL);

  self = g_object_new (AIP_TYPE_MERGE_ENTRY, NULL);
  self->merge = g_object_ref (merge);
  self->row = row;
  self->cell = cell;

  return self;
}

const AipMergeRow *
aip_merge_entry_get_row (AipMergeEntry *self)
{
  g_return_val_if_fail (AIP_IS_MERGE_ENTRY (self), NULL);

  return aip_sheet_merge_get_row (self->merge, self->row);
}

const AipMergeCell *
aip_merge_entry_get_cell (AipMergeEntry *self)
{
  g_return_val_if_fail (AIP_IS_MERGE_ENTRY (self), NULL);

  return self->cell >= 0 ? &g_array_index (aip_merge_entry_get_row (self)->cells, AipMergeCell,
                                           self->cell)
                         : NULL;
}

gboolean
aip_merge_entry_is_conflict (AipMergeEntry *self)
{
  const AipMergeCell *cell = aip_merge_entry_get_cell (self);

  return (cell != NULL ? cell->state : aip_merge_entry_get_row (self)->state)
         == AIP_MERGE_CONFLICT;
}

gboolean
aip_merge_entry_is_taken (AipMergeEntry *self)
{
  const AipMergeCell *cell = aip_merge_entry_get_cell (self);

  return (cell != NULL ? cell->decision : aip_merge_entry_get_row (self)->decision)
         == AIP_MERGE_TAKE_THEIRS;
}

void
aip_merge_entry_take (AipMergeEntry *self,
                      gboolean       taken)
{
  g_return_if_fail (AIP_IS_MERGE_ENTRY (self));

  aip_sheet_merge_decide (self->merge, self->row, self->cell,
                          taken ? AIP_MERGE_TAKE_THEIRS : AIP_MERGE_KEEP_MINE);
  aip_merge_entry_refresh (self);
}

void
aip_merge_entry_refresh (AipMergeEntry *self)
{
  g_return_if_fail (AIP_IS_MERGE_ENTRY (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAKEN]);
}

char *
aip_merge_entry_dup_title (AipMergeEntry *self)
{
  const AipMergeRow *row = aip_merge_entry_get_row (self);
  const AipMergeCell *cell = aip_merge_entry_get_cell (self);
  g_autofree char *name = *row->name != '\0' ? g_strdup (row->name)
                                             : g_strdup_printf (_("Row %u"), row->number);

  if (cell != NULL && row->match == AIP_MERGE_BY_LIKENESS)
    /* Translators: shot, column, how much a row of a list is like the shot */
    return g_strdup_printf (_("%s · %s (row %u, %d %% like it)"), name,
                            aip_sheet_column_get_title (cell->column), row->number,
                            (int) (row->likeness * 100 + 0.5));
  if (cell != NULL)
    return g_strdup_printf ("%s · %s", name, aip_sheet_column_get_title (cell->column));
  if (row->change == AIP_MERGE_ADDED)
    return g_strdup_printf (row->state == AIP_MERGE_CONFLICT
                            ? _("%s · changed in the list, removed here")
                            : _("%s · new in the list"), name);

  return g_strdup_printf (row->state == AIP_MERGE_CONFLICT
                          ? _("%s · removed in the list, changed here")
                          : _("%s · removed in the list"), name);
}

/* The longest text of a row, which says best what it is. */
static const char *
find_text (const AipMergeRow *row)
{
  const char *best = "";

  for (guint i = 0; i < row->cells->len; i++)
    {
      const AipMergeCell *cell = &g_array_index (row->cells, AipMergeCell, i);
      const char *text = row->change == AIP_MERGE_ADDED ? cell->theirs : cell->mine;

      if (cell->column->type == AIP_SHEET_TEXT && strlen (text) > strlen (best))
        best = text;
    }

  return best;
}

char *
aip_merge_entry_dup_mine (AipMergeEntry *self)
{
  const AipMergeCell *cell = aip_merge_entry_get_cell (self);
  const AipMergeRow *row = aip_merge_entry_get_row (self);

  if (cell != NULL)
    return g_strdup (*cell->mine != '\0' ? cell->mine : _("Empty"));

  return g_strdup (row->change == AIP_MERGE_REMOVED ? find_text (row) : "");
}

char *
aip_merge_entry_dup_theirs (AipMergeEntry *self)
{
  const AipMergeCell *cell = aip_merge_entry_get_cell (self);
  const AipMergeRow *row = aip_merge_entry_get_row (self);

  if (cell != NULL)
    return g_strdup (*cell->theirs != '\0' ? cell->theirs : _("Empty"));

  return g_strdup (row->change == AIP_MERGE_ADDED ? find_text (row) : "");
}
