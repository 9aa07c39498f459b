/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-cut.h"

G_BEGIN_DECLS

/**
 * AipCutFormat:
 * @AIP_CUT_EDL: CMX 3600 edit decision list
 * @AIP_CUT_FCP7: Final Cut Pro 7 XML (xmeml 5): Premiere, Resolve, Kdenlive
 * @AIP_CUT_FCPXML: Final Cut Pro X XML 1.10
 * @AIP_CUT_OTIO: OpenTimelineIO JSON
 * @AIP_CUT_ALE: Avid Log Exchange: the files of the cut, for a bin
 * @AIP_CUT_CSV: a list of the shots in the cut
 */
typedef enum {
  AIP_CUT_EDL,
  AIP_CUT_FCP7,
  AIP_CUT_FCPXML,
  AIP_CUT_OTIO,
  AIP_CUT_ALE,
  AIP_CUT_CSV,
} AipCutFormat;

#define AIP_N_CUT_FORMATS (AIP_CUT_CSV + 1)

/**
 * AipEdlDialect:
 * @AIP_EDL_GENERIC: reels of eight letters and digits, plain ASCII
 * @AIP_EDL_PREMIERE: the same; stills are on reel AX
 * @AIP_EDL_RESOLVE: reels of up to 32, UTF-8 in comments
 * @AIP_EDL_AVID: reels of up to 32, plain ASCII
 */
typedef enum {
  AIP_EDL_GENERIC,
  AIP_EDL_PREMIERE,
  AIP_EDL_RESOLVE,
  AIP_EDL_AVID,
} AipEdlDialect;

#define AIP_N_EDL_DIALECTS (AIP_EDL_AVID + 1)

/**
 * AipCutOptions:
 * @folder: (nullable): absolute path that the files of the film are found under by who reads it;
 *   %NULL writes paths relative to the project folder
 * @dialect: of an EDL
 */
typedef struct {
  AipCutFormat   format;
  AipEdlDialect  dialect;
  const char    *folder;
} AipCutOptions;

/* “edl”, “fcp7”, “fcpxml”, “otio”, “ale”, “csv”; “generic”, “premiere”, “resolve”, “avid”. */
const char *aip_cut_format_to_nick    (AipCutFormat          format);
gboolean    aip_cut_format_from_nick  (const char           *nick,
                                       AipCutFormat         *format);
/* By the ending of a file name; “.xml” is FCP 7. */
gboolean    aip_cut_format_from_path  (const char           *path,
                                       AipCutFormat         *format);
const char *aip_edl_dialect_to_nick   (AipEdlDialect         dialect);
gboolean    aip_edl_dialect_from_nick (const char           *nick,
                                       AipEdlDialect        *dialect);

/* The texts themselves; quick, for any thread. (transfer full) */
char       *aip_cut_write             (AipCut               *cut,
                                       const AipCutOptions  *options) G_GNUC_WARN_UNUSED_RESULT;
char       *aip_cut_write_edl         (AipCut               *cut,
                                       const AipCutOptions  *options) G_GNUC_WARN_UNUSED_RESULT;
char       *aip_cut_write_fcp7        (AipCut               *cut,
                                       const AipCutOptions  *options) G_GNUC_WARN_UNUSED_RESULT;
char       *aip_cut_write_fcpxml      (AipCut               *cut,
                                       const AipCutOptions  *options) G_GNUC_WARN_UNUSED_RESULT;
char       *aip_cut_write_otio        (AipCut               *cut,
                                       const AipCutOptions  *options) G_GNUC_WARN_UNUSED_RESULT;
char       *aip_cut_write_ale         (AipCut               *cut,
                                       const AipCutOptions  *options) G_GNUC_WARN_UNUSED_RESULT;
char       *aip_cut_write_csv         (AipCut               *cut,
                                       const AipCutOptions  *options) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What the format cannot say or whoever reads it would lose: sentences, each with the shot or track
 * that it is about; empty if nothing. (transfer full)
 */
GStrv       aip_cut_lint              (AipCut               *cut,
                                       const AipCutOptions  *options) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Writes a cut in a thread, to another name first. Errors as of aip_sheet_export_async().
 */
void        aip_cut_export_async      (AipCut               *cut,
                                       const char           *path,
                                       const AipCutOptions  *options,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean    aip_cut_export_finish     (GAsyncResult         *result,
                                       GError              **error);

/* For the writers ------------------------------------------------------------------------------ */

/**
 * AipCutPiece:
 * @file: (nullable): of the film, %NULL for a card
 * @first: the frame of the file that is seen first; counted so that what a transition shows before
 *   it is there too, also of a still
 * @shown: frames of the shot that the file has; beyond them its last one is held, which no format
 *   says, so that a gap is left
 *
 * A shot as other programs see it.
 */
typedef struct {
  const char *file;
  gint64      first;
  gint64      shown;
} AipCutPiece;

void        aip_cut_get_piece         (AipCut               *cut,
                                       guint                 index,
                                       AipCutPiece          *piece);
/* “file:///…” below the folder of the options, else escaped and relative. (transfer full) */
char       *aip_cut_make_uri          (const char           *file,
                                       const AipCutOptions  *options) G_GNUC_WARN_UNUSED_RESULT;
/* A path below the folder of the options, else relative. (transfer full) */
char       *aip_cut_make_path         (const char           *file,
                                       const AipCutOptions  *options) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
