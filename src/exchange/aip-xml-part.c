/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-xml-part"

#include "config.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <string.h>

#include "aip-error.h"
#include "aip-xml-part.h"

typedef struct {
  const AipXmlHandler *handler;
  gpointer             user_data;
  xmlParserCtxtPtr     parser;
  const char          *part;
  GError              *error;
} Reader;

gboolean
aip_xml_element_peek (const AipXmlElement  *element,
                      const char           *attribute,
                      const char          **value,
                      gsize                *length)
{
  for (guint i = 0; i < element->n_attributes; i++)
    {
      const unsigned char **five = element->attributes + i * 5;

      if (strcmp ((const char *) five[0], attribute) == 0)
        {
          *value = (const char *) five[3];
          *length = (gsize) (five[4] - five[3]);

          return TRUE;
        }
    }

  return FALSE;
}

char *
aip_xml_element_dup (const AipXmlElement *element,
                     const char          *attribute)
{
  const char *value;
  gsize length;

  return aip_xml_element_peek (element, attribute, &value, &length) ? g_strndup (value, length)
                                                                    : NULL;
}

guint
aip_xml_element_number (const AipXmlElement *element,
                        const char          *attribute,
                        guint                fallback)
{
  const char *value;
  gsize length;
  guint64 number = 0;

  if (!aip_xml_element_peek (element, attribute, &value, &length) || length == 0 || length > 10)
    return fallback;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return fallback;
      number = number * 10 + (guint64) (value[i] - '0');
    }

  return number <= G_MAXUINT32 ? (guint) number : fallback;
}

gboolean
aip_xml_element_flag (const AipXmlElement *element,
                      const char          *attribute)
{
  g_autofree char *value = aip_xml_element_dup (element, attribute);

  return g_strcmp0 (value, "1") == 0 || g_strcmp0 (value, "true") == 0 ||
         g_strcmp0 (value, "on") == 0;
}

static void
start_element_cb (void           *data,
                  const xmlChar  *name,
                  const xmlChar  *prefix,
                  const xmlChar  *uri,
                  int             n_namespaces,
                  const xmlChar **namespaces,
                  int             n_attributes,
                  int             n_defaulted,
                  const xmlChar **attributes)
{
  Reader *self = data;
  AipXmlElement element = { (const char *) name, (guint) n_attributes, attributes };

  if (self->error == NULL && self->handler->start != NULL)
    self->handler->start (self->user_data, &element, &self->error);
}

static void
end_element_cb (void          *data,
                const xmlChar *name,
                const xmlChar *prefix,
                const xmlChar *uri)
{
  Reader *self = data;

  if (self->error == NULL && self->handler->end != NULL)
    self->handler->end (self->user_data, (const char *) name, &self->error);
}

static void
characters_cb (void          *data,
               const xmlChar *text,
               int            length)
{
  Reader *self = data;

  if (self->error == NULL && self->handler->text != NULL && length > 0)
    self->handler->text (self->user_data, (const char *) text, (gsize) length);
}

/* Entities are declared in a document type, and no workbook has one. */
static void
document_type_cb (void          *data,
                  const xmlChar *name,
                  const xmlChar *external_id,
                  const xmlChar *system_id)
{
  Reader *self = data;

  if (self->error == NULL)
    g_set_error (&self->error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("The part “%s” of the workbook has a document type, which no spreadsheet "
                   "program writes. It was not opened."), self->part);
  xmlStopParser (self->parser);
}

static gboolean
read_piece_cb (const char  *data,
               gsize        length,
               gpointer     user_data,
               GError     **error)
{
  Reader *self = user_data;

  xmlParseChunk (self->parser, data, (int) length, 0);
  if (self->error == NULL && !self->parser->wellFormed)
    g_set_error (&self->error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("The workbook is damaged: its part “%s” cannot be read. Save it once more in "
                   "the program that wrote it."), self->part);
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}

gboolean
aip_xml_part_read (AipZipPackage        *package,
                   const char           *part,
                   const AipXmlHandler  *handler,
                   gpointer              user_data,
                   GCancellable         *cancellable,
                   GError              **error)
{
  xmlSAXHandler sax = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = start_element_cb,
    .endElementNs = end_element_cb,
    .characters = characters_cb,
    .ignorableWhitespace = characters_cb,
    .cdataBlock = characters_cb,
    .internalSubset = document_type_cb,
  };
  Reader reader = { handler, user_data, NULL, part, NULL };
  static gsize initialized = 0;
  gboolean good;

  g_return_val_if_fail (AIP_IS_ZIP_PACKAGE (package), FALSE);
  g_return_val_if_fail (part != NULL, FALSE);
  g_return_val_if_fail (handler != NULL, FALSE);

  /* The library's own first call is not safe from several threads. */
  if (g_once_init_enter (&initialized))
    {
      xmlInitParser ();
      g_once_init_leave (&initialized, 1);
    }

  reader.parser = xmlCreatePushParserCtxt (&sax, &reader, NULL, 0, NULL);
  xmlCtxtUseOptions (reader.parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

  good = aip_zip_package_read (package, part, read_piece_cb, &reader, cancellable, error);
  if (good)
    {
      xmlParseChunk (reader.parser, NULL, 0, 1);
      good = reader.parser->wellFormed;
      if (!good)
        g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                     _("The workbook is damaged: its part “%s” cannot be read. Save it once more "
                       "in the program that wrote it."), part);
    }
  if (good && reader.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reader.error));
      good = FALSE;
    }

  g_clear_error (&reader.error);
  xmlFreeParserCtxt (reader.parser);

  return good;
}
