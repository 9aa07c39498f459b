/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-command-palette"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aip-command.h"
#include "aip-command-palette.h"
#include "aip-text.h"

/* More than this nobody reads; and rows are made anew for every key. */
#define MAX_ROWS 24
#define MAX_SHOTS 6
#define MAX_RECENT 8
#define RECENT_KEY "recent-commands"
/* A command that is only found by where it is comes after those that are called so. */
#define KEYWORD_SCORE 300

struct _AipCommandPalette
{
  AdwDialog parent_instance;

  AipSession     *session;
  GHashTable     *groups;
  GPtrArray      *commands;
  GSettings      *settings;
  GStrv           recent;

  GtkEditable    *entry;
  GtkListBox     *list;
  GtkStack       *stack;
  GtkWidget      *scroller;
};

G_DEFINE_FINAL_TYPE (AipCommandPalette, aip_command_palette, ADW_TYPE_DIALOG)

/* Actions ------------------------------------------------------------------------------------- */

/* (nullable): where the action is, and its name there. */
static GActionGroup *
get_group (AipCommandPalette  *self,
           const AipCommand   *command,
           const char        **name)
{
  const char *dot = strchr (command->name, '.');
  g_autofree char *group = g_strndup (command->name, (gsize) (dot - command->name));

  *name = dot + 1;

  return g_hash_table_lookup (self->groups, group);
}

/* A tick for what is switched on. */
static gboolean
is_on (GActionGroup     *group,
       const char       *name,
       const AipCommand *command)
{
  g_autoptr(GVariant) state = g_action_group_get_action_state (group, name);

  if (state == NULL)
    return FALSE;
  if (command->target != NULL)
    return g_variant_is_of_type (state, g_variant_get_type (command->target))
           && g_variant_equal (state, command->target);

  return g_variant_is_of_type (state, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (state);
}

static gboolean
can_do (AipCommandPalette *self,
        const AipCommand  *command,
        gboolean          *on)
{
  const char *name;
  GActionGroup *group = get_group (self, command, &name);
  const GVariantType *type;

  if (group == NULL || !g_action_group_get_action_enabled (group, name))
    return FALSE;
  /* One that wants to know more than a menu says. */
  type = g_action_group_get_action_parameter_type (group, name);
  if ((type != NULL) != (command->target != NULL)
      || (type != NULL && !g_variant_is_of_type (command->target, type)))
    return FALSE;

  *on = is_on (group, name, command);

  return TRUE;
}

static void
remember (AipCommandPalette *self,
          const char        *action)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) recent = NULL;

  g_strv_builder_add (builder, action);
  for (guint i = 0; self->recent[i] != NULL && i < MAX_RECENT - 1; i++)
    if (!g_str_equal (self->recent[i], action))
      g_strv_builder_add (builder, self->recent[i]);
  recent = g_strv_builder_end (builder);
  if (self->settings != NULL)
    g_settings_set_strv (self->settings, RECENT_KEY, (const char *const *) recent);
}

static void
do_command (AipCommandPalette *self,
            const AipCommand  *command)
{
  const char *name;
  GActionGroup *group = get_group (self, command, &name);
  GActionGroup *win = g_hash_table_lookup (self->groups, "win");
  g_autoptr(AipCommandPalette) held = g_object_ref (self);

  remember (self, command->action);
  /* First, so that what it opens stands where this stood. */
  adw_dialog_force_close (ADW_DIALOG (self));
  if (win != NULL && g_str_has_prefix (command->name, "shots."))
    g_action_group_activate_action (win, "show-page", g_variant_new_string ("shots"));
  else if (win != NULL && g_str_has_prefix (command->name, "timeline."))
    g_action_group_activate_action (win, "show-page", g_variant_new_string ("timeline"));
  g_action_group_activate_action (group, name, command->target);
}

/* Rows ---------------------------------------------------------------------------------------- */

static GtkWidget *
add_row (AipCommandPalette *self,
         const char        *icon,
         const char        *title,
         const char        *detail,
         const char        *accel)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_add_css_class (box, "commandrow");
  gtk_box_append (GTK_BOX (box), image);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  if (detail != NULL && *detail != '\0')
    {
      GtkWidget *more = gtk_label_new (detail);

      gtk_label_set_ellipsize (GTK_LABEL (more), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (more, "dim-label");
      gtk_widget_add_css_class (more, "caption");
      gtk_box_append (GTK_BOX (box), more);
    }
  if (accel != NULL)
    {
      GtkWidget *keys = gtk_label_new (accel);

      gtk_widget_set_hexpand (keys, TRUE);
      gtk_widget_set_halign (keys, GTK_ALIGN_END);
      gtk_widget_add_css_class (keys, "dim-label");
      gtk_widget_add_css_class (keys, "caption");
      gtk_box_append (GTK_BOX (box), keys);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->list, row);

  return row;
}

typedef struct {
  const AipCommand *command;
  int               score;
  guint             place;
  gboolean          on;
} Found;

static int
compare_found (gconstpointer a,
               gconstpointer b)
{
  const Found *one = a;
  const Found *two = b;

  if (one->score != two->score)
    return two->score - one->score;

  return (int) one->place - (int) two->place;
}

/* Where it is among the last used, the newest first; -1: not there. */
static int
get_recent (AipCommandPalette *self,
            const AipCommand  *command)
{
  for (int i = 0; self->recent[i] != NULL; i++)
    if (g_str_equal (self->recent[i], command->action))
      return i;

  return -1;
}

static GArray *
dup_found (AipCommandPalette *self,
           const char        *query)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Found));

  for (guint i = 0; i < self->commands->len; i++)
    {
      const AipCommand *command = g_ptr_array_index (self->commands, i);
      int recent = get_recent (self, command);
      Found item = { command, aip_command_score (command->folded, query), i, FALSE };

      if (item.score < 0)
        item.score = aip_text_matches (command->keywords, query) ? KEYWORD_SCORE : -1;
      if (item.score < 0 || !can_do (self, command, &item.on))
        continue;
      if (recent >= 0)
        item.score += 60 - recent;
      g_array_append_val (found, item);
    }
  g_array_sort (found, compare_found);

  return found;
}

/* Codes that contain what was typed; the one that is it, or begins so, before all commands. */
static void
add_shots (AipCommandPalette *self,
           const char        *query)
{
  AipEntityList *shots = aip_document_get_shots (aip_session_get_document (self->session));
  AipEntity *entity;
  guint n = 0;

  if (*query == '\0')
    return;

  for (guint i = 0; n < MAX_SHOTS && (entity = aip_entity_list_peek (shots, i)) != NULL; i++)
    {
      AipShot *shot = AIP_SHOT (entity);
      g_autofree char *folded = g_utf8_casefold (aip_shot_get_code (shot), -1);
      g_autofree char *title = NULL;
      GtkWidget *row;

      if (strstr (folded, query) == NULL)
        continue;
      title = g_strdup_printf (_("Go to %s"), aip_shot_get_code (shot));
      row = add_row (self, "go-next-symbolic", title, aip_shot_get_description (shot), NULL);
      g_object_set_data_full (G_OBJECT (row), "shot", g_object_ref (shot), g_object_unref);
      n++;
    }
}

static void
add_commands (AipCommandPalette *self,
              const char        *query)
{
  g_autoptr(GArray) found = dup_found (self, query);

  for (guint i = 0; i < MIN (found->len, MAX_ROWS); i++)
    {
      const Found *item = &g_array_index (found, Found, i);
      gboolean recent = *query == '\0' && get_recent (self, item->command) >= 0;
      GtkWidget *row = add_row (self, item->on ? "object-select-symbolic"
                                      : recent ? "document-open-recent-symbolic"
                                               : "system-run-symbolic",
                                item->command->title, item->command->path, item->command->accel);

      g_object_set_data (G_OBJECT (row), "command", (gpointer) item->command);
    }
}

static void
fill (AipCommandPalette *self)
{
  g_autofree char *query = aip_text_fold (gtk_editable_get_text (self->entry));
  gboolean digits;
  GtkListBoxRow *first;

  g_strstrip (query);
  digits = strpbrk (query, "0123456789") != NULL;
  gtk_list_box_remove_all (self->list);
  /* Who types a number means a shot. */
  if (digits)
    add_shots (self, query);
  add_commands (self, query);
  if (!digits)
    add_shots (self, query);

  first = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_stack_set_visible_child_name (self->stack, first != NULL ? "list" : "empty");
  if (first != NULL)
    gtk_list_box_select_row (self->list, first);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (
                              GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

static void
row_activated_cb (AipCommandPalette *self,
                  GtkListBoxRow     *row)
{
  const AipCommand *command = g_object_get_data (G_OBJECT (row), "command");
  AipShot *shot = g_object_get_data (G_OBJECT (row), "shot");

  if (command != NULL)
    do_command (self, command);
  else if (shot != NULL)
    {
      GActionGroup *win = g_hash_table_lookup (self->groups, "win");
      g_autoptr(AipSession) session = g_object_ref (self->session);
      g_autoptr(AipShot) going = g_object_ref (shot);

      if (win != NULL)
        g_action_group_activate_action (win, "show-page", g_variant_new_string ("shots"));
      adw_dialog_force_close (ADW_DIALOG (self));
      if (aip_entity_is_alive (AIP_ENTITY (going)))
        aip_session_reveal_shot (session, going);
    }
}

/* Keys ---------------------------------------------------------------------------------------- */

static void
activate_cb (AipCommandPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    row_activated_cb (self, row);
}

static void
scroll_to (AipCommandPalette *self,
           GtkListBoxRow     *row)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y,
                               bounds.origin.y + bounds.size.height);
}

static gboolean
key_pressed_cb (AipCommandPalette     *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    index++;
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    index--;
  else
    return GDK_EVENT_PROPAGATE;

  row = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;
  if (row != NULL)
    {
      g_autofree char *spoken = NULL;
      const AipCommand *command = g_object_get_data (G_OBJECT (row), "command");

      gtk_list_box_select_row (self->list, row);
      scroll_to (self, row);
      /* The focus stays in the entry, so what is chosen has to be said. */
      if (command != NULL)
        gtk_accessible_announce (GTK_ACCESSIBLE (self->entry), command->title,
                                 GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }

  return GDK_EVENT_STOP;
}

/* Class --------------------------------------------------------------------------------------- */

static void
aip_command_palette_dispose (GObject *object)
{
  AipCommandPalette *self = AIP_COMMAND_PALETTE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (aip_command_palette_parent_class)->dispose (object);
}

static void
aip_command_palette_finalize (GObject *object)
{
  AipCommandPalette *self = AIP_COMMAND_PALETTE (object);

  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_pointer (&self->recent, g_strfreev);
  g_clear_pointer (&self->commands, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_command_palette_parent_class)->finalize (object);
}

static void
aip_command_palette_class_init (AipCommandPaletteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = aip_command_palette_dispose;
  object_class->finalize = aip_command_palette_finalize;
}

static void
aip_command_palette_init (AipCommandPalette *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *none = gtk_label_new (_("Nothing is called so"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_EDITABLE (gtk_search_entry_new ());
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->entry),
                                         _("Type a command or the code of a shot"));
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Command"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "commandentry");
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (adw_dialog_close), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Commands"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));

  gtk_widget_add_css_class (none, "dim-label");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, self->scroller, "list");
  gtk_stack_add_named (self->stack, none, "empty");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));

  adw_dialog_set_title (ADW_DIALOG (self), _("Commands"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 440);
  adw_dialog_set_child (ADW_DIALOG (self), box);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->entry));
}

AdwDialog *
aip_command_palette_new (AipSession *session,
                         GtkWidget  *root,
                         GHashTable *groups,
                         GPtrArray  *menus)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;
  AipCommandPalette *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (groups != NULL, NULL);

  self = g_object_new (AIP_TYPE_COMMAND_PALETTE, NULL);
  self->session = g_object_ref (session);
  self->groups = g_hash_table_ref (groups);
  self->commands = aip_command_collect (root, menus);
  /* A program that was not installed has no settings, and its commands all the same. */
  schema = source != NULL ? g_settings_schema_source_lookup (source, APP_ID, TRUE) : NULL;
  if (schema != NULL && g_settings_schema_has_key (schema, RECENT_KEY))
    {
      self->settings = g_settings_new (APP_ID);
      self->recent = g_settings_get_strv (self->settings, RECENT_KEY);
    }
  else
    self->recent = g_new0 (char *, 1);
  fill (self);

  return ADW_DIALOG (self);
}
