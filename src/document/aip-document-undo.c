/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-document"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-document-private.h"
#include "aip-error.h"

/* A transaction that is not known to be on disk. */
typedef struct {
  AipChangeSet *set;
  /* (nullable): the steps that this edit made impossible to redo */
  GPtrArray    *cleared_redo;
} Unsaved;

typedef struct {
  AipDocument *document;
  guint        generation;
} Write;

static void
unsaved_free (Unsaved *unsaved)
{
  aip_change_set_unref (unsaved->set);
  g_clear_pointer (&unsaved->cleared_redo, g_ptr_array_unref);
  g_free (unsaved);
}

static GPtrArray *
steps_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) aip_step_free);
}

static void
move_last_step (GPtrArray *from,
                GPtrArray *to)
{
  if (from->len > 0)
    g_ptr_array_add (to, g_ptr_array_steal_index (from, from->len - 1));
}

/* The stacks as they were before @unsaved. */
static void
take_back_step (AipDocument *self,
                Unsaved     *unsaved)
{
  switch (aip_change_set_get_kind (unsaved->set))
    {
    case AIP_TRANSACTION_EDIT:
      if (self->undo->len > 0)
        g_ptr_array_remove_index (self->undo, self->undo->len - 1);
      if (unsaved->cleared_redo != NULL)
        {
          g_ptr_array_unref (self->redo);
          self->redo = g_steal_pointer (&unsaved->cleared_redo);
        }
      break;
    case AIP_TRANSACTION_UNDO:
      move_last_step (self->redo, self->undo);
      break;
    case AIP_TRANSACTION_REDO:
      move_last_step (self->undo, self->redo);
      break;
    case AIP_TRANSACTION_RECORD:
    default:
      break;
    }
}

static AipTransactionKind
get_opposite (AipTransactionKind kind)
{
  switch (kind)
    {
    case AIP_TRANSACTION_EDIT:
    case AIP_TRANSACTION_REDO:
      return AIP_TRANSACTION_UNDO;
    case AIP_TRANSACTION_UNDO:
      return AIP_TRANSACTION_REDO;
    case AIP_TRANSACTION_RECORD:
    default:
      return AIP_TRANSACTION_RECORD;
    }
}

/* The disk refused: memory goes back to what the disk has. */
static void
take_back_unsaved (AipDocument *self,
                   GError      *cause)
{
  g_autoptr(GPtrArray) inverses = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                  aip_change_set_unref);
  g_autoptr(GError) error = NULL;
  guint n_lost = g_queue_get_length (&self->unsaved);
  Unsaved *unsaved;

  aip_document_doom_transaction (self);
  self->generation++;

  while ((unsaved = g_queue_pop_tail (&self->unsaved)) != NULL)
    {
      gint64 position = aip_change_set_get_position (unsaved->set);
      AipTransactionKind kind = get_opposite (aip_change_set_get_kind (unsaved->set));
      AipChangeSet *inverse = aip_change_set_new_inverse (unsaved->set, kind, position - 1,
                                                          g_get_real_time (), position);

      aip_contents_apply (self->contents, inverse);
      take_back_step (self, unsaved);
      self->position = position - 1;
      g_ptr_array_add (inverses, inverse);
      unsaved_free (unsaved);
    }

  self->publishing = TRUE;
  aip_contents_publish (self->contents);
  self->publishing = FALSE;
  aip_document_update_state (self);

  for (guint i = 0; i < inverses->len; i++)
    aip_document_emit_changed (self, inverses->pdata[i]);

  error = g_error_new (cause->domain, cause->code,
                       ngettext ("%s The last %u change was not saved and has been taken back.",
                                 "%s The last %u changes were not saved and have been taken back.",
                                 n_lost), cause->message, n_lost);
  if (self->closed && self->close_problem == NULL)
    self->close_problem = g_error_copy (error);
  aip_document_emit_failed (self, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Write *write = user_data;
  g_autoptr(AipDocument) self = write->document;
  g_autoptr(GError) error = NULL;
  gboolean ok;

  ok = aip_storage_finish (self->storage, result, &error);

  /* Taken back already, together with the transaction that failed first. */
  if (write->generation != self->generation)
    return;

  if (!ok)
    {
      take_back_unsaved (self, error);
      return;
    }

  unsaved_free (g_queue_pop_head (&self->unsaved));
  aip_document_update_state (self);
}

static void
push_edit (AipDocument  *self,
           AipChangeSet *set,
           Unsaved      *unsaved)
{
  g_ptr_array_add (self->undo, aip_step_new (aip_change_set_get_position (set),
                                             aip_change_set_get_time (set),
                                             aip_change_set_get_label (set), set));
  if (self->undo->len > AIP_JOURNAL_MAX_STEPS)
    g_ptr_array_remove_index (self->undo, 0);

  if (self->redo->len > 0)
    {
      unsaved->cleared_redo = self->redo;
      self->redo = steps_new ();
    }
}

void
aip_document_publish (AipDocument  *self,
                      AipChangeSet *set)
{
  Unsaved *unsaved = g_new0 (Unsaved, 1);
  Write *write = g_new0 (Write, 1);

  unsaved->set = aip_change_set_ref (set);
  g_queue_push_tail (&self->unsaved, unsaved);
  self->position = aip_change_set_get_position (set);
  if (aip_change_set_get_kind (set) == AIP_TRANSACTION_EDIT)
    push_edit (self, set, unsaved);

  /* Before anybody is told: the disk can work while views update. */
  write->document = g_object_ref (self);
  write->generation = self->generation;
  aip_storage_write_async (self->storage, set, self->generation, written_cb, write);

  self->publishing = TRUE;
  aip_contents_publish (self->contents);
  self->publishing = FALSE;
  aip_document_update_state (self);
  aip_document_emit_changed (self, set);
}

typedef struct {
  AipDocument *document;
  gint64       position;
} Prefetch;

static AipStep *
get_last_step (GPtrArray *steps)
{
  return steps->len > 0 ? steps->pdata[steps->len - 1] : NULL;
}

static void
prefetched_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree Prefetch *prefetch = user_data;
  g_autoptr(AipDocument) self = prefetch->document;
  g_autoptr(AipChangeSet) set = NULL;
  AipStep *candidates[] = { get_last_step (self->undo), get_last_step (self->redo) };

  /* What is wrong with it will be said when somebody wants it. */
  set = aip_storage_read_set_finish (self->storage, result, NULL);
  for (guint i = 0; set != NULL && i < G_N_ELEMENTS (candidates); i++)
    if (candidates[i] != NULL && candidates[i]->position == prefetch->position &&
        candidates[i]->set == NULL)
      candidates[i]->set = g_steal_pointer (&set);
}

void
aip_document_prefetch_steps (AipDocument *self)
{
  AipStep *candidates[] = { get_last_step (self->undo), get_last_step (self->redo) };

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      Prefetch *prefetch;

      if (candidates[i] == NULL || candidates[i]->set != NULL)
        continue;
      prefetch = g_new0 (Prefetch, 1);
      prefetch->document = g_object_ref (self);
      prefetch->position = candidates[i]->position;
      aip_storage_read_set_async (self->storage, prefetch->position, prefetched_cb, prefetch);
    }
}

/* Only steps of a long journal, right after the project was opened, have to be waited for. */
static AipChangeSet *
load_step (AipDocument *self,
           AipStep     *step)
{
  g_autoptr(GError) error = NULL;

  if (step->set == NULL)
    step->set = aip_storage_read_set (self->storage, step->position, &error);
  if (step->set == NULL)
    g_info ("A step of the history cannot be read: %s", error->message);

  return step->set;
}

static gboolean
replay (AipDocument        *self,
        AipTransactionKind  kind,
        GPtrArray          *from,
        GPtrArray          *to)
{
  g_autoptr(AipChangeSet) set = NULL;
  AipStep *step;
  AipChangeSet *edit;

  g_return_val_if_fail (self->depth == 0 && !self->publishing && !self->closed, FALSE);

  if (from->len == 0)
    return FALSE;

  step = from->pdata[from->len - 1];
  edit = load_step (self, step);
  if (edit != NULL && kind == AIP_TRANSACTION_UNDO)
    set = aip_change_set_new_inverse (edit, kind, self->position + 1, g_get_real_time (),
                                      step->position);
  else if (edit != NULL)
    set = aip_change_set_new_again (edit, kind, self->position + 1, g_get_real_time (),
                                    step->position);

  /* Only a journal that somebody else has written into gets here. */
  if (set == NULL || !aip_contents_fits (self->contents, set))
    {
      g_info ("The history of “%s” does not fit what is in it; it is dropped",
              aip_document_get_folder (self));
      g_ptr_array_set_size (from, 0);
      aip_document_update_state (self);
      return FALSE;
    }

  aip_contents_apply (self->contents, set);
  move_last_step (from, to);
  aip_document_publish (self, set);
  aip_document_prefetch_steps (self);

  return TRUE;
}

static const char *
get_label (GPtrArray *steps)
{
  AipStep *step = get_last_step (steps);

  return step != NULL ? step->label : NULL;
}

gboolean
aip_document_can_undo (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), FALSE);

  return self->undo->len > 0;
}

gboolean
aip_document_can_redo (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), FALSE);

  return self->redo->len > 0;
}

/**
 * aip_document_get_undo_label:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): what aip_document_undo() would take back
 */
const char *
aip_document_get_undo_label (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);

  return get_label (self->undo);
}

/**
 * aip_document_get_redo_label:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): what aip_document_redo() would do again
 */
const char *
aip_document_get_redo_label (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), NULL);

  return get_label (self->redo);
}

/**
 * aip_document_undo:
 * @self: a document without an open transaction
 *
 * Takes the last edit back that is not taken back yet, as a transaction of its own: history only
 * ever grows. Right after a project with a very large last step was opened this may wait for the
 * disk.
 *
 * Returns: whether there was something to undo
 */
gboolean
aip_document_undo (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), FALSE);

  return replay (self, AIP_TRANSACTION_UNDO, self->undo, self->redo);
}

/**
 * aip_document_redo:
 * @self: a document without an open transaction
 *
 * Does the edit again that was undone last. A new edit makes that impossible.
 *
 * Returns: whether there was something to redo
 */
gboolean
aip_document_redo (AipDocument *self)
{
  g_return_val_if_fail (AIP_IS_DOCUMENT (self), FALSE);

  return replay (self, AIP_TRANSACTION_REDO, self->redo, self->undo);
}
