"""A paper beside the records -> what was chosen per point, typed; and what cannot be read or contradicts itself.

Only what differs from the records is a choice. A choice with a fault is left out, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from docgen.columns import Column
from docgen.findings import Argument, CellRef, Finding, Severity
from docgen.forms.choices import columns
from docgen.kinds import Date, Many, OneOf, Ref, as_text, plain_choice, wrong
from docgen.readback.days import read_day
from docgen.readback.paper import Paper, Point
from docgen.records.dossier import Records
from docgen.records.whom import student_of
from docgen.style.fields import ASKED
from docgen.tables.care import Agreement
from docgen.tables.council import APPROVED, Council, Decision
from docgen.tables.school import StaffMember

OF_DECISION, OF_AGREEMENT = columns(Decision), columns(Agreement)
FOLLOWING = ("Wat", "Wie", "Tegen")
CONDITIONAL = "goedgekeurd onder voorwaarde"
EXPLAINS = ("Elementen", "Besluit")


@dataclass(frozen=True)
class Choice:
    """What was chosen about one point: typed values by heading of Beslissingen, or of Afspraken for who follows up."""

    number: str
    about: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Choices:
    """What a paper says: of which council, and the choices in the order of its points; none when it is refused."""

    council: str
    points: tuple[Choice, ...]
    findings: tuple[Finding, ...]

    @property
    def filled(self) -> tuple[Choice, ...]:
        """The points about which something new was chosen."""
        return tuple(choice for choice in self.points if choice.values)


def read_choices(paper: Paper, records: Records, file: str) -> Choices:
    """The choices of a paper of this school's council.

    Findings: R01 foreign, R02, R03, R04, R05
    """
    reader = _Reader(records, file)
    council = reader.council_of(paper)
    points = tuple(choice for point in paper.points.values() if council and (choice := reader.point(point)))
    return Choices(council, points, tuple(reader.findings))


@dataclass
class _Reader:
    """Reads one paper; collects what is wrong."""

    records: Records
    file: str
    findings: list[Finding] = field(default_factory=list)

    def council_of(self, paper: Paper) -> str:
        """The council that this is a paper of, or '' when it is none, or one of another school or year."""
        councils = {council for council, _ in paper.marks} or {_council(number) for number in paper.points}
        strange = [number for number in paper.points if _council(number) not in councils]
        years = {year for _, year in paper.marks if year}
        known = {row.council_id for row in self.records.register.of(Council)}
        known |= {row.council for row in self.records.register.of(Decision)}
        if not councils:
            self._tell("R01", "foreign")
        elif len(councils) > 1 or strange:
            self._tell("R02", "several", list=tuple(sorted({*councils, *map(_council, strange)})))
        elif years - {self.records.school.year}:
            self._tell("R02", "year", target=self.records.school.year)
        elif not councils <= known:
            self._tell("R02", "council", list=tuple(councils))
        else:
            return next(iter(councils))
        return ""

    def point(self, point: Point) -> Choice | None:
        """What was chosen about one point, or None when there is no such point (any more)."""
        decision = next((row for row in self.records.register.of(Decision) if row.decision_id == point.number), None)
        if decision is None:
            self._tell("R05", "", point.number)
            return None
        if point.about is not None and point.about != (decision.about or ""):
            self._tell("R05", "other", point.number)
            return None
        if "Uitslag" not in point.shown:
            self._tell("R03", "field", point.number, "Uitslag")
        chosen = {column: value for column in ASKED if (value := self._value(point, column)) is not None}
        values = self._sound(decision, self._new(decision, chosen), point)
        return Choice(point.number, str(decision.about or ""), values)

    def _value(self, point: Point, column: str) -> Any:
        """The typed value of one field; None when nothing is chosen or it cannot be read."""
        said = point.said(column)
        if len(said) > 1:
            self._tell("R04", "twice", point.number, column)
        if len(said) != 1:
            return None
        kind = column_of(column).kind
        try:
            return read_day(said[0]) if isinstance(kind, Date) else self._parsed(kind, said[0])
        except PydanticCustomError as error:
            allowed = kind.allowed if isinstance(kind, OneOf) else ()
            shown = said[0] if column == "Bekrachtigd op" else None
            self._tell("R03", error.type, point.number, column, value=shown, allowed=allowed)
            return None

    def _parsed(self, kind: Any, text: str) -> Any:
        inner = kind.kind if isinstance(kind, Many) else kind
        if not isinstance(inner, Ref):
            return kind.parse(text)
        return tuple(self._person(part.strip(), inner) for part in text.split(";") if part.strip())

    def _person(self, text: str, kind: Ref) -> str:
        """The code of somebody, chosen from the list or typed by code or name. Raises PydanticCustomError."""
        staff = self.records.register.of(StaffMember)
        given = plain_choice(text)
        for word in kind.words:
            if given == plain_choice(word):
                return word
        found = [one.code for one in staff if given in (plain_choice(one.code), plain_choice(one.name))]
        found = found or [one.code for one in staff if plain_choice(one.code) == given.partition(" ")[0]]
        if len(found) != 1:
            raise wrong("who")
        return found[0]

    def _new(self, decision: Decision, chosen: Mapping[str, Any]) -> dict[str, Any]:
        """What the records do not say yet; what a typed row says otherwise is left as it is."""
        found = {}
        for column, value in chosen.items():
            if column in FOLLOWING:
                continue
            now = getattr(decision, OF_DECISION[column].attribute)
            if _same(now, value):
                continue
            if now not in (None, ()) and not decision.origin.table:
                self._tell("R04", "typed", decision.decision_id, column, also=decision.at(column))
            else:
                found[column] = value
        following = {column: chosen[column] for column in FOLLOWING if column in chosen}
        return found | ({} if self._is_agreed(decision, following) else following)

    def _is_agreed(self, decision: Decision, following: Mapping[str, Any]) -> bool:
        """Whether the records hold this agreement already."""
        rows = [row for row in self.records.register.of(Agreement) if row.about == decision.decision_id]
        return any(
            all(_same(getattr(row, OF_AGREEMENT[column].attribute), value) for column, value in following.items())
            for row in rows
        )

    def _sound(self, decision: Decision, new: dict[str, Any], point: Point) -> dict[str, Any]:
        """The new values without those that contradict each other or the day of the council."""
        after = {name: getattr(decision, column.attribute) for name, column in OF_DECISION.items()} | new
        for column, case, severity in _contradictions(after, new, decision.on):
            if self._unread(point, column, case):
                continue
            self._tell("R04", case, decision.decision_id, column, severity=severity, date=decision.on)
            if severity is Severity.ERROR:
                new.pop(column, None)
        return new

    def _unread(self, point: Point, column: str, case: str) -> bool:
        """Whether a contradiction only follows from a field that was told already: it could not be read."""
        told = {finding.place.sheet for finding in self.findings if isinstance(finding.place, CellRef)}
        causes = {"condition": ("Voorwaarde",), "unexplained": EXPLAINS, "undecided": ("Uitslag",), "nobody": ("Wie",)}
        return any(_where(point.number, cause) in told for cause in causes.get(case, ()))

    def _tell(
        self,
        code: str,
        case: str,
        number: str = "",
        column: str = "",
        *,
        also: CellRef | None = None,
        value: str | None = None,
        severity: Severity = Severity.ERROR,
        allowed: tuple[str, ...] = (),
        **facts: Argument,
    ) -> None:
        place = CellRef(self.file, _where(number, column))
        about = next((row.about for row in self.records.register.of(Decision) if row.decision_id == number), None)
        student = student_of(about or "")
        students = frozenset({student} if student in self.records.dossiers else ())
        named: dict[str, Argument] = (
            {"heading": ASKED[column].label, "example": column_of(column).example} if column else {}
        )
        args = {**named, **({"allowed": allowed} if allowed else {}), **facts}
        places = (also,) if also else ()
        self.findings.append(
            Finding(code, severity, place, case, tuple(args.items()), value, also=places, students=students)
        )


def _contradictions(after: Mapping[str, Any], new: Mapping[str, Any], day: date) -> Iterator[tuple[str, str, Severity]]:
    """The column, the case and how bad it is, of each choice that does not go with the others."""
    outcome, error, warning = after["Uitslag"], Severity.ERROR, Severity.WARNING
    if "Uitslag" in new and outcome == CONDITIONAL and not after["Voorwaarde"]:
        yield "Uitslag", "condition", error
    if "Uitslag" in new and not all(after[column] for column in EXPLAINS):
        yield "Uitslag", "unexplained", warning
    if "Voorwaarde" in new and outcome and outcome != CONDITIONAL:
        yield "Voorwaarde", "no_condition", warning
    for column in ("Geldig tot", "Bekrachtigd op"):
        if column in new and new[column] < day:
            yield column, "before", error
    if "Bekrachtigd op" in new and outcome not in APPROVED:
        yield "Bekrachtigd op", "ratified", error
    if not outcome and any(column in new for column in ("Besluit", "Geldig tot", "Stemming", *FOLLOWING)):
        yield "Uitslag", "undecided", warning
    if any(column in new for column in ("Wat", "Tegen")) and "Wie" not in new:
        for column in ("Wat", "Tegen"):
            if column in new:
                yield column, "nobody", error


def column_of(name: str) -> Column:
    """The column of Beslissingen or Afspraken that a field fills."""
    return OF_AGREEMENT[name] if name in FOLLOWING else OF_DECISION[name]


def _council(number: str) -> str:
    return number.rpartition(".")[0]


def _where(number: str, column: str) -> str:
    """A place on the paper: 'KR19.2 (Uitslag)'."""
    return f"{number} ({ASKED[column].label})" if column else number


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same: a paper prints a text without its last point, and a list in any order."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        return sorted(map(str, one or ())) == sorted(map(str, other or ()))
    if isinstance(one, date) or isinstance(other, date):
        return bool(one == other)
    plain = [" ".join(as_text(value or "").split()).rstrip(" .").casefold() for value in (one, other)]
    return plain[0] == plain[1]
