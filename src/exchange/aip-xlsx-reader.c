/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-xlsx-reader"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-xlsx-reader.h"
#include "aip-xlsx-sheet.h"
#include "aip-xml-part.h"

#define MAX_STYLES 65536

typedef struct {
  char *id;
  char *type;
  char *target;
} Relation;

typedef struct {
  char     *name;
  char     *relation;
  gboolean  hidden;
} SheetEntry;

typedef struct {
  AipZipPackage *package;
  AipWorkbook   *workbook;
  GCancellable  *cancellable;
  AipXlsxBook    book;
  GPtrArray     *relations; /* of the part that was looked at last */
  GPtrArray     *sheets;
  GHashTable    *formats;   /* own number formats: id → flags + 1 */
  GString       *text;
  char          *property;
  gboolean       in_cell_styles;
  gboolean       collecting;
  gboolean       in_phonetic;
} Reader;

static void
relation_free (gpointer data)
{
  Relation *self = data;

  g_free (self->id);
  g_free (self->type);
  g_free (self->target);
  g_free (self);
}

static void
sheet_entry_free (gpointer data)
{
  SheetEntry *self = data;

  g_free (self->name);
  g_free (self->relation);
  g_free (self);
}

/* Relations: what the parts of the file are ------------------------------------------------- */

static void
relations_start_cb (gpointer              user_data,
                    const AipXmlElement  *element,
                    GError              **error)
{
  Reader *self = user_data;
  Relation *relation;

  if (strcmp (element->name, "Relationship") != 0)
    return;

  relation = g_new0 (Relation, 1);
  relation->id = aip_xml_element_dup (element, "Id");
  relation->type = aip_xml_element_dup (element, "Type");
  relation->target = aip_xml_element_dup (element, "Target");
  g_ptr_array_add (self->relations, relation);
}

/* The relations of @part: those of `xl/workbook.xml` are in `xl/_rels/workbook.xml.rels`. */
static gboolean
read_relations (Reader      *self,
                const char  *part,
                GError     **error)
{
  static const AipXmlHandler handler = { relations_start_cb, NULL, NULL };
  const char *slash = strrchr (part, '/');
  g_autofree char *folder = slash != NULL ? g_strndup (part, (gsize) (slash - part + 1))
                                          : g_strdup ("");
  g_autofree char *path = g_strconcat (folder, "_rels/", slash != NULL ? slash + 1 : part, ".rels",
                                       NULL);

  g_ptr_array_set_size (self->relations, 0);

  return !aip_zip_package_has_part (self->package, path) ||
         aip_xml_part_read (self->package, path, &handler, self, self->cancellable, error);
}

/* A target as the name of a part: relative to the folder of @part, without dots. */
static char *
resolve (const char *part,
         const char *target)
{
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *path = NULL;

  if (*target == '/')
    path = g_canonicalize_filename (target, "/");
  else
    {
      g_autofree char *base = g_strconcat ("/", g_str_equal (folder, ".") ? "" : folder, NULL);

      path = g_canonicalize_filename (target, base);
    }

  return g_strdup (path + 1);
}

/* @type: the end of a relation's type: transitional and strict files differ only before it. */
static char *
find_related (Reader     *self,
              const char *part,
              const char *type,
              const char *id)
{
  for (guint i = 0; i < self->relations->len; i++)
    {
      const Relation *relation = g_ptr_array_index (self->relations, i);

      if (relation->type != NULL && relation->target != NULL &&
          g_str_has_suffix (relation->type, type) &&
          (id == NULL || g_strcmp0 (relation->id, id) == 0))
        return resolve (part, relation->target);
    }

  return NULL;
}

/* The workbook part ------------------------------------------------------------------------- */

static void
workbook_start_cb (gpointer              user_data,
                   const AipXmlElement  *element,
                   GError              **error)
{
  Reader *self = user_data;

  if (strcmp (element->name, "workbookPr") == 0)
    self->book.since_1904 = aip_xml_element_flag (element, "date1904");
  else if (strcmp (element->name, "sheet") == 0 && self->sheets->len < AIP_WORKBOOK_MAX_SHEETS)
    {
      SheetEntry *sheet = g_new0 (SheetEntry, 1);
      g_autofree char *state = aip_xml_element_dup (element, "state");

      sheet->name = aip_xml_element_dup (element, "name");
      sheet->relation = aip_xml_element_dup (element, "id");
      sheet->hidden = g_strcmp0 (state, "hidden") == 0 || g_strcmp0 (state, "veryHidden") == 0;
      g_ptr_array_add (self->sheets, sheet);
    }
}

/* Shared strings ---------------------------------------------------------------------------- */

static void
strings_start_cb (gpointer              user_data,
                  const AipXmlElement  *element,
                  GError              **error)
{
  Reader *self = user_data;

  if (strcmp (element->name, "si") == 0)
    g_string_truncate (self->text, 0);
  else if (strcmp (element->name, "rPh") == 0)
    self->in_phonetic = TRUE;
  else if (strcmp (element->name, "t") == 0)
    self->collecting = !self->in_phonetic;
}

static void
strings_end_cb (gpointer     user_data,
                const char  *name,
                GError     **error)
{
  Reader *self = user_data;

  if (strcmp (name, "t") == 0)
    self->collecting = FALSE;
  else if (strcmp (name, "rPh") == 0)
    self->in_phonetic = FALSE;
  else if (strcmp (name, "si") == 0)
    {
      const char *text = NULL;

      aip_xlsx_unescape (self->text);
      if (self->text->len <= AIP_TABLE_MAX_CELL_BYTES)
        text = aip_text_store_add (self->book.store, self->text->str, self->text->len);
      g_ptr_array_add (self->book.strings, (gpointer) text);
      if (self->book.strings->len > AIP_XLSX_MAX_CELLS ||
          aip_text_store_get_size (self->book.store) > AIP_XLSX_MAX_TEXT_BYTES)
        g_set_error_literal (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                             _("The workbook holds more text than any shot list does."));
    }
}

static void
text_cb (gpointer    user_data,
         const char *text,
         gsize       length)
{
  Reader *self = user_data;

  /* A byte over the bound is enough to see that it is over it. */
  if (self->collecting && self->text->len <= AIP_TABLE_MAX_CELL_BYTES)
    g_string_append_len (self->text, text, (gssize) length);
}

/* Styles: which numbers are dates ----------------------------------------------------------- */

static void
styles_start_cb (gpointer              user_data,
                 const AipXmlElement  *element,
                 GError              **error)
{
  Reader *self = user_data;
  guint id = aip_xml_element_number (element, "numFmtId", 0);

  if (strcmp (element->name, "numFmt") == 0)
    {
      g_autofree char *code = aip_xml_element_dup (element, "formatCode");

      if (code != NULL && g_hash_table_size (self->formats) < MAX_STYLES)
        g_hash_table_insert (self->formats, GUINT_TO_POINTER (id),
                             GUINT_TO_POINTER (aip_number_format_parse (code) + 1));
    }
  else if (strcmp (element->name, "cellXfs") == 0)
    self->in_cell_styles = TRUE;
  else if (self->in_cell_styles && strcmp (element->name, "xf") == 0 &&
           self->book.formats->len < MAX_STYLES)
    {
      guint own = GPOINTER_TO_UINT (g_hash_table_lookup (self->formats, GUINT_TO_POINTER (id)));
      guint8 format = (guint8) (own > 0 ? own - 1 : aip_number_format_builtin (id));

      g_byte_array_append (self->book.formats, &format, 1);
    }
}

static void
styles_end_cb (gpointer     user_data,
               const char  *name,
               GError     **error)
{
  Reader *self = user_data;

  if (strcmp (name, "cellXfs") == 0)
    self->in_cell_styles = FALSE;
}

/* Custom properties ------------------------------------------------------------------------- */

static void
properties_start_cb (gpointer              user_data,
                     const AipXmlElement  *element,
                     GError              **error)
{
  Reader *self = user_data;

  if (strcmp (element->name, "property") != 0)
    return;

  g_free (self->property);
  self->property = aip_xml_element_dup (element, "name");
  g_string_truncate (self->text, 0);
  self->collecting = TRUE;
}

static void
properties_end_cb (gpointer     user_data,
                   const char  *name,
                   GError     **error)
{
  Reader *self = user_data;

  if (strcmp (name, "property") != 0)
    return;

  self->collecting = FALSE;
  if (self->property != NULL)
    {
      g_strstrip (self->text->str);
      aip_workbook_add_property (self->workbook, self->property, self->text->str);
    }
}

/* Together ---------------------------------------------------------------------------------- */

static gboolean
set_no_workbook (Reader  *self,
                 GError **error)
{
  const char *name = aip_workbook_get_name (self->workbook);

  if (aip_zip_package_has_part (self->package, "xl/workbook.bin"))
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("“%s” is a binary workbook (XLSB). Save it as XLSX and try again."), name);
  else if (aip_zip_package_has_part (self->package, "content.xml"))
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("“%s” is an OpenDocument file. Save it as XLSX or CSV and try again."), name);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                 _("“%s” is an archive but no workbook. Choose an XLSX or CSV file."), name);

  return FALSE;
}

static gboolean
read_part (Reader               *self,
           const char           *owner,
           const char           *type,
           const AipXmlHandler  *handler,
           GError              **error)
{
  g_autofree char *part = find_related (self, owner, type, NULL);

  self->collecting = FALSE;
  self->in_phonetic = FALSE;

  return part == NULL ||
         aip_xml_part_read (self->package, part, handler, self, self->cancellable, error);
}

static gboolean
read_sheets (Reader      *self,
             const char  *workbook_part,
             GError     **error)
{
  for (guint i = 0; i < self->sheets->len; i++)
    {
      const SheetEntry *entry = g_ptr_array_index (self->sheets, i);
      g_autofree char *part = find_related (self, workbook_part, "/worksheet", entry->relation);
      g_autoptr(AipTable) table = NULL;

      /* Charts are sheets, too. */
      if (part == NULL || entry->relation == NULL)
        continue;
      table = aip_table_new (entry->name != NULL ? entry->name : "", entry->hidden,
                             self->book.store);
      if (!aip_xlsx_sheet_read (self->package, part, &self->book, table, self->cancellable, error))
        return FALSE;
      aip_workbook_add_sheet (self->workbook, table);
    }

  if (aip_workbook_get_n_sheets (self->workbook) > 0)
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("“%s” has no sheet with cells."),
               aip_workbook_get_name (self->workbook));

  return FALSE;
}

static gboolean
read_all (Reader  *self,
          GError **error)
{
  static const AipXmlHandler workbook_handler = { workbook_start_cb, NULL, NULL };
  static const AipXmlHandler strings_handler = { strings_start_cb, strings_end_cb, text_cb };
  static const AipXmlHandler styles_handler = { styles_start_cb, styles_end_cb, NULL };
  static const AipXmlHandler properties_handler = {
    properties_start_cb, properties_end_cb, text_cb
  };
  g_autofree char *workbook_part = NULL;

  if (!read_relations (self, "", error))
    return FALSE;
  workbook_part = find_related (self, "", "/officeDocument", NULL);
  if (workbook_part == NULL || !aip_zip_package_has_part (self->package, workbook_part) ||
      g_str_has_suffix (workbook_part, ".bin"))
    return set_no_workbook (self, error);
  if (!read_part (self, "", "/custom-properties", &properties_handler, error) ||
      !aip_xml_part_read (self->package, workbook_part, &workbook_handler, self,
                          self->cancellable, error))
    return FALSE;
  /* A text document has a main part as well, but no sheets. */
  if (self->sheets->len == 0)
    return set_no_workbook (self, error);

  return read_relations (self, workbook_part, error) &&
         read_part (self, workbook_part, "/styles", &styles_handler, error) &&
         read_part (self, workbook_part, "/sharedStrings", &strings_handler, error) &&
         read_sheets (self, workbook_part, error);
}

AipWorkbook *
aip_xlsx_read (GBytes        *bytes,
               const char    *name,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(AipZipPackage) package = aip_zip_package_new (bytes, name, error);
  g_autoptr(AipWorkbook) workbook = NULL;
  Reader reader = { package, .cancellable = cancellable };
  gboolean good;

  if (package == NULL)
    return NULL;

  reader.workbook = workbook = aip_workbook_new_empty (name, AIP_WORKBOOK_XLSX);
  reader.book.strings = g_ptr_array_new ();
  reader.book.formats = g_byte_array_new ();
  reader.book.store = aip_text_store_new ();
  reader.relations = g_ptr_array_new_with_free_func (relation_free);
  reader.sheets = g_ptr_array_new_with_free_func (sheet_entry_free);
  reader.formats = g_hash_table_new (NULL, NULL);
  reader.text = g_string_new (NULL);

  good = read_all (&reader, error);

  g_ptr_array_unref (reader.book.strings);
  g_byte_array_unref (reader.book.formats);
  aip_text_store_unref (reader.book.store);
  g_ptr_array_unref (reader.relations);
  g_ptr_array_unref (reader.sheets);
  g_hash_table_unref (reader.formats);
  g_string_free (reader.text, TRUE);
  g_free (reader.property);

  return good ? g_steal_pointer (&workbook) : NULL;
}
