/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-year-row"

#include "config.h"

#include "aip-project.h"
#include "aip-year-row.h"

struct _AipYearRow
{
  AdwExpanderRow parent_instance;

  AdwSpinRow    *year_row;
  AdwComboRow   *period_row;
};

G_DEFINE_FINAL_TYPE (AipYearRow, aip_year_row, ADW_TYPE_EXPANDER_ROW)

/* In the order of the list. */
static const char *const periods[] = { AIP_PROJECT_PERIOD_STRICT, AIP_PROJECT_PERIOD_LOOSE };

void
aip_year_row_set (AipYearRow *self,
                  gint64      year,
                  const char *period)
{
  g_return_if_fail (AIP_IS_YEAR_ROW (self));
  g_return_if_fail (period != NULL);

  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), year > 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), year > 0);
  if (year > 0)
    adw_spin_row_set_value (self->year_row, (double) year);
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    if (g_str_equal (periods[i], period))
      adw_combo_row_set_selected (self->period_row, i);
}

int
aip_year_row_get_year (AipYearRow *self)
{
  g_return_val_if_fail (AIP_IS_YEAR_ROW (self), 0);

  if (!adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self)))
    return 0;

  /* A number that is still being typed counts. */
  adw_spin_row_update (self->year_row);

  return (int) adw_spin_row_get_value (self->year_row);
}

const char *
aip_year_row_get_period (AipYearRow *self)
{
  g_return_val_if_fail (AIP_IS_YEAR_ROW (self), AIP_PROJECT_PERIOD_STRICT);

  return periods[MIN (adw_combo_row_get_selected (self->period_row), G_N_ELEMENTS (periods) - 1)];
}

static void
aip_year_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AIP_TYPE_YEAR_ROW);

  G_OBJECT_CLASS (aip_year_row_parent_class)->dispose (object);
}

static void
aip_year_row_class_init (AipYearRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_year_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-year-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AipYearRow, year_row);
  gtk_widget_class_bind_template_child (widget_class, AipYearRow, period_row);
}

static void
aip_year_row_init (AipYearRow *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_spin_row_set_value (self->year_row, g_date_time_get_year (now));
}
