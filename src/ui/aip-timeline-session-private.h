/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-timeline-session.h"

G_BEGIN_DECLS

struct _AipTimelineSession
{
  GObject parent_instance;

  AipSession          *session;
  AipDocument         *document;

  AipCut              *cut;         /* NULL: to be made when somebody asks */
  AipCut              *preview;
  guint                looks_source;

  gint64               position;
  gint64               in_point;
  gint64               out_point;
  gint64               two_up_left;
  gint64               two_up_right;
  gboolean             playing;

  AipTimelineGeometry  geometry;
  gboolean             fitted;      /* it was shown once */

  AipTimelineTool      tool;
  gboolean             snapping;
  gint64               snap_frame;

  GHashTable          *selection;   /* set of ids */
  char                *anchor;      /* where a range of shots begins */
  char                *current;
  AipTimelineEdge      edge;
};

/* Forgets what is no longer in the film. */
void _aip_timeline_session_prune_selection (AipTimelineSession *self);
/* By what is in both files. */
void _aip_timeline_session_selection_changed (AipTimelineSession *self);

G_END_DECLS
