/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-mask"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-mask.h"

/* Of 64 MiB at most: a step of a large picture costs more than one of a small one. */
#define MAX_HISTORY_BYTES (64 * 1024 * 1024)
#define MIN_HISTORY_STEPS 5

struct _AipMask {
  int        width;
  int        height;
  guint8    *pixels;
  guint8    *before;     /* (nullable): as it was when the step began */
  GPtrArray *past;       /* of guint8 *, oldest first */
  GPtrArray *future;
};

static gsize
get_size (AipMask *self)
{
  return (gsize) self->width * (gsize) self->height;
}

AipMask *
aip_mask_new (int width,
              int height)
{
  AipMask *self;

  g_return_val_if_fail (width > 0 && height > 0, NULL);

  self = g_new0 (AipMask, 1);
  self->width = width;
  self->height = height;
  self->pixels = g_malloc0 (get_size (self));
  self->past = g_ptr_array_new_with_free_func (g_free);
  self->future = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
aip_mask_free (AipMask *self)
{
  if (self == NULL)
    return;

  g_free (self->pixels);
  g_free (self->before);
  g_ptr_array_unref (self->past);
  g_ptr_array_unref (self->future);
  g_free (self);
}

int
aip_mask_get_width (AipMask *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

int
aip_mask_get_height (AipMask *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

const guint8 *
aip_mask_get_pixels (AipMask *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pixels;
}

void
aip_mask_load (AipMask      *self,
               const guint8 *pixels)
{
  g_return_if_fail (self != NULL && pixels != NULL);

  memcpy (self->pixels, pixels, get_size (self));
  g_ptr_array_set_size (self->past, 0);
  g_ptr_array_set_size (self->future, 0);
}

gboolean
aip_mask_is_empty (AipMask *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (gsize i = 0; i < get_size (self); i++)
    if (self->pixels[i] != 0)
      return FALSE;

  return TRUE;
}

/* Steps --------------------------------------------------------------------------------------- */

void
aip_mask_begin (AipMask *self)
{
  g_return_if_fail (self != NULL);

  if (self->before == NULL)
    self->before = g_memdup2 (self->pixels, get_size (self));
}

void
aip_mask_end (AipMask *self)
{
  g_return_if_fail (self != NULL);

  if (self->before == NULL)
    return;

  if (memcmp (self->before, self->pixels, get_size (self)) == 0)
    {
      g_clear_pointer (&self->before, g_free);
      return;
    }

  g_ptr_array_add (self->past, g_steal_pointer (&self->before));
  g_ptr_array_set_size (self->future, 0);
  while (self->past->len > MIN_HISTORY_STEPS &&
         self->past->len * get_size (self) > MAX_HISTORY_BYTES)
    g_ptr_array_remove_index (self->past, 0);
}

/* One newest step of @from becomes what is seen, and what was seen one of @to. */
static void
move_step (AipMask   *self,
           GPtrArray *from,
           GPtrArray *to)
{
  guint8 *pixels;

  aip_mask_end (self);
  if (from->len == 0)
    return;

  pixels = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, self->pixels);
  self->pixels = pixels;
}

gboolean
aip_mask_can_undo (AipMask *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->past->len > 0;
}

gboolean
aip_mask_can_redo (AipMask *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->future->len > 0;
}

void
aip_mask_undo (AipMask *self)
{
  g_return_if_fail (self != NULL);

  move_step (self, self->past, self->future);
}

void
aip_mask_redo (AipMask *self)
{
  g_return_if_fail (self != NULL);

  move_step (self, self->future, self->past);
}

/* Painting ------------------------------------------------------------------------------------ */

/* How near a point is to the line, and how thick the brush is there. */
static double
get_distance (double  x,
              double  y,
              double  x0,
              double  y0,
              double  x1,
              double  y1,
              double *along)
{
  double dx = x1 - x0, dy = y1 - y0;
  double length = dx * dx + dy * dy;

  *along = length > 0 ? CLAMP (((x - x0) * dx + (y - y0) * dy) / length, 0, 1) : 0;

  return hypot (x - (x0 + dx * *along), y - (y0 + dy * *along));
}

void
aip_mask_stroke (AipMask  *self,
                 double    x0,
                 double    y0,
                 double    radius0,
                 double    x1,
                 double    y1,
                 double    radius1,
                 double    hardness,
                 gboolean  erase)
{
  double most = MAX (radius0, radius1) + 1;
  int left, right, top, bottom;

  g_return_if_fail (self != NULL);
  g_return_if_fail (isfinite (x0 + y0 + x1 + y1) && radius0 >= 0 && radius1 >= 0);

  hardness = CLAMP (hardness, 0, 0.999);
  left = (int) CLAMP (floor (MIN (x0, x1) - most), 0, self->width);
  right = (int) CLAMP (ceil (MAX (x0, x1) + most), 0, self->width);
  top = (int) CLAMP (floor (MIN (y0, y1) - most), 0, self->height);
  bottom = (int) CLAMP (ceil (MAX (y0, y1) + most), 0, self->height);

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        guint8 *pixel = &self->pixels[(gsize) y * (gsize) self->width + (gsize) x];
        double along, distance, radius, inner;
        int cover;

        distance = get_distance (x + 0.5, y + 0.5, x0, y0, x1, y1, &along);
        radius = MAX (radius0 + (radius1 - radius0) * along, 0.5);
        /* A pixel wide even where it is hard: no stairs. */
        inner = MIN (radius * hardness, radius - 0.5);
        cover = (int) (255 * CLAMP ((radius + 0.5 - distance) / (radius + 0.5 - inner), 0, 1) + 0.5);

        *pixel = (guint8) (erase ? MIN (*pixel, 255 - cover) : MAX (*pixel, cover));
      }
}

void
aip_mask_clear (AipMask *self)
{
  g_return_if_fail (self != NULL);

  aip_mask_begin (self);
  memset (self->pixels, 0, get_size (self));
  aip_mask_end (self);
}

void
aip_mask_invert (AipMask *self)
{
  g_return_if_fail (self != NULL);

  aip_mask_begin (self);
  for (gsize i = 0; i < get_size (self); i++)
    self->pixels[i] = (guint8) (255 - self->pixels[i]);
  aip_mask_end (self);
}

/* The mean over 2 × @radius + 1 values along one line, whose ends go on for ever. */
static void
blur_line (const guint8 *from,
           guint8       *to,
           int           n,
           int           step,
           int           radius)
{
  gint64 sum = 0;
  int window = 2 * radius + 1;

  for (int i = -radius; i <= radius; i++)
    sum += from[(gsize) CLAMP (i, 0, n - 1) * (gsize) step];
  for (int i = 0; i < n; i++)
    {
      to[(gsize) i * (gsize) step] = (guint8) ((sum + window / 2) / window);
      sum += from[(gsize) MIN (i + radius + 1, n - 1) * (gsize) step];
      sum -= from[(gsize) MAX (i - radius, 0) * (gsize) step];
    }
}

/* Two boxes, one after the other, are near enough to a bell. */
void
aip_mask_feather (AipMask *self,
                  int      radius)
{
  g_autofree guint8 *other = NULL;

  g_return_if_fail (self != NULL);

  radius = CLAMP (radius / 2, 0, 512);
  if (radius == 0)
    return;

  aip_mask_begin (self);
  other = g_malloc (get_size (self));
  for (int pass = 0; pass < 2; pass++)
    {
      for (int y = 0; y < self->height; y++)
        blur_line (self->pixels + (gsize) y * (gsize) self->width,
                   other + (gsize) y * (gsize) self->width, self->width, 1, radius);
      for (int x = 0; x < self->width; x++)
        blur_line (other + x, self->pixels + x, self->height, self->width, radius);
    }
  aip_mask_end (self);
}
