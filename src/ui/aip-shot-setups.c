/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-setups"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-freeze.h"
#include "aip-json.h"
#include "aip-severity-look.h"
#include "aip-shot-setups.h"
#include "aip-text.h"

/* Microseconds of an idle moment that reading ahead may take. */
#define WARM_UP_SLICE 2000
#define MAX_SETUP_BYTES 65536

/**
 * Parsed:
 * @json: the text it was read from; owned by the table of all
 * @problems: what could not be read, as sentences
 * @n_users: shots that have this very text
 *
 * One text, however many shots have it.
 */
typedef struct {
  const char *json;
  AipSetup    setup;
  GPtrArray  *problems;
  char       *texts[AIP_N_SETUP_CELLS];
  char       *folded[AIP_N_SETUP_CELLS];
  guint       n_users;
} Parsed;

/* What the rules know of a shot; two alike have the same findings. */
typedef struct {
  gint64           frames;
  guint            subjects;
  gboolean         dialogue;
  const AipTarget *target;
} Circumstances;

typedef struct {
  Parsed        *parsed;
  gboolean       judged;
  Circumstances  circumstances;
  int            severity;
} State;

struct _AipShotSetups
{
  GObject parent_instance;

  AipDocument  *document;
  AipScheduler *scheduler;   /* weak pointer */
  AipCinema    *cinema;
  GHashTable   *parsed;      /* text → Parsed */
  GHashTable   *states;      /* id of a shot → State */
  guint         warm_up_source;
  guint         n_warm;
};

enum {
  CHANGED,
  RESET,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipShotSetups, aip_shot_setups, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

/* Reading ------------------------------------------------------------------------------------- */

static void
parsed_free (gpointer data)
{
  Parsed *parsed = data;

  g_ptr_array_unref (parsed->problems);
  for (guint i = 0; i < AIP_N_SETUP_CELLS; i++)
    {
      g_free (parsed->texts[i]);
      g_free (parsed->folded[i]);
    }
  g_free (parsed);
}

/* An animation look is known by its name, which is the catalogue of presets' to say. */
static char *
dup_camera_text (AipShotSetups  *self,
                 const AipSetup *setup)
{
  const AipPreset *preset = NULL;

  if (aip_setup_has (setup, AIP_SETUP_LOOK) && self->cinema != NULL)
    preset = aip_presets_find (self->cinema->presets, setup->look);
  if (preset != NULL && !aip_setup_has (setup, AIP_SETUP_BODY))
    return g_strdup (preset->name);

  return aip_setup_cell_to_text (setup, AIP_SETUP_CELL_CAMERA);
}

static Parsed *
parse (AipShotSetups *self,
       const char    *json)
{
  Parsed *parsed = g_new0 (Parsed, 1);

  parsed->problems = g_ptr_array_new_with_free_func (g_free);
  if (*json != '\0' && self->cinema != NULL)
    {
      g_autoptr(JsonNode) node = aip_json_parse (json, -1, MAX_SETUP_BYTES, NULL);
      JsonObject *object = node != NULL ? aip_json_node_object (node) : NULL;

      if (object != NULL)
        aip_setup_from_json (&parsed->setup, self->cinema->catalogue, object, parsed->problems);
      else
        g_ptr_array_add (parsed->problems, g_strdup (_("The setup of this shot cannot be read.")));
    }

  for (AipSetupCell cell = 0; cell < AIP_N_SETUP_CELLS; cell++)
    {
      parsed->texts[cell] = cell == AIP_SETUP_CELL_CAMERA
                            ? dup_camera_text (self, &parsed->setup)
                            : aip_setup_cell_to_text (&parsed->setup, cell);
      parsed->folded[cell] = aip_text_fold (parsed->texts[cell]);
    }

  return parsed;
}

static Parsed *
hold (AipShotSetups *self,
      const char    *json)
{
  Parsed *parsed = g_hash_table_lookup (self->parsed, json);

  if (parsed == NULL)
    {
      char *key = g_strdup (json);

      parsed = parse (self, key);
      parsed->json = key;
      g_hash_table_insert (self->parsed, key, parsed);
    }
  parsed->n_users++;

  return parsed;
}

static void
release (AipShotSetups *self,
         Parsed        *parsed)
{
  if (--parsed->n_users == 0)
    g_hash_table_remove (self->parsed, parsed->json);
}

static State *
get_state (AipShotSetups *self,
           AipShot       *shot)
{
  const char *id = aip_entity_get_id (AIP_ENTITY (shot));
  const char *json = aip_shot_get_setup (shot);
  State *state = g_hash_table_lookup (self->states, id);
  Parsed *old;

  if (state == NULL)
    {
      state = g_new0 (State, 1);
      state->parsed = hold (self, json);
      g_hash_table_insert (self->states, g_strdup (id), state);
    }
  else if (strcmp (state->parsed->json, json) != 0)
    {
      /* The new one first: nothing is read twice that only moved between shots. */
      old = state->parsed;
      state->parsed = hold (self, json);
      release (self, old);
      state->judged = FALSE;
    }

  return state;
}

static void
forget_all (AipShotSetups *self)
{
  g_hash_table_remove_all (self->states);
  g_hash_table_remove_all (self->parsed);
}

/* Judging ------------------------------------------------------------------------------------- */

/* The model that the shot's workflow runs; (nullable). */
static const AipTarget *
find_target (AipShotSetups *self,
             AipShot       *shot)
{
  AipWorkflow *workflow;

  if (self->scheduler == NULL || self->cinema == NULL)
    return NULL;

  workflow = aip_freeze_find_workflow (self->document, shot, NULL,
                                       aip_scheduler_get_workflows (self->scheduler), NULL);

  return workflow != NULL && *aip_workflow_get_target (workflow) != '\0'
         ? aip_targets_find (self->cinema->targets, aip_workflow_get_target (workflow)) : NULL;
}

static Circumstances
get_circumstances (AipShotSetups *self,
                   AipShot       *shot)
{
  AipEntity *entity = AIP_ENTITY (shot);

  return (Circumstances) {
    .frames = aip_shot_get_duration (shot),
    .subjects = (guint) g_variant_n_children (aip_entity_get_value (entity, "characters")),
    .dialogue = *aip_entity_get_text (entity, "dialogue") != '\0',
    .target = find_target (self, shot),
  };
}

static void
fill_context (AipShotSetups       *self,
              const Circumstances *circumstances,
              AipRuleContext      *context)
{
  AipProject *project = aip_document_get_project (self->document);
  AipFrameRate rate = aip_project_get_rate (project);

  *context = (AipRuleContext) AIP_RULE_CONTEXT_INIT;
  context->loose = g_str_equal (aip_project_get_period (project), "loose");
  context->dialogue = circumstances->dialogue;
  context->seconds = aip_frame_rate_to_seconds (&rate, circumstances->frames);
  /* A list of nobody mostly means that nobody has filled it in. */
  context->subjects = circumstances->subjects > 0 ? (int) circumstances->subjects : -1;
  context->target = circumstances->target;
}

static guint
evaluate (AipShotSetups       *self,
          const Parsed        *parsed,
          const Circumstances *circumstances,
          AipFinding          *findings)
{
  gint64 year = aip_project_get_year (aip_document_get_project (self->document));
  AipSetup setup = parsed->setup;
  AipRuleContext context;

  if (setup.given == 0)
    return 0;

  /* A shot is of the year of its film unless it says otherwise. */
  if (year > 0 && !aip_setup_has (&setup, AIP_SETUP_YEAR))
    {
      setup.year = (int) year;
      setup.given |= AIP_SETUP_BIT (AIP_SETUP_YEAR);
    }
  fill_context (self, circumstances, &context);

  return aip_rules_evaluate (&setup, &context, AIP_ALL_FIELDS, findings);
}

static int
judge (AipShotSetups *self,
       State         *state,
       AipShot       *shot)
{
  const Parsed *parsed = state->parsed;
  Circumstances now = get_circumstances (self, shot);
  AipFinding findings[AIP_MAX_FINDINGS];
  guint n_findings;

  if (state->judged && now.frames == state->circumstances.frames
      && now.subjects == state->circumstances.subjects
      && now.dialogue == state->circumstances.dialogue
      && now.target == state->circumstances.target)
    return state->severity;

  state->judged = TRUE;
  state->circumstances = now;
  n_findings = evaluate (self, parsed, &now, findings);
  if (n_findings > 0)
    state->severity = (int) aip_findings_get_worst (findings, n_findings);
  else
    state->severity = parsed->setup.given != 0 ? AIP_OPTION_FINE : AIP_SHOT_SETUP_NONE;
  /* What is not known here cannot be judged, and would be left out of the prompt. */
  if (parsed->problems->len > 0)
    state->severity = MAX (state->severity, (int) AIP_SEVERITY_UNUSUAL);

  return state->severity;
}

/* Ahead of time ------------------------------------------------------------------------------- */

static gboolean
warm_up_cb (gpointer user_data)
{
  AipShotSetups *self = user_data;
  AipEntityList *list = aip_document_get_shots (self->document);
  gint64 until = g_get_monotonic_time () + WARM_UP_SLICE;
  AipEntity *shot;

  while ((shot = aip_entity_list_peek (list, self->n_warm)) != NULL)
    {
      judge (self, get_state (self, AIP_SHOT (shot)), AIP_SHOT (shot));
      self->n_warm++;
      if (g_get_monotonic_time () >= until)
        return G_SOURCE_CONTINUE;
    }

  self->warm_up_source = 0;
  return G_SOURCE_REMOVE;
}

static void
reset (AipShotSetups *self)
{
  forget_all (self);
  self->n_warm = 0;
  if (self->warm_up_source == 0 && self->cinema != NULL)
    self->warm_up_source = g_idle_add_full (G_PRIORITY_LOW, warm_up_cb, self, NULL);
  g_signal_emit (self, signals[RESET], 0);
}

static gboolean
concerns_setup (const AipChange *change)
{
  static const char *const fields[] = { "setup", "dialogue", "duration", "characters", "workflow", NULL };

  return change->op != AIP_CHANGE_SET || g_strv_contains (fields, change->field);
}

static void
document_changed_cb (AipShotSetups *self,
                     AipChangeSet  *changes)
{
  g_assert (AIP_IS_SHOT_SETUPS (self));

  if (aip_change_set_touches (changes, AIP_KIND_PROJECT, NULL))
    {
      reset (self);
      return;
    }

  for (guint i = 0; i < aip_change_set_get_size (changes); i++)
    {
      const AipChange *change = aip_change_set_get_change (changes, i);
      AipEntity *entity;

      if (change->kind != AIP_KIND_SHOT || !concerns_setup (change))
        continue;

      entity = aip_document_lookup (self->document, change->id);
      if (entity != NULL)
        g_signal_emit (self, signals[CHANGED], 0, entity);
      else
        g_hash_table_remove (self->states, change->id);
    }
}

/* Object -------------------------------------------------------------------------------------- */

static void
aip_shot_setups_dispose (GObject *object)
{
  AipShotSetups *self = AIP_SHOT_SETUPS (object);

  g_clear_handle_id (&self->warm_up_source, g_source_remove);
  forget_all (self);
  g_clear_pointer (&self->cinema, aip_cinema_unref);
  g_clear_weak_pointer (&self->scheduler);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (aip_shot_setups_parent_class)->dispose (object);
}

static void
aip_shot_setups_finalize (GObject *object)
{
  AipShotSetups *self = AIP_SHOT_SETUPS (object);

  g_hash_table_unref (self->states);
  g_hash_table_unref (self->parsed);

  G_OBJECT_CLASS (aip_shot_setups_parent_class)->finalize (object);
}

static void
aip_shot_setups_class_init (AipShotSetupsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_shot_setups_dispose;
  object_class->finalize = aip_shot_setups_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", AIP_TYPE_SHOT_SETUPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, AIP_TYPE_SHOT);
  signals[RESET] =
    g_signal_new ("reset", AIP_TYPE_SHOT_SETUPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
aip_shot_setups_init (AipShotSetups *self)
{
  self->parsed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, parsed_free);
  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
cinema_loaded_cb (AipShotSetups *self,
                  AipDocument   *document,
                  AipScheduler  *scheduler)
{
  if (document == self->document)
    aip_shot_setups_set_cinema (self, aip_scheduler_get_cinema (scheduler, document));
}

AipShotSetups *
aip_shot_setups_new (AipDocument  *document,
                     AipScheduler *scheduler)
{
  AipShotSetups *self;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);

  self = g_object_new (AIP_TYPE_SHOT_SETUPS, NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);

  if (scheduler != NULL)
    {
      g_set_weak_pointer (&self->scheduler, scheduler);
      g_signal_connect_object (scheduler, "cinema-loaded", G_CALLBACK (cinema_loaded_cb), self,
                               G_CONNECT_SWAPPED);
      cinema_loaded_cb (self, document, scheduler);
    }

  return self;
}

void
aip_shot_setups_set_cinema (AipShotSetups *self,
                            AipCinema     *cinema)
{
  g_return_if_fail (AIP_IS_SHOT_SETUPS (self));

  if (self->cinema == cinema)
    return;

  /* What was read refers to the catalogue of the one before. */
  forget_all (self);
  g_clear_pointer (&self->cinema, aip_cinema_unref);
  self->cinema = cinema != NULL ? aip_cinema_ref (cinema) : NULL;
  reset (self);
}

AipCinema *
aip_shot_setups_get_cinema (AipShotSetups *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_SETUPS (self), NULL);

  return self->cinema;
}

const AipSetup *
aip_shot_setups_get (AipShotSetups *self,
                     AipShot       *shot)
{
  g_return_val_if_fail (AIP_IS_SHOT_SETUPS (self), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  return &get_state (self, shot)->parsed->setup;
}

int
aip_shot_setups_get_severity (AipShotSetups *self,
                              AipShot       *shot)
{
  g_return_val_if_fail (AIP_IS_SHOT_SETUPS (self), AIP_SHOT_SETUP_NONE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), AIP_SHOT_SETUP_NONE);

  return judge (self, get_state (self, shot), shot);
}

GStrv
aip_shot_setups_dup_findings (AipShotSetups *self,
                              AipShot       *shot)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  AipFinding findings[AIP_MAX_FINDINGS];
  Circumstances circumstances;
  const Parsed *parsed;
  guint n_findings;

  g_return_val_if_fail (AIP_IS_SHOT_SETUPS (self), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  parsed = get_state (self, shot)->parsed;
  circumstances = get_circumstances (self, shot);
  n_findings = evaluate (self, parsed, &circumstances, findings);

  for (int severity = AIP_SEVERITY_IMPOSSIBLE; severity >= 0; severity--)
    {
      for (guint i = 0; i < n_findings; i++)
        if ((int) findings[i].severity == severity)
          {
            g_autofree char *text = aip_finding_to_text (&findings[i]);

            g_strv_builder_add (builder, text);
          }
      for (guint i = 0; severity == AIP_SEVERITY_UNUSUAL && i < parsed->problems->len; i++)
        g_strv_builder_add (builder, g_ptr_array_index (parsed->problems, i));
    }

  return g_strv_builder_end (builder);
}

char *
aip_shot_setups_dup_state (AipShotSetups *self,
                           AipShot       *shot)
{
  const AipSetup *setup;
  gint64 year;
  int severity;

  g_return_val_if_fail (AIP_IS_SHOT_SETUPS (self), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);

  severity = aip_shot_setups_get_severity (self, shot);
  if (severity == AIP_SHOT_SETUP_NONE)
    return g_strdup ("");

  setup = aip_shot_setups_get (self, shot);
  year = aip_setup_has (setup, AIP_SETUP_YEAR)
         ? setup->year : aip_project_get_year (aip_document_get_project (self->document));

  return aip_severity_dup_state (severity, (int) year);
}

const char *
aip_shot_setups_get_text (AipShotSetups *self,
                          AipShot       *shot,
                          AipSetupCell   cell)
{
  g_return_val_if_fail (AIP_IS_SHOT_SETUPS (self), "");
  g_return_val_if_fail (AIP_IS_SHOT (shot) && cell < AIP_N_SETUP_CELLS, "");

  return get_state (self, shot)->parsed->texts[cell];
}

const char *
aip_shot_setups_get_folded (AipShotSetups *self,
                            AipShot       *shot,
                            AipSetupCell   cell)
{
  g_return_val_if_fail (AIP_IS_SHOT_SETUPS (self), "");
  g_return_val_if_fail (AIP_IS_SHOT (shot) && cell < AIP_N_SETUP_CELLS, "");

  return get_state (self, shot)->parsed->folded[cell];
}

void
aip_shot_setups_get_context (AipShotSetups  *self,
                             AipShot        *shot,
                             AipRuleContext *context)
{
  Circumstances circumstances;

  g_return_if_fail (AIP_IS_SHOT_SETUPS (self));
  g_return_if_fail (AIP_IS_SHOT (shot) && context != NULL);

  circumstances = get_circumstances (self, shot);
  fill_context (self, &circumstances, context);
}
