/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-prompt-flow"

#include "config.h"

#include <string.h>

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-cell-editor.h"
#include "aip-prompt-flow-private.h"

#define RADIUS 6
#define MIN_WIDTH 120
#define NATURAL_WIDTH 640
#define EDITOR_HEIGHT 34

enum {
  CURRENT_CHANGED,
  EDIT_FIELD,
  MENU,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipPromptFlow, aip_prompt_flow, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

AipPromptFragment *
aip_prompt_flow_get_fragment (AipPromptFlow *self,
             guint          index)
{
  return g_ptr_array_index (self->fragments, index);
}

const char *
aip_prompt_flow_get_key (AipPromptFlow *self,
                         guint          index)
{
  return aip_prompt_fragment_get_key (aip_prompt_flow_get_fragment (self, index));
}

int
aip_prompt_flow_get_index (AipPromptFlow *self,
          const char    *key)
{
  for (guint i = 0; key != NULL && i < self->fragments->len; i++)
    if (g_str_equal (aip_prompt_fragment_get_key (aip_prompt_flow_get_fragment (self, i)), key))
      return (int) i;

  return -1;
}

/* Showing ----------------------------------------------------------------------------------- */

static void
set_content (AipPromptFlow *self)
{
  int first = -1;
  guint n_out = 0;

  if (aip_prompt_flow_get_editing (self) && self->edited != NULL)
    {
      first = aip_prompt_flow_get_index (self, self->edited);
      n_out = 1;
    }
  else if (aip_prompt_flow_get_editing (self))
    first = (int) MIN (self->insert_at, self->fragments->len);

  aip_prompt_layout_set_content (self->layout, aip_live_prompt_get_composition (self->prompt),
                                 first, n_out);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
update_highlight (AipPromptFlow *self)
{
  int field = aip_live_setup_get_highlight (aip_live_prompt_get_setup (self->prompt));

  for (guint i = 0; i < self->fragments->len; i++)
    {
      AipPromptFragment *fragment = aip_prompt_flow_get_fragment (self, i);

      aip_prompt_fragment_set_highlight (fragment, field >= 0 &&
                                         aip_prompt_fragment_get_field (fragment) == field);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
aip_prompt_flow_set_current (AipPromptFlow *self,
             const char    *key)
{
  if (g_set_str (&self->current, key))
    g_signal_emit (self, signals[CURRENT_CHANGED], 0);
}

static void
fragment_focused_cb (AipPromptFlow      *self,
                     GtkEventController *controller)
{
  AipPromptFragment *fragment = AIP_PROMPT_FRAGMENT (gtk_event_controller_get_widget (controller));

  aip_prompt_flow_set_current (self, aip_prompt_fragment_get_key (fragment));
  aip_live_setup_set_highlight (aip_live_prompt_get_setup (self->prompt),
                                aip_prompt_fragment_get_field (fragment));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GtkWidget *
new_fragment (AipPromptFlow *self)
{
  GtkWidget *fragment = aip_prompt_fragment_new ();
  GtkEventController *controller = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (controller, "enter", G_CALLBACK (fragment_focused_cb), self);
  gtk_widget_add_controller (fragment, controller);

  return fragment;
}

/* A fragment that stays keeps its widget, and with it the focus. */
static void
update_fragments (AipPromptFlow *self)
{
  const AipPromptComposition *composition = aip_live_prompt_get_composition (self->prompt);
  g_autoptr(GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *before = NULL;
  guint n_said = 0, index = 0;

  for (guint i = 0; i < self->fragments->len; i++)
    g_hash_table_insert (old, (gpointer) aip_prompt_flow_get_key (self, i),
                         aip_prompt_flow_get_fragment (self, i));
  g_ptr_array_set_size (self->fragments, 0);
  for (guint i = 0; i < composition->fragments->len; i++)
    n_said += !((const AipFragment *) g_ptr_array_index (composition->fragments, i))->cut;

  for (guint i = 0; i < composition->fragments->len; i++)
    {
      const AipFragment *fragment = g_ptr_array_index (composition->fragments, i);
      GtkWidget *widget;

      if (fragment->cut)
        continue;

      widget = g_hash_table_lookup (old, fragment->key);
      if (widget != NULL)
        g_hash_table_remove (old, fragment->key);
      else
        widget = new_fragment (self);
      aip_prompt_fragment_show (AIP_PROMPT_FRAGMENT (widget), fragment, index++, n_said);
      gtk_widget_insert_after (widget, GTK_WIDGET (self), before);
      before = widget;
      g_ptr_array_add (self->fragments, widget);
    }

  {
    GHashTableIter iter;
    gpointer widget;

    g_hash_table_iter_init (&iter, old);
    while (g_hash_table_iter_next (&iter, NULL, &widget))
      gtk_widget_unparent (widget);
  }
}

static void
close_editor (AipPromptFlow *self)
{
  aip_cell_editor_stop (AIP_CELL_EDITOR (self->editor));
  g_clear_pointer (&self->edited, g_free);
}

static void
update (AipPromptFlow *self)
{
  self->stale = FALSE;
  self->hover = -1;
  update_fragments (self);
  /* Undo may take away what is being edited. */
  if (aip_prompt_flow_get_editing (self) && self->edited != NULL &&
      aip_prompt_flow_get_index (self, self->edited) < 0)
    close_editor (self);
  update_highlight (self);
  set_content (self);
  g_signal_emit (self, signals[CURRENT_CHANGED], 0);
}

/* Behind another tab it costs nothing while somebody drags there. */
static void
prompt_changed_cb (AipPromptFlow *self)
{
  g_assert (AIP_IS_PROMPT_FLOW (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
  else
    self->stale = TRUE;
}

static void
aip_prompt_flow_map (GtkWidget *widget)
{
  AipPromptFlow *self = AIP_PROMPT_FLOW (widget);

  if (self->stale)
    update (self);
  GTK_WIDGET_CLASS (aip_prompt_flow_parent_class)->map (widget);
}

void
aip_prompt_flow_focus_index (AipPromptFlow *self,
             guint          index)
{
  if (self->fragments->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->fragments,
                                              MIN (index, self->fragments->len - 1)));
}

void
aip_prompt_flow_want_control (AipPromptFlow *self,
                              int            field)
{
  g_signal_emit (self, signals[EDIT_FIELD], 0, field);
}

void
aip_prompt_flow_want_menu (AipPromptFlow *self,
                           double         x,
                           double         y)
{
  g_signal_emit (self, signals[MENU], 0, x, y);
}

/* Editing ----------------------------------------------------------------------------------- */

/* @keep: what was typed is taken. Where the focus goes then is the caller's. */
static char *
finish_editing (AipPromptFlow *self,
                gboolean       keep)
{
  AipCellEditor *editor = AIP_CELL_EDITOR (self->editor);
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;

  if (!aip_cell_editor_get_active (editor))
    return NULL;

  text = aip_cell_editor_dup_text (editor);
  key = g_steal_pointer (&self->edited);
  close_editor (self);

  if (keep && key != NULL)
    aip_live_prompt_edit (self->prompt, key, text);
  else if (keep)
    key = g_strdup (aip_live_prompt_add_text (self->prompt, text, self->insert_at));
  set_content (self);

  return g_steal_pointer (&key);
}

/* Where the focus belongs when nothing comes of what was typed. */
static guint
get_edited_place (AipPromptFlow *self)
{
  if (self->edited == NULL)
    return self->insert_at;

  return (guint) MAX (aip_prompt_flow_get_index (self, self->edited), 0);
}

/* No model reads that much, but somebody may have pasted the wrong thing. */
static gboolean
is_too_long (AipPromptFlow *self)
{
  AipCellEditor *editor = AIP_CELL_EDITOR (self->editor);
  g_autofree char *text = aip_cell_editor_dup_text (editor);

  if (strlen (text) <= AIP_PROMPT_EDITS_MAX_LENGTH)
    return FALSE;

  aip_cell_editor_set_problem (editor, _("This is longer than any model reads. Shorten it."));
  gtk_widget_queue_resize (GTK_WIDGET (self));

  return TRUE;
}

static void
editor_finish_cb (AipPromptFlow *self,
                  int            move)
{
  guint place = get_edited_place (self);
  g_autofree char *key = NULL;
  int index;

  if (is_too_long (self))
    return;

  key = finish_editing (self, TRUE);
  index = aip_prompt_flow_get_index (self, key);

  if (move == AIP_CELL_MOVE_LEFT && place > 0)
    aip_prompt_flow_focus_index (self, place - 1);
  else if (move == AIP_CELL_MOVE_RIGHT)
    aip_prompt_flow_focus_index (self, place + (index >= 0));
  else
    aip_prompt_flow_focus_index (self, index >= 0 ? (guint) index : place);
}

void
aip_prompt_flow_finish (AipPromptFlow *self)
{
  guint place;

  if (!aip_prompt_flow_get_editing (self))
    return;

  /* When the focus goes, the input method gives the syllable that is being composed. */
  place = get_edited_place (self);
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  aip_prompt_flow_focus_index (self, place);
}

static void
editor_cancel_cb (AipPromptFlow *self)
{
  guint place = get_edited_place (self);

  g_free (finish_editing (self, FALSE));
  aip_prompt_flow_focus_index (self, place);
}

static void
editor_leave_cb (AipPromptFlow *self)
{
  g_free (finish_editing (self, TRUE));
}

static void
open_editor (AipPromptFlow *self,
             const char    *text,
             const char    *label)
{
  aip_cell_editor_start (AIP_CELL_EDITOR (self->editor), text, TRUE, *text != '\0', label);
  set_content (self);
  aip_cell_editor_focus (AIP_CELL_EDITOR (self->editor));
}

void
aip_prompt_flow_edit (AipPromptFlow *self,
                      const char    *key)
{
  const AipFragment *fragment;
  g_autofree char *wanted = NULL;

  g_return_if_fail (AIP_IS_PROMPT_FLOW (self));
  g_return_if_fail (key != NULL);

  wanted = g_strdup (key);
  g_free (finish_editing (self, TRUE));
  fragment = aip_live_prompt_find (self->prompt, wanted);
  if (fragment == NULL || fragment->cut)
    return;

  aip_prompt_flow_set_current (self, wanted);
  g_set_str (&self->edited, wanted);
  open_editor (self, fragment->words, aip_prompt_fragment_name (fragment));
}

void
aip_prompt_flow_insert (AipPromptFlow *self,
                        guint          position)
{
  g_return_if_fail (AIP_IS_PROMPT_FLOW (self));

  g_free (finish_editing (self, TRUE));
  self->insert_at = MIN (position, self->fragments->len);
  self->caret = -1;
  open_editor (self, "", _("Your Own Text"));
}

gboolean
aip_prompt_flow_get_editing (AipPromptFlow *self)
{
  g_return_val_if_fail (AIP_IS_PROMPT_FLOW (self), FALSE);

  return aip_cell_editor_get_active (AIP_CELL_EDITOR (self->editor));
}

const AipFragment *
aip_prompt_flow_get_current (AipPromptFlow *self)
{
  g_return_val_if_fail (AIP_IS_PROMPT_FLOW (self), NULL);

  return self->current != NULL ? aip_live_prompt_find (self->prompt, self->current) : NULL;
}

void
aip_prompt_flow_focus (AipPromptFlow *self,
                       const char    *key)
{
  int index;

  g_return_if_fail (AIP_IS_PROMPT_FLOW (self));
  g_return_if_fail (key != NULL);

  index = aip_prompt_flow_get_index (self, key);
  if (index >= 0)
    aip_prompt_flow_focus_index (self, (guint) index);
}

static void
focus_left_cb (AipPromptFlow *self)
{
  aip_live_setup_set_highlight (aip_live_prompt_get_setup (self->prompt), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* One stop for Tab, at the current fragment. */
static gboolean
aip_prompt_flow_focus_vfunc (GtkWidget        *widget,
                             GtkDirectionType  direction)
{
  AipPromptFlow *self = AIP_PROMPT_FLOW (widget);
  int index = aip_prompt_flow_get_index (self, self->current);

  if (gtk_widget_get_focus_child (widget) != NULL || self->fragments->len == 0)
    return FALSE;

  aip_prompt_flow_focus_index (self, (guint) MAX (index, 0));

  return TRUE;
}

static gboolean
aip_prompt_flow_grab_focus (GtkWidget *widget)
{
  AipPromptFlow *self = AIP_PROMPT_FLOW (widget);

  int index = aip_prompt_flow_get_index (self, self->current);

  aip_prompt_flow_focus_index (self, (guint) MAX (index, 0));

  return self->fragments->len > 0;
}

/* Drawing ----------------------------------------------------------------------------------- */

typedef struct {
  GtkSnapshot *snapshot;
  GdkRGBA      fill;
  GdkRGBA      edge;
  float        edge_width;
} BoxStyle;

static void
draw_box (const graphene_rect_t *box,
          gpointer               data)
{
  const BoxStyle *style = data;
  const float width = style->edge_width;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, box, RADIUS);
  gtk_snapshot_push_rounded_clip (style->snapshot, &outline);
  gtk_snapshot_append_color (style->snapshot, &style->fill, box);
  gtk_snapshot_pop (style->snapshot);
  if (width > 0)
    gtk_snapshot_append_border (style->snapshot, &outline,
                                (float[4]) { width, width, width, width },
                                (GdkRGBA[4]) { style->edge, style->edge, style->edge,
                                               style->edge });
}

static void
draw_marks (AipPromptFlow *self,
            GtkSnapshot   *snapshot,
            guint          index,
            const GdkRGBA *color)
{
  static const char *const icons[] = {
    [AIP_PROMPT_MARK_DIFFERS] = "dialog-warning-symbolic",
    [AIP_PROMPT_MARK_EDITED] = "document-edit-symbolic",
    [AIP_PROMPT_MARK_OWN] = "avatar-default-symbolic",
    [AIP_PROMPT_MARK_LOCKED] = "changes-prevent-symbolic",
  };
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  AipPromptMark mark;
  graphene_point_t place;

  for (guint n = 0; aip_prompt_layout_get_mark (self->layout, index, n, &mark, &place); n++)
    {
      g_autoptr(GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
        theme, icons[mark], NULL, AIP_PROMPT_MARK_SIZE,
        gtk_widget_get_scale_factor (GTK_WIDGET (self)), GTK_TEXT_DIR_LTR,
        GTK_ICON_LOOKUP_FORCE_SYMBOLIC);

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &place);
      gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot,
                                                AIP_PROMPT_MARK_SIZE, AIP_PROMPT_MARK_SIZE, color,
                                                1);
      gtk_snapshot_restore (snapshot);
    }
}

static void
draw_fragment (AipPromptFlow *self,
               GtkSnapshot   *snapshot,
               guint          index)
{
  GtkWidget *widget = g_ptr_array_index (self->fragments, index);
  gboolean focus = gtk_widget_has_focus (widget);
  gboolean lit = aip_prompt_fragment_get_highlight (AIP_PROMPT_FRAGMENT (widget)) ||
                 self->hover == (int) index;
  BoxStyle style = { snapshot, };

  /* The colour is that of the node, so that the theme decides. */
  gtk_widget_get_color (widget, &style.fill);
  style.edge = style.fill;
  style.fill.alpha *= lit ? 0.22f : 0.1f;
  style.edge.alpha *= focus ? 1 : 0.6f;
  style.edge_width = focus && gtk_widget_has_visible_focus (widget) ? 2 : lit || focus ? 1 : 0;
  aip_prompt_layout_visit (self->layout, index, draw_box, &style);
  style.edge.alpha = 1;
  draw_marks (self, snapshot, index, &style.edge);
}

static void
aip_prompt_flow_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  AipPromptFlow *self = AIP_PROMPT_FLOW (widget);
  GdkRGBA color;

  for (guint i = 0; i < self->fragments->len; i++)
    draw_fragment (self, snapshot, i);
  gtk_widget_get_color (widget, &color);
  aip_prompt_layout_snapshot (self->layout, snapshot, &color);

  if (self->caret >= 0)
    {
      graphene_rect_t caret;

      g_autofree GdkRGBA *accent =
        adw_style_manager_get_accent_color_rgba (adw_style_manager_get_for_display (
                                                   gtk_widget_get_display (widget)));

      aip_prompt_layout_get_caret (self->layout, (guint) self->caret, &caret);
      gtk_snapshot_append_color (snapshot, accent, &caret);
    }
  gtk_widget_snapshot_child (widget, self->editor, snapshot);
}

/* Size -------------------------------------------------------------------------------------- */

static int
measure_editor (AipPromptFlow *self,
                int            width)
{
  int height = 0;

  if (aip_prompt_flow_get_editing (self))
    gtk_widget_measure (self->editor, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);

  return MAX (height, aip_prompt_flow_get_editing (self) ? EDITOR_HEIGHT : 0);
}

static GtkSizeRequestMode
aip_prompt_flow_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
aip_prompt_flow_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  AipPromptFlow *self = AIP_PROMPT_FLOW (widget);
  int width = for_size >= 0 ? for_size : NATURAL_WIDTH;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }

  *minimum = *natural = aip_prompt_layout_set_size (self->layout, width,
                                                    measure_editor (self, width));
  /* Lines are broken for the width that it has until it gets another one. */
  if (gtk_widget_get_width (widget) > 0)
    aip_prompt_layout_set_size (self->layout, gtk_widget_get_width (widget),
                                measure_editor (self, gtk_widget_get_width (widget)));
}

static void
aip_prompt_flow_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  AipPromptFlow *self = AIP_PROMPT_FLOW (widget);
  int editor_height = measure_editor (self, width);

  aip_prompt_layout_set_size (self->layout, width, editor_height);
  for (guint i = 0; i < self->fragments->len; i++)
    {
      GtkWidget *fragment = g_ptr_array_index (self->fragments, i);
      GdkRectangle bounds;
      gboolean shown = aip_prompt_layout_get_bounds (self->layout, i, &bounds);

      gtk_widget_set_child_visible (fragment, shown);
      if (shown)
        gtk_widget_size_allocate (fragment, &bounds, -1);
    }
  if (aip_prompt_flow_get_editing (self))
    gtk_widget_size_allocate (self->editor,
                              &(GtkAllocation) { 0, aip_prompt_layout_get_gap (self->layout), width,
                                                 editor_height }, -1);
}

/* Another font, or another size of it. */
static void
aip_prompt_flow_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  AipPromptFlow *self = AIP_PROMPT_FLOW (widget);

  GTK_WIDGET_CLASS (aip_prompt_flow_parent_class)->css_changed (widget, change);
  if (self->prompt != NULL)
    set_content (self);
}

/* The object -------------------------------------------------------------------------------- */

static void
aip_prompt_flow_dispose (GObject *object)
{
  AipPromptFlow *self = AIP_PROMPT_FLOW (object);
  GtkWidget *child;

  if (self->prompt != NULL && self->hover >= 0)
    aip_live_setup_set_highlight (aip_live_prompt_get_setup (self->prompt), -1);
  g_ptr_array_set_size (self->fragments, 0);
  /* It must not say that the focus leaves it. */
  if (self->editor != NULL)
    aip_cell_editor_stop (AIP_CELL_EDITOR (self->editor));
  self->editor = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->prompt);

  G_OBJECT_CLASS (aip_prompt_flow_parent_class)->dispose (object);
}

static void
aip_prompt_flow_finalize (GObject *object)
{
  AipPromptFlow *self = AIP_PROMPT_FLOW (object);

  aip_prompt_layout_free (self->layout);
  g_ptr_array_unref (self->fragments);
  g_free (self->current);
  g_free (self->edited);

  G_OBJECT_CLASS (aip_prompt_flow_parent_class)->finalize (object);
}

static void
aip_prompt_flow_class_init (AipPromptFlowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = aip_prompt_flow_dispose;
  object_class->finalize = aip_prompt_flow_finalize;
  widget_class->map = aip_prompt_flow_map;
  widget_class->get_request_mode = aip_prompt_flow_get_request_mode;
  widget_class->measure = aip_prompt_flow_measure;
  widget_class->size_allocate = aip_prompt_flow_size_allocate;
  widget_class->snapshot = aip_prompt_flow_snapshot;
  widget_class->focus = aip_prompt_flow_focus_vfunc;
  widget_class->grab_focus = aip_prompt_flow_grab_focus;
  widget_class->css_changed = aip_prompt_flow_css_changed;

  signals[CURRENT_CHANGED] =
    g_signal_new ("current-changed", AIP_TYPE_PROMPT_FLOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[EDIT_FIELD] =
    g_signal_new ("edit-field", AIP_TYPE_PROMPT_FLOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT);
  signals[MENU] =
    g_signal_new ("menu", AIP_TYPE_PROMPT_FLOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  aip_prompt_flow_class_input (widget_class);

  gtk_widget_class_set_css_name (widget_class, "promptflow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
aip_prompt_flow_init (AipPromptFlow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *controller;

  self->layout = aip_prompt_layout_new (gtk_widget_get_pango_context (widget));
  self->fragments = g_ptr_array_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Prompt"), -1);

  self->editor = aip_cell_editor_new ();
  gtk_widget_set_parent (self->editor, widget);
  g_signal_connect_object (self->editor, "finish", G_CALLBACK (editor_finish_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "cancel", G_CALLBACK (editor_cancel_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "leave", G_CALLBACK (editor_leave_cb), self,
                           G_CONNECT_SWAPPED);

  controller = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (controller, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (widget, controller);
  aip_prompt_flow_init_input (self);
}

GtkWidget *
aip_prompt_flow_new (AipLivePrompt *prompt)
{
  AipPromptFlow *self;

  g_return_val_if_fail (AIP_IS_LIVE_PROMPT (prompt), NULL);

  self = g_object_new (AIP_TYPE_PROMPT_FLOW, NULL);
  self->prompt = g_object_ref (prompt);
  g_signal_connect_object (prompt, "changed", G_CALLBACK (prompt_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_live_prompt_get_setup (prompt), "notify::highlight",
                           G_CALLBACK (update_highlight), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
