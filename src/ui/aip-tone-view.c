/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-tone-view"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-stage-tone.h"
#include "aip-tone-view.h"

#define PADDING 6
#define SPACING 2
#define CHIP_HEIGHT 22
#define LEAST_CHIP_WIDTH 24
#define MOST_CHIP_WIDTH 60
/* Fewer where there is no room for that many in a row. */
#define N_COLUMNS 7

/* What the colours depend on. */
#define DEPENDS                                                                                \
  (AIP_SETUP_BIT (AIP_SETUP_TONE) | AIP_SETUP_BIT (AIP_SETUP_STOCK)                            \
   | AIP_SETUP_BIT (AIP_SETUP_PUSH) | AIP_SETUP_BIT (AIP_SETUP_BODY)                           \
   | AIP_SETUP_BIT (AIP_SETUP_WHITE_BALANCE) | AIP_SETUP_BIT (AIP_SETUP_KEY)                   \
   | AIP_SETUP_BIT (AIP_SETUP_FILTERS) | AIP_SETUP_BIT (AIP_SETUP_LOOK))

struct _AipToneView
{
  GtkWidget parent_instance;

  AipLiveSetup *live;
  GPtrArray    *chips;              /* of GtkToggleButton, by AipTone; children */
  gboolean      updating;
};

G_DEFINE_FINAL_TYPE (AipToneView, aip_tone_view, GTK_TYPE_WIDGET)

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  AipToneView *self = user_data;
  AipSetup setup;

  if (self->live == NULL)
    return;

  setup = *aip_live_setup_get (self->live);
  setup.tone = (AipTone) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (area), "tone"));
  setup.given |= AIP_SETUP_BIT (AIP_SETUP_TONE);
  aip_stage_tone_draw (cr, &setup, width, height);
}

static void
toggled_cb (AipToneView     *self,
            GtkToggleButton *chip)
{
  guint index;

  if (self->updating)
    return;

  if (gtk_toggle_button_get_active (chip) && g_ptr_array_find (self->chips, chip, &index))
    aip_live_setup_choose (self->live, AIP_SETUP_TONE, index);
  else
    /* The chosen one, clicked again: no tone. */
    aip_live_setup_unset (self->live, AIP_SETUP_TONE);
}

static void
update (AipToneView *self)
{
  const AipSetup *setup = aip_live_setup_get (self->live);
  int chosen = aip_setup_has (setup, AIP_SETUP_TONE) ? (int) setup->tone : -1;
  guint n_marks;
  const int *marks = aip_live_setup_get_marks (self->live, AIP_SETUP_TONE, &n_marks);

  self->updating = TRUE;
  for (guint i = 0; i < self->chips->len; i++)
    {
      GtkWidget *chip = self->chips->pdata[i];

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), (int) i == chosen);
      /* It can be chosen all the same: it is the user's film. */
      if (i < n_marks && marks[i] >= AIP_SEVERITY_ANACHRONISM)
        gtk_widget_add_css_class (chip, "unfit");
      else
        gtk_widget_remove_css_class (chip, "unfit");
      gtk_widget_queue_draw (gtk_button_get_child (GTK_BUTTON (chip)));
    }
  self->updating = FALSE;
}

static void
changed_cb (AipToneView *self,
            guint64      fields)
{
  if (fields == 0 || (fields & DEPENDS) != 0)
    update (self);
}

static void
highlight_cb (AipToneView *self)
{
  if (aip_live_setup_get_highlight (self->live) == AIP_SETUP_TONE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "lit");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "lit");
}

static void
enter_cb (AipToneView *self)
{
  aip_live_setup_set_highlight (self->live, AIP_SETUP_TONE);
}

static void
leave_cb (AipToneView *self)
{
  aip_live_setup_set_highlight (self->live, -1);
}

/* Layout -------------------------------------------------------------------------------------- */

static int
get_n_columns (int width)
{
  int fitting = (width - 2 * PADDING + SPACING) / (LEAST_CHIP_WIDTH + SPACING);

  return width < 0 ? N_COLUMNS : CLAMP (fitting, 1, N_COLUMNS);
}

static void
aip_tone_view_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  AipToneView *self = AIP_TONE_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_CHIP_WIDTH + 2 * PADDING;
      *natural = N_COLUMNS * (LEAST_CHIP_WIDTH + SPACING) + 2 * PADDING;
    }
  else
    {
      int n_columns = get_n_columns (for_size);
      int n_rows = ((int) self->chips->len + n_columns - 1) / n_columns;

      *minimum = *natural = n_rows * (CHIP_HEIGHT + SPACING) - SPACING + 2 * PADDING;
    }
}

static GtkSizeRequestMode
aip_tone_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
aip_tone_view_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  AipToneView *self = AIP_TONE_VIEW (widget);
  int n_columns = get_n_columns (width);
  int chip = MIN ((width - 2 * PADDING + SPACING) / n_columns - SPACING, MOST_CHIP_WIDTH);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  for (int i = 0; i < (int) self->chips->len; i++)
    {
      int x = PADDING + i % n_columns * (chip + SPACING);
      int y = PADDING + i / n_columns * (CHIP_HEIGHT + SPACING);

      gtk_widget_measure (self->chips->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL,
                          NULL);
      gtk_widget_size_allocate (self->chips->pdata[i],
                                &(GtkAllocation) { mirrored ? width - x - chip : x, y, chip,
                                                   CHIP_HEIGHT },
                                -1);
    }
}

/* Widget -------------------------------------------------------------------------------------- */

static void
aip_tone_view_dispose (GObject *object)
{
  AipToneView *self = AIP_TONE_VIEW (object);

  for (guint i = 0; i < self->chips->len; i++)
    gtk_widget_unparent (self->chips->pdata[i]);
  g_ptr_array_set_size (self->chips, 0);
  g_clear_object (&self->live);

  G_OBJECT_CLASS (aip_tone_view_parent_class)->dispose (object);
}

static void
aip_tone_view_finalize (GObject *object)
{
  g_ptr_array_unref (AIP_TONE_VIEW (object)->chips);

  G_OBJECT_CLASS (aip_tone_view_parent_class)->finalize (object);
}

static void
aip_tone_view_class_init (AipToneViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_tone_view_dispose;
  object_class->finalize = aip_tone_view_finalize;
  widget_class->measure = aip_tone_view_measure;
  widget_class->get_request_mode = aip_tone_view_get_request_mode;
  widget_class->size_allocate = aip_tone_view_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "toneview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
create_chip (AipToneView *self,
             AipTone      tone)
{
  const char *name = aip_words_get_name (AIP_WORDS_TONE, tone);
  GtkWidget *chip = gtk_toggle_button_new ();
  GtkWidget *area = gtk_drawing_area_new ();

  g_object_set_data (G_OBJECT (area), "tone", GINT_TO_POINTER (tone));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, self, NULL);

  gtk_button_set_child (GTK_BUTTON (chip), area);
  gtk_widget_add_css_class (chip, "flat");
  gtk_widget_set_tooltip_text (chip, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);

  return chip;
}

static void
aip_tone_view_init (AipToneView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  guint n_tones = aip_words_get_count (AIP_WORDS_TONE);

  self->chips = g_ptr_array_new ();
  for (guint i = 0; i < n_tones; i++)
    {
      GtkWidget *chip = create_chip (self, (AipTone) i);

      gtk_widget_set_parent (chip, GTK_WIDGET (self));
      g_ptr_array_add (self->chips, chip);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Colour tone"), -1);

  g_signal_connect_object (motion, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_object (focus, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
aip_tone_view_new (AipLiveSetup *live)
{
  AipToneView *self;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);

  self = g_object_new (AIP_TYPE_TONE_VIEW, NULL);
  self->live = g_object_ref (live);
  g_signal_connect_object (live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (live, "notify::highlight", G_CALLBACK (highlight_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

GtkWidget *
aip_tone_view_get_chip (AipToneView *self,
                        AipTone      tone)
{
  g_return_val_if_fail (AIP_IS_TONE_VIEW (self), NULL);
  g_return_val_if_fail ((guint) tone < self->chips->len, NULL);

  return self->chips->pdata[tone];
}
