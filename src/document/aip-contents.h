/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-change-private.h"
#include "aip-entity-list-private.h"
#include "aip-entity-private.h"

G_BEGIN_DECLS

/**
 * AipContents:
 *
 * The film in memory: every entity, found by id, by code or name, and by neighbour. Entities, and
 * what finds them, change at once; lists and what is derived in shots change with
 * aip_contents_publish(). Belongs to one thread at a time: the storage thread fills it, then
 * hands it to the document.
 *
 * A removed entity stays known, so that undo brings the same object back.
 */
typedef struct _AipContents AipContents;

AipContents   *aip_contents_new          (void);
void           aip_contents_free         (AipContents   *self);

/* All (transfer none) (nullable). */
AipEntity     *aip_contents_lookup       (AipContents   *self,
                                          const char    *id);
/* Also one that was removed. */
AipEntity     *aip_contents_lookup_any   (AipContents   *self,
                                          const char    *id);
/* By the field of @kind that is unique; upper and lower case are the same. */
AipEntity     *aip_contents_find         (AipContents   *self,
                                          AipKind        kind,
                                          const char    *text);
AipEntityList *aip_contents_get_list     (AipContents   *self,
                                          AipKind        kind);

/*
 * Neighbours by `order`, edits of an open transaction included. Only for kinds with that field.
 */
AipEntity     *aip_contents_get_last     (AipContents   *self,
                                          AipKind        kind);
AipEntity     *aip_contents_get_previous (AipContents   *self,
                                          AipEntity     *entity);
AipEntity     *aip_contents_get_next     (AipContents   *self,
                                          AipEntity     *entity);
/*
 * Between which two the @order key stands; (nullable). @previous may have the very same key.
 */
void           aip_contents_find_place   (AipContents   *self,
                                          AipKind        kind,
                                          const char    *order,
                                          AipEntity    **previous,
                                          AipEntity    **next);
/* (transfer container): all that are alive and have @field equal to the text @id, or contain it. */
GPtrArray     *aip_contents_find_links   (AipContents   *self,
                                          AipKind        kind,
                                          guint          field_index,
                                          const char    *id);

/* @values: of all fields. @id must not be alive. (transfer none) */
AipEntity     *aip_contents_insert       (AipContents   *self,
                                          AipKind        kind,
                                          const char    *id,
                                          GVariant     **values);
void           aip_contents_set          (AipContents   *self,
                                          AipEntity     *entity,
                                          guint          field_index,
                                          GVariant      *value);
void           aip_contents_remove       (AipContents   *self,
                                          AipEntity     *entity);

/* All fields of @entity as an `a{sv}`, floating. Lazy ones are left out. */
GVariant      *aip_contents_dup_row      (AipEntity     *entity);

/* Applies the changes of @set, which must fit: see aip_contents_fits(). */
void           aip_contents_apply        (AipContents   *self,
                                          AipChangeSet  *set);
/*
 * Whether @set can be applied to what is there: it may come from a file that somebody tampered
 * with.
 */
gboolean       aip_contents_fits         (AipContents   *self,
                                          AipChangeSet  *set);

/* Brings lists and derived state up to date with all changes since the last time. */
void           aip_contents_publish      (AipContents   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipContents, aip_contents_free)

G_END_DECLS
