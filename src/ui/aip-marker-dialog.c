/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-marker-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-marker-dialog.h"
#include "aip-marker-look.h"
#include "aip-sound-edit.h"

struct _AipMarkerDialog
{
  AdwDialog parent_instance;

  AipSession    *session;
  AipMarker     *marker;

  AdwEntryRow   *name_row;
  AdwComboRow   *color_row;
  AdwEntryRow   *length_row;
  GtkTextView   *comment;
  GtkWidget     *apply_button;
};

G_DEFINE_FINAL_TYPE (AipMarkerDialog, aip_marker_dialog, ADW_TYPE_DIALOG)

/* Nothing, or 0, is a place without a length. */
static gboolean
parse_length (AipMarkerDialog *self,
              gint64          *frames)
{
  AipProject *project = aip_document_get_project (aip_session_get_document (self->session));
  AipFrameRate rate = aip_project_get_rate (project);
  g_autofree char *text =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->length_row))));

  *frames = 0;

  return *text == '\0' || g_str_equal (text, "0") || aip_duration_parse (text, &rate, frames, NULL);
}

static void
length_changed_cb (AipMarkerDialog *self)
{
  gint64 frames;
  gboolean ok = parse_length (self, &frames);

  gtk_widget_set_sensitive (self->apply_button, ok);
  if (ok)
    gtk_widget_remove_css_class (GTK_WIDGET (self->length_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->length_row), "error");
}

static void
apply_cb (AipMarkerDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->comment);
  AipDocument *document = aip_session_get_document (self->session);
  guint color = adw_combo_row_get_selected (self->color_row);
  g_autofree char *comment = NULL;
  g_autoptr(GError) error = NULL;
  GtkTextIter start, end;
  gint64 frames;

  if (!parse_length (self, &frames) || !aip_entity_is_alive (AIP_ENTITY (self->marker)))
    return;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  comment = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  if (aip_sound_edit_set_marker (document, self->marker,
                                 gtk_editable_get_text (GTK_EDITABLE (self->name_row)),
                                 aip_marker_colors ()[color], comment, frames, &error))
    adw_dialog_close (ADW_DIALOG (self));
  else
    aip_session_toast_error (self->session, error);
}

static void
show (AipMarkerDialog *self)
{
  AipProject *project = aip_document_get_project (aip_session_get_document (self->session));
  AipFrameRate rate = aip_project_get_rate (project);
  gint64 duration = aip_marker_get_duration (self->marker);
  g_autofree char *length = duration > 0 ? aip_timecode_format (duration, &rate) : g_strdup ("");
  const char *const *colors = aip_marker_colors ();

  gtk_editable_set_text (GTK_EDITABLE (self->name_row), aip_marker_get_name (self->marker));
  gtk_editable_set_text (GTK_EDITABLE (self->length_row), length);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->comment),
                            aip_marker_get_comment (self->marker), -1);
  for (guint i = 0; colors[i] != NULL; i++)
    if (g_str_equal (colors[i], aip_marker_get_color (self->marker)))
      adw_combo_row_set_selected (self->color_row, i);
}

/* Life ------------------------------------------------------------------------------------------ */

static void
aip_marker_dialog_dispose (GObject *object)
{
  AipMarkerDialog *self = AIP_MARKER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_MARKER_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->marker);

  G_OBJECT_CLASS (aip_marker_dialog_parent_class)->dispose (object);
}

static void
aip_marker_dialog_class_init (AipMarkerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_marker_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-marker-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipMarkerDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, AipMarkerDialog, color_row);
  gtk_widget_class_bind_template_child (widget_class, AipMarkerDialog, length_row);
  gtk_widget_class_bind_template_child (widget_class, AipMarkerDialog, comment);
  gtk_widget_class_bind_template_child (widget_class, AipMarkerDialog, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, length_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
aip_marker_dialog_init (AipMarkerDialog *self)
{
  const char *const *colors = aip_marker_colors ();
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; colors[i] != NULL; i++)
    gtk_string_list_append (titles, aip_marker_color_get_title (colors[i]));
  adw_combo_row_set_model (self->color_row, G_LIST_MODEL (titles));
}

void
aip_marker_dialog_present (AipSession *session,
                           AipMarker  *marker,
                           GtkWidget  *parent)
{
  AipMarkerDialog *self;

  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (AIP_IS_MARKER (marker));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  self = g_object_new (AIP_TYPE_MARKER_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->marker = g_object_ref (marker);
  show (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
