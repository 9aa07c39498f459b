/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-window"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-application.h"
#include "aip-project-view.h"
#include "aip-start-page.h"
#include "aip-window.h"

struct _AipWindow
{
  AdwApplicationWindow parent_instance;

  AipSession      *session;
  gboolean         loading;

  AdwToastOverlay *toast_overlay;
  GtkStack        *stack;
  AdwBin          *project_bin;
};

G_DEFINE_FINAL_TYPE (AipWindow, aip_window, ADW_TYPE_APPLICATION_WINDOW)

static void
aip_window_dispose (GObject *object)
{
  AipWindow *self = AIP_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_WINDOW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_window_parent_class)->dispose (object);
}

static void
aip_window_class_init (AipWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_window_dispose;

  g_type_ensure (AIP_TYPE_START_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/aipipeline/AIPipeline/aip-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AipWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, AipWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AipWindow, project_bin);
}

static void
aip_window_init (AipWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AipWindow *
aip_window_new (GtkApplication *app)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (app), NULL);

  return g_object_new (AIP_TYPE_WINDOW, "application", app, NULL);
}

AipSession *
aip_window_get_session (AipWindow *self)
{
  g_return_val_if_fail (AIP_IS_WINDOW (self), NULL);

  return self->session;
}

gboolean
aip_window_is_loading (AipWindow *self)
{
  g_return_val_if_fail (AIP_IS_WINDOW (self), FALSE);

  return self->loading;
}

static void
document_opened_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(AipWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AipDocument) document = aip_document_open_finish (result, &error);
  AipApplication *app = aip_application_get_default ();
  AipProjectView *view;

  self->loading = FALSE;
  if (document == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "start");
      return;
    }

  self->session = aip_session_new (document, aip_application_get_scheduler (app),
                                   aip_application_get_thumbnailer (app),
                                   aip_application_get_activity (app));
  aip_scheduler_add_document (aip_application_get_scheduler (app), document);

  view = aip_project_view_new (self->session, aip_application_get_settings (app));
  aip_project_view_add_actions (view, G_ACTION_MAP (self));
  adw_bin_set_child (self->project_bin, GTK_WIDGET (view));
  gtk_stack_set_visible_child_name (self->stack, "project");
}

void
aip_window_open_project (AipWindow  *self,
                         const char *path)
{
  g_return_if_fail (AIP_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  self->loading = TRUE;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  aip_document_open_async (path, NULL, document_opened_cb, g_object_ref (self));
}
