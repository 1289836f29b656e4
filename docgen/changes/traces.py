"""What each build leaves of the rows it was made from: keyed hashes of their cells, to tell later which cell changed.

No text is kept: a cell is eight hexadecimal digits that only the key of this project can make, a row has the mark of
its key and of whom it is about, and the place where it stood. Kept in outputs/.docgen/, one file, replaced whole.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from docgen.audit import Key
from docgen.columns import Row
from docgen.disk.atomic import write
from docgen.disk.given import json_in
from docgen.findings import CellRef
from docgen.records.dossier import Records
from docgen.records.refused import Rejected

DIGITS = 8  # of the hash of a cell: one in four thousand million changes is not noticed as the cause of another one
EMPTY = "-" * DIGITS
CHANGED, ADDED, GONE, UNREAD = "cell", "row_new", "row_gone", "row_unread"
CELLS = (None, "", ())
TEXTS = frozenset({str, type(None)})
"""Types of cells of which equal ones are the same."""


class RowTrace(NamedTuple):
    """One row as it was: the mark of its key, of whom it is about, its place, and the hash of each column's cell."""

    sheet: str
    key: str
    about: str
    file: str
    row: int
    cells: str

    def of(self, number: int) -> str:
        """The hash of the cell in the n-th column of the sheet."""
        return self.cells[number * DIGITS : (number + 1) * DIGITS]


class Change(NamedTuple):
    """Something in a sheet that is not as it was: `kind` says what, `about` is the mark of whom the row is about.

    The place of a row that is gone is where it stood.
    """

    kind: str
    place: CellRef
    about: str


@dataclass(frozen=True)
class Traces:
    """Everything a build was made from, as hashes: its rows, docgen itself, the settings, the day, the templates."""

    rows: tuple[RowTrace, ...]
    engine: str
    settings: str
    day: str
    templates: Mapping[str, str]  # the digest of each, by the type of document


class Marks:
    """Makes the marks of one project; the same cell is hashed once."""

    def __init__(self, key: Key) -> None:
        """Take the key of the project."""
        self.key = key

    def of(self, purpose: str, value: object) -> str:
        """The mark of a value in some column, or of a key."""
        return self.key.tracer(purpose)(_as_text(value))

    def column(self, purpose: str, values: Sequence[Any]) -> list[str]:
        """The mark of each value of one column, EMPTY for a cell with nothing in it."""
        mark = self.key.tracer(purpose)
        if TEXTS.issuperset(map(type, values)):
            texts = {value: mark(repr(value)) if value else EMPTY for value in set(values)}
            return [*map(texts.__getitem__, values)]
        told_apart = [*zip(map(type, values), values, strict=True)]  # 1, 1.0 and True are equal, and not the same
        known = {(kind, value): EMPTY if value in CELLS else mark(_as_text(value)) for kind, value in set(told_apart)}
        return [*map(known.__getitem__, told_apart)]

    def about(self, name: str) -> str:
        """The mark of a student or a class; '' of nobody in particular."""
        return self.of("about", name) if name else ""


def _as_text(value: object) -> str:
    return repr(sorted(value, key=repr)) if isinstance(value, frozenset | set) else repr(value)


SheetTraces = Mapping[str, Sequence[RowTrace]]
"""Per sheet the trace of each of its rows, in the order of the register."""


def traced(records: Records, marks: Marks) -> SheetTraces:
    """The traces of all rows of the school; those of a sheet in which nothing is other are kept by a watcher."""
    names, found = records.once(owners), {}
    for name, rows in records.register.rows.items():
        about = [names.get(id(row), "") or str(_of_class(vars(row))) for row in rows]
        work_out = partial(traced_rows, rows, about, marks)
        found[name] = records.worked_out("traces", name, rows, (marks.key, about), work_out)
    return found


def traced_rows(rows: Sequence[Row], about: Sequence[str], marks: Marks) -> tuple[RowTrace, ...]:
    """The traces of one sheet, made column by column: a sheet repeats the same few values.

    `about` says of each row whom it is about.
    """
    if not rows:
        return ()
    kind, sheet = type(rows[0]), rows[0].sheet
    values = [vars(row) for row in rows]
    columns = [marks.column(purpose, [value[name] for value in values]) for name, purpose in _purposes(kind)]
    keys = marks.column(f"key {sheet.name}", [row.key() for row in rows] if sheet.key else about)
    of_whom = {name: marks.about(name) for name in set(about)}
    cells = map("".join, zip(*columns, strict=True))
    return tuple(
        RowTrace(sheet.name, key, of_whom[name], row.origin.file, row.origin.row, cell)
        for row, key, name, cell in zip(rows, keys, about, cells, strict=True)
    )


def _of_class(values: Mapping[str, Any]) -> object:
    """What a row is about that is nobody's own: a class, a point of a council, or nothing."""
    return values.get("class_name") or values.get("about") or ""


@cache
def _purposes(row_type: type[Row]) -> tuple[tuple[str, str], ...]:
    """Each attribute with what its hash is for, so that the same text in two columns has two hashes."""
    return tuple((column.attribute, f"{row_type.sheet.name} {column.heading}") for column in row_type.columns())


def owners(records: Records) -> dict[int, str]:
    """Whom each row is about, by the row: the student in whose dossier alone it stands."""
    holders: dict[int, set[str]] = defaultdict(set)
    for name, dossier in records.dossiers.items():
        for rows in dossier.rows.values():
            for row in rows:
                holders[id(row)].add(name)
    return {row: next(iter(names)) for row, names in holders.items() if len(names) == 1}


def compared(
    before: Iterable[RowTrace], now: Mapping[RowTrace, Row], rejected: Iterable[Rejected]
) -> tuple[Change, ...]:
    """What is not as it was. Rows with the same key are the same row; else those that stand in the same place.

    Rows without a key are the same when they say the same; what then is left is compared in its order. A row that
    stood where one of the `rejected` stands now is not gone: it cannot be read.
    """
    old, new = unequal(before, now)
    pairs: list[tuple[RowTrace, RowTrace]] = []
    for same in (lambda row: (row.sheet, row.key), lambda row: (row.file, row.sheet, row.row)):
        old, new, found = _paired(old, new, same)
        pairs += found
    unread = {(reject.origin.file, reject.sheet, reject.origin.row) for reject in rejected}
    changes = [change for was, is_now in pairs for change in _cells(was, is_now, now[is_now])]
    changes += [Change(ADDED, now[row].at(), row.about) for row in new]
    for row in old:
        kind = UNREAD if (row.file, row.sheet, row.row) in unread else GONE
        changes.append(Change(kind, CellRef(row.file, row.sheet, row.row), row.about))
    return tuple(dict.fromkeys(changes))


def unequal(before: Iterable[RowTrace], now: Iterable[RowTrace]) -> tuple[list[RowTrace], list[RowTrace]]:
    """The rows that do not stand on both sides; where they stand does not matter."""

    def said(row: RowTrace) -> tuple[str, ...]:
        return (row.sheet, row.key, row.about, row.cells)

    before, now = list(before), list(now)
    both = Counter(map(said, before)) & Counter(map(said, now))
    left = []
    for rows in (before, now):
        waiting, kept = both.copy(), []
        for row in rows:
            if waiting[said(row)]:
                waiting[said(row)] -= 1
            else:
                kept.append(row)
        left.append(kept)
    return left[0], left[1]


def _paired(old: list[RowTrace], new: list[RowTrace], same: Any) -> tuple[list[RowTrace], list[RowTrace], list[Any]]:
    """The rows of both sides that are the same row in order, and what is left of each."""
    waiting: dict[Any, list[RowTrace]] = defaultdict(list)
    for row in old:
        waiting[same(row)].append(row)
    pairs, rest = [], []
    for row in new:
        if waiting[same(row)]:
            pairs.append((waiting[same(row)].pop(0), row))
        else:
            rest.append(row)
    return [row for rows in waiting.values() for row in rows], rest, pairs


def _cells(was: RowTrace, now: RowTrace, row: Row) -> Iterator[Change]:
    for number, column in enumerate(row.columns()):
        if was.of(number) != now.of(number):
            yield Change(CHANGED, row.at(column.heading), now.about)
            if was.about != now.about:
                yield Change(CHANGED, row.at(column.heading), was.about)


def keep(outputs: Path, traces: Traces) -> None:
    """Keep the traces of a build, unless they stand there. Raises OSError."""
    text = json.dumps(_plain(traces), ensure_ascii=True, separators=(",", ":"))
    path = _path(outputs)
    data = f"{text}\n".encode()
    if not path.is_file() or path.read_bytes() != data:
        write(path, data)


def kept(outputs: Path) -> Traces | None:
    """The traces of the last whole build; None when there are none that can be read."""
    try:
        plain = json_in(_path(outputs).read_bytes())
        files = plain["files"]
        rows = tuple(
            RowTrace(sheet, key, about, files[file], row, cells)
            for sheet, found in plain["sheets"].items()
            for key, about, file, row, cells in found
        )
        return Traces(rows, plain["engine"], plain["settings"], plain["day"], plain["templates"])
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _plain(traces: Traces) -> dict[str, Any]:
    files = {name: number for number, name in enumerate(dict.fromkeys(row.file for row in traces.rows))}
    sheets: dict[str, list[list[Any]]] = {}
    for row in traces.rows:
        sheets.setdefault(row.sheet, []).append([row.key, row.about, files[row.file], row.row, row.cells])
    return {
        "engine": traces.engine,
        "settings": traces.settings,
        "day": traces.day,
        "templates": dict(traces.templates),
        "files": list(files),
        "sheets": sheets,
    }


def _path(outputs: Path) -> Path:
    return outputs / ".docgen" / "traces.json"
