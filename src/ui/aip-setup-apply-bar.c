/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-apply-bar"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-setup-apply-bar.h"
#include "aip-setup-changes.h"
#include "aip-setup-group.h"

typedef enum {
  SCOPE_SHOT,
  SCOPE_SELECTION,
  SCOPE_SCENE,
  SCOPE_ALL,
} Scope;

#define N_SCOPES (SCOPE_ALL + 1)

typedef enum {
  PART_WHOLE,
  PART_CHANGED,
  PART_GROUPS,
} Part;

#define N_PARTS (PART_GROUPS + 1)

struct _AipSetupApplyBar
{
  GtkWidget parent_instance;

  AipDocument    *document;
  AipSetupPlan   *plan;
  GPtrArray      *targets[N_SCOPES];     /* (nullable): where there is no such choice */
  Scope           scopes[N_SCOPES];      /* of the lines of the list */

  AipSetup        setup;
  guint64         touched;
  guint64         untouched;
  char           *prompt_of;             /* code of the shot, %NULL: no prompt is written */

  GtkWidget      *box;
  GtkDropDown    *scope_list;
  GtkMenuButton  *part_button;
  GtkCheckButton *parts[N_PARTS];
  GtkCheckButton *groups[AIP_N_SETUP_GROUPS];
  GtkMenuButton  *changes_button;
  GtkLabel       *changes_label;
  gboolean        filling;
};

G_DEFINE_FINAL_TYPE (AipSetupApplyBar, aip_setup_apply_bar, GTK_TYPE_WIDGET)

/* What is written ---------------------------------------------------------------------------- */

static guint64
get_group_mask (AipSetupApplyBar *self)
{
  guint64 mask = 0;

  for (guint group = 0; group < AIP_N_SETUP_GROUPS; group++)
    if (gtk_check_button_get_active (self->groups[group]))
      mask |= aip_setup_group_get_mask ((AipSetupGroup) group);

  return mask;
}

static guint64
get_fields (AipSetupApplyBar *self)
{
  if (gtk_check_button_get_active (self->parts[PART_CHANGED]))
    return self->touched;
  if (gtk_check_button_get_active (self->parts[PART_GROUPS]))
    return get_group_mask (self) & ~self->untouched;

  return AIP_ALL_FIELDS & ~self->untouched;
}

static void
update_plan (AipSetupApplyBar *self)
{
  aip_setup_plan_set_change (self->plan, &self->setup, get_fields (self));
}

static void
scope_selected_cb (AipSetupApplyBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->scope_list);

  if (!self->filling && selected < N_SCOPES)
    aip_setup_plan_set_shots (self->plan, self->targets[self->scopes[selected]]);
}

/* “Lens, Light”: the names of the chosen groups, so that the button says what it does. */
static void
update_part_label (AipSetupApplyBar *self)
{
  g_autoptr(GString) names = g_string_new (NULL);

  if (gtk_check_button_get_active (self->parts[PART_WHOLE]))
    g_string_append (names, _("Whole Setup"));
  else if (gtk_check_button_get_active (self->parts[PART_CHANGED]))
    g_string_append (names, _("Only My Changes"));
  else
    for (guint group = 0; group < AIP_N_SETUP_GROUPS; group++)
      if (gtk_check_button_get_active (self->groups[group]))
        {
          if (names->len > 0)
            g_string_append (names, ", ");
          g_string_append (names, aip_setup_group_get_name ((AipSetupGroup) group));
        }

  gtk_menu_button_set_label (self->part_button, names->len > 0 ? names->str : _("No Group"));
}

static void
part_toggled_cb (AipSetupApplyBar *self,
                 GtkCheckButton   *button)
{
  if (self->filling || !gtk_check_button_get_active (button))
    return;

  update_part_label (self);
  update_plan (self);
}

static void
group_toggled_cb (AipSetupApplyBar *self)
{
  if (self->filling)
    return;

  /* Choosing a group says that groups are meant. */
  if (gtk_check_button_get_active (self->parts[PART_GROUPS]))
    {
      update_part_label (self);
      update_plan (self);
    }
  else
    gtk_check_button_set_active (self->parts[PART_GROUPS], TRUE);
}

/* What that changes -------------------------------------------------------------------------- */

static guint
count_bits (guint64 bits)
{
  guint n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;

  return n;
}

static void
plan_updated_cb (AipSetupApplyBar *self)
{
  guint n_changed = aip_setup_plan_get_n_changed (self->plan);
  guint n_shots = aip_setup_plan_get_n_shots (self->plan);
  guint n_fields = count_bits (aip_setup_plan_get_fields (self->plan));
  g_autofree char *fields = NULL;
  g_autofree char *text = NULL;

  fields = g_strdup_printf (ngettext ("%u field", "%u fields", n_fields), n_fields);
  if (!aip_setup_plan_is_complete (self->plan))
    text = g_strdup (_("Comparing…"));
  else if (n_changed == 0)
    text = g_strdup (_("Changes nothing"));
  else if (n_shots == 1)
    /* Translators: %s is “3 fields” */
    text = g_strdup_printf (_("Changes %s"), fields);
  else
    /* Translators: first “3 fields”, then in how many of how many shots */
    text = g_strdup_printf (ngettext ("Changes %s in %u of %u shot", "Changes %s in %u of %u shots",
                                      n_shots), fields, n_changed, n_shots);

  if (self->prompt_of != NULL && n_changed > 0)
    {
      g_autofree char *setups = g_steal_pointer (&text);

      /* Translators: first “Changes 3 fields in 2 of 5 shots”, then the code of a shot */
      text = g_strdup_printf (_("%s, and the prompt of %s"), setups, self->prompt_of);
    }
  else if (self->prompt_of != NULL)
    {
      g_free (text);
      text = g_strdup_printf (_("Changes the prompt of %s"), self->prompt_of);
    }

  gtk_label_set_label (self->changes_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->changes_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->changes_button), n_changed > 0);
}

void
aip_setup_apply_bar_set_prompt (AipSetupApplyBar *self,
                                const char       *code)
{
  g_return_if_fail (AIP_IS_SETUP_APPLY_BAR (self));

  if (g_set_str (&self->prompt_of, code))
    plan_updated_cb (self);
}

void
aip_setup_apply_bar_update (AipSetupApplyBar *self,
                            const AipSetup   *setup,
                            guint64           touched,
                            guint64           untouched)
{
  g_return_if_fail (AIP_IS_SETUP_APPLY_BAR (self));
  g_return_if_fail (setup != NULL);

  self->setup = *setup;
  self->touched = touched;
  self->untouched = untouched;
  update_plan (self);
}

/* Where it goes ------------------------------------------------------------------------------ */

static GPtrArray *
dup_list (GListModel *list)
{
  GPtrArray *shots = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_items = list != NULL ? g_list_model_get_n_items (list) : 0;

  for (guint i = 0; i < n_items; i++)
    g_ptr_array_add (shots, g_list_model_get_item (list, i));

  return shots;
}

static GPtrArray *
dup_scene (AipSetupApplyBar *self,
           const char       *scene)
{
  GPtrArray *all = self->targets[SCOPE_ALL];
  GPtrArray *shots = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (aip_shot_get_scene_id (g_ptr_array_index (all, i)), scene))
      g_ptr_array_add (shots, g_object_ref (g_ptr_array_index (all, i)));

  return shots;
}

static void
find_targets (AipSetupApplyBar *self,
              AipSession       *session,
              GPtrArray        *shots)
{
  AipShot *first = g_ptr_array_index (shots, 0);
  const char *scene = aip_shot_get_scene_id (first);

  self->targets[SCOPE_ALL] = dup_list (G_LIST_MODEL (aip_document_get_shots (self->document)));

  self->targets[SCOPE_SHOT] = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->targets[SCOPE_SHOT], g_object_ref (first));

  if (shots->len > 1)
    {
      self->targets[SCOPE_SELECTION] = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < shots->len; i++)
        g_ptr_array_add (self->targets[SCOPE_SELECTION],
                         g_object_ref (g_ptr_array_index (shots, i)));
    }
  else
    {
      self->targets[SCOPE_SELECTION] = dup_list (aip_session_get_selection (session));
      if (self->targets[SCOPE_SELECTION]->len < 2)
        g_clear_pointer (&self->targets[SCOPE_SELECTION], g_ptr_array_unref);
    }

  if (*scene != '\0')
    self->targets[SCOPE_SCENE] = dup_scene (self, scene);
}

static char *
dup_scope_text (AipSetupApplyBar *self,
                Scope             scope)
{
  GPtrArray *shots = self->targets[scope];
  AipShot *first = g_ptr_array_index (self->targets[SCOPE_SHOT], 0);
  AipEntity *scene;

  switch (scope)
    {
    case SCOPE_SHOT:
      return g_strdup_printf (_("Only %s"), aip_shot_get_code (first));

    case SCOPE_SELECTION:
      return g_strdup_printf (ngettext ("Selection (%u Shot)", "Selection (%u Shots)", shots->len),
                              shots->len);

    case SCOPE_SCENE:
      scene = aip_document_lookup (self->document, aip_shot_get_scene_id (first));
      return g_strdup_printf (ngettext ("Scene %s (%u Shot)", "Scene %s (%u Shots)", shots->len),
                              scene != NULL ? aip_scene_get_code (AIP_SCENE (scene)) : "",
                              shots->len);

    default:
      return g_strdup_printf (ngettext ("All (%u Shot)", "All (%u Shots)", shots->len),
                              shots->len);
    }
}

static void
fill_scopes (AipSetupApplyBar *self,
             Scope             chosen)
{
  g_autoptr(GtkStringList) texts = gtk_string_list_new (NULL);
  guint n_lines = 0;
  guint selected = 0;

  for (Scope scope = 0; scope < N_SCOPES; scope++)
    if (self->targets[scope] != NULL)
      {
        if (scope == chosen)
          selected = n_lines;
        self->scopes[n_lines++] = scope;
        gtk_string_list_take (texts, dup_scope_text (self, scope));
      }

  self->filling = TRUE;
  gtk_drop_down_set_model (self->scope_list, G_LIST_MODEL (texts));
  gtk_drop_down_set_selected (self->scope_list, selected);
  self->filling = FALSE;
}

/* The object --------------------------------------------------------------------------------- */

static void
aip_setup_apply_bar_dispose (GObject *object)
{
  AipSetupApplyBar *self = AIP_SETUP_APPLY_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->prompt_of, g_free);
  for (Scope scope = 0; scope < N_SCOPES; scope++)
    g_clear_pointer (&self->targets[scope], g_ptr_array_unref);
  g_clear_object (&self->plan);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (aip_setup_apply_bar_parent_class)->dispose (object);
}

static void
aip_setup_apply_bar_class_init (AipSetupApplyBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_setup_apply_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "setupapplybar");
}

static GtkWidget *
new_part_popover (AipSetupApplyBar *self)
{
  static const char *const titles[N_PARTS] = {
    [PART_WHOLE] = N_("_Whole Setup"),
    [PART_CHANGED] = N_("Only _My Changes"),
    [PART_GROUPS] = N_("Only These _Groups:"),
  };
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (Part part = 0; part < N_PARTS; part++)
    {
      self->parts[part] = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_(titles[part])));
      gtk_check_button_set_group (self->parts[part], part > 0 ? self->parts[0] : NULL);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->parts[part]));
    }
  for (guint group = 0; group < AIP_N_SETUP_GROUPS; group++)
    {
      GtkWidget *check =
        gtk_check_button_new_with_label (aip_setup_group_get_name ((AipSetupGroup) group));

      self->groups[group] = GTK_CHECK_BUTTON (check);
      gtk_widget_set_margin_start (check, 24);
      g_signal_connect_object (check, "toggled", G_CALLBACK (group_toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), check);
    }

  gtk_check_button_set_active (self->parts[PART_WHOLE], TRUE);
  for (Part part = 0; part < N_PARTS; part++)
    g_signal_connect_object (self->parts[part], "toggled", G_CALLBACK (part_toggled_cb), self,
                             G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  return popover;
}

static void
aip_setup_apply_bar_init (AipSetupApplyBar *self)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (_("Apply _to"));

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), label);

  self->scope_list = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (self->scope_list));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->scope_list),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  g_signal_connect_object (self->scope_list, "notify::selected", G_CALLBACK (scope_selected_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->scope_list));

  self->part_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_always_show_arrow (self->part_button, TRUE);
  gtk_menu_button_set_can_shrink (self->part_button, TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->part_button), _("How Much of the Setup"));
  gtk_menu_button_set_popover (self->part_button, new_part_popover (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->part_button));
  update_part_label (self);

  self->changes_label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_ellipsize (self->changes_label, PANGO_ELLIPSIZE_END);
  self->changes_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->changes_button, GTK_WIDGET (self->changes_label));
  gtk_menu_button_set_always_show_arrow (self->changes_button, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->changes_button), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->changes_button), _("What Changes"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->changes_button), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->changes_button), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->changes_button));
}

GtkWidget *
aip_setup_apply_bar_new (AipSession   *session,
                         GPtrArray    *shots,
                         AipSetupPlan *plan)
{
  AipSetupApplyBar *self;
  GtkWidget *popover = gtk_popover_new ();
  Scope scope;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (shots != NULL && shots->len > 0, NULL);
  g_return_val_if_fail (AIP_IS_SETUP_PLAN (plan), NULL);

  self = g_object_new (AIP_TYPE_SETUP_APPLY_BAR, NULL);
  self->document = g_object_ref (aip_session_get_document (session));
  self->plan = g_object_ref (plan);
  g_signal_connect_object (plan, "updated", G_CALLBACK (plan_updated_cb), self, G_CONNECT_SWAPPED);

  gtk_popover_set_child (GTK_POPOVER (popover), aip_setup_changes_new (plan));
  gtk_menu_button_set_popover (self->changes_button, popover);

  scope = shots->len > 1 ? SCOPE_SELECTION : SCOPE_SHOT;
  find_targets (self, session, shots);
  fill_scopes (self, scope);
  aip_setup_plan_set_shots (plan, self->targets[scope]);

  return GTK_WIDGET (self);
}
