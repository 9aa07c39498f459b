/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cinema-json"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "aip-cinema-json.h"
#include "aip-error.h"
#include "aip-json.h"
#include "aip-prompt-cast.h"
#include "aip-prompt-edits.h"

#define MAX_CAST 50

/* Input ------------------------------------------------------------------------------------- */

typedef struct {
  AipSetup        setup;
  AipRuleContext  context;
  AipPromptParts  parts;
  const char     *cast[2 * MAX_CAST + 1];
  const char     *english;
  AipPromptEdits *edits;
  GPtrArray      *problems;
  GPtrArray      *texts;
  GPtrArray      *triggers;
} Input;

static const char *
say_character (Input      *input,
               JsonObject *who)
{
  const AipPromptCast cast = {
    .description = aip_json_get_string (who, "description", ""),
    .age = aip_json_get_string (who, "age", ""),
    .costume = aip_json_get_string (who, "costume", ""),
    .position = aip_json_get_string (who, "position", ""),
    .action = aip_json_get_string (who, "action", ""),
  };
  char *text = aip_prompt_cast_say (&cast);

  g_ptr_array_add (input->texts, text);

  return text;
}

static void
read_triggers (Input      *input,
               JsonObject *shot)
{
  JsonArray *triggers = aip_json_get_array (shot, "triggers");

  for (guint i = 0; triggers != NULL && i < json_array_get_length (triggers); i++)
    {
      const char *word = aip_json_node_string (json_array_get_element (triggers, i));

      if (word != NULL)
        g_ptr_array_add (input->triggers, (char *) word);
    }
  g_ptr_array_add (input->triggers, NULL);
  input->parts.triggers = (const char *const *) input->triggers->pdata;
}

static void
read_shot (Input      *input,
           JsonObject *shot)
{
  JsonArray *characters = aip_json_get_array (shot, "characters");
  JsonObject *place = aip_json_get_object (shot, "place");
  guint n_characters = characters != NULL ? json_array_get_length (characters) : 0;
  guint n_cast = 0;

  for (guint i = 0; i < MIN (n_characters, MAX_CAST); i++)
    {
      JsonObject *who = aip_json_node_object (json_array_get_element (characters, i));

      if (who == NULL)
        continue;
      input->cast[n_cast++] = aip_json_get_string (who, "name", "");
      input->cast[n_cast++] = say_character (input, who);
    }

  input->parts.description = aip_json_get_string (shot, "description", NULL);
  input->parts.action = aip_json_get_string (shot, "action", NULL);
  input->parts.characters = input->cast;
  if (place != NULL)
    {
      input->parts.place_name = aip_json_get_string (place, "name", NULL);
      input->parts.place_description = aip_json_get_string (place, "description", NULL);
      input->parts.place_setting = aip_json_get_string (place, "setting", NULL);
      input->parts.place_time = aip_json_get_string (place, "time", NULL);
      input->parts.place_weather = aip_json_get_string (place, "weather", NULL);
    }
  read_triggers (input, shot);
  input->parts.additions = aip_json_get_string (shot, "additions", NULL);
  input->parts.negative = aip_json_get_string (shot, "negative", NULL);
  input->english = aip_json_get_string (shot, "english", NULL);
  input->context.seconds = CLAMP (aip_json_get_double (shot, "seconds", 0), 0, 100000);
  input->context.subjects = (int) CLAMP (aip_json_get_int (shot, "subjects", -1), -1, 10000);
  input->context.dialogue = aip_json_get_boolean (shot, "dialogue", FALSE);
  input->context.mains = (int) CLAMP (aip_json_get_int (shot, "mains", 0), 0, 60);
}

/* What a person did to the prompt, as the project keeps it. */
static void
read_edits (Input      *input,
            JsonObject *object)
{
  JsonNode *node = object != NULL ? aip_json_get (object, "prompt-edits") : NULL;
  g_autofree char *text = node != NULL ? aip_json_to_text (node, FALSE) : NULL;

  input->edits = aip_prompt_edits_from_text (text, input->problems);
}

/* Texts belong to @object. */
static void
read_input (AipCinema  *self,
            JsonObject *object,
            Input      *input)
{
  JsonObject *setup = aip_json_get_object (object, "setup");
  JsonObject *shot = aip_json_get_object (object, "shot");

  *input = (Input) { .context = AIP_RULE_CONTEXT_INIT };
  input->problems = g_ptr_array_new_with_free_func (g_free);
  input->texts = g_ptr_array_new_with_free_func (g_free);
  input->triggers = g_ptr_array_new ();

  if (setup != NULL || shot != NULL)
    input->context.loose = g_str_equal (aip_json_get_string (object, "period", "strict"), "loose");
  else
    setup = object;
  if (shot != NULL)
    read_shot (input, shot);
  read_edits (input, setup != object ? object : NULL);
  if (setup != NULL)
    aip_setup_from_json (&input->setup, self->catalogue, setup, input->problems);
}

static void
clear_input (Input *input)
{
  g_clear_pointer (&input->edits, aip_prompt_edits_free);
  g_clear_pointer (&input->problems, g_ptr_array_unref);
  g_clear_pointer (&input->texts, g_ptr_array_unref);
  g_clear_pointer (&input->triggers, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Input, clear_input)

/* Output ------------------------------------------------------------------------------------ */

static void
set_text (JsonObject *object,
          const char *member,
          char       *text)
{
  json_object_set_string_member (object, member, text);
  g_free (text);
}

static void
set_sentences (JsonObject *object,
               const char *member,
               GPtrArray  *sentences)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < sentences->len; i++)
    json_array_add_string_element (array, sentences->pdata[i]);
  json_object_set_array_member (object, member, array);
}

/* Numbers as a person would note them down. */
static void
set_number (JsonObject *object,
            const char *member,
            double      number)
{
  if (isinf (number))
    json_object_set_string_member (object, member, "infinite");
  else
    json_object_set_double_member (object, member, round (number * 10000) / 10000);
}

static JsonArray *
fields_to_json (guint64 fields)
{
  JsonArray *array = json_array_new ();

  for (AipSetupField field = 0; field < AIP_N_SETUP_FIELDS; field++)
    if ((fields & AIP_SETUP_BIT (field)) != 0)
      json_array_add_string_element (array, aip_setup_field_to_nick (field));

  return array;
}

static JsonObject *
finding_to_json (const AipFinding *finding)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "rule", aip_rule_get_id (finding->rule));
  json_object_set_string_member (object, "severity", aip_severity_to_nick (finding->severity));
  json_object_set_array_member (object, "fields", fields_to_json (finding->fields));
  set_text (object, "sentence", aip_finding_to_text (finding));

  return object;
}

static JsonArray *
fixes_to_json (AipCinema        *self,
               const Input      *input,
               const AipFinding *finding)
{
  JsonArray *array = json_array_new ();
  AipFix fixes[AIP_MAX_FIXES];
  guint n_fixes = aip_finding_get_fixes (finding, &input->setup, &input->context, self->catalogue,
                                         fixes);

  for (guint i = 0; i < n_fixes; i++)
    {
      JsonObject *fix = json_object_new ();
      JsonObject *set = json_object_new ();
      g_autoptr(JsonNode) whole = aip_setup_to_json (&fixes[i].setup);
      JsonObject *after = json_node_get_object (whole);

      /* A patch: null takes a member away. */
      for (AipSetupField field = 0; field < AIP_N_SETUP_FIELDS; field++)
        {
          const char *nick = aip_setup_field_to_nick (field);
          JsonNode *value = aip_json_get (after, nick);

          if ((fixes[i].fields & AIP_SETUP_BIT (field)) == 0)
            continue;
          if (value != NULL)
            json_object_set_member (set, nick, json_node_copy (value));
          else if (aip_setup_has (&input->setup, field))
            json_object_set_null_member (set, nick);
        }

      set_text (fix, "text", aip_fix_to_text (&fixes[i]));
      json_object_set_object_member (fix, "set", set);
      json_array_add_object_element (array, fix);
    }

  return array;
}

JsonObject *
aip_cinema_check (AipCinema   *self,
                  JsonObject  *object,
                  GError     **error)
{
  g_auto(Input) input = { 0, };
  JsonObject *answer = json_object_new ();
  JsonArray *array = json_array_new ();
  AipFinding findings[AIP_MAX_FINDINGS];
  guint n_findings;

  g_return_val_if_fail (self != NULL && object != NULL, NULL);

  read_input (self, object, &input);
  n_findings = aip_rules_evaluate (&input.setup, &input.context, AIP_ALL_FIELDS, findings);

  for (guint i = 0; i < n_findings; i++)
    {
      JsonObject *finding = finding_to_json (&findings[i]);

      json_object_set_array_member (finding, "fixes", fixes_to_json (self, &input, &findings[i]));
      json_array_add_object_element (array, finding);
    }

  json_object_set_string_member (answer, "state",
                                 n_findings == 0 ? "fine"
                                                 : aip_severity_to_nick (aip_findings_get_worst (
                                                     findings, n_findings)));
  json_object_set_array_member (answer, "findings", array);
  set_sentences (answer, "problems", input.problems);

  return answer;
}

JsonObject *
aip_cinema_options (AipCinema   *self,
                    JsonObject  *object,
                    const char  *nick,
                    GError     **error)
{
  g_auto(Input) input = { 0, };
  JsonObject *answer;
  JsonArray *array;
  guint n_options;
  int field;

  g_return_val_if_fail (self != NULL && object != NULL, NULL);

  field = aip_setup_field_from_nick (nick);
  if (field < 0)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, _ ("A setup has no “%s”."),
                   nick != NULL ? nick : "");
      return NULL;
    }

  read_input (self, object, &input);
  n_options = aip_options_get_count (self->catalogue, &input.setup, field);
  answer = json_object_new ();
  array = json_array_new ();

  for (guint i = 0; i < n_options; i++)
    {
      JsonObject *option = json_object_new ();
      JsonArray *adds = json_array_new ();
      AipFinding added[AIP_MAX_FINDINGS];
      AipSetup chosen;
      guint64 changed = aip_options_choose (self->catalogue, &input.setup, field, i, &chosen);
      guint n_added = aip_rules_get_added (&input.setup, &chosen, &input.context, changed, added);

      set_text (option, "id", aip_options_get_id (self->catalogue, &input.setup, field, i));
      set_text (option, "name", aip_options_get_text (self->catalogue, &input.setup, field, i));
      json_object_set_boolean_member (option, "chosen", aip_setup_equal (&chosen, &input.setup));
      for (guint j = 0; j < n_added; j++)
        json_array_add_object_element (adds, finding_to_json (&added[j]));
      if (n_added > 0)
        json_object_set_string_member (option, "worst", aip_severity_to_nick (
                                         aip_findings_get_worst (added, n_added)));
      json_object_set_array_member (option, "adds", adds);
      json_array_add_object_element (array, option);
    }

  json_object_set_string_member (answer, "field", nick);
  json_object_set_array_member (answer, "options", array);
  set_sentences (answer, "problems", input.problems);

  return answer;
}

static void
set_depth (JsonObject     *answer,
           const AipSetup *setup,
           AipFrameArea   *area,
           double          distance)
{
  double circle = aip_optics_circle (area);
  double near_limit, far_limit;

  set_number (answer, "circle-of-confusion-mm", circle);
  if (!aip_setup_has (setup, AIP_SETUP_STOP))
    return;

  set_number (answer, "hyperfocal-m", aip_optics_hyperfocal (setup->focal, setup->stop, circle));
  if (distance <= setup->focal / 1000 * 1.01)
    return;

  aip_optics_depth_of_field (setup->focal, setup->stop, circle, distance, &near_limit, &far_limit);
  set_number (answer, "sharp-from-m", near_limit);
  set_number (answer, "sharp-to-m", far_limit);
}

static void
set_exposure (JsonObject     *answer,
              const AipSetup *setup)
{
  double fps = aip_setup_has (setup, AIP_SETUP_FPS) ? setup->fps : 24;
  double angle = aip_setup_has (setup, AIP_SETUP_SHUTTER) ? setup->shutter : 180;
  double time = aip_optics_exposure_time (angle, fps);
  double sensitivity = aip_setup_get_sensitivity (setup);
  double lux, over;

  set_number (answer, "exposure-time-s", time);
  if (sensitivity <= 0)
    return;
  set_number (answer, "exposure-index", sensitivity);
  if (!aip_setup_has (setup, AIP_SETUP_STOP))
    return;

  lux = aip_optics_needed_lux (setup->stop, time, sensitivity);
  set_number (answer, "needed-lux", lux);
  if (!aip_setup_has (setup, AIP_SETUP_KEY) || setup->key.light->lux <= 0)
    return;

  over = aip_optics_stops_over (setup->key.light->lux, lux);
  set_number (answer, "stops-over", over);
  set_number (answer, "neutral-density", aip_optics_neutral_density (over));
}

JsonObject *
aip_cinema_optics (AipCinema   *self,
                   JsonObject  *object,
                   GError     **error)
{
  g_auto(Input) input = { 0, };
  JsonObject *answer = json_object_new ();
  AipFrameArea recorded, delivered;
  double share;

  g_return_val_if_fail (self != NULL && object != NULL, NULL);

  read_input (self, object, &input);
  const AipSetup *setup = &input.setup;

  if (aip_setup_get_area (setup, &recorded) && aip_setup_get_delivered (setup, &delivered, &share))
    {
      double distance = aip_setup_get_distance (setup);

      set_number (answer, "recorded-width-mm", recorded.width);
      set_number (answer, "recorded-height-mm", recorded.height);
      set_number (answer, "squeeze", recorded.squeeze);
      set_number (answer, "delivered-width-mm", delivered.width);
      set_number (answer, "delivered-height-mm", delivered.height);
      set_number (answer, "used-share", share);
      set_number (answer, "crop-factor", aip_optics_crop (&delivered));
      if (aip_setup_has (setup, AIP_SETUP_FOCAL))
        {
          set_number (answer, "angle-horizontal-degrees",
                      aip_optics_angle_horizontal (&delivered, setup->focal));
          set_number (answer, "angle-vertical-degrees",
                      aip_optics_angle_vertical (&delivered, setup->focal));
          set_number (answer, "full-frame-equivalent-mm",
                      aip_optics_equivalent_focal (&delivered, setup->focal));
          set_number (answer, "pan-limit-degrees-per-second",
                      aip_optics_pan_limit (&delivered, setup->focal,
                                            aip_setup_has (setup, AIP_SETUP_FPS) ? setup->fps
                                                                                 : 24));
          if (distance > 0)
            {
              set_number (answer, "distance-m", distance);
              set_number (answer, "field-width-m",
                          aip_optics_field_width (&delivered, setup->focal, distance));
              set_number (answer, "field-height-m",
                          aip_optics_field_height (&delivered, setup->focal, distance));
            }
          set_depth (answer, setup, &delivered, distance);
        }
    }

  set_exposure (answer, setup);
  set_sentences (answer, "problems", input.problems);

  return answer;
}

static JsonArray *
fragments_to_json (const AipPromptComposition *prompt)
{
  static const char *const reasons[] = {
    [AIP_FRAGMENT_SAID] = "",
    [AIP_FRAGMENT_TOO_LONG] = "too-long",
    [AIP_FRAGMENT_LEFT_OUT] = "left-out",
    [AIP_FRAGMENT_REPEATED] = "repeated",
    [AIP_FRAGMENT_UNUSED] = "unused",
  };
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < prompt->fragments->len; i++)
    {
      const AipFragment *fragment = prompt->fragments->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "text", fragment->text);
      json_object_set_string_member (object, "part", aip_prompt_part_to_nick (fragment->part));
      if (fragment->field >= 0)
        json_object_set_string_member (object, "field",
                                       aip_setup_field_to_nick (fragment->field));
      json_object_set_string_member (object, "key", fragment->key);
      if (fragment->edited)
        json_object_set_string_member (object, "instead-of", fragment->original);
      if (fragment->differs)
        json_object_set_boolean_member (object, "differs", TRUE);
      if (fragment->locked)
        json_object_set_boolean_member (object, "locked", TRUE);
      if (fragment->cut)
        {
          json_object_set_boolean_member (object, "cut", TRUE);
          json_object_set_string_member (object, "why", reasons[fragment->state]);
        }
      else
        {
          json_object_set_int_member (object, "start", (gint64) fragment->start);
          json_object_set_int_member (object, "end", (gint64) fragment->end);
        }
      json_array_add_object_element (array, object);
    }

  return array;
}

JsonObject *
aip_cinema_prompt (AipCinema   *self,
                   JsonObject  *object,
                   const char  *name,
                   GError     **error)
{
  g_auto(Input) input = { 0, };
  g_autoptr(AipPromptComposition) prompt = NULL;
  const AipTarget *target;
  const AipPreset *look;
  JsonObject *answer;

  g_return_val_if_fail (self != NULL && object != NULL, NULL);

  read_input (self, object, &input);
  if (name == NULL && *aip_prompt_edits_get_target (input.edits) != '\0')
    name = aip_prompt_edits_get_target (input.edits);
  target = aip_targets_find (self->targets, name != NULL ? name : AIP_TARGET_GENERIC);
  if (target == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _ ("No model is called “%s”. “cinema list targets” names them."), name);
      return NULL;
    }

  look = aip_setup_has (&input.setup, AIP_SETUP_LOOK)
           ? aip_presets_find (self->presets, input.setup.look)
           : NULL;

  AipComposerInput composer = {
    .parts = &input.parts,
    .english = input.english,
    .setup = &input.setup,
    .look_words = look != NULL ? look->words : NULL,
    .seconds = input.context.seconds,
  };

  aip_prompt_edits_apply (input.edits, &composer);
  prompt = aip_composer_compose (&composer, target);
  answer = json_object_new ();
  json_object_set_string_member (answer, "target", target->id);
  json_object_set_string_member (answer, "positive", prompt->positive);
  json_object_set_string_member (answer, "negative", prompt->negative);
  if (prompt->width > 0)
    {
      json_object_set_int_member (answer, "width", prompt->width);
      json_object_set_int_member (answer, "height", prompt->height);
    }
  if (prompt->parameter != NULL)
    json_object_set_string_member (answer, "aspect", prompt->parameter);
  if (prompt->frames > 0)
    {
      json_object_set_int_member (answer, "frames", prompt->frames);
      set_number (answer, "fps", prompt->fps);
    }
  if (prompt->guidance > 0)
    set_number (answer, "guidance", prompt->guidance);
  json_object_set_int_member (answer, "tokens", prompt->tokens);
  json_object_set_int_member (answer, "max-tokens", prompt->max_tokens);
  json_object_set_array_member (answer, "fragments", fragments_to_json (prompt));
  set_sentences (answer, "notes", prompt->notes);
  set_sentences (answer, "problems", input.problems);

  return answer;
}

static JsonObject *
gear_to_json (const AipGear *gear)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", gear->id);
  set_text (object, "name", aip_gear_to_text (gear));
  if (gear->year > 0)
    json_object_set_int_member (object, "year", gear->year);
  if (gear->year_end > 0)
    json_object_set_int_member (object, "end", gear->year_end);
  json_object_set_string_member (object, "confidence", aip_confidence_to_nick (gear->confidence));
  if (gear->own)
    json_object_set_boolean_member (object, "own", TRUE);

  return object;
}

static JsonArray *
list_gear (AipCinema   *self,
           AipGearKind  kind)
{
  JsonArray *array = json_array_new ();
  guint n_rows;
  const AipGear *const *rows = aip_catalogue_get_rows (self->catalogue, kind, &n_rows);

  for (guint i = 0; i < n_rows; i++)
    json_array_add_object_element (array, gear_to_json (rows[i]));

  return array;
}

static JsonArray *
list_presets (AipCinema     *self,
              AipPresetKind  first,
              AipPresetKind  last)
{
  JsonArray *array = json_array_new ();
  guint n_presets;
  const AipPreset *const *presets = aip_presets_get_all (self->presets, &n_presets);

  for (guint i = 0; i < n_presets; i++)
    {
      JsonObject *object;

      if (presets[i]->kind < first || presets[i]->kind > last)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "id", presets[i]->id);
      json_object_set_string_member (object, "name", presets[i]->name);
      if (presets[i]->year > 0)
        json_object_set_int_member (object, "year", presets[i]->year);
      json_object_set_string_member (object, "director", presets[i]->director);
      if (presets[i]->cinematographer[0] != '\0')
        json_object_set_string_member (object, "cinematographer", presets[i]->cinematographer);
      json_object_set_string_member (object, "confidence",
                                     aip_confidence_to_nick (presets[i]->confidence));
      json_object_set_member (object, "setup", aip_setup_to_json (&presets[i]->setup));
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
list_targets (AipCinema *self)
{
  static const char *const kinds[] = { "image", "edit", "text-to-video", "image-to-video" };
  JsonArray *array = json_array_new ();
  guint n_targets;
  const AipTarget *const *targets = aip_targets_get_all (self->targets, &n_targets);

  for (guint i = 0; i < n_targets; i++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", targets[i]->id);
      json_object_set_string_member (object, "name", targets[i]->name);
      json_object_set_string_member (object, "kind", kinds[targets[i]->kind]);
      json_object_set_int_member (object, "max-tokens", targets[i]->max_tokens);
      json_object_set_boolean_member (object, "local", targets[i]->local);
      json_array_add_object_element (array, object);
    }

  return array;
}

JsonObject *
aip_cinema_list (AipCinema   *self,
                 const char  *what,
                 GError     **error)
{
  static const struct {
    const char  *name;
    AipGearKind  kind;
  } gear[] = {
    { "bodies", AIP_GEAR_BODY },     { "lenses", AIP_GEAR_LENS },
    { "stocks", AIP_GEAR_STOCK },    { "lights", AIP_GEAR_LIGHT },
    { "supports", AIP_GEAR_SUPPORT }, { "moves", AIP_GEAR_MOVE },
    { "formats", AIP_GEAR_FORMAT },  { "mounts", AIP_GEAR_MOUNT },
  };
  JsonArray *rows = NULL;
  JsonObject *answer;

  g_return_val_if_fail (self != NULL && what != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (gear); i++)
    if (g_str_equal (gear[i].name, what))
      rows = list_gear (self, gear[i].kind);
  if (g_str_equal (what, "films"))
    rows = list_presets (self, AIP_PRESET_FILM, AIP_PRESET_FILM);
  else if (g_str_equal (what, "looks"))
    rows = list_presets (self, AIP_PRESET_LOOK, AIP_PRESET_LOOK);
  else if (g_str_equal (what, "presets"))
    rows = list_presets (self, AIP_PRESET_OWN, AIP_PRESET_PROJECT);
  else if (g_str_equal (what, "targets"))
    rows = list_targets (self);

  if (rows == NULL)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _ ("“%s” cannot be listed: bodies, lenses, stocks, lights, supports, moves, "
                      "films, looks, presets and targets can."), what);
      return NULL;
    }

  answer = json_object_new ();
  json_object_set_array_member (answer, "rows", rows);

  return answer;
}
