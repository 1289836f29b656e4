"""The lesson hours that goals still need, against the hours that a student's own timetable leaves: rows for a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docgen.arithmetic.cost import ToDo, need
from docgen.arithmetic.goals import STILL_TO_DO
from docgen.arithmetic.week import tidy, timetable_of
from docgen.privacy import Released


def hours_rows(released: Released, lines: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """Per subject with goals still to do: the hours they need and the hours there are until they must be known.

    None at all without a timetable. `zonder_uren` counts the goals of which Leerplandoelen says no hours.
    """
    lessons = released.of("Basisrooster")
    if not lessons:
        return []
    table = timetable_of(released.school, lessons, released.of("Lesroosteraanpassingen"), released.of("Kalender"))
    trajectory, rows = released.one("Trajecten"), []
    hours = {goal.goal_id: goal.hours for goal in released.of("Leerplandoelen")}
    for subject, found in lines.items():
        todo = [ToDo(line["doel"], line["tegen"]) for line in found if line["letter"] in STILL_TO_DO]
        if not any(hours.get(one.goal) for one in todo):
            continue
        sums = need(table, subject, todo, hours, trajectory.start, trajectory.end)
        rows.append(
            {
                "vak": released.school.subject(subject),
                "nodig": tidy(sums.needed),
                "les": tidy(sums.there.lessons),
                "zelf": tidy(sums.there.alone),
                "samen": tidy(sums.there.left),
                "tekort": sums.short,
                "tot": sums.until,
                "zonder_uren": sums.without_hours,
            }
        )
    return rows
