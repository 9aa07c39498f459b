/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-edit"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-document-cut.h"
#include "aip-shot-edit.h"
#include "aip-timeline-edit.h"

/* How many shots were meant: a roll and a slide change the neighbours of one. */
static char *
dup_trim_label (AipCut     *cut,
                AipCutTrim  trim,
                guint       index,
                guint       n_shots)
{
  const char *code = aip_cut_get_shot (cut, index)->code;

  switch (trim)
    {
    case AIP_CUT_TRIM_START:
      return n_shots > 1 ? g_strdup_printf (ngettext ("Trim Start of %u Shot",
                                                      "Trim Start of %u Shots", n_shots), n_shots)
                         : g_strdup_printf (_("Trim Start of %s"), code);

    case AIP_CUT_TRIM_END:
      return n_shots > 1 ? g_strdup_printf (ngettext ("Trim End of %u Shot", "Trim End of %u Shots",
                                                      n_shots), n_shots)
                         : g_strdup_printf (_("Trim End of %s"), code);

    case AIP_CUT_SLIP:
      return n_shots > 1 ? g_strdup_printf (ngettext ("Slip %u Shot", "Slip %u Shots", n_shots),
                                            n_shots)
                         : g_strdup_printf (_("Slip %s"), code);

    case AIP_CUT_ROLL:
      return g_strdup_printf (_("Roll the Cut to %s"), code);

    case AIP_CUT_SLIDE:
      return g_strdup_printf (_("Slide %s"), code);

    default:
      g_return_val_if_reached (NULL);
    }
}

gboolean
aip_timeline_edit_trim (AipDocument  *document,
                        AipCut       *cut,
                        AipCutTrim    trim,
                        guint         index,
                        GArray       *changes,
                        GError      **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (cut != NULL && changes != NULL, FALSE);
  g_return_val_if_fail (index < aip_cut_get_n_shots (cut), FALSE);

  label = dup_trim_label (cut, trim, index, changes->len);
  aip_document_begin (document, label);

  return aip_document_end (document, aip_document_apply_trim (document, cut, changes, error));
}

gboolean
aip_timeline_edit_move (AipDocument  *document,
                        GPtrArray    *shots,
                        AipShot      *before,
                        GError      **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (shots != NULL && shots->len > 0, FALSE);

  if (shots->len == 1)
    label = g_strdup_printf (_("Move %s"), aip_shot_get_code (g_ptr_array_index (shots, 0)));
  else
    label = g_strdup_printf (ngettext ("Move %u Shot", "Move %u Shots", shots->len), shots->len);
  aip_document_begin (document, label);

  return aip_document_end (document, aip_document_move_shots (document, shots, before, error));
}

AipShot *
aip_timeline_edit_split (AipDocument  *document,
                         AipShot      *shot,
                         gint64        frame,
                         GError      **error)
{
  g_autofree char *label = NULL;
  AipShot *second;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  label = g_strdup_printf (_("Split %s"), aip_shot_get_code (shot));
  aip_document_begin (document, label);
  second = aip_document_blade_shot (document, shot, frame, error);

  return aip_document_end (document, second != NULL) ? second : NULL;
}

gboolean
aip_timeline_edit_omit (AipDocument  *document,
                        GPtrArray    *shots,
                        gboolean      omitted,
                        GError      **error)
{
  g_autofree char *label = NULL;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (shots != NULL && shots->len > 0, FALSE);

  if (shots->len == 1)
    label = g_strdup_printf (omitted ? _("Omit %s from the Cut") : _("Bring %s Back into the Cut"),
                             aip_shot_get_code (g_ptr_array_index (shots, 0)));
  else
    label = g_strdup_printf (omitted ? ngettext ("Omit %u Shot from the Cut",
                                                 "Omit %u Shots from the Cut", shots->len)
                                     : ngettext ("Bring %u Shot Back into the Cut",
                                                 "Bring %u Shots Back into the Cut", shots->len),
                             shots->len);

  aip_document_begin (document, label);
  for (guint i = 0; ok && i < shots->len; i++)
    ok = aip_document_set (document, shots->pdata[i], "omitted", g_variant_new_boolean (omitted),
                           error);

  return aip_document_end (document, ok);
}

gboolean
aip_timeline_edit_length (AipDocument  *document,
                          GPtrArray    *shots,
                          gint64        frames,
                          GError      **error)
{
  g_autofree char *label = NULL;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (shots != NULL && shots->len > 0, FALSE);

  if (shots->len == 1)
    label = g_strdup_printf (_("Change Length of %s"),
                             aip_shot_get_code (g_ptr_array_index (shots, 0)));
  else
    label = g_strdup_printf (ngettext ("Change Length of %u Shot", "Change Length of %u Shots",
                                       shots->len), shots->len);

  aip_document_begin (document, label);
  for (guint i = 0; ok && i < shots->len; i++)
    ok = aip_document_set_integer (document, shots->pdata[i], "duration", frames, error);

  return aip_document_end (document, ok);
}

gint64
aip_timeline_edit_take (AipDocument  *document,
                        AipShot      *shot,
                        int           step,
                        GError      **error)
{
  GListModel *takes;
  AipTake *current;
  guint n_takes;
  guint position = 0;
  gint64 wanted;
  g_autoptr(AipTake) take = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), 0);
  g_return_val_if_fail (AIP_IS_SHOT (shot), 0);

  takes = aip_shot_get_takes (shot);
  current = aip_shot_get_take (shot);
  n_takes = g_list_model_get_n_items (takes);
  for (guint i = 0; i < n_takes; i++)
    {
      g_autoptr(AipTake) other = g_list_model_get_item (takes, i);

      if (other == current)
        position = i;
    }

  wanted = (gint64) position + step;
  if (n_takes == 0 || wanted < 0 || wanted >= n_takes)
    return 0;

  take = g_list_model_get_item (takes, (guint) wanted);
  if (!aip_shot_edit_pin_take (document, shot, take, error))
    return 0;

  return aip_take_get_number (take);
}

GPtrArray *
aip_timeline_edit_dup_omitted (AipDocument *document)
{
  GPtrArray *omitted = g_ptr_array_new ();
  AipEntityList *shots;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), omitted);

  shots = aip_document_get_shots (document);
  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      AipShot *shot = AIP_SHOT (aip_entity_list_peek (shots, i));

      if (aip_shot_get_omitted (shot))
        g_ptr_array_add (omitted, shot);
    }

  return omitted;
}
