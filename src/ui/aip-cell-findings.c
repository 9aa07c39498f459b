/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-findings"

#include "config.h"

#include "aip-cell-findings.h"
#include "aip-severity-look.h"

#define ICON_SIZE 16

struct _AipCellFindings
{
  AipCell parent_instance;

  int               severity;
  /* Made when first drawn: most cells are never seen. */
  GtkIconPaintable *icon;
};

G_DEFINE_FINAL_TYPE (AipCellFindings, aip_cell_findings, AIP_TYPE_CELL)

static AipShotSetups *
get_setups (AipCellFindings *self)
{
  AipCellContext *context = aip_cell_get_context (AIP_CELL (self));

  return aip_session_get_setups (aip_cell_context_get_session (context));
}

static char *
dup_sentences (AipCellFindings *self,
               AipShot         *shot)
{
  g_auto(GStrv) sentences = aip_shot_setups_dup_findings (get_setups (self), shot);

  return g_strjoinv ("\n", sentences);
}

static void
aip_cell_findings_update (AipCell *cell)
{
  AipCellFindings *self = AIP_CELL_FINDINGS (cell);
  AipShot *shot = aip_cell_get_shot (cell);
  int severity = AIP_SHOT_SETUP_NONE;
  g_autofree char *state = NULL;
  g_autofree char *sentences = NULL;
  g_autofree char *spoken = NULL;

  if (shot != NULL)
    {
      severity = aip_shot_setups_get_severity (get_setups (self), shot);
      state = aip_shot_setups_dup_state (get_setups (self), shot);
      sentences = severity >= 0 ? dup_sentences (self, shot) : g_strdup ("");
      spoken = *sentences != '\0' ? g_strdup_printf ("%s\n%s", state, sentences)
                                  : g_strdup (state);
    }
  aip_cell_set_spoken (cell, spoken);

  if (self->severity == severity)
    return;

  if (aip_severity_get_css_class (self->severity) != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), aip_severity_get_css_class (self->severity));
  if (aip_severity_get_css_class (severity) != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), aip_severity_get_css_class (severity));
  self->severity = severity;
  g_clear_object (&self->icon);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GtkIconPaintable *
ensure_icon (AipCellFindings *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const char *name = self->severity == AIP_OPTION_FINE ? "object-select-symbolic"
                                                       : aip_severity_get_icon (self->severity);

  if (self->icon == NULL && name != NULL)
    self->icon = gtk_icon_theme_lookup_icon (
      gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)), name,
      NULL, ICON_SIZE, gtk_widget_get_scale_factor (widget),
      gtk_widget_get_direction (widget), 0);

  return self->icon;
}

static void
aip_cell_findings_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  AipCellFindings *self = AIP_CELL_FINDINGS (widget);
  GtkIconPaintable *icon = ensure_icon (self);
  GdkRGBA color;

  if (icon == NULL)
    return;

  gtk_widget_get_color (widget, &color);
  /* What is in order does not ask for attention. */
  if (self->severity < 0)
    color.alpha *= 0.45;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((gtk_widget_get_width (widget) - ICON_SIZE) / 2,
                                                (gtk_widget_get_height (widget) - ICON_SIZE) / 2));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, ICON_SIZE,
                                            ICON_SIZE, &color, 1);
  gtk_snapshot_restore (snapshot);
}

static void
aip_cell_findings_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = *natural = ICON_SIZE;
}

static gboolean
aip_cell_findings_query_tooltip (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 gboolean    keyboard,
                                 GtkTooltip *tooltip)
{
  AipCellFindings *self = AIP_CELL_FINDINGS (widget);
  AipShot *shot = aip_cell_get_shot (AIP_CELL (self));
  g_autofree char *state = NULL;
  g_autofree char *sentences = NULL;
  g_autofree char *text = NULL;

  if (shot == NULL || self->severity == AIP_SHOT_SETUP_NONE)
    return FALSE;

  state = aip_shot_setups_dup_state (get_setups (self), shot);
  sentences = dup_sentences (self, shot);
  text = *sentences != '\0' ? g_strdup_printf ("%s\n%s", state, sentences) : g_strdup (state);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
aip_cell_findings_system_setting_changed (GtkWidget        *widget,
                                          GtkSystemSetting  setting)
{
  if (setting == GTK_SYSTEM_SETTING_ICON_THEME || setting == GTK_SYSTEM_SETTING_DPI)
    g_clear_object (&AIP_CELL_FINDINGS (widget)->icon);

  GTK_WIDGET_CLASS (aip_cell_findings_parent_class)->system_setting_changed (widget, setting);
}

static void
aip_cell_findings_finalize (GObject *object)
{
  g_clear_object (&AIP_CELL_FINDINGS (object)->icon);

  G_OBJECT_CLASS (aip_cell_findings_parent_class)->finalize (object);
}

static void
aip_cell_findings_class_init (AipCellFindingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = aip_cell_findings_finalize;
  widget_class->measure = aip_cell_findings_measure;
  widget_class->snapshot = aip_cell_findings_snapshot;
  widget_class->query_tooltip = aip_cell_findings_query_tooltip;
  widget_class->system_setting_changed = aip_cell_findings_system_setting_changed;
  AIP_CELL_CLASS (klass)->update = aip_cell_findings_update;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
aip_cell_findings_init (AipCellFindings *self)
{
  self->severity = AIP_SHOT_SETUP_NONE;
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}
