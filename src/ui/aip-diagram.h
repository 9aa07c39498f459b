/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-live-setup.h"
#include "aip-stage-label.h"
#include "aip-stage-palette.h"

G_BEGIN_DECLS

#define AIP_TYPE_DIAGRAM (aip_diagram_get_type ())

/**
 * AipDiagram:
 *
 * A drawing of the live setup whose handles can be dragged: draws at most once a frame, one drag is
 * one step that can be undone (Escape gives it up), and each handle is a slider for the keyboard and
 * for screen readers. Where the pointer or the focus is lights up in all views of the field.
 *
 * Signals:
 * - `edit-field (int field)`: somebody wants to see the control of the field (a click, Enter)
 */
G_DECLARE_DERIVABLE_TYPE (AipDiagram, aip_diagram, AIP, DIAGRAM, GtkWidget)

#define AIP_DIAGRAM_NONE (-1)

/**
 * AipDiagramValue:
 * @name: translated, "Subject distance"
 * @text: translated, "2.4 m"
 *
 * What a handle stands for. Free with aip_diagram_value_clear().
 */
typedef struct {
  char   *name;
  char   *text;
  double  value;
  double  lower;
  double  upper;
} AipDiagramValue;

/**
 * AipDiagramClass:
 * @n_handles: how many there can be at most
 * @depends: AIP_SETUP_BIT() of what is drawn
 * @layout: prepares for drawing @setup at that size; everything below goes by it
 * @pick: (nullable): the handle at x, y
 * @find_field: (nullable): the field that is drawn at x, y where no handle is, or -1
 * @freeze: (nullable): a drag of that handle begins; %AIP_DIAGRAM_NONE: it is over
 * @drag: (nullable): @setup_out is @setup (of when the drag began) with @handle at x, y
 * @step: (nullable): @setup_out is @setup with the value changed by a step in that direction
 * @put: (nullable): the same with that value; infinities go as far as there is to go
 *
 * Coordinates are those of the widget.
 */
struct _AipDiagramClass {
  GtkWidgetClass parent_class;

  int           n_handles;
  guint64       depends;

  void          (* layout)      (AipDiagram            *self,
                                 const AipSetup        *setup,
                                 double                 width,
                                 double                 height);
  void          (* draw)        (AipDiagram            *self,
                                 cairo_t               *cr,
                                 const AipSetup        *setup,
                                 const AipStagePalette *palette,
                                 int                    active);
  void          (* get_labels)  (AipDiagram            *self,
                                 const AipSetup        *setup,
                                 AipStageLabels        *labels);
  gboolean      (* get_handle)  (AipDiagram            *self,
                                 int                    handle,
                                 double                *x,
                                 double                *y);
  int           (* pick)        (AipDiagram            *self,
                                 double                 x,
                                 double                 y,
                                 double                 reach);
  int           (* find_field)  (AipDiagram            *self,
                                 double                 x,
                                 double                 y);
  AipSetupField (* get_field)   (AipDiagram            *self,
                                 int                    handle);
  const char   *(* get_cursor)  (AipDiagram            *self,
                                 int                    handle);
  void          (* describe)    (AipDiagram            *self,
                                 const AipSetup        *setup,
                                 int                    handle,
                                 AipDiagramValue       *value);
  void          (* freeze)      (AipDiagram            *self,
                                 int                    handle);
  guint64       (* drag)        (AipDiagram            *self,
                                 const AipSetup        *setup,
                                 int                    handle,
                                 double                 x,
                                 double                 y,
                                 AipSetup              *setup_out);
  guint64       (* step)        (AipDiagram            *self,
                                 const AipSetup        *setup,
                                 int                    handle,
                                 int                    dx,
                                 int                    dy,
                                 gboolean               coarse,
                                 AipSetup              *setup_out);
  guint64       (* put)         (AipDiagram            *self,
                                 const AipSetup        *setup,
                                 int                    handle,
                                 double                 value,
                                 AipSetup              *setup_out);
};

void          aip_diagram_set_live   (AipDiagram      *self,
                                      AipLiveSetup    *live);
AipLiveSetup *aip_diagram_get_live   (AipDiagram      *self);
/* The handle under the pointer, in the hand or with the focus. */
int           aip_diagram_get_active (AipDiagram      *self);
/* (transfer none): for the keyboard; %NULL while it is not there. */
GtkWidget    *aip_diagram_get_handle (AipDiagram      *self,
                                      int              handle);

/* For a class that draws by itself: calls layout() if something has changed since. */
void          aip_diagram_ensure_layout (AipDiagram   *self);
gboolean      aip_diagram_is_laid_out   (AipDiagram   *self);

void          aip_diagram_value_clear (AipDiagramValue *value);
/* The colours of the style of @widget. */
void          aip_diagram_fill_palette (GtkWidget       *widget,
                                        AipStagePalette *palette);

G_END_DECLS
