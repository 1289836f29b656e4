"""What a row says about what: the smallest things on which a form and a typed row can agree or disagree.

A row of weekly hours says something per hour, a row of goals per goal; any other row speaks as a whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from docgen.columns import Row
from docgen.findings import CellRef
from docgen.kinds import Slot
from docgen.tables.care import EXEMPTION, PACKAGE, Measure, TimetableChange

Days = tuple[date, date]
"""A first and a last day, both included."""


@dataclass(frozen=True)
class Claim:
    """One thing that a row says. `part` is the hour or goal, None for a whole row; `says` holds the filled cells."""

    row: Row
    about: Hashable
    says: Mapping[str, Any]
    part: Hashable = None

    def place(self, heading: str = "") -> CellRef:
        """Where it is said: the cell of its hour or goal in a form, else of this heading, else the row."""
        origin = self.row.origin
        for name, shown in ((f"{self.part} {heading}", heading), (str(self.part), self._heading)):
            if name in origin.places:
                return CellRef(origin.file, origin.sheet, *origin.places[name], shown, origin.table)
        key = self.row.sheet.key[:1] if origin.table and self.part is None else ()
        return self.row.at(heading or self._heading or "".join(key))

    @property
    def _heading(self) -> str:
        if isinstance(self.part, Slot):
            return "Invulling" if self.row.origin.table else "Uren"
        return "Doelen" if self.part else ""

    def differs(self, other: Claim) -> str | None:
        """The first heading under which both say something and not the same; None when they agree."""
        both = ((name, value, other.says.get(name, value)) for name, value in self.says.items())
        return next((name for name, one, two in both if _in_order(one) != _in_order(two)), None)

    def meets(self, other: Claim) -> bool:
        """Whether both speak about the same thing; hours only when their days and weeks meet."""
        if self.about != other.about:
            return False
        mine, theirs = self.part, other.part
        if not (isinstance(mine, Slot) and isinstance(theirs, Slot)):
            return True
        weeks = not mine.week or not theirs.week or mine.week == theirs.week
        (start, end), (first, last) = days_of(self.row), days_of(other.row)
        return weeks and start <= last and first <= end


def _in_order(value: Any) -> Any:
    """A list of a cell whatever its order."""
    return sorted(value, key=repr) if isinstance(value, tuple) else value


def claims(row: Row) -> tuple[Claim, ...]:
    """Everything that a row says."""
    if isinstance(row, TimetableChange):
        says = _filled(row, ("Vak", "Invulling", "Waarvoor", "Plaats"))
        return tuple(Claim(row, (row.trajectory, slot.day, slot.hour), says, slot) for slot in row.slots)
    if isinstance(row, Measure) and row.kind in PACKAGE:
        says = _filled(row, ("Soort", "Vakken", "Wat", "Van", "Tot"))
        return tuple(
            Claim(row, (row.about, choice.goal), {**says, "vervangen": choice.replacement}, choice.goal)
            for choice in row.goals
        )
    if isinstance(row, Measure) and row.kind in EXEMPTION:
        says = _filled(row, ("Soort", "Wat", "Van", "Tot"))
        return tuple(Claim(row, (row.about, "vak", code), says, f"vak {code}") for code in row.subjects)
    if row.sheet.key:
        return (Claim(row, row.key(), _filled(row, _headings(row))),)
    everything = _filled(row, _headings(row))
    return (Claim(row, tuple(everything.items()), everything),)


def _headings(row: Row) -> Sequence[str]:
    return [column.heading for column in row.columns()]


def _filled(row: Row, headings: Iterable[str]) -> dict[str, Any]:
    values = {column.heading: getattr(row, column.attribute) for column in row.columns()}
    return {name: values[name] for name in headings if values[name] not in (None, (), "")}


def narrowed(row: Row, parts: Sequence[Hashable]) -> Row | None:
    """The row with only these of its hours or goals; itself when these are all, None when nothing is left."""
    own = [claim.part for claim in claims(row)]
    kept = [part for part in own if part in parts]
    if kept == own:
        return row
    if not kept:
        return None
    if isinstance(row, TimetableChange):
        return _with(row, {"slots": tuple(kept)})
    if isinstance(row, Measure) and row.kind in EXEMPTION:
        return _with(row, {"subjects": tuple(code for code in row.subjects if f"vak {code}" in kept)})
    if isinstance(row, Measure):
        return _with(row, {"goals": tuple(choice for choice in row.goals if choice.goal in kept)})
    return row


def on_days(row: Row, part: Hashable, days: Days) -> Row:
    """One hour of a row, on some of its days."""
    return _with(row, {"slots": (part,), "start": days[0], "end": days[1]})


def completed(claim: Claim, other: Claim) -> Row:
    """A whole row with what the other adds."""
    values = {
        column.attribute: other.says[column.heading] for column in claim.row.columns() if column.heading in other.says
    }
    mine = {
        column.attribute: claim.says[column.heading] for column in claim.row.columns() if column.heading in claim.says
    }
    return _with(claim.row, {**values, **mine})


def _with(row: Row, changed: Mapping[str, Any]) -> Row:
    return row.model_copy(update=dict(changed)).placed(row.origin)


def days_of(row: Row) -> Days:
    """The first and last day of a row that has both."""
    values = {column.heading: column.attribute for column in row.columns()}
    return getattr(row, values["Van"]), getattr(row, values["Tot"])


def outside(days: Days, taken: Iterable[Days]) -> tuple[Days, ...]:
    """What is left of some days when others are taken out."""
    left = [days]
    for first, last in sorted(taken):
        pieces = []
        for start, end in left:
            if last < start or first > end:
                pieces.append((start, end))
                continue
            if start < first:
                pieces.append((start, first - timedelta(days=1)))
            if last < end:
                pieces.append((last + timedelta(days=1), end))
        left = pieces
    return tuple(left)
