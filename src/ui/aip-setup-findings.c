/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-setup-findings"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-setup-findings.h"
#include "aip-severity-look.h"

struct _AipSetupFindings
{
  GtkWidget parent_instance;

  AipLiveSetup *live;

  GtkWidget    *scroller;
  GtkBox       *box;
  guint         update_source;
  guint         fix_source;
  guint         n_fixed;          /* findings whose fixes have been looked for */
};

enum {
  EDIT_FIELD,
  TOUCHED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipSetupFindings, aip_setup_findings, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static GtkWidget *
get_item (AipSetupFindings *self,
          guint             index)
{
  GtkWidget *item = gtk_widget_get_first_child (GTK_WIDGET (self->box));

  while (item != NULL && index-- > 0)
    item = gtk_widget_get_next_sibling (item);

  return item;
}

/* Fixes -------------------------------------------------------------------------------------- */

static void
fix_clicked_cb (AipSetupFindings *self,
                GtkWidget        *button)
{
  /* The list is made anew when the setup changes, and the button with its fix is gone. */
  AipFix fix = *(const AipFix *) g_object_get_data (G_OBJECT (button), "fix");

  aip_live_setup_set (self->live, &fix.setup);
  g_signal_emit (self, signals[TOUCHED], 0, fix.fields);
}

static void
add_fixes (AipSetupFindings *self,
           guint             index)
{
  GtkWidget *item = get_item (self, index);
  GtkWidget *wrap;
  const AipFinding *findings;
  AipFix fixes[AIP_MAX_FIXES];
  guint n_findings, n_fixes;

  findings = aip_live_setup_get_findings (self->live, &n_findings);
  if (item == NULL || index >= n_findings)
    return;

  n_fixes = aip_finding_get_fixes (&findings[index], aip_live_setup_get (self->live),
                                   aip_live_setup_get_context (self->live),
                                   aip_live_setup_get_catalogue (self->live), fixes);
  wrap = g_object_get_data (G_OBJECT (item), "fixes");
  for (guint i = 0; i < n_fixes; i++)
    {
      g_autofree char *text = aip_fix_to_text (&fixes[i]);
      GtkWidget *label = gtk_label_new (text);
      GtkWidget *button = gtk_button_new ();
      g_autofree char *name = g_strdup_printf (_("Fix: %s"), text);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 38);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_add_css_class (button, "fix");
      gtk_widget_set_tooltip_text (button, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_object_set_data_full (G_OBJECT (button), "fix", g_memdup2 (&fixes[i], sizeof (AipFix)),
                              g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (fix_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      adw_wrap_box_append (ADW_WRAP_BOX (wrap), button);
    }
  gtk_widget_set_visible (wrap, n_fixes > 0);
}

/* Looking for a fix tries every option: one finding at a time. */
static gboolean
fix_cb (gpointer user_data)
{
  AipSetupFindings *self = user_data;
  guint n_findings;

  aip_live_setup_get_findings (self->live, &n_findings);
  if (self->n_fixed < n_findings)
    add_fixes (self, self->n_fixed++);
  if (self->n_fixed < n_findings)
    return G_SOURCE_CONTINUE;

  self->fix_source = 0;

  return G_SOURCE_REMOVE;
}

/* The list ----------------------------------------------------------------------------------- */

static void
field_clicked_cb (AipSetupFindings *self,
                  GtkWidget        *button)
{
  int field = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "field"));

  g_signal_emit (self, signals[EDIT_FIELD], 0, field);
}

static GtkWidget *
new_fields (AipSetupFindings *self,
            guint64           fields)
{
  GtkWidget *wrap = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (wrap), 4);
  for (guint field = 0; field < AIP_N_SETUP_FIELDS; field++)
    {
      const char *name;
      g_autofree char *text = NULL;
      GtkWidget *button;

      if ((fields & AIP_SETUP_BIT (field)) == 0)
        continue;

      name = aip_setup_field_get_name ((AipSetupField) field);
      text = g_strdup_printf (_("Go to %s"), name);
      button = gtk_button_new_with_label (name);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "field-link");
      gtk_widget_set_tooltip_text (button, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                      -1);
      g_object_set_data (G_OBJECT (button), "field", GINT_TO_POINTER ((int) field));
      g_signal_connect_object (button, "clicked", G_CALLBACK (field_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      adw_wrap_box_append (ADW_WRAP_BOX (wrap), button);
    }

  return wrap;
}

static GtkWidget *
new_item (AipSetupFindings *self,
          const AipFinding *finding)
{
  GtkWidget *item = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *icon = gtk_image_new_from_icon_name (aip_severity_get_icon (finding->severity));
  GtkWidget *fixes = adw_wrap_box_new ();
  g_autofree char *sentence = aip_finding_to_text (finding);
  GtkWidget *label = gtk_label_new (sentence);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "finding-icon");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  aip_severity_get_name (finding->severity), -1);
  gtk_widget_set_tooltip_text (icon, aip_severity_get_name (finding->severity));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 46);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), label);
  gtk_box_append (GTK_BOX (texts), new_fields (self, finding->fields));
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (fixes), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (fixes), 6);
  gtk_widget_set_visible (fixes, FALSE);
  gtk_box_append (GTK_BOX (texts), fixes);

  gtk_box_append (GTK_BOX (item), icon);
  gtk_box_append (GTK_BOX (item), texts);
  gtk_widget_add_css_class (item, "finding");
  gtk_widget_add_css_class (item, aip_severity_get_css_class (finding->severity));
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  g_object_set_data (G_OBJECT (item), "fixes", fixes);

  return item;
}

static void
update (AipSetupFindings *self)
{
  const AipFinding *findings;
  guint n_findings;
  GtkWidget *child;
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  findings = aip_live_setup_get_findings (self->live, &n_findings);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);

  for (guint i = 0; i < n_findings; i++)
    gtk_box_append (self->box, new_item (self, &findings[i]));
  if (n_findings == 0)
    {
      GtkWidget *label = gtk_label_new (_("Nothing speaks against this setup."));

      gtk_widget_add_css_class (label, "dimmed");
      gtk_widget_add_css_class (label, "finding");
      gtk_box_append (self->box, label);
    }

  self->n_fixed = 0;
  if (self->fix_source == 0 && n_findings > 0)
    self->fix_source = g_idle_add (fix_cb, self);
  if (focused)
    gtk_widget_child_focus (self->scroller, GTK_DIR_TAB_FORWARD);
}

static gboolean
update_cb (gpointer user_data)
{
  AipSetupFindings *self = user_data;

  self->update_source = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (AipSetupFindings *self)
{
  /* Once a frame at most, and never inside the click on one of the buttons that go away. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->update_source == 0)
    self->update_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 5, update_cb, self, NULL);
}

void
aip_setup_findings_focus (AipSetupFindings *self,
                          int               field)
{
  const AipFinding *findings;
  guint n_findings;

  g_return_if_fail (AIP_IS_SETUP_FINDINGS (self));

  findings = aip_live_setup_get_findings (self->live, &n_findings);
  for (guint i = 0; i < n_findings; i++)
    if (field < 0 || (findings[i].fields & AIP_SETUP_BIT (field)) != 0)
      {
        GtkWidget *item = get_item (self, i);

        if (item != NULL)
          gtk_widget_child_focus (item, GTK_DIR_TAB_FORWARD);
        return;
      }
}

/* The object --------------------------------------------------------------------------------- */

static void
aip_setup_findings_map (GtkWidget *widget)
{
  update (AIP_SETUP_FINDINGS (widget));

  GTK_WIDGET_CLASS (aip_setup_findings_parent_class)->map (widget);
}

static void
aip_setup_findings_unmap (GtkWidget *widget)
{
  AipSetupFindings *self = AIP_SETUP_FINDINGS (widget);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_handle_id (&self->fix_source, g_source_remove);

  GTK_WIDGET_CLASS (aip_setup_findings_parent_class)->unmap (widget);
}

static void
aip_setup_findings_dispose (GObject *object)
{
  AipSetupFindings *self = AIP_SETUP_FINDINGS (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_handle_id (&self->fix_source, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->live);

  G_OBJECT_CLASS (aip_setup_findings_parent_class)->dispose (object);
}

static void
aip_setup_findings_class_init (AipSetupFindingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_setup_findings_dispose;
  widget_class->map = aip_setup_findings_map;
  widget_class->unmap = aip_setup_findings_unmap;

  signals[EDIT_FIELD] =
    g_signal_new ("edit-field", AIP_TYPE_SETUP_FINDINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT);
  signals[TOUCHED] =
    g_signal_new ("touched", AIP_TYPE_SETUP_FINDINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT64);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "setupfindings");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_setup_findings_init (AipSetupFindings *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), 460);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->box));
  gtk_widget_set_size_request (self->scroller, 400, -1);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Findings"), -1);
}

GtkWidget *
aip_setup_findings_new (AipLiveSetup *live)
{
  AipSetupFindings *self;

  g_return_val_if_fail (AIP_IS_LIVE_SETUP (live), NULL);

  self = g_object_new (AIP_TYPE_SETUP_FINDINGS, NULL);
  self->live = g_object_ref (live);
  g_signal_connect_object (live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
