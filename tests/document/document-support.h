/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-document.h"
#include "test-support.h"

G_BEGIN_DECLS

/* Blocking versions of what a test does all the time; all of them fail the test on an error. */

AipDocument *test_document_create     (const char   *folder);
AipDocument *test_document_open       (const char   *folder);
/* (transfer full): why it cannot be opened */
GError      *test_document_open_fails (const char   *folder);
void         test_document_flush      (AipDocument  *document);
/* Also checks that nothing else holds the document. */
void         test_document_close      (AipDocument  *document);
/* The sentences of aip_document_check_async(). */
GStrv        test_document_check      (AipDocument  *document);
char        *test_document_read_lazy  (AipDocument  *document,
                                       AipEntity    *entity,
                                       const char   *field);
GPtrArray   *test_document_history    (AipDocument  *document,
                                       const char   *id,
                                       guint         limit);

/* One gesture each. */
AipShot     *test_add_shot            (AipDocument  *document,
                                       const char   *description);
AipEntity   *test_add                 (AipDocument  *document,
                                       AipKind       kind,
                                       const char   *fields);
void         test_set_text            (AipDocument  *document,
                                       gpointer      entity,
                                       const char   *field,
                                       const char   *text);
/* In a record. @fields: an `a{sv}` in text form, without the outer braces. */
AipEntity   *test_record              (AipDocument  *document,
                                       AipKind       kind,
                                       const char   *fields);

/* @number of a shot, whose file is takes/NUMBER.png. */
AipTake     *test_add_take            (AipDocument  *document,
                                       AipShot      *shot,
                                       gint64        number);

/* Codes of all shots in order, separated by spaces. */
char        *test_codes               (AipDocument  *document);

/* Runs SQL on a project that is not open, as another program would. */
void         test_sql                 (const char   *file,
                                       const char   *sql);
/* Name, size and bytes of everything in @folder, to see that nothing was touched. */
char        *test_fingerprint         (const char   *folder);
void         test_copy_project        (const char   *from,
                                       const char   *to);

G_END_DECLS
