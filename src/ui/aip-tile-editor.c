/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-tile-editor"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cell-editor.h"
#include "aip-tile-editor.h"

struct _AipTileEditor
{
  GtkPopover parent_instance;

  AipSession    *session;
  AipShot       *shot;
  GtkWidget     *code;
  AipCellEditor *description;
};

G_DEFINE_FINAL_TYPE (AipTileEditor, aip_tile_editor, GTK_TYPE_POPOVER)

static void
keep (AipTileEditor *self)
{
  AipDocument *document = aip_session_get_document (self->session);
  g_autoptr(AipShot) shot = g_steal_pointer (&self->shot);
  g_autoptr(GError) error = NULL;
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;
  gboolean ok;

  if (shot == NULL || !aip_entity_is_alive (AIP_ENTITY (shot)))
    {
      aip_cell_editor_stop (self->description);
      return;
    }

  text = aip_cell_editor_dup_text (self->description);
  aip_cell_editor_stop (self->description);
  label = g_strdup_printf (_("Change %s"), aip_shot_get_code (shot));
  aip_document_begin (document, label);
  ok = aip_document_set_text (document, AIP_ENTITY (shot), "code",
                              gtk_editable_get_text (GTK_EDITABLE (self->code)), &error)
       && aip_document_set_text (document, AIP_ENTITY (shot), "description", text, &error);
  aip_session_finish_edit (self->session, ok, error);
}

static void
closed_cb (AipTileEditor *self)
{
  keep (self);
}

static void
finish_cb (AipTileEditor *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
cancel_cb (AipTileEditor *self)
{
  g_clear_object (&self->shot);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
key_pressed_cb (AipTileEditor         *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  cancel_cb (self);
  return GDK_EVENT_STOP;
}

static void
aip_tile_editor_dispose (GObject *object)
{
  AipTileEditor *self = AIP_TILE_EDITOR (object);

  g_clear_object (&self->shot);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_tile_editor_parent_class)->dispose (object);
}

static void
aip_tile_editor_class_init (AipTileEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_tile_editor_dispose;
}

static void
aip_tile_editor_init (AipTileEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->code = gtk_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->code), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Code"), -1);
  g_signal_connect_object (self->code, "activate", G_CALLBACK (finish_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->code, keys);

  /* The editor of the table, which leaves Enter to a syllable that is being composed. */
  self->description = AIP_CELL_EDITOR (aip_cell_editor_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->description), 320, 96);
  g_signal_connect_object (self->description, "finish", G_CALLBACK (finish_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->description, "cancel", G_CALLBACK (cancel_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (box), self->code);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->description));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_object (self, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
aip_tile_editor_new (AipSession *session)
{
  AipTileEditor *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_TILE_EDITOR, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

void
aip_tile_editor_edit (AipTileEditor *self,
                      AipShot       *shot)
{
  g_return_if_fail (AIP_IS_TILE_EDITOR (self));
  g_return_if_fail (AIP_IS_SHOT (shot));

  g_set_object (&self->shot, shot);
  gtk_editable_set_text (GTK_EDITABLE (self->code), aip_shot_get_code (shot));
  aip_cell_editor_start (self->description,
                         aip_entity_get_text (AIP_ENTITY (shot), "description"), TRUE, TRUE,
                         _("Description"));
  gtk_popover_popup (GTK_POPOVER (self));
  aip_cell_editor_focus (self->description);
}

