# Copyright 2026 The AIPipeline developers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the lints share: the files of the project and the words of TAP."""

import os
import subprocess
import sys
from pathlib import Path

TOP = Path(os.environ.get("LINT_SOURCE_ROOT", Path(__file__).resolve().parents[2]))
BUILD = Path(os.environ.get("LINT_BUILD_ROOT", TOP / "build"))
ROOMS = ("src", "tests", "ui", "data", "po", "presets", "workflows", "flatpak", ".ci")


def files(*suffixes, under=ROOMS):
    """The project's files with one of these suffixes, as paths relative to the top."""
    found = []
    for room in under:
        for folder, _, names in os.walk(TOP / room):
            found += [Path(folder, name).relative_to(TOP) for name in names
                      if name.endswith(suffixes) and "__pycache__" not in folder]
    return sorted(found)


def read(path):
    return (TOP / path).read_text(encoding="utf-8")


def numbered(path):
    return enumerate(read(path).splitlines(), start=1)


def run(*command, **options):
    """Runs a tool; returns what it complains about: its output if it failed, else nothing."""
    done = subprocess.run(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False, **options)
    return (done.stdout.splitlines() or [f"{command[0]} ended with {done.returncode}"]
            if done.returncode else [])


class Tap:
    """Collects points and prints them as TAP."""

    def __init__(self):
        self.count = 0
        self.failed = False

    def point(self, name, problems):
        """One test case, failed if there are problems."""
        problems = list(problems)
        self.count += 1
        print(f"{'not ok' if problems else 'ok'} {self.count} {name}")
        for problem in problems:
            print(f"# {problem}")
        self.failed |= bool(problems)

    def end(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)
