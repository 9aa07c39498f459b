/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-plan"

#include "config.h"

#include "aip-draft-plan.h"

typedef struct
{
  char      *id;
  gboolean   is_output;
  guint      n_waiting_for;
  GPtrArray *blocks;       /* Step: those that wait for this one; repeated for repeated links */
} Step;

struct _AipDraftPlan
{
  GPtrArray  *all;    /* Step; owns them, so that ids stay valid after a step is done */
  GPtrArray  *steps;  /* those to be done, in the order in which the graph was walked */
  GHashTable *by_id;
};

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->id);
  g_ptr_array_unref (step->blocks);
  g_free (step);
}

gboolean
aip_draft_link_read (AipDraftJson *value,
                     const char  **id,
                     int          *slot)
{
  AipDraftJson *second = aip_draft_json_get_element (value, 1);

  if (!aip_draft_json_is_array (value) || aip_draft_json_get_length (value) != 2 ||
      aip_draft_json_get_kind (second) != AIP_DRAFT_JSON_INT)
    return FALSE;

  *id = aip_draft_json_get_string (aip_draft_json_get_element (value, 0));
  *slot = (int) CLAMP (aip_draft_json_get_int (second, 0), -1000, 1000);

  return *id != NULL;
}

static Step *
add_step (AipDraftPlan  *self,
          AipDraftNodes *nodes,
          AipDraftJson  *node,
          const char    *id)
{
  const char *class_type = aip_draft_json_get_string (aip_draft_json_get (node, "class_type"));
  Step *step = g_new0 (Step, 1);

  step->id = g_strdup (id);
  step->is_output = aip_draft_nodes_is_output (nodes, class_type);
  step->blocks = g_ptr_array_new ();
  g_ptr_array_add (self->all, step);
  g_ptr_array_add (self->steps, step);
  g_hash_table_insert (self->by_id, step->id, step);

  return step;
}

/* Whether the class declares an input of this name; values of others are not looked at. */
static gboolean
is_declared (AipDraftNodes *nodes,
             AipDraftJson  *node,
             const char    *name)
{
  const char *class_type = aip_draft_json_get_string (aip_draft_json_get (node, "class_type"));
  AipDraftJson *info = aip_draft_json_get (aip_draft_nodes_lookup (nodes, class_type), "input");

  return aip_draft_json_get (aip_draft_json_get (info, "required"), name) != NULL ||
         aip_draft_json_get (aip_draft_json_get (info, "optional"), name) != NULL;
}

/* Walks from one output up to everything that has to run for it, last input first. */
static void
add_output (AipDraftPlan    *self,
            AipDraftJson    *graph,
            AipDraftNodes   *nodes,
            const char      *output,
            AipDraftIsCached is_cached,
            gpointer         user_data)
{
  g_autoptr(GPtrArray) stack = g_ptr_array_new ();
  g_autoptr(GPtrArray) from = g_ptr_array_new ();
  g_autoptr(GPtrArray) to = g_ptr_array_new ();

  g_ptr_array_add (stack, (gpointer) output);

  while (stack->len > 0)
    {
      const char *id = g_ptr_array_steal_index (stack, stack->len - 1);
      AipDraftJson *node = aip_draft_json_get (graph, id);
      AipDraftJson *inputs = aip_draft_json_get (node, "inputs");

      if (node == NULL || g_hash_table_contains (self->by_id, id))
        continue;
      add_step (self, nodes, node, id);

      for (guint i = 0; i < aip_draft_json_get_length (inputs); i++)
        {
          const char *source;
          int slot;

          if (!aip_draft_link_read (aip_draft_json_get_element (inputs, i), &source, &slot) ||
              !is_declared (nodes, node, aip_draft_json_get_key (inputs, i)) ||
              aip_draft_json_get (graph, source) == NULL || is_cached (source, user_data))
            continue;
          g_ptr_array_add (stack, (gpointer) source);
          g_ptr_array_add (from, (gpointer) source);
          g_ptr_array_add (to, g_hash_table_lookup (self->by_id, id));
        }
    }

  for (guint i = 0; i < from->len; i++)
    {
      Step *source = g_hash_table_lookup (self->by_id, g_ptr_array_index (from, i));
      Step *target = g_ptr_array_index (to, i);

      g_ptr_array_add (source->blocks, target);
      target->n_waiting_for++;
    }
}

AipDraftPlan *
aip_draft_plan_new (AipDraftJson    *graph,
                    AipDraftNodes   *nodes,
                    AipDraftJson    *outputs,
                    AipDraftIsCached is_cached,
                    gpointer         user_data)
{
  AipDraftPlan *self = g_new0 (AipDraftPlan, 1);

  self->all = g_ptr_array_new_with_free_func (step_free);
  self->steps = g_ptr_array_new ();
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < aip_draft_json_get_length (outputs); i++)
    add_output (self, graph, nodes,
                aip_draft_json_get_string (aip_draft_json_get_element (outputs, i)), is_cached,
                user_data);

  return self;
}

void
aip_draft_plan_free (AipDraftPlan *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->all);
  g_free (self);
}

/* Whether an output stands exactly @distance links below. */
static gboolean
blocks_output (Step *step,
               int   distance)
{
  for (guint i = 0; i < step->blocks->len; i++)
    {
      Step *next = g_ptr_array_index (step->blocks, i);

      if (distance == 1 ? next->is_output : blocks_output (next, distance - 1))
        return TRUE;
    }

  return FALSE;
}

const char *
aip_draft_plan_next (AipDraftPlan *self)
{
  /* People want to see something soon: an output that is ready comes first, then what an output
   * waits for, then what that waits for; otherwise the order of the walk. */
  for (int distance = 0; distance <= 3; distance++)
    for (guint i = 0; i < self->steps->len; i++)
      {
        Step *step = g_ptr_array_index (self->steps, i);

        if (step->n_waiting_for == 0 &&
            (distance == 3 || (distance == 0 ? step->is_output : blocks_output (step, distance))))
          return step->id;
      }

  return NULL;
}

void
aip_draft_plan_complete (AipDraftPlan *self,
                         const char   *id)
{
  Step *step = g_hash_table_lookup (self->by_id, id);

  g_return_if_fail (step != NULL);

  for (guint i = 0; i < step->blocks->len; i++)
    ((Step *) g_ptr_array_index (step->blocks, i))->n_waiting_for--;

  g_hash_table_remove (self->by_id, step->id);
  g_ptr_array_remove (self->steps, step);
}
