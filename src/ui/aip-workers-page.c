/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-workers-page"

#include "config.h"

#include "aip-worker-card.h"
#include "aip-workers-page.h"

struct _AipWorkersPage
{
  AdwBin parent_instance;

  AipSession *session;

  GtkStack   *stack;
  GtkFlowBox *flow;
};

G_DEFINE_FINAL_TYPE (AipWorkersPage, aip_workers_page, ADW_TYPE_BIN)

static GtkWidget *
create_card_cb (gpointer item,
                gpointer user_data)
{
  AipWorkersPage *self = user_data;
  GtkWidget *child = gtk_flow_box_child_new ();

  /* The card's own controls take the focus, not the cell around them. */
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child),
                                aip_worker_card_new (self->session, item));

  return child;
}

static void
workers_changed_cb (AipWorkersPage *self,
                    guint           position,
                    guint           removed,
                    guint           added,
                    GListModel     *workers)
{
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (workers) > 0 ? "workers" : "empty");
}

static void
aip_workers_page_dispose (GObject *object)
{
  AipWorkersPage *self = AIP_WORKERS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_WORKERS_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_workers_page_parent_class)->dispose (object);
}

static void
aip_workers_page_class_init (AipWorkersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_workers_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-workers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AipWorkersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AipWorkersPage, flow);
}

static void
aip_workers_page_init (AipWorkersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
aip_workers_page_new (AipSession *session)
{
  AipWorkersPage *self;
  GListModel *workers;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_WORKERS_PAGE, NULL);
  self->session = g_object_ref (session);
  workers = aip_scheduler_get_workers (aip_session_get_scheduler (session));

  gtk_flow_box_bind_model (self->flow, workers, create_card_cb, self, NULL);
  g_signal_connect_object (workers, "items-changed", G_CALLBACK (workers_changed_cb), self,
                           G_CONNECT_SWAPPED);
  workers_changed_cb (self, 0, 0, 0, workers);

  return GTK_WIDGET (self);
}
