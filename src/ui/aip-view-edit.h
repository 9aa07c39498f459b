/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "aip-view.h"

G_BEGIN_DECLS

/*
 * What a person does to the saved views of a project, each as one labelled undo step.
 *
 * A project without views has one all the same, which is stored nowhere: “All Shots”, a table as
 * the settings of the project say. It becomes a view of its own, in the same step, when it is
 * changed or another is made beside it; so opening an old project changes nothing.
 */

/* What kind of view that is: "Table", and the icon for it. */
const char *aip_view_type_get_title    (const char   *type);
const char *aip_view_type_get_icon     (const char   *type);
/* The name of the view that is there when there is none. */
const char *aip_view_get_default_name  (void);

/*
 * Writes what @view looks like: “Change View “Night shoot””. @view: (nullable): the one that is
 * stored nowhere. (transfer none) (nullable): the view, which may be a new one.
 */
AipView    *aip_view_edit_change       (AipDocument  *document,
                                        AipView      *view,
                                        const char   *definition,
                                        GError      **error);
/*
 * A new view after @after, under a name that is free. @name: (nullable): one of its kind.
 * @first: what the view looks like that is stored nowhere, if there is no other.
 * (transfer none) (nullable)
 */
AipView    *aip_view_edit_insert       (AipDocument  *document,
                                        AipView      *after,
                                        const char   *name,
                                        const char   *type,
                                        const char   *definition,
                                        const char   *first,
                                        GError      **error);
/* @view: not %NULL in these. The last view and a locked one cannot be removed. */
gboolean    aip_view_edit_rename       (AipDocument  *document,
                                        AipView      *view,
                                        const char   *name,
                                        GError      **error);
gboolean    aip_view_edit_remove       (AipDocument  *document,
                                        AipView      *view,
                                        GError      **error);
gboolean    aip_view_edit_set_locked   (AipDocument  *document,
                                        AipView      *view,
                                        gboolean      locked,
                                        GError      **error);
/* Before @before; %NULL: to the end. */
gboolean    aip_view_edit_move         (AipDocument  *document,
                                        AipView      *view,
                                        AipView      *before,
                                        GError      **error);

G_END_DECLS
