"""A row that cannot be used: whom it is about as far as can be read, and what of it a message may show."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from docgen.columns import Column, Origin, Row, Sensitivity
from docgen.kinds import ABOUT_ONE, STUDENT_ID, TRAJECTORY_ID, Key, Ref, as_text
from docgen.records.whom import student_of

IDENTIFIER = re.compile(rf"{TRAJECTORY_ID}|{STUDENT_ID}|[A-Z]{{1,4}}\d+(?:[.-]\d+\w*)?")


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be used: where it stands, and whom it is about as far as can be read (None: everybody)."""

    sheet: str
    origin: Origin
    students: frozenset[str] | None
    classes: frozenset[str]
    trajectory: str = ""
    offers: tuple[tuple[str, str], ...] = ()  # what others point at it with: the target, and the key as typed
    unnamed: tuple[str, ...] = ()  # the targets as which others may point at it, while its name cannot be read

    @property
    def key(self) -> str:
        """What others point at it with in the first place, or ''."""
        return self.offers[0][1] if self.offers else ""


def refuse(row_type: type[Row], origin: Origin, cells: Mapping[str, object], unread: Collection[str] = ()) -> Rejected:
    """A refused row with the students, classes and version that can still be read in it.

    `unread`: the headings of cells in which something stands that cannot be read.
    """
    name = row_type.sheet.name
    keys = {heading: _first_word(cells[heading]) for heading in ABOUT if cells.get(heading) is not None}
    over = keys.get("Over wie", "")
    over = over if ABOUT_ONE.fullmatch(over) else as_text(cells.get("Over wie") or "")
    classes = {part.strip() for part in as_text(cells.get("Klas") or "").split(";") if part.strip()}
    classes = {over} if over and not ABOUT_ONE.fullmatch(over) else classes if name in OF_CLASSES else set()
    students = frozenset(student_of(key) for key in keys.values() if key not in classes)
    return Rejected(
        name,
        origin,
        None if name == "School" or (name in OF_CLASSES and not classes) else students,
        frozenset(classes),
        "" if name in OF_ALL_VERSIONS else next((key for key in keys.values() if re.fullmatch(TRAJECTORY_ID, key)), ""),
        tuple(_offers(row_type, cells)),
        tuple(target for target, heading in _names(row_type) if heading in unread),
    )


def _offers(row_type: type[Row], cells: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The names under which others would point at a row, as far as they can be read."""
    for target, heading in _names(row_type):
        if cells.get(heading) is not None:
            yield target, _first_word(cells[heading])


def _names(row_type: type[Row]) -> tuple[tuple[str, str], ...]:
    """As what others name a row, each with the heading under which that name stands."""
    name = row_type.sheet.name
    return NAMED.get(name, tuple((name, heading) for heading in row_type.sheet.key[:1]))


def _first_word(cell: object) -> str:
    return as_text(cell).split(" ")[0]


ABOUT = ("Leerling-ID", "Traject-ID", "Leerling of traject", "Over wie")
NAMED = {
    "Leerlingen": (("Leerlingen", "Leerling-ID"), ("klas", "Klas")),
    "School": (("vak", "Code"), ("lesuur", "Code")),
    "Kalender": (("lesperiode", "Naam"),),
}
"""Under which heading others name a row, where that is not the first of its key; and as what."""
OF_CLASSES = frozenset({"Basisrooster", "Examenrooster"})
OF_ALL_VERSIONS = frozenset({"Trajecten", "Beslissingen"})  # a row about one version decides until when others count


def shown(column: Column, raw: object) -> str | None:
    """The value of a cell if a message may show it: an open column, or a value in the form of an identifier."""
    text = as_text(raw)
    is_identifier = isinstance(column.kind, Key | Ref) and IDENTIFIER.fullmatch(text)
    return text[:60] if column.sensitivity is Sensitivity.O or is_identifier else None


def cells_of(row: Row) -> dict[str, object]:
    """The values of a row by heading, as far as they name students and classes."""
    wanted = {*ABOUT, "Klas"}
    cells = {column.heading: getattr(row, column.attribute) for column in row.columns() if column.heading in wanted}
    return {heading: "; ".join(value) if isinstance(value, tuple) else value for heading, value in cells.items()}
