/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-row-colors"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-row-colors.h"

typedef struct {
  AipQueryNode *query;
  AipRowColor   color;
} Rule;

struct _AipRowColors
{
  GObject parent_instance;

  AipShotView *view;
  GArray      *rules;   /* of Rule */
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipRowColors, aip_row_colors, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
clear_rule (gpointer data)
{
  aip_query_node_free (((Rule *) data)->query);
}

static void
refreshed_cb (AipRowColors *self)
{
  if (self->rules->len > 0)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
aip_row_colors_finalize (GObject *object)
{
  AipRowColors *self = AIP_ROW_COLORS (object);

  g_clear_object (&self->view);
  g_array_unref (self->rules);

  G_OBJECT_CLASS (aip_row_colors_parent_class)->finalize (object);
}

static void
aip_row_colors_class_init (AipRowColorsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aip_row_colors_finalize;

  signals[CHANGED] = g_signal_new ("changed", AIP_TYPE_ROW_COLORS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
aip_row_colors_init (AipRowColors *self)
{
  self->rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  g_array_set_clear_func (self->rules, clear_rule);
}

AipRowColors *
aip_row_colors_new (AipShotView *view)
{
  AipRowColors *self;

  g_return_val_if_fail (AIP_IS_SHOT_VIEW (view), NULL);

  self = g_object_new (AIP_TYPE_ROW_COLORS, NULL);
  self->view = g_object_ref (view);
  /* After every change of the film: a shot may fit another rule now. */
  g_signal_connect_object (view, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
aip_row_colors_set_rules (AipRowColors *self,
                          GPtrArray    *rules)
{
  g_return_if_fail (AIP_IS_ROW_COLORS (self));
  g_return_if_fail (rules != NULL);

  g_array_set_size (self->rules, 0);
  for (guint i = 0; i < rules->len; i++)
    {
      const AipViewRule *from = g_ptr_array_index (rules, i);
      Rule rule = { aip_query_parse (from->query), from->color };

      /* A rule that is still being written fits nothing, not everything. */
      if (aip_query_is_empty (rule.query))
        aip_query_node_free (rule.query);
      else
        g_array_append_val (self->rules, rule);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
aip_row_colors_is_empty (AipRowColors *self)
{
  g_return_val_if_fail (AIP_IS_ROW_COLORS (self), TRUE);

  return self->rules->len == 0;
}

gboolean
aip_row_colors_find (AipRowColors *self,
                     AipShot      *shot,
                     AipRowColor  *color)
{
  g_return_val_if_fail (AIP_IS_ROW_COLORS (self), FALSE);
  g_return_val_if_fail (AIP_IS_SHOT (shot), FALSE);

  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = &g_array_index (self->rules, Rule, i);

      if (aip_shot_view_matches (self->view, rule->query, shot))
        {
          *color = rule->color;
          return TRUE;
        }
    }

  return FALSE;
}

void
aip_row_color_to_rgba (AipRowColor  color,
                       GdkRGBA     *rgba)
{
  static const AdwAccentColor accents[AIP_N_ROW_COLORS] = {
    [AIP_ROW_COLOR_BLUE] = ADW_ACCENT_COLOR_BLUE,
    [AIP_ROW_COLOR_TEAL] = ADW_ACCENT_COLOR_TEAL,
    [AIP_ROW_COLOR_GREEN] = ADW_ACCENT_COLOR_GREEN,
    [AIP_ROW_COLOR_YELLOW] = ADW_ACCENT_COLOR_YELLOW,
    [AIP_ROW_COLOR_ORANGE] = ADW_ACCENT_COLOR_ORANGE,
    [AIP_ROW_COLOR_RED] = ADW_ACCENT_COLOR_RED,
    [AIP_ROW_COLOR_PINK] = ADW_ACCENT_COLOR_PINK,
    [AIP_ROW_COLOR_PURPLE] = ADW_ACCENT_COLOR_PURPLE,
    [AIP_ROW_COLOR_SLATE] = ADW_ACCENT_COLOR_SLATE,
  };

  g_return_if_fail ((guint) color < AIP_N_ROW_COLORS);
  g_return_if_fail (rgba != NULL);

  adw_accent_color_to_standalone_rgba (accents[color],
                                       adw_style_manager_get_dark (adw_style_manager_get_default ()),
                                       rgba);
}

const char *
aip_row_color_get_title (AipRowColor color)
{
  static const char *const titles[AIP_N_ROW_COLORS] = {
    [AIP_ROW_COLOR_BLUE] = N_("Blue"),
    [AIP_ROW_COLOR_TEAL] = N_("Teal"),
    [AIP_ROW_COLOR_GREEN] = N_("Green"),
    [AIP_ROW_COLOR_YELLOW] = N_("Yellow"),
    [AIP_ROW_COLOR_ORANGE] = N_("Orange"),
    [AIP_ROW_COLOR_RED] = N_("Red"),
    [AIP_ROW_COLOR_PINK] = N_("Pink"),
    [AIP_ROW_COLOR_PURPLE] = N_("Purple"),
    [AIP_ROW_COLOR_SLATE] = N_("Slate"),
  };

  g_return_val_if_fail ((guint) color < AIP_N_ROW_COLORS, "");

  return _(titles[color]);
}
