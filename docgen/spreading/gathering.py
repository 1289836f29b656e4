"""From the school's records to the Cases of the versions that were asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from docgen.arithmetic.goals import is_for, said, still_open
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.school.exams import COUNTS, OWN_VERSION, Sitting, own_exams, sittings
from docgen.school.presence import half_days_named
from docgen.spreading.asked import GONE
from docgen.spreading.calendar import Calendar
from docgen.spreading.case import Case, Limits, Seat, Spot, minutes_of
from docgen.spreading.case import Exam as Asked
from docgen.spreading.constraints import monday
from docgen.spreading.seating import Seating
from docgen.tables.care import AWAY, EXEMPTION, ExamChange
from docgen.tables.goals import Goal
from docgen.tables.school import CalendarRow
from docgen.tables.timetables import Exam, Place

MOST_BEGINS = 4
"""Hours of the day at which an exam is tried, when the settings name none: the most usual ones."""


@dataclass(frozen=True)
class Wishes:
    """What somebody asks beside the limits of the school; None is what School or docgen.toml says."""

    per_day: int | None = None
    minutes: int | None = None
    rest: int | None = None
    half_days: int = Limits.half_days
    begins: tuple[int, ...] = ()
    heavier: bool = False


@dataclass(frozen=True)
class FallsAway:
    """An exam that a measure takes away, or off its day: what the proposal chooses for it, and the kind of measure."""

    exam: Exam
    choice: str
    measure: str


@dataclass(frozen=True, eq=False)
class Gathered:
    """A Case with whom it is about, the exams that measures take away, and how a seat is taken.

    `alone` is the same case as if no other was asked for: nobody of them has a seat.
    """

    dossier: Dossier
    version: Version
    case: Case
    falls_away: tuple[FallsAway, ...]
    book: Callable[[Seat, Spot], None]
    alone: Case


def gather(records: Records, asked: Sequence[tuple[Dossier, Version]], wishes: Wishes) -> tuple[Gathered, ...]:
    """The cases of these versions, which share the seats of the school."""
    school, exams = records.school, records.register.of(Exam)
    calendar = Calendar.of(records.register.of(CalendarRow))
    seating = Seating(exams, records.register.of(Place), school.hours)
    own = {version.name for _, version in asked}
    _book(records, seating, own)
    gathering = _Gathering(records, calendar, wishes, seating, seating.copy(), _essential(records.register.of(Goal)))
    return tuple(gathering.of(dossier, version) for dossier, version in asked)


def _taken(records: Records, dossier: Dossier, version: Version) -> tuple[Sitting, ...]:
    """How a student takes the exams on the days on which a version counts."""
    student, first, last = dossier.student, version.trajectory.start, version.last_day
    own = own_exams(records.register.of(Exam), student.class_name, student.groups)
    inside = [exam for exam in own if first <= exam.on <= last]
    factor = records.school.limits["Factor langere tijd"]
    return sittings(inside, version.exams, dossier.extra_time(records.today), factor)


def _book(records: Records, seating: Seating, leaving_out: Iterable[str]) -> None:
    """The seats that adapted exams of other versions take."""
    for dossier, version in records.versions():
        if not version.exams or version.name in leaving_out or version.state in GONE:
            continue
        for sitting in _taken(records, dossier, version):
            if sitting.change is not None and sitting.on and sitting.start and sitting.minutes:
                seating.book(_seat(sitting), _spot(sitting, sitting.on))


Span = tuple[date, date]


def _quiet(version: Version) -> list[tuple[Span, str]]:
    """The days without evaluations, each with the kind of measure that says so."""
    start = version.trajectory.start
    return [((m.start or start, m.no_tests_until), m.kind) for m in version.measures if m.no_tests_until]


def _away(version: Version) -> list[tuple[Span, str]]:
    """The days of a time-out in which the student does not come at all."""
    away = (m for m in version.measures if m.kind in AWAY and not any(m.half_days))
    return [((m.start, m.end), m.kind) for m in away if m.start and m.end]


def _seat(sitting: Sitting) -> Seat:
    return Seat(sitting.room, str(sitting.supervisor) if sitting.supervisor else None)


def _spot(sitting: Sitting, on: date) -> Spot:
    """Where a sitting stands, as something that is not ours to place."""
    begin = minutes_of(sitting.start) if sitting.start else 0
    return Spot(Asked(str(sitting.subject), sitting.kind, on, begin, sitting.minutes or 0), on, begin)


def _essential(goals: Iterable[Goal]) -> Mapping[str, tuple[Goal, ...]]:
    found: dict[str, list[Goal]] = {}
    for goal in goals:
        if goal.essential:
            found.setdefault(str(goal.subject), []).append(goal)
    return {subject: tuple(rows) for subject, rows in found.items()}


@dataclass(frozen=True)
class _Gathering:
    records: Records
    calendar: Calendar
    wishes: Wishes
    seating: Seating
    before: Seating
    essential: Mapping[str, tuple[Goal, ...]]

    def of(self, dossier: Dossier, version: Version) -> Gathered:
        falls_away = tuple(self._falls_away(dossier, version))
        gone = {id(each.exam) for each in falls_away}
        taken = [s for s in _taken(self.records, dossier, version) if s.span and id(s.base) not in gone]
        placed = [sitting for sitting in taken if self._is_ours(sitting)]
        exams = tuple(self._asked(dossier, version, sitting) for sitting in placed)
        fixed = tuple(_spot(s, s.on) for s in taken if s not in placed and s.on and s.on > self.records.today)
        days = self._days(version, exams)
        start, end = version.trajectory.start, version.trajectory.end
        partly = [m for m in version.measures if any(m.half_days)]
        named = {day: half_days_named(partly, start, end, day, self.calendar.closed) for day in days}
        class_exams = own_exams(self.records.register.of(Exam), dossier.student.class_name, dossier.student.groups)
        case = Case(
            dossier.name,
            version.name,
            exams,
            fixed,
            days,
            self._begins(exams),
            self.calendar.catch_up,
            tuple(span for span, _ in _quiet(version)),
            tuple(span for span, _ in _away(version)),
            {monday(day): number for day, number in named.items() if number is not None},
            Counter(exam.on for exam in class_exams if exam.kind in COUNTS),
            self._limits(),
            max((minutes_of(last) for _, last in self.records.school.hours.values()), default=None),
            self.calendar.closed,
            self.seating.find,
        )
        alone = replace(case, seat=self.before.find)
        return Gathered(dossier, version, case, falls_away, self.seating.book, alone)

    def _falls_away(self, dossier: Dossier, version: Version) -> Iterable[FallsAway]:
        """The exams without a row that an exemption or 'niet inhalen' of this version takes away.

        A task, a test or a spread evaluation in days without evaluations has no hour to look for: it is spread.
        """
        choices = {EXEMPTION[0]: "geschrapt", "evaluaties niet inhalen": "niet inhalen"}
        known = {(row.subject, row.exam_on) for row in version.exams}
        start, end = version.trajectory.start, version.trajectory.end
        for sitting in _taken(self.records, dossier, version):
            exam = sitting.base
            if exam.on <= self.records.today or (exam.subject, exam.on) in known:
                continue
            if exam.kind not in COUNTS:
                spans = (*_quiet(version), *_away(version))
                kinds = [kind for (first, last), kind in spans if first <= exam.on <= last]
                yield from [FallsAway(exam, "gespreid", kind) for kind in kinds[:1]]
                continue
            for measure in version.measures:
                touched = {str(exam.subject), "alle"}.intersection(map(str, measure.subjects))
                during = (measure.start or start) <= exam.on <= (measure.end or end)
                if measure.kind in choices and touched and during:
                    yield FallsAway(exam, choices[measure.kind], measure.kind)
                    break

    def _is_ours(self, sitting: Sitting) -> bool:
        """Whether it is for the proposal to place: an exam to come, in one piece."""
        choice = sitting.change.choice if sitting.change is not None else "behouden"
        to_come = sitting.on is not None and min(sitting.on, sitting.base.on) > self.records.today
        return to_come and sitting.kind in COUNTS and choice in ("behouden", "verplaatst")

    def _asked(self, dossier: Dossier, version: Version, sitting: Sitting) -> Asked:
        base, row = sitting.base, sitting.change
        moved = row is not None and row.choice == "verplaatst"
        standing = (base.on, base.start if moved and base.start else sitting.start)
        begin = minutes_of(sitting.start) if sitting.start else 0
        return Asked(
            str(sitting.subject),
            sitting.kind,
            standing[0],
            minutes_of(standing[1]) if standing[1] else begin,
            sitting.minutes or 0,
            sitting.longer,
            self._is_essential(dossier, version, str(sitting.subject)),
            _seat(sitting),
            self._window(version, base.on),
            (sitting.on, begin) if moved and sitting.on else None,
            self._ready_from(row),
            base,
            row,
        )

    def _is_essential(self, dossier: Dossier, version: Version, subject: str) -> bool:
        """Whether essential goals of a subject are still open for this student."""
        year, study = self.records.school.year_of(dossier.student.class_name), dossier.student.study
        own = (goal for goal in self.essential.get(subject, ()) if is_for(goal, year, study))
        return bool(still_open(own, said(version.measures)))

    def _window(self, version: Version, on: date) -> frozenset[date]:
        """The days that the school offers for an exam, as far as the version counts and they are still to come."""
        offered = self.calendar.window(on)
        first = max(version.trajectory.start, self.records.today + timedelta(days=1))
        if offered is None:
            around = timedelta(days=7)
            offered = frozenset(self.calendar.school_days(on - around, on + around))
        return frozenset(day for day in offered if first <= day <= version.last_day)

    def _ready_from(self, row: ExamChange | None) -> date | None:
        """The first day on which a version of its own can be ready, None when none is asked."""
        if row is None or not OWN_VERSION.intersection(row.forms):
            return None
        ahead = int(self.records.school.limits["Schooldagen vooraf voor extra versie"])
        ready, today = row.version_ready_on, self.records.today
        days = self.calendar.school_days(ready or today, (ready or today) + timedelta(days=3 * ahead + 60))
        number = ahead if ready else ahead + 1  # what is not there yet is made from tomorrow on
        return days[number] if number < len(days) else date.max

    def _days(self, version: Version, exams: Sequence[Asked]) -> tuple[date, ...]:
        """The school days from the first to the last that matter, inside the version and still to come."""
        known = {day for exam in exams for day in (exam.on, *exam.window, *([exam.pinned[0]] if exam.pinned else []))}
        if not known:
            return ()
        first = max(version.trajectory.start, self.records.today + timedelta(days=1), min(known))
        return self.calendar.school_days(first, min(version.last_day, max(known)))

    def _begins(self, exams: Sequence[Asked]) -> tuple[int, ...]:
        """The hours at which exams begin: those of the settings, else the own ones and the most usual of the school."""
        if self.wishes.begins:
            return tuple(sorted(set(self.wishes.begins)))
        days = {day for exam in exams for day in exam.window}
        rows = [exam for exam in self.records.register.of(Exam) if exam.kind in COUNTS and exam.on in days]
        usual = Counter(minutes_of(exam.start) for exam in rows if exam.start)
        ranked = sorted(usual, key=lambda begin: (-usual[begin], begin))
        return tuple(sorted(ranked[:MOST_BEGINS]))

    def _limits(self) -> Limits:
        given, wishes = self.records.school.limits, self.wishes
        return Limits(
            int(given["Max examens per dag"]) if wishes.per_day is None else wishes.per_day,
            int(given["Max examenminuten per dag"]) if wishes.minutes is None else wishes.minutes,
            int(given["Minimumrust tussen examens"]) if wishes.rest is None else wishes.rest,
            wishes.half_days,
            wishes.heavier,
        )
