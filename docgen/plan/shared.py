"""The documents about several students, or none: one per council, class, teacher, stretch of days, subject, school.

Whoever stands on one is a Share: a student with the version that is shown. Only what is decided stands on one, unless
its spec says that it shows proposals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from docgen.columns import Row
from docgen.plan.own_rows import lessons_by_class, lessons_of
from docgen.plan.planned import Planned, Share
from docgen.plan.seats import seats
from docgen.plan.student import has_kinds, is_of_kinds, newest, wanted, with_versions
from docgen.records.dossier import MOST_VARIANTS, Dossier, Records, open_variants
from docgen.records.version import Version, settled
from docgen.records.whom import naming, student_of, whom
from docgen.school.teaching import changed_hours, own_versions, still_open, to_catch_up, to_prepare
from docgen.school.timetable import Period, closed_days, of_school, periods
from docgen.spec import DocumentSpec, sheet
from docgen.tables.care import Agreement, Measure, TimetableChange
from docgen.tables.council import WITHOUT_CARE, Council, Decision
from docgen.tables.goals import Goal
from docgen.tables.school import CalendarRow, Student
from docgen.tables.timetables import Lesson


def decided_versions(spec: DocumentSpec, dossier: Dossier) -> list[Version]:
    """The versions of a student that may stand on a shared document."""
    return [v for v in wanted(spec, dossier) if spec.proposals or v.covering(spec.covered_by) is not None]


def _shares(spec: DocumentSpec, records: Records, *, lasting: bool = False) -> Iterator[Share]:
    """Every student with the version that counts now; `lasting`: also who has rows of no version (`spec.when`)."""
    for dossier in records.dossiers.values() if lasting else records.once(with_versions):
        decided = decided_versions(spec, dossier) if dossier.versions else ()
        version = newest([v for v in decided if v.last_day >= records.today])
        if version or (lasting and _has_lasting(spec, dossier, records.today)):
            yield Share(dossier.name, version.name if version else "", dossier.student.class_name)


def _has_lasting(spec: DocumentSpec, dossier: Dossier, today: date) -> bool:
    """Whether a student has rows of `spec.when` about no version, and of the measures one that is decided and lasts."""
    if spec.when.keys().isdisjoint(dossier.rows) or not has_kinds(spec.when, dossier, {dossier.name}):
        return False
    others = {name: kinds for name, kinds in spec.when.items() if name != "Maatregelen"}
    if others and has_kinds(others, dossier, {dossier.name}):
        return True
    lasting = (row for row in dossier.lasting(Measure) if is_of_kinds(row, spec.when.get("Maatregelen", ())))
    return any(dossier.in_force(row, today) and (row.end is None or row.end >= today) for row in lasting)


def _per_council(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per class council, with the students of its points; a point about a class brings nobody."""
    asks, without_care = POINTS[spec.points], _without_care(records)
    points: dict[str, list[Decision]] = defaultdict(list)
    for decision in records.register.of(Decision):
        points[decision.council].append(decision)
    for council, decisions in points.items():
        if not any(asks(decision, records.today) for decision in decisions):
            continue
        shares = dict.fromkeys(share for decision in decisions for share in _of_point(records, decision))
        if council in without_care:
            shares = dict.fromkeys(share._replace(version="") for share in shares)
        day = decisions[0].on
        yield Planned(spec, "", "", council, "", Period(day, day), subject=council, among=tuple(shares))


POINTS: Mapping[str, Callable[[Decision, date], bool]] = {
    "": lambda decision, today: True,
    "ahead": lambda decision, today: decision.outcome is None or decision.on >= today,
    "unsettled": lambda decision, today: not settled(decision, today),
    "decided": lambda decision, today: decision.outcome is not None and decision.on <= today,
}
"""Which points of a council make that it has a document (`DocumentSpec.points`)."""


def _without_care(records: Records) -> frozenset[str]:
    """The councils that may not see what is prepared about a trajectory; their documents get no version."""
    return frozenset(row.council_id for row in records.register.of(Council) if row.kind in WITHOUT_CARE)


def _of_point(records: Records, decision: Decision) -> Iterator[Share]:
    dossier = records.dossiers.get(student_of(decision.about or ""))
    if dossier:
        about = decision.about or ""
        yield Share(dossier.name, about if about != dossier.name else "", dossier.student.class_name)


def _per_class(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per class in which somebody has something to show."""
    by_class: dict[str, list[Share]] = defaultdict(list)
    for share in _shares(spec, records, lasting=True):
        by_class[share.class_name].append(share)
    for class_name, shares in by_class.items():
        yield Planned(spec, "", class_name, class_name, subject=class_name, among=tuple(shares))


def _per_lessons(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per teacher in whose lessons something changes, or who may not test a student yet."""
    today, lessons = records.today, records.once(lessons_by_class)

    def concerned(dossier: Dossier, version: Version, own: Sequence[Lesson]) -> Iterator[str]:
        if any(measure.no_tests_until and measure.no_tests_until >= today for measure in version.measures):
            yield from _codes(own)
        coming = [row for row in version.timetable if row.end >= today]
        yield from _codes(hour.lesson for hour in changed_hours(records.school, dossier.student, lessons, coming))

    yield from _of_teachers(spec, records, concerned)


def _per_tasks(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per teacher whom a plan asks something: an own version, a task to prepare, to catch up, an agreement."""
    today = records.today

    def concerned(dossier: Dossier, version: Version, own: Sequence[Lesson]) -> Iterator[str]:
        coming = [row for row in version.timetable if row.end >= today]
        agreed = [row for row in dossier.of(Agreement) if row.about in (dossier.name, version.name)]
        for code in _codes(own):
            given = [lesson for lesson in own if code in lesson.teachers]
            asked = (
                own_versions(code, given, version.exams, today),
                to_prepare(records.school, code, given, coming),
                to_catch_up(code, given, version.measures),
                still_open(code, agreed),
            )
            if any(next(rows, None) for rows in asked):
                yield code

    yield from _of_teachers(spec, records, concerned)


Concerned = Callable[[Dossier, Version, Sequence[Lesson]], Iterator[str]]


def _of_teachers(spec: DocumentSpec, records: Records, concerned: Concerned) -> Iterator[Planned]:
    """One per teacher whom the version of a student concerns, with those students."""
    by_teacher: dict[str, list[Share]] = defaultdict(list)
    for share in _shares(spec, records):
        dossier = records.dossiers[share.student]
        version = next(v for v in dossier.versions if v.name == share.version)
        own = lessons_of(records, dossier, max(records.today, version.trajectory.start))
        for code in dict.fromkeys(concerned(dossier, version, own)):
            by_teacher[code].append(share)
    for code, shares in by_teacher.items():
        yield Planned(spec, "", "", code, subject=code, among=tuple(shares))


def _codes(lessons: Iterable[Lesson]) -> Iterable[str]:
    """The codes of who gives these lessons, each once."""
    return dict.fromkeys(str(code) for lesson in lessons for code in lesson.teachers)


def _per_supervisor(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per supervisor of exams that run differently for a student; `NOBODY` for those without a supervisor."""
    found: dict[str, dict[Share, None]] = defaultdict(dict)
    for dossier in records.dossiers.values():
        versions = decided_versions(spec, dossier) if dossier.versions else []
        for version in (*versions, None):
            for seat in seats(records, dossier, version, versions):
                share = Share(dossier.name, version.name if version else "", dossier.student.class_name)
                found[seat.supervisor][share] = None
    for code, shares in found.items():
        yield Planned(spec, "", "", code or NOBODY, subject=code, among=tuple(shares))


NOBODY = "zonder-toezichter"
"""What the file is called that lists exams for which no supervisor is known yet."""


def _per_stretch(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per stretch of school days, from today on, in which the same hours of the same students are changed."""
    changes: list[TimetableChange] = []
    versions: list[tuple[Share, Version]] = []
    for dossier in records.once(with_versions):
        for version in decided_versions(spec, dossier):
            changes += _of_interest(spec, version)
            versions.append((Share(dossier.name, version.name, dossier.student.class_name), version))
    last = max((row.end for row in changes), default=date.min)
    weekdays = {1, 2, 3, 4, 5, *(lesson.day for lesson in records.register.of(Lesson))}
    closed = closed_days(records.register.of(CalendarRow))
    for stretch in periods(changes, min((row.start for row in changes), default=date.max), last):
        period = of_school(stretch, weekdays, closed)
        there = tuple(share for share, version in versions if period and _changed_in(spec, version, period))
        if period and there and period.end >= records.today:
            yield Planned(spec, "", "", period.start.isoformat(), "", period, among=there)


def _of_interest(spec: DocumentSpec, version: Version) -> list[TimetableChange]:
    """The changed hours that this type of document is about: all, or those filled in one of its ways."""
    fillings = spec.when.get("Lesroosteraanpassingen", ())
    return [row for row in version.timetable if is_of_kinds(row, fillings)]


def _changed_in(spec: DocumentSpec, version: Version, period: Period) -> bool:
    return version.last_day >= period.start and any(
        row.start <= period.start and row.end >= period.end for row in _of_interest(spec, version)
    )


def _per_subject(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per subject that has goals; no student stands on it."""
    for code in dict.fromkeys(str(goal.subject) for goal in records.register.of(Goal)):
        yield Planned(spec, "", "", code, subject=code)


def _per_school(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One for the school year, as it is today; nobody stands on one that reads no sheet about students."""
    shares = tuple(_shares(spec, records, lasting=True)) if any(map(_is_about_students, spec.fields)) else ()
    if shares or not spec.when:
        yield _of_the_school(spec, records, shares)


def _per_everyone(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One for the school year about everybody: each version (in its states), and who has other rows that it reads."""
    shares: list[Share] = []
    read = {name for name in spec.fields if name != Student.sheet.name and _is_about_students(name)}
    own = records.once(sheets_of_each)
    for dossier in records.dossiers.values():
        versions = wanted(spec, dossier) if spec.states else dossier.versions
        names = [version.name for version in versions]
        others = not names and not read.isdisjoint(own[dossier.name])
        for name in names or [""] * others:
            shares.append(Share(dossier.name, name, dossier.student.class_name))
    if shares:
        yield _of_the_school(spec, records, tuple(shares))


def sheets_of_each(records: Records) -> Mapping[str, frozenset[str]]:
    """The sheets in which each student has rows; a decision on the class is nobody's own."""
    return {
        name: frozenset(sheet for sheet, rows in dossier.rows.items() if _has_own_rows(dossier.student, rows))
        for name, dossier in records.dossiers.items()
    }


def _has_own_rows(student: Student, rows: Iterable[Row]) -> bool:
    return any(whom(row) != student.class_name for row in rows)


def _of_the_school(spec: DocumentSpec, records: Records, among: tuple[Share, ...]) -> Planned:
    number = records.school.year.replace(" ", "").replace("/", "-")
    return Planned(spec, "", "", number, "", Period(records.today, records.today), among=among)


def _is_about_students(sheet_name: str) -> bool:
    return bool(naming(sheet(sheet_name)))


def _per_variants(spec: DocumentSpec, records: Records) -> Iterator[Planned]:
    """One per student with variants between which the council can choose: two or three of them."""
    for dossier in records.dossiers.values():
        variants = open_variants(dossier)[:MOST_VARIANTS]
        if len(variants) > 1:
            yield side_by_side(spec, dossier, variants)


def side_by_side(spec: DocumentSpec, dossier: Dossier, variants: Sequence[Version]) -> Planned:
    """The comparison of these versions of one student; its number is theirs without a letter."""
    number = variants[-1].name.rstrip("abcdefghijklmnopqrstuvwxyz")
    shares = tuple(Share(dossier.name, version.name, dossier.student.class_name) for version in variants)
    days = Period(min(v.trajectory.start for v in variants), max(v.last_day for v in variants))
    return Planned(spec, "", dossier.student.class_name, number, "", days, subject=number, among=shares)


SHARED_MAKERS: Mapping[str, Callable[[DocumentSpec, Records], Iterator[Planned]]] = {
    "council": _per_council,
    "class": _per_class,
    "lessons": _per_lessons,
    "tasks": _per_tasks,
    "supervisor": _per_supervisor,
    "stretch": _per_stretch,
    "subject": _per_subject,
    "everyone": _per_everyone,
    "school": _per_school,
    "variants": _per_variants,
}
"""What a shared document is made per."""
