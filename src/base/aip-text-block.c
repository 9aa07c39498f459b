/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-text-block"

#include "config.h"

#include <string.h>

#include "aip-text-block.h"
#include "aip-text.h"

#define MAX_CELLS 500000
#define MAX_COLUMNS 1000

struct _AipTextBlock {
  GPtrArray *rows;       /* of GPtrArray of char * */
  guint      n_columns;
  guint      n_cells;
};

AipTextBlock *
aip_text_block_new (void)
{
  AipTextBlock *self = g_new0 (AipTextBlock, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  return self;
}

void
aip_text_block_free (AipTextBlock *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
aip_text_block_begin_row (AipTextBlock *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_add (self->rows, g_ptr_array_new_with_free_func (g_free));
}

gboolean
aip_text_block_add (AipTextBlock *self,
                    const char   *text)
{
  GPtrArray *row;

  g_return_val_if_fail (self != NULL && self->rows->len > 0, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  row = g_ptr_array_index (self->rows, self->rows->len - 1);
  if (self->n_cells >= MAX_CELLS || row->len >= MAX_COLUMNS)
    return FALSE;

  g_ptr_array_add (row, aip_text_clean (text));
  self->n_columns = MAX (self->n_columns, row->len);
  self->n_cells++;

  return TRUE;
}

guint
aip_text_block_get_n_rows (const AipTextBlock *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

guint
aip_text_block_get_n_columns (const AipTextBlock *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns;
}

const char *
aip_text_block_get (const AipTextBlock *self,
                    guint               row,
                    guint               column)
{
  GPtrArray *cells;

  g_return_val_if_fail (self != NULL, "");

  if (row >= self->rows->len)
    return "";
  cells = g_ptr_array_index (self->rows, row);

  return column < cells->len ? g_ptr_array_index (cells, column) : "";
}

/* Tabs ---------------------------------------------------------------------------------------- */

/* Behind the cell. A quote that is never closed is a quote. */
static const char *
read_quoted (const char *p,
             GString    *cell)
{
  const char *start = p;

  for (p++; *p != '\0'; p++)
    {
      if (*p == '"' && p[1] == '"')
        p++;
      else if (*p == '"')
        return p + 1;
      g_string_append_c (cell, *p);
    }

  g_string_truncate (cell, 0);

  return start;
}

AipTextBlock *
aip_text_block_from_tsv (const char *text)
{
  AipTextBlock *self = aip_text_block_new ();
  g_autoptr(GString) cell = g_string_new (NULL);
  g_autoptr(GString) unified = NULL;
  const char *p;

  g_return_val_if_fail (text != NULL, self);

  unified = g_string_new (text);
  g_string_replace (unified, "\r\n", "\n", 0);
  g_string_replace (unified, "\r", "\n", 0);
  if (unified->len > 0 && unified->str[unified->len - 1] == '\n')
    g_string_truncate (unified, unified->len - 1);

  p = unified->str;
  aip_text_block_begin_row (self);
  for (;;)
    {
      g_string_truncate (cell, 0);
      if (*p == '"')
        p = read_quoted (p, cell);
      while (*p != '\0' && *p != '\t' && *p != '\n')
        g_string_append_c (cell, *p++);
      if (!aip_text_block_add (self, cell->str) && self->n_cells >= MAX_CELLS)
        break;
      if (*p == '\0')
        break;
      if (*p++ == '\n')
        aip_text_block_begin_row (self);
    }

  return self;
}

char *
aip_text_block_to_tsv (const AipTextBlock *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (self->rows, i);

      if (i > 0)
        g_string_append_c (text, '\n');
      for (guint j = 0; j < row->len; j++)
        {
          const char *cell = g_ptr_array_index (row, j);

          if (j > 0)
            g_string_append_c (text, '\t');
          if (strpbrk (cell, "\t\n\"") != NULL)
            {
              g_autoptr(GString) quoted = g_string_new (cell);

              g_string_replace (quoted, "\"", "\"\"", 0);
              g_string_append_printf (text, "\"%s\"", quoted->str);
            }
          else
            g_string_append (text, cell);
        }
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* HTML ---------------------------------------------------------------------------------------- */

char *
aip_text_block_to_html (const AipTextBlock *self,
                        gboolean            header)
{
  g_autoptr(GString) html = g_string_new ("<meta charset=\"utf-8\"><table>");

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (self->rows, i);
      const char *tag = header && i == 0 ? "th" : "td";

      g_string_append (html, "<tr>");
      for (guint j = 0; j < row->len; j++)
        {
          g_autofree char *escaped = g_markup_escape_text (g_ptr_array_index (row, j), -1);
          g_autoptr(GString) lines = g_string_new (escaped);

          g_string_replace (lines, "\n", "<br>", 0);
          g_string_append_printf (html, "<%s>%s</%s>", tag, lines->str, tag);
        }
      g_string_append (html, "</tr>");
    }
  g_string_append (html, "</table>");

  return g_string_free_and_steal (g_steal_pointer (&html));
}

static void
append_entity (GString     *text,
               const char **p)
{
  static const struct {
    const char *name;
    const char *text;
  } entities[] = {
    { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&apos;", "'" },
    { "&nbsp;", " " }, { "&middot;", "·" }, { "&ndash;", "–" }, { "&mdash;", "—" },
    { "&hellip;", "…" }, { "&times;", "×" },
  };
  char *end = NULL;
  guint64 code = 0;

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_ascii_strncasecmp (*p, entities[i].name, strlen (entities[i].name)) == 0)
      {
        g_string_append (text, entities[i].text);
        *p += strlen (entities[i].name);
        return;
      }

  if ((*p)[1] == '#')
    code = (*p)[2] == 'x' || (*p)[2] == 'X' ? g_ascii_strtoull (*p + 3, &end, 16)
                                            : g_ascii_strtoull (*p + 2, &end, 10);
  if (code > 0 && code <= 0x10ffff && end != NULL && *end == ';'
      && g_unichar_validate ((gunichar) code))
    {
      g_string_append_unichar (text, (gunichar) code);
      *p = end + 1;
      return;
    }

  g_string_append_c (text, '&');
  (*p)++;
}

/* The name of the tag at @p, with '/' in front of one that closes. */
static void
read_tag_name (const char *p,
               char       *name,
               gsize       size)
{
  gsize n = 0;

  p++;
  if (*p == '/')
    name[n++] = *p++;
  while (g_ascii_isalnum (*p) && n < size - 1)
    name[n++] = g_ascii_tolower (*p++);
  name[n] = '\0';
}

static guint
read_span (const char *tag,
           const char *end)
{
  g_autofree char *text = g_strndup (tag, (gsize) (end - tag));
  g_autofree char *lower = g_ascii_strdown (text, -1);
  const char *span = strstr (lower, "colspan=");

  if (span == NULL)
    return 1;
  span += strlen ("colspan=");
  if (*span == '"' || *span == '\'')
    span++;

  return (guint) CLAMP (g_ascii_strtoull (span, NULL, 10), 1, MAX_COLUMNS);
}

/* Spaces and line breaks of the source mean nothing; those of <br> do. */
static void
append_plain (GString *cell,
              char     c)
{
  if (!g_ascii_isspace (c))
    g_string_append_c (cell, c);
  else if (cell->len > 0 && cell->str[cell->len - 1] != ' ' && cell->str[cell->len - 1] != '\n')
    g_string_append_c (cell, ' ');
}

static void
finish_cell (AipTextBlock *self,
             GString      *cell,
             guint         span)
{
  aip_text_block_add (self, g_strstrip (cell->str));
  for (guint i = 1; i < span; i++)
    aip_text_block_add (self, "");
  g_string_truncate (cell, 0);
}

AipTextBlock *
aip_text_block_from_html (const char *html)
{
  g_autoptr(AipTextBlock) self = aip_text_block_new ();
  g_autoptr(GString) cell = g_string_new (NULL);
  gboolean in_table = FALSE;
  gboolean in_cell = FALSE;
  guint span = 1;

  g_return_val_if_fail (html != NULL, NULL);

  for (const char *p = html; *p != '\0';)
    {
      char name[16];
      const char *end;

      if (*p != '<')
        {
          if (in_cell && *p == '&')
            append_entity (cell, &p);
          else if (in_cell)
            append_plain (cell, *p++);
          else
            p++;
          continue;
        }

      if (strncmp (p, "<!--", 4) == 0)
        {
          end = strstr (p, "-->");
          p = end != NULL ? end + 3 : p + strlen (p);
          continue;
        }

      end = strchr (p, '>');
      if (end == NULL)
        break;
      read_tag_name (p, name, sizeof name);
      if (g_str_equal (name, "table"))
        in_table = TRUE;
      else if (g_str_equal (name, "/table") && in_table)
        break;
      else if (in_table && (g_str_equal (name, "tr") || g_str_equal (name, "td")
                            || g_str_equal (name, "th")))
        {
          /* Cells and rows need not be closed. */
          if (in_cell)
            finish_cell (self, cell, span);
          in_cell = !g_str_equal (name, "tr");
          if (!in_cell || self->rows->len == 0)
            aip_text_block_begin_row (self);
          if (in_cell)
            span = read_span (p, end);
        }
      else if (in_cell && (g_str_equal (name, "/td") || g_str_equal (name, "/th")
                           || g_str_equal (name, "/tr")))
        {
          finish_cell (self, cell, span);
          in_cell = FALSE;
        }
      else if (in_cell && (g_str_equal (name, "br") || g_str_equal (name, "/p")))
        g_string_append_c (cell, '\n');
      p = end + 1;
    }
  if (in_cell)
    finish_cell (self, cell, span);

  return self->n_cells > 0 ? g_steal_pointer (&self) : NULL;
}
