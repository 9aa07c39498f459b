/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-cut-format.h"

G_BEGIN_DECLS

#define AIP_CUT_READING_NO_SOURCE G_MININT64

/**
 * AipCutEvent:
 * @name: (nullable): what the program calls it
 * @file: (nullable): name of the file, without folders
 * @shot: (nullable): id of a shot that we wrote along
 * @code: (nullable): code of a shot that we wrote along
 * @record: in the cut, counted from its first picture
 * @duration: until the next one; what is held or empty after it counts
 * @source: first frame of the file, or %AIP_CUT_READING_NO_SOURCE
 *
 * One use of a picture. Where transitions show two, the middle of the transition is where one ends
 * and the other begins.
 */
typedef struct {
  char          *name;
  char          *file;
  char          *shot;
  char          *code;
  gint64         record;
  gint64         duration;
  gint64         source;
  AipTransition  transition;
  gint64         transition_length;
} AipCutEvent;

#define AIP_TYPE_CUT_READING (aip_cut_reading_get_type ())

/**
 * AipCutReading:
 *
 * A cut as another program wrote it: the uses of pictures in their order, in frames of the film.
 * Immutable; what could not be understood is a sentence and costs only itself.
 */
G_DECLARE_FINAL_TYPE (AipCutReading, aip_cut_reading, AIP, CUT_READING, GObject)

/*
 * Reads EDL, FCP 7 XML, FCPXML and OTIO, found out from the contents. @rate: of the film.
 * %AIP_ERROR_NOT_FOUND, %AIP_ERROR_TOO_LARGE, %AIP_ERROR_INVALID (no cut).
 */
void               aip_cut_reading_load_async     (const char           *path,
                                                   const AipFrameRate   *rate,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
AipCutReading     *aip_cut_reading_load_finish    (GAsyncResult         *result,
                                                   GError              **error);
/* The same of a text. Blocks for a while with long ones. */
AipCutReading     *aip_cut_reading_new            (const char           *text,
                                                   gssize                length,
                                                   const AipFrameRate   *rate,
                                                   GError              **error);

AipCutFormat       aip_cut_reading_get_format     (AipCutReading        *self);
guint              aip_cut_reading_get_n_events   (AipCutReading        *self);
const AipCutEvent *aip_cut_reading_get_event      (AipCutReading        *self,
                                                   guint                 index);
/* Sentences, in the order of the file. (transfer none) */
const char *const *aip_cut_reading_get_problems   (AipCutReading        *self);

/* For the readers ------------------------------------------------------------------------------ */

/**
 * AipCutSheet:
 * @events: (element-type AipCutEvent)
 * @end: where the cut ends if that is later than its last event, counted as events are
 *
 * What a reader fills.
 */
typedef struct {
  GPtrArray          *events;
  GPtrArray          *problems;
  const AipFrameRate *rate;
  gint64              end;
} AipCutSheet;

/* (transfer full): an event at the end. */
AipCutEvent       *aip_cut_sheet_add              (AipCutSheet          *self,
                                                   gint64                record,
                                                   gint64                duration);
void               aip_cut_sheet_complain         (AipCutSheet          *self,
                                                   const char           *format,
                                                   ...) G_GNUC_PRINTF (2, 3);

/* All of them: %AIP_ERROR_INVALID if it is no such file. */
gboolean           aip_cut_read_edl               (AipCutSheet          *sheet,
                                                   const char           *text,
                                                   GError              **error);
gboolean           aip_cut_read_otio              (AipCutSheet          *sheet,
                                                   const char           *text,
                                                   GError              **error);
/* @format: (out): which of the two */
gboolean           aip_cut_read_xml               (AipCutSheet          *sheet,
                                                   const char           *text,
                                                   AipCutFormat         *format,
                                                   GError              **error);

G_END_DECLS
