/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-cast-card"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aip-cast-card.h"
#include "aip-cast-edit.h"
#include "aip-picture-import.h"
#include "aip-still.h"

#define AVATAR_SIZE 96

struct _AipCastCard
{
  GtkBox parent_instance;

  AipSession   *session;
  AipEntity    *entity;
  GSignalGroup *signals;

  GtkStack     *stack;
  AipStill     *still;
  AdwAvatar    *avatar;
  GtkLabel     *name_label;
  GtkLabel     *what_label;
};

G_DEFINE_FINAL_TYPE (AipCastCard, aip_cast_card, GTK_TYPE_BOX)

static void
update (AipCastCard *self)
{
  AipDocument *document = aip_session_get_document (self->session);
  g_auto(GStrv) pictures = NULL;
  g_autofree char *path = NULL;
  const char *name, *what;

  if (self->entity == NULL)
    return;

  name = aip_entity_get_text (self->entity, "name");
  what = aip_entity_get_text (self->entity, AIP_IS_PLACE (self->entity) ? "location" : "role");
  if (*what == '\0')
    what = aip_entity_get_text (self->entity, "description");
  pictures = aip_entity_dup_texts (self->entity, "references");
  if (pictures[0] != NULL)
    path = g_build_filename (aip_document_get_folder (document), pictures[0], NULL);

  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->what_label, what);
  adw_avatar_set_text (self->avatar, name);
  aip_still_set_picture (self->still, aip_session_get_thumbnailer (self->session), path,
                         aip_entity_get_id (self->entity));
  gtk_stack_set_visible_child (self->stack, path == NULL && !AIP_IS_PLACE (self->entity)
                                              ? GTK_WIDGET (self->avatar)
                                              : GTK_WIDGET (self->still));
}

static void
pictures_brought_cb (GObject           *owner,
                     const char *const *pictures,
                     gpointer           user_data)
{
  AipCastCard *self = AIP_CAST_CARD (owner);
  g_autoptr(GError) error = NULL;

  if (self->entity != NULL && aip_entity_is_alive (self->entity) &&
      !aip_cast_edit_add_pictures (aip_session_get_document (self->session), self->entity, pictures,
                                   &error))
    aip_session_toast_error (self->session, error);
}

static void
aip_cast_card_dispose (GObject *object)
{
  AipCastCard *self = AIP_CAST_CARD (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->entity);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (aip_cast_card_parent_class)->dispose (object);
}

static void
aip_cast_card_class_init (AipCastCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aip_cast_card_dispose;
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
aip_cast_card_init (AipCastCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "cast-card");

  self->still = g_object_new (AIP_TYPE_STILL, NULL);
  self->avatar = ADW_AVATAR (adw_avatar_new (AVATAR_SIZE, NULL, TRUE));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->still));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->avatar));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->stack));

  self->name_label = GTK_LABEL (make_label ("heading"));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->name_label));
  self->what_label = GTK_LABEL (make_label ("caption"));
  gtk_widget_add_css_class (GTK_WIDGET (self->what_label), "dimmed");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->what_label));

  self->signals = g_signal_group_new (AIP_TYPE_ENTITY);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
}

GtkWidget *
aip_cast_card_new (AipSession *session)
{
  AipCastCard *self;

  g_return_val_if_fail (AIP_IS_SESSION (session), NULL);

  self = g_object_new (AIP_TYPE_CAST_CARD, NULL);
  self->session = g_object_ref (session);
  aip_picture_import_add_drop (GTK_WIDGET (self), session, pictures_brought_cb, NULL);

  return GTK_WIDGET (self);
}

void
aip_cast_card_set_entity (AipCastCard *self,
                          AipEntity   *entity)
{
  g_return_if_fail (AIP_IS_CAST_CARD (self));
  g_return_if_fail (entity == NULL || AIP_IS_ENTITY (entity));

  g_set_object (&self->entity, entity);
  g_signal_group_set_target (self->signals, entity);
  update (self);
}

AipEntity *
aip_cast_card_get_entity (AipCastCard *self)
{
  g_return_val_if_fail (AIP_IS_CAST_CARD (self), NULL);

  return self->entity;
}
