/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What a workbook may unpack to. The ratio counts from the first %AIP_ZIP_FREE_BYTES of a part on:
 * a short one may well consist of the same cell over and over.
 */
#define AIP_ZIP_MAX_PARTS 10000
#define AIP_ZIP_MAX_PART_BYTES (512LL * 1024 * 1024)
#define AIP_ZIP_MAX_TOTAL_BYTES (1024LL * 1024 * 1024)
#define AIP_ZIP_FREE_BYTES (16LL * 1024 * 1024)
#define AIP_ZIP_MAX_RATIO 200

#define AIP_TYPE_ZIP_PACKAGE (aip_zip_package_get_type ())

/**
 * AipZipPackage:
 *
 * The parts of an Open Packaging file (a workbook), read from memory one at a time. Nothing is ever
 * unpacked to the disk and names are only compared, so it does not matter where they point. Of one
 * thread.
 */
G_DECLARE_FINAL_TYPE (AipZipPackage, aip_zip_package, AIP, ZIP_PACKAGE, GObject)

/* Receives a piece of a part; FALSE with @error stops. */
typedef gboolean (*AipZipPiece) (const char  *data,
                                 gsize        length,
                                 gpointer     user_data,
                                 GError     **error);

/*
 * %AIP_ERROR_INVALID: cut off, encrypted or no archive; %AIP_ERROR_TOO_LARGE: too many parts. Messages are sentences that call the file @name.
 */
AipZipPackage *aip_zip_package_new      (GBytes         *bytes,
                                         const char     *name,
                                         GError        **error);
/* @part: a path such as `xl/workbook.xml`; upper and lower case are alike, as in the standard. */
gboolean       aip_zip_package_has_part (AipZipPackage  *self,
                                         const char     *part);
/*
 * Hands the part over piece by piece. %AIP_ERROR_NOT_FOUND, %AIP_ERROR_INVALID,
 * %AIP_ERROR_TOO_LARGE when it unpacks to more than the bounds, %G_IO_ERROR_CANCELLED.
 */
gboolean       aip_zip_package_read     (AipZipPackage  *self,
                                         const char     *part,
                                         AipZipPiece     piece,
                                         gpointer        user_data,
                                         GCancellable   *cancellable,
                                         GError        **error);

G_END_DECLS
