/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipCliTable:
 *
 * Rows of texts in aligned columns, as a terminal shows them: Hangul takes two places.
 */
typedef struct _AipCliTable AipCliTable;

/*
 * @titles: (translatable): as many as @columns has letters: `l` for a column of texts, `r` for one
 * of numbers.
 */
AipCliTable *aip_cli_table_new     (const char        *columns,
                                    const char *const *titles);
void         aip_cli_table_free    (AipCliTable       *self);
/* As many texts as there are titles. Line breaks become spaces. */
void         aip_cli_table_add     (AipCliTable       *self,
                                    ...);
char        *aip_cli_table_to_text (AipCliTable       *self) G_GNUC_WARN_UNUSED_RESULT;

/* How many places @text takes in a terminal. */
guint        aip_cli_text_width    (const char        *text);
/* At most @width places of @text, with “…” where it was cut. */
char        *aip_cli_text_cut      (const char        *text,
                                    guint              width) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipCliTable, aip_cli_table_free)

G_END_DECLS
