/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-textbox"

#include "config.h"

#include "aip-cell-textbox.h"

#define MIN_WIDTH 24

struct _AipCellTextbox
{
  GtkWidget parent_instance;

  GtkTextView *view;
  guint        follow_source;
};

G_DEFINE_FINAL_TYPE (AipCellTextbox, aip_cell_textbox, GTK_TYPE_WIDGET)

int
aip_cell_textbox_measure_text (GtkTextView *view,
                               int          width)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  int margins = gtk_text_view_get_left_margin (view) + gtk_text_view_get_right_margin (view);
  g_autofree char *text = NULL;
  g_autoptr(PangoLayout) layout = NULL;
  GtkTextIter start, end;
  int height;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), text);
  if (gtk_text_view_get_wrap_mode (view) != GTK_WRAP_NONE)
    {
      pango_layout_set_width (layout, MAX (1, width - margins) * PANGO_SCALE);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  pango_layout_get_pixel_size (layout, NULL, &height);

  return height + gtk_text_view_get_top_margin (view) + gtk_text_view_get_bottom_margin (view);
}

/* After the text has been laid out: nobody knows before where the cursor is. */
static gboolean
follow_cursor_cb (gpointer user_data)
{
  AipCellTextbox *self = user_data;
  GtkWidget *scroller, *content;
  GtkTextIter iter;
  GdkRectangle location;
  graphene_point_t point;

  self->follow_source = 0;
  scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  if (scroller == NULL || !gtk_widget_is_focus (GTK_WIDGET (self->view)))
    return G_SOURCE_REMOVE;

  content = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller));
  if (GTK_IS_VIEWPORT (content))
    content = gtk_viewport_get_child (GTK_VIEWPORT (content));

  gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (self->view), &iter,
                                    gtk_text_buffer_get_insert (
                                      gtk_text_view_get_buffer (self->view)));
  gtk_text_view_get_iter_location (self->view, &iter, &location);
  if (gtk_widget_compute_point (GTK_WIDGET (self->view), content,
                                &GRAPHENE_POINT_INIT (location.x, location.y), &point))
    {
      GtkAdjustment *adjustment;

      adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
      gtk_adjustment_clamp_page (adjustment, point.y - location.height,
                                 point.y + 2 * location.height);
    }

  return G_SOURCE_REMOVE;
}

static void
cursor_moved_cb (AipCellTextbox *self)
{
  if (self->follow_source == 0 && gtk_widget_is_focus (GTK_WIDGET (self->view)))
    self->follow_source = g_idle_add (follow_cursor_cb, self);
}

static GtkSizeRequestMode
aip_cell_textbox_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
aip_cell_textbox_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  AipCellTextbox *self = AIP_CELL_TEXTBOX (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MIN_WIDTH;
  else
    *minimum = *natural = aip_cell_textbox_measure_text (self->view,
                                                         for_size > 0 ? for_size : G_MAXSHORT);
}

static void
aip_cell_textbox_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  GtkWidget *view = GTK_WIDGET (AIP_CELL_TEXTBOX (widget)->view);
  int minimum;

  /* What it asks for is out of date; it must be asked all the same. */
  gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (view, &(GtkAllocation) { 0, 0, width, MAX (height, minimum) },
                            baseline);
}

static void
aip_cell_textbox_dispose (GObject *object)
{
  AipCellTextbox *self = AIP_CELL_TEXTBOX (object);

  g_clear_handle_id (&self->follow_source, g_source_remove);
  if (self->view != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->view));
  self->view = NULL;

  G_OBJECT_CLASS (aip_cell_textbox_parent_class)->dispose (object);
}

static void
aip_cell_textbox_class_init (AipCellTextboxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_cell_textbox_dispose;
  widget_class->get_request_mode = aip_cell_textbox_get_request_mode;
  widget_class->measure = aip_cell_textbox_measure;
  widget_class->size_allocate = aip_cell_textbox_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "textbox");
}

static void
aip_cell_textbox_init (AipCellTextbox *self)
{
  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (self->view), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "notify::cursor-position",
                           G_CALLBACK (cursor_moved_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
aip_cell_textbox_new (void)
{
  return g_object_new (AIP_TYPE_CELL_TEXTBOX, NULL);
}

GtkTextView *
aip_cell_textbox_get_view (AipCellTextbox *self)
{
  g_return_val_if_fail (AIP_IS_CELL_TEXTBOX (self), NULL);

  return self->view;
}
