/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-replace-row"

#include "config.h"

#include <string.h>

#include "aip-replace-row.h"

/* Words around a place: enough to know it again. */
#define CHARS_BEFORE 28
#define CHARS_AFTER 60
/* Of what is found or put there: a whole paragraph is no row. */
#define MAX_CHARS 80

struct _AipReplaceRow
{
  GtkWidget parent_instance;

  AipReplaceHit  *hit;
  GtkCheckButton *check;
  GtkLabel       *code;
  GtkLabel       *field;
  GtkLabel       *text;
  GtkLabel       *problem;
  gboolean        updating;
};

enum {
  TICKED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipReplaceRow, aip_replace_row, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
append_part (GString    *markup,
             const char *text,
             gsize       length,
             const char *open,
             const char *close)
{
  const char *end = text;
  g_autofree char *part = NULL;
  g_autofree char *escaped = NULL;

  for (guint i = 0; i < MAX_CHARS && end < text + length; i++)
    end = g_utf8_next_char (end);
  part = g_strndup (text, (gsize) (end - text));
  g_strdelimit (part, "\n\t", ' ');
  escaped = g_markup_escape_text (part, -1);
  g_string_append_printf (markup, "%s%s%s%s", open, escaped, end < text + length ? "…" : "", close);
}

/* What goes on a red ground and what comes on a green one, both seen in light and dark. */
static char *
dup_markup (AipReplaceHit *hit)
{
  g_autoptr(GString) markup = g_string_new (NULL);
  gsize start, end;
  const char *text = aip_replace_hit_get_text (hit, &start, &end);
  const char *replacement = aip_replace_hit_get_replacement (hit);
  const char *from = text + start;
  const char *to = text + end;

  for (guint i = 0; i < CHARS_BEFORE && from > text; i++)
    from = g_utf8_prev_char (from);
  for (guint i = 0; i < CHARS_AFTER && *to != '\0'; i++)
    to = g_utf8_next_char (to);

  if (from > text)
    g_string_append (markup, "…");
  append_part (markup, from, (gsize) (text + start - from), "", "");
  append_part (markup, text + start, end - start,
               "<span strikethrough='true' background='#e01b24' background_alpha='22%'>", "</span>");
  append_part (markup, replacement, strlen (replacement),
               "<span weight='bold' background='#2ec27e' background_alpha='28%'>", "</span>");
  append_part (markup, text + end, (gsize) (to - text) - end, "", "");
  if (*to != '\0')
    g_string_append (markup, "…");

  return g_string_free_and_steal (g_steal_pointer (&markup));
}

static void
show_tick (AipReplaceRow *self)
{
  self->updating = TRUE;
  gtk_check_button_set_active (self->check,
                               self->hit != NULL && aip_replace_hit_get_ticked (self->hit));
  self->updating = FALSE;
}

static void
toggled_cb (AipReplaceRow *self)
{
  if (self->updating || self->hit == NULL)
    return;

  aip_replace_hit_set_ticked (self->hit, gtk_check_button_get_active (self->check));
  g_signal_emit (self, signals[TICKED], 0);
}

void
aip_replace_row_set_hit (AipReplaceRow *self,
                         AipReplaceHit *hit)
{
  const char *problem;
  g_autofree char *markup = NULL;

  g_return_if_fail (AIP_IS_REPLACE_ROW (self));
  g_return_if_fail (hit == NULL || AIP_IS_REPLACE_HIT (hit));

  if (self->hit != NULL)
    g_signal_handlers_disconnect_by_data (self->hit, self);
  g_set_object (&self->hit, hit);
  if (hit == NULL)
    return;

  g_signal_connect_swapped (hit, "notify::ticked", G_CALLBACK (show_tick), self);
  problem = aip_replace_hit_get_problem (hit);
  markup = dup_markup (hit);
  gtk_label_set_label (self->code, aip_replace_hit_get_code (hit));
  gtk_label_set_label (self->field, aip_replace_hit_get_field_title (hit));
  gtk_label_set_markup (self->text, markup);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), problem == NULL);
  show_tick (self);
}

static void
aip_replace_row_dispose (GObject *object)
{
  AipReplaceRow *self = AIP_REPLACE_ROW (object);
  GtkWidget *child;

  if (self->hit != NULL)
    aip_replace_row_set_hit (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (aip_replace_row_parent_class)->dispose (object);
}

static void
aip_replace_row_class_init (AipReplaceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_replace_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);

  signals[TICKED] = g_signal_new ("ticked", AIP_TYPE_REPLACE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
create_label (GtkWidget  *parent,
              int         width,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (width > 0)
    gtk_widget_set_size_request (label, width, -1);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  if (GTK_IS_BOX (parent))
    gtk_box_append (GTK_BOX (parent), label);
  else
    gtk_widget_set_parent (label, parent);

  return GTK_LABEL (label);
}

static void
aip_replace_row_init (AipReplaceRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 9);
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->check), GTK_WIDGET (self));
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
  self->code = create_label (GTK_WIDGET (self), 84, "heading");
  self->field = create_label (GTK_WIDGET (self), 110, "dim-label");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (texts, GTK_WIDGET (self));
  self->text = create_label (texts, -1, NULL);
  self->problem = create_label (texts, -1, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "warning");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->check),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->code, self->field,
                                  self->text, NULL, -1);
}

GtkWidget *
aip_replace_row_new (void)
{
  return g_object_new (AIP_TYPE_REPLACE_ROW, NULL);
}
