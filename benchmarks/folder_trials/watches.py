"""A watcher in a thread while workbooks arrive: in the ways of programs, hundreds at once, for hours."""

from __future__ import annotations

import hashlib
import io
import mmap
import os
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook

from benchmarks.folder_trials.place import SCHOOL, STILL, Files, project, renamed
from docgen.watch.loop import Event, Failed, Options, Read, Watch

SETTLED = 10  # rounds in which modules and caches fill
NAMES = 50


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
        noted.waited(lambda: bool(noted.rounds), 600)
        yield noted
    finally:
        noted.stop.set()
        thread.join()
        watcher.close()


@dataclass
class Arrivals:
    """Of so many arrivals: read too early, missed, read twice; how long each took until ready, above the still time.

    `ready` counts seconds to the end of the build, `cost` the CPU of it: on a machine that is busy only that is ours.
    """

    count: int = 0
    early: int = 0
    missed: int = 0
    twice: int = 0
    ready: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)


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
            done, spent = time.monotonic(), time.process_time()
            come = noted.waited(lambda sha256=sha256: noted.rounds[-1][1].get(SCHOOL) == sha256, 60)  # type: ignore[misc]
            found.count += 1
            found.missed += not come
            found.ready.append(noted.rounds[-1][0] - done - STILL)
            found.cost.append(time.process_time() - spent)
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


@dataclass
class Soak:
    """A soak: what this process had in memory, in MB, after each round, and by how much that grew after the first."""

    rounds: int = 0
    used: list[float] = field(default_factory=list)

    @property
    def grown(self) -> float:
        """MB at the end above MB once everything is loaded, each the median of ten rounds: one reading is a spike."""
        settled = self.used[SETTLED:] or self.used
        return statistics.median(settled[-10:]) - statistics.median(settled[:10])

    @property
    def slope(self) -> float:
        """MB per hundred rounds: the straight line through the second half, where caches are full."""
        half = self.used[len(self.used) // 2 :]
        return statistics.linear_regression(range(len(half)), half).slope * 100 if len(half) > 1 else 0.0


def soak(scratch: Path, minutes: float) -> Soak:
    """Save a workbook again and again for so long, and weigh this process after each round."""
    folder = project(scratch / "soak", still=0.5)
    path, found = folder / "inputs" / SCHOOL, Soak()
    saves = [renamed(f"Atheneum {number}") for number in range(NAMES)]  # made beforehand: they are not to be weighed
    end = time.monotonic() + minutes * 60
    with watching(folder) as noted:
        while time.monotonic() < end:
            rounds = len(noted.rounds)
            path.write_bytes(saves[rounds % NAMES])
            noted.waited(lambda rounds=rounds: len(noted.rounds) > rounds, 60)  # type: ignore[misc]
            found.used.append(memory())
        found.rounds = len(noted.rounds)
    return found


def memory() -> float:
    """What this process has in memory now, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
