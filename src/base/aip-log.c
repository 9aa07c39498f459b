/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-log"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aip-log.h"
#include "aip-paths.h"

/* A thread that logs in a loop must not fill the memory faster than the disk takes it. */
#define MAX_QUEUED 20000
/* A worker's answer in a message may be huge; a line of the log is for reading. */
#define MAX_VALUE_BYTES 4096

typedef enum {
  ITEM_LINE,
  ITEM_FLUSH,
  ITEM_STOP,
} ItemKind;

typedef struct {
  ItemKind  kind;
  GString  *line;
} Item;

static struct {
  GMutex       lock;
  GCond        flushed;
  GThread     *thread;
  GAsyncQueue *queue;
  char        *folder;
  char        *name;
  guint64      flush_wanted;
  guint64      flush_done;
  guint        dropped;

  GQueue       ring;         /* of AipLogRecord, oldest first */
  guint64      serial;
  AipLogWatch  watch;
  gpointer     watch_data;
  guint64      watch_serial; /* the last record that the watch has seen */
  guint        watch_source;
} state;

/* The writer's end ----------------------------------------------------------------------------- */

static char *
log_path (guint number)
{
  g_autofree char *base = NULL;

  base = number == 0 ? g_strdup_printf ("%s.jsonl", state.name)
                     : g_strdup_printf ("%s.%u.jsonl", state.name, number);

  return g_build_filename (state.folder, base, NULL);
}

static int
open_file (gsize *size)
{
  g_autofree char *path = log_path (0);
  struct stat info;
  int fd = g_open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  *size = fd >= 0 && fstat (fd, &info) == 0 ? (gsize) info.st_size : 0;

  return fd;
}

/* Another process of the same name may have rotated already: then only the file is opened anew. */
static int
rotate (int    fd,
        gsize *size)
{
  g_autofree char *current = log_path (0);
  struct stat ours;
  struct stat theirs;
  gboolean same = fstat (fd, &ours) == 0 && g_stat (current, &theirs) == 0 &&
                  ours.st_ino == theirs.st_ino && ours.st_dev == theirs.st_dev;

  close (fd);

  for (guint i = AIP_LOG_FILES - 1; same && i > 0; i--)
    {
      g_autofree char *from = log_path (i - 1);
      g_autofree char *to = log_path (i);

      g_rename (from, to);
    }

  return open_file (size);
}

static gboolean
write_all (int         fd,
           const char *data,
           gsize       length)
{
  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      data += written;
      length -= (gsize) written;
    }

  return TRUE;
}

static gpointer
writer_thread (gpointer user_data)
{
  gsize size;
  int fd = open_file (&size);
  gboolean stop = FALSE;

  while (!stop)
    {
      Item *item = g_async_queue_pop (state.queue);

      switch (item->kind)
        {
        case ITEM_LINE:
          if (fd >= 0 && size > 0 && size + item->line->len > AIP_LOG_FILE_BYTES)
            fd = rotate (fd, &size);
          /*
           * A full disk is the disk's news, told by whoever writes the project; the log stays
           * quiet.
           */
          if (fd >= 0 && write_all (fd, item->line->str, item->line->len))
            size += item->line->len;
          g_string_free (item->line, TRUE);
          break;

        case ITEM_FLUSH:
          g_mutex_lock (&state.lock);
          state.flush_done++;
          g_cond_broadcast (&state.flushed);
          g_mutex_unlock (&state.lock);
          break;

        case ITEM_STOP:
          stop = TRUE;
          break;

        default:
          break;
        }

      g_free (item);
    }

  if (fd >= 0)
    close (fd);

  return NULL;
}

/* The loggers' end ----------------------------------------------------------------------------- */

static const char *
level_to_text (GLogLevelFlags level)
{
  switch (level & G_LOG_LEVEL_MASK)
    {
    case G_LOG_LEVEL_ERROR:
      return "error";
    case G_LOG_LEVEL_CRITICAL:
      return "critical";
    case G_LOG_LEVEL_WARNING:
      return "warning";
    case G_LOG_LEVEL_MESSAGE:
      return "message";
    case G_LOG_LEVEL_INFO:
      return "info";
    default:
      return "debug";
    }
}

static void
append_json (GString    *line,
             const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *end = valid + strlen (valid);

  if (end - valid > MAX_VALUE_BYTES)
    end = g_utf8_find_prev_char (valid, valid + MAX_VALUE_BYTES);

  g_string_append_c (line, '"');
  for (const char *p = valid; p < end; p++)
    {
      switch (*p)
        {
        case '"':
          g_string_append (line, "\\\"");
          break;
        case '\\':
          g_string_append (line, "\\\\");
          break;
        case '\n':
          g_string_append (line, "\\n");
          break;
        case '\t':
          g_string_append (line, "\\t");
          break;
        default:
          if ((guchar) *p < 0x20)
            g_string_append_printf (line, "\\u%04x", (guchar) *p);
          else
            g_string_append_c (line, *p);
        }
    }
  g_string_append_c (line, '"');
}

static void
append_member (GString    *line,
               const char *name,
               const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  g_string_append_printf (line, ",\"%s\":", name);
  append_json (line, text);
}

static char *
dup_field (const GLogField *field)
{
  if (field->length < 0)
    return g_strdup (field->value);

  return g_strndup (field->value, (gsize) field->length);
}

static GString *
format_line (GLogLevelFlags   level,
             const GLogField *fields,
             gsize            n_fields,
             gint64           time)
{
  g_autoptr(GDateTime) seconds = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *date = g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%S");
  GString *line = g_string_sized_new (256);

  g_string_append_printf (line, "{\"time\":\"%s.%06dZ\"", date, (int) (time % G_USEC_PER_SEC));
  append_member (line, "level", level_to_text (level));

  for (gsize i = 0; i < n_fields; i++)
    {
      static const char *const known[][2] = {
        { "GLIB_DOMAIN", "domain" }, { "MESSAGE", "message" },     { "CODE_FILE", "file" },
        { "CODE_LINE", "line" },     { "CODE_FUNC", "function" },
      };
      g_autofree char *name = NULL;
      g_autofree char *text = NULL;

      for (guint k = 0; k < G_N_ELEMENTS (known); k++)
        {
          if (g_str_equal (fields[i].key, known[k][0]))
            name = g_strdup (known[k][1]);
        }
      if (name == NULL && g_str_has_prefix (fields[i].key, "AIP_"))
        name = g_ascii_strdown (fields[i].key + strlen ("AIP_"), -1);
      if (name == NULL)
        continue;

      text = dup_field (&fields[i]);
      append_member (line, name, text);
    }

  g_string_append (line, "}\n");

  return line;
}

static AipLogRecord *
copy_record (const AipLogRecord *record)
{
  AipLogRecord *copy = g_new0 (AipLogRecord, 1);

  *copy = *record;
  copy->domain = g_strdup (record->domain);
  copy->code = g_strdup (record->code);
  copy->message = g_strdup (record->message);

  return copy;
}

static gboolean
notify_watch_cb (gpointer user_data)
{
  while (TRUE)
    {
      AipLogWatch watch = NULL;
      gpointer watch_data = NULL;
      g_autoptr(AipLogRecord) copy = NULL;

      g_mutex_lock (&state.lock);
      state.watch_source = 0;
      for (GList *l = state.ring.head; l != NULL && watch == NULL; l = l->next)
        {
          const AipLogRecord *record = l->data;

          if (record->serial <= state.watch_serial || state.watch == NULL)
            continue;
          copy = copy_record (record);
          state.watch_serial = record->serial;
          watch = state.watch;
          watch_data = state.watch_data;
        }
      g_mutex_unlock (&state.lock);

      if (watch == NULL)
        return G_SOURCE_REMOVE;

      /* Called without the lock: the watch may log itself. */
      watch (copy, watch_data);
    }
}

static void
remember (GLogLevelFlags   level,
          const GLogField *fields,
          gsize            n_fields,
          gint64           time)
{
  AipLogRecord *record = g_new0 (AipLogRecord, 1);

  record->time = time;
  record->level = level & G_LOG_LEVEL_MASK;
  for (gsize i = 0; i < n_fields; i++)
    {
      if (record->domain == NULL && g_str_equal (fields[i].key, "GLIB_DOMAIN"))
        record->domain = dup_field (&fields[i]);
      else if (record->message == NULL && g_str_equal (fields[i].key, "MESSAGE"))
        record->message = dup_field (&fields[i]);
      else if (record->code == NULL && g_str_equal (fields[i].key, "AIP_CODE"))
        record->code = dup_field (&fields[i]);
    }

  g_mutex_lock (&state.lock);
  record->serial = ++state.serial;
  g_queue_push_tail (&state.ring, record);
  if (state.ring.length > AIP_LOG_RING)
    aip_log_record_free (g_queue_pop_head (&state.ring));
  if (state.watch != NULL && state.watch_source == 0)
    state.watch_source = g_idle_add (notify_watch_cb, NULL);
  g_mutex_unlock (&state.lock);
}

static void
push_item (ItemKind  kind,
           GString  *line)
{
  Item *item = g_new0 (Item, 1);

  item->kind = kind;
  item->line = line;
  g_async_queue_push (state.queue, item);
}

/* libsoup tells of every frame and GLib of every source: only for who asks for it. */
static gboolean
is_for_the_file (GLogLevelFlags   level,
                 const GLogField *fields,
                 gsize            n_fields)
{
  const char *domain = NULL;

  if ((level & G_LOG_LEVEL_MASK) <= G_LOG_LEVEL_MESSAGE)
    return TRUE;

  for (gsize i = 0; i < n_fields && domain == NULL; i++)
    {
      if (g_str_equal (fields[i].key, "GLIB_DOMAIN") && fields[i].length < 0)
        domain = fields[i].value;
    }

  return domain == NULL || g_str_has_prefix (domain, "aip-") || g_str_has_prefix (domain, "test-")
         || !g_log_writer_default_would_drop (level, domain);
}

static GLogWriterOutput
write_cb (GLogLevelFlags   level,
          const GLogField *fields,
          gsize            n_fields,
          gpointer         user_data)
{
  gint64 now = g_get_real_time ();
  gboolean running;

  if ((level & G_LOG_LEVEL_MASK) <= G_LOG_LEVEL_MESSAGE)
    remember (level, fields, n_fields, now);

  g_mutex_lock (&state.lock);
  running = state.thread != NULL && is_for_the_file (level, fields, n_fields);
  if (running && g_async_queue_length (state.queue) >= MAX_QUEUED)
    {
      state.dropped++;
      running = FALSE;
    }
  else if (running)
    {
      if (state.dropped > 0)
        {
          GString *gap = g_string_new (NULL);

          g_string_printf (gap, "{\"level\":\"warning\",\"domain\":\"aip-log\",\"message\":"
                                "\"%u lines were left out\"}\n", state.dropped);
          push_item (ITEM_LINE, gap);
          state.dropped = 0;
        }
      push_item (ITEM_LINE, format_line (level, fields, n_fields, now));
    }
  g_mutex_unlock (&state.lock);

  /* The process is about to end: this line is the one that will be looked for. */
  if (running && (level & G_LOG_FLAG_FATAL) != 0)
    aip_log_flush ();

  return g_log_writer_default (level, fields, n_fields, NULL);
}

/**
 * aip_log_start:
 * @folder: (nullable): where the files go
 * @name: first part of the file names; one for each kind of process
 */
void
aip_log_start (const char *folder,
               const char *name)
{
  g_return_if_fail (state.thread == NULL);
  g_return_if_fail (name != NULL);

  state.folder = folder != NULL ? g_strdup (folder) : aip_paths_state ("log");
  state.name = g_strdup (name);
  if (g_mkdir_with_parents (state.folder, 0700) != 0)
    g_printerr ("%s: %s\n", state.folder, g_strerror (errno));

  /*
   * Standard output belongs to the answers of the command line. GLib wants this before any thread.
   */
  g_log_writer_default_set_use_stderr (TRUE);
  g_log_set_writer_func (write_cb, NULL, NULL);

  state.queue = g_async_queue_new ();
  state.thread = g_thread_new ("aip-log", writer_thread, NULL);
}

void
aip_log_flush (void)
{
  guint64 ticket;

  g_mutex_lock (&state.lock);
  if (state.thread != NULL && g_thread_self () != state.thread)
    {
      push_item (ITEM_FLUSH, NULL);
      ticket = ++state.flush_wanted;
      while (state.flush_done < ticket)
        g_cond_wait (&state.flushed, &state.lock);
    }
  g_mutex_unlock (&state.lock);
}

void
aip_log_stop (void)
{
  GThread *thread;

  g_mutex_lock (&state.lock);
  thread = g_steal_pointer (&state.thread);
  if (thread != NULL)
    push_item (ITEM_STOP, NULL);
  g_mutex_unlock (&state.lock);

  if (thread == NULL)
    return;

  g_thread_join (thread);
  aip_log_set_watch (NULL, NULL);

  g_mutex_lock (&state.lock);
  g_queue_clear_full (&state.ring, (GDestroyNotify) aip_log_record_free);
  g_clear_pointer (&state.queue, g_async_queue_unref);
  g_clear_pointer (&state.folder, g_free);
  g_clear_pointer (&state.name, g_free);
  g_mutex_unlock (&state.lock);
}

char *
aip_log_dup_folder (void)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&state.lock);

  return g_strdup (state.folder);
}

GPtrArray *
aip_log_dup_recent (void)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&state.lock);
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_log_record_free);

  for (GList *l = state.ring.head; l != NULL; l = l->next)
    g_ptr_array_add (records, copy_record (l->data));

  return records;
}

void
aip_log_set_watch (AipLogWatch watch,
                   gpointer    user_data)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&state.lock);

  state.watch = watch;
  state.watch_data = user_data;
  state.watch_serial = state.serial;
  if (watch == NULL)
    g_clear_handle_id (&state.watch_source, g_source_remove);
}

void
aip_log_record_free (AipLogRecord *record)
{
  g_return_if_fail (record != NULL);

  g_free (record->domain);
  g_free (record->code);
  g_free (record->message);
  g_free (record);
}
