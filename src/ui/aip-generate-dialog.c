/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-generate"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-generate.h"

/* Rows of reasons, and codes named in one: more is not read by anybody. */
#define MAX_ROWS 100
#define MAX_CODES 4

/* Shots of which the same is to be said. */
typedef struct {
  AipJobCheckVerdict  verdict;
  const char         *workflow;   /* nullable */
  char               *text;
  GPtrArray          *codes;
} Reason;

static void
reason_free (gpointer data)
{
  Reason *reason = data;

  g_free (reason->text);
  g_ptr_array_unref (reason->codes);
  g_free (reason);
}

/* The worst first, otherwise in the order of the shots. */
static int
compare_reasons (gconstpointer a,
                 gconstpointer b)
{
  const Reason *one = a;
  const Reason *other = b;

  return (int) other->verdict - (int) one->verdict;
}

static GPtrArray *
gather (GPtrArray *checks)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func (reason_free);
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < checks->len; i++)
    {
      const AipJobCheck *check = g_ptr_array_index (checks, i);
      g_autofree char *text = aip_job_check_dup_text (check);
      g_autofree char *key = NULL;
      Reason *reason;

      if (*text == '\0')
        continue;

      key = g_strdup_printf ("%d %s\n%s", check->verdict,
                             check->workflow != NULL ? check->workflow : "", text);
      reason = g_hash_table_lookup (known, key);
      if (reason == NULL)
        {
          reason = g_new0 (Reason, 1);
          reason->verdict = check->verdict;
          reason->workflow = check->workflow;
          reason->text = g_steal_pointer (&text);
          reason->codes = g_ptr_array_new ();
          g_ptr_array_add (reasons, reason);
          g_hash_table_insert (known, g_steal_pointer (&key), reason);
        }
      g_ptr_array_add (reason->codes, (gpointer) aip_shot_get_code (check->shot));
    }
  g_ptr_array_sort_values (reasons, compare_reasons);

  return reasons;
}

static char *
dup_title (const Reason *reason)
{
  g_autoptr(GString) title = g_string_new (NULL);
  guint n_named = MIN (reason->codes->len, MAX_CODES);

  for (guint i = 0; i < n_named; i++)
    g_string_append_printf (title, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (reason->codes, i));
  if (reason->codes->len > n_named)
    {
      guint n = reason->codes->len - n_named;

      /* Translators: after a list of codes of shots */
      g_string_append_printf (title, ngettext (" and %u more", " and %u more", n), n);
    }
  if (reason->workflow != NULL)
    g_string_append_printf (title, " · %s", reason->workflow);

  return g_string_free_and_steal (g_steal_pointer (&title));
}

static GtkWidget *
reason_row_new (const Reason *reason)
{
  static const struct {
    const char *icon_name;
    const char *style;
  } looks[] = {
    [AIP_JOB_CHECK_FINE] = { "dialog-information-symbolic", "dim-label" },
    [AIP_JOB_CHECK_CHANGED] = { "dialog-information-symbolic", "dim-label" },
    [AIP_JOB_CHECK_UNKNOWN] = { "dialog-information-symbolic", "dim-label" },
    [AIP_JOB_CHECK_NOWHERE] = { "dialog-warning-symbolic", "warning" },
    [AIP_JOB_CHECK_BLOCKED] = { "dialog-error-symbolic", "error" },
  };
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (looks[reason->verdict].icon_name);
  g_autofree char *title = dup_title (reason);

  gtk_widget_add_css_class (icon, looks[reason->verdict].style);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reason->text);
  /* Names of files and addresses are there to be copied. */
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);

  return row;
}

static GtkWidget *
list_new (GPtrArray *checks)
{
  g_autoptr(GPtrArray) reasons = gather (checks);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reasons"),
                                  -1);
  for (guint i = 0; i < MIN (reasons->len, MAX_ROWS); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), reason_row_new (g_ptr_array_index (reasons, i)));
  if (reasons->len > MAX_ROWS)
    {
      GtkWidget *row = adw_action_row_new ();
      guint n = reasons->len - MAX_ROWS;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_size_request (scrolled, 420, -1);

  return scrolled;
}

static char *
dup_heading (GPtrArray *checks,
             guint      n_blocked,
             guint      n_nowhere)
{
  guint n = n_blocked + n_nowhere;

  if (checks->len == 1)
    {
      const AipJobCheck *check = g_ptr_array_index (checks, 0);

      return g_strdup_printf (n_blocked > 0 ? _("%s Cannot Be Generated") : _("No Worker Can Make %s"),
                              aip_shot_get_code (check->shot));
    }
  if (n_blocked == 0)
    return g_strdup_printf (ngettext ("No Worker Can Make %u Shot", "No Worker Can Make %u Shots", n),
                            n);

  return g_strdup_printf (ngettext ("%u Shot Cannot Be Generated", "%u Shots Cannot Be Generated", n),
                          n);
}

static char *
dup_body (guint n_rest,
          guint n_nowhere)
{
  GString *body = g_string_new (NULL);

  if (n_rest > 0)
    g_string_append_printf (body, ngettext ("%u other shot can be generated.",
                                            "%u other shots can be generated.", n_rest), n_rest);
  if (n_nowhere > 0)
    g_string_append_printf (body, "%s%s", body->len > 0 ? " " : "",
                            _("What lacks a worker may wait for one that has what it needs."));

  return g_string_free_and_steal (body);
}

AdwDialog *
aip_generate_dialog_new (GPtrArray *checks)
{
  guint n_blocked = 0;
  guint n_nowhere = 0;
  guint n_rest;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  AdwAlertDialog *dialog;

  g_return_val_if_fail (checks != NULL, NULL);

  for (guint i = 0; i < checks->len; i++)
    {
      const AipJobCheck *check = g_ptr_array_index (checks, i);

      n_blocked += check->verdict == AIP_JOB_CHECK_BLOCKED ? 1 : 0;
      n_nowhere += check->verdict == AIP_JOB_CHECK_NOWHERE ? 1 : 0;
    }
  if (n_blocked + n_nowhere == 0)
    return NULL;

  n_rest = checks->len - n_blocked - n_nowhere;
  heading = dup_heading (checks, n_blocked, n_nowhere);
  body = dup_body (n_rest, n_nowhere);
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  adw_alert_dialog_add_response (dialog, "cancel",
                                 n_rest + n_nowhere > 0 ? _("_Cancel") : _("_Close"));
  if (n_nowhere > 0)
    adw_alert_dialog_add_response (dialog, "all", _("_Queue and Wait"));
  if (n_rest > 0)
    {
      /* Translators: a button; the number of shots */
      g_autofree char *label = g_strdup_printf (ngettext ("_Generate %u", "_Generate %u", n_rest),
                                                n_rest);

      adw_alert_dialog_add_response (dialog, "rest", label);
      adw_alert_dialog_set_response_appearance (dialog, "rest", ADW_RESPONSE_SUGGESTED);
      adw_alert_dialog_set_default_response (dialog, "rest");
    }
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_set_extra_child (dialog, list_new (checks));

  return ADW_DIALOG (dialog);
}
