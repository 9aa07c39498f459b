#!/usr/bin/env python3
#
# Copyright 2026 The AIPipeline developers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""The main job on the sample film, or on a list of your own, through the real window.

Called by ./dev demo. Two draft workers are started as servers, a project is made and opened, the
list is imported, every shot is generated. Ends with 0 only if every shot has its take on disk.
"""

import argparse
import configparser
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from rig import App, Failure, Rig, say, wait_for

# At 1 a card takes about two seconds: slow enough to watch the bars, quick enough to wait for.
SPEED = 1.2

# Where the pointer is out of the way, and where there is a row, in a window of 1280 by 800.
CORNER = (1279, 799)
ROW = (620, 270)


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--pictures", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--shots", type=Path, metavar="FILE.csv", help="a shot list of your own")
    parser.add_argument("--into", type=Path, metavar="DIR", help="where the project goes")
    arguments = parser.parse_args()
    if arguments.shots and not arguments.shots.is_file():
        parser.error(f"there is no file {arguments.shots}")
    return arguments


def free_folder(parent, name):
    """What an earlier demo left may have been worked on since: it stays."""
    folder = parent / name
    number = 2
    while folder.exists():
        folder = parent / f"{name} {number}"
        number += 1
    return folder


def make_project(rig, arguments):
    """Makes the project; answers its folder and the list for it."""
    options = []
    if arguments.shots:
        shots = arguments.shots.resolve()
        name = shots.stem
    else:
        sample = rig.source / "data/sample"
        film = configparser.ConfigParser()
        film.read(sample / "film.ini", encoding="utf-8")
        film = film["Film"]
        shots = sample / film["Shots"]
        name = film["Name"]
        options = ["--code", film["Code"], "--rate", film["Rate"], "--aspect", film["Aspect"],
                   "--size", f"{film['Width']}x{film['Height']}"]
    folder = (arguments.into or free_folder(rig.build / "demo", name)).resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    rig.command("new", folder, "--name", name, *options)
    return folder, shots


def settle(rig, name):
    """A picture of a window that has come to rest, if there is to be one."""
    if not rig.pictures:
        return
    path = rig.pictures / f"{name}.png"
    before = rig.pictures / ".before.png"
    deadline = time.monotonic() + 10
    while True:
        shoot(rig, path)
        if before.exists() and before.read_bytes() == path.read_bytes():
            break
        if time.monotonic() > deadline:
            break
        shutil.copyfile(path, before)
        time.sleep(0.3)  # poll until two pictures are alike
    before.unlink(missing_ok=True)


def shoot(rig, path):
    subprocess.run(["import", "-silent", "-window", "root",
                    "-define", "png:exclude-chunks=date,time", str(path)],
                   env=rig.environment, check=True)


def import_shots(rig, shots, folder):
    done = rig.command("import", shots, "--into", folder, check=False)
    say(done.stdout.rstrip())
    if done.stderr.strip():
        say(done.stderr.rstrip())
    # 5: rows were skipped, and named.
    if done.returncode not in (0, 5):
        raise Failure("the list was not imported")
    count = len(rig.query("shots", folder)["shots"])
    if count == 0:
        raise Failure("there is no shot in the list")
    return count


def generate(rig, folder, workers, count):
    """Prints every line of progress as it comes, and the table at the end."""
    command = [str(rig.build / "src/app/aipipeline"), "generate", str(folder), "--all", "--wait"]
    for worker in workers:
        command += ["--worker", worker.address]
    process = subprocess.Popen(command, env=rig.environment, stdout=subprocess.PIPE, text=True)
    done = 0
    shot = False
    for line in process.stdout:
        say(line.rstrip())
        if "  done in " in line:
            done += 1
        if not shot and done * 3 >= count:
            shot = True
            if rig.pictures:
                shoot(rig, rig.pictures / "2-during.png")
    return process.wait()


def check(rig, folder, count):
    """Every shot has its take, and the file is there."""
    takes = rig.query("takes", folder)["takes"]
    there = {take["shot"] for take in takes if Path(take["path"]).stat().st_size == take["bytes"]}
    missing = [shot["code"] for shot in rig.query("shots", folder)["shots"]
               if shot["code"] not in there]
    if missing:
        raise Failure(f"{len(missing)} of {count} shots have no take: {', '.join(missing[:10])}")
    return len(takes)


def run(rig, arguments, shown):
    workers = [rig.worker(speed=SPEED, vram=24), rig.worker(speed=SPEED, vram=48)]
    folder, shots = make_project(rig, arguments)
    say(f"Project: {folder}")

    if not shown:
        # Nobody listens, and what speaks to screen readers complains when the display goes.
        rig.environment["GTK_A11Y"] = "none"
    app = App(rig, folder, may_be_running=shown)
    wait_for("the window with the project",
             lambda: app.windows() and "import-path" in app.actions())
    count = import_shots(rig, shots, folder)
    if not shown:
        # The whole width for the table: its bars are what there is to see.
        app.activate("toggle-inspector")
        rig.xdo("mousemove", *CORNER)
    settle(rig, "1-before")

    started = time.monotonic()
    status = generate(rig, folder, workers, count)
    seconds = time.monotonic() - started
    if not shown:
        # A click on a row near the top, so that the inspector shows a take in large.
        app.activate("toggle-inspector")
        rig.xdo("mousemove", *ROW, "click", 1, "mousemove", *CORNER)
    settle(rig, "3-after")
    n_takes = check(rig, folder, count)
    if status != 0:
        raise Failure(f"aipipeline generate ended with {status}")
    say(f"{n_takes} takes of {count} shots in {seconds:.0f} s")

    if shown:
        say("The window is yours; the workers end with it.")
        app.wait()
    elif app.quit() != 0:
        raise Failure("the app did not end in good order")
    if rig.pictures:
        say(f"Pictures of the window: {rig.pictures}/1-before.png, 2-during.png, 3-after.png")
    say(f"Open the project again with: ./dev run '{folder}'")


def main():
    arguments = parse_arguments()
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    shown = has_display and arguments.pictures is None
    pictures = arguments.pictures or (None if has_display else arguments.build / "demo")
    pictures = pictures and pictures.resolve()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Rig(arguments.build, pictures=pictures, display="given" if has_display else None,
             home="given" if has_display else None) as rig:
        try:
            run(rig, arguments, shown)
        except Failure as failure:
            say(f"demo: {failure}")
            return 1
        except KeyboardInterrupt:
            return 130
    return 0


sys.exit(main())
