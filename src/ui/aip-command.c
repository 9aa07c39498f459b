/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-command"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "aip-command.h"
#include "aip-text.h"
#include "aip-timeline-commands.h"

/* What is in no menu, or says too little there. */
static const struct {
  const char *action;
  const char *title;
  const char *path;
} extras[] = {
  { "win.undo", N_("Undo"), N_("Edit") },
  { "win.redo", N_("Redo"), N_("Edit") },
  { "win.search", N_("Search or Filter Shots"), N_("Go to") },
  { "win.show-page::shots", N_("Shots"), N_("Go to") },
  { "win.show-page::characters", N_("Characters"), N_("Go to") },
  { "win.show-page::places", N_("Places"), N_("Go to") },
  { "win.show-page::timeline", N_("Timeline"), N_("Go to") },
  { "win.show-page::workers", N_("Workers"), N_("Go to") },
  { "win.show-page::activity", N_("Activity"), N_("Go to") },
  { "win.toggle-sidebar", N_("Sidebar"), N_("View") },
  { "win.toggle-inspector", N_("Inspector"), N_("View") },
  { "win.start-draft-worker", N_("Start a Draft Worker"), N_("Workers") },
  { "win.add-worker::", N_("Add Worker…"), N_("Workers") },
  { "win.workflow-matrix", N_("Workflows on Workers"), N_("Workers") },
  { "win.add-workflow", N_("Add Workflow…"), N_("Project") },
  { "win.close", N_("Close the Window"), "" },
  { "app.open-sample", N_("Open the Sample Film"), "" },
  { "app.quit", N_("Quit"), "" },
  { "shots.new", N_("New Shot"), N_("Shots") },
  { "shots.replace", N_("Find and Replace…"), N_("Shots") },
  { "shots.edit-filter", N_("Build Filter…"), N_("Shots") },
  { "shots.clear-search", N_("Show All Shots"), N_("Shots") },
  { "shots.select-all", N_("Select All"), N_("Shots") },
  { "shots.clear-selection", N_("Select Nothing"), N_("Shots") },
  { "shots.fill-right", N_("Fill Right"), N_("Shots") },
  { "shots.cancel", N_("Cancel Generation"), N_("Shots") },
  { "shots.retry", N_("Retry Generation"), N_("Shots") },
  { "shots.generate", N_("Generate the Selected Shots"), N_("Shots") },
  { "shots.generate-all", N_("Generate All Shots"), N_("Shots") },
  { "shots.vary", N_("Make Variations…"), N_("Shots") },
  { "shots.show-sheet", N_("Show the Variations of the Shot"), N_("Shots") },
  { "shots.regenerate-stale::project", N_("Regenerate Stale Shots…"), N_("Shots") },
  { "shots.regenerate-stale::view", N_("Regenerate the Stale Ones of the Shown Shots…"),
    N_("Shots") },
  { "shots.generate-chain", N_("Generate Chain…"), N_("Shots") },
  { "shots.approve-take", N_("Approve Take"), N_("Shots") },
  { "shots.repeat-take", N_("Make Take Again Exactly…"), N_("Shots") },
};

/* Keys that the shot table has for itself, beside those of the application. */
static const struct {
  const char *action;
  const char *accel;
} table_accels[] = {
  { "shots.fill-right", "<Control>r" },
  { "shots.select-all", "<Control>a" },
};

void
aip_command_free (AipCommand *self)
{
  g_free (self->action);
  g_free (self->name);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self->title);
  g_free (self->path);
  g_free (self->accel);
  g_free (self->folded);
  g_free (self->keywords);
  g_free (self);
}

/* Collecting ---------------------------------------------------------------------------------- */

typedef struct {
  GPtrArray      *commands;
  GHashTable     *seen;      /* detailed action */
  GtkApplication *application;
} Collector;

/* "_Open…" as it is read. */
static char *
dup_plain (const char *label)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (const char *p = label; *p != '\0'; p++)
    {
      if (*p == '_' && p[1] != '\0')
        p++;
      g_string_append_c (text, *p);
    }
  /* Korean mnemonics stand in brackets of their own: “열기(O)…”. */
  for (char *open = strchr (text->str, '('); open != NULL; open = strchr (open + 1, '('))
    if (g_ascii_isupper (open[1]) && open[2] == ')')
      {
        g_string_erase (text, open - text->str, 3);
        break;
      }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
dup_accel (Collector  *self,
           const char *action,
           const char *menu_accel)
{
  g_auto(GStrv) accels = NULL;
  GdkModifierType modifiers;
  guint key;

  if (self->application != NULL)
    accels = gtk_application_get_accels_for_action (self->application, action);
  if (accels != NULL && accels[0] != NULL)
    menu_accel = accels[0];
  for (guint i = 0; menu_accel == NULL && i < G_N_ELEMENTS (table_accels); i++)
    if (g_str_equal (table_accels[i].action, action))
      menu_accel = table_accels[i].accel;
  if (menu_accel == NULL || !gtk_accelerator_parse (menu_accel, &key, &modifiers))
    return NULL;

  return gtk_accelerator_get_label (key, modifiers);
}

static void
add_command (Collector  *self,
             const char *name,
             GVariant   *target,
             const char *title,
             const char *path,
             const char *menu_accel)
{
  g_autofree char *action = g_action_print_detailed_name (name, target);
  g_autofree char *words = NULL;
  const char *own;
  AipCommand *command;

  if (*title == '\0' || !g_hash_table_add (self->seen, g_strdup (action)))
    return;

  command = g_new0 (AipCommand, 1);
  command->accel = dup_accel (self, action, menu_accel);
  command->action = g_steal_pointer (&action);
  command->name = g_strdup (name);
  command->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  command->title = dup_plain (title);
  command->path = dup_plain (path);
  command->folded = aip_text_fold (command->title);
  /* Found by where it is as well, and by its name in English in any language. */
  own = strchr (name, '.');
  words = g_strdup_printf ("%s %s %s", command->path, command->title, own != NULL ? own + 1 : name);
  g_strdelimit (words, "-", ' ');
  command->keywords = aip_text_fold (words);
  g_ptr_array_add (self->commands, command);
}

static void
add_menu (Collector  *self,
          GMenuModel *menu,
          const char *path)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *label = NULL;
      g_autofree char *action = NULL;
      g_autofree char *accel = NULL;
      g_autoptr(GVariant) target = g_menu_model_get_item_attribute_value (menu, i, "target", NULL);
      g_autoptr(GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autoptr(GMenuModel) submenu = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SUBMENU);

      g_menu_model_get_item_attribute (menu, i, "label", "s", &label);
      g_menu_model_get_item_attribute (menu, i, "action", "s", &action);
      g_menu_model_get_item_attribute (menu, i, "accel", "s", &accel);
      if (section != NULL || submenu != NULL)
        {
          g_autofree char *inner = NULL;

          if (label == NULL)
            inner = g_strdup (path);
          else
            inner = *path != '\0' ? g_strdup_printf ("%s › %s", path, label) : g_strdup (label);
          add_menu (self, section != NULL ? section : submenu, inner);
        }
      else if (label != NULL && action != NULL
               && (g_str_has_prefix (action, "app.") || g_str_has_prefix (action, "win.")
                   || g_str_has_prefix (action, "shots.")))
        add_command (self, action, target, label, path, accel);
    }
}

static void
add_menus_of (Collector *self,
              GtkWidget *widget)
{
  GMenuModel *menu = NULL;
  const char *tip = gtk_widget_get_tooltip_text (widget);

  if (GTK_IS_MENU_BUTTON (widget))
    menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget));
  else if (ADW_IS_SPLIT_BUTTON (widget))
    menu = adw_split_button_get_menu_model (ADW_SPLIT_BUTTON (widget));
  if (menu != NULL)
    add_menu (self, menu, tip != NULL && !GTK_IS_MENU_BUTTON (widget) ? tip : "");

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_menus_of (self, child);
}

static void
add_timeline (Collector *self)
{
  guint n_commands;
  const AipTimelineCommand *commands = aip_timeline_commands_get_all (&n_commands);

  for (guint i = 0; i < n_commands; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr(GVariant) target = NULL;

      g_action_parse_detailed_name (commands[i].action, &name, &target, NULL);
      add_command (self, name, target, _(commands[i].title), _(commands[i].group),
                   commands[i].accels[0]);
    }
}

GPtrArray *
aip_command_collect (GtkWidget *root,
                     GPtrArray *menus)
{
  Collector self = { NULL };
  GApplication *application = g_application_get_default ();

  g_return_val_if_fail (GTK_IS_WIDGET (root), NULL);

  self.commands = g_ptr_array_new_with_free_func ((GDestroyNotify) aip_command_free);
  self.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.application = GTK_IS_APPLICATION (application) ? GTK_APPLICATION (application) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (extras); i++)
    {
      g_autofree char *name = NULL;
      GVariant *target = NULL;

      g_action_parse_detailed_name (extras[i].action, &name, &target, NULL);
      add_command (&self, name, target, _(extras[i].title),
                   *extras[i].path != '\0' ? _(extras[i].path) : "", NULL);
      g_clear_pointer (&target, g_variant_unref);
    }
  add_timeline (&self);
  for (guint i = 0; menus != NULL && i < menus->len; i++)
    add_menu (&self, g_ptr_array_index (menus, i), _("Shots"));
  add_menus_of (&self, root);

  g_hash_table_unref (self.seen);

  return self.commands;
}

/* Finding ------------------------------------------------------------------------------------- */

/* The letters of @query in their order, the closer together the better. */
static int
score_letters (const char *text,
               const char *query)
{
  int gaps = 0;
  const char *p = text;

  for (; *query != '\0'; query = g_utf8_next_char (query))
    {
      gunichar wanted = g_utf8_get_char (query);
      const char *found;

      if (g_unichar_isspace (wanted))
        continue;
      found = g_utf8_strchr (p, -1, wanted);
      if (found == NULL)
        return -1;
      gaps += found != p;
      p = g_utf8_next_char (found);
    }

  return MAX (0, 200 - 20 * gaps);
}

int
aip_command_score (const char *folded,
                   const char *query)
{
  const char *found;
  int length;

  g_return_val_if_fail (folded != NULL && query != NULL, -1);

  if (*query == '\0')
    return 0;

  /* Of two that fit as well, the shorter one. */
  length = (int) MIN (strlen (folded), 90);
  if (g_str_has_prefix (folded, query))
    return 1000 - length;
  found = strstr (folded, query);
  if (found != NULL)
    return (g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (found))) ? 600 : 800) - length;
  if (aip_text_matches (folded, query))
    return 500 - length;

  return score_letters (folded, query);
}
