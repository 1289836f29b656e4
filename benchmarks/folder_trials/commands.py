"""Every command that writes, killed at random moments: after each, the same command gives what it gives undisturbed."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.folder_trials.builds import forked
from benchmarks.folder_trials.place import given, strays
from docgen.audit import key_of, verify
from docgen.ledger import Ledger

WHOLE = (".docx", ".xlsx", ".zip")


@dataclass(frozen=True)
class Command:
    """What is typed, what was typed before it, and the exit statuses that a repeat may have.

    A package that left is not sent twice: then a repeat refuses, and that is right.
    """

    words: Sequence[str]
    before: Sequence[Sequence[str]] = ()
    again: Sequence[int] = (0,)


COMMANDS: Mapping[str, Command] = {
    "build": Command(("build",)),
    "check": Command(("check",), [("build",)], (0, 1)),
    "watch": Command(("watch", "--once"), (), (0, 1)),
    "init": Command(("init", "{usb}/nieuw"), (), (0, 1, 2)),
    "form": Command(("form", "weekrooster", "L0231-1"), [("build",)]),
    "bundle": Command(("bundle", "--leerling", "L0231"), [("build",)]),
    "read-back": Command(("read-back", "{paper}"), [("build",)], (0, 1)),
    "transfer release": Command(("transfer", "release", "L0231"), [("build",)], (0, 1)),
    "transfer send": Command(
        ("transfer", "send", "L0231", "--to", "{usb}"), [("build",), ("transfer", "release", "L0231")], (0, 1)
    ),
    "retention": Command(("retention", "--confirm"), [("build",)]),
    "audit": Command(("audit", "verify"), [("build",)]),
}


@dataclass
class Killed:
    """Of the kills of one command: how many came before its end, and what was wrong afterwards."""

    count: int = 0
    during: int = 0
    wrong: list[str] = field(default_factory=list)


def typed(folder: Path, words: Sequence[str], usb: Path) -> int:
    """Type a command in a folder; the process, which says nothing."""
    papers = sorted((folder / "outputs" / "klassenraad").glob("beslissingsbundel_*.docx"))
    places = {"usb": str(usb), "paper": str(papers[0]) if papers else ""}
    argv = ["docgen", "--project", str(folder), *(word.format(**places) for word in words)]

    def work() -> None:
        from docgen.cli import main

        os.setpgid(0, 0)
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        os.environ["PATH"] = ""  # without LibreOffice: its work is not docgen's, and takes seconds
        sys.argv = argv
        try:
            main()
        except SystemExit as done:
            os._exit(int(done.code or 0))

    return forked(work)


def status_of(child: int) -> int:
    """Its exit status once it is done; -9 when it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def commands(scratch: Path, count: int, prepare: Callable[[Path], object], seed: int = 1) -> dict[str, Killed]:
    """Kill each command so many times; `prepare` makes the project folder."""
    chance, found = random.Random(seed), {}
    base = scratch / "base"
    prepare(base)
    for name, command in COMMANDS.items():
        ready = scratch / "klaar"
        shutil.copytree(base, ready)
        for words in command.before:
            status_of(typed(ready, words, scratch / "usb"))
        undisturbed, begun = scratch / "geheel", time.monotonic()
        shutil.copytree(ready, undisturbed)
        (scratch / "usb").mkdir(exist_ok=True)
        right = status_of(typed(undisturbed, command.words, scratch / "usb"))
        took, made = time.monotonic() - begun, names(undisturbed, scratch / "usb")
        killed = found[name] = Killed()
        if right not in command.again:
            killed.wrong.append(f"undisturbed: status {right}")
        _cleared(undisturbed, scratch / "usb")
        for number in range(count):
            folder, usb = scratch / f"kill{number}", scratch / "usb"
            shutil.copytree(ready, folder)
            usb.mkdir()
            child = typed(folder, command.words, usb)
            time.sleep(chance.uniform(0, took))
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            killed.count += 1
            killed.during += status_of(child) < 0
            killed.wrong += [f"half: {path}" for path in halves(folder, usb)]
            again = status_of(typed(folder, command.words, usb))
            if again not in command.again:
                killed.wrong.append(f"again: status {again}")
            status_of(typed(folder, ("build",), usb))
            after = names(folder, usb)
            killed.wrong += [f"lacks {path}" for path in made - after]
            killed.wrong += [f"stray {path.name}" for path in (*strays(folder), *usb.rglob(".docgen-*"))]
            killed.wrong += [] if given(folder) == given(ready) else ["an input is lost"]
            killed.wrong += [f"log: {fault}" for fault in faults(folder)]
            _cleared(folder, usb)
        shutil.rmtree(ready)
    return found


def names(folder: Path, usb: Path) -> set[str]:
    """The documents and packages that stand there; a package has a number of its own, so only that it is one."""
    made = (path for path in (folder / "outputs").rglob("*") if path.suffix in (".docx", ".xlsx", ".html"))
    sent = {f"usb/*{path.suffix}" for path in usb.rglob("*") if path.is_file()}
    return {path.relative_to(folder).as_posix() for path in made if ".docgen" not in path.parts} | sent


def halves(folder: Path, usb: Path) -> list[str]:
    """Files under a final name that are not whole."""
    found = []
    for path in (*(folder / "outputs").rglob("*"), *usb.rglob("*")):
        if not path.is_file() or path.name.startswith(".docgen-") or ".docgen" in path.parts:
            continue
        try:
            if path.suffix in WHOLE:
                with zipfile.ZipFile(path) as archive:
                    assert archive.testzip() is None
            elif path.suffix == ".json":
                json.loads(path.read_bytes())
            elif path.suffix == ".html":
                assert path.read_bytes().rstrip().endswith(b"</html>")
        except (zipfile.BadZipFile, ValueError, AssertionError, RuntimeError):
            found.append(path.name)
    return found


def faults(folder: Path) -> list[str]:
    """What is wrong with the log, and the documents that the ledger does not know as they stand."""
    outputs = folder / "outputs"
    with Ledger(outputs, writable=False) as ledger:
        found = [str(fault) for fault in verify(ledger.log(), ledger.seal(), key_of(outputs))]
        known = {path: made.sha256 for path, made in {**ledger.made(), **ledger.lapsed()}.items()}
    for path, sha256 in known.items():
        there = outputs / path
        if not there.is_file() or hashlib.sha256(there.read_bytes()).hexdigest() != sha256:
            found.append(f"{path} is not what it was")
    return found


def _cleared(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
