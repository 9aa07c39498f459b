/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cell-context"

#include "config.h"

#include "aip-cell-context.h"

/* How high a line is: asked for by every cell of every row, and the same for nearly all. */
typedef struct {
  PangoFontDescription *font;
  PangoLanguage        *language;
  double                resolution;
  int                   height;
} LineHeight;

#define MAX_LINE_HEIGHTS 8

struct _AipCellContext
{
  GObject parent_instance;

  LineHeight       heights[MAX_LINE_HEIGHTS];
  guint            n_heights;
  AipSession      *session;
  AipShotPreviews *previews;
  double           aspect;
  gboolean         timecode;
};

enum {
  PROP_0,
  PROP_SESSION,
  PROP_PREVIEWS,
  PROP_TIMECODE,
  N_PROPS
};

enum {
  REFRESH,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AipCellContext, aip_cell_context, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
refresh (AipCellContext *self,
         AipShotColumn   column)
{
  g_signal_emit (self, signals[REFRESH],
                 g_quark_from_string (aip_shot_column_get_info (column)->id));
}

static void
update_aspect (AipCellContext *self)
{
  AipProject *project = aip_document_get_project (aip_cell_context_get_document (self));
  gint64 width = aip_project_get_width (project);
  gint64 height = aip_project_get_height (project);

  self->aspect = width > 0 && height > 0 ? CLAMP (width / (double) height, 0.25, 4.0) : 16 / 9.0;
}

/* Of the project's own fields: all, or only those that are worked out from other things. */
static void
refresh_fields (AipCellContext *self,
                gboolean        all)
{
  AipEntityList *list = aip_document_get_list (aip_cell_context_get_document (self),
                                               AIP_KIND_FIELD);
  AipEntity *entity;

  for (guint i = 0; (entity = aip_entity_list_peek (list, i)) != NULL; i++)
    {
      AipCustomField *field = AIP_CUSTOM_FIELD (entity);

      if (all || aip_custom_field_get_format (field)->type == AIP_CUSTOM_FORMULA)
        refresh (self, aip_shot_column_of_field (field));
    }
}

static void
document_changed_cb (AipCellContext *self,
                     AipChangeSet   *changes)
{
  g_assert (AIP_IS_CELL_CONTEXT (self));

  if (aip_change_set_touches (changes, AIP_KIND_SCENE, NULL))
    refresh (self, AIP_SHOT_COLUMN_SCENE);
  if (aip_change_set_touches (changes, AIP_KIND_PLACE, NULL))
    refresh (self, AIP_SHOT_COLUMN_PLACE);
  if (aip_change_set_touches (changes, AIP_KIND_CHARACTER, NULL))
    refresh (self, AIP_SHOT_COLUMN_CHARACTERS);
  if (aip_change_set_touches (changes, AIP_KIND_FIELD, NULL))
    refresh_fields (self, TRUE);
  else if (aip_change_set_touches (changes, AIP_KIND_SCENE, NULL)
           || aip_change_set_touches (changes, AIP_KIND_PLACE, NULL)
           || aip_change_set_touches (changes, AIP_KIND_CHARACTER, NULL)
           || aip_change_set_touches (changes, AIP_KIND_PROJECT, NULL))
    refresh_fields (self, FALSE);
  if (aip_change_set_touches (changes, AIP_KIND_PROJECT, NULL))
    {
      update_aspect (self);
      refresh (self, AIP_SHOT_COLUMN_DURATION);
      refresh (self, AIP_SHOT_COLUMN_WORKFLOW);
      refresh (self, AIP_SHOT_COLUMN_THUMBNAIL);
    }
}

static void
setups_reset_cb (AipCellContext *self)
{
  for (guint i = 0; i < AIP_N_SHOT_COLUMNS; i++)
    if (aip_shot_column_get_info (i)->editor == AIP_SHOT_EDITOR_SETUP)
      refresh (self, i);
}

static void
aip_cell_context_constructed (GObject *object)
{
  AipCellContext *self = AIP_CELL_CONTEXT (object);

  G_OBJECT_CLASS (aip_cell_context_parent_class)->constructed (object);

  update_aspect (self);
  g_signal_connect_object (aip_cell_context_get_document (self), "changed",
                           G_CALLBACK (document_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (aip_session_get_setups (self->session), "reset",
                           G_CALLBACK (setups_reset_cb), self, G_CONNECT_SWAPPED);
}

static void
aip_cell_context_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  AipCellContext *self = AIP_CELL_CONTEXT (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_PREVIEWS:
      g_value_set_object (value, self->previews);
      break;
    case PROP_TIMECODE:
      g_value_set_boolean (value, self->timecode);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
aip_cell_context_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  AipCellContext *self = AIP_CELL_CONTEXT (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    case PROP_PREVIEWS:
      self->previews = g_value_dup_object (value);
      break;
    case PROP_TIMECODE:
      aip_cell_context_set_timecode (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
forget_heights (AipCellContext *self)
{
  for (guint i = 0; i < self->n_heights; i++)
    pango_font_description_free (self->heights[i].font);
  self->n_heights = 0;
}

static void
aip_cell_context_finalize (GObject *object)
{
  AipCellContext *self = AIP_CELL_CONTEXT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->previews);
  forget_heights (self);

  G_OBJECT_CLASS (aip_cell_context_parent_class)->finalize (object);
}

static void
aip_cell_context_class_init (AipCellContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = aip_cell_context_constructed;
  object_class->finalize = aip_cell_context_finalize;
  object_class->get_property = aip_cell_context_get_property;
  object_class->set_property = aip_cell_context_set_property;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, AIP_TYPE_SESSION, once);
  properties[PROP_PREVIEWS] =
    g_param_spec_object ("previews", NULL, NULL, AIP_TYPE_SHOT_PREVIEWS, once);
  properties[PROP_TIMECODE] =
    g_param_spec_boolean ("timecode", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REFRESH] =
    g_signal_new ("refresh", AIP_TYPE_CELL_CONTEXT, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL,
                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
aip_cell_context_init (AipCellContext *self)
{
}

AipCellContext *
aip_cell_context_new (AipSession      *session,
                      AipShotPreviews *previews)
{
  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);
  g_return_val_if_fail (AIP_IS_SHOT_PREVIEWS (previews), NULL);

  return g_object_new (AIP_TYPE_CELL_CONTEXT, "session", session, "previews", previews, NULL);
}

AipSession *
aip_cell_context_get_session (AipCellContext *self)
{
  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (self), NULL);

  return self->session;
}

AipDocument *
aip_cell_context_get_document (AipCellContext *self)
{
  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (self), NULL);

  return aip_session_get_document (self->session);
}

AipShotPreviews *
aip_cell_context_get_previews (AipCellContext *self)
{
  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (self), NULL);

  return self->previews;
}

double
aip_cell_context_get_aspect (AipCellContext *self)
{
  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (self), 16 / 9.0);

  return self->aspect;
}

gboolean
aip_cell_context_get_timecode (AipCellContext *self)
{
  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (self), FALSE);

  return self->timecode;
}

void
aip_cell_context_set_timecode (AipCellContext *self,
                               gboolean        timecode)
{
  g_return_if_fail (AIP_IS_CELL_CONTEXT (self));

  if (self->timecode == timecode)
    return;

  self->timecode = timecode;
  refresh (self, AIP_SHOT_COLUMN_DURATION);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIMECODE]);
}

int
aip_cell_context_get_line_height (AipCellContext *self,
                                  GtkWidget      *widget)
{
  PangoContext *context;
  const PangoFontDescription *font;
  PangoLanguage *language;
  PangoFontMetrics *metrics;
  LineHeight *found;
  double resolution;

  g_return_val_if_fail (AIP_IS_CELL_CONTEXT (self), 0);
  g_return_val_if_fail (GTK_IS_WIDGET (widget), 0);

  context = gtk_widget_get_pango_context (widget);
  font = pango_context_get_font_description (context);
  language = pango_context_get_language (context);
  resolution = pango_cairo_context_get_resolution (context);
  for (guint i = 0; i < self->n_heights; i++)
    {
      found = &self->heights[i];
      if (found->language == language && found->resolution == resolution
          && pango_font_description_equal (found->font, font))
        return found->height;
    }

  if (self->n_heights == MAX_LINE_HEIGHTS)
    forget_heights (self);
  metrics = pango_context_get_metrics (context, NULL, NULL);
  found = &self->heights[self->n_heights++];
  *found = (LineHeight) {
    .font = pango_font_description_copy (font),
    .language = language,
    .resolution = resolution,
    .height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics)),
  };
  pango_font_metrics_unref (metrics);

  return found->height;
}
