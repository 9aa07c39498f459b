/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aip-custom-format.h"

G_BEGIN_DECLS

#define AIP_TYPE_FIELD_CHOICES (aip_field_choices_get_type ())

/**
 * AipFieldChoices:
 *
 * The choices of a select while they are edited: names, colours, order. A choice that is renamed
 * stays the same one for the shots that have it.
 *
 * Signal `changed ()`.
 */
G_DECLARE_FINAL_TYPE (AipFieldChoices, aip_field_choices, AIP, FIELD_CHOICES, AdwPreferencesGroup)

GtkWidget *aip_field_choices_new  (const AipCustomFormat  *format);
/* Puts them into @format; %AIP_ERROR_INVALID, %AIP_ERROR_EXISTS with a sentence. */
gboolean   aip_field_choices_read (AipFieldChoices        *self,
                                   AipCustomFormat        *format,
                                   GError                **error);

G_END_DECLS
