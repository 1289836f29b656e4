"""The trials behind `folder.py`: each makes a folder, does something to it, and counts what went wrong.

POSIX only: a trial that kills forks itself, so that Python and docgen are not started 400 times.
"""

from __future__ import annotations

import hashlib
import io
import mmap
import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook, load_workbook

from docgen.audit import MADE
from docgen.ledger import Ledger
from docgen.pipeline import build
from docgen.project import Project
from docgen.watch import Event, Failed, Options, Read, Watch

ROOT = Path(__file__).parent.parent
SCHOOL = "1_school.xlsx"
STILL = 1.0
NAME_CELL = "Naam school"
Files = dict[str, bytes]


def project(folder: Path, *, still: float = STILL) -> Path:
    """A project folder with the example school."""
    shutil.copytree(ROOT / "inputs", folder / "inputs")
    settings = (ROOT / "docgen.toml").read_text(encoding="utf-8")
    (folder / "docgen.toml").write_text(f"{settings}\n[toezicht]\nstil = {still}\n", encoding="utf-8")
    return folder


def renamed(name: str) -> bytes:
    """The workbook of the school with another name of the school, which stands in every document."""
    book = load_workbook(ROOT / "inputs" / SCHOOL)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == NAME_CELL:
                    sheet.cell(cell.row, cell.column + 1).value = name
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def bytes_of(folder: Path) -> Files:
    """Every document under outputs/ and what stands beside it, the withdrawn ones too."""
    outputs = folder / "outputs"
    found = (path for path in sorted(outputs.rglob("*.*")) if path.suffix in (".docx", ".ics", ".csv"))
    return {path.relative_to(outputs).as_posix(): path.read_bytes() for path in found}


def given(folder: Path) -> Files:
    """Everything in inputs/."""
    return {path.name: path.read_bytes() for path in sorted((folder / "inputs").rglob("*")) if path.is_file()}


def strays(folder: Path) -> list[Path]:
    """Temp files and private folders that are still there."""
    outputs = folder / "outputs"
    return [*outputs.rglob(".docgen-*"), *(outputs / ".docgen").glob("*-*-*")]


def recorded(folder: Path) -> dict[str, str]:
    """What the ledger says stands there: path -> SHA-256."""
    with Ledger(folder / "outputs", writable=False) as ledger:
        return {path: made.sha256 for path, made in {**ledger.made(), **ledger.lapsed()}.items()}


def forked(work: Callable[[], object]) -> int:
    """Do this in a process of its own; its number."""
    child = os.fork()
    if child == 0:
        status = 1
        with suppress(BaseException):
            work()
            status = 0
        os._exit(status)
    return child


@dataclass
class Kills:
    """Of so many kills: documents that were neither old nor new, inputs lost, wrong resumes, stray temp files."""

    count: int = 0
    half: int = 0
    lost: int = 0
    wrong: int = 0
    stray: int = 0
    during: int = 0  # kills that came before the build was done


def kills(scratch: Path, count: int, seed: int = 1) -> Kills:
    """Kill a build that renews every document, at a random moment; look, and build again."""
    chance, found = random.Random(seed), Kills()
    base = project(scratch / "base")
    build(Project(base))
    old = bytes_of(base)
    (base / "inputs" / SCHOOL).write_bytes(renamed("Atheneum De Nieuwe Linde"))
    whole = scratch / "whole"
    shutil.copytree(base, whole)
    begun = time.monotonic()
    os.waitpid(forked(lambda: build(Project(whole))), 0)
    took, new = time.monotonic() - begun, bytes_of(whole)
    inputs = given(base)
    for number in range(count):
        folder = scratch / f"kill{number}"
        shutil.copytree(base, folder)
        child = forked(lambda folder=folder: build(Project(folder)))  # type: ignore[misc]
        time.sleep(chance.uniform(0, took * 1.05))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        found.count += 1
        found.during += os.WIFSIGNALED(status)
        now = bytes_of(folder)
        found.half += sum(data not in (old.get(path), new.get(path)) for path, data in now.items())
        os.waitpid(forked(lambda folder=folder: build(Project(folder))), 0)  # type: ignore[misc]
        now = bytes_of(folder)
        right = now == new and recorded(folder) == {p: hashlib.sha256(d).hexdigest() for p, d in now.items()}
        found.wrong += not right
        found.lost += given(folder) != inputs
        found.stray += len(strays(folder))
        shutil.rmtree(folder)
    return found


@dataclass
class Pairs:
    """Of so many pairs of builds at once: documents made twice, wrong outcomes."""

    count: int = 0
    doubles: int = 0
    wrong: int = 0


def pairs(scratch: Path, count: int) -> Pairs:
    """Start two builds in one folder at the same moment; every document is made by one of them."""
    found, base = Pairs(), project(scratch / "base")
    whole = scratch / "whole"
    shutil.copytree(base, whole)
    build(Project(whole))
    new = bytes_of(whole)
    for number in range(count):
        folder = scratch / f"pair{number}"
        shutil.copytree(base, folder)
        both = [forked(lambda folder=folder: build(Project(folder))) for _ in range(2)]  # type: ignore[misc]
        ends = [os.waitpid(child, 0)[1] for child in both]
        with Ledger(folder / "outputs", writable=False) as ledger:
            made = [record.event["sha256"] for record in ledger.log() if record.event["action"] == MADE]
        found.count += 1
        found.doubles += len(made) - len(new)
        found.wrong += bytes_of(folder) != new or ends != [0, 0]
        shutil.rmtree(folder)
    return found


@dataclass
class Watched:
    """A watcher in a thread, and each of its rounds: when, and the hash of what it read by name."""

    rounds: list[tuple[float, dict[str, str]]] = field(default_factory=list)
    failed: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def tell(self, event: Event) -> None:
        """Note what a round read."""
        self.failed += isinstance(event, Failed)
        if isinstance(event, Read):
            self.rounds.append((time.monotonic(), dict(event.built.checked.inputs)))

    def waited(self, until: Callable[[], bool], most: float) -> bool:
        """Wait for a condition, so many seconds at most; whether it came."""
        end = time.monotonic() + most
        while not until() and time.monotonic() < end:
            time.sleep(0.05)
        return until()


@contextmanager
def watching(folder: Path) -> Iterator[Watched]:
    """Watch a folder in the block, after its first round."""
    noted = Watched()
    watcher = Watch(folder, noted.tell, Options(interval=0.5))

    def run() -> None:
        while not noted.stop.is_set():
            watcher.round()
            noted.stop.wait(watcher.pause)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        noted.waited(lambda: bool(noted.rounds), 120)
        yield noted
    finally:
        noted.stop.set()
        thread.join()
        watcher.close()


@dataclass
class Arrivals:
    """Of so many arrivals: read too early, missed, read twice; and the longest time until ready, above the still time.

    `ready` counts to the end of the build; the time that one takes here is `build`.
    """

    count: int = 0
    early: int = 0
    missed: int = 0
    twice: int = 0
    ready: float = 0.0


def _slow(path: Path, data: bytes, chance: random.Random) -> None:
    """A copy over a slow network, in parts with pauses, some longer than the still time."""
    with path.open("wb", buffering=0) as file:
        parts = chance.randint(2, 4)
        for part in range(parts):
            file.write(data[len(data) * part // parts : len(data) * (part + 1) // parts])
            time.sleep(chance.choice((0.1, 0.4, STILL * 1.5)) if part < parts - 1 else 0)


def _excel(path: Path, data: bytes, chance: random.Random) -> None:
    """Excel: a new file with a name of eight digits, the old one renamed away, the new one renamed in, the old gone."""
    owner = path.with_name(f"~${path.name}")
    owner.write_bytes(b"\x08S. Claes".ljust(165))
    time.sleep(0.3)
    new, old = path.with_name(f"{chance.getrandbits(32):08X}"), path.with_name(f"{chance.getrandbits(32):08X}.tmp")
    new.write_bytes(data)
    path.rename(old)
    time.sleep(chance.choice((0.0, 0.2)))
    new.rename(path)
    old.unlink()
    owner.unlink()


def _libreoffice(path: Path, data: bytes, chance: random.Random) -> None:
    """LibreOffice: a lock, then the same file emptied and written anew."""
    lock = path.with_name(f".~lock.{path.name}#")
    lock.write_text("Sofie Claes,sclaes,SECR-02,12.01.2026 08:30,file:///c;")
    time.sleep(0.2)
    with path.open("wb") as file:
        time.sleep(0.1)
        file.write(data)
    lock.unlink()


def _back_dated(path: Path, data: bytes, chance: random.Random) -> None:
    """The size first, the content later, and the old time put back."""
    before = path.stat()
    with path.open("r+b") as file:
        file.truncate(len(data))
    time.sleep(0.3)
    with path.open("r+b") as file, mmap.mmap(file.fileno(), len(data)) as memory:
        memory[:] = data
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


PATTERNS = (_slow, _excel, _libreoffice, _back_dated)


def arrivals(scratch: Path, count: int, seed: int = 1) -> Arrivals:
    """Save a workbook anew, in each of the ways of programs; a round must read it once, whole, in time."""
    chance, found = random.Random(seed), Arrivals()
    folder = project(scratch / "arrivals")
    path = folder / "inputs" / SCHOOL
    with watching(folder) as noted:
        for number in range(count):
            data = renamed(f"Atheneum {number}")
            sha256, before = hashlib.sha256(data).hexdigest(), len(noted.rounds)
            PATTERNS[number % len(PATTERNS)](path, data, chance)
            done = time.monotonic()
            come = noted.waited(lambda sha256=sha256: noted.rounds[-1][1].get(SCHOOL) == sha256, 60)  # type: ignore[misc]
            found.count += 1
            found.missed += not come
            found.ready = max(found.ready, noted.rounds[-1][0] - done - STILL)
            time.sleep(STILL / 2)
            seen = [inputs.get(SCHOOL, "") for _, inputs in noted.rounds[before:]]
            found.early += sum(one != sha256 for one in seen)
            found.twice += max(0, seen.count(sha256) - 1)
    return found


def many(scratch: Path, count: int) -> tuple[int, float]:
    """Drop so many workbooks at once; how many were read as they are in one round, and after how many seconds."""
    folder = project(scratch / "many")
    data: Files = {}
    for number in range(count):
        book, saved = Workbook(), io.BytesIO()
        book.worksheets[0].title = "Nota"
        book.worksheets[0].append([f"nota {number}"])
        book.save(saved)
        data[f"nota_{number:03}.xlsx"] = saved.getvalue()
    wanted = {name: hashlib.sha256(each).hexdigest() for name, each in data.items()}
    with watching(folder) as noted:
        begun = time.monotonic()
        for name, each in data.items():
            (folder / "inputs" / name).write_bytes(each)
        noted.waited(lambda: wanted.items() <= noted.rounds[-1][1].items(), 300)
        return sum(noted.rounds[-1][1].get(name) == sha256 for name, sha256 in wanted.items()), time.monotonic() - begun


def soak(scratch: Path, minutes: float) -> tuple[int, float]:
    """Save a workbook every few seconds for so long; the rounds, and by how many MB memory grew after the first ten."""
    folder = project(scratch / "soak", still=0.5)
    path, first, end = folder / "inputs" / SCHOOL, 0.0, time.monotonic() + minutes * 60
    with watching(folder) as noted:
        while time.monotonic() < end:
            rounds = len(noted.rounds)
            path.write_bytes(renamed(f"Atheneum {rounds}"))
            noted.waited(lambda rounds=rounds: len(noted.rounds) > rounds, 60)  # type: ignore[misc]
            if len(noted.rounds) <= 10:
                first = memory()
        return len(noted.rounds), memory() - first


def memory() -> float:
    """What this process has in memory now, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
