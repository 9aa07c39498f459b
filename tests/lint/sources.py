#!/usr/bin/env python3
#
# Copyright 2026 The AIPipeline developers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""House rules that a compiler does not know (CONTRIBUTING.md)."""

import re
from pathlib import Path

import lint

MAX_LINES = 900
LEFT_OVER = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
# A test waits for what it waits for. Only a loop that asks again may pause, and says so: "poll".
PAUSE = re.compile(r"\b(g_usleep|usleep|nanosleep|sleep)\s*\(")

# Without aip-task.h the thread may be the one that finalizes the task and what hangs on it.
BARE_THREAD = re.compile(r"\bg_task_run_in_thread(_sync)? \(")


def matches(paths, pattern, unless=None):
    for path in paths:
        for number, line in lint.numbered(path):
            if pattern.search(line) and not (unless and unless in line):
                yield f"{path}:{number}: {line.strip()}"


def wrong_domain(path):
    defined = re.search(r'^#define G_LOG_DOMAIN "([^"]*)"', lint.read(path), re.M)
    # A type that is split by concern ("aip-window-actions.c") keeps the domain of the type; a
    # program's main.c has the program's name.
    if defined and path.stem != "main" and not (lint.TOP / path).with_name(f"{defined[1]}.c").exists():
        return f"{path}: the log domain is the name of a file beside it, not “{defined[1]}”"
    if defined and lint.read(path).find("#include") < defined.start():
        return f"{path}: the log domain comes before the first include"
    return None


def main():
    tap = lint.Tap()
    code = lint.files(".c", ".h", under=["src", "tests"])
    scripts = lint.files(".py", ".sh") + [Path("dev"), Path(".ci/run")]
    templates = lint.files(".blp", under=["ui"])
    everything = code + scripts + templates

    tap.point("every source names its licence",
              (str(path) for path in code + scripts
               if "SPDX-License-Identifier: GPL-3.0-or-later" not in lint.read(path)[:400]))
    tap.point("nothing is left for later in a comment", matches(everything, LEFT_OVER))
    tap.point("no tabs, no spaces at the end of a line",
              matches(everything, re.compile(r"\t|[ \t]$")))
    tap.point(f"no file is longer than {MAX_LINES} lines",
              (f"{path}: {count} lines" for path in everything
               for count in [lint.read(path).count("\n")] if count > MAX_LINES))
    tap.point("headers are guarded by #pragma once",
              (str(path) for path in code
               if path.suffix == ".h" and "\n#pragma once\n" not in lint.read(path)))
    tap.point("log domains are file names",
              filter(None, map(wrong_domain, (path for path in code if path.suffix == ".c"
                                              and path.parts[0] == "src"))))
    tap.point("no test sleeps to wait for something",
              matches((path for path in code + scripts if path.parts[0] == "tests"), PAUSE, "poll"))
    tap.point("tasks run in threads through aip-task.h",
              matches((path for path in code if path.name != "aip-task.c"), BARE_THREAD))
    tap.point("scripts parse", (problem for path in scripts if path.suffix != ".py"
                                for problem in lint.run("bash", "-n", str(path))))
    tap.point("Blueprint files are formatted",
              lint.run("blueprint-compiler", "format", *map(str, templates)) if templates else [])
    tap.end()


main()
