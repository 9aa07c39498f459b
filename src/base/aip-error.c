/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-error"

#include "config.h"

#include "aip-error.h"

G_DEFINE_QUARK (aip-error-quark, aip_error)

/* In the order of the enumeration; stored in projects and logs, so never renamed. */
static const char *const nicks[] = {
  "failed",  "invalid", "not-found", "exists",   "too-new",  "damaged",   "in-use",
  "no-space", "read-only", "too-large", "network", "timeout", "protocol", "rejected",
  "execution", "out-of-memory", "cancelled", "unbound", "locked",
};

/**
 * aip_error_to_nick:
 * @code: an #AipError
 *
 * Returns: (transfer none): the stable name of @code for files and logs; "failed" for a number
 *   that is none
 */
const char *
aip_error_to_nick (int code)
{
  if (code < 0 || (gsize) code >= G_N_ELEMENTS (nicks))
    return nicks[AIP_ERROR_FAILED];

  return nicks[code];
}

/**
 * aip_error_from_nick:
 * @nick: (nullable): a name from aip_error_to_nick()
 *
 * Returns: the code, or -1 if @nick is unknown
 */
int
aip_error_from_nick (const char *nick)
{
  for (gsize i = 0; nick != NULL && i < G_N_ELEMENTS (nicks); i++)
    if (g_str_equal (nicks[i], nick))
      return (int) i;

  return -1;
}
