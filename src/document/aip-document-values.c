/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-document-values"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-document-private.h"
#include "aip-error.h"
#include "aip-text.h"

static GVariant *
clean_list (GVariant *value)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GVariantIter iter;
  const char *text;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "&s", &text))
    {
      g_autofree char *clean = g_strstrip (aip_text_clean (text));

      if (*clean != '\0' && !g_ptr_array_find_with_equal_func (texts, clean, g_str_equal, NULL))
        g_ptr_array_add (texts, g_steal_pointer (&clean));
    }

  return g_variant_ref_sink (g_variant_new_strv ((const char *const *) texts->pdata,
                                                 (gssize) texts->len));
}

GVariant *
aip_document_clean_value (const AipField *field,
                          GVariant       *value)
{
  g_autofree char *clean = NULL;
  const char *text;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE (field->type)) ||
      (field->flags & AIP_FIELD_LAZY))
    return g_variant_ref (value);

  if (field->type[0] == 'a')
    return clean_list (value);
  if (field->type[0] != 's')
    return g_variant_ref (value);

  text = g_variant_get_string (value, NULL);
  clean = aip_text_clean (text);
  if ((field->flags & AIP_FIELD_UNIQUE) || g_str_equal (field->name, "name"))
    g_strstrip (clean);

  return g_str_equal (clean, text)
         ? g_variant_ref (value)
         : g_variant_ref_sink (g_variant_new_take_string (g_steal_pointer (&clean)));
}

gboolean
aip_document_check_kind (AipDocument  *self,
                         AipKind       kind,
                         GError      **error)
{
  gboolean is_record = kind == AIP_KIND_JOB || kind == AIP_KIND_TAKE;

  if (self->doomed)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_FAILED,
                           _("The change was taken back because an earlier one was not saved."));
      return FALSE;
    }

  if (is_record == (self->kind == AIP_TRANSACTION_RECORD))
    return TRUE;

  /* Otherwise undoing an edit could run into something that is never undone. */
  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               is_record ? _("A %s can only be changed by a record, not by an edit.")
                         : _("A %s can only be changed by an edit, not by a record."),
               aip_kind_get_title (kind));

  return FALSE;
}

/* A take of the shot itself, or one that it shares. */
static gboolean
is_take_of (AipTake   *take,
            AipEntity *shot)
{
  const char *id = aip_entity_get_id (AIP_ENTITY (take));
  g_auto(GStrv) shared = NULL;

  if (g_str_equal (aip_take_get_shot_id (take), aip_entity_get_id (shot)))
    return TRUE;

  shared = aip_entity_dup_texts (shot, "shared-takes");

  return g_strv_contains ((const char *const *) shared, id);
}

static gboolean
check_link (AipDocument     *self,
            AipEntity       *entity,
            const AipField  *field,
            const char      *id,
            GError         **error)
{
  AipEntity *target = aip_contents_lookup (self->contents, id);

  if (*id == '\0')
    return TRUE;

  if (target == NULL || aip_entity_get_kind (target) != field->target ||
      ((g_str_equal (field->name, "current-take") || g_str_equal (field->name, "approved-takes")) &&
       entity != NULL && !is_take_of (AIP_TAKE (target), entity)))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” cannot refer to that %s: it does not exist here."), field->name,
                   aip_kind_get_title (field->target));
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_links (AipDocument     *self,
             AipEntity       *entity,
             const AipField  *field,
             GVariant        *value,
             GError         **error)
{
  GVariantIter iter;
  const char *id;

  /* A result may arrive for a shot that was removed meanwhile: undo brings the shot back. */
  if (!(field->flags & AIP_FIELD_LINK) || self->kind == AIP_TRANSACTION_RECORD)
    return TRUE;

  if (field->type[0] == 's')
    return check_link (self, entity, field, g_variant_get_string (value, NULL), error);

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "&s", &id))
    if (!check_link (self, entity, field, id, error))
      return FALSE;

  return TRUE;
}

gboolean
aip_document_check_unlocked (AipEntity       *entity,
                             const AipField  *field,
                             GError         **error)
{
  if (!AIP_IS_SHOT (entity) || !aip_shot_get_locked (AIP_SHOT (entity)))
    return TRUE;

  /* A locked shot still moves with the film around it. */
  if (field != NULL && (g_str_equal (field->name, "locked") || g_str_equal (field->name, "order")))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_LOCKED,
               _("%s is locked. Unlock it to change it."), aip_shot_get_code (AIP_SHOT (entity)));

  return FALSE;
}

static gboolean
check_job_move (AipJob    *job,
                GVariant  *value,
                GError   **error)
{
  AipJobState from = aip_job_get_state (job);
  AipJobState to;

  if (!aip_job_state_from_nick (g_variant_get_string (value, NULL), &to) || from == to ||
      aip_job_state_may_move (from, to))
    return TRUE;

  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
               _("A job that is %s cannot become %s."), aip_job_state_to_nick (from),
               aip_job_state_to_nick (to));

  return FALSE;
}

static gboolean
check_status_move (AipDocument  *self,
                   AipShot      *shot,
                   GVariant     *value,
                   GError      **error)
{
  AipStatus from = aip_shot_get_status (shot);
  g_autofree char *sentence = NULL;
  AipStatus to;

  if (self->any_status || !aip_status_from_nick (g_variant_get_string (value, NULL), &to) ||
      aip_project_may_move (self->project, from, to))
    return TRUE;

  sentence = aip_status_explain (aip_shot_get_code (shot), from, to);
  g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID, sentence);

  return FALSE;
}

gboolean
aip_document_check_value (AipDocument     *self,
                          AipKind          kind,
                          AipEntity       *entity,
                          const AipField  *field,
                          GVariant        *value,
                          GError         **error)
{
  AipEntity *owner;

  if (!aip_field_check (kind, field, value, error) ||
      !check_links (self, entity, field, value, error))
    return FALSE;

  if (field->flags & AIP_FIELD_UNIQUE)
    {
      owner = aip_contents_find (self->contents, kind, g_variant_get_string (value, NULL));
      if (owner != NULL && owner != entity)
        {
          g_set_error (error, AIP_ERROR, AIP_ERROR_EXISTS,
                       _("“%s” is taken already. Choose another %s."),
                       g_variant_get_string (value, NULL), field->name);
          return FALSE;
        }
    }

  if (kind == AIP_KIND_JOB && entity != NULL && g_str_equal (field->name, "state"))
    return check_job_move (AIP_JOB (entity), value, error);
  if (kind == AIP_KIND_SHOT && entity != NULL && g_str_equal (field->name, "status"))
    return check_status_move (self, AIP_SHOT (entity), value, error);

  return TRUE;
}
