/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-document-merge"

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "aip-document-private.h"
#include "aip-error.h"
#include "aip-shot-private.h"

/* What is said about a part is said about the whole, one paragraph after the other. */
static const char *const joined[] = {
  "description", "action", "dialogue", "notes", "prompt", "negative", "english",
};
static const char *const united[] = { "tags", "characters", "references" };
/* What there can be one of: the first that says something. */
static const char *const single[] = {
  "scene", "place", "workflow", "seed", "setup", "casting", "first-frame", "mask",
};

/* From which to which a shot gets further: the whole is as far as its last part. */
static const guint progress[AIP_N_STATUSES] = {
  [AIP_STATUS_DRAFT] = 0, [AIP_STATUS_READY] = 1, [AIP_STATUS_RETAKE] = 2,
  [AIP_STATUS_REVIEW] = 3, [AIP_STATUS_APPROVED] = 4, [AIP_STATUS_FINAL] = 5,
};

static int
compare_shots (gconstpointer a,
               gconstpointer b)
{
  return strcmp (aip_shot_get_order (*(AipShot *const *) a),
                 aip_shot_get_order (*(AipShot *const *) b));
}

static gboolean
check_shots (AipDocument  *self,
             GPtrArray    *shots,
             GError      **error)
{
  for (guint i = 0; i < shots->len; i++)
    {
      AipJob *job = aip_shot_get_active_job (shots->pdata[i]);

      g_return_val_if_fail (AIP_IS_SHOT (shots->pdata[i]) &&
                            aip_entity_is_alive (shots->pdata[i]), FALSE);

      if (!aip_document_check_unlocked (shots->pdata[i], NULL, error))
        return FALSE;
      if (i > 0 && aip_contents_get_previous (self->contents, shots->pdata[i]) !=
          shots->pdata[i - 1])
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("%s and %s cannot become one shot: others stand between them."),
                       aip_shot_get_code (shots->pdata[i - 1]),
                       aip_shot_get_code (shots->pdata[i]));
          return FALSE;
        }
      /* Its result would arrive where nobody looks for it. */
      if (i > 0 && job != NULL && aip_job_state_is_open (aip_job_get_state (job)))
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_IN_USE,
                       _("%s is being generated. Wait for it or cancel it first."),
                       aip_shot_get_code (shots->pdata[i]));
          return FALSE;
        }
    }

  if (shots->len < 2)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("At least two shots can become one."));
      return FALSE;
    }

  return TRUE;
}

/* The same paragraph twice, as after a split, is said once. */
static char *
join_texts (GPtrArray  *shots,
            const char *field)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();

  for (guint i = 0; i < shots->len; i++)
    {
      const char *text = aip_entity_get_text (shots->pdata[i], field);

      if (*text != '\0' && !g_ptr_array_find_with_equal_func (parts, text, g_str_equal, NULL))
        g_ptr_array_add (parts, (gpointer) text);
    }
  g_ptr_array_add (parts, NULL);

  return g_strjoinv ("\n", (char **) parts->pdata);
}

static GStrv
unite_lists (GPtrArray  *shots,
             const char *field)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_null_terminated (8, g_free, TRUE);

  for (guint i = 0; i < shots->len; i++)
    {
      g_auto(GStrv) list = aip_entity_dup_texts (shots->pdata[i], field);

      for (guint k = 0; list[k] != NULL; k++)
        if (!g_ptr_array_find_with_equal_func (all, list[k], g_str_equal, NULL))
          g_ptr_array_add (all, g_strdup (list[k]));
    }

  return (GStrv) g_ptr_array_free (g_steal_pointer (&all), FALSE);
}

/* The project's own fields: each by the first shot that has it. */
static char *
unite_custom (GPtrArray *shots)
{
  g_autoptr(JsonNode) all = json_node_alloc ();
  JsonObject *object = json_object_new ();

  json_node_init_object (all, object);
  json_object_unref (object);

  for (guint i = 0; i < shots->len; i++)
    {
      g_autoptr(JsonNode) node = json_from_string (aip_shot_get_custom (shots->pdata[i]), NULL);
      JsonObjectIter iter;
      const char *name;
      JsonNode *value;

      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        continue;
      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &value))
        if (!json_object_has_member (object, name))
          json_object_set_member (object, name, json_node_copy (value));
    }

  return json_object_get_size (object) > 0 ? json_to_string (all, FALSE) : g_strdup ("");
}

/* The takes of all the others, and what they shared already. */
static GStrv
share_takes (GPtrArray *shots)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  g_auto(GStrv) before = aip_entity_dup_texts (shots->pdata[0], "shared-takes");

  for (guint i = 0; before[i] != NULL; i++)
    g_ptr_array_add (all, g_strdup (before[i]));

  for (guint i = 1; i < shots->len; i++)
    for (guint k = 0; k < aip_shot_get_n_takes (shots->pdata[i]); k++)
      {
        AipEntityList *takes = aip_shot_get_take_list (shots->pdata[i]);
        const char *id = aip_entity_get_id (aip_entity_list_peek (takes, k));

        if (!g_ptr_array_find_with_equal_func (all, id, g_str_equal, NULL))
          g_ptr_array_add (all, g_strdup (id));
      }

  return (GStrv) g_ptr_array_free (g_steal_pointer (&all), FALSE);
}

static gboolean
merge_fields (AipDocument  *self,
              GPtrArray    *shots,
              GError      **error)
{
  AipEntity *first = shots->pdata[0];
  g_autofree char *custom = unite_custom (shots);
  AipStatus status = aip_shot_get_status (AIP_SHOT (first));
  gint64 duration = 0;

  for (guint i = 0; i < G_N_ELEMENTS (joined); i++)
    {
      g_autofree char *text = join_texts (shots, joined[i]);

      if (!aip_document_set_text (self, first, joined[i], text, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (united); i++)
    {
      g_auto(GStrv) list = unite_lists (shots, united[i]);

      if (!aip_document_set_texts (self, first, united[i], (const char *const *) list, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (single); i++)
    for (guint k = 1; *aip_entity_get_text (first, single[i]) == '\0' && k < shots->len; k++)
      if (!aip_document_set_text (self, first, single[i],
                                  aip_entity_get_text (shots->pdata[k], single[i]), error))
        return FALSE;

  /* It ends as the last of them. */
  if (!aip_document_set_text (self, first, "last-frame",
                              aip_entity_get_text (shots->pdata[shots->len - 1], "last-frame"),
                              error))
    return FALSE;

  for (guint i = 0; i < shots->len; i++)
    {
      AipStatus other = aip_shot_get_status (shots->pdata[i]);

      duration += aip_shot_get_duration (shots->pdata[i]);
      if (progress[other] < progress[status])
        status = other;
    }

  return aip_document_set_integer (self, first, "duration", duration, error) &&
         aip_document_set_text (self, first, "custom", custom, error) &&
         aip_document_set_text (self, first, "status", aip_status_to_nick (status), error);
}

gboolean
aip_document_merge_shots (AipDocument  *self,
                          GPtrArray    *shots,
                          AipTake      *current,
                          GError      **error)
{
  g_autoptr(GPtrArray) sorted = NULL;
  g_auto(GStrv) shared = NULL;
  AipEntity *first;
  gboolean ok;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (shots != NULL, FALSE);
  g_return_val_if_fail (current == NULL || AIP_IS_TAKE (current), FALSE);
  g_return_val_if_fail (self->depth > 0, FALSE);

  /* A copy of the array would drop references that it does not have. */
  sorted = g_ptr_array_new ();
  for (guint i = 0; i < shots->len; i++)
    g_ptr_array_add (sorted, shots->pdata[i]);
  g_ptr_array_sort (sorted, compare_shots);
  if (!check_shots (self, sorted, error))
    return FALSE;

  first = sorted->pdata[0];
  shared = share_takes (sorted);

  self->any_status = TRUE;
  ok = merge_fields (self, sorted, error) &&
       aip_document_set_texts (self, first, "shared-takes", (const char *const *) shared, error) &&
       (current == NULL || aip_document_set_text (self, first, "current-take",
                                                  aip_entity_get_id (AIP_ENTITY (current)),
                                                  error));
  self->any_status = FALSE;

  for (guint i = 1; ok && i < sorted->len; i++)
    ok = aip_document_remove (self, sorted->pdata[i], error);

  return ok;
}
