/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "aip-cut.h"

G_BEGIN_DECLS

/* The box that proxies fit into, unless a project says otherwise. */
#define AIP_PROXY_WIDTH  960
#define AIP_PROXY_HEIGHT 540

/**
 * AipProxyState:
 * @AIP_PROXY_WAITING: will be made, or is being looked for
 * @AIP_PROXY_MAKING: a fraction of it is there
 * @AIP_PROXY_READY: can be played
 * @AIP_PROXY_MISSING: there is no such file
 * @AIP_PROXY_FAILED: cannot be played: the sentence says why
 */
typedef enum {
  AIP_PROXY_WAITING,
  AIP_PROXY_MAKING,
  AIP_PROXY_READY,
  AIP_PROXY_MISSING,
  AIP_PROXY_FAILED,
} AipProxyState;

#define AIP_TYPE_PROXIES (aip_proxies_get_type ())

/**
 * AipProxies:
 *
 * The light copies from which the films of one project are played: of every movie and picture in
 * the cut, made in the background, each by a process of its own, in the order in which they are
 * needed. A file that has changed gets a new one. All on the main thread; nothing here blocks.
 *
 * Signals: `changed (file)`: the state of a file is another one. Properties: `n-waiting` u, how many
 * are still to be made.
 */
G_DECLARE_FINAL_TYPE (AipProxies, aip_proxies, AIP, PROXIES, GObject)

/*
 * @project: its folder, which the files of a cut are in; @folder: where proxies are kept;
 * @maker: program that makes one; %NULL for each: the usual.
 */
AipProxies    *aip_proxies_new          (const char  *project,
                                         const char  *folder,
                                         const char  *maker);
/* Another size has other proxies; those of the old one stay for as long as there is room. */
void           aip_proxies_set_size     (AipProxies  *self,
                                         int          width,
                                         int          height);
void           aip_proxies_get_size     (AipProxies  *self,
                                         int         *width,
                                         int         *height);
/* What is in @cut, and nothing else, is needed from now on, in its order. */
void           aip_proxies_set_cut      (AipProxies  *self,
                                         AipCut      *cut);
/* @file is needed now: it is next, and after it what follows it in the cut. */
void           aip_proxies_hurry        (AipProxies  *self,
                                         const char  *file);
/* Looks again: at files that have changed or come back, and at what could not be made. */
void           aip_proxies_refresh      (AipProxies  *self);
/* A proxy that turned out to be damaged: it is removed and made again. */
void           aip_proxies_discard      (AipProxies  *self,
                                         const char  *file);

/*
 * @fraction: (out) (optional): from 0 to 1; @sentence: (out) (optional) (nullable) (transfer none):
 * why it cannot be played.
 */
AipProxyState  aip_proxies_get_state    (AipProxies  *self,
                                         const char  *file,
                                         double      *fraction,
                                         const char **sentence);
/* (nullable) (transfer none): where the proxy is, for aip_proxy_file_open(), once it is ready. */
const char    *aip_proxies_get_path     (AipProxies  *self,
                                         const char  *file);
guint          aip_proxies_get_n_waiting (AipProxies *self);

G_END_DECLS
