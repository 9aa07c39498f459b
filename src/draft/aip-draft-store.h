/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-draft-json.h"

G_BEGIN_DECLS

/*
 * The three folders of a worker: input (uploads), output (results) and temp (previews). Names that
 * come from outside never lead out of them. Safe to use from the server's and the painter's thread.
 */
typedef enum {
  AIP_DRAFT_FOLDER_INPUT,
  AIP_DRAFT_FOLDER_OUTPUT,
  AIP_DRAFT_FOLDER_TEMP,
} AipDraftFolder;

typedef struct _AipDraftStore AipDraftStore;

/* @output: (nullable): NULL means a private folder that goes away with the store. */
AipDraftStore *aip_draft_store_new           (const char      *output,
                                              GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void           aip_draft_store_free          (AipDraftStore   *self);

const char    *aip_draft_store_get_folder    (AipDraftStore   *self,
                                              AipDraftFolder   folder);
gboolean       aip_draft_folder_from_name    (const char      *name,
                                              AipDraftFolder  *folder);
const char    *aip_draft_folder_get_name     (AipDraftFolder   folder);

/* NULL when @subfolder or @filename would leave the folder. Does not look at the disk. */
char          *aip_draft_store_resolve       (AipDraftStore   *self,
                                              AipDraftFolder   folder,
                                              const char      *subfolder,
                                              const char      *filename) G_GNUC_WARN_UNUSED_RESULT;

/* The file that a LoadImage value such as "sub/name.png [temp]" means, or NULL if there is none. */
char          *aip_draft_store_find_input    (AipDraftStore   *self,
                                              const char      *value) G_GNUC_WARN_UNUSED_RESULT;
AipDraftJson  *aip_draft_store_list_input    (AipDraftStore   *self) G_GNUC_WARN_UNUSED_RESULT;

/* Keeps an upload; an equal file of the same name is reused, another one is renamed. Returns the
 * name used, or NULL when the path leaves the folder or cannot be written; *refused tells which. */
char          *aip_draft_store_add_upload    (AipDraftStore   *self,
                                              AipDraftFolder   folder,
                                              const char      *subfolder,
                                              const char      *filename,
                                              gboolean         overwrite,
                                              GBytes          *content,
                                              gboolean        *refused) G_GNUC_WARN_UNUSED_RESULT;

/* Writes a result as prefix_00001_.ext, with the next free number. Returns the three strings of an
 * output entry, or NULL with AIP_ERROR_INVALID when @prefix leaves the folder. */
AipDraftJson  *aip_draft_store_add_result    (AipDraftStore   *self,
                                              AipDraftFolder   folder,
                                              const char      *prefix,
                                              const char      *extension,
                                              GBytes          *content,
                                              GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDraftStore, aip_draft_store_free)

G_END_DECLS
