/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-record-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-inspector.h"
#include "aip-record-dialog.h"

struct _AipRecordDialog
{
  AdwDialog parent_instance;

  AipSession     *session;
  AdwWindowTitle *title;
};

G_DEFINE_FINAL_TYPE (AipRecordDialog, aip_record_dialog, ADW_TYPE_DIALOG)

static void
update_title (AipRecordDialog *self)
{
  GListModel *selection = aip_session_get_selection (self->session);
  guint n = g_list_model_get_n_items (selection);
  g_autoptr(AipShot) shot = n > 0 ? g_list_model_get_item (selection, 0) : NULL;
  g_autofree char *many = NULL;

  if (n > 1)
    many = g_strdup_printf (ngettext ("%u Shot", "%u Shots", n), n);
  adw_window_title_set_title (self->title, many != NULL ? many
                                           : shot != NULL ? aip_shot_get_code (shot) : "");
  adw_window_title_set_subtitle (self->title, n == 1 ? aip_shot_get_description (shot) : "");
}

static GtkWidget *
new_button (const char *icon,
            const char *tooltip,
            const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

static void
aip_record_dialog_dispose (GObject *object)
{
  AipRecordDialog *self = AIP_RECORD_DIALOG (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_record_dialog_parent_class)->dispose (object);
}

static void
aip_record_dialog_class_init (AipRecordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_record_dialog_dispose;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK,
                                       "shots.next-shot", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK,
                                       "shots.previous-shot", NULL);
}

static void
aip_record_dialog_init (AipRecordDialog *self)
{
  adw_dialog_set_title (ADW_DIALOG (self), _("Shot"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 720);
  adw_dialog_set_content_height (ADW_DIALOG (self), 900);
}

void
aip_record_dialog_present (AipSession *session,
                           GtkWidget  *parent)
{
  AipRecordDialog *self;
  GtkWidget *view, *bar;

  g_return_if_fail (AIP_IS_SESSION (session));

  self = g_object_new (AIP_TYPE_RECORD_DIALOG, NULL);
  self->session = g_object_ref (session);

  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  bar = adw_header_bar_new ();
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), GTK_WIDGET (self->title));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar),
                             new_button ("go-up-symbolic", _("Previous Shot (Alt+Page Up)"),
                                         "shots.previous-shot"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar),
                             new_button ("go-down-symbolic", _("Next Shot (Alt+Page Down)"),
                                         "shots.next-shot"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar),
                           new_button ("document-open-recent-symbolic", _("History of This Shot"),
                                       "shots.history"));
  view = adw_toolbar_view_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), aip_inspector_new (session));
  adw_dialog_set_child (ADW_DIALOG (self), view);

  g_signal_connect_object (session, "notify::selection", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_session_get_selection (session), "items-changed",
                           G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_session_get_document (session), "changed",
                           G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  update_title (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
