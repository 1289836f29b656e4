"""A workbook that cannot be read holds up what was last made from it, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from docgen.dashboard import write_pages
from docgen.findings import CellRef, Finding, Severity
from docgen.pipeline import Built, build, check
from docgen.project import Project
from tests.building import more
from tests.language import workbook
from tests.test_publish import school
from tests.worked_example import ROWS, headed

APART = ("Afspraken", "Maatregelen")  # of the care team; the other sheets stand in the workbook of the school
DAYS = "02/02/2026 | 27/03/2026 | 13/03/2026"
TOLD = "rustig | druk | heeft nodig: rust | ja | rust | niets |"
BROKEN = b"PK\x03\x04 half a workbook"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The worked example in two workbooks, with its documents made."""
    return split(tmp_path, APART)


def split(folder: Path, apart: tuple[str, ...]) -> Path:
    """The worked example with these sheets in a second workbook, with its documents made."""
    school(folder, **dict.fromkeys(apart, ""))
    workbook(folder / "inputs", "zorg.xlsx", **{name: headed(name) for name in apart})
    build(Project(folder))
    return folder


def standing(folder: Path) -> dict[str, bytes]:
    outputs = folder / "outputs"
    return {path.relative_to(outputs).as_posix(): path.read_bytes() for path in sorted(outputs.rglob("*.docx"))}


def stopped_by(built: Built, code: str) -> set[str]:
    """The types of the documents that a finding with this code stops."""
    findings = built.checked.findings
    verdicts = built.checked.verdicts.items()
    return {p.spec.name for p, verdict in verdicts if code in {findings[index].code for index in verdict.stopped_by}}


def concerned(built: Built) -> set[str]:
    """The types of the planned documents that show the student of the rows that stand apart, or read their sheets."""
    verdicts = built.checked.verdicts
    return {planned.spec.name for planned in verdicts if "L0231" in planned.students or planned.spec.reads & {*APART}}


def test_a_workbook_that_cannot_be_read_changes_no_document_that_was_made_from_it(folder: Path) -> None:
    before = standing(folder)
    (folder / "inputs" / "zorg.xlsx").write_bytes(BROKEN)
    built = build(Project(folder))
    assert standing(folder) == before
    assert stopped_by(built, "S02") == concerned(built)


def test_what_follows_from_it_is_told_as_a_consequence(folder: Path) -> None:
    (folder / "inputs" / "zorg.xlsx").write_bytes(BROKEN)
    findings = build(Project(folder)).checked.findings
    errors = {finding.code: finding.cause for finding in findings if finding.severity is Severity.ERROR}
    cause = CellRef("zorg.xlsx")
    assert errors == {"S02": None, "C16": cause, "G06": cause}  # not what was ratified, not what was inspected


def told(findings: Iterable[Finding]) -> dict[str, CellRef | None]:
    """The cause of each error, by its code."""
    return {finding.code: finding.cause for finding in findings if finding.severity is Severity.ERROR}


def test_what_looks_for_a_row_that_stood_in_it_is_a_consequence(tmp_path: Path) -> None:
    folder = split(tmp_path, ("Examenrooster", "Overleg"))
    (folder / "inputs" / "zorg.xlsx").write_bytes(BROKEN)
    found = told(build(Project(folder)).checked.findings)
    cause = CellRef("zorg.xlsx")
    assert found == {"S02": None} | dict.fromkeys(("B02", "C05", "C06", "C07", "C08"), cause)


def test_what_is_wrong_with_somebody_who_did_not_stand_in_it_is_no_consequence(folder: Path) -> None:
    (folder / "inputs" / "zorg.xlsx").write_bytes(BROKEN)
    other = more(
        "Trajecten", "L0232-1 | ziekte of ongeval | 2 | | 02/02/2026 | 27/03/2026 | 13/03/2026 | MVB | " + TOLD
    )
    goals = more("Afspraken", "L0232-1 | IAC-doel | | zelf eten | | leerling")
    school(folder, Trajecten=other, Afspraken=goals, Maatregelen="")
    found = [f for f in build(Project(folder)).checked.findings if f.code == "C09"]
    assert [(sorted(f.students or ()), f.cause) for f in found] == [(["L0232"], None)]


def test_in_a_first_run_its_name_says_which_sheets_it_probably_holds(tmp_path: Path) -> None:
    school(tmp_path, Examenrooster="")
    workbook(tmp_path / "inputs", "3_roosters.xlsx", Examenrooster=headed("Examenrooster"))
    (tmp_path / "inputs" / "3_roosters.xlsx").write_bytes(BROKEN)
    assert told(check(Project(tmp_path)).findings) == {"S02": None, "B02": CellRef("3_roosters.xlsx")}


def test_its_documents_stay_on_the_page_of_their_folder(folder: Path) -> None:
    (folder / "inputs" / "zorg.xlsx").write_bytes(BROKEN)
    (folder / "inputs" / "school.xlsx").write_bytes(BROKEN)  # so that nothing at all is asked for
    project = Project(folder)
    write_pages(project, build(project), {})
    place = folder / "outputs" / "zorg"
    linked = re.findall(r'href="([^"#]+)"', (place / "index.html").read_text(encoding="utf-8"))
    assert {path.name for path in place.glob("*.docx")} == {*linked}


def test_what_is_held_up_is_linked_where_it_stands(folder: Path) -> None:
    (folder / "inputs" / "zorg.xlsx").write_bytes(BROKEN)
    project = Project(folder)
    built = build(project)
    write_pages(project, built, {})
    page = (folder / "outputs" / "leerlingen" / "L0231.html").read_text(encoding="utf-8")
    held = {planned.name for planned, verdict in built.checked.verdicts.items() if verdict.stopped_by}
    stands = {path for path in standing(folder) if Path(path).stem in held and "L0231" in path}
    shown = {path for path in stands if not path.startswith("melding/")}
    assert len(shown) > 10
    assert {path for path in stands if f'href="../{path}"' in page} == shown


def test_what_has_nothing_to_do_with_it_is_made_anew_all_the_same(tmp_path: Path) -> None:
    folder = split(tmp_path, ("Leerplandoelen",))
    before = standing(folder)
    (folder / "inputs" / "zorg.xlsx").write_bytes(BROKEN)
    staff = ROWS["Personeel"].replace("Marie Van Boven", "Mieke Van Boven")  # who stands in nearly every document
    built = build(Project(school(folder, Leerplandoelen="", Personeel=staff).root))
    renewed = {Path(path).stem.partition("_")[0] for path, data in standing(folder).items() if data != before[path]}
    assert {"wie-is-wie", "stappenplan"} <= renewed
    assert renewed.isdisjoint(stopped_by(built, "S02"))


def test_a_new_file_that_is_no_workbook_holds_nothing_up(folder: Path) -> None:
    (folder / "inputs" / "nieuw.xlsx").write_bytes(BROKEN)
    assert stopped_by(build(Project(folder)), "S02") == set()


def test_a_workbook_that_is_whole_again_lets_them_go(folder: Path) -> None:
    path = folder / "inputs" / "zorg.xlsx"
    data, before = path.read_bytes(), standing(folder)
    path.write_bytes(BROKEN)
    build(Project(folder))
    path.write_bytes(data)
    built = build(Project(folder))
    assert (standing(folder), stopped_by(built, "S02")) == (before, set())
