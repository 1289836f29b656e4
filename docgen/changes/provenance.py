"""Where each value of a made document comes from: per paragraph or table row the cells whose value stands there.

The document is compared with what is released to it: texts as whole words, names behind codes, dates and hours in the
ways documents write them, a number only where it stands alone and one cell holds it. When several cells hold what
stands there, those of a row that is surely there go before the others; if none is, a few of them are only possible, and
many are not named. What docgen put together or counted rests on the rows beside it, or cannot be led back to one cell:
then that is what is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from docgen.filters.flemish import dag_maand, datum, datum_kort, datum_lang, uur
from docgen.findings import CellRef, TagRef
from docgen.kinds import GoalChoice, Slot
from docgen.privacy import Released
from docgen.privacy.doctext import Found, all_words, joined, place, texts
from docgen.privacy.released import Seen, seen

FEW = 6  # cells that are named when each of them may be the one
SHORTEST = 3  # letters of a text that is looked for
PART = re.compile(r"[\n;:]+")  # what divides a cell into the sentences and items that documents print one by one
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADINGS = ("Heading", "Kop", "Title")
PARTS = ("body", "header", "footer", "footnotes", "endnotes")


@dataclass(frozen=True)
class Block:
    """One paragraph, or one row of a table. `heading` is the heading of the template above it, if it is one's own.

    `cells` surely stand in it, `possible` are cells that hold the same; `rests_on` are the rows that a part of it was
    made from which stands in no cell. `derived` says that there is such a part.
    """

    place: TagRef
    heading: str
    cells: tuple[CellRef, ...]
    possible: tuple[CellRef, ...] = ()
    rests_on: tuple[CellRef, ...] = ()
    derived: bool = False


@dataclass
class _Part:
    """What stands in one block, without what the template says itself: the texts of each cell of a table row."""

    place: TagRef
    heading: str
    cells: dict[int, list[str]] = field(default_factory=dict)


def explained(data: bytes, name: str, released: Released, static: bytes) -> tuple[Block, ...]:
    """Every block of a document in which a value stands, in order. `static` is its template."""
    index = _Index(released, all_words(static))
    return tuple(block for part in _parts(data, name, static) if (block := index.block(part)) is not None)


def _parts(data: bytes, name: str, static: bytes) -> Iterator[_Part]:
    """The blocks of a document that do not stand in its template word for word."""
    own = {joined(found.text) for found in texts(static, "", b"")}
    heading, parts = "", dict[tuple[Any, ...], _Part]()
    for found in texts(data, "", b""):
        if found.element is None or found.element.tag != f"{W}p" or found.part.rstrip("0123456789") not in PARTS:
            continue
        fixed = joined(found.text) in own
        if _is_heading(found):
            heading = found.text.strip() if fixed else ""  # only what every school may read
        if fixed:
            continue
        at = place(name, found)
        steps = tuple(step for step in at.steps if step[0] != "column")
        key = (at.part, at.number, steps)
        if key not in parts:
            parts[key] = _Part(TagRef(name, at.part, at.number, steps), heading if at.part == "body" else "")
        parts[key].cells.setdefault(dict(at.steps).get("column", 0), []).append(found.text)
    yield from parts.values()


def _is_heading(found: Found) -> bool:
    style = found.element.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(f"{W}val", "").startswith(HEADINGS)


class _Index:
    """What may stand in a document: each written form with the cells that hold it."""

    def __init__(self, released: Released, template: str) -> None:
        self.by_form: dict[str, list[Seen]] = {}
        self.behind: dict[str, list[Seen]] = {}  # the cells with a code, by the name that the code stands for
        self.numbers: dict[str, list[Seen]] = {}
        self.template = template
        cells = [cell for cell in seen(released.rows) if cell.value not in (None, "", ())]
        targets = _targets(cells)
        for cell in cells:
            for form in dict.fromkeys(_forms(cell.value)):
                if len(form) >= SHORTEST and f" {form} " not in f" {template} ":
                    self.by_form.setdefault(form, []).append(cell)
            for name in dict.fromkeys(_names(cell, targets)):
                self.behind.setdefault(name, []).append(cell)
            if isinstance(cell.value, int | float):
                self.numbers.setdefault(joined(f"{cell.value:g}"), []).append(cell)

    def block(self, part: _Part) -> Block | None:
        """What stands in a part, or None when nothing of the released rows does."""
        hits = [(form, cells, number) for number, own in part.cells.items() for form, cells in self._hits(own)]
        rows = {number: self._surely(cells for _, cells, at in hits if at == number) for number in part.cells}
        taken = {cell.place for _, cells, at in hits for cell in cells if _row(cell.place) in rows[at]}
        beside = set().union(*rows.values())
        cells: list[CellRef] = []
        possible: list[CellRef] = []
        for form, found, at in hits:
            for same in (found, self.behind.get(form, [])):
                here = [cell.place for cell in same if _row(cell.place) in rows[at]]
                near = [cell.place for cell in same if _row(cell.place) in beside and cell.place not in taken]
                cells += here or near
                possible += [cell.place for cell in same] if not (here or near) and len(same) <= FEW else []
        left = any(
            self._left(own, [form for form, _, at in hits if at == number]) for number, own in part.cells.items()
        )
        if not (cells or possible or left):
            return None
        rests = _rows(cells) if left and 0 not in part.cells else ()
        maybe = [cell for cell in possible if cell not in cells]
        return Block(part.place, part.heading, _unique(cells), _unique(maybe), rests, left)

    def _surely(self, hits: Iterable[Sequence[Seen]]) -> frozenset[tuple[str, str, int]]:
        """The rows that stand in a cell: the only one that holds a text, or the only one that holds several of them."""
        candidates = [frozenset(_row(cell.place) for cell in cells) for cells in hits]
        alone = {row for rows in candidates if len(rows) == 1 for row in rows}
        counts = Counter(row for rows in candidates if not rows & alone for row in rows)
        most = max(counts.values(), default=0)
        best = [row for row, n in counts.items() if n == most]
        return frozenset(alone | ({*best} if most > 1 and len(best) == 1 else set()))

    def _hits(self, found: Sequence[str]) -> Iterator[tuple[str, list[Seen]]]:
        """The forms that stand in these texts, the longest first; one inside it counts when it stands elsewhere."""
        for text in found:
            whole = f" {joined(text)} "
            for form in sorted((form for form in self.by_form if f" {form} " in whole), key=len, reverse=True):
                if f" {form} " in whole and not _other_year(form, whole):
                    whole = whole.replace(f" {form} ", " | ")
                    yield form, self.by_form[form]
            alone = self.numbers.get(joined(text), [])
            if len(alone) == 1:
                yield joined(text), alone

    def _left(self, found: Sequence[str], forms: Iterable[str]) -> bool:
        """Whether words are left that stand in no cell and not in the template."""
        for text in found:
            whole = f" {joined(text)} "
            for form in sorted(forms, key=len, reverse=True):
                whole = whole.replace(f" {form} ", " ")
            if any(f" {word} " not in f" {self.template} " for word in whole.split()):
                return True
        return False


def _forms(value: Any) -> Iterator[str]:
    """The ways in which a value is written, as words with one space between them."""
    if isinstance(value, Slot | bool | int | float):
        return
    if isinstance(value, tuple | frozenset | set):
        for item in value:
            yield from _forms(item)
    elif isinstance(value, date):
        yield joined(datum(value))
        yield joined(datum_lang(value))
        yield joined(dag_maand(value))
        yield joined(datum_kort(value))
    elif isinstance(value, time):
        yield joined(uur(value))
    else:
        yield joined(str(value))
        yield from (joined(part) for part in PART.split(str(value)))


def _names(cell: Seen, targets: Mapping[tuple[str, str], tuple[str, ...]]) -> Iterator[str]:
    """The names behind the codes in a cell."""
    values = cell.value if isinstance(cell.value, tuple) else (cell.value,)
    for value in values:
        code = value.goal if isinstance(value, GoalChoice) else str(value)
        for target in cell.column.kind.targets:
            yield from targets.get((target, code), ())


def _targets(cells: Iterable[Seen]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """What stands in the row that a code points at: by the sheet (or the list of School) and the code."""
    rows: dict[tuple[str, str, int], list[Seen]] = {}
    for cell in cells:
        rows.setdefault(_row(cell.place), []).append(cell)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for own in rows.values():
        values = {cell.column.heading: str(cell.value) for cell in own}
        sheet = own[0].place.table or own[0].place.sheet
        names = tuple(joined(value) for heading, value in values.items() if heading in ("Naam", "Waarde", "Doel"))
        if sheet == "School":
            found[values.get("Onderwerp", ""), values.get("Code", "")] = names
        elif sheet in ("Personeel", "Leerplandoelen"):
            found[sheet, values.get("Code", values.get("Doel-ID", ""))] = names
    return found


def _other_year(form: str, whole: str) -> bool:
    """Whether a day stands there with a year behind it: that is another form, of this date or of another one."""
    after = whole.partition(f" {form} ")[2].split()
    is_day = form[:1].isdigit() and form.split()[-1].isalpha()
    return bool(is_day and after and after[0].isdigit() and len(after[0]) == len("2026"))


def _row(place: CellRef) -> tuple[str, str, int]:
    return (place.file, place.table or place.sheet, place.row)


def _rows(cells: Iterable[CellRef]) -> tuple[CellRef, ...]:
    return _unique(CellRef(cell.file, cell.sheet, cell.row, table=cell.table) for cell in cells)


def _unique(places: Iterable[CellRef]) -> tuple[CellRef, ...]:
    return tuple(dict.fromkeys(places))
