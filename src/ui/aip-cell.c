/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cell-field.h"
#include "aip-cell-findings.h"
#include "aip-cell-progress.h"
#include "aip-cell-text.h"
#include "aip-cell-thumbnail.h"
#include "aip-cell.h"

typedef struct
{
  AipCellContext *context;
  AipShotColumn   column;
  AipShot        *shot;
  GSignalGroup   *signals;
  char           *spoken;
} AipCellPrivate;

enum {
  PROP_0,
  PROP_CONTEXT,
  PROP_COLUMN,
  PROP_ITEM,
  N_PROPS
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AipCell, aip_cell, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

/*
 * GTK keeps some two hundred rows alive of which a dozen are on the screen, and only these are
 * mapped: a cell that nobody sees neither follows its shot nor knows what to say of it.
 */
static void
update (AipCell *self)
{
  AipCellPrivate *priv = aip_cell_get_instance_private (self);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (priv->shot != NULL && aip_shot_get_locked (priv->shot))
    gtk_widget_add_css_class (GTK_WIDGET (self), "locked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "locked");
  AIP_CELL_GET_CLASS (self)->update (self);
}

static void
connect_signals (AipCell *self)
{
  AipCellPrivate *priv = aip_cell_get_instance_private (self);
  const AipShotColumnInfo *info = aip_shot_column_get_info (priv->column);
  g_autofree char *refresh = NULL;

  priv->signals = g_signal_group_new (AIP_TYPE_SHOT);

  if (info->editor == AIP_SHOT_EDITOR_SETUP)
    {
      static const char *const judged[] = { "duration", "dialogue", "characters", "workflow" };

      g_signal_group_connect_swapped (priv->signals, "notify::setup", G_CALLBACK (update), self);
      for (guint i = 0; priv->column == AIP_SHOT_COLUMN_FINDINGS && i < G_N_ELEMENTS (judged); i++)
        {
          g_autofree char *name = g_strconcat ("notify::", judged[i], NULL);

          g_signal_group_connect_swapped (priv->signals, name, G_CALLBACK (update), self);
        }
    }
  /* A formula may ask for anything, and what it says is cheap to find out. */
  else if (aip_shot_column_get_custom (priv->column) != NULL)
    g_signal_group_connect_swapped (priv->signals, "notify", G_CALLBACK (update), self);
  else if (info->field != NULL)
    {
      g_autofree char *name = g_strconcat ("notify::", info->field, NULL);

      g_signal_group_connect_swapped (priv->signals, name, G_CALLBACK (update), self);
    }
  else
    {
      g_signal_group_connect_swapped (priv->signals, "notify::take", G_CALLBACK (update), self);
      if (priv->column == AIP_SHOT_COLUMN_TAKES)
        g_signal_group_connect_swapped (priv->signals, "notify::n-takes", G_CALLBACK (update),
                                        self);
      else
        g_signal_group_connect_swapped (priv->signals, "notify::active-job", G_CALLBACK (update),
                                        self);
      if (priv->column == AIP_SHOT_COLUMN_STALE || priv->column == AIP_SHOT_COLUMN_THUMBNAIL)
        g_signal_group_connect_swapped (priv->signals, "notify::stale", G_CALLBACK (update), self);
    }

  if (aip_shot_column_get_custom (priv->column) == NULL)
    g_signal_group_connect_swapped (priv->signals, "notify::locked", G_CALLBACK (update), self);
  refresh = g_strconcat ("refresh::", info->id, NULL);
  g_signal_connect_object (priv->context, refresh, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
aip_cell_map (GtkWidget *widget)
{
  AipCell *self = AIP_CELL (widget);
  AipCellPrivate *priv = aip_cell_get_instance_private (self);

  GTK_WIDGET_CLASS (aip_cell_parent_class)->map (widget);

  if (priv->signals == NULL)
    connect_signals (self);
  g_signal_group_set_target (priv->signals, priv->shot);
  update (self);
}

static void
aip_cell_unmap (GtkWidget *widget)
{
  AipCellPrivate *priv = aip_cell_get_instance_private (AIP_CELL (widget));

  if (priv->signals != NULL)
    g_signal_group_set_target (priv->signals, NULL);

  GTK_WIDGET_CLASS (aip_cell_parent_class)->unmap (widget);
}

static void
aip_cell_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  AipCellPrivate *priv = aip_cell_get_instance_private (AIP_CELL (object));

  switch (prop_id)
    {
    case PROP_CONTEXT:
      g_value_set_object (value, priv->context);
      break;
    case PROP_COLUMN:
      g_value_set_uint (value, priv->column);
      break;
    case PROP_ITEM:
      g_value_set_object (value, priv->shot);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_cell_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  AipCell *self = AIP_CELL (object);
  AipCellPrivate *priv = aip_cell_get_instance_private (self);

  switch (prop_id)
    {
    case PROP_CONTEXT:
      priv->context = g_value_dup_object (value);
      break;
    case PROP_COLUMN:
      priv->column = g_value_get_uint (value);
      break;
    case PROP_ITEM:
      aip_cell_set_shot (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_cell_dispose (GObject *object)
{
  AipCell *self = AIP_CELL (object);
  AipCellPrivate *priv = aip_cell_get_instance_private (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  if (priv->signals != NULL)
    g_signal_group_set_target (priv->signals, NULL);
  g_clear_object (&priv->signals);
  g_clear_object (&priv->shot);

  G_OBJECT_CLASS (aip_cell_parent_class)->dispose (object);
}

static void
aip_cell_finalize (GObject *object)
{
  AipCellPrivate *priv = aip_cell_get_instance_private (AIP_CELL (object));

  g_clear_object (&priv->context);
  g_clear_pointer (&priv->spoken, g_free);

  G_OBJECT_CLASS (aip_cell_parent_class)->finalize (object);
}

static void
aip_cell_class_init (AipCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = aip_cell_dispose;
  object_class->finalize = aip_cell_finalize;
  object_class->get_property = aip_cell_get_property;
  object_class->set_property = aip_cell_set_property;
  widget_class->map = aip_cell_map;
  widget_class->unmap = aip_cell_unmap;

  properties[PROP_CONTEXT] =
    g_param_spec_object ("context", NULL, NULL, AIP_TYPE_CELL_CONTEXT, once);
  properties[PROP_COLUMN] =
    g_param_spec_uint ("column", NULL, NULL, 0, G_MAXINT, 0, once);
  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, AIP_TYPE_SHOT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "shotcell");
}

static void
aip_cell_init (AipCell *self)
{
}

GtkWidget *
aip_cell_new (AipCellContext *context,
              AipShotColumn   column)
{
  GType type;

  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (context), NULL);
  g_return_val_if_fail (aip_shot_column_is_valid (column), NULL);

  switch (column)
    {
    case AIP_SHOT_COLUMN_THUMBNAIL:
      type = AIP_TYPE_CELL_THUMBNAIL;
      break;
    case AIP_SHOT_COLUMN_FINDINGS:
      type = AIP_TYPE_CELL_FINDINGS;
      break;
    case AIP_SHOT_COLUMN_GENERATION:
      type = AIP_TYPE_CELL_PROGRESS;
      break;
    default:
      type = aip_shot_column_get_custom (column) != NULL ? AIP_TYPE_CELL_FIELD : AIP_TYPE_CELL_TEXT;
      break;
    }

  return g_object_new (type, "context", context, "column", column, NULL);
}

AipShot *
aip_cell_get_shot (AipCell *self)
{
  AipCellPrivate *priv = aip_cell_get_instance_private (self);

  g_return_val_if_fail (AIP_IS_CELL (self), NULL);

  return priv->shot;
}

void
aip_cell_set_shot (AipCell *self,
                   AipShot *shot)
{
  AipCellPrivate *priv = aip_cell_get_instance_private (self);

  g_return_if_fail (AIP_IS_CELL (self));
  g_return_if_fail (shot == NULL || AIP_IS_SHOT (shot));

  if (!g_set_object (&priv->shot, shot))
    return;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      g_signal_group_set_target (priv->signals, shot);
      update (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

AipCellContext *
aip_cell_get_context (AipCell *self)
{
  AipCellPrivate *priv = aip_cell_get_instance_private (self);

  g_return_val_if_fail (AIP_IS_CELL (self), NULL);

  return priv->context;
}

AipShotColumn
aip_cell_get_column (AipCell *self)
{
  AipCellPrivate *priv = aip_cell_get_instance_private (self);

  g_return_val_if_fail (AIP_IS_CELL (self), AIP_SHOT_COLUMN_NONE);

  return priv->column;
}

void
aip_cell_set_spoken (AipCell    *self,
                     const char *text)
{
  AipCellPrivate *priv = aip_cell_get_instance_private (self);
  g_autofree char *label = NULL;

  g_return_if_fail (AIP_IS_CELL (self));

  /* Progress changes many times a second and mostly says the same. An empty cell has a name too. */
  if (!g_set_str (&priv->spoken, text != NULL ? text : ""))
    return;

  /* Translators: what a screen reader says for a cell: title of the column, then its text */
  label = g_strdup_printf (_("%s: %s"), aip_shot_column_get_title (priv->column),
                           text != NULL && *text != '\0' ? text : _("empty"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

AipCell *
aip_cell_find (GtkWidget *widget)
{
  GtkWidget *child;

  for (GtkWidget *w = widget; w != NULL; w = gtk_widget_get_parent (w))
    {
      if (AIP_IS_CELL (w))
        return AIP_CELL (w);
      if (GTK_IS_COLUMN_VIEW (w))
        break;
    }

  /* GTK focuses a widget of its own around each cell, and it can pick one beside our child. */
  child = widget != NULL ? gtk_widget_get_first_child (widget) : NULL;

  return AIP_IS_CELL (child) ? AIP_CELL (child) : NULL;
}
