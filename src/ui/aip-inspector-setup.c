/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-inspector-setup"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-inspector-setup.h"
#include "aip-severity-look.h"
#include "aip-stage-thumbnail.h"
#include "aip-task.h"

#define PICTURE_WIDTH 132
#define PICTURE_HEIGHT 74
/* The dialog has them all. */
#define MAX_SENTENCES 3

struct _AipInspectorSetup
{
  GtkWidget parent_instance;

  GPtrArray    *shots;
  AipSetup      drawn;
  gboolean      is_drawn;
  GCancellable *drawing;

  GtkWidget    *card;
  GtkWidget    *picture;
  GtkWidget    *state_icon;
  GtkLabel     *state_label;
  GtkGrid      *lines;
  GtkLabel     *values[AIP_N_SETUP_CELLS];
  GtkWidget    *titles[AIP_N_SETUP_CELLS];
  GtkLabel     *findings;
  GtkWidget    *button;
};

G_DEFINE_FINAL_TYPE (AipInspectorSetup, aip_inspector_setup, GTK_TYPE_WIDGET)

/* The picture --------------------------------------------------------------------------------- */

typedef struct {
  AipCinema *cinema;   /* owns what the setup points to */
  AipSetup   setup;
  int        scale;
} Drawing;

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  aip_cinema_unref (drawing->cinema);
  g_free (drawing);
}

static void
destroy_surface (gpointer data)
{
  cairo_surface_destroy (data);
}

static void
draw_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Drawing *drawing = task_data;
  g_autoptr(GBytes) bytes = NULL;
  cairo_surface_t *surface;
  int width, height, stride;

  if (g_task_return_error_if_cancelled (task))
    return;

  surface = aip_stage_thumbnail (&drawing->setup, NULL, PICTURE_WIDTH, PICTURE_HEIGHT,
                                 drawing->scale);
  cairo_surface_flush (surface);
  width = cairo_image_surface_get_width (surface);
  height = cairo_image_surface_get_height (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize) stride * (gsize) height, destroy_surface, surface);
  g_task_return_pointer (task,
                         gdk_memory_texture_new (width, height,
                                                 G_BYTE_ORDER == G_LITTLE_ENDIAN
                                                 ? GDK_MEMORY_B8G8R8X8 : GDK_MEMORY_X8R8G8B8,
                                                 bytes, (gsize) stride),
                         g_object_unref);
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  AipInspectorSetup *self = AIP_INSPECTOR_SETUP (object);
  g_autoptr(GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture != NULL && self->picture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
}

static void
draw (AipInspectorSetup *self,
      AipShotSetups     *setups,
      AipShot           *shot)
{
  AipCinema *cinema = aip_shot_setups_get_cinema (setups);
  const AipSetup *setup = aip_shot_setups_get (setups, shot);
  g_autoptr(GTask) task = NULL;
  Drawing *drawing;

  gtk_widget_set_visible (self->picture, cinema != NULL && setup->given != 0);
  if (!gtk_widget_get_visible (self->picture)
      || (self->is_drawn && aip_setup_equal (&self->drawn, setup)))
    return;

  self->drawn = *setup;
  self->is_drawn = TRUE;
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  self->drawing = g_cancellable_new ();

  drawing = g_new0 (Drawing, 1);
  drawing->cinema = aip_cinema_ref (cinema);
  drawing->setup = *setup;
  drawing->scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  task = g_task_new (self, self->drawing, drawn_cb, NULL);
  g_task_set_source_tag (task, draw);
  g_task_set_task_data (task, drawing, drawing_free);
  aip_task_run_in_thread (task, draw_thread);
}

/* Showing ------------------------------------------------------------------------------------- */

static void
show_cell (AipInspectorSetup *self,
           AipShotSetups     *setups,
           AipSetupCell       cell)
{
  const char *text = aip_shot_setups_get_text (setups, g_ptr_array_index (self->shots, 0), cell);
  gboolean mixed = FALSE;

  for (guint i = 1; i < self->shots->len && !mixed; i++)
    mixed = !g_str_equal (text, aip_shot_setups_get_text (setups, self->shots->pdata[i], cell));

  gtk_label_set_label (self->values[cell], mixed ? _("Mixed") : text);
  if (mixed)
    gtk_widget_add_css_class (GTK_WIDGET (self->values[cell]), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->values[cell]), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->values[cell]), mixed || *text != '\0');
  gtk_widget_set_visible (self->titles[cell], mixed || *text != '\0');
}

static void
show_findings (AipInspectorSetup *self,
               AipShotSetups     *setups,
               AipShot           *shot)
{
  g_auto(GStrv) sentences = aip_shot_setups_dup_findings (setups, shot);
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = g_strv_length (sentences);

  for (guint i = 0; i < MIN (n, MAX_SENTENCES); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sentences[i]);
  if (n > MAX_SENTENCES)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("… and %u more", "… and %u more",
                                              n - MAX_SENTENCES), n - MAX_SENTENCES);
    }

  gtk_label_set_label (self->findings, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), text->len > 0);
}

/* Of several shots the worst. */
static void
show_state (AipInspectorSetup *self,
            AipShotSetups     *setups)
{
  static const char *const classes[] = {
    "finding-note", "finding-unusual", "finding-anachronism", "finding-impossible",
  };
  AipShot *worst = g_ptr_array_index (self->shots, 0);
  int severity = aip_shot_setups_get_severity (setups, worst);
  g_autofree char *state = NULL;

  for (guint i = 1; i < self->shots->len; i++)
    {
      int other = aip_shot_setups_get_severity (setups, self->shots->pdata[i]);

      if (other > severity)
        {
          worst = self->shots->pdata[i];
          severity = other;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (self->state_icon, classes[i]);
  if (severity >= 0)
    gtk_widget_add_css_class (self->state_icon, aip_severity_get_css_class (severity));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->state_icon),
                                severity >= 0 ? aip_severity_get_icon (severity)
                                              : "object-select-symbolic");
  gtk_widget_set_visible (self->state_icon, severity != AIP_SHOT_SETUP_NONE);

  state = aip_shot_setups_dup_state (setups, worst);
  if (self->shots->len > 1 && severity >= 0)
    {
      char *named = g_strdup_printf (_("%s: %s"), aip_shot_get_code (worst), state);

      g_free (state);
      state = named;
    }
  gtk_label_set_label (self->state_label,
                       severity == AIP_SHOT_SETUP_NONE ? _("No camera, lens or light chosen yet")
                                                       : state);
  show_findings (self, setups, worst);
}

void
aip_inspector_setup_show (AipInspectorSetup *self,
                          AipSession        *session,
                          GPtrArray         *shots)
{
  AipShotSetups *setups;

  g_return_if_fail (AIP_IS_INSPECTOR_SETUP (self));
  g_return_if_fail (AIP_IS_SESSION (session));
  g_return_if_fail (shots != NULL && shots->len > 0);

  g_clear_pointer (&self->shots, g_ptr_array_unref);
  self->shots = g_ptr_array_ref (shots);
  setups = aip_session_get_setups (session);

  for (AipSetupCell cell = 0; cell < AIP_N_SETUP_CELLS; cell++)
    show_cell (self, setups, cell);
  show_state (self, setups);
  draw (self, setups, g_ptr_array_index (shots, 0));
}

/* Widget -------------------------------------------------------------------------------------- */

static void
aip_inspector_setup_dispose (GObject *object)
{
  AipInspectorSetup *self = AIP_INSPECTOR_SETUP (object);

  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  self->picture = NULL;
  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_pointer (&self->shots, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_inspector_setup_parent_class)->dispose (object);
}

static void
aip_inspector_setup_class_init (AipInspectorSetupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_inspector_setup_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "inspectorsetup");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_lines (AipInspectorSetup *self)
{
  static const struct {
    AipSetupCell cell;
    const char  *title;
  } rows[] = {
    { AIP_SETUP_CELL_CAMERA, N_("Camera") }, { AIP_SETUP_CELL_LENS, N_("Lens") },
    { AIP_SETUP_CELL_STOCK, N_("Film stock") }, { AIP_SETUP_CELL_LIGHT, N_("Light") },
    { AIP_SETUP_CELL_MOVE, N_("Move") }, { AIP_SETUP_CELL_SIZE, N_("Size") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *title = gtk_label_new (_(rows[i].title));
      GtkWidget *value = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_widget_set_valign (title, GTK_ALIGN_BASELINE_FILL);
      gtk_widget_add_css_class (title, "dim-label");
      gtk_widget_add_css_class (title, "caption");
      gtk_label_set_xalign (GTK_LABEL (value), 0);
      gtk_label_set_wrap (GTK_LABEL (value), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_natural_wrap_mode (GTK_LABEL (value), GTK_NATURAL_WRAP_NONE);
      gtk_widget_set_valign (value, GTK_ALIGN_BASELINE_FILL);
      gtk_widget_set_hexpand (value, TRUE);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                      title, value, NULL, -1);
      gtk_grid_attach (self->lines, title, 0, (int) i, 1, 1);
      gtk_grid_attach (self->lines, value, 1, (int) i, 1, 1);
      self->titles[rows[i].cell] = title;
      self->values[rows[i].cell] = GTK_LABEL (value);
    }
}

static GtkWidget *
create_head (AipInspectorSetup *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_("Setup"));

  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_size_request (self->picture, PICTURE_WIDTH, PICTURE_HEIGHT);
  gtk_widget_set_overflow (self->picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_valign (self->picture, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->picture, "card");
  gtk_widget_set_visible (self->picture, FALSE);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture),
                                    _("A drawing of what this setup shows"));
  gtk_box_append (GTK_BOX (head), self->picture);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (words), title);

  self->state_icon = gtk_image_new ();
  gtk_widget_set_valign (self->state_icon, GTK_ALIGN_START);
  self->state_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->state_label, 0);
  gtk_label_set_wrap (self->state_label, TRUE);
  gtk_box_append (GTK_BOX (state), self->state_icon);
  gtk_box_append (GTK_BOX (state), GTK_WIDGET (self->state_label));
  gtk_box_append (GTK_BOX (words), state);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (head), words);

  return head;
}

static void
aip_inspector_setup_init (AipInspectorSetup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_box_append (GTK_BOX (box), create_head (self));

  self->lines = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->lines, 12);
  gtk_grid_set_row_spacing (self->lines, 4);
  add_lines (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));

  self->findings = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->findings, 0);
  gtk_label_set_wrap (self->findings, TRUE);
  gtk_label_set_wrap_mode (self->findings, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->findings), "caption");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->findings));

  self->button = gtk_button_new_with_mnemonic (_("Edit _Setup…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "shots.setup");
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), self->button);

  self->card = adw_bin_new ();
  adw_bin_set_child (ADW_BIN (self->card), box);
  gtk_widget_add_css_class (self->card, "card");
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Setup"),
                                  -1);
}
