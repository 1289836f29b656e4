"""Runs one case as a user would: `docgen check` in a project folder, in a process of its own that is measured.

The process is a fork of one in which docgen is loaded, so that a case costs its own work and not a second of imports.
What it used is asked of the system (`wait4`): its own memory and time and those of every process it started. A fork
begins with all that the process of the tests holds; what that is above a fresh docgen is not the case's.
"""

from __future__ import annotations

import gc
import json
import os
import re
import resource
import shutil
import signal
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from docgen import messages
from docgen.sheets import read, reader
from tests.hostile.base import Base
from tests.hostile.case import REFUSED, RIGHT, WARNED, Case, Expected

MEMORY, SECONDS = 512, 5.0  # MB of memory in use; seconds of processor time
LOADED = 110  # MB of a process in which docgen alone is loaded
PATIENCE = 600.0  # wall time after which a case hangs; a loaded machine is not at fault
ENDLESS = 60  # processor time after which it never ends
Finding = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What one run of the command did, and what it used."""

    status: int | None  # None: killed, or out of patience
    findings: tuple[Finding, ...]
    screen: str
    value: str | None  # of the target, as the reader gives it
    seconds: float
    megabytes: float
    left: tuple[str, ...] = field(default=())  # files that were not there before


def warm(folder: Path, base: Base) -> tuple[Finding, ...]:
    """Load everything a check needs, in this process; the findings of the good workbook."""
    outcome = run(folder, base, None, apart=False)
    gc.collect()
    gc.freeze()  # a fork would copy every page that the collector looks at
    return outcome.findings


def run(folder: Path, base: Base, case: Case | None, *, apart: bool = True) -> Outcome:
    """The outcome of one case (None: the good workbook) in a project folder made for it and removed after."""
    project, out = folder / "project", folder / "uit.json"
    inputs = project / "inputs"
    inputs.mkdir(parents=True)
    file = case.file if case else "werkboek.xlsx"
    try:
        if case:
            case.make(base, inputs)
        else:
            (inputs / file).write_bytes(base.data)
        there, inherited = _tree(folder), max(0.0, _resident() - LOADED)
        status, used = (
            _measured(project, inputs / file, base, out) if apart else (_check(project, inputs / file, base, out), None)
        )
        said = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
        return Outcome(
            status,
            tuple(said.get("findings", ())),
            said.get("screen", ""),
            said.get("value"),
            used.ru_utime + used.ru_stime if used else 0,
            used.ru_maxrss / 1024 - inherited if used else 0,
            tuple(sorted(_tree(folder) - there - {str(out)})),
        )
    finally:
        out.unlink(missing_ok=True)
        shutil.rmtree(project)


def _resident() -> float:
    """MB of memory that this process holds; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
    except OSError:
        return 0.0


def _measured(project: Path, file: Path, base: Base, out: Path) -> tuple[int | None, resource.struct_rusage]:
    child = os.fork()
    if not child:
        status = 70
        try:
            os.setpgid(0, 0)
            resource.setrlimit(resource.RLIMIT_CPU, (ENDLESS, ENDLESS))
            status = _check(project, file, base, out)
        finally:
            os._exit(status)
    until = time.monotonic() + PATIENCE
    while True:
        pid, state, used = os.wait4(child, os.WNOHANG)
        if pid:
            return (os.waitstatus_to_exitcode(state) if os.WIFEXITED(state) else None), used
        if time.monotonic() > until:
            os.killpg(child, signal.SIGKILL)
            _, _, used = os.wait4(child, 0)
            return None, used
        time.sleep(0.002)


def _check(project: Path, file: Path, base: Base, out: Path) -> int:
    """`docgen --project ... check --json`, with what it prints kept; its exit status."""
    from docgen.cli import main

    data, screen = project.parent / "stdout", project.parent / "stderr"
    argv, sys.argv = sys.argv, ["docgen", "--project", str(project), "check", "--json"]
    status = 0
    with reader():
        try:
            with _to_file(1, data), _to_file(2, screen):
                main()
        except SystemExit as done:
            status = int(done.code or 0)
        finally:
            sys.argv = argv
        value = _value(file, base)
    printed = data.read_bytes().decode("utf-8", "replace")
    said = {
        "findings": json.loads(printed)["findings"] if printed.startswith("{") else [],
        "screen": screen.read_bytes().decode("utf-8", "replace"),
        "value": value,
    }
    data.unlink()
    screen.unlink()
    out.write_text(json.dumps(said), encoding="utf-8")
    return status


def _value(file: Path, base: Base) -> str | None:
    """What the reader gives for the target; in a file of the case's own, for its first row."""
    if not file.is_file() or file.is_symlink():
        return None
    for sheet in read(file, "w").sheets:
        for row in sheet.rows:
            if (
                sheet.name == base.sheet
                and base.heading in sheet.headings
                and (row.origin.row, sheet.headings[base.heading]) == (base.row, base.column)
            ):
                return str(row.cells[base.heading]) if base.heading in row.cells else None
    return None


@contextmanager
def _to_file(descriptor: int, path: Path) -> Iterator[None]:
    """What is printed on this descriptor goes into a file, also what another process prints."""
    stream = sys.stdout if descriptor == 1 else sys.stderr
    stream.flush()
    kept, opened = os.dup(descriptor), os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    own = open(opened, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - closed below
    os.dup2(opened, descriptor)
    if descriptor == 1:
        sys.stdout = own
    else:
        sys.stderr = own
    try:
        yield
    finally:
        own.flush()
        if descriptor == 1:
            sys.stdout = stream
        else:
            sys.stderr = stream
        os.dup2(kept, descriptor)
        os.close(kept)
        os.close(opened)


def _tree(folder: Path) -> frozenset[str]:
    return frozenset(str(path) for path in folder.rglob("*"))


def faults(case: Case, outcome: Outcome, base: Base, told: tuple[Finding, ...]) -> list[str]:
    """What is wrong with an outcome: nothing when the case went as was decided. `told` is said of any workbook."""
    expected, found = case.expected, []
    if outcome.status is None:
        return ["hangs, or was killed"]
    if outcome.status not in (0, 1):
        found.append(f"exit status {outcome.status}")
    if "Traceback" in outcome.screen or any(finding["code"] == "S12" for finding in outcome.findings):
        found.append("a traceback")
    if re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", outcome.screen):
        found.append("control characters on the screen")
    if outcome.megabytes > MEMORY:
        found.append(f"{outcome.megabytes:.0f} MB")
    if outcome.seconds > case.seconds:
        found.append(f"{outcome.seconds:.1f} s")
    if outcome.left:
        found.append(f"left {outcome.left}")
    new = [finding for finding in outcome.findings if finding not in told]
    return found + _wrong_outcome(case, expected, outcome, base, new)


def _wrong_outcome(case: Case, expected: Expected, outcome: Outcome, base: Base, new: list[Finding]) -> list[str]:
    found = []
    said = [f"{f['severity']} {f['code']} {f['file']} {f['sheet']} {f['cell']}: {f['message']}" for f in new]
    decided = [finding for finding in new if is_told(finding, case, expected, base)]
    others = [finding for finding in new if finding not in decided and finding["code"] not in expected.also]
    if expected.outcome != RIGHT and not decided:
        found.append(f"not told: {expected.code} {expected.case} {expected.at}")
    if others:
        found.append("told something else")
    if expected.outcome == REFUSED and decided and all(finding["severity"] != "fout" for finding in decided):
        found.append("is no error")
    if expected.outcome == WARNED and any(finding["severity"] == "fout" for finding in decided):
        found.append("is an error")
    wanted = base.value if expected.value == "" else expected.value
    if wanted not in ("*", outcome.value):
        found.append(f"the value is {str(outcome.value)[:60]!r}")
    return [*found, *said] if found else []


def is_told(finding: Finding, case: Case, expected: Expected, base: Base) -> bool:
    """Whether a finding is the one that was decided: its code, its place, and the sentence of its case."""
    places = {
        "": ("", ""),
        "sheet": (base.sheet, ""),
        "cell": (base.sheet, base.cell),
        "heading": (base.sheet, base.beside(1 - base.row)),
        "row": (base.sheet, f"{base.row}:{base.row}"),
    }
    place = places.get(expected.at) or tuple(expected.at.split("!")) if "!" in expected.at else places.get(expected.at)
    at = (finding["sheet"], finding["cell"])
    return (
        finding["code"] == expected.code
        and finding["file"] == case.file
        and (place is None or at == place)
        and bool(sentence(expected.code, expected.case).fullmatch(finding["message"]))
    )


@cache
def sentence(code: str, case: str) -> re.Pattern[str]:
    """What the message of a code and case looks like, whatever its facts."""
    every = tomllib.loads((Path(messages.__file__).parent / "nl.toml").read_text(encoding="utf-8"))
    texts = every[code]
    said = texts.get(case, texts) if case else texts
    whats = [text for key in ("what", "what_closed") for text in (said.get(key, texts.get(key)),) if text]
    each = [text for what in whats for text in (what.values() if isinstance(what, dict) else [what])]
    told, meant = ("|".join(map(_any_facts, some)) for some in (each, [every["words"]["did_you_mean"]]))
    return re.compile(f"(?:{told})(?: {meant})?", re.S)


def _any_facts(text: str) -> str:
    return re.sub(r"\\\{[^{}]*\\\}", ".*", re.escape(text))
