/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-take-survey"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-media-info.h"
#include "aip-take-survey.h"

/* Whoever listens makes the cut again after each transaction. */
#define BATCH 16

typedef struct {
  AipDocument *document;
  GPtrArray   *takes;       /* AipTake: the next is the last */
  GPtrArray   *found;       /* AipTake … */
  GPtrArray   *infos;       /* … and AipMediaInfo, not recorded yet */
  guint        n_recorded;
} Survey;

static void look_at_next (GTask *task);

static void
survey_free (gpointer data)
{
  Survey *survey = data;

  g_object_unref (survey->document);
  g_ptr_array_unref (survey->takes);
  g_ptr_array_unref (survey->found);
  g_ptr_array_unref (survey->infos);
  g_free (survey);
}

static gboolean
is_unknown (AipTake *take)
{
  return g_str_has_prefix (aip_take_get_media_type (take), "video/") &&
         (aip_entity_get_integer (AIP_ENTITY (take), "frames") == 0 ||
          aip_entity_get_integer (AIP_ENTITY (take), "rate-numerator") == 0);
}

static gboolean
record_one (AipDocument        *document,
            AipEntity          *take,
            const AipMediaInfo *info,
            GError            **error)
{
  return aip_document_set_integer (document, take, "frames", info->frames, error) &&
         aip_document_set_integer (document, take, "rate-numerator", info->rate_numerator, error) &&
         aip_document_set_integer (document, take, "rate-denominator", info->rate_denominator,
                                   error) &&
         aip_document_set_integer (document, take, "width", info->width, error) &&
         aip_document_set_integer (document, take, "height", info->height, error);
}

static void
record (Survey *survey)
{
  g_autoptr(GError) error = NULL;

  if (survey->found->len == 0)
    return;

  aip_document_begin_record (survey->document, _("Look at Movies"));
  for (guint i = 0; i < survey->found->len; i++)
    {
      AipEntity *take = survey->found->pdata[i];

      if (!aip_entity_is_alive (take))
        continue;
      if (record_one (survey->document, take, survey->infos->pdata[i], &error))
        survey->n_recorded++;
      else
        g_critical ("take %s: %s", aip_entity_get_id (take), error->message);
      g_clear_error (&error);
    }
  aip_document_commit (survey->document);

  g_ptr_array_set_size (survey->found, 0);
  g_ptr_array_set_size (survey->infos, 0);
}

static void
info_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Survey *survey = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  AipMediaInfo *info = aip_media_info_read_finish (result, &error);
  AipTake *take = survey->takes->pdata[survey->takes->len - 1];

  /* Also where the answer came just before: the document may be closed by now. */
  if (g_task_return_error_if_cancelled (task))
    {
      g_clear_pointer (&info, aip_media_info_free);
      return;
    }

  if (info != NULL)
    {
      g_ptr_array_add (survey->found, g_object_ref (take));
      g_ptr_array_add (survey->infos, info);
    }
  else
    g_message ("%s", error->message);

  g_ptr_array_set_size (survey->takes, (int) survey->takes->len - 1);
  if (survey->found->len == BATCH)
    record (survey);
  look_at_next (g_steal_pointer (&task));
}

/* (transfer full) @task */
static void
look_at_next (GTask *task)
{
  g_autoptr(GTask) owned = task;
  Survey *survey = g_task_get_task_data (task);
  g_autofree char *path = NULL;

  while (survey->takes->len > 0 && path == NULL)
    {
      AipTake *take = survey->takes->pdata[survey->takes->len - 1];

      if (aip_entity_is_alive (AIP_ENTITY (take)))
        path = aip_document_get_take_path (survey->document, take);
      if (path == NULL)
        g_ptr_array_set_size (survey->takes, (int) survey->takes->len - 1);
    }

  if (path == NULL)
    {
      record (survey);
      g_task_return_boolean (task, TRUE);
      return;
    }

  aip_media_info_read_async (path, g_task_get_cancellable (task), info_cb,
                             g_steal_pointer (&owned));
}

void
aip_take_survey_async (AipDocument         *document,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;
  Survey *survey;
  AipEntityList *takes;

  g_return_if_fail (AIP_IS_DOCUMENT (document));

  survey = g_new0 (Survey, 1);
  survey->document = g_object_ref (document);
  survey->takes = g_ptr_array_new_with_free_func (g_object_unref);
  survey->found = g_ptr_array_new_with_free_func (g_object_unref);
  survey->infos = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_media_info_free);

  takes = aip_document_get_list (document, AIP_KIND_TAKE);
  for (guint i = aip_entity_list_get_count (takes); i > 0; i--)
    {
      AipTake *take = AIP_TAKE (aip_entity_list_peek (takes, i - 1));

      if (is_unknown (take))
        g_ptr_array_add (survey->takes, g_object_ref (take));
    }

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_take_survey_async);
  g_task_set_task_data (task, survey, survey_free);
  look_at_next (task);
}

gboolean
aip_take_survey_finish (GAsyncResult  *result,
                        guint         *n_takes,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  if (n_takes != NULL)
    *n_takes = ((Survey *) g_task_get_task_data (G_TASK (result)))->n_recorded;

  return g_task_propagate_boolean (G_TASK (result), error);
}
