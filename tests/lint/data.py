#!/usr/bin/env python3
#
# Copyright 2026 The AIPipeline developers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is installed beside the program is valid."""

import json
import re
import xml.etree.ElementTree

import lint

APP_ID = "io.github.aipipeline.AIPipeline"


def refuse_repeated(pairs):
    names = [name for name, _ in pairs]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(f"“{repeated[0]}” stands twice in one object")
    return dict(pairs)


def json_problems(path):
    try:
        json.loads(lint.read(path), object_pairs_hook=refuse_repeated)
    except ValueError as error:
        return [f"{path}: {error}"]
    return []


def xml_problems(path):
    try:
        xml.etree.ElementTree.parse(lint.TOP / path)
    except xml.etree.ElementTree.ParseError as error:
        return [f"{path}: {error}"]
    return []


def package_problems():
    """What meson.build asks for and data/packages.txt, which ./dev reads, does not."""
    asked = re.findall(r"dependency\('([^']+)', version: '>= ([^']+)'\)", lint.read("meson.build"))
    listed = re.findall(r"^build +pc:(\S+)>=(\S+)", lint.read("data/packages.txt"), re.M)
    for module, version in sorted(set(asked) ^ set(listed)):
        where = "meson.build" if (module, version) in asked else "data/packages.txt"
        yield f"{module} >= {version} stands only in {where}"


def main():
    tap = lint.Tap()
    tap.point("JSON files parse",
              (problem for path in
               lint.files(".json", under=["data", "presets", "workflows", "flatpak"])
               for problem in json_problems(path)))
    tap.point("XML files parse",
              (problem for path in lint.files(".svg", ".xml", ".xml.in", under=["data", "ui"])
               for problem in xml_problems(path)))
    tap.point("the desktop file is valid",
              lint.run("desktop-file-validate", str(lint.BUILD / "data" / f"{APP_ID}.desktop")))
    tap.point("the metainfo is valid",
              lint.run("appstreamcli", "validate", "--no-net", "--strict",
                       str(lint.BUILD / "data" / f"{APP_ID}.metainfo.xml")))
    tap.point("the settings are valid",
              lint.run("glib-compile-schemas", "--strict", "--dry-run", "data"))
    tap.point("the package list is that of meson.build", package_problems())
    tap.end()


main()
