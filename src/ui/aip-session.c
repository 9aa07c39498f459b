/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-session"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-session.h"

struct _AipSession
{
  GObject parent_instance;

  AipDocument    *document;
  AipScheduler   *scheduler;
  AipThumbnailer *thumbnailer;
  AipActivityLog *activity;
  AipShotSetups  *setups;
  AipStaleness   *staleness;
  AipSoundCache  *sounds;
  GListModel     *selection;
};

enum {
  PROP_0,
  PROP_DOCUMENT,
  PROP_SCHEDULER,
  PROP_THUMBNAILER,
  PROP_ACTIVITY,
  PROP_SELECTION,
  N_PROPS
};

enum {
  TOAST,
  TOAST_LOCKED,
  REVEAL_SHOT,
  REVEAL_IN_CUT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipSession, aip_session, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
aip_session_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  AipSession *self = AIP_SESSION (object);

  switch (prop_id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_SCHEDULER:
      g_value_set_object (value, self->scheduler);
      break;
    case PROP_THUMBNAILER:
      g_value_set_object (value, self->thumbnailer);
      break;
    case PROP_ACTIVITY:
      g_value_set_object (value, self->activity);
      break;
    case PROP_SELECTION:
      g_value_set_object (value, self->selection);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_session_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  AipSession *self = AIP_SESSION (object);

  switch (prop_id)
    {
    case PROP_DOCUMENT:
      self->document = g_value_dup_object (value);
      break;
    case PROP_SCHEDULER:
      self->scheduler = g_value_dup_object (value);
      break;
    case PROP_THUMBNAILER:
      self->thumbnailer = g_value_dup_object (value);
      break;
    case PROP_ACTIVITY:
      self->activity = g_value_dup_object (value);
      break;
    case PROP_SELECTION:
      aip_session_set_selection (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cinema_loaded_cb (AipSession  *self,
                  AipDocument *document)
{
  AipCinema *cinema = document == self->document
                        ? aip_scheduler_get_cinema (self->scheduler, document) : NULL;

  if (cinema != NULL)
    aip_staleness_set_cinema (self->staleness, cinema);
}

static void
aip_session_constructed (GObject *object)
{
  AipSession *self = AIP_SESSION (object);

  G_OBJECT_CLASS (aip_session_parent_class)->constructed (object);

  self->setups = aip_shot_setups_new (self->document, self->scheduler);
  self->staleness = aip_staleness_new (self->document,
                                       aip_scheduler_get_workflows (self->scheduler));
  g_signal_connect_object (self->scheduler, "cinema-loaded", G_CALLBACK (cinema_loaded_cb), self,
                           G_CONNECT_SWAPPED);
  cinema_loaded_cb (self, self->document);
}

static void
aip_session_finalize (GObject *object)
{
  AipSession *self = AIP_SESSION (object);

  g_clear_object (&self->staleness);
  g_clear_object (&self->setups);
  g_clear_object (&self->sounds);
  g_clear_object (&self->document);
  g_clear_object (&self->scheduler);
  g_clear_object (&self->thumbnailer);
  g_clear_object (&self->activity);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (aip_session_parent_class)->finalize (object);
}

static void
aip_session_class_init (AipSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = aip_session_constructed;
  object_class->finalize = aip_session_finalize;
  object_class->get_property = aip_session_get_property;
  object_class->set_property = aip_session_set_property;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, AIP_TYPE_DOCUMENT, once);
  properties[PROP_SCHEDULER] =
    g_param_spec_object ("scheduler", NULL, NULL, AIP_TYPE_SCHEDULER, once);
  properties[PROP_THUMBNAILER] =
    g_param_spec_object ("thumbnailer", NULL, NULL, AIP_TYPE_THUMBNAILER, once);
  properties[PROP_ACTIVITY] =
    g_param_spec_object ("activity", NULL, NULL, AIP_TYPE_ACTIVITY_LOG, once);
  properties[PROP_SELECTION] =
    g_param_spec_object ("selection", NULL, NULL, G_TYPE_LIST_MODEL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[TOAST] =
    g_signal_new ("toast", AIP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                  G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[TOAST_LOCKED] =
    g_signal_new ("toast-locked", AIP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REVEAL_SHOT] =
    g_signal_new ("reveal-shot", AIP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, AIP_TYPE_SHOT);
  signals[REVEAL_IN_CUT] =
    g_signal_new ("reveal-in-cut", AIP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, AIP_TYPE_SHOT);
}

static void
aip_session_init (AipSession *self)
{
  self->selection = G_LIST_MODEL (g_list_store_new (AIP_TYPE_SHOT));
}

AipSession *
aip_session_new (AipDocument    *document,
                 AipScheduler   *scheduler,
                 AipThumbnailer *thumbnailer,
                 AipActivityLog *activity)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SCHEDULER (scheduler), NULL);
  g_return_val_if_fail (AIP_IS_THUMBNAILER (thumbnailer), NULL);
  g_return_val_if_fail (AIP_IS_ACTIVITY_LOG (activity), NULL);

  return g_object_new (AIP_TYPE_SESSION,
                       "document", document,
                       "scheduler", scheduler,
                       "thumbnailer", thumbnailer,
                       "activity", activity,
                       NULL);
}

AipDocument *
aip_session_get_document (AipSession *self)
{
  g_return_val_if_fail (AIP_IS_SESSION (self), NULL);

  return self->document;
}

AipScheduler *
aip_session_get_scheduler (AipSession *self)
{
  g_return_val_if_fail (AIP_IS_SESSION (self), NULL);

  return self->scheduler;
}

AipThumbnailer *
aip_session_get_thumbnailer (AipSession *self)
{
  g_return_val_if_fail (AIP_IS_SESSION (self), NULL);

  return self->thumbnailer;
}

/* Decodes nothing until somebody asks. */
AipSoundCache *
aip_session_get_sounds (AipSession *self)
{
  g_return_val_if_fail (AIP_IS_SESSION (self), NULL);

  if (self->sounds == NULL)
    self->sounds = aip_sound_cache_new (aip_document_get_folder (self->document));

  return self->sounds;
}

AipActivityLog *
aip_session_get_activity (AipSession *self)
{
  g_return_val_if_fail (AIP_IS_SESSION (self), NULL);

  return self->activity;
}

AipShotSetups *
aip_session_get_setups (AipSession *self)
{
  g_return_val_if_fail (AIP_IS_SESSION (self), NULL);

  return self->setups;
}

AipStaleness *
aip_session_get_staleness (AipSession *self)
{
  g_return_val_if_fail (AIP_IS_SESSION (self), NULL);

  return self->staleness;
}

GListModel *
aip_session_get_selection (AipSession *self)
{
  g_return_val_if_fail (AIP_IS_SESSION (self), NULL);

  return self->selection;
}

/**
 * aip_session_set_selection:
 * @selection: (nullable): a list of #AipShot; %NULL for an empty one
 *
 * Listeners follow both `notify::selection` and the list's own `items-changed`.
 */
void
aip_session_set_selection (AipSession *self,
                           GListModel *selection)
{
  g_autoptr(GListModel) empty = NULL;

  g_return_if_fail (AIP_IS_SESSION (self));
  g_return_if_fail (selection == NULL || G_IS_LIST_MODEL (selection));

  if (selection == NULL)
    selection = empty = G_LIST_MODEL (g_list_store_new (AIP_TYPE_SHOT));

  if (g_set_object (&self->selection, selection))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTION]);
}

gboolean
aip_session_finish_edit (AipSession   *self,
                         gboolean      ok,
                         const GError *error)
{
  g_return_val_if_fail (AIP_IS_SESSION (self), FALSE);

  if (ok)
    aip_document_commit (self->document);
  else
    {
      aip_document_rollback (self->document);
      aip_session_toast_error (self, error);
    }

  return ok;
}

void
aip_session_toast (AipSession *self,
                   const char *text)
{
  g_return_if_fail (AIP_IS_SESSION (self));
  g_return_if_fail (text != NULL);

  g_signal_emit (self, signals[TOAST], 0, text, FALSE);
}

void
aip_session_toast_undo (AipSession *self,
                        const char *text)
{
  g_return_if_fail (AIP_IS_SESSION (self));
  g_return_if_fail (text != NULL);

  g_signal_emit (self, signals[TOAST], 0, text, TRUE);
}

void
aip_session_toast_error (AipSession   *self,
                         const GError *error)
{
  g_return_if_fail (AIP_IS_SESSION (self));

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (g_error_matches (error, AIP_ERROR, AIP_ERROR_LOCKED))
    g_signal_emit (self, signals[TOAST_LOCKED], 0, error->message);
  else
    aip_session_toast (self, error->message);
}

void
aip_session_toast_problems (AipSession *self,
                            GPtrArray  *problems)
{
  g_autofree char *text = NULL;

  g_return_if_fail (AIP_IS_SESSION (self));
  g_return_if_fail (problems != NULL);

  if (problems->len == 0)
    return;
  if (problems->len > 1)
    /* Translators: %s is the first problem, a whole sentence */
    text = g_strdup_printf (ngettext ("%u shot cannot be generated. %s",
                                      "%u shots cannot be generated. %s", problems->len),
                            problems->len, (char *) g_ptr_array_index (problems, 0));
  aip_session_toast (self, text != NULL ? text : g_ptr_array_index (problems, 0));
}

void
aip_session_reveal_shot (AipSession *self,
                         AipShot    *shot)
{
  g_return_if_fail (AIP_IS_SESSION (self));
  g_return_if_fail (AIP_IS_SHOT (shot));

  g_signal_emit (self, signals[REVEAL_SHOT], 0, shot);
}

void
aip_session_reveal_in_cut (AipSession *self,
                           AipShot    *shot)
{
  g_return_if_fail (AIP_IS_SESSION (self));
  g_return_if_fail (AIP_IS_SHOT (shot));

  g_signal_emit (self, signals[REVEAL_IN_CUT], 0, shot);
}
