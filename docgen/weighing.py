"""A version of a trajectory as the arithmetic sees it: whose hours, whose goals, which days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from docgen.arithmetic.cost import Plan
from docgen.arithmetic.goals import lesson_periods
from docgen.arithmetic.week import Timetable
from docgen.dossier import Dossier, Records, Version
from docgen.own_goals import builders, own_goals
from docgen.own_rows import all_lessons_of
from docgen.tables.school import CalendarRow
from docgen.timetable import closed_days


def plan_of(records: Records, dossier: Dossier, version: Version) -> Plan:
    """What a version costs is reckoned from this: every set of lessons of the student, the goals of year and study."""
    lessons = all_lessons_of(records, dossier)
    return Plan(
        version.trajectory.start,
        version.last_day,
        Timetable(records.school, lessons, version.timetable, records.once(_closed)),
        version.measures,
        own_goals(records, dossier.student).rows,
        lesson_periods(records.register.of(CalendarRow)),
        records.once(builders),
    )


def _closed(records: Records) -> Collection[date]:
    return closed_days(records.register.of(CalendarRow))
