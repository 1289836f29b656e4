"""A version of a trajectory as the arithmetic sees it: whose hours, whose goals, which days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from docgen.arithmetic.cost import Plan
from docgen.arithmetic.goals import above, is_for, lesson_periods
from docgen.arithmetic.week import timetable_of
from docgen.dossier import Dossier, Records, Version
from docgen.own_rows import all_lessons_of
from docgen.tables.goals import Goal
from docgen.tables.school import CalendarRow


def plan_of(records: Records, dossier: Dossier, version: Version) -> Plan:
    """What a version costs is reckoned from this: every set of lessons of the student, the goals of year and study."""
    student, calendar = dossier.student, records.register.of(CalendarRow)
    start, end = version.trajectory.start, version.last_day
    lessons = all_lessons_of(records, dossier)
    year = records.school.year_of(student.class_name)
    return Plan(
        start,
        end,
        timetable_of(records.school, lessons, version.timetable, calendar, version.measures, (start, end)),
        version.measures,
        [goal for goal in records.once(_by_year).get(year, ()) if is_for(goal, year, student.study)],
        lesson_periods(calendar),
        records.once(builders),
    )


def _by_year(records: Records) -> Mapping[int | None, Sequence[Goal]]:
    found: dict[int | None, list[Goal]] = defaultdict(list)
    for goal in records.register.of(Goal):
        for year in dict.fromkeys(goal.years):
            found[year].append(goal)
    return found


def builders(records: Records) -> Mapping[str, tuple[Any, ...]]:
    """The goals that build on each goal, by Doel-ID."""
    return above(records.register.of(Goal))
