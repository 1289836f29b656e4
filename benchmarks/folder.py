"""The figures of the folder: kills, arrivals, many workbooks at once, two builds at once, a soak.

    python benchmarks/folder.py                       # 200 kills, 200 arrivals, 500 workbooks, 50 pairs
    python benchmarks/folder.py --kills 40 --arrivals 20 --pairs 10
    python benchmarks/folder.py --kills 0 --arrivals 0 --many 0 --pairs 0 --soak 120

The status is 1 when one of the figures is not what it should be. What fails call by call (ENOSPC, EIO, EACCES):
`python benchmarks/folder.py --calls`, every call of a build for each error. Every other command that writes, killed so
many times each: `--commands 20`. Disks and shares that are full, read-only or gone, as superuser: `--shares`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import folder_trials as trials

READY, GROWTH = 3.0, 20.0


def main() -> int:
    """Run the trials that were asked for and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, count in (("kills", 200), ("arrivals", 200), ("many", 500), ("pairs", 50)):
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--soak", type=float, default=0.0, metavar="MINUTES")
    parser.add_argument("--calls", action="store_true", help="only: let every call of the system fail, one at a time")
    parser.add_argument("--commands", type=int, default=0, metavar="KILLS", help="only: kill every command")
    parser.add_argument("--shares", action="store_true", help="only: disks and shares that refuse; mounts them")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="docgen-folder-") as scratch:
        place = Path(scratch)
        if wanted.calls:
            return _calls(place)
        if wanted.commands or wanted.shares:
            return _commands(place, wanted.commands) if wanted.commands else _shares(place)
        fine = [
            _kills(place / "kills", wanted.kills) if wanted.kills else True,
            _pairs(place / "pairs", wanted.pairs) if wanted.pairs else True,
            _many(place / "many", wanted.many) if wanted.many else True,
            _arrivals(place / "arrivals", wanted.arrivals) if wanted.arrivals else True,
            _soak(place / "soak", wanted.soak) if wanted.soak else True,
        ]
    return 0 if all(fine) else 1


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


def _kills(scratch: Path, count: int) -> bool:
    found = trials.kills(scratch, count)
    _say(
        f"kills {found.count} ({found.during} before the build was done): half documents {found.half}, "
        f"lost inputs {found.lost}, wrong resumes {found.wrong}, stray temp files {found.stray}"
    )
    return not (found.half or found.lost or found.wrong or found.stray)


def _pairs(scratch: Path, count: int) -> bool:
    found = trials.pairs(scratch, count)
    _say(f"two builds at once {found.count} times: doubles {found.doubles}, wrong outcomes {found.wrong}")
    return not (found.doubles or found.wrong)


def _many(scratch: Path, count: int) -> bool:
    done, seconds = trials.many(scratch, count)
    _say(f"workbooks at once {count}: done {done}, after {seconds:.1f} s")
    return done == count


def _arrivals(scratch: Path, count: int) -> bool:
    found = trials.arrivals(scratch, count)
    _say(
        f"arrivals {found.count}: too early {found.early}, missed {found.missed}, twice {found.twice}, "
        f"ready {statistics.median(found.ready):.1f} s (at most {max(found.ready):.1f}) after the still time of "
        f"{trials.STILL:.0f} s, the build included, which takes {statistics.median(found.cost):.1f} s of CPU "
        f"(at most {max(found.cost):.1f}); load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores"
    )
    return not (found.early or found.missed or found.twice) and max(found.ready) <= READY


def _soak(scratch: Path, minutes: float) -> bool:
    found = trials.soak(scratch, minutes)
    _say(
        f"soak of {minutes:g} minutes: {found.rounds} rounds, memory {found.used[-1]:.0f} MB, grew by "
        f"{found.grown:.1f} MB, in the second half by {found.slope:.2f} MB per hundred rounds"
    )
    return found.grown < GROWTH


def _commands(scratch: Path, count: int) -> int:
    from tests.handover.helping import school

    wrong = 0
    for name, found in trials.commands(scratch, count, school).items():
        wrong += len(found.wrong)
        _say(f"{name}: {found.count} kills ({found.during} before its end), wrong {found.wrong or 0}")
    return 1 if wrong else 0


def _shares(scratch: Path) -> int:
    wrong = 0
    for number, (name, trial) in enumerate(trials.SHARES.items()):
        place = scratch / str(number)
        place.mkdir()
        scratch.chmod(0o755)  # a trial is somebody else's
        found = [*trial(place)]
        wrong += len(found)
        _say(f"{name}: wrong {found or 0}")
    return 1 if wrong else 0


def _calls(scratch: Path) -> int:
    from tests.failing import ERRORS
    from tests.test_durability import every_call

    wrong = 0
    for error in ERRORS:
        for more in (0, 3):
            tried, bad = every_call(scratch / f"{error}{more}", error, more, every=1)
            wrong += len(bad)
            _say(f"{error} {'once' if not more else 'four times in a row'}: {tried} calls failed, wrong {bad or 0}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
