/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-comfy-address"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "aip-comfy-client.h"
#include "aip-error.h"

#define DEFAULT_PORT 8188
#define MAX_BYTES    1024

static char *
fail (GError     **error,
      const char  *format,
      const char  *address)
{
  g_autofree char *shown = g_utf8_make_valid (address, (gssize) MIN (strlen (address), 100));

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID, format, shown);
#pragma GCC diagnostic pop

  return NULL;
}

/**
 * aip_comfy_client_normalize_address:
 * @address: what a person typed: `gpu-box`, `10.0.0.5:8188`, `[::1]:8188`, `https://host/comfy` …
 * @error: return location
 *
 * Without a scheme it is http, and without a scheme and a port the port is 8188. Credentials are
 * refused: ComfyUI knows none, and they would end up in logs and projects.
 *
 * Returns: (transfer full): `http://host:port` or `https://host:port/path`, without a slash at the
 *   end, equal for equal servers; %NULL with %AIP_ERROR_INVALID
 */
char *
aip_comfy_client_normalize_address (const char  *address,
                                    GError     **error)
{
  g_autofree char *text = NULL;
  g_autofree char *with_scheme = NULL;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GUri) uri = NULL;
  gboolean has_scheme;
  gboolean is_https;
  int port;

  g_return_val_if_fail (address != NULL, NULL);

  text = g_strstrip (g_strdup (address));
  if (*text == '\0')
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("Type the address of a worker, such as 127.0.0.1:8188."));
      return NULL;
    }
  if (strlen (text) > MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    return fail (error, _("“%s” is not the address of a worker."), text);

  has_scheme = strstr (text, "://") != NULL;

  /* A bare IPv6 address reads like a host with a port: brackets tell. */
  if (!has_scheme && *text != '[' && g_hostname_is_ip_address (text) && strchr (text, ':') != NULL)
    with_scheme = g_strdup_printf ("http://[%s]", text);
  else
    with_scheme = has_scheme ? g_strdup (text) : g_strconcat ("http://", text, NULL);

  uri = g_uri_parse (with_scheme, G_URI_FLAGS_ENCODED_PATH, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return fail (error, _("“%s” is not the address of a worker. Type a host and a port, such as "
                          "127.0.0.1:8188."), text);

  is_https = g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") == 0;
  if (!is_https && g_ascii_strcasecmp (g_uri_get_scheme (uri), "http") != 0)
    return fail (error, _("“%s” is not the address of a worker: only http and https are spoken."),
                 text);
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, AIP_ERROR, AIP_ERROR_INVALID,
                           _("Leave the name and password out of the address: ComfyUI does not "
                             "ask for any."));
      return NULL;
    }
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return fail (error, _("“%s” is not the address of a worker: leave out what follows “?” or "
                          "“#”."), text);

  host = g_hostname_to_ascii (g_uri_get_host (uri));
  if (host == NULL || strpbrk (host, " /\\<>\"'`{}|^%,;") != NULL)
    return fail (error, _("“%s” is not the address of a worker. Type a host and a port, such as "
                          "127.0.0.1:8188."), text);
  if (strchr (host, ':') != NULL)
    {
      char *bracketed = g_strdup_printf ("[%s]", host);

      g_free (host);
      host = bracketed;
    }

  port = g_uri_get_port (uri);
  if (port == -1)
    port = has_scheme ? (is_https ? 443 : 80) : DEFAULT_PORT;
  if (port <= 0 || port > 65535)
    return fail (error, _("“%s” is not the address of a worker: the port must be 1 to 65535."),
                 text);

  path = g_strdup (g_uri_get_path (uri));
  while (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';

  return g_strdup_printf ("%s://%s:%d%s", is_https ? "https" : "http", host, port, path);
}
