/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-job-wait"

#include "config.h"

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

AipShot *
aip_job_wait_find (AipDocument *document,
                   AipShot     *shot,
                   AipWorkflow *workflow,
                   GPtrArray   *coming)
{
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
  g_auto(GStrv) references = NULL;
  AipShot *found = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields) && found == NULL; i++)
    if (aip_workflow_has_role (workflow, fields[i].role))
      found = find_in_source (document, shot,
                              aip_entity_get_text (AIP_ENTITY (shot), fields[i].field), coming);

  if (found == NULL && aip_workflow_has_role (workflow, AIP_ROLE_REFERENCE_IMAGE))
    references = aip_entity_dup_texts (AIP_ENTITY (shot), "references");
  for (guint i = 0; references != NULL && references[i] != NULL && found == NULL; i++)
    found = find_in_source (document, shot, references[i], coming);

  return found;
}
