# Copyright 2026 The AIPipeline developers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""The built programs in a display, a session bus and a home of their own.

What drives the window is what a person has: keys, the pointer and what a screen reader is told
(AT-SPI), beside the actions that the app exports for scripts. Nothing here sleeps for a fixed time:
everything waits for what it is waiting for.
"""

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

APP_ID = "io.github.aipipeline.AIPipeline"
APP_PATH = "/io/github/aipipeline/AIPipeline"

# Only a hang takes as long: the machine may be loaded and the build may have sanitizers.
PATIENCE = 60


class Failure(Exception):
    """What was expected did not come."""


def wait_for(what, condition, patience=PATIENCE, pause=0.05):
    """Polls until @condition answers something, and answers that; says @what when it never does."""
    deadline = time.monotonic() + patience
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise Failure(f"{what}: did not happen within {patience} s")
        time.sleep(pause)  # poll


def read_line(stream, what, patience=PATIENCE):
    """One line of a pipe, with an end to the patience."""
    ready, _, _ = select.select([stream], [], [], patience)
    line = stream.readline() if ready else ""
    if not line:
        raise Failure(f"{what}: no answer")
    return line.strip()


def stop(process, patience=10):
    """Ends a process that we started, politely first."""
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Display:
    """A virtual display without a window manager."""

    def __init__(self, width=1280, height=800):
        reader, writer = os.pipe()
        # With -noreset, which also keeps it from ending when the last window closes.
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24",
             "-nolisten", "tcp", "-noreset"],
            pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            self.name = ":" + read_line(pipe, "Xvfb")

    def add_keys(self, letters):
        """Puts letters on keys that nobody uses.

        xdotool would borrow a key for each letter it types and give it back at once; a program that
        is slow to hear of it sees the key without the letter.
        """
        keymap = subprocess.run(["xkbcomp", "-w0", "-xkb", self.name, "-"], check=True, text=True,
                                capture_output=True).stdout
        codes, _, rest = keymap.partition("xkb_symbols")
        free = [name for name in re.findall(r"<I\d+>", codes) if f"key {name} " not in rest]
        wanted = sorted({letter for letter in letters if ord(letter) > 0x7f})
        keys = "".join(f"key {name} {{ [ U{ord(letter):04X} ] }};\n"
                       for name, letter in zip(free, wanted, strict=False))
        head, brace, tail = rest.partition("{")
        subprocess.run(["xkbcomp", "-w0", "-", self.name], check=True, text=True,
                       input=codes + "xkb_symbols" + head + brace + "\n" + keys + tail,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def close(self):
        stop(self.process)


class Bus:
    """A session bus of its own, with the accessibility bus that comes with it."""

    def __init__(self, environment):
        self.process = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1", "--nopidfile"],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = read_line(self.process.stdout, "dbus-daemon")

    def close(self):
        stop(self.process)


class Worker:
    """A draft worker as a server of its own."""

    def __init__(self, build, speed=1.0, vram=24, name=None, port=0):
        command = [str(build / "src/draft/aipipeline-draft-worker"), "--port", str(port),
                   "--vram-gb", str(vram), "--speed", str(speed), "--quit-with-parent"]
        if name:
            command += ["--name", name]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)
        line = read_line(self.process.stdout, "the draft worker")
        self.url = line.partition("Listening on ")[2]
        self.address = self.url.partition("://")[2]

    def kill(self):
        """As when its cable is pulled."""
        self.process.kill()
        self.process.wait()

    def close(self):
        stop(self.process)


class Rig:
    """Home, display and bus; everything that is started here ends with it."""

    def __init__(self, build, pictures=None, display=None, home=None):
        self.build = Path(build).absolute()
        self.source = Path(__file__).absolute().parents[2]
        self.pictures = Path(pictures) if pictures else None
        self.parts = []
        self.folder = None
        self.n_pictures = 0
        self.environment = dict(os.environ)
        self.environment.update(
            AIPIPELINE_DATADIR=str(self.source),
            AIPIPELINE_LOCALEDIR=str(self.build / "po"),
            GSETTINGS_SCHEMA_DIR=str(self.build / "data"),
            PATH=os.pathsep.join([str(self.build / "src/app"), str(self.build / "src/draft"),
                                  os.environ.get("PATH", "/usr/bin")]))
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
        if home is None:
            self._make_home()
        if display is None:
            self._make_display()

    def _make_home(self):
        self.folder = Path(tempfile.mkdtemp(prefix="aipipeline-e2e-"))
        for name, folder in (("HOME", "home"), ("XDG_DATA_HOME", "home/.local/share"),
                             ("XDG_STATE_HOME", "home/.local/state"),
                             ("XDG_CACHE_HOME", "home/.cache"),
                             ("XDG_CONFIG_HOME", "home/.config"), ("XDG_RUNTIME_DIR", "run")):
            path = self.folder / folder
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.environment[name] = str(path)
        self.environment.update(LC_ALL="C.UTF-8", TZ="UTC", GSETTINGS_BACKEND="memory",
                                GIO_USE_VFS="local")

    def _make_display(self):
        display = self.add(Display())
        self.display = display
        self.environment.update(
            DISPLAY=display.name, GDK_BACKEND="x11", GSK_RENDERER="cairo", GDK_DISABLE="gl,vulkan",
            GDK_DEBUG="no-portals,default-settings", NO_AT_BRIDGE="0")
        for name in ("WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS",
                     "AT_SPI_BUS_ADDRESS"):
            self.environment.pop(name, None)
        bus = self.add(Bus(self.environment))
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.address

    def add(self, part):
        self.parts.append(part)
        return part

    def worker(self, **options):
        return self.add(Worker(self.build, **options))

    def close(self):
        for part in reversed(self.parts):
            part.close()
        self.parts = []
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def adopt_environment(self):
        """So that AT-SPI in this process speaks to this rig's bus."""
        os.environ.clear()
        os.environ.update(self.environment)

    # Commands ---------------------------------------------------------------------------------

    def command(self, *arguments, check=True):
        """Runs `aipipeline ARGUMENTS…`; answers status, output and errors."""
        done = subprocess.run([str(self.build / "src/app/aipipeline"), *map(str, arguments)],
                              env=self.environment, capture_output=True, text=True,
                              timeout=10 * PATIENCE)
        if check and done.returncode != 0:
            raise Failure(f"aipipeline {' '.join(map(str, arguments))}: {done.returncode}: "
                          f"{done.stderr.strip()}")
        return done

    def query(self, *arguments):
        """The JSON document of a command; the app answers for a project that it has open."""
        return json.loads(self.command(*arguments, "--json").stdout)

    def xdo(self, *arguments):
        subprocess.run(["xdotool", *map(str, arguments)], env=self.environment, check=True,
                       stdout=subprocess.DEVNULL)

    def key(self, *keys):
        self.xdo("key", "--clearmodifiers", *keys)

    def type(self, text):
        self.xdo("type", "--clearmodifiers", "--delay", "15", text)

    def picture(self, name):
        """What is on the screen now, in a numbered file."""
        if not self.pictures:
            return None
        self.n_pictures += 1
        path = self.pictures / f"{self.n_pictures:02d}-{name}.png"
        subprocess.run(["import", "-silent", "-window", "root", str(path)], env=self.environment,
                       check=True)
        return path


class App:
    """The window's process."""

    def __init__(self, rig, *arguments, log=None, may_be_running=False):
        self.rig = rig
        self.may_be_running = may_be_running
        self.log_path = Path(log) if log else None
        self.log = self.log_path.open("a") if log else None
        environment = dict(rig.environment)
        environment.setdefault("G_DEBUG", "gc-friendly")
        self.process = subprocess.Popen(
            [str(rig.build / "src/app/aipipeline"), *map(str, arguments)], env=environment,
            stdout=self.log, stderr=subprocess.STDOUT if self.log else None)
        rig.add(self)
        wait_for("the app to take its name on the bus", self._is_there)

    def _is_there(self):
        # With an app that runs already the second process only says what to open, and ends.
        if self.process.poll() not in ((None, 0) if self.may_be_running else (None,)):
            raise Failure(f"the app ended with {self.process.returncode}")
        return self.call(APP_PATH, "org.freedesktop.DBus.Peer.Ping") is not None

    def call(self, path, method, *arguments):
        """A method of the app over the bus, as gdbus prints the answer; None when it failed."""
        done = subprocess.run(
            ["gdbus", "call", "--session", "--dest", APP_ID, "--object-path", path, "--method",
             method, *arguments], env=self.rig.environment, capture_output=True, text=True,
            timeout=PATIENCE)
        return done.stdout if done.returncode == 0 else None

    def windows(self):
        """The object paths of its windows."""
        done = subprocess.run(
            ["gdbus", "introspect", "--session", "--dest", APP_ID, "--object-path",
             APP_PATH + "/window", "--only-properties", "--recurse"],
            env=self.rig.environment, capture_output=True, text=True, timeout=PATIENCE)
        return sorted(set(re.findall(APP_PATH + r"/window/\d+", done.stdout)))

    def actions(self, window=True):
        path = self.windows()[0] if window else APP_PATH
        return set(re.findall(r"'([^']+)'", self.call(path, "org.gtk.Actions.List") or ""))

    def describe(self, action, window=True):
        """(enabled, state) of an action as gdbus prints it; None when there is no such action."""
        windows = self.windows() if window else [APP_PATH]
        if not windows:
            return None
        answer = self.call(windows[0], "org.gtk.Actions.Describe", action)
        return None if answer is None else ("(true" in answer, answer)

    def activate(self, action, *parameters, window=True):
        """Activates an exported action; parameters in GVariant text."""
        path = self.windows()[0] if window else APP_PATH
        values = "[" + ", ".join(f"<{value}>" for value in parameters) + "]"
        if self.call(path, "org.gtk.Actions.Activate", action, values, "{}") is None:
            raise Failure(f"the action {action} cannot be activated")

    def kill(self):
        """As when the power goes."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def quit(self):
        """As Ctrl+Q does; answers how it ended."""
        self.activate("quit", window=False)
        return self.process.wait(PATIENCE)

    def wait(self):
        """Until the window is closed."""
        self.process.wait()
        while self.call(APP_PATH, "org.freedesktop.DBus.Peer.Ping") is not None:
            time.sleep(1)  # poll

    def close(self):
        stop(self.process)
        if self.log:
            self.log.close()


class Screen:
    """What a screen reader is told about the window of one app."""

    def __init__(self, rig, pid):
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib
        self.atspi = Atspi
        self.error = GLib.Error
        self.rig = rig
        self.pid = pid
        # Answers are asked for anew each time: what is on the screen changes while we look.
        Atspi.set_timeout(5000, 20000)

    def _application(self):
        desktop = self.atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            try:
                child = desktop.get_child_at_index(i)
                if child is not None and child.get_process_id() == self.pid:
                    return child
            except self.error:
                pass
        return None

    def walk(self, root=None, cells=True):
        """What is shown below @root in the order of the tree, with or without cells of tables."""
        pending = [root if root is not None else self._application()]
        while pending:
            node = pending.pop()
            if node is None:
                continue
            try:
                node.clear_cache_single()
                role = node.get_role()
                if role != self.atspi.Role.APPLICATION and \
                        not node.get_state_set().contains(self.atspi.StateType.SHOWING):
                    continue
                yield node
                if not cells and role == self.atspi.Role.TABLE_ROW:
                    continue
                pending.extend(node.get_child_at_index(i)
                               for i in reversed(range(node.get_child_count())))
            except self.error:
                # It has just gone.
                continue

    def matches(self, node, role, name):
        if role is not None and node.get_role() != getattr(self.atspi.Role, role.upper()):
            return False
        if name is None:
            return True
        own = node.get_name() or ""
        return name.search(own) is not None if hasattr(name, "search") else own == name

    def find_all(self, role=None, name=None, root=None, cells=True):
        found = []
        for node in self.walk(root, cells):
            try:
                if self.matches(node, role, name):
                    found.append(node)
            except self.error:
                pass
        return found

    def find(self, role=None, name=None, root=None, cells=True):
        for node in self.walk(root, cells):
            try:
                if self.matches(node, role, name):
                    return node
            except self.error:
                pass
        return None

    def wait(self, role=None, name=None, patience=PATIENCE):
        what = f"{role or 'something'} called {getattr(name, 'pattern', name)}"
        return wait_for(what, lambda: self.find(role, name), patience)

    def press(self, node):
        """Does what the node offers to a screen reader, such as a button's click."""
        if not node.get_action_iface() or not self.atspi.Action.do_action(node, 0):
            raise Failure(f"“{node.get_name()}” cannot be pressed")

    def place(self, node):
        """The middle of it, for the pointer. The window stands at the origin of the display."""
        box = self.atspi.Component.get_extents(node, self.atspi.CoordType.WINDOW)
        return box.x + box.width // 2, box.y + box.height // 2

    def children(self, node):
        """What @node holds directly, with names as they are now."""
        found = []
        try:
            for i in range(node.get_child_count()):
                child = node.get_child_at_index(i)
                child.clear_cache_single()
                found.append(child)
        except self.error:
            pass
        return found

    def focused(self):
        for node in self.walk():
            try:
                if node.get_state_set().contains(self.atspi.StateType.FOCUSED):
                    return node
            except self.error:
                pass
        return None

    def focused_text(self):
        """What stands in the entry that has the focus; None when none has it."""
        node = self.focused()
        try:
            if node is None or node.get_text_iface() is None:
                return None
            return self.atspi.Text.get_text(node, 0, -1)
        except self.error:
            return None

    def outline(self, root=None, depth=0):
        """The tree as text, to be read when a test fails."""
        lines = []

        def visit(node, level):
            try:
                name = (node.get_name() or "").replace("\n", " ")[:70]
                lines.append(f"{'  ' * level}{node.get_role_name()} “{name}”")
                for i in range(node.get_child_count()):
                    child = node.get_child_at_index(i)
                    if child is not None and child.get_state_set().contains(
                            self.atspi.StateType.SHOWING):
                        visit(child, level + 1)
            except self.error:
                pass

        start = root if root is not None else self._application()
        if start is not None:
            visit(start, depth)
        return "\n".join(lines)


def say(text):
    print(text, flush=True)
    sys.stdout.flush()
