/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-sheet-html"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-picture-file.h"
#include "aip-sheet-export.h"

/* Longest side of a picture; twice what is shown, for fine screens and print. */
#define PICTURE_PIXELS 480

static const char style[] =
  "body{font:14px/1.4 Cantarell,\"Noto Sans KR\",sans-serif;margin:2em;color:#222;background:#fff}"
  "h1{font-size:1.6em;margin:0}p.about{color:#777;margin:.3em 0 2em}"
  "main{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:1.2em}"
  "article{break-inside:avoid;border:1px solid #ddd;border-radius:8px;overflow:hidden}"
  "figure{margin:0;background:#eee;aspect-ratio:16/9;display:flex;align-items:center;"
  "justify-content:center;color:#999}figure img{width:100%;height:100%;object-fit:contain}"
  "div.text{padding:.6em .8em}h2{font-size:1em;margin:0;display:flex;"
  "justify-content:space-between}h2 span{font-weight:normal;color:#777}"
  "article p{margin:.3em 0;white-space:pre-line}p.more{color:#777;font-size:.9em}"
  "@media print{body{margin:0}main{grid-template-columns:repeat(3,1fr)}}"
  "@media (prefers-color-scheme:dark) and (not print){body{color:#eee;background:#1e1e1e}"
  "article{border-color:#444}figure{background:#2a2a2a}}";

static void
append_element (GString    *html,
                const char *start,
                const char *text,
                const char *end)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (*text != '\0')
    g_string_append_printf (html, "%s%s%s", start, escaped, end);
}

static void
append_picture (GString            *html,
                AipSheetSource     *source,
                const AipSheetItem *item,
                GCancellable       *cancellable)
{
  g_autofree char *path = NULL;
  g_autoptr(GdkPixbuf) picture = NULL;
  g_autofree char *data = NULL;
  g_autofree char *encoded = NULL;
  gsize size;

  g_string_append (html, "<figure>");
  if (item->file != NULL)
    {
      path = g_build_filename (aip_sheet_source_get_folder (source), item->file, NULL);
      picture = aip_picture_file_decode (path, PICTURE_PIXELS, cancellable, NULL);
    }
  if (picture != NULL &&
      gdk_pixbuf_save_to_buffer (picture, &data, &size, "jpeg", NULL, "quality", "82", NULL))
    {
      encoded = g_base64_encode ((const guchar *) data, size);
      g_string_append_printf (html, "<img alt=\"\" src=\"data:image/jpeg;base64,%s\">", encoded);
    }
  else
    append_element (html, "", _("No take yet"), "");
  g_string_append (html, "</figure>");
}

static void
append_item (GString            *html,
             AipSheetSource     *source,
             AipSheetTexts      *texts,
             const AipSheetItem *item,
             GCancellable       *cancellable)
{
  static const char *const keys[] = {
    "code", "info.timecode", "description", "dialogue", "scene", "status", "info.version",
    "characters", "place",
  };
  char *said[G_N_ELEMENTS (keys)];
  g_autoptr(GString) more = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    said[i] = aip_sheet_texts_dup (texts, item, aip_sheet_column_find (AIP_KIND_SHOT, keys[i]));
  for (guint i = 4; i < G_N_ELEMENTS (keys); i++)
    if (*said[i] != '\0')
      g_string_append_printf (more, "%s%s", more->len > 0 ? " · " : "", said[i]);

  g_string_append (html, "<article>");
  append_picture (html, source, item, cancellable);
  g_string_append (html, "<div class=\"text\">");
  append_element (html, "<h2>", said[0], "");
  append_element (html, "<span>", said[1], "</span></h2>");
  append_element (html, "<p>", said[2], "</p>");
  append_element (html, "<p>“", said[3], "”</p>");
  append_element (html, "<p class=\"more\">", more->str, "</p>");
  g_string_append (html, "</div></article>\n");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_free (said[i]);
}

GBytes *
aip_sheet_make_html (AipSheetSource         *source,
                     const AipSheetOptions  *options,
                     GCancellable           *cancellable,
                     GError                **error)
{
  g_autoptr(AipSheetTexts) texts = NULL;
  g_autoptr(GString) html = g_string_new ("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">");
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%x");
  g_autofree char *about = NULL;
  guint n_shots;

  g_return_val_if_fail (source != NULL && options != NULL, NULL);

  n_shots = aip_sheet_source_get_n_items (source, AIP_KIND_SHOT);
  about = g_strdup_printf (ngettext ("%u shot · %s", "%u shots · %s", n_shots), n_shots, date);
  texts = aip_sheet_texts_new (source);
  append_element (html, "<title>", aip_sheet_source_get_name (source), "</title>");
  g_string_append_printf (html, "<style>%s</style></head><body>\n", style);
  append_element (html, "<h1>", aip_sheet_source_get_name (source), "</h1>");
  append_element (html, "<p class=\"about\">", about, "</p>\n");
  g_string_append (html, "<main>\n");
  for (guint i = 0; i < n_shots; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      append_item (html, source, texts, aip_sheet_source_get_item (source, AIP_KIND_SHOT, i),
                   cancellable);
    }
  g_string_append (html, "</main></body></html>\n");

  return g_string_free_to_bytes (g_steal_pointer (&html));
}
