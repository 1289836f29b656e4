"""The computer and docgen's own memory: its log, the clock, LibreOffice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from docgen.audit import key_of, verify
from docgen.disk.holding import WATCH, held
from docgen.doctor.model import Place, Told, absent, error, fine, warning
from docgen.ledger import Ledger, LedgerError

ZONE = "Europe/Brussels"
PROGRAMS = ("soffice", "libreoffice")
INSTALLED = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def ledger(place: Place) -> Iterator[Told]:
    """What docgen remembers can be read, and nobody changed its log."""
    outputs = place.project.outputs
    try:
        with Ledger(outputs, writable=False) as kept:
            records, seal = kept.log(), kept.seal()
        faults = verify(records, seal, key_of(outputs))
    except (LedgerError, OSError):  # a file that is closed to us is not damaged: it must stay where it is
        yield error("unreadable" if os.access(outputs / ".docgen" / "ledger.sqlite", os.R_OK) else "closed")
        return
    if faults:
        yield error("changed", len(faults))
    else:
        yield fine("ok", len(records))


def watch(place: Place) -> Iterator[Told]:
    """Whether `docgen watch` looks at the folder now, and on which computer."""
    holder = held(place.project.outputs, WATCH)
    if holder is None:
        yield absent("none")
    else:
        yield fine("ok", person=holder.computer, date=holder.since.date())


def clock(place: Place) -> Iterator[Told]:
    """Today is really today, the clock does not run behind the log, and it shows Belgian time."""
    fixed = place.project.settings.datum.peildatum
    if fixed is not None:
        yield warning("fixed", date=fixed)
    newest = _newest(place.project.outputs)
    if newest is not None and newest > place.now:
        yield error("behind", date=newest.astimezone(place.now.tzinfo).date())
    if not _is_belgian(place.now):
        yield warning("zone", name=place.now.tzname() or "")
    elif newest is None or newest <= place.now:
        yield fine("ok", name=ZONE)


def _newest(outputs: Path) -> datetime | None:
    """The moment of the last line in the log; None when there is none, or it cannot be read."""
    try:
        with Ledger(outputs, writable=False) as kept:
            records = kept.log()
        return datetime.fromisoformat(str(records[-1].event["at"])) if records else None
    except (LedgerError, OSError, ValueError, KeyError):
        return None


def _is_belgian(now: datetime) -> bool:
    """Whether the clock shows what it shows in Brussels; True when the system does not know that zone."""
    try:
        return now.utcoffset() == now.astimezone(ZoneInfo(ZONE)).utcoffset()
    except (ZoneInfoNotFoundError, OSError):
        return True


def office(place: Place) -> Iterator[Told]:
    """LibreOffice, for who wants PDFs."""
    there = any(shutil.which(name) for name in PROGRAMS) or any(os.path.isfile(path) for path in INSTALLED)
    yield fine("ok") if there else absent("none")
