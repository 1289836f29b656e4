"""A version of a trajectory as the arithmetic sees it: whose hours, whose goals, which days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from docgen.arithmetic.cost import Plan
from docgen.arithmetic.goals import lesson_periods
from docgen.arithmetic.week import Timetable
from docgen.plan.own_rows import all_lessons_of
from docgen.records.dossier import Dossier, Records
from docgen.records.version import Version
from docgen.school.presence import parts_at_school
from docgen.school.timetable import NO_LESSONS, closed_days
from docgen.tables.school import CalendarRow
from docgen.whatif.own_goals import builders, own_goals


def plan_of(records: Records, dossier: Dossier, version: Version) -> Plan:
    """What a version costs is reckoned from this: every set of lessons of the student, the goals of year and study."""
    start, end, closed = version.trajectory.start, version.last_day, records.once(_closed)
    parts = parts_at_school(version.measures, start, end, closed)
    lessons = all_lessons_of(records, dossier)
    return Plan(
        start,
        end,
        Timetable(records.school, lessons, version.timetable, records.once(_without_lessons), parts),
        version.measures,
        own_goals(records, dossier.student).rows,
        lesson_periods(records.register.of(CalendarRow)),
        records.once(builders),
    )


def _without_lessons(records: Records) -> Collection[date]:
    return closed_days(records.register.of(CalendarRow), NO_LESSONS)


def _closed(records: Records) -> Collection[date]:
    return closed_days(records.register.of(CalendarRow))
