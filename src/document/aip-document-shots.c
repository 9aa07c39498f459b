/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-document-shots"

#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "aip-code.h"
#include "aip-document-private.h"
#include "aip-error.h"
#include "aip-order.h"
#include "aip-shot-private.h"

typedef struct {
  AipContents *contents;
  AipKind      kind;
} Codes;

static gboolean
is_taken_cb (const char *code,
             gpointer    user_data)
{
  Codes *codes = user_data;

  return aip_contents_find (codes->contents, codes->kind, code) != NULL;
}

/* In which style codes beside @entity are made. */
static gboolean
find_style (AipEntity  *entity,
            char      **prefix,
            guint      *width)
{
  return entity != NULL && aip_code_find_style (aip_entity_get_text (entity, "code"), prefix,
                                                width);
}

/**
 * aip_document_make_code:
 * @self: a document
 * @kind: %AIP_KIND_SHOT or %AIP_KIND_SCENE
 * @before: (nullable): the neighbour in front
 * @after: (nullable): the neighbour behind
 *
 * Codes of an imported list go on in their own style (SH010, SH020), others in ours.
 */
char *
aip_document_make_code (AipDocument *self,
                        AipKind      kind,
                        AipEntity   *before,
                        AipEntity   *after)
{
  Codes codes = { self->contents, kind };
  const char *own_prefix = kind == AIP_KIND_SCENE ? "SC-" : "SHT-";
  guint own_width = kind == AIP_KIND_SCENE ? 3 : 4;
  g_autofree char *prefix = NULL;
  g_autofree char *other = NULL;
  guint width = own_width;
  guint other_width;

  if (!find_style (before, &prefix, &width))
    find_style (after, &prefix, &width);
  else if (find_style (after, &other, &other_width) && g_str_equal (prefix, other))
    /* One of them may have got a digit more when it was squeezed in. */
    width = MIN (width, other_width);

  /* In our own style a code may have more digits (SHT-00125): they are not its width. */
  if (prefix == NULL || g_str_equal (prefix, own_prefix))
    width = own_width;

  return aip_code_between (prefix != NULL ? prefix : own_prefix, width,
                           before != NULL ? aip_entity_get_text (before, "code") : NULL,
                           after != NULL ? aip_entity_get_text (after, "code") : NULL,
                           is_taken_cb, &codes);
}

static const char *
get_order (AipEntity *entity)
{
  return entity != NULL ? aip_shot_get_order (AIP_SHOT (entity)) : NULL;
}

static AipEntity *
get_previous (AipDocument *self,
              AipEntity   *entity)
{
  return entity != NULL ? aip_contents_get_previous (self->contents, entity)
                        : aip_contents_get_last (self->contents, AIP_KIND_SHOT);
}

/* @fields: the caller's, which win over what follows from the place. */
AipShot *
aip_document_insert_between (AipDocument  *self,
                             AipEntity    *previous,
                             AipEntity    *next,
                             GVariant     *fields,
                             GError      **error)
{
  GVariantDict dict;
  g_autofree char *order = aip_order_between (get_order (previous), get_order (next));
  AipEntity *neighbour = previous != NULL ? previous : next;

  g_variant_dict_init (&dict, fields);
  if (!g_variant_dict_contains (&dict, "code"))
    {
      g_autofree char *code = aip_document_make_code (self, AIP_KIND_SHOT, previous, next);

      g_variant_dict_insert (&dict, "code", "s", code);
    }
  if (!g_variant_dict_contains (&dict, "scene") && neighbour != NULL)
    {
      const char *scene = aip_shot_get_scene_id (AIP_SHOT (neighbour));

      /* The neighbour may come from a file with a scene that does not exist. */
      if (aip_contents_lookup (self->contents, scene) != NULL)
        g_variant_dict_insert (&dict, "scene", "s", scene);
    }
  g_variant_dict_insert (&dict, "order", "s", order);

  return (AipShot *) aip_document_insert (self, AIP_KIND_SHOT, g_variant_dict_end (&dict), error);
}

/**
 * aip_document_insert_shot:
 * @self: a document
 * @before: (nullable): %NULL for the end
 * @fields: (nullable): as for aip_document_insert(); they win over what follows from the place
 * @error: return location
 *
 * Several in one transaction come out in the order they were inserted, each right before @before.
 *
 * Returns: (transfer none) (nullable): the new shot
 */
AipShot *
aip_document_insert_shot (AipDocument  *self,
                          AipShot      *before,
                          GVariant     *fields,
                          GError      **error)
{
  g_autoptr(GVariant) given = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (before == NULL || aip_entity_is_alive (AIP_ENTITY (before)), NULL);
  g_return_val_if_fail (self->depth > 0, NULL);

  given = fields != NULL ? g_variant_ref_sink (fields) : NULL;

  return aip_document_insert_between (self, get_previous (self, (AipEntity *) before),
                                      (AipEntity *) before, given, error);
}

/* A shot from a damaged file may refer to what does not exist; its copy does not. */
guint
aip_document_drop_dead_links (AipDocument  *self,
                              AipKind       kind,
                              GVariantDict *dict)
{
  const AipField *fields;
  guint n_fields;
  guint n_dropped = 0;

  fields = aip_kind_get_fields (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr(GVariant) value = NULL;
      g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);
      GVariantIter iter;
      const char *id;

      if (!(fields[i].flags & AIP_FIELD_LINK))
        continue;

      value = g_variant_dict_lookup_value (dict, fields[i].name, G_VARIANT_TYPE (fields[i].type));
      if (value == NULL)
        continue;

      if (fields[i].type[0] == 's')
        {
          const char *text = g_variant_get_string (value, NULL);

          if (*text != '\0' && aip_contents_lookup (self->contents, text) == NULL)
            {
              g_variant_dict_remove (dict, fields[i].name);
              n_dropped++;
            }
          continue;
        }

      g_variant_iter_init (&iter, value);
      while (g_variant_iter_next (&iter, "&s", &id))
        if (aip_contents_lookup (self->contents, id) != NULL)
          g_variant_builder_add (&builder, "s", id);
        else
          n_dropped++;
      g_variant_dict_insert_value (dict, fields[i].name, g_variant_builder_end (&builder));
    }

  return n_dropped;
}

static const char *const own_fields[] = {
  "code", "order", "current-take", "shared-takes", "approved-takes", "locked",
};

static AipShot *
duplicate (AipDocument  *self,
           AipShot      *shot,
           GVariantDict *changes,
           GError      **error)
{
  g_autoptr(GVariant) row = NULL;
  g_autoptr(GVariant) given = NULL;
  g_autoptr(GVariant) fields = NULL;
  GVariantDict dict;
  GVariantIter iter;
  const char *name;
  GVariant *item;

  row = g_variant_ref_sink (aip_contents_dup_row (AIP_ENTITY (shot)));
  g_variant_dict_init (&dict, row);
  for (guint i = 0; i < G_N_ELEMENTS (own_fields); i++)
    g_variant_dict_remove (&dict, own_fields[i]);

  given = g_variant_ref_sink (g_variant_dict_end (changes));
  g_variant_iter_init (&iter, given);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &item))
    {
      g_autoptr(GVariant) value = item;

      g_variant_dict_insert_value (&dict, name, value);
    }
  aip_document_drop_dead_links (self, AIP_KIND_SHOT, &dict);
  fields = g_variant_ref_sink (g_variant_dict_end (&dict));

  return aip_document_insert_between (self, AIP_ENTITY (shot),
                                      aip_contents_get_next (self->contents, AIP_ENTITY (shot)),
                                      fields, error);
}

/* Those that there are now, as takes of others. */
static void
share_takes (GVariantDict *changes,
             AipShot      *shot)
{
  g_autoptr(GStrvBuilder) takes = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;

  for (guint i = 0; i < aip_shot_get_n_takes (shot); i++)
    g_strv_builder_add (takes, aip_entity_get_id (
                          aip_entity_list_peek (aip_shot_get_take_list (shot), i)));
  ids = g_strv_builder_end (takes);
  g_variant_dict_insert_value (changes, "shared-takes",
                               g_variant_new_strv ((const char *const *) ids, -1));
  g_variant_dict_insert (changes, "current-take", "s",
                         aip_entity_get_text (AIP_ENTITY (shot), "current-take"));
}

AipShot *
aip_document_duplicate_shot (AipDocument  *self,
                             AipShot      *shot,
                             gboolean      with_takes,
                             GError      **error)
{
  GVariantDict changes;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot) && aip_entity_is_alive (AIP_ENTITY (shot)), NULL);
  g_return_val_if_fail (self->depth > 0, NULL);

  g_variant_dict_init (&changes, NULL);
  if (with_takes)
    share_takes (&changes, shot);

  return duplicate (self, shot, &changes, error);
}

/* A picture has no part that comes after another. */
static gboolean
shows_movie (AipShot *shot)
{
  AipTake *take = aip_shot_get_take (shot);

  return take != NULL && (g_str_has_prefix (aip_take_get_media_type (take), "video/") ||
                          aip_entity_get_integer (AIP_ENTITY (take), "frames") > 1);
}

/* @goes_on: with the same picture */
static AipShot *
split (AipDocument  *self,
       AipShot      *shot,
       gint64        frame,
       gboolean      goes_on,
       GError      **error)
{
  gint64 duration = aip_shot_get_duration (shot);
  GVariantDict changes;
  AipShot *second;

  if (frame < 1 || frame >= duration)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("%s can be split between its frames 1 and %" PRIi64 ", not at "
                     "%" PRIi64 "."), aip_shot_get_code (shot), duration, frame);
      return NULL;
    }

  g_variant_dict_init (&changes, NULL);
  g_variant_dict_insert (&changes, "duration", "x", duration - frame);
  g_variant_dict_insert (&changes, "first-frame", "s", "");
  g_variant_dict_insert (&changes, "source-in", "x",
                         goes_on && shows_movie (shot) ? aip_shot_get_source_in (shot) + frame
                                                       : G_GINT64_CONSTANT (0));
  g_variant_dict_insert (&changes, "transition", "s", "");
  g_variant_dict_insert (&changes, "transition-length", "x", G_GINT64_CONSTANT (0));
  if (goes_on)
    share_takes (&changes, shot);
  /* What was seen and judged is the take, and that stays with the first. */
  else if (aip_shot_get_status (shot) > AIP_STATUS_READY)
    g_variant_dict_insert (&changes, "status", "s", aip_status_to_nick (AIP_STATUS_READY));

  second = duplicate (self, shot, &changes, error);

  return second != NULL &&
         aip_document_set_integer (self, AIP_ENTITY (shot), "duration", frame, error) &&
         aip_document_set_text (self, AIP_ENTITY (shot), "last-frame", "", error)
         ? second : NULL;
}

AipShot *
aip_document_split_shot (AipDocument  *self,
                         AipShot      *shot,
                         gint64        frame,
                         GError      **error)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot) && aip_entity_is_alive (AIP_ENTITY (shot)), NULL);
  g_return_val_if_fail (self->depth > 0, NULL);

  return split (self, shot, frame, FALSE, error);
}

AipShot *
aip_document_blade_shot (AipDocument  *self,
                         AipShot      *shot,
                         gint64        frame,
                         GError      **error)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot) && aip_entity_is_alive (AIP_ENTITY (shot)), NULL);
  g_return_val_if_fail (self->depth > 0, NULL);

  return split (self, shot, frame, TRUE, error);
}

static int
compare_order (gconstpointer a,
               gconstpointer b)
{
  return strcmp (get_order (*(AipEntity *const *) a), get_order (*(AipEntity *const *) b));
}

/* Whether @shots stand in a row already, right before @next. */
static gboolean
is_in_place (AipDocument *self,
             GPtrArray   *shots,
             AipEntity   *next)
{
  for (guint i = shots->len; i > 0; i--)
    {
      if (get_previous (self, next) != shots->pdata[i - 1])
        return FALSE;
      next = shots->pdata[i - 1];
    }

  return TRUE;
}

/**
 * aip_document_move_shots:
 * @self: a document
 * @shots: (element-type AipShot): which, in any order; those that were removed are passed over
 * @before: (nullable): where to; may be one of them
 * @error: return location
 *
 * Only the moved shots get new keys. Their scenes stay: that is for the caller to decide.
 *
 * Returns: whether they are in place now
 */
gboolean
aip_document_move_shots (AipDocument  *self,
                         GPtrArray    *shots,
                         AipShot      *before,
                         GError      **error)
{
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr(GHashTable) moving = g_hash_table_new (NULL, NULL);
  g_auto(GStrv) orders = NULL;
  AipEntity *next = (AipEntity *) before;
  AipEntity *previous;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (shots != NULL, FALSE);
  g_return_val_if_fail (self->depth > 0, FALSE);

  for (guint i = 0; i < shots->len; i++)
    {
      g_return_val_if_fail (AIP_IS_SHOT (shots->pdata[i]), FALSE);

      if (aip_entity_is_alive (shots->pdata[i]) && g_hash_table_add (moving, shots->pdata[i]))
        g_ptr_array_add (sorted, shots->pdata[i]);
    }
  g_ptr_array_sort (sorted, compare_order);

  while (next != NULL && g_hash_table_contains (moving, next))
    next = aip_contents_get_next (self->contents, next);

  if (is_in_place (self, sorted, next))
    return TRUE;

  previous = get_previous (self, next);
  while (previous != NULL && g_hash_table_contains (moving, previous))
    previous = aip_contents_get_previous (self->contents, previous);

  orders = aip_order_spread (get_order (previous), get_order (next), sorted->len);
  for (guint i = 0; i < sorted->len; i++)
    if (!aip_document_set_text (self, sorted->pdata[i], "order", orders[i], error))
      return FALSE;

  return TRUE;
}

/* Whether shots @from to @to of @order stand between their neighbours already. */
static gboolean
are_in_order (GPtrArray *order,
              guint      from,
              guint      to)
{
  for (guint i = MAX (from, 1); i <= to && i < order->len; i++)
    if (strcmp (get_order (order->pdata[i - 1]), get_order (order->pdata[i])) >= 0)
      return FALSE;

  return TRUE;
}

/**
 * aip_document_arrange_shots:
 * @self: a document
 * @order: (element-type AipShot): all shots, as they are to stand
 * @moved: (element-type AipShot): a set: those that get new keys for it
 * @error: return location
 *
 * Any number of moves at once, in as many steps as there are shots. The shots that are not in @moved
 * must stand in @order as they do now.
 *
 * Returns: whether they are in place now
 */
gboolean
aip_document_arrange_shots (AipDocument  *self,
                            GPtrArray    *order,
                            GHashTable   *moved,
                            GError      **error)
{
  guint end;

  g_return_val_if_fail (AIP_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (order != NULL && moved != NULL, FALSE);
  g_return_val_if_fail (self->depth > 0, FALSE);

  for (guint i = 0; i < order->len; i = end + 1)
    {
      g_auto(GStrv) keys = NULL;

      /* From i up to the next one that stays. */
      for (end = i; end < order->len && g_hash_table_contains (moved, order->pdata[end]);)
        end++;
      if (end == i || are_in_order (order, i, end))
        continue;

      keys = aip_order_spread (i > 0 ? get_order (order->pdata[i - 1]) : NULL,
                               end < order->len ? get_order (order->pdata[end]) : NULL, end - i);
      for (guint k = i; k < end; k++)
        if (!aip_document_set_text (self, order->pdata[k], "order", keys[k - i], error))
          return FALSE;
    }

  return TRUE;
}
