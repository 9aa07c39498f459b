/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * JSON as a Python server reads and writes it. json-glib cannot stand in for that: it clamps
 * seeds above 2^63-1, and it does not write pure ASCII. Here a number keeps the text it came with,
 * objects keep their order, and the text written is what json.dumps() would write.
 *
 * A value may be changed while one piece of code owns it; once it is handed on, and always once
 * another thread can see it, it is read only.
 */

/* Deeper nesting is refused; a graph needs five levels. */
#define AIP_DRAFT_JSON_MAX_DEPTH 128

typedef enum {
  AIP_DRAFT_JSON_NULL,
  AIP_DRAFT_JSON_FALSE,
  AIP_DRAFT_JSON_TRUE,
  AIP_DRAFT_JSON_INT,
  AIP_DRAFT_JSON_FLOAT,
  AIP_DRAFT_JSON_STRING,
  AIP_DRAFT_JSON_ARRAY,
  AIP_DRAFT_JSON_OBJECT,
} AipDraftJsonKind;

typedef struct _AipDraftJson AipDraftJson;

AipDraftJson     *aip_draft_json_parse       (const char    *text,
                                              gsize          length,
                                              GError       **error) G_GNUC_WARN_UNUSED_RESULT;

AipDraftJson     *aip_draft_json_null        (void) G_GNUC_WARN_UNUSED_RESULT;
AipDraftJson     *aip_draft_json_bool        (gboolean       value) G_GNUC_WARN_UNUSED_RESULT;
AipDraftJson     *aip_draft_json_int         (gint64         value) G_GNUC_WARN_UNUSED_RESULT;
AipDraftJson     *aip_draft_json_int_text    (const char    *digits) G_GNUC_WARN_UNUSED_RESULT;
AipDraftJson     *aip_draft_json_float       (double         value) G_GNUC_WARN_UNUSED_RESULT;
AipDraftJson     *aip_draft_json_string      (const char    *value) G_GNUC_WARN_UNUSED_RESULT;
AipDraftJson     *aip_draft_json_array       (void) G_GNUC_WARN_UNUSED_RESULT;
AipDraftJson     *aip_draft_json_object      (void) G_GNUC_WARN_UNUSED_RESULT;

AipDraftJson     *aip_draft_json_ref         (AipDraftJson  *self);
void              aip_draft_json_unref       (AipDraftJson  *self);

/* Take ownership of @value. */
void              aip_draft_json_set         (AipDraftJson  *object,
                                              const char    *key,
                                              AipDraftJson  *value);
void              aip_draft_json_set_string  (AipDraftJson  *object,
                                              const char    *key,
                                              const char    *value);
void              aip_draft_json_set_int     (AipDraftJson  *object,
                                              const char    *key,
                                              gint64         value);
void              aip_draft_json_set_bool    (AipDraftJson  *object,
                                              const char    *key,
                                              gboolean       value);
void              aip_draft_json_remove      (AipDraftJson  *object,
                                              const char    *key);
void              aip_draft_json_append      (AipDraftJson  *array,
                                              AipDraftJson  *value);

AipDraftJsonKind  aip_draft_json_get_kind    (AipDraftJson  *self);
gboolean          aip_draft_json_is_number   (AipDraftJson  *self);
gboolean          aip_draft_json_is_object   (AipDraftJson  *self);
gboolean          aip_draft_json_is_array    (AipDraftJson  *self);

/* All of these accept NULL and values of the wrong kind, and answer NULL or the fallback. */
const char       *aip_draft_json_get_string  (AipDraftJson  *self);
const char       *aip_draft_json_get_digits  (AipDraftJson  *self);
double            aip_draft_json_get_double  (AipDraftJson  *self,
                                              double         fallback);
gint64            aip_draft_json_get_int     (AipDraftJson  *self,
                                              gint64         fallback);
guint64           aip_draft_json_get_uint    (AipDraftJson  *self,
                                              guint64        fallback);
gboolean          aip_draft_json_is_truthy   (AipDraftJson  *self);
AipDraftJson     *aip_draft_json_get         (AipDraftJson  *object,
                                              const char    *key);
guint             aip_draft_json_get_length  (AipDraftJson  *self);
AipDraftJson     *aip_draft_json_get_element (AipDraftJson  *self,
                                              guint          index);
const char       *aip_draft_json_get_key     (AipDraftJson  *object,
                                              guint          index);
gboolean          aip_draft_json_equal       (AipDraftJson  *a,
                                              AipDraftJson  *b);

char             *aip_draft_json_to_text     (AipDraftJson  *self) G_GNUC_WARN_UNUSED_RESULT;
void              aip_draft_json_write       (AipDraftJson  *self,
                                              GString       *text);

/* What Python's str() makes of the value, for messages and for STRING inputs. */
char             *aip_draft_json_to_python   (AipDraftJson  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AipDraftJson, aip_draft_json_unref)

G_END_DECLS
