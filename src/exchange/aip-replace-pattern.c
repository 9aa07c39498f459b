/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-replace-pattern"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-replace-pattern.h"
#include "aip-text.h"

/*
 * Steps of the matcher for one text, as the pattern itself can say it (pcre2pattern(3)); a
 * millisecond or two. The library's own bound is a hundred times that.
 */
#define LIMIT "(*LIMIT_MATCH=100000)"
#define MAX_PATTERN_BYTES 4096

struct _AipReplacePattern {
  char   *text;
  char   *replacement;
  char   *expanded;    /* the replacement as the matcher writes it; NULL: literally */
  GRegex *regex;
};

static void
pattern_clear (gpointer data)
{
  AipReplacePattern *self = data;

  g_free (self->text);
  g_free (self->replacement);
  g_free (self->expanded);
  g_clear_pointer (&self->regex, g_regex_unref);
}

/* "$1" as most programs write it, "\1" as this matcher does. */
static char *
convert_dollars (const char *replacement)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (const char *p = replacement; *p != '\0'; p++)
    {
      if (p[0] == '\\' && p[1] != '\0')
        {
          g_string_append_len (text, p, 2);
          p++;
        }
      else if (p[0] == '$' && p[1] == '$')
        {
          g_string_append_c (text, '$');
          p++;
        }
      else if (p[0] == '$' && g_ascii_isdigit (p[1]))
        {
          g_string_append_printf (text, "\\g<%c>", p[1]);
          p++;
        }
      else
        g_string_append_c (text, *p);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
compile (AipReplacePattern  *self,
         AipReplaceFlags     flags,
         GError            **error)
{
  GRegexCompileFlags compile_flags = G_REGEX_MULTILINE;
  g_autoptr(GRegex) raw = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *pattern = NULL;
  g_autoptr(GError) local_error = NULL;

  if (!(flags & AIP_REPLACE_MATCH_CASE))
    compile_flags |= G_REGEX_CASELESS;
  if (!(flags & AIP_REPLACE_REGEX))
    escaped = g_regex_escape_string (self->text, -1);
  else
    {
      /* By itself first, so that what is said about it is about what was typed. */
      raw = g_regex_new (self->text, compile_flags, 0, &local_error);
      self->expanded = convert_dollars (self->replacement);
      if (raw == NULL || !g_regex_check_replacement (self->expanded, NULL, &local_error))
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                       _("This is not a regular expression: %s"), local_error->message);
          return FALSE;
        }
    }

  pattern = g_strdup_printf (flags & AIP_REPLACE_WHOLE_WORDS ? LIMIT "(?<!\\w)(?:%s)(?!\\w)"
                                                             : LIMIT "(?:%s)",
                             escaped != NULL ? escaped : self->text);
  self->regex = g_regex_new (pattern, compile_flags, 0, &local_error);
  if (self->regex == NULL)
    g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _("This is not a regular expression: %s"),
                 local_error->message);

  return self->regex != NULL;
}

AipReplacePattern *
aip_replace_pattern_new (const char       *pattern,
                         const char       *replacement,
                         AipReplaceFlags   flags,
                         GError          **error)
{
  g_autoptr(AipReplacePattern) self = NULL;

  g_return_val_if_fail (pattern != NULL && replacement != NULL, NULL);

  self = g_atomic_rc_box_new0 (AipReplacePattern);
  self->text = aip_text_clean (pattern);
  self->replacement = aip_text_clean (replacement);
  if (*self->text == '\0')
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("There is nothing to look for."));
      return NULL;
    }
  if (strlen (self->text) > MAX_PATTERN_BYTES || strlen (self->replacement) > MAX_PATTERN_BYTES)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                           _("What to look for and what to put there have at most 4 KB each."));
      return NULL;
    }
  if (!compile (self, flags, error))
    return NULL;

  return g_steal_pointer (&self);
}

AipReplacePattern *
aip_replace_pattern_ref (AipReplacePattern *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
aip_replace_pattern_unref (AipReplacePattern *self)
{
  g_atomic_rc_box_release_full (self, pattern_clear);
}

const char *
aip_replace_pattern_get_text (const AipReplacePattern *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

const char *
aip_replace_pattern_get_replacement (const AipReplacePattern *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->replacement;
}

static void
match_clear (gpointer data)
{
  g_free (((AipReplaceMatch *) data)->text);
}

GArray *
aip_replace_pattern_find (const AipReplacePattern  *self,
                          const char               *text,
                          GError                  **error)
{
  g_autoptr(GArray) matches = g_array_new (FALSE, FALSE, sizeof (AipReplaceMatch));
  g_autoptr(GMatchInfo) info = NULL;
  g_autoptr(GError) local_error = NULL;
  gboolean more;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  g_array_set_clear_func (matches, match_clear);
  more = g_regex_match_full (self->regex, text, -1, 0, 0, &info, &local_error);
  while (more && matches->len < AIP_REPLACE_MAX_MATCHES)
    {
      AipReplaceMatch match = { 0 };
      int start, end;

      /* An expression can put the end of what it found before its start. */
      if (g_match_info_fetch_pos (info, 0, &start, &end) && start >= 0 && end >= start
          && (matches->len == 0
              || g_array_index (matches, AipReplaceMatch, matches->len - 1).end <= (gsize) start))
        {
          match.start = (gsize) start;
          match.end = (gsize) end;
          match.text = self->expanded != NULL
                       ? g_match_info_expand_references (info, self->expanded, NULL)
                       : g_strdup (self->replacement);
          if (match.text == NULL)
            match.text = g_strdup ("");
          g_array_append_val (matches, match);
        }
      more = g_match_info_next (info, &local_error);
    }

  if (local_error != NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_TIMEOUT,
                           _("The expression takes too long; make it simpler."));
      return NULL;
    }

  return g_steal_pointer (&matches);
}

char *
aip_replace_matches (const char *text,
                     GArray     *matches)
{
  g_autoptr(GString) after = g_string_new (NULL);
  gsize done = 0;

  g_return_val_if_fail (text != NULL && matches != NULL, NULL);

  for (guint i = 0; i < matches->len; i++)
    {
      const AipReplaceMatch *match = &g_array_index (matches, AipReplaceMatch, i);

      g_string_append_len (after, text + done, (gssize) (match->start - done));
      g_string_append (after, match->text);
      done = match->end;
    }
  g_string_append (after, text + done);

  return g_string_free_and_steal (g_steal_pointer (&after));
}
