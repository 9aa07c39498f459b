/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shots-page"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-field-dialog.h"
#include "aip-field-edit.h"
#include "aip-shots-page-private.h"

/* Commands for the project's own fields: in the menus of the column headers. */

static AipCustomField *
get_field (AipShotsPage *self,
           GVariant     *parameter)
{
  AipEntity *entity = aip_document_lookup (self->document, g_variant_get_string (parameter, NULL));

  /* It may have been deleted while the menu was open. */
  return AIP_IS_CUSTOM_FIELD (entity) ? AIP_CUSTOM_FIELD (entity) : NULL;
}

static void
present (AipShotsPage   *self,
         AipCustomField *field)
{
  AipShot *shot = aip_shot_view_get_cursor (self->view);

  if (shot == NULL)
    shot = aip_shot_list_peek (aip_shot_view_get_list (self->view), 0);
  aip_shot_table_finish_edit (self->table);
  adw_dialog_present (aip_field_dialog_new (self->session, field, shot), GTK_WIDGET (self));
}

static void
add_field_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  present (user_data, NULL);
}

static void
edit_field_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  AipCustomField *field = get_field (user_data, parameter);

  if (field != NULL)
    present (user_data, field);
}

static void
duplicate_field_activated_cb (GSimpleAction *action,
                              GVariant      *parameter,
                              gpointer       user_data)
{
  AipShotsPage *self = user_data;
  AipCustomField *field = get_field (self, parameter);
  g_autoptr(GError) error = NULL;

  if (field != NULL && aip_field_edit_duplicate (self->document, field, &error) == NULL)
    aip_session_toast_error (self->session, error);
}

static void
delete_field_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  AipShotsPage *self = user_data;
  AipCustomField *field = get_field (self, parameter);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (field == NULL)
    return;

  text = g_strdup_printf (_("The field “%s” was deleted. Undo brings it back with all its values."),
                          aip_custom_field_get_name (field));
  if (aip_field_edit_remove (self->document, field, &error))
    aip_session_toast (self->session, text);
  else
    aip_session_toast_error (self->session, error);
}

void
_aip_shots_page_init_fields (AipShotsPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "add-field", .activate = add_field_activated_cb },
    { .name = "edit-field", .activate = edit_field_activated_cb, .parameter_type = "s" },
    { .name = "duplicate-field", .activate = duplicate_field_activated_cb,
      .parameter_type = "s" },
    { .name = "delete-field", .activate = delete_field_activated_cb, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}
