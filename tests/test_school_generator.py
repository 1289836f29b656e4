"""The made-up school: readable, valid, complete in what it must show, and the same bytes for the same seed."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from docgen.columns import Row
from docgen.kinds import Goals, Many, Ref
from docgen.spec import sheets

ROOT = Path(__file__).parent.parent
INPUTS = ROOT / "inputs"
REFERENCE_DAY = date(2026, 3, 23)
Rows = dict[str, list[Any]]


def generate(folder: Path, *arguments: str) -> Path:
    script = str(ROOT / "benchmarks" / "school.py")
    subprocess.run([sys.executable, script, *arguments, "--out", str(folder)], check=True, capture_output=True)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.xlsx"))}


def cells(folder: Path) -> dict[tuple[str, str], Any]:
    books = {path.name: CalamineWorkbook.from_path(path) for path in sorted(folder.glob("*.xlsx"))}
    return {
        (name, tab): book.get_sheet_by_name(tab).to_python() for name, book in books.items() for tab in book.sheet_names
    }


def read(folder: Path) -> Rows:
    """Every row of every workbook, validated against its Row class."""
    found: Rows = {name: [] for name in sheets()}
    for path in sorted(folder.glob("*.xlsx")):
        for sheet in load_workbook(path):
            if sheet.title != "Lijsten":
                headings, *rows = sheet.iter_rows(min_row=3, values_only=True)
                found[sheet.title] += list(validated(sheets()[sheet.title], headings, rows))
    return found


def validated(row: type[Row], headings: tuple[Any, ...], rows: list[tuple[Any, ...]]) -> Iterator[Row]:
    for cells in rows:
        if any(cell is not None for cell in cells):
            named = zip(headings, cells, strict=True)
            yield row.model_validate({heading: cell for heading, cell in named if cell is not None})


@pytest.fixture(scope="module")
def example() -> Rows:
    return read(INPUTS)


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    return read(generate(tmp_path_factory.mktemp("larger"), "--students", "130", "--seed", "7"))


@pytest.fixture(params=["example", "larger"])
def school(request: pytest.FixtureRequest) -> Rows:
    rows: Rows = request.getfixturevalue(request.param)
    return rows


def test_the_committed_inputs_are_what_the_generator_writes(tmp_path: Path) -> None:
    # cells, not bytes: another zlib or openpyxl packs the same cells differently
    assert cells(generate(tmp_path)) == cells(INPUTS)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_school(tmp_path: Path) -> None:
    first = contents(generate(tmp_path / "a", "--students", "45", "--seed", "3"))
    assert contents(generate(tmp_path / "b", "--students", "45", "--seed", "3")) == first
    assert contents(generate(tmp_path / "c", "--students", "45", "--seed", "4")) != first


def test_calamine_reads_the_same_cells_as_openpyxl() -> None:
    for path in sorted(INPUTS.glob("*.xlsx")):
        book = CalamineWorkbook.from_path(path)
        for sheet in load_workbook(path):
            headings = [
                cell for cell in book.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)[2] if cell
            ]
            assert headings == [cell.value for cell in sheet[3] if cell.value]


def test_no_key_occurs_twice(school: Rows) -> None:
    twice = [
        (name, key)
        for name, rows in school.items()
        if sheets()[name].sheet.key
        for key, count in Counter(row.key() for row in rows).items()
        if count > 1
    ]
    assert twice == []


def test_every_reference_points_at_a_row(school: Rows) -> None:
    keys = {name: {str(row.key()[0]) for row in rows} for name, rows in school.items() if sheets()[name].sheet.key}
    keys["vak"] = {row.code for row in school["School"] if row.topic == "vak"}
    keys["klas"] = {row.class_name for row in school["Leerlingen"]}
    keys["lesperiode"] = {row.name for row in school["Kalender"] if row.kind == "lesperiode"}
    lost = [
        (name, column.heading, str(reference))
        for name, rows in school.items()
        for column in sheets()[name].columns()
        if (targets := targets_of(column.kind))
        for row in rows
        for reference in column.kind.references(getattr(row, column.attribute))
        if not any(str(reference) in keys[target] for target in targets)
    ]
    # a place outside the school is a free word
    assert [item for item in lost if item[1] != "Plaats"] == []


def targets_of(kind: Any) -> tuple[str, ...]:
    inner = kind.kind if isinstance(kind, Many) else kind
    return inner.targets if isinstance(inner, Ref) else ("Leerplandoelen",) if isinstance(inner, Goals) else ()


def test_no_teacher_is_in_two_places_and_every_week_has_32_lesson_hours(school: Rows) -> None:
    busy = Counter((teacher, row.day, row.hour) for row in school["Basisrooster"] for teacher in row.teachers)
    assert [key for key, count in busy.items() if count > 1] == []
    weeks = {
        student.student_id: Counter(
            (row.day, row.hour)
            for row in school["Basisrooster"]
            if student.class_name in row.classes and row.group in (None, *student.groups)
        )
        for student in school["Leerlingen"]
    }
    assert {(len(week), max(week.values())) for week in weeks.values()} == {(32, 1)}


def test_changed_hours_exist_in_the_students_own_week_and_have_a_supervised_place(school: Rows) -> None:
    students = {row.student_id: row for row in school["Leerlingen"]}
    open_at = {(row.name, slot[:2]) for row in school["Opvang"] for slot in row.slots}
    wrong = []
    for row in school["Lesroosteraanpassingen"]:
        student = students[row.trajectory.rpartition("-")[0]]
        lessons = {
            (lesson.day, lesson.hour, str(lesson.subject))
            for lesson in school["Basisrooster"]
            if student.class_name in lesson.classes and lesson.group in (None, *student.groups)
        }
        for slot in row.slots:
            at_school = row.filling in ("ZW", "IN", "RE", "RU", "ST", "VE")
            if (slot.day, slot.hour, row.subject) not in lessons or (
                at_school and (row.place, slot[:2]) not in open_at
            ):
                wrong.append((row.trajectory, str(slot)))
    assert wrong == []


def test_essential_goals_of_touched_subjects_are_judged(school: Rows) -> None:
    classes = {row.student_id: row for row in school["Leerlingen"]}
    wrong = []
    for trajectory in school["Trajecten"]:
        name = trajectory.trajectory_id
        measures = [row for row in school["Maatregelen"] if row.about == name]
        judged = {goal for row in measures for choice in row.goals for goal in choice}
        changed = (*school["Lesroosteraanpassingen"], *school["Examenaanpassingen"])
        touched = {str(row.subject) for row in changed if row.trajectory == name}
        touched |= {str(subject) for row in measures for subject in row.subjects}
        year, study = int(classes[trajectory.student].class_name[0]), classes[trajectory.student].study
        wrong += [
            (name, goal.goal_id)
            for goal in school["Leerplandoelen"]
            if goal.essential and goal.subject in touched and goal.goal_id not in judged
            if year in goal.years and (not goal.studies or study in goal.studies)
        ]
    assert wrong == []


def test_a_klassenraad_has_one_date_and_ratifies_after_it(school: Rows) -> None:
    dates: dict[str, set[date]] = {}
    for row in school["Beslissingen"]:
        dates.setdefault(row.council, set()).add(row.on)
    assert [name for name, found in dates.items() if len(found) > 1] == []
    assert set(dates) <= {row.council_id for row in school["Klassenraden"]}
    assert [row.decision_id for row in school["Beslissingen"] if row.ratified_on and row.ratified_on < row.on] == []


def test_a_larger_school_has_only_ratified_trajectories_and_the_usual_shares(larger: Rows) -> None:
    ratified = {row.about: row.ratified_on for row in larger["Beslissingen"]}
    late = [row.trajectory_id for row in larger["Trajecten"] if not ratified[row.trajectory_id] <= row.start]
    assert late == []
    lasting = {row.about for row in larger["Maatregelen"] if row.about in {s.student_id for s in larger["Leerlingen"]}}
    assert (len(larger["Leerlingen"]), len(larger["Trajecten"]), len(larger["Overdrachten"])) == (130, 9, 1)
    assert 10 <= len(lasting) <= 16


def test_the_example_school_shows_every_state_of_a_trajectory(example: Rows) -> None:
    assert {row.trajectory_id: state_of(row, example) for row in example["Trajecten"]} == {
        "L0216-1": "loopt",
        "L0222-1": "goedgekeurd, niet bekrachtigd",
        "L0226-1": "stopgezet",
        "L0231-1": "loopt",
        "L0231-2": "op de agenda",
        "L0235-1": "op de agenda",
        "L0237-1": "voorstel",
        "L0240-1": "leerling wil niet",
        "L0242-1": "loopt",
        "L0244-1": "afgerond",
        "L0246-1": "vervangen",
        "L0246-2": "loopt",
        "L0246-3a": "voorstel",
        "L0246-3b": "voorstel",
        "L0248-1": "loopt",
        "L0257-1": "loopt",
        "L0263-1": "loopt",
        "L0266-1": "loopt",
    }


def state_of(trajectory: Any, school: Rows) -> str:
    name = trajectory.trajectory_id
    answers = [row.answer for row in school["Overleg"] if row.about == name and "leerling" in row.parties]
    decisions = [row for row in school["Beslissingen"] if row.about == name]
    decision = next(iter(decisions), None)
    later = {row.trajectory_id: row.start for row in school["Trajecten"] if row.student == trajectory.student}
    follows = [later[row.about] for row in school["Beslissingen"] if row.about in later and row.ratified_on]
    if any("stopzetting" in row.kinds for row in decisions):
        return "stopgezet"
    if any(trajectory.start < start <= REFERENCE_DAY for start in follows):
        return "vervangen"
    if "nee" in answers:
        return "leerling wil niet"
    if decision is None:
        return "voorstel"
    if decision.outcome is None:
        return "op de agenda"
    if decision.ratified_on is None:
        return "goedgekeurd, niet bekrachtigd"
    return "loopt" if trajectory.start <= REFERENCE_DAY <= trajectory.end else "afgerond"


def test_the_example_school_uses_every_filling_of_the_seed(example: Rows) -> None:
    running = {str(row.about) for row in example["Beslissingen"] if row.ratified_on}
    assert {row.kind for row in example["Maatregelen"] if row.about in running and "-" in row.about} == {
        "compacten",
        "compenseren",
        "differentiëren",
        "doelen beheerst",
        "doelen later",
        "doelen te verwerven",
        "doelen vermoedelijk beheerst",
        "doelen vervangen",
        "doelen weggelaten",
        "evaluaties niet inhalen",
        "ondersteuning",
        "progressieve hervatting",
        "remediëren",
        "time-out met werk thuis",
        "time-out zonder schoolwerk",
        "TOAH",
        "verrijken",
        "vrijstelling",
        "vrijstelling deels",
    }
    fillings = {row.filling for row in example["Lesroosteraanpassingen"] if row.trajectory in running}
    assert fillings == {"AF", "GE", "RE", "RU", "ST", "TR", "TW", "VE", "ZW"}
    choices = {row.choice for row in example["Examenaanpassingen"] if row.trajectory in running}
    assert choices == {"behouden", "geschrapt", "gespreid", "niet inhalen", "verplaatst"}


def test_the_example_school_has_three_transfers(example: Rows) -> None:
    shown = [
        (row.student, row.inspection_on, row.signed_on, row.parents_object, row.student_objects, row.sent_on)
        for row in example["Overdrachten"]
    ]
    assert shown == [
        ("L0228", date(2026, 2, 9), date(2026, 2, 12), (), (), date(2026, 2, 26)),
        ("L0251", date(2026, 2, 26), None, ("TR03",), ("TR07",), None),
        ("L0270", None, None, (), (), None),
    ]


def test_no_two_students_of_the_example_school_share_a_name_with_each_other_or_with_staff(example: Rows) -> None:
    first_names = Counter(row.first_name for row in example["Leerlingen"])
    others = {row.name.split()[0] for row in example["Personeel"]}
    others |= {row.name.split()[0] for row in example["Contacten"] if row.relation != "leerling zelf"}
    assert ([name for name, count in first_names.items() if count > 1], others & set(first_names)) == ([], set())
