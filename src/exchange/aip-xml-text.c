/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-xml-text"

#include "config.h"

#include <libxml/xmlwriter.h>

#include "aip-xml-text.h"

struct _AipXmlText
{
  xmlBufferPtr     buffer;
  xmlTextWriterPtr writer;
};

/* What XML 1.0 has no way to say, not even escaped (section 2.2). */
static char *
dup_allowed (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *allowed = g_string_sized_new (32);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xfffe && c != 0xffff))
        g_string_append_unichar (allowed, c);
    }

  return g_string_free_and_steal (allowed);
}

AipXmlText *
aip_xml_text_new (const char *doctype)
{
  AipXmlText *self = g_new0 (AipXmlText, 1);

  self->buffer = xmlBufferCreate ();
  self->writer = xmlNewTextWriterMemory (self->buffer, 0);
  xmlTextWriterSetIndent (self->writer, 1);
  xmlTextWriterSetIndentString (self->writer, BAD_CAST "  ");
  xmlTextWriterStartDocument (self->writer, "1.0", "UTF-8", NULL);
  if (doctype != NULL)
    {
      xmlTextWriterStartDTD (self->writer, BAD_CAST doctype, NULL, NULL);
      xmlTextWriterEndDTD (self->writer);
    }

  return self;
}

char *
aip_xml_text_finish (AipXmlText *self)
{
  char *text;

  g_return_val_if_fail (self != NULL, NULL);

  xmlTextWriterEndDocument (self->writer);
  xmlFreeTextWriter (self->writer);
  text = g_strdup ((const char *) xmlBufferContent (self->buffer));
  xmlBufferFree (self->buffer);
  g_free (self);

  return text;
}

void
aip_xml_text_start (AipXmlText *self,
                    const char *name)
{
  g_return_if_fail (self != NULL && name != NULL);

  xmlTextWriterStartElement (self->writer, BAD_CAST name);
}

void
aip_xml_text_attribute (AipXmlText *self,
                        const char *name,
                        const char *value)
{
  g_autofree char *allowed = NULL;

  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  allowed = dup_allowed (value);
  xmlTextWriterWriteAttribute (self->writer, BAD_CAST name, BAD_CAST allowed);
}

void
aip_xml_text_end (AipXmlText *self)
{
  g_return_if_fail (self != NULL);

  xmlTextWriterEndElement (self->writer);
}

void
aip_xml_text_element (AipXmlText *self,
                      const char *name,
                      const char *text)
{
  g_autofree char *allowed = NULL;

  g_return_if_fail (self != NULL && name != NULL && text != NULL);

  allowed = dup_allowed (text);
  xmlTextWriterWriteElement (self->writer, BAD_CAST name, BAD_CAST allowed);
}

void
aip_xml_text_number (AipXmlText *self,
                     const char *name,
                     gint64      number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  aip_xml_text_element (self, name, text);
}
