/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-filter-rule"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "aip-filter-rule.h"
#include "aip-query-date.h"
#include "aip-text.h"

/* With more values than this there is an entry to find one. */
#define MAX_PLAIN_VALUES 10

typedef enum {
  KIND_WORDS,     /* anywhere */
  KIND_TEXT,
  KIND_LIST,
  KIND_NUMBER,
  KIND_DATE,
} Kind;

typedef struct {
  AipQueryOp op;
  gboolean   negated;
} Operator;

struct _AipFilterRule
{
  GtkWidget parent_instance;

  AipShotsPage *page;       /* weak pointer */
  AipQueryNode *node;       /* not owned */
  GPtrArray    *names;      /* of the project's fields, after the keys in the drop-down */

  GtkDropDown  *field;
  GtkDropDown  *operator;
  GArray       *operators;  /* Operator: what the drop-down shows */
  GtkWidget    *bin;        /* for what the value is given with */
  GtkWidget    *entry;
  GtkWidget    *second;
  GtkWidget    *button;
  GtkWidget    *checks;
  gboolean      updating;
};

enum {
  CHANGED,
  DUPLICATE,
  REMOVE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipFilterRule, aip_filter_rule, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

/* What there is to choose from ---------------------------------------------------------------- */

static Kind
get_field_kind (AipFilterRule *self,
                const char    *name)
{
  AipCustomField *field =
    self->page != NULL ? aip_shot_filter_find_field (aip_shots_page_get_document (self->page), name)
                       : NULL;

  if (field == NULL)
    return KIND_TEXT;

  switch (aip_custom_field_get_format (field)->type)
    {
    case AIP_CUSTOM_NUMBER:
    case AIP_CUSTOM_RATING:
    case AIP_CUSTOM_FORMULA:
      return KIND_NUMBER;
    case AIP_CUSTOM_CHECKBOX:
    case AIP_CUSTOM_SELECT:
    case AIP_CUSTOM_MULTI_SELECT:
      return KIND_LIST;
    case AIP_CUSTOM_DATE:
      return KIND_DATE;
    case AIP_CUSTOM_TEXT:
    case AIP_CUSTOM_LONG_TEXT:
    case AIP_CUSTOM_URL:
    case AIP_CUSTOM_UNKNOWN:
    default:
      return KIND_TEXT;
    }
}

static Kind
get_kind (AipFilterRule *self)
{
  AipQueryKey key = self->node->key;

  if (key == AIP_QUERY_FIELD)
    return get_field_kind (self, self->node->field);
  if (key == AIP_QUERY_TEXT)
    return KIND_WORDS;
  if (aip_query_key_is_number (key))
    return KIND_NUMBER;
  if (aip_query_key_is_closed (key))
    return KIND_LIST;

  switch (key)
    {
    case AIP_QUERY_CHARACTER:
    case AIP_QUERY_PLACE:
    case AIP_QUERY_TAG:
    case AIP_QUERY_WORKFLOW:
    case AIP_QUERY_CAMERA:
    case AIP_QUERY_LENS:
    case AIP_QUERY_STOCK:
    case AIP_QUERY_LIGHT:
    case AIP_QUERY_MOVE:
      return KIND_LIST;
    default:
      return KIND_TEXT;
    }
}

static const char *
get_number_title (AipQueryOp op,
                  gboolean   negated)
{
  switch (op)
    {
    case AIP_QUERY_LESS:
      return negated ? _("is not less than") : _("is less than");
    case AIP_QUERY_MORE:
      return negated ? _("is not more than") : _("is more than");
    case AIP_QUERY_AT_MOST:
      return negated ? _("is not at most") : _("is at most");
    case AIP_QUERY_AT_LEAST:
      return negated ? _("is not at least") : _("is at least");
    case AIP_QUERY_BETWEEN:
      return negated ? _("is not between") : _("is between");
    case AIP_QUERY_HAS:
    case AIP_QUERY_IS:
    case AIP_QUERY_BEGINS:
    case AIP_QUERY_EMPTY:
    default:
      return negated ? _("is not") : _("is");
    }
}

static const char *
get_date_title (AipQueryOp op,
                gboolean   negated)
{
  switch (op)
    {
    case AIP_QUERY_LESS:
      return negated ? _("is not before") : _("is before");
    case AIP_QUERY_MORE:
      return negated ? _("is not after") : _("is after");
    case AIP_QUERY_AT_MOST:
      return negated ? _("is not until") : _("is until");
    case AIP_QUERY_AT_LEAST:
      return negated ? _("is not from") : _("is from");
    default:
      return get_number_title (op, negated);
    }
}

static const char *
get_title (Kind       kind,
           AipQueryOp op,
           gboolean   negated)
{
  if (op == AIP_QUERY_EMPTY)
    return negated ? _("is not empty") : _("is empty");
  if (kind == KIND_DATE)
    return get_date_title (op, negated);
  if (kind == KIND_NUMBER)
    return get_number_title (op, negated);
  if (op == AIP_QUERY_BEGINS)
    return negated ? _("does not begin with") : _("begins with");
  if (op == AIP_QUERY_IS && kind == KIND_LIST)
    return negated ? _("is none of") : _("is any of");
  if (op == AIP_QUERY_IS)
    return negated ? _("is not") : _("is");

  return negated ? _("does not contain") : _("contains");
}

/* What is rarely meant is only there when the filter says it already. */
static GArray *
dup_operators (AipFilterRule *self)
{
  static const Operator words[] = { { AIP_QUERY_HAS, FALSE }, { AIP_QUERY_HAS, TRUE } };
  static const Operator texts[] = {
    { AIP_QUERY_HAS, FALSE }, { AIP_QUERY_HAS, TRUE }, { AIP_QUERY_IS, FALSE },
    { AIP_QUERY_IS, TRUE }, { AIP_QUERY_BEGINS, FALSE }, { AIP_QUERY_BEGINS, TRUE },
    { AIP_QUERY_EMPTY, FALSE }, { AIP_QUERY_EMPTY, TRUE },
  };
  static const Operator lists[] = {
    { AIP_QUERY_IS, FALSE }, { AIP_QUERY_IS, TRUE }, { AIP_QUERY_HAS, FALSE },
    { AIP_QUERY_HAS, TRUE }, { AIP_QUERY_EMPTY, FALSE }, { AIP_QUERY_EMPTY, TRUE },
  };
  static const Operator numbers[] = {
    { AIP_QUERY_IS, FALSE }, { AIP_QUERY_IS, TRUE }, { AIP_QUERY_LESS, FALSE },
    { AIP_QUERY_AT_MOST, FALSE }, { AIP_QUERY_MORE, FALSE }, { AIP_QUERY_AT_LEAST, FALSE },
    { AIP_QUERY_BETWEEN, FALSE }, { AIP_QUERY_BETWEEN, TRUE }, { AIP_QUERY_EMPTY, FALSE },
    { AIP_QUERY_EMPTY, TRUE },
  };
  static const struct {
    const Operator *operators;
    guint           n;
  } kinds[] = {
    [KIND_WORDS] = { words, G_N_ELEMENTS (words) },
    [KIND_TEXT] = { texts, G_N_ELEMENTS (texts) },
    [KIND_LIST] = { lists, G_N_ELEMENTS (lists) },
    [KIND_NUMBER] = { numbers, G_N_ELEMENTS (numbers) },
    [KIND_DATE] = { numbers, G_N_ELEMENTS (numbers) },
  };
  Kind kind = get_kind (self);
  Operator now = { self->node->op, self->node->negated };
  GArray *operators = g_array_new (FALSE, FALSE, sizeof (Operator));

  g_array_append_vals (operators, kinds[kind].operators, kinds[kind].n);
  for (guint i = 0; i < operators->len; i++)
    {
      const Operator *operator = &g_array_index (operators, Operator, i);

      if (operator->op == now.op && operator->negated == now.negated)
        return operators;
    }
  g_array_append_val (operators, now);

  return operators;
}

/* Values -------------------------------------------------------------------------------------- */

static void
emit_changed (AipFilterRule *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
mark (GtkWidget *entry,
      gboolean   wrong)
{
  if (wrong)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
mark_number (AipFilterRule *self,
             GtkWidget     *entry)
{
  g_autofree char *text = aip_text_fold (gtk_editable_get_text (GTK_EDITABLE (entry)));
  gboolean known = self->node->key == AIP_QUERY_FIELD ? aip_query_is_value (text)
                                                      : aip_query_is_number (text);

  mark (entry, *text != '\0' && !known);
}

static void
entry_changed_cb (AipFilterRule *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->updating)
    return;

  aip_query_node_clear_values (self->node);
  if (self->node->op == AIP_QUERY_BETWEEN && self->second != NULL)
    {
      const char *to = gtk_editable_get_text (GTK_EDITABLE (self->second));
      g_autofree char *span = g_strdup_printf ("%s..%s", text, to);

      if (*text != '\0' || *to != '\0')
        aip_query_node_add_value (self->node, span);
      mark_number (self, self->entry);
      mark_number (self, self->second);
    }
  else if (get_kind (self) == KIND_WORDS)
    {
      if (*text != '\0')
        aip_query_node_add_value (self->node, text);
    }
  else
    {
      g_autoptr(GPtrArray) values = aip_query_values_from_text (text);

      for (guint i = 0; i < values->len; i++)
        aip_query_node_add_value (self->node, g_ptr_array_index (values, i));
      if ((get_kind (self) == KIND_NUMBER || get_kind (self) == KIND_DATE) && values->len == 1)
        mark_number (self, self->entry);
    }
  emit_changed (self);
}

static GtkWidget *
create_entry (AipFilterRule *self,
              const char    *text,
              const char    *label)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_widget_set_hexpand (entry, TRUE);
  if (get_kind (self) == KIND_DATE)
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("2026-12-24, today+7"));
  if (self->node->key == AIP_QUERY_DURATION)
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("frames, or 2s"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return entry;
}

static gboolean
has_value (const AipQueryNode *node,
           const char         *value)
{
  g_autofree char *folded = aip_text_fold (value);

  return g_ptr_array_find_with_equal_func (node->folded, folded, g_str_equal, NULL);
}

static void
show_values (AipFilterRule *self)
{
  g_autofree char *text = aip_query_values_to_text (self->node->values);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), *text != '\0' ? text : _("Choose…"));
  gtk_widget_set_tooltip_text (self->button, *text != '\0' ? text : NULL);
}

static void
check_toggled_cb (AipFilterRule  *self,
                  GtkCheckButton *check)
{
  const char *value = g_object_get_data (G_OBJECT (check), "value");
  g_autofree char *folded = aip_text_fold (value);
  guint index;

  if (self->updating)
    return;

  if (gtk_check_button_get_active (check))
    aip_query_node_add_value (self->node, value);
  else if (g_ptr_array_find_with_equal_func (self->node->folded, folded, g_str_equal, &index))
    {
      g_ptr_array_remove_index (self->node->folded, index);
      g_ptr_array_remove_index (self->node->values, index);
    }
  show_values (self);
  emit_changed (self);
}

static void
add_check (AipFilterRule *self,
           const char    *value,
           guint          count)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (value);
  g_autofree char *number = g_strdup_printf ("%u", count);
  GtkWidget *number_label = gtk_label_new (number);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 40);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (number_label, "dim-label");
  gtk_widget_add_css_class (number_label, "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), number_label);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), has_value (self->node, value));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, value,
                                  -1);
  g_object_set_data_full (G_OBJECT (check), "value", g_strdup (value), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (check_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->checks), check);
}

static void
find_changed_cb (AipFilterRule  *self,
                 GtkSearchEntry *entry)
{
  g_autofree char *wanted = aip_text_fold (gtk_editable_get_text (GTK_EDITABLE (entry)));

  for (GtkWidget *check = gtk_widget_get_first_child (self->checks); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    {
      g_autofree char *folded = aip_text_fold (g_object_get_data (G_OBJECT (check), "value"));

      gtk_widget_set_visible (check, aip_text_matches (folded, wanted));
    }
}

/* Read when it is opened: shots change while nobody looks. */
static void
fill_popover_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  AipFilterRule *self = user_data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr(GPtrArray) values = NULL;

  self->checks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  if (self->page == NULL)
    values = g_ptr_array_new ();
  else if (self->node->key == AIP_QUERY_FIELD)
    values = aip_shots_page_collect_field_values (self->page, self->node->field);
  else
    values = aip_shots_page_collect_values (self->page, self->node->key);
  self->updating = TRUE;
  for (guint i = 0; i < values->len; i++)
    {
      const AipFilterValue *value = g_ptr_array_index (values, i);

      add_check (self, value->value, value->count);
    }
  /* What the filter names and no shot has. */
  for (guint i = 0; i < self->node->values->len; i++)
    {
      const char *value = g_ptr_array_index (self->node->values, i);
      gboolean known = FALSE;

      for (guint j = 0; j < values->len && !known; j++)
        {
          g_autofree char *folded =
            aip_text_fold (((AipFilterValue *) g_ptr_array_index (values, j))->value);

          known = g_str_equal (folded, g_ptr_array_index (self->node->folded, i));
        }
      if (!known)
        add_check (self, value, 0);
    }
  self->updating = FALSE;

  if (gtk_widget_get_first_child (self->checks) == NULL)
    gtk_box_append (GTK_BOX (box), gtk_label_new (_("No shot says anything here yet.")));
  if (values->len > MAX_PLAIN_VALUES)
    {
      GtkWidget *find = gtk_search_entry_new ();

      g_signal_connect_object (find, "search-changed", G_CALLBACK (find_changed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), find);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->checks);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_size_request (box, 240, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static void
set_bin (AipFilterRule *self,
         GtkWidget     *child)
{
  self->entry = NULL;
  self->second = NULL;
  self->button = NULL;
  self->checks = NULL;
  adw_bin_set_child (ADW_BIN (self->bin), child);
}

static void
date_chosen_cb (AipFilterRule *self,
                GtkButton     *button)
{
  const char *word = g_object_get_data (G_OBJECT (button), "word");
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), word);
}

/* Days that move on with the calendar, to be chosen instead of typed. */
static GtkWidget *
create_date_button (AipFilterRule *self)
{
  GtkWidget *menu = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *const *words = aip_query_date_get_words ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (aip_query_date_get_title (words[i]));

      gtk_widget_add_css_class (button, "flat");
      g_object_set_data (G_OBJECT (button), "word", (gpointer) words[i]);
      g_signal_connect_object (button, "clicked", G_CALLBACK (date_chosen_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (menu), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (menu, _("Relative Dates"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Relative Dates"), -1);

  return menu;
}

static void
create_value (AipFilterRule *self)
{
  AipQueryNode *node = self->node;
  Kind kind = get_kind (self);

  set_bin (self, NULL);
  if (node->op == AIP_QUERY_EMPTY)
    return;

  if (node->op == AIP_QUERY_BETWEEN)
    {
      const char *span = node->values->len > 0 ? g_ptr_array_index (node->values, 0) : "";
      const char *dots = strstr (span, "..");
      g_autofree char *from = g_strndup (span, dots != NULL ? (gsize) (dots - span) : strlen (span));
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      set_bin (self, box);
      self->entry = create_entry (self, from, _("From"));
      self->second = create_entry (self, dots != NULL ? dots + 2 : "", _("To"));
      gtk_box_append (GTK_BOX (box), self->entry);
      gtk_box_append (GTK_BOX (box), gtk_label_new ("–"));
      gtk_box_append (GTK_BOX (box), self->second);
    }
  else if (kind == KIND_LIST && node->op == AIP_QUERY_IS)
    {
      GtkWidget *button = gtk_menu_button_new ();

      set_bin (self, button);
      self->button = button;
      gtk_menu_button_set_can_shrink (GTK_MENU_BUTTON (button), TRUE);
      gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
      gtk_widget_set_hexpand (button, TRUE);
      gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), fill_popover_cb, self,
                                             NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Values"), -1);
      show_values (self);
    }
  else
    {
      g_autofree char *text = kind == KIND_WORDS && node->values->len > 0
                              ? g_strdup (g_ptr_array_index (node->values, 0))
                              : aip_query_values_to_text (node->values);
      GtkWidget *entry = create_entry (self, text, _("Value"));
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      set_bin (self, box);
      self->entry = entry;
      gtk_box_append (GTK_BOX (box), entry);
      if (kind == KIND_DATE)
        gtk_box_append (GTK_BOX (box), create_date_button (self));
      if (kind != KIND_WORDS)
        gtk_widget_set_tooltip_text (entry, _("Several values are parted by commas"));
    }
}

/* What and how -------------------------------------------------------------------------------- */

static void
fill_operators (AipFilterRule *self)
{
  Kind kind = get_kind (self);
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  g_clear_pointer (&self->operators, g_array_unref);
  self->operators = dup_operators (self);
  for (guint i = 0; i < self->operators->len; i++)
    {
      const Operator *operator = &g_array_index (self->operators, Operator, i);

      gtk_string_list_append (titles, get_title (kind, operator->op, operator->negated));
      if (operator->op == self->node->op && operator->negated == self->node->negated)
        selected = i;
    }
  gtk_drop_down_set_model (self->operator, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->operator, selected);
}

static void
operator_selected_cb (AipFilterRule *self)
{
  guint selected = gtk_drop_down_get_selected (self->operator);
  const Operator *operator;
  g_autofree char *first = NULL;
  AipQueryOp before = self->node->op;

  if (self->updating || selected >= self->operators->len)
    return;

  operator = &g_array_index (self->operators, Operator, selected);
  self->node->op = operator->op;
  self->node->negated = operator->negated;
  if (before == operator->op)
    {
      emit_changed (self);
      return;
    }

  /* A number and a span of numbers begin with the same one. */
  if (self->node->values->len > 0)
    first = g_strdup (g_ptr_array_index (self->node->values, 0));
  if (operator->op == AIP_QUERY_EMPTY)
    aip_query_node_clear_values (self->node);
  else if (first != NULL && (operator->op == AIP_QUERY_BETWEEN || before == AIP_QUERY_BETWEEN))
    {
      char *dots = strstr (first, "..");
      g_autofree char *span = NULL;

      if (dots != NULL)
        *dots = '\0';
      span = operator->op == AIP_QUERY_BETWEEN ? g_strconcat (first, "..", NULL)
                                               : g_strdup (first);
      aip_query_node_clear_values (self->node);
      if (*span != '\0')
        aip_query_node_add_value (self->node, span);
    }
  self->updating = TRUE;
  create_value (self);
  self->updating = FALSE;
  emit_changed (self);
}

/* Where the field of the node is in the drop-down. */
static guint
get_place (AipFilterRule *self)
{
  guint index;

  if (self->node->key != AIP_QUERY_FIELD)
    return self->node->key;

  return g_ptr_array_find_with_equal_func (self->names, self->node->field, g_str_equal, &index)
         ? AIP_N_QUERY_KEYS + index : GTK_INVALID_LIST_POSITION;
}

static void
field_selected_cb (AipFilterRule *self)
{
  guint selected = gtk_drop_down_get_selected (self->field);
  Kind before = get_kind (self);
  Kind now;

  if (self->updating || selected >= AIP_N_QUERY_KEYS + self->names->len
      || selected == get_place (self))
    return;

  self->node->key = selected < AIP_N_QUERY_KEYS ? (AipQueryKey) selected : AIP_QUERY_FIELD;
  g_clear_pointer (&self->node->field, g_free);
  if (selected >= AIP_N_QUERY_KEYS)
    self->node->field = g_strdup (g_ptr_array_index (self->names, selected - AIP_N_QUERY_KEYS));
  now = get_kind (self);
  if (before != now || now == KIND_LIST)
    aip_query_node_clear_values (self->node);
  if (before != now)
    {
      self->node->op = now == KIND_NUMBER || now == KIND_LIST || now == KIND_DATE ? AIP_QUERY_IS
                                                                                 : AIP_QUERY_HAS;
      self->node->negated = FALSE;
    }

  self->updating = TRUE;
  fill_operators (self);
  create_value (self);
  self->updating = FALSE;
  emit_changed (self);
}

/* The keys of every shot, then the fields of the project, then one that is not there any more. */
static void
fill_fields (AipFilterRule *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  AipEntityList *list = NULL;
  AipEntity *entity;

  for (guint i = 0; i < AIP_N_QUERY_KEYS; i++)
    gtk_string_list_append (titles, i == AIP_QUERY_TEXT ? _("Anywhere")
                                                        : aip_query_key_get_title (i));
  if (self->page != NULL)
    list = aip_document_get_list (aip_shots_page_get_document (self->page), AIP_KIND_FIELD);
  for (guint i = 0; list != NULL && (entity = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      char *name = g_strdup (aip_custom_field_get_name (AIP_CUSTOM_FIELD (entity)));

      gtk_string_list_append (titles, name);
      g_strdelimit (name, "{}", ' ');
      g_ptr_array_add (self->names, name);
    }
  if (self->node->key == AIP_QUERY_FIELD && get_place (self) == GTK_INVALID_LIST_POSITION)
    {
      /* As the project writes it, if it is only written otherwise. */
      AipCustomField *field =
        self->page != NULL ? aip_shot_filter_find_field (aip_shots_page_get_document (self->page),
                                                         self->node->field) : NULL;

      if (field != NULL)
        g_set_str (&self->node->field, aip_custom_field_get_name (field));
      else
        {
          g_ptr_array_add (self->names, g_strdup (self->node->field));
          gtk_string_list_append (titles, self->node->field);
        }
    }

  gtk_drop_down_set_model (self->field, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->field, get_place (self));
}

/* Class --------------------------------------------------------------------------------------- */

static void
duplicate_cb (AipFilterRule *self)
{
  g_signal_emit (self, signals[DUPLICATE], 0);
}

static void
remove_cb (AipFilterRule *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static gboolean
aip_filter_rule_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (AIP_FILTER_RULE (widget)->field));
}

static void
aip_filter_rule_dispose (GObject *object)
{
  AipFilterRule *self = AIP_FILTER_RULE (object);
  GtkWidget *child;

  g_clear_weak_pointer (&self->page);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->operators, g_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);

  G_OBJECT_CLASS (aip_filter_rule_parent_class)->dispose (object);
}

static void
aip_filter_rule_class_init (AipFilterRuleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aip_filter_rule_dispose;
  widget_class->grab_focus = aip_filter_rule_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[CHANGED] = g_signal_new ("changed", AIP_TYPE_FILTER_RULE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[DUPLICATE] = g_signal_new ("duplicate", AIP_TYPE_FILTER_RULE, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", AIP_TYPE_FILTER_RULE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
create_tool (AipFilterRule *self,
             const char    *icon,
             const char    *tip,
             GCallback      callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static void
aip_filter_rule_init (AipFilterRule *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->field = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->operator = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->bin = adw_bin_new ();
  gtk_widget_set_hexpand (self->bin, TRUE);
  gtk_widget_set_size_request (self->bin, 160, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Field"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->operator), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Comparison"), -1);

  gtk_widget_set_parent (GTK_WIDGET (self->field), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->operator), GTK_WIDGET (self));
  gtk_widget_set_parent (self->bin, GTK_WIDGET (self));
  gtk_widget_set_parent (create_tool (self, "edit-copy-symbolic", _("Duplicate Rule"),
                                      G_CALLBACK (duplicate_cb)), GTK_WIDGET (self));
  gtk_widget_set_parent (create_tool (self, "user-trash-symbolic", _("Remove Rule"),
                                      G_CALLBACK (remove_cb)), GTK_WIDGET (self));
}

GtkWidget *
aip_filter_rule_new (AipShotsPage *page,
                     AipQueryNode *node)
{
  AipFilterRule *self;

  g_return_val_if_fail (node != NULL && node->kind == AIP_QUERY_NODE_TERM, NULL);

  self = g_object_new (AIP_TYPE_FILTER_RULE, NULL);
  g_set_weak_pointer (&self->page, page);
  self->node = node;
  self->updating = TRUE;
  fill_fields (self);
  fill_operators (self);
  create_value (self);
  self->updating = FALSE;
  g_signal_connect_object (self->field, "notify::selected", G_CALLBACK (field_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->operator, "notify::selected", G_CALLBACK (operator_selected_cb),
                           self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

AipQueryNode *
aip_filter_rule_get_node (AipFilterRule *self)
{
  g_return_val_if_fail (AIP_IS_FILTER_RULE (self), NULL);

  return self->node;
}
