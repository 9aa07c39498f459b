/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "aip-sheet-column.h"

G_BEGIN_DECLS

/**
 * AipSheetItem:
 * @id: of the entity
 * @values: of all its fields, in the order of aip_kind_get_fields()
 * @place: among its kind, from 0
 * @start: shots: frames before it
 * @n_shots: others: shots that they are in
 * @n_takes: shots: how many takes there are; the rest is about the current one
 * @file: (nullable): path inside the project
 *
 * An entity as it was when the source was made.
 */
typedef struct {
  char      *id;
  GVariant **values;
  AipKind    kind;
  guint      place;
  gint64     start;
  guint      n_shots;
  guint      n_takes;
  gint64     take_number;
  gint64     width;
  gint64     height;
  char      *file;
} AipSheetItem;

/**
 * AipSheetSource:
 *
 * What there is to export, and what an import is compared with: the film at one moment. Made on the
 * main thread in a few milliseconds, because values are shared and not copied; immutable, for any
 * thread.
 */
typedef struct _AipSheetSource AipSheetSource;

AipSheetSource     *aip_sheet_source_new          (AipDocument     *document);
AipSheetSource     *aip_sheet_source_ref          (AipSheetSource  *self);
void                aip_sheet_source_unref        (AipSheetSource  *self);

/* In the order of the film. */
guint               aip_sheet_source_get_n_items  (AipSheetSource  *self,
                                                   AipKind          kind);
const AipSheetItem *aip_sheet_source_get_item     (AipSheetSource  *self,
                                                   AipKind          kind,
                                                   guint            index);
/* (nullable) */
const AipSheetItem *aip_sheet_source_lookup       (AipSheetSource  *self,
                                                   const char      *id);
const char         *aip_sheet_source_get_folder   (AipSheetSource  *self);
const char         *aip_sheet_source_get_project  (AipSheetSource  *self);
const char         *aip_sheet_source_get_name     (AipSheetSource  *self);
gint64              aip_sheet_source_get_position (AipSheetSource  *self);
AipFrameRate        aip_sheet_source_get_rate     (AipSheetSource  *self);
/* The production year, 0 if it is open, and how it is taken: `strict` or `loose`. */
gint64              aip_sheet_source_get_year     (AipSheetSource  *self);
const char         *aip_sheet_source_get_period   (AipSheetSource  *self);
/* As aip_project_may_move() said then. */
gboolean            aip_sheet_source_may_move     (AipSheetSource  *self,
                                                   AipStatus        from,
                                                   AipStatus        to);

/* (transfer none) */
GVariant           *aip_sheet_item_get_value      (const AipSheetItem *self,
                                                   const char         *field);
const char         *aip_sheet_item_get_text       (const AipSheetItem *self,
                                                   const char         *field);

/*
 * The sheets of a purpose for this film: as aip_sheet_purpose_get_plans(), and in the full list the
 * fields of the project. (transfer none)
 */
const AipSheetPlan *aip_sheet_source_get_plans    (AipSheetSource  *self,
                                                   AipSheetPurpose  purpose,
                                                   guint           *n_plans);
/* (nullable) (transfer none): also the fields of the project; good as long as the source. */
const AipSheetColumn *aip_sheet_source_find_column (AipSheetSource *self,
                                                   AipKind          kind,
                                                   const char      *key);
const AipSheetColumn *aip_sheet_source_find_title (AipSheetSource  *self,
                                                   AipKind          kind,
                                                   const char      *title);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipSheetSource, aip_sheet_source_unref)

/**
 * AipSheetTexts:
 *
 * Makes texts of what is in a source, as lists write them. Belongs to one thread.
 */
typedef struct _AipSheetTexts AipSheetTexts;

AipSheetTexts      *aip_sheet_texts_new           (AipSheetSource       *source);
void                aip_sheet_texts_free          (AipSheetTexts        *self);
/* (transfer full): what the column says about the item; never %NULL. */
char               *aip_sheet_texts_dup           (AipSheetTexts        *self,
                                                   const AipSheetItem   *item,
                                                   const AipSheetColumn *column)
                                                                         G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipSheetTexts, aip_sheet_texts_free)

G_END_DECLS
