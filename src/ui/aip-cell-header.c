/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-header"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cell-header.h"

struct _AipCellHeader
{
  GtkWidget parent_instance;

  AipCellContext *context;
  AipShotView    *view;
  AipShot        *shot;

  GtkLabel       *code;
  GtkLabel       *name;
  GtkLabel       *summary;
  GtkWidget      *rename;
};

enum {
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipCellHeader, aip_cell_header, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

static char *
dup_summary (AipCellHeader *self,
             guint          start,
             guint          end)
{
  AipShotList *rows = aip_shot_view_get_list (self->view);
  AipDocument *document = aip_cell_context_get_document (self->context);
  AipFrameRate rate = aip_project_get_rate (aip_document_get_project (document));
  g_autofree char *count = NULL;
  g_autofree char *length = NULL;
  gint64 frames = 0;

  for (guint i = start; i < end; i++)
    frames += aip_shot_get_duration (aip_shot_list_peek (rows, i));

  count = g_strdup_printf (ngettext ("%u shot", "%u shots", end - start), end - start);
  length = aip_timecode_format (frames, &rate);

  /* Translators: summary of a scene: “6 shots · 00:00:14:12” */
  return g_strdup_printf (_("%s · %s"), count, length);
}

static void
update (AipCellHeader *self)
{
  AipDocument *document = aip_cell_context_get_document (self->context);
  AipShotList *rows = aip_shot_view_get_list (self->view);
  g_autofree char *summary = NULL;
  g_autofree char *spoken = NULL;
  AipScene *scene = NULL;
  const char *id, *name;
  guint position, start, end;

  if (self->shot == NULL || !aip_shot_list_find (rows, self->shot, &position))
    return;

  aip_shot_list_get_section (rows, position, &start, &end);
  summary = dup_summary (self, start, end);

  id = aip_shot_get_scene_id (self->shot);
  if (*id != '\0')
    scene = (AipScene *) aip_document_lookup (document, id);
  name = scene != NULL ? aip_scene_get_name (scene) : _("No Scene");

  gtk_label_set_label (self->code, scene != NULL ? aip_scene_get_code (scene) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->code), scene != NULL);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_visible (self->rename, scene != NULL);
  if (scene != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->rename), "s",
                                      aip_scene_get_code (scene));

  spoken = g_strdup_printf ("%s %s, %s", scene != NULL ? aip_scene_get_code (scene) : "", name,
                            summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_strstrip (spoken), -1);
}

static void
aip_cell_header_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, AIP_CELL_HEADER (object)->shot);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_cell_header_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  AipCellHeader *self = AIP_CELL_HEADER (object);

  switch (prop_id)
    {
    case PROP_ITEM:
      if (g_set_object (&self->shot, g_value_get_object (value)))
        {
          update (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_cell_header_dispose (GObject *object)
{
  AipCellHeader *self = AIP_CELL_HEADER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->shot);

  G_OBJECT_CLASS (aip_cell_header_parent_class)->dispose (object);
}

static void
aip_cell_header_finalize (GObject *object)
{
  AipCellHeader *self = AIP_CELL_HEADER (object);

  g_clear_object (&self->context);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (aip_cell_header_parent_class)->finalize (object);
}

static void
aip_cell_header_class_init (AipCellHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_cell_header_dispose;
  object_class->finalize = aip_cell_header_finalize;
  object_class->get_property = aip_cell_header_get_property;
  object_class->set_property = aip_cell_header_set_property;

  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, AIP_TYPE_SHOT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "sceneheader");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
add_label (AipCellHeader *self,
           const char    *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return GTK_LABEL (label);
}

static void
aip_cell_header_init (AipCellHeader *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);

  self->code = add_label (self, "dim-label");
  gtk_label_set_ellipsize (self->code, PANGO_ELLIPSIZE_NONE);
  self->name = add_label (self, "heading");

  self->rename = gtk_button_new_from_icon_name ("document-edit-symbolic");
  gtk_widget_add_css_class (self->rename, "flat");
  gtk_widget_set_valign (self->rename, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->rename, _("Rename Scene"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rename), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Rename Scene"), -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->rename), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->rename), "shots.rename-scene");
  gtk_widget_set_parent (self->rename, GTK_WIDGET (self));

  self->summary = add_label (self, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "numeric");
  gtk_label_set_ellipsize (self->summary, PANGO_ELLIPSIZE_NONE);
}

GtkWidget *
aip_cell_header_new (AipCellContext *context,
                     AipShotView    *view)
{
  AipCellHeader *self;

  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (context), NULL);
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (view), NULL);

  self = g_object_new (AIP_TYPE_CELL_HEADER, NULL);
  self->context = g_object_ref (context);
  self->view = g_object_ref (view);
  g_signal_connect_object (view, "refreshed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

AipShot *
aip_cell_header_get_shot (AipCellHeader *self)
{
  g_return_val_if_fail (AIP_IS_CELL_HEADER (self), NULL);

  return self->shot;
}
