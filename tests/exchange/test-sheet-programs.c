/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The real programs that workbooks go through: LibreOffice without a display, and openpyxl. What
 * they save comes back without a single change, and what was changed in them is found. Where a
 * program is not installed the test says so and is skipped.
 */

#include "config.h"

#include <string.h>

#include "sheet-support.h"
#include "test-support.h"

static gboolean
run (const char *const *argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process =
    g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                       &error);

  return process != NULL && g_subprocess_wait_check (process, NULL, &error);
}

static gboolean
has_openpyxl (void)
{
  static const char *const argv[] = { "python3", "-c", "import openpyxl", NULL };

  if (run (argv))
    return TRUE;
  g_test_skip ("openpyxl is not installed: apt-get install python3-openpyxl");

  return FALSE;
}

static gboolean
has_libreoffice (void)
{
  g_autofree char *program = g_find_program_in_path ("soffice");

  if (program != NULL)
    return TRUE;
  g_test_skip ("LibreOffice is not installed: apt-get install libreoffice-calc-nogui");

  return FALSE;
}

static void
save_with_openpyxl (const char *how,
                    const char *source,
                    const char *target)
{
  const char *const argv[] = { "python3", EDIT_WORKBOOK, how, source, target, NULL };

  g_assert_true (run (argv));
}

/* (transfer full): where LibreOffice has put it. */
static char *
save_with_libreoffice (SheetRig   *rig,
                       const char *source)
{
  g_autofree char *profile = sheet_rig_path (rig, "profile");
  g_autofree char *option = g_strconcat ("-env:UserInstallation=file://", profile, NULL);
  g_autofree char *folder = sheet_rig_path (rig, "saved");
  g_autofree char *name = g_path_get_basename (source);
  const char *const argv[] = {
    "soffice", option, "--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
    "--outdir", folder, source, NULL
  };
  char *target = g_build_filename (folder, name, NULL);

  g_assert_true (run (argv));
  g_assert_true (g_file_test (target, G_FILE_TEST_EXISTS));

  return target;
}

static void
test_openpyxl (void)
{
  SheetRig *rig;
  g_autofree char *path = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *arranged = NULL;

  if (!has_openpyxl ())
    return;

  rig = sheet_rig_new (40);
  path = sheet_rig_path (rig, "list.xlsx");
  saved = sheet_rig_path (rig, "openpyxl.xlsx");
  arranged = sheet_rig_path (rig, "arranged.xlsx");
  for (AipSheetPurpose purpose = 0; purpose < AIP_N_SHEET_PURPOSES; purpose++)
    {
      sheet_rig_export (rig, path, purpose, AIP_SHEET_XLSX);
      sheet_rig_assert_unchanged (rig, path);
      save_with_openpyxl ("save", path, saved);
      sheet_rig_assert_unchanged (rig, saved);
    }
  sheet_rig_export (rig, path, AIP_SHEET_FULL, AIP_SHEET_XLSX);
  save_with_openpyxl ("arrange", path, arranged);
  sheet_rig_assert_unchanged (rig, arranged);
  sheet_rig_free (rig);
}

static void
test_libreoffice (void)
{
  SheetRig *rig;
  g_autofree char *path = NULL;
  g_autofree char *arranged = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *again = NULL;

  if (!has_libreoffice ())
    return;

  rig = sheet_rig_new (40);
  path = sheet_rig_path (rig, "list.xlsx");
  sheet_rig_export (rig, path, AIP_SHEET_FULL, AIP_SHEET_XLSX);
  saved = save_with_libreoffice (rig, path);
  sheet_rig_assert_unchanged (rig, saved);

  if (has_openpyxl ())
    {
      arranged = sheet_rig_path (rig, "arranged.xlsx");
      save_with_openpyxl ("arrange", path, arranged);
      again = save_with_libreoffice (rig, arranged);
      sheet_rig_assert_unchanged (rig, again);
    }
  sheet_rig_free (rig);
}

static void
test_edits (void)
{
  SheetRig *rig;
  g_autoptr(AipSheetMerge) merge = NULL;
  g_autofree char *path = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *saved = NULL;
  AipMergeCounts counts;

  if (!has_libreoffice () || !has_openpyxl ())
    return;

  rig = sheet_rig_new (10);
  path = sheet_rig_path (rig, "list.xlsx");
  edited = sheet_rig_path (rig, "edited.xlsx");
  sheet_rig_export (rig, path, AIP_SHEET_FULL, AIP_SHEET_XLSX);
  save_with_openpyxl ("edit", path, edited);
  saved = save_with_libreoffice (rig, edited);

  merge = sheet_rig_merge (rig, saved);
  aip_sheet_merge_get_counts (merge, &counts);
  g_assert_cmpuint (aip_sheet_merge_get_problems (merge)->len, ==, 0);
  g_assert_cmpuint (counts.n_cells, ==, 1);
  g_assert_cmpuint (counts.n_added, ==, 1);
  g_assert_cmpuint (counts.n_removed, ==, 1);
  g_assert_cmpuint (counts.n_conflicts, ==, 0);
  sheet_rig_free (rig);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet-programs/openpyxl", test_openpyxl);
  g_test_add_func ("/sheet-programs/libreoffice", test_libreoffice);
  g_test_add_func ("/sheet-programs/edits", test_edits);

  return g_test_run ();
}
