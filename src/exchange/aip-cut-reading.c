/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-reading"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-cut-reading.h"
#include "aip-error.h"
#include "aip-task.h"

#define MAX_BYTES (64 * 1024 * 1024)
#define MAX_EVENTS 100000
#define MAX_PROBLEMS 200
#define MAX_FRAMES (G_GINT64_CONSTANT (24) * 3600 * 1000)

struct _AipCutReading
{
  GObject parent_instance;

  AipCutFormat  format;
  GPtrArray    *events;
  GStrv         problems;
};

G_DEFINE_FINAL_TYPE (AipCutReading, aip_cut_reading, G_TYPE_OBJECT)

static void
event_free (gpointer data)
{
  AipCutEvent *event = data;

  g_free (event->name);
  g_free (event->file);
  g_free (event->shot);
  g_free (event->code);
  g_free (event);
}

AipCutEvent *
aip_cut_sheet_add (AipCutSheet *self,
                   gint64       record,
                   gint64       duration)
{
  AipCutEvent *event = g_new0 (AipCutEvent, 1);

  event->record = record;
  event->duration = duration;
  event->source = AIP_CUT_READING_NO_SOURCE;
  g_ptr_array_add (self->events, event);

  return event;
}

void
aip_cut_sheet_complain (AipCutSheet *self,
                        const char  *format,
                        ...)
{
  va_list args;

  if (self->problems->len >= MAX_PROBLEMS)
    return;

  va_start (args, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

/*
 * The film has no holes: what is empty after a picture belongs to it, and the first one is at 0.
 * Events that cannot be are dropped.
 */
static void
close_gaps (AipCutSheet *sheet)
{
  GPtrArray *events = sheet->events;
  guint n_bad = 0;

  for (guint i = events->len; i > 0; i--)
    {
      AipCutEvent *event = events->pdata[i - 1];

      if (event->duration >= 1 && event->duration <= MAX_FRAMES &&
          ABS (event->record) <= MAX_FRAMES * 2 && i <= MAX_EVENTS)
        continue;
      g_ptr_array_remove_index (events, i - 1);
      n_bad++;
    }
  if (n_bad > 0)
    aip_cut_sheet_complain (sheet, ngettext ("%u event has no length that can be and is left out.",
                                             "%u events have no length that can be and are left "
                                             "out.", n_bad), n_bad);

  for (guint i = 0; i + 1 < events->len; i++)
    {
      AipCutEvent *event = events->pdata[i];
      const AipCutEvent *next = events->pdata[i + 1];

      if (next->record > event->record)
        event->duration = next->record - event->record;
    }

  if (events->len > 0)
    {
      AipCutEvent *last = events->pdata[events->len - 1];

      if (sheet->end > last->record && sheet->end - last->record <= MAX_FRAMES)
        last->duration = MAX (last->duration, sheet->end - last->record);
    }

  for (guint i = events->len; i > 0; i--)
    ((AipCutEvent *) events->pdata[i - 1])->record -= ((AipCutEvent *) events->pdata[0])->record;
}

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  gint64 one = (*(AipCutEvent *const *) a)->record;
  gint64 two = (*(AipCutEvent *const *) b)->record;

  return (one > two) - (one < two);
}

static gboolean
read_text (AipCutSheet   *sheet,
           const char    *text,
           AipCutFormat  *format,
           GError       **error)
{
  const char *start = text;

  if (g_str_has_prefix (start, "\xef\xbb\xbf"))
    start += 3;
  while (g_ascii_isspace (*start))
    start++;

  if (*start == '{')
    {
      *format = AIP_CUT_OTIO;
      return aip_cut_read_otio (sheet, start, error);
    }
  if (*start == '<')
    return aip_cut_read_xml (sheet, start, format, error);

  *format = AIP_CUT_EDL;

  return aip_cut_read_edl (sheet, start, error);
}

AipCutReading *
aip_cut_reading_new (const char          *text,
                     gssize               length,
                     const AipFrameRate  *rate,
                     GError             **error)
{
  g_autoptr(AipCutReading) self = NULL;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *valid = NULL;
  AipCutSheet sheet;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (rate != NULL && aip_frame_rate_is_valid (rate), NULL);

  valid = g_utf8_make_valid (text, length);
  self = g_object_new (AIP_TYPE_CUT_READING, NULL);
  sheet = (AipCutSheet) { self->events, problems, rate, G_MININT64 };
  if (!read_text (&sheet, valid, &self->format, error))
    return NULL;

  g_ptr_array_sort (self->events, compare_records);
  close_gaps (&sheet);
  if (self->events->len == 0)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("There is no picture in this cut."));
      return NULL;
    }

  g_ptr_array_add (problems, NULL);
  self->problems = (GStrv) g_ptr_array_free (g_steal_pointer (&problems), FALSE);

  return g_steal_pointer (&self);
}

typedef struct {
  char         *path;
  AipFrameRate  rate;
} LoadData;

static void
load_data_free (gpointer user_data)
{
  LoadData *data = user_data;

  g_free (data->path);
  g_free (data);
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const LoadData *data = task_data;
  g_autoptr(GFile) file = g_file_new_for_path (data->path);
  g_autofree char *name = g_filename_display_basename (data->path);
  g_autoptr(GFileInfo) info = NULL;
  g_autofree char *contents = NULL;
  g_autoptr(GError) local_error = NULL;
  GError *error = NULL;
  AipCutReading *reading;
  gsize length;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  if (info == NULL)
    {
      g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_NOT_FOUND, _("There is no file “%s”."),
                               name);
      return;
    }
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR ||
      g_file_info_get_size (info) > MAX_BYTES)
    {
      g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_TOO_LARGE,
                               _("“%s” is no file that could hold a cut."), name);
      return;
    }
  if (!g_file_load_contents (file, cancellable, &contents, &length, NULL, &local_error))
    {
      g_task_return_new_error (task, AIP_ERROR, AIP_ERROR_FAILED, _("“%s” cannot be read: %s"),
                               name, local_error->message);
      return;
    }

  reading = aip_cut_reading_new (contents, (gssize) length, &data->rate, &error);
  if (reading == NULL)
    {
      g_prefix_error (&error, "“%s”: ", name);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, reading, g_object_unref);
}

void
aip_cut_reading_load_async (const char          *path,
                            const AipFrameRate  *rate,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  LoadData *data;

  g_return_if_fail (path != NULL);
  g_return_if_fail (rate != NULL && aip_frame_rate_is_valid (rate));

  data = g_new0 (LoadData, 1);
  data->path = g_strdup (path);
  data->rate = *rate;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_cut_reading_load_async);
  g_task_set_task_data (task, data, load_data_free);
  aip_task_run_in_thread (task, load_thread);
}

AipCutReading *
aip_cut_reading_load_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

AipCutFormat
aip_cut_reading_get_format (AipCutReading *self)
{
  g_return_val_if_fail (AIP_IS_CUT_READING (self), AIP_CUT_EDL);

  return self->format;
}

guint
aip_cut_reading_get_n_events (AipCutReading *self)
{
  g_return_val_if_fail (AIP_IS_CUT_READING (self), 0);

  return self->events->len;
}

const AipCutEvent *
aip_cut_reading_get_event (AipCutReading *self,
                           guint          index)
{
  g_return_val_if_fail (AIP_IS_CUT_READING (self) && index < self->events->len, NULL);

  return self->events->pdata[index];
}

const char *const *
aip_cut_reading_get_problems (AipCutReading *self)
{
  g_return_val_if_fail (AIP_IS_CUT_READING (self), NULL);

  return (const char *const *) self->problems;
}

static void
aip_cut_reading_finalize (GObject *object)
{
  AipCutReading *self = AIP_CUT_READING (object);

  g_ptr_array_unref (self->events);
  g_strfreev (self->problems);

  G_OBJECT_CLASS (aip_cut_reading_parent_class)->finalize (object);
}

static void
aip_cut_reading_class_init (AipCutReadingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_cut_reading_finalize;
}

static void
aip_cut_reading_init (AipCutReading *self)
{
  self->events = g_ptr_array_new_with_free_func (event_free);
}
