/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipTextBlock:
 *
 * Rows of cells as spreadsheets, databases and browsers put them on the clipboard. What comes from
 * there may be anything: at most half a million cells and a thousand columns are read.
 */
typedef struct _AipTextBlock AipTextBlock;

AipTextBlock *aip_text_block_new           (void);
void          aip_text_block_free          (AipTextBlock       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipTextBlock, aip_text_block_free)

/*
 * Cells between tabs, rows between line breaks; a cell in quotes may have both. The line break
 * behind the last row, which Excel always writes, begins no further row.
 */
AipTextBlock *aip_text_block_from_tsv      (const char         *text) G_GNUC_WARN_UNUSED_RESULT;
/* The first table of a page; %NULL if there is none. */
AipTextBlock *aip_text_block_from_html     (const char         *html) G_GNUC_WARN_UNUSED_RESULT;
char         *aip_text_block_to_tsv        (const AipTextBlock *self) G_GNUC_WARN_UNUSED_RESULT;
/* @header: whether the first row is one of titles. */
char         *aip_text_block_to_html       (const AipTextBlock *self,
                                            gboolean            header) G_GNUC_WARN_UNUSED_RESULT;

void          aip_text_block_begin_row     (AipTextBlock       *self);
/* Into the last row. FALSE if the block is full. */
gboolean      aip_text_block_add           (AipTextBlock       *self,
                                            const char         *text);

guint         aip_text_block_get_n_rows    (const AipTextBlock *self);
/* Of the widest row. */
guint         aip_text_block_get_n_columns (const AipTextBlock *self);
/* Empty beyond the end of its row. */
const char   *aip_text_block_get           (const AipTextBlock *self,
                                            guint               row,
                                            guint               column);

G_END_DECLS
