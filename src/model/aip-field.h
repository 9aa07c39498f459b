/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AipKind:
 *
 * What an entity is. The nick (aip_kind_to_nick()) is stored in the journal and never renamed.
 */
typedef enum {
  AIP_KIND_PROJECT,
  AIP_KIND_SCENE,
  AIP_KIND_SHOT,
  AIP_KIND_CHARACTER,
  AIP_KIND_PLACE,
  AIP_KIND_FIELD,
  AIP_KIND_VIEW,
  AIP_KIND_TRACK,
  AIP_KIND_CLIP,
  AIP_KIND_MARKER,
  AIP_KIND_TAKE,
  AIP_KIND_JOB,
} AipKind;

#define AIP_N_KINDS (AIP_KIND_JOB + 1)

/**
 * AipFieldFlags:
 * @AIP_FIELD_LAZY: too large to hold for every entity (posted graphs): written through the journal
 *   like any other, but not kept in memory; read with aip_document_read_field_async()
 * @AIP_FIELD_LINK: text that is the id of another entity, or empty; a list of texts that are ids
 * @AIP_FIELD_UNIQUE: no two entities of a kind have the same text, upper and lower case alike
 *
 * Only jobs and takes have lazy fields: a lazy field reads as an empty text from
 * aip_entity_get_value(), and the journal only says that it was written, so it cannot be undone.
 */
typedef enum {
  AIP_FIELD_NONE = 0,
  AIP_FIELD_LAZY = 1 << 0,
  AIP_FIELD_LINK = 1 << 1,
  AIP_FIELD_UNIQUE = 1 << 2,
} AipFieldFlags;

/**
 * AipFieldCheck:
 * @value: a value of the field's own type
 * @error: return location, %AIP_ERROR_INVALID with a sentence
 *
 * Returns: whether @value may be stored
 */
typedef gboolean (*AipFieldCheck) (GVariant  *value,
                                   GError   **error);

/**
 * AipField:
 * @name: kebab-case; also the GObject property, and the SQLite column with `-` as `_`
 * @type: a GVariant type string: "s" text, "x" integer, "b" yes or no, "d" number, "as" list of
 *   texts
 * @flags: see #AipFieldFlags
 * @fallback: the default in GVariant text format
 * @check: (nullable): what values are allowed beside the type; texts are always valid UTF-8 in
 *   NFC without NUL, and at most 64 KiB unless the field is lazy (then 32 MiB)
 * @target: with %AIP_FIELD_LINK, the kind that it links to
 *
 * One row of an entity's table of fields. The document, the journal, the storage, import and
 * export all work from these tables, so a new field is one row and a migration.
 */
typedef struct {
  const char    *name;
  const char    *type;
  AipFieldFlags  flags;
  const char    *fallback;
  AipFieldCheck  check;
  AipKind        target;
} AipField;

const char     *aip_kind_to_nick    (AipKind      kind);
gboolean        aip_kind_from_nick  (const char  *nick,
                                     AipKind     *kind);
/* What it is called within a sentence, translated. */
const char     *aip_kind_get_title  (AipKind      kind);
GType           aip_kind_get_gtype  (AipKind      kind);
const AipField *aip_kind_get_fields (AipKind      kind,
                                     guint       *n_fields);
const AipField *aip_kind_find_field (AipKind      kind,
                                     const char  *name,
                                     guint       *index);

/* (transfer none): the default of a field as a value. */
GVariant       *aip_kind_get_default (AipKind     kind,
                                      guint       index);

/* Type, size, UTF-8 and NFC, then the field's own check. %AIP_ERROR_INVALID with a sentence. */
gboolean        aip_field_check     (AipKind          kind,
                                     const AipField  *field,
                                     GVariant        *value,
                                     GError         **error);

G_END_DECLS
