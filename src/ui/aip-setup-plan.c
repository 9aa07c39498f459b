/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-plan"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-live-setup.h"
#include "aip-setup-plan.h"
#include "aip-shot-setup.h"

/* How long shots are compared before the next frame may be drawn. */
#define SLICE_USEC 4000
/* Between two looks at the clock. */
#define N_BETWEEN 64

/* A text that at least one shot has, read and changed once. */
typedef struct {
  AipSetup before;
  AipSetup after;
  guint64  changed;
  guint    serial;      /* of the change that @after is for */
} Variant;

struct _AipSetupPlan
{
  GObject parent_instance;

  AipDocument    *document;
  AipCatalogue   *catalogue;
  AipRuleContext  context;

  GPtrArray      *shots;
  AipSetup        setup;
  guint64         fields;
  guint           serial;

  GHashTable     *variants;     /* text → Variant */
  guint           position;     /* of the next shot to look at */
  GPtrArray      *changed;      /* AipShot */
  guint64         changed_fields;
  guint           n_listed;     /* what the list has told */
  guint           source;
};

struct _AipSetupChange
{
  GObject parent_instance;

  AipShot  *shot;
  AipSetup  before;
  AipSetup  after;
  guint64   fields;
};

static void aip_setup_plan_list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AipSetupPlan, aip_setup_plan, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      aip_setup_plan_list_iface_init))
G_DEFINE_FINAL_TYPE (AipSetupChange, aip_setup_change, G_TYPE_OBJECT)

enum {
  UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Merging ------------------------------------------------------------------------------------ */

void
aip_setup_merge (AipSetup       *setup,
                 const AipSetup *from,
                 guint64         fields)
{
  AipSetup before;
  gboolean body = (fields & AIP_SETUP_BIT (AIP_SETUP_BODY)) != 0;
  gboolean mode = (fields & AIP_SETUP_BIT (AIP_SETUP_MODE)) != 0;
  gboolean lens = (fields & AIP_SETUP_BIT (AIP_SETUP_LENS)) != 0;
  gboolean focal = (fields & AIP_SETUP_BIT (AIP_SETUP_FOCAL)) != 0;

  g_return_if_fail (setup != NULL && from != NULL);

  before = *setup;

  /* A mode is a number in the list of its own camera. */
  if (mode && !body
      && (!aip_setup_has (from, AIP_SETUP_BODY) || !aip_setup_has (&before, AIP_SETUP_BODY)
          || from->body != before.body))
    fields &= ~AIP_SETUP_BIT (AIP_SETUP_MODE);

  aip_setup_take (setup, from, fields);

  if (body && !mode)
    {
      if (!aip_setup_has (setup, AIP_SETUP_BODY))
        aip_setup_unset (setup, AIP_SETUP_MODE);
      else if (aip_setup_has (&before, AIP_SETUP_BODY))
        {
          setup->body = before.body;
          aip_setup_choose_gear (setup, AIP_SETUP_BODY, &from->body->gear);
        }
      else
        aip_setup_unset (setup, AIP_SETUP_MODE);
    }

  if (lens != focal && aip_setup_has (setup, AIP_SETUP_LENS)
      && aip_setup_has (setup, AIP_SETUP_FOCAL))
    setup->focal = aip_lens_get_nearest_focal (setup->lens, setup->focal);
}

/* Looking ------------------------------------------------------------------------------------ */

static Variant *
get_variant (AipSetupPlan *self,
             AipShot      *shot)
{
  const char *text = aip_shot_get_setup (shot);
  Variant *variant = g_hash_table_lookup (self->variants, text);

  if (variant == NULL)
    {
      variant = g_new0 (Variant, 1);
      aip_shot_setup_parse (text, aip_document_get_project (self->document), self->catalogue,
                            &variant->before, NULL);
      g_hash_table_insert (self->variants, g_strdup (text), variant);
    }

  if (variant->serial != self->serial)
    {
      variant->after = variant->before;
      aip_setup_merge (&variant->after, &self->setup, self->fields);
      variant->changed = aip_setup_compare (&variant->before, &variant->after);
      variant->serial = self->serial;
    }

  return variant;
}

/* TRUE when all of them are done. */
static gboolean
look (AipSetupPlan *self,
      gint64        until)
{
  while (self->position < self->shots->len)
    {
      AipShot *shot = g_ptr_array_index (self->shots, self->position);
      Variant *variant;

      if (self->position % N_BETWEEN == 0 && g_get_monotonic_time () >= until)
        return FALSE;
      self->position++;
      if (!aip_entity_is_alive (AIP_ENTITY (shot)))
        continue;

      variant = get_variant (self, shot);
      if (variant->changed != 0)
        {
          self->changed_fields |= variant->changed;
          g_ptr_array_add (self->changed, shot);
        }
    }

  return TRUE;
}

static void
tell (AipSetupPlan *self)
{
  if (aip_setup_plan_is_complete (self))
    {
      guint removed = self->n_listed;

      self->n_listed = self->changed->len;
      if (removed > 0 || self->n_listed > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, self->n_listed);
    }

  g_signal_emit (self, signals[UPDATED], 0);
}

static gboolean
look_cb (gpointer user_data)
{
  AipSetupPlan *self = user_data;

  if (!look (self, g_get_monotonic_time () + SLICE_USEC))
    {
      g_signal_emit (self, signals[UPDATED], 0);
      return G_SOURCE_CONTINUE;
    }

  self->source = 0;
  tell (self);

  return G_SOURCE_REMOVE;
}

static void
start (AipSetupPlan *self)
{
  guint listed = self->n_listed;

  self->serial++;
  self->position = 0;
  self->changed_fields = 0;
  g_ptr_array_set_size (self->changed, 0);

  /* The list must not name what is no longer there while the shots are looked at again. */
  self->n_listed = 0;
  if (listed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, listed, 0);

  /* Few shots are done at once, and what is shown never flickers. */
  if (look (self, g_get_monotonic_time () + SLICE_USEC))
    {
      g_clear_handle_id (&self->source, g_source_remove);
      tell (self);
      return;
    }

  if (self->source == 0)
    self->source = g_idle_add (look_cb, self);
  g_signal_emit (self, signals[UPDATED], 0);
}

/* Public ------------------------------------------------------------------------------------- */

void
aip_setup_plan_set_shots (AipSetupPlan *self,
                          GPtrArray    *shots)
{
  g_return_if_fail (AIP_IS_SETUP_PLAN (self));
  g_return_if_fail (shots != NULL);

  g_ptr_array_set_size (self->shots, 0);
  for (guint i = 0; i < shots->len; i++)
    g_ptr_array_add (self->shots, g_object_ref (g_ptr_array_index (shots, i)));

  start (self);
}

void
aip_setup_plan_set_change (AipSetupPlan   *self,
                           const AipSetup *setup,
                           guint64         fields)
{
  g_return_if_fail (AIP_IS_SETUP_PLAN (self));
  g_return_if_fail (setup != NULL);

  self->setup = *setup;
  self->fields = fields;
  start (self);
}

gboolean
aip_setup_plan_is_complete (AipSetupPlan *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_PLAN (self), FALSE);

  return self->position == self->shots->len;
}

guint
aip_setup_plan_get_n_shots (AipSetupPlan *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_PLAN (self), 0);

  return self->shots->len;
}

guint
aip_setup_plan_get_n_changed (AipSetupPlan *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_PLAN (self), 0);

  return self->changed->len;
}

guint64
aip_setup_plan_get_fields (AipSetupPlan *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_PLAN (self), 0);

  return self->changed_fields;
}

void
aip_setup_plan_finish (AipSetupPlan *self)
{
  g_return_if_fail (AIP_IS_SETUP_PLAN (self));

  if (aip_setup_plan_is_complete (self))
    return;

  g_clear_handle_id (&self->source, g_source_remove);
  look (self, G_MAXINT64);
  tell (self);
}

GStrv
aip_setup_plan_dup_objections (AipSetupPlan *self,
                               guint        *n_shots)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) objectionable = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (AIP_IS_SETUP_PLAN (self), NULL);
  g_return_val_if_fail (n_shots != NULL, NULL);

  g_hash_table_iter_init (&iter, self->variants);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Variant *variant = value;
      AipFinding added[AIP_MAX_FINDINGS];
      guint n_added;

      if (variant->serial != self->serial || variant->changed == 0)
        continue;

      n_added = aip_rules_get_added (&variant->before, &variant->after, &self->context,
                                     variant->changed, added);
      for (guint i = 0; i < n_added; i++)
        if (added[i].severity >= AIP_SEVERITY_ANACHRONISM)
          {
            g_autofree char *sentence = aip_finding_to_text (&added[i]);

            g_hash_table_add (objectionable, variant);
            if (g_hash_table_add (told, g_strdup (sentence)))
              g_strv_builder_add (builder, sentence);
          }
    }

  *n_shots = 0;
  for (guint i = 0; i < self->changed->len; i++)
    if (g_hash_table_contains (objectionable,
                               get_variant (self, g_ptr_array_index (self->changed, i))))
      (*n_shots)++;

  return g_strv_builder_end (builder);
}

char *
aip_setup_plan_dup_label (AipSetupPlan *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_PLAN (self), NULL);

  if (self->changed->len == 1)
    return g_strdup_printf (_("Change Setup of %s"),
                            aip_shot_get_code (g_ptr_array_index (self->changed, 0)));

  return g_strdup_printf (ngettext ("Change Setup of %u Shot", "Change Setup of %u Shots",
                                    self->changed->len), self->changed->len);
}

gboolean
aip_setup_plan_apply (AipSetupPlan  *self,
                      guint         *n_changed,
                      GError       **error)
{
  AipProject *project;
  g_autofree char *label = NULL;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_SETUP_PLAN (self), FALSE);

  /* Somebody else may have changed shots in the meantime: what counts is what they have now. */
  g_clear_handle_id (&self->source, g_source_remove);
  self->position = 0;
  g_ptr_array_set_size (self->changed, 0);
  look (self, G_MAXINT64);
  if (n_changed != NULL)
    *n_changed = self->changed->len;
  if (self->changed->len == 0)
    return TRUE;

  label = aip_setup_plan_dup_label (self);
  project = aip_document_get_project (self->document);
  aip_document_begin (self->document, label);
  for (guint i = 0; ok && i < self->changed->len; i++)
    {
      AipShot *shot = g_ptr_array_index (self->changed, i);
      g_autofree char *text = aip_shot_setup_to_text (&get_variant (self, shot)->after, project);

      ok = aip_document_set_text (self->document, AIP_ENTITY (shot), "setup", text, error);
    }
  aip_document_end (self->document, ok);

  return ok;
}

/* As a list ---------------------------------------------------------------------------------- */

static GType
aip_setup_plan_get_item_type (GListModel *list)
{
  return AIP_TYPE_SETUP_CHANGE;
}

static guint
aip_setup_plan_get_n_items (GListModel *list)
{
  return AIP_SETUP_PLAN (list)->n_listed;
}

static gpointer
aip_setup_plan_get_item (GListModel *list,
                         guint       position)
{
  AipSetupPlan *self = AIP_SETUP_PLAN (list);
  AipSetupChange *change;
  Variant *variant;

  if (position >= self->n_listed)
    return NULL;

  change = g_object_new (AIP_TYPE_SETUP_CHANGE, NULL);
  change->shot = g_object_ref (g_ptr_array_index (self->changed, position));
  variant = get_variant (self, change->shot);
  change->before = variant->before;
  change->after = variant->after;
  change->fields = variant->changed;

  return change;
}

static void
aip_setup_plan_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = aip_setup_plan_get_item_type;
  iface->get_n_items = aip_setup_plan_get_n_items;
  iface->get_item = aip_setup_plan_get_item;
}

AipShot *
aip_setup_change_get_shot (AipSetupChange *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_CHANGE (self), NULL);

  return self->shot;
}

const AipSetup *
aip_setup_change_get_before (AipSetupChange *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_CHANGE (self), NULL);

  return &self->before;
}

const AipSetup *
aip_setup_change_get_after (AipSetupChange *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_CHANGE (self), NULL);

  return &self->after;
}

guint64
aip_setup_change_get_fields (AipSetupChange *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_CHANGE (self), 0);

  return self->fields;
}

static void
aip_setup_change_finalize (GObject *object)
{
  g_clear_object (&AIP_SETUP_CHANGE (object)->shot);

  G_OBJECT_CLASS (aip_setup_change_parent_class)->finalize (object);
}

static void
aip_setup_change_class_init (AipSetupChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_setup_change_finalize;
}

static void
aip_setup_change_init (AipSetupChange *self)
{
}

/* The object --------------------------------------------------------------------------------- */

static void
aip_setup_plan_dispose (GObject *object)
{
  AipSetupPlan *self = AIP_SETUP_PLAN (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->document);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (aip_setup_plan_parent_class)->dispose (object);
}

static void
aip_setup_plan_finalize (GObject *object)
{
  AipSetupPlan *self = AIP_SETUP_PLAN (object);

  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->shots);
  g_hash_table_unref (self->variants);

  G_OBJECT_CLASS (aip_setup_plan_parent_class)->finalize (object);
}

static void
aip_setup_plan_class_init (AipSetupPlanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_setup_plan_dispose;
  object_class->finalize = aip_setup_plan_finalize;

  signals[UPDATED] =
    g_signal_new ("updated", AIP_TYPE_SETUP_PLAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
aip_setup_plan_init (AipSetupPlan *self)
{
  self->shots = g_ptr_array_new_with_free_func (g_object_unref);
  self->changed = g_ptr_array_new ();
  self->variants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

AipSetupPlan *
aip_setup_plan_new (AipDocument          *document,
                    AipCatalogue         *catalogue,
                    const AipRuleContext *context)
{
  AipSetupPlan *self;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (context != NULL, NULL);

  self = g_object_new (AIP_TYPE_SETUP_PLAN, NULL);
  self->document = g_object_ref (document);
  self->catalogue = g_object_ref (catalogue);
  self->context = *context;

  return self;
}
