/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-staleness"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-basis.h"
#include "aip-freeze.h"
#include "aip-picture-source.h"
#include "aip-staleness.h"

/* Of the main thread, at a time. */
#define SLICE_USEC 2000

struct _AipStaleness {
  GObject           parent_instance;

  AipDocument      *document;
  AipWorkflowStore *workflows;
  AipCinema        *cinema;        /* nullable until it is loaded */
  GHashTable       *marked;        /* AipShot: to be looked at, each once */
  GQueue            queue;         /* of the same, in order; borrowed */
  GHashTable       *neighbourly;   /* AipShot: its picture depends on who stands beside it */
  GHashTable       *sharing;       /* AipShot: may show a take of another shot */
  guint             source;
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipStaleness, aip_staleness, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/**
 * Look:
 * @workflow: (nullable): what @now was made for
 *
 * One shot while its takes are looked at: most of them were made with the same workflow.
 */
typedef struct {
  AipShot       *shot;
  AipWorkflow   *workflow;
  AipShotPrompt *words;
  AipBasis      *now;
  char          *prompt;
  char          *negative;
} Look;

static void
look_clear (Look *look)
{
  g_clear_pointer (&look->words, aip_shot_prompt_free);
  g_clear_pointer (&look->now, aip_basis_free);
  g_clear_pointer (&look->prompt, g_free);
  g_clear_pointer (&look->negative, g_free);
  look->workflow = NULL;
}

/* One take ----------------------------------------------------------------------------------- */

static gboolean
prepare (AipStaleness *self,
         Look         *look,
         AipWorkflow  *workflow)
{
  g_autoptr(GPtrArray) inputs = NULL;

  if (look->workflow == workflow)
    return TRUE;
  if (self->cinema == NULL)
    return FALSE;

  look_clear (look);
  look->workflow = workflow;
  look->words = aip_shot_prompt_new (self->document, look->shot, self->cinema, workflow);
  inputs = aip_job_inputs_find (self->document, look->shot, workflow, NULL, NULL);
  look->now = aip_freeze_dup_basis (self->document, look->shot, workflow, self->workflows,
                                    look->words, aip_shot_get_overrides (look->shot), inputs);
  aip_basis_set_seed (look->now, aip_entity_get_text (AIP_ENTITY (look->shot), "seed"));

  return TRUE;
}

/* Words that do not get into the prompt, or are cut from it, make no other picture. */
static gboolean
says_the_same (Look     *look,
               AipBasis *basis)
{
  if (look->prompt == NULL)
    {
      g_autoptr(AipPromptComposition) composition = NULL;

      if (!aip_shot_prompt_is_empty (look->words))
        composition = aip_shot_prompt_compose (look->words);
      look->prompt = g_strdup (composition != NULL ? composition->positive : "");
      look->negative = composition != NULL
                         ? aip_shot_prompt_dup_negative (look->words, composition) : g_strdup ("");
    }

  return aip_basis_has_prompt (basis, look->prompt, look->negative);
}

static AipTake *
find_number (AipShot *shot,
             gint64   number)
{
  GListModel *takes = aip_shot_get_takes (shot);

  for (guint i = g_list_model_get_n_items (takes); i > 0; i--)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i - 1);

      /* The list holds it on. */
      if (aip_take_get_number (take) == number &&
          g_str_equal (aip_take_get_shot_id (take), aip_entity_get_id (AIP_ENTITY (shot))))
        return take;
    }

  return NULL;
}

static gboolean
descends_from (AipShot *shot,
               AipTake *take,
               gint64   ancestor)
{
  while (take != NULL && aip_take_get_number (take) > ancestor)
    {
      g_autoptr(AipBasis) basis = aip_basis_from_text (aip_take_get_basis (take));
      gint64 source = basis != NULL ? aip_basis_get_source (basis, NULL) : 0;

      if (source == ancestor)
        return TRUE;
      take = source > 0 && source < aip_take_get_number (take) ? find_number (shot, source) : NULL;
    }

  return FALSE;
}

static gboolean
is_movie_role (const char *role)
{
  return g_str_equal (role, AIP_ROLE_INIT_VIDEO) || g_str_equal (role, AIP_ROLE_CONTROL_VIDEO);
}

/*
 * A movie begins with the still that was the newest then. A newer one that was not made out of the
 * movie, and not in its place, would be taken now.
 */
static gboolean
has_newer_source (AipShot    *shot,
                  AipTake    *take,
                  const char *role)
{
  GListModel *takes = aip_shot_get_takes (shot);
  const char *prefix = is_movie_role (role) ? "video/" : "image/";

  for (guint i = g_list_model_get_n_items (takes); i > 0; i--)
    {
      g_autoptr(AipTake) newer = g_list_model_get_item (takes, i - 1);

      if (aip_take_get_number (newer) <= aip_take_get_number (take))
        break;
      if (g_str_has_prefix (aip_take_get_media_type (newer), prefix) &&
          g_str_equal (aip_take_get_shot_id (newer), aip_take_get_shot_id (take)) &&
          *aip_take_get_variation (newer) == '\0' &&
          !g_str_equal (aip_entity_get_text (AIP_ENTITY (newer), "workflow"),
                        aip_entity_get_text (AIP_ENTITY (take), "workflow")) &&
          !descends_from (shot, newer, aip_take_get_number (take)))
        return TRUE;
    }

  return FALSE;
}

/* (transfer full) (nullable): keys of what has changed; %NULL: nothing is known. */
static GStrv
find_changes (AipStaleness *self,
              Look         *look,
              AipTake      *take)
{
  g_autoptr(AipBasis) basis = aip_basis_from_text (aip_take_get_basis (take));
  const char *id = aip_entity_get_text (AIP_ENTITY (take), "workflow");
  AipWorkflow *workflow = aip_workflow_store_get (self->workflows, id);
  const char *role = NULL;
  GStrv keys;

  if (basis == NULL || workflow == NULL || !prepare (self, look, workflow))
    return NULL;

  keys = aip_basis_compare (basis, look->now);
  if (aip_basis_needs_prompt ((const char *const *) keys) && says_the_same (look, basis))
    {
      GStrv rest = aip_basis_drop_words ((const char *const *) keys);

      g_strfreev (keys);
      keys = rest;
    }

  if (aip_basis_get_source (basis, &role) > 0 && has_newer_source (look->shot, take, role))
    {
      guint n = g_strv_length (keys);

      keys = g_renew (char *, keys, n + 2);
      keys[n] = g_strconcat (AIP_BASIS_OWN, role, NULL);
      keys[n + 1] = NULL;
    }

  return keys;
}

static GStrv
dup_names (AipStaleness      *self,
           AipShot           *shot,
           const char *const *keys)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *name = aip_basis_describe (self->document, shot, keys[i]);

      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  g_ptr_array_add (names, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* TRUE if it has another mark now. */
static gboolean
look_at_take (AipStaleness *self,
              Look         *look,
              AipTake      *take)
{
  g_auto(GStrv) keys = find_changes (self, look, take);
  g_auto(GStrv) names = NULL;
  g_autofree char *parts = NULL;
  AipFreshness freshness = AIP_FRESHNESS_UNKNOWN;

  if (keys != NULL)
    {
      names = dup_names (self, look->shot, (const char *const *) keys);
      /* Translators: between the parts of an enumeration */
      parts = g_strjoinv (_(", "), names);
      freshness = *parts != '\0' ? AIP_FRESHNESS_STALE : AIP_FRESHNESS_FRESH;
    }
  if (aip_take_get_freshness (take) == freshness &&
      g_strcmp0 (aip_take_get_stale_parts (take), parts != NULL ? parts : "") == 0)
    return FALSE;

  aip_take_set_freshness (take, freshness, parts != NULL ? parts : "");

  return TRUE;
}

/* One shot ----------------------------------------------------------------------------------- */

static void
note (GHashTable *set,
      AipShot    *shot,
      gboolean    belongs)
{
  if (belongs)
    g_hash_table_add (set, g_object_ref (shot));
  else
    g_hash_table_remove (set, shot);
}

static gboolean
is_neighbour (const char *source)
{
  AipPictureFrom from = AIP_PICTURE_FROM_NOTHING;

  return aip_picture_source_parse (source, &from, NULL) &&
         (from == AIP_PICTURE_FROM_PREVIOUS || from == AIP_PICTURE_FROM_NEXT);
}

static gboolean
names_neighbour (AipShot *shot)
{
  static const char *const fields[] = { "first-frame", "last-frame", "control" };
  g_auto(GStrv) references = aip_entity_dup_texts (AIP_ENTITY (shot), "references");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (is_neighbour (aip_entity_get_text (AIP_ENTITY (shot), fields[i])))
      return TRUE;
  for (guint i = 0; references != NULL && references[i] != NULL; i++)
    if (is_neighbour (references[i]))
      return TRUE;

  return FALSE;
}

static gboolean
look_at_shot (AipStaleness *self,
              AipShot      *shot)
{
  GListModel *takes = aip_shot_get_takes (shot);
  const char *id = aip_entity_get_id (AIP_ENTITY (shot));
  Look look = { .shot = shot };
  gboolean ends_beside = FALSE;
  gboolean changed = FALSE;
  gboolean shares = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (takes); i++)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i);

      /* What others share is theirs. */
      if (!g_str_equal (aip_take_get_shot_id (take), id))
        {
          shares = TRUE;
          continue;
        }
      changed = look_at_take (self, &look, take) || changed;
      ends_beside = ends_beside || (look.workflow != NULL &&
                                    aip_workflow_has_role (look.workflow, AIP_ROLE_LAST_FRAME));
    }
  look_clear (&look);

  note (self->neighbourly, shot, ends_beside || names_neighbour (shot));
  note (self->sharing, shot, shares);
  aip_shot_update_stale (shot);

  return changed;
}

static void
update_sharing (AipStaleness *self)
{
  GHashTableIter iter;
  gpointer shot;

  g_hash_table_iter_init (&iter, self->sharing);
  while (g_hash_table_iter_next (&iter, &shot, NULL))
    aip_shot_update_stale (shot);
}

/* FALSE when there is nothing left. */
static gboolean
look_at_some (AipStaleness *self,
              gint64        deadline)
{
  gboolean changed = FALSE;
  AipShot *shot;

  if (self->cinema == NULL)
    return FALSE;

  while ((shot = g_queue_pop_head (&self->queue)) != NULL)
    {
      g_autoptr(AipShot) held = g_object_ref (shot);

      g_hash_table_remove (self->marked, shot);
      if (aip_entity_is_alive (AIP_ENTITY (shot)))
        changed = look_at_shot (self, shot) || changed;
      if (g_get_monotonic_time () >= deadline)
        break;
    }

  if (changed)
    {
      update_sharing (self);
      g_signal_emit (self, signals[CHANGED], 0);
    }

  return !g_queue_is_empty (&self->queue);
}

static gboolean
idle_cb (gpointer user_data)
{
  AipStaleness *self = user_data;

  if (look_at_some (self, g_get_monotonic_time () + SLICE_USEC))
    return G_SOURCE_CONTINUE;

  self->source = 0;

  return G_SOURCE_REMOVE;
}

/* What is to be looked at -------------------------------------------------------------------- */

static void
mark (AipStaleness *self,
      AipEntity    *shot)
{
  if (!AIP_IS_SHOT (shot))
    return;

  if (g_hash_table_add (self->marked, g_object_ref (shot)))
    g_queue_push_tail (&self->queue, shot);
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
}

static void
mark_all (AipStaleness *self)
{
  AipEntityList *shots = aip_document_get_shots (self->document);

  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      AipEntity *shot = aip_entity_list_peek (shots, i);

      if (aip_shot_get_n_takes (AIP_SHOT (shot)) > 0)
        mark (self, shot);
    }
}

static void
mark_set (AipStaleness *self,
          GHashTable   *set)
{
  GHashTableIter iter;
  gpointer shot;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &shot, NULL))
    mark (self, shot);
}

/* Those that @id, a character or a place, is in. */
static void
mark_with (AipStaleness *self,
           GHashTable   *ids)
{
  AipEntityList *shots = aip_document_get_shots (self->document);

  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      AipEntity *shot = aip_entity_list_peek (shots, i);
      g_autofree const char **cast = NULL;
      gboolean found;

      if (aip_shot_get_n_takes (AIP_SHOT (shot)) == 0)
        continue;
      found = g_hash_table_contains (ids, aip_entity_get_text (shot, "place"));
      cast = g_variant_get_strv (aip_entity_get_value (shot, "characters"), NULL);
      for (guint j = 0; cast[j] != NULL && !found; j++)
        found = g_hash_table_contains (ids, cast[j]);
      if (found)
        mark (self, shot);
    }
}

/* Whether a take could depend on a field of its shot. */
static gboolean
matters (const char *field)
{
  static const char *const others[] = {
    "code", "scene", "dialogue", "status", "tags", "notes", "custom", "locked", "source-in",
    "omitted", "transition", "transition-length", NULL,
  };

  return !g_strv_contains (others, field);
}

static void
take_change (AipStaleness    *self,
             const AipChange *change,
             GHashTable      *ids,
             gboolean        *neighbours)
{
  AipEntity *entity = aip_document_lookup_any (self->document, change->id);

  switch (change->kind)
    {
    case AIP_KIND_SHOT:
      if (change->op != AIP_CHANGE_SET || g_str_equal (change->field, "order") ||
          g_str_equal (change->field, "current-take"))
        *neighbours = TRUE;
      if (change->op != AIP_CHANGE_SET || matters (change->field))
        mark (self, entity);
      break;

    case AIP_KIND_TAKE:
      *neighbours = TRUE;
      if (AIP_IS_TAKE (entity))
        mark (self, aip_document_lookup (self->document,
                                         aip_take_get_shot_id (AIP_TAKE (entity))));
      break;

    case AIP_KIND_CHARACTER:
    case AIP_KIND_PLACE:
      g_hash_table_add (ids, change->id);
      break;

    case AIP_KIND_PROJECT:
      mark_all (self);
      break;

    default:
      break;
    }
}

static void
document_changed_cb (AipStaleness *self,
                     AipChangeSet *changes)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean neighbours = FALSE;

  for (guint i = 0; i < aip_change_set_get_size (changes); i++)
    take_change (self, aip_change_set_get_change (changes, i), ids, &neighbours);
  if (g_hash_table_size (ids) > 0)
    mark_with (self, ids);
  if (neighbours)
    mark_set (self, self->neighbourly);
}

/* Life --------------------------------------------------------------------------------------- */

static void
aip_staleness_dispose (GObject *object)
{
  AipStaleness *self = AIP_STALENESS (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_queue_clear (&self->queue);
  g_clear_pointer (&self->marked, g_hash_table_unref);
  g_clear_pointer (&self->neighbourly, g_hash_table_unref);
  g_clear_pointer (&self->sharing, g_hash_table_unref);
  g_clear_pointer (&self->cinema, aip_cinema_unref);
  g_clear_object (&self->document);
  g_clear_object (&self->workflows);

  G_OBJECT_CLASS (aip_staleness_parent_class)->dispose (object);
}

static void
aip_staleness_class_init (AipStalenessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_staleness_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
aip_staleness_init (AipStaleness *self)
{
  self->marked = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->neighbourly = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->sharing = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_queue_init (&self->queue);
}

AipStaleness *
aip_staleness_new (AipDocument      *document,
                   AipWorkflowStore *workflows)
{
  AipStaleness *self;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW_STORE (workflows), NULL);

  self = g_object_new (AIP_TYPE_STALENESS, NULL);
  self->workflows = g_object_ref (workflows);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workflows, "items-changed", G_CALLBACK (mark_all), self,
                           G_CONNECT_SWAPPED);
  mark_all (self);

  return self;
}

void
aip_staleness_set_cinema (AipStaleness *self,
                          AipCinema    *cinema)
{
  g_return_if_fail (AIP_IS_STALENESS (self));
  g_return_if_fail (cinema != NULL);

  g_clear_pointer (&self->cinema, aip_cinema_unref);
  self->cinema = aip_cinema_ref (cinema);
  mark_all (self);
}

gboolean
aip_staleness_is_settled (AipStaleness *self)
{
  g_return_val_if_fail (AIP_IS_STALENESS (self), TRUE);

  return g_queue_is_empty (&self->queue);
}

void
aip_staleness_settle (AipStaleness *self)
{
  g_return_if_fail (AIP_IS_STALENESS (self));

  look_at_some (self, G_MAXINT64);
}

GStrv
aip_staleness_dup_parts (AipStaleness *self,
                         AipTake      *take)
{
  AipEntity *shot;
  Look look = { 0 };
  g_auto(GStrv) keys = NULL;

  g_return_val_if_fail (AIP_IS_STALENESS (self), NULL);
  g_return_val_if_fail (AIP_IS_TAKE (take), NULL);

  shot = aip_document_lookup (self->document, aip_take_get_shot_id (take));
  if (AIP_IS_SHOT (shot))
    {
      look.shot = AIP_SHOT (shot);
      keys = find_changes (self, &look, take);
      look_clear (&look);
    }

  return keys != NULL ? dup_names (self, AIP_SHOT (shot), (const char *const *) keys)
                      : g_new0 (char *, 1);
}

GPtrArray *
aip_staleness_list (AipStaleness *self)
{
  AipEntityList *shots;
  GPtrArray *stale;

  g_return_val_if_fail (AIP_IS_STALENESS (self), NULL);

  stale = g_ptr_array_new_with_free_func (g_object_unref);
  shots = aip_document_get_shots (self->document);
  for (guint i = 0; i < aip_entity_list_get_count (shots); i++)
    {
      AipShot *shot = AIP_SHOT (aip_entity_list_peek (shots, i));

      if (*aip_shot_get_stale (shot) != '\0')
        g_ptr_array_add (stale, g_object_ref (shot));
    }

  return stale;
}

const char *
aip_staleness_get_workflow (AipStaleness *self,
                            AipShot      *shot)
{
  AipWorkflow *chosen;
  g_autoptr(AipBasis) basis = NULL;
  AipTake *take;
  const char *id;

  g_return_val_if_fail (AIP_IS_STALENESS (self), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  take = aip_shot_get_take (shot);
  if (take == NULL)
    return NULL;

  chosen = aip_freeze_find_workflow (self->document, shot, NULL, self->workflows, NULL);
  basis = aip_basis_from_text (aip_take_get_basis (take));
  id = aip_entity_get_text (AIP_ENTITY (take), "workflow");
  if (basis == NULL || chosen == NULL || g_str_equal (aip_workflow_get_id (chosen), id) ||
      aip_workflow_store_get (self->workflows, id) == NULL || !aip_basis_was_chosen (basis, chosen))
    return NULL;

  return id;
}
