/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-prompt-layout"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-prompt-layout.h"

#define LINE_SPACING 11
/* Of a box beyond its letters. */
#define PADDING 3
/* Space inside a box, and a place for a picture: Unicode's own characters for both. */
#define INNER_SPACE "\302\240"
#define OBJECT "\357\277\274"
#define MAX_MARKS 2

/* A fragment within its block; bytes of the block's text. */
typedef struct {
  guint         block;
  int           start;
  int           end;
  gboolean      out;
  AipPromptMark marks[MAX_MARKS];
  int           places[MAX_MARKS];
  guint         n_marks;
} Span;

typedef struct {
  PangoLayout *layout;
  int          top;
} Block;

struct _AipPromptLayout
{
  PangoContext *context;
  GArray       *spans;      /* Span */
  Block         blocks[2];  /* before and behind the gap; the second may be NULL */
  gboolean      has_gap;
  int           gap_top;
};

AipPromptLayout *
aip_prompt_layout_new (PangoContext *context)
{
  AipPromptLayout *self;

  g_return_val_if_fail (PANGO_IS_CONTEXT (context), NULL);

  self = g_new0 (AipPromptLayout, 1);
  self->context = g_object_ref (context);
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));

  return self;
}

void
aip_prompt_layout_free (AipPromptLayout *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->blocks); i++)
    g_clear_object (&self->blocks[i].layout);
  g_array_unref (self->spans);
  g_object_unref (self->context);
  g_free (self);
}

static Span *
span_at (AipPromptLayout *self,
         guint            index)
{
  return &g_array_index (self->spans, Span, index);
}

/* Content ----------------------------------------------------------------------------------- */

/* A block while its text is written. */
typedef struct {
  GString       *text;
  PangoAttrList *attributes;
} Writing;

static void
add_attribute (Writing        *writing,
               PangoAttribute *attribute,
               gsize           start)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) writing->text->len;
  pango_attr_list_insert (writing->attributes, attribute);
}

static void
add_inner_space (Writing *writing)
{
  gsize start = writing->text->len;

  g_string_append (writing->text, INNER_SPACE);
  add_attribute (writing, pango_attr_scale_new (0.5), start);
}

static void
add_mark (Writing       *writing,
          Span          *span,
          AipPromptMark  mark)
{
  const PangoRectangle shape = {
    0, -(AIP_PROMPT_MARK_SIZE - 2) * PANGO_SCALE, AIP_PROMPT_MARK_SIZE * PANGO_SCALE,
    AIP_PROMPT_MARK_SIZE * PANGO_SCALE,
  };
  gsize start = writing->text->len;

  if (span->n_marks == MAX_MARKS)
    return;

  span->marks[span->n_marks] = mark;
  span->places[span->n_marks++] = (int) start;
  g_string_append (writing->text, OBJECT);
  add_attribute (writing, pango_attr_shape_new (&shape, &shape), start);
  add_inner_space (writing);
}

/* What stands between fragments: the prompt's own, nobody can change it. */
static void
add_between (Writing    *writing,
             const char *text,
             gsize       length)
{
  gsize start = writing->text->len;

  /* A block does not begin with what ends a sentence that is not in it. */
  while (start == 0 && length > 0 && strchr (" .,", *text) != NULL)
    {
      text++;
      length--;
    }

  g_string_append_len (writing->text, text, (gssize) length);
  add_attribute (writing, pango_attr_foreground_alpha_new (0xffff * 6 / 10), start);
}

static void
add_fragment (Writing           *writing,
              Span              *span,
              const AipFragment *fragment)
{
  span->start = (int) writing->text->len;
  add_inner_space (writing);
  if (fragment->differs)
    add_mark (writing, span, AIP_PROMPT_MARK_DIFFERS);
  else if (fragment->edited)
    add_mark (writing, span, AIP_PROMPT_MARK_EDITED);
  else if (fragment->free)
    add_mark (writing, span, AIP_PROMPT_MARK_OWN);
  if (fragment->locked)
    add_mark (writing, span, AIP_PROMPT_MARK_LOCKED);
  g_string_append (writing->text, fragment->text);
  add_inner_space (writing);
  span->end = (int) writing->text->len;
}

static void
set_block (AipPromptLayout *self,
           guint            index,
           Writing         *writing)
{
  PangoLayout *layout = pango_layout_new (self->context);

  pango_layout_set_text (layout, writing->text->str, (int) writing->text->len);
  pango_layout_set_attributes (layout, writing->attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (layout, LINE_SPACING * PANGO_SCALE);
  g_clear_object (&self->blocks[index].layout);
  self->blocks[index].layout = layout;
}

void
aip_prompt_layout_set_content (AipPromptLayout            *self,
                               const AipPromptComposition *composition,
                               int                         first,
                               guint                       n_out)
{
  Writing writings[2];
  guint block = 0, index = 0;
  gsize end = 0;

  g_return_if_fail (self != NULL && composition != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (writings); i++)
    {
      writings[i].text = g_string_new (NULL);
      writings[i].attributes = pango_attr_list_new ();
    }
  g_array_set_size (self->spans, 0);
  self->has_gap = first >= 0;

  for (guint i = 0; i < composition->fragments->len; i++)
    {
      const AipFragment *fragment = g_ptr_array_index (composition->fragments, i);
      Span span = { 0, };

      if (fragment->cut)
        continue;

      /* What leads to an edited fragment stays before the editor. */
      add_between (&writings[block], composition->positive + end, fragment->start - end);
      end = fragment->end;
      if (first >= 0 && index >= (guint) first)
        block = 1;
      span.block = block;
      span.out = first >= 0 && index >= (guint) first && index < (guint) first + n_out;
      if (!span.out)
        add_fragment (&writings[block], &span, fragment);
      g_array_append_val (self->spans, span);
      index++;
    }
  add_between (&writings[block], composition->positive + end, strlen (composition->positive) - end);

  for (guint i = 0; i < G_N_ELEMENTS (writings); i++)
    {
      set_block (self, i, &writings[i]);
      g_string_free (writings[i].text, TRUE);
      pango_attr_list_unref (writings[i].attributes);
    }
}

static gboolean
is_empty (const Block *block)
{
  return block->layout == NULL || *pango_layout_get_text (block->layout) == '\0';
}

int
aip_prompt_layout_set_size (AipPromptLayout *self,
                            int              width,
                            int              gap_height)
{
  int y = PADDING;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (self->blocks); i++)
    {
      Block *block = &self->blocks[i];
      int height = 0;

      if (i == 1 && self->has_gap)
        {
          self->gap_top = y;
          y += gap_height + LINE_SPACING;
        }
      block->top = y;
      if (is_empty (block))
        continue;

      pango_layout_set_width (block->layout, MAX (width, 1) * PANGO_SCALE);
      pango_layout_get_pixel_size (block->layout, NULL, &height);
      y += height + LINE_SPACING;
    }

  return y - LINE_SPACING + 2 * PADDING;
}

int
aip_prompt_layout_get_gap (AipPromptLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->gap_top;
}

/* Geometry ---------------------------------------------------------------------------------- */

guint
aip_prompt_layout_get_count (AipPromptLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->spans->len;
}

gboolean
aip_prompt_layout_visit (AipPromptLayout  *self,
                         guint             index,
                         AipPromptBoxFunc  visit,
                         gpointer          data)
{
  const Span *span;
  const Block *block;
  PangoLayoutIter *iter;

  g_return_val_if_fail (self != NULL && index < self->spans->len, FALSE);

  span = span_at (self, index);
  if (span->out)
    return FALSE;

  block = &self->blocks[span->block];
  iter = pango_layout_get_iter (block->layout);
  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      int start = pango_layout_line_get_start_index (line);
      int end = start + pango_layout_line_get_length (line);
      PangoRectangle extents;
      g_autofree int *ranges = NULL;
      int n_ranges;

      if (end <= span->start || start >= span->end)
        continue;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      pango_layout_line_get_x_ranges (line, MAX (start, span->start), MIN (end, span->end), &ranges,
                                      &n_ranges);
      for (int i = 0; i < n_ranges; i++)
        {
          int left = ranges[2 * i];
          float x = (float) floor (left / (double) PANGO_SCALE);
          float y = (float) floor (extents.y / (double) PANGO_SCALE);
          float height = (float) ceil (extents.height / (double) PANGO_SCALE);
          float right;

          /* There is one for each run of glyphs: Hangul within Latin is still the same box. */
          while (i + 1 < n_ranges && ranges[2 * i + 2] <= ranges[2 * i + 1] + PANGO_SCALE)
            i++;
          right = (float) ceil (ranges[2 * i + 1] / (double) PANGO_SCALE);
          if (right > x)
            visit (&GRAPHENE_RECT_INIT (x, (float) block->top + y - PADDING, right - x,
                                        height + 2 * PADDING), data);
        }
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);

  return TRUE;
}

typedef struct {
  graphene_rect_t bounds;
  graphene_rect_t first;
  graphene_rect_t last;
  gboolean        any;
} Union;

static void
join_box (const graphene_rect_t *box,
          gpointer               data)
{
  Union *all = data;

  if (all->any)
    graphene_rect_union (&all->bounds, box, &all->bounds);
  else
    all->bounds = all->first = *box;
  all->last = *box;
  all->any = TRUE;
}

gboolean
aip_prompt_layout_get_bounds (AipPromptLayout *self,
                              guint            index,
                              GdkRectangle    *bounds)
{
  Union all = { .any = FALSE };

  g_return_val_if_fail (self != NULL && bounds != NULL, FALSE);

  if (!aip_prompt_layout_visit (self, index, join_box, &all) || !all.any)
    return FALSE;

  *bounds = (GdkRectangle) {
    (int) all.bounds.origin.x, (int) all.bounds.origin.y, (int) all.bounds.size.width,
    (int) all.bounds.size.height,
  };

  return TRUE;
}

gboolean
aip_prompt_layout_get_mark (AipPromptLayout  *self,
                            guint             index,
                            guint             n,
                            AipPromptMark    *mark,
                            graphene_point_t *place)
{
  const Span *span;
  PangoRectangle rect;

  g_return_val_if_fail (self != NULL && index < self->spans->len, FALSE);

  span = span_at (self, index);
  if (span->out || n >= span->n_marks)
    return FALSE;

  pango_layout_index_to_pos (self->blocks[span->block].layout, span->places[n], &rect);
  *mark = span->marks[n];
  place->x = (float) rect.x / PANGO_SCALE;
  /* In the middle of the line, whatever else stands in it. */
  place->y = (float) self->blocks[span->block].top
             + ((float) rect.y + (float) rect.height / 2) / PANGO_SCALE
             - AIP_PROMPT_MARK_SIZE / 2.0f;

  return TRUE;
}

typedef struct {
  graphene_point_t point;
  gboolean         inside;
} Hit;

static void
test_box (const graphene_rect_t *box,
          gpointer               data)
{
  Hit *hit = data;

  hit->inside = hit->inside || graphene_rect_contains_point (box, &hit->point);
}

int
aip_prompt_layout_pick (AipPromptLayout *self,
                        double           x,
                        double           y)
{
  Hit hit = { GRAPHENE_POINT_INIT ((float) x, (float) y), FALSE };

  g_return_val_if_fail (self != NULL, -1);

  for (guint i = 0; i < self->spans->len; i++)
    {
      aip_prompt_layout_visit (self, i, test_box, &hit);
      if (hit.inside)
        return (int) i;
    }

  return -1;
}

guint
aip_prompt_layout_pick_gap (AipPromptLayout *self,
                            double           x,
                            double           y)
{
  guint best = self->spans->len;
  double nearest = G_MAXDOUBLE;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i <= self->spans->len; i++)
    {
      graphene_rect_t caret;
      double dx, dy, distance;

      aip_prompt_layout_get_caret (self, i, &caret);
      dx = x - caret.origin.x;
      dy = y - (caret.origin.y + caret.size.height / 2);
      /* Another line is farther away than anything on this one. */
      distance = fabs (dy) <= caret.size.height / 2 + LINE_SPACING / 2.0
                   ? fabs (dx)
                   : 10000 + fabs (dy) * 100 + fabs (dx);
      if (distance < nearest)
        {
          nearest = distance;
          best = i;
        }
    }

  return best;
}

void
aip_prompt_layout_get_caret (AipPromptLayout *self,
                             guint            position,
                             graphene_rect_t *caret)
{
  Union all = { .any = FALSE };

  g_return_if_fail (self != NULL && caret != NULL);

  if (position < self->spans->len)
    aip_prompt_layout_visit (self, position, join_box, &all);
  if (all.any)
    {
      *caret = GRAPHENE_RECT_INIT (all.first.origin.x - 2, all.first.origin.y, 2,
                                   all.first.size.height);
      return;
    }

  if (self->spans->len > 0)
    aip_prompt_layout_visit (self, self->spans->len - 1, join_box, &all);
  *caret = all.any ? GRAPHENE_RECT_INIT (all.last.origin.x + all.last.size.width + 2,
                                         all.last.origin.y, 2, all.last.size.height)
                   : GRAPHENE_RECT_INIT (0, 0, 2, 24);
}

guint
aip_prompt_layout_get_beside (AipPromptLayout *self,
                              guint            index,
                              int              lines)
{
  Union from = { .any = FALSE };
  guint best = index;
  double nearest = G_MAXDOUBLE;

  g_return_val_if_fail (self != NULL && index < self->spans->len, index);

  aip_prompt_layout_visit (self, index, join_box, &from);
  for (guint i = 0; i < self->spans->len; i++)
    {
      Union to = { .any = FALSE };
      double dy, distance;

      aip_prompt_layout_visit (self, i, join_box, &to);
      dy = (to.first.origin.y - (lines > 0 ? from.last : from.first).origin.y) * lines;
      if (!to.any || dy < 1)
        continue;

      distance = dy * 10000 + fabs (to.first.origin.x - from.first.origin.x);
      if (distance < nearest)
        {
          nearest = distance;
          best = i;
        }
    }

  return best;
}

void
aip_prompt_layout_snapshot (AipPromptLayout *self,
                            GtkSnapshot     *snapshot,
                            const GdkRGBA   *color)
{
  g_return_if_fail (self != NULL && color != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (self->blocks); i++)
    {
      if (is_empty (&self->blocks[i]))
        continue;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) self->blocks[i].top));
      gtk_snapshot_append_layout (snapshot, self->blocks[i].layout, color);
      gtk_snapshot_restore (snapshot);
    }
}
