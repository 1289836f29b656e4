"""What a school already has: its sheets, and the lists that its own sheets give to the dropdowns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.pipeline import check
from docgen.project import Project
from docgen.tables.goals import Goal
from docgen.tables.school import CalendarRow, SchoolRow, StaffMember, Student
from docgen.tables.timetables import Place

LONGEST = 80
"""Characters of an entry: key and label in one line of a dropdown."""


def sheets_in(project: Project) -> frozenset[str]:
    """The sheets that stand in a project's inputs/."""
    return check(project).records.register.present


def lists_of(project: Project) -> Mapping[str, Sequence[str]]:
    """The choices of references by what they point at: 'MVB Marie Van Boven'. Open columns only, so no students."""
    if not project.inputs.is_dir():
        return {}
    register = check(project).records.register
    periods = [row.name for row in register.of(CalendarRow) if row.kind == "lesperiode"]
    found = {
        "klas": sorted({row.class_name for row in register.of(Student)}),
        "vak": [f"{row.code} {row.value}" for row in register.of(SchoolRow) if row.topic == "vak"],
        "Personeel": [f"{row.code} {row.name}" for row in register.of(StaffMember)],
        "Leerplandoelen": [f"{row.goal_id} {row.text}"[:LONGEST] for row in register.of(Goal)],
        "lesperiode": periods,
        "Opvang": [row.name for row in register.of(Place)],
    }
    return {target: tuple(dict.fromkeys(entries)) for target, entries in found.items() if entries}
