/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-composer.h"

G_BEGIN_DECLS

/**
 * AipPromptLayout:
 *
 * Where the fragments of a prompt stand when it is set as one paragraph: lines break within
 * fragments as in any text. Some fragments can be taken out to make room for an editor in their
 * place. Coordinates are pixels from the top left of the paragraph; fragments are counted in
 * reading order, without those that are not in the prompt.
 */
typedef struct _AipPromptLayout AipPromptLayout;

/* Marks in front of a fragment. */
typedef enum {
  AIP_PROMPT_MARK_DIFFERS,
  AIP_PROMPT_MARK_EDITED,
  AIP_PROMPT_MARK_OWN,
  AIP_PROMPT_MARK_LOCKED,
} AipPromptMark;

#define AIP_PROMPT_MARK_SIZE 13

AipPromptLayout *aip_prompt_layout_new         (PangoContext               *context);
void             aip_prompt_layout_free        (AipPromptLayout            *self);

/*
 * @first: the gap of the editor is before this fragment, and instead of the @n_out that begin with
 * it; -1: no gap
 */
void             aip_prompt_layout_set_content (AipPromptLayout            *self,
                                                const AipPromptComposition *composition,
                                                int                         first,
                                                guint                       n_out);
/* Breaks lines. Returns the height. */
int              aip_prompt_layout_set_size    (AipPromptLayout            *self,
                                                int                         width,
                                                int                         gap_height);
/* The top of the gap. */
int              aip_prompt_layout_get_gap     (AipPromptLayout            *self);

guint            aip_prompt_layout_get_count   (AipPromptLayout            *self);
typedef void   (*AipPromptBoxFunc)             (const graphene_rect_t      *box,
                                                gpointer                    data);
/* Calls @visit with the box of each line that fragment @index is on; FALSE if it is taken out. */
gboolean         aip_prompt_layout_visit       (AipPromptLayout            *self,
                                                guint                       index,
                                                AipPromptBoxFunc            visit,
                                                gpointer                    data);
/* Around all of its boxes. */
gboolean         aip_prompt_layout_get_bounds  (AipPromptLayout            *self,
                                                guint                       index,
                                                GdkRectangle               *bounds);
/* FALSE: it does not have that many marks. */
gboolean         aip_prompt_layout_get_mark    (AipPromptLayout            *self,
                                                guint                       index,
                                                guint                       n,
                                                AipPromptMark              *mark,
                                                graphene_point_t           *place);
/* The fragment there, or -1. */
int              aip_prompt_layout_pick        (AipPromptLayout            *self,
                                                double                      x,
                                                double                      y);
/* Before which fragment something that is put there goes; their number for the end. */
guint            aip_prompt_layout_pick_gap    (AipPromptLayout            *self,
                                                double                      x,
                                                double                      y);
/* A line between that fragment and the one before. */
void             aip_prompt_layout_get_caret   (AipPromptLayout            *self,
                                                guint                       position,
                                                graphene_rect_t            *caret);
/* The fragment a line above (-1) or below (1) the start of @index; @index if there is none. */
guint            aip_prompt_layout_get_beside  (AipPromptLayout            *self,
                                                guint                       index,
                                                int                         lines);
void             aip_prompt_layout_snapshot    (AipPromptLayout            *self,
                                                GtkSnapshot                *snapshot,
                                                const GdkRGBA              *color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipPromptLayout, aip_prompt_layout_free)

G_END_DECLS
