"""The lesson hours that goals still need, against the hours that a student's own timetable leaves: rows for a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docgen.arithmetic.cost import Need, Plan, ToDo, costs, need
from docgen.arithmetic.goals import STILL_TO_DO, lesson_periods
from docgen.arithmetic.week import tidy, timetable_of
from docgen.pages.goals import goals_for
from docgen.privacy import Released
from docgen.school.resumption import Days


def hours_rows(
    released: Released,
    lines: Mapping[str, Sequence[Mapping[str, Any]]],
    stretch: tuple[Any, Any] | None = None,
) -> list[dict[str, Any]]:
    """Per subject with goals still to do: the hours they need and the hours there are until they must be known.

    None at all without a timetable. The hours are those of `stretch` (first and last day; else of the whole version).
    """
    lessons = released.of("Basisrooster")
    if not lessons:
        return []
    trajectory = released.one("Trajecten")
    whole = (trajectory.start, trajectory.end)
    changes, measures = released.of("Lesroosteraanpassingen"), released.of("Maatregelen")
    table = timetable_of(released.school, lessons, changes, released.once(Days.of, "Kalender"), measures, whole)
    start, end = stretch or whole
    hours = released.once(_hours, "Leerplandoelen")
    found = []
    for subject, own in lines.items():
        todo = [ToDo(line["doel"], line["tegen"]) for line in own if line["letter"] in STILL_TO_DO]
        found.append(need(table, subject, todo, hours, start, end))
    return _rows(released, found)


def _hours(goals: tuple[Any, ...]) -> Mapping[str, Any]:
    return {goal.goal_id: goal.hours for goal in goals}


def plan_of_row(released: Released, version: Any, student: Any) -> Plan:
    """A version as the arithmetic sees it, of the rows that a document about several students or variants may see."""
    name, groups = version.trajectory_id, {None, *student.groups}
    lessons = [row for row in released.of("Basisrooster") if row.group in groups and student.class_name in row.classes]
    calendar, year = released.once(Days.of, "Kalender"), released.school.year_of(student.class_name)
    changes = [row for row in released.of("Lesroosteraanpassingen") if row.trajectory == name]
    measures = [row for row in released.of("Maatregelen") if row.about == name]
    return Plan(
        version.start,
        version.end,
        timetable_of(released.school, lessons, changes, calendar, measures, (version.start, version.end)),
        measures,
        goals_for(released, year, student.study),
        released.once(lesson_periods, "Kalender"),
    )


def hours_touched(released: Released, version: Any, student: Any) -> list[dict[str, Any]]:
    """The same rows per subject that a version takes hours or goals from; goals without a judgement need hours too."""
    plan = plan_of_row(released, version, student)
    return _rows(released, [cost.need for cost in costs(plan) if cost.need]) if plan.table.lessons else []


def _rows(released: Released, found: Sequence[Need]) -> list[dict[str, Any]]:
    """A row per subject of which hours are known; `zonder_uren` counts the goals of which Leerplandoelen says none."""
    return [
        {
            "vak": released.school.subject(sums.subject),
            "nodig": tidy(sums.needed),
            "les": tidy(sums.there.lessons),
            "zelf": tidy(sums.there.alone),
            "samen": tidy(sums.there.left),
            "tekort": sums.short,
            "tot": sums.until,
            "zonder_uren": sums.without_hours,
        }
        for sums in found
        if sums.needed
    ]
