/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-view-edit"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-error.h"
#include "aip-order.h"
#include "aip-text.h"
#include "aip-view-edit.h"

static const struct {
  const char *type;
  const char *title;
  const char *icon;
} types[] = {
  { "table", N_("Table"), "view-list-symbolic" },
  { "gallery", N_("Gallery"), "view-grid-symbolic" },
  { "board", N_("Board"), "aip-board-symbolic" },
};

const char *
aip_view_type_get_title (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].type, type) == 0)
      return _(types[i].title);

  return "";
}

const char *
aip_view_type_get_icon (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].type, type) == 0)
      return types[i].icon;

  return types[0].icon;
}

const char *
aip_view_get_default_name (void)
{
  return _("All Shots");
}

static gboolean
has_name (AipEntityList *views,
          const char    *name)
{
  g_autofree char *folded = aip_text_fold (name);

  for (guint i = 0; i < aip_entity_list_get_count (views); i++)
    {
      g_autofree char *other = NULL;

      other = aip_text_fold (aip_view_get_name (AIP_VIEW (aip_entity_list_peek (views, i))));
      if (g_str_equal (folded, other))
        return TRUE;
    }

  return FALSE;
}

/* @taken: (nullable): a name that is used in this step, too. */
static char *
dup_free_name (AipEntityList *views,
               const char    *name,
               const char    *taken)
{
  g_autofree char *tried = g_strdup (name);

  for (guint i = 2; has_name (views, tried) || g_strcmp0 (tried, taken) == 0; i++)
    {
      g_free (tried);
      tried = g_strdup_printf ("%s %u", name, i);
    }

  return g_steal_pointer (&tried);
}

/* Inside of a transaction. @before, @after: (nullable): order keys of the neighbours. */
static AipView *
insert (AipDocument  *document,
        const char   *name,
        const char   *type,
        const char   *definition,
        const char   *before,
        const char   *after,
        GError      **error)
{
  g_autofree char *order = aip_order_between (before, after);
  GVariantDict fields;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "name", "s", name);
  g_variant_dict_insert (&fields, "type", "s", type);
  g_variant_dict_insert (&fields, "definition", "s", definition);
  g_variant_dict_insert (&fields, "order", "s", order);

  return (AipView *) aip_document_insert (document, AIP_KIND_VIEW, g_variant_dict_end (&fields),
                                          error);
}

static const char *
get_order (AipEntity *view)
{
  return view != NULL ? aip_entity_get_text (view, "order") : NULL;
}

AipView *
aip_view_edit_change (AipDocument  *document,
                      AipView      *view,
                      const char   *definition,
                      GError      **error)
{
  g_autofree char *label = NULL;
  gboolean ok;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (view == NULL || AIP_IS_VIEW (view), NULL);
  g_return_val_if_fail (definition != NULL, NULL);

  label = g_strdup_printf (_("Change View “%s”"),
                           view != NULL ? aip_view_get_name (view) : aip_view_get_default_name ());
  aip_document_begin (document, label);
  if (view == NULL)
    {
      view = insert (document, aip_view_get_default_name (), "table", definition, NULL, NULL,
                     error);
      ok = view != NULL;
    }
  else
    ok = aip_document_set_text (document, AIP_ENTITY (view), "definition", definition, error);

  return aip_document_end (document, ok) ? view : NULL;
}

AipView *
aip_view_edit_insert (AipDocument  *document,
                      AipView      *after,
                      const char   *name,
                      const char   *type,
                      const char   *definition,
                      const char   *first,
                      GError      **error)
{
  AipEntityList *views;
  g_autofree char *label = NULL;
  g_autofree char *free_name = NULL;
  g_autofree char *first_order = NULL;
  const char *taken = NULL;
  const char *before_key = NULL;
  const char *after_key = NULL;
  AipView *view = NULL;
  guint position;
  gboolean ok = TRUE;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (after == NULL || AIP_IS_VIEW (after), NULL);
  g_return_val_if_fail (type != NULL && definition != NULL && first != NULL, NULL);

  views = aip_document_get_list (document, AIP_KIND_VIEW);
  if (aip_entity_list_get_count (views) == 0)
    taken = aip_view_get_default_name ();
  free_name = dup_free_name (views, name != NULL ? name : aip_view_type_get_title (type), taken);

  label = g_strdup_printf (_("Add View “%s”"), free_name);
  aip_document_begin (document, label);
  if (taken != NULL)
    {
      AipView *all = insert (document, taken, "table", first, NULL, NULL, error);

      ok = all != NULL;
      first_order = ok ? g_strdup (get_order (AIP_ENTITY (all))) : NULL;
      before_key = first_order;
    }
  else
    {
      if (after == NULL
          || !aip_entity_list_find (views, AIP_ENTITY (after), &position))
        position = aip_entity_list_get_count (views) - 1;
      before_key = get_order (aip_entity_list_peek (views, position));
      after_key = get_order (aip_entity_list_peek (views, position + 1));
    }
  if (ok)
    view = insert (document, free_name, type, definition, before_key, after_key, error);

  return aip_document_end (document, view != NULL) ? view : NULL;
}

gboolean
aip_view_edit_rename (AipDocument  *document,
                      AipView      *view,
                      const char   *name,
                      GError      **error)
{
  gboolean ok;
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_VIEW (view), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  label = g_strdup_printf (_("Rename View “%s”"), aip_view_get_name (view));
  aip_document_begin (document, label);

  ok = aip_document_set_text (document, AIP_ENTITY (view), "name", name, error);

  return aip_document_end (document, ok);
}

gboolean
aip_view_edit_remove (AipDocument  *document,
                      AipView      *view,
                      GError      **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_VIEW (view), FALSE);

  if (aip_view_get_locked (view))
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("The view “%s” is locked. Unlock it to delete it."), aip_view_get_name (view));
      return FALSE;
    }
  if (aip_entity_list_get_count (aip_document_get_list (document, AIP_KIND_VIEW)) < 2)
    {
      g_set_error (error, AIP_ERROR, AIP_ERROR_INVALID,
                   _("“%s” is the only view of the project and stays."), aip_view_get_name (view));
      return FALSE;
    }

  label = g_strdup_printf (_("Delete View “%s”"), aip_view_get_name (view));
  aip_document_begin (document, label);

  return aip_document_end (document, aip_document_remove (document, AIP_ENTITY (view), error));
}

gboolean
aip_view_edit_set_locked (AipDocument  *document,
                          AipView      *view,
                          gboolean      locked,
                          GError      **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_VIEW (view), FALSE);

  label = g_strdup_printf (locked ? _("Lock View “%s”") : _("Unlock View “%s”"),
                           aip_view_get_name (view));
  aip_document_begin (document, label);

  return aip_document_end (document, aip_document_set (document, AIP_ENTITY (view), "locked",
                                                       g_variant_new_boolean (locked), error));
}

gboolean
aip_view_edit_move (AipDocument  *document,
                    AipView      *view,
                    AipView      *before,
                    GError      **error)
{
  gboolean ok;
  AipEntityList *views;
  g_autofree char *label = NULL;
  g_autofree char *order = NULL;
  AipEntity *previous = NULL;
  guint position;

  g_return_val_if_fail (AIP_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (AIP_IS_VIEW (view), FALSE);
  g_return_val_if_fail (before == NULL || AIP_IS_VIEW (before), FALSE);

  views = aip_document_get_list (document, AIP_KIND_VIEW);
  if (before == view)
    return TRUE;
  if (before == NULL || !aip_entity_list_find (views, AIP_ENTITY (before), &position))
    position = aip_entity_list_get_count (views);
  if (position > 0)
    previous = aip_entity_list_peek (views, position - 1);
  if (previous == AIP_ENTITY (view))
    return TRUE;

  order = aip_order_between (get_order (previous), get_order (AIP_ENTITY (before)));
  label = g_strdup_printf (_("Move View “%s”"), aip_view_get_name (view));
  aip_document_begin (document, label);

  ok = aip_document_set_text (document, AIP_ENTITY (view), "order", order, error);

  return aip_document_end (document, ok);
}
