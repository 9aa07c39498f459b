/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-workflow.h"

G_BEGIN_DECLS

/* What a role may be; only the members that the workflow names are set. */
typedef struct {
  gboolean has_min;
  gboolean has_max;
  double   min;
  double   max;
} AipWorkflowLimit;

typedef struct {
  guint64 pixels;      /* width × height × frames */
  guint64 bytes;
} AipWorkflowMemory;

/* A node that goes when a role is not given, and what its readers read then. */
typedef struct {
  char *node;
  GStrv through;
} AipWorkflowDetour;

/* A node that does not come with ComfyUI. */
typedef struct {
  char *class_type;
  char *package;
  char *url;
} AipWorkflowPackage;

struct _AipWorkflow
{
  GObject            parent_instance;

  char              *id;
  char              *target;
  char              *title;
  char              *description;
  char              *kind;
  char              *control;
  JsonNode          *source;           /* workflow.json as it was read */
  AipGraph          *graph;
  GPtrArray         *models;           /* AipWorkflowModel */
  GHashTable        *bindings;         /* role → GArray of AipGraphRef, borrowed from the graph */
  GHashTable        *optional;         /* role → GPtrArray of AipWorkflowDetour */
  GPtrArray         *packages;         /* AipWorkflowPackage */
  GHashTable        *limits;           /* role → AipWorkflowLimit */
  AipWorkflowValues *defaults;
  GArray            *memory;           /* AipWorkflowMemory, by pixels */

  gboolean           samples;          /* a sampler leads to the result, so words and a seed do */
  double             fps;              /* of a movie, 0 if not said */
  int                frame_step;       /* a length is step × n + offset; 0: any */
  int                frame_offset;

  int                size_multiple;
  int                size_min;
  int                size_max;
  gint64             max_pixels;
};

G_END_DECLS
