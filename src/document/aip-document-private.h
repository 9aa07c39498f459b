/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-contents.h"
#include "aip-document.h"
#include "aip-journal.h"
#include "aip-storage.h"

G_BEGIN_DECLS

/* AipDocument is one object in several files: this is what they share. */

struct _AipDocument {
  GObject parent_instance;

  AipStorage  *storage;
  AipContents *contents;
  AipProject  *project;
  /* (element-type utf8 GVariant) */
  GHashTable  *settings;
  /* (element-type utf8): what was wrong with the file when it was opened */
  GPtrArray   *problems;
  gboolean     closed;
  /* (nullable): why something queued before the close could not be written */
  GError      *close_problem;

  /* The open transaction: see aip-document-edit.c */
  guint               depth;
  AipTransactionKind  kind;
  char               *label;
  GArray             *changes;
  /* (element-type FieldKey guint): which change set a field last */
  GHashTable         *latest;
  gboolean            doomed;
  /* Shots that become one take the status of the one that is furthest behind. */
  gboolean            any_status;
  /* (nullable): where shots were before the first edit that moves any; see aip-document-sound.c */
  GHashTable         *places;

  /* History: see aip-document-undo.c */
  GPtrArray *undo;
  GPtrArray *redo;
  gint64     position;
  /* (element-type Unsaved) */
  GQueue     unsaved;
  guint      generation;

  /* Signals */
  GQueue   emissions;
  gboolean emitting;
  gboolean publishing;
  char    *shown_undo_label;
  char    *shown_redo_label;
  gboolean shown_unsaved;
  gint64   shown_position;
};

/* aip-document.c */
/* Tells listeners about @set; a set that a listener commits is told after this one. */
void          aip_document_emit_changed     (AipDocument   *self,
                                             AipChangeSet  *set);
void          aip_document_emit_failed      (AipDocument   *self,
                                             const GError  *error);
/* Notifies the properties that differ from when it was called last. */
void          aip_document_update_state     (AipDocument   *self);

/* aip-document-edit.c */
void          aip_document_clear_transaction (AipDocument  *self);
/* Takes the edits of the open transaction back; it accepts no more. */
void          aip_document_doom_transaction (AipDocument   *self);

/* As aip_document_insert(). @id: (nullable): of something that was removed; %NULL makes one. */
AipEntity    *aip_document_insert_as        (AipDocument    *self,
                                             AipKind         kind,
                                             const char     *id,
                                             GVariant       *fields,
                                             GError        **error);

/* aip-document-values.c */
/* (transfer full): what is stored for @value: NFC, trimmed …; @value itself if it is fine. */
GVariant     *aip_document_clean_value      (const AipField *field,
                                             GVariant       *value);
/* Whether the open transaction may change a @kind. */
gboolean      aip_document_check_kind       (AipDocument    *self,
                                             AipKind         kind,
                                             GError        **error);
/*
 * Everything that may stand against a cleaned @value. @entity: (nullable): %NULL for one that is
 * about to be inserted.
 */
gboolean      aip_document_check_value      (AipDocument     *self,
                                             AipKind          kind,
                                             AipEntity       *entity,
                                             const AipField  *field,
                                             GVariant        *value,
                                             GError         **error);

/* Whether a shot that is locked lets @field change; @field: (nullable): %NULL asks for all of it. */
gboolean      aip_document_check_unlocked   (AipEntity       *entity,
                                             const AipField  *field,
                                             GError         **error);

/* aip-document-sound.c */
/*
 * Before an edit: remembers where the shots are, if it may move them. @field: (nullable): %NULL for
 * one that comes or goes.
 */
void          aip_document_note_places      (AipDocument    *self,
                                             AipKind         kind,
                                             const AipField *field);
/* Before a commit: clips get their anchors, and follow those that were moved. */
void          aip_document_settle_sound     (AipDocument    *self);
/*
 * Whether a track that is locked lets itself or a clip on it change; @field: (nullable): %NULL asks
 * for all of it.
 */
gboolean      aip_document_check_track_unlocked (AipDocument     *self,
                                                 AipEntity       *entity,
                                                 const AipField  *field,
                                                 GError         **error);
/* Whether something may be put on a track. */
gboolean      aip_document_check_room       (AipDocument    *self,
                                             const char     *track_id,
                                             GError        **error);

/* aip-document-undo.c */
/*
 * A transaction that is applied in memory already: to the disk, into the history, to the
 * listeners.
 */
void          aip_document_publish          (AipDocument   *self,
                                             AipChangeSet  *set);
/* Has the next steps to undo and redo read, so that nobody waits for them. */
void          aip_document_prefetch_steps   (AipDocument   *self);

/* aip-document-shots.c */
/*
 * (transfer full): a code for something between two neighbours, both (nullable), in their own
 * style.
 */
char         *aip_document_make_code        (AipDocument   *self,
                                             AipKind        kind,
                                             AipEntity     *before,
                                             AipEntity     *after);
/* Takes links to what does not exist out of the fields of a @kind. (transfer none): how many */
guint         aip_document_drop_dead_links  (AipDocument   *self,
                                             AipKind        kind,
                                             GVariantDict  *dict);
/* As aip_document_insert_shot(), but between neighbours that are known. */
AipShot      *aip_document_insert_between   (AipDocument   *self,
                                             AipEntity     *previous,
                                             AipEntity     *next,
                                             GVariant      *fields,
                                             GError       **error);

G_END_DECLS
