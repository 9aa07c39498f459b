/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AIP_ERROR (aip_error_quark ())

/**
 * AipError:
 * @AIP_ERROR_FAILED: none of the others; the message says what
 * @AIP_ERROR_INVALID: a value, file or message that is not what it must be
 * @AIP_ERROR_NOT_FOUND: no such shot, project, file, worker …
 * @AIP_ERROR_EXISTS: the name, code or folder is taken
 * @AIP_ERROR_TOO_NEW: written by a newer version of the program
 * @AIP_ERROR_DAMAGED: a project file that cannot be trusted
 * @AIP_ERROR_IN_USE: the project is open in another process
 * @AIP_ERROR_NO_SPACE: the disk is full
 * @AIP_ERROR_READ_ONLY: the folder or file cannot be written
 * @AIP_ERROR_TOO_LARGE: over a bound that protects the program
 * @AIP_ERROR_NETWORK: a worker cannot be reached, or the link was lost
 * @AIP_ERROR_TIMEOUT: no answer in time
 * @AIP_ERROR_PROTOCOL: a worker answered something it must not
 * @AIP_ERROR_REJECTED: a worker refused the graph; trying again is no use
 * @AIP_ERROR_EXECUTION: a worker failed while it ran the graph
 * @AIP_ERROR_OUT_OF_MEMORY: a worker's GPU memory was too small
 * @AIP_ERROR_CANCELLED: stopped because somebody asked for it
 * @AIP_ERROR_UNBOUND: a workflow lacks a role that the job needs
 * @AIP_ERROR_LOCKED: somebody locked what should change
 *
 * The one error domain of the program. The message is a whole sentence for the person who will
 * read it; the code is for the program that must decide what to do.
 */
typedef enum {
  AIP_ERROR_FAILED,
  AIP_ERROR_INVALID,
  AIP_ERROR_NOT_FOUND,
  AIP_ERROR_EXISTS,
  AIP_ERROR_TOO_NEW,
  AIP_ERROR_DAMAGED,
  AIP_ERROR_IN_USE,
  AIP_ERROR_NO_SPACE,
  AIP_ERROR_READ_ONLY,
  AIP_ERROR_TOO_LARGE,
  AIP_ERROR_NETWORK,
  AIP_ERROR_TIMEOUT,
  AIP_ERROR_PROTOCOL,
  AIP_ERROR_REJECTED,
  AIP_ERROR_EXECUTION,
  AIP_ERROR_OUT_OF_MEMORY,
  AIP_ERROR_CANCELLED,
  AIP_ERROR_UNBOUND,
  AIP_ERROR_LOCKED,
} AipError;

GQuark      aip_error_quark     (void);
const char *aip_error_to_nick   (int         code);
int         aip_error_from_nick (const char *nick);

G_END_DECLS
