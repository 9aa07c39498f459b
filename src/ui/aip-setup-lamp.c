/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-lamp"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-setup-lamp.h"
#include "aip-setup-number.h"
#include "aip-setup-row.h"

typedef enum {
  PART_AZIMUTH,
  PART_ELEVATION,
  PART_STOPS,
} Part;

#define N_PARTS (PART_STOPS + 1)

struct _AipSetupLamp
{
  GtkWidget parent_instance;

  AipLiveSetup   *live;
  AipSetupField   field;
  guint           index;

  GtkWidget      *header;
  GtkLabel       *title;
  GtkWidget      *rows[N_PARTS];
  AipSetupNumber *numbers[N_PARTS];
};

G_DEFINE_FINAL_TYPE (AipSetupLamp, aip_setup_lamp, GTK_TYPE_WIDGET)

static const struct {
  const char *title;
  double      lower;
  double      upper;
  double      step;
} parts[N_PARTS] = {
  [PART_AZIMUTH] = { N_("Direction"), 0, 360, 5 },
  [PART_ELEVATION] = { N_("Elevation"), -90, 90, 5 },
  [PART_STOPS] = { N_("Level"), -6, 4, 0.5 },
};

static const AipLamp *
get_lamp (AipSetupLamp *self)
{
  const AipSetup *setup = aip_live_setup_get (self->live);

  if (!aip_setup_has (setup, self->field))
    return NULL;

  switch ((guint) self->field)
    {
    case AIP_SETUP_KEY:
      return &setup->key;

    case AIP_SETUP_FILL:
      return &setup->fill;

    default:
      return self->index < setup->n_practicals ? &setup->practicals[self->index] : NULL;
    }
}

/* “45°, from the right”: a number alone says little about where a light stands. */
static char *
dup_direction (double azimuth)
{
  static const char *const names[] = {
    N_("front"), N_("front right"), N_("right"), N_("back right"),
    N_("behind"), N_("back left"), N_("left"), N_("front left"),
  };
  guint sector = (guint) ((azimuth + 22.5) / 45) % G_N_ELEMENTS (names);

  return g_strdup_printf ("%.0f° %s", azimuth, _(names[sector]));
}

static char *
dup_part (const AipLamp *lamp,
          Part           part)
{
  switch (part)
    {
    case PART_AZIMUTH:
      return dup_direction (lamp->azimuth);

    case PART_ELEVATION:
      return g_strdup_printf ("%.0f°", lamp->elevation);

    default:
      return g_strdup_printf (_("%+.3g stops"), lamp->stops);
    }
}

static double
get_part (const AipLamp *lamp,
          Part           part)
{
  switch (part)
    {
    case PART_AZIMUTH:
      return lamp->azimuth;

    case PART_ELEVATION:
      return lamp->elevation;

    default:
      return lamp->stops;
    }
}

static void
wanted_cb (AipSetupNumber *number,
           double          wanted,
           gpointer        user_data)
{
  AipSetupLamp *self = user_data;
  const AipLamp *lamp = get_lamp (self);
  AipLamp next;

  if (lamp == NULL)
    return;

  next = *lamp;
  wanted = CLAMP (wanted, -1000, 1000);
  if (number == self->numbers[PART_AZIMUTH])
    {
      /* Round and round. */
      while (wanted < 0)
        wanted += 360;
      while (wanted >= 360)
        wanted -= 360;
      next.azimuth = (double) (int) (wanted + 0.5);
    }
  else if (number == self->numbers[PART_ELEVATION])
    next.elevation = CLAMP ((double) (int) (wanted + (wanted < 0 ? -0.5 : 0.5)), -90, 90);
  else
    next.stops = CLAMP ((double) (int) (wanted * 4 + (wanted < 0 ? -0.5 : 0.5)) / 4, -12, 12);

  aip_live_setup_set_lamp (self->live, self->field, self->index, &next);
  aip_setup_lamp_update (self);
}

static void
drag_cb (AipSetupLamp *self,
         gboolean      begins)
{
  if (begins)
    aip_live_setup_begin_drag (self->live);
  else
    aip_live_setup_end_drag (self->live);
}

static void
remove_clicked_cb (AipSetupLamp *self)
{
  aip_live_setup_set_lamp (self->live, self->field, self->index, NULL);
}

void
aip_setup_lamp_update (AipSetupLamp *self)
{
  const AipLamp *lamp;

  g_return_if_fail (AIP_IS_SETUP_LAMP (self));

  lamp = get_lamp (self);
  gtk_widget_set_visible (GTK_WIDGET (self), lamp != NULL && lamp->light != NULL);
  if (lamp == NULL || lamp->light == NULL)
    return;

  if (self->header != NULL)
    {
      g_autofree char *title = aip_gear_to_text (&lamp->light->gear);

      gtk_label_set_label (self->title, title);
    }

  for (Part part = 0; part < N_PARTS; part++)
    {
      g_autofree char *text = NULL;

      /* Levels are measured from the key. */
      if (self->rows[part] == NULL)
        continue;
      text = dup_part (lamp, part);
      aip_setup_number_set (self->numbers[part], get_part (lamp, part), text, "");
    }
}

static void
aip_setup_lamp_dispose (GObject *object)
{
  AipSetupLamp *self = AIP_SETUP_LAMP (object);

  g_clear_pointer (&self->header, gtk_widget_unparent);
  for (Part part = 0; part < N_PARTS; part++)
    g_clear_pointer (&self->rows[part], gtk_widget_unparent);
  g_clear_object (&self->live);

  G_OBJECT_CLASS (aip_setup_lamp_parent_class)->dispose (object);
}

static void
aip_setup_lamp_class_init (AipSetupLampClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_setup_lamp_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "setuplamp");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_setup_lamp_init (AipSetupLamp *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
}

static void
add_header (AipSetupLamp *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  GtkWidget *title = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_tooltip_text (button, _("Remove This Light"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Remove This Light"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "clear");
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);

  self->title = GTK_LABEL (title);
  self->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->header), title);
  gtk_box_append (GTK_BOX (self->header), button);
  gtk_widget_set_parent (self->header, GTK_WIDGET (self));
}

GtkWidget *
aip_setup_lamp_new (AipLiveSetup  *live,
                    AipSetupField  field,
                    guint          index)
{
  AipSetupLamp *self;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);

  self = g_object_new (AIP_TYPE_SETUP_LAMP, NULL);
  self->live = g_object_ref (live);
  self->field = field;
  self->index = index;

  if (field == AIP_SETUP_PRACTICALS)
    add_header (self);

  for (Part part = 0; part < N_PARTS; part++)
    {
      g_autofree char *name = NULL;
      GtkWidget *label;

      if (field == AIP_SETUP_KEY && part == PART_STOPS)
        continue;

      name = g_strdup_printf ("%s: %s", aip_setup_field_get_name (field), _(parts[part].title));
      self->numbers[part] = AIP_SETUP_NUMBER (aip_setup_number_new (name));
      aip_setup_number_set_range (self->numbers[part], parts[part].lower, parts[part].upper,
                                  parts[part].step, FALSE);
      gtk_widget_set_hexpand (GTK_WIDGET (self->numbers[part]), TRUE);
      g_signal_connect_object (self->numbers[part], "wanted", G_CALLBACK (wanted_cb), self, 0);
      g_signal_connect_object (self->numbers[part], "drag", G_CALLBACK (drag_cb), self,
                               G_CONNECT_SWAPPED);

      label = gtk_label_new (_(parts[part].title));
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), AIP_SETUP_TITLE_CHARS);
      gtk_label_set_max_width_chars (GTK_LABEL (label), AIP_SETUP_TITLE_CHARS);
      gtk_widget_add_css_class (label, "dimmed");

      self->rows[part] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      gtk_box_append (GTK_BOX (self->rows[part]), label);
      gtk_box_append (GTK_BOX (self->rows[part]), GTK_WIDGET (self->numbers[part]));
      gtk_widget_set_parent (self->rows[part], GTK_WIDGET (self));
    }

  aip_setup_lamp_update (self);

  return GTK_WIDGET (self);
}
