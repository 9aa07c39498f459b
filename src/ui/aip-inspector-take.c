/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-inspector-take"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-inspector-take.h"
#include "aip-picture-import.h"
#include "aip-shot-generation.h"
#include "aip-shot-stale.h"

#define WIDTH 88
#define HEIGHT 50

struct _AipInspectorTake
{
  GtkWidget parent_instance;

  AipSession     *session;
  AipTake        *take;
  AipShotPicture *picture;
  GtkWidget      *frame;
  GtkWidget      *kind;       /* what cannot be seen has an icon instead */
  GtkLabel       *label;
  GtkWidget      *pin;
  GSignalGroup   *take_signals;
  GtkWidget      *check;      /* approved */
  gboolean        current;
};

enum {
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipInspectorTake, aip_inspector_take, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

/* “render-01, 12 s, seed 42” */
static char *
dup_details (AipTake *take)
{
  g_autofree char *seconds = aip_generation_format_seconds (aip_take_get_seconds (take));
  const char *worker = aip_entity_get_text (AIP_ENTITY (take), "worker-name");
  const char *seed = aip_entity_get_text (AIP_ENTITY (take), "seed");

  /* Translators: version, worker, time and seed of a take */
  return g_strdup_printf (_("v%03d\nMade by %s in %s\nSeed %s"), (int) aip_take_get_number (take),
                          *worker != '\0' ? worker : _("an unknown worker"), seconds,
                          *seed != '\0' ? seed : "–");
}

/* (nullable): of a take that is neither picture nor movie. */
static const char *
find_icon (AipTake *take)
{
  const char *type = take != NULL ? aip_take_get_media_type (take) : "";

  if (g_str_has_prefix (type, "audio/"))
    return "audio-x-generic-symbolic";

  return g_str_has_prefix (type, "text/") ? "text-x-generic-symbolic" : NULL;
}

static void
update_accessible (AipInspectorTake *self)
{
  g_autofree char *stale = NULL;
  g_autofree char *label = NULL;
  int number;

  if (self->take == NULL)
    return;

  number = (int) aip_take_get_number (self->take);
  if (gtk_widget_get_visible (self->check))
    label = g_strdup_printf (self->current ? _("Take v%03d, current, approved")
                                           : _("Take v%03d, approved"), number);
  else
    label = g_strdup_printf (self->current ? _("Take v%03d, current") : _("Take v%03d"), number);
  stale = aip_take_get_freshness (self->take) == AIP_FRESHNESS_STALE
            ? aip_shot_stale_dup_take_text (self->take) : NULL;
  if (stale != NULL)
    {
      g_autofree char *take = g_steal_pointer (&label);

      label = g_strdup_printf ("%s, %s", take, stale);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_stale (AipInspectorTake *self)
{
  g_autofree char *details = self->take != NULL ? dup_details (self->take) : NULL;
  g_autofree char *stale = self->take != NULL ? aip_shot_stale_dup_take_text (self->take) : NULL;
  g_autofree char *both = stale != NULL ? g_strjoin ("\n", details, stale, NULL) : NULL;

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), both != NULL ? both : details);
  update_accessible (self);
}

static void
set_take (AipInspectorTake *self,
          AipTake          *take)
{
  g_autofree char *number = NULL;
  const char *icon;

  if (!g_set_object (&self->take, take))
    return;

  g_signal_group_set_target (self->take_signals, take);
  icon = find_icon (take);
  aip_shot_picture_set_take (self->picture, icon == NULL ? take : NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->kind), icon);
  gtk_widget_set_visible (self->kind, icon != NULL);
  if (take != NULL)
    number = g_strdup_printf ("v%03d", (int) aip_take_get_number (take));
  gtk_label_set_label (self->label, number);
  update_stale (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

static void
aip_inspector_take_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  AipInspectorTake *self = AIP_INSPECTOR_TAKE (widget);
  graphene_rect_t bounds;

  GTK_WIDGET_CLASS (aip_inspector_take_parent_class)->snapshot (widget, snapshot);

  if (!gtk_widget_get_visible (self->kind) &&
      gtk_widget_compute_bounds (self->frame, widget, &bounds))
    aip_shot_picture_snapshot (self->picture, snapshot, widget, &bounds, 4);
}

static void
aip_inspector_take_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, AIP_INSPECTOR_TAKE (object)->take);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_inspector_take_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_ITEM:
      set_take (AIP_INSPECTOR_TAKE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_inspector_take_dispose (GObject *object)
{
  AipInspectorTake *self = AIP_INSPECTOR_TAKE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->take_signals);
  g_clear_object (&self->session);
  g_clear_object (&self->take);
  g_clear_object (&self->picture);

  G_OBJECT_CLASS (aip_inspector_take_parent_class)->dispose (object);
}

static void
aip_inspector_take_class_init (AipInspectorTakeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_inspector_take_dispose;
  object_class->get_property = aip_inspector_take_get_property;
  object_class->set_property = aip_inspector_take_set_property;
  widget_class->snapshot = aip_inspector_take_snapshot;

  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, AIP_TYPE_TAKE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "take");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
aip_inspector_take_init (AipInspectorTake *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  self->take_signals = g_signal_group_new (AIP_TYPE_TAKE);
  g_signal_group_connect_swapped (self->take_signals, "notify::freshness",
                                  G_CALLBACK (update_stale), self);
  g_signal_group_connect_swapped (self->take_signals, "notify::stale-parts",
                                  G_CALLBACK (update_stale), self);

  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);

  /* Only holds the place: the picture is drawn over it. */
  self->frame = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_size_request (self->frame, WIDTH, HEIGHT);
  gtk_widget_set_parent (self->frame, GTK_WIDGET (self));
  self->kind = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (self->kind), 32);
  gtk_widget_set_hexpand (self->kind, TRUE);
  gtk_widget_set_visible (self->kind, FALSE);
  gtk_box_append (GTK_BOX (self->frame), self->kind);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  self->pin = gtk_image_new_from_icon_name ("view-pin-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (self->pin), 12);
  gtk_widget_set_visible (self->pin, FALSE);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (line), self->pin);
  self->check = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (self->check), 12);
  gtk_widget_add_css_class (self->check, "success");
  gtk_widget_set_visible (self->check, FALSE);
  gtk_box_append (GTK_BOX (line), self->check);
  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (line, GTK_WIDGET (self));
}

/* Drags the file out: to the pictures of a character, or to a file manager. */
static GdkContentProvider *
drag_prepare_cb (AipInspectorTake *self)
{
  g_autofree char *path = self->take != NULL
                          ? aip_document_get_take_path (aip_session_get_document (self->session),
                                                        self->take)
                          : NULL;

  return path != NULL ? aip_picture_import_provide (path) : NULL;
}

GtkWidget *
aip_inspector_take_new (AipSession      *session,
                        AipShotPreviews *previews)
{
  GtkDragSource *drag = gtk_drag_source_new ();
  AipInspectorTake *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_INSPECTOR_TAKE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (drag, "prepare", G_CALLBACK (drag_prepare_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  self->picture = aip_shot_picture_new (session, previews, 128);
  g_signal_connect_object (self->picture, "invalidate-contents",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

AipTake *
aip_inspector_take_get_take (AipInspectorTake *self)
{
  g_return_val_if_fail (AIP_IS_INSPECTOR_TAKE (self), NULL);

  return self->take;
}

void
aip_inspector_take_set_state (AipInspectorTake *self,
                              gboolean          current,
                              gboolean          pinned,
                              const char       *owner)
{
  g_autofree char *number = NULL;

  g_return_if_fail (AIP_IS_INSPECTOR_TAKE (self));
  g_return_if_fail (self->take != NULL);

  number = g_strdup_printf ("v%03d", (int) aip_take_get_number (self->take));
  if (owner != NULL)
    {
      g_autofree char *name = g_steal_pointer (&number);

      number = g_strdup_printf ("%s %s", owner, name);
    }
  gtk_label_set_label (self->label, number);

  self->current = current;
  if (current)
    gtk_widget_add_css_class (GTK_WIDGET (self), "current");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "current");
  gtk_widget_set_visible (self->pin, pinned);
  update_accessible (self);
}

void
aip_inspector_take_set_approved (AipInspectorTake *self,
                                 gboolean          approved)
{
  g_return_if_fail (AIP_IS_INSPECTOR_TAKE (self));

  gtk_widget_set_visible (self->check, approved);
  update_accessible (self);
}
