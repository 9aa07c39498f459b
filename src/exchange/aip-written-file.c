/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-written-file"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-written-file.h"

gboolean
aip_written_file_set_error (const char  *path,
                            int          number,
                            GError     **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    g_set_error (error, AIP_ERROR, AIP_ERROR_NO_SPACE,
                 _("There is no space left to write “%s”. Make room on the disk and export again."),
                 name);
  else if (number == EACCES || number == EROFS || number == EPERM)
    g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY,
                 _("“%s” cannot be written here. Choose another folder."), name);
  else if (number == ENOENT || number == ENOTDIR)
    g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                 _("There is no folder for “%s”. Choose another one."), name);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("“%s” could not be written: %s"), name,
                 g_strerror (number));

  return FALSE;
}

gboolean
aip_written_file_replace (const char  *path,
                          GBytes      *bytes,
                          GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *name = NULL;
  gsize size;
  const char *contents;

  g_return_val_if_fail (path != NULL && bytes != NULL, FALSE);

  contents = g_bytes_get_data (bytes, &size);
  if (g_file_set_contents_full (path, contents != NULL ? contents : "", (gssize) size,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                &local_error))
    return TRUE;

  switch (local_error->code)
    {
    case G_FILE_ERROR_NOSPC:
      return aip_written_file_set_error (path, ENOSPC, error);
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
    case G_FILE_ERROR_ROFS:
      return aip_written_file_set_error (path, EACCES, error);
    case G_FILE_ERROR_NOENT:
    case G_FILE_ERROR_NOTDIR:
      return aip_written_file_set_error (path, ENOENT, error);
    default:
      name = g_filename_display_basename (path);
      g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("“%s” could not be written: %s"), name,
                   local_error->message);
      return FALSE;
    }
}
