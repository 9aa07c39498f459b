/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-media-text"

#include "config.h"

#include "aip-media-text.h"

#define FONT "Cantarell, Noto Sans KR, NanumGothic, sans-serif"

/* Longer than Korean words with their endings get. */
#define MAX_SYLLABLES 14

static gboolean
is_hangul (gunichar c)
{
  return c >= 0xac00 && c <= 0xd7a3;
}

/*
 * Pango may break before any syllable, as Chinese is broken; Korean breaks between words. Words so
 * long that they are none may be broken all the same.
 */
static void
keep_words (PangoLayout *layout,
            const char  *text)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  const char *begin = NULL;
  guint n_syllables = 0;

  for (const char *p = text; ; p = g_utf8_next_char (p))
    {
      if (is_hangul (g_utf8_get_char (p)))
        {
          if (begin == NULL)
            begin = p;
          n_syllables++;
          continue;
        }
      if (begin != NULL && n_syllables > 1 && n_syllables <= MAX_SYLLABLES)
        {
          PangoAttribute *whole = pango_attr_allow_breaks_new (FALSE);

          whole->start_index = (guint) (begin - text);
          whole->end_index = (guint) (p - text);
          pango_attr_list_insert (attributes, whole);
        }
      begin = NULL;
      n_syllables = 0;
      if (*p == '\0')
        break;
    }

  pango_layout_set_attributes (layout, attributes);
}

PangoLayout *
aip_media_text_new (cairo_t    *cr,
                    const char *text,
                    double      size,
                    gboolean    bold,
                    double      width,
                    int         lines)
{
  PangoFontDescription *font;
  PangoLayout *layout;

  g_return_val_if_fail (cr != NULL && text != NULL, NULL);

  layout = pango_cairo_create_layout (cr);
  font = pango_font_description_from_string (FONT);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  pango_layout_set_text (layout, text, -1);
  keep_words (layout, text);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, width < 0 ? -1 : (int) (width * PANGO_SCALE));
  pango_layout_set_height (layout, -lines);

  return layout;
}

void
aip_media_text_align_digits (PangoLayout *layout)
{
  g_autoptr(PangoAttrList) attributes = NULL;

  g_return_if_fail (PANGO_IS_LAYOUT (layout));

  attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
}

void
aip_media_text_get_size (PangoLayout *layout,
                         double      *width,
                         double      *height)
{
  int pango_width;
  int pango_height;

  g_return_if_fail (PANGO_IS_LAYOUT (layout));

  pango_layout_get_size (layout, &pango_width, &pango_height);
  if (width != NULL)
    *width = (double) pango_width / PANGO_SCALE;
  if (height != NULL)
    *height = (double) pango_height / PANGO_SCALE;
}
