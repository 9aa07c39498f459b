/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AIP_TYPE_SETUP_NUMBER (aip_setup_number_get_type ())

/**
 * AipSetupNumber:
 *
 * A number that is dragged or typed: a slider and an entry that are always the same. It shows what
 * it is told and says what a person wants; whoever hears it answers with aip_setup_number_set().
 *
 * Signals:
 * - `wanted (double number)`: dragged, stepped or typed
 * - `drag (gboolean begins)`: around the changes of one drag
 */
G_DECLARE_FINAL_TYPE (AipSetupNumber, aip_setup_number, AIP, SETUP_NUMBER, GtkWidget)

/* @name: for the screen reader. */
GtkWidget *aip_setup_number_new         (const char     *name);

/* @logarithmic: equal ways of the slider are equal ratios; needs a lower limit above 0. */
void       aip_setup_number_set_range   (AipSetupNumber *self,
                                         double          lower,
                                         double          upper,
                                         double          step,
                                         gboolean        logarithmic);
/*
 * @text: how it reads with its unit, @placeholder: what stands there when it is not given (then
 * @text is empty).
 */
void       aip_setup_number_set         (AipSetupNumber *self,
                                         double          number,
                                         const char     *text,
                                         const char     *placeholder);
void       aip_setup_number_describe    (AipSetupNumber *self,
                                         const char     *description);

/*
 * Reads what a person types: “50”, “2,8”, “T2.8”, “180 cm” and “6 ft” in metres, “16:9” as a
 * ratio. FALSE if there is no number in it.
 */
gboolean   aip_setup_number_parse       (const char     *text,
                                         double         *number);

G_END_DECLS
