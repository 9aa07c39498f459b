/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "aip-document.h"

G_BEGIN_DECLS

#define AIP_TYPE_FIELD_FORMULA (aip_field_formula_get_type ())

/**
 * AipFieldFormula:
 *
 * A formula while it is written: fields and functions that go on from what was typed are offered
 * below (Tab takes the first), and it says what comes out for a shot, or what is wrong.
 *
 * Signal `changed ()`: the text is another one.
 */
G_DECLARE_FINAL_TYPE (AipFieldFormula, aip_field_formula, AIP, FIELD_FORMULA, GtkWidget)

/* @field: (nullable): whose formula it is; @shot: (nullable): whose result is shown */
GtkWidget  *aip_field_formula_new      (AipDocument      *document,
                                        AipCustomField   *field,
                                        AipShot          *shot);
/* As it is typed. */
void        aip_field_formula_set_text (AipFieldFormula  *self,
                                        const char       *text);
/* As it is stored; %NULL with a sentence when it cannot be. (transfer full) */
char       *aip_field_formula_dup_stored
                                       (AipFieldFormula  *self,
                                        GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
