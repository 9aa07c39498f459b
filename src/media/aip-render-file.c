/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-render-file"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "aip-error.h"
#include "aip-render-file.h"

#define ENDING ".rendering"

char *
aip_render_file_temporary (const char *path)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *hidden = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  folder = g_path_get_dirname (path);
  name = g_path_get_basename (path);
  hidden = g_strdup_printf (".%s.%d" ENDING, name, (int) getpid ());

  return g_build_filename (folder, hidden, NULL);
}

/* The process that a temporary name names is no more. */
static gboolean
is_left_behind (const char *name)
{
  const char *ending = g_strrstr (name, ENDING);
  const char *dot;
  gint64 pid;

  if (name[0] != '.' || ending == NULL || ending[strlen (ENDING)] != '\0')
    return FALSE;
  for (dot = ending - 1; dot > name && *dot != '.'; dot--)
    ;
  pid = g_ascii_strtoll (dot + 1, NULL, 10);

  return pid > 0 && pid != getpid () && kill ((pid_t) pid, 0) != 0 && errno == ESRCH;
}

void
aip_render_file_sweep (const char *folder)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  g_return_if_fail (folder != NULL);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_left_behind (name))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        if (g_unlink (path) != 0)
          aip_render_file_remove_folder (path);
      }
}

gboolean
aip_render_file_set_error (const char  *path,
                           int          number,
                           GError     **error)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  name = g_filename_display_basename (path);
  if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    g_set_error (error, AIP_ERROR, AIP_ERROR_NO_SPACE,
                 _("The disk is full: “%s” cannot be written. What is rendered is kept; make room "
                   "and render again to go on."), name);
  else if (number == EACCES || number == EPERM || number == EROFS)
    g_set_error (error, AIP_ERROR, AIP_ERROR_READ_ONLY,
                 _("“%s” cannot be written: the folder or the file is read-only."), name);
  else if (number == ENOENT || number == ENOTDIR)
    g_set_error (error, AIP_ERROR, AIP_ERROR_NOT_FOUND,
                 _("“%s” cannot be written: there is no such folder."), name);
  else
    g_set_error (error, AIP_ERROR, AIP_ERROR_FAILED, _("“%s” could not be written: %s"), name,
                 g_strerror (number));

  return FALSE;
}

static gboolean
rename_over (const char  *temporary,
             const char  *path,
             GError     **error)
{
  if (g_rename (temporary, path) != 0)
    return aip_render_file_set_error (path, errno, error);

  return TRUE;
}

gboolean
aip_render_file_commit (FILE        *file,
                        const char  *temporary,
                        const char  *path,
                        GError     **error)
{
  int number = 0;

  g_return_val_if_fail (file != NULL && temporary != NULL && path != NULL, FALSE);

  if (fflush (file) != 0 || fsync (fileno (file)) != 0)
    number = errno;
  if (fclose (file) != 0 && number == 0)
    number = errno;
  if (number != 0)
    return aip_render_file_set_error (path, number, error);

  return rename_over (temporary, path, error);
}

gboolean
aip_render_file_commit_closed (const char  *temporary,
                               const char  *path,
                               GError     **error)
{
  int fd;
  int number = 0;

  g_return_val_if_fail (temporary != NULL && path != NULL, FALSE);

  fd = g_open (temporary, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0 || fsync (fd) != 0)
    number = errno;
  if (fd >= 0)
    close (fd);
  if (number != 0)
    return aip_render_file_set_error (path, number, error);

  return rename_over (temporary, path, error);
}

void
aip_render_file_remove_folder (const char *path)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  g_return_if_fail (path != NULL);

  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *entry = g_build_filename (path, name, NULL);

      g_unlink (entry);
    }
  g_rmdir (path);
}
