/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-vary-cell"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-shot-picture.h"
#include "aip-vary-cell.h"

#define PICTURE_SIZE 512

struct _AipVaryCell
{
  GtkWidget parent_instance;

  AipVarySheet   *sheet;
  guint           column;
  guint           row;
  double          aspect;

  AipTake        *take;
  AipShotPicture *picture;
  GtkWidget      *overlay;
  GtkWidget      *button;
  GtkWidget      *paintable;
  GtkLabel       *state;
  GtkWidget      *check;
  GtkWidget      *current;
};

enum {
  PROP_0,
  PROP_MARKED,
  N_PROPS
};

enum {
  OPENED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipVaryCell, aip_vary_cell, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
clicked_cb (AipVaryCell *self)
{
  if (aip_vary_sheet_get_take (self->sheet, self->column, self->row) != NULL)
    g_signal_emit (self, signals[OPENED], 0);
}

static void
toggled_cb (AipVaryCell *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MARKED]);
}

void
aip_vary_cell_update (AipVaryCell *self)
{
  AipTake *take;
  AipJob *job;
  gboolean current, failed;
  g_autofree char *label = NULL;
  g_autofree char *state = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (AIP_IS_VARY_CELL (self));

  take = aip_vary_sheet_get_take (self->sheet, self->column, self->row);
  job = aip_vary_sheet_get_job (self->sheet, self->column, self->row);
  current = take != NULL && take == aip_shot_get_take (aip_vary_sheet_get_shot (self->sheet));
  failed = take == NULL && job != NULL && aip_job_get_state (job) == AIP_JOB_FAILED;
  label = aip_vary_sheet_dup_label (self->sheet, self->column, self->row);
  state = aip_vary_sheet_dup_state (self->sheet, self->column, self->row);

  /* Progress of another cell must not make this one load again. */
  if (g_set_object (&self->take, take))
    aip_shot_picture_set_take (self->picture, take);
  gtk_label_set_label (self->state, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state), *state != '\0');
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "error");
  gtk_widget_set_visible (self->check, take != NULL);
  gtk_widget_set_visible (self->current, current);
  gtk_widget_set_sensitive (self->button, take != NULL);

  /* Translators: what a picture tries (“Steps 20”), then why it is not there or that it is used */
  spoken = g_strdup_printf (_("%s, %s"), label,
                            *state != '\0' ? state : current ? _("current take") : _("made"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_widget_set_tooltip_text (self->button, failed ? state : label);
}

/* Widget ------------------------------------------------------------------------------------- */

static void
aip_vary_cell_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (prop_id == PROP_MARKED)
    g_value_set_boolean (value, aip_vary_cell_get_marked (AIP_VARY_CELL (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
aip_vary_cell_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  if (prop_id == PROP_MARKED)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (AIP_VARY_CELL (object)->check),
                                 g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
aip_vary_cell_dispose (GObject *object)
{
  AipVaryCell *self = AIP_VARY_CELL (object);

  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->picture);
  g_clear_object (&self->take);
  g_clear_object (&self->sheet);

  G_OBJECT_CLASS (aip_vary_cell_parent_class)->dispose (object);
}

static void
aip_vary_cell_class_init (AipVaryCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_vary_cell_dispose;
  object_class->get_property = aip_vary_cell_get_property;
  object_class->set_property = aip_vary_cell_set_property;

  properties[PROP_MARKED] =
    g_param_spec_boolean ("marked", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "varycell");
}

static void
aip_vary_cell_init (AipVaryCell *self)
{
  self->overlay = gtk_overlay_new ();
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));

  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "flat");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->button);

  self->state = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->state, TRUE);
  gtk_label_set_wrap_mode (self->state, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (self->state, GTK_JUSTIFY_CENTER);
  gtk_label_set_lines (self->state, 4);
  gtk_label_set_ellipsize (self->state, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->state, 12);
  gtk_widget_set_halign (GTK_WIDGET (self->state), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->state), GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (GTK_WIDGET (self->state), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "caption");
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->state));

  self->check = gtk_check_button_new ();
  gtk_widget_set_halign (self->check, GTK_ALIGN_START);
  gtk_widget_set_valign (self->check, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->check, 6);
  gtk_widget_set_margin_top (self->check, 6);
  gtk_widget_add_css_class (self->check, "osd");
  gtk_widget_add_css_class (self->check, "varymark");
  gtk_widget_set_tooltip_text (self->check, _("Compare"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Compare"), -1);
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->check);

  self->current = gtk_image_new_from_icon_name ("emblem-ok-symbolic");
  gtk_widget_set_halign (self->current, GTK_ALIGN_END);
  gtk_widget_set_valign (self->current, GTK_ALIGN_END);
  gtk_widget_set_margin_end (self->current, 6);
  gtk_widget_set_margin_bottom (self->current, 6);
  gtk_widget_set_can_target (self->current, FALSE);
  gtk_widget_add_css_class (self->current, "osd");
  gtk_widget_add_css_class (self->current, "varymark");
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->current);
}

GtkWidget *
aip_vary_cell_new (AipSession      *session,
                   AipShotPreviews *previews,
                   AipVarySheet    *sheet,
                   guint            column,
                   guint            row)
{
  AipProject *project;
  AipVaryCell *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (AIP_IS_VARY_SHEET (sheet), NULL);

  project = aip_document_get_project (aip_session_get_document (session));
  self = g_object_new (AIP_TYPE_VARY_CELL, NULL);
  self->sheet = g_object_ref (sheet);
  self->column = column;
  self->row = row;
  self->aspect = (double) MAX (aip_project_get_width (project), 1) /
                 (double) MAX (aip_project_get_height (project), 1);
  self->picture = aip_shot_picture_new (session, previews, PICTURE_SIZE);
  self->paintable = gtk_picture_new_for_paintable (GDK_PAINTABLE (self->picture));
  gtk_picture_set_content_fit (GTK_PICTURE (self->paintable), GTK_CONTENT_FIT_CONTAIN);
  gtk_button_set_child (GTK_BUTTON (self->button), self->paintable);
  aip_vary_cell_update (self);

  return GTK_WIDGET (self);
}

void
aip_vary_cell_set_width (AipVaryCell *self,
                         int          width)
{
  g_return_if_fail (AIP_IS_VARY_CELL (self));

  gtk_widget_set_size_request (self->paintable, width, (int) (width / self->aspect));
}

guint
aip_vary_cell_get_column (AipVaryCell *self)
{
  g_return_val_if_fail (AIP_IS_VARY_CELL (self), 0);

  return self->column;
}

guint
aip_vary_cell_get_row (AipVaryCell *self)
{
  g_return_val_if_fail (AIP_IS_VARY_CELL (self), 0);

  return self->row;
}

gboolean
aip_vary_cell_get_marked (AipVaryCell *self)
{
  g_return_val_if_fail (AIP_IS_VARY_CELL (self), FALSE);

  return gtk_widget_get_visible (self->check) &&
         gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
}
