/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-group"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-shot-group.h"

struct _AipShotGroup
{
  GObject parent_instance;

  AipShotGroup    *parent;
  AipShotColumn    column;
  guint            level;
  char            *path;
  char            *id;
  char            *text;
  AipGroupFigures  figures;
  gboolean         expanded;
  guint            start;
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipShotGroup, aip_shot_group, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
aip_shot_group_finalize (GObject *object)
{
  AipShotGroup *self = AIP_SHOT_GROUP (object);

  g_clear_object (&self->parent);
  g_free (self->path);
  g_free (self->id);
  g_free (self->text);

  G_OBJECT_CLASS (aip_shot_group_parent_class)->finalize (object);
}

static void
aip_shot_group_class_init (AipShotGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_shot_group_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", AIP_TYPE_SHOT_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
aip_shot_group_init (AipShotGroup *self)
{
}

AipShotGroup *
aip_shot_group_new (AipShotGroup  *parent,
                    AipShotColumn  column,
                    const char    *path)
{
  AipShotGroup *self;

  g_return_val_if_fail (parent == NULL || AIP_IS_SHOT_GROUP (parent), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (AIP_TYPE_SHOT_GROUP, NULL);
  self->parent = parent != NULL ? g_object_ref (parent) : NULL;
  self->level = parent != NULL ? parent->level + 1 : 0;
  self->column = column;
  self->path = g_strdup (path);

  return self;
}

guint
aip_shot_group_get_level (AipShotGroup *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (self), 0);

  return self->level;
}

AipShotColumn
aip_shot_group_get_column (AipShotGroup *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (self), AIP_SHOT_COLUMN_NONE);

  return self->column;
}

AipShotGroup *
aip_shot_group_get_parent (AipShotGroup *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (self), NULL);

  return self->parent;
}

const char *
aip_shot_group_get_path (AipShotGroup *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (self), NULL);

  return self->path;
}

const char *
aip_shot_group_get_id (AipShotGroup *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (self), NULL);

  return self->id;
}

const char *
aip_shot_group_get_text (AipShotGroup *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (self), NULL);

  return self->text;
}

const char *
aip_shot_group_get_title (AipShotGroup *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (self), NULL);

  if (*self->text != '\0')
    return self->text;

  return self->column == AIP_SHOT_COLUMN_SCENE ? _("No Scene") : _("Empty");
}

const AipGroupFigures *
aip_shot_group_get_figures (AipShotGroup *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (self), NULL);

  return &self->figures;
}

gboolean
aip_shot_group_get_expanded (AipShotGroup *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_GROUP (self), FALSE);

  return self->expanded;
}

void
aip_shot_group_get_range (AipShotGroup *self,
                          guint        *start,
                          guint        *end)
{
  g_return_if_fail (AIP_IS_SHOT_GROUP (self));
  g_return_if_fail (start != NULL && end != NULL);

  *start = self->start;
  *end = self->start + self->figures.n_shots;
}

void
aip_shot_group_update (AipShotGroup          *self,
                       const AipGroupValue   *value,
                       const AipGroupFigures *figures,
                       gboolean               expanded,
                       guint                  start)
{
  gboolean changed;

  g_return_if_fail (AIP_IS_SHOT_GROUP (self));
  g_return_if_fail (value != NULL && figures != NULL);

  changed = g_set_str (&self->id, value->id);
  changed |= g_set_str (&self->text, value->text);
  changed |= memcmp (&self->figures, figures, sizeof *figures) != 0;
  changed |= self->expanded != expanded;
  self->figures = *figures;
  self->expanded = expanded;
  self->start = start;

  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}
