/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-timeline-actions"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-sound-edit.h"
#include "aip-timeline-actions-private.h"

/* As in the fields of clips and tracks. */
#define LEAST_GAIN -96.0
#define MOST_GAIN  24.0

typedef struct {
  AipTimelineActions *self;
  GPtrArray          *entities;     /* clips, or one track */
  GtkWidget          *answer;
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_ptr_array_unref (question->entities);
  g_object_unref (question->self);
  g_free (question);
}

/* @answer: what the answer is given in */
static void
ask (AipTimelineActions *self,
     GPtrArray          *entities,
     const char         *heading,
     GtkWidget          *answer,
     GCallback           response)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->entities = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < entities->len; i++)
    g_ptr_array_add (question->entities, g_object_ref (entities->pdata[i]));
  question->answer = answer;

  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "ok", _("_Apply"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "ok", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "ok");
  adw_alert_dialog_set_close_response (alert, "cancel");
  adw_alert_dialog_set_extra_child (alert, answer);
  g_signal_connect_data (dialog, "response", response, question, question_free, G_CONNECT_SWAPPED);
  adw_dialog_set_focus (dialog, answer);
  adw_dialog_present (dialog, GTK_WIDGET (self->canvas));
}

static void
gain_response_cb (Question   *question,
                  const char *response)
{
  AipTimelineActions *self = question->self;
  g_autoptr(GError) error = NULL;

  if (!g_str_equal (response, "ok"))
    return;
  gtk_spin_button_update (GTK_SPIN_BUTTON (question->answer));
  if (!aip_sound_edit_set_gain (aip_timeline_session_get_document (self->session),
                                question->entities,
                                gtk_spin_button_get_value (GTK_SPIN_BUTTON (question->answer)),
                                &error))
    aip_session_toast_error (aip_timeline_session_get_session (self->session), error);
}

void
_aip_timeline_actions_ask_gain (AipTimelineActions *self,
                                GPtrArray          *entities)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (LEAST_GAIN, MOST_GAIN, 0.5);
  double value;

  g_return_if_fail (entities->len > 0);

  g_object_get (entities->pdata[0], "gain", &value, NULL);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  gtk_spin_button_set_activates_default (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Decibels"), -1);
  ask (self, entities, _("Volume in Decibels"), spin, G_CALLBACK (gain_response_cb));
}

static void
name_response_cb (Question   *question,
                  const char *response)
{
  AipTimelineActions *self = question->self;
  g_autoptr(GError) error = NULL;

  if (!g_str_equal (response, "ok"))
    return;
  if (!aip_sound_edit_rename_track (aip_timeline_session_get_document (self->session),
                                    question->entities->pdata[0],
                                    gtk_editable_get_text (GTK_EDITABLE (question->answer)), &error))
    aip_session_toast_error (aip_timeline_session_get_session (self->session), error);
}

void
_aip_timeline_actions_ask_name (AipTimelineActions *self,
                                AipTrack           *track)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autoptr(GPtrArray) tracks = g_ptr_array_new ();

  g_ptr_array_add (tracks, track);
  gtk_editable_set_text (GTK_EDITABLE (entry), aip_track_get_name (track));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the Track"), -1);
  ask (self, tracks, _("Rename Track"), entry, G_CALLBACK (name_response_cb));
}
