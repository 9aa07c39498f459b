/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-job-record"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-job-record.h"

/* What the history of a project calls the move. */
static const char *
move_label (AipJobState to)
{
  switch (to)
    {
    case AIP_JOB_WAITING:
      return _("Queue a Job");
    case AIP_JOB_PREPARING:
    case AIP_JOB_SUBMITTED:
      return _("Send a Job");
    case AIP_JOB_RUNNING:
      return _("Start a Job");
    case AIP_JOB_FETCHING:
      return _("Fetch a Result");
    case AIP_JOB_DONE:
      return _("Add a Take");
    case AIP_JOB_FAILED:
      return _("Fail a Job");
    case AIP_JOB_CANCELLED:
      return _("Cancel a Job");
    default:
      g_return_val_if_reached ("");
    }
}

static gboolean
may_move (AipJob      *job,
          AipJobState  to)
{
  AipJobState from = aip_job_get_state (job);

  if (!aip_entity_is_alive (AIP_ENTITY (job)))
    return FALSE;
  if (from == to || aip_job_state_may_move (from, to))
    return TRUE;

  g_debug ("job %s may not move from %s to %s", aip_entity_get_id (AIP_ENTITY (job)),
           aip_job_state_to_nick (from), aip_job_state_to_nick (to));

  return FALSE;
}

/* A record only ever holds what the farm made itself: a refusal is a mistake in the farm. */
static gboolean
set_field (AipDocument *document,
           AipJob      *job,
           const char  *field,
           GVariant    *value)
{
  g_autoptr(GError) error = NULL;

  if (aip_document_set (document, AIP_ENTITY (job), field, value, &error))
    return TRUE;

  g_critical ("“%s” of job %s: %s", field, aip_entity_get_id (AIP_ENTITY (job)), error->message);

  return FALSE;
}

gboolean
aip_job_record (AipDocument *document,
                AipJob      *job,
                AipJobState  to,
                ...)
{
  gboolean good;
  const char *field;
  va_list args;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_JOB (job), FALSE);

  good = may_move (job, to);
  if (good)
    {
      aip_document_begin_record (document, move_label (to));
      good = set_field (document, job, "state", g_variant_new_string (aip_job_state_to_nick (to)));
    }
  else
    document = NULL;

  /* The arguments are read to the end in any case, for the sake of the floating values. */
  va_start (args, to);
  while ((field = va_arg (args, const char *)) != NULL)
    {
      g_autoptr(GVariant) value = g_variant_ref_sink (va_arg (args, GVariant *));

      good = good && set_field (document, job, field, value);
    }
  va_end (args);

  if (good)
    aip_document_commit (document);
  else if (document != NULL)
    aip_document_rollback (document);

  return good;
}

AipTake *
aip_job_record_takes (AipDocument *document,
                      AipJob      *job,
                      GPtrArray   *takes,
                      GPtrArray   *inserted)
{
  AipTake *first = NULL;
  gboolean good = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_JOB (job), NULL);
  g_return_val_if_fail (takes != NULL && takes->len > 0, NULL);

  if (!may_move (job, AIP_JOB_DONE))
    return NULL;

  aip_document_begin_record (document, move_label (AIP_JOB_DONE));
  for (guint i = 0; i < takes->len && good; i++)
    {
      g_autoptr(GError) error = NULL;
      AipEntity *take = aip_document_insert (document, AIP_KIND_TAKE, g_ptr_array_index (takes, i),
                                             &error);

      if (take == NULL)
        {
          g_critical ("the take of job %s: %s", aip_entity_get_id (AIP_ENTITY (job)), error->message);
          good = FALSE;
          break;
        }
      if (first == NULL)
        first = AIP_TAKE (take);
      g_ptr_array_add (inserted, g_object_ref (take));
    }

  good = good &&
         set_field (document, job, "state",
                    g_variant_new_string (aip_job_state_to_nick (AIP_JOB_DONE))) &&
         set_field (document, job, "take",
                    g_variant_new_string (aip_entity_get_id (AIP_ENTITY (first)))) &&
         set_field (document, job, "finished", g_variant_new_int64 (g_get_real_time ())) &&
         set_field (document, job, "error-code", g_variant_new_string ("")) &&
         set_field (document, job, "error-text", g_variant_new_string (""));

  if (!good)
    {
      aip_document_rollback (document);
      g_ptr_array_set_size (inserted, 0);
      return NULL;
    }

  aip_document_commit (document);

  return first;
}

AipTake *
aip_job_find_take (AipDocument *document,
                   AipJob      *job)
{
  const char *job_id;
  AipEntity *shot;
  GListModel *takes;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_JOB (job), NULL);

  job_id = aip_entity_get_id (AIP_ENTITY (job));
  shot = aip_document_lookup (document, aip_job_get_shot_id (job));
  takes = AIP_IS_SHOT (shot) ? aip_shot_get_takes (AIP_SHOT (shot))
                             : G_LIST_MODEL (aip_document_get_list (document, AIP_KIND_TAKE));

  for (guint i = g_list_model_get_n_items (takes); i > 0; i--)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i - 1);

      if (g_str_equal (aip_entity_get_text (AIP_ENTITY (take), "job"), job_id))
        return take;
    }

  return NULL;
}
