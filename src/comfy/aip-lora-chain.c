/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-lora-chain"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-error.h"
#include "aip-graph-private.h"
#include "aip-graph-sides.h"
#include "aip-lora-chain.h"

#define CLASS_BOTH  "LoraLoader"
#define CLASS_MODEL "LoraLoaderModelOnly"

/* An output of a loader that everything of one kind comes from. */
typedef struct {
  const char *node;
  guint       slot;
} Root;

typedef enum {
  HALF_NONE,
  HALF_HIGH,
  HALF_LOW,
} Half;

/* A model on its way to samplers. */
typedef struct {
  Root   root;
  gint64 first_step;    /* the earliest at which a sampler uses it */
  Half   half;
} Line;

/* One link of the chain of one line. */
typedef struct {
  char          *file;
  const AipLora *lora;
} Piece;

/* Halves ------------------------------------------------------------------------------------- */

static const struct {
  const char *high;
  const char *low;
} halves[] = {
  /* The more said, the earlier: “high” alone may be part of another word. */
  { "high_noise", "low_noise" }, { "high-noise", "low-noise" }, { "highnoise", "lownoise" },
  { "high noise", "low noise" }, { "_high", "_low" },           { "-high", "-low" },
  { ".high", ".low" },           { "high_", "low_" },           { "high-", "low-" },
};

/* Where in the name of the file @word is, whatever its case; folders do not count. */
static const char *
find_word (const char *file,
           const char *word)
{
  gsize length = strlen (word);
  const char *found = NULL;
  const char *name = file;

  for (const char *p = file; *p != '\0'; p++)
    if (*p == '/' || *p == '\\')
      name = p + 1;
  for (const char *p = name; *p != '\0'; p++)
    if (g_ascii_strncasecmp (p, word, length) == 0)
      found = p;

  return found;
}

static Half
find_half (const char  *file,
           const char **place,
           gsize       *length,
           const char **other)
{
  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      const char *high = find_word (file, halves[i].high);
      const char *low = find_word (file, halves[i].low);

      if ((high == NULL) == (low == NULL))
        continue;

      *place = high != NULL ? high : low;
      *length = strlen (high != NULL ? halves[i].high : halves[i].low);
      *other = high != NULL ? halves[i].low : halves[i].high;

      return high != NULL ? HALF_HIGH : HALF_LOW;
    }

  return HALF_NONE;
}

static Half
get_half (const char *file)
{
  const char *place, *other;
  gsize length;

  return find_half (file, &place, &length, &other);
}

char *
aip_lora_chain_find_partner (const char *file)
{
  const char *place, *other;
  GString *partner;
  gsize length;
  guint n_upper = 0, n_letters = 0;

  g_return_val_if_fail (file != NULL, NULL);

  if (find_half (file, &place, &length, &other) == HALF_NONE)
    return NULL;

  /* HIGH becomes LOW, High becomes Low. */
  for (gsize i = 0; i < length; i++)
    {
      n_letters += g_ascii_isalpha (place[i]) ? 1 : 0;
      n_upper += g_ascii_isupper (place[i]) ? 1 : 0;
    }
  partner = g_string_new_len (file, place - file);
  for (gsize i = 0; other[i] != '\0'; i++)
    {
      gboolean begins = i == 0 || !g_ascii_isalpha (other[i - 1]);

      if (n_upper == n_letters || (n_upper > 0 && begins))
        g_string_append_c (partner, g_ascii_toupper (other[i]));
      else
        g_string_append_c (partner, other[i]);
    }
  g_string_append (partner, place + length);

  return g_string_free_and_steal (partner);
}

/* Lines -------------------------------------------------------------------------------------- */

/* "model", "model1" …: a MODEL; not "model_patch". */
static gboolean
is_numbered (const char *input,
             const char *name)
{
  gsize length = strlen (name);

  if (strncmp (input, name, length) != 0)
    return FALSE;
  for (const char *p = input + length; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      return FALSE;

  return TRUE;
}

/*
 * Backwards from @node along inputs called @name to where they begin. A graph's own LoRAs, patches and
 * merges lie in between.
 */
static void
collect_roots (AipGraph   *graph,
               const char *node,
               const char *name,
               GArray     *roots)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (Root));
  Root start = { node, 0 };

  g_array_append_val (stack, start);
  while (stack->len > 0)
    {
      Root at = g_array_index (stack, Root, stack->len - 1);
      g_auto(GStrv) inputs = aip_graph_list_inputs (graph, at.node);
      gboolean goes_on = FALSE;

      g_array_set_size (stack, stack->len - 1);
      if (!aip_graph_has_node (graph, at.node))
        continue;
      for (guint i = 0; inputs[i] != NULL; i++)
        {
          Root next;

          if (!is_numbered (inputs[i], name) ||
              !aip_graph_get_link (graph, at.node, inputs[i], &next.node, &next.slot))
            continue;
          if (!goes_on && !g_hash_table_add (seen, (gpointer) at.node))
            break;
          goes_on = TRUE;
          g_array_append_val (stack, next);
        }

      /* The name that the node itself has: that of the link goes when the link is moved. */
      at.node = aip_graph_lookup (graph, at.node)->id;
      if (!goes_on && !g_hash_table_contains (seen, at.node) && !g_str_equal (at.node, node))
        g_array_append_val (roots, at);
    }
}

static char *
dup_model_file (AipGraph   *graph,
                const char *node)
{
  static const char *const inputs[] = { "unet_name", "ckpt_name", "model_name", "model", "gguf_name" };

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      char *file = aip_graph_dup_string (graph, node, inputs[i], NULL);

      if (file != NULL)
        return file;
    }

  return g_strdup ("");
}

static Line *
find_line (GArray     *lines,
           const Root *root)
{
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);

      if (g_str_equal (line->root.node, root->node) && line->root.slot == root->slot)
        return line;
    }

  return NULL;
}

static void
add_lines (AipGraph            *graph,
           const AipGraphSides *sides,
           GArray              *lines)
{
  g_autoptr(GArray) roots = g_array_new (FALSE, FALSE, sizeof (Root));
  gint64 first_step = aip_graph_get_int (graph, sides->sampler, "start_at_step", 0);

  collect_roots (graph, sides->guide, "model", roots);
  for (guint i = 0; i < roots->len; i++)
    {
      const Root *root = &g_array_index (roots, Root, i);
      g_autofree char *file = dup_model_file (graph, root->node);
      Line *line = find_line (lines, root);

      if (line != NULL)
        line->first_step = MIN (line->first_step, first_step);
      else if (find_word (file, "refiner") == NULL)
        {
          Line made = { *root, first_step, get_half (file) };

          g_array_append_val (lines, made);
        }
    }
}

/* Which of several models begins, where their names do not say it. */
static void
tell_halves (GArray *lines)
{
  Line *first = &g_array_index (lines, Line, 0);

  if (lines->len == 1)
    {
      first->half = HALF_NONE;
      return;
    }

  for (guint i = 1; i < lines->len; i++)
    if (g_array_index (lines, Line, i).first_step < first->first_step)
      first = &g_array_index (lines, Line, i);
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);

      if (line->half == HALF_NONE)
        line->half = line == first ? HALF_HIGH : HALF_LOW;
    }
}

/* LoRAs are made for CLIP and its kin; the large language models of others stay as they are. */
static gboolean
is_taught (AipGraph   *graph,
           const char *loader)
{
  static const char *const types[] = {
    "stable_diffusion", "sdxl", "sd3", "flux", "stable_cascade", NULL,
  };
  g_autofree char *type = aip_graph_dup_string (graph, loader, "type", NULL);

  return type == NULL || g_strv_contains (types, type);
}

/* The text encoder that all texts of these samplers go through; FALSE if there is not exactly one. */
static gboolean
find_encoder (AipGraph  *graph,
              GPtrArray *samplers,
              Root      *encoder)
{
  g_autoptr(GArray) roots = g_array_new (FALSE, FALSE, sizeof (Root));

  for (guint i = 0; i < samplers->len; i++)
    {
      AipGraphSides *sides = g_ptr_array_index (samplers, i);
      GHashTable *both[] = { sides->positive, sides->negative };

      for (guint j = 0; j < G_N_ELEMENTS (both); j++)
        {
          GHashTableIter iter;
          gpointer node;

          g_hash_table_iter_init (&iter, both[j]);
          while (g_hash_table_iter_next (&iter, &node, NULL))
            collect_roots (graph, node, "clip", roots);
        }
    }

  for (guint i = 1; i < roots->len; i++)
    if (!g_str_equal (g_array_index (roots, Root, i).node, g_array_index (roots, Root, 0).node) ||
        g_array_index (roots, Root, i).slot != g_array_index (roots, Root, 0).slot)
      return FALSE;
  if (roots->len == 0)
    return FALSE;
  *encoder = g_array_index (roots, Root, 0);

  return is_taught (graph, encoder->node);
}

/* Names -------------------------------------------------------------------------------------- */

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_free (piece->file);
  g_free (piece);
}

static const AipNodeInput *
find_names (AipNodeCatalogue *catalogue)
{
  const AipNodeClass *class = aip_node_catalogue_lookup (catalogue, CLASS_MODEL);

  return class != NULL ? aip_node_class_find_input (class, "lora_name") : NULL;
}

static void
set_missing (const AipNodeInput  *names,
             const char          *file,
             GError             **error)
{
  const char *nearest = aip_node_input_find_nearest (names, file);

  if (nearest != NULL)
    g_set_error (error, AIP_ERROR, AIP_ERROR_REJECTED,
                 _("The worker does not have the LoRA “%s”; the nearest that it has is “%s”. Put the "
                   "file into “models/loras” there, or choose another one."), file, nearest);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_REJECTED,
                 _("The worker does not have the LoRA “%s”. Put the file into “models/loras” there, "
                   "or choose another one."), file);
}

/* What the worker calls @file; NULL if it does not have it. */
static const char *
find_name (AipNodeCatalogue *catalogue,
           const char       *file)
{
  const AipNodeInput *names;

  if (catalogue == NULL)
    return file;
  names = find_names (catalogue);
  if (names == NULL || aip_node_input_get_options (names) == NULL)
    return file;

  return aip_node_input_find_option (names, file);
}

/*
 * The file of @lora for @half. Of a pair each half gets its own; where the other one does not exist,
 * only the half that the file was made for gets it.
 */
static gboolean
choose_file (const AipLora     *lora,
             Half               half,
             AipNodeCatalogue  *catalogue,
             gboolean           lenient,
             GStrvBuilder      *changes,
             char             **file,
             GError           **error)
{
  Half made_for = half != HALF_NONE ? get_half (lora->file) : HALF_NONE;
  g_autofree char *partner = NULL;
  const char *name;

  *file = NULL;
  if (made_for != HALF_NONE && made_for != half)
    {
      partner = aip_lora_chain_find_partner (lora->file);
      name = find_name (catalogue, partner);
      if (name == NULL && changes != NULL)
        g_strv_builder_take (changes,
                             g_strdup_printf (_("The LoRA “%s” is used for one half of the model only: "
                                                "the worker does not have “%s” for the other one."),
                                              lora->file, partner));
      *file = g_strdup (name);
      return TRUE;
    }

  name = find_name (catalogue, lora->file);
  *file = g_strdup (name);
  if (name != NULL)
    return TRUE;
  if (!lenient)
    {
      set_missing (find_names (catalogue), lora->file, error);
      return FALSE;
    }
  /* Once, not for each half. */
  if (changes != NULL && (half != HALF_LOW || made_for == HALF_LOW))
    g_strv_builder_take (changes, g_strdup_printf (_("The LoRA “%s” is left out: the worker does not "
                                                     "have it."), lora->file));

  return TRUE;
}

/* (element-type Piece) (nullable) */
static GPtrArray *
make_chain (GPtrArray         *loras,
            Half               half,
            AipNodeCatalogue  *catalogue,
            gboolean           lenient,
            GStrvBuilder      *changes,
            GError           **error)
{
  g_autoptr(GPtrArray) chain = g_ptr_array_new_with_free_func (piece_free);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < loras->len; i++)
    {
      const AipLora *lora = g_ptr_array_index (loras, i);
      char *file;
      Piece *piece;

      if (lora->model == 0 && lora->clip == 0)
        continue;
      if (!choose_file (lora, half, catalogue, lenient, changes, &file, error))
        return NULL;
      if (file == NULL || g_hash_table_contains (seen, file))
        {
          g_free (file);
          continue;
        }

      piece = g_new0 (Piece, 1);
      piece->file = file;
      piece->lora = lora;
      g_hash_table_add (seen, piece->file);
      g_ptr_array_add (chain, piece);
    }

  return g_steal_pointer (&chain);
}

/* The chain ---------------------------------------------------------------------------------- */

static gboolean
add_piece (AipGraph     *graph,
           const Piece  *piece,
           Root         *model,
           Root         *clip,
           GError      **error)
{
  gboolean both = clip != NULL && piece->lora->clip != 0;
  g_autofree char *id = NULL;
  guint n = 0;

  if (!both && piece->lora->model == 0)
    return TRUE;

  do
    {
      g_free (id);
      id = g_strdup_printf ("lora-%u", ++n);
    }
  while (aip_graph_has_node (graph, id));

  if (!aip_graph_add_node (graph, id, both ? CLASS_BOTH : CLASS_MODEL, error) ||
      !aip_graph_set_title (graph, id, piece->file, error) ||
      !aip_graph_set_link (graph, id, "model", model->node, model->slot, error) ||
      !aip_graph_set_string (graph, id, "lora_name", piece->file, error) ||
      !aip_graph_set_double (graph, id, "strength_model", piece->lora->model, error))
    return FALSE;
  model->node = aip_graph_get_node (graph, aip_graph_get_n_nodes (graph) - 1);
  model->slot = 0;

  if (both)
    {
      if (!aip_graph_set_link (graph, id, "clip", clip->node, clip->slot, error) ||
          !aip_graph_set_double (graph, id, "strength_clip", piece->lora->clip, error))
        return FALSE;
      clip->node = model->node;
      clip->slot = 1;
    }

  return TRUE;
}

static gboolean
move_readers (AipGraph      *graph,
              const GArray  *readers,
              const Root    *end,
              GError       **error)
{
  for (guint i = 0; i < readers->len; i++)
    {
      const AipGraphRef *ref = &g_array_index (readers, AipGraphRef, i);

      if (!aip_graph_set_link (graph, ref->node, ref->input, end->node, end->slot, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
insert_chain (AipGraph         *graph,
              const Line       *line,
              const Root       *encoder,
              GPtrArray        *chain,
              GError          **error)
{
  g_autoptr(GArray) model_readers = aip_graph_find_consumers (graph, line->root.node,
                                                              (int) line->root.slot);
  g_autoptr(GArray) clip_readers = NULL;
  Root model = line->root;
  Root clip = { NULL, 0 };

  if (encoder != NULL)
    {
      clip = *encoder;
      clip_readers = aip_graph_find_consumers (graph, clip.node, (int) clip.slot);
    }

  for (guint i = 0; i < chain->len; i++)
    if (!add_piece (graph, g_ptr_array_index (chain, i), &model, encoder != NULL ? &clip : NULL,
                    error))
      return FALSE;

  return move_readers (graph, model_readers, &model, error) &&
         (clip_readers == NULL || move_readers (graph, clip_readers, &clip, error));
}

static void
set_no_line (AipGraph   *graph,
             GPtrArray  *samplers,
             GError    **error)
{
  const char *node = ((AipGraphSides *) g_ptr_array_index (samplers, 0))->sampler;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("The shot has LoRAs, but “%s” (node %s) gets its model from no loader that they "
                 "could follow. Choose another workflow."), aip_graph_get_title (graph, node), node);
}

gboolean
aip_lora_chain_insert (AipGraph          *graph,
                       const char        *output,
                       GPtrArray         *loras,
                       AipNodeCatalogue  *catalogue,
                       gboolean           lenient,
                       GStrvBuilder      *changes,
                       GError           **error)
{
  g_autoptr(GHashTable) needed = NULL;
  g_autoptr(GPtrArray) samplers = NULL;
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  Root encoder;
  gboolean encodes;

  g_return_val_if_fail (graph != NULL && output != NULL && loras != NULL, FALSE);

  if (loras->len == 0)
    return TRUE;

  needed = aip_graph_find_ancestors (graph, output);
  samplers = aip_graph_find_sides (graph, needed);
  if (samplers->len == 0)
    {
      if (changes != NULL)
        g_strv_builder_add (changes, _("Nothing is sampled, so the LoRAs of the shot are left out."));
      return TRUE;
    }

  for (guint i = 0; i < samplers->len; i++)
    add_lines (graph, g_ptr_array_index (samplers, i), lines);
  if (lines->len == 0)
    {
      set_no_line (graph, samplers, error);
      return FALSE;
    }
  tell_halves (lines);
  encodes = lines->len == 1 && find_encoder (graph, samplers, &encoder);

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      g_autoptr(GPtrArray) chain = make_chain (loras, line->half, catalogue, lenient, changes, error);

      if (chain == NULL || !insert_chain (graph, line, encodes ? &encoder : NULL, chain, error))
        return FALSE;
    }

  return TRUE;
}
