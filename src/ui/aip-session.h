/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-activity-log.h"
#include "aip-document.h"
#include "aip-scheduler.h"
#include "aip-shot-setups.h"
#include "aip-sound-cache.h"
#include "aip-staleness.h"
#include "aip-thumbnailer.h"

G_BEGIN_DECLS

#define AIP_TYPE_SESSION (aip_session_get_type ())

/**
 * AipSession:
 *
 * What the widgets of one project window share: the open document, the machinery of the
 * application and the selected shots. Widgets talk to the session, never to each other.
 *
 * Properties: `document`, `scheduler`, `thumbnailer`, `activity` (construct only); `selection`
 * (#GListModel of #AipShot, never %NULL; the shots page sets it).
 *
 * Signals:
 * - `toast (const char *text, gboolean undoable)`: something short to say; with @undoable the toast
 *   offers to undo the gesture that was committed last
 * - `toast-locked (const char *text)`: something was refused because it is locked; the toast offers
 *   to unlock what is selected
 * - `reveal-shot (AipShot *)`: bring the shot into view and select it
 * - `reveal-in-cut (AipShot *)`: the same in the timeline
 */
G_DECLARE_FINAL_TYPE (AipSession, aip_session, AIP, SESSION, GObject)

AipSession     *aip_session_new             (AipDocument    *document,
                                             AipScheduler   *scheduler,
                                             AipThumbnailer *thumbnailer,
                                             AipActivityLog *activity);

/* All transfer none. */
AipDocument    *aip_session_get_document    (AipSession     *self);
AipScheduler   *aip_session_get_scheduler   (AipSession     *self);
AipThumbnailer *aip_session_get_thumbnailer (AipSession     *self);
/* The sounds of the project, decoded once for whoever draws, plays or renders them. */
AipSoundCache  *aip_session_get_sounds      (AipSession     *self);
AipActivityLog *aip_session_get_activity    (AipSession     *self);
/* The cinema setups of the shots, read. */
AipShotSetups  *aip_session_get_setups      (AipSession     *self);
/* Which takes are not what would be made now. */
AipStaleness   *aip_session_get_staleness   (AipSession     *self);

GListModel     *aip_session_get_selection   (AipSession     *self);
void            aip_session_set_selection   (AipSession     *self,
                                             GListModel     *selection);

/*
 * Ends a gesture begun with aip_document_begin(): commits it when @ok, otherwise takes it back and
 * says why. @error: (nullable) (transfer none). Answers @ok.
 */
gboolean        aip_session_finish_edit     (AipSession     *self,
                                             gboolean        ok,
                                             const GError   *error);

void            aip_session_toast           (AipSession     *self,
                                             const char     *text);
void            aip_session_toast_undo      (AipSession     *self,
                                             const char     *text);
/* Says nothing when @error is a cancellation; offers to unlock when that is what is in the way. */
void            aip_session_toast_error     (AipSession     *self,
                                             const GError   *error);
/* @problems: (element-type utf8): sentences about shots that were left out; the first is shown. */
void            aip_session_toast_problems  (AipSession     *self,
                                             GPtrArray      *problems);
void            aip_session_reveal_shot     (AipSession     *self,
                                             AipShot        *shot);
void            aip_session_reveal_in_cut   (AipSession     *self,
                                             AipShot        *shot);

G_END_DECLS
