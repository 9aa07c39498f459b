/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-project-card"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-application.h"
#include "aip-format.h"
#include "aip-project-card.h"
#include "aip-recent-projects.h"
#include "aip-still.h"

struct _AipProjectCard
{
  GtkFlowBoxChild parent_instance;

  AipRecentProject *project;

  AipStill         *still;
  GtkLabel         *name_label;
  GtkLabel         *folder_label;
  GtkLabel         *date_label;
};

G_DEFINE_FINAL_TYPE (AipProjectCard, aip_project_card, GTK_TYPE_FLOW_BOX_CHILD)

static void
forget_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipProjectCard *self = AIP_PROJECT_CARD (widget);

  aip_recent_projects_forget (aip_application_get_recent (aip_application_get_default ()),
                              aip_recent_project_get_folder (self->project));
}

static void
open_folder_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  AipProjectCard *self = AIP_PROJECT_CARD (widget);
  g_autoptr(GFile) file = g_file_new_for_path (aip_recent_project_get_folder (self->project));
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, NULL, NULL);
}

static void
aip_project_card_dispose (GObject *object)
{
  AipProjectCard *self = AIP_PROJECT_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_PROJECT_CARD);
  g_clear_object (&self->project);

  G_OBJECT_CLASS (aip_project_card_parent_class)->dispose (object);
}

static void
aip_project_card_class_init (AipProjectCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_project_card_dispose;

  g_type_ensure (AIP_TYPE_STILL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-project-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AipProjectCard, still);
  gtk_widget_class_bind_template_child (widget_class, AipProjectCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, AipProjectCard, folder_label);
  gtk_widget_class_bind_template_child (widget_class, AipProjectCard, date_label);

  gtk_widget_class_install_action (widget_class, "card.forget", NULL, forget_cb);
  gtk_widget_class_install_action (widget_class, "card.open-folder", NULL, open_folder_cb);
}

static void
aip_project_card_init (AipProjectCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
aip_project_card_new (AipRecentProject *project,
                      AipThumbnailer   *thumbnailer)
{
  AipProjectCard *self;
  g_autofree char *folder = NULL;
  g_autofree char *date = NULL;
  const char *name;

  g_return_val_if_fail (AIP_IS_RECENT_PROJECT (project), NULL);
  g_return_val_if_fail (AIP_IS_THUMBNAILER (thumbnailer), NULL);

  self = g_object_new (AIP_TYPE_PROJECT_CARD, NULL);
  self->project = g_object_ref (project);

  name = aip_recent_project_get_name (project);
  folder = aip_format_path (aip_recent_project_get_folder (project));
  date = aip_recent_project_get_missing (project)
           ? g_strdup (_("The folder is missing"))
           : aip_format_day (aip_recent_project_get_opened (project) * G_USEC_PER_SEC);

  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->folder_label, folder);
  gtk_label_set_label (self->date_label, date);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->folder_label),
                               aip_recent_project_get_folder (project));
  aip_still_set_picture (self->still, thumbnailer, aip_recent_project_get_picture (project),
                         aip_recent_project_get_folder (project));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, folder,
                                  -1);
  gtk_widget_set_opacity (GTK_WIDGET (self->still),
                          aip_recent_project_get_missing (project) ? 0.5 : 1.0);

  return GTK_WIDGET (self);
}

AipRecentProject *
aip_project_card_get_project (AipProjectCard *self)
{
  g_return_val_if_fail (AIP_IS_PROJECT_CARD (self), NULL);

  return self->project;
}
