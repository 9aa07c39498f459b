/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-pictures"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "aip-frame-view.h"
#include "aip-lamps-view.h"
#include "aip-plan-view.h"
#include "aip-sensor-view.h"
#include "aip-setup-pictures.h"
#include "aip-tone-view.h"

#define GAP 10
#define MIN_WIDTH 440
#define MIN_HEIGHT 300
/* The left column is the picture and the plan of the set, the right one everything else. */
#define LEFT_SHARE 0.62
#define FRAME_SHARE 0.60
#define PLAN_LEAST 110
#define SENSOR_LEAST 90

struct _AipSetupPictures
{
  GtkWidget parent_instance;

  AipLiveSetup *live;
  GtkWidget    *frame;
  GtkWidget    *facts;
  GtkWidget    *plan;
  GtkWidget    *lamps;
  GtkWidget    *sensor;
  GtkWidget    *tones;
};

enum {
  EDIT_FIELD,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipSetupPictures, aip_setup_pictures, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* Facts --------------------------------------------------------------------------------------- */

static void
append_fact (GString *text,
             char    *fact)
{
  if (text->len > 0)
    g_string_append (text, "  ·  ");
  g_string_append (text, fact);
  g_free (fact);
}

/* What follows from lens and sensor, under the picture. */
static void
update_facts (AipSetupPictures *self)
{
  const AipSetup *setup = aip_live_setup_get (self->live);
  g_autoptr(GString) text = g_string_new (NULL);
  double distance = aip_setup_get_distance (setup);
  AipFrameArea delivered;
  double share;

  if (aip_setup_has (setup, AIP_SETUP_FOCAL)
      && aip_setup_get_delivered (setup, &delivered, &share))
    {
      double equivalent = aip_optics_equivalent_focal (&delivered, setup->focal);

      append_fact (text, g_strdup_printf (_("%.0f° wide"),
                                          aip_optics_angle_horizontal (&delivered, setup->focal)));
      /* Translators: the focal length with the same view on 35 mm film for photographs */
      append_fact (text, g_strdup_printf (_("like %.0f mm in full frame"), equivalent));
      if (distance > 0 && aip_setup_has (setup, AIP_SETUP_STOP))
        {
          double near_limit, far_limit;

          aip_optics_depth_of_field (setup->focal, setup->stop, aip_optics_circle (&delivered),
                                     distance, &near_limit, &far_limit);
          if (isfinite (far_limit))
            append_fact (text, g_strdup_printf (_("sharp from %.2f to %.2f m"), near_limit,
                                                far_limit));
          else
            append_fact (text, g_strdup_printf (_("sharp from %.2f m on"), near_limit));
        }
    }

  gtk_inscription_set_text (GTK_INSCRIPTION (self->facts), text->str);
}

/* Layout -------------------------------------------------------------------------------------- */

static void
allocate (GtkWidget *child,
          int        x,
          int        y,
          int        width,
          int        height)
{
  gboolean fits = width > 0 && height > 0;

  gtk_widget_set_child_visible (child, fits);
  if (fits)
    {
      int least_width, least_height;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
      width = MAX (width, least_width);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);
      gtk_widget_size_allocate (child,
                                &(GtkAllocation) { x, y, width, MAX (height, least_height) }, -1);
    }
}

static void
aip_setup_pictures_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  AipSetupPictures *self = AIP_SETUP_PICTURES (widget);
  int left = (int) (width * LEFT_SHARE) - GAP / 2;
  int right = width - left - GAP;
  int right_x = width - right;
  int facts, tones, frame, lamps, rest;

  gtk_widget_measure (self->facts, GTK_ORIENTATION_VERTICAL, left, &facts, NULL, NULL, NULL);
  gtk_widget_measure (self->tones, GTK_ORIENTATION_VERTICAL, right, &tones, NULL, NULL, NULL);

  /* As wide as the column if the height allows it; the plan keeps what it needs to be dragged in. */
  frame = MIN (left * 9 / 16, MAX ((int) (height * FRAME_SHARE),
                                   height - facts - PLAN_LEAST - 2 * GAP));
  frame = MIN (frame, MAX (height - facts - PLAN_LEAST - 2 * GAP, height / 2));
  allocate (self->frame, 0, 0, left, frame);
  allocate (self->facts, 0, frame + GAP / 2, left, facts);
  allocate (self->plan, 0, frame + facts + GAP, left, height - frame - facts - GAP);

  rest = height - tones - 2 * GAP;
  lamps = MIN ((int) (rest * 0.56), (int) (right / 1.4));
  lamps = MAX (lamps, MIN (rest - SENSOR_LEAST, rest / 2));
  allocate (self->lamps, right_x, 0, right, lamps);
  allocate (self->sensor, right_x, lamps + GAP, right, rest - lamps);
  allocate (self->tones, right_x, height - tones, right, tones);
}

static void
aip_setup_pictures_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = MIN_WIDTH * 2;
    }
  else
    {
      *minimum = MIN_HEIGHT;
      *natural = MIN_HEIGHT * 2;
    }
}

/* Widget -------------------------------------------------------------------------------------- */

static void
edit_field_cb (AipSetupPictures *self,
               int               field)
{
  g_signal_emit (self, signals[EDIT_FIELD], 0, field);
}

static void
aip_setup_pictures_dispose (GObject *object)
{
  AipSetupPictures *self = AIP_SETUP_PICTURES (object);

  g_clear_pointer (&self->frame, gtk_widget_unparent);
  g_clear_pointer (&self->facts, gtk_widget_unparent);
  g_clear_pointer (&self->plan, gtk_widget_unparent);
  g_clear_pointer (&self->lamps, gtk_widget_unparent);
  g_clear_pointer (&self->sensor, gtk_widget_unparent);
  g_clear_pointer (&self->tones, gtk_widget_unparent);
  g_clear_object (&self->live);

  G_OBJECT_CLASS (aip_setup_pictures_parent_class)->dispose (object);
}

static void
aip_setup_pictures_class_init (AipSetupPicturesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_setup_pictures_dispose;
  widget_class->measure = aip_setup_pictures_measure;
  widget_class->size_allocate = aip_setup_pictures_size_allocate;

  signals[EDIT_FIELD] = g_signal_new ("edit-field", AIP_TYPE_SETUP_PICTURES, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "setuppictures");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_setup_pictures_init (AipSetupPictures *self)
{
  self->facts = gtk_inscription_new (NULL);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (self->facts), 1);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (self->facts),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->facts, "caption");
  gtk_widget_add_css_class (self->facts, "dimmed");
  gtk_widget_add_css_class (self->facts, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The setup as pictures"), -1);
}

static GtkWidget *
adopt (AipSetupPictures *self,
       GtkWidget        *child,
       const char       *css_class)
{
  gtk_widget_add_css_class (child, css_class);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  if (AIP_IS_DIAGRAM (child))
    g_signal_connect_object (child, "edit-field", G_CALLBACK (edit_field_cb), self,
                             G_CONNECT_SWAPPED);

  return child;
}

GtkWidget *
aip_setup_pictures_new (AipLiveSetup *live,
                        AipPresets   *presets)
{
  AipSetupPictures *self;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);

  self = g_object_new (AIP_TYPE_SETUP_PICTURES, NULL);
  self->live = g_object_ref (live);
  self->frame = adopt (self, aip_frame_view_new (live, presets), "frame");
  gtk_widget_set_parent (self->facts, GTK_WIDGET (self));
  self->plan = adopt (self, aip_plan_view_new (live), "drawing");
  self->lamps = adopt (self, aip_lamps_view_new (live), "drawing");
  self->sensor = adopt (self, aip_sensor_view_new (live), "drawing");
  self->tones = adopt (self, aip_tone_view_new (live), "drawing");
  g_signal_connect_object (live, "changed", G_CALLBACK (update_facts), self, G_CONNECT_SWAPPED);
  update_facts (self);

  return GTK_WIDGET (self);
}
