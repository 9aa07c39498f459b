/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-choices"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-shot-choices.h"
#include "aip-shot-edit.h"
#include "aip-shot-workflow.h"
#include "aip-status.h"
#include "aip-workflow.h"

/* (transfer full): why one of @shots may not become @to; %NULL if all may. */
static char *
dup_refusal (AipDocument *document,
             GPtrArray   *shots,
             AipStatus    to)
{
  AipProject *project = aip_document_get_project (document);

  for (guint i = 0; shots != NULL && i < shots->len; i++)
    {
      AipShot *shot = g_ptr_array_index (shots, i);
      AipStatus from = aip_shot_get_status (shot);

      if (!aip_project_may_move (project, from, to))
        return aip_status_explain (aip_shot_get_code (shot), from, to);
    }

  return NULL;
}

/* What is allowed comes first; the rest is shown with the reason why it is not. */
static void
fill_statuses (AipCellChooser *chooser,
               AipDocument    *document,
               GPtrArray      *shots)
{
  for (guint refused = 0; refused < 2; refused++)
    for (guint i = 0; i < AIP_N_STATUSES; i++)
      {
        g_autofree char *reason = dup_refusal (document, shots, (AipStatus) i);

        if ((reason != NULL) != (refused == 1))
          continue;
        aip_cell_chooser_add (chooser, aip_status_to_nick ((AipStatus) i),
                              aip_status_get_title ((AipStatus) i), (int) i);
        if (reason != NULL)
          aip_cell_chooser_refuse (chooser, reason);
      }
}

static void
fill_workflows (AipCellChooser *chooser)
{
  GListModel *all = aip_shot_workflow_get_all ();

  aip_cell_chooser_add (chooser, "", aip_shot_workflow_get_title (""), -1);
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (all, i);

      aip_cell_chooser_add (chooser, aip_workflow_get_id (workflow),
                            aip_workflow_get_title (workflow), -1);
    }
}

static void
fill_links (AipCellChooser *chooser,
            AipDocument    *document,
            AipKind         kind)
{
  AipEntityList *list = aip_document_get_list (document, kind);
  AipEntity *entity;

  aip_cell_chooser_add (chooser, "", kind == AIP_KIND_SCENE ? _("No Scene") : _("No Place"), -1);
  for (guint i = 0; (entity = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      const char *name = aip_entity_get_text (entity, "name");
      g_autofree char *title = NULL;

      if (kind == AIP_KIND_SCENE)
        title = g_strstrip (g_strconcat (aip_entity_get_text (entity, "code"), " ", name, NULL));
      aip_cell_chooser_add (chooser, aip_entity_get_id (entity), title != NULL ? title : name, -1);
    }
}

/* What a select offers, or how many stars there can be. */
static void
fill_field (AipCellChooser *chooser,
            AipCustomField *field)
{
  const AipCustomFormat *format = aip_custom_field_get_format (field);

  aip_cell_chooser_add (chooser, "", C_("choice", "None"), -1);
  if (format->type == AIP_CUSTOM_CHECKBOX)
    aip_cell_chooser_add (chooser, "yes", _("yes"), -1);
  for (guint i = 0; i < format->choices->len; i++)
    {
      const AipCustomChoice *choice = g_ptr_array_index (format->choices, i);

      aip_cell_chooser_add_colored (chooser, choice->id, choice->name, choice->color);
    }
  for (int i = 1; format->type == AIP_CUSTOM_RATING && i <= format->max_rating; i++)
    {
      g_autofree char *value = g_strdup_printf ("%d", i);
      g_autoptr(GVariant) stars = g_variant_ref_sink (g_variant_new_double (i));
      g_autofree char *title = aip_custom_value_to_display (format, stars);

      aip_cell_chooser_add (chooser, value, title, -1);
    }
}

void
aip_shot_choices_fill (AipCellChooser *chooser,
                       AipDocument    *document,
                       GPtrArray      *shots,
                       const char     *field)
{
  g_return_if_fail (AIP_IS_CELL_CHOOSER (chooser));
  g_return_if_fail (AIP_IS_DOCUMENT (document));

  aip_cell_chooser_clear (chooser);

  if (aip_shot_edit_get_custom (document, field) != NULL)
    fill_field (chooser, aip_shot_edit_get_custom (document, field));
  else if (g_str_equal (field, "status"))
    fill_statuses (chooser, document, shots);
  else if (g_str_equal (field, "workflow"))
    fill_workflows (chooser);
  else if (g_str_equal (field, "scene"))
    fill_links (chooser, document, AIP_KIND_SCENE);
  else if (g_str_equal (field, "place"))
    fill_links (chooser, document, AIP_KIND_PLACE);
  else
    g_return_if_reached ();
}

char *
aip_shot_choices_dup_current (AipDocument *document,
                              AipShot     *shot,
                              const char  *field)
{
  AipCustomField *custom;
  GVariant *value;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  custom = aip_shot_edit_get_custom (document, field);
  if (custom == NULL)
    return g_strdup (aip_entity_get_text (AIP_ENTITY (shot), field));

  value = aip_shot_get_custom_value (shot, aip_entity_get_id (AIP_ENTITY (custom)));
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);

  return aip_shot_edit_get_text (document, shot, field, FALSE);
}

const char *
aip_shot_choices_get_create_title (AipDocument *document,
                                   const char  *field)
{
  AipCustomField *custom = aip_shot_edit_get_custom (document, field);

  if (custom != NULL)
    return aip_custom_field_get_format (custom)->type == AIP_CUSTOM_SELECT ? _("New Choice “%s”")
                                                                           : NULL;
  if (g_str_equal (field, "scene"))
    /* Translators: %s is the name that was typed */
    return _("New Scene “%s”");
  if (g_str_equal (field, "place"))
    return _("New Place “%s”");

  return NULL;
}
