"""Throws mutated files at whatever reads what others send: `python benchmarks/fuzz.py --seconds 60`.

Five targets take turns: the gate and the readers of workbooks, the marked copies of workbooks, the compiler of
templates, `receive`, and `read-back`. A marked copy has to be whole: its zip, and each part as XML.
A file may be refused or used; anything else (an exception, no answer within ten seconds, memory past a gigabyte) is an
escape: its bytes are kept in --keep, the seed and the number of the round make it again, and the exit status is 1.
A file that the fuzzer itself cannot make is told apart (`unmade`, status 2): it never ends a run, and is nobody's escape.
Ctrl-C or SIGTERM ends early, and tells what was seen until then.
"""

# ruff: noqa: E501 - the edges read better on a few lines

from __future__ import annotations

import argparse
import io
import json
import os
import random
import re
import resource
import shutil
import signal
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from docgen.collecting import give_back  # noqa: E402 - the folder of this file is on the path first
from docgen.fill import FillFault, fill  # noqa: E402
from docgen.findings import CellRef, Finding, Severity  # noqa: E402
from docgen.forms.model import Request  # noqa: E402
from docgen.handover.package import manifest, opened  # noqa: E402
from docgen.handover.receiving import receive  # noqa: E402
from docgen.handover.refusal import Refused  # noqa: E402
from docgen.marked.copying import marked_copy  # noqa: E402
from docgen.marked.state import NoCopyError  # noqa: E402
from docgen.marked.telling import tell  # noqa: E402
from docgen.pipeline import build, check  # noqa: E402
from docgen.project import Project  # noqa: E402
from docgen.readback.filling import fill_form, read_back  # noqa: E402
from docgen.reports.group import arrange  # noqa: E402
from docgen.sheets import read, reader  # noqa: E402
from docgen.template import TemplateFaults, compile_template  # noqa: E402

SECONDS, MEMORY, ROUNDS = 10, 1 << 30, 50
EDGES = (
    b"", b"0", b"-1", b"1", b"2147483648", b"99999999999999999999", b"1E400", b"NaN", b"\xff\xfe", b"\0", b"<!DOCTYPE x>", b"&a;", b"&#0;", b"_x000B_", b"_xD800_",
    b"XFD1048576", b"A0", "\u202e".encode(), b"../../x", b"{{ x }}", b"{% for a in b %}", b"{%p if a %}", b"{{ 'x' * 10**9 }}", b"<w:p>", b"]]>", b"<x>" * 300, b'" ', b"true", b"null", b"{}", b"[]",
)  # fmt: skip


class Hang(BaseException):
    """No answer in time."""


@dataclass
class Target:
    """Something that reads files: its samples by name, and what it is to do with one."""

    name: str
    samples: Sequence[tuple[str, bytes]]
    act: Callable[[str, bytes], None]
    change: Callable[[random.Random, bytes], bytes]
    rounds: int = 0
    refused: int = 0
    unmade: list[str] = field(default_factory=list)
    escapes: list[str] = field(default_factory=list)


class Ended(BaseException):
    """Somebody asked for an early end."""


class Turned(Exception):  # noqa: N818 - an outcome that was decided
    """The target refused the file, as it may."""


def changed_bytes(chance: random.Random, data: bytes) -> bytes:
    """A few bytes flipped, left out, doubled, or replaced by something at the edge."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(made) + 1)
        until = min(len(made), at + chance.choice((1, 2, 8, 64, 1024)))
        how = chance.randrange(5)
        if how == 0 and made:
            made[min(at, len(made) - 1)] ^= 1 << chance.randrange(8)
        elif how == 1:
            del made[at:until]
        elif how == 2:
            made[at:at] = made[at:until] * chance.choice((1, 2, 50))
        elif how == 3:
            made[at:until] = chance.choice(EDGES)
        else:
            made[at:at] = chance.choice(EDGES)
    return bytes(made)


PIECE = re.compile(rb'"[^"<>]*"|>[^<>]+<|<[^<>]+>')


def changed_text(chance: random.Random, data: bytes) -> bytes:
    """XML or JSON with some of its values, texts or tags replaced, moved or doubled; often still well-formed."""
    pieces = list(PIECE.finditer(data))
    if not pieces or chance.random() < 0.2:
        return changed_bytes(chance, data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        piece = chance.choice(pieces)
        other = chance.choice(pieces)[0]
        start, end = piece[0][:1], piece[0][-1:]
        edge = chance.choice(EDGES)
        value = start + edge + end if chance.random() < 0.6 and start != b"<" else other
        data = data.replace(piece[0], value, 1) if chance.random() < 0.8 else data.replace(piece[0], value)
    return data


def changed_zip(chance: random.Random, data: bytes) -> bytes:
    """A zip with one or two of its members changed, left out, renamed or doubled; sometimes its own bytes."""
    if not data.startswith(b"PK") or chance.random() < 0.15:
        return changed_bytes(chance, data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    weights = [5 if re.search(r"sheet|document|strings|content|header|json", name) else 1 for name, _ in members]
    for _ in range(chance.choice((1, 1, 1, 2))):
        (at,) = chance.choices(range(len(members)), weights)
        name, content = members[at]
        how = chance.random()
        if how < 0.85:
            members[at] = (name, changed_text(chance, content))
        elif how < 0.9:
            members[at] = (chance.choice(members)[0], content)
        elif how < 0.95:
            members[at] = (name, chance.choice(members)[1])
        else:
            members[at] = (changed_bytes(chance, name.encode()).decode("utf-8", "replace")[:200], content)
    return zipped(dict(members))


def zipped(members: Mapping[str, bytes]) -> bytes:
    """The members as a zip, whatever they are called: a name that zipfile will not write is written by its bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo("x")
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.filename = name or "x"  # past the constructor, which cuts a name at its first NUL
            archive.writestr(entry, content)
    return made.getvalue()


def workbooks(folder: Path) -> Target:
    """The gate and the readers: no file makes `read` raise."""
    from tests.hostile.base import WRITERS

    saved = ROOT / "tests" / "reading" / "saved"
    samples = [(f"{name}.xlsx", made()) for name, made in WRITERS.items()]
    samples += [(path.name, path.read_bytes()) for path in sorted(saved.iterdir())]
    samples.append(("personeel.csv", b"Code;Naam;Functie\r\nMVB;Marie Van Boven;leraar\r\n"))

    def act(name: str, data: bytes) -> None:
        path = folder / f"w{Path(name).suffix}"
        path.write_bytes(data)
        if not read(path, name).sheets:
            raise Turned

    return Target("gate and readers", samples, act, changed_zip)


def copies() -> Target:
    """The marked copies: none, or one that is whole."""
    from docgen.messages import catalogue
    from tests.full_workbook import CELLS, full_workbook
    from tests.hostile.base import WRITERS

    catalogue("nl")  # before memory is limited
    samples = [("vol.xlsx", full_workbook()), *((f"{name}.xlsx", made()) for name, made in WRITERS.items())]
    places = [
        CellRef("", sheet, int(cell[1:]), ord(cell[0]) - 64) for sheet in ("Kalender", "Personeel") for cell in CELLS
    ]

    def act(name: str, data: bytes) -> None:
        args = ("word", ("1", "2"))
        findings = [Finding("G08", Severity.HOLD, replace(place, file=name), "word", (args,)) for place in places]
        told = tell(name, arrange(tuple(findings), {}), findings)
        try:
            copy = marked_copy(data, name, {}, told, "0" * 64, datetime(2026, 3, 2))
        except NoCopyError:
            raise Turned from None
        with zipfile.ZipFile(io.BytesIO(copy)) as archive:
            for part in archive.namelist():
                content = archive.read(part)
                if part.endswith((".xml", ".rels")):
                    ElementTree.fromstring(content)

    return Target("marked copies", samples, act, changed_zip)


def templates() -> Target:
    """The compiler of templates, and filling what it let through."""
    names = ("lesrooster", "overdrachtsfiche", "brief-uitnodiging", "wie-is-wie")
    samples = [(f"{name}.docx", (ROOT / "templates" / f"{name}.docx").read_bytes()) for name in names]

    def act(name: str, data: bytes) -> None:
        try:
            template = compile_template(data, name=name)
        except TemplateFaults:
            raise Turned from None
        with suppress(FillFault):
            fill(template, {"x": "waarde", "rijen": [1, 2]})

    return Target("template compiler", samples, act, changed_zip)


def packages(folder: Path) -> Target:
    """`receive`: packages as they come, and with other content under checksums that hold."""
    from docgen.handover.acts import release_copy
    from docgen.handover.sending import send
    from tests.handover.helping import PASSWORD, inner, locked, school

    path, os.environ["PATH"] = os.environ["PATH"], ""  # without LibreOffice: a package without PDF
    try:
        where = school(folder / "van")
        release_copy(where, "L0231")
        data = send(where, "L0231", folder / "usb", made_up=lambda: PASSWORD).path.read_bytes()
    finally:
        os.environ["PATH"] = path
    whole = dict(inner(data))

    def change(chance: random.Random, package: bytes) -> bytes:
        if chance.random() < 0.2:
            return changed_zip(chance, package)
        members = {name: content for name, content in whole.items() if name != "manifest.json"}
        name = chance.choice([*members, "overdracht.json", "overdracht.json"])
        members[name] = changed_text(chance, members[name])
        said = json.loads(whole["manifest.json"])
        facts = {key: said[key] for key in ("van", "naar", "gemaakt_op")}
        listed = manifest(said["pakket"], said["inhoud"], facts, members)
        members["manifest.json"] = changed_text(chance, listed) if chance.random() < 0.2 else listed
        return locked(zipped(members))

    def act(name: str, data: bytes) -> None:
        file, outputs = folder / name, folder / "outputs"
        file.write_bytes(data)
        before = {path for path in folder.rglob("*") if outputs not in path.parents}
        try:
            receive(file, PASSWORD, outputs, date(2026, 6, 30), "L0900")
        except Refused:
            raise Turned from None
        finally:
            shutil.rmtree(outputs, ignore_errors=True)
        left = {path for path in folder.rglob("*") if outputs not in path.parents} - before
        assert not left, f"receive left {left}"

    opened(data, PASSWORD, "p.zip")
    return Target("receive", [("p.zip", data)], act, change)


def papers(folder: Path) -> Target:
    """`read-back`: a paper of a class council, filled in by somebody."""
    school = folder / "school"
    school.mkdir()
    for name in ("inputs", "templates"):
        (school / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "docgen.toml", school)
    project = Project(school)
    build(project, only=lambda planned: planned.spec.name in ("beslissingsbundel", "agenda"))
    found = sorted((school / "outputs").glob("klassenraad/*.docx"), key=lambda path: path.stat().st_size)
    samples = [(path.name, _decided(path.read_bytes())) for path in found[:3]]
    checked = check(project)
    request = Request(checked.records, forms=checked.forms, findings=checked.findings)

    def act(name: str, data: bytes) -> None:
        path, form = folder / name, folder / "formulier.xlsx"
        path.write_bytes(data)
        choices = read_back(path, request)
        if not choices.filled:
            raise Turned
        form.unlink(missing_ok=True)
        fill_form(choices, request, project.outputs, form)

    return Target("read-back", samples, act, changed_zip)


def _decided(paper: bytes) -> bytes:
    """The paper with something chosen in every field, so that there is something to read."""
    from tests.filled_papers import controls, edited, fill_control

    texts = {
        "Uitslag": "goedgekeurd",
        "Geldig tot": "30/06/2026",
        "Bekrachtigd op": "27/03/2026",
        "Tegen": "17/04/2026",
    }

    def choose(root: Any) -> None:
        for tag, control in controls(root).items():
            if "|" in tag:
                fill_control(control, texts.get(tag.partition("|")[2], "voor 6, tegen 0; als het lukt"))

    return edited(paper, choose)


@contextmanager
def alarm(seconds: int) -> Any:
    """Raise Hang in the block when it takes longer."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise Hang

    signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def one_round(target: Target, seed: int, number: int, keep: Path) -> None:
    """One mutated file for one target; an escape is kept and told."""
    chance = random.Random(f"{seed} {target.name} {number}")
    name, sample = chance.choice(target.samples)
    target.rounds += 1
    try:
        data = target.change(chance, sample)
    except Exception as error:  # the fuzzer's own fault: told at the end, and no reason to stop
        target.unmade.append(_seen(error))
        return
    try:
        with alarm(SECONDS):
            target.act(name, data)
    except Turned:
        target.refused += 1
    except (Exception, Hang) as error:
        target.escapes.append(_seen(error))
        print(f"{target.name}, round {number}: {_seen(error)}", flush=True)
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{target.name.replace(' ', '-')}-{seed}-{number}{Path(name).suffix}").write_bytes(data)


def _seen(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    where = next((f for f in reversed(frames) if "docgen" in f.filename), frames[-1])
    return f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno} ({error!s:.80})"


def limited() -> None:
    """A gigabyte more than this process holds now."""
    with open("/proc/self/statm", encoding="ascii") as told:
        held = int(told.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, resource.RLIM_INFINITY))


def fuzz(seconds: float, seed: int, keep: Path) -> list[Target]:
    """Every target in turn until the processor time is up, and what came of it."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        for name in ("a", "b", "c"):
            (folder / name).mkdir()
        targets = [workbooks(folder / "a"), copies(), templates(), packages(folder / "b"), papers(folder / "c")]
        limited()
        with reader(), suppress(Ended, KeyboardInterrupt):
            signal.signal(signal.SIGTERM, _end)
            until, number = time.process_time() + seconds, 0
            while time.process_time() < until:
                number += 1
                for target in targets:
                    one_round(target, seed, number, keep)
                if number % ROUNDS == 0:
                    give_back()  # as a watcher does
    return targets


def _end(number: int, frame: FrameType | None) -> None:
    raise Ended


def main() -> int:
    """Run, and print a line per target."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=date.today().toordinal(), help="the same seed, the same files")
    options.add_argument("--keep", type=Path, default=Path("fuzz-escapes"))
    given = options.parse_args()
    targets = fuzz(given.seconds, given.seed, given.keep)
    print(f"seed {given.seed}, {given.seconds:.0f} s of processor time\n")
    print("| target | files | unmade | refused | used | escapes |\n|---|---|---|---|---|---|")
    for target in targets:
        unmade, escaped = len(target.unmade), len(target.escapes)
        used = target.rounds - unmade - target.refused - escaped
        print(f"| {target.name} | {target.rounds} | {unmade} | {target.refused} | {used} | {escaped} |")
    for target in targets:
        for said in sorted({*target.escapes, *target.unmade}):
            print(f"  {target.name}: {[*target.escapes, *target.unmade].count(said)} x {said}")
    if any(target.escapes for target in targets):
        return 1
    return 2 if any(target.unmade for target in targets) else 0


if __name__ == "__main__":
    sys.exit(main())
