/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-start-page"

#include "config.h"

#include "aip-application.h"
#include "aip-project-card.h"
#include "aip-recent-projects.h"
#include "aip-start-page.h"
#include "aip-window.h"

struct _AipStartPage
{
  AdwBin parent_instance;

  AipRecentProjects *recent;

  GtkWidget         *new_button;
  GtkWidget         *recent_box;
  GtkFlowBox        *recent_flow;
};

G_DEFINE_FINAL_TYPE (AipStartPage, aip_start_page, ADW_TYPE_BIN)

static GtkWidget *
create_card_cb (gpointer item,
                gpointer user_data)
{
  return aip_project_card_new (item,
                               aip_application_get_thumbnailer (aip_application_get_default ()));
}

static void
child_activated_cb (AipStartPage    *self,
                    GtkFlowBoxChild *child,
                    GtkFlowBox      *flow)
{
  AipRecentProject *project = aip_project_card_get_project (AIP_PROJECT_CARD (child));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  aip_window_open_project (AIP_WINDOW (root), aip_recent_project_get_folder (project));
}

static void
items_changed_cb (AipStartPage *self,
                  guint         position,
                  guint         removed,
                  guint         added,
                  GListModel   *model)
{
  gtk_widget_set_visible (self->recent_box, g_list_model_get_n_items (model) > 0);
}

static void
aip_start_page_map (GtkWidget *widget)
{
  AipStartPage *self = AIP_START_PAGE (widget);

  GTK_WIDGET_CLASS (aip_start_page_parent_class)->map (widget);

  /* Folders come and go while another program is in front. */
  aip_recent_projects_refresh (self->recent);
}

static gboolean
aip_start_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (AIP_START_PAGE (widget)->new_button);
}

static void
aip_start_page_dispose (GObject *object)
{
  AipStartPage *self = AIP_START_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_START_PAGE);
  g_clear_object (&self->recent);

  G_OBJECT_CLASS (aip_start_page_parent_class)->dispose (object);
}

static void
aip_start_page_class_init (AipStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_start_page_dispose;
  widget_class->map = aip_start_page_map;
  widget_class->grab_focus = aip_start_page_grab_focus;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AipStartPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, AipStartPage, recent_box);
  gtk_widget_class_bind_template_child (widget_class, AipStartPage, recent_flow);
  gtk_widget_class_bind_template_callback (widget_class, child_activated_cb);
}

static void
aip_start_page_init (AipStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->recent = g_object_ref (aip_application_get_recent (aip_application_get_default ()));
  gtk_flow_box_bind_model (self->recent_flow, G_LIST_MODEL (self->recent), create_card_cb, NULL,
                           NULL);
  g_signal_connect_object (self->recent, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, 0, G_LIST_MODEL (self->recent));
}
