/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipXmlText:
 *
 * An XML text that is being written, with libxml2: indented, escaped, without characters that XML
 * does not allow. Elements that are still open are closed at the end.
 */
typedef struct _AipXmlText AipXmlText;

/* @doctype: (nullable): its name is all that the document type says */
AipXmlText *aip_xml_text_new       (const char  *doctype);
/* (transfer full): the text; frees @self. */
char       *aip_xml_text_finish    (AipXmlText  *self) G_GNUC_WARN_UNUSED_RESULT;

void        aip_xml_text_start     (AipXmlText  *self,
                                    const char  *name);
/* Of the element that was started last, before anything is in it. */
void        aip_xml_text_attribute (AipXmlText  *self,
                                    const char  *name,
                                    const char  *value);
void        aip_xml_text_end       (AipXmlText  *self);
/* A whole element with nothing but text in it. */
void        aip_xml_text_element   (AipXmlText  *self,
                                    const char  *name,
                                    const char  *text);
void        aip_xml_text_number    (AipXmlText  *self,
                                    const char  *name,
                                    gint64       number);

G_END_DECLS
