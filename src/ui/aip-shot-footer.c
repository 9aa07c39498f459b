/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "aip-shot-footer"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aip-shot-edit.h"
#include "aip-shot-footer.h"
#include "aip-shot-text.h"

static const char *const nicks[] = {
  "none", "count", "filled", "empty", "sum", "average", "min", "max",
};

G_STATIC_ASSERT (G_N_ELEMENTS (nicks) == AIP_N_SUMMARIES);

struct _AipShotFooter
{
  GtkWidget parent_instance;

  AipCellContext     *context;
  AipShotView        *view;
  GHashTable         *summaries;   /* AipShotColumn → AipSummary */
  GHashTable         *buttons;     /* AipShotColumn → GtkMenuButton */
  GSimpleActionGroup *actions;
  guint               update_source;
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipShotFooter, aip_shot_footer, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

const char *
aip_summary_to_nick (AipSummary summary)
{
  g_return_val_if_fail ((guint) summary < AIP_N_SUMMARIES, NULL);

  return nicks[summary];
}

AipSummary
aip_summary_from_nick (const char *nick)
{
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    {
      if (g_strcmp0 (nicks[i], nick) == 0)
        return (AipSummary) i;
    }

  return AIP_SUMMARY_NONE;
}

static const char *
get_title (AipSummary summary)
{
  switch (summary)
    {
    case AIP_SUMMARY_COUNT:
      return C_("summary", "Count");
    case AIP_SUMMARY_FILLED:
      return C_("summary", "Filled");
    case AIP_SUMMARY_EMPTY:
      return C_("summary", "Empty");
    case AIP_SUMMARY_SUM:
      return C_("summary", "Sum");
    case AIP_SUMMARY_AVERAGE:
      return C_("summary", "Average");
    case AIP_SUMMARY_MIN:
      return C_("summary", "Minimum");
    case AIP_SUMMARY_MAX:
      return C_("summary", "Maximum");
    case AIP_SUMMARY_NONE:
    default:
      return C_("summary", "None");
    }
}

/* Figures ------------------------------------------------------------------------------------- */

static gboolean
has_numbers (AipShotColumn column)
{
  /* Seeds are names made of digits: their sum says nothing. */
  return column != AIP_SHOT_COLUMN_SEED
         && (aip_shot_column_get_info (column)->flags & AIP_SHOT_COLUMN_NUMBER) != 0;
}

/* NAN for a cell that says nothing. */
static double
read_number (AipShotFooter *self,
             AipShot       *shot,
             AipShotColumn  column)
{
  AipDocument *document = aip_shot_view_get_document (self->view);
  g_autofree char *text = NULL;
  char *end = NULL;
  double number;

  if (column == AIP_SHOT_COLUMN_DURATION)
    return (double) aip_shot_get_duration (shot);
  if (column == AIP_SHOT_COLUMN_TAKES)
    return aip_shot_get_n_takes (shot);

  text = aip_shot_edit_get_text (document, shot, aip_shot_column_get_info (column)->field, FALSE);
  number = g_ascii_strtod (text, &end);

  return end != text && isfinite (number) ? number : NAN;
}

static char *
format_number (AipShotFooter *self,
               AipShotColumn  column,
               double         number)
{
  if (column == AIP_SHOT_COLUMN_DURATION && aip_cell_context_get_timecode (self->context))
    {
      AipDocument *document = aip_shot_view_get_document (self->view);
      AipFrameRate rate = aip_project_get_rate (aip_document_get_project (document));

      return aip_timecode_format (llround (number), &rate);
    }

  /* The reader's own decimal point and groups of digits. */
  return fabs (number - round (number)) < 0.005 ? g_strdup_printf ("%'.0f", number)
                                                : g_strdup_printf ("%'.2f", number);
}

static guint
count_filled (AipShotFooter *self,
              GPtrArray     *shots,
              AipShotColumn  column)
{
  AipDocument *document = aip_shot_view_get_document (self->view);
  AipSession *session = aip_cell_context_get_session (self->context);
  guint n = 0;

  for (guint i = 0; i < shots->len; i++)
    {
      g_autofree char *text = aip_shot_text_dup_value (document, aip_session_get_setups (session),
                                                       g_ptr_array_index (shots, i), column);

      n += *text != '\0';
    }

  return n;
}

static char *
dup_figure (AipShotFooter *self,
            AipShotColumn  column,
            AipSummary     summary)
{
  GPtrArray *shots = aip_shot_view_get_shots (self->view);
  double sum = 0, min = 0, max = 0;
  guint n = 0;

  if (summary == AIP_SUMMARY_COUNT)
    return g_strdup_printf ("%'u", shots->len);
  if (summary == AIP_SUMMARY_FILLED)
    return g_strdup_printf ("%'u", count_filled (self, shots, column));
  if (summary == AIP_SUMMARY_EMPTY)
    return g_strdup_printf ("%'u", shots->len - count_filled (self, shots, column));

  for (guint i = 0; i < shots->len; i++)
    {
      double number = read_number (self, g_ptr_array_index (shots, i), column);

      if (isnan (number))
        continue;
      min = n == 0 ? number : MIN (min, number);
      max = n == 0 ? number : MAX (max, number);
      sum += number;
      n++;
    }
  if (n == 0)
    return g_strdup ("–");

  switch (summary)
    {
    case AIP_SUMMARY_AVERAGE:
      return format_number (self, column, sum / n);
    case AIP_SUMMARY_MIN:
      return format_number (self, column, min);
    case AIP_SUMMARY_MAX:
      return format_number (self, column, max);
    default:
      return format_number (self, column, sum);
    }
}

static gboolean
update_cb (gpointer user_data)
{
  AipShotFooter *self = user_data;
  GHashTableIter iter;
  gpointer key, value;

  self->update_source = 0;
  g_hash_table_iter_init (&iter, self->summaries);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      AipShotColumn column = GPOINTER_TO_INT (key);
      GtkWidget *button = g_hash_table_lookup (self->buttons, key);
      AipSummary summary = (AipSummary) GPOINTER_TO_INT (value);
      g_autofree char *figure = NULL;
      g_autofree char *label = NULL;
      g_autofree char *spoken = NULL;

      /* The field of a column can have been deleted. */
      if (!aip_shot_column_is_valid (column))
        continue;

      figure = dup_figure (self, column, summary);
      /* Translators: a figure below a column: “Sum 1,234” */
      label = g_strdup_printf (C_("summary", "%s %s"), get_title (summary), figure);
      spoken = g_strdup_printf (_("%s: %s"), aip_shot_column_get_title (column), label);
      gtk_label_set_label (GTK_LABEL (gtk_menu_button_get_child (GTK_MENU_BUTTON (button))), label);
      gtk_widget_set_tooltip_text (button, spoken);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      spoken, -1);
    }

  return G_SOURCE_REMOVE;
}

static void
queue_update (AipShotFooter *self)
{
  if (self->update_source == 0 && aip_shot_footer_is_used (self))
    self->update_source = g_idle_add_full (G_PRIORITY_LOW, update_cb, self, NULL);
}

/* Choosing ------------------------------------------------------------------------------------ */

GMenuModel *
aip_shot_footer_create_menu (AipShotColumn column)
{
  GMenu *menu = g_menu_new ();
  AipSummary last = has_numbers (column) ? AIP_SUMMARY_MAX : AIP_SUMMARY_EMPTY;

  for (AipSummary summary = AIP_SUMMARY_NONE; summary <= last; summary++)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (get_title (summary), NULL);

      g_menu_item_set_action_and_target (item, "footer.set", "(ss)",
                                         aip_shot_column_get_info (column)->id, nicks[summary]);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}

static void
set_activated_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AipShotFooter *self = user_data;
  AipShotColumn column;
  const char *id, *nick;

  g_variant_get (parameter, "(&s&s)", &id, &nick);
  column = aip_shot_column_find (aip_shot_view_get_document (self->view), id);
  if (column == AIP_SHOT_COLUMN_NONE)
    return;

  aip_shot_footer_set_summary (self, column, aip_summary_from_nick (nick));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ensure_button (AipShotFooter *self,
               AipShotColumn  column)
{
  g_autoptr(GMenuModel) menu = NULL;
  GtkWidget *button, *label;

  if (g_hash_table_contains (self->buttons, GINT_TO_POINTER (column)))
    return;

  menu = aip_shot_footer_create_menu (column);
  button = gtk_menu_button_new ();
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  /* A label of its own has no arrow beside it: a column is narrow. */
  label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  gtk_widget_set_child_visible (button, FALSE);
  g_hash_table_insert (self->buttons, GINT_TO_POINTER (column), button);
}

/* Widget -------------------------------------------------------------------------------------- */

static void
aip_shot_footer_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       orientation == GTK_ORIENTATION_VERTICAL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int height;

      gtk_widget_measure (child, orientation, -1, &height, NULL, NULL, NULL);
      *minimum = MAX (*minimum, height);
    }
  *natural = *minimum;
}

static void
aip_shot_footer_dispose (GObject *object)
{
  AipShotFooter *self = AIP_SHOT_FOOTER (object);
  GtkWidget *child;

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_hash_table_remove_all (self->buttons);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (aip_shot_footer_parent_class)->dispose (object);
}

static void
aip_shot_footer_finalize (GObject *object)
{
  AipShotFooter *self = AIP_SHOT_FOOTER (object);

  g_clear_object (&self->context);
  g_clear_object (&self->view);
  g_hash_table_unref (self->summaries);
  g_hash_table_unref (self->buttons);

  G_OBJECT_CLASS (aip_shot_footer_parent_class)->finalize (object);
}

static void
aip_shot_footer_class_init (AipShotFooterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_shot_footer_dispose;
  object_class->finalize = aip_shot_footer_finalize;
  widget_class->measure = aip_shot_footer_measure;

  signals[CHANGED] =
    g_signal_new ("changed", AIP_TYPE_SHOT_FOOTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "shotfooter");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
aip_shot_footer_init (AipShotFooter *self)
{
  static const GActionEntry entries[] = {
    { .name = "set", .activate = set_activated_cb, .parameter_type = "(ss)" },
  };

  self->summaries = g_hash_table_new (NULL, NULL);
  self->buttons = g_hash_table_new (NULL, NULL);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static void
parent_cb (AipShotFooter *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  /* The menus of the titles lead here, too. */
  if (parent != NULL)
    gtk_widget_insert_action_group (parent, "footer", G_ACTION_GROUP (self->actions));
}

GtkWidget *
aip_shot_footer_new (AipCellContext *context,
                     AipShotView    *view)
{
  AipShotFooter *self;

  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (context), NULL);
  g_return_val_if_fail (AIP_IS_SHOT_VIEW (view), NULL);

  self = g_object_new (AIP_TYPE_SHOT_FOOTER, "visible", FALSE, NULL);
  self->context = g_object_ref (context);
  self->view = g_object_ref (view);
  g_signal_connect (self, "notify::parent", G_CALLBACK (parent_cb), NULL);
  g_signal_connect_object (view, "refreshed", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  /* An edit that moves no row can fill a cell. */
  g_signal_connect_object (aip_shot_view_get_document (view), "changed",
                           G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "refresh::duration", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

AipSummary
aip_shot_footer_get_summary (AipShotFooter *self,
                             AipShotColumn  column)
{
  g_return_val_if_fail (AIP_IS_SHOT_FOOTER (self), AIP_SUMMARY_NONE);

  return (AipSummary) GPOINTER_TO_INT (g_hash_table_lookup (self->summaries,
                                                            GINT_TO_POINTER (column)));
}

void
aip_shot_footer_set_summary (AipShotFooter *self,
                             AipShotColumn  column,
                             AipSummary     summary)
{
  GtkWidget *button;

  g_return_if_fail (AIP_IS_SHOT_FOOTER (self));

  if (summary > AIP_SUMMARY_EMPTY && !has_numbers (column))
    summary = AIP_SUMMARY_NONE;

  if (summary != AIP_SUMMARY_NONE)
    {
      g_hash_table_insert (self->summaries, GINT_TO_POINTER (column), GINT_TO_POINTER (summary));
      ensure_button (self, column);
    }
  else if (g_hash_table_remove (self->summaries, GINT_TO_POINTER (column)))
    {
      button = g_hash_table_lookup (self->buttons, GINT_TO_POINTER (column));
      g_hash_table_remove (self->buttons, GINT_TO_POINTER (column));
      gtk_widget_unparent (button);
    }

  gtk_widget_set_visible (GTK_WIDGET (self), aip_shot_footer_is_used (self));
  queue_update (self);
}

gboolean
aip_shot_footer_is_used (AipShotFooter *self)
{
  g_return_val_if_fail (AIP_IS_SHOT_FOOTER (self), FALSE);

  return g_hash_table_size (self->summaries) > 0;
}

void
aip_shot_footer_begin (AipShotFooter *self)
{
  g_return_if_fail (AIP_IS_SHOT_FOOTER (self));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_child_visible (child, FALSE);
}

void
aip_shot_footer_place (AipShotFooter *self,
                       AipShotColumn  column,
                       double         x,
                       double         width)
{
  GtkWidget *button;
  int minimum, height;

  g_return_if_fail (AIP_IS_SHOT_FOOTER (self));

  button = g_hash_table_lookup (self->buttons, GINT_TO_POINTER (column));
  if (button == NULL)
    return;

  gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (width, minimum);
  gtk_widget_measure (button, GTK_ORIENTATION_VERTICAL, (int) width, &height, NULL, NULL, NULL);
  gtk_widget_set_child_visible (button, TRUE);
  gtk_widget_size_allocate (button, &(GtkAllocation) { (int) x, 0, (int) width,
                                                       MAX (height, gtk_widget_get_height (
                                                                      GTK_WIDGET (self))) },
                            -1);
}
