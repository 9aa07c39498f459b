/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What characters, places and shots say about who and what is in a picture. */

#include "config.h"

#include "aip-asset.h"
#include "aip-casting.h"
#include "aip-costume.h"
#include "aip-error.h"
#include "aip-field.h"
#include "aip-lora-file.h"
#include "aip-overrides.h"
#include "aip-picture-source.h"
#include "test-support.h"

#define HASH  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define ASSET "assets/01/" HASH ".png"
#define MINA  "10c43c7d-c805-46fb-aa37-7d6ffdb5899e"
#define JOON  "f3a189df-8dbd-4773-b125-26a78b4b987b"

static gboolean
is_allowed (AipKind     kind,
            const char *name,
            GVariant   *value)
{
  const AipField *field = aip_kind_find_field (kind, name, NULL);
  g_autoptr(GVariant) owned = g_variant_ref_sink (value);
  g_autoptr(GError) error = NULL;
  gboolean ok;

  g_assert_nonnull (field);
  ok = aip_field_check (kind, field, owned, &error);
  if (!ok)
    g_assert_error (error, AIP_ERROR, AIP_ERROR_INVALID);

  return ok;
}

static void
test_assets (void)
{
  static const char *const wrong[] = {
    "", "a.png", "assets/02/" HASH ".png", "assets/01/" HASH ".svg", "assets/01/" HASH,
    "assets/01/../" HASH ".png", "assets/01/" HASH ".png/x", "/assets/01/" HASH ".png",
    "assets/01/0123.png", "assets/01/" HASH "0.png",
  };
  g_autofree char *made = aip_asset_make_file (HASH, "png");
  g_autofree char *hash = aip_asset_dup_sha256 (ASSET);

  g_assert_cmpstr (made, ==, ASSET);
  g_assert_cmpstr (hash, ==, HASH);
  g_assert_true (aip_asset_is_file (ASSET));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (aip_asset_is_file (wrong[i]));

  g_assert_true (is_allowed (AIP_KIND_SHOT, "mask", g_variant_new_string (ASSET)));
  g_assert_true (is_allowed (AIP_KIND_SHOT, "mask", g_variant_new_string ("")));
  g_assert_false (is_allowed (AIP_KIND_SHOT, "mask", g_variant_new_string ("take:" MINA)));
  g_assert_false (is_allowed (AIP_KIND_CHARACTER, "references",
                              g_variant_new_strv ((const char *[]) { "x.png" }, 1)));
}

static void
test_sources (void)
{
  static const struct {
    const char     *text;
    AipPictureFrom  from;
    const char     *what;
  } cases[] = {
    { "", AIP_PICTURE_FROM_NOTHING, NULL },
    { ASSET, AIP_PICTURE_FROM_ASSET, ASSET },
    { "take:" MINA, AIP_PICTURE_FROM_TAKE, MINA },
    { "take-end:" MINA, AIP_PICTURE_FROM_TAKE_END, MINA },
    { "previous-end", AIP_PICTURE_FROM_PREVIOUS, NULL },
    { "next-start", AIP_PICTURE_FROM_NEXT, NULL },
  };
  AipPictureFrom from;
  const char *what;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *again = aip_picture_source_make (cases[i].from, cases[i].what);

      g_assert_true (aip_picture_source_parse (cases[i].text, &from, &what));
      g_assert_cmpint (from, ==, cases[i].from);
      g_assert_cmpstr (what, ==, cases[i].what);
      g_assert_cmpstr (again, ==, cases[i].text);
    }

  g_assert_false (aip_picture_source_parse ("/etc/passwd", &from, NULL));
  g_assert_false (aip_picture_source_parse ("take:../../x", &from, NULL));
  g_assert_false (is_allowed (AIP_KIND_SHOT, "first-frame", g_variant_new_string ("end")));
  g_assert_true (is_allowed (AIP_KIND_SHOT, "last-frame", g_variant_new_string ("next-start")));
  g_assert_false (is_allowed (AIP_KIND_SHOT, "control-kind", g_variant_new_string ("xray")));
  g_assert_true (is_allowed (AIP_KIND_SHOT, "control-kind", g_variant_new_string ("depth")));
}

static void
test_costumes (void)
{
  g_autoptr(GPtrArray) costumes = g_ptr_array_new_with_free_func (
    (GDestroyNotify) aip_costume_free);
  g_autoptr(GPtrArray) read = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  AipCostume *costume = aip_costume_new ();
  const AipCostume *found;

  g_set_str (&costume->name, "“빨간” 코트");
  g_set_str (&costume->words, "a red {coat},\n\"torn\"");
  g_set_str (&costume->reference, ASSET);
  g_ptr_array_add (costumes, costume);
  g_ptr_array_add (costumes, aip_costume_new ());

  text = aip_costumes_to_text (costumes);
  read = aip_costumes_parse (text);
  again = aip_costumes_to_text (read);
  g_assert_cmpstr (again, ==, text);
  found = aip_costumes_find (read, costume->id);
  g_assert_nonnull (found);
  g_assert_cmpstr (found->words, ==, costume->words);
  g_assert_true (is_allowed (AIP_KIND_CHARACTER, "costumes", g_variant_new_string (text)));

  g_assert_true (is_allowed (AIP_KIND_CHARACTER, "costumes", g_variant_new_string ("")));
  g_assert_false (is_allowed (AIP_KIND_CHARACTER, "costumes", g_variant_new_string ("{}")));
  g_assert_false (is_allowed (AIP_KIND_CHARACTER, "costumes", g_variant_new_string ("[{}]")));
  g_assert_false (is_allowed (AIP_KIND_CHARACTER, "costumes",
                              g_variant_new_string ("[{\"id\":\"a\"},{\"id\":\"a\"}]")));
  g_assert_false (is_allowed (AIP_KIND_CHARACTER, "costumes",
                              g_variant_new_string ("[{\"id\":\"a\",\"reference\":\"/x.png\"}]")));
}

static void
test_lora_files (void)
{
  static const char *const wrong[] = {
    "{}", "[{}]", "[{\"file\":\"\"}]", "[{\"file\":\"/etc/x.safetensors\"}]",
    "[{\"file\":\"../x.safetensors\"}]", "[{\"file\":\"a.safetensors\",\"model\":11}]",
    "nonsense",
  };
  g_autoptr(GPtrArray) files = aip_lora_files_parse (
    "[{\"file\":\"film\\\\mina.safetensors\",\"model\":0.8,\"triggers\":[\"mina_v2\",\" mina_v2\","
    "\"red hair\"]}]");
  g_autofree char *text = aip_lora_files_to_text (files);
  const AipLoraFile *file;

  g_assert_cmpuint (files->len, ==, 1);
  file = g_ptr_array_index (files, 0);
  g_assert_cmpstr (file->file, ==, "film\\mina.safetensors");
  g_assert_cmpfloat (file->clip, ==, 0.8);
  g_assert_cmpuint (g_strv_length (file->triggers), ==, 2);
  g_assert_true (is_allowed (AIP_KIND_CHARACTER, "loras", g_variant_new_string (text)));

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (is_allowed (AIP_KIND_CHARACTER, "loras", g_variant_new_string (wrong[i])));
}

static void
test_casting (void)
{
  g_autoptr(AipCasting) casting = aip_casting_new ();
  g_autoptr(AipCasting) other = aip_casting_new ();
  g_autoptr(AipCasting) read = NULL;
  g_autoptr(AipCasting) absent = aip_casting_read ("", MINA);
  g_autofree char *one = NULL;
  g_autofree char *both = NULL;
  g_autofree char *left = NULL;
  g_autofree char *none = NULL;

  g_assert_cmpfloat (absent->weight, ==, 1);
  g_assert_cmpstr (absent->action, ==, "");

  g_set_str (&casting->action, "runs");
  casting->weight = 0.5;
  one = aip_casting_write ("", MINA, casting);
  g_set_str (&other->position, "at the left");
  both = aip_casting_write (one, JOON, other);
  g_assert_true (is_allowed (AIP_KIND_SHOT, "casting", g_variant_new_string (both)));
  read = aip_casting_read (both, MINA);
  g_assert_cmpstr (read->action, ==, "runs");
  g_assert_cmpfloat (read->weight, ==, 0.5);

  /* What says nothing is not kept. */
  left = aip_casting_write (both, JOON, absent);
  g_assert_cmpstr (left, ==, one);
  none = aip_casting_write (left, MINA, absent);
  g_assert_cmpstr (none, ==, "");

  g_assert_false (is_allowed (AIP_KIND_SHOT, "casting", g_variant_new_string ("[]")));
  g_assert_false (is_allowed (AIP_KIND_SHOT, "casting", g_variant_new_string ("{\"x\":{}}")));
  g_assert_false (is_allowed (AIP_KIND_SHOT, "casting",
                              g_variant_new_string ("{\"" MINA "\":{\"weight\":3}}")));
}

static void
test_overrides (void)
{
  g_autofree char *steps = aip_overrides_set ("", "steps", g_variant_new_double (30));
  g_autofree char *both = aip_overrides_set (steps, "sampler", g_variant_new_string ("euler"));
  g_autofree char *left = aip_overrides_set (both, "steps", NULL);
  g_autofree char *none = aip_overrides_set (left, "sampler", NULL);
  g_autofree char *sampler = aip_overrides_dup_string (both, "sampler");
  g_auto(GStrv) roles = aip_overrides_list (both);
  double number;

  g_assert_cmpstr (steps, ==, "{\"steps\":30}");
  g_assert_true (aip_overrides_get_number (both, "steps", &number));
  g_assert_cmpfloat (number, ==, 30);
  g_assert_false (aip_overrides_get_number (both, "sampler", &number));
  g_assert_cmpstr (sampler, ==, "euler");
  g_assert_cmpuint (g_strv_length (roles), ==, 2);
  g_assert_cmpstr (none, ==, "");

  g_assert_true (is_allowed (AIP_KIND_SHOT, "overrides", g_variant_new_string (both)));
  g_assert_false (is_allowed (AIP_KIND_SHOT, "overrides", g_variant_new_string ("[]")));
  g_assert_false (is_allowed (AIP_KIND_SHOT, "overrides",
                              g_variant_new_string ("{\"steps\":[\"4\",0]}")));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/people/assets", test_assets);
  g_test_add_func ("/people/sources", test_sources);
  g_test_add_func ("/people/costumes", test_costumes);
  g_test_add_func ("/people/lora-files", test_lora_files);
  g_test_add_func ("/people/casting", test_casting);
  g_test_add_func ("/people/overrides", test_overrides);

  return g_test_run ();
}
