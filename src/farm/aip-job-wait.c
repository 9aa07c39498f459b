/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-job-wait"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-job-wait.h"
#include "aip-picture-source.h"

/* (nullable) */
static AipShot *
find_neighbour (AipDocument *document,
                AipShot     *shot,
                int          step)
{
  AipEntityList *shots = aip_document_get_shots (document);
  guint position;

  if (!aip_entity_list_find (shots, AIP_ENTITY (shot), &position) || (int) position + step < 0 ||
      position + (guint) step >= aip_entity_list_get_count (shots))
    return NULL;

  return AIP_SHOT (aip_entity_list_peek (shots, position + (guint) step));
}

static gboolean
is_coming (AipShot   *shot,
           GPtrArray *coming)
{
  AipJob *job = aip_shot_get_active_job (shot);

  return (job != NULL && aip_job_state_is_open (aip_job_get_state (job))) ||
         (coming != NULL && g_ptr_array_find (coming, shot, NULL));
}

/* (nullable) */
static AipShot *
find_in_source (AipDocument *document,
                AipShot     *shot,
                const char  *source,
                GPtrArray   *coming)
{
  AipPictureFrom from = AIP_PICTURE_FROM_NOTHING;
  AipShot *neighbour = NULL;

  aip_picture_source_parse (source, &from, NULL);
  if (from == AIP_PICTURE_FROM_PREVIOUS)
    neighbour = find_neighbour (document, shot, -1);
  else if (from == AIP_PICTURE_FROM_NEXT)
    neighbour = find_neighbour (document, shot, 1);
  if (neighbour == NULL || !is_coming (neighbour, coming))
    return NULL;

  /* Two that would wait for each other: the one that ends takes what there is. */
  return from == AIP_PICTURE_FROM_PREVIOUS || aip_shot_get_take (neighbour) == NULL ? neighbour
                                                                                   : NULL;
}

/* The fields of a shot that a workflow looks at, by the role that it has. */
static const struct {
  const char *role;
  const char *field;
} fields[] = {
  { AIP_ROLE_FIRST_FRAME, "first-frame" },
  { AIP_ROLE_LAST_FRAME, "last-frame" },
  { AIP_ROLE_CONTROL_IMAGE, "control" },
  { AIP_ROLE_CONTROL_SOURCE, "control" },
  { AIP_ROLE_CONTROL_VIDEO, "control" },
};

/* A workflow that goes somewhere goes to the still of the next shot, unless the shot says where. */
static gboolean
ends_with_next_still (AipShot     *shot,
                      AipWorkflow *workflow)
{
  return aip_workflow_has_role (workflow, AIP_ROLE_LAST_FRAME) &&
         *aip_entity_get_text (AIP_ENTITY (shot), "last-frame") == '\0';
}

static gboolean
has_still (AipShot *shot)
{
  GListModel *takes = aip_shot_get_takes (shot);

  for (guint i = 0; i < g_list_model_get_n_items (takes); i++)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i);

      if (aip_take_is_still (take))
        return TRUE;
    }

  return FALSE;
}

AipShot *
aip_job_wait_find (AipDocument *document,
                   AipShot     *shot,
                   AipWorkflow *workflow,
                   GPtrArray   *coming)
{
  g_auto(GStrv) references = NULL;
  AipShot *found = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields) && found == NULL; i++)
    if (aip_workflow_has_role (workflow, fields[i].role))
      found = find_in_source (document, shot,
                              aip_entity_get_text (AIP_ENTITY (shot), fields[i].field), coming);

  if (found == NULL && ends_with_next_still (shot, workflow))
    {
      AipShot *next = find_neighbour (document, shot, 1);

      if (next != NULL && is_coming (next, coming) && !has_still (next))
        found = next;
    }

  if (found == NULL && aip_workflow_has_role (workflow, AIP_ROLE_REFERENCE_IMAGE))
    references = aip_entity_dup_texts (AIP_ENTITY (shot), "references");
  for (guint i = 0; references != NULL && references[i] != NULL && found == NULL; i++)
    found = find_in_source (document, shot, references[i], coming);

  return found;
}

static gboolean
names (const char     *source,
       AipPictureFrom  from)
{
  AipPictureFrom named = AIP_PICTURE_FROM_NOTHING;

  aip_picture_source_parse (source, &named, NULL);

  return named == from;
}

static gboolean
looks_at (AipShot        *shot,
          AipWorkflow    *workflow,
          AipPictureFrom  from)
{
  g_auto(GStrv) references = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (aip_workflow_has_role (workflow, fields[i].role) &&
        names (aip_entity_get_text (AIP_ENTITY (shot), fields[i].field), from))
      return TRUE;

  if (from == AIP_PICTURE_FROM_NEXT && ends_with_next_still (shot, workflow))
    return TRUE;

  if (aip_workflow_has_role (workflow, AIP_ROLE_REFERENCE_IMAGE))
    references = aip_entity_dup_texts (AIP_ENTITY (shot), "references");
  for (guint i = 0; references != NULL && references[i] != NULL; i++)
    if (names (references[i], from))
      return TRUE;

  return FALSE;
}

/*
 * Only neighbours are waited for, so in any circle there are two that wait for each other. The first
 * of them goes on as soon as there is anything of the second; so what counts there is the job that
 * makes the first take of it.
 */
gboolean
aip_job_wait_is_circle (AipDocument *document,
                        AipShot     *shot,
                        AipWorkflow *workflow,
                        AipShot     *other,
                        AipWorkflow *other_workflow)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot) && AIP_IS_SHOT (other), FALSE);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow) && AIP_IS_WORKFLOW (other_workflow), FALSE);

  if (find_neighbour (document, shot, 1) == other)
    return aip_shot_get_take (other) == NULL &&
           looks_at (shot, workflow, AIP_PICTURE_FROM_NEXT) &&
           looks_at (other, other_workflow, AIP_PICTURE_FROM_PREVIOUS);
  if (find_neighbour (document, shot, -1) == other)
    return aip_shot_get_take (shot) == NULL &&
           looks_at (shot, workflow, AIP_PICTURE_FROM_PREVIOUS) &&
           looks_at (other, other_workflow, AIP_PICTURE_FROM_NEXT);

  return FALSE;
}

char *
aip_job_wait_explain_circle (AipShot *shot,
                             AipShot *other)
{
  g_return_val_if_fail (AIP_IS_SHOT (shot) && AIP_IS_SHOT (other), NULL);

  /* Translators: codes of two shots */
  return g_strdup_printf (_("%s and %s wait for each other: each uses a picture of the other, and "
                            "there is none of either yet. Choose another picture for one of them."),
                          aip_shot_get_code (shot), aip_shot_get_code (other));
}
