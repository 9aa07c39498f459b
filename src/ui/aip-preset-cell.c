/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-preset-cell"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-preset-cell.h"

#define RADIUS 8
#define GAP 5
#define BADGE 20
#define BADGE_INSET 5
#define BADGE_ICON 12

struct _AipPresetCell
{
  GtkWidget parent_instance;

  AipPresetThumbnails *thumbnails;
  AipPresetItem       *item;
  GSignalGroup        *item_signals;
  GCancellable        *cancellable;
  GdkTexture          *texture;
  GtkWidget           *name;
  GtkWidget           *subtitle;
};

enum {
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipPresetCell, aip_preset_cell, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

/* The picture --------------------------------------------------------------------------------- */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AipPresetCell) self = user_data;
  g_autoptr(GdkTexture) texture =
    aip_preset_thumbnails_load_finish (AIP_PRESET_THUMBNAILS (source), result, NULL);

  /* NULL: the cell shows another preset by now, or none. */
  if (texture == NULL)
    return;

  g_set_object (&self->texture, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
load (AipPresetCell *self)
{
  const AipPreset *preset = aip_preset_item_get_preset (self->item);
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  GdkTexture *texture = aip_preset_thumbnails_peek (self->thumbnails, preset, scale);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (texture != NULL)
    g_set_object (&self->texture, texture);
  else
    {
      /* What it showed so far stays until the new picture is there. */
      self->cancellable = g_cancellable_new ();
      aip_preset_thumbnails_load_async (self->thumbnails, preset, scale, self->cancellable,
                                        loaded_cb, g_object_ref (self));
    }
}

static void
set_class (AipPresetCell *self,
           const char    *css_class,
           gboolean       set)
{
  if (set)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}

static void
update (AipPresetCell *self)
{
  g_autofree char *subtitle = aip_preset_item_dup_subtitle (self->item);
  g_autofree char *details = aip_preset_item_dup_details (self->item);
  g_autofree char *label = aip_preset_item_dup_label (self->item);
  AipPresetState state = aip_preset_item_get_state (self->item);

  gtk_inscription_set_text (GTK_INSCRIPTION (self->name),
                            aip_preset_item_get_preset (self->item)->name);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->subtitle), subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), details);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  set_class (self, "current", state != AIP_PRESET_STATE_OTHER);
  load (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_item (AipPresetCell *self,
          AipPresetItem *item)
{
  if (!g_set_object (&self->item, item))
    return;

  g_signal_group_set_target (self->item_signals, item);
  g_clear_object (&self->texture);
  if (item != NULL)
    update (self);
  else
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

/* Drawing ------------------------------------------------------------------------------------- */

/* A symbolic icon on a dark disc, readable on any picture. */
static void
snapshot_badge (AipPresetCell *self,
                GtkSnapshot   *snapshot,
                const char    *icon_name,
                const GdkRGBA *color,
                float          x,
                float          y)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr(GtkIconPaintable) icon =
    gtk_icon_theme_lookup_icon (theme, icon_name, NULL, BADGE_ICON,
                                gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                                gtk_widget_get_direction (GTK_WIDGET (self)),
                                GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  GskRoundedRect disc;

  gsk_rounded_rect_init_from_rect (&disc, &GRAPHENE_RECT_INIT (x, y, BADGE, BADGE), BADGE / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, 0.62f }, &disc.bounds);
  gtk_snapshot_pop (snapshot);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + (BADGE - BADGE_ICON) / 2.0f,
                                                          y + (BADGE - BADGE_ICON) / 2.0f));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, BADGE_ICON,
                                            BADGE_ICON, color, 1);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_modified (AipPresetCell *self,
                   GtkSnapshot   *snapshot,
                   float          width,
                   float          bottom)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (self->subtitle, _("Modified"));
  GskRoundedRect pill;
  PangoRectangle size;
  float x, y;

  pango_layout_get_pixel_extents (layout, NULL, &size);
  x = (width - (float) size.width) / 2;
  y = bottom - BADGE_INSET - (float) size.height - 1;
  gsk_rounded_rect_init_from_rect (&pill,
                                   &GRAPHENE_RECT_INIT (x - 8, y - 1, (float) size.width + 16,
                                                        (float) size.height + 2),
                                   ((float) size.height + 2) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, 0.62f }, &pill.bounds);
  gtk_snapshot_pop (snapshot);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &(GdkRGBA) { 1, 1, 1, 1 });
  gtk_snapshot_restore (snapshot);
}

static void
aip_preset_cell_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  AipPresetCell *self = AIP_PRESET_CELL (widget);
  const GdkRGBA white = { 1, 1, 1, 1 };
  const GdkRGBA amber = { 1, 0.82f, 0.35f, 1 };
  const float width = AIP_PRESET_THUMBNAIL_WIDTH;
  const float height = AIP_PRESET_THUMBNAIL_HEIGHT;
  float left = ((float) gtk_widget_get_width (widget) - width) / 2;
  float edge = BADGE_INSET;
  const AipPreset *preset;
  AipPresetState state;
  GskRoundedRect frame;

  gtk_widget_snapshot_child (widget, self->name, snapshot);
  gtk_widget_snapshot_child (widget, self->subtitle, snapshot);
  if (self->item == NULL)
    return;

  preset = aip_preset_item_get_preset (self->item);
  state = aip_preset_item_get_state (self->item);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (left, 0));
  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (0, 0, width, height), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &frame.bounds);
  else
    {
      GdkRGBA color;

      gtk_widget_get_color (widget, &color);
      color.alpha *= 0.08f;
      gtk_snapshot_append_color (snapshot, &color, &frame.bounds);
    }
  gtk_snapshot_pop (snapshot);

  if (state != AIP_PRESET_STATE_OTHER)
    {
      AdwAccentColor accent = adw_style_manager_get_accent_color (adw_style_manager_get_default ());
      GskRoundedRect ring = frame;
      GdkRGBA color;

      adw_accent_color_to_rgba (accent, &color);
      gsk_rounded_rect_shrink (&ring, -3, -3, -3, -3);
      gtk_snapshot_append_border (snapshot, &ring, (float[4]) { 2, 2, 2, 2 },
                                  (GdkRGBA[4]) { color, color, color, color });
      snapshot_badge (self, snapshot, "object-select-symbolic", &white, edge, edge);
      if (state == AIP_PRESET_STATE_MODIFIED)
        snapshot_modified (self, snapshot, width, height);
    }
  if (preset->favourite)
    snapshot_badge (self, snapshot, "starred-symbolic", &amber, width - BADGE - edge, edge);
  if (preset->confidence == AIP_CONFIDENCE_LOW)
    snapshot_badge (self, snapshot, "dialog-question-symbolic", &white, width - BADGE - edge,
                    height - BADGE - edge);
  gtk_snapshot_restore (snapshot);
}

static void
aip_preset_cell_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  AipPresetCell *self = AIP_PRESET_CELL (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = AIP_PRESET_THUMBNAIL_WIDTH;
  else
    {
      int name, subtitle;

      gtk_widget_measure (self->name, orientation, -1, &name, NULL, NULL, NULL);
      gtk_widget_measure (self->subtitle, orientation, -1, &subtitle, NULL, NULL, NULL);
      *minimum = *natural = AIP_PRESET_THUMBNAIL_HEIGHT + GAP + name + subtitle;
    }
}

static void
aip_preset_cell_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  AipPresetCell *self = AIP_PRESET_CELL (widget);
  int left = (width - AIP_PRESET_THUMBNAIL_WIDTH) / 2;
  int name, subtitle;

  gtk_widget_measure (self->name, GTK_ORIENTATION_VERTICAL, -1, &name, NULL, NULL, NULL);
  gtk_widget_measure (self->subtitle, GTK_ORIENTATION_VERTICAL, -1, &subtitle, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->name,
                            &(GtkAllocation) { left, AIP_PRESET_THUMBNAIL_HEIGHT + GAP,
                                               AIP_PRESET_THUMBNAIL_WIDTH, name },
                            -1);
  gtk_widget_size_allocate (self->subtitle,
                            &(GtkAllocation) { left, AIP_PRESET_THUMBNAIL_HEIGHT + GAP + name,
                                               AIP_PRESET_THUMBNAIL_WIDTH, subtitle },
                            -1);
}

/* Widget -------------------------------------------------------------------------------------- */

static void
aip_preset_cell_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  AipPresetCell *self = AIP_PRESET_CELL (object);

  switch (prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, self->item);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_preset_cell_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  AipPresetCell *self = AIP_PRESET_CELL (object);

  switch (prop_id)
    {
    case PROP_ITEM:
      set_item (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_preset_cell_dispose (GObject *object)
{
  AipPresetCell *self = AIP_PRESET_CELL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->item_signals);
  g_clear_object (&self->item);
  g_clear_object (&self->texture);
  g_clear_object (&self->thumbnails);
  g_clear_pointer (&self->name, gtk_widget_unparent);
  g_clear_pointer (&self->subtitle, gtk_widget_unparent);

  G_OBJECT_CLASS (aip_preset_cell_parent_class)->dispose (object);
}

static void
aip_preset_cell_class_init (AipPresetCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_preset_cell_dispose;
  object_class->get_property = aip_preset_cell_get_property;
  object_class->set_property = aip_preset_cell_set_property;
  widget_class->snapshot = aip_preset_cell_snapshot;
  widget_class->measure = aip_preset_cell_measure;
  widget_class->size_allocate = aip_preset_cell_size_allocate;

  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, G_TYPE_OBJECT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "presetcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static GtkWidget *
create_line (const char *css_class)
{
  GtkWidget *line = gtk_inscription_new (NULL);

  gtk_inscription_set_min_lines (GTK_INSCRIPTION (line), 1);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (line), 1);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (line), 0);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (line),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (line, css_class);

  return line;
}

static void
aip_preset_cell_init (AipPresetCell *self)
{
  self->item_signals = g_signal_group_new (AIP_TYPE_PRESET_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "changed", G_CALLBACK (update), self);

  self->name = create_line ("caption-heading");
  gtk_widget_set_parent (self->name, GTK_WIDGET (self));
  self->subtitle = create_line ("caption");
  gtk_widget_add_css_class (self->subtitle, "dimmed");
  gtk_widget_set_parent (self->subtitle, GTK_WIDGET (self));
}

GtkWidget *
aip_preset_cell_new (AipPresetThumbnails *thumbnails)
{
  AipPresetCell *self;

  g_return_val_if_fail (AIP_IS_PRESET_THUMBNAILS (thumbnails), NULL);

  self = g_object_new (AIP_TYPE_PRESET_CELL, NULL);
  self->thumbnails = g_object_ref (thumbnails);

  return GTK_WIDGET (self);
}

AipPresetItem *
aip_preset_cell_get_item (AipPresetCell *self)
{
  g_return_val_if_fail (AIP_IS_PRESET_CELL (self), NULL);

  return self->item;
}

gboolean
aip_preset_cell_is_drawn (AipPresetCell *self)
{
  g_return_val_if_fail (AIP_IS_PRESET_CELL (self), FALSE);

  return self->texture != NULL;
}
