"""A made-up student: fills a preview of a template, and shows which names a document offers to it.

`sample.txt` holds the worked example of sheets.md section 10; it goes through the same validation, release and
derivation as a school's own workbooks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from docgen.columns import Origin
from docgen.pages.page import numbered, view
from docgen.pictures.image import Image
from docgen.pictures.raster import Canvas
from docgen.plan.plan import plan
from docgen.plan.planned import DRAFT, FINAL
from docgen.privacy import release
from docgen.reading.raw import RawRow, RawSheet
from docgen.records.dossier import Records, join
from docgen.records.register import register
from docgen.records.validate import validate
from docgen.spec import DocumentSpec, sheets
from docgen.template import PICTURE

TODAY = date(2026, 7, 2)  # after everything in the sample has happened
LONG_NAME = "Maximiliaan-Alexander Vanderstraeten-Asante"  # 43 letters with its space, 42 without
MANY = 40


@cache
def tables() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The rows of the sample per sheet, as they are typed; an empty cell is ''."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in (Path(__file__).parent / "sample.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            found[name] = []
        elif line and not line.startswith("#"):
            cells = tuple(cell.strip() for cell in line.split("|"))
            found[name].append(cells)
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def records() -> Records:
    """The sample as the records of a school."""
    validated = [(name, validate(sheets()[name], _raw(name, rows))) for name, rows in tables().items()]
    rows, _ = register(validated, TODAY)
    return Records(rows, join(rows), {}, logo=_logo())


def _logo() -> Image:
    """A made-up logo: a ring with a disc in it."""
    canvas = Canvas(12, 12, ["0B4F60"])
    canvas.ring((6, 6), 5.8, 0.8, 0)
    canvas.disc((6, 6), 3, 0)
    return Image(canvas.png(), "Atheneum De Linde", 12, 12)


def _raw(name: str, rows: Iterable[Sequence[str]]) -> RawSheet:
    headings = {column.heading: index for index, column in enumerate(sheets()[name].columns(), start=1)}
    raw = [
        RawRow(
            Origin("voorbeeld", name, number, headings),
            {heading: cell for heading, cell in zip(headings, cells, strict=False) if cell},
        )
        for number, cells in enumerate(rows, start=4)
    ]
    return RawSheet.of_rows(name, "voorbeeld", headings, raw)


def views(spec: DocumentSpec) -> tuple[Mapping[str, object], ...]:
    """Every page of this document type that the sample gives, final ones first, then a draft when there are drafts."""
    made = [view(release(records(), planned, FINAL), TODAY) for planned in plan(records(), [spec])]
    drafts = [view(release(records(), planned, DRAFT), TODAY) for planned in plan(records(), [spec]) if spec.drafts]
    return (*made, *drafts[:1])


def offered(spec: DocumentSpec) -> Mapping[str, object]:
    """The names this document offers: None for a value, a mapping for a group, [x] for a list of x."""
    shape: object = {}
    for page in views(spec):
        shape = _joined(shape, _shape(page))
    return shape if isinstance(shape, dict) else {}


def _shape(value: object) -> object:
    if isinstance(value, Image):
        return PICTURE
    if isinstance(value, Mapping):
        return {str(name): _shape(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        shape: object = None
        for inner in value:
            shape = _joined(shape, _shape(inner))
        return [shape] if value else []
    return None


def _joined(one: object, other: object) -> object:
    """What two pages offer together; a group or a list on one page is more than a missing value on the other."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {name: _joined(one.get(name), other.get(name)) for name in {**one, **other}}
    if isinstance(one, list) and isinstance(other, list):
        return [_joined(one[0] if one else None, other[0] if other else None)] if one or other else []
    return one if other is None else other


def stressed(page: Mapping[str, object], rows: int) -> dict[str, Any]:
    """The page of a student with a long name, every list of rows as long as `rows` (0 or many)."""
    found: dict[str, Any] = {name: _stressed(value, rows) for name, value in page.items() if name not in FIXED_LISTS}
    found |= {name: page[name] for name in FIXED_LISTS if name in page}
    found |= {"secties": numbered(found["secties"])} if "secties" in found else {}
    first, _, family = LONG_NAME.partition(" ")
    student = page.get("leerling")
    if isinstance(student, Mapping):  # a document about several students has none
        found["leerling"] = {**student, "voornaam": first, "familienaam": family, "naam": LONG_NAME}
        return found
    return {name: _with_long_names(value) if isinstance(value, list) else value for name, value in found.items()}


STUDENTS_IN_ROWS = ("leerling", "naam")


def _with_long_names(value: object) -> object:
    """The rows of a list of several students, each with the long name."""
    if isinstance(value, Mapping):
        named = {name: LONG_NAME for name in STUDENTS_IN_ROWS if isinstance(value.get(name), str)}
        return {name: _with_long_names(inner) for name, inner in value.items()} | named
    return [_with_long_names(inner) for inner in value] if isinstance(value, list) else value


FIXED_LISTS = ("weken", "legende", "trap", "ladder", "keuzes", "tijdlijn")
"""Lists whose length is not that of the data: the week, the legend, stairs, ladder, choices, moments."""


def _stressed(value: object, rows: int) -> object:
    if isinstance(value, Mapping):
        return {name: _stressed(inner, rows) for name, inner in value.items()}
    if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        return [dict(value[number % len(value)]) for number in range(rows)]
    return value
