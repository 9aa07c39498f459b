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
  GtkWidget parent_instance;

  AipSession    *session;
  AipShot       *shot;
  GtkWidget     *code;
  AipCellEditor *description;
};

enum {
  DONE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipTileEditor, aip_tile_editor, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

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
finish_cb (AipTileEditor *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  keep (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[DONE], 0);
}

static void
cancel_cb (AipTileEditor *self)
{
  g_clear_object (&self->shot);
  finish_cb (self);
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
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->shot);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_tile_editor_parent_class)->dispose (object);
}

static void
aip_tile_editor_class_init (AipTileEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_tile_editor_dispose;

  signals[DONE] = g_signal_new ("done", AIP_TYPE_TILE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tileeditor");
}

static void
aip_tile_editor_init (AipTileEditor *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

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

  gtk_widget_set_parent (self->code, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->description), GTK_WIDGET (self));
  g_signal_connect_object (focus, "leave", G_CALLBACK (finish_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
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

  finish_cb (self);
  g_set_object (&self->shot, shot);
  gtk_editable_set_text (GTK_EDITABLE (self->code), aip_shot_get_code (shot));
  aip_cell_editor_start (self->description,
                         aip_entity_get_text (AIP_ENTITY (shot), "description"), TRUE, TRUE,
                         _("Description"));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  aip_cell_editor_focus (self->description);
}

