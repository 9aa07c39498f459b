/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-value"

#include "config.h"

#include "aip-draft-value.h"

AipDraftValue *
aip_draft_value_new (void)
{
  AipDraftValue *self = g_new0 (AipDraftValue, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->denoise = 1.0;
  self->frames = 1;
  self->batch = 1;

  return self;
}

AipDraftValue *
aip_draft_value_new_literal (AipDraftJson *literal)
{
  AipDraftValue *self = aip_draft_value_new ();

  self->literal = aip_draft_json_ref (literal);

  return self;
}

AipDraftValue *
aip_draft_value_new_size (int width,
                          int height,
                          int frames,
                          int batch)
{
  AipDraftValue *self = aip_draft_value_new ();

  self->width = width;
  self->height = height;
  self->frames = MAX (frames, 1);
  self->batch = MAX (batch, 1);

  return self;
}

static AipDraftValue *
maybe_ref (AipDraftValue *value)
{
  return value != NULL ? aip_draft_value_ref (value) : NULL;
}

AipDraftValue *
aip_draft_value_copy (AipDraftValue *self)
{
  AipDraftValue *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (AipDraftValue, 1);
  *copy = *self;
  g_atomic_ref_count_init (&copy->ref_count);
  if (self->literal != NULL)
    aip_draft_json_ref (self->literal);
  copy->text = g_strdup (self->text);
  copy->references = NULL;
  copy->surfaces = NULL;
  copy->plates = self->plates != NULL ? g_ptr_array_ref (self->plates) : NULL;
  copy->control = maybe_ref (self->control);
  copy->positive = maybe_ref (self->positive);
  copy->negative = maybe_ref (self->negative);
  copy->mask = maybe_ref (self->mask);
  copy->scene = self->scene != NULL ? aip_draft_scene_ref (self->scene) : NULL;

  for (guint i = 0; self->references != NULL && i < self->references->len; i++)
    {
      if (copy->references == NULL)
        copy->references = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_draft_value_unref);
      g_ptr_array_add (copy->references,
                       aip_draft_value_ref (g_ptr_array_index (self->references, i)));
    }
  for (guint i = 0; i < aip_draft_value_n_surfaces (self); i++)
    aip_draft_value_add_surface (copy,
                                 cairo_surface_reference (aip_draft_value_get_surface (self, i)));

  return copy;
}

AipDraftValue *
aip_draft_value_ref (AipDraftValue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
aip_draft_value_unref (AipDraftValue *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  aip_draft_json_unref (self->literal);
  g_free (self->text);
  g_clear_pointer (&self->references, g_ptr_array_unref);
  g_clear_pointer (&self->control, aip_draft_value_unref);
  g_clear_pointer (&self->positive, aip_draft_value_unref);
  g_clear_pointer (&self->negative, aip_draft_value_unref);
  g_clear_pointer (&self->surfaces, g_ptr_array_unref);
  g_clear_pointer (&self->scene, aip_draft_scene_unref);
  g_clear_pointer (&self->plates, g_ptr_array_unref);
  g_clear_pointer (&self->mask, aip_draft_value_unref);
  g_free (self);
}

void
aip_draft_value_add_surface (AipDraftValue   *self,
                             cairo_surface_t *surface)
{
  g_return_if_fail (self != NULL && surface != NULL);

  if (self->surfaces == NULL)
    self->surfaces = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  g_ptr_array_add (self->surfaces, surface);
}

void
aip_draft_value_add_plate (AipDraftValue   *self,
                           cairo_surface_t *surface)
{
  g_return_if_fail (self != NULL && surface != NULL);

  if (self->plates == NULL)
    self->plates = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  g_ptr_array_add (self->plates, surface);
}

void
aip_draft_value_flatten (AipDraftValue *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->scene, aip_draft_scene_unref);
  g_clear_pointer (&self->plates, g_ptr_array_unref);
}

cairo_surface_t *
aip_draft_value_get_surface (AipDraftValue *self,
                             guint          index)
{
  g_return_val_if_fail (index < aip_draft_value_n_surfaces (self), NULL);

  return g_ptr_array_index (self->surfaces, index);
}

guint
aip_draft_value_n_surfaces (AipDraftValue *self)
{
  return self != NULL && self->surfaces != NULL ? self->surfaces->len : 0;
}
