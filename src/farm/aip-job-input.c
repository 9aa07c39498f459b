/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-job-input"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-asset.h"
#include "aip-casting.h"
#include "aip-comfy-client.h"
#include "aip-costume.h"
#include "aip-error.h"
#include "aip-graph-edit.h"
#include "aip-job-input.h"
#include "aip-json.h"
#include "aip-picture-source.h"

/* More than any workflow takes. */
#define MAX_REFERENCES 16

typedef struct {
  AipDocument *document;
  AipShot     *shot;
  AipWorkflow *workflow;
  AipTake     *source;    /* nullable: instead of what the shot has */
  gboolean     promised;  /* what the shot has is still being made */
} Search;

void
aip_job_input_free (gpointer data)
{
  AipJobInput *input = data;

  g_free (input->name);
  g_free (input->shot);
  g_free (input->path);
  g_free (input->sha256);
  g_free (input->reference);
  g_free (input->workflow);
  g_free (input);
}

static gboolean
is_still (AipTake *take)
{
  return take != NULL && aip_take_is_still (take);
}

static gboolean
is_movie (AipTake *take)
{
  return take != NULL && aip_take_is_movie (take);
}

/* (nullable): the current take if it will do, else the newest that does. */
static AipTake *
find_take (AipShot   *shot,
           gboolean (*does) (AipTake *take))
{
  GListModel *takes = aip_shot_get_takes (shot);

  if (does (aip_shot_get_take (shot)))
    return aip_shot_get_take (shot);

  for (guint i = g_list_model_get_n_items (takes); i > 0; i--)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (takes, i - 1);

      /* The list holds it on. */
      if (does (take))
        return take;
    }

  return NULL;
}

/* (nullable): of the shot itself. */
static AipTake *
find_own_take (Search *search,
               gboolean (*does) (AipTake *take))
{
  return does (search->source) ? search->source : find_take (search->shot, does);
}

/* (nullable): the shot @step places further on. */
static AipShot *
find_neighbour (AipDocument *document,
                AipShot     *shot,
                int          step)
{
  AipEntityList *shots = aip_document_get_shots (document);
  guint position;

  if (!aip_entity_list_find (shots, AIP_ENTITY (shot), &position) || (int) position + step < 0)
    return NULL;

  return (AipShot *) aip_entity_list_peek (shots, (guint) ((int) position + step));
}

static AipJobInput *
take_input_new (Search           *search,
                AipShot          *shot,
                AipTake          *take,
                AipJobInputPart   part,
                GError          **error)
{
  g_autofree char *path = aip_document_get_take_path (search->document, take);
  const char *sha256 = aip_entity_get_text (AIP_ENTITY (take), "sha256");
  AipJobInput *input;

  if (path == NULL || *sha256 == '\0')
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("The picture of take %d of %s cannot be used: the project does not say where "
                     "it is. Generate the still again."), (int) aip_take_get_number (take),
                   aip_shot_get_code (shot));
      return NULL;
    }

  input = g_new0 (AipJobInput, 1);
  /* Translators: within a sentence; number of a take, code of a shot */
  input->name = g_strdup_printf (_("take %d of %s"), (int) aip_take_get_number (take),
                                 aip_shot_get_code (shot));
  input->shot = g_strdup (aip_shot_get_code (shot));
  input->number = aip_take_get_number (take);
  input->part = is_movie (take) ? part : AIP_JOB_INPUT_WHOLE;
  input->path = g_steal_pointer (&path);
  input->sha256 = g_strdup (sha256);
  input->reference = aip_comfy_client_get_upload_name (sha256, aip_take_get_file (take));
  input->width = (int) CLAMP (aip_entity_get_integer (AIP_ENTITY (take), "width"), 0, G_MAXINT);
  input->height = (int) CLAMP (aip_entity_get_integer (AIP_ENTITY (take), "height"), 0, G_MAXINT);
  input->workflow = g_strdup (aip_entity_get_text (AIP_ENTITY (take), "workflow"));
  input->offset = aip_take_get_offset (take);

  return input;
}

static AipJobInput *
asset_input_new (Search     *search,
                 const char *file)
{
  g_autofree char *sha256 = aip_asset_dup_sha256 (file);
  AipJobInput *input;

  if (sha256 == NULL)
    return NULL;

  input = g_new0 (AipJobInput, 1);
  /* Translators: within a sentence; code of a shot */
  input->name = g_strdup_printf (_("a picture for %s"), aip_shot_get_code (search->shot));
  input->shot = g_strdup (aip_shot_get_code (search->shot));
  input->path = g_build_filename (aip_document_get_folder (search->document), file, NULL);
  input->reference = aip_comfy_client_get_upload_name (sha256, file);
  input->sha256 = g_steal_pointer (&sha256);

  return input;
}

/* Where a movie ends, or a still that it would begin with. */
static AipJobInput *
neighbour_input (Search   *search,
                 int       step,
                 GError  **error)
{
  AipShot *from = find_neighbour (search->document, search->shot, step);
  AipTake *take;

  if (from == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   step < 0 ? _("%s begins where the shot before it ends, but no shot is before it.")
                            : _("%s ends where the next shot begins, but no shot follows it."),
                   aip_shot_get_code (search->shot));
      return NULL;
    }

  /* What moves is what is cut against; a still stands in for it. */
  take = find_take (from, is_movie);
  if (take == NULL)
    take = find_take (from, is_still);
  if (take == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   step < 0 ? _("%s has no take yet, and %s begins where it ends. Generate it first.")
                            : _("%s has no take yet, and %s ends where it begins. Generate it first."),
                   aip_shot_get_code (from), aip_shot_get_code (search->shot));
      return NULL;
    }

  return take_input_new (search, from, take,
                         step < 0 ? AIP_JOB_INPUT_LAST_FRAME : AIP_JOB_INPUT_FIRST_FRAME, error);
}

/* What a field of the shot names. NULL without an error: nothing. */
static AipJobInput *
source_input (Search      *search,
              const char  *text,
              GError     **error)
{
  AipPictureFrom from;
  const char *what;
  AipEntity *take, *shot;

  if (!aip_picture_source_parse (text, &from, &what))
    return NULL;

  switch (from)
    {
    case AIP_PICTURE_FROM_ASSET:
      return asset_input_new (search, what);

    case AIP_PICTURE_FROM_TAKE:
    case AIP_PICTURE_FROM_TAKE_END:
      take = aip_document_lookup (search->document, what);
      shot = AIP_IS_TAKE (take)
               ? aip_document_lookup (search->document, aip_entity_get_text (take, "shot")) : NULL;
      if (AIP_IS_SHOT (shot))
        return take_input_new (search, AIP_SHOT (shot), AIP_TAKE (take),
                               from == AIP_PICTURE_FROM_TAKE ? AIP_JOB_INPUT_FIRST_FRAME
                                                             : AIP_JOB_INPUT_LAST_FRAME, error);
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("%s uses a take that does not exist any more. Choose another picture."),
                   aip_shot_get_code (search->shot));
      return NULL;

    case AIP_PICTURE_FROM_PREVIOUS:
      return neighbour_input (search, -1, error);

    case AIP_PICTURE_FROM_NEXT:
      return neighbour_input (search, 1, error);

    case AIP_PICTURE_FROM_NOTHING:
    default:
      return NULL;
    }
}

static AipJobInput *
field_input (Search      *search,
             const char  *field,
             GError     **error)
{
  return source_input (search, aip_entity_get_text (AIP_ENTITY (search->shot), field), error);
}

static AipJobInput *
still_input (Search   *search,
             GError  **error)
{
  AipTake *take = find_own_take (search, is_still);

  if (search->promised)
    return NULL;
  if (take != NULL)
    return take_input_new (search, search->shot, take, AIP_JOB_INPUT_WHOLE, error);

  g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
               _("%s has no still yet, and “%s” begins with one. Generate a still of it first."),
               aip_shot_get_code (search->shot), aip_workflow_get_title (search->workflow));

  return NULL;
}

/* Roles -------------------------------------------------------------------------------------- */

static AipJobInput *
find_first_frame (Search   *search,
                  GError  **error)
{
  GError *local_error = NULL;
  AipJobInput *input;

  /* What a chain goes on with is newer than what the shot names. */
  if (search->promised || is_still (search->source))
    return still_input (search, error);

  input = field_input (search, "first-frame", &local_error);
  if (input == NULL && local_error == NULL)
    return still_input (search, error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return input;
}

static AipJobInput *
find_last_frame (Search   *search,
                 GError  **error)
{
  GError *local_error = NULL;
  AipJobInput *input = field_input (search, "last-frame", &local_error);
  AipShot *next;
  AipTake *take;

  if (input != NULL)
    return input;
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  next = find_neighbour (search->document, search->shot, 1);
  if (next == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("“%s” goes to the still of the next shot, but no shot follows %s. Choose "
                     "another workflow."), aip_workflow_get_title (search->workflow),
                   aip_shot_get_code (search->shot));
      return NULL;
    }
  take = find_take (next, is_still);
  if (take == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("%s has no still yet, and “%s” ends with one. Generate a still of it first."),
                   aip_shot_get_code (next), aip_workflow_get_title (search->workflow));
      return NULL;
    }

  return take_input_new (search, next, take, AIP_JOB_INPUT_WHOLE, error);
}

static AipJobInput *
find_mask (Search   *search,
           GError  **error)
{
  AipJobInput *input = asset_input_new (search, aip_entity_get_text (AIP_ENTITY (search->shot),
                                                                     "mask"));

  if (input == NULL)
    g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                 _("%s has no mask, and “%s” needs one: it says what is drawn anew. Paint it first."),
                 aip_shot_get_code (search->shot), aip_workflow_get_title (search->workflow));

  return input;
}

/* A picture of another kind would be followed all the same, into nonsense. */
static gboolean
is_kind (Search   *search,
         GError  **error)
{
  const char *wanted = aip_workflow_get_control (search->workflow);
  const char *kind = aip_entity_get_text (AIP_ENTITY (search->shot), "control-kind");

  if (*wanted == '\0' || *kind == '\0' || g_str_equal (wanted, kind))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("The control picture of %s is of the kind “%s”, but “%s” follows “%s”. Choose "
                 "another picture or workflow."), aip_shot_get_code (search->shot), kind,
               aip_workflow_get_title (search->workflow), wanted);

  return FALSE;
}

static AipJobInput *
find_control_image (Search   *search,
                    GError  **error)
{
  GError *local_error = NULL;
  AipJobInput *input = field_input (search, "control", &local_error);

  if (input == NULL && local_error == NULL)
    g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                 _("%s has no control picture, and “%s” follows one. Give it one first."),
                 aip_shot_get_code (search->shot), aip_workflow_get_title (search->workflow));
  else if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (!is_kind (search, error))
    g_clear_pointer (&input, aip_job_input_free);

  return input;
}

/* The worker makes the control picture of it, so any picture will do. */
static AipJobInput *
find_control_source (Search   *search,
                     GError  **error)
{
  GError *local_error = NULL;
  AipJobInput *input = field_input (search, "control", &local_error);

  if (input == NULL && local_error == NULL)
    return still_input (search, error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (!is_kind (search, error))
    g_clear_pointer (&input, aip_job_input_free);

  return input;
}

static AipJobInput *
movie_input (Search      *search,
             AipTake     *take,
             GError     **error)
{
  if (search->promised)
    return NULL;
  if (take == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                   _("%s has no movie yet, and “%s” begins with one. Set it in motion first."),
                   aip_shot_get_code (search->shot), aip_workflow_get_title (search->workflow));
      return NULL;
    }

  return take_input_new (search, search->shot, take, AIP_JOB_INPUT_WHOLE, error);
}

static AipJobInput *
find_movie (Search   *search,
            GError  **error)
{
  return movie_input (search, find_own_take (search, is_movie), error);
}

static AipJobInput *
find_control_video (Search   *search,
                    GError  **error)
{
  const char *text = aip_entity_get_text (AIP_ENTITY (search->shot), "control");
  AipPictureFrom from;
  const char *what;

  if (!search->promised && !is_movie (search->source) &&
      aip_picture_source_parse (text, &from, &what) && from == AIP_PICTURE_FROM_TAKE)
    {
      AipEntity *take = aip_document_lookup (search->document, what);

      if (AIP_IS_TAKE (take) && is_movie (AIP_TAKE (take)))
        return movie_input (search, AIP_TAKE (take), error);
    }

  return find_movie (search, error);
}

static const struct {
  const char   *role;
  AipJobInput *(*find) (Search   *search,
                        GError  **error);
} finders[] = {
  { AIP_ROLE_INIT_IMAGE, still_input },
  { AIP_ROLE_FIRST_FRAME, find_first_frame },
  { AIP_ROLE_LAST_FRAME, find_last_frame },
  { AIP_ROLE_MASK, find_mask },
  { AIP_ROLE_CONTROL_IMAGE, find_control_image },
  { AIP_ROLE_CONTROL_SOURCE, find_control_source },
  { AIP_ROLE_CONTROL_VIDEO, find_control_video },
  { AIP_ROLE_INIT_VIDEO, find_movie },
};

/* References --------------------------------------------------------------------------------- */

static void
add_reference (GPtrArray   *found,
               AipJobInput *input)
{
  for (guint i = 0; input != NULL && i < found->len; i++)
    if (g_str_equal (((AipJobInput *) g_ptr_array_index (found, i))->sha256, input->sha256))
      {
        aip_job_input_free (input);
        return;
      }

  if (input != NULL)
    g_ptr_array_add (found, input);
}

/* The costume that is worn shows a character best; else the first picture of it. */
static void
add_cast (Search    *search,
          GPtrArray *found)
{
  g_auto(GStrv) cast = aip_entity_dup_texts (AIP_ENTITY (search->shot), "characters");

  for (guint i = 0; cast != NULL && cast[i] != NULL; i++)
    {
      AipEntity *character = aip_document_lookup (search->document, cast[i]);
      g_autoptr(AipCasting) casting = NULL;
      g_autoptr(GPtrArray) costumes = NULL;
      g_auto(GStrv) pictures = NULL;
      const AipCostume *costume;

      if (!AIP_IS_CHARACTER (character))
        continue;

      casting = aip_casting_read (aip_shot_get_casting (search->shot), cast[i]);
      costumes = aip_character_get_costumes (AIP_CHARACTER (character));
      costume = aip_costumes_find (costumes, casting->costume);
      if (costume == NULL && costumes->len > 0)
        costume = g_ptr_array_index (costumes, 0);
      pictures = aip_entity_dup_texts (character, "references");

      if (costume != NULL && *costume->reference != '\0')
        add_reference (found, asset_input_new (search, costume->reference));
      else if (pictures != NULL && pictures[0] != NULL)
        add_reference (found, asset_input_new (search, pictures[0]));
    }
}

static gboolean
find_references (Search     *search,
                 GPtrArray  *found,
                 GError    **error)
{
  AipTake *still = find_own_take (search, is_still);
  g_auto(GStrv) own = aip_entity_dup_texts (AIP_ENTITY (search->shot), "references");
  AipEntity *place;
  g_auto(GStrv) pictures = NULL;

  if (still != NULL)
    {
      AipJobInput *input = take_input_new (search, search->shot, still, AIP_JOB_INPUT_WHOLE, error);

      if (input == NULL)
        return FALSE;
      add_reference (found, input);
    }
  for (guint i = 0; own != NULL && own[i] != NULL; i++)
    {
      g_autoptr(GError) local_error = NULL;

      add_reference (found, source_input (search, own[i], &local_error));
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  add_cast (search, found);
  place = aip_document_lookup (search->document,
                               aip_entity_get_text (AIP_ENTITY (search->shot), "place"));
  if (AIP_IS_PLACE (place))
    pictures = aip_entity_dup_texts (place, "references");
  if (pictures != NULL && pictures[0] != NULL)
    add_reference (found, asset_input_new (search, pictures[0]));

  return TRUE;
}

static gboolean
add_references (Search     *search,
                GPtrArray  *inputs,
                GError    **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (aip_job_input_free);

  if (!aip_workflow_has_role (search->workflow, AIP_ROLE_REFERENCE_IMAGE))
    return TRUE;
  if (!find_references (search, found, error))
    return FALSE;

  for (guint n = 1; n <= MAX_REFERENCES; n++)
    {
      g_autofree char *role = n == 1 ? g_strdup (AIP_ROLE_REFERENCE_IMAGE)
                                     : g_strdup_printf (AIP_ROLE_REFERENCE_IMAGE "-%u", n);

      if (!aip_workflow_has_role (search->workflow, role))
        continue;
      if (found->len > 0)
        {
          AipJobInput *input = g_ptr_array_steal_index (found, 0);

          input->role = g_intern_string (role);
          g_ptr_array_add (inputs, input);
        }
      else if (!aip_workflow_is_optional (search->workflow, role) && !(search->promised && n == 1))
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                       n == 1 ? _("%s has no still yet, and “%s” begins with one. Generate a still of "
                                  "it first, or give it a reference picture.")
                              : _("%s has too few reference pictures for “%s”. Give it more, or choose "
                                  "another workflow."), aip_shot_get_code (search->shot),
                       aip_workflow_get_title (search->workflow));
          return FALSE;
        }
    }

  return TRUE;
}

/* All of it ---------------------------------------------------------------------------------- */

static GPtrArray *
find_all (Search   *search,
          GError  **error)
{
  g_autoptr(GPtrArray) inputs = g_ptr_array_new_with_free_func (aip_job_input_free);

  for (guint i = 0; i < G_N_ELEMENTS (finders); i++)
    {
      g_autoptr(GError) local_error = NULL;
      AipJobInput *input;

      if (!aip_workflow_has_role (search->workflow, finders[i].role))
        continue;

      input = finders[i].find (search, &local_error);
      if (input != NULL)
        {
          input->role = finders[i].role;
          g_ptr_array_add (inputs, input);
        }
      else if (local_error != NULL && !aip_workflow_is_optional (search->workflow, finders[i].role))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  return add_references (search, inputs, error) ? g_steal_pointer (&inputs) : NULL;
}

GPtrArray *
aip_job_inputs_find (AipDocument  *document,
                     AipShot      *shot,
                     AipWorkflow  *workflow,
                     AipTake      *source,
                     GError      **error)
{
  Search search = { .document = document, .shot = shot, .workflow = workflow, .source = source };

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), NULL);
  g_return_val_if_fail (source == NULL || AIP_IS_TAKE (source), NULL);

  return find_all (&search, error);
}

gboolean
aip_job_inputs_check (AipDocument  *document,
                      AipShot      *shot,
                      AipWorkflow  *workflow,
                      GError      **error)
{
  Search search = { .document = document, .shot = shot, .workflow = workflow, .promised = TRUE };
  g_autoptr(GPtrArray) inputs = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), FALSE);

  inputs = find_all (&search, error);

  return inputs != NULL;
}

const AipJobInput *
aip_job_inputs_get (GPtrArray  *inputs,
                    const char *role)
{
  g_return_val_if_fail (inputs != NULL && role != NULL, NULL);

  for (guint i = 0; i < inputs->len; i++)
    {
      const AipJobInput *input = g_ptr_array_index (inputs, i);

      if (g_str_equal (input->role, role))
        return input;
    }

  return NULL;
}

/* The roles that stand for a take of the shot itself. */
static gboolean
is_own (const AipJobInput *input,
        gboolean           movie)
{
  if (movie)
    return g_str_equal (input->role, AIP_ROLE_INIT_VIDEO) ||
           g_str_equal (input->role, AIP_ROLE_CONTROL_VIDEO);

  return g_str_equal (input->role, AIP_ROLE_INIT_IMAGE) ||
         g_str_equal (input->role, AIP_ROLE_FIRST_FRAME);
}

gboolean
aip_job_inputs_use_part (GPtrArray         *inputs,
                         AipDocument       *document,
                         const AipCutPart  *part,
                         GError           **error)
{
  AipEntity *take, *shot;
  Search search = { .document = document };

  g_return_val_if_fail (inputs != NULL && part != NULL, FALSE);
  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);

  take = aip_document_lookup (document, part->take);
  shot = AIP_IS_TAKE (take)
           ? aip_document_lookup (document, aip_take_get_shot_id (AIP_TAKE (take))) : NULL;
  if (!AIP_IS_SHOT (shot))
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                           _("The take that should be finished does not exist any more. Finish the "
                             "cut again."));
      return FALSE;
    }

  for (guint i = 0; i < inputs->len; i++)
    {
      AipJobInput *old = g_ptr_array_index (inputs, i);
      AipJobInput *input;

      if (!is_own (old, is_movie (AIP_TAKE (take))))
        continue;
      input = take_input_new (&search, AIP_SHOT (shot), AIP_TAKE (take), AIP_JOB_INPUT_WHOLE, error);
      if (input == NULL)
        return FALSE;
      input->role = old->role;
      if (*part->file != '\0')
        {
          g_free (input->path);
          input->path = g_build_filename (aip_document_get_folder (document), part->file, NULL);
          g_set_str (&input->sha256, part->sha256);
          g_free (input->reference);
          input->reference = aip_comfy_client_get_upload_name (part->sha256, part->file);
          input->first = part->first;
          input->frames = part->frames;
        }
      aip_job_input_free (old);
      inputs->pdata[i] = input;
    }

  return TRUE;
}

gint64
aip_job_inputs_get_offset (GPtrArray *inputs)
{
  const AipJobInput *movie = aip_job_inputs_get (inputs, AIP_ROLE_INIT_VIDEO);

  if (movie == NULL)
    movie = aip_job_inputs_get (inputs, AIP_ROLE_CONTROL_VIDEO);

  return movie != NULL ? movie->offset : 0;
}

gboolean
aip_job_inputs_apply (GPtrArray    *inputs,
                      AipWorkflow  *workflow,
                      AipGraph     *graph,
                      GError      **error)
{
  g_return_val_if_fail (inputs != NULL && graph != NULL, FALSE);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), FALSE);

  for (guint i = 0; i < inputs->len; i++)
    {
      const AipJobInput *input = g_ptr_array_index (inputs, i);
      const GArray *refs = aip_workflow_get_bindings (workflow, input->role);

      for (guint j = 0; input->part != AIP_JOB_INPUT_WHOLE && j < refs->len; j++)
        if (!aip_graph_load_frame (graph, g_array_index (refs, AipGraphRef, j).node,
                                   input->reference, input->part == AIP_JOB_INPUT_LAST_FRAME, error))
          return FALSE;
    }

  return TRUE;
}

char *
aip_job_inputs_to_recipe (GPtrArray  *inputs,
                          const char *recipe)
{
  static const char *const parts[] = { NULL, "first", "last" };
  g_autoptr(JsonNode) root = aip_json_parse (recipe, -1, AIP_RECIPE_MAX_BYTES, NULL);
  JsonArray *array;

  g_return_val_if_fail (inputs != NULL, NULL);

  if (inputs->len == 0 || aip_json_node_object (root) == NULL)
    return g_strdup (recipe);

  array = json_array_new ();
  for (guint i = 0; i < inputs->len; i++)
    {
      const AipJobInput *input = g_ptr_array_index (inputs, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "role", input->role);
      json_object_set_string_member (object, "shot", input->shot);
      if (input->number > 0)
        json_object_set_int_member (object, "take", input->number);
      if (parts[input->part] != NULL)
        json_object_set_string_member (object, "frame", parts[input->part]);
      if (input->frames > 0)
        {
          json_object_set_int_member (object, "first", input->first);
          json_object_set_int_member (object, "frames", input->frames);
        }
      json_object_set_string_member (object, "sha256", input->sha256);
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (aip_json_node_object (root), "inputs", array);

  return aip_json_to_text (root, FALSE);
}
