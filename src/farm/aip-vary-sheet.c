/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-vary-sheet"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-vary-apply.h"
#include "aip-vary-sheet.h"
#include "aip-vary.h"

typedef struct {
  AipJob  *job;
  AipTake *take;
} Cell;

struct _AipVarySheet {
  GObject       parent_instance;

  AipDocument  *document;
  AipShot      *shot;
  AipVariation *any;       /* of one cell: knows both axes */
  Cell         *cells;     /* row by row */
  gint64        created;
  GSignalGroup *shot_signals;
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipVarySheet, aip_vary_sheet, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/* Gathering ---------------------------------------------------------------------------------- */

static void
emit_changed (AipVarySheet *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Whether both are of the same sheet; its axes are written into every one alike. */
static gboolean
fits (const AipVariation *any,
      const AipVariation *other)
{
  if (!g_str_equal (any->sheet, other->sheet) || any->n_axes != other->n_axes)
    return FALSE;
  for (guint i = 0; i < any->n_axes; i++)
    if (!g_str_equal (any->axes[i].key, other->axes[i].key) ||
        !g_strv_equal ((const char *const *) any->axes[i].values,
                       (const char *const *) other->axes[i].values))
      return FALSE;

  return TRUE;
}

static Cell *
find_cell (AipVarySheet *self,
           const char   *text,
           const char   *sheet)
{
  g_autoptr(AipVariation) variation = NULL;

  /* Looking for the id costs less than reading every one. */
  if (*text == '\0' || strstr (text, sheet) == NULL)
    return NULL;
  variation = aip_variation_parse (text);
  if (variation == NULL || !g_str_equal (variation->sheet, sheet))
    return NULL;

  if (self->any == NULL)
    {
      self->any = g_steal_pointer (&variation);
      self->cells = g_new0 (Cell, aip_variation_get_n_cells (self->any));
      return &self->cells[(self->any->n_axes == 2 ? self->any->at[1] : 0) *
                          aip_variation_get_n_values (self->any, 0) + self->any->at[0]];
    }
  if (!fits (self->any, variation))
    return NULL;

  return &self->cells[(variation->n_axes == 2 ? variation->at[1] : 0) *
                      aip_variation_get_n_values (variation, 0) + variation->at[0]];
}

static void
follow (AipVarySheet *self,
        Cell         *cell,
        AipJob       *job)
{
  if (cell->job == job)
    return;

  if (cell->job != NULL)
    g_signal_handlers_disconnect_by_data (cell->job, self);
  g_set_object (&cell->job, job);
  g_signal_connect_object (job, "notify", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
}

/* The newest of each cell; jobs and takes are in the order in which they were made. */
static void
gather (AipVarySheet *self,
        const char   *sheet)
{
  AipEntityList *jobs = aip_document_get_jobs (self->document);
  GListModel *takes = aip_shot_get_takes (self->shot);
  const char *id = aip_entity_get_id (AIP_ENTITY (self->shot));

  for (guint i = 0; i < aip_entity_list_get_count (jobs); i++)
    {
      AipJob *job = AIP_JOB (aip_entity_list_peek (jobs, i));
      Cell *cell = g_str_equal (aip_job_get_shot_id (job), id)
                     ? find_cell (self, aip_job_get_variation (job), sheet) : NULL;

      if (cell == NULL)
        continue;
      follow (self, cell, job);
      if (self->created == 0)
        self->created = aip_entity_get_integer (AIP_ENTITY (job), "created");
    }
  for (guint i = 0; i < g_list_model_get_n_items (takes); i++)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i);
      Cell *cell = find_cell (self, aip_take_get_variation (take), sheet);

      if (cell != NULL)
        g_set_object (&cell->take, take);
      if (cell != NULL && self->created == 0)
        self->created = aip_entity_get_integer (AIP_ENTITY (take), "created");
    }
}

static void
takes_changed_cb (AipVarySheet *self)
{
  gather (self, self->any->sheet);
  emit_changed (self);
}

/* Object ------------------------------------------------------------------------------------- */

static void
aip_vary_sheet_finalize (GObject *object)
{
  AipVarySheet *self = AIP_VARY_SHEET (object);

  for (guint i = 0; self->any != NULL && i < aip_variation_get_n_cells (self->any); i++)
    {
      g_clear_object (&self->cells[i].job);
      g_clear_object (&self->cells[i].take);
    }
  g_free (self->cells);
  g_clear_pointer (&self->any, aip_variation_free);
  g_clear_object (&self->shot_signals);
  g_clear_object (&self->shot);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (aip_vary_sheet_parent_class)->finalize (object);
}

static void
aip_vary_sheet_class_init (AipVarySheetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_vary_sheet_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
aip_vary_sheet_init (AipVarySheet *self)
{
  self->shot_signals = g_signal_group_new (AIP_TYPE_SHOT);
  g_signal_group_connect_swapped (self->shot_signals, "notify::n-takes",
                                  G_CALLBACK (takes_changed_cb), self);
  g_signal_group_connect_swapped (self->shot_signals, "notify::take", G_CALLBACK (emit_changed),
                                  self);
}

AipVarySheet *
aip_vary_sheet_new (AipDocument *document,
                    AipShot     *shot,
                    const char  *sheet)
{
  g_autoptr(AipVarySheet) self = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (sheet != NULL, NULL);

  self = g_object_new (AIP_TYPE_VARY_SHEET, NULL);
  self->document = g_object_ref (document);
  self->shot = g_object_ref (shot);
  gather (self, sheet);
  if (self->any == NULL)
    return NULL;
  g_signal_group_set_target (self->shot_signals, shot);

  return g_steal_pointer (&self);
}

static void
note_sheet (GPtrArray  *sheets,
            const char *text)
{
  g_autofree char *sheet = *text != '\0' ? aip_variation_dup_sheet (text) : NULL;

  if (sheet != NULL && !g_ptr_array_find_with_equal_func (sheets, sheet, g_str_equal, NULL))
    g_ptr_array_insert (sheets, 0, g_steal_pointer (&sheet));
}

GStrv
aip_vary_sheet_list (AipDocument *document,
                     AipShot     *shot)
{
  g_autoptr(GPtrArray) sheets = g_ptr_array_new_with_free_func (g_free);
  AipEntityList *jobs;
  GListModel *takes;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  jobs = aip_document_get_jobs (document);
  takes = aip_shot_get_takes (shot);
  for (guint i = 0; i < g_list_model_get_n_items (takes); i++)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i);

      note_sheet (sheets, aip_take_get_variation (take));
    }
  for (guint i = 0; i < aip_entity_list_get_count (jobs); i++)
    {
      AipJob *job = AIP_JOB (aip_entity_list_peek (jobs, i));

      if (*aip_job_get_variation (job) != '\0' &&
          g_str_equal (aip_job_get_shot_id (job), aip_entity_get_id (AIP_ENTITY (shot))))
        note_sheet (sheets, aip_job_get_variation (job));
    }
  g_ptr_array_add (sheets, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&sheets), FALSE);
}

/* What it says ------------------------------------------------------------------------------- */

const char *
aip_vary_sheet_get_id (AipVarySheet *self)
{
  g_return_val_if_fail (AIP_IS_VARY_SHEET (self), NULL);

  return self->any->sheet;
}

AipShot *
aip_vary_sheet_get_shot (AipVarySheet *self)
{
  g_return_val_if_fail (AIP_IS_VARY_SHEET (self), NULL);

  return self->shot;
}

guint
aip_vary_sheet_get_n_columns (AipVarySheet *self)
{
  g_return_val_if_fail (AIP_IS_VARY_SHEET (self), 0);

  return aip_variation_get_n_values (self->any, 0);
}

guint
aip_vary_sheet_get_n_rows (AipVarySheet *self)
{
  g_return_val_if_fail (AIP_IS_VARY_SHEET (self), 0);

  return aip_variation_get_n_values (self->any, 1);
}

gint64
aip_vary_sheet_get_created (AipVarySheet *self)
{
  g_return_val_if_fail (AIP_IS_VARY_SHEET (self), 0);

  return self->created;
}

static gboolean
is_open (const Cell *cell)
{
  return cell->job != NULL && aip_job_state_is_open (aip_job_get_state (cell->job));
}

GPtrArray *
aip_vary_sheet_dup_open (AipVarySheet *self)
{
  GPtrArray *jobs;

  g_return_val_if_fail (AIP_IS_VARY_SHEET (self), NULL);

  jobs = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < aip_variation_get_n_cells (self->any); i++)
    if (is_open (&self->cells[i]))
      g_ptr_array_add (jobs, g_object_ref (self->cells[i].job));

  return jobs;
}

guint
aip_vary_sheet_get_n_open (AipVarySheet *self)
{
  guint n = 0;

  g_return_val_if_fail (AIP_IS_VARY_SHEET (self), 0);

  for (guint i = 0; i < aip_variation_get_n_cells (self->any); i++)
    n += is_open (&self->cells[i]) ? 1 : 0;

  return n;
}

guint
aip_vary_sheet_get_n_takes (AipVarySheet *self)
{
  guint n = 0;

  g_return_val_if_fail (AIP_IS_VARY_SHEET (self), 0);

  for (guint i = 0; i < aip_variation_get_n_cells (self->any); i++)
    n += self->cells[i].take != NULL ? 1 : 0;

  return n;
}

char *
aip_vary_sheet_dup_axis (AipVarySheet *self,
                         guint         axis)
{
  g_return_val_if_fail (AIP_IS_VARY_SHEET (self), NULL);

  return axis < self->any->n_axes ? aip_vary_dup_title (self->any->axes[axis].key) : g_strdup ("");
}

char *
aip_vary_sheet_dup_title (AipVarySheet *self)
{
  g_autofree char *across = aip_vary_sheet_dup_axis (self, 0);
  g_autofree char *down = aip_vary_sheet_dup_axis (self, 1);

  return *down != '\0' ? g_strdup_printf ("%s × %s", across, down) : g_steal_pointer (&across);
}

char *
aip_vary_sheet_dup_value (AipVarySheet *self,
                          guint         axis,
                          guint         index)
{
  g_autofree char *title = NULL;

  g_return_val_if_fail (AIP_IS_VARY_SHEET (self), NULL);

  if (axis >= self->any->n_axes || index >= aip_variation_get_n_values (self->any, axis))
    return g_strdup ("");
  title = aip_variation_value_dup_title (self->any->axes[axis].values[index]);

  return *title != '\0' ? g_steal_pointer (&title) : g_strdup ("–");
}

char *
aip_vary_sheet_dup_label (AipVarySheet *self,
                          guint         column,
                          guint         row)
{
  g_autofree char *across = aip_vary_sheet_dup_axis (self, 0);
  g_autofree char *down = aip_vary_sheet_dup_axis (self, 1);
  g_autofree char *one = aip_vary_sheet_dup_value (self, 0, column);
  g_autofree char *two = aip_vary_sheet_dup_value (self, 1, row);

  return *down == '\0' ? g_strdup_printf ("%s %s", across, one)
                       : g_strdup_printf ("%s %s · %s %s", across, one, down, two);
}

static Cell *
get_cell (AipVarySheet *self,
          guint         column,
          guint         row)
{
  return &self->cells[row * aip_variation_get_n_values (self->any, 0) + column];
}

AipTake *
aip_vary_sheet_get_take (AipVarySheet *self,
                         guint         column,
                         guint         row)
{
  g_return_val_if_fail (AIP_IS_VARY_SHEET (self), NULL);
  g_return_val_if_fail (column < aip_vary_sheet_get_n_columns (self), NULL);
  g_return_val_if_fail (row < aip_vary_sheet_get_n_rows (self), NULL);

  return get_cell (self, column, row)->take;
}

AipJob *
aip_vary_sheet_get_job (AipVarySheet *self,
                        guint         column,
                        guint         row)
{
  g_return_val_if_fail (AIP_IS_VARY_SHEET (self), NULL);
  g_return_val_if_fail (column < aip_vary_sheet_get_n_columns (self), NULL);
  g_return_val_if_fail (row < aip_vary_sheet_get_n_rows (self), NULL);

  return get_cell (self, column, row)->job;
}

char *
aip_vary_sheet_dup_state (AipVarySheet *self,
                          guint         column,
                          guint         row)
{
  AipJob *job = aip_vary_sheet_get_job (self, column, row);

  if (aip_vary_sheet_get_take (self, column, row) != NULL)
    return g_strdup ("");
  if (job == NULL)
    return g_strdup (_("Not queued"));

  switch (aip_job_get_state (job))
    {
    case AIP_JOB_WAITING:
      return g_strdup (*aip_job_get_reason (job) != '\0' ? aip_job_get_reason (job) : _("Waiting"));
    case AIP_JOB_RUNNING:
      if (aip_job_get_progress (job) >= 0)
        return g_strdup_printf (_("%.0f %%"), aip_job_get_progress (job) * 100);
      return g_strdup (_("Running"));
    case AIP_JOB_FAILED:
      return g_strdup (aip_job_get_error_text (job));
    case AIP_JOB_CANCELLED:
      return g_strdup (_("Cancelled"));
    case AIP_JOB_DONE:
      return g_strdup (_("Its take was deleted"));
    case AIP_JOB_PREPARING:
    case AIP_JOB_SUBMITTED:
    case AIP_JOB_FETCHING:
    default:
      return g_strdup (_("Sent"));
    }
}

gboolean
aip_vary_sheet_use (AipVarySheet  *self,
                    guint          column,
                    guint          row,
                    GError       **error)
{
  AipTake *take = aip_vary_sheet_get_take (self, column, row);

  g_return_val_if_fail (take != NULL, FALSE);

  return aip_vary_apply (self->document, self->shot, take, error);
}
