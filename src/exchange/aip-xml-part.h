/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-zip-package.h"

G_BEGIN_DECLS

/**
 * AipXmlElement:
 * @name: without namespace
 *
 * The start of an element; only valid during the call.
 */
typedef struct {
  const char           *name;
  guint                 n_attributes;
  const unsigned char **attributes; /* five pointers each, as libxml2 has them */
} AipXmlElement;

/* @value: (out) (nullable): not terminated. FALSE if there is no such attribute. */
gboolean aip_xml_element_peek   (const AipXmlElement  *element,
                                 const char           *attribute,
                                 const char          **value,
                                 gsize                *length);
/* (transfer full) (nullable) */
char    *aip_xml_element_dup    (const AipXmlElement  *element,
                                 const char           *attribute) G_GNUC_WARN_UNUSED_RESULT;
/* @fallback if there is no such attribute or it is no number from 0 to 4294967295. */
guint    aip_xml_element_number (const AipXmlElement  *element,
                                 const char           *attribute,
                                 guint                 fallback);
/* "1", "true", "on". */
gboolean aip_xml_element_flag   (const AipXmlElement  *element,
                                 const char           *attribute);

/**
 * AipXmlHandler:
 *
 * What reads a part. After an error was set in @error nothing more is handed over.
 */
typedef struct {
  void (*start) (gpointer              user_data,
                 const AipXmlElement  *element,
                 GError              **error);
  void (*end)   (gpointer              user_data,
                 const char           *name,
                 GError              **error);
  void (*text)  (gpointer              user_data,
                 const char           *text,
                 gsize                 length);
} AipXmlHandler;

/*
 * Reads an XML part as it is unpacked, never holding it whole. A document type is refused, so there
 * are no entities to expand and nothing is ever fetched. Errors of aip_zip_package_read(), and
 * %AIP_ERROR_INVALID for what is no well-formed XML.
 */
gboolean aip_xml_part_read      (AipZipPackage        *package,
                                 const char           *part,
                                 const AipXmlHandler  *handler,
                                 gpointer              user_data,
                                 GCancellable         *cancellable,
                                 GError              **error);

G_END_DECLS
