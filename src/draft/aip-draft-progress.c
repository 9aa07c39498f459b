/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-draft-progress"

#include "config.h"

#include "aip-draft-progress.h"

typedef struct
{
  char     *id;
  int       value;
  int       max;
  gboolean  whole;     /* counted in steps, so written as integers */
  gboolean  finished;
} Bar;

struct _AipDraftProgress
{
  char      *prompt_id;
  GPtrArray *bars;       /* Bar */
};

static void
bar_free (gpointer data)
{
  Bar *bar = data;

  g_free (bar->id);
  g_free (bar);
}

AipDraftProgress *
aip_draft_progress_new (const char *prompt_id)
{
  AipDraftProgress *self = g_new0 (AipDraftProgress, 1);

  self->prompt_id = g_strdup (prompt_id);
  self->bars = g_ptr_array_new_with_free_func (bar_free);

  return self;
}

void
aip_draft_progress_free (AipDraftProgress *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->bars);
  g_free (self->prompt_id);
  g_free (self);
}

static Bar *
get_last (AipDraftProgress *self)
{
  return g_ptr_array_index (self->bars, self->bars->len - 1);
}

void
aip_draft_progress_start (AipDraftProgress *self,
                          const char       *node_id)
{
  Bar *bar = g_new0 (Bar, 1);

  bar->id = g_strdup (node_id);
  bar->max = 1;
  g_ptr_array_add (self->bars, bar);
}

void
aip_draft_progress_step (AipDraftProgress *self,
                         int               value,
                         int               max)
{
  Bar *bar = get_last (self);

  bar->value = value;
  bar->max = max;
  bar->whole = TRUE;
}

void
aip_draft_progress_finish (AipDraftProgress *self)
{
  Bar *bar = get_last (self);

  bar->value = bar->max;
  bar->finished = TRUE;
}

void
aip_draft_progress_skip (AipDraftProgress *self)
{
  aip_draft_progress_step (self, 1, 1);
  aip_draft_progress_finish (self);
}

static AipDraftJson *
number (const Bar *bar,
        int        value)
{
  return bar->whole ? aip_draft_json_int (value) : aip_draft_json_float (value);
}

AipDraftJson *
aip_draft_progress_to_json (AipDraftProgress *self)
{
  AipDraftJson *data = aip_draft_json_object ();
  AipDraftJson *nodes = aip_draft_json_object ();

  for (guint i = 0; i < self->bars->len; i++)
    {
      const Bar *bar = g_ptr_array_index (self->bars, i);
      AipDraftJson *node = aip_draft_json_object ();

      aip_draft_json_set (node, "value", number (bar, bar->value));
      aip_draft_json_set (node, "max", number (bar, bar->max));
      aip_draft_json_set_string (node, "state", bar->finished ? "finished" : "running");
      aip_draft_json_set_string (node, "node_id", bar->id);
      aip_draft_json_set_string (node, "prompt_id", self->prompt_id);
      aip_draft_json_set_string (node, "display_node_id", bar->id);
      aip_draft_json_set (node, "parent_node_id", aip_draft_json_null ());
      aip_draft_json_set_string (node, "real_node_id", bar->id);
      aip_draft_json_set (nodes, bar->id, node);
    }
  aip_draft_json_set_string (data, "prompt_id", self->prompt_id);
  aip_draft_json_set (data, "nodes", nodes);

  return data;
}
