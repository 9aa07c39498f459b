/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-basis"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-basis.h"
#include "aip-casting.h"
#include "aip-costume.h"
#include "aip-freeze.h"
#include "aip-json.h"
#include "aip-lora.h"
#include "aip-overrides.h"

#define VERSION 1
#define MAX_BYTES (64 * 1024)

/* Hexadecimal digits of a digest: a chance of one in 10^14 that a change is not seen. */
#define DIGEST_LENGTH 12

/* Keys; what follows a point is a name or an id. */
#define KEY_TEXT "text."
#define KEY_SETUP "setup."
#define KEY_PERSON "person."
#define KEY_COSTUME "costume."
#define KEY_CASTING "casting."
#define KEY_PLACE "place."
#define KEY_LORA "lora."
#define KEY_OVERRIDE "override."
#define KEY_INPUT "input."
#define KEY_OWN AIP_BASIS_OWN
#define KEY_WORKFLOW "workflow"
#define KEY_CHOSEN "chosen"
#define KEY_SIZE "size"
#define KEY_FRAMES "frames"
#define KEY_SEED "seed"
#define KEY_PROMPT "prompt"

typedef struct {
  char *key;
  char *value;
} Part;

struct _AipBasis {
  GPtrArray  *parts;    /* Part, in the order in which they are named */
  GHashTable *by_key;   /* borrowed */
};

static const struct {
  const char *field;
  const char *title;
} texts[] = {
  { "description", N_("description") },
  { "action", N_("action") },
  { "prompt", N_("additions to the prompt") },
  { "negative", N_("negative prompt") },
  { "english", N_("English prompt") },
  { "prompt-edits", N_("edits of the prompt") },
};

static const struct {
  const char *role;
  const char *title;
} pictures[] = {
  { AIP_ROLE_INIT_IMAGE, N_("picture it begins with") },
  { AIP_ROLE_FIRST_FRAME, N_("first frame") },
  { AIP_ROLE_LAST_FRAME, N_("last frame") },
  { AIP_ROLE_MASK, N_("mask") },
  { AIP_ROLE_CONTROL_IMAGE, N_("control picture") },
  { AIP_ROLE_CONTROL_SOURCE, N_("control picture") },
  { AIP_ROLE_CONTROL_VIDEO, N_("control movie") },
  { AIP_ROLE_INIT_VIDEO, N_("movie it begins with") },
};

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->key);
  g_free (part->value);
  g_free (part);
}

static AipBasis *
basis_new (void)
{
  AipBasis *self = g_new0 (AipBasis, 1);

  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
aip_basis_free (AipBasis *self)
{
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/* Digests ------------------------------------------------------------------------------------ */

static char *
dup_digest (const char *text)
{
  char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  digest[DIGEST_LENGTH] = '\0';

  return digest;
}

static const char *
get_value (AipBasis   *self,
           const char *key)
{
  Part *part = g_hash_table_lookup (self->by_key, key);

  return part != NULL ? part->value : NULL;
}

/* @name: (nullable): behind a key that ends with a point. @value: (transfer full) */
static void
put_value (AipBasis   *self,
           const char *key,
           const char *name,
           char       *value)
{
  g_autofree char *whole = g_strconcat (key, name, NULL);
  Part *part = g_hash_table_lookup (self->by_key, whole);

  if (part == NULL)
    {
      part = g_new0 (Part, 1);
      part->key = g_steal_pointer (&whole);
      g_ptr_array_add (self->parts, part);
      g_hash_table_insert (self->by_key, part->key, part);
    }
  g_free (part->value);
  part->value = value;
}

static void
put (AipBasis   *self,
     const char *key,
     const char *name,
     const char *text)
{
  put_value (self, key, name, dup_digest (text));
}

/* Parts of the film -------------------------------------------------------------------------- */

static void
put_texts (AipBasis *self,
           AipShot  *shot)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = aip_entity_get_text (AIP_ENTITY (shot), texts[i].field);

      if (*text != '\0')
        put (self, KEY_TEXT, texts[i].field, text);
    }
}

static void
put_setup (AipBasis      *self,
           AipShotPrompt *words)
{
  const char *look = aip_shot_prompt_get_input (words)->look_words;
  g_autoptr(JsonNode) node = aip_setup_to_json (aip_shot_prompt_get_setup (words));
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, aip_json_node_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_autofree char *text = aip_json_to_text (member, FALSE);
      g_autofree char *both = NULL;

      /* The preset that a look comes from may be written anew. */
      if (look != NULL && g_str_equal (name, aip_setup_field_to_nick (AIP_SETUP_LOOK)))
        both = g_strconcat (text, look, NULL);
      put (self, KEY_SETUP, name, both != NULL ? both : text);
    }
}

static const AipCostume *
find_costume (AipShot    *shot,
              const char *id,
              GPtrArray  *costumes)
{
  g_autoptr(AipCasting) casting = aip_casting_read (aip_shot_get_casting (shot), id);
  const AipCostume *costume = aip_costumes_find (costumes, casting->costume);

  return costume == NULL && costumes->len > 0 ? g_ptr_array_index (costumes, 0) : costume;
}

static void
put_person (AipBasis     *self,
            AipShot      *shot,
            AipCharacter *character)
{
  AipEntity *entity = AIP_ENTITY (character);
  const char *id = aip_entity_get_id (entity);
  g_autoptr(AipCasting) casting = aip_casting_read (aip_shot_get_casting (shot), id);
  g_autoptr(GPtrArray) costumes = aip_character_get_costumes (character);
  const AipCostume *costume = find_costume (shot, id, costumes);
  g_autofree char *who = g_strjoin ("\n", aip_character_get_name (character),
                                    aip_character_get_description (character),
                                    aip_entity_get_text (entity, "age"),
                                    aip_entity_get_text (entity, "negative"),
                                    aip_entity_get_text (entity, "loras"), NULL);
  g_autofree char *what = g_strjoin ("\n", casting->position, casting->action, NULL);

  put (self, KEY_PERSON, id, who);
  if (costume != NULL)
    put (self, KEY_COSTUME, id, *costume->words != '\0' ? costume->words : costume->name);
  if (*what != '\n' || what[1] != '\0')
    put (self, KEY_CASTING, id, what);
}

static void
put_people (AipBasis    *self,
            AipDocument *document,
            AipShot     *shot)
{
  g_auto(GStrv) ids = aip_entity_dup_texts (AIP_ENTITY (shot), "characters");
  AipEntity *place = aip_document_lookup (document, aip_entity_get_text (AIP_ENTITY (shot),
                                                                         "place"));

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      AipEntity *character = aip_document_lookup (document, ids[i]);

      if (AIP_IS_CHARACTER (character))
        put_person (self, shot, AIP_CHARACTER (character));
    }

  if (AIP_IS_PLACE (place))
    {
      g_autofree char *where = g_strjoin ("\n", aip_place_get_name (AIP_PLACE (place)),
                                          aip_place_get_description (AIP_PLACE (place)),
                                          aip_entity_get_text (place, "location"),
                                          aip_entity_get_text (place, "setting"),
                                          aip_entity_get_text (place, "time"),
                                          aip_entity_get_text (place, "weather"), NULL);

      put (self, KEY_PLACE, aip_entity_get_id (place), where);
    }
}

/* The files of the cast as they go into the graph; their weights are in the casting. */
static void
put_loras (AipBasis      *self,
           AipShotPrompt *words)
{
  GPtrArray *loras = aip_shot_prompt_get_loras (words);

  for (guint i = 0; i < loras->len; i++)
    {
      const AipLora *lora = g_ptr_array_index (loras, i);
      g_autofree char *strength = g_strdup_printf ("%.6f %.6f", lora->model, lora->clip);

      put (self, KEY_LORA, lora->file, strength);
    }
}

/* Of a workflow everything that a graph is made with; it is immutable, so this is done once. */
static const char *
get_workflow_digest (AipWorkflow *workflow)
{
  static GQuark quark;
  const char *known;
  g_autoptr(GString) text = NULL;
  g_autofree char *graph = NULL;
  g_auto(GStrv) roles = NULL;

  if (quark == 0)
    quark = g_quark_from_static_string ("aip-basis-digest");
  known = g_object_get_qdata (G_OBJECT (workflow), quark);
  if (known != NULL)
    return known;

  graph = aip_graph_to_text (aip_workflow_get_graph (workflow));
  roles = aip_workflow_list_roles (workflow);
  text = g_string_new (graph);
  for (guint i = 0; roles[i] != NULL; i++)
    {
      const GArray *refs = aip_workflow_get_bindings (workflow, roles[i]);

      g_string_append_printf (text, "\n%s %g", roles[i],
                              aip_workflow_get_default_number (workflow, roles[i], 0));
      for (guint j = 0; j < refs->len; j++)
        g_string_append_printf (text, " %s.%s", g_array_index (refs, AipGraphRef, j).node,
                                g_array_index (refs, AipGraphRef, j).input);
    }
  g_object_set_qdata_full (G_OBJECT (workflow), quark, dup_digest (text->str), g_free);

  return g_object_get_qdata (G_OBJECT (workflow), quark);
}

static gboolean
is_size (const char *role)
{
  return g_str_equal (role, AIP_ROLE_WIDTH) || g_str_equal (role, AIP_ROLE_HEIGHT) ||
         g_str_equal (role, AIP_ROLE_FRAMES);
}

static void
put_overrides (AipBasis    *self,
               AipDocument *document,
               AipWorkflow *workflow,
               const char  *overrides)
{
  g_auto(GStrv) roles = aip_overrides_list (overrides);

  for (guint i = 0; roles[i] != NULL; i++)
    {
      g_autofree char *text = aip_overrides_dup_string (overrides, roles[i]);
      double number;

      if (!aip_workflow_has_role (workflow, roles[i]) || !aip_freeze_may_override (roles[i]) ||
          is_size (roles[i]))
        continue;
      if (text == NULL && aip_overrides_get_number (overrides, roles[i], &number))
        text = g_strdup_printf ("%.9g", number);
      put (self, KEY_OVERRIDE, roles[i], text != NULL ? text : "");
    }
}

static void
put_size (AipBasis    *self,
          AipDocument *document,
          AipShot     *shot,
          AipWorkflow *workflow,
          const char  *overrides)
{
  if (aip_workflow_has_role (workflow, AIP_ROLE_WIDTH) ||
      aip_workflow_has_role (workflow, AIP_ROLE_HEIGHT))
    {
      g_autofree char *size = NULL;
      int width, height;

      aip_freeze_fit_size (document, overrides, workflow, &width, &height);
      size = g_strdup_printf ("%dx%d", width, height);
      put (self, KEY_SIZE, NULL, size);
    }
  /* A number, for a take may be longer than what is needed of it now. */
  if (aip_workflow_has_role (workflow, AIP_ROLE_FRAMES))
    put_value (self, KEY_FRAMES, NULL,
               g_strdup_printf ("%d", aip_freeze_fit_frames (document, shot, overrides, workflow)));
}

/* Whether the shot itself says which picture it is to be, so that a newer take is none of it. */
static gboolean
is_named (AipShot    *shot,
          const char *role)
{
  static const struct {
    const char *role;
    const char *field;
  } fields[] = {
    { AIP_ROLE_FIRST_FRAME, "first-frame" }, { AIP_ROLE_LAST_FRAME, "last-frame" },
    { AIP_ROLE_CONTROL_IMAGE, "control" }, { AIP_ROLE_CONTROL_SOURCE, "control" },
    { AIP_ROLE_CONTROL_VIDEO, "control" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].role, role))
      return *aip_entity_get_text (AIP_ENTITY (shot), fields[i].field) != '\0';

  return FALSE;
}

static void
put_inputs (AipBasis  *self,
            AipShot   *shot,
            GPtrArray *inputs)
{
  for (guint i = 0; i < inputs->len; i++)
    {
      const AipJobInput *input = g_ptr_array_index (inputs, i);

      if (input->number > 0 && g_str_equal (input->shot, aip_shot_get_code (shot)) &&
          !is_named (shot, input->role))
        put_value (self, KEY_OWN, input->role, g_strdup_printf ("%" G_GINT64_FORMAT, input->number));
      else
        {
          g_autofree char *text = g_strdup_printf ("%s %d", input->sha256, input->part);

          put (self, KEY_INPUT, input->role, text);
        }
    }
}

AipBasis *
aip_basis_new (AipDocument   *document,
               AipShot       *shot,
               AipWorkflow   *workflow,
               AipWorkflow   *chosen,
               AipShotPrompt *words,
               const char    *overrides,
               GPtrArray     *inputs)
{
  AipBasis *self;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), NULL);
  g_return_val_if_fail (words != NULL && overrides != NULL, NULL);

  self = basis_new ();
  if (aip_workflow_has_role (workflow, AIP_ROLE_PROMPT))
    {
      put_texts (self, shot);
      put_setup (self, words);
      put_people (self, document, shot);
      put_loras (self, words);
    }
  if (inputs != NULL)
    put_inputs (self, shot, inputs);
  put_overrides (self, document, workflow, overrides);
  put_size (self, document, shot, workflow, overrides);
  put_value (self, KEY_WORKFLOW, NULL, g_strdup (get_workflow_digest (workflow)));
  if (chosen != NULL)
    put (self, KEY_CHOSEN, NULL, aip_workflow_get_id (chosen));

  return self;
}

void
aip_basis_set_prompt (AipBasis   *self,
                      const char *prompt,
                      const char *negative)
{
  g_autofree char *both = g_strjoin ("\n", prompt, negative, NULL);

  g_return_if_fail (self != NULL);

  put (self, KEY_PROMPT, NULL, both);
}

void
aip_basis_set_seed (AipBasis   *self,
                    const char *seed)
{
  g_return_if_fail (self != NULL && seed != NULL);

  if (*seed != '\0')
    put (self, KEY_SEED, NULL, seed);
}

void
aip_basis_accept (AipBasis *self,
                  AipBasis *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  for (guint i = 0; i < other->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (other->parts, i);
      const char *known = get_value (self, part->key);

      /* “-”: it need not be there at all. */
      if (g_strcmp0 (known, part->value) != 0)
        put_value (self, part->key, NULL, g_strjoin (" ", known != NULL ? known : "-", part->value,
                                                     NULL));
    }
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = g_ptr_array_index (self->parts, i);

      if (get_value (other, part->key) == NULL)
        put_value (self, part->key, NULL, g_strconcat (part->value, " -", NULL));
    }
}

/* Text --------------------------------------------------------------------------------------- */

AipBasis *
aip_basis_from_text (const char *text)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *parts;
  JsonObjectIter iter;
  AipBasis *self;
  const char *key;
  JsonNode *member;

  g_return_val_if_fail (text != NULL, NULL);

  root = *text != '\0' ? aip_json_parse (text, -1, MAX_BYTES, NULL) : NULL;
  parts = aip_json_get_object (aip_json_node_object (root), "parts");
  if (parts == NULL || aip_json_get_int (aip_json_node_object (root), "version", 0) != VERSION)
    return NULL;

  self = basis_new ();
  json_object_iter_init_ordered (&iter, parts);
  while (json_object_iter_next_ordered (&iter, &key, &member))
    if (aip_json_node_string (member) != NULL)
      put_value (self, key, NULL, g_strdup (aip_json_node_string (member)));

  return self;
}

char *
aip_basis_to_text (AipBasis *self)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object, *parts;

  g_return_val_if_fail (self != NULL, NULL);

  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  parts = json_object_new ();
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);

      json_object_set_string_member (parts, part->key, part->value);
    }
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_object_member (object, "parts", parts);
  json_node_take_object (root, object);

  return aip_json_to_text (root, FALSE);
}

/* Comparing ---------------------------------------------------------------------------------- */

/* @now: (nullable) */
static gboolean
is_accepted (const char *accepted,
             const char *now)
{
  g_auto(GStrv) values = NULL;

  if (strchr (accepted, ' ') == NULL)
    return g_strcmp0 (accepted, now) == 0;

  values = g_strsplit (accepted, " ", -1);

  return g_strv_contains ((const char *const *) values, now != NULL ? now : "-");
}

/* @then, @now: (nullable) */
static gboolean
is_same (const char *key,
         const char *then,
         const char *now)
{
  if (g_str_has_prefix (key, KEY_OWN) || g_str_equal (key, KEY_PROMPT))
    return TRUE;
  /* Where the shot has no seed of its own, any will do. */
  if (g_str_equal (key, KEY_SEED) && (then == NULL || now == NULL))
    return TRUE;
  if (then == NULL)
    return FALSE;
  if (is_accepted (then, now))
    return TRUE;
  if (g_str_equal (key, KEY_FRAMES) && now != NULL)
    return g_ascii_strtoll (then, NULL, 10) > g_ascii_strtoll (now, NULL, 10);

  return FALSE;
}

GStrv
aip_basis_compare (AipBasis *self,
                   AipBasis *now)
{
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL && now != NULL, NULL);

  for (guint i = 0; i < now->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (now->parts, i);

      if (!is_same (part->key, get_value (self, part->key), part->value))
        g_strv_builder_add (keys, part->key);
    }
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);

      if (get_value (now, part->key) == NULL && !is_same (part->key, part->value, NULL))
        g_strv_builder_add (keys, part->key);
    }

  return g_strv_builder_end (keys);
}

static gboolean
is_word (const char *key)
{
  static const char *const prefixes[] = {
    KEY_TEXT, KEY_SETUP, KEY_PERSON, KEY_COSTUME, KEY_CASTING, KEY_PLACE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (key, prefixes[i]))
      return TRUE;

  return FALSE;
}

gboolean
aip_basis_needs_prompt (const char *const *keys)
{
  g_return_val_if_fail (keys != NULL, FALSE);

  for (guint i = 0; keys[i] != NULL; i++)
    if (is_word (keys[i]))
      return TRUE;

  return FALSE;
}

GStrv
aip_basis_drop_words (const char *const *keys)
{
  g_autoptr(GStrvBuilder) rest = g_strv_builder_new ();

  g_return_val_if_fail (keys != NULL, NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    if (!is_word (keys[i]))
      g_strv_builder_add (rest, keys[i]);

  return g_strv_builder_end (rest);
}

gboolean
aip_basis_has_prompt (AipBasis   *self,
                      const char *prompt,
                      const char *negative)
{
  g_autofree char *both = g_strjoin ("\n", prompt, negative, NULL);
  g_autofree char *digest = dup_digest (both);
  const char *known;

  g_return_val_if_fail (self != NULL, FALSE);

  known = get_value (self, KEY_PROMPT);

  return known != NULL && is_accepted (known, digest);
}

gboolean
aip_basis_was_chosen (AipBasis    *self,
                      AipWorkflow *workflow)
{
  g_autofree char *digest = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (AIP_IS_WORKFLOW (workflow), FALSE);

  digest = dup_digest (aip_workflow_get_id (workflow));

  return g_strcmp0 (get_value (self, KEY_CHOSEN), digest) == 0;
}

gint64
aip_basis_get_source (AipBasis    *self,
                      const char **role)
{
  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);

      if (!g_str_has_prefix (part->key, KEY_OWN))
        continue;
      if (role != NULL)
        *role = part->key + strlen (KEY_OWN);
      return g_ascii_strtoll (part->value, NULL, 10);
    }

  return 0;
}

/* In words ----------------------------------------------------------------------------------- */

/* “Focal length” within a sentence; “T-stop” and “ISO” stay. */
static char *
dup_within_sentence (const char *title)
{
  const char *second = g_utf8_next_char (title);
  g_autofree char *first = NULL;

  if (*title == '\0' || !g_unichar_islower (g_utf8_get_char (second)))
    return g_strdup (title);

  first = g_utf8_strdown (title, second - title);

  return g_strconcat (first, second, NULL);
}

static char *
describe_setup (const char *nick)
{
  int field = aip_setup_field_from_nick (nick);

  return field >= 0 ? dup_within_sentence (aip_setup_field_get_name ((AipSetupField) field))
                    : g_strdup (nick);
}

static char *
describe_costume (AipShot      *shot,
                  AipCharacter *character)
{
  g_autoptr(GPtrArray) costumes = aip_character_get_costumes (character);
  const AipCostume *costume = find_costume (shot, aip_entity_get_id (AIP_ENTITY (character)),
                                            costumes);

  if (costume != NULL && *costume->name != '\0')
    /* Translators: name of a character, name of what they wear */
    return g_strdup_printf (_("%s’s costume “%s”"), aip_character_get_name (character),
                            costume->name);

  /* Translators: name of a character */
  return g_strdup_printf (_("%s’s costume"), aip_character_get_name (character));
}

static char *
describe_entity (AipDocument *document,
                 AipShot     *shot,
                 const char  *key)
{
  const char *id = strchr (key, '.') + 1;
  AipEntity *entity = aip_document_lookup_any (document, id);

  if (AIP_IS_PLACE (entity))
    /* Translators: name of a place of the film, within an enumeration of what has changed */
    return g_strdup_printf (_("place “%s”"), aip_place_get_name (AIP_PLACE (entity)));
  if (!AIP_IS_CHARACTER (entity))
    return g_strdup (g_str_has_prefix (key, KEY_PLACE) ? _("place") : _("cast"));
  if (g_str_has_prefix (key, KEY_COSTUME))
    return describe_costume (shot, AIP_CHARACTER (entity));
  if (g_str_has_prefix (key, KEY_CASTING))
    /* Translators: name of a character: where they are and what they do */
    return g_strdup_printf (_("%s’s action"), aip_character_get_name (AIP_CHARACTER (entity)));

  return g_strdup (aip_character_get_name (AIP_CHARACTER (entity)));
}

static const char *
get_picture_title (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    if (g_str_equal (role, pictures[i].role))
      return _(pictures[i].title);

  return _("reference picture");
}

char *
aip_basis_describe (AipDocument *document,
                    AipShot     *shot,
                    const char  *key)
{
  static const struct {
    const char *key;
    const char *title;
  } others[] = {
    { KEY_WORKFLOW, N_("workflow") },
    { KEY_CHOSEN, N_("choice of workflow") },
    { KEY_SIZE, N_("size of the picture") },
    { KEY_FRAMES, N_("length") },
    { KEY_SEED, N_("seed") },
  };
  const char *name;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (AIP_IS_SHOT (shot), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (others[i].key, key))
      return g_strdup (_(others[i].title));

  name = strchr (key, '.');
  if (name == NULL)
    return g_strdup (key);
  name++;

  for (guint i = 0; g_str_has_prefix (key, KEY_TEXT) && i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].field, name))
      return g_strdup (_(texts[i].title));
  if (g_str_has_prefix (key, KEY_SETUP))
    return describe_setup (name);
  if (g_str_has_prefix (key, KEY_PERSON) || g_str_has_prefix (key, KEY_COSTUME) ||
      g_str_has_prefix (key, KEY_CASTING) || g_str_has_prefix (key, KEY_PLACE))
    return describe_entity (document, shot, key);
  if (g_str_has_prefix (key, KEY_LORA))
    /* Translators: name of a file */
    return g_strdup_printf (_("LoRA “%s”"), name);
  if (g_str_has_prefix (key, KEY_INPUT) || g_str_has_prefix (key, KEY_OWN))
    return g_strdup (get_picture_title (name));

  return g_strdup (name);
}
