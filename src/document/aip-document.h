/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-change.h"
#include "aip-character.h"
#include "aip-custom-field.h"
#include "aip-entity-list.h"
#include "aip-job.h"
#include "aip-place.h"
#include "aip-project.h"
#include "aip-scene.h"
#include "aip-shot.h"
#include "aip-take.h"

G_BEGIN_DECLS

#define AIP_DOCUMENT_FILE "project.aip"

/**
 * AipProjectSpec:
 *
 * What a new project needs to know.
 */
typedef struct {
  const char   *name;
  const char   *code;      /* (nullable): made from the name */
  AipFrameRate  rate;
  int           width;
  int           height;
  const char   *aspect;    /* (nullable): width:height reduced */
  int           year;      /* in which it is (as if) made; 0: open */
  const char   *period;    /* (nullable): “strict” */
} AipProjectSpec;

#define AIP_TYPE_DOCUMENT (aip_document_get_type ())

/**
 * AipDocument:
 *
 * The open project and the only object that changes it. Lives on the main thread; the disk is
 * written by the document's own storage thread.
 *
 * A gesture is one transaction:
 *
 *     aip_document_begin (document, _("Change Description of SHT-0010"));
 *     ok = aip_document_set_text (document, AIP_ENTITY (shot), "description", text, &error);
 *     aip_document_end (document, ok);
 *
 * Edits show in the entities at once (their notify drives every view); lists change at the
 * commit. The commit hands one immutable #AipChangeSet to the journal, to the undo stack and to
 * the storage thread.
 *
 * Signals:
 * - `changed (AipChangeSet *)`: after every commit, undo and redo, when all entities and lists
 *   are up to date
 * - `storage-failed (GError *)`: the disk refused; the unsaved transactions were taken back and
 *   the error says so
 *
 * Properties: `can-undo`, `can-redo` b; `undo-label`, `redo-label` s; `unsaved` b (a change is
 * not yet durable); `folder` s; `position` x.
 */
G_DECLARE_FINAL_TYPE (AipDocument, aip_document, AIP, DOCUMENT, GObject)

/* Opening and closing ----------------------------------------------------------------------- */

/* @folder: is made; must be absent or empty (%AIP_ERROR_EXISTS otherwise). */
void           aip_document_create_async     (const char            *folder,
                                              const AipProjectSpec  *spec,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
AipDocument   *aip_document_create_finish    (GAsyncResult          *result,
                                              GError               **error);

/*
 * @folder: the project folder or the project.aip in it. Migrates (after a backup) and makes the
 *   daily backup. %AIP_ERROR_NOT_FOUND, %AIP_ERROR_TOO_NEW, %AIP_ERROR_DAMAGED (the file is left
 *   untouched), %AIP_ERROR_IN_USE.
 */
void           aip_document_open_async       (const char            *folder,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
AipDocument   *aip_document_open_finish      (GAsyncResult          *result,
                                              GError               **error);

/*
 * The newest automatic backup that opens: (transfer full) (nullable): its path, and @when it was
 * made.
 */
void           aip_document_find_backup_async    (const char           *folder,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
char          *aip_document_find_backup_finish   (GAsyncResult         *result,
                                                  GDateTime           **when,
                                                  GError              **error);
/*
 * Puts @backup in place of the project file; the damaged one is kept beside it under another
 * name.
 */
void           aip_document_restore_backup_async  (const char          *folder,
                                                   const char          *backup,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
gboolean       aip_document_restore_backup_finish (GAsyncResult        *result,
                                                   GError             **error);

/* Completes when everything committed before the call is durable. */
void           aip_document_flush_async      (AipDocument           *self,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
gboolean       aip_document_flush_finish     (AipDocument           *self,
                                              GAsyncResult          *result,
                                              GError               **error);
/* Flushes, checkpoints and closes. The object may then only be unreffed. */
void           aip_document_close_async      (AipDocument           *self,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
gboolean       aip_document_close_finish     (AipDocument           *self,
                                              GAsyncResult          *result,
                                              GError               **error);

/*
 * SQLite's own checks, links between entities, takes whose file is missing: (transfer full):
 * sentences, empty = sound.
 */
void           aip_document_check_async      (AipDocument           *self,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
GStrv          aip_document_check_finish     (AipDocument           *self,
                                              GAsyncResult          *result,
                                              GError               **error);

/*
 * What was wrong with the file when it was opened: a sentence for each value that could not be
 * used and reads as its default until it is edited (transfer none).
 */
const char *const *
               aip_document_get_problems     (AipDocument           *self);

/* What is in it (all transfer none) --------------------------------------------------------- */

const char    *aip_document_get_folder       (AipDocument           *self);
AipProject    *aip_document_get_project      (AipDocument           *self);
AipEntityList *aip_document_get_list         (AipDocument           *self,
                                              AipKind                kind);
AipEntityList *aip_document_get_shots        (AipDocument           *self);
AipEntityList *aip_document_get_scenes       (AipDocument           *self);
AipEntityList *aip_document_get_jobs         (AipDocument           *self);
/* (nullable) */
AipEntity     *aip_document_lookup           (AipDocument           *self,
                                              const char            *id);
/* (nullable): also one that was removed since the project was opened: undo may bring it back. */
AipEntity     *aip_document_lookup_any       (AipDocument           *self,
                                              const char            *id);
AipShot       *aip_document_find_shot        (AipDocument           *self,
                                              const char            *code);
AipScene      *aip_document_find_scene       (AipDocument           *self,
                                              const char            *code);
/* (transfer full): where the file of a take lies; %NULL if its path leads out of the project. */
char          *aip_document_get_take_path    (AipDocument           *self,
                                              AipTake               *take);
gint64         aip_document_get_position     (AipDocument           *self);
/* Whether something that was committed is not durable yet. */
gboolean       aip_document_get_unsaved      (AipDocument           *self);

/* Changing it ------------------------------------------------------------------------------- */

/*
 * @label: a translated sentence for menus and history ("Move 3 Shots"). Nested begins join the
 * outer one.
 */
void           aip_document_begin            (AipDocument           *self,
                                              const char            *label);
void           aip_document_begin_record     (AipDocument           *self,
                                              const char            *label);
/* A transaction without a change leaves no trace. */
void           aip_document_commit           (AipDocument           *self);
/* Takes every edit of the (outermost) transaction back. */
void           aip_document_rollback         (AipDocument           *self);
/* Either of them: what was begun stays only if all of it was @ok. Answers @ok. */
gboolean       aip_document_end              (AipDocument           *self,
                                              gboolean               ok);

/*
 * Texts are cleaned first (NFC, no control characters; codes and names are trimmed, lists lose what
 * is empty or there twice). %AIP_ERROR_INVALID with a sentence, %AIP_ERROR_EXISTS for a code or
 * name that is taken, %AIP_ERROR_NOT_FOUND for an entity that was removed; nothing changed then. A
 * job only moves between states as aip_job_state_may_move() allows. @value is consumed if floating.
 */
gboolean       aip_document_set              (AipDocument           *self,
                                              AipEntity             *entity,
                                              const char            *field,
                                              GVariant              *value,
                                              GError               **error);
gboolean       aip_document_set_text         (AipDocument           *self,
                                              AipEntity             *entity,
                                              const char            *field,
                                              const char            *text,
                                              GError               **error);
gboolean       aip_document_set_integer      (AipDocument           *self,
                                              AipEntity             *entity,
                                              const char            *field,
                                              gint64                 value,
                                              GError               **error);
gboolean       aip_document_set_texts        (AipDocument           *self,
                                              AipEntity             *entity,
                                              const char            *field,
                                              const char *const     *texts,
                                              GError               **error);

/*
 * @fields: (nullable): `a{sv}` of field values, consumed if floating; the rest gets its default.
 *   A shot or scene without `code` gets the next one; anything with an `order` field and none
 *   given goes to the end. (transfer none)
 */
AipEntity     *aip_document_insert           (AipDocument           *self,
                                              AipKind                kind,
                                              GVariant              *fields,
                                              GError               **error);
/*
 * A new shot before @before (%NULL: at the end) with a code between its neighbours and the scene
 * of the one it follows.
 */
AipShot       *aip_document_insert_shot      (AipDocument           *self,
                                              AipShot               *before,
                                              GVariant              *fields,
                                              GError               **error);
/*
 * A copy after the original, with a code of its own, without jobs. @with_takes: it shares the takes
 * that there are now: one take and one file in two shots, so neither can lose the other's.
 */
AipShot       *aip_document_duplicate_shot   (AipDocument           *self,
                                              AipShot               *shot,
                                              gboolean               with_takes,
                                              GError               **error);
/*
 * @shot keeps its first @frame frames and its takes; the rest is a new shot behind it, with the
 * same texts and a code between. (transfer none): the new one
 */
AipShot       *aip_document_split_shot       (AipDocument           *self,
                                              AipShot               *shot,
                                              gint64                 frame,
                                              GError               **error);
/*
 * As aip_document_split_shot(), but in the cut: nothing is seen of it, for the new shot shares the
 * takes and goes on in them where @shot stops.
 */
AipShot       *aip_document_blade_shot       (AipDocument           *self,
                                              AipShot               *shot,
                                              gint64                 frame,
                                              GError               **error);
/*
 * @shots: (element-type AipShot): at least two that stand in a row. The first gets the lengths, the
 * texts, tags and people of all, and what it lacks itself; it shares the takes of the others, which
 * are removed. @current: (nullable): the take of any of them that is to be the current one.
 */
gboolean       aip_document_merge_shots      (AipDocument           *self,
                                              GPtrArray             *shots,
                                              AipTake               *current,
                                              GError               **error);
gboolean       aip_document_remove           (AipDocument           *self,
                                              AipEntity             *entity,
                                              GError               **error);
/* Moves the shots, kept in their present order, before @before (%NULL: to the end). */
gboolean       aip_document_move_shots       (AipDocument           *self,
                                              GPtrArray             *shots,
                                              AipShot               *before,
                                              GError               **error);
/* Any number of moves at once: all shots as they are to stand, and the set of those that move. */
gboolean       aip_document_arrange_shots    (AipDocument           *self,
                                              GPtrArray             *order,
                                              GHashTable            *moved,
                                              GError               **error);

/* Undo ---------------------------------------------------------------------------------------- */

gboolean       aip_document_can_undo         (AipDocument           *self);
gboolean       aip_document_can_redo         (AipDocument           *self);
const char    *aip_document_get_undo_label   (AipDocument           *self);
const char    *aip_document_get_redo_label   (AipDocument           *self);
gboolean       aip_document_undo             (AipDocument           *self);
gboolean       aip_document_redo             (AipDocument           *self);

/* Reading what is not in memory --------------------------------------------------------------- */

/* A lazy field. (transfer full) */
void           aip_document_read_field_async  (AipDocument          *self,
                                               AipEntity            *entity,
                                               const char           *field,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GVariant      *aip_document_read_field_finish (AipDocument          *self,
                                               GAsyncResult         *result,
                                               GError              **error);
/*
 * The last @limit transactions, newest first: (transfer full) (element-type AipChangeSet). @id:
 * (nullable): only those touching it, and only what they change in it. @before: 0, or the position
 * of the last one that was read, to go on with those before.
 */
void           aip_document_read_history_async  (AipDocument         *self,
                                                 const char          *id,
                                                 gint64               before,
                                                 guint                limit,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
GPtrArray     *aip_document_read_history_finish (AipDocument         *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

/*
 * A text with every value in memory, in a fixed order, for comparing (tests, `check`): neither
 * lazy fields nor settings nor the journal.
 */
char          *aip_document_dump             (AipDocument           *self)
                                              G_GNUC_WARN_UNUSED_RESULT;

/* Settings ------------------------------------------------------------------------------------ */

/*
 * State of views that belongs to the project (columns, zoom): stored, but no part of its history.
 */

/* (transfer full) (nullable): the value, if it is of @type (%NULL: of any). */
GVariant      *aip_document_get_setting      (AipDocument           *self,
                                              const char            *key,
                                              const GVariantType    *type);
/* @value: (nullable): consumed if floating; %NULL forgets it. At most 64 KiB as text. */
void           aip_document_set_setting      (AipDocument           *self,
                                              const char            *key,
                                              GVariant              *value);

G_END_DECLS
