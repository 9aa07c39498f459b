/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-row"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-setup-lamp.h"
#include "aip-setup-number.h"
#include "aip-setup-row.h"
#include "aip-severity-look.h"

struct _AipSetupRow
{
  GtkWidget parent_instance;

  AipLiveSetup   *live;
  AipSetupField   field;

  GtkWidget      *line;
  GtkWidget      *title;
  AipSetupNumber *number;           /* (nullable): fields with a range */
  GtkWidget      *button;           /* opens the options */
  GtkLabel       *value;            /* (nullable): in the button, with the two marks */
  GtkWidget      *own;
  GtkWidget      *doubt;
  GtkImage       *icon;
  GtkWidget      *clear;
  GtkWidget      *lamps[AIP_MAX_PRACTICALS];
  guint           n_lamps;
  GtkWidget      *note;             /* button with the sentence */
  GtkLabel       *note_label;

  char           *text;             /* what is shown, to leave alone what is the same */
  char           *sentences;
  int             severity;
  gboolean        mixed;
  gboolean        shown;
};

enum {
  CHOOSE,
  TOUCHED,
  FINDINGS_WANTED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipSetupRow, aip_setup_row, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static gboolean
is_lamp (AipSetupField field)
{
  return field == AIP_SETUP_KEY || field == AIP_SETUP_FILL || field == AIP_SETUP_PRACTICALS;
}

/* What would be shown first if the slider starts from nothing. */
static double
get_start (AipSetupRow *self)
{
  static const struct {
    AipSetupField field;
    double        number;
  } starts[] = {
    { AIP_SETUP_YEAR, 2025 },           { AIP_SETUP_FOCAL, 35 },
    { AIP_SETUP_STOP, 2.8 },            { AIP_SETUP_FOCUS, 3 },
    { AIP_SETUP_EXPOSURE_INDEX, 800 },  { AIP_SETUP_WHITE_BALANCE, 5600 },
    { AIP_SETUP_ASPECT, 1.85 },         { AIP_SETUP_HEIGHT, 1.5 },
    { AIP_SETUP_FPS, 24 },              { AIP_SETUP_SHUTTER, 180 },
  };
  double lower, upper;

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (starts[i].field == self->field
        && aip_live_setup_get_range (self->live, self->field, &lower, &upper, NULL))
      return CLAMP (starts[i].number, lower, upper);

  return 0;
}

/* Changing ----------------------------------------------------------------------------------- */

static void
touch (AipSetupRow *self)
{
  g_signal_emit (self, signals[TOUCHED], 0);
}

/*
 * Arrow keys ask for a little more; a lens that has no such focal length would answer with the one
 * it had. Then the next option in that direction is meant.
 */
static void
step_option (AipSetupRow *self,
             double       before,
             gboolean     up)
{
  AipCatalogue *catalogue = aip_live_setup_get_catalogue (self->live);
  guint count = aip_options_get_count (catalogue, aip_live_setup_get (self->live), self->field);

  for (guint i = 0; i < count; i++)
    {
      guint index = up ? i : count - 1 - i;
      g_autofree char *id = aip_options_get_id (catalogue, aip_live_setup_get (self->live),
                                                self->field, index);
      double number = g_ascii_strtod (id, NULL);

      if (up ? number > before : number < before)
        {
          aip_live_setup_choose (self->live, self->field, index);
          return;
        }
    }
}

static void
number_wanted_cb (AipSetupRow *self,
                  double       number)
{
  gboolean given = aip_setup_has (aip_live_setup_get (self->live), self->field);
  double before = given ? aip_live_setup_get_number (self->live, self->field) : get_start (self);

  aip_live_setup_set_number (self->live, self->field, number);
  if (given && number != before
      && aip_live_setup_get_number (self->live, self->field) == before
      && (gtk_widget_get_state_flags (GTK_WIDGET (self->number)) & GTK_STATE_FLAG_ACTIVE) == 0)
    step_option (self, before, number > before);
  touch (self);

  /* Snapped to what it was: the slider has to go back all the same. */
  g_clear_pointer (&self->text, g_free);
  aip_setup_row_update (self, self->mixed);
}

static void
number_drag_cb (AipSetupRow *self,
                gboolean     begins)
{
  if (begins)
    aip_live_setup_begin_drag (self->live);
  else
    aip_live_setup_end_drag (self->live);
}

static void
button_clicked_cb (AipSetupRow *self)
{
  g_signal_emit (self, signals[CHOOSE], 0, self->button);
}

static void
clear (AipSetupRow *self)
{
  aip_live_setup_unset (self->live, self->field);
  touch (self);
}

static void
clear_clicked_cb (AipSetupRow *self)
{
  clear (self);
  /* The button is gone now; the focus must not be lost with it. */
  aip_setup_row_focus (self);
}

static gboolean
delete_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  clear (AIP_SETUP_ROW (widget));

  return TRUE;
}

static void
note_clicked_cb (AipSetupRow *self)
{
  g_signal_emit (self, signals[FINDINGS_WANTED], 0);
}

/* Lighting up -------------------------------------------------------------------------------- */

static void
entered_cb (AipSetupRow *self)
{
  aip_live_setup_set_highlight (self->live, (int) self->field);
}

static void
left_cb (AipSetupRow *self)
{
  if (aip_live_setup_get_highlight (self->live) == (int) self->field)
    aip_live_setup_set_highlight (self->live, -1);
}

static void
highlight_cb (AipSetupRow *self)
{
  if (aip_live_setup_get_highlight (self->live) == (int) self->field)
    gtk_widget_add_css_class (GTK_WIDGET (self), "lit");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "lit");
}

/* What is not there keeps its place, so that the controls stay below each other. */
static void
set_there (GtkWidget *widget,
           gboolean   there)
{
  gtk_widget_set_opacity (widget, there ? 1 : 0);
  gtk_widget_set_can_target (widget, there);
  gtk_widget_set_focusable (widget, there);
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, !there, -1);
}

/* Showing ------------------------------------------------------------------------------------ */

static gboolean
uses_log (AipSetupField field)
{
  return field == AIP_SETUP_FOCAL || field == AIP_SETUP_STOP || field == AIP_SETUP_FOCUS
         || field == AIP_SETUP_EXPOSURE_INDEX || field == AIP_SETUP_WHITE_BALANCE
         || field == AIP_SETUP_FPS;
}

static void
describe (AipSetupRow *self)
{
  const char *sentences = self->sentences != NULL ? self->sentences : "";

  if (self->number != NULL)
    aip_setup_number_describe (self->number, sentences);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentences, -1);
}

/* Beside which of its fields a finding is written out: the first that a person has chosen. */
static gboolean
is_told_here (AipSetupRow      *self,
              const AipFinding *finding)
{
  guint64 fields = finding->fields & aip_live_setup_get (self->live)->given;

  if (fields == 0)
    fields = finding->fields;

  return (fields & (~fields + 1)) == AIP_SETUP_BIT (self->field);
}

static void
update_findings (AipSetupRow *self)
{
  const AipFinding *findings;
  guint n_findings;
  int worst = AIP_OPTION_FINE;
  g_autoptr(GString) all = g_string_new (NULL);
  g_autoptr(GString) told = g_string_new (NULL);

  findings = aip_live_setup_get_findings (self->live, &n_findings);
  for (guint i = 0; i < n_findings; i++)
    {
      g_autofree char *sentence = NULL;

      if ((findings[i].fields & AIP_SETUP_BIT (self->field)) == 0)
        continue;

      worst = MAX (worst, (int) findings[i].severity);
      sentence = aip_finding_to_text (&findings[i]);
      if (all->len > 0)
        g_string_append_c (all, '\n');
      g_string_append (all, sentence);

      if (findings[i].severity > AIP_SEVERITY_NOTE && is_told_here (self, &findings[i]))
        {
          if (told->len > 0)
            g_string_append_c (told, '\n');
          g_string_append (told, sentence);
        }
    }

  if (g_strcmp0 (gtk_label_get_label (self->note_label), told->str) != 0)
    gtk_label_set_label (self->note_label, told->str);
  gtk_widget_set_visible (self->note, told->len > 0);

  if (worst == self->severity && g_strcmp0 (self->sentences, all->str) == 0)
    return;

  if (self->severity > AIP_OPTION_FINE)
    gtk_widget_remove_css_class (GTK_WIDGET (self), aip_severity_get_css_class (self->severity));
  if (worst > AIP_OPTION_FINE)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), aip_severity_get_css_class (worst));
      gtk_image_set_from_icon_name (self->icon, aip_severity_get_icon (worst));
    }
  self->severity = worst;
  g_set_str (&self->sentences, all->str);
  gtk_widget_set_opacity (GTK_WIDGET (self->icon), worst > AIP_OPTION_FINE ? 1 : 0);
  gtk_widget_set_can_target (GTK_WIDGET (self->icon), worst > AIP_OPTION_FINE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN,
                               worst <= AIP_OPTION_FINE, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), all->len > 0 ? all->str : NULL);
  describe (self);
}

static void
update_number (AipSetupRow *self,
               gboolean     given,
               const char  *text)
{
  double lower, upper, step;
  const char *placeholder = self->mixed ? _("Mixed") : "–";

  aip_live_setup_get_range (self->live, self->field, &lower, &upper, &step);
  aip_setup_number_set_range (self->number, lower, upper, step, uses_log (self->field));
  aip_setup_number_set (self->number,
                        given ? aip_live_setup_get_number (self->live, self->field)
                              : get_start (self),
                        text, placeholder);
}

/* (nullable): what is chosen, where that is a row of the catalogue. */
static const AipGear *
get_gear (AipSetupRow *self)
{
  const AipSetup *setup = aip_live_setup_get (self->live);

  if (self->mixed || !aip_setup_has (setup, self->field))
    return NULL;

  switch ((guint) self->field)
    {
    case AIP_SETUP_BODY:
      return &setup->body->gear;

    case AIP_SETUP_LENS:
      return &setup->lens->gear;

    case AIP_SETUP_STOCK:
      return &setup->stock->gear;

    case AIP_SETUP_SUPPORT:
      return &setup->support->gear;

    case AIP_SETUP_MOVE:
      return &setup->move->gear;

    default:
      return NULL;
    }
}

static void
update_value (AipSetupRow *self,
              const char  *text)
{
  const char *shown = *text != '\0' ? text : self->mixed ? _("Mixed") : _("Not chosen");
  const AipGear *gear = get_gear (self);
  g_autofree char *label = NULL;

  gtk_label_set_label (self->value, shown);
  gtk_widget_set_visible (self->doubt,
                          gear != NULL && gear->confidence == AIP_CONFIDENCE_LOW);
  gtk_widget_set_visible (self->own, gear != NULL && gear->own);
  if (*text != '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self->value), "dimmed");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "dimmed");

  /* Translators: name of a control and what is chosen there: “Lens: Cooke S4/i” */
  label = g_strdup_printf (_("%s: %s"), aip_setup_field_get_name (self->field), shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
update_lamps (AipSetupRow *self)
{
  const AipSetup *setup = aip_live_setup_get (self->live);
  guint wanted = 0;

  if (aip_setup_has (setup, self->field) && !self->mixed)
    wanted = self->field == AIP_SETUP_PRACTICALS ? setup->n_practicals : 1;

  while (self->n_lamps < wanted)
    {
      GtkWidget *lamp = aip_setup_lamp_new (self->live, self->field, self->n_lamps);

      gtk_widget_insert_before (lamp, GTK_WIDGET (self), self->note);
      self->lamps[self->n_lamps++] = lamp;
    }
  for (guint i = 0; i < self->n_lamps; i++)
    {
      aip_setup_lamp_update (AIP_SETUP_LAMP (self->lamps[i]));
      if (i >= wanted)
        gtk_widget_set_visible (self->lamps[i], FALSE);
    }
}

void
aip_setup_row_update (AipSetupRow *self,
                      gboolean     mixed)
{
  const AipSetup *setup;
  gboolean given;
  g_autofree char *text = NULL;

  g_return_if_fail (AIP_IS_SETUP_ROW (self));

  setup = aip_live_setup_get (self->live);
  given = aip_setup_has (setup, self->field);
  text = mixed ? g_strdup ("") : aip_setup_field_to_text (setup, self->field);

  /* The limits of the focal length are those of the lens. */
  if (!self->shown || self->mixed != mixed || self->text == NULL
      || !g_str_equal (self->text, text) || self->field == AIP_SETUP_FOCAL)
    {
      self->mixed = mixed;
      g_set_str (&self->text, text);
      if (self->number != NULL)
        update_number (self, given, text);
      else
        update_value (self, text);
      set_there (self->clear, given || mixed);
    }
  self->shown = TRUE;

  if (is_lamp (self->field))
    update_lamps (self);
  if (self->field == AIP_SETUP_MODE)
    gtk_widget_set_sensitive (self->button, aip_setup_has (setup, AIP_SETUP_BODY));

  update_findings (self);
}

gboolean
aip_setup_row_focus (AipSetupRow *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_ROW (self), FALSE);

  if (self->number != NULL)
    return gtk_widget_child_focus (GTK_WIDGET (self->number), GTK_DIR_TAB_FORWARD);

  return gtk_widget_grab_focus (self->button);
}

AipSetupField
aip_setup_row_get_field (AipSetupRow *self)
{
  g_return_val_if_fail (AIP_IS_SETUP_ROW (self), 0);

  return self->field;
}

/* The object --------------------------------------------------------------------------------- */

static void
aip_setup_row_dispose (GObject *object)
{
  AipSetupRow *self = AIP_SETUP_ROW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->live);

  G_OBJECT_CLASS (aip_setup_row_parent_class)->dispose (object);
}

static void
aip_setup_row_finalize (GObject *object)
{
  AipSetupRow *self = AIP_SETUP_ROW (object);

  g_free (self->text);
  g_free (self->sentences);

  G_OBJECT_CLASS (aip_setup_row_parent_class)->finalize (object);
}

static void
aip_setup_row_class_init (AipSetupRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_setup_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = aip_setup_row_finalize;

  signals[CHOOSE] =
    g_signal_new ("choose", AIP_TYPE_SETUP_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, GTK_TYPE_WIDGET);
  signals[TOUCHED] =
    g_signal_new ("touched", AIP_TYPE_SETUP_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[FINDINGS_WANTED] =
    g_signal_new ("findings-wanted", AIP_TYPE_SETUP_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "setuprow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_cb, NULL);
}

static void
aip_setup_row_init (AipSetupRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *controller;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->severity = AIP_OPTION_FINE;

  controller = gtk_event_controller_motion_new ();
  g_signal_connect_object (controller, "enter", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);

  controller = gtk_event_controller_focus_new ();
  g_signal_connect_object (controller, "enter", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static GtkWidget *
new_mark (const char *icon,
          const char *text)
{
  GtkWidget *mark = gtk_image_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (mark, text);
  gtk_widget_add_css_class (mark, "dimmed");
  gtk_widget_set_visible (mark, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);

  return mark;
}

static void
add_control (AipSetupRow *self)
{
  const char *name = aip_setup_field_get_name (self->field);
  gboolean year = self->field == AIP_SETUP_YEAR;

  if (aip_live_setup_get_range (self->live, self->field, NULL, NULL, NULL))
    {
      g_autofree char *label = g_strdup_printf (_("Values for %s"), name);

      self->number = AIP_SETUP_NUMBER (aip_setup_number_new (name));
      gtk_widget_set_hexpand (GTK_WIDGET (self->number), TRUE);
      g_signal_connect_object (self->number, "wanted", G_CALLBACK (number_wanted_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->number, "drag", G_CALLBACK (number_drag_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->line), GTK_WIDGET (self->number));

      self->button = gtk_button_new_from_icon_name ("pan-down-symbolic");
      gtk_widget_set_tooltip_text (self->button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      label, -1);
      gtk_widget_add_css_class (self->button, "flat");
      gtk_widget_add_css_class (self->button, "clear");
      /* Every year is possible. */
      set_there (self->button, !year);
    }
  else
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      self->value = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_xalign (self->value, 0);
      gtk_label_set_ellipsize (self->value, PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (GTK_WIDGET (self->value), TRUE);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->value));
      self->own = new_mark ("avatar-default-symbolic", _("Your own"));
      self->doubt = new_mark ("dialog-question-symbolic",
                              _("Not sure: sources differ or are few"));
      gtk_box_append (GTK_BOX (box), self->own);
      gtk_box_append (GTK_BOX (box), self->doubt);
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));

      self->button = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->button), box);
      gtk_widget_add_css_class (self->button, "setup-value");
      gtk_widget_set_hexpand (self->button, TRUE);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (button_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->line), self->button);
}

GtkWidget *
aip_setup_row_new (AipLiveSetup  *live,
                   AipSetupField  field)
{
  AipSetupRow *self;
  const char *name = aip_setup_field_get_name (field);
  g_autofree char *clear_text = NULL;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);

  self = g_object_new (AIP_TYPE_SETUP_ROW, NULL);
  self->live = g_object_ref (live);
  self->field = field;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_opacity (GTK_WIDGET (self->icon), 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "finding-icon");
  gtk_box_append (GTK_BOX (self->line), GTK_WIDGET (self->icon));

  self->title = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  /* All of the same width, so that the controls are a column. */
  gtk_label_set_width_chars (GTK_LABEL (self->title), AIP_SETUP_TITLE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (self->title), AIP_SETUP_TITLE_CHARS);
  gtk_box_append (GTK_BOX (self->line), self->title);

  add_control (self);

  clear_text = g_strdup_printf (_("Leave %s Open"), name);
  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_tooltip_text (self->clear, clear_text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  clear_text, -1);
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_add_css_class (self->clear, "clear");
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (clear_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->line), self->clear);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));

  self->note_label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->note_label, TRUE);
  gtk_label_set_xalign (self->note_label, 0);
  self->note = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->note), GTK_WIDGET (self->note_label));
  gtk_widget_set_tooltip_text (self->note, _("How to Fix It"));
  gtk_widget_add_css_class (self->note, "flat");
  gtk_widget_add_css_class (self->note, "finding-sentence");
  gtk_widget_set_visible (self->note, FALSE);
  g_signal_connect_object (self->note, "clicked", G_CALLBACK (note_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));

  g_signal_connect_object (live, "notify::highlight", G_CALLBACK (highlight_cb), self,
                           G_CONNECT_SWAPPED);
  aip_setup_row_update (self, FALSE);

  return GTK_WIDGET (self);
}
