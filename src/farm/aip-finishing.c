/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-finishing"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cut-part.h"
#include "aip-document-cut.h"
#include "aip-error.h"
#include "aip-finishing.h"
#include "aip-movie-part.h"
#include "aip-task.h"

/* Without loss a frame takes about half a byte for each pixel. */
#define PART_BYTES_PER_PIXEL 0.5

/* Twice as wide and high, or twice as many. */
#define RESULT_FACTOR 4

/* A shot that will be finished. */
typedef struct {
  AipShot     *shot;
  AipTake     *take;
  AipWorkflow *workflow;
  char        *name;      /* what sentences call the take */
  char        *path;
  gboolean     begins_with_movie;
  AipMoviePart part;      /* of such */
  gint64       n_frames;  /* about */
} Item;

struct _AipFinishing
{
  GObject              parent_instance;

  AipDocument         *document;
  AipFinishingOptions  options;
  AipFrameRate         rate;
  GPtrArray           *items;
  GPtrArray           *problems;
  guint                n_finished;
  guint                n_empty;
  guint                n_left;

  AipScheduler        *scheduler;
  GPtrArray           *jobs;
  guint                position;
};

enum {
  PROP_0,
  PROP_POSITION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AipFinishing, aip_finishing, G_TYPE_OBJECT)

static void
item_free (gpointer data)
{
  Item *item = data;

  g_object_unref (item->shot);
  g_object_unref (item->take);
  g_object_unref (item->workflow);
  g_free (item->name);
  g_free (item->path);
  g_free (item);
}

static void
aip_finishing_finalize (GObject *object)
{
  AipFinishing *self = AIP_FINISHING (object);

  g_clear_object (&self->document);
  g_clear_object (&self->options.movies);
  g_clear_object (&self->options.stills);
  g_clear_object (&self->scheduler);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->jobs);

  G_OBJECT_CLASS (aip_finishing_parent_class)->finalize (object);
}

static void
aip_finishing_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  AipFinishing *self = AIP_FINISHING (object);

  if (prop_id == PROP_POSITION)
    g_value_set_uint (value, self->position);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
aip_finishing_class_init (AipFinishingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = aip_finishing_finalize;
  object_class->get_property = aip_finishing_get_property;

  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 0, G_MAXUINT, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
aip_finishing_init (AipFinishing *self)
{
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Choosing ------------------------------------------------------------------------------------ */

static gboolean
begins_with_movie (AipWorkflow *workflow)
{
  return aip_workflow_has_role (workflow, AIP_ROLE_INIT_VIDEO) ||
         aip_workflow_has_role (workflow, AIP_ROLE_CONTROL_VIDEO);
}

gboolean
aip_finishing_may_use (AipWorkflow *workflow,
                       gboolean     movies)
{
  gboolean makes_movie;

  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), FALSE);

  makes_movie = g_str_equal (aip_workflow_get_kind (workflow), "video");

  return movies ? makes_movie : !begins_with_movie (workflow);
}

/*
 * What a take was made from by finishing, and that before it, up to one that was not made by
 * @workflow: enlarging what was enlarged is nothing that anybody wants.
 */
static AipTake *
find_original (AipDocument *document,
               AipTake     *take,
               const char  *workflow)
{
  /* As long as a chain can be in a sound project. */
  for (guint i = 0; i < 100; i++)
    {
      AipEntity *job = aip_document_lookup (document, aip_entity_get_text (AIP_ENTITY (take), "job"));
      g_autoptr(AipCutPart) part = NULL;
      AipEntity *before;

      if (!g_str_equal (aip_entity_get_text (AIP_ENTITY (take), "workflow"), workflow) ||
          !AIP_IS_JOB (job))
        return take;
      part = aip_cut_part_read (aip_entity_get_text (job, "part"));
      before = part != NULL ? aip_document_lookup (document, part->take) : NULL;
      if (!AIP_IS_TAKE (before))
        return take;
      take = AIP_TAKE (before);
    }

  return take;
}

static gint64
count_frames (const AipFinishing *self,
              const Item         *item)
{
  gint64 numerator = aip_entity_get_integer (AIP_ENTITY (item->take), "rate-numerator");
  gint64 denominator = aip_entity_get_integer (AIP_ENTITY (item->take), "rate-denominator");
  AipMoviePart part = item->part;

  part.rate = numerator > 0 && denominator > 0 ? (AipFrameRate) { numerator, denominator, FALSE }
                                               : self->rate;
  aip_movie_part_choose (&part);

  return part.frames;
}

/* @shown: the shot in the cut; @next: (nullable): the one after it */
static gboolean
set_part (AipFinishing      *self,
          Item              *item,
          const AipCutShot  *shown,
          const AipCutShot  *next)
{
  gint64 begin = shown->source + shown->offset - shown->before - self->options.handles;
  gint64 end = shown->source + shown->offset + shown->duration + self->options.handles +
               (next != NULL ? next->after : 0);

  begin = MAX (0, begin - aip_take_get_offset (item->take));
  end -= aip_take_get_offset (item->take);
  /* What is beyond the file holds its last frame, and goes on doing so. */
  if (item->take == (gpointer) aip_shot_get_take (item->shot) && shown->available != AIP_CUT_ENDLESS)
    end = MIN (end, shown->available);
  if (end <= begin)
    {
      g_ptr_array_add (self->problems,
                       g_strdup_printf (_("%s shows nothing that is in %s. Trim it, or choose another "
                                          "take."), shown->code, item->name));
      return FALSE;
    }

  item->part.film = self->rate;
  item->part.start = begin;
  item->part.length = end - begin;
  item->n_frames = count_frames (self, item);

  return TRUE;
}

static gboolean
check_shot (AipFinishing *self,
            AipShot      *shot,
            AipTake      *take)
{
  AipJob *job = aip_shot_get_active_job (shot);
  char *sentence = NULL;

  if (aip_shot_get_locked (shot))
    sentence = g_strdup_printf (_("%s is locked. Unlock it to finish it."),
                                aip_shot_get_code (shot));
  else if (job != NULL && aip_job_state_is_open (aip_job_get_state (job)))
    sentence = g_strdup_printf (_("%s is being generated already. Wait for that, or cancel it."),
                                aip_shot_get_code (shot));
  else if (*aip_take_get_file (take) == '\0' ||
           *aip_entity_get_text (AIP_ENTITY (take), "sha256") == '\0')
    sentence = g_strdup_printf (_("The file of take %d of %s is missing. Choose another take."),
                                (int) aip_take_get_number (take), aip_shot_get_code (shot));
  if (sentence != NULL)
    g_ptr_array_add (self->problems, sentence);

  return sentence == NULL;
}

static void
add_shot (AipFinishing      *self,
          AipShot           *shot,
          const AipCutShot  *shown,
          const AipCutShot  *next)
{
  AipTake *current = aip_shot_get_take (shot);
  AipWorkflow *workflow = shown->media == AIP_CUT_MOVIE ? self->options.movies
                                                        : self->options.stills;
  const char *id = workflow != NULL ? aip_workflow_get_id (workflow) : "";
  AipTake *take;
  Item *item;

  if (current == NULL || shown->media == AIP_CUT_CARD)
    {
      self->n_empty++;
      return;
    }
  if (workflow == NULL)
    {
      self->n_left++;
      return;
    }

  take = find_original (self->document, current, id);
  /* A take of this workflow that holds all that is seen. */
  if (g_str_equal (aip_entity_get_text (AIP_ENTITY (current), "workflow"), id) &&
      (take == current || (aip_shot_get_source_in (shot) >= shown->offset &&
                           (shown->available == AIP_CUT_ENDLESS ||
                            shown->source + shown->duration <= shown->available))))
    {
      self->n_finished++;
      return;
    }
  if (!check_shot (self, shot, take))
    return;

  item = g_new0 (Item, 1);
  item->shot = g_object_ref (shot);
  item->take = g_object_ref (take);
  item->workflow = g_object_ref (workflow);
  item->path = aip_document_get_take_path (self->document, take);
  /* Translators: within a sentence; number of a take, code of a shot */
  item->name = g_strdup_printf (_("take %d of %s"), (int) aip_take_get_number (take),
                                aip_shot_get_code (shot));
  item->begins_with_movie = begins_with_movie (workflow);
  item->n_frames = 1;
  if (shown->media == AIP_CUT_MOVIE)
    item->n_frames = MAX (1, aip_entity_get_integer (AIP_ENTITY (take), "frames"));

  if (item->begins_with_movie && !set_part (self, item, shown, next))
    item_free (item);
  else
    g_ptr_array_add (self->items, item);
}

AipFinishing *
aip_finishing_new (AipDocument               *document,
                   GPtrArray                 *shots,
                   const AipFinishingOptions *options)
{
  AipFinishing *self;
  g_autoptr(AipCut) cut = NULL;
  g_autoptr(GHashTable) wanted = g_hash_table_new (NULL, NULL);

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (options != NULL && options->handles >= 0, NULL);

  self = g_object_new (AIP_TYPE_FINISHING, NULL);
  self->document = g_object_ref (document);
  self->options = *options;
  if (self->options.movies != NULL)
    g_object_ref (self->options.movies);
  if (self->options.stills != NULL)
    g_object_ref (self->options.stills);
  self->options.handles = MIN (options->handles, AIP_FINISHING_MAX_HANDLES);

  for (guint i = 0; shots != NULL && i < shots->len; i++)
    g_hash_table_add (wanted, shots->pdata[i]);

  cut = aip_document_dup_cut (document);
  self->rate = *aip_cut_get_rate (cut);
  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    {
      const AipCutShot *shown = aip_cut_get_shot (cut, i);
      const AipCutShot *next = i + 1 < aip_cut_get_n_shots (cut) ? aip_cut_get_shot (cut, i + 1)
                                                                 : NULL;
      AipEntity *shot = aip_document_lookup (document, shown->id);

      if (shots == NULL || g_hash_table_contains (wanted, shot))
        add_shot (self, AIP_SHOT (shot), shown, next);
    }

  return self;
}

guint
aip_finishing_get_n_jobs (AipFinishing *self)
{
  g_return_val_if_fail (AIP_IS_FINISHING (self), 0);

  return self->items->len;
}

gint64
aip_finishing_get_n_frames (AipFinishing *self)
{
  gint64 n = 0;

  g_return_val_if_fail (AIP_IS_FINISHING (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    n += ((Item *) self->items->pdata[i])->n_frames;

  return n;
}

guint
aip_finishing_get_n_finished (AipFinishing *self)
{
  g_return_val_if_fail (AIP_IS_FINISHING (self), 0);

  return self->n_finished;
}

guint
aip_finishing_get_n_empty (AipFinishing *self)
{
  g_return_val_if_fail (AIP_IS_FINISHING (self), 0);

  return self->n_empty;
}

guint
aip_finishing_get_n_left (AipFinishing *self)
{
  g_return_val_if_fail (AIP_IS_FINISHING (self), 0);

  return self->n_left;
}

guint64
aip_finishing_get_bytes (AipFinishing *self)
{
  double bytes = 0;

  g_return_val_if_fail (AIP_IS_FINISHING (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = self->items->pdata[i];
      AipEntity *take = AIP_ENTITY (item->take);
      double frames = (double) MAX (1, aip_entity_get_integer (take, "frames"));
      double each = (double) aip_entity_get_integer (take, "bytes") / frames;

      bytes += each * RESULT_FACTOR * (double) item->n_frames;
      if (item->begins_with_movie)
        bytes += PART_BYTES_PER_PIXEL * (double) item->n_frames *
                 (double) aip_entity_get_integer (take, "width") *
                 (double) aip_entity_get_integer (take, "height");
    }

  return (guint64) MIN (bytes, (double) G_MAXINT64);
}

double
aip_finishing_get_seconds (AipFinishing *self,
                           AipScheduler *scheduler)
{
  g_autoptr(GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer workflow, count;
  double seconds = 0;

  g_return_val_if_fail (AIP_IS_FINISHING (self), 0);
  g_return_val_if_fail (AIP_IS_SCHEDULER (scheduler), 0);

  for (guint i = 0; i < self->items->len; i++)
    {
      const char *id = aip_workflow_get_id (((Item *) self->items->pdata[i])->workflow);

      g_hash_table_insert (counts, (gpointer) id,
                           GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, id)) + 1));
    }

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &workflow, &count))
    seconds += aip_scheduler_estimate (scheduler, workflow, GPOINTER_TO_UINT (count));

  return seconds;
}

GPtrArray *
aip_finishing_get_problems (AipFinishing *self)
{
  g_return_val_if_fail (AIP_IS_FINISHING (self), NULL);

  return self->problems;
}

/* Swapping in --------------------------------------------------------------------------------- */

void
aip_finishing_show_take (AipDocument *document,
                         AipJob      *job,
                         AipTake     *take)
{
  g_autoptr(AipCutPart) part = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *label = NULL;
  AipEntity *shot;

  g_return_if_fail (AIP_IS_DOCUMENT (document));
  g_return_if_fail (AIP_IS_JOB (job) && AIP_IS_TAKE (take));

  part = aip_cut_part_read (aip_entity_get_text (AIP_ENTITY (job), "part"));
  shot = aip_document_lookup (document, aip_take_get_shot_id (take));
  if (part == NULL || !AIP_IS_SHOT (shot) ||
      !g_str_equal (aip_entity_get_text (shot, "current-take"), part->take))
    return;

  label = g_strdup_printf (_("Show the Finished Take of %s"), aip_shot_get_code (AIP_SHOT (shot)));
  aip_document_begin (document, label);
  if (aip_document_set_text (document, shot, "current-take", aip_entity_get_id (AIP_ENTITY (take)),
                             &error))
    aip_document_commit (document);
  else
    {
      /* Somebody has locked it meanwhile: the take is there for whoever unlocks it. */
      aip_document_rollback (document);
      g_message ("%s", error->message);
    }
}

/* Running ------------------------------------------------------------------------------------- */

/* What the thread works on: its own copy of what it needs. */
typedef struct {
  char         *folder;
  char         *path;
  char         *sha256;
  char         *name;
  AipMoviePart  part;
} Cutting;

static void
cutting_free (gpointer data)
{
  Cutting *cutting = data;

  g_free (cutting->folder);
  g_free (cutting->path);
  g_free (cutting->sha256);
  g_free (cutting->name);
  g_free (cutting);
}

static void
cut_thread (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Cutting *cutting = task_data;
  g_autoptr(GError) error = NULL;
  char *file = aip_movie_part_extract (cutting->folder, cutting->path, cutting->sha256,
                                       cutting->name, &cutting->part, cancellable, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void run_next (GTask *task);

/* The frames of what is made anew are those of the take, and begin where it does. */
static AipCutPart *
make_part (Item *item)
{
  AipCutPart *part = aip_cut_part_new (aip_entity_get_id (AIP_ENTITY (item->take)));
  AipEntity *take = AIP_ENTITY (item->take);

  part->offset = aip_take_get_offset (item->take);
  if (g_str_has_prefix (aip_take_get_media_type (item->take), "video/"))
    {
      part->frames = aip_entity_get_integer (take, "frames");
      part->rate_numerator = aip_entity_get_integer (take, "rate-numerator");
      part->rate_denominator = aip_entity_get_integer (take, "rate-denominator");
    }
  else
    part->offset = aip_shot_get_source_in (item->shot);

  return part;
}

static void
queue (AipFinishing      *self,
       Item              *item,
       const AipCutPart  *part)
{
  g_autoptr(GError) error = NULL;
  AipJob *job = aip_scheduler_enqueue_part (self->scheduler, self->document, item->shot,
                                            item->workflow, part, &error);

  if (job != NULL)
    g_ptr_array_add (self->jobs, g_object_ref (job));
  else
    g_ptr_array_add (self->problems, g_strdup (error->message));
}

static void
step (AipFinishing *self)
{
  self->position++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

static void
cut_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  AipFinishing *self = g_task_get_source_object (task);
  Item *item = self->items->pdata[self->position];
  Cutting *cutting = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autofree char *file = g_task_propagate_pointer (G_TASK (result), &error);

  if (file != NULL)
    {
      g_autoptr(AipCutPart) part = aip_cut_part_new (aip_entity_get_id (AIP_ENTITY (item->take)));

      g_set_str (&part->file, file);
      g_set_str (&part->sha256, *file != '\0' ? cutting->part.sha256 : "");
      part->first = cutting->part.first;
      part->frames = cutting->part.frames;
      part->rate_numerator = cutting->part.rate.numerator;
      part->rate_denominator = cutting->part.rate.denominator;
      part->offset = aip_take_get_offset (item->take) + aip_movie_part_get_offset (&cutting->part);
      queue (self, item, part);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_ptr_array_add (self->problems, g_strdup (error->message));

  step (self);
  run_next (g_steal_pointer (&task));
}

/* (transfer full) @task */
/* Queues what needs no cutting; FALSE: somebody has lost interest. */
static gboolean
queue_stills (AipFinishing *self,
              GCancellable *cancellable)
{
  while (self->position < self->items->len)
    {
      Item *item = self->items->pdata[self->position];
      g_autoptr(AipCutPart) part = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (item->begins_with_movie)
        return TRUE;
      part = make_part (item);
      queue (self, item, part);
      step (self);
    }

  return TRUE;
}

/* (transfer full) @task */
static void
run_next (GTask *task)
{
  g_autoptr(GTask) owned = task;
  AipFinishing *self = g_task_get_source_object (task);
  gboolean goes_on = queue_stills (self, g_task_get_cancellable (task));
  g_autoptr(GTask) thread = NULL;
  Cutting *cutting;
  const Item *item;

  if (self->position >= self->items->len || (!goes_on && self->jobs->len > 0))
    {
      g_task_return_pointer (task, g_ptr_array_ref (self->jobs), (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;

  item = self->items->pdata[self->position];
  cutting = g_new0 (Cutting, 1);
  cutting->folder = g_strdup (aip_document_get_folder (self->document));
  cutting->path = g_strdup (item->path);
  cutting->sha256 = g_strdup (aip_entity_get_text (AIP_ENTITY (item->take), "sha256"));
  cutting->name = g_strdup (item->name);
  cutting->part = item->part;

  thread = g_task_new (NULL, g_task_get_cancellable (task), cut_cb, g_steal_pointer (&owned));
  g_task_set_source_tag (thread, run_next);
  g_task_set_task_data (thread, cutting, cutting_free);
  aip_task_run_in_thread (thread, cut_thread);
}

void
aip_finishing_run_async (AipFinishing        *self,
                         AipScheduler        *scheduler,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (AIP_IS_FINISHING (self));
  g_return_if_fail (AIP_IS_SCHEDULER (scheduler));
  g_return_if_fail (self->scheduler == NULL);

  self->scheduler = g_object_ref (scheduler);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, aip_finishing_run_async);
  /* What was queued is queued, whoever has lost interest meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  run_next (task);
}

GPtrArray *
aip_finishing_run_finish (AipFinishing  *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (AIP_IS_FINISHING (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
