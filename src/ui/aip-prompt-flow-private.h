/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aip-prompt-flow.h"
#include "aip-prompt-fragment.h"
#include "aip-prompt-layout.h"

G_BEGIN_DECLS

struct _AipPromptFlow
{
  GtkWidget        parent_instance;

  AipLivePrompt   *prompt;
  AipPromptLayout *layout;
  GPtrArray       *fragments;     /* AipPromptFragment, those that are in the prompt */
  char            *current;       /* key */
  int              hover;         /* index, -1: none */
  int              caret;         /* where something would be put, -1: nowhere */

  GtkWidget       *editor;
  char            *edited;        /* key of the fragment in the editor, %NULL: a new text */
  guint            insert_at;     /* where the new text goes */
  gboolean         stale;         /* the prompt has changed while nobody looked */
};

/* What the pointer and the keys do, for aip-prompt-flow.c. */
void               aip_prompt_flow_init_input   (AipPromptFlow *self);
void               aip_prompt_flow_class_input  (GtkWidgetClass *widget_class);
/* The fragment under the pointer, and where something would be put; -1: none. */
void               aip_prompt_flow_set_hover    (AipPromptFlow *self,
                                                 int            hover,
                                                 int            caret);

AipPromptFragment *aip_prompt_flow_get_fragment (AipPromptFlow *self,
                                                 guint          index);
const char        *aip_prompt_flow_get_key      (AipPromptFlow *self,
                                                 guint          index);
/* -1: it is not in the prompt; @key: (nullable) */
int                aip_prompt_flow_get_index    (AipPromptFlow *self,
                                                 const char    *key);
void               aip_prompt_flow_focus_index  (AipPromptFlow *self,
                                                 guint          index);
void               aip_prompt_flow_set_current  (AipPromptFlow *self,
                                                 const char    *key);
/* Takes what is being typed, also what an input method is composing. */
void               aip_prompt_flow_finish       (AipPromptFlow *self);
/* Emit its signals. */
void               aip_prompt_flow_want_control (AipPromptFlow *self,
                                                 int            field);
void               aip_prompt_flow_want_menu    (AipPromptFlow *self,
                                                 double         x,
                                                 double         y);

G_END_DECLS
