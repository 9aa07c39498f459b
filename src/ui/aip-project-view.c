/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-project-view"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-project-view.h"

struct _AipProjectView
{
  AdwBreakpointBin parent_instance;

  AipSession          *session;
  GSettings           *settings;

  AdwOverlaySplitView *split_view;
  AdwWindowTitle      *sidebar_title;
  GtkStack            *pages;
  AdwBin              *shots_bin;
};

G_DEFINE_FINAL_TYPE (AipProjectView, aip_project_view, ADW_TYPE_BREAKPOINT_BIN)

static void
undo_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipProjectView *self = user_data;

  aip_document_undo (aip_session_get_document (self->session));
}

static void
redo_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  AipProjectView *self = user_data;

  aip_document_redo (aip_session_get_document (self->session));
}

static void
aip_project_view_dispose (GObject *object)
{
  AipProjectView *self = AIP_PROJECT_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_PROJECT_VIEW);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (aip_project_view_parent_class)->dispose (object);
}

static void
aip_project_view_class_init (AipProjectViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_project_view_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-project-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, split_view);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, sidebar_title);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, pages);
  gtk_widget_class_bind_template_child (widget_class, AipProjectView, shots_bin);
}

static void
aip_project_view_init (AipProjectView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AipProjectView *
aip_project_view_new (AipSession *session,
                      GSettings  *settings)
{
  AipProjectView *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_PROJECT_VIEW, NULL);
  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);

  return self;
}

AipSession *
aip_project_view_get_session (AipProjectView *self)
{
  g_return_val_if_fail (AIP_IS_PROJECT_VIEW (self), NULL);

  return self->session;
}

void
aip_project_view_add_actions (AipProjectView *self,
                              GActionMap     *map)
{
  static const GActionEntry entries[] = {
    { .name = "undo", .activate = undo_activated_cb },
    { .name = "redo", .activate = redo_activated_cb },
  };

  g_return_if_fail (AIP_IS_PROJECT_VIEW (self));

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}
