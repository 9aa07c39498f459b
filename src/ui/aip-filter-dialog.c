/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-filter-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-filter-builder.h"
#include "aip-filter-dialog.h"

/* As long as a search entry waits for the next key. */
#define APPLY_DELAY_MSEC 150

struct _AipFilterDialog
{
  AdwDialog parent_instance;

  AipShotsPage     *page;       /* weak pointer */
  AipFilterBuilder *builder;
  GtkEditable      *entry;
  AdwWindowTitle   *title;
  GtkWidget        *clear;
  guint             apply_source;
  gboolean          updating;
};

G_DEFINE_FINAL_TYPE (AipFilterDialog, aip_filter_dialog, ADW_TYPE_DIALOG)

static void
show_count (AipFilterDialog *self)
{
  guint n_all;
  guint n_shown = aip_shots_page_count_shown (self->page, &n_all);
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("%u of %u shot", "%u of %u shots", n_all), n_shown, n_all);
  adw_window_title_set_subtitle (self->title, text);
  gtk_widget_set_sensitive (self->clear, *gtk_editable_get_text (self->entry) != '\0');
}

static void
apply (AipFilterDialog *self)
{
  g_clear_handle_id (&self->apply_source, g_source_remove);
  if (self->page == NULL)
    return;

  aip_shots_page_apply_search (self->page, gtk_editable_get_text (self->entry));
  show_count (self);
}

static gboolean
apply_cb (gpointer user_data)
{
  AipFilterDialog *self = user_data;

  self->apply_source = 0;
  apply (self);

  return G_SOURCE_REMOVE;
}

static void
queue_apply (AipFilterDialog *self)
{
  g_clear_handle_id (&self->apply_source, g_source_remove);
  self->apply_source = g_timeout_add (APPLY_DELAY_MSEC, apply_cb, self);
}

static void
builder_changed_cb (AipFilterDialog *self)
{
  g_autofree char *text = aip_filter_builder_dup_text (self->builder);

  self->updating = TRUE;
  gtk_editable_set_text (self->entry, text);
  self->updating = FALSE;
  queue_apply (self);
}

static void
entry_changed_cb (AipFilterDialog *self)
{
  if (self->updating)
    return;

  aip_filter_builder_set_text (self->builder, gtk_editable_get_text (self->entry));
  queue_apply (self);
}

static void
clear_cb (AipFilterDialog *self)
{
  gtk_editable_set_text (self->entry, "");
}

static void
aip_filter_dialog_closed (AdwDialog *dialog)
{
  AipFilterDialog *self = AIP_FILTER_DIALOG (dialog);

  if (self->apply_source != 0)
    apply (self);
  if (self->page != NULL)
    aip_shots_page_focus_table (self->page);
}

static void
aip_filter_dialog_dispose (GObject *object)
{
  AipFilterDialog *self = AIP_FILTER_DIALOG (object);

  g_clear_handle_id (&self->apply_source, g_source_remove);
  g_clear_weak_pointer (&self->page);

  G_OBJECT_CLASS (aip_filter_dialog_parent_class)->dispose (object);
}

static void
aip_filter_dialog_class_init (AipFilterDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_filter_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = aip_filter_dialog_closed;
}

static void
aip_filter_dialog_init (AipFilterDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();

  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_("Filter"), NULL));
  self->clear = gtk_button_new_with_mnemonic (_("_Clear"));
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (clear_cb), self,
                           G_CONNECT_SWAPPED);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->clear);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), gtk_scrolled_window_new ());

  self->entry = GTK_EDITABLE (gtk_entry_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("The same filter as text"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "monospace");
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "filtertext");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The same filter as text"), -1);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->entry));
  adw_toolbar_view_set_bottom_bar_style (ADW_TOOLBAR_VIEW (view), ADW_TOOLBAR_RAISED_BORDER);

  adw_dialog_set_title (ADW_DIALOG (self), _("Filter"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 760);
  adw_dialog_set_content_height (ADW_DIALOG (self), 520);
  adw_dialog_set_child (ADW_DIALOG (self), view);
}

AdwDialog *
aip_filter_dialog_new (AipShotsPage *page)
{
  AipFilterDialog *self;
  GtkWidget *view, *scroller;

  g_return_val_if_fail (AIP_IS_SHOTS_PAGE (page), NULL);

  self = g_object_new (AIP_TYPE_FILTER_DIALOG, NULL);
  g_set_weak_pointer (&self->page, page);
  self->builder = AIP_FILTER_BUILDER (aip_filter_builder_new (page));
  gtk_widget_set_valign (GTK_WIDGET (self->builder), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->builder), "filterbuilder");
  view = adw_dialog_get_child (ADW_DIALOG (self));
  scroller = adw_toolbar_view_get_content (ADW_TOOLBAR_VIEW (view));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->builder));

  gtk_editable_set_text (self->entry, aip_shots_page_get_search (page));
  aip_filter_builder_set_text (self->builder, aip_shots_page_get_search (page));
  show_count (self);
  g_signal_connect_object (self->builder, "changed", G_CALLBACK (builder_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (entry_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return ADW_DIALOG (self);
}
