/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-stage-mesh"

#include "config.h"

#include <math.h>
#include <string.h>

#include "aip-stage-mesh.h"

/*
 * Naive surface nets (Gibson 1998): one vertex in every cell that the surface passes through, one
 * quad around every edge of the grid that it crosses.
 */

#define BLOCK 4

typedef struct {
  float low[3];
  float high[3];
  float cell;
} Box;

typedef struct {
  Box box;
  int size[3];
  float *values;
  int *vertex_of;
} Grid;

static inline int
grid_index (const Grid *grid,
            int         x,
            int         y,
            int         z)
{
  return (z * grid->size[1] + y) * grid->size[0] + x;
}

static void
get_point (const Grid *grid,
           float       x,
           float       y,
           float       z,
           float       point[3])
{
  point[0] = grid->box.low[0] + x * grid->box.cell;
  point[1] = grid->box.low[1] + y * grid->box.cell;
  point[2] = grid->box.low[2] + z * grid->box.cell;
}

static void
fill_block (Grid     *grid,
            int       from_x,
            int       from_y,
            int       from_z,
            gboolean  woman)
{
  /* The distance is a little off where parts are stretched, hence more than half the diagonal. */
  float reach = grid->box.cell * BLOCK * 1.35f, middle, point[3];
  float centre = (BLOCK - 1) / 2.0f;

  get_point (grid, from_x + centre, from_y + centre, from_z + centre, point);
  middle = aip_stage_body_distance (point, woman);

  for (int z = from_z; z < MIN (from_z + BLOCK, grid->size[2]); z++)
    for (int y = from_y; y < MIN (from_y + BLOCK, grid->size[1]); y++)
      for (int x = from_x; x < MIN (from_x + BLOCK, grid->size[0]); x++)
        {
          int at = grid_index (grid, x, y, z);

          grid->vertex_of[at] = -1;
          if (fabsf (middle) > reach)
            grid->values[at] = middle;
          else
            {
              get_point (grid, x, y, z, point);
              grid->values[at] = aip_stage_body_distance (point, woman);
            }
        }
}

static void
grid_init (Grid      *grid,
           const Box *box,
           gboolean   woman)
{
  grid->box = *box;
  for (int axis = 0; axis < 3; axis++)
    grid->size[axis] = (int) ceilf ((box->high[axis] - box->low[axis]) / box->cell) + 1;

  grid->values = g_new (float, (gsize) grid->size[0] * grid->size[1] * grid->size[2]);
  grid->vertex_of = g_new (int, (gsize) grid->size[0] * grid->size[1] * grid->size[2]);

  /* Far from the surface one look says enough for a whole block. */
  for (int z = 0; z < grid->size[2]; z += BLOCK)
    for (int y = 0; y < grid->size[1]; y += BLOCK)
      for (int x = 0; x < grid->size[0]; x += BLOCK)
        fill_block (grid, x, y, z, woman);
}

static void
grid_clear (Grid *grid)
{
  g_free (grid->values);
  g_free (grid->vertex_of);
}

static void
finish_vertex (AipStageVertex *vertex,
               gboolean        woman,
               float           cell)
{
  float step = cell * 0.35f, length = 0, blocked = 0;
  AipStageMaterial other;

  for (int axis = 0; axis < 3; axis++)
    {
      float point[3] = { vertex->position[0], vertex->position[1], vertex->position[2] };
      float ahead;

      point[axis] += step;
      ahead = aip_stage_body_distance (point, woman);
      point[axis] -= 2 * step;
      vertex->normal[axis] = ahead - aip_stage_body_distance (point, woman);
      length += vertex->normal[axis] * vertex->normal[axis];
    }

  length = sqrtf (MAX (length, 1e-12f));
  for (int axis = 0; axis < 3; axis++)
    vertex->normal[axis] /= length;

  /* Room in front of the surface that is not there shades it. */
  for (int i = 1; i <= 4; i++)
    {
      float away = 0.012f * i * i;
      float point[3];

      for (int axis = 0; axis < 3; axis++)
        point[axis] = vertex->position[axis] + vertex->normal[axis] * away;
      blocked += MAX (0, away - aip_stage_body_distance (point, woman)) / away / i;
    }
  vertex->occlusion = CLAMP (1 - blocked * 0.55f, 0.15f, 1);

  vertex->material = aip_stage_body_material (vertex->position, woman, &other, &vertex->blend);
  vertex->other = other;
}

static void
add_vertices (Grid     *grid,
              GArray   *vertices,
              gboolean  woman)
{
  static const int edges[12][2] = {
    { 0, 1 }, { 2, 3 }, { 4, 5 }, { 6, 7 }, { 0, 2 }, { 1, 3 },
    { 4, 6 }, { 5, 7 }, { 0, 4 }, { 1, 5 }, { 2, 6 }, { 3, 7 },
  };

  for (int z = 0; z + 1 < grid->size[2]; z++)
    for (int y = 0; y + 1 < grid->size[1]; y++)
      for (int x = 0; x + 1 < grid->size[0]; x++)
        {
          AipStageVertex vertex = { 0 };
          float corner[8], sum[3] = { 0, 0, 0 };
          int n_inside = 0, n_crossings = 0;

          for (int i = 0; i < 8; i++)
            {
              corner[i] = grid->values[grid_index (grid, x + (i & 1), y + (i >> 1 & 1),
                                                   z + (i >> 2))];
              n_inside += corner[i] < 0;
            }
          if (n_inside == 0 || n_inside == 8)
            continue;

          for (int i = 0; i < 12; i++)
            {
              int a = edges[i][0], b = edges[i][1];
              float t;

              if ((corner[a] < 0) == (corner[b] < 0))
                continue;

              t = corner[a] / (corner[a] - corner[b]);
              for (int axis = 0; axis < 3; axis++)
                sum[axis] += (a >> axis & 1) + t * ((b >> axis & 1) - (a >> axis & 1));
              n_crossings++;
            }

          vertex.position[0] = grid->box.low[0] + (x + sum[0] / n_crossings) * grid->box.cell;
          vertex.position[1] = grid->box.low[1] + (y + sum[1] / n_crossings) * grid->box.cell;
          vertex.position[2] = grid->box.low[2] + (z + sum[2] / n_crossings) * grid->box.cell;
          finish_vertex (&vertex, woman, grid->box.cell);

          grid->vertex_of[grid_index (grid, x, y, z)] = (int) vertices->len;
          g_array_append_val (vertices, vertex);
        }
}

static void
add_quad (GArray *indices,
          int     a,
          int     b,
          int     c,
          int     d,
          gboolean flip)
{
  guint32 quad[6];

  if (a < 0 || b < 0 || c < 0 || d < 0)
    return;

  quad[0] = (guint32) a;
  quad[1] = (guint32) (flip ? c : b);
  quad[2] = (guint32) (flip ? b : c);
  quad[3] = (guint32) a;
  quad[4] = (guint32) (flip ? d : c);
  quad[5] = (guint32) (flip ? c : d);
  g_array_append_vals (indices, quad, 6);
}

static void
add_faces (const Grid *grid,
           GArray     *indices)
{
  for (int z = 1; z + 1 < grid->size[2]; z++)
    for (int y = 1; y + 1 < grid->size[1]; y++)
      for (int x = 1; x + 1 < grid->size[0]; x++)
        {
          gboolean inside = grid->values[grid_index (grid, x, y, z)] < 0;

          for (int axis = 0; axis < 3; axis++)
            {
              int next[3] = { x, y, z }, u[3] = { 0, 0, 0 }, v[3] = { 0, 0, 0 };

              next[axis]++;
              if ((grid->values[grid_index (grid, next[0], next[1], next[2])] < 0) == inside)
                continue;

              u[(axis + 1) % 3] = 1;
              v[(axis + 2) % 3] = 1;
              add_quad (indices, grid->vertex_of[grid_index (grid, x, y, z)],
                        grid->vertex_of[grid_index (grid, x - u[0], y - u[1], z - u[2])],
                        grid->vertex_of[grid_index (grid, x - u[0] - v[0], y - u[1] - v[1],
                                                    z - u[2] - v[2])],
                        grid->vertex_of[grid_index (grid, x - v[0], y - v[1], z - v[2])], !inside);
            }
        }
}

static void
add_box (const Box *box,
         GArray    *vertices,
         GArray    *indices,
         gboolean   woman)
{
  Grid grid;

  grid_init (&grid, box, woman);
  add_vertices (&grid, vertices, woman);
  add_faces (&grid, indices);
  grid_clear (&grid);
}

static AipStageMesh *
make_mesh (AipStageDetail detail,
           gboolean       woman)
{
  static const float head_cells[] = { 0.0048f, 0.0042f, 0.0060f, 0.0105f, 0.020f };
  static const float body_cells[] = { 0.020f, 0.012f, 0.013f, 0.017f, 0.028f };
  /* The two overlap within the neck. */
  Box head = { { -0.125f, 1.440f, -0.140f }, { 0.125f, 1.800f, 0.150f }, head_cells[detail] };
  Box face = { { -0.076f, 1.520f, -0.130f }, { 0.076f, 1.705f, -0.020f }, 0.0024f };
  Box body = { { -0.345f, -0.030f, -0.200f }, { 0.345f, 1.520f, 0.190f }, body_cells[detail] };
  g_autoptr(GArray) vertices = g_array_new (FALSE, FALSE, sizeof (AipStageVertex));
  g_autoptr(GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint32));
  AipStageMesh *mesh = g_new0 (AipStageMesh, 1);

  /* Only the head is seen: no need for what is below the chest. */
  if (detail == AIP_STAGE_DETAIL_FACE)
    body.low[1] = 1.10f;

  add_box (&head, vertices, indices, woman);
  if (detail == AIP_STAGE_DETAIL_FACE)
    add_box (&face, vertices, indices, woman);
  add_box (&body, vertices, indices, woman);

  mesh->n_vertices = vertices->len;
  mesh->vertices = (AipStageVertex *) g_array_free (g_steal_pointer (&vertices), FALSE);
  mesh->n_triangles = indices->len / 3;
  mesh->indices = (guint32 *) g_array_free (g_steal_pointer (&indices), FALSE);

  return mesh;
}

const AipStageMesh *
aip_stage_mesh_get (AipStageDetail detail,
                    gboolean       woman)
{
  static GMutex mutex;
  static AipStageMesh *meshes[AIP_STAGE_N_DETAILS][2];
  AipStageMesh *mesh;

  g_return_val_if_fail (detail < AIP_STAGE_N_DETAILS, NULL);

  g_mutex_lock (&mutex);
  if (meshes[detail][woman != FALSE] == NULL)
    meshes[detail][woman != FALSE] = make_mesh (detail, woman);
  mesh = meshes[detail][woman != FALSE];
  g_mutex_unlock (&mutex);

  return mesh;
}
