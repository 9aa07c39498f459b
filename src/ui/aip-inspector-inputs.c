/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-inspector-inputs"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-freeze.h"
#include "aip-inspector-inputs.h"
#include "aip-mask-dialog.h"
#include "aip-overrides.h"
#include "aip-picture-import.h"
#include "aip-picture-source.h"
#include "aip-picture-strip.h"

/* A menu of all takes of a long day would be no menu any more. */
#define MAX_TAKES 12

typedef struct {
  const char *field;
  const char *title;
  const char *nothing;       /* what it is when nothing was chosen */
  const char *neighbour;     /* (nullable): source */
  const char *neighbour_title;
} Source;

static const Source sources[] = {
  { "first-frame", N_("Begins With"), N_("The shot’s still"), "previous-end",
    N_("End of the Previous Shot") },
  { "last-frame", N_("Ends With"), N_("The next shot’s still"), "next-start",
    N_("Start of the Next Shot") },
  { "control", N_("Control Picture"), N_("None, or the shot’s still"), NULL, NULL },
};

static const struct {
  const char *nick;
  const char *title;
} control_kinds[] = {
  { "", N_("Any picture") },        { "pose", N_("Pose") }, { "depth", N_("Depth") },
  { "canny", N_("Edges (Canny)") }, { "tile", N_("Tile") },
};

struct _AipInspectorInputs
{
  GtkBox parent_instance;

  AipSession         *session;
  AipShot            *shot;
  gboolean            filling;
  char               *parameters_of;    /* workflow and shot that the rows are for */

  AipPictureStrip    *references;
  AdwActionRow       *rows[G_N_ELEMENTS (sources)];
  GtkMenuButton      *menus[G_N_ELEMENTS (sources)];
  AdwComboRow        *kind_row;
  AdwActionRow       *mask_row;
  GtkWidget          *mask_remove;
  GtkWidget          *parameters;
  GPtrArray          *parameter_rows;   /* AdwSpinRow, not owned */
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (AipInspectorInputs, aip_inspector_inputs, GTK_TYPE_BOX)

static AipDocument *
get_document (AipInspectorInputs *self)
{
  return aip_session_get_document (self->session);
}

static void
set_value (AipInspectorInputs *self,
           const char         *field,
           GVariant           *value)
{
  g_autoptr(GVariant) owned = g_variant_ref_sink (value);
  g_autofree char *label = NULL;
  g_autoptr(GError) error = NULL;
  gboolean ok;

  if (self->shot == NULL || self->filling)
    return;

  label = g_strdup_printf (_("Change Pictures of %s"), aip_shot_get_code (self->shot));
  aip_document_begin (get_document (self), label);
  ok = aip_document_set (get_document (self), AIP_ENTITY (self->shot), field, owned, &error);
  aip_session_finish_edit (self->session, ok, error);
}

/* Sources ------------------------------------------------------------------------------------- */

/* (transfer full) (nullable): the file that is shown for a source */
static char *
dup_path (AipInspectorInputs *self,
          const char         *source)
{
  AipPictureFrom from = AIP_PICTURE_FROM_NOTHING;
  const char *what = NULL;
  AipEntity *take;

  aip_picture_source_parse (source, &from, &what);
  if (from == AIP_PICTURE_FROM_ASSET)
    return g_build_filename (aip_document_get_folder (get_document (self)), what, NULL);
  if (from != AIP_PICTURE_FROM_TAKE && from != AIP_PICTURE_FROM_TAKE_END)
    return NULL;

  take = aip_document_lookup (get_document (self), what);

  return AIP_IS_TAKE (take) ? aip_document_get_take_path (get_document (self), AIP_TAKE (take)) : NULL;
}

static char *
describe (AipInspectorInputs *self,
          const Source       *source,
          const char         *text)
{
  AipPictureFrom from = AIP_PICTURE_FROM_NOTHING;
  const char *what = NULL;
  AipEntity *take, *shot;

  aip_picture_source_parse (text, &from, &what);
  switch (from)
    {
    case AIP_PICTURE_FROM_ASSET:
      return g_strdup (_("A picture of the project"));

    case AIP_PICTURE_FROM_PREVIOUS:
      return g_strdup (_("End of the Previous Shot"));

    case AIP_PICTURE_FROM_NEXT:
      return g_strdup (_("Start of the Next Shot"));

    case AIP_PICTURE_FROM_TAKE:
    case AIP_PICTURE_FROM_TAKE_END:
      take = aip_document_lookup (get_document (self), what);
      shot = AIP_IS_TAKE (take) ? aip_document_lookup (get_document (self),
                                                       aip_take_get_shot_id (AIP_TAKE (take))) : NULL;
      if (!AIP_IS_SHOT (shot))
        return g_strdup (_("A take that is gone"));
      return g_strdup_printf (from == AIP_PICTURE_FROM_TAKE ? _("Take v%03d of %s")
                                                            : _("Last frame of take v%03d of %s"),
                              (int) aip_take_get_number (AIP_TAKE (take)),
                              aip_shot_get_code (AIP_SHOT (shot)));

    case AIP_PICTURE_FROM_NOTHING:
    default:
      return g_strdup (_(source->nothing));
    }
}

static void
append_source (GMenu      *menu,
               const char *title,
               const char *field,
               const char *source)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, "inputs.set", "(ss)", field, source);
  g_menu_append_item (menu, item);
}

static void
fill_menu_cb (GtkMenuButton *button,
              gpointer       user_data)
{
  AipInspectorInputs *self = user_data;
  const Source *source = g_object_get_data (G_OBJECT (button), "source");
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) takes = g_menu_new ();
  g_autoptr(GMenuItem) choose = NULL;
  GListModel *all;
  guint n;

  if (self->shot == NULL)
    return;

  append_source (menu, _(source->nothing), source->field, "");
  if (source->neighbour != NULL)
    append_source (menu, _(source->neighbour_title), source->field, source->neighbour);
  choose = g_menu_item_new (_("Picture…"), NULL);
  g_menu_item_set_action_and_target (choose, "inputs.choose", "s", source->field);
  g_menu_append_item (menu, choose);

  all = aip_shot_get_takes (self->shot);
  n = g_list_model_get_n_items (all);
  for (guint i = 0; i < MIN (n, MAX_TAKES); i++)
    {
      g_autoptr(AipTake) take = g_list_model_get_item (all, n - 1 - i);
      g_autofree char *start = aip_picture_source_make (AIP_PICTURE_FROM_TAKE,
                                                        aip_entity_get_id (AIP_ENTITY (take)));
      g_autofree char *title = g_strdup_printf (_("Take v%03d"), (int) aip_take_get_number (take));

      append_source (takes, title, source->field, start);
      if (g_str_has_prefix (aip_take_get_media_type (take), "video/"))
        {
          g_autofree char *end = aip_picture_source_make (AIP_PICTURE_FROM_TAKE_END,
                                                          aip_entity_get_id (AIP_ENTITY (take)));
          g_autofree char *last = g_strdup_printf (_("Last frame of take v%03d"),
                                                   (int) aip_take_get_number (take));

          append_source (takes, last, source->field, end);
        }
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (takes));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
set_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  const char *field, *source;

  g_variant_get (parameter, "(&s&s)", &field, &source);
  set_value (user_data, field, g_variant_new_string (source));
}

static void
brought_one_cb (GObject           *owner,
                const char *const *pictures,
                gpointer           user_data)
{
  set_value (AIP_INSPECTOR_INPUTS (owner), user_data, g_variant_new_string (pictures[0]));
}

static void
choose_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  AipInspectorInputs *self = user_data;

  aip_picture_import_choose (self->session, GTK_WIDGET (self), FALSE, brought_one_cb,
                             g_variant_dup_string (parameter, NULL), g_free);
}

static void
kind_changed_cb (AipInspectorInputs *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);

  if (selected < G_N_ELEMENTS (control_kinds))
    set_value (self, "control-kind", g_variant_new_string (control_kinds[selected].nick));
}

/* References ---------------------------------------------------------------------------------- */

static void
references_added_cb (AipInspectorInputs *self,
                     const char *const  *pictures)
{
  g_auto(GStrv) present = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;

  if (self->shot == NULL)
    return;

  present = aip_entity_dup_texts (AIP_ENTITY (self->shot), "references");
  g_strv_builder_addv (builder, (const char **) present);
  g_strv_builder_addv (builder, (const char **) pictures);
  all = g_strv_builder_end (builder);
  set_value (self, "references", g_variant_new_strv ((const char *const *) all, -1));
}

static void
reference_removed_cb (AipInspectorInputs *self,
                      guint               index)
{
  g_auto(GStrv) present = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) left = NULL;

  if (self->shot == NULL)
    return;

  present = aip_entity_dup_texts (AIP_ENTITY (self->shot), "references");
  for (guint i = 0; present[i] != NULL; i++)
    if (i != index)
      g_strv_builder_add (builder, present[i]);
  left = g_strv_builder_end (builder);
  set_value (self, "references", g_variant_new_strv ((const char *const *) left, -1));
}

/* Mask ---------------------------------------------------------------------------------------- */

static void
mask_painted_cb (AipInspectorInputs *self,
                 const char         *asset)
{
  set_value (self, "mask", g_variant_new_string (asset));
}

/* (transfer full) (nullable): what is painted over: what the shot is made from */
static char *
dup_mask_base (AipInspectorInputs *self)
{
  AipTake *take = aip_shot_get_take (self->shot);
  g_auto(GStrv) references = aip_entity_dup_texts (AIP_ENTITY (self->shot), "references");

  if (take != NULL)
    return aip_document_get_take_path (get_document (self), take);

  return references[0] != NULL ? dup_path (self, references[0]) : NULL;
}

static void
paint_mask_cb (AipInspectorInputs *self)
{
  g_autofree char *base = NULL;
  g_autofree char *mask = NULL;
  AdwDialog *dialog;

  if (self->shot == NULL)
    return;

  base = dup_mask_base (self);
  if (base == NULL)
    {
      aip_session_toast (self->session,
                         _("A mask is painted over a take or a reference, and the shot has neither."));
      return;
    }
  mask = dup_path (self, aip_entity_get_text (AIP_ENTITY (self->shot), "mask"));
  dialog = aip_mask_dialog_new (self->session, base, mask);
  g_signal_connect_object (dialog, "painted", G_CALLBACK (mask_painted_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
remove_mask_cb (AipInspectorInputs *self)
{
  set_value (self, "mask", g_variant_new_string (""));
}

/* Parameters ---------------------------------------------------------------------------------- */

static void
write_parameter (AipInspectorInputs *self,
                 const char         *role,
                 GVariant           *value)
{
  g_autofree char *text = aip_overrides_set (aip_shot_get_overrides (self->shot), role, value);

  set_value (self, "overrides", g_variant_new_string (text));
}

static double
get_default (gpointer row)
{
  return *(double *) g_object_get_data (row, "default");
}

static void
parameter_changed_cb (AipInspectorInputs *self,
                      GParamSpec         *pspec,
                      AdwSpinRow         *row)
{
  const char *role = g_object_get_data (G_OBJECT (row), "role");
  double value = adw_spin_row_get_value (row);

  if (self->filling || self->shot == NULL)
    return;

  write_parameter (self, role, fabs (value - get_default (row)) < 1e-9 ? NULL
                                                                      : g_variant_new_double (value));
}

static void
parameter_reset_cb (AipInspectorInputs *self,
                    GtkWidget          *button)
{
  if (self->shot != NULL)
    write_parameter (self, g_object_get_data (G_OBJECT (button), "role"), NULL);
}

static AipWorkflow *
find_workflow (AipInspectorInputs *self)
{
  return aip_freeze_find_workflow (
    get_document (self), self->shot, NULL,
    aip_scheduler_get_workflows (aip_session_get_scheduler (self->session)), NULL);
}

static GtkWidget *
make_parameter (AipInspectorInputs *self,
                const char         *role,
                double              value,
                double              min,
                double              max)
{
  gboolean whole = value == floor (value) && (isinf (max) || max > 8);
  GtkWidget *row = adw_spin_row_new_with_range (isinf (min) ? -100000 : min,
                                                isinf (max) ? 100000 : max, whole ? 1 : 0.05);
  GtkWidget *reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autofree char *subtitle = g_strdup_printf (_("%g unless set here"), value);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), role);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_spin_row_set_digits (ADW_SPIN_ROW (row), whole ? 0 : 2);
  g_object_set_data_full (G_OBJECT (row), "role", g_strdup (role), g_free);
  g_object_set_data_full (G_OBJECT (row), "default", g_memdup2 (&value, sizeof value), g_free);

  gtk_widget_set_valign (reset, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (reset, "flat");
  gtk_widget_set_tooltip_text (reset, _("Use the Workflow’s Own Value"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (reset), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Use the Workflow’s Own Value"), -1);
  g_object_set_data_full (G_OBJECT (reset), "role", g_strdup (role), g_free);
  g_object_set_data (G_OBJECT (row), "reset", reset);
  g_signal_connect_object (reset, "clicked", G_CALLBACK (parameter_reset_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), reset);

  return row;
}

static void
make_parameters (AipInspectorInputs *self,
                 AipWorkflow        *workflow)
{
  g_auto(GStrv) roles = workflow != NULL ? aip_workflow_list_roles (workflow) : NULL;

  for (guint i = 0; i < self->parameter_rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self->parameters),
                             g_ptr_array_index (self->parameter_rows, i));
  g_ptr_array_set_size (self->parameter_rows, 0);

  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    {
      double value, min, max;
      GtkWidget *row;

      if (!aip_freeze_may_override (roles[i]) ||
          !aip_workflow_get_parameter (workflow, roles[i], &value, &min, &max))
        continue;
      row = make_parameter (self, roles[i], value, min, max);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self->parameters), row);
      g_ptr_array_add (self->parameter_rows, row);
    }
}

static void
update_parameters (AipInspectorInputs *self)
{
  AipWorkflow *workflow = find_workflow (self);
  const char *overrides = aip_shot_get_overrides (self->shot);
  g_autofree char *title = NULL;
  guint n_set = 0;

  if (g_strcmp0 (self->parameters_of, workflow != NULL ? aip_workflow_get_id (workflow) : "") != 0)
    {
      make_parameters (self, workflow);
      g_set_str (&self->parameters_of, workflow != NULL ? aip_workflow_get_id (workflow) : "");
      for (guint i = 0; i < self->parameter_rows->len; i++)
        g_signal_connect_object (g_ptr_array_index (self->parameter_rows, i), "notify::value",
                                 G_CALLBACK (parameter_changed_cb), self, G_CONNECT_SWAPPED);
    }

  for (guint i = 0; i < self->parameter_rows->len; i++)
    {
      gpointer row = g_ptr_array_index (self->parameter_rows, i);
      double value = get_default (row);
      gboolean set = aip_overrides_get_number (overrides, g_object_get_data (row, "role"), &value);

      adw_spin_row_set_value (row, value);
      gtk_widget_set_sensitive (g_object_get_data (row, "reset"), set);
      n_set += set;
    }

  gtk_widget_set_visible (self->parameters, self->parameter_rows->len > 0);
  title = n_set == 0 ? g_strdup (_("All as the workflow says"))
                     : g_strdup_printf (ngettext ("%u set by hand", "%u set by hand", n_set), n_set);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->parameters), title);
}

/* Widget -------------------------------------------------------------------------------------- */

static void
update_references (AipInspectorInputs *self)
{
  g_auto(GStrv) references = aip_entity_dup_texts (AIP_ENTITY (self->shot), "references");
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;

  for (guint i = 0; references[i] != NULL; i++)
    {
      g_autofree char *path = dup_path (self, references[i]);

      g_strv_builder_add (paths, path != NULL ? path : references[i]);
    }
  all = g_strv_builder_end (paths);
  aip_picture_strip_set_paths (self->references, (const char *const *) all, NULL);
}

static void
update (AipInspectorInputs *self)
{
  const char *mask = aip_entity_get_text (AIP_ENTITY (self->shot), "mask");
  const char *kind = aip_entity_get_text (AIP_ENTITY (self->shot), "control-kind");

  self->filling = TRUE;
  update_references (self);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *text = describe (self, &sources[i],
                                        aip_entity_get_text (AIP_ENTITY (self->shot),
                                                             sources[i].field));

      adw_action_row_set_subtitle (self->rows[i], text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (control_kinds); i++)
    if (g_str_equal (control_kinds[i].nick, kind))
      adw_combo_row_set_selected (self->kind_row, i);
  gtk_widget_set_visible (GTK_WIDGET (self->kind_row),
                          *aip_entity_get_text (AIP_ENTITY (self->shot), "control") != '\0');
  adw_action_row_set_subtitle (self->mask_row, *mask != '\0' ? _("Painted") : _("None"));
  gtk_widget_set_visible (self->mask_remove, *mask != '\0');
  update_parameters (self);
  self->filling = FALSE;
}

static void
aip_inspector_inputs_dispose (GObject *object)
{
  AipInspectorInputs *self = AIP_INSPECTOR_INPUTS (object);

  g_clear_object (&self->shot);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (aip_inspector_inputs_parent_class)->dispose (object);
}

static void
aip_inspector_inputs_finalize (GObject *object)
{
  AipInspectorInputs *self = AIP_INSPECTOR_INPUTS (object);

  g_free (self->parameters_of);
  g_ptr_array_unref (self->parameter_rows);

  G_OBJECT_CLASS (aip_inspector_inputs_parent_class)->finalize (object);
}

static void
aip_inspector_inputs_class_init (AipInspectorInputsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_inspector_inputs_dispose;
  G_OBJECT_CLASS (klass)->finalize = aip_inspector_inputs_finalize;
}

static void
aip_inspector_inputs_init (AipInspectorInputs *self)
{
  const GActionEntry entries[] = { { "set", set_cb, "(ss)" }, { "choose", choose_cb, "s" } };

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->parameter_rows = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "inputs", G_ACTION_GROUP (self->actions));
}

static GtkWidget *
make_button (const char *icon,
             const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return button;
}

static void
add_sources (AipInspectorInputs *self,
             GtkWidget          *group)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *menu = gtk_menu_button_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(sources[i].title));
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "pan-down-symbolic");
      gtk_widget_set_valign (menu, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (menu, "flat");
      gtk_widget_set_tooltip_text (menu, _("Choose"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _(sources[i].title), -1);
      g_object_set_data (G_OBJECT (menu), "source", (gpointer) &sources[i]);
      gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (menu), fill_menu_cb, self, NULL);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), menu);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), menu);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      self->rows[i] = ADW_ACTION_ROW (row);
      self->menus[i] = GTK_MENU_BUTTON (menu);
    }

  for (guint i = 0; i < G_N_ELEMENTS (control_kinds); i++)
    gtk_string_list_append (names, _(control_kinds[i].title));
  self->kind_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind_row), _("What It Shows"));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (names));
  g_signal_connect_object (self->kind_row, "notify::selected", G_CALLBACK (kind_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->kind_row));
}

static void
build (AipInspectorInputs *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *paint = make_button ("document-edit-symbolic", _("Paint Mask"));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Made From"));
  self->references = AIP_PICTURE_STRIP (aip_picture_strip_new (self->session, TRUE));
  g_signal_connect_object (self->references, "added", G_CALLBACK (references_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->references, "removed", G_CALLBACK (reference_removed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), group);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->references));

  add_sources (self, group);
  self->mask_row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->mask_row), _("Mask"));
  self->mask_remove = make_button ("user-trash-symbolic", _("Remove Mask"));
  g_signal_connect_object (self->mask_remove, "clicked", G_CALLBACK (remove_mask_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (paint, "clicked", G_CALLBACK (paint_mask_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (self->mask_row, self->mask_remove);
  adw_action_row_add_suffix (self->mask_row, paint);
  adw_action_row_set_activatable_widget (self->mask_row, paint);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->mask_row));

  self->parameters = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->parameters), _("Workflow Parameters"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->parameters);
}

void
aip_inspector_inputs_show (AipInspectorInputs *self,
                           AipSession         *session,
                           AipShot            *shot)
{
  g_return_if_fail (AIP_IS_INSPECTOR_INPUTS (self));
  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (shot == NULL || AIP_IS_SHOT (shot));

  if (self->session == NULL)
    {
      self->session = g_object_ref (session);
      build (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), shot != NULL);
  g_set_object (&self->shot, shot);
  if (shot != NULL)
    update (self);
}
