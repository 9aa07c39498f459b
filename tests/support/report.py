#!/usr/bin/env python3
#
# Copyright 2026 The AIPipeline developers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads the logs of `meson test` and says what happened.

report.py [--show] [--broken=WHAT]… LOG.json…
    prints the output of everything that failed (with --show: of everything) and closes with
    "N passed, N failed". What is counted is test cases: the points of a TAP program, or a program
    that has no points as one. Exit status 1 if anything failed or nothing ran.

report.py --targets BUILD_DIR [--without SUITE,SUITE…] [SUITE…]
    prints the ninja targets that the tests of these suites (default: all) need.
"""

import argparse
import json
import re
import sys
from pathlib import Path

POINT = re.compile(r"^(?P<not>not )?ok\b(?P<text>.*?)(?P<skipped>#\s*SKIP\b.*)?$", re.I)
BAD_RESULTS = ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS")
SHOWN_LINES = 200


class Program:
    """One test program of one run."""

    def __init__(self, record, run):
        self.name = record["name"].rpartition(" / ")[2]
        self.run = run
        self.result = record["result"]
        self.seconds = record.get("duration") or 0.0
        self.stdout = record.get("stdout") or ""
        self.stderr = record.get("stderr") or ""
        self.passed = 0
        self.skipped = 0
        self.failures = []
        self.count()

    def count(self):
        points = 0
        for line in self.stdout.splitlines():
            point = POINT.match(line)
            if point is None:
                continue
            points += 1
            if point["skipped"]:
                self.skipped += 1
            elif point["not"]:
                self.failures.append(point["text"].strip())
            else:
                self.passed += 1
        if self.result in BAD_RESULTS and not self.failures:
            # It crashed or hung between two points, or has none.
            self.failures.append({"TIMEOUT": "did not end in time"}.get(self.result, "ended badly"))
        elif points == 0 and self.result == "SKIP":
            self.skipped += 1
        elif points == 0:
            self.passed += 1

    def print_output(self):
        print(f"--- {self.name} ({self.run})" + (": " if self.failures else "")
              + ", ".join(self.failures))
        for text in (self.stdout, self.stderr):
            lines = text.rstrip().splitlines()
            if len(lines) > SHOWN_LINES:
                half = SHOWN_LINES // 2
                left_out = f"… {len(lines) - SHOWN_LINES} lines left out …"
                lines = lines[:half] + [left_out] + lines[-half:]
            for line in lines:
                print("    " + line)


def read_log(path):
    run = "with sanitizers" if path.parts[-3:-2] == ("asan",) else path.stem
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as log:
        return [Program(json.loads(line), run) for line in log if line.strip()]


def report(logs, broken, show):
    programs = [program for path in logs for program in read_log(Path(path))]
    failed = [program for program in programs if program.failures]
    passed_count = sum(program.passed for program in programs)
    failed_count = sum(len(program.failures) for program in programs) + len(broken)
    skipped_count = sum(program.skipped for program in programs)

    for program in programs if show else failed:
        print()
        program.print_output()
    print()
    for program in failed:
        print(f"Failed: {program.name} ({program.run}): {', '.join(program.failures)}")
    for what in broken:
        print(f"Failed: {what}")
    if skipped_count:
        print(f"Skipped: {skipped_count}")
    if not programs and not broken:
        print("Nothing ran.")
    print(f"{passed_count} passed, {failed_count} failed")
    return 1 if failed_count or not programs else 0


def targets(build_dir, without, suites):
    info = Path(build_dir) / "meson-info"
    tests = json.loads((info / "intro-tests.json").read_text())
    files = {}
    for target in json.loads((info / "intro-targets.json").read_text()):
        files[target["id"]] = target["filename"]

    needed = set()
    for test in tests:
        mine = {suite.rpartition(":")[2] for suite in test["suite"]}
        if mine & without or "slow" in mine or (suites and not mine & suites):
            continue
        for target in test["depends"]:
            needed.update(files.get(target, []))
    root = Path(build_dir).resolve()
    return sorted(str(Path(name).resolve().relative_to(root)) for name in needed)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--broken", action="append", default=[])
    parser.add_argument("--targets", metavar="BUILD_DIR")
    parser.add_argument("--without", default="")
    parser.add_argument("arguments", nargs="*")
    arguments = parser.parse_args()
    if arguments.targets:
        without = set(filter(None, arguments.without.split(",")))
        for target in targets(arguments.targets, without, set(arguments.arguments)):
            print(target)
        return 0
    return report(arguments.arguments, arguments.broken, arguments.show)


if __name__ == "__main__":
    sys.exit(main())
