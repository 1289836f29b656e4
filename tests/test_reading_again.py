"""A program that goes on does not read the same bytes twice, and never tells anything else than a first reading."""

from __future__ import annotations

import gc
import shutil
import weakref
from pathlib import Path

from docgen.pipeline import Checked, build, check
from docgen.project import Project
from docgen.records.workbooks import Workbooks
from tests.building import edited
from tests.language import workbook
from tests.worked_example import project

STAFF = "Code | Naam | Functie\nMVB | Marie Van Boven | leerlingbegeleider"


def told(checked: Checked) -> tuple[object, ...]:
    """All that a check tells."""
    return checked.findings, checked.forms, checked.inputs, {p.name: v for p, v in checked.verdicts.items()}


def staff(known: Workbooks, path: Path, file: str = "a.xlsx", **koppen: list[str]) -> tuple[object, ...]:
    """The rows of Personeel in a workbook."""
    found = known.workbook(path, file, koppen)
    known.end_run()
    return tuple(row for _, part in found.sheets for row in part.rows)


def test_the_same_bytes_give_the_same_rows_without_being_read(tmp_path: Path) -> None:
    known, path = Workbooks(), workbook(tmp_path, "a.xlsx", Personeel=STAFF)
    (first,), (second,) = staff(known, path), staff(known, path)
    assert first is second


def test_other_bytes_another_name_and_other_headings_are_read(tmp_path: Path) -> None:
    known, path = Workbooks(), workbook(tmp_path, "a.xlsx", Personeel=STAFF)
    (first,) = staff(known, path)
    (renamed,) = staff(known, path, "b.xlsx")
    assert (renamed is first, renamed == first, getattr(renamed, "origin", ("",))[0]) == (False, True, "b.xlsx")
    (named,) = staff(known, path, "b.xlsx", Naam=["Voluit"])
    assert (named is renamed, named == renamed) == (False, True)
    path = workbook(tmp_path, "a.xlsx", Personeel=STAFF.replace("Marie", "Mia"))
    assert [getattr(row, "name", "") for row in staff(known, path)] == ["Mia Van Boven"]


def test_what_the_last_run_did_not_need_is_forgotten(tmp_path: Path) -> None:
    known, path = Workbooks(), workbook(tmp_path, "a.xlsx", Personeel=STAFF)
    (first,) = staff(known, path)
    known.end_run()
    (again,) = staff(known, path)
    assert (again is first, again == first) == (False, True)


def test_what_could_not_be_read_is_tried_again(tmp_path: Path) -> None:
    known, path = Workbooks(), tmp_path / "a.xlsx"
    path.mkdir()
    assert [found.code for found in known.workbook(path, "a.xlsx", {}).findings] == ["S13"]
    known.end_run()
    path.rmdir()
    workbook(tmp_path, "a.xlsx", Personeel=STAFF)
    assert len(staff(known, path)) == 1


def test_a_watcher_tells_what_a_first_check_tells_round_after_round(tmp_path: Path) -> None:
    known, folder = Workbooks(), tmp_path / "school"
    for changed in ("", "morgen", ""):
        shutil.rmtree(folder, ignore_errors=True)
        school = Project(
            project(folder, today="2026-03-12", Leerlingen=edited("Leerlingen", D5=changed or "02/05/2010"))
        )
        assert told(check(school, known=known)) == told(check(school)) == told(check(school, known=known))


def test_what_a_run_read_is_forgotten_with_it(tmp_path: Path) -> None:
    built = build(Project(project(tmp_path)))
    assert built.made
    read = weakref.ref(built.checked.records)
    del built
    gc.collect()
    assert read() is None
