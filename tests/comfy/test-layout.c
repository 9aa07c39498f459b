/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "aip-error.h"
#include "aip-graph-layout.h"
#include "aip-workflow-sketch.h"
#include "aip-workflow-store.h"
#include "test-support.h"

static void
check_layout (AipGraph *graph)
{
  g_autoptr(AipGraphLayout) layout = aip_graph_layout_new (graph);
  guint n = aip_graph_layout_get_n_boxes (layout);
  double width, height;

  aip_graph_layout_get_size (layout, &width, &height);
  g_assert_cmpuint (n, ==, aip_graph_get_n_nodes (graph));

  for (guint i = 0; i < n; i++)
    {
      const AipGraphBox *box = aip_graph_layout_get_box (layout, i);
      int row;

      g_assert_cmpfloat (box->x, >=, 0);
      g_assert_cmpfloat (box->y, >=, 0);
      g_assert_cmpfloat (box->x + box->width, <=, width);
      g_assert_cmpfloat (box->y + box->height, <=, height);
      /* Nothing lies over anything else. */
      g_assert_cmpint (aip_graph_layout_pick (layout, box->x + 1, box->y + 1, &row), ==, (int) i);
      g_assert_cmpint (row, ==, -1);
      for (guint r = 0; box->inputs[r] != NULL; r++)
        {
          double y = box->y + AIP_GRAPH_LAYOUT_TITLE + (r + 0.5) * AIP_GRAPH_LAYOUT_ROW;

          g_assert_cmpint (aip_graph_layout_pick (layout, box->x + box->width - 1, y, &row), ==,
                           (int) i);
          g_assert_cmpint (row, ==, (int) r);
        }
    }

  /* Everything is read from the left. */
  for (guint i = 0; i < aip_graph_layout_get_n_wires (layout); i++)
    {
      const AipGraphWire *wire = aip_graph_layout_get_wire (layout, i);

      g_assert_cmpfloat (aip_graph_layout_get_box (layout, wire->from)->x, <,
                         aip_graph_layout_get_box (layout, wire->to)->x);
    }
}

static void
test_layout (void)
{
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(AipWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (store), i);

      check_layout (aip_workflow_get_graph (workflow));
    }
}

/* Circles and links to nowhere are drawn all the same. */
static void
test_broken (void)
{
  static const char *const texts[] = {
    "{\"a\":{\"class_type\":\"X\",\"inputs\":{\"i\":[\"b\",0]}},"
    "\"b\":{\"class_type\":\"X\",\"inputs\":{\"i\":[\"a\",0]}}}",
    "{\"a\":{\"class_type\":\"X\",\"inputs\":{\"i\":[\"nowhere\",0],\"j\":[\"a\",0]}}}",
    "{}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AipGraph) graph = aip_graph_parse (texts[i], -1, &error);
      g_autoptr(AipGraphLayout) layout = NULL;

      g_assert_no_error (error);
      layout = aip_graph_layout_new (graph);
      g_assert_cmpuint (aip_graph_layout_get_n_boxes (layout), ==, aip_graph_get_n_nodes (graph));
    }
}

/* What a person binds counts; a link is never replaced, and both sides stay apart. */
static void
test_sketch (void)
{
  static const char *const two[] = { "seed=31.noise_seed", "seed=32.noise_seed", NULL };
  g_autoptr(AipWorkflowStore) store = aip_workflow_store_new ();
  AipWorkflow *known = aip_workflow_store_get (store, "wan22-14b-i2v");
  g_autoptr(AipWorkflowSketch) sketch =
    aip_workflow_sketch_new (aip_workflow_get_graph (known), NULL, "Harbour, the wide one");
  g_autofree char *folder = test_dir_new ();
  g_autoptr(GFile) file = g_file_new_for_path (folder);
  g_autoptr(AipWorkflow) saved = NULL;
  g_autoptr(AipWorkflow) wrong = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (aip_workflow_sketch_bind (sketch, "prompt", "20", "clip", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (aip_workflow_sketch_bind (sketch, "prompt", "99", "text", &error));
  g_assert_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (aip_workflow_sketch_bind_texts (sketch, two, &error));
  g_assert_cmpuint (aip_workflow_sketch_get_refs (sketch, "seed")->len, ==, 2);
  saved = aip_workflow_sketch_save (sketch, file, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (aip_workflow_get_id (saved), "harbour-the-wide-one-"));

  /* It is there as long as its project is. */
  aip_workflow_store_add_folder (store, file);
  g_assert_nonnull (aip_workflow_store_get (store, aip_workflow_get_id (saved)));
  aip_workflow_store_remove_folder (store, file);
  g_assert_null (aip_workflow_store_get (store, aip_workflow_get_id (saved)));

  g_assert_true (aip_workflow_sketch_bind (sketch, "prompt", "21", "text", &error));
  wrong = aip_workflow_sketch_build (sketch, &error);
  g_assert_null (wrong);
  g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);

  test_dir_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/comfy/layout/shipped", test_layout);
  g_test_add_func ("/comfy/layout/broken", test_broken);
  g_test_add_func ("/comfy/sketch/save", test_sketch);

  return g_test_run ();
}
