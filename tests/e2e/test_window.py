#!/usr/bin/env python3
#
# Copyright 2026 The AIPipeline developers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""The main job through the real window, as a person does it and sees it.

A new project, a list imported, one shot and then all of them generated on two workers, a worker and
then the app killed in the middle, an edit undone. Each step leaves a picture.
"""

import argparse
import json
import re
import subprocess
import sys
import time
import traceback
from pathlib import Path

from rig import App, Failure, Rig, Screen, say, wait_for

# Enough to keep a worker busy while another one is missed, which takes 20 s.
N_SHOTS = 24
NAME = "비 오는 밤"
NEW_TEXT = "비가 그친다. Close-up of a wet hand at night"
LIST = "Shot,Scene,Scene Name,Description,Characters,Duration\n" + "".join(
    f"SHT-{10 * i:04},SC-0{(i + 5) // 6}0,옥상 {(i + 5) // 6},"
    f"{['Wide shot', 'Medium shot', 'Close-up'][i % 3]} of a roof at night number {i},민아,2s\n"
    for i in range(1, N_SHOTS + 1)) + "SHT-9990,SC-040,,A row with a bad length,,soon\n"

# The column of pictures, in a window of 1280 by 800.
THUMBNAILS = "72x650+228+82"


class Story:
    """The steps, each a line of TAP; after the first that fails the others cannot be told."""

    def __init__(self, rig):
        self.rig = rig
        self.n_steps = 0
        self.failed = False
        self.screen = None
        self.app = None

    def step(self, what, action):
        self.n_steps += 1
        if self.failed:
            say(f"not ok {self.n_steps} {what}\n# after a step that failed")
            return
        started = time.monotonic()
        try:
            action()
            self.rig.picture(re.sub(r"[^a-z0-9]+", "-", what.lower()).strip("-"))
            say(f"ok {self.n_steps} {what}\n# {time.monotonic() - started:.1f} s")
        except Exception as error:  # pylint: disable=broad-except
            self.failed = True
            say(f"not ok {self.n_steps} {what}")
            lines = traceback.format_exc() if not isinstance(error, Failure) else str(error)
            if self.screen:
                lines += "\n" + self.screen.outline()
            say("\n".join(f"# {line}" for line in lines.splitlines()))
            self.rig.picture("failed")


class Film(Story):
    """What is done to one film."""

    def __init__(self, rig):
        super().__init__(rig)
        self.folder = Path(rig.environment["HOME"]) / "Videos/AIPipeline" / NAME
        self.list = rig.folder / "목록.csv"
        self.list.write_text(LIST, encoding="utf-8")
        self.log = rig.folder / "app.log"
        self.workers = []
        self.one_take = None

    # What is seen -----------------------------------------------------------------------------

    def open_app(self, *arguments):
        self.app = App(self.rig, *arguments, log=self.log)
        self.screen = Screen(self.rig, self.app.process.pid)

    def row(self, code):
        return self.screen.find("table_row", re.compile(rf"^{code}\b"), cells=False)

    def cell(self, row, column):
        """A cell of a row and what it says; cells are called “Column: text”."""
        for cell in self.screen.children(row):
            title, _, text = (cell.get_name() or "").partition(": ")
            if title == column:
                return cell, text
        raise Failure(f"there is no cell “{column}” in “{row.get_name()}”")

    def is_selected(self, node):
        node.clear_cache_single()
        return node.get_state_set().contains(self.screen.atspi.StateType.SELECTED)

    def click(self, node):
        self.rig.xdo("mousemove", *self.screen.place(node), "click", 1)

    def shots(self):
        return {shot["code"]: shot for shot in self.rig.query("shots", self.folder)["shots"]}

    def takes(self):
        return self.rig.query("takes", self.folder)["takes"]

    def colours(self):
        """How many colours the column of pictures has: a placeholder has few, a picture many."""
        done = subprocess.run(
            ["import", "-silent", "-window", "root", "-crop", THUMBNAILS, "-format", "%k", "info:"],
            env=self.rig.environment, check=True, capture_output=True, text=True)
        # Without “info:” in some versions: then it is the picture that has to be counted.
        return int(re.match(r"\d+", done.stdout)[0]) if done.stdout[:1].isdigit() else 0

    # What is done -----------------------------------------------------------------------------

    def start(self):
        self.open_app()
        for name in ("New Project…", "Open…", "Try the Sample Film"):
            self.screen.wait("button", name)

    def new_project(self):
        self.screen.press(self.screen.wait("button", "New Project…"))
        self.screen.wait("button", "Create")
        wait_for("the entry to have the focus", lambda: self.screen.focused_text() == "")
        self.rig.type(NAME)
        wait_for("the name to be typed", lambda: self.screen.focused_text() == NAME)
        self.screen.press(self.screen.find("button", "Create"))
        self.screen.wait("frame", re.compile(NAME))
        if not (self.folder / "project.aip").is_file():
            raise Failure(f"there is no project in {self.folder}")

    def import_list(self):
        wait_for("the actions of a project", lambda: "import-path" in self.app.actions())
        self.app.activate("import-path", f"'{self.list}'")
        # The row that cannot be used is named before anything is written.
        self.screen.wait(None, re.compile(rf"Row {N_SHOTS + 2}\b.*soon"))
        self.screen.press(self.screen.wait("button", "Import"))
        wait_for("the rows of the list", lambda: self.row("SHT-0010") and self.row("SHT-0060"))
        self.screen.wait("table_row", re.compile("SC-010 옥상 1, 6 shots"))
        if len(self.shots()) != N_SHOTS:
            raise Failure(f"{len(self.shots())} shots were imported, not {N_SHOTS}")
        if not self.app.describe("undo")[0]:
            raise Failure("the import cannot be undone")

    def add_workers(self):
        self.app.activate("toggle-inspector")
        for vram in (24, 48):
            worker = self.rig.worker(speed=1, vram=vram)
            self.workers.append(worker)
            self.app.activate("add-worker", f"'{worker.address}'")
        self.rig.key("alt+2")
        for worker in self.workers:
            self.screen.wait(None, re.compile(re.escape(worker.address)))
        wait_for("both workers to be ready",
                 lambda: len(self.screen.find_all("label", "Idle")) == 2)
        self.rig.picture("workers-page")
        self.rig.key("alt+1")
        wait_for("the table again", lambda: self.row("SHT-0010"))

    def generate_one(self):
        before = self.colours()
        row = wait_for("the first row", lambda: self.row("SHT-0010"))
        self.click(row)
        wait_for("the row to be selected", lambda: self.is_selected(row))
        self.rig.key("ctrl+g")

        # The bar rises in the row, as it is told to a screen reader, and ends in a take.
        seen = []

        def watch():
            percent = re.search(r"(\d+) %", self.cell(row, "Generation")[1])
            if percent and (not seen or seen[-1] != int(percent[1])):
                seen.append(int(percent[1]))
            row.clear_cache_single()
            return "1 take" in row.get_name()

        wait_for("the take of SHT-0010", watch, pause=0.01)
        if len(seen) < 2 or seen != sorted(seen):
            raise Failure(f"the progress did not rise: {seen}")
        wait_for("its picture to appear in the table", lambda: self.colours() > before + 100)

        takes = self.takes()
        self.one_take = takes[0]
        if len(takes) != 1 or takes[0]["shot"] != "SHT-0010" or takes[0]["version"] != "v001":
            raise Failure(f"the takes are {takes}")
        path = Path(takes[0]["path"])
        if self.folder not in path.parents or path.read_bytes()[:8] != b"\x89PNG\r\n\x1a\n":
            raise Failure(f"{path} is no picture in the project")

    def generate_all(self):
        self.rig.key("ctrl+shift+g")
        wait_for("both workers to be at work",
                 lambda: {job["worker-name"] for job in self.jobs("running")} >=
                 {worker.address for worker in self.workers})
        wait_for("the window to show it",
                 lambda: self.screen.find(None, re.compile(r"\d+ running, \d+ waiting")))

    def jobs(self, state):
        """The open jobs as the command line tells them, without waiting for any."""
        document = self.rig.query("generate", self.folder)
        return [job for job in document["jobs"] if job["state"] == state]

    def kill_worker(self):
        lost = self.workers[1]
        running = wait_for("a job on the second worker",
                           lambda: [job["shot"] for job in self.jobs("running")
                                    if job["worker-name"] == lost.address])
        lost.kill()
        wait_for("the window to miss the worker",
                 lambda: self.screen.find(None, "1/2"))
        # Its job is done by the other one, and nothing is done twice.
        wait_for(f"{running[0]} from the other worker",
                 lambda: [take for take in self.takes() if take["shot"] == running[0]], 120)
        take = [take for take in self.takes() if take["shot"] == running[0]][0]
        if take["worker-name"] != self.workers[0].address:
            raise Failure(f"{running[0]} came from {take['worker-name']}")

    def kill_app(self):
        before = len(self.takes())
        if not self.jobs("running"):
            raise Failure("everything is done already; the test is too slow for its workers")
        self.app.kill()
        if before >= N_SHOTS:
            raise Failure("no job was left")

        # Opened again, the rest is done without a word; what ran while nobody looked is fetched.
        self.open_app(self.folder)
        self.screen.wait("frame", re.compile(NAME))
        wait_for("the actions of a project", lambda: "add-worker" in self.app.actions())
        # One that is quick, so that nobody has to wait for the end.
        helper = self.rig.worker(speed=20)
        self.app.activate("add-worker", f"'{helper.address}'")
        wait_for("the takes of all shots", lambda: len(self.takes()) >= N_SHOTS, 120)
        wait_for("the window to have nothing to do",
                 lambda: not self.screen.find(None, re.compile(r"\d+ running")))

        takes = self.takes()
        per_shot = {}
        for take in takes:
            per_shot.setdefault(take["shot"], []).append(take)
            if Path(take["path"]).stat().st_size != take["bytes"]:
                raise Failure(f"{take['path']} is not whole")
        if len(per_shot) != N_SHOTS or any(len(takes) != 1 for takes in per_shot.values()):
            raise Failure("not every shot has one take: " +
                          str({shot: len(takes) for shot, takes in per_shot.items()}))
        if per_shot["SHT-0010"][0]["sha256"] != self.one_take["sha256"]:
            raise Failure("the first take is another one now")
        files = [path for path in (self.folder / "takes").rglob("*") if path.is_file()]
        if len(files) != N_SHOTS:
            raise Failure(f"{len(files)} files lie in takes")

    def edit_and_undo(self):
        old = self.shots()["SHT-0020"]["description"]
        new = NEW_TEXT
        row = wait_for("the row", lambda: self.row("SHT-0020"))
        cell, text = self.cell(row, "Description")
        if text != old:
            raise Failure(f"the row says “{text}”, not “{old}”")
        self.click(cell)
        self.rig.key("F2")
        wait_for("the editor", lambda: self.screen.focused_text() == old)
        self.rig.key("ctrl+a")
        self.rig.type(new)
        wait_for("the text to be typed", lambda: self.screen.focused_text() == new)
        self.rig.key("Return")
        wait_for("the new text in its cell", lambda: self.cell(row, "Description")[1] == new)
        wait_for("the new text in the project",
                 lambda: self.shots()["SHT-0020"]["description"] == new)
        self.rig.picture("edited")

        self.rig.key("ctrl+z")
        wait_for("the old text in its cell", lambda: self.cell(row, "Description")[1] == old)
        if self.shots()["SHT-0020"]["description"] != old:
            raise Failure("the edit was not undone in the project")
        self.rig.key("ctrl+shift+z")
        wait_for("the new text again", lambda: self.cell(row, "Description")[1] == new)

    def drag(self, start, end):
        self.rig.xdo("mousemove", *self.screen.place(start), "mousedown", 1)
        # In steps, as a hand does it: one leap is no drag.
        for part in (4, 2, 1):
            x, y = (a + (b - a) // part for a, b in
                    zip(self.screen.place(start), self.screen.place(end)))
            self.rig.xdo("mousemove", x, y)
        self.rig.xdo("mouseup", 1)

    def descriptions(self, *codes):
        shots = self.shots()
        return [shots[code]["description"] for code in codes]

    def written(self):
        """What is stored of the shots; how far a job has come is not."""
        return {code: {field: value for field, value in shot.items() if field != "progress"}
                for code, shot in self.shots().items()}

    def ranges(self):
        sources = ("SHT-0010", "SHT-0020", "SHT-0030")
        targets = ("SHT-0040", "SHT-0050", "SHT-0060")
        cells = {code: self.cell(wait_for("the row", lambda c=code: self.row(c)), "Description")[0]
                 for code in sources + targets}
        texts = self.descriptions(*sources)
        old = self.descriptions(*targets)
        if texts == old:
            raise Failure("there is nothing to see in this test")

        self.drag(cells[sources[0]], cells[sources[2]])
        wait_for("three rows to be selected", lambda: all(
            self.is_selected(self.row(code)) for code in sources))
        self.rig.key("ctrl+c")
        self.click(cells[targets[0]])
        self.rig.key("ctrl+v")
        wait_for("the texts elsewhere", lambda: self.descriptions(*targets) == texts)
        self.rig.key("ctrl+z")
        wait_for("the old texts again", lambda: self.descriptions(*targets) == old)
        self.rig.key("ctrl+shift+z")
        wait_for("the texts once more", lambda: self.descriptions(*targets) == texts)
        wait_for("the cell to say so", lambda: self.cell(
            self.row(targets[2]), "Description")[1] == texts[2])

        # As when the power goes: what was seen is there, and can still be taken back.
        before = self.written()
        self.app.kill()
        self.open_app(self.folder)
        self.screen.wait("frame", re.compile(NAME))
        after = self.written()
        if after != before:
            lost = [(code, field, before[code].get(field), value)
                    for code in before for field, value in after.get(code, {}).items()
                    if before[code].get(field) != value]
            raise Failure(f"the shots are others than before the app was killed: {lost}")
        wait_for("something to undo", lambda: self.app.describe("undo")[0])
        self.app.activate("undo")
        wait_for("the old texts after all", lambda: self.descriptions(*targets) == old)

    def quit(self):
        self.rig.key("ctrl+q")
        if self.app.process.wait(30) != 0:
            raise Failure(f"the app ended with {self.app.process.returncode}")
        self.screen = None
        if self.rig.command("check", self.folder).returncode != 0:
            raise Failure("the project is not sound")
        complaints = [line for line in self.log.read_text(errors="replace").splitlines()
                      if "CRITICAL" in line or "WARNING" in line]
        if complaints:
            raise Failure("the app complained:\n" + "\n".join(complaints[:20]))


    def go_on_without_window(self):
        # The workers that the window was told of are remembered for commands, too.
        document = json.loads(self.rig.command("workers", "--json", check=False).stdout)
        states = {worker["name"]: worker["state"] for worker in document["workers"]}
        if states.get(self.workers[0].address) != "idle":
            raise Failure(f"the workers are {states}")
        if states.get(self.workers[1].address) != "offline":
            raise Failure(f"the dead worker is {states}")
        self.rig.command("generate", self.folder, "--shots", "SHT-0030", "--wait")
        takes = [take for take in self.takes() if take["shot"] == "SHT-0030"]
        if [take["version"] for take in takes] != ["v001", "v002"]:
            raise Failure(f"the takes of SHT-0030 are {takes}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--pictures", type=Path)
    arguments = parser.parse_args()
    pictures = arguments.pictures or arguments.build / "e2e"
    for old in pictures.glob("*.png"):
        old.unlink()

    with Rig(arguments.build, pictures=pictures) as rig:
        rig.adopt_environment()
        rig.display.add_keys(NAME + NEW_TEXT)
        film = Film(rig)
        steps = [
            ("the start page", film.start),
            ("a new project", film.new_project),
            ("a list is imported", film.import_list),
            ("two workers", film.add_workers),
            ("one shot is generated", film.generate_one),
            ("all shots are generated", film.generate_all),
            ("a worker is killed", film.kill_worker),
            ("the app is killed and goes on", film.kill_app),
            ("an edit is undone", film.edit_and_undo),
            ("a range goes elsewhere, and the app is killed", film.ranges),
            ("the window is closed", film.quit),
            ("a command goes on", film.go_on_without_window),
        ]
        say(f"TAP version 14\n1..{len(steps)}")
        for what, action in steps:
            film.step(what, action)
        if film.failed and film.log.exists():
            say("\n".join("# app: " + line for line in
                          film.log.read_text(errors="replace").splitlines()[-40:]))
    return 1 if film.failed else 0


sys.exit(main())
