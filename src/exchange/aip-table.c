/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-table"

#include "config.h"

#include <string.h>

#include "aip-table.h"

/* Cells of merged ranges; more are read as the empty cells that they are. */
#define MAX_MERGED_CELLS 200000

struct _AipTextStore {
  GStringChunk *chunk;
  char         *buffer;
  gsize         size;
};

typedef struct {
  const char *text;
  guint16     column;
  guint8      kind;
} Cell;

typedef struct {
  guint       first_cell;
  guint16     n_cells;   /* that are not empty */
  guint16     n_columns; /* up to the last of them */
  gboolean    hidden;
  const char *problem;
} Row;

struct _AipTable
{
  GObject parent_instance;

  char         *name;
  gboolean      hidden;
  AipTextStore *store;
  GArray       *cells;
  GArray       *rows;
  GHashTable   *hidden_columns; /* set of column + 1 */
  GHashTable   *merged;         /* place of a cell → the row of the first one of its range */
  char         *left_out;
};

G_DEFINE_FINAL_TYPE (AipTable, aip_table, G_TYPE_OBJECT)

/* Texts ------------------------------------------------------------------------------------- */

static void
text_store_clear (gpointer data)
{
  AipTextStore *self = data;

  g_clear_pointer (&self->chunk, g_string_chunk_free);
  g_free (self->buffer);
}

AipTextStore *
aip_text_store_new (void)
{
  AipTextStore *self = g_atomic_rc_box_new0 (AipTextStore);

  self->chunk = g_string_chunk_new (256 * 1024);

  return self;
}

AipTextStore *
aip_text_store_new_take (char *buffer)
{
  AipTextStore *self = g_atomic_rc_box_new0 (AipTextStore);

  self->buffer = buffer;

  return self;
}

AipTextStore *
aip_text_store_ref (AipTextStore *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
aip_text_store_unref (AipTextStore *self)
{
  g_atomic_rc_box_release_full (self, text_store_clear);
}

const char *
aip_text_store_add (AipTextStore *self,
                    const char   *text,
                    gsize         length)
{
  g_return_val_if_fail (self != NULL && self->chunk != NULL, "");

  self->size += length + 1;

  return g_string_chunk_insert_len (self->chunk, text, (gssize) length);
}

gsize
aip_text_store_get_size (AipTextStore *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size;
}

/* The table --------------------------------------------------------------------------------- */

static void
aip_table_finalize (GObject *object)
{
  AipTable *self = AIP_TABLE (object);

  g_free (self->name);
  g_clear_pointer (&self->store, aip_text_store_unref);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_hash_table_unref (self->hidden_columns);
  g_hash_table_unref (self->merged);
  g_free (self->left_out);

  G_OBJECT_CLASS (aip_table_parent_class)->finalize (object);
}

static void
aip_table_class_init (AipTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_table_finalize;
}

static void
aip_table_init (AipTable *self)
{
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  self->hidden_columns = g_hash_table_new (NULL, NULL);
  self->merged = g_hash_table_new (NULL, NULL);
}

AipTable *
aip_table_new (const char   *name,
               gboolean      hidden,
               AipTextStore *store)
{
  AipTable *self;

  g_return_val_if_fail (store != NULL, NULL);

  self = g_object_new (AIP_TYPE_TABLE, NULL);
  self->name = g_strdup (name);
  self->hidden = hidden;
  self->store = aip_text_store_ref (store);

  return self;
}

static Row *
get_row (AipTable *self,
         guint     row)
{
  return row < self->rows->len ? &g_array_index (self->rows, Row, row) : NULL;
}

void
aip_table_reach_row (AipTable *self,
                     guint     row)
{
  guint n_rows;

  g_return_if_fail (AIP_IS_TABLE (self));
  g_return_if_fail (row < AIP_TABLE_MAX_ROWS);

  n_rows = self->rows->len;
  if (row < n_rows)
    return;

  g_array_set_size (self->rows, row + 1);
  for (guint i = n_rows; i <= row; i++)
    get_row (self, i)->first_cell = self->cells->len;
}

void
aip_table_add_cell (AipTable    *self,
                    guint        row,
                    guint        column,
                    AipCellKind  kind,
                    const char  *text)
{
  Cell cell = { text, (guint16) column, (guint8) kind };
  Row *entry;

  g_return_if_fail (AIP_IS_TABLE (self));
  g_return_if_fail (column < AIP_TABLE_MAX_COLUMNS);
  g_return_if_fail (text != NULL);

  if (*text == '\0' || row + 1 < self->rows->len)
    return;
  aip_table_reach_row (self, row);
  entry = get_row (self, row);
  if (column < entry->n_columns)
    return;

  g_array_append_val (self->cells, cell);
  entry->n_cells++;
  entry->n_columns = (guint16) (column + 1);
}

void
aip_table_hide_row (AipTable *self,
                    guint     row)
{
  g_return_if_fail (AIP_IS_TABLE (self));

  aip_table_reach_row (self, row);
  get_row (self, row)->hidden = TRUE;
}

void
aip_table_hide_column (AipTable *self,
                       guint     column)
{
  g_return_if_fail (AIP_IS_TABLE (self));

  g_hash_table_add (self->hidden_columns, GUINT_TO_POINTER (column + 1));
}

static gpointer
make_place (guint row,
            guint column)
{
  return GUINT_TO_POINTER (row * AIP_TABLE_MAX_COLUMNS + column);
}

void
aip_table_merge (AipTable *self,
                 guint     row,
                 guint     column,
                 guint     last_row)
{
  g_return_if_fail (AIP_IS_TABLE (self));

  if (column >= AIP_TABLE_MAX_COLUMNS)
    return;
  for (guint i = row + 1; i <= MIN (last_row, AIP_TABLE_MAX_ROWS - 1) &&
       g_hash_table_size (self->merged) < MAX_MERGED_CELLS; i++)
    g_hash_table_insert (self->merged, make_place (i, column), GUINT_TO_POINTER (row));
}

void
aip_table_set_problem (AipTable   *self,
                       guint       row,
                       const char *problem)
{
  g_return_if_fail (AIP_IS_TABLE (self));

  aip_table_reach_row (self, row);
  get_row (self, row)->problem = problem;
}

void
aip_table_set_left_out (AipTable   *self,
                        const char *problem)
{
  g_return_if_fail (AIP_IS_TABLE (self));

  g_set_str (&self->left_out, problem);
}

void
aip_table_trim (AipTable *self)
{
  guint n_rows;

  g_return_if_fail (AIP_IS_TABLE (self));

  n_rows = self->rows->len;
  while (n_rows > 0 && get_row (self, n_rows - 1)->n_cells == 0 &&
         get_row (self, n_rows - 1)->problem == NULL)
    n_rows--;
  g_array_set_size (self->rows, n_rows);
}

/* Reading it -------------------------------------------------------------------------------- */

const char *
aip_table_get_name (AipTable *self)
{
  g_return_val_if_fail (AIP_IS_TABLE (self), NULL);

  return self->name;
}

gboolean
aip_table_is_hidden (AipTable *self)
{
  g_return_val_if_fail (AIP_IS_TABLE (self), FALSE);

  return self->hidden;
}

guint
aip_table_get_n_rows (AipTable *self)
{
  g_return_val_if_fail (AIP_IS_TABLE (self), 0);

  return self->rows->len;
}

guint
aip_table_get_n_cells (AipTable *self,
                       guint     row)
{
  const Row *entry;

  g_return_val_if_fail (AIP_IS_TABLE (self), 0);

  entry = get_row (self, row);

  return entry != NULL ? entry->n_columns : 0;
}

/* A row without gaps is looked into directly, others by halving. */
static const Cell *
find_cell (AipTable *self,
           guint     row,
           guint     column)
{
  const Row *entry = get_row (self, row);
  const Cell *cells;
  guint low = 0;
  guint high;

  if (entry == NULL || column >= entry->n_columns)
    return NULL;

  cells = &g_array_index (self->cells, Cell, entry->first_cell);
  if (column < entry->n_cells && cells[column].column == column)
    return &cells[column];

  high = entry->n_cells;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (cells[middle].column < column)
        low = middle + 1;
      else
        high = middle;
    }

  return low < entry->n_cells && cells[low].column == column ? &cells[low] : NULL;
}

static const Cell *
find_shown (AipTable *self,
            guint     row,
            guint     column)
{
  const Cell *cell = find_cell (self, row, column);
  gpointer first;

  if (cell == NULL && g_hash_table_size (self->merged) > 0 && column < AIP_TABLE_MAX_COLUMNS &&
      g_hash_table_lookup_extended (self->merged, make_place (row, column), NULL, &first))
    cell = find_cell (self, GPOINTER_TO_UINT (first), column);

  return cell;
}

const char *
aip_table_get_cell (AipTable *self,
                    guint     row,
                    guint     column)
{
  const Cell *cell;

  g_return_val_if_fail (AIP_IS_TABLE (self), "");

  cell = find_shown (self, row, column);

  return cell != NULL ? cell->text : "";
}

AipCellKind
aip_table_get_kind (AipTable *self,
                    guint     row,
                    guint     column)
{
  const Cell *cell;

  g_return_val_if_fail (AIP_IS_TABLE (self), AIP_CELL_EMPTY);

  cell = find_shown (self, row, column);

  return cell != NULL ? cell->kind : AIP_CELL_EMPTY;
}

gboolean
aip_table_is_row_hidden (AipTable *self,
                         guint     row)
{
  const Row *entry;

  g_return_val_if_fail (AIP_IS_TABLE (self), FALSE);

  entry = get_row (self, row);

  return entry != NULL && entry->hidden;
}

gboolean
aip_table_is_column_hidden (AipTable *self,
                            guint     column)
{
  g_return_val_if_fail (AIP_IS_TABLE (self), FALSE);

  return g_hash_table_contains (self->hidden_columns, GUINT_TO_POINTER (column + 1));
}

const char *
aip_table_get_problem (AipTable *self,
                       guint     row)
{
  const Row *entry;

  g_return_val_if_fail (AIP_IS_TABLE (self), NULL);

  entry = get_row (self, row);

  return entry != NULL ? entry->problem : NULL;
}

const char *
aip_table_get_left_out (AipTable *self)
{
  g_return_val_if_fail (AIP_IS_TABLE (self), NULL);

  return self->left_out;
}

char *
aip_table_address (guint row,
                   guint column)
{
  char letters[8];
  guint n = G_N_ELEMENTS (letters) - 1;

  letters[n] = '\0';
  for (guint rest = column + 1; rest > 0 && n > 0; rest = (rest - 1) / 26)
    letters[--n] = (char) ('A' + (rest - 1) % 26);

  return g_strdup_printf ("%s%u", letters + n, row + 1);
}
