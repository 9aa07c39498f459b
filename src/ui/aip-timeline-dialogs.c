/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-actions"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-timeline-actions-private.h"
#include "aip-timeline-edit.h"

/* A question with one line for the answer, which is marked while it cannot be understood. */
typedef struct {
  AipTimelineActions *self;
  GPtrArray          *shots;     /* of which the length is asked; NULL: where to go */
  AdwAlertDialog     *dialog;
  GtkEditable        *entry;
} Question;

static void
question_free (Question *question)
{
  g_clear_pointer (&question->shots, g_ptr_array_unref);
  g_object_unref (question->self);
  g_free (question);
}

static gboolean
parse (Question  *question,
       gint64    *frames,
       GError   **error)
{
  AipTimelineSession *session = question->self->session;
  AipCut *cut = aip_timeline_session_get_cut (session);
  const char *text = gtk_editable_get_text (question->entry);

  if (question->shots != NULL)
    return aip_duration_parse (text, aip_cut_get_rate (cut), frames, error);

  return aip_timeline_parse_place (cut, aip_timeline_session_get_position (session), text, frames,
                                   error);
}

static void
changed_cb (Question *question)
{
  gint64 frames;
  gboolean ok = parse (question, &frames, NULL);

  adw_alert_dialog_set_response_enabled (question->dialog, "ok", ok);
  if (ok || *gtk_editable_get_text (question->entry) == '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (question->entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (question->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (question->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               ok ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static void
response_cb (Question   *question,
             const char *response)
{
  AipTimelineActions *self = question->self;
  g_autoptr(GError) error = NULL;
  gint64 frames;

  if (!g_str_equal (response, "ok"))
    return;

  if (!parse (question, &frames, &error))
    {
      _aip_timeline_actions_report (self, NULL, error);
      return;
    }
  if (question->shots == NULL)
    {
      g_action_group_activate_action (G_ACTION_GROUP (self->group), "seek",
                                      g_variant_new_int64 (frames));
      return;
    }

  for (guint i = question->shots->len; i > 0; i--)
    if (!aip_entity_is_alive (question->shots->pdata[i - 1]))
      g_ptr_array_remove_index (question->shots, i - 1);
  if (question->shots->len == 0)
    return;
  aip_timeline_edit_length (aip_timeline_session_get_document (self->session), question->shots,
                            frames, &error);
  _aip_timeline_actions_report (self, aip_entity_get_id (question->shots->pdata[0]), error);
}

static void
ask (AipTimelineActions *self,
     GPtrArray          *shots,
     const char         *heading,
     const char         *body,
     const char         *label,
     const char         *text)
{
  Question *question = g_new0 (Question, 1);
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);
  GtkWidget *entry = gtk_entry_new ();

  question->self = g_object_ref (self);
  question->shots = shots;
  question->dialog = ADW_ALERT_DIALOG (dialog);
  question->entry = GTK_EDITABLE (entry);

  adw_alert_dialog_add_responses (question->dialog, "cancel", _("_Cancel"), "ok", label, NULL);
  adw_alert_dialog_set_default_response (question->dialog, "ok");
  adw_alert_dialog_set_close_response (question->dialog, "cancel");
  adw_alert_dialog_set_response_appearance (question->dialog, "ok", ADW_RESPONSE_SUGGESTED);
  gtk_editable_set_text (question->entry, text);
  gtk_editable_select_region (question->entry, 0, -1);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  adw_alert_dialog_set_extra_child (question->dialog, entry);
  adw_dialog_set_focus (dialog, entry);

  g_object_set_data_full (G_OBJECT (dialog), "question", question, (GDestroyNotify) question_free);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), question);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (response_cb), question);
  changed_cb (question);
  adw_dialog_present (dialog, GTK_WIDGET (self->canvas));
}

void
_aip_timeline_actions_ask_length (AipTimelineActions *self,
                                  GPtrArray          *shots)
{
  AipCut *cut = aip_timeline_session_get_cut (self->session);
  GPtrArray *asked = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *heading = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < shots->len; i++)
    g_ptr_array_add (asked, g_object_ref (shots->pdata[i]));
  if (shots->len == 1)
    heading = g_strdup_printf (_("Length of %s"), aip_shot_get_code (shots->pdata[0]));
  else
    heading = g_strdup_printf (ngettext ("Length of %u Shot", "Length of %u Shots", shots->len),
                               shots->len);
  text = aip_timecode_format (aip_shot_get_duration (shots->pdata[0]), aip_cut_get_rate (cut));
  ask (self, asked, heading, _("Frames, seconds such as 2.5s, or a time code."), _("Change _Length"),
       text);
}

void
_aip_timeline_actions_ask_place (AipTimelineActions *self)
{
  g_autofree char *text =
    aip_timeline_session_dup_timecode (self->session,
                                       aip_timeline_session_get_position (self->session));

  ask (self, NULL, _("Go To"), _("A time code, frames from the beginning, or +12 and -1:00 from here."),
       _("_Go"), text);
}
