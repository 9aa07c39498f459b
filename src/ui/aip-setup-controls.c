/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-controls"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-setup-chooser.h"
#include "aip-setup-controls.h"
#include "aip-setup-facts.h"
#include "aip-setup-row.h"

/* How long a part of the panel may be built before the next frame is drawn. */
#define SLICE_USEC 4000

struct _AipSetupControls
{
  GtkWidget parent_instance;

  AipLiveSetup *live;
  AipPresets   *presets;
  guint64       mixed;

  GtkWidget    *scroller;
  GtkBox       *box;
  GtkLabel     *facts[AIP_N_SETUP_GROUPS];
  AipSetupRow  *rows[AIP_N_SETUP_FIELDS];
  GtkWidget    *chooser;          /* (nullable): made when it is first opened */
  GtkWidget    *asking;           /* the row whose options are shown, and where */
  GtkWidget    *control;
  guint         tick;
  guint         n_ticks;
  guint         n_groups;         /* that are built */
  guint         build_source;
};

enum {
  TOUCHED,
  FINDINGS_WANTED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipSetupControls, aip_setup_controls, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* Rows --------------------------------------------------------------------------------------- */

static void
touched_cb (AipSetupControls *self,
            AipSetupRow      *row)
{
  g_signal_emit (self, signals[TOUCHED], 0, (guint) aip_setup_row_get_field (row));
}

static void
findings_wanted_cb (AipSetupControls *self,
                    AipSetupRow      *row)
{
  g_signal_emit (self, signals[FINDINGS_WANTED], 0, (guint) aip_setup_row_get_field (row));
}

static void
chosen_cb (AipSetupControls *self,
           guint             field)
{
  g_signal_emit (self, signals[TOUCHED], 0, field);
}

/*
 * At once, also while the panel still glides to what has the focus: a list cannot open at a control
 * that is out of sight. Returns whether it has to be scrolled.
 */
static gboolean
bring_into_view (AipSetupControls *self,
                 GtkWidget        *control)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  double page = gtk_adjustment_get_page_size (adjustment);
  double value = gtk_adjustment_get_value (adjustment);
  graphene_rect_t bounds;
  double top, bottom;

  if (!gtk_widget_compute_bounds (control, GTK_WIDGET (self->box), &bounds))
    return FALSE;

  top = bounds.origin.y;
  bottom = top + bounds.size.height;
  if (top >= value && bottom <= value + page)
    return FALSE;

  gtk_adjustment_set_value (adjustment, CLAMP (value, bottom - page, top));

  return TRUE;
}

static void
open_chooser (AipSetupControls *self)
{
  AipSetupField field = aip_setup_row_get_field (AIP_SETUP_ROW (self->asking));

  aip_setup_chooser_open (AIP_SETUP_CHOOSER (self->chooser), field, self->control);
}

/* The frame that scrolls is laid out after the first call. */
static gboolean
scrolled_cb (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       user_data)
{
  AipSetupControls *self = AIP_SETUP_CONTROLS (widget);

  if (self->n_ticks++ == 0)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  open_chooser (self);

  return G_SOURCE_REMOVE;
}

static void
choose_cb (AipSetupControls *self,
           GtkWidget        *control,
           AipSetupRow      *row)
{
  if (self->chooser == NULL)
    {
      self->chooser = aip_setup_chooser_new (self->live, self->presets);
      /* Not in what scrolls: that would scroll to what has the focus in here. */
      gtk_widget_set_parent (self->chooser, GTK_WIDGET (self));
      g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (chosen_cb), self,
                               G_CONNECT_SWAPPED);
    }

  self->asking = GTK_WIDGET (row);
  self->control = control;
  if (!bring_into_view (self, control))
    open_chooser (self);
  else if (self->tick == 0)
    {
      self->n_ticks = 0;
      self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scrolled_cb, NULL, NULL);
    }
}

static void
update_facts (AipSetupControls *self,
              AipSetupGroup     group)
{
  g_autofree char *text = aip_setup_dup_facts (aip_live_setup_get (self->live), group);

  if (g_strcmp0 (gtk_label_get_label (self->facts[group]), text) == 0)
    return;

  gtk_label_set_label (self->facts[group], text);
  gtk_widget_set_visible (GTK_WIDGET (self->facts[group]), *text != '\0');
}

static void
build_group (AipSetupControls *self,
             AipSetupGroup     group)
{
  GtkWidget *title = gtk_label_new (aip_setup_group_get_name (group));
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const AipSetupField *fields;
  guint n_fields;

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (title, "setup-group");
  gtk_box_append (self->box, title);
  gtk_widget_add_css_class (rows, "card");
  gtk_widget_add_css_class (rows, "setup-rows");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (rows), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title, NULL, -1);
  gtk_box_append (self->box, rows);

  fields = aip_setup_group_get_fields (group, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      GtkWidget *row = aip_setup_row_new (self->live, fields[i]);

      self->rows[fields[i]] = AIP_SETUP_ROW (row);
      if ((self->mixed & AIP_SETUP_BIT (fields[i])) != 0)
        aip_setup_row_update (AIP_SETUP_ROW (row), TRUE);
      g_signal_connect_object (row, "touched", G_CALLBACK (touched_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "choose", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "findings-wanted", G_CALLBACK (findings_wanted_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (rows), row);
    }

  self->facts[group] = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->facts[group], 0);
  gtk_label_set_wrap (self->facts[group], TRUE);
  gtk_label_set_selectable (self->facts[group], FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->facts[group]), "setup-facts");
  gtk_widget_set_visible (GTK_WIDGET (self->facts[group]), FALSE);
  gtk_box_append (GTK_BOX (rows), GTK_WIDGET (self->facts[group]));
  update_facts (self, group);
}

/* The first screenful is there at once, the rest before anybody can scroll to it. */
static gboolean
build_cb (gpointer user_data)
{
  AipSetupControls *self = user_data;
  gint64 start = g_get_monotonic_time ();

  do
    {
      if (self->n_groups == AIP_N_SETUP_GROUPS)
        {
          self->build_source = 0;
          return G_SOURCE_REMOVE;
        }
      build_group (self, (AipSetupGroup) self->n_groups++);
    }
  while (g_get_monotonic_time () - start < SLICE_USEC);

  return G_SOURCE_CONTINUE;
}

static void
build_all (AipSetupControls *self)
{
  while (self->n_groups < AIP_N_SETUP_GROUPS)
    build_group (self, (AipSetupGroup) self->n_groups++);
  g_clear_handle_id (&self->build_source, g_source_remove);
}

static void
update (AipSetupControls *self)
{
  for (guint field = 0; field < AIP_N_SETUP_FIELDS; field++)
    if (self->rows[field] != NULL)
      aip_setup_row_update (self->rows[field], (self->mixed & AIP_SETUP_BIT (field)) != 0);

  for (guint group = 0; group < self->n_groups; group++)
    update_facts (self, (AipSetupGroup) group);
}

static void
changed_cb (AipSetupControls *self,
            guint64           fields)
{
  update (self);
}

/* Public ------------------------------------------------------------------------------------- */

void
aip_setup_controls_set_presets (AipSetupControls *self,
                                AipPresets       *presets)
{
  g_return_if_fail (AIP_IS_SETUP_CONTROLS (self));
  g_return_if_fail (presets == NULL || AIP_IS_PRESETS (presets));

  if (g_set_object (&self->presets, presets))
    g_clear_pointer (&self->chooser, gtk_widget_unparent);
}

void
aip_setup_controls_set_mixed (AipSetupControls *self,
                              guint64           mixed)
{
  g_return_if_fail (AIP_IS_SETUP_CONTROLS (self));

  if (self->mixed == mixed)
    return;

  self->mixed = mixed;
  update (self);
}

void
aip_setup_controls_reveal (AipSetupControls *self,
                           AipSetupField     field)
{
  g_return_if_fail (AIP_IS_SETUP_CONTROLS (self));
  g_return_if_fail (field < AIP_N_SETUP_FIELDS);

  build_all (self);
  /* The viewport follows the focus. */
  aip_setup_row_focus (self->rows[field]);
  aip_live_setup_set_highlight (self->live, (int) field);
}

/* The object --------------------------------------------------------------------------------- */

static gboolean
aip_setup_controls_grab_focus (GtkWidget *widget)
{
  AipSetupControls *self = AIP_SETUP_CONTROLS (widget);

  return self->n_groups > 0 && gtk_widget_child_focus (self->scroller, GTK_DIR_TAB_FORWARD);
}

static void
aip_setup_controls_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  AipSetupControls *self = AIP_SETUP_CONTROLS (widget);

  gtk_widget_size_allocate (self->scroller, &(GtkAllocation) { 0, 0, width, height }, baseline);
  if (self->chooser != NULL)
    gtk_popover_present (GTK_POPOVER (self->chooser));
}

static void
aip_setup_controls_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  gtk_widget_measure (AIP_SETUP_CONTROLS (widget)->scroller, orientation, for_size, minimum,
                      natural, NULL, NULL);
}

static void
aip_setup_controls_dispose (GObject *object)
{
  AipSetupControls *self = AIP_SETUP_CONTROLS (object);

  g_clear_handle_id (&self->build_source, g_source_remove);
  g_clear_pointer (&self->chooser, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->live);
  g_clear_object (&self->presets);

  G_OBJECT_CLASS (aip_setup_controls_parent_class)->dispose (object);
}

static void
aip_setup_controls_class_init (AipSetupControlsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_setup_controls_dispose;
  widget_class->grab_focus = aip_setup_controls_grab_focus;
  widget_class->size_allocate = aip_setup_controls_size_allocate;
  widget_class->measure = aip_setup_controls_measure;

  signals[TOUCHED] =
    g_signal_new ("touched", AIP_TYPE_SETUP_CONTROLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[FINDINGS_WANTED] =
    g_signal_new ("findings-wanted", AIP_TYPE_SETUP_CONTROLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "setupcontrols");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_setup_controls_init (AipSetupControls *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "setup-panel");

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->box));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Setup"), -1);
}

GtkWidget *
aip_setup_controls_new (AipLiveSetup *live)
{
  AipSetupControls *self;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);

  self = g_object_new (AIP_TYPE_SETUP_CONTROLS, NULL);
  self->live = g_object_ref (live);
  g_signal_connect_object (live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  build_cb (self);
  if (self->n_groups < AIP_N_SETUP_GROUPS)
    self->build_source = g_idle_add (build_cb, self);

  return GTK_WIDGET (self);
}
