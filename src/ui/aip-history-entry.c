/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-history-entry"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-format.h"
#include "aip-history-entry.h"
#include "aip-history.h"
#include "aip-shot-edit.h"
#include "aip-shot-workflow.h"
#include "aip-status.h"

#define MAX_CHARS 60

struct _AipHistoryEntry
{
  GObject parent_instance;

  char     *title;
  char     *subtitle;
  gboolean  undone;
  guint     index;
  char     *field;
  GVariant *old_value;
  gint64    position;
};

G_DEFINE_FINAL_TYPE (AipHistoryEntry, aip_history_entry, G_TYPE_OBJECT)

static void
aip_history_entry_finalize (GObject *object)
{
  AipHistoryEntry *self = AIP_HISTORY_ENTRY (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->field);
  g_clear_pointer (&self->old_value, g_variant_unref);

  G_OBJECT_CLASS (aip_history_entry_parent_class)->finalize (object);
}

static void
aip_history_entry_class_init (AipHistoryEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_history_entry_finalize;
}

static void
aip_history_entry_init (AipHistoryEntry *self)
{
}

/* What is linked by name, also when it was removed since. */
static char *
dup_link (AipDocument *document,
          const char  *id)
{
  AipEntity *entity = aip_document_lookup_any (document, id);
  const char *field;

  if (entity == NULL)
    return g_strdup (_("(deleted)"));
  if (AIP_IS_TAKE (entity))
    return g_strdup_printf ("v%03d", (int) aip_take_get_number (AIP_TAKE (entity)));

  field = aip_kind_find_field (aip_entity_get_kind (entity), "code", NULL) != NULL ? "code" : "name";

  return g_strdup (aip_entity_get_text (entity, field));
}

static char *
dup_list (AipDocument *document,
          GVariant    *value,
          gboolean     links)
{
  g_autofree const char **texts = g_variant_get_strv (value, NULL);
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *text = links ? dup_link (document, texts[i]) : g_strdup (texts[i]);

      g_string_append_printf (line, "%s%s", i > 0 ? ", " : "", text);
    }

  return g_string_free_and_steal (g_steal_pointer (&line));
}

static char *
dup_text (AipDocument    *document,
          const AipField *field,
          const char     *text)
{
  AipStatus status;

  if (g_str_equal (field->name, "status") && aip_status_from_nick (text, &status))
    return g_strdup (aip_status_get_title (status));
  if (g_str_equal (field->name, "workflow"))
    return g_strdup (aip_shot_workflow_get_title (text));
  if ((field->flags & AIP_FIELD_LINK) && *text != '\0')
    return dup_link (document, text);

  return g_strdup (text);
}

/* A value as a person reads it, in one line. */
static char *
dup_value (AipDocument    *document,
           const AipField *field,
           GVariant       *value)
{
  AipFrameRate rate = aip_project_get_rate (aip_document_get_project (document));
  g_autofree char *text = NULL;

  if (value == NULL)
    return g_strdup ("");

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    text = dup_text (document, field, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    text = dup_list (document, value, (field->flags & AIP_FIELD_LINK) != 0);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    text = g_strdup (g_variant_get_boolean (value) ? _("Yes") : _("No"));
  else if (g_str_equal (field->name, "duration"))
    text = aip_timecode_format (g_variant_get_int64 (value), &rate);
  else
    text = g_variant_print (value, FALSE);

  g_strdelimit (text, "\n\t", ' ');
  if (g_utf8_strlen (text, -1) > MAX_CHARS)
    {
      g_autofree char *start = g_utf8_substring (text, 0, MAX_CHARS - 1);

      return g_strconcat (start, "…", NULL);
    }

  return g_steal_pointer (&text);
}

/* What is kept as JSON has editors of its own; here it only says that it changed. */
static gboolean
is_readable (const char *field)
{
  static const char *const opaque[] = {
    "setup", "prompt-edits", "custom", "casting", "overrides", "order", NULL
  };

  return !g_strv_contains (opaque, field);
}

const char *
aip_history_entry_get_field_title (const char *field)
{
  static const struct { const char *field; const char *title; } titles[] = {
    { "order", N_("Place") }, { "locked", N_("Lock") }, { "current-take", N_("Current Take") },
    { "shared-takes", N_("Shared Takes") }, { "approved-takes", N_("Approved Takes") },
    { "setup", N_("Setup") }, { "prompt-edits", N_("Prompt by Hand") }, { "custom", N_("Own Fields") },
    { "casting", N_("Casting") }, { "overrides", N_("Workflow Settings") },
    { "references", N_("References") }, { "first-frame", N_("First Frame") },
    { "last-frame", N_("Last Frame") }, { "mask", N_("Mask") }, { "control", N_("Control") },
    { "control-kind", N_("Control") }, { "source-in", N_("Start in the Take") },
    { "omitted", N_("Omitted") }, { "transition", N_("Transition") },
    { "transition-length", N_("Transition") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].field, field))
      return _(titles[i].title);

  return aip_shot_field_get_title (field);
}

static char *
dup_change_title (AipDocument     *document,
                  const AipChange *change)
{
  const AipField *field;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (change->op == AIP_CHANGE_INSERT)
    return g_strdup (_("Added"));
  if (change->op == AIP_CHANGE_REMOVE)
    return g_strdup (_("Deleted"));

  if (!is_readable (change->field))
    return g_strdup_printf (_("%s changed"), aip_history_entry_get_field_title (change->field));

  field = aip_kind_find_field (change->kind, change->field, NULL);
  before = dup_value (document, field, change->old_value);
  after = dup_value (document, field, change->new_value);
  /* Translators: a field, its old and its new value */
  return g_strdup_printf (_("%s: “%s” → “%s”"), aip_history_entry_get_field_title (change->field), before, after);
}

AipHistoryEntry *
aip_history_entry_new_step (AipDocument *document,
                            guint        index)
{
  AipHistoryEntry *self = g_object_new (AIP_TYPE_HISTORY_ENTRY, NULL);
  AipHistoryStep step;

  aip_document_get_step (document, index, &step);
  self->title = g_strdup (step.label);
  self->subtitle = aip_format_time (step.time);
  self->undone = step.undone;
  self->index = index;
  self->position = step.position;

  return self;
}

AipHistoryEntry *
aip_history_entry_new_change (AipDocument  *document,
                              AipChangeSet *set,
                              guint         index)
{
  AipHistoryEntry *self = g_object_new (AIP_TYPE_HISTORY_ENTRY, NULL);
  const AipChange *change = aip_change_set_get_change (set, index);
  g_autofree char *time = aip_format_time (aip_change_set_get_time (set));
  g_autofree char *label = NULL;

  switch (aip_change_set_get_kind (set))
    {
    case AIP_TRANSACTION_UNDO:
      /* Translators: in a history, the gesture that was taken back */
      label = g_strdup_printf (_("Undone: %s"), aip_change_set_get_label (set));
      break;
    case AIP_TRANSACTION_REDO:
      label = g_strdup_printf (_("Done again: %s"), aip_change_set_get_label (set));
      break;
    case AIP_TRANSACTION_EDIT:
    case AIP_TRANSACTION_RECORD:
    default:
      label = g_strdup (aip_change_set_get_label (set));
    }

  self->title = dup_change_title (document, change);
  self->subtitle = g_strdup_printf ("%s · %s", time, label);
  self->field = g_strdup (change->op == AIP_CHANGE_SET ? change->field : NULL);
  if (change->op == AIP_CHANGE_SET && change->old_value != NULL)
    self->old_value = g_variant_ref (change->old_value);
  self->index = index;
  self->position = aip_change_set_get_position (set);

  return self;
}

const char *
aip_history_entry_get_title (AipHistoryEntry *self)
{
  g_return_val_if_fail (AIP_IS_HISTORY_ENTRY (self), NULL);

  return self->title;
}

const char *
aip_history_entry_get_subtitle (AipHistoryEntry *self)
{
  g_return_val_if_fail (AIP_IS_HISTORY_ENTRY (self), NULL);

  return self->subtitle;
}

gboolean
aip_history_entry_get_undone (AipHistoryEntry *self)
{
  g_return_val_if_fail (AIP_IS_HISTORY_ENTRY (self), FALSE);

  return self->undone;
}

guint
aip_history_entry_get_index (AipHistoryEntry *self)
{
  g_return_val_if_fail (AIP_IS_HISTORY_ENTRY (self), 0);

  return self->index;
}

const char *
aip_history_entry_get_field (AipHistoryEntry *self)
{
  g_return_val_if_fail (AIP_IS_HISTORY_ENTRY (self), NULL);

  return self->field;
}

GVariant *
aip_history_entry_get_old (AipHistoryEntry *self)
{
  g_return_val_if_fail (AIP_IS_HISTORY_ENTRY (self), NULL);

  return self->old_value;
}

gint64
aip_history_entry_get_position (AipHistoryEntry *self)
{
  g_return_val_if_fail (AIP_IS_HISTORY_ENTRY (self), 0);

  return self->position;
}
