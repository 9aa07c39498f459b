/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cast-page"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-cast-card.h"
#include "aip-cast-detail.h"
#include "aip-cast-edit.h"
#include "aip-cast-page.h"
#include "aip-picture-import.h"
#include "aip-text.h"

#define MAX_NAMED_SHOTS 6

struct _AipCastPage
{
  AdwBin parent_instance;

  AipSession          *session;
  AipDocument         *document;
  AipKind              kind;
  char                *query;       /* folded */
  GtkFilter           *filter;
  GtkSingleSelection  *selection;

  AdwWindowTitle      *title;
  GtkWidget           *search_entry;
  GtkStack            *stack;
  GtkGridView         *grid;
  AdwStatusPage       *empty_page;
  GtkWidget           *add_button;
  GtkWidget           *empty_button;
  AdwOverlaySplitView *split;
  AipCastDetail       *detail;
};

G_DEFINE_FINAL_TYPE (AipCastPage, aip_cast_page, ADW_TYPE_BIN)

static AipEntity *
get_selected (AipCastPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/* What is shown ------------------------------------------------------------------------------- */

static gboolean
filter_cb (gpointer item,
           gpointer user_data)
{
  AipCastPage *self = user_data;
  AipEntity *entity = item;
  g_autoptr(GString) text = NULL;
  g_autofree char *folded = NULL;

  if (self->query == NULL)
    return TRUE;

  text = g_string_new (aip_entity_get_text (entity, "name"));
  g_string_append_printf (text, "\n%s\n%s", aip_entity_get_text (entity, "description"),
                          aip_entity_get_text (entity, AIP_IS_PLACE (entity) ? "location" : "role"));
  if (AIP_IS_CHARACTER (entity))
    {
      g_auto(GStrv) aliases = aip_entity_dup_texts (entity, "aliases");
      g_autofree char *joined = g_strjoinv ("\n", aliases);

      g_string_append_printf (text, "\n%s", joined);
    }
  folded = aip_text_fold (text->str);

  return aip_text_matches (folded, self->query);
}

static void
update_stack (AipCastPage *self)
{
  guint n_all = aip_entity_list_get_count (aip_document_get_list (self->document, self->kind));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  gtk_stack_set_visible_child_name (self->stack,
                                    n_all == 0 ? "empty" : n_shown == 0 ? "none" : "cards");
}

static void
update_selection (AipCastPage *self)
{
  AipEntity *selected = get_selected (self);

  aip_cast_detail_set_entity (self->detail, selected);
  adw_overlay_split_view_set_show_sidebar (self->split, selected != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cast.duplicate", selected != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cast.remove", selected != NULL);
}

static void
search_changed_cb (AipCastPage    *self,
                   GtkSearchEntry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  g_clear_pointer (&self->query, g_free);
  if (*text != '\0')
    self->query = aip_text_fold (text);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
document_changed_cb (AipCastPage  *self,
                     AipChangeSet *changes)
{
  if (self->query != NULL && aip_change_set_touches (changes, self->kind, NULL))
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
setup_card_cb (AipCastPage *self,
               GtkListItem *item)
{
  gtk_list_item_set_child (item, aip_cast_card_new (self->session));
}

static void
bind_card_cb (AipCastPage *self,
              GtkListItem *item)
{
  AipEntity *entity = gtk_list_item_get_item (item);

  aip_cast_card_set_entity (AIP_CAST_CARD (gtk_list_item_get_child (item)), entity);
  gtk_list_item_set_accessible_label (item, aip_entity_get_text (entity, "name"));
  gtk_list_item_set_accessible_description (item, aip_entity_get_text (entity, "description"));
}

static void
unbind_card_cb (AipCastPage *self,
                GtkListItem *item)
{
  aip_cast_card_set_entity (AIP_CAST_CARD (gtk_list_item_get_child (item)), NULL);
}

/* Actions ------------------------------------------------------------------------------------- */

void
aip_cast_page_select (AipCastPage *self,
                      AipEntity   *entity)
{
  guint n;

  g_return_if_fail (AIP_IS_CAST_PAGE (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AipEntity) at = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (at == entity)
        gtk_grid_view_scroll_to (self->grid, i, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS,
                                 NULL);
    }
}

static void
show_new (AipCastPage  *self,
          AipEntity    *entity,
          const GError *error)
{
  if (entity == NULL)
    {
      aip_session_toast_error (self->session, error);
      return;
    }

  /* Whatever is searched for, what was just made is to be seen. */
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  g_clear_pointer (&self->query, g_free);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_LESS_STRICT);
  aip_cast_page_select (self, entity);
}

static void
add_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  AipCastPage *self = AIP_CAST_PAGE (widget);
  g_autoptr(GError) error = NULL;
  AipEntity *entity = aip_cast_edit_add (self->document, self->kind, NULL, NULL, &error);

  show_new (self, entity, error);
  if (entity != NULL)
    aip_cast_detail_focus_name (self->detail);
}

static void
duplicate_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  AipCastPage *self = AIP_CAST_PAGE (widget);
  AipEntity *selected = get_selected (self);
  g_autoptr(GError) error = NULL;

  if (selected != NULL)
    show_new (self, aip_cast_edit_duplicate (self->document, selected, &error), error);
}

static void
remove_entity (AipCastPage *self,
               AipEntity   *entity)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strdup_printf (_("“%s” was deleted"),
                                           aip_entity_get_text (entity, "name"));

  if (aip_cast_edit_remove (self->document, entity, &error))
    aip_session_toast_undo (self->session, text);
  else
    aip_session_toast_error (self->session, error);
}

static void
remove_response_cb (AdwAlertDialog *dialog,
                    const char     *response,
                    AipEntity      *entity)
{
  AipCastPage *self = g_object_get_data (G_OBJECT (dialog), "page");

  if (g_str_equal (response, "delete") && aip_entity_is_alive (entity))
    remove_entity (self, entity);
}

/* “SHT-0010, SHT-0020 and 4 more” */
static char *
name_shots (GPtrArray *shots)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_named = MIN (shots->len, MAX_NAMED_SHOTS);

  for (guint i = 0; i < n_named; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            aip_shot_get_code (g_ptr_array_index (shots, i)));
  if (shots->len <= n_named)
    return g_string_free_and_steal (g_steal_pointer (&text));

  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", shots->len - n_named),
                          text->str, shots->len - n_named);
}

static void
remove_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  AipCastPage *self = AIP_CAST_PAGE (widget);
  AipEntity *selected = get_selected (self);
  g_autoptr(GPtrArray) uses = NULL;
  g_autofree char *shots = NULL;
  AdwDialog *dialog;

  if (selected == NULL)
    return;
  uses = aip_cast_edit_find_uses (self->document, selected);
  if (uses->len == 0)
    {
      remove_entity (self, selected);
      return;
    }

  shots = name_shots (uses);
  dialog = adw_alert_dialog_new (NULL, NULL);
  adw_alert_dialog_format_heading (ADW_ALERT_DIALOG (dialog), _("Delete “%s”?"),
                                   aip_entity_get_text (selected, "name"));
  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog),
                                ngettext ("It is used in %u shot, which will do without it: %s.",
                                          "It is used in %u shots, which will do without it: %s.",
                                          uses->len), uses->len, shots);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "delete",
                                  _("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "delete",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "page", g_object_ref (self), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), selected,
                           G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, widget);
}

static void
search_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  gtk_widget_grab_focus (AIP_CAST_PAGE (widget)->search_entry);
}

static void
pictures_brought_cb (GObject           *owner,
                     const char *const *pictures,
                     gpointer           user_data)
{
  AipCastPage *self = user_data;
  g_autoptr(GError) error = NULL;

  show_new (self, aip_cast_edit_add (self->document, self->kind, NULL, pictures, &error), error);
}

/* Widget -------------------------------------------------------------------------------------- */

static void
aip_cast_page_dispose (GObject *object)
{
  AipCastPage *self = AIP_CAST_PAGE (object);

  /* The template would take the split view away from under the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_CAST_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->document);
  g_clear_object (&self->session);
  g_clear_pointer (&self->query, g_free);

  G_OBJECT_CLASS (aip_cast_page_parent_class)->dispose (object);
}

static void
aip_cast_page_class_init (AipCastPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_cast_page_dispose;

  g_type_ensure (AIP_TYPE_CAST_DETAIL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-cast-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AipCastPage, title);
  gtk_widget_class_bind_template_child (widget_class, AipCastPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AipCastPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AipCastPage, grid);
  gtk_widget_class_bind_template_child (widget_class, AipCastPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, AipCastPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, AipCastPage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, AipCastPage, split);
  gtk_widget_class_bind_template_child (widget_class, AipCastPage, detail);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);

  gtk_widget_class_install_action (widget_class, "cast.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "cast.duplicate", NULL, duplicate_cb);
  gtk_widget_class_install_action (widget_class, "cast.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "cast.search", NULL, search_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "cast.duplicate",
                                       NULL);
}

static void
aip_cast_page_init (AipCastPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_titles (AipCastPage *self)
{
  gboolean place = self->kind == AIP_KIND_PLACE;
  const char *title = place ? _("Places") : _("Characters");

  adw_window_title_set_title (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  g_object_set (self->search_entry, "placeholder-text",
                place ? _("Search places") : _("Search characters"), NULL);
  gtk_widget_set_tooltip_text (self->add_button, place ? _("Add a Place") : _("Add a Character"));
  gtk_button_set_label (GTK_BUTTON (self->empty_button),
                        place ? _("_Add Place") : _("_Add Character"));
  adw_status_page_set_icon_name (self->empty_page,
                                 place ? "mark-location-symbolic" : "system-users-symbolic");
  adw_status_page_set_title (self->empty_page, place ? _("No Places") : _("No Characters"));
  adw_status_page_set_description (
    self->empty_page,
    place ? _("Describe a place once and use it in every shot. Drop pictures here to begin with "
              "what it looks like.")
          : _("Describe a character once and cast it in every shot. Drop pictures here to begin with "
              "what it looks like."));
}

GtkWidget *
aip_cast_page_new (AipSession *session,
                   AipKind     kind)
{
  AipCastPage *self;
  GtkFilterListModel *filtered;
  GtkListItemFactory *factory;
  GtkEventController *keys;
  GtkShortcut *shortcut;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (kind == AIP_KIND_CHARACTER || kind == AIP_KIND_PLACE, NULL);

  self = g_object_new (AIP_TYPE_CAST_PAGE, NULL);
  self->session = g_object_ref (session);
  self->document = g_object_ref (aip_session_get_document (session));
  self->kind = kind;
  set_titles (self);
  aip_cast_detail_set_session (self->detail, session);

  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  filtered = gtk_filter_list_model_new (
    G_LIST_MODEL (g_object_ref (aip_document_get_list (self->document, kind))),
    g_object_ref (self->filter));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (filtered));
  g_object_unref (filtered);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (update_selection),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);

  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_card_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_card_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_card_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_view_set_factory (self->grid, factory);
  g_object_unref (factory);
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (self->selection));

  /* Only where the cards have the focus: in a text Delete deletes a letter. */
  keys = gtk_shortcut_controller_new ();
  shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                               gtk_named_action_new ("cast.remove"));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), keys);

  aip_picture_import_add_drop (GTK_WIDGET (self->stack), session, pictures_brought_cb, self);
  g_signal_connect_object (self->document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_stack (self);
  update_selection (self);

  return GTK_WIDGET (self);
}
