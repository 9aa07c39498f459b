/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-read-xml"

#include "config.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <math.h>
#include <string.h>

#include "aip-cut-reading.h"
#include "aip-error.h"

/* See aip-cut-fcp7.c and aip-cut-fcpxml.c for the formats. */

#define MAX_TIME 1e12

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

static gboolean
is_named (xmlNode    *node,
          const char *name)
{
  return node != NULL && node->type == XML_ELEMENT_NODE &&
         strcmp ((const char *) node->name, name) == 0;
}

static xmlNode *
find_child (xmlNode    *node,
            const char *name)
{
  for (xmlNode *child = node != NULL ? node->children : NULL; child != NULL; child = child->next)
    if (is_named (child, name))
      return child;

  return NULL;
}

/* The first below @node, at any depth; trees are as deep as the parser allows (256). */
static xmlNode *
find_below (xmlNode    *node,
            const char *name)
{
  for (xmlNode *child = node != NULL ? node->children : NULL; child != NULL; child = child->next)
    {
      xmlNode *found = is_named (child, name) ? child : find_below (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* (transfer full) (nullable) */
static char *
dup_text (xmlNode    *node,
          const char *name)
{
  xmlNode *child = find_child (node, name);
  xmlChar *content = child != NULL ? xmlNodeGetContent (child) : NULL;
  char *text = content != NULL ? g_strstrip (g_strdup ((const char *) content)) : NULL;

  xmlFree (content);

  return text;
}

static char *
dup_attribute (xmlNode    *node,
               const char *name)
{
  xmlChar *content = xmlGetNoNsProp (node, BAD_CAST name);
  char *text = g_strdup ((const char *) content);

  xmlFree (content);

  return text;
}

static char *
dup_file_name (const char *uri)
{
  g_autofree char *path = uri != NULL ? g_uri_unescape_string (uri, NULL) : NULL;

  if (uri == NULL || *uri == '\0')
    return NULL;

  return g_path_get_basename (path != NULL ? path : uri);
}

/* Final Cut Pro 7 ------------------------------------------------------------------------------ */

typedef struct {
  AipCutSheet *sheet;
  double       scale;          /* frames of the film for one of the sequence */
  GHashTable  *files;          /* id → name */
} Fcp7;

static gint64
read_number (xmlNode    *node,
             const char *name,
             gint64      fallback)
{
  g_autofree char *text = dup_text (node, name);
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, -(gint64) MAX_TIME, (gint64) MAX_TIME,
                                                 &number, NULL))
    return fallback;

  return number;
}

static gint64
scale (Fcp7   *self,
       gint64  frames)
{
  return llround ((double) frames * self->scale);
}

static void
set_scale (Fcp7    *self,
           xmlNode *sequence)
{
  xmlNode *rate = find_child (sequence, "rate");
  g_autofree char *ntsc = dup_text (rate, "ntsc");
  gint64 timebase = read_number (rate, "timebase", 0);
  double own = (double) self->sheet->rate->numerator / (double) self->sheet->rate->denominator;
  double theirs = (double) timebase;

  self->scale = 1;
  if (timebase < 1 || timebase > 1000)
    return;
  if (ntsc != NULL && g_ascii_strcasecmp (ntsc, "TRUE") == 0)
    theirs = theirs * 1000 / 1001;
  if (fabs (theirs - own) < 0.01)
    return;

  self->scale = own / theirs;
  aip_cut_sheet_complain (self->sheet, _("The sequence has %.5g frames a second and the film %.5g: "
                                         "its places are converted."), theirs, own);
}

static void
take_file (Fcp7        *self,
           AipCutEvent *event,
           xmlNode     *item)
{
  xmlNode *file = find_child (item, "file");
  g_autofree char *id = file != NULL ? dup_attribute (file, "id") : NULL;
  g_autofree char *uri = dup_text (file, "pathurl");
  char *name = dup_file_name (uri);

  if (name != NULL && id != NULL)
    g_hash_table_replace (self->files, g_strdup (id), g_strdup (name));
  if (name == NULL && id != NULL)
    name = g_strdup (g_hash_table_lookup (self->files, id));
  event->file = name;
}

/* Where one shot ends and the next begins; half of it is before that, as we write it. */
static gint64
get_middle (xmlNode *transition)
{
  gint64 start = read_number (transition, "start", 0);
  gint64 end = read_number (transition, "end", start);

  return start + MAX (0, end - start) / 2;
}

static xmlNode *
find_neighbour (xmlNode  *item,
                gboolean  next)
{
  for (xmlNode *node = next ? item->next : item->prev; node != NULL;
       node = next ? node->next : node->prev)
    if (node->type == XML_ELEMENT_NODE)
      return node;

  return NULL;
}

static void
read_clip_item (Fcp7    *self,
                xmlNode *item)
{
  xmlNode *before = find_neighbour (item, FALSE);
  xmlNode *after = find_neighbour (item, TRUE);
  gint64 start = read_number (item, "start", -1);
  gint64 end = read_number (item, "end", -1);
  gint64 in = read_number (item, "in", -1);
  gint64 length = 0;
  AipTransition transition = AIP_TRANSITION_CUT;
  AipCutEvent *event;

  if (is_named (before, "transitionitem"))
    {
      g_autofree char *name = dup_text (find_child (before, "effect"), "name");
      gint64 from = read_number (before, "start", 0);

      length = MAX (0, read_number (before, "end", from) - from);
      transition = name != NULL && strstr (name, "Dip") != NULL ? AIP_TRANSITION_FADE
                   : name != NULL && strstr (name, "Wipe") != NULL ? AIP_TRANSITION_WIPE
                                                                   : AIP_TRANSITION_DISSOLVE;
      if (start < 0 && in >= 0)
        in += get_middle (before) - from;
      start = get_middle (before);
    }
  if (is_named (after, "transitionitem"))
    end = get_middle (after);

  event = aip_cut_sheet_add (self->sheet, scale (self, start), scale (self, end - start));
  if (in >= 0)
    event->source = scale (self, in);
  event->transition = transition;
  event->transition_length = scale (self, length);
  event->name = dup_text (item, "name");
  event->code = g_strdup (event->name);
  event->shot = dup_text (find_child (item, "comments"), "mastercomment1");
  take_file (self, event, item);
}

static gboolean
read_fcp7 (AipCutSheet  *sheet,
           xmlNode      *root,
           GError      **error)
{
  xmlNode *sequence = find_below (root, "sequence");
  xmlNode *video = find_child (find_child (sequence, "media"), "video");
  xmlNode *track = find_child (video, "track");
  g_autoptr(GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Fcp7 self = { sheet, 1, files };
  guint n_tracks = 0;

  if (track == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("This XML has no sequence with a track of pictures."));
      return FALSE;
    }

  set_scale (&self, sequence);
  for (xmlNode *node = video->children; node != NULL; node = node->next)
    n_tracks += is_named (node, "track") && find_child (node, "clipitem") != NULL;
  if (n_tracks > 1)
    aip_cut_sheet_complain (sheet, _("Only the lowest of %u tracks of pictures is taken over."),
                            n_tracks);
  for (xmlNode *node = track->children; node != NULL; node = node->next)
    if (is_named (node, "clipitem"))
      read_clip_item (&self, node);
  sheet->end = scale (&self, read_number (sequence, "duration", 0));

  return TRUE;
}

/* FCPXML --------------------------------------------------------------------------------------- */

/* “1001/24000s” or “5s” or “2.5s”, in frames of the film. */
static gint64
read_time (AipCutSheet *sheet,
           xmlNode     *node,
           const char  *name,
           gint64       fallback)
{
  g_autofree char *text = dup_attribute (node, name);
  double own = (double) sheet->rate->numerator / (double) sheet->rate->denominator;
  char *end;
  double seconds;

  if (text == NULL)
    return fallback;
  seconds = g_ascii_strtod (text, &end);
  if (*end == '/')
    {
      double divisor = g_ascii_strtod (end + 1, &end);

      if (divisor <= 0)
        return fallback;
      seconds /= divisor;
    }
  if (!g_str_equal (end, "s") || !isfinite (seconds) || fabs (seconds * own) > MAX_TIME)
    return fallback;

  return llround (seconds * own);
}

static char *
find_metadata (xmlNode    *item,
               const char *key)
{
  xmlNode *metadata = find_child (item, "metadata");

  for (xmlNode *node = metadata != NULL ? metadata->children : NULL; node != NULL;
       node = node->next)
    {
      g_autofree char *name = is_named (node, "md") ? dup_attribute (node, "key") : NULL;

      if (g_strcmp0 (name, key) == 0)
        return dup_attribute (node, "value");
    }

  return NULL;
}

static GHashTable *
read_assets (xmlNode *root)
{
  GHashTable *assets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  xmlNode *resources = find_child (root, "resources");

  for (xmlNode *node = resources != NULL ? resources->children : NULL; node != NULL;
       node = node->next)
    {
      xmlNode *media = find_child (node, "media-rep");
      g_autofree char *id = NULL;
      g_autofree char *uri = NULL;
      char *name;

      if (!is_named (node, "asset"))
        continue;
      id = dup_attribute (node, "id");
      /* Up to 1.8 the asset itself named its file. */
      uri = dup_attribute (media != NULL ? media : node, "src");
      name = dup_file_name (uri);
      if (id != NULL && name != NULL)
        g_hash_table_replace (assets, g_steal_pointer (&id), name);
      else
        g_free (name);
    }

  return assets;
}

static void
read_spine_item (AipCutSheet *sheet,
                 xmlNode     *item,
                 xmlNode     *transition,
                 GHashTable  *assets)
{
  gint64 offset = read_time (sheet, item, "offset", 0);
  g_autofree char *name = dup_attribute (item, "name");
  g_autofree char *reference = dup_attribute (item, "ref");
  AipCutEvent *event;

  /* An empty place is a shot of ours only under the name of one. */
  if (is_named (item, "gap") && (name == NULL || g_str_equal (name, "Gap")))
    return;

  event = aip_cut_sheet_add (sheet, offset, read_time (sheet, item, "duration", 0));
  event->source = read_time (sheet, item, "start", 0);
  event->name = g_strdup (name);
  event->code = g_strdup (name);
  event->shot = find_metadata (item, "io.github.aipipeline.shot");
  if (reference != NULL)
    event->file = g_strdup (g_hash_table_lookup (assets, reference));
  if (transition != NULL)
    {
      g_autofree char *kind = dup_attribute (transition, "name");

      event->transition = kind != NULL && strstr (kind, "Fade") != NULL ? AIP_TRANSITION_FADE
                          : kind != NULL && strstr (kind, "Wipe") != NULL ? AIP_TRANSITION_WIPE
                                                                          : AIP_TRANSITION_DISSOLVE;
      event->transition_length = MAX (0, read_time (sheet, transition, "duration", 0));
    }
}

static gboolean
read_fcpxml (AipCutSheet  *sheet,
             xmlNode      *root,
             GError      **error)
{
  static const char *const items[] = {
    "asset-clip", "video", "clip", "ref-clip", "sync-clip", "mc-clip", "title", "gap", NULL
  };
  xmlNode *sequence = find_below (root, "sequence");
  xmlNode *spine = find_child (sequence, "spine");
  g_autoptr(GHashTable) assets = NULL;
  xmlNode *transition = NULL;

  if (spine == NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("This FCPXML has no project with a storyline."));
      return FALSE;
    }

  assets = read_assets (root);
  for (xmlNode *node = spine->children; node != NULL; node = node->next)
    {
      if (node->type != XML_ELEMENT_NODE)
        continue;
      if (is_named (node, "transition"))
        {
          transition = node;
          continue;
        }
      if (g_strv_contains (items, (const char *) node->name))
        read_spine_item (sheet, node, transition, assets);
      else
        aip_cut_sheet_complain (sheet, _("“%s” in the storyline is not understood and left out."),
                                (const char *) node->name);
      transition = NULL;
    }
  sheet->end = read_time (sheet, sequence, "tcStart", 0) +
               read_time (sheet, sequence, "duration", 0);

  return TRUE;
}

gboolean
aip_cut_read_xml (AipCutSheet   *sheet,
                  const char    *text,
                  AipCutFormat  *format,
                  GError       **error)
{
  g_autoptr(xmlDoc) document = NULL;
  xmlNode *root;

  g_return_val_if_fail (sheet != NULL && text != NULL && format != NULL, FALSE);

  document = xmlReadMemory (text, (int) MIN (strlen (text), G_MAXINT), NULL, NULL,
                            XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                            XML_PARSE_COMPACT | XML_PARSE_NOBLANKS);
  root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  /* Neither format has entities of its own; who defines some wants something else. */
  if (root == NULL || (document->intSubset != NULL && document->intSubset->children != NULL))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, _("This XML cannot be read."));
      return FALSE;
    }

  if (is_named (root, "xmeml"))
    {
      *format = AIP_CUT_FCP7;
      return read_fcp7 (sheet, root, error);
    }
  if (is_named (root, "fcpxml"))
    {
      *format = AIP_CUT_FCPXML;
      return read_fcpxml (sheet, root, error);
    }

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("This XML is a “%.40s” and no cut of Final Cut Pro."), (const char *) root->name);

  return FALSE;
}
