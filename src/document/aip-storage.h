/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-change.h"
#include "aip-snapshot.h"

G_BEGIN_DECLS

#define AIP_TYPE_STORAGE (aip_storage_get_type ())

/**
 * AipStorage:
 *
 * The disk side of one open project: a thread of its own owns the only connection, and does what
 * it is told in the order it is told. Everything here is called on the main thread and answers
 * there.
 *
 * When a transaction cannot be written, those queued behind it must not be either, as they build
 * on it. So every transaction carries a *generation*: after a failure all of that generation
 * fail, until the document has taken them back in memory and goes on with the next.
 */
G_DECLARE_FINAL_TYPE (AipStorage, aip_storage, AIP, STORAGE, GObject)

AipStorage   *aip_storage_new                   (void);

/* @row: all fields of the project entity as an `a{sv}`, already checked. */
void          aip_storage_create_async          (AipStorage           *self,
                                                 const char           *folder,
                                                 const char           *project_id,
                                                 GVariant             *row,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* @folder: or the file in it. */
void          aip_storage_open_async            (AipStorage           *self,
                                                 const char           *folder,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* Of both. (transfer full) */
AipSnapshot  *aip_storage_open_finish           (AipStorage           *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
/* The folder that was opened; only after that. */
const char   *aip_storage_get_folder            (AipStorage           *self);

void          aip_storage_write_async           (AipStorage           *self,
                                                 AipChangeSet         *set,
                                                 guint                 generation,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* For everything that answers yes or no. */
gboolean      aip_storage_finish                (AipStorage           *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/* When everything before is on disk; fails if the last thing before was refused. */
void          aip_storage_flush_async           (AipStorage           *self,
                                                 guint                 generation,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* @value: (nullable): NULL forgets the setting. Nobody waits for it. */
void          aip_storage_write_setting         (AipStorage           *self,
                                                 const char           *key,
                                                 GVariant             *value);
/* The daily backup and the trimming of the journal. Problems are only logged. */
void          aip_storage_maintain              (AipStorage           *self);

void          aip_storage_read_field_async      (AipStorage           *self,
                                                 const char           *id,
                                                 const char           *field,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* (transfer full): "" if it was never written. */
GVariant     *aip_storage_read_field_finish     (AipStorage           *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void          aip_storage_read_history_async    (AipStorage           *self,
                                                 const char           *id,
                                                 gint64                before,
                                                 guint                 limit,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
void          aip_storage_read_removals_async   (AipStorage           *self,
                                                 guint                 limit,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* Of both. (transfer full) (element-type AipChangeSet) */
GPtrArray    *aip_storage_read_history_finish   (AipStorage           *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
/* The EDIT at @position. (transfer full) */
void          aip_storage_read_set_async        (AipStorage           *self,
                                                 gint64                position,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
AipChangeSet *aip_storage_read_set_finish       (AipStorage           *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
/*
 * Waits for the thread: only for a step of the undo stack that was too old to be read when the
 * project was opened.
 */
AipChangeSet *aip_storage_read_set              (AipStorage           *self,
                                                 gint64                position,
                                                 GError              **error);

/*
 * @files: (element-type utf8) (transfer full): pairs of a name for sentences and a path that
 * should exist.
 */
void          aip_storage_check_async           (AipStorage           *self,
                                                 GPtrArray            *files,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* (transfer full) (element-type utf8): sentences */
GPtrArray    *aip_storage_check_finish          (AipStorage           *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/* Nothing may be asked after this. */
void          aip_storage_close_async           (AipStorage           *self,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);

G_END_DECLS
