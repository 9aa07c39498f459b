/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-group-layer"

#include "config.h"

#include <math.h>

#include "aip-group-layer.h"

/* A row that is on the screen. */
typedef struct {
  gpointer item;
  int      y;
  int      height;
} Row;

struct _AipGroupLayer
{
  GtkWidget parent_instance;

  AipCellContext *context;
  AipShotView    *view;
  GHashTable     *headers;    /* AipShotGroup → AipGroupHeader, of the rows that GTK has */
  GPtrArray      *spare;      /* headers without a row: rows come and go all the time */
  GHashTable     *uses;       /* AipShotGroup → how many of them */
  GArray         *rows;       /* Row, from top to bottom once it is sorted */
  AipShotGroup   *focused;

  AipGroupHeader *sticky[AIP_MAX_GROUP_KEYS];
  AipShotGroup   *wanted[AIP_MAX_GROUP_KEYS];
  int             covered;    /* by them */
  guint           update_source;
};

enum {
  TOGGLE,
  ADD,
  GO,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipGroupLayer, aip_group_layer, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* Which groups stand at the top --------------------------------------------------------------- */

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  return ((const Row *) a)->y - ((const Row *) b)->y;
}

static const Row *
find_row_at (AipGroupLayer *self,
             int            y)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      if (y >= row->y && y < row->y + row->height)
        return row;
    }

  return NULL;
}

static AipShotGroup *
get_group_of (AipGroupLayer *self,
              const Row     *row,
              guint          level)
{
  AipShotGroup *group = AIP_IS_SHOT_GROUP (row->item) ? row->item
                                                      : aip_shot_view_get_group (self->view,
                                                                                 row->item);

  while (group != NULL && aip_shot_group_get_level (group) > level)
    group = aip_shot_group_get_parent (group);

  return group != NULL && aip_shot_group_get_level (group) == level ? group : NULL;
}

/* The next group that will push the one of @level away, if it is as near as that. */
static int
get_push (AipGroupLayer *self,
          guint          level,
          int            y,
          int            height)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      if (row->y > y && row->y < y + height && AIP_IS_SHOT_GROUP (row->item)
          && aip_shot_group_get_level (row->item) <= level)
        return row->y - (y + height);
    }

  return 0;
}

static gboolean
update_cb (gpointer user_data)
{
  AipGroupLayer *self = user_data;

  self->update_source = 0;
  for (guint i = 0; i < AIP_MAX_GROUP_KEYS; i++)
    {
      aip_group_header_set_group (self->sticky[i], self->wanted[i]);
      aip_group_header_set_focused (self->sticky[i], self->wanted[i] != NULL
                                                     && self->wanted[i] == self->focused);
    }
  /* Where the rows are is for the parent to say. */
  gtk_widget_queue_resize (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

static int
measure_height (GtkWidget *widget,
                int        width)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);

  return height;
}

static void
allocate_header (GtkWidget *header,
                 int        y,
                 int        width,
                 int        height)
{
  int minimum;

  gtk_widget_set_child_visible (header, TRUE);
  gtk_widget_measure (header, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (header,
                            &(GtkAllocation) { 0, y, MAX (width, minimum),
                                               MAX (height, measure_height (header, width)) },
                            -1);
}

/*
 * A label that is given another text wants another size, which nobody can have while sizes are
 * given out: a group that comes to stand at the top is there one frame later.
 */
static void
allocate_sticky (AipGroupLayer *self,
                 int            width)
{
  int y = 0;
  gboolean other = FALSE;
  gboolean more = TRUE;

  for (guint level = 0; level < AIP_MAX_GROUP_KEYS; level++)
    {
      GtkWidget *header = GTK_WIDGET (self->sticky[level]);
      const Row *row = more ? find_row_at (self, y) : NULL;
      AipShotGroup *group = row != NULL ? get_group_of (self, row, level) : NULL;
      int height = MAX (measure_height (header, width), 28);
      int push = group != NULL ? get_push (self, level, y, height) : 0;

      /* Its own row is there. */
      if (group != NULL && row->item == (gpointer) group && row->y >= y)
        group = NULL;
      more = group != NULL;
      other |= self->wanted[level] != group;
      g_set_object (&self->wanted[level], group);

      if (group == NULL || aip_group_header_get_group (self->sticky[level]) != group)
        {
          other |= group != NULL;
          gtk_widget_set_child_visible (header, FALSE);
          continue;
        }
      allocate_header (header, y + push, width, height);
      y += height + push;
    }
  self->covered = y;

  if (other && self->update_source == 0)
    self->update_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 15, update_cb, self, NULL);
}

/* Widget -------------------------------------------------------------------------------------- */

static void
place (AipGroupLayer *self,
       int            width)
{
  GHashTableIter iter;
  gpointer header;

  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, NULL, &header))
    gtk_widget_set_child_visible (header, FALSE);

  g_array_sort (self->rows, compare_rows);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      header = g_hash_table_lookup (self->headers, row->item);
      if (header != NULL)
        allocate_header (header, row->y, width, row->height);
    }
  allocate_sticky (self, width);
}

static void
aip_group_layer_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  place (AIP_GROUP_LAYER (widget), width);
}

static void
aip_group_layer_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
}

static void
aip_group_layer_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  AipGroupLayer *self = AIP_GROUP_LAYER (widget);
  GHashTableIter iter;
  gpointer header;

  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, NULL, &header))
    gtk_widget_snapshot_child (widget, header, snapshot);
  /* The inner ones slide below the outer ones. */
  for (guint i = AIP_MAX_GROUP_KEYS; i > 0; i--)
    gtk_widget_snapshot_child (widget, GTK_WIDGET (self->sticky[i - 1]), snapshot);
}

static gboolean
aip_group_layer_contains (GtkWidget *widget,
                          double     x,
                          double     y)
{
  return FALSE;
}

static void
aip_group_layer_dispose (GObject *object)
{
  AipGroupLayer *self = AIP_GROUP_LAYER (object);
  GtkWidget *child;

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_hash_table_remove_all (self->headers);
  g_hash_table_remove_all (self->uses);
  g_ptr_array_set_size (self->spare, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; i < AIP_MAX_GROUP_KEYS; i++)
    g_clear_object (&self->wanted[i]);
  g_clear_object (&self->focused);
  g_array_set_size (self->rows, 0);

  G_OBJECT_CLASS (aip_group_layer_parent_class)->dispose (object);
}

static void
aip_group_layer_finalize (GObject *object)
{
  AipGroupLayer *self = AIP_GROUP_LAYER (object);

  g_clear_object (&self->context);
  g_clear_object (&self->view);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->uses, g_hash_table_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);

  G_OBJECT_CLASS (aip_group_layer_parent_class)->finalize (object);
}

static void
aip_group_layer_class_init (AipGroupLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_group_layer_dispose;
  object_class->finalize = aip_group_layer_finalize;
  widget_class->measure = aip_group_layer_measure;
  widget_class->size_allocate = aip_group_layer_size_allocate;
  widget_class->snapshot = aip_group_layer_snapshot;
  widget_class->contains = aip_group_layer_contains;

  signals[TOGGLE] =
    g_signal_new ("toggle", AIP_TYPE_GROUP_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, AIP_TYPE_SHOT_GROUP);
  signals[ADD] =
    g_signal_new ("add", AIP_TYPE_GROUP_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, AIP_TYPE_SHOT_GROUP);
  signals[GO] =
    g_signal_new ("go", AIP_TYPE_GROUP_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, AIP_TYPE_SHOT_GROUP);

  gtk_widget_class_set_css_name (widget_class, "grouplayer");
}

static void
clear_row (gpointer data)
{
  g_clear_object (&((Row *) data)->item);
}

static void
aip_group_layer_init (AipGroupLayer *self)
{
  self->headers = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->uses = g_hash_table_new (NULL, NULL);
  self->spare = g_ptr_array_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, clear_row);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static void
header_toggle_cb (AipGroupLayer  *self,
                  AipGroupHeader *header)
{
  g_signal_emit (self, signals[TOGGLE], 0, aip_group_header_get_group (header));
}

static void
header_add_cb (AipGroupLayer  *self,
               AipGroupHeader *header)
{
  g_signal_emit (self, signals[ADD], 0, aip_group_header_get_group (header));
}

static void
header_go_cb (AipGroupLayer  *self,
              AipGroupHeader *header)
{
  g_signal_emit (self, signals[GO], 0, aip_group_header_get_group (header));
}

static GtkWidget *
create_header (AipGroupLayer *self,
               gboolean       sticky)
{
  GtkWidget *header = aip_group_header_new (self->context, sticky);

  g_signal_connect_object (header, "toggle", G_CALLBACK (header_toggle_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (header, "add", G_CALLBACK (header_add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (header, "go", G_CALLBACK (header_go_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (header, GTK_WIDGET (self));
  gtk_widget_set_child_visible (header, FALSE);

  return header;
}

static GtkWidget *
take_header (AipGroupLayer *self)
{
  GtkWidget *header;

  if (self->spare->len > 0)
    return g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);

  header = create_header (self, FALSE);
  /* The sticky ones come last: they are above what they cover. */
  gtk_widget_insert_before (header, GTK_WIDGET (self), GTK_WIDGET (self->sticky[0]));

  return header;
}

GtkWidget *
aip_group_layer_new (AipCellContext *context,
                     AipShotView    *view)
{
  AipGroupLayer *self;

  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (context), NULL);
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (view), NULL);

  self = g_object_new (AIP_TYPE_GROUP_LAYER, NULL);
  self->context = g_object_ref (context);
  self->view = g_object_ref (view);
  for (guint i = 0; i < AIP_MAX_GROUP_KEYS; i++)
    self->sticky[i] = AIP_GROUP_HEADER (create_header (self, TRUE));

  return GTK_WIDGET (self);
}

void
aip_group_layer_add (AipGroupLayer *self,
                     AipShotGroup  *group)
{
  guint uses;
  GtkWidget *header;

  g_return_if_fail (AIP_IS_GROUP_LAYER (self));
  g_return_if_fail (AIP_IS_SHOT_GROUP (group));

  /* A row may get the group before another one has given it up. */
  uses = GPOINTER_TO_UINT (g_hash_table_lookup (self->uses, group));
  g_hash_table_insert (self->uses, group, GUINT_TO_POINTER (uses + 1));
  if (uses > 0)
    return;

  header = take_header (self);
  aip_group_header_set_group (AIP_GROUP_HEADER (header), group);
  aip_group_header_set_focused (AIP_GROUP_HEADER (header), group == self->focused);
  g_hash_table_insert (self->headers, g_object_ref (group), header);
}

void
aip_group_layer_remove (AipGroupLayer *self,
                        AipShotGroup  *group)
{
  guint uses;
  GtkWidget *header;

  g_return_if_fail (AIP_IS_GROUP_LAYER (self));

  uses = GPOINTER_TO_UINT (g_hash_table_lookup (self->uses, group));
  if (uses > 1)
    {
      g_hash_table_insert (self->uses, group, GUINT_TO_POINTER (uses - 1));
      return;
    }

  g_hash_table_remove (self->uses, group);
  header = g_hash_table_lookup (self->headers, group);
  if (header != NULL)
    {
      g_hash_table_remove (self->headers, group);
      gtk_widget_set_child_visible (header, FALSE);
      aip_group_header_set_group (AIP_GROUP_HEADER (header), NULL);
      g_ptr_array_add (self->spare, header);
    }
}

void
aip_group_layer_set_focused (AipGroupLayer *self,
                             AipShotGroup  *group)
{
  GtkWidget *header;

  g_return_if_fail (AIP_IS_GROUP_LAYER (self));

  if (self->focused == group)
    return;

  header = self->focused != NULL ? g_hash_table_lookup (self->headers, self->focused) : NULL;
  if (header != NULL)
    aip_group_header_set_focused (AIP_GROUP_HEADER (header), FALSE);
  g_set_object (&self->focused, group);
  header = group != NULL ? g_hash_table_lookup (self->headers, group) : NULL;
  if (header != NULL)
    aip_group_header_set_focused (AIP_GROUP_HEADER (header), TRUE);
}

void
aip_group_layer_begin_rows (AipGroupLayer *self)
{
  g_return_if_fail (AIP_IS_GROUP_LAYER (self));

  g_array_set_size (self->rows, 0);
}

void
aip_group_layer_set_row (AipGroupLayer *self,
                         gpointer       item,
                         double         y,
                         double         height)
{
  Row row = { g_object_ref (item), (int) round (y), (int) round (height) };

  g_return_if_fail (AIP_IS_GROUP_LAYER (self));

  g_array_append_val (self->rows, row);
}

void
aip_group_layer_end_rows (AipGroupLayer *self)
{
  g_return_if_fail (AIP_IS_GROUP_LAYER (self));

  place (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

int
aip_group_layer_get_covered (AipGroupLayer *self)
{
  g_return_val_if_fail (AIP_IS_GROUP_LAYER (self), 0);

  return self->covered;
}
