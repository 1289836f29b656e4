"""What the cells of one sheet name in another: a student, a subject, a goal, and what is said of one that is not there.

A reference to a row that was refused follows from that row; one into a sheet that was not read, or in which nothing
stands yet, is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import takewhile
from operator import attrgetter

from docgen.columns import Column, Row, plain, written_alike
from docgen.findings import CellRef, Effect, Finding, Severity
from docgen.kinds import ABOUT_ONE, DECISION_ID, OTHERWISE, STUDENT_ID, TRAJECTORY_ID, Many, Reference
from docgen.records.refused import Rejected, cells_of, refuse, shown
from docgen.records.whom import student_of
from docgen.tables.care import Trajectory
from docgen.tables.council import Decision
from docgen.tables.goals import Goal
from docgen.tables.school import CalendarRow, SchoolRow, StaffMember, Student
from docgen.tables.timetables import Place

CODES = {"Leerlingen": "B01", "Personeel": "B03"}  # any other target: B02
FORMS = {"Leerlingen": STUDENT_ID, "Trajecten": TRAJECTORY_ID, "Beslissingen": DECISION_ID}
SHEETS = {"vak": "School", "lesuur": "School", "klas": "Leerlingen", "lesperiode": "Kalender"}
"""The sheet of a target that is not itself a sheet."""
NAMED = (Student, StaffMember, SchoolRow, CalendarRow, Goal, Trajectory, Decision, Place)
"""The rows that others may name."""
CASES = {"klas": "class", "vak": "subject", "lesuur": "hour"}
"""What is said of a key that is not there: its sheet, or what it should be."""
Names = Mapping[str, str]


class Targets:
    """What may be pointed at, per target: the keys with the name behind each, and the refused rows by their key."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._keys: dict[str, dict[str, str]] = {}
        self._rejected: dict[str, dict[str, CellRef]] = {}
        self._unnamed: dict[str, list[CellRef]] = {}

    def offer(self, rows: Sequence[Row]) -> None:
        """Make the keys of rows known."""
        for row in rows if isinstance(next(iter(rows), None), NAMED) else ():
            for target, key, name in _offered(row):
                self._keys.setdefault(target, {})[key] = name

    def withdraw(self, refused: Iterable[Row], rejected: Iterable[Rejected] = ()) -> None:
        """Take refused rows out, but remember where they stand: they are the cause of what follows."""
        for row in refused:
            for target, key, _ in _offered(row):
                self._rejected.setdefault(target, {})[key] = row.at()
                if target != "klas":  # others are in it too
                    self._keys.get(target, {}).pop(key, None)
        for reject in rejected:
            for target, key in reject.offers:
                self._rejected.setdefault(target, {}).setdefault(key, reject.origin.at())
            for target in reject.unnamed:
                self._unnamed.setdefault(target, []).append(reject.origin.at())

    def known(self, column: Column) -> Mapping[str, Names]:
        """What a column may point at, per target in which something stands."""
        met = self._keys.keys() | self._rejected.keys()
        return {target: self._keys.get(target, {}) for target in column.kind.targets if target in met}

    def cause(self, reference: str, wanted: Iterable[str]) -> CellRef | None:
        """The refused row that a reference means, if there is one."""
        return next((gone[reference] for t in wanted if reference in (gone := self._rejected.get(t, {}))), None)

    def unread(self, reference: str, wanted: Iterable[str]) -> CellRef | None:
        """A row whose own name cannot be read, and may be this one; it is taken for no other name after that."""
        target = next((target for target in wanted if self._unnamed.get(target)), None)
        if target is None:
            return None
        return self._rejected.setdefault(target, {}).setdefault(str(reference), self._unnamed[target].pop(0))


def _offered(row: Row) -> Iterator[tuple[str, str, str]]:
    """What others may name of a row: the target, the key, and the name that a label must agree with."""
    match row:
        case Student():
            yield "Leerlingen", row.student_id, f"{row.first_name} {row.family_name}"
            yield "klas", row.class_name, ""
        case StaffMember():
            yield "Personeel", row.code, row.name
        case SchoolRow() if row.topic == "vak":
            yield "vak", row.code, row.value
        case SchoolRow() if row.topic == "lesuur":
            yield "lesuur", str(int(row.code)) if row.code.isdecimal() else row.code, ""
        case CalendarRow() if row.kind == "lesperiode":
            yield "lesperiode", row.name, ""
        case Goal() | Trajectory() | Decision() | Place():
            yield row.sheet.name, str(row.key()[0]), ""


def checked(row_type: type[Row], rows: Sequence[Row], targets: Targets) -> tuple[list[Row], list[Row], list[Finding]]:
    """The rows whose references all exist, the others, and why.

    Findings: A02 separator, B01, B02, B03, B04, B07
    """
    pointing = [(column, known) for column in row_type.columns() if (known := targets.known(column))]
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


def _wrong_values(rows: Sequence[Row], column: Column, known: Mapping[str, Names]) -> set[int]:
    """The ids of the values of a column that point nowhere: rows in which the same is typed share it (typed.py)."""
    cells = [*map(attrgetter(column.attribute), rows)]
    values = dict(zip(map(id, cells), cells, strict=True))
    refer, wanted = column.kind.references, column.kind.targets
    return {key for key, value in values.items() if not all(_stands(one, wanted, known) for one in refer(value))}


def _stands(reference: Reference, wanted: Sequence[str], known: Mapping[str, Names]) -> bool:
    """Whether there is a row with this key, and with the name that was typed behind it; if that can be known."""
    name = next((names[reference] for names in known.values() if reference in names), None)
    if name is None:
        return _meant(reference, wanted) not in known
    return not reference.label or not name or _words(reference.label) <= _words(name)


def _points_nowhere(row: Row, column: Column, known: Mapping[str, Names], targets: Targets) -> Iterator[Finding]:
    for reference in column.kind.references(getattr(row, column.attribute)):
        if _stands(reference, column.kind.targets, known):
            continue
        there = any(reference in names for names in known.values())
        if together := _together(column, reference, known):
            yield _unseparated(row, column, together)
        else:
            yield _swapped(row, column) if there else _unknown(row, column, reference, known, targets)


def _unknown(row: Row, column: Column, reference: Reference, known: Mapping[str, Names], targets: Targets) -> Finding:
    wanted = column.kind.targets
    cause = targets.cause(reference, wanted)
    target = _meant(reference, wanted)
    there = {target: known[target]} if target in known else known
    near = _named(reference, there) or _near(reference, there) if cause is None else None
    only_class = wanted == ("klas",)
    if only_class and near and written_alike(near) == written_alike(reference):
        return _class_spelled_otherwise(row, column, reference, near)
    probably = {student_of(near)} if near and wanted[0] == "Leerlingen" else set()  # they wait too
    about = refuse(type(row), row.origin, cells_of(row))
    lost = reference == about.trajectory and cause is None  # any version may be meant, so every version waits
    cause = cause or targets.unread(reference, wanted)
    return Finding(
        CODES.get(target, "B02"),
        Severity.WARNING if only_class else Severity.ERROR,
        row.at(column.heading),
        CASES.get(target, "unknown"),
        args=(("heading", column.heading), ("target", SHEETS.get(target, target))),
        value=shown(column, reference),
        suggestion=near if near and cause is None and shown(column, near) else None,
        effect=Effect.NONE if only_class else Effect.BLOCK,
        students=None if about.students is None else about.students | probably,
        classes=about.classes,
        trajectory="" if lost else about.trajectory,
        cause=cause,
    )


def _together(column: Column, reference: Reference, known: Mapping[str, Names]) -> list[str]:
    """The keys in a cell that may hold several, when something else than a semicolon stands between them."""
    keys = {key.casefold(): key for names in known.values() for key in names} if isinstance(column.kind, Many) else {}
    parts = [keys.get(part.casefold(), "") for part in OTHERWISE.split(f"{reference} {reference.label}".strip())]
    return parts if len(parts) > 1 and all(parts) else []


def _unseparated(row: Row, column: Column, keys: Sequence[str]) -> Finding:
    """A02: nobody can tell whether 'A/B' is a name; all whom it may be about wait."""
    about = refuse(type(row), row.origin, cells_of(row))
    classes = about.classes | {*keys} if column.kind.targets == ("klas",) else about.classes
    told = {"effect": Effect.BLOCK, "students": about.students, "classes": classes, "trajectory": about.trajectory}
    args = (("heading", column.heading),)
    return Finding("A02", Severity.ERROR, row.at(column.heading), "separator", args, **told)  # type: ignore[arg-type]


def _class_spelled_otherwise(row: Row, column: Column, reference: Reference, near: str) -> Finding:
    """B07: without this row the students of that class have no such lesson or exam."""
    args, place = (("heading", column.heading),), row.at(column.heading)
    also = refuse(type(row), row.origin, cells_of(row)).classes  # that have this lesson together
    told = {"value": str(reference), "suggestion": near, "effect": Effect.BLOCK, "classes": also | {near}}
    return Finding("B07", Severity.ERROR, place, "row", args, **told)  # type: ignore[arg-type]


def _named(reference: Reference, known: Mapping[str, Names]) -> str | None:
    """The key of the one whose name was typed where a key belongs: 'Marie Van Boven', 'Wiskunde'."""
    typed = _words(f"{reference} {reference.label}")
    found = [key for names in known.values() for key, name in names.items() if typed <= _words(name)]
    return found[0] if len(found) == 1 else None


def _near(reference: str, known: Mapping[str, Names]) -> str | None:
    """The key that was probably meant; capitals do not matter."""
    keys = {key.casefold(): key for names in known.values() for key in names}
    close = get_close_matches(reference.casefold(), keys, 3, 0.6)
    numbered = re.fullmatch(ABOUT_ONE, reference) is not None
    return next((keys[key] for key in close if not numbered or _one_slip(reference.casefold(), key)), None)


def _one_slip(typed: str, key: str) -> bool:
    """Whether one sign was added, forgotten or mistaken, or two were swapped: more makes another number of it."""
    begin = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(typed, key, strict=False)))
    one, other = typed[begin:], key[begin:]
    swapped = (one[1::-1], one[2:]) == (other[:2], other[2:])
    return swapped or other in (one[1:], one) or one in (other[1:], other) or one[1:] == other[1:]


def _meant(reference: str, wanted: Sequence[str]) -> str:
    """The target that a reference points at, by its form when several are possible."""
    if len(wanted) == 1:
        return wanted[0]
    formed = (name for name, form in FORMS.items() if name in wanted and re.fullmatch(form, reference))
    return next(formed, "klas" if "klas" in wanted else wanted[0])


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


def _words(text: str) -> set[str]:
    return set(plain(text).split())
