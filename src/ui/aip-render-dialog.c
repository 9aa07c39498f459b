/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-document-cut.h"
#include "aip-naming.h"
#include "aip-render-dialog.h"
#include "aip-shot.h"

#define MAX_SIZES 4

/* What may be rendered of the film. */
typedef struct {
  gint64 first;
  gint64 n_frames;
} Part;

struct _AipRenderDialog
{
  AdwDialog parent_instance;

  AipSession     *session;
  AipRenderQueue *queue;
  AipCut         *cut;            /* as it is while the dialog is open */
  GPtrArray      *presets;        /* (element-type AipRenderPreset): those that can be used */
  GArray         *parts;          /* Part */
  int             sizes[MAX_SIZES][2];
  guint           n_sizes;

  AdwComboRow    *preset_row;
  AdwComboRow    *range_row;
  AdwComboRow    *size_row;
  AdwSwitchRow   *sound_row;
  GtkWidget      *picture_group;
  AdwComboRow    *ratio_row;
  AdwSwitchRow   *slate_row;
  AdwExpanderRow *burn_in_row;
  AdwSwitchRow   *code_row;
  AdwSwitchRow   *record_row;
  AdwSwitchRow   *source_row;
  AdwSwitchRow   *frame_row;
  AdwSwitchRow   *safe_row;
  GtkEditable    *text_row;
  GtkLabel       *length_label;
  GtkLabel       *missing_label;
};

G_DEFINE_FINAL_TYPE (AipRenderDialog, aip_render_dialog, ADW_TYPE_DIALOG)

static const struct {
  const char *title;
  int         ratio;
} ratios[] = {
  { N_("None"), 0 }, { "2.39 : 1", 2390 }, { "2.00 : 1", 2000 }, { "1.85 : 1", 1850 },
  { "16 : 9", 1778 }, { "4 : 3", 1333 }, { "1 : 1", 1000 }, { "9 : 16", 563 },
};

/* What is chosen ------------------------------------------------------------------------------ */

static const AipRenderPreset *
get_preset (AipRenderDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->preset_row);

  return selected < self->presets->len ? self->presets->pdata[selected] : NULL;
}

static AipCutOverlayParts
get_parts (AipRenderDialog *self)
{
  AipCutOverlayParts parts = AIP_CUT_OVERLAY_NONE;

  if (adw_switch_row_get_active (self->code_row))
    parts |= AIP_CUT_OVERLAY_CODE | AIP_CUT_OVERLAY_TAKE;
  if (adw_switch_row_get_active (self->record_row))
    parts |= AIP_CUT_OVERLAY_RECORD;
  if (adw_switch_row_get_active (self->source_row))
    parts |= AIP_CUT_OVERLAY_SOURCE;
  if (adw_switch_row_get_active (self->frame_row))
    parts |= AIP_CUT_OVERLAY_FRAME;
  if (adw_switch_row_get_active (self->safe_row))
    parts |= AIP_CUT_OVERLAY_SAFE_AREAS;
  if (*gtk_editable_get_text (self->text_row) != '\0')
    parts |= AIP_CUT_OVERLAY_TEXT;

  return parts;
}

static AipRenderOptions
get_options (AipRenderDialog *self)
{
  const Part *part = &g_array_index (self->parts, Part,
                                     adw_combo_row_get_selected (self->range_row));
  guint size = adw_combo_row_get_selected (self->size_row);
  guint ratio = adw_combo_row_get_selected (self->ratio_row);

  return (AipRenderOptions) {
    .preset = get_preset (self),
    .first = part->first,
    .n_frames = part->n_frames,
    .width = self->sizes[MIN (size, MAX_SIZES - 1)][0],
    .height = self->sizes[MIN (size, MAX_SIZES - 1)][1],
    .overlay = {
      get_parts (self), gtk_editable_get_text (self->text_row),
      ratio < G_N_ELEMENTS (ratios) ? ratios[ratio].ratio : 0,
    },
    .slate = adw_switch_row_get_active (self->slate_row),
    .silent = !adw_switch_row_get_active (self->sound_row),
  };
}

static void
update (AipRenderDialog *self)
{
  const AipRenderPreset *preset;
  AipRenderOptions options;
  g_autofree char *length = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gboolean good;

  /* The lists are filled before everything is there. */
  if (self->cut == NULL ||
      adw_combo_row_get_selected (self->range_row) >= self->parts->len ||
      adw_combo_row_get_selected (self->size_row) >= self->n_sizes)
    return;

  preset = get_preset (self);
  options = get_options (self);
  good = preset != NULL && options.n_frames > 0 &&
         aip_render_preset_check (preset, options.width, options.height, &error);
  if (preset != NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->preset_row), _(preset->summary));
      gtk_widget_set_visible (self->picture_group, preset->kind != AIP_RENDER_SOUND);
      gtk_widget_set_visible (GTK_WIDGET (self->size_row), preset->kind != AIP_RENDER_SOUND);
      gtk_widget_set_visible (GTK_WIDGET (self->sound_row), preset->kind == AIP_RENDER_MOVIE);
    }
  adw_expander_row_set_subtitle (self->burn_in_row,
                                 options.overlay.parts == AIP_CUT_OVERLAY_NONE ? _("None") : "");

  length = aip_timecode_format (options.n_frames, aip_cut_get_rate (self->cut));
  text = g_strdup_printf (ngettext ("%s, %lu frame", "%s, %lu frames", (gulong) options.n_frames),
                          length, (gulong) options.n_frames);
  gtk_label_set_label (self->length_label, error != NULL ? error->message
                                           : options.n_frames > 0 ? text
                                           : _("There is nothing to render: the film has no "
                                               "shots."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.render", good);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.render-to", good);
}

static void
changed_cb (AipRenderDialog *self)
{
  update (self);
}

/* What can be chosen -------------------------------------------------------------------------- */

/* Those that cannot be used say what they would need. */
static void
fill_presets (AipRenderDialog *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr(GString) missing = g_string_new (NULL);
  const AipRenderPreset *presets;
  guint n_presets;

  presets = aip_render_presets_get_all (&n_presets);
  for (guint i = 0; i < n_presets; i++)
    {
      g_autoptr(GError) error = NULL;
      int width = presets[i].widths[0] != 0 ? presets[i].widths[0] : 1920;

      if (aip_render_preset_check (&presets[i], width, width * 9 / 16, &error))
        {
          g_ptr_array_add (self->presets, (gpointer) &presets[i]);
          gtk_string_list_append (titles, _(presets[i].title));
        }
      else
        g_string_append_printf (missing, "%s%s", missing->len > 0 ? "\n" : "", error->message);
    }
  adw_combo_row_set_model (self->preset_row, G_LIST_MODEL (titles));
  gtk_label_set_label (self->missing_label, missing->str);
  gtk_widget_set_visible (GTK_WIDGET (self->missing_label), missing->len > 0);
}

static void
add_part (AipRenderDialog *self,
          GtkStringList   *titles,
          const char      *title,
          gint64           first,
          gint64           end)
{
  Part part = { first, end - first };

  g_array_append_val (self->parts, part);
  gtk_string_list_append (titles, title);
}

/* From the first selected shot to the last; FALSE if none of them is in the cut. */
static gboolean
find_selection (AipRenderDialog *self,
                gint64          *first,
                gint64          *end)
{
  GListModel *selection = aip_session_get_selection (self->session);
  gboolean any = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (selection); i++)
    {
      g_autoptr(AipShot) shot = g_list_model_get_item (selection, i);
      const AipCutShot *cut_shot;
      guint index;

      if (!aip_cut_find_shot (self->cut, aip_entity_get_id (AIP_ENTITY (shot)), &index))
        continue;
      cut_shot = aip_cut_get_shot (self->cut, index);
      *first = any ? MIN (*first, cut_shot->record) : cut_shot->record;
      *end = any ? MAX (*end, cut_shot->record + cut_shot->duration)
                 : cut_shot->record + cut_shot->duration;
      any = TRUE;
    }

  return any;
}

static void
fill_parts (AipRenderDialog *self,
            gint64           in,
            gint64           out)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  gint64 duration = aip_cut_get_duration (self->cut);
  gint64 first;
  gint64 end;

  add_part (self, titles, _("Whole Film"), 0, duration);
  if (in >= 0 && MIN (out, duration) > in)
    add_part (self, titles, _("From In to Out"), in, MIN (out, duration));
  if (find_selection (self, &first, &end))
    add_part (self, titles, _("Selected Shots"), first, end);
  adw_combo_row_set_model (self->range_row, G_LIST_MODEL (titles));
  /* Who has marked a range wants that. */
  if (in >= 0 && self->parts->len > 1)
    adw_combo_row_set_selected (self->range_row, 1);
}

static void
add_size (AipRenderDialog *self,
          GtkStringList   *titles,
          const char      *name,
          gint64           width,
          gint64           height)
{
  g_autofree char *title = NULL;
  int even_width = (int) MAX (16, width & ~1);
  int even_height = (int) MAX (16, height & ~1);

  for (guint i = 0; i < self->n_sizes; i++)
    if (self->sizes[i][0] == even_width && self->sizes[i][1] == even_height)
      return;

  self->sizes[self->n_sizes][0] = even_width;
  self->sizes[self->n_sizes][1] = even_height;
  self->n_sizes++;
  title = g_strdup_printf ("%s%s%d × %d", name, *name != '\0' ? ", " : "", even_width,
                           even_height);
  gtk_string_list_append (titles, title);
}

static void
fill_sizes (AipRenderDialog *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  gint64 width = aip_cut_get_width (self->cut);
  gint64 height = aip_cut_get_height (self->cut);

  add_size (self, titles, _("Film"), width, height);
  add_size (self, titles, _("Half"), width / 2, height / 2);
  add_size (self, titles, "", 1920, 1080);
  add_size (self, titles, "", 1280, 720);
  adw_combo_row_set_model (self->size_row, G_LIST_MODEL (titles));
}

static void
fill_ratios (AipRenderDialog *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ratios); i++)
    gtk_string_list_append (titles, i == 0 ? _(ratios[i].title) : ratios[i].title);
  adw_combo_row_set_model (self->ratio_row, G_LIST_MODEL (titles));
}

/* Rendering ----------------------------------------------------------------------------------- */

static void
render_to (AipRenderDialog *self,
           const char      *path)
{
  AipRenderOptions options = get_options (self);
  const char *folder = aip_document_get_folder (aip_session_get_document (self->session));

  aip_render_queue_take (self->queue, aip_render_task_new (self->cut, folder, path, &options));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
render_to_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  render_to (AIP_RENDER_DIALOG (widget), g_variant_get_string (parameter, NULL));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(AipRenderDialog) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* The dialog or the project may have been closed meanwhile. */
  if (file != NULL && g_file_peek_path (file) != NULL && self->session != NULL)
    render_to (self, g_file_peek_path (file));
}

/* The next version that is not there yet, in the project's own folder for films. */
static GFile *
propose_file (AipRenderDialog *self)
{
  const AipRenderPreset *preset = get_preset (self);
  const char *folder = aip_document_get_folder (aip_session_get_document (self->session));

  for (gint64 number = 1; ; number++)
    {
      g_autofree char *relative = aip_naming_render_file (aip_cut_get_code (self->cut), number,
                                                          preset->id,
                                                          preset->kind == AIP_RENDER_IMAGES
                                                          ? "" : preset->suffix);
      g_autofree char *path = g_build_filename (folder, relative, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_file_new_for_path (path);
    }
}

static void
render_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipRenderDialog *self = AIP_RENDER_DIALOG (widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GFile) file = propose_file (self);
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);

  /* A folder that is not there cannot be shown. */
  g_file_make_directory (folder, NULL, NULL);
  gtk_file_dialog_set_title (dialog, _("Render Film"));
  gtk_file_dialog_set_accept_label (dialog, _("_Render"));
  gtk_file_dialog_set_initial_folder (dialog, folder);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, file_chosen_cb,
                        g_object_ref (self));
}

static void
preset_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  AipRenderDialog *self = AIP_RENDER_DIALOG (widget);
  guint position;

  if (g_ptr_array_find (self->presets, aip_render_preset_find (g_variant_get_string (parameter,
                                                                                     NULL)),
                        &position))
    adw_combo_row_set_selected (self->preset_row, position);
}

static void
sheet_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));

  adw_dialog_force_close (ADW_DIALOG (widget));
  gtk_widget_activate_action (root, "win.export", NULL);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
aip_render_dialog_dispose (GObject *object)
{
  AipRenderDialog *self = AIP_RENDER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AIP_TYPE_RENDER_DIALOG);
  g_clear_pointer (&self->cut, aip_cut_unref);
  g_clear_object (&self->queue);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_render_dialog_parent_class)->dispose (object);
}

static void
aip_render_dialog_finalize (GObject *object)
{
  AipRenderDialog *self = AIP_RENDER_DIALOG (object);

  g_ptr_array_unref (self->presets);
  g_array_unref (self->parts);

  G_OBJECT_CLASS (aip_render_dialog_parent_class)->finalize (object);
}

static void
aip_render_dialog_class_init (AipRenderDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_render_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = aip_render_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/aipipeline/AIPipeline/aip-render-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, preset_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, range_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, size_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, sound_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, picture_group);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, ratio_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, slate_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, burn_in_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, record_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, source_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, frame_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, safe_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, text_row);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, length_label);
  gtk_widget_class_bind_template_child (widget_class, AipRenderDialog, missing_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);

  gtk_widget_class_install_action (widget_class, "dialog.render", NULL, render_cb);
  gtk_widget_class_install_action (widget_class, "dialog.render-to", "s", render_to_cb);
  gtk_widget_class_install_action (widget_class, "dialog.preset", "s", preset_cb);
  gtk_widget_class_install_action (widget_class, "dialog.sheet", NULL, sheet_cb);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_cb);
}

static void
aip_render_dialog_init (AipRenderDialog *self)
{
  self->presets = g_ptr_array_new ();
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
aip_render_dialog_new (AipSession     *session,
                       AipRenderQueue *queue,
                       gint64          in,
                       gint64          out)
{
  AipRenderDialog *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (AIP_IS_RENDER_QUEUE (queue), NULL);

  self = g_object_new (AIP_TYPE_RENDER_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->queue = g_object_ref (queue);
  self->cut = aip_document_dup_cut (aip_session_get_document (session));
  fill_presets (self);
  fill_parts (self, in, out);
  fill_sizes (self);
  fill_ratios (self);
  update (self);

  return ADW_DIALOG (self);
}
