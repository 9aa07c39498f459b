/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-inspector"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-cell-chooser.h"
#include "aip-inspector-cast.h"
#include "aip-inspector-check.h"
#include "aip-inspector-field.h"
#include "aip-inspector-generation.h"
#include "aip-inspector-inputs.h"
#include "aip-inspector-picture.h"
#include "aip-inspector-prompt.h"
#include "aip-inspector-setup.h"
#include "aip-inspector-takes.h"
#include "aip-inspector.h"
#include "aip-shot-choices.h"
#include "aip-shot-edit.h"
#include "aip-shot-workflow.h"

/* Enough for 420 pixels at twice the resolution. */
#define PICTURE_SIZE 1024

struct _AipInspector
{
  GtkWidget parent_instance;

  AipSession             *session;
  AipDocument            *document;
  AipShotPicture         *shot_picture;
  GListModel             *selection;
  GSignalGroup           *selection_signals;
  GPtrArray              *shots;         /* what is shown now */
  GPtrArray              *fields;        /* AipInspectorField, not owned */
  guint                   n_fixed;       /* of every shot; then those of the project */
  AipInspectorField      *choosing;
  GtkWidget              *chooser;
  guint                   update_source;
  gboolean                selection_changed;

  GtkStack               *stack;
  AipInspectorPicture    *picture;
  AipInspectorTakes      *takes;
  GtkLabel               *title_label;
  AipInspectorGeneration *generation;
  AipInspectorCheck      *check;
  AipInspectorSetup      *setup;
  AipInspectorCast       *cast;
  AipInspectorInputs     *inputs;
  GtkListBox             *text_list;
  GtkListBox             *production_list;
  GtkListBox             *custom_list;   /* of the project's own fields */
  GtkListBox             *generation_list;
  AipInspectorPrompt     *prompt;
};

enum {
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AipInspector, aip_inspector, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

/* Showing ------------------------------------------------------------------------------------- */

static char *
dup_value (AipInspector *self,
           const char   *field,
           gboolean     *mixed)
{
  AipEntity *first = g_ptr_array_index (self->shots, 0);
  gboolean custom = aip_shot_edit_get_custom (self->document, field) != NULL;
  char *text = aip_shot_edit_get_text (self->document, AIP_SHOT (first), field, FALSE);

  *mixed = FALSE;
  for (guint i = 1; custom && i < self->shots->len && !*mixed; i++)
    {
      g_autofree char *other = aip_shot_edit_get_text (
        self->document, g_ptr_array_index (self->shots, i), field, FALSE);

      *mixed = !g_str_equal (text, other);
    }
  if (custom)
    return text;

  for (guint i = 1; i < self->shots->len && !*mixed; i++)
    *mixed = !g_variant_equal (aip_entity_get_value (first, field),
                               aip_entity_get_value (g_ptr_array_index (self->shots, i), field));

  return text;
}

static void
update_field (AipInspector      *self,
              AipInspectorField *field)
{
  const char *name = aip_inspector_field_get_field (field);
  g_autofree char *text = NULL;
  gboolean mixed;

  /* A code belongs to one shot. */
  if (g_str_equal (name, "code"))
    gtk_widget_set_visible (GTK_WIDGET (field), self->shots->len == 1);

  text = dup_value (self, name, &mixed);
  aip_inspector_field_set_value (field, text, mixed);
  if (g_str_equal (name, "status"))
    aip_inspector_field_set_status (field,
                                    mixed ? -1 : (int) aip_shot_get_status (
                                                         g_ptr_array_index (self->shots, 0)));
}

static void
update_aspect (AipInspector *self)
{
  AipProject *project = aip_document_get_project (self->document);
  gint64 width = aip_project_get_width (project);
  gint64 height = aip_project_get_height (project);

  if (width > 0 && height > 0)
    aip_inspector_picture_set_aspect (self->picture, CLAMP (width / (double) height, 0.5, 3.0));
}

static void
update (AipInspector *self)
{
  AipShot *single;
  g_autofree char *title = NULL;

  gtk_stack_set_visible_child_name (self->stack, self->shots->len > 0 ? "shots" : "none");
  if (self->shots->len == 0)
    {
      aip_shot_picture_set_shot (self->shot_picture, NULL);
      aip_inspector_takes_set_shot (self->takes, NULL);
      return;
    }

  single = self->shots->len == 1 ? g_ptr_array_index (self->shots, 0) : NULL;
  title = single != NULL
          ? g_strdup (aip_shot_get_code (single))
          : g_strdup_printf (ngettext ("%u Shot Selected", "%u Shots Selected", self->shots->len),
                             self->shots->len);
  gtk_label_set_label (self->title_label, title);

  update_aspect (self);
  aip_shot_picture_set_shot (self->shot_picture, g_ptr_array_index (self->shots, 0));
  aip_inspector_takes_set_shot (self->takes, single);
  aip_inspector_generation_set_shots (self->generation, self->shots);
  aip_inspector_check_show (self->check, self->session, single);
  for (guint i = 0; i < self->fields->len; i++)
    update_field (self, g_ptr_array_index (self->fields, i));
  aip_inspector_setup_show (self->setup, self->session, self->shots);
  aip_inspector_cast_show (self->cast, self->session, single);
  aip_inspector_inputs_show (self->inputs, self->session, single);
  aip_inspector_prompt_show (self->prompt, self->session, single);
}

/* Following ----------------------------------------------------------------------------------- */

static void
flush (AipInspector *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    aip_inspector_field_flush (g_ptr_array_index (self->fields, i));
}

static void
read_selection (AipInspector *self)
{
  guint n = g_list_model_get_n_items (self->selection);
  GPtrArray *shots = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (shots, g_list_model_get_item (self->selection, i));

  g_ptr_array_unref (self->shots);
  self->shots = shots;
}

static gboolean
update_source_cb (gpointer user_data)
{
  AipInspector *self = user_data;

  self->update_source = 0;
  if (self->selection_changed)
    {
      /* What was typed belongs to the shots that were selected then. */
      flush (self);
      self->selection_changed = FALSE;
      read_selection (self);
    }
  update (self);

  return G_SOURCE_REMOVE;
}

/* Selecting a range and starting many jobs come as many signals: look once. */
static void
queue_update (AipInspector *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, update_source_cb, self, NULL);
}

static void
selection_items_changed_cb (AipInspector *self)
{
  self->selection_changed = TRUE;
  queue_update (self);
}

static void
session_selection_cb (AipInspector *self)
{
  g_set_object (&self->selection, aip_session_get_selection (self->session));
  g_signal_group_set_target (self->selection_signals, self->selection);
  selection_items_changed_cb (self);
}

static void fill_custom (AipInspector *self);

static void
document_changed_cb (AipInspector *self,
                     AipChangeSet *changes)
{
  if (aip_change_set_touches (changes, AIP_KIND_FIELD, NULL))
    fill_custom (self);
  if (self->shots->len > 0)
    queue_update (self);
}

static void
setups_reset_cb (AipInspector *self)
{
  if (self->shots->len > 0)
    queue_update (self);
}

/* Editing ------------------------------------------------------------------------------------- */

static void
write_value (AipInspector      *self,
             AipInspectorField *field,
             const char        *text)
{
  g_autoptr(GPtrArray) alive = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < self->shots->len; i++)
    {
      if (aip_entity_is_alive (g_ptr_array_index (self->shots, i)))
        g_ptr_array_add (alive, g_ptr_array_index (self->shots, i));
    }

  if (!aip_shot_edit_set_text (self->document, alive, aip_inspector_field_get_field (field), text,
                               &error))
    aip_inspector_field_set_problem (field, error->message);
  else if (alive->len > 0)
    {
      g_autofree char *stored = NULL;
      gboolean mixed;

      /* As it is written now: “2s” has become 48. */
      stored = dup_value (self, aip_inspector_field_get_field (field), &mixed);
      aip_inspector_field_accept (field, stored, mixed);
    }
}

static void
commit_cb (AipInspector      *self,
           const char        *text,
           AipInspectorField *field)
{
  write_value (self, field, text);
}

static void
choose_cb (AipInspector      *self,
           AipInspectorField *field)
{
  const char *name = aip_inspector_field_get_field (field);
  graphene_rect_t bounds;
  gboolean mixed;
  g_autofree char *text = dup_value (self, name, &mixed);
  g_autofree char *current = NULL;

  if (!gtk_widget_compute_bounds (GTK_WIDGET (field), GTK_WIDGET (self), &bounds))
    return;

  current = aip_shot_choices_dup_current (self->document, g_ptr_array_index (self->shots, 0), name);
  self->choosing = field;
  aip_shot_choices_fill (AIP_CELL_CHOOSER (self->chooser), self->document, self->shots, name);
  aip_cell_chooser_open (AIP_CELL_CHOOSER (self->chooser),
                         &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                           (int) bounds.size.width, (int) bounds.size.height },
                         mixed ? NULL : current,
                         aip_shot_choices_get_create_title (self->document, name),
                         aip_shot_edit_get_title (self->document, name));
}

static void
chosen_cb (AipInspector *self,
           const char   *value)
{
  if (self->choosing != NULL)
    write_value (self, self->choosing, value);
}

static void
closed_cb (AipInspector *self)
{
  if (self->choosing != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->choosing));
  self->choosing = NULL;
}

/* Widget -------------------------------------------------------------------------------------- */

static void
add_fields (AipInspector *self)
{
  const struct {
    GtkListBox *list;
    const char *field;
    const char *placeholder;
  } rows[] = {
    { self->text_list, "description", _("What is seen") },
    { self->text_list, "action", _("What happens") },
    { self->text_list, "dialogue", NULL },
    { self->text_list, "notes", NULL },
    { self->production_list, "code", NULL },
    { self->production_list, "status", NULL },
    { self->production_list, "scene", _("No Scene") },
    { self->production_list, "duration", NULL },
    { self->production_list, "characters", _("Names, separated by commas") },
    { self->production_list, "place", _("No Place") },
    { self->production_list, "tags", _("Words, separated by commas") },
    { self->generation_list, "workflow", aip_shot_workflow_get_title ("") },
    { self->generation_list, "seed", _("A new one for every take") },
    { self->generation_list, "english", _("For models that do not read Korean") },
    { self->generation_list, "prompt", _("Added to what the shot says") },
    { self->generation_list, "negative", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *field = aip_inspector_field_new (rows[i].field, rows[i].placeholder);

      g_signal_connect_object (field, "commit", G_CALLBACK (commit_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (field, "choose", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (rows[i].list, field);
      g_ptr_array_add (self->fields, field);
    }
}

static AipInspectorFieldKind
get_kind (AipCustomType type)
{
  switch (type)
    {
    case AIP_CUSTOM_LONG_TEXT:
      return AIP_INSPECTOR_FIELD_TEXT;
    case AIP_CUSTOM_CHECKBOX:
    case AIP_CUSTOM_SELECT:
    case AIP_CUSTOM_RATING:
      return AIP_INSPECTOR_FIELD_CHOICE;
    case AIP_CUSTOM_FORMULA:
    case AIP_CUSTOM_UNKNOWN:
      return AIP_INSPECTOR_FIELD_FIXED;
    case AIP_CUSTOM_TEXT:
    case AIP_CUSTOM_NUMBER:
    case AIP_CUSTOM_MULTI_SELECT:
    case AIP_CUSTOM_DATE:
    case AIP_CUSTOM_URL:
    default:
      return AIP_INSPECTOR_FIELD_LINE;
    }
}

/* The rows of the project's own fields, anew: there are few, and they change seldom. */
static void
fill_custom (AipInspector *self)
{
  AipEntityList *list = aip_document_get_list (self->document, AIP_KIND_FIELD);
  AipEntity *entity;

  flush (self);
  gtk_popover_popdown (GTK_POPOVER (self->chooser));
  self->choosing = NULL;
  for (guint i = self->fields->len; i > self->n_fixed; i--)
    g_ptr_array_remove_index (self->fields, i - 1);
  gtk_list_box_remove_all (self->custom_list);

  for (guint i = 0; (entity = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      AipCustomField *custom = AIP_CUSTOM_FIELD (entity);
      const AipCustomFormat *format = aip_custom_field_get_format (custom);
      g_autofree char *name = g_strconcat ("custom:", aip_entity_get_id (entity), NULL);
      GtkWidget *row = aip_inspector_field_new_titled (name, aip_custom_field_get_name (custom),
                                                       get_kind (format->type));

      if (*format->description != '\0')
        gtk_widget_set_tooltip_text (row, format->description);
      g_signal_connect_object (row, "commit", G_CALLBACK (commit_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "choose", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->custom_list, row);
      g_ptr_array_add (self->fields, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->custom_list),
                          aip_entity_list_get_count (list) > 0);
}

static void
add_custom_list (AipInspector *self)
{
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (self->production_list));

  self->n_fixed = self->fields->len;
  self->custom_list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->custom_list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->custom_list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->custom_list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Fields"), -1);
  gtk_box_insert_child_after (GTK_BOX (box), GTK_WIDGET (self->custom_list),
                              GTK_WIDGET (self->production_list));
  fill_custom (self);
}

static void
aip_inspector_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  AipInspector *self = AIP_INSPECTOR (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->stack), &(GtkAllocation) { 0, 0, width, height },
                            baseline);
  gtk_popover_present (GTK_POPOVER (self->chooser));
}

static void
aip_inspector_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (AIP_INSPECTOR (widget)->stack), orientation, for_size, minimum,
                      natural, NULL, NULL);
}

static void
aip_inspector_constructed (GObject *object)
{
  AipInspector *self = AIP_INSPECTOR (object);
  g_autoptr(AipShotPreviews) previews = NULL;

  G_OBJECT_CLASS (aip_inspector_parent_class)->constructed (object);

  self->document = g_object_ref (aip_session_get_document (self->session));
  previews = aip_shot_previews_new (self->session);
  self->shot_picture = aip_shot_picture_new (self->session, previews, PICTURE_SIZE);
  aip_inspector_picture_set_source (self->picture, self->shot_picture);
  aip_inspector_takes_set_session (self->takes, self->session, previews);

  g_signal_connect_object (self->session, "notify::selection", G_CALLBACK (session_selection_cb),
                           self, G_CONNECT_SWAPPED);
  add_custom_list (self);
  g_signal_connect_object (self->document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_session_get_scheduler (self->session), "cinema-loaded",
                           G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_session_get_setups (self->session), "reset",
                           G_CALLBACK (setups_reset_cb), self, G_CONNECT_SWAPPED);
  session_selection_cb (self);
}

static void
aip_inspector_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, AIP_INSPECTOR (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_inspector_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      AIP_INSPECTOR (object)->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_inspector_dispose (GObject *object)
{
  AipInspector *self = AIP_INSPECTOR (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->chooser != NULL)
    {
      flush (self);
      g_ptr_array_set_size (self->fields, 0);
    }
  self->choosing = NULL;
  g_clear_pointer (&self->chooser, gtk_widget_unparent);
  g_clear_object (&self->selection_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_INSPECTOR);
  g_clear_object (&self->shot_picture);
  g_clear_object (&self->selection);
  g_clear_object (&self->document);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_inspector_parent_class)->dispose (object);
}

static void
aip_inspector_finalize (GObject *object)
{
  AipInspector *self = AIP_INSPECTOR (object);

  g_ptr_array_unref (self->shots);
  g_ptr_array_unref (self->fields);

  G_OBJECT_CLASS (aip_inspector_parent_class)->finalize (object);
}

static void
aip_inspector_class_init (AipInspectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = aip_inspector_constructed;
  object_class->dispose = aip_inspector_dispose;
  object_class->finalize = aip_inspector_finalize;
  object_class->get_property = aip_inspector_get_property;
  object_class->set_property = aip_inspector_set_property;
  widget_class->measure = aip_inspector_measure;
  widget_class->size_allocate = aip_inspector_size_allocate;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, AIP_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (AIP_TYPE_INSPECTOR_CAST);
  g_type_ensure (AIP_TYPE_INSPECTOR_CHECK);
  g_type_ensure (AIP_TYPE_INSPECTOR_GENERATION);
  g_type_ensure (AIP_TYPE_INSPECTOR_INPUTS);
  g_type_ensure (AIP_TYPE_INSPECTOR_PICTURE);
  g_type_ensure (AIP_TYPE_INSPECTOR_PROMPT);
  g_type_ensure (AIP_TYPE_INSPECTOR_SETUP);
  g_type_ensure (AIP_TYPE_INSPECTOR_TAKES);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, AipInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, AipInspector, picture);
  gtk_widget_class_bind_template_child (widget_class, AipInspector, takes);
  gtk_widget_class_bind_template_child (widget_class, AipInspector, title_label);
  gtk_widget_class_bind_template_child (widget_class, AipInspector, generation);
  gtk_widget_class_bind_template_child (widget_class, AipInspector, check);
  gtk_widget_class_bind_template_child (widget_class, AipInspector, setup);
  gtk_widget_class_bind_template_child (widget_class, AipInspector, cast);
  gtk_widget_class_bind_template_child (widget_class, AipInspector, inputs);
  gtk_widget_class_bind_template_child (widget_class, AipInspector, text_list);
  gtk_widget_class_bind_template_child (widget_class, AipInspector, production_list);
  gtk_widget_class_bind_template_child (widget_class, AipInspector, generation_list);
  gtk_widget_class_bind_template_child (widget_class, AipInspector, prompt);

  gtk_widget_class_set_css_name (widget_class, "inspector");
}

static void
aip_inspector_init (AipInspector *self)
{
  self->shots = g_ptr_array_new_with_free_func (g_object_unref);
  self->fields = g_ptr_array_new ();
  self->selection_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->selection_signals, "items-changed",
                                  G_CALLBACK (selection_items_changed_cb), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  add_fields (self);

  self->chooser = aip_cell_chooser_new ();
  gtk_widget_set_parent (self->chooser, GTK_WIDGET (self));
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "closed", G_CALLBACK (closed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
aip_inspector_new (AipSession *session)
{
  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  return g_object_new (AIP_TYPE_INSPECTOR, "session", session, NULL);
}
