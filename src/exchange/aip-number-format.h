/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AipNumberFormat:
 *
 * What a number format of a spreadsheet makes of a number; 0: it stays one. A spreadsheet stores
 * dates and times as days, and only the format tells them from other numbers.
 */
typedef enum {
  AIP_NUMBER_FORMAT_DATE = 1 << 0,
  AIP_NUMBER_FORMAT_TIME = 1 << 1,
  AIP_NUMBER_FORMAT_HOURS = 1 << 2,
  AIP_NUMBER_FORMAT_SECONDS = 1 << 3,
} AipNumberFormat;

/* Above the flags: how many digits a format of nothing but zeros shows: 10 as `0010`. */
#define AIP_NUMBER_FORMAT_DIGITS(n) ((n) << 4)
#define AIP_NUMBER_FORMAT_GET_DIGITS(format) ((guint) (format) >> 4)

/* @id: of a format that every program knows (ECMA-376 18.8.30, with those of East Asia). */
AipNumberFormat aip_number_format_builtin (guint            id);
/* @code: such as `yyyy-mm-dd` or `[h]:mm:ss`. */
AipNumberFormat aip_number_format_parse   (const char      *code);
/*
 * @days: since 1900 (with the day that Lotus invented) or, with @since_1904, since 1904. Answers
 * what a person sees, or %NULL when it is no date of theirs: `2026-03-01`, `0:04`, `14:30:00`,
 * `2026-03-01 14:30:00`.
 */
char           *aip_number_format_to_text (AipNumberFormat  format,
                                           double           days,
                                           gboolean         since_1904)
                                                                         G_GNUC_WARN_UNUSED_RESULT;
/*
 * @raw: a number as the file has it; (transfer full): as short as a spreadsheet shows it, with at
 * least @n_digits if it is a whole one.
 */
char           *aip_number_to_text        (const char      *raw,
                                           guint            n_digits) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
