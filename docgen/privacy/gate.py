"""The two types that pass the gate, and the key without which nobody makes one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from errno import EIO
from pathlib import Path
from typing import Any

from docgen.pictures.image import Image
from docgen.plan.planned import DRAFT, Planned
from docgen.privacy.released import Made, once
from docgen.school.school import School


class Gate(Enum):
    """What only this room holds: a Released or Cleared without it is refused, also when it comes from a process."""

    KEY = "privacy"


@dataclass(frozen=True)
class Released:
    """What one document may see. `rows` holds, per sheet, rows with only the released columns as attributes."""

    planned: Planned
    status: str
    today: date
    school: School
    rows: Mapping[str, tuple[Any, ...]]
    granted: frozenset[str] = frozenset()
    students: frozenset[str] = frozenset()  # everybody it may show
    logo: Image | None = None  # of the school: open, like its name
    of_age: bool = False  # whether its one student decides alone: no parent signs then
    _key: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a Released that was not made here."""
        if self._key is not Gate.KEY:
            raise TypeError("only privacy.release makes a Released")

    def of(self, sheet_name: str) -> tuple[Any, ...]:
        """The released rows of a sheet; none when the sheet is not released to this document or stands nowhere."""
        return self.rows.get(sheet_name, ())

    def once(self, make: Callable[[tuple[Any, ...]], Made], sheet_name: str) -> Made:
        """What a function makes of the rows of a sheet; of one of the whole school once for all documents of a type."""
        return once(make, self.of(sheet_name))

    def one(self, sheet_name: str) -> Any:
        """The first released row of a sheet, or None."""
        return next(iter(self.of(sheet_name)), None)

    @property
    def left_out(self) -> int:
        """How many students a shared document has to do without."""
        return len(self.planned.students - self.students)

    @property
    def is_draft(self) -> bool:
        """Whether the council has not ratified this yet."""
        return self.status == DRAFT


@dataclass(frozen=True, slots=True)
class Cleared:
    """Bytes that may be written: inspected, with nothing in them that may not be there.

    `held` are the bytes, or the file in which they were laid aside until everything is made.
    """

    planned: Planned
    status: str
    held: bytes | Path = field(repr=False)
    sha256: str
    _key: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a Cleared that was not made here."""
        if self._key is not Gate.KEY:
            raise TypeError("only privacy.inspect makes a Cleared")

    @property
    def data(self) -> bytes:
        """The bytes. Raises OSError when they cannot be read, or are no longer those that were inspected."""
        if isinstance(self.held, bytes):
            return self.held
        data = self.held.read_bytes()
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise OSError(EIO, "changed after it was inspected", str(self.held))
        return data

    def laid(self, file: Path) -> Cleared:
        """The same, when its bytes were laid aside in this file."""
        return replace(self, held=file)
