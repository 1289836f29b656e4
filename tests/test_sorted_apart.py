"""B09: a column of people that was sorted by itself, told beside the last whole build; nothing is made until then.

Each test builds once, changes a sheet as a spreadsheet program would, and builds again.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.audit import make_key
from docgen.changes.sorted_apart import CODE, sorted_apart
from docgen.changes.traces import Marks, Traces, kept, traced
from docgen.findings import CellRef, Finding
from docgen.pipeline import Built, build, check
from docgen.project import Project
from docgen.running import Asked, run
from tests.worked_example import ROWS, project

STUDENTS = """
    L0231 | Voorbeeld | Noor | 14/03/2010 | 4WEWIb | Natuurwetenschappen | ZED | 01/09/2022 | 31/08/2026
    L0232 | Andersen  | Bram | 02/05/2010 | 4WEWIb | Natuurwetenschappen |     | 01/09/2022 |
    L0233 | Claes     | Aya  | 11/11/2010 | 4WEWIb | Natuurwetenschappen |     | 01/09/2022 |
    L0234 | Baert     | Lou  | 23/01/2010 | 4WEWIb | Natuurwetenschappen |     | 01/09/2022 |
    L0235 | Zwart     | Imo  | 09/08/2010 | 4WEWIb | Natuurwetenschappen |     | 01/09/2022 |
"""
CONTACTS = """
    L0231 | Sofie Peeters | moeder | ja | Lindelaan 12, 9999 Voorbeeldgem | Nederlands
    L0231 | Koen Voorbeeld | vader | ja | Lindelaan 12, 9999 Voorbeeldgem | Nederlands
    L0232 | Anke Andersen | moeder | ja | Dorp 1, 9999 Voorbeeldgem | Nederlands
    L0233 | Eva Claes | moeder | ja | Plein 4, 9999 Voorbeeldgem | Nederlands
    L0234 | Daan Baert | vader | ja | Kaai 7, 9999 Voorbeeldgem | Nederlands
"""
Rows = list[list[str]]


def rows_of(text: str) -> Rows:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def text_of(rows: Rows) -> str:
    return "\n".join(" | ".join(row) for row in rows)


def sorted_by_itself(rows: Rows, *columns: int) -> Rows:
    """The rows with these columns, together, in the order of the first of them and all else where it stood."""
    parts = sorted(([row[column] for column in columns] for row in rows), key=lambda part: part[0])
    changed = [list(row) for row in rows]
    for row, part in zip(changed, parts, strict=True):
        for column, value in zip(columns, part, strict=True):
            row[column] = value
    return changed


def school(folder: Path, students: Rows, contacts: Rows | None = None, **more: str) -> Project:
    contacts = rows_of(CONTACTS) if contacts is None else contacts
    return Project(project(folder, Leerlingen=text_of(students), Contacten=text_of(contacts), **more))


def told(built: Built) -> list[Finding]:
    return [finding for finding in built.checked.findings if finding.code == CODE]


def standing(folder: Path) -> dict[str, bytes]:
    """The documents that people can open, withdrawn ones left out."""
    outputs = folder / "outputs"
    found = {path.relative_to(outputs).as_posix(): path.read_bytes() for path in outputs.rglob("*.docx")}
    return {name: data for name, data in found.items() if not name.startswith("vervallen/")}


def first(folder: Path) -> Built:
    built = build(school(folder, rows_of(STUDENTS)))
    assert (told(built), bool(standing(folder))) == ([], True)
    return built


@pytest.mark.parametrize(
    ("columns", "headings", "moved"),
    [
        ((1,), ("Familienaam",), {"L0231", "L0232", "L0234"}),
        ((2,), ("Voornaam",), {"L0231", "L0233", "L0235"}),
        ((3,), ("Geboortedatum",), {"L0231", "L0232", "L0234", "L0235"}),
        ((1, 2), ("Familienaam", "Voornaam"), {"L0231", "L0232", "L0234"}),
        ((1, 2, 3, 4, 5), ("Leerling-ID",), {"L0231", "L0232", "L0234"}),
    ],
)
def test_a_column_that_is_sorted_by_itself_holds_the_documents_of_those_students(
    tmp_path: Path, columns: tuple[int, ...], headings: tuple[str, ...], moved: set[str]
) -> None:
    first(tmp_path)
    before = standing(tmp_path)
    again = build(school(tmp_path, sorted_by_itself(rows_of(STUDENTS), *columns)))
    [finding] = told(again)
    assert (finding.arg("list"), finding.students, finding.arg("n")) == (headings, moved, len(moved))
    assert isinstance(finding.place, CellRef)
    assert (finding.place.sheet, finding.place.row, finding.place.heading) == ("Leerlingen", 4, headings[0])
    after = standing(tmp_path)
    assert after.keys() == before.keys()
    assert not {name for name in after if after[name] != before[name] and any(who in name for who in moved)}


def test_what_parents_inspected_is_not_another_matter(tmp_path: Path) -> None:
    first(tmp_path)
    checked = check(school(tmp_path, sorted_by_itself(rows_of(STUDENTS), 3)))
    causes = {finding.code: finding.cause for finding in checked.findings if finding.code in (CODE, "G06")}
    places = {finding.code: finding.place for finding in checked.findings}
    assert causes == {CODE: None, "G06": places[CODE]}


def test_contacts_that_moved_to_another_student_are_told(tmp_path: Path) -> None:
    first(tmp_path)
    [finding] = told(build(school(tmp_path, rows_of(STUDENTS), sorted_by_itself(rows_of(CONTACTS), 1))))
    assert (finding.arg("list"), isinstance(finding.place, CellRef) and finding.place.sheet) == (("Naam",), "Contacten")


def test_it_is_told_until_the_rows_are_as_they_were(tmp_path: Path) -> None:
    first(tmp_path)
    before = standing(tmp_path)
    wrong = sorted_by_itself(rows_of(STUDENTS), 1)
    for _ in range(3):
        assert len(told(build(school(tmp_path, wrong)))) == 1
    mended = build(school(tmp_path, rows_of(STUDENTS)))
    assert (told(mended), standing(tmp_path)) == ([], before)


def test_a_confirmation_lets_the_documents_go_and_the_next_build_starts_from_there(tmp_path: Path) -> None:
    first(tmp_path)
    before = standing(tmp_path)
    wrong = sorted_by_itself(rows_of(STUDENTS), 3)
    code = told(build(school(tmp_path, wrong)))[0].fingerprint
    confirmed = f"{ROWS.get('Bevestigingen', '')}\n{code} | KDW | 29/06/2026 | nagekeken in Wisa"
    accepted = build(school(tmp_path, wrong, Bevestigingen=confirmed))
    assert [finding.case for finding in told(accepted)] == ["confirmed"]
    after, inspected = standing(tmp_path), {"overdracht/overdrachtsfiche_L0231_overdracht.docx"}  # with another date
    assert (after.keys(), after != before) == (before.keys() - inspected, True)
    assert told(build(school(tmp_path, wrong))) == []


def test_what_was_confirmed_is_not_told_again_from_memory(tmp_path: Path) -> None:
    first(tmp_path)
    wrong = sorted_by_itself(rows_of(STUDENTS), 3)
    code = told(build(school(tmp_path, wrong)))[0].fingerprint
    school(tmp_path, wrong, Bevestigingen=f"{code} | KDW | 29/06/2026 | nagekeken in Wisa")
    said = [{finding.code for finding in run(tmp_path, Asked()).outcome.findings} & {CODE, "A13"} for _ in range(3)]
    assert said == [{CODE}, {"A13"}, {"A13"}]


def change(where: Callable[[Rows], None]) -> Rows:
    rows = rows_of(STUDENTS)
    where(rows)
    return rows


def two_swapped(rows: Rows) -> None:
    rows[0][3], rows[1][3] = rows[1][3], rows[0][3]


def corrected(rows: Rows) -> None:
    for row in rows:
        row[1] = f"{row[1]}s"


def a_new_student_in_front(rows: Rows) -> None:
    rows.insert(0, [*rows[0]])
    rows[0][:4] = ["L0199", "Aerts", "Bo", "01/02/2010"]


@pytest.mark.parametrize("where", [two_swapped, corrected, a_new_student_in_front, Rows.reverse])
def test_what_people_do_on_purpose_is_not_told(tmp_path: Path, where: Callable[[Rows], None]) -> None:
    first(tmp_path)
    assert told(build(school(tmp_path, change(where)))) == []


def test_two_contacts_of_one_kind_may_change_places(tmp_path: Path) -> None:
    kin = [[who, f"Opa {who} {n}", "andere", "nee", f"Kaai {n}{who[-1]}, 9999 Voorbeeldgem", "Nederlands"]
           for who in ("L0231", "L0232", "L0233") for n in (1, 2)]  # fmt: skip
    build(school(tmp_path, rows_of(STUDENTS), rows_of(CONTACTS) + kin))
    assert told(build(school(tmp_path, rows_of(STUDENTS), rows_of(CONTACTS) + kin[::-1]))) == []


def test_a_school_that_was_never_built_has_nothing_to_compare_with(tmp_path: Path) -> None:
    assert told(build(school(tmp_path, sorted_by_itself(rows_of(STUDENTS), 1)))) == []
    assert kept(tmp_path / "outputs") is not None


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(range(5)))
def test_every_permutation_of_three_or_more_is_told_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("school")
    before, after = rows_of(STUDENTS), rows_of(STUDENTS)
    for row, source in zip(after, order, strict=True):
        row[1] = before[source][1]
    old = check(school(folder, before)).records
    (folder / "outputs").mkdir()
    key = make_key(folder / "outputs")
    last = Traces(tuple(chain.from_iterable(traced(old, Marks(key)).values())), "", "", "", {})
    found = [*sorted_apart(last, check(school(folder, after)).records.register, key)]
    moved = sum(number != source for number, source in enumerate(order))
    assert bool(found) == (moved >= 3)
