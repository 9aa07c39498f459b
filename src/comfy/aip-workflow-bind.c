/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workflow"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-error.h"
#include "aip-graph-edit.h"
#include "aip-workflow-private.h"

/* How many of the required roles are only for samplers. */
#define N_WORDS 2

/* Sizes */

static int
fit_length (AipWorkflow *self,
            double       length,
            gboolean     up)
{
  int multiple = self->size_multiple;
  int lowest = (self->size_min + multiple - 1) / multiple * multiple;
  int highest = MAX (self->size_max / multiple * multiple, lowest);
  double steps = length / multiple;
  double fitted = (up ? ceil (steps) : floor (steps)) * multiple;

  return (int) CLAMP (fitted, lowest, highest);
}

gboolean
aip_workflow_fit_size (AipWorkflow *self,
                       int         *width,
                       int         *height)
{
  double wanted_width, wanted_height, scale, best = G_MAXDOUBLE;
  int best_width = 0, best_height = 0;
  gboolean changed;

  g_return_val_if_fail (AIP_IS_WORKFLOW (self), FALSE);
  g_return_val_if_fail (width != NULL && *width > 0 && height != NULL && *height > 0, FALSE);

  /* First as a whole into the largest size and the most pixels, then to the grid. */
  scale = MIN (1.0, (double) self->size_max / MAX (*width, *height));
  scale = MIN (scale, sqrt ((double) self->max_pixels / ((double) *width * *height)));
  scale = MAX (scale, MIN (1.0, (double) self->size_min / MIN (*width, *height)));
  wanted_width = *width * scale;
  wanted_height = *height * scale;

  for (int i = 0; i < 4; i++)
    {
      int w = fit_length (self, wanted_width, (i & 1) != 0);
      int h = fit_length (self, wanted_height, (i & 2) != 0);
      double aspect = fabs (log (((double) w / h) / (wanted_width / wanted_height)));
      double area = fabs (log (((double) w * h) / (wanted_width * wanted_height)));
      double distance = aspect + area / 4;

      if ((gint64) w * h > self->max_pixels && i > 0)
        continue;
      if (distance < best - 1e-9)
        {
          best = distance;
          best_width = w;
          best_height = h;
        }
    }

  changed = best_width != *width || best_height != *height;
  *width = best_width;
  *height = best_height;

  return changed;
}

int
aip_workflow_fit_frames (AipWorkflow *self,
                         int          frames)
{
  const AipWorkflowLimit *limit;
  int lowest = 1, highest = G_MAXINT / 2;

  g_return_val_if_fail (AIP_IS_WORKFLOW (self), 1);

  limit = g_hash_table_lookup (self->limits, AIP_ROLE_FRAMES);
  if (limit != NULL && limit->has_min)
    lowest = (int) CLAMP (limit->min, 1, highest);
  if (limit != NULL && limit->has_max)
    highest = (int) CLAMP (limit->max, lowest, highest);

  frames = CLAMP (frames, lowest, highest);
  if (self->frame_step > 0)
    {
      int step = self->frame_step;
      int n = MAX (frames - self->frame_offset, 0);

      frames = (n + step / 2) / step * step + self->frame_offset;
      while (frames > highest && frames - step >= lowest)
        frames -= step;
      while (frames < lowest)
        frames += step;
    }

  return frames;
}

guint64
aip_workflow_estimate_vram (AipWorkflow *self,
                            int          width,
                            int          height,
                            int          frames)
{
  double pixels, slope;
  const AipWorkflowMemory *low, *high;
  guint i;

  g_return_val_if_fail (AIP_IS_WORKFLOW (self), 0);
  g_return_val_if_fail (width > 0 && height > 0 && frames > 0, 0);

  if (self->memory->len == 0)
    return 0;

  /* A still is one picture, however long the shot is that it stands for. */
  if (!aip_workflow_has_role (self, AIP_ROLE_FRAMES))
    frames = 1;

  low = high = &g_array_index (self->memory, AipWorkflowMemory, 0);
  pixels = (double) width * height * frames;
  if (self->memory->len == 1 || pixels <= (double) low->pixels)
    return low->bytes;

  /* The rows on both sides; past the last one the line of the last two goes on. */
  for (i = 1; i + 1 < self->memory->len; i++)
    if (pixels <= (double) g_array_index (self->memory, AipWorkflowMemory, i).pixels)
      break;
  low = &g_array_index (self->memory, AipWorkflowMemory, i - 1);
  high = &g_array_index (self->memory, AipWorkflowMemory, i);
  if (high->pixels == low->pixels || high->bytes < low->bytes)
    return high->bytes;

  slope = (double) (high->bytes - low->bytes) / (double) (high->pixels - low->pixels);

  return low->bytes + (guint64) (slope * (pixels - (double) low->pixels));
}

/* Binding */

static gboolean
is_given (AipWorkflow        *self,
          AipWorkflowValues  *values,
          const char         *role,
          GError            **error)
{
  if (!aip_workflow_has_role (self, role))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_UNBOUND,
                   _("The workflow “%s” does not say where “%s” goes. Bind it before it is used."),
                   self->title, role);
      return FALSE;
    }

  if (!g_str_equal (role, AIP_ROLE_OUTPUT) && !aip_workflow_values_has (values, role))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("The workflow “%s” needs a value for “%s”."), self->title, role);
      return FALSE;
    }

  return TRUE;
}

static gboolean
apply (AipWorkflow        *self,
       AipWorkflowValues  *values,
       const char         *role,
       AipGraph           *graph,
       GError            **error)
{
  const GArray *refs = aip_workflow_get_bindings (self, role);

  for (guint i = 0; i < refs->len; i++)
    {
      const AipGraphRef *ref = &g_array_index (refs, AipGraphRef, i);

      if (!aip_workflow_values_apply (values, role, graph, ref->node, ref->input, error))
        return FALSE;
    }

  return TRUE;
}

static int
wanted_length (AipWorkflow       *self,
               AipWorkflowValues *values,
               const char        *role)
{
  double fallback = aip_workflow_values_get_number (self->defaults, role, 1024);
  double wanted = aip_workflow_values_get_number (values, role, fallback);

  return (int) CLAMP (wanted, 1, 65536);
}

static gboolean
apply_size (AipWorkflow        *self,
            AipWorkflowValues  *values,
            AipGraph           *graph,
            GStrvBuilder       *changes,
            GError            **error)
{
  int wanted_width = wanted_length (self, values, AIP_ROLE_WIDTH);
  int wanted_height = wanted_length (self, values, AIP_ROLE_HEIGHT);
  g_autoptr(AipWorkflowValues) size = aip_workflow_values_new ();
  int width = wanted_width;
  int height = wanted_height;

  if (!aip_workflow_has_role (self, AIP_ROLE_WIDTH) ||
      !aip_workflow_has_role (self, AIP_ROLE_HEIGHT))
    return TRUE;

  if (aip_workflow_fit_size (self, &width, &height))
    g_strv_builder_take (changes,
                         g_strdup_printf (_("“%s” makes %d × %d pixels instead of %d × %d."),
                                          self->title, width, height, wanted_width,
                                          wanted_height));

  aip_workflow_values_set_int (size, AIP_ROLE_WIDTH, width);
  aip_workflow_values_set_int (size, AIP_ROLE_HEIGHT, height);

  return apply (self, size, AIP_ROLE_WIDTH, graph, error) &&
         apply (self, size, AIP_ROLE_HEIGHT, graph, error);
}

static gboolean
apply_frames (AipWorkflow        *self,
              AipWorkflowValues  *values,
              AipGraph           *graph,
              GStrvBuilder       *changes,
              GError            **error)
{
  double fallback = aip_workflow_values_get_number (self->defaults, AIP_ROLE_FRAMES, NAN);
  double wanted = aip_workflow_values_get_number (values, AIP_ROLE_FRAMES, fallback);
  g_autoptr(AipWorkflowValues) fitted = NULL;
  int frames;

  if (!aip_workflow_has_role (self, AIP_ROLE_FRAMES) || isnan (wanted))
    return TRUE;

  wanted = CLAMP (wanted, 1, 1000000);
  frames = aip_workflow_fit_frames (self, (int) wanted);
  if (frames != (int) wanted)
    g_strv_builder_take (changes, g_strdup_printf (_("“%s” makes %d frames instead of %d."),
                                                   self->title, frames, (int) wanted));

  fitted = aip_workflow_values_new ();
  aip_workflow_values_set_int (fitted, AIP_ROLE_FRAMES, frames);

  return apply (self, fitted, AIP_ROLE_FRAMES, graph, error);
}

double
aip_workflow_fit_number (AipWorkflow *self,
                         const char  *role,
                         double       value)
{
  const AipWorkflowLimit *limit;

  g_return_val_if_fail (AIP_IS_WORKFLOW (self), value);
  g_return_val_if_fail (role != NULL, value);

  limit = g_hash_table_lookup (self->limits, role);
  if (limit != NULL && limit->has_max && value > limit->max)
    value = limit->max;
  if (limit != NULL && limit->has_min && value < limit->min)
    value = limit->min;

  return value;
}

/* A number outside what the workflow can do is brought to the nearest one that it can. */
static AipWorkflowValues *
limit_number (AipWorkflow       *self,
              AipWorkflowValues *values,
              const char        *role,
              GStrvBuilder      *changes)
{
  double wanted = aip_workflow_values_get_number (values, role, NAN);
  double allowed = isnan (wanted) ? wanted : aip_workflow_fit_number (self, role, wanted);
  AipWorkflowValues *limited;

  if (isnan (wanted) || allowed == wanted)
    return aip_workflow_values_ref (values);

  limited = aip_workflow_values_new ();
  aip_workflow_values_set_double (limited, role, allowed);
  g_strv_builder_take (changes, g_strdup_printf (_("“%s” takes %g as “%s” instead of %g."),
                                                 self->title, allowed, role, wanted));

  return limited;
}

static gboolean
apply_role (AipWorkflow        *self,
            AipWorkflowValues  *values,
            const char         *role,
            AipGraph           *graph,
            GStrvBuilder       *changes,
            GError            **error)
{
  g_autoptr(AipWorkflowValues) used = NULL;

  if (aip_workflow_values_has (values, role))
    used = limit_number (self, values, role, changes);
  else if (aip_workflow_values_has (self->defaults, role))
    used = aip_workflow_values_ref (self->defaults);
  else if (g_str_equal (role, AIP_ROLE_NEGATIVE))
    {
      /* Nothing is meant, so nothing is sent: never what the graph's author left there. */
      used = aip_workflow_values_new ();
      aip_workflow_values_set_string (used, role, "");
    }
  else
    return TRUE;

  return apply (self, used, role, graph, error);
}

/* A value that no node takes is no reason to refuse, but the user is told. */
static void
report_unused (AipWorkflow       *self,
               AipWorkflowValues *values,
               GStrvBuilder      *changes)
{
  g_auto(GStrv) roles = aip_workflow_values_list_roles (values);

  for (guint i = 0; roles[i] != NULL; i++)
    {
      g_autofree char *text = aip_workflow_values_dup_string (values, roles[i]);
      double number = aip_workflow_values_get_number (values, roles[i], NAN);

      if (!aip_workflow_has_role (self, roles[i]) && (*text != '\0' || !isnan (number)))
        g_strv_builder_take (changes,
                             g_strdup_printf (_("“%s” has no use for “%s”; it is left out."),
                                              self->title, roles[i]));
    }
}

/* What shows a picture that there is not: its nodes leave the graph, and those in a line close up. */
static void
remove_optional (AipWorkflow       *self,
                 AipWorkflowValues *values,
                 AipGraph          *graph)
{
  GHashTableIter iter;
  gpointer role, detours;

  g_hash_table_iter_init (&iter, self->optional);
  while (g_hash_table_iter_next (&iter, &role, &detours))
    {
      if (aip_workflow_values_has (values, role))
        continue;

      for (guint i = 0; i < ((GPtrArray *) detours)->len; i++)
        {
          const AipWorkflowDetour *detour = g_ptr_array_index ((GPtrArray *) detours, i);
          AipGraphBypass bypass = {
            .node = detour->node,
            .through = (const char *const *) detour->through,
            .n_through = g_strv_length (detour->through),
          };

          aip_graph_bypass_node (graph, &bypass);
        }
    }
}

AipGraph *
aip_workflow_bind (AipWorkflow         *self,
                   AipWorkflowValues   *values,
                   char              ***changes,
                   GError             **error)
{
  /* Those that only a sampler needs first. */
  static const char *const required[] = {
    AIP_ROLE_PROMPT, AIP_ROLE_SEED, AIP_ROLE_FILENAME_PREFIX, AIP_ROLE_OUTPUT,
  };
  g_autoptr(GStrvBuilder) sentences = g_strv_builder_new ();
  g_autoptr(AipGraph) graph = NULL;
  GHashTableIter iter;
  gpointer role;

  g_return_val_if_fail (AIP_IS_WORKFLOW (self), NULL);
  g_return_val_if_fail (values != NULL, NULL);

  for (guint i = self->samples ? 0 : N_WORDS; i < G_N_ELEMENTS (required); i++)
    if (!is_given (self, values, required[i], error))
      return NULL;

  graph = aip_graph_copy (self->graph);
  if (!apply_size (self, values, graph, sentences, error) ||
      !apply_frames (self, values, graph, sentences, error))
    return NULL;

  g_hash_table_iter_init (&iter, self->bindings);
  while (g_hash_table_iter_next (&iter, &role, NULL))
    {
      if (g_str_equal (role, AIP_ROLE_WIDTH) || g_str_equal (role, AIP_ROLE_HEIGHT) ||
          g_str_equal (role, AIP_ROLE_FRAMES) || g_str_equal (role, AIP_ROLE_OUTPUT))
        continue;
      if (!apply_role (self, values, role, graph, sentences, error))
        return NULL;
    }

  remove_optional (self, values, graph);
  report_unused (self, values, sentences);
  if (changes != NULL)
    *changes = g_strv_builder_end (sentences);

  return g_steal_pointer (&graph);
}
