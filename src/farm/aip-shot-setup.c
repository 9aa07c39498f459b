/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aip-shot-setup"

#include "config.h"

#include <glib/gi18n.h>

#include "aip-json.h"
#include "aip-shot-setup.h"

#define MAX_BYTES (64 * 1024)

void
aip_shot_setup_parse (const char   *text,
                      AipProject   *project,
                      AipCatalogue *catalogue,
                      AipSetup     *setup,
                      GPtrArray    *problems)
{
  g_autoptr(JsonNode) node = NULL;
  gint64 year;

  g_return_if_fail (text != NULL && setup != NULL);
  g_return_if_fail (AIP_IS_PROJECT (project));
  g_return_if_fail (AIP_IS_CATALOGUE (catalogue));

  *setup = (AipSetup) { 0 };
  if (*text != '\0')
    {
      node = aip_json_parse (text, -1, MAX_BYTES, NULL);
      if (aip_json_node_object (node) != NULL)
        aip_setup_from_json (setup, catalogue, aip_json_node_object (node), problems);
      else if (problems != NULL)
        g_ptr_array_add (problems, g_strdup (_("The setup is not a JSON object.")));
    }

  year = aip_project_get_year (project);
  if (year > 0 && !aip_setup_has (setup, AIP_SETUP_YEAR))
    {
      setup->year = (int) year;
      setup->given |= AIP_SETUP_BIT (AIP_SETUP_YEAR);
    }
}

char *
aip_shot_setup_to_text (const AipSetup *setup,
                        AipProject     *project)
{
  AipSetup own;
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (setup != NULL, NULL);
  g_return_val_if_fail (AIP_IS_PROJECT (project), NULL);

  own = *setup;
  if (aip_setup_has (&own, AIP_SETUP_YEAR) && own.year == aip_project_get_year (project))
    aip_setup_unset (&own, AIP_SETUP_YEAR);
  if (own.given == 0)
    return g_strdup ("");

  node = aip_setup_to_json (&own);

  return aip_json_to_text (node, FALSE);
}
