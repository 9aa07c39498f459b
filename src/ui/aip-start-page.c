/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-start-page"

#include "config.h"

#include "aip-start-page.h"

struct _AipStartPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (AipStartPage, aip_start_page, ADW_TYPE_BIN)

static void
aip_start_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AIP_TYPE_START_PAGE);

  G_OBJECT_CLASS (aip_start_page_parent_class)->dispose (object);
}

static void
aip_start_page_class_init (AipStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_start_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-start-page.ui");
}

static void
aip_start_page_init (AipStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
