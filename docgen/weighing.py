"""A version of a trajectory as the arithmetic sees it: whose hours, whose goals, which days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.arithmetic.cost import Plan
from docgen.arithmetic.goals import above, is_for, lesson_periods
from docgen.arithmetic.week import Timetable
from docgen.dossier import Dossier, Records, Version
from docgen.tables.goals import Goal
from docgen.tables.school import CalendarRow
from docgen.tables.timetables import Lesson
from docgen.timetable import closed_days


def plan_of(records: Records, dossier: Dossier, version: Version) -> Plan:
    """What a version costs is reckoned from this: every set of lessons of the student, the goals of year and study."""
    student, calendar = dossier.student, records.register.of(CalendarRow)
    groups = {None, *student.groups}
    lessons = [
        lesson
        for lesson in records.register.of(Lesson)
        if lesson.group in groups and student.class_name in lesson.classes
    ]
    year = records.school.year_of(student.class_name)
    return Plan(
        version.trajectory.start,
        version.last_day,
        Timetable(records.school, lessons, version.timetable, closed_days(calendar)),
        version.measures,
        [goal for goal in records.register.of(Goal) if is_for(goal, year, student.study)],
        lesson_periods(calendar),
        records.once(builders),
    )


def builders(records: Records) -> Mapping[str, tuple[Any, ...]]:
    """The goals that build on each goal, by Doel-ID."""
    return above(records.register.of(Goal))
