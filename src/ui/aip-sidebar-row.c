/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sidebar-row"

#include "config.h"

#include "aip-sidebar-row.h"

struct _AipSidebarRow
{
  GtkListBoxRow parent_instance;

  char     *page;

  GtkImage *icon;
  GtkLabel *name_label;
  GtkLabel *badge_label;
};

enum {
  PROP_0,
  PROP_PAGE,
  PROP_ICON_NAME,
  PROP_LABEL,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipSidebarRow, aip_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static GParamSpec *properties[N_PROPS];

static void
aip_sidebar_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  AipSidebarRow *self = AIP_SIDEBAR_ROW (object);

  switch (prop_id)
    {
    case PROP_PAGE:
      g_set_str (&self->page, g_value_get_string (value));
      break;
    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (self->icon, g_value_get_string (value));
      break;
    case PROP_LABEL:
      gtk_label_set_label (self->name_label, g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_sidebar_row_dispose (GObject *object)
{
  AipSidebarRow *self = AIP_SIDEBAR_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_SIDEBAR_ROW);
  g_clear_pointer (&self->page, g_free);

  G_OBJECT_CLASS (aip_sidebar_row_parent_class)->dispose (object);
}

static void
aip_sidebar_row_class_init (AipSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = aip_sidebar_row_dispose;
  object_class->set_property = aip_sidebar_row_set_property;

  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AipSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AipSidebarRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, AipSidebarRow, badge_label);
}

static void
aip_sidebar_row_init (AipSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const char *
aip_sidebar_row_get_page (AipSidebarRow *self)
{
  g_return_val_if_fail (AIP_IS_SIDEBAR_ROW (self), NULL);

  return self->page;
}

void
aip_sidebar_row_set_badge (AipSidebarRow *self,
                           const char    *text,
                           const char    *description,
                           gboolean       attention)
{
  GtkWidget *badge;

  g_return_if_fail (AIP_IS_SIDEBAR_ROW (self));

  badge = GTK_WIDGET (self->badge_label);
  gtk_label_set_label (self->badge_label, text != NULL ? text : "");
  gtk_widget_set_visible (badge, text != NULL && *text != '\0');
  gtk_widget_set_tooltip_text (badge, description);
  if (attention)
    gtk_widget_add_css_class (badge, "attention");
  else
    gtk_widget_remove_css_class (badge, "attention");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
}
