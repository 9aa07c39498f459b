#!/usr/bin/env python3
#
# Copyright 2026 The AIPipeline developers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every sentence can be translated, and every language that is offered is complete."""

import re
import tempfile
from pathlib import Path

import lint

MARKED = {
    ".c": re.compile(r'\b(_|N_|Q_|C_|NC_|ngettext|g_dngettext|g_dpgettext2|dgettext)\s*\(\s*"'),
    ".blp": re.compile(r'\bC?_\s*\(\s*"'),
}
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dcgettext:2", "g_dngettext:2,3",
            "g_dpgettext2:2c,3"]


def missing(catalogue, template):
    """The sentences of the template that the catalogue has not, or not surely, translated."""
    merged = template.with_name("merged.po")
    problems = lint.run("msgmerge", "--quiet", "--no-wrap", "--no-fuzzy-matching",
                        f"--output-file={merged}", catalogue, str(template))
    for which in ("--untranslated", "--only-fuzzy"):
        found = template.with_name(which)
        problems += lint.run("msgattrib", "--no-wrap", "--no-obsolete", which,
                             f"--output-file={found}", str(merged))
        problems += [line for line in found.read_text(encoding="utf-8").splitlines()
                     if line.startswith("msgid ") and line != 'msgid ""'] if found.exists() else []
    return problems


def main():
    tap = lint.Tap()
    listed = [line for line in lint.read("po/POTFILES").splitlines()
              if line and not line.startswith("#")]
    marked = [str(path) for path in lint.files(".c", ".blp", under=["src", "ui"])
              if MARKED[path.suffix].search(lint.read(path))]
    marked += [str(path) for path in
               lint.files(".desktop.in", ".metainfo.xml.in", ".gschema.xml", under=["data"])]

    tap.point("POTFILES names every file with a sentence",
              (f"{path} is missing" for path in sorted(set(marked) - set(listed))))
    tap.point("POTFILES names only files that exist",
              (f"{path} does not exist" for path in listed if not (lint.TOP / path).exists()))
    tap.point("POTFILES is sorted, without repetition",
              [] if listed == sorted(set(listed)) else ["sort it with: LC_ALL=C sort -u"])

    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "current.pot")
        complaints = lint.run(
            "xgettext", "--directory=.", "--files-from=po/POTFILES", "--from-code=UTF-8",
            *(f"--keyword={keyword}" for keyword in KEYWORDS), f"--output={template}")
        tap.point("the sentences can be collected", complaints)
        # A macro that xgettext does not know ("%" G_GINT64_FORMAT) ends the sentence that it finds;
        # it knows those of <inttypes.h>.
        tap.point("no sentence ends in the middle of a number",
                  (line for line in template.read_text(encoding="utf-8").splitlines()
                   if re.search(r'(?<!%)%"$', line)))
        for language in lint.read("po/LINGUAS").split():
            catalogue = f"po/{language}.po"
            tap.point(f"{catalogue} is well formed",
                      lint.run("msgfmt", "--check", "--output-file=/dev/null", catalogue))
            tap.point(f"{catalogue} translates every sentence", missing(catalogue, template))
    tap.end()


main()
