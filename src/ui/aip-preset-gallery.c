/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-preset-gallery"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-preset-cell.h"
#include "aip-preset-gallery-private.h"

/* As many steps as can be undone. */
#define MAX_TRAIL 200

/* Kinds in the order of the toggles; the first stands for all. */
#define KIND_ALL "all"

static const char *const kind_names[] = {
  [AIP_PRESET_FILM] = "films",
  [AIP_PRESET_LOOK] = "looks",
  [AIP_PRESET_OWN] = "own",
  [AIP_PRESET_PROJECT] = "own",
};

/* What is shot rather than how: left alone by a preset that does not speak of it. */
#define SCENE_FIELDS                                                                          \
  (AIP_SETUP_BIT (AIP_SETUP_TIME) | AIP_SETUP_BIT (AIP_SETUP_WEATHER)                         \
   | AIP_SETUP_BIT (AIP_SETUP_INTERIOR) | AIP_SETUP_BIT (AIP_SETUP_UNDERWATER)                \
   | AIP_SETUP_BIT (AIP_SETUP_SIZE) | AIP_SETUP_BIT (AIP_SETUP_HEIGHT)                        \
   | AIP_SETUP_BIT (AIP_SETUP_ANGLE) | AIP_SETUP_BIT (AIP_SETUP_COMPOSITION))

/* Before a preset was chosen: undoing to here makes the one of then the current one again. */
typedef struct {
  AipSetup         setup;
  const AipPreset *current;
} Before;

enum {
  PROP_0,
  PROP_EXPANDED,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipPresetGallery, aip_preset_gallery, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

void
aip_preset_apply (const AipPreset *preset,
                  AipSetup        *setup)
{
  AipSetup chosen;

  g_return_if_fail (preset != NULL && setup != NULL);

  chosen = preset->setup;
  aip_setup_take (&chosen, setup, SCENE_FIELDS & ~preset->setup.given);
  *setup = chosen;
}

static gboolean
is_applied (const AipPreset *preset,
            const AipSetup  *setup)
{
  AipSetup chosen = *setup;

  /* Asked about every preset while something is dragged: most of them speak of other fields. */
  if (((preset->setup.given ^ setup->given) & ~SCENE_FIELDS) != 0)
    return FALSE;

  aip_preset_apply (preset, &chosen);

  return aip_setup_equal (&chosen, setup);
}

/* The list ------------------------------------------------------------------------------------ */

static AipPresetItem *
get_item (AipPresetGallery *self,
          const AipPreset  *preset)
{
  AipPresetItem *item = g_hash_table_lookup (self->items, preset);

  if (item == NULL)
    {
      item = aip_preset_item_new (preset);
      g_hash_table_insert (self->items, (gpointer) preset, item);
    }

  return item;
}

static gboolean
is_wanted (AipPresetGallery *self,
           const AipPreset  *preset)
{
  const char *kind = adw_toggle_group_get_active_name (self->kinds);

  if (gtk_toggle_button_get_active (self->favourites) && !preset->favourite)
    return FALSE;

  return kind == NULL || g_str_equal (kind, KIND_ALL)
         || g_str_equal (kind, kind_names[preset->kind]);
}

static void
update_empty (AipPresetGallery *self)
{
  const char *kind = adw_toggle_group_get_active_name (self->kinds);
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->store)) == 0;
  g_autofree char *text = NULL;

  if (*query != '\0')
    text = g_strdup_printf (_("No preset matches “%s”."), query);
  else if (gtk_toggle_button_get_active (self->favourites))
    text = g_strdup (_("No favourites yet. Add one from the menu of a preset."));
  else if (g_strcmp0 (kind, kind_names[AIP_PRESET_OWN]) == 0)
    text = g_strdup (_("No presets of your own yet. Keep the setup as one with “New Preset”."));
  else
    text = g_strdup (_("There are no presets."));

  gtk_label_set_label (self->empty, text);
  /* One row stays as high as it was: what is below it does not jump while somebody types. */
  if (!is_empty)
    gtk_widget_set_size_request (GTK_WIDGET (self->stack), -1, -1);
  else if (!aip_preset_gallery_get_expanded (self) && gtk_widget_get_mapped (self->box)
           && g_str_equal (gtk_stack_get_visible_child_name (self->stack), "grid"))
    gtk_widget_set_size_request (GTK_WIDGET (self->stack), -1,
                                 gtk_widget_get_height (GTK_WIDGET (self->stack)));
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "grid");
}

/*
 * Only what differs is replaced, so that the focus and the scroll position stay with what is still
 * there.
 */
static void
refill (AipPresetGallery *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr(GPtrArray) found = aip_presets_search (self->presets, query);
  g_autoptr(GPtrArray) wanted = g_ptr_array_new ();
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint head = 0, tail = 0;

  for (guint i = 0; i < found->len; i++)
    {
      if (is_wanted (self, found->pdata[i]))
        g_ptr_array_add (wanted, get_item (self, found->pdata[i]));
    }

  while (head < MIN (n_before, wanted->len))
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->store), head);

      if ((gpointer) item != wanted->pdata[head])
        break;
      head++;
    }
  while (tail < MIN (n_before, wanted->len) - head)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->store),
                                                       n_before - tail - 1);

      if ((gpointer) item != wanted->pdata[wanted->len - tail - 1])
        break;
      tail++;
    }
  g_list_store_splice (self->store, head, n_before - head - tail, wanted->pdata + head,
                       wanted->len - head - tail);
  update_empty (self);
}

static void
search_changed_cb (AipPresetGallery *self)
{
  if (self->presets == NULL)
    return;

  refill (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->store)) > 0)
    gtk_grid_view_scroll_to (self->grid, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static void
wanted_changed_cb (AipPresetGallery *self)
{
  /* While the template is read the toggles have nothing to choose from. */
  if (self->presets != NULL)
    refill (self);
}

/* Current ------------------------------------------------------------------------------------- */

static void
update_states (AipPresetGallery *self)
{
  const AipSetup *setup = aip_live_setup_get (self->live);
  GHashTableIter iter;
  gpointer preset, item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &preset, &item))
    {
      AipPresetState state = AIP_PRESET_STATE_OTHER;

      if (preset == self->current)
        state = is_applied (preset, setup) ? AIP_PRESET_STATE_CURRENT
                                           : AIP_PRESET_STATE_MODIFIED;
      aip_preset_item_set_state (item, state);
    }
  _aip_preset_gallery_update_actions (self);
}

void
_aip_preset_gallery_set_current (AipPresetGallery *self,
                                 const AipPreset  *preset)
{
  self->current = preset;
  update_states (self);
}

/* What the live setup is without being told: after undo and redo, and when it is first shown. */
static const AipPreset *
find_applied (AipPresetGallery *self)
{
  const AipSetup *setup = aip_live_setup_get (self->live);
  guint n_presets;
  const AipPreset *const *presets = aip_presets_get_all (self->presets, &n_presets);

  /* An empty setup is no preset, however little an own one says. */
  if (setup->given == 0)
    return NULL;
  if (self->current != NULL && is_applied (self->current, setup))
    return self->current;

  for (guint i = n_presets; i-- > 0;)
    {
      if (presets[i]->setup.given != 0 && is_applied (presets[i], setup))
        return presets[i];
    }

  return NULL;
}

static void
live_changed_cb (AipPresetGallery *self)
{
  const AipSetup *setup = aip_live_setup_get (self->live);
  const AipPreset *applied = find_applied (self);

  if (applied != NULL)
    self->current = applied;
  for (guint i = self->trail->len; applied == NULL && i-- > 0;)
    {
      const Before *before = &g_array_index (self->trail, Before, i);

      if (aip_setup_equal (&before->setup, setup))
        {
          self->current = before->current;
          break;
        }
    }
  update_states (self);
}

void
_aip_preset_gallery_choose (AipPresetGallery *self,
                            const AipPreset  *preset)
{
  AipSetup setup = *aip_live_setup_get (self->live);
  Before before = { setup, self->current };

  aip_preset_apply (preset, &setup);
  /* First: several presets may say the same. */
  self->current = preset;
  if (self->trail->len == MAX_TRAIL)
    g_array_remove_index (self->trail, 0);
  g_array_append_val (self->trail, before);
  aip_live_setup_set (self->live, &setup);
  update_states (self);
}

const AipPreset *
aip_preset_gallery_get_current (AipPresetGallery *self)
{
  g_return_val_if_fail (AIP_IS_PRESET_GALLERY (self), NULL);

  return self->current;
}

static void
presets_changed_cb (AipPresetGallery *self)
{
  GHashTableIter iter;
  gpointer preset, item;

  if (self->current != NULL
      && aip_presets_find (self->presets, self->current->id) != self->current)
    self->current = NULL;

  refill (self);
  update_states (self);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &preset, &item))
    aip_preset_item_changed (item);
}

/* Rows ---------------------------------------------------------------------------------------- */

static void
update_label (GtkListItem *list_item)
{
  AipPresetItem *item = gtk_list_item_get_item (list_item);
  g_autofree char *label = item != NULL ? aip_preset_item_dup_label (item) : NULL;

  gtk_list_item_set_accessible_label (list_item, label != NULL ? label : "");
}

static void
setup_cb (AipPresetGallery *self,
          GtkListItem      *list_item)
{
  GtkWidget *cell = aip_preset_cell_new (self->thumbnails);

  gtk_widget_set_halign (cell, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (list_item, cell);
  g_object_bind_property (list_item, "item", cell, "item", G_BINDING_SYNC_CREATE);
}

static void
bind_cb (AipPresetGallery *self,
         GtkListItem      *list_item)
{
  g_signal_connect_object (gtk_list_item_get_item (list_item), "changed",
                           G_CALLBACK (update_label), list_item, G_CONNECT_SWAPPED);
  update_label (list_item);
}

static void
unbind_cb (AipPresetGallery *self,
           GtkListItem      *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), update_label,
                                        list_item);
}

static void
activate_cb (AipPresetGallery *self,
             guint             position)
{
  g_autoptr(AipPresetItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  if (item != NULL)
    _aip_preset_gallery_choose (self, aip_preset_item_get_preset (item));
}

static AipPresetCell *
find_cell (GtkWidget *widget)
{
  GtkWidget *child;

  for (GtkWidget *w = widget; w != NULL && !GTK_IS_GRID_VIEW (w); w = gtk_widget_get_parent (w))
    {
      if (AIP_IS_PRESET_CELL (w))
        return AIP_PRESET_CELL (w);
    }
  /* The pointer or the focus is at the row around it. */
  child = widget != NULL ? gtk_widget_get_first_child (widget) : NULL;

  return AIP_IS_PRESET_CELL (child) ? AIP_PRESET_CELL (child) : NULL;
}

AipPresetItem *
_aip_preset_gallery_get_target (AipPresetGallery *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  AipPresetCell *cell = NULL;

  if (self->menu_item != NULL)
    return self->menu_item;
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->grid)))
    cell = find_cell (focus);
  if (cell != NULL)
    return aip_preset_cell_get_item (cell);

  return self->current != NULL ? get_item (self, self->current) : NULL;
}

static gboolean
find_position (AipPresetGallery *self,
               const AipPreset  *preset,
               guint            *position)
{
  AipPresetItem *item = g_hash_table_lookup (self->items, preset);

  return item != NULL && g_list_store_find (self->store, item, position);
}

void
_aip_preset_gallery_focus (AipPresetGallery *self,
                           guint             position)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  if (n_items == 0)
    {
      gtk_widget_grab_focus (self->entry);
      return;
    }

  /* The first only says which item of the view has the focus, not that the view has it. */
  gtk_grid_view_scroll_to (self->grid, MIN (position, n_items - 1), GTK_LIST_SCROLL_FOCUS, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

void
_aip_preset_gallery_reveal (AipPresetGallery *self,
                            const AipPreset  *preset)
{
  guint position;

  if (!find_position (self, preset, &position))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
      gtk_toggle_button_set_active (self->favourites, FALSE);
      if (!is_wanted (self, preset))
        adw_toggle_group_set_active_name (self->kinds, KIND_ALL);
      refill (self);
    }
  if (find_position (self, preset, &position))
    _aip_preset_gallery_focus (self, position);
}

/* The menu ------------------------------------------------------------------------------------ */

static gboolean
popup_menu (AipPresetGallery *self,
            AipPresetCell    *cell)
{
  graphene_rect_t bounds;

  if (cell == NULL || aip_preset_cell_get_item (cell) == NULL
      || !gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self), &bounds))
    return FALSE;

  g_set_object (&self->menu_item, aip_preset_cell_get_item (cell));
  _aip_preset_gallery_update_actions (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                                 (int) bounds.size.width,
                                                 AIP_PRESET_THUMBNAIL_HEIGHT });
  gtk_popover_popup (GTK_POPOVER (self->menu));

  return TRUE;
}

static gboolean
forget_menu_item_cb (gpointer user_data)
{
  AipPresetGallery *self = user_data;

  /* It may be open again, for another one. */
  if (self->menu != NULL && !gtk_widget_get_visible (self->menu))
    g_clear_object (&self->menu_item);
  if (self->live != NULL)
    _aip_preset_gallery_update_actions (self);

  return G_SOURCE_REMOVE;
}

static void
menu_closed_cb (AipPresetGallery *self)
{
  /* It closes before its item does what was chosen. */
  g_idle_add_full (G_PRIORITY_LOW, forget_menu_item_cb, g_object_ref (self), g_object_unref);
}

static void
secondary_pressed_cb (AipPresetGallery *self,
                      int               n_press,
                      double            x,
                      double            y)
{
  popup_menu (self, find_cell (gtk_widget_pick (GTK_WIDGET (self->grid), x, y, GTK_PICK_DEFAULT)));
}

gboolean
_aip_preset_gallery_popup_menu (AipPresetGallery *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return popup_menu (self, find_cell (root != NULL ? gtk_root_get_focus (root) : NULL));
}

/* One row of them turns the wheel into going along it. */
static gboolean
scroll_cb (AipPresetGallery *self,
           double            dx,
           double            dy)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);

  if (aip_preset_gallery_get_expanded (self) || dx != 0 || dy == 0)
    return GDK_EVENT_PROPAGATE;

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                          + dy * AIP_PRESET_THUMBNAIL_WIDTH);

  return GDK_EVENT_STOP;
}

static void
stop_search_cb (AipPresetGallery *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
search_activate_cb (AipPresetGallery *self)
{
  /* What was typed last may still wait to be searched for. */
  refill (self);
  _aip_preset_gallery_focus (self, 0);
}

/* Widget -------------------------------------------------------------------------------------- */

static gboolean
reveal_current_cb (gpointer user_data)
{
  AipPresetGallery *self = user_data;
  guint position;

  self->reveal_id = 0;
  if (self->current != NULL && find_position (self, self->current, &position))
    gtk_grid_view_scroll_to (self->grid, position, GTK_LIST_SCROLL_NONE, NULL);

  return G_SOURCE_REMOVE;
}

static void
arrange (AipPresetGallery *self)
{
  gboolean expanded = gtk_toggle_button_get_active (self->expand);

  /* Across, its rows are what it calls columns. */
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->grid), expanded
                                                                 ? GTK_ORIENTATION_VERTICAL
                                                                 : GTK_ORIENTATION_HORIZONTAL);
  gtk_grid_view_set_max_columns (self->grid, expanded ? 12 : 1);
  gtk_scrolled_window_set_policy (self->scroller,
                                  expanded ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC,
                                  expanded ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  if (expanded)
    gtk_widget_set_size_request (GTK_WIDGET (self->stack), -1, -1);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), expanded);
  gtk_widget_set_vexpand (GTK_WIDGET (self), expanded);
  gtk_button_set_icon_name (GTK_BUTTON (self->expand),
                            expanded ? "view-continuous-symbolic" : "view-grid-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->expand),
                               expanded ? _("Show One Row of Presets") : _("Show All Presets"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expand), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Show All Presets"), -1);
  if (self->reveal_id == 0)
    self->reveal_id = g_idle_add (reveal_current_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}

static void
aip_preset_gallery_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  AipPresetGallery *self = AIP_PRESET_GALLERY (widget);

  gtk_widget_size_allocate (self->box, &(GtkAllocation) { 0, 0, width, height }, baseline);
  gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
aip_preset_gallery_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  gtk_widget_measure (AIP_PRESET_GALLERY (widget)->box, orientation, for_size, minimum, natural,
                      NULL, NULL);
}

static void
aip_preset_gallery_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  AipPresetGallery *self = AIP_PRESET_GALLERY (object);

  switch (prop_id)
    {
    case PROP_EXPANDED:
      g_value_set_boolean (value, aip_preset_gallery_get_expanded (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_preset_gallery_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  AipPresetGallery *self = AIP_PRESET_GALLERY (object);

  switch (prop_id)
    {
    case PROP_EXPANDED:
      aip_preset_gallery_set_expanded (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_preset_gallery_dispose (GObject *object)
{
  AipPresetGallery *self = AIP_PRESET_GALLERY (object);

  g_clear_handle_id (&self->reveal_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_PRESET_GALLERY);
  g_clear_object (&self->menu_item);
  g_clear_object (&self->store);
  g_clear_object (&self->actions);
  g_clear_object (&self->thumbnails);
  g_clear_object (&self->presets);
  g_clear_object (&self->live);

  G_OBJECT_CLASS (aip_preset_gallery_parent_class)->dispose (object);
}

static void
aip_preset_gallery_finalize (GObject *object)
{
  AipPresetGallery *self = AIP_PRESET_GALLERY (object);

  g_hash_table_unref (self->items);
  g_array_unref (self->trail);

  G_OBJECT_CLASS (aip_preset_gallery_parent_class)->finalize (object);
}

static void
aip_preset_gallery_class_init (AipPresetGalleryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_preset_gallery_dispose;
  object_class->finalize = aip_preset_gallery_finalize;
  object_class->get_property = aip_preset_gallery_get_property;
  object_class->set_property = aip_preset_gallery_set_property;
  widget_class->measure = aip_preset_gallery_measure;
  widget_class->size_allocate = aip_preset_gallery_size_allocate;

  properties[PROP_EXPANDED] =
    g_param_spec_boolean ("expanded", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-preset-gallery.ui");
  gtk_widget_class_bind_template_child (widget_class, AipPresetGallery, box);
  gtk_widget_class_bind_template_child (widget_class, AipPresetGallery, entry);
  gtk_widget_class_bind_template_child (widget_class, AipPresetGallery, kinds);
  gtk_widget_class_bind_template_child (widget_class, AipPresetGallery, favourites);
  gtk_widget_class_bind_template_child (widget_class, AipPresetGallery, expand);
  gtk_widget_class_bind_template_child (widget_class, AipPresetGallery, stack);
  gtk_widget_class_bind_template_child (widget_class, AipPresetGallery, scroller);
  gtk_widget_class_bind_template_child (widget_class, AipPresetGallery, grid);
  gtk_widget_class_bind_template_child (widget_class, AipPresetGallery, empty);
  gtk_widget_class_bind_template_child (widget_class, AipPresetGallery, menu);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, wanted_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, arrange);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_closed_cb);

  gtk_widget_class_set_css_name (widget_class, "presetgallery");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_preset_gallery_init (AipPresetGallery *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
    GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *click = gtk_gesture_click_new ();
  g_autoptr(GtkNoSelection) selection = NULL;

  self->items = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->trail = g_array_new (FALSE, FALSE, sizeof (Before));
  self->store = g_list_store_new (AIP_TYPE_PRESET_ITEM);

  /* Before the template: its menu finds them. */
  _aip_preset_gallery_init_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_view_set_factory (self->grid, factory);
  g_object_unref (factory);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->store)));
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (selection));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->entry),
                                           GTK_WIDGET (self->grid));

  _aip_preset_gallery_init_keys (self);

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), scroll);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (secondary_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
aip_preset_gallery_new (AipLiveSetup *live,
                        AipPresets   *presets)
{
  AipPresetGallery *self;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);
  g_return_val_if_fail (AIP_IS_PRESETS (presets), NULL);

  self = g_object_new (AIP_TYPE_PRESET_GALLERY, NULL);
  self->live = g_object_ref (live);
  self->presets = g_object_ref (presets);
  self->thumbnails =
    g_object_ref (aip_preset_thumbnails_get (presets, aip_live_setup_get_catalogue (live)));
  g_signal_connect_object (live, "changed", G_CALLBACK (live_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (presets, "changed", G_CALLBACK (presets_changed_cb), self,
                           G_CONNECT_SWAPPED);

  refill (self);
  self->current = find_applied (self);
  arrange (self);
  update_states (self);

  return GTK_WIDGET (self);
}

gboolean
aip_preset_gallery_get_expanded (AipPresetGallery *self)
{
  g_return_val_if_fail (AIP_IS_PRESET_GALLERY (self), FALSE);

  return gtk_toggle_button_get_active (self->expand);
}

void
aip_preset_gallery_set_expanded (AipPresetGallery *self,
                                 gboolean          expanded)
{
  g_return_if_fail (AIP_IS_PRESET_GALLERY (self));

  gtk_toggle_button_set_active (self->expand, expanded);
}
