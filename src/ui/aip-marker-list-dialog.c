/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-marker-list-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-marker-dialog.h"
#include "aip-marker-list-dialog.h"
#include "aip-marker-look.h"
#include "aip-sound-edit.h"

#define DOT_SIZE 14

struct _AipMarkerListDialog
{
  AdwDialog parent_instance;

  AipTimelineSession *session;
  GtkStack           *stack;
  GtkListBox         *list;
};

G_DEFINE_FINAL_TYPE (AipMarkerListDialog, aip_marker_list_dialog, ADW_TYPE_DIALOG)

/* (nullable) (transfer none): the marker that a row or a button in it is about */
static AipMarker *
get_marker (AipMarkerListDialog *self,
            GtkWidget           *widget)
{
  const char *id = g_object_get_data (G_OBJECT (widget), "marker");
  AipEntity *marker = aip_document_lookup (aip_timeline_session_get_document (self->session), id);

  return AIP_IS_MARKER (marker) ? AIP_MARKER (marker) : NULL;
}

static void
row_activated_cb (AipMarkerListDialog *self,
                  GtkWidget           *row)
{
  AipMarker *marker = get_marker (self, row);

  if (marker == NULL)
    return;
  aip_timeline_session_select (self->session, aip_entity_get_id (AIP_ENTITY (marker)));
  aip_timeline_session_seek (self->session, aip_marker_get_frame (marker));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
edit_cb (AipMarkerListDialog *self,
         GtkWidget           *button)
{
  AipMarker *marker = get_marker (self, button);

  if (marker != NULL)
    aip_marker_dialog_present (aip_timeline_session_get_session (self->session), marker,
                               GTK_WIDGET (self));
}

static void
delete_cb (AipMarkerListDialog *self,
           GtkWidget           *button)
{
  AipMarker *marker = get_marker (self, button);
  g_autoptr(GPtrArray) markers = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  if (marker == NULL)
    return;
  g_ptr_array_add (markers, marker);
  if (!aip_sound_edit_remove (aip_timeline_session_get_document (self->session), markers, &error))
    aip_session_toast_error (aip_timeline_session_get_session (self->session), error);
}

static GtkWidget *
make_button (AipMarkerListDialog *self,
             const char          *id,
             const char          *icon,
             const char          *title,
             GCallback            clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (button), "marker", g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);

  return button;
}

static void
draw_dot_cb (GtkDrawingArea *area,
             cairo_t        *cr,
             int             width,
             int             height,
             gpointer        user_data)
{
  GdkRGBA color;

  aip_marker_color_get_rgba (g_object_get_data (G_OBJECT (area), "color"), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, width / 2.0, height / 2.0, MIN (width, height) / 2.0, 0, 2 * G_PI);
  cairo_fill (cr);
}

static GtkWidget *
make_row (AipMarkerListDialog *self,
          const AipCutMarker  *marker)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *dot = gtk_drawing_area_new ();
  g_autofree char *place = aip_timeline_session_dup_timecode (self->session, marker->frame);
  gboolean named = marker->name != NULL && *marker->name != '\0';
  g_autofree char *subtitle = NULL;

  if (marker->comment != NULL && *marker->comment != '\0')
    subtitle = g_strdup_printf ("%s · %s", place, marker->comment);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 named ? marker->name : aip_marker_color_get_title (marker->color));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : place);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);

  gtk_widget_set_size_request (dot, DOT_SIZE, DOT_SIZE);
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (dot), "color", g_strdup (marker->color), g_free);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (dot), draw_dot_cb, NULL, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), dot);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_button (self, marker->id, "document-edit-symbolic",
                                          _("Edit Marker"), G_CALLBACK (edit_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_button (self, marker->id, "user-trash-symbolic",
                                          _("Delete This Marker"), G_CALLBACK (delete_cb)));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "marker", g_strdup (marker->id), g_free);

  return row;
}

static void
fill (AipMarkerListDialog *self)
{
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  guint n_markers = aip_cut_get_n_markers (cut);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < n_markers; i++)
    gtk_list_box_append (self->list, make_row (self, aip_cut_get_marker (cut, i)));
  gtk_stack_set_visible_child_name (self->stack, n_markers > 0 ? "list" : "empty");
}

/* Life ------------------------------------------------------------------------------------------ */

static void
aip_marker_list_dialog_dispose (GObject *object)
{
  AipMarkerListDialog *self = AIP_MARKER_LIST_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_MARKER_LIST_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_marker_list_dialog_parent_class)->dispose (object);
}

static void
aip_marker_list_dialog_class_init (AipMarkerListDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_marker_list_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-marker-list-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipMarkerListDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AipMarkerListDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
aip_marker_list_dialog_init (AipMarkerListDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
aip_marker_list_dialog_present (AipTimelineSession *session,
                                GtkWidget          *parent)
{
  AipMarkerListDialog *self;

  g_return_if_fail (AIP_IS_TIMELINE_SESSION (session));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  self = g_object_new (AIP_TYPE_MARKER_LIST_DIALOG, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::cut", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
