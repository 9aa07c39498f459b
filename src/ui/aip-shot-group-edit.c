/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "aip-shot-group-edit"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-shot-cells-edit.h"
#include "aip-shot-edit.h"
#include "aip-shot-group-edit.h"
#include "aip-shot-text.h"

/* Names can be given twice; where there is an id it says which one is meant. */
static const char *
get_typed (AipShotGroup *group)
{
  switch (aip_shot_group_get_column (group))
    {
    case AIP_SHOT_COLUMN_SCENE:
    case AIP_SHOT_COLUMN_STATUS:
      return aip_shot_group_get_id (group);
    default:
      return aip_shot_group_get_text (group);
    }
}

static char *
dup_typed_cb (guint    row,
              guint    column,
              gpointer user_data)
{
  return g_strdup (get_typed (user_data));
}

static gboolean
has_value (AipDocument   *document,
           AipShotSetups *setups,
           AipShot       *shot,
           AipShotGroup  *group)
{
  AipShotColumn column = aip_shot_group_get_column (group);
  g_autofree char *text = NULL;

  if (column == AIP_SHOT_COLUMN_SCENE)
    return g_str_equal (aip_shot_get_scene_id (shot), aip_shot_group_get_id (group));

  text = aip_shot_text_dup_value (document, setups, shot, column);

  return g_str_equal (text, aip_shot_group_get_text (group));
}

static gboolean
write_value (AipDocument    *document,
             AipShotSetups  *setups,
             GPtrArray      *shots,
             AipShotGroup   *group,
             GError        **error)
{
  AipShotColumn column = aip_shot_group_get_column (group);
  g_autoptr(GPtrArray) others = g_ptr_array_new ();
  g_autoptr(GArray) columns = g_array_new (FALSE, FALSE, sizeof (AipShotColumn));
  g_auto(AipCellsReport) report = { 0 };

  for (guint i = 0; i < shots->len; i++)
    {
      if (!has_value (document, setups, g_ptr_array_index (shots, i), group))
        g_ptr_array_add (others, g_ptr_array_index (shots, i));
    }
  if (others->len == 0)
    return TRUE;

  g_array_append_val (columns, column);
  aip_shot_cells_write (document, setups, others, columns, dup_typed_cb, group,
                        aip_shot_column_get_title (column), &report);
  if (report.n_refused == 0)
    return TRUE;

  g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                       g_ptr_array_index (report.sentences, 0));

  return FALSE;
}

static gboolean
write_values (AipDocument    *document,
              AipShotSetups  *setups,
              GPtrArray      *shots,
              AipShotGroup   *group,
              GError        **error)
{
  for (AipShotGroup *g = group; g != NULL; g = aip_shot_group_get_parent (g))
    {
      if (!write_value (document, setups, shots, g, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
aip_shot_group_edit_is_in (AipDocument   *document,
                           AipShotSetups *setups,
                           GPtrArray     *shots,
                           AipShotGroup  *group)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (shots != NULL, FALSE);
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (group), FALSE);

  for (AipShotGroup *g = group; g != NULL; g = aip_shot_group_get_parent (g))
    {
      for (guint i = 0; i < shots->len; i++)
        {
          if (!has_value (document, setups, g_ptr_array_index (shots, i), g))
            return FALSE;
        }
    }

  return TRUE;
}

gboolean
aip_shot_group_edit_move (AipDocument    *document,
                          AipShotSetups  *setups,
                          GPtrArray      *shots,
                          AipShotGroup   *group,
                          AipShot        *anchor,
                          gboolean        after,
                          GError        **error)
{
  const char *title;
  g_autofree char *label = NULL;
  gboolean ok;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (shots != NULL && shots->len > 0, FALSE);
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (group), FALSE);

  title = aip_shot_group_get_title (group);
  /* Translators: undo step: “Move SHT-0010 to Approved”, “Move 3 Shots to SC-040 Harbour” */
  if (shots->len == 1)
    label = g_strdup_printf (_("Move %s to %s"),
                             aip_shot_get_code (g_ptr_array_index (shots, 0)), title);
  else
    label = g_strdup_printf (ngettext ("Move %u Shot to %s", "Move %u Shots to %s", shots->len),
                             shots->len, title);

  aip_document_begin (document, label);
  ok = write_values (document, setups, shots, group, error);
  if (ok && anchor != NULL)
    ok = aip_shot_edit_move (document, shots, anchor, after, FALSE, error);
  aip_document_end (document, ok);

  return ok;
}

/*
 * A new shot begins with scene and status: it need not become approved by way of all that comes
 * before.
 */
static AipShot *
insert_shot (AipDocument   *document,
             AipShotGroup  *group,
             AipShot       *anchor,
             GError       **error)
{
  AipEntityList *list = aip_document_get_shots (document);
  AipShot *before = NULL;
  GVariantDict dict;
  guint position;

  if (anchor != NULL && aip_entity_list_find (list, AIP_ENTITY (anchor), &position))
    before = (AipShot *) aip_entity_list_peek (list, position + 1);

  g_variant_dict_init (&dict, NULL);
  if (anchor != NULL)
    g_variant_dict_insert (&dict, "scene", "s", aip_shot_get_scene_id (anchor));
  for (AipShotGroup *g = group; g != NULL; g = aip_shot_group_get_parent (g))
    {
      AipShotColumn column = aip_shot_group_get_column (g);

      if (column == AIP_SHOT_COLUMN_SCENE || column == AIP_SHOT_COLUMN_STATUS)
        g_variant_dict_insert (&dict, aip_shot_column_get_info (column)->field, "s",
                               aip_shot_group_get_id (g));
    }

  return aip_document_insert_shot (document, before, g_variant_dict_end (&dict), error);
}

AipShot *
aip_shot_group_edit_insert (AipDocument    *document,
                            AipShotSetups  *setups,
                            AipShotGroup   *group,
                            AipShot        *anchor,
                            GError        **error)
{
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autofree char *label = NULL;
  AipShot *shot;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (group), NULL);
  g_return_val_if_fail (anchor == NULL || AIP_IS_SHOT (anchor), NULL);

  /* Translators: undo step: “New Shot in Approved” */
  label = g_strdup_printf (_("New Shot in %s"), aip_shot_group_get_title (group));
  aip_document_begin (document, label);
  shot = insert_shot (document, group, anchor, error);
  if (shot != NULL)
    g_ptr_array_add (shots, shot);
  if (shot != NULL && write_values (document, setups, shots, group, error))
    {
      aip_document_commit (document);
      return shot;
    }
  aip_document_rollback (document);

  return NULL;
}
