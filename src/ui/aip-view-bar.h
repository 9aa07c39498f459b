/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-document.h"
#include "aip-view.h"

G_BEGIN_DECLS

#define AIP_TYPE_VIEW_BAR (aip_view_bar_get_type ())

/**
 * AipViewBar:
 *
 * The saved views of a project as a row of tabs, with what can be done to them. It shows what it is
 * told and acts through the actions of the group `shots` (see aip-shots-page.h). Tabs are put into
 * another order by dragging, or with `view-left` and `view-right`.
 *
 * CSS node: `viewbar`.
 */
G_DECLARE_FINAL_TYPE (AipViewBar, aip_view_bar, AIP, VIEW_BAR, GtkWidget)

GtkWidget *aip_view_bar_new          (AipDocument *document);
/*
 * @current: (nullable): the view of a project without views. @modified: it is locked and looks
 * otherwise now.
 */
void       aip_view_bar_update       (AipViewBar  *self,
                                      AipView     *current,
                                      gboolean     modified);
/* What stands beside the tabs for the kind of view that is shown. @extra: (nullable) */
void       aip_view_bar_set_extra    (AipViewBar  *self,
                                      GtkWidget   *extra);
/* For the menu key and scripts: the menu of the current view. */
void       aip_view_bar_popup        (AipViewBar  *self);

G_END_DECLS
