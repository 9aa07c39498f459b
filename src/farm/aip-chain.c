/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-chain"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-chain.h"
#include "aip-error.h"

/* The word that stands before a step which waits for a person. */
#define APPROVE "approve"

struct _AipChain
{
  GPtrArray *steps;
};

G_DEFINE_BOXED_TYPE (AipChain, aip_chain, aip_chain_ref, aip_chain_unref)

static void
step_free (gpointer data)
{
  AipChainStep *step = data;

  g_free (step->workflow);
  g_free (step);
}

AipChain *
aip_chain_new (void)
{
  AipChain *self = g_atomic_rc_box_new0 (AipChain);

  self->steps = g_ptr_array_new_with_free_func (step_free);

  return self;
}

AipChain *
aip_chain_ref (AipChain *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
chain_clear (gpointer data)
{
  g_ptr_array_unref (((AipChain *) data)->steps);
}

void
aip_chain_unref (AipChain *self)
{
  g_atomic_rc_box_release_full (self, chain_clear);
}

void
aip_chain_add (AipChain   *self,
               const char *workflow,
               gboolean    approval,
               guint       count)
{
  AipChainStep *step;

  g_return_if_fail (self != NULL && workflow != NULL);
  g_return_if_fail (count >= 1 && count <= AIP_CHAIN_MAX_COUNT);
  g_return_if_fail (self->steps->len < AIP_CHAIN_MAX_STEPS);

  step = g_new0 (AipChainStep, 1);
  step->workflow = g_strdup (workflow);
  step->approval = approval;
  step->count = count;
  g_ptr_array_add (self->steps, step);
}

guint
aip_chain_get_n_steps (AipChain *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->steps->len;
}

const AipChainStep *
aip_chain_get_step (AipChain *self,
                    guint     index)
{
  g_return_val_if_fail (self != NULL && index < self->steps->len, NULL);

  return g_ptr_array_index (self->steps, index);
}

/* “flux-dev*3”: @word loses what follows the star. */
static gboolean
read_count (char     *word,
            guint64  *count,
            GError  **error)
{
  char *star = strchr (word, '*');

  *count = 1;
  if (star == NULL)
    return TRUE;

  *star = '\0';
  g_strchomp (word);
  if (g_ascii_string_to_unsigned (g_strstrip (star + 1), 10, 1, AIP_CHAIN_MAX_COUNT, count, NULL))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("“%s” cannot be made “%s” times. Use a number from 1 to %d."), word, star + 1,
               AIP_CHAIN_MAX_COUNT);

  return FALSE;
}

AipChain *
aip_chain_parse (const char  *text,
                 GError     **error)
{
  g_autoptr(AipChain) self = aip_chain_new ();
  g_auto(GStrv) words = NULL;
  gboolean approval = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  words = g_strsplit (text, ",", 4 * AIP_CHAIN_MAX_STEPS);
  for (guint i = 0; words[i] != NULL; i++)
    {
      char *word = g_strstrip (words[i]);
      guint64 count;

      if (*word == '\0')
        continue;
      if (g_str_equal (word, APPROVE))
        {
          approval = TRUE;
          continue;
        }
      if (self->steps->len == AIP_CHAIN_MAX_STEPS)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("A chain has at most %d steps."), AIP_CHAIN_MAX_STEPS);
          return NULL;
        }
      if (!read_count (word, &count, error))
        return NULL;
      aip_chain_add (self, word, approval, (guint) count);
      approval = FALSE;
    }

  if (self->steps->len == 0 || approval)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           self->steps->len == 0 ? _("A chain needs at least one workflow.")
                                                 : _("A chain cannot end with “approve”: a step has "
                                                     "to follow that begins with what was approved."));
      return NULL;
    }

  return g_steal_pointer (&self);
}

char *
aip_chain_to_text (AipChain *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const AipChainStep *step = g_ptr_array_index (self->steps, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? ", " : "", step->approval ? APPROVE ", " : "",
                              step->workflow);
      if (step->count > 1)
        g_string_append_printf (text, "*%u", step->count);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

gboolean
aip_chain_makes_movie (AipWorkflow *workflow)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), FALSE);

  return g_str_equal (aip_workflow_get_kind (workflow), "video");
}

gboolean
aip_chain_takes_still (AipWorkflow *workflow)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), FALSE);

  return aip_workflow_has_role (workflow, AIP_ROLE_INIT_IMAGE) ||
         aip_workflow_has_role (workflow, AIP_ROLE_FIRST_FRAME) ||
         aip_workflow_has_role (workflow, AIP_ROLE_REFERENCE_IMAGE);
}

gboolean
aip_chain_takes_movie (AipWorkflow *workflow)
{
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), FALSE);

  return aip_workflow_has_role (workflow, AIP_ROLE_INIT_VIDEO) ||
         aip_workflow_has_role (workflow, AIP_ROLE_CONTROL_VIDEO);
}

static gboolean
check_step (const AipChainStep  *step,
            AipWorkflow         *workflow,
            const AipChainStep  *previous,
            AipWorkflow         *before,
            GError             **error)
{
  const char *title = aip_workflow_get_title (workflow);
  const char *title_before = aip_workflow_get_title (before);
  gboolean movie = aip_chain_makes_movie (before);

  if (movie ? !aip_chain_takes_movie (workflow) : !aip_chain_takes_still (workflow))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   movie ? _("“%s” cannot follow “%s”: it does not begin with a movie. Choose another "
                             "workflow for one of them.")
                         : _("“%s” cannot follow “%s”: it does not begin with a still. Choose another "
                             "workflow for one of them."), title, title_before);
      return FALSE;
    }

  if (previous->count > 1 && !step->approval)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” makes %u takes, so somebody has to choose one before “%s”. Let it wait for "
                     "approval, or make one take."), title_before, previous->count, title);
      return FALSE;
    }

  return TRUE;
}

gboolean
aip_chain_check (AipChain          *self,
                 AipWorkflowStore  *store,
                 GError           **error)
{
  AipWorkflow *before = NULL;

  g_return_val_if_fail (self != NULL && self->steps->len > 0, FALSE);
  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (store), FALSE);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const AipChainStep *step = g_ptr_array_index (self->steps, i);
      AipWorkflow *workflow = aip_workflow_store_get (store, step->workflow);

      if (workflow == NULL)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                       _("The chain asks for the workflow “%s”, which is not installed. Choose "
                         "another one."), step->workflow);
          return FALSE;
        }
      if (before != NULL &&
          !check_step (step, workflow, g_ptr_array_index (self->steps, i - 1), before, error))
        return FALSE;
      before = workflow;
    }

  return TRUE;
}
