"""The example school of inputs/: three classes, sixty students, and the stories in `text/verhalen/`."""

from __future__ import annotations

from datetime import date
from random import Random

from benchmarks.example_school.base import Base, make_base
from benchmarks.example_school.measures import lasting_measures
from benchmarks.example_school.people import contacts
from benchmarks.example_school.plan import EXAMPLE_CLASSES
from benchmarks.example_school.stories import Care, stories
from benchmarks.example_school.tables import Values, rows, values

SEED = 20260323
STUDENTS, FIRST_NUMBER = 60, 214
# what the worked example of sheets.md says about the class of Noor
TEACHERS = {("4WEWIb", "WIS"): "DPT", ("4WEWIb", "GES"): "JVP", ("4WEWIb", "FRA"): "AVD", ("4WEWIb", "NED"): "LMA"}
LESSONS = {("4WEWIb", "GES"): (2, 3), ("4WEWIb", "FRA"): (3, 1), ("4WEWIb", "NED"): (4, 6)}
LESSONS |= {("4WEWIb", "INF"): (5, 5)}  # not on the Monday morning that Jinte stays at home
EXAMS = {("juni", "4WEWIb", subject): date(2026, 6, day) for subject, day in zip(
    ("FRA", "WIS", "FYS", "GES"), (10, 12, 15, 19), strict=True
)}  # fmt: skip


def example_school() -> tuple[Base, dict[str, list[Values]]]:
    """The school and all its rows per sheet."""
    random = Random(SEED)
    base = make_base(
        EXAMPLE_CLASSES,
        STUDENTS,
        FIRST_NUMBER,
        random,
        preferred=TEACHERS,
        pins=LESSONS,
        exam_pins=EXAMS,
        may_grow=False,
    )
    told = stories()
    _name_students(base, told, random)
    care = Care(base)
    for sheet, made in rows("klassenraden.txt").items():
        care.rows[sheet] += made
    for student_id, story in told.items():
        care.add(student_id, story)
    plain = [str(row["Leerling-ID"]) for row in base.rows["Leerlingen"] if row["Leerling-ID"] not in told]
    care.rows["Maatregelen"] += lasting_measures(plain, 0.12, random)
    care.rows["Beslissingen"].sort(key=_decision_order)
    return base, base.rows | dict(care.rows)


def _name_students(base: Base, told: dict[str, dict[str, list[list[str]]]], random: Random) -> None:
    """Give the students of the stories their own rows, and everyone parents."""
    own = {student_id: values("Leerlingen", story["Leerlingen"][0]) for student_id, story in told.items()}
    base.rows["Leerlingen"] = [own.get(str(row["Leerling-ID"]), row) for row in base.rows["Leerlingen"]]
    base.rows["Contacten"] = []
    for row in base.rows["Leerlingen"]:
        made = contacts(row, random)
        story = told.get(str(row["Leerling-ID"]), {})
        if "Contacten" in story:
            made = [values("Contacten", line) for line in story["Contacten"]]
        base.rows["Contacten"] += made


def _decision_order(row: Values) -> tuple[int, int]:
    council, _, point = str(row["Beslissing-ID"]).removeprefix("KR").partition(".")
    return int(council), int(point)


def goal_workbooks(base: Base) -> dict[str, list[Values]]:
    """The rows of Leerplandoelen per workbook: one per vakgroep."""
    found: dict[str, list[Values]] = {}
    for goal in base.goals:
        found.setdefault(goal.workbook, []).append(goal.row)
    return found
