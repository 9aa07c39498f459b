/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-replace-hits"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-replace-private.h"
#include "aip-task.h"

/* Texts that an expression may be given up at before it is given up altogether. */
#define MAX_GIVEN_UP 20

/* One place ----------------------------------------------------------------------------------- */

enum {
  PROP_0,
  PROP_TICKED,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipReplaceHit, aip_replace_hit, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
aip_replace_hit_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TICKED:
      g_value_set_boolean (value, AIP_REPLACE_HIT (object)->ticked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_replace_hit_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_TICKED:
      aip_replace_hit_set_ticked (AIP_REPLACE_HIT (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_replace_hit_finalize (GObject *object)
{
  AipReplaceHit *self = AIP_REPLACE_HIT (object);

  g_clear_pointer (&self->source, aip_replace_source_unref);
  g_free (self->replacement);
  g_free (self->problem);

  G_OBJECT_CLASS (aip_replace_hit_parent_class)->finalize (object);
}

static void
aip_replace_hit_class_init (AipReplaceHitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = aip_replace_hit_finalize;
  object_class->get_property = aip_replace_hit_get_property;
  object_class->set_property = aip_replace_hit_set_property;

  properties[PROP_TICKED] =
    g_param_spec_boolean ("ticked", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
aip_replace_hit_init (AipReplaceHit *self)
{
}

static AipReplaceRow *
get_row (AipReplaceHit *self)
{
  return g_ptr_array_index (self->source->rows, self->row);
}

AipShot *
aip_replace_hit_get_shot (AipReplaceHit *self)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HIT (self), NULL);

  return get_row (self)->shot;
}

const char *
aip_replace_hit_get_code (AipReplaceHit *self)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HIT (self), NULL);

  return get_row (self)->code;
}

const char *
aip_replace_hit_get_field (AipReplaceHit *self)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HIT (self), NULL);

  return g_ptr_array_index (self->source->fields, self->field);
}

const char *
aip_replace_hit_get_field_title (AipReplaceHit *self)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HIT (self), NULL);

  return g_ptr_array_index (self->source->titles, self->field);
}

const char *
aip_replace_hit_get_text (AipReplaceHit *self,
                          gsize         *start,
                          gsize         *end)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HIT (self), NULL);

  if (start != NULL)
    *start = self->start;
  if (end != NULL)
    *end = self->end;

  return self->text;
}

const char *
aip_replace_hit_get_replacement (AipReplaceHit *self)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HIT (self), NULL);

  return self->replacement;
}

const char *
aip_replace_hit_get_problem (AipReplaceHit *self)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HIT (self), NULL);

  return self->problem;
}

gboolean
aip_replace_hit_get_ticked (AipReplaceHit *self)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HIT (self), FALSE);

  return self->ticked;
}

void
aip_replace_hit_set_ticked (AipReplaceHit *self,
                            gboolean       ticked)
{
  g_return_if_fail (AIP_IS_REPLACE_HIT (self));

  ticked = !!ticked;
  if (self->ticked == ticked)
    return;

  self->ticked = ticked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TICKED]);
}

/* All of them --------------------------------------------------------------------------------- */

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AipReplaceHits, aip_replace_hits, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return AIP_TYPE_REPLACE_HIT;
}

static guint
get_n_items (GListModel *model)
{
  return AIP_REPLACE_HITS (model)->hits->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  AipReplaceHit *hit = aip_replace_hits_peek (AIP_REPLACE_HITS (model), position);

  return hit != NULL ? g_object_ref (hit) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
aip_replace_hits_finalize (GObject *object)
{
  AipReplaceHits *self = AIP_REPLACE_HITS (object);

  g_ptr_array_unref (self->hits);
  g_clear_pointer (&self->pattern, aip_replace_pattern_unref);

  G_OBJECT_CLASS (aip_replace_hits_parent_class)->finalize (object);
}

static void
aip_replace_hits_class_init (AipReplaceHitsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_replace_hits_finalize;
}

static void
aip_replace_hits_init (AipReplaceHits *self)
{
  self->hits = g_ptr_array_new_with_free_func (g_object_unref);
}

guint
aip_replace_hits_get_count (AipReplaceHits *self)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HITS (self), 0);

  return self->hits->len;
}

AipReplaceHit *
aip_replace_hits_peek (AipReplaceHits *self,
                       guint           index)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HITS (self), NULL);

  return index < self->hits->len ? g_ptr_array_index (self->hits, index) : NULL;
}

guint
aip_replace_hits_get_n_shots (AipReplaceHits *self)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HITS (self), 0);

  return self->n_shots;
}

guint
aip_replace_hits_get_n_problems (AipReplaceHits *self)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HITS (self), 0);

  return self->n_problems;
}

gboolean
aip_replace_hits_get_truncated (AipReplaceHits *self)
{
  g_return_val_if_fail (AIP_IS_REPLACE_HITS (self), FALSE);

  return self->truncated;
}

/* Looking, in a thread ------------------------------------------------------------------------ */

typedef struct {
  AipReplaceSource  *source;
  AipReplacePattern *pattern;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  aip_replace_source_unref (search->source);
  aip_replace_pattern_unref (search->pattern);
  g_free (search);
}

static gboolean
find_in_text (AipReplaceHits    *self,
              AipReplaceSource  *source,
              guint              row,
              guint              field,
              guint              item,
              const char        *text,
              GPtrArray         *afters,
              GError           **error)
{
  g_autoptr(GArray) matches = aip_replace_pattern_find (self->pattern, text, error);

  if (matches == NULL)
    return FALSE;

  for (guint i = 0; i < matches->len; i++)
    {
      AipReplaceMatch *match = &g_array_index (matches, AipReplaceMatch, i);
      AipReplaceHit *hit = g_object_new (AIP_TYPE_REPLACE_HIT, NULL);

      hit->source = aip_replace_source_ref (source);
      hit->row = row;
      hit->field = field;
      hit->item = item;
      hit->text = text;
      hit->start = match->start;
      hit->end = match->end;
      hit->replacement = g_strdup (match->text);
      g_ptr_array_add (self->hits, hit);
    }
  g_ptr_array_add (afters, aip_replace_matches (text, matches));

  return TRUE;
}

/* Why the shot would refuse what was found in one of its fields from @first on. */
static char *
dup_problem (AipReplaceHits *self,
             guint           first,
             GPtrArray      *afters)
{
  AipReplaceHit *hit = g_ptr_array_index (self->hits, first);
  AipReplaceRow *row = get_row (hit);
  const char *name = aip_replace_hit_get_field (hit);
  const AipField *field = aip_kind_find_field (AIP_KIND_SHOT, name, NULL);
  g_autoptr(GVariant) value = NULL;
  g_autoptr(GError) error = NULL;

  if (row->locked)
    return g_strdup_printf (_("%s is locked. Unlock it to change it."), row->code);
  /* Lists lose what is empty; only their length could be refused, like that of a project's own. */
  if (field == NULL || !g_str_equal (field->type, "s"))
    return NULL;

  value = g_variant_ref_sink (g_variant_new_string (g_ptr_array_index (afters, 0)));
  if (aip_field_check (AIP_KIND_SHOT, field, value, &error))
    return NULL;

  return g_strdup (error->message);
}

static gboolean
find_in_field (AipReplaceHits    *self,
               AipReplaceSource  *source,
               guint              row_index,
               guint              field,
               GError           **error)
{
  AipReplaceRow *row = g_ptr_array_index (source->rows, row_index);
  GVariant *value = row->values[field];
  g_autoptr(GPtrArray) afters = g_ptr_array_new_with_free_func (g_free);
  guint first = self->hits->len;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      const char *text = g_variant_get_string (value, NULL);

      if (*text != '\0'
          && !find_in_text (self, source, row_index, field, 0, text, afters, error))
        return FALSE;
    }
  else
    {
      g_autofree const char **items = g_variant_get_strv (value, NULL);

      for (guint i = 0; items[i] != NULL; i++)
        if (!find_in_text (self, source, row_index, field, i, items[i], afters, error))
          return FALSE;
    }

  if (self->hits->len > first)
    {
      g_autofree char *problem = dup_problem (self, first, afters);

      for (guint i = first; i < self->hits->len; i++)
        {
          AipReplaceHit *hit = g_ptr_array_index (self->hits, i);

          hit->problem = g_strdup (problem);
          hit->ticked = problem == NULL;
          self->n_problems += problem != NULL;
        }
    }

  return TRUE;
}

static void
find_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Search *search = task_data;
  g_autoptr(AipReplaceHits) self = g_object_new (AIP_TYPE_REPLACE_HITS, NULL);
  guint n_given_up = 0;

  self->pattern = aip_replace_pattern_ref (search->pattern);
  for (guint i = 0; i < search->source->rows->len && !self->truncated; i++)
    {
      guint before = self->hits->len;

      if (g_task_return_error_if_cancelled (task))
        return;
      for (guint j = 0; j < search->source->fields->len; j++)
        {
          g_autoptr(GError) error = NULL;

          if (!find_in_field (self, search->source, i, j, &error)
              && ++n_given_up >= MAX_GIVEN_UP)
            {
              g_task_return_error (task, g_steal_pointer (&error));
              return;
            }
        }
      self->n_shots += self->hits->len > before;
      self->truncated = self->hits->len >= AIP_REPLACE_MAX_HITS;
    }

  g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

void
aip_replace_find_async (AipReplaceSource    *source,
                        AipReplacePattern   *pattern,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Search *search;

  g_return_if_fail (source != NULL && pattern != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  search = g_new0 (Search, 1);
  search->source = aip_replace_source_ref (source);
  search->pattern = aip_replace_pattern_ref (pattern);
  g_task_set_source_tag (task, aip_replace_find_async);
  g_task_set_task_data (task, search, search_free);
  aip_task_run_in_thread (task, find_thread);
}

AipReplaceHits *
aip_replace_find_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
