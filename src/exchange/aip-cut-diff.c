/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cut-diff"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cut-diff.h"
#include "aip-document-cut.h"

#define MAX_PROBLEMS 200

struct _AipCutDiff
{
  GObject parent_instance;

  GPtrArray *differences;
  GPtrArray *problems;
};

G_DEFINE_FINAL_TYPE (AipCutDiff, aip_cut_diff, G_TYPE_OBJECT)

static const char *const nicks[AIP_N_CUT_DIFFERENCE_KINDS] = {
  "trimmed", "moved", "replaced", "removed", "restored", "mixed",
};

const char *
aip_cut_difference_kind_to_nick (AipCutDifferenceKind kind)
{
  g_return_val_if_fail ((guint) kind < AIP_N_CUT_DIFFERENCE_KINDS, NULL);

  return nicks[kind];
}

static void
difference_free (gpointer data)
{
  AipCutDifference *difference = data;

  g_free (difference->shot);
  g_free (difference->code);
  g_free (difference->text);
  g_free (difference->take);
  g_free (difference->after);
  g_free (difference);
}

static AipCutDifference *
add (AipCutDiff           *self,
     AipCutDifferenceKind  kind,
     AipShot              *shot,
     char                 *text)
{
  AipCutDifference *difference = g_new0 (AipCutDifference, 1);

  difference->kind = kind;
  difference->shot = g_strdup (aip_entity_get_id (AIP_ENTITY (shot)));
  difference->code = g_strdup (aip_shot_get_code (shot));
  difference->text = text;
  difference->accepted = TRUE;
  g_ptr_array_add (self->differences, difference);

  return difference;
}

static void
complain (AipCutDiff *self,
          char       *sentence)
{
  if (self->problems->len < MAX_PROBLEMS)
    g_ptr_array_add (self->problems, sentence);
  else
    g_free (sentence);
}

/* Whose they are ------------------------------------------------------------------------------- */

typedef struct {
  AipDocument *document;
  GHashTable  *takes;      /* name of a file → AipTake, of all shots */
} Finder;

static GHashTable *
index_takes (AipDocument *document)
{
  AipEntityList *takes = aip_document_get_list (document, AIP_KIND_TAKE);
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < aip_entity_list_get_count (takes); i++)
    {
      AipTake *take = AIP_TAKE (aip_entity_list_peek (takes, i));

      if (*aip_take_get_file (take) != '\0')
        g_hash_table_replace (index, g_path_get_basename (aip_take_get_file (take)), take);
    }

  return index;
}

/* By what we wrote along first, then by the file, last by what the program calls it. */
static AipShot *
find_shot (Finder            *finder,
           const AipCutEvent *event)
{
  AipEntity *found = event->shot != NULL ? aip_document_lookup (finder->document, event->shot)
                                         : NULL;
  AipTake *take = event->file != NULL ? g_hash_table_lookup (finder->takes, event->file) : NULL;
  AipShot *shot = NULL;

  if (AIP_IS_SHOT (found))
    return AIP_SHOT (found);
  if (event->code != NULL)
    shot = aip_document_find_shot (finder->document, event->code);
  if (shot == NULL && take != NULL)
    {
      found = aip_document_lookup (finder->document, aip_take_get_shot_id (take));
      shot = AIP_IS_SHOT (found) ? AIP_SHOT (found) : NULL;
    }
  if (shot == NULL && event->name != NULL)
    shot = aip_document_find_shot (finder->document, event->name);
  /* A card has no file: its code stands where the name of the file would. */
  if (shot == NULL && event->file != NULL)
    shot = aip_document_find_shot (finder->document, event->file);

  return shot;
}

/* (nullable): the take of @shot whose file is used; its current one if the file is none of them. */
static AipTake *
find_take (Finder            *finder,
           AipShot           *shot,
           const AipCutEvent *event)
{
  AipTake *take = event->file != NULL ? g_hash_table_lookup (finder->takes, event->file) : NULL;

  if (take != NULL &&
      g_str_equal (aip_take_get_shot_id (take), aip_entity_get_id (AIP_ENTITY (shot))))
    return take;

  return aip_shot_get_take (shot);
}

/* What is different ---------------------------------------------------------------------------- */

static void
compare_take (AipCutDiff *self,
              AipShot    *shot,
              AipTake    *take)
{
  AipTake *current = aip_shot_get_take (shot);

  if (take == current)
    return;

  add (self, AIP_CUT_REPLACED, shot,
       g_strdup_printf (_("%s shows take v%03d instead of v%03d"), aip_shot_get_code (shot),
                        (int) aip_take_get_number (take),
                        current != NULL ? (int) aip_take_get_number (current) : 0))->take =
    g_strdup (aip_entity_get_id (AIP_ENTITY (take)));
}

/* Only of a movie it matters where in the file one is. */
static gboolean
is_movie (AipTake *take)
{
  return take != NULL && (g_str_has_prefix (aip_take_get_media_type (take), "video/") ||
                          aip_entity_get_integer (AIP_ENTITY (take), "frames") > 1);
}

static void
compare_length (AipCutDiff         *self,
                AipShot            *shot,
                AipTake            *take,
                const AipCutEvent  *event,
                const AipFrameRate *rate)
{
  gint64 old_duration = aip_shot_get_duration (shot);
  gint64 old_source = aip_shot_get_source_in (shot);
  gint64 source = old_source;
  gint64 offset = take != NULL ? aip_take_get_offset (take) : 0;
  g_autofree char *from = aip_timecode_format (old_duration, rate);
  g_autofree char *to = aip_timecode_format (event->duration, rate);
  AipCutDifference *difference;
  char *text;

  /* One that is held all the time has no file there. */
  if (is_movie (take) && event->file != NULL && event->source != AIP_CUT_READING_NO_SOURCE)
    source = MAX (0, event->source) + offset;
  if (event->duration == old_duration && source == old_source)
    return;

  if (event->duration != old_duration)
    text = g_strdup_printf (_("%s lasts %s instead of %s"), aip_shot_get_code (shot), to, from);
  else
    text = g_strdup_printf (_("%s begins with frame %d of its take instead of %d"),
                            aip_shot_get_code (shot), (int) (source - offset),
                            (int) MAX (0, old_source - offset));
  difference = add (self, AIP_CUT_TRIMMED, shot, text);
  difference->duration = event->duration;
  difference->source = source;
}

static void
compare_transition (AipCutDiff        *self,
                    AipShot           *shot,
                    const AipCutShot  *mine,
                    const AipCutEvent *event,
                    gboolean           dissolves_only)
{
  AipTransition now = mine != NULL ? mine->transition : AIP_TRANSITION_CUT;
  gint64 length = mine != NULL ? mine->before + mine->after : 0;
  AipTransition then = event->transition_length > 0 ? event->transition : AIP_TRANSITION_CUT;
  AipCutDifference *difference;

  if (then == now && event->transition_length == length)
    return;
  /* Where all kinds come back as one, the kind is no news. */
  if (dissolves_only && then == AIP_TRANSITION_DISSOLVE && now != AIP_TRANSITION_CUT)
    then = now;
  if (then == now && event->transition_length == length)
    return;

  difference = add (self, AIP_CUT_MIXED, shot,
                    then == AIP_TRANSITION_CUT
                    ? g_strdup_printf (_("%s follows with a cut"), aip_shot_get_code (shot))
                    : g_strdup_printf (_("%s follows with a transition of %d frames"),
                                       aip_shot_get_code (shot), (int) event->transition_length));
  difference->transition = then;
  difference->transition_length = event->transition_length;
}

/*
 * Which of @positions stay where they are: the longest run of them that grows, so that as few shots
 * as possible are said to have moved.
 */
static gboolean *
find_staying (GArray *positions)
{
  guint n = positions->len;
  gboolean *staying = g_new0 (gboolean, n + 1);
  g_autofree guint *ends = g_new (guint, n + 1);     /* of the best run of each length */
  g_autofree guint *before = g_new (guint, n + 1);
  guint length = 0;

  for (guint i = 0; i < n; i++)
    {
      guint value = g_array_index (positions, guint, i);
      guint low = 0;
      guint high = length;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (g_array_index (positions, guint, ends[middle]) < value)
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low > 0 ? ends[low - 1] : G_MAXUINT;
      ends[low] = i;
      length = MAX (length, low + 1);
    }

  for (guint i = length > 0 ? ends[length - 1] : G_MAXUINT; i != G_MAXUINT; i = before[i])
    staying[i] = TRUE;

  return staying;
}

static void
compare_order (AipCutDiff *self,
               GPtrArray  *shots,
               GArray     *positions)
{
  g_autofree gboolean *staying = find_staying (positions);

  for (guint i = 0; i < shots->len; i++)
    {
      AipShot *before = i > 0 ? shots->pdata[i - 1] : NULL;
      char *text;

      if (staying[i])
        continue;
      text = before != NULL
             ? g_strdup_printf (_("%s comes after %s"), aip_shot_get_code (shots->pdata[i]),
                                aip_shot_get_code (before))
             : g_strdup_printf (_("%s comes first"), aip_shot_get_code (shots->pdata[i]));
      add (self, AIP_CUT_MOVED, shots->pdata[i], text)->after =
        before != NULL ? g_strdup (aip_entity_get_id (AIP_ENTITY (before))) : NULL;
    }
}

static void
compare (AipCutDiff    *self,
         AipDocument   *document,
         AipCutReading *reading)
{
  g_autoptr(AipCut) cut = aip_document_dup_cut (document);
  g_autoptr(GHashTable) takes = index_takes (document);
  g_autoptr(GHashTable) used = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) shots = g_ptr_array_new ();
  g_autoptr(GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GHashTable) places = g_hash_table_new (NULL, NULL);
  AipEntityList *all = aip_document_get_shots (document);
  Finder finder = { document, takes };

  for (guint i = 0; i < aip_entity_list_get_count (all); i++)
    g_hash_table_insert (places, aip_entity_list_peek (all, i), GUINT_TO_POINTER (i));

  for (guint i = 0; i < aip_cut_reading_get_n_events (reading); i++)
    {
      const AipCutEvent *event = aip_cut_reading_get_event (reading, i);
      AipShot *shot = find_shot (&finder, event);
      const AipCutShot *mine = NULL;
      AipTake *take;
      guint index;

      if (shot == NULL)
        {
          complain (self, g_strdup_printf (_("“%s” is no shot of this film and is left out."),
                                           event->file != NULL ? event->file
                                           : event->name != NULL ? event->name : ""));
          continue;
        }
      if (!g_hash_table_add (used, shot))
        {
          complain (self, g_strdup_printf (_("%s is used more than once: only the first use is "
                                             "taken over."), aip_shot_get_code (shot)));
          continue;
        }

      if (aip_cut_find_shot (cut, aip_entity_get_id (AIP_ENTITY (shot)), &index))
        mine = aip_cut_get_shot (cut, index);
      else
        add (self, AIP_CUT_RESTORED, shot,
             g_strdup_printf (_("%s is back in the cut"), aip_shot_get_code (shot)));

      index = GPOINTER_TO_UINT (g_hash_table_lookup (places, shot));
      g_ptr_array_add (shots, shot);
      g_array_append_val (positions, index);
      take = find_take (&finder, shot, event);
      compare_take (self, shot, take);
      compare_length (self, shot, take, event, aip_cut_get_rate (cut));
      compare_transition (self, shot, mine, event,
                          aip_cut_reading_get_format (reading) == AIP_CUT_OTIO);
    }

  compare_order (self, shots, positions);

  for (guint i = 0; i < aip_cut_get_n_shots (cut); i++)
    {
      AipEntity *shot = aip_document_lookup (document, aip_cut_get_shot (cut, i)->id);

      if (!g_hash_table_contains (used, shot))
        add (self, AIP_CUT_REMOVED, AIP_SHOT (shot),
             g_strdup_printf (_("%s is not in the cut any more"),
                              aip_shot_get_code (AIP_SHOT (shot))));
    }
}

AipCutDiff *
aip_cut_diff_new (AipDocument   *document,
                  AipCutReading *reading)
{
  AipCutDiff *self;
  const char *const *problems;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_CUT_READING (reading), NULL);

  self = g_object_new (AIP_TYPE_CUT_DIFF, NULL);
  problems = aip_cut_reading_get_problems (reading);
  for (guint i = 0; problems[i] != NULL; i++)
    complain (self, g_strdup (problems[i]));
  compare (self, document, reading);
  g_ptr_array_add (self->problems, NULL);

  return self;
}

guint
aip_cut_diff_get_n (AipCutDiff *self)
{
  g_return_val_if_fail (AIP_IS_CUT_DIFF (self), 0);

  return self->differences->len;
}

const AipCutDifference *
aip_cut_diff_get (AipCutDiff *self,
                  guint       index)
{
  g_return_val_if_fail (AIP_IS_CUT_DIFF (self) && index < self->differences->len, NULL);

  return self->differences->pdata[index];
}

void
aip_cut_diff_set_accepted (AipCutDiff *self,
                           guint       index,
                           gboolean    accepted)
{
  g_return_if_fail (AIP_IS_CUT_DIFF (self) && index < self->differences->len);

  ((AipCutDifference *) self->differences->pdata[index])->accepted = accepted;
}

const char *const *
aip_cut_diff_get_problems (AipCutDiff *self)
{
  g_return_val_if_fail (AIP_IS_CUT_DIFF (self), NULL);

  return (const char *const *) self->problems->pdata;
}

/* Applying ------------------------------------------------------------------------------------- */

/* The shots of a film while they are moved about: each knows its neighbours, by number. */
typedef struct {
  GPtrArray  *shots;     /* as they stood */
  GHashTable *numbers;   /* shot → its number in there */
  guint      *next;
  guint      *previous;
  GHashTable *moved;
} Places;

/* Stands before the first and behind the last. */
#define ENDS(places) ((places)->shots->len)

static void
places_init (Places      *self,
             AipDocument *document)
{
  AipEntityList *all = aip_document_get_shots (document);
  guint n = aip_entity_list_get_count (all);

  self->shots = g_ptr_array_new_full (n, NULL);
  self->numbers = g_hash_table_new (NULL, NULL);
  self->moved = g_hash_table_new (NULL, NULL);
  self->next = g_new (guint, n + 1);
  self->previous = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (self->shots, aip_entity_list_peek (all, i));
      g_hash_table_insert (self->numbers, self->shots->pdata[i], GUINT_TO_POINTER (i));
    }
  for (guint i = 0; i <= n; i++)
    {
      self->next[i] = i < n ? i + 1 : 0;
      self->previous[i] = i > 0 ? i - 1 : n;
    }
}

static void
places_clear (Places *self)
{
  g_ptr_array_unref (self->shots);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->moved);
  g_free (self->next);
  g_free (self->previous);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, places_clear)

/* Puts a shot behind another one, or first. */
static void
places_move (Places                  *self,
             AipDocument             *document,
             const AipCutDifference  *difference)
{
  AipEntity *shot = aip_document_lookup (document, difference->shot);
  AipEntity *before = difference->after != NULL ? aip_document_lookup (document, difference->after)
                                                : NULL;
  guint number, after;

  /* Somebody deleted one of them since. */
  if (!AIP_IS_SHOT (shot) || (difference->after != NULL && !AIP_IS_SHOT (before)))
    return;

  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, shot));
  after = before != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, before))
                         : ENDS (self);
  g_hash_table_add (self->moved, shot);
  if (self->previous[number] == after || number == after)
    return;

  self->next[self->previous[number]] = self->next[number];
  self->previous[self->next[number]] = self->previous[number];
  self->next[number] = self->next[after];
  self->previous[number] = after;
  self->previous[self->next[after]] = number;
  self->next[after] = number;
}

/* All that moves, at once: one after the other, each would have to look where all others stand. */
static gboolean
apply_moves (AipCutDiff   *self,
             AipDocument  *document,
             GError      **error)
{
  g_auto(Places) places = { 0 };
  g_autoptr(GPtrArray) order = g_ptr_array_new ();

  places_init (&places, document);
  for (guint i = 0; i < self->differences->len; i++)
    {
      const AipCutDifference *difference = self->differences->pdata[i];

      if (difference->accepted && difference->kind == AIP_CUT_MOVED)
        places_move (&places, document, difference);
    }

  for (guint i = places.next[ENDS (&places)]; i != ENDS (&places); i = places.next[i])
    g_ptr_array_add (order, places.shots->pdata[i]);

  return aip_document_arrange_shots (document, order, places.moved, error);
}

static gboolean
apply_one (AipDocument             *document,
           const AipCutDifference  *difference,
           GError                 **error)
{
  AipEntity *shot = aip_document_lookup (document, difference->shot);

  /* Somebody deleted it since: there is nothing left to change. */
  if (!AIP_IS_SHOT (shot))
    return TRUE;

  switch (difference->kind)
    {
    case AIP_CUT_TRIMMED:
      return aip_document_set_integer (document, shot, "duration", difference->duration, error) &&
             aip_document_set_integer (document, shot, "source-in", difference->source, error);
    case AIP_CUT_MOVED:
      return TRUE;
    case AIP_CUT_REPLACED:
      return aip_document_set_text (document, shot, "current-take", difference->take, error);
    case AIP_CUT_REMOVED:
      return aip_document_set (document, shot, "omitted", g_variant_new_boolean (TRUE), error);
    case AIP_CUT_RESTORED:
      return aip_document_set (document, shot, "omitted", g_variant_new_boolean (FALSE), error);
    case AIP_CUT_MIXED:
      return aip_document_set_text (document, shot, "transition",
                                    aip_transition_to_nick (difference->transition), error) &&
             aip_document_set_integer (document, shot, "transition-length",
                                       difference->transition_length, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
aip_cut_diff_apply (AipCutDiff   *self,
                    AipDocument  *document,
                    GError      **error)
{
  g_return_val_if_fail (AIP_IS_CUT_DIFF (self), FALSE);
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);

  aip_document_begin (document, _("Import Cut"));
  for (guint i = 0; i < self->differences->len; i++)
    {
      const AipCutDifference *difference = self->differences->pdata[i];

      if (difference->accepted && !apply_one (document, difference, error))
        {
          aip_document_rollback (document);
          return FALSE;
        }
    }
  if (!apply_moves (self, document, error))
    {
      aip_document_rollback (document);
      return FALSE;
    }
  aip_document_commit (document);

  return TRUE;
}

static void
aip_cut_diff_finalize (GObject *object)
{
  AipCutDiff *self = AIP_CUT_DIFF (object);

  g_ptr_array_unref (self->differences);
  g_ptr_array_unref (self->problems);

  G_OBJECT_CLASS (aip_cut_diff_parent_class)->finalize (object);
}

static void
aip_cut_diff_class_init (AipCutDiffClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_cut_diff_finalize;
}

static void
aip_cut_diff_init (AipCutDiff *self)
{
  self->differences = g_ptr_array_new_with_free_func (difference_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
}
