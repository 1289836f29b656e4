"""All typed rows of a school by sheet, with every reference checked: the Register that dossiers and rules read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from operator import attrgetter
from typing import TypeVar, cast

from docgen.columns import Column, Row, plain
from docgen.doubled import duplicates
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.kinds import DECISION_ID, TRAJECTORY_ID, Reference
from docgen.refused import Rejected, cells_of, refuse, shown
from docgen.school import School, gather
from docgen.spec import sheets
from docgen.tables.care import Trajectory
from docgen.tables.council import Decision
from docgen.tables.goals import Goal
from docgen.tables.school import CalendarRow, SchoolRow, StaffMember, Student
from docgen.tables.timetables import Place
from docgen.validate import Validated
from docgen.whom import student_of

RowType = TypeVar("RowType", bound=Row)

CODES = {"Leerlingen": "B01", "Personeel": "B03"}  # any other target: B02
FIRST = ("School", "Leerlingen", "Personeel", "Kalender", "Opvang", "Leerplandoelen", "Trajecten")
"""Sheets whose rows others point at, in the order in which their references are checked."""
OFFERS = frozenset({*FIRST, "Beslissingen"})
"""Sheets whose keys others may name."""


@dataclass(frozen=True)
class Register:
    """The school's rows by sheet. `present` are the sheets that were read, `rejected` the rows that cannot be used."""

    rows: Mapping[str, tuple[Row, ...]]
    rejected: tuple[Rejected, ...] = ()
    school: School = field(default_factory=School)
    today: date = date.min

    @property
    def present(self) -> frozenset[str]:
        """The sheets that stand in inputs/, even without a usable row."""
        return frozenset(self.rows)

    def of(self, row_type: type[RowType]) -> tuple[RowType, ...]:
        """The rows of one sheet."""
        return cast("tuple[RowType, ...]", self.rows.get(row_type.sheet.name, ()))


@dataclass
class _Targets:
    """What may be pointed at, per target: the keys, the rejected keys with their place, the names behind the keys."""

    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    rejected: dict[str, dict[str, CellRef]] = field(default_factory=dict)


def register(validated: Sequence[tuple[str, Validated]], today: date) -> tuple[Register, tuple[Finding, ...]]:
    """All sheets put together, and what points nowhere. `validated` pairs a sheet's name with what each file gave.

    Findings: A01 unfilled, A03, B01, B02, B03, B04
    """
    findings: list[Finding] = []
    rejected: list[Rejected] = [row for _, part in validated for row in part.rejected]
    rows: dict[str, tuple[Row, ...]] = {}
    targets = _Targets()
    present = {name for name, _ in validated}
    for name in sorted(present, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name)):
        row_type = sheets()[name]
        typed = [row for sheet_name, part in validated if sheet_name == name for row in part.rows]
        unique, doubled, same_key = duplicates(row_type, typed)
        findings += same_key
        refused = [*doubled]
        _offer(targets, name, unique)  # before its own references: goals build on goals
        sound, unsound, unknown = _checked(row_type, unique, targets, present)
        findings += unknown
        refused += unsound
        rows[name] = tuple(sound)
        gone = [refuse(row_type, row.origin, cells_of(row)) for row in refused]
        rejected += gone
        _withdraw(targets, name, refused, [r for r in rejected if r.sheet == name])
    if rows and not any(rows.values()) and not rejected:
        findings.append(Finding("A01", Severity.NOTE, CellRef(""), "unfilled"))
    school = gather(cast("Iterable[SchoolRow]", rows.get("School", ())))
    return Register(rows, tuple(rejected), school, today), tuple(findings)


def _offer(targets: _Targets, name: str, rows: Iterable[Row]) -> None:
    """Make the keys of a sheet known as targets, with the name a label must agree with."""
    for row in rows if name in OFFERS else ():
        match row:
            case Student():
                names = f"{row.first_name} {row.family_name}"
                targets.keys.setdefault(name, {})[row.student_id] = names
                targets.keys.setdefault("klas", {})[row.class_name] = ""
            case StaffMember():
                targets.keys.setdefault(name, {})[row.code] = row.name
            case SchoolRow() if row.topic == "vak":
                targets.keys.setdefault("vak", {})[row.code] = row.value
            case CalendarRow() if row.kind == "lesperiode":
                targets.keys.setdefault("lesperiode", {})[row.name] = ""
            case Goal() | Trajectory() | Decision() | Place():
                targets.keys.setdefault(name, {})[str(row.key()[0])] = ""
            case _:
                pass


def _withdraw(targets: _Targets, name: str, refused: Iterable[Row], rejected: Iterable[Rejected]) -> None:
    """Take refused rows out of the targets, but remember where they stand: they are the cause of what follows."""
    gone = targets.rejected.setdefault(name, {})
    for row in refused:
        if row.sheet.key:
            gone[str(row.key()[0])] = row.at()
            targets.keys.get(name, {}).pop(str(row.key()[0]), None)
    for reject in rejected:
        if reject.key:
            gone.setdefault(reject.key, reject.origin.at())


def _checked(
    row_type: type[Row], rows: Sequence[Row], targets: _Targets, present: set[str]
) -> tuple[list[Row], list[Row], list[Finding]]:
    """The rows whose references all exist, the others, and why."""
    pointing = [(column, known) for column in row_type.columns() if (known := _known(column, targets, present))]
    wrong = [(column, known, bad) for column, known in pointing if (bad := _wrong_values(rows, column, known))]
    if not wrong:
        return [*rows], [], []
    sound: list[Row] = []
    unsound: list[Row] = []
    findings: list[Finding] = []
    for row in rows:
        about = [(column, known) for column, known, bad in wrong if id(getattr(row, column.attribute)) in bad]
        faults = [fault for column, known in about for fault in _points_nowhere(row, column, known, targets)]
        findings += faults
        (unsound if any(fault.severity is Severity.ERROR for fault in faults) else sound).append(row)
    return sound, unsound, findings


def _wrong_values(rows: Sequence[Row], column: Column, known: Sequence[Mapping[str, str]]) -> set[int]:
    """The ids of the values of a column that point nowhere: rows in which the same is typed share it (typed.py)."""
    cells = [*map(attrgetter(column.attribute), rows)]
    values = dict(zip(map(id, cells), cells, strict=True))
    refer = column.kind.references
    return {key for key, value in values.items() if not all(_stands(one, known) for one in refer(value))}


def _stands(reference: Reference, known: Sequence[Mapping[str, str]]) -> bool:
    """Whether there is a row with this key, and with the name that was typed behind it."""
    names = next((keys[reference] for keys in known if reference in keys), None)
    return names is not None and (not reference.label or _agrees(reference.label, names))


def _known(column: Column, targets: _Targets, present: set[str]) -> list[dict[str, str]]:
    """The keys that a column may point at; none when a target sheet is absent or has not a single key."""
    known = [targets.keys[target] for target in column.kind.targets if target in targets.keys]
    return [] if len(known) < len([t for t in column.kind.targets if t in present]) else known


def _points_nowhere(
    row: Row, column: Column, known: Sequence[Mapping[str, str]], targets: _Targets
) -> Iterator[Finding]:
    for reference in column.kind.references(getattr(row, column.attribute)):
        if not any(reference in keys for keys in known):
            yield _unknown(row, column, reference, targets)
        elif not _stands(reference, known):
            yield _swapped(row, column)


def _unknown(row: Row, column: Column, reference: Reference, targets: _Targets) -> Finding:
    wanted = column.kind.targets
    cause = next((gone[reference] for t in wanted if reference in (gone := targets.rejected.get(t, {}))), None)
    near = _near(reference, wanted, targets) if cause is None else None
    target = _meant(reference, wanted)
    only_class = wanted == ("klas",)
    probably = {student_of(near)} if near and wanted[0] == "Leerlingen" else set()  # they wait too
    about = refuse(type(row), row.origin, cells_of(row))
    lost = reference == about.trajectory and cause is None  # any version may be meant, so every version waits
    return Finding(
        CODES.get(target, "B02"),
        Severity.WARNING if only_class else Severity.ERROR,
        row.at(column.heading),
        "class" if only_class else "unknown",
        args=(("heading", column.heading), ("target", _sheet_name(target))),
        value=shown(column, reference),
        suggestion=near if near and shown(column, near) else None,
        effect=Effect.NONE if only_class else Effect.BLOCK,
        students=None if about.students is None else about.students | probably,
        classes=about.classes,
        trajectory="" if lost else about.trajectory,
        cause=cause,
    )


def _near(reference: str, wanted: Sequence[str], targets: _Targets) -> str | None:
    """The key that was probably meant; capitals do not matter."""
    keys = {key.casefold(): key for target in wanted for key in targets.keys.get(target, {})}
    close = get_close_matches(reference.casefold(), keys, 1, 0.6)
    return keys[close[0]] if close else None


def _meant(reference: str, wanted: Sequence[str]) -> str:
    """The sheet that a reference points at, by its form when several are possible."""
    forms = {"Trajecten": TRAJECTORY_ID, "Beslissingen": DECISION_ID}
    return next((name for name, form in forms.items() if name in wanted and re.fullmatch(form, reference)), wanted[0])


def _swapped(row: Row, column: Column) -> Finding:
    """B04: the name beside a key is another one's."""
    return Finding(
        "B04",
        Severity.HOLD,
        row.at(column.heading),
        args=(("heading", column.heading),),
        effect=Effect.BLOCK,
        students=refuse(type(row), row.origin, cells_of(row)).students,
        documents=frozenset({"zorgfolder", "overdrachtsfiche"}),
    )


def _sheet_name(target: str) -> str:
    return {"vak": "School", "klas": "Leerlingen", "lesperiode": "Kalender"}.get(target, target)


def _agrees(label: str, name: str) -> bool:
    """Whether every word of a label is a word of the name; an empty name has nothing to disagree with."""
    return not name or set(plain(label).split()) <= set(plain(name).split())
