/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-im"

#include "config.h"

#include <gtk/gtkimmodule.h>
#include <string.h>

#include "test-im.h"

#define TEST_TYPE_IM (test_im_get_type ())
G_DECLARE_FINAL_TYPE (TestIm, test_im, TEST, IM, GtkIMContext)

struct _TestIm
{
  GtkIMContext parent_instance;

  int initial;    /* -1: none */
  int vowel;
  int final;      /* 0: none */
};

G_DEFINE_FINAL_TYPE (TestIm, test_im, GTK_TYPE_IM_CONTEXT)

static gboolean use_hangul;
static gboolean use_async;

static const struct {
  char key;
  int  initial;
  int  vowel;
  int  final;
} keys[] = {
  { 'r', 0, -1, 1 },   { 's', 2, -1, 4 },   { 'e', 3, -1, 7 },   { 'f', 5, -1, 8 },
  { 'a', 6, -1, 16 },  { 'q', 7, -1, 17 },  { 't', 9, -1, 19 },  { 'd', 11, -1, 21 },
  { 'w', 12, -1, 22 }, { 'c', 14, -1, 23 }, { 'z', 15, -1, 24 }, { 'x', 16, -1, 25 },
  { 'v', 17, -1, 26 }, { 'g', 18, -1, 27 }, { 'k', -1, 0, 0 },   { 'o', -1, 1, 0 },
  { 'i', -1, 2, 0 },   { 'j', -1, 4, 0 },   { 'p', -1, 5, 0 },   { 'u', -1, 6, 0 },
  { 'h', -1, 8, 0 },   { 'y', -1, 12, 0 },  { 'n', -1, 13, 0 },  { 'b', -1, 17, 0 },
  { 'm', -1, 18, 0 },  { 'l', -1, 20, 0 },
};

static const gunichar jamo[] = {
  0x3131, 0x3132, 0x3134, 0x3137, 0x3138, 0x3139, 0x3141, 0x3142, 0x3143, 0x3145,
  0x3146, 0x3147, 0x3148, 0x3149, 0x314a, 0x314b, 0x314c, 0x314d, 0x314e,
};

static char *
dup_composed (TestIm *self)
{
  gunichar letter;
  char text[8] = { 0 };

  if (self->initial < 0)
    return g_strdup ("");

  if (self->vowel < 0)
    letter = jamo[self->initial];
  else
    letter = 0xac00 + (gunichar) ((self->initial * 21 + self->vowel) * 28 + self->final);
  text[g_unichar_to_utf8 (letter, text)] = '\0';

  return g_strdup (text);
}

static void
clear (TestIm *self)
{
  self->initial = -1;
  self->vowel = -1;
  self->final = 0;
}

static void
flush (TestIm *self)
{
  g_autofree char *text = dup_composed (self);

  clear (self);
  if (*text != '\0')
    g_signal_emit_by_name (self, "commit", text);
}

static void
compose (TestIm *self,
         guint   index)
{
  gboolean began = self->initial < 0;
  int initial = -1;

  if (keys[index].vowel >= 0)
    {
      if (self->initial >= 0 && self->vowel >= 0)
        {
          /* The last consonant goes over to the next syllable. */
          for (guint i = 0; self->final > 0 && i < G_N_ELEMENTS (keys); i++)
            {
              if (keys[i].final == self->final)
                initial = keys[i].initial;
            }
          self->final = 0;
          flush (self);
        }
      if (self->initial < 0)
        self->initial = initial >= 0 ? initial : 11;
      self->vowel = keys[index].vowel;
    }
  else if (self->initial >= 0 && self->vowel >= 0 && self->final == 0)
    self->final = keys[index].final;
  else
    {
      flush (self);
      self->initial = keys[index].initial;
    }

  if (began)
    g_signal_emit_by_name (self, "preedit-start");
  g_signal_emit_by_name (self, "preedit-changed");
}

typedef struct {
  TestIm *im;
  guint   index;
} Later;

static gboolean
later_cb (gpointer user_data)
{
  Later *later = user_data;

  compose (later->im, later->index);

  return G_SOURCE_REMOVE;
}

static void
later_free (gpointer data)
{
  Later *later = data;

  g_object_unref (later->im);
  g_free (later);
}

static gboolean
commit_latin (TestIm *self,
              guint   keyval)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);
  char text[8] = { 0 };

  if (letter == 0 || g_unichar_iscntrl (letter))
    return FALSE;

  text[g_unichar_to_utf8 (letter, text)] = '\0';
  g_signal_emit_by_name (self, "commit", text);
  return TRUE;
}

static gboolean
test_im_filter_keypress (GtkIMContext *context,
                         GdkEvent     *event)
{
  TestIm *self = TEST_IM (context);
  guint keyval = gdk_key_event_get_keyval (event);

  if (gdk_event_get_event_type (event) != GDK_KEY_PRESS
      || (gdk_event_get_modifier_state (event) & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return FALSE;

  if (!use_hangul)
    return commit_latin (self, keyval);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      Later *later;

      if (keyval != (guint) keys[i].key)
        continue;

      if (use_async)
        {
          later = g_new0 (Later, 1);
          later->im = g_object_ref (self);
          later->index = i;
          g_idle_add_full (G_PRIORITY_DEFAULT, later_cb, later, later_free);
        }
      else
        compose (self, i);
      return TRUE;
    }

  /* Anything else ends the syllable. */
  if (self->initial >= 0)
    {
      flush (self);
      g_signal_emit_by_name (self, "preedit-changed");
      g_signal_emit_by_name (self, "preedit-end");
    }

  return commit_latin (self, keyval);
}

static void
test_im_get_preedit_string (GtkIMContext   *context,
                            char          **string,
                            PangoAttrList **attributes,
                            int            *cursor)
{
  char *text = dup_composed (TEST_IM (context));

  if (cursor != NULL)
    *cursor = (int) g_utf8_strlen (text, -1);
  if (attributes != NULL)
    *attributes = pango_attr_list_new ();
  if (string != NULL)
    *string = text;
  else
    g_free (text);
}

static void
test_im_reset (GtkIMContext *context)
{
  TestIm *self = TEST_IM (context);

  if (self->initial < 0)
    return;

  clear (self);
  g_signal_emit_by_name (self, "preedit-changed");
}

static void
test_im_focus_out (GtkIMContext *context)
{
  TestIm *self = TEST_IM (context);

  if (self->initial < 0)
    return;

  flush (self);
  g_signal_emit_by_name (self, "preedit-changed");
}

static void
test_im_class_init (TestImClass *klass)
{
  GtkIMContextClass *context_class = GTK_IM_CONTEXT_CLASS (klass);

  context_class->filter_keypress = test_im_filter_keypress;
  context_class->get_preedit_string = test_im_get_preedit_string;
  context_class->reset = test_im_reset;
  context_class->focus_out = test_im_focus_out;
}

static void
test_im_init (TestIm *self)
{
  clear (self);
}

void
test_im_choose (void)
{
  g_setenv ("GTK_IM_MODULE", "aip-test", TRUE);
}

void
test_im_register (void)
{
  g_assert_nonnull (g_io_extension_point_implement (GTK_IM_MODULE_EXTENSION_POINT_NAME,
                                                    TEST_TYPE_IM, "aip-test", 10));
}

void
test_im_set_hangul (gboolean hangul)
{
  use_hangul = hangul;
}

void
test_im_set_async (gboolean async)
{
  use_async = async;
}
