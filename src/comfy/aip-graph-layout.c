/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-graph-layout"

#include "config.h"

#include "aip-graph-layout.h"

#define BOX_WIDTH  230
#define COLUMN_GAP 80
#define ROW_GAP    26
#define MARGIN     40
#define FOOT       8     /* below the last input */

struct _AipGraphLayout
{
  AipGraph   *graph;
  GArray     *boxes;     /* AipGraphBox, in the order of the graph */
  GArray     *wires;     /* AipGraphWire */
  GHashTable *by_node;   /* node → index + 1 */
  double      width;
  double      height;
};

static void
box_clear (gpointer data)
{
  AipGraphBox *box = data;

  g_strfreev (box->inputs);
}

static AipGraphBox *
get_box (AipGraphLayout *self,
         guint           index)
{
  return &g_array_index (self->boxes, AipGraphBox, index);
}

static void
make_boxes (AipGraphLayout *self)
{
  for (guint i = 0; i < aip_graph_get_n_nodes (self->graph); i++)
    {
      AipGraphBox box = { .node = aip_graph_get_node (self->graph, i), .width = BOX_WIDTH };

      box.inputs = aip_graph_list_inputs (self->graph, box.node);
      box.height = AIP_GRAPH_LAYOUT_TITLE + AIP_GRAPH_LAYOUT_ROW * g_strv_length (box.inputs) + FOOT;
      g_array_append_val (self->boxes, box);
      g_hash_table_insert (self->by_node, (gpointer) box.node, GUINT_TO_POINTER (i + 1));
    }

  for (guint i = 0; i < self->boxes->len; i++)
    for (guint row = 0; get_box (self, i)->inputs[row] != NULL; row++)
      {
        AipGraphWire wire = { .to = i, .row = row };
        const char *source;
        int from;

        if (!aip_graph_get_link (self->graph, get_box (self, i)->node, get_box (self, i)->inputs[row],
                                 &source, NULL))
          continue;
        from = aip_graph_layout_find_node (self, source);
        if (from < 0)
          continue;
        wire.from = (guint) from;
        g_array_append_val (self->wires, wire);
      }
}

/* The column of each box: one more than the last of what it reads. A graph that runs in a circle has
 * no such order and stands in one column. */
static guint *
find_columns (AipGraphLayout *self,
              guint          *n_columns)
{
  guint *columns = g_new0 (guint, self->boxes->len + 1);
  g_autoptr(GPtrArray) sorted = aip_graph_sort (self->graph, NULL);

  *n_columns = 1;
  for (guint i = 0; sorted != NULL && i < sorted->len; i++)
    {
      guint index = (guint) aip_graph_layout_find_node (self, g_ptr_array_index (sorted, i));
      const AipGraphBox *box = get_box (self, index);

      for (guint row = 0; box->inputs[row] != NULL; row++)
        {
          const char *source;
          int from;

          if (!aip_graph_get_link (self->graph, box->node, box->inputs[row], &source, NULL))
            continue;
          from = aip_graph_layout_find_node (self, source);
          if (from >= 0)
            columns[index] = MAX (columns[index], columns[from] + 1);
        }
      *n_columns = MAX (*n_columns, columns[index] + 1);
    }

  return columns;
}

typedef struct {
  guint  index;
  double wanted;
} Place;

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *x = a;
  const Place *y = b;

  if (x->wanted != y->wanted)
    return x->wanted < y->wanted ? -1 : 1;

  return x->index < y->index ? -1 : x->index > y->index;
}

/* Where the middle of a box should be, by what it reads, which has its place already. */
static double
find_wanted (AipGraphLayout *self,
             guint           index)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < self->wires->len; i++)
    {
      const AipGraphWire *wire = &g_array_index (self->wires, AipGraphWire, i);

      if (wire->to != index)
        continue;
      sum += get_box (self, wire->from)->y + get_box (self, wire->from)->height / 2;
      n++;
    }

  return n > 0 ? sum / n : 0;
}

static void
place_column (AipGraphLayout *self,
              const guint    *columns,
              guint           column)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  double y = MARGIN;

  for (guint i = 0; i < self->boxes->len; i++)
    if (columns[i] == column)
      {
        Place place = { i, column > 0 ? find_wanted (self, i) : 0 };

        g_array_append_val (places, place);
      }
  g_array_sort (places, compare_places);

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      AipGraphBox *box = get_box (self, place->index);

      box->x = MARGIN + column * (BOX_WIDTH + COLUMN_GAP);
      box->y = MAX (y, place->wanted - box->height / 2);
      y = box->y + box->height + ROW_GAP;
      self->width = MAX (self->width, box->x + box->width + MARGIN);
      self->height = MAX (self->height, box->y + box->height + MARGIN);
    }
}

AipGraphLayout *
aip_graph_layout_new (AipGraph *graph)
{
  AipGraphLayout *self;
  g_autofree guint *columns = NULL;
  guint n_columns;

  g_return_val_if_fail (graph != NULL, NULL);

  self = g_new0 (AipGraphLayout, 1);
  self->graph = aip_graph_ref (graph);
  self->boxes = g_array_new (FALSE, FALSE, sizeof (AipGraphBox));
  g_array_set_clear_func (self->boxes, box_clear);
  self->wires = g_array_new (FALSE, FALSE, sizeof (AipGraphWire));
  self->by_node = g_hash_table_new (g_str_hash, g_str_equal);

  make_boxes (self);
  columns = find_columns (self, &n_columns);
  for (guint i = 0; i < n_columns; i++)
    place_column (self, columns, i);

  return self;
}

void
aip_graph_layout_free (AipGraphLayout *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->boxes);
  g_array_unref (self->wires);
  g_hash_table_unref (self->by_node);
  aip_graph_unref (self->graph);
  g_free (self);
}

void
aip_graph_layout_get_size (AipGraphLayout *self,
                           double         *width,
                           double         *height)
{
  g_return_if_fail (self != NULL && width != NULL && height != NULL);

  *width = self->width;
  *height = self->height;
}

guint
aip_graph_layout_get_n_boxes (AipGraphLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->boxes->len;
}

const AipGraphBox *
aip_graph_layout_get_box (AipGraphLayout *self,
                          guint           index)
{
  g_return_val_if_fail (self != NULL && index < self->boxes->len, NULL);

  return get_box (self, index);
}

guint
aip_graph_layout_get_n_wires (AipGraphLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->wires->len;
}

const AipGraphWire *
aip_graph_layout_get_wire (AipGraphLayout *self,
                           guint           index)
{
  g_return_val_if_fail (self != NULL && index < self->wires->len, NULL);

  return &g_array_index (self->wires, AipGraphWire, index);
}

int
aip_graph_layout_find_node (AipGraphLayout *self,
                            const char     *node)
{
  g_return_val_if_fail (self != NULL && node != NULL, -1);

  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (self->by_node, node)) - 1;
}

int
aip_graph_layout_pick (AipGraphLayout *self,
                       double          x,
                       double          y,
                       int            *row)
{
  g_return_val_if_fail (self != NULL && row != NULL, -1);

  for (guint i = 0; i < self->boxes->len; i++)
    {
      const AipGraphBox *box = get_box (self, i);
      int at;

      if (x < box->x || x >= box->x + box->width || y < box->y || y >= box->y + box->height)
        continue;

      at = (int) ((y - box->y - AIP_GRAPH_LAYOUT_TITLE) / AIP_GRAPH_LAYOUT_ROW);
      *row = y - box->y < AIP_GRAPH_LAYOUT_TITLE || at >= (int) g_strv_length (box->inputs) ? -1 : at;
      return (int) i;
    }

  return -1;
}
