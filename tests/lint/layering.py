#!/usr/bin/env python3
#
# Copyright 2026 The AIPipeline developers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""The arrows between the rooms point down, and a library stays in its room (src/DESIGN.md).

The build enforces the same by include paths; this catches what slips through them: a system
header that is found without a flag, a room that is linked to more than it may include.
"""

import re

import lint

HEADLESS = {"base", "model", "cinema", "comfy", "naming", "document", "media", "stage", "farm",
            "exchange"}
MAY_INCLUDE = {
    "base": set(),
    "model": {"base"},
    "cinema": {"base"},
    "comfy": {"base"},
    "naming": {"base"},
    "document": {"base", "model", "naming"},
    "media": {"base", "model"},
    "stage": {"base", "cinema"},
    "farm": {"base", "model", "document", "media", "comfy", "cinema", "naming"},
    "exchange": {"base", "model", "cinema", "document", "media", "naming"},
    "draft": {"base", "comfy"},
    "cli": HEADLESS,
    "ui": HEADLESS,
    "app": HEADLESS | {"ui", "cli"},
}
LIBRARIES = {
    r"sqlite3\.h": {"document"},
    r"libsoup/": {"comfy", "draft"},
    r"(gtk/|gdk/|gsk/|adwaita\.h)": {"ui", "app"},
    r"gst/": {"media", "draft"},
    r"ges/": {"media"},
    r"jpeglib\.h": {"media"},
    r"(libxml/|archive(_entry)?\.h|xlsxwriter\.h)": {"exchange"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')


def main():
    tap = lint.Tap()
    sources = lint.files(".c", ".h", under=["src"])
    home = {path.name: path.parts[1] for path in sources if path.suffix == ".h"}
    rooms = sorted({path.parts[1] for path in sources})

    tap.point("every room is in the plan", (f"src/{room} is not" for room in rooms
                                            if room not in MAY_INCLUDE))
    for room in rooms:
        wrong = []
        for path in sources:
            if path.parts[1] != room:
                continue
            for number, line in lint.numbered(path):
                include = INCLUDE.match(line)
                if include is None:
                    continue
                header = include[2]
                owner = home.get(header.rpartition("/")[2]) if include[1] == '"' else None
                if owner not in (None, room) and owner not in MAY_INCLUDE.get(room, ()):
                    wrong.append(f"{path}:{number}: {room} may not know {owner} ({header})")
                for pattern, owners in LIBRARIES.items():
                    if re.match(pattern, header) and room not in owners:
                        wrong.append(f"{path}:{number}: {header} belongs to "
                                     + " and ".join(sorted(owners)))
        tap.point(f"arrows of {room} point down", wrong)
    tap.end()


main()
