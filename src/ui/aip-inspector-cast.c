/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-inspector-cast"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-casting.h"
#include "aip-costume.h"
#include "aip-inspector-cast.h"

struct _AipInspectorCast
{
  AdwPreferencesGroup parent_instance;

  AipSession         *session;
  AipShot            *shot;
  char               *shown;      /* what the rows were made from */
  gboolean            filling;
  GPtrArray          *rows;       /* not owned */
  GPtrArray          *entries;    /* not owned */
  GtkWidget          *add_button;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (AipInspectorCast, aip_inspector_cast, ADW_TYPE_PREFERENCES_GROUP)

static AipDocument *
get_document (AipInspectorCast *self)
{
  return aip_session_get_document (self->session);
}

/* Writing ------------------------------------------------------------------------------------- */

static void fill (AipInspectorCast *self);

static char *
dup_state (AipInspectorCast *self)
{
  g_autofree char *cast = g_variant_print (aip_entity_get_value (AIP_ENTITY (self->shot),
                                                                 "characters"), FALSE);
  g_auto(GStrv) ids = aip_entity_dup_texts (AIP_ENTITY (self->shot), "characters");
  g_autoptr(GString) state = g_string_new (cast);

  g_string_append_printf (state, "\n%s", aip_shot_get_casting (self->shot));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      AipEntity *character = aip_document_lookup (get_document (self), ids[i]);

      if (AIP_IS_CHARACTER (character))
        g_string_append_printf (state, "\n%s\n%s", aip_entity_get_text (character, "name"),
                                aip_entity_get_text (character, "costumes"));
    }

  return g_string_free_and_steal (g_steal_pointer (&state));
}

static void
begin (AipInspectorCast *self)
{
  g_autofree char *label = g_strdup_printf (_("Change Cast of %s"), aip_shot_get_code (self->shot));

  aip_document_begin (get_document (self), label);
}

static void
write_cast (AipInspectorCast   *self,
            const char *const  *ids)
{
  g_autoptr(GError) error = NULL;
  gboolean ok;

  begin (self);
  ok = aip_document_set_texts (get_document (self), AIP_ENTITY (self->shot), "characters", ids,
                               &error);
  aip_session_finish_edit (self->session, ok, error);
}

static void
write_casting (AipInspectorCast *self,
               const char       *id,
               AipCasting       *casting)
{
  g_autofree char *text = aip_casting_write (aip_shot_get_casting (self->shot), id, casting);
  g_autofree char *state = NULL;
  g_autoptr(GError) error = NULL;
  gboolean ok;

  begin (self);
  ok = aip_document_set_text (get_document (self), AIP_ENTITY (self->shot), "casting", text, &error);
  /* The rows say it already; they are not made anew under somebody's hands. */
  if (ok)
    {
      state = dup_state (self);
      g_set_str (&self->shown, state);
    }
  if (!aip_session_finish_edit (self->session, ok, error))
    fill (self);
}

static const char *
get_id (gpointer widget)
{
  return g_object_get_data (widget, "character");
}

static void
set_id (gpointer    widget,
        const char *id)
{
  g_object_set_data_full (widget, "character", g_strdup (id), g_free);
}

static AipCasting *
read_casting (AipInspectorCast *self,
              gpointer          widget)
{
  return aip_casting_read (aip_shot_get_casting (self->shot), get_id (widget));
}

static void
text_changed (AipInspectorCast *self,
              GtkWidget        *entry)
{
  g_autoptr(AipCasting) casting = NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  gboolean position;

  if (self->filling || self->shot == NULL)
    return;

  casting = read_casting (self, entry);
  position = g_object_get_data (G_OBJECT (entry), "position") != NULL;
  if (g_str_equal (position ? casting->position : casting->action, text))
    return;
  g_set_str (position ? &casting->position : &casting->action, text);
  write_casting (self, get_id (entry), casting);
}

static void
entry_left_cb (GtkEventControllerFocus *focus,
               AipInspectorCast        *self)
{
  text_changed (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus)));
}

static void
costume_changed_cb (AipInspectorCast *self,
                    GParamSpec       *pspec,
                    AdwComboRow      *row)
{
  AipEntity *character;
  g_autoptr(AipCasting) casting = NULL;
  g_autoptr(GPtrArray) costumes = NULL;
  guint selected = adw_combo_row_get_selected (row);

  if (self->filling || self->shot == NULL)
    return;

  character = aip_document_lookup (get_document (self), get_id (row));
  if (!AIP_IS_CHARACTER (character))
    return;
  costumes = aip_character_get_costumes (AIP_CHARACTER (character));
  if (selected >= costumes->len)
    return;

  casting = read_casting (self, row);
  /* The first is worn anyway. */
  g_set_str (&casting->costume,
             selected == 0 ? "" : ((AipCostume *) g_ptr_array_index (costumes, selected))->id);
  write_casting (self, get_id (row), casting);
}

static void
weight_changed_cb (AipInspectorCast *self,
                   GParamSpec       *pspec,
                   AdwSpinRow       *row)
{
  g_autoptr(AipCasting) casting = NULL;

  if (self->filling || self->shot == NULL)
    return;

  casting = read_casting (self, row);
  casting->weight = adw_spin_row_get_value (row);
  write_casting (self, get_id (row), casting);
}

static void
removed_cb (AipInspectorCast *self,
            GtkWidget        *button)
{
  g_auto(GStrv) ids = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) left = NULL;

  if (self->shot == NULL)
    return;

  ids = aip_entity_dup_texts (AIP_ENTITY (self->shot), "characters");
  for (guint i = 0; ids[i] != NULL; i++)
    if (!g_str_equal (ids[i], get_id (button)))
      g_strv_builder_add (builder, ids[i]);
  left = g_strv_builder_end (builder);
  write_cast (self, (const char *const *) left);
}

static void
add_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  AipInspectorCast *self = user_data;
  g_auto(GStrv) ids = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) more = NULL;

  if (self->shot == NULL)
    return;

  ids = aip_entity_dup_texts (AIP_ENTITY (self->shot), "characters");
  g_strv_builder_addv (builder, (const char **) ids);
  g_strv_builder_add (builder, g_variant_get_string (parameter, NULL));
  more = g_strv_builder_end (builder);
  write_cast (self, (const char *const *) more);
}

/* Showing ------------------------------------------------------------------------------------- */

static GtkWidget *
make_entry (AipInspectorCast *self,
            const char       *id,
            const char       *title,
            const char       *text,
            gboolean          position)
{
  GtkWidget *entry = adw_entry_row_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  set_id (entry, id);
  if (position)
    g_object_set_data (G_OBJECT (entry), "position", GINT_TO_POINTER (TRUE));
  g_signal_connect_object (entry, "entry-activated", G_CALLBACK (text_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (entry_left_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (entry, focus);
  g_ptr_array_add (self->entries, entry);

  return entry;
}

static GtkWidget *
make_costumes (AipInspectorCast *self,
               AipCharacter     *character,
               AipCasting       *casting)
{
  g_autoptr(GPtrArray) costumes = aip_character_get_costumes (character);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Costume"));
  set_id (row, aip_entity_get_id (AIP_ENTITY (character)));
  for (guint i = 0; i < costumes->len; i++)
    {
      const AipCostume *costume = g_ptr_array_index (costumes, i);

      gtk_string_list_append (names, *costume->name != '\0' ? costume->name : _("Costume"));
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  for (guint i = 0; i < costumes->len; i++)
    if (g_str_equal (((AipCostume *) g_ptr_array_index (costumes, i))->id, casting->costume))
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  gtk_widget_set_visible (row, costumes->len > 0);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (costume_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return row;
}

static GtkWidget *
make_weight (AipInspectorCast *self,
             const char       *id,
             double            weight)
{
  GtkWidget *row = adw_spin_row_new_with_range (0, AIP_MAX_CAST_WEIGHT, 0.05);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("LoRA Weight"));
  adw_spin_row_set_digits (ADW_SPIN_ROW (row), 2);
  adw_spin_row_set_value (ADW_SPIN_ROW (row), weight);
  set_id (row, id);
  g_signal_connect_object (row, "notify::value", G_CALLBACK (weight_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return row;
}

static void
add_row (AipInspectorCast *self,
         AipCharacter     *character)
{
  const char *id = aip_entity_get_id (AIP_ENTITY (character));
  g_autoptr(AipCasting) casting = aip_casting_read (aip_shot_get_casting (self->shot), id);
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), aip_character_get_name (character));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), casting->action);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (row), 1);

  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _("Take Out of the Shot"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Take Out of the Shot"), -1);
  set_id (remove, id);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), remove);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_costumes (self, character, casting));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                            make_entry (self, id, _("What It Does"), casting->action, FALSE));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                            make_entry (self, id, _("Where in the Picture"), casting->position,
                                        TRUE));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_weight (self, id, casting->weight));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
fill_menu (AipInspectorCast *self,
           GStrv             cast)
{
  AipEntityList *all = aip_document_get_list (get_document (self), AIP_KIND_CHARACTER);
  g_autoptr(GMenu) menu = g_menu_new ();

  for (guint i = 0; i < aip_entity_list_get_count (all); i++)
    {
      AipEntity *character = aip_entity_list_peek (all, i);
      g_autoptr(GMenuItem) item = NULL;

      if (g_strv_contains ((const char *const *) cast, aip_entity_get_id (character)))
        continue;
      item = g_menu_item_new (aip_entity_get_text (character, "name"), NULL);
      g_menu_item_set_action_and_target (item, "inspector-cast.add", "s",
                                         aip_entity_get_id (character));
      g_menu_append_item (menu, item);
    }

  gtk_widget_set_sensitive (self->add_button, g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->add_button), G_MENU_MODEL (menu));
}

static void
fill (AipInspectorCast *self)
{
  g_auto(GStrv) cast = aip_entity_dup_texts (AIP_ENTITY (self->shot), "characters");
  guint open = G_MAXUINT;

  /* Rows that go away lose the focus, and what stands in them is not of this shot. */
  self->filling = TRUE;
  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (adw_expander_row_get_expanded (g_ptr_array_index (self->rows, i)))
        open = i;
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
    }
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; cast[i] != NULL; i++)
    {
      AipEntity *character = aip_document_lookup (get_document (self), cast[i]);

      if (AIP_IS_CHARACTER (character))
        add_row (self, AIP_CHARACTER (character));
    }
  if (open < self->rows->len)
    adw_expander_row_set_expanded (g_ptr_array_index (self->rows, open), TRUE);
  self->filling = FALSE;

  g_free (self->shown);
  self->shown = dup_state (self);
}

static void
aip_inspector_cast_dispose (GObject *object)
{
  AipInspectorCast *self = AIP_INSPECTOR_CAST (object);

  g_clear_object (&self->shot);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (aip_inspector_cast_parent_class)->dispose (object);
}

static void
aip_inspector_cast_finalize (GObject *object)
{
  AipInspectorCast *self = AIP_INSPECTOR_CAST (object);

  g_free (self->shown);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->entries);

  G_OBJECT_CLASS (aip_inspector_cast_parent_class)->finalize (object);
}

static void
aip_inspector_cast_class_init (AipInspectorCastClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_inspector_cast_dispose;
  G_OBJECT_CLASS (klass)->finalize = aip_inspector_cast_finalize;
}

static void
aip_inspector_cast_init (AipInspectorCast *self)
{
  const GActionEntry entries[] = { { "add", add_cb, "s" } };

  self->rows = g_ptr_array_new ();
  self->entries = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "inspector-cast",
                                  G_ACTION_GROUP (self->actions));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Cast"));
  self->add_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->add_button), "list-add-symbolic");
  gtk_widget_set_tooltip_text (self->add_button, _("Cast a Character"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Cast a Character"), -1);
  gtk_widget_add_css_class (self->add_button, "flat");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add_button);
}

/* What was typed belongs to the shot that was shown then. */
static void
flush (AipInspectorCast *self)
{
  g_autoptr(GPtrArray) entries = NULL;

  if (self->shot == NULL || !aip_entity_is_alive (AIP_ENTITY (self->shot)))
    return;

  entries = g_ptr_array_copy (self->entries, NULL, NULL);
  for (guint i = 0; i < entries->len && i < self->entries->len; i++)
    text_changed (self, g_ptr_array_index (entries, i));
}

void
aip_inspector_cast_show (AipInspectorCast *self,
                         AipSession       *session,
                         AipShot          *shot)
{
  g_autofree char *state = NULL;
  g_auto(GStrv) cast = NULL;
  gboolean same;

  g_return_if_fail (AIP_IS_INSPECTOR_CAST (self));
  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (shot == NULL || AIP_IS_SHOT (shot));

  same = self->shot == shot;
  if (!same)
    flush (self);
  gtk_widget_set_visible (GTK_WIDGET (self), shot != NULL);
  g_set_object (&self->session, session);
  g_set_object (&self->shot, shot);
  if (shot == NULL)
    return;

  cast = aip_entity_dup_texts (AIP_ENTITY (shot), "characters");
  fill_menu (self, cast);
  state = dup_state (self);
  if (!same || g_strcmp0 (state, self->shown) != 0)
    fill (self);
}
