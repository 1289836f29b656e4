"""Properties of the rules for exams and timetables: a rule finds just what counting by hand finds, whatever is planned.

The counting is naive on purpose: minutes and days are listed one by one, and nothing of docgen's own is asked but the
rows. Records are made of typed rows; what reading workbooks adds is tested elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.columns import Origin, Row
from docgen.findings import CellRef, Finding
from docgen.kinds import Slot
from docgen.records.dossier import Records, join
from docgen.records.register import Register
from docgen.spreading.asked import versions_of
from docgen.spreading.case import Spot
from docgen.spreading.constraints import CONSTRAINTS, broken, candidates
from docgen.spreading.gathering import Wishes, gather
from docgen.spreading.proposing import Proposal, move_of, rows_of, with_rows
from docgen.tables.care import ExamChange, Measure, TimetableChange
from docgen.tables.school import CalendarRow
from docgen.tables.timetables import Exam, Lesson, Place
from tests.building import breaches_of, checked

RowType = TypeVar("RowType", bound=Row)
VERSION, CLASS, MAY = "L0231-2", "4WEWIb", "2026-05-04"
LIMIT, MINUTES, REST, FACTOR = 2, 300, 30, 1.33
EXAM_KINDS = ("schriftelijk", "mondeling", "praktijk")
JUNE = tuple(date(2026, 6, n) for n in range(4, 30))
PERIOD = (date(2026, 6, 8), date(2026, 6, 24))
CLOSED = date(2026, 6, 17)
REPLACED = ("Examenrooster", "Examenaanpassingen", "Maatregelen", "Lesroosteraanpassingen", "Basisrooster")
FAST = settings(deadline=None, max_examples=60, derandomize=True)


def typed(row: type[RowType], number: int, **cells: Any) -> RowType:
    """A row with these cells, by heading, as if it stood in that row of its sheet."""
    columns = {column.heading: column.attribute for column in row.columns()}
    values = {name: about.default for name, about in row.model_fields.items() if not about.is_required()}
    values |= {columns[heading.replace("_", " ")]: value for heading, value in cells.items()}
    places = {heading: index for index, heading in enumerate(columns, start=1)}
    return row.of_values(values, set(values), Origin("school.xlsx", row.sheet.name, number, places))


@cache
def worked_example() -> Records:
    with TemporaryDirectory() as folder:
        return checked(Path(folder), MAY).records


def school(*rows: Row) -> Records:
    """The worked example with the sheets of these rows replaced by them; nothing else is changed by hand."""
    base = worked_example().register
    new: dict[str, tuple[Row, ...]] = dict.fromkeys(REPLACED, ())
    for row in rows:
        new[row.sheet.name] = (*new.get(row.sheet.name, ()), row)
    register = Register({**base.rows, **new}, (), base.school, base.today)
    return Records(register, join(register), {})


def rows_named(found: Iterable[Finding], *sheets: str) -> list[tuple[int, ...]]:
    """The rows that each finding names in these sheets, in order."""
    places = [[place for place in (finding.place, *finding.also) if isinstance(place, CellRef)] for finding in found]
    return sorted(tuple(sorted(p.row for p in named if p.sheet in sheets)) for named in places)


# --- exams ------------------------------------------------------------------------------------------------------------


class Planned(NamedTuple):
    """An exam of the class, and what happens to it: 'as it is', 'moved' (to a day and hour), 'dropped' or 'kept'."""

    kind: str
    on: date
    start: time
    minutes: int
    fate: str
    new: date
    later: time

    @property
    def changed(self) -> bool:
        return self.fate != "as it is"

    @property
    def day(self) -> date | None:
        return None if self.fate == "dropped" else self.new if self.fate == "moved" else self.on

    @property
    def begin(self) -> time:
        return self.later if self.fate == "moved" else self.start

    @property
    def counts(self) -> bool:
        return self.kind in EXAM_KINDS


HOURS = st.builds(time, st.integers(8, 14), st.sampled_from((0, 15, 30, 45)))
PLANNED = st.builds(
    Planned,
    st.sampled_from(("schriftelijk", "mondeling", "praktijk", "toets")),
    st.sampled_from(JUNE),
    HOURS,
    st.sampled_from((25, 50, 100, 150, 200)),
    st.sampled_from(("as it is", "as it is", "moved", "moved", "dropped", "kept")),
    st.sampled_from(JUNE),
    HOURS,
)
SUBJECTS = ("WIS", "NED", "FRA", "FYS", "GES")
SCHEDULES = st.lists(PLANNED, min_size=1, max_size=len(SUBJECTS))


def of_exams(planned: list[Planned], *more: Row, longer: bool = False) -> Records:
    """The records of these exams: one subject each, the class's in rows 10 and on, the changes in rows 20 and on."""
    rows: list[Row] = [typed(CalendarRow, 5, Van=PERIOD[0], Tot=PERIOD[1], Soort="evaluatieperiode", Naam="Juni")]
    rows.append(typed(CalendarRow, 6, Van=CLOSED, Soort="vrije dag", Naam="Vrij"))
    for number, (subject, one) in enumerate(zip(SUBJECTS, planned, strict=False)):
        cells = {"Soort": one.kind, "Datum": one.on, "Beginuur": one.start, "Duur": one.minutes}
        rows.append(typed(Exam, 10 + number, Klas=(CLASS,), Vak=subject, **cells))
        if not one.changed:
            continue
        choice = {"moved": "verplaatst", "dropped": "geschrapt", "kept": "behouden"}[one.fate]
        cells = {"Traject-ID": VERSION, "Vak": subject, "Datum": one.on, "Keuze": choice}
        cells |= {"Nieuwe datum": one.new, "Beginuur": one.later} if one.fate == "moved" else {}
        rows.append(typed(ExamChange, 20 + number, **cells))
    rows.append(typed(Measure, 6, **{"Leerling of traject": VERSION}, Soort="ondersteuning"))
    if longer:  # ratified for the whole class in the worked example
        rows.append(typed(Measure, 7, **{"Leerling of traject": "L0231"}, Soort="langere tijd", Vakken=("alle",)))
    return school(*rows, *more)


def minutes_of(planned: Planned, longer: bool) -> int:
    """The minutes a student takes: a third more, rounded up to five."""
    return -(-round(planned.minutes * FACTOR) // 5) * 5 if longer else planned.minutes


def taken_by(planned: Planned, longer: bool) -> set[datetime]:
    """Every minute of the exam."""
    if planned.day is None:
        return set()
    begin = datetime.combine(planned.day, planned.begin)
    return {begin + timedelta(minutes=n) for n in range(minutes_of(planned, longer))}


def numbers(found: Iterable[Finding]) -> list[tuple[int, ...]]:
    """The exams that findings name, as numbers from 0."""
    return sorted(
        tuple(sorted(row % 10 for row in rows)) for rows in rows_named(found, "Examenrooster", "Examenaanpassingen")
    )


def loads(planned: list[Planned]) -> Mapping[date, list[tuple[int, Planned]]]:
    """Per day with a change the exams that count, with their numbers."""
    days: dict[date, list[tuple[int, Planned]]] = {}
    for number, one in enumerate(planned):
        if one.day and one.counts:
            days.setdefault(one.day, []).append((number, one))
    return {day: own for day, own in days.items() if any(one.changed for _, one in own)}


@FAST
@given(SCHEDULES, st.booleans())
def test_e01_finds_each_pair_of_exams_that_share_a_minute(planned: list[Planned], longer: bool) -> None:
    wanted = [
        (one, other)
        for (one, a), (other, b) in combinations(enumerate(planned), 2)
        if taken_by(a, longer) & taken_by(b, longer)
    ]
    assert numbers(breaches_of(of_exams(planned, longer=longer), "E01")) == sorted(wanted)


@FAST
@given(SCHEDULES)
def test_e02_finds_each_changed_day_with_more_exams_than_may_be(planned: list[Planned]) -> None:
    wanted = sorted(len(own) for own in loads(planned).values() if len(own) > LIMIT)
    found = breaches_of(of_exams(planned), "E02")
    assert sorted(int(str(finding.arg("n"))) for finding in found) == wanted
    assert {finding.severity.value for finding in found if int(str(finding.arg("n"))) > LIMIT + 1} <= {"fout"}


@FAST
@given(SCHEDULES, st.booleans())
def test_e03_finds_each_changed_day_that_is_too_long_and_each_rest_that_is_too_short(
    planned: list[Planned], longer: bool
) -> None:
    long, short = [], []
    for day, own in loads(planned).items():
        total = sum(minutes_of(one, longer) for _, one in own)
        long += [total] if total > MINUTES else []
        spans = sorted((taken_by(one, longer), one.changed) for _, one in own if taken_by(one, longer))
        in_order = sorted(((min(m), max(m) + timedelta(minutes=1), c) for m, c in spans), key=lambda span: span[:2])
        for (_, end, one), (begin, _, other) in pairwise(in_order):
            gap = int((begin - end).total_seconds() // 60)
            short += [gap] if 0 <= gap < REST and (one or other) else []
        assert day.year == 2026
    found = breaches_of(of_exams(planned, longer=longer), "E03")
    assert sorted(int(str(f.arg("n"))) for f in found if f.case == "minutes") == sorted(long)
    assert sorted(int(str(f.arg("n"))) for f in found if f.case == "rest") == sorted(short)


@FAST
@given(SCHEDULES)
def test_e05_finds_each_exam_on_a_free_day_and_each_moved_one_on_a_day_that_is_no_exam_day(
    planned: list[Planned],
) -> None:
    wanted = [
        (number,)
        for number, one in enumerate(planned)
        if (one.day == CLOSED and (one.counts or one.fate == "moved"))
        or (one.fate == "moved" and one.new.weekday() > 4)
        or (one.fate == "moved" and one.counts and not PERIOD[0] <= one.new <= PERIOD[1])
    ]
    assert numbers(breaches_of(of_exams(planned), "E05")) == wanted


@FAST
@given(SCHEDULES, st.sampled_from(JUNE), st.sampled_from(JUNE))
def test_e06_and_e07_find_each_exam_in_a_period_without_tests_or_away(
    planned: list[Planned], first: date, last: date
) -> None:
    about = {"Leerling of traject": VERSION, "Van": first}
    quiet = typed(Measure, 8, **about, Soort="ondersteuning", **{"Evaluatievrij tot": last})
    away = typed(Measure, 9, **about, Soort="NAFT", Tot=last)
    wanted = sorted((number,) for number, one in enumerate(planned) if one.day and first <= one.day <= last)
    records = of_exams(planned, quiet, away)
    assert numbers(breaches_of(records, "E06")) == wanted
    assert numbers(breaches_of(records, "E07")) == wanted


@FAST
@given(SCHEDULES)
def test_e13_finds_each_day_that_a_move_makes_heavier_than_in_class(planned: list[Planned]) -> None:
    in_class = Counter(one.on for one in planned if one.counts)
    wanted = [
        len(own)
        for day, own in loads(planned).items()
        if len(own) > max(1, in_class[day]) and any(one.fate == "moved" and one.new != one.on for _, one in own)
    ]
    found = breaches_of(of_exams(planned), "E13")
    assert sorted(int(str(finding.arg("n"))) for finding in found) == sorted(wanted)


@FAST
@given(st.lists(PLANNED, min_size=2, max_size=4), st.data())
def test_a_schedule_that_breaks_no_constraint_of_the_planner_breaks_no_rule(
    planned: list[Planned], data: st.DataObject
) -> None:
    """The planner's constraints are never weaker than the rules that check hand work."""
    kinds = ("toets", *(one.kind for one in planned[1:] if one.counts))  # tests of the class are not ours to part
    as_class = [one._replace(fate="as it is", kind=kind) for one, kind in zip(planned, kinds, strict=False)]
    records = of_exams(as_class)
    (gathered,) = gather(records, versions_of(records, [VERSION]), Wishes())
    case = gathered.case
    places = [candidates(case, exam) for exam in case.exams]
    spots: tuple[Spot, ...] = tuple(data.draw(st.sampled_from(every)) for every in places)
    moves = tuple(move for spot in spots if case.seat(spot) and (move := move_of(case, spot, spots)))
    if len(moves) < sum(not spot.stays for spot in spots):
        return  # no seat anywhere: nothing to write in a row
    proposal = Proposal(gathered, moves, 0, 0, False)
    tried = Records(records.register, dict([with_rows(proposal)]), {})
    codes = {c.name: set(c.codes) for c in CONSTRAINTS}
    allowed = {code for name in broken(case, spots) for code in codes[name]}
    found = {finding.code for n in range(1, 14) for finding in breaches_of(tried, f"E{n:02}")}
    assert found <= allowed, (rows_of(proposal), found)


# --- timetables -------------------------------------------------------------------------------------------------------


class Change(NamedTuple):
    """A row of Lesroosteraanpassingen: how many days from Monday 8 June, how many days long, its hours."""

    after: int
    days: int
    slots: tuple[Slot, ...]
    subject: str
    filling: str

    @property
    def dates(self) -> list[date]:
        return [PERIOD[0] + timedelta(days=self.after + n) for n in range(self.days)]


SLOTS = st.builds(Slot, st.integers(1, 5), st.integers(1, 3), st.sampled_from(("", "", "A", "B")))
CHANGES = st.lists(
    st.builds(
        Change,
        st.integers(0, 20),
        st.integers(1, 12),
        st.lists(SLOTS, min_size=1, max_size=3, unique=True).map(tuple),
        st.sampled_from(("WIS", "NED")),
        st.sampled_from(("ZW", "RU", "TW", "GE")),
    ),
    min_size=1,
    max_size=4,
)


def changes(given: list[Change], version: str = VERSION, first: int = 10) -> list[Row]:
    return [
        typed(
            TimetableChange,
            first + number,
            **{"Traject-ID": version},
            Van=one.dates[0],
            Tot=one.dates[-1],
            Uren=one.slots,
            Vak=one.subject,
            Invulling=one.filling,
            Plaats="studiezaal" if one.filling in ("ZW", "RU") else None,
        )
        for number, one in enumerate(given)
    ]


def hours_of(change: Change) -> set[tuple[date, int, int, str]]:
    """Every day of a change with each of its hours on that day, in both weeks when it is of every week."""
    return {
        (day, slot.day, slot.hour, week)
        for day in change.dates
        for slot in change.slots
        if day.isoweekday() == slot.day
        for week in ((slot.week,) if slot.week else ("A", "B"))
    }


@FAST
@given(CHANGES)
def test_d02_finds_each_pair_of_changes_of_one_hour_with_a_day_in_common(given_changes: list[Change]) -> None:
    wanted = [
        (10 + one, 10 + other)
        for (one, a), (other, b) in combinations(enumerate(given_changes), 2)
        if hours_of(a) & hours_of(b)
    ]
    found = breaches_of(school(*changes(given_changes)), "D02")
    assert rows_named(found, "Lesroosteraanpassingen") == sorted(wanted)


LESSONS = st.lists(
    st.tuples(SLOTS, st.sampled_from(("WIS", "NED", "FRA"))), max_size=8, unique_by=lambda lesson: lesson[0]
)


@FAST
@given(CHANGES, LESSONS)
def test_d01_finds_each_hour_without_a_lesson_of_the_subject(
    given_changes: list[Change], lessons: list[tuple[Slot, str]]
) -> None:
    rows = [
        typed(
            Lesson,
            40 + number,
            Klas=(CLASS,),
            Week=slot.week or "elke",
            Dag=slot.day,
            Lesuur=slot.hour,
            Vak=subject,
            Leraar=("JVP",),
        )
        for number, (slot, subject) in enumerate(lessons)
    ]
    wanted = []
    for number, one in enumerate(given_changes):
        for slot in one.slots:
            there = [
                subject
                for own, subject in lessons
                if own[:2] == slot[:2] and (not own.week or not slot.week or own.week == slot.week)
            ]
            wanted += [] if one.subject in there else [(10 + number, "subject" if there else "")]
    records = school(*changes(given_changes), *rows)
    found = [(f.place.row, f.case) for f in breaches_of(records, "D01") if isinstance(f.place, CellRef)]
    if lessons:
        assert sorted(found) == sorted(wanted)
    else:
        assert [case for _, case in found] == ["no_class"] * bool(given_changes)


@FAST
@given(CHANGES, st.lists(SLOTS, max_size=5, unique=True))
def test_d04_finds_each_freed_hour_in_a_place_that_is_not_open(
    given_changes: list[Change], is_open: list[Slot]
) -> None:
    places = [typed(Place, 50 + n, Plaats="studiezaal", Uren=(slot,), Toezicht="OPV") for n, slot in enumerate(is_open)]
    places.append(typed(Place, 60, Plaats="rustlokaal", Uren=(Slot(1, 1),), Toezicht="OPV"))
    wanted = [
        (10 + number, str(slot))
        for number, one in enumerate(given_changes)
        for slot in one.slots
        if one.filling in ("ZW", "RU")
        and not any(o[:2] == slot[:2] and (not o.week or not slot.week or o.week == slot.week) for o in is_open)
    ]
    found = [
        (f.place.row, str(f.arg("list")[0]))  # type: ignore[index]
        for f in breaches_of(school(*changes(given_changes), *places), "D04")
        if isinstance(f.place, CellRef) and f.case == "closed"
    ]
    assert sorted(found) == sorted(wanted)
