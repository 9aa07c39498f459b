/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cli-table"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-cli-table.h"

struct _AipCliTable
{
  GPtrArray *cells; /* row by row, titles first */
  guint      n_columns;
  gboolean  *right;
};

static guint
character_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

guint
aip_cli_text_width (const char *text)
{
  guint width = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += character_width (g_utf8_get_char (p));

  return width;
}

char *
aip_cli_text_cut (const char *text,
                  guint       width)
{
  const char *end = text;
  guint used = 0;

  g_return_val_if_fail (text != NULL, NULL);

  if (aip_cli_text_width (text) <= width)
    return g_strdup (text);

  for (; *end != '\0'; end = g_utf8_next_char (end))
    {
      guint more = character_width (g_utf8_get_char (end));

      if (used + more + 1 > width)
        break;
      used += more;
    }

  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

AipCliTable *
aip_cli_table_new (const char        *columns,
                   const char *const *titles)
{
  AipCliTable *self = g_new0 (AipCliTable, 1);

  g_return_val_if_fail (columns != NULL && titles != NULL, NULL);

  self->cells = g_ptr_array_new_with_free_func (g_free);
  self->n_columns = (guint) strlen (columns);
  self->right = g_new0 (gboolean, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      self->right[i] = columns[i] == 'r';
      g_ptr_array_add (self->cells, g_strdup (_(titles[i])));
    }

  return self;
}

void
aip_cli_table_free (AipCliTable *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self->right);
  g_free (self);
}

void
aip_cli_table_add (AipCliTable *self,
                   ...)
{
  va_list texts;

  g_return_if_fail (self != NULL);

  va_start (texts, self);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *text = va_arg (texts, const char *);

      g_ptr_array_add (self->cells, g_strdelimit (g_strdup (text), "\n\t", ' '));
    }
  va_end (texts);
}

char *
aip_cli_table_to_text (AipCliTable *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree guint *widths = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  widths = g_new0 (guint, self->n_columns);
  for (guint i = 0; i < self->cells->len; i++)
    {
      guint width = aip_cli_text_width (g_ptr_array_index (self->cells, i));

      widths[i % self->n_columns] = MAX (widths[i % self->n_columns], width);
    }

  for (guint i = 0; i < self->cells->len; i++)
    {
      guint column = i % self->n_columns;
      const char *cell = g_ptr_array_index (self->cells, i);
      guint padding = widths[column] - aip_cli_text_width (cell);
      gboolean last = column + 1 == self->n_columns;

      if (self->right[column])
        g_string_append_printf (text, "%*s", (int) padding, "");
      g_string_append (text, cell);
      if (!last)
        g_string_append_printf (text, "%*s  ", self->right[column] ? 0 : (int) padding, "");
      else
        g_string_append_c (text, '\n');
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}
