/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-inspector.h"
#include "aip-filter-popover.h"
#include "aip-pane-grip.h"
#include "aip-project-view.h"
#include "aip-queue-summary.h"
#include "aip-render-bar.h"
#include "aip-shots-page.h"
#include "aip-sidebar-row.h"

G_BEGIN_DECLS

/* A pane beside a page: whether the user wants it where there is room for it. */
typedef struct {
  gboolean wanted;
  gboolean was_collapsed;
} Pane;

struct _AipProjectView
{
  AdwBreakpointBin parent_instance;

  AipSession          *session;
  AipShotsPage        *shots_page;
  GActionMap          *actions;          /* where the actions are, while they are */
  gint64               durable_position; /* of the journal when the disk refused last */
  guint                badges_source;
  guint                panes_source;
  Pane                 sidebar_pane;
  Pane                 inspector_pane;

  AdwOverlaySplitView *split_view;
  AdwWindowTitle      *sidebar_title;
  GtkListBox          *places;
  AipSidebarRow       *shots_row;
  AipSidebarRow       *characters_row;
  AipSidebarRow       *places_row;
  AipSidebarRow       *timeline_row;
  AipSidebarRow       *workers_row;
  AipSidebarRow       *activity_row;
  AipQueueSummary     *queue_summary;
  GtkStack            *pages;
  GtkWidget           *search_entry;
  AipFilterPopover    *filter_popover;
  GtkWidget           *undo_button;
  GtkWidget           *redo_button;
  AdwBanner           *storage_banner;
  AdwBanner           *worker_banner;
  GMenu               *fields_section;   /* of the menu of columns */
  AdwOverlaySplitView *inspector_split;
  AipPaneGrip         *grip;
  AdwBin              *shots_bin;
  AdwBin              *inspector_bin;
  AdwBin              *characters_bin;
  AdwBin              *places_bin;
  AdwBin              *timeline_bin;
  AdwBin              *workers_bin;
  AdwBin              *activity_bin;
  AipRenderBar        *render_bar;
};

/* Says of every action whether it is possible now. */
void _aip_project_view_update_actions (AipProjectView *self);

G_END_DECLS
