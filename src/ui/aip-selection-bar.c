/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-selection-bar"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-selection-bar.h"
#include "aip-shot-fields.h"

/* Half of what one turn of the main loop may take. */
#define SLICE_USEC 4000
/* How often a slice looks at the clock. */
#define CELLS_PER_LOOK 16

typedef enum {
  FIGURE_COUNT,
  FIGURE_SUM,
  FIGURE_AVERAGE,
  FIGURE_MIN,
  FIGURE_MAX,
  N_FIGURES
} Figure;

static const char *const names[N_FIGURES] = { "count", "sum", "average", "min", "max" };

struct _AipSelectionBar
{
  GtkWidget parent_instance;

  AipShotTable   *table;       /* weak pointer */
  AipShotView    *view;        /* weak pointer */
  AipCellContext *context;     /* weak pointer */

  GtkLabel       *column_label;
  GtkWidget      *buttons[N_FIGURES];
  char           *texts[N_FIGURES];

  /* What is being read. */
  GPtrArray      *shots;
  GArray         *columns;
  gboolean        rows;        /* selected as a whole, not as cells */
  AipShotColumn   numbers;     /* whose numbers are added up */
  guint           next;        /* cell */
  guint           source;

  guint           n_filled;
  guint           n_numbers;
  double          sum;
  double          min;
  double          max;
};

G_DEFINE_FINAL_TYPE (AipSelectionBar, aip_selection_bar, GTK_TYPE_WIDGET)

/* Reading ------------------------------------------------------------------------------------- */

static gboolean
has_numbers (AipShotColumn column)
{
  AipCustomField *field;

  /* Seeds are names made of digits: their sum says nothing. */
  if (column == AIP_SHOT_COLUMN_NONE || column == AIP_SHOT_COLUMN_SEED)
    return FALSE;

  field = aip_shot_column_get_custom (column);
  if (field != NULL)
    {
      AipCustomType type = aip_custom_field_get_format (field)->type;

      return type == AIP_CUSTOM_NUMBER || type == AIP_CUSTOM_RATING || type == AIP_CUSTOM_FORMULA;
    }

  return aip_shot_column_get_info (column)->flags & AIP_SHOT_COLUMN_NUMBER;
}

static double
read_number (AipSelectionBar *self,
             AipShot         *shot,
             AipShotColumn    column)
{
  g_autofree char *text = NULL;
  char *end = NULL;
  double number;

  if (column == AIP_SHOT_COLUMN_DURATION)
    return (double) aip_shot_get_duration (shot);
  if (column == AIP_SHOT_COLUMN_TAKES)
    return aip_shot_get_n_takes (shot);
  if (aip_shot_column_get_custom (column) != NULL)
    return aip_shot_field_get_number (aip_cell_context_get_document (self->context), shot,
                                      aip_shot_column_get_custom (column), &number)
           ? number : NAN;

  text = aip_shot_table_dup_text (self->table, shot, column);
  number = g_ascii_strtod (text, &end);

  return end != text && isfinite (number) ? number : NAN;
}

static void
read_cell (AipSelectionBar *self,
           AipShot         *shot,
           AipShotColumn    column)
{
  double number = column == self->numbers ? read_number (self, shot, column) : NAN;

  if (isnan (number))
    {
      g_autofree char *text = aip_shot_table_dup_text (self->table, shot, column);

      self->n_filled += *text != '\0';
      return;
    }

  self->n_filled++;
  self->n_numbers++;
  self->sum += number;
  self->min = self->n_numbers == 1 ? number : MIN (self->min, number);
  self->max = self->n_numbers == 1 ? number : MAX (self->max, number);
}

static char *
format_number (AipSelectionBar *self,
               double           number)
{
  if (self->numbers == AIP_SHOT_COLUMN_DURATION && aip_cell_context_get_timecode (self->context))
    {
      AipDocument *document = aip_cell_context_get_document (self->context);
      AipFrameRate rate = aip_project_get_rate (aip_document_get_project (document));

      return aip_timecode_format (llround (number), &rate);
    }

  /* The reader's own decimal point and groups of digits. */
  return fabs (number - round (number)) < 0.005 ? g_strdup_printf ("%'.0f", number)
                                                : g_strdup_printf ("%'.2f", number);
}

static char *
dup_label (Figure      figure,
           const char *text)
{
  switch (figure)
    {
    case FIGURE_SUM:
      return g_strdup_printf (_("Sum %s"), text);
    case FIGURE_AVERAGE:
      return g_strdup_printf (_("Average %s"), text);
    case FIGURE_MIN:
      return g_strdup_printf (_("Min %s"), text);
    case FIGURE_MAX:
      return g_strdup_printf (_("Max %s"), text);
    case FIGURE_COUNT:
    case N_FIGURES:
    default:
      return g_strdup_printf (_("Count %s"), text);
    }
}

static void
show_figure (AipSelectionBar *self,
             Figure           figure,
             char            *text)
{
  g_autofree char *label = NULL;

  g_free (self->texts[figure]);
  self->texts[figure] = text;
  gtk_widget_set_visible (self->buttons[figure], text != NULL);
  if (text == NULL)
    return;

  label = dup_label (figure, text);
  gtk_button_set_label (GTK_BUTTON (self->buttons[figure]), label);
}

static void
show (AipSelectionBar *self)
{
  gboolean any = self->n_numbers > 0;
  g_autofree char *tip = NULL;
  guint n = self->shots->len * self->columns->len;

  if (self->rows)
    tip = g_strdup_printf (ngettext ("%u shot is selected", "%u shots are selected",
                                     self->shots->len), self->shots->len);
  else
    tip = g_strdup_printf (ngettext ("%u of %u cell says something",
                                     "%u of %u cells say something", n), self->n_filled, n);
  gtk_widget_set_tooltip_text (self->buttons[FIGURE_COUNT], tip);

  gtk_widget_set_visible (GTK_WIDGET (self->column_label), any);
  if (any)
    {
      g_autofree char *title = g_strdup_printf (_("%s:"),
                                                aip_shot_column_get_title (self->numbers));

      gtk_label_set_label (self->column_label, title);
    }

  show_figure (self, FIGURE_COUNT,
               g_strdup_printf ("%'u", self->rows ? self->shots->len : self->n_filled));
  show_figure (self, FIGURE_SUM, any ? format_number (self, self->sum) : NULL);
  show_figure (self, FIGURE_AVERAGE,
               any ? format_number (self, self->sum / self->n_numbers) : NULL);
  show_figure (self, FIGURE_MIN, any ? format_number (self, self->min) : NULL);
  show_figure (self, FIGURE_MAX, any ? format_number (self, self->max) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* TRUE when all is read. */
static gboolean
read_slice (AipSelectionBar *self)
{
  gint64 end = g_get_monotonic_time () + SLICE_USEC;
  guint n = self->shots->len * self->columns->len;

  while (self->next < n)
    {
      read_cell (self, g_ptr_array_index (self->shots, self->next / self->columns->len),
                 g_array_index (self->columns, AipShotColumn, self->next % self->columns->len));
      if (++self->next % CELLS_PER_LOOK == 0 && g_get_monotonic_time () >= end)
        return FALSE;
    }

  show (self);

  return TRUE;
}

static gboolean
read_slice_cb (gpointer user_data)
{
  AipSelectionBar *self = user_data;

  if (self->table != NULL && !read_slice (self))
    return G_SOURCE_CONTINUE;

  self->source = 0;

  return G_SOURCE_REMOVE;
}

static void
choose_numbers (AipSelectionBar *self)
{
  AipShotColumn focused = aip_shot_table_get_focus_column (self->table);

  self->numbers = AIP_SHOT_COLUMN_NONE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      AipShotColumn column = g_array_index (self->columns, AipShotColumn, i);

      if (has_numbers (column)
          && (self->numbers == AIP_SHOT_COLUMN_NONE || column == focused))
        self->numbers = column;
    }
}

void
aip_selection_bar_refresh (AipSelectionBar *self)
{
  g_return_if_fail (AIP_IS_SELECTION_BAR (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->shots, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  if (self->table == NULL || self->view == NULL || self->context == NULL)
    return;

  self->shots = aip_shot_view_dup_selected (self->view);
  self->columns = aip_shot_table_dup_range_columns (self->table);
  self->rows = !aip_shot_table_has_range (self->table);
  if (self->rows)
    {
      AipShotColumn column = AIP_SHOT_COLUMN_DURATION;

      if (has_numbers (aip_shot_table_get_focus_column (self->table)))
        column = aip_shot_table_get_focus_column (self->table);
      g_array_set_size (self->columns, 0);
      g_array_append_val (self->columns, column);
    }
  if (self->shots->len * self->columns->len < 2)
    {
      for (guint i = 0; i < N_FIGURES; i++)
        show_figure (self, i, NULL);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }

  choose_numbers (self);
  self->next = 0;
  self->n_filled = 0;
  self->n_numbers = 0;
  self->sum = 0;
  self->min = 0;
  self->max = 0;
  if (!read_slice (self))
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, read_slice_cb, self, NULL);
}

gboolean
aip_selection_bar_is_busy (AipSelectionBar *self)
{
  g_return_val_if_fail (AIP_IS_SELECTION_BAR (self), FALSE);

  return self->source != 0;
}

/* Copying ------------------------------------------------------------------------------------- */

const char *
aip_selection_bar_get_figure (AipSelectionBar *self,
                              const char      *name)
{
  g_return_val_if_fail (AIP_IS_SELECTION_BAR (self), NULL);

  for (guint i = 0; i < N_FIGURES; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return self->texts[i];

  return NULL;
}

gboolean
aip_selection_bar_copy (AipSelectionBar *self,
                        const char      *name)
{
  const char *text = aip_selection_bar_get_figure (self, name);
  g_autofree char *said = NULL;

  g_return_val_if_fail (AIP_IS_SELECTION_BAR (self), FALSE);

  if (text == NULL)
    return FALSE;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  said = g_strdup_printf (_("Copied %s"), text);
  aip_session_toast (aip_cell_context_get_session (self->context), said);

  return TRUE;
}

/* Class --------------------------------------------------------------------------------------- */

static void
aip_selection_bar_dispose (GObject *object)
{
  AipSelectionBar *self = AIP_SELECTION_BAR (object);
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->shots, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_weak_pointer (&self->table);
  g_clear_weak_pointer (&self->view);
  g_clear_weak_pointer (&self->context);
  for (guint i = 0; i < N_FIGURES; i++)
    g_clear_pointer (&self->texts[i], g_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (aip_selection_bar_parent_class)->dispose (object);
}

static void
aip_selection_bar_class_init (AipSelectionBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_selection_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_selection_bar_init (AipSelectionBar *self)
{
  self->column_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->column_label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->column_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->column_label), "dim-label");

  for (guint i = 0; i < N_FIGURES; i++)
    {
      GtkWidget *button = gtk_button_new_with_label ("");

      if (i == FIGURE_SUM)
        gtk_widget_set_parent (GTK_WIDGET (self->column_label), GTK_WIDGET (self));
      gtk_button_set_can_shrink (GTK_BUTTON (button), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "shots.copy-figure");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", names[i]);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (button, _("Copy"));
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "caption");
      gtk_widget_add_css_class (button, "numeric");
      gtk_widget_set_parent (button, GTK_WIDGET (self));
      self->buttons[i] = button;
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Figures of the selection"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
aip_selection_bar_set_table (AipSelectionBar *self,
                             AipShotTable    *table,
                             AipShotView     *view,
                             AipCellContext  *context)
{
  g_return_if_fail (AIP_IS_SELECTION_BAR (self));
  g_return_if_fail (table == NULL || AIP_IS_SHOT_TABLE (table));

  g_set_weak_pointer (&self->table, table);
  g_set_weak_pointer (&self->view, view);
  g_set_weak_pointer (&self->context, context);
  if (context != NULL)
    g_signal_connect_object (context, "notify::timecode", G_CALLBACK (aip_selection_bar_refresh),
                             self, G_CONNECT_SWAPPED);
  aip_selection_bar_refresh (self);
}
