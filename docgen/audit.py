"""The log of what was made and passed on: records in a chain, each carrying the hash of the one before. No text.

Students, receivers and the person at the keyboard stand in it as marks: HMACs with the key of this project. The key
lies in outputs/.docgen/key, for its owner only. Its limits: who can read the key can work out a mark for any student
id, and who can write the whole folder can write a new log from the start; only a head hash that somebody kept
elsewhere (`docgen build` prints it) shows that. Destroying the key makes every mark nobody's. Source: trust.md 3.9.
"""

from __future__ import annotations

import getpass
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docgen.disk.atomic import write

KEY_BYTES = 32
START = "0" * 64  # what stands before the first record
NEUTRAL = "bediener"  # when the system does not say who works at it
RUN, MADE, WITHDRAWN, REMOVED = "run", "made", "withdrawn", "removed"
PREPARED, RELEASED, SENT, RECEIVED = "prepared", "released", "sent", "received"  # the acts of a handover
RECALLED = "recalled"  # a package that no longer counts
Event = Mapping[str, Any]  # what happened, as plain values; `number`, `previous`, `at` and `who` come on top of it


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it is kept: its number (from 1), its canonical text, and the SHA-256 of that text."""

    number: int
    body: str
    hash: str

    @property
    def event(self) -> dict[str, Any]:
        """What the record says. Raises ValueError when its text is no longer JSON."""
        return dict(json.loads(self.body))


@dataclass(frozen=True)
class Seal:
    """How many records there are and the hash of the last, under a keyed mark: without it the end could be cut off."""

    count: int
    head: str
    mark: str


@dataclass(frozen=True)
class Fault:
    """A place where the log is not what was written: `case` is changed, missing, order, extra, seal or head."""

    number: int
    case: str


class Key:
    """Makes the marks of this project."""

    def __init__(self, secret: bytes) -> None:
        """Take the bytes of the key."""
        self._secret = secret

    def student(self, student_id: str) -> str:
        """The mark of a student: 32 hexadecimal digits."""
        return self._mark("student", student_id)

    def receiver(self, school: str) -> str:
        """The mark of a school that something was passed on to."""
        return self._mark("receiver", " ".join(school.casefold().split()))

    def __eq__(self, other: object) -> bool:
        """Whether both make the same marks."""
        return isinstance(other, Key) and hmac.compare_digest(self._secret, other._secret)

    __hash__ = None  # type: ignore[assignment] # nobody needs it as a key of a dict

    def tracer(self, purpose: str) -> Callable[[str], str]:
        """What makes the mark of a cell or of the key of a row: 8 hexadecimal digits. A school has thousands."""
        begun = hashlib.blake2b(f"{purpose}\0".encode(), key=self._secret[:64], digest_size=4)

        def trace(text: str) -> str:
            found = begun.copy()
            found.update(text.encode())
            return found.hexdigest()

        return trace

    def user(self) -> str:
        """The mark of who is logged on, or 'bediener' when the system does not say."""
        try:
            return self._mark("user", getpass.getuser())
        except (OSError, KeyError, ImportError):
            return NEUTRAL

    def seal(self, count: int, head: str) -> Seal:
        """The seal on the last of so many records."""
        return Seal(count, head, self._mark("seal", f"{count} {head}"))

    def holds(self, seal: Seal) -> bool:
        """Whether this key made the seal."""
        return hmac.compare_digest(seal.mark, self.seal(seal.count, seal.head).mark)

    def _mark(self, purpose: str, text: str) -> str:
        return hmac.new(self._secret, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()[:32]


def key_of(outputs: Path) -> Key | None:
    """The key of a project, or None when nothing was logged yet. Raises OSError when it cannot be read."""
    try:
        return Key(bytes.fromhex(_path(outputs).read_text(encoding="ascii")))
    except FileNotFoundError:
        return None
    except ValueError:  # not hexadecimal, not ASCII: damaged, so no mark will be recognised
        return Key(b"")


def make_key(outputs: Path) -> Key:
    """The key of a project, made when there is none. Raises OSError."""
    known = key_of(outputs)
    if known is None:
        secret = secrets.token_bytes(KEY_BYTES)
        write(_path(outputs), f"{secret.hex()}\n".encode())
        known = Key(secret)
    return known


def _path(outputs: Path) -> Path:
    return outputs / ".docgen" / "key"


def now() -> datetime:
    """The moment, in UTC and whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def chained(last: Record | None, events: Iterable[Event], who: str, at: datetime) -> Iterator[Record]:
    """The records of these events, behind the last one."""
    number, previous = (last.number, last.hash) if last else (0, START)
    for event in events:
        number += 1
        text = canonical({**event, "number": number, "previous": previous, "at": at.isoformat(), "who": who})
        previous = digest(text)
        yield Record(number, text, previous)


def canonical(event: Event) -> str:
    """The one way to write an event as JSON: keys sorted, no spaces, ASCII only."""
    return json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest(text: str) -> str:
    """The hash of a record's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def verify(records: Sequence[Record], seal: Seal | None, key: Key | None, known_head: str = "") -> tuple[Fault, ...]:
    """Every place where the log is not what was written; none when it is whole.

    `known_head` is a head hash that somebody kept: it must still be the hash of some record.
    """
    faults = [*_chain_faults(records)]
    if not records and seal is None and key is None:
        return (Fault(0, "head"),) if known_head else ()
    head = records[-1].hash if records else START
    if seal is None or key is None or not key.holds(seal):
        faults.append(Fault(len(records), "seal"))
    elif seal.count > len(records):
        faults += [Fault(number, "missing") for number in range(_last(records) + 1, seal.count + 1)]
    elif seal.count < len(records):
        faults += [Fault(record.number, "extra") for record in records[seal.count :]]
    elif seal.head != head:
        faults.append(Fault(_last(records), "seal"))
    if known_head and known_head not in {record.hash for record in records}:
        faults.append(Fault(0, "head"))
    return tuple(dict.fromkeys(faults))


def _last(records: Sequence[Record]) -> int:
    return records[-1].number if records else 0


def _chain_faults(records: Sequence[Record]) -> Iterator[Fault]:
    expected, previous = 1, START
    for record in records:
        yield from (Fault(number, "missing") for number in range(expected, record.number))
        said = _said(record)
        if said is None or digest(record.body) != record.hash:
            yield Fault(record.number, "changed")
        elif said != (record.number, previous if record.number == expected else said[1]):
            yield Fault(record.number, "order")  # behind a gap, only the number can be compared
        expected, previous = record.number + 1, record.hash


def _said(record: Record) -> tuple[object, object] | None:
    """The number and the hash before it, as the record itself says; None when its text is not canonical."""
    try:
        event = record.event
    except (ValueError, TypeError):
        return None
    return (event.get("number"), event.get("previous")) if canonical(event) == record.body else None
