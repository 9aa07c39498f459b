/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-proxies"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "aip-disk-cache.h"
#include "aip-error.h"
#include "aip-paths.h"
#include "aip-proxies.h"
#include "aip-proxy-file.h"
#include "aip-proxy-make.h"
#include "aip-proxy-process.h"
#include "aip-task.h"

#define DISK_MAX_BYTES (24LL * 1024 * 1024 * 1024)
/* A full disk is looked at again after this. */
#define FULL_SECONDS   30

typedef struct {
  char          *file;
  char          *path;     /* absolute */
  char          *link;     /* as it was looked for last; %NULL: never looked, or no such file */
  AipProxyState  state;
  double         fraction;
  char          *sentence;
  gboolean       is_looked_for;
} Entry;

/* A proxy that is being made. */
typedef struct {
  AipProxies   *self;    /* not referenced; %NULL once that is gone */
  Entry        *entry;   /* %NULL: nobody waits for it any more */
  GCancellable *cancellable;
} Making;

struct _AipProxies
{
  GObject parent_instance;

  char         *project;
  char         *folder;
  char         *program;
  int           width;
  int           height;

  GHashTable   *entries;     /* file → Entry */
  GPtrArray    *order;       /* Entry, none twice: as the cut needs them */
  guint         first;       /* in @order: what is needed first */
  GPtrArray    *makings;     /* Making, owned by what is going on */
  guint         max_makings;
  guint         n_waiting;
  guint         full_source; /* while the disk is full */
  GCancellable *cancellable;
};

enum {
  PROP_0,
  PROP_N_WAITING,
  N_PROPS
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipProxies, aip_proxies, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void start_makers (AipProxies *self);
static void look         (AipProxies *self,
                          GPtrArray  *entries);

static void
entry_free (Entry *entry)
{
  g_free (entry->file);
  g_free (entry->path);
  g_free (entry->link);
  g_free (entry->sentence);
  g_free (entry);
}

static void
count_waiting (AipProxies *self)
{
  guint n_waiting = 0;

  for (guint i = 0; i < self->order->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->order, i);

      if (entry->state == AIP_PROXY_WAITING || entry->state == AIP_PROXY_MAKING)
        n_waiting++;
    }

  if (n_waiting == self->n_waiting)
    return;
  self->n_waiting = n_waiting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
}

static void
set_state (AipProxies    *self,
           Entry         *entry,
           AipProxyState  state,
           double         fraction,
           const char    *sentence)
{
  if (entry->state == state && entry->fraction == fraction &&
      g_strcmp0 (entry->sentence, sentence) == 0)
    return;

  entry->state = state;
  entry->fraction = fraction;
  g_set_str (&entry->sentence, sentence);
  count_waiting (self);
  g_signal_emit (self, signals[CHANGED], 0, entry->file);
}

/* Looking for them ----------------------------------------------------------------------------- */

typedef struct {
  char *file;
  char *path;
  char *link;
  gboolean exists;
} Found;

typedef struct {
  char      *folder;
  int        width;
  int        height;
  GPtrArray *found;
} Search;

static void
found_free (Found *found)
{
  g_free (found->file);
  g_free (found->path);
  g_free (found->link);
  g_free (found);
}

static void
search_free (Search *search)
{
  g_free (search->folder);
  g_ptr_array_unref (search->found);
  g_free (search);
}

static void
search_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Search *search = task_data;

  for (guint i = 0; i < search->found->len; i++)
    {
      Found *found = g_ptr_array_index (search->found, i);
      g_autoptr(AipProxyFile) proxy = NULL;

      found->link = aip_proxy_link_path (search->folder, found->path, search->width,
                                         search->height);
      if (found->link == NULL)
        continue;
      proxy = aip_proxy_file_open (found->link, NULL);
      found->exists = proxy != NULL;
      /* What was used lately is what is kept when the folder is cleaned up. */
      if (found->exists)
        g_utime (found->link, NULL);
    }

  g_task_return_boolean (task, TRUE);
}

static void
take_found (AipProxies *self,
            Found      *found)
{
  Entry *entry = g_hash_table_lookup (self->entries, found->file);
  gboolean is_same;

  if (entry == NULL)
    return;

  entry->is_looked_for = FALSE;
  is_same = g_strcmp0 (entry->link, found->link) == 0;
  g_set_str (&entry->link, found->link);

  if (found->link == NULL)
    {
      g_autofree char *name = g_path_get_basename (entry->file);
      g_autofree char *sentence = g_strdup_printf (_("“%s” is missing."), name);

      set_state (self, entry, AIP_PROXY_MISSING, 0, sentence);
    }
  else if (found->exists)
    {
      /* A proxy of another content: what was shown of the old one must not stay. */
      if (!is_same && entry->state == AIP_PROXY_READY)
        set_state (self, entry, AIP_PROXY_WAITING, 0, NULL);
      set_state (self, entry, AIP_PROXY_READY, 1, NULL);
    }
  else if (!(is_same && entry->state == AIP_PROXY_FAILED) && entry->state != AIP_PROXY_MAKING)
    set_state (self, entry, AIP_PROXY_WAITING, 0, NULL);
}

static void
searched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  AipProxies *self = AIP_PROXIES (source);
  Search *search = g_task_get_task_data (G_TASK (result));

  /* Searched for another size, or for nobody. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  for (guint i = 0; i < search->found->len; i++)
    take_found (self, g_ptr_array_index (search->found, i));
  start_makers (self);
}

/* Disks may be slow: one task for all of @entries, which are a few hundred at most. */
static void
look (AipProxies *self,
      GPtrArray  *entries)
{
  g_autoptr(GTask) task = NULL;
  Search *search;

  if (entries->len == 0)
    return;

  search = g_new0 (Search, 1);
  search->folder = g_strdup (self->folder);
  search->width = self->width;
  search->height = self->height;
  search->found = g_ptr_array_new_with_free_func ((GDestroyNotify) found_free);
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);
      Found *found = g_new0 (Found, 1);

      entry->is_looked_for = TRUE;
      found->file = g_strdup (entry->file);
      found->path = g_strdup (entry->path);
      g_ptr_array_add (search->found, found);
    }

  task = g_task_new (self, self->cancellable, searched_cb, NULL);
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  aip_task_run_in_thread (task, search_in_thread);
}

static void
look_at (AipProxies *self,
         Entry      *entry)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, entry);
  look (self, one);
}

/* Making them ---------------------------------------------------------------------------------- */

static gboolean
full_cb (gpointer user_data)
{
  AipProxies *self = user_data;

  self->full_source = 0;
  aip_proxies_refresh (self);

  return G_SOURCE_REMOVE;
}

/* A program that cannot be started for one file cannot for any. */
static void
fail_all (AipProxies *self,
          const char *reason)
{
  g_autofree char *sentence =
    g_strdup_printf (_("Movies cannot be prepared for playing: %s."), reason);

  for (guint i = 0; i < self->order->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->order, i);

      if ((entry->state == AIP_PROXY_WAITING && !entry->is_looked_for) ||
          entry->state == AIP_PROXY_MAKING)
        set_state (self, entry, AIP_PROXY_FAILED, 0, sentence);
    }
}

static void
take_made (AipProxies   *self,
           Entry        *entry,
           const GError *error)
{
  if (error == NULL)
    {
      set_state (self, entry, AIP_PROXY_WAITING, 0, NULL);
      look_at (self, entry);
      return;
    }

  if (error->domain != AIP_ERROR)
    {
      fail_all (self, error->message);
      return;
    }

  if (error->code == AIP_ERROR_NO_SPACE && self->full_source == 0)
    self->full_source = g_timeout_add_seconds (FULL_SECONDS, full_cb, self);
  set_state (self, entry, AIP_PROXY_FAILED, 0, error->message);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Making *making = user_data;
  AipProxies *self = making->self;
  g_autoptr(GError) error = NULL;

  aip_proxy_process_run_finish (result, &error);
  if (self != NULL)
    {
      g_ptr_array_remove_fast (self->makings, making);
      if (making->entry != NULL)
        take_made (self, making->entry, error);
      start_makers (self);
    }

  g_object_unref (making->cancellable);
  g_free (making);
}

static void
progress_cb (gint64   done,
             gint64   all,
             gpointer user_data)
{
  Making *making = user_data;

  if (making->entry != NULL && making->entry->state == AIP_PROXY_MAKING)
    set_state (making->self, making->entry, AIP_PROXY_MAKING,
               all > 0 ? MIN ((double) done / (double) all, 1) : 0, NULL);
}

static void
start_maker (AipProxies *self,
             Entry      *entry)
{
  Making *making = g_new0 (Making, 1);

  making->self = self;
  making->entry = entry;
  making->cancellable = g_cancellable_new ();
  g_ptr_array_add (self->makings, making);
  set_state (self, entry, AIP_PROXY_MAKING, 0, NULL);
  aip_proxy_process_run_async (self->program, self->folder, entry->path, self->width,
                               self->height, progress_cb, making->cancellable, made_cb, making);
}

static void
start_makers (AipProxies *self)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      Entry *entry =
        g_ptr_array_index (self->order, (self->first + i) % self->order->len);

      if (self->makings->len >= self->max_makings || self->full_source != 0)
        return;
      if (entry->state == AIP_PROXY_WAITING && !entry->is_looked_for)
        start_maker (self, entry);
    }
}

/* Nobody waits for its result any more. */
static void
stop_making (Making *making)
{
  making->entry = NULL;
  g_cancellable_cancel (making->cancellable);
}

/* The object ----------------------------------------------------------------------------------- */

static void
prune_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  const char *folder = task_data;

  aip_disk_cache_prune (folder, DISK_MAX_BYTES);
  g_task_return_boolean (task, TRUE);
}

static void
aip_proxies_dispose (GObject *object)
{
  AipProxies *self = AIP_PROXIES (object);

  g_clear_handle_id (&self->full_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < self->makings->len; i++)
    {
      Making *making = g_ptr_array_index (self->makings, i);

      making->self = NULL;
      stop_making (making);
    }
  g_ptr_array_set_size (self->makings, 0);

  G_OBJECT_CLASS (aip_proxies_parent_class)->dispose (object);
}

static void
aip_proxies_finalize (GObject *object)
{
  AipProxies *self = AIP_PROXIES (object);

  g_clear_pointer (&self->makings, g_ptr_array_unref);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->project, g_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->program, g_free);

  G_OBJECT_CLASS (aip_proxies_parent_class)->finalize (object);
}

static void
aip_proxies_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  AipProxies *self = AIP_PROXIES (object);

  switch (prop_id)
    {
    case PROP_N_WAITING:
      g_value_set_uint (value, self->n_waiting);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_proxies_class_init (AipProxiesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_proxies_dispose;
  object_class->finalize = aip_proxies_finalize;
  object_class->get_property = aip_proxies_get_property;

  properties[PROP_N_WAITING] =
    g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
aip_proxies_init (AipProxies *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) entry_free);
  self->order = g_ptr_array_new ();
  self->makings = g_ptr_array_new ();
  self->max_makings = MAX (1, g_get_num_processors () / 2);
  self->width = AIP_PROXY_WIDTH;
  self->height = AIP_PROXY_HEIGHT;
  self->cancellable = g_cancellable_new ();
}

AipProxies *
aip_proxies_new (const char *project,
                 const char *folder,
                 const char *maker)
{
  AipProxies *self;
  g_autoptr(GTask) task = NULL;

  g_return_val_if_fail (project != NULL, NULL);

  self = g_object_new (AIP_TYPE_PROXIES, NULL);
  self->project = g_strdup (project);
  self->folder = folder != NULL ? g_strdup (folder) : aip_paths_cache ("proxies");
  self->program = maker != NULL ? g_strdup (maker) : aip_proxy_process_find ();
  g_mkdir_with_parents (self->folder, 0700);

  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  aip_task_run_in_thread (task, prune_in_thread);

  return self;
}

void
aip_proxies_get_size (AipProxies *self,
                      int        *width,
                      int        *height)
{
  g_return_if_fail (AIP_IS_PROXIES (self));
  g_return_if_fail (width != NULL && height != NULL);

  *width = self->width;
  *height = self->height;
}

void
aip_proxies_set_size (AipProxies *self,
                      int         width,
                      int         height)
{
  g_return_if_fail (AIP_IS_PROXIES (self));
  g_return_if_fail (width > 0 && height > 0);

  if (self->width == width && self->height == height)
    return;

  self->width = width;
  self->height = height;
  for (guint i = 0; i < self->makings->len; i++)
    stop_making (g_ptr_array_index (self->makings, i));
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();

  for (guint i = 0; i < self->order->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->order, i);

      g_clear_pointer (&entry->link, g_free);
      set_state (self, entry, AIP_PROXY_WAITING, 0, NULL);
    }
  look (self, self->order);
}

static Entry *
find_or_add (AipProxies *self,
             GHashTable *entries,
             const char *file)
{
  Entry *entry = g_hash_table_lookup (self->entries, file);

  if (entry != NULL)
    {
      g_hash_table_steal (self->entries, file);
    }
  else
    {
      entry = g_new0 (Entry, 1);
      entry->file = g_strdup (file);
      entry->path = g_build_filename (self->project, file, NULL);
    }
  g_hash_table_insert (entries, entry->file, entry);

  return entry;
}

static void
need (AipProxies *self,
      GHashTable *entries,
      GPtrArray  *order,
      GPtrArray  *fresh,
      const char *file)
{
  Entry *entry;

  if (file == NULL || file[0] == '\0' || g_hash_table_contains (entries, file))
    return;

  entry = find_or_add (self, entries, file);
  g_ptr_array_add (order, entry);
  if (entry->link == NULL && !entry->is_looked_for && entry->state == AIP_PROXY_WAITING)
    g_ptr_array_add (fresh, entry);
}

void
aip_proxies_set_cut (AipProxies *self,
                     AipCut     *cut)
{
  g_autoptr(GPtrArray) order = g_ptr_array_new ();
  g_autoptr(GPtrArray) fresh = g_ptr_array_new ();
  g_autoptr(GHashTable) entries =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
  const char *first = NULL;

  g_return_if_fail (AIP_IS_PROXIES (self));
  g_return_if_fail (cut != NULL);

  if (self->first < self->order->len)
    first = ((Entry *) self->order->pdata[self->first])->file;

  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    {
      const AipCutShot *shot = aip_cut_get_shot (cut, i);

      if (shot->media != AIP_CUT_CARD)
        need (self, entries, order, fresh, shot->file);
    }

  for (guint i = 0; i < aip_cut_get_n_tracks (cut); i++)
    {
      const AipCutTrack *track = aip_cut_get_track (cut, i);

      for (guint j = 0; !track->is_audio && j < track->clips->len; j++)
        need (self, entries, order, fresh,
              ((const AipCutClip *) g_ptr_array_index (track->clips, j))->file);
    }

  self->first = 0;
  for (guint i = 0; first != NULL && i < order->len; i++)
    if (g_str_equal (((Entry *) order->pdata[i])->file, first))
      self->first = i;

  /* What is left is in no cut any more. */
  for (guint i = 0; i < self->makings->len; i++)
    {
      Making *making = g_ptr_array_index (self->makings, i);

      if (making->entry != NULL && g_hash_table_contains (self->entries, making->entry->file))
        stop_making (making);
    }

  g_hash_table_unref (self->entries);
  self->entries = g_steal_pointer (&entries);
  g_ptr_array_unref (self->order);
  self->order = g_steal_pointer (&order);

  count_waiting (self);
  look (self, fresh);
  start_makers (self);
}

void
aip_proxies_hurry (AipProxies *self,
                   const char *file)
{
  g_return_if_fail (AIP_IS_PROXIES (self));
  g_return_if_fail (file != NULL);

  for (guint i = 0; i < self->order->len; i++)
    {
      if (g_str_equal (((Entry *) self->order->pdata[i])->file, file))
        {
          self->first = i;
          return;
        }
    }
}

void
aip_proxies_refresh (AipProxies *self)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();

  g_return_if_fail (AIP_IS_PROXIES (self));

  for (guint i = 0; i < self->order->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->order, i);

      if (entry->is_looked_for || entry->state == AIP_PROXY_MAKING)
        continue;
      /* As if nobody had ever tried. */
      if (entry->state == AIP_PROXY_FAILED)
        g_clear_pointer (&entry->link, g_free);
      g_ptr_array_add (entries, entry);
    }

  look (self, entries);
}

void
aip_proxies_discard (AipProxies *self,
                     const char *file)
{
  Entry *entry;
  g_autofree char *target = NULL;

  g_return_if_fail (AIP_IS_PROXIES (self));
  g_return_if_fail (file != NULL);

  entry = g_hash_table_lookup (self->entries, file);
  if (entry == NULL || entry->state != AIP_PROXY_READY)
    return;

  target = g_file_read_link (entry->link, NULL);
  if (target != NULL && strchr (target, G_DIR_SEPARATOR) == NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, target, NULL);

      g_unlink (path);
    }
  g_unlink (entry->link);
  set_state (self, entry, AIP_PROXY_WAITING, 0, NULL);
  start_makers (self);
}

AipProxyState
aip_proxies_get_state (AipProxies  *self,
                       const char  *file,
                       double      *fraction,
                       const char **sentence)
{
  Entry *entry;

  g_return_val_if_fail (AIP_IS_PROXIES (self), AIP_PROXY_MISSING);
  g_return_val_if_fail (file != NULL, AIP_PROXY_MISSING);

  entry = g_hash_table_lookup (self->entries, file);
  if (fraction != NULL)
    *fraction = entry != NULL ? entry->fraction : 0;
  if (sentence != NULL)
    *sentence = entry != NULL ? entry->sentence : NULL;

  return entry != NULL ? entry->state : AIP_PROXY_WAITING;
}

const char *
aip_proxies_get_path (AipProxies *self,
                      const char *file)
{
  Entry *entry;

  g_return_val_if_fail (AIP_IS_PROXIES (self), NULL);
  g_return_val_if_fail (file != NULL, NULL);

  entry = g_hash_table_lookup (self->entries, file);

  return entry != NULL && entry->state == AIP_PROXY_READY ? entry->link : NULL;
}

guint
aip_proxies_get_n_waiting (AipProxies *self)
{
  g_return_val_if_fail (AIP_IS_PROXIES (self), 0);

  return self->n_waiting;
}
